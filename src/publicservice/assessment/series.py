"""One figure from several: the latest level, the sum of a flow's periods, whatever the periods and the kind allow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from publicservice.assessment.evidence import Evidence
from publicservice.assessment.flows import summed
from publicservice.assessment.pieces import Piece, Reached, counted_in, is_level_unit, merged, sentence, spread
from publicservice.figures import Figure
from publicservice.figures.beside import are_alike
from publicservice.model.indicator import Kind
from publicservice.model.period import Period

__all__ = ["reached", "throughout"]


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
        target's period; figures that cannot all be right give all that they may come to. Where the kind is not known
        and both are possible, all from the one to the other.
    """
    told = tuple(evidence)
    with_figures = [one for one in told if one.figure is not None]
    if not with_figures:
        words = "; ".join(dict.fromkeys(one.words for one in told))
        return Reached(used=told, undefined=f"the result is told in words: {words}" if told else "")
    unlike = _unlike(with_figures)
    if unlike:
        return Reached(used=told, undefined=unlike)
    pieces = merged(with_figures, window, as_of)
    if kind is Kind.RATE or (kind is None and all(is_level_unit(piece.figure.unit) for piece in pieces)):
        return _of_rates(pieces)
    if kind is Kind.STOCK:
        return _latest(pieces, "a level counts as of its last day")
    return summed(pieces, window, known=True) if kind is Kind.FLOW else _either(pieces, window)


def throughout(evidence: Iterable[Evidence], window: Period | None, as_of: date) -> Reached:
    """Every figure of a level that is to be kept; what a later report supersedes does not count."""
    told = [one for one in evidence if one.figure is not None]
    unlike = _unlike(told)
    if unlike:
        return Reached(used=tuple(told), undefined=unlike)
    pieces = merged(told, window, as_of)
    used = tuple(one for piece in pieces for one in piece.used)
    series: dict[str, Figure] = {}
    for piece in pieces:
        label = str(piece.used[0].period or "undated")
        series[label if label not in series else f"{label} ({len(series) + 1})"] = piece.figure
    how = "as reported" if len(pieces) == 1 else f"each of {len(pieces)}"
    notes = dict.fromkeys(piece.note for piece in pieces)
    why = sentence("it is to be kept, so that every figure counts", *notes)
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


# --- levels


def _latest(pieces: list[Piece], why: str) -> Reached:
    ending = [piece for piece in pieces if piece.end == pieces[-1].end]
    return _as_of(min(ending, key=lambda piece: (not piece.is_level, piece.days)), pieces, why)


def _as_of(found: Piece, pieces: list[Piece], why: str) -> Reached:
    how = "as reported" if len(pieces) == 1 else f"latest of {len(pieces)}"
    return Reached(figure=found.figure, on=found.end, how=how, why=sentence(why, found.note), used=found.used)


def _of_rates(pieces: list[Piece]) -> Reached:
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


def _either(pieces: list[Piece], window: Period | None) -> Reached:
    """The latest and the sum, where nothing says whether the figures add up; where they are one, that one."""
    latest, total = _latest(pieces, ""), summed(pieces, window, known=False)
    if latest.figure == total.figure:
        return total
    figures = [one.figure for one in (latest, total) if one.figure is not None]
    lacking = "the indicator's kind, flow or stock" if window is not None else "the target's period and its kind"
    why = f"whether the figures of its periods add up is not said: give {lacking}"
    both = spread(figures)
    return attrs.evolve(total, figure=both, how="latest or sum", why=why, counts_from_start=False)
