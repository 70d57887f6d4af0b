"""
What rules ask of goals: the values that their words allow, the side on which they bind, and whether they may be added.

A number is held against others in three ways: by its value; by all that would have been printed so, if every digit
counts; and by all that would have been printed so, if trailing zeros were rounded away. What agrees in the second is
confirmed, what disagrees in the third is wrong, and what lies between is told as such.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs

from publicservice.figures import Comparator, Figure
from publicservice.figures.prints import printed_set
from publicservice.interval import Interval
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import FROM_ABOVE, FROM_BELOW, MOVES, REACHED, ROUGH, Between, Bound, BoundKind
from publicservice.model.goal_scopes import EachOf, Every, innermost

__all__ = [
    "Precision", "by_value", "ceiling", "each_total", "floor", "plain", "printed", "rhythm",
    "rounded", "said", "upside_down",
]  # fmt: skip

Precision = Callable[[Figure], Figure]

_LOWER_BOUNDS, _UPPER_BOUNDS = FROM_BELOW | {BoundKind.EXACTLY}, FROM_ABOVE | {BoundKind.EXACTLY}


# --- how coarse a number is taken to be


def by_value(given: Figure) -> Figure:
    """The number as it stands, for itself only."""
    return given if given.value is None else given.exactly()


def printed(given: Figure) -> Figure:
    """The number with all values that would have been printed so, if every digit of it counts."""
    return _printed(given, "significant")


def rounded(given: Figure) -> Figure:
    """The number with all values that would have been printed so, if its trailing zeros may have been rounded away."""
    return _printed(given, None)


def _printed(given: Figure, zeros: Literal["significant"] | None) -> Figure:
    if given.reading is None:
        return given
    values = printed_set(attrs.evolve(given.reading, comparator=Comparator.NONE), given.unit, zeros)
    if given.unit.is_count and values.high - values.low <= 1:
        return given.exactly()  # 5 beds are not rounded from 4.6
    return Figure(given.value, given.unit, values, given.reading)


# --- what a goal says


def rhythm(goal: Goal) -> str:
    """How often the goal comes anew: "year", "quarter", "month", or "" where it comes once."""
    return goal.span if isinstance(goal, Every) else ""


def upside_down(goal: Goal) -> bool:
    """Whether the goal is a range whose lower end is above its upper end."""
    return isinstance(goal, Between) and goal.is_upside_down


def said(goal: Goal, precision: Precision) -> Figure | None:
    """The values that a goal's words allow, at a precision of its numbers; None where no numbers set them."""
    within = innermost(goal)
    if isinstance(within, Between) and not upside_down(within):
        low, high = precision(within.low), precision(within.high).to(within.unit)
        return Figure(None, within.unit, Interval(low.low, high.high))
    if not isinstance(within, Bound):
        return None
    number = precision(within.amount)
    if within.kind in FROM_BELOW - MOVES:
        return Figure(None, number.unit, Interval(number.low, None, within.kind is BoundKind.MORE_THAN))
    if within.kind in FROM_ABOVE - MOVES:
        return Figure(None, number.unit, Interval(None, number.high, False, within.kind is BoundKind.LESS_THAN))
    if within.kind in ROUGH:
        least, most = min(number.low, within.amount.low), max(number.high, within.amount.high)
        return Figure(number.value, number.unit, Interval(least, most))
    return number


def floor(goal: Goal, better: Better | None) -> Figure | None:
    """The least that a goal accepts, where it binds from below."""
    within = innermost(goal)
    if isinstance(within, Between):
        return within.low
    reaches = REACHED if better in (None, Better.HIGHER) else frozenset()
    return within.amount if isinstance(within, Bound) and within.kind in _LOWER_BOUNDS | reaches else None


def ceiling(goal: Goal, better: Better | None) -> Figure | None:
    """The most that a goal accepts, where it binds from above."""
    within = innermost(goal)
    if isinstance(within, Between):
        return within.high
    reaches = REACHED if better is Better.LOWER else frozenset()
    return within.amount if isinstance(within, Bound) and within.kind in _UPPER_BOUNDS | reaches else None


def each_total(goal: Goal, better: Better | None, precision: Precision) -> Figure | None:
    """What an each-of goal comes to at least: the number of members times what each has to have."""
    within = innermost(goal)
    if not isinstance(within, EachOf):
        return None
    members = within.count or len(within.names)
    each = floor(within.goal, better)
    if each is None or not members:
        return None
    least = (precision(each) * members).low
    return Figure(None, each.unit, Interval(least, None)) if least.is_finite() else None


def plain(figure: Figure) -> str:
    """The number without the set behind it, which is not what the document prints."""
    return str(by_value(figure))
