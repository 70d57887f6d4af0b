"""How a plan's results stand in an IATI file: results, indicators, periods, and the values in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from publicservice.figures import Figure
from publicservice.io.iati.amount import Measure, says_count, says_number, scale_of
from publicservice.io.iati.details import ResultType
from publicservice.io.iati.slot import dimensions_of
from publicservice.io.iati.wording import ascending_of, measure_in
from publicservice.model.goal import Better, Goal
from publicservice.model.observation import Observation
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.programme import Target
from publicservice.units import ONE, Unit

__all__ = ["Cell", "Group", "Like", "Section", "Sheet", "Stretch", "group_of", "indicator_of", "like_of"]

Like = tuple[Measure, Unit | None, bool | None]
_ID = re.compile(
    r"(?P<indicator>.+:[0-9]+\.(?P<number>[0-9]+))"
    r"\.(?:baseline|(?P<period>[0-9]+))(?:\.[0-9]+)?(?:\+(?P<nth>[0-9]+))?"
)
_LAST = 10**9


def indicator_of(its_id: str) -> str:
    """
    The indicator of an id that reading gave; "" where it is another id.

    Example:
        >>> indicator_of("XM-EX-1:1.2.3.1"), indicator_of("XM-EX-1:1.2.baseline"), indicator_of("jobs")
        ('XM-EX-1:1.2', 'XM-EX-1:1.2', '')
    """
    match = _ID.fullmatch(its_id)
    return match["indicator"] if match else ""


def _order(its_id: str) -> tuple[int, int, int]:
    """Indicator, period and which of several, as an id that reading gave counts them; the last for another id."""
    match = _ID.fullmatch(its_id)
    if not match:
        return _LAST, _LAST, 0
    number, over, nth = (int((match[name] or "0")[:9]) for name in ("number", "period", "nth"))
    return number, over, nth


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


@attrs.define
class Cell:
    """
    One baseline, target or actual as it is written.

    Attributes:
        group: Whom and where it is about.
        value: The number, or a goal or figure in words; "" where it is told in words only.
        words: What is told instead of a value.
        note: What is told beside it.
        id: The id of what is written.
        is_comment: Whether the words are a comment, and not the value.
    """

    group: Group
    value: str
    words: str = ""
    note: str = ""
    id: str = ""
    is_comment: bool = False

    @property
    def said(self) -> str:
        """What stands as the value; "" where there is only a comment."""
        return "" if self.is_comment else self.words or self.value

    @property
    def comment(self) -> str:
        """What stands as the comment."""
        return "\n".join(filter(None, [self.words if self.is_comment else "", self.note]))

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it stood in the file that it was read from."""
        return _order(self.id)


@attrs.frozen
class Stretch:
    """The targets and actuals of one period."""

    targets: list[Cell] = attrs.field(factory=list)
    actuals: list[Cell] = attrs.field(factory=list)

    @property
    def order(self) -> int:
        """The place of the period in the file that it was read from."""
        return min(cell.order[1] for cell in (*self.targets, *self.actuals))

    def promised(self) -> list[Cell]:
        """The targets; of several for one group and place the first, which actuals answer, before the second."""
        return sorted(self.targets, key=lambda cell: cell.order[2])


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

    @property
    def like(self) -> Like:
        """Measure, unit and direction."""
        return self.measure, self.unit, self.ascending

    def holds(self, seen: Observation) -> bool:
        """Whether a baseline can stand in it: a number not among labels."""
        return seen.value is None or self.measure is not Measure.QUALITATIVE

    def settle(self) -> Iterator[Cell]:
        """
        Decide where words stand, and give the values whose note is joined to their words by that.

        Words are the comment of a qualitative indicator. Elsewhere they are the value, as publishers write them; but
        where values would then be read as something else, those that look like a number are the comment.
        """
        is_label = self.measure is Measure.QUALITATIVE
        keeps = not is_label and self._reads_alike()
        for cell in self.cells():
            if cell.words and (is_label or (not keeps and says_number(cell.words))):
                cell.is_comment = True
                if cell.note:
                    yield cell

    def _reads_alike(self) -> bool:
        """Whether words are read as words, and numbers as numbers, if all of them stand as values."""
        better = None if self.ascending is None else (Better.HIGHER if self.ascending else Better.LOWER)
        values, counts = [cell.said for cell in self.cells()], says_count(self.title)
        scale = scale_of(self.measure, self.unit, better, values, exact=True, counts=counts)
        stretches = self.stretches.values()
        promised = [cell for stretch in stretches for cell in stretch.targets]
        told = [cell for _, cell in self.baselines] + [cell for stretch in stretches for cell in stretch.actuals]
        return all(isinstance(scale.goal(cell.said), Goal) is not bool(cell.words) for cell in promised) and all(
            isinstance(scale.figure(cell.said), Figure) is not bool(cell.words) for cell in told
        )

    def fits(self, seen: Observation) -> bool:
        """Whether an observation can stand in it: as words in any, as a number in one of its kind."""
        return seen.value is None or self.like == like_of(seen, self.id)

    def ordered(self) -> list[tuple[Period, Stretch]]:
        """Its periods in the order of the file that they were read from; others as they were met."""
        return sorted(self.stretches.items(), key=lambda item: item[1].order)

    def cells(self) -> Iterator[Cell]:
        """Every value of the indicator."""
        yield from (cell for _, cell in self.baselines)
        for stretch in self.stretches.values():
            yield from (*stretch.targets, *stretch.actuals)


def like_of(item: Target | Observation, key: str) -> Like:
    """
    How the indicator of a target or an observation is measured, as far as this one says.

    Args:
        item: The target or observation.
        key: Its indicator, if reading gave it an id. What was read is written in the unit of its indicator, and a
            number of another unit with that unit; elsewhere numbers say the unit.
    """
    own, goal, is_number = item.indicator.unit, None, True
    if isinstance(item, Target):
        if not key:
            own, goal = item.unit, item.goal
    else:
        is_number = item.value is not None
        if own is None and item.value is not None and not key:
            own = item.value.unit
    ascending = ascending_of(item.indicator.better, goal)
    if own is None and not is_number:
        return Measure.QUALITATIVE, None, ascending
    return measure_in(own), None if own is ONE else own, ascending


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

    def ordered(self) -> list[Sheet]:
        """Its indicators in the order of the file that they were read from; others as they were met, after those."""
        return sorted(self.sheets, key=lambda sheet: min(cell.order[0] for cell in sheet.cells()))

    def named(self, title: str) -> list[Sheet]:
        """Its indicators of this name."""
        return self._named.get(title, [])

    def add(self, sheet: Sheet) -> Sheet:
        """Add an indicator, and give it back."""
        self.sheets.append(sheet)
        self._named.setdefault(sheet.title, []).append(sheet)
        return sheet
