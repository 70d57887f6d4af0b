"""Rules about single targets: goals that cannot be meant, revisions that make them easier, and what a target lacks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import attrs

from publicservice.checks.amounts import ceiling, floor, rounded, upside_down
from publicservice.checks.rule import Subject, finding
from publicservice.errors import UndefinedError
from publicservice.figures import Figure, figure
from publicservice.interval import Interval, Truth
from publicservice.model.finding import Finding, Severity
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import FROM_ABOVE, FROM_BELOW, MOVES, Between, Bound, BoundKind
from publicservice.model.goal_scopes import AllOf, EachOf, Every, Keep, innermost
from publicservice.model.indicator import Kind
from publicservice.model.period import Period
from publicservice.model.programme import Target
from publicservice.model.revision import Version
from publicservice.model.walk import Node
from publicservice.units import ONE

__all__ = [
    "baseline_beyond_goal", "percent_may_be_points", "period_outside_plan", "range_upside_down",
    "relative_goal_without_baseline", "share_above_whole", "stock_with_span", "target_made_easier",
    "target_without_period", "target_without_source", "target_without_unit",
]  # fmt: skip

_SHARES = re.compile(r"\b(?:shares?|coverage|proportion|percentage)\b|比重|占比|覆盖|普及率|合格率|达标率")
_BEYOND_WHOLE = re.compile(r"\b(?:growth|grows?|increases?|gross|index|previous|last year)\b|增长|增速|增幅|指数|毛")
_RATES = re.compile(r"\b(?:rates?|shares?|coverage|proportion|percentage|ratio)\b|率(?!先)|比例|比重|占比")
_HELD = (FROM_BELOW | FROM_ABOVE) - MOVES


# --- goals that cannot be meant


def range_upside_down(subject: Subject) -> Iterator[Finding]:
    """A goal's range has its lower end above its upper end."""
    for node in subject.targets:
        for goal in dict.fromkeys(innermost(version.goal) for version in node.item.versions):
            if upside_down(goal):
                yield finding("range-upside-down", Severity.ERROR, node, f"no number is {goal}", [goal])


def share_above_whole(subject: Subject) -> Iterator[Finding]:
    """A share is to be above 100 %, or more people are to be reached than there are."""
    for node in subject.targets:
        target: Target = node.item
        least = floor(target.goal, target.indicator.better)
        if least is None:
            continue
        whole = figure(100, "%") if least.unit.is_rate else _size(target)
        if whole is not None and whole.unit.is_like(least.unit) and rounded(least).is_above(whole) is Truth.YES:
            yield from _judge_share(node, whole)


def _size(target: Target) -> Figure | None:
    return target.population.size if target.population else None


def _judge_share(node: Node, whole: Figure) -> Iterator[Finding]:
    target: Target = node.item
    evidence = [target.goal, whole.text or whole]
    if not whole.unit.is_rate:
        message = f"{target.goal} is more than there are, {whole.text or whole}"
        yield finding("share-above-whole", Severity.WARNING, node, message, evidence)
    elif _SHARES.search(target.indicator.name.casefold()):
        message = f"{target.goal} is more than the whole, {whole}"
        yield finding("share-above-whole", Severity.WARNING, node, message, evidence)
    elif not _BEYOND_WHOLE.search(target.indicator.name.casefold()):
        message = f"{target.goal} is more than the whole, if it is a share of something"
        yield finding("share-above-whole", Severity.NOTE, node, message, evidence)


def baseline_beyond_goal(subject: Subject) -> Iterator[Finding]:
    """The baseline already meets the goal that is to be reached from it."""
    for node in subject.targets:
        goal, start = node.item.goal, node.item.baseline
        if isinstance(goal, Bound) and start is not None and _starts_there(node.item, start):
            start_text = start.text or str(start)
            message = f"the baseline of {start_text} already meets the goal, {goal}{_advice(node.item)}"
            severity = Severity.NOTE if goal.kind in _HELD else Severity.WARNING
            yield finding("baseline-beyond-goal", severity, node, message, [start_text, goal])


def _starts_there(target: Target, start: Figure) -> bool:
    """Whether the baseline meets the goal from the side on which it binds. A flow to reach begins at nothing again."""
    if isinstance(target.goal, Bound) and target.indicator.kind is Kind.FLOW and target.goal.kind not in MOVES:
        return False
    low, high = floor(target.goal, target.indicator.better), ceiling(target.goal, target.indicator.better)
    if low is not None and high is None:
        return start.is_at_least(low) is Truth.YES
    return high is not None and low is None and start.is_at_most(high) is Truth.YES


def _advice(target: Target) -> str:
    kind = target.goal.kind if isinstance(target.goal, Bound) else None
    if kind in _HELD:
        return ", so that it may be a level to keep"
    return ", unless less is better and that is not said" if not (kind in MOVES or target.indicator.better) else ""


def relative_goal_without_baseline(subject: Subject) -> Iterator[Finding]:
    """A goal is relative to a baseline that is not given, so nobody can tell when it is met."""
    for node in subject.targets:
        goal = _without_baseline(node.item)
        if goal is not None and not (node.is_part and node.parent and _without_baseline(node.parent.item)):
            message = f"'{goal}' says nothing without a baseline, and none is given"
            yield finding("relative-goal-without-baseline", Severity.WARNING, node, message, [goal])


def _without_baseline(target: Target) -> Goal | None:
    """The first of the target's goals that needs a baseline and has none."""
    lacking = (version.goal for version in target.versions if version.goal.needs_baseline and version.baseline is None)
    return next(lacking, None)


def percent_may_be_points(subject: Subject) -> Iterator[Finding]:
    """A rate is to change by a percentage, which may mean percent of it or percentage points."""
    for node in subject.targets:
        goal = innermost(node.item.goal)
        if isinstance(goal, Change) and goal.by.unit.is_rate and not goal.relative and _is_of_a_rate(node.item):
            message = (
                f"'{goal}' of a rate may mean percent of it or percentage points; both are carried until one is said"
            )
            yield finding("percent-may-be-points", Severity.WARNING, node, message, [goal])


def _is_of_a_rate(target: Target) -> bool:
    """Whether a rate is measured: by the units that are given, else by the kind, else by the name."""
    measured_in = target.indicator.unit or (target.baseline.unit if target.baseline else None)
    if measured_in is not None:
        return measured_in.is_rate
    if target.indicator.kind is not None:
        return target.indicator.kind is Kind.RATE
    return _RATES.search(target.indicator.name.casefold()) is not None


# --- revisions


def target_made_easier(subject: Subject) -> Iterator[Finding]:
    """A revision makes a target easier to meet than the version before it."""
    for node in subject.targets:
        for before, after in itertools.pairwise(node.item.versions):
            if _is_easier(node, before, after):
                message = f"its revision of {after.since} makes it easier to meet: {_changes(node, before, after)}"
                yield finding("target-made-easier", Severity.NOTE, node, message, [before.goal, after.goal])


def _is_easier(node: Node, before: Version, after: Version) -> bool:
    """Whether more values are accepted or there is more time, and neither fewer nor less, as far as can be told."""
    told = _is_wider(node.item, before, after), _is_later(node, before, after)
    return None not in told and any(told)


def _is_wider(target: Target, before: Version, after: Version) -> bool | None:
    """Whether all values that were accepted still are, and others too (no: the same ones); None where it is unclear."""
    first, second = before.goal, after.goal
    if first == second and (before.baseline == after.baseline or not first.needs_baseline):
        return False
    while isinstance(first, Keep | Every | EachOf) and isinstance(second, type(first)):
        if attrs.evolve(second, goal=first.goal) != first:
            return None
        first, second = first.goal, second.goal
    if isinstance(first, Change) and isinstance(second, Change) and before.baseline == after.baseline:
        return _is_less(first, second)
    better = target.indicator.better
    few, many = _accepted(first, before.baseline, better), _accepted(second, after.baseline, better)
    return None if few is None or many is None else _holds_more(few, many)


def _is_less(first: Change, second: Change) -> bool | None:
    """Whether the second of two changes from one baseline asks for less."""
    if attrs.evolve(second, by=first.by) != first or not second.by.unit.is_like(first.by.unit):
        return None
    return None if second.by > first.by else second.by < first.by


def _accepted(goal: Goal, baseline: Figure | None, better: Better | None) -> Figure | None:
    """The values that a goal accepts; None where they are not one set, or nothing says which."""
    match goal:
        case Bound():
            acceptable = goal.admissible(better)
            return None if acceptable is None else Figure(None, goal.unit, acceptable)
        case Between() if not goal.is_upside_down:
            return Figure(None, goal.unit, Interval(goal.low.low, goal.high.to(goal.unit).high))
        case Change() if baseline is not None:
            with suppress(UndefinedError):
                bounds = tuple(goal.goals(baseline).values())
                return _accepted(bounds[0], None, None) if len(bounds) == 1 else None
    return None


def _holds_more(first: Figure, second: Figure) -> bool | None:
    few, many = first.admissible, second.to(first.unit).admissible
    if not few.inside(many):
        return None
    return _whole(few) != _whole(many) if first.unit.is_count else few != many


def _whole(values: Interval) -> tuple[Decimal, Decimal]:
    """The least and the greatest whole number of a set of counts, none of which is below zero."""
    low, high = values.low.to_integral_value(ROUND_CEILING), values.high.to_integral_value(ROUND_FLOOR)
    beyond_low, below_high = values.low_open and low == values.low, values.high_open and high == values.high
    return max(low + beyond_low, Decimal(0)), high - below_high


def _is_later(node: Node, before: Version, after: Version) -> bool | None:
    """Whether there is more time to reach the goal (no: the same time); None where it is unclear."""
    first, second = _periods(node, before, after)
    if first == second:
        return False
    if first is None or second is None or first.end is None or second.end is None or second.end <= first.end:
        return None
    begins_anew = node.item.indicator.kind is Kind.FLOW and not second.contains(first)
    return True if _is_reached(node.item, after.goal) and not begins_anew else None


def _periods(node: Node, *versions: Version) -> list[Period | None]:
    return [version.period or node.period for version in versions]


def _is_reached(target: Target, goal: Goal) -> bool:
    """Whether more time can only help: not where a level is held, a limit kept, or the goal comes anew."""
    within, rising, falling = goal, False, False
    while isinstance(within, EachOf):
        within = within.goal
    if isinstance(within, Bound):
        acceptable = within.admissible(target.indicator.better)
        rising = acceptable is not None and acceptable.high.is_infinite()
        falling = within.kind is BoundKind.LOWER_TO
    elif isinstance(within, Change):
        rising, falling = within.upwards, not within.upwards
    is_level = target.indicator.kind is Kind.STOCK or _is_of_a_rate(target)  # of what adds up, more time gives more
    return isinstance(within, AllOf) or rising or (falling and is_level)


def _changes(node: Node, before: Version, after: Version) -> str:
    """What differs between two versions, in words."""
    first, second = _periods(node, before, after)
    told = {
        "": (str(after.goal), str(before.goal)),
        "a baseline of ": (_printed(after.baseline), _printed(before.baseline)),
        "the period ": (str(second), str(first)),
    }
    return ", ".join(f"{what}{now} instead of {then}" for what, (now, then) in told.items() if now != then)


def _printed(start: Figure | None) -> str:
    return "none" if start is None else start.text or str(start)


# --- periods


def period_outside_plan(subject: Subject) -> Iterator[Finding]:
    """An entry's period lies outside the plan's."""
    whole = subject.document.period
    if whole is None or not whole.is_known or whole.is_instant:
        return
    for node in subject.nodes[1:]:
        own = node.item.period
        already_told = node.parent is not None and node.parent.period == own
        if own is None or not own.is_known or whole.contains(own) or already_told:
            continue
        if whole.overlaps(own):
            message = f"its period, {own}, reaches beyond the document's, {whole}"
            yield finding("period-outside-plan", Severity.NOTE, node, message, [own, whole])
        else:
            message = f"its period, {own}, is outside the document's, {whole}"
            yield finding("period-outside-plan", Severity.WARNING, node, message, [own, whole])


def stock_with_span(subject: Subject) -> Iterator[Finding]:
    """A stock, which is a level at a date, is printed with a span as if it added up over time."""
    for node in subject.targets:
        own = node.item.period
        is_stock = node.item.indicator.kind is Kind.STOCK and not _is_kept(node.item.goal)
        if is_stock and own is not None and own.is_known and not own.is_instant:
            message = f"a stock is a level at a date, but its period is {own}; write 'as of' the date that is meant"
            yield finding("stock-with-span", Severity.WARNING, node, message, [own])


def _is_kept(goal: Goal) -> bool:
    """Whether a level is to hold throughout the period, for which a span is right."""
    return isinstance(goal, Keep) or (isinstance(goal, Every) and isinstance(goal.goal, Keep))


# --- what a target lacks


def target_without_unit(subject: Subject) -> Iterator[Finding]:
    """A target has a number, but nothing says what it counts or measures."""
    for node in subject.targets:
        target: Target = node.item
        given = target.indicator.unit is not None or target.indicator.kind is Kind.RATE
        if target.goal.unit is ONE and not given:
            message = f"'{target.goal}' does not say what is counted"
            yield finding("target-without-unit", Severity.WARNING, node, message, [target.goal])


def target_without_period(subject: Subject) -> Iterator[Finding]:
    """Neither a target nor anything that it stands in says by when."""
    lacking = [node for node in subject.targets if node.period is None or node.period.end is None]
    yield from _lacking("target-without-period", subject, lacking, "says by when it is to be reached")


def target_without_source(subject: Subject) -> Iterator[Finding]:
    """Neither a target nor anything that it stands in says where it was printed."""
    lacking = [node for node in subject.targets if node.source is None]
    yield from _lacking("target-without-source", subject, lacking, "says where it was printed")


def _lacking(rule: str, subject: Subject, nodes: list[Node], what: str) -> Iterator[Finding]:
    """One finding a target, or one for the document when every target lacks the same."""
    whole = [node for node in nodes if not node.is_part]
    if len(whole) > 1 and len(nodes) == len(subject.targets):
        message = f"neither the document nor any of its {len(whole):,} targets {what}"
        yield finding(rule, Severity.NOTE, subject.nodes[0], message)
        return
    for node in whole:
        yield finding(rule, Severity.NOTE, node, f"neither the target nor anything around it {what}")
