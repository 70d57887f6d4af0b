"""Year-on-year change of whole columns: in percent for levels, in percentage points for rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from publicservice.errors import WrongTypeError, shown
from publicservice.frames.answers import case_of, no_text, no_value, unless
from publicservice.frames.cells import MISSING_KEY, Number, any_of, numbers
from publicservice.frames.extra import nw
from publicservice.frames.opened import Opened, key_names, opened, refuse_names
from publicservice.frames.periods import Periods, periods_of
from publicservice.frames.plans import Series, with_year_before
from publicservice.frames.words import Flag, both, negated

__all__ = ["year_on_year"]

FrameT = TypeVar("FrameT")


def year_on_year(
    frame: FrameT,
    *,
    value: str = "value",
    period: str | Sequence[str] = "year",
    by: Sequence[str] = (),
    rate: bool | str = False,
    into: str = "change",
    reason: str | None = None,
) -> FrameT:
    """
    How much each row changed from the same period a year earlier. A gap in a series gives null, never the wrong year.

    Rows may stand in any order, and keep it on engines that have one.

    Args:
        frame: A frame of any engine, eager or lazy.
        value: The column of figures. [unit]
        period: A column of years, a column of dates, or a list of a column of years and one of months.
        by: The columns that tell one series from another, such as ["indicator", "area"]. Put the column of units among
            them where there is more than one unit.
        rate: Whether the figures are rates, in percent; or a column of yes and no that says which are.
        into: The column to add: for a level the change in percent of the earlier figure [%]; for a rate the difference
            [percentage point].
        reason: A column to add that says why there is no change; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken, or a column stands in `by` twice.
        NotFoundError: If a column is not there.
        PeriodError: If an eager frame has two figures for one period; in a lazy frame these rows, and those of a year
            later, are null, with the reason.
        WrongTypeError: If a column is of another type, `by` is a text, or the frame is none.

    Definition:
        level: (now / before - 1) in percent; rate: now - before in percentage points

    Example:
        >>> import polars as pl
        >>> jobs = pl.DataFrame({"year": [2023, 2020, 2021], "value": [120, 100, 110]})
        >>> year_on_year(jobs, reason="why").rows()
        [(2023, 120, None, 'no figure a year earlier'), (2020, 100, None, 'no figure a year earlier'), \
(2021, 110, 10.0, None)]
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "reason": reason})
    keys = key_names("by", by)
    it.missing(("by", key) for key in keys)
    (figures,) = numbers(it, value=value)
    when, flag = periods_of(it, period), _rate(it, rate)
    series = _series(it, keys, when, figures)
    found = it.frame if when.phase is None else it.frame.with_columns(when.phase.alias(series.keys[-1]))
    found = with_year_before(found, series)
    now, before = figures.value, nw.col(series.before)
    made = [_change(figures, before, flag).alias(into)]
    if reason is not None:
        twice: Flag = nw.col(series.twice) if it.is_lazy else False
        rules: list[tuple[Flag, str]] = [
            *when.rules,
            *((nw.col(key).is_null(), MISSING_KEY) for key in keys),
            *figures.reasons,
            (twice, "two figures for one period"),
            *when.no_counterpart,
            (before.is_null(), "no figure a year earlier"),
            (both(negated(flag), before == 0), "zero base"),
            (both(negated(flag), before < 0), "negative base"),
            (both(negated(flag), now < 0), "sign change"),
        ]
        told = [(condition, text) for condition, text in rules if not isinstance(condition, bool)]
        made.append(case_of(told, no_text()).alias(reason))
    found = found.with_columns(*made)
    spent = {*series.spent, *series.keys} - set(it.schema)
    result: FrameT = it.back(found.drop(*(name for name in found.collect_schema().names() if name in spent)))
    return result


def _series(it: Opened, keys: Sequence[str], when: Periods, figures: Number) -> Series:
    everything = (*keys, it.spare("phase")) if when.phase is not None else tuple(keys)
    spare = (it.spare(name) for name in ("year", "value", "before", "twice"))
    return Series(everything, tuple(keys), when, figures, *spare)


def _change(figures: Number, before: nw.Expr, flag: Flag) -> nw.Expr:
    """The change, where there is an earlier figure; the difference first, which keeps more digits than the quotient."""
    now = figures.value
    percent = unless(any_of([figures.odd, before <= 0, now < 0]), (now - before) * 100 / before, no_value())
    if flag is False:
        return percent
    points = unless(figures.odd, now - before, no_value())
    return points if flag is True else nw.when(flag).then(points).otherwise(percent)


def _rate(it: Opened, rate: bool | str) -> Flag:
    if isinstance(rate, bool):
        return rate
    if not isinstance(rate, str):
        raise WrongTypeError("rate= takes yes, no or a column's name", seen=shown(rate), expected="True, False or text")
    it.missing([("rate", rate)])
    if it.schema[rate] != nw.Boolean:
        raise WrongTypeError(
            f"the column {shown(rate)} (rate=) holds no yes and no", seen=str(it.schema[rate]), expected="booleans"
        )
    return nw.col(rate)
