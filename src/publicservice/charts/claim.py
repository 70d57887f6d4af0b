"""A claim beside what the figures give: two sets on one axis."""

from __future__ import annotations

from decimal import Decimal

import attrs

from publicservice.charts.chart import Chart, chart_of
from publicservice.charts.colours import BAD, BAND, GOOD, GREY, INK, PALE, SOFT, UNSURE
from publicservice.charts.lettering import LABEL, SMALL, STRONG, Block, block
from publicservice.charts.page import MARGIN, WIDTH, Page, Plot, Shape
from publicservice.charts.rows import labelled_ticks, place_over, tick_blocks
from publicservice.charts.scale import Scale, fitted
from publicservice.compute.verification import ClaimVerdict, Verification
from publicservice.errors import WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.figures.display import number_text
from publicservice.interval import Interval
from publicservice.model.fields import strip_text

__all__ = ["claim_chart"]

_NAMES, _NUMBERS, _GUTTER = 120.0, 165.0, 26.0
_LEFT = MARGIN + _NAMES + _GUTTER
_WIDE = WIDTH - MARGIN - _NUMBERS - _GUTTER - _LEFT
_ROW = 38.0  # the least height of a row
_ROOM_FOR_TICK = 20.0  # between the dots at the ends of a set
_PAD = Decimal("0.2")
_COLOURS = {ClaimVerdict.CONSISTENT: GOOD, ClaimVerdict.INCONSISTENT: BAD, ClaimVerdict.NOT_CHECKABLE: UNSURE}
_TITLES = {
    ClaimVerdict.CONSISTENT: "Consistent: the claim and the figures have values in common",
    ClaimVerdict.INCONSISTENT: "Inconsistent: no value fits both the claim and the figures",
}
_ENDS = "A filled end belongs to the values that the print allows, a hollow one does not; an arrow has no end."


@attrs.frozen
class _Row:
    """A named set of values, and how it is drawn."""

    name: str
    figure: Figure
    text: str
    colour: str


def claim_chart(verification: Verification, *, title: str = "") -> Chart:
    """
    A claim beside what the figures give, as two sets of values on one axis, with the verdict in words.

    Where the claim cannot be checked because a figure is not printed, the values are shown that the figure can have.

    Args:
        verification: A claim that was verified, such as `verify_completion(...)` gives.
        title: What stands over the chart; by default the verdict.

    Returns:
        The chart. The band behind the sets is what they share, the hatched one what lies between them.

    Raises:
        WrongTypeError: If it is not a verification.

    Example:
        >>> from publicservice import verify_share
        >>> chart = claim_chart(verify_share(says="82.3 %", part="37 persons", whole="45 persons"))
        >>> print(chart.title)
        Inconsistent: no value fits both the claim and the figures
    """
    if not isinstance(verification, Verification):
        expected = "what verify_completion, verify_share, verify_year_on_year or verify_sum give"
        raise WrongTypeError("not a verification", seen=shown(verification), expected=expected)
    verdict = _TITLES.get(verification.verdict, f"Not checkable: {verification.reason}")
    own, rows = strip_text(title), _rows(verification)
    headline = own or verdict
    page = Page()
    page.head(headline, verdict if own else "")
    if rows:
        _draw(page, rows, verification)
    page.foot([*_words(verification, bool(rows)), *([_ENDS] if rows else [])])
    alt = f"{headline}. {verification}" if own else str(verification)
    return chart_of(page, headline, alt)


def _rows(given: Verification) -> list[_Row]:
    if given.computed is not None:
        says = _Row("The claim says", given.says, str(given.says), SOFT)
        return [says, _Row("The figures give", given.computed, str(given.computed), _COLOURS[given.verdict])]
    if given.implied is None:
        return []
    name = f"The {given.implied.what}, if the claim holds"
    return [_Row(name, given.implied.figure, str(given.implied).partition(" is ")[2].partition(";")[0], GOOD)]


def _words(given: Verification, drawn: bool) -> list[str]:
    """What the picture does not show."""
    words = []
    if given.verdict is ClaimVerdict.NOT_CHECKABLE:
        words.append(f"The claim says {given.says}." + ("" if drawn else " Nothing follows from it."))
    if given.readings:
        words.append(f"It would be consistent if {' or if '.join(given.readings)}.")
    if given.refused is not None:
        words.append(f"The figures would have refused {given.refused} of 10 neighbouring claims.")
    return words


# --- drawing


def _draw(page: Page, rows: list[_Row], given: Verification) -> None:
    sets = [row.figure.admissible for row in rows]
    values = [row.figure.value for row in rows if row.figure.value is not None]
    only = given.implied.only_multiple_of() if given.implied else None
    scale = fitted(sets, values, pad=_PAD)
    texts = [(block(row.name, STRONG, _NAMES), block(row.text, LABEL, _NUMBERS, 12)) for row in rows]
    heights = [max(_ROW, name.height + 12, text.height + 12) for name, text in texts]
    over, between = _between(sets, scale, given)
    plot = Plot(_LEFT, page.y, _WIDE, sum(heights), scale)
    if only is not None:
        steps = " or ".join(f"{step:,}" for step in only[1])
        over = block(f"{number_text(only[0])}, the only multiple of {steps}", SMALL, 2 * _NUMBERS)
        between = (only[0], only[0])
    if over is not None and between is not None:
        place_over(page, plot, over, (scale.share(between[0]) + scale.share(between[1])) / 2, page.y)
        plot.top = page.y = page.y + over.height + 5
    page.plot(plot)
    _draw_between(plot, sets, between)
    y = 0.0
    for row, (name, text), height in zip(rows, texts, heights, strict=True):
        middle = page.y + y + height / 2
        page.place(name, MARGIN, middle - name.height / 2)
        page.place(text, WIDTH - MARGIN - _NUMBERS, middle - text.height / 2)
        _draw_set(plot, row, y + height / 2)
        y += height
    if only is not None:
        plot.mark(scale.at(only[0]), y / 2, "diamond", INK)
    _draw_axis(page, plot, rows[0].figure)


def _draw_axis(page: Page, plot: Plot, figure: Figure) -> None:
    ticks = tick_blocks(plot.x, plot.width, " %" if figure.unit.is_rate else "", 5)
    plot.line((plot.x.start, plot.x.stop), (plot.height, plot.height), GREY, 0.8)
    for tick, _ in ticks:
        plot.line((plot.x.at(tick),) * 2, (plot.height, plot.height + 4), GREY, 0.8)
    page.y += plot.height + 6
    labelled_ticks(page, plot, ticks, page.y)
    page.y += max((label.height for _, label in ticks), default=0.0)


def _between(
    sets: list[Interval], scale: Scale, given: Verification
) -> tuple[Block | None, tuple[Decimal, Decimal] | None]:
    """What two sets share or what lies between them, on the axis, and its label."""
    if len(sets) < 2:
        return None, None
    shared = sets[0].intersection(sets[1])
    if shared is not None:
        text = "fits both" if given.verdict is ClaimVerdict.CONSISTENT else "no whole numbers give what fits both"
        return block(text, SMALL, _WIDE), (scale.cut(shared.low), scale.cut(shared.high))
    first, second = sorted(sets, key=lambda one: one.low)
    off = f"off by {given.off_by} at least" if given.off_by is not None and given.off_by.value else "they only touch"
    return block(off, SMALL, _WIDE), (scale.cut(first.high), scale.cut(second.low))


def _draw_between(plot: Plot, sets: list[Interval], between: tuple[Decimal, Decimal] | None) -> None:
    if between is None or len(sets) < 2:
        return
    low, high = (plot.x.at(end) for end in between)
    apart = sets[0].disjoint(sets[1])
    if low == high:
        plot.line((low, low), (0, plot.height), GREY if apart else GOOD, 1.2, dashed=True)
    elif apart:
        plot.bar((low, high), (0, plot.height), PALE, hatch="////", edge="#c4c4c4")
    else:
        plot.bar((low, high), (0, plot.height), BAND)


def _draw_set(plot: Plot, row: _Row, y: float) -> None:
    """A set as a line: an end is a dot where it belongs to the set, a ring where it does not, an arrow if missing."""
    within, scale = row.figure.admissible, plot.x
    low, high = (scale.at(scale.cut(end)) for end in (within.low, within.high))
    plot.line((low, high), (y, y), row.colour, 5)
    value = row.figure.value
    if value is not None and value not in (within.low, within.high) and plot.length(low, high) > _ROOM_FOR_TICK:
        plot.mark(scale.at(value), y, "tick", row.colour)
    ends: tuple[tuple[float, Decimal, bool, Shape], ...] = (
        (low, within.low, within.low_open, "left"), (high, within.high, within.high_open, "right"),
    )  # fmt: skip
    for place, end, is_open, arrow in ends:
        plot.mark(place, y, arrow if end.is_infinite() else "ring" if is_open else "dot", row.colour)
