"""Gaps between groups or areas: difference, ratio, the worst off, and how far groups lie from the whole."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, cast, get_args

import attrs

from publicservice.compute.coverage import Gap, coverage_gap, coverage_rate, coverage_rates, pooled
from publicservice.compute.sums import total_of
from publicservice.decimals import negated
from publicservice.errors import ModelError, UndefinedError, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.interval import Interval, Truth
from publicservice.model.coverage import CoverageRate
from publicservice.model.fields import choice
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import Bound, BoundKind, at_most
from publicservice.model.goal_scopes import innermost
from publicservice.table import Table

__all__ = ["CoverageGaps", "GroupGap", "coverage_gaps"]

By = Literal["group", "place", "period"]


@attrs.frozen
class GroupGap:
    """
    One group or area among others.

    Attributes:
        name: The group's or area's name.
        rate: Its rate. [%]
        from_best: How far it stands behind the best off, whichever that is. [percentage point]
        from_overall: Its rate less the overall rate. [percentage point]
        gap: Its gap to the goal, where one was given.
    """

    name: str
    rate: Figure
    from_best: Figure
    from_overall: Figure | None
    gap: Gap | None


@attrs.frozen(eq=False, repr=False)
class CoverageGaps:
    """
    Coverage compared between groups or areas.

    Attributes:
        groups: Each one's rate and gaps, the worst off first.
        overall: The pooled rate of all; None where counts are not known. [%]
        best: The name of the best off; "" where the printed figures do not decide it.
        worst: The name of the worst off; "" where the printed figures do not decide it.
        difference: Best less worst. [percentage point]
        ratio: Highest rate over lowest; None where the lowest is zero. [1]
        mean_difference: The population-weighted mean of how far the groups lie from the overall rate.
            [percentage point]
        attributable: How much the overall rate would gain if all were as well off as the best. [percentage point]
        attributable_people: The same in people. [unit of coverage]
    """

    groups: tuple[GroupGap, ...]
    overall: Figure | None
    best: str
    worst: str
    difference: Figure
    ratio: Figure | None
    mean_difference: Figure | None
    attributable: Figure | None
    attributable_people: Figure | None

    def table(self) -> Table:
        """One row a group, the worst off first, and the measures below."""
        rows = [
            (group.name, str(group.rate), str(group.from_best), str(group.from_overall or ""), str(group.gap or ""))
            for group in self.groups
        ]
        measures = {
            "overall rate": self.overall,
            "difference, best less worst": self.difference,
            "ratio, highest over lowest": self.ratio,
            "mean difference from the overall rate, weighted": self.mean_difference,
            "population attributable gap": self.attributable,
        }
        notes = [f"{name}: {value}" for name, value in measures.items() if value is not None]
        columns = ("group", "rate", "behind the best", "from overall", "gap to the goal")
        return Table(
            columns,
            tuple(rows),
            title=f"Worst off: {self.worst or 'undecided'}; best off: {self.best or 'undecided'}",
            notes=tuple(notes),
        )

    def __repr__(self) -> str:
        return f"<CoverageGaps of {len(self.groups)}, worst off: {self.worst or 'undecided'}>"

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().to_html()


def coverage_gaps(
    rates: Mapping[str, CoverageRate] | Iterable[CoverageRate],
    by: By = "group",
    *,
    goal: Goal | FigureLike | None = None,
    better: Better | str = Better.HIGHER,
) -> CoverageGaps:
    """
    Compare coverage between groups, areas or periods.

    Args:
        rates: Coverage by name, or coverages that carry their group, place or period.
        by: Which of these names them.
        goal: The rate that each is to reach; where lower is better, a number is an upper limit. [%]
        better: Which way is better, as the indicator says; coverage is better higher.

    Returns:
        Each one's rate and gaps, and the measures over all. Measures that need counts are None where counts are not
        known.

    Raises:
        WrongTypeError: If something is no coverage rate.
        UndefinedError: If there are fewer than two, or nobody is eligible in one of them.
        ModelError: If two have one name, `by` names nothing, or `better` is neither way.
        UnlikeUnitsError: If the groups are not counted in one kind of unit.

    Definition:
        difference = best - worst; ratio = highest / lowest; with shares p of the eligible, rates y and overall rate m:
        mean difference = sum of p * |y - m|; population attributable gap = best - m

    Source:
        WHO, Handbook on health inequality monitoring (2013): simple and complex measures; m is the pooled rate.

    Example:
        >>> urban, rural = CoverageRate(covered=90, eligible=100), CoverageRate(covered=120, eligible=200)
        >>> gaps = coverage_gaps({"urban": urban, "rural": rural}, goal="85 %")
        >>> print(gaps.worst, gaps.difference, gaps.overall, gaps.mean_difference, gaps.attributable, sep=" | ")
        rural | 30 percentage points | 70 % | 13.3333 percentage points | 20 percentage points
    """
    named, way = _named(rates, by), choice(Better, better)
    if way is Better.NEITHER:
        raise ModelError("groups are compared by which way is better", seen=way.value, expected="higher or lower")
    if way is Better.LOWER and goal is not None:
        goal = _limit(goal)
    measured = {name: coverage_rate(coverage) for name, coverage in named.items()}
    sign = 1 if way is Better.HIGHER else -1
    standing = {name: sign * rate for name, rate in measured.items()}
    order = sorted(standing, key=lambda name: _number(standing[name]))
    worst, best = order[0], order[-1]
    behind = _behind(standing, lambda top, own: top - own, start=0)
    whole = _whole(named.values())
    overall = None if whole is None else coverage_rate(whole)
    groups = tuple(
        GroupGap(
            name,
            measured[name],
            behind[name],
            None if overall is None else measured[name] - overall,
            None if goal is None else coverage_gap(named[name], goal),
        )
        for name in order
    )
    attributable = None if overall is None else _highest(standing.values()) - sign * overall
    eligible = None if whole is None else whole.eligible
    return CoverageGaps(
        groups=groups,
        overall=overall,
        best=best if all(standing[name].is_below(standing[best]) is Truth.YES for name in order[:-1]) else "",
        worst=worst if all(standing[worst].is_below(standing[name]) is Truth.YES for name in order[1:]) else "",
        difference=_highest(behind.values()),
        ratio=_ratio(measured),
        mean_difference=None if overall is None else _mean_difference(named, measured, overall),
        attributable=attributable,
        attributable_people=None if attributable is None or eligible is None else _people(attributable, eligible),
    )


def _limit(goal: Goal | FigureLike) -> Goal:
    """The goal where lower is better: a number to reach is an upper limit."""
    if not isinstance(goal, Goal):
        return at_most(goal)
    within = innermost(goal)
    return at_most(within.amount) if isinstance(within, Bound) and within.kind is BoundKind.REACH else within


def _named(rates: Mapping[str, CoverageRate] | Iterable[CoverageRate], by: By) -> dict[str, CoverageRate]:
    if by not in get_args(By):
        raise ModelError("coverages are not named so", seen=shown(by), expected=" or ".join(get_args(By)))
    if isinstance(rates, Mapping):
        by_name = cast("Mapping[str, CoverageRate]", rates)
        named = dict(zip(by_name, coverage_rates(by_name.values()), strict=True))
    else:
        named = {}
        for coverage in coverage_rates(rates):
            name = str(getattr(coverage, by) or "")
            if not name or name in named:
                raise ModelError(
                    f"coverages need different names by {by}", seen=shown(name), hint="give a mapping of names"
                )
            named[name] = coverage
    if len(named) < 2:
        raise UndefinedError("a gap needs two groups or more", reason="fewer than two groups", seen=str(len(named)))
    return named


def _number(rate: Figure) -> Decimal:
    """The number by which groups are put in order."""
    return rate.low if rate.value is None else rate.value


def _whole(coverages: Iterable[CoverageRate]) -> CoverageRate | None:
    try:
        return pooled(coverages)
    except UndefinedError:
        return None


def _ratio(measured: dict[str, Figure]) -> Figure | None:
    if any(rate.admissible.contains(0) for rate in measured.values()):
        return None
    return _highest(_behind(measured, lambda top, own: top / own, start=1).values())


def _behind(rates: Mapping[str, Figure], apart: Callable[[Figure, Figure], Figure], *, start: int) -> dict[str, Figure]:
    """
    How far each is from the highest of all, whichever that is.

    Printed figures may leave open which is the highest. So each is held against the highest of the others; where it
    may be the highest itself, it may be as near as `start`, which is what it is to itself.
    """
    ahead = _leaders(rates)

    def distance(name: str, rate: Figure) -> Figure:
        far = apart(_highest(ahead[other] for other in ahead if other != name), rate)
        return _highest([far, figure(start, far.unit)])

    return {name: distance(name, rate) for name, rate in rates.items()}


def _leaders(rates: Mapping[str, Figure]) -> dict[str, Figure]:
    """Those on which the highest depends, of all and of all but one: of each end, the two that are highest there."""
    ends: tuple[Callable[[str], Any], ...] = (
        lambda name: _low(rates[name].admissible),
        lambda name: _high(rates[name].admissible),
        lambda name: _number(rates[name]),
    )
    return {name: rates[name] for end in ends for name in heapq.nlargest(2, rates, key=end)}


def _highest(figures: Iterable[Figure]) -> Figure:
    """The highest of several: it is above every one's least, and as high as the highest end of any."""
    several = list(figures)
    sets = [one.admissible for one in several]
    (low, low_open), (high, high_closed) = max(map(_low, sets)), max(map(_high, sets))
    contenders = [one for one in several if one.high >= low]
    known = [one.value for one in contenders if one.value is not None]
    value = max(known) if len(known) == len(contenders) else None
    return Figure(value, several[0].unit, Interval(low, high, low_open, not high_closed))


def _low(values: Interval) -> tuple[Decimal, bool]:
    """The lower end and whether it is left out: what is above both a closed end and an open one is above the open."""
    return values.low, values.low_open


def _high(values: Interval) -> tuple[Decimal, bool]:
    """The upper end and whether it belongs to the set."""
    return values.high, not values.high_open


def _mean_difference(named: dict[str, CoverageRate], measured: dict[str, Figure], overall: Figure) -> Figure:
    """The weights are shares of the eligible without the excluded, as in the pooled rate."""
    scopes = {name: scope for name, coverage in named.items() if (scope := coverage.in_scope) is not None}
    total = total_of(scopes.values())
    return total_of((scope / total) * _absolute(measured[name] - overall) for name, scope in scopes.items())


def _absolute(points: Figure) -> Figure:
    """The distance, whose set has no values below zero and reaches as far as the farther end."""
    value, admissible = points.value, points.admissible
    if admissible.low >= 0:
        return points
    if admissible.high <= 0:
        return -points
    below, above = (negated(admissible.low), not admissible.low_open), (admissible.high, not admissible.high_open)
    far, closed = max(below, above)
    return Figure(None if value is None else value.copy_abs(), points.unit, Interval(0, far, False, not closed))


def _people(points: Figure, eligible: Figure) -> Figure:
    share = figure(points.value, "percent", within=points.admissible)
    return (share * eligible).to(eligible.unit)
