"""Goals, figures and directions as IATI says them: a number in the attribute `value`, or words."""

from __future__ import annotations

import attrs

from publicservice.figures import Comparator, Figure
from publicservice.io.iati.amount import Measure, says_count
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.units import ONE, Unit, unit

__all__ = ["Worded", "ascending_of", "measure_in", "worded_figure", "worded_goal"]

_ASCENDING = {Better.HIGHER: True, Better.LOWER: False}
_TOWARDS = {
    BoundKind.AT_LEAST: Better.HIGHER,
    BoundKind.RAISE_TO: Better.HIGHER,
    BoundKind.AT_MOST: Better.LOWER,
    BoundKind.LOWER_TO: Better.LOWER,
}
_PERCENT = unit("percent")


@attrs.frozen
class Worded:
    """
    A value as it is written.

    Attributes:
        value: The text.
        doubt: Why it is not simply a number; "" where it is one.
        is_refused: Whether writing it so changes what it says, or is not what the standard asks for.
    """

    value: str
    doubt: str = ""
    is_refused: bool = False


def measure_in(its_unit: Unit | None) -> Measure:
    """The measure of an indicator in a unit."""
    return Measure.PERCENTAGE if its_unit is _PERCENT else Measure.UNIT


def ascending_of(better: Better | None, goal: Goal | None = None) -> bool | None:
    """Whether more is better, by the indicator or else by the goal's own words; None where neither says it."""
    if better is None and isinstance(goal, Bound):
        better = _TOWARDS.get(goal.kind)
    return None if better is None else _ASCENDING.get(better)


def worded_goal(
    goal: Goal, better: Better | None, its_unit: Unit | None, ascending: bool | None, *, title: str, prints_units: bool
) -> Worded:
    """
    A goal's number, where a number in the indicator's direction says the same; else the goal in words.

    Args:
        goal: The goal.
        better: Which way is better, as the goal's own indicator says.
        its_unit: The unit of what is written.
        ascending: The direction of what is written.
        title: The title of the indicator.
        prints_units: Whether a number may stand with a unit of its own.
    """
    if not isinstance(goal, Bound) or goal.amount.value is None:
        return _in_words(str(goal))
    if goal.unit is (its_unit or ONE):
        said = Worded(_digits(goal.amount, its_unit, title))
    elif its_unit is None and prints_units:
        said = _with_unit(goal.amount)
    else:
        return _in_words(str(goal))
    if goal.kind is BoundKind.REACH and better is not Better.NEITHER:
        return said
    towards = None if ascending is None else (Better.HIGHER if ascending else Better.LOWER)
    same = Bound(BoundKind.REACH, goal.amount).admissible(towards)
    if towards is not None and same is not None and same == goal.admissible(better):
        return Worded(said.value, f"'{goal}' was written as the number to reach")
    return _in_words(str(goal))


def _in_words(text: str) -> Worded:
    return Worded(text, f"IATI has no number for '{text}'", is_refused=True)


def _with_unit(amount: Figure) -> Worded:
    text = f"{amount.value:f} {amount.unit}"
    return Worded(text, f"'{text}' was written with its unit, since its indicator names none")


def worded_figure(amount: Figure, its_unit: Unit | None, *, title: str, prints_units: bool) -> Worded:
    """
    A figure's number, where it is one and in the indicator's unit; else the figure in words.

    Args:
        amount: The figure.
        its_unit: The unit of what is written.
        title: The title of the indicator.
        prints_units: Whether a number may stand with a unit of its own.
    """
    comparator = amount.reading.comparator if amount.reading else Comparator.NONE
    if amount.value is None or comparator is not Comparator.NONE or not amount.admissible.is_bounded:
        return _in_words(amount.text or str(amount))
    if its_unit is None and amount.unit is not ONE and prints_units and amount.is_exact:
        return _with_unit(amount)
    wanted = its_unit or ONE
    is_like = amount.unit is wanted or (amount.unit.is_like(wanted) and not amount.unit.is_pure)
    converted = amount.to(wanted) if is_like else None
    if converted is None or converted.is_exact is not amount.is_exact:
        in_words = f"{amount.value:f}" if amount.unit is ONE else f"{amount.value:f} {amount.unit}"
        return Worded(in_words, f"'{in_words}' is not in the indicator's unit", is_refused=True)
    doubt = "" if amount.is_exact else f"IATI cannot say how '{amount.text or amount}' was rounded"
    return Worded(_digits(converted, its_unit, title), doubt)


def _digits(amount: Figure, its_unit: Unit | None, title: str) -> str:
    """The number in digits; with the sign where a bare number could be a share or a count."""
    value = amount.value if amount.value is not None else amount.low
    is_doubtful = says_count(title) or (value and not 1 < abs(value) <= 1000)
    return f"{value:f} %" if its_unit is _PERCENT and is_doubtful else f"{value:f}"
