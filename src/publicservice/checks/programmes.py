"""Rules about programmes: empty ones, and names that stand for two."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.rule import Subject, finding
from publicservice.errors import shown
from publicservice.model.finding import Finding, Severity
from publicservice.model.walk import Node

__all__ = ["duplicate_programme", "empty_programme"]


def empty_programme(subject: Subject) -> Iterator[Finding]:
    """A programme is only a heading: nothing in it says what will be done."""
    for node in subject.programmes:
        if not (node.item.targets or node.item.commitments or node.item.programmes):
            message = "is only a heading: no target, commitment or programme in it"
            yield finding("empty-programme", Severity.NOTE, node, message)


def duplicate_programme(subject: Subject) -> Iterator[Finding]:
    """One name or alias stands for two programmes."""
    seen: dict[str, Node] = {}
    for node in subject.programmes:
        for name in {name.casefold(): name for name in (node.title, *node.item.aliases)}.values():
            first = seen.setdefault(name.casefold(), node)
            if first is not node:
                message = f"{shown(name)} is also a name of the programme at {first.path}"
                yield finding("duplicate-programme", _weight(name, first, node), node, message, [first.path])


def _weight(name: str, one: Node, other: Node) -> Severity:
    """A warning, but a note for a heading such as 'Facilities' that two programmes each have once."""
    headings = one.title.casefold() == other.title.casefold() == name.casefold()
    return Severity.NOTE if headings and one.parent is not other.parent else Severity.WARNING
