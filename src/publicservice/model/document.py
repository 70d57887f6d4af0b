"""Documents: what plans and reports have in common."""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.model.entry import Entry, Listed, to_listed
from publicservice.model.fields import required_text, strip_text, texts
from publicservice.model.programme import (
    Commitment,
    Declaration,
    Programme,
    declarations,
    to_commitments,
    to_programmes,
)
from publicservice.model.show import document_table, summary
from publicservice.model.walk import find, find_all

__all__ = ["Document"]


@attrs.frozen(kw_only=True, repr=False)
class Document(Entry):
    """
    What every published document has.

    Attributes:
        title: In your own words.
        commitments: Promises without a number outside of all programmes; a text stands for one of that title.
        programmes: Its programmes.
        declares: How many things the document says it has: `{"programmes": 6}`.
        listed: Whether the document's list is complete or open.
        units: Kinds of count that this document declares beside the library's own.
    """

    title: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=to_commitments)
    programmes: tuple[Programme, ...] = attrs.field(default=(), converter=to_programmes)
    declares: tuple[Declaration, ...] = attrs.field(default=(), converter=declarations)
    listed: Listed = attrs.field(default=Listed.COMPLETE, converter=to_listed)
    units: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def find(self, words: str) -> Any:
        """
        The one entry of this id, title, alias or words of its title.

        Raises:
            NotFoundError: If nothing answers to it (the message names the nearest) or several do (it lists them).
        """
        return find(self, words).item

    def find_all(self, words: str) -> tuple[Any, ...]:
        """Every entry whose id, title or alias holds the words, in the order of the document."""
        return tuple(node.item for node in find_all(self, words))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.title!r}: {summary(self)}>"

    def __str__(self) -> str:
        return str(document_table(self))

    def _repr_html_(self) -> str:
        return document_table(self).to_html()
