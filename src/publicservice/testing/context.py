"""What stands around a figure: when, where, for whom, and where it was printed."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from publicservice.errors import PeriodError, shown
from publicservice.model.entry import Stage
from publicservice.model.people import Population
from publicservice.model.period import Period, PeriodKind
from publicservice.model.period_calendar import month_first, month_last
from publicservice.model.place import Place, place
from publicservice.model.source import Source
from publicservice.testing.extra import st
from publicservice.testing.numbers import counts, figures
from publicservice.testing.words import few, texts, titles

__all__ = ["entry_fields", "item_fields", "periods", "places", "populations", "sources"]

_FIRST, _LAST = 1000, 9990
_UNALIGNED = [months for months in range(2, 37) if months not in (3, 6, 12)]
_ALIGNED = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


def periods(
    kinds: Iterable[PeriodKind] | None = None, *, years: tuple[int, int] = (2000, 2035)
) -> st.SearchStrategy[Period]:
    """
    Periods of every kind, printed or inferred; among the spans are fiscal years, among the dates ends of February.

    Args:
        kinds: The kinds to draw from; by default all.
        years: The first and the last year in which they start, or end where they have no start.

    Raises:
        PeriodError: If the years are not in order or lie outside 1000 to 9990.

    Example:
        >>> from hypothesis import find
        >>> find(periods(), lambda one: one.kind is PeriodKind.SPAN and one.fiscal).length
        12
        >>> find(periods([PeriodKind.QUARTER, PeriodKind.MONTH]), lambda one: one.days == 29).kind
        <PeriodKind.MONTH: 'month'>
    """
    first, last = years
    if not _FIRST <= first <= last <= _LAST:
        expected = f"a first and a last year from {_FIRST} to {_LAST}"
        raise PeriodError("not the years of periods", seen=shown(years), expected=expected)
    return st.one_of([_of_kind(kind, first, last) for kind in (PeriodKind if kinds is None else kinds)])


@functools.lru_cache(maxsize=256)
def _of_kind(kind: PeriodKind, first: int, last: int) -> st.SearchStrategy[Period]:
    inferred = st.booleans()
    days = st.dates(date(first, 1, 1), date(last, 12, 31))
    year = st.integers(first, last)
    if kind in _ALIGNED:
        months = _ALIGNED[kind]
        starts = st.integers(first * (12 // months), last * (12 // months) + 12 // months - 1)
        fiscal = st.booleans() if months == 12 else st.just(False)
        return st.builds(
            lambda nth, is_fiscal, told: _months(nth * months, months, told, is_fiscal), starts, fiscal, inferred
        )
    if kind is PeriodKind.SPAN:
        month = st.integers(12 * first, 12 * last + 11)
        return st.one_of(
            st.builds(_months, month, st.sampled_from(_UNALIGNED), inferred),
            st.builds(lambda at, m, told: _months(12 * at + m, 12, told, True), year, st.integers(1, 11), inferred),
            st.builds(_days, month, st.integers(2, 28), st.integers(1, 400), inferred),
        )
    if kind is PeriodKind.AS_OF:
        on_day = st.builds(lambda day, told: Period(day, day, is_instant=True, inferred=told), days, inferred)
        return on_day | st.builds(_end_of_february, year, inferred)
    made: dict[PeriodKind, st.SearchStrategy[Period]] = {
        PeriodKind.DAY: st.builds(lambda day, told: Period(day, day, inferred=told), days, inferred),
        PeriodKind.SINCE: st.builds(lambda day, told: Period(start=day, inferred=told), days, inferred),
        PeriodKind.UNTIL: st.builds(lambda day, told: Period(end=day, inferred=told), days, inferred),
        PeriodKind.UNDATED: st.just(Period()),
    }
    return made[kind]


def _months(first: int, months: int, inferred: bool, fiscal: bool = False) -> Period:
    return Period(month_first(first), month_last(first + months - 1), fiscal=fiscal, inferred=inferred)


def _days(month: int, day: int, more: int, inferred: bool) -> Period:
    """A span that does not begin with a month, so that it is no unit of the calendar."""
    start = month_first(month).replace(day=day)
    return Period(start, start + timedelta(more), inferred=inferred)


def _end_of_february(year: int, inferred: bool) -> Period:
    day = month_last(12 * year + 1)
    return Period(day, day, is_instant=True, month_end=True, inferred=inferred)


def places() -> st.SearchStrategy[Place]:
    """
    Places with and without parents, levels and codes, and areas that are only counted.

    Example:
        >>> from hypothesis import find
        >>> find(places(), lambda one: one.name == "Linyi").parent.name
        'Shandong'
    """
    return _PLACES


_KNOWN = (place("CN"), place("Linyi, Shandong, CN"), place("皖, CN"), Place("five districts", count=5))
_LEVELS = st.sampled_from(["", "city", "district", "county"])
_CODES = st.sampled_from(["", "371300", "CN-SD"])
_PLACES: st.SearchStrategy[Place] = st.deferred(
    lambda: (
        st.sampled_from(_KNOWN)
        | st.builds(
            lambda name, told: Place(name, **told),
            titles(),
            few({"level": _LEVELS, "code": _CODES, "count": st.integers(1, 99), "parent": _PLACES}),
        )
    )
)


def populations() -> st.SearchStrategy[Population]:
    """
    Those who are entitled, with and without their number and the larger population that they are part of.

    Example:
        >>> from hypothesis import find
        >>> find(populations(), lambda group: group.size is not None).size.unit.is_count
        True
    """
    return _POPULATIONS


_GROUPS = st.sampled_from(["women", "retirees", "农村妇女", "children under 6"])
_POPULATIONS: st.SearchStrategy[Population] = st.deferred(
    lambda: st.builds(
        lambda name, told: Population(name, **told),
        _GROUPS | titles(),
        few({"size": figures(counts()), "within": _POPULATIONS, "is_open": st.booleans(), "note": texts()}),
    )
)


def sources() -> st.SearchStrategy[Source]:
    """
    Where something was printed: a title alone, or with publisher, date, author, place in it, address, language.

    Example:
        >>> from hypothesis import find
        >>> bool(find(sources(), lambda source: source.published is not None).title)
        True
    """
    words = ("publisher", "author", "speaker", "location", "url", "language", "note")
    more = few({"published": periods(), **dict.fromkeys(words, texts())})
    return st.builds(lambda title, told: Source(title, **told), titles(), more)


# --- what entries have in common


@functools.cache
def entry_fields() -> dict[str, st.SearchStrategy[Any]]:
    """What every entry of a document may have, by the names of its fields."""
    ids = st.sampled_from(["", "jobs", "a/b", "岗位"])
    return {
        "period": periods(),
        "place": places(),
        "source": sources(),
        "note": texts(),
        "printed": texts(),
        "id": ids,
    }


@functools.cache
def item_fields() -> dict[str, st.SearchStrategy[Any]]:
    """What every promise and result may have, by the names of its fields."""
    return {**entry_fields(), "population": populations(), "lead": texts(), "stage": st.sampled_from(Stage)}
