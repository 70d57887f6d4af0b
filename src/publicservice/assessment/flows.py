"""A flow's figures over spans of time as one: those that cover the most days, added; in a clash, all that may be."""

from __future__ import annotations

import attrs

from publicservice.assessment.clashes import Clash, clash
from publicservice.assessment.evidence import once
from publicservice.assessment.pieces import Piece, Reached, at_least, chain, published, sentence, spread
from publicservice.compute.sums import aggregate
from publicservice.errors import UndefinedError
from publicservice.figures import Figure, FigureLike
from publicservice.interval import Interval
from publicservice.model.indicator import Kind
from publicservice.model.period import Period
from publicservice.units import ONE

__all__ = ["summed"]

_MOST_ROUNDS = 50  # in which figures that clash are left out; if there are still more, nothing is taken for sure
_MOST_NAMED = 3


def summed(pieces: list[Piece], window: Period | None, *, known: bool) -> Reached:
    """
    The sum of the pieces that do not overlap and cover the most days.

    Args:
        pieces: One for each span, in the order of their last days.
        window: The target's period.
        known: Whether it is said that the figures add up; else those at a date are no part of the sum.
    """
    standing, disputed = _standing(pieces, known=known)
    made = _added(standing, window, known=known)
    if len(standing) < len(pieces):
        note = "an earlier report's figures, which later ones contradict, do not count"
        made = attrs.evolve(made, why=sentence(made.why, note))
    return made if disputed is None else _with_readings(made, standing, disputed, window, known=known)


def _spans(pieces: list[Piece], *, known: bool) -> list[Piece]:
    return [piece for piece in pieces if piece.start is not None and (known or not piece.is_level)]


def _standing(pieces: list[Piece], *, known: bool) -> tuple[list[Piece], Clash | None]:
    """The pieces without those of earlier reports that later ones contradict; and what clashes in one report."""
    standing = pieces
    for _ in range(_MOST_ROUNDS):
        disputed = clash(_spans(standing, known=known))
        dates = [] if disputed is None else [published(piece.used[0]) for piece in disputed.pieces]
        if disputed is None or min(dates) == max(dates):
            return standing, disputed
        stale = [piece for piece, date in zip(disputed.pieces, dates, strict=True) if date == min(dates)]
        standing = _without(standing, stale)
    return standing, Clash(_spans(standing, known=known), [], False)


def _without(pieces: list[Piece], left: list[Piece]) -> list[Piece]:
    out = set(map(id, left))
    return [piece for piece in pieces if id(piece) not in out]


def _with_readings(
    made: Reached, pieces: list[Piece], disputed: Clash, window: Period | None, *, known: bool
) -> Reached:
    """All that the figures may come to, whichever side of a clash is wrong."""
    sides = (disputed.over, disputed.under)
    readings = [_reading(_without(pieces, side), made, window, known=known) for side in sides]
    in_order = sorted(disputed.pieces, key=lambda piece: (piece.start or piece.end, -piece.days))
    spans = [str(Period(piece.start, piece.end)) for piece in in_order]
    *most, last = spans if len(spans) <= _MOST_NAMED else [*spans[:2], f"{len(spans) - 2} more"]
    told = f"{', '.join(most)} and {last}"
    note = f"the figures of {told} contradict each other, and all that they may come to is carried"
    if not disputed.is_found:
        note = "so many figures overlap that it was not found out whether they contradict each other"
    used = once((*made.used, *(one for piece in disputed.pieces for one in piece.used)))
    return attrs.evolve(made, figure=spread(readings), why=sentence(made.why, note), used=used, is_partial=False)


def _reading(pieces: list[Piece], whole: Reached, window: Period | None, *, known: bool) -> Figure:
    """What some of the figures come to by the day of the whole; what still clashes among them is left out too."""
    for _ in range(_MOST_ROUNDS):
        disputed = clash(_spans(pieces, known=known))
        if disputed is None:
            break
        pieces = _without(pieces, disputed.pieces)
    else:
        pieces = []
    made = _added(pieces, window, known=known) if pieces else Reached()
    if made.figure is None or made.on is None or whole.on is None:
        return Figure(None, whole.figure.unit if whole.figure else ONE, Interval(None, None))
    if made.on == whole.on and not made.is_partial:
        return made.figure
    unit = made.figure.unit
    return at_least(max([made.figure, *(piece.figure.to(unit) for piece in pieces)], key=lambda one: one.low))


def _added(pieces: list[Piece], window: Period | None, *, known: bool) -> Reached:
    longest = chain(pieces)
    start, end = longest[0].start, longest[-1].end
    used = tuple(one for piece in longest for one in piece.used)
    counts = window is not None and window.start is not None and start == window.start
    notes = [piece.note for piece in longest]
    if len(longest) == 1:
        how = "as reported" if len(pieces) == 1 else f"longest of {len(pieces)}"
        why = "a figure at a date counts since the start of the period" if known and longest[0].is_level else ""
        why = why or ("the figure that covers the most days" if len(pieces) > 1 else "")
        late = not counts and window is not None and window.start is not None and not longest[0].is_level
        return Reached(
            figure=longest[0].figure, on=end, how=how, why=sentence(why, *notes), used=used,
            counts_from_start=counts and (known or not longest[0].is_level), is_partial=late,
        )  # fmt: skip
    figure, missing, note = _sum(longest, window)
    lacking = f"missing: {', '.join(map(str, missing))}" if missing else ""
    return Reached(
        figure=figure, on=end, how=f"sum of {len(longest)}", why=sentence("a flow adds up", note, lacking, *notes),
        used=used, counts_from_start=counts and not missing, is_partial=bool(missing),
    )  # fmt: skip


def _sum(several: list[Piece], window: Period | None) -> tuple[Figure, tuple[Period, ...], str]:
    """The sum over time, and what is missing in it; of persons who may recur, all that is possible."""
    periods: dict[Period | str | int, FigureLike] = {
        Period(piece.start or piece.end, piece.end): piece.figure for piece in several
    }
    start = window.start if window is not None else None
    over = Period(start, several[-1].end) if start else None
    try:
        added = aggregate(periods, Kind.FLOW, over=over)
        return added.figure, added.missing, ""
    except UndefinedError:
        whole = aggregate(periods, Kind.FLOW, over=over, recurring=False)
        lowest = max(piece.figure.low for piece in several)
        within = Figure(None, whole.figure.unit, Interval(lowest, whole.figure.high))
        return within, whole.missing, "the same persons may stand in several periods, so that fewer are possible"
