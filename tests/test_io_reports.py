"""Reading report files into reports, telling them from plans, and telling everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from publicservice.errors import WrongTypeError
from publicservice.faults import Fault, FaultyFileError, MissingFileError
from publicservice.figures import figure
from publicservice.io.document import parse_plan, parse_report, read_document, read_plan, read_report
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.place import place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report
from publicservice.model.source import Source
from publicservice.units import unit

WHOLE = """\
report: Jobs in 2021
place: Anhui, CN
period: 2021-01/2021-11 (inferred)
source: Account of a press conference
declares: {programmes: 12}
listed: open
units: [job fair hour]
note: the year is not printed
printed: From January to November
id: anhui
observations:
- indicator: new urban jobs
  value: 686,000 jobs
  result: good
  unit: job
  kind: flow
  better: higher
  aliases: [new jobs in towns]
  period: 2021-01/2021-11
  place: Anhui, CN
  for: people in towns
  lead: the department
  stage: completed
  note: eleven months
  printed: 686000 new jobs
  id: jobs
  source: {speaker: Cheng Lianzheng}
- {indicator: hours of job fairs, value: 1.50 job fair hours}
coverage:
- indicator: medical insurance
  rate: 99.5 %
  covered: 995 persons
  eligible: 1,020 persons
  excluded: 20 persons
  unit: person
  kind: rate
  better: higher
  aliases: [insurance]
  for: {who: residents, list: open}
  period: as of 2021-11
  place: Anhui, CN
  lead: the bureau
  stage: under way
  note: n
  printed: p
  id: insured
  source: S
- {indicator: pensions, rate: all}
beneficiaries:
- {for: retirees, reached: 3.69 million persons, period: undated, place: CN, lead: L, stage: completed, note: n,
   printed: p, id: retirees, source: S}
- for: farmers
claims:
- {claim: sum, says: 686 thousand jobs, of: jobs, against: 630 thousand jobs, parts: [a, 5 jobs], period: 2021,
   place: CN, for: all, lead: L, stage: planned, note: n, printed: p, id: c, source: S}
- {claim: all, of: insured}
commitments: [build a platform]
programmes:
- title: Fairs
  observations: [{indicator: mood, result: basically stable}]
  coverage: [{indicator: villages, rate: All}]
  beneficiaries: [{for: girls}]
  claims: [{claim: share, says: 5 %, of: mood}]
  targets: [{indicator: fairs, goal: at least 5 job fairs}]
  commitments: [hold fairs]
  programmes: [{title: 2 + n}]
"""
REPORT = Report(
    "Jobs in 2021",
    place="Anhui, CN",
    period="2021-01/2021-11 (inferred)",
    source=Source("Account of a press conference"),
    declares={"programmes": 12},
    listed="open",
    units=["job fair hour"],
    note="the year is not printed",
    printed="From January to November",
    id="anhui",
    observations=[
        Observation(
            Indicator("new urban jobs", unit="job", kind="flow", better="higher", aliases=["new jobs in towns"]),
            "686,000 jobs",
            result="good",
            period="2021-01/2021-11",
            place="Anhui, CN",
            population="people in towns",
            lead="the department",
            stage="completed",
            note="eleven months",
            printed="686000 new jobs",
            id="jobs",
            source=Source(speaker="Cheng Lianzheng"),
        ),
        Observation("hours of job fairs", figure("1.50 job fair hours", counts=["job fair hour"])),
    ],
    coverage=[
        Coverage(
            Indicator("medical insurance", unit="person", kind="rate", better="higher", aliases=["insurance"]),
            rate="99.5 %",
            covered="995 persons",
            eligible="1,020 persons",
            excluded="20 persons",
            population=Population("residents", is_open=True),
            period="as of 2021-11",
            place="Anhui, CN",
            lead="the bureau",
            stage="under way",
            note="n",
            printed="p",
            id="insured",
            source="S",
        ),
        Coverage("pensions", is_all=True),
    ],
    beneficiaries=[
        Beneficiaries(
            population="retirees",
            reached="3.69 million persons",
            period="undated",
            place=place("CN"),
            lead="L",
            stage="completed",
            note="n",
            printed="p",
            id="retirees",
            source="S",
        ),
        Beneficiaries(population="farmers"),
    ],
    claims=[
        Claim(
            "sum",
            says="686 thousand jobs",
            of="jobs",
            against="630 thousand jobs",
            parts=["a", "5 jobs"],
            period=2021,
            place="CN",
            population="all",
            lead="L",
            stage="planned",
            note="n",
            printed="p",
            id="c",
            source="S",
        ),
        Claim("all", of="insured"),
    ],
    commitments=[Commitment("build a platform")],
    programmes=[
        Programme(
            "Fairs",
            observations=[Observation("mood", result="basically stable")],
            coverage=[Coverage("villages", is_all=True)],
            beneficiaries=[Beneficiaries(population="girls")],
            claims=[Claim("share", says="5 %", of="mood")],
            targets=[Target("fairs", "at least 5 job fairs")],
            commitments=["hold fairs"],
            programmes=[Programme("2 + n")],
        )
    ],
)


def faults_of(text: str) -> tuple[Fault, ...]:
    """Everything that is wrong with a report's text."""
    with pytest.raises(FaultyFileError) as caught:
        parse_report(text)
    return caught.value.faults


def fault_of(text: str) -> str:
    """The one thing that is wrong with a report's text, and its path."""
    (fault,) = faults_of(text)
    return str(attrs.evolve(fault, line=None, column=None))


# --- what is right


def test_every_key_of_a_report_is_read() -> None:
    """A file that uses every key of every entry gives the report that the nouns make."""
    assert REPORT == parse_report(WHOLE)


def test_a_programme_in_a_plan_may_hold_results_too() -> None:
    """Programmes are one noun: a plan that prints what was done in them keeps it."""
    plan = parse_plan("{plan: P, programmes: [{title: A, observations: [{indicator: a, value: 5 km}]}]}")
    assert (Observation("a", "5 km"),) == plan.programmes[0].observations


@pytest.mark.parametrize("printed", ["686,000 jobs", "68.6万人", "more than 1,500 persons", "85.0 %", "up 9.88 %"])
def test_a_figure_keeps_its_printed_text(printed: str) -> None:
    """What was printed is what can be shown: text and precision are those of `figure(text)`."""
    report = parse_report(f"{{report: R, observations: [{{indicator: a, value: '{printed}'}}]}}")
    value = report.observations[0].value
    assert value is not None
    assert (printed, figure(printed)) == (value.text, value)


def test_all_is_not_a_printed_hundred_per_cent() -> None:
    """The word all gives no number; a printed 100 % is a rate and says nothing of the word."""
    report = parse_report("{report: R, coverage: [{indicator: a, rate: all}, {indicator: b, rate: 100 %}]}")
    assert [(None, True), (figure("100 %"), False)] == [(one.rate, one.is_all) for one in report.coverage]


def test_a_rate_may_be_given_in_parts() -> None:
    """A computed rate is read as any other figure that no text says."""
    report = parse_report("{report: R, coverage: [{indicator: a, rate: {within: '[80, 90]', unit: '%'}}]}")
    assert Coverage("a", rate=figure(None, "%", within="[80, 90]")) == report.coverage[0]


def test_a_declared_count_is_known_to_the_figures_of_its_report() -> None:
    """Values and flat units may name the kinds of count that the report declares, and no other document's."""
    entry = "observations: [{indicator: a, value: 5 boats, unit: boat}]"
    report = parse_report(f"report: R\nunits: [boat]\n{entry}")
    assert unit("boat", counts=["boat"]) is report.observations[0].indicator.unit
    assert ["observations[0].value", "observations[0].unit"] == [
        fault.path for fault in faults_of(f"report: R\n{entry}")
    ]


# --- plan or report


def test_a_document_is_read_by_its_key(tmp_path: Path) -> None:
    """The key `plan` or `report` says what a file holds, wherever it stands in it."""
    (tmp_path / "p.yaml").write_text("place: CN\nplan: P", encoding="utf-8")
    (tmp_path / "r.json").write_text('{"place": "CN", "report": "R"}', encoding="utf-8")
    assert Plan("P", place="CN") == read_document(tmp_path / "p.yaml") == read_plan(tmp_path / "p.yaml")
    assert Report("R", place="CN") == read_document(str(tmp_path / "r.json")) == read_report(tmp_path / "r.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "title: P\ntargets: []",
            (
                "neither a plan nor a report; expected the key 'plan' or the key 'report';"
                " write the title, such as 'plan: Ten projects for 2022' or 'report: Jobs in 2021'"
            ),
        ),
        (
            "report: R\nplan: P",
            (
                "line 2, column 1, plan: a file cannot be both a plan and a report;"
                " expected the key 'plan' or the key 'report'; write them into two files"
            ),
        ),
        (
            "plan: P\nclaims: []",
            "line 2, column 1, claims: unknown key: 'claims'; 'claims' belongs to a report or a programme",
        ),
    ],
)
def test_a_document_that_is_neither_or_both_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    """A file without either key, or with both, is told what it needs, and nothing else."""
    file = tmp_path / "d.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyFileError) as caught:
        read_document(file)
    assert [expected] == [str(fault) for fault in caught.value.faults]


def test_a_plan_given_for_a_report_is_recognised() -> None:
    """A plan file is told to be one, with the function that reads it, and nothing else is said of it."""
    expected = (
        "line 2, column 1, plan: a plan file (key 'plan') was given to read_report;"
        " expected a file with the key 'report'; plans are read with read_plan"
    )
    assert [expected] == [str(fault) for fault in faults_of("targets: 5\nplan: P")]


def test_a_missing_file_and_a_wrong_type_are_told_as_such(tmp_path: Path) -> None:
    """Reports are opened as carefully as plans are."""
    for read in (read_report, read_document):
        with pytest.raises(MissingFileError):
            read(tmp_path / "none.yaml")
        with pytest.raises(WrongTypeError):
            read(5)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        parse_report(5)  # type: ignore[arg-type]


# --- what is wrong


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("observation", "did you mean 'observations'?"),
        ("title", "did you mean 'report'?"),
        ("targets", "'targets' belongs to a plan or a programme"),
        ("goal", "'goal' belongs to a target, which is written in the list 'targets'"),
        ("says", "'says' belongs to a claim, which is written in the list 'claims'"),
        ("result", "'result' belongs to an observation, which is written in the list 'observations'"),
        ("eligible", "'eligible' belongs to a coverage, which is written in the list 'coverage'"),
        ("reached", "'reached' belongs to a group of beneficiaries, which is written in the list 'beneficiaries'"),
        ("kind", "'kind' belongs to a target, an observation or a coverage"),
        ("for", "'for' belongs to a programme, a target, a commitment and other entries"),
        ("colour", "expected report, place, period, source, declares, listed, units, note, printed, id, observations"),
    ],
)
def test_an_unknown_key_of_a_report_is_told_with_what_was_meant(key: str, hint: str) -> None:
    """A key that a report cannot have is told with the nearest that it can, or with where it belongs."""
    (fault,) = faults_of(f"report: R\n{key}: x")
    assert f"line 2, column 1, {key}: unknown key: '{key}'; {hint}" in str(fault)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "lead: x",
            (
                ": the observation 'a' has neither a value nor a result in words;"
                " write 'value: 686,000 jobs', or 'result: basically stable' where no number is printed"
            ),
        ),
        ("value: 5 km, unit: person", ": the value of 'a' is not of the indicator's kind: 'km'; expected person"),
        ("valeu: 5 km", ".valeu: unknown key: 'valeu'; did you mean 'value'?"),
        ("rate: 5 %", ".rate: unknown key: 'rate'; did you mean 'value'?"),
        (
            "goal: 5 km",
            ".goal: unknown key: 'goal'; 'goal' belongs to a target, which is written in the list 'targets'",
        ),
        (
            "value: basically stable",
            (
                ".value: no number: 'basically stable'; expected a number and its unit, such as '47,300 positions',"
                " '85.0 %' or '4.73万人'; write 'result: ...' for a result in words"
            ),
        ),
        ("value: 5 kindergardens", ".value: unknown unit: 'kindergardens'; did you mean 'kindergarten'?"),
        (
            "value: 1e9999 km",
            ".value: the number is too long: '1e9999 km'; expected up to 60 digits and exponents within ±30",
        ),
        (
            "value: ''",
            (
                ".value: there is no value; expected a number and its unit, such as 4,500 CNY/person/year; write one,"
                " or take the entry out"
            ),
        ),
        (
            "value: [5]",
            ".value: not a figure: a list of 1; expected a number and its unit, such as 4,500 CNY/person/year",
        ),
        (
            "value: 5 km, kind: flows",
            (
                ".kind: not one of the words that can stand here: 'flows'; expected flow or stock or rate;"
                " did you mean 'flow'?"
            ),
        ),
    ],
)
def test_a_faulty_observation_is_told_with_what_to_write(entry: str, expected: str) -> None:
    """An observation has a value of its indicator's unit or a result in words; anything else says what to write."""
    assert f"observations[0]{expected}" == fault_of(f"report: R\nobservations: [{{indicator: a, {entry}}}]")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("lead: x", ": the coverage 'a' says nothing of how much; expected a rate, covered, or all"),
        ("is_all: yes", ".is_all: unknown key: 'is_all'; did you mean 'rate'?"),
        ("value: 90 %", ".value: unknown key: 'value'; did you mean 'rate'?"),
        (
            "rate: full",
            (
                ".rate: no number: 'full'; expected a number and its unit, such as '47,300 positions', '85.0 %' or"
                " '4.73万人'; write 'rate: all' where the document says all without a number"
            ),
        ),
        (
            "rate: ",
            (
                ".rate: there is no value; expected a share such as 90 %, or all where the document says all without a"
                " number; write one, or take the entry out"
            ),
        ),
        (
            "rate: [all]",
            (
                ".rate: not a rate: a list of 1; expected a share such as 90 %, or all where the document says all"
                " without a number"
            ),
        ),
    ],
)
def test_a_faulty_coverage_is_told_with_what_to_write(entry: str, expected: str) -> None:
    """A coverage has a rate, counts, or the word all."""
    assert f"coverage[0]{expected}" == fault_of(f"report: R\ncoverage: [{{indicator: a, {entry}}}]")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("reached: 5 persons", ": beneficiaries need a population: say for whom; write 'for: retirees'"),
        ("who: girls", ".who: unknown key: 'who'; did you mean 'for'?"),
        ("for: girls, value: 5 persons", ".value: unknown key: 'value'; did you mean 'reached'?"),
        (
            "for: girls, reached: all",
            (
                ".reached: no number: 'all'; expected a number and its unit, such as '47,300 positions', '85.0 %' or"
                " '4.73万人'; leave it out where no number is printed"
            ),
        ),
        (
            "for: girls, reached: 50 %",
            ": the reached are a count: 50 % (49.5 to 50.5); expected such as '500 persons'",
        ),
        ("for: {size: 5 persons}", ".for: the key 'who' is missing; write it, such as 'who: rural women'"),
    ],
)
def test_faulty_beneficiaries_are_told_with_what_to_write(entry: str, expected: str) -> None:
    """Beneficiaries are somebody, and are counted."""
    assert f"beneficiaries[0]{expected}" == fault_of(f"report: R\nbeneficiaries: [{{{entry}}}]")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "says: 5 %, of: a",
            ": the key 'claim' is missing; write what kind it is: completion, year-on-year, share, sum or all",
        ),
        ("kind: sum, says: 5, of: a", ".kind: unknown key: 'kind'; did you mean 'claim'?"),
        (
            "claim: completed, says: 5 %, of: a",
            (
                ".claim: not one of the words that can stand here: 'completed'; expected completion or year-on-year or"
                " share or sum or all; did you mean 'completion'?"
            ),
        ),
        (
            "claim: completion, of: a",
            ": a claim of completion needs the figure that it says; expected such as says: 108.9 %",
        ),
        (
            "claim: share, says: most, of: a",
            (
                ".says: a vague number word is not a figure: 'most'; expected a number and its unit, such as '47,300"
                " positions', '85.0 %' or '4.73万人'; a claim without a number is a result in words of an observation,"
                " or 'claim: all'"
            ),
        ),
        (
            "claim: all",
            ": a claim speaks of an observation; expected of: the observation's id or indicator",
        ),
        (
            "claim: sum, says: 5 jobs, of: a, parts: b",
            (
                ".parts: not a list of texts: a text, 'b'; expected a list, such as [one, another];"
                " write [b] if there is one only"
            ),
        ),
        ("claim: share, says: 5 %, of: a, target: b", ".target: unknown key: 'target'; did you mean 'against'?"),
    ],
)
def test_a_faulty_claim_is_told_with_what_to_write(entry: str, expected: str) -> None:
    """A claim is of a kind, says a figure, and speaks of an observation."""
    assert f"claims[0]{expected}" == fault_of(f"report: R\nclaims: [{{{entry}}}]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("period: 2021", "the key 'report' is missing; write the report's title, such as 'report: Jobs in 2021'"),
        ("report: ", "report: there is no value; expected a text; write one, or take the entry out"),
        (
            "report: R\nobservations: [{value: 5 km}]",
            "observations[0]: the key 'indicator' is missing; write what is measured, such as 'indicator: roads built'",
        ),
        (
            "report: R\ncoverage: [{indicater: a, rate: all}]",
            "coverage[0].indicater: unknown key: 'indicater'; did you mean 'indicator'?",
        ),
        (
            "report: R\ncoverage: 90 %",
            (
                "coverage: not a list of coverages: a text, '90 %'; expected a list, each item beginning with '- ';"
                " an item is keys with values, such as 'indicator: medical insurance' and 'rate: 95 %'"
            ),
        ),
        (
            "report: R\nbeneficiaries: {for: girls}",
            (
                "beneficiaries: not a list of groups of beneficiaries: keys with values, 'for'; expected a list,"
                " each item beginning with '- '; write '- ' before its first key if there is one only,"
                " and indent the others alike"
            ),
        ),
        (
            "report: R\nclaims: [108.9 %]",
            (
                "claims[0]: not a claim: a text, '108.9 %'; expected keys with values, such as 'claim: completion',"
                " 'says: 108.9 %' and 'of: new urban jobs'"
            ),
        ),
    ],
)
def test_what_a_report_cannot_do_without_is_told(text: str, expected: str) -> None:
    """Missing keys are told at the entry that lacks them, lists that are none with what an item looks like."""
    assert expected == fault_of(text)


def test_the_faults_of_a_report_are_told_at_once() -> None:
    """Faults of all kinds of entries, at any depth, come together in the order of the file."""
    text = """\
report: R
observations:
- indicator: a
  value: 5 kindergardens
programmes:
- title: A
  claims:
  - {claim: sums, of: a}
  coverage:
  - {indicator: b}
"""
    paths = [
        (4, "observations[0].value"),
        (8, "programmes[0].claims[0].claim"),
        (10, "programmes[0].coverage[0]"),
    ]
    assert paths == [(fault.line, fault.path) for fault in faults_of(text)]
