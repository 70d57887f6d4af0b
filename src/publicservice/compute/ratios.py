"""Ratios of sets: of printed figures, of which counts are whole numbers, and shares of the way from a start."""

from __future__ import annotations

import itertools
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import attrs

from publicservice.figures import Figure, figure
from publicservice.interval import DOWN, INFINITY, NEAREST, UP, Interval, hull, unchecked
from publicservice.units import ONE

__all__ = ["Side", "overlaps", "ratio_set", "share_of_way", "side"]

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


# --- the share of a way

_End = tuple[Decimal, bool]  # a number, and whether the set leaves it out
_NOTHING, _ALL = Decimal(0), Decimal(1)


def share_of_way(actual: Interval, target: Interval, start: Interval) -> Interval:
    """
    The set of (actual - start) / (target - start), in which the start is one and the same number above and below.

    In each of the three the quotient rises or falls throughout, so that its extremes lie at corners of the three sets.
    Dividing the two differences as sets would let the start take two values at once, and give a set that is far too
    wide.

    Args:
        actual: What was reached. [unit]
        target: What is to be reached; no value of it is one of the start's. [unit]
        start: Where it began. [unit]
    """
    upwards = start.before(target)
    corners = itertools.product(_ends(actual), _ends(target), _ends(start))
    found = [corner for ends in corners if (corner := _corner(*ends, upwards)) is not None]
    return hull([low for low, _ in found], [high for _, high in found])


def _ends(given: Interval) -> tuple[_End, ...]:
    low, high = (given.low, given.low_open), (given.high, given.high_open)
    return (low,) if given.is_exact else (low, high)


def _corner(actual: _End, target: _End, start: _End, upwards: bool) -> tuple[_End, _End] | None:
    """
    The share of the way at one corner, enclosed by two numbers that mostly are the same.

    Where an end is missing, or target and start meet without belonging to both sets, it is the limit. With two ends
    missing there is no single limit, but the corners beside it bound the share. Where everything or nothing of the way
    is done, it does not matter how far the way goes or where it began.
    """
    (a, a_open), (t, t_open), (b, b_open) = actual, target, start
    if sum(end.is_infinite() for end in (a, t, b)) > 1:
        return None
    if a == t:
        return _twice(_ALL, a_open or t_open)
    if a == b:
        return _twice(_NOTHING, a_open or b_open)
    if a.is_infinite() or t == b:
        return _twice(INFINITY if (a > b) is upwards else -INFINITY, True)
    if t.is_infinite() or b.is_infinite():
        return _twice(_NOTHING if t.is_infinite() else _ALL, True)
    share, is_open = _apart(a, b) / _apart(t, b), a_open or t_open or b_open
    return (share.low, is_open), (share.high, is_open)


def _twice(value: Decimal, is_open: bool) -> tuple[_End, _End]:
    return (value, is_open), (value, is_open)


def _apart(one: Decimal, other: Decimal) -> Interval:
    return unchecked(DOWN.subtract(one, other), UP.subtract(one, other))
