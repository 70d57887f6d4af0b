"""Goals set by numbers: one bound, or a range."""

from __future__ import annotations

import enum

import attrs

from publicservice.decimals import INFINITY
from publicservice.errors import GoalError, WrongTypeError, shown
from publicservice.figures import Comparator, Figure, FigureLike
from publicservice.figures.display import amount_text
from publicservice.interval import Interval, unchecked
from publicservice.model.goal import (
    Answer,
    Better,
    Goal,
    Verdict,
    amount_words,
    as_observed,
    judged,
    own_number,
    printed_words,
)
from publicservice.units import ONE, Unit

__all__ = [
    "COMPARED", "FROM_ABOVE", "FROM_BELOW", "MOVES", "REACHED", "ROUGH", "Between", "Bound", "BoundKind", "at_least",
    "at_most", "between", "exactly", "less_than", "lower_to", "more_than", "raise_to", "reach",
]  # fmt: skip


class BoundKind(enum.Enum):
    """The ways in which one number sets a goal."""

    REACH = "reach"
    ABOUT = "about"
    NEARLY = "nearly"
    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    RAISE_TO = "raise to"
    LOWER_TO = "lower to"


ROUGH = frozenset({BoundKind.ABOUT, BoundKind.NEARLY})
REACHED = ROUGH | {BoundKind.REACH}  # on which side of the number, the better direction tells
MOVES = frozenset({BoundKind.RAISE_TO, BoundKind.LOWER_TO})
FROM_BELOW = frozenset({BoundKind.AT_LEAST, BoundKind.MORE_THAN, BoundKind.RAISE_TO})
FROM_ABOVE = frozenset({BoundKind.AT_MOST, BoundKind.LESS_THAN, BoundKind.LOWER_TO})

COMPARED = {
    Comparator.NONE: BoundKind.REACH,
    Comparator.MORE_THAN: BoundKind.MORE_THAN,
    Comparator.AND_MORE: BoundKind.MORE_THAN,
    Comparator.AT_LEAST: BoundKind.AT_LEAST,
    Comparator.LESS_THAN: BoundKind.LESS_THAN,
    Comparator.AT_MOST: BoundKind.AT_MOST,
    Comparator.ABOUT: BoundKind.ABOUT,
    Comparator.NEARLY: BoundKind.NEARLY,
}


def _refuse_negative_count(amount: Figure) -> None:
    if amount.unit.is_count and amount.low < 0 and amount.low.is_finite():
        raise GoalError("a count cannot be negative", seen=str(amount), expected="zero or more")


@attrs.frozen
class Bound(Goal):
    """
    A goal of one number: reach, exactly, at least, more than, at most, less than, raise to, lower to, about, nearly.

    Attributes:
        kind: How the number sets the goal.
        amount: The number. It stands for itself only, but for about and nearly, which accept what would be printed so.
    """

    kind: BoundKind
    amount: Figure

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.kind, BoundKind) or not isinstance(self.amount, Figure) or self.amount.value is None:
            raise WrongTypeError("not a bound", seen=shown(self.amount), expected="a BoundKind and a number's Figure")
        _refuse_negative_count(self.amount)

    @property
    def unit(self) -> Unit:
        """The unit of the number."""
        return self.amount.unit

    def counted_in(self, its_unit: Unit) -> Bound:
        """The same goal in this unit, if its number is bare."""
        return attrs.evolve(self, amount=attrs.evolve(self.amount, unit=its_unit)) if self.unit is ONE else self

    def admissible(self, better: Better | None = None) -> Interval | None:
        """
        The acceptable values; None where nothing says on which side of a number to reach they lie. [unit]

        More is met unless the indicator is better lower, or neither way. Of zero, nobody means that more is met.
        """
        own = (self.amount if self.kind in ROUGH else self.amount.exactly()).admissible
        to_reach = self.kind in REACHED
        if to_reach and (better is Better.NEITHER or (better is None and not self.amount.value)):
            return None
        strictly = self.kind in (BoundKind.MORE_THAN, BoundKind.LESS_THAN)
        downwards = better is Better.LOWER if to_reach else self.kind in FROM_ABOVE
        if downwards:
            return unchecked(-INFINITY, own.low if strictly else own.high, True, strictly)
        if to_reach or self.kind in FROM_BELOW:
            return unchecked(own.high if strictly else own.low, INFINITY, strictly, True)
        return own

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure is on the right side of the number; a baseline does not matter."""
        acceptable = self.admissible(better)
        if acceptable is None:
            reason = f"'{self}' does not say on which side, and no direction of the indicator does"
            return Answer(Verdict.UNKNOWN, reason, ("exactly, at least or at most",))
        seen = as_observed(observed, self.unit, self.amount)
        number = amount_words(self.amount)
        if self.kind in ROUGH:
            number = f"{self.kind.value} {number}"
        if self.kind not in REACHED | MOVES:
            return judged(seen, acceptable, f"{self.kind.value} {number}")
        downwards = acceptable.low.is_infinite()
        return (
            judged(seen, acceptable, f"at most {number}")
            if downwards
            else judged(seen, acceptable, number, reaches=True)
        )

    def __str__(self) -> str:
        reading = self.amount.reading
        compared = None if reading is None else COMPARED.get(reading.comparator)
        if compared is self.kind and (printed := printed_words(self.amount)):
            return printed
        number = amount_words(self.amount)
        return number if self.kind is BoundKind.REACH else f"{self.kind.value} {number}"


@attrs.frozen
class Between(Goal):
    """
    A goal set by a range, both ends included.

    A range that was printed upside down is kept as printed; it accepts nothing and says so.

    Attributes:
        low: The lower end.
        high: The upper end, of the same kind of unit.
    """

    low: Figure = attrs.field(converter=own_number)
    high: Figure = attrs.field(converter=own_number)

    def __attrs_post_init__(self) -> None:
        self.high.unit.factor_to(self.low.unit)
        for end in (self.low, self.high):
            _refuse_negative_count(end)

    @property
    def unit(self) -> Unit:
        """The unit of the lower end."""
        return self.low.unit

    def counted_in(self, its_unit: Unit) -> Between:
        """The same range in this unit, if its numbers are bare."""
        if self.low.unit is not ONE or self.high.unit is not ONE:
            return self
        return Between(attrs.evolve(self.low, unit=its_unit), attrs.evolve(self.high, unit=its_unit))

    @property
    def is_upside_down(self) -> bool:
        """Whether the lower end is above the upper end."""
        return self.low.low > self.high.to(self.unit).high

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure lies between the ends; neither a baseline nor a direction matters."""
        seen = as_observed(observed, self.unit, self.low)
        if self.is_upside_down:
            return Answer(Verdict.UNKNOWN, f"the range {self} is upside down", ("a range that holds a value",))
        return judged(seen, Interval(self.low.low, self.high.to(self.unit).high), str(self))

    def __str__(self) -> str:
        if self.low.unit is not self.high.unit:
            return f"between {amount_words(self.low)} and {amount_words(self.high)}"
        return f"between {self.low.low:,f} and {amount_text(f'{self.high.low:,f}', self.high.low, self.unit)}"


# --- written by function


def reach(amount: FigureLike) -> Bound:
    """A goal that accepts that much or better, in the indicator's better direction."""
    return Bound(BoundKind.REACH, own_number(amount))


def exactly(amount: FigureLike) -> Bound:
    """A goal that accepts this number and no other."""
    return Bound(BoundKind.EXACTLY, own_number(amount))


def at_least(amount: FigureLike) -> Bound:
    """A goal that accepts this number or more."""
    return Bound(BoundKind.AT_LEAST, own_number(amount))


def more_than(amount: FigureLike) -> Bound:
    """A goal that accepts above this number."""
    return Bound(BoundKind.MORE_THAN, own_number(amount))


def at_most(amount: FigureLike) -> Bound:
    """A goal that accepts this number or less."""
    return Bound(BoundKind.AT_MOST, own_number(amount))


def less_than(amount: FigureLike) -> Bound:
    """A goal that accepts below this number."""
    return Bound(BoundKind.LESS_THAN, own_number(amount))


def raise_to(amount: FigureLike) -> Bound:
    """A goal that accepts this number or more, raised from a baseline."""
    return Bound(BoundKind.RAISE_TO, own_number(amount))


def lower_to(amount: FigureLike) -> Bound:
    """A goal that accepts this number or less, lowered from a baseline."""
    return Bound(BoundKind.LOWER_TO, own_number(amount))


def between(low: FigureLike, high: FigureLike) -> Between:
    """
    A goal that accepts the values from one number to another, both included. The first may go without its unit.

    Example:
        >>> print(between(10, "15 towns"))
        between 10 and 15 towns
    """
    last = own_number(high)
    first = own_number(low)
    return Between(attrs.evolve(first, unit=last.unit) if first.unit is ONE else first, last)
