"""
The keys of every noun that can be exchanged: those that stand in plan and report files, and the few that do not.

What is said where something else stands comes from `keys` for the former, and is told more shortly for the latter.
"""

from __future__ import annotations

from typing import Any

from publicservice.checks.run import Findings
from publicservice.errors import ReadError, nearest, shown
from publicservice.io import assessed, keys
from publicservice.io.assessed import ASSESSED
from publicservice.io.keys import KEYS
from publicservice.io.tree import Node
from publicservice.io.values import Printed, Stated
from publicservice.model.coverage import CoverageRate
from publicservice.model.finding import Finding
from publicservice.model.programme import Declaration

__all__ = ["NOUNS", "keys_of", "misfit", "misfit_list", "missing", "near_keys", "unknown"]

_FURTHER: dict[type, dict[str, str]] = {
    Printed: KEYS[Stated] | {"printed": "printed"},
    CoverageRate: {
        "group": "for",
        "rate": "rate",
        "covered": "covered",
        "eligible": "eligible",
        "excluded": "excluded",
        "excluded_covered": "excluded covered",
        "period": "period",
        "place": "place",
        "note": "note",
    },
    Declaration: {"what": "what", "count": "count"},
    Finding: {name: name for name in ("rule", "severity", "where", "title", "message", "evidence")},
    Findings: {"document": "document", "items": "items"},
}
_FURTHER |= ASSESSED
NOUNS: dict[type, dict[str, str]] = KEYS | _FURTHER

_WORDS: dict[Any, tuple[str, str]] = {
    CoverageRate: ("a coverage rate", "keys with values, such as 'covered: 2,650 units' and 'eligible: 3,442 units'"),
    Finding: ("a finding", "keys with values, such as 'rule: empty-programme' and 'severity: note'"),
    Findings: ("findings", "keys with values: the title of a 'document', and 'items'"),
    **assessed.WORDS,
}


def keys_of(noun: type) -> tuple[str, ...]:
    """The keys that a noun may have, in their order."""
    return tuple(_FURTHER[noun].values()) if noun in _FURTHER else keys.keys_of(noun)


def misfit(value: Node, kind: Any) -> ReadError:
    """The error that something else stands where this kind of thing belongs, or nothing at all."""
    if kind not in _WORDS:
        return keys.misfit(value, kind)
    what, expected = _WORDS[kind]
    return ReadError(f"not {what}", seen=shown(value), expected=expected)


def misfit_list(value: Node, each: Any) -> ReadError:
    """The error that no list stands where a list of these things belongs."""
    if each not in _WORDS:
        return keys.misfit_list(value, each)
    several = assessed.PLURALS.get(each) or keys.plural(each)
    return ReadError(f"not a list of {several}", seen=shown(value), expected=f"a list, each {_WORDS[each][0]}")


def missing(noun: type, key: str) -> ReadError:
    """The error that an entry lacks a key that it cannot do without."""
    return ReadError(f"the key '{key}' is missing") if noun in _FURTHER else keys.missing(noun, key)


def near_keys(key: str, noun: type) -> list[str]:
    """The keys of a noun that may have been meant by one that it does not have, best first."""
    return nearest(key, keys_of(noun)) if noun in _FURTHER else keys.near_keys(key, noun)


def unknown(key: str, noun: type) -> ReadError:
    """The error that an entry has a key that it cannot have."""
    if noun not in _FURTHER:
        return keys.unknown(key, noun)
    near = near_keys(key, noun)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else None
    return ReadError("unknown key", seen=shown(key), expected=None if near else " or ".join(keys_of(noun)), hint=hint)
