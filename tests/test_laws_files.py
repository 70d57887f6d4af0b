"""Laws of all nouns: records that are copied and pickled whole, and files from which the same document is read."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing

FORMATS: list[Literal["yaml", "json"]] = ["yaml", "json"]
COUNTS = ("boat", "reading room")
FEWER = settings(max_examples=max(10, settings().max_examples // 2))
NOUNS: dict[str, st.SearchStrategy[Any]] = {
    "beneficiaries": testing.beneficiaries(counts=COUNTS),
    "claim": testing.claims(),
    "commitment": testing.commitments(),
    "coverage": testing.coverage(),
    "coverage rate": testing.coverage_rates(),
    "figure": testing.figures(counts=COUNTS),
    "finding": testing.findings(),
    "goal": testing.goals(counts=COUNTS),
    "indicator": testing.indicators(counts=COUNTS),
    "observation": testing.observations(),
    "period": testing.periods(),
    "place": testing.places(),
    "plan": testing.plans(counts=COUNTS),
    "population": testing.populations(),
    "programme": testing.programmes(),
    "report": testing.reports(),
    "revision": testing.revisions(),
    "source": testing.sources(),
    "target": testing.targets(),
    "unit": testing.units(counts=COUNTS),
}


@pytest.mark.parametrize("noun", NOUNS.values(), ids=NOUNS)
@FEWER
@given(st.data())
def test_nouns_are_records(noun: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Nouns are equal and hashed by what they hold, and are copied and pickled whole, by every protocol."""
    made = data.draw(noun)
    twins = [copy.copy(made), copy.deepcopy(made)]
    twins += [pickle.loads(pickle.dumps(made, protocol)) for protocol in (2, pickle.HIGHEST_PROTOCOL)]
    for twin in twins:
        assert (made, hash(made), str(made), type(made)) == (twin, hash(twin), str(twin), type(twin))
    assert 1 == len({made, *twins})
    assert made != object()


@pytest.mark.parametrize(
    "noun", [n for name, n in NOUNS.items() if name != "unit"], ids=[n for n in NOUNS if n != "unit"]
)
@FEWER
@given(st.data())
def test_constructors_take_their_own_fields(noun: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """What a noun holds is in the form that its constructor keeps: made again of its fields, it is the same."""
    made = data.draw(noun)
    assert made == attrs.evolve(made)


@FEWER
@given(testing.plans(counts=COUNTS), st.sampled_from(FORMATS))
def test_a_plan_is_read_back_from_its_file(plan: ps.Plan, format: Literal["yaml", "json"]) -> None:
    """A plan that is written and read is the same plan, and is written the same way again: nothing is lost."""
    text = ps.plan_text(plan, format=format)
    read = ps.parse_plan(text, format=format)
    assert (plan, text) == (read, ps.plan_text(read, format=format))
    assert list(ps.walk(plan)) == list(ps.walk(read))


@FEWER
@given(testing.reports(counts=COUNTS), st.sampled_from(FORMATS))
def test_a_report_is_read_back_from_its_file(report: ps.Report, format: Literal["yaml", "json"]) -> None:
    """A report that is written and read is the same report, and is written the same way again: nothing is lost."""
    text = ps.report_text(report, format=format)
    read = ps.parse_report(text, format=format)
    assert (report, text) == (read, ps.report_text(read, format=format))


def innermost(goal: ps.Goal) -> ps.Goal:
    """The goal inside all scopes."""
    while isinstance(goal, ps.Keep | ps.EachOf | ps.Every):
        goal = goal.goal
    return goal


@FEWER
@given(testing.plans(counts=COUNTS))
def test_what_is_printed_is_kept_in_a_file(plan: ps.Plan) -> None:
    """Encode without losing anything that was printed: every baseline keeps its text, and every goal of one number."""
    read = ps.parse_plan(ps.plan_text(plan))
    for one, other in zip(ps.walk(plan), ps.walk(read), strict=True):
        if isinstance(one.item, ps.Target):
            assert str(one.item.goal) == str(other.item.goal) or not isinstance(innermost(one.item.goal), ps.Bound)
            assert (one.item.baseline and one.item.baseline.text) == (other.item.baseline and other.item.baseline.text)


@FEWER
@given(testing.plans(counts=COUNTS))
def test_every_value_of_a_file_is_text(plan: ps.Plan) -> None:
    """Every scalar is the text that was written, so that "85.0 %" keeps its printed precision and "no" stays a word."""
    waiting = [json.loads(ps.plan_text(plan, format="json"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
        else:
            assert isinstance(node, str)


@FEWER
@given(st.one_of(testing.plans(), testing.reports()))
def test_a_file_is_checked_as_the_document_is(document: ps.Plan | ps.Report) -> None:
    """Findings depend on what a document says, not on whether it went through a file, and every document gets some."""
    if isinstance(document, ps.Plan):
        read: ps.Plan | ps.Report = ps.parse_plan(ps.plan_text(document))
    else:
        read = ps.parse_report(ps.report_text(document))
    assert ps.check(document) == ps.check(read)
    assert str(document) == str(read)
    assert document._repr_html_() == read._repr_html_()
