"""Plans written as IATI activities: valid by the official schema, read back the same, or refused with all reasons."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publicservice.errors import ModelError, WrongTypeError
from publicservice.faults import UnopenedFileError
from publicservice.figures import Figure, figure
from publicservice.io.iati import (
    IatiActivity,
    IatiArea,
    IatiDetails,
    IatiOrganisation,
    IatiText,
    ResultType,
    UnwritableIatiError,
    iati_text,
    read_iati,
    write_iati,
)
from publicservice.io.unstructure import UnwritableError
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import at_least, at_most, raise_to, reach
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.observation import Beneficiaries, Observation
from publicservice.model.people import Population
from publicservice.model.period import Period, period
from publicservice.model.place import Place, place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report

etree: Any = pytest.importorskip("lxml.etree")

DATA = Path(__file__).parent / "data" / "iati"
SCHEMA = etree.XMLSchema(etree.parse(str(DATA / "schema" / "iati-activities-schema.xsd")))
KENYA = Place("Kenya", level="country", code="KE")
CITY = IatiOrganisation(name="City of Riverton", ref="XM-EX-1", type="11", role="4")
DETAILS = IatiDetails(reporting_org=CITY, participating_orgs=[CITY], status="2", description="Clean water.")


def written(plan: Plan, results: Report | Iterable[Observation] = (), **options: Any) -> IatiText:
    """The text of a plan, once it was found to be valid by the official schema."""
    made = iati_text(plan, results, details=options.pop("details", DETAILS), **options)
    assert SCHEMA.validate(etree.fromstring(made.text.encode()).getroottree()), SCHEMA.error_log
    return made


def read(text: IatiText) -> IatiActivity:
    """The activity that is read from what was written."""
    (activity,) = read_iati(BytesIO(str(text).encode())).activities
    return activity


def plan_of(*targets: Target, **fields: Any) -> Plan:
    """A plan of one result with these targets."""
    programme = Programme("Wells", targets=targets, id="output-1", **fields)
    return Plan("Water", id="XM-EX-1-water", period=2023, place=KENYA, programmes=[programme])


def refused(plan: Plan, results: Report | Iterable[Observation] = (), **options: Any) -> str:
    """The message with which a plan is refused."""
    with pytest.raises(UnwritableIatiError) as caught:
        iati_text(plan, results, details=options.pop("details", DETAILS), **options)
    assert caught.value.findings == pickle.loads(pickle.dumps(caught.value)).findings
    return str(caught.value)


def targets(activity: IatiActivity) -> list[Target]:
    """All targets of an activity."""
    return [target for programme in activity.plan.programmes for target in programme.targets]


def number(seen: Observation) -> int | None:
    """The whole number that was observed, if any."""
    return int(seen.value.value or 0) if seen.value else None


def observations(activity: IatiActivity) -> list[Observation]:
    """All observations of an activity."""
    return [seen for programme in activity.report.programmes for seen in programme.observations]


# --- the whole


def test_the_test_file_itself_is_valid() -> None:
    """The invented file in the manner of publishers keeps the official schema."""
    assert SCHEMA.validate(etree.parse(str(DATA / "riverton.xml"))), SCHEMA.error_log


def test_an_activity_is_written_as_it_was_read() -> None:
    """
    The file that holds whatever publishers write, read, written, validated and read again.

    Not kept: spellings of numbers, the code of a location, and that a rank was ordinal. Ids move where an indicator
    without numbers comes after those with numbers.
    """
    (first,) = read_iati(DATA / "riverton.xml").activities
    given = {"details": first.details, "baselines": first.baselines}
    text = written(first.plan, first.report, strict=False, **given)
    second = read(text)

    def plain(noun: Any) -> Any:
        place = noun.place and attrs.evolve(noun.place, code="")
        goal = {"goal": reach(cast("Any", noun.goal).amount)} if isinstance(noun, Target) else {}
        return attrs.evolve(noun, printed="", id="", place=place, **goal)

    assert Counter(map(plain, targets(first))) == Counter(map(plain, targets(second)))
    assert Counter(map(plain, observations(first))) == Counter(map(plain, observations(second)))
    assert Counter(map(plain, first.baselines)) == Counter(map(plain, second.baselines))
    assert first.details == second.details
    rules = ["goal-in-words", "left-out", *["value-in-words"] * 5]
    assert rules == sorted(found.rule for found in text.findings)
    refused(first.plan, first.report, **given)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A file is replaced only when all is written; what cannot be written leaves it as it was."""
    path, plan = tmp_path / "a.xml", plan_of(Target("wells dug", "40", id="dug"))
    text = write_iati(plan, [Observation("wells dug", 38, id="dug")], path, details=DETAILS)
    assert text.text == path.read_text("utf-8")
    assert ["XM-EX-1-water"] == [activity.id for activity in read_iati(path).activities]
    with pytest.raises(UnwritableIatiError):
        write_iati(plan, [], path, details=IatiDetails())
    assert text.text == path.read_text("utf-8")
    with pytest.raises(UnopenedFileError, match="the file cannot be written"):
        write_iati(plan, [], tmp_path / "none" / "a.xml", details=DETAILS)
    with pytest.raises(UnopenedFileError, match="no file can have this name"):
        write_iati(plan, [], "a\0b", details=DETAILS)


def test_only_plans_and_observations_are_written() -> None:
    """Anything else is refused by its type."""
    with pytest.raises(WrongTypeError, match="not a plan"):
        iati_text(cast("Plan", "plan"))
    for wrong in ("text", {"a": 1}, 7):
        with pytest.raises(WrongTypeError, match="not observations"):
            iati_text(plan_of(), cast("Report", wrong))


# --- what lacks


def test_everything_that_lacks_is_told_at_once() -> None:
    """What the standard asks for and nobody has said is listed whole, whatever `strict` says."""
    plan = Plan(
        "Water",
        programmes=[
            Programme(
                "Wells",
                targets=[
                    Target("wells dug", "40"),
                    Target("b", "5", period="since 2020"),
                    Target("c", "5", period=Period()),
                    Target("d", "5", baseline=10, period=2020),
                ],
            )
        ],
    )
    for strict in (True, False):
        assert [
            "'Water' cannot be written as an IATI activity:",
            "  lacks: wells dug: the first and the last day of its period (none)",
            "  b: IATI needs the first and the last day of its period (since 2020): give it a period with both; strict=False leaves it out",  # noqa: E501
            "  c: IATI needs the first and the last day of its period (undated): give it a period with both; strict=False leaves it out",  # noqa: E501
            "  lacks: Wells: the kind of result (output, outcome, impact, other): result_types={'Wells': ...}",
            "  lacks: d: the year of its baseline, 10: baseline_year=..., or its observation among baselines=...",
            "  lacks: Water: the activity's identifier: the plan's id, such as 'XM-EX-1-roads'",
            "  lacks: Water: who publishes it: details.reporting_org, with ref, type and name",
            "  lacks: Water: who takes part: details.participating_orgs, each with a role and a ref or name",
            "  lacks: Water: how far the activity is: details.status, such as '2' for implementation",
            "  lacks: Water: when it starts: the plan's period, or details.planned_start",
            "  lacks: Water: what it is about: details.description, or the plan's note",
        ] == refused(plan, details=None, strict=strict).splitlines()  # fmt: skip


def test_organisations_that_say_too_little_are_told() -> None:
    """Parts that lack are named one by one."""
    silent = IatiOrganisation(role="1")
    details = attrs.evolve(DETAILS, reporting_org=IatiOrganisation(ref="X"), participating_orgs=[silent])
    message = refused(plan_of(Target("a", "1")), details=details)
    for part in (
        "the type of details.reporting_org",
        "the name of details.reporting_org",
        "details.participating_orgs[0]",
    ):
        assert part in message


def test_a_long_list_is_cut() -> None:
    """Of what cannot be said fifty lines are printed; `findings` has all."""
    message = refused(plan_of(*[Target(f"i{number}", "exactly 5") for number in range(60)]))
    assert (53, "  and 10 more") == (len(lines := message.splitlines()), lines[-2])
    assert "pass strict=False" in lines[-1]


def test_result_types_are_said_in_several_ways() -> None:
    """A kind of result comes from the caller, for all or by title or id, or from the programme's id."""
    programmes = [Programme("A", targets=[Target("a", "1")]), Programme("B", id="impact-2", targets=[Target("b", "1")])]
    plan = Plan("P", id="X", period=2023, programmes=programmes)

    def types(given: Any) -> list[str]:
        return [programme.id for programme in read(written(plan, result_types=given)).plan.programmes]

    assert ["output-1", "output-2"] == types("output")
    assert ["outcome-1", "impact-2"] == types({"A": ResultType.OUTCOME})
    assert ["other-1", "output-2"] == types({"A": "other", "impact-2": "output"})
    with pytest.raises(ModelError, match="not a word for result type"):
        types("outputs")


# --- goals, figures and words


@pytest.mark.parametrize(
    ("goal", "better", "value", "ascending"),
    [
        (reach("40"), None, "40", None),
        (reach("40"), "higher", "40", "1"),
        (reach("40"), "lower", "40", "0"),
        (at_least("40"), None, "40", "1"),
        (at_most("40"), None, "40", "0"),
        (at_least("40"), "higher", "40", "1"),
        (raise_to("40"), None, "40", "1"),
        (reach("0.75 %"), "higher", "0.75 %", "1"),
        (reach("1,250 %"), "higher", "1250 %", "1"),
        (reach("85.0 %"), "higher", "85.0", "1"),
    ],
)
def test_goals_of_a_number_are_numbers(goal: Goal, better: str | None, value: str, ascending: str | None) -> None:
    """
    A goal whose set a number in a direction says is that number. No direction is made up.

    A percentage that could be a share or a count keeps its sign.
    """
    text = written(plan_of(Target(Indicator("i", better=cast("Any", better)), goal)))
    root = etree.fromstring(text.text.encode())
    assert value == root.find(".//target").get("value")
    assert ascending == root.find(".//indicator").get("ascending")
    (target,) = targets(read(text))
    said = target.indicator.better
    assert cast("Any", goal).admissible(said or Better.HIGHER) == cast("Any", target.goal).admissible(
        said or Better.HIGHER
    )


SAYINGS = [
    ("exactly 5", None),
    ("more than 5", None),
    ("about 5", None),
    ("between 10 and 15", None),
    ("keep at least 80 %", None),
    ("increase by 10 %", None),
    ("at least 1 park in each of 5 districts", None),
    ("all schools", None),
    ("at least 5", "lower"),
    ("5", "neither"),
]


@pytest.mark.parametrize(("goal", "better"), SAYINGS)
def test_other_goals_are_refused_or_said_in_words(goal: str, better: str | None) -> None:
    """A goal that no number in a direction says is refused; if asked, it stands in words, and is read as that goal."""
    plan = plan_of(Target(Indicator("i", better=cast("Any", better)), goal))
    assert f"IATI has no number for '{Goal.parse(goal)}'" in refused(plan)
    text = written(plan, strict=False)
    assert ["goal-in-words"] == [found.rule for found in text.findings]
    assert Goal.parse(goal) == targets(read(text))[0].goal


@pytest.mark.parametrize(
    ("value", "unit", "expected", "rules"),
    [
        (figure("686,000"), None, "686000", ["figure-in-words"]),
        (figure("85.0 %"), "%", "85.0", ["figure-in-words"]),
        (figure(5, "km"), "km", "5", []),
        (figure(5, "km"), "m", "5000", []),
        (figure("0.4 %", exact=True), "%", "0.4 %", []),
    ],
)
def test_figures_are_numbers(value: Figure, unit: str | None, expected: str, rules: list[str]) -> None:
    """A figure is written in digits in its indicator's unit; that its rounding cannot be said is told."""
    measured = Indicator("i", unit=unit)
    plan = plan_of(Target(measured, reach(figure(9, unit)), id="t"))
    text = written(plan, [Observation("i", value, id="t")])
    assert expected == etree.fromstring(text.text.encode()).find(".//actual").get("value")
    assert rules == [found.rule for found in text.findings]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("10-15", None, "10-15"),
        ("more than 1,500", None, "more than 1,500"),
        (figure(5, "km"), None, "5 km"),
        (figure(Decimal("0.85")), "%", "0.85"),
        (figure(None, "km", within="[3, 4]"), "km", "3 to 4 km"),
    ],
)
def test_other_figures_are_refused_or_said_in_words(value: Any, unit: str | None, expected: str) -> None:
    """A range, a bound, and a figure of another unit are no number of the indicator."""
    plan, seen = (
        plan_of(Target(Indicator("i", unit=unit), reach(figure(9, unit)), id="t")),
        Observation("i", value, id="t"),
    )
    assert "i: " in refused(plan, [seen])
    text = written(plan, [seen], strict=False)
    assert expected == etree.fromstring(text.text.encode()).find(".//actual").get("value")


def test_words_that_would_be_read_as_a_number_are_a_comment() -> None:
    """A result in words among numbers is the value, unless it would be read as a number: then it is the comment."""
    plan = plan_of(Target("i", "9", id="t"))
    for words, value in (
        ("in progress", "in progress"),
        ("twenty", None),
        ("24365", None),
        ("all schools", "all schools"),
    ):
        text = written(plan, [Observation("i", result=words, id="t", note="so far")], strict=False)
        assert value == etree.fromstring(text.text.encode()).find(".//actual").get("value")
        (seen,) = observations(read(text))
        assert (None, words) == (seen.value, seen.result.splitlines()[0])
        assert "so far" in f"{seen.result}\n{seen.note}"


def test_promises_in_words() -> None:
    """A commitment is a qualitative indicator; beside targets of its name or figures that answer it, one of numbers."""
    promise = Commitment("a policy", printed="adopted by parliament", note="by law", id="p")
    plan = plan_of(
        Target("wells", "5", id="w"), commitments=[promise, Commitment("wells", printed="many", period=2024)]
    )
    text = written(plan, [Observation("a policy", result="drafted", id="p")], strict=False)
    activity = read(text)
    (policy,) = [each for each in activity.plan.programmes[0].commitments if each.title == "a policy"]
    assert "adopted by parliament\nby law" == policy.printed
    assert policy.id == observations(activity)[0].id
    assert ["value-in-words", "note-joined"] == sorted((found.rule for found in text.findings), reverse=True)
    ill = plan_of(commitments=[Commitment("ill", id="x")])
    numeric = written(ill, [Observation("ill", "5 %", id="x")], strict=False)
    assert figure("5 %", exact=True) == observations(read(numeric))[0].value


# --- where things go


def test_observations_find_their_target() -> None:
    """By id with the target's group and period; else by name; a figure of part of the year keeps its own period."""
    women = Population("sex: female")
    plan = plan_of(Target("i", "9", id="a", population=women), Target("i", "8", id="b"), Target("j", "7", id="c"))
    seen = [
        Observation("said otherwise", 1, id="a"),
        Observation("i", 2, id="b", period="2023-01/2023-06"),
        Observation("j", 3),
        Observation("i", 4, id="b", population=Population("sex: male")),
    ]
    activity = read(written(plan, Report("R", observations=seen)))
    assert [
        ("i", 1, women, "2023"),
        ("i", 4, Population("sex: male"), "2023"),
        ("i", 2, None, "2023H1"),
        ("j", 3, None, "2023"),
    ] == [(each.title, number(each), each.population, str(each.period)) for each in observations(activity)]
    assert targets(activity)[0].id == observations(activity)[0].id


def test_observations_without_a_target() -> None:
    """They stand in the result that they are reported in; where that is not known they become one of their own."""
    plan = plan_of(Target("i", "9"))
    report = Report(
        "R",
        programmes=[Programme("Wells", observations=[Observation("visitors", 12), Observation("mood", result="good")])],
    )
    assert ["visitors", "mood"] == [each.title for each in observations(read(written(plan, report)))]
    two = attrs.evolve(plan, programmes=[*plan.programmes, Programme("B", id="output-2", targets=[Target("k", "1")])])
    assert "visitors: nothing says to which result it belongs" in refused(two, [Observation("visitors", 12)])
    own = read(written(two, [Observation("visitors", 12)], strict=False)).plan.programmes[2]
    assert ("visitors", "other-3") == (own.title, own.id)


def test_headlines_programmes_within_programmes_and_parts() -> None:
    """What has no place of its own in IATI is refused; if asked, each becomes a result or an indicator."""
    parts = [Target("rural", "3"), Target("urban", "2")]
    inner = Programme("Deep wells", targets=[Target("metres", "100 m")], observations=[Observation("metres", "90 m")])
    outer = Programme(
        "Wells", id="output-1", period=2024, programmes=[inner], targets=[Target("wells", "5", parts=parts)]
    )
    plan = Plan(
        "P",
        id="X",
        period=2023,
        programmes=[outer, Programme("Empty")],
        targets=[Target("water", "80 %")],
        commitments=["be kind"],
    )
    message = refused(plan)
    for words in (
        "outside of all programmes",
        "a result beside 'Wells'",
        "an indicator beside 'wells'",
        "Empty: IATI has no",
    ):
        assert words in message
    activity = read(written(plan, strict=False))
    assert [("P", "other-1"), ("Wells", "output-2"), ("Wells / Deep wells", "output-3")] == [
        (each.title, each.id) for each in activity.plan.programmes
    ]
    assert ["water", "wells", "wells: rural", "wells: urban", "metres"] == [each.title for each in targets(activity)]
    assert ["2023", *["2024"] * 4] == [str(each.period) for each in targets(activity)]
    assert [figure(90, "m")] == [each.value for each in observations(activity)]


def test_however_deep_programmes_stand_in_one_another() -> None:
    """Two thousand levels of programmes and of parts are written, and none of it by recursion."""
    programme, target = Programme("p", targets=[Target("i", "5")]), Target("i", "5")
    for _ in range(2000):
        programme, target = Programme("p", programmes=[programme]), Target("i", "5", parts=[target])
    plan = Plan("P", id="X", period=2023, programmes=[programme])
    report = Report("R", programmes=[programme])
    assert 1 == len(read(written(plan, report, strict=False, result_types="output")).plan.programmes)


def test_what_a_report_holds_beside_observations_is_refused() -> None:
    """Beneficiaries and promises in a report have no place in IATI."""
    reached = Beneficiaries(population="retirees", reached="5 persons")
    for report in (
        Report("R", beneficiaries=[reached]),
        Report("R", programmes=[Programme("A", beneficiaries=[reached])]),
    ):
        assert "IATI has no place for coverage, beneficiaries and claims" in refused(plan_of(Target("i", "1")), report)
    promises = Report("R", commitments=["more to come"])
    assert "promises that stand in a report belong into the plan" in refused(plan_of(Target("i", "1")), promises)


def test_what_is_left_out_is_counted() -> None:
    """Leads, stages, sources, kinds and the like have no place in IATI; how many of each is told."""
    measured = Indicator("i", kind=Kind.FLOW, aliases=["eye"], unit="person")
    people = Population("women", size="5 persons")
    target = Target(
        measured, "9", lead="mayor", stage="planned", source="a paper", printed="nine", population=people, id="t"
    )
    seen = Observation("i", "5 persons", result="some", lead="mayor", id="t")
    (found,) = written(plan_of(target, lead="mayor"), [seen]).findings.of_rule("left-out")
    assert (
        "1 × aliases", "1 × details of the population", "1 × kind", "3 × lead", "1 × printed", "1 × result",
        "1 × source", "1 × stage",
    ) == found.evidence  # fmt: skip


def test_dates_of_levels_are_periods_of_a_day() -> None:
    """IATI has spans only: a level at a date is written as its day, which is told."""
    text = written(plan_of(Target("i", "9", period="as of 2023-06-30")))
    assert period("2023-06-30") == targets(read(text))[0].period
    assert ["date-as-period"] == [found.rule for found in text.findings]


# --- where


@pytest.mark.parametrize(
    ("its_place", "expected"),
    [
        (KENYA, KENYA),
        (Place("KE"), Place("KE", level="country", code="KE")),
        (Place("North", parent=KENYA), Place("North", parent=KENYA)),
        (place("Linyi, Shandong, CN"), Place("Linyi, Shandong", parent=Place("CN", level="country", code="CN"))),
        (Place("Riverton"), Place("Riverton")),
        (Place("Africa", level="region", code="298"), Place("Africa", level="region", code="298")),
        (None, None),
    ],
)
def test_the_plans_place_is_a_country_or_a_location(its_place: Place | None, expected: Place | None) -> None:
    """The country is known by its code; a place in it is a location, with the areas between in its name."""
    plan = attrs.evolve(plan_of(Target("i", "9")), place=its_place)
    assert expected == read(written(plan)).plan.place


def test_places_of_targets_are_locations() -> None:
    """Each place that a target or an observation names becomes a location, and is read as that place."""
    north, south = Place("North", parent=KENYA), Place("South", code="S1", parent=KENYA)
    plan = plan_of(Target("i", "9", place=north, id="n"), Target("i", "8", place=KENYA), Target("i", "7", place=south))
    text = written(plan, [Observation("i", 5, place=north, id="n")])
    assert 1 == len(etree.fromstring(text.text.encode()).findall(".//indicator"))
    activity = read(text)
    assert [north, None, Place("South", parent=KENYA)] == [each.place for each in targets(activity)]
    assert north == observations(activity)[0].place
    assert KENYA == activity.plan.place


def test_areas_and_dates_of_the_details_go_first() -> None:
    """Countries, regions and dates that the details name are written in place of the plan's own."""
    areas = [IatiArea(code="298", is_region=True, vocabulary="1"), IatiArea(code="UG", percentage="60")]
    details = attrs.evolve(DETAILS, areas=areas, actual_start=date(2020, 1, 1), language="en")
    activity = read(written(plan_of(Target("i", "9")), details=details))
    assert details.areas == tuple(reversed(activity.details.areas))
    assert (None, date(2020, 1, 1), "en") == (
        activity.details.planned_start,
        activity.details.actual_start,
        activity.details.language,
    )
    with pytest.raises(WrongTypeError, match="actual_end is not a date"):
        IatiDetails(actual_end=datetime(2020, 1, 1, 5))  # noqa: DTZ001  (it is refused)


# --- where it started


def test_baselines_are_written_with_their_year_or_day() -> None:
    """A baseline's observation gives its date and comment; without one, the year that the caller says."""
    plan = plan_of(
        Target("i", "9", baseline=3, id="X:1.2.1"), Target("j", "9", baseline=4), Target("k", "9", baseline=5)
    )
    baselines = [
        Observation("i", 3, period="2020-06-30", id="X:1.2.baseline", note="a survey"),
        Observation("j", 4, period="as of 2021-12-31"),
        Observation("j", result="few", period=2010),
    ]
    text = written(plan, baselines=baselines, baseline_year=2019, strict=False)
    assert [
        ("i", "2020-06-30", "a survey", 3), ("j", "2021-12-31", "", 4), ("j", "2010", "", None), ("k", "2019", "", 5),
    ] == [
        (each.title, str(each.period), each.note, number(each)) for each in read(text).baselines
    ]  # fmt: skip
    assert [figure(3), figure(4), figure(5)] == [each.baseline for each in targets(read(text))]


def test_indicators_of_one_name_stay_apart_by_their_ids() -> None:
    """
    Two indicators of one name in one result, as reading numbers them, are written as two, each with its own baseline.

    The first has two baselines, of which each of its targets has its own: 5 of 2010 until 2015, 6 of 2016 until 2020.
    """
    plan = plan_of(
        Target("i", "9", baseline=5, period=2015, id="X:1.1.1"),
        Target("i", "9", baseline=6, period=2020, id="X:1.1.2"),
        Target("i", "9", period=2020, id="X:1.2.1"),
        Target("i", "8", period=2020, id="X:1.2.1+2"),
    )
    seen = [Observation("i", 7, period=2020, id="X:1.1.2"), Observation("i", 4, period=2020, id="X:1.2.1")]
    starts = [
        Observation("i", 5, period=2010, id="X:1.1.baseline"),
        Observation("i", 6, period=2016, id="X:1.1.baseline"),
    ]
    alone = Observation("i", 3, period=2010, id="X:1.3.baseline")
    activity = read(written(plan, seen, baselines=[*starts, alone]))
    assert ["1.1.1", "1.1.2", "1.2.1", "1.2.1+2"] == [each.id.partition(":")[2] for each in targets(activity)]
    assert [figure(5), figure(6), None, None] == [each.baseline for each in targets(activity)]
    assert [("1.1.2", 7), ("1.2.1", 4)] == [
        (each.id.partition(":")[2], number(each)) for each in observations(activity)
    ]
    assert [5, 6, 3] == [number(each) for each in activity.baselines]


def test_baselines_that_fit_nowhere_are_told() -> None:
    """One of no indicator, one without a year, one of another indicator of the name, and one that contradicts."""
    plan = plan_of(Target("i", "9", baseline=3))
    assert "the baseline belongs to no indicator" in refused(plan, baselines=[Observation("x", 1, period=2020)])
    for when in (None, "2020/2021"):
        message = refused(plan, baselines=[Observation("i", 3, period=when)])
        told = f"IATI needs the year or the day of its baseline ({when or 'none'}): give its period;"
        assert told in message
        left = written(plan, baselines=[Observation("i", 3, period=when)], strict=False)
        assert (["baseline-undated"], []) == ([found.rule for found in left.findings], list(read(left).baselines))
    dated = read(written(plan, baselines=[Observation("i", 3)], baseline_year=2019)).baselines
    assert [period(2019)] == [one.period for one in dated]
    text = written(plan, baselines=[Observation("i", 8, period=2020)], baseline_year=2019)
    assert [figure(3)] == [each.baseline for each in targets(read(text))]
    marked = plan_of(Target("i", "9", baseline=3, id="X:1.1.1"))
    other = [Observation("i", 8, period=2020, id="X:1.1.baseline")]
    assert "its baseline is another than those given" in refused(marked, baselines=other)


# --- texts


def test_texts_are_escaped_and_impossible_characters_refused() -> None:
    """Signs of XML, line breaks and quotes come back as they were; a character that XML cannot hold is refused."""
    odd = "R & D <\"'>\n\tü中😀 ]]>"
    details = attrs.evolve(DETAILS, description="a\nb", status='2"\n\t&<')
    activity = read(written(plan_of(Target(odd, "9", note=odd), note=odd), details=details))
    assert " ".join(odd.split()) == targets(activity)[0].title
    assert "R & D <\"'>\nü中😀 ]]>" == targets(activity)[0].note
    assert ("a\nb", '2"\n\t&<') == (activity.details.description, activity.details.status)
    for bad in ("\x00", "\x1b", "\ufffe"):
        with pytest.raises(UnwritableError, match=r"XML cannot hold this character: U\+"):
            iati_text(plan_of(Target("i", "9", note=f"a{bad}")), details=DETAILS)


# --- properties

YEARS = st.integers(2015, 2030)
NAMES = st.sampled_from(["wells dug", "illness", "people trained"])
UNITS = st.sampled_from([None, "%", "facility", "person", "km", "CNY/person/year", "percentage point"])
PLACES = st.sampled_from([None, Place("North", parent=KENYA), Place("South", parent=KENYA)])
PEOPLE = st.sampled_from([None, Population("sex: female"), Population("age: 0 to 5; sex: male"), Population("rural")])
NUMBERS = st.one_of(st.integers(0, 2000).map(Decimal), st.decimals(0, 10**6, places=2))
WORDS = st.sampled_from(["in progress", "TBD", "N=35;P=55", "0.75", "basically stable"])


class Case:
    """A plan of a few results, what was reached of it, and where it started; shown as the file that it makes."""

    def __init__(self, plan: Plan, report: Report, baselines: list[Observation]) -> None:
        self.plan, self.report, self.baselines = plan, report, baselines

    def __repr__(self) -> str:
        return str(iati_text(self.plan, self.report, details=DETAILS, baselines=self.baselines, strict=False))[:9000]


@st.composite
def indicators(draw: st.DrawFn, first: int) -> tuple[list[Target], list[Observation], list[Observation]]:
    """The targets of an indicator over some years, groups and places, with actuals and baselines."""
    its_unit = draw(UNITS)
    better = draw(st.sampled_from([None, Better.HIGHER, Better.LOWER]))
    measured = Indicator(draw(NAMES), unit=its_unit, better=better, kind=Kind.RATE if its_unit == "%" else None)
    made: tuple[list[Target], list[Observation], list[Observation]] = ([], [], [])
    for people, where in draw(st.lists(st.tuples(PEOPLE, PLACES), min_size=1, max_size=3, unique_by=str)):
        group: dict[str, Any] = {"population": people, "place": where}
        start = draw(st.none() | NUMBERS)
        for year in draw(st.lists(YEARS, min_size=1, max_size=3, unique=True)):
            key = f"XM-EX-1:{first}.1.{len(made[0]) + 1}"
            goal = reach(figure(draw(NUMBERS), its_unit))
            baseline = None if start is None else figure(start, its_unit)
            note = draw(st.sampled_from(["", "a comment"]))
            made[0].append(Target(measured, goal, baseline=baseline, period=year, id=key, note=note, **group))
            value = draw(st.none() | NUMBERS | WORDS)
            if isinstance(value, Decimal):
                made[1].append(Observation(measured, figure(value, its_unit), period=year, id=key, **group))
            elif value is not None:
                made[1].append(Observation(measured, result=value, period=year, id=key, **group))
        if start is not None:
            key = f"XM-EX-1:{first}.1.baseline"
            made[2].append(Observation(measured, figure(start, its_unit), period=2014, id=key, **group))
    return made


@st.composite
def activities(draw: st.DrawFn) -> Case:
    """A plan of a few results, what was reached of it, and where it started."""
    programmes, told, starts = [], [], []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        kind = draw(st.sampled_from(ResultType)).value
        made = [draw(indicators(10 * number + nth)) for nth in range(draw(st.integers(1, 3)))]
        title, its_id = f"Result {number}", f"{kind}-{number}"
        programmes.append(Programme(title, id=its_id, targets=[target for one, _, _ in made for target in one]))
        told.append(Programme(title, id=its_id, observations=[seen for _, one, _ in made for seen in one]))
        starts += [seen for _, _, one in made for seen in one]
    plan = Plan("Water", id="XM-EX-1", period="2015/2030", place=KENYA, programmes=programmes)
    return Case(plan, Report("Water", programmes=told), starts)


def facts(programmes: Iterable[Programme], told: Iterable[Programme]) -> Counter[Any]:
    """Each target without its id, with everything that was reported under that id."""
    by_id: dict[str, list[Observation]] = {}
    for seen in (seen for programme in told for seen in programme.observations):
        by_id.setdefault(seen.id, []).append(attrs.evolve(seen, id="", indicator="i", note=""))
    return Counter(
        (programme.id, attrs.evolve(target, id=""), tuple(by_id.get(target.id, ())))
        for programme in programmes
        for target in programme.targets
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(activities())
def test_what_is_written_is_valid_and_read_back(case: Case) -> None:
    """
    Property: read(write(x)) keeps targets, baselines, actuals, periods, places, groups, and which actual answers which.

    Several indicators may have the same name, unit and direction, and different baselines.
    """
    plan, report, baselines = case.plan, case.report, case.baselines
    activity = read(written(plan, report, baselines=baselines, strict=False))
    assert facts(plan.programmes, report.programmes) == facts(activity.plan.programmes, activity.report.programmes)
    assert Counter(attrs.evolve(one, id="") for one in baselines) == Counter(
        attrs.evolve(one, id="") for one in activity.baselines
    )
    again = read(
        written(activity.plan, activity.report, details=activity.details, baselines=activity.baselines, strict=False)
    )
    assert (activity.plan, activity.report, activity.baselines) == (again.plan, again.report, again.baselines)
