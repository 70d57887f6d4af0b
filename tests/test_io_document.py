"""Reading plan files into plans, and telling everything that is wrong with them."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest
from cattrs import BaseValidationError
from hypothesis import given
from hypothesis import strategies as st

from publicservice.errors import PublicServiceError, ReadError, WrongTypeError
from publicservice.faults import Fault, FaultyFileError, MissingFileError
from publicservice.figures import figure
from publicservice.interval import Interval
from publicservice.io import structure as structuring
from publicservice.io.document import parse_plan, read_plan
from publicservice.io.keys import KEYS, keys_of
from publicservice.io.structure import structure
from publicservice.model.entry import Listed
from publicservice.model.goal import Goal
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.period import period
from publicservice.model.place import Place, place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.revision import Revision
from publicservice.model.source import Source
from publicservice.units import unit

WHOLE = """\
plan: Ten projects
place: Linyi, Shandong, CN
period: 2022
source: {title: News, publisher: On Linyi, published: 2022-08-09, author: A, speaker: B, location: p. 1,
  url: "https://example.org", language: English, note: short}
declares: {programmes: 1, aspects: 9}
listed: open
units: [boat]
note: read twice
printed: '"ten"'
id: linyi
targets:
  - indicator: boats built
    goal: 5 boats
    unit: boats
    kind: flow
    better: higher
    aliases: [ships]
    baseline: 3 boats
    period: 2021
    revisions:
      - {goal: 6, revised: 2021-06}
      - {goal: 7 boats, revised: 2021-09-30, period: 2022, baseline: 4, note: n, printed: p, source: S}
    place: {name: Lanshan, level: district, code: "371302", parent: {name: Linyi, parent: "Shandong, CN"}, count: 2}
    for: {who: fishers, size: 500 persons, within: villagers, list: open, note: and others}
    parts: [{indicator: small, goal: 2 boats}]
    parts are: of which
    lead: Harbour
    stage: under way
    note: n
    printed: p
    id: boats
    source: Report
commitments:
  - keep the harbour safe
  - {title: open a school, period: 2023, place: Lanshan, for: girls, lead: L, stage: planned, note: n, printed: p,
     id: i, source: S}
programmes:
  - title: Roads
    aliases: [Four Good Roads]
    lead: Transport
    stage: completed
    period: since 2020
    place: CN
    for: drivers
    declares: {programmes: 1}
    listed: complete
    note: n
    printed: p
    id: roads
    source: {title: T}
    targets: [{indicator: roads, goal: keep at least 85 %}]
    commitments: []
    programmes: [{title: Village roads}]
"""
TARGET = Target(
    Indicator("boats built", unit=unit("boat", counts=["boat"]), kind="flow", better="higher", aliases=["ships"]),
    Goal.parse("5 boats", ["boat"]),
    baseline=figure("3 boats", counts=["boat"]),
    period=2021,
    revisions=[
        Revision("6", on="2021-06"),
        Revision(
            Goal.parse("7 boats", ["boat"]),
            on="2021-09-30",
            period=2022,
            baseline="4",
            note="n",
            printed="p",
            source="S",
        ),
    ],
    place=Place(
        "Lanshan", level="district", code="371302", parent=Place("Linyi", parent=place("Shandong, CN")), count=2
    ),
    population=Population(
        "fishers", size=figure("500 persons"), within=Population("villagers"), is_open=True, note="and others"
    ),
    parts=[Target("small", Goal.parse("2 boats", ["boat"]))],
    parts_are="of which",
    lead="Harbour",
    stage="under way",
    note="n",
    printed="p",
    id="boats",
    source=Source("Report"),
)
PLAN = Plan(
    "Ten projects",
    place="Linyi, Shandong, CN",
    period=2022,
    source=Source(
        "News",
        publisher="On Linyi",
        published="2022-08-09",
        author="A",
        speaker="B",
        location="p. 1",
        url="https://example.org",
        language="English",
        note="short",
    ),
    declares={"programmes": 1, "aspects": 9},
    listed="open",
    units=["boat"],
    note="read twice",
    printed='"ten"',
    id="linyi",
    targets=[TARGET],
    commitments=[
        "keep the harbour safe",
        Commitment(
            "open a school",
            period=2023,
            place="Lanshan",
            population="girls",
            lead="L",
            stage="planned",
            note="n",
            printed="p",
            id="i",
            source=Source("S"),
        ),
    ],
    programmes=[
        Programme(
            "Roads",
            aliases=["Four Good Roads"],
            lead="Transport",
            stage="completed",
            period="since 2020",
            place="CN",
            population="drivers",
            declares={"programmes": 1},
            note="n",
            printed="p",
            id="roads",
            source=Source("T"),
            targets=[Target("roads", "keep at least 85 %")],
            programmes=[Programme("Village roads")],
        )
    ],
)


def faults_of(text: str) -> tuple[Fault, ...]:
    """Everything that is wrong with a plan's text."""
    with pytest.raises(FaultyFileError) as caught:
        parse_plan(text)
    return caught.value.faults


def fault_of(text: str) -> str:
    """The one thing that is wrong with a plan's text, and its path."""
    (fault,) = faults_of(text)
    return str(attrs.evolve(fault, line=None, column=None))


def in_target(entries: str) -> str:
    """The one fault of a target that is right up to these entries."""
    return fault_of(f"plan: P\ntargets: [{{indicator: a, goal: 5 km, {entries}}}]").removeprefix("targets[0].")


def goal_fault(goal: str) -> str:
    """What is wrong with a goal, told at its place."""
    (fault,) = faults_of(f"plan: P\ntargets:\n- indicator: a\n  goal: {goal}")
    assert ("targets[0].goal", 4, 9) == (fault.path, fault.line, fault.column)
    return str(attrs.evolve(fault, path="", line=None, column=None))


# --- what is right


def test_every_key_is_read() -> None:
    """A file that uses every key of every entry gives the plan that the nouns make."""
    assert PLAN == parse_plan(WHOLE)


def test_every_field_of_a_noun_has_a_key() -> None:
    """What a noun can hold can be written: only the field that a key stands for may be named otherwise."""
    for noun, keys in KEYS.items():
        assert sorted(attribute.name for attribute in attrs.fields(noun)) == sorted(keys)
        assert set(keys.values()) <= set(keys_of(noun))


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    """One plan in both languages is equal, and the suffix tells which one a file is in."""
    data = {"plan": "P", "period": 2022, "targets": [{"indicator": "a", "goal": "85.0 %", "better": "higher"}]}
    (tmp_path / "p.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "p.yml").write_text(
        "{plan: P, period: 2022, targets: [{indicator: a, goal: 85.0 %, better: higher}]}", encoding="utf-8"
    )
    assert read_plan(tmp_path / "p.json") == read_plan(str(tmp_path / "p.yml"))


def test_a_baseline_keeps_its_printed_precision() -> None:
    """A baseline is read as `figure` reads it: trailing zeros behind the point count."""
    plan = parse_plan("{plan: P, targets: [{indicator: a, goal: 90 %, baseline: 85.0 %}]}")
    assert figure("85.0 %") == plan.targets[0].baseline


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("{value: '4,500', unit: CNY/person/year, exact: yes}", figure("4500 CNY/person/year", exact=True)),
        ("{value: 4500, exact: true}", figure(4500)),
        ("{value: 68, within: '[67.5, 68.5)', unit: jobs}", figure("68 jobs", within="[67.5, 68.5)")),
        ("{within: '(0, ∞)', unit: job}", figure(None, "job", within="(0, ∞)")),
        ("{value: -0.5, within: '[-1, 0]'}", figure("-0.5", within=Interval(-1, 0))),
    ],
)
def test_a_computed_figure_is_read_from_its_parts(parts: str, expected: Any) -> None:
    """A figure that no text says is given by value, set and unit."""
    plan = parse_plan(f"{{plan: P, targets: [{{indicator: a, goal: all schools, baseline: {parts}}}]}}")
    assert expected == plan.targets[0].baseline


def test_full_width_digits_are_read_in_goals() -> None:
    """Goals are written as documents print them."""
    plan = parse_plan("{plan: P, targets: [{indicator: a, goal: １２ persons}]}")
    assert Goal.parse("12 persons") == plan.targets[0].goal


def test_what_is_left_out_takes_its_default() -> None:
    """A plan is a title; lists may be empty, and so may a quoted text and a source."""
    assert Plan("P", source=Source()) == parse_plan('{plan: P, targets: [], declares: {}, note: "", source: {}}')


def test_a_declared_count_is_known_in_its_document_only() -> None:
    """Declared counts open the vocabulary of their own document, for goals, units and figures."""
    assert ("boat",) == parse_plan("{plan: P, units: [boat], targets: [{indicator: a, goal: 5 boats}]}").units
    assert "unknown unit: 'boats'" in str(faults_of("{plan: P, targets: [{indicator: a, goal: 5 boats}]}")[0])


def test_structure_reads_any_noun() -> None:
    """`structure` reads a part of a document, with the counts that it may name."""
    assert Target("a", Goal.parse("5 boats", ["boat"])) == structure(
        {"indicator": "a", "goal": "5 boats"}, Target, ("boat",)
    )
    assert (Commitment("a"), Commitment("b")) == structure(["a", {"title": "b"}], tuple[Commitment, ...])
    assert period(2022) == structure("2022", type(period(2022)))
    with pytest.raises(ReadError, match="not a target"):
        structure("a", Target)
    with pytest.raises(BaseValidationError):
        structure({"indicator": "a"}, Target)


# --- what is wrong


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    """Whatever is wrong, wherever it stands, is told together, each with its line, column and path."""
    text = """\
plan: P
goal: 5
programmes:
- titel: x
  targets:
  - {goal: 5 kindergardens}
  - indicator: a
period: 2022-02-30
"""
    expected = [
        (
            "line 2, column 1, goal: unknown key: 'goal'; 'goal' belongs to a target, which is written"
            " in the list 'targets'"
        ),
        "line 4, column 3, programmes[0].titel: unknown key: 'titel'; did you mean 'title'?",
        (
            "line 6, column 5, programmes[0].targets[0]: the key 'indicator' is missing; write what"
            " is measured, such as"
            " 'indicator: roads built'"
        ),
        "line 6, column 12, programmes[0].targets[0].goal: unknown unit: 'kindergardens'; did you mean 'kindergarten'?",
        (
            "line 7, column 5, programmes[0].targets[1]: the key 'goal' is missing; write it, such as 'goal: 1,000 km';"
            " a promise without a number belongs to the 'commitments'"
        ),
        (
            "line 8, column 9, period: no such day: '2022-02-30'; expected a day from 1 to 28,"
            " because February 2022 has"
            " 28 days"
        ),
    ]
    assert expected == [str(fault) for fault in faults_of(text)]


def test_a_faulty_file_error_can_be_pickled() -> None:
    """Faults travel between processes, and hold no cattrs exceptions."""
    with pytest.raises(FaultyFileError) as caught:
        parse_plan("plan: P\ngoal: 5")
    assert caught.value.faults == pickle.loads(pickle.dumps(caught.value)).faults
    assert caught.value.__cause__ is None is caught.value.__context__


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("programes", "did you mean 'programmes'?"),
        ("title", "did you mean 'plan'?"),
        ("unit", "did you mean 'units'?"),
        ("for", "'for' belongs to a programme, a target, a commitment and other entries"),
        ("observations", "'observations' belongs to a report or a programme"),
        ("url", "'url' belongs to a source"),
        ("colour", "expected plan, place, period, source, declares, listed, units, note, printed, id, targets"),
    ],
)
def test_an_unknown_key_is_told_with_what_was_meant(key: str, hint: str) -> None:
    """A key that an entry cannot have is told with the nearest that it can, or with where it belongs."""
    fault = next(fault for fault in faults_of(f"plan: P\n{key}: x") if fault.path == key)
    assert f"{key}: unknown key: '{key}'; {hint}" in str(fault)
    assert (2, 1) == (fault.line, fault.column)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("parts_are: partition", "parts_are: unknown key: 'parts_are'; did you mean 'parts are' or 'parts'?"),
        ("description: x", "description: unknown key: 'description'; did you mean 'note'?"),
        (
            "declares: {a: 1}",
            "declares: unknown key: 'declares'; 'declares' belongs to a plan, a report or a programme",
        ),
        (
            "kind: flows",
            (
                "kind: not one of the words that can stand here: 'flows'; expected flow or stock or"
                " rate; did you mean 'flow'?"
            ),
        ),
        (
            "parts are: some",
            (
                "parts are: not one of the words that can stand here: 'some'; expected partition or of"
                " which or overlapping"
            ),
        ),
        (
            "aliases: one",
            (
                "aliases: not a list of texts: a text, 'one'; expected a list, such as [one,"
                " another]; write [one] if there is"
                " one only"
            ),
        ),
        (
            f"aliases: {'x' * 61}",
            (
                f"aliases: not a list of texts: a text, '{'x' * 60}…' (61 characters); expected a"
                " list, such as [one, another];"
                " write [one] if there is one only"
            ),
        ),
        (
            "parts: {indicator: b, goal: 5 km}",
            (
                "parts: not a list of targets: keys with values, 'indicator, goal'; expected a list,"
                " each item beginning with"
                " '- '; write '- ' before its first key if there is one only, and indent the others alike"
            ),
        ),
        (
            "parts: 5 km",
            (
                "parts: not a list of targets: a text, '5 km'; expected a list, each item beginning with '- ';"
                " an item is keys with values, such as 'indicator: roads built' and 'goal: 1,000 km'"
            ),
        ),
        (
            "parts: [5 km]",
            (
                "parts[0]: not a target: a text, '5 km'; expected keys with values, such as"
                " 'indicator: roads built' and 'goal:"
                " 1,000 km'"
            ),
        ),
        ("note: [x]", "note: not a text: a list of 1; expected a text; put it in quotes if it is meant as a text"),
        ("note: ", "note: there is no value; expected a text; write one, or take the entry out"),
        ("unit: houses/", "unit: not a unit: 'houses/'; expected names joined by / or *, such as CNY/person/year"),
        (
            "period: [2022]",
            "period: not a period: a list of 1; expected a text such as 2022, 2021-11 or 2021-01/2021-11",
        ),
        ("for: {size: 5 persons}", "for: the key 'who' is missing; write it, such as 'who: rural women'"),
        (
            "for: {who: x, list: closed}",
            "for.list: not one of the words that can stand here: 'closed'; expected complete or open",
        ),
        ("place: {level: city}", "place: the key 'name' is missing; write it, such as 'name: Linyi'"),
        (
            "place: {name: x, count: two}",
            "place.count: not a whole number: 'two'; expected digits only, such as 6; write 2",
        ),
        ("baseline: 1e999999999 km", "baseline: the number is too long"),
        ("baseline: {value: four}", "baseline.value: not a number: 'four'; expected digits only, such as 4500 or 0.85"),
        ("baseline: {value: 1" + "0" * 70 + ", exact: yes}", "baseline.value: too large or too small for a figure"),
        (
            "baseline: {value: 4, exact: no}",
            "baseline.exact: not an answer: 'no'; expected yes, or nothing at all",
        ),
        (
            "baseline: {value: 4, unit: km}",
            (
                "baseline: these parts do not make a figure; expected value and 'exact: yes', or"
                " within: '[67.5, 68.5]' with or"
                " without a value; write a printed figure as one text, such as 4,500 CNY/person/year"
            ),
        ),
        ("baseline: {exact: yes}", "baseline: these parts do not make a figure"),
        ("baseline: {value: 4, within: '[3, 5]', exact: yes}", "baseline: these parts do not make a figure"),
        (
            "baseline: {within: '[0, 1e999999999]'}",
            "baseline.within: not an interval: '[0, 1e999999999]'; expected two numbers in brackets and quotes",
        ),
        ("baseline: {within: '[5, 4]'}", "baseline.within: not an interval: '[5, 4]'"),
        (
            "baseline: {within: [4, 5]}",
            "baseline.within: not an interval: a list of 2; expected two numbers in brackets",
        ),
    ],
)
def test_a_faulty_value_is_told_with_what_was_expected(entries: str, expected: str) -> None:
    """Every fault says what stands there, what should, and what to do."""
    assert in_target(entries).startswith(expected)


def test_units_that_do_not_fit_are_told_at_their_target() -> None:
    """What only the whole target shows is told at its first line."""
    text = "plan: P\ntargets:\n- indicator: a\n  goal: 5 km\n  baseline: 4 persons"
    expected = "line 3, column 3, targets[0]: the baseline of 'a' is not of the goal's kind: 'person'; expected km"
    assert [expected] == [str(fault) for fault in faults_of(text)]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("9**9**9", "not a goal: a calculation"),
        ("1e999999999 persons", "not a goal: the number is too long"),
        ("NaN", "not a goal: not a finite number"),
        ("-5 persons", "a count cannot be negative: -5 persons; expected zero or more"),
        ("5 houshold", "unknown unit: 'houshold'; did you mean 'household'"),
        ("build a school", "not a goal: no number: 'build a school'"),
        ('""', "there is no value; expected a text such as 'at least 85 %'"),
        ("{at least: 5}", "not a goal: keys with values, 'at least'; expected a text such as 'at least 85 %'"),
        ("[1, 2]", "not a goal: a list of 2"),
        ("x" * 9_999, "too long for a goal: 'xxxxx"),
    ],
)
def test_a_goal_that_cannot_be_read_is_told_with_its_reason(goal: str, expected: str) -> None:
    """Goals that are no goals, impossible or hostile are refused at once, at their own place."""
    assert goal_fault(goal).startswith(expected)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (
            "{programmes: six}",
            "declares.programmes: not a whole number: 'six'; expected digits only, such as 6; write 6",
        ),
        ("{programmes: 六}", "declares.programmes: not a whole number: '六'; expected digits only, such as 6; write 6"),
        ("{a: 1.5}", "declares.a: not a whole number: '1.5'; expected digits only, such as 6"),
        ("{a: -3}", "declares.a: not a whole number: '-3'; expected digits only, such as 6"),
        ("{a: many}", "declares.a: not a whole number: 'many'; expected digits only, such as 6"),
        ("{a: 2-3}", "declares.a: not a whole number: '2-3'; expected digits only, such as 6"),
        ("{'': 1}", "declares['']: there is no value; expected a text"),
        (
            "[6]",
            (
                "declares: not declared numbers: a list of 1; expected what they count and how many,"
                " such as {programmes: 6}"
            ),
        ),
        (
            "{" + ", ".join(f"k{n}: 1" for n in range(201)) + "}",
            "declares: too many declared numbers: 201; expected at most",
        ),
    ],
)
def test_a_declared_number_is_a_whole_number(declared: str, expected: str) -> None:
    """A number in words is told with its digits."""
    assert fault_of(f"plan: P\ndeclares: {declared}").startswith(expected)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ("[person]", "units[0]: a declared count is already a unit: 'person'; use 'person' without declaring it"),
        ("[5]", "units[0]: a declared count needs a name: '5'"),
        ("['']", "units[0]: there is no value; expected a text such as 'reading room'"),
        ("[[boat]]", "units[0]: not the name of a kind of count: a list of 1"),
        (
            "boat",
            "units: not a list of names: a text, 'boat'; expected a list, such as [one, another]; write [boat] if",
        ),
        (f"[{', '.join(f'a{n}b' for n in range(201))}]", "units: too many kinds of count: 201; expected at most 200"),
    ],
)
def test_a_declared_count_needs_a_name_of_its_own(units: str, expected: str) -> None:
    """What cannot be declared is told at its own place, and what can be is still known to the rest of the file."""
    assert fault_of(f"plan: P\nunits: {units}").startswith(expected)


def test_a_faulty_declared_count_spoils_no_other() -> None:
    """Goals that name the good ones of several declared counts are read."""
    text = "plan: P\nunits: [person, boat]\ntargets: [{indicator: a, goal: 5 boats}]"
    assert ["units[0]"] == [fault.path for fault in faults_of(text)]


def test_a_report_given_for_a_plan_is_recognised() -> None:
    """A report file is told to be one, and nothing else is said of it."""
    expected = (
        "line 1, column 1, report: a report file (key 'report') was given to read_plan; expected a"
        " file with the key 'plan';"
        " reports are read with read_report"
    )
    assert [expected] == [str(fault) for fault in faults_of("report: R\nclaims: []")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("period: 2022", "the key 'plan' is missing; write the plan's title, such as 'plan: Ten projects for 2022'"),
        ("plan: ", "plan: there is no value; expected a text; write one, or take the entry out"),
        (
            "plan: {a: b}",
            "plan: not a text: keys with values, 'a'; expected a text; put it in quotes if it is meant as a text",
        ),
        (
            "plan: P\ncommitments: [{lead: x}]",
            "commitments[0]: the key 'title' is missing; write it, such as 'title: keep",
        ),
        (
            "plan: P\nprogrammes: [{lead: x}]",
            "programmes[0]: the key 'title' is missing; write it, such as 'title: Village",
        ),
        ("plan: P\nprogrammes: [x]", "programmes[0]: not a programme: a text, 'x'; expected keys with values, such as"),
    ],
)
def test_what_an_entry_cannot_do_without_is_told(text: str, expected: str) -> None:
    """A missing key is told at the entry that lacks it, an empty one at its own place."""
    assert fault_of(text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        (f"plan: {'x' * 2_001}", "", "(2,001 characters)"),
        ("plan: P\ndeclares: {a: 999999999}", "declares", "999999999"),
        ("plan: P\ncommitments: [{title: a, for: {who: x, size: 85 %}}]", "commitments[0].for", "85 %"),
    ],
)
def test_what_a_noun_refuses_is_told_at_its_entry(text: str, path: str, said: str) -> None:
    """What the constructors of nouns say is a fault like any other, with the value that was seen."""
    (fault,) = faults_of(text)
    assert path == fault.path
    assert said in str(fault.seen)


def test_a_mistyped_required_key_is_told_once() -> None:
    """A key that is there but mistyped is not also told to be missing."""
    assert ["targets[0].indicater"] == [f.path for f in faults_of("{plan: P, targets: [{indicater: a, goal: 5 km}]}")]
    assert ["title"] == [fault.path for fault in faults_of("title: P")]


def test_a_comma_between_braces_is_explained() -> None:
    """Between braces YAML takes `2,000 places` for a value and a key; what to do is told."""
    text = "plan: P\ntargets:\n  - {indicator: places, goal: 2,000 places}"
    [fault] = faults_of(text)
    assert "between braces a comma ends a value; put what has one in quotes" in str(fault)
    assert (3, 33) == (fault.line, fault.column)


def test_a_table_in_a_documents_place_is_told_who_reads_it(tmp_path: Path) -> None:
    """A CSV file is no report; the message says which commands take it."""
    (tmp_path / "r.csv").write_text("indicator,value\nbeds,5\n", encoding="utf-8")
    with pytest.raises(FaultyFileError, match="tables of observations are read by the commands assess and convert"):
        read_plan(tmp_path / "r.csv")


def test_other_suffixes_are_refused(tmp_path: Path) -> None:
    """The suffix decides the language, and a missing file is told as such."""
    (tmp_path / "plan.txt").write_text("plan: P", encoding="utf-8")
    with pytest.raises(FaultyFileError, match=r"expected a \.yaml, \.yml or \.json file"):
        read_plan(tmp_path / "plan.txt")
    with pytest.raises(MissingFileError):
        read_plan(tmp_path / "none.yaml")
    with pytest.raises(WrongTypeError):
        read_plan(5)  # type: ignore[arg-type]
    with pytest.raises(ReadError, match="expected 'yaml' or 'json'"):
        parse_plan("plan: P", format="toml")  # type: ignore[arg-type]


def test_a_name_stands_for_the_text_in_messages() -> None:
    """The caller says what a text is called."""
    with pytest.raises(FaultyFileError, match=r"^'form 7' has 1 fault:"):
        parse_plan("plan: ", name="form 7")


# --- bounds


def test_no_more_faults_are_looked_for_than_anyone_would_mend() -> None:
    """After a thousand faulty entries the rest of a file is not looked at, however they are nested."""
    rows = ", ".join("{indicator: a, goal: 5 kmz}" for _ in range(600))
    programmes = ", ".join(f"{{title: a, targets: [{rows}]}}" for _ in range(3))
    assert 900 < len(faults_of(f"plan: P\nprogrammes: [{programmes}]")) <= 1_000
    assert 1_000 == len(faults_of(f"plan: P\ntargets: [{', '.join(['x'] * 5_000)}]"))


def test_of_many_unknown_keys_the_first_are_told() -> None:
    """A mapping of thousands of unknown keys gives ten faults, not thousands."""
    text = "plan: P\n" + "\n".join(f"x{number}: y" for number in range(5_000))
    assert [f"x{number}" for number in range(10)] == [fault.path for fault in faults_of(text)]


def test_deep_nesting_is_read_to_the_depth_of_the_tree() -> None:
    """Programmes within programmes are read as deep as files may go."""
    text = "{title: a}"
    for _ in range(18):
        text = f"{{title: a, programmes: [{text}]}}"
    at: Any = parse_plan(f"{{plan: P, programmes: [{text}]}}")
    depth = 0
    while at.programmes:
        at, depth = at.programmes[0], depth + 1
    assert 19 == depth


def test_a_broken_program_is_not_taken_for_a_faulty_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is not one of the library's own is raised as it is."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(structuring, "declarations", broken)
    with pytest.raises(ZeroDivisionError):
        parse_plan("{plan: P, declares: {a: 1}}")


NOUNS = (Plan, Target, Programme, Observation, Coverage, Beneficiaries, Claim)
WORDS = st.sampled_from(
    [*(key for noun in NOUNS for key in keys_of(noun)), "who", "x", "5 km", "2022", "", "boat", "all"]
)
TREES = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(WORDS, TREES, max_size=6))
def test_whatever_stands_in_a_file_gives_a_plan_or_faults(data: dict[str, Any]) -> None:
    """Any tree of keys and texts is a plan, or is refused with faults that each have a line."""
    outcome: Plan | tuple[Fault, ...]
    try:
        outcome = parse_plan(json.dumps(data), format="json")
    except FaultyFileError as error:
        outcome = error.faults
    assert outcome
    assert isinstance(outcome, Plan) or all(fault.line and fault.column and str(fault) for fault in outcome)


def test_every_fault_is_one_of_the_librarys_errors() -> None:
    """What `read_plan` raises can be caught by the base of all errors."""
    assert issubclass(FaultyFileError, PublicServiceError)
    assert Listed.OPEN is parse_plan("{plan: P, listed: Open}").listed


def test_a_list_that_is_left_empty_is_told() -> None:
    """A key with nothing behind it is a slip, and says what belongs there."""
    (fault,) = faults_of("plan: P\ntargets:\n")
    assert "there is no value" in fault.problem
