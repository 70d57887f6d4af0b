"""Indicators and goals of every kind, one inside another as they may stand."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from publicservice.figures import Figure, figure
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import Between, Bound, BoundKind
from publicservice.model.goal_scopes import Every, Keep, all_of, each_of
from publicservice.model.indicator import Indicator, Kind
from publicservice.testing.extra import st
from publicservice.testing.numbers import UnitLike, number_texts, numbers, units
from publicservice.testing.prints import is_printable, of_unit
from publicservice.testing.words import few, plain_names, titles
from publicservice.units import Unit
from publicservice.units import unit as unit_of

__all__ = ["goals", "indicators", "numeric_goals"]

_ROUGH = st.sampled_from(["about {}", "nearly {}"])
_SHARP = st.sampled_from([kind for kind in BoundKind if kind not in (BoundKind.ABOUT, BoundKind.NEARLY)])
_EXACT_FORMS = st.sampled_from(["bound", "bound", "between", "change"])
_FORMS = st.sampled_from(["bound", "bound", "between", "change", "rough"])
_SCOPES = st.sampled_from(["", "", "each of", "all of"])
_MEMBERS = st.sampled_from(["district", "county", "village", "model zone", "insured person", "women", "区"])
_SPANS: st.SearchStrategy[Any] = st.sampled_from(["year", "quarter", "month"])
_NAMES = st.lists(plain_names(), max_size=4, unique=True)
_NUMBERS = st.integers(1, 40)
_OTHERWISE = st.booleans()


def indicators(
    unit: UnitLike | st.SearchStrategy[Unit | None] | None = None, *, counts: Iterable[str] = ()
) -> st.SearchStrategy[Indicator]:
    """
    Indicators with and without a unit, a kind, a better direction and other names.

    Args:
        unit: Their unit, or units to draw from; by default those of `units` and none.
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> find(indicators("bed"), lambda indicator: indicator.kind is not None).unit
        unit('bed')
    """
    if unit is None:
        return _indicators(st.none() | units(counts=counts))
    return _indicators(unit if isinstance(unit, st.SearchStrategy) else st.just(of_unit(unit)))


@st.composite
def _indicators(draw: st.DrawFn, measured: st.SearchStrategy[Unit | None]) -> Indicator:
    return Indicator(draw(titles()), unit=draw(measured), **draw(_TOLD))


_TOLD = few(
    {
        "kind": st.sampled_from(Kind),
        "better": st.sampled_from(Better),
        "aliases": st.lists(titles(), min_size=1, max_size=2),
    }
)


def goals(unit: UnitLike | None = None, *, counts: Iterable[str] = ()) -> st.SearchStrategy[Goal]:
    """
    Goals of every kind: numbers, ranges, changes from a baseline, kept ones, and those of each, of all, of every year.

    Args:
        unit: Their unit, or units to draw from; by default those of `units`. A change may be in percent of it, or
            of a rate in percentage points; a goal that takes in all members has no unit.
        counts: Further kinds of count to draw from, as a document declares them.

    Returns:
        Goals that an indicator and a baseline of that unit can have.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import Goal
        >>> @settings(max_examples=20)
        ... @given(goals("km"))
        ... def test_the_text_of_a_goal_reads_back(goal):
        ...     assert Goal.parse(str(goal)) == goal
        >>> test_the_text_of_a_goal_reads_back()
    """
    several = units(counts=counts) if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(_goals)
    return _goals(of_unit(several))


@functools.lru_cache(maxsize=512)
@st.composite
def _goals(draw: st.DrawFn, its_unit: Unit) -> Goal:
    scope: str = draw(_SCOPES)
    if scope == "all of":
        count, names = _who(draw)
        made: Goal = all_of(draw(_MEMBERS), count, names=names)
    else:
        made = draw(numeric_goals(its_unit))
        made = Keep(made) if draw(_OTHERWISE) else made
    if scope == "each of":
        count, names = _who(draw)
        made = each_of(count, draw(_MEMBERS), made, names=names, counts=its_unit.declared)
    return Every(draw(_SPANS), made) if draw(_OTHERWISE) else made


def _who(draw: st.DrawFn) -> tuple[int | None, list[str]]:
    """How many members there are, and their names: neither, one of the two, or both in agreement."""
    names = draw(_NAMES)
    if not draw(_OTHERWISE):
        return None, names
    return len(names) or draw(_NUMBERS), names


# --- goals of numbers


@functools.lru_cache(maxsize=512)
@st.composite
def numeric_goals(draw: st.DrawFn, its_unit: Unit) -> Goal:
    """Goals that a number sets: bounds, ranges, and changes from a baseline."""
    form: str = draw(_FORMS if is_printable(its_unit) else _EXACT_FORMS)
    if form == "between":
        low, high = sorted((draw(numbers(its_unit, 0)), draw(numbers(its_unit, 0))))
        return Between(figure(low, its_unit), figure(high, its_unit))
    if form == "change":
        return _change(draw, draw(st.sampled_from(_steps(its_unit))))
    if form == "rough":
        return Goal.parse(draw(_ROUGH).format(draw(number_texts(its_unit, 1))), its_unit.declared)
    return Bound(draw(_SHARP), _amount(draw, its_unit))


def _amount(draw: st.DrawFn, its_unit: Unit, least: int = 0) -> Figure:
    """A goal's own number: exact, or read from a text for its number only."""
    if is_printable(its_unit) and draw(_OTHERWISE):
        return figure(draw(number_texts(its_unit, least)), exact=True, counts=its_unit.declared)
    return figure(draw(numbers(its_unit, least)), its_unit)


def _change(draw: st.DrawFn, by: Unit) -> Change:
    return Change(_amount(draw, by, 1), draw(_OTHERWISE), by.is_rate and draw(_OTHERWISE))


def _steps(its_unit: Unit) -> tuple[Unit, ...]:
    """The units in which a figure of this unit may change."""
    percent = unit_of("%")
    if its_unit.is_rate:
        return percent, unit_of("percentage point")
    return (percent,) if its_unit.is_points else (its_unit, percent)
