"""Printed numbers as columns: a value and its step stand for value - step/2 to value + step/2."""

from __future__ import annotations

from fractions import Fraction

import attrs

from publicservice.decimals import NEAREST
from publicservice.frames.cells import ROUND, Number
from publicservice.frames.exact import Term, term
from publicservice.frames.extra import nw
from publicservice.frames.opened import Frame, Opened
from publicservice.interval import Interval

__all__ = ["Kept", "Printed", "exact_set", "printed"]


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
    low, high = middle.times(2) - width, middle.times(2) + width
    if whole:  # no count is below zero, so that a printed nothing is no less
        is_cut = (middle.value >= 0) & (low.value < 0)
        low = attrs.evolve(low, value=nw.when(is_cut).then(nw.lit(0.0)).otherwise(low.value))
    return Printed(low, high, middle, width.value == 0)


@attrs.define(eq=False)
class Kept:
    """
    A frame with columns that come and go, for what is asked for many times: few engines see that it is the same.

    Attributes:
        it: The frame that came.
        frame: The frame with these columns.
    """

    it: Opened
    frame: Frame

    def columns(self, label: str, **values: nw.Expr) -> list[nw.Expr]:
        """Values as columns of their own, by names that are made of the label."""
        names = {part: self.it.spare(f"{label}_{part}") for part in values}
        self.frame = self.frame.with_columns(*(value.alias(names[part]) for part, value in values.items()))
        return [nw.col(name) for name in names.values()]

    def terms(self, label: str, **terms: Term) -> list[Term]:
        """Terms whose values and sizes are columns."""
        sizes = {f"{part}_size": one.size for part, one in terms.items()}
        made = self.columns(label, **{part: one.value for part, one in terms.items()}, **sizes)
        pairs = zip(made[: len(terms)], made[len(terms) :], terms.values(), strict=True)
        return [Term(value, size, one.whole) for value, size, one in pairs]

    def printed(self, label: str, given: Printed) -> Printed:
        """A printed number whose ends are columns."""
        parts = {"low": given.low.value, "high": given.high.value, "middle": given.middle.value}
        low, high, middle, size, single, *whole = self.columns(
            label,
            **parts,
            size=given.low.size,
            single=given.is_single,
            **({} if given.low.whole is None else {"whole": given.low.whole}),
        )
        ends = [Term(value, size, whole[0] if whole else None) for value in (low, high, middle)]
        return Printed(ends[0], ends[1], ends[2], single)


def exact_set(value: Fraction, step: Fraction, *, whole: bool = False) -> Interval:
    """What one printed number stands for, exactly; of a count that is not below zero, nothing below it."""
    least = value - step / 2
    ends = (max(least, Fraction(0)) if whole and value >= 0 else least, value + step / 2)
    low, high = (NEAREST.divide(end.numerator, end.denominator) for end in ends)
    return Interval(low, high)
