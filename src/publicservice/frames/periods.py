"""Columns that say when: years, years and months, or dates, as numbers that can be compared; and days counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

import attrs

from publicservice.errors import WrongTypeError, shown
from publicservice.frames.answers import Rules
from publicservice.frames.extra import nw
from publicservice.frames.opened import Opened
from publicservice.model.period_calendar import FIRST_YEAR, LAST_YEAR

__all__ = ["Days", "Periods", "day_of", "days_of", "periods_of"]

_SHORT = (nw.Int8, nw.Int16, nw.Int32, nw.UInt8, nw.UInt16, nw.UInt32)
_EXPECTED = "a column of years, a column of dates, or a list of a column of years and one of months"


@attrs.frozen(eq=False)
class Periods:
    """
    The periods of the rows: a year, and what else tells one period of a year from another.

    Attributes:
        columns: The columns that say it.
        year: The year. It may be any number where a rule forbids the row.
        phase: The month, or the day of the year; None where a period is a whole year.
        step: How many periods a year has: 1, 12, or 0 for days.
        rules: Why a row has no period.
        no_counterpart: Why a row's period has none a year earlier.
    """

    columns: tuple[str, ...]
    year: nw.Expr
    phase: nw.Expr | None
    step: int
    rules: Rules
    no_counterpart: Rules

    def outside(self, keys: Sequence[str]) -> nw.Expr:
        """Whether a row belongs to no series: its period, or one of the keys, is missing or none."""
        return reduce(or_, [*(condition for condition, _ in self.rules), *(nw.col(key).is_null() for key in keys)])

    def key(self, keys: Sequence[str]) -> nw.Expr:
        """The year as an integer; 0, which is next to no year, where the row belongs to no series."""
        zero = nw.lit(0, dtype=nw.Int64)
        return nw.when(~self.outside(keys)).then(self.year).otherwise(zero).cast(nw.Int64)


def periods_of(it: Opened, given: str | Sequence[str]) -> Periods:
    """
    The periods that a column, or two, say.

    Raises:
        NotFoundError: If a column is not there.
        WrongTypeError: If a column is of another type.
    """
    if isinstance(given, str):
        it.missing([("period", given)])
        return _of_dates(given) if it.schema[given] in (nw.Date, nw.Datetime) else _of_years(it, given)
    names = list(given) if isinstance(given, Sequence) else []
    if len(names) != 2 or not all(isinstance(name, str) for name in names):
        raise WrongTypeError("period= names no periods", seen=shown(given), expected=_EXPECTED)
    it.missing(("period", name) for name in names)
    return _of_months(it, names[0], names[1])


def _whole(it: Opened, name: str) -> nw.Expr:
    """A column of whole numbers, which pandas keeps as floats where one is missing."""
    dtype = it.schema[name]
    if not (dtype.is_integer() or dtype == nw.Float64):
        raise WrongTypeError(
            f"the column {shown(name)} (period=) says no periods",
            seen=str(dtype),
            expected=_EXPECTED,
            hint="texts are read by publicservice.period; convert the column first",
        )
    # A short integer has no room for what is reckoned with years.
    return nw.col(name).cast(nw.Int64) if dtype in _SHORT else nw.col(name)


def _of_years(it: Opened, name: str) -> Periods:
    year = _whole(it, name)
    rules = [(year.is_null(), "missing period"), (_outside(it, name, FIRST_YEAR, LAST_YEAR), "no such year")]
    return Periods((name,), year, None, 1, rules, [(year == FIRST_YEAR, "no such year")])


def _of_months(it: Opened, name: str, month_name: str) -> Periods:
    years, month = _of_years(it, name), _whole(it, month_name)
    rules = [
        (nw.col(name).is_null() | month.is_null(), "missing period"),
        (_outside(it, month_name, 1, 12), "no such month"),
        *years.rules[1:],
    ]
    return attrs.evolve(years, columns=(name, month_name), phase=month, step=12, rules=rules)


def _of_dates(name: str) -> Periods:
    day = nw.col(name)
    # Polars counts months in eight bits, in which a hundred times December is something else.
    year, month = day.dt.year(), _filled(day.dt.month(), day)
    phase = month * 100 + _filled(day.dt.day(), day)
    rules = [(day.is_null(), "missing period"), (year < FIRST_YEAR, "no such year")]
    nowhere = [(year == FIRST_YEAR, "no such year"), (phase == 229, "29 February has no counterpart")]
    return Periods((name,), year, phase, 0, rules, nowhere)


def _filled(part: nw.Expr, day: nw.Expr) -> nw.Expr:
    """A part of a date as an integer of full size; 0 where there is no date, which pandas would make a float of."""
    return nw.when(~day.is_null()).then(part).otherwise(nw.lit(0, dtype=nw.Int64)).cast(nw.Int64)


def _outside(it: Opened, name: str, first: int, last: int) -> nw.Expr:
    """Whether a cell is no whole number between two; a comparison with what is no number is never taken for a yes."""
    here = nw.col(name)
    inside = (here >= first) & (here <= last)
    if it.schema[name] == nw.Float64:
        inside = inside & (here.round(0) == here)
    return ~inside


# --- days


@attrs.frozen(eq=False)
class Days:
    """
    A column of dates, or one date, as numbers of days.

    Attributes:
        role: The argument that it came by.
        number: The number of the day, counted from a day long ago.
        missing: Whether a cell is empty; None for one date.
    """

    role: str
    number: nw.Expr
    missing: nw.Expr | None


def day_of(given: object) -> date | None:
    """The day of one date; None if it is none. pandas' word for no date is of that class, and differs from itself."""
    if not isinstance(given, date) or given != given:  # noqa: PLR0124
        return None
    return given.date() if isinstance(given, datetime) else given


def days_of(it: Opened, role: str, given: Any) -> Days:
    """
    The days of a column of dates, or of one date. The time of a date with a time does not count.

    Raises:
        NotFoundError: If the column is not there.
        WrongTypeError: If it holds no dates, or the argument is neither a name nor a date.
    """
    if (day := day_of(given)) is not None:
        return Days(role, nw.lit(day.toordinal(), dtype=nw.Int64), None)
    if not isinstance(given, str):
        raise WrongTypeError(
            f"{role}= takes a column's name or a date", seen=shown(given), expected="text or a datetime.date"
        )
    it.missing([(role, given)])
    if it.schema[given] not in (nw.Date, nw.Datetime):
        raise WrongTypeError(
            f"the column {shown(given)} ({role}=) holds no dates",
            seen=str(it.schema[given]),
            expected="dates",
            hint="convert it first, such as by pandas.to_datetime or the engine's cast to dates",
        )
    here = nw.col(given)
    before = _filled(here.dt.year(), here) - 1
    # The calendar's own arithmetic, since engines differ in what the difference of two dates is.
    leaps = before // 4 - before // 100 + before // 400
    number = before * 365 + leaps + _filled(here.dt.ordinal_day(), here)
    return Days(role, nw.when(~here.is_null()).then(number), here.is_null())
