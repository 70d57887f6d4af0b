"""Assessments: plans held against reports that speak of their targets, with whatever figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from publicservice.assessment import LINEAR, Assessment, Bands, Profile, assess
from publicservice.compute.progress import CompletionDefinition
from publicservice.model.observation import Coverage, Observation
from publicservice.model.plan import Plan
from publicservice.model.programme import Target
from publicservice.model.report import Report
from publicservice.model.walk import Node, walk
from publicservice.testing.context import places
from publicservice.testing.documents import plans, reports
from publicservice.testing.extra import st
from publicservice.testing.numbers import figures
from publicservice.testing.results import coverage
from publicservice.testing.scenarios import consistent_plans
from publicservice.testing.words import few
from publicservice.units import ONE

__all__ = ["assessments"]

_MOST_TOLD = 4  # observations of a plan's targets
_SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "definition": st.sampled_from(CompletionDefinition),
    "bands": st.sampled_from([Bands(["on schedule", "late"], ["-0.5"]), Bands(["any"], [])]),
    "profile": st.sampled_from(
        [
            LINEAR,
            Profile.like({"2021H1": 1, "2021H2": 2}),
            Profile("mostly late", ((date(2022, 6, 30), Fraction(1, 3)), (date(2022, 12, 31), Fraction(1)))),
        ]
    ),
    "above_range": st.just("met"),
    "places": st.lists(places(), max_size=2),
}


def assessments(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Assessment]:
    """
    Assessments of any plan by a report that speaks of some of its targets, and perhaps by another and by a list.

    Args:
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=20)
        ... @given(assessments())
        ... def test_every_target_has_a_row(assessment):
        ...     assert len(assessment.targets) == sum(assessment.totals().counts.values())
        >>> test_every_target_has_a_row()
    """
    return _assessments(tuple(counts))


@st.composite
def _assessments(draw: st.DrawFn, declared: tuple[str, ...]) -> Assessment:
    plan = draw(plans(counts=declared) | consistent_plans())
    nodes = [node for node in walk(plan) if isinstance(node.item, Target)]
    told = [draw(_told(node)) for node in nodes[:_MOST_TOLD]]
    spoken = [one for several in told for one in several]
    given: list[Report | list[Observation | Coverage]] = [_report(plan, spoken)]
    given += draw(st.lists(reports(counts=declared), max_size=1))
    given += draw(st.lists(st.just([one for one in spoken if isinstance(one, Coverage)]), max_size=1))
    ends = [node.period.end for node in nodes if node.period is not None and node.period.end is not None]
    day = draw(st.sampled_from([date(2100, 12, 31), *ends]) | st.dates(date(2020, 1, 1), date(2026, 12, 31)))
    return assess(plan, *given, as_of=day, **draw(few(_SETTINGS)))


def _report(plan: Plan, spoken: list[Observation | Coverage]) -> Report:
    return Report(
        f"Results of {plan.title}"[:200],
        period=plan.period,
        place=plan.place,
        units=plan.units,
        observations=[one for one in spoken if isinstance(one, Observation)],
        coverage=[one for one in spoken if isinstance(one, Coverage)],
    )


@st.composite
def _told(draw: st.DrawFn, node: Node) -> list[Observation | Coverage]:
    """What is reported of a target: nothing, a figure or two, words, or a coverage."""
    target: Target = node.item
    its_unit = target.unit or ONE
    more: dict[str, Any] = {"period": node.period, "place": node.place, "population": target.population}
    seen = st.builds(lambda value: Observation(target.indicator, value, **more), figures(its_unit))
    staged = st.builds(lambda one, stage: attrs.evolve(one, stage=stage), seen, st.sampled_from(["planned", "started"]))
    words = st.just(Observation(target.indicator, result="basically stable", **more))
    forms: list[st.SearchStrategy[Observation | Coverage]] = [seen, staged, words]
    if its_unit.is_pure:
        forms.append(coverage("person").map(lambda one: attrs.evolve(one, indicator=target.indicator, **more)))
    found: list[Observation | Coverage] = draw(st.lists(st.one_of(forms), max_size=2))
    return found
