"""Figures of a flow over spans of time that cannot all be right, however they overlap."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from publicservice.assessment.pieces import Piece, chain

__all__ = ["Clash", "clash"]

_DAY = timedelta(days=1)
_MOST_STEPS = 1_000_000  # a second's work, which only figures that contradict each other by the hundred need

_Bound = tuple[int, int, Fraction, Piece | None]  # the second of two counts is at most the first and so much more


@attrs.frozen
class Clash:
    """
    Figures that cannot all be right.

    Attributes:
        over: Those of which something has to be less than printed.
        under: Or those of which something has to be more.
        is_found: Whether they are known to clash; else there are too many to tell.
    """

    over: list[Piece]
    under: list[Piece]
    is_found: bool = True

    @property
    def pieces(self) -> list[Piece]:
        """All of them."""
        return [*self.over, *self.under]


def clash(pieces: Sequence[Piece]) -> Clash | None:
    """
    Some figures of a flow that cannot all be right; None where all of them can.

    Args:
        pieces: Figures of spans that begin on a known day, in one kind of unit.

    Definition:
        What has come before each day is a number, which nowhere falls if nothing is negative. A figure bounds the
        difference of two of these from both sides. Such bounds can be met unless some of them, one behind the other,
        lead round to a number that would be less than itself (Bellman and Ford). People may stand in several spans:
        theirs are held against spans within their own, and against those that make up their own.
    """
    if len(pieces) == len(chain(list(pieces))):  # none lies over another
        return None
    if pieces[0].figure.unit.is_people:
        return _of_people(pieces) if len(pieces) ** 2 <= _MOST_STEPS else Clash(list(pieces), [], False)
    days = sorted({day for piece in pieces for day in _ends(piece)})
    number = {day: place for place, day in enumerate(days)}
    return _round(_bounds(pieces, number), len(days))


def _ends(piece: Piece) -> tuple[date, date]:
    """The day on which a span begins, and the day after its last."""
    assert piece.start is not None  # noqa: S101  (no other piece is asked about)
    return piece.start, piece.end + _DAY


def _bounds(pieces: Iterable[Piece], number: dict[date, int]) -> list[_Bound]:
    """What the figures ask of the counts before these days, the last first."""
    bounds: list[_Bound] = []
    unit = next(iter(pieces)).figure.unit
    grows = True
    for piece in pieces:
        start, end = (number[day] for day in _ends(piece))
        known = piece.figure.to(unit).admissible
        grows = grows and known.low >= 0
        if known.high.is_finite():
            bounds.append((start, end, Fraction(known.high), piece))
        if known.low.is_finite():
            bounds.append((end, start, -Fraction(known.low), piece))
    if grows:
        bounds += ((later, later - 1, Fraction(0), None) for later in range(1, len(number)))
    return sorted(bounds, key=lambda bound: -bound[0])


def _round(bounds: list[_Bound], counts: int) -> Clash | None:
    """The figures on the way round to a number that would be less than itself; all, where the search takes too long."""
    most, by = [Fraction(0)] * counts, dict[int, _Bound]()
    steps = 0
    while [bound for bound in bounds if _lower(bound, most, by)]:
        way = _way_round(by)
        if way:
            over = [piece for first, second, _, piece in way if piece is not None and second < first]
            return Clash(over, [piece for first, second, _, piece in way if piece is not None and first < second])
        steps += len(bounds)
        if steps > _MOST_STEPS:
            return Clash(list(dict.fromkeys(piece for *_, piece in bounds if piece is not None)), [], False)
    return None


def _way_round(by: dict[int, _Bound]) -> list[_Bound]:
    """The bounds by which a count was lowered that lead from one back to itself; none where they all end."""
    seen: dict[int, int] = {}
    for begin in by:
        at = begin
        while at in by and at not in seen:
            seen[at] = begin
            at = by[at][0]
        if at in by and seen[at] == begin:
            way = [by[at]]
            while way[-1][0] != at:
                way.append(by[way[-1][0]])
            return way
    return []


def _lower(bound: _Bound, most: list[Fraction], by: dict[int, _Bound]) -> bool:
    """Hold one count to its bound; whether that lowers it."""
    first, second, more, _ = bound
    is_lower = most[first] + more < most[second]
    if is_lower:
        most[second], by[second] = most[first] + more, bound
    return is_lower


def _of_people(pieces: Sequence[Piece]) -> Clash | None:
    """A span of persons and one within it that has more, or those that make it up and have fewer together."""
    unit = pieces[0].figure.unit
    sets = {id(piece): piece.figure.to(unit).admissible for piece in pieces}
    for whole in pieces:
        (start, end), known = _ends(whole), sets[id(whole)]
        within = [one for one in pieces if one is not whole and start <= _ends(one)[0] and _ends(one)[1] <= end]
        over = [one for one in within if sets[id(one)].low > known.high]
        if over:
            return Clash(over, [whole])
        made = chain(within)
        if sum(one.days for one in made) == whole.days:
            together = functools.reduce(operator.add, (sets[id(one)] for one in made))
            if together.high < known.low:
                return Clash([whole], made)
    return None
