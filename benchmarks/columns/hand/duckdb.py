"""The work in DuckDB's SQL."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import duckdb

from benchmarks.columns.hand import GOAL

_COMPLETION = "a.actual * 100 / nullif(a.target, 0) as completion"
_MET = "case when a.actual >= a.target then 'met' when a.actual < a.target then 'not met' end as met"
_CHANGE = "case when b.actual > 0 then (a.actual - b.actual) * 100 / b.actual end as change"
_GAP = f"""
    {GOAL}::double - a.covered * 100 / nullif(a.eligible, 0) as points,
    {GOAL / 100}::double * nullif(a.eligible, 0) - a.covered as people"""
_BEFORE = """
    from data a left join data b
    on a.indicator = b.indicator and a.area = b.area and a.year = b.year + 1"""
_GROUP_GAP = """
    with groups as (
        select indicator, year, "group", sum(covered) as covered, sum(eligible) as eligible
        from data group by indicator, year, "group"
    ), sets as (
        select *, covered * 100 / eligible as rate,
            sum(covered) over each_set * 100 / sum(eligible) over each_set as overall
        from groups window each_set as (partition by indicator, year)
    )
    select
        indicator, year, count(*) as groups, arg_min("group", rate) as worst, max(rate) - min(rate) as difference,
        max(rate) / nullif(min(rate), 0) as ratio, any_value(overall) as overall,
        sum(abs(rate - overall) * eligible) / sum(eligible) as mean_difference,
        max(rate) - any_value(overall) as attributable
    from sets group by indicator, year"""

Relation = duckdb.DuckDBPyRelation


def load(path: Path) -> Relation:
    """The file as a table of a database in memory."""
    duckdb.sql("drop table if exists loaded")
    duckdb.sql(f"create table loaded as from '{path}'")
    return duckdb.table("loaded")


def scan(path: Path) -> Relation:
    """The file where it is."""
    duckdb.sql("set preserve_insertion_order = false")
    return duckdb.read_parquet(str(path))


def finish(result: Relation) -> int:
    """Run it, and take the rows over into Python's memory."""
    return int(result.to_arrow_table().num_rows)


def sink(result: Relation, path: Path) -> None:
    """Run it piece by piece into a file."""
    result.write_parquet(str(path))


def asked(data: Relation, query: str) -> Relation:
    """The query about these rows, which it calls `data`."""
    return cast("Relation", data.query("data", query))


def completion(data: Relation) -> Relation:
    """In percent; null where the target is zero or missing."""
    return asked(data, f"select a.*, {_COMPLETION} from data a")


def met(data: Relation) -> Relation:
    """Whether the target was reached, in words; null where a number is missing."""
    return asked(data, f"select a.*, {_MET} from data a")


def year_on_year(data: Relation) -> Relation:
    """In percent of the year before; null where that year is not there or not above zero."""
    return asked(data, f"select a.*, {_CHANGE} {_BEFORE}")


def coverage_gap(data: Relation) -> Relation:
    """How far below the goal, in percentage points and in people."""
    return asked(data, f"select a.*, {_GAP} from data a")


def group_gap(data: Relation) -> Relation:
    """How the groups stand apart in each indicator and year: the worst, the distances, and what closing them brings."""
    return asked(data, _GROUP_GAP)


def together(data: Relation) -> tuple[Relation, Relation]:
    """All of it, in one query and that of the groups."""
    return asked(data, f"select {all_columns('a.*', _CHANGE)} {_BEFORE}"), group_gap(data)


def all_columns(own: str, change: str) -> str:
    """The rows' own columns and all that is worked out for each."""
    return ", ".join([own, _COMPLETION, _MET, _GAP, change])
