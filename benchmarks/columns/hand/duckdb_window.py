"""The work in DuckDB's SQL with the year before by a window, as books on SQL have it: one row a key, whatever comes."""

from __future__ import annotations

from benchmarks.columns.hand.duckdb import (
    Relation,
    all_columns,
    asked,
    completion,
    coverage_gap,
    finish,
    group_gap,
    load,
    met,
    scan,
    sink,
)

__all__ = [
    "completion", "coverage_gap", "finish", "group_gap", "load", "met", "scan", "sink", "together", "year_on_year",
]  # fmt: skip

_CHANGE = "case when past = year - 1 and before > 0 then (actual - before) * 100 / before end as change"
_BEFORE = """
    from (select *, lag(year) over series as past, lag(actual) over series as before
        from data window series as (partition by indicator, area order by year)) a"""


def year_on_year(data: Relation) -> Relation:
    """In percent of the year before; null where that year is not there or not above zero."""
    return asked(data, f"select a.* exclude (past, before), {_CHANGE} {_BEFORE}")


def together(data: Relation) -> tuple[Relation, Relation]:
    """All of it, in one query and that of the groups."""
    return asked(data, f"select {all_columns('a.* exclude (past, before)', _CHANGE)} {_BEFORE}"), group_gap(data)
