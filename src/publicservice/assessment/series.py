"""One figure from several: the latest level, the sum of a flow's periods, whatever the periods and the kind allow."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from datetime import date

import attrs

from publicservice.assessment.evidence import Evidence
from publicservice.compute.sums import aggregate
from publicservice.errors import UndefinedError
from publicservice.figures import Figure, FigureLike
from publicservice.figures.beside import are_alike
from publicservice.interval import Interval, hull
from publicservice.model.indicator import Kind
from publicservice.model.period import Period
from publicservice.units import ONE, Unit

__all__ = [
    "Reached", "at_least", "beside", "counted_in", "is_level_unit", "published", "reached", "spread", "throughout",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class Reached:
    """
    What was reached, from one or several pieces of evidence.

    Attributes:
        figure: The figure; None where there is only a result in words, or none. [unit]
        on: The last day that it speaks of.
        how: How it was got: "as reported", "latest of 3", "sum of 4".
        why: Why so.
        used: The evidence that it rests on.
        counts_from_start: Whether it counts what came since the start of the target's period.
        series: Every figure of the period by its date, where each of them counts.
        is_partial: Whether some of the time or of the places is missing, so that a sum is a lower bound.
        is_uneven: Whether it was put together of figures up to different dates.
        undefined: Why evidence that is there gives no figure.
    """

    figure: Figure | None = None
    on: date | None = None
    how: str = ""
    why: str = ""
    used: tuple[Evidence, ...] = ()
    counts_from_start: bool = False
    series: dict[str, Figure] = attrs.field(factory=dict)
    is_partial: bool = False
    is_uneven: bool = False
    undefined: str = ""


def reached(evidence: Iterable[Evidence], kind: Kind | None, window: Period | None, as_of: date) -> Reached:
    """
    What was reached by the last day that the evidence speaks of.

    Args:
        evidence: Of one indicator, place and group, within the window.
        kind: Whether the indicator adds up over time.
        window: The target's period.
        as_of: The assessment's date, which stands in where evidence has no period.

    Definition:
        stock: the latest. rate: the latest, of those that end together the one of the longest time. flow: the figures
        of periods that do not overlap and cover the most days, added; a figure at a date counts from the start of the
        target's period. Where the kind is not known and both are possible, all from the one to the other.
    """
    told = tuple(evidence)
    with_figures = [one for one in told if one.figure is not None]
    if not with_figures:
        words = "; ".join(dict.fromkeys(one.words for one in told))
        return Reached(used=told, undefined=f"the result is told in words: {words}" if told else "")
    unlike = _unlike(with_figures)
    if unlike:
        return Reached(used=told, undefined=unlike)
    pieces = _merged(with_figures, window, as_of)
    if kind is Kind.RATE or (kind is None and all(is_level_unit(piece.figure.unit) for piece in pieces)):
        return _of_rates(pieces)
    if kind is Kind.STOCK:
        return _latest(pieces, "a level counts as of its last day")
    chain = [_disputed(piece, pieces, known=kind is Kind.FLOW) for piece in _chain(pieces)]
    return _summed(pieces, chain, window, known=True) if kind is Kind.FLOW else _either(pieces, chain, window)


def throughout(evidence: Iterable[Evidence], window: Period | None, as_of: date) -> Reached:
    """Every figure of a level that is to be kept; what a later report supersedes does not count."""
    told = [one for one in evidence if one.figure is not None]
    unlike = _unlike(told)
    if unlike:
        return Reached(used=tuple(told), undefined=unlike)
    pieces = _merged(told, window, as_of)
    used = tuple(one for piece in pieces for one in piece.used)
    series: dict[str, Figure] = {}
    for piece in pieces:
        label = str(piece.used[0].period or "undated")
        series[label if label not in series else f"{label} ({len(series) + 1})"] = piece.figure
    how = "as reported" if len(pieces) == 1 else f"each of {len(pieces)}"
    notes = dict.fromkeys(piece.note for piece in pieces)
    why = _sentence("it is to be kept, so that every figure counts", *notes)
    last = _latest(pieces, "")
    return attrs.evolve(last, how=how, why=why, used=used, series=series)


def _unlike(evidence: list[Evidence]) -> str:
    """Why figures cannot be put together: they are not of one kind of unit; "" where they are."""
    figures = [one.figure for one in evidence if one.figure is not None]
    rate = next((figure for figure in figures if figure.unit.is_rate), figures[0])
    if all(are_alike(figure, rate) for figure in figures):
        return ""
    kinds = sorted({counted_in(figure.unit) for figure in figures})
    return f"its figures are of unlike kinds: {' and '.join(kinds)}"


def counted_in(unit: Unit) -> str:
    """What figures of a unit are counted in, in words."""
    return "plain numbers" if unit is ONE else unit.plural


# --- pieces: the figures by their spans, one for each


@attrs.frozen
class _Piece:
    """What is known of one span: its figure and the evidence for it."""

    start: date | None
    end: date
    figure: Figure
    used: tuple[Evidence, ...]
    note: str
    is_level: bool

    @property
    def days(self) -> int:
        # From nobody knows when: longer than any that starts, and the longer, the later it ends.
        return (self.end - self.start).days + 1 if self.start else self.end.toordinal()


def _merged(evidence: list[Evidence], window: Period | None, as_of: date) -> list[_Piece]:
    """
    One piece for each span, in the order of their last days, whatever order the evidence comes in.

    A later report supersedes an earlier one; one report's own contradiction is carried.
    """
    spans: dict[tuple[date | None, date, bool], list[Evidence]] = {}
    for one in evidence:
        period = one.period
        is_level = period is None or period.is_instant
        since = window.start if window and is_level else None
        start = since if is_level or period is None or period.start is None else period.start
        spans.setdefault((start, one.told_on(as_of), is_level), []).append(one)
    ordered = sorted(spans, key=lambda span: (span[1], span[0] or date.min, span[2]))
    return [_piece(*span, spans[span]) for span in ordered]


def _piece(start: date | None, end: date, is_level: bool, together: list[Evidence]) -> _Piece:
    newest = max(published(one) for one in together)
    last = [one for one in together if published(one) == newest]
    figures = [one.figure for one in last if one.figure is not None]
    note = f"the later report's figure stands for {end}" if len(last) < len(together) else ""
    both = spread(figures)
    if any(one.to(both.unit) != both for one in figures):
        note = f"{' and '.join(sorted(one.words for one in last))} are both reported for {end}, and both are carried"
    return _Piece(start, end, both, tuple(last), note, is_level)


def published(one: Evidence) -> tuple[date, int]:
    """The order of reports: by the date of publication where it is known, then as they were given."""
    return one.published or date.min, one.number


def spread(figures: Iterable[Figure]) -> Figure:
    """The set that holds every figure's set, with a value where all have the same."""
    several = sorted(dict.fromkeys(figures), key=lambda one: str(one.unit))
    first, unit = several[0], several[0].unit
    if all(one.to(unit) == first for one in several):
        return first
    sets = [one.to(unit).admissible for one in several]
    ends = hull([(one.low, one.low_open) for one in sets], [(one.high, one.high_open) for one in sets])
    return Figure(None, unit, ends)


def is_level_unit(unit: Unit) -> bool:
    """Whether a unit is that of a rate or of an amount for each of something, which do not add up over time."""
    return unit.is_rate or any(power < 0 for _, power in unit.powers)


# --- levels


def _latest(pieces: list[_Piece], why: str) -> Reached:
    ending = [piece for piece in pieces if piece.end == pieces[-1].end]
    return _as_of(min(ending, key=lambda piece: (not piece.is_level, piece.days)), pieces, why)


def _as_of(found: _Piece, pieces: list[_Piece], why: str) -> Reached:
    how = "as reported" if len(pieces) == 1 else f"latest of {len(pieces)}"
    return Reached(figure=found.figure, on=found.end, how=how, why=_sentence(why, found.note), used=found.used)


def _of_rates(pieces: list[_Piece]) -> Reached:
    """
    The last rate of a series; behind one of a much longer time, what lies between the two.

    7 % from January to November and 4 % in December are a year of anything from 4 % to 7 %.
    """
    ending = [piece for piece in pieces if piece.end == pieces[-1].end]
    found = max(ending, key=lambda piece: (piece.days, piece.is_level))
    last = _as_of(found, pieces, "a rate counts as of its last day")
    longer = [one for one in pieces if not one.is_level and 2 * one.days > 3 * found.days]
    if found.is_level or not longer:
        return last
    why = "the last rate is of a much shorter time than another: what they come to together lies between them"
    used = tuple(one for piece in (*longer, found) for one in piece.used)
    both = spread([piece.figure for piece in (*longer, found)])
    return attrs.evolve(last, figure=both, how=f"between {len(longer) + 1}", why=why, used=used)


def _sentence(*parts: str) -> str:
    return "; ".join(filter(None, parts))


# --- flows


def _chain(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces that do not overlap and cover the most days, of those as few as possible."""
    ends = [piece.end for piece in pieces]
    best = [(0, 0)]  # days covered, and pieces less than none, by the first so many pieces
    steps: list[int | None] = [None]  # behind how many pieces the last one is put; None where it is left out
    for number, piece in enumerate(pieces):
        before = bisect.bisect_left(ends, piece.start, hi=number) if piece.start else 0
        days, fewer = best[before]
        taken = (days + piece.days, fewer - 1)
        steps.append(before if taken > best[-1] else None)
        best.append(max(taken, best[-1]))
    chain, at = [], len(pieces)
    while at:
        before_it = steps[at]
        if before_it is not None:
            chain.append(pieces[at - 1])
        at = at - 1 if before_it is None else before_it
    return chain[::-1]


def _disputed(piece: _Piece, pieces: list[_Piece], *, known: bool) -> _Piece:
    """A flow's piece, carried together with what shorter ones within it come to, where these contradict it."""
    if piece.start is None:
        return piece
    since = published(piece.used[0])  # what a later report supersedes does not count
    within = [
        one for one in pieces
        if one is not piece and one.start is not None and piece.start <= one.start and one.end <= piece.end
        and since <= published(one.used[0]) and (known or not one.is_level)
    ]  # fmt: skip
    if not within:
        return piece
    most = max(within, key=lambda one: one.figure.low)
    for several in (_chain(within), [most]):
        made, _, _ = _sum(several, None)
        figure = beside(piece.figure, made, is_partial=sum(one.days for one in several) < piece.days)
        if figure is not None:
            used = tuple(one for each in (piece, *several) for one in each.used)
            note = f"figures within {Period(piece.start, piece.end)} contradict that of the whole, and both are carried"
            return attrs.evolve(piece, figure=figure, used=used, note=_sentence(piece.note, note))
    return piece


def _summed(pieces: list[_Piece], chain: list[_Piece], window: Period | None, *, known: bool) -> Reached:
    start, end = chain[0].start, chain[-1].end
    used = tuple(one for piece in chain for one in piece.used)
    counts = window is not None and window.start is not None and start == window.start
    notes = [piece.note for piece in chain]
    if len(chain) == 1:
        how = "as reported" if len(pieces) == 1 else f"longest of {len(pieces)}"
        why = "a figure at a date counts since the start of the period" if known and chain[0].is_level else ""
        why = why or ("the figure that covers the most days" if len(pieces) > 1 else "")
        late = not counts and window is not None and window.start is not None and not chain[0].is_level
        return Reached(
            figure=chain[0].figure, on=end, how=how, why=_sentence(why, *notes), used=used,
            counts_from_start=counts and (known or not chain[0].is_level), is_partial=late,
        )  # fmt: skip
    figure, missing, note = _sum(chain, window)
    lacking = f"missing: {', '.join(map(str, missing))}" if missing else ""
    return Reached(
        figure=figure, on=end, how=f"sum of {len(chain)}", why=_sentence("a flow adds up", note, lacking, *notes),
        used=used, counts_from_start=counts and not missing, is_partial=bool(missing),
    )  # fmt: skip


def _sum(chain: list[_Piece], window: Period | None) -> tuple[Figure, tuple[Period, ...], str]:
    """The sum over time, and what is missing in it; of persons who may recur, all that is possible."""
    periods: dict[Period | str | int, FigureLike] = {
        Period(piece.start or piece.end, piece.end): piece.figure for piece in chain
    }
    start = window.start if window is not None else None
    over = Period(start, chain[-1].end) if start else None
    try:
        added = aggregate(periods, Kind.FLOW, over=over)
        return added.figure, added.missing, ""
    except UndefinedError:
        whole = aggregate(periods, Kind.FLOW, over=over, recurring=False)
        lowest = max(piece.figure.low for piece in chain)
        within = Figure(None, whole.figure.unit, Interval(lowest, whole.figure.high))
        return within, whole.missing, "the same persons may stand in several periods, so that fewer are possible"


def _either(pieces: list[_Piece], chain: list[_Piece], window: Period | None) -> Reached:
    """The latest and the sum, where nothing says whether the figures add up; where they are one, that one."""
    latest, summed = _latest(pieces, ""), _summed(pieces, chain, window, known=False)
    if latest.figure == summed.figure:
        return summed
    figures = [one.figure for one in (latest, summed) if one.figure is not None]
    lacking = "the indicator's kind, flow or stock" if window is not None else "the target's period and its kind"
    why = f"whether the figures of its periods add up is not said: give {lacking}"
    both = spread(figures)
    return attrs.evolve(summed, figure=both, how="latest or sum", why=why, counts_from_start=False)


def beside(whole: Figure, made: Figure, *, is_partial: bool) -> Figure | None:
    """
    What is left of a figure that others contradict: all from the one to the other; None where they agree.

    Args:
        whole: A figure of all of something. [unit]
        made: What the figures of its parts come to. [the same unit]
        is_partial: Whether some of the parts are missing, so that the whole may well be more.
    """
    other = at_least(made) if is_partial else made
    disjoint = whole.admissible.disjoint(other.to(whole.unit).admissible)
    return spread([whole, other]) if disjoint else None


def at_least(figure: Figure) -> Figure:
    """A figure of which some is missing: what it stands for and all above it; anything, where some may be negative."""
    known = figure.admissible
    return Figure(None, figure.unit, Interval(None if known.low < 0 else known.low, None, known.low_open))
