"""Revisions: how a target was changed after it was published, and the versions that this makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import SupportsIndex

import attrs

from publicservice.errors import ModelError, shown
from publicservice.figures import Figure, figure
from publicservice.model.fields import optional_figure, optional_period, records, strip_text
from publicservice.model.goal import Goal, goal
from publicservice.model.period import Period, PeriodKind, period
from publicservice.model.source import Source, optional_source
from publicservice.units import ONE, Unit

__all__ = ["Revision", "Version", "require_order", "to_revisions", "version_on", "versions_after"]

_DATES = frozenset({PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.YEAR})


def _goal(given: Goal | str) -> Goal:
    return goal(given)


def _on(given: Period | str | date | SupportsIndex) -> Period:
    """When something was revised: a day, or the month or year in which that day lies."""
    made = period(given)
    if made.kind not in _DATES:
        problem, expected = "a revision is dated by a day, a month or a year", "such as 2022-06-30, 2022-06 or 2022"
        raise ModelError(problem, seen=shown(str(made)), expected=expected)
    return made


@attrs.frozen(kw_only=True)
class Revision:
    """
    A change to a target after it was published. What it leaves unsaid stays as it was.

    Attributes:
        goal: The acceptable values from then on; in a target, a number without a unit counts in the target's.
        on: When it was revised: a day, or the month or year in which that day lies.
        period: The new date by when; None leaves it.
        baseline: Where it starts from, if that was changed too; None leaves it. [unit of the goal]
        note: What a reader has to know.
        printed: The words of the document that matter for the encoding.
        source: Where the revision was printed.

    Raises:
        ModelError: If it is dated by anything else than a day, a month or a year.

    Example:
        >>> from publicservice import Target
        >>> roads = Target("roads built", "1,000 km", revisions=[Revision("1,200 km", on="2022-06")])
        >>> [str(version.goal) for version in roads.versions]
        ['1,000 km', '1,200 km']
        >>> Revision("1,200 km", on="2022Q2")
        Traceback (most recent call last):
        publicservice.errors.ModelError: a revision is dated by a day, a month or a year: '2022Q2'; expected such as...
    """

    goal: Goal = attrs.field(converter=_goal, kw_only=False)
    on: Period = attrs.field(converter=_on)
    period: Period | None = attrs.field(default=None, converter=optional_period)
    baseline: Figure | None = attrs.field(default=None, converter=optional_figure)
    note: str = attrs.field(default="", converter=strip_text)
    printed: str = attrs.field(default="", converter=strip_text)
    source: Source | None = attrs.field(default=None, converter=optional_source)

    def counted_in(self, its_unit: Unit) -> Revision:
        """
        The same revision, its bare numbers counted in a unit.

        Args:
            its_unit: The unit of the target.

        Raises:
            ModelError: If a baseline without a unit may be a share as well as a percentage.

        Example:
            >>> from publicservice import unit
            >>> print(Revision("1,200", on=2022).counted_in(unit("km")).goal)
            1,200 km
        """
        counted = self.goal.counted_in(its_unit)
        return attrs.evolve(self, goal=counted, baseline=_counted(self.baseline, counted.unit or its_unit))


def _counted(start: Figure | None, its_unit: Unit) -> Figure | None:
    if start is None or start.unit is not ONE or its_unit is ONE:
        return start
    if its_unit.is_pure and start.reading is None:  # 0.92 as a computed share is 92 %, as a bare number 0.92 %
        problem = "a revised baseline without a unit may be a share or a percentage"
        raise ModelError(problem, seen=str(start), expected="a number with its unit", hint="write it as text: '92 %'")
    return figure(start.text or start, its_unit)


def to_revisions(given: Iterable[Revision] | None, its_unit: Unit | None) -> tuple[Revision, ...]:
    """Several revisions, their bare numbers counted in the unit of their target."""
    made = records(Revision, given)
    return made if its_unit is None else tuple(revision.counted_in(its_unit) for revision in made)


def require_order(title: str, revisions: Iterable[Revision]) -> None:
    """
    Refuse revisions that cannot have followed each other in this order.

    Dates that share a day may be in either order: of two revisions in one month, or of one in 2022 and one in 2022-06,
    only the document knows which came first, and their order here says it.

    Raises:
        ModelError: If one ends before one that stands before it begins.
    """
    latest: Revision | None = None
    for revision in revisions:
        if latest is not None and _last_day(revision) < _first_day(latest):
            raise ModelError(
                f"the revisions of {shown(title)} are out of order",
                seen=f"{latest.on} before {revision.on}",
                expected="the order of time",
                hint=f"put the revision of {revision.on} first",
            )
        latest = revision if latest is None else max(latest, revision, key=_first_day)


def _first_day(revision: Revision) -> date:
    return revision.on.start or date.min


def _last_day(revision: Revision) -> date:
    return revision.on.end or date.max


@attrs.frozen(kw_only=True)
class Version:
    """
    What a target said from one revision to the next, complete: what a revision left unsaid is taken from before it.

    Attributes:
        goal: The acceptable values.
        period: By when, or over which period; None leaves it to what the target stands in.
        baseline: Where it starts from. [unit of the goal]
        since: When it was revised to this; None for the first version.
        revision: The revision that made it; None for the first version.

    Example:
        >>> from publicservice import Target
        >>> roads = Target("roads", "5 km", period=2022, revisions=[Revision("6 km", on="2022-03")])
        >>> print(roads.versions[1].goal, roads.versions[1].period, roads.versions[1].since)
        6 km 2022 2022-03
    """

    goal: Goal = attrs.field(kw_only=False)
    period: Period | None = None
    baseline: Figure | None = None
    since: Period | None = None
    revision: Revision | None = None


def versions_after(first: Version, revisions: Iterable[Revision]) -> tuple[Version, ...]:
    """The first version and one for each revision, with what that leaves unsaid taken from the version before it."""
    made = [first]
    for revision in revisions:
        before = made[-1]
        own = {name: getattr(revision, name) or getattr(before, name) for name in ("period", "baseline")}
        made.append(Version(revision.goal, since=revision.on, revision=revision, **own))
    return tuple(made)


def version_on(versions: tuple[Version, ...], day: date) -> Version:
    """The version that certainly stood at the end of a day; `Target.version_at` gives the rule and its reason."""
    return next(each for each in reversed(versions) if each.revision is None or _last_day(each.revision) <= day)
