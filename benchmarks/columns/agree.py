"""
Proof at scale: random rows through the columns of every engine, and each row through the exact functions.

    python -m benchmarks.columns.agree --rows 1_000_000

The rows hold what figures hold when nobody looks: nothing, zeros of both signs, numbers below zero, infinities, numbers
too large and too small, exact hits of a threshold, years in no order, years missing, and years twice. It prints how
many answers differ (expected: none) and the first of them, and ends with 1 when one does.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.columns.cases import CASES, Answers, Case, rows_of
from benchmarks.columns.scalars import Answer
from publicservice.errors import PeriodError, PublicServiceError
from publicservice.table import Table
from tests.engines import ENGINES, SPARK, Engine

_SHOWN = 5


def without_repeats(table: pa.Table) -> pa.Table:
    """The first row of each series and year."""
    kept = table.group_by(["series", "year"]).aggregate([("row", "min")])["row_min"]
    return table.filter(pc.is_in(table["row"], kept))


def without_nan(table: pa.Table) -> pa.Table:
    """Missing for what is not a number, as in frames that know one of the two only."""
    for place, field in enumerate(table.schema):
        if pa.types.is_floating(field.type):
            column = table[field.name]
            table = table.set_column(place, field, pc.if_else(pc.is_nan(column), None, column))
    return table


def differences(found: pa.Table, answers: Answers, reason: str | None) -> tuple[int, list[str]]:
    """How many answers differ, and the first of them in words."""
    told: list[str] = []
    count = 0
    for name, expected in answers.items():
        values = found[name].to_pylist()
        reasons = found[reason].to_pylist() if reason else [answer.reason for answer in expected]
        for place, (value, why, answer) in enumerate(zip(values, reasons, expected, strict=True)):
            if _is_same(value, answer) and why == answer.reason:
                continue
            count += 1
            if len(told) < _SHOWN:
                told.append(f"{name}, row {place}: {value!r} ({why}), expected {answer}")
    return count, told


def _is_same(value: Any, answer: Answer) -> bool:
    if isinstance(value, float) and isinstance(answer.value, float):
        return abs(value - answer.value) <= answer.bound
    return bool(value == answer.value)


def _held(engine: Engine, table: pa.Table) -> Any:
    """A frame of the engine. For rows that Spark holds it compiles; those from Python it works out as it plans."""
    frame = engine.of_table(table)
    return frame.cache() if engine.name == "spark" else frame


def compared(case: Case, engine: Engine, table: pa.Table, answers: Answers) -> tuple[str, list[str]]:
    """The number of differences on one engine, or what it refused; and the first differences in words."""
    if case.refuses and not engine.is_lazy:
        try:
            case.verb(_held(engine, table))
        except PeriodError:
            return "refused", []
        return "NOT REFUSED", [f"{case.name} on {engine}: no error for two figures of one period"]
    try:
        found = engine.to_table(case.verb(_held(engine, table))).sort_by(case.key)
    except PublicServiceError as error:
        return "FAILED", [f"{case.name} on {engine}: {type(error).__name__}: {error}"]
    count, told = differences(found, answers, case.reason)
    return f"{count:,}", [f"{case.name} on {engine}: {line}" for line in told]


def main() -> int:
    """Compare every case on every engine; 1 when one answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--engines", default=",".join(map(str, ENGINES)), help="which, with commas between")
    asked = parser.parse_args()
    engines = [engine for engine in ENGINES if str(engine) in asked.engines.split(",")]
    SPARK["spark.driver.memory"] = "8g"  # what the tests give it is spent on collecting garbage at a million rows
    everything = rows_of(asked.rows, asked.seed)
    lines, told = [], []
    for case in CASES:
        table = without_repeats(everything) if case.once else everything
        variants = {True: table, False: without_nan(table)}
        answers = {keeps: case.answers(variant.to_pylist()) for keeps, variant in variants.items()}
        all_answers = [answer for column in answers[True].values() for answer in column]
        defined = sum(answer.value is not None for answer in all_answers)
        cells = []
        for engine in engines:
            cell, first = compared(case, engine, variants[engine.keeps_nan], answers[engine.keeps_nan])
            print(f"  {case.name}, {engine}: {cell}", file=sys.stderr, flush=True)
            cells.append(cell)
            told += first
        lines.append((case.name, f"{len(all_answers):,}", f"{defined:,}", *cells))
    columns = ("verb", "answers", "with a value", *map(str, engines))
    title = f"{asked.rows:,} rows: answers that differ from those of the exact functions"
    print(Table(columns, tuple(lines), title=title, right=columns[1:]).to_text(width=160))
    print(*told, sep="\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
