"""Rules about numbers that have to fit each other within one document: parts, declared counts, repeated targets."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.amounts import amount, ceiling, each_total, floor, printed_total
from publicservice.checks.rule import Subject, finding
from publicservice.errors import UnlikeUnitsError
from publicservice.figures import Figure
from publicservice.interval import Truth
from publicservice.model.finding import Finding, Severity
from publicservice.model.programme import Declaration, Listed, Parts, Target
from publicservice.model.walk import Node

__all__ = ["contradicting_targets", "declared_counts", "each_of_exceeds_total", "parts_do_not_add_up"]

_COUNTED = ("programmes", "targets", "commitments")


def parts_do_not_add_up(subject: Subject) -> Iterator[Finding]:
    """The parts of a target do not make up its number: a partition has to, within rounding; "of which" may not be more."""
    for node in subject.targets:
        if node.item.parts:
            yield _judge_parts(node)


def _judge_parts(node: Node) -> Finding:
    target: Target = node.item
    whole = amount(target.goal)
    figures = [amount(part.goal) for part in target.parts]
    known = [figure for figure in figures if figure is not None]
    if whole is None or len(known) < len(figures):
        return finding("parts-cannot-be-added", Severity.NOTE, node, "the whole or one of its parts has no single number")
    evidence = [f"{part.title}: {part.goal}" for part in target.parts] + [f"whole: {target.goal}"]
    try:
        if target.parts_are is Parts.OVERLAPPING:
            return _judge_overlapping(node, known, whole, evidence)
        total = printed_total(known)
        below, above = total.is_below(whole), total.is_above(whole)
    except UnlikeUnitsError as error:
        return finding("parts-cannot-be-added", Severity.NOTE, node, error.problem, evidence)
    what = f"the parts add up to {_plain(total)}"
    if above is Truth.YES or (below is Truth.YES and target.parts_are is Parts.PARTITION):
        gap = _plain(total - whole) if above is Truth.YES else _plain(whole - total)
        message = f"{what}, {gap} {'more' if above is Truth.YES else 'less'} than the whole's {_plain(whole)}"
        return finding("parts-do-not-add-up", Severity.ERROR, node, message, evidence)
    fits = f"{what}, as the whole says" if target.parts_are is Parts.PARTITION else f"{what} of {_plain(whole)}"
    return finding("parts-add-up", Severity.CONFIRMED, node, fits, evidence)


def _judge_overlapping(node: Node, parts: list[Figure], whole: Figure, evidence: list[str]) -> Finding:
    beyond = [part for part in parts if part.is_above(whole) is Truth.YES]
    if beyond:
        message = f"a part of {_plain(beyond[0])} is more than the whole's {_plain(whole)}"
        return finding("parts-do-not-add-up", Severity.ERROR, node, message, evidence)
    return finding("parts-add-up", Severity.CONFIRMED, node, f"no part is more than the whole's {_plain(whole)}", evidence)


def _plain(figure: Figure) -> str:
    """The printed number without the set behind it, which the evidence need not repeat."""
    return str(figure if figure.value is None else figure.exactly())


def declared_counts(subject: Subject) -> Iterator[Finding]:
    """The number of programmes, targets or commitments that the document declares differs from what it lists."""
    for node in subject.nodes:
        for declaration in getattr(node.item, "declares", ()):
            yield _judge_declared(node, declaration)


def _judge_declared(node: Node, declaration: Declaration) -> Finding:
    if declaration.what not in _COUNTED:
        message = f"{declaration} are declared, and no list of {declaration.what} says whether they are"
        return finding("declared-count-cannot-be-checked", Severity.NOTE, node, message)
    listed = len(getattr(node.item, declaration.what))
    if listed == declaration.count:
        message = f"{declaration} are declared and {listed} are listed"
        return finding("declared-count-agrees", Severity.CONFIRMED, node, message)
    if listed < declaration.count and node.item.listed is Listed.OPEN:
        message = f"{declaration} are declared; {listed} are listed, and the document's list is open"
        return finding("declared-count-cannot-be-checked", Severity.NOTE, node, message)
    message = f"{declaration} are declared, but {listed} are listed"
    return finding("declared-count-differs", Severity.ERROR, node, message)


def contradicting_targets(subject: Subject) -> Iterator[Finding]:
    """Two targets for one indicator, place, period, group and stage name different numbers."""
    groups: dict[object, list[Node]] = {}
    for node in subject.targets:
        if not node.is_part:
            groups.setdefault(_what_it_is_about(node), []).append(node)
    for nodes in groups.values():
        for other in nodes[1:]:
            yield from _compare(nodes[0], other)


def _what_it_is_about(node: Node) -> object:
    target: Target = node.item
    group = target.population.who.casefold() if target.population else ""
    return target.indicator.name.casefold(), str(node.place or ""), node.period, group, target.stage, type(target.goal)


def _compare(one: Node, other: Node) -> Iterator[Finding]:
    first, second = amount(one.item.goal), amount(other.item.goal)
    if first is None or second is None or not first.unit.is_like(second.unit):
        return
    evidence = [f"{node.path}: {node.item.goal}" for node in (one, other)]
    if first.is_same(second) is not Truth.NO:
        message = f"stands twice, here and at {one.path}, with the same number"
        yield finding("target-stands-twice", Severity.CONFIRMED, other, message, evidence)
    elif not _is_band(one.item, other.item):
        message = f"is {other.item.goal} here, but {one.item.goal} at {one.path}"
        yield finding("targets-contradict-each-other", Severity.ERROR, other, message, evidence)


def _is_band(one: Target, other: Target) -> bool:
    """Whether one goal binds from below and the other from above, and something lies between."""
    for lower, upper in ((floor(one), ceiling(other)), (floor(other), ceiling(one))):
        if lower is not None and upper is not None and lower.is_at_most(upper) is Truth.YES:
            return True
    return False


def each_of_exceeds_total(subject: Subject) -> Iterator[Finding]:
    """What each of several members has to have comes to more than the total that the document plans."""
    totals = {_indicator_and_place(node): node for node in subject.targets if each_total(node.item.goal) is None}
    for node in subject.targets:
        least = each_total(node.item.goal)
        if least is None:
            continue
        whole = node.parent if node.is_part else totals.get(_indicator_and_place(node))
        planned = None if whole is None else amount(whole.item.goal)
        if whole is not None and planned is not None and planned.unit.is_like(least.unit) and least.is_above(planned) is Truth.YES:
            message = f"{node.item.goal} comes to {least} at least, but {_plain(planned)} are planned at {whole.path}"
            yield finding("each-of-exceeds-total", Severity.ERROR, node, message, [node.item.goal, whole.item.goal])


def _indicator_and_place(node: Node) -> object:
    return node.item.indicator.name.casefold(), str(node.place or ""), node.period
