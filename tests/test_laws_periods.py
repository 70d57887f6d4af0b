"""
Laws of periods, of every kind.

That periods read back, contain and overlap by their days, lead back from another year, split without gaps, and that
elapsed time never falls is proved in `test_period.py`; here stand the laws that join these.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing
from publicservice.errors import PeriodError
from publicservice.model.comparability import comparable
from publicservice.model.period import Period, PeriodKind, period

WHOLE = [PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH]
KNOWN = [*WHOLE, PeriodKind.DAY, PeriodKind.SPAN, PeriodKind.AS_OF]
YEARS = (2019, 2026)
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
Part = Literal["month", "quarter", "year"]
PARTS: list[Part] = ["month", "quarter", "year"]


def ends(one: Period) -> tuple[date, date]:
    """The first and the last day."""
    assert one.start is not None
    assert one.end is not None
    return one.start, one.end


@given(testing.periods(), st.sampled_from(["", "  ", "\u3000"]))
def test_a_period_reads_back_in_any_width(one: Period, space: str) -> None:
    """How a period is written, and whether it was inferred, is kept; white space and full-width forms do not matter."""
    wide = str(one).translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    for text in (str(one), f"{space}{one}{space}", wide):
        read = Period.parse(text)
        assert (one, str(one), one.inferred, one.fiscal) == (read, str(read), read.inferred, read.fiscal)


@given(testing.periods([PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.MONTH, PeriodKind.YEAR]))
def test_english_and_chinese_name_the_same_dates(one: Period) -> None:
    """English and Chinese stand side by side: both name the same stretch of the calendar."""
    start, end = ends(one)
    month = start.strftime("%B")
    names: dict[PeriodKind, tuple[str, ...]] = {
        PeriodKind.YEAR: (f"{start.year}年", f"{start.year}年1-12月", f"January-December {start.year}"),
        PeriodKind.HALF: (f"{start.year}年{'上' if start.month == 1 else '下'}半年", f"H{end.month // 6} {start.year}"),
        PeriodKind.QUARTER: (f"{start.year}年{'一二三四'[end.month // 3 - 1]}季度", f"Q{end.month // 3} {start.year}"),
        PeriodKind.MONTH: (f"{start.year}年{start.month}月", f"{month} {start.year}", f"{month[:3]} {start.year}"),
    }
    assert {one} == {period(text) for text in names[one.kind]}


@given(testing.periods(KNOWN, years=YEARS), st.integers(-9, 9), st.integers(-9, 9))
def test_years_add_up(one: Period, some: int, more: int) -> None:
    """So many years earlier and again so many are their sum, wherever none of the three is without 29 February."""
    try:
        there = one.years_before(some)
        apart = (there.years_before(more), one.years_before(some + more))
    except PeriodError:
        assert any(day.month == 2 and day.day >= 28 for day in ends(one))
        return
    assert apart[0] == apart[1]
    assert (one.inferred, one.fiscal, one.month_end) == (there.inferred, there.fiscal, there.month_end)


@given(testing.periods(KNOWN, years=YEARS))
def test_the_year_earlier_is_what_a_year_on_year_needs(one: Period) -> None:
    """Year on year needs periods exactly a year apart of the same kind and length: the year earlier always is one."""
    try:
        before = one.year_earlier()
    except PeriodError:
        return
    assert 1 == comparable(one, before).years
    assert one.kind is before.kind
    ps.year_on_year(5, 4, periods=(one, before))
    assert one.length == before.length
    assert one.length is not None or abs(one.days - before.days) <= 1
    if one.kind is not PeriodKind.SPAN:
        assert not one.overlaps(before)


@given(testing.periods([*WHOLE, PeriodKind.SPAN], years=YEARS), DAYS)
def test_elapsed_time_is_the_share_of_days_that_have_passed(one: Period, on: date) -> None:
    """Elapsed time is judged in days, both ends counted, leap years respected: counted here one by one."""
    start, end = ends(one)
    days = [start + timedelta(number) for number in range((end - start).days + 1)]
    assert one.days == len(days)
    assert Fraction(sum(day <= on for day in days), len(days)) == one.elapsed(on)


@given(testing.periods([*WHOLE, PeriodKind.SPAN], years=YEARS), st.sampled_from(PARTS), DAYS)
def test_what_has_passed_of_the_parts_has_passed_of_the_whole(one: Period, by: Part, on: date) -> None:
    """Parts cover their span exactly: the days that have passed of each add up to those of the whole."""
    if one.length is None:
        with pytest.raises(PeriodError, match="whole months"):
            one.split(by)
        return
    parts = one.split(by)
    assert one.elapsed(on) * one.days == sum(part.elapsed(on) * part.days for part in parts)
    assert all(one.contains(part) for part in parts)
    assert one.length == sum(part.length or 0 for part in parts)
    finer = [piece for part in parts for piece in part.split("month")]
    assert list(one.split("month")) == finer
    for day in (on, *ends(one)):
        assert one.contains(period(day)) is (1 == sum(part.contains(period(day)) for part in parts))


@given(testing.periods(KNOWN, years=YEARS), DAYS, st.integers(0, 200))
def test_pace_is_zero_on_time(one: Period, on: date, ahead: int) -> None:
    """Pace compares the completion of the year with the share of the year elapsed, in percentage points."""
    passed = ps.figure(one.elapsed(on) * 100, "%")
    points = ps.pace(passed + ps.figure(ahead, "percentage point"), one, on)
    assert points.admissible.low <= ahead <= points.admissible.high
    assert points.value is not None
    assert abs(points.value - ahead) < Decimal("1e-30")


@given(testing.periods(), testing.periods(), testing.periods())
def test_periods_sort_in_one_order(a: Period, b: Period, c: Period) -> None:
    """One order for all: undated periods come last, and what ends before another begins comes first."""
    keys = [one.sort_key() for one in sorted([a, b, c], key=Period.sort_key)]
    assert keys == sorted(one.sort_key() for one in (c, b, a))
    if a.end is not None and b.start is not None and a.end < b.start:
        assert a.sort_key() < b.sort_key()
    if b.kind is PeriodKind.UNDATED:
        assert a.sort_key() <= b.sort_key()


@given(testing.periods(), testing.periods())
def test_containing_goes_with_overlapping(a: Period, b: Period) -> None:
    """What lies within a period shares its days with it, and what shares none lies neither within nor around it."""
    if a.contains(b) and PeriodKind.UNDATED not in (a.kind, b.kind):
        assert a.overlaps(b)
    if a.contains(b) and b.contains(a):
        assert a == b
