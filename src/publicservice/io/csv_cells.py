"""
Cells of CSV files that a spreadsheet would take for formulas, and how they are written so that it does not.

A cell that begins with = + - @, a tab or a line break is text to us and a program to a spreadsheet: it gets an
apostrophe in front, as OWASP advises against CSV injection. Reading takes the apostrophe back.
"""

from __future__ import annotations

import re

__all__ = ["escaped", "unescaped"]

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[-+]\d[\d,]*(?:\.\d+)?(?: ?%)?", re.ASCII)


def escaped(cell: str) -> str:
    """
    The cell as it may stand in a CSV file. Numbers stay numbers, negative ones too.

    Example:
        >>> escaped("=1+1"), escaped("-2.5 %"), escaped("- none"), escaped("'=1+1")
        ("'=1+1", '-2.5 %', "'- none", "''=1+1")
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unescaped(cell: str) -> str:
    """
    The cell as it was before `escaped`.

    Example:
        >>> unescaped("'=1+1"), unescaped("''=1+1"), unescaped("'s-Hertogenbosch")
        ('=1+1', "'=1+1", "'s-Hertogenbosch")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
