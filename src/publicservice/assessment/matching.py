"""Which evidence speaks of a target, and why other evidence nearly does."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

import attrs

from publicservice.assessment.areas import Areas, area_names, same_area
from publicservice.assessment.evidence import Evidence, Pool, Unused
from publicservice.assessment.room import Room
from publicservice.figures.beside import is_bare
from publicservice.model.entry import Stage
from publicservice.model.goal_scopes import EachOf
from publicservice.model.people import Population
from publicservice.model.period import Period, PeriodKind
from publicservice.model.place import Place
from publicservice.model.walk import slug
from publicservice.units import ONE, Unit

__all__ = ["Found", "Wanted", "find_evidence"]

_Way = Literal["named by the caller", "id", "name"]
_Stands = Literal["same", "part", "other"]


@attrs.frozen(kw_only=True)
class Wanted:
    """
    What evidence has to be about.

    Attributes:
        id: The row's id.
        own_id: The id that the target itself carries.
        names: The indicator's names, as keys.
        unit: Its unit.
        window: The stretch of time in which the goal is to be reached; None where no date is known.
        place: Where.
        population: For whom.
        stage: How far the work has to be.
        members: The goal of each member, where it is set for each; then places and groups name the members.
        only: Whether no other target has the same name and another group: then a figure that names no group fits.
        explicit: The ids of the observations that the caller named for it; None where none were named.
        as_of: The date of the assessment.
    """

    id: str
    own_id: str
    names: tuple[str, ...]
    unit: Unit | None
    window: Period | None
    place: Place | None
    population: Population | None
    stage: Stage | None
    members: EachOf | None = None
    only: bool = True
    explicit: tuple[str, ...] | None = None
    as_of: date

    @property
    def area(self) -> Place | None:
        """Where evidence may be from: of areas that are only counted, any that lies in the area around them may be."""
        if self.place is not None and self.place.count is not None and self.place.parent is not None:
            return self.place.parent
        return self.place


@attrs.frozen
class Found:
    """
    Evidence for a target.

    Attributes:
        area: The target's area.
        own: What speaks of the target itself.
        within: What speaks of areas within its area, or of the members of its goal.
        groups: What speaks of groups, where the target names none.
        stages: What speaks of the same work at another stage.
        before: What speaks of the target itself in the time before its own.
        earlier: What speaks of the members of its goal then.
        left_out: What nearly fits.
        assumed: What was taken for granted of a piece of evidence, in words, by its `id()`.
    """

    area: Place | None = None
    own: list[Evidence] = attrs.field(factory=list, kw_only=True)
    within: list[Evidence] = attrs.field(factory=list)
    groups: list[Evidence] = attrs.field(factory=list)
    stages: list[Evidence] = attrs.field(factory=list)
    before: list[Evidence] = attrs.field(factory=list)
    earlier: list[Evidence] = attrs.field(factory=list)
    left_out: list[Unused] = attrs.field(factory=list)
    assumed: dict[int, list[str]] = attrs.field(factory=dict)

    def assumptions(self, used: Iterable[Evidence]) -> tuple[str, ...]:
        """What was taken for granted of the evidence that was used."""
        return tuple(dict.fromkeys(text for one in used for text in self.assumed.get(id(one), ())))


def find_evidence(wanted: Wanted, pool: Pool, room: Room) -> Found:
    """
    All evidence of a target's name or id, each where it belongs.

    Raises:
        ModelError: If there is more of it than one assessment has room for.
    """
    found = Found(wanted.area)
    for one, way in _candidates(wanted, pool, room):
        reason = _place(one, wanted, found, way)
        if reason:
            found.left_out.append(Unused(one, reason, wanted.id))
    if wanted.area is None:
        _part_places(found)
    if wanted.explicit is None:
        _prefer_named(found, wanted)
    return found


def _candidates(wanted: Wanted, pool: Pool, room: Room) -> Iterable[tuple[Evidence, _Way]]:
    """Evidence by the ids that the caller named, by the target's own id, and by its names."""
    seen: set[int] = set()
    way: _Way = "id" if wanted.explicit is None else "named by the caller"
    by_name: _Way = "name"
    found: list[tuple[_Way, Sequence[Evidence]]] = []
    found += ((way, pool.by_id.get(key, ())) for key in wanted.explicit or (wanted.own_id,))
    areas = None if wanted.area is None or wanted.explicit is not None else _areas(wanted.area, wanted.members)
    found += ((by_name, pool.named(name, areas)) for name in wanted.names)
    room.take_pairs(sum(len(several) for _, several in found), wanted.id)
    for how, several in found:
        for one in several:
            if id(one) not in seen:
                seen.add(id(one))
                yield one, how


def _areas(area: Place, members: EachOf | None) -> list[str]:
    """The names and codes of the areas of which evidence may be."""
    return [*area_names([area]), *(name.casefold() for name in (members.names if members is not None else ()))]


def _place(one: Evidence, wanted: Wanted, found: Found, way: _Way) -> str:
    """Put evidence where it belongs; or say why it belongs nowhere."""
    if way == "name" and wanted.explicit is not None:
        return "other observations were named for the target"
    told: list[str] = []
    members = wanted.members
    is_told = way == "named by the caller" and members is None  # whatever place or group it names
    where: _Stands = "same" if is_told else _where(one, wanted, told)
    whom: _Stands = "same" if is_told else _whom(one, wanted, told)
    reason = _unlike(one, wanted) or _elsewhere(one, wanted, where, whom, told, way)
    if not reason and where == whom == "part":
        reason = f"it is of {one.population} in {one.place}, neither the place nor the group as a whole"
    if reason:
        return reason
    is_member = members is not None and ("part" in (where, whom) or bool(_named(one, members)))
    is_own = not is_member and "part" not in (where, whom)
    late, stage = _outside(one, wanted, told), _other_stage(one, wanted)
    if (is_own or is_member) and not stage and _is_before(one, wanted):
        (found.before if is_own else found.earlier).append(one)
    if is_own and not late and stage and one.stage is not None:
        found.stages.append(one)
    if late or stage:
        return late or stage
    belongs = found.own if is_own else found.within if is_member or where == "part" else found.groups
    belongs.append(one)
    found.assumed[id(one)] = told
    return ""


def _unlike(one: Evidence, wanted: Wanted) -> str:
    if one.figure is None or wanted.unit is None:
        return ""
    unit = one.figure.unit
    if unit.is_like(wanted.unit) and not (wanted.unit.is_rate and is_bare(one.figure)):
        return ""
    number = "a plain number" if unit is ONE else f"in {unit.plural}"
    return f"it is {number}, the target in {wanted.unit.plural}"


# --- where, for whom


def _where(one: Evidence, wanted: Wanted, told: list[str]) -> _Stands:
    area, own = wanted.area, wanted.place
    if one.place is None:
        return "same"
    if area is None or own is None:
        # Without an area of the target's own, places are its members, unless it is groups that are.
        return "part" if wanted.members is not None and _group(one.population) == _group(wanted.population) else "same"
    if own is not area and same_area(one.place, own):
        return "same"
    if same_area(one.place, area):
        if own is not area:
            told.append(f"the figure of {area.name} is taken as that of {own.name}")
        return "same"
    return "part" if one.place.is_within(area) else "other"


def _whom(one: Evidence, wanted: Wanted, told: list[str]) -> _Stands:
    mine, theirs = _group(wanted.population), _group(one.population)
    if mine == theirs:
        return "same"
    if not theirs and wanted.only:
        told.append(f"the figure names no group, and is taken as that of {wanted.population}")
        return "same"
    return "part" if theirs and (not mine or _is_part(one.population, mine)) else "other"


def _elsewhere(one: Evidence, wanted: Wanted, where: _Stands, whom: _Stands, told: list[str], way: _Way) -> str:
    """Why evidence of another place or group does not count; by its id or a member's name it may."""
    reason = ""
    if where == "other" and not _is_named_place(one, wanted):
        reason = f"it is of {one.place}, the target of {wanted.place}"
    elif whom == "other" and one.population is None:
        reason = f"it names no group, the target is of {wanted.population}, and others of its name are of other groups"
    elif whom == "other" and not (wanted.members and str(one.population) in _named(one, wanted.members)):
        reason = f"it is of {one.population}, the target of {wanted.population or 'all'}"
    if reason and way != "name":
        told.append(f"it counts by its id, though {reason}")
        return ""
    return reason


def _group(population: Population | None) -> str:
    return slug(population.who) if population else ""


def _is_part(population: Population | None, whole: str) -> bool:
    while population is not None:
        population = population.within
        if population is not None and slug(population.who) == whole:
            return True
    return False


def _named(one: Evidence, members: EachOf) -> list[str]:
    """The place and the group of the evidence, as far as they are named among the members."""
    names = {name.casefold() for name in members.names}
    told = [str(name) for name in (one.place and one.place.name, one.population) if name]
    return [name for name in told if name.casefold() in names]


def _is_named_place(one: Evidence, wanted: Wanted) -> bool:
    """Whether a member is named as this place is, and nothing says that the place lies elsewhere."""
    if wanted.members is None or one.place is None or one.place.name not in _named(one, wanted.members):
        return False
    around = one.place.parent
    return around is None or wanted.area is None or wanted.area.is_within(around)


def _part_places(found: Found) -> None:
    """
    Of a target without a place, figures of several places are not one figure.

    Where one of them holds all others, its figure is the target's own; else each is of a part.
    """
    placed = [(one, one.place) for one in found.own if one.place is not None]
    areas = Areas.of(place for _, place in placed)
    if len(areas.areas) < 2:
        return
    top = min(areas.areas, key=lambda area: len(list(area.lineage())))
    whole = all(area.is_within(top) for area in areas.areas)
    parts = [one for one, place in placed if not (whole and same_area(place, top))]
    found.within.extend(parts)
    moved = set(map(id, parts))
    found.own[:] = [one for one in found.own if id(one) not in moved]


def _prefer_named(found: Found, wanted: Wanted) -> None:
    """A figure that names no group or no place is taken for the target's own only where none names it."""
    asked: list[tuple[object, str, Callable[[Evidence], object]]] = [
        (wanted.population, "group", lambda one: one.population),
        (wanted.area, "place", lambda one: one.place),
    ]
    for several, (whose, what, named) in itertools.product((found.own, found.before), asked):
        if whose is not None and any(named(one) is not None and one.figure is not None for one in several):
            reason = f"it names no {what}, and another figure names the target's"
            found.left_out.extend(Unused(one, reason, wanted.id) for one in several if named(one) is None)
            several[:] = [one for one in several if named(one) is not None]


# --- when


def _is_before(one: Evidence, wanted: Wanted) -> bool:
    """Whether the evidence speaks of the time before the target's, as far as the assessment knows it."""
    start = wanted.window.start if wanted.window is not None else None
    return start is not None and one.end is not None and one.end < start and one.end <= wanted.as_of


def _outside(one: Evidence, wanted: Wanted, told: list[str]) -> str:
    """Why the evidence's period does not lie in the target's, or is not yet over; "" where it does."""
    period, window = one.period, wanted.window
    if period is None:
        on, whose = one.told_on(wanted.as_of), "assessment" if one.published is None else "report"
        told.append(f"the figure has no period, and is taken as of the {whose}'s date")
        early = window is not None and window.start is not None and on < window.start
        return f"it has no period, and the {whose}'s date, {on}, lies before {window}" if early else ""
    if period.kind is PeriodKind.UNDATED:
        return "its period is not printed"
    if period.end is None:
        return f"the end of its period, {period}, is not printed"
    if period.end > wanted.as_of:
        return f"its period, {period}, ends after the assessment's date, {wanted.as_of}"
    if window is None or window.contains(period):
        return ""
    if window.overlaps(period):
        return f"its period, {period}, does not lie within the target's, {window}"
    is_before = window.start is not None and period.end < window.start
    return f"its period, {period}, lies {'before' if is_before else 'after'} the target's, {window}"


# --- how far


def _other_stage(one: Evidence, wanted: Wanted) -> str:
    """Why the evidence counts work that has come less far, or farther, than the target's; "" where it does not."""
    if one.stage is wanted.stage or {one.stage, wanted.stage} == {None, Stage.COMPLETED}:
        return ""
    target = wanted.stage.value if wanted.stage else Stage.COMPLETED.value
    if one.stage is None:
        return f"it names no stage, the target is of work {target}"
    return f"it counts work {one.stage.value}, the target work {target}"
