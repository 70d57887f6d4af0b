"""
The figure of the year before in DuckDB: a join, which is faster than a window, where no period is there twice.

Whether one is, the query finds out by itself: the years of a series are set as bits of one number, and counted. Where
there are fewer bits than rows (a period is there twice, or a series is longer than the number has bits), the window is
taken. It is written in DuckDB's relations, since narwhals has neither these bits nor a join on a condition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from publicservice.frames.extra import nw
from publicservice.model.period_calendar import LAST_YEAR

__all__ = ["joined_or"]

_BITS = 63


def joined_or(
    frame: nw.LazyFrame[Any],
    keys: Sequence[str],
    outside: nw.Expr,
    names: tuple[str, str, str, str],
    window: Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]],
) -> nw.LazyFrame[Any]:
    """
    The frame with the figure of the year before, and whether a period is there twice.

    Args:
        frame: The frame, with its columns of years and of figures.
        keys: The columns that tell one series from another.
        outside: Whether a row belongs to no series.
        names: The columns of the years and the figures, and of what is made: the figure before, and whether it is
            there twice.
        window: What makes the same of a frame whose periods may be there twice.
    """
    year, value, before, twice = (_quoted(name) for name in names)
    of_series = [_quoted(key) for key in keys]
    rows, columns = frame.to_native(), [_quoted(name) for name in frame.collect_schema().names()]
    # A filter on columns as they are stored is left out where their least and greatest cells answer it.
    placed = frame.filter(~outside).to_native()
    bits = f"bit_count(bit_or(1::bigint << ({year} % {_BITS})::int))"
    series = placed.aggregate(f"count(*) as rows, {bits} as years", ", ".join(of_series))
    single = series.filter("rows <> years").aggregate("count(*) = 0 as single")

    # Of the two ways one meets no row to go with, and so ends before it has read any.
    def taken(when: str) -> Any:
        return rows.set_alias("here").cross(single.filter(when).set_alias("found")).select(", ".join(columns))

    # No row follows the last year, though what is in no series might say so.
    earlier = placed.filter(f"{year} < {LAST_YEAR}")
    earlier = earlier.select(", ".join([*of_series, f"{year} + 1 as {year}", f"{value} as {before}"]))
    same = " and ".join(f"here.{name} = past.{name}" for name in [*of_series, year])
    joined = taken("single").set_alias("here").join(earlier.set_alias("past"), same, how="left")
    joined = joined.select(", ".join([*(f"here.{name}" for name in columns), before, f"false as {twice}"]))
    rest = window(nw.from_native(taken("not single"))).to_native()
    rest = rest.select(", ".join([*columns, before, twice]))
    found: nw.LazyFrame[Any] = nw.from_native(joined.union(rest))
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
