"""Rules about observations and coverage: figures that are not what they look like."""

from __future__ import annotations

from collections.abc import Iterator

from publicservice.checks.rule import Subject, finding
from publicservice.compute.coverage import coverage_rate, explain_above
from publicservice.errors import UndefinedError
from publicservice.interval import Truth
from publicservice.model.finding import Finding, Severity
from publicservice.model.indicator import Kind
from publicservice.model.observation import Coverage, Observation
from publicservice.model.walk import Node

__all__ = ["coverage_above_whole", "observations_contradict", "people_may_be_person_times", "stock_reported_for_span"]

_RETURNING = frozenset({"trip", "visit"})
_MANY = 10  # people a service, beyond which services that return are likely to have met the same ones again


def observations_contradict(subject: Subject) -> Iterator[Finding]:
    """Two figures are reported for one indicator, place, period, group and stage."""
    seen: dict[object, list[Node]] = {}
    for node in subject.of(Observation):
        item: Observation = node.item
        if item.value is None:
            continue
        # Who contradicts any of the others contradicts the one that ends lowest or the one that begins highest.
        extremes = seen.setdefault(_what_it_is_about(node), [node, node])
        other = next((one for one in extremes if item.value.is_same(one.item.value) is Truth.NO), None)
        if other is not None:
            here, there = (each.item.value.text or str(each.item.value) for each in (node, other))
            message = f"is {here} here, but {there} at {other.path}"
            evidence = [f"{other.path}: {there}", f"{node.path}: {here}"]
            yield finding("observations-contradict-each-other", Severity.ERROR, node, message, evidence)
        lowest, highest = extremes
        if item.value.to(lowest.item.value.unit).high < lowest.item.value.high:
            extremes[0] = node
        if item.value.to(highest.item.value.unit).low > highest.item.value.low:
            extremes[1] = node


def _what_it_is_about(node: Node) -> object:
    item: Observation = node.item
    group = item.population.who.casefold() if item.population else ""
    unit = None if item.value is None else item.value.unit.dimension
    return item.indicator.name.casefold(), str(node.place or ""), node.period, group, item.stage, unit


def stock_reported_for_span(subject: Subject) -> Iterator[Finding]:
    """A stock, which is a level at a date, is reported for a span as if it had added up over it."""
    for node in subject.of(Observation):
        own = node.item.period
        if node.item.indicator.kind is Kind.STOCK and own is not None and own.is_known and not own.is_instant:
            message = f"a stock is a level at a date, but it is reported for {own}"
            yield finding("stock-with-span", Severity.WARNING, node, message, [own])


def coverage_above_whole(subject: Subject) -> Iterator[Finding]:
    """A coverage is above 100 %; it is kept, with what usually causes it."""
    for node in subject.of(Coverage):
        coverage = node.item.coverage_rate
        if coverage is None:
            continue
        try:
            rate = coverage_rate(coverage)
        except UndefinedError as error:
            yield finding("coverage-undefined", Severity.WARNING, node, str(error))
            continue
        reason = explain_above(rate)
        if reason:
            yield finding("coverage-above-whole", Severity.WARNING, node, f"{rate} is {reason}", [rate])


def people_may_be_person_times(subject: Subject) -> Iterator[Finding]:
    """People are reported as served by trips that meet the same ones again: probably person-times."""
    services: dict[object, Node] = {}
    for node in subject.of(Observation):
        value = node.item.value
        if value is not None and str(value.unit) in _RETURNING:
            services.setdefault(_beside(node), node)
    for node in subject.of(Observation):
        value = node.item.value
        beside = services.get(_beside(node))
        if value is None or beside is None or not value.unit.is_people or node.item.indicator.kind is Kind.STOCK:
            continue
        if value.low > _MANY * beside.item.value.high:
            people, times = value.text or str(value), beside.item.value.text or str(beside.item.value)
            message = f"{people} on {times}: trips meet the same people again, so these are probably person-times"
            yield finding("people-may-be-person-times", Severity.WARNING, node, message, [people, times])


def _beside(node: Node) -> object:
    """What observations have in common that are printed together."""
    return node.parent and node.parent.path, node.period
