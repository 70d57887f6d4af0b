"""Every entry of a document, with its path, its id, and what it inherits from the entries that it stands in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import attrs

from publicservice.errors import NotFoundError, WrongTypeError, nearest, shown
from publicservice.model.entry import Entry
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.programme import Programme, Target
from publicservice.model.source import Source

__all__ = ["CONTENTS", "Node", "find", "find_all", "slug", "walk"]

CONTENTS = ("targets", "commitments", "observations", "coverage", "beneficiaries", "claims", "parts", "programmes")
"""The fields whose entries stand in another entry, in the order in which they are walked."""
_LISTED = 5
_MOST_COMPARED = 10_000  # entries whose names are held against words that nothing answers to
_LONGEST_SLUG = 80


@attrs.frozen
class Node:
    """
    An entry where it stands in a document.

    Attributes:
        item: The programme, target or commitment, or the document itself.
        path: Where it stands: `programmes[3].targets[0]`; "" for the document.
        id: Its own id or one derived from its title, after the ids of what it stands in: `roads/village/km-built`.
            Where an entry before it has that id, a number follows: `roads-2`.
        parent: The node that it stands in; None for the document.
    """

    item: Any
    path: str
    id: str
    parent: Node | None = attrs.field(default=None, repr=False)

    @property
    def title(self) -> str:
        """The title of the item."""
        return str(self.item.title)

    @property
    def period(self) -> Period | None:
        """The item's period, or that of the nearest entry around it that has one."""
        period: Period | None = self._inherited("period")
        return period

    @property
    def place(self) -> Place | None:
        """The item's place, or that of the nearest entry around it that has one."""
        place: Place | None = self._inherited("place")
        return place

    @property
    def source(self) -> Source | None:
        """The item's source; what it does not say is taken from the entries around it, such as the document's title."""
        at: Node | None = self
        known: dict[str, Any] = {}
        while at is not None:
            said = attrs.asdict(at.item.source, recurse=False) if at.item.source is not None else {}
            known = {name: value for name, value in said.items() if value} | known
            at = at.parent
        return Source(**known) if known else None

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a target."""
        return self.parent is not None and isinstance(self.parent.item, Target)

    @property
    def programmes(self) -> tuple[str, ...]:
        """The titles of the programmes that it stands in, the outermost first."""
        titles: list[str] = []
        at = self.parent
        while at is not None:
            if isinstance(at.item, Programme):
                titles.append(at.title)
            at = at.parent
        return tuple(reversed(titles))

    def _inherited(self, name: str) -> Any:
        at: Node | None = self
        while at is not None:
            if (own := getattr(at.item, name)) is not None:
                return own
            at = at.parent
        return None


def slug(title: str) -> str:
    """
    The id that a title gives: its letters and digits in lower case, joined by hyphens.

    Example:
        >>> slug("Public-welfare positions (rural)")
        'public-welfare-positions-rural'
    """
    return "-".join(_words(title))[:_LONGEST_SLUG].strip("-") or "untitled"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def walk(document: Entry) -> Iterator[Node]:
    """
    Every entry of a document in its order, beginning with the document itself.

    Args:
        document: A plan or a report, or any programme or target by itself.

    Returns:
        Nodes, each with its path, its id and what it inherits. Ids are unique in the document, and what is added behind
        an entry never changes its id.

    Example:
        >>> from publicservice import Plan, Target
        >>> [node.path for node in walk(Plan("P", targets=[Target("roads", "5 km"), Target("bridges", "2 bridges")]))]
        ['', 'targets[0]', 'targets[1]']
    """
    taken: dict[str, int] = {}
    waiting = [iter((Node(document, "", "", None),))]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        yield node
        waiting.append(_contents(node, taken))


def _contents(node: Node, taken: dict[str, int]) -> Iterator[Node]:
    """What stands in a node. No recursion, so that how deep a document goes does not matter."""
    for field in CONTENTS:
        for number, item in enumerate(getattr(node.item, field, ())):
            if isinstance(item, str):
                break  # a claim's parts are references, not entries
            own = item.id or slug(item.title)
            path = f"{node.path}.{field}[{number}]" if node.path else f"{field}[{number}]"
            yield Node(item, path, _unique(f"{node.id}/{own}" if node.id else own, taken), node)


def _unique(own: str, taken: dict[str, int]) -> str:
    """The id, or with the next number if an entry has it; `taken` counts how often an id was asked for."""
    made = own
    while made in taken:
        taken[own] += 1
        made = f"{own}-{taken[own]}"
    taken[made] = 1
    return made


def find(document: Entry, words: str) -> Node:
    """
    The one node of this id, end of an id, title, alias, or words of a title, tried in this order; case does not matter.

    Raises:
        NotFoundError: If nothing answers to the words, or several things do.
        WrongTypeError: If the words are no text.
    """
    nodes = _entries(document, words)
    for answers in _WAYS:
        found = [node for node in nodes if answers(node, words)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(node.id for node in found[:_LISTED])
            more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
            raise NotFoundError(
                f"{len(found)} entries answer to {shown(words)}", hint=f"use one of their ids: {listed}{more}"
            )
    names = dict.fromkeys(name for node in nodes[:_MOST_COMPARED] for name in _names(node))
    near = nearest(words, names)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "walk(document) lists every entry with its id"
    raise NotFoundError("nothing in the document answers to this", seen=shown(words), hint=hint)


def find_all(document: Entry, words: str) -> tuple[Node, ...]:
    """Every node whose id, title or alias is or holds the words."""
    return tuple(node for node in _entries(document, words) if any(answers(node, words) for answers in _WAYS))


def _entries(document: Entry, words: str) -> list[Node]:
    if not isinstance(words, str):
        raise WrongTypeError("an entry is found by its words", seen=shown(words), expected="an id, a title or words")
    return list(walk(document))[1:]


def _is_id(node: Node, words: str) -> bool:
    return node.id == words


def _ends_id(node: Node, words: str) -> bool:
    return f"/{node.id}".casefold().endswith(f"/{words}".casefold())


def _is_named(node: Node, words: str) -> bool:
    return words.strip() != "" and words.strip().casefold() in (name.casefold() for name in _names(node))


def _holds_words(node: Node, words: str) -> bool:
    wanted = set(_words(words))
    return bool(wanted) and any(wanted <= set(_words(name)) for name in _names(node))


_WAYS = (_is_id, _ends_id, _is_named, _holds_words)


def _names(node: Node) -> tuple[str, ...]:
    measured = getattr(node.item, "indicator", None)
    return (node.title, *getattr(node.item if measured is None else measured, "aliases", ()))
