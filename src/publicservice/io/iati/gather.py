"""A plan, its observations and baselines, put in order as IATI has them: by result, indicator, period and group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from publicservice.errors import WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.io.iati.amount import Measure, says_number
from publicservice.io.iati.details import ResultType
from publicservice.io.iati.sheet import Cell, Group, Section, Sheet, group_of, indicator_of, sheet_for
from publicservice.io.iati.wording import Worded, ascending_of, measure_in, worded_figure, worded_goal
from publicservice.model.entry import Item
from publicservice.model.fields import choice
from publicservice.model.finding import Finding, Severity
from publicservice.model.indicator import Kind
from publicservice.model.observation import Observation
from publicservice.model.period import Period, PeriodKind, period
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report
from publicservice.units import ONE, Unit

__all__ = ["Gathering", "ResultTypes"]

ResultTypes = ResultType | str | Mapping[str, ResultType | str] | None

_BESIDE = ("coverage", "beneficiaries", "claims")
_LEFT = ("aliases", "lead", "stage", "declares", "source")
_A_DATE = frozenset({PeriodKind.YEAR, PeriodKind.DAY, PeriodKind.AS_OF})


@attrs.define
class Gathering:
    """
    What is written, while it is put in order.

    Attributes:
        plan: The plan.
        result_types: What kind of result its programmes are: one kind for all, or by id or title.
        baseline_year: The year of baselines whose year nobody said.
        sections: The results.
        findings: What lacks (error), what changes or is not as the standard asks (warning), what is left out (note).
        left: How often each thing was left out.
    """

    plan: Plan
    result_types: ResultTypes = None
    baseline_year: int | None = None
    sections: list[Section] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)
    left: Counter[str] = attrs.field(factory=Counter)
    _by_id: dict[str, tuple[Sheet, Group, Period]] = attrs.field(factory=dict)
    _sheets: dict[str, Sheet] = attrs.field(factory=dict)
    _started: list[tuple[Sheet, Group, Target]] = attrs.field(factory=list)
    _numeric: dict[str, Observation] = attrs.field(factory=dict)

    def run(self, results: Report | Iterable[Observation], baselines: Iterable[Observation]) -> None:
        """Put the plan, the observations and the baselines into sections."""
        report = (
            results if isinstance(results, Report) else Report(self.plan.title, observations=_observations(results))
        )
        self._numeric = {seen.id: seen for seen in _all_seen(report) if seen.id and seen.value is not None}
        if self.plan.targets or self.plan.commitments:
            self.warn("outside-of-results", self.plan.title, "targets outside of all programmes become a result")
            whole = Programme(self.plan.title, targets=self.plan.targets, commitments=self.plan.commitments)
            self._programme(whole, Section(whole.title, frozenset({whole.title}), ResultType.OTHER), None)
        self._programmes()
        self._results(report)
        for one in _observations(baselines):
            self._start(one)
        for sheet, group, target in self._started:
            self._require_start(sheet, group, target)
        self.sections = [section for section in self.sections if section.sheets]

    def finish(self) -> None:
        """Tell what was left out, once everything has been looked at."""
        told = [f"{count:,} × {what}" for what, count in sorted(self.left.items()) if count]
        if told:
            self.note("left-out", self.plan.title, f"IATI has no place for: {', '.join(told)}", *told)

    # --- findings

    def note(self, rule: str, title: str, message: str, *evidence: str, severity: Severity = Severity.NOTE) -> None:
        """Keep a finding."""
        where = self.plan.id
        made = Finding(rule=rule, severity=severity, where=where, title=title, message=message, evidence=evidence)
        self.findings.append(made)

    def warn(self, rule: str, title: str, message: str, *evidence: str) -> None:
        """Keep a finding about something that IATI says otherwise or not at all."""
        self.note(rule, title, message, *evidence, severity=Severity.WARNING)

    def lack(self, title: str, message: str) -> None:
        """Keep that something lacks without which no file can be written."""
        self.note("lacks", title, message, severity=Severity.ERROR)

    def _told(self, said: Worded, title: str, rule: str) -> str:
        if said.doubt:
            severity = Severity.WARNING if said.is_refused else Severity.NOTE
            self.note(rule, title, said.doubt, said.value, severity=severity)
        return said.value

    def _leave(self, item: object, *names: str) -> None:
        self.left.update(name for name in names if getattr(item, name, None))

    # --- the plan

    def _programmes(self) -> None:
        """Every programme as a result; those within others beside them. No recursion, however deep they stand."""
        waiting: list[tuple[Programme, str, ResultType | None, Period | None]]
        waiting = [(one, one.title, self._type(one), None) for one in reversed(self.plan.programmes)]
        while waiting:
            programme, title, kind, outer = waiting.pop()
            over = programme.period or outer
            self._programme(programme, Section(title, _names(programme), kind, programme.note), over)
            for inner in reversed(programme.programmes):
                self.warn("result-within-result", inner.title, f"it becomes a result beside '{programme.title}'")
                waiting.append((inner, f"{title} / {inner.title}", self._type(inner, kind), over))

    def _programme(self, programme: Programme, section: Section, outer: Period | None) -> None:
        self.sections.append(section)
        self._leave(programme, *_LEFT)
        for target in programme.targets:
            self._target(target, section, outer)
        for commitment in programme.commitments:
            self._commitment(commitment, section, outer)
        for seen in programme.observations:
            self._observation(seen, [section])
        self._refuse_beside(programme)
        if not (section.sheets or programme.programmes):
            self.warn("empty-result", section.title, "IATI has no result without an indicator: it was not written")
        elif section.sheets and section.type is None:
            words = ", ".join(kind.value for kind in ResultType)
            self.lack(section.title, f"the kind of result ({words}): result_types={{{shown(programme.title)}: ...}}")

    def _refuse_beside(self, part: Report | Programme) -> None:
        if any(getattr(part, name) for name in _BESIDE):
            self.warn("not-written", part.title, "IATI has no place for coverage, beneficiaries and claims")

    def _type(self, programme: Programme, outer: ResultType | None = None) -> ResultType | None:
        """What kind of result a programme is: as the caller says, else as its id does ("output-1")."""
        said = self.result_types
        if isinstance(said, Mapping):
            said = said.get(programme.id) or said.get(programme.title)
        if said is not None:
            return choice(ResultType, said)
        return next((kind for kind in ResultType if programme.id.startswith(f"{kind.value}-")), outer)

    def _over(self, item: Item, outer: Period | None) -> Period:
        """The period of an entry, or of what it stands in; IATI needs both ends."""
        over = item.period or outer or self.plan.period
        title = str(getattr(item, "title", ""))
        if over is None or not over.is_known:
            self.lack(title, f"the first and the last day of its period ({over or 'none'})")
            return Period()
        if over.is_instant:
            self.note("date-as-period", title, "IATI has periods only: the date was written as a period of one day")
            return Period(over.start, over.end)
        return over

    def _group(self, item: Item) -> Group:
        people = item.population
        if people is not None and (people.size or people.within or people.note):
            self.left["details of the population"] += 1
        return group_of(people, item.place, self.plan.place)

    def _target(self, outermost: Target, section: Section, outer: Period | None) -> None:
        """A target, and its parts as indicators of their own."""
        waiting = [(outermost, outermost.title, outer)]
        while waiting:
            target, title, around = waiting.pop()
            over = self._over(target, around)
            self._one_target(target, title, section, over)
            for part in reversed(target.parts):
                self.warn("part-of-target", part.title, f"it becomes an indicator beside '{title}'")
                waiting.append((part, f"{title}: {part.title}", over))

    def _one_target(self, target: Target, title: str, section: Section, over: Period) -> None:
        group, its_unit = self._group(target), None if target.unit is ONE else target.unit
        said = worded_goal(target.goal, target.indicator.better, its_unit, title)
        sheet = self._sheet(section, target, title, its_unit, over, group)
        sheet.promise(over, Cell(group, self._told(said, title, "goal-in-words"), target.note))
        sheet.starts[group.key] = target.baseline
        self._remember(target.id, sheet, group, over)
        if target.baseline is not None:
            self._started.append((sheet, group, target))
        self._leave(target, *_LEFT, "printed", "revisions")
        self._leave(target.indicator, "aliases")
        kind = target.indicator.kind
        if kind is not None and (kind is not Kind.RATE or sheet.measure is Measure.UNIT):
            self.left["kind"] += 1

    def _remember(self, its_id: str, sheet: Sheet, group: Group, over: Period) -> None:
        """Let observations find the target by its id."""
        if its_id:
            self._by_id.setdefault(its_id, (sheet, group, over))

    def _add(self, sheet: Sheet, section: Section) -> Sheet:
        """A new indicator, found by its id if it has one."""
        if sheet.id:
            self._sheets.setdefault(sheet.id, sheet)
        return section.add(sheet)

    def _sheet(
        self, section: Section, target: Target, title: str, its_unit: Unit | None, over: Period, group: Group
    ) -> Sheet:
        """The indicator that a target belongs to: by its id, or one like it with room; or a new one."""
        like = measure_in(its_unit), its_unit, ascending_of(target.indicator.better, target.goal)
        key = indicator_of(target.id)
        for sheet in section.named(title):
            is_its = sheet.id == key and (key or sheet.has_room(over, group, target.baseline))
            if is_its and (sheet.measure, sheet.unit, sheet.ascending) == like:
                return sheet
        return self._add(Sheet(title, *like, key), section)

    def _commitment(self, commitment: Commitment, section: Section, outer: Period | None) -> None:
        group, over, title = self._group(commitment), self._over(commitment, outer), commitment.title
        answer = self._numeric.get(commitment.id)
        key = indicator_of(commitment.id)
        free = [one for one in section.named(title) if one.id == key and (key or (over, group.key) not in one.taken)]
        fitting = [one for one in free if answer is None or one.fits(answer)]
        sheet = next(iter(fitting), None) or self._add(sheet_for(title, answer, key), section)
        words = commitment.printed or title
        sheet.promise(over, self._in_words(sheet, group, words, commitment.note, title))
        self._remember(commitment.id, sheet, group, over)
        self._leave(commitment, *_LEFT)

    def _in_words(self, sheet: Sheet, group: Group, words: str, note: str, title: str) -> Cell:
        """Words: the comment of a qualitative indicator; elsewhere the value, unless they would be read as a number."""
        if sheet.measure is not Measure.QUALITATIVE:
            self.warn("value-in-words", title, "IATI asks for a number, where there are words", words)
            if not says_number(words):
                return Cell(group, words, note)
        if note:
            self.note("note-joined", title, "its note was joined to its words, since both are the comment")
        return Cell(group, None, "\n".join(filter(None, [words, note])))

    # --- what was reached, and where it started

    def _results(self, report: Report) -> None:
        for seen in report.observations:
            self._observation(seen, self.sections)
        by_name: dict[str, list[Section]] = {}
        for section in self.sections:
            for name in section.ids:
                by_name.setdefault(name, []).append(section)
        for programme in _every(report.programmes):
            sections = by_name.get(programme.id) or by_name.get(programme.title) or self.sections
            for seen in programme.observations:
                self._observation(seen, sections)
        parts: list[Report | Programme] = [report, *_every(report.programmes)]
        for part in parts:
            self._refuse_beside(part)
            if part.commitments or getattr(part, "targets", ()):
                self.warn("not-written", part.title, "promises that stand in a report belong into the plan")

    def _observation(self, seen: Observation, sections: list[Section]) -> None:
        sheet, group, over = self._place_of(seen, sections)
        sheet.stretch(over).actuals.append(self._cell(seen, sheet, group))
        self._leave(seen, "lead", "stage", "source", "printed")

    def _cell(self, seen: Observation, sheet: Sheet, group: Group) -> Cell:
        if seen.value is None:
            return self._in_words(sheet, group, seen.result, seen.note, seen.title)
        self._leave(seen, "result")
        said = worded_figure(seen.value, sheet.unit, sheet.title)
        return Cell(group, self._told(said, seen.title, "figure-in-words"), seen.note)

    def _place_of(self, seen: Observation, sections: list[Section]) -> tuple[Sheet, Group, Period]:
        """Where an observation is written: with the target of its id, else with its indicator's name."""
        own = self._group(seen)
        if seen.id in self._by_id:
            sheet, group, over = self._by_id[seen.id]
            says_whom = seen.population is not None or seen.place is not None
            return sheet, own if says_whom else group, self._over(seen, over)
        key = indicator_of(seen.id)
        named = (sheet for section in sections for sheet in section.named(seen.title) if not key or sheet.id == key)
        fitting = next((sheet for sheet in named if sheet.fits(seen)), None)
        sheet = fitting or self._add(sheet_for(seen.title, seen, key), self._section_of(seen, sections))
        return sheet, own, self._over(seen, None)

    def _section_of(self, seen: Observation, sections: list[Section]) -> Section:
        """The result that an observation stands in, if that is known; else one of its own."""
        if len(sections) == 1:
            return sections[0]
        self.warn("answers-to-no-target", seen.title, "nothing says to which result it belongs: it becomes its own")
        section = Section(seen.title, frozenset({seen.title}), ResultType.OTHER)
        self.sections.append(section)
        return section

    def _start(self, one: Observation) -> None:
        group, over = self._group(one), one.period
        sheet = self._started_sheet(one, group)
        if sheet is None:
            self.warn("baseline-of-nothing", one.title, "the baseline belongs to no indicator: it was not written")
        elif over is None or over.kind not in _A_DATE:
            self.lack(one.title, f"the year or the day of its baseline ({over or 'none'})")
        else:
            sheet.baselines.append((over, self._cell(one, sheet, group)))

    def _started_sheet(self, one: Observation, group: Group) -> Sheet | None:
        """The indicator of a baseline: by its id, else by its name, where no target says another baseline."""
        key = indicator_of(one.id)
        if key in self._sheets:
            return self._sheets[key]
        named = [(section, sheet) for section in self.sections for sheet in section.named(one.title)]
        for _, sheet in named:
            if not key and one.value in (None, sheet.starts.get(group.key, one.value)):
                return sheet
        return self._add(sheet_for(one.title, one, key), named[0][0]) if named else None

    def _require_start(self, sheet: Sheet, group: Group, target: Target) -> None:
        """See that the baseline of a target stands among those of its indicator, with a year."""
        own: Figure | None = target.baseline
        assert own is not None  # noqa: S101  (only such targets are kept)
        said = worded_figure(own, sheet.unit, sheet.title)
        there = [cell.value for _, cell in sheet.baselines if cell.group.key == group.key]
        if said.value in there:
            return
        if there:
            message = "its baseline is another than those given for its indicator, and was not written"
            self.warn("baselines-differ", target.title, message, said.value, *map(str, there))
        elif self.baseline_year is None:
            hint = "baseline_year=..., or its observation among baselines=..."
            self.lack(target.title, f"the year of its baseline, {said.value}: {hint}")
        else:
            value = self._told(said, target.title, "figure-in-words")
            sheet.baselines.append((period(self.baseline_year), Cell(group, value)))


def _all_seen(report: Report) -> Iterator[Observation]:
    yield from report.observations
    for programme in _every(report.programmes):
        yield from programme.observations


def _names(programme: Programme) -> frozenset[str]:
    return frozenset(filter(None, (programme.id, programme.title)))


def _observations(given: Iterable[Observation]) -> tuple[Observation, ...]:
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise WrongTypeError("not observations", seen=shown(given), expected="a Report, or a list of observations")
    return tuple(given)


def _every(programmes: Iterable[Programme]) -> Iterator[Programme]:
    """Programmes and those within them. No recursion, however deep they stand."""
    waiting = list(reversed(list(programmes)))
    while waiting:
        programme = waiting.pop()
        yield programme
        waiting += reversed(programme.programmes)
