"""Rules about what a document says of its own make-up: the parts of a target, and how many things it declares."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.amounts import Precision, by_value, plain, printed, rhythm, rounded, said
from publicservice.checks.rule import Subject, finding
from publicservice.compute.sums import total_of
from publicservice.errors import nearest
from publicservice.figures import Figure
from publicservice.interval import Truth
from publicservice.model.entry import Listed
from publicservice.model.finding import Finding, Severity
from publicservice.model.indicator import Kind, adds_up
from publicservice.model.programme import Declaration, Parts, Programme, Target
from publicservice.model.walk import CONTENTS, Node, walk

__all__ = ["declared_count_differs", "parts_do_not_add_up"]

_COUNTED = tuple(kind for kind in CONTENTS if kind != "parts")  # what a document declares the number of
_Judgement = tuple[str, Severity, str]


# --- parts


def parts_do_not_add_up(subject: Subject) -> Iterator[Finding]:
    """The parts of a target do not make up its number: a partition has to, "of which" may be less, within rounding."""
    for node in subject.targets:
        if node.item.parts:
            yield _judge_parts(node)


def _judge_parts(node: Node) -> Finding:
    target: Target = node.item
    evidence = [f"{part.title}: {part.goal}" for part in target.parts] + [f"whole: {target.goal}"]
    reason = _why_not_added(node)
    if reason:
        return finding("parts-cannot-be-added", Severity.NOTE, node, reason, evidence)
    judge = _judge_overlapping if target.parts_are is Parts.OVERLAPPING else _judge_sum
    name, severity, message = judge(target)
    return finding(name, severity, node, message, evidence)


def _why_not_added(node: Node) -> str | None:
    """What keeps the parts from being held against the whole, if something does."""
    target: Target = node.item
    whole = said(target.goal, by_value)
    if whole is None:
        return f"no single number is the whole: '{target.goal}'"
    for part in target.parts:
        own = said(part.goal, by_value)
        if own is None:
            return f"no single number is the part '{part.title}': '{part.goal}'"
        if not own.unit.is_like(whole.unit):
            return f"'{whole.unit}' and '{own.unit}' are not of one kind"
        if rhythm(part.goal) != rhythm(target.goal):
            return (
                f"one comes anew every {rhythm(part.goal) or rhythm(target.goal)}, the other does not: '{part.title}'"
            )
    if target.indicator.kind is Kind.STOCK and len({part.period or node.period for part in target.parts}) > 1:
        return "the parts are levels at different dates, which do not add up"
    return None


def _whole(target: Target, precision: Precision) -> Figure:
    whole = said(target.goal, precision)
    assert whole is not None  # noqa: S101  (what has no number was sorted out before)
    return whole


def _must_add_up(whole: Figure, target: Target) -> bool:
    return adds_up(whole.unit, target.indicator.kind) is Truth.YES


def _sides(target: Target, precision: Precision) -> tuple[Figure, Figure]:
    """What the parts come to, and what the whole says."""
    parts = [said(part.goal, precision) for part in target.parts]
    return total_of([part for part in parts if part is not None]), _whole(target, precision)


def _judge_sum(target: Target) -> _Judgement:
    parts, whole = _sides(target, by_value)
    what = f"the parts add up to {plain(parts)}"
    same = parts.is_same(whole) is Truth.YES
    misprint = "" if same else _misfit(target, printed)
    misfit = _misfit(target, rounded) if misprint else ""
    if misprint and not _must_add_up(whole, target):
        message = f"{what} and the whole is {target.goal}; such numbers may be averages, which do not add up"
        return "parts-cannot-be-added", Severity.NOTE, message
    if misfit:
        gap = plain(parts - whole if misfit == "more" else whole - parts)
        return "parts-do-not-add-up", Severity.ERROR, f"{what}, {gap} {misfit} than the whole, {target.goal}"
    if misprint:
        message = f"{what} and not to {target.goal}, unless numbers were rounded to their zeros"
        return "parts-add-up-if-rounded", Severity.WARNING, message
    if not parts.admissible.is_bounded:
        message = f"{what} and the whole is {target.goal}, which may fit: the parts have no limit on one side"
        return "parts-may-add-up", Severity.NOTE, message
    if target.parts_are is Parts.OF_WHICH:
        return "parts-add-up", Severity.CONFIRMED, f"{what}, of {target.goal}"
    return "parts-add-up", Severity.CONFIRMED, f"{what}, {'as the whole says' if same else f'which fits {target.goal}'}"


def _misfit(target: Target, precision: Precision) -> str:
    """Whether the parts are "more" or "less" than they may be, at a precision; "" where they fit."""
    parts, whole = _sides(target, precision)
    if parts.is_above(whole) is Truth.YES:
        return "more"
    return "less" if target.parts_are is Parts.PARTITION and parts.is_below(whole) is Truth.YES else ""


def _judge_overlapping(target: Target) -> _Judgement:
    whole = _whole(target, by_value)
    if not _must_add_up(whole, target):
        return "parts-cannot-be-added", Severity.NOTE, "the parts overlap, and such numbers may be averages"
    judged = (
        (rounded, "parts-do-not-add-up", Severity.ERROR, "more than the whole"),
        (
            printed,
            "parts-add-up-if-rounded",
            Severity.WARNING,
            "which unless zeros were rounded is more than the whole",
        ),
    )
    for precision, name, severity, how in judged:
        beyond = _larger_part(target, precision)
        if beyond is not None:
            return name, severity, f"the part '{beyond.title}' is {beyond.goal}, {how}, {target.goal}"
    return "parts-add-up", Severity.CONFIRMED, f"the parts overlap, and none is more than the whole, {target.goal}"


def _larger_part(target: Target, precision: Precision) -> Target | None:
    whole = _whole(target, precision)
    for part in target.parts:
        own = said(part.goal, precision)
        if own is not None and own.is_above(whole) is Truth.YES:
            return part
    return None


# --- declared counts


def declared_count_differs(subject: Subject) -> Iterator[Finding]:
    """The number of programmes, targets or other entries that the document declares differs from what it lists."""
    for node in subject.nodes:
        for declaration in getattr(node.item, "declares", ()):
            yield _judge_declared(node, declaration)


def _judge_declared(node: Node, declaration: Declaration) -> Finding:
    what, count = declaration.what, declaration.count
    declared = _declared(count, what)
    if what not in _COUNTED:
        near = nearest(what, _COUNTED, limit=1)
        message = f"{declared}; whether they are there cannot be told, since nothing is listed as {what}"
        message += f"; did you mean {near[0]}?" if near else ""
        return finding("declared-count-cannot-be-checked", Severity.NOTE, node, message)
    direct = len(getattr(node.item, what, ()))
    further_in = 0 if direct == count else _further_in(node, what)
    if count in (direct, direct + further_in):
        return finding("declared-count-agrees", Severity.CONFIRMED, node, f"{declared} and listed")
    if what == "programmes" and count in _by_depth(node):
        message = f"{declared} and listed, under other headings"
        return finding("declared-count-agrees", Severity.CONFIRMED, node, message)
    listed = f"{declared}; {direct:,} listed" + (
        f", {direct + further_in:,} with those further in" if further_in else ""
    )
    if direct < count and _is_open(node, what):
        message = f"{listed}, and the document's list is open"
        return finding("declared-count-cannot-be-checked", Severity.NOTE, node, message)
    if what != "programmes" and direct < count < direct + further_in:
        message = f"{listed}, and which of these are meant cannot be told"
        return finding("declared-count-cannot-be-checked", Severity.NOTE, node, message)
    return finding("declared-count-differs", Severity.ERROR, node, listed)


def _declared(count: int, what: str) -> str:
    return f"1 {what.removesuffix('s')} is declared" if count == 1 else f"{count:,} {what} are declared"


def _further_in(node: Node, what: str) -> int:
    """How many of a kind stand in the programmes within an entry, at any depth."""
    programmes = [inner.item for inner in walk(node.item) if isinstance(inner.item, Programme)]
    return sum(len(getattr(programme, what)) for programme in programmes if programme is not node.item)


def _by_depth(node: Node) -> list[int]:
    """How many programmes stand in those of an entry, in those again, and so on, as long as each has some in it."""
    level, counts = node.item.programmes, []
    while level and all(each.programmes for each in level):
        level = [inner for each in level for inner in each.programmes]
        counts.append(len(level))
    return counts


def _is_open(node: Node, what: str) -> bool:
    """Whether a list in which more of a kind may stand is open: the entry's own, and those further in."""
    inside = walk(node.item) if what != "programmes" else [node]
    return any(getattr(inner.item, "listed", Listed.COMPLETE) is Listed.OPEN for inner in inside)
