"""`assess_frame`: on every engine the rows that `assess` gives of the same observations."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import publicservice as ps
from publicservice.errors import NotFoundError, WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.frames import assess_frame, observations_to_frame
from tests.engines import Columns, Engine, every_engine

EXAMPLES = Path(__file__).parents[2] / "examples"
DATES = {"on", "finish_first", "finish_last"}


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row with floats for numbers, as frames have them; a missing number of a frame is None."""
    return {name: cell if cell is None or isinstance(cell, str | date) else float(cell) for name, cell in row.items()}


def told_by(engine: Engine, frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame; pandas keeps dates with a time, and a number that is missing as one that is none."""
    rows = engine.rows(frame)
    for row in rows:
        for name, cell in row.items():
            if name in DATES and cell is not None and type(cell) is not date:
                row[name] = cell.date()
            if isinstance(cell, float) and cell != cell:  # noqa: PLR0124  (what is not a number differs from itself)
                row[name] = None
    return rows


def linyi() -> tuple[ps.Plan, ps.Report]:
    """A real plan, and made-up results in which every status comes up."""
    plan = ps.read_plan(EXAMPLES / "plans" / "linyi-2022.yaml")
    return plan, ps.read_report(EXAMPLES / "reports" / "linyi-2022-made-up.yaml")


@every_engine
def test_every_engine_gives_the_rows_of_assess(engine: Engine) -> None:
    """Linyi's plan against a hundred observations, most of which speak of nothing in it."""
    plan, report = linyi()
    texts: pl.DataFrame = observations_to_frame(report, "polars").drop("number", "number_low", "number_high")
    noise = pl.concat(
        [texts.with_columns(indicator=pl.lit(f"rainfall {n}"), id=pl.lit(None, dtype=pl.String)) for n in range(3)]
    )
    columns: Columns = pl.concat([noise, texts]).to_dict(as_series=False)
    expected = ps.assess(plan, ps.observations_from_rows(texts.iter_rows(named=True)), as_of="2022-11-30")
    told = told_by(engine, assess_frame(plan, engine.frame(columns), "2022-11-30"))
    assert {"met", "not met", "undecided", "not due", "no data"} <= {row["status"] for row in told}
    key = [str((row["id"], row["title"], row["place"], row["period"])) for row in told]
    assert len(set(key)) == len(key)
    by_key = {str((row["id"], row["title"], row["place"], row["period"])): plain(row) for row in expected.to_rows()}
    assert by_key == dict(zip(key, told, strict=True))


def test_aliases_ids_and_parts_are_found() -> None:
    """A row may go by an alias, by an id, by what the caller names, or by a part's name beside its whole's."""
    jobs = ps.Target(
        "new urban jobs", "10 jobs", id="jobs", parts=[ps.Target("youths", "4 jobs")], parts_are="of which"
    )
    plan = ps.Plan("Jobs", period=2021, targets=[jobs, ps.Target("roads", "5 km"), ps.Target("beds", "9 beds")])
    rows = pl.DataFrame(
        {
            "indicator": ["something", "motorways", "hospital places", "youths new urban jobs", "rain"],
            "aliases": [None, "highways; Roads", None, None, None],
            "id": ["jobs", None, "places", None, None],
            "value": ["12", "7", "8", "5", "1"],
            "unit": ["jobs", "km", "beds", "jobs", "mm"],
            "period": [2021] * 5,
        }
    )
    made = assess_frame(plan, rows, date(2021, 12, 31), matches={"beds": "places"})
    status = dict(zip(made["title"], made["status"], strict=True))
    assert {"new urban jobs": "met", "youths": "met", "roads": "met", "beds": "not met"} == status
    report = ps.observations_from_rows(rows.iter_rows(named=True))
    expected = ps.assess(plan, report, as_of="2021-12-31", matches={"beds": ["places"]}).to_rows()
    assert list(map(plain, expected)) == made.to_dicts()


def test_what_is_wrong_in_rows_that_matter_is_told() -> None:
    """A fault in a row of the plan's own indicator is an error, with its row; one elsewhere is never read."""
    plan = ps.Plan("Beds", period=2021, targets=[ps.Target("beds", "9 beds")])
    rows: dict[str, list[object]] = {
        "indicator": ["rain", "beds"],
        "value": ["much", "many"],
        "unit": ["mm", "beds"],
        "period": [2021, 2021],
    }
    with pytest.raises(FaultyFileError, match=r"row 1, value: .*many"):
        assess_frame(plan, pl.DataFrame(rows), "2021-12-31")
    rows["value"][1] = "9"
    assert ["met"] == assess_frame(plan, pl.LazyFrame(rows), "2021-12-31").collect()["status"].to_list()


def test_wrong_calls_name_the_argument() -> None:
    """No plan, no column of indicators, names that are numbers, and a target that is not there."""
    plan = ps.Plan("Beds", period=2021, targets=[ps.Target("beds", "9 beds")])
    rows = pl.DataFrame({"indicator": ["beds"], "value": ["9"], "unit": ["beds"]})
    with pytest.raises(WrongTypeError, match="only a plan is assessed"):
        assess_frame("plan", rows, "2021-12-31")  # type: ignore[arg-type]  # what a caller without types may do
    with pytest.raises(NotFoundError, match=r"'Indikator' \(as indicator=\)"):
        assess_frame(plan, rows, "2021-12-31", columns={"indicator": "Indikator"})
    with pytest.raises(WrongTypeError, match="'indicator' holds no names: Int64"):
        assess_frame(plan, pl.DataFrame({"indicator": [1], "value": ["9"]}), "2021-12-31")
    with pytest.raises(NotFoundError, match="no observation has this id: 'b'"):
        assess_frame(plan, rows, "2021-12-31", matches={"beds": "b"})
