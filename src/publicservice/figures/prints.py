"""The set that a print stands for, once its unit is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from publicservice.decimals import NEAREST
from publicservice.figures.numeral import is_whole
from publicservice.figures.phrases import SIGN, Comparator
from publicservice.figures.reading import ROUGH, Reading
from publicservice.interval import Interval, unchecked
from publicservice.units import Unit

__all__ = ["Zeros", "printed_set"]

Zeros = Literal["significant", "rounded"]


def printed_set(reading: Reading, its_unit: Unit, zeros: Zeros | None = None, truncated: bool = False) -> Interval:
    """
    The values that would have been printed so.

    Trailing zeros of an integer count as rounded away unless `zeros` says otherwise, but not in percent and percentage
    points: these are printed to the unit, so that 80 % says no less than 81 %, and what is nearly or about 100 % is so
    by tens and not by hundreds. No count is below zero, so the set of a printed 0 beds begins there; a change of a
    count may be, and so may what has a sign or is open below. Nearly 12 beds are 11 at least, as nothing is nearer.
    """
    if reading.comparator in ROUGH and (its_unit.is_rate or its_unit.is_points):
        reading = attrs.evolve(reading, zeros=min(reading.zeros, 1))
    significant = zeros == "significant" if zeros else its_unit.is_rate or its_unit.is_points
    found = reading.admissible(zeros_significant=significant, truncated=truncated)
    if reading.comparator is Comparator.NEARLY and its_unit.is_count:
        found = _towards_zero_to_a_whole(found)
    crosses = found.low < 0 < found.high and found.is_bounded
    if not crosses or reading.change or not its_unit.is_count or SIGN.match(reading.text.strip()):
        return found
    return unchecked(Decimal(0), found.high, False, found.high_open)


def _towards_zero_to_a_whole(found: Interval) -> Interval:
    """A set just below a whole number, with the whole number before that in it; of a fall by nearly so many, above."""
    if found.high <= 0:
        after = NEAREST.add(found.low, Decimal(1))
        return unchecked(found.low, after, True, False) if is_whole(after) and after > found.high else found
    before = NEAREST.subtract(found.high, Decimal(1))
    return unchecked(before, found.high, False, True) if is_whole(before) and before < found.low else found
