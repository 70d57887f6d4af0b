"""What the tests of columns share: rows with every trap in them, and the scalar functions' answers to each row."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from publicservice.errors import FigureTextError, UndefinedError
from publicservice.figures import Figure, figure

__all__ = ["close", "columns_of", "exact", "odd_number", "reason_of", "scalar", "seeded", "without_nan"]

_ODD = (None, 0, 0.0, -0.0, 1, -1, 2.5, -3.5, 0.1, 0.3, 100, 7, math.nan, math.inf, -math.inf, 1e70, 1e-70, 2**53 + 1)


def seeded(seed: int) -> random.Random:
    """Random numbers that are the same in every run."""
    return random.Random(seed)  # noqa: S311  (they keep no secrets)


def odd_number(random_: random.Random, *, whole: bool = False) -> float | int | None:
    """A number as columns hold them: often small and round, sometimes large, sometimes none at all."""
    kind = random_.random()
    if whole:
        return None if kind < 0.1 else random_.choice((0, -1, 5, 1_000, random_.randint(-50, 900)))
    if kind < 0.25:
        found = random_.choice(_ODD)
        return None if found is None else float(found)
    if kind < 0.6:
        return float(random_.randint(-20, 400))
    return round(random_.uniform(-50, 900), random_.randint(0, 4))


def columns_of(rows: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    """Rows as columns, with a number for each row, since not every engine keeps the order."""
    names = list(rows[0]) if rows else []
    return {"row": list(range(len(rows))), **{name: [row[name] for row in rows] for name in names}}


def exact(cell: Any) -> Fraction:
    """What a cell means: a float is the shortest decimal that prints as it."""
    return Fraction(repr(cell)) if isinstance(cell, float) else Fraction(cell)


def scalar(cell: Any, role: str) -> Figure:
    """The figure of a cell, or the reason for which there is none, in the words of the columns."""
    if cell is None:
        raise UndefinedError(f"missing {role}", reason=f"missing {role}")
    try:
        return figure(cell)
    except FigureTextError:
        size = abs(cell)
        what = "not a number" if not size < math.inf else "too large" if size > 1 else "too small"
        raise UndefinedError(what, reason=f"{role} is {what}") from None


def reason_of(ask: Callable[[], Figure]) -> tuple[Decimal | None, str | None]:
    """The value of a scalar answer, or the reason for which there is none."""
    try:
        return ask().value, None
    except UndefinedError as error:
        return None, error.reason


def close(expected: Decimal | Fraction | None, found: Any, slack: float) -> bool:
    """Whether a cell is the expected number within so much, or both are nothing."""
    if expected is None or found is None:
        return expected is None and found is None
    return abs(Fraction(expected) - Fraction(found)) <= Fraction(slack)


def without_nan(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as an engine sees them in which a number that is none is missing."""
    return [{name: None if cell != cell else cell for name, cell in row.items()} for row in rows]  # noqa: PLR0124
