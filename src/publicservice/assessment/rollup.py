"""Places put together: counts add, rates pool, levels stay levels; what is not covered is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from publicservice.assessment.areas import Areas
from publicservice.assessment.evidence import Evidence, name_key, pool_of
from publicservice.assessment.pieces import Reached
from publicservice.assessment.series import reached
from publicservice.compute.coverage import coverage_rate, pooled
from publicservice.compute.inequality import CoverageGaps, coverage_gaps
from publicservice.compute.sums import total_of
from publicservice.errors import ModelError, PublicServiceError, UndefinedError, UnlikeUnitsError, needed
from publicservice.figures import Figure
from publicservice.interval import Truth
from publicservice.model.coverage import CoverageRate
from publicservice.model.entry import Stage
from publicservice.model.fields import choice
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_numbers import Bound
from publicservice.model.goal_scopes import innermost
from publicservice.model.indicator import Kind, adds_up
from publicservice.model.period import Period, day_of
from publicservice.model.place import Place, place

__all__ = [
    "Placed",
    "RollUp",
    "by_area",
    "gaps_between",
    "outermost",
    "put_together",
    "roll_up",
    "sums_by_date",
    "to_places",
]

_LISTED = 12  # places without a figure that are named in a sentence


@attrs.frozen(kw_only=True)
class RollUp:
    """
    Figures of several places as that of the area that holds them.

    Attributes:
        figure: The sum, or the pooled rate; None where neither is defined. [unit]
        places: The places that it is made of, by name.
        missing: Places of the area, as far as they are known, for which there is no figure.
        is_complete: Whether it is known that no place is missing.
        on: The last day that every place's figure speaks of.
        is_uneven: Whether the places' figures are of different dates.
        counts_from_start: Whether every place's figure counts what came since the start of the period.
        why: How it was put together, what is missing, and why there is no figure.
        used: The evidence that it rests on.
    """

    figure: Figure | None
    places: tuple[str, ...]
    missing: tuple[str, ...]
    is_complete: bool
    on: date | None
    why: str
    is_uneven: bool = False
    counts_from_start: bool = False
    used: tuple[Evidence, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{self.figure or 'undefined'} ({self.why})"


def to_places(given: Iterable[Place | str]) -> tuple[Place, ...]:
    """
    The places of a list; a text names one, the smallest area first.

    Raises:
        WrongTypeError: If it is no list, or a text, which would be taken letter by letter.
    """
    needed(Iterable, given, "a list of places", "such as ['Lanshan, Linyi']")
    return tuple(map(place, given))


def roll_up(
    observations: Iterable[Any],
    to: Place | str,
    *,
    kind: Kind | str | None = None,
    places: Iterable[Place | str] = (),
    as_of: Period | str | date | None = None,
) -> RollUp:
    """
    Put the figures of places together into that of an area which holds them: counties to cities, cities to provinces.

    Args:
        observations: Observations or coverages of one indicator, each with its place; several periods of a place are
            first put together as the kind allows.
        to: The area.
        kind: Flow, stock or rate, for several periods.
        places: The places of which a figure is expected; what each is part of places those that only have names.
        as_of: Figures that end later are left out.

    Returns:
        The figure, the places that it is made of, and those that are missing. A place's own figure counts before those
        of the places within it, so that nothing is counted twice.

    Raises:
        WrongTypeError: If something is neither an observation nor a coverage, or is no list.
        ModelError: If they are of several indicators, groups or stages of work.
        PeriodError: If `as_of` is a period whose end is not printed.

    Definition:
        counts and amounts: sum over the places; rates: sum of covered / sum of eligible

    Example:
        >>> from publicservice import Observation
        >>> lanshan = Observation("beds", "41 beds", place="Lanshan, Linyi")
        >>> hedong = Observation("beds", "21 beds", place="Hedong, Linyi")
        >>> print(roll_up([lanshan, hedong], "Linyi", places=["Lanshan, Linyi", "Hedong, Linyi", "Luozhuang, Linyi"]))
        62 beds (sum over 2 places; no figure of Luozhuang)
    """
    known, area = to_places(places), place(to)
    needed(Iterable, observations, "a list of observations", "such as [Observation('beds', '41 beds')]")
    given = tuple(observations)
    last = date.max if as_of is None else day_of(as_of)
    found = [one for one in pool_of([given], known).evidence if (one.end or last) <= last]
    own_kind = None if kind is None else choice(Kind, kind)
    within = [one for one in found if one.place is not None and one.place.is_within(area)]
    _refuse_unlike(within)
    return put_together(within, area, own_kind, None, last, Areas.of(known), area.count)


def _refuse_unlike(evidence: list[Evidence]) -> None:
    """Refuse figures that count different things: the women of one place and the men of another make up nothing."""
    for one in evidence[1:]:
        for what, *pair in _differences(evidence[0], one):
            problem = f"figures of several {what} are not put together"
            seen = " and ".join(f"'{each}'" for each in pair)
            raise ModelError(problem, seen=seen, hint="roll up each of them by itself")


def _differences(one: Evidence, other: Evidence) -> Iterator[tuple[str, object, object]]:
    """In what two figures differ beside their places and periods."""
    mine, theirs = (set(map(name_key, each.indicator.names)) for each in (one, other))
    if mine.isdisjoint(theirs):
        yield "indicators", one.indicator.name, other.indicator.name
    groups = one.population or "all", other.population or "all"
    if name_key(str(groups[0])) != name_key(str(groups[1])):
        yield "groups", *groups
    stages = (one.stage or Stage.COMPLETED).value, (other.stage or Stage.COMPLETED).value
    if stages[0] != stages[1]:
        yield "stages", *stages


def put_together(
    evidence: Iterable[Evidence],
    area: Place | None,
    kind: Kind | None,
    window: Period | None,
    as_of: date,
    known: Areas,
    count: int | None,
) -> RollUp:
    """The figures of the places within an area as one; `count` is how many places there are, where that is known."""
    top = outermost(by_area(evidence))
    single = {placed.label: reached(placed.evidence, kind, window, as_of) for placed in top}
    withs = {name: one for name, one in single.items() if one.figure is not None}
    missing, known_all = _missing(Areas.of(placed.area for placed in top if placed.label in withs), area, known)
    complete = not missing and (known_all or count == len(withs))
    figure, why = _figure(withs, kind)
    if any(one.is_partial for one in withs.values()):
        complete, why = False, f"{why}, of some for part of the time"
    dates = sorted({one.on for one in withs.values() if one.on is not None})
    uneven = f"their figures are of different dates, from {dates[0]} to {dates[-1]}" if len(dates) > 1 else ""
    more = f" and {len(missing) - _LISTED:,} more" if len(missing) > _LISTED else ""
    lacking = f"no figure of {', '.join(missing[:_LISTED])}{more}" if missing else ""
    open_ended = "" if missing or complete else "how many places there are is not known"
    return RollUp(
        figure=figure, places=tuple(withs), missing=missing, is_complete=complete, on=min(dates, default=None),
        why="; ".join(filter(None, [why, uneven, lacking, open_ended])), is_uneven=bool(uneven),
        counts_from_start=bool(withs) and all(one.counts_from_start for one in withs.values()),
        used=tuple(item for one in withs.values() for item in one.used),
    )  # fmt: skip


def sums_by_date(
    evidence: Iterable[Evidence],
    area: Place | None,
    kind: Kind | None,
    window: Period | None,
    known: Areas,
    count: int | None,
) -> dict[str, Figure]:
    """What the places come to at each date at which there is a figure of all of them."""
    by_day: dict[date, list[Evidence]] = {}
    for day, one in [(one.end, one) for one in evidence if one.figure is not None and one.end is not None]:
        by_day.setdefault(day, []).append(one)
    sums = {day: put_together(by_day[day], area, kind, window, day, known, count) for day in sorted(by_day)}
    return {str(day): one.figure for day, one in sums.items() if one.figure is not None and one.is_complete}


@attrs.frozen
class Placed:
    """The evidence of one area, and what tells the area apart from the others."""

    label: str
    area: Place
    evidence: list[Evidence]


def by_area(evidence: Iterable[Evidence]) -> list[Placed]:
    """Evidence by its place; records of one area are put together, however fully each says where it lies."""
    placed = [(one, one.place) for one in evidence if one.place is not None]
    areas = Areas.of(where for _, where in placed)
    names = Counter(area.name for area in areas.areas)
    made: dict[int, Placed] = {}
    for one, where in placed:
        area = areas.record(where)
        label = area.name if names[area.name] == 1 else str(area)
        made.setdefault(id(area), Placed(label, area, [])).evidence.append(one)
    return list(made.values())


def outermost(placed: Iterable[Placed]) -> list[Placed]:
    """The areas that do not lie within another one that has a figure."""
    every = list(placed)
    areas = Areas.of(one.area for one in every if any(each.figure is not None for each in one.evidence))
    return [one for one in every if next(areas.around(one.area), None) is None]


def _missing(there: Areas, area: Place | None, known: Areas) -> tuple[tuple[str, ...], bool]:
    """The known places without a figure, and whether any are known."""
    expected = known.within(area)
    covered = {id(one) for has in there.areas for one in expected.at(has)}

    def is_covered(one: Place) -> bool:
        """Whether a place has a figure, lies in one that has, or is made of known places that all have."""
        parts = expected.parts(one)
        return id(one) in covered or (bool(parts) and all(map(is_covered, parts)))

    return tuple(one.name for one in expected.areas if not is_covered(one)), bool(expected.areas)


def _figure(withs: Mapping[str, Reached], kind: Kind | None) -> tuple[Figure | None, str]:
    figures = [one.figure for one in withs.values() if one.figure is not None]
    if not figures:
        return None, "no place has a figure"
    over = f"over {len(figures)} place{'' if len(figures) == 1 else 's'}"
    coverages = _coverages(withs)
    try:
        if len(coverages) == len(figures):
            return coverage_rate(pooled(coverages.values())), f"pooled {over}"
        added = {adds_up(one.unit, kind) for one in figures}
        if Truth.NO in added:
            return None, f"the rates {over} are not added or averaged: their counts are not known"
        if Truth.UNDECIDED in added:
            return None, f"the figures {over} may be averages: if they add up, say so by the indicator's kind"
        return total_of(figures), f"sum {over}"
    except (UndefinedError, UnlikeUnitsError) as error:
        return None, f"the figures {over} are not put together: {error}"


def _coverages(withs: Mapping[str, Reached]) -> dict[str, CoverageRate]:
    """The coverages behind rates, of places that print one and no other."""
    found = {name: one.used[0].coverage for name, one in withs.items() if len(one.used) == 1}
    return {name: coverage for name, coverage in found.items() if coverage is not None}


# --- gaps


def gaps_between(
    within: Iterable[Evidence],
    of_groups: Iterable[Evidence],
    goal: Goal,
    better: Better | None,
    window: Period | None,
    as_of: date,
) -> CoverageGaps | None:
    """Coverage compared between places, else between groups; None where fewer than two report a rate."""
    members = list(within)
    places = [(placed.label, placed.evidence) for placed in outermost(by_area(members))]
    groups: dict[str, list[Evidence]] = {}
    for one in (*members, *of_groups):
        if one.population is not None:
            groups.setdefault(str(one.population), []).append(one)
    for compared in (places, groups.items()):
        rates = {name: rate for name, items in compared if (rate := _rate(items, window, as_of)) is not None}
        if len(rates) > 1:
            return _compared(rates, goal, better)
    return None


def _rate(evidence: Iterable[Evidence], window: Period | None, as_of: date) -> CoverageRate | None:
    """The latest rate; with its counts, where these are printed."""
    rates = [one for one in evidence if one.figure is not None and one.figure.unit.is_rate]
    last = reached(rates, Kind.RATE, window, as_of)
    if last.figure is None:
        return None
    return last.used[0].coverage if len(last.used) == 1 and last.used[0].coverage else CoverageRate(rate=last.figure)


def _compared(rates: Mapping[str, CoverageRate], goal: Goal, better: Better | None) -> CoverageGaps | None:
    way = Better.HIGHER if better is None else better
    for wanted in (_rate_goal(goal), None):
        try:
            return coverage_gaps(rates, goal=wanted, better=way)
        except PublicServiceError:
            continue  # the goal is no single rate, or the groups are not counted alike
    return None


def _rate_goal(goal: Goal) -> Goal | None:
    within = innermost(goal, of_each=True)
    return within if isinstance(within, Bound) and within.unit.is_rate else None
