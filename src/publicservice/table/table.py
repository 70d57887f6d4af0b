r"""
One table that shows itself: plain text for terminals, Markdown, HTML for notebooks, and records for programs.

Cells are text from documents that anybody may have written. Whatever they hold, the three drawn forms show it
literally: control characters, bidirectional overrides and lone surrogates appear as escapes such as `\u001b`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import repeat
from typing import Literal, cast, get_args

import attrs

from publicservice.errors import ModelError, WrongTypeError, did_you_mean, shown
from publicservice.table.bar import Bar
from publicservice.table.layout import (
    column_widths,
    indentation,
    list_lines,
    one_line,
    painted,
    row_lines,
    shown_lines,
    wrapped,
)

__all__ = ["Table", "Tone"]

Tone = Literal["", "good", "bad", "warn", "muted"]

_NOTHING = "nothing to show"
_LEAST_WIDTH = 20  # of a text table, in terminal columns; smaller wishes are read as this
_LONG_FIGURE = 22  # only figures longer than this are wrapped in HTML, where the page would part number and unit
_ANSI: dict[Tone, str] = {"good": "32", "bad": "31", "warn": "33", "muted": "2"}
_BOLD = "1"

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
.ps-table .ps-grid .ps-bar{white-space:nowrap}
.ps-table .ps-strip{position:relative;display:inline-block;width:7em;height:.8em;margin-right:.6em;\
border:1px solid rgba(128,128,128,.55);vertical-align:-.06em}
.ps-table .ps-fill{position:absolute;left:0;top:0;bottom:0;background:#4a86c5}
.ps-table .ps-mark{position:absolute;top:-.22em;bottom:-.22em;width:0;border-left:2px solid currentColor}
.ps-table .ps-tree{display:flex}
.ps-table .ps-tree span:first-child{letter-spacing:.3em}
.ps-table .ps-good td:first-child{color:#12805c;color:color-mix(in srgb,#00a36c 68%,currentColor)}
.ps-table .ps-bad td:first-child{color:#d1372c;color:color-mix(in srgb,#e5281e 72%,currentColor)}
.ps-table .ps-warn td:first-child{color:#a86a00;color:color-mix(in srgb,#d98200 68%,currentColor)}
.ps-table .ps-muted td:first-child{opacity:.62}"""


def _markdown(text: str) -> str:
    """A text as Markdown that renders as the same text, on one line."""
    return "<br>".join("&nbsp;" * indentation(line) + _markdown_line(line.lstrip()) for line in shown_lines(text))


def _markdown_line(line: str) -> str:
    literal = _MARKDOWN_OPENING.sub(r"\1\\\2", _MARKDOWN_LETTER.sub(r"\\\g<0>", line))
    return escape(literal, quote=False)


def _html(text: str) -> str:
    """A text as HTML content, indented by non-breaking blanks, which survive where styles are stripped."""
    lines = shown_lines(text)
    body = "<br>".join(escape(line.lstrip()) for line in lines)
    indent = "&nbsp;" * indentation(lines[0])
    return f'<div class="ps-tree"><span>{indent}</span><span>{body}</span></div>' if indent else body


def _html_cell(text: str, right: bool) -> str:
    if isinstance(text, Bar):
        return f'<td class="ps-bar">{text.to_html()}</td>'
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
        above = [painted(line, _BOLD if colour else None) for line in wrapped(self.title, limit) if line]
        below = [line for note in self.notes for line in wrapped(note, limit)]
        if not self.rows:
            return "\n".join([*above, _NOTHING, *below])
        widths = column_widths([self.columns, *self.rows], limit)
        if widths:
            rule, body = "-" * (sum(widths) + len(widths) - 1), self._grid(widths, colour)
        else:
            rule, body = "-" * (limit or 0), self._lists(limit or 0, colour)
        return "\n".join([*above, *([rule] if above else []), *body, *([rule] if below else []), *below])

    def _grid(self, widths: list[int], colour: bool) -> Iterator[str]:
        right = [name in self.right for name in self.columns]
        for line in row_lines(self.columns, widths, right, None):
            yield painted(line, _BOLD if colour else None)
        yield " ".join("-" * width for width in widths).rstrip()
        for row, tone in self._toned():
            yield from row_lines(row, widths, right, _ANSI.get(tone) if colour else None)

    def _lists(self, width: int, colour: bool) -> Iterator[str]:
        for line in wrapped(self.columns[0], width):
            yield painted(line, _BOLD if colour else None)
        for row, tone in self._toned():
            yield "-" * width
            yield from list_lines(self.columns, row, width, _ANSI.get(tone) if colour else None)

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
        title = _markdown_line(one_line(self.title))
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
        title = escape(one_line(self.title))
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
