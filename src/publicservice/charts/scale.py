"""
From exact numbers to places on a chart.

Which numbers an axis covers, where its ticks stand and what lies beyond it is decided exactly; a binary number appears
only as the place where something is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal

import attrs

from publicservice.decimals import NEAREST, power_of_ten
from publicservice.interval import Interval

__all__ = ["Scale", "fitted", "tick_texts"]

_ZERO, _ONE = Decimal(0), Decimal(1)
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_LARGEST, _SMALLEST = Decimal("1e290"), Decimal("1e-290")  # of what a binary number holds, with room to calculate
_FINEST = Decimal("1e-9")  # of an axis' width to its numbers, so that a binary number still tells its places apart
_WIDE = Context(prec=100, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
_LONG = 15  # digits of a number that is still written out
_SHORT = Context(prec=4, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def tick_texts(ticks: Sequence[Decimal]) -> list[str]:
    """
    The numbers at ticks: written out to the same digit, or with a power of ten where that would be too long.

    Example:
        >>> tick_texts([Decimal("108.8"), Decimal("108.85")]), tick_texts([Decimal("1E+6"), Decimal("1.5E+50")])
        (['108.80', '108.85'], ['1E+6', '1.5E+50'])
    """
    numbers = [tick.normalize(_WIDE) if tick else _ZERO for tick in ticks]
    places = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
    if places <= _LONG and all(number.adjusted() + max(places, 0) <= _LONG for number in numbers):
        return [f"{number:,.{max(places, 0)}f}" for number in numbers]
    return [f"{_SHORT.plus(number).normalize(_SHORT):E}" if number else "0" for number in numbers]


@attrs.frozen
class Scale:
    """
    An axis: the numbers it covers, and the places at which they are drawn.

    Attributes:
        low: The lowest number.
        high: The highest.
        start: Where the lowest is drawn.
        stop: Where the highest is drawn. The places are the numbers themselves, as far as a binary number can tell
            them apart, else 0 and 1.

    Example:
        >>> percent = Scale.over(Decimal(0), Decimal(120))
        >>> percent.at(Decimal(30)), percent.share(Decimal(30)), tick_texts(percent.ticks(4))
        (30.0, 0.25, ['0', '50', '100'])
    """

    low: Decimal
    high: Decimal
    start: float
    stop: float

    @classmethod
    def over(cls, low: Decimal, high: Decimal) -> Scale:
        """The axis from one finite number to a higher one."""
        largest = max(low.copy_abs(), high.copy_abs())
        span = NEAREST.subtract(high, low)
        if largest < _LARGEST and span > NEAREST.multiply(_FINEST, largest) and span > _SMALLEST:
            return cls(low, high, float(low), float(high))
        return cls(low, high, 0.0, 1.0)

    def share(self, value: Decimal) -> float:
        """How far along the axis a finite number lies: 0 at its low end, 1 at its high end."""
        return float(NEAREST.divide(NEAREST.subtract(value, self.low), NEAREST.subtract(self.high, self.low)))

    def at(self, value: Decimal) -> float:
        """Where a finite number of the axis is drawn."""
        return self.start + self.share(value) * (self.stop - self.start)

    def cut(self, value: Decimal) -> Decimal:
        """The number, or the end of the axis beyond which it lies."""
        return min(max(value, self.low), self.high)

    def holds(self, value: Decimal) -> bool:
        """Whether a number lies on the axis."""
        return self.low <= value <= self.high

    def ticks(self, most: int) -> tuple[Decimal, ...]:
        """The multiples of the smallest step of 1, 2 or 5 times a power of ten that has no more of them on the axis."""
        return _multiples(self.low, self.high, _step(self.low, self.high, most))


def fitted(sets: Iterable[Interval], values: Iterable[Decimal] = (), *, pad: Decimal = Decimal("0.06")) -> Scale:
    """
    The axis that has room for the finite ends of sets and for some numbers.

    Args:
        sets: The sets.
        values: The numbers.
        pad: The room at either end, as a share of what is to be shown. [1]

    Example:
        >>> axis = fitted([Interval(10, 20)], pad=Decimal("0.5"))
        >>> axis.low, axis.high
        (Decimal('5.0'), Decimal('25.0'))
    """
    ends = [end for one in sets for end in (one.low, one.high)]
    finite = [end for end in (*ends, *values) if end.is_finite()] or [_ZERO]
    low, high = min(finite), max(finite)
    if low == high:
        room = NEAREST.multiply(low.copy_abs(), Decimal("0.1")) or _ONE
    else:
        room = NEAREST.multiply(NEAREST.subtract(high, low), pad)
    return Scale.over(_WIDE.subtract(low, room), _WIDE.add(high, room))


def _step(low: Decimal, high: Decimal, most: int) -> Decimal:
    span = NEAREST.subtract(high, low)
    power = NEAREST.divide(span, Decimal(most)).adjusted()
    known = [_WIDE.multiply(step, power_of_ten(exponent)) for exponent in (power, power + 1) for step in _STEPS]
    return next((step for step in known if len(_multiples(low, high, step)) <= most), known[-1])


def _multiples(low: Decimal, high: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    first = _WIDE.divide(low, step).to_integral_value(ROUND_CEILING)
    last = _WIDE.divide(high, step).to_integral_value(ROUND_FLOOR)
    count = int(_WIDE.subtract(last, first)) + 1
    return tuple(_WIDE.multiply(_WIDE.add(first, Decimal(number)), step) for number in range(count))
