"""Figures of several periods as one, for each series: flows add, stocks take the last, rates pool their counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import attrs

from publicservice.errors import ModelError, PeriodError, shown
from publicservice.frames.answers import Rules, case_of, defined, no_text
from publicservice.frames.beside import beside
from publicservice.frames.cells import MISSING_KEY, Number, any_of, numbers
from publicservice.frames.extra import nw
from publicservice.frames.opened import Frame, key_names, opened, refuse_names
from publicservice.frames.periods import Periods, periods_of
from publicservice.model.fields import choice
from publicservice.model.indicator import Kind
from publicservice.model.period import Period
from publicservice.model.period import period as the_period
from publicservice.units import ONE, Unit
from publicservice.units import unit as the_unit

__all__ = ["aggregate"]

FrameT = TypeVar("FrameT")
_MADE = ("periods", "missing", "reason")
_NOWHERE = -1  # the place in time of a row without a figure: before all others
_FLAWS = {4: MISSING_KEY, 3: "missing period", 2: "no such period", 1: "not a number"}


def aggregate(  # noqa: PLR0913  (a verb on columns names each of them)
    frame: FrameT,
    *,
    kind: Kind | str,
    value: str = "value",
    period: str | Sequence[str] = "year",
    by: Sequence[str] = (),
    eligible: str | None = None,
    over: Period | str | int | None = None,
    unit: Unit | str = ONE,
    recurring: bool = True,
    into: str = "total",
) -> FrameT:
    """
    Put the figures of several periods together, for each series, as their indicator allows.

    An empty figure is a missing period.

    Args:
        frame: A frame of any engine, eager or lazy.
        kind: `flow` adds up, `stock` takes the last, `rate` pools its counts and is never averaged.
        value: The column of figures; for a rate, of those covered. [unit]
        period: A column of years, a column of dates, or a list of a column of years and one of months.
        by: The columns that tell one series from another; [] for one series.
        eligible: For a rate, the column of those eligible. [unit]
        over: The span that the result is for, in whole years or months; periods of it without a figure are counted as
            missing. By default from the first period to the last.
        unit: What is counted or measured, by its name. Flows of people do not add up over periods.
        recurring: Whether the same person, household ... may be counted in several periods; False where nobody can.
        into: The name of the result. [unit], for a rate [%]

    Returns:
        A frame of the same kind, one row for each series: the columns of `by`, the result, `periods` (of how many it
        is made), `missing` (how many are missing; null for dates, which do not say how long a period is) and
        `reason` (why there is no result, else null).

    Raises:
        ModelError: If the kind is not known, a rate has no eligible, or the result's name is taken.
        NotFoundError: If a column is not there.
        PeriodError: If an eager frame has two figures for one period (a lazy one has null and the reason), or `over` is
            not made of whole years or months.
        UnknownUnitError: If there is no unit of that name.
        WrongTypeError: If a column is of another type, `by` is a text, or the frame is none.

    Definition:
        flow: sum; stock: the figure of the last period; rate: sum of covered / sum of eligible

    Example:
        >>> import polars as pl
        >>> jobs = pl.DataFrame({"year": [2021] * 3, "month": [1, 2, 4], "value": [10, 12, 9]})
        >>> aggregate(jobs, kind="flow", period=["year", "month"]).rows()
        [(31.0, 3, 1, None)]
    """
    it, keys = opened(frame), key_names("by", by)
    how, when = choice(Kind, kind), periods_of(it, period)
    it.missing(("by", key) for key in keys)
    taken = [key for key in keys if it.clash(key, _MADE)]
    refuse_names(attrs.evolve(it, schema={}), {"into": into})
    if taken or it.clash(into, (*keys, *_MADE)):
        raise ModelError(
            "two columns of the result would have one name", seen=shown(taken[0] if taken else into), hint="rename one"
        )
    if (how is Kind.RATE) is (eligible is None):
        raise ModelError(
            "a rate pools covered and eligible, and nothing else does",
            seen=f"kind={how.value!r}, eligible={eligible!r}",
            hint="give eligible='...' for a rate, and leave it out otherwise",
        )
    figures = numbers(it, value=value) if eligible is None else numbers(it, value=value, eligible=eligible)
    counted = the_unit(unit)
    persons = how is Kind.FLOW and recurring and counted.is_people
    names = _Names(*(it.spare(field.name) for field in attrs.fields(_Names)))
    sets, span = keys or [names.alone], _span(over, when.step)
    lean = _lean(it.frame, when, keys, figures, names)
    if how is Kind.STOCK:
        lean = beside(lean, sets, {names.last: nw.col(names.place).max()}, names.rows)
        is_last = nw.col(names.place) == nw.col(names.last)
        lean = lean.with_columns(nw.when(is_last).then(nw.col(names.value)).alias(names.value))
    found = _put_together(lean, sets, names)
    rules = _rules(names, how, span, persons)
    found = found.with_columns(*_results(names, how, span, when.step, rules, into))
    _refuse_twice(found, sets if keys else [])
    result: FrameT = it.back(found.select(*keys, into, *_MADE))
    return result


@attrs.frozen
class _Names:
    """Columns that come and go."""

    alone: str
    value: str
    eligible: str
    place: str
    there: str
    unmatched: str
    negative: str
    flaw: str
    first: str
    last: str
    rows: str


def _lean(frame: Frame, when: Periods, keys: Sequence[str], figures: Sequence[Number], names: _Names) -> Frame:
    """The rows with their keys, their figures where there are some, their place in time, and what is wrong."""
    value, below = figures[0], figures[-1]
    absent, bad, unknown = value.raw.is_null(), value.bad, below.bad
    flaws = (
        any_of(nw.col(key).is_null() for key in keys), when.rules[0][0], any_of(c for c, _ in when.rules[1:]), bad,
    )  # fmt: skip
    flaw = _number(0)
    for rank, condition in zip(reversed(_FLAWS), reversed(flaws), strict=True):
        if condition is not None:
            flaw = nw.when(condition).then(_number(rank)).otherwise(flaw)
    flaw = nw.when(absent).then(_number(0)).otherwise(flaw)
    place = when.year * 12 + (when.phase - 1) if when.phase is not None and when.step else when.year
    if when.phase is not None and not when.step:
        place = when.year * 10_000 + when.phase
    lean = frame.select(
        *keys,
        value.value.alias(names.value),
        nw.when(~absent).then(below.value).alias(names.eligible),
        _flag(~absent & (flaw == 0)).alias(names.there),
        (_number(0) if unknown is None else _flag(~absent & unknown)).alias(names.unmatched),
        _flag(~absent & ((value.value < 0) | (below.value < 0))).alias(names.negative),
        flaw.alias(names.flaw),
        nw.when(absent | (flaw > 0)).then(_number(_NOWHERE)).otherwise(place).cast(nw.Int64).alias(names.place),
    )  # fmt: skip
    lean = lean.with_columns(nw.when(nw.col(names.place) >= 0).then(nw.col(names.place)).alias(names.first))
    return lean if keys else lean.with_columns(_number(0).alias(names.alone))


def _number(number: int) -> nw.Expr:
    return nw.lit(number, dtype=nw.Int64)


def _flag(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(_number(1)).otherwise(_number(0))


def _put_together(lean: Frame, sets: Sequence[str], names: _Names) -> Frame:
    """One row for each series: sums, the ends in time, and how many different periods there are."""
    found = lean.group_by(*sets).agg(
        nw.col(names.value).sum(),
        nw.col(names.eligible).sum(),
        nw.col(names.there).sum(),
        nw.col(names.unmatched).sum(),
        nw.col(names.negative).sum(),
        nw.col(names.flaw).max(),
        nw.col(names.first).min(),
        nw.col(names.place).max().alias(names.last),
        nw.col(names.place).n_unique().alias("periods"),
        nw.len().alias(names.rows),
    )
    # Rows without a figure share one place, which is none.
    nowhere = _flag(nw.col(names.rows) > nw.col(names.there))
    return found.with_columns((nw.col("periods").cast(nw.Int64) - nowhere).alias("periods"))


def _rules(names: _Names, how: Kind, span: tuple[int, int] | None, persons: bool) -> Rules:
    """Why a series has no result."""
    rules = [
        *((nw.col(names.flaw) == rank, text) for rank, text in _FLAWS.items()),
        (nw.col(names.there) == 0, "nothing to add"),
        (nw.col("periods") < nw.col(names.there), "two figures for one period"),
    ]
    if span is not None:
        outside = (nw.col(names.first) < span[0]) | (nw.col(names.last) > span[1])
        rules.append((outside, "periods outside the span"))
    if persons:
        rules.append((nw.col("periods") > 1, "recurring persons"))
    if how is Kind.RATE:
        rules.append((nw.col(names.unmatched) > 0, "counts not known"))
        rules.append((nw.col(names.negative) > 0, "negative count"))
        rules.append((nw.col(names.eligible) == 0, "no eligible"))
    return rules


def _results(
    names: _Names, how: Kind, span: tuple[int, int] | None, step: int, rules: Rules, into: str
) -> list[nw.Expr]:
    total, periods = nw.col(names.value), nw.col("periods")
    if how is Kind.RATE:
        total = nw.when(nw.col(names.eligible) != 0).then(total * 100 / nw.col(names.eligible))
    first, last = nw.col(names.first), nw.col(names.last)
    if how is Kind.STOCK:
        periods = nw.when(nw.col(names.there) > 0).then(_number(1)).otherwise(_number(0))
        missing = _number(0) if span is None else _number(span[1]) - last
    else:
        size = last - first + 1 if span is None else _number(span[1] - span[0] + 1)
        missing = size - periods
    # A condition that never holds makes the nulls, since pandas has none of its own among integers.
    missing = nw.when(nw.col(names.there) > (0 if step else nw.col(names.rows))).then(missing)
    return [
        defined(total, (), rules).alias(into),
        periods.alias("periods"),
        missing.alias("missing"),
        case_of(rules, no_text()).alias("reason"),
    ]


def _span(over: Period | str | int | None, step: int) -> tuple[int, int] | None:
    """The places in time of the first and last period of a span."""
    if over is None:
        return None
    span = the_period(over)
    first, last = span.bounds("a span")
    months = span.length
    if not step or months is None or (step == 1 and (months % 12 or first.month != 1)):
        raise PeriodError(
            "the span is not made of the periods of the rows",
            seen=str(span),
            expected="whole years" if step == 1 else "whole months, of rows with years and months",
        )
    return (first.year, last.year) if step == 1 else (_month(first), _month(last))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _refuse_twice(found: Frame, keys: Sequence[str]) -> None:
    """Refuse an eager frame with two figures for one period; a lazy frame is not asked."""
    if not isinstance(found, nw.DataFrame):
        return
    doubled = found.filter(nw.col("reason") == "two figures for one period")
    if len(doubled):
        raise PeriodError(
            f"two figures for one period, in {len(doubled):,} series",
            seen=shown(tuple(doubled.select(*keys).row(0))) if keys else None,
            expected="one row for each key and period",
            hint="name in by= every column that tells one series from another",
        )
