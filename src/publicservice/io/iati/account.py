"""What is told of a plan while it is written: what lacks, what changes, what is left out."""

from __future__ import annotations

from collections import Counter

import attrs

from publicservice.io.iati.sheet import Group, group_of
from publicservice.io.iati.wording import Worded
from publicservice.model.entry import Item
from publicservice.model.finding import Finding, Severity
from publicservice.model.period import Period
from publicservice.model.plan import Plan

__all__ = ["Account"]


@attrs.define(kw_only=True)
class Account:
    """
    What is found while a plan is written.

    Attributes:
        plan: The plan.
        findings: What lacks (error), what changes or is not as the standard asks (warning), what is left out (note).
        left: How often each thing was left out.
    """

    plan: Plan
    findings: list[Finding] = attrs.field(factory=list)
    left: Counter[str] = attrs.field(factory=Counter)

    def finish(self) -> None:
        """Tell what was left out, once everything has been looked at."""
        told = [f"{count:,} × {what}" for what, count in sorted(self.left.items()) if count]
        if told:
            self.note("left-out", self.plan.title, f"IATI has no place for: {', '.join(told)}", *told)

    def note(self, rule: str, title: str, message: str, *evidence: str, severity: Severity = Severity.NOTE) -> None:
        """Keep a finding."""
        where = self.plan.id
        made = Finding(rule=rule, severity=severity, where=where, title=title, message=message, evidence=evidence)
        self.findings.append(made)

    def warn(self, rule: str, title: str, message: str, *evidence: str) -> None:
        """Keep a finding about something that IATI says otherwise or not at all."""
        self.note(rule, title, message, *evidence, severity=Severity.WARNING)

    def lack(self, title: str, message: str) -> None:
        """Keep that something lacks without which no file can be written."""
        self.note("lacks", title, message, severity=Severity.ERROR)

    def told(self, said: Worded, title: str, rule: str) -> str:
        """What is written of a goal or figure, with a finding where it is not simply a number."""
        if said.doubt:
            severity = Severity.WARNING if said.is_refused else Severity.NOTE
            self.note(rule, title, said.doubt, said.value, severity=severity)
        return said.value

    def leave(self, item: object, *names: str) -> None:
        """Count which of these a thing has, that are left out."""
        self.left.update(name for name in names if getattr(item, name, None))

    # --- what every entry has

    def over(self, item: Item, outer: Period | None) -> Period | None:
        """The period of an entry, or of what it stands in; None where an end lacks, which IATI needs."""
        over = item.period or outer or self.plan.period
        title = str(getattr(item, "title", ""))
        if over is None:
            self.lack(title, "the first and the last day of its period (none)")
            return None
        if not over.is_known:
            message = f"IATI needs the first and the last day of its period ({over}): give it a period with both"
            self.warn("period-open", title, f"{message}; strict=False leaves it out")
            return None
        if over.is_instant:
            self.note("date-as-period", title, "IATI has periods only: the date was written as a period of one day")
            return Period(over.start, over.end)
        return over

    def group(self, item: Item) -> Group:
        """Whom and where an entry is about."""
        people = item.population
        if people is not None and (people.size or people.within or people.note):
            self.left["details of the population"] += 1
        return group_of(people, item.place, self.plan.place)
