"""Plans: what a government published about what it will do."""

from __future__ import annotations

import attrs

from publicservice.model.document import Document
from publicservice.model.programme import Target, to_targets

__all__ = ["Plan"]


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Plan(Document):
    """
    A published plan: place, period, source, and programmes with their targets and commitments.

    Attributes:
        title: In your own words.
        targets: Targets that stand outside of all programmes, such as those of its headline.
        commitments: Commitments that stand outside of all programmes; a text stands for one of that title.
        programmes: Its programmes.
        declares: How many things the document says it has: `{"programmes": 6}`.
        listed: Whether the document's list is complete or open.
        units: Kinds of count that this document declares beside the library's own.

    Example:
        >>> plan = Plan("Roads for all", period=2022, place="Linyi", targets=[Target("roads built", "1,000 km")])
        >>> plan.find("roads built").goal.unit
        unit('km')
    """

    targets: tuple[Target, ...] = attrs.field(default=(), converter=to_targets)
