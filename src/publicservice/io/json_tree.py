"""
JSON as a tree of text.

Good text goes through the `json` module, which is fast and tells no positions. Text with anything wrong in it, and text
whose positions are asked for, is read once more, token by token.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from publicservice.errors import shown
from publicservice.io.growth import MAX_DEPTH, MAX_SCALAR, GaveUpError, Growth, Node, mark_at, unfit_character

__all__ = ["grow_json", "load_json"]

# Possessive, so that a long string takes neither stack nor memory. Always matches: what is no token is `unknown`.
_TOKEN = re.compile(
    r"""[ \t\n\r]*+
    (?: (?P<sign>[{}\[\],:])
      | (?P<text>"(?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+")
      | (?P<other>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null)
      | (?P<end>\Z)
      | (?P<unknown>[\w.+-]{1,40}|//|/\*|.))""",
    re.VERBOSE,
)

# What may come next, by the state that the reader is in, and how to say it: signs, a text, another scalar, the end.
_VALUE, _ITEM, _KEY, _ENTRY, _COLON, _MORE_ITEMS, _MORE_ENTRIES, _END = range(8)
_WELCOME = (
    (("{", "[", "text", "other"), "a value"),
    (("{", "[", "text", "other", "]"), "a value or ']'"),
    (("text",), "a key in double quotes"),
    (("text", "}"), "a key in double quotes or '}'"),
    ((":",), "':'"),
    ((",", "]"), "',' or ']'"),
    ((",", "}"), "',' or '}'"),
    (("end",), "nothing more"),
)
_HINTS = (
    (re.compile(r"NaN|-?Infinity"), "JSON has no such number; put it in quotes or write null"),
    (re.compile(r"True|False|None"), "JSON writes true, false and null"),
    (re.compile(r"'"), "JSON uses double quotes"),
    (
        re.compile(r'"'),
        "its closing quote is missing, or it holds a line break or tab, which JSON writes as \\n and \\t",
    ),
    (re.compile(r"//|/\*|#"), "JSON has no comments"),
    (re.compile(r"[-+]?[0-9.]"), "JSON writes numbers as 12, -0.5 or 1e6; put anything else in quotes"),
    (re.compile(r"\w"), "put text in double quotes"),
)
_COMMA_HINT = "take away the comma before it, or write null where a value is missing"


def load_json(text: str) -> dict[str, Node] | None:
    """The data if nothing at all is wrong with the text, every scalar as written; None if anything may be."""
    try:
        data = json.loads(
            text, object_pairs_hook=_mapping, parse_int=str, parse_float=str, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and _settle(data) else None


def _mapping(pairs: list[tuple[str, Node]]) -> dict[str, Node]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs) or not all(map(_fit, mapping)):
        raise ValueError("a key is given twice or is not fit to be one")
    return mapping


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _fit(value: str) -> bool:
    return len(value) <= MAX_SCALAR and (value.isprintable() or unfit_character(value) is None)


def _settle(data: dict[str, Node]) -> bool:
    """Turn true and false into text, level by level; False if anything is nested too deep or not fit to be a text."""
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for node in level:
            for key, value in node.items() if isinstance(node, dict) else enumerate(node):
                if isinstance(value, str):
                    if not _fit(value):
                        return False
                elif isinstance(value, bool):
                    node[key] = "true" if value else "false"
                elif value is not None:
                    below.append(value)
        level = below
    return not level


def grow_json(text: str, growth: Growth) -> None:
    """
    Read the text token by token into a growth, with positions, noting whatever is wrong.

    Raises:
        GaveUpError: If reading cannot go on. The reason is among the faults.
    """
    lines = _Lines(text)
    state, after = _VALUE, [_END]
    for token in _TOKEN.finditer(text):
        group = token.lastgroup or "unknown"
        kind = token[group] if group == "sign" else group
        mark = lines.mark(token.start(group))
        if kind not in _WELCOME[state][0]:
            _refuse(token[group], kind, state, growth, mark)
        elif kind in ("text", "other"):
            growth.scalar(_scalar(token[group], growth, mark), mark)
            state = _COLON if state in (_KEY, _ENTRY) else after[-1]
        elif kind in ("{", "["):
            growth.open({} if kind == "{" else [], mark)
            state, more = (_ENTRY, _MORE_ENTRIES) if kind == "{" else (_ITEM, _MORE_ITEMS)
            after.append(more)
        elif kind in ("}", "]"):
            growth.close()
            after.pop()
            state = after[-1]
        elif kind in (",", ":"):
            state = _KEY if kind == "," and state == _MORE_ENTRIES else _VALUE


class _Lines:
    """Turns places in the text into marks. Asked in rising order, so that every line is looked at once."""

    __slots__ = ("_line", "_seen", "_start", "_text")

    def __init__(self, text: str) -> None:
        self._text, self._seen, self._line, self._start = text, 0, 0, 0

    def mark(self, at: int) -> int:
        passed = self._text.count("\n", self._seen, at)
        if passed:
            self._line += passed
            self._start = self._text.rindex("\n", self._seen, at) + 1
        self._seen = at
        return mark_at(self._line, at - self._start)


def _scalar(written: str, growth: Growth, mark: int) -> str | None:
    if written[0] != '"':
        return None if written == "null" else written
    try:
        value: str = json.loads(written)
    except ValueError:
        growth.fault(
            "the text has an escape that JSON does not know", mark, seen=shown(written), hint="write \\\\ for \\"
        )
        return ""
    return value


def _refuse(written: str, kind: str, state: int, growth: Growth, mark: int) -> NoReturn:
    expected, hint = _WELCOME[state][1], None
    if kind == "end":
        growth.fault("the text ends too early", mark, expected=expected)
        raise GaveUpError
    if kind == "unknown":
        hint = next((hint for start, hint in _HINTS if start.match(written)), None)
    elif kind in "]}" and state in (_VALUE, _KEY):
        hint = _COMMA_HINT
    growth.fault("this cannot stand here", mark, seen=shown(written), expected=expected, hint=hint)
    raise GaveUpError
