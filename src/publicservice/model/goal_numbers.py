"""Goals set by numbers: one bound, a range, or a change from a baseline."""

from __future__ import annotations

import enum
from decimal import Decimal

import attrs

from publicservice.errors import GoalError, UndefinedError, WrongTypeError, shown
from publicservice.figures import Comparator, Figure, FigureLike, Reading, figure
from publicservice.figures.display import amount_text
from publicservice.figures.figure import printed_set
from publicservice.interval import Interval
from publicservice.model.goal import (
    Answer,
    Better,
    Goal,
    Verdict,
    amount_words,
    as_baseline,
    as_observed,
    judged,
    own_number,
    printed_amount,
    printed_words,
    reads,
)
from publicservice.model.goal_words import Phrase
from publicservice.units import ONE, Unit

__all__ = [
    "Between", "Bound", "BoundKind", "Change", "at_least", "at_most", "between", "decrease_by", "exactly",
    "increase_by", "less_than", "lower_to", "more_than", "raise_to", "reach",
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


_UP = frozenset({BoundKind.AT_LEAST, BoundKind.RAISE_TO})
_DOWN = frozenset({BoundKind.AT_MOST, BoundKind.LOWER_TO})
_ROUGH = frozenset({BoundKind.ABOUT, BoundKind.NEARLY})
_REACHED = _ROUGH | {BoundKind.REACH}
_WORDED = _REACHED | {BoundKind.RAISE_TO, BoundKind.LOWER_TO}


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

    def admissible(self, better: Better | None = None) -> Interval | None:
        """
        The acceptable values; None where nothing says on which side of a number to reach they lie. [unit]

        More is met unless the indicator is better lower, or neither way. Of zero, nobody means that more is met.
        """
        own = self.amount if self.kind in _ROUGH else self.amount.exactly()
        low, high = own.low, own.high
        if self.kind in _REACHED and (better is Better.NEITHER or (better is None and not self.amount.value)):
            return None
        if self.kind in _DOWN or (self.kind in _REACHED and better is Better.LOWER):
            return Interval(None, high)
        if self.kind in _UP or self.kind in _REACHED:
            return Interval(low, None)
        if self.kind is BoundKind.EXACTLY:
            return Interval(low, high)
        return Interval(high, None, True) if self.kind is BoundKind.MORE_THAN else Interval(None, low, False, True)

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure is on the right side of the number; a baseline does not matter."""
        acceptable = self.admissible(better)
        if acceptable is None:
            reason = f"'{self}' does not say on which side, and no direction of the indicator does"
            return Answer(Verdict.UNKNOWN, reason, ("exactly, at least or at most",))
        seen = as_observed(observed, self.unit)
        number = amount_words(self.amount)
        if self.kind in _ROUGH:
            number = f"{self.kind.value} {number}"
        if self.kind not in _WORDED:
            return judged(seen, acceptable, f"{self.kind.value} {number}")
        downwards = acceptable.low.is_infinite()
        return (
            judged(seen, acceptable, f"at most {number}")
            if downwards
            else judged(seen, acceptable, number, reaches=True)
        )

    def __str__(self) -> str:
        reading = self.amount.reading
        compared = None if reading is None else _COMPARED.get(reading.comparator)
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

    @property
    def is_upside_down(self) -> bool:
        """Whether the lower end is above the upper end."""
        return self.low.low > self.high.to(self.unit).high

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure lies between the ends; neither a baseline nor a direction matters."""
        seen = as_observed(observed, self.unit)
        if self.is_upside_down:
            return Answer(Verdict.UNKNOWN, f"the range {self} is upside down", ("a range that holds a value",))
        return judged(seen, Interval(self.low.low, self.high.to(self.unit).high), str(self))

    def __str__(self) -> str:
        if self.low.unit is not self.high.unit:
            return f"between {amount_words(self.low)} and {amount_words(self.high)}"
        return f"between {self.low.low:,f} and {amount_text(f'{self.high.low:,f}', self.high.low, self.unit)}"


@attrs.frozen
class Change(Goal):
    """
    A goal relative to a baseline: increase or decrease by a percentage, by percentage points, or by an amount.

    A percentage on a baseline that is itself a rate may mean percent of it or percentage points. Unless `relative` says
    the first, both readings are judged, and where they differ the answer is undecided.

    Attributes:
        by: How much: a percentage, percentage points, or an amount.
        upwards: Whether it is an increase.
        relative: Whether a percentage is of the baseline, even where that is a rate.

    Definition:
        increase by p percent accepts baseline * (1 + p/100) and up; by an amount or by points accepts baseline + amount
        and up.
    """

    by: Figure = attrs.field(converter=own_number)
    upwards: bool = True
    relative: bool = False

    def __attrs_post_init__(self) -> None:
        if self.by.low <= 0:
            raise GoalError(
                "a change goes by a positive amount", seen=str(self.by), hint="say increase by, decrease by or keep"
            )
        if self.relative and not self.by.unit.is_rate:
            raise GoalError("only a percentage is relative to a baseline", seen=str(self.by), expected="such as 10 %")

    @property
    def unit(self) -> Unit | None:
        """The unit of the change, if it is an amount; a percentage and points leave the unit to the baseline."""
        return None if self.by.unit.is_rate or self.by.unit.is_points else self.by.unit

    @property
    def needs_baseline(self) -> bool:
        """Always: it says nothing without one."""
        return True

    def goals(self, baseline: FigureLike) -> dict[str, Bound]:
        """
        The bounds that the change comes down to, by reading: one, or two where a percentage meets a rate.

        Raises:
            UndefinedError: If the baseline is no single number or zero or less, or a decrease leaves less than nothing.
            UnlikeUnitsError: If an amount is not of the baseline's kind.
        """
        start = as_baseline(baseline, self.unit)
        if not self.by.unit.is_rate:
            return {"amount": self._bound(start, self.by)}
        bounds = {}
        if start.low > 0:
            bounds["percent"] = self._bound(start, (start * self.by).to(start.unit))
        if start.unit.is_rate and not self.relative:
            points = figure(self.by.to("percent").exactly().low, "percentage point")
            bounds["percentage points"] = self._bound(start, points)
        if not bounds:
            raise UndefinedError(
                "a percentage of nothing or less is undefined", reason="baseline not above zero", seen=str(start)
            )
        return bounds

    def _bound(self, start: Figure, by: Figure) -> Bound:
        if self.upwards:
            return Bound(BoundKind.AT_LEAST, start + by)
        end = start - by
        if end.low < 0 and end.unit.is_count:
            raise UndefinedError(
                f"a decrease by {by} leaves less than nothing", reason="baseline too small", seen=str(start)
            )
        return Bound(BoundKind.AT_MOST, end)

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure is as far from the baseline, or farther; where a percentage has two readings, by both."""
        if baseline is None:
            return Answer(Verdict.UNKNOWN, f"'{self}' is relative to a baseline that is not given", ("baseline",))
        try:
            bounds = self.goals(baseline)
        except UndefinedError as error:
            return Answer(Verdict.UNKNOWN, f"'{self}' cannot be judged: {error}", ("a baseline to reckon from",))
        answers = {reading: bound.accepts(observed) for reading, bound in bounds.items()}
        verdicts = {answer.verdict for answer in answers.values()}
        if len(verdicts) == 1:
            first = next(iter(answers.values()))
            return attrs.evolve(first, because=f"{first.because} ({self} from {amount_words(figure(baseline))})")
        readings = "; ".join(f"read as {reading}, {answer}" for reading, answer in answers.items())
        reason = f"'{self}' on a rate has two readings: {readings}"
        return Answer(Verdict.UNDECIDED, reason, ("percent or percentage points",))

    def __str__(self) -> str:
        number = printed_words(self.by) or amount_text(f"{self.by.low:,f}", self.by.low, self.by.unit)
        return f"{'increase' if self.upwards else 'decrease'} by {number}{' of its baseline' * self.relative}"


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


def increase_by(amount: FigureLike, *, relative: bool = False) -> Change:
    """A goal that accepts the baseline and this much more: percent of it, percentage points, or an amount."""
    return Change(own_number(amount), upwards=True, relative=relative)


def decrease_by(amount: FigureLike, *, relative: bool = False) -> Change:
    """A goal that accepts the baseline less this much: percent of it, percentage points, or an amount."""
    return Change(own_number(amount), upwards=False, relative=relative)


# --- read from text

_COMPARED = {
    Comparator.NONE: BoundKind.REACH,
    Comparator.MORE_THAN: BoundKind.MORE_THAN,
    Comparator.AND_MORE: BoundKind.MORE_THAN,
    Comparator.AT_LEAST: BoundKind.AT_LEAST,
    Comparator.LESS_THAN: BoundKind.LESS_THAN,
    Comparator.AT_MOST: BoundKind.AT_MOST,
    Comparator.ABOUT: BoundKind.ABOUT,
    Comparator.NEARLY: BoundKind.NEARLY,
}
# Raising to "at least 5,000" is raising to 5,000: that much and more is accepted. A strict bound is kept as one.
_MOVED = {
    (BoundKind.EXACTLY, Comparator.NONE): BoundKind.EXACTLY,
    (BoundKind.RAISE_TO, Comparator.NONE): BoundKind.RAISE_TO,
    (BoundKind.RAISE_TO, Comparator.AT_LEAST): BoundKind.RAISE_TO,
    (BoundKind.RAISE_TO, Comparator.MORE_THAN): BoundKind.MORE_THAN,
    (BoundKind.LOWER_TO, Comparator.NONE): BoundKind.LOWER_TO,
    (BoundKind.LOWER_TO, Comparator.AT_MOST): BoundKind.LOWER_TO,
    (BoundKind.LOWER_TO, Comparator.LESS_THAN): BoundKind.LESS_THAN,
}


@reads("number", "relative")
def _number(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    reading, its_unit = printed_amount(phrase.text, counts)
    if phrase.kind == "relative" or reading.change:
        return _change(reading, its_unit, phrase.kind == "relative")
    if reading.comparator is Comparator.BETWEEN:
        return Between(*(Figure(end, its_unit) for end in (reading.low, reading.high)))
    kind = _COMPARED[reading.comparator]
    roughly = printed_set(reading, its_unit) if kind in _ROUGH else None
    return Bound(kind, Figure(reading.value, its_unit, roughly, reading))


@reads("exactly", "raise to", "lower to")
def _moved(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    reading, its_unit = printed_amount(phrase.text, counts)
    kind = _MOVED.get((BoundKind(phrase.kind), reading.comparator))
    if kind is None or reading.change:
        raise GoalError(f"'{phrase.kind}' takes one number", seen=shown(phrase.text), expected="one, such as 5,000 CNY")
    return Bound(kind, Figure(reading.value, its_unit, None, reading))


def _change(reading: Reading, its_unit: Unit, relative: bool) -> Change:
    """Increase or decrease by a number; `by at least` says the same, since more is always accepted."""
    if not reading.change:
        hint = "write 'increase by 10 % of its baseline'"
        raise GoalError("a part of a baseline is not a goal", seen=shown(reading.text), hint=hint)
    if reading.comparator not in (Comparator.NONE, Comparator.AT_LEAST):
        hint = "write 'increase by 10 %', or 'below 5 %' for the level itself"
        raise GoalError("a bound on a change can be read in two ways", seen=shown(reading.text), hint=hint)
    value = reading.value or Decimal(0)
    return Change(Figure(abs(value), its_unit), value > 0, relative)
