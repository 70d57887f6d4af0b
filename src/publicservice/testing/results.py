"""What reports print: observations, coverage, groups reached, claims about them; and what rules find."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.model.coverage import CoverageRate
from publicservice.model.finding import Finding, Severity
from publicservice.model.observation import Beneficiaries, Claim, ClaimKind, Coverage, Observation
from publicservice.testing.context import item_fields, periods, places, populations
from publicservice.testing.extra import st
from publicservice.testing.goals import indicators
from publicservice.testing.numbers import UnitLike, figures, units
from publicservice.testing.numbers import counts as count_units
from publicservice.testing.prints import of_unit
from publicservice.testing.words import few, texts, titles
from publicservice.units import Unit

__all__ = ["beneficiaries", "claims", "coverage", "coverage_rates", "findings", "observations"]

_OTHERWISE = st.booleans()
_HOW = st.sampled_from(["rate", "counts", "all"])
_RATES = figures("%", min_value=0)
_NONE = Interval(0, 0)
_UNMEASURED = indicators(st.none())


def observations(unit: UnitLike | None = None, *, counts: Iterable[str] = ()) -> st.SearchStrategy[Observation]:
    """
    Results with a figure, in words, or both.

    Args:
        unit: The unit of the figure, or units to draw from; by default those of `units`.
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> find(observations(), lambda result: result.value is not None and bool(result.result)).value
        figure(0, 'person')
    """
    several = units(counts=counts) if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(_observations)
    return _observations(of_unit(several))


@functools.lru_cache(maxsize=512)
@st.composite
def _observations(draw: st.DrawFn, its_unit: Unit) -> Observation:
    what = draw(indicators(its_unit) if draw(_OTHERWISE) else _UNMEASURED)
    if draw(_OTHERWISE):
        return Observation(what, **{"result": draw(titles()), **draw(few(item_fields()))})
    return Observation(what, draw(figures(its_unit)), **draw(few({**item_fields(), "result": titles()})))


def coverage(unit: UnitLike | None = None, *, counts: Iterable[str] = ()) -> st.SearchStrategy[Coverage]:
    """
    Printed coverage: as a rate, as counts, as both, or as all without a number.

    Args:
        unit: What is counted, or units to draw from; by default those of `counts`.
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> find(coverage(), lambda printed: printed.is_all).rate is None
        True
    """
    several = count_units(counts=counts) if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(_coverage)
    return _coverage(of_unit(several))


def _people(its_unit: Unit) -> st.SearchStrategy[Figure]:
    """Figures of those covered or entitled: "less than 0" is none."""
    return figures(its_unit, min_value=0).filter(lambda count: not count.admissible.before(_NONE))


@functools.lru_cache(maxsize=512)
@st.composite
def _coverage(draw: st.DrawFn, its_unit: Unit) -> Coverage:
    people = _people(its_unit)
    counted = {"covered": people, "eligible": people, "excluded": people}
    how: dict[str, Any] = dict(draw(few(counted)))
    match draw(_HOW):
        case "rate":
            how["rate"] = draw(_RATES)
        case "counts":
            how |= {"covered": draw(people), "eligible": draw(people)}
        case _:
            how["is_all"] = True
    return Coverage(draw(_UNMEASURED), **how, **draw(few(item_fields())))


def beneficiaries(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Beneficiaries]:
    """
    Groups that were reached, with and without their number.

    Args:
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> print(find(beneficiaries(), lambda group: group.reached is not None).reached)
        0 persons
    """
    told = {name: values for name, values in item_fields().items() if name != "population"}
    more = few({**told, "reached": figures(count_units(counts=counts))})
    return st.builds(lambda who, kept: Beneficiaries(population=who, **kept), populations(), more)


def claims(of: st.SearchStrategy[str] | None = None, *, counts: Iterable[str] = ()) -> st.SearchStrategy[Claim]:
    """
    Claims of every kind, true or not.

    Args:
        of: The names of the observations that they speak of; by default any title.
        counts: Further kinds of count to draw from, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> find(claims(st.just("jobs")), lambda claim: claim.kind.value == "share").title
        'share of jobs'
    """
    names = titles() if of is None else of
    amounts = figures(count_units(counts=counts))
    more = few({**item_fields(), "against": names | amounts.map(_as_text), "parts": st.lists(names, max_size=3)})
    said = _said(amounts)
    return st.builds(lambda told, name, kept: Claim(told[0], says=told[1], of=name, **kept), said, names, more)


def _as_text(given: Figure) -> str:
    return given.text or str(given)


def _said(amounts: st.SearchStrategy[Figure]) -> st.SearchStrategy[tuple[ClaimKind, Figure | None]]:
    """The kinds of claim, each with what it can say."""
    rates, points = figures("%"), figures("percentage point")
    of_kind: dict[ClaimKind, st.SearchStrategy[Figure | None]] = {
        ClaimKind.COMPLETION: rates,
        ClaimKind.YEAR_ON_YEAR: rates | points,
        ClaimKind.SHARE: rates,
        ClaimKind.SUM: amounts,
        ClaimKind.ALL: st.none(),
    }
    return st.one_of([st.tuples(st.just(kind), says) for kind, says in of_kind.items()])


def coverage_rates(unit: UnitLike | None = None) -> st.SearchStrategy[CoverageRate]:
    """
    Covered and eligible, exclusions, or a printed rate, for a group, a place and a period.

    Args:
        unit: What is counted, or units to draw from; by default those of `counts`.

    Example:
        >>> from hypothesis import find
        >>> print(find(coverage_rates(), lambda rate: rate.counted))
        0 persons of 0 persons
    """
    several = count_units() if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(_coverage_rates)
    return _coverage_rates(of_unit(several))


@functools.lru_cache(maxsize=512)
@st.composite
def _coverage_rates(draw: st.DrawFn, its_unit: Unit) -> CoverageRate:
    people = _people(its_unit)
    where = {"group": populations(), "place": places(), "period": periods(), "note": texts()}
    if draw(_OTHERWISE):
        return CoverageRate(rate=draw(_RATES), **draw(few({**where, "eligible": people})))
    told = few({**where, "excluded": people, "excluded_covered": people, "rate": _RATES})
    return CoverageRate(covered=draw(people), eligible=draw(people), **draw(told))


def findings() -> st.SearchStrategy[Finding]:
    """
    What a rule may notice, of every weight.

    Example:
        >>> from hypothesis import find
        >>> print(find(findings(), lambda one: one.severity.value == "error"))
        error: roads: roads (parts-do-not-add-up at document)
    """
    rules = st.sampled_from(["parts-do-not-add-up", "declared-count-differs", "a-rule-of-our-own"])
    paths = st.sampled_from(["", "targets[0]", "programmes[1].targets[0]"])
    return st.builds(
        Finding,
        rule=rules,
        severity=st.sampled_from(Severity),
        where=paths,
        title=titles(),
        message=titles(),
        evidence=st.lists(titles(), max_size=2),
    )
