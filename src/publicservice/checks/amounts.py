"""What rules ask of goals: the number in them, as printed, and the side on which a goal binds."""

from __future__ import annotations

from publicservice.figures import Figure
from publicservice.figures.make import as_printed
from publicservice.interval import Interval
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import Between, Bound, BoundKind
from publicservice.model.goal_scopes import EachOf, Every, Keep
from publicservice.model.programme import Target

__all__ = ["amount", "ceiling", "floor", "inner", "printed_total"]

_LOWER_BOUNDS = frozenset({BoundKind.AT_LEAST, BoundKind.MORE_THAN, BoundKind.RAISE_TO, BoundKind.EXACTLY})
_UPPER_BOUNDS = frozenset({BoundKind.AT_MOST, BoundKind.LESS_THAN, BoundKind.LOWER_TO, BoundKind.EXACTLY})
_OPEN_SIDED = frozenset({BoundKind.REACH, BoundKind.ABOUT, BoundKind.NEARLY})


def inner(goal: Goal) -> Goal:
    """The goal without keep and every, which say when it holds and not how much."""
    while isinstance(goal, Keep | Every):
        goal = goal.goal
    return goal


def amount(goal: Goal) -> Figure | None:
    """The number of a goal, standing for all that would have been printed so; None where there is no one number."""
    within = inner(goal)
    if isinstance(within, Bound):
        return as_printed(within.amount)
    if isinstance(within, Between) and not within.is_upside_down:
        high = within.high.to(within.unit)
        return Figure(None, within.unit, Interval(within.low.low, high.high))
    return None


def floor(target: Target) -> Figure | None:
    """The least that a target's goal accepts, where it binds from below."""
    within = inner(target.goal)
    if isinstance(within, Between):
        return within.low
    if not isinstance(within, Bound):
        return None
    reaches_up = within.kind in _OPEN_SIDED and target.indicator.better is not Better.LOWER
    return within.amount if reaches_up or within.kind in _LOWER_BOUNDS else None


def ceiling(target: Target) -> Figure | None:
    """The most that a target's goal accepts, where it binds from above."""
    within = inner(target.goal)
    if isinstance(within, Between):
        return within.high
    if not isinstance(within, Bound):
        return None
    reaches_down = within.kind in _OPEN_SIDED and target.indicator.better is Better.LOWER
    return within.amount if reaches_down or within.kind in _UPPER_BOUNDS else None


def printed_total(figures: list[Figure]) -> Figure:
    """The sum of figures of one kind of unit, each standing for all that would have been printed so."""
    first, *rest = figures
    for figure in rest:
        first = first + figure
    return first


def each_total(goal: Goal) -> Figure | None:
    """The least total that an each-of goal implies: the number of members times what each has to have."""
    within = inner(goal)
    if not isinstance(within, EachOf):
        return None
    members = within.count or len(within.names)
    each = floor(Target("each", within.goal))
    return each * members if each is not None and members else None
