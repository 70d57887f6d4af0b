"""The figures of a target's parts as that of the whole, and beside it."""

from __future__ import annotations

import attrs

from publicservice.assessment.evidence import once
from publicservice.assessment.pieces import Reached, at_least, counted_in, published, spread
from publicservice.assessment.row import Row
from publicservice.compute.sums import total_of
from publicservice.errors import UnlikeUnitsError
from publicservice.figures.beside import are_alike
from publicservice.interval import Truth
from publicservice.model.indicator import Kind, adds_up
from publicservice.units import Unit

__all__ = ["counted", "disputed", "sum_of_parts"]


def sum_of_parts(parts: list[Row], kind: Kind | None, wanted: Unit | None) -> Reached:
    """The last figures of the parts added: of all of them, or as a lower bound."""
    known = [row for row in parts if row.actual is not None]
    used = once(one for row in known for one in row.evidence)
    figures = [row.actual for row in known if row.actual is not None]
    if any(adds_up(figure.unit, kind) is Truth.NO for figure in figures):  # the plan says that they make up the whole
        return Reached(used=used, undefined="its parts are rates, which are not added")
    try:
        figure = total_of(figures)
    except UnlikeUnitsError as error:
        return Reached(used=used, undefined=f"its parts do not add up: {error}")
    if wanted is not None and not figure.unit.is_like(wanted):
        unlike = f"its parts are counted in {counted_in(figure.unit)}, and not in {counted_in(wanted)}"
        return Reached(used=used, undefined=unlike)
    lacking = [row.title for row in parts if row.actual is None]
    partial = [row.title for row in known if row.is_partial]
    told = (
        f"no figure of {', '.join(lacking)}" if lacking else "its parts make it up",
        f"some of {', '.join(partial)} is missing" if partial else "",
    )
    dates = {row.on for row in known if row.on is not None}
    return Reached(
        figure=figure, on=min(dates), how=f"sum of {counted(len(known), 'part')}", why="; ".join(filter(None, told)),
        used=used, is_partial=bool(lacking or partial), is_uneven=len(dates) > 1,
    )  # fmt: skip


def disputed(now: Reached, made: Reached, kind: Kind | None, whose: str) -> Reached:
    """
    A whole's own figure, carried together with what those of its parts or places come to, where these contradict it.

    They are compared as of one day; of a flow that only grows, what had come by an earlier day may be less. What a
    later report supersedes does not count.
    """
    whole, pieces, on, by = now.figure, made.figure, now.on, made.on
    if whole is None or pieces is None or on is None or by is None or now.is_partial or made.is_uneven:
        return now
    if not are_alike(pieces, whole):
        return now
    is_partial = made.is_partial or by < on
    if by > on or (by < on and kind is not Kind.FLOW) or (is_partial and pieces.unit.is_rate):
        return now
    if min(map(published, made.used)) < max(map(published, now.used)):
        return now
    other = at_least(pieces) if is_partial else pieces
    if not whole.admissible.disjoint(other.to(whole.unit).admissible):
        return now
    told = f"the figures of its {whose} ({made.how}) contradict that of the whole, and both are carried"
    why, both = f"{now.why}; {told}" if now.why else told, spread([whole, other])
    series = {label: both if figure is whole else figure for label, figure in now.series.items()}
    return attrs.evolve(now, figure=both, used=once((*now.used, *made.used)), why=why, series=series)


def counted(number: int, what: str) -> str:
    """A number of things in words: "1 part", "3 parts"."""
    return f"{number} {what}{'' if number == 1 else 's'}"
