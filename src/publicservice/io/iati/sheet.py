"""How a plan's results stand in an IATI file: results, indicators, periods, and the values in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from publicservice.figures import Figure
from publicservice.io.iati.amount import Measure
from publicservice.io.iati.details import ResultType
from publicservice.io.iati.slot import dimensions_of
from publicservice.io.iati.wording import ascending_of, measure_in
from publicservice.model.observation import Observation
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.units import ONE, Unit

__all__ = ["Cell", "Group", "Section", "Sheet", "Stretch", "group_of", "indicator_of", "sheet_for"]

_ID = re.compile(r"(?P<indicator>.+:[0-9]+\.[0-9]+)\.(?:baseline|[0-9]+)(?:\.[0-9]+)?(?:\+[0-9]+)?")


def indicator_of(its_id: str) -> str:
    """
    The indicator of an id that reading gave; "" where it is another id.

    Example:
        >>> indicator_of("XM-EX-1:1.2.3.1"), indicator_of("XM-EX-1:1.2.baseline"), indicator_of("jobs")
        ('XM-EX-1:1.2', 'XM-EX-1:1.2', '')
    """
    match = _ID.fullmatch(its_id)
    return match["indicator"] if match else ""


@attrs.frozen
class Group:
    """
    Whom and where a value is about.

    Attributes:
        dimensions: Names and values of its dimensions, in their order.
        place: The place, where it is not the plan's own.
    """

    dimensions: tuple[tuple[str, str], ...] = ()
    place: Place | None = None

    @property
    def key(self) -> object:
        """What tells it from other groups: the order of the dimensions does not."""
        return frozenset(self.dimensions), self.place


def group_of(population: Population | None, place: Place | None, own: Place | None) -> Group:
    """The group of a target or observation; `own` is the plan's place."""
    who = population.who if population else ""
    dimensions = tuple(dimensions_of(who)) or ((("", who),) if who else ())
    return Group(dimensions, None if place == own else place)


@attrs.frozen
class Cell:
    """
    One baseline, target or actual as it is written.

    Attributes:
        group: Whom and where it is about.
        value: The value; None where it is told in the comment.
        comment: The comment.
    """

    group: Group
    value: str | None
    comment: str = ""


@attrs.frozen
class Stretch:
    """The targets and actuals of one period."""

    targets: list[Cell] = attrs.field(factory=list)
    actuals: list[Cell] = attrs.field(factory=list)


@attrs.define
class Sheet:
    """
    One indicator as it is written.

    Attributes:
        title: Its name.
        measure: How it is measured.
        unit: What its numbers count or measure.
        ascending: Whether more is better; None where that is not said.
        id: The beginning of the ids that reading gave to what is in it; "" where they are others.
        baselines: Where it started: the year or date, and the value.
        stretches: Its periods, in the order in which they were met.
        starts: The baseline that the targets of each group have.
        taken: Periods and groups that have a target.
    """

    title: str
    measure: Measure
    unit: Unit | None = None
    ascending: bool | None = None
    id: str = ""
    baselines: list[tuple[Period, Cell]] = attrs.field(factory=list)
    stretches: dict[Period, Stretch] = attrs.field(factory=dict)
    starts: dict[object, Figure | None] = attrs.field(factory=dict)
    taken: set[tuple[Period, object]] = attrs.field(factory=set)

    def stretch(self, over: Period) -> Stretch:
        """The targets and actuals of a period."""
        return self.stretches.setdefault(over, Stretch())

    def has_room(self, over: Period, group: Group, baseline: Figure | None = None) -> bool:
        """Whether a target fits in: its place is free, and the group's other targets have the same baseline."""
        return (over, group.key) not in self.taken and self.starts.get(group.key, baseline) == baseline

    def promise(self, over: Period, cell: Cell) -> None:
        """Add a target."""
        self.stretch(over).targets.append(cell)
        self.taken.add((over, cell.group.key))

    def fits(self, seen: Observation) -> bool:
        """Whether an observation can stand in it: as words in any, as a number in one of its kind."""
        like = _kind_of(seen)
        return like is None or (self.measure, self.unit, self.ascending) == like

    def cells(self) -> Iterator[Cell]:
        """Every value of the indicator."""
        yield from (cell for _, cell in self.baselines)
        for stretch in self.stretches.values():
            yield from (*stretch.targets, *stretch.actuals)


def sheet_for(title: str, seen: Observation | None, key: str) -> Sheet:
    """An indicator without a target in numbers, measured as what was observed."""
    like = None if seen is None else _kind_of(seen)
    return Sheet(title, Measure.QUALITATIVE, id=key) if like is None else Sheet(title, *like, key)


def _kind_of(seen: Observation) -> tuple[Measure, Unit | None, bool | None] | None:
    """Measure, unit and direction of an observation's indicator; None where only words were observed."""
    own = seen.indicator.unit or (seen.value.unit if seen.value else None)
    if own is None:
        return None
    return measure_in(own), None if own is ONE else own, ascending_of(seen.indicator.better)


@attrs.define
class Section:
    """
    One result as it is written.

    Attributes:
        title: Its title.
        ids: The id and title of the programme that it comes from.
        type: What kind of result it is; None where nobody said.
        note: What it is about.
        sheets: Its indicators.
    """

    title: str
    ids: frozenset[str]
    type: ResultType | None
    note: str = ""
    sheets: list[Sheet] = attrs.field(factory=list)
    _named: dict[str, list[Sheet]] = attrs.field(factory=dict)

    def named(self, title: str) -> list[Sheet]:
        """Its indicators of this name."""
        return self._named.get(title, [])

    def add(self, sheet: Sheet) -> Sheet:
        """Add an indicator, and give it back."""
        self.sheets.append(sheet)
        self._named.setdefault(sheet.title, []).append(sheet)
        return sheet
