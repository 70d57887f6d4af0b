"""Parquet files: observations come back as they were, numbers are decimals, and files made to harm are refused."""

from __future__ import annotations

import errno
import importlib
import io
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publicservice.errors import MissingExtraError, ModelError, PublicServiceError, WrongTypeError
from publicservice.faults import FaultyFileError, MissingFileError
from publicservice.figures import Figure, figure
from publicservice.io import parquet as module
from publicservice.io.csv_file import parse_observations
from publicservice.io.csv_write import observations_text
from publicservice.io.examples import example
from publicservice.io.parquet import read_parquet, write_observations_parquet, write_targets_parquet
from publicservice.io.unstructure import UnwritableError
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.report import Report
from publicservice.model.rows_out import observations_of
from publicservice.model.target_rows import target_rows
from publicservice.testing.documents import plans
from publicservice.testing.results import observations
from publicservice.units import unit

SLOW = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
Table = Callable[[dict[str, Any]], Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Writes columns to a Parquet file and gives its path."""

    def write(columns: dict[str, Any]) -> Path:
        pq.write_table(pa.table(columns), tmp_path / "t.parquet")
        return tmp_path / "t.parquet"

    return write


def described(file: Path) -> dict[str, Any]:
    """The descriptor in the file's own metadata."""
    told: dict[str, Any] = json.loads(pq.read_schema(file).metadata[b"frictionless"])
    return told


def refused(file: Path, **options: Any) -> list[str]:
    """What is wrong with a file."""
    with pytest.raises(FaultyFileError) as caught:
        read_parquet(file, **options)
    return [str(fault) for fault in caught.value.faults]


# --- observations


@SLOW
@given(st.lists(observations(counts=("boat",)), max_size=4))
def test_observations_come_back(tmp_path: Path, given: list[Observation]) -> None:
    """For all observations that a CSV file can hold: what is read is what was written, with every printed text."""
    file = tmp_path / "o.parquet"
    try:
        text = observations_text(given)
    except UnwritableError:
        with pytest.raises(UnwritableError):
            write_observations_parquet(given, file)
        return
    write_observations_parquet(given, file)
    read = read_parquet(file, counts=["boat"])
    assert tuple(given) == read == parse_observations(text, counts=["boat"])
    printed = [
        (one.value.text, again.value.text) for one, again in zip(given, read, strict=True) if one.value and again.value
    ]
    assert all(text == kept for text, kept in printed if text is not None)


@pytest.mark.parametrize("name", ["lishui-2025", "anhui-2021-11", "huaian"])
def test_the_observations_of_a_report_come_back(tmp_path: Path, name: str) -> None:
    """Each with the period, place and source that it takes from what it stands in; the descriptor has the title."""
    report = example(name)
    write_observations_parquet(report, tmp_path / "r.parquet", title=report.title)
    assert tuple(observations_of(report)) == read_parquet(tmp_path / "r.parquet")
    told = described(tmp_path / "r.parquet")
    assert (report.title, "r.parquet", "parquet") == (told["title"], told["path"], told["format"])
    names = pq.read_schema(tmp_path / "r.parquet").names
    assert names == [field["name"] for field in told["schema"]["fields"]]


def test_numbers_are_decimals_beside_what_was_printed(tmp_path: Path) -> None:
    """The value and its ends in one scale, each digit as it is; no column is a binary float."""
    seen = [
        Observation("a", "85.0 %"),
        Observation("b", "more than 1,500 beds"),
        Observation("c", "0.1 km"),
        Observation("d", result="stable"),
    ]
    write_observations_parquet(seen, tmp_path / "o.parquet")
    found = pq.read_table(tmp_path / "o.parquet")
    assert pa.decimal128(38, 2) == found.schema.field("number_low").type
    assert not any(pa.types.is_floating(field.type) for field in found.schema)
    assert [Decimal("85.0"), Decimal(1500), Decimal("0.1"), None] == found["number"].to_pylist()
    assert [Decimal("84.95"), Decimal(1500), Decimal("0.05"), None] == found["number_low"].to_pylist()
    assert [Decimal("85.05"), None, Decimal("0.15"), None] == found["number_high"].to_pylist()
    assert ["85.0 %", "more than 1,500 beds", "0.1 km", None] == found["value"].to_pylist()


def test_numbers_of_too_many_digits_are_texts(tmp_path: Path) -> None:
    """39 digits do not fit a decimal of 128 bits: the column is of texts then, and the descriptor says so."""
    long = Decimal("1234567890123456789012345678901234567.89")
    write_observations_parquet(
        [Observation("a", figure(long, "km")), Observation("b", figure(Decimal("1E+2"), "km"))], tmp_path / "o.parquet"
    )
    found = pq.read_table(tmp_path / "o.parquet")
    assert [f"{long:f}", "100"] == found["number"].to_pylist()
    [field] = [field for field in described(tmp_path / "o.parquet")["schema"]["fields"] if field["name"] == "number"]
    assert ("string", "km") == (field["type"], field["unit"])
    assert long == (read_parquet(tmp_path / "o.parquet")[0].value or figure(0)).value
    write_observations_parquet([Observation("a", figure(Decimal("1E+2"), "km"))], tmp_path / "o.parquet")
    assert [Decimal(100)] == pq.read_table(tmp_path / "o.parquet")["number"].to_pylist()


def test_no_observations_are_a_table_too(tmp_path: Path) -> None:
    """A file without rows has its columns, and gives nothing."""
    write_observations_parquet([], tmp_path / "o.parquet")
    assert () == read_parquet(tmp_path / "o.parquet")
    assert ["indicator", "value", "number", "number_low", "number_high"] == pq.read_schema(tmp_path / "o.parquet").names


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([Observation("a", "5 beds", note="n" * 10_001)], UnwritableError),
        ([Observation("a", "5 beds", note="\x00")], UnwritableError),
        ([Observation("a", Figure(Decimal("1E+999"), unit("km")))], UnwritableError),
        (["a"], WrongTypeError),
        (5, WrongTypeError),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, given: Any, error: type[Exception]) -> None:
    """And nothing is left behind."""
    with pytest.raises(error):
        write_observations_parquet(given, tmp_path / "o.parquet")
    assert [] == list(tmp_path.iterdir())


# --- targets


def test_the_targets_of_a_plan_are_for_reckoning(tmp_path: Path) -> None:
    """Rows as `target_rows` gives them, typed, described, and not read back."""
    plan = example("linyi-2022")
    assert isinstance(plan, Plan)
    write_targets_parquet(plan, tmp_path / "t.parquet")
    assert target_rows(plan) == pq.read_table(tmp_path / "t.parquet").to_pylist()
    told = described(tmp_path / "t.parquet")
    assert (f"Targets of {plan.title}", ["path"]) == (told["title"], told["schema"]["primaryKey"])
    hint = "a plan is kept as YAML or JSON: read that with read_plan"
    assert [f"this is a table of targets, which is for reading only; {hint}"] == refused(tmp_path / "t.parquet")
    with pytest.raises(WrongTypeError, match="not a plan"):
        write_targets_parquet(Report("R"), tmp_path / "x.parquet")  # type: ignore[arg-type]


@SLOW
@given(plans(counts=("boat",)))
def test_the_targets_of_any_plan_can_be_written(tmp_path: Path, plan: Plan) -> None:
    """Every number comes back exactly, as a decimal or as a text."""
    write_targets_parquet(plan, tmp_path / "t.parquet")
    for row, read in zip(target_rows(plan), pq.read_table(tmp_path / "t.parquet").to_pylist(), strict=True):
        for name, cell in row.items():
            assert cell == (Decimal(read[name]) if isinstance(cell, Decimal) else read[name])


# --- tables of others


def test_a_table_of_somebody_else_is_read(table: Table) -> None:
    """Other names, columns to leave out, numbers as numbers, texts in dictionaries, and rows without a figure."""
    file = table({"Indikator": ["beds", "beds"], "value": pa.array([5, None]), "unit": ["beds", "beds"], "x": [1, 2]})
    options: dict[str, Any] = {"columns": {"indicator": "Indikator"}, "ignore": ["x"], "missing": "skip"}
    assert (Observation("beds", figure(5, "bed")),) == read_parquet(file, **options)
    coded = table({"indicator": pa.array(["a", "a"]).dictionary_encode(), "value": pa.array([Decimal("1.50"), None])})
    assert ["row 2: the row has neither a value nor a result in words;"] == [fault[:57] for fault in refused(coded)]
    mine = table({"goal": ["beds"], "path": ["x"], "number": ["7 beds"]})
    assert "beds" == read_parquet(mine, columns={"indicator": "goal", "value": "number"}, ignore=["path"])[0].title


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"indicator": ["a"], "value": [[1, 2]]}, "row 1, value: a cell holds something that cannot be read"),
        ({"indicator": [b"a"], "value": ["5"]}, "row 1, indicator: a cell holds something that cannot be read"),
        ({"value": ["5"]}, "row 1: the column 'indicator' is missing"),
        ({"indicator": ["a"], "value": ["5"], "zz": [1]}, "row 1, zz: unknown column: 'zz'"),
        ({"indicator": ["a"], "value": ["5"], "note": ["n" * 40_001]}, "note: a text is too long: 40,001; expected"),
        ({"indicator": ["a"], "value": ["5"], "note": [b"n" * 40_001]}, "note: a text is too long: 40,001; expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_told(table: Table, columns: dict[str, Any], expected: str) -> None:
    """Each fault with its row and column."""
    told = refused(table(columns))
    assert expected == told[0][: len(expected)]


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    """Nobody can tell which of them is meant."""
    pq.write_table(pa.table([["a"], ["5"], ["6"]], names=["indicator", "value", "value"]), tmp_path / "t.parquet")
    assert ["a column is there twice: 'value'; keep one of them"] == refused(tmp_path / "t.parquet")


def test_a_long_text_that_repeats_takes_no_memory(tmp_path: Path) -> None:
    """A hundred thousand times the same megabyte is told by its first, and never written out."""
    said = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["n" * 1_000_000])
    pq.write_table(pa.table({"indicator": said, "value": ["5"] * 100_000}), tmp_path / "t.parquet")
    [told] = refused(tmp_path / "t.parquet")
    assert told.startswith("indicator: a text is too long: 1,000,000; expected at most 40,000 bytes")


@pytest.mark.parametrize("limit", ["_MOST_ROWS", "MAX_BYTES"])
def test_a_table_that_is_too_large_is_refused(table: Table, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """By what the file says of itself, before anything of it is unpacked."""
    file = table({"indicator": ["a", "b"], "value": ["5", "6"]})
    monkeypatch.setattr(module, limit, 1)
    [told] = refused(file)
    assert told.startswith("the table is too large: 2 rows of ")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" * 50, b"indicator,value\n", b"\x00" * 100])
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever bytes, one fault."""
    file = tmp_path / "t.parquet"
    file.write_bytes(content)
    [told] = refused(file)
    assert told.startswith("not a Parquet file, or a broken one: ")


@SLOW
@given(st.data())
def test_a_broken_file_is_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    """A file with a few bytes exchanged, or cut off: observations or the library's own errors, nothing else."""
    file = tmp_path / "t.parquet"
    write_observations_parquet([Observation("beds", "5 beds"), Observation("roads", "4.5 km", period=2022)], file)
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content[: data.draw(st.integers(0, len(content)) | st.just(len(content)))])
    try:
        read = read_parquet(file)
    except PublicServiceError as error:
        assert str(error)
    else:
        assert all(isinstance(one, Observation) for one in read)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """As of any other file."""
    with pytest.raises(MissingFileError, match="there is no such file"):
        read_parquet(tmp_path / "t.parquet")
    with pytest.raises(WrongTypeError, match="not a path"):
        read_parquet(5)  # type: ignore[arg-type]


def test_a_disk_that_breaks_is_told_as_the_file(monkeypatch: pytest.MonkeyPatch, table: Table) -> None:
    """An error that comes only when rows are asked for."""
    file = table({"indicator": ["a"], "value": ["5"]})

    class Broken:
        schema_arrow = pq.read_schema(file)
        metadata = pq.read_metadata(file)

        def __init__(self, *_: Any, **__: Any) -> None: ...

        def iter_batches(self, *_: Any, **__: Any) -> Any:
            raise OSError(errno.EIO, "Input/output error")
            yield

    monkeypatch.setattr(pq, "ParquetFile", Broken)
    [told] = refused(file)
    assert told.startswith("not a Parquet file, or a broken one: [Errno 5] Input/output error")


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for what is not installed is told what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "publicservice.io.parquet")
    with pytest.raises(MissingExtraError, match=r"pip install 'publicservice\[parquet\]'"):
        importlib.import_module("publicservice.io.parquet")


def test_a_row_that_no_row_can_hold_is_refused_by_the_name_of_what_it_is(tmp_path: Path) -> None:
    """The reason is that of `observation_rows`, as an error of writing."""
    deep = Observation("a", "5 beds", place="Linyi, Shandong, CN")
    write_observations_parquet([deep], tmp_path / "o.parquet")
    assert issubclass(UnwritableError, ValueError)
    assert not issubclass(UnwritableError, ModelError)
    assert io.BytesIO((tmp_path / "o.parquet").read_bytes()).read(4) == b"PAR1"
