"""Ratios of printed figures, of which counts are whole numbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import attrs

from publicservice.figures import Figure, figure
from publicservice.interval import NEAREST, Interval, unchecked
from publicservice.units import ONE

__all__ = ["Side", "overlaps", "ratio_set", "side"]

_MOST_TRIED = 20_000  # denominators that are tried one by one; beyond that the whole numbers lie too close to matter


@attrs.frozen
class Side:
    """One side of a ratio: its set, and whether only whole numbers of it count."""

    hull: Interval
    is_whole: bool


def side(given: Figure) -> Side:
    """The set of a figure; that of a count without what lies beyond its outermost whole numbers."""
    admissible = given.admissible
    if not given.unit.is_count or admissible.is_exact:
        return Side(admissible, given.unit.is_count and _is_whole(admissible.low))
    low, high = _first(admissible), _last(admissible)
    if low > high:
        return Side(admissible, False)
    return Side(Interval(low, high), True)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _first(admissible: Interval) -> Decimal:
    if admissible.low.is_infinite():
        return admissible.low
    first = admissible.low.to_integral_value(ROUND_CEILING)
    return first + 1 if admissible.low_open and first == admissible.low else first


def _last(admissible: Interval) -> Decimal:
    if admissible.high.is_infinite():
        return admissible.high
    last = admissible.high.to_integral_value(ROUND_FLOOR)
    return last - 1 if admissible.high_open and last == admissible.high else last


def ratio_set(top: Figure, bottom: Figure, less: int = 0) -> Figure:
    """The set of top / bottom - less, as a pure number."""
    ratio = side(top).hull / side(bottom).hull - unchecked(Decimal(less), Decimal(less))
    value = None
    if top.value is not None and bottom.value:
        value = NEAREST.subtract(NEAREST.divide(top.value, bottom.value), Decimal(less))
    return figure(value, ONE, within=ratio)


def overlaps(percent: Interval, top: Side, bottom: Side, less: int = 0) -> bool:
    """
    Whether some top / bottom - less lies in a set of percentages.

    Definition:
        There are t in top and b in bottom, whole where they count things, with percent.low <= 100 (t / b - less) <= percent.high.
    """
    wanted = percent.scaled(Fraction(1, 100)) + unchecked(Decimal(less), Decimal(less))
    if wanted.disjoint(top.hull / bottom.hull):
        return False
    if not (top.is_whole and bottom.is_whole and bottom.hull.is_bounded):
        return True
    first, last = int(bottom.hull.low), int(bottom.hull.high)
    if last - first >= _MOST_TRIED:
        return True
    return any(_meets(wanted, top.hull, below) for below in range(first, last + 1))


def _meets(wanted: Interval, top: Interval, below: int) -> bool:
    """Whether a whole number of the top, over this one, lies in the wanted set."""
    least = wanted * unchecked(Decimal(below), Decimal(below))
    fits = least.intersection(top)
    return fits is not None and _first(fits) <= _last(fits)
