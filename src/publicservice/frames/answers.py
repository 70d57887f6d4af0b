"""Result columns: a value where nothing forbids one, null elsewhere, and the reason for every null."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publicservice.frames.cells import Number, any_of
from publicservice.frames.extra import nw

__all__ = ["Rules", "case_of", "defined", "no_text", "no_value", "reason_column", "unless", "worded"]

Rules = Sequence[tuple[nw.Expr, str]]


def no_text() -> nw.Expr:
    """A text that is null."""
    return nw.lit(None, dtype=nw.String)


def no_value() -> nw.Expr:
    """A number that is null."""
    return nw.lit(None, dtype=nw.Float64)


def unless(bad: nw.Expr | None, value: nw.Expr, nothing: nw.Expr) -> nw.Expr:
    """
    The value, and nothing where it is bad, if it can be.

    Asked the other way round, whether all is well, it takes DuckDB twice as long: each row has to pass each condition.
    """
    return value if bad is None else nw.when(bad).then(nothing).otherwise(value)


def defined(value: nw.Expr, operands: Iterable[Number], rules: Rules = ()) -> nw.Expr:
    """The value where all operands are numbers and no rule forbids it, else null; of an empty cell comes no value."""
    odd = [operand.odd for operand in operands]
    return unless(any_of([*odd, *(condition for condition, _ in rules)]), value, no_value())


def worded(text: nw.Expr, operands: Iterable[Number], rules: Rules = ()) -> nw.Expr:
    """The word where all operands are numbers and no rule forbids it, else null."""
    bad = [operand.bad for operand in operands]
    return unless(any_of([*bad, *(condition for condition, _ in rules)]), text, no_text())


def reason_column(operands: Iterable[Number], rules: Rules = ()) -> nw.Expr:
    """Why there is no value: the first reason that holds; null where there is a value."""
    asked = [reason for operand in operands for reason in operand.reasons]
    return case_of([*asked, *rules], no_text())


def case_of(cases: Rules, otherwise: nw.Expr) -> nw.Expr:
    """The text of the first condition that holds."""
    found = otherwise
    for condition, text in reversed(cases):
        found = nw.when(condition).then(nw.lit(text)).otherwise(found)
    return found
