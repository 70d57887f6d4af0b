"""
Laws of the verbs: no definition depends on the unit, what was true is never called wrong, and what is refused is
refused by counting too.

That completion and change enclose what their members give, and that sums of small counts are judged as by trying every
pair, is proved beside each verb (`test_progress.py`, `test_change.py`, `test_claims.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing
from publicservice.errors import UndefinedError
from publicservice.figures import Figure, figure

CONSISTENT, INCONSISTENT = ps.ClaimVerdict.CONSISTENT, ps.ClaimVerdict.INCONSISTENT
NOT_CHECKABLE = ps.ClaimVerdict.NOT_CHECKABLE
# Factors between these are decimals both ways, so that no end of a set is rounded and comes to touch what it did not.
KIN = [("km", "m"), ("t", "jin"), ("CNY/km", "CNY/m"), ("kWh", "GWh"), ("m²", "ha"), ("km", "li")]
PAIRS = st.sampled_from(KIN).flatmap(st.permutations).map(lambda pair: (ps.unit(pair[0]), ps.unit(pair[1])))
NEAR = Decimal("1e-30")


def answer(verb: Callable[..., Any], *given_figures: Any, **more: Any) -> Any:
    """What a verb says, or the reason why it says nothing."""
    try:
        return verb(*given_figures, **more)
    except UndefinedError as error:
        return error.reason


def is_near(one: Any, other: Any) -> bool:
    """Whether two answers are one, but for the last of forty digits."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    same = [a == b or abs(a - b) <= NEAR * max(abs(a), abs(b), Decimal(1)) for a, b in ends_of(one, other)]
    opens = [(each.admissible.low_open, each.admissible.high_open) for each in (one, other)]
    is_wide = one.high - one.low > NEAR * max(abs(one.low), Decimal(1))  # else only the rounding of a quotient is in it
    return all(same) and one.unit is other.unit and (opens[0] == opens[1] or not is_wide)


def ends_of(one: Figure, other: Figure) -> list[tuple[Decimal, Decimal]]:
    """The ends of two sets, and their values where both have one."""
    values = [] if one.value is None or other.value is None else [(one.value, other.value)]
    return [(one.low, other.low), (one.high, other.high), *values]


def some(its_unit: ps.Unit) -> st.SearchStrategy[Figure]:
    """Figures of a unit, above zero or not."""
    return testing.figures(its_unit, min_value=0) | testing.figures(its_unit)


# --- no answer depends on the unit


@given(PAIRS, st.data())
def test_completion_does_not_depend_on_the_unit(pair: tuple[ps.Unit, ps.Unit], data: st.DataObject) -> None:
    """Both definitions are ratios of like quantities: kilometres or metres, the completion is the same."""
    mine, theirs = pair
    actual, target, start = (data.draw(some(mine)) for _ in range(3))
    for definition, baseline in (("ratio", None), ("from_baseline", start)):
        told = answer(ps.completion_rate, actual, target, baseline=baseline, definition=definition)
        moved = baseline if baseline is None else baseline.to(theirs)
        other = answer(ps.completion_rate, actual.to(theirs), target.to(theirs), baseline=moved, definition=definition)
        mixed = answer(ps.completion_rate, actual, target.to(theirs), baseline=baseline, definition=definition)
        assert is_near(told, other)
        assert is_near(told, mixed)


@given(PAIRS, st.data())
def test_change_does_not_depend_on_the_unit(pair: tuple[ps.Unit, ps.Unit], data: st.DataObject) -> None:
    """A level changes in percent of the earlier figure, whatever both are counted in."""
    mine, theirs = pair
    now, before = data.draw(some(mine)), data.draw(some(mine))
    told = answer(ps.year_on_year, now, before)
    assert is_near(told, answer(ps.year_on_year, now.to(theirs), before.to(theirs)))
    assert is_near(told, answer(ps.year_on_year, now, before.to(theirs)))


@given(PAIRS, st.integers(0, 120), st.data())
def test_coverage_does_not_depend_on_the_unit(pair: tuple[ps.Unit, ps.Unit], percent: int, data: st.DataObject) -> None:
    """Covered over eligible is a share; the gap in points stays, and the gap in quantity converts with the counts."""
    mine, theirs = pair
    names = ("covered", "eligible", "excluded", "excluded_covered")
    here: dict[str, Any] = {
        name: data.draw(testing.figures(mine, min_value=0).filter(lambda count: count.high > 0 or count.is_exact))
        for name in names[: data.draw(st.integers(2, 4))]
    }  # less than nobody is refused where it stands
    there = {name: value.to(theirs) for name, value in here.items()}
    told = [ps.CoverageRate(**figures) for figures in (here, there)]
    assert is_near(*(answer(ps.coverage_rate, rate) for rate in told))
    one, other = (answer(ps.coverage_gap, rate, figure(percent, "%")) for rate in told)
    if isinstance(one, str):
        assert one == other
        return
    assert one.verdict is other.verdict
    assert is_near(one.points, other.points)
    assert is_near(one.people, other.people.to(mine))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 2000), st.integers(1, 9))
def test_completion_is_what_it_says(actual: int, target: int, start: int, times: int) -> None:
    """Ratio = actual / target; from_baseline = (actual - baseline) / (target - baseline); nothing is capped."""
    told = ps.completion_rate(actual, target)
    assert is_near(told, figure(Fraction(100 * actual, target), "%"))
    assert is_near(told, ps.completion_rate(times * actual, times * target))
    assert is_near(told, ps.completion_rate(actual, target, baseline=0))
    if start != target:
        moved = ps.completion_rate(actual, target, baseline=start)
        assert is_near(moved, figure(Fraction(100 * (actual - start), target - start), "%"))
        shifted = ps.completion_rate(actual + times, target + times, baseline=start + times)
        assert is_near(moved, shifted)
        mirrored = ps.completion_rate(-actual, -target, baseline=-start)
        assert is_near(moved, mirrored)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 2000))
def test_answers_in_mu_and_in_hectares_are_one(actual: int, target: int, start: int) -> None:
    """One mu is exactly a fifteenth of a hectare, which no decimal is: the answers agree to forty digits."""
    now, wanted, before = (figure(number, "mu") for number in (actual, target, start))
    assert is_near(ps.completion_rate(now, wanted), ps.completion_rate(now.to("ha"), wanted.to("ha")))
    assert is_near(ps.change(now, wanted), ps.change(now.to("ha"), wanted.to("ha")))
    told = answer(ps.completion_rate, now, wanted, baseline=before)
    assert is_near(told, answer(ps.completion_rate, now, wanted.to("ha"), baseline=before))


# --- what was true

VERBS: dict[str, tuple[Any, Any]] = {
    "completion": (testing.consistent_completion, ps.verify_completion),
    "share": (testing.consistent_share, ps.verify_share),
    "year on year": (testing.consistent_year_on_year, ps.verify_year_on_year),
    "sum": (testing.consistent_sum, ps.verify_sum),
}
UNITS = st.one_of(testing.counts(), st.sampled_from([ps.unit("CNY"), ps.unit("km"), ps.unit("CNY/person/year")]))


@pytest.mark.parametrize("name", VERBS)
@given(data=st.data())
def test_the_truth_is_never_called_inconsistent(name: str, data: st.DataObject) -> None:
    """Numbers that were in truth consistent before rounding are never called inconsistent, however they are printed."""
    draw, verify = VERBS[name]
    scenario = data.draw(draw(UNITS))
    result = verify(**scenario.printed)
    assert result.verdict is not INCONSISTENT, str(result)
    assert name not in ("completion", "sum") or result.verdict is CONSISTENT


@given(testing.consistent_year_on_year("%"))
def test_true_changes_of_rates_are_consistent(scenario: testing.Scenario) -> None:
    """A rate changes in percentage points, and their difference is always defined."""
    assert CONSISTENT is ps.verify_year_on_year(**scenario.printed).verdict


@given(testing.consistent_share(), st.sampled_from(["share", "completion"]))
def test_what_is_not_printed_is_among_what_it_implies(scenario: testing.Scenario, name: str) -> None:
    """Without the whole, the claim is turned round, and bounds what was not printed: the truth is within the bounds."""
    says, part = scenario.printed["says"], scenario.printed["part"]
    result = ps.verify_share(says=says, part=part) if name == "share" else ps.verify_completion(says=says, actual=part)
    assert NOT_CHECKABLE is result.verdict
    assert (result.implied is None) is figure(says).admissible.contains(0)
    if result.implied is not None:
        assert result.implied.admissible.low <= scenario.true["whole"] <= result.implied.admissible.high


@given(testing.consistent_year_on_year())
def test_the_true_base_is_among_those_implied(scenario: testing.Scenario) -> None:
    """Without the earlier figure, the claim bounds it, and it lies within the bounds."""
    printed = scenario.printed
    result = ps.verify_year_on_year(says=printed["says"], now=printed["now"])
    change = figure(printed["says"])
    may_lose_all = change.unit.is_rate and change.to("percent").admissible.contains(-100)
    assert (result.implied is None) is may_lose_all
    if result.implied is not None:
        assert result.implied.admissible.low <= scenario.true["before"] <= result.implied.admissible.high


@given(testing.consistent_reports())
def test_a_true_report_has_no_errors(report: ps.Report) -> None:
    """The same holds for whole reports: no claim of one that was true before rounding is an error in `check`."""
    found = ps.check(report)
    assert () == found.at_least("error")
    assert len(report.claims) == sum(one.rule.startswith("claim-") for one in found)


@given(testing.consistent_plans())
def test_a_plan_that_adds_up_is_confirmed(plan: ps.Plan) -> None:
    """Parts that add up and counts that are declared rightly are never warned of."""
    assert () == ps.check(plan).at_least("warning")


# --- what counting refuses


def whole_numbers_of(count: int, zeros: int) -> range:
    """The whole numbers that are printed as a count whose last digits were rounded to zeros."""
    weight = 10**zeros
    return range(count - weight // 2, count + weight // 2 + 1) if zeros else range(count, count + 1)


@st.composite
def small_counts(draw: st.DrawFn) -> tuple[str, range]:
    """A small count as printed, and the whole numbers that it may stand for."""
    count = draw(st.integers(1, 120))
    zeros = len(str(count)) - len(str(count).rstrip("0"))
    style = draw(st.sampled_from(["plain", "plain", "at least", "less", "range", "万"]))
    if style == "at least":
        return f"about {count} persons", range(count - 10**zeros, count + 10**zeros + 1)
    if style == "range":
        more = draw(st.integers(0, 9))
        return f"{count}-{count + more} persons", range(count, count + more + 1)
    if style == "less":
        return f"nearly {count} persons", range(count - 10**zeros // 2, count) if zeros else range(count, count)
    if style == "万":
        return f"{Decimal(count).scaleb(-4):f}万人", range(count, count + 1)
    return f"{count}人", whole_numbers_of(count, zeros)


def is_said(value: Fraction, said: int, decimals: int) -> bool:
    """Whether a percentage would have been printed as this many units of its last decimal."""
    return abs(value * Fraction(10) ** decimals - said) <= Fraction(1, 2)


@given(small_counts(), small_counts(), st.integers(0, 2), st.data())
def test_a_claim_is_refused_exactly_when_counting_refuses_it(
    top: tuple[str, range], bottom: tuple[str, range], decimals: int, data: st.DataObject
) -> None:
    """
    Inconsistent exactly when no whole numbers within the printed sets give a ratio within the claim's set, by trying
    all of them: for shares, for completions of a rounded target, and for changes.
    """
    pairs = [(t, b) for t in top[1] for b in bottom[1]]
    if not pairs or min(bottom[1]) < 1:
        return  # "nearly 7 persons" is no whole number; a share of what may be nobody is not checkable
    shares = {Fraction(100 * t, b) for t, b in pairs}
    around = data.draw(st.sampled_from(sorted(shares)))
    said = max(0, round(around * 10**decimals) + data.draw(st.integers(-2, 2)))
    says = f"{Decimal(said).scaleb(-decimals):f} %"
    expected = CONSISTENT if any(is_said(share, said, decimals) for share in shares) else INCONSISTENT
    part, whole = figure(top[0]), figure(bottom[0])
    assert expected is ps.verify_share(says=says, part=part, whole=whole).verdict
    assert expected is ps.verify_completion(says=says, actual=part, target=whole).verdict
    grown = f"up {Decimal(said).scaleb(-decimals):f} %"
    expected = CONSISTENT if any(is_said(share - 100, said, decimals) for share in shares) else INCONSISTENT
    assert expected is ps.verify_year_on_year(says=grown, now=part, before=whole).verdict


@given(st.integers(1, 400), st.integers(0, 150), st.integers(0, 1), st.integers(1, 600))
def test_a_claim_turned_round_gives_what_would_agree_with_it(part: int, said: int, decimals: int, whole: int) -> None:
    """What a claim implies of the whole are those numbers with which it would have been consistent, and no others."""
    says = f"{Decimal(said).scaleb(-decimals):f} %"
    seen = figure(part, "person")
    result = ps.verify_share(says=says, part=seen)
    assert (result.implied is None) is (2 * said <= 1)
    if result.implied is not None:
        agrees = ps.verify_share(says=says, part=seen, whole=figure(whole, "person")).verdict is CONSISTENT
        assert agrees is result.implied.admissible.contains(whole)
        assert agrees is is_said(Fraction(100 * part, whole), said, decimals)


# --- putting together


@given(st.lists(st.integers(0, 10**6), min_size=12, max_size=12), st.sampled_from(["quarter", "month"]))
def test_flows_add_up_by_any_division_of_the_year(months: list[int], by: str) -> None:
    """Flows add, whether month by month or quarter by quarter first; nothing is missing of a whole year."""
    series: dict[ps.Period | str | int, Any] = {
        f"2022-{number:02}": figure(value, "bed") for number, value in enumerate(months, start=1)
    }
    quarters: dict[ps.Period | str | int, Any] = {
        f"2022Q{number // 3 + 1}": ps.total_of(figure(value, "bed") for value in months[number : number + 3])
        for number in range(0, 12, 3)
    }
    made = ps.aggregate(series if by == "month" else quarters, "flow", over=2022)
    assert (Decimal(sum(months)), True) == (made.figure.value, made.is_complete)
    assert Decimal(months[-1]) == ps.aggregate(series, "stock").figure.value


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=2, max_size=6), st.data())
def test_pooling_goes_in_any_order(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    """Rates pool numerators and denominators and are never averaged: pooled in any order and grouping, they are one."""
    rates = [ps.CoverageRate(covered=covered, eligible=eligible) for covered, eligible in pairs]
    whole = ps.coverage_rate(ps.pooled(rates))
    mixed, at = data.draw(st.permutations(rates)), data.draw(st.integers(1, len(rates) - 1))
    assert is_near(whole, ps.coverage_rate(ps.pooled([ps.pooled(mixed[:at]), ps.pooled(mixed[at:])])))
    assert is_near(whole, figure(Fraction(100 * sum(c for c, _ in pairs), sum(e for _, e in pairs)), "%"))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 1000))
def test_a_gap_is_the_goal_less_the_rate(covered: int, eligible: int, per_mille: int) -> None:
    """A gap is stated in percentage points and in people, and both say whether the goal is met."""
    goal = figure(Decimal(per_mille).scaleb(-1), "%")
    gap = ps.coverage_gap(ps.CoverageRate(covered=covered, eligible=eligible), goal)
    share = Fraction(covered, eligible)
    points, people = Fraction(per_mille, 10) - 100 * share, Fraction(per_mille, 1000) * eligible - covered
    assert gap.people is not None
    assert gap.points.low <= points <= gap.points.high
    assert gap.people.low <= people <= gap.people.high
    assert (ps.Verdict.MET if points <= 0 else ps.Verdict.NOT_MET) is gap.verdict
