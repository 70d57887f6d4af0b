"""
What stands in a cell: columns of numbers as expressions, and the cells that are no number.

An integer or decimal cell is itself; a binary float means the shortest decimal that prints as it, as it does for
`figure(...)`. Decimals and large integers are rounded to binary floats on the way into an expression; where that could
decide something, `frames.exact` takes over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from typing import Any

import attrs

from publicservice.errors import FigureTextError, WrongTypeError, shown
from publicservice.figures import figure
from publicservice.frames.extra import np, nw
from publicservice.frames.opened import Frame, Opened

__all__ = [
    "MISSING_KEY", "ROOM", "ROUND", "Number", "NumberLike", "any_of", "as_floats", "column_or_number", "divided",
    "exact_cell", "number", "numbers", "refuse_short_floats",
]  # fmt: skip

NumberLike = int | float | Decimal | Fraction
LARGEST, SMALLEST = 1e60, 1e-60  # beyond these a number cannot have been printed; `figure` refuses it too
MISSING_KEY = "missing key"
ROOM = 2.0**49  # below it, whole numbers and what is added to them are not rounded
ROUND = 1.5 * 2.0**52  # what is added and taken away again leaves the nearest whole number, up to 2**51
_BLOCK = 2**15  # cells that are looked at together, with what is made of them near the processor


@attrs.frozen(eq=False)
class Number:
    """
    A column of numbers, or one number for all rows.

    Attributes:
        role: The argument that it came by: "actual". It stands in reasons: "missing actual".
        name: The column; None for one number.
        value: The cells as binary floats.
        raw: The cells as they are.
        dtype: The type of the column; None for one number.
        constant: The one number; None for a column.
        may_be_empty: Whether a cell may be empty; eager frames were looked at, lazy ones cannot be.
        may_be_odd: Whether a cell may hold what cannot have been printed: no number, or one too large or too small.
        least: A number that no cell is below, as far as that is known.
    """

    role: str
    name: str | None
    value: nw.Expr
    raw: nw.Expr
    dtype: Any = None
    constant: Fraction | None = None
    may_be_empty: bool = True
    may_be_odd: bool = True
    least: float = -math.inf

    @property
    def is_float(self) -> bool:
        """Whether its cells are binary floats."""
        return bool(self.dtype == nw.Float64)

    @property
    def is_integer(self) -> bool:
        """Whether its cells are integers."""
        return self.dtype is not None and bool(self.dtype.is_integer())

    @property
    def places(self) -> int:
        """The decimal places that its type keeps, as far as it says so."""
        return int(getattr(self.dtype, "scale", 0) or 0)

    @property
    def bad(self) -> nw.Expr | None:
        """Whether a cell is empty or odd; None where none is."""
        return any_of([self.raw.is_null() if self.may_be_empty else None, self.odd])

    @property
    def negative(self) -> nw.Expr | None:
        """Whether a cell is below zero; None where none is."""
        return None if self.least >= 0 else self.value < 0

    @property
    def odd(self) -> nw.Expr | None:
        """Whether a cell holds what cannot have been printed; None where none does."""
        if not self.may_be_odd or not self.is_float:
            return None
        size = self.value.abs()
        # A comparison with what is not a number is true on some engines and false on others; this one, only false.
        return ~(size < LARGEST) | ((size < SMALLEST) & (self.value != 0))

    @property
    def reasons(self) -> list[tuple[nw.Expr, str]]:
        """Why a cell is bad, in the order in which to ask."""
        found = [(self.raw.is_null(), f"missing {self.role}")] if self.may_be_empty else []
        if self.is_float and self.may_be_odd:
            finite = self.value.abs() < float("inf")
            found += [
                (~finite, f"{self.role} is not a number"),
                (~(self.value.abs() < LARGEST), f"{self.role} is too large"),
                ((self.value.abs() < SMALLEST) & (self.value != 0), f"{self.role} is too small"),
            ]
        return found


def numbers(it: Opened, **roles: str | NumberLike) -> list[Number]:
    """
    Several columns of numbers, or numbers, by their arguments; all that are missing are told at once.

    Raises:
        NotFoundError: If a column is not there.
        WrongTypeError: If a column holds no numbers, or an argument is neither a name nor a number.
    """
    it.missing((role, name) for role, name in roles.items() if isinstance(name, str))
    return [column_or_number(it, role, given) for role, given in roles.items()]


def column_or_number(it: Opened, role: str, given: Any) -> Number:
    """The column of that name, or the one number for all rows."""
    return number(it, role, given) if isinstance(given, str) else _constant(role, given)


def number(it: Opened, role: str, name: str) -> Number:
    """A column of numbers, checked by its type."""
    dtype = it.schema[name]
    refuse_short_floats(it, name, f"{shown(name)} ({role}=)")
    if it.is_blank(name):
        nothing = nw.when(~nw.col(name).is_null()).then(nw.lit(0.0, dtype=nw.Float64))
        return Number(role, name, nothing, nothing, nw.Float64)
    if not dtype.is_numeric():
        raise WrongTypeError(
            f"the column {shown(name)} ({role}=) holds no numbers",
            seen=str(dtype),
            expected="integers, decimals or 64-bit floats",
            hint="cast it first, in pandas by astype(float); texts such as '686,000' are read by publicservice.figure",
        )
    raw = nw.col(name)
    found = Number(role, name, _as_float(raw, dtype, it.is_lazy), raw, dtype)
    return _looked_at(found, it.frame[name]) if isinstance(it.frame, nw.DataFrame) else found


def refuse_short_floats(it: Opened, name: str, called: str) -> None:
    """
    Refuse a column of 32-bit floats: 0.7 is kept as 0.699999988, and nothing says which decimal was meant.

    Raises:
        WrongTypeError: If the column is of such.
    """
    dtype = it.schema[name]
    if dtype in (nw.Float32, nw.Float16):
        raise WrongTypeError(
            f"the column {called} is of short floats, which do not say which decimals they mean",
            seen=str(dtype),
            expected="integers, decimals or 64-bit floats",
            hint="cast it to 64-bit floats and round it to the places that were printed",
        )


def _looked_at(found: Number, column: nw.Series[Any]) -> Number:
    """What is known not to stand in a column need not be asked of every row."""
    empty = column.null_count()
    if empty == len(column) or not (found.is_float or found.is_integer):
        return attrs.evolve(found, may_be_empty=empty > 0)
    if found.is_integer:
        return attrs.evolve(found, may_be_empty=empty > 0, may_be_odd=False, least=float(column.min()))
    least, is_odd = _least(column.to_numpy(), empty)
    return attrs.evolve(found, may_be_empty=empty > 0, may_be_odd=is_odd, least=-math.inf if is_odd else least)


def _least(cells: Any, empty: int) -> tuple[float, bool]:
    """The least of an array in which the empty cells are no numbers, and whether more of its cells are odd."""
    least, numbers = math.inf, 0
    for start in range(0, len(cells), _BLOCK):
        block = cells[start : start + _BLOCK]
        low = np.fmin.reduce(block)
        least, numbers = min(least, low), numbers + len(block) - int(np.count_nonzero(np.isnan(block)))
        if low < SMALLEST or not np.fmax.reduce(block) < LARGEST:
            size = np.abs(block)
            if ((size >= LARGEST) | ((size < SMALLEST) & (size > 0))).any():
                return -math.inf, True
    return float(least), bool(numbers < len(cells) - empty)


def as_floats(it: Opened, given: Mapping[str, Number]) -> tuple[Frame, dict[str, Number], list[str]]:
    """
    The frame with columns of binary floats for those of other types, which would be converted wherever they are named.

    Returns:
        The frame, the numbers made of its columns, and the names of the columns to drop at the end.
    """
    made = {role: it.spare(role) for role, one in given.items() if one.name is not None and not one.is_float}
    columns = [given[role].value.alias(name) for role, name in made.items()]
    frame = it.frame.with_columns(*columns) if columns else it.frame
    kept = {role: attrs.evolve(one, value=nw.col(made[role])) if role in made else one for role, one in given.items()}
    return frame, kept, list(made.values())


def _as_float(raw: nw.Expr, dtype: Any, is_lazy: bool) -> nw.Expr:
    """
    The cells as the nearest binary floats.

    PyArrow refuses to cast integers beyond 2**53, but divides them. Engines round decimals to floats in their own ways;
    from the whole number of their last places there is but one.
    """
    if dtype == nw.Float64:
        return raw
    if dtype.is_integer():
        return raw.cast(nw.Float64) if is_lazy else raw / 1
    cast, scale = raw.cast(nw.Float64), 10.0 ** int(getattr(dtype, "scale", 0) or 0)
    moved = cast * scale
    return nw.when(moved.abs() < ROOM).then(divided((moved + ROUND) - ROUND, scale)).otherwise(cast)


def divided(value: nw.Expr, by: float) -> nw.Expr:
    """A quotient rounded once. Polars multiplies by the reciprocal of a single number, which rounds twice."""
    return value / (value * 0.0 + by)


def _constant(role: str, given: Any) -> Number:
    try:
        exact = given if isinstance(given, Fraction) else Fraction(figure(given).exactly().low)
    except (WrongTypeError, FigureTextError) as error:
        raise WrongTypeError(
            f"{role}= takes a column's name or a number", seen=shown(given), hint=f"such as {role}='{role}'"
        ) from error
    value = nw.lit(float(exact), dtype=nw.Float64)
    return Number(role, None, value, value, constant=exact, may_be_empty=False, may_be_odd=False, least=float(exact))


def exact_cell(cell: Any) -> Fraction:
    """What a cell means, exactly: a float is the shortest decimal that prints as it."""
    if isinstance(cell, float):
        return Fraction(float.__repr__(cell))
    # NumPy's integers are of so many bits, and a fraction made of them overflows without a word.
    return Fraction(int(cell) if isinstance(cell, Integral) else cell)


def any_of(conditions: Iterable[nw.Expr | None]) -> nw.Expr | None:
    """Whether one of several conditions holds; None where there is none."""
    found: nw.Expr | None = None
    for condition in conditions:
        if condition is not None:
            found = condition if found is None else found | condition
    return found
