"""Programmes, and what they promise: targets with numbers, commitments without."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from publicservice.errors import ModelError, WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.model.fields import choice, optional_figure, optional_period, records, required_text, strip_text, texts
from publicservice.model.goal import Goal, goal
from publicservice.model.indicator import Indicator, indicator
from publicservice.model.people import Population, optional_population
from publicservice.model.period import Period
from publicservice.model.place import Place, optional_place
from publicservice.model.source import Source, optional_source
from publicservice.units import Unit

__all__ = [
    "Commitment", "Declaration", "Entry", "Item", "Listed", "Parts", "Programme", "Stage", "Target", "declarations",
    "to_commitments", "to_listed", "to_programmes", "to_targets",
]  # fmt: skip

_MOST_DECLARED = 1_000_000


class Parts(enum.Enum):
    """How the parts of a target stand to it: they make it up, are some of it, or overlap."""

    PARTITION = "partition"
    OF_WHICH = "of which"
    OVERLAPPING = "overlapping"


class Stage(enum.Enum):
    """How far the work is that a target counts, or how far a programme has come."""

    PLANNED = "planned"
    STARTED = "started"
    UNDER_WAY = "under way"
    BASICALLY_COMPLETED = "basically completed"
    COMPLETED = "completed"


class Listed(enum.Enum):
    """Whether the document lists everything that it speaks of, or breaks off ("..." or "and others")."""

    COMPLETE = "complete"
    OPEN = "open"


def _stage(given: Stage | str | None) -> Stage | None:
    return None if given is None else choice(Stage, given)


def _parts_are(given: Parts | str) -> Parts:
    return choice(Parts, given)


def to_listed(given: Listed | str) -> Listed:
    """Whether a list is complete or open."""
    return choice(Listed, given)


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


def _goal(given: Goal | str) -> Goal:
    return goal(given)


@attrs.frozen(kw_only=True)
class Entry:
    """
    What every entry of a document has.

    Attributes:
        period: By when, or over which period; None leaves it to what the entry stands in.
        place: Where; None leaves it to what the entry stands in.
        source: Where it was printed, if not where the rest was.
        note: What a reader has to know: what is unclear, contradictory or inferred.
        printed: The words of the document that matter for the encoding, where these are not the entry's own.
        id: A name for reference; derived from the title when not given.
    """

    period: Period | None = attrs.field(default=None, converter=optional_period)
    place: Place | None = attrs.field(default=None, converter=optional_place)
    source: Source | None = attrs.field(default=None, converter=optional_source)
    note: str = attrs.field(default="", converter=strip_text)
    printed: str = attrs.field(default="", converter=strip_text)
    id: str = attrs.field(default="", converter=strip_text)


@attrs.frozen(kw_only=True)
class Item(Entry):
    """
    What every promise has.

    Attributes:
        population: For whom.
        lead: The body that answers for it.
        stage: How far the work is that is meant.
    """

    population: Population | None = attrs.field(default=None, converter=optional_population)
    lead: str = attrs.field(default="", converter=strip_text)
    stage: Stage | None = attrs.field(default=None, converter=_stage)


@attrs.frozen(kw_only=True)
class Target(Item):
    """
    A promise with a number: an indicator, its goal, and by when, where and for whom.

    Attributes:
        indicator: What is measured.
        goal: The acceptable values.
        baseline: Where it starts from. [unit of the goal]
        parts: Targets that this one is divided into.
        parts_are: Whether the parts make up the whole, are some of it, or overlap.

    Raises:
        ModelError: If the goal, the baseline and the indicator are not of one kind of unit.

    Example:
        >>> from publicservice import Target, raise_to, reach
        >>> positions = Target(
        ...     "public-welfare positions created",
        ...     reach("47,300 positions"),
        ...     parts=[Target("rural", "42,000 positions"), Target("urban", "5,300 positions")],
        ... )
        >>> print(positions.goal, positions.unit)
        47,300 positions position
        >>> Target("subsidy", raise_to("5,000 CNY/person/year"), baseline="4,500 persons")
        Traceback (most recent call last):
        publicservice.errors.ModelError: the baseline of 'subsidy' is not of the goal's kind: 'person'; expected CNY/person/year
    """

    indicator: Indicator = attrs.field(converter=_indicator, kw_only=False)
    goal: Goal = attrs.field(converter=_goal, kw_only=False)
    baseline: Figure | None = attrs.field(default=None, converter=optional_figure)
    parts: tuple[Target, ...] = attrs.field(default=(), converter=to_targets)
    parts_are: Parts = attrs.field(default=Parts.PARTITION, converter=_parts_are)

    def __attrs_post_init__(self) -> None:
        for what, its_unit in (("indicator", self.indicator.unit), ("baseline", self.baseline.unit if self.baseline else None)):
            wanted = self.goal.unit
            if its_unit is not None and wanted is not None and not its_unit.is_like(wanted):
                raise ModelError(
                    f"the {what} of '{self.indicator}' is not of the goal's kind", seen=shown(str(its_unit)), expected=str(wanted)
                )

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


@attrs.frozen(kw_only=True)
class Commitment(Item):
    """
    A promise without a number. It is followed, never scored.

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
        if not 0 <= self.count <= _MOST_DECLARED:
            raise ModelError("not a number of things that a document declares", seen=shown(self.count), expected="a whole number")

    def __str__(self) -> str:
        return f"{self.count} {self.what}"


def declarations(given: Mapping[str, int | str] | tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """The declared counts of a mapping such as `{"programmes": 6}`."""
    if isinstance(given, tuple):
        return records(Declaration, given)
    if not isinstance(given, Mapping):
        raise WrongTypeError("declared counts are given by kind", seen=shown(given), expected="such as {'programmes': 6}")
    return tuple(Declaration(what, _whole(what, count)) for what, count in given.items())


def _whole(what: str, count: Any) -> int:
    if isinstance(count, int) and not isinstance(count, bool):
        return count
    text = strip_text(count)
    if not (text.isdecimal() and len(text) < len(str(_MOST_DECLARED))):
        raise ModelError(f"the declared number of {what} is not a whole number", seen=shown(text), expected="such as 6")
    return int(text)


@attrs.frozen(kw_only=True)
class Programme(Item):
    """
    A named body of work: targets, commitments, and programmes within it.

    A heading without content is a programme with nothing in it. A plan's actions, aspects and named mechanisms are programmes.

    Attributes:
        title: In your own words.
        targets: Promises with numbers.
        commitments: Promises without; a text stands for a commitment of that title.
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
    programmes: tuple[Programme, ...] = attrs.field(default=(), converter=to_programmes)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=texts)
    declares: tuple[Declaration, ...] = attrs.field(default=(), converter=declarations)
    listed: Listed = attrs.field(default=Listed.COMPLETE, converter=to_listed)
