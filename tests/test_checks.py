"""
What the rules for plans find, and what they leave alone.

Cases are worked by hand. A case that is fine counts as much as one that is not: findings are quoted in public, and a
plan that holds together must not be called contradictory.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publicservice import (
    Commitment,
    Declaration,
    Finding,
    Findings,
    Indicator,
    Place,
    Plan,
    Population,
    Programme,
    PublicServiceError,
    Rule,
    Severity,
    Target,
    all_of,
    at_least,
    between,
    check,
    each_of,
    every,
    figure,
    keep,
    period,
    place,
    reach,
    walk,
)
from publicservice.checks import PLAN_RULES

Found = list[tuple[str, str]]


def plan(*targets: Target, **more: Any) -> Plan:
    """A plan that lacks nothing of its own."""
    return Plan("P", targets=targets, **{"period": 2022, "source": "a paper", **more})


def target(goal: Any, name: str = "beds", **more: Any) -> Target:
    """A target; what belongs to its indicator is handed on."""
    own = {key: more.pop(key) for key in ("unit", "kind", "better") if key in more}
    return Target(Indicator(name, **own), goal, **more)


def whole(goal: str, parts: Iterable[str], are: str = "partition", **more: Any) -> Plan:
    """A plan of one target with parts."""
    made = [Target(f"part {number}", part) for number, part in enumerate(parts)]
    return plan(target(goal, parts=made, parts_are=are, **more))


def found(document: Plan) -> Found:
    """What the rules found: severity and rule, in their order."""
    return [(finding.severity.value, finding.rule) for finding in check(document)]


def message(document: Plan, rule: str) -> str:
    """The sentence of the one finding of a name."""
    [finding] = check(document).of_rule(rule)
    return finding.message


# --- parts


@pytest.mark.parametrize(
    ("goal", "parts", "expected"),
    [
        pytest.param("47,300 positions", ["42,000 positions", "5,300 positions"], "as the whole says", id="exact"),
        pytest.param("68.6万人", ["42.1万人", "26.5万人"], "as the whole says", id="exact in units of 10,000"),
        # 42.05 + 26.35 = 68.40 to 42.15 + 26.45 = 68.60 meets 68.55 to 68.65
        pytest.param("68.6万人", ["42.1万人", "26.4万人"], "which fits 68.6万人", id="within rounding, below"),
        # 42.05 + 26.55 = 68.60 to 68.80 meets 68.55 to 68.65
        pytest.param("68.6万人", ["42.1万人", "26.6万人"], "which fits 68.6万人", id="within rounding, above"),
        pytest.param("5 km", ["3 km", "2,000 m"], "as the whole says", id="other units of the same kind"),
        pytest.param("100 %", ["60 %", "40 %"], "as the whole says", id="shares of one whole"),
        pytest.param("1,500 CNY/person", ["1,000 CNY/person", "500 CNY/person"], "as the whole says", id="amounts"),
        pytest.param("at least 100 beds", ["60 beds", "50 beds"], "which fits at least 100 beds", id="above a minimum"),
        pytest.param("at most 100 beds", ["61 beds", "13 beds"], "which fits at most 100 beds", id="below a maximum"),
        pytest.param(
            "between 10 and 15 towns", ["6 towns", "7 towns"], "which fits between 10 and 15 towns", id="range"
        ),
        # printed about 2,000 stands for 1,000 to 3,000
        pytest.param("about 2,000 beds", ["1,234 beds", "456 beds"], "which fits about 2,000 beds", id="roughly"),
        pytest.param("10 beds every year", ["5 beds every year"] * 2, "as the whole says", id="each year"),
        pytest.param("keep 10 beds", ["5 beds"] * 2, "as the whole says", id="kept"),
    ],
)
def test_parts_that_make_up_the_whole_are_confirmed(goal: str, parts: list[str], expected: str) -> None:
    """A partition must add up within its rounding, and is told to when it does."""
    document = whole(goal, parts)
    assert [("confirmed", "parts-add-up")] == found(document)
    assert expected == message(document, "parts-add-up").split(", ", 1)[1].removeprefix("000 persons, ")


@pytest.mark.parametrize(
    ("goal", "parts", "are", "expected"),
    [
        # 42.05 + 26.25 = 68.30 to 68.50 is below 68.55
        pytest.param(
            "68.6万人",
            ["42.1万人", "26.3万人"],
            "partition",
            "the parts add up to 684,000 persons, 2,000 persons less than the whole, 68.6万人",
            id="less, beyond rounding",
        ),
        # 42.05 + 26.65 = 68.70 is above 68.65
        pytest.param(
            "68.6万人",
            ["42.1万人", "26.7万人"],
            "partition",
            "the parts add up to 688,000 persons, 2,000 persons more than the whole, 68.6万人",
            id="more, beyond rounding",
        ),
        pytest.param(
            "8 parks",
            ["5 parks", "4 parks"],
            "partition",
            "the parts add up to 9 parks, 1 park more than the whole, 8 parks",
            id="counts are whole numbers",
        ),
        pytest.param(
            "5 beds",
            ["6 beds"],
            "of which",
            "the parts add up to 6 beds, 1 bed more than the whole, 5 beds",
            id="of which",
        ),
        pytest.param(
            "5 beds",
            ["4 beds", "6 beds"],
            "overlapping",
            "the part 'part 1' is 6 beds, more than the whole, 5 beds",
            id="overlapping",
        ),
        pytest.param(
            "between 10 and 15 towns",
            ["9 towns", "7 towns"],
            "partition",
            "the parts add up to 16 towns, 1 to 6 towns more than the whole, between 10 and 15 towns",
            id="more than a range",
        ),
        pytest.param(
            "at most 99 beds",
            ["61 beds", "41 beds"],
            "partition",
            "the parts add up to 102 beds, at least 3 beds more than the whole, at most 99 beds",
            id="more than a maximum",
        ),
        pytest.param(
            "at least 99 beds",
            ["61 beds", "13 beds"],
            "partition",
            "the parts add up to 74 beds, at least 25 beds less than the whole, at least 99 beds",
            id="less than a minimum",
        ),
        pytest.param(
            "99 beds",
            ["at least 61 beds", "more than 41 beds"],
            "partition",
            "the parts add up to more than 102 beds, more than 3 beds more than the whole, 99 beds",
            id="minima above the whole",
        ),
        pytest.param(
            "about 512 beds",
            ["61 beds", "41 beds"],
            "partition",
            "the parts add up to 102 beds, 410 beds less than the whole, about 512 beds",
            id="less than about",
        ),
    ],
)
def test_parts_that_do_not_add_up_are_an_error(goal: str, parts: list[str], are: str, expected: str) -> None:
    """A partition has to add up, "of which" may not be more, and no overlapping part may be more than the whole."""
    document = whole(goal, parts, are)
    assert [("error", "parts-do-not-add-up")] == found(document)
    assert expected == message(document, "parts-do-not-add-up")


@pytest.mark.parametrize(
    ("goal", "parts", "are"),
    [
        pytest.param("5 beds", ["2 beds"], "of which", id="less"),
        pytest.param("5 beds", ["2 beds", "3 beds"], "of which", id="equal"),
        pytest.param("at least 5 beds", ["9 beds"], "of which", id="more than a minimum"),
        pytest.param("5 beds", ["5 beds", "4 beds"], "overlapping", id="overlapping, in sum more"),
    ],
)
def test_parts_that_need_not_make_up_the_whole_are_confirmed(goal: str, parts: list[str], are: str) -> None:
    """Parts "of which" may be less, and overlapping parts may in sum be more."""
    assert [("confirmed", "parts-add-up")] == found(whole(goal, parts, are))


@pytest.mark.parametrize(
    ("goal", "parts", "are"),
    [
        # 749 + 349 = 1,098 would be printed 700 + 300 of 1,100
        pytest.param("1,100 places", ["700 places", "300 places"], "partition", id="sum"),
        pytest.param("41,800 places", ["42,000 places"], "of which", id="of which"),
        pytest.param("41,800 places", ["42,000 places"], "overlapping", id="overlapping"),
    ],
)
def test_parts_that_fit_only_by_rounded_zeros_are_a_warning(goal: str, parts: list[str], are: str) -> None:
    """Trailing zeros may have been rounded away: what is then consistent is no error, and is told all the same."""
    assert [("warning", "parts-add-up-if-rounded")] == found(whole(goal, parts, are))


@pytest.mark.parametrize("are", ["partition", "of which"])
def test_parts_without_a_limit_may_fit(are: str) -> None:
    """Parts that are minima make up at least their sum, so that nothing is confirmed and nothing wrong."""
    document = whole("48,322 positions", ["more than 42,100 positions", "at least 5,000 positions"], are)
    assert [("note", "parts-may-add-up")] == found(document)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(
            whole("increase by 10 %", ["5 beds"], baseline="3 beds"),
            "no single number is the whole: 'increase by 10 %'",
            id="whole without a number",
        ),
        pytest.param(
            whole("5 beds", ["at least 1 bed in each of 5 districts"]),
            "no single number is the part 'part 0': 'at least 1 bed in each of 5 districts'",
            id="part without a number",
        ),
        pytest.param(
            whole("10 beds", ["5 beds every year"]),
            "one comes anew every year, the other does not: 'part 0'",
            id="rhythm",
        ),
        pytest.param(
            whole("10 beds every month", ["5 beds"]),
            "one comes anew every month, the other does not: 'part 0'",
            id="other",
        ),
        pytest.param(
            whole("5 persons", ["5 households"]), "'person' and 'household' are not of one kind", id="unlike units"
        ),
        pytest.param(
            whole("5 persons", ["5 households"], "overlapping"),
            "'person' and 'household' are not of one kind",
            id="unlike units, overlapping",
        ),
        pytest.param(
            whole("85 %", ["90 %", "80 %"]),
            "the parts add up to 170 % and the whole is 85 %; such numbers may be averages, which do not add up",
            id="rates",
        ),
        pytest.param(
            whole("85 %", ["90 %", "80 %"], "overlapping"),
            "the parts overlap, and such numbers may be averages",
            id="overlapping rates",
        ),
        pytest.param(
            whole("15", ["14", "17"], kind="rate", unit="1"),
            "the parts add up to 31 and the whole is 15; such numbers may be averages, which do not add up",
            id="pupils a teacher",
        ),
        pytest.param(
            whole("30 days", ["20 days", "35 days"]),
            "the parts add up to 55 days and the whole is 30 days; such numbers may be averages, which do not add up",
            id="days of waiting",
        ),
        pytest.param(
            whole("5 percentage points", ["4 percentage points", "7 percentage points"]),
            "the parts add up to 11 percentage points and the whole is 5 percentage points; "
            "such numbers may be averages, which do not add up",
            id="points",
        ),
        pytest.param(
            whole("1,500 CNY/person", ["1,400 CNY/person", "1,700 CNY/person"]),
            "the parts add up to 3,100 CNY/person and the whole is 1,500 CNY/person; "
            "such numbers may be averages, which do not add up",
            id="amounts per person",
        ),
    ],
)
def test_parts_that_cannot_be_added_are_a_note(document: Plan, expected: str) -> None:
    """Rates pool and are never summed; unlike units never add; what has no one number cannot be added."""
    assert expected == message(document, "parts-cannot-be-added")
    assert ("error", "parts-do-not-add-up") not in found(document)


def test_a_stock_at_several_dates_is_not_added() -> None:
    """Over time stocks take the last and are not added; parts of one date are."""
    dated = [Target(f"in {year}", "5 beds", period=f"as of {year}") for year in (2021, 2022)]
    document = plan(target("5 beds", kind="stock", parts=dated), period="2021/2022")
    assert [("note", "parts-cannot-be-added")] == found(document)
    expected = "the parts are levels at different dates, which do not add up"
    assert expected in message(document, "parts-cannot-be-added")
    same = plan(target("5 beds", kind="stock", parts=[Target("a", "2 beds"), Target("b", "3 beds")]))
    assert [("confirmed", "parts-add-up")] == found(same)


def test_parts_of_parts_are_judged_one_level_at_a_time() -> None:
    """Each target is held against its own parts: 10 = 6 + 4 holds, and 6 = 3 + 2 does not."""
    inner = target("6 beds", "urban", parts=[Target("old", "3 beds"), Target("new", "2 beds")])
    findings = check(plan(target("14 beds", parts=[inner, Target("rural", "8 beds")])))
    expected = [("parts-do-not-add-up", "targets[0].parts[0]"), ("parts-add-up", "targets[0]")]
    assert expected == [(finding.rule, finding.where) for finding in findings]


def test_goals_made_of_computed_figures_are_added() -> None:
    """A goal's amount may be a figure that was never printed, which is exact."""
    parts = [Target("a", reach(figure(3, "beds") + figure(1, "beds"))), Target("b", reach(figure(2, "beds")))]
    assert [("confirmed", "parts-add-up")] == found(plan(target("6 beds", parts=parts)))


# --- declared counts


@pytest.mark.parametrize(
    ("declares", "expected"),
    [
        pytest.param({"programmes": 2}, "2 programmes are declared and listed", id="directly"),
        pytest.param({"programmes": 3}, "3 programmes are declared and listed", id="at any depth"),
        pytest.param({"targets": 1}, "1 target is declared and listed", id="one"),
        pytest.param({"targets": 3}, "3 targets are declared and listed", id="parts do not count"),
        pytest.param({"commitments": 0}, "0 commitments are declared and listed", id="none directly"),
        pytest.param({"commitments": 1}, "1 commitment is declared and listed", id="further in"),
    ],
)
def test_declared_counts_that_agree_are_confirmed(declares: dict[str, int], expected: str) -> None:
    """A declared count may be of what stands in the entry, or of all within it."""
    assert expected == message(_declaring(declares), "declared-count-agrees")


def _declaring(declares: dict[str, int], **more: Any) -> Plan:
    """Two programmes, of which one has a third in it; one target above and two below; one commitment below."""
    deep = Programme("deep", targets=[target("7 cars", "cars", parts=[target("7 cars", "red")])], commitments=["help"])
    programmes = [Programme("A", targets=[target("5 km", "roads")], programmes=[deep]), Programme("B", commitments=[])]
    return plan(target("3 beds"), programmes=programmes, declares=declares, **more)


@pytest.mark.parametrize(
    ("declares", "expected"),
    [
        ({"programmes": 4}, "4 programmes are declared; 2 listed, 3 with those further in"),
        ({"programmes": 1}, "1 programme is declared; 2 listed, 3 with those further in"),
        ({"targets": 4}, "4 targets are declared; 1 listed, 3 with those further in"),
        ({"commitments": 3}, "3 commitments are declared; 0 listed, 1 with those further in"),
    ],
)
def test_declared_counts_that_differ_are_an_error(declares: dict[str, int], expected: str) -> None:
    """A declared count of a complete list has to be the number of things in it."""
    findings = check(_declaring(declares)).of_rule("declared-count-differs")
    assert [(Severity.ERROR, "", expected)] == [(item.severity, item.where, item.message) for item in findings]


@pytest.mark.parametrize(
    ("declares", "more", "expected"),
    [
        pytest.param(
            {"programmes": 4},
            {"listed": "open"},
            "4 programmes are declared; 2 listed, 3 with those further in, and the document's list is open",
            id="open list",
        ),
        pytest.param(
            {"targets": 2},
            {},
            "2 targets are declared; 1 listed, 3 with those further in, and which of these are meant cannot be told",
            id="some of all",
        ),
        pytest.param(
            {"aspects": 8},
            {},
            "8 aspects are declared; whether they are there cannot be told, since nothing is listed as aspects",
            id="unnamed things",
        ),
    ],
)
def test_declared_counts_that_cannot_be_told_are_a_note(
    declares: dict[str, int], more: dict[str, Any], expected: str
) -> None:
    """An open list may be longer, and what has no list of its own cannot be counted."""
    assert expected == message(_declaring(declares, **more), "declared-count-cannot-be-checked")


def test_a_list_that_is_open_further_in_may_hold_more_targets() -> None:
    """Where a programme's list breaks off, targets may be missing anywhere, programmes only in that list."""
    open_one = Programme("A", targets=[target("3 beds")], listed="open")
    assert [("note", "declared-count-cannot-be-checked")] == found(plan(programmes=[open_one], declares={"targets": 2}))
    assert [("error", "declared-count-differs")] == found(plan(programmes=[open_one], declares={"programmes": 2}))


def test_an_open_list_that_is_too_long_is_an_error() -> None:
    """A list that goes on can only be longer than what is listed."""
    document = plan(target("5 beds"), target("5 km", "roads"), declares={"targets": 1}, listed="open")
    assert [("error", "declared-count-differs")] == found(document)


# --- two targets for one indicator


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("2,000 beds", "800 beds", id="2,000 and 800 beds"),
        pytest.param("at least 20 km", "at most 9 km", id="nothing lies between"),
        pytest.param("between 10 and 15 towns", "between 17 and 20 towns", id="ranges apart"),
        pytest.param("more than 5,000 beds", "4,321 beds", id="below a minimum"),
        pytest.param("fewer than 5 beds", "at least 5 beds", id="below a maximum that is left out"),
        pytest.param("more than 5 beds", "at most 5 beds", id="above a minimum that is left out"),
        pytest.param("keep at least 85 %", "keep at most 80 %", id="kept levels"),
        pytest.param("5 beds every year", "8 beds every year", id="each year"),
    ],
)
def test_other_numbers_for_one_indicator_contradict_each_other(one: str, other: str) -> None:
    """Two targets for one indicator, place, period, group and stage cannot have different numbers."""
    findings = check(plan(target(one), target(other)))
    expected = ("targets-contradict-each-other", "targets[1]", f"is {other} here, but {one} at targets[0]")
    reversed_too = ("targets-contradict-each-other", "targets[0]", f"is {one} here, but {other} at targets[1]")
    assert [item for item in findings if (item.rule, item.where, item.message) in (expected, reversed_too)] == list(
        findings
    )
    assert 1 == len(findings)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("68.6万人", "686,000 persons", "with the same number", id="written differently"),
        pytest.param("68.6万人", "68.6万人", "with the same number", id="written alike"),
        pytest.param("68.6万人", "686,134 persons", "with the same number as far as it is printed", id="rounded"),
        pytest.param(
            "at least 5 km", "at least 5,000 m", "with the same number as far as it is printed", id="converted"
        ),
        pytest.param("between 1 and 2 towns", "between 1 and 2 towns", "with the same number", id="range"),
    ],
)
def test_the_same_number_twice_is_confirmed(one: str, other: str, expected: str) -> None:
    """A number that is repeated, in whatever form, agrees with itself."""
    document = plan(target(one), target(other))
    assert [("confirmed", "target-stands-twice")] == found(document)
    assert expected == message(document, "target-stands-twice").split(", ")[-1]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("more than 5,000 beds", "5,032 beds", "which can both be right", id="headline and body"),
        pytest.param("at least 10 beds", "at least 20 beds", "which can both be right", id="two minima"),
        pytest.param("between 10 and 15 towns", "between 12 and 20 towns", "which can both be right", id="ranges"),
        pytest.param("exactly 5 beds", "5 beds", "which can both be right", id="exactly"),
        pytest.param("5,000 beds", "5,032 beds", "which can both be right only if they were rounded", id="zeros"),
        pytest.param(
            "at least 20 beds", "at most 10 beds", "which can both be right only if they were rounded", id="limits"
        ),
    ],
)
def test_numbers_that_can_both_be_right_are_a_note(one: str, other: str, expected: str) -> None:
    """An error is for two statements that cannot both be right."""
    document = plan(target(one), target(other))
    assert [("note", "targets-may-differ")] == found(document)
    assert expected == message(document, "targets-may-differ").split(", ")[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(target("at least 10 beds"), target("at most 15 beds"), id="band"),
        pytest.param(target("10 beds"), target("at most 15 beds"), id="band of a number to reach"),
        pytest.param(
            target("10 beds", better="lower"),
            target("at least 5 beds", better="lower"),
            id="band of a number to fall to",
        ),
        pytest.param(target("5 beds", stage="started"), target("8 beds", stage="completed"), id="stage"),
        pytest.param(target("5 beds", population="men"), target("8 beds", population="women"), id="group"),
        pytest.param(target("5 beds", place="Linyi"), target("8 beds", place="Lanshan, Linyi"), id="sub-area"),
        pytest.param(
            target("5 beds", place=place("Chaoyang")), target("8 beds", place=Place("Chaoyang", code="1")), id="code"
        ),
        pytest.param(target("5 beds", period="2022H1"), target("8 beds", period="2022H2"), id="period"),
        pytest.param(target("5 beds", kind="stock"), target("8 beds", kind="flow"), id="kind of indicator"),
        pytest.param(target("5 beds"), target("keep 8 beds"), id="kind of goal"),
        pytest.param(target("5 beds every year"), target("8 beds every month"), id="rhythm"),
        pytest.param(target("5 beds"), target("8 persons"), id="unlike units"),
        pytest.param(target("5 beds"), target(all_of("bed", 8)), id="all"),
        pytest.param(
            target("increase by 5 %", baseline="3 km"), target("increase by 8 %", baseline="3 km"), id="changes"
        ),
        pytest.param(target("5 beds"), target("8 beds", "cots"), id="indicator"),
    ],
)
def test_targets_for_different_things_are_not_compared(one: Target, other: Target) -> None:
    """Only one indicator, place, period, group, stage and kind can contradict itself."""
    assert [] == found(plan(one, other))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (target("23 beds"), target("11-15 beds"), "is between 11 and 15 beds here, but 23 beds at targets[0]"),
        (
            target("at least 85 %"),
            target("keep at most 81 %"),
            "is keep at most 81 % here, but at least 85 % at targets[0]",
        ),
        (
            target("3 beds", better="lower"),
            target("11-15 beds"),
            "is between 11 and 15 beds here, but 3 beds at targets[0]",
        ),
        (
            target("keep at least 95 %"),
            target("keep 80-90 %"),
            "is keep between 80 and 90 % here, but keep at least 95 % at targets[0]",
        ),
        (
            target("about 80 beds"),
            target("at least 200 beds"),
            "is at least 200 beds here, but about 80 beds at targets[0]",
        ),
        (target("5 beds", kind="stock"), target("8 beds", kind="stock"), "is 8 beds here, but 5 beds at targets[0]"),
        (target("5 beds"), target("8 beds", kind="stock"), "is 8 beds here, but 5 beds at targets[0]"),
    ],
)
def test_goals_of_one_kind_and_of_two_contradict_each_other(one: Target, other: Target, told: str) -> None:
    """No number lies within 11 to 15 and reaches 23, and no rate is kept at 81 % at most and gets to 85 %."""
    for number, document in enumerate((plan(one, other), plan(other, one))):
        assert [("error", "targets-contradict-each-other")] == found(document)
        assert message(document, "targets-contradict-each-other") == told.replace("[0]", f"[{number}]")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (target("11-15 beds"), target("12 beds")), (target("11-15 beds"), target("3 beds")),
        (target("11-15 beds"), target("at least 15 beds")), (target("keep at least 80 %"), target("at least 85 %")),
        (target("keep at most 85 %"), target("at least 85 %")), (target("11-15 beds", period=2021), target("23 beds")),
        (target("11-15 beds"), target("23 %")), (target("11-15 beds"), target("20 beds", better="lower")),
    ],
)  # fmt: skip
def test_goals_of_two_kinds_may_both_be_meant(one: Target, other: Target) -> None:
    """What some number meets is no contradiction; nor is what stands under two headings."""
    assert not [each for each in check(plan(one, other)) if "contradict" in each.rule]
    apart = Plan(
        "P",
        period=2022,
        programmes=[Programme(name, targets=[each]) for name, each in zip("AB", (one, other), strict=True)],
    )
    assert not [each for each in check(apart) if "contradict" in each.rule]


def test_persons_in_each_of_several_may_be_counted_twice() -> None:
    """Three courses with 20 persons each are 60 places, which 30 persons may well take."""
    document = plan(target("20 persons in each of 3 courses", "trained"), target("30 persons", "trained"))
    assert [("warning", "each-of-exceeds-total")] == found(document)
    told = (
        "20 persons in each of 3 courses comes to at least 60 persons, but in all 30 persons is planned at targets[1]"
    )
    assert f"{told}, unless some are counted in several" == message(document, "each-of-exceeds-total")


def test_declared_programmes_under_other_headings() -> None:
    """A heading around all three programmes is none of them; where one programme of two has parts, nobody can tell."""
    three = [Programme(name, commitments=["c"]) for name in "abc"]
    declared = Plan("P", declares={"programmes": 3}, programmes=[Programme("All", programmes=three)])
    assert ["3 programmes are declared and listed, under other headings"] == [
        each.message for each in check(declared) if each.rule.startswith("declared")
    ]
    beside = Plan("P", declares={"programmes": 3}, programmes=[Programme("G", programmes=three), three[0]])
    assert ["declared-count-differs"] == [each.rule for each in check(beside) if each.rule.startswith("declared")]


def test_a_headline_is_held_against_the_programme_that_repeats_it() -> None:
    """The deeper of the two is told, with the path of the headline."""
    document = plan(target("2,000 beds"), programmes=[Programme("A", targets=[target("800 beds")])])
    [finding] = check(document)
    assert "programmes[0].targets[0]" == finding.where
    assert "is 800 beds here, but 2,000 beds at targets[0]" == finding.message
    assert ("targets[0]: 2,000 beds", "programmes[0].targets[0]: 800 beds") == finding.evidence


def test_shares_of_a_headline_in_several_programmes_are_a_note() -> None:
    """300 and 500 in two programmes may be what makes up a headline's 800; one finding tells of all of them."""
    programmes = [Programme("A", targets=[target("300 beds")]), Programme("B", targets=[target("500 beds")])]
    document = plan(target("800 beds"), programmes=programmes)
    assert [("note", "targets-may-differ")] == found(document)
    expected = "is 800 beds here and 300 beds at programmes[0].targets[0] and 1 more"
    assert f"{expected}, which may be shares or things of the same name" == message(document, "targets-may-differ")


def test_one_name_in_unrelated_programmes_is_a_note() -> None:
    """'persons trained' in one programme and in another may be different persons."""
    programmes = [Programme("A", targets=[target("300 beds")]), Programme("B", targets=[target("500 beds")])]
    told = "is 300 beds here and 500 beds at programmes[1].targets[0], which may be shares or things of the same name"
    assert told == message(plan(programmes=programmes), "targets-may-differ")
    assert [("note", "targets-may-differ")] == found(plan(programmes=programmes))


def test_programmes_for_different_groups_are_not_compared() -> None:
    """A target is for the group that its programme is for."""
    programmes = [
        Programme(name, population=name, targets=[target("1,000 CNY" if name == "orphans" else "800 CNY", "subsidy")])
        for name in ("orphans", "disabled people")
    ]
    assert [] == found(plan(programmes=programmes))


def test_three_targets_give_two_findings() -> None:
    """Each is held against the outermost, so that the findings grow as the targets do."""
    contradictions = check(plan(*(target(f"{number} km") for number in (3, 5, 7)))).of_rule(
        "targets-contradict-each-other"
    )
    assert 2 == len(contradictions)
    many = check(plan(*(target(f"{number} km") for number in range(100, 200, 2))))
    assert 49 == len(many)


# --- each of several


@pytest.mark.parametrize(("total", "expected"), [("4 parks", True), ("5 parks", False), ("6 parks", False)])
@pytest.mark.parametrize("how", ["beside", "around", "part", "parent programme"])
def test_each_of_five_districts_needs_five_parks(total: str, expected: bool, how: str) -> None:
    """Five districts with at least one park each are five parks: 4 in all are too few, 5 and 6 are not."""
    each = target(each_of(5, "district", "at least 1 park"), "parks")
    planned = target(total, "parks")
    document = {
        "beside": plan(planned, each),
        "around": plan(planned, programmes=[Programme("A", targets=[each])]),
        "part": plan(attrs.evolve(planned, parts=[each])),
        "parent programme": plan(
            programmes=[Programme("A", targets=[planned], programmes=[Programme("B", targets=[each])])]
        ),
    }[how]
    assert expected == (("error", "each-of-exceeds-total") in found(document))


@pytest.mark.parametrize(
    ("each", "total"),
    [
        pytest.param("at least 85 % in each of 5 districts", "85 %", id="rates do not add up"),
        pytest.param("at least 1 park in each of 5 districts", "4 parks every year", id="rhythm"),
        pytest.param("at least 1 park in each of 5 districts", "more than 4 parks", id="minimum"),
        pytest.param("at least 1 park in each of 5 districts", "4 trees", id="unlike units"),
        pytest.param("at least 1 park in each district", "1 park", id="number of members unknown"),
        pytest.param("at most 1 park in each of 5 districts", "4 parks", id="maximum"),
        pytest.param("at least 1 park in each of 5 districts", "increase by 10 %", id="no number"),
        pytest.param("at least 1 park in each of 5 districts", "between 9 and 4 parks", id="upside down"),
    ],
)
def test_each_of_goals_that_fit_their_total(each: str, total: str) -> None:
    """Nothing is said where the total is of another kind or can be reached."""
    document = plan(target(each, "parks"), target(total, "parks", baseline=None))
    assert "each-of-exceeds-total" not in [rule for _, rule in found(document)]


def test_each_of_counts_named_members_and_tells_both_numbers() -> None:
    """Three named districts with two parks each are six."""
    document = plan(target("2 parks in each district: A; B; C", "parks"), target("5 parks", "parks"))
    expected = (
        "2 parks in each district: A; B; C comes to at least 6 parks, but in all 5 parks is planned at targets[1]"
    )
    assert expected == message(document, "each-of-exceeds-total")


def test_each_of_where_less_is_better_has_no_least() -> None:
    """'5 complaints in each of 3 districts' with less being better is a ceiling, which a smaller total keeps."""
    names = {"name": "complaints", "better": "lower"}
    document = plan(target("5 cases in each of 3 districts", **names), target("4 cases", **names))
    assert [] == found(document)


def test_each_of_is_held_against_the_largest_of_several_totals() -> None:
    """Where two totals contradict each other, that is one finding and not two; a total elsewhere is not asked."""
    each = target(each_of(5, "district", "at least 1 park"), "parks")
    document = plan(target("4 parks", "parks"), target("6 parks", "parks"), target("at least 3 parks", "parks"), each)
    assert "each-of-exceeds-total" not in [rule for _, rule in found(document)]
    elsewhere = [Programme("A", targets=[target("4 parks", "parks")]), Programme("B", targets=[each])]
    assert [] == found(plan(programmes=elsewhere))


def test_programmes_further_in_do_not_excuse_a_wrong_count() -> None:
    """Of programmes, a count between those listed and those with all further in is an error, since levels are plain."""
    twins = [Programme("C"), Programme("D")]
    document = plan(programmes=[Programme("A", programmes=twins), Programme("B")], declares={"programmes": 3})
    expected = "3 programmes are declared; 2 listed, 4 with those further in"
    assert expected == message(document, "declared-count-differs")


def test_the_largest_total_is_the_largest_number() -> None:
    """30 parks are more than 9 parks, though 9 comes later in the alphabet; and beds are no total of parks."""
    each = target(each_of(5, "district", "at least 5 parks"), "parks")
    totals = [target("9 parks", "parks"), target("30 parks", "parks")]
    for order in (totals, totals[::-1]):
        assert "each-of-exceeds-total" not in [rule for _, rule in found(plan(*order, each))]
    assert "each-of-exceeds-total" in [rule for _, rule in found(plan(totals[0], target("400 beds", "parks"), each))]


# --- single targets


@pytest.mark.parametrize(
    "goal", ["between 15 and 10 towns", "keep between 90 % and 80 %", "between 9 and 4 km every year"]
)
def test_a_range_upside_down_is_an_error(goal: str) -> None:
    """A range whose lower end is above its upper end holds no value, also within keep and every."""
    assert [("error", "range-upside-down")] == found(plan(target(goal)))


def test_a_range_of_one_value_is_let_pass() -> None:
    """Both ends belong to a range."""
    assert [] == found(plan(target("between 10 and 10 towns"), target(between("1 km", "2,000 m"), "roads")))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(target("120 %", "coverage of insurance"), ["warning"], id="coverage"),
        pytest.param(target("100.4 %", "share of spending"), ["warning"], id="just above"),
        pytest.param(target("120%", "养老保险覆盖率"), ["warning"], id="in Chinese"),
        pytest.param(target("1,010 per mille", "share of spending"), ["warning"], id="per mille"),
        pytest.param(target("100 %", "share of spending"), [], id="the whole"),
        pytest.param(target("at most 120 %", "share of spending"), [], id="maximum"),
        pytest.param(target("120 %", "reserves"), ["note"], id="may be no share"),
        pytest.param(target("120 %", "growth of reserves"), [], id="growth"),
        pytest.param(target("105 %", "gross enrolment"), [], id="gross"),
        pytest.param(target("120%", "产值增速"), [], id="growth in Chinese"),
        pytest.param(
            target("900 persons", population=Population("farmers", size="500 persons")), ["warning"], id="people"
        ),
        pytest.param(target("500 persons", population=Population("farmers", size="500 persons")), [], id="all people"),
        # 700,000 may be 650,000 rounded
        pytest.param(target("700,000 persons", population=Population("all", size="68.6万人")), [], id="rounded"),
        pytest.param(target("900 person-times", population=Population("f", size="500 persons")), [], id="person-times"),
        pytest.param(target("900 persons", population="farmers"), [], id="size unknown"),
    ],
)
def test_shares_above_the_whole(made: Target, expected: list[str]) -> None:
    """A share above 100 % or more people than there are is a warning; ratios and growth may be above 100 %."""
    assert expected == [item.severity.value for item in check(plan(made)).of_rule("share-above-whole")]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(target("raise to 5,000 CNY", baseline="6,000 CNY"), ["warning"], id="beyond"),
        pytest.param(target("raise to 5,000 CNY", baseline="4,500 CNY"), [], id="not yet"),
        # a printed 5,000 may be 4,600
        pytest.param(target("raise to 5,000 CNY", baseline="5,000 CNY"), [], id="may or may not be"),
        pytest.param(target("raise to 5,000 CNY", baseline=figure(5000, "CNY")), ["warning"], id="exactly there"),
        pytest.param(target("lower to 5 %", baseline="4 %"), ["warning"], id="lower"),
        pytest.param(target("lower to 5 %", baseline="6 %"), [], id="not yet lower"),
        pytest.param(target("5 km", baseline="6 km"), ["warning"], id="reach"),
        pytest.param(target("5 km", baseline="6 km", better="lower"), [], id="less is better"),
        pytest.param(target("5 km", baseline="4 km", better="lower"), ["warning"], id="less is better, and there"),
        pytest.param(target("5 km", baseline="6 km", better="neither"), [], id="neither way"),
        pytest.param(target("5 km", baseline="6 km", kind="flow"), [], id="a flow begins at nothing"),
        pytest.param(target("raise to 5 km", baseline="6 km", kind="flow"), ["warning"], id="a flow to raise"),
        pytest.param(target("at least 85 %", baseline="86 %"), ["note"], id="a level that may be kept"),
        pytest.param(target("at most 5 %", baseline="4 %"), ["note"], id="a maximum that may be kept"),
        pytest.param(target("keep at least 85 %", baseline="86 %"), [], id="kept"),
        pytest.param(target("between 80 % and 90 %", baseline="86 %"), [], id="range"),
        pytest.param(target("exactly 5 beds", baseline="5 beds"), [], id="exactly"),
    ],
)
def test_baselines_beyond_their_goal(made: Target, expected: list[str]) -> None:
    """A goal to be reached from a baseline that already meets it cannot be meant; a level that is kept can."""
    assert expected == [item.severity.value for item in check(plan(made)).of_rule("baseline-beyond-goal")]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (target("4 per mille", baseline="5 per mille"), ", unless less is better and that is not said"),
        (target("4 per mille", baseline="3 per mille", better="lower"), ""),
        (target("raise to 4 km", baseline="5 km"), ""),
        (target("at least 4 km", baseline="5 km"), ", so that it may be a level to keep"),
    ],
)
def test_a_baseline_beyond_its_goal_says_what_may_be_meant(made: Target, expected: str) -> None:
    """The direction may be missing, or a level meant that is kept."""
    assert expected == message(plan(made), "baseline-beyond-goal").partition(str(made.goal))[2]


def test_relative_goals_need_a_baseline() -> None:
    """'Increase by 10 %' says nothing without the figure that it starts from; parts are not told again."""
    rule = "relative-goal-without-baseline"
    assert [("warning", rule)] == found(plan(target("increase by 10 %")))
    assert [("warning", rule)] == found(plan(target("decrease by 2 percentage points every year")))
    assert [] == found(plan(target("increase by 10 %", baseline="40 km")))
    both = target("increase by 10 %", parts=[target("increase by 10 %", "part")], parts_are="overlapping")
    assert 1 == len(check(plan(both)).of_rule(rule))
    part_only = target("10 %", parts=[target("increase by 10 %", "part")])
    assert ["targets[0].parts[0]"] == [item.where for item in check(plan(part_only)).of_rule(rule)]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(target("increase by 5.5 %", "admissions", baseline="40 %"), 1, id="by the baseline's unit"),
        pytest.param(target("increase by 5.5 %", "admissions", unit="%"), 1, id="by the indicator's unit"),
        pytest.param(target("increase by 5.5 %", "admissions", kind="rate"), 1, id="by kind"),
        pytest.param(target("increase by 5.5 %", "admission rate, urban"), 1, id="by name"),
        pytest.param(target("提高5.5%", "高中入学率"), 1, id="by name in Chinese"),
        pytest.param(target("increase by 5.5 % every year", "coverage"), 1, id="every year"),
        pytest.param(target("increase by 5.5 %", "share capital", unit="CNY"), 0, id="not for money"),
        pytest.param(target("increase by 5.5 %", "share capital", kind="stock"), 0, id="not for a stock"),
        pytest.param(target("increase by 5.5 %", "coverage", baseline="40 beds"), 0, id="not for a count"),
        pytest.param(target("increase by 5.5 %", "率先发展的企业"), 0, id="a word that only looks like it"),
        pytest.param(target("increase by 5.5 %", "corporate income"), 0, id="a word within a word"),
        pytest.param(target("increase by 5.5 percentage points", "coverage"), 0, id="points"),
        pytest.param(target("increase by 5.5 % of its baseline", "coverage"), 0, id="said to be relative"),
        pytest.param(target("5.5 %", "coverage"), 0, id="a level"),
    ],
)
def test_percent_of_a_rate_may_be_points(made: Target, expected: int) -> None:
    """A rise of a rate printed as "%" is undecided between the two until someone says; money and counts are not."""
    assert expected == len(check(plan(made)).of_rule("percent-may-be-points"))


@pytest.mark.parametrize(
    ("whole_period", "own", "expected"),
    [
        pytest.param(2022, 2023, ["warning"], id="after"),
        pytest.param(2022, "2021-12", ["warning"], id="before"),
        pytest.param(2022, "2022-09/2023-08", ["note"], id="school year"),
        pytest.param("FY2022 from 04", 2022, ["note"], id="fiscal year"),
        pytest.param("2021/2025", 2023, [], id="within"),
        pytest.param(2022, "as of 2022-12-31", [], id="at the end"),
        pytest.param(2022, "as of 2023-01-01", ["warning"], id="a day later"),
        pytest.param(2022, "until 2030", [], id="open span"),
        pytest.param("since 2022", 2020, [], id="open plan"),
        pytest.param("as of 2022-12-31", 2022, [], id="plan at a date"),
        pytest.param(2022, "undated", [], id="undated"),
        pytest.param(None, 2023, [], id="plan without"),
    ],
)
def test_periods_outside_the_plans(whole_period: Any, own: Any, expected: list[str]) -> None:
    """What has no day in common with the plan's period is a warning; what reaches beyond it is a note."""
    findings = check(plan(target("5 beds", period=own), period=whole_period)).of_rule("period-outside-plan")
    assert expected == [item.severity.value for item in findings]


def test_a_period_outside_the_plans_is_told_once() -> None:
    """What repeats the period of the programme that it stands in is not told again."""
    inner = Programme(
        "B", period=2024, targets=[target("5 beds", period=2024)], commitments=[Commitment("c", period=2023)]
    )
    findings = check(plan(programmes=[attrs.evolve(inner, title="A", programmes=[inner], targets=[])]))
    paths = [item.where for item in findings.of_rule("period-outside-plan")]
    assert ["programmes[0]", "programmes[0].commitments[0]", "programmes[0].programmes[0].commitments[0]"] == paths


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (target("5 beds", kind="stock", period=2022), 1),
        (target("5 beds every year", kind="stock", period=2022), 1),
        (target("keep 5 beds", kind="stock", period=2022), 0),
        (target(every("year", keep("5 beds")), kind="stock", period=2022), 0),
        (target("5 beds", kind="stock", period="as of 2022-12-31"), 0),
        (target("5 beds", kind="stock"), 0),
        (target("5 beds", kind="stock", period="until 2022"), 0),
        (target("5 beds", kind="flow", period=2022), 0),
    ],
)
def test_stocks_with_a_span(made: Target, expected: int) -> None:
    """A stock is a level at a date; only what is kept throughout a span has one."""
    assert expected == len(check(plan(made)).of_rule("stock-with-span"))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (target("5"), 1),
        (target("at least 5 in each of 3 districts"), 1),
        (target("increase by 5", baseline="3"), 1),
        (target("5", kind="rate"), 0),
        (target("5", unit="1"), 0),
        (target("5 %"), 0),
        (target(all_of("district", 12)), 0),
        (target(every("year", all_of("district", 12))), 0),
        (target("increase by 5 %", baseline="3 km"), 0),
    ],
)
def test_targets_without_a_unit(made: Target, expected: int) -> None:
    """A bare number does not say what it counts; a ratio does not have to, and a change leaves it to its baseline."""
    assert expected == len(check(plan(made)).of_rule("target-without-unit"))


# --- what is lacking


@pytest.mark.parametrize("rule", ["target-without-period", "target-without-source"])
def test_what_all_targets_lack_is_told_once(rule: str) -> None:
    """One finding for the document when every target lacks the same, else one a target; parts are not told."""
    lacking, given_ = Target("a", "5 beds", parts=[Target("b", "5 beds")]), Target("c", "5 km", period=2022, source="s")
    one, all_lack = (Plan("P", targets=targets) for targets in ([lacking, given_], [lacking, Target("d", "4 km")]))
    assert ["targets[0]"] == [item.where for item in check(one).of_rule(rule)]
    assert [""] == [item.where for item in check(all_lack).of_rule(rule)]
    assert ["targets[0]"] == [item.where for item in check(Plan("P", targets=[lacking])).of_rule(rule)]
    assert () == check(plan(lacking, given_)).of_rule(rule)


@pytest.mark.parametrize(
    ("own", "expected"), [("until 2025", 0), ("since 2022", 1), ("undated", 1), ("as of 2022-05", 0)]
)
def test_a_period_with_an_end_says_by_when(own: str, expected: int) -> None:
    """'By 2025' has no start and is a period all the same; 'since 2022' has no end."""
    assert expected == len(
        check(plan(target("5 beds", period=own), target("5 km", "roads"))).of_rule("target-without-period")
    )


# --- programmes


def test_empty_programmes_are_noted() -> None:
    """A heading without content is a note; one with anything in it is none."""
    programmes = [Programme("A"), Programme("B", commitments=["c"]), Programme("C", programmes=[Programme("D")])]
    findings = check(plan(programmes=programmes))
    expected = [("empty-programme", "programmes[0]"), ("empty-programme", "programmes[2].programmes[0]")]
    assert expected == [(item.rule, item.where) for item in findings]


def _named(title: str, *programmes: Programme, aliases: tuple[str, ...] = ()) -> Programme:
    return Programme(title, commitments=["c"], aliases=aliases, programmes=programmes)


@pytest.mark.parametrize(
    ("programmes", "expected"),
    [
        pytest.param([_named("Roads"), _named("ROADS")], ["warning"], id="siblings"),
        pytest.param([_named("Roads"), _named("Bridges", aliases=("roads",))], ["warning"], id="alias of another"),
        pytest.param(
            [_named("A", _named("Other"), aliases=("Mobile Hospital",)), _named("B", aliases=("mobile hospital",))],
            ["warning"],
            id="brand of two",
        ),
        pytest.param([_named("A", _named("Facilities")), _named("B", _named("Facilities"))], ["note"], id="headings"),
        pytest.param(
            [_named("A", _named("Facilities"), _named("Facilities")), _named("B", _named("Facilities"))],
            ["warning", "warning"],
            id="siblings and a heading",
        ),
        pytest.param([_named("Roads", aliases=("roads", "ROADS"))], [], id="one programme by itself"),
        pytest.param([_named("Roads"), _named("Bridges")], [], id="different names"),
    ],
)
def test_duplicate_programmes(programmes: list[Programme], expected: list[str]) -> None:
    """A name that stands for two programmes is a warning; a heading that several programmes each have is a note."""
    assert expected == [
        item.severity.value for item in check(plan(programmes=programmes)).of_rule("duplicate-programme")
    ]


# --- plans that are fine


def test_a_plan_that_is_fine_is_left_alone() -> None:
    """What real plans often have gives neither an error nor a warning."""
    document = Plan(
        "A plan for children, 2021 to 2025",
        place="Linyi, Shandong, CN",
        period="2021/2025",
        source="Linyi Daily",
        declares={"programmes": 2, "targets": 11},
        targets=[
            target("more than 5,000 teachers", "teachers added", kind="flow"),
            target("800 persons", "persons trained"),
            target("keep more than 80 %", "share of spending", kind="rate", baseline="82 %"),
        ],
        programmes=[
            Programme(
                "Education",
                targets=[
                    target("5,032 teachers", "teachers added", kind="flow"),
                    target("500 persons", "persons trained"),
                    target("85 %", "coverage", parts=[target("90 %", "urban"), target("80 %", "rural")]),
                    target("30 days", "time of admission", better="lower", parts=[target("20 days", "online")]),
                    target("at least 85 % in each of 5 districts", "coverage in districts"),
                ],
                programmes=[Programme("Facilities", commitments=["mend the roofs"])],
            ),
            Programme(
                "Health",
                targets=[
                    target("300 persons", "persons trained"),
                    target("increase by 5 %", "spending", baseline="68.6 million CNY"),
                    target("120 %", "growth of services"),
                ],
                programmes=[Programme("Facilities", commitments=["build ramps"], period="2025-09/2026-02")],
            ),
        ],
    )
    assert () == check(document).at_least("warning")


# --- any plan at all

_NAMES = ("beds", "coverage rate", "parks", "入学率", "line\nbreak \x1b[31m", "Roads")
_PERIODS = (
    None,
    None,
    "2022",
    "2021/2025",
    "until 2025",
    "since 2021",
    "undated",
    "as of 2022-12-31",
    "FY2022 from 04",
)
_PLACES = (None, "Linyi", "Lanshan, Linyi", Place("five districts", count=5))
_FIGURES = st.one_of(
    st.sampled_from(
        ["5 beds", "1,200 beds", "68.6万人", "85 %", "85.0 %", "0 beds", "7", "3 km", "5 percentage points"]
    ),
    st.integers(0, 10**6).map(lambda number: f"{number:,} beds"),
)
_WORDS = st.sampled_from(
    [
        "at least 20 beds", "at most 9 beds", "more than 1,000 beds", "less than 3 %", "about 2,000 beds",
        "近2000人", "2000余人",
        "raise to 90 %", "lower to 5 beds", "exactly 5 beds", "keep at least 85 %", "between 10 and 15 beds",
        "between 9 and 4 beds", "increase by 10 %", "decrease by 5 beds", "increase by 2 percentage points",
        "increase by 5 % of its baseline", "at least 1 bed in each of 5 districts", "5 % in each district: A; B",
        "all 12 districts", "5 beds every year", "keep 5 beds every month", "不低于85%",
    ]
)  # fmt: skip
_WIDE = st.tuples(_FIGURES, _FIGURES).map(lambda texts: (figure(texts[0]), figure(texts[1])))


def _made(make: Callable[[], Any], otherwise: Any) -> Any:
    """What nouns refuse to be made of is left out."""
    try:
        return make()
    except PublicServiceError:
        return otherwise


_GOALS = st.one_of(
    _FIGURES,
    _WORDS,
    _WIDE.map(lambda ends: _made(lambda: between(*ends), "5 beds")),
    _FIGURES.map(lambda text: at_least(figure(text))),
)


@st.composite
def _targets(draw: st.DrawFn, depth: int = 2) -> Target:
    parts = draw(st.lists(_targets(depth - 1), max_size=3)) if depth else []
    name, goal = draw(st.sampled_from(_NAMES)), draw(_GOALS)
    kind, better = (
        draw(st.sampled_from([None, "flow", "stock", "rate"])),
        draw(st.sampled_from([None, "higher", "lower", "neither"])),
    )
    population = draw(st.sampled_from([None, "women", Population("men", size="500 persons")]))
    baseline, stage = draw(st.one_of(st.none(), _FIGURES)), draw(st.sampled_from([None, "started"]))
    indicator = Indicator(name, kind=kind, better=better)
    more: dict[str, Any] = {
        "parts": parts,
        "parts_are": draw(st.sampled_from(["partition", "of which", "overlapping"])),
        "period": draw(st.sampled_from(_PERIODS)),
        "place": draw(st.sampled_from(_PLACES)),
        "population": population,
        "stage": stage,
    }
    plain = Target(indicator, goal, **more)
    made: Target = _made(lambda: Target(indicator, goal, baseline=baseline, **more), plain)
    return made


_DECLARES = st.dictionaries(
    st.sampled_from(["programmes", "targets", "commitments", "aspects"]), st.integers(0, 4), max_size=2
)


@st.composite
def _programmes(draw: st.DrawFn, depth: int = 2) -> Programme:
    return Programme(
        draw(st.sampled_from(_NAMES)),
        targets=draw(st.lists(_targets(1), max_size=3)),
        commitments=draw(st.lists(st.sampled_from(_NAMES), max_size=1)),
        programmes=draw(st.lists(_programmes(depth - 1), max_size=2)) if depth else [],
        aliases=draw(st.lists(st.sampled_from(_NAMES), max_size=2)),
        period=draw(st.sampled_from(_PERIODS)),
        population=draw(st.sampled_from([None, "women", "men"])),
        declares=draw(_DECLARES),
        listed=draw(st.sampled_from(["open", "complete"])),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of any make-up, most of them in disagreement with themselves."""
    return Plan(
        draw(st.sampled_from(_NAMES)),
        targets=draw(st.lists(_targets(), max_size=4)),
        programmes=draw(st.lists(_programmes(), max_size=3)),
        period=draw(st.sampled_from(_PERIODS)),
        source=draw(st.sampled_from([None, "a paper"])),
        declares=draw(_DECLARES),
        listed=draw(st.sampled_from(["open", "complete"])),
    )


@settings(max_examples=40)
@given(plans())
def test_any_plan_gets_an_answer(document: Plan) -> None:
    """Findings, not exceptions: each has a path of the document, one sentence, and comes the heaviest first."""
    findings = check(document)
    order = {node.path: number for number, node in enumerate(walk(document))}
    assert list(findings) == sorted(findings, key=lambda item: (-item.severity.rank, order[item.where]))
    known = {rule.name: rule.severity.rank for rule in PLAN_RULES}
    for item in findings:
        assert item.message == " ".join(item.message.split())
        assert "\x1b" not in f"{item.message}{item.title}"
        assert item.message
        assert item.title
        assert not item.message.endswith(".")
        assert item.severity.rank <= known.get(item.rule, Severity.WARNING.rank)
    assert findings == check(document)
    assert findings.document in str(findings).replace("\n", " ") or "\n" in document.title


def _reversed(document: Any) -> Any:
    """The same entries in the opposite order, at every level."""
    names = ("programmes", "targets", "commitments", "parts", "aliases")
    fields = [name for name in names if hasattr(document, name) and name != "aliases"]
    changed = {name: [_reversed(item) for item in reversed(getattr(document, name))] for name in fields}
    return attrs.evolve(document, **changed)


@settings(max_examples=25)
@given(plans())
def test_the_order_of_entries_does_not_matter(document: Plan) -> None:
    """The order in which entries stand changes their paths and nothing else."""
    first, second = (
        Counter((item.rule, item.severity) for item in check(each)) for each in (document, _reversed(document))
    )
    assert first == second


@settings(max_examples=50)
@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=5), st.integers(0, 4))
def test_numbers_that_added_up_before_rounding_are_never_called_wrong(values: list[int], digits: int) -> None:
    """Soundness: numbers that were in truth consistent before rounding are never called inconsistent."""
    rounded = [round(value, -digits) for value in (sum(values), *values)]
    assume(all(rounded))  # nobody prints nothing for something that is small
    texts = [f"{value:,} persons" for value in rounded]
    errors = check(whole(texts[0], texts[1:])).at_least("error")
    assert () == errors


def test_deeply_nested_programmes_are_walked() -> None:
    """A hundred programmes within each other are no trouble."""
    deepest = Programme("0", targets=[target("5 beds")])
    for number in range(1, 100):
        deepest = Programme(str(number), programmes=[deepest], declares={"targets": 1})
    expected = Counter({("confirmed", "declared-count-agrees"): 99})
    assert expected == Counter(found(plan(programmes=[deepest])))


# --- the findings as one thing


@pytest.fixture
def findings() -> Findings:
    """An error, a warning, a note and a confirmation."""
    short = target("5.0 km", "<b>roads</b>", parts=[target("4.0 km", "new")])
    return check(plan(short, target("5"), programmes=[Programme("A")], declares={"programmes": 1}))


def test_findings_are_a_sequence(findings: Findings) -> None:
    """They have a length, an order, items and slices."""
    assert 4 == len(findings)
    assert ["error", "warning", "note", "confirmed"] == [item.severity.value for item in findings]
    assert findings[0] == next(iter(findings))
    assert findings.items[1:3] == findings[1:3]
    assert findings[0] in findings


def test_findings_are_chosen_by_weight_and_rule(findings: Findings) -> None:
    """What weighs less is left out, and a rule that found nothing gives nothing."""
    assert [4, 3, 2, 1] == [len(findings.at_least(severity)) for severity in Severity]
    assert findings.items[:2] == findings.at_least("warning")
    assert (findings[2],) == findings.of_rule("empty-programme")
    assert () == findings.of_rule("no-such-rule")


def test_an_unknown_severity_is_answered_with_the_known_ones(findings: Findings) -> None:
    """The error names the words that may be used."""
    with pytest.raises(PublicServiceError, match=r"severity: 'warnings'.*did you mean 'warning'"):
        findings.at_least("warnings")


def test_findings_sum_themselves_up(findings: Findings) -> None:
    """One word a weight, in the plural where there are several."""
    assert "1 error, 1 warning, 1 note, 1 confirmed" == findings.summary()
    assert "nothing found" == check(plan(target("5 beds"))).summary()
    assert "2 warnings, 2 notes, 2 confirmed" == attrs.evolve(findings, items=findings.items[1:] * 2).summary()


def test_findings_show_themselves(findings: Findings) -> None:
    """As a table whose rows are toned by weight, in plain text and in escaped HTML; short in a debugger."""
    table = findings.table()
    assert ("severity", "finding", "where") == table.columns
    assert ("bad", "warn", "muted", "good") == table.tones
    assert ("warning", "beds: '5' does not say what is counted\n[target-without-unit]", "targets[1]") == table.rows[1]
    assert ("confirmed", "P: 1 programme is declared and listed\n[declared-count-agrees]", "document") == table.rows[3]
    assert str(table) == str(findings)
    assert table.to_html() == findings._repr_html_()
    assert "<b>roads" not in findings._repr_html_()
    assert "<Findings of 'P': 1 error, 1 warning, 1 note, 1 confirmed>" == repr(findings)


def test_a_long_path_is_shown_a_step_a_line() -> None:
    """A terminal would break it anywhere."""
    document = plan(programmes=[Programme("A", programmes=[Programme("B")])])
    assert "programmes[0]\n.programmes[0]" == check(document).table().rows[0][2]


def test_findings_can_be_compared_hashed_and_pickled(findings: Findings) -> None:
    """They are records: equal when they say the same."""
    again = pickle.loads(pickle.dumps(findings))
    assert findings == again
    assert hash(findings) == hash(again)
    assert findings != attrs.evolve(findings, document="Q")


def test_a_finding_reads_as_one_line(findings: Findings) -> None:
    """Weight, title, sentence, rule and place; the document itself is called so."""
    assert "warning: beds: '5' does not say what is counted (target-without-unit at targets[1])" == str(findings[1])
    assert "confirmed: P: 1 programme is declared and listed (declared-count-agrees at document)" == str(findings[3])


def test_only_documents_are_checked() -> None:
    """A mistake of the program is an exception, not a finding."""
    not_a_plan: Any = "plan.yaml"
    with pytest.raises(TypeError, match=r"only documents are checked: 'plan\.yaml'"):
        check(not_a_plan)


# --- the rules themselves


def test_rules_have_names_and_sentences() -> None:
    """Each name is unique and says what is wrong; each rule says in one sentence what it looks for."""
    assert len(PLAN_RULES) == len({rule.name for rule in PLAN_RULES})
    assert [rule.name.replace("-", "_") for rule in PLAN_RULES] == [
        getattr(rule.run, "__name__", "") for rule in PLAN_RULES
    ]
    assert all(rule.summary.endswith(".") for rule in PLAN_RULES)
    assert sorted(PLAN_RULES, key=lambda rule: -rule.severity.rank) == list(PLAN_RULES)


def test_a_rule_of_ones_own_may_go_without_a_sentence() -> None:
    """Without a docstring, which Python can be told to leave out, the summary is empty."""

    def silent(subject: Any) -> Any:
        return iter(())

    assert "" == Rule("silent", Severity.NOTE, silent).summary


def test_the_evidence_is_what_was_printed() -> None:
    """The figures or texts that a finding rests on stand in it as they were printed."""
    [finding] = check(whole("68.6万人", ["42.1万人", "26.3万人"]))
    assert ("part 0: 42.1万人", "part 1: 26.3万人", "whole: 68.6万人") == finding.evidence
    assert isinstance(finding, Finding)


def test_a_declaration_of_one_reads_as_one() -> None:
    """'1 programme is', not '1 programmes are'."""
    document = plan(declares=(Declaration("programmes", 1),))
    assert "1 programme is declared; 0 listed" == message(document, "declared-count-differs")


def test_findings_stand_on_one_line_with_nothing_that_a_terminal_would_act_on() -> None:
    """A line break in a title becomes a space, and any other sign of control is written out."""
    (found,) = check(plan(target(between(5, "3 km"), "roads\nand \x07paths")))
    assert r"roads and \u0007paths" == found.title


def test_periods_of_a_plan_are_its_own() -> None:
    """The plan's period is never held against itself."""
    assert [] == found(plan(target("5 beds"), period=period("2021/2025")))


def test_a_misspelt_kind_of_declared_things_names_the_nearest() -> None:
    """What cannot be checked because of a slip says which word was probably meant."""
    (finding,) = check(plan(declares={"programs": 3}, programmes=[])).of_rule("declared-count-cannot-be-checked")
    assert finding.message.endswith("did you mean programmes?")


def test_headings_of_one_list_are_told_together() -> None:
    """One heading without content is told where it stands, several of one list where that list stands, by name."""
    full = Programme("Roads", commitments=["keep roads safe"])
    one = check(plan(programmes=[Programme("A"), full])).of_rule("empty-programme")
    some = check(plan(programmes=[Programme("A"), full, Programme("B")])).of_rule("empty-programme")
    every_one = check(plan(programmes=[Programme("A"), Programme("B")])).of_rule("empty-programme")
    assert [("programmes[0]", "is only a heading: nothing stands in it")] == [(f.where, f.message) for f in one]
    assert [("", "2 of its 3 programmes are only headings: A; B")] == [(f.where, f.message) for f in some]
    assert ["all its 2 programmes are only headings: A; B"] == [f.message for f in every_one]
