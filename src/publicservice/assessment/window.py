"""The stretch of time in which a goal is to be reached."""

from __future__ import annotations

from datetime import date

from publicservice.model.period import Period
from publicservice.model.walk import Node

__all__ = ["window_of"]


def window_of(node: Node, own: Period | None) -> Period | None:
    """
    The span from where a target's time begins to its last day; None where no date is known.

    "By 2025" and a level at a date begin where the period of what the target stands in begins.

    Args:
        node: The target in its plan.
        own: Its period; None for the one that it inherits.
    """
    period = own or node.period
    if period is None or not (period.start or period.end):
        return None
    start = None if period.is_instant else period.start
    if start is None:
        start = _start_around(node, period.end)
    return Period(start, period.end)


def _start_around(node: Node, end: date | None) -> date | None:
    at = node.parent
    while at is not None:
        around: Period | None = at.item.period
        if around is not None and around.start and not around.is_instant and (end is None or around.start <= end):
            return around.start
        at = at.parent
    return None
