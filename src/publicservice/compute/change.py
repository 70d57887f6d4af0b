"""Change between two periods: in percent for levels, in percentage points for rates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, Inexact

import attrs

from publicservice.compute.ratios import as_change, percent, towards
from publicservice.compute.sums import Series, by_period
from publicservice.decimals import EXACT, EXACT_OR_RAISED, NEAREST
from publicservice.errors import PeriodError, UndefinedError, WrongTypeError, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.beside import beside
from publicservice.figures.figure import rounded_figure
from publicservice.model.comparability import alike, comparable
from publicservice.model.period import Period, period

__all__ = ["Step", "change", "year_on_year", "year_on_year_series"]

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
# To look one up takes as long as to divide.
_less, _times, _over = EXACT_OR_RAISED.subtract, EXACT.multiply, NEAREST.divide


def change(
    now: FigureLike, before: FigureLike, *, periods: tuple[Period | str | int, Period | str | int] | None = None
) -> Figure:
    """
    How much a figure changed from one period to another of the same kind and length.

    Args:
        now: The later figure. [unit]
        before: The earlier figure. [unit]
        periods: The two periods, later and earlier, where they are known; unlike ones are refused.

    Returns:
        For a level the change in percent of the earlier figure [%]; for a rate the difference in percentage points
        [percentage point].

    Raises:
        UndefinedError: If the earlier figure is zero or negative, or may be, or the later one has another sign.
        PeriodError: If the periods are not of one kind and length, or the first is not the later one.
        UnlikeUnitsError: If the figures are not of one kind, or one is a percentage and one a bare number such as 85.

    Definition:
        level: (now / before - 1) in percent; rate: now - before in percentage points

    Example:
        >>> print(change("52,000 persons", 50_000 * figure("1 person", exact=True)))
        4 % (3.0 to 5.0)
        >>> print(change("85.0 %", "83.5 %"))
        1.5 percentage points (1.40 to 1.60)
    """
    if periods is not None:
        _refuse_unlike(*_pair(periods))
    later = now if type(now) is Figure else figure(now)
    earlier = before if type(before) is Figure else figure(before)
    if later.unit is earlier.unit and later._set is None and earlier._set is None and later.unit.dimension:
        made = _exact(later, earlier)
        return made if made is not None else _relative(later, earlier)
    alike = beside(earlier, later)
    # Both are shares where one says so by its unit: 0.835 beside 85 % is one, 835 beside 850 is not.
    return later - earlier if later.unit.is_rate or earlier.unit.is_rate else _relative(later, alike)


def year_on_year(
    now: FigureLike, before: FigureLike, *, periods: tuple[Period | str | int, Period | str | int] | None = None
) -> Figure:
    """
    How much a figure changed from the same period a year earlier.

    Args:
        now: The later figure. [unit]
        before: The figure of the same period a year earlier. [unit]
        periods: The two periods, later and earlier, where they are known; they have to be exactly a year apart.

    Returns:
        For a level the change in percent of the earlier figure [%]; for a rate the difference in percentage points
        [percentage point].

    Raises:
        UndefinedError: If the earlier figure is zero or negative, or may be, or the later one has another sign.
        PeriodError: If the periods are not the same span a year apart; the message gives the reason.
        UnlikeUnitsError: If the figures are not of one kind.

    Definition:
        level: (now / before - 1) in percent; rate: now - before in percentage points

    Example:
        >>> print(format(year_on_year(686_000, 624_317), "+.2f"))
        +9.88 %
        >>> year_on_year(5, 4, periods=("2021-02", "2020-03"))
        Traceback (most recent call last):
        publicservice.errors.PeriodError: ...
    """
    if periods is not None:
        later, earlier = _pair(periods)
        compared = comparable(later, earlier)
        if not compared.ok or compared.years != 1:
            reason = compared.reason if not compared.ok else f"{earlier} is not the year before {later}"
            raise PeriodError(
                f"not a year on year: {reason}", seen=f"{later} and {earlier}", expected="the same span a year apart"
            )
    return change(now, before)


def _refuse_unlike(later: Period, earlier: Period) -> None:
    if not (later.is_known and earlier.is_known):
        raise PeriodError(
            "periods without a date cannot be compared",
            seen=f"{later} and {earlier}",
            hint="give the figures periods such as 2021 and 2020",
        )
    if not alike(later, earlier):
        raise PeriodError(
            "the periods are not of one kind and length",
            seen=f"{later} and {earlier}",
            expected="such as two months or two years",
        )
    if later.sort_key() <= earlier.sort_key():
        raise PeriodError("the later period comes first", seen=f"{later} and {earlier}", hint="change the two round")


def _exact(later: Figure, earlier: Figure) -> Figure | None:
    """The change of exact levels, rounded once; None where there is none, or the two lie too far apart for digits."""
    now, before = later.value, earlier.value
    if now is None or before is None or now < _ZERO or before <= _ZERO:
        return None
    try:
        return rounded_figure(_over(_times(_less(now, before), _HUNDRED), before), percent())
    except Inexact:
        return None


def _relative(later: Figure, earlier: Figure) -> Figure:
    base, seen = earlier.admissible, towards(later, above=True)
    if base.low < 0 or base.contains(0):
        reason = "zero base" if base.contains(0) else "negative base"
        raise UndefinedError("a change from zero or less has no percentage", reason=reason, seen=str(earlier))
    if seen.low < 0:
        raise UndefinedError("a change to below zero has no percentage", reason="sign change", seen=str(later))
    # Dividing first lets the earlier figure stand once; (now - before) / before would count its uncertainty twice.
    value = NEAREST.divide(later.value, earlier.value) if later.value is not None and earlier.value else None
    return as_change(value, seen / base)


@attrs.frozen
class Step:
    """
    A period of a series, with its change from the same period a year earlier.

    Attributes:
        period: The later period.
        change: The change [%] or [percentage point]; None where there is none.
        reason: Why there is none: "no figure a year earlier", "zero base", ...
    """

    period: Period
    change: Figure | None
    reason: str = ""


def _pair(periods: tuple[Period | str | int, Period | str | int]) -> tuple[Period, Period]:
    if not isinstance(periods, tuple | list) or len(periods) != 2:
        raise WrongTypeError("two periods were needed", seen=shown(periods), expected="such as (2022, 2021)")
    return period(periods[0]), period(periods[1])


def year_on_year_series(series: Series) -> tuple[Step, ...]:
    """
    The year-on-year change of every period in a series; a gap in the series gives no change, never the wrong year's.

    Args:
        series: Figures by period. [unit]

    Returns:
        One step a period in the order of time, with the reason where there is no change.

    Raises:
        PeriodError: If two keys are one period.
        UnlikeUnitsError: If figures a year apart are not of one kind.

    Example:
        >>> [str(step.change or step.reason) for step in year_on_year_series({2020: 100, 2021: 110, 2023: 120})]
        ['no figure a year earlier', '10 %', 'no figure a year earlier']
    """
    figures = by_period(series)
    return tuple(_step(at, figures) for at in figures)


def _step(at: Period, figures: Mapping[Period, Figure]) -> Step:
    try:
        before = figures.get(at.year_earlier())
        if before is None:
            return Step(at, None, "no figure a year earlier")
        return Step(at, change(figures[at], before))
    except PeriodError as error:
        return Step(at, None, error.problem)
    except UndefinedError as error:
        return Step(at, None, error.reason)
