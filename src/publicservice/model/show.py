"""Documents as tables: what people see in a notebook, a terminal or a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from publicservice.decimals import plain
from publicservice.figures import Figure
from publicservice.figures.prints import Zeros, printed_set
from publicservice.model.entry import Entry
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.revision import Version
from publicservice.model.walk import Node, walk
from publicservice.table import Table

__all__ = ["document_table", "figure_table", "summary"]

_COLUMNS = ("entry", "as printed", "from", "for whom", "when and where")
_ALWAYS = frozenset({"entry", "as printed"})
_INDENT = "  "
_COUNTED: dict[type[Any], tuple[str, str]] = {
    Programme: ("programme", "programmes"),
    Target: ("target", "targets"),
    Commitment: ("commitment", "commitments"),
    Observation: ("observation", "observations"),
    Coverage: ("coverage", "coverages"),
    Beneficiaries: ("group reached", "groups reached"),
    Claim: ("claim", "claims"),
}


def summary(document: Entry) -> str:
    """How much is in a document: "6 programmes, 12 targets, 3 commitments"; programmes within programmes count too."""
    counts = dict.fromkeys(_COUNTED, 0)
    for node in walk(document):
        if type(node.item) in counts and not node.is_part:
            counts[type(node.item)] += 1
    told = [f"{count} {_COUNTED[kind][count != 1]}" for kind, count in counts.items() if count]
    return ", ".join(told) or "nothing in it"


def document_table(document: Entry) -> Table:
    """A document as a table: one row an entry, indented as it stands; columns in which nothing stands are left out."""
    head, *nodes = walk(document)
    where = ", ".join(str(part) for part in (document.place, document.period) if part)
    rows = [_row(node) for node in nodes]
    kept = [at for at, name in enumerate(_COLUMNS) if name in _ALWAYS or any(row[at] for row in rows)]
    return Table(
        columns=tuple(_COLUMNS[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
        title=f"{head.title}{f' ({where})' if where else ''}: {summary(document)}",
        notes=(str(document.source),) if document.source else (),
        tones=tuple("muted" if isinstance(node.item, Programme | Commitment) else "" for node in nodes),
    )


def _row(node: Node) -> tuple[str, ...]:
    item = node.item
    depth = node.path.count(".")
    whom = "" if isinstance(item, Beneficiaries) else str(item.population or "")
    when_where = ", ".join(part for part in (_when(item), str(item.place or "")) if part)
    start = _now(item, lambda version: _text(version.baseline)) if isinstance(item, Target) else ""
    return f"{_INDENT * depth}{_bullet(item)}{node.title}", _printed(item), start, whom, when_where


def _when(item: Any) -> str:
    if isinstance(item, Target):
        return _now(item, lambda version: str(version.period or ""))
    return str(item.period or "")


def _now(target: Target, told: Callable[[Version], str], revised: str = "") -> str:
    """What a target says after all revisions, and in brackets what it said first and when it was revised."""
    first, now = told(target.versions[0]), told(target.versions[-1])
    behind = "; ".join(part for part in (f"first {first}" if first not in ("", now) else "", revised) if part)
    return f"{now} ({behind})" if behind else now


def _printed(item: Any) -> str:
    match item:
        case Target():
            dates = ", ".join(str(revision.on) for revision in item.revisions)
            return _now(item, lambda version: str(version.goal), f"revised {dates}" if dates else "")
        case Observation():
            return _text(item.value) or item.result
        case Coverage():
            counts = " of ".join(filter(None, (_text(item.covered), _text(item.eligible))))
            return "all" if item.is_all else _text(item.rate) or counts
        case Beneficiaries():
            return _text(item.reached)
        case Claim():
            return _text(item.says)
    return ""


def _text(figure: Figure | None) -> str:
    return "" if figure is None else figure.text or str(figure)


def _bullet(item: Any) -> str:
    if isinstance(item, Programme):
        return ""
    return "– " if isinstance(item, Commitment) else "• "


def figure_table(figure: Figure) -> Table:
    """How a printed figure is read: what each part of the text says, and the values that it stands for."""
    reading = figure.reading
    rows = [("value", "a range" if figure.value is None else plain(figure.value)), ("unit", str(figure.unit))]
    if reading is not None:
        rows.insert(0, ("printed", reading.text))
        rows.append(("comparator", reading.comparator.value or "none"))
        rows.append(("weight of the last digit", plain(reading.step)))
        readings: tuple[Zeros, ...] = ("rounded", "significant") if reading.zeros else ()
        rows.extend(
            (f"if its trailing zeros are {zeros}", str(printed_set(reading, figure.unit, zeros))) for zeros in readings
        )
    rows.append(("stands for", f"{figure.admissible} {figure.unit.plural}"))
    return Table(("what", "read as"), tuple(rows), title=figure.text or str(figure))
