"""
The dataframe engines that one test runs on: `@every_engine` gives it each in turn, as `engine`.

An engine makes a frame of its kind from columns (`engine.frame`), and reads a frame of its kind back as plain rows
(`engine.rows`). Both go by way of PyArrow and not of narwhals, so that what they say does not depend on what is tested.
"""

from __future__ import annotations

import atexit
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import frozen
from pyspark.sql import DataFrame, SparkSession

from examples.spark.java_for_spark import java_home

Columns = Mapping[str, Sequence[object]]
Row = dict[str, Any]

# C1 alone and one collector thread: a test asks many small questions, and none long enough to be worth optimising.
_JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SPARK: dict[str, bool | float | int | str | None] = {
    "spark.ui.enabled": False,
    "spark.ui.showConsoleProgress": False,
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": _JAVA_OPTIONS,
    "spark.default.parallelism": 1,
    "spark.sql.shuffle.partitions": 1,
    "spark.sql.session.timeZone": "UTC",
}


@frozen
class Engine:
    """
    One kind of frame.

    Attributes:
        name: What the engine is called in the names of tests.
        kind: The type of its frames.
        of_table: Makes a frame of a PyArrow table.
        to_table: Runs the frame if it is lazy, and gives a PyArrow table.
        keeps_nan: Whether a missing number and one that is not a number stay two things.
        keeps_order: Whether rows come out in the order in which they went in, whatever is done with them.
        is_lazy: Whether a frame is a query that has not run yet.
    """

    name: str
    kind: type
    of_table: Callable[[pa.Table], Any]
    to_table: Callable[[Any], pa.Table]
    keeps_nan: bool = True
    keeps_order: bool = True
    is_lazy: bool = False

    def __str__(self) -> str:
        return self.name

    def frame(self, columns: Columns) -> Any:
        """A frame with these columns. Whole numbers are int64, others float64; one without any value is float64 too."""
        return self.of_table(table_of(columns))

    def rows(self, frame: Any, order: Sequence[str] = ()) -> list[Row]:
        """The rows of a frame of this engine, sorted by the columns named; it must be of this engine's kind."""
        assert isinstance(frame, self.kind), f"{self.name} gave back a {type(frame)}"
        found: list[Row] = self.to_table(frame).to_pylist()
        return sorted(found, key=lambda row: tuple((row[name] is None, row[name]) for name in order))


def table_of(columns: Columns) -> pa.Table:
    """The columns as a PyArrow table."""
    arrays = {name: pa.array(values) for name, values in columns.items()}
    return pa.table({n: a.cast(pa.float64()) if pa.types.is_null(a.type) else a for n, a in arrays.items()})


def _no_java(reason: str) -> NoReturn:
    """Without Java the tests on Spark are skipped, but not where everything has to run."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def spark() -> SparkSession:
    """The one Spark session of this process: local, quiet, small, and stopped when the process ends."""
    try:
        home = java_home()
    except LookupError as error:
        _no_java(str(error))
    os.environ |= {"JAVA_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local[1]").appName("publicservice tests")
    session = builder.config(map=SPARK).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    atexit.register(session.stop)
    return session


@cache
def _duckdb() -> duckdb.DuckDBPyConnection:
    """One connection, since relations of two cannot be joined."""
    return duckdb.connect(config={"threads": 1})


def _spark_frame(table: pa.Table) -> DataFrame:
    """A frame of Spark. That it does not fully support pandas 3 is no matter, since none is involved."""
    session = spark()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        return session.createDataFrame(table)


ENGINES = (
    Engine(
        "pandas",
        pd.DataFrame,
        lambda table: table.to_pandas(),
        lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
        keeps_nan=False,
    ),
    Engine(
        "pandas-pyarrow",
        pd.DataFrame,
        lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
        lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
    ),
    Engine("polars", pl.DataFrame, pl.from_arrow, pl.DataFrame.to_arrow),
    Engine(
        "polars-lazy",
        pl.LazyFrame,
        lambda table: pl.DataFrame(pl.from_arrow(table)).lazy(),
        lambda frame: frame.collect().to_arrow(),
        is_lazy=True,
    ),
    Engine("pyarrow", pa.Table, lambda table: table, lambda table: table),
    Engine(
        "duckdb",
        duckdb.DuckDBPyRelation,
        lambda table: _duckdb().from_arrow(table),
        lambda relation: relation.to_arrow_table(),
        keeps_order=False,
        is_lazy=True,
    ),
    Engine("spark", DataFrame, _spark_frame, lambda frame: frame.toArrow(), keeps_order=False, is_lazy=True),
)

every_engine = pytest.mark.parametrize("engine", ENGINES, ids=str)
