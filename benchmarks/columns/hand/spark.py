"""The work in Spark, on this machine alone: a window, since it takes less than a join there."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812  (what everybody calls it)

from benchmarks.columns.hand import GOAL
from examples.spark.java_for_spark import java_home

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
}


@cache
def session() -> SparkSession:
    """A session with all cores and half of the memory of this machine."""
    os.environ |= {"JAVA_HOME": str(java_home()), "SPARK_LOCAL_IP": "127.0.0.1"}
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**21
    builder = SparkSession.builder.master("local[*]").config("spark.driver.memory", f"{half}m")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def load(path: Path) -> DataFrame:
    """The file in memory."""
    frame = session().read.parquet(str(path)).cache()
    frame.count()
    return frame


def finish(result: DataFrame) -> int:
    """Run it to its end without bringing the rows to Python."""
    result.write.format("noop").mode("overwrite").save()
    return 0


def _percent(part: Column, whole: Column) -> Column:
    return F.when(whole > 0, part * 100 / whole)


def completion(frame: DataFrame) -> DataFrame:
    """In percent; null where the target is zero or missing."""
    target = F.col("target")
    return frame.withColumn("completion", F.when(target != 0, F.col("actual") * 100 / target))


def met(frame: DataFrame) -> DataFrame:
    """Whether the target was reached, in words; null where a number is missing."""
    reached = F.col("actual") >= F.col("target")
    return frame.withColumn("met", F.when(reached, "met").when(~reached, "not met"))


def year_on_year(frame: DataFrame) -> DataFrame:
    """In percent of the year before; null where that year is not there or not above zero."""
    years = Window.partitionBy("indicator", "area").orderBy("year")
    is_before = F.lag("year").over(years) == F.col("year") - 1
    before = F.when(is_before, F.lag("actual").over(years))
    found = frame.withColumn("before", before)
    return found.withColumn("change", _percent(F.col("actual") - F.col("before"), F.col("before"))).drop("before")


def coverage_gap(frame: DataFrame) -> DataFrame:
    """How far below the goal, in percentage points and in people."""
    covered, eligible = F.col("covered"), F.col("eligible")
    people = F.when(eligible > 0, GOAL / 100 * eligible - covered)
    return frame.withColumns({"points": GOAL - _percent(covered, eligible), "people": people})


def group_gap(frame: DataFrame) -> DataFrame:
    """How the groups stand apart in each indicator and year: the worst, the distances, and what closing them brings."""
    covered, eligible, rate, overall = (F.col(name) for name in ("covered", "eligible", "rate", "overall"))
    one_set = Window.partitionBy("indicator", "year")
    groups = frame.groupBy("indicator", "year", "group").agg(
        F.sum("covered").alias("covered"), F.sum("eligible").alias("eligible")
    )
    all_of_set = F.sum("covered").over(one_set) * 100 / F.sum("eligible").over(one_set)
    rates = groups.withColumns({"rate": covered * 100 / eligible, "overall": all_of_set})
    low, high = F.min(rate), F.max(rate)
    return rates.groupBy("indicator", "year").agg(
        F.count("*").alias("groups"),
        F.min_by("group", "rate").alias("worst"),
        (high - low).alias("difference"),
        F.when(low != 0, high / low).alias("ratio"),
        F.any_value(overall).alias("overall"),
        (F.sum(F.abs(rate - overall) * eligible) / F.sum("eligible")).alias("mean_difference"),
        (high - F.any_value(overall)).alias("attributable"),
    )
