"""An indicator of a result, read into targets, commitments, observations and baselines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import attrs

from publicservice.errors import PublicServiceError
from publicservice.figures import Figure
from publicservice.io.iati.amount import Measure, measure_of, says_count, scale_of
from publicservice.io.iati.context import Context, Words
from publicservice.io.iati.element import Element
from publicservice.io.iati.said import Measured, Said, said_in
from publicservice.io.iati.slot import Slot, Slots
from publicservice.model.finding import Severity
from publicservice.model.goal import Better
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.observation import Observation
from publicservice.model.period import Period, period
from publicservice.model.programme import Commitment, Target
from publicservice.units import Unit, unit

__all__ = ["IndicatorReading", "read_indicator"]

_UNIT = re.compile(r"\bunit(?: of measure(?:ment)?)?: *(?P<unit>[^.;\n]{1,60})", re.IGNORECASE)
_YEAR = re.compile("[1-9][0-9]{3}")
_BETTER = {True: Better.HIGHER, False: Better.LOWER, None: None}
_VALUES = frozenset({"baseline", "target", "actual"})
_SHOWN_STARTS = 5
_LONGEST_HEAD = 200  # of a line of the note: there may be many thousand of an indicator
_Given = tuple[Said, Slot, str]


@attrs.frozen
class IndicatorReading:
    """
    What one indicator holds.

    Attributes:
        targets: Targets, those of each period in turn.
        commitments: What is to be reached, told in words.
        observations: What was reached.
        baselines: Where it started, each with its year or date.
        notes: What else is said of the indicator, a line each.
    """

    targets: list[Target] = attrs.field(factory=list)
    commitments: list[Commitment] = attrs.field(factory=list)
    observations: list[Observation] = attrs.field(factory=list)
    baselines: list[Observation] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


def read_indicator(element: Element, context: Context, key: str) -> IndicatorReading:
    """
    Read one indicator.

    Args:
        element: The indicator element.
        context: The activity that it stands in.
        key: The beginning of its ids: "XM-EX-1:2.3" for the third indicator of the second result.
    """
    words = context.title(element, f"indicator {key.rpartition('.')[2]}")
    made = IndicatorReading()
    measured = _measured(element, context, words)
    lines = [*words.note("title"), *_about(element, context, words.text)]
    head = words.text if len(words.text) <= _LONGEST_HEAD else f"{words.text[:_LONGEST_HEAD]}…"
    made.notes.extend(f"{head}: {line}" for line in lines)
    slots = Slots(context, words.text)
    started = _baselines(element, measured, slots, key, made)
    for stretch in _stretches(element, measured, slots, key):
        stretch.read(started, made)
    if not (made.targets or made.commitments):
        context.note("indicator-without-target", element.line, words.text, "the indicator has no target")
        made.notes.append(f"{words.text}: no target")
    return made


def _about(element: Element, context: Context, title: str) -> Iterator[str]:
    """What the indicator says of itself, as lines of a note."""
    description = context.words(element.first("description"), lines=True)
    if not _UNIT.fullmatch(description.text):
        yield from filter(None, [description.text])
    yield from description.note("description")
    for reference in element.all("reference"):
        told = [reference.get(name) for name in ("vocabulary", "code", "indicator-uri")]
        yield f"reference: {', '.join(filter(None, told))}"
    yield from context.documents(element)
    if context.flag(element, "aggregation-status", title) is False:
        yield "not suitable for aggregation"


def _measured(element: Element, context: Context, words: Words) -> Measured:
    """The indicator and its scale, from its measure, its direction, the unit that it names and all its values."""
    said, title = element.get("measure"), words.text
    measure = measure_of(said)
    if measure is None:
        context.note("measure-not-known", element.line, title, "the measure is none of the standard's", said)
    ascending = context.flag(element, "ascending", title)
    if ascending is None and measure not in (Measure.QUALITATIVE, Measure.NOMINAL):
        message = "nothing says which way is better (no ascending), so that no direction was set"
        context.note("direction-not-said", element.line, title, message)
    parents = [element, *element.all("period")]
    values = [one.get("value") for parent in parents for one in parent.children if one.tag in _VALUES]
    better, its_unit = _BETTER[ascending], _unit_named(element, context)
    counts = any(map(says_count, (title, *(other for _, other in words.others))))
    scale = scale_of(measure, its_unit, better, values, exact=context.exact, counts=counts)
    if scale.counts:
        message = "the title says that something is counted, and the measure or the unit that it is a percentage"
        context.warn("measure-not-of-title", element.line, title, message, said)
    kind = Kind.RATE if measure is Measure.PERCENTAGE else None
    return Measured(Indicator(title, unit=scale.unit, kind=kind, better=better), scale, context)


def _unit_named(element: Element, context: Context) -> Unit | None:
    """The unit that the description names, as in "Unit of measure: km"."""
    match = _UNIT.search(context.words(element.first("description"), lines=True).text)
    if match:
        with suppress(PublicServiceError):
            return unit(match["unit"].strip())
    return None


# --- baselines


@attrs.frozen
class _Starts:
    """The baselines of one slot that are numbers, each with its last day and its words, the earliest first."""

    seen: list[Observation]
    days: list[date]
    told: list[str]

    def at(self, end: date) -> int:
        """The number of the last baseline from before the end of a period, else that of the first."""
        return max(bisect_right(self.days, end) - 1, 0)

    def around(self, at: int) -> list[str]:
        """The words of the baselines next to one, and how many others there are: no more than a few for any target."""
        first = max(min(at - _SHOWN_STARTS // 2, len(self.told) - _SHOWN_STARTS), 0)
        near, others = self.told[first : first + _SHOWN_STARTS], len(self.told) - _SHOWN_STARTS
        return [*near, f"and {others:,} more"] if others > 0 else near


def _baselines(
    element: Element, measured: Measured, slots: Slots, key: str, made: IndicatorReading
) -> dict[int, _Starts]:
    """The baselines of each slot, which are kept as observations too."""
    found: dict[int, list[Observation]] = {}
    for one in element.all("baseline"):
        slot, over = slots.of(one), _when(one, measured)
        its_key = f"{key}.baseline.{slot.number}" if slot.number else f"{key}.baseline"
        said = said_in(one, measured.context)
        seen = measured.observation(said, slot, over, its_key)
        if seen is None:
            _tell_documents(said, measured)
            continue
        made.baselines.append(seen)
        if seen.value is not None:
            found.setdefault(slot.number, []).append(seen)
    return {number: _starts(seen) for number, seen in found.items()}


def _starts(seen: list[Observation]) -> _Starts:
    ranked = sorted(seen, key=_last_day)
    return _Starts(ranked, list(map(_last_day, ranked)), [f"{one.value} ({one.period})" for one in ranked])


def _when(element: Element, measured: Measured) -> Period:
    """The date of a baseline, else its year."""
    context, title = measured.context, measured.indicator.name
    year = element.get("year")
    if not _YEAR.fullmatch(year):
        context.warn("date-not-read", element.line, title, "the baseline's year is no year", year)
    day = context.day(element, title) if element.get("iso-date") else None
    if day is None:
        return period(int(year)) if _YEAR.fullmatch(year) else Period()
    if _YEAR.fullmatch(year) and day.year != int(year):
        message = "the baseline's year is another than that of its date; the date was taken"
        context.warn("baseline-dates-differ", element.line, title, message, year, day.isoformat())
    return period(day)


def _last_day(one: Observation) -> date:
    return one.period.end if one.period is not None and one.period.end is not None else date.max


def _tell_documents(said: Said, measured: Measured) -> None:
    """Keep a finding about documents of a baseline, target or actual that says nothing itself."""
    if said.documents:
        message = f"the {said.tag} says nothing, and the documents that it links to were left out"
        measured.context.warn("document-left-out", said.line, measured.indicator.name, message, *said.documents)


# --- periods


def _stretches(element: Element, measured: Measured, slots: Slots, key: str) -> list[_Stretch]:
    """
    The periods of an indicator, those of the same first and last day together.

    Before version 2.03 a period had one target and one actual, and several values meant several periods of the same
    dates.
    """
    found: dict[object, _Stretch] = {}
    for number, at in enumerate(element.all("period"), 1):
        over = _over(at, measured)
        same = (over.start, over.end) if over.start and over.end else number
        found.setdefault(same, _Stretch(f"{key}.{number}", over, measured, slots)).elements.append(at)
    return list(found.values())


def _over(element: Element, measured: Measured) -> Period:
    context, title = measured.context, measured.indicator.name
    start, end = (context.day(element.first(tag), title) for tag in ("period-start", "period-end"))
    if start is None or end is None:
        message = "the start or the end of the period is not told"
        context.note("period-open", element.line, title, message, f"{start} to {end}")
    return context.span(start, end, element.line, title) or Period()


@attrs.frozen
class _Stretch:
    """One period of an indicator while it is read; `elements` are all that have its dates."""

    key: str
    over: Period
    measured: Measured
    slots: Slots
    elements: list[Element] = attrs.field(factory=list)

    def read(self, started: dict[int, _Starts], made: IndicatorReading) -> None:
        """Add the period's targets and actuals to what the indicator holds."""
        promised = [one[1].number for one in self._numbered("target") if self._promise(one, started, made)]
        seen = [one[1].number for one in self._numbered("actual") if self._actual(one, made)]
        if promised and 0 not in promised:
            message = "there are targets for groups or places and none for all; no sum was made of them"
            self._note("no-headline", message)
        for what, numbers in (("targets", promised), ("actuals", seen)):
            if len(numbers) > len(set(numbers)):
                message = f"the period has several {what} for one group and place; all were kept"
                self._note(f"several-{what}", message, severity=Severity.WARNING)

    def _note(self, rule: str, message: str, *evidence: str, severity: Severity = Severity.NOTE) -> None:
        line, title = self.elements[0].line, self.measured.indicator.name
        self.measured.context.note(rule, line, title, message, *evidence, severity=severity)

    def _numbered(self, tag: str) -> Iterator[_Given]:
        """Targets or actuals with their slots, and an id that a target shares with its actuals."""
        met: Counter[int] = Counter()
        for one in (one for at in self.elements for one in at.all(tag)):
            said, slot = said_in(one, self.measured.context), self.slots.of(one)
            met[slot.number] += bool(said.words)
            again = f"+{met[slot.number]}" if tag == "target" and met[slot.number] > 1 else ""
            yield said, slot, f"{self.key}.{slot.number}{again}" if slot.number else f"{self.key}{again}"

    def _promise(self, given: _Given, started: dict[int, _Starts], made: IndicatorReading) -> bool:
        """Add a target or commitment; whether it says anything."""
        said, slot, key = given
        promised = self.measured.promise(said, slot, self.over, key, self._baseline(started.get(slot.number)))
        if isinstance(promised, Target):
            made.targets.append(promised)
        elif promised is not None:
            made.commitments.append(promised)
        else:
            _tell_documents(said, self.measured)
        return promised is not None

    def _actual(self, given: _Given, made: IndicatorReading) -> bool:
        """Add an observation; whether the actual says anything."""
        said, slot, key = given
        seen = self.measured.observation(said, slot, self.over, key)
        if seen is None:
            _tell_documents(said, self.measured)
            return False
        made.observations.append(seen)
        return True

    def _baseline(self, starts: _Starts | None) -> Figure | None:
        """The last baseline from before the target's end, else the first; None where none of them is a number."""
        if starts is None:
            return None
        at = starts.at(self.over.end or date.max)
        if len(starts.seen) > 1:
            message = "of several baselines, the last before the period's end was taken"
            self._note("several-baselines", message, *starts.around(at))
        return starts.seen[at].value
