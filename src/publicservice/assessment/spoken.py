"""By which names and ids reports can speak of a plan, so that what speaks of nothing in it need not be read."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from publicservice.assessment.building import joined_names
from publicservice.assessment.evidence import name_key
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Target
from publicservice.model.walk import walk

__all__ = ["Spoken"]


@attrs.frozen
class Spoken:
    """
    What an observation goes by that can count for a target, or be said of a commitment, of a plan.

    Attributes:
        keys: The names of its indicator, each as what it is found by.
        ids: Its ids.

    Example:
        >>> from publicservice import Plan, Target
        >>> Spoken.of(Plan("Jobs", targets=[Target("new urban jobs", "10 jobs")])).has_name("New Urban Jobs")
        True
    """

    keys: frozenset[str]
    ids: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> Spoken:
        """Of a plan."""
        keys: set[str] = set()
        nodes = [node for node in walk(plan) if isinstance(node.item, Target | Commitment)]
        for node in nodes:
            if isinstance(node.item, Commitment):
                keys.add(name_key(node.item.title))
                continue
            keys.update(map(name_key, node.item.indicator.names))
            if node.is_part and node.parent is not None:
                keys.update(joined_names(node.item, node.parent.item))
        return cls(frozenset(keys), frozenset(node.item.id for node in nodes if node.item.id))

    def has_name(self, *names: str) -> bool:
        """Whether one of these names is among them."""
        return any(name_key(name) in self.keys for name in names)

    def with_ids(self, ids: Iterable[str]) -> Spoken:
        """With further ids."""
        return attrs.evolve(self, ids=self.ids | frozenset(ids))
