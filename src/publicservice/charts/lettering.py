"""Text laid out in lines for a chart: how wide it is in its font, and where its lines end."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import attrs

from publicservice.charts.colours import INK, SOFT
from publicservice.charts.fonts import drawable, properties
from publicservice.charts.plotting import RendererAgg, TextToPath
from publicservice.table.layout import one_line

__all__ = ["HEADLINE", "LABEL", "SMALL", "STRONG", "SUBTITLE", "Block", "Line", "Style", "block", "width_of"]

# Letters are moved to the dots of a picture, which makes a line wider than it is drawn as shapes, most on coarse ones.
_PICTURES: list[Any] = [RendererAgg(8, 8, dpi) for dpi in (72, 100, 150, 200)]  # type: ignore[no-untyped-call]
_ROOM = 1.02  # for pictures that are neither of these
_LONGEST = 4000  # letters of a text that are looked at; far more than any number of lines that is shown
_TOO_LONG = "…"
# A line does not start with what closes.
_CLOSING = frozenset("，。、；：！？）】》」』”’％%,.;:!?)]}")
_PIECE = re.compile(r"\s*\S+(?: %)?")  # a percent sign stays with its number


@attrs.frozen
class Style:
    """
    How a text is drawn.

    Attributes:
        size: Of the letters. [point]
        bold: Whether they are bold.
        colour: Their colour.
    """

    size: float
    bold: bool = False
    colour: str = INK


HEADLINE, SUBTITLE = Style(14, bold=True), Style(10, colour=SOFT)
LABEL, STRONG, SMALL = Style(9.5), Style(9.5, bold=True), Style(8.5, colour=SOFT)


@attrs.frozen
class Line:
    """
    One line of a text.

    Attributes:
        text: What it says.
        width: How wide it is. [point]
        up: How far it reaches above its baseline, its share of the space between lines included. [point]
        down: The same below. [point]
    """

    text: str
    width: float
    up: float
    down: float


@attrs.frozen
class Block:
    """
    A text in lines.

    Attributes:
        lines: The lines.
        style: How they are drawn.
        families: The fonts.
        missing: Letters that no font has.
    """

    lines: tuple[Line, ...]
    style: Style
    families: tuple[str, ...]
    missing: frozenset[str] = frozenset()

    @property
    def width(self) -> float:
        """The width of the longest line. [point]"""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines. [point]"""
        return sum(line.up + line.down for line in self.lines)


@functools.lru_cache(maxsize=20_000)
def _measured(text: str, style: Style, families: tuple[str, ...]) -> tuple[float, float, float]:
    """Width, height and the part of the height below the baseline. [point]"""
    font = properties(families, style.size, style.bold)
    sizes = [TextToPath().get_text_width_height_descent(text, font, ismath=False)]
    for picture in _PICTURES:
        points = 72 / picture.dpi
        sizes.append(tuple(points * size for size in picture.get_text_width_height_descent(text, font, ismath=False)))
    return max(size[0] for size in sizes) * _ROOM, max(size[1] for size in sizes), max(size[2] for size in sizes)


def _line(text: str, style: Style, families: tuple[str, ...]) -> Line:
    width, height, below = _measured(text, style, families)
    return Line(text, width, max(0.98 * style.size, height - below + 1), max(0.36 * style.size, below + 1))


def width_of(text: str, style: Style) -> float:
    """How wide a text is on one line. [point]"""
    given = drawable(one_line(text))
    return _measured(given.text, style, given.families)[0]


def block(text: str, style: Style, width: float, most: int = 8) -> Block:
    """
    A text in lines that are no wider than asked for.

    Args:
        text: Any text; line breaks in it count as blanks, and nothing in it is markup.
        style: How it is drawn.
        width: The most that a line may take. [point]
        most: The most lines; a text that needs more ends in an ellipsis.

    Returns:
        The lines; none for an empty text.

    Example:
        >>> [line.text for line in block("Public-welfare positions created", LABEL, 80).lines]
        ['Public-welfare', 'positions', 'created']
    """
    given = drawable(one_line(text[:_LONGEST]))
    lines: list[str] = []
    for line in _lines(given.text, style, given.families, width):
        if len(lines) == most:
            lines[-1] = _shortened(lines[-1], style, given.families, width)
            break
        lines.append(line)
    return Block(tuple(_line(line, style, given.families) for line in lines), style, given.families, given.missing)


def _lines(text: str, style: Style, families: tuple[str, ...], width: float) -> Iterator[str]:
    """The text in lines, broken between words, between East Asian letters, and within words that fit on no line."""
    pieces = [piece for word in _PIECE.findall(text) for piece in _pieces(word, style, families, width)]
    line: list[str] = []
    taken = 0.0
    for piece in pieces:
        wide = _measured(piece, style, families)[0]
        if line and taken + wide > width:
            yield from _checked("".join(line).strip(), style, families, width)
            line, taken, piece = [], 0.0, piece.lstrip()  # noqa: PLW2901  (a line does not start with a blank)
        line.append(piece)
        taken += wide
    if line:
        yield from _checked("".join(line).strip(), style, families, width)


def _checked(line: str, style: Style, families: tuple[str, ...], width: float) -> Iterator[str]:
    """The line, in two where its letters take more room together than one by one."""
    while len(line) > 1 and _measured(line, style, families)[0] > width:
        kept = next((n for n in range(len(line) - 1, 1, -1) if _measured(line[:n], style, families)[0] <= width), 1)
        yield line[:kept]
        line = line[kept:]
    yield line


def _pieces(word: str, style: Style, families: tuple[str, ...], width: float) -> Iterator[str]:
    """A word, blanks before it included, in the pieces after which a line may end."""
    if _measured(word, style, families)[0] <= width and not any(map(_is_wide, word)):
        yield word
        return
    whole = _measured(word.strip(), style, families)[0] <= width
    piece = ""
    for letter in word:
        breaks = _is_wide(letter) or _is_wide(piece[-1:]) or not whole
        if piece.strip() and breaks and letter not in _CLOSING and not unicodedata.combining(letter):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _is_wide(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in "WF"


def _shortened(line: str, style: Style, families: tuple[str, ...], width: float) -> str:
    """The line with an ellipsis, without as many of its last letters as that needs."""
    while line and _measured(f"{line}{_TOO_LONG}", style, families)[0] > width:
        line = line[:-1]
    return f"{line.rstrip()}{_TOO_LONG}"
