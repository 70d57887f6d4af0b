"""`assess(plan, *reports)`: a plan held against reports at a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

import attrs

from publicservice.assessment.areas import Areas
from publicservice.assessment.bands import BANDS, Bands
from publicservice.assessment.building import Builder
from publicservice.assessment.evidence import Evidence, Pool, Unused, name_key, once, pool_of
from publicservice.assessment.profile import LINEAR, Profile
from publicservice.assessment.result import Assessment, Followed
from publicservice.assessment.rollup import to_places
from publicservice.assessment.room import Room
from publicservice.assessment.row import Row
from publicservice.assessment.scoring import AboveRange, Settings
from publicservice.compute.progress import CompletionDefinition
from publicservice.errors import (
    ModelError,
    NotFoundError,
    PeriodError,
    WrongTypeError,
    did_you_mean,
    nearest,
    needed,
    shown,
)
from publicservice.model.entry import Stage
from publicservice.model.fields import choice
from publicservice.model.observation import Coverage, Observation
from publicservice.model.period import Period, day_of
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Target
from publicservice.model.report import Report
from publicservice.model.walk import Node, find, walk

__all__ = ["assess"]

_MOST_COMPARED = 50_000  # pairs of names that are held against each other, in search of one that is nearly the same


def assess(  # noqa: PLR0913  (each is a choice that the caller may make, by its name)
    plan: Plan,
    *reports: Report | Iterable[Observation | Coverage],
    as_of: Period | str | date | None = None,
    matches: Mapping[str, str | Iterable[str]] | None = None,
    places: Iterable[Place | str] = (),
    definition: CompletionDefinition | str | None = None,
    bands: Bands = BANDS,
    profile: Profile = LINEAR,
    above_range: AboveRange = "not met",
    progress: Callable[[int, int], None] | None = None,
) -> Assessment:
    """
    Hold a plan against reports at a date: one row a target, with its status, how far it has come, and the evidence.

    Observations speak of a target that has the same id, or the same indicator (by name or alias), kind of unit, place,
    group and period. What nearly fits is reported with the reason; nothing is dropped silently.

    Args:
        plan: What was promised.
        reports: What was reported, in the order of publication; a list of observations and coverages counts as one.
        as_of: The date of the assessment: what ends later is left out, and what is due later is not due. By default the
            last day that the reports speak of.
        matches: Ids of observations by the id (or words of the title) of a target, for what names cannot tell.
        places: Areas of which figures are expected, each with what it is part of: "Lanshan, Linyi".
        definition: The definition of completion, for all targets; by default what each target asks for.
        bands: What stretches of pace are called.
        profile: How much of a period's work is expected by when, for projections.
        above_range: Whether a figure beyond a range, on the better side of it, is met; by default it is not.
        progress: Called with the number of targets done and of all.

    Returns:
        The assessment: rows, commitments, totals, and what was not used.

    Raises:
        WrongTypeError: If something is no plan or no report, or another argument is not of its kind.
        ModelError: If so many targets and observations share a name, or a goal recurs so often, that the work would
            grow with the square of what was given.
        NotFoundError: If `matches` names a target that the plan does not have, or an id that no report has.
        PeriodError: If no date is given and the reports have none, or the date is not one day.

    Definition:
        met when the set of the figure lies within the goal's, not met when the two are disjoint, else undecided

    Example:
        >>> from publicservice import Observation, Plan, Target
        >>> plan = Plan("Jobs", period=2021, targets=[Target("new urban jobs", "630,000 jobs")])
        >>> jobs = Observation("new urban jobs", "686,000 jobs", period="2021-01/2021-11")
        >>> row = assess(plan, [jobs]).rows[0]
        >>> print(row.status.value, row.completion, row.pace, row.band)
        met 108.9 % (108.80 to 108.97) 17.4 percentage points (17.30 to 17.47) ahead
    """
    named = {} if matches is None else matches
    _refuse_wrong(plan, named, bands, profile, above_range, progress)
    known = to_places(places)
    pool = pool_of(reports, known)
    settings = Settings(
        as_of=_date(as_of, pool), bands=bands, profile=profile, above_range=above_range,
        definition=None if definition is None else choice(CompletionDefinition, definition),
    )  # fmt: skip
    nodes = tuple(walk(plan))
    targets = [node for node in nodes if isinstance(node.item, Target)]
    explicit = _explicit(plan, nodes, named, pool)
    room = Room.of(len(targets), len(pool.evidence))
    builder = Builder(pool, settings, Areas.of(known), explicit, _shared(targets), _children(targets), room)
    rows: list[Row] = []
    whole = [node for node in targets if not node.is_part]
    for number, node in enumerate(whole, 1):
        rows += builder.rows(node)
        if progress is not None:
            progress(number, len(whole))
    followed, beside = _followed([node for node in nodes if isinstance(node.item, Commitment)], pool, settings.as_of)
    titles = tuple(dict.fromkeys(report.title for report in reports if isinstance(report, Report)))
    left = [*(each for row in rows for each in row.left_out), *beside]
    used = [*(one for row in rows for one in row.evidence), *(one for each in followed for one in each.said)]
    unused = _unused(pool, used, left, _Nameless.of(targets, builder.tried))
    return Assessment(
        plan=plan, reports=titles, documents=pool.documents, as_of=settings.as_of, rows=tuple(rows),
        commitments=followed, unused=unused, definition=settings.definition, profile=profile, bands=bands,
    )  # fmt: skip


# --- what is asked for


def _refuse_wrong(plan: Any, named: Any, bands: Any, profile: Any, above_range: Any, progress: Any) -> None:
    if not isinstance(plan, Plan):
        raise WrongTypeError(
            "only a plan is assessed", seen=shown(plan), expected="a Plan", hint="read_plan(...) reads one"
        )
    needed(Mapping, named, "a mapping of targets to ids", "such as {'beds': 'beds-2022'}")
    needed(Bands, bands, "a scale of bands", "such as Bands(['on schedule', 'late'], [0])")
    needed(Profile, profile, "a profile", "such as Profile.by_dates({'2022-06': '30 %', '2022-12': '100 %'})")
    if above_range not in get_args(AboveRange):
        raise ModelError("no such policy", seen=shown(above_range), expected="'met' or 'not met'")
    if progress is not None and not callable(progress):
        raise WrongTypeError("progress is told to a function", seen=shown(progress), expected="such as print")


def _date(given: Period | str | date | None, pool: Pool) -> date:
    if given is not None:
        return day_of(given)
    ends = [one.end for one in pool.evidence if one.end is not None]
    if not pool.documents:
        raise PeriodError("no report was given to assess by, and no date", hint="give a report, or as_of='2022-11-30'")
    if not ends:
        raise PeriodError("no report has a date to assess at", hint="give as_of='2022-11-30'")
    return max(ends)


def _explicit(
    plan: Plan, nodes: Iterable[Node], matches: Mapping[str, str | Iterable[str]], pool: Pool
) -> dict[str, tuple[str, ...]]:
    """The ids of observations that the caller named, by the path of the target."""
    found: dict[str, tuple[str, ...]] = {}
    by_id = {node.id: node for node in nodes} if matches else {}
    for words, given in matches.items():
        node = by_id[words] if words in by_id else find(plan, words)
        if not isinstance(node.item, Target):
            raise NotFoundError("observations are matched to targets", seen=shown(words), expected="a target's id")
        ids = (given,) if isinstance(given, str) else tuple(given)
        for one in ids:
            if one not in pool.by_id:
                hint = did_you_mean(one, pool.by_id) or "give the observation an id"
                raise NotFoundError("no observation has this id", seen=shown(one), hint=hint)
        found[node.path] = (*found.get(node.path, ()), *ids)
    return found


def _shared(targets: list[Node]) -> Counter[str]:
    """How many targets of different groups or wholes go by a name."""
    told = {(name, str(node.item.population or ""), node.is_part and node.parent and node.parent.path)
            for node in targets for name in map(name_key, node.item.indicator.names)}  # fmt: skip
    return Counter(name for name, *_ in told)


def _children(targets: list[Node]) -> dict[str, list[Node]]:
    children: dict[str, list[Node]] = {}
    for node in targets:
        if node.is_part and node.parent is not None:
            children.setdefault(node.parent.path, []).append(node)
    return children


# --- what is said beside


def _followed(nodes: list[Node], pool: Pool, as_of: date) -> tuple[tuple[Followed, ...], list[Unused]]:
    """The commitments, with what the reports say of them in words; and what they say of another time or place."""
    made: list[Followed] = []
    beside: list[Unused] = []
    for node in nodes:
        item: Commitment = node.item
        named = (*(pool.by_id.get(item.id, ()) if item.id else ()), *pool.by_name.get(name_key(item.title), ()))
        said = []
        for one in once(named):
            reason = _apart(one, node, as_of)
            beside += [Unused(one, reason, node.id)] if reason else []
            said += [] if reason else [one]
        stages = [one.stage for one in said if one.stage is not None]
        latest = max(stages, key=list(Stage).index, default=item.stage)
        around = node.programmes
        made.append(
            Followed(
                id=node.id, title=node.title, programmes=around, stage=latest, said=tuple(said), source=node.source
            )
        )
    return tuple(made), beside


def _apart(one: Evidence, node: Node, as_of: date) -> str:
    """Why an observation of a commitment's name does not speak of it at the assessment's date; "" where it does."""
    if one.end is not None and one.end > as_of:
        return f"its period, {one.period}, ends after the assessment's date, {as_of}"
    if one.place is not None and node.place is not None and not (
        one.place.is_within(node.place) or node.place.is_within(one.place)
    ):  # fmt: skip
        return f"it is of {one.place}, the commitment of {node.place}"
    return ""


def _unused(pool: Pool, used: list[Evidence], left: list[Unused], nameless: _Nameless) -> tuple[Unused, ...]:
    """Everything that no row rests on, with the reason."""
    resting = set(map(id, used))
    reasons: dict[int, Unused] = {}
    for each in left:
        reasons.setdefault(id(each.evidence), each)
    rest = [one for one in pool.evidence if id(one) not in resting]
    return tuple(reasons.get(id(one)) or nameless.unused(one) for one in rest)


@attrs.define
class _Nameless:
    """
    Why evidence speaks of no target.

    Attributes:
        tried: The first target that was looked for by each name.
        keys: What the names of all targets are found by.
        names: These names.
        room: How many more pairs of names may be compared: that takes long, and is only a help.
        near: What was found, by name.
    """

    tried: Mapping[str, Node]
    keys: set[str]
    names: list[str]
    room: int
    near: dict[str, str] = attrs.field(factory=dict)

    @classmethod
    def of(cls, targets: list[Node], tried: Mapping[str, Node]) -> _Nameless:
        """The names of all targets."""
        names = list(dict.fromkeys(name for node in targets for name in node.item.indicator.names))
        return cls(tried, set(map(name_key, names)), names, _MOST_COMPARED)

    def unused(self, one: Evidence) -> Unused:
        """The evidence with the reason."""
        keys = list(map(name_key, one.indicator.names))
        node = next((self.tried[key] for key in keys if key in self.tried), None)
        if node is not None:
            return Unused(one, f"it is of {one.place}, the target of {node.place}", node.id)
        if not self.keys.isdisjoint(keys):
            reason = "parts of several targets go by this name; give the target's id, or the whole's name beside it"
            return Unused(one, reason)
        name = one.indicator.name
        if name not in self.near:
            self.near[name] = self._nearest(name)
        return Unused(one, f"no target of the plan is of this indicator{self.near[name]}")

    def _nearest(self, name: str) -> str:
        if self.room < len(self.names):
            return ""
        self.room -= len(self.names)
        found = nearest(name, self.names)[:2]
        return f"; the nearest is {' or '.join(map(repr, found))}" if found else ""
