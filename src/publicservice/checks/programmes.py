"""Rules about programmes and what goes by a name: empty headings, and names or ids that stand for two."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.rule import Subject, finding
from publicservice.errors import shown
from publicservice.model.finding import Finding, Severity
from publicservice.model.walk import CONTENTS, Node

__all__ = ["duplicate_id", "duplicate_programme", "empty_programme"]

_LONGEST_LIST = 2_000


def empty_programme(subject: Subject) -> Iterator[Finding]:
    """A programme is only a heading: nothing in it says what will be done."""
    headings: dict[str, list[Node]] = {}
    for node in subject.programmes:
        if node.parent is not None and not any(getattr(node.item, kind, ()) for kind in CONTENTS):
            headings.setdefault(node.parent.path, []).append(node)
    for alike in headings.values():
        yield _only_headings(alike)


def _only_headings(alike: list[Node]) -> Finding:
    """One finding for a heading without content, or for several that stand in one list."""
    parent = alike[0].parent
    if len(alike) == 1 or parent is None:
        return finding("empty-programme", Severity.NOTE, alike[0], "is only a heading: nothing stands in it")
    listed = len(parent.item.programmes)
    told = f"{len(alike)} of its {listed} programmes" if len(alike) < listed else f"all its {listed} programmes"
    names = [node.title for node in alike]
    return finding("empty-programme", Severity.NOTE, parent, f"{told} are only headings: {_some(names)}", names)


def _some(names: list[str]) -> str:
    """As many names as a sentence can hold, and how many there are besides; the first in any case."""
    room = _LONGEST_LIST
    for told, name in enumerate(names):
        room -= len(name)
        if told and room < 0:
            return f"{'; '.join(names[:told])} and {len(names) - told:,} more"
    return "; ".join(names)


def duplicate_programme(subject: Subject) -> Iterator[Finding]:
    """One name or alias stands for two programmes."""
    named: dict[str, list[Node]] = {}
    for node in subject.programmes:
        for name in {name.casefold(): None for name in (node.title, *node.item.aliases)}:
            named.setdefault(name, []).append(node)
    for name, (first, *others) in named.items():
        severity = _weight(name, [first, *others])
        for node in others:
            message = f"{shown(_as_written(name, node))} is also a name of the programme at {first.path}"
            yield finding("duplicate-programme", severity, node, message, [first.path])


def _as_written(name: str, node: Node) -> str:
    written: dict[str, str] = {own.casefold(): own for own in (*node.item.aliases, node.title)}
    return written[name]


def _weight(name: str, nodes: list[Node]) -> Severity:
    """A warning, but a note for a heading such as 'Facilities' that several programmes each have once."""
    headings = all(node.title.casefold() == name for node in nodes)
    parents = {node.parent.path for node in nodes if node.parent is not None}
    return Severity.NOTE if headings and len(parents) == len(nodes) else Severity.WARNING


def duplicate_id(subject: Subject) -> Iterator[Finding]:
    """Two entries carry the same id."""
    first: dict[str, Node] = {}
    for node in subject.nodes[1:]:
        own = node.item.id
        other = first.setdefault(own, node)
        if own and other is not node:
            message = f"{shown(own)} is also the id of the entry at {other.path}"
            yield finding("duplicate-id", Severity.WARNING, node, message, [other.path])
