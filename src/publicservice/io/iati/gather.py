"""A plan, its observations and baselines, put in order as IATI has them: by result, indicator, period and group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from publicservice.errors import WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.io.iati.account import Account
from publicservice.io.iati.ahead import every, likes_of
from publicservice.io.iati.amount import Measure
from publicservice.io.iati.details import ResultType
from publicservice.io.iati.sheet import Cell, Group, Like, Section, Sheet, indicator_of, like_of
from publicservice.io.iati.wording import worded_figure, worded_goal
from publicservice.model.fields import choice
from publicservice.model.indicator import Kind
from publicservice.model.observation import Observation
from publicservice.model.period import Period, PeriodKind, period
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report

__all__ = ["Gathering", "ResultTypes"]

ResultTypes = ResultType | str | Mapping[str, ResultType | str] | None

_BESIDE = ("coverage", "beneficiaries", "claims")
_LEFT = ("aliases", "lead", "stage", "declares", "source")
_WORDS: Like = (Measure.QUALITATIVE, None, None)
_A_DATE = frozenset({PeriodKind.YEAR, PeriodKind.DAY, PeriodKind.AS_OF})


@attrs.define(kw_only=True)
class Gathering(Account):
    """
    What is written, while it is put in order.

    Attributes:
        result_types: What kind of result its programmes are: one kind for all, or by id or title.
        baseline_year: The year of baselines whose year nobody said.
        sections: The results.
    """

    result_types: ResultTypes = None
    baseline_year: int | None = None
    sections: list[Section] = attrs.field(factory=list)
    _by_id: dict[str, tuple[Sheet, Group, Period]] = attrs.field(factory=dict)
    _sheets: dict[str, Sheet] = attrs.field(factory=dict)
    _started: list[tuple[Sheet, Group, Target]] = attrs.field(factory=list)
    _likes: dict[str | tuple[str, str], Like] = attrs.field(factory=dict)
    _origins: list[tuple[Section, Programme]] = attrs.field(factory=list)
    _undated: set[tuple[str, object]] = attrs.field(factory=set)

    def run(self, results: Report | Iterable[Observation], baselines: Iterable[Observation]) -> None:
        """Put the plan, the observations and the baselines into sections."""
        report = (
            results if isinstance(results, Report) else Report(self.plan.title, observations=_observations(results))
        )
        started = _observations(baselines)
        self._likes = likes_of(self.plan, report, started)
        if self.plan.targets or self.plan.commitments:
            self.warn("outside-of-results", self.plan.title, "targets outside of all programmes become a result")
            whole = Programme(self.plan.title, targets=self.plan.targets, commitments=self.plan.commitments)
            self._programme(whole, Section(whole.title, frozenset({whole.title}), ResultType.OTHER), None)
        self._programmes()
        self._results(report)
        for one in started:
            self._start(one)
        for section, programme in self._origins:
            self._require_result(section, programme)
        for sheet, group, target in self._started:
            self._require_start(sheet, group, target)
        self.sections = [section for section in self.sections if section.sheets]
        self._settle()

    def _settle(self) -> None:
        for sheet in (sheet for section in self.sections for sheet in section.sheets):
            for cell in sheet.settle():
                message = "its note was joined to its words, since both are the comment"
                self.note("note-joined", sheet.title, message, cell.words)

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
        self._origins.append((section, programme))
        self.leave(programme, *_LEFT)
        for target in programme.targets:
            self._target(target, section, outer)
        for commitment in programme.commitments:
            self._commitment(commitment, section, outer)
        for seen in programme.observations:
            self._observation(seen, [section])
        self._refuse_beside(programme)

    def _require_result(self, section: Section, programme: Programme) -> None:
        """See that a result has an indicator and a kind."""
        if not (section.sheets or programme.programmes):
            message = "IATI has no result without an indicator, and nothing in it can be one"
            self.warn("empty-result", section.title, f"{message}; strict=False leaves it out")
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

    def _target(self, outermost: Target, section: Section, outer: Period | None) -> None:
        """A target, and its parts as indicators of their own."""
        waiting = [(outermost, outermost.title, outer)]
        while waiting:
            target, title, around = waiting.pop()
            over = self.over(target, around)
            if over is not None:
                self._one_target(target, title, section, over)
            for part in reversed(target.parts):
                self.warn("part-of-target", part.title, f"it becomes an indicator beside '{title}'")
                waiting.append((part, f"{title}: {part.title}", target.period or around))

    def _one_target(self, target: Target, title: str, section: Section, over: Period) -> None:
        group = self.group(target)
        sheet = self._sheet(section, target, title, over, group)
        better, prints_units = target.indicator.better, bool(sheet.id)
        said = worded_goal(target.goal, better, sheet.unit, sheet.ascending, title=title, prints_units=prints_units)
        value = self.told(said, title, "goal-in-words")
        sheet.promise(over, Cell(group, value, note=target.note, id=target.id))
        sheet.starts[group.key] = target.baseline
        self._remember(target.id, sheet, group, over)
        if target.baseline is not None:
            self._started.append((sheet, group, target))
        self.leave(target, *_LEFT, "printed", "revisions")
        self.leave(target.indicator, "aliases")
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

    def _sheet(self, section: Section, target: Target, title: str, over: Period, group: Group) -> Sheet:
        """The indicator that a target belongs to: by its id, or one like it with room; or a new one."""
        key = indicator_of(target.id)
        like = like_of(target, key)
        for sheet in section.named(title):
            is_its = sheet.id == key and (key or sheet.has_room(over, group, target.baseline))
            if is_its and sheet.like == like:
                return sheet
        return self._add(Sheet(title, *like, key), section)

    def _commitment(self, commitment: Commitment, section: Section, outer: Period | None) -> None:
        group, over, title = self.group(commitment), self.over(commitment, outer), commitment.title
        if over is None:
            return
        key = indicator_of(commitment.id)
        like = self._likes.get((key, title)) if key else self._likes.get(commitment.id or ("", title))
        free = [one for one in section.named(title) if one.id == key and (key or (over, group.key) not in one.taken)]
        fitting = [one for one in free if key or like in (None, _WORDS) or one.like == like]
        sheet = next(iter(fitting), None) or self._add(Sheet(title, *(like or _WORDS), key), section)
        sheet.promise(over, self._in_words(sheet, group, commitment.printed or title, commitment))
        self._remember(commitment.id, sheet, group, over)
        self.leave(commitment, *_LEFT)

    def _in_words(self, sheet: Sheet, group: Group, words: str, item: Commitment | Observation) -> Cell:
        """Words: the comment of a qualitative indicator; elsewhere the value, where IATI asks for a number."""
        if sheet.measure is not Measure.QUALITATIVE:
            self.warn("value-in-words", item.title, "IATI asks for a number, where there are words", words)
        return Cell(group, "", words, item.note, item.id)

    # --- what was reached, and where it started

    def _results(self, report: Report) -> None:
        for seen in report.observations:
            self._observation(seen, self.sections)
        by_name: dict[str, list[Section]] = {}
        for section in self.sections:
            for name in section.ids:
                by_name.setdefault(name, []).append(section)
        for programme in every(report.programmes):
            sections = by_name.get(programme.id) or by_name.get(programme.title) or self.sections
            for seen in programme.observations:
                self._observation(seen, sections)
        parts: list[Report | Programme] = [report, *every(report.programmes)]
        for part in parts:
            self._refuse_beside(part)
            self.leave(part, "note")
            if part.commitments or getattr(part, "targets", ()):
                self.warn("not-written", part.title, "promises that stand in a report belong into the plan")

    def _observation(self, seen: Observation, sections: list[Section]) -> None:
        found = self._place_of(seen, sections)
        if found is not None:
            sheet, group, over = found
            sheet.stretch(over).actuals.append(self._cell(seen, sheet, group))
            self.leave(seen, "lead", "stage", "source", "printed")

    def _cell(self, seen: Observation, sheet: Sheet, group: Group) -> Cell:
        if seen.value is None:
            return self._in_words(sheet, group, seen.result, seen)
        self.leave(seen, "result")
        said = worded_figure(seen.value, sheet.unit, title=sheet.title, prints_units=bool(sheet.id))
        return Cell(group, self.told(said, seen.title, "figure-in-words"), note=seen.note, id=seen.id)

    def _place_of(self, seen: Observation, sections: list[Section]) -> tuple[Sheet, Group, Period] | None:
        """Where an observation is written: with the target of its id, else with its indicator's name."""
        own, known = self.group(seen), self._by_id.get(seen.id)
        over = self.over(seen, known[2] if known else None)
        if over is None:
            return None
        if known is not None and (seen.value is None or known[0].measure is not Measure.QUALITATIVE):
            says_whom = seen.population is not None or seen.place is not None
            return known[0], own if says_whom else known[1], over
        key = indicator_of(seen.id)
        named = (sheet for section in sections for sheet in section.named(seen.title) if not key or sheet.id == key)
        fitting = next((sheet for sheet in named if sheet.fits(seen)), None)
        return fitting or self._add(self._observed(seen, key), self._section_of(seen, sections)), own, over

    def _observed(self, seen: Observation, key: str) -> Sheet:
        """An indicator without a target, measured as what was observed."""
        known = self._likes.get((key, seen.title)) if seen.value is None else None
        return Sheet(seen.title, *(known or like_of(seen, key)), key)

    def _section_of(self, seen: Observation, sections: list[Section]) -> Section:
        """The result that an observation stands in, if that is known; else one of its own."""
        if len(sections) == 1:
            return sections[0]
        self.warn("answers-to-no-target", seen.title, "nothing says to which result it belongs: it becomes its own")
        section = Section(seen.title, frozenset({seen.title}), ResultType.OTHER)
        self.sections.append(section)
        return section

    def _start(self, one: Observation) -> None:
        group, over = self.group(one), one.period
        if over in (None, Period()) and self.baseline_year is not None:
            over = period(self.baseline_year)
        if over is None or over.kind not in _A_DATE:
            self._undated.add((one.title, group.key))
            message = f"IATI needs the year or the day of its baseline ({over or 'none'})"
            self.warn("baseline-undated", one.title, f"{message}: give its period; strict=False leaves it out")
            return
        sheet = self._started_sheet(one, group)
        if sheet is None:
            self.warn("baseline-of-nothing", one.title, "the baseline belongs to no indicator: it was not written")
        else:
            sheet.baselines.append((over, self._cell(one, sheet, group)))

    def _started_sheet(self, one: Observation, group: Group) -> Sheet | None:
        """The indicator of a baseline: by its id, else by its name, where no target says another baseline."""
        key = indicator_of(one.id)
        if key in self._sheets and self._sheets[key].fits(one):
            return self._sheets[key]
        named = [(section, sheet) for section in self.sections for sheet in section.named(one.title)]
        for _, sheet in named:
            if not key and one.value in (None, sheet.starts.get(group.key, one.value)) and sheet.holds(one):
                return sheet
        home = self._read_from(key) or (named[0][0] if named else None)
        return self._add(self._observed(one, key), home) if home else None

    def _read_from(self, key: str) -> Section | None:
        """The result that an indicator was read from, by its id: of "XM-EX-1:2.1" the programme "outcome-2"."""
        number = key.removeprefix(f"{self.plan.id}:").partition(".")[0]
        return next((one for one, programme in self._origins if _is_result(programme.id, number)), None)

    def _require_start(self, sheet: Sheet, group: Group, target: Target) -> None:
        """See that the baseline of a target stands among those of its indicator, with a year."""
        own: Figure | None = target.baseline
        assert own is not None  # noqa: S101  (only such targets are kept)
        said = worded_figure(own, sheet.unit, title=sheet.title, prints_units=bool(sheet.id))
        there = [cell.value for _, cell in sheet.baselines if cell.group.key == group.key]
        if said.value in there:
            return
        if there:
            message = "its baseline is another than those given for its indicator, and was not written"
            self.warn("baselines-differ", target.title, message, said.value, *map(str, there))
        elif (target.title, group.key) in self._undated:
            return
        elif self.baseline_year is None:
            hint = "baseline_year=..., or its observation among baselines=..."
            self.lack(target.title, f"the year of its baseline, {said.value}: {hint}")
        else:
            value = self.told(said, target.title, "figure-in-words")
            sheet.baselines.append((period(self.baseline_year), Cell(group, value)))


def _names(programme: Programme) -> frozenset[str]:
    return frozenset(filter(None, (programme.id, programme.title)))


def _is_result(its_id: str, number: str) -> bool:
    kind, _, its_number = its_id.rpartition("-")
    return its_number == number and kind in {"result", *(one.value for one in ResultType)}


def _observations(given: Iterable[Observation]) -> tuple[Observation, ...]:
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise WrongTypeError("not observations", seen=shown(given), expected="a Report, or a list of observations")
    return tuple(given)
