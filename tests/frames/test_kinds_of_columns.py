"""Columns as users bring them: of types that one engine has and another has not, empty, and with names that clash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import publicservice as ps
from publicservice import frames
from publicservice.errors import ModelError, WrongTypeError
from tests.engines import Engine, every_engine

LARGE = 2**53
DECIMALS = pa.decimal128(38, 18)
NO_DATE: Any = pd.NaT
VIEWS = pa.table({"actual": [1], "comparator": pa.array(["at least"], pa.string_view())})
PLAN = ps.Plan("P", period=2021, targets=[ps.Target("rate", "at least 0.7")])
TOLD = pl.DataFrame({"indicator": ["rate"], "value": [0.7], "period": ["2021"]})


def nullable(*cells: int | None) -> Any:
    """A column of pandas' integers, of which some may be missing."""
    return pd.array(cells, dtype="Int64")


def of_decimals(*cells: str) -> Any:
    """A column of decimals in pandas, kept by PyArrow."""
    return pd.Series([Decimal(cell) for cell in cells], dtype=pd.ArrowDtype(DECIMALS))


# --- integers and decimals that are decided exactly


@pytest.mark.parametrize(
    ("actual", "low", "expected"),
    [
        (of_decimals("99.999999999999999999"), nullable(100), "not met"),
        (nullable(100), Decimal("99.999999999999999999"), "met"),
        (nullable(LARGE + 1), Decimal("9007199254740992.0001"), "met"),
        (nullable(LARGE), Decimal("9007199254740992.0001"), "not met"),
    ],
)
def test_integers_of_so_many_bits_decide_as_those_without_end(actual: Any, low: Any, expected: str) -> None:
    """100 is 100, whether NumPy keeps it or Python does: products of NumPy's integers overflow without a word."""
    columns = {"actual": actual} | ({} if isinstance(low, Decimal) else {"low": low})
    at = low if isinstance(low, Decimal) else "low"
    found = frames.met(pd.DataFrame(columns), comparator="at least", low=at, high=None)
    assert [expected] == found["met"].tolist()


def test_claims_about_nullable_counts_are_verified() -> None:
    """686,000 +- 500 of 630,000 +- 5 is 108.8 to 109.0 %, never 100.0; 0 to 600 of 305 to 315 may be 33.3 %."""
    counts = {"actual": nullable(686_000, 100), "target": nullable(630_000, 310), "says": [100.0, 33.3]}
    steps: dict[str, Any] = {"says_step": 0.1, "actual_step": 1000, "target_step": 10}
    found = frames.verify_completion(pd.DataFrame(counts), **steps, unit="job")
    assert ["inconsistent", "consistent"] == found["verdict"].tolist()


def test_an_empty_cell_that_a_row_does_not_need_does_not_matter() -> None:
    """Pandas' own word for a missing number stands beside a row that is decided exactly."""
    rows = {"actual": [LARGE + 1, 1], "low": [2.0**53, 0.5], "high": nullable(None, 9)}
    found = frames.met(pd.DataFrame(rows | {"comparator": ["at least", "at most"]}))
    assert ["met", "met"] == found["met"].tolist()


@pytest.mark.parametrize("cell", ["5.56", "0.07", "990397.44", "-1234567.89"])
@every_engine
def test_a_decimal_and_a_float_of_one_number_are_one_number(engine: Engine, cell: str) -> None:
    """PyArrow casts some decimals to a neighbour of the float that is nearest; nobody sees it."""
    decimals = pa.array([Decimal(cell)], pa.decimal128(12, 2))
    rows = engine.of_table(pa.table({"actual": [5.0], "target": [float(cell)], "baseline": decimals}))
    if engine.name == "pandas":  # which keeps them as objects, if not by PyArrow
        with pytest.raises(WrongTypeError, match="holds no numbers: Object"):
            frames.completion_rate(rows, baseline="baseline")
        return
    told = engine.rows(frames.completion_rate(rows, baseline="baseline", reason="why"))[0]
    assert (None, "target equals baseline") == (told["completion"], told["why"])
    counts = engine.of_table(pa.table({"covered": [1.0], "eligible": decimals, "excluded": [float(cell)]}))
    told = engine.rows(frames.coverage_rate(counts, excluded="excluded", reason="why"))[0]
    assert (None, "negative eligible" if cell.startswith("-") else "no eligible") == (told["coverage"], told["why"])


@every_engine
def test_what_differs_beyond_binary_floats_is_not_called_equal(engine: Engine) -> None:
    """0.63 apart at 4 * 10**17: there is a way from one to the other, and floats do not know how long it is."""
    near = pa.array([Decimal("410971574881195655.37")], pa.decimal128(38, 2))
    rows = engine.of_table(pa.table({"actual": [1.0], "target": [410971574881195656], "baseline": near}))
    if engine.name == "pandas":
        rows = rows.assign(baseline=of_decimals("410971574881195655.37"))
    told = engine.rows(frames.completion_rate(rows, baseline="baseline", reason="why"))[0]
    assert (None, "target and baseline are too close for binary floats") == (told["completion"], told["why"])


# --- names


@every_engine
def test_a_name_that_the_engine_takes_for_another_is_taken(engine: Engine) -> None:
    """In SQL, Completion and completion are one column: a new one would be lost, or its cells the user's own."""
    rows = engine.frame({"actual": [1], "target": [2], "Completion": [99.0]})
    if engine.name in {"duckdb", "spark"}:
        with pytest.raises(ModelError, match="already has a column of that name: 'completion'; give another: into="):
            frames.completion_rate(rows)
        with pytest.raises(ModelError, match="two new columns of one name: 'WHY'"):
            frames.completion_rate(rows, into="why", reason="WHY")
    else:
        found = engine.rows(frames.completion_rate(rows))[0]
        assert (99.0, 50.0) == (found["Completion"], found["completion"])


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda rows: frames.aggregate(rows, kind="flow", by=["Total"]), "two columns of the result would have one"),
        (lambda rows: frames.aggregate(rows, kind="flow", by=["Periods"]), "two columns of the result would have one"),
        (lambda rows: frames.gaps_by(rows, by=["Worst"]), "by= has the name of a result or of the groups: Worst"),
    ],
)
def test_keys_that_the_engine_takes_for_results_are_refused(call: Callable[[Any], Any], problem: str) -> None:
    """The user's keys would come out as the total, and the other way round."""
    columns = '\'a\' "Total", 1 "Periods", \'b\' "Worst", 2020 as "year", 1 as "value", \'c\' as "group"'
    with pytest.raises(ModelError, match=problem):
        call(duckdb.sql(f"select {columns}, 1 as covered, 2 as eligible"))


def test_names_of_columns_that_come_and_go_are_refused() -> None:
    """A new column of such a name would go with them."""
    rows = pl.DataFrame({"actual": [1], "target": [2]})
    for names in ({"into": "_publicservice_actual"}, {"reason": "_PublicService_why"}):
        with pytest.raises(ModelError, match="names that begin with _publicservice_ are for columns that come and go"):
            frames.completion_rate(rows, **names)


@pytest.mark.parametrize("cells", [["actual", "target", "target"], ["x", "actual", "x"]])
def test_two_columns_of_one_name_are_refused(cells: list[str]) -> None:
    """Nobody could say which of the two is meant."""
    given = [pd.DataFrame([[1, 2, 3]], columns=cells), pa.Table.from_arrays([pa.array([1])] * 3, names=cells)]
    for frame in given:
        with pytest.raises(ModelError, match="a frame has two columns of one name"):
            frames.completion_rate(frame)


# --- types that need a word


def test_groups_may_be_categories() -> None:
    """Urban has 1 of 2 and rural 2 of 3: urban is the worst off, however its name is kept."""
    rows = pd.DataFrame({"group": pd.Categorical(["urban", "rural"]), "covered": [1, 2], "eligible": [2, 3]})
    assert ["urban"] == frames.gaps_by(rows, by=[])["worst"].tolist()
    assert ["urban"] == frames.gaps_by(pa.Table.from_pandas(rows), by=[])["worst"].to_pylist()
    assert ["urban"] == frames.gaps_by(pl.from_pandas(rows), by=[])["worst"].to_list()


@pytest.mark.parametrize("short", [pl.Float32, pa.float16()])
def test_observations_in_short_floats_are_refused(short: Any) -> None:
    """0.7 in 32 bits is 0.699999988, and "at least 0.7" was then not met."""
    if short is pl.Float32:
        rows: Any = TOLD.cast({"value": short})
    else:
        table = TOLD.to_arrow()
        rows = table.set_column(1, "value", table["value"].cast(short))
    for call in (frames.frame_to_observations, lambda given: frames.assess_frame(PLAN, given, "2021-12-31")):
        with pytest.raises(WrongTypeError, match="the column 'value' is of short floats, which do not say which"):
            call(rows)
    assert ["met"] == frames.assess_frame(PLAN, TOLD, "2021-12-31")["status"].to_list()


def test_short_floats_that_are_left_out_do_not_matter() -> None:
    """Of the columns of a table, only those that are read are asked of what type they are."""
    rows = TOLD.with_columns(pl.lit(0.5, dtype=pl.Float32).alias("weight"))
    assert ps.figure("0.7", exact=True) == frames.frame_to_observations(rows, ignore=["weight"])[0].value


@pytest.mark.parametrize("make", [pl.DataFrame, pa.table, pd.DataFrame])
def test_a_column_in_which_nothing_stands_is_one_of_missing_numbers(make: Callable[[dict[str, Any]], Any]) -> None:
    """No goal is "at most", so that nobody has filled in the upper numbers, and their column has no type."""
    rows = {"comparator": ["at least"] * 2, "low": [1, 2], "actual": [1, 1], "high": [None] * 2}
    assert ["met", "not met"] == list(map(str, frames.met(make(rows))["met"]))
    told = frames.completion_rate(make({"actual": [None], "target": [1]}), reason="why")
    assert ["missing actual"] == list(map(str, told["why"]))


def test_an_empty_table_without_types_is_no_fault() -> None:
    """Pandas keeps an empty column as objects."""
    found = frames.completion_rate(pd.DataFrame(columns=["actual", "target"]))
    assert (0, ["actual", "target", "completion"]) == (len(found), list(found))


def test_short_years_have_room_for_their_months() -> None:
    """2800 * 12 is more than 16 bits hold."""
    types = {"year": pl.Int16, "month": pl.Int8, "value": pl.Int64}
    rows = pl.DataFrame({"year": [2800], "month": [1], "value": [5]}, schema=types)
    found = frames.aggregate(rows, kind="stock", period=["year", "month"], over="2800")
    assert [(5.0, 1, 11, None)] == found.rows()
    short = duckdb.sql('select 9999::smallint as "year", 1 as "month", 5 as "value"')
    total: Any = frames.aggregate(short, kind="flow", period=["year", "month"])
    assert [(5.0, 1, 0, None)] == total.fetchall()


def test_of_nothing_there_is_one_kind() -> None:
    """0.0 and -0.0 are one key."""
    table = pa.table({"k": [0.0, -0.0], "year": [2020, 2021], "value": [1.0, 2.0]})
    assert [None, 100.0] == frames.year_on_year(table, by=["k"])["change"].to_pylist()


# --- arguments


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: frames.observations_to_frame(ps.Observation("a", "5 jobs"), "pandas"), "not observations"),  # type: ignore[arg-type]
        (lambda: frames.observations_to_frame(None, "pandas"), "not observations: None"),  # type: ignore[arg-type]
        (lambda: frames.assess_frame(PLAN, TOLD, "2021", matches=["a"]), "matched with is given by a mapping"),  # type: ignore[arg-type]
        (lambda: frames.assess_frame(PLAN, TOLD, "2021", columns=["a"]), "columns are named by a mapping"),  # type: ignore[arg-type]
        (lambda: frames.assess_frame(PLAN, TOLD, "2021", columns={"indicator": 5}), "a column is named by a text"),  # type: ignore[dict-item]
        (lambda: frames.pace(pl.DataFrame({"completion": [5.0]}), period=2021, on=NO_DATE), "or a date: NaT"),
        (
            lambda: frames.status(TOLD, actual="value", as_of=NO_DATE, comparator="at least", low=5, due="period"),
            "as_of= takes a date: NaT",
        ),
        (
            lambda: frames.met(VIEWS, low=5),
            "the column 'comparator' is of a kind of texts that PyArrow cannot compare: string_view",
        ),
    ],
)
def test_what_is_of_another_type_is_refused_in_our_own_words(call: Callable[[], Any], problem: str) -> None:
    """None of these was an error of the library."""
    with pytest.raises(WrongTypeError, match=problem):
        call()


def test_a_date_with_a_time_is_its_day() -> None:
    """The half of 2021 had passed on 2 July, at noon as well."""
    rows = pd.DataFrame({"completion": [50.0]})
    for start in (date(2021, 1, 1), datetime(2021, 1, 1, 12, 0)):  # noqa: DTZ001  (no zone: a day is meant)
        found = frames.pace(rows, start=start, end=date(2021, 12, 31), on=date(2021, 7, 1))["pace"]
        assert 50 - 182 * 100 / 365 == pytest.approx(found[0])
