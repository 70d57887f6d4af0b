"""The course of a target over time: its acceptable region, its path from where it starts, and sums on the way to it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import attrs

from publicservice.compute.sums import aggregate
from publicservice.errors import UndefinedError
from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import Between, Bound
from publicservice.model.goal_scopes import Every, Keep, innermost
from publicservice.model.indicator import Kind
from publicservice.model.period import Period
from publicservice.model.programme import Target

__all__ = ["Course", "course_of", "running_sums"]

_DAY = timedelta(days=1)


@attrs.frozen
class Course:
    """
    What a target asks for over time.

    Attributes:
        over: Its period; None where it is not known.
        region: The acceptable values; None where they are no single set. [unit]
        start: Where its path starts; None where it has none. [unit]
        goal: Where its path leads. [unit]
        notes: Why something of it is not drawn.
    """

    over: Period | None
    region: Interval | None
    start: Decimal | None = None
    goal: Decimal | None = None
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[tuple[date, Decimal], tuple[date, Decimal]] | None:
        """The first and the last day of the path, and where it stands on them."""
        over = self.over
        if over is None or over.start is None or over.end is None or self.start is None or self.goal is None:
            return None
        return (over.start, self.start), (over.end, self.goal)


def course_of(target: Target, over: Period | None) -> Course:
    """What a target asks for over its period."""
    period = over or target.period
    bound = _bound(target.goal, target.baseline)
    region = _region(target.goal, bound, target.indicator.better)
    notes = (
        [] if region is not None else [f"The goal '{target.goal}' is no single range of values, so it is not drawn."]
    )
    if bound is None or region is None or isinstance(target.goal, Keep | Every):
        return Course(period, region, notes=tuple(notes))
    start, unit = _start(target, bound), bound.unit
    if start is None:
        notes.append("No path to the goal is drawn: where it starts is not printed.")
    elif period is None or not period.is_known:
        notes.append("No path to the goal is drawn: its period is not printed.")
    begun = None if start is None else start.to(unit).value
    return Course(period, region, begun, bound.amount.value, tuple(notes))


def _bound(goal: Goal, baseline: Figure | None) -> Bound | None:
    """The one number that a goal comes down to."""
    inner = innermost(goal)
    if isinstance(inner, Change) and baseline is not None:
        try:
            bounds = list(inner.goals(baseline).values())
        except UndefinedError:
            return None
        return bounds[0] if len(bounds) == 1 else None
    return inner if isinstance(inner, Bound) else None


def _region(goal: Goal, bound: Bound | None, better: Better | None) -> Interval | None:
    inner = innermost(goal)
    if isinstance(inner, Between) and not inner.is_upside_down:
        return Interval(inner.low.low, inner.high.to(inner.unit).high)
    return None if bound is None else bound.admissible(better)


def _start(target: Target, bound: Bound) -> Figure | None:
    """A flow starts from nothing; everything else from its baseline."""
    if target.indicator.kind is Kind.FLOW:
        return Figure(Decimal(0), bound.unit)
    return target.baseline


def running_sums(figures: dict[Period, Figure], over: Period) -> tuple[dict[Period, Figure], tuple[str, ...]]:
    """
    The figures of a flow as they add up from the start of a target's period; others stay as they are.

    Returns:
        The figures by their own periods, and what has to be said of them.
    """
    inside = [at for at in figures if over.contains(at) and at.is_known and not at.is_instant]
    made, summed, alone = dict(figures), 0, []
    for at in inside:
        chain = _chain(inside, over, at)
        if chain is None:
            alone.append(str(at))
            continue
        if len(chain) > 1:
            try:
                made[at] = aggregate({one: figures[one] for one in chain}, Kind.FLOW).figure
            except UndefinedError as error:
                return dict(figures), (f"The figures are not added up: {error.problem}.",)
            summed += 1
    notes = [f"Figures within {over} are added up from its start."] if summed else []
    if alone:
        notes.append(f"Not added up, since earlier figures are missing: {', '.join(alone)}.")
    return made, tuple(notes)


def _chain(inside: list[Period], over: Period, last: Period) -> list[Period] | None:
    """Periods that follow each other without a gap from the start of the target's to the end of this one."""
    chain: list[Period] = []
    at = over.start
    while at != last.start:
        options = [one for one in inside if one.start == at and one.end and last.start and one.end < last.start]
        if not options:
            return None
        chain.append(max(options, key=lambda one: one.end or date.min))
        at = (chain[-1].end or date.max) + _DAY
    return [*chain, last]
