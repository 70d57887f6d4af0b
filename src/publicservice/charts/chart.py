"""A finished chart: shown by notebooks, given as SVG or PNG, saved as a file."""

from __future__ import annotations

import hashlib
import io
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import attrs

from publicservice.charts.page import Page
from publicservice.charts.plotting import (
    Drawing,
    FigureCanvasAgg,
    FigureCanvasPdf,
    RendererBase,
    RendererSVG,
    rcParams,
)
from publicservice.errors import ModelError, WrongTypeError, shown
from publicservice.files import path_of, write_whole
from publicservice.table.layout import one_line

__all__ = ["Chart", "chart_of"]

_POINTS = 72  # in an inch
_LEAST_DPI, _MOST_DPI = 10, 1200
_MOST_PIXELS, _LONGEST_SIDE = 100_000_000, 65_000  # 400 MB, and what matplotlib can count to
_SUFFIXES = ".svg, .png or .pdf"
_PROLOG = re.compile(r"<!DOCTYPE[^>]*>\n?")
_OPENING = re.compile(r"<svg\b[^>]*>")
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_NAMED = re.compile(r"""(\sid="|href="\#|url\(\#)([^")]+)""")
_ID = re.compile(r'\sid="[^"]*"')
_STYLE = "*{stroke-linejoin"  # matplotlib's, which would reach beyond the chart on a page that holds it
_DRAWING = threading.RLock()  # a figure is changed while it is drawn: its canvas and its dots per inch


@attrs.frozen(eq=False, repr=False)
class Chart:
    """
    A finished chart, which a notebook shows by itself.

    Attributes:
        figure: matplotlib's figure, for those who go on with it. pyplot knows nothing of it.
        title: What stands over it.
        alt: What the chart shows, in words, for those who do not see it; also in the SVG, as title and description.
        notes: What has to be known of this picture, such as letters that no font of this machine has.

    Example:
        >>> from publicservice import verify_completion
        >>> from publicservice.charts import claim_chart
        >>> chart = claim_chart(verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs"))
        >>> chart.to_svg()[:5], chart.to_png(dpi=72)[1:4]
        ('<?xml', b'PNG')
        >>> print(chart)
        consistent: ...
    """

    figure: Drawing
    title: str
    alt: str
    notes: tuple[str, ...] = ()

    def to_svg(self) -> str:
        """
        The chart as SVG, the same text each time: without date, without anything remote, its letters drawn as shapes.

        Returns:
            A whole SVG document, whose title and description say what the chart shows.
        """
        written = io.StringIO()
        with _drawn(self.figure, _POINTS):
            width, height = self.figure.get_size_inches() * _POINTS
            renderer = _ShapedLetters(width, height, written)  # type: ignore[no-untyped-call]
            self.figure.draw(renderer)
            renderer.finalize()  # type: ignore[no-untyped-call]
        return self._described(_PROLOG.sub("", written.getvalue(), count=1))

    def to_png(self, dpi: int = 150) -> bytes:
        """
        The chart as a PNG picture.

        Args:
            dpi: How fine it is. [dots per inch]

        Raises:
            ModelError: If the picture would be larger than 100 million dots, or `dpi` is not from 10 to 1200.
            WrongTypeError: If `dpi` is not a whole number.
        """
        self._check_size(dpi)
        written = io.BytesIO()
        with _drawn(self.figure, dpi):
            metadata = {"Software": None, "Title": self.title, "Description": self.alt}
            FigureCanvasAgg(self.figure).print_png(written, metadata=metadata)  # type: ignore[no-untyped-call]
        return written.getvalue()

    def to_pdf(self) -> bytes:
        """The chart as a page of PDF, the same each time: without date, its fonts within it."""
        written = io.BytesIO()
        metadata = {"Title": self.title, "Subject": self.alt, "Creator": None, "Producer": None, "CreationDate": None}
        with _drawn(self.figure, _POINTS):
            FigureCanvasPdf(self.figure).print_pdf(written, metadata=metadata)  # type: ignore[no-untyped-call]
        return written.getvalue()

    def save(self, path: str | os.PathLike[str], dpi: int = 150) -> None:
        """
        Write the chart to a file, whole or not at all: a file of that name is replaced only when all is written.

        Args:
            path: A path that ends in .svg, .png or .pdf.
            dpi: How fine a PNG is. [dots per inch]

        Raises:
            ModelError: If the suffix is another, or a PNG would be too large.
            UnopenedFileError: If the file cannot be written (also an OSError).
            WrongTypeError: If it is not a path.

        Example:
            >>> from tempfile import TemporaryDirectory
            >>> from publicservice import verify_share
            >>> from publicservice.charts import claim_chart
            >>> with TemporaryDirectory() as folder:
            ...     claim_chart(verify_share(says="82.3 %", part=37, whole=45)).save(Path(folder, "share.svg"))
            ...     print(Path(folder, "share.svg").read_text("utf-8").splitlines()[0])
            <?xml version="1.0" encoding="utf-8" standalone="no"?>
        """
        file = Path(path_of(path))
        write_whole(file, self._made(file.suffix.lower(), file, dpi))

    def _made(self, suffix: str, file: Path, dpi: int) -> bytes:
        match suffix:
            case ".svg":
                return self.to_svg().encode()
            case ".png":
                return self.to_png(dpi)
            case ".pdf":
                return self.to_pdf()
        raise ModelError("the kind of picture cannot be told from the name", seen=shown(file.name), expected=_SUFFIXES)

    def _check_size(self, dpi: int) -> None:
        if isinstance(dpi, bool) or not isinstance(dpi, int):
            raise WrongTypeError("dots per inch are a whole number", seen=shown(dpi), expected="such as 150")
        if not _LEAST_DPI <= dpi <= _MOST_DPI:
            raise ModelError("no such number of dots per inch", seen=f"{dpi:,}", expected="from 10 to 1,200")
        width, height = (float(side) for side in self.figure.get_size_inches())
        most = int(min((_MOST_PIXELS / (width * height)) ** 0.5, _LONGEST_SIDE / max(width, height)))
        if dpi > most:
            seen = f"{width * dpi:,.0f} by {height * dpi:,.0f} dots"
            hint = f"take dpi={max(most, _LEAST_DPI)} or less, SVG, or fewer rows"
            raise ModelError("the picture would be too large", seen=seen, hint=hint)

    def _described(self, svg: str) -> str:
        """The SVG with its title and description, and with names that no other chart on a page has."""
        bare = _named_anew(_METADATA.sub("", svg, count=1), "x")
        own = f"ps{hashlib.sha256(f'{self.alt}{bare}'.encode()).hexdigest()[:10]}"
        title, alt = (escape(one_line(text)) for text in (self.title, self.alt))
        within = f'\n <title id="{own}-title">{title}</title>\n <desc id="{own}-desc">{alt}</desc>'
        roles = f' id="{own}" role="img" aria-labelledby="{own}-title {own}-desc">'
        named = _named_anew(bare, own).replace(_STYLE, f"#{own} {_STYLE}", 1)
        return _OPENING.sub(lambda found: f"{_ID.sub('', found[0][:-1])}{roles}{within}", named, count=1)

    def __str__(self) -> str:
        return "\n".join((self.alt, *self.notes))

    def __repr__(self) -> str:
        return f"<Chart {shown(self.title)}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": str(self), "image/svg+xml": self.to_svg()}


def chart_of(page: Page, title: str, alt: str, notes: tuple[str, ...] = ()) -> Chart:
    """The chart that a page holds."""
    with _DRAWING:
        return Chart(page.drawing(), one_line(title), one_line(alt), (*notes, *page.notes))


class _ShapedLetters(RendererSVG):
    """Writes SVG with letters as shapes, even where the caller's settings ask for text in the reader's fonts."""

    def draw_text(self, *args: Any, **kwargs: Any) -> None:
        if rcParams["svg.fonttype"] == "path":
            super().draw_text(*args, **kwargs)  # type: ignore[no-untyped-call]  # keeps each letter's shape once
        else:
            RendererBase.draw_text(self, *args, **kwargs)


@contextmanager
def _drawn(figure: Drawing, dpi: int) -> Iterator[None]:
    """The figure as it is while it is drawn: one at a time, and as it was when that is done."""
    with _DRAWING:
        before, canvas = figure.dpi, figure.canvas
        figure.dpi = dpi
        try:
            yield
        finally:
            figure.dpi = before
            figure.set_canvas(canvas)


def _named_anew(svg: str, own: str) -> str:
    """The SVG with its elements named in the order in which they come, where matplotlib draws names by lot."""
    names: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return f"{found[1]}{names.setdefault(found[2], f'{own}-{len(names)}')}"

    return _NAMED.sub(name, svg)
