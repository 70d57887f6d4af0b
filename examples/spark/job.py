"""
The work itself: nothing here knows whether it runs on a cluster or on one machine.

    spark-submit --master spark://... job.py SOURCE RESULTS

reads rows of indicator, area, group, year, actual, target, covered and eligible from Parquet, and writes two results.
"""

from __future__ import annotations

import sys
from typing import Any

from pyspark.sql import SparkSession

from publicservice import frames


def progress(rows: Any) -> Any:
    """Each row with how much of its target was reached, and its change from the year before."""
    rows = frames.completion_rate(rows, reason="no_completion")
    return frames.year_on_year(rows, value="actual", period="year", by=["indicator", "area"], reason="no_change")


def gaps(rows: Any) -> Any:
    """How far apart the groups stand, in each indicator and year."""
    return frames.gaps_by(rows, by=["indicator", "year"])


def main(source: str, results: str) -> None:
    """Run on whatever Spark this was submitted to."""
    spark = SparkSession.builder.appName("publicservice").getOrCreate()
    rows = spark.read.parquet(source)
    progress(rows).write.parquet(f"{results}/progress")
    gaps(rows).write.parquet(f"{results}/gaps")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
