"""Programmes, and what they promise: targets with numbers, commitments without."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, SupportsIndex, cast

import attrs

from publicservice.errors import ModelError, UnlikeUnitsError, WrongTypeError, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.model.entry import Item, Listed, to_listed
from publicservice.model.fields import (
    choice,
    optional_figure,
    records,
    required_text,
    seeing_self,
    strip_text,
    texts,
    whole_number,
)
from publicservice.model.goal import Goal, goal
from publicservice.model.goal_change import Change
from publicservice.model.goal_scopes import innermost
from publicservice.model.indicator import Indicator, indicator
from publicservice.model.observation import (
    Beneficiaries,
    Claim,
    Coverage,
    Observation,
    to_beneficiaries,
    to_claims,
    to_coverage,
    to_observations,
)
from publicservice.model.period import Period, day_of
from publicservice.model.revision import Revision, Version, require_order, to_revisions, version_on, versions_after
from publicservice.units import ONE, Unit

__all__ = [
    "Commitment", "Declaration", "Parts", "Programme", "Target", "declarations", "to_commitments", "to_programmes",
    "to_targets",
]  # fmt: skip

_MOST_DECLARED = 1_000_000


class Parts(enum.Enum):
    """How the parts of a target stand to it: they make it up, are some of it, or overlap."""

    PARTITION = "partition"
    OF_WHICH = "of which"
    OVERLAPPING = "overlapping"


def _parts_are(given: Parts | str) -> Parts:
    return choice(Parts, given)


def to_targets(given: Iterable[Target] | None) -> tuple[Target, ...]:
    """Several targets."""
    return records(Target, given)


def to_commitments(given: Iterable[Commitment | str] | None) -> tuple[Commitment, ...]:
    """Several commitments; a text stands for the commitment of that title."""
    return records(Commitment, given, Commitment)


def to_programmes(given: Iterable[Programme] | None) -> tuple[Programme, ...]:
    """Several programmes."""
    return records(Programme, given)


def _indicator(given: Indicator | str) -> Indicator:
    return indicator(given)


def _goal(given: Goal | str, target: Any) -> Goal:
    """The goal; a number without a unit counts in the indicator's."""
    made = goal(given)
    its_unit = target.indicator.unit
    return made if its_unit is None else made.counted_in(its_unit)


def _baseline(given: FigureLike | None, target: Any) -> Figure | None:
    """The baseline; a number without a unit counts in the unit of the goal or indicator, as an observed one does."""
    made = optional_figure(given)
    its_unit = target.goal.unit or target.indicator.unit
    if made is None or made.unit is not ONE or its_unit is None or (made is given and made.reading is None):
        return made
    return figure(made.text or given, its_unit)


def _revisions(given: Iterable[Revision] | None, target: Any) -> tuple[Revision, ...]:
    return to_revisions(given, target.unit)


def _in_points(given: Goal) -> bool:
    within = innermost(given, of_each=True)
    return isinstance(within, Change) and within.by.unit.is_points


@attrs.frozen(kw_only=True)
class Target(Item):
    """
    A promise with a number: an indicator, its goal, and by when, where and for whom.

    Goal, baseline and period are those that were published first. `versions` gives what revisions made of them.

    Attributes:
        indicator: What is measured.
        goal: The acceptable values.
        baseline: Where it starts from; a plain number counts in the unit of the goal. [unit of the goal]
        revisions: How it was changed later, in the order of time.
        parts: Targets that this one is divided into.
        parts_are: Whether the parts make up the whole, are some of it, or overlap.

    Raises:
        ModelError: If the goals, the baselines and the indicator are not of one kind of unit, or the revisions are not
            in the order of time.

    Example:
        >>> from publicservice import Target, raise_to, reach
        >>> positions = Target(
        ...     "public-welfare positions created",
        ...     reach("47,300 positions"),
        ...     parts=[Target("rural", "42,000 positions"), Target("urban", "5,300 positions")],
        ... )
        >>> print(positions.goal, positions.unit)
        47,300 positions position
        >>> Target("subsidy", raise_to("5,000 CNY"), baseline="4,500 persons")
        Traceback (most recent call last):
        publicservice.errors.ModelError: the baseline of 'subsidy' is not of the goal's kind: 'person'; expected CNY
    """

    indicator: Indicator = attrs.field(converter=_indicator, kw_only=False)
    goal: Goal = attrs.field(converter=seeing_self(_goal), kw_only=False)  # type: ignore[misc]  # as for the baseline
    baseline: Figure | None = attrs.field(
        default=None,
        converter=seeing_self(_baseline),  # type: ignore[misc]  # mypy knows no such converters yet
    )
    revisions: tuple[Revision, ...] = attrs.field(default=(), converter=seeing_self(_revisions))  # type: ignore[misc]  # same
    parts: tuple[Target, ...] = attrs.field(default=(), converter=to_targets)
    parts_are: Parts = attrs.field(default=Parts.PARTITION, converter=_parts_are)

    def __attrs_post_init__(self) -> None:
        stated = [(what, its_unit) for what, its_unit in self._units() if its_unit is not None]
        for (first, wanted), (second, its_unit) in itertools.pairwise(stated):
            if not its_unit.is_like(wanted):
                problem = f"the {second} of {shown(self.title)} is not of the {first}'s kind"
                raise ModelError(problem, seen=shown(str(its_unit)), expected=str(wanted))
        for its_goal in (self.goal, *(revision.goal for revision in self.revisions)):
            if _in_points(its_goal) and not all(its_unit.is_rate for _, its_unit in stated):
                problem = f"only a rate changes by percentage points, and {shown(self.title)} is none"
                raise ModelError(problem, seen=shown(str(its_goal)), expected="a baseline and an indicator in %")
        require_order(self.title, self.revisions)
        self._refuse_bare_beside_rate()

    def _refuse_bare_beside_rate(self) -> None:
        """A goal of 90 beside a baseline of 80 % is neither 90 % nor 9,000 %."""
        for version in self.versions:
            try:
                if version.baseline is not None and version.goal.unit is ONE:
                    version.goal.accepts(version.baseline)
            except UnlikeUnitsError as error:
                problem = f"the goal of {shown(self.title)} has no unit, its baseline has: {error.problem}"
                raise ModelError(problem, seen=str(version.goal), hint=error.hint) from error

    def _units(self) -> Iterator[tuple[str, Unit | None]]:
        """What says a unit, in words, and which."""
        yield "goal", self.goal.unit
        yield "baseline", self.baseline.unit if self.baseline else None
        yield "indicator", self.indicator.unit
        for revision in self.revisions:
            yield f"revised goal ({revision.on})", revision.goal.unit
            yield f"revised baseline ({revision.on})", revision.baseline.unit if revision.baseline else None

    @property
    def title(self) -> str:
        """The indicator's name."""
        return self.indicator.name

    @property
    def unit(self) -> Unit | None:
        """The unit of the target: the indicator's, else the goal's, else the baseline's."""
        if self.indicator.unit is not None:
            return self.indicator.unit
        return self.goal.unit or (self.baseline.unit if self.baseline else None)

    @property
    def versions(self) -> tuple[Version, ...]:
        """
        What the target said from one revision to the next, the first version first.

        Each later version has what its revision leaves unsaid from the version before it.

        Example:
            >>> from publicservice.model.revision import Revision
            >>> roads = Target("roads", "5 km", period=2022, revisions=[Revision("6 km", on="2022-03")])
            >>> [(str(version.goal), str(version.period)) for version in roads.versions]
            [('5 km', '2022'), ('6 km', '2022')]
        """
        return versions_after(Version(self.goal, period=self.period, baseline=self.baseline), self.revisions)

    def version_at(self, on: Period | str | date | SupportsIndex) -> Version:
        """
        The version that certainly stood at the end of a day.

        Args:
            on: The day, such as a report's date; of a period, its last.

        Returns:
            The version of the last revision whose `on` has ended by that day, else the first version.

        Raises:
            PeriodError: If it is a period whose end is not printed.
            WrongTypeError: If it names no date.

        Definition:
            A revision counts from the last day of its `on`: one of 2022-06-15 from that day, one of 2022-06 from
            30 June, one of 2022 from 31 December. Printed so, it was made on some day of June; only at the month's end
            is it certain that it had been made. Until then the version before it stands, which certainly was public:
            nobody is held to a goal that may not have been set yet, or let off by one.

        Example:
            >>> from publicservice.model.revision import Revision
            >>> roads = Target("roads", "5 km", revisions=[Revision("6 km", on="2022-06")])
            >>> [str(roads.version_at(date(2022, 6, day)).goal) for day in (1, 29, 30)]
            ['5 km', '5 km', '6 km']
        """
        return version_on(self.versions, day_of(on))


@attrs.frozen(kw_only=True)
class Commitment(Item):
    """
    A promise without a number. It is followed, never scored.

    Attributes:
        title: In your own words.

    Example:
        >>> Commitment("build a service platform for disabled people").title
        'build a service platform for disabled people'
    """

    title: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)


@attrs.frozen
class Declaration:
    """
    How many things of a kind the document says it has: "improves living conditions in eight aspects".

    Attributes:
        what: "programmes", "targets" or "commitments"; anything else is recorded and cannot be checked.
        count: How many.
    """

    what: str = attrs.field(converter=strip_text, validator=required_text)
    count: int

    def __attrs_post_init__(self) -> None:
        whole_number(f"the declared number of {shown(self.what)} is not a whole number", self.count, 0, _MOST_DECLARED)

    def __str__(self) -> str:
        return f"{self.count} {self.what}"


def declarations(given: Mapping[str, int | str] | Iterable[Declaration] | None) -> tuple[Declaration, ...]:
    """The declared counts of a mapping such as `{"programmes": 6}`, or declarations as they are."""
    if isinstance(given, Mapping):
        named = cast("Mapping[str, int | str]", given)
        return tuple(Declaration(what, _whole(what, count)) for what, count in named.items())
    if isinstance(given, str) or not isinstance(given, Iterable | None):
        raise WrongTypeError(
            "declared counts are given by kind", seen=shown(given), expected="such as {'programmes': 6}"
        )
    return records(Declaration, given)


def _whole(what: str, count: Any) -> Any:
    """The number that a text of digits says; whether it is one of things that can be declared, the declaration asks."""
    if not isinstance(count, str):
        return count
    digits = count.strip().replace(",", "")
    if not digits.isdecimal() or len(digits) > len(str(_MOST_DECLARED)):
        problem = f"the declared number of {shown(what)} is not a whole number"
        raise ModelError(problem, seen=shown(count), expected="such as 6", hint="write it in digits, without a sign")
    return int(digits)


@attrs.frozen(kw_only=True)
class Programme(Item):
    """
    A named body of work: targets, commitments, and programmes within it.

    A heading without content is a programme with nothing in it. A plan's actions, aspects and named mechanisms are
    programmes.

    Attributes:
        title: In your own words.
        targets: Promises with numbers.
        commitments: Promises without; a text stands for a commitment of that title.
        observations: Results, with numbers or in words.
        coverage: Printed coverage.
        beneficiaries: Groups that were reached.
        claims: Printed figures about other figures.
        programmes: Programmes within it.
        aliases: Other names it goes by, such as a brand.
        declares: How many things the document says are in it: `{"programmes": 4}`.
        listed: Whether the document's list of what is in it is complete or open.

    Example:
        >>> Programme("Roads", commitments=["keep village roads safe"], declares={"programmes": 2}).declares
        (Declaration(what='programmes', count=2),)
    """

    title: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    targets: tuple[Target, ...] = attrs.field(default=(), converter=to_targets)
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=to_commitments)
    observations: tuple[Observation, ...] = attrs.field(default=(), converter=to_observations)
    coverage: tuple[Coverage, ...] = attrs.field(default=(), converter=to_coverage)
    beneficiaries: tuple[Beneficiaries, ...] = attrs.field(default=(), converter=to_beneficiaries)
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=to_claims)
    programmes: tuple[Programme, ...] = attrs.field(default=(), converter=to_programmes)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=texts)
    declares: tuple[Declaration, ...] = attrs.field(default=(), converter=declarations)
    listed: Listed = attrs.field(default=Listed.COMPLETE, converter=to_listed)
