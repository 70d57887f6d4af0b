"""Reports: what a government published about what it did."""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.model.entry import Entry, Listed, to_listed
from publicservice.model.fields import required_text, strip_text, texts
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

__all__ = ["Report"]


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Report(Entry):
    """
    A published report: place, period, source, and what it prints.

    Attributes:
        title: In your own words.
        observations: Results, with numbers or in words.
        coverage: Printed coverage.
        beneficiaries: Groups that were reached.
        claims: Printed figures about other figures.
        commitments: Promises in it.
        programmes: Named programmes, each with what was printed of it.
        declares: How many things the document says it has: `{"programmes": 12}`.
        listed: Whether the document's list is complete or open.
        units: Kinds of count that this document declares beside the library's own.

    Example:
        >>> report = Report(
        ...     "Jobs in 2021",
        ...     period="2021-01/2021-11",
        ...     observations=[Observation("new urban jobs", "686,000 jobs", id="jobs")],
        ...     claims=[Claim("completion", says="108.9 %", of="jobs")],
        ... )
        >>> report.find("jobs").value.text
        '686,000 jobs'
    """

    title: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    observations: tuple[Observation, ...] = attrs.field(default=(), converter=to_observations)
    coverage: tuple[Coverage, ...] = attrs.field(default=(), converter=to_coverage)
    beneficiaries: tuple[Beneficiaries, ...] = attrs.field(default=(), converter=to_beneficiaries)
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=to_claims)
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
        return f"<Report {self.title!r}: {summary(self)}>"

    def __str__(self) -> str:
        return str(document_table(self))

    def _repr_html_(self) -> str:
        return document_table(self).to_html()
