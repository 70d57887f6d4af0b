"""Promises and the documents around them: targets, commitments, programmes, plans and reports."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from publicservice.model.entry import Listed
from publicservice.model.period import Period, PeriodKind
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Parts, Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision
from publicservice.testing.context import entry_fields, item_fields, periods, sources
from publicservice.testing.extra import st
from publicservice.testing.goals import goals, indicators
from publicservice.testing.numbers import UnitLike, figures, units
from publicservice.testing.prints import of_unit
from publicservice.testing.results import beneficiaries, claims, coverage, observations
from publicservice.testing.words import few, texts, titles
from publicservice.units import Unit

__all__ = ["commitments", "plans", "programmes", "reports", "revisions", "targets"]

_OTHERWISE = st.booleans()
_UNMEASURED = indicators(st.none())
_DATES = periods([PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY])
_DEEPEST = 2  # how many programmes stand within one another, and parts within a target


def targets(unit: UnitLike | None = None, *, counts: Iterable[str] = ()) -> st.SearchStrategy[Target]:
    """
    Targets with goals of every kind, baselines, and parts that need not add up.

    Args:
        unit: The unit of goal, baseline and parts, or units to draw from; by default those of `units`.
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import unit
        >>> @settings(max_examples=20)
        ... @given(targets("bed"))
        ... def test_a_baseline_counts_what_the_target_counts(target):
        ...     assert target.baseline is None or target.baseline.unit is unit("bed")
        >>> test_a_baseline_counts_what_the_target_counts()
    """
    several = units(counts=counts) if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(_targets)
    return _targets(of_unit(several))


@functools.lru_cache(maxsize=512)
@st.composite
def _targets(draw: st.DrawFn, its_unit: Unit, depth: int = 0) -> Target:
    told: dict[str, st.SearchStrategy[Any]] = {
        **item_fields(),
        "baseline": figures(its_unit),
        "parts_are": st.sampled_from(Parts),
        "revisions": st.lists(revisions(its_unit), min_size=1, max_size=2).map(_in_order),
    }
    if depth < _DEEPEST:
        told["parts"] = _few_of(_targets(its_unit, depth + 1))
    what = draw(indicators(its_unit) if draw(_OTHERWISE) else _UNMEASURED)
    return Target(what, draw(goals(its_unit)), **draw(few(told)))


def revisions(unit: UnitLike | None = None, *, counts: Iterable[str] = ()) -> st.SearchStrategy[Revision]:
    """
    Changes to a target after it was published.

    Args:
        unit: The unit of goal and baseline, or units to draw from; by default those of `units`.
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=20)
        ... @given(revisions("bed"))
        ... def test_a_revision_is_dated(revision):
        ...     assert revision.on.is_known
        >>> test_a_revision_is_dated()
    """
    several = units(counts=counts) if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(_revisions)
    return _revisions(of_unit(several))


@functools.lru_cache(maxsize=512)
@st.composite
def _revisions(draw: st.DrawFn, its_unit: Unit) -> Revision:
    told = {
        "period": periods(),
        "baseline": figures(its_unit),
        "note": texts(),
        "printed": texts(),
        "source": sources(),
    }
    return Revision(draw(goals(its_unit)), on=draw(_DATES), **draw(few(told)))


def _in_order(given: list[Revision]) -> list[Revision]:
    return sorted(given, key=lambda revision: Period.sort_key(revision.on))


def commitments() -> st.SearchStrategy[Commitment]:
    """
    Promises without a number.

    Example:
        >>> from hypothesis import find
        >>> find(commitments(), lambda promise: True).title
        'roads'
    """
    return st.builds(lambda title, more: Commitment(title, **more), titles(), few(item_fields()))


def programmes(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Programme]:
    """
    Programmes with promises, results and programmes within them.

    Args:
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import walk
        >>> @settings(max_examples=20)
        ... @given(programmes())
        ... def test_what_a_programme_holds_has_a_path(programme):
        ...     assert all(node.path for node in walk(programme) if node.item is not programme)
        >>> test_what_a_programme_holds_has_a_path()
    """
    return _programmes(tuple(counts))


@functools.lru_cache(maxsize=64)
def _programmes(counts: tuple[str, ...], depth: int = 0) -> st.SearchStrategy[Programme]:
    inside = {**_results(counts), "commitments": _few_of(commitments()), "targets": _few_of(targets(counts=counts))}
    if depth < _DEEPEST:
        inside["programmes"] = st.deferred(lambda: _few_of(_programmes(counts, depth + 1)))
    told = few({**item_fields(), **_LISTS, "aliases": st.lists(titles(), min_size=1, max_size=2)}, 2)
    return st.builds(lambda title, held, more: Programme(title, **held, **more), titles(), few(inside, 2), told)


def plans(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Plan]:
    """
    Plans of every shape. What they promise need not hold together: `check` has something to find in many of them.

    Args:
        counts: Kinds of count that every plan declares, and from which some units are drawn.

    Returns:
        Plans that can be written to a file and read again.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import walk
        >>> @settings(max_examples=20)
        ... @given(plans(counts=["reading room"]))
        ... def test_every_entry_is_found_by_its_id(plan):
        ...     assert all(plan.find(node.id) is node.item for node in walk(plan) if node.id)
        >>> test_every_entry_is_found_by_its_id()
    """
    declared = tuple(counts)
    inside = {"targets": _few_of(targets(counts=declared)), "programmes": _few_of(programmes(counts=declared))}
    return st.builds(
        lambda title, held, more: Plan(title, units=declared, **held, **more),
        titles(),
        few({**inside, "commitments": _few_of(commitments())}),
        few({**entry_fields(), **_LISTS}, 2),
    )


def reports(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Report]:
    """
    Reports of every shape, with claims about their observations that need not be true.

    Args:
        counts: Kinds of count that every report declares, and from which some units are drawn.

    Returns:
        Reports that can be written to a file and read again.

    Example:
        >>> from hypothesis import given, settings
        >>> from publicservice import check
        >>> @settings(max_examples=20)
        ... @given(reports())
        ... def test_every_report_can_be_checked(report):
        ...     assert report.title == check(report).document
        >>> test_every_report_can_be_checked()
    """
    declared = tuple(counts)
    results = {name: values for name, values in _results(declared).items() if name in ("coverage", "beneficiaries")}
    inside = {**results, "programmes": _few_of(programmes(counts=declared)), "commitments": _few_of(commitments())}
    printed = st.lists(observations(counts=declared), max_size=2).flatmap(
        lambda seen: st.tuples(st.just(seen), st.lists(claims(_names(seen), counts=declared), max_size=2))
    )
    return st.builds(
        lambda title, said, held, more: Report(
            title, units=declared, observations=said[0], claims=said[1], **held, **more
        ),
        titles(),
        printed,
        few(inside, 2),
        few({**entry_fields(), **_LISTS}, 2),
    )


def _names(seen: list[Any]) -> st.SearchStrategy[str]:
    """What claims call these observations, and now and then something else."""
    known = [name for one in seen for name in (one.title, one.id) if name]
    return st.sampled_from(known) | titles() if known else titles()


# --- what stands in them

_LISTS: dict[str, st.SearchStrategy[Any]] = {
    "declares": st.dictionaries(
        st.sampled_from(["programmes", "targets", "commitments", "aspects"]), st.integers(0, 9), min_size=1, max_size=2
    ),
    "listed": st.just(Listed.OPEN),
}


def _few_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=2)


@functools.lru_cache(maxsize=64)
def _results(counts: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "observations": _few_of(observations(counts=counts)),
        "coverage": _few_of(coverage(counts=counts)),
        "beneficiaries": _few_of(beneficiaries(counts=counts)),
        "claims": _few_of(claims(counts=counts)),
    }
