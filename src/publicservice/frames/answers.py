"""Result columns: a value where nothing forbids one, null elsewhere, and the reason for every null."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publicservice.frames.cells import Number, any_of
from publicservice.frames.extra import nw

__all__ = ["Rules", "case_of", "defined", "no_text", "reason_column", "worded"]

Rules = Sequence[tuple[nw.Expr, str]]


def no_text() -> nw.Expr:
    """A text that is null."""
    return nw.lit(None, dtype=nw.String)


def defined(value: nw.Expr, operands: Iterable[Number], rules: Rules = ()) -> nw.Expr:
    """The value where all operands are numbers and no rule forbids it, else null; of an empty cell comes no value."""
    sound = [operand.sound for operand in operands]
    fine = [*(one for one in sound if one is not None), *(~condition for condition, _ in rules)]
    return nw.when(*fine).then(value) if fine else value


def worded(text: nw.Expr, operands: Iterable[Number], rules: Rules = ()) -> nw.Expr:
    """The word where all operands are numbers and no rule forbids it, else null."""
    bad = any_of([*(operand.bad for operand in operands), *(condition for condition, _ in rules)])
    return text if bad is None else nw.when(~bad).then(text)


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
