"""Goals: which figures each kind accepts, what it says when it cannot tell, and what it refuses."""

from __future__ import annotations

import copy
import itertools
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import (
    FigureTextError,
    GoalError,
    PublicServiceError,
    UndefinedError,
    UnlikeUnitsError,
    WrongTypeError,
)
from publicservice.figures.reading import Comparator
from publicservice.model.goal import Answer, Better, Goal, Verdict
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import Between, Bound, BoundKind
from publicservice.model.goal_scopes import AllOf, EachOf, Every, Keep

MET, NOT_MET, UNDECIDED, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDECIDED, Verdict.UNKNOWN
Predicate = Callable[[Fraction], bool]

AMOUNTS = st.decimals(0, 2000, places=1)
POSITIVE = st.decimals(1, 2000, places=1)
BETTER = st.sampled_from([None, Better.HIGHER, Better.LOWER])


def _set_of(kind: BoundKind, amount: Fraction, better: Better | None) -> Predicate:
    """The acceptable values, said directly."""
    upwards: Predicate = lambda value: value >= amount  # noqa: E731
    downwards: Predicate = lambda value: value <= amount  # noqa: E731
    return {
        BoundKind.REACH: downwards if better is Better.LOWER else upwards,
        BoundKind.EXACTLY: lambda value: value == amount,
        BoundKind.AT_LEAST: upwards,
        BoundKind.RAISE_TO: upwards,
        BoundKind.MORE_THAN: lambda value: value > amount,
        BoundKind.AT_MOST: downwards,
        BoundKind.LOWER_TO: downwards,
        BoundKind.LESS_THAN: lambda value: value < amount,
    }[kind]


SHARP = [kind for kind in BoundKind if kind not in (BoundKind.ABOUT, BoundKind.NEARLY)]


@st.composite
def _goals(draw: st.DrawFn) -> tuple[Goal, Better | None, Decimal | None, Predicate, list[Fraction]]:
    """A goal, the indicator's direction, a baseline, the acceptable values as a predicate, and where these end."""
    better = draw(BETTER)
    form = draw(st.sampled_from(["bound", "between", "percent", "amount"]))
    if form == "bound":
        kind, amount = draw(st.sampled_from(SHARP)), draw(POSITIVE)
        end = Fraction(amount)
        return Bound(kind, ps.figure(amount, "km")), better, None, _set_of(kind, end, better), [end]
    if form == "between":
        low, high = sorted(draw(st.tuples(AMOUNTS, AMOUNTS)))
        ends = [Fraction(low), Fraction(high)]
        goal = ps.between(ps.figure(low, "km"), ps.figure(high, "km"))
        return goal, better, None, lambda value: ends[0] <= value <= ends[1], ends
    start, by, upwards = draw(POSITIVE), draw(POSITIVE), draw(st.booleans())
    made = ps.increase_by if upwards else ps.decrease_by
    unit = "percent" if form == "percent" else "km"
    moved = Fraction(start) * Fraction(by) / 100 if form == "percent" else Fraction(by)
    bound = Fraction(start) + (moved if upwards else -moved)
    side: Predicate = (lambda value: value >= bound) if upwards else (lambda value: value <= bound)
    return made(ps.figure(by, unit)), better, start, side, [bound]


@given(_goals(), AMOUNTS)
def test_an_exact_figure_is_met_when_it_belongs_to_the_set(
    made: tuple[Goal, Better | None, Decimal | None, Predicate, list[Fraction]], value: Decimal
) -> None:
    """Section 2: an exact number is a set of one, so every goal says met or not met as its set has it or not."""
    goal, better, start, accepted, ends = made
    for seen in (value, *(Decimal(end.numerator) / Decimal(end.denominator) for end in ends)):
        baseline = None if start is None else ps.figure(start, "km")
        answer = goal.accepts(ps.figure(seen, "km"), baseline, better=better)
        assert (MET if accepted(Fraction(seen)) else NOT_MET) is answer.verdict


@given(_goals(), st.decimals(0, 2000, places=1) | st.integers(0, 2000).map(Decimal))
def test_a_printed_figure_is_met_inside_not_met_apart_undecided_across(
    made: tuple[Goal, Better | None, Decimal | None, Predicate, list[Fraction]], printed: Decimal
) -> None:
    """
    Section 2: met when the figure's set lies inside the goal's set, not met when the two are disjoint, undecided when
    they overlap.
    """
    goal, better, start, accepted, ends = made
    seen = ps.figure(f"{printed} km")
    low, high = Fraction(seen.low), Fraction(seen.high)
    members = {low, high, (low + high) / 2, *(end for end in ends if low <= end <= high)}
    kept = {accepted(member) for member in members}
    baseline = None if start is None else ps.figure(start, "km")
    expected = UNDECIDED if len(kept) == 2 else MET if kept == {True} else NOT_MET
    assert expected is goal.accepts(seen, baseline, better=better).verdict


@pytest.mark.parametrize(
    ("text", "met", "not_met"),
    [
        ("about 500 persons", 400, 399),
        ("nearly 500 persons", 450, 449),
        ("about 85 %", 84, 83),
    ],
)
def test_a_rough_goal_is_met_from_the_least_that_would_be_printed_so(text: str, met: int, not_met: int) -> None:
    """Rule 7: nearly is one-sided below, about widened."""
    assert (MET, NOT_MET) == (ps.goal(text).accepts(met).verdict, ps.goal(text).accepts(not_met).verdict)


@pytest.mark.parametrize(
    ("goal", "observed", "better", "expected"),
    [
        ("85 %", "86.0 %", None, "met: 86.0 % (85.95 to 86.05) reaches 85 %"),
        ("47,300 positions", 47300, None, "met: 47,300 positions reach 47,300 positions"),
        ("47,300 positions", 1, None, "not met: 1 position does not reach 47,300 positions"),
        ("47,300 positions", 0, None, "not met: 0 positions do not reach 47,300 positions"),
        ("5 %", 4, Better.LOWER, "met: 4 % is at most 5 %"),
        ("raise to 5,000 CNY", 4800, None, "not met: 4,800 CNY does not reach 5,000 CNY"),
        ("lower to 5 %", 6, None, "not met: 6 % is not at most 5 %"),
        ("不低于85%", 84, None, "not met: 84 % is not at least 85 %"),
        (
            "more than 3 towns",
            "3 towns",
            None,
            "undecided: as printed, 3 towns (2.5 to 3.5) may or may not be more than 3 towns",
        ),
        ("3 towns", "3 towns", None, "undecided: as printed, 3 towns (2.5 to 3.5) may or may not reach 3 towns"),
        ("between 10 and 15 towns", 12, None, "met: 12 towns are between 10 and 15 towns"),
        ("between 10 and 15 towns", 1, None, "not met: 1 town is not between 10 and 15 towns"),
        ("about 500 persons", 600, Better.LOWER, "met: 600 persons are at most about 500 persons"),
        ("nearly 500 persons", 500, None, "met: 500 persons reach nearly 500 persons"),
        ("keep at least 85 %", 84, None, "not met: 84 % is not at least 85 %"),
        ("at least 1 park every year", 1, None, "met: 1 park is at least 1 park"),
        ("exactly 3 schools", 2, None, "not met: 2 schools are not exactly 3 schools"),
    ],
)
def test_the_reason_is_a_sentence(goal: str, observed: Any, better: Better | None, expected: str) -> None:
    """An answer gives its reason in English, with the right number of the verb."""
    assert expected == str(ps.goal(goal).accepts(observed, better=better))


# --- rule 2: met is not completion


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("keep at least 80 %", (NOT_MET, MET, MET)),
        ("between 80 and 86 %", (NOT_MET, MET, MET)),
        ("at most 84 %", (MET, MET, NOT_MET)),
    ],
)
def test_every_kind_has_a_truth_condition(text: str, verdicts: tuple[Verdict, ...]) -> None:
    """Rule 2: every goal kind has a truth condition; keep, between and at-most without a baseline give a verdict."""
    assert verdicts == tuple(ps.goal(text).accepts(seen).verdict for seen in (79, 84, 86))


# --- rules 4 and 5


def test_lower_is_better_turns_a_number_to_reach_round() -> None:
    """Section 4: reach accepts that much or better, in the indicator's better direction."""
    goal = ps.reach("5 %")
    assert (MET, NOT_MET) == (
        goal.accepts(4, better=Better.LOWER).verdict,
        goal.accepts(6, better=Better.LOWER).verdict,
    )
    assert (NOT_MET, MET) == (goal.accepts(4, better=Better.HIGHER).verdict, goal.accepts(6).verdict)


def test_where_neither_way_is_better_a_number_to_reach_says_nothing() -> None:
    """Section 4: there is no default direction, so neither gives an unknown that says what is lacking."""
    answer = ps.reach("5 %").accepts(6, better=Better.NEITHER)
    assert (UNKNOWN, ("exactly, at least or at most",)) == (answer.verdict, answer.lacks)
    assert None is ps.reach("5 %").admissible(Better.NEITHER)


def test_more_than_zero_deaths_does_not_reach_zero_deaths() -> None:
    """Rule 3: zero is not missing; of a bare zero nobody means that more is met, so a direction has to be said."""
    goal = ps.goal("zero deaths")
    assert UNKNOWN is goal.accepts(12).verdict
    assert (NOT_MET, MET) == tuple(goal.accepts(seen, better=Better.LOWER).verdict for seen in (12, 0))


def test_a_bare_number_is_reached_by_more_and_exactly_is_not() -> None:
    """Rule 5: a bare number is a goal to reach, and more is met; `exactly` has to be said."""
    assert (MET, NOT_MET) == (ps.goal("5 km").accepts(6).verdict, ps.goal("exactly 5 km").accepts(6).verdict)


def test_keep_holds_at_every_observation() -> None:
    """Rule 5: keep holds at every observation of the period, not only at the last."""
    goal = ps.keep("at least 80 %")
    kept = goal.accepts_all({"March": "86 %", "June": "82 %", "September": "84 %"})
    assert Answer(MET, "all 3 observations meet 'at least 80 %'") == kept
    assert "met: all 2 observations meet 'at least 80 %'" == str(goal.accepts_all({"March": 86, "June": 82}))
    broken = goal.accepts_all({"March": "86 %", "June": "79 %", "July": "78 %", "September": "84 %"})
    assert "not met: June: 79 % (78.5 to 79.5) is not at least 80 % (and 1 more)" == str(broken)
    hidden = goal.accepts_all({"March": "86 %", "June": "80 %"})
    assert "undecided: June: as printed, 80 % (79.5 to 80.5) may or may not be at least 80 %" == str(hidden)
    assert NOT_MET is goal.accepts_all({"March": "80 %", "June": 79}).verdict
    assert UNKNOWN is ps.keep("0 km").accepts_all({"March": 5, "June": "5 km"}).verdict
    assert "met: the one observation meets 'at least 80 %'" == str(goal.accepts_all({"March": 86}))
    assert Answer(UNKNOWN, "there is no observation", ("an observation",)) == goal.accepts_all({})


# --- rule 6: increases


def test_ten_percent_is_relative_and_ten_points_are_not() -> None:
    """Rule 6: increase by 10 % is relative to the baseline; by 10 percentage points is not."""
    percent = ps.increase_by("10 %", relative=True)
    points = ps.increase_by("10 percentage points")
    assert (MET, NOT_MET) == (percent.accepts("55.1 %", "50 %").verdict, points.accepts("55.1 %", "50 %").verdict)
    assert MET is points.accepts("60.1 %", "50 %").verdict
    assert "increase by 10 % of its baseline" == str(percent)
    assert {"percent": ps.at_most("45 %")} == ps.decrease_by("10 %", relative=True).goals("50 %")
    assert {"percent": ps.at_least("0.55 km")} == ps.increase_by("10 %").goals("0.5 km")


def test_both_readings_of_a_rise_of_a_rate_are_carried() -> None:
    """Rule 6: a rise of a rate printed as % is undecided between the two until someone says."""
    goal = ps.increase_by("10 %")
    assert {"percent", "percentage points"} == set(goal.goals("50 %"))
    answer = goal.accepts("57 %", "50 %")
    assert (UNDECIDED, ("percent or percentage points",)) == (answer.verdict, answer.lacks)
    assert (
        "'increase by 10 %' on a rate has two readings: read as percent, met: 57 % (56.5 to 57.5) is at least 55 %; "
        "read as percentage points, not met: 57 % (56.5 to 57.5) is not at least 60 %"
    ) == answer.because
    assert (MET, NOT_MET) == tuple(goal.accepts(seen, "50 %").verdict for seen in ("65 %", "51 %"))


def test_a_change_by_an_amount_moves_the_baseline() -> None:
    """Section 4: increase by an amount accepts the baseline and that much more, decrease that much less."""
    assert {"amount": ps.at_least("600 persons")} == ps.increase_by("100 persons").goals("500 persons")
    assert {"amount": ps.at_most("400 persons")} == ps.decrease_by("100 persons").goals(500)
    assert {"amount": ps.at_most("0 persons")} == ps.decrease_by("100 persons").goals(100)
    assert "(decrease by 10 % from 500 persons)" in ps.decrease_by("10 %").accepts(440, "500 persons").because


def test_a_change_without_a_baseline_says_that_it_lacks_one() -> None:
    """Rule 3: a missing baseline is an answer with its reason, never a number."""
    goal = ps.goal("increase by 10 %")
    assert goal.needs_baseline
    expected = "unknown: 'increase by 10 %' is relative to a baseline that is not given"
    assert (expected, ("baseline",)) == (str(goal.accepts(5)), goal.accepts(5).lacks)


@pytest.mark.parametrize(
    ("goal", "baseline", "problem"),
    [
        (ps.increase_by("10 %"), "0 km", "a percentage of nothing or less is undefined"),
        (ps.increase_by("10 %"), ps.figure("-5 CNY"), "a percentage of nothing or less is undefined"),
        (ps.decrease_by("100 persons"), "40 persons", "a decrease by 100 persons leaves less than nothing"),
        (ps.increase_by("10 %"), "more than 500 persons", "the baseline is not one number"),
        (ps.increase_by("10 %"), "10-15 towns", "the baseline is not one number"),
    ],
)
def test_a_change_from_an_impossible_baseline_is_undefined(goal: Change, baseline: Any, problem: str) -> None:
    """Rules 3 and 9: a zero or negative base is undefined, a typed answer and never a number."""
    with pytest.raises(UndefinedError, match=problem):
        goal.goals(baseline)
    answer = goal.accepts("5 km", baseline)
    assert (UNKNOWN, ("a baseline to reckon from",)) == (answer.verdict, answer.lacks)
    assert problem in answer.because


def test_a_zero_rate_rises_by_points_only() -> None:
    """Rule 6: of the two readings of a rise of a rate, only points are left where percent of it is nothing."""
    assert {"percentage points": ps.at_least("10 %")} == ps.increase_by("10 %").goals(ps.figure("0 %"))


# --- rule 12 and section 4: members


def test_a_total_never_shows_what_each_has() -> None:
    """Section 4: each of is per unit, so it is never shown by a total, however large."""
    answer = ps.each_of(5, "district", "at least 1 park").accepts("500 parks")
    expected = "unknown: a total of 500 parks (450 to 550) does not say how much each district has"
    assert (expected, ("the figure of each district",)) == (str(answer), answer.lacks)


@pytest.mark.parametrize(
    ("goal", "observed", "expected"),
    [
        (ps.each_of(2, "district", "1 park"), {"A": 1, "B": 2}, "met: each of 2 districts meets '1 park'"),
        (ps.each_of(2, "district", "1 park"), {"A": 1, "B": 0}, "not met: B: 0 parks do not reach 1 park"),
        (ps.each_of(3, "district", "1 park"), {"A": 0}, "not met: A: 0 parks do not reach 1 park"),
        (ps.each_of(3, "district", "1 park"), {"A": 1}, "unknown: 2 of 3 districts have no figure"),
        (ps.each_of(2, "district", "1 park"), {"A": 1}, "unknown: 1 of 2 districts has no figure"),
        (ps.each_of(None, "district", "1 park"), {"A": 1}, "unknown: how many districts there are is not printed"),
        (ps.each_of(None, "district", "1 park"), {}, "unknown: how many districts there are is not printed"),
        (ps.each_of(None, "district", "1 park"), {"A": 0}, "not met: A: 0 parks do not reach 1 park"),
        (ps.each_of(1, "district", "1 park"), {"A": 1, "B": 1}, "met: each of 1 district meets '1 park'"),
        (ps.each_of(1, "district", "1 park"), {"A": 0, "B": 0}, "not met: A: 0 parks do not reach 1 park (and 1 more)"),
        (ps.each_of(1, "district", "1 park"), {"A": 1, "B": 0}, "unknown: there are 2 figures for 1 district"),
        (ps.each_of(2, "model zone", "1 park"), {"A": 1}, "unknown: 1 of 2 model zone has no figure"),
        (
            ps.each_of(None, "district", "1 park", names=["A", "B"]),
            {"A": 1, "C": 0},
            "unknown: 1 of 2 districts has no figure",
        ),
        (
            ps.each_of(2, "district", "1 park"),
            {"A": 1, "B": "1 park"},
            "undecided: B: as printed, 1 park (0.5 to 1.5) may or may not reach 1 park",
        ),
    ],
)
def test_each_member_is_judged_by_itself(goal: EachOf, observed: dict[str, Any], expected: str) -> None:
    """Section 4: each of is judged per unit; a member without a figure leaves it open, one that fails decides it."""
    assert expected == str(goal.accepts_all(observed))


def test_what_each_of_lacks_is_named() -> None:
    """An unknown answer says what would have to be known."""
    named = ps.each_of(None, "district", "1 park", names=["Lanshan", "Hedong"])
    assert ("Hedong",) == named.accepts_all({"Lanshan": 1}).lacks
    assert ("the figure of each district",) == ps.each_of(2, "district", "1 park").accepts_all({"A": 1}).lacks
    assert ("the number of members",) == ps.each_of(None, "district", "1 park").accepts_all({"A": 1}).lacks
    assert ("which of them are meant",) == ps.each_of(1, "district", "1 park").accepts_all({"A": 1, "B": 0}).lacks


@pytest.mark.parametrize(
    "ask",
    [
        lambda inner, seen, **known: ps.keep(inner).accepts(seen, **known),
        lambda inner, seen, **known: ps.keep(inner).accepts_all({"March": seen}, **known),
        lambda inner, seen, **known: ps.each_of(1, "district", inner).accepts_all({"Lanshan": seen}, **known),
        lambda inner, seen, **known: ps.every("year", inner).accepts(seen, **known),
    ],
)
def test_what_is_known_reaches_what_stands_inside_a_scope(ask: Callable[..., Answer]) -> None:
    """Sections 2 and 4: the better direction and the baseline count within a scope as they do for the number alone."""
    assert [MET, MET, NOT_MET] == [ask("5 deaths", seen, better=Better.LOWER).verdict for seen in (4, 5, 6)]
    assert [NOT_MET, MET] == [ask("5 deaths", seen, better=Better.HIGHER).verdict for seen in (4, 6)]
    assert [NOT_MET, MET] == [ask("increase by 10 %", seen, baseline=100).verdict for seen in (109, 110)]


def test_a_scope_names_what_is_lacking_inside_it() -> None:
    """Rule 3: what a goal within a scope lacks is what the scope lacks; a total is told in the goal's own unit."""
    assert ("baseline",) == ps.keep("increase by 10 %").accepts_all({"March": 5}).lacks
    total = ps.each_of(5, "district", "at least 1 mu").accepts(ps.figure(1, "ha"))
    assert "unknown: a total of 15 mu does not say how much each district has" == str(total)
    others = ps.goal("all 12 model zones").accepts("11 towns")
    assert ("the number of members reached, or a share",) == others.lacks
    upside_down = ps.between(15, "10 towns").accepts(12)
    assert ("a range that holds a value",) == upside_down.lacks
    assert ("exactly, at least or at most",) == ps.goal("0 deaths").accepts(0).lacks
    assert ("an observation",) == ps.keep("85 %").accepts_all({}).lacks


@pytest.mark.parametrize(
    ("goal", "observed", "expected"),
    [
        ("all 12 districts", ps.figure(12, "district"), "met: 12 districts are all 12 districts"),
        ("all 12 districts", "11 districts", "not met: 11 districts (10.5 to 11.5) are not all 12 districts"),
        ("all 12 districts", 11, "not met: 11 districts are not all 12 districts"),
        ("all 12 districts", "11", "not met: 11 districts (10.5 to 11.5) are not all 12 districts"),
        ("all 12 model zones", 11, "not met: 11 is not all 12 model zones"),
        (
            "all 12 model zones",
            "11 towns",
            "unknown: 11 towns (10.5 to 11.5) may count something else than model zones",
        ),
        ("all districts", "100 %", "undecided: a printed 100 % may have been rounded, so it is not yet all of them"),
        ("all districts", ps.figure(100, "%"), "met: 100 % is all of them"),
        ("all districts", "99 %", "not met: 99 % (98.5 to 99.5) is not all of them"),
        ("all districts", ps.figure(Fraction(9, 10)), "not met: 90 % is not all of them"),
        ("all 12 districts", ps.figure(1), "met: 100 % is all of them"),
        ("all districts", 12, "unknown: how many districts there are is not printed"),
        ("all districts", "12 districts", "unknown: how many districts there are is not printed"),
        ("all districts: A; B", 2, "met: 2 districts are all 2 districts"),
        ("all 12 districts", 13, "met: 13 districts are more than all 12 districts, whose number may have changed"),
        ("all districts", ps.figure(101, "%"), "met: 101 % is more than all of them, whose number may have changed"),
    ],
)
def test_all_is_not_a_printed_hundred_percent(goal: str, observed: Any, expected: str) -> None:
    """Rule 12: "all" is not the same as a printed 100 %."""
    answer = str(ps.goal(goal).accepts(observed))
    assert expected.replace("all 2 districts", "all districts: A; B") == answer


# --- rule 14: a goal's own number


@pytest.mark.parametrize("make", [ps.reach, ps.exactly, ps.at_least, ps.more_than, ps.at_most, ps.less_than])
def test_a_goals_own_number_is_exact(make: Callable[[Any], Bound]) -> None:
    """Rule 14: a goal's own number is exact, also where a figure is given as it was printed."""
    printed, exact = make(ps.figure("86,000 jobs")), make(ps.figure(86_000, "jobs"))
    assert (exact, exact) == (printed, make("86,000 jobs"))
    assert printed.amount.is_exact
    assert 86_000 in {exact.admissible().low, exact.admissible().high}  # type: ignore[union-attr]


def test_a_bound_made_by_hand_has_an_exact_number_too() -> None:
    """Rule 14: a goal's own number is exact."""
    assert NOT_MET is Bound(BoundKind.AT_LEAST, ps.figure("86,000 jobs")).accepts(85_900).verdict


def test_a_ratio_is_not_a_percent_of_its_number() -> None:
    """A plain number counts in the goal's unit; a figure keeps its own, so that 0.77 of 1 is 77 %."""
    share = ps.figure("2,650 units") / ps.figure("3,442 units")
    assert (MET, NOT_MET) == (ps.at_least("76 %").accepts(share).verdict, ps.at_least("76 %").accepts("0.77").verdict)


def test_an_unlike_figure_is_refused() -> None:
    """Section 4: unlike kinds of count never meet."""
    with pytest.raises(UnlikeUnitsError):
        ps.at_least("5 persons").accepts("5 households")
    with pytest.raises(UnlikeUnitsError):
        ps.at_least("5 persons").accepts(ps.figure(5))
    with pytest.raises(UnlikeUnitsError):
        ps.between("5 persons", "6 households")
    with pytest.raises(UnlikeUnitsError):
        ps.increase_by("10 percentage points").goals("500 persons")


def test_a_range_upside_down_is_kept_and_answers_nothing() -> None:
    """Section 5: what is possible but wrong becomes a finding, so the range is kept and says what it lacks."""
    goal = ps.between(15, "10 towns")
    answer = goal.accepts(12)
    assert (True, UNKNOWN, ("a range that holds a value",)) == (goal.is_upside_down, answer.verdict, answer.lacks)
    assert "the range between 15 and 10 towns is upside down" == answer.because
    assert not ps.between(10, "10 towns").is_upside_down


@pytest.mark.parametrize("ends", [(Decimal("0.5"), "90 %"), ("50 %", Decimal("0.9"))])
def test_a_range_with_one_bare_end_is_not_counted_in_another_unit(ends: tuple[Any, Any]) -> None:
    """Section 4: 0.5 to 90 % is a range of shares already, whichever end says so."""
    made = Between(*ends)
    assert made == made.counted_in(ps.unit("person"))


def test_a_range_up_to_one_is_in_the_singular() -> None:
    """The unit stands behind the last number, and agrees with it."""
    assert ("between 0 and 1 park", "between 0 and 2 parks") == (
        str(ps.between(0, "1 park")),
        str(ps.between(0, "2 parks")),
    )


def test_a_range_in_two_units_is_judged_in_the_first() -> None:
    """The ends of a range need one kind of unit, not one unit."""
    goal = Between(ps.figure(500, "m"), ps.figure(2, "km"))
    assert (MET, NOT_MET, MET) == tuple(goal.accepts(seen).verdict for seen in ("1 km", "3 km", 600))
    assert "between 500 m and 2 km" == str(goal)


# --- refused


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: ps.at_least("at least 5 persons"), FigureTextError, "not an exact figure"),
        (lambda: ps.at_least(ps.figure("more than 500 persons")), GoalError, "a goal's own number is one number"),
        (lambda: ps.at_least(ps.figure("10-15 towns")), GoalError, "a goal's own number is one number"),
        (lambda: ps.at_least(ps.figure(-5, "persons")), GoalError, "a count cannot be negative"),
        (lambda: ps.between(-5, "5 persons"), GoalError, "a count cannot be negative"),
        (lambda: ps.increase_by(ps.figure(-5, "%")), GoalError, "a change goes by a positive amount"),
        (lambda: ps.decrease_by("0 %"), GoalError, "a change goes by a positive amount"),
        (lambda: ps.increase_by("5 persons", relative=True), GoalError, "only a percentage is relative to a baseline"),
        (lambda: Bound(BoundKind.AT_LEAST, ps.figure("10-15 towns")), WrongTypeError, "not a bound"),
        (lambda: Bound("at least", ps.figure(5)), WrongTypeError, "not a bound"),  # type: ignore[arg-type]
        (lambda: Bound(BoundKind.REACH, 5), WrongTypeError, "not a bound"),  # type: ignore[arg-type]
        (lambda: ps.at_least(None), PublicServiceError, "not a number: None"),  # type: ignore[arg-type]
        (lambda: ps.keep(5), WrongTypeError, "a goal is given by its text: 5"),  # type: ignore[arg-type]
        (lambda: ps.keep(ps.keep("5 %")), GoalError, "this goal cannot stand inside 'keep': 'keep 5 %'"),
        (lambda: ps.keep(ps.each_of(5, "district", "1 park")), GoalError, "cannot stand inside 'keep'"),
        (lambda: ps.keep(ps.all_of("district")), GoalError, "cannot stand inside 'keep'"),
        (lambda: ps.keep(Goal()), (GoalError, NotImplementedError), ""),
        (lambda: ps.each_of(5, "district", ps.every("year", "1 park")), GoalError, "cannot stand inside 'each of'"),
        (lambda: ps.every("year", ps.every("year", "1 park")), GoalError, "cannot stand inside 'every'"),
        (lambda: ps.every("decade", "1 park"), GoalError, "a goal cannot come anew so often: 'decade'"),  # type: ignore[arg-type]
        (lambda: ps.each_of(0, "district", "1 park"), GoalError, "a goal needs members to hold for: 0"),
        (lambda: ps.each_of("5", "district", "1 park"), GoalError, "a goal needs members to hold for"),  # type: ignore[arg-type]
        (lambda: ps.all_of("district", True), GoalError, "a goal needs members to hold for: True"),
        (lambda: ps.all_of("district", 2, names=["A"]), GoalError, "names and number differ: 1 names; expected 2"),
        (lambda: ps.all_of("district", names="AB"), WrongTypeError, "not a list of texts"),
        (lambda: ps.all_of("district", names=["A; B"]), GoalError, "cannot be written"),
        (lambda: ps.all_of("district", names=[""]), GoalError, "cannot be written"),
        (lambda: ps.all_of("", 2), GoalError, "cannot be written"),
        (lambda: ps.all_of("district: A"), GoalError, "cannot be written"),
        (lambda: ps.all_of("district every year"), GoalError, "cannot be written"),
        (lambda: ps.all_of("districts reach 85 %"), GoalError, "not the members of 'all of'"),
        (lambda: ps.all_of(5), WrongTypeError, "members are given by what they are: 5"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_meant_is_refused(make: Callable[[], Any], error: Any, message: str) -> None:
    """Section 5: constructors refuse the impossible, and say what was wrong and what was seen."""
    with pytest.raises(error) as caught:
        make()
    assert message in str(caught.value)


def test_the_base_of_goals_answers_nothing() -> None:
    """The base says what every goal can be asked, and answers nothing by itself."""
    assert not Goal().needs_baseline
    with pytest.raises(NotImplementedError):
        _ = Goal().unit
    with pytest.raises(NotImplementedError):
        Goal().accepts(5)


# --- records

EVERY_KIND: list[Goal] = [
    *(Bound(kind, ps.figure(85, "%")) for kind in SHARP),
    ps.goal("about 500 persons"),
    ps.between(10, "15 towns"),
    ps.increase_by("10 %"),
    ps.keep("at least 85 %"),
    ps.each_of(2, "district", "at least 1 park", names=["A", "B"]),
    ps.all_of("insured person", 12),
    ps.every("month", "3 sessions"),
    ps.goal("5 boats", counts=["boat"]),
    ps.all_of("boat", 2, counts=["boat"]),
]


@pytest.mark.parametrize("goal", EVERY_KIND, ids=str)
def test_goals_are_records(goal: Goal) -> None:
    """Section 5: nouns are frozen, slotted and equal by what they hold; they can be copied, pickled and hashed."""
    for twin in (copy.copy(goal), copy.deepcopy(goal), pickle.loads(pickle.dumps(goal))):
        assert (goal, hash(goal), str(goal)) == (twin, hash(twin), str(twin))
    assert not hasattr(goal, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        goal.kind = "other"  # type: ignore[attr-defined]


def test_no_two_kinds_of_goal_are_equal() -> None:
    """What says something else is something else."""
    assert all(one != other for one, other in itertools.combinations(EVERY_KIND, 2))


@pytest.mark.parametrize(
    ("goal", "unit", "needs_baseline"),
    [
        ("keep at least 85 %", "%", False),
        ("increase by 10 %", None, True),
        ("increase by 10 percentage points", None, True),
        ("increase by 10 km", "km", True),
        ("between 10 and 15 towns", "town", False),
        ("at least 1 park in each of 5 districts", "park", False),
        ("increase by 5 % in each of 5 districts", None, True),
        ("all 12 districts", None, False),
        ("increase by 5 km every year", "km", True),
        ("keep an increase of 5 km", "km", True),
    ],
)
def test_a_goal_tells_its_unit_and_whether_it_needs_a_baseline(
    goal: str, unit: str | None, needs_baseline: bool
) -> None:
    """A percentage and points leave the unit to the baseline; all of leaves it to what is counted."""
    made = ps.goal(goal)
    assert (unit, needs_baseline) == (made.unit and str(made.unit), made.needs_baseline)


def test_a_scope_takes_a_text() -> None:
    """Where a goal stands inside another, its text will do."""
    assert ps.keep("85 %") == Keep("85 %") == Keep(ps.reach("85 %"))
    assert ps.every("year", "85 %") == Every("year", ps.reach("85 %"))
    assert ps.all_of("districts", 3) == AllOf("district", 3, kind=ps.unit("district"))


def test_every_comparator_of_a_printed_number_is_a_kind_of_goal() -> None:
    """Rule 7: the words around a number differ, and each is kept."""
    texts = {
        Comparator.NONE: "5 km",
        Comparator.MORE_THAN: "more than 5 km",
        Comparator.AND_MORE: "5 km and some",
        Comparator.AT_LEAST: "at least 5 km",
        Comparator.LESS_THAN: "less than 5 km",
        Comparator.AT_MOST: "at most 5 km",
        Comparator.ABOUT: "about 5 km",
        Comparator.NEARLY: "nearly 5 km",
        Comparator.BETWEEN: "4-5 km",
    }
    assert set(Comparator) == set(texts)
    kinds = [getattr(ps.goal(text), "kind", None) for text in texts.values()]
    assert [
        BoundKind.REACH, BoundKind.MORE_THAN, BoundKind.MORE_THAN, BoundKind.AT_LEAST, BoundKind.LESS_THAN,
        BoundKind.AT_MOST, BoundKind.ABOUT, BoundKind.NEARLY, None,
    ] == kinds  # fmt: skip


def test_the_first_goal_of_a_process_can_be_read() -> None:
    """A goal's text is read whatever was imported before."""
    code = "import publicservice as ps; print(ps.Goal.parse('keep at least 85 %'))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert "keep at least 85 %\n" == done.stdout
