"""Coverage: exclusions, rates above 100 %, and the gap to a goal in points and in people."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.compute.coverage import explain_above
from publicservice.errors import FigureTextError, ModelError, UndefinedError, UnlikeUnitsError
from publicservice.interval import Interval


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def counts(
    covered: int, eligible: int, excluded: int | None = None, excluded_covered: int | None = None
) -> ps.CoverageRate:
    """Exact counts."""
    return ps.CoverageRate(covered=covered, eligible=eligible, excluded=excluded, excluded_covered=excluded_covered)


# --- the noun


def test_a_coverage_knows_its_parts() -> None:
    """A coverage rate carries its counts, whom, where and when, and shows itself in a word."""
    rate = ps.CoverageRate(
        covered="2,650 units", eligible="3,442 units", group="tenants", place="Linyi", period=2022, note=" as printed "
    )
    assert (True, "tenants", "as printed") == (rate.counted, rate.label, rate.note)
    assert "90 of 100" == str(counts(90, 100))
    assert ("85 %", False) == (str(ps.CoverageRate(rate=ps.figure(85, "%"))), ps.CoverageRate(rate="85 %").counted)


@pytest.mark.parametrize(
    ("rate", "label"),
    [
        (ps.CoverageRate(rate="85 %", group="tenants", place="Linyi", period=2022), "tenants"),
        (ps.CoverageRate(rate="85 %", place="Linyi", period=2022), "Linyi"),
        (ps.CoverageRate(rate="85 %", period=2022), "2022"),
        (ps.CoverageRate(rate="85 %"), ""),
    ],
)
def test_a_coverage_is_labelled_by_whom_where_or_when(rate: ps.CoverageRate, label: str) -> None:
    """For tables a coverage goes by its group, else its place, else its period."""
    assert label == rate.label


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, "needs covered and eligible, or the printed rate"),
        ({"covered": 5}, "needs covered and eligible, or the printed rate"),
        ({"eligible": 5}, "needs covered and eligible, or the printed rate"),
        ({"covered": -5, "eligible": 10}, "covered is a count"),
        ({"covered": "5 %", "eligible": 10}, "covered is a count"),
        ({"covered": 5, "eligible": "10 %"}, "eligible is a count"),
        ({"covered": 5, "eligible": 10, "excluded": -1}, "excluded is a count"),
        ({"rate": "5 persons"}, "a coverage rate is a share"),
    ],
)
def test_the_impossible_is_refused(parts: dict[str, int | str], expected: str) -> None:
    """A rate is a share and counts are zero or more; one count alone is no rate."""
    with pytest.raises(ModelError, match=expected):
        ps.CoverageRate(**parts)  # type: ignore[arg-type]


def test_counts_are_of_one_kind() -> None:
    """Households covered of persons eligible is no rate."""
    with pytest.raises(UnlikeUnitsError):
        ps.CoverageRate(covered="5 households", eligible="10 persons")
    with pytest.raises(UnlikeUnitsError):
        ps.CoverageRate(rate="5 %", covered="5 households", excluded="10 persons")


# --- the rate


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (counts(90, 100), "90"),
        (counts(90, 120, 20), "90"),
        (counts(90, 120, 20, 0), "90"),
        (counts(90, 120, 20, 10), "80"),
        (counts(0, 10), "0"),
        (counts(10, 10), "100"),
        (counts(123, 100), "123"),
        (ps.CoverageRate(covered=90, eligible=100, rate="91 %"), "90"),
        (ps.CoverageRate(rate="91 %"), "91"),
        (ps.CoverageRate(rate="91 %", eligible=100), "91"),
        (ps.CoverageRate(rate=ps.figure("0.91")), "91"),
        (ps.CoverageRate(rate="910‰"), "91"),
    ],
)
def test_exclusions_leave_both_sides(rate: ps.CoverageRate, expected: str) -> None:
    """Rule 12: the excluded leave the eligible, and those of them who were covered leave the covered."""
    found = ps.coverage_rate(rate)
    assert (Decimal(expected), ps.unit("%")) == (found.value, found.unit)


@pytest.mark.parametrize(
    ("rate", "reason"),
    [
        (counts(5, 0), "no eligible"),
        (counts(5, 10, 10), "no eligible"),
        (counts(5, 10, 11), "no eligible"),
        (counts(0, 0), "no eligible"),
        (ps.CoverageRate(covered="5 persons", eligible="0 persons"), "no eligible"),
        (counts(5, 10, 6, 6), "negative covered"),
    ],
)
def test_a_share_of_nobody_is_undefined(rate: ps.CoverageRate, reason: str) -> None:
    """Rule 3: where nobody is eligible, or fewer than none covered, there is no rate; the reason is named."""
    with pytest.raises(UndefinedError) as caught:
        ps.coverage_rate(rate)
    assert reason == caught.value.reason


def test_more_than_nobody_may_be_eligible() -> None:
    """Rule 3: where nobody is left out of the eligible, 1 of up to 5 is a fifth or more."""
    rate = ps.coverage_rate(ps.CoverageRate(covered=1, eligible=ps.figure(None, within="(0, 5]")))
    assert "[20, ∞)" == str(rate.admissible)


def test_coverage_above_all_is_kept_and_explained() -> None:
    """Rule 12: coverage above 100 % is kept, with what usually causes it; about 100 % there is nothing to say."""
    assert "above 100 %: covered outside the area" == explain_above(ps.coverage_rate(counts(123, 100)))[:37]
    assert ["", ""] == [explain_above(ps.figure(100, "%")), explain_above(ps.figure("100 %"))]
    assert "" != explain_above(ps.figure("1.2"))


def test_the_set_of_a_printed_coverage() -> None:
    """Rule 14: printed counts give the set of rates that they allow."""
    found = ps.coverage_rate(ps.CoverageRate(covered="91 persons", eligible="126 persons", excluded="1 person"))
    assert Interval(Decimal("90.5"), Decimal("91.5")) / Interval(124, 126) == found.admissible.scaled(Fraction(1, 100))


# --- the gap


@pytest.mark.parametrize(
    ("rate", "goal", "points", "people", "shown", "verdict"),
    [
        (counts(2650, 3442), "85 %", None, "275.7", "276", ps.Verdict.NOT_MET),
        (counts(80, 100), "85 %", "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(85, 100), "85 %", "0", "0", "0 percentage points; 0", ps.Verdict.MET),
        (counts(90, 100), "85 %", "-5", "-5", "-5 percentage points; -5", ps.Verdict.MET),
        (counts(8, 10), "85 %", "5", "0.5", "5 percentage points; 1", ps.Verdict.NOT_MET),
        (counts(9, 10), "85 %", "-5", "-0.5", "-5 percentage points; 0", ps.Verdict.MET),
        (counts(80, 120, 20), "85 %", "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(80, 100), ps.at_least("85 %"), "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(80, 100), ps.reach("85 %"), "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(80, 100), ps.keep("at least 85 %"), "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(80, 100), ps.every("year", "at least 85 %"), "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(85, 100), ps.more_than("85 %"), "0", "0", "0 percentage points; 0", ps.Verdict.NOT_MET),
        (counts(12, 100), ps.at_most("10 %"), "2", "2", "2 percentage points; 2", ps.Verdict.NOT_MET),
        (counts(8, 100), ps.less_than("10 %"), "-2", "-2", "-2 percentage points; -2", ps.Verdict.MET),
        (counts(12, 100), ps.lower_to("10 %"), "2", "2", "2 percentage points; 2", ps.Verdict.NOT_MET),
        (counts(80, 100), ps.figure("0.85", exact=True), "5", "5", "5 percentage points; 5", ps.Verdict.NOT_MET),
        (counts(80, 100), 1, "20", "20", "20 percentage points; 20", ps.Verdict.NOT_MET),
    ],
)
def test_the_gap_in_points_and_in_people(
    rate: ps.CoverageRate,
    goal: ps.Goal | ps.Figure | str | int,
    points: str | None,
    people: str,
    shown: str,
    verdict: ps.Verdict,
) -> None:
    """Rule 12: a gap is stated in points and in people, who are shown in whole numbers, rounded up."""
    gap = ps.coverage_gap(rate, goal)
    assert gap.people is not None
    if points is not None:
        assert Decimal(points) == gap.points.value
    assert (Decimal(people), verdict) == (gap.people.value, gap.verdict)
    assert shown in str(gap)


def test_the_units_of_linyi() -> None:
    """2,650 of 3,442 units stand 8.0 points below 85 %, which is 276 units."""
    gap = ps.coverage_gap(ps.CoverageRate(covered="2,650 units", eligible="3,442 units"), goal="85 %")
    assert "8.0 percentage points (7.85 to 8.17); 276 units" == str(gap)
    assert ps.unit("percentage point") is gap.points.unit
    assert ps.Verdict.NOT_MET is gap.verdict


def test_a_gap_of_one_is_in_the_singular() -> None:
    """84 of 100 stand one point and one person below 85 %."""
    rate = ps.CoverageRate(covered=ps.figure(84, "person"), eligible=ps.figure(100, "person"))
    assert "1 percentage point; 1 person" == str(ps.coverage_gap(rate, "85 %"))


def test_a_printed_rate_has_a_gap_in_points_only() -> None:
    """Without the eligible there are no people to count, and the rounding of the print stays."""
    gap = ps.coverage_gap("84.7 %", "85 %")
    assert ("0.3 percentage points (0.25 to 0.35)", None) == (str(gap), gap.people)
    assert ps.Verdict.UNDECIDED is ps.coverage_gap("85 %", ps.at_least("85 %")).verdict


def test_a_printed_rate_of_known_eligible_counts_them_once() -> None:
    """Rule 15: people = (goal - rate) * eligible; two products of the eligible would be far too wide."""
    rate = ps.CoverageRate(rate=ps.figure(77, "%"), eligible="3,442 units")
    people = ps.coverage_gap(rate, "85 %").people
    assert people is not None
    assert (Decimal("275.36"), Interval(Decimal("275.32"), Decimal("275.40"))) == (people.value, people.admissible)


def test_what_is_not_counted_is_not_rounded_up() -> None:
    """A gap in length is no number of people: it is shown as it is."""
    gap = ps.coverage_gap(ps.CoverageRate(covered=ps.figure(8, "km"), eligible=ps.figure(10, "km")), "85 %")
    assert "5 percentage points; 0.5 km" == str(gap)


def test_people_of_a_range_are_shown_as_a_range() -> None:
    """Where only a range of covered is printed, the missing people are a range too."""
    gap = ps.coverage_gap(ps.CoverageRate(covered="70-80 persons", eligible=ps.figure(100, "person")), "85 %")
    assert "5 to 15 percentage points; 5 to 15 persons" == str(gap)


def test_a_printed_rate_under_an_upper_limit_has_a_gap_in_points_only() -> None:
    """Without the eligible there are no people to count, whichever way the goal is set: 12 % is 2 points above 10 %."""
    gap = ps.coverage_gap(ps.figure(12, "%"), ps.at_most("10 %"))
    assert ("2 percentage points", None) == (str(gap), gap.people)


def test_a_goal_in_words_is_one_number() -> None:
    """A text stands for its number only, so that a comparator in it is refused: whole goals are made by `goal`."""
    assert ps.coverage_gap("50 %", ps.goal("at least 85 %")) == ps.coverage_gap("50 %", "85 %")
    with pytest.raises(FigureTextError, match="not an exact figure: 'at least 85 %'"):
        ps.coverage_gap("50 %", "at least 85 %")


def test_a_goal_of_twice_all_is_the_highest_bare_number() -> None:
    """Section 4: 2 is 200 %, which some coverages reach; above it a per cent sign was forgotten."""
    assert "150 percentage points" == str(ps.coverage_gap(ps.figure(50, "%"), 2))


def test_the_explanation_begins_above_all() -> None:
    """100.5 % is above all as 101 % is; 100 % is not."""
    assert ["", True, True] == [
        explain_above(ps.figure(Decimal(rate), "%")) and True for rate in ("100", "100.5", "101")
    ]


@pytest.mark.parametrize(
    "goal", [ps.between("80 %", "90 %"), ps.all_of("district"), ps.each_of(5, "district", "at least 85 %")]
)
def test_goals_of_more_than_one_rate_have_no_gap(goal: ps.Goal) -> None:
    """Rule 3: a range, or all members, is not one rate to stand below; the error says what to do."""
    with pytest.raises(UndefinedError, match="give the rate as a number") as caught:
        ps.coverage_gap("80 %", goal)
    assert "no single goal" == caught.value.reason


def test_goals_of_another_kind_are_refused() -> None:
    """A goal in persons is no rate."""
    with pytest.raises(UnlikeUnitsError):
        ps.coverage_gap("80 %", "85 persons")
    with pytest.raises(UnlikeUnitsError):
        ps.coverage_gap("80 %", ps.at_least("85 persons"))


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 1000))
def test_the_people_shown_close_the_gap_and_one_fewer_does_not(covered: int, eligible: int, per_mille: int) -> None:
    """Rule 12: reaching the whole number that is shown meets the goal; one fewer does not."""
    goal = ps.figure(Decimal(per_mille).scaleb(-1, decimal.Context()), "%")
    gap = ps.coverage_gap(counts(covered, eligible), goal)
    assert gap.people is not None
    needed = int(str(gap).rpartition("; ")[2].replace(",", ""))
    assert 1000 * (covered + needed) >= per_mille * eligible > 1000 * (covered + needed - 1)
    assert (gap.verdict is ps.Verdict.MET) is (needed <= 0)


# --- pooling


def test_rates_pool_and_are_never_averaged() -> None:
    """Rule 10: pooled rates are sums over sums, with the excluded taken out on both sides."""
    both = ps.pooled([counts(90, 100), counts(130, 230, 30, 10)])
    assert (Decimal(210), Decimal(300)) == tuple(part and part.value for part in (both.covered, both.eligible))
    assert Decimal(70) == ps.coverage_rate(both).value


@pytest.mark.parametrize("rates", [[], [counts(90, 100), ps.CoverageRate(rate="60 %", covered=5)]])
def test_rates_without_counts_do_not_pool(rates: list[ps.CoverageRate]) -> None:
    """Rule 10: a printed rate beside counts has no weight, and nothing has no rate."""
    with pytest.raises(UndefinedError) as caught:
        ps.pooled(iter(rates))
    assert "counts not known" == caught.value.reason


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=1, max_size=6))
def test_the_pooled_rate_lies_between_the_rates(pairs: list[tuple[int, int]]) -> None:
    """The pooled rate is the sum of the covered over that of the eligible, between the lowest and the highest rate."""
    pooled = ps.coverage_rate(ps.pooled([counts(covered, eligible) for covered, eligible in pairs])).admissible
    exact = 100 * Fraction(sum(covered for covered, _ in pairs), sum(eligible for _, eligible in pairs))
    assert Fraction(pooled.low) <= exact <= Fraction(pooled.high)
    rates = [100 * Fraction(covered, eligible) for covered, eligible in pairs]
    assert min(rates) <= exact <= max(rates)


def test_a_goal_without_its_percent_sign_is_refused() -> None:
    """A bare 85 would be 8,500 %; a share of 0.85 is 85 %."""
    with pytest.raises(ps.PublicServiceError, match="a bare number above one is no share: 85; expected such as '85 %'"):
        ps.coverage_gap("80 %", 85)
    assert 5 == ps.coverage_gap(ps.figure("80 %", exact=True), 0.85).points.value
