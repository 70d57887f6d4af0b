"""Figures drawn over time, with their sets, the time they are of, and what a target asks for."""

from __future__ import annotations

import itertools
from decimal import Decimal

import attrs

from publicservice.charts.colours import BAND, GOOD, GREY, GRID, INK, LIGHTER, SOFT
from publicservice.charts.course import Course
from publicservice.charts.labels import Box, Labels, day_number, time_ticks, whole_months
from publicservice.charts.lettering import LABEL, SMALL, block
from publicservice.charts.page import MARGIN, WIDTH, Page, Plot
from publicservice.charts.scale import Scale, fitted, tick_texts
from publicservice.decimals import NEAREST
from publicservice.figures import Figure
from publicservice.model.period import Period

__all__ = ["Point", "Timeline"]

_AXIS, _SIDE, _GUTTER = 62.0, 120.0, 14.0
_LEFT = MARGIN + _AXIS
_WIDE = WIDTH - MARGIN - _SIDE - _GUTTER - _LEFT
_TALL = 230.0
_ZERO, _HALF, _PAD = Decimal(0), Decimal("0.5"), Decimal("0.12")
_AWAY = 6.0
_MOST_LABELS = 36  # of more figures, only the first, the last, the highest and the lowest are told
_STEPS = 80  # pieces of the path that numbers keep clear of


@attrs.frozen
class Point:
    """
    A figure and its time.

    Attributes:
        at: Its period.
        figure: What was reached. [unit]
        start: Where its stretch of time starts, as a day's number; None for a date, or where no start is printed.
        end: Where it ends.
        x: Where it is drawn.
    """

    at: Period
    figure: Figure
    start: Decimal | None
    end: Decimal
    x: Decimal


class Timeline:
    """A plot of figures over time on a page; made, it is drawn."""

    def __init__(self, page: Page, points: list[Point], course: Course | None) -> None:
        self.page, self.points, self.course = page, points, course
        periods = [point.at for point in points] + ([course.over] if course and course.over else [])
        self.span = whole_months(day for at in periods for day in (at.start, at.end) if day is not None)
        first, last = self.span.start, self.span.end
        assert first is not None and last is not None  # noqa: S101, PT018  (whole months have both)
        self.across = Scale.over(day_number(first), day_number(last, end=True))
        self.up = _upright(points, course)
        width = _WIDE if course else _WIDE + _SIDE
        self.plot = page.plot(Plot(_LEFT, page.y, width, _TALL, self.across, self.up))
        self.notes: list[str] = []

    def draw(self, goal: str) -> list[str]:
        """Draw everything; the page goes on below it. Returns what has to be said of the drawing."""
        self._grid()
        if self.course is not None:
            self._asked(self.course, goal)
        self._thread()
        taken = [self._point(point) for point in self.points]
        self._number(taken)
        self.page.y = self.plot.top + self.plot.height
        self._time()
        if any(not point.figure.is_exact for point in self.points):
            self.notes.append("Upright lines: the values that the rounding of the printed numbers allows.")
        return self.notes

    def _right(self, place: Decimal) -> float:
        """How far right on the page a day stands. [point]"""
        return self.plot.left + self.across.share(place) * self.plot.width

    def _down(self, value: Decimal) -> float:
        """How far down the page a value stands, at most at the edge of the plot. [point]"""
        return self.plot.top + (1 - self.up.share(self.up.cut(value))) * self.plot.height

    def _y(self, value: Decimal) -> float:
        return self.up.at(self.up.cut(value))

    def _grid(self) -> None:
        unit = " %" if self.points[0].figure.unit.is_rate else ""
        ticks = self.up.ticks(7)
        for tick, text in zip(ticks, tick_texts(ticks), strict=True):
            label = block(f"{text}{unit}", SMALL, _AXIS - 8, 1)
            self.page.place(label, _LEFT - 8, self._down(tick) - label.height / 2, "right")
            at = self._y(tick)
            self.plot.line((self.across.start, self.across.stop), (at, at), GRID if tick else GREY, 0.7)

    def _asked(self, course: Course, goal: str) -> None:
        """The values that the goal accepts, its ends, the even path to it, and its name on the right."""
        over, x, y = course.over, self.across, self._y
        left = x.start if over is None or over.start is None else x.at(day_number(over.start))
        right = x.stop if over is None or over.end is None else x.at(day_number(over.end, end=True))
        if course.region is not None:
            ends = course.region.low, course.region.high
            self.plot.bar((left, right), (y(ends[0]), y(ends[1])), BAND)
            for end in filter(Decimal.is_finite, ends):
                self.plot.line((left, right), (y(end), y(end)), GOOD, 1.3)
            label = block(goal, LABEL, _SIDE, 12)
            middle = self._down(next(filter(Decimal.is_finite, ends), _ZERO))
            lowest = self.plot.top + self.plot.height - label.height
            top = min(max(middle - label.height / 2, self.plot.top), max(lowest, self.plot.top))
            self.page.place(label, WIDTH - MARGIN - _SIDE, top)
            self.notes.append(
                "Shaded: what the goal accepts." + (" Dashed: an even path to it." if course.path else "")
            )
        if course.path is not None:
            (_, start), (_, reached) = course.path
            self.plot.line((left, right), (y(start), y(reached)), SOFT, 1.3, dashed=True)

    def _thread(self) -> None:
        """A thin line between figures of like stretches of time that follow each other without a gap."""
        for one, other in itertools.pairwise(self.points):
            values = [value for value in (one.figure.value, other.figure.value) if value is not None]
            if len(values) == 2 and self._follows(one, other):
                heights = [self._y(value) for value in values]
                self.plot.line((self.across.at(one.x), self.across.at(other.x)), heights, GREY, 0.8)

    def _follows(self, one: Point, other: Point) -> bool:
        if other.start is None or one.start is None:
            return one.start is other.start
        over = None if self.course is None or self.course.path is None else self.course.over
        alike = one.at.length == other.at.length or (over is not None and over.contains(one.at))
        return alike and one.end == other.start

    def _point(self, point: Point) -> Box:
        """A dot, the stretch of time it is of, and its set as an upright line; gives the room that these take."""
        within, value, x, y = point.figure.admissible, point.figure.value, self.across.at(point.x), self._y
        if point.start is not None and value is not None:
            self.plot.line((self.across.at(point.start), self.across.at(point.end)), (y(value),) * 2, LIGHTER[INK], 1.8)
        if not within.is_exact:
            self.plot.line((x, x), (y(within.low), y(within.high)), INK, 4 if value is None else 1.4)
        if within.low.is_infinite():
            self.plot.mark(x, y(within.low), "down", INK)
        if within.high.is_infinite():
            self.plot.mark(x, y(within.high), "up", INK)
        if value is not None:
            self.plot.mark(x, y(value), "dot", INK, 6.5)
        across, high, low = self._right(point.x), self._down(within.high), self._down(within.low)
        middle = (high + low) / 2
        return Box(across - 4, min(high, middle - 4), across + 4, max(low, middle + 4))

    def _number(self, taken: list[Box]) -> None:
        """Write the numbers beside the points, as far as they have room: the last and the first before the others."""
        plot, numbered = self.plot, _told(self.points)
        within = Box(plot.left, plot.top, plot.left + plot.width + _GUTTER - 2, plot.top + plot.height)
        labels, written = Labels(within, [*taken, *self._along_path()]), 0
        for number in numbered:
            box = taken[number]
            label = block(_number_of(self.points[number].figure), LABEL, _WIDE / 2, 2)
            place = labels.place_for(
                label, (box.left + box.right) / 2, (box.top + box.bottom) / 2, (box.bottom - box.top) / 2 + 2
            )
            if place is not None:
                self.page.place(label, *place)
                written += 1
        if written < len(taken):
            few = "the first, the last, the highest and the lowest" if len(numbered) < len(taken) else "the figures"
            self.notes.append(f"Numbers stand beside {few}, as far as there is room.")

    def _along_path(self) -> list[Box]:
        """The room that the path takes, in small pieces."""
        if self.course is None or self.course.path is None:
            return []
        (first, start), (last, reached) = self.course.path
        left, right = self._right(day_number(first)), self._right(day_number(last, end=True))
        top, bottom = self._down(start), self._down(reached)
        places = ((left + (right - left) * at / _STEPS, top + (bottom - top) * at / _STEPS) for at in range(_STEPS + 1))
        return [Box(x - 2, y - 2, x + 2, y + 2) for x, y in places]

    def _time(self) -> None:
        page, top = self.page, self.page.y + 6
        ticks = time_ticks(self.span, self.across, self.plot.width)
        bottom, last = self.up.start, 0.0
        self.plot.line((self.across.start, self.across.stop), (bottom, bottom), GREY, 0.8)
        for tick in ticks:
            at = self.across.at(tick.start)
            self.plot.line((at, at), (bottom, bottom - (self.up.stop - bottom) * 4 / _TALL), GREY, 0.8)
            middle = self._right(tick.middle)
            if tick.label is not None and middle - tick.label.width / 2 >= last:
                page.place(tick.label, middle, top, "centre")
                last = middle + tick.label.width / 2 + _AWAY
        page.y = top + max((tick.label.height for tick in ticks if tick.label), default=0.0)


def _told(points: list[Point]) -> list[int]:
    """The points whose numbers are written, the more important first."""
    if len(points) <= _MOST_LABELS:
        return list(dict.fromkeys([len(points) - 1, 0, *range(len(points))]))
    order = sorted(range(len(points)), key=lambda at: points[at].figure.low)
    return list(dict.fromkeys([len(points) - 1, 0, order[-1], order[0]]))


def _number_of(figure: Figure) -> str:
    """What a label says of a figure; the unit stands under the title."""
    text = str(figure).partition(" (")[0]
    return text.removesuffix(f" {figure.unit.plural}").removesuffix(f" {figure.unit}")


def _upright(points: list[Point], course: Course | None) -> Scale:
    """The axis of the figures, from zero where they do not lie far above it."""
    sets = [point.figure.admissible for point in points]
    values = [point.figure.value for point in points if point.figure.value is not None]
    if course is not None:
        sets += [course.region] if course.region is not None else []
        values += [value for _, value in course.path or ()]
    scale = fitted(sets, values, pad=_PAD)
    ends = [end for end in (*values, *(end for one in sets for end in (one.low, one.high))) if end.is_finite()]
    lowest, highest = min(ends, default=_ZERO), max(ends, default=_ZERO)
    if _ZERO <= lowest <= NEAREST.multiply(highest, _HALF) and highest > _ZERO:
        return Scale.over(_ZERO, scale.high)
    return scale
