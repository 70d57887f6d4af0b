r"""
Text laid out in lines for a terminal: what is shown of a document's text, how wide it is, and where its lines end.

Whatever a text holds, it is shown literally: control characters, bidirectional overrides and lone surrogates appear as
escapes such as `\u001b`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = [
    "column_widths",
    "display_width",
    "indentation",
    "list_lines",
    "one_line",
    "painted",
    "row_lines",
    "shown_lines",
    "wrapped",
]

_LONG_WORD = 20  # only words longer than this are cut to fit a column, so that figures are not torn
_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are misspelt without them
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_NEWLINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def _visible(letter: str) -> str:
    """The letter if it can do no harm, else its number as an escape. A tab is four blanks."""
    if letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) == "Zs":
        return letter
    if letter == "\t":
        return "    "
    number = ord(letter)
    return f"\\U{number:08x}" if number >> 16 else f"\\u{number:04x}"


def shown_lines(text: str) -> list[str]:
    """The lines of a text as they may be shown, without trailing blanks and trailing empty lines; at least one."""
    raw = _NEWLINE.split(text)
    lines = [(line if line.isprintable() else "".join(map(_visible, line))).rstrip() for line in raw]
    last = max((number for number, line in enumerate(lines) if line), default=0)
    return lines[: last + 1]


def one_line(text: str) -> str:
    """The text on one line, blanks made single."""
    return " ".join(" ".join(shown_lines(text)).split())


def indentation(line: str) -> int:
    """How many columns a line begins with blanks. [terminal column]"""
    return display_width(line) - display_width(line.lstrip())


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def display_width(text: str) -> int:
    r"""
    How many terminal columns a text takes: two for East Asian wide characters, none for combining marks and joiners.

    Counted letter by letter, so that an emoji made of several counts as all of them, and a character of ambiguous
    width as one. Terminals differ on both.

    Args:
        text: One line without control characters.

    Returns:
        The width. [terminal column]

    Source:
        Unicode Standard Annex 11, East Asian Width.

    Example:
        >>> display_width("beds"), display_width("床位"), display_width("e\u0301")
        (4, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_letter_width, text))


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before this letter: at blanks, beside wide letters, after a joining hyphen or slash."""
    before, after = text[at - 1], text[at]
    if after in " \u3000":
        return before not in " \u3000" and not text.startswith(" %", at)
    if before in "-/":
        return after.isalpha() and text[at - 2 : at - 1].isalpha()
    if before in " \u3000\u200d" or 2 not in (_letter_width(before), _letter_width(after)):
        return False
    closes = unicodedata.category(after) in {"Pe", "Pf", "Po", *_ZERO_WIDTH}
    return not closes and unicodedata.category(before) not in {"Ps", "Pi"}


def _chunks(text: str) -> Iterator[str]:
    """The parts that a line keeps whole where it can, each with the blanks before it."""
    start = 0
    for at in range(1, len(text)):
        if _may_break(text, at):
            yield text[start:at]
            start = at
    yield text[start:]


def _slices(chunk: str, room: int) -> list[str]:
    """A part too long for any line, cut wherever the room ends."""
    slices, start, used = [], 0, 0
    for at, letter in enumerate(chunk):
        used += _letter_width(letter)
        if used > room:
            slices.append(chunk[start:at])
            start, used = at, _letter_width(letter)
    return [*slices, chunk[start:]]


def _wrap(line: str, width: int | None) -> list[str]:
    """A line cut to the width; lines that go on keep its indentation, which never takes more than half."""
    if width is None or display_width(line) <= width:
        return [line]
    indent = min(indentation(line), width // 2)
    room = width - indent
    lines, current = [], ""
    for chunk in _chunks(line.lstrip()):
        if display_width(current) + display_width(chunk) <= room:
            current += chunk
        else:
            *full, rest = _slices(chunk.lstrip(), room)
            lines += [current, *full] if current else full
            current = rest
    return [" " * indent + text.rstrip() for text in [*lines, current]]


def wrapped(text: str, width: int | None) -> list[str]:
    """The lines of a text, cut to the width."""
    return [piece for line in shown_lines(text) for piece in _wrap(line, width)]


def _widest_chunk(text: str) -> int:
    """How wide a column must be for no part of this cell to be cut."""
    return max(
        indentation(line) + max(display_width(chunk.lstrip()) for chunk in _chunks(line.lstrip()))
        for line in shown_lines(text)
    )


def _grown(widths: list[int], wanted: list[int], room: int) -> list[int]:
    """The widths, each raised towards what it wants, narrowest first, until the room is used."""
    grown = list(widths)
    for _ in range(room - sum(grown)):
        short = [at for at, width in enumerate(grown) if width < wanted[at]]
        if not short:
            break
        grown[min(short, key=grown.__getitem__)] += 1
    return grown


def column_widths(cells: list[tuple[str, ...]], width: int | None) -> list[int] | None:
    """How wide each column is drawn; None if words or figures would have to be cut."""
    columns = list(zip(*cells, strict=True))
    natural = [max(display_width(line) for cell in column for line in shown_lines(cell)) for column in columns]
    if width is None or sum(natural) + len(natural) - 1 <= width:
        return natural
    room = width - (len(natural) - 1)
    whole_words = [max(map(_widest_chunk, column)) for column in columns]
    least = [min(size, _LONG_WORD) for size in whole_words]
    if sum(least) > room:
        return None
    return _grown(_grown(least, whole_words, room), natural, room)


def painted(text: str, code: str | None) -> str:
    """The text in an ANSI colour, if there is one."""
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def row_lines(row: tuple[str, ...], widths: list[int], right: list[bool], code: str | None) -> Iterator[str]:
    """The lines of one row, cells side by side, the first painted."""
    cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        line = ""
        for at, cell in enumerate(cells):
            text = cell[number] if number < len(cell) else ""
            pad = " " * (widths[at] - display_width(text))
            drawn = text if at else painted(text, code)
            line += (" " if at else "") + (pad + drawn if right[at] else drawn + pad)
        yield line.rstrip()


def list_lines(columns: tuple[str, ...], row: tuple[str, ...], width: int, code: str | None) -> Iterator[str]:
    """The lines of one row as a list: the first cell, painted, and under it the others with their columns' names."""
    yield from (painted(line, code) for line in wrapped(row[0], width) if line)
    for column, cell in zip(columns[1:], row[1:], strict=True):
        if any(shown_lines(cell)):
            first, *rest = wrapped(f"{column}: {cell}", width - 2)
            yield first
            yield from (f"  {line}".rstrip() for line in rest)
