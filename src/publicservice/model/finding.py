"""Findings: what a rule noticed in a document."""

from __future__ import annotations

import enum

import attrs

from publicservice.model.fields import choice, texts

__all__ = ["Finding", "Severity"]


class Severity(enum.Enum):
    """
    How much a finding weighs.

    error: two printed statements cannot both be right. warning: something will mislead a reader or a later figure.
    note: cannot be told, and the document should be read with that in mind. confirmed: was checked and holds.
    """

    CONFIRMED = "confirmed"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """The weight as a number: the heavier, the higher."""
        return list(Severity).index(self)


def _severity(given: Severity | str) -> Severity:
    return choice(Severity, given)


@attrs.frozen(kw_only=True)
class Finding:
    """
    What a rule noticed.

    Attributes:
        rule: The rule's name, which says what is wrong: "parts-do-not-add-up".
        severity: How much it weighs.
        where: The path in the document: `programmes[1].targets[0]`.
        title: The title of what stands there.
        message: One sentence.
        evidence: The figures or texts that it rests on, as printed.

    Example:
        >>> where = "programmes[0]"
        >>> print(Finding(rule="empty-programme", severity="note", where=where, title="Roads", message="nothing in it"))
        note: Roads: nothing in it (empty-programme at programmes[0])
    """

    rule: str
    severity: Severity = attrs.field(converter=_severity)
    where: str
    title: str
    message: str
    evidence: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def __str__(self) -> str:
        return f"{self.severity.value}: {self.title}: {self.message} ({self.rule} at {self.where or 'document'})"
