"""What is known of one indicator, span by span: each with its figure and the evidence for it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from datetime import date

import attrs

from publicservice.assessment.evidence import Evidence
from publicservice.figures import Figure
from publicservice.interval import Interval, hull
from publicservice.model.period import Period
from publicservice.units import ONE, Unit

__all__ = [
    "Piece", "Reached", "at_least", "chain", "counted_in", "is_level_unit", "merged", "published", "sentence",
    "spread",
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


@attrs.frozen
class Piece:
    """What is known of one span: its figure and the evidence for it."""

    start: date | None
    end: date
    figure: Figure
    used: tuple[Evidence, ...]
    note: str
    is_level: bool

    @property
    def days(self) -> int:
        """How many days it covers."""
        # From nobody knows when: longer than any that starts, and the longer, the later it ends.
        return (self.end - self.start).days + 1 if self.start else self.end.toordinal()


def merged(evidence: list[Evidence], window: Period | None, as_of: date) -> list[Piece]:
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


def _piece(start: date | None, end: date, is_level: bool, together: list[Evidence]) -> Piece:
    newest = max(published(one) for one in together)
    last = [one for one in together if published(one) == newest]
    figures = [one.figure for one in last if one.figure is not None]
    note = f"the later report's figure stands for {end}" if len(last) < len(together) else ""
    both = spread(figures)
    if any(one.to(both.unit) != both for one in figures):
        note = f"{' and '.join(sorted(one.words for one in last))} are both reported for {end}, and both are carried"
    return Piece(start, end, both, tuple(last), note, is_level)


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


def chain(pieces: list[Piece]) -> list[Piece]:
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
    found, at = [], len(pieces)
    while at:
        before_it = steps[at]
        if before_it is not None:
            found.append(pieces[at - 1])
        at = at - 1 if before_it is None else before_it
    return found[::-1]


# --- sets of figures


def at_least(figure: Figure) -> Figure:
    """A figure of which some is missing: what it stands for and all above it; anything, where some may be negative."""
    known = figure.admissible
    return Figure(None, figure.unit, Interval(None if known.low < 0 else known.low, None, known.low_open))


def is_level_unit(unit: Unit) -> bool:
    """Whether a unit is that of a rate or of an amount for each of something, which do not add up over time."""
    return unit.is_rate or any(power < 0 for _, power in unit.powers)


def counted_in(unit: Unit) -> str:
    """What figures of a unit are counted in, in words."""
    return "plain numbers" if unit is ONE else unit.plural


def sentence(*parts: str) -> str:
    """The parts that there are, as one sentence."""
    return "; ".join(filter(None, parts))
