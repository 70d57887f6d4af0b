"""
How a tree grows out of what a reader meets: scalars, mappings and lists, one after the other, never by recursion.

The readers of YAML and JSON tell a `Growth` what they meet and where. It builds the plain data, keeps the positions
beside it, and collects what is wrong: keys given twice, scalars too long, nesting too deep.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from publicservice.errors import shown
from publicservice.faults import MAX_FAULTS, Fault, path_text

__all__ = ["FORBIDDEN", "GaveUpError", "Growth", "Marks", "Node", "find_mark", "mark_at", "place_of", "unfit_character"]

Node: TypeAlias = "dict[str, Node] | list[Node] | str | None"
# Of a scalar: its mark. Of a list: its own mark, then its items. Of a mapping: its own mark, then key, value, key, ...
Marks: TypeAlias = "int | list[Marks]"

MAX_DEPTH = 40
MAX_SCALAR = 10_000

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMN_BITS = 30


class GaveUpError(Exception):
    """Reading ends here: enough is wrong already. Never leaves this package."""


class _Spoilt(str):
    """A key that cannot stand in the data: equal to nothing but itself, so that it never displaces a good one."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def mark_at(line: int, column: int) -> int:
    """A position, both parts counted from 0, as one number: far smaller than an object for each node."""
    return line << _COLUMN_BITS | column


def place_of(mark: int) -> tuple[int, int]:
    """The line and column of a mark, both counted from 1."""
    return (mark >> _COLUMN_BITS) + 1, (mark & (1 << _COLUMN_BITS) - 1) + 1


def unfit_character(value: str) -> tuple[str, str] | None:
    """What the first character is that no text may hold, and its code; None if there is none."""
    found = FORBIDDEN.search(value)
    if found is None:
        return None
    code = ord(found.group())
    if 0xD800 <= code <= 0xDFFF:
        return "half of a surrogate pair, which is no character", f"U+{code:04X}"
    return "a control character or one that Unicode does not use", f"U+{code:04X}"


def find_mark(node: Node, marks: Marks, path: Sequence[str | int], *, key: bool = False) -> int:
    """The mark of the value at a path, or of its key; of the nearest ancestor when the path leads nowhere."""
    place: Any = marks
    for nth, step in enumerate(path, 1):
        if isinstance(node, dict) and isinstance(step, str) and step in node:
            key_at = 2 * list(node).index(step) + 1
            node, place = node[step], place[key_at if key and nth == len(path) else key_at + 1]
        elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
            node, place = node[step], place[step + 1]
        else:
            break
    mark: int = place[0] if isinstance(place, list) else place
    return mark


class Growth:
    """
    A tree while it is being read.

    Attributes:
        faults: What is wrong so far, in the order of the text.
    """

    __slots__ = ("_key", "_marks", "_names", "_node", "_stack", "faults")

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._node: dict[str, Node] | list[Node] = []
        self._marks: list[Marks] = [0]
        self._key: Any = None
        # Keys repeat with every row: one object for each name, not one for each time it is written.
        self._names: dict[str, str] = {}
        self._stack: list[tuple[dict[str, Node] | list[Node], list[Marks], str | None]] = []

    def root(self) -> Node:
        """The document as far as it was read; None if nothing was."""
        whole = self._stack[0][0] if self._stack else self._node
        return whole[0] if isinstance(whole, list) and whole else None

    def marks(self) -> Marks:
        """The positions that belong to the root."""
        whole = self._stack[0][1] if self._stack else self._marks
        return whole[-1]

    @property
    def wants_key(self) -> bool:
        """Whether the next scalar names an entry of a mapping."""
        return self._key is None and type(self._node) is dict

    def path(self) -> list[str | int]:
        """Where the next node goes, or the mapping whose next key is awaited."""
        above = [node for node, _, _ in self._stack[1:]]
        steps: list[str | int] = [len(n) - 1 if isinstance(n, list) else next(reversed(n)) for n in above]
        if self._stack:
            if isinstance(self._node, list):
                steps.append(len(self._node))
            elif self._key is not None:
                steps.append(self._key)
        return steps

    def fault(
        self,
        problem: str,
        mark: int | None,
        *,
        seen: str | None = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        """
        Note that something is wrong at the place now being read.

        Raises:
            GaveUpError: If as many faults were found as anyone would want to read.
        """
        line, column = place_of(mark) if mark is not None else (None, None)
        self.faults.append(Fault(problem, path_text(self.path()), line, column, seen, expected, hint))
        if len(self.faults) >= MAX_FAULTS:
            raise GaveUpError

    def scalar(self, value: str | None, mark: int) -> None:
        """Take a scalar, as a key where one is awaited."""
        if value is not None and (len(value) > MAX_SCALAR or not value.isprintable()):
            self._inspect(value, mark)
        if isinstance(self._node, list):
            self._node.append(value)
        elif self._key is not None:
            self._node[self._key] = value
            self._key = None
        else:
            self._name(value, mark)
        self._marks.append(mark)

    def open(self, node: dict[str, Node] | list[Node], mark: int) -> None:
        """
        Take the beginning of a mapping or list, whose content follows until `close`.

        Raises:
            GaveUpError: If it lies deeper than any document of use.
        """
        if len(self._stack) >= MAX_DEPTH:
            self.fault("the nesting is too deep", mark, expected=f"at most {MAX_DEPTH} levels")
            raise GaveUpError
        spoilt = self._refuse_as_key(node, mark) if self.wants_key else None
        marks: list[Marks] = [mark]
        self._marks.append(marks)
        if isinstance(self._node, list):
            self._node.append(node)
        else:
            self._node[self._key] = node
        if spoilt is not None:
            self._marks.append(mark)
        self._stack.append((self._node, self._marks, spoilt))
        self._node, self._marks, self._key = node, marks, None

    def close(self) -> None:
        """Take the end of the mapping or list that was opened last."""
        self._node, self._marks, self._key = self._stack.pop()

    def _refuse_as_key(self, node: dict[str, Node] | list[Node], mark: int) -> str:
        """Say so, store the node under a spoilt key, and give another for the value that follows."""
        kind = "a mapping" if isinstance(node, dict) else "a list"
        self.fault("a key is not a text", mark, seen=kind, hint="put it in quotes if it is meant as text")
        self._key = _Spoilt("?")
        self._marks.append(mark)
        return _Spoilt("?")

    def _inspect(self, value: str, mark: int) -> None:
        if len(value) > MAX_SCALAR:
            self.fault(
                "the text is too long", mark, seen=shown(value, 20), expected=f"at most {MAX_SCALAR:,} characters"
            )
        elif unfit := unfit_character(value):
            self.fault(f"an escape stands for {unfit[0]}", mark, seen=unfit[1], hint="remove it")

    def _name(self, value: str | None, mark: int) -> None:
        if value is None:
            self.fault("a key is missing before ':'", mark, hint="write '' in quotes if an empty key is meant")
            self._key = _Spoilt("")
        elif value in self._node:
            line, column = place_of(find_mark(self._node, self._marks, [value], key=True))
            hint = f"it is already at line {line}, column {column}; keep one of them"
            self._key = value
            self.fault("the key is given twice", mark, seen=shown(value), hint=hint)
            self._key = _Spoilt(value)
        else:
            self._key = self._names.setdefault(value, value)
