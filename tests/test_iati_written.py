"""Activities written as they were read: what was read, written and read again is the same, and always valid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import publicservice as ps
from publicservice.figures import figure
from publicservice.io.iati import (
    IatiActivity,
    IatiArea,
    IatiDetails,
    IatiOrganisation,
    IatiText,
    UnwritableIatiError,
    iati_text,
    read_iati,
)
from publicservice.io.iati.sheet import indicator_of
from publicservice.model.goal_numbers import Bound, BoundKind, reach
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Observation
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report
from publicservice.testing import plans, reports

etree: Any = pytest.importorskip("lxml.etree")

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "data/iati/schema/iati-activities-schema.xsd")))
HEAD = """<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>X</iati-identifier>
<reporting-org ref="XM-EX-1" type="10"><narrative>Ministry</narrative></reporting-org>
<title><narrative>Water</narrative></title><description><narrative>Wells.</narrative></description>
<participating-org ref="XM-EX-1" role="1"/><activity-status code="2"/><activity-date type="1" iso-date="2019-01-01"/>
<recipient-country code="KE"/><location ref="a"><name><narrative>North</narrative></name></location>
<location ref="b"><name><narrative>South</narrative></name></location>
"""


CITY = IatiOrganisation(name="City of Riverton", ref="XM-EX-1", type="11", role="4")
DETAILS = IatiDetails(reporting_org=CITY, participating_orgs=[CITY], status="2", description="Clean water.")


def read(text: str) -> IatiActivity:
    """The one activity of a text."""
    (activity,) = read_iati(BytesIO(text.encode())).activities
    return activity


def validated(made: IatiText) -> IatiText:
    """What was written, once it was found to be valid by the official schema."""
    assert SCHEMA.validate(etree.fromstring(made.text.encode()).getroottree()), SCHEMA.error_log
    return made


def back(activity: IatiActivity, **options: Any) -> IatiText:
    """An activity that was read as it is written."""
    given: dict[str, Any] = {"details": activity.details, "baselines": activity.baselines, "strict": False}
    return validated(iati_text(activity.plan, activity.report, **given | options))


# --- property

VALUES = st.sampled_from(
    ["", "", "0", "10", "75", "0.75", "35000", "1,234", "20 000", "75%", "5 km", "TBD", "N/A", "10-15", ">=80", "-3",
     "N=35;P=55", "1,5", "24365", "twenty", "85.0", "about 5", "in progress"]
)  # fmt: skip
COMMENTS = st.sampled_from(["", "", "", "so far", "12", "TBD"])
DIMENSIONS = st.sampled_from(
    ["", "", "", '<dimension name="sex" value="female"/>', '<dimension name="age" value="0-5"/>']
)
LOCATIONS = st.sampled_from(["", "", "", '<location ref="a"/>', '<location ref="b"/>'])


@st.composite
def cells(draw: st.DrawFn, tag: str, year: str = "", day: str = "") -> str:
    """A baseline, target or actual."""
    told, comment = {"year": year, "iso-date": day, "value": draw(VALUES)}, draw(COMMENTS)
    if tag == "target" and not (told["value"] or comment):
        comment = "by law"  # a target that says nothing is not read, and yet counted in ids
    inner = [
        draw(LOCATIONS),
        draw(DIMENSIONS),
        f"<comment><narrative>{comment}</narrative></comment>" if comment else "",
    ]
    said = "".join(f" {name}={quoteattr(value)}" for name, value in told.items() if value)
    return f"<{tag}{said}>{''.join(inner)}</{tag}>"


@st.composite
def indicators(draw: st.DrawFn) -> str:
    """An indicator with its baselines and periods."""
    measure, ascending = (
        draw(st.sampled_from(["1", "1", "1", "2", "3", "4", "5", ""])),
        draw(st.sampled_from(["", "0", "1"])),
    )
    title = draw(st.sampled_from(["wells", "people"]))
    about = draw(st.sampled_from(["", "", "Unit of measure: km", "Counted yearly"]))
    lines = [f"<indicator measure='{measure}' ascending='{ascending}'><title><narrative>{title}</narrative></title>"]
    lines += [f"<description><narrative>{about}</narrative></description>"] if about else []
    for _ in range(draw(st.integers(0, 2))):
        year = draw(st.integers(2016, 2018))
        day = draw(st.sampled_from(["", f"{year}-06-30"]))
        lines.append(draw(cells("baseline", str(year), day)))
    for year in draw(st.lists(st.integers(2019, 2022), max_size=3, unique=True)):
        lines.append(f"<period><period-start iso-date='{year}-01-01'/><period-end iso-date='{year}-12-31'/>")
        lines += draw(st.lists(cells("target"), max_size=2))
        lines += draw(st.lists(cells("actual"), max_size=2))
        lines.append("</period>")
    return "\n".join([*lines, "</indicator>"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of one activity with a few results."""
    results = []
    for kind in draw(st.lists(st.sampled_from("1239"), min_size=1, max_size=2)):
        inner = "".join(draw(st.lists(indicators(), min_size=1, max_size=2)))
        results.append(f"<result type='{kind}'><title><narrative>R{kind}</narrative></title>{inner}</result>")
    return f"{HEAD}{''.join(results)}</iati-activity></iati-activities>"


def plain(noun: Any) -> Any:
    """A noun without its id and the spelling of its number; a bound in the better direction as the number to reach."""
    changes = {"id": ""} if isinstance(noun, Commitment) else {"id": "", "printed": ""}
    goal = noun.goal if isinstance(noun, Target) and noun.indicator.better else None
    if isinstance(goal, Bound) and goal.kind in (BoundKind.AT_LEAST, BoundKind.AT_MOST):
        return attrs.evolve(noun, goal=reach(figure(goal.amount.value, goal.unit)), **changes)
    return attrs.evolve(noun, **changes)


def facts(activity: IatiActivity) -> Counter[Any]:
    """Every indicator as a whole: its targets, commitments and baselines, and which of its actuals answer which."""
    made: dict[str, dict[str, list[Any]]] = {}
    for programme in (*activity.plan.programmes, *activity.report.programmes):
        for noun in (*programme.targets, *programme.commitments, *programme.observations):
            made.setdefault(indicator_of(noun.id), {}).setdefault(noun.id, []).append((programme.id, plain(noun)))
    for noun in activity.baselines:
        made.setdefault(indicator_of(noun.id), {}).setdefault("baselines", []).append(plain(noun))
    return Counter(frozenset(Counter(map(tuple, groups.values())).items()) for groups in made.values())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_what_was_read_written_and_read_again_is_the_same(text: str) -> None:
    """
    Property: every indicator comes back whole, with the pairing of its actuals, its baselines and its notes.

    Not carried over: the spelling of a number, that a bound was said in the better direction, a result without any
    value, and where a note was told apart from words that are a comment. The last two are told.
    """
    first = read(text)
    made = back(first)
    assume(facts(first) and not any(made.findings.of_rule(rule) for rule in ("note-joined", "empty-result")))
    second = read(str(made))
    assert facts(first) == facts(second)
    assert attrs.evolve(first.plan, programmes=(), note="") == attrs.evolve(second.plan, programmes=(), note="")
    assert first.details == second.details
    assert str(made) == str(back(second))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans(), reports(), st.sampled_from([None, "output"]), st.sampled_from([None, 2020]))
def test_whatever_is_written_is_valid(plan: Plan, report: Report, types: str | None, year: int | None) -> None:
    """Property: with strict=False, a file of any plan and report is valid, or the message says what lacks."""
    plan = attrs.evolve(plan, id=plan.id or "X", period=plan.period or "2023")
    try:
        validated(iati_text(plan, report, details=DETAILS, result_types=types, baseline_year=year, strict=False))
    except UnwritableIatiError as error:
        assert error.findings.of_rule("lacks")


# --- numbers stay numbers


def activity_of(*indicators: str) -> IatiActivity:
    """An activity with one result of these indicators."""
    title = "<title><narrative>R</narrative></title>"
    return read(f"{HEAD}<result type='1'>{title}{''.join(indicators)}</result></iati-activity></iati-activities>")


def indicator(inner: str, measure: str = "1", title: str = "wells", about: str = "") -> str:
    """An indicator around its baselines and periods."""
    told = f"<description><narrative>{about}</narrative></description>" if about else ""
    return f"<indicator measure='{measure}'><title><narrative>{title}</narrative></title>{told}{inner}</indicator>"


def over(year: int, inner: str) -> str:
    """A period of a year around its targets and actuals."""
    return f"<period><period-start iso-date='{year}-01-01'/><period-end iso-date='{year}-12-31'/>{inner}</period>"


def test_a_number_beside_words_stays_a_number() -> None:
    """A baseline of 10 with the target TBD and a later actual of 12 is one indicator, measured in numbers."""
    periods = over(2019, "<target value='TBD'/>") + over(2020, "<actual value='12'/>")
    first = activity_of(indicator("<baseline year='2018' value='10'/>" + periods))
    made = back(first)
    (root,) = etree.fromstring(str(made).encode()).findall(".//indicator")
    values = [one.get("value") for one in root.iter() if one.get("value")]
    assert ("1", ["10", "TBD", "12"]) == (root.get("measure"), values)
    assert facts(first) == facts(read(str(made)))
    assert ["value-in-words"] == [found.rule for found in made.findings.at_least("warning")]
    with pytest.raises(UnwritableIatiError, match="IATI asks for a number, where there are words"):
        back(first, strict=True)


@pytest.mark.parametrize(
    ("measure", "about", "values", "expected"),
    [
        ("1", "Unit of measure: km", ("10", "TBD"), ("1", ["10", "TBD"])),
        ("2", "", ("75", "TBD"), ("2", ["75", "TBD"])),
        ("2", "", ("0.75", "TBD"), ("2", ["0.75", "TBD"])),
        ("1", "", ("75%", "80%"), ("1", ["75 %", "80 %"])),
        ("1", "", ("5 km", "75%"), ("1", ["5 km", "75 %"])),
        ("1", "", ("1,5", "1,500"), ("5", ["", ""])),
        ("3", "", ("7", "8"), ("5", ["", ""])),
        ("1", "Unit of measure: km", ("TBD", "N/A"), ("1", ["TBD", "N/A"])),
        ("1", "", ("TBD", "N/A"), ("5", ["", ""])),
    ],
)
def test_an_indicator_keeps_how_it_is_measured(
    measure: str, about: str, values: tuple[str, str], expected: tuple[str, list[str]]
) -> None:
    """One with a number or a unit keeps measure 1 or 2 and its values; one in words only is qualitative."""
    cells = over(2019, f"<target value='{values[0]}'/><actual value='{values[1]}'/>")
    first = activity_of(indicator(cells, measure, about=about))
    made = back(first)
    root = etree.fromstring(str(made).encode())
    values_written = [root.find(f".//{tag}").get("value", "") for tag in ("target", "actual")]
    assert expected == (root.find(".//indicator").get("measure"), values_written)
    assert facts(first) == facts(read(str(made)))


def test_words_that_would_change_how_numbers_are_read_are_comments() -> None:
    """Two results in words that look like lengths would turn the plain number 7 into words: they are comments."""
    plan = Plan(
        "P", id="X", period=2020, programmes=[Programme("W", id="output-1", targets=[Target("i", "7", id="t")])]
    )
    seen = [Observation("i", result="5 km", id="t"), Observation("i", result="6 km", id="t", note="so far")]
    made = validated(iati_text(plan, seen, details=DETAILS, strict=False))
    (target,) = read(str(made)).plan.programmes[0].targets
    assert reach(7) == target.goal
    assert ["5 km", "6 km\nso far"] == [one.result for one in read(str(made)).report.programmes[0].observations]
    assert 1 == len(made.findings.of_rule("note-joined"))


def test_promises_answered_by_numbers_without_an_id_are_measured_in_numbers() -> None:
    """A promise in words and a number of the same name are one indicator; its baseline stays a number too."""
    plan = Plan("P", id="X", period=2020, programmes=[Programme("W", id="output-1", commitments=["wells"])])
    start = Observation("wells", 3, period=2019)
    for seen in ([], [Observation("wells", 5)]):
        made = validated(iati_text(plan, seen, details=DETAILS, baselines=[start], strict=False))
        activity = read(str(made))
        assert [figure(3)] == [one.value for one in activity.baselines]
        assert 1 == len(etree.fromstring(str(made).encode()).findall(".//indicator"))


def test_of_several_targets_the_first_stays_the_first() -> None:
    """The actual of a period answers the first of two targets, here words; so it does when written and read again."""
    first = activity_of(indicator(over(2019, "<target value='TBD'/><target value='10'/><actual value='9'/>")))
    second = read(str(back(first)))
    assert ["X:1.1.1"] == [one.id for one in second.plan.programmes[0].commitments]
    assert facts(first) == facts(second)


def test_baselines_alone_and_the_order_of_indicators_and_periods() -> None:
    """An indicator of a baseline only is written where it was; words and numbers keep the order of the file."""
    words = indicator(over(2019, "<target value='by law'/>"), "5", "policy")
    mixed = indicator(over(2020, "<target value='TBD'/>") + over(2019, "<target value='5'/>"), title="people")
    first = activity_of(indicator("<baseline year='2018' value='3'/>"), words, mixed)
    second = read(str(back(first)))
    assert [one.id for one in first.plan.programmes[0].commitments] == [
        one.id for one in second.plan.programmes[0].commitments
    ]
    assert first.baselines == second.baselines
    strange = [attrs.evolve(first.baselines[0], id="X:7.1.baseline")]
    made = validated(iati_text(first.plan, details=first.details, baselines=strange, strict=False))
    assert 1 == len(made.findings.of_rule("baseline-of-nothing"))


# --- what is not valid


@pytest.mark.parametrize(
    ("given", "expected", "rules"),
    [
        ("60%", "60", ["made-valid"]),
        ("33,3", "33.3", ["made-valid"]),
        ("33,3 %", "33.3", ["made-valid"]),
        ("12.5", "12.5", []),
        ("", "", []),
        ("1,000", "", ["not-valid"]),
        ("half", "", ["not-valid"]),
    ],
)
def test_shares_of_countries_are_decimals(given: str, expected: str, rules: list[str]) -> None:
    """A share is written as the decimal that it certainly is; else it is left out, and refused if strict."""
    first = activity_of(indicator(over(2019, "<target value='5'/>")))
    areas = [IatiArea(code="KE", percentage=given)]
    activity = attrs.evolve(first, details=attrs.evolve(first.details, areas=areas))
    made = back(activity)
    assert expected == etree.fromstring(str(made).encode()).find(".//recipient-country").get("percentage", "")
    assert rules == [found.rule for found in made.findings if found.rule != "left-out"]
    if "not-valid" in rules:
        with pytest.raises(UnwritableIatiError, match="no number"):
            back(activity, strict=True)


@pytest.mark.parametrize(
    ("given", "expected", "rules"),
    [
        ("en_GB", "en-GB", ["made-valid"]),
        ("fr", "fr", []),
        ("plain English", None, ["not-valid"]),
    ],
)
def test_languages_are_codes(given: str, expected: str | None, rules: list[str]) -> None:
    """The language is written as the code that it certainly is, else left out."""
    first = activity_of(indicator(over(2019, "<target value='5'/>")))
    made = back(attrs.evolve(first, details=attrs.evolve(first.details, language=given)))
    activity = etree.fromstring(str(made).encode()).find("iati-activity")
    assert expected == activity.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert rules == [found.rule for found in made.findings if found.rule != "left-out"]


def test_areas_without_a_code_and_vocabularies_of_countries_are_left_out() -> None:
    """The schema asks for a code, and only regions have a vocabulary."""
    first = activity_of(indicator(over(2019, "<target value='5'/>")))
    areas = [
        IatiArea(name="Kenya"),
        IatiArea(code="UG", vocabulary="1"),
        IatiArea(code="298", is_region=True, vocabulary="1"),
    ]
    made = back(attrs.evolve(first, details=attrs.evolve(first.details, areas=areas)))
    assert [("UG", ""), ("298", "1")] == [(one.code, one.vocabulary) for one in read(str(made)).details.areas]
    assert ["not-valid", "not-valid"] == [found.rule for found in made.findings if found.rule != "left-out"]


def test_a_place_that_is_the_country_has_its_name() -> None:
    """A target for the whole country, in a plan of one of its cities, has a location with a name."""
    kenya = Place("Kenya", level="country", code="KE")
    target = Target("i", "7", place=kenya)
    programme = Programme("W", id="output-1", targets=[target])
    plan = Plan("P", id="X", period=2020, place=Place("Nairobi", parent=kenya), programmes=[programme])
    made = validated(iati_text(plan, details=DETAILS))
    assert "Kenya" == read(str(made)).plan.programmes[0].targets[0].place.name  # type: ignore[union-attr]


# --- what lacks, and what is left out


def test_a_result_of_actuals_only_is_written_and_needs_a_kind() -> None:
    """A result without targets is no empty result; without a kind it is not written, whatever `strict` says."""
    plan = Plan("P", id="X", period=2020, programmes=[Programme("Wells")])
    seen = [Observation("wells", 5, period=2023)]
    for strict in (True, False):
        with pytest.raises(UnwritableIatiError) as caught:
            iati_text(plan, seen, details=DETAILS, strict=strict)
        assert ["lacks"] == [found.rule for found in caught.value.findings]
    made = validated(iati_text(plan, seen, details=DETAILS, result_types="output"))
    assert [] == list(made.findings)
    assert [figure(5)] == [one.value for one in read(str(made)).report.programmes[0].observations]


def test_what_has_no_date_is_left_out_if_asked() -> None:
    """A baseline of the year N/A and a period without a start are left out and told; strict says what to do."""
    open_period = "<period><period-end iso-date='2019-12-31'/><target value='5'/><actual value='4'/></period>"
    baseline = "<baseline year='N/A' value='10'/>"
    first = activity_of(indicator(baseline + open_period + over(2020, "<target value='7'/><actual value='TBD'/>")))
    with pytest.raises(UnwritableIatiError) as caught:
        back(first, strict=True)
    lines = str(caught.value).splitlines()
    period_told = "IATI needs the first and the last day of its period"
    assert 2 == sum(
        period_told in line and "give it a period with both; strict=False leaves it out" in line for line in lines
    )
    (line,) = [line for line in lines if "baseline" in line]
    assert "the year or the day of its baseline (undated): give its period; strict=False" in line
    made = back(first)
    assert Counter({"period-open": 2, "baseline-undated": 1, "value-in-words": 1, "left-out": 1}) == Counter(
        found.rule for found in made.findings
    )
    second = read(str(made))
    assert ([], ["7"]) == (list(second.baselines), [str(one.goal) for one in second.plan.programmes[0].targets])
    dated = back(first, baseline_year=2018)
    assert [("2018", figure(10))] == [(str(one.period), one.value) for one in read(str(dated)).baselines]


def test_promises_of_an_open_period_are_left_out_with_their_parts() -> None:
    """A commitment and a target since 2020 have no last day, and a part of that target none either."""
    target = Target("i", "7", period="since 2020", parts=[Target("part", "3")])
    promise = Commitment("by law", period="since 2020")
    programme = Programme("W", id="output-1", targets=[target, Target("j", "5")], commitments=[promise])
    plan = Plan("P", id="X", period=2020, programmes=[programme])
    made = validated(iati_text(plan, details=DETAILS, strict=False))
    assert 3 == len(made.findings.of_rule("period-open"))
    assert ["j"] == [one.title for one in promises(read(str(made)).plan.programmes)]


def test_a_goal_in_another_unit_than_its_indicator_is_words() -> None:
    """A goal of 5 km of an indicator in metres stands in words, which are read as that goal."""
    target = Target(Indicator("i", unit="m"), reach("5 km"))
    plan = Plan("P", id="X", period=2020, programmes=[Programme("W", id="output-1", targets=[target])])
    with pytest.raises(UnwritableIatiError, match="IATI has no number for '5 km'"):
        iati_text(plan, details=DETAILS)
    made = validated(iati_text(plan, details=DETAILS, strict=False))
    assert "5 km" == etree.fromstring(str(made).encode()).find(".//target").get("value")


def test_what_a_plan_says_of_itself_and_a_head_does_not_is_counted() -> None:
    """A note beside a description, and a source of its own are left out, and told."""
    plan = Plan("P", id="X", period=2020, note="n", source="a paper")
    (found,) = validated(iati_text(plan, Report("R", note="r"), details=DETAILS)).findings
    assert ("2 × note", "1 × source") == found.evidence


# --- the examples

EXAMPLES = [(name, ps.example(name)) for name in ps.example_names()]
PLANS = {name: one for name, one in EXAMPLES if isinstance(one, Plan)}


def promises(programmes: Iterable[Programme]) -> Iterator[Target | Commitment]:
    """The targets and commitments of programmes and of those within them, parts among the targets."""
    for programme in programmes:
        waiting = list(reversed(programme.targets))
        while waiting:
            target = waiting.pop()
            yield target
            waiting += reversed(target.parts)
        yield from programme.commitments
        yield from promises(programme.programmes)


def told(noun: Target | Commitment) -> tuple[object, ...]:
    """What a promise says, and what it says of it; a goal of a number as the number."""
    people = noun.population.who if noun.population else ""
    if isinstance(noun, Commitment):
        return "\n".join(filter(None, [noun.printed or noun.title, noun.note])), people
    bound = noun.goal.amount if isinstance(noun.goal, Bound) else None
    goal = (bound.value, bound.unit) if bound else str(noun.goal)
    start = (noun.baseline.value, noun.baseline.unit) if noun.baseline else None
    return goal, start, people, noun.note


@pytest.mark.parametrize("name", PLANS)
def test_examples_are_written_and_read_back(name: str) -> None:
    """Every promise of every shipped plan comes back with its goal, its baseline, its note and whom it is for."""
    plan = attrs.evolve(PLANS[name], id="X")
    options: dict[str, Any] = {"result_types": "output", "baseline_year": 2020, "strict": False}
    activity = read(str(validated(iati_text(plan, details=DETAILS, **options))))
    whole = Programme(plan.title, targets=plan.targets, commitments=plan.commitments)
    found = Counter(map(told, promises(activity.plan.programmes)))
    assert Counter(map(told, promises([whole, *plan.programmes]))) == found


@pytest.mark.parametrize(
    ("promised", "reported"), [("linyi-2022", "linyi-2022-made-up"), ("anhui-2021-implied", "anhui-2021-11")]
)
def test_what_examples_report_is_read_back(promised: str, reported: str) -> None:
    """Every figure and every result in words that a shipped report has comes back."""
    plan, report = attrs.evolve(PLANS[promised], id="X"), ps.example(reported)
    assert isinstance(report, Report)
    options: dict[str, Any] = {"result_types": "output", "baseline_year": 2020, "strict": False}
    activity = read(str(validated(iati_text(plan, report, details=DETAILS, **options))))

    def seen(programmes: Iterable[Programme]) -> Counter[object]:
        told = [one for programme in programmes for one in programme.observations]
        return Counter((one.value.value, one.value.unit) if one.value else one.result.splitlines()[0] for one in told)

    whole = Programme("R", observations=report.observations)
    assert seen([whole, *report.programmes]) == seen(activity.report.programmes)
