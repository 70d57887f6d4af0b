"""The work in NumPy's arrays, one to a column; what is missing is not a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.columns.hand import GOAL

Array = np.ndarray[Any, Any]
Arrays = dict[str, Array]


def load(path: Path) -> Arrays:
    """The file in memory, with the groups as numbers."""
    table = pq.read_table(path, read_dictionary=["group"]).unify_dictionaries().combine_chunks()
    group = table["group"].combine_chunks().indices
    rest = [name for name in table.column_names if name != "group"]
    return {name: table[name].to_numpy() for name in rest} | {"group": group.to_numpy()}


def finish(result: Arrays) -> int:
    """Everything has run already."""
    return len(result)


def year_before(arrays: Arrays) -> tuple[Array, Array]:
    """Where the row of the year before stands, and whether there is one: by one sorted key of all three columns."""
    key = (arrays["indicator"].astype(np.int64) * 1_000_000 + arrays["area"]) * 10_000 + arrays["year"]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    place = np.minimum(np.searchsorted(ordered, key - 1), key.size - 1)
    return order[place], ordered[place] == key - 1


def groups(arrays: Arrays) -> Array:
    """Each row's number of indicator, year and group, three groups next to each other."""
    year = arrays["year"] - arrays["year"].min()
    found: Array = (arrays["indicator"] * (year.max() + 1) + year) * 3 + arrays["group"]
    return found


def completion(arrays: Arrays) -> Arrays:
    """In percent; not a number where the target is zero or missing."""
    target = arrays["target"]
    return arrays | {"completion": arrays["actual"] * 100 / np.where(target != 0, target, np.nan)}


def met(arrays: Arrays) -> Arrays:
    """Whether the target was reached: 1 or 0; not a number where a number is missing."""
    known = ~(np.isnan(arrays["actual"]) | np.isnan(arrays["target"]))
    return arrays | {"met": np.where(known, arrays["actual"] >= arrays["target"], np.nan)}


def year_on_year(arrays: Arrays) -> Arrays:
    """In percent of the year before; not a number where that year is not there or not above zero."""
    place, there = year_before(arrays)
    actual = arrays["actual"]
    before = actual[place]
    return arrays | {"change": (actual - before) * 100 / np.where(there & (before > 0), before, np.nan)}


def coverage_gap(arrays: Arrays) -> Arrays:
    """How far below the goal, in percentage points and in people."""
    covered, eligible = arrays["covered"], np.where(arrays["eligible"] > 0, arrays["eligible"], np.nan)
    return arrays | {"points": GOAL - covered * 100 / eligible, "people": GOAL / 100 * eligible - covered}


def group_gap(arrays: Arrays) -> Arrays:
    """How the groups stand apart in each indicator and year: the worst, the distances, and what closing them brings."""
    number = groups(arrays)
    covered, eligible = (
        np.bincount(number, arrays[name], minlength=int(number.max(initial=0)) // 3 * 3 + 3).reshape(-1, 3)
        for name in ("covered", "eligible")
    )
    rate = covered * 100 / np.where(eligible > 0, eligible, np.nan)
    low, high = np.nanmin(rate, axis=1), np.nanmax(rate, axis=1)
    overall = covered.sum(axis=1) * 100 / eligible.sum(axis=1)
    distance = np.nansum(np.abs(rate - overall[:, None]) * eligible, axis=1)
    return {
        "groups": np.count_nonzero(eligible, axis=1),
        "worst": np.nanargmin(rate, axis=1),
        "difference": high - low,
        "ratio": high / np.where(low != 0, low, np.nan),
        "overall": overall,
        "mean_difference": distance / eligible.sum(axis=1),
        "attributable": high - overall,
    }
