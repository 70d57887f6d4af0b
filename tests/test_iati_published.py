"""Files as publishers write them: repeated periods, texts without end, several languages, and what is given twice."""

from __future__ import annotations

import re
from io import BytesIO
from typing import cast

import pytest

from publicservice.errors import WrongTypeError
from publicservice.figures import figure
from publicservice.io.iati import IatiActivity, IatiReading, iati_text, iter_iati, read_iati
from publicservice.io.iati import read as read_module
from publicservice.model.observation import Observation
from publicservice.model.people import Population
from publicservice.model.period import period
from publicservice.model.place import Place
from publicservice.model.programme import Target

YEAR = '<period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>'
FEMALE = '<dimension name="sex" value="female"/>'
LONG = "x" * 2500


def activity(inside: str, identifier: str = "X") -> str:
    """One activity with a title, and this in it."""
    head = f"<iati-activity><iati-identifier>{identifier}</iati-identifier><title><narrative>T</narrative></title>"
    return f"{head}{inside}</iati-activity>"


def read(text: str, version: str = "2.03") -> IatiReading:
    """The reading of a file with these activities."""
    return read_iati(BytesIO(f'<iati-activities version="{version}">\n{text}\n</iati-activities>'.encode()))


def one(inside: str) -> IatiActivity:
    """The one activity with this in it."""
    (made,) = read(activity(inside)).activities
    return made


def counted(inside: str) -> IatiActivity:
    """The activity with one indicator, which is counted and gets better upwards."""
    title = "<title><narrative>i</narrative></title>"
    return one(f'<result type="1">{title}<indicator measure="1" ascending="1">{title}{inside}</indicator></result>')


def targets(made: IatiActivity) -> list[Target]:
    """All targets."""
    return [target for programme in made.plan.programmes for target in programme.targets]


def observations(made: IatiActivity) -> list[Observation]:
    """All observations."""
    return [seen for programme in made.report.programmes for seen in programme.observations]


def rules(made: IatiActivity) -> list[str]:
    """The names of its findings."""
    return [finding.rule for finding in made.findings]


# --- versions


@pytest.mark.parametrize("version", ["xx", "2.04", "2.3", "2", "10.1"])
def test_a_version_that_is_not_known_is_read_as_the_latest(version: str) -> None:
    """Whatever stands in place of the version, the file is read, and one finding of the file says as what."""
    reading = read(activity("<result/>") + activity("<result/>", "Y"), version)
    assert (2, version) == (len(reading.activities), reading.version)
    (found,) = reading.findings.of_rule("version-not-known")
    assert ("warning", "", (version,)) == (found.severity.value, found.where, found.evidence)
    assert "2.01, 2.02, 2.03; the file was read as 2.03" in found.message


# --- several periods of the same dates


def test_periods_of_the_same_dates_are_one() -> None:
    """
    Before 2.03 a period had one target and one actual: several values stood in several periods of the same dates.

    The target of the first pairs with the actual of the second, and the women's with the women's.
    """
    values = [
        '<target value="10"/>',
        f'<target value="6">{FEMALE}</target><actual value="5">{FEMALE}</actual>',
        '<actual value="9"/>',
    ]
    other = f'<period>{YEAR.replace("2023", "2024")}<target value="20"/></period>'
    first, *rest = (f"<period>{YEAR}{each}</period>" for each in values)
    made = counted(first + other + "".join(rest))
    assert [("X:1.1.1", "10"), ("X:1.1.1.1", "6"), ("X:1.1.2", "20")] == [
        (each.id, str(each.goal)) for each in targets(made)
    ]
    assert [("X:1.1.1.1", figure(5)), ("X:1.1.1", figure(9))] == [(each.id, each.value) for each in observations(made)]
    assert [] == rules(made)


def test_targets_of_one_group_in_several_periods_of_the_same_dates() -> None:
    """Two such targets are told as two of one period are, and their ids stay apart; blank ones do not count."""
    values = ["<target/>", '<target value="5"/>', '<target value="7"/><actual value="6"/>', "<target/>"]
    made = counted("".join(f"<period>{YEAR}{each}</period>" for each in values))
    assert [("X:1.1.1", "5"), ("X:1.1.1+2", "7")] == [(each.id, str(each.goal)) for each in targets(made)]
    assert ["X:1.1.1"] == [each.id for each in observations(made)]
    assert ["several-targets", "nothing-said", "nothing-said"] == sorted(rules(made), reverse=True)


def test_periods_that_lack_a_date_are_not_taken_for_one() -> None:
    """Two periods of which nobody knows the end may be two."""
    made = counted('<period><period-start iso-date="2023-01-01"/><target value="5"/></period>' * 2)
    assert ["X:1.1.1", "X:1.1.2"] == [each.id for each in targets(made)]


def test_blank_values_are_not_several() -> None:
    """Two targets that say nothing are not told to have been kept."""
    made = counted(f"<period>{YEAR}<target/><target/></period>")
    assert ["nothing-said", "nothing-said", "indicator-without-target"] == rules(made)


# --- groups


def test_groups_that_differ_by_the_case_of_letters_are_one() -> None:
    """Target and actual pair whatever the case of their dimensions; each keeps its own words."""
    values = (
        '<target value="5"><dimension name="sex" value="Female"/></target>'
        '<actual value="4"><dimension name="Sex" value="female"/></actual>'
    )
    made = counted(f"<period>{YEAR}{values}</period>")
    assert ["X:1.1.1.1"] == [each.id for each in targets(made)] == [each.id for each in observations(made)]
    assert [Population("sex: Female"), Population("Sex: female")] == [
        targets(made)[0].population,
        observations(made)[0].population,
    ]


# --- baselines


def test_evidence_of_baselines_is_bounded() -> None:
    """Of many baselines those next to the one that was taken are told, and how many others there are."""
    baselines = "".join(f'<baseline year="{1990 + each}" value="{each}"/>' for each in range(40))
    years = (YEAR.replace("2023", str(year)) for year in (1980, 1991, 2020, 2050))
    periods = "".join(f'<period>{year}<target value="99"/></period>' for year in years)
    made = counted(baselines + periods)
    assert [figure(each) for each in (0, 1, 30, 39)] == [each.baseline for each in targets(made)]
    told = [one.evidence for one in made.findings.of_rule("several-baselines")]
    assert [6] * 4 == list(map(len, told))
    assert ("0 (1990)", "1 (1991)", "2 (1992)", "3 (1993)", "4 (1994)", "and 35 more") == told[0] == told[1]
    assert ("28 (2018)", "29 (2019)", "30 (2020)", "31 (2021)", "32 (2022)", "and 35 more") == told[2]
    assert ("35 (2025)", "36 (2026)", "37 (2027)", "38 (2028)", "39 (2029)", "and 35 more") == told[3]


def test_a_baseline_whose_year_is_not_of_its_date_is_told() -> None:
    """The date goes before the year, and where they contradict each other a finding tells both."""
    made = counted('<baseline year="2019" iso-date="2020-06-30" value="5"/>')
    assert [period("2020-06-30")] == [each.period for each in made.baselines]
    (found,) = made.findings.of_rule("baseline-dates-differ")
    assert ("warning", ("2019", "2020-06-30")) == (found.severity.value, found.evidence)


@pytest.mark.parametrize("tag", ["baseline", "target", "actual"])
def test_a_document_of_nothing_is_told(tag: str) -> None:
    """A value that is neither printed nor told in words leaves nothing that could keep its document."""
    link = '<document-link url="http://example.org/a"><title><narrative>A</narrative></title></document-link>'
    blank, full = (f'<{tag} year="2020"{value}>{link}</{tag}>' for value in ("", ' value="5"'))
    inside = "{}" if tag == "baseline" else f"<period>{YEAR}{{}}</period>"
    (found,) = counted(inside.format(blank)).findings.of_rule("document-left-out")
    assert ("document: A, http://example.org/a",) == found.evidence
    assert () == counted(inside.format(full)).findings.of_rule("document-left-out")


# --- texts without end


def narrative(text: str, tag: str, attributes: str = "") -> str:
    """An element around a text."""
    return f"<{tag} {attributes}><narrative>{text}</narrative></{tag}>"


def valued(inside: str) -> str:
    """A result with one target that has this in it."""
    title = narrative("i", "title")
    target = f'<period>{YEAR}<target value="5">{inside}</target></period>'
    return f'<result type="1">{title}<indicator measure="1" ascending="1">{title}{target}</indicator></result>'


FAR = "".join(f'<location ref="{each}">{narrative(f"{each:045}", "name")}</location>' for each in range(70))
ALL = "".join(f'<location ref="{each}"/>' for each in range(70))
KENYA = '<recipient-country code="KE"/>'


@pytest.mark.parametrize(
    ("inside", "what", "evidence"),
    [
        (valued(f'<dimension name="age" value="{LONG}"/>'), "the group that the dimensions describe", f"age: {LONG}"),
        (valued(f'<location ref="{LONG}"/>'), "the name of the place", LONG),
        (FAR + valued(ALL), "the name of the place", "0"),
        (f"<location>{narrative(LONG, 'name')}</location>" + valued(""), "the name of a location", LONG),
        (narrative(LONG, "recipient-country", 'code="KE"') + valued(""), "the name of the country", LONG),
        (narrative(LONG, "recipient-region") + valued(""), "the name of the region", LONG),
    ],
    ids=["dimension", "undeclared", "many", "location", "country", "region"],
)
def test_a_name_without_end_is_cut(inside: str, what: str, evidence: str) -> None:
    """A name of more than 2,000 characters is cut, with a finding that has the rest, and all else is read."""
    first, second = read(activity(inside) + "\n" + activity(valued(""), "Y")).activities
    (found,) = first.findings.of_rule("text-cut")
    assert f"{what} is longer than 2,000 characters and was cut" == found.message
    assert ("X, line 2", evidence) == (found.where, found.evidence[0])
    for made in (first, second):
        assert ["5"] == [str(each.goal) for each in targets(made)]


def test_what_is_cut_is_cut_at_2000() -> None:
    """Of a group, a reference and 70 joined names 2,000 characters are kept, and the count of the places."""
    (target,) = targets(one(KENYA + valued(f'<dimension value="{LONG}"/><location ref="{LONG}"/>')))
    assert Population(LONG[:2000]) == target.population
    assert Place(LONG[:2000], parent=Place("KE", level="country", code="KE")) == target.place
    assert "dimension-not-plain" not in rules(one(valued(f'<dimension value="a; b{LONG}"/>')))
    (target,) = targets(one(FAR + valued(ALL)))
    assert target.place is not None
    assert (2000, 70) == (len(target.place.name), target.place.count)


def test_an_identifier_without_end_is_cut() -> None:
    """What every id and every finding begins with is no longer than a name, and a missing title is made of it."""
    bare = f"<iati-activity><iati-identifier>{LONG}</iati-identifier>{valued('')}</iati-activity>"
    (made,) = read(bare).activities
    assert ("x" * 2000, f"activity {LONG}"[:2000]) == (made.plan.id, made.plan.title)
    assert (LONG,) == made.findings.of_rule("text-cut")[0].evidence


@pytest.mark.parametrize(
    "tag",
    ["iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "result"],
)
def test_no_text_without_end_keeps_a_file_from_being_read(tag: str) -> None:
    """Any text and any attribute of an activity may be long."""
    names = ("ref", "type", "code", "role")
    long = narrative(LONG, tag, " ".join(f'{name}="{LONG}"' for name in names))
    assert 1 == len(read(f"<iati-activity>{long}{valued('')}</iati-activity>").activities)


# --- languages


def both(tag: str, english: str, french: str, attributes: str = "") -> str:
    """An element with a text in two languages."""
    told = f'<narrative xml:lang="en">{english}</narrative><narrative xml:lang="fr">{french}</narrative>'
    return f"<{tag} {attributes}>{told}</{tag}>"


def test_other_languages_of_the_activity_are_notes() -> None:
    """Descriptions and the names of organisations, countries, regions and locations are kept in every language."""
    made = one(
        both("description", "Wells", "Puits")
        + both("reporting-org", "Ministry", "Ministère")
        + both("participating-org", "Ministry", "Ministère", 'role="1"')
        + both("participating-org", "Trust", "Fiducie", 'role="4"')
        + both("recipient-country", "Chad", "Tchad", 'code="TD"')
        + both("recipient-region", "Africa", "Afrique", 'code="298"')
        + f"<location>{both('name', 'North', 'Nord')}</location><result/>"
    )
    assert (
        "description (fr): Puits\norganisation Ministry (fr): Ministère\norganisation Trust (fr): Fiducie\n"
        "country Chad (fr): Tchad\nregion Africa (fr): Afrique\nlocation North (fr): Nord\n"
        "countries and regions: Chad; Africa"
    ) == made.plan.note


# --- what is given twice


def test_what_an_activity_has_once_and_gives_twice_is_told() -> None:
    """The first identifier, organisation, title and status are taken, and findings have the others."""
    made = one(
        "<iati-identifier>Y</iati-identifier>"
        + narrative("A", "reporting-org", 'ref="1"')
        + narrative("B", "reporting-org", 'ref="2"')
        + both("title", "U", "V")
        + '<activity-status code="2"/><activity-status code="3"/><activity-status code="4"/><result/>'
    )
    assert ("X", "T", "2") == (made.id, made.plan.title, made.details.status)
    found = made.findings.of_rule("given-again")
    assert [("Y",), ("2, B",), ("U, V",), ("3", "4")] == [each.evidence for each in found]
    assert "activity-status is given 3 times; the first was taken" == found[3].message
    assert {"warning"} == {each.severity.value for each in found}


def test_text_that_stands_in_an_activity_is_counted() -> None:
    """Stray text and a second name or code of a location are counted with what was not read."""
    twice = narrative("A", "name") * 2 + '<location-id code="1"/><location-id code="2"/>'
    made = one(f"stray<location>{twice}</location><result/>")
    assert ("1 × location/location-id, repeated", "1 × location/name, repeated", "1 × text in iati-activity") == (
        made.findings.of_rule("not-about-results")[0].evidence
    )


def test_a_reference_that_two_locations_have_is_told() -> None:
    """Values are about the first of them."""
    named = "".join(f'<location ref="n">{narrative(name, "name")}</location>' for name in ("North", "Nord"))
    made = one(named + '<location ref="n"/>' + valued('<location ref="n"/>'))
    assert [Place("North")] == [each.place for each in targets(made)]
    found = made.findings.of_rule("location-declared-again")
    assert [("n", "Nord"), ("n", "n")] == [each.evidence for each in found]


def test_an_identifier_that_two_activities_have_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second says where the first stands, also where the file is read as a stream; very many are not compared."""
    text = "\n".join(
        [activity(""), activity("<result/>", "Y"), activity("<result/>"), activity("<result/>", "Y")]
        + ["<iati-activity><result/></iati-activity>"] * 2
    )
    found = read(text).findings.of_rule("identifier-again")
    assert [("X, line 4", "line 2 has"), ("Y, line 5", "line 3 has")] == [
        (each.where, each.message[16:26]) for each in found
    ]
    file = BytesIO(f'<iati-activities version="2.03">{text}</iati-activities>'.encode())
    assert [0, 1, 1, 0, 0] == [len(each.findings.of_rule("identifier-again")) for each in iter_iati(file)]
    monkeypatch.setattr(read_module, "_MOST_REMEMBERED", 1)
    assert ["X, line 4"] == [each.where for each in read(text).findings.of_rule("identifier-again")]


# --- results


@pytest.mark.parametrize("said", ["output", "Output", "1"])
def test_the_type_of_a_result_by_code_and_name(said: str) -> None:
    """A type is told by its code, or by the English word that version 1 used, as a measure is."""
    made = one(f'<result type="{said}"/>')
    assert "output-1" == made.plan.programmes[0].id
    assert [] == [rule for rule in rules(made) if rule == "result-type-not-known"]


def test_a_result_without_indicators_is_told() -> None:
    """A result that measures nothing is a programme without targets, and a note tells it."""
    made = one(f'<result type="1">{narrative("R", "title")}</result>')
    assert [("R", ())] == [(each.title, each.targets) for each in made.plan.programmes]
    assert ["result-without-indicator"] == rules(made)


def test_percentages_under_a_title_that_counts_are_written_so() -> None:
    """Where the title counts, a percentage is written with its sign, so that it is read back as what it was."""
    title = narrative("Number of wells", "title")
    values = f'<period>{YEAR}<target value="45%"/><actual value="0%"/></period><baseline year="2020" value="30 %"/>'
    head = (
        '<reporting-org ref="A" type="10"><narrative>A</narrative></reporting-org><activity-status code="2"/>'
        '<participating-org ref="A" role="1"/><activity-date type="1" iso-date="2023-01-01"/>'
        "<description><narrative>D</narrative></description>"
    )
    made = one(
        f'{head}<result type="1">{title}<indicator measure="2" ascending="1">{title}{values}</indicator></result>'
    )
    written = iati_text(made.plan, made.report, details=made.details, baselines=made.baselines, strict=False)
    assert ["30 %", "45 %", "0 %"] == re.findall(' value="(.*?)"', str(written))
    again = read_iati(BytesIO(str(written).encode())).activities[0]
    assert [(each.goal, each.baseline) for each in targets(made)] == [(e.goal, e.baseline) for e in targets(again)]
    assert [figure("0 %", exact=True)] == [each.value for each in observations(again)]


@pytest.mark.parametrize("language", [None, 5])
def test_a_language_is_text(language: object) -> None:
    """What is no language is refused before the file is opened."""
    with pytest.raises(WrongTypeError, match=r"not a language: (None|5); expected a language's code, such as 'en'"):
        read_iati("none.xml", language=cast("str", language))


def test_a_long_title_is_not_repeated_in_every_line() -> None:
    """Work and memory grow with the file: of a title of 1,000 characters, a line of the note begins with 200."""
    references = "".join(f'<reference vocabulary="99" code="{number}"/>' for number in range(50))
    title = f"<title><narrative>{'w' * 1_000}</narrative></title>"
    made = one(f'<result type="1">{title}<indicator measure="1">{title}{references}</indicator></result>')
    (programme,) = made.plan.programmes
    lines = [line for line in programme.note.splitlines() if "reference" in line]
    assert [f"{'w' * 200}…: reference: 99, {number}" for number in range(50)] == lines
