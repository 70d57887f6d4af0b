"""Labels of points and of stretches of time, which are left out where they would stand on something else."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

import attrs

from publicservice.charts.lettering import SMALL, Block, block
from publicservice.charts.scale import Scale
from publicservice.decimals import NEAREST
from publicservice.model.period import Period

__all__ = ["Box", "Labels", "TimeTick", "day_number", "middle_of", "time_ticks", "whole_months"]

_EPOCH = date(1970, 1, 1).toordinal()  # where matplotlib's dates start
_GAP = 6.0
_GRAINS: tuple[tuple[Literal["month", "quarter"], int, int], ...] = (("month", 1, 15), ("quarter", 3, 12))
_MOST_YEARS = 12
_STRIDES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


class Box(NamedTuple):
    """A rectangle of the page. [point]"""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@attrs.define(eq=False)
class Labels:
    """
    What stands in a plot already, so that labels keep clear of it.

    Attributes:
        within: The room in which labels may stand.
        taken: What stands there already.
    """

    within: Box
    taken: list[Box] = attrs.field(factory=list)

    def place_for(self, label: Block, x: float, y: float, away: float) -> tuple[float, float] | None:
        """
        The left and upper side of a free place beside a point; None where there is none.

        Args:
            label: The label.
            x: The point. [point]
            y: The point. [point]
            away: How far from the point. [point]
        """
        for left, top in _beside(label, x, y, away):
            box = Box(left - 1, top - 1, left + label.width + 1, top + label.height + 1)
            inside = box.left >= self.within.left and box.right <= self.within.right
            inside = inside and box.top >= self.within.top and box.bottom <= self.within.bottom
            if inside and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                return left, top
        return None


def _beside(label: Block, x: float, y: float, away: float) -> Iterator[tuple[float, float]]:
    """Above, below, to the right, to the left, and in the corners."""
    right, left, middle = x + 6, x - 6 - label.width, x - label.width / 2
    above, below = y - away - label.height, y + away
    yield from ((middle, above), (middle, below), (right, y - label.height / 2), (left, y - label.height / 2))
    yield from ((left, above), (right, below), (left, below), (right, above))


# --- time


class TimeTick(NamedTuple):
    """A stretch of an axis of time: where it starts, where its label stands, and the label, if there is room for it."""

    start: Decimal
    middle: Decimal
    label: Block | None


def day_number(day: date, end: bool = False) -> Decimal:
    """A day's place on an axis of time, as matplotlib counts: its start, or its end. [day]"""
    return Decimal(day.toordinal() - _EPOCH + end)


def middle_of(start: Decimal, end: Decimal) -> Decimal:
    """The place halfway between two."""
    return NEAREST.divide(NEAREST.add(start, end), Decimal(2))


def whole_months(days: Iterable[date]) -> Period:
    """The whole months from the first to the last of some days."""
    known = sorted(days)
    first, last = known[0], known[-1]
    return Period(first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def time_ticks(span: Period, scale: Scale, width: float) -> list[TimeTick]:
    """
    The months, quarters or years of whole months, in the finest division whose labels have room.

    Args:
        span: Whole months.
        scale: The axis of their days.
        width: How long it is drawn. [point]
    """
    for grain, months, most in _GRAINS:
        if (span.length or 0) <= most * months:
            ticks = [_tick(piece, _name(piece, grain), scale, width) for piece in span.split(grain)]
            if all(tick.label for tick in ticks[1:-1] or ticks):
                return ticks
    return _years(span, scale, width)


def _name(piece: Period, grain: str) -> str:
    assert piece.start is not None  # noqa: S101  (whole months have a start)
    quarter = (piece.start.month + 2) // 3
    return f"{piece.start:%Y-%m}" if grain == "month" else f"{piece.start.year}Q{quarter}"


def _years(span: Period, scale: Scale, width: float) -> list[TimeTick]:
    assert span.start is not None  # noqa: S101  (whole months have both ends)
    assert span.end is not None  # noqa: S101
    first, last = span.start.year, span.end.year
    stride = next(stride for stride in _STRIDES if (last - first) / stride <= _MOST_YEARS)
    years = (Period(date(year, 1, 1), date(year, 12, 31)) for year in range(first, last + 1) if year % stride == 0)
    within = [
        attrs.evolve(year, start=max(year.start or span.start, span.start), end=min(year.end or span.end, span.end))
        for year in years
    ]
    return [_tick(year, str(year.start.year), scale, width, stride) for year in within if year.start]


def _tick(piece: Period, name: str, scale: Scale, width: float, stride: int = 1) -> TimeTick:
    assert piece.start is not None and piece.end is not None  # noqa: S101, PT018  (whole months have both)
    start, end = day_number(piece.start), day_number(piece.end, end=True)
    middle = middle_of(start, end)
    label = block(name, SMALL, width)
    room = (scale.share(end) - scale.share(start)) * width * stride
    return TimeTick(start, middle, label if label.width + _GAP <= room else None)
