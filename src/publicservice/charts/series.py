"""Figures over time, with the values that their print allows, and a target's path and goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from publicservice.charts.chart import Chart, chart_of
from publicservice.charts.course import Course, course_of, running_sums
from publicservice.charts.labels import day_number, middle_of
from publicservice.charts.page import Page
from publicservice.charts.rows import MOST_TOLD, check_rows, untold
from publicservice.charts.timeline import Point, Timeline
from publicservice.compute.sums import by_period
from publicservice.errors import ModelError, PeriodError, UndefinedError, WrongTypeError, shown
from publicservice.figures import Figure, FigureLike
from publicservice.model.fields import strip_text
from publicservice.model.goal import as_observed
from publicservice.model.indicator import Kind
from publicservice.model.observation import Observation
from publicservice.model.period import Period, period
from publicservice.model.programme import Target
from publicservice.units import ONE, Unit

__all__ = ["series_chart"]


def series_chart(
    series: Mapping[Any, FigureLike] | Iterable[Observation],
    target: Target | None = None,
    *,
    over: Period | str | int | None = None,
    title: str = "",
) -> Chart:
    """
    Figures over time, with the values that their print allows, and a target's path to its goal.

    The path is even: it leads from the target's baseline, or from nothing for a flow, to the goal at the end of the
    period. Figures of a flow within that period are added up from its start, as far as nothing is missing.

    Args:
        series: Figures by period (a text, a year or a Period), or observations of one indicator. [unit]
        target: What is to be reached. [unit]
        over: The target's period, where the target itself does not say it.
        title: What stands over the chart; by default the target's or the indicator's name.

    Returns:
        The chart. The shaded stretch holds the values that the goal accepts.

    Raises:
        ModelError: If the observations are of several indicators, or there are more than 500 figures.
        PeriodError: If two figures are of one period.
        UndefinedError: If there is no figure with a date.
        UnlikeUnitsError: If the figures are not of one kind.
        WrongTypeError: If the series holds something else, or the target is no Target.

    Example:
        >>> chart = series_chart({"2021Q1": "150 jobs", "2021Q2": "210 jobs"}, title="New jobs")
        >>> print(chart.alt)
        New jobs: 2021Q1: 150 jobs (145 to 155); 2021Q2: 210 jobs (205 to 215).
    """
    if not isinstance(target, Target | None):
        raise WrongTypeError("not a target", seen=shown(target), expected="a Target")
    name, given, notes = _given(series)
    figures = by_period(_in_one_unit(given, None if target is None else target.unit))
    check_rows(len(figures), "figures")
    course = None if target is None else course_of(target, None if over is None else period(over))
    if course is not None and course.over is not None and target is not None and target.indicator.kind is Kind.FLOW:
        figures, more = running_sums(figures, course.over)
        notes += more
    points = [_point(at, value, course) for at, value in figures.items() if at.end is not None]
    if len(points) < len(figures):
        notes += (f"Not drawn, since they have no end: {', '.join(str(at) for at in figures if at.end is None)}.",)
    if not points:
        raise UndefinedError("no figure has a date", reason="no dates", hint="give the periods, such as '2021-11'")
    headline = strip_text(title) or (target.title if target else name) or "Figures by period"
    unit = points[0].figure.unit
    goal = "" if target is None else f"goal: {target.goal}" + (f" ({course.over})" if course and course.over else "")
    page = Page()
    page.head(headline, "" if unit is ONE else f"In {'percent' if str(unit) == '%' else unit.plural}")
    drawn = Timeline(page, points, course).draw(goal)
    page.foot([*notes, *drawn, *(course.notes if course else ())])
    return chart_of(page, headline, _alt(headline, points, goal))


# --- what is given


def _given(series: Mapping[Any, FigureLike] | Iterable[Observation]) -> tuple[str, Mapping[Any, Any], tuple[str, ...]]:
    """The indicator's name, its figures by period, and what of them is not drawn."""
    if isinstance(series, Mapping):
        return "", series, ()
    if isinstance(series, str) or not isinstance(series, Iterable):
        raise WrongTypeError("not a series", seen=shown(series), expected="figures by period, or observations")
    observed = list(series)
    for one in observed:
        if not isinstance(one, Observation):
            raise WrongTypeError("not an observation", seen=shown(one), expected="an Observation")
    names = {one.title for one in observed}
    if len(names) > 1:
        raise ModelError("observations of several indicators", seen=shown(sorted(names)), expected="one indicator")
    drawn = [one for one in observed if one.value is not None and one.period is not None]
    by_time: dict[Period, Figure | None] = {}
    for one in drawn:
        assert one.period is not None  # noqa: S101  (asked for above)
        if one.period in by_time:
            raise PeriodError("two figures for one period", seen=str(one.period), expected="one figure a period")
        by_time[one.period] = one.value
    left_out = len(observed) - len(drawn)
    note = (f"Not drawn: {left_out} of {len(observed)} observations, which have no figure or no period.",)
    return (names.pop() if names else ""), by_time, note if left_out else ()


def _in_one_unit(given: Mapping[Any, Any], wanted: Unit | None) -> dict[Any, Figure]:
    """The figures in the target's unit, else in the unit of the first that has one; plain numbers count in it."""
    figures = {at: as_observed(value, None) for at, value in given.items()}
    unit = wanted or next((one.unit for one in figures.values() if one.unit is not ONE), ONE)
    return {at: as_observed(given[at], unit) if one.unit is ONE else one.to(unit) for at, one in figures.items()}


def _point(at: Period, value: Figure, course: Course | None) -> Point:
    """A figure of a span stands in its middle, or at its end where it is held against a path that ends there."""
    assert at.end is not None  # noqa: S101  (periods without an end are left out)
    end = day_number(at.end, end=True)
    start = None if at.start is None or at.is_instant else day_number(at.start)
    at_end = start is None or (course is not None and course.path is not None)
    return Point(at, value, start, end, end if at_end or start is None else middle_of(start, end))


def _alt(headline: str, points: list[Point], goal: str) -> str:
    told = "; ".join(f"{point.at}: {point.figure}" for point in points[:MOST_TOLD])
    return f"{headline}: {told}.{untold(len(points))}{f' The {goal}.' if goal else ''}"
