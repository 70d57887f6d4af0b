"""Completion in assessments: of parts of a period, by two definitions, and of groups in places."""

from __future__ import annotations

from typing import Any

import pytest

import publicservice as ps
from publicservice import Indicator, Observation, Plan, Report, Target

EXACT_100 = ps.figure("100 cases", exact=True)
FLOW_UP, FLOW_DOWN = Indicator("x", kind="flow", better="higher"), Indicator("x", kind="flow", better="lower")


@pytest.mark.parametrize(
    ("target", "definition", "completion", "reason"),
    [
        # 61 of 110, and not (61 - 100) / (110 - 100) = -390 %: half a year is held against half of a year's number.
        (Target(FLOW_UP, "increase by 10 %", baseline=EXACT_100), None, "55.4545 %", ""),
        (Target(FLOW_UP, ps.raise_to("110 cases"), baseline=EXACT_100), None, "55.4545 %", ""),
        (
            Target(FLOW_UP, ps.raise_to("110 cases"), baseline=EXACT_100),
            "from_baseline",
            None,
            "of a part of the period",
        ),
        # 61 in half a year is on the way to 122, and not 390 % of the way from 100 to 90.
        (Target(FLOW_DOWN, "decrease by 10 %", baseline=EXACT_100), None, None, "of a part of the period"),
        (Target(FLOW_DOWN, ps.lower_to("90 cases"), baseline=EXACT_100), None, None, "of a part of the period"),
        (
            Target("x", ps.raise_to("110 cases"), baseline=EXACT_100),
            None,
            None,
            "whether the figures add up is not said",
        ),
        (Target("x", "decrease by 10 %", baseline=EXACT_100), None, None, "whether the figures add up is not said"),
        (Target(Indicator("x", kind="stock"), ps.raise_to("110 cases"), baseline=EXACT_100), None, "-390 %", ""),
    ],
)
def test_a_part_of_a_flow_is_not_held_against_a_whole_baseline(
    target: Target, definition: str | None, completion: str | None, reason: str
) -> None:
    """Rules 1 and 8: what has come in half a year is of the year's number; the last year's is no start of it."""
    seen = [Observation("x", ps.figure("61 cases", exact=True), period="2021H1")]
    [row] = ps.assess(Plan("P", period=2021, targets=[target]), seen, as_of="2021-06-30", definition=definition).rows
    assert (completion, reason in row.completion_reason) == (str(row.completion) if row.completion else None, True)
    assert (row.pace is None) == (row.completion is None)
    whole = [Observation("x", ps.figure("105 cases", exact=True), period=2021)]
    [row] = ps.assess(Plan("P", period=2021, targets=[target]), whole, as_of="2021-12-31").rows
    assert row.completion is not None
    assert ps.CompletionDefinition.FROM_BASELINE is row.completion.definition


@pytest.mark.parametrize(
    ("goal", "baseline", "says", "expected"),
    [
        # 4,800 of 5,000 is 96 %, and 300 of the 500 from 4,500 are 60 %: both are right.
        (ps.raise_to("5,000 CNY"), "4,500 CNY", "60 %", "consistent"),
        (ps.raise_to("5,000 CNY"), "4,500 CNY", "96 %", "consistent"),
        (ps.raise_to("5,000 CNY"), "4,500 CNY", "85 %", "inconsistent"),
        ("increase by 500 CNY", "4,500 CNY", "60 %", "consistent"),
        # Where lower is better, only the way from the baseline is one: 700 of the 1,000 from 5,500 to 4,500.
        (ps.lower_to("4,500 CNY"), "5,500 CNY", "70 %", "consistent"),
        (ps.lower_to("4,500 CNY"), "5,500 CNY", "106.7 %", "inconsistent"),
        (ps.lower_to("4,500 CNY"), None, "106.7 %", "not checkable: where lower is better, completion is measured"),
        ("keep at most 4,900 CNY", None, "98 %", "not checkable: 'keep at most 4,900 CNY' has no completion"),
    ],
)
def test_a_reported_completion_may_be_of_the_whole_or_of_the_way(
    goal: Any, baseline: str | None, says: str, expected: str
) -> None:
    """Rule 1: both definitions are in use, and print does not name them; what fits one of them is not accused."""
    target = Target("x", goal, baseline=baseline)
    found = ps.verify_completion(says=says, actual="4,800 CNY", target=target)
    assert str(found).startswith(expected)
    seen = Observation("x", "4,800 CNY", period=2021, id="seen")
    report = Report("R", observations=[seen], claims=[ps.Claim("completion", says=says, of="seen")])
    [row] = ps.assess(Plan("P", period=2021, targets=[target]), report, as_of="2021-12-31").rows
    assert (f"the report's completion of the target is {found}",) == row.implied


@pytest.mark.parametrize(
    ("goal", "baseline", "within"),
    [
        ("5,000 CNY", None, "2,975 to 3,025 CNY"),
        # Of 5,000 it is 2,975 to 3,025; of the way from exactly 4,500 it is 4,500 + 0.595 * 500 to 4,500 + 0.605 * 500.
        (ps.raise_to("5,000 CNY"), "4,500 CNY", "2,975 to 4,802.5 CNY"),
        (ps.lower_to("4,500 CNY"), "5,500 CNY", "4,895 to 4,905 CNY"),
        (ps.lower_to("4,500 CNY"), None, None),
        ("keep at least 4,500 CNY", None, None),
    ],
)
def test_the_figure_behind_a_completion_is_of_the_whole_or_of_the_way(
    goal: Any, baseline: str | None, within: str | None
) -> None:
    """Where only "60 % of the target" is printed, both readings are carried; a limit has no completion to undo."""
    start = None if baseline is None else ps.figure(baseline, exact=True)
    seen = Observation("x", result="good", period=2021, id="seen")
    report = Report("R", observations=[seen], claims=[ps.Claim("completion", says="60 %", of="seen")])
    plan = Plan("P", period=2021, targets=[Target("x", goal, baseline=start)])
    [row] = ps.assess(plan, report, as_of="2021-12-31").rows
    found = row.actual if row.actual is None else ps.Figure(None, row.actual.unit, row.actual.admissible)
    assert within == (None if found is None else str(found))


def test_a_group_in_a_place_is_neither_the_place_nor_the_group() -> None:
    """The women of two districts do not keep a limit for everybody, and miss no minimum of their district."""
    women = [
        Observation("x", f"{number} persons", place=f"{name}, L", population="women", period=2021)
        for name, number in (("A", 31), ("B", 60))
    ]
    areas = ["A, L", "B, L"]
    for goal in ("at most 100 persons", "at least 40 persons in each of 2 districts"):
        plan = Plan("P", period=2021, place="L", targets=[Target(FLOW_UP, goal)])
        [row, *_] = ps.assess(plan, women, as_of="2021-12-31", places=areas).rows
        assert ("no data", None) == (row.status.value, row.actual)
        assert "it is of women in A, L, neither the place nor the group as a whole" == row.left_out[0].reason
    of_women = Plan("P", period=2021, place="L", targets=[Target(FLOW_UP, "at most 100 persons", population="women")])
    assert "met" == ps.assess(of_women, women, as_of="2021-12-31", places=areas).rows[0].status.value


def test_a_completion_without_a_target_but_with_a_baseline_implies_nothing() -> None:
    """By each definition another target would fit."""
    found = ps.verify_completion(says="60 %", actual="4,800 CNY", baseline="4,500 CNY")
    assert ("not checkable: the target is not printed", None) == (str(found), found.implied)


def test_a_way_that_may_be_none_refutes_no_completion() -> None:
    """100 beds are 50 to 150, so that the way to 120 may be of any length."""
    found = ps.verify_completion(says="60 %", actual="112 beds", target="120 beds", baseline="100 beds")
    assert "not checkable: the target and the baseline may be equal" in str(found)


@pytest.mark.parametrize(
    ("kind", "periods", "expected"),
    [
        # 20 now is below 90; 60 in half a year may become 120.
        (None, ["2021Q1", "2021Q2"], "not due"),
        (None, ["2021H1"], "not due"),
        ("flow", ["2021Q1", "2021Q2"], "not due"),
        ("stock", ["2021Q1", "2021Q2"], "met"),
        (None, ["as of 2021-06-30"], "met"),
    ],
)
@pytest.mark.parametrize("places", [(), ("A, L", "B, L")])
def test_what_may_add_up_has_not_been_lowered_for_good(
    kind: Any, periods: list[str], expected: str, places: tuple[str, ...]
) -> None:
    """Where nobody says whether figures add up, "lower to" is met only if it is by both readings."""
    target = Target(Indicator("x", kind=kind, better="lower"), "lower to 90 cases")
    seen = [
        Observation("x", ps.figure("20 cases", exact=True), period=on, place=at)
        for on in periods
        for at in places or [None]
    ]
    plan = Plan("P", period=2021, place="L", targets=[target])
    assert expected == ps.assess(plan, seen, as_of="2021-06-30", places=places).rows[0].status.value


@pytest.mark.parametrize(
    ("goal", "years", "expected"),
    [
        ("100 km", (120, 20), "undecided"),  # 140 in all, 20 in the last year
        ("100 km", (20, 120), "met"),
        ("at most 100 km", (60, 60), "undecided"),  # 120 in all, 60 a year
        ("at most 100 km", (20, 120), "not met"),
        ("at most 100 km", (20, 20), "not due"),
    ],
)
@pytest.mark.parametrize("places", [(), ("A, L",)])
def test_without_a_period_a_flow_may_be_of_each_year_or_of_all(
    goal: str, years: tuple[int, int], expected: str, places: tuple[str, ...]
) -> None:
    """A target that says no year does not say whether its number is for one of them."""
    seen = [
        Observation("x", ps.figure(f"{length} km", exact=True), period=year, place=at)
        for year, length in zip((2020, 2021), years, strict=True)
        for at in places or [None]
    ]
    plan = Plan("P", place="L", targets=[Target(Indicator("x", kind="flow"), goal)])
    [row] = ps.assess(plan, seen, as_of="2021-12-31", places=places).rows
    assert expected == row.status.value
    assert places or "give the target's period and its kind" in row.why


def test_a_plain_number_beside_a_goal_counts_in_its_unit() -> None:
    """As where the goal itself is asked: 54 of "60 beds" are 54 beds, and 85 beside 90 % is refused."""
    assert ps.verify_completion(says="90 %", actual=54, target=ps.goal("60 beds"))
    assert ps.verify_completion(says="90 %", actual=54, target=Target("x", "60 beds"))
    with pytest.raises(ps.PublicServiceError, match="a plain number and '%' are not of one kind"):
        ps.verify_completion(says="94.4 %", actual=ps.figure(85), target=ps.goal("90 %"))


def test_the_sharpness_of_two_definitions_is_not_told() -> None:
    """A neighbour that does not fit the whole may fit the way, so that nobody has counted how many fit neither."""
    by_both = ps.verify_completion(says="60 %", actual=4800, target=5000, baseline=4500)
    by_one = ps.verify_completion(says="96 %", actual=4800, target=5000)
    assert (None, 10) == (by_both.refused, by_one.refused)
