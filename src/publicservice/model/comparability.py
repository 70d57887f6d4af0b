"""Whether two periods can be compared year on year, and why or why not."""

from __future__ import annotations

import attrs

from publicservice.errors import PeriodError
from publicservice.model.period import Period, what_is_missing

__all__ = ["Comparability", "alike", "comparable"]


@attrs.frozen
class Comparability:
    """
    Whether two periods can be compared year on year, and why or why not. True where they can.

    Args:
        years: How many years the first lies after the second (negative: before); 0 when they cannot be compared. [year]
        reason: One sentence.

    Example:
        >>> bool(Comparability(0, "since 2022 has no printed end"))
        False
    """

    years: int
    reason: str

    @property
    def ok(self) -> bool:
        """
        Whether the two can be compared.

        Example:
            >>> Comparability(1, "2022H1 and 2021H1 are alike, 1 year apart").ok
            True
        """
        return self.years != 0

    def __bool__(self) -> bool:
        return self.ok


def comparable(one: Period, other: Period) -> Comparability:
    """
    Whether year-on-year comparison with another period makes sense: of one kind and length, whole years apart.

    Args:
        one: The later period.
        other: The earlier period.

    Example:
        >>> comparable(Period.parse("2022-01/2022-11"), Period.parse("2021-01/2021-11"))
        Comparability(years=1, reason='2022-01/2022-11 and 2021-01/2021-11 are alike, 1 year apart')
        >>> print(comparable(Period.parse("2022-01/2022-11"), Period.parse("2021")).reason)
        2022-01/2022-11 and 2021 are of unlike kinds: span and year
    """
    reason = _unlike(one, other) or _misplaced(one, other)
    if reason:
        return Comparability(0, reason)
    years = _years_after(one, other)
    unit = "year" if abs(years) == 1 else "years"
    return Comparability(years, f"{one} and {other} are alike, {abs(years)} {unit} apart")


def alike(one: Period, other: Period) -> bool:
    """
    Whether two periods are of one kind and length, whenever they lie: of as many months, or of as many days.

    Of two spans of days that lie whole years apart, one may have a 29 February more.

    Example:
        >>> alike(Period.parse("2022-03"), Period.parse("2022-02"))
        True
        >>> alike(Period.parse("2024-01-15/2024-03-14"), Period.parse("2023-01-15/2023-03-14"))
        True
    """
    if _unlike(one, other):
        return False
    return one.length is not None or one.days == other.days or comparable(one, other).ok


def _years_after(one: Period, other: Period) -> int:
    return one.bounds("a comparison")[1].year - other.bounds("a comparison")[1].year


def _unlike(one: Period, other: Period) -> str | None:
    """Why two periods are not of one kind and length, or None."""
    for each in (one, other):
        if not each.is_known:
            return what_is_missing(each)
    if one.kind is not other.kind:
        return f"{one} and {other} are of unlike kinds: {one.kind.value} and {other.kind.value}"
    if one.length != other.length:
        return f"{one} and {other} are of unlike length: {_lasting(one)} and {_lasting(other)}"
    return None


def _lasting(one: Period) -> str:
    return f"{one.days} days" if one.length is None else f"{one.length} months"


def _misplaced(one: Period, other: Period) -> str | None:
    """Why two periods of one kind do not lie whole years apart, or None."""
    years = _years_after(one, other)
    if other.month_end and not one.month_end:
        one, other, years = other, one, -years
    try:
        there = one.years_before(years)
        if years and (there.start, there.end) == (other.start, other.end):
            return None
        other.years_before(-years)  # refuses, with its reason, where 29 February is what keeps the two apart
    except PeriodError as error:
        return str(error)
    return f"{one} and {other} do not lie whole years apart"
