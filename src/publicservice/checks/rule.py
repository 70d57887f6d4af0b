"""What rules are made of: the document walked once, and the record that gives a rule its name."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from publicservice.model.finding import Finding, Severity
from publicservice.model.programme import Entry, Programme, Target
from publicservice.model.walk import Node, walk

__all__ = ["Rule", "Subject", "finding"]


@attrs.frozen(slots=False, eq=False)
class Subject:
    """A document with every entry of it, so that the rules need not walk it again."""

    document: Entry

    @functools.cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every entry, the document first."""
        return tuple(walk(self.document))

    @functools.cached_property
    def targets(self) -> tuple[Node, ...]:
        """Every target and part of a target."""
        return tuple(node for node in self.nodes if isinstance(node.item, Target))

    @functools.cached_property
    def programmes(self) -> tuple[Node, ...]:
        """Every programme."""
        return tuple(node for node in self.nodes if isinstance(node.item, Programme))


@attrs.frozen
class Rule:
    """
    One thing that is looked for in a document.

    Attributes:
        name: What is wrong when it speaks: "parts-do-not-add-up".
        severity: How much its findings weigh at most; a rule that also confirms says so with `Severity.CONFIRMED`.
        run: Gives the findings of a subject.
    """

    name: str
    severity: Severity
    run: Callable[[Subject], Iterator[Finding]]

    @property
    def summary(self) -> str:
        """What the rule looks for, in one sentence."""
        return (self.run.__doc__ or "").strip().splitlines()[0]


def finding(rule: str, severity: Severity, node: Node, message: str, evidence: Iterable[Any] = ()) -> Finding:
    """A finding about the entry at a node."""
    return Finding(
        rule=rule,
        severity=severity,
        where=node.path,
        title=node.title,
        message=message,
        evidence=tuple(str(piece) for piece in evidence),
    )
