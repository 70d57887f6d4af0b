"""What rules are made of: the document walked once, and the record that gives a rule its name."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from publicservice.model.entry import Entry
from publicservice.model.finding import Finding, Severity
from publicservice.model.programme import Programme, Target
from publicservice.model.walk import Node, walk

__all__ = ["Rule", "Subject", "finding"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@attrs.frozen(slots=False, eq=False)
class Subject:
    """A document with every entry of it, so that the rules need not walk it again."""

    document: Entry

    @functools.cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every entry, the document first."""
        return tuple(walk(self.document))

    def of(self, kind: type[Any]) -> tuple[Node, ...]:
        """Every entry of this kind of noun."""
        return tuple(node for node in self.nodes if isinstance(node.item, kind))

    @functools.cached_property
    def targets(self) -> tuple[Node, ...]:
        """Every target and part of a target."""
        return self.of(Target)

    @functools.cached_property
    def programmes(self) -> tuple[Node, ...]:
        """Every programme."""
        return self.of(Programme)


@attrs.frozen
class Rule:
    """
    One thing that is looked for in a document.

    Attributes:
        name: What is wrong when it speaks: "parts-do-not-add-up".
        severity: How much its findings weigh at most. What it notes or confirms weighs less, mostly under another name.
        run: Gives the findings of a subject.

    Example:
        >>> from publicservice.checks import PLAN_RULES
        >>> print(PLAN_RULES[0].name, PLAN_RULES[0].severity.value)
        parts-do-not-add-up error
    """

    name: str
    severity: Severity
    run: Callable[[Subject], Iterator[Finding]]

    @property
    def summary(self) -> str:
        """What the rule looks for, in one sentence."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]


def finding(rule: str, severity: Severity, node: Node, message: str, evidence: Iterable[Any] = ()) -> Finding:
    """A finding about the entry at a node. What the document says may hold line breaks; title and message do not."""
    return Finding(
        rule=rule,
        severity=severity,
        where=node.path,
        title=_on_one_line(node.title),
        message=_on_one_line(message),
        evidence=tuple(str(piece) for piece in evidence),
    )


def _on_one_line(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", " ".join(text.split()))
