"""Laws of figures over spans that overlap, held against the slow and obvious way: all that the months may have been."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice import Indicator, Observation, Plan, Target
from publicservice.assessment import clashes, flows

Told = tuple[int, int, int]  # the first month, the last, and how much is said to have come from the one to the other

MONTHS = 12
FAR = 10**9
SPANS = st.tuples(st.integers(1, MONTHS), st.integers(1, MONTHS)).filter(lambda span: span[0] <= span[1])
TRUE = st.lists(st.integers(0, 30), min_size=MONTHS, max_size=MONTHS)


def possible(told: list[Told]) -> tuple[int, int] | None:
    """
    The least and the most that can have come in the year; None where nothing fits.

    Definition:
        With C(k) for what came before month k, C never falls, and C(b + 1) - C(a) is what is told of months a to b.
        Each pair of counts is bounded by way of every third (Floyd and Warshall).
    """
    ends = range(MONTHS + 1)
    most = {(one, other): 0 if other <= one else FAR for one in ends for other in ends}  # C(other) - C(one) is at most
    for first, last, number in told:
        most[first - 1, last] = min(most[first - 1, last], number)
        most[last, first - 1] = min(most[last, first - 1], -number)
    for by, one, other in itertools.product(ends, repeat=3):
        most[one, other] = min(most[one, other], most[one, by] + most[by, other])
    return None if any(most[end, end] < 0 for end in ends) else (-most[MONTHS, 0], most[0, MONTHS])


def row(told: list[Told], goal: ps.Goal, unit: str = "bed", published: list[int] | None = None) -> ps.Row:
    """The row of a target of 2024 whose indicator adds up; in one report, or in as many as there are dates."""
    plan = Plan("P", period=2024, targets=[Target(Indicator("beds", kind="flow"), goal)])
    seen = [
        Observation(
            "beds",
            ps.figure(number, unit),
            period=f"2024-{first:02}/2024-{last:02}" if first < last else f"2024-{last:02}",
        )
        for first, last, number in told
    ]
    reports: Any = (
        [seen]
        if published is None
        else [[one] for _, one in sorted(zip(published, seen, strict=True), key=lambda pair: pair[0])]
    )
    return ps.assess(plan, *reports, as_of="2024-12-31").rows[0]


@given(TRUE, st.lists(SPANS, min_size=1, max_size=6, unique=True))
def test_what_is_true_never_contradicts_itself(months: list[int], spans: list[tuple[int, int]]) -> None:
    """Rule: of figures that can all be right, none is doubted, and what they come to holds the truth."""
    told = [(first, last, sum(months[first - 1 : last])) for first, last in spans]
    made = row(told, ps.at_least("100 beds"))
    assert "contradict" not in made.why
    assert made.actual is not None
    assert made.actual.low <= sum(months)
    if not made.is_partial and str(made.on) == "2024-12-31":
        assert made.actual.admissible.contains(sum(months))


@given(
    st.lists(st.tuples(SPANS, st.integers(0, 60)), min_size=2, max_size=5, unique_by=lambda one: one[0]),
    st.integers(0, 120),
    st.booleans(),
)
def test_what_contradicts_itself_decides_only_what_it_decides_without_one_of_its_figures(
    given_spans: list[tuple[tuple[int, int], int]], number: int, upwards: bool
) -> None:
    """Rule: where one printed figure must be wrong, nothing is certain that is wrong when that one is left out."""
    told = [(first, last, said) for (first, last), said in given_spans]
    assume(possible(told) is None)
    made = row(told, (ps.at_least if upwards else ps.at_most)(ps.figure(number, "bed")))
    assert "contradict" in made.why
    for left in told:
        rest = possible([one for one in told if one != left])
        if rest is not None:
            least, most = rest
            met = least >= number if upwards else most <= number
            missed = most < number if upwards else least > number
            assert not (made.status is ps.Status.MET and missed)
            assert not (made.status is ps.Status.NOT_MET and met)


@given(st.lists(st.tuples(SPANS, st.integers(0, 60)), min_size=1, max_size=6, unique_by=lambda one: one[0]))
def test_a_clash_is_found_where_there_is_one_and_only_there(given_spans: list[tuple[tuple[int, int], int]]) -> None:
    """Rule: figures are doubted if, and only if, no course of the year has all of them."""
    told = [(first, last, said) for (first, last), said in given_spans]
    made = row(told, ps.at_least("50 beds"))
    assert ("contradict each other" in made.why) is (possible(told) is None)


@given(
    st.lists(st.tuples(SPANS, st.integers(0, 60)), min_size=2, max_size=5, unique_by=lambda one: one[0]), st.randoms()
)
def test_later_reports_stand(given_spans: list[tuple[tuple[int, int], int]], draw: Any) -> None:
    """Rule: of reports of different dates the last is never doubted, and nothing contradicts what is left."""
    told = [(first, last, said) for (first, last), said in given_spans]
    order = list(range(len(told)))
    draw.shuffle(order)
    made = row(told, ps.at_least("50 beds"), published=order)
    assert "contradict each other" not in made.why
    assert ("which later ones contradict" in made.why) is (possible(told) is None)


@pytest.mark.parametrize("unit", ["bed", "person"])
def test_what_takes_too_long_is_left_open(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where so much overlaps that nobody can look through it, nothing is certain, and that is said."""
    monkeypatch.setattr(clashes, "_MOST_STEPS", -1)
    told = [(1, last, 10 * last) for last in range(1, MONTHS + 1)]
    made = row(told, ps.at_least(ps.figure(50, unit)), unit)
    assert ("undecided", f"any number of {unit}s") == (made.status.value, str(made.actual))
    assert "so many figures overlap that it was not found out whether they contradict each other" in made.why


def test_what_contradicts_itself_again_and_again_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A count from January that falls with every month says nothing, and neither does a row of such reports."""
    monkeypatch.setattr(flows, "_MOST_ROUNDS", 2)
    told = [(1, last, 130 - 10 * last) for last in range(1, MONTHS + 1)]
    for published in (None, list(range(MONTHS))):
        made = row(told, ps.at_least("50 beds"), published=published)
        assert ("undecided", "any number of beds") == (made.status.value, str(made.actual))
