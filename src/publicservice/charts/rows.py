"""What the charts share: ticks, grid lines, and labels over them that keep clear of each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from decimal import Decimal

from publicservice.charts.colours import GRID
from publicservice.charts.lettering import SMALL, Block, block
from publicservice.charts.page import MARGIN, WIDTH, Page, Plot
from publicservice.charts.scale import Scale, tick_texts
from publicservice.errors import ModelError

__all__ = ["MOST_TOLD", "check_rows", "foot_axis", "head_axis", "labelled_ticks", "place_over", "tick_blocks", "untold"]

_GAP = 10.0  # between two labels on one line [point]
_MOST = 7
_MOST_ROWS = 500
_TALL = 500.0  # [point]
MOST_TOLD = 20  # rows that the words for those who do not see the chart go through


def tick_blocks(scale: Scale, width: float, unit: str, most: int = _MOST) -> list[tuple[Decimal, Block]]:
    """
    As many labelled ticks as stand clear of each other on an axis to the right.

    Args:
        scale: The axis.
        width: How long it is drawn. [point]
        unit: Stands behind each number.
        most: The most ticks.
    """
    for number in range(most, 1, -1):
        made = _labelled(scale, number, unit)
        places = [(scale.share(tick) * width, label.width / 2) for tick, label in made]
        pairs = itertools.pairwise(places)
        if all(right - left >= half + other + _GAP for (left, half), (right, other) in pairs):
            return made
    return _labelled(scale, 1, unit)


def _labelled(scale: Scale, most: int, unit: str) -> list[tuple[Decimal, Block]]:
    ticks = scale.ticks(most)
    texts = tick_texts(ticks)
    return [(tick, block(f"{text}{unit}", SMALL, WIDTH)) for tick, text in zip(ticks, texts, strict=True)]


def labelled_ticks(page: Page, plot: Plot, made: Iterable[tuple[Decimal, Block]], top: float) -> None:
    """Write the labels of an axis to the right, centred on their ticks, as far as the page has room."""
    for tick, label in made:
        place_over(page, plot, label, plot.x.share(tick), top)


def place_over(page: Page, plot: Plot, label: Block, share: float, top: float) -> None:
    """Put a label's middle over a place of a plot, moved aside where it would leave the page."""
    page.place(label, _middle(plot, label, share), top, "centre")


def _middle(plot: Plot, label: Block, share: float) -> float:
    half = label.width / 2
    return min(max(plot.left + share * plot.width, MARGIN + half), WIDTH - MARGIN - half)


def head_axis(page: Page, plot: Plot, references: Iterable[tuple[str, Decimal]], unit: str) -> None:
    """
    Put a plot on the page, with labelled reference lines and ticks over it and thin lines through it.

    Args:
        page: The page; the plot goes where it is.
        plot: The plot.
        references: The labels of reference lines, and their places.
        unit: Stands behind the numbers at the ticks.
    """
    labels = [(block(text, SMALL, WIDTH - 2 * MARGIN, 2), place) for text, place in references]
    for lane in _lanes(plot, labels):
        for label, place in lane:
            place_over(page, plot, label, plot.x.share(plot.x.cut(place)), page.y)
        page.y += max(label.height for label, _ in lane) + 2
    ticks = tick_blocks(plot.x, plot.width, unit)
    labelled_ticks(page, plot, ticks, page.y)
    page.y += max((label.height for _, label in ticks), default=0.0) + 4
    plot.top = page.y
    page.plot(plot)
    for tick, _ in ticks:
        at = plot.x.at(tick)
        plot.line((at, at), (0, plot.height), GRID, 0.7)


def foot_axis(page: Page, plot: Plot, unit: str) -> None:
    """The ticks once more under a plot that is so tall that those over it are out of sight."""
    if plot.height > _TALL:
        ticks = tick_blocks(plot.x, plot.width, unit)
        labelled_ticks(page, plot, ticks, page.y + 3)
        page.y += 3 + max((label.height for _, label in ticks), default=0.0)


def _lanes(plot: Plot, labels: list[tuple[Block, Decimal]]) -> list[list[tuple[Block, Decimal]]]:
    """The labels in lines, so that those on one line keep clear of each other."""
    lanes: list[list[tuple[Block, Decimal]]] = []
    ends: list[float] = []
    for label, place in sorted(labels, key=lambda one: one[1]):
        half = label.width / 2
        middle = _middle(plot, label, plot.x.share(plot.x.cut(place)))
        free = next((at for at, end in enumerate(ends) if end + _GAP <= middle - half), None)
        if free is None:
            lanes.append([(label, place)])
            ends.append(middle + half)
        else:
            lanes[free].append((label, place))
            ends[free] = middle + half
    return lanes


def check_rows(count: int, what: str) -> None:
    """
    Refuse a chart that nobody could read.

    Raises:
        ModelError: If there are more rows than 500.
    """
    if count > _MOST_ROWS:
        hint = "draw some of them; a table holds them all"
        raise ModelError(
            f"too many {what} for a chart", seen=f"{count:,}", expected=f"{_MOST_ROWS} or fewer", hint=hint
        )


def untold(count: int) -> str:
    """How many rows the words leave out."""
    return f" And {count - MOST_TOLD:,} more." if count > MOST_TOLD else ""
