"""Evidence: what reports say of an indicator, found by id and by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from publicservice.assessment.areas import area_names
from publicservice.compute.coverage import coverage_rate
from publicservice.compute.ratios import in_whole_numbers
from publicservice.errors import UndefinedError, WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.model.coverage import CoverageRate
from publicservice.model.entry import Stage
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Claim, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.report import Report
from publicservice.model.walk import Node, walk

__all__ = ["Evidence", "Pool", "Unused", "name_key", "once", "pool_of"]


def name_key(name: str) -> str:
    """
    What a name is found by: all its letters and digits, whatever stands between; of a name without any, itself.

    Example:
        >>> name_key("New urban jobs (total)") == name_key("new  Urban Jobs, total"), name_key("≥ %")
        (True, '≥ %')
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "-".join(re.findall(r"\w+", plain)) or plain


@attrs.frozen(kw_only=True)
class Evidence:
    """
    An observation or a coverage where it stands in a report, with what it inherits there.

    Attributes:
        report: The report's title.
        number: Which of the reports it is, counted from 0.
        node: The entry in the report.
        figure: The figure that it reports, of counts the whole numbers that it may stand for; of a coverage the rate,
            else those covered; None where it is told in words. [unit]
        coverage: The coverage with its counts, where it is one.
        place: Where; with the areas that it is part of, as far as these are known.
    """

    report: str
    number: int
    node: Node = attrs.field(repr=False)
    figure: Figure | None
    coverage: CoverageRate | None = None
    place: Place | None = None

    @property
    def id(self) -> str:
        """The entry's own id; "" where it has none."""
        own: str = self.node.item.id
        return own

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        measured: Indicator = self.node.item.indicator
        return measured

    @property
    def period(self) -> Period | None:
        """The period that it speaks of."""
        return self.node.period

    @property
    def end(self) -> date | None:
        """The last day that it speaks of."""
        return self.period.end if self.period else None

    @property
    def published(self) -> date | None:
        """The day on which its report was published, as far as it is known."""
        source = self.node.source
        return source.published.end if source is not None and source.published is not None else None

    def told_on(self, as_of: date) -> date:
        """The last day that it speaks of; of a figure without a period that of its report, else the assessment's."""
        return self.end or min(self.published or as_of, as_of)

    @property
    def population(self) -> Population | None:
        """The group that it speaks of."""
        group: Population | None = self.node.item.population
        return group

    @property
    def stage(self) -> Stage | None:
        """How far the work is that it counts."""
        stage: Stage | None = self.node.item.stage
        return stage

    @property
    def words(self) -> str:
        """The figure as printed, or the result in words."""
        item = self.node.item
        printed: Figure | None = getattr(item, "value", self.figure)
        if printed is not None:
            return printed.text or str(printed)
        return str(getattr(item, "result", "") or self.coverage or "all")

    def __str__(self) -> str:
        told = [self.indicator.name, self.words, str(self.period or ""), str(self.place.name if self.place else "")]
        return ", ".join(filter(None, told))


def once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each piece of evidence once, in the order in which it first comes."""
    return tuple({id(one): one for one in evidence}.values())


@attrs.frozen
class Unused:
    """
    What a report says and what no target's score rests on, with the reason.

    Attributes:
        evidence: The entry.
        reason: Why it was not used.
        target: The id of the target that it nearly fits; "" where there is none.
    """

    evidence: Evidence
    reason: str
    target: str = ""

    def __str__(self) -> str:
        return f"{self.evidence}: {self.reason}"


@attrs.frozen(eq=False)
class Pool:
    """
    Everything that the reports say, found by id and by name; claims by the report and path of what they speak of.

    Of one name there may be figures of thousands of places, so that these are found by name and place as well.
    """

    evidence: tuple[Evidence, ...]
    by_id: Mapping[str, tuple[Evidence, ...]]
    by_name: Mapping[str, tuple[Evidence, ...]]
    by_place: Mapping[tuple[str, str], tuple[Evidence, ...]]
    claims: Mapping[tuple[int, str], tuple[Claim, ...]]
    documents: tuple[Report, ...]

    def claims_of(self, one: Evidence) -> tuple[Claim, ...]:
        """The claims of the same report that speak of an observation, and of no other."""
        return self.claims.get((one.number, one.node.path), ())

    def named(self, name: str, areas: Iterable[str] | None) -> Sequence[Evidence]:
        """What goes by a name, of areas of these names or codes, within them, or of no place; None for everywhere."""
        if areas is None:
            return self.by_name.get(name, ())
        return [one for area in ("", *areas) for one in self.by_place.get((name, area), ())]


def pool_of(reports: Iterable[Any], places: Iterable[Place]) -> Pool:
    """
    Everything that reports say.

    Args:
        reports: Reports, or lists of observations and coverages.
        places: Areas that are known, each with what it is part of, for those that the reports only name.

    Raises:
        WrongTypeError: If something is neither.
    """
    known = _by_own_name(places)
    documents = tuple(map(_report, reports))
    evidence: list[Evidence] = []
    claims: dict[tuple[int, str], list[Claim]] = {}
    for number, report in enumerate(documents):
        nodes = list(walk(report))
        own = [
            _evidence(node, report, number, known) for node in nodes if isinstance(node.item, Observation | Coverage)
        ]
        evidence += own
        printed = [node.item for node in nodes if isinstance(node.item, Claim)]
        for claim, one in _spoken_of(printed, own):
            claims.setdefault((number, one.node.path), []).append(claim)
    by_id: dict[str, list[Evidence]] = {}
    by_name: dict[str, list[Evidence]] = {}
    by_place: dict[tuple[str, str], list[Evidence]] = {}
    for one in evidence:
        if one.id:
            by_id.setdefault(one.id, []).append(one)
        areas = [""] if one.place is None else area_names(one.place.lineage())
        for name in dict.fromkeys(map(name_key, one.indicator.names)):
            by_name.setdefault(name, []).append(one)
            for area in areas:
                by_place.setdefault((name, area), []).append(one)
    return Pool(tuple(evidence), _fixed(by_id), _fixed(by_name), _fixed(by_place), _fixed(claims), documents)


def _by_own_name(places: Iterable[Place]) -> dict[str, Place]:
    """Areas by their own names, without those that share one: nobody can tell which of them a report means."""
    found: dict[str, list[Place]] = {}
    for area in places:
        found.setdefault(area.name.casefold(), []).append(area)
    return {name: areas[0] for name, areas in found.items() if len(set(map(str, areas))) == 1}


def _spoken_of(claims: list[Claim], own: list[Evidence]) -> list[tuple[Claim, Evidence]]:
    """Claims with the one entry of their report that they speak of: by its own id, else by a derived one or a name."""
    ids: dict[str, dict[str, Evidence]] = {}
    names: dict[str, dict[str, Evidence]] = {}
    for one in own if claims else ():
        ids.setdefault(one.id, {})[one.node.path] = one
        for name in (one.node.id, *one.indicator.names):
            names.setdefault(name_key(name), {})[one.node.path] = one
    found = [(claim, list((ids.get(claim.of) or names.get(name_key(claim.of), {})).values())) for claim in claims]
    return [(claim, fits[0]) for claim, fits in found if len(fits) == 1]


def _fixed(lists: Mapping[Any, list[Any]]) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _report(given: Any) -> Report:
    if isinstance(given, Report):
        return given
    expected = "reports, or lists of observations"
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise WrongTypeError("not a report", seen=shown(given), expected=expected, hint="read_report(...) reads a file")
    entries = list(given)
    covered = [one for one in entries if isinstance(one, Coverage)]
    seen = [one for one in entries if not isinstance(one, Coverage)] if covered else entries
    return Report("observations", observations=seen, coverage=covered)


def _evidence(node: Node, report: Report, number: int, known: Mapping[str, Place]) -> Evidence:
    item = node.item
    value: Figure | None = getattr(item, "value", None)
    figure, coverage = None if value is None else in_whole_numbers(value), None
    if isinstance(item, Coverage):
        coverage = _whole(item.coverage_rate)
        figure = item.covered and in_whole_numbers(item.covered) if coverage is None else _rate(coverage)
    place = node.place
    if place is not None and place.parent is None:
        place = known.get(place.name.casefold(), place)
    return Evidence(report=report.title, number=number, node=node, figure=figure, coverage=coverage, place=place)


def _whole(coverage: CoverageRate | None) -> CoverageRate | None:
    """The coverage with its counts in whole numbers; a printed rate is as it is."""
    if coverage is None or coverage.covered is None or coverage.eligible is None:
        return coverage
    return attrs.evolve(
        coverage, covered=in_whole_numbers(coverage.covered), eligible=in_whole_numbers(coverage.eligible)
    )


def _rate(coverage: CoverageRate) -> Figure | None:
    try:
        return coverage_rate(coverage)
    except UndefinedError:
        return None
