"""
A page on which a chart is set: every text is measured and given its own room, and the page grows with it.

Lengths are in points, and heights are counted from the top of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import attrs

from publicservice.charts.colours import GROUND
from publicservice.charts.fonts import missing_note, properties
from publicservice.charts.lettering import HEADLINE, SMALL, SUBTITLE, Block, Style, block
from publicservice.charts.plotting import Artist, Drawing, Line2D, Rectangle
from publicservice.charts.scale import Scale

__all__ = ["MARGIN", "WIDTH", "Page", "Plot", "Shape"]

WIDTH, MARGIN = 640.0, 20.0  # of every page: what a column of a news site or a notebook has room for
_POINTS = 72  # in an inch

Align = Literal["left", "right", "centre"]
Shape = Literal["dot", "ring", "diamond", "cross", "right", "left", "up", "down", "tick", "dash"]

_MARKERS: dict[Shape, str] = {
    "dot": "o", "ring": "o", "diamond": "D", "cross": "X", "right": ">", "left": "<", "up": "^", "down": "v",
    "tick": "|", "dash": "_",
}  # fmt: skip
_SIZES: dict[Shape, float] = {"diamond": 6.5, "cross": 8.5, "tick": 14, "dash": 9, "left": 10, "right": 10}


@attrs.define(eq=False)
class Plot:
    """
    A part of the page with axes of its own, in whose coordinates shapes are drawn.

    Attributes:
        left: Its left side. [point]
        top: Its upper side. [point]
        width: Its width. [point]
        height: Its height. [point]
        x: The axis to the right.
        y: The axis upwards; None where heights are points from the plot's top.
    """

    left: float
    top: float
    width: float
    height: float
    x: Scale
    y: Scale | None = None
    _artists: list[Artist] = attrs.field(factory=list, init=False)

    def length(self, low: float, high: float) -> float:
        """How far apart two places of the axis to the right are drawn. [point]"""
        return (high - low) / (self.x.stop - self.x.start) * self.width

    def bar(
        self, x: tuple[float, float], y: tuple[float, float], colour: str, *, hatch: str = "", edge: str = "none"
    ) -> None:
        """A filled rectangle between two places each way."""
        width, height = x[1] - x[0], y[1] - y[0]
        line: Any = {"edgecolor": edge, "linewidth": 0.0 if edge == "none" else 0.6, "linestyle": "-"}
        self._add(Rectangle((x[0], y[0]), width, height, facecolor=colour, hatch=hatch, antialiased=True, **line))

    def line(
        self, x: Iterable[float], y: Iterable[float], colour: str, thickness: float = 1.0, *, dashed: bool = False
    ) -> None:
        """A line through places."""
        style: Any = (0, (4, 3)) if dashed else "-"
        ends: Any = {"solid_capstyle": "butt", "dash_capstyle": "butt", "solid_joinstyle": "round", "marker": "None"}
        self._add(Line2D([*x], [*y], color=colour, linewidth=thickness, linestyle=style, antialiased=True, **ends))

    def mark(self, x: float, y: float, shape: Shape, colour: str, size: float | None = None) -> None:
        """A mark at a place; a ring is hollow."""
        is_line = shape in {"ring", "tick", "dash"}
        self._add(
            Line2D(
                [x], [y], linestyle="None", marker=_MARKERS[shape], markersize=size or _SIZES.get(shape, 7.5),
                markerfacecolor=GROUND if shape == "ring" else colour, markeredgewidth=1.8 if is_line else 0.8,
                markeredgecolor=colour if is_line else GROUND, fillstyle="full", antialiased=True,
            )
        )  # fmt: skip

    def _add(self, artist: Artist) -> None:
        """Later shapes lie over earlier ones; matplotlib's settings for sketched lines and halos do not count."""
        artist.set(sketch_params=None, path_effects=[], snap=None, clip_on=False, zorder=2 + len(self._artists) / 1000)
        self._artists.append(artist)

    def draw(self, drawing: Drawing, page_height: float) -> None:
        """Put the shapes on a drawing of this height. [point]"""
        bottom = page_height - self.top - self.height
        box = (self.left / WIDTH, bottom / page_height, self.width / WIDTH, self.height / page_height)
        axes = drawing.add_axes(
            box,
            xlim=(self.x.start, self.x.stop),
            ylim=(self.y.start, self.y.stop) if self.y else (self.height, 0),
            autoscale_on=False,
        )
        axes.set_axis_off()
        for artist in self._artists:
            axes.add_artist(artist)


@attrs.frozen
class _Placed:
    """A block of text and its place: x is its left side, its right side or its middle. [point]"""

    block: Block
    x: float
    top: float
    align: Align


@attrs.define(eq=False)
class Page:
    """
    A page in the making.

    Attributes:
        y: How far down the next thing goes. [point]

    Example:
        >>> page = Page()
        >>> page.head("Places created", "by district")
        >>> [text.get_text() for text in page.drawing().texts]
        ['Places created', 'by district']
    """

    y: float = MARGIN
    _placed: list[_Placed] = attrs.field(factory=list, init=False)
    _plots: list[Plot] = attrs.field(factory=list, init=False)

    @property
    def missing(self) -> frozenset[str]:
        """The letters on the page that no font has."""
        return frozenset(letter for placed in self._placed for letter in placed.block.missing)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known of the page: letters that cannot be drawn."""
        return (missing_note(self.missing),) if self.missing else ()

    def head(self, title: str, subtitle: str = "") -> None:
        """The title and what stands under it, across the page."""
        self.paragraph(title, HEADLINE)
        if subtitle:
            self.y += 3
            self.paragraph(subtitle, SUBTITLE)
        self.y += 12

    def foot(self, notes: Iterable[str]) -> None:
        """Notes in small letters, across the page."""
        self.y += 8
        for note in notes:
            self.paragraph(note, SMALL, 6)

    def paragraph(self, text: str, style: Style, most: int = 8) -> None:
        """A text across the page; what follows goes below it."""
        made = block(text, style, WIDTH - 2 * MARGIN, most)
        self.place(made, MARGIN, self.y)
        self.y += made.height

    def place(self, made: Block, x: float, top: float, align: Align = "left") -> None:
        """Put a block of text at a place. [point]"""
        self._placed.append(_Placed(made, x, top, align))

    def plot(self, plot: Plot) -> Plot:
        """Put a plot on the page; its shapes may follow later."""
        self._plots.append(plot)
        return plot

    def drawing(self) -> Drawing:
        """The page as matplotlib's figure, made without pyplot, which would keep it."""
        height = self.y + MARGIN
        made = Drawing(
            figsize=(WIDTH / _POINTS, height / _POINTS), dpi=_POINTS, facecolor=GROUND, edgecolor="none",
            linewidth=0.0, frameon=True,
        )  # fmt: skip
        made.patch.set(sketch_params=None, path_effects=[])
        made.set_layout_engine("none")  # whatever the caller's settings are, texts stay where they were put
        for plot in self._plots:
            plot.draw(made, height)
        for placed in self._placed:
            _write(made, placed, height)
        return made


def _write(drawing: Drawing, placed: _Placed, height: float) -> None:
    """Each line of a block as a text of its own, at the baseline that was measured for it."""
    y, style = placed.top, placed.block.style
    for line in placed.block.lines:
        y += line.up
        text = drawing.text(
            placed.x / WIDTH,
            1 - y / height,
            line.text,
            color=style.colour,
            fontproperties=properties(placed.block.families, style.size, style.bold),
            horizontalalignment="center" if placed.align == "centre" else placed.align,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
            zorder=10,
        )
        text.set(sketch_params=None, path_effects=[])
        y += line.down
