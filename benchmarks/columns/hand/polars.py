"""The work in Polars, on lazy frames."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.columns.hand import GOAL, KEY

_COVERED, _ELIGIBLE = pl.col("covered"), pl.col("eligible")


def load(path: Path) -> pl.LazyFrame:
    """The file in memory."""
    return pl.read_parquet(path).lazy()


def scan(path: Path) -> pl.LazyFrame:
    """The file where it is."""
    return pl.scan_parquet(path)


def finish(result: pl.LazyFrame) -> int:
    """Run it."""
    return result.collect().height


def sink(result: pl.LazyFrame, path: Path) -> None:
    """Run it piece by piece into a file."""
    result.sink_parquet(path)


def completion(frame: pl.LazyFrame) -> pl.LazyFrame:
    """In percent; null where the target is zero or missing."""
    rate = pl.col("actual") * 100 / pl.col("target")
    return frame.with_columns(completion=pl.when(pl.col("target") != 0).then(rate))


def met(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Whether the target was reached, in words; null where a number is missing."""
    reached = pl.col("actual") >= pl.col("target")
    return frame.with_columns(met=pl.when(reached).then(pl.lit("met")).when(~reached).then(pl.lit("not met")))


def year_on_year(frame: pl.LazyFrame) -> pl.LazyFrame:
    """In percent of the year before; null where that year is not there or not above zero."""
    before = frame.select("indicator", "area", pl.col("year") + 1, pl.col("actual").alias("before"))
    now, was = pl.col("actual"), pl.col("before")
    change = pl.when(was > 0).then((now - was) * 100 / was)
    return frame.join(before, on=KEY, how="left").with_columns(change=change).drop("before")


def coverage_gap(frame: pl.LazyFrame) -> pl.LazyFrame:
    """How far below the goal, in percentage points and in people."""
    some = pl.when(_ELIGIBLE > 0)
    return frame.with_columns(
        points=some.then(GOAL - _COVERED * 100 / _ELIGIBLE), people=some.then(GOAL / 100 * _ELIGIBLE - _COVERED)
    )


def group_gap(frame: pl.LazyFrame) -> pl.LazyFrame:
    """How the groups stand apart in each indicator and year: the worst, the distances, and what closing them brings."""
    summed = frame.group_by("indicator", "year", "group").agg(_COVERED.sum(), _ELIGIBLE.sum())
    rate, overall = pl.col("rate"), _COVERED.sum() * 100 / _ELIGIBLE.sum()
    rates = summed.with_columns(rate=_COVERED * 100 / _ELIGIBLE)
    return rates.group_by("indicator", "year").agg(
        groups=pl.len(),
        worst=pl.col("group").get(rate.arg_min()),
        difference=rate.max() - rate.min(),
        ratio=pl.when(rate.min() != 0).then(rate.max() / rate.min()),
        overall=overall,
        mean_difference=((rate - overall).abs() * _ELIGIBLE).sum() / _ELIGIBLE.sum(),
        attributable=rate.max() - overall,
    )
