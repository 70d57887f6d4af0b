"""Which figure an assessment takes for a target's, and what it says where none is quite that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import publicservice as ps
from publicservice import Indicator, Observation, Place, Plan, Report, Target

JUNE, DECEMBER = "as of 2024-06-30", "as of 2024-12-31"


def seen(name: str, number: str, period: str | int | None = 2024, **more: Any) -> Observation:
    """An exact figure of 2024."""
    return Observation(name, ps.figure(number, exact=True), period=period, **more)


def row(target: Target, *reports: Any, as_of: str = "2024-12-31", **more: Any) -> ps.Row:
    """The row of a target of 2024."""
    places = more.pop("places", ())
    plan = Plan("P", period=2024, targets=[target], **more)
    return ps.assess(plan, *reports, as_of=as_of, places=places).rows[0]


# --- a figure that names the group or the place, and one that does not


@pytest.mark.parametrize(
    ("whose", "named", "other"), [("population", "girls", "group"), ("place", "A, R", "place"), ("place", "A", "place")]
)
def test_a_figure_that_names_its_group_or_place_stands_before_one_that_does_not(
    whose: str, named: str, other: str
) -> None:
    """9 beds for girls miss the 10 for girls, whatever else is told of beds later, in another report or before."""
    target = Target(Indicator("beds", kind="flow"), "10 beds", population="girls" if whose == "population" else None)
    own, unnamed = seen("beds", "9 beds", **{whose: named}), seen("beds", "16 beds")
    for reports in ([[own], [unnamed]], [[unnamed], [own]], [[own, unnamed]]):
        made = row(target, *reports, place="A, R" if whose == "place" else None)
        assert ("not met", "9 beds") == (made.status.value, str(made.actual))
        assert [f"it names no {other}, and another figure names the target's"] == [
            left.reason for left in made.left_out
        ]
    assert "met" == row(target, [unnamed], place="A, R" if whose == "place" else None).status.value


def test_of_the_time_before_too_the_named_figure_counts() -> None:
    """110 of 100 is more by 10 %; 110 of an unnamed 200 would be less."""
    target = Target(Indicator("beds", kind="stock"), "increase by 10 %", population="girls")
    before = [
        seen("beds", "100 beds", "as of 2023-12-31", population="girls"),
        seen("beds", "200 beds", "as of 2023-12-31"),
    ]
    made = row(target, [*before, seen("beds", "110 beds", DECEMBER, population="girls")])
    assert "met" == made.status.value


def test_what_the_caller_names_counts_whatever_it_names() -> None:
    """Figures that were named for a target are all taken, with or without a group."""
    target = Target(Indicator("beds", kind="flow"), "10 beds", population="girls")
    both = [seen("beds", "4 beds", "2024H1", population="girls", id="a"), seen("beds", "7 beds", "2024H2", id="b")]
    plan = Plan("P", period=2024, targets=[target])
    made = ps.assess(plan, both, as_of="2024-12-31", matches={"beds": ["a", "b"]}).rows[0]
    assert ("met", "11 beds") == (made.status.value, str(made.actual))


# --- levels of different dates


@pytest.mark.parametrize("kind", ["stock", None])
@pytest.mark.parametrize("goal", ["20 beds", "at most 20 beds", "lower to 30 beds"])
def test_levels_of_different_dates_decide_nothing(goal: str, kind: Any) -> None:
    """12 in June here and 9 in December there: with 5 and 2 on the other days there were 14 on both."""
    target = Target(Indicator("beds", kind=kind, better="higher"), goal)
    places = ["A, P", "B, P"]
    told = [seen("beds", "12 beds", JUNE, place="A, P"), seen("beds", "9 beds", DECEMBER, place="B, P")]
    made = row(target, told, place="P", places=places)
    assert "met" != made.status.value != "not met"
    parts = [Target(Indicator(name, kind=kind), "10 beds") for name in ("a", "b")]
    whole = Target(Indicator("beds", kind=kind, better="higher"), goal, parts=parts)
    made = row(whole, [seen("a", "12 beds", JUNE), seen("b", "9 beds", DECEMBER)])
    assert "undecided" == made.status.value
    assert "by figures of different dates, between which they may have changed" in made.because
    assert ("figures of one date",) == made.lacks


def test_sums_of_different_dates_only_grow() -> None:
    """Of what adds up, 12 by June and 9 by December are 21 at least."""
    target = Target(Indicator("beds", kind="flow", better="higher"), "20 beds")
    told = [seen("beds", "12 beds", "2024H1", place="A, P"), seen("beds", "9 beds", place="B, P")]
    assert "met" == row(target, told, place="P", places=["A, P", "B, P"]).status.value


# --- rates of different lengths of time


@pytest.mark.parametrize(
    ("rates", "status", "actual"),
    [
        ({"2024-01/2024-11": "7.0 %", "2024-12": "4.0 %"}, "undecided", "4 to 7 %"),
        ({"2024-01/2024-11": "4.5 %", "2024-12": "4.0 %"}, "met", "4 to 4.5 %"),
        ({"2024H1": "7.0 %", "2024": "4.0 %"}, "met", "4 %"),  # the year holds the half
        ({"2024Q1": "7.0 %", "2024Q2": "6.0 %", "2024Q3": "5.0 %", "2024Q4": "4.0 %"}, "met", "4 %"),  # one series
        ({"2024-01/2024-11": "7.0 %", DECEMBER: "4.0 %"}, "met", "4 %"),  # a level, which says of its day
    ],
)
@pytest.mark.parametrize("kind", ["rate", None])
def test_a_rate_of_a_month_is_not_that_of_a_year(rates: dict[str, str], status: str, actual: str, kind: Any) -> None:
    """Rule 10: rates are neither added nor averaged; of 11 months at 7 % and one at 4 % the year lies between."""
    target = Target(Indicator("rate", kind=kind, better="lower"), "at most 5 %")
    made = row(target, [seen("rate", number, period) for period, number in rates.items()])
    assert (status, actual) == (made.status.value, str(made.actual))


# --- members


@pytest.mark.parametrize("parks", [0, 3])
def test_a_place_within_a_member_is_no_member(parks: int) -> None:
    """Two districts and a town of one of them are not three districts."""
    target = Target(Indicator("parks", kind="flow"), ps.each_of(3, "district", "at least 2 parks"))
    told = [seen("parks", "3 parks", place="D1, R"), seen("parks", "3 parks", place="D2, R")]
    made = row(target, [*told, seen("parks", f"{parks} parks", place="Town, D2, R")], place="R")
    assert ("no data", "1 of 3 districts has no figure") == (made.status.value, made.because)


def test_several_unnamed_places_are_no_member() -> None:
    """What five districts have together says nothing of one."""
    target = Target(Indicator("parks", kind="flow"), ps.each_of(2, "district", "at least 2 parks"))
    five = Place("five districts", count=5, parent=Place("R"))
    made = row(target, [seen("parks", "3 parks", place="D1, R"), seen("parks", "12 parks", place=five)], place="R")
    assert ("no data", "1 of 2 districts has no figure") == (made.status.value, made.because)


# --- parts with the name of their whole


def test_parts_of_other_groups_may_have_the_name_of_their_whole() -> None:
    """9 of 10 urban and 12 of 10 rural positions are 21 of 20."""
    parts = [Target("positions created", "10 positions", population=group) for group in ("urban", "rural")]
    whole = Target(Indicator("positions created", kind="flow"), "20 positions", parts=parts)
    told = [seen("positions created", f"{n} positions", population=who) for n, who in ((9, "urban"), (12, "rural"))]
    made = ps.assess(Plan("P", period=2024, targets=[whole]), told, as_of="2024-12-31").rows
    assert ["met", "not met", "met"] == [each.status.value for each in made]
    assert "21 positions" == str(made[0].actual)


# --- figures without a period


@pytest.mark.parametrize(
    ("published", "status", "on", "whose"),
    [
        ("2024-07-15", "undecided", date(2024, 7, 15), "report"),
        (None, "met", date(2026, 12, 31), "assessment"),
        ("2027-01-15", "met", date(2026, 12, 31), "report"),
    ],
)
def test_a_figure_without_a_period_is_of_its_reports_date(
    published: str | None, status: str, on: date, whose: str
) -> None:
    """What was published in July says nothing of December; no figure is of a day after the assessment's."""
    source = None if published is None else ps.Source("s", published=published)
    report = Report("R", source=source, observations=[seen("beds", "6 beds", None)])
    target = Target(Indicator("beds", kind="stock"), "at most 10 beds")
    made = row(target, report, as_of="2026-12-31")
    assert (status, on) == (made.status.value, made.on)
    assert f"is taken as of the {whose}'s date" in made.why


def test_a_report_from_before_the_period_says_nothing_of_it() -> None:
    """A figure without a period of a report of 2023 is none of 2024."""
    report = Report("R", source=ps.Source("s", published="2023-07-15"), observations=[seen("beds", "6 beds", None)])
    made = row(Target("beds", "10 beds"), report)
    assert "it has no period, and the report's date, 2023-07-15, lies before 2024" == made.left_out[0].reason


# --- words and lists


def test_a_text_is_no_list_of_figures() -> None:
    """The text 55 is not 5 and 5."""
    for asked in (
        lambda: ps.verify_sum(says="10", parts="55"),
        lambda: ps.total_of("55"),
        lambda: ps.reconcile("10", "55"),
        lambda: ps.total_of(5),  # type: ignore[arg-type]  # what a type checker refuses, too
    ):
        with pytest.raises(
            ps.errors.WrongTypeError, match=r"a list of figures was needed.*such as \['42 beds', '8 beds'\]"
        ):
            asked()


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("nearly 12 beds", "[11, 12)"),
        ("近12张床位", "[11, 12)"),
        ("fell by nearly 17 households", "(-17, -16]"),
        ("减少近17户", "(-17, -16]"),
        ("fell by nearly 200 households", "(-200, -150]"),
        ("nearly 1 bed", "[0, 1)"),
        ("nearly 20 beds", "[15, 20)"),
        ("nearly 12 km", "[11.5, 12)"),
        ("nearly 12.5 beds", "[12.45, 12.5)"),  # an average, and no count
    ],
)
def test_nearly_a_count_is_one_less_at_least(text: str, within: str) -> None:
    """Between 11.5 and 12 there is no number of beds: nearly 12 can be nothing but 11."""
    assert within == str(ps.figure(text).admissible)
    if text == "nearly 12 beds":
        assert ps.verify_sum(says=text, parts=["5 beds", "6 beds"])


def test_persons_may_be_in_several_courses() -> None:
    """5 in each of 5 courses may be 23 persons; 5 beds in each of 5 homes are not 23 beds."""
    for unit, severity in (("persons", "warning"), ("beds", "error")):
        each = [Target("it", f"23 {unit}"), Target("it", f"at least 5 {unit} in each of 5 courses")]
        [found] = ps.check(Plan("P", period=2024, source="s", targets=each)).of_rule("each-of-exceeds-total")
        assert (severity, severity == "warning") == (found.severity.value, "unless some are counted" in found.message)
