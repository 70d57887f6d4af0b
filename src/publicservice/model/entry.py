"""Entries: what everything that stands in a document has in common."""

from __future__ import annotations

import enum

import attrs

from publicservice.model.fields import choice, optional_period, strip_text
from publicservice.model.people import Population, optional_population
from publicservice.model.period import Period
from publicservice.model.place import Place, optional_place
from publicservice.model.source import Source, optional_source

__all__ = ["Entry", "Item", "Listed", "Stage", "to_listed"]


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


def to_listed(given: Listed | str) -> Listed:
    """Whether a list is complete or open."""
    return choice(Listed, given)


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
