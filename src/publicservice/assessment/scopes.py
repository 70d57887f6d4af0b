"""Goals that hold for each of several: members of a set, and the years, quarters or months of a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import attrs

from publicservice.assessment.areas import same_area
from publicservice.assessment.evidence import Evidence, Unused
from publicservice.assessment.rollup import by_area, outermost
from publicservice.assessment.row import Row, RowKind, Status
from publicservice.model.goal_members import all_meet, lacking, told_by_no_total, unclear_which
from publicservice.model.goal_scopes import EachOf, Every, Span
from publicservice.model.period import Period
from publicservice.model.place import Place

__all__ = ["each_member", "how_many_spans", "over_members", "over_spans"]


# --- members


def each_member(goal: EachOf, evidence: Iterable[Evidence], area: Place | None) -> dict[str, list[Evidence]]:
    """
    The evidence of each member by its name; named ones first, also those without any.

    Where no names are printed, places within the area are the members, but for those within another one of them and
    those that stand for several; of the area itself, its groups.
    """
    members: dict[str, list[Evidence]] = {name: [] for name in goal.names}
    names = {name.casefold(): name for name in goal.names}
    several = list(evidence)
    single = [placed for placed in outermost(by_area(several)) if placed.area.count is None]
    labels = {id(one): placed.label for placed in single for one in placed.evidence}
    for one in several:
        told = [str(name) for name in (one.place and one.place.name, one.population) if name]
        called = [names[name.casefold()] for name in told if name.casefold() in names]
        if called:
            members[called[0]].append(one)
        elif not names:
            is_group = one.population is not None and (area is None or one.place is None or same_area(one.place, area))
            name = str(one.population) if is_group else labels.get(id(one))
            if name is not None:
                members.setdefault(name, []).append(one)
    return members


def over_members(goal: EachOf, rows: list[Row], total: str) -> tuple[Status, str, tuple[str, ...]] | None:
    """
    One status over members: a miss is a miss; else what is lacking, then what is not known; met only when all are.

    None where nothing at all is reported.

    Args:
        goal: The goal of each.
        rows: The rows of the members that are named or were reported.
        total: A figure of all members together, which decides nothing; "" where there is none.
    """
    seen = [row for row in rows if row.evidence]
    expected = goal.count or len(goal.names)
    if not seen:
        return (Status.NO_DATA, *told_by_no_total(goal, total)) if total and expected else None
    by_status = {status: [row for row in rows if row.status is status] for status in Status}
    unclear = unclear_which(goal, len(seen), len(by_status[Status.MET]), len(by_status[Status.NOT_MET]))
    if unclear:
        return (Status.UNDECIDED, *unclear)
    for status in (Status.NOT_MET, Status.NOT_MEASURABLE):
        if by_status[status]:
            return status, _told(by_status[status]), by_status[status][0].lacks
    if not expected:
        return None
    missing = expected - len([row for row in seen if row.actual is not None])
    if missing > 0:
        return (Status.NO_DATA, *lacking(goal, missing, [row.title for row in rows if row.actual is None]))
    for status in (Status.UNDECIDED, Status.NO_DATA, Status.NOT_DUE):
        if by_status[status]:
            return status, _told(by_status[status]), by_status[status][0].lacks
    return Status.MET, all_meet(goal, goal.goal), ()


def _told(rows: list[Row]) -> str:
    """The first of several reasons, and how many there are."""
    return f"{rows[0].title}: {rows[0].because}{f' (and {len(rows) - 1} more)' if len(rows) > 1 else ''}"


# --- years, quarters and months


def _once(left_out: Iterable[Unused]) -> tuple[Unused, ...]:
    """Each piece of evidence with the first reason that was given for it."""
    found: dict[int, Unused] = {}
    for one in left_out:
        found.setdefault(id(one.evidence), one)
    return tuple(found.values())


_MONTHS: dict[Span, int] = {"year": 12, "quarter": 3, "month": 1}


def how_many_spans(window: Period | None, by: Span) -> int:
    """How many years, quarters or months a window is made of; 0 where these are not whole."""
    months = None if window is None else window.length
    return 0 if months is None or months % _MONTHS[by] else months // _MONTHS[by]


def _spans(window: Period | None, by: Span) -> tuple[Period, ...]:
    """
    The years, quarters or months that a window is made of, counted from its start; none where these are not whole.

    A plan of fiscal years has years that begin as it does.
    """
    if window is None or not how_many_spans(window, by):
        return ()
    months, size = window.split("month"), _MONTHS[by]
    return tuple(
        Period(first.start, last.end) for first, last in zip(months[::size], months[size - 1 :: size], strict=True)
    )


_ORDER = (Status.NOT_MET, Status.UNDECIDED, Status.NOT_MEASURABLE)


def over_spans(
    whole: Row, goal: Every, window: Period | None, as_of: date, rows_of: Callable[[Period], list[Row]]
) -> list[Row]:
    """The row of a recurring goal, and those of each year, quarter or month of its period."""
    spans = _spans(window, goal.span)
    if not spans:
        because = f"its period is not made of whole {goal.span}s, so that nobody can tell when it comes anew"
        return [attrs.evolve(whole, status=Status.NOT_MEASURABLE, because=because, lacks=("its period",))]
    rows: list[Row] = []
    heads: list[Row] = []
    for span in spans:
        head, *below = rows_of(span)
        name = f"{whole.id}/{span}"
        head = attrs.evolve(head, id=name, title=f"{whole.title}, {span}", kind=RowKind.SPAN, part_of=whole.id)
        heads.append(head)
        rows += [head, *(attrs.evolve(row, id=row.id.replace(whole.id, name, 1), part_of=name) for row in below)]
    used = {id(one) for row in rows for one in row.evidence}
    rows = [
        attrs.evolve(row, left_out=tuple(left for left in row.left_out if id(left.evidence) not in used))
        for row in rows
    ]
    status, because = _together(heads, goal, as_of)
    ons = [head.on for head in heads if head.on is not None]
    together = attrs.evolve(
        whole, status=status, because=because, on=max(ons, default=None), actual=None, completion=None,
        completion_reason="it is met or not in each by itself", how=f"{len(ons)} of {len(heads)} {goal.span}s",
        evidence=tuple(one for head in heads for one in head.evidence),
        left_out=_once(left for head in heads for left in head.left_out if id(left.evidence) not in used),
    )  # fmt: skip
    return [together, *rows]


def _together(heads: list[Row], goal: Every, as_of: date) -> tuple[Status, str]:
    """One status over all: a miss is a miss; else what is not known; met only when every one is."""
    met = sum(head.status is Status.MET for head in heads)
    told = f"{met} of {len(heads)} {goal.span}s are met"
    for status in _ORDER:
        found = [head for head in heads if head.status is status]
        if found:
            return status, f"{told}; {found[0].title.rpartition(', ')[2]}: {found[0].because}"
    over = [
        head for head in heads if head.period is not None and head.period.end is not None and head.period.end <= as_of
    ]
    untold = not any(head.evidence for head in heads)
    lacking = [head for head in (heads if untold else over) if head.status is Status.NO_DATA]
    if lacking:
        return Status.NO_DATA, f"{told}; {lacking[0].title.rpartition(', ')[2]}: {lacking[0].because}"
    return (Status.MET, told) if met == len(heads) else (Status.NOT_DUE, f"{told} so far")
