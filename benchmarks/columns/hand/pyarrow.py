"""The work in PyArrow's tables."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.columns.hand import GOAL, KEY

_SETS = ["indicator", "year"]
_GROUPS = [*_SETS, "group"]


def load(path: Path) -> pa.Table:
    """The file in memory."""
    return pq.read_table(path)


def finish(result: pa.Table) -> int:
    """Everything has run already."""
    return int(result.num_rows)


def _percent(part: pa.Array, whole: pa.Array, defined: pa.Array) -> pa.Array:
    some = pc.if_else(defined, pc.cast(whole, "double"), None)
    return pc.divide(pc.multiply(pc.cast(part, "double"), 100.0), some)


def completion(table: pa.Table) -> pa.Table:
    """In percent; null where the target is zero or missing."""
    target = table["target"]
    return table.append_column("completion", _percent(table["actual"], target, pc.not_equal(target, 0)))


def met(table: pa.Table) -> pa.Table:
    """Whether the target was reached, in words; null where a number is missing."""
    reached = pc.greater_equal(table["actual"], table["target"])
    return table.append_column("met", pc.if_else(reached, "met", "not met"))


def year_on_year(table: pa.Table) -> pa.Table:
    """In percent of the year before; null where that year is not there or not above zero."""
    next_year = pc.add(table["year"], pa.scalar(1, pa.int32()))
    before = pa.table([table["indicator"], table["area"], next_year, table["actual"]], names=[*KEY, "before"])
    found = table.join(before, keys=KEY, join_type="left outer")
    was = found["before"]
    change = _percent(pc.subtract(found["actual"], was), was, pc.greater(was, 0))
    return found.append_column("change", change).drop_columns("before")


def coverage_gap(table: pa.Table) -> pa.Table:
    """How far below the goal, in percentage points and in people."""
    covered, eligible = table["covered"], table["eligible"]
    some = pc.greater(eligible, 0)
    people = pc.if_else(some, pc.subtract(pc.multiply(pc.cast(eligible, "double"), GOAL / 100), covered), None)
    points = pc.subtract(GOAL, _percent(covered, eligible, some))
    return table.append_column("points", points).append_column("people", people)


def group_gap(table: pa.Table) -> pa.Table:
    """How the groups stand apart in each indicator and year: the worst, the distances, and what closing them brings."""
    rates = _summed(table, _GROUPS)
    overall = _summed(rates.drop_columns("rate"), _SETS).rename_columns([*_SETS, "all", "total", "overall"])
    each = rates.join(overall, keys=_SETS)
    distance = pc.multiply(pc.abs(pc.subtract(each["rate"], each["overall"])), pc.cast(each["eligible"], "double"))
    kinds = [
        ("rate", "count"),
        ("rate", "min"),
        ("rate", "max"),
        ("distance", "sum"),
        ("total", "min"),
        ("overall", "min"),
    ]
    found = each.append_column("distance", distance).group_by(_SETS).aggregate(kinds)
    low, high = found["rate_min"], found["rate_max"]
    lowest = pa.table([found["indicator"], found["year"], low], names=[*_SETS, "rate"])
    worst = lowest.join(rates.select([*_GROUPS, "rate"]), keys=[*_SETS, "rate"]).group_by(_SETS)
    return (
        found.append_column("overall", found["overall_min"])
        .append_column("difference", pc.subtract(high, low))
        .append_column("ratio", pc.divide(high, pc.if_else(pc.not_equal(low, 0), low, None)))
        .append_column("mean_difference", pc.divide(found["distance_sum"], pc.cast(found["total_min"], "double")))
        .append_column("attributable", pc.subtract(high, found["overall_min"]))
        .join(worst.aggregate([("group", "min")]), keys=_SETS)
    )


def _summed(table: pa.Table, keys: list[str]) -> pa.Table:
    """Covered and eligible by these keys, and the rate of one in the other."""
    summed = table.group_by(keys).aggregate([("covered", "sum"), ("eligible", "sum")])
    named = summed.rename_columns([*keys, "covered", "eligible"])
    return named.append_column("rate", _percent(named["covered"], named["eligible"], True))
