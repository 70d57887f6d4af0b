"""Printed numbers as columns: a value and its step stand for value - step/2 to value + step/2."""

from __future__ import annotations

from fractions import Fraction

import attrs

from publicservice.frames.cells import Number
from publicservice.frames.exact import ROUND, Term, term
from publicservice.frames.extra import nw
from publicservice.frames.opened import Opened
from publicservice.interval import NEAREST, Interval

__all__ = ["Printed", "exact_set", "printed", "stored"]


@attrs.frozen(eq=False)
class Printed:
    """
    The two ends of what printed numbers stand for, both doubled, since half of a step need not be whole.

    Attributes:
        low: Twice the lower end.
        high: Twice the upper end.
        middle: The printed value.
        is_single: Whether the set is one value.
    """

    low: Term
    high: Term
    middle: Term
    is_single: nw.Expr


def printed(value: Number, step: Number, *, whole: bool, places: int = 0) -> Printed:
    """
    The set of each cell, times ten to the power of places.

    Args:
        value: The printed values.
        step: The weight of the last printed digit; 0 for an exact number.
        whole: Whether only whole numbers count. The ends are then right where value and step are whole themselves.
        places: Decimal places to look at.
    """
    middle, width = term(value, places), term(step, places)
    if whole:
        # Half of a whole step, rounded down: what lies beyond the outermost whole number is cut off.
        half = (width.value * 0.5 - 0.25 + ROUND) - ROUND
        width = attrs.evolve(width, value=half * 2.0)
    return Printed(middle.times(2) - width, middle.times(2) + width, middle, width.value == 0)


def stored(it: Opened, given: Printed, label: str) -> tuple[list[nw.Expr], Printed]:
    """The columns that keep a printed column's ends, which are asked for many times, and the same made of these."""
    parts = {"low": given.low.value, "high": given.high.value, "middle": given.middle.value, "size": given.low.size}
    parts["single"] = given.is_single
    if given.low.whole is not None:
        parts["whole"] = given.low.whole
    names = {part: it.spare(f"{label}_{part}") for part in parts}
    columns = [value.alias(names[part]) for part, value in parts.items()]
    size, whole = nw.col(names["size"]), nw.col(names["whole"]) if "whole" in names else None
    low, high, middle = (Term(nw.col(names[part]), size, whole) for part in ("low", "high", "middle"))
    return columns, Printed(low, high, middle, nw.col(names["single"]))


def exact_set(value: Fraction, step: Fraction) -> Interval:
    """What one printed number stands for, exactly."""
    ends = (value - step / 2, value + step / 2)
    low, high = (NEAREST.divide(end.numerator, end.denominator) for end in ends)
    return Interval(low, high)
