"""What a table has no place for, in words, so that nothing is dropped without being said."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs

from publicservice.io.nouns import NOUNS
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.programme import Programme, Target
from publicservice.model.report import Report
from publicservice.model.walk import Node, walk

__all__ = ["left_out"]

_LISTS = frozenset(
    {"targets", "commitments", "programmes", "observations", "coverage", "beneficiaries", "claims", "parts"}
)
_AROUND = {"period", "place", "source"}  # each row says them of what it stands in
_HELD: dict[type, dict[type, set[str]]] = {
    Plan: {
        Plan: {"title", *_AROUND},
        Programme: {"title", "id", *_AROUND},
        Target: set(NOUNS[Target]) - {"parts_are", "revisions"},
    },
    Report: {Report: {"title", *_AROUND}, Programme: _AROUND, Observation: set(NOUNS[Observation])},
}
# What one line of text does not say of these, though it names them.
_DETAILS: dict[str, tuple[str, ...]] = {
    "indicator": ("aliases",),
    "place": ("level", "code", "count"),
    "population": ("size", "within", "is_open", "note"),
    "source": ("author", "speaker", "location", "url", "language", "note"),
}
_CALLED = {
    "coverage": ("coverage", "coverages"),
    "beneficiaries": ("group of beneficiaries", "groups of beneficiaries"),
    "programme without a target": ("programme without a target", "programmes without a target"),
}


def left_out(document: Plan | Report) -> tuple[str, ...]:
    """
    What the table of a plan's targets, or of a report's observations, has no place for.

    Example:
        >>> left_out(Plan("Roads", note="a draft", commitments=["keep them safe"]))
        ('note of the plan', '1 commitment')
    """
    held = _HELD[type(document)]
    nodes = list(walk(document))
    bare = _without_targets(nodes) if isinstance(document, Plan) else 0
    found = Counter({("", "programme without a target"): bare} if bare else {})
    for node in nodes:
        kind = type(node.item)
        if kind not in held:
            found["", kind.__name__.lower()] += 1
            continue
        said = _said(node.item) - held[kind]
        said |= _details(node.item) if isinstance(document, Plan) else set()
        found.update((name, kind.__name__.lower()) for name in said)
    return tuple(_words(name, noun, count) for (name, noun), count in sorted(found.items(), key=_order))


def _without_targets(nodes: list[Node]) -> int:
    """How many programmes have no target anywhere within them, so that no row names them."""
    named: set[str] = set()
    for node in nodes:
        above = node.parent if isinstance(node.item, Target) else None
        while above is not None and above.path not in named:
            named.add(above.path)
            above = above.parent
    return sum(isinstance(node.item, Programme) and node.path not in named for node in nodes)


def _said(item: Any) -> set[str]:
    """The fields of an entry that say something, its lists of other entries left aside."""
    fields = attrs.fields_dict(type(item))
    return {name for name in NOUNS[type(item)] if name not in _LISTS and getattr(item, name) != fields[name].default}


def _details(item: Any) -> set[str]:
    nouns = {name: getattr(item, name, None) for name in _DETAILS}
    return {f"details of the {name}" for name, noun in nouns.items() if _has_any(noun, _DETAILS[name])}


def _has_any(noun: object, details: tuple[str, ...]) -> bool:
    return any(getattr(noun, detail, None) for detail in details)


def _order(counted: tuple[tuple[str, str], int]) -> tuple[bool, str, str]:
    (name, noun), _ = counted
    return not name, noun, name


def _words(name: str, noun: str, count: int) -> str:
    one, several = _CALLED.get(noun, (noun, f"{noun}s"))
    if name and noun in ("plan", "report"):
        return f"{name.replace('_', ' ')} of the {noun}"
    told = f"{count:,} {one if count == 1 else several}"
    return f"{name.replace('_', ' ')} of {told}" if name else told
