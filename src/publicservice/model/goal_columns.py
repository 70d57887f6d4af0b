"""A goal as a word and one number or two, as tables have it."""

from __future__ import annotations

from publicservice.figures import Figure
from publicservice.model.goal import Goal
from publicservice.model.goal_numbers import FROM_ABOVE, ROUGH, Between, Bound
from publicservice.model.goal_scopes import Keep

__all__ = ["goal_columns"]


def goal_columns(goal: Goal) -> tuple[str | None, Figure | None, Figure | None]:
    """
    The comparator of a goal, and its numbers, low and high; nothing where a word and two numbers cannot say it.

    Example:
        >>> from publicservice.model.goal import goal
        >>> comparator, low, high = goal_columns(goal("at most 5 beds"))
        >>> print(comparator, low, high)
        at most None 5 beds
    """
    if isinstance(goal, Keep):
        return goal_columns(goal.goal)
    if isinstance(goal, Between):
        return "between", goal.low, goal.high.to(goal.low.unit)
    if not isinstance(goal, Bound) or goal.kind in ROUGH:
        return None, None, None
    word = goal.kind.value
    return (word, None, goal.amount) if goal.kind in FROM_ABOVE else (word, goal.amount, None)
