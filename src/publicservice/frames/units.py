"""Columns of figures in several units, brought to one: each unit is looked up once, never once a row."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeVar

from publicservice.errors import ModelError, UnitError, UnknownUnitError, UnlikeUnitsError, WrongTypeError, shown
from publicservice.frames.answers import defined, reason_column
from publicservice.frames.cells import Number, divided, numbers
from publicservice.frames.exact import PLACES, term
from publicservice.frames.extra import nw
from publicservice.frames.opened import Opened, opened, refuse_names
from publicservice.model.fields import texts
from publicservice.units import Unit, Vocabulary

__all__ = ["in_unit"]

FrameT = TypeVar("FrameT")
_MOST_UNITS = 1000


def in_unit(
    frame: FrameT,
    *,
    to: Unit | str,
    value: str = "value",
    unit: str = "unit",
    among: Iterable[str] | None = None,
    counts: Iterable[str] = (),
    into: str = "converted",
    reason: str | None = None,
) -> FrameT:
    """
    The figures of a column in one unit, by a column that says which unit each of them is in.

    Args:
        frame: A frame of any engine, eager or lazy.
        to: The unit to bring them to, by its name.
        value: The column of figures. [the unit of the row]
        unit: The column of their units, as texts.
        among: The texts that stand there. A lazy frame needs them, since it cannot look; a row with another text is
            null there.
        counts: Further kinds of count that the texts may name.
        into: The column to add. [to]
        reason: A column to add that says why there is no figure; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken, or a lazy frame's units are not named.
        NotFoundError: If a column is not there.
        UnknownUnitError: If a text is no unit.
        UnlikeUnitsError: If a unit is of another kind: persons are never turned into households.
        WrongTypeError: If a column is of another type, or the frame is none.

    Example:
        >>> import polars as pl
        >>> parks = pl.DataFrame({"value": [150, 2], "unit": ["mu", "ha"]})
        >>> in_unit(parks, to="ha")["converted"].to_list()
        [10.0, 2.0]
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "reason": reason})
    it.missing([("value", value), ("unit", unit)])
    (figures,) = numbers(it, value=value)
    if it.schema[unit] not in (nw.String, nw.Categorical, nw.Enum):
        raise WrongTypeError(
            f"the column {shown(unit)} (unit=) holds no texts", seen=str(it.schema[unit]), expected="names of units"
        )
    factors = _factors(_written(it, unit, among), Vocabulary(texts(counts)), to)
    here = nw.col(unit)
    found = nw.lit(None, dtype=nw.Float64)
    for factor, written in factors.items():
        found = nw.when(here.is_in(written)).then(_times(figures, factor)).otherwise(found)
    made = [defined(found, [figures]).alias(into)]
    if reason is not None:
        known = [text for written in factors.values() for text in written]
        rules = [(here.is_null(), "missing unit"), (~here.is_in(known), "a unit that was not named")]
        made.append(reason_column([figures], rules).alias(reason))
    result: FrameT = it.back(it.frame.with_columns(*made))
    return result


def _written(it: Opened, unit: str, among: Iterable[str] | None) -> list[str]:
    """The texts that stand in the column of units."""
    if among is not None:
        return list(dict.fromkeys(texts(among)))
    if not isinstance(it.frame, nw.DataFrame):
        raise ModelError(
            "a lazy frame cannot be asked which units it holds", hint="name them: among=['person', 'household']"
        )
    found = it.frame[unit].drop_nulls().unique().to_list()
    if len(found) > _MOST_UNITS:
        raise UnitError(
            f"the column {shown(unit)} (unit=) has {len(found):,} different texts", expected=f"{_MOST_UNITS:,} at most"
        )
    return sorted(found)


def _factors(written: Iterable[str], known: Vocabulary, to: Unit | str) -> dict[Fraction, list[str]]:
    """The texts by how many of the wanted unit one of theirs is."""
    wanted = known.unit(to)
    factors: dict[Fraction, list[str]] = {}
    for text in written:
        try:
            factor = known.unit(text).factor_to(wanted)
        except (UnknownUnitError, UnlikeUnitsError) as error:
            told = f"; {error.hint}" if error.hint else ""
            error.hint = f"the column of units has rows in {shown(text)}: mend them or leave them out{told}"
            raise
        factors.setdefault(factor, []).append(text)
    return factors


def _times(figures: Number, factor: Fraction) -> Any:
    """The cells times a factor, rounded once where they are short decimals, as the exact product would be."""
    if factor == 1:
        return figures.value
    scaled = term(figures, PLACES).value
    return divided(scaled * float(factor.numerator), float(factor.denominator * 10**PLACES))
