"""Change and year on year: percent for levels, points for rates, and unlike periods refused with the reason."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import PeriodError, UndefinedError, UnlikeUnitsError
from publicservice.interval import Interval

ULP = Fraction(1, 10**36)


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def points(value: str) -> ps.Figure:
    """Exact percentage points."""
    return ps.figure(value, "percentage point", exact=True)


# --- level or rate


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (110, 100, "10 %"),
        (100, 125, "-20 %"),
        (0, 5, "-100 %"),
        (250, 100, "150 %"),
        ("85.0 %", "83.5 %", "1.5 percentage points (1.40 to 1.60)"),
        ("80 %", "85 %", "-5 percentage points (-6.0 to -4.0)"),
        ("3‰", "4‰", "-0.1 percentage points (-0.20 to 0.00)"),
        ("0.85", "80.0 %", "5 percentage points (4.4 to 5.6)"),
        ("80.0 %", "0.85", "-5 percentage points (-5.6 to -4.4)"),
        ("52,000 persons", "5万人", "4 % (-7 to 17)"),
    ],
)
def test_a_level_changes_in_percent_and_a_rate_in_points(now: int | str, before: int | str, expected: str) -> None:
    """Rule 9: a level changes in percent, a rate in percentage points, even if only one side says that it is one."""
    assert expected == str(ps.change(now, before))
    assert expected == str(ps.year_on_year(now, before))


def test_the_jobs_of_2021() -> None:
    """686,000 after 624,317 is up 9.88 %, and 85.0 % after 83.5 % is up 1.5 points, not 1.8 %."""
    assert "+9.88 %" == format(ps.year_on_year(now=686_000, before=624_317), "+.2f")
    change = ps.year_on_year(now="85.0 %", before="83.5 %")
    assert (Decimal("1.5"), ps.unit("percentage point")) == (change.value, change.unit)


def test_units_of_one_kind_are_converted() -> None:
    """Hectares compare with mu, persons never with households."""
    assert holds(ps.change(ps.figure(11, "ha"), ps.figure(150, "mu")).admissible, Fraction(10))
    with pytest.raises(UnlikeUnitsError):
        ps.change("5 persons", "5 households")


@pytest.mark.parametrize(
    ("now", "before", "reason"),
    [
        (5, 0, "zero base"),
        ("5 persons", "0 persons", "zero base"),
        (5, -3, "negative base"),
        (-5, 3, "sign change"),
        ("5 CNY", ps.figure(None, "CNY", within="[-1, 10]"), "zero base"),
        ("5 CNY", ps.figure(None, "CNY", within="[-10, 0)"), "negative base"),
        ("-5 CNY", "3 CNY", "sign change"),
        ("less than 5 CNY", "3 CNY", "sign change"),
    ],
)
def test_a_negative_or_zero_base_is_undefined(now: int | str, before: int | str | ps.Figure, reason: str) -> None:
    """Rule 9: a negative or zero base has no percentage, nor has a change of sign; the reason is named."""
    with pytest.raises(UndefinedError) as caught:
        ps.change(now, before)
    assert reason == caught.value.reason


def test_rates_change_from_zero_and_below() -> None:
    """A rate may rise from 0 %, and a growth rate from below zero: points are a difference."""
    assert points("5") == ps.change(ps.figure(5, "%"), ps.figure(0, "%"))
    assert points("8") == ps.change(ps.figure(5, "%"), ps.figure(-3, "%"))


# --- periods


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        (2021, 2020),
        ("2021-01/2021-11", "2020-01/2020-11"),
        ("2021Q3", "2020Q3"),
        ("2024-02", "2023-02"),
        ("as of 2024-02", "as of 2023-02"),
        ("as of 2025-05-31", "as of 2024-05-31"),
        ("FY2022 from 04", "FY2021 from 04"),
    ],
)
def test_periods_a_year_apart_compare(later: str | int, earlier: str | int) -> None:
    """Rule 9: year on year compares spans of one kind and length that lie exactly a year apart."""
    assert Decimal(10) == ps.year_on_year(110, 100, periods=(later, earlier)).value


@pytest.mark.parametrize(
    ("later", "earlier", "reason"),
    [
        (2021, 2019, "2019 is not the year before 2021"),
        (2020, 2021, "2021 is not the year before 2020"),
        (2021, 2021, "do not lie whole years apart"),
        ("2021-02", "2020-03", "do not lie whole years apart"),
        ("2022-01/2022-11", 2021, "unlike kinds: span and year"),
        ("2022-01/2022-11", "2021-01/2021-10", "unlike length: 11 months and 10 months"),
        ("2024-02-29", "2023-02-28", "29 February"),
        ("2024-02-29", "2023-03-01", "29 February"),
        ("as of 2024-02-29", "as of 2023-02-28", "29 February"),
        ("since 2024", "since 2023", "has no printed end"),
        ("2024", "undated", "the period is undated"),
    ],
)
def test_unlike_periods_are_refused_with_the_reason(later: str | int, earlier: str | int, reason: str) -> None:
    """Rule 9: 29 February, unlike spans and spans that are not a year apart are refused, and the message says why."""
    with pytest.raises(PeriodError, match=reason) as caught:
        ps.year_on_year(110, 100, periods=(later, earlier))
    assert caught.value.problem.startswith("not a year on year: ")


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("2021-03", "2021-02"),
        (2022, 2019),
        ("2022-05-02", "2022-05-01"),
        ("2021Q4", "2021Q1"),
        ("2024-01-15/2024-03-14", "2023-01-15/2023-03-14"),
        ("2022-01-02/2022-01-11", "2022-01-01/2022-01-10"),
    ],
)
def test_change_takes_any_two_periods_of_one_kind(later: str | int, earlier: str | int) -> None:
    """A change, unlike a year on year, is over any two periods of one kind and length."""
    assert Decimal(10) == ps.change(110, 100, periods=(later, earlier)).value


@pytest.mark.parametrize(
    ("later", "earlier", "reason"),
    [
        ("2021-02", 2020, "not of one kind and length"),
        ("2022-01/2022-05", "2021-01/2021-04", "not of one kind and length"),
        ("2022-01-01/2022-01-20", "2021-01-01/2021-01-10", "not of one kind and length"),
        ("2022-01-01/2022-01-20", "2021-01/2021-05", "not of one kind and length"),
        ("as of 2022-05-01", "2021-05-01", "not of one kind and length"),
        ("since 2022", "2021", "without a date"),
        ("2022", "undated", "without a date"),
        (2020, 2021, "the later period comes first"),
        (2021, 2021, "the later period comes first"),
    ],
)
def test_change_refuses_unlike_or_swapped_periods(later: str | int, earlier: str | int, reason: str) -> None:
    """Rule 9: a month is no change on a year, and of two swapped periods the change would have the wrong sign."""
    with pytest.raises(PeriodError, match=reason):
        ps.change(110, 100, periods=(later, earlier))


# --- series


def test_a_gap_in_a_series_gives_no_change() -> None:
    """Rule 9: where the year before is lacking there is no change, never the change on the wrong year."""
    steps = ps.year_on_year_series({2023: 120, 2020: 100, "2021": "110"})
    assert [ps.period(2020), ps.period(2021), ps.period(2023)] == [step.period for step in steps]
    assert [None, Decimal(10), None] == [step.change and step.change.value for step in steps]
    assert ["no figure a year earlier", "", "no figure a year earlier"] == [step.reason for step in steps]


def test_each_step_has_its_own_reason() -> None:
    """One undefined step does not spoil the others: its reason stands in the row."""
    steps = ps.year_on_year_series(
        {
            2019: 0,
            2020: 5,
            "2021-01/2021-11": 1,
            "2024-02-29": 1,
            "2023-02-28": 1,
            "since 2024": 1,
            "as of 2020-06": "80.0 %",
            "as of 2021-06": "81.0 %",
        }
    )
    assert {
        "2019": "no figure a year earlier",
        "2020": "zero base",
        "as of 2020-06-30": "no figure a year earlier",
        "2021-01/2021-11": "no figure a year earlier",
        "as of 2021-06-30": "1.0 percentage point (0.90 to 1.10)",
        "2023-02-28": "no figure a year earlier",
        "since 2024": "a counterpart in another year needs both ends of a period",
        "2024-02-29": "29 February has no counterpart in 2023",
    } == {str(step.period): str(step.change or step.reason) for step in steps}
    assert [step.reason == "" for step in steps] == [isinstance(step.change, ps.Figure) for step in steps]


def test_two_figures_for_one_period_are_refused() -> None:
    """2021 and "2021" are one period; of two figures for it one would be lost without a word."""
    with pytest.raises(PeriodError, match="two figures for one period: 2021Q3"):
        ps.year_on_year_series({"2021Q3": 5, "2021-07/2021-09": 6})


def test_unlike_units_a_year_apart_are_an_error() -> None:
    """Persons after households are a broken series, not an undefined step."""
    with pytest.raises(UnlikeUnitsError):
        ps.year_on_year_series({2020: "5 persons", 2021: "5 households"})


# --- sets

POSITIVE = st.decimals(min_value=Decimal("0.001"), max_value=10**9, places=3, allow_nan=False, allow_infinity=False)
PARTS = st.fractions(0, 1, max_denominator=50)


@st.composite
def sets(draw: st.DrawFn) -> Interval:
    """Bounded sets above zero, with open and closed ends."""
    low, high = sorted((draw(POSITIVE), draw(POSITIVE)))
    opens = (draw(st.booleans()), draw(st.booleans())) if low < high else (False, False)
    return Interval(low, high, *opens)


def member(within: Interval, part: Fraction) -> Fraction | None:
    """The number that lies this part of the way from the lower end, if it belongs to the set."""
    low, high = Fraction(within.low), Fraction(within.high)
    at = low + part * (high - low)
    outside = (at == low and within.low_open) or (at == high and within.high_open)
    return None if outside else at


def holds(within: Interval, value: Fraction) -> bool:
    """Whether a rational number belongs to a bounded set, worked out without decimals."""
    low, high = Fraction(within.low), Fraction(within.high)
    return (low < value or (low == value and not within.low_open)) and (
        value < high or (value == high and not within.high_open)
    )


@given(sets(), sets(), PARTS, PARTS, st.sampled_from(["CNY", "%"]))
def test_change_encloses(now: Interval, before: Interval, of_now: Fraction, of_before: Fraction, unit: str) -> None:
    """Rule 16: whatever the true numbers within the printed ones are, their change lies in the computed set."""
    later, earlier = member(now, of_now), member(before, of_before)
    assume(later is not None and earlier is not None)
    assert later is not None
    assert earlier is not None
    found = ps.change(ps.figure(None, unit, within=now), ps.figure(None, unit, within=before))
    assert holds(found.admissible, later - earlier if unit == "%" else 100 * (later / earlier - 1))


@given(sets(), sets())
def test_change_is_tight(now: Interval, before: Interval) -> None:
    """The earlier figure counts once: the set ends where the ends of the printed ones lead, within forty digits."""
    found = ps.change(ps.figure(None, "CNY", within=now), ps.figure(None, "CNY", within=before)).admissible
    low = 100 * (Fraction(now.low) / Fraction(before.high) - 1)
    high = 100 * (Fraction(now.high) / Fraction(before.low) - 1)
    assert 0 <= low - Fraction(found.low) <= (abs(low) + 100) * ULP
    assert 0 <= Fraction(found.high) - high <= (abs(high) + 100) * ULP
    assert (now.low_open or before.high_open, now.high_open or before.low_open) == (found.low_open, found.high_open)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("more than 1,500 CNY", ps.figure(1000, "CNY"), "(50, ∞)"),
        (ps.figure(500, "CNY"), "more than 1,000 CNY", "(-100, -50)"),
        (ps.figure(500, "CNY"), ps.figure(None, "CNY", within="(0, 400]"), "[25, ∞)"),
        (ps.figure(None, "CNY", within="[10, 15]"), ps.figure(10, "CNY"), "[0, 50]"),
    ],
)
def test_one_sided_figures_change_one_sidedly(now: str | ps.Figure, before: ps.Figure | str, expected: str) -> None:
    """Rule 7: "more than 1,500" after 1,000 is up by more than 50 %."""
    assert expected == str(ps.change(now, before).admissible)


def test_exact_figures_change_exactly() -> None:
    """Where the decimal ends the change is exact, and where it does not its set holds the fraction."""
    assert ps.change(3, 4).is_exact
    third = ps.change(4, 3)
    assert not third.is_exact
    assert holds(third.admissible, Fraction(100, 3))


@pytest.mark.parametrize(
    ("now", "before", "admissible"),
    [
        # a printed zero is 0 to 0.5, over 45 to 55 printed as 50
        ("0 CNY", "50 CNY", "[-100, -98.88888888888888888888888888888888888888]"),
        ("0 jobs", "50 jobs", "[-100, -98.88888888888888888888888888888888888888]"),
    ],
)
def test_a_fall_to_a_printed_zero_is_no_change_of_sign(now: str, before: str, admissible: str) -> None:
    """Rule 14: of a printed zero, the half above it counts where less than nothing has no meaning."""
    assert admissible == str(ps.year_on_year(now, before).admissible)


@pytest.mark.parametrize(
    ("now", "before"),
    [(686_000, 624_317), (1, 3), (2, 3), (10**30 + 1, 7), (7, 10**30 + 1), (0, 5), ("0.1", "0.3"), ("1e-300", "3e300"),
     ("1e-500", "3"), ("3e500", "7"), ("1e-900", "3e900"), ("3e900", "1e-900")],
)  # fmt: skip
def test_the_change_of_exact_levels_is_rounded_once(now: int | str, before: int | str) -> None:
    """Definition: (now / before - 1) in percent; the set holds it, and the value is as near as 40 digits come."""
    exact = (Fraction(now) / Fraction(before) - 1) * 100
    found = ps.year_on_year(ps.Figure(Decimal(now), ps.unit("job")), ps.Figure(Decimal(before), ps.unit("job")))
    assert found.value is not None
    assert Fraction(found.low) <= exact <= Fraction(found.high)
    assert abs(Fraction(found.value) - exact) <= abs(exact) / 10**39
