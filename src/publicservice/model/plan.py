"""Plans: what a government published about what it will do."""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.model.entry import Entry, Listed, to_listed
from publicservice.model.fields import required_text, strip_text, texts
from publicservice.model.programme import (
    Commitment,
    Declaration,
    Programme,
    Target,
    declarations,
    to_commitments,
    to_programmes,
    to_targets,
)
from publicservice.model.show import document_table, summary
from publicservice.model.walk import find, find_all

__all__ = ["Plan"]


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Plan(Entry):
    """
    A published plan: place, period, source, and programmes with their targets and commitments.

    Attributes:
        title: In your own words.
        programmes: Its programmes.
        targets: Targets that stand outside of all programmes, such as those of its headline.
        commitments: Commitments that stand outside of all programmes.
        declares: How many things the document says it has: `{"programmes": 6}`.
        listed: Whether the document's list is complete or open.
        units: Kinds of count that this document declares beside the library's own.

    Example:
        >>> plan = Plan("Roads for all", period=2022, place="Linyi", targets=[Target("roads built", "1,000 km")])
        >>> plan.find("roads built").goal.unit
        unit('km')
    """

    title: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    programmes: tuple[Programme, ...] = attrs.field(default=(), converter=to_programmes)
    targets: tuple[Target, ...] = attrs.field(default=(), converter=to_targets)
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=to_commitments)
    declares: tuple[Declaration, ...] = attrs.field(default=(), converter=declarations)
    listed: Listed = attrs.field(default=Listed.COMPLETE, converter=to_listed)
    units: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def find(self, words: str) -> Any:
        """
        The one target, commitment or programme of this id, title, alias or words of its title.

        Raises:
            NotFoundError: If nothing answers to it (the message names the nearest) or several do (it lists them).
        """
        return find(self, words).item

    def find_all(self, words: str) -> tuple[Any, ...]:
        """Every target, commitment and programme whose id, title or alias holds the words, in the document's order."""
        return tuple(node.item for node in find_all(self, words))

    def __repr__(self) -> str:
        return f"<Plan {self.title!r}: {summary(self)}>"

    def __str__(self) -> str:
        return str(document_table(self))

    def _repr_html_(self) -> str:
        return document_table(self).to_html()
