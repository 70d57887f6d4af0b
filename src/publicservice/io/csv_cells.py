"""
Cells of CSV files that a spreadsheet would take for formulas, and how they are written so that it does not.

A cell that begins with = + - @, a tab or a line break is text to us and a program to a spreadsheet: it gets an
apostrophe in front, as OWASP advises against CSV injection, and so does such a sign behind one that may part cells.
Reading takes the apostrophes back.
"""

from __future__ import annotations

import re

__all__ = ["escaped", "unescaped"]

_SIGNS = "[=+\\-@＝＋－＠]"
_FORMULA = re.compile(f"['\ufeff]*(?:[\t\r\n]|{_SIGNS})")
# Where the spreadsheet parts cells at another sign than the file, the text behind that sign begins a cell.
_INSIDE = re.compile(f"(?<=[,;\t|])(?='*{_SIGNS})")
_ESCAPED = re.compile(f"(?<=[,;\t|])'(?='*{_SIGNS})")
_NUMBER = re.compile(r"[-+]\d[\d,]*(?:\.\d+)?(?: ?%)?", re.ASCII)


def escaped(cell: str) -> str:
    """
    The cell as it may stand in a CSV file. Numbers stay numbers, negative ones too.

    Example:
        >>> escaped("=1+1"), escaped("-2.5 %"), escaped("- none"), escaped("'=1+1"), escaped("a;=1+1")
        ("'=1+1", '-2.5 %', "'- none", "''=1+1", "a;'=1+1")
    """
    if _NUMBER.fullmatch(cell):
        return cell
    inside = _INSIDE.sub("'", cell)
    return f"'{inside}" if _FORMULA.match(cell) else inside


def unescaped(cell: str) -> str:
    """
    The cell as it was before `escaped`.

    Example:
        >>> unescaped("'=1+1"), unescaped("''=1+1"), unescaped("'s-Hertogenbosch"), unescaped("a;'=1+1")
        ('=1+1', "'=1+1", "'s-Hertogenbosch", 'a;=1+1')
    """
    own = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    return _ESCAPED.sub("", own)
