"""Periods: how they are read and written, what they contain, and which can be compared."""

from __future__ import annotations

import itertools
import pickle
from calendar import monthrange
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Literal, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicservice.errors import PeriodError, WrongTypeError
from publicservice.model.comparability import comparable
from publicservice.model.period import Period, PeriodKind, period

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
# Days near each other and near the ends of February, where the calendar is uneven; far from the first and last year.
NEAR = st.one_of(
    st.dates(date(1995, 1, 1), date(2012, 12, 31)),
    st.builds(
        lambda year, offset: date(year, 3, 1) + timedelta(offset),
        st.integers(1996, 2008),
        st.sampled_from([-2, -1, 0, 1]),
    ),
)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@st.composite
def _closed(draw: st.DrawFn, days: st.SearchStrategy[date] = NEAR) -> Period:
    """A day, a span of days, or a span of whole months."""
    start, end = sorted((draw(days), draw(days)))
    form = draw(st.sampled_from(["day", "days", "months", "unit", "fiscal"]))
    inferred = draw(st.booleans())
    if form == "day":
        return Period(start, start, inferred=inferred)
    if form == "days":
        return Period(start, end, inferred=inferred)
    if form == "months":
        return Period(start.replace(day=1), _last(end.year, end.month), inferred=inferred)
    length = 12 if form == "fiscal" else draw(st.sampled_from([1, 3, 6, 12]))
    month = start.month if form == "fiscal" else start.month - (start.month - 1) % length
    beyond, last = divmod(month + length - 2, 12)
    if start.year + beyond > 9999:
        return Period(start, end, inferred=inferred)
    whole = date(start.year, month, 1), _last(start.year + beyond, last + 1)
    return Period(*whole, fiscal=form == "fiscal", inferred=inferred)


@st.composite
def _as_of(draw: st.DrawFn, days: st.SearchStrategy[date] = NEAR) -> Period:
    day = draw(days)
    leaves_open = day.month == 2 and day == _last(day.year, 2)
    return Period(
        day, day, is_instant=True, month_end=leaves_open and draw(st.booleans()), inferred=draw(st.booleans())
    )


def _any(days: st.SearchStrategy[date] = NEAR) -> st.SearchStrategy[Period]:
    since = st.builds(lambda day: Period(start=day), days)
    until = st.builds(lambda day: Period(end=day), days)
    return st.one_of(_closed(days), _as_of(days), since, until, st.just(Period()))


def _days(one: Period) -> set[date]:
    assert one.start is not None
    return {one.start + timedelta(n) for n in range(one.days)}


SPELLINGS = [
    ("2022", "2022", PeriodKind.YEAR),
    (" 2022 ", "2022", PeriodKind.YEAR),
    ("2022年", "2022", PeriodKind.YEAR),
    ("2022年度", "2022", PeriodKind.YEAR),
    ("2022年全年", "2022", PeriodKind.YEAR),
    ("\uff12\uff10\uff12\uff12\uff0d\uff10\uff15", "2022-05", PeriodKind.MONTH),  # full-width digits
    ("二〇二二年", "2022", PeriodKind.YEAR),
    ("2022-01-01/2022-12-31", "2022", PeriodKind.YEAR),
    ("2021-11", "2021-11", PeriodKind.MONTH),
    ("2021-1", "2021-01", PeriodKind.MONTH),
    ("2021年11月", "2021-11", PeriodKind.MONTH),
    ("2021 年 11 月", "2021-11", PeriodKind.MONTH),
    ("2021年11月份", "2021-11", PeriodKind.MONTH),
    ("May 2025", "2025-05", PeriodKind.MONTH),
    ("Sept 2025", "2025-09", PeriodKind.MONTH),
    ("2021-01/2021-11", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021-01 to 2021-11", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021年1-11月", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021年1—11月份", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021年1月至11月", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021年1~11月", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021年前11个月", "2021-01/2021-11", PeriodKind.SPAN),
    ("2021年1月至2022年3月", "2021-01/2022-03", PeriodKind.SPAN),
    ("2021年1月-2022年3月", "2021-01/2022-03", PeriodKind.SPAN),
    ("January-November 2021", "2021-01/2021-11", PeriodKind.SPAN),
    ("January – November 2021", "2021-01/2021-11", PeriodKind.SPAN),
    ("from January to November 2021", "2021-01/2021-11", PeriodKind.SPAN),
    ("January to November 2021", "2021-01/2021-11", PeriodKind.SPAN),
    ("November 2021 to March 2022", "2021-11/2022-03", PeriodKind.SPAN),
    ("15 January to 30 November 2021", "2021-01-15/2021-11-30", PeriodKind.SPAN),
    ("2021-01-15/2021-11-30", "2021-01-15/2021-11-30", PeriodKind.SPAN),
    ("2021年1月15日至11月30日", "2021-01-15/2021-11-30", PeriodKind.SPAN),
    ("2021/2025", "2021/2025", PeriodKind.SPAN),
    ("2021–2025", "2021/2025", PeriodKind.SPAN),
    ("2021-2025年", "2021/2025", PeriodKind.SPAN),
    ("2021年至2025年", "2021/2025", PeriodKind.SPAN),
    ("2021Q3", "2021Q3", PeriodKind.QUARTER),
    ("2021-Q3", "2021Q3", PeriodKind.QUARTER),
    ("Q3 2021", "2021Q3", PeriodKind.QUARTER),
    ("the third quarter of 2021", "2021Q3", PeriodKind.QUARTER),
    ("2021年第三季度", "2021Q3", PeriodKind.QUARTER),
    ("2021年3季度", "2021Q3", PeriodKind.QUARTER),
    ("2021年前三季度", "2021-01/2021-09", PeriodKind.SPAN),
    ("2022H1", "2022H1", PeriodKind.HALF),
    ("H1 2022", "2022H1", PeriodKind.HALF),
    ("first half of 2022", "2022H1", PeriodKind.HALF),
    ("2022年上半年", "2022H1", PeriodKind.HALF),
    ("2022年下半年", "2022H2", PeriodKind.HALF),
    ("FY2022 from 04", "FY2022 from 04", PeriodKind.SPAN),
    ("FY 2022 from April", "FY2022 from 04", PeriodKind.SPAN),
    ("2025-05-31", "2025-05-31", PeriodKind.DAY),
    ("2025年5月31日", "2025-05-31", PeriodKind.DAY),
    ("31 May 2025", "2025-05-31", PeriodKind.DAY),
    ("May 31, 2025", "2025-05-31", PeriodKind.DAY),
    ("31st May 2025", "2025-05-31", PeriodKind.DAY),
    ("as of 2025-05-31", "as of 2025-05-31", PeriodKind.AS_OF),
    ("as at 31 May 2025", "as of 2025-05-31", PeriodKind.AS_OF),
    ("as of 2025-05", "as of 2025-05-31", PeriodKind.AS_OF),
    ("end of 2025-05", "as of 2025-05-31", PeriodKind.AS_OF),
    ("as of the end of May 2025", "as of 2025-05-31", PeriodKind.AS_OF),
    ("截至2025年5月底", "as of 2025-05-31", PeriodKind.AS_OF),
    ("截至2025年5月31日", "as of 2025-05-31", PeriodKind.AS_OF),
    ("截止到2025年5月末", "as of 2025-05-31", PeriodKind.AS_OF),
    ("2025年底", "as of 2025-12-31", PeriodKind.AS_OF),
    ("as of 2024-02", "as of 2024-02", PeriodKind.AS_OF),
    ("as of 2024-02-29", "as of 2024-02-29", PeriodKind.AS_OF),
    ("since 2024", "since 2024", PeriodKind.SINCE),
    ("since 2024-01-01", "since 2024", PeriodKind.SINCE),
    ("since 2024-03", "since 2024-03", PeriodKind.SINCE),
    ("since 2024-03-02", "since 2024-03-02", PeriodKind.SINCE),
    ("2024年以来", "since 2024", PeriodKind.SINCE),
    ("自2024年3月起", "since 2024-03", PeriodKind.SINCE),
    ("until 2025", "until 2025", PeriodKind.UNTIL),
    ("until 2025-12-31", "until 2025", PeriodKind.UNTIL),
    ("by 2025", "until 2025", PeriodKind.UNTIL),
    ("by the end of 2025", "until 2025", PeriodKind.UNTIL),
    ("by 2025-06-30", "until 2025-06", PeriodKind.UNTIL),
    ("by 2025-06-15", "until 2025-06-15", PeriodKind.UNTIL),
    ("到2025年", "until 2025", PeriodKind.UNTIL),
    ("2025年底前", "until 2025", PeriodKind.UNTIL),
    ("undated", "undated", PeriodKind.UNDATED),
    ("2021 (inferred)", "2021 (inferred)", PeriodKind.YEAR),
    ("by 2025(inferred)", "until 2025 (inferred)", PeriodKind.UNTIL),
]


@pytest.mark.parametrize(("text", "canonical", "kind"), SPELLINGS)
def test_spellings(text: str, canonical: str, kind: PeriodKind) -> None:
    """Each printed form is read as the canonical text says, and its kind follows."""
    read = Period.parse(text)
    assert (canonical, kind) == (str(read), read.kind)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("FY2022 from 04", date(2022, 4, 1), date(2023, 3, 31)),
        ("FY2022 from 01", date(2022, 1, 1), date(2022, 12, 31)),
        ("FY2023 from March", date(2023, 3, 1), date(2024, 2, 29)),
        ("2021Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("since 2024-03", date(2024, 3, 1), None),
        ("by 2025", None, date(2025, 12, 31)),
        ("as of 2025-02", date(2025, 2, 28), date(2025, 2, 28)),
    ],
)
def test_dates(text: str, start: date | None, end: date | None) -> None:
    """A fiscal year is named by the year it starts in; open spans keep one end; a level has one date."""
    read = Period.parse(text)
    assert (start, end) == (read.start, read.end)


@pytest.mark.parametrize(
    ("text", "problem", "expected"),
    [
        ("2022-02-30", "no such day", "a day from 1 to 28, because February 2022 has 28 days"),
        ("2022年2月30日", "no such day", "a day from 1 to 28, because February 2022 has 28 days"),
        ("2021-04-00", "no such day", "a day from 1 to 30, because April 2021 has 30 days"),
        ("2021-13", "no such month", "a month from 1 to 12"),
        ("FY2021 from 13", "no such month", "a month from 1 to 12"),
        ("2021Q5", "no such quarter", "a quarter from 1 to 4"),
        ("2021H3", "no such half", "a half from 1 to 2"),
        ("999", "no such year", "a year from 1000 to 9999"),
        ("12022", "no such year", "a year from 1000 to 9999"),
        ("2021/11", "no such year", "a year from 1000 to 9999"),
        ("FY9999 from 04", "no such year", "a year from 1000 to 9999"),
    ],
)
def test_impossible_dates(text: str, problem: str, expected: str) -> None:
    """A date that does not exist is refused with the text seen and what would exist."""
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert (problem, f"'{text}'", expected) == (caught.value.problem, caught.value.seen, caught.value.expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "截至目前",
        "since",
        "2021年十一月",
        "2021-01/",
        "since 2021/2022",
        "24365",
        "9" * 101,
        "𝟚𝟘𝟚𝟚",
        "٢٠٢٢",
    ],
)
def test_unreadable(text: str) -> None:
    """What is no period is refused and never guessed; long texts are not even looked at."""
    with pytest.raises(PeriodError):
        Period.parse(text)


def test_fiscal_hint() -> None:
    """A fiscal year without a first month is refused with the way to write it."""
    with pytest.raises(PeriodError, match="say in which month the fiscal year starts: FY2022 from 04"):
        Period.parse("FY2022")


@given(st.text(max_size=120) | st.text(alphabet="0123456789-/年月日季度上半底到至QHFYfrom  ", max_size=30))
def test_any_text(text: str) -> None:
    """Any text is either read, and then written so that it reads the same, or refused with a PeriodError."""
    try:
        read = Period.parse(text)
    except PeriodError:
        return
    assert read == Period.parse(str(read))


@given(_any(DAYS))
def test_round_trip(one: Period) -> None:
    """parse(str(p)) == p for every period, and nothing that equality leaves out is lost."""
    again = Period.parse(str(one))
    assert one == again
    assert attrs.astuple(one) == attrs.astuple(again)
    assert one == eval(repr(one), {"period": period})  # noqa: S307


@given(_any(DAYS))
def test_pickle(one: Period) -> None:
    """Periods travel between processes unchanged."""
    assert attrs.astuple(one) == attrs.astuple(pickle.loads(pickle.dumps(one)))


def test_equality() -> None:
    """How a period was written does not count, neither for equality nor in a set."""
    assert period("FY2021 from 04") == period("2021-04/2022-03")
    assert {period("2021")} == {period("2021 (inferred)"), period("2021-01/2021-12")}
    assert period("as of 2025-05") == period("as of 2025-05-31")
    assert period("as of 2024-02") != period("as of 2024-02-29")
    assert period("2025-05-31") != period("as of 2025-05-31")


MAY = date(2025, 5, 31)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"start": MAY, "end": date(2025, 5, 30)}, "ends before it starts"),
        ({"end": MAY, "is_instant": True}, "one date"),
        ({"start": date(2025, 5, 1), "end": MAY, "is_instant": True}, "one date"),
        ({"is_instant": True}, "one date"),
        ({"start": MAY, "end": MAY, "is_instant": True, "month_end": True}, "end of February"),
        ({"start": date(2024, 2, 28), "end": date(2024, 2, 28), "is_instant": True, "month_end": True}, "of February"),
        ({"start": date(2024, 2, 29), "end": date(2024, 2, 29), "month_end": True}, "end of February"),
        ({"start": MAY, "end": MAY, "fiscal": True}, "not a fiscal year"),
        ({"start": MAY, "fiscal": True}, "not a fiscal year"),
        ({"inferred": True}, "cannot be inferred"),
        ({"start": date(999, 12, 31)}, "no such year"),
    ],
)
def test_illegal_states(arguments: dict[str, Any], problem: str) -> None:
    """The constructor refuses dates that cannot be a period."""
    with pytest.raises(PeriodError, match=problem):
        Period(**arguments)


@pytest.mark.parametrize("end", ["2022", 2022, datetime(2022, 1, 1)])  # noqa: DTZ001
def test_ends_are_dates(end: Any) -> None:
    """An end of a period is a date without a time."""
    with pytest.raises(WrongTypeError, match="the end of a period has to be a date"):
        Period(end=end)


def test_reversed_text() -> None:
    """A reversed span is refused with both dates."""
    with pytest.raises(PeriodError, match="from 2021-11-01 to 2021-01-31; expected the earlier date first"):
        Period.parse("2021-11/2021-01")


class _Year:
    """An integer of another library."""

    def __index__(self) -> int:
        return 2022


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        (2022, "2022"),
        (_Year(), "2022"),
        (MAY, "2025-05-31"),
        (datetime(2025, 5, 31, 23, 59), "2025-05-31"),  # noqa: DTZ001
        ("2021年1-11月", "2021-01/2021-11"),
        (period("undated"), "undated"),
    ],
)
def test_converter(value: Any, canonical: str) -> None:
    """Texts, years, dates and periods are all taken for the period they name."""
    assert canonical == str(period(value))


@pytest.mark.parametrize(("value", "error"), [(True, WrongTypeError), (2022.0, WrongTypeError), (None, WrongTypeError)])
def test_converter_refuses_types(value: Any, error: type[Exception]) -> None:
    """What names no period, a truth value or a float among them, is refused."""
    with pytest.raises(error, match="not a period"):
        period(value)


@pytest.mark.parametrize("year", [999, 10_000, -1, pytest.param(10**5000, id="huge")])
def test_converter_refuses_years(year: int) -> None:
    """Years outside 1000 to 9999 are refused however large they are."""
    with pytest.raises(PeriodError, match="no such year"):
        period(year)


def test_days_and_length() -> None:
    """Both ends count, leap years are respected, and only whole months have a length in months."""
    assert (366, 365, 1, 1) == tuple(period(p).days for p in ("2024", "2022", "2025-05-31", "as of 2025-05-31"))
    assert (12, 60, 3, None, None) == tuple(
        period(p).length for p in ("2024", "2021/2025", "2021Q3", "2021-01-02/2021-03-31", "until 2025")
    )
    assert (True, True, False, False, False) == tuple(
        period(p).is_known for p in ("2024", "as of 2024", "since 2024", "until 2024", "undated")
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("since 2024", "since 2024 has no printed end"),
        ("until 2024", "until 2024 has no printed start"),
        ("undated", "the period is undated"),
    ],
)
def test_missing_ends_are_named(text: str, reason: str) -> None:
    """What needs both ends says which one is missing; a missing end is never guessed."""
    one = period(text)
    for ask in (one.year_earlier, lambda: one.elapsed(MAY), lambda: one.days, lambda: one.split("month")):
        with pytest.raises(PeriodError, match=reason):
            ask()


@pytest.mark.parametrize(
    ("outer", "inner", "contained"),
    [
        ("2021", "2021-11", True),
        ("2021", "as of 2021", True),
        ("2021-12-31", "as of 2021", True),
        ("as of 2021", "2021-12-31", False),
        ("2021", "2021-12/2022-01", False),
        ("2021-11", "2021", False),
        ("since 2021", "2021", True),
        ("since 2021", "since 2022", True),
        ("since 2021", "until 2022", False),
        ("until 2025", "2025", True),
        ("until 2025", "until 2024", True),
        ("until 2025", "since 2024", False),
        ("2021", "since 2021", False),
        ("since 2021", "undated", False),
        ("undated", "2021", False),
        ("undated", "undated", True),
    ],
)
def test_contains(outer: str, inner: str, contained: bool) -> None:
    """A period contains what lies in it with every day; a missing end is unlimited."""
    assert contained == period(outer).contains(period(inner))
    assert contained == (inner in period(outer))


@given(_any(), _any(), _any())
def test_contains_is_a_partial_order(a: Period, b: Period, c: Period) -> None:
    """Containing is reflexive, antisymmetric and transitive."""
    assert a.contains(a)
    assert not (a.contains(b) and b.contains(a)) or a == b
    assert not (a.contains(b) and b.contains(c)) or a.contains(c)


@given(_closed(), _closed())
def test_contains_and_overlaps_are_about_days(a: Period, b: Period) -> None:
    """Containing and overlapping are inclusion and intersection of the sets of days."""
    assert (_days(b) <= _days(a)) == a.contains(b)
    assert bool(_days(a) & _days(b)) == a.overlaps(b)


@given(_any(), _any())
def test_overlaps_is_symmetric(a: Period, b: Period) -> None:
    """Overlapping has no direction, and what contains a dated period overlaps it."""
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(b) or not a.contains(b) or a.kind is PeriodKind.UNDATED


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ("since 2022", "until 2021", False),
        ("since 2021", "until 2021", True),
        ("until 2020", "2021", False),
        ("undated", "2021", False),
        ("2021", "undated", False),
    ],
)
def test_overlaps_open(a: str, b: str, together: bool) -> None:
    """Open spans reach without limit; of undated periods nothing is known."""
    assert together == period(a).overlaps(period(b))


def test_elapsed() -> None:
    """Rule 8: elapsed time is counted in days, both ends counted, leap years respected."""
    assert Fraction(334, 365) == period(2021).elapsed(date(2021, 11, 30))
    assert Fraction(335, 366) == period(2024).elapsed(date(2024, 11, 30))
    assert Fraction(1, 365) == period(2021).elapsed(datetime(2021, 1, 1, 12))  # noqa: DTZ001
    assert Fraction(334, 365) == period(2021).elapsed("2021-11-30") == period(2021).elapsed("2021-11")
    with pytest.raises(PeriodError, match="a date was needed: since 2021-11"):
        period(2021).elapsed("since 2021-11")


@given(_closed() | _as_of(), NEAR, NEAR)
def test_elapsed_is_monotone(one: Period, a: date, b: date) -> None:
    """Rule 8: the share never falls; it is 0 before the start, above 0 on the first day, and 1 from the last day on."""
    assert one.start is not None
    assert one.end is not None
    assert one.elapsed(min(a, b)) <= one.elapsed(max(a, b))
    assert Fraction(0) == one.elapsed(one.start - timedelta(1))
    assert one.elapsed(one.start) > 0
    assert Fraction(1) == one.elapsed(one.end) == one.elapsed(one.end + timedelta(1))


@pytest.mark.parametrize(
    ("text", "years", "earlier"),
    [
        ("2022", 1, "2021"),
        ("2024-02", 1, "2023-02"),
        ("2023-02", -1, "2024-02"),
        ("2024-01/2024-02", 1, "2023-01/2023-02"),
        ("2024-01-15/2024-02-29", 1, "2023-01-15/2023-02-28"),
        ("2023-01-15/2023-02-28", -1, "2024-01-15/2024-02-29"),
        ("2024-01-15/2024-02-28", 4, "2020-01-15/2020-02-28"),
        ("2024-02-28", 1, "2023-02-28"),
        ("2024-02-29", 4, "2020-02-29"),
        ("as of 2024-02", 1, "as of 2023-02"),
        ("as of 2023-02-28", -1, "as of 2024-02-28"),
        ("FY2022 from 04", 1, "FY2021 from 04"),
        ("2022 (inferred)", 1, "2021 (inferred)"),
        ("2022", 0, "2022"),
    ],
)
def test_years_before(text: str, years: int, earlier: str) -> None:
    """Whole months stay whole months, ends of months stay ends of months, days stay days."""
    assert earlier == str(period(text).years_before(years))


@pytest.mark.parametrize(
    "text",
    ["2024-02-29", "as of 2024-02-29", "2024-02-29/2024-03-31", "2024-01-01/2024-02-28", "2024-02-28/2024-02-29"],
)
def test_leap_day_has_no_counterpart(text: str) -> None:
    """Rule 9: 29 February is refused with the reason, and so is a span that leaves out only this day of its month."""
    with pytest.raises(PeriodError, match="29 February has no counterpart in 2023"):
        period(text).year_earlier()


def test_leap_day_of_a_long_span() -> None:
    """The message names all the years of the counterpart."""
    with pytest.raises(PeriodError, match="29 February has no counterpart in 2022 to 2023"):
        period("2023-05-05/2024-02-28").year_earlier()


@pytest.mark.parametrize(
    ("text", "years"), [("1000", 1), ("9999", -1), pytest.param("2021", 10**6000, id="huge"), ("9998/9999", -1)]
)
def test_years_before_stays_in_range(text: str, years: int) -> None:
    """No period leaves the years 1000 to 9999."""
    with pytest.raises(PeriodError, match="expected years from 1000 to 9999"):
        period(text).years_before(years)


@given(_closed() | _as_of(), st.integers(-9, 9))
def test_year_earlier_and_back(one: Period, years: int) -> None:
    """So many years earlier and as many later is the same period, wherever it is defined at all."""
    leap_end = any(day is not None and day.month == 2 and day.day >= 28 for day in (one.start, one.end))
    try:
        there = one.years_before(years)
    except PeriodError:
        there = one
        years = 0 if leap_end else years
    assert one == there.years_before(-years)
    assert (one.kind, one.length) == (there.kind, there.length)
    assert years == comparable(one, there).years


@pytest.mark.parametrize(
    ("now", "before", "years", "reason"),
    [
        ("2022", "2021", 1, "2022 and 2021 are alike, 1 year apart"),
        ("2019", "2021", -2, "2019 and 2021 are alike, 2 years apart"),
        ("2021-01/2021-11", "2020-01/2020-11", 1, "2021-01/2021-11 and 2020-01/2020-11 are alike, 1 year apart"),
        ("2024-02", "2023-02", 1, "2024-02 and 2023-02 are alike, 1 year apart"),
        ("as of 2025-02", "as of 2024-02-29", 1, "as of 2025-02 and as of 2024-02-29 are alike, 1 year apart"),
        ("as of 2024-02-29", "as of 2025-02", -1, "as of 2024-02-29 and as of 2025-02 are alike, 1 year apart"),
        ("FY2022 from 04", "2021-04/2022-03", 1, "FY2022 from 04 and 2021-04/2022-03 are alike, 1 year apart"),
        ("undated", "2021", 0, "the period is undated"),
        ("2022", "since 2021", 0, "since 2021 has no printed end"),
        ("until 2022", "2021", 0, "until 2022 has no printed start"),
        ("2022", "as of 2021", 0, "2022 and as of 2021-12-31 are of unlike kinds: year and as of"),
        ("2022-01/2022-11", "2021-01/2021-10", 0, "of unlike length: 11 months and 10 months"),
        ("2022-01/2022-11", "2021-01-15/2021-11-30", 0, "of unlike length: 11 months and 320 days"),
        ("2022", "2022", 0, "2022 and 2022 do not lie whole years apart"),
        ("2022Q3", "2022Q1", 0, "2022Q3 and 2022Q1 do not lie whole years apart"),
        ("2022Q3", "2021Q1", 0, "2022Q3 and 2021Q1 do not lie whole years apart"),
        ("2022-01-15/2022-11-29", "2021-01-15/2021-11-28", 0, "do not lie whole years apart"),
        ("as of 2024-02-29", "as of 2023-02-28", 0, "29 February has no counterpart in 2023"),
        ("as of 2023-02-28", "as of 2024-02-29", 0, "29 February has no counterpart in 2023"),
        ("2024-01-02/2024-02-28", "2023-01-02/2023-02-28", 0, "29 February has no counterpart in 2023"),
    ],
)
def test_comparable(now: str, before: str, years: int, reason: str) -> None:
    """Rule 9: year on year needs one kind and length, whole years apart, and says what is missing."""
    answer = comparable(period(now), period(before))
    assert (years, years != 0, years != 0) == (answer.years, answer.ok, bool(answer))
    assert reason in answer.reason


@given(_any(), _any())
def test_comparable_is_symmetric(a: Period, b: Period) -> None:
    """Whether two periods compare does not depend on which comes first, and the years turn their sign."""
    assert -comparable(a, b).years == comparable(b, a).years


PARTS: list[Literal["month", "quarter", "year"]] = ["month", "quarter", "year"]


@given(_closed().filter(lambda one: one.length is not None), st.sampled_from(PARTS))
def test_split_partitions(one: Period, by: Literal["month", "quarter", "year"]) -> None:
    """The parts follow each other without gap, hold the same days in all, and none crosses a calendar unit."""
    parts = one.split(by)
    assert (one.start, one.end) == (parts[0].start, parts[-1].end)
    assert one.days == sum(part.days for part in parts)
    for part, following in itertools.pairwise(parts):
        assert part.end is not None
        assert part.end + timedelta(1) == following.start
    assert all(part.length is not None and part.length <= {"month": 1, "quarter": 3, "year": 12}[by] for part in parts)
    assert all(by != "month" or part.kind is PeriodKind.MONTH for part in parts)


def test_split_keeps_what_was_inferred() -> None:
    """Parts of an inferred period are inferred; parts of a fiscal year are no fiscal years."""
    assert ["2021 (inferred)"] == [str(part) for part in period("2021 (inferred)").split("year")]
    assert ["2022-04/2022-12", "2023Q1"] == [str(part) for part in period("FY2022 from 04").split("year")]
    assert "9999-12" == str(period(9999).split("month")[-1])


def test_split_refuses() -> None:
    """Days cannot be dealt out to months, and weeks are not known."""
    with pytest.raises(PeriodError, match="whole months can be split: '2021-01-15/2021-11-30'"):
        period("2021-01-15/2021-11-30").split("month")
    with pytest.raises(PeriodError, match="expected 'month', 'quarter' or 'year'"):
        period(2021).split(cast(Literal["month"], "week"))


def test_sort_key() -> None:
    """Periods sort by start, or by end where there is no start; undated ones come last."""
    texts = ["until 2020", "2021-01", "2021", "since 2021", "as of 2021-05-31", "undated"]
    assert texts == [str(p) for p in sorted(map(period, reversed(texts)), key=Period.sort_key)]


def test_errors_pickle() -> None:
    """An error of a worker process arrives with its parts."""
    with pytest.raises(PeriodError) as caught:
        Period.parse("2021Q5")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(caught.value), caught.value.expected) == (str(again), again.expected)


@pytest.mark.parametrize("text", ["30/11/2025", "11/30/2025", "2025/11/30", "30.11.2025", "as of 30.11.2025"])
def test_a_date_in_numbers_is_told_how_to_be_written(text: str) -> None:
    """Which of two numbers is the month, nobody can know from 1/2/2020; no such date is read, and the way is told."""
    with pytest.raises(PeriodError, match=r"not a period: .*; write dates as 2025-11-30, by year, month and day"):
        period(text)
