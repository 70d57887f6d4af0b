"""Rules that hold the targets of one indicator against each other: repeated numbers, and what each of several must have."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.amounts import Precision, adds_up, by_value, each_total, plain, printed, rhythm, rounded, said
from publicservice.checks.rule import Subject, finding
from publicservice.figures import Figure
from publicservice.interval import Truth
from publicservice.model.finding import Finding, Severity
from publicservice.model.people import Population
from publicservice.model.programme import Target
from publicservice.model.walk import Node

__all__ = ["each_of_exceeds_total", "targets_contradict_each_other"]


# --- one indicator, two numbers


def targets_contradict_each_other(subject: Subject) -> Iterator[Finding]:
    """Two targets for one indicator, place, period, group and stage name different numbers."""
    groups: dict[object, list[Node]] = {}
    for node in subject.targets:
        if not node.is_part:
            key = _what_it_is_about(node), type(node.item.goal), rhythm(node.item.goal)
            groups.setdefault(key, []).append(node)
    for nodes in groups.values():
        if len(nodes) > 1:
            yield from _compare_all(nodes)


def _what_it_is_about(node: Node) -> object:
    target: Target = node.item
    return target.indicator.name.casefold(), node.place, node.period, _words(target.population), target.stage


def _words(population: Population | None) -> str:
    return population.who.casefold() if population else ""


def _compare_all(nodes: list[Node]) -> Iterator[Finding]:
    """Each target against the outermost, so that a headline meets every programme that repeats it."""
    first = min(nodes, key=lambda node: node.path.count("."))
    homes = {_home(node) for node in nodes if node is not first} - {_home(first)}
    for node in nodes:
        if node is not first:
            one, other = (first, node) if nodes.index(first) < nodes.index(node) else (node, first)
            yield from _compare(one, other, is_alone=_encloses(first, node) and len(homes) < 2)
