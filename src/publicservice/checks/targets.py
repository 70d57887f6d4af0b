"""Rules about single targets: goals that cannot be meant, and what a target lacks."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.amounts import ceiling, floor, inner
from publicservice.checks.rule import Subject, finding
from publicservice.figures import Figure, figure
from publicservice.interval import Truth
from publicservice.model.finding import Finding, Severity
from publicservice.model.goal_numbers import Between, Change
from publicservice.model.goal_scopes import AllOf
from publicservice.model.indicator import Kind
from publicservice.model.programme import Target
from publicservice.model.walk import Node

__all__ = [
    "baseline_beyond_goal", "percent_may_be_points", "period_outside_plan", "range_upside_down", "relative_without_baseline",
    "share_above_whole", "stock_with_span", "target_without_period", "target_without_source", "target_without_unit",
]  # fmt: skip

_RATE_WORDS = frozenset("rate rates coverage share proportion ratio percentage 率 比例 比重".split())


def range_upside_down(subject: Subject) -> Iterator[Finding]:
    """A goal's range has its lower end above its upper end."""
    for node in subject.targets:
        goal = inner(node.item.goal)
        if isinstance(goal, Between) and goal.is_upside_down:
            yield finding("range-upside-down", Severity.ERROR, node, f"{goal} holds no value", [goal])


def share_above_whole(subject: Subject) -> Iterator[Finding]:
    """A share is to be above 100 %, or more people are to be reached than there are."""
    for node in subject.targets:
        wanted = floor(node.item)
        if wanted is None:
            continue
        whole = figure(100, "%") if wanted.unit.is_rate else _size(node.item)
        if whole is not None and whole.unit.is_like(wanted.unit) and wanted.is_above(whole) is Truth.YES:
            message = f"{node.item.goal} is more than the whole, {whole}"
            yield finding("share-above-whole", Severity.WARNING, node, message, [node.item.goal, whole])


def _size(target: Target) -> Figure | None:
    return target.population.size if target.population else None


def baseline_beyond_goal(subject: Subject) -> Iterator[Finding]:
    """The baseline already meets the goal that is to be reached from it."""
    for node in subject.targets:
        target: Target = node.item
        start = target.baseline
        if start is None:
            continue
        low, high = floor(target), ceiling(target)
        beyond = low is not None and high is None and start.is_at_least(low) is Truth.YES
        beyond = beyond or (high is not None and low is None and start.is_at_most(high) is Truth.YES)
        if beyond and target.goal is inner(target.goal):
            message = f"the baseline of {start.text or start} already meets the goal, {target.goal}"
            yield finding("baseline-beyond-goal", Severity.WARNING, node, message, [start.text or start, target.goal])


def relative_without_baseline(subject: Subject) -> Iterator[Finding]:
    """A goal is relative to a baseline that is not given, so nobody can tell when it is met."""
    for node in subject.targets:
        if node.item.goal.needs_baseline and node.item.baseline is None:
            message = f"'{node.item.goal}' says nothing without a baseline, and none is given"
            yield finding("relative-goal-without-baseline", Severity.WARNING, node, message, [node.item.goal])


def percent_may_be_points(subject: Subject) -> Iterator[Finding]:
    """A rate is to change by a percentage, which may mean percent of it or percentage points."""
    for node in subject.targets:
        goal = inner(node.item.goal)
        if isinstance(goal, Change) and goal.by.unit.is_rate and not goal.relative and _is_of_a_rate(node.item):
            message = f"'{goal}' of a rate may mean percent of it or percentage points; both are carried until one is said"
            yield finding("percent-may-be-points", Severity.WARNING, node, message, [goal])


def _is_of_a_rate(target: Target) -> bool:
    units = [target.indicator.unit, target.baseline.unit if target.baseline else None]
    if target.indicator.kind is Kind.RATE or any(unit is not None and unit.is_rate for unit in units):
        return True
    name = target.indicator.name.casefold()
    return not _RATE_WORDS.isdisjoint(name.split()) or any(word in name for word in _RATE_WORDS if not word.isascii())


def period_outside_plan(subject: Subject) -> Iterator[Finding]:
    """An entry's period lies outside the plan's."""
    whole = subject.document.period
    for node in subject.nodes[1:]:
        own = node.item.period
        if own is not None and whole is not None and own.is_known and whole.is_known and not whole.contains(own):
            message = f"its period, {own}, is not within the document's, {whole}"
            yield finding("period-outside-plan", Severity.WARNING, node, message, [own, whole])


def stock_with_span(subject: Subject) -> Iterator[Finding]:
    """A stock, which is a level at a date, is printed with a span as if it added up over time."""
    for node in subject.targets:
        own = node.item.period
        if node.item.indicator.kind is Kind.STOCK and own is not None and own.is_known and not own.is_instant:
            message = f"a stock is a level at a date, but its period is {own}; write 'as of' the date that is meant"
            yield finding("stock-with-span", Severity.WARNING, node, message, [own])


def target_without_unit(subject: Subject) -> Iterator[Finding]:
    """A target has a number, but nothing says what it counts or measures."""
    for node in subject.targets:
        unit = node.item.unit
        if (unit is None or str(unit) == "1") and not isinstance(node.item.goal, AllOf) and not node.item.goal.needs_baseline:
            message = f"'{node.item.goal}' does not say what is counted"
            yield finding("target-without-unit", Severity.WARNING, node, message, [node.item.goal])


def target_without_period(subject: Subject) -> Iterator[Finding]:
    """Neither a target nor anything that it stands in says by when."""
    lacking = [node for node in subject.targets if node.period is None or not node.period.is_known]
    yield from _lacking("target-without-period", subject, lacking, "says by when it is to be reached")


def target_without_source(subject: Subject) -> Iterator[Finding]:
    """Neither a target nor anything that it stands in says where it was printed."""
    lacking = [node for node in subject.targets if node.source is None]
    yield from _lacking("target-without-source", subject, lacking, "says where it was printed")


def _lacking(rule: str, subject: Subject, nodes: list[Node], what: str) -> Iterator[Finding]:
    """One finding a target, or one for the document when every target lacks the same."""
    whole = [node for node in nodes if not node.is_part]
    if len(whole) > 1 and len(nodes) == len(subject.targets):
        message = f"neither the document nor any of its {len(whole)} targets {what}"
        yield finding(rule, Severity.NOTE, subject.nodes[0], message)
        return
    for node in whole:
        yield finding(rule, Severity.NOTE, node, f"neither the target nor anything around it {what}")
