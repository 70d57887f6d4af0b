"""Two figures beside each other: a bare number, such as 85, is no percentage and is not taken for one."""

from __future__ import annotations

from publicservice.errors import UnlikeUnitsError
from publicservice.figures.figure import Figure
from publicservice.units import ONE

__all__ = ["are_alike", "beside", "is_bare"]

_MOST_SHARE = 10  # a pure number above this was meant in percent, or counts something


def is_bare(given: Figure) -> bool:
    """Whether a number without a unit is too large to be a share: 85, and not 0.85."""
    return given.unit is ONE and (given.high > _MOST_SHARE or given.low < -_MOST_SHARE)


def are_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one kind, so that they can be compared."""
    if one.unit.is_rate or other.unit.is_rate:
        return one.unit.is_like(other.unit) and not is_bare(one) and not is_bare(other)
    return one.unit.is_like(other.unit)


def beside(given: Figure, other: Figure) -> Figure:
    """
    The given figure in the unit of the other.

    Raises:
        UnlikeUnitsError: If they are not of one kind, or one is a percentage and the other a bare number: 85 beside
            83.5 % is neither 85 % nor 8,500 %.
    """
    if given.unit is other.unit:
        return given
    if given.unit.is_like(other.unit) and not are_alike(given, other):
        bare, rate = (given, other) if is_bare(given) else (other, given)
        raise UnlikeUnitsError(
            f"a plain number and '{rate.unit}' are not of one kind",
            seen=str(bare),
            hint=f"give it the unit: '{bare} {rate.unit}'",
        )
    return given.to(other.unit)
