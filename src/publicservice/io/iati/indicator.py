"""An indicator of a result, read into targets, commitments, observations and baselines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

import attrs

from publicservice.errors import PublicServiceError
from publicservice.figures import Figure
from publicservice.io.iati.amount import Measure, measure_of, scale_of
from publicservice.io.iati.context import Context
from publicservice.io.iati.element import Element
from publicservice.io.iati.said import Measured, said_in
from publicservice.io.iati.slot import Slot, Slots
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
    measured = _measured(element, context, words.text)
    lines = [*words.note("title"), *_about(element, context, words.text)]
    made.notes.extend(f"{words.text}: {line}" for line in lines)
    slots = Slots(context, words.text)
    started = _baselines(element, measured, slots, key, made)
    for number, at in enumerate(element.all("period"), 1):
        _Stretch(at, f"{key}.{number}", measured, slots, started, made).read()
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


def _measured(element: Element, context: Context, title: str) -> Measured:
    """The indicator and its scale, from its measure, its direction, the unit that it names and all its values."""
    said = element.get("measure")
    measure = measure_of(said)
    if measure is None:
        context.note("measure-not-known", element.line, title, "the measure is none of the standard's", said)
    ascending = context.flag(element, "ascending", title)
    if ascending is None and measure not in (Measure.QUALITATIVE, Measure.NOMINAL):
        message = "nothing says which way is better (no ascending), so that no direction was set"
        context.note("direction-not-said", element.line, title, message)
    parents = [element, *element.all("period")]
    values = [one.get("value") for parent in parents for one in parent.children if one.tag in _VALUES]
    better = _BETTER[ascending]
    scale = scale_of(measure, _unit_named(element, context), better, values, exact=context.exact)
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


def _baselines(
    element: Element, measured: Measured, slots: Slots, key: str, made: IndicatorReading
) -> dict[int, list[Observation]]:
    """The baselines of each slot, which are kept as observations too."""
    found: dict[int, list[Observation]] = {}
    for one in element.all("baseline"):
        slot, over = slots.of(one), _when(one, measured)
        its_key = f"{key}.baseline.{slot.number}" if slot.number else f"{key}.baseline"
        seen = measured.observation(said_in(one, measured.context), slot, over, its_key)
        if seen is not None:
            made.baselines.append(seen)
            found.setdefault(slot.number, []).append(seen)
    return found


def _when(element: Element, measured: Measured) -> Period:
    """The date of a baseline, else its year."""
    context, title = measured.context, measured.indicator.name
    year = element.get("year")
    if not _YEAR.fullmatch(year):
        context.warn("date-not-read", element.line, title, "the baseline's year is no year", year)
    day = context.day(element, title) if element.get("iso-date") else None
    if day is not None:
        return period(day)
    return period(int(year)) if _YEAR.fullmatch(year) else Period()


def _last_day(one: Observation) -> date:
    return one.period.end if one.period is not None and one.period.end is not None else date.max


# --- periods


@attrs.frozen
class _Stretch:
    """One period of an indicator while it is read."""

    element: Element
    key: str
    measured: Measured
    slots: Slots
    started: dict[int, list[Observation]]
    made: IndicatorReading

    def read(self) -> None:
        """Add the period's targets and actuals to what the indicator holds."""
        over = self._over()
        promised = [self._promise(one, over) for one in self._numbered("target")]
        seen = [self._actual(one, over) for one in self._numbered("actual")]
        if promised and 0 not in promised:
            self._note(
                "no-headline", "there are targets for groups or places and none for all; no sum was made of them"
            )
        for what, numbers in (("targets", promised), ("actuals", seen)):
            if len(numbers) > len(set(numbers)):
                message = f"the period has several {what} for one group and place; all were kept"
                self.measured.context.warn(f"several-{what}", self.element.line, self._title, message)

    @property
    def _title(self) -> str:
        return self.measured.indicator.name

    def _note(self, rule: str, message: str, *evidence: str) -> None:
        self.measured.context.note(rule, self.element.line, self._title, message, *evidence)

    def _over(self) -> Period:
        context = self.measured.context
        start, end = (context.day(self.element.first(tag), self._title) for tag in ("period-start", "period-end"))
        if start is None or end is None:
            self._note("period-open", "the start or the end of the period is not told", f"{start} to {end}")
        return context.span(start, end, self.element.line, self._title) or Period()

    def _numbered(self, tag: str) -> Iterator[tuple[Element, Slot, str]]:
        """Targets or actuals with their slots, and an id that a target shares with its actuals."""
        met: dict[int, int] = {}
        for one in self.element.all(tag):
            slot = self.slots.of(one)
            met[slot.number] = met.get(slot.number, 0) + 1
            again = f"+{met[slot.number]}" if tag == "target" and met[slot.number] > 1 else ""
            yield one, slot, f"{self.key}.{slot.number}{again}" if slot.number else f"{self.key}{again}"

    def _promise(self, given: tuple[Element, Slot, str], over: Period) -> int:
        element, slot, key = given
        baseline = self._baseline(self.started.get(slot.number, ()), over)
        said = said_in(element, self.measured.context)
        made = self.measured.promise(said, slot, over, key, baseline)
        if isinstance(made, Target):
            self.made.targets.append(made)
        elif made is not None:
            self.made.commitments.append(made)
        return slot.number

    def _actual(self, given: tuple[Element, Slot, str], over: Period) -> int:
        element, slot, key = given
        seen = self.measured.observation(said_in(element, self.measured.context), slot, over, key)
        if seen is not None:
            self.made.observations.append(seen)
        return slot.number

    def _baseline(self, among: Iterable[Observation], over: Period) -> Figure | None:
        """The last baseline from before the target's end, else the first; None where none of them is a number."""
        numbers = sorted((one for one in among if one.value is not None), key=_last_day)
        if len(numbers) > 1:
            told = [f"{one.value} ({one.period})" for one in numbers]
            self._note("several-baselines", "of several baselines, the last before the period's end was taken", *told)
        end = over.end or date.max
        before = [one for one in numbers if _last_day(one) <= end]
        return (before or numbers)[-1 if before else 0].value if numbers else None
