"""
The figure of the same period a year earlier in lazy frames, which have to decide by themselves while they run.

- Polars, where keys are of integers: packed with the year into one number, by which the rows are sorted once. Whether
  the keys are too far apart for that, the query finds out while it runs, and then takes the window.
- All others: a window over the key in the order of years.

In both, the neighbours in that order tell which figure is of the year before, and whether a period is there twice.
"""

from __future__ import annotations

import functools
import operator
from typing import Any

from publicservice.frames.extra import nw
from publicservice.frames.plans import YEARS, Series, are_integers, by_neighbours, guarded, pack

__all__ = ["lazy_before"]

_PACKED = 2.0**62


def lazy_before(frame: nw.LazyFrame[Any], series: Series) -> nw.LazyFrame[Any]:
    """The frame with the figure of the year before, and whether the row's period or that year's is there twice."""
    guards = guarded(frame, series)
    if frame.implementation.is_polars() and are_integers(frame.collect_schema(), series.keys):
        return _by_one_key(guards, series)
    return _by_window(guards, series)


def _by_one_key(frame: nw.LazyFrame[Any], series: Series) -> nw.LazyFrame[Any]:
    """One sort by one number, where the keys fit into it; the frame is divided so that one half of it is empty."""
    ranges = {key: (nw.col(key).min().cast(nw.Int64), _width(key, nw.Int64)) for key in series.keys}
    room = functools.reduce(operator.mul, [_width(key, nw.Float64) for key in series.keys], nw.lit(float(YEARS)))
    missing = [nw.col(key).null_count() for key in series.keys]
    fits = (room < _PACKED) & (functools.reduce(operator.add, missing, nw.lit(0)) == 0)
    packed = frame.with_columns(pack(ranges, nw.col(series.year)).alias(series.row), fits.alias(series.twice))
    sorted_once = by_neighbours(packed.filter(nw.col(series.twice)), series.row, series)
    rest = packed.filter(~nw.col(series.twice)).drop(series.twice)
    windows = _by_window(rest, series).select(*sorted_once.collect_schema().names())
    return nw.concat([sorted_once, windows], how="vertical")


def _width(key: str, dtype: Any) -> nw.Expr:
    """How many values lie between the least and the greatest."""
    return nw.col(key).max().cast(dtype) - nw.col(key).min().cast(dtype) + 1


def _by_window(frame: nw.LazyFrame[Any], series: Series) -> nw.LazyFrame[Any]:
    """The row before in the order of years; the next two neighbours tell whether a period is there twice."""

    def moved(column: str, steps: int) -> nw.Expr:
        return nw.col(column).shift(steps).over(*series.keys, order_by=series.year)

    names = [f"{series.before}{place}" for place in range(3)]
    found = frame.with_columns(
        moved(series.value, 1).alias(series.before),
        moved(series.year, 1).alias(names[0]),
        moved(series.year, 2).alias(names[1]),
        moved(series.year, -1).alias(names[2]),
    )
    year, last, second, following = (nw.col(name) for name in (series.year, *names))
    twice = _sure(last == year) | _sure(following == year) | (_sure(last == year - 1) & _sure(second == year - 1))
    before = nw.when((last == year - 1) & ~twice).then(nw.col(series.before))
    return found.with_columns(before.alias(series.before), (twice & (year > 0)).alias(series.twice)).drop(*names)


def _sure(condition: nw.Expr) -> nw.Expr:
    """The condition, and no where a neighbour is missing."""
    return nw.when(condition).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
