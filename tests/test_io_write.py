"""Writing plans and reports so that the same ones are read back."""

from __future__ import annotations

import json
import os
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publicservice.errors import PublicServiceError, WrongTypeError
from publicservice.faults import UnopenedFileError
from publicservice.figures import Figure, figure
from publicservice.interval import Interval
from publicservice.io import yaml_text
from publicservice.io.document import parse_plan, parse_report, read_plan, read_report
from publicservice.io.examples import example as shipped
from publicservice.io.examples import example_names
from publicservice.io.unstructure import plain_document
from publicservice.io.write import UnwritableError, plan_text, report_text, write_plan, write_report
from publicservice.model.entry import Stage
from publicservice.model.goal import Goal
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Claim, ClaimKind, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.place import Place, place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration, Parts, Programme, Target
from publicservice.model.report import Report
from publicservice.model.source import Source

Format = Literal["yaml", "json"]
COUNTS = ("boat", "reading room")

# --- plans of every shape

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r\x85")
ODD = [
    "no",
    "1.0",
    "~",
    "null",
    "2022",
    "a: b",
    "a #b",
    "- a",
    "'",
    '"',
    "a\n  b\n\n c",
    "中文：对",
    "😀",
    "𠮷",
    "*a",
    "&a",
]
ODD += [
    "{a}",
    "[a]",
    "%TAG",
    "a\n%TAG x",
    "<<",
    "=",
    "|",
    "a\u2028b",
    "\ufeffa",
    "a\\Ub",
    "!x",
    "@",
    "`",
    "? a",
    "a:",
    "0x1F",
]
TEXTS = st.sampled_from(ODD) | st.text(CHARACTERS, max_size=12)
TITLES = TEXTS.filter(str.strip)
PERIODS = st.sampled_from(
    ["2022", "2021-01/2021-11", "2022H1", "FY2022 from 04", "as of 2024-02", "since 2024", "undated", "2021 (inferred)"]
)
NAMES = st.recursive(
    st.builds(Place, TITLES),
    lambda parent: st.builds(
        Place, TITLES, level=TEXTS, code=TEXTS, parent=parent, count=st.none() | st.integers(1, 99)
    ),
    max_leaves=3,
)
PLACES = st.sampled_from([place("Linyi, Shandong, CN"), place("CN")]) | NAMES
NUMBERS = st.decimals(-10_000, 10_000, places=2) | st.integers(-(10**12), 10**12).map(Decimal)
UNITS = st.sampled_from(["person", "%", "CNY/person/year", "km²", "1", "per 100,000", "boat", "reading room"])
SETS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Interval(min(ends), max(ends)))
FIGURES = st.one_of(
    st.sampled_from(
        ["686,000 jobs", "85.0 %", "more than 1,500 boats", "10-15 towns", "68.6万人", "about 30 km", "996 persons"]
    ).map(lambda text: figure(text, counts=COUNTS)),
    st.builds(lambda value, unit: figure(value, unit, counts=COUNTS), NUMBERS, UNITS),
    st.builds(lambda unit, within: figure(None, unit, within=within, counts=COUNTS), UNITS, SETS),
    st.builds(lambda unit, within: figure(within.low, unit, within=within, counts=COUNTS), UNITS, SETS),
    st.fractions(-1_000, 1_000).map(lambda value: figure(value, "km")),
)
GOALS = st.sampled_from(
    [
        *(
            "47,300 positions",
            "keep at least 85 %",
            "more than 2.2 billion CNY",
            "between 10 and 15 towns",
            "all districts",
        ),
        *("increase by 10 %", "increase by 10 % of its baseline", "decrease by 2 percentage points", "about 30 km"),
        *(
            "at least 1 park in each of 5 districts",
            "at most 2 boats in each of 3 towns: A; B; C",
            "nearly 5,000 persons",
        ),
        *("lower to 3 %", "10-15 towns every year", "5 boats", "5 reading rooms every quarter", "exactly 12"),
    ]
)
SOURCES = st.builds(
    Source, title=TEXTS, publisher=TEXTS, published=st.none() | PERIODS, author=TEXTS, url=TEXTS, note=TEXTS
) | st.builds(Source, TITLES)
GROUPS = st.recursive(
    st.builds(Population, TITLES),
    lambda larger: st.builds(
        Population,
        TITLES,
        size=st.sampled_from([None, "500 persons", figure(7, "household")]),
        within=larger,
        is_open=st.booleans(),
        note=TEXTS,
    ),
    max_leaves=2,
)
DECLARED = st.dictionaries(TITLES.map(str.strip), st.integers(0, 1_000_000), max_size=3)
ENTRY: dict[str, Any] = {
    "period": st.none() | PERIODS,
    "place": st.none() | PLACES,
    "source": st.none() | SOURCES,
    "note": TEXTS,
    "printed": TEXTS,
    "id": TEXTS,
}
ITEM = {
    **ENTRY,
    "population": st.none() | GROUPS,
    "lead": TEXTS,
    "stage": st.none() | st.sampled_from(Stage),
}
INDICATORS = st.builds(
    Indicator,
    TITLES,
    kind=st.sampled_from([None, "flow", "stock", "rate"]),
    better=st.sampled_from([None, "higher", "lower", "neither"]),
    aliases=st.lists(TEXTS, max_size=2),
)


def with_unit(target: Target) -> Target:
    """The target with an indicator that names the goal's unit, and a baseline of it."""
    unit = target.goal.unit
    if unit is None:
        return target
    return attrs.evolve(target, indicator=attrs.evolve(target.indicator, unit=unit), baseline=figure(Decimal(3), unit))


def some(draw: st.DrawFn, fields: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """Values for a few of the fields, so that a plan stays small and every pair of fields meets."""
    names = draw(st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True))
    return {name: draw(fields[name]) for name in names}


@st.composite
def targets(draw: st.DrawFn, depth: int = 2) -> Target:
    """Targets with parts, with and without a unit and a baseline."""
    if draw(st.integers(0, 3)) == 0:
        return Target("a", "all districts", baseline=draw(FIGURES))
    made = Target(draw(INDICATORS), Goal.parse(draw(GOALS), COUNTS), **some(draw, ITEM))
    if depth:
        parts = tuple(draw(st.lists(targets(depth - 1), max_size=2)))
        made = attrs.evolve(made, parts=parts, parts_are=draw(st.sampled_from(Parts)))
    return with_unit(made) if draw(st.booleans()) else made


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    """Commitments, many of which are no more than a title."""
    return Commitment(draw(TITLES), **(some(draw, ITEM) if draw(st.booleans()) else {}))


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Observations with a number, in words, or both; some say the unit twice."""
    value = draw(st.none() | FIGURES)
    kept = some(draw, {**ITEM, "result": TEXTS} if value else ITEM)
    made = Observation(draw(INDICATORS), value, **({"result": "stable"} | kept))
    if value is None or draw(st.booleans()):
        return made
    return attrs.evolve(made, indicator=attrs.evolve(made.indicator, unit=value.unit))


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    """Coverages of all, by rate, by counts, or by both."""
    counts = {"covered": PEOPLE, "eligible": PEOPLE, "excluded": PEOPLE}
    how: dict[str, Any] = draw(
        st.fixed_dictionaries({"is_all": st.just(True)}, optional=counts)
        | st.fixed_dictionaries({"rate": SHARES}, optional=counts)
        | st.fixed_dictionaries(counts)
    )
    return Coverage(draw(INDICATORS), **how, **some(draw, ITEM))


@st.composite
def beneficiaries(draw: st.DrawFn) -> Beneficiaries:
    """Groups that were reached, with and without a number."""
    return Beneficiaries(**some(draw, {**ITEM, "reached": PEOPLE}) | {"population": draw(GROUPS)})


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Claims of every kind."""
    told = {**ITEM, "against": TEXTS, "parts": st.lists(TEXTS, max_size=2)}
    return Claim(draw(st.sampled_from(ClaimKind)), says=draw(FIGURES), of=draw(TITLES), **some(draw, told))


PEOPLE = st.sampled_from(["500 persons", "3.69 million persons", "at least 40 persons", figure(7, "person")])
SHARES = st.sampled_from(
    ["90 %", "85.0 %", "about 95 %", figure(Decimal("0.5"), "%"), figure(None, "%", within="[1, 2]")]
)
RESULTS: dict[str, st.SearchStrategy[Any]] = {
    "observations": st.lists(observations(), max_size=2),
    "coverage": st.lists(coverages(), max_size=2),
    "beneficiaries": st.lists(beneficiaries(), max_size=2),
    "claims": st.lists(claims(), max_size=2),
}
CONTENTS: dict[str, st.SearchStrategy[Any]] = {
    "commitments": st.lists(commitments(), max_size=2),
    "declares": DECLARED,
    "listed": st.sampled_from(["open", "complete"]),
}
PROMISES = {"targets": st.lists(targets(), max_size=2)}


@st.composite
def programmes(draw: st.DrawFn, depth: int = 2) -> Programme:
    """Programmes within programmes."""
    inner = draw(st.lists(programmes(depth - 1), max_size=2)) if depth else ()
    kept = some(draw, {**ITEM, **PROMISES, **RESULTS, **CONTENTS, "aliases": st.lists(TEXTS, max_size=2)})
    return Programme(draw(TITLES), programmes=inner, **kept)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that declare two kinds of count."""
    kept = some(draw, {**ENTRY, **PROMISES, **CONTENTS, "programmes": st.lists(programmes(), max_size=2)})
    return Plan(draw(TITLES), units=COUNTS, **kept)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports that declare two kinds of count."""
    kept = some(draw, {**ENTRY, **RESULTS, **CONTENTS, "programmes": st.lists(programmes(), max_size=2)})
    return Report(draw(TITLES), units=COUNTS, **kept)


SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


# --- what is written is read back


@SLOW
@given(plans(), st.sampled_from(["yaml", "json"]))
def test_a_plan_that_is_written_is_read_back_equal(plan: Plan, format: Format) -> None:
    """For every plan p: parse_plan(plan_text(p)) == p, in both languages, whatever its texts look like."""
    assert plan == parse_plan(plan_text(plan, format=format), format=format)


@SLOW
@given(reports(), st.sampled_from(["yaml", "json"]))
def test_a_report_that_is_written_is_read_back_equal(report: Report, format: Format) -> None:
    """For every report r: parse_report(report_text(r)) == r, in both languages, whatever its texts look like."""
    assert report == parse_report(report_text(report, format=format), format=format)


@given(TITLES, TEXTS, TITLES)
@example("no", "~", "1.0")
def test_every_text_is_read_back_with_either_emitter(title: str, note: str, what: str) -> None:
    """Both emitters of PyYAML quote, escape and break lines so that the same text comes back."""
    plan = Plan(title, note=note, declares={what.strip(): 1}, commitments=[title])
    for dumper in (yaml.SafeDumper, getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
        text = yaml_text._emitted(plain_document(plan), dumper)
        assert plan == parse_plan(text)


@given(FIGURES)
def test_every_figure_is_read_back(baseline: Figure) -> None:
    """Printed figures by their text, all others by value, set and unit."""
    plan = Plan("P", targets=[Target("a", "all districts", baseline=baseline)], units=COUNTS)
    assert plan == parse_plan(plan_text(plan))


@given(TEXTS)
def test_other_readers_of_yaml_see_texts(text: str) -> None:
    """A reader that knows numbers, dates and booleans finds only the text that was meant."""
    plan = Plan("P", note=text, period=2022, declares={"a": 6})
    data = yaml.safe_load(plan_text(plan))
    assert plan.note == data.get("note", "")
    assert ("2022", "6") == (data["period"], data["declares"]["a"])


def test_the_examples_are_read_back() -> None:
    """What the library brings along comes back from what it writes."""
    for name in example_names():
        document = shipped(name)
        if isinstance(document, Report):
            assert document == parse_report(report_text(document))
            assert document == parse_report(report_text(document, format="json"), format="json")
        else:
            assert document == parse_plan(plan_text(document))
            assert document == parse_plan(plan_text(document, format="json"), format="json")


def test_keys_stand_in_the_order_of_the_format() -> None:
    """A file reads from what a document is to what it holds; what says nothing is left out."""
    target = Target(
        Indicator("roads", unit="km", kind="flow", better="higher", aliases=["ways"]),
        "5 km",
        baseline="3 km",
        parts=[Target("a", "2 km")],
        lead="L",
    )
    plan = Plan("P", programmes=[Programme("R", targets=[target], aliases=["Q"])], period=2022, declares={"targets": 1})
    expected = """\
plan: P
period: '2022'
declares:
  targets: '1'
programmes:
- title: R
  aliases:
  - Q
  targets:
  - indicator: roads
    goal: 5 km
    unit: km
    kind: flow
    better: higher
    aliases:
    - ways
    baseline: 3 km
    parts:
    - indicator: a
      goal: 2 km
    lead: L
"""
    assert expected == plan_text(plan)


def test_the_keys_of_a_report_stand_in_the_order_of_the_format() -> None:
    """What is measured begins with its indicator and its figure; then come unit and kind, then for whom and when."""
    jobs = Indicator("new jobs", unit="job", kind="flow", better="higher", aliases=["jobs"])
    programme = Programme(
        "R",
        claims=[Claim("sum", says="5 jobs", of="a", against="b", parts=["2 jobs", "3 jobs"], id="c")],
        targets=[Target("a", "5 km")],
    )
    report = Report(
        "R",
        programmes=[programme],
        claims=[Claim("all", of="jobs")],
        beneficiaries=[Beneficiaries(population="retirees", reached="3 persons")],
        coverage=[
            Coverage("a", rate="90 %", population="villages"),
            Coverage(attrs.evolve(jobs, name="b"), is_all=True, covered="9 jobs", eligible="10 jobs", excluded="1 job"),
        ],
        observations=[Observation(jobs, "686,000 jobs", result="good", period=2021, population="x", stage="completed")],
    )
    expected = """\
report: R
observations:
- indicator: new jobs
  value: 686,000 jobs
  result: good
  unit: job
  kind: flow
  better: higher
  aliases:
  - jobs
  period: '2021'
  for: x
  stage: completed
coverage:
- indicator: a
  rate: 90 %
  for: villages
- indicator: b
  rate: all
  covered: 9 jobs
  eligible: 10 jobs
  excluded: 1 job
  unit: job
  kind: flow
  better: higher
  aliases:
  - jobs
beneficiaries:
- for: retirees
  reached: 3 persons
claims:
- claim: all
  of: jobs
programmes:
- title: R
  claims:
  - claim: sum
    says: 5 jobs
    of: a
    against: b
    parts:
    - 2 jobs
    - 3 jobs
    id: c
  targets:
  - indicator: a
    goal: 5 km
"""
    assert expected == report_text(report)


def test_short_forms_are_written_where_they_say_it_all() -> None:
    """Commitments, sources, groups and places are texts when a text reads back as the same."""
    plan = Plan(
        "P",
        place="Linyi, Shandong, CN",
        source=Source("News"),
        commitments=["a", Commitment("b", lead="L"), Commitment("c", population="girls")],
        targets=[Target("t", "5 km", place=Place("Linyi, the city"), population=Population("x", is_open=True))],
    )
    data = json.loads(plan_text(plan, format="json"))
    assert ("Linyi, Shandong, CN", "News") == (data["place"], data["source"])
    assert ["a", {"title": "b", "lead": "L"}, {"title": "c", "for": "girls"}] == data["commitments"]
    assert {"name": "Linyi, the city"} == data["targets"][0]["place"]
    assert {"who": "x", "list": "open"} == data["targets"][0]["for"]


def test_a_source_without_anything_is_not_lost() -> None:
    """An empty source is written as one, since it is not the same as none."""
    assert {"plan": "P", "source": {}} == json.loads(plan_text(Plan("P", source=Source()), format="json"))


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [
        (figure("85.0 %"), "85.0 %"),
        (figure("5", "person"), {"value": "5", "within": "[4.5, 5.5]", "unit": "person", "printed": "5"}),
        (figure(4500, "CNY/person/year"), {"value": "4500", "unit": "CNY/person/year", "exact": "yes"}),
        (figure(996), {"value": "996", "exact": "yes"}),
        (figure(None, "town", within="(10, ∞)"), {"within": "(10, ∞)", "unit": "town"}),
    ],
)
def test_a_figure_is_written_as_printed_or_by_its_parts(baseline: Figure, expected: Any) -> None:
    """A printed figure keeps its text; one that was computed is written by value, set and unit."""
    text = plan_text(Plan("P", targets=[Target("a", "all districts", baseline=baseline)]), format="json")
    assert expected == json.loads(text)["targets"][0]["baseline"]


def test_emoji_and_rare_characters_stay_readable() -> None:
    """Characters beyond the first 65,536 are written as they are, not as escapes."""
    text = plan_text(Plan("School 𠮷 😀", note="中文"))
    assert "plan: School 𠮷 😀\nnote: 中文\n" == text


def test_lines_are_kept_and_never_folded() -> None:
    """A text of several lines is written as such, a long one on its one line."""
    long = "word " * 400
    text = plan_text(Plan("P", note="first\n\nthird", printed=long))
    assert "note: |-\n  first\n\n  third\n" in text
    assert long.strip() in text


def test_nothing_is_written_as_a_reference() -> None:
    """One place in many targets is written each time: no anchors, no aliases."""
    where = Place("A", code="1")
    text = plan_text(
        Plan("P", place=where, targets=[Target("a", "5 km", place=where), Target("b", "6 km", place=where)])
    )
    assert 3 == text.count("code: '1'")
    assert "&" not in text
    assert "*" not in text


# --- what cannot be written


def nested(depth: int) -> Plan:
    """A plan with programmes so many levels deep."""
    programme = Programme("a")
    for _ in range(depth - 1):
        programme = Programme("a", programmes=[programme])
    return Plan("P", programmes=[programme])


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan("P", note="a\x00b"), "note: the text has a character that no file may hold: 'a\\u0000b'; remove it"),
        (Plan("P\ud800"), "plan: the text has a character that no file may hold"),
        (Plan("P", note="x" * 10_001), "note: the text is too long for a file: 'xxx"),
        (Plan("P", declares={"a\x00": 1}), "declares: the text has a character that no file may hold"),
        (
            Plan("P", declares=(Declaration("programmes", 6), Declaration("programmes", 4))),
            "declares: no text reads back as this: {'programmes': '4'}",
        ),
        (
            Plan(
                "P",
                programmes=[Programme("R", targets=[Target("a", "5 km"), Target("b", Goal.parse("5 boats", COUNTS))])],
            ),
            (
                "programmes[0].targets[1].goal: a kind of count is not declared: '5 boats';"
                " add to the document's units: boat"
            ),
        ),
        (
            Plan("P", targets=[Target(Indicator("b", unit=figure("1 boat", counts=COUNTS).unit), "all boats")]),
            "targets[0].unit: a kind of count is not declared: 'boat'; add to the document's units: boat",
        ),
        (
            Plan("P", targets=[Target("a", Bound(BoundKind.ABOUT, figure("68 jobs", within="[60, 70]")))]),
            "targets[0].goal: no text reads back as this: 'about 68 jobs'; use a value that a document could print",
        ),
        (
            Plan("P", targets=[Target("a", "all districts", baseline=figure(10**50) * figure(10**50))]),
            "targets[0].baseline: no text reads back as this",
        ),
        (Plan("P", place=Place("a", count=10**12)), "place.count: no text reads back as this: '1000000000000'"),
        (Plan("P", units=["person"]), "units: not kinds of count: 'person'; leave out what is a unit already"),
        (Plan("P", units=[""]), "units: not kinds of count: ''"),
        (nested(21), "programmes[0].programmes[0]"),
    ],
)
def test_what_would_not_be_read_back_is_refused(plan: Plan, expected: str) -> None:
    """Nothing is changed to fit a file: it is refused, with the place and the reason."""
    with pytest.raises(UnwritableError) as caught:
        plan_text(plan)
    assert str(caught.value).startswith(expected)
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))


@pytest.mark.parametrize("depth", range(17, 24))
def test_what_is_written_is_never_too_deep_to_be_read(depth: int) -> None:
    """As deep as a file may go is written and read back; one level more is refused."""
    plan = nested(depth)
    if depth <= 19:
        assert plan == parse_plan(plan_text(plan))
    else:
        with pytest.raises(UnwritableError, match="the nesting is too deep"):
            plan_text(plan)


def test_a_chain_of_places_is_no_deeper_than_a_file() -> None:
    """Places within places within places end where files do, however many there are."""
    where = Place("a", level="x")
    for _ in range(500):
        where = Place("a", level="x", parent=where)
    with pytest.raises(UnwritableError, match="the nesting is too deep"):
        plan_text(Plan("P", place=where))


def test_a_coverage_cannot_be_written_as_all_and_as_a_rate() -> None:
    """One key says either; what says both is refused with both names."""
    report = Report("R", coverage=[Coverage("a", rate="100 %", is_all=True)])
    expected = "coverage[0]: there are two values for one key: rate; keep one of rate and is_all"
    with pytest.raises(UnwritableError) as caught:
        report_text(report)
    assert expected == str(caught.value)


def test_only_plans_and_reports_are_written() -> None:
    """Other objects and formats are refused by name, and each document by the functions for the other."""
    with pytest.raises(WrongTypeError, match=r"not a plan: 'plan: P'; expected a Plan$"):
        plan_text("plan: P")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match=r"not a report: 5; expected a Report$"):
        report_text(5)  # type: ignore[arg-type]
    expected = "not a plan: .*; expected a Plan; reports are written by write_report and report_text"
    with pytest.raises(WrongTypeError, match=expected):
        plan_text(Report("R"))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match=expected):
        write_plan(Report("R"), "p.yaml")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match=r"not a report: .*; plans are written by write_plan and plan_text"):
        write_report(Plan("P"), "p.yaml")  # type: ignore[arg-type]
    with pytest.raises(UnwritableError, match="the format is not known: 'toml'; expected 'yaml' or 'json'"):
        plan_text(Plan("P"), format="toml")  # type: ignore[arg-type]
    assert issubclass(UnwritableError, PublicServiceError)


# --- files


@pytest.mark.parametrize("name", ["p.yaml", "p.yml", "p.json", "P.YAML"])
def test_a_written_file_is_read_back(tmp_path: Path, name: str) -> None:
    """The suffix decides the language, and UTF-8 and plain line ends are what is written."""
    plan = Plan("Zhōng 中文 😀", note="a\nb")
    write_plan(plan, tmp_path / name)
    assert plan == read_plan(tmp_path / name)
    write_report(Report("R", observations=[Observation("a", "5 km")]), tmp_path / name)
    assert "a" == read_report(tmp_path / name).observations[0].title
    assert b"\r" not in (tmp_path / name).read_bytes()
    assert [name] == [file.name for file in tmp_path.iterdir()]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    """A file that is there is replaced, through a link too, and stays as open to others as it was."""
    path, link = tmp_path / "p.yaml", tmp_path / "link.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_plan(Plan("P"), str(link))
    assert "plan: P\n" == path.read_text(encoding="utf-8")
    assert (0o640, True) == (path.stat().st_mode & 0o777, link.is_symlink())


def test_what_cannot_be_written_leaves_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When anything goes wrong the old file is whole, and nothing else is left behind."""
    path = tmp_path / "p.yaml"
    write_plan(Plan("old"), path)
    with pytest.raises(UnwritableError):
        write_plan(Plan("new", note="\x00"), path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnopenedFileError, match=r"the file cannot be written: .*No space left on device") as caught:
        write_plan(Plan("new"), path)
    assert (28, str(path)) == (caught.value.errno, caught.value.filename)
    assert "old" == read_plan(path).title
    assert ["p.yaml"] == [file.name for file in tmp_path.iterdir()]


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    """Missing folders, impossible names, other suffixes and other types are told apart."""
    with pytest.raises(UnopenedFileError, match="No such file or directory"):
        write_plan(Plan("P"), tmp_path / "none" / "p.yaml")
    with pytest.raises(UnopenedFileError, match="no file can have this name"):
        write_plan(Plan("P"), "a\x00b.yaml")
    with pytest.raises(UnwritableError, match=r"cannot be told from the name: 'p\.txt'; expected a \.yaml"):
        write_plan(Plan("P"), tmp_path / "p.txt")
    for path in (5, b"p.yaml"):
        with pytest.raises(WrongTypeError, match="not a path"):
            write_plan(Plan("P"), path)  # type: ignore[arg-type]


def test_a_third_is_written_with_the_set_that_holds_it() -> None:
    """A number without end is written to forty digits, with the two between which it lies."""
    plan = Plan("P", targets=[Target("a", "all districts", baseline=figure(Fraction(1, 3), "km"))])
    assert "within: '[0.3333333333333333333333333333333333333333, 0." in plan_text(plan)
    assert plan == parse_plan(plan_text(plan))
