"""Rules that hold the targets of one indicator against each other: repeated numbers, and each-of goals with totals."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from publicservice.checks.amounts import (
    Precision,
    by_value,
    ceiling,
    each_total,
    floor,
    plain,
    printed,
    rhythm,
    rounded,
    said,
)
from publicservice.checks.rule import Subject, finding
from publicservice.figures import Figure
from publicservice.interval import Truth
from publicservice.model.finding import Finding, Severity
from publicservice.model.goal import Goal
from publicservice.model.goal_numbers import Bound
from publicservice.model.goal_scopes import innermost
from publicservice.model.indicator import adds_up
from publicservice.model.people import Population
from publicservice.model.programme import Target
from publicservice.model.walk import Node

__all__ = ["each_of_exceeds_total", "targets_contradict_each_other"]


# --- one indicator, two numbers


def targets_contradict_each_other(subject: Subject) -> Iterator[Finding]:
    """Two targets for one indicator, place, period, group and stage name different numbers."""
    groups: dict[object, dict[type[Goal], list[Node]]] = {}
    for node in subject.targets:
        if not node.is_part:
            by_kind = groups.setdefault(_what_it_is_about(node), {})
            by_kind.setdefault(type(node.item.goal), []).append(node)
    for by_kind in groups.values():
        for nodes in by_kind.values():
            yield from _compare_all(nodes)
        first, *others = sorted((min(nodes, key=_outermost) for nodes in by_kind.values()), key=_outermost)
        for other in others:
            if _home(other) == _home(first) and _is_comparable(first, other) and _none_is_both(first.item, other.item):
                yield _contradiction(first, other)


def _what_it_is_about(node: Node) -> object:
    target: Target = node.item
    group = target.population.who.casefold() if target.population else ""
    return target.indicator.name.casefold(), node.place, node.period, group, target.stage, rhythm(target.goal)


def _compare_all(nodes: list[Node]) -> Iterator[Finding]:
    """
    Each target against the outermost, so that a headline meets what repeats it.

    Other numbers under one name contradict each other where they stand in one list, or where one programme alone
    repeats a headline. In several programmes they may be its shares, or other things that go by the same name.
    """
    first = min(nodes, key=_outermost)
    others = [node for node in nodes if node is not first and _is_comparable(first, node)]
    homes = {_home(node) for node in others} - {_home(first)}
    unclear = []
    for node in others:
        found = _compare(first, node)
        is_sure = _home(node) == _home(first) or (len(homes) == 1 and _encloses(first, node))
        if found and found.severity is Severity.ERROR and not is_sure:
            unclear.append(node)
        elif found:
            yield found
    if unclear:
        yield _may_differ(first, unclear)


def _outermost(node: Node) -> tuple[object, ...]:
    """What the first of several is chosen by; never by their order, so that this does not matter."""
    kind = node.item.indicator.kind
    return node.path.count("."), str(node.item.goal), _group(node) or "", kind.value if kind else ""


def _is_comparable(one: Node, other: Node) -> bool:
    """Whether units, kinds and the groups that the two stand under let them speak of the same thing."""
    numbers = said(one.item.goal, by_value), said(other.item.goal, by_value)
    if numbers[0] is None or numbers[1] is None or not numbers[0].unit.is_like(numbers[1].unit):
        return False
    kinds = one.item.indicator.kind, other.item.indicator.kind
    groups = _group(one), _group(other)
    return all(None in pair or pair[0] == pair[1] for pair in (kinds, groups))


def _group(node: Node) -> str | None:
    """For whom the entry is, by its own words or those of the nearest programme around it."""
    at: Node | None = node
    while at is not None:
        population: Population | None = getattr(at.item, "population", None)
        if population is not None:
            return population.who.casefold()
        at = at.parent
    return None


def _home(node: Node) -> str:
    return node.parent.path if node.parent else ""


def _encloses(one: Node, other: Node) -> bool:
    """Whether what the first stands in is around the second."""
    return not _home(one) or f"{_home(other)}.".startswith(f"{_home(one)}.")


def _compare(one: Node, other: Node) -> Finding | None:
    first, second = one.item.goal, other.item.goal
    evidence = [f"{node.path}: {node.item.goal}" for node in (one, other)]
    if _is_same(first, second):
        exactly = str(first) == str(second) or said(first, by_value) == said(second, by_value)
        message = (
            f"stands twice, here and at {one.path}, with the same number{'' if exactly else ' as far as it is printed'}"
        )
        return finding("target-stands-twice", Severity.CONFIRMED, other, message, evidence)
    if not _overlap(first, second, rounded):
        return _contradiction(one, other)
    if _is_band(one.item, other.item) and _overlap(first, second, printed):
        return None
    only = "" if _overlap(first, second, printed) else " only if they were rounded"
    message = f"is {second} here and {first} at {one.path}, which can both be right{only}"
    return finding("targets-may-differ", Severity.NOTE, other, message, evidence)


def _contradiction(one: Node, other: Node) -> Finding:
    message = f"is {other.item.goal} here, but {one.item.goal} at {one.path}"
    evidence = [f"{node.path}: {node.item.goal}" for node in (one, other)]
    return finding("targets-contradict-each-other", Severity.ERROR, other, message, evidence)


def _none_is_both(one: Target, other: Target) -> bool:
    """Whether no number meets both goals: a level to keep and one to get to, a number and a range may both be meant."""
    ends = [
        [end and rounded(end) for end in (floor(each.goal, better), ceiling(each.goal, better))]
        for each, better in ((one, one.indicator.better), (other, other.indicator.better))
    ]
    (low, high), (least, most) = ends
    pairs = ((low, most), (least, high))
    return any(upper and lower and lower.is_above(upper) is Truth.YES for lower, upper in pairs)


def _may_differ(first: Node, others: list[Node]) -> Finding:
    where = f"at {others[0].path}" + (f" and {len(others) - 1} more" if len(others) > 1 else "")
    message = (
        f"is {first.item.goal} here and {others[0].item.goal} {where}, which may be shares or things of the same name"
    )
    evidence = (f"{node.path}: {node.item.goal}" for node in (first, *others))
    return finding("targets-may-differ", Severity.NOTE, first, message, evidence)


def _is_same(one: Goal, other: Goal) -> bool:
    """Whether two goals say the same with the same number, as far as its digits tell."""
    first, second = innermost(one), innermost(other)
    if isinstance(first, Bound) and isinstance(second, Bound):
        return first.kind is second.kind and printed(first.amount).is_same(printed(second.amount)) is not Truth.NO
    return said(one, by_value) == said(other, by_value)


def _overlap(one: Goal, other: Goal, precision: Precision) -> bool:
    first, second = said(one, precision), said(other, precision)
    return first is not None and second is not None and first.is_same(second) is not Truth.NO


def _is_band(one: Target, other: Target) -> bool:
    """Whether one goal binds from below only and the other from above only."""
    sides = {
        (floor(each.goal, each.indicator.better) is None, ceiling(each.goal, each.indicator.better) is None)
        for each in (one, other)
    }
    return sides == {(True, False), (False, True)}


# --- each of several, and all of them


def each_of_exceeds_total(subject: Subject) -> Iterator[Finding]:
    """What each of several members has to have comes to more than the total that the document plans."""
    each = [node for node in subject.targets if _each_total(node, rounded) is not None]
    names = {_what_it_is_about(node) for node in each}
    totals: dict[object, Node] = {}
    for node in subject.targets if each else ():
        about = _what_it_is_about(node)
        if about in names and said(node.item.goal, rounded) is not None:
            key = about, _home(node)
            totals[key] = max(totals.get(key, node), node, key=_upper)
    for node in each:
        whole = _whole(node, totals)
        if whole is not None:
            yield from _judge_each(node, whole)


def _each_total(node: Node, precision: Precision) -> Figure | None:
    return each_total(node.item.goal, node.item.indicator.better, precision)


def _upper(node: Node) -> tuple[str, Fraction, str]:
    """What the largest of several totals is chosen by."""
    most = said(node.item.goal, rounded)
    if most is None or not most.high.is_finite():
        return "~", Fraction(0), str(node.item.goal)
    return str(most.unit.dimension), Fraction(most.high) * most.unit.factor, str(node.item.goal)


def _whole(node: Node, totals: dict[object, Node]) -> Node | None:
    """What an each-of target is part of, or the nearest total of its name beside or around it."""
    if node.is_part:
        return node.parent
    at, about = node.parent, _what_it_is_about(node)
    while at is not None:
        if (about, at.path) in totals:
            return totals[about, at.path]
        at = at.parent
    return None


def _judge_each(node: Node, whole: Node) -> Iterator[Finding]:
    least, planned = _each_total(node, rounded), said(whole.item.goal, rounded)
    if least is None or planned is None or not planned.unit.is_like(least.unit):
        return
    same_rhythm = rhythm(node.item.goal) == rhythm(whole.item.goal)
    must_add_up = adds_up(least.unit, node.item.indicator.kind) is Truth.YES
    if same_rhythm and must_add_up and least.is_above(planned) is Truth.YES:
        comes_to = plain(_each_total(node, by_value) or least)
        message = f"{node.item.goal} comes to {comes_to}, but in all {whole.item.goal} is planned at {whole.path}"
        # One person may be in several courses, and live in one district only.
        recur = least.unit.is_people
        if recur:
            message += ", unless some are counted in several"
        severity = Severity.WARNING if recur else Severity.ERROR
        yield finding("each-of-exceeds-total", severity, node, message, [node.item.goal, whole.item.goal])
