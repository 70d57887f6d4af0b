"""Pace: how a completion compares with the time that has passed."""

from __future__ import annotations

from datetime import date

from publicservice.compute.ratios import as_rate
from publicservice.figures import Figure, FigureLike, figure
from publicservice.model.period import Period, period

__all__ = ["pace"]


def pace(completion: FigureLike, over: Period | str | int, on: Period | str | date) -> Figure:
    """
    How far a completion is ahead of the share of its period that has passed; negative when it is behind.

    Args:
        completion: Of the whole period's target; a figure of part of the year is still held against the year's. [%]
        over: The period of the target.
        on: The date of the figure: the report's, not today's; of a period, its last day.

    Returns:
        The difference. [percentage point]

    Raises:
        PeriodError: If start or end of the period is not known, or `on` has no end.
        UnlikeUnitsError: If the completion is no rate.
        FigureTextError: If it is a bare number such as 108.9, which would be 10,890 %.

    Definition:
        points = completion - days passed / days of the period, both ends counted

    Example:
        >>> print(pace("108.9 %", 2021, "2021-11-30"))
        17.4 percentage points (17.34 to 17.45)
    """
    passed = figure(period(over).elapsed(on)).to("percent")
    return as_rate(completion).to("percent") - passed
