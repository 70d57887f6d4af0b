"""
Periods: the span, the date or the open stretch of time that a figure, a target or a document is about.

A period is its dates. What kind it is, how long it lasts and how it is written all follow from them, so that
`2022-01-01/2022-12-31` and `2022` are one period.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from operator import index
from typing import Literal, SupportsIndex

import attrs

from publicservice.errors import PeriodError, WrongTypeError, shown
from publicservice.model.period_calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    PeriodKind,
    is_month_end,
    kind_of,
    months_of,
    moved,
    pieces,
)
from publicservice.model.period_text import Parts, read, written
from publicservice.validators import true_or_false

__all__ = ["Period", "PeriodKind", "day_of", "period", "what_is_missing"]

_STEPS = {"month": 1, "quarter": 3, "year": 12}


def _refuse_day(instance: Period, attribute: attrs.Attribute[date | None], value: object) -> None:
    if value is None:
        return
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongTypeError(f"the {attribute.name} of a period has to be a date", seen=shown(value))
    if value.year < FIRST_YEAR:
        raise PeriodError("no such year", seen=str(value), expected=f"a year from {FIRST_YEAR} to {LAST_YEAR}")


@attrs.frozen(repr=False)
class Period:
    """
    A span of days, an as-of date (a level at the end of a day), a span whose start or end is not printed, or undated.

    Equality is that of the dates: how the period was written, and whether it was inferred, do not count.

    Args:
        start: The first day; None when it is not printed.
        end: The last day, which belongs to the period; None when it is not printed.
        is_instant: Whether this is a level at the end of one day, which is then both start and end.
        month_end: For an as-of date in February only: the month's end is meant, be it the 28th or the 29th. Other
            months always end on the same day, so that nothing needs saying.
        fiscal: Whether twelve months are written as a fiscal year, named by the year in which it starts.
        inferred: Whether the document does not print the period and its encoder concluded it.

    Raises:
        PeriodError: If the dates are reversed, lie outside the years 1000 to 9999, or do not allow what else is said.
        WrongTypeError: If an end is not a date, or is a date with a time.

    Example:
        >>> Period(date(2021, 1, 1), date(2021, 11, 30))
        period('2021-01/2021-11')
        >>> Period(date(2021, 1, 1), date(2021, 12, 31)) == period(2021)
        True
    """

    start: date | None = attrs.field(default=None, validator=_refuse_day)
    end: date | None = attrs.field(default=None, validator=_refuse_day)
    is_instant: bool = attrs.field(default=False, validator=true_or_false, kw_only=True)
    month_end: bool = attrs.field(default=False, validator=true_or_false, kw_only=True)
    fiscal: bool = attrs.field(default=False, validator=true_or_false, kw_only=True, eq=False)
    inferred: bool = attrs.field(default=False, validator=true_or_false, kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        seen, start, end = f"from {self.start} to {self.end}", self.start, self.end
        if start and end and start > end:
            raise PeriodError("the period ends before it starts", seen=seen, expected="the earlier date first")
        if self.is_instant and (start is None or start != end):
            raise PeriodError("a level at a date has one date", seen=seen, expected="the same date as start and end")
        if self.month_end and not (self.is_instant and end and end.month == 2 and is_month_end(end)):
            raise PeriodError("not an as-of date at the end of February", seen=seen, hint="leave month_end out")
        if self.fiscal and not (start and end and months_of(start, end) == 12):
            raise PeriodError("not a fiscal year", seen=seen, expected="twelve whole months")
        if self.inferred and not (start or end):
            raise PeriodError("an undated period cannot be inferred", hint="give the date that was inferred")

    @classmethod
    def parse(cls, text: str) -> Period:
        """
        Read a period as documents print it.

        - Units of the calendar: `2022`, `2022H1`, `2021Q3`, `Q3 2021`, `2021-11`, `May 2025`, `2025-05-31`.
        - Spans: `2021/2025`, `2021-01/2021-11`, `2021-01-15/2021-11-30`, `January-November 2021`.
        - Fiscal years, named by the year they start in: `FY2022 from 04` is April 2022 to March 2023.
        - Dates of a level: `as of 2025-05-31`, `as of 2025-05` and `end of 2025-05` (its last day).
        - Open spans: `since 2024` (from its first day), `until 2025` and `by 2025` (to its last day).
        - No date at all: `undated`.
        - Chinese: `2021年1-11月`, `2022年上半年`, `2021年前三季度`, `截至2025年5月底`, `2024年以来`, `到2025年`.

        After any of them, ` (inferred)` says that the document does not print the period.

        Args:
            text: The printed text.

        Raises:
            PeriodError: If the text is no period, or a date in it does not exist.

        Example:
            >>> [str(Period.parse(text)) for text in ("Q3 2021", "2021年1-11月", "FY2022 from April", "end of 2025-05")]
            ['2021Q3', '2021-01/2021-11', 'FY2022 from 04', 'as of 2025-05-31']
            >>> Period.parse("2021Q5")
            Traceback (most recent call last):
            publicservice.errors.PeriodError: no such quarter: '2021Q5'; expected a quarter from 1 to 4
        """
        return cls(**read(text)._asdict())

    def __str__(self) -> str:
        return written(Parts(self.start, self.end, self.is_instant, self.month_end, self.fiscal, self.inferred))

    def __repr__(self) -> str:
        return f"period({str(self)!r})"

    @property
    def kind(self) -> PeriodKind:
        """
        What the period is, as its dates tell.

        Example:
            >>> period("2021-07/2021-09").kind
            <PeriodKind.QUARTER: 'quarter'>
        """
        return kind_of(self.start, self.end, self.is_instant)

    @property
    def is_known(self) -> bool:
        """
        Whether both start and end are known.

        Example:
            >>> period("2024").is_known, period("since 2024").is_known
            (True, False)
        """
        return self.start is not None and self.end is not None

    def bounds(self, purpose: str) -> tuple[date, date]:
        """
        The first and the last day.

        Args:
            purpose: What needs both, for the message: "counting days".

        Raises:
            PeriodError: If start or end is not known.
        """
        if self.start is not None and self.end is not None:
            return self.start, self.end
        raise PeriodError(f"{purpose} needs both ends of a period", seen=what_is_missing(self))

    @property
    def days(self) -> int:
        """
        The number of days, both ends counted. [day]

        Raises:
            PeriodError: If start or end is not known.

        Example:
            >>> period(2024).days, period("2025-05-31").days
            (366, 1)
        """
        start, end = self.bounds("counting days")
        return (end - start).days + 1

    @property
    def length(self) -> int | None:
        """
        The number of whole calendar months; None for anything that is not made of whole months. [month]

        Example:
            >>> period("2021-01/2021-11").length, period("2021-01-15/2021-11-30").length, period("since 2024").length
            (11, None, None)
        """
        return months_of(self.start, self.end) if self.start is not None and self.end is not None else None

    def contains(self, other: Period | str | date | SupportsIndex) -> bool:
        """
        Whether every day of the other period lies in this one. What is not printed counts as unlimited.

        A span contains the dates of levels within it; a level contains only itself, and so does an undated period.

        Args:
            other: The period that may lie within, or what names one.

        Example:
            >>> period("2021").contains(period("2021-01/2021-11")), period("until 2025").contains(period("since 2024"))
            (True, False)
        """
        inner = period(other)
        if self == inner:
            return True
        if self.is_instant or PeriodKind.UNDATED in (self.kind, inner.kind):
            return False
        starts = self.start is None or (inner.start is not None and self.start <= inner.start)
        return starts and (self.end is None or (inner.end is not None and inner.end <= self.end))

    def __contains__(self, other: Period | str | date | SupportsIndex) -> bool:
        return self.contains(other)

    def overlaps(self, other: Period | str | date | SupportsIndex) -> bool:
        """
        Whether the two have a day in common. What is not printed counts as unlimited; undated periods overlap nothing.

        Args:
            other: The other period, or what names one.

        Example:
            >>> period("2021").overlaps(period("2021-12/2022-01")), period("2021").overlaps(period("since 2022"))
            (True, False)
        """
        beside = period(other)
        if PeriodKind.UNDATED in (self.kind, beside.kind):
            return False
        return not (_ends_before(self, beside) or _ends_before(beside, self))

    def elapsed(self, on: Period | str | date | SupportsIndex) -> Fraction:
        """
        The share of the period that has passed at the end of a day. [1]

        Args:
            on: The day, such as a report's date; of a period, its last.

        Returns:
            0 before the start, 1 from the last day on.

        Raises:
            PeriodError: If start or end is not known, or `on` has no end.
            WrongTypeError: If `on` names no date.

        Definition:
            elapsed = days from the start to `on`, both counted / days from the start to the end, both counted

        Example:
            >>> period(2021).elapsed("2021-11-30")
            Fraction(334, 365)
        """
        start, _ = self.bounds("elapsed time")
        return Fraction(min(max((day_of(on) - start).days + 1, 0), self.days), self.days)

    def year_earlier(self) -> Period:
        """
        The same period one year earlier; see `years_before`.

        Example:
            >>> period("2024-02").year_earlier(), period("2024-02").year_earlier().days
            (period('2023-02'), 28)
        """
        return self.years_before(1)

    def years_before(self, years: int) -> Period:
        """
        The same period so many years earlier, or later when negative.

        A span that ends with a month ends with it in the other year too. The counterpart always leads back. Where it
        would not, because one of the years has no 29 February, there is none.

        Args:
            years: How many. [year]

        Raises:
            PeriodError: If start or end is not known, 29 February is in the way, or the year is not in 1000 to 9999.

        Example:
            >>> period("2021-01/2021-11").years_before(2), period("as of 2025-05-31").years_before(-1)
            (period('2019-01/2019-11'), period('as of 2026-05-31'))
            >>> period("as of 2024-02").years_before(1)
            period('as of 2023-02')
        """
        there = self._moved(-years)
        if there._moved(years) != self:
            start, end = there.bounds("a counterpart")
            where = str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
            raise PeriodError(
                f"29 February has no counterpart in {where}",
                seen=f"'{self}'",
                expected="a period that neither starts nor ends at 28 or 29 February",
                hint="use whole months, or an as-of date printed as the end of February, such as 'as of 2024-02'",
            )
        return there

    def _moved(self, years: int) -> Period:
        start, end = self.bounds("a counterpart in another year")
        if start.year + years < FIRST_YEAR or end.year + years > LAST_YEAR:
            raise PeriodError(
                "no such year",
                seen=f"'{self}' moved by {shown(years)} years",
                expected=f"years from {FIRST_YEAR} to {LAST_YEAR}",
            )
        first, last = moved(start, end, years, month_end=self.month_end)
        return attrs.evolve(self, start=first, end=last)

    def split(self, by: Literal["month", "quarter", "year"]) -> tuple[Period, ...]:
        """
        The months, calendar quarters or calendar years that make up a span of whole months, in order.

        A quarter or year that the span cuts through gives the part that lies within.

        Args:
            by: "month", "quarter" or "year".

        Raises:
            PeriodError: If the span is not made of whole months.

        Example:
            >>> period("2021-01/2021-08").split("quarter")
            (period('2021Q1'), period('2021Q2'), period('2021-07/2021-08'))
        """
        if by not in _STEPS:
            raise PeriodError("no such part of a span", seen=shown(by), expected="'month', 'quarter' or 'year'")
        start, end = self.bounds("splitting")
        if months_of(start, end) is None:
            raise PeriodError("only a span of whole months can be split", seen=f"'{self}'")
        return tuple(attrs.evolve(self, start=a, end=b, fiscal=False) for a, b in pieces(start, end, _STEPS[by]))

    def sort_key(self) -> tuple[date, date]:
        """
        A key that sorts by start, or by end where no start is printed; undated periods come last.

        Example:
            >>> sorted([period("undated"), period(2022), period("until 2021"), period("2022-01")], key=Period.sort_key)
            [period('until 2021'), period('2022-01'), period('2022'), period('undated')]
        """
        return self.start or self.end or date.max, self.end or date.max


def what_is_missing(one: Period) -> str:
    """Which end of a period is not printed, in words."""
    if one.kind is PeriodKind.UNDATED:
        return "the period is undated"
    return f"{one} has no printed {'start' if one.start is None else 'end'}"


def _ends_before(one: Period, other: Period) -> bool:
    return one.end is not None and other.start is not None and one.end < other.start


def period(value: Period | str | date | SupportsIndex) -> Period:
    """
    A period from whatever names one: a text, a year as an integer, a date (that day), or a period.

    Args:
        value: The text as printed, the year, the day (of a date with a time, its date), or the period itself.

    Raises:
        PeriodError: If the text is no period, or the year is not in 1000 to 9999.
        WrongTypeError: If the value is of another type.

    Example:
        >>> period(2022), period(date(2025, 5, 31)), period("2021 (inferred)")
        (period('2022'), period('2025-05-31'), period('2021 (inferred)'))
    """
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        return Period.parse(value)
    if isinstance(value, date):
        return Period.parse(value.isoformat()[:10])
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise WrongTypeError("not a period", seen=shown(value), expected="a text such as '2021-11', a year, or a date")
    year = index(value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError("no such year", seen=shown(year), expected=f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return Period(date(year, 1, 1), date(year, 12, 31))


def day_of(value: Period | str | date | SupportsIndex) -> date:
    """
    The day that is meant where something is asked at a date: of a period, its last.

    Raises:
        PeriodError: If the text is no period, or its end is not printed.
        WrongTypeError: If the value is of another type.

    Example:
        >>> day_of("2022-11"), day_of(date(2022, 11, 15))
        (datetime.date(2022, 11, 30), datetime.date(2022, 11, 15))
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    at = period(value)
    if at.end is None:
        raise PeriodError(
            "a date was needed", seen=str(at), expected="a day or a period that ends, such as '2022-11-30'"
        )
    return at.end
