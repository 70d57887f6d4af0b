"""Coverage: those reached over those entitled, and how far that stands below a goal, in points and in people."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

import attrs

from publicservice.compute.ratios import as_rate
from publicservice.compute.sums import total_of
from publicservice.errors import GoalError, UndefinedError, WrongTypeError, needed, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.display import amount_text, number_text
from publicservice.model.coverage import MOST_SHARE, CoverageRate
from publicservice.model.goal import Goal, Verdict
from publicservice.model.goal_numbers import FROM_ABOVE, Bound, BoundKind
from publicservice.model.goal_scopes import innermost
from publicservice.units import ONE

__all__ = ["Gap", "coverage_gap", "coverage_rate", "coverage_rates", "explain_above", "pooled"]

_ABOVE = "covered outside the area or age group, counted more than once, or counted against an outdated population"


def coverage_rate(coverage: CoverageRate) -> Figure:
    """
    The share of the eligible that is covered. Above 100 % is kept: `explain_above` says what usually causes it.

    Args:
        coverage: Covered and eligible, or a printed rate.

    Returns:
        The rate from the counts where both are known, else as printed. [%]

    Raises:
        WrongTypeError: If it is no coverage rate.
        UndefinedError: If nobody is eligible, or more are excluded than covered.

    Definition:
        rate = (covered - excluded_covered) / (eligible - excluded)

    Example:
        >>> print(coverage_rate(CoverageRate(covered=90, eligible=120, excluded=20)))
        90 %
    """
    needed(CoverageRate, coverage, "a coverage rate", "such as CoverageRate(covered=90, eligible=120)")
    reached, in_scope = coverage.reached, coverage.in_scope
    if reached is not None and in_scope is not None:
        if in_scope.admissible.contains(0) or in_scope.low < 0:
            raise UndefinedError(
                "a share of nobody: the eligible may be none", reason="no eligible", seen=str(in_scope)
            )
        if reached.high < 0:
            raise UndefinedError("more are excluded than covered", reason="negative covered", seen=str(reached))
        return (reached / in_scope).to("percent")
    assert coverage.rate is not None  # noqa: S101  (the constructor asks for the rate or both counts)
    return coverage.rate.to("percent")


def explain_above(rate: FigureLike) -> str:
    """
    What usually makes a coverage rate exceed 100 %; "" where it does not, or may not.

    Args:
        rate: The rate. [%]

    Raises:
        UnlikeUnitsError: If it is no rate.

    Example:
        >>> explain_above("100 %"), explain_above("104 %")[:47]
        ('', 'above 100 %: covered outside the area or age gr')
    """
    return f"above 100 %: {_ABOVE}" if as_rate(rate).to("percent").low > 100 else ""


@attrs.frozen
class Gap:
    """
    How far a coverage rate stands from its goal; negative when the goal is exceeded.

    Attributes:
        points: The shortfall of the rate. [percentage point]
        people: How many more would have to be reached, or fewer where the goal is an upper limit; shown in whole
            numbers, rounded up. None where the eligible are unknown. [unit of covered]
        verdict: Whether the goal is met.
    """

    points: Figure
    people: Figure | None
    verdict: Verdict

    def __str__(self) -> str:
        if self.people is None:
            return f"{self.points}"
        whole = self.people.value
        if whole is not None and (self.people.unit.is_count or self.people.unit is ONE):
            return f"{self.points}; {_up(whole, self.people)}"
        return f"{self.points}; {self.people}"


def _up(value: Decimal, people: Figure) -> str:
    """People come in whole numbers, and a gap is closed only by the next one up."""
    whole = value.to_integral_value(ROUND_CEILING)
    return amount_text(number_text(whole), whole, people.unit)


def coverage_gap(coverage: CoverageRate | FigureLike, goal: Goal | FigureLike) -> Gap:
    """
    How far a coverage rate stands from its goal, in points and in people.

    Args:
        coverage: Covered and eligible, or a rate. [%]
        goal: The rate to reach, as a number or a goal; a number is to be reached from below. [%]

    Returns:
        The shortfall; negative when the goal is exceeded. [percentage point] and [unit of coverage]

    Raises:
        UndefinedError: If nobody is eligible, or the goal is not one rate.
        GoalError: If the goal is a bare number such as 85, which would be 8,500 %.

    Definition:
        points = goal - covered / eligible; people = goal * eligible - covered; the other way round for an upper limit

    Example:
        >>> print(coverage_gap(CoverageRate(covered="2,650 units", eligible="3,442 units"), "85 %"))
        8.0 percentage points (7.85 to 8.17); 276 units
        >>> from publicservice import at_most
        >>> print(coverage_gap(CoverageRate(covered=12, eligible=100), at_most("10 %")))
        2 percentage points; 2
    """
    wanted = _goal_bound(goal)
    given = coverage if isinstance(coverage, CoverageRate) else CoverageRate(rate=figure(coverage))
    rate, sought = coverage_rate(given), wanted.amount.exactly().to("percent")
    points, people = sought - rate, _missing_people(given, rate, sought)
    if wanted.kind in FROM_ABOVE:
        points, people = -points, None if people is None else -people
    return Gap(points, people, wanted.accepts(rate).verdict)


def _missing_people(given: CoverageRate, rate: Figure, sought: Figure) -> Figure | None:
    in_scope, reached = given.in_scope, given.reached
    if in_scope is None:
        return None
    if reached is None:
        # The eligible stand once: two products of them would count their rounding twice.
        return (sought.to(ONE) - rate.to(ONE)) * in_scope
    return sought.to(ONE) * in_scope - reached


def _goal_bound(goal: Goal | FigureLike) -> Bound:
    if isinstance(goal, Goal):
        goal = innermost(goal)
    if isinstance(goal, Goal) and not isinstance(goal, Bound):
        raise UndefinedError(f"'{goal}' is not one rate", reason="no single goal", hint="give the rate as a number")
    wanted = goal.amount if isinstance(goal, Bound) else figure(goal, exact=True)
    if wanted.unit is ONE and wanted.low > MOST_SHARE:
        raise GoalError("a bare number above one is no share", seen=str(wanted), expected=f"such as '{wanted} %'")
    return goal if isinstance(goal, Bound) else Bound(BoundKind.AT_LEAST, wanted.to("percent"))


def coverage_rates(given: Iterable[CoverageRate]) -> list[CoverageRate]:
    """
    The coverage rates of a list.

    Raises:
        WrongTypeError: If it is none, or something in it is no coverage rate.
    """
    expected = "such as [CoverageRate(covered=90, eligible=120)]"
    needed(Iterable, given, "a list of coverage rates", expected)
    several = list(given)
    for number, one in enumerate(several):
        if not isinstance(one, CoverageRate):
            raise WrongTypeError(f"item {number} is not a coverage rate", seen=shown(one), expected=expected)
    return several


def pooled(rates: Iterable[CoverageRate]) -> CoverageRate:
    """
    The rate of several groups or areas together: their covered over their eligible, never the average of their rates.

    Raises:
        WrongTypeError: If it is no list of coverage rates.
        UndefinedError: If there are none, or a group's counts are not both known.
        UnlikeUnitsError: If the groups are not counted in one kind of unit.

    Example:
        >>> both = pooled([CoverageRate(covered=90, eligible=100), CoverageRate(covered=120, eligible=200)])
        >>> print(coverage_rate(both))
        70 %
    """
    several = coverage_rates(rates)
    each = [(rate.reached, rate.in_scope) for rate in several]
    known = [(reached, in_scope) for reached, in_scope in each if reached is not None and in_scope is not None]
    if not each or len(known) < len(each):
        raise UndefinedError(
            "rates pool only where every group's covered and eligible are known",
            reason="counts not known",
            seen=f"{len(known)} of {len(each)} groups with both",
            hint="give both for each group, or leave out the groups without",
        )
    return CoverageRate(covered=total_of(one for one, _ in known), eligible=total_of(one for _, one in known))
