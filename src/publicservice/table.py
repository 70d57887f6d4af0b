r"""
One table that shows itself: plain text for terminals, Markdown, HTML for notebooks, and records for programs.

Cells are text from documents that anybody may have written. Whatever they hold, the three drawn forms show it
literally: control characters, bidirectional overrides and lone surrogates appear as escapes such as `\u001b`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from itertools import repeat
from typing import Literal, cast, get_args

import attrs

from publicservice.errors import ModelError, WrongTypeError, did_you_mean, shown

__all__ = ["Table", "Tone", "display_width"]

Tone = Literal["", "good", "bad", "warn", "muted"]

_NOTHING = "nothing to show"
_LEAST_WIDTH = 20  # of a text table, in terminal columns; smaller wishes are read as this
_LONG_WORD = 20  # only words longer than this are cut to fit a column, so that figures are not torn
_LONG_FIGURE = 22  # only figures longer than this are wrapped in HTML, where the page would part number and unit
_ANSI: dict[Tone, str] = {"good": "32", "bad": "31", "warn": "33", "muted": "2"}
_BOLD = "1"

_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are misspelt without them
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_NEWLINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_MARKDOWN_LETTER = re.compile(r"[\\`*_~\[\]|$]|:(?=/)|(?<=www)\.", re.IGNORECASE)
_MARKDOWN_OPENING = re.compile(r"^(\d*)([-+#=.)])(?=[-+#=]*(?:\s|$))")

_STYLE = """\
.ps-table{overflow-x:auto}
.ps-table .ps-grid{border-collapse:collapse;border:0;table-layout:auto;margin:.6em 0;color:inherit;font-size:inherit;\
line-height:1.4}
.ps-table .ps-grid caption{caption-side:top;text-align:start;font-weight:600;color:inherit;padding:0 0 .5em}
.ps-table .ps-grid thead{border-top:2px solid;border-bottom:1px solid}
.ps-table .ps-grid tbody{border-bottom:2px solid}
.ps-table .ps-grid tbody tr{background:none}
.ps-table .ps-grid tbody tr+tr{border-top:1px solid rgba(128,128,128,.25)}
.ps-table .ps-grid th,.ps-table .ps-grid td{border:0;max-width:36em;padding:.32em 1.6em .32em 0;text-align:start;\
vertical-align:top;line-height:inherit;white-space:normal;overflow-wrap:break-word}
.ps-table .ps-grid th{font-weight:600;vertical-align:bottom}
.ps-table .ps-grid th:last-child,.ps-table .ps-grid td:last-child{padding-right:0}
.ps-table .ps-grid .ps-right{text-align:end;font-variant-numeric:lining-nums tabular-nums}
.ps-table .ps-grid .ps-whole{white-space:nowrap}
.ps-table .ps-grid tfoot td{max-width:0;padding:.5em 0 0;font-size:.87em;opacity:.8}
.ps-table .ps-grid tfoot tr+tr td{padding-top:.1em}
.ps-table .ps-grid .ps-empty td{font-style:italic;opacity:.8}
.ps-table .ps-tree{display:flex}
.ps-table .ps-tree span:first-child{letter-spacing:.3em}
.ps-table .ps-good td:first-child{color:#12805c;color:color-mix(in srgb,#00a36c 68%,currentColor)}
.ps-table .ps-bad td:first-child{color:#d1372c;color:color-mix(in srgb,#e5281e 72%,currentColor)}
.ps-table .ps-warn td:first-child{color:#a86a00;color:color-mix(in srgb,#d98200 68%,currentColor)}
.ps-table .ps-muted td:first-child{opacity:.62}"""


def _visible(letter: str) -> str:
    """The letter if it can do no harm, else its number as an escape. A tab is four blanks."""
    if letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) == "Zs":
        return letter
    if letter == "\t":
        return "    "
    number = ord(letter)
    return f"\\U{number:08x}" if number >> 16 else f"\\u{number:04x}"


def _lines(text: str) -> list[str]:
    """The lines of a text as they may be shown, without trailing blanks and trailing empty lines; at least one."""
    raw = _NEWLINE.split(text)
    lines = [(line if line.isprintable() else "".join(map(_visible, line))).rstrip() for line in raw]
    last = max((number for number, line in enumerate(lines) if line), default=0)
    return lines[: last + 1]


def _one_line(text: str) -> str:
    return " ".join(" ".join(_lines(text)).split())


def _indent(line: str) -> int:
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
    indent = min(_indent(line), width // 2)
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


def _wrapped(text: str, width: int | None) -> list[str]:
    return [piece for line in _lines(text) for piece in _wrap(line, width)]


def _widest_chunk(text: str) -> int:
    """How wide a column must be for no part of this cell to be cut."""
    return max(
        _indent(line) + max(display_width(chunk.lstrip()) for chunk in _chunks(line.lstrip())) for line in _lines(text)
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


def _column_widths(cells: list[tuple[str, ...]], width: int | None) -> list[int] | None:
    """How wide each column is drawn; None if words or figures would have to be cut."""
    columns = list(zip(*cells, strict=True))
    natural = [max(display_width(line) for cell in column for line in _lines(cell)) for column in columns]
    if width is None or sum(natural) + len(natural) - 1 <= width:
        return natural
    room = width - (len(natural) - 1)
    whole_words = [max(map(_widest_chunk, column)) for column in columns]
    least = [min(size, _LONG_WORD) for size in whole_words]
    if sum(least) > room:
        return None
    return _grown(_grown(least, whole_words, room), natural, room)


def _painted(text: str, code: str | None) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def _row_lines(row: tuple[str, ...], widths: list[int], right: list[bool], code: str | None) -> Iterator[str]:
    """The lines of one row, cells side by side, the first painted."""
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        line = ""
        for at, cell in enumerate(cells):
            text = cell[number] if number < len(cell) else ""
            pad = " " * (widths[at] - display_width(text))
            painted = text if at else _painted(text, code)
            line += (" " if at else "") + (pad + painted if right[at] else painted + pad)
        yield line.rstrip()


def _list_lines(columns: tuple[str, ...], row: tuple[str, ...], width: int, code: str | None) -> Iterator[str]:
    """The lines of one row as a list: the first cell, painted, and under it the others with their columns' names."""
    yield from (_painted(line, code) for line in _wrapped(row[0], width) if line)
    for column, cell in zip(columns[1:], row[1:], strict=True):
        if any(_lines(cell)):
            first, *rest = _wrapped(f"{column}: {cell}", width - 2)
            yield first
            yield from (f"  {line}".rstrip() for line in rest)


def _markdown(text: str) -> str:
    """A text as Markdown that renders as the same text, on one line."""
    return "<br>".join("&nbsp;" * _indent(line) + _markdown_line(line.lstrip()) for line in _lines(text))


def _markdown_line(line: str) -> str:
    literal = _MARKDOWN_OPENING.sub(r"\1\\\2", _MARKDOWN_LETTER.sub(r"\\\g<0>", line))
    return escape(literal, quote=False)


def _html(text: str) -> str:
    """A text as HTML content, indented by non-breaking blanks, which survive where styles are stripped."""
    lines = _lines(text)
    body = "<br>".join(escape(line.lstrip()) for line in lines)
    indent = "&nbsp;" * _indent(lines[0])
    return f'<div class="ps-tree"><span>{indent}</span><span>{body}</span></div>' if indent else body


def _html_cell(text: str, right: bool) -> str:
    if not right:
        return f"<td>{_html(text)}</td>"
    whole = " ps-whole" if len(text) <= _LONG_FIGURE else ""
    return f'<td class="ps-right{whole}">{_html(text)}</td>'


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return _checked_texts("a list of texts was needed", value)


def _rows(value: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError("the rows of a table cannot be read", seen=shown(value), expected="a list of rows")
    return tuple(_checked_texts(f"row {number} cannot be read", row) for number, row in enumerate(value, 1))


def _tones(value: Iterable[Tone]) -> tuple[Tone, ...]:
    tones = _texts(value)
    for number, tone in enumerate(tones, 1):
        if tone not in get_args(Tone):
            known = ", ".join(map(repr, get_args(Tone)))
            raise ModelError(f"the tone of row {number} is unknown", seen=shown(tone), expected=f"one of {known}")
    return cast("tuple[Tone, ...]", tones)


def _checked_texts(problem: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError(problem, seen=shown(value), expected="a list or tuple of texts")
    texts = tuple(value)
    for number, text in enumerate(texts, 1):
        if not isinstance(text, str):
            hint = "format numbers and dates before they enter a table"
            raise WrongTypeError(f"{problem}: item {number}", seen=shown(text), expected="text", hint=hint)
    return texts


@attrs.frozen
class Table:
    """
    Rows of text under named columns.

    Args:
        columns: Names of the columns, all different.
        rows: One text per column in each row. Leading blanks of a cell are indentation, and are kept.
        title: Stands over the table.
        notes: Lines under the table.
        right: Names of the columns aligned right, as numbers are.
        tones: One per row, or none at all: the colour of the row's first cell. Colour only repeats what the cells say.

    Raises:
        WrongTypeError: If something other than text was given; the message names the row.
        ModelError: If a row has another number of cells than there are columns, a column's name stands twice, or
            `right` or `tones` do not fit.

    Example:
        >>> table = Table(("part", "goal"), (("rural", "42,000"), ("urban", "5,300")), right=("goal",))
        >>> print(table)
        part    goal
        ----- ------
        rural 42,000
        urban  5,300
    """

    columns: tuple[str, ...] = attrs.field(converter=_texts)
    rows: tuple[tuple[str, ...], ...] = attrs.field(converter=_rows)
    title: str = attrs.field(default="", kw_only=True)
    notes: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_texts)
    right: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_texts)
    tones: tuple[Tone, ...] = attrs.field(default=(), kw_only=True, converter=_tones)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.title, str):
            raise WrongTypeError("the title of a table is not text", seen=shown(self.title), expected="text")
        if not self.columns or len(set(self.columns)) < len(self.columns):
            raise ModelError("the columns cannot be told apart", seen=shown(self.columns), expected="different names")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                expected = f"{len(self.columns)}, one for each of {shown(self.columns)}"
                raise ModelError(f"row {number} has a wrong number of cells", seen=str(len(row)), expected=expected)
        for name in self.right:
            if name not in self.columns:
                near = did_you_mean(name, self.columns)
                raise ModelError("no such column", seen=shown(name), expected=shown(self.columns), hint=near)
        if self.tones and len(self.tones) != len(self.rows):
            expected = f"{len(self.rows)}, one for each row"
            raise ModelError("a wrong number of tones", seen=str(len(self.tones)), expected=expected)

    def _toned(self) -> Iterator[tuple[tuple[str, ...], Tone]]:
        none: Tone = ""
        return zip(self.rows, self.tones or repeat(none), strict=False)

    def to_text(self, width: int | None = 100, colour: bool = False) -> str:
        """
        The table for a terminal or a log.

        Columns shrink and cells wrap until the lines fit. Where words or figures would have to be cut for that, every
        row is written as a list instead: its first cell, and under it each other that is not empty, with its column's
        name.

        Args:
            width: The most that a line may take, at least 20; None for no limit. [terminal column]
            colour: Whether to paint the title, the header and the toned cells by ANSI sequences.

        Returns:
            Lines without trailing blanks. Control characters in cells appear as escapes.

        Example:
            >>> print(Table(("finding", "where"), (("parts do not add up", "care beds"),), title="Linyi").to_text(20))
            Linyi
            --------------------
            finding    where
            ---------- ---------
            parts do   care beds
            not add up
        """
        limit = None if width is None else max(width, _LEAST_WIDTH)
        above = [_painted(line, _BOLD if colour else None) for line in _wrapped(self.title, limit) if line]
        below = [line for note in self.notes for line in _wrapped(note, limit)]
        if not self.rows:
            return "\n".join([*above, _NOTHING, *below])
        widths = _column_widths([self.columns, *self.rows], limit)
        if widths:
            rule, body = "-" * (sum(widths) + len(widths) - 1), self._grid(widths, colour)
        else:
            rule, body = "-" * (limit or 0), self._lists(limit or 0, colour)
        return "\n".join([*above, *([rule] if above else []), *body, *([rule] if below else []), *below])

    def _grid(self, widths: list[int], colour: bool) -> Iterator[str]:
        right = [name in self.right for name in self.columns]
        for line in _row_lines(self.columns, widths, right, None):
            yield _painted(line, _BOLD if colour else None)
        yield " ".join("-" * width for width in widths).rstrip()
        for row, tone in self._toned():
            yield from _row_lines(row, widths, right, _ANSI.get(tone) if colour else None)

    def _lists(self, width: int, colour: bool) -> Iterator[str]:
        for line in _wrapped(self.columns[0], width):
            yield _painted(line, _BOLD if colour else None)
        for row, tone in self._toned():
            yield "-" * width
            yield from _list_lines(self.columns, row, width, _ANSI.get(tone) if colour else None)

    def to_markdown(self) -> str:
        r"""
        The table in GitHub's Markdown. Everything in it renders literally; tones are left out.

        Returns:
            The title in bold, the table, and a paragraph for each note.

        Example:
            >>> print(Table(("part", "goal"), (("a|b", "5,300"),), right=("goal",)).to_markdown())
            | part | goal |
            | --- | ---: |
            | a\|b | 5,300 |
        """
        title = _markdown_line(_one_line(self.title))
        marks = ["---:" if name in self.right else "---" for name in self.columns]
        cells = [list(map(_markdown, self.columns)), marks, *(list(map(_markdown, row)) for row in self.rows)]
        table = "\n".join(f"| {' | '.join(row)} |" for row in cells)
        empty = [] if self.rows else [_NOTHING]
        return "\n\n".join([*([f"**{title}**"] if title else []), table, *empty, *map(_markdown, self.notes)])

    def to_html(self) -> str:
        """
        The table as one piece of HTML with its own style, for light and dark pages; nothing remote, no scripts.

        Returns:
            A `div` with a `style` and a `table`. All classes begin with `ps-`, and all text is escaped.

        Example:
            >>> "<td>&lt;script&gt;</td>" in Table(("note",), (("<script>",),)).to_html()
            True
        """
        span = f'<td colspan="{len(self.columns)}">'
        marks = [' class="ps-right"' if name in self.right else "" for name in self.columns]
        head = "".join(f'<th scope="col"{m}>{_html(n)}</th>' for n, m in zip(self.columns, marks, strict=True))
        title = escape(_one_line(self.title))
        body = "\n".join(self._html_rows()) or f'<tr class="ps-empty">{span}{_NOTHING}</td></tr>'
        notes = "\n".join(f"<tr>{span}{_html(note)}</td></tr>" for note in self.notes)
        parts = {"caption": title, "thead": f"<tr>{head}</tr>", "tbody": body, "tfoot": notes}
        inside = "\n".join(f"<{tag}>{part}</{tag}>" for tag, part in parts.items() if part)
        return f'<div class="ps-table"><style>\n{_STYLE}\n</style><table class="ps-grid">\n{inside}\n</table></div>'

    def _html_rows(self) -> Iterator[str]:
        for row, tone in self._toned():
            cells = "".join(_html_cell(cell, name in self.right) for cell, name in zip(row, self.columns, strict=True))
            yield f'<tr class="ps-{tone}">{cells}</tr>' if tone else f"<tr>{cells}</tr>"

    def to_records(self) -> list[dict[str, str]]:
        """
        The rows for a program, each cell exactly as it was given, by its column's name.

        Returns:
            One dictionary a row, ready for `json.dumps` or a dataframe.

        Example:
            >>> Table(("part", "goal"), (("rural", "42,000"),)).to_records()
            [{'part': 'rural', 'goal': '42,000'}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.to_text(), "text/html": self.to_html()}
