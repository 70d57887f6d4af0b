"""
Proof at scale: random rows through the columns of every engine, and each row through the exact functions.

    python -m benchmarks.columns.agree --rows 1_000_000

The rows hold what figures hold when nobody looks: nothing, zeros of both signs, numbers below zero, infinities, numbers
too large and too small, exact hits of a threshold, years in no order, years missing, and years twice. It prints how
many answers differ (expected: none) and the first of them, and ends with 1 when one does.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.columns import scalars
from benchmarks.columns.scalars import Answer
from publicservice import frames
from publicservice.errors import PeriodError, PublicServiceError
from publicservice.table import Table
from tests.engines import ENGINES, Engine

_ODD = [None, 0.0, -0.0, math.nan, math.inf, -math.inf, 1e61, -1e61, 1e-61, -3.5, -120.0]
_SHOWN = 5
_SERIES = 40  # rows to a series: about two years in three, some of them twice
_SETS = 60  # rows to a set of groups
_GROUPS = ("centre", "east", "north", "south", "west")

Answers = dict[str, list[Answer]]


@attrs.frozen
class Case:
    """
    One verb: what it is asked, and what each row should have.

    Attributes:
        name: What is compared.
        verb: The function on frames.
        answers: From the rows to the answers, by column.
        reason: The column of the reasons; None where there is none.
        key: The column by which the rows of the result are told apart.
        once: Whether rows that are there twice are left out before.
    """

    name: str
    verb: Callable[[Any], Any]
    answers: Callable[[list[dict[str, Any]]], Answers]
    reason: str | None = "why"
    key: str = "row"
    once: bool = False


def rows_of(count: int, seed: int = 2022) -> pa.Table:
    """Random rows. Each number is drawn from a few hundred, so that equal ones meet and thresholds are hit."""
    draw = np.random.default_rng(seed)
    pool = [
        *_ODD,
        *(round(float(x), int(d)) for x, d in zip(draw.lognormal(4, 2, 190), draw.integers(0, 4, 190), strict=True)),
    ]
    counts = [None, 0, -7, *(int(x) for x in draw.integers(1, 3_000, 250))]

    def some(values: Sequence[Any], plain: float = 0.0) -> list[Any]:
        """Random ones; with `plain`, this share of them from behind the odd ones."""
        first = np.where(draw.random(count) < plain, len(values) - 150, 0)
        return [values[int(place)] for place in draw.integers(first, len(values))]

    low, high = some(pool, 0.5), some(pool, 0.5)
    swapped = [(b, a) if a is not None and b is not None and a > b else (a, b) for a, b in zip(low, high, strict=True)]
    columns = {
        "row": range(count),
        "series": draw.permutation(np.arange(count) // _SERIES),
        "year": draw.integers(1990, 2030, count),
        "value": some(pool, 0.9),
        "actual": some(pool, 0.5),
        "target": some(pool, 0.5),
        "baseline": some([*_ODD, *pool[-12:]]),
        "comparator": some(list(scalars._GOALS)),
        "low": [a for a, _ in swapped],
        "high": [b for _, b in swapped],
        "covered": some(counts, 0.99),
        "eligible": some(counts, 0.99),
        "on": some([datetime.fromisoformat("2021-12-31") + timedelta(days=int(at)) for at in range(0, 367, 11)] * 5),
        "says_step": some([1.0, 0.1, 0.01] * 60),
        "set": draw.permutation(np.arange(count) // _SETS),
        "group": some(_GROUPS),
    }
    counted = zip(
        columns["covered"], columns["eligible"], columns["says_step"], draw.integers(-1, 2, count), strict=True
    )
    columns["says"] = [_claimed(*each) for each in counted]
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def _claimed(covered: int | None, eligible: int | None, step: float, off: int) -> float | None:
    """What would be printed of a rate, right or wrong by one in its last digit."""
    if covered is None or not eligible:
        return None
    return round((round(covered * 100 / eligible / step) + int(off)) * step, 2)


def _each(name: str, function: Callable[..., Answer], *columns: str) -> Callable[[list[dict[str, Any]]], Answers]:
    """One column of answers, each from the cells of its own row."""
    return lambda rows: {name: [function(*(row[column] for column in columns)) for row in rows]}


def _changes(rows: list[dict[str, Any]]) -> Answers:
    """Each row against the year before of its series."""
    times = Counter((row["series"], row["year"]) for row in rows)
    values = {(row["series"], row["year"]): row["value"] for row in rows}
    found = []
    for row in rows:
        here, before = (row["series"], row["year"]), (row["series"], row["year"] - 1)
        found.append(scalars.change(row["value"], values.get(before), max(times[here], times[before])))
    return {"change": found}


def _gaps(rows: list[dict[str, Any]]) -> Answers:
    pairs = [scalars.gap(row["covered"], row["eligible"]) for row in rows]
    return {"gap_points": [points for points, _ in pairs], "gap_people": [people for _, people in pairs]}


def _group_gaps(rows: list[dict[str, Any]]) -> Answers:
    """Each set of groups, in the order of the sets."""
    sets: dict[int, dict[str, list[tuple[int | None, int | None]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        sets[row["set"]][row["group"]].append((row["covered"], row["eligible"]))
    found: Answers = defaultdict(list)
    for _, by_group in sorted(sets.items()):
        for name, answer in _of_set(by_group).items():
            found[name].append(answer)
    return found


def _of_set(by_group: dict[str, list[tuple[int | None, int | None]]]) -> dict[str, Answer]:
    cells = [cell for pairs in by_group.values() for pair in pairs for cell in pair]
    reason = "counts not known" if None in cells else "negative count" if min(c or 0 for c in cells) < 0 else None
    if reason:
        return {name: Answer(reason=reason) for name in ("worst", *scalars.GROUP_MEASURES)}
    return scalars.groups(
        {name: (sum(c or 0 for c, _ in pairs), sum(e or 0 for _, e in pairs)) for name, pairs in by_group.items()}
    )


def _year_on_year(frame: Any) -> Any:
    return frames.year_on_year(frame, by=["series"], reason="why")


def _paces(rows: list[dict[str, Any]]) -> Answers:
    return {"pace": [scalars.pace(row["actual"], row["on"].date()) for row in rows]}


def _claims(frame: Any) -> Any:
    return frames.verify_completion(
        frame, actual="covered", target="eligible", unit="person", says_step="says_step", actual_step=1, target_step=1
    )


def _claims_of_change(frame: Any) -> Any:
    return frames.verify_year_on_year(
        frame, now="covered", before="eligible", unit="person", says_step="says_step", now_step=1, before_step=1
    )


def _verdicts(*, change: bool) -> Callable[[list[dict[str, Any]]], Answers]:
    names = ("says", "says_step", "covered", "eligible")
    return lambda rows: {"verdict": [scalars.claim(*(row[name] for name in names), change=change) for row in rows]}


CASES = (
    Case(
        "completion, ratio",
        lambda frame: frames.completion_rate(frame, reason="why"),
        _each("completion", scalars.completion, "actual", "target"),
    ),
    Case(
        "completion, from baseline",
        lambda frame: frames.completion_rate(frame, baseline="baseline", reason="why"),
        _each("completion", scalars.completion_from, "actual", "target", "baseline"),
    ),
    Case("met", frames.met, _each("met", scalars.met, "actual", "comparator", "low", "high"), reason=None),
    Case("year on year", _year_on_year, _changes, once=True),
    Case("year on year, with years twice", _year_on_year, _changes),
    Case("coverage gap", lambda frame: frames.coverage_gap(frame, goal=scalars.GOAL, reason="why"), _gaps),
    Case(
        "coverage rate",
        lambda frame: frames.coverage_rate(frame, reason="why"),
        _each("coverage", scalars.rate, "covered", "eligible"),
    ),
    Case(
        "pace",
        lambda frame: frames.pace(frame, completion="actual", period=scalars.YEAR, reason="why"),
        _paces,
    ),
    Case("claims of completion", _claims, _verdicts(change=False), reason=None),
    Case("claims of change", _claims_of_change, _verdicts(change=True), reason=None),
    Case("gaps between groups", lambda frame: frames.gaps_by(frame, by=["set"]), _group_gaps, "reason", "set"),
)


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


def compared(case: Case, engine: Engine, table: pa.Table, answers: Answers) -> tuple[str, list[str]]:
    """The number of differences on one engine, or what it refused; and the first differences in words."""
    if case.verb is _year_on_year and not case.once and not engine.is_lazy:
        try:
            case.verb(engine.of_table(table))
        except PeriodError:
            return "refused", []
        return "NOT REFUSED", [f"{case.name} on {engine}: no error for two figures of one period"]
    try:
        found = engine.to_table(case.verb(engine.of_table(table))).sort_by(case.key)
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
