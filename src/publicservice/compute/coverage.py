"""Coverage: those reached over those entitled, and how far that stands below a goal, in points and in people."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

import attrs

from publicservice.compute.sums import total_of
from publicservice.errors import ModelError, UndefinedError
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.display import amount_text, number_text
from publicservice.model.fields import optional_figure, optional_period, strip_text
from publicservice.model.goal import Goal, Verdict
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.model.goal_scopes import Every, Keep
from publicservice.model.people import Population, optional_population
from publicservice.model.period import Period
from publicservice.model.place import Place, optional_place
from publicservice.units import ONE

__all__ = ["CoverageRate", "Gap", "coverage_gap", "coverage_rate", "pooled"]

_ABOVE = "covered outside the area or age group, counted more than once, or counted against an outdated population"


def _not_negative(instance: Any, attribute: attrs.Attribute[Figure | None], value: Figure | None) -> None:
    if value is not None and (value.unit.is_rate or value.high < 0):
        raise ModelError(
            f"{attribute.name} is a count", seen=str(value), expected="such as '2,650 units', zero or more"
        )


@attrs.frozen(kw_only=True)
class CoverageRate:
    """
    Covered over eligible, exclusions taken out. Any one of covered, eligible and the rate may be unknown.

    Attributes:
        covered: Those reached. [person, household, ...]
        eligible: Those entitled. [unit of covered]
        excluded: Those among the eligible who do not count, such as people who moved away; they leave the eligible, and
            `excluded_covered` of them leave the covered. [unit of covered]
        excluded_covered: How many of the excluded stand among the covered. [unit of covered]
        rate: The printed rate, where the counts are not both known. [%]
        group: Whom it is about.
        place: Where.
        period: When.
        note: What has to be known about it.

    Raises:
        ModelError: If neither two of covered, eligible and rate are given nor the rate alone, or if a count is no count.
        UnlikeUnitsError: If the counts are not of one kind.

    Definition:
        rate = (covered - excluded_covered) / (eligible - excluded)

    Example:
        >>> CoverageRate(covered="2,650 units", eligible=figure("3,442 units")).counted
        True
    """

    covered: Figure | None = attrs.field(default=None, converter=optional_figure, validator=_not_negative)
    eligible: Figure | None = attrs.field(default=None, converter=optional_figure, validator=_not_negative)
    excluded: Figure | None = attrs.field(default=None, converter=optional_figure, validator=_not_negative)
    excluded_covered: Figure | None = attrs.field(default=None, converter=optional_figure, validator=_not_negative)
    rate: Figure | None = attrs.field(default=None, converter=optional_figure)
    group: Population | None = attrs.field(default=None, converter=optional_population)
    place: Place | None = attrs.field(default=None, converter=optional_place)
    period: Period | None = attrs.field(default=None, converter=optional_period)
    note: str = attrs.field(default="", converter=strip_text)

    def __attrs_post_init__(self) -> None:
        if self.rate is None and (self.covered is None or self.eligible is None):
            raise ModelError("a coverage rate needs covered and eligible, or the printed rate")
        if self.rate is not None and not self.rate.unit.is_pure:
            raise ModelError("a coverage rate is a share", seen=str(self.rate), expected="such as '85 %'")
        counts = [
            count for count in (self.covered, self.eligible, self.excluded, self.excluded_covered) if count is not None
        ]
        for count in counts[1:]:
            count.unit.factor_to(counts[0].unit)

    @property
    def counted(self) -> bool:
        """Whether covered and eligible are both known."""
        return self.covered is not None and self.eligible is not None

    @property
    def in_scope(self) -> Figure | None:
        """The eligible without the excluded; None where it is unknown. [unit of covered]"""
        return _without(self.eligible, self.excluded)

    @property
    def reached(self) -> Figure | None:
        """The covered without the excluded; None where it is unknown. [unit of covered]"""
        return _without(self.covered, self.excluded_covered)

    @property
    def label(self) -> str:
        """The group, else the place, else the period, for tables."""
        return str(self.group or self.place or self.period or "")

    def __str__(self) -> str:
        return f"{coverage_rate(self)}"


def _without(whole: Figure | None, less: Figure | None) -> Figure | None:
    return whole if whole is None or less is None else whole - less.to(whole.unit)


def coverage_rate(coverage: CoverageRate) -> Figure:
    """
    The share of the eligible that is covered. Above 100 % is kept: `explain_above` says what usually causes it.

    Args:
        coverage: Covered and eligible, or a printed rate.

    Returns:
        The rate from the counts where both are known, else as printed. [%]

    Raises:
        UndefinedError: If nobody is eligible.

    Definition:
        rate = (covered - excluded_covered) / (eligible - excluded)

    Example:
        >>> print(coverage_rate(CoverageRate(covered=90, eligible=120, excluded=20)))
        90 %
    """
    reached, in_scope = coverage.reached, coverage.in_scope
    if reached is not None and in_scope is not None:
        if in_scope.admissible.contains(0) or in_scope.low < 0:
            raise UndefinedError(
                "a share of nobody: the eligible may be none", reason="no eligible", seen=str(in_scope)
            )
        return (reached / in_scope).to("percent")
    assert coverage.rate is not None  # noqa: S101  (the constructor asks for the rate or both counts)
    return coverage.rate.to("percent")


def explain_above(rate: Figure) -> str:
    """What usually makes a coverage rate exceed 100 %; "" where it does not."""
    return f"above 100 %: {_ABOVE}" if rate.to("percent").low > 100 else ""


@attrs.frozen
class Gap:
    """
    How far a coverage rate stands below its goal; negative when the goal is exceeded.

    Attributes:
        points: The shortfall of the rate. [percentage point]
        people: How many more would have to be reached; None where the eligible are unknown. [unit of covered]
        verdict: Whether the goal is met.
    """

    points: Figure
    people: Figure | None
    verdict: Verdict

    def __str__(self) -> str:
        if self.people is None:
            return f"{self.points}"
        whole = self.people.value
        if whole is not None and self.people.unit.is_count:
            return f"{self.points}; {_up(whole, self.people)}"
        return f"{self.points}; {self.people}"


def _up(value: Decimal, people: Figure) -> str:
    """People come in whole numbers, and a gap is closed only by the next one up."""
    whole = value.to_integral_value(ROUND_CEILING)
    return amount_text(number_text(whole), whole, people.unit)


def coverage_gap(coverage: CoverageRate | FigureLike, goal: Goal | FigureLike) -> Gap:
    """
    How far a coverage rate stands below its goal, in points and in people.

    Args:
        coverage: Covered and eligible, or a rate. [%]
        goal: The rate to reach, as a number or a goal. [%]

    Returns:
        The shortfall; negative when the goal is exceeded. [percentage point] and [unit of coverage]

    Raises:
        UndefinedError: If nobody is eligible, or the goal is not one rate.

    Definition:
        points = goal - covered / eligible; people = goal * eligible - covered

    Example:
        >>> print(coverage_gap(CoverageRate(covered="2,650 units", eligible="3,442 units"), "85 %"))
        8.0 percentage points (7.8 to 8.2); 276 units
    """
    wanted = _goal_rate(goal)
    given = coverage if isinstance(coverage, CoverageRate) else CoverageRate(rate=figure(coverage))
    rate = coverage_rate(given)
    verdict = (
        goal.accepts(rate).verdict
        if isinstance(goal, Goal)
        else Bound(BoundKind.AT_LEAST, wanted).accepts(rate).verdict
    )
    people = None
    in_scope, reached = given.in_scope, given.reached
    if in_scope is not None:
        share = wanted.to(ONE)
        people = share * in_scope - (reached if reached is not None else rate.to(ONE) * in_scope)
    return Gap(wanted - rate, people, verdict)


def _goal_rate(goal: Goal | FigureLike) -> Figure:
    if isinstance(goal, Keep | Every):
        return _goal_rate(goal.goal)
    if isinstance(goal, Bound):
        return goal.amount.exactly().to("percent")
    if isinstance(goal, Goal):
        raise UndefinedError(f"'{goal}' is not one rate", reason="no single goal", hint="give the rate as a number")
    wanted = figure(goal, exact=True) if isinstance(goal, str) else figure(goal)
    return wanted.to("percent")


def pooled(rates: list[CoverageRate]) -> CoverageRate:
    """
    The rate of several groups or areas together: their covered over their eligible, never the average of their rates.

    Raises:
        UndefinedError: If a group's counts are not both known.
    """
    reached = [rate.reached for rate in rates]
    in_scope = [rate.in_scope for rate in rates]
    if not rates or any(count is None for count in (*reached, *in_scope)):
        raise UndefinedError(
            "rates pool only where every group's covered and eligible are known", reason="counts not known"
        )
    return CoverageRate(covered=total_of(c for c in reached if c), eligible=total_of(c for c in in_scope if c))
