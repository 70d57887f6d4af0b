"""JSON Schemas of what is exchanged: what is written fits them; what they allow is read, or refused with the reason."""

from __future__ import annotations

import ast
import functools
import json
import re
import runpy
import sys
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from publicservice.errors import PublicServiceError, WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.figures import figure
from publicservice.io import schema as module
from publicservice.io.descriptions import about, attributes
from publicservice.io.document import parse_plan, parse_report
from publicservice.io.examples import example, example_names, example_path
from publicservice.io.exchange import DOCUMENTS, KINDS, LISTS, from_json, to_json
from publicservice.io.nouns import NOUNS
from publicservice.io.schema import PUBLISHED, main, schema, schema_text, write_schemas
from publicservice.io.version import FORMAT
from publicservice.model.goal import Goal
from publicservice.model.period import period
from publicservice.model.report import Report
from publicservice.testing.assessments import assessments
from publicservice.testing.documents import plans, reports
from publicservice.testing.results import coverage_rates, findings, observations
from publicservice.units import unit

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
COUNTS = ("boat", "reading room")
TIMESTAMP = "tag:yaml.org,2002:timestamp"
Json = Any


class EditorLoader(yaml.SafeLoader):
    """YAML as editors see it: numbers, booleans and texts, and keys that are texts. They know no dates (YAML 1.2)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping, its keys as they are written."""
        for key, _ in node.value:
            key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep=deep)


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@functools.cache
def validator(kind: str) -> Draft202012Validator:
    """What checks documents of a kind."""
    return Draft202012Validator(schema(kind))


def misfits(kind: str, data: Json) -> list[str]:
    """Where data does not fit the schema."""
    return [f"{error.json_path}: {error.message[:80]}" for error in validator(kind).iter_errors(data)]


def seen_by_editors(text: str) -> Json:
    """The data of a YAML text, numbers and booleans included."""
    return yaml.load(text, EditorLoader)  # noqa: S506  (a safe loader that knows no dates)


# --- the schemas themselves


def test_the_published_schemas_are_up_to_date(tmp_path: Path) -> None:
    """`python -m publicservice.io.schema schemas` was run after the last change, and left nothing else."""
    made = write_schemas(tmp_path)
    assert sorted(file.relative_to(tmp_path) for file in made) == sorted(
        file.relative_to(SCHEMAS) for file in (SCHEMAS / FORMAT).iterdir()
    )
    for file in made:
        assert file.read_text(encoding="utf-8") == (SCHEMAS / file.relative_to(tmp_path)).read_text(encoding="utf-8")


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the files that it wrote; without a folder it says how it is used."""
    assert 0 == main([str(tmp_path)])
    names = [f"{kind}.json" for kind in PUBLISHED]
    assert [str(tmp_path / FORMAT / name) for name in names] == capsys.readouterr().out.split()
    assert [schema(kind) for kind in PUBLISHED] == [
        json.loads((tmp_path / FORMAT / name).read_text()) for name in names
    ]
    assert 2 == main([])
    assert "usage: python -m publicservice.io.schema FOLDER\n" == capsys.readouterr().err


def test_the_module_is_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m publicservice.io.schema` runs it, and passes its exit status on."""
    monkeypatch.setattr(sys, "argv", ["schema"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(module.__file__, run_name="__main__")
    assert (2, "usage") == (caught.value.code, capsys.readouterr().err[:5])


def parts(node: Json) -> Iterator[dict[str, Json]]:
    """Every mapping in a schema."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
        if isinstance(part, dict | list):
            waiting += part.values() if isinstance(part, dict) else part


@pytest.mark.parametrize("kind", [*KINDS, *LISTS])
def test_a_schema_needs_nothing_from_outside(kind: str) -> None:
    """It is a schema by its dialect and by draft 7, all references lead into itself, and objects take no other keys."""
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    Draft7Validator.check_schema(made)
    assert "https://json-schema.org/draft/2020-12/schema" == made["$schema"]
    assert f"https://publicservice.example/schemas/{FORMAT}/{kind.replace(' ', '-')}.json" == made["$id"]
    refs = [part["$ref"] for part in parts(made) if "$ref" in part]
    assert {f"#/$defs/{name}" for name in made["$defs"]} == set(refs)
    for part in parts(made):
        if part.get("type") == "object":
            assert "additionalProperties" in part
            assert part.get("properties", {}).keys() >= set(part.get("required", ()))


def test_everything_is_described() -> None:
    """Each definition has a title and a description, each key what the docstrings say of it."""
    for kind in (*KINDS, *LISTS):
        made = schema(kind)
        for definition in made["$defs"].values():
            assert definition["title"]
            assert definition["description"]
    for kind in DOCUMENTS:
        assert [] == [key for key, told in schema(kind)["properties"].items() if not told.get("description")]
    for noun, keys in NOUNS.items():
        assert about(noun)
        assert keys.keys() - attributes(noun).keys() <= {"title"}  # of a commitment


def test_descriptions_are_those_of_the_docstrings() -> None:
    """What a class says counts more than what its base says; lines are joined; what Python calls None is nothing."""
    assert "The population that they are part of." == attributes(KINDS["beneficiaries"])["population"]
    assert "For whom." == attributes(KINDS["claim"])["population"]
    assert (
        "By when, or over which period; nothing leaves it to what the entry stands in."
        == (attributes(KINDS["target"])["period"])
    )
    assert attributes(KINDS["claim"])["against"].endswith("prints it: an observation or a figure.")
    assert {} == attributes(object)


def test_a_schema_is_the_callers_own() -> None:
    """Changing one does not change the next."""
    schema("plan")["properties"].clear()
    assert "plan" in schema("plan")["properties"]
    assert schema("plan") == json.loads(schema_text("plan"))


@pytest.mark.parametrize("kind", ["plans", "", None, 5, []])
def test_an_unknown_kind_is_refused(kind: Any) -> None:
    """Only what is exchanged has a schema."""
    with pytest.raises(WrongTypeError, match="nothing of this kind is exchanged"):
        schema(kind)


# --- what is written fits


@pytest.mark.parametrize("name", example_names())
def test_the_examples_fit(name: str) -> None:
    """Every example as an editor sees its file, and as it is exchanged; draft 7 agrees."""
    document = example(name)
    kind = "report" if isinstance(document, Report) else "plan"
    for data in (seen_by_editors(example_path(name).read_text(encoding="utf-8")), json.loads(to_json(document))):
        assert [] == misfits(kind, data)
        assert Draft7Validator(schema(kind)).is_valid(data)


WRITTEN: dict[str, st.SearchStrategy[Any]] = {
    "plan": plans(counts=COUNTS),
    "report": reports(counts=COUNTS),
    "observations": st.lists(observations(counts=COUNTS), min_size=1, max_size=3),
    "coverage rate": coverage_rates(),
    "finding": findings(),
    "assessment": assessments(counts=COUNTS),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_written_fits(kind: str) -> None:
    """For every noun n: to_json(n) is valid by the schema of its kind."""

    @SLOW
    @given(WRITTEN[kind])
    def fits(noun: Any) -> None:
        assert [] == misfits(kind, json.loads(to_json(noun)))

    fits()


@pytest.mark.parametrize("folder", [ROOT / "tests" / "data" / "releases"])
def test_what_earlier_releases_wrote_fits(folder: Path) -> None:
    """What any release of this format wrote fits the schema of the format."""
    for file in folder.glob("*/*.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        kinds = [key for key in (*DOCUMENTS, *KINDS, *LISTS) if key in data][:1]
        for kind in kinds if "all.json" not in data else ():
            assert [] == misfits(kind, data)


# --- YAML that an editor takes for something else than text

TRICKY = """
publicservice: 0.1
plan: 2022
place: NO
period: 2022
id: 12
note: true
units: [on, cabin]
declares: {programmes: 6, 2: 1}
source: {title: 1984, published: 2022-08-09, location: 12.5, language: no}
commitments: [12, yes, {title: 3.0}]
targets:
  - indicator: yes
    goal: 5
    baseline: 4500.50
    period: 2021-11-30
    for: 60
    aliases: [1, 2.5, off]
    stage: completed
    revisions: [{goal: 6, revised: 2022}]
    parts:
      - {indicator: 1, goal: 5 cabins, place: 371300, unit: cabin}
  - indicator: pure
    unit: 1
    goal: 0.85
    baseline: {value: 4500, exact: yes}
    place: {name: 5, count: 5, code: 371300, parent: CN}
    for: {who: 2, list: open, size: 500 persons}
programmes: [{title: 2025, declares: {targets: 0}}]
"""


def test_numbers_and_booleans_of_yaml_fit() -> None:
    """`period: 2022`, `goal: 5`, `place: NO`: text for the reader, something else for an editor, and right for both."""
    data = seen_by_editors(TRICKY)
    assert (2022, False, 0.1, [True, "cabin"]) == (data["plan"], data["place"], data["publicservice"], data["units"])
    assert [] == misfits("plan", data)
    plan = parse_plan(TRICKY)
    assert ("2022", "NO", ("on", "cabin")) == (plan.title, plan.place and plan.place.name, plan.units)
    assert "4500.50" == (plan.targets[0].baseline and plan.targets[0].baseline.text)
    assert date(2021, 11, 30) == (plan.targets[0].period and plan.targets[0].period.end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{plan: P, titel: Q}", ["$: Additional properties are not allowed ('titel' was unexpected)"]),
        ("{period: 2022}", ["$: 'plan' is a required property"]),
        ("{plan: P, targets: {indicator: a}}", ["$.targets: {'indicator': 'a'} is not of type 'array'"]),
        ("{plan: P, targets: [{indicator: a}]}", ["$.targets[0]: 'goal' is a required property"]),
        ("{plan: P, targets: [{indicator: a, goal: 5, better: more}]}", ["$.targets[0].better: 'more' is not one of"]),
        ("{plan: P, period: next year}", ["$.period: 'next year' does not match '[0-9"]),
        ("{plan: P, declares: {programmes: six}}", ["$.declares.programmes: 'six' does not match '^[0-9]{1,9}$'"]),
        ("{plan: P, period: 2022.5}", ["$.period: 2022.5 is not of type 'string', 'integer'"]),
        ("{plan: ' '}", ["$.plan: ' ' does not match '[^ "]),
        ("{plan: P, note: }", ["$.note: None is not of type 'string', 'number', 'boolean'"]),
    ],
)
def test_an_editor_shows_what_is_wrong(text: str, expected: list[str]) -> None:
    """Slips that an editor marks while one writes are faults for the reader, too."""
    told = misfits("plan", seen_by_editors(text))
    assert expected == [line[: len(start)] for line, start in zip(told, expected, strict=True)]
    with pytest.raises(FaultyFileError):
        parse_plan(text)


@pytest.mark.parametrize(
    "text",
    [
        "{observations: [{indicator: a}]}",
        "{coverage: [{indicator: a}]}",
        "{beneficiaries: [{reached: 5 persons}]}",
        "{claims: [{claim: sum, says: 5}]}",
        "{coverage: [{indicator: a, covered: {value: 5}}]}",
        "{observations: [{indicator: a, value: {exact: yes}}]}",
    ],
)
def test_what_constructors_ask_for_is_asked_for(text: str) -> None:
    """Where one of several keys is needed, neither schema nor reader goes without."""
    [(key, items)] = seen_by_editors(text).items()
    assert misfits(key, {key: items})
    assert misfits("report", {"report": "R", key: items})
    with pytest.raises(FaultyFileError):
        parse_report(f"{{report: R, {text[1:-1]}}}")


# --- examples and patterns


def values(kind: str) -> Iterator[tuple[str, Json]]:
    """The examples that a schema gives, each with the name of what it is an example of."""
    for name, definition in schema(kind)["$defs"].items():
        for form in [definition, *definition.get("anyOf", ())]:
            for shown in form.get("examples", ()):
                yield name, shown


@pytest.mark.parametrize(("name", "shown"), sorted({pair for kind in KINDS for pair in values(kind)}))
def test_every_example_of_a_value_is_read(name: str, shown: str) -> None:
    """What an editor offers is right."""
    data = {name: shown}
    assert [] == misfits(name, data)
    assert from_json(json.dumps(data)) is not None


READERS: dict[str, Callable[[str], object]] = {"period": period, "goal": Goal.parse, "figure": figure, "unit": unit}


@functools.cache
def texts() -> tuple[str, ...]:
    """Every short text that stands in any test: thousands of figures, goals, periods and units, and of none of them."""
    found = set()
    for file in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) < 100:
                found.add(node.value)
    return tuple(sorted(found))


def is_read(reader: Callable[[str], object], text: str) -> bool:
    """Whether the reader takes the text."""
    try:
        reader(text)
    except PublicServiceError:
        return False
    return True


@pytest.mark.parametrize("kind", READERS)
def test_patterns_never_refuse_what_is_read(kind: str) -> None:
    """Whatever the reader of a value takes, the schema allows: held against every text of the test suite."""
    taken = [text for text in texts() if text.strip() and is_read(READERS[kind], text)]
    assert len(taken) > 50
    assert [] == [text for text in taken if misfits(kind, {kind: text})]


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["{}", "as of {}", "{:%Y}年", "Ｑ３ {:%Y}", "ＵＮＤＡＴＥＤ"]))
def test_periods_of_other_scripts_are_allowed(day: date, form: str) -> None:
    """Digits of full width, and Chinese ones, are digits for the schema, too."""
    for text in (form.format(day), form.format(day).translate({48 + n: 0xFF10 + n for n in range(10)})):
        if is_read(period, text):
            assert [] == misfits("period", {"period": text})


@pytest.mark.parametrize("digit", "一二三四五六七八九")
def test_every_chinese_digit_is_a_digit(digit: str) -> None:
    """A year of nothing but this digit is read, and allowed."""
    assert is_read(period, f"{digit * 4}年")
    assert [] == misfits("period", {"period": f"{digit * 4}年"})


# --- what the schema allows is read, or refused with the reason


def node(form: Json, root: Json, depth: int) -> st.SearchStrategy[Json]:
    """Data that a schema allows, by the keywords that ours use."""
    if "$ref" in form:
        return st.deferred(lambda: node(root["$defs"][form["$ref"].rpartition("/")[2]], root, depth - 1))
    if "enum" in form:
        return st.sampled_from(form["enum"])
    if form.get("type") == "object":
        return mapping(form, root, depth)
    if "anyOf" in form:
        return st.one_of([node(one, root, depth) for one in form["anyOf"]])
    if form.get("type") == "array":
        return st.lists(node(form["items"], root, depth), max_size=2 if depth > 0 else 0)
    return st.one_of(
        [scalar(kind, form) for kind in ([form["type"]] if isinstance(form["type"], str) else form["type"])]
    )


def scalar(kind: str, form: Json) -> st.SearchStrategy[Json]:
    """A text, number or boolean."""
    if kind == "string":
        shown = form.get("examples", ["roads", "5 km", "85 %", "2,650 units", "2022", "500 persons"])
        told = [text for text in shown if re.search(form.get("pattern", ""), text)]
        wild = st.from_regex(form["pattern"]) if "pattern" in form else st.text(max_size=5)
        return st.sampled_from(told) | wild if told else wild
    if kind == "integer":
        return st.integers(form.get("minimum", 1_000), form.get("maximum", 9_999))
    return st.booleans() if kind == "boolean" else st.floats(0, 1_000) | st.integers(0, 10**6)


def mapping(form: Json, root: Json, depth: int) -> st.SearchStrategy[Json]:
    """Keys that are needed and a few others, with values."""
    if "properties" not in form:
        keys = st.sampled_from(["programmes", "targets", "aspects"])
        return st.dictionaries(keys, node(form["additionalProperties"], root, depth), max_size=2)
    needed = [set(form.get("required", ())) | set(one["required"]) for one in form.get("anyOf", [{"required": []}])]
    others = st.sets(st.sampled_from(sorted(form["properties"])), max_size=3 if depth > 0 else 0)

    def with_values(keys: set[str]) -> st.SearchStrategy[Json]:
        return st.fixed_dictionaries({key: node(form["properties"][key], root, depth) for key in sorted(keys)})

    return st.tuples(st.sampled_from(needed), others).flatmap(lambda keys: with_values(keys[0] | keys[1]))


@functools.cache
def allowed(kind: str) -> st.SearchStrategy[Json]:
    """Documents that the schema of a kind allows."""
    return mapping(schema(kind), schema(kind), 3)


ALLOWED = ("plan", "report", "observations", "target", "coverage rate", "figure", "findings", "assessment")


@pytest.mark.parametrize("kind", ALLOWED)
def test_what_the_schema_allows_is_read_or_refused_with_the_reason(kind: str) -> None:
    """Of every document that fits: a noun that is written and fits again, or faults with their places; nothing else."""

    @SLOW
    @given(allowed(kind))
    def read_or_refused(data: Json) -> None:
        assert [] == misfits(kind, data)
        try:
            noun = from_json(json.dumps(data), kind)
        except FaultyFileError as error:
            event("refused")
            assert all(fault.problem and fault.line for fault in error.faults)
        else:
            event("read")
            assert noun == () or [] == misfits(kind, json.loads(to_json(noun)))

    read_or_refused()


@pytest.mark.parametrize("kind", ["plan", "report", "assessment"])
def test_what_is_read_after_a_slip_is_allowed(kind: str) -> None:
    """Documents with one value or key exchanged: whatever is still read fits the schema, never the stricter one."""
    slips: st.SearchStrategy[Json] = st.sampled_from(["5", 5, True, None, [], {}, "", "85 %", "open", ["a"], "no", 0.5])

    @SLOW
    @given(WRITTEN[kind], st.data())
    def fits_if_read(noun: Any, data: st.DataObject) -> None:
        document = json.loads(to_json(noun))
        places = [part for part in parts(document) if part]
        place = data.draw(st.sampled_from(range(len(places))))
        key = data.draw(st.sampled_from(sorted(places[place])))
        places[place][data.draw(st.just(key) | st.sampled_from(["note", "goal", "period", "of", "on"]))] = data.draw(
            slips
        )
        if is_read(lambda text: from_json(text, kind), json.dumps(document)):
            event("read")
            assert [] == misfits(kind, document)

    fits_if_read()


def test_the_page_about_json_names_the_published_files() -> None:
    """The page tells where each published schema stands."""
    page = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    for kind in PUBLISHED:
        assert f"schemas/{FORMAT}/{kind}.json" in page
