"""Rules about claims: what a report says of its own figures, held against them."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from publicservice.checks.rule import Subject, finding
from publicservice.compute.claims import (
    OPEN_READINGS,
    verify_completion,
    verify_coverage,
    verify_share,
    verify_sum,
    verify_year_on_year,
)
from publicservice.compute.verification import ClaimVerdict, Verification
from publicservice.errors import PublicServiceError
from publicservice.figures import Figure, figure
from publicservice.model.comparability import comparable
from publicservice.model.finding import Finding, Severity
from publicservice.model.indicator import Kind
from publicservice.model.observation import Claim, ClaimKind, Coverage, Observation
from publicservice.model.period import Period
from publicservice.model.walk import Node

__all__ = [
    "claim_inconsistent", "coverage_inconsistent", "percent_of_rate_may_be_points", "periods_not_comparable",
    "persons_added",
]  # fmt: skip

_TIMES = frozenset({"person-time", "household-time"})
_FINDINGS = {
    ClaimVerdict.CONSISTENT: ("claim-consistent", Severity.CONFIRMED),
    ClaimVerdict.INCONSISTENT: ("claim-inconsistent", Severity.ERROR),
    ClaimVerdict.NOT_CHECKABLE: ("claim-cannot-be-checked", Severity.NOTE),
}
_OF_COVERAGE = {
    ClaimVerdict.CONSISTENT: ("coverage-consistent", Severity.CONFIRMED),
    ClaimVerdict.INCONSISTENT: ("coverage-inconsistent", Severity.ERROR),
}


@attrs.frozen
class _Referred:
    """What a claim refers to: a figure, and the observation that prints it, if one does."""

    figure: Figure
    node: Node | None = None

    @property
    def period(self) -> Period | None:
        return None if self.node is None else self.node.period


class _UnclearError(Exception):
    """Why a claim's reference gives no figure, and how much that weighs. Never leaves this file."""

    def __init__(self, problem: str, severity: Severity) -> None:
        super().__init__(problem)
        self.severity = severity


def _index(subject: Subject) -> dict[str, list[Node]]:
    """The observations by what claims use for them: the id that one was given, else a derived one or a name."""
    by_id: dict[str, list[Node]] = {}
    by_name: dict[str, list[Node]] = {}
    for node in subject.of(Observation):
        if node.item.id:
            by_id.setdefault(node.item.id.casefold(), []).append(node)
        for name in {text.casefold() for text in (node.id, *node.item.indicator.names)}:
            by_name.setdefault(name, []).append(node)
    return by_name | by_id


def _refer(reference: str, index: dict[str, list[Node]]) -> _Referred:
    found = [node for node in index.get(reference.casefold(), []) if node.item.value is not None]
    if len(found) == 1:
        return _Referred(found[0].item.value, found[0])
    if found:
        problem = f"'{reference}' is the name of {len(found)} observations; give the one that is meant an id"
        raise _UnclearError(problem, Severity.WARNING)
    if reference.casefold() in index:
        raise _UnclearError(f"'{reference}' is reported without a number", Severity.NOTE)
    try:
        return _Referred(figure(reference))
    except PublicServiceError:
        problem = f"no observation is called '{reference}', and it is not a figure"
        raise _UnclearError(problem, Severity.WARNING) from None


def claim_inconsistent(subject: Subject) -> Iterator[Finding]:
    """A claim does not agree with the figures that it speaks of, or cannot be checked because one is not printed."""
    index = _index(subject)
    for node in subject.of(Claim):
        yield _judge(node, index)


def _judge(node: Node, index: dict[str, list[Node]]) -> Finding:
    claim: Claim = node.item
    if claim.says is None:
        message = f"{claim.of} is said to take in all; only the number of those entitled could show it"
        return finding("claim-cannot-be-checked", Severity.NOTE, node, message)
    try:
        result = _verify(claim, claim.says, index)
    except _UnclearError as error:
        return finding("claim-cannot-be-checked", error.severity, node, str(error))
    except PublicServiceError as error:
        return finding("claim-cannot-be-checked", Severity.WARNING, node, str(error))
    rule, severity = _FINDINGS[result.verdict]
    return _told(rule, severity, node, result, [claim.says.text or claim.says])


def _told(rule: str, severity: Severity, node: Node, result: Verification, evidence: list[object]) -> Finding:
    """A verdict as a finding: what is right by another reading of the print, which nothing rules out, is no error."""
    may_be_right = severity is Severity.ERROR and OPEN_READINGS.intersection(result.readings)
    return finding(rule, Severity.WARNING if may_be_right else severity, node, str(result), evidence)


def _verify(claim: Claim, says: Figure, index: dict[str, list[Node]]) -> Verification:
    if claim.kind is ClaimKind.SUM:
        return verify_sum(says=says, parts=[_refer(part, index).figure for part in claim.parts])
    of = _refer(claim.of, index).figure
    against = _refer(claim.against, index).figure if claim.against else None
    if claim.kind is ClaimKind.COMPLETION:
        # A target stands for its number only, in a report as in a plan.
        return verify_completion(says=says, actual=of, target=against.exactly() if against else None)
    if claim.kind is ClaimKind.SHARE:
        return verify_share(says=says, part=of, whole=against)
    return verify_year_on_year(says=says, now=of, before=against)


def coverage_inconsistent(subject: Subject) -> Iterator[Finding]:
    """A coverage's printed rate does not agree with its own printed counts."""
    for node in subject.of(Coverage):
        coverage = node.item.coverage_rate
        result = None if coverage is None else verify_coverage(coverage)
        if result is not None and result.verdict in _OF_COVERAGE:
            rule, severity = _OF_COVERAGE[result.verdict]
            printed = (result.says, node.item.covered, node.item.eligible)
            yield _told(rule, severity, node, result, [figure.text or figure for figure in printed])


def periods_not_comparable(subject: Subject) -> Iterator[Finding]:
    """A year-on-year claim compares two observations whose periods are not the same span a year apart."""
    index = _index(subject)
    for node in subject.of(Claim):
        if node.item.kind is not ClaimKind.YEAR_ON_YEAR or not node.item.against:
            continue
        periods = [at for at in _periods(node, (node.item.of, node.item.against), index) if at is not None]
        if len(periods) == 2 and comparable(*periods).years != 1:
            now, before = periods
            reason = comparable(now, before).reason
            message = f"{now} is held against {before}, which is not the same span a year earlier: {reason}"
            yield finding("periods-cannot-be-compared", Severity.ERROR, node, message, periods)


def _periods(node: Node, references: tuple[str, ...], index: dict[str, list[Node]]) -> Iterator[Period | None]:
    for reference in references:
        try:
            yield _refer(reference, index).period
        except _UnclearError:
            yield None


def persons_added(subject: Subject) -> Iterator[Finding]:
    """A sum adds persons to person-times, or persons of several periods, who may be the same ones."""
    index = _index(subject)
    for node in subject.of(Claim):
        if node.item.kind is not ClaimKind.SUM:
            continue
        parts = []
        for reference in node.item.parts:
            try:
                parts.append(_refer(reference, index))
            except _UnclearError:
                continue
        units = sorted({part.figure.unit for part in parts}, key=str)
        people = next((its_unit for its_unit in units if its_unit.is_people), None)
        times = next((its_unit for its_unit in units if str(its_unit) in _TIMES), None)
        if people and times:
            message = (
                f"{people.plural} and {times.plural} are added, but a {times} counts the same {people} at each service"
            )
            yield finding("persons-added-to-person-times", Severity.ERROR, node, message, list(map(str, units)))
        elif people and [people] == units and len({part.period for part in parts}) > 1:
            message = f"{people.plural} of several periods are added, and the same {people} may stand in each"
            added = [part.figure for part in parts]
            yield finding("persons-added-over-periods", Severity.WARNING, node, message, added)


def percent_of_rate_may_be_points(subject: Subject) -> Iterator[Finding]:
    """A change of a rate is printed in percent, which may mean percent of it or percentage points."""
    index = _index(subject)
    for node in subject.of(Claim):
        claim: Claim = node.item
        if claim.kind is not ClaimKind.YEAR_ON_YEAR or claim.says is None or not claim.says.unit.is_rate:
            continue
        if any(_is_rate(of.item) for of in index.get(claim.of.casefold(), [])):
            yield _may_be_points(node, claim.says)
    for node in subject.of(Observation):
        if node.item.indicator.kind is Kind.RATE and _is_change_in_percent(node.item.value):
            yield _may_be_points(node, node.item.value)


def _is_change_in_percent(value: Figure | None) -> bool:
    return value is not None and value.reading is not None and value.reading.change and value.unit.is_rate


def _is_rate(observation: Observation) -> bool:
    in_percent = observation.value is not None and observation.value.unit.is_rate
    return observation.indicator.kind is Kind.RATE or in_percent


def _may_be_points(node: Node, says: Figure) -> Finding:
    printed = says.text or str(says)
    message = f"'{printed}' of a rate may mean percent of it or percentage points; both are carried until one is said"
    return finding("percent-may-be-points", Severity.WARNING, node, message, [printed])
