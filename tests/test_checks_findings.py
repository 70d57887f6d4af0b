"""What findings say in full, and cases just beside them: changes to the rules that no other test would notice."""

from __future__ import annotations

from typing import Any

import pytest

import publicservice as ps
from publicservice import Claim, Coverage, Indicator, Observation, Plan, Programme, Report, Target, check


def of(document: Plan | Report, rule: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Where a rule found something, what it said and what it showed."""
    return [(one.severity.value, one.message, one.evidence) for one in check(document).of_rule(rule)]


def plan(*targets: Target, **more: Any) -> Plan:
    """A plan that lacks nothing of its own."""
    known: dict[str, Any] = {"period": 2022, "source": "a paper", **more}
    return Plan("P", targets=targets, **known)


def parts(*goals: str, name: str = "part") -> list[Target]:
    """Parts of a target, numbered."""
    return [Target(f"{name} {number}", goal) for number, goal in enumerate(goals, start=1)]


def test_numbers_without_a_unit_add_up_if_their_kind_says_so() -> None:
    """3 + 4 is not 11: of a flow an error, of nothing that is said only what cannot be told."""
    flow = plan(Target(Indicator("things", kind="flow"), "11", parts=parts("3", "4")))
    assert [("error", "the parts add up to 7, 4 less than the whole, 11", ("part 1: 3", "part 2: 4", "whole: 11"))] == (
        of(flow, "parts-do-not-add-up")
    )
    message = "the parts add up to 7 and the whole is 11; such numbers may be averages, which do not add up"
    unsaid = plan(Target("things", "11", parts=parts("3", "4")))
    assert [("note", message, ("part 1: 3", "part 2: 4", "whole: 11"))] == of(unsaid, "parts-cannot-be-added")


def test_why_parts_are_not_added_is_told_with_them() -> None:
    """Levels at two dates: the sentence and the numbers."""
    levels = [Target("new", "4 beds", period="as of 2022-06"), Target("old", "5 beds", period="as of 2022-12")]
    whole = plan(Target(Indicator("beds", kind="stock"), "9 beds", parts=levels))
    message = "the parts are levels at different dates, which do not add up"
    assert [("note", message, ("new: 4 beds", "old: 5 beds", "whole: 9 beds"))] == of(whole, "parts-cannot-be-added")


def test_a_part_that_is_larger_if_its_zeros_count() -> None:
    """1,200 of 1,100 overlap, and both may be 1,150 rounded to hundreds."""
    overlapping = parts("1,200 places", "300 places")
    whole = plan(Target("places", "1,100 places", parts=overlapping, parts_are="overlapping"))
    message = "the part 'part 1' is 1,200 places, which unless zeros were rounded is more than the whole, 1,100 places"
    [(severity, told, _)] = of(whole, "parts-add-up-if-rounded")
    assert ("warning", message) == (severity, told)


def test_a_list_of_headings_is_cut_where_the_sentence_is_full() -> None:
    """2,000 letters: three names of 900 letters are told as two, and how many there are besides."""
    names = [letter * 900 for letter in "abc"]
    [(_, message, evidence)] = of(plan(programmes=[Programme(name) for name in names]), "empty-programme")
    assert f"all its 3 programmes are only headings: {names[0]}; {names[1]} and 1 more" == message
    assert tuple(names) == evidence
    short = [letter * 1000 for letter in "ab"]
    [(_, message, _)] = of(plan(programmes=[Programme(name) for name in short]), "empty-programme")
    assert f"all its 2 programmes are only headings: {short[0]}; {short[1]}" == message


def test_ten_people_a_trip_are_not_yet_many() -> None:
    """100 people on 10 trips are ten each; one more is more than ten."""

    def found(people: int) -> list[tuple[str, str, tuple[str, ...]]]:
        seen = [Observation("trips", ps.figure(10, "trip")), Observation("served", ps.figure(people, "person"))]
        return of(Report("R", period=2022, observations=seen), "people-may-be-person-times")

    assert [] == found(100)
    message = "101 persons on 10 trips: trips meet the same people again, so these are probably person-times"
    assert [("warning", message, ("101 persons", "10 trips"))] == found(101)


def test_a_coverage_of_nobody_hides_none_behind_it() -> None:
    """The first of two has no rate, the second is above the whole: both are told."""
    several = [Coverage("meals", covered=0, eligible=0), Coverage("books", covered=12, eligible=10)]
    report = Report("R", period=2022, coverage=several)
    assert 1 == len(of(report, "coverage-undefined"))
    [(_, message, evidence)] = of(report, "coverage-above-whole")
    assert ("120 % is above 100 %", ("120 %",)) == (message.partition(":")[0], evidence)


def test_a_reference_that_leads_nowhere_hides_no_other() -> None:
    """A sum of what nobody reports, persons and person-times: the two are still not added."""
    seen = [Observation("a", "5 persons", id="a"), Observation("b", "7 person-times", id="b")]
    claim = Claim("sum", says="12 persons", of="a", parts=["nothing", "a", "b"])
    report = Report("R", period=2022, observations=seen, claims=[claim])
    assert [("person", "person-time")] == [shown for _, _, shown in of(report, "persons-added-to-person-times")]
    lacking = Report("R", period=2022, observations=[Observation("a", result="done")], claims=[
        Claim("completion", says="5 %", of="a")])  # fmt: skip
    assert [("note", "'a' is reported without a number", ())] == of(lacking, "claim-cannot-be-checked")


@pytest.mark.parametrize(
    ("each", "whole", "kind", "expected"),
    [
        # 5 x 100 = 500 places, each rounded from 50 on, so 250 at least, are more than 190, rounded from 195 at most
        (
            "100 places in each of 5 districts",
            "190 places",
            None,
            "100 places in each of 5 districts comes to at least 500 places",
        ),
        ("1 park in each of 5 districts", "4 parks", None, "1 park in each of 5 districts comes to at least 5 parks"),
        ("1 park in each of 5 districts every year", "4 parks", None, None),
        ("1 park in each of 5 districts", "4 parks every year", None, None),
        ("3 in each of 5 districts", "8", "flow", "3 in each of 5 districts comes to at least 15"),
        ("3 in each of 5 districts", "8", None, None),
        ("3 in each of 5 districts", "8", "rate", None),
        ("1 park in each of 5 districts", "4 km", None, None),
        ("1 park in each of 5 districts", "all districts", None, None),
    ],
)
def test_each_of_several_is_held_against_a_total_of_its_rhythm(
    each: str, whole: str, kind: str | None, expected: str | None
) -> None:
    """One in each of five districts is five: more than four in all, unless one of the two comes anew."""
    it = Indicator("it", kind=kind)
    two = plan(Target(it, ps.goal(each), id="each"), Target(it, ps.goal(whole), id="whole"))
    found = of(two, "each-of-exceeds-total")
    if expected is None:
        assert [] == found
    else:
        message = f"{expected}, but in all {ps.goal(whole)} is planned at targets[1]"
        assert [("error", message, (str(ps.goal(each)), str(ps.goal(whole))))] == found


def test_the_largest_of_several_totals_is_the_one_that_counts() -> None:
    """5 km in each of two, 9 km at least as printed: more than 8 km and 8,200 m, and not than 12 km beside 800 m."""
    each = Target("road", "5 km in each of 2 towns")
    for found, totals in ((1, ("8 km", "8200 m")), (0, ("12 km", "800 m")), (0, ("800 km", "8 km"))):
        for order in (totals, totals[::-1]):
            document = plan(each, *(Target("road", total) for total in order))
            assert found == len(of(document, "each-of-exceeds-total"))


@pytest.mark.parametrize("more", [0, 1])
def test_where_targets_may_be_shares_the_others_are_counted(more: int) -> None:
    """800 beds in all and 300, 200, 100 in programmes: one finding names the first of them and counts the rest."""
    goals = ("800 beds", "300 beds", "200 beds", "100 beds")[: 3 + more]
    programmes = [
        Programme(title, targets=[Target("beds", goal)]) for title, goal in zip("ABC", goals[1:], strict=False)
    ]
    document = plan(Target("beds", goals[0]), programmes=programmes)
    [(severity, message, evidence)] = of(document, "targets-may-differ")
    others = [f"programmes[{place}].targets[0]: {goal}" for place, goal in enumerate(goals[1:])]
    where = f"at programmes[0].targets[0] and {1 + more} more"
    assert "note" == severity
    assert f"is 800 beds here and 300 beds {where}, which may be shares or things of the same name" == message
    assert ("targets[0]: 800 beds", *others) == evidence


@pytest.mark.parametrize(
    ("name", "goal", "severity", "message", "evidence"),
    [
        ("share of forest", "120 %", "warning", "120 % is more than the whole, 100 %", ("120 %", "100 %")),
        ("forest", "120 %", "note", "120 % is more than the whole, if it is a share of something", ("120 %", "100 %")),
    ],
)
def test_a_share_above_the_whole_shows_both(
    name: str, goal: str, severity: str, message: str, evidence: tuple[str, ...]
) -> None:
    """A share cannot be more than the whole; what may be none is a note, which shows the same numbers."""
    assert [(severity, message, evidence)] == of(plan(Target(name, goal)), "share-above-whole")


def test_a_share_to_be_lowered_below_120_percent_binds_from_above() -> None:
    """Where lower is better, 120 % is an upper limit, and no share above the whole is asked for."""
    assert [] == of(plan(Target(Indicator("share of forest", better="lower"), "120 %")), "share-above-whole")


def test_a_period_that_reaches_beyond_shows_both() -> None:
    """From 2022 into 2023 in a plan of 2022."""
    beyond = plan(Target("beds", "5 beds", period="2022/2023"))
    message = "its period, 2022/2023, reaches beyond the document's, 2022"
    assert [("note", message, ("2022/2023", "2022"))] == of(beyond, "period-outside-plan")


def test_a_figure_that_was_computed_is_told_by_its_number() -> None:
    """What has no printed text is told as it stands, and not as nothing."""
    start = ps.figure(6000, "CNY")
    [(_, message, _)] = of(plan(Target("subsidy", ps.raise_to("5,000 CNY"), baseline=start)), "baseline-beyond-goal")
    assert message.startswith("the baseline of 6000 CNY already meets the goal") or "6,000 CNY" in message
    claim = Claim("year-on-year", says=ps.figure(5, "%"), of="rate")
    report = Report("R", period=2022, observations=[Observation("rate", "85 %", period=2022)], claims=[claim])
    [(_, message, shown)] = of(report, "percent-may-be-points")
    assert ("'5 %' of a rate may mean", ("5 %",)) == (message[:24], shown)
