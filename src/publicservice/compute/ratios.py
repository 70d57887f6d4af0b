"""Ratios of sets: of printed figures, of which counts are whole numbers, and shares of the way from a start."""

from __future__ import annotations

import functools
import itertools
import math
from decimal import Decimal
from fractions import Fraction

import attrs

from publicservice.decimals import DOWN, INFINITY, NEAREST, UP
from publicservice.errors import FigureTextError, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.beside import is_bare
from publicservice.interval import Interval, hull, unchecked
from publicservice.units import ONE, Unit, unit

__all__ = [
    "Side", "as_change", "as_rate", "in_set", "in_whole_numbers", "overlaps", "percent", "ratio_set", "share_of_way",
    "side", "side_of", "towards",
]  # fmt: skip

_ONE = unchecked(Decimal(1), Decimal(1))
_MOST_TRIED = 20_000  # denominators that are tried one by one; beyond that the whole numbers lie too close to matter


@functools.cache
def percent() -> Unit:
    """The unit of rates, looked up once."""
    return unit("percent")


def as_rate(given: FigureLike) -> Figure:
    """A printed rate or change; a bare number such as 108.9 would be 10,890 %, which nobody means."""
    found = figure(given)
    if is_bare(found):
        raise FigureTextError("a bare number is no rate", seen=shown(given), expected="a percentage, such as '108.9 %'")
    return found


@attrs.frozen
class Side:
    """One side of a ratio: its set, and whether only whole numbers of it count."""

    hull: Interval
    is_whole: bool


def side(given: Figure) -> Side:
    """The set of a figure; that of a count without what lies beyond its outermost whole numbers."""
    return side_of(given.admissible, given.unit)


def side_of(admissible: Interval, its_unit: Unit) -> Side:
    """A set of values of a unit; of a count, without what lies beyond the outermost whole numbers, if it has any."""
    if not its_unit.is_count:
        return Side(admissible, False)
    low, high = _first(admissible), _last(admissible)
    if low > high:
        return Side(admissible, False)
    return Side(unchecked(low, high, low.is_infinite(), high.is_infinite()), True)


def in_whole_numbers(given: Figure) -> Figure:
    """A count without the ends of its set that are no whole numbers; any other figure as it is."""
    return in_set(given.value, side(given).hull, given.unit)


def _first(admissible: Interval) -> Decimal:
    if admissible.low.is_infinite():
        return admissible.low
    return Decimal(math.floor(admissible.low) + 1 if admissible.low_open else math.ceil(admissible.low))


def _last(admissible: Interval) -> Decimal:
    if admissible.high.is_infinite():
        return admissible.high
    return Decimal(math.ceil(admissible.high) - 1 if admissible.high_open else math.floor(admissible.high))


def towards(given: Figure, *, above: bool) -> Interval:
    """The set of a figure; of a printed zero, which changes no sign, the half on the side that it is held against."""
    found = given.admissible
    if given.value is None or given.value or not found.is_bounded:
        return found
    return found.intersection(Interval(0, None) if above else Interval(None, 0)) or found


def ratio_set(top: Figure, bottom: Figure, less: int) -> Figure:
    """The set of top / bottom - less, as a pure number."""
    ratio = side(top).hull / side(bottom).hull - unchecked(Decimal(less), Decimal(less))
    value = None
    if top.value is not None and bottom.value:
        value = NEAREST.subtract(NEAREST.divide(top.value, bottom.value), Decimal(less))
    return in_set(value, ratio, ONE)


def as_change(value: Decimal | None, ratio: Interval) -> Figure:
    """What a ratio changed by: the ratio less one. [%]"""
    less = None if value is None else NEAREST.multiply(NEAREST.subtract(value, Decimal(1)), Decimal(100))
    return Figure(less, percent(), (ratio - _ONE).scaled(Fraction(100)))


def in_set(value: Decimal | None, admissible: Interval, its_unit: Unit) -> Figure:
    """The figure of a set, with its value unless that is not among the whole numbers: of "500余人" 500 is not."""
    inside = value is not None and admissible.low <= value <= admissible.high
    return Figure(value if inside else None, its_unit, admissible)


def overlaps(percent: Interval, top: Side, bottom: Side, less: int = 0) -> bool:
    """
    Whether some top / bottom - less lies in a set of percentages.

    Definition:
        There are t in top and b in bottom, whole where they count things, such that 100 (t / b - less) is one of the
        percentages.
    """
    claimed = percent.scaled(Fraction(1, 100)) + unchecked(Decimal(less), Decimal(less))
    wanted = claimed.intersection(top.hull / bottom.hull)
    if wanted is None:
        return False
    # Only denominators that bring some top into the wanted set are worth trying.
    near = bottom.hull if wanted.low <= 0 else (top.hull / wanted).intersection(bottom.hull) or bottom.hull
    if not (top.is_whole and bottom.is_whole and top.hull.is_bounded and near.is_bounded):
        return True
    first, last = int(_first(near)), int(_last(near))
    return last - first >= _MOST_TRIED or any(_meets(wanted, top.hull, below) for below in range(first, last + 1))


def _meets(wanted: Interval, top: Interval, below: int) -> bool:
    """Whether a whole number of the top, over this one, lies in the wanted set: in integers, which never round."""
    (low, low_parts), (high, high_parts) = wanted.low.as_integer_ratio(), wanted.high.as_integer_ratio()
    first = low * below // low_parts + 1 if wanted.low_open else -(-low * below // low_parts)
    last = -(-high * below // high_parts) - 1 if wanted.high_open else high * below // high_parts
    return max(first, int(top.low)) <= min(last, int(top.high))


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
