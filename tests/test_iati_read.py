"""IATI activities as plans and reports: what of them becomes what, and what is told of the rest."""

from __future__ import annotations

import pickle
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from publicservice.assessment import assess
from publicservice.errors import NotFoundError
from publicservice.figures import figure
from publicservice.io.document import parse_plan, parse_report
from publicservice.io.iati import IatiActivity, IatiArea, IatiDetails, IatiOrganisation, IatiReading, read_iati
from publicservice.io.write import plan_text, report_text
from publicservice.model.observation import Observation
from publicservice.model.people import Population
from publicservice.model.period import Period, period
from publicservice.model.place import Place
from publicservice.model.programme import Target

RIVERTON = Path(__file__).parent / "data" / "iati" / "riverton.xml"
KENYA = Place("Kenya", level="country", code="KE")
YEAR = '<period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>'


@pytest.fixture(scope="module")
def reading() -> IatiReading:
    """The invented file that holds whatever publishers write."""
    return read_iati(RIVERTON)


@pytest.fixture(scope="module")
def water(reading: IatiReading) -> IatiActivity:
    """Its activity with results."""
    return reading.activity("XM-EX-1-water")


def one(inside: str, attributes: str = "", language: str = "en") -> IatiActivity:
    """The one activity that holds this."""
    identifier = "" if "<iati-identifier>" in inside else "<iati-identifier>X</iati-identifier>"
    if identifier and not inside.startswith("<title>"):
        identifier += "<title><narrative>T</narrative></title>"
    head = f'<iati-activities version="2.03">\n<iati-activity {attributes}>'
    text = f"{head}{identifier}{inside}</iati-activity></iati-activities>"
    (activity,) = read_iati(BytesIO(text.encode()), language=language).activities
    return activity


def result(indicators: str, attributes: str = 'type="1"') -> str:
    """A result with these indicators."""
    return f"<result {attributes}><title><narrative>R</narrative></title>{indicators}</result>"


def indicator(inside: str, title: str = "i") -> str:
    """A counted indicator that gets better upwards."""
    return f'<indicator measure="1" ascending="1"><title><narrative>{title}</narrative></title>{inside}</indicator>'


def observations(activity: IatiActivity) -> list[Observation]:
    """All observations of an activity's report."""
    return [seen for programme in activity.report.programmes for seen in programme.observations]


def targets(activity: IatiActivity) -> list[Target]:
    """All targets of an activity's plan."""
    return [target for programme in activity.plan.programmes for target in programme.targets]


def number(seen: Observation) -> str:
    """The number that was observed."""
    return str(seen.value.value) if seen.value else ""


def tail(seen: Observation | Target) -> str:
    """An id without the activity's identifier."""
    return seen.id.partition(":")[2]


def rules(activity: IatiActivity) -> list[str]:
    """The names of its findings."""
    return [finding.rule for finding in activity.findings]


# --- the whole


def test_a_file_becomes_plans_and_reports(reading: IatiReading) -> None:
    """Each activity with results is a plan and a report; the others are counted."""
    assert ("2.03", 1, 1) == (reading.version, reading.without_results, len(reading.activities))
    assert ["Water and health for Riverton"] == [plan.title for plan in reading.plans]
    assert ["Water and health for Riverton"] == [report.title for report in reading.reports]
    assert "1 activity with results, 1 without" in repr(reading)
    assert "<IatiActivity XM-EX-1-water: <Plan" in repr(reading.activities[0])
    assert reading == pickle.loads(pickle.dumps(reading))


def test_an_activity_is_a_plan(water: IatiActivity) -> None:
    """Title, place, planned dates, publisher and identifier of the activity are those of the plan."""
    plan = water.plan
    assert ("XM-EX-1-water", KENYA, period("2019/2022")) == (plan.id, plan.place, plan.period)
    assert plan.source is not None
    assert ("Ministry of Example", period("2024-02-27"), "en") == (
        plan.source.publisher,
        plan.source.published,
        plan.source.language,
    )
    assert "title (fr): Eau et santé pour Riverton\nlocations: North District; South District" == plan.note
    assert [("Wells", "output-1"), ("Health", "outcome-2")] == [(each.title, each.id) for each in plan.programmes]


def test_the_details_are_kept(water: IatiActivity) -> None:
    """What a plan has no place for is kept beside it."""
    ministry = IatiOrganisation(name="Ministry of Example", ref="XM-EX-1", type="10")
    expected = IatiDetails(
        reporting_org=ministry,
        participating_orgs=[
            IatiOrganisation(name="Ministry of Example", ref="XM-EX-1", type="10", role="1"),
            IatiOrganisation(name="Clear Water Trust", type="22", role="4"),
        ],
        status="2",
        planned_start=date(2019, 1, 1),
        actual_start=date(2019, 2, 15),
        planned_end=date(2022, 12, 31),
        description="Wells, clinics and training in three districts.\nFewer people fall ill.",
        language="en",
        areas=[IatiArea(code="KE", name="Kenya", percentage="100")],
    )
    assert expected == water.details


def test_each_period_is_a_target_of_its_own(water: IatiActivity) -> None:
    """One indicator with targets for three years gives three targets, the third of which is in words."""
    wells = [target for target in targets(water) if target.title == "wells dug"]
    assert [("20 facilities", period(2019)), ("1,040 facilities", period(2020))] == [
        (str(each.goal), each.period) for each in wells
    ]
    assert [figure(0, "facility")] * 2 == [each.baseline for each in wells]
    (unsaid,) = water.plan.programmes[0].commitments
    assert ("wells dug", "TBD", period(2021)) == (unsaid.title, unsaid.printed, unsaid.period)


def test_actuals_have_the_ids_of_their_targets(water: IatiActivity) -> None:
    """Target and actual of one period, group and place share an id, whatever the order of their dimensions."""
    promised = [each for each in targets(water) if each.title == "cases of cholera"]
    assert ["2.1.1", "2.1.1.2", "2.1.1.3"] == list(map(tail, promised))
    cholera = [seen for seen in observations(water) if seen.title == "cases of cholera"]
    group = Population("age: 5 and over; sex: female")
    assert [
        ("2.1.1", "210", None, None),
        ("2.1.1.2", "95", group, None),
        ("2.1.1.3", "120", None, Place("North District", code="183741", parent=KENYA)),
        ("2.1.1.4", "15", None, Place("west", parent=KENYA)),
    ] == [(tail(seen), number(seen), seen.population, seen.place) for seen in cholera]
    assert ("west",) == water.findings.of_rule("location-not-declared")[0].evidence


def test_an_assessment_matches_by_id(water: IatiActivity) -> None:
    """
    The plan held against its own report.

    18 of 20 is not met, 1,051 of 1,040 is; 0.58 and 35000 of a percentage are not judged; 82 of 80 % is met; cholera
    gets better downwards: 210 of 200 and 120 of 100 are not met, 95 of 100 is; 41 of 50 is not met, and of the men
    nothing is reported; rank 2 of 3 is not met.
    """
    rows = assess(water.plan, water.report, as_of="2021-12-31", matches=water.matches).rows
    assert [
        "not met", "met", "no data", "no data", "met",
        "not met", "met", "not met", "not met", "no data", "not met",
    ] == [row.status.value for row in rows]  # fmt: skip
    assert all(row.id.endswith(seen.id) for row in rows for seen in row.evidence)


def test_indicators_of_one_name_are_told_apart_by_id() -> None:
    """
    Three results count "people trained" in one year: 9 of 10, 120 of 100, and 7 of which nothing is reported.

    By their names the figures would be of any of the three targets; by their ids each is of its own.
    """
    values = [
        '<target value="10"/><actual value="9"/>',
        '<target value="100"/><actual value="120"/>',
        '<target value="7"/>',
    ]
    activity = one("".join(result(indicator(f"<period>{YEAR}{each}</period>", "people trained")) for each in values))
    rows = assess(activity.plan, activity.report, as_of="2023-12-31", matches=activity.matches).rows
    assert ["not met", "met", "no data"] == [row.status.value for row in rows]
    assert [["X:1.1.1"], ["X:2.1.1"], []] == [[seen.id for seen in row.evidence] for row in rows]


def test_no_sum_is_made_of_groups(water: IatiActivity) -> None:
    """Targets for women and for men give no target for all, and a finding says that there is none."""
    trained = [each for each in targets(water) if each.title == "people trained"]
    assert [Population("sex: female"), Population("sex: male")] == [each.population for each in trained]
    assert "no sum was made of them" in water.findings.of_rule("no-headline")[0].message


def test_qualitative_indicators_are_in_words(water: IatiActivity) -> None:
    """A qualitative target is a commitment, its actual an observation in words, and nothing is amiss."""
    (adopted,) = [each for each in water.plan.programmes[1].commitments if each.title == "water policy adopted"]
    assert ("Adopted by parliament", period("2019/2021")) == (adopted.printed, adopted.period)
    (seen,) = [each for each in observations(water) if each.title == "water policy adopted"]
    assert (None, "Second reading held", adopted.id) == (seen.value, seen.result, seen.id)


def test_comments_documents_and_references_are_notes(water: IatiActivity) -> None:
    """Comments in all languages, documents and references stand in the notes of what they belong to."""
    assert "Two dry wells.\ncomment (fr): Deux puits secs." == observations(water)[0].note
    assert ["document: Register, http://example.org/north.csv"] == [
        s.note for s in observations(water) if "Reg" in s.note
    ]
    wells, health = water.plan.programmes
    assert (
        "What is dug and repaired.\nwells dug: Unit of measure: facility. Counted when water flows.\n"
        "wells dug: reference: 99, W.1, http://example.org/w1"
    ) == wells.note
    assert (
        "document: Survey, http://example.org/survey.pdf\nnot suitable for aggregation\n"
        "cases of cholera: not suitable for aggregation\nvisitors: no target"
    ) == health.note


def test_what_is_left_out_is_counted(water: IatiActivity) -> None:
    """Elements that are not about results, and those of results that have no place, are counted by kind."""
    (beside,) = water.findings.of_rule("not-about-results")
    assert (
        "1 × @default-currency", "1 × @hierarchy", "1 × budget", "2 × description/@type", "1 × location-id/@vocabulary",
        "2 × sector",
    ) == beside.evidence  # fmt: skip
    (inside,) = water.findings.of_rule("not-carried-over")
    assert (
        "2 × document-link/@format", "2 × document-link/category", "1 × period/{http://example.org/own}checked",
    ) == inside.evidence  # fmt: skip
    assert "XM-EX-1-water, line 4" == inside.where


def test_plan_and_report_can_be_written_as_files(water: IatiActivity) -> None:
    """What was read from XML is written as YAML and read back equal."""
    assert water.plan == parse_plan(plan_text(water.plan))
    assert water.report == parse_report(report_text(water.report))


# --- baselines


def test_baselines_are_kept_with_their_dates(water: IatiActivity) -> None:
    """Every baseline is an observation of its year or day; the last before a target's end is the target's."""
    assert [
        ("1.1.baseline", "0", period("2018-12-31"), None),
        ("1.2.baseline", "41.5", period(2018), None),
        ("2.1.baseline", "400", period(2015), None),
        ("2.1.baseline", "310", period(2018), None),
        ("2.1.baseline.1", "160", period(2018), Population("sex: female")),
        ("2.4.baseline", "1", period(2018), None),
    ] == [(tail(each), number(each), each.period, each.population) for each in water.baselines]
    assert [figure(310), None, None] == [each.baseline for each in targets(water) if each.title == "cases of cholera"]
    assert ("400 (2015)", "310 (2018)") == water.findings.of_rule("several-baselines")[0].evidence


@pytest.mark.parametrize(
    ("years", "taken"),
    [([2020, 2022], 2022), ([2022, 2020], 2022), ([2022, 2025], 2022), ([2026, 2025], 2025), ([2025], 2025)],
)
def test_of_several_baselines_the_last_before_the_end_is_taken(years: list[int], taken: int) -> None:
    """The last baseline that is over when the target's period is; where all are later, the first. Values are years."""
    baselines = "".join(f'<baseline year="{year}" value="{year}"/>' for year in years)
    activity = one(result(indicator(f'{baselines}<period>{YEAR}<target value="9999"/></period>')))
    assert [figure(taken)] == [each.baseline for each in targets(activity)]
    assert (len(years) > 1) == bool(activity.findings.of_rule("several-baselines"))


@pytest.mark.parametrize(
    ("dates", "expected", "told"),
    [
        ('year="2020" iso-date="2020-06-30Z"', period("2020-06-30"), 0),
        ('year="2020" iso-date="soon"', period(2020), 1),
        ('year="" iso-date="2020-06-30"', period("2020-06-30"), 1),
        ('year="0020"', Period(), 1),
        ("", Period(), 1),
    ],
)
def test_a_baseline_is_of_its_day_or_year(dates: str, expected: Period, told: int) -> None:
    """A date goes before a year; what is neither leaves the baseline undated, and a finding tells it."""
    activity = one(result(indicator(f'<baseline {dates} value="5"/>')))
    assert [expected] == [each.period for each in activity.baselines]
    assert told == len(activity.findings.of_rule("date-not-read"))


def test_a_baseline_in_words_is_no_start() -> None:
    """A baseline that is no number is kept, and the target has none; a blank one leaves a finding only."""
    start = '<baseline year="2020" value="few"/><baseline year="2021" value=""/>'
    activity = one(result(indicator(f'{start}<period>{YEAR}<target value="5"/></period>')))
    assert (None, "few") == (targets(activity)[0].baseline, activity.baselines[0].result)
    assert ["value-in-words", "nothing-said"] == rules(activity)


# --- periods


@pytest.mark.parametrize(
    ("dates", "expected", "rule"),
    [
        (YEAR, "2023", None),
        ('<period-start iso-date="2023-01-01T00:00:00Z"/><period-end iso-date="2023-12-31+02:00"/>', "2023", None),
        ('<period-start iso-date="2023-01-01"/>', "since 2023", "period-open"),
        ('<period-end iso-date="2023-12-31"/>', "until 2023", "period-open"),
        ("", "undated", "period-open"),
        ('<period-start iso-date="2023-12-31"/><period-end iso-date="2023-01-01"/>', "undated", "period-reversed"),
        ('<period-start iso-date="2023-02-30"/><period-end iso-date="2023-12-31"/>', "until 2023", "date-not-read"),
        ('<period-start iso-date="0099-01-01"/><period-end iso-date="2023-12-31"/>', "until 2023", "date-not-read"),
        ('<period-start iso-date="1/1/2023"/><period-end iso-date="2023-12-31"/>', "until 2023", "date-not-read"),
    ],
)
def test_periods_as_they_are_given(dates: str, expected: str, rule: str | None) -> None:
    """A period with one end is open, one the wrong way round or with none is undated; findings tell each."""
    activity = one(result(indicator(f'<period>{dates}<target value="5"/><actual value="4"/></period>')))
    assert [period(expected)] * 2 == [targets(activity)[0].period, observations(activity)[0].period]
    assert rule is None or rule in rules(activity)


def test_several_targets_and_actuals_of_one_period_are_all_kept() -> None:
    """Two targets for one group are both kept, with ids of their own; two actuals answer the first."""
    values = '<target value="5"/><target value="7"/><actual value="4"/><actual value="6"/>'
    activity = one(result(indicator(f"<period>{YEAR}{values}</period>")))
    assert ["X:1.1.1", "X:1.1.1+2"] == [each.id for each in targets(activity)]
    assert ["X:1.1.1"] * 2 == [each.id for each in observations(activity)]
    assert ["several-targets", "several-actuals"] == rules(activity)


def test_an_indicator_without_target_keeps_its_actuals() -> None:
    """What was reached is reported even where nothing was promised."""
    activity = one(result(indicator(f'<period>{YEAR}<actual value="4"/></period>')))
    assert ([], ["4"]) == (targets(activity), [f"{s.value}" for s in observations(activity)])
    assert ["indicator-without-target"] == rules(activity)
    assert "i: no target" == activity.plan.programmes[0].note


def test_a_comment_stands_for_a_value_that_is_missing() -> None:
    """A target without a value and with a comment is a commitment in the comment's words, and a finding tells it."""
    said = "<comment><narrative>as many as needed</narrative></comment>"
    activity = one(result(indicator(f"<period>{YEAR}<target>{said}</target></period>")))
    (promised,) = activity.plan.programmes[0].commitments
    assert ("as many as needed", "") == (promised.printed, promised.note)
    assert ["no-value"] == rules(activity)


# --- groups and places


def test_dimensions_that_cannot_be_parted_again_are_told() -> None:
    """A dimension with a sign that parts dimensions is read, and a finding says that it is not written back so."""
    odd = '<dimension name="age" value="a; b"/>'
    activity = one(result(indicator(f'<period>{YEAR}<target value="5">{odd}</target></period>')))
    assert Population("age: a; b") == targets(activity)[0].population
    assert "dimension-not-plain" in rules(activity)


def test_dimensions_that_say_nothing_are_no_group() -> None:
    """An empty dimension or location makes no group; a name or a value alone does."""
    empty = '<dimension/><location ref=""/>'
    half = '<dimension name="sex"/><dimension value="rural"/>'
    values = f'<target value="5">{empty}</target><target value="6">{half}</target>'
    activity = one(result(indicator(f"<period>{YEAR}{values}</period>")))
    assert [None, Population("rural; sex:")] == [each.population for each in targets(activity)]
    assert "empty-dimension" in rules(activity)


def test_several_locations_are_one_place_that_names_them() -> None:
    """A value of two locations is of both together, and of no part of them."""
    both = '<location ref="b"/><location ref="a"/>'
    places = '<location ref="a"><name><narrative>A</narrative></name></location>'
    activity = one(f'{places}{result(indicator(f"""<period>{YEAR}<target value="5">{both}</target></period>"""))}')
    assert Place("b; A", count=2) == targets(activity)[0].place


COUNTRY = '<recipient-country code="KE"/>'
REGION = '<recipient-region code="298" vocabulary="1"><narrative>Africa</narrative></recipient-region>'
NORTH = '<location ref="n"><name><narrative>North</narrative></name></location>'
OTHER = '<location ref="o"><name><narrative>Other</narrative></name></location>'
UNNAMED = "<location><name><narrative> </narrative></name></location>"


@pytest.mark.parametrize(
    ("given", "place", "note"),
    [
        ("", None, ""),
        (COUNTRY, Place("KE", level="country", code="KE"), ""),
        (REGION, Place("Africa", level="region", code="298"), ""),
        (NORTH, Place("North"), ""),
        (COUNTRY + NORTH, Place("North", parent=Place("KE", level="country", code="KE")), ""),
        (COUNTRY + NORTH + OTHER, Place("KE", level="country", code="KE"), "locations: North; Other"),
        (COUNTRY + REGION, None, "countries and regions: KE; Africa"),
        (COUNTRY + UNNAMED, Place("KE", level="country", code="KE"), ""),
        ('<recipient-country code=""/>', None, ""),
    ],
)
def test_the_place_is_the_one_that_is_named(given: str, place: Place | None, note: str) -> None:
    """One country, region or location is the plan's place; of several, none is chosen, and the note names them."""
    activity = one(given + result(indicator("")))
    assert (place, note) == (activity.plan.place, activity.plan.note)
    assert ("location-without-name" in rules(activity)) == (UNNAMED in given)


# --- what is said badly


def test_an_activity_that_says_next_to_nothing_is_read() -> None:
    """Without identifier, titles, types and dates there is a plan still, and findings tell what lacks."""
    activity = one(
        "<iati-identifier> </iati-identifier><result><indicator><period><target/></period></indicator></result>"
    )
    assert ("activity at line 2", "activity activity at line 2") == (activity.plan.id, activity.plan.title)
    (programme,) = activity.plan.programmes
    assert ("result 1", "result-1", None) == (programme.title, programme.id, activity.plan.period)
    assert [
        "no-identifier", "no-title", "result-type-not-known", "no-title", "measure-not-known", "direction-not-said",
        "period-open", "nothing-said", "indicator-without-target", "no-title",
    ] == rules(activity)  # fmt: skip


def test_dates_of_the_activity_that_cannot_be_used_are_told() -> None:
    """A date of an unknown type, one given twice, one that does not exist, and dates the wrong way round."""
    dates = (
        '<activity-date type="9" iso-date="2020-01-01"/><activity-date type="2" iso-date="2021-01-01"/>'
        '<activity-date type="2" iso-date="2022-01-01"/><activity-date type="3" iso-date="2020-13-01"/>'
        '<activity-date type="4" iso-date="2020-01-01"/>'
    )
    activity = one(dates + result(indicator("")), 'last-updated-datetime="yesterday"')
    assert None is activity.plan.period
    assert ["date-left-out", "date-left-out", "date-not-read"] == rules(activity)[:3]
    assert {"period-reversed", "date-not-read"} <= set(rules(activity)[3:])
    assert date(2021, 1, 1) == activity.details.actual_start


def test_a_title_that_is_too_long_is_cut() -> None:
    """A title of more than 2,000 characters is cut, and the finding has the whole."""
    activity = one(result(indicator("", "x" * 2001)))
    (found,) = activity.findings.of_rule("title-cut")
    assert ("x" * 2001,) == found.evidence
    assert f"{'x' * 2000}: no target" == activity.plan.programmes[0].note


def test_texts_are_read_with_and_without_narratives() -> None:
    """A text that stands in the element itself, as in version 1, is read like a narrative."""
    activity = one("<title>Old style</title>" + result(indicator("")))
    assert "Old style" == activity.plan.title


TITLES = (
    "<title><narrative xml:lang='fr'>Eau</narrative><narrative>Agua</narrative>"
    "<narrative xml:lang='en'>Water</narrative></title>"
)


@pytest.mark.parametrize(
    ("language", "title", "note"),
    [
        ("en", "Water", "title (es): Agua\ntitle (fr): Eau"),
        ("fr-CA", "Eau", "title (es): Agua\ntitle (en): Water"),
        ("es", "Agua", "title (fr): Eau\ntitle (en): Water"),
        ("sw", "Agua", "title (fr): Eau\ntitle (en): Water"),
    ],
)
def test_the_language_asked_for_goes_first(language: str, title: str, note: str) -> None:
    """The text in the language asked for is taken, else that in the activity's own; the others stand in the note."""
    activity = one(TITLES + result(indicator("")), "xml:lang='es'", language)
    assert (title, note) == (activity.plan.title, activity.plan.note)


def test_everything_odd_in_a_result_is_counted() -> None:
    """Unknown attributes, stray text and what is given twice are counted by kind, none of it dropped in silence."""
    odd = (
        f'<period>{YEAR}<target value="5" colour="red">six<comment><narrative>a</narrative></comment>'
        "<comment><narrative>b</narrative></comment></target><extra><deep/></extra></period>"
    )
    (found,) = one(result(indicator(odd))).findings.of_rule("not-carried-over")
    assert (
        "1 × period/extra", "1 × target/@colour", "1 × target/comment, repeated", "1 × text in target",
    ) == found.evidence  # fmt: skip


def test_a_long_list_of_what_is_left_out_is_cut_in_the_message() -> None:
    """Ten kinds stand in the message; the evidence has all."""
    odd = "".join(f"<odd{number}/>" for number in range(12))
    (found,) = one(result(indicator(odd))).findings.of_rule("not-carried-over")
    assert (12, True) == (len(found.evidence), found.message.endswith("1 × indicator/odd7 and 2 more"))


def test_result_references_and_descriptions_are_notes() -> None:
    """What a result refers to and how it is described, in every language, is in its note."""
    about = (
        "<description><narrative xml:lang='en'>About</narrative><narrative xml:lang='fr'>Sur</narrative></description>"
        '<reference vocabulary="99" code="A" vocabulary-uri="http://e.org"/>'
    )
    activity = one(f'<result type="3">{about}<title><narrative>R</narrative></title>{indicator("")}</result>')
    (programme,) = activity.plan.programmes
    assert ("impact-1", "About\ndescription (fr): Sur\nreference: 99, A, http://e.org\ni: no target") == (
        programme.id,
        programme.note,
    )


def test_activities_are_found_by_identifier(reading: IatiReading) -> None:
    """An identifier that no activity has is answered with the nearest, one that two have with their lines."""
    with pytest.raises(NotFoundError, match="did you mean 'XM-EX-1-water'"):
        reading.activity("XM-EX-1-waters")
    twice = one(result(indicator("")))
    both = IatiReading(name="x", version="2.03", activities=(twice, twice), without_results=0, findings=twice.findings)
    with pytest.raises(NotFoundError, match="2 activities have this identifier: lines 2, 2"):
        both.activity("X")


def test_a_faulty_activity_leaves_the_others_whole(water: IatiActivity) -> None:
    """An activity in which everything is wrong stands beside one that is read as if it were alone."""
    values = "<period><target value='&#9;'/></period>"
    bad = f"<iati-activity><result type='x'><indicator measure='?'>{values}</indicator></result></iati-activity>"
    text = RIVERTON.read_text("utf-8").replace("  <iati-activity xml", f"{bad}<iati-activity xml", 1)
    first, second = read_iati(BytesIO(text.encode())).activities
    assert (water.plan, water.report, water.baselines) == (second.plan, second.report, second.baselines)
    assert "" == first.details.status
    assert [] == targets(first)
