"""
What the exact functions answer for one row: the value, how far binary floats may be from it, or the reason for none.

The bounds are those of the operations: each rounds by half a unit in the last place, and a difference of two near
numbers keeps the roundings of both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

import publicservice as ps
from publicservice.errors import FigureTextError, UndefinedError, WrongTypeError

GOAL = 85
YEAR = 2022
AS_OF = date(2022, 6, 30)
UNITS = ("ha", "mu", "km^2", "m2")
Number = float | int | None
_ULPS = 4 * 2.0**-52


class Answer(NamedTuple):
    """What one row should have: a number within a bound, or a word, or nothing for a reason."""

    value: float | str | None = None
    bound: float = 0.0
    reason: str | None = None


@cache
def figure_of(cell: Number) -> ps.Figure | None:
    """The exact figure of a cell, or None where it is none."""
    try:
        return ps.figure(cell).exactly()
    except (FigureTextError, WrongTypeError):
        return None


def flaw(role: str, cell: Number) -> str:
    """Why a cell is no figure, in the words of the columns."""
    if cell is None:
        return f"missing {role}"
    if not math.isfinite(cell):
        return f"{role} is not a number"
    return f"{role} is too {'large' if abs(cell) > 1 else 'small'}"


def _answer(cells: Mapping[str, Number], asked: Callable[..., ps.Figure], bound: Callable[[float], float]) -> Answer:
    """The figure that the exact function gives, or why it gives none."""
    figures = {role: figure_of(cell) for role, cell in cells.items()}
    for role, found in figures.items():
        if found is None:
            return Answer(reason=flaw(role, cells[role]))
    try:
        value = float(asked(*figures.values()).value or 0)
    except UndefinedError as error:
        return Answer(reason=error.reason)
    return Answer(value, bound(value))


@cache
def completion(actual: Number, target: Number) -> Answer:
    """By the ratio."""
    return _answer({"actual": actual, "target": target}, ps.completion_rate, lambda value: _ULPS * abs(value))


@cache
def completion_from(actual: Number, target: Number, baseline: Number) -> Answer:
    """From the baseline."""

    def bound(value: float) -> float:
        a, t, b = (float(cell or 0) for cell in (actual, target, baseline))
        return _ULPS * ((abs(a) + abs(b)) * 100 + abs(value) * (abs(t) + abs(b))) / abs(t - b)

    cells = {"actual": actual, "target": target, "baseline": baseline}
    return _answer(cells, lambda a, t, b: ps.completion_rate(a, t, baseline=b), bound)


@cache
def met(actual: Number, comparator: str, low: Number, high: Number) -> Answer:
    """The verdict in words."""
    reached, *needed = (figure_of(cell) for cell in _needed(actual, comparator, low, high))
    if reached is None or None in needed:
        return Answer(reason="a number is missing")
    return Answer(_GOALS[comparator](*needed).accepts(reached).verdict.value)


def _needed(actual: Number, comparator: str, low: Number, high: Number) -> list[Number]:
    match comparator:
        case "between":
            return [actual, low, high]
        case "at most" | "less than":
            return [actual, high]
        case _:
            return [actual, low]


_GOALS: dict[str, Callable[..., ps.Goal]] = {
    "at least": ps.at_least,
    "more than": ps.more_than,
    "at most": ps.at_most,
    "less than": ps.less_than,
    "exactly": ps.exactly,
    "between": ps.between,
}


@cache
def status(actual: Number, comparator: str, low: Number, high: Number, due: datetime) -> Answer:
    """What can be said at a date: met for good, or the verdict once the goal is due."""
    _, *needed = (figure_of(cell) for cell in _needed(actual, comparator, low, high))
    if None in needed:
        return Answer("not measurable")
    if figure_of(actual) is None:
        return Answer("no data")
    verdict, is_due = met(actual, comparator, low, high), due.date() <= AS_OF
    stays = verdict.value == "met" and comparator in {"at least", "more than"}
    return verdict if is_due or stays else Answer("not due")


def aggregate(kind: str, cells: Mapping[int, tuple[Number, Number]]) -> Answer:
    """The figures of one series by year, with the eligible where rates are pooled."""
    known = {year: pair for year, pair in cells.items() if pair[0] is not None}
    figures = {year: figure_of(value) for year, (value, _) in known.items()}
    if None in figures.values():
        return Answer(reason="not a number")
    eligible = {year: figure_of(pair[1]) for year, pair in known.items()}
    if kind == "rate" and None in eligible.values():
        return Answer(reason="nothing to add" if not known else "counts not known")
    try:
        found = ps.aggregate(figures, kind, eligible=eligible if kind == "rate" else None).figure
    except UndefinedError as error:
        return Answer(reason=error.reason)
    size = 100 if kind == "rate" else sum(abs(float(value or 0)) for value, _ in known.values())
    return Answer(float(found.value or 0), len(known) * _ULPS * (size + abs(float(found.value or 0))))


@cache
def in_hectares(cell: Number, unit: str) -> Answer:
    """The area of a row, exactly."""
    if figure_of(cell) is None:
        return Answer(reason=flaw("value", cell))
    value = float(ps.figure(cell, unit).exactly().to("ha").value or 0)
    return Answer(value, _ULPS * abs(value))


@cache
def change(now: Number, before: Number, times: int) -> Answer:
    """Against the year before, of which there are so many figures; `times` counts both years, the greater of them."""
    if figure_of(now) is None:
        return Answer(reason=flaw("value", now))
    if times > 1:
        return Answer(reason="two figures for one period")
    if figure_of(before) is None:
        return Answer(reason="no figure a year earlier")
    base = abs(float(before or 0)) or 1.0
    cells = {"value": now, "before": before}
    return _answer(cells, ps.year_on_year, lambda _: _ULPS * 100 * (abs(float(now or 0)) + base) / base)


@cache
def gap(covered: Number, eligible: Number) -> tuple[Answer, Answer]:
    """In points and in people."""
    for role, cell in (("covered", covered), ("eligible", eligible)):
        if figure_of(cell) is None:
            return (Answer(reason=flaw(role, cell)),) * 2
    for role, cell in (("covered", covered), ("eligible", eligible)):
        if (cell or 0) < 0:
            return (Answer(reason=f"negative {role}"),) * 2  # the noun refuses such a count
    try:
        found = ps.coverage_gap(_rate(covered, eligible), f"{GOAL} %")
    except UndefinedError as error:
        return (Answer(reason=error.reason),) * 2
    points, people = float(found.points.value or 0), float(found.people.value or 0) if found.people else 0.0
    size = float(covered or 0) + float(eligible or 0)
    return Answer(points, _ULPS * (2 * GOAL + abs(points))), Answer(people, _ULPS * size)


@cache
def rate(covered: Number, eligible: Number) -> Answer:
    """The coverage rate."""
    answer = gap(covered, eligible)[0]
    if answer.reason:
        return answer
    value = float(ps.coverage_rate(_rate(covered, eligible)).value or 0)
    return Answer(value, _ULPS * abs(value))


@cache
def pace(completion: Number, on: date) -> Answer:
    """How far ahead of the share of the year that had passed."""
    reached = figure_of(completion)
    if reached is None or reached.value is None:
        return Answer(reason=flaw("completion", completion))
    value = float(ps.pace(ps.figure(reached.value, "percent").exactly(), ps.period(YEAR), on).value or 0)
    return Answer(value, _ULPS * (abs(float(completion or 0)) + 100))


@cache
def claim(says: Number, step: float, actual: Number, target: Number, *, change: bool) -> Answer:
    """The verdict on a printed completion rate, or change, of whole counts that were printed in full."""
    try:
        said = _printed(says, step, "%")
        now, before = _printed(actual, 1, "person"), _printed(target, 1, "person")
        found = (
            ps.verify_year_on_year(says=said, now=now, before=before)
            if change
            else ps.verify_completion(says=said, actual=now, target=before)
        )
    except UndefinedError:
        return Answer("not checkable")
    return Answer(found.verdict.value)


def _printed(cell: Number, step: float, unit: str) -> ps.Figure:
    """The figure that was printed with this weight of its last digit."""
    if figure_of(cell) is None:
        raise UndefinedError("no figure", reason="missing")
    value, half = Fraction(str(cell)), Fraction(str(step)) / 2
    return ps.figure(cell, unit, within=ps.Interval(_decimal(value - half), _decimal(value + half)))


def _decimal(value: Fraction) -> Decimal:
    """The decimal that it is, which all halves of printed steps are."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def groups(counts: Mapping[str, tuple[int, int]]) -> dict[str, Answer]:
    """How groups stand apart."""
    try:
        found = ps.coverage_gaps({name: _rate(*pair) for name, pair in counts.items()})
    except UndefinedError as error:
        return dict.fromkeys(GROUP_MEASURES, Answer(reason=error.reason)) | {"worst": Answer(reason=error.reason)}
    answers = {"worst": Answer(found.worst or None)}
    for name in GROUP_MEASURES:
        figure = getattr(found, name)
        value = None if figure is None else float(figure.value or 0)
        answers[name] = Answer(value, 16 * _ULPS * (100 + abs(value or 0)))
    return answers


GROUP_MEASURES = ("difference", "ratio", "overall", "mean_difference", "attributable")


def _rate(covered: Number, eligible: Number) -> ps.CoverageRate:
    return ps.CoverageRate(covered=figure_of(covered), eligible=figure_of(eligible))
