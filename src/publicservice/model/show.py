"""Documents as tables: what people see in a notebook, a terminal or a page."""

from __future__ import annotations

from publicservice.model.programme import Commitment, Entry, Programme, Target
from publicservice.model.walk import Node, walk
from publicservice.table import Table

__all__ = ["document_table", "summary"]

_COLUMNS = ("promise", "goal", "from", "for whom", "when and where")
_INDENT = "  "


def summary(document: Entry) -> str:
    """How much is in a document: "6 programmes, 12 targets, 3 commitments"; programmes within programmes count too."""
    counts = {"programme": 0, "target": 0, "commitment": 0}
    for node in walk(document):
        name = type(node.item).__name__.lower()
        if name in counts and not node.is_part:
            counts[name] += 1
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items())


def document_table(document: Entry) -> Table:
    """A document as a table: one row an entry, indented as it stands."""
    head, *nodes = walk(document)
    where = ", ".join(str(part) for part in (document.place, document.period) if part)
    return Table(
        columns=_COLUMNS,
        rows=tuple(_row(node) for node in nodes),
        title=f"{head.title}{f' ({where})' if where else ''}: {summary(document)}",
        notes=(str(document.source),) if document.source else (),
        tones=tuple("" if isinstance(node.item, Target) else "muted" for node in nodes),
    )


def _row(node: Node) -> tuple[str, ...]:
    item = node.item
    depth = node.path.count(".")
    whom = str(item.population or "")
    when_where = ", ".join(str(part) for part in (item.period, item.place) if part)
    goal, start = ("", "")
    if isinstance(item, Target):
        goal, start = str(item.goal), (item.baseline.text or str(item.baseline)) if item.baseline else ""
    return f"{_INDENT * depth}{_bullet(node)}{node.title}", goal, start, whom, when_where


def _bullet(node: Node) -> str:
    if isinstance(node.item, Programme):
        return ""
    return "– " if isinstance(node.item, Commitment) else "• "
