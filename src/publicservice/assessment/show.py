"""The assessment to look at: a table by programme, with bars for completion beside the time that had passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple, Protocol

from publicservice.assessment.evidence import Evidence, Unused
from publicservice.assessment.row import Row, RowKind, Status
from publicservice.figures import Figure
from publicservice.model.entry import Stage
from publicservice.table import Bar, Table, Tone

__all__ = ["BAR_NOTE", "Promise", "assessment_table"]

_COLUMNS = ("target", "goal", "reached", "completion", "pace", "status")
BAR_NOTE = "In a bar, the line marks the share of the time that had passed when the figure was taken."
_LISTED = 12  # entries of reports that were not used and are told under the table
_TONES: dict[Status, Tone] = {
    Status.MET: "good",
    Status.NOT_MET: "bad",
    Status.UNDECIDED: "warn",
}
_NOTHING = ("no completion", "there is no figure")
_TENTH, _ALL = Decimal("0.1"), Decimal(100)
_LONGEST = 15  # digits before the point; more of them are told by their number
_WIDE = Context(prec=60, traps=[])  # whatever the caller's own context is
_INDENT = "  "


class Promise(Protocol):
    """What is shown of a commitment."""

    @property
    def title(self) -> str:
        """What was promised."""

    @property
    def programmes(self) -> tuple[str, ...]:
        """The titles around it."""

    @property
    def stage(self) -> Stage | None:
        """How far the work is."""

    @property
    def said(self) -> tuple[Evidence, ...]:
        """What reports say of it."""


class _Line(NamedTuple):
    cells: tuple[str, ...]
    tone: Tone


def assessment_table(
    title: str, rows: Iterable[Row], promises: Iterable[Promise], totals: str, unused: tuple[Unused, ...]
) -> Table:
    """
    Rows and commitments under the programmes that they stand in.

    Args:
        title: Stands over the table.
        rows: One a target, each followed by those that belong to it.
        promises: Commitments, which have no number.
        totals: How many are met, in words.
        unused: What no row rests on.
    """
    lines = list(_lines(rows, promises))
    notes = [totals, BAR_NOTE]
    notes += _not_used(unused)
    return Table(
        _COLUMNS, tuple(line.cells for line in lines), title=title, notes=tuple(notes),
        tones=tuple(line.tone for line in lines),
    )  # fmt: skip


def _not_used(unused: tuple[Unused, ...]) -> list[str]:
    """What was not used: what nearly fits a target with its reason, then the indicators that no target has."""
    near = [one for one in unused if one.target]
    notes = [f"Not used: {one}" for one in near[:_LISTED]]
    if len(near) > _LISTED:
        notes.append(f"Not used: {len(near) - _LISTED} more that nearly fit a target")
    names = list(dict.fromkeys(one.evidence.indicator.name for one in unused if not one.target))
    if names:
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        notes.append(f"Reported, and of no target: {'; '.join(names[:_LISTED])}{more}")
    return notes


def _lines(rows: Iterable[Row], promises: Iterable[Promise]) -> Iterator[_Line]:
    """The lines, a heading before the first of each programme, in the order of the plan."""
    by_place: dict[tuple[str, ...], list[_Line]] = {}
    for row in rows:
        by_place.setdefault(row.programmes, []).append(_target_line(row))
    for promise in promises:
        by_place.setdefault(promise.programmes, []).append(_promise_line(promise))
    told: set[tuple[str, ...]] = set()
    for around in _in_order(by_place):
        for depth in range(len(around)):
            if around[: depth + 1] not in told:
                told.add(around[: depth + 1])
                yield _Line((f"{_INDENT * depth}{around[depth]}", "", "", "", "", ""), "muted")
        yield from by_place.get(around, ())


def _in_order(by_place: dict[tuple[str, ...], list[_Line]]) -> list[tuple[str, ...]]:
    """Programmes as they first appear, each followed by those within it."""
    first: dict[tuple[str, ...], int] = {}
    for number, around in enumerate(by_place):
        for depth in range(len(around) + 1):
            first.setdefault(around[:depth], number)
    return sorted(by_place, key=lambda around: [first[around[: depth + 1]] for depth in range(len(around))])


def _target_line(row: Row) -> _Line:
    depth = len(row.programmes) + (row.kind is not RowKind.TARGET)
    status = f"{row.status.value}\n{row.because}"
    if row.first is not None:
        status += f"\nby the first version: {row.first.status.value}"
    tone = _TONES.get(row.status, "muted")
    cells = f"{_INDENT * depth}• {_name(row)}", _goal(row), _reached(row), _completion(row), _pace(row), status
    return _Line(cells, tone)


def _name(row: Row) -> str:
    group = str(row.population or "")
    return f"{row.title} ({group})" if group and group.casefold() not in row.title.casefold() else row.title


def _goal(row: Row) -> str:
    start = f"\nfrom {short(row.baseline)}" if row.baseline is not None else ""
    first = f"\nfirst {row.first.goal}" if row.first is not None and row.first.goal != row.goal else ""
    return f"{row.goal_text}{start}{first}"


def _reached(row: Row) -> str:
    if row.actual is None:
        return f"({row.how})" if row.how else ""
    on = f"\nby {row.on}" if row.on is not None else ""
    partly = " (part of it)" if row.is_partial else ""
    return f"{short(row.actual)}{partly}{on}"


def _completion(row: Row) -> str:
    if row.completion is None:
        return "" if row.completion_reason in _NOTHING else row.completion_reason
    mark = None if row.elapsed is None else row.elapsed.value
    words = _tenths(row.completion, "%")
    return words if row.completion.value is None else Bar(words, row.completion.value, mark)


def _pace(row: Row) -> str:
    return "" if row.pace is None else f"{row.band}\n{_tenths(row.pace, 'points', '+')}"


def _tenths(given: Figure, unit: str, sign: str = "") -> str:
    """A share or a difference of shares to one decimal; what is not yet all of it is not rounded up to that."""
    if given.value is None:
        return str(given)
    if given.value.adjusted() > _LONGEST:
        return f"{given.value:{sign}.3e} {unit}"
    rounded = given.value.quantize(_TENTH, ROUND_HALF_UP, _WIDE)
    if given.value < _ALL <= rounded:
        rounded = given.value.quantize(_TENTH, ROUND_DOWN, _WIDE)
    return f"{rounded or abs(rounded):{sign},f} {unit}"


def short(given: Figure) -> str:
    """A figure without its set: as printed, or its value."""
    text = given.text or str(given)
    return text.partition(" (")[0] if given.text is None and given.value is not None else text


def _promise_line(promise: Promise) -> _Line:
    said = "; ".join(one.words for one in promise.said)
    told = "\n".join(filter(None, ("followed, not scored", said)))
    cells = (
        f"{_INDENT * len(promise.programmes)}– {promise.title}",
        "",
        promise.stage.value if promise.stage else "",
        "",
        "",
        told,
    )
    return _Line(cells, "muted")
