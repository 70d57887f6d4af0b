"""The calendar under the periods: whole months, what kind a pair of dates makes, and the answer to a comparison."""

from __future__ import annotations

import enum
import functools
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "PeriodKind",
    "is_month_end",
    "kind_of",
    "month_first",
    "month_last",
    "months_of",
    "pieces",
]

FIRST_YEAR, LAST_YEAR = 1000, 9999


class PeriodKind(enum.Enum):
    """
    What a period is. The kind follows from the dates: 2022-01-01/2022-12-31 is the year 2022.

    Example:
        >>> PeriodKind("as of") is PeriodKind.AS_OF
        True
    """

    YEAR = "year"
    HALF = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    SPAN = "span"
    AS_OF = "as of"
    SINCE = "since"
    UNTIL = "until"
    UNDATED = "undated"


def is_month_end(day: date) -> bool:
    """
    Whether a day is the last of its month.

    Example:
        >>> is_month_end(date(2024, 2, 28)), is_month_end(date(2023, 2, 28))
        (False, True)
    """
    return day.day == monthrange(day.year, day.month)[1]


def months_of(start: date, end: date) -> int | None:
    """
    How many whole calendar months a span has, or None when it does not begin and end with one. [month]

    Example:
        >>> months_of(date(2021, 1, 1), date(2021, 11, 30)), months_of(date(2021, 1, 15), date(2021, 11, 30))
        (11, None)
    """
    if start.day != 1 or not is_month_end(end):
        return None
    return (end.year - start.year) * 12 + end.month - start.month + 1


_ALIGNED = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.HALF, 12: PeriodKind.YEAR}


@functools.lru_cache(4096)  # asked of each period of each observation, many times
def kind_of(start: date | None, end: date | None, instant: bool = False) -> PeriodKind:
    """
    The kind that the dates make; a stretch that is not a unit of the calendar, such as a fiscal year, is a span.

    Example:
        >>> kind_of(date(2021, 7, 1), date(2021, 9, 30)), kind_of(date(2021, 6, 1), date(2021, 8, 31))
        (<PeriodKind.QUARTER: 'quarter'>, <PeriodKind.SPAN: 'span'>)
    """
    if start is None:
        return PeriodKind.UNDATED if end is None else PeriodKind.UNTIL
    if end is None:
        return PeriodKind.SINCE
    if start == end:
        return PeriodKind.AS_OF if instant else PeriodKind.DAY
    months = months_of(start, end)
    if months is None or (start.month - 1) % months:
        return PeriodKind.SPAN
    return _ALIGNED.get(months, PeriodKind.SPAN)


def month_first(index: int) -> date:
    """
    The first day of a month, months being counted from January of year 0.

    Example:
        >>> month_first(2021 * 12)
        datetime.date(2021, 1, 1)
    """
    return date(index // 12, index % 12 + 1, 1)


def month_last(index: int) -> date:
    """
    The last day of a month, months being counted from January of year 0.

    Example:
        >>> month_last(2024 * 12 + 1)
        datetime.date(2024, 2, 29)
    """
    year, month = index // 12, index % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def pieces(start: date, end: date, step: int) -> Iterator[tuple[date, date]]:
    """
    The first and last days of the months (step 1), quarters (3) or years (12) within a span of whole months.

    Example:
        >>> [str(first) for first, _ in pieces(date(2021, 2, 1), date(2021, 6, 30), 3)]
        ['2021-02-01', '2021-04-01']
    """
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    while first <= last:
        stop = min(first - first % step + step - 1, last)
        yield month_first(first), month_last(stop)
        first = stop + 1


def moved(start: date, end: date, years: int, *, month_end: bool) -> tuple[date, date]:
    """
    A span moved by years: one that ends with a month ends with it there too.

    Args:
        start: The first day.
        end: The last day.
        years: How far. [year]
        month_end: Whether it is one day, the last of its month.

    Example:
        >>> moved(date(2023, 1, 1), date(2023, 2, 28), 1, month_end=False)
        (datetime.date(2024, 1, 1), datetime.date(2024, 2, 29))
    """
    to_month_end = month_end or (start != end and is_month_end(end))
    last = end + (relativedelta(years=years, day=31) if to_month_end else relativedelta(years=years))
    return last if month_end else start + relativedelta(years=years), last
