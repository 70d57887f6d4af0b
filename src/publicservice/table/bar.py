"""A bar in a cell: how much is done, with a mark for where it should be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any, Self

from publicservice.table.layout import one_line

__all__ = ["Bar"]

_CELLS = 10
_FULL, _MARK, _EMPTY = "█", "│", "·"
_MOST = Decimal(100)


def _within(percent: Decimal) -> Fraction:
    """What can be drawn of a percentage; as a fraction, which no context of decimals rounds."""
    return Fraction(min(max(percent, Decimal(0)), _MOST))


class Bar(str):
    """
    The text of a cell that is drawn as a bar: in text by blocks, in HTML by a strip. The number beside it says all.

    Args:
        text: The number in words: "73 %".
        done: How much of the bar is filled; less than nothing and more than all are drawn as nothing and all. [%]
        mark: Where a mark stands; None for none. [%]

    Example:
        >>> print(Bar("73 %", Decimal(73), Decimal("91.5")))
        ███████··│ 73 %
    """

    __slots__ = ("done", "mark", "words")

    done: Decimal
    mark: Decimal | None
    words: str

    def __new__(cls, text: str, done: Decimal, mark: Decimal | None = None) -> Self:
        """The text form with what the other forms are drawn from."""
        made = super().__new__(cls, f"{_blocks(done, mark)} {text}")
        made.done, made.mark, made.words = done, mark, text
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.words, self.done, self.mark)

    def to_html(self) -> str:
        """The bar as a strip that is filled from the left, with its mark, and the number beside it."""
        filled = f'<span class="ps-fill" style="width:{_percent(self.done)}%"></span>'
        mark = "" if self.mark is None else f'<span class="ps-mark" style="left:{_percent(self.mark)}%"></span>'
        strip = f'<span class="ps-strip" aria-hidden="true">{filled}{mark}</span>'
        return f'{strip}<span class="ps-whole">{escape(one_line(self.words))}</span>'


def _percent(given: Decimal) -> str:
    tenths = _rounded(_within(given) * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _rounded(given: Fraction) -> int:
    return int(given + Fraction(1, 2))


def _blocks(done: Decimal, mark: Decimal | None) -> str:
    """The bar in blocks, full only when all is done; the mark stands in the cell in which its share falls."""
    full = _CELLS if done >= _MOST else min(_rounded(_within(done) * _CELLS / 100), _CELLS - 1)
    cells = [_FULL] * full + [_EMPTY] * (_CELLS - full)
    if mark is not None:
        cells[min(int(_within(mark) * _CELLS / 100), _CELLS - 1)] = _MARK
    return "".join(cells)
