"""Pace of whole columns: how completions compare with the time that has passed."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from publicservice.errors import ModelError
from publicservice.frames.answers import Rules, defined, reason_column
from publicservice.frames.cells import numbers
from publicservice.frames.extra import nw
from publicservice.frames.opened import opened, refuse_names
from publicservice.frames.periods import day_of, days_of
from publicservice.model.period import Period
from publicservice.model.period import period as the_period

__all__ = ["pace"]

FrameT = TypeVar("FrameT")


def pace(
    frame: FrameT,
    *,
    completion: str = "completion",
    start: str | date | None = None,
    end: str | date | None = None,
    on: str | date = "on",
    period: Period | str | int | None = None,
    into: str = "pace",
    reason: str | None = None,
) -> FrameT:
    """
    How far each completion is ahead of the share of its period that has passed; negative where it is behind.

    Args:
        frame: A frame of any engine, eager or lazy.
        completion: The column of completion rates, of the whole period's target. [%]
        start: The column of the periods' first days, or one date.
        end: The column of the periods' last days, or one date.
        on: The column of the dates of the figures, or one date: the report's, not today's.
        period: One period for all rows, instead of start and end: 2021, "2021-01/2021-11".
        into: The column to add. [percentage point]
        reason: A column to add that says why there is no pace; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken, neither or both of period and start with end are given, or the one
            end comes before the one start.
        NotFoundError: If a column is not there.
        PeriodError: If start or end of the one period is not known.
        WrongTypeError: If a column is of another type, or the frame is none.

    Definition:
        points = completion - days passed / days of the period, both ends counted

    Example:
        >>> import polars as pl
        >>> rows = pl.DataFrame({"completion": [108.9, 50.0], "on": [date(2021, 11, 30), date(2020, 12, 31)]})
        >>> pace(rows, period=2021)["pace"].to_list()
        [17.393150684931513, 50.0]
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "reason": reason})
    first, last = _ends(start, end, period)
    (rate,) = numbers(it, completion=completion)
    days = [days_of(it, role, given) for role, given in (("start", first), ("end", last), ("on", on))]
    begins, ends, seen = (one.number for one in days)
    length = ends - begins + 1
    rules: Rules = [
        *((one.missing, f"missing {one.role}") for one in days if one.missing is not None),
        *(
            []
            if days[0].missing is None and days[1].missing is None
            else [(length < 1, "the end comes before the start")]
        ),
    ]
    passed = seen - begins + 1
    whole = length.cast(nw.Float64)
    share = nw.when(passed < 0).then(nw.lit(0, dtype=nw.Int64)).otherwise(passed)
    share = nw.when(share > length).then(length).otherwise(share).cast(nw.Float64) * 100
    # Rounded once, so that a completion equal to the share of the time gives exactly zero.
    share = share / (share * 0.0 + whole)
    made = [defined(rate.value - share, [rate], rules).alias(into)]
    if reason is not None:
        made.append(reason_column([rate], rules).alias(reason))
    result: FrameT = it.back(it.frame.with_columns(*made))
    return result


def _ends(start: str | date | None, end: str | date | None, over: Period | str | int | None) -> tuple[Any, Any]:
    """The first and last day, of each row or of all."""
    if over is None and start is not None and end is not None:
        first, last = day_of(start), day_of(end)
        if first and last and last < first:
            raise ModelError("the end comes before the start", seen=f"{start} to {end}", hint="change the two round")
        return start, end
    if over is None or start is not None or end is not None:
        raise ModelError("the time passed is of one period", expected="period=, or start= and end=")
    return the_period(over).bounds("elapsed time")
