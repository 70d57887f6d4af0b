"""Random rows, and for each verb on columns what the exact functions answer about them: compared by `agree`."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from benchmarks.columns import scalars
from benchmarks.columns.scalars import Answer
from publicservice import frames

__all__ = ["CASES", "Answers", "Case", "rows_of"]

_ODD = [None, 0.0, -0.0, math.nan, math.inf, -math.inf, 1e61, -1e61, 1e-61, -3.5, -120.0]
_SERIES = 40  # rows to a series: about two years in three, some of them twice
_SETS = 60  # rows to a set of groups
_KEPT = ["set", "group", "unit"]  # what tells the rows apart that keep a goal together, some three of them
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
        refuses: Whether eager frames are refused, since rows are there twice.
    """

    name: str
    verb: Callable[[Any], Any]
    answers: Callable[[list[dict[str, Any]]], Answers]
    reason: str | None = "why"
    key: str = "row"
    once: bool = False
    refuses: bool = False


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
    columns["unit"] = some(scalars.UNITS)
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


def _status(frame: Any) -> Any:
    return frames.status(frame, as_of=scalars.AS_OF, due="on")


def _kept(rows: list[dict[str, Any]]) -> Answers:
    """One verdict for all rows that are to keep a goal together: the gravest."""
    sets: dict[tuple[Any, ...], set[str | None]] = defaultdict(set)
    for row in rows:
        sets[tuple(row[key] for key in _KEPT)].add(
            scalars.met(row["actual"], row["comparator"], row["low"], row["high"]).value
        )
    gravest = {each: next(v for v in ("not met", None, "met") if v in found) for each, found in sets.items()}
    return {"met": [Answer(gravest[tuple(row[key] for key in _KEPT)]) for row in rows]}


def _together(
    kind: str, value: str, eligible: str | None = None
) -> tuple[Callable[[Any], Any], Callable[..., Answers]]:
    """The figures of each series put together: the verb, and what it should say."""

    def answers(rows: list[dict[str, Any]]) -> Answers:
        series: dict[int, dict[int, tuple[Any, Any]]] = defaultdict(dict)
        for row in rows:
            series[row["series"]][row["year"]] = (row[value], row[eligible] if eligible else None)
        return {"total": [scalars.aggregate(kind, cells) for _, cells in sorted(series.items())]}

    return lambda frame: frames.aggregate(frame, kind=kind, value=value, by=["series"], eligible=eligible), answers


def _in_hectares(frame: Any) -> Any:
    return frames.in_unit(frame, to="ha", among=scalars.UNITS, reason="why")


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
    Case("met, kept by all", lambda frame: frames.met(frame, keep=_KEPT), _kept, reason=None),
    Case(
        "status",
        _status,
        _each("status", scalars.status, "actual", "comparator", "low", "high", "on"),
        reason=None,
    ),
    Case("year on year", _year_on_year, _changes, once=True),
    Case("year on year, with years twice", _year_on_year, _changes, refuses=True),
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
    Case("sum of flows", *_together("flow", "value"), "reason", "series", once=True),
    Case("last level", *_together("stock", "value"), "reason", "series", once=True),
    Case("pooled rate", *_together("rate", "covered", "eligible"), "reason", "series", once=True),
    Case("one unit", _in_hectares, _each("converted", scalars.in_hectares, "value", "unit")),
)
