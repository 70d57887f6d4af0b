"""Coverage of groups or areas beside their goal: a line from each rate to the goal, or to the best off."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import attrs

from publicservice.charts.chart import Chart, chart_of
from publicservice.charts.colours import BAD, GOOD, GREY, INK, LIGHTER, UNSURE
from publicservice.charts.lettering import LABEL, SMALL, STRONG, Block, block
from publicservice.charts.page import MARGIN, WIDTH, Page, Plot, Shape
from publicservice.charts.rows import MOST_TOLD, check_rows, foot_axis, head_axis, untold
from publicservice.charts.scale import Scale
from publicservice.compute.inequality import CoverageGaps, GroupGap
from publicservice.decimals import NEAREST
from publicservice.errors import WrongTypeError, shown
from publicservice.figures.display import number_text
from publicservice.model.fields import strip_text
from publicservice.model.goal import Verdict

__all__ = ["coverage_chart"]

_NAMES, _WORDS, _GUTTER = 150.0, 190.0, 22.0
_LEFT = MARGIN + _NAMES + _GUTTER
_WIDE = WIDTH - MARGIN - _WORDS - _GUTTER - _LEFT
_ROW, _BETWEEN = 26.0, 9.0  # the least height of a row, and the room between the texts of two
_ZERO, _FIFTY, _HUNDRED, _ROOM = Decimal(0), Decimal(50), Decimal(100), Decimal("1.1")
_ROUND = Decimal("1e-20")  # the last of forty digits may have been rounded
_MOST = Decimal(120)  # percent; beyond it a rate is cut, so that the others can still be told apart
_SIGNS: dict[Verdict | None, tuple[Shape, str]] = {
    Verdict.MET: ("dot", GOOD), Verdict.NOT_MET: ("cross", BAD), Verdict.UNDECIDED: ("diamond", UNSURE),
    Verdict.UNKNOWN: ("diamond", UNSURE), None: ("dot", GOOD),
}  # fmt: skip


class _Reference(NamedTuple):
    """What the rates are held against: its name, its place [%], and whether they are to lie below it."""

    name: str
    rate: Decimal
    is_limit: bool = False


@attrs.frozen
class _Row:
    """One group: its name, its figure and the words beside it."""

    group: GroupGap
    name: Block
    words: tuple[Block, ...]
    height: float


def coverage_chart(gaps: CoverageGaps, *, title: str = "") -> Chart:
    """
    Coverage of groups or areas, the worst off first: a line from each rate to the goal, or to the best off.

    Args:
        gaps: What `coverage_gaps` gives; with a goal, the lines lead to the goal.
        title: What stands over the chart; by default who is worst off.

    Returns:
        The chart. Beside each line stand the rate, the gap in percentage points, and the people left out.

    Raises:
        ModelError: If there are more than 500 groups.
        WrongTypeError: If it is no comparison of coverages.

    Example:
        >>> from publicservice import CoverageRate, coverage_gaps
        >>> urban, rural = CoverageRate(covered=90, eligible=100), CoverageRate(covered=120, eligible=200)
        >>> print(coverage_chart(coverage_gaps({"urban": urban, "rural": rural}, goal="85 %")).title)
        Worst off: rural, 25 percentage points short of the goal
    """
    if not isinstance(gaps, CoverageGaps):
        raise WrongTypeError("not a comparison of coverages", seen=shown(gaps), expected="what coverage_gaps gives")
    check_rows(len(gaps.groups), "groups")
    reference = _reference(gaps)
    headline = strip_text(title) or _headline(gaps, reference)
    page = Page()
    page.head(headline, "Coverage rate, the worst off first")
    scale = _scale(gaps, reference)
    rows = [_row(gaps, group, reference) for group in gaps.groups]
    plot = Plot(_LEFT, page.y, _WIDE, sum(row.height for row in rows), scale)
    marks = [("overall", gaps.overall.value)] if gaps.overall is not None and gaps.overall.value is not None else []
    if reference is not None:
        marks.append((reference.name, reference.rate))
    head_axis(page, plot, [(f"{name} {_percent(rate)}", rate) for name, rate in marks], " %")
    _draw(page, plot, rows, gaps, reference)
    page.y += plot.height
    foot_axis(page, plot, " %")
    page.foot(_notes(gaps, reference))
    return chart_of(page, headline, _alt(gaps, reference))


# --- what is said


def _percent(rate: Decimal) -> str:
    """A rate to a tenth of a percent, for a label over a line."""
    rounded = rate.quantize(Decimal("0.1"), context=NEAREST)
    return f"{number_text(rounded if rounded.is_finite() else rate)} %"


def _headline(gaps: CoverageGaps, reference: _Reference | None) -> str:
    if not gaps.worst:
        return "Who is worst off is undecided: the printed rates leave it open"
    return f"Worst off: {gaps.worst}, {_gap_words(gaps, gaps.groups[0], reference)[0]}"


def _gap_words(gaps: CoverageGaps, group: GroupGap, reference: _Reference | None) -> tuple[str, str]:
    """How far a group is from the goal or the best off, and how many people that leaves out."""
    if group.gap is None:
        best = gaps.best or "the best off"
        return ("the best off" if group.name == gaps.best else f"{group.from_best} behind {best}"), ""
    points, verdict = group.gap.points, group.gap.verdict
    value = points.high if points.value is None else points.value
    if verdict is Verdict.MET:
        return "goal met" if value >= 0 else f"goal met, with {-points} to spare", ""
    if verdict is not Verdict.NOT_MET:
        return f"{verdict.value}: {points} from the goal", ""
    people = str(group.gap).partition("; ")[2]
    too_many = reference is not None and reference.is_limit
    return (
        f"{points} {'above the limit' if too_many else 'short of the goal' if reference else 'from the goal'}",
        f"{people} {'too many' if too_many else 'left out'}" if people else "",
    )


def _row(gaps: CoverageGaps, group: GroupGap, reference: _Reference | None) -> _Row:
    worst = group.name == gaps.worst
    name = block(f"{group.name}{' (worst off)' if worst else ''}", STRONG if worst else LABEL, _NAMES, 10)
    rate, rest = block(str(group.rate), STRONG, _WORDS, 4), _gap_words(gaps, group, reference)
    words = (rate, *(block(text, SMALL, _WORDS) for text in rest if text))
    return _Row(group, name, words, max(_ROW, name.height + _BETWEEN, sum(one.height for one in words) + _BETWEEN))


def _notes(gaps: CoverageGaps, reference: _Reference | None) -> list[str]:
    notes = []
    if any(not group.rate.is_exact for group in gaps.groups):
        notes.append("Pale bands: the values that the rounding of the printed numbers allows.")
    if any(group.gap is not None for group in gaps.groups):
        notes.append("A dot meets the goal, a cross does not, a diamond is undecided.")
        if reference is None:
            notes.append("The goal is not drawn: the rates are equal or ranges, and do not tell where it lies.")
    return notes


def _alt(gaps: CoverageGaps, reference: _Reference | None) -> str:
    told = [
        f"{group.name}: {'; '.join(filter(None, (str(group.rate), *_gap_words(gaps, group, reference))))}"
        for group in gaps.groups[:MOST_TOLD]
    ]
    return f"{_headline(gaps, reference)}. Coverage, the worst off first: {'. '.join(told)}.{untold(len(gaps.groups))}"


# --- what is drawn


def _reference(gaps: CoverageGaps) -> _Reference | None:
    """The goal that the gaps lead to; without a goal, the best off."""
    if all(group.gap is None for group in gaps.groups):
        best = gaps.groups[-1].rate
        return None if best.value is None else _Reference("best", best.value)
    pairs = [
        (group.rate.value, group.gap.points.value)
        for group in gaps.groups
        if group.gap is not None and group.rate.value is not None and group.gap.points.value is not None
    ]
    # A gap is counted upwards to a goal and downwards to a limit: only the right way do all lead to one place.
    upwards = {NEAREST.add(rate, points).quantize(_ROUND, context=NEAREST) for rate, points in pairs}
    downwards = {NEAREST.subtract(rate, points).quantize(_ROUND, context=NEAREST) for rate, points in pairs}
    if not all(place.is_finite() for place in upwards | downwards):
        return None
    if len(upwards) == 1 and (len(downwards) > 1 or upwards == downwards):
        return _Reference("goal", upwards.pop())
    return _Reference("limit", downwards.pop(), is_limit=True) if len(downwards) == 1 < len(upwards) else None


def _scale(gaps: CoverageGaps, reference: _Reference | None) -> Scale:
    """The axis: all of 0 to 100 % where rates are spread, else what is near them; no farther than 120 %."""
    ends = [end for group in gaps.groups for end in (group.rate.low, group.rate.high) if end.is_finite()]
    ends += [reference.rate] if reference else []
    low, high = (min(max(end, _ZERO), _MOST) for end in (min(ends, default=_ZERO), max(ends, default=_ZERO)))
    if low < _FIFTY:
        return Scale.over(_ZERO, max(high, _HUNDRED) if high > _FIFTY else NEAREST.multiply(high, _ROOM) or _HUNDRED)
    room = max(NEAREST.multiply(NEAREST.subtract(high, low), Decimal("0.08")), Decimal("0.5"))
    first, last = NEAREST.subtract(low, room), NEAREST.add(high, room)
    return Scale.over(first, max(last, _HUNDRED) if high <= _HUNDRED < last else last)


def _draw(page: Page, plot: Plot, rows: list[_Row], gaps: CoverageGaps, reference: _Reference | None) -> None:
    scale, y = plot.x, 0.0
    if gaps.overall is not None and gaps.overall.value is not None:
        at = scale.at(scale.cut(gaps.overall.value))
        plot.line((at, at), (0, plot.height), GREY, 1.1, dashed=True)
    if reference is not None:
        at = scale.at(scale.cut(reference.rate))
        plot.line((at, at), (0, plot.height), INK, 1.3)
    for row in rows:
        middle = page.y + y + row.height / 2
        page.place(row.name, MARGIN, middle - row.name.height / 2)
        top = middle - sum(one.height for one in row.words) / 2
        for one in row.words:
            page.place(one, WIDTH - MARGIN - _WORDS, top)
            top += one.height
        _draw_row(plot, row.group, y + row.height / 2, reference)
        y += row.height


def _draw_row(plot: Plot, group: GroupGap, y: float, reference: _Reference | None) -> None:
    scale, within = plot.x, group.rate.admissible
    shape, colour = _SIGNS[None if group.gap is None else group.gap.verdict]
    low, high = (scale.at(scale.cut(end)) for end in (within.low, within.high))
    value = group.rate.value
    if reference is not None and value is not None:
        ends = scale.at(scale.cut(value)), scale.at(scale.cut(reference.rate))
        plot.line(ends, (y, y), colour, 2.2)
    if not within.is_exact:
        plot.bar((low, high), (y - 6, y + 6), LIGHTER[colour])
    if value is None:
        return
    if scale.holds(value):
        plot.mark(scale.at(value), y, shape, colour)
    else:
        plot.mark(scale.at(scale.cut(value)), y, "right" if value > scale.high else "left", colour, 9)
