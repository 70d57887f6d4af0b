"""Rows: for each target the evidence is found, put together and scored; members, years and parts by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from publicservice.assessment.areas import Areas
from publicservice.assessment.concluded import (
    Concluded,
    change_answer,
    completion_claims,
    coverage_claims,
    figure_of_claim,
    kept_answer,
    kept_at_last,
)
from publicservice.assessment.evidence import Evidence, Pool, Unused, name_key, once
from publicservice.assessment.matching import Found, Wanted, find_evidence
from publicservice.assessment.parts import counted, disputed, sum_of_parts
from publicservice.assessment.pieces import Reached, is_level_unit
from publicservice.assessment.rollup import gaps_between, put_together, sums_by_date
from publicservice.assessment.room import Room
from publicservice.assessment.row import Row, RowKind, Score
from publicservice.assessment.scopes import each_member, how_many_spans, over_members, over_spans
from publicservice.assessment.scoring import Case, Settings, opened, score
from publicservice.assessment.series import reached, throughout
from publicservice.assessment.window import window_of
from publicservice.compute.sums import total_of
from publicservice.figures import Figure
from publicservice.model.entry import Stage
from publicservice.model.goal import Answer, Verdict
from publicservice.model.goal_change import Change
from publicservice.model.goal_scopes import AllOf, EachOf, Every, Keep
from publicservice.model.indicator import Kind
from publicservice.model.observation import Coverage
from publicservice.model.period import Period
from publicservice.model.programme import Parts, Target
from publicservice.model.revision import Version
from publicservice.model.walk import Node, slug

__all__ = ["Builder", "joined_names"]

_SCORE = tuple(field.name for field in attrs.fields(Score))


@attrs.frozen(eq=False)
class Builder:
    """
    What the rows of one assessment have in common.

    Attributes:
        pool: What was reported.
        settings: How targets are scored.
        places: Areas of which figures are expected.
        explicit: Ids of observations that the caller named, by the path of the target.
        shared: How many targets of different groups or wholes go by a name.
        children: The parts of targets, by the path of the whole.
        room: How much may be done.
        tried: The first target that was looked for by each name.
    """

    pool: Pool
    settings: Settings
    places: Areas
    explicit: Mapping[str, tuple[str, ...]]
    shared: Mapping[str, int]
    children: Mapping[str, list[Node]]
    room: Room
    tried: dict[str, Node] = attrs.field(factory=dict)

    def rows(self, node: Node) -> list[Row]:
        """The row of a target, and those of its members, years and parts."""
        target: Target = node.item
        parts = [self.rows(child) for child in self.children.get(node.path, ())]
        own = [each[0] for each in parts]
        current, *below = self._version(node, target.version_at(self.settings.as_of), own)
        if target.revisions:
            first = self._version(node, target.versions[0], own)[0]
            score_of_first = Score(**{name: getattr(first, name) for name in _SCORE})
            current = attrs.evolve(current, first=score_of_first, history=target.versions)
        return [current, *below, *(row for each in parts for row in each)]

    def _version(self, node: Node, version: Version, parts: list[Row]) -> list[Row]:
        target = attrs.evolve(node.item, goal=version.goal, baseline=version.baseline, parts=(), revisions=())
        window = window_of(node, version.period)
        if not isinstance(target.goal, Every):
            return self._rows(node, target, window, parts)
        every, inner = target.goal, attrs.evolve(target, goal=target.goal.goal)
        self.room.take_rows(how_many_spans(window, every.span), node.id)
        blank = self._row(node, target, Found(), Reached(), score(Case(target, window, Reached()), self.settings))

        def rows_of(span: Period) -> list[Row]:
            """A change that comes anew is reckoned from the span before it, and the plan's baseline is of the first."""
            is_first = window is not None and span.start == window.start
            own = inner if is_first or not inner.goal.needs_baseline else attrs.evolve(inner, baseline=None)
            return self._rows(node, own, span, [])

        return over_spans(blank, every, window, self.settings.as_of, rows_of)

    def _rows(self, node: Node, target: Target, window: Period | None, parts: list[Row]) -> list[Row]:
        """The rows of one goal over one stretch of time."""
        found = find_evidence(self._wanted(node, target, window), self.pool, self.room)
        if isinstance(target.goal, EachOf):
            return self._members(node, target, window, found)
        now, behind = self._reached(node, target, window, found, parts)
        return [self._scored_row(node, target, window, found, now, behind)]

    def _scored_row(
        self, node: Node, target: Target, window: Period | None, found: Found, now: Reached, behind: str = "",
        **own: Any,
    ) -> Row:  # fmt: skip
        concluded = self._answer(target, window, found, now)
        checked = (*completion_claims(now, self.pool, target), *coverage_claims(now))
        case, told = Case(target, window, now), ""
        if concluded is not None:
            case, told = Case(target, window, now, concluded.answer, concluded.may_change), concluded.words
            now = attrs.evolve(now, used=(*now.used, *concluded.used))
        implied = tuple(filter(None, (behind, told, *checked)))
        return self._row(node, target, found, now, score(case, self.settings), implied=implied, **own)

    def _wanted(self, node: Node, target: Target, window: Period | None) -> Wanted:
        names = [name_key(name) for name in target.indicator.names]
        only = all(self.shared.get(name, 0) <= 1 for name in names)
        if node.is_part and node.parent is not None:
            around = node.parent.item
            is_told_apart = target.population is not None and target.population != around.population
            names = [*(names if only or is_told_apart else []), *joined_names(target, around)]
        for name in names:
            self.tried.setdefault(name, node)
        return Wanted(
            id=node.id, own_id=target.id, names=tuple(names), unit=target.unit, window=window, place=node.place,
            population=target.population, stage=target.stage,
            members=target.goal if isinstance(target.goal, EachOf) else None, only=only,
            explicit=self.explicit.get(node.path), as_of=self.settings.as_of,
        )  # fmt: skip

    # --- the figure

    def _reached(
        self, node: Node, target: Target, window: Period | None, found: Found, parts: list[Row]
    ) -> tuple[Reached, str]:
        """What was reached: by the area itself, else by the places in it, by the parts, or behind a printed rate."""
        kind, as_of = _kind_over(target, window), self.settings.as_of
        if any(one.figure is not None for one in found.own):
            is_kept = _is_kept(target)
            now = throughout(found.own, window, as_of) if is_kept else reached(found.own, kind, window, as_of)
            if found.within:
                now = disputed(now, self._by_places(node, target, window, found), kind, "places")
            if any(row.actual is not None for row in parts) and target.parts_are is not Parts.OVERLAPPING:
                made = sum_of_parts(parts, target.indicator.kind, target.unit)
                is_partial = made.is_partial or target.parts_are is Parts.OF_WHICH
                now = disputed(now, attrs.evolve(made, is_partial=is_partial), kind, "parts")
            return now, ""
        if any(one.figure is not None for one in found.within):
            return self._by_places(node, target, window, found), ""
        if parts and target.parts_are is Parts.PARTITION and any(row.actual is not None for row in parts):
            return self._by_parts(node, target, window, parts), ""
        behind = figure_of_claim(found.own, self.pool, target, window, as_of)
        return behind if behind is not None else (reached(found.own, kind, window, as_of), "")

    def _by_places(self, node: Node, target: Target, window: Period | None, found: Found) -> Reached:
        kind, known = _kind_over(target, window), self.places
        count = None if node.place is None else node.place.count
        whole = put_together(found.within, found.area, kind, window, self.settings.as_of, known, count)
        return Reached(
            figure=whole.figure, on=whole.on, how=counted(len(whole.places), "place"), why=whole.why,
            used=whole.used, is_partial=not whole.is_complete, is_uneven=whole.is_uneven,
            undefined="" if whole.figure is not None else whole.why, counts_from_start=whole.counts_from_start,
            series=sums_by_date(found.within, found.area, kind, window, known, count) if _is_kept(target) else {},
        )  # fmt: skip

    def _by_parts(self, node: Node, target: Target, window: Period | None, parts: list[Row]) -> Reached:
        whole = sum_of_parts(parts, target.indicator.kind, target.unit)
        if not _is_kept(target) or whole.figure is None or _may_add_up(target, whole.used, window):
            return whole
        kept = self._parts_throughout(node)
        return attrs.evolve(whole, series=kept.series, used=kept.used) if kept.series else whole

    def _parts_throughout(self, node: Node) -> Reached:
        """What the parts come to at each date at which there is a figure of all of them."""
        each = [self._part_throughout(part) for part in self.children.get(node.path, ())]
        dates = [date for date in each[0].series if all(date in one.series for one in each)] if each else []
        sums = {date: total_of(one.series[date] for one in each) for date in dates}
        return Reached(series=sums, used=once(item for one in each for item in one.used))

    def _part_throughout(self, part: Node) -> Reached:
        """The figures of a part by their dates: its own, else those of its own parts."""
        target: Target = part.item
        window = window_of(part, target.version_at(self.settings.as_of).period)
        found = find_evidence(self._wanted(part, target, window), self.pool, self.room)
        if any(one.figure is not None for one in found.own):
            return throughout(found.own, window, self.settings.as_of)
        return self._parts_throughout(part)

    def _answer(self, target: Target, window: Period | None, found: Found, now: Reached) -> Concluded | None:
        """The verdict where it does not follow from the figure alone."""
        goal, as_of = target.goal, self.settings.as_of
        if isinstance(goal, Keep) and self.settings.above_range == "met":
            target = attrs.evolve(target, goal=opened(goal, target.indicator.better))
        if isinstance(goal, Keep) and now.series:
            flow = reached(found.own, Kind.FLOW, window, as_of) if _may_add_up(target, found.own, window) else None
            is_over = flow is not None and window is not None and flow.on == window.end
            return Concluded(kept_answer(target, now.series, flow, is_over=is_over), "")
        if _is_kept(target) and now.figure is not None and len({one.end for one in found.within}) != 1:
            return Concluded(kept_at_last(target, now.figure), "")
        if isinstance(goal, Change) and target.baseline is None:
            return change_answer(goal, now, found.before, self.pool, window)
        if isinstance(goal, AllOf) and now.figure is None:
            told = any(isinstance(one.node.item, Coverage) and one.node.item.is_all for one in now.used)
            return Concluded(Answer(Verdict.MET, "the report says all, without a number"), "") if told else None
        return None

    # --- members

    def _members(self, node: Node, target: Target, window: Period | None, found: Found) -> list[Row]:
        goal, kind, as_of = target.goal, target.indicator.kind, self.settings.as_of
        assert isinstance(goal, EachOf)  # noqa: S101  (asked for only then)
        inner = attrs.evolve(target, goal=goal.goal)
        earlier = each_member(goal, found.earlier, found.area)
        rows: list[Row] = []
        taken: Counter[str] = Counter()
        for name, evidence in each_member(goal, found.within, found.area).items():
            own = Found(found.area, own=evidence, before=earlier.get(name, []), assumed=found.assumed)
            now, behind = self._reached(node, inner, window, own, [])
            row = self._scored_row(node, inner, window, own, now, behind, title=name, kind=RowKind.MEMBER)
            key = slug(name)
            taken[key] += 1
            number = f"-{taken[key]}" if taken[key] > 1 else ""
            rows.append(attrs.evolve(row, id=f"{node.id}/{key}{number}", part_of=node.id))
        whole = Reached(
            on=min((row.on for row in rows if row.on), default=None),
            how=counted(sum(row.actual is not None for row in rows), "member") if rows else "",
            used=tuple(one for row in rows for one in row.evidence),
        )
        total = reached(found.own, kind, window, as_of).figure
        scored = score(Case(target, window, Reached()), self.settings)
        decided = over_members(goal, rows, str(total or ""))
        if decided is not None:
            status, because, lacks = decided
            scored = attrs.evolve(scored, status=status, because=because, lacks=lacks)
        return [self._row(node, target, found, whole, scored), *rows]

    # --- the row

    def _row(
        self, node: Node, target: Target, found: Found, now: Reached, scored: Score, *,
        implied: tuple[str, ...] = (), title: str = "", kind: RowKind | None = None,
    ) -> Row:  # fmt: skip
        own = RowKind.PART if node.is_part else RowKind.TARGET
        said: dict[str, Any] = {name: getattr(scored, name) for name in _SCORE}
        return Row(
            **said, id=node.id, title=title or node.title, kind=kind or own,
            part_of=node.parent.id if node.is_part and node.parent else "", path=node.path,
            programmes=node.programmes, place=node.place, population=target.population, unit=target.unit,
            actual=now.figure, on=now.on, is_partial=now.is_partial, how=now.how,
            why="; ".join(filter(None, (now.why, *found.assumptions(now.used)))), evidence=now.used, implied=implied,
            left_out=_left_out(node, target, found, now), stages=_stages(found.stages),
            gaps=gaps_between(found.within, found.groups, target.goal, target.indicator.better, scored.period,
                              self.settings.as_of),
            source=node.source,
        )  # fmt: skip


def _kind_over(target: Target, window: Period | None) -> Kind | None:
    """The kind of a target's figures; of a flow without a period nobody says whether its number is of each year."""
    kind = target.indicator.kind
    return None if kind is Kind.FLOW and window is None else kind


def _is_kept(target: Target) -> bool:
    """Whether every figure counts and not only the last: of a flow that is to be kept, the whole period's does."""
    return isinstance(target.goal, Keep) and target.indicator.kind is not Kind.FLOW


def _may_add_up(target: Target, evidence: Iterable[Evidence], window: Period | None) -> bool:
    """Whether figures of parts of the period may as well add up, since the indicator's kind is not said."""
    return target.indicator.kind is None and any(
        one.figure is not None and not is_level_unit(one.figure.unit)
        and one.period is not None and not one.period.is_instant and one.period != window
        for one in evidence
    )  # fmt: skip


def _stages(evidence: list[Evidence]) -> tuple[tuple[Stage, Figure], ...]:
    """The last figure of each other stage, in the order of the stages."""
    last = {one.stage: one.figure for one in sorted(evidence, key=lambda one: (one.end is not None, one.end))}
    return tuple((stage, figure) for stage in Stage if (figure := last.get(stage)) is not None)


def _left_out(node: Node, target: Target, found: Found, now: Reached) -> tuple[Unused, ...]:
    """What nearly fits, and what would fit if something else did not stand before it, with the reason."""
    used = {id(one) for one in now.used}
    instead = f"the {now.how} is used" if " of " in now.how else "another figure stands before it"
    in_parts, in_whole = "the figures of the places within it are used", "the whole area's own figure is used"
    has_own = any(id(one) in used for one in found.own)
    if isinstance(target.goal, EachOf):
        instead = f"a total does not say how much each {target.goal.members} has"
        in_whole = f"another figure of its {target.goal.members} stands before it, or it is none of them"
    reasons = (
        (found.own, instead if has_own or isinstance(target.goal, EachOf) else in_parts),
        (found.within, in_whole if has_own or isinstance(target.goal, EachOf) else "another figure stands before it"),
        (found.groups, f"it speaks of a group, the target of {target.population or 'all'}"),
    )
    rest = [Unused(one, reason, node.id) for several, reason in reasons for one in several]
    return tuple(left for left in (*found.left_out, *rest) if id(left.evidence) not in used)


def joined_names(part: Target, whole: Target) -> list[str]:
    """What a part goes by beside its whole: "Lanshan new urban jobs"."""
    return [
        name_key(text)
        for own in part.indicator.names
        for around in whole.indicator.names
        for text in (f"{own} {around}", f"{around} {own}")
    ]
