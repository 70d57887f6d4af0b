"""A plan's targets as plain data, one row each, for tables of every kind."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal
from typing import Any

from publicservice.errors import WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.model.goal_columns import goal_columns
from publicservice.model.goal_scopes import Keep
from publicservice.model.plan import Plan
from publicservice.model.programme import Target
from publicservice.model.walk import Node, walk
from publicservice.units import Unit

__all__ = ["target_rows"]


def target_rows(plan: Plan) -> list[dict[str, Any]]:
    """
    A plan's targets as plain data, one row each: texts, Decimals, dates, truths; None for nothing.

    Parts are targets, too, and name the one that they belong to. A goal that is not one number or a range, such as one
    for each of several members, has its words and no comparator.

    Args:
        plan: The plan.

    Returns:
        Rows of the same columns, whose meaning `publicservice.io.columns.PROMISED` tells. No plan can be made of them
        again: what is nested, and what commitments say, has no place in them.

    Raises:
        WrongTypeError: If it is no plan.

    Example:
        >>> plan = Plan("Roads", period=2022, targets=[Target("roads built", "at least 1,000 km")])
        >>> [row] = target_rows(plan)
        >>> row["goal"], row["comparator"], row["low"], row["unit"], row["due"]
        ('at least 1,000 km', 'at least', Decimal('1000'), 'km', datetime.date(2022, 12, 31))
    """
    if not isinstance(plan, Plan):
        raise WrongTypeError("not a plan", seen=f"{shown(plan)} ({type(plan).__name__})", expected="a Plan")
    return [_row(node) for node in walk(plan) if isinstance(node.item, Target)]


def _row(node: Node) -> dict[str, Any]:
    target: Target = node.item
    its_unit, period = target.unit, node.period
    comparator, low, high = goal_columns(target.goal)
    said = {
        "id": node.id,
        "path": node.path,
        "part_of": node.parent.id if node.is_part and node.parent is not None else None,
        "programme": " > ".join(node.programmes),
        "indicator": target.indicator.name,
        "unit": its_unit,
        "kind": target.indicator.kind,
        "better": target.indicator.better,
        "goal": target.goal,
        "comparator": comparator,
        "low": _value(low, its_unit),
        "high": _value(high, its_unit),
        "keep": isinstance(target.goal, Keep),
        "baseline": _value(target.baseline, its_unit),
        "baseline_printed": target.baseline and (target.baseline.text or target.baseline),
        "period": period,
        "start": period and period.start,
        "due": period and period.end,
        "place": node.place,
        "group": target.population,
        "stage": target.stage,
        "lead": target.lead,
        "revisions": len(target.revisions),
        "revised_goal": target.revisions[-1].goal if target.revisions else None,
        "source": node.source,
        "note": target.note,
        "printed": target.printed,
    }
    return {name: _plain(cell) for name, cell in said.items()}


def _value(given: Figure | None, its_unit: Unit | None) -> Decimal | None:
    """The number in the target's unit; None where it is none, or of another kind."""
    if given is None or its_unit is None or not given.unit.is_like(its_unit):
        return None
    return given.to(its_unit).value


def _plain(cell: Any) -> Any:
    """The cell as text, or as a number, date or truth; None for nothing."""
    if cell is None or isinstance(cell, bool | int | Decimal | date):
        return cell
    return str(cell.value if isinstance(cell, enum.Enum) else cell) or None
