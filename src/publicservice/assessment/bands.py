"""Bands of pace: what a difference between the share done and the share of time passed is called."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import attrs

from publicservice.errors import ModelError, needed, shown
from publicservice.figures import FigureLike, figure
from publicservice.model.fields import texts
from publicservice.units import ONE, unit

__all__ = ["BANDS", "Bands"]


def _limits(given: Iterable[FigureLike]) -> tuple[Decimal, ...]:
    needed(Iterable, given, "a list of limits", "such as [5, -5]")
    return tuple(_limit(one) for one in given)


def _limit(given: FigureLike) -> Decimal:
    made = figure(given, exact=True)
    return (made if made.unit is ONE else made.to(unit("percentage point"))).low


@attrs.frozen
class Bands:
    """
    Names for stretches of pace, from the farthest ahead down. There are no holes: n limits part n + 1 bands.

    Attributes:
        names: What the bands are called, the farthest ahead first.
        limits: Where each band ends and the next begins, falling. A limit belongs to the band above it.
            [percentage point]

    Raises:
        ModelError: If there is not one limit fewer than names, a name is empty or stands twice, or the limits do not
            fall.

    Example:
        >>> two = Bands(["on schedule", "late"], [0])
        >>> two.band("0 percentage points"), two.band("-0.1 percentage points")
        ('late or on schedule', 'late')
        >>> two.band(figure(0, "percentage point"))
        'on schedule'
    """

    names: tuple[str, ...] = attrs.field(converter=texts)
    limits: tuple[Decimal, ...] = attrs.field(converter=_limits)

    def __attrs_post_init__(self) -> None:
        if len(self.names) != len(self.limits) + 1:
            seen = f"{len(self.names)} names and {len(self.limits)} limits"
            raise ModelError("bands need one limit fewer than names", seen=seen, hint="give a limit between each two")
        if not all(self.names) or len(set(self.names)) < len(self.names):
            raise ModelError("the bands cannot be told apart", seen=shown(self.names), expected="different names")
        if any(upper <= lower for upper, lower in zip(self.limits, self.limits[1:], strict=False)):
            seen = shown(tuple(map(str, self.limits)))
            raise ModelError("the limits of bands fall", seen=seen, expected="each below the one before")

    def band(self, pace: FigureLike) -> str:
        """
        What a pace is called; where its set reaches over a limit, the bands that are possible, the lowest first.

        Args:
            pace: Share done less share of time passed. [percentage point]
        """
        given = figure(pace).to(unit("percentage point")).admissible
        ends = [Fraction(end) if end.is_finite() else None for end in (given.low, given.high)]
        return self.between(*ends, high_open=given.high_open)

    def between(self, low: Fraction | None, high: Fraction | None, *, high_open: bool = False) -> str:
        """
        The name, or the possible names, of a stretch of pace; None is no end. [percentage point]

        Whether the lower end belongs to the stretch makes no difference, since a limit belongs to the band above it.
        """
        lowest = len(self.limits) if low is None else self._place(low)
        highest = 0 if high is None else self._place(high, below=high_open)
        return " or ".join(self.names[at] for at in range(lowest, highest - 1, -1))

    def _place(self, points: Fraction, below: bool = False) -> int:
        """The number of the band that a pace lies in, or of the one just below it."""
        return sum(points <= limit if below else points < limit for limit in self.limits)


BANDS = Bands(["ahead", "on schedule", "slightly behind", "behind"], [5, -5, -15])
"""The bands that are used when none are given: 5 points and more are ahead, less than 15 behind is slightly so."""
