"""
The words of a plan file: which keys each noun has, and what is said where something else stands.

`KEYS` gives the keys of each noun by the name of its field, in the order in which they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from publicservice.errors import ReadError, nearest, shown
from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.io.tree import Node
from publicservice.io.values import CountName, Stated, Yes
from publicservice.model.entry import Listed, Stage
from publicservice.model.goal import Better, Goal
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration, Parts, Programme, Target
from publicservice.model.source import Source
from publicservice.units import Unit

__all__ = [
    "FLAT",
    "KEYS",
    "WORDS",
    "keys_of",
    "misfit",
    "misfit_list",
    "missing",
    "near_keys",
    "plural",
    "unknown",
]

_LISTED = 5  # keys named of a mapping that stands in the wrong place
_SHORT = 60  # of a text that is shown as it would stand in a list


def _keys(names: str, **renamed: str) -> dict[str, str]:
    return {name: renamed.get(name, name) for name in names.split()}


KEYS: dict[type, dict[str, str]] = {
    Plan: _keys(
        "title place period source declares listed units note printed id targets commitments programmes", title="plan"
    ),
    Programme: _keys(
        "title aliases lead stage period place population declares listed note printed id source"
        " targets commitments programmes",
        population="for",
    ),
    Target: _keys(
        "indicator goal baseline period place population parts parts_are lead stage note printed id source",
        population="for",
        parts_are="parts are",
    ),
    Indicator: _keys("name unit kind better aliases", name="indicator"),
    Commitment: _keys("title period place population lead stage note printed id source", population="for"),
    Source: _keys("title publisher published author speaker location url language note"),
    Population: _keys("who size within is_open note", is_open="list"),
    Place: _keys("name level code parent count"),
    Stated: _keys("value within unit exact"),
}
FLAT = frozenset(KEYS[Indicator].values())  # the keys of an indicator stand in the mapping of its target

WORDS: dict[Any, tuple[str, str]] = {
    Plan: ("a plan", "keys with values"),
    Programme: ("a programme", "keys with values, such as 'title: Village roads'"),
    Target: ("a target", "keys with values, such as 'indicator: roads built' and 'goal: 1,000 km'"),
    Indicator: ("a target", ""),
    Commitment: ("a commitment", "a text, or keys with values such as 'title: keep the roads safe'"),
    Source: ("a source", "a title, or keys with values such as title, publisher and published"),
    Population: ("a group of people", "a text such as 'rural women', or keys with values such as who and size"),
    Place: ("a place", "a text such as 'Linyi, Shandong, CN', or keys with values such as name, level and parent"),
    Figure: ("a figure", "a number and its unit, such as 4,500 CNY/person/year"),
    Stated: ("a figure", ""),
    Goal: ("a goal", "a text such as 'at least 85 %' or '47,300 positions'"),
    Unit: ("a unit", "a text such as person or CNY/person/year"),
    Period: ("a period", "a text such as 2022, 2021-11 or 2021-01/2021-11"),
    Declaration: ("declared numbers", "what they count and how many, such as {programmes: 6}"),
    CountName: ("the name of a kind of count", "a text such as 'reading room'"),
    Interval: ("an interval", "two numbers in brackets and quotes, such as '[67.5, 68.5]' or '(0, ∞)'"),
    Decimal: ("a number", "digits only, such as 4500 or 0.85"),
    int: ("a whole number", "digits only, such as 6"),
    bool: ("whether the list is closed", "open or complete"),
    Yes: ("an answer", "yes, or nothing at all"),
    Kind: ("a kind", "flow, stock or rate"),
    Better: ("a direction", "higher, lower or neither"),
    Stage: ("a stage", "a text such as planned or completed"),
    Listed: ("whether the list is complete", "complete or open"),
    Parts: ("how the parts stand to the whole", "partition, of which or overlapping"),
}
_MISSING = {
    Plan: ("plan", "write the plan's title, such as 'plan: Ten projects for 2022'"),
    Programme: ("title", "write it, such as 'title: Village roads'"),
    Target: ("goal", "write it, such as 'goal: 1,000 km'; a promise without a number belongs to the 'commitments'"),
    Indicator: ("indicator", "write what is measured, such as 'indicator: roads built'"),
    Commitment: ("title", "write it, such as 'title: keep the roads safe', or the text alone"),
    Population: ("who", "write it, such as 'who: rural women'"),
    Place: ("name", "write it, such as 'name: Linyi'"),
}
_SYNONYMS = {
    "title": ("plan", "indicator", "who", "name"),
    "name": ("plan", "title", "indicator", "who"),
    "population": ("for", "who"),
    "beneficiaries": ("for",),
    "description": ("note",),
    "comment": ("note",),
    "value": ("goal", "size"),
    "date": ("period", "published"),
    "year": ("period", "published"),
    "deadline": ("period",),
    "location": ("place",),
    "owner": ("lead",),
    "responsible": ("lead",),
    "status": ("stage",),
    "direction": ("better",),
    "alias": ("aliases",),
}


def keys_of(noun: type) -> tuple[str, ...]:
    """The keys that an entry may have in a file; a target's are its own and those of its indicator."""
    own = tuple(KEYS[noun].values())
    return own + tuple(key for key in KEYS[Indicator].values() if key not in own) if noun is Target else own


def misfit(value: Node, kind: Any) -> ReadError:
    """The error that something else stands where this kind of thing belongs, or nothing at all."""
    quoted = kind not in WORDS and value and not isinstance(value, str)
    hint = "put it in quotes if it is meant as a text" if quoted else None
    return _misfit(value, *WORDS.get(kind, ("a text", "a text")), hint)


def misfit_list(value: Node, each: Any) -> ReadError:
    """The error that no list stands where a list of these things belongs."""
    expected, hint = "a list, each item beginning with '- '", None
    if each in (str, CountName):
        one = value if isinstance(value, str) and len(value) <= _SHORT and value.isprintable() else "one"
        expected, hint = "a list, such as [one, another]", f"write [{one}] if there is one only"
    elif isinstance(value, dict):
        hint = "write '- ' before its first key if there is one only, and indent the others alike"
    return _misfit(value, f"a list of {plural(each)}", expected, hint)


def _misfit(value: Node, what: str, expected: str, hint: str | None = None) -> ReadError:
    if value is None or (isinstance(value, str) and not value.strip()):
        return ReadError("there is no value", expected=expected, hint="write one, or take the entry out")
    if isinstance(value, str):
        seen = f"a text, {shown(value)}"
    elif isinstance(value, list):
        seen = f"a list of {len(value):,}"
    else:
        seen = f"keys with values, {shown(', '.join(islice(value, _LISTED)))}"
    return ReadError(f"not {what}", seen=seen, expected=expected, hint=hint)


def plural(each: Any) -> str:
    """What several of a kind are called."""
    return {str: "texts", CountName: "names"}.get(each) or f"{each.__name__.lower()}s"


def missing(noun: type) -> ReadError:
    """The error that an entry lacks the key that it cannot do without."""
    key, hint = _MISSING[noun]
    return ReadError(f"the key '{key}' is missing", hint=hint)


def near_keys(key: str, noun: type) -> list[str]:
    """The keys of a noun that may have been meant by one that it does not have, best first."""
    allowed = keys_of(noun)
    synonyms = [other for other in _SYNONYMS.get(key.strip().lower(), ()) if other in allowed]
    return synonyms or nearest(key.replace("_", " "), allowed)


def unknown(key: str, noun: type) -> ReadError:
    """The error that an entry has a key that it cannot have: a slip, or one that belongs to something else."""
    near = near_keys(key, noun)
    owners = list(
        dict.fromkeys(WORDS[other][0] for other in KEYS if key in KEYS[other].values() and other is not Stated)
    )
    begun = any(one.startswith(key) or key.startswith(one) for one in near)
    if owners and not begun and key not in _SYNONYMS:
        where = ", which is written in the list 'targets'" if owners == [WORDS[Target][0]] else ""
        return ReadError("unknown key", seen=shown(key), hint=f"'{key}' belongs to {_joined(owners)}{where}")
    if near:
        hint = f"did you mean {' or '.join(repr(one) for one in near)}?"
        return ReadError("unknown key", seen=shown(key), hint=hint)
    return ReadError("unknown key", seen=shown(key), expected=_joined(keys_of(noun)))


def _joined(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
