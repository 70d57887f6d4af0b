"""
What was true, and what was printed of it: claims, plans and reports that hold together by the way they are made.

True numbers are drawn first and printed afterwards, each in a way of its own. Whatever judges them has to find nothing
wrong: this is where the soundness of a check is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from publicservice.compute.sums import total_of
from publicservice.figures import Figure, figure
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.model.observation import Claim, ClaimKind, Observation
from publicservice.model.period import Period, PeriodKind
from publicservice.model.plan import Plan
from publicservice.model.programme import Programme, Target
from publicservice.model.report import Report
from publicservice.testing.context import periods
from publicservice.testing.extra import st
from publicservice.testing.numbers import UnitLike, counts
from publicservice.testing.prints import of_unit, printed
from publicservice.units import Unit
from publicservice.units import unit as unit_of

__all__ = [
    "Scenario", "consistent_completion", "consistent_plans", "consistent_reports", "consistent_share", "consistent_sum",
    "consistent_year_on_year",
]  # fmt: skip

_MOST = 10**7


@attrs.frozen
class Scenario:
    """
    True numbers, and what was printed of them.

    Attributes:
        true: The true numbers by name. [unit]
        printed: What was printed of them, by the names of the arguments of the verb that verifies it.
    """

    true: Mapping[str, Any]
    printed: Mapping[str, Any]


def consistent_completion(unit: UnitLike | None = None) -> st.SearchStrategy[Scenario]:
    """
    A true completion with its figure and its exact target, for `verify_completion`.

    Args:
        unit: The unit of figure and target, or units to draw from; by default kinds of count.

    Definition:
        says is printed of 100 * actual / target [%]

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import verify_completion
        >>> @settings(max_examples=20)
        ... @given(consistent_completion())
        ... def test_the_truth_is_consistent(scenario):
        ...     assert verify_completion(**scenario.printed)
        >>> test_the_truth_is_consistent()
    """
    return _drawn_units(unit).flatmap(_completion)


def consistent_share(unit: UnitLike | None = None) -> st.SearchStrategy[Scenario]:
    """
    A true share with its part and its whole, both printed, for `verify_share`.

    Args:
        unit: The unit of part and whole, or units to draw from; by default kinds of count.

    Definition:
        says is printed of 100 * part / whole [%], part <= whole

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import ClaimVerdict, verify_share
        >>> @settings(max_examples=20)
        ... @given(consistent_share())
        ... def test_the_truth_is_never_called_inconsistent(scenario):
        ...     assert verify_share(**scenario.printed).verdict is not ClaimVerdict.INCONSISTENT
        >>> test_the_truth_is_never_called_inconsistent()
    """
    return _drawn_units(unit).flatmap(_share)


def consistent_year_on_year(unit: UnitLike | None = None) -> st.SearchStrategy[Scenario]:
    """
    A true change with its two figures, for `verify_year_on_year`: of a rate in percentage points, else in percent.

    Args:
        unit: The unit of the two figures, or units to draw from; by default kinds of count and percent.

    Definition:
        says is printed of 100 * (now / before - 1) [%], of a rate of now - before [percentage point]

    Example:
        >>> from hypothesis import find
        >>> case = find(consistent_year_on_year("%"), lambda case: case.true["now"] < case.true["before"])
        >>> print(case.printed["says"].text)
        down 1 percentage point
    """
    return _drawn_units(counts() | st.just(unit_of("%")) if unit is None else unit).flatmap(_year_on_year)


def consistent_sum(unit: UnitLike | None = None) -> st.SearchStrategy[Scenario]:
    """
    A true total with its parts, each printed by itself, for `verify_sum` and `reconcile`.

    Args:
        unit: The unit of total and parts, or units to draw from; by default kinds of count.

    Definition:
        says is printed of the sum of the parts [unit]

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import reconcile
        >>> @settings(max_examples=20)
        ... @given(consistent_sum())
        ... def test_what_added_up_is_never_said_not_to(scenario):
        ...     assert reconcile(scenario.printed["says"], scenario.printed["parts"])
        >>> test_what_added_up_is_never_said_not_to()
    """
    return _drawn_units(unit).flatmap(_sum)


def consistent_reports() -> st.SearchStrategy[Report]:
    """
    Reports whose claims are true, whatever was rounded: `check` finds no error in them.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import check
        >>> @settings(max_examples=20)
        ... @given(consistent_reports())
        ... def test_a_true_report_has_no_errors(report):
        ...     assert not check(report).at_least("error")
        >>> test_a_true_report_has_no_errors()
    """
    dates = periods([PeriodKind.YEAR, PeriodKind.QUARTER])
    return st.builds(_report, dates, st.lists(_told(), min_size=1, max_size=3))


def consistent_plans() -> st.SearchStrategy[Plan]:
    """
    Plans whose parts add up and whose declared counts are right: `check` finds no error and no warning in them.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import check
        >>> @settings(max_examples=20)
        ... @given(consistent_plans())
        ... def test_a_sound_plan_passes(plan):
        ...     assert not check(plan).at_least("warning")
        >>> test_a_sound_plan_passes()
    """
    wholes = counts().flatmap(_whole)
    return st.builds(_plan, periods([PeriodKind.YEAR]), st.lists(st.lists(wholes, max_size=2), max_size=3))


# --- claims


def _drawn_units(unit: UnitLike | None) -> st.SearchStrategy[Unit]:
    if unit is None:
        return counts()
    return unit if isinstance(unit, st.SearchStrategy) else st.just(of_unit(unit))


_NUMBERS = st.one_of(st.integers(0, 60), st.integers(0, 5000), st.integers(0, _MOST))
_ABOVE = st.one_of(st.integers(1, 60), st.integers(1, 5000), st.integers(1, _MOST))


@st.composite
def _print(draw: st.DrawFn, value: Fraction | int, its_unit: Unit | str, change: bool = False) -> Figure:
    return draw(printed(Fraction(value), its_unit, change=change))[1]


def _number(its_unit: Unit, above_zero: bool = False) -> st.SearchStrategy[Fraction]:
    """True numbers: whole ones of a count, cents and the like of anything else."""
    whole = (_ABOVE if above_zero else _NUMBERS).map(Fraction)
    return whole if its_unit.is_count else whole | st.integers(1, 100 * _MOST).map(lambda part: Fraction(part, 100))


@st.composite
def _completion(draw: st.DrawFn, its_unit: Unit) -> Scenario:
    target, actual = draw(_number(its_unit, above_zero=True)), draw(_number(its_unit))
    says = draw(_print(100 * actual / target, "%"))
    told = {"says": says, "actual": draw(_print(actual, its_unit)), "target": figure(target, its_unit)}
    return Scenario({"actual": actual, "target": target}, told)


@st.composite
def _share(draw: st.DrawFn, its_unit: Unit) -> Scenario:
    one, other = draw(_number(its_unit)), draw(_number(its_unit, above_zero=True))
    part, whole = min(one, other), max(one, other)
    says = draw(_print(100 * part / whole, "%"))
    told = {"says": says, "part": draw(_print(part, its_unit)), "whole": draw(_print(whole, its_unit))}
    return Scenario({"part": part, "whole": whole}, told)


@st.composite
def _year_on_year(draw: st.DrawFn, its_unit: Unit) -> Scenario:
    now, before = draw(_number(its_unit)), draw(_number(its_unit, above_zero=True))
    grown = (now - before, "percentage point") if its_unit.is_rate else (100 * (now / before - 1), "%")
    says = draw(_print(*grown, change=True))
    told = {"says": says, "now": draw(_print(now, its_unit)), "before": draw(_print(before, its_unit))}
    return Scenario({"now": now, "before": before}, told)


@st.composite
def _sum(draw: st.DrawFn, its_unit: Unit) -> Scenario:
    parts = tuple(draw(st.lists(_number(its_unit), min_size=1, max_size=5)))
    says = draw(_print(sum(parts, Fraction(0)), its_unit))
    return Scenario({"parts": parts}, {"says": says, "parts": tuple(draw(_print(part, its_unit)) for part in parts)})


# --- documents

_Told = tuple[ClaimKind, Scenario]
_DRAWN: dict[ClaimKind, Callable[[Unit], st.SearchStrategy[Scenario]]] = {
    ClaimKind.COMPLETION: _completion,
    ClaimKind.SHARE: _share,
    ClaimKind.YEAR_ON_YEAR: _year_on_year,
    ClaimKind.SUM: _sum,
}


def _told() -> st.SearchStrategy[_Told]:
    """A kind of claim, and a true case of it."""
    return st.one_of([st.tuples(st.just(kind), counts().flatmap(draw)) for kind, draw in _DRAWN.items()])


def _report(period: Period, told: list[_Told]) -> Report:
    observations: list[Observation] = []
    claims = []
    for number, (kind, scenario) in enumerate(told, start=1):
        seen, claim = _claimed(kind, scenario.printed, number, period)
        observations += seen
        claims.append(claim)
    return Report("A report that holds", period=period, observations=observations, claims=claims)


def _claimed(kind: ClaimKind, said: Mapping[str, Any], number: int, period: Period) -> tuple[list[Observation], Claim]:
    """The observations of a true case and the claim about them; every one has a name of its own."""

    def seen(name: str, value: Figure, at: Period | None = None) -> Observation:
        return Observation(f"{name} {number}", value, id=f"{name}-{number}", period=at)

    match kind:
        case ClaimKind.COMPLETION:
            observations, more = [seen("actual", said["actual"])], {"against": str(said["target"])}
        case ClaimKind.SHARE:
            observations = [seen("part", said["part"]), seen("whole", said["whole"])]
            more = {"against": observations[1].id}
        case ClaimKind.YEAR_ON_YEAR:
            observations = [seen("now", said["now"]), seen("before", said["before"], period.year_earlier())]
            more = {"against": observations[1].id}
        case _:
            parts = [seen(f"part {place} of", part) for place, part in enumerate(said["parts"], start=1)]
            observations = [seen("total", said["says"]), *parts]
            return observations, Claim(kind, says=said["says"], of=observations[0].id, parts=[p.id for p in parts])
    return observations, Claim(kind, says=said["says"], of=observations[0].id, **more)


def _whole(its_unit: Unit) -> st.SearchStrategy[list[Figure]]:
    """The parts of a target, in one unit."""
    return st.lists(_ABOVE.map(lambda number: figure(number, its_unit)), min_size=1, max_size=4)


def _plan(period: Period, wholes: list[list[list[Figure]]]) -> Plan:
    programmes = [
        Programme(
            f"programme {number}",
            targets=[_divided(f"target {number}.{place}", parts) for place, parts in enumerate(targets, start=1)],
            declares={"targets": len(targets)},
        )
        for number, targets in enumerate(wholes, start=1)
    ]
    declared = {"programmes": len(programmes)}
    return Plan("A plan that holds", period=period, source="a gazette", programmes=programmes, declares=declared)


def _divided(name: str, parts: list[Figure]) -> Target:
    """A target that is the sum of its parts; one part alone is the target itself."""
    several = [Target(f"{name}.{place}", Bound(BoundKind.REACH, part)) for place, part in enumerate(parts, start=1)]
    return Target(name, Bound(BoundKind.REACH, total_of(parts).exactly()), parts=several if len(parts) > 1 else ())
