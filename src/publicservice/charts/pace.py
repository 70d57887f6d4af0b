"""Targets beside the time that has passed: a bar for completion, a mark for the time, the status in words."""

from __future__ import annotations

from decimal import Decimal

import attrs

from publicservice.assessment.result import Assessment
from publicservice.assessment.row import Row, Status
from publicservice.charts.chart import Chart, chart_of
from publicservice.charts.colours import BAD, GOOD, GREY, GROUND, INK, PALE, SOFT, UNSURE
from publicservice.charts.lettering import LABEL, SMALL, STRONG, Block, block
from publicservice.charts.page import MARGIN, WIDTH, Page, Plot, Shape
from publicservice.charts.rows import MOST_TOLD, check_rows, foot_axis, head_axis, untold
from publicservice.charts.scale import Scale
from publicservice.decimals import NEAREST
from publicservice.errors import WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.figures.display import number_text
from publicservice.model.fields import strip_text

__all__ = ["pace_chart"]

_NAMES, _WORDS, _SIGN, _GUTTER = 190.0, 176.0, 16.0, 20.0
_LEFT = MARGIN + _NAMES + _GUTTER
_WIDE = WIDTH - MARGIN - _WORDS - _SIGN - _GUTTER - _LEFT
_ROW, _BETWEEN, _BAR = 26.0, 10.0, 6.0
_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_FARTHEST, _BELOW = Decimal(125), Decimal(-25)  # percent; a bar that reaches beyond is cut
_SIGNS: dict[Status, tuple[Shape, str]] = {
    Status.MET: ("dot", GOOD), Status.NOT_MET: ("cross", BAD), Status.UNDECIDED: ("diamond", UNSURE),
    Status.NOT_DUE: ("ring", SOFT), Status.NO_DATA: ("dash", GREY), Status.NOT_MEASURABLE: ("dash", GREY),
}  # fmt: skip


@attrs.frozen
class _Line:
    """One line of the chart: a heading, or a target with its words."""

    name: Block
    words: tuple[Block, ...]
    height: float
    row: Row | None = None


def pace_chart(assessment: Assessment, *, title: str = "") -> Chart:
    """
    The targets of an assessment beside the time that has passed, grouped by programme.

    Args:
        assessment: What `assess` gives.
        title: What stands over the chart; by default the plan's title.

    Returns:
        The chart. A target without a completion has no bar; its status and the reason stand in words.

    Raises:
        ModelError: If there are more than 500 targets.
        WrongTypeError: If it is no assessment.

    Example:
        >>> from publicservice import Observation, Plan, Target, assess
        >>> plan = Plan("Beds", period=2022, targets=[Target("beds", "10 beds")])
        >>> print(pace_chart(assess(plan, [Observation("beds", "12 beds", period=2022)])).title)
        Beds
    """
    if not isinstance(assessment, Assessment):
        raise WrongTypeError("not an assessment", seen=shown(assessment), expected="what assess gives")
    check_rows(len(assessment.targets), "targets")
    headline = strip_text(title) or assessment.plan.title
    page = Page()
    page.head(headline, f"As of {assessment.as_of}: {assessment.totals()}")
    lines = _lines(assessment.targets)
    if lines:
        plot = Plot(_LEFT, page.y, _WIDE, sum(line.height for line in lines), _scale(assessment.targets))
        head_axis(page, plot, _time_label(assessment.targets), " %")
        _draw(page, plot, lines)
        page.y += plot.height
        foot_axis(page, plot, " %")
    page.foot(_notes(assessment.targets))
    return chart_of(page, headline, _alt(assessment, headline))


# --- what is said


def _lines(rows: tuple[Row, ...]) -> list[_Line]:
    """Each target under a heading of the programmes that it stands in."""
    lines, around = [], tuple[str, ...]()
    for row in rows:
        if row.programmes != around:
            around = row.programmes
            heading = block(" › ".join(around) or "Outside of all programmes", STRONG, WIDTH - 2 * MARGIN, 4)
            lines.append(_Line(heading, (), heading.height + _BETWEEN + 6))
        lines.append(_line(row))
    return lines


def _line(row: Row) -> _Line:
    name, goal = block(row.title, LABEL, _NAMES, 10), block(str(row.goal_text), SMALL, _NAMES, 4)
    words = [block(row.status.value, STRONG, _WORDS), *(block(text, SMALL, _WORDS, 6) for text in _words(row))]
    height = max(name.height + goal.height, sum(one.height for one in words))
    return _Line(name, (goal, *words), max(_ROW, height + _BETWEEN), row)


def _words(row: Row) -> list[str]:
    """What stands under the status: completion and pace, or the reason why there is none."""
    if row.completion is None:
        return [row.because]
    pace = "" if row.pace is None else f"{_pace_words(row.pace)}{f' ({row.band})' if row.band else ''}"
    return [f"{row.completion} complete", *filter(None, (pace,))]


def _pace_words(pace: Figure) -> str:
    value = pace.low if pace.value is None else pace.value
    return f"{-pace} behind the time" if value < 0 else f"{pace} ahead of the time"


def _time_label(rows: tuple[Row, ...]) -> list[tuple[str, Decimal]]:
    """The share of the time that had passed, where it is the same for all."""
    shares = {row.elapsed.value for row in rows if row.elapsed is not None}
    share = shares.pop() if len(shares) == 1 else None
    if share is None:
        return []
    return [(f"time elapsed {number_text(share.quantize(Decimal('0.1'), context=NEAREST))} %", share)]


def _notes(rows: tuple[Row, ...]) -> list[str]:
    notes = [] if rows else ["The plan has no targets."]
    if any(row.elapsed is not None for row in rows):
        notes.append("Black mark: the share of the target's time that had passed at the date of its figure.")
    if any(row.completion is not None and not row.completion.is_exact for row in rows):
        notes.append("Thin line at a bar's end: the values that the rounding of the printed numbers allows.")
    return notes


def _alt(assessment: Assessment, headline: str) -> str:
    rows = assessment.targets
    told = "; ".join(f"{row.title}: {', '.join([row.status.value, *_words(row)])}" for row in rows[:MOST_TOLD])
    return f"{headline}, as of {assessment.as_of}: {assessment.totals()}. {told}.{untold(len(rows))}"


# --- what is drawn


def _scale(rows: tuple[Row, ...]) -> Scale:
    """The axis: from zero to the goal, and somewhat beyond where a completion lies there."""
    ends = [end for row in rows if row.completion for end in (row.completion.low, row.completion.high)]
    low = _BELOW if min(ends, default=_ZERO) < _ZERO else _ZERO
    return Scale.over(low, _FARTHEST if max(ends, default=_ZERO) > _HUNDRED else _HUNDRED)


def _draw(page: Page, plot: Plot, lines: list[_Line]) -> None:
    signs = page.plot(Plot(WIDTH - MARGIN - _WORDS - _SIGN, plot.top, _SIGN, plot.height, Scale.over(_ZERO, _HUNDRED)))
    y = 0.0
    for line in lines:
        top = page.y + y
        if line.row is None:
            page.place(line.name, MARGIN, top + line.height - line.name.height - 3)
        else:
            goal, *words = line.words
            middle = y + line.height / 2
            from_top = page.y + middle - (line.name.height + goal.height) / 2
            page.place(line.name, MARGIN, from_top)
            page.place(goal, MARGIN, from_top + line.name.height)
            at = page.y + middle - sum(one.height for one in words) / 2
            shape, colour = _SIGNS[line.row.status]
            signs.mark(25, at - page.y + words[0].height / 2, shape, colour)
            for one in words:
                page.place(one, WIDTH - MARGIN - _WORDS, at)
                at += one.height
            _draw_row(plot, line.row, middle)
        y += line.height


def _draw_row(plot: Plot, row: Row, y: float) -> None:
    scale = plot.x
    if row.completion is not None:
        plot.bar((scale.at(_ZERO), scale.at(_HUNDRED)), (y - _BAR, y + _BAR), PALE)
        _draw_bar(plot, row.completion, _SIGNS[row.status][1], y)
    if row.elapsed is not None and row.elapsed.value is not None:
        at = scale.at(scale.cut(row.elapsed.value))
        plot.line((at, at), (y - _BAR - 3, y + _BAR + 3), INK, 2.4)


def _draw_bar(plot: Plot, completion: Figure, colour: str, y: float) -> None:
    """A bar from zero; a set without a single value is hatched from its low to its high end."""
    scale, within = plot.x, completion.admissible
    low, high = (scale.at(scale.cut(end)) for end in (within.low, within.high))
    value, zero = completion.value, scale.at(_ZERO)
    if value is None:
        plot.bar((low, high), (y - _BAR / 2, y + _BAR / 2), GROUND, hatch="/////", edge=colour)
    else:
        plot.bar((zero, scale.at(scale.cut(value))), (y - _BAR / 2, y + _BAR / 2), colour)
        if not within.is_exact:
            plot.line((low, high), (y, y), INK, 1.2)
    reached = (within.high, within.low) if value is None else (value,)
    farthest = next((end for end in reached if not scale.holds(end)), None)
    if farthest is not None:
        _draw_cut(plot, scale.at(scale.cut(farthest)), 1 if farthest > scale.high else -1, colour, y)


def _draw_cut(plot: Plot, edge: float, way: int, colour: str, y: float) -> None:
    """The sign that a bar reaches farther than it is drawn: two gaps, and an arrow."""
    point = (plot.x.stop - plot.x.start) / plot.width
    for away in (14, 9):
        at = edge - way * away * point
        plot.line((at - 1.5 * point, at + 1.5 * point), (y + _BAR, y - _BAR), GROUND, 2)
    plot.mark(edge, y, "right" if way > 0 else "left", colour, 9)
