"""Reports: what a government published about what it did."""

from __future__ import annotations

import attrs

from publicservice.model.document import Document
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

__all__ = ["Report"]


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Report(Document):
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

    observations: tuple[Observation, ...] = attrs.field(default=(), converter=to_observations)
    coverage: tuple[Coverage, ...] = attrs.field(default=(), converter=to_coverage)
    beneficiaries: tuple[Beneficiaries, ...] = attrs.field(default=(), converter=to_beneficiaries)
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=to_claims)
