"""
Sets of admissible values: intervals of decimals whose ends are open, closed or missing.

Everything printed and every goal stands for such a set. Arithmetic encloses: the result contains every value that
members of the operands can give. An end that needs more than `PRECISION` digits is rounded outwards, never inwards.
"""

from __future__ import annotations

import enum
import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, cast

import attrs

from publicservice.decimals import DOWN, INFINITY, UP, negated, plain, rescaled
from publicservice.errors import FigureTextError, ModelError, UndecidedError, UndefinedError, WrongTypeError, shown
from publicservice.validators import refuse_words

__all__ = ["Interval", "Truth", "hull", "unchecked"]

_ZERO = Decimal(0)
_TEXT = re.compile(r"([\[(])([^,\s\[\]()]{1,150}),\s?([^,\s\[\]()]{1,150})([\])])")
_LONGEST = 310


class Truth(enum.Enum):
    """
    The answer to a question about sets: yes, no, or undecided because the sets overlap.

    Used as a plain boolean, an undecided answer raises `UndecidedError` instead of guessing.

    Example:
        >>> bool(Truth.YES), ~Truth.UNDECIDED
        (True, <Truth.UNDECIDED: 'undecided'>)
    """

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"

    def __bool__(self) -> bool:
        if self is Truth.UNDECIDED:
            raise UndecidedError(
                "neither true nor false: the values that the two sides stand for overlap",
                hint="ask with is_below, is_above, is_at_least, is_at_most or is_same: yes, no or undecided",
            )
        return self is Truth.YES

    def __invert__(self) -> Truth:
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, self)


def _end(value: Decimal | int | None, missing: Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | None):
        raise WrongTypeError("not an end of an interval", seen=shown(value), expected="a Decimal, an int or None")
    end = missing if value is None else Decimal(value)
    if end.is_nan():
        raise ModelError("an end of an interval has to be a number", seen=shown(value))
    return end


@attrs.frozen(init=False, weakref_slot=False)
class Interval:
    """
    The values between two ends, each of which belongs to the set (closed), does not (open), or is missing (infinite).

    Args:
        low: The lower end; None when there is none.
        high: The upper end; None when there is none.
        low_open: Whether the lower end itself is left out.
        high_open: Whether the upper end itself is left out.

    Raises:
        ModelError: If the interval would hold nothing.
        WrongTypeError: If an end is no exact number, or it is not said by True or False whether it is left out.

    Example:
        >>> print(Interval(685_500, 686_500) / Interval(640_000, 640_000))
        [1.07109375, 1.07265625]
        >>> Interval(85, None).contains(Decimal("85.0"))
        True
    """

    low: Decimal
    high: Decimal
    low_open: bool
    high_open: bool

    def __init__(
        self,
        low: Decimal | int | None = None,
        high: Decimal | int | None = None,
        low_open: bool = False,
        high_open: bool = False,
    ) -> None:
        refuse_words("whether an end is left out", low_open, high_open)
        first, last = _end(low, -INFINITY), _end(high, INFINITY)
        if first > last or (first == last and (low_open or high_open or first.is_infinite())):
            raise ModelError(
                "the interval holds no value",
                seen=f"from {plain(first)} to {plain(last)}",
                expected="a lower end that is not above the upper end",
            )
        self.__attrs_init__(first, last, low_open or first.is_infinite(), high_open or last.is_infinite())

    @classmethod
    def parse(cls, text: str) -> Interval:
        """
        Read the form that `str` writes, such as `[685500, 686500]` or `(2200000000, ∞)`.

        Raises:
            FigureTextError: If the text is not of that form.
            WrongTypeError: If it is no text.

        Example:
            >>> Interval.parse("(1500, ∞)")
            Interval(low=Decimal('1500'), high=Decimal('Infinity'), low_open=True, high_open=True)
        """
        if not isinstance(text, str):
            raise WrongTypeError(
                "not the text of an interval", seen=shown(text), expected="text such as '[685500, 686500]'"
            )
        match = _TEXT.fullmatch(text.strip()) if len(text) <= _LONGEST else None
        try:
            if match is None:
                raise ValueError
            opening, low, high, closing = match.groups()
            ends = [Decimal(end.replace("∞", "Infinity")) for end in (low, high)]
            return cls(ends[0], ends[1], opening == "(", closing == ")")
        except (ValueError, ArithmeticError) as error:
            raise FigureTextError(
                "not an interval",
                seen=shown(text),
                expected="two numbers in brackets, such as [685500, 686500] or (0, ∞)",
            ) from error

    def __str__(self) -> str:
        low = "-∞" if self.low.is_infinite() else plain(self.low)
        high = "∞" if self.high.is_infinite() else plain(self.high)
        return f"{'(' if self.low_open else '['}{low}, {high}{')' if self.high_open else ']'}"

    # --- questions

    @property
    def is_exact(self) -> bool:
        """Whether the set holds one value only."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends exist."""
        return self.low.is_finite() and self.high.is_finite()

    def contains(self, value: Decimal | int) -> bool:
        """Whether the value belongs to the set."""
        above = value > self.low if self.low_open else value >= self.low
        return above and (value < self.high if self.high_open else value <= self.high)

    def inside(self, other: Interval) -> bool:
        """Whether every value of this set belongs to the other."""
        low = self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))
        high = self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))
        return low and high

    def before(self, other: Interval) -> bool:
        """Whether every value of this set is below every value of the other."""
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def disjoint(self, other: Interval) -> bool:
        """Whether no value belongs to both sets."""
        return self.before(other) or other.before(self)

    def within(self, other: Interval) -> Truth:
        """Whether the true value, known to be in this set, belongs to the other: yes if inside, no if disjoint."""
        if self.inside(other):
            return Truth.YES
        return Truth.NO if self.disjoint(other) else Truth.UNDECIDED

    def below(self, other: Interval) -> Truth:
        """Whether this side's true value is below the other's: yes when it must be, no when it cannot be."""
        if self.before(other):
            return Truth.YES
        return Truth.NO if self.low >= other.high else Truth.UNDECIDED

    def intersection(self, other: Interval) -> Interval | None:
        """The values that belong to both sets; None when there are none."""
        if self.disjoint(other):
            return None
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return unchecked(low, high, low_open, not high_closed)

    # --- arithmetic

    def __neg__(self) -> Interval:
        return unchecked(negated(self.high), negated(self.low), self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        return unchecked(
            DOWN.add(self.low, other.low),
            UP.add(self.high, other.high),
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.low > 0 and other.low > 0:
            low, high = DOWN.multiply(self.low, other.low), UP.multiply(self.high, other.high)
            return unchecked(low, high, self.low_open or other.low_open, self.high_open or other.high_open)
        corners = [(a, b) for a in self._ends() for b in other._ends()]
        return hull([_product(DOWN, a, b) for a, b in corners], [_product(UP, a, b) for a, b in corners])

    def __truediv__(self, other: Interval) -> Interval:
        if other.contains(_ZERO):
            raise UndefinedError("division by a value that may be zero", seen=str(other))
        if self.low >= 0 and other.low > 0 and other.high.is_finite():
            low, high = DOWN.divide(self.low, other.high), UP.divide(self.high, other.low)
            low_open = self.low_open or (other.high_open and self.low > 0)
            return unchecked(low, high, low_open, self.high_open or (other.low_open and self.high > 0))
        corners = [(a, b) for a in self._ends() for b in other._ends()]
        negative = other.high <= 0
        lows = [_quotient(DOWN, a, b, negative) for a, b in corners]
        return hull(lows, [_quotient(UP, a, b, negative) for a, b in corners])

    def scaled(self, factor: Fraction) -> Interval:
        """Every value times a positive rational factor, as a change of units does."""
        low, high = rescaled(self.low, factor, DOWN), rescaled(self.high, factor, UP)
        return unchecked(low, high, self.low_open, self.high_open)

    def _ends(self) -> tuple[tuple[Decimal, bool], tuple[Decimal, bool]]:
        return (self.low, self.low_open), (self.high, self.high_open)


def _product(context: Context, a: tuple[Decimal, bool], b: tuple[Decimal, bool]) -> tuple[Decimal, bool]:
    """The product of two ends and whether it is left out; a closed zero gives zero whatever it meets."""
    (x, x_open), (y, y_open) = a, b
    if not x or not y:
        return _ZERO, not ((not x and not x_open) or (not y and not y_open))
    return context.multiply(x, y), x_open or y_open


def _quotient(
    context: Context, a: tuple[Decimal, bool], b: tuple[Decimal, bool], negative: bool
) -> tuple[Decimal, bool]:
    """The quotient of two ends and whether it is left out; an open zero below stands for the values next to it."""
    (x, x_open), (y, y_open) = a, b
    if not x:
        return _ZERO, x_open
    if not y:
        return (INFINITY if (x > 0) != negative else -INFINITY), True
    if y.is_infinite():
        # Over an infinite denominator, every numerator comes as near to zero as one likes, even an infinite one.
        return _ZERO, True
    return context.divide(x, y), x_open or y_open


def hull(lows: list[tuple[Decimal, bool]], highs: list[tuple[Decimal, bool]]) -> Interval:
    """The smallest interval over corner values; where two corners agree, the closed one counts."""
    low, low_open = min(lows)
    high, high_closed = max((value, not is_open) for value, is_open in highs)
    return unchecked(low, high, low_open, not high_closed)


class _Draft(Interval):
    """An interval in the making, without the guard against assignment: filled, it is turned into an interval."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


_new = object.__new__


def unchecked(low: Decimal, high: Decimal, low_open: bool = False, high_open: bool = False) -> Interval:
    """An interval whose ends are known to be in order, without the checks, at a third of the constructor's cost."""
    made: Any = _new(_Draft)
    made.low = low
    made.high = high
    made.low_open = low_open
    made.high_open = high_open
    made.__class__ = Interval
    return cast("Interval", made)
