"""Nouns as JSON: every noun comes back as it was, and any other text is refused with the reason."""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publicservice.assessment import Bands, Profile, assess
from publicservice.checks.run import Findings, check
from publicservice.compute.progress import completion_rate
from publicservice.errors import PublicServiceError, WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.figures import Figure, figure
from publicservice.interval import Interval
from publicservice.io.csv_file import read_observations
from publicservice.io.csv_write import write_observations
from publicservice.io.document import parse_plan, parse_report, read_document, read_plan
from publicservice.io.examples import example, example_names, example_path
from publicservice.io.exchange import KINDS, LISTS, from_json, to_json
from publicservice.io.unstructure import UnwritableError
from publicservice.io.version import FORMAT
from publicservice.io.write import plan_text, report_text
from publicservice.model.coverage import CoverageRate
from publicservice.model.finding import Finding
from publicservice.model.goal import Goal
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.model.goal_scopes import Keep, keep
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.period import Period, period
from publicservice.model.place import Place, place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration, Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision
from publicservice.model.source import Source
from publicservice.model.walk import walk
from publicservice.testing.context import periods, places, populations, sources
from publicservice.testing.documents import commitments, plans, programmes, reports, targets
from publicservice.testing.goals import goals, indicators
from publicservice.testing.numbers import figures, units
from publicservice.testing.results import beneficiaries, claims, coverage, coverage_rates, findings, observations
from publicservice.units import Unit, unit

SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
RELEASES = Path(__file__).parent / "data" / "releases"
FACTS = "facts.json"
COUNTS = ("boat", "reading room")

DECIMALS = st.decimals(-(10**9), 10**9, places=3)
INTERVALS = st.builds(
    lambda a, b, low_open, high_open: Interval(min(a, b), max(a, b), low_open and a != b, high_open and a != b),
    DECIMALS,
    DECIMALS,
    st.booleans(),
    st.booleans(),
) | st.sampled_from([Interval(None, None), Interval(0, None, True), Interval(None, 5)])
PRINTED = ["4,500", "686,000", "85.0", "about 30", "10-15", "up 9.88", "down 2", "68.6万", "more than 1,500"]
# Figures whose text alone says another figure: the unit stands elsewhere, or the zeros were counted, or cut off.
TOLD_OTHERWISE: st.SearchStrategy[Figure] = st.one_of(
    st.builds(figure, st.sampled_from(PRINTED), st.sampled_from(["person", "CNY/person/year", "km", "%"])),
    st.builds(figure, st.sampled_from(["686,000 jobs", "2,500 km"]), zeros=st.just("significant")),
    st.builds(figure, st.sampled_from(["68.6万人", "85.0 %"]), truncated=st.just(True)),
    st.builds(figure, st.sampled_from(["4,500 CNY", "5"]), exact=st.just(True)),
)
NOUNS: dict[str, st.SearchStrategy[Any]] = {
    "plan": plans(counts=COUNTS),
    "report": reports(counts=COUNTS),
    "programme": programmes(counts=COUNTS),
    "target": targets(counts=COUNTS),
    "revision": st.builds(Revision, goals(counts=COUNTS), on=st.sampled_from(["2022", "2022-06"]), source=sources()),
    "commitment": commitments(),
    "observation": observations(counts=COUNTS),
    "coverage": coverage(counts=COUNTS),
    "beneficiaries": beneficiaries(counts=COUNTS),
    "claim": claims(counts=COUNTS),
    "coverage rate": coverage_rates(),
    "indicator": indicators(counts=COUNTS),
    "goal": goals(counts=COUNTS),
    "figure": figures(units(counts=COUNTS)) | TOLD_OTHERWISE,
    "interval": INTERVALS,
    "unit": units(counts=COUNTS),
    "period": periods(),
    "place": places(),
    "population": populations(),
    "source": sources(),
    "declaration": st.builds(Declaration, st.sampled_from(["programmes", "aspects"]), st.integers(0, 999)),
    "finding": findings(),
    "findings": st.builds(
        lambda title, items: Findings(title, tuple(items)), st.text("ab ", max_size=3), st.lists(findings())
    ),
}


def printed(noun: Any) -> list[Any]:
    """All that was printed, in the order of the fields: equality of figures and periods leaves it out of account."""
    told: list[Any] = []
    waiting = [noun]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Goal | Unit):
            told.append(part)
        elif isinstance(part, Figure):
            told.append((part.reading, part.value, part.admissible, part.unit))
        elif isinstance(part, tuple):
            waiting += part
        elif attrs.has(type(part)):
            waiting += [getattr(part, field.name) for field in attrs.fields(type(part))]
        else:
            told.append(part)
    return told


def faults(text: str | bytes, kind: Any = None) -> list[str]:
    """What from_json says is wrong."""
    with pytest.raises(FaultyFileError) as caught:
        from_json(text, kind)
    return [str(fault) for fault in caught.value.faults]


# --- what is written is read back


def test_every_kind_is_tried() -> None:
    """No kind of noun that can be exchanged is left out of the properties below; assessments have their own."""
    assert KINDS.keys() - {"assessment"} == NOUNS.keys()


@pytest.mark.parametrize("kind", NOUNS)
def test_every_noun_comes_back(kind: str) -> None:
    """For every noun n: from_json(to_json(n)) == n, with every text that was printed."""

    @SLOW
    @given(NOUNS[kind])
    def comes_back(noun: Any) -> None:
        text = to_json(noun)
        read = from_json(text, kind)
        assert noun == read
        assert type(noun) is type(read)
        assert printed(noun) == printed(read)
        assert noun == from_json(text, type(noun))

    comes_back()


@pytest.mark.parametrize(
    "text", ["4.73万个", "不低于85%", "keep more than 2.20 billion CNY", "raise to 1,500.0 CNY/person"]
)
def test_a_goal_keeps_its_words(text: str) -> None:
    """The number of a goal stays as it was printed."""
    read = from_json(to_json(Goal.parse(text)))
    assert str(Goal.parse(text)) == str(read)
    assert json.loads(to_json(read)) == json.loads(to_json(Goal.parse(text)))


@pytest.mark.parametrize("kind", LISTS)
def test_several_of_a_kind_come_back(kind: str) -> None:
    """A list of nouns stands behind the key under which files list them, and is read as a tuple."""
    [one] = [name for name, noun in KINDS.items() if noun is LISTS[kind]]

    @settings(SLOW, max_examples=10)
    @given(st.lists(NOUNS[one], min_size=1, max_size=3))
    def come_back(nouns: list[Any]) -> None:
        text = to_json(nouns)
        assert isinstance(json.loads(text)[kind], list)
        assert tuple(nouns) == from_json(text, kind) == from_json(to_json(tuple(nouns)))

    come_back()


@pytest.mark.parametrize("name", example_names())
def test_the_examples_come_back(name: str) -> None:
    """The documents that the library carries, each entry by itself, and what the rules find in them."""
    document = example(name)
    assert document == from_json(to_json(document))
    assert check(document) == from_json(to_json(check(document)), Findings)
    for node in list(walk(document))[1:40]:
        assert printed(node.item) == printed(from_json(to_json(node.item)))


def test_a_document_is_exchanged_as_the_file_that_it_is(tmp_path: Path) -> None:
    """One format, not two: but for its version, the JSON of a plan is its file, and readers of files read it."""
    plan = Plan("Roads", period=2022, units=["boat"], targets=[Target("roads built", "1,000 km")])
    text = to_json(plan)
    assert {"publicservice": FORMAT} | json.loads(plan_text(plan, format="json")) == json.loads(text)
    (tmp_path / "roads.json").write_text(text, encoding="utf-8")
    assert plan == parse_plan(text, format="json") == read_plan(tmp_path / "roads.json")
    assert plan == read_document(tmp_path / "roads.json") == from_json(plan_text(plan, format="json"))
    assert plan == parse_plan(f"publicservice: {FORMAT}\n{plan_text(plan)}")


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        (figure("68.6万人"), {"figure": "68.6万人"}),
        (Target("roads", "5 km"), {"target": {"indicator": "roads", "goal": "5 km"}}),
        (figure("5 boats", counts=["boat"]), {"units": ["boat"], "figure": "5 boats"}),
        (unit("reading rooms/km", counts=["reading room"]), {"units": ["reading room"], "unit": "reading room/km"}),
        (
            figure("4,500", "CNY"),
            {"figure": {"value": "4500", "within": "[4450, 4550]", "unit": "CNY", "printed": "4,500"}},
        ),
        (
            figure("5", "person", exact=True),
            {"figure": {"value": "5", "unit": "person", "exact": "yes", "printed": "5"}},
        ),
        (figure(1) / figure(3), {"figure": {"value": "0." + "3" * 40, "within": f"(0.{'3' * 39}2, 0.{'3' * 39}4)"}}),
        (
            CoverageRate(covered="9 units", eligible="12 units", excluded_covered="1 unit", group="tenants"),
            {
                "coverage rate": {
                    "for": "tenants",
                    "covered": "9 units",
                    "eligible": "12 units",
                    "excluded covered": "1 unit",
                }
            },
        ),
        (
            [Observation("jobs", "686,000 jobs"), Observation("prices", result="stable")],
            {
                "observations": [
                    {"indicator": "jobs", "value": "686,000 jobs"},
                    {"indicator": "prices", "result": "stable"},
                ]
            },
        ),
        ([Coverage("insurance", is_all=True)], {"coverage": [{"indicator": "insurance", "rate": "all"}]}),
        (Interval(0, None, True), {"interval": "(0, ∞)"}),
        (period("2021 (inferred)"), {"period": "2021 (inferred)"}),
        (place("Linyi, CN"), {"place": "Linyi, CN"}),
        (Indicator("roads", unit="km"), {"indicator": {"indicator": "roads", "unit": "km"}}),
    ],
)
def test_what_is_written_is_what_stands_in_a_file(noun: Any, expected: Mapping[str, Any]) -> None:
    """A noun stands behind the key that says what it is; kinds of count are declared where they are used."""
    assert {"publicservice": FORMAT} | dict(expected) == json.loads(to_json(noun))
    assert list({"publicservice": FORMAT} | dict(expected)) == list(json.loads(to_json(noun)))


def test_a_list_of_coverage_and_one_coverage_are_told_apart() -> None:
    """Files list coverage and beneficiaries under the word for one: a list is several, keys with values are one."""
    retirees = Beneficiaries(population="retirees")
    assert retirees == from_json(to_json(retirees), "beneficiaries")
    assert (retirees,) == from_json(to_json([retirees]), "beneficiaries")
    assert [
        "line 3, column 3, beneficiaries: this is of another kind: 'beneficiaries'; expected the key 'Beneficiaries'"
    ] == (faults(to_json([retirees]), Beneficiaries))


# --- what cannot be written


@pytest.mark.parametrize("given", [5, "text", None, [], (), [Target("a", "5 km"), Source("t")], [figure(5)], object()])
def test_what_is_no_noun_is_refused(given: Any) -> None:
    """A number, a text, an empty list or a mixed one says of itself that it cannot be exchanged."""
    with pytest.raises(WrongTypeError, match="not a noun that can be exchanged"):
        to_json(given)


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        (Plan("P", targets=[Target("a", Goal.parse("5 boats", COUNTS))]), "targets[0].goal: a kind of count is not"),
        (Source("a\x00"), "source: the text has a character that no file may hold"),
        (
            Finding(rule="r", severity="note", where="", title="", message="a" * 10_001),
            "finding.message: the text is too",
        ),
        (Figure(Decimal("1E+999"), unit("km")), "figure: no text reads back as this"),
        (Interval(0, Decimal("1E+999")), "interval: no text reads back as this"),
        ([Source("t")] and (Target("a", Bound(BoundKind.ABOUT, figure(5, "km"))),), "targets[0].goal: no text reads"),
    ],
)
def test_what_has_no_text_is_refused(noun: Any, expected: str) -> None:
    """What cannot be read back is never written: the message says where it stands."""
    with pytest.raises(UnwritableError) as caught:
        to_json(noun)
    assert str(caught.value).startswith(expected)


def test_nesting_is_bounded() -> None:
    """What is nested deeper than any reader goes is refused, and what is read can be written, however it was made."""
    deep = Population("p")
    for _ in range(2_000):
        deep = Population("p", within=deep)
    for noun in (deep, [Beneficiaries(population=deep)], Plan("P", programmes=[Programme("a", population=deep)])):
        with pytest.raises(UnwritableError, match="the nesting is too deep"):
            to_json(noun)
    fits = Population("p")
    for _ in range(39):
        fits = Population("p", within=fits)
    assert fits == from_json(to_json(fits))
    with pytest.raises(UnwritableError):
        to_json(Population("p", within=fits))


def test_more_kinds_of_count_than_are_read_are_not_written() -> None:
    """A reader takes 200 declared counts, so that no more are written."""
    several = [Observation("a", figure(5, f"kind{n}x", counts=[f"kind{n}x"])) for n in range(201)]
    assert tuple(several[1:]) == from_json(to_json(several[1:]))
    with pytest.raises(UnwritableError, match="units: not kinds of count"):
        to_json(several)


# --- what is read by hand


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"goal": "keep at least 85 %"}', keep("at least 85 %")),
        ('{"goal": 5}', Goal.parse("5")),
        ('{"period": 2022}', period(2022)),
        ('{"coverage rate": {"rate": "85 %"}}', CoverageRate(rate="85 %")),
        ('{"figure": {"value": 5, "exact": true}}', figure(5)),
        ('{"$schema": "figure.json", "units": ["boat"], "figure": "5 boats"}', figure("5 boats", counts=["boat"])),
        ('{"publicservice": 0.1, "place": "Linyi, CN"}', Place("Linyi", parent=Place("CN"))),
        ('\ufeff{"source": "News"}', Source("News")),
        (b'{"source": "News"}', Source("News")),
        ('{"targets": []}', ()),
        ('{"findings": {"document": "P", "items": []}}', Findings("P", ())),
    ],
)
def test_what_is_written_by_hand_is_read(text: str | bytes, expected: Any) -> None:
    """The version may be left out, and numbers may stand as numbers."""
    assert expected == from_json(text)


def test_a_class_says_what_is_wanted() -> None:
    """A class stands for its key; of the kinds of goal, one is told from another."""
    text = to_json(keep("at least 85 %"))
    assert keep("at least 85 %") == from_json(text, Goal) == from_json(text, Keep) == from_json(text, "goal")
    assert ["line 3, column 3, goal: this is of another kind: 'goal'; expected the key 'Bound'"] == faults(text, Bound)
    assert ["line 3, column 3, goal: this is of another kind: 'goal'; expected the key 'period'"] == faults(
        text, Period
    )
    assert ["line 3, column 3, plan: this is of another kind: 'plan'; expected the key 'report'"] == (
        faults(to_json(Plan("P")), Report)
    )


@pytest.mark.parametrize(
    ("kind", "hint"), [("tagret", "did you mean 'target' or 'targets'?"), (5, ""), (int, ""), (object, "")]
)
def test_a_kind_that_is_none_is_refused(kind: Any, hint: str) -> None:
    """What nobody exchanges cannot be asked for."""
    with pytest.raises(WrongTypeError, match="nothing of this kind is exchanged") as caught:
        from_json("{}", kind)
    assert str(caught.value).endswith(hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", ["line 1, column 1: nothing says what this is; expected a key such as plan, report"]),
        ('{"tagret": {}}', ["line 1, column 1: nothing says what this is; expected a key such as plan, report"]),
        ('{"period": 2022, "goal": 5}', ["line 1, column 18, goal: several things in one text: 'period, goal'"]),
        ('{"plan": "a", "report": "b"}', ["line 1, column 15, report: a file cannot be both a plan and a report"]),
        ('{"unit": null}', ["line 1, column 10, unit: there is no value; expected a text such as person"]),
        ('{"goal": []}', ["line 1, column 10, goal: not a goal: a list of 0"]),
        ('{"targets": {}}', ["line 1, column 13, targets: not a list of targets"]),
        ('{"targets": [5]}', ["line 1, column 14, targets[0]: not a target: a text, '5'"]),
        ('{"coverage rate": 5}', ["line 1, column 19, coverage rate: not a coverage rate: '5'; expected keys with"]),
        ('{"findings": {"items": "x"}}', [
            "line 1, column 14, findings: the key 'document' is missing",
            "line 1, column 24, findings.items: not a list of findings: 'x'; expected a list, each a finding",
        ]),
        ('{"finding": {"rul": "a", "zz": 1, "title": [], "message": "", "where": "", "severity": "bad"}}', [
            "line 1, column 14, finding.rul: unknown key: 'rul'; did you mean 'rule'?",
            "line 1, column 26, finding.zz: unknown key: 'zz'; expected rule or severity or where",
            "line 1, column 44, finding.title: not a text: a list of 0",
            "line 1, column 88, finding.severity: not one of the words that can stand here: 'bad'; expected confirmed",
        ]),
        ('{"units": ["person", 5, []], "unit": "boat", "x": 1}', [
            "line 1, column 12, units[0]: a declared count is already a unit: 'person'",
            "line 1, column 22, units[1]: a declared count needs a name: '5'",
            "line 1, column 25, units[2]: not the name of a kind of count",
            "line 1, column 38, unit: unknown unit: 'boat'",
            "line 1, column 46, x: unknown key: 'x'; expected nothing beside 'unit' but 'units'",
        ]),
        ('{"units": 5, "unit": "km"}', ["line 1, column 11, units: not a list of names: a text, '5'"]),
        ('{"figure": {"value": 5, "exact": true, "printed": "6"}}', [
            "line 1, column 12, figure: the printed text says another number: '6'; expected 5",
        ]),
        ('{"figure": {"within": "[1, 2]", "printed": "6"}}', [
            "line 1, column 12, figure: the printed text says another number: '6'; expected only a range",
        ]),
        ('{"figure": {"value": 5, "exact": true, "printed": "many"}}', [
            "line 1, column 51, figure.printed: a vague number",
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_once(text: str, expected: list[str]) -> None:
    """Every fault with its place and what to do, as in a file."""
    told = faults(text)
    assert len(expected) == len(told)
    assert expected == [line[: len(start)] for line, start in zip(told, expected, strict=True)]


def test_only_the_first_keys_are_held_against_known_ones() -> None:
    """A text of a million keys is not searched for one that was mistyped."""
    strangers = {f"key {n}": n for n in range(10)}
    [told] = faults(json.dumps({**strangers, "tagret": {}}))
    assert told.endswith("observations")
    [told] = faults(json.dumps({"tagret": {}, **strangers}))
    assert told.endswith("observations; did you mean 'target' or 'targets'?")


# --- versions


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            '"1.0"',
            "the format is newer than this library: '1.0'; expected 0.1 or earlier; read it with a newer release",
        ),
        ('"latest"', "not a version of the format: 'latest'; expected two numbers, such as 0.1"),
        ("[0.1]", "not a version of the format: ['0.1']; expected two numbers, such as 0.1"),
        ("null", "not a version of the format: None; expected two numbers, such as 0.1"),
        ('"٠.١"', "not a version of the format: '٠.١'; expected two numbers, such as 0.1"),
    ],
)
def test_a_version_that_is_not_known_is_told_alone(said: str, expected: str) -> None:
    """What the rest means depends on the version, so that nothing else is told, and nothing is half read."""
    for rest in ('"target": 5', '"plan": "P", "x": 1'):
        [told] = faults(f'{{"publicservice": {said}, {rest}}}')
        assert told.startswith(f"line 1, column 19, publicservice: {expected}")


def test_what_a_newer_release_added_is_refused_with_the_reason() -> None:
    """A newer second number says that things were added: what is known is read, what is not is told so."""
    assert Plan("P") == from_json('{"publicservice": "0.99", "plan": "P"}')
    first, second = faults('{"publicservice": "0.99", "plan": "P", "novelty": 1}')
    newer = "the format is newer than this library: '0.99'; expected 0.1"
    hint = "what is unknown here may be known to a newer release of publicservice"
    assert f"line 1, column 19, publicservice: {newer}; {hint}" == first
    assert second.startswith("line 1, column 40, novelty: unknown key: 'novelty'")


def test_the_place_of_a_schema_is_a_text() -> None:
    """Editors look for it under `$schema`; it says nothing about what the file holds."""
    assert Report("R") == parse_report('{"$schema": "../report.json", "report": "R"}', format="json")
    assert ["line 1, column 13, $schema: not the place of a schema: ['a']; expected a text, or nothing at all"] == [
        line.replace("['$schema']", "$schema") for line in faults('{"$schema": ["a"], "report": "R"}')
    ]


# --- what earlier releases wrote

# One noun of each kind that has everything which such a noun can have, or as much as a text can show.
SAMPLES: dict[str, Any] = {
    "unversioned": Plan("Roads for all", period=2022, targets=[Target("roads built", "1,000 km")]),
    "programme": Programme("Roads", aliases=["Good Roads"], commitments=["keep them safe"], declares={"targets": 2}),
    "target": Target(
        Indicator("coverage", unit="%", kind="rate", better="higher", aliases=["take-up"]),
        "raise to 90 %",
        baseline="85.0 %",
        revisions=[Revision("raise to 92 %", on="2022-06", note="told in June")],
        parts=[Target("rural", "88 %")],
        parts_are="overlapping",
        stage="under way",
        source=Source("The plan", published="2022-08-09", speaker="The mayor"),
    ),
    "observation": Observation("new urban jobs", "68.6万人", period="2021-01/2021-11", population="graduates"),
    "observations": (Observation("jobs", "686,000 jobs"), Observation("prices", result="basically stable")),
    "coverage": Coverage(
        "insurance", covered="2,650 units", eligible="3,442 units", population=Population("all", is_open=True)
    ),
    "all": (Coverage("insurance", is_all=True),),
    "beneficiaries": Beneficiaries(
        population=Population("retirees", size="4 million persons"), reached="3.69 million persons"
    ),
    "coverage-rate": CoverageRate(rate="77 %", group="tenants", place="Linyi, Shandong, CN", note="printed"),
    "figure": figure("more than 1,500 boats", counts=["boat"]),
    "figure-in-parts": figure("4,500", "CNY/person/year"),
    "figure-computed": figure("2 km") / figure("3 days"),
    "interval": Interval(0, None, True),
    "unit": unit("reading rooms/town", counts=["reading room"]),
    "period": period("FY2022 from 04"),
    "as-of": period("as of 2024-02"),
    "place": Place("five districts", level="district", code="371300", parent="Linyi, CN", count=5),
    "goals": tuple(
        Target("a", text)
        for text in (
            *("47,300 positions", "at least 85 %", "between 10 and 15 towns", "increase by 2 percentage points"),
            *("about 30 km", "keep more than 80 %", "at least 1 park in each of 5 districts", "all 12 districts"),
            *("lower to 3 %", "3 towns every year", "decrease by 5 % of its baseline", "不低于85%"),
        )
    ),
    "findings": check(Plan("P", targets=[Target("beds", "5 beds", parts=[Target("new", "4 beds")])])),
    "report": Report("Results", period=2022, observations=[Observation("beds", "5 beds")], declares={"beds": 1}),
    "revision": Revision("at least 1,200 km", on="2022-06-30", period=2023, baseline="800.0 km", printed="raised"),
    "commitment": Commitment("keep the roads safe", id="safe", lead="Roads Office", stage="started", period=2022),
    "claim": Claim("completion", says="108.9%", of="jobs", against="630,000 jobs", period="2021-01/2021-11"),
    "indicator": Indicator("take-up", unit="%", kind="rate", better="higher", aliases=["coverage"]),
    "goal": Goal.parse("at least 1 park in each of 5 districts"),
    "population": Population("women", size="300 persons", within="all", is_open=True, note="of 2020"),
    "source": Source("Gazette", publisher="City", published="2022-08", url="https://a.example", language="zh"),
    "declaration": Declaration("programmes", 6),
    "finding": Finding(rule="r", severity="note", where="targets[0]", title="a", message="m", evidence=["e"]),
    "assessment": assess(
        Plan(
            "Care",
            period=2022,
            targets=[
                Target("jobs", "630,000 jobs", revisions=[Revision("1 million jobs", on="2022-03")]),
                Target("care", "at least 85 %"),
                Target("beds", "raise to 30 beds", baseline="20 beds"),
            ],
            commitments=["keep the roads safe"],
        ),
        Report(
            "Half a year",
            period="2022H1",
            observations=[
                Observation("jobs", "315,000 jobs"),
                Observation("beds", "24 beds", stage="started"),
                Observation("beds", "22 beds"),
                Observation("unheard of", result="basically stable"),
            ],
            coverage=[
                Coverage("care", covered="2,650 units", eligible="3,442 units", population="women"),
                Coverage("care", rate="90 %", population="men"),
            ],
        ),
        profile=Profile.like({"2021H1": 1, "2021H2": 2}),
        bands=Bands(["well", "late"], ["-2.5"]),
    ),
}


def facts(noun: Any) -> Counter[str]:
    """All that a noun says, without the names that a later release may give to fields and classes."""
    told: Counter[str] = Counter()
    waiting: list[tuple[str, Any]] = [("", noun)]
    while waiting:
        name, part = waiting.pop()
        if isinstance(part, Figure):
            told[f"{part.text or part.value} is {part.admissible} {part.unit.powers}"] += 1
        elif isinstance(part, Unit):
            told[str(part.powers)] += 1
        elif isinstance(part, tuple):
            waiting += [(name, one) for one in part]
        elif attrs.has(type(part)):
            waiting += [(field.name, getattr(part, field.name)) for field in attrs.fields(type(part))]
        elif part is True:
            told[name] += 1
        elif part:
            told[str(part.value if isinstance(part, enum.Enum) else part)] += 1
    return told


def write_release(folder: Path) -> None:
    """What this release writes, for all that come after it to read: called once for each release, and never changed."""
    folder.mkdir(parents=True)
    for name in ("linyi-2022", "huaian"):
        (folder / f"{name}.yaml").write_bytes(example_path(name).read_bytes())
    nouns = {"linyi-2022": example("linyi-2022"), "anhui-2021-11": example("anhui-2021-11"), **SAMPLES}
    for name, noun in nouns.items():
        text = plan_text(noun, format="json") if name == "unversioned" else to_json(noun)
        (folder / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    write_observations(SAMPLES["observations"], folder / "observations.csv")
    told = {file.name: dict(sorted(facts(read_any(file)).items())) for file in sorted(folder.iterdir())}
    summary = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / FACTS).write_text(f"{summary}\n", encoding="utf-8", newline="\n")


def read_any(file: Path) -> Any:
    """A file of any kind, in any language."""
    if file.suffix == ".csv":
        return read_observations(file)
    return read_document(file) if file.suffix == ".yaml" else from_json(file.read_bytes(), name=file.name)


def released() -> list[Path]:
    """Every file that a release has left."""
    return sorted(file for folder in RELEASES.iterdir() for file in folder.iterdir() if file.name != FACTS)


@pytest.mark.parametrize("file", released(), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_earlier_releases_wrote_is_read(file: Path) -> None:
    """Nothing that a file of any release said is lost: each is read, and says at least what it said then."""
    then = json.loads((file.parent / FACTS).read_text(encoding="utf-8"))[file.name]
    assert Counter() == Counter(then) - facts(read_any(file))
    assert then


def test_every_release_left_its_files(tmp_path: Path) -> None:
    """A release leaves documents in both languages, one without a version, and every kind of noun."""
    write_release(tmp_path / "next")
    for folder in (*RELEASES.iterdir(), tmp_path / "next"):
        left = {file.name for file in folder.iterdir()} - {FACTS}
        assert left == json.loads((folder / FACTS).read_text(encoding="utf-8")).keys()
        assert {"linyi-2022.yaml", "linyi-2022.json", "unversioned.json", "observations.csv"} <= left
        kinds = {kind.replace(" ", "-") for kind in KINDS} - {"plan"}
        assert kinds <= {name.partition(".")[0] for name in left}


# --- any text at all


NODES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(PRINTED),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KINDS, "units", "publicservice", "items", "value", "title"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*KINDS, *LISTS, "units", "publicservice", "$schema"]), NODES, max_size=3))
def test_any_json_is_read_or_refused(data: dict[str, Any]) -> None:
    """Whatever stands behind the keys: a noun or the library's own errors, nothing else."""
    try:
        noun = from_json(json.dumps(data))
    except FaultyFileError as error:
        assert error.faults
    else:
        assert noun == () or noun == from_json(to_json(noun))


@given(st.text(max_size=30) | st.binary(max_size=30))
def test_any_text_is_refused(text: str | bytes) -> None:
    """No text that is not JSON of a noun is read as one."""
    with pytest.raises(PublicServiceError):
        from_json(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"plan":' * 100_000, '{"plan": "P", "plan": "P"}', '{"figure": NaN}'])
def test_json_that_is_meant_to_harm_is_refused(text: str) -> None:
    """Depth, keys given twice and numbers that are none are refused by the reader of JSON, here as in files."""
    with pytest.raises(FaultyFileError):
        from_json(text)


def test_other_arguments_are_refused() -> None:
    """What is neither text nor bytes is told so."""
    with pytest.raises(WrongTypeError, match="not a text"):
        from_json(5)  # type: ignore[call-overload]


def test_a_completion_is_a_figure_in_a_document() -> None:
    """What was computed can be reported: documents keep the figure, and what is written is read."""
    rate = completion_rate("12 beds", "10 beds")
    report = Report("R", period=2022, observations=[Observation("share of beds", rate)])
    assert report == parse_report(report_text(report)) == from_json(to_json(report))
    assert rate == from_json(to_json(rate))
    assert (Observation("share of beds", rate),) == from_json(to_json([Observation("share of beds", rate)]))


@pytest.mark.parametrize(
    "parts", ['"within": "[0, 9]", "unit": "bed"', '"exact": "yes"', '"exact": "yes", "unit": "s"']
)
def test_the_printed_text_has_to_be_of_the_unit(parts: str) -> None:
    """5 km are no 5 beds: a figure and its evidence say the same, or it is refused."""
    with pytest.raises(FaultyFileError, match="the printed text says another unit: '5 km'"):
        from_json(f'{{"figure": {{"value": 5, {parts}, "printed": "5 km"}}}}')


def test_a_printed_text_with_its_own_unit_is_read() -> None:
    """千米 is km; a kind of count has to be declared, and a text that names another is refused."""
    read = from_json('{"figure": {"value": 5, "within": "[0, 9]", "unit": "km", "printed": "5千米"}}', Figure)
    assert ("5千米", unit("km")) == (read.text, read.unit)
    boats = '"figure": {"value": 5, "exact": "yes", "unit": "boat", "printed": "5 %s"}'
    assert "5 boats" == from_json(f'{{"units": ["boat"], {boats % "boats"}}}', Figure).text
    with pytest.raises(FaultyFileError, match="the printed text says another unit: '5 ships'"):
        from_json(f'{{"units": ["boat"], {boats % "ships"}}}')
