"""
Decisions in binary floats that exact arithmetic would not overturn.

A threshold is the sign of a sum of products. It is computed in binary floats, beside the sum of the sizes of its terms,
and decided where one of two things holds:

- every operand is a whole number (times a power of ten that makes it one), and the sizes add up to less than 2**49:
  then no step was rounded, and the sign is exact;
- the sum is farther from zero than its sizes times 2**-48: then all roundings together cannot have turned its sign.

What is left lies within a few units of the last place of the threshold. Eager frames decide it row by row in fractions;
lazy frames, which cannot look, call it undecided. `docs/decisions/0013-columns.md` has the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from publicservice.frames.cells import ROOM, ROUND, Number, any_of, divided, exact_cell
from publicservice.frames.extra import nw
from publicservice.frames.opened import Frame, Opened

__all__ = ["PLACES", "UNDECIDED", "Order", "Term", "order", "settled", "term"]

UNDECIDED = "undecided"
PLACES = 3  # decimal places that percentages, their steps and goals are looked at with: 9.88 %, 85.125 %
_SLACK = 2.0**-48
_SURE = 2.0**53
_NEAR = 2.0**-50
_NEVER = nw.lit(value=False)


@attrs.frozen(eq=False)
class Term:
    """
    A sum of products in the making.

    Attributes:
        value: Its value in binary floats.
        size: The sum of the sizes of its products.
        whole: Whether every operand is a whole number; None where the types alone say yes.
    """

    value: nw.Expr
    size: nw.Expr
    whole: nw.Expr | None

    def __mul__(self, other: Term) -> Term:
        return Term(self.value * other.value, self.size * other.size, _both(self.whole, other.whole))

    def __add__(self, other: Term) -> Term:
        return Term(self.value + other.value, self.size + other.size, _both(self.whole, other.whole))

    def __sub__(self, other: Term) -> Term:
        return Term(self.value - other.value, self.size + other.size, _both(self.whole, other.whole))

    def times(self, factor: int) -> Term:
        """The same times a positive whole number, far below the room."""
        return Term(self.value * float(factor), self.size * float(factor), self.whole)

    @property
    def inexact(self) -> nw.Expr:
        """Whether a step on the way to the value may have been rounded."""
        room = self.size < ROOM
        return ~(room if self.whole is None else room & self.whole)

    @property
    def unsure(self) -> nw.Expr:
        """Whether the sign of the value may not be that of the exact sum."""
        return self.inexact & ~(self.value.abs() > self.size * _SLACK)


def _both(one: nw.Expr | None, other: nw.Expr | None) -> nw.Expr | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def term(given: Number, places: int = 0) -> Term:
    """A column or number as a term, times ten to the power of places, which makes a short decimal a whole number."""
    scale = 10.0**places
    if given.constant is not None:
        scaled = given.constant * 10**places
        value = nw.lit(float(scaled), dtype=nw.Float64)
        return Term(value, value.abs(), None if scaled.denominator == 1 else _NEVER)
    moved = given.value * scale if places else given.value
    if given.is_integer:
        return Term(moved, moved.abs(), None)
    nearest = (moved + ROUND) - ROUND
    if not given.is_float:
        return Term(nearest, moved.abs(), None) if given.places <= places else Term(moved, moved.abs(), _NEVER)
    whole = (divided(nearest, scale) if places else nearest) == given.value
    value = nw.when(whole).then(nearest).otherwise(moved) if places else moved
    return Term(value, moved.abs(), whole)


@attrs.frozen(eq=False)
class Order:
    """
    How two numbers compare, row by row.

    Attributes:
        below: Whether the first is below the second.
        above: Whether it is above.
        unsure: Whether binary floats cannot tell; None where they always can.
    """

    below: nw.Expr
    above: nw.Expr
    unsure: nw.Expr | None = None


def order(one: Number, other: Number) -> Order:
    """
    Compare two columns, or a column and a number.

    Binary floats compare as the shortest decimals that print as them: rounding never turns an order round, and no two
    floats share a decimal. Integers and decimals of one type compare as they are. What is of two types compares as
    floats, and where a cell is not the decimal that its float means, neighbours are not told apart.
    """
    if one.dtype is not None and one.dtype == other.dtype:
        return Order(one.raw < other.raw, one.raw > other.raw)
    (first, doubt), (second, other_doubt) = _meant(one), _meant(other)
    unsure = any_of([doubt, other_doubt])
    if unsure is not None:
        unsure = unsure & ~((first - second).abs() > first.abs() * _NEAR)
    return Order(first < second, first > second, unsure)


def _meant(given: Number) -> tuple[nw.Expr, nw.Expr | None]:
    """A number's cells as floats, and whether one may not be the decimal that its float means."""
    if given.constant is not None:
        meant = exact_cell(float(given.constant)) == given.constant
        return given.value, None if meant else nw.lit(value=True)
    if given.is_float:
        return given.value, None
    if given.is_integer:
        return given.value, given.value.abs() >= _SURE
    return given.value, ~((given.value * 10.0**given.places).abs() < ROOM)


def settled(
    it: Opened,
    frame: Frame,
    verdicts: str,
    operands: Iterable[Number],
    decide: Callable[[Mapping[str, Any]], str],
    words: Mapping[str, str] | None = None,
) -> Frame:
    """
    The frame with its undecided rows decided exactly, in one pass over these few; a lazy frame as it is.

    Args:
        it: The frame that came.
        frame: The frame with the column of verdicts.
        verdicts: That column.
        operands: The numbers that the decision depends on.
        decide: The verdict of one row, from its exact numbers and its words by their roles.
        words: Further columns that the decision depends on, by their roles.
    """
    if not isinstance(frame, nw.DataFrame) or not (frame[verdicts] == UNDECIDED).any():
        return frame
    given, others = list(operands), words or {}
    columns = dict.fromkeys([verdicts, *(one.name for one in given if one.name is not None), *others.values()])
    place = it.spare("row")
    near = frame.select(*columns).with_row_index(place).filter(nw.col(verdicts) == UNDECIDED)
    cells = {name: _cells(near[name]) for name in columns}
    rows = (dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True))
    found = [decide(_exact_row(row, given, others)) for row in rows]
    return frame.with_columns(frame[verdicts].scatter(near[place].to_list(), found).alias(verdicts))


def _cells(column: nw.Series[Any]) -> list[Any]:
    """The cells of a column, None where one is empty: pandas has a word of its own for these."""
    pairs = zip(column.to_list(), column.is_null().to_list(), strict=True)
    return [None if is_empty else cell for cell, is_empty in pairs]


def _exact_row(row: Mapping[str, Any], operands: Iterable[Number], words: Mapping[str, str]) -> dict[str, Any]:
    """The exact numbers and the words of a row by their roles; empty cells are left out."""
    exact: dict[str, Any] = {role: row[name] for role, name in words.items() if isinstance(row[name], str)}
    for one in operands:
        cell = one.constant if one.name is None else row[one.name]
        if cell is not None and cell == cell:  # noqa: PLR0124  (what is not a number differs from itself)
            exact[one.role] = exact_cell(cell)
    return exact
