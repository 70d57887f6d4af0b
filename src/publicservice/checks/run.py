"""`check(document)`: every rule run over a document, and what they found, as one thing to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import attrs

from publicservice.checks import claims, observations, pairs, programmes, sums, targets
from publicservice.checks.rule import Rule, Subject
from publicservice.errors import WrongTypeError, shown
from publicservice.model.fields import choice
from publicservice.model.finding import Finding, Severity
from publicservice.model.plan import Plan
from publicservice.model.report import Report
from publicservice.table import Table, Tone

__all__ = ["PLAN_RULES", "REPORT_RULES", "Findings", "check"]

PLAN_RULES: tuple[Rule, ...] = (
    Rule("parts-do-not-add-up", Severity.ERROR, sums.parts_do_not_add_up),
    Rule("declared-count-differs", Severity.ERROR, sums.declared_count_differs),
    Rule("targets-contradict-each-other", Severity.ERROR, pairs.targets_contradict_each_other),
    Rule("each-of-exceeds-total", Severity.ERROR, pairs.each_of_exceeds_total),
    Rule("range-upside-down", Severity.ERROR, targets.range_upside_down),
    Rule("share-above-whole", Severity.WARNING, targets.share_above_whole),
    Rule("baseline-beyond-goal", Severity.WARNING, targets.baseline_beyond_goal),
    Rule("relative-goal-without-baseline", Severity.WARNING, targets.relative_goal_without_baseline),
    Rule("percent-may-be-points", Severity.WARNING, targets.percent_may_be_points),
    Rule("period-outside-plan", Severity.WARNING, targets.period_outside_plan),
    Rule("stock-with-span", Severity.WARNING, targets.stock_with_span),
    Rule("target-without-unit", Severity.WARNING, targets.target_without_unit),
    Rule("duplicate-programme", Severity.WARNING, programmes.duplicate_programme),
    Rule("duplicate-id", Severity.WARNING, programmes.duplicate_id),
    Rule("empty-programme", Severity.NOTE, programmes.empty_programme),
    Rule("target-made-easier", Severity.NOTE, targets.target_made_easier),
    Rule("target-without-period", Severity.NOTE, targets.target_without_period),
    Rule("target-without-source", Severity.NOTE, targets.target_without_source),
)

REPORT_RULES: tuple[Rule, ...] = (
    Rule("claim-inconsistent", Severity.ERROR, claims.claim_inconsistent),
    Rule("coverage-inconsistent", Severity.ERROR, claims.coverage_inconsistent),
    Rule("observations-contradict-each-other", Severity.ERROR, observations.observations_contradict),
    Rule("declared-count-differs", Severity.ERROR, sums.declared_count_differs),
    Rule("periods-cannot-be-compared", Severity.ERROR, claims.periods_not_comparable),
    Rule("persons-added-to-person-times", Severity.ERROR, claims.persons_added),
    Rule("coverage-above-whole", Severity.WARNING, observations.coverage_above_whole),
    Rule("percent-may-be-points", Severity.WARNING, claims.percent_of_rate_may_be_points),
    Rule("people-may-be-person-times", Severity.WARNING, observations.people_may_be_person_times),
    Rule("stock-with-span", Severity.WARNING, observations.stock_reported_for_span),
    Rule("duplicate-programme", Severity.WARNING, programmes.duplicate_programme),
    Rule("duplicate-id", Severity.WARNING, programmes.duplicate_id),
    Rule("empty-programme", Severity.NOTE, programmes.empty_programme),
)

_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.NOTE: "muted",
    Severity.CONFIRMED: "good",
}


@attrs.frozen(repr=False)
class Findings(Sequence[Finding]):
    """
    What the rules found in a document, the heaviest first. A sequence that shows itself as a table.

    Attributes:
        document: The document's title.
        items: The findings.

    Example:
        >>> from publicservice import Plan, Target, check
        >>> beds = Target("beds", "5 beds", parts=[Target("new", "4 beds")])
        >>> plan = Plan("P", period=2022, source="a paper", targets=[beds])
        >>> findings = check(plan)
        >>> findings
        <Findings of 'P': 1 error>
        >>> print(findings[0])
        error: beds: the parts add up to 4 beds, 1 bed less than the whole, 5 beds (parts-do-not-add-up at targets[0])
    """

    document: str
    items: tuple[Finding, ...]

    def at_least(self, severity: Severity | str) -> tuple[Finding, ...]:
        """
        The findings that weigh this much or more.

        Args:
            severity: "error", "warning", "note" or "confirmed".

        Raises:
            ModelError: If it is no severity.
        """
        least = choice(Severity, severity).rank
        return tuple(item for item in self.items if item.severity.rank >= least)

    def of_rule(self, rule: str) -> tuple[Finding, ...]:
        """The findings of this name; none where nothing was found by it."""
        return tuple(item for item in self.items if item.rule == rule)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self.items[index]

    def summary(self) -> str:
        """How many findings there are of each weight: "1 error, 2 notes, 7 confirmed"."""
        counts = [(severity, sum(item.severity is severity for item in self.items)) for severity in reversed(Severity)]
        words = [f"{count} {_counted(severity, count)}" for severity, count in counts if count]
        return ", ".join(words) or "nothing found"

    def table(self) -> Table:
        """The findings as a table: the rule stands under the sentence, and the steps of the path under each other."""
        return Table(
            columns=("severity", "finding", "where"),
            rows=tuple((item.severity.value, _told(item), _steps(item.where)) for item in self.items),
            title=f"{self.document}: {self.summary()}",
            tones=tuple(_TONES[item.severity] for item in self.items),
        )

    def __repr__(self) -> str:
        return f"<Findings of {shown(self.document)}: {self.summary()}>"

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().to_html()


def _counted(severity: Severity, count: int) -> str:
    return severity.value if count == 1 or severity is Severity.CONFIRMED else f"{severity.value}s"


def _told(item: Finding) -> str:
    return f"{item.title}: {item.message}\n[{item.rule}]"


def _steps(path: str) -> str:
    """The path, a step a line: a terminal has no room for it on one, and would break it anywhere."""
    return path.replace(".", "\n.") or "document"


def check(document: Plan | Report) -> Findings:
    """
    Hold a document against itself. Never raises on what the document says.

    Args:
        document: A plan or a report.

    Returns:
        What the rules found, the heaviest first and otherwise in the document's order. Findings of severity `confirmed`
        say what was checked and holds.

    Raises:
        WrongTypeError: If it is no document.
    """
    if not isinstance(document, Plan | Report):
        raise WrongTypeError("only documents are checked", seen=shown(document), expected="a Plan or a Report")
    rules = PLAN_RULES if isinstance(document, Plan) else REPORT_RULES
    subject = Subject(document)
    order = {node.path: place for place, node in enumerate(subject.nodes)}
    found = [finding for rule in rules for finding in rule.run(subject)]
    found.sort(key=lambda finding: (-finding.severity.rank, order[finding.where]))
    return Findings(document.title, tuple(found))
