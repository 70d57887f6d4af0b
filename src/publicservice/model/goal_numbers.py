"""Goals set by numbers: one bound, a range, or a change from a baseline."""

from __future__ import annotations

import enum
from decimal import Decimal

import attrs

from publicservice.errors import FigureTextError, GoalError, shown
from publicservice.figures import Comparator, Figure, FigureLike, Reading, figure
from publicservice.figures.display import amount_text, number_text
from publicservice.figures.figure import printed_set
from publicservice.figures.reading import read
from publicservice.interval import Interval, Truth
from publicservice.model.goal import Answer, Better, Goal, Verdict, reads
from publicservice.model.goal_words import Phrase
from publicservice.units import BASE, Unit, Vocabulary, unit

__all__ = [
    "Between", "Bound", "BoundKind", "Change", "at_least", "at_most", "between", "decrease_by", "exactly", "increase_by",
    "less_than", "lower_to", "more_than", "raise_to", "reach",
]  # fmt: skip

_VERDICTS = {Truth.YES: Verdict.MET, Truth.NO: Verdict.NOT_MET, Truth.UNDECIDED: Verdict.UNDECIDED}


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
_REACHED = frozenset({BoundKind.REACH, BoundKind.ABOUT, BoundKind.NEARLY})


@attrs.frozen
class Bound(Goal):
    """A goal set by one number: reach, exactly, at least, more than, at most, less than, raise to, lower to, about, nearly."""

    kind: BoundKind
    amount: Figure

    def __attrs_post_init__(self) -> None:
        _refuse_negative_count(self.amount)

    @property
    def unit(self) -> Unit:
        return self.amount.unit

    def admissible(self, better: Better | None = None) -> Interval | None:
        """The acceptable values; None for a goal to reach on an indicator that is better neither way. [unit]"""
        low, high = self.amount.low, self.amount.high
        if self.kind in _REACHED:
            return {Better.LOWER: Interval(None, high), Better.NEITHER: None}.get(better, Interval(low, None))  # type: ignore[arg-type]
        if self.kind in _UP or self.kind in _DOWN:
            return Interval(low, None) if self.kind in _UP else Interval(None, high)
        if self.kind is BoundKind.EXACTLY:
            return Interval(low, high)
        return Interval(high, None, True) if self.kind is BoundKind.MORE_THAN else Interval(None, low, False, True)

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        acceptable = self.admissible(better)
        if acceptable is None:
            reason = "the indicator is better neither way, so a number to reach does not say on which side"
            return Answer(Verdict.UNKNOWN, reason, ("exactly, at least or at most",))
        return _judged(figure(observed, self.unit), acceptable, str(self))

    def __str__(self) -> str:
        reading = self.amount.reading
        if reading is not None and reading.unit_text and (self.kind is BoundKind.REACH or _COMPARED.get(reading.comparator) is self.kind):
            return " ".join(reading.text.split())
        number = amount_words(self.amount)
        return number if self.kind is BoundKind.REACH else f"{self.kind.value} {number}"


@attrs.frozen
class Between(Goal):
    """
    A goal set by a range, both ends included.

    A range that was printed upside down is kept as printed; it accepts nothing and says so.
    """

    low: Figure
    high: Figure

    def __attrs_post_init__(self) -> None:
        self.high.unit.factor_to(self.low.unit)
        for end in (self.low, self.high):
            _refuse_negative_count(end)

    @property
    def unit(self) -> Unit:
        return self.low.unit

    @property
    def is_upside_down(self) -> bool:
        """Whether the lower end is above the upper end."""
        return self.low > self.high

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        seen = figure(observed, self.unit)
        if self.is_upside_down:
            return Answer(Verdict.UNKNOWN, f"the range {self} is upside down", ("a range that holds a value",))
        return _judged(seen, Interval(self.low.low, self.high.to(self.unit).high), str(self))

    def __str__(self) -> str:
        same = self.low.unit is self.high.unit
        low = number_text(self.low.exactly().low) if same else amount_words(self.low)
        return f"between {low} and {amount_words(self.high)}"


@attrs.frozen
class Change(Goal):
    """
    A goal relative to a baseline: increase or decrease by a percentage, by percentage points, or by an amount.

    A percentage on a baseline that is itself a rate may mean percent of it or percentage points. Unless `relative` says the
    first, both readings are judged, and where they differ the answer is undecided.

    Definition:
        increase by p percent accepts baseline * (1 + p/100) and up; by an amount or by points accepts baseline + amount and up.
    """

    by: Figure
    upwards: bool = True
    relative: bool = False

    def __attrs_post_init__(self) -> None:
        if self.by.low < 0:
            raise GoalError("a change goes by a positive amount", seen=str(self.by), hint="say increase by or decrease by")
        if self.relative and not self.by.unit.is_rate:
            raise GoalError("only a percentage is relative to a baseline", seen=str(self.by), expected="such as 10 %")

    @property
    def unit(self) -> Unit | None:
        """The unit of the change, if it is an amount; a percentage and points leave the unit to the baseline."""
        return None if self.by.unit.is_rate or self.by.unit.is_points else self.by.unit

    @property
    def needs_baseline(self) -> bool:
        return True

    def goals(self, baseline: FigureLike) -> dict[str, Bound]:
        """
        The bounds that the change comes down to, by reading: one, or two where a percentage meets a rate.

        Raises:
            UnlikeUnitsError: If an amount is not of the baseline's kind.
        """
        start = figure(baseline).exactly()
        kind = BoundKind.AT_LEAST if self.upwards else BoundKind.AT_MOST
        sign = 1 if self.upwards else -1
        percent_of = Bound(kind, start + sign * (start * self.by).to(start.unit)) if self.by.unit.is_rate else None
        if percent_of is None:
            return {"amount": Bound(kind, start + sign * self.by)}
        if not start.unit.is_rate or self.relative:
            return {"percent": percent_of}
        points = figure(self.by.to("percent").exactly().low, "percentage point")
        return {"percent": percent_of, "percentage points": Bound(kind, start + sign * points)}

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        if baseline is None:
            return Answer(Verdict.UNKNOWN, f"'{self}' is relative to a baseline that is not given", ("baseline",))
        answers = {reading: bound.accepts(observed) for reading, bound in self.goals(baseline).items()}
        first = next(iter(answers.values()))
        if len({answer.verdict for answer in answers.values()}) == 1:
            return first
        readings = "; ".join(f"read as {reading}, {answer}" for reading, answer in answers.items())
        return Answer(Verdict.UNDECIDED, f"'{self}' on a rate has two readings: {readings}", ("percent or percentage points",))

    def __str__(self) -> str:
        return f"{'increase' if self.upwards else 'decrease'} by {amount_words(self.by)}{' of its baseline' if self.relative else ''}"


def amount_words(amount: Figure) -> str:
    """The goal's own number and unit, in a form that reads back."""
    value = amount.value if amount.value is not None else amount.low
    return amount_text(number_text(value), value, amount.unit)


def _judged(seen: Figure, acceptable: Interval, wanted: str) -> Answer:
    verdict = _VERDICTS[seen.admissible.within(acceptable)]
    if verdict is Verdict.UNDECIDED:
        return Answer(verdict, f"as printed, {seen} may or may not be {wanted}")
    return Answer(verdict, f"{seen} {'is' if verdict is Verdict.MET else 'is not'} {wanted}")


def _refuse_negative_count(amount: Figure) -> None:
    if amount.unit.is_count and amount.low < 0 and amount.low.is_finite():
        raise GoalError("a count cannot be negative", seen=str(amount), expected="zero or more")


# --- written by function


def reach(amount: FigureLike) -> Bound:
    """A goal that accepts that much or better, in the indicator's better direction."""
    return Bound(BoundKind.REACH, figure(amount, exact=True))


def exactly(amount: FigureLike) -> Bound:
    """A goal that accepts this number and no other."""
    return Bound(BoundKind.EXACTLY, figure(amount, exact=True))


def at_least(amount: FigureLike) -> Bound:
    """A goal that accepts this number or more."""
    return Bound(BoundKind.AT_LEAST, figure(amount, exact=True))


def more_than(amount: FigureLike) -> Bound:
    """A goal that accepts above this number."""
    return Bound(BoundKind.MORE_THAN, figure(amount, exact=True))


def at_most(amount: FigureLike) -> Bound:
    """A goal that accepts this number or less."""
    return Bound(BoundKind.AT_MOST, figure(amount, exact=True))


def less_than(amount: FigureLike) -> Bound:
    """A goal that accepts below this number."""
    return Bound(BoundKind.LESS_THAN, figure(amount, exact=True))


def raise_to(amount: FigureLike) -> Bound:
    """A goal that accepts this number or more, raised from a baseline."""
    return Bound(BoundKind.RAISE_TO, figure(amount, exact=True))


def lower_to(amount: FigureLike) -> Bound:
    """A goal that accepts this number or less, lowered from a baseline."""
    return Bound(BoundKind.LOWER_TO, figure(amount, exact=True))


def between(low: FigureLike, high: FigureLike) -> Between:
    """
    A goal that accepts the values from one number to another, both included. The first may go without its unit.

    Example:
        >>> print(between(10, "15 towns"))
        between 10 and 15 towns
    """
    last = figure(high, exact=True)
    first = figure(low, exact=True)
    return Between(figure(first, last.unit), last)


def increase_by(amount: FigureLike, *, relative: bool = False) -> Change:
    """A goal that accepts the baseline and this much more: percent of it, percentage points, or an amount."""
    return Change(figure(amount, exact=True), upwards=True, relative=relative)


def decrease_by(amount: FigureLike, *, relative: bool = False) -> Change:
    """A goal that accepts the baseline less this much: percent of it, percentage points, or an amount."""
    return Change(figure(amount, exact=True), upwards=False, relative=relative)


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


@reads("number")
def _number(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    reading, its_unit = _read(phrase.text, counts)
    if reading.change:
        return Change(Figure(abs(_value(reading)), its_unit), upwards=_value(reading) >= 0)
    if reading.comparator is Comparator.BETWEEN:
        return Between(Figure(reading.low, its_unit), Figure(reading.high, its_unit))
    kind = _COMPARED[reading.comparator]
    roughly = printed_set(reading, its_unit) if kind in (BoundKind.ABOUT, BoundKind.NEARLY) else None
    return Bound(kind, Figure(_value(reading), its_unit, roughly, reading))


@reads("reach", "exactly", "raise to", "lower to")
def _bound(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return Bound(BoundKind(phrase.kind), _plain_amount(phrase, counts))


@reads("increase by", "decrease by", "increase by relative", "decrease by relative")
def _change(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    amount = _plain_amount(phrase, counts)
    return Change(amount, upwards=phrase.kind.startswith("increase"), relative=phrase.kind.endswith("relative"))


def _plain_amount(phrase: Phrase, counts: tuple[str, ...]) -> Figure:
    reading, its_unit = _read(phrase.text, counts)
    if reading.comparator is not Comparator.NONE or reading.change:
        raise GoalError(f"'{phrase.kind}' takes one number", seen=shown(phrase.text), expected="a number without a comparator")
    return Figure(_value(reading), its_unit, None, reading)


def _read(text: str, counts: tuple[str, ...]) -> tuple[Reading, Unit]:
    try:
        reading = read(text)
    except FigureTextError as error:
        hint = error.hint or "write a number with a unit, such as 'at least 85 %', or make it a commitment if it has no number"
        raise GoalError(f"not a goal: {error.problem}", seen=shown(text), expected=error.expected, hint=hint) from error
    return reading, (Vocabulary(counts) if counts else BASE).unit(reading.unit_text)


def _value(reading: Reading) -> Decimal:
    if reading.value is None:
        raise GoalError("a goal's number is a range here", seen=shown(reading.text), expected="one number")
    return reading.value
