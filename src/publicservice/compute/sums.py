"""Sums: totals and their parts, and figures put together over time as their indicator allows."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

import attrs

from publicservice.compute.ratios import in_whole_numbers
from publicservice.errors import ModelError, PeriodError, UndefinedError, needed
from publicservice.figures import Figure, FigureLike, figure
from publicservice.model.fields import choice
from publicservice.model.indicator import Kind
from publicservice.model.period import Period, period

__all__ = ["Aggregate", "Reconciliation", "Series", "aggregate", "by_period", "figures_of", "reconcile", "total_of"]

Series = Mapping[Period | str | int, FigureLike]


def total_of(figures: Iterable[FigureLike]) -> Figure:
    """
    The sum of figures of one kind of unit.

    Raises:
        UndefinedError: If there are none.
        UnlikeUnitsError: If they are not of one kind.
        WrongTypeError: If they are no list.

    Example:
        >>> print(total_of([figure("42,000 positions", exact=True), figure("5,300 positions", exact=True)]))
        47,300 positions
    """
    each = figures_of(figures)
    if not each:
        raise UndefinedError("a sum of nothing", reason="nothing to add")
    return functools.reduce(operator.add, each)


def figures_of(given: Iterable[FigureLike]) -> list[Figure]:
    """
    The figures of a list.

    Raises:
        WrongTypeError: If it is none, or a text, which would be taken letter by letter.
    """
    needed(Iterable, given, "a list of figures", "such as ['42 beds', '8 beds']")
    return [figure(one) for one in given]


@attrs.frozen
class Reconciliation:
    """
    A total held against the sum of its parts.

    Attributes:
        total: As printed. [unit]
        sum: Of the parts. [unit]
        difference: The sum less the total. [unit]
        fits: Yes when the two may be the same number within their rounding, no when they cannot be.
    """

    total: Figure
    sum: Figure
    difference: Figure
    fits: bool

    def __bool__(self) -> bool:
        return self.fits


def reconcile(total: FigureLike, parts: Iterable[FigureLike]) -> Reconciliation:
    """
    Whether parts add up to a total, within what each was rounded to.

    Args:
        total: The printed total. [unit]
        parts: The printed parts. [unit]

    Returns:
        The sum, the difference, and whether they fit. True as a condition when they fit.

    Raises:
        UndefinedError: If there are no parts.
        UnlikeUnitsError: If they are not of one kind: unlike counts are never added.
        WrongTypeError: If the parts are no list.

    Definition:
        They fit when the set of the total and the set of the sum of the parts have a value in common; counts are
        whole numbers.

    Example:
        >>> bool(reconcile("68.6万人", ["42.1万人", "26.4万人"])), bool(reconcile("68.6万人", ["42.1万人", "26.2万人"]))
        (True, False)
    """
    printed, each = figure(total), figures_of(parts)
    added, counted = total_of(each), total_of(map(in_whole_numbers, each))
    fits = not counted.to(printed.unit).admissible.disjoint(printed.admissible)
    return Reconciliation(printed, added, added - printed, fits)


@attrs.frozen
class Aggregate:
    """
    Figures of several periods as one.

    Attributes:
        figure: The sum, the last level, or the pooled rate. [unit]
        periods: The periods that it is made of, in the order of time.
        missing: Periods in between, or of the span asked for, for which there is no figure.
    """

    figure: Figure
    periods: tuple[Period, ...]
    missing: tuple[Period, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether no period is missing."""
        return not self.missing

    def __str__(self) -> str:
        lacking = f"; missing: {', '.join(map(str, self.missing))}" if self.missing else ""
        return f"{self.figure}{lacking}"


def by_period(series: Series) -> dict[Period, Figure]:
    """
    The figures of a series by their periods, in the order of time.

    Raises:
        WrongTypeError: If it is no mapping.
        PeriodError: If two keys, such as 2021 and "2021", are one period: one of the two figures would be lost.

    Example:
        >>> [f"{at}: {value}" for at, value in by_period({"2022": 12, "2021": "10 beds"}).items()]
        ['2021: 10 beds (5 to 15)', '2022: 12']
    """
    needed(Mapping, series, "a mapping of figures by their periods", "such as {2021: '5 beds', 2022: '6 beds'}")
    found: dict[Period, Figure] = {}
    for key, given in series.items():
        at = period(key)
        if at in found:
            raise PeriodError("two figures for one period", seen=str(at), expected="one figure a period")
        found[at] = figure(given)
    return {at: found[at] for at in sorted(found, key=Period.sort_key)}


def aggregate(
    series: Series,
    kind: Kind | str,
    *,
    over: Period | str | int | None = None,
    eligible: Series | None = None,
    recurring: bool = True,
) -> Aggregate:
    """
    Put the figures of several periods together as their indicator allows.

    Args:
        series: Figures by period. For a rate, those covered. [unit]
        kind: Flows add up, stocks take the last, rates pool their counts and are never averaged.
        over: The span that the result is for; periods of it without a figure are named as missing.
        eligible: For a rate, those eligible in the same periods. [unit]
        recurring: Whether the same person may be counted in several periods; False where nobody can ("newly insured").

    Returns:
        The figure, the periods that it is made of, and those that are missing.

    Raises:
        UndefinedError: If there is nothing to put together, a rate has no counts to pool, or people who may recur
            would be added up.
        ModelError: If eligible are given for a flow or a stock.
        PeriodError: If flows of overlapping periods would be added, or a period does not lie in the span asked for.
        UnlikeUnitsError: If figures to be added are not of one kind.

    Definition:
        flow: sum; stock: the figure of the last period; rate: sum of covered / sum of eligible

    Example:
        >>> print(aggregate({"2022Q1": 10, "2022Q2": 12, "2022Q4": 9}, "flow", over=2022))
        31; missing: 2022Q3
    """
    figures, how = by_period(series), choice(Kind, kind)
    if eligible is not None and how is not Kind.RATE:
        problem = "a rate pools covered and eligible, and nothing else does"
        raise ModelError(problem, seen=f"kind={how.value!r} with eligible=", hint="leave eligible= out")
    ordered = list(figures)
    if not ordered:
        raise UndefinedError("nothing to put together", reason="nothing to add")
    missing = _missing(ordered, _span(ordered, over))
    if how is Kind.STOCK:
        last = max(ordered, key=_ended)
        return Aggregate(figures[last], (last,), tuple(at for at in missing if at.sort_key() > last.sort_key()))
    _refuse_overlap(ordered)
    if how is Kind.RATE:
        return Aggregate(_pooled_rate(figures, eligible), tuple(ordered), missing)
    if recurring and len(ordered) > 1 and (counted := figures[ordered[0]].unit).is_people:
        raise UndefinedError(
            f"{counted.plural} of several periods do not add up: the same {counted} may stand in each",
            reason="recurring persons",
            hint="say recurring=False where nobody can be counted twice, or count person-times",
        )
    return Aggregate(total_of(figures[at] for at in ordered), tuple(ordered), missing)


def _pooled_rate(covered: Mapping[Period, Figure], eligible: Series | None) -> Figure:
    if any(given.unit.is_rate for given in covered.values()) or eligible is None:
        raise UndefinedError(
            "rates are not added or averaged",
            reason="counts not known",
            hint="give the covered, and eligible= by the same periods",
        )
    entitled = by_period(eligible)
    unmatched = [str(at) for at in covered if at not in entitled]
    if unmatched:
        raise UndefinedError(
            "a period has covered but no eligible",
            reason="counts not known",
            seen=", ".join(unmatched),
            hint="give eligible= for the same periods, or leave these out",
        )
    negative = [figure for at, reached in covered.items() for figure in (reached, entitled[at]) if figure.high < 0]
    if negative:
        raise UndefinedError(
            "fewer than none cannot be covered or eligible", reason="negative count", seen=str(negative[0])
        )
    whole = total_of(entitled[at] for at in covered)
    if whole.admissible.contains(0) or whole.low < 0:
        raise UndefinedError("a share of nobody", reason="no eligible", seen=str(whole))
    return (total_of(covered.values()) / whole).to("percent")


def _ended(at: Period) -> tuple[date, date]:
    """By what the last level is found: the last day that it speaks of; of no known day, before all others."""
    return at.end or date.min, at.start or date.min


def _refuse_overlap(ordered: list[Period]) -> None:
    for earlier, later in itertools.pairwise(ordered):
        if earlier.overlaps(later):
            raise PeriodError(
                "figures of overlapping periods would be counted twice",
                seen=f"{earlier} and {later}",
                hint="keep the longer one, or the ones that it is made of",
            )


def _span(ordered: list[Period], over: Period | str | int | None) -> Period:
    """The span asked for, else that from the first period to the last."""
    if over is None:
        return Period(ordered[0].start, ordered[-1].end)
    span = period(over)
    outside = [str(at) for at in ordered if not span.contains(at)]
    if outside:
        raise PeriodError(
            f"periods that do not lie in {span}", seen=", ".join(outside), hint="leave them out, or widen over="
        )
    return span


_DAY = timedelta(days=1)
_PIECES: dict[int | None, Literal["month", "quarter", "year"]] = {1: "month", 3: "quarter", 12: "year"}


def _missing(ordered: list[Period], span: Period) -> tuple[Period, ...]:
    """The gaps of the span, in pieces as long as the periods where these are months, quarters or years."""
    if any(at.is_instant for at in ordered):
        return ()
    lengths = {at.length for at in ordered}
    size = lengths.pop() if len(lengths) == 1 else None
    return tuple(piece for first, last in _gaps(ordered, span) for piece in _pieces(Period(first, last), size))


def _gaps(ordered: list[Period], span: Period) -> Iterable[tuple[date, date]]:
    """The first and last days of what no period covers; nothing where an end is not printed."""
    days = [(at.start, at.end) for at in ordered if at.start and at.end]
    if len(days) < len(ordered) or not (span.start and span.end):
        return
    ends = [span.start - _DAY, *itertools.accumulate((end for _, end in days), max)]
    starts = [*(start for start, _ in days), None]
    for covered, start in zip(ends, starts, strict=True):
        last = start - _DAY if start else span.end
        if covered < last:
            yield covered + _DAY, last


def _pieces(gap: Period, size: int | None) -> tuple[Period, ...]:
    pieces = gap.split(_PIECES[size]) if size in _PIECES and gap.length is not None else (gap,)
    return pieces if all(piece.length == size for piece in pieces) else (gap,)
