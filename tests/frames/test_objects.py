"""Between objects and columns, and what is refused at the door: what is no frame, and a missing narwhals."""

from __future__ import annotations

import pickle
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import narwhals
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import publicservice as ps
from publicservice.errors import MissingExtraError, ModelError, NotFoundError, WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.frames import (
    completion_rate,
    extra,
    frame_to_observations,
    met,
    observations_to_frame,
    plan_to_frame,
    status,
    year_on_year,
)  # fmt: skip
from publicservice.model.observation import Observation
from publicservice.model.rows_out import observation_rows

PLAN = ps.Plan(
    "Riverton",
    period=2024,
    place="Riverton, Shandong, CN",
    programmes=[
        ps.Programme(
            "Health",
            targets=[
                ps.Target("beds", "at least 1,200 beds"),
                ps.Target("vacancies", "at most 5 %", baseline="7 %", period="since 2023"),
                ps.Target("coverage", ps.keep("at least 85.5 %")),
                ps.Target("towns", "between 10 and 15 towns"),
                ps.Target("parks", "at least 1 park in each of 5 districts", period="undated"),
                ps.Target("teachers", "nearly 30 teachers"),
            ],
        )
    ],
    targets=[ps.Target(ps.Indicator("jobs", unit="job", kind="flow", better="higher"), "47,300 jobs", period=None)],
)
BACKENDS = ["pandas", "polars", "pyarrow"]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows of an eager frame, with None for what is missing."""
    rows = nw.from_native(frame).iter_rows(named=True)
    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_plan_is_a_frame_that_verbs_read(backend: str) -> None:
    """Each target is a row, whose word and numbers `met` and `status` read; other goals have their text."""
    frame = plan_to_frame(PLAN, backend)
    rows = {row["indicator"]: row for row in rows_of(frame)}
    goals = {name: (row["comparator"], row["low"], row["high"], row["keep"]) for name, row in rows.items()}
    assert {
        "jobs": ("reach", 47_300.0, None, False),
        "beds": ("at least", 1200.0, None, False),
        "vacancies": ("at most", None, 5.0, False),
        "coverage": ("at least", 85.5, None, True),
        "towns": ("between", 10.0, 15.0, False),
        "parks": (None, None, None, False),
        "teachers": (None, None, None, False),
    } == goals
    assert ("Health", 7.0, "%", None) == tuple(
        rows["vacancies"][name] for name in ("programme", "baseline", "unit", "due")
    )
    assert (None, "flow", "higher") == tuple(rows["jobs"][name] for name in ("programme", "kind", "better"))
    assert (2024, 12, 31) == (rows["beds"]["due"].year, rows["beds"]["due"].month, rows["beds"]["due"].day)
    judged = status(met(frame, actual="low", better="better"), actual="low", as_of=date(2024, 12, 31), start="start")
    told = {row["indicator"]: (row["met"], row["status"]) for row in rows_of(judged)}
    assert ("met", "met") == told["beds"]
    assert (None, "not measurable") == told["parks"]


def test_the_numbers_of_a_row_are_in_its_unit() -> None:
    """One hectare is fifteen mu: goal and baseline are brought to the indicator's unit, as in `target_rows`."""
    green = ps.Target(
        ps.Indicator("green area", unit="mu"),
        "at least 10 ha",
        baseline="2 ha",
        parts=[ps.Target("in the old town", "4 ha")],
    )
    plan = ps.Plan("P", programmes=[ps.Programme("City", programmes=[ps.Programme("Parks", targets=[green])])])
    whole, part = rows_of(plan_to_frame(plan, pl))
    assert ("mu", 150.0, 30.0) == (whole["unit"], whole["low"], whole["baseline"])
    assert (("City > Parks", None), ("City > Parks", whole["id"])) == tuple(
        (row["programme"], row["part_of"]) for row in (whole, part)
    )


def test_a_plan_without_targets_is_an_empty_frame() -> None:
    """The columns are there all the same."""
    frame = plan_to_frame(ps.Plan("Empty"), pl)
    assert (0, 18) == frame.shape


@pytest.mark.parametrize("backend", BACKENDS)
def test_observations_come_back_as_they_were(backend: str) -> None:
    """What goes into a frame is read back equal, printed precision and all."""
    report = ps.example("anhui-2021-11")
    frame = observations_to_frame(report, backend)
    assert observation_rows(report) == observation_rows(frame_to_observations(frame))
    one = Observation("jobs", "686,000 jobs", period="2021-01/2021-11")
    two = Observation("stability", result="basically stable")
    many = Observation("towns", "more than 12 towns")
    made = observations_to_frame([one, two, many], backend)
    assert (one, two, many) == frame_to_observations(made)
    numbers = [(row["number"], row["number_low"], row["number_high"]) for row in rows_of(made)]
    assert [(686_000.0, 685_500.0, 686_500.0), (None, None, None), (12.0, 12.0, None)] == numbers


def test_no_observations_are_an_empty_frame() -> None:
    """The columns are there all the same, and nothing comes back."""
    frame = observations_to_frame([], "polars")
    assert ["indicator", "value", "number", "number_low", "number_high"] == frame.columns


def test_frames_of_other_people() -> None:
    """Numbers, dates and other names of columns are read, lazy frames run, and faults are told by row and column."""
    frame = pl.LazyFrame({"was": ["beds"], "wert": [12.5], "year": [date(2021, 5, 31)]})
    names = {"indicator": "was", "value": "wert", "period": "year"}
    (found,) = frame_to_observations(frame, columns=names)
    assert ("12.5", ps.period("2021-05-31")) == (str(found.value), found.period)
    times = pd.DataFrame({"indicator": ["a", "b"], "value": [1, 2], "period": pd.to_datetime(["2021-05-31", None])})
    assert [ps.period("2021-05-31"), None] == [one.period for one in frame_to_observations(times)]
    with pytest.raises(FaultyFileError, match="'table' has 1 fault"):
        frame_to_observations(pl.DataFrame({"indicator": ["a"], "value": ["many"]}), name="table")


@pytest.mark.parametrize("backend", ["excel", None, 5, "duckdb"])
def test_engines_that_make_no_frames(backend: Any) -> None:
    """An engine that nobody knows, or that is lazy, is refused with those that there are."""
    with pytest.raises(WrongTypeError, match="no engine of that name makes frames"):
        plan_to_frame(PLAN, backend)


def test_what_is_no_plan_and_no_observation() -> None:
    """The types are asked for."""
    with pytest.raises(WrongTypeError, match="not a plan: 5"):
        plan_to_frame(5, "polars")  # type: ignore[arg-type]  # what a caller without types may do
    with pytest.raises(WrongTypeError, match="item 1 is not an Observation"):
        observations_to_frame([5], "polars")  # type: ignore[list-item]  # as above


# --- at the door


@pytest.mark.parametrize("given", [[1], {"actual": [1]}, np.array([1]), pd.Series([1]), pl.Series([1]), None, "x"])
def test_what_is_no_frame(given: Any) -> None:
    """Lists, dicts, arrays, series: each is refused by its type, with what to do."""
    with pytest.raises(WrongTypeError, match=r"not a frame: .*; make one first") as caught:
        completion_rate(given)
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))


def test_frames_of_narwhals_come_back_as_such() -> None:
    """A frame that is narwhals' already comes back as the same class, stable or not, lazy or not."""
    table = pl.DataFrame({"actual": [1], "target": [2]})
    frames = [
        nw.from_native(table),
        nw.from_native(table.lazy()),
        narwhals.from_native(table),
        narwhals.from_native(table.lazy()),
    ]
    for frame in frames:
        assert type(frame) is type(completion_rate(frame))


def test_frames_without_columns() -> None:
    """A frame without columns has no such column, and says so."""
    for empty in (pd.DataFrame(), pl.DataFrame(), pl.LazyFrame(), pa.table({})):
        with pytest.raises(
            NotFoundError, match=r"no such columns: 'actual' \(as actual=\).*expected columns, and it has none"
        ):
            completion_rate(empty)


def test_many_columns_are_not_all_shown() -> None:
    """The message names the first columns and the nearest name."""
    frame = pl.DataFrame({"actuel": [1], **{f"c{at}": [1] for at in range(30)}})
    with pytest.raises(NotFoundError, match=r"'c10' \.\.\.; did you mean 'actuel'") as caught:
        completion_rate(frame, target=5)
    assert len(str(caught.value)) < 300
    with pytest.raises(NotFoundError, match=r"name the column: value='\.\.\.'"):
        year_on_year(pl.DataFrame({"zz": [1]}), period="zz")


@pytest.mark.parametrize(
    ("column", "seen"),
    [
        (pl.Series(["1"]), "String"),
        (pl.Series([True]), "Boolean"),
        (pl.Series([[1]]), "List"),
        (pl.Series([1.0], dtype=pl.Float32), "Float32"),
        (pl.Series([None]), "Unknown"),
        (pd.Series([object()]), "Object"),
    ],
)
def test_columns_of_other_types(column: Any, seen: str) -> None:
    """What holds no numbers, or numbers that are not what they print as, is refused by name, lazy or not."""
    frame = (
        pd.DataFrame({"actual": column}) if isinstance(column, pd.Series) else pl.DataFrame({"actual": column}).lazy()
    )
    with pytest.raises(WrongTypeError, match=rf"the column 'actual' \(actual=\).*{seen}"):
        completion_rate(frame, target=5)


def test_new_columns_are_new() -> None:
    """A name that is taken is refused before a lazy frame runs."""
    frame = pl.LazyFrame({"actual": [1], "target": [1], "completion": [1]})
    with pytest.raises(ModelError, match="already has a column of that name: 'completion'; give another: into="):
        completion_rate(frame)


@pytest.mark.parametrize("absent", ["narwhals", "numpy"])
def test_the_one_import_of_what_the_extra_brings(monkeypatch: pytest.MonkeyPatch, absent: str) -> None:
    """The file that imports narwhals and NumPy turns their absence into the library's own error."""
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(MissingExtraError, match="columns need the packages narwhals and numpy"):
        runpy.run_path(str(Path(extra.__file__)))


def test_without_narwhals_the_extra_is_named() -> None:
    """Where narwhals is missing, `publicservice` works, and its frames say which extra to install."""
    code = (
        "import sys; sys.modules['narwhals'] = None; import publicservice as ps; print(ps.figure('5 beds'))\n"
        "try:\n    import publicservice.frames\n"
        "except ps.errors.MissingExtraError as error:\n    print(isinstance(error, ImportError), error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    told = "True columns need the packages narwhals and numpy, of which one is not installed; "
    assert ["5 beds (4.5 to 5.5)", f"{told}run: pip install 'publicservice[frames]'"] == done.stdout.splitlines()
