"""Tables for other programs: a plan's targets, what their columns mean, and what a table does not keep."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from publicservice.errors import WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.figures import figure
from publicservice.io.columns import NUMBERS, OBSERVED, PROMISED, Column, cell_text, resource
from publicservice.io.csv_file import parse_observations, read_observations
from publicservice.io.csv_write import table_text, write_observations
from publicservice.io.examples import example, example_names
from publicservice.io.left_out import left_out
from publicservice.io.targets import targets_text, write_targets
from publicservice.io.unstructure import UnwritableError
from publicservice.model.goal_change import increase_by
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision
from publicservice.model.source import Source
from publicservice.model.target_rows import target_rows
from publicservice.model.walk import walk
from publicservice.testing.documents import plans, reports

SLOW = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# The field types of the standard that we use, and how a text of each is read by the standard's own rules.
READS: dict[str, Any] = {
    "string": str,
    "number": Decimal,
    "integer": int,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def one(target: Target, **plan: Any) -> dict[str, Any]:
    """The row of a plan's only target."""
    [row] = target_rows(Plan("P", targets=[target], **plan))
    return row


# --- rows


def test_a_row_says_what_the_target_says() -> None:
    """Words as printed, numbers as decimals in the target's unit, and what the entries around it say."""
    roads = Target(
        Indicator("roads built", unit="km", kind="flow", better="higher"),
        "at least 1,000 km",
        baseline="85.50 km",
        population="villages",
        stage="under way",
        lead="Roads Office",
        note="n",
        printed="p",
        revisions=[Revision("1,200 km", on=2022), Revision("at least 1,500 km", on=2022)],
    )
    inner = Programme("Village roads", targets=[roads])
    plan = Plan(
        "Roads", period=2022, place="Linyi, CN", source="Gazette", programmes=[Programme("Roads", programmes=[inner])]
    )
    assert [
        {
            "id": "roads/village-roads/roads-built",
            "path": "programmes[0].programmes[0].targets[0]",
            "part_of": None,
            "programme": "Roads > Village roads",
            "indicator": "roads built",
            "unit": "km",
            "kind": "flow",
            "better": "higher",
            "goal": "at least 1,000 km",
            "comparator": "at least",
            "low": Decimal(1000),
            "high": None,
            "keep": False,
            "baseline": Decimal("85.50"),
            "baseline_printed": "85.50 km",
            "period": "2022",
            "start": date(2022, 1, 1),
            "due": date(2022, 12, 31),
            "place": "Linyi, CN",
            "group": "villages",
            "stage": "under way",
            "lead": "Roads Office",
            "revisions": 2,
            "revised_goal": "at least 1,500 km",
            "source": "Gazette",
            "note": "n",
            "printed": "p",
        }
    ] == target_rows(plan)


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("47,300 positions", ("reach", "47300", None, False)),
        ("at most 5 %", ("at most", None, "5", False)),
        ("less than 5 %", ("less than", None, "5", False)),
        ("lower to 3 %", ("lower to", None, "3", False)),
        ("more than 0.850 %", ("more than", "0.850", None, False)),
        ("between 10 and 15 towns", ("between", "10", "15", False)),
        ("keep at least 85 %", ("at least", "85", None, True)),
        ("keep between 1 and 2 towns", ("between", "1", "2", True)),
        ("increase by 10 %", (None, None, None, False)),
        ("about 30 km", (None, None, None, False)),
        ("all 12 districts", (None, None, None, False)),
        ("at least 1 park in each of 5 districts", (None, None, None, False)),
    ],
)
def test_goals_of_one_number_or_a_range_are_numbers(goal: str, expected: tuple[Any, ...]) -> None:
    """Any other goal has its words only."""
    row = one(Target("a", goal))
    comparator, low, high, keep = expected
    assert (comparator, keep, goal) == (row["comparator"], row["keep"], row["goal"])
    assert (low, high) == tuple(None if row[end] is None else str(row[end]) for end in ("low", "high"))


def test_numbers_are_in_the_unit_of_the_row() -> None:
    """150 mu are 10 ha; a baseline that is no single number has its words only."""
    row = one(Target(Indicator("forest", unit="ha"), "150 mu", baseline="10-15 ha"))
    assert ("ha", Decimal(10), None, "10-15 ha") == tuple(
        row[name] for name in ("unit", "low", "baseline", "baseline_printed")
    )
    assert one(Target("trees", increase_by("10 %"), baseline=figure(200)))["baseline_printed"] == "200"


def test_parts_name_the_target_that_they_belong_to() -> None:
    """Parts are rows of their own."""
    whole = Target("fleet", "5 cars", parts=[Target("old", "2 cars"), Target("new", "3 cars")])
    assert [("fleet", None), ("fleet/old", "fleet"), ("fleet/new", "fleet")] == [
        (row["id"], row["part_of"]) for row in target_rows(Plan("P", targets=[whole]))
    ]


@pytest.mark.parametrize("given", [None, "plan", Report("R"), 5])
def test_only_a_plan_has_targets(given: Any) -> None:
    """Anything else is told so."""
    with pytest.raises(WrongTypeError, match="not a plan"):
        target_rows(given)


@SLOW
@given(plans(counts=("boat",)))
def test_every_target_is_a_row_that_fits_the_columns(plan: Plan) -> None:
    """
    Any plan: a row for each target and part, and every cell of the CSV reads by the type that the descriptor gives.

    Numbers come back digit for digit, since no float stands between.
    """
    rows = target_rows(plan)
    assert len(rows) == sum(isinstance(node.item, Target) for node in walk(plan))
    assert all(list(PROMISED) == list(row) for row in rows)
    told = list(csv.DictReader(io.StringIO(targets_text(plan), newline="")))
    assert len(rows) == len(told)
    for row, cells in zip(rows, told, strict=True):
        for name, column in PROMISED.items():
            if column.required:
                assert cells[name]
            if column.type != "string":
                read = READS[column.type](cells[name]) if cells[name] else None
                assert row[name] == read
                assert str(row[name]) == str(read) or "E" in str(row[name])


# --- files


def test_a_table_is_written_with_what_its_columns_mean(tmp_path: Path) -> None:
    """Beside the CSV stands its descriptor: a data resource with a Table Schema."""
    plan = Plan("Beds", targets=[Target("=beds", "5 beds"), Target("wards", "more than 20 beds", baseline=2)])
    write_targets(plan, tmp_path / "Our targets.csv", delimiter=";")
    text = (tmp_path / "Our targets.csv").read_text(encoding="utf-8")
    assert targets_text(plan, delimiter=";") == text
    assert "beds;targets[0];;;'=beds;bed;;;5 beds;reach;5;;false" in text
    told = json.loads((tmp_path / "Our targets.resource.json").read_text(encoding="utf-8"))
    fields = told["schema"].pop("fields")
    assert {
        "name": "our-targets",
        "profile": "tabular-data-resource",
        "title": "Targets of Beds",
        "path": "Our targets.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ";",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {"missingValues": [""], "primaryKey": ["path"]},
    } == told
    assert text.splitlines()[0].split(";") == [field["name"] for field in fields]
    by_name = {field["name"]: field for field in fields}
    assert "bed" == by_name["low"]["unit"] == by_name["baseline"]["unit"]
    assert {"enum": ["flow", "stock", "rate"]} == by_name["kind"]["constraints"]
    assert {"required": True} == by_name["goal"]["constraints"]
    assert (["true"], ["false"]) == (by_name["keep"]["trueValues"], by_name["keep"]["falseValues"])


def test_a_unit_is_told_only_where_all_rows_share_it() -> None:
    """Of numbers in several units, none is that of the column."""
    number = PROMISED["low"]
    for rows, expected in (([{"unit": "km"}] * 2, "km"), ([{"unit": "km"}, {"unit": "bed"}], None), ([], None),
                           ([{"unit": "km"}, {}], None), ([{}], None)):  # fmt: skip
        [field] = resource("a.csv", "A", [number], rows)["schema"]["fields"]
        assert expected == field.get("unit")


def test_observations_are_described_if_that_is_asked_for(tmp_path: Path) -> None:
    """The table stays what it was, and is read back as the same observations."""
    report = Report(
        "Jobs", period=2021, observations=[Observation("jobs", "686,000 jobs"), Observation("a", result="b")]
    )
    write_observations(report, tmp_path / "plain.csv")
    assert ["plain.csv"] == [file.name for file in tmp_path.iterdir()]
    write_observations(report, tmp_path / "jobs.csv", described=True)
    told = json.loads((tmp_path / "jobs.resource.json").read_text(encoding="utf-8"))
    assert ("Observations of Jobs", ",") == (told["title"], told["dialect"]["delimiter"])
    header = (tmp_path / "jobs.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [field["name"] for field in told["schema"]["fields"]]
    assert "primaryKey" not in told["schema"]
    assert read_observations(tmp_path / "plain.csv") == read_observations(tmp_path / "jobs.csv")
    write_observations([], tmp_path / "none.csv", described=True)
    told = json.loads((tmp_path / "none.resource.json").read_text(encoding="utf-8"))
    assert ("Observations", 2) == (told["title"], len(told["schema"]["fields"]))


@pytest.mark.parametrize(
    "column", [*OBSERVED.values(), *NUMBERS.values(), *PROMISED.values()], ids=lambda one: one.name
)
def test_every_column_is_told(column: Column) -> None:
    """Each has a type of the standard and a sentence; a name has a descriptor that a validator of names takes."""
    assert column.type in READS
    assert re.fullmatch(r"[A-Z].+\.", column.title)
    assert {"name", "type", "description"} <= column.descriptor().keys()


@pytest.mark.parametrize(("path", "name"), [("Größe 2022.csv", "gro-e-2022"), ("目标.csv", "table"), (".csv", "table")])
def test_a_descriptor_has_a_name_as_the_standard_wants_it(path: str, name: str) -> None:
    """Small letters, digits, and a few signs."""
    assert name == resource(path, "T", [], [])["name"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, ""), (True, "true"), (False, "false"), (Decimal("1E+3"), "1000"), (Decimal("0.10"), "0.10"),
     (date(2022, 1, 2), "2022-01-02"), (5, "5"), ("a", "a")],
)  # fmt: skip
def test_a_cell_is_plain(cell: object, expected: str) -> None:
    """No exponent, no capital, no local date."""
    assert expected == cell_text(cell)


def test_a_cell_that_no_file_may_hold_is_refused() -> None:
    """The message says which row and column; a table that is only printed may have long cells."""
    with pytest.raises(UnwritableError, match="target 1, note: the text is too long for a file"):
        targets_text(Plan("P", targets=[Target("a", "5 beds", note="n" * 10_000)]))
    with pytest.raises(UnwritableError, match="row 1, a: the text has a character that no file may hold"):
        table_text(["a"], [{"a": "\x00"}], "row", most=None)
    assert 10_003 == len(table_text(["a"], [{"a": "n" * 10_000}], "row", most=None))


# --- what is not kept


def test_a_table_of_targets_is_not_read() -> None:
    """Neither as a plan nor as observations: the message says what to read instead."""
    text = targets_text(Plan("P", targets=[Target("beds", "5 beds")]))
    with pytest.raises(FaultyFileError) as caught:
        parse_observations(text)
    [fault] = caught.value.faults
    assert "line 1: this is a table of targets, which is for reading only; a plan is kept as YAML or JSON" in str(fault)
    # A table whose columns are called so by somebody else is read as they say.
    mine = parse_observations("goal,path,value\nbeds,a,5 beds\n", columns={"indicator": "goal"}, ignore=["path"])
    assert "beds" == mine[0].title


def test_what_a_plan_says_beside_its_targets_is_told() -> None:
    """Fields of plan, programmes and targets that no column holds, details of nouns, and whole entries."""
    target = Target(
        Indicator("beds", aliases=["cots"]), "5 beds", revisions=[Revision("6 beds", on=2022)],
        population=Population("women", size="300 persons"), place=Place("Linyi", code="371300"),
        source=Source("Gazette", url="https://a.example"), parts_are="overlapping", parts=[Target("new", "2 beds")],
    )  # fmt: skip
    care = Programme("Care", lead="Office", targets=[target], observations=[Observation("a", "5 beds")])
    empty = Programme("Roads", commitments=[Commitment("keep them safe"), Commitment("and clean")])
    plan = Plan("P", note="draft", units=["boat"], declares={"programmes": 2}, programmes=[care, empty])
    assert (
        "declares of the plan",
        "note of the plan",
        "units of the plan",
        "lead of 1 programme",
        "details of the indicator of 1 target",
        "details of the place of 1 target",
        "details of the population of 1 target",
        "details of the source of 1 target",
        "parts are of 1 target",
        "revisions of 1 target",
        "2 commitments",
        "1 observation",
        "1 programme without a target",
    ) == left_out(plan)
    assert () == left_out(Plan("P", period=2022, targets=[Target("beds", "5 beds")]))


def test_what_a_report_says_beside_its_observations_is_told() -> None:
    """Titles of programmes, coverage, beneficiaries and the rest have no row."""
    group = Beneficiaries(population="retirees")
    inner = Programme("Jobs", observations=[Observation("jobs", "5 jobs")], beneficiaries=[group, group])
    covered = [Coverage("insurance", is_all=True)]
    report = Report("R", note="n", observations=[Observation("a", "5 beds")], coverage=covered, programmes=[inner])
    assert (
        "title of 1 programme",
        "note of the report",
        "2 groups of beneficiaries",
        "1 coverage",
    ) == left_out(report)
    assert () == left_out(Report("R", period=2021, observations=[Observation("a", "5 beds", note="n")]))


@pytest.mark.parametrize("name", example_names())
def test_the_examples_say_what_they_lose(name: str) -> None:
    """Every document of the library has more to say than a table."""
    assert left_out(example(name))


@SLOW
@given(plans(counts=("boat",)))
def test_what_is_left_out_can_be_told_of_any_plan(plan: Plan) -> None:
    """Where nothing is left out, the plan is nothing but its targets."""
    if not left_out(plan):
        assert not plan.commitments
        assert len(target_rows(plan)) == len(list(walk(plan))) - 1 - sum(
            isinstance(node.item, Programme) for node in walk(plan)
        )


@SLOW
@given(reports(counts=("boat",)))
def test_what_is_left_out_can_be_told_of_any_report(report: Report) -> None:
    """Where nothing is left out, the report is nothing but observations."""
    if not left_out(report):
        assert all(isinstance(node.item, Observation) for node in list(walk(report))[1:])
