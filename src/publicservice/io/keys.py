"""
The words of plan and report files: which keys each noun has, and what is said where something else stands.

`KEYS` gives the keys of each noun by the name of its field, in the order in which they are written.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from publicservice.errors import ReadError, nearest, shown
from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.io.tree import Node
from publicservice.io.values import CountName, Rate, Stated, Yes
from publicservice.model.entry import Listed, Stage
from publicservice.model.goal import Better, Goal
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.observation import Beneficiaries, Claim, ClaimKind, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration, Parts, Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision
from publicservice.model.source import Source
from publicservice.units import Unit

__all__ = [
    "FLAT",
    "KEYS",
    "MEASURED",
    "WORDS",
    "hint_for",
    "keys_of",
    "misfit",
    "misfit_list",
    "missing",
    "near_keys",
    "plural",
    "unknown",
]

_LISTED = 5  # keys named of a mapping that stands in the wrong place
_OWNERS = 3  # entries named that a key belongs to
_SHORT = 60  # of a text that is shown as it would stand in a list


def _keys(names: str, **renamed: str) -> dict[str, str]:
    return {name: renamed.get(name, name) for name in names.split()}


KEYS: dict[type, dict[str, str]] = {
    Plan: _keys(
        "title place period source declares listed units note printed id targets commitments programmes", title="plan"
    ),
    Report: _keys(
        "title place period source declares listed units note printed id"
        " observations coverage beneficiaries claims commitments programmes",
        title="report",
    ),
    Programme: _keys(
        "title aliases lead stage period place population declares listed note printed id source"
        " observations coverage beneficiaries claims targets commitments programmes",
        population="for",
    ),
    Target: _keys(
        "indicator goal baseline period revisions place population parts parts_are lead stage note printed id source",
        population="for",
        parts_are="parts are",
    ),
    Revision: _keys("goal on period baseline note printed source", on="revised"),
    Commitment: _keys("title period place population lead stage note printed id source", population="for"),
    Observation: _keys(
        "indicator value result period place population lead stage note printed id source", population="for"
    ),
    Coverage: _keys(
        "indicator rate is_all covered eligible excluded population period place lead stage note printed id source",
        is_all="rate",
        population="for",
    ),
    Beneficiaries: _keys("population reached period place lead stage note printed id source", population="for"),
    Claim: _keys(
        "kind says of against parts period place population lead stage note printed id source",
        kind="claim",
        population="for",
    ),
    Indicator: _keys("name unit kind better aliases", name="indicator"),
    Source: _keys("title publisher published author speaker location url language note"),
    Population: _keys("who size within is_open note", is_open="list"),
    Place: _keys("name level code parent count"),
    Stated: _keys("value within unit exact"),
}
FLAT = tuple(KEYS[Indicator].values())
# The keys of an indicator stand in the mapping of what is measured: its name first, the others behind this key.
MEASURED: dict[type, str] = {Target: "goal", Observation: "result", Coverage: "excluded"}

WORDS: dict[Any, tuple[str, str]] = {
    Plan: ("a plan", "keys with values"),
    Report: ("a report", "keys with values"),
    Programme: ("a programme", "keys with values, such as 'title: Village roads'"),
    Target: ("a target", "keys with values, such as 'indicator: roads built' and 'goal: 1,000 km'"),
    Revision: ("a revision", "keys with values, such as 'goal: 1,200 km' and 'revised: 2022-06'"),
    Commitment: ("a commitment", "a text, or keys with values such as 'title: keep the roads safe'"),
    Observation: ("an observation", "keys with values, such as 'indicator: new urban jobs' and 'value: 686,000 jobs'"),
    Coverage: ("a coverage", "keys with values, such as 'indicator: medical insurance' and 'rate: 95 %'"),
    Beneficiaries: (
        "a group of beneficiaries",
        "keys with values, such as 'for: retirees' and 'reached: 3.69 million persons'",
    ),
    Claim: ("a claim", "keys with values, such as 'claim: completion', 'says: 108.9 %' and 'of: new urban jobs'"),
    Source: ("a source", "a title, or keys with values such as title, publisher and published"),
    Population: ("a group of people", "a text such as 'rural women', or keys with values such as who and size"),
    Place: ("a place", "a text such as 'Linyi, Shandong, CN', or keys with values such as name, level and parent"),
    Figure: ("a figure", "a number and its unit, such as 4,500 CNY/person/year"),
    Rate: ("a rate", "a share such as 90 %, or all where the document says all without a number"),
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
    ClaimKind: ("what a claim says", "completion, year-on-year, share, sum or all"),
    Better: ("a direction", "higher, lower or neither"),
    Stage: ("a stage", "a text such as planned or completed"),
    Listed: ("whether the list is complete", "complete or open"),
    Parts: ("how the parts stand to the whole", "partition, of which or overlapping"),
}
_LISTS: dict[str, str] = {
    WORDS[noun][0]: name
    for noun, name in {
        Target: "targets",
        Revision: "revisions",
        Observation: "observations",
        Coverage: "coverage",
        Beneficiaries: "beneficiaries",
        Claim: "claims",
    }.items()
}
_PLURALS: dict[Any, str] = {
    str: "texts",
    CountName: "names",
    Coverage: "coverages",
    Beneficiaries: "groups of beneficiaries",
}
_MISSING: dict[type, dict[str, str]] = {
    Plan: {"plan": "write the plan's title, such as 'plan: Ten projects for 2022'"},
    Report: {"report": "write the report's title, such as 'report: Jobs in 2021'"},
    Programme: {"title": "write it, such as 'title: Village roads'"},
    Target: {"goal": "write it, such as 'goal: 1,000 km'; a promise without a number belongs to the 'commitments'"},
    Revision: {
        "goal": "write what holds from then on, such as 'goal: 1,200 km', also where the goal stayed the same",
        "revised": "write when it was revised, such as 'revised: 2022-06'",
    },
    Indicator: {"indicator": "write what is measured, such as 'indicator: roads built'"},
    Commitment: {"title": "write it, such as 'title: keep the roads safe', or the text alone"},
    Claim: {"claim": "write what kind it is: completion, year-on-year, share, sum or all"},
    Population: {"who": "write it, such as 'who: rural women'"},
    Place: {"name": "write it, such as 'name: Linyi'"},
}
# What a file can do where a noun is refused, or words stand for one of its figures, and the reason names no key.
_HINTS: dict[tuple[type, str], str] = {
    (Observation, ""): "write 'value: 686,000 jobs', or 'result: basically stable' where no number is printed",
    (Observation, "value"): "write 'result: ...' for a result in words",
    (Coverage, "rate"): "write 'rate: all' where the document says all without a number",
    (Coverage, "covered"): "write 'rate: all' where the document says all without a number",
    (Beneficiaries, ""): "write 'for: retirees'",
    (Beneficiaries, "reached"): "leave it out where no number is printed",
    (Claim, "says"): "a claim without a number is a result in words of an observation, or 'claim: all'",
}
_SYNONYMS = {
    "title": ("plan", "report", "indicator", "claim", "who", "name"),
    "name": ("plan", "report", "title", "indicator", "who"),
    "population": ("for", "who"),
    "beneficiaries": ("for",),
    "who": ("for",),
    "description": ("note",),
    "comment": ("note",),
    "value": ("goal", "reached", "rate", "says", "size"),
    "number": ("value", "reached", "says", "size", "count"),
    "rate": ("value",),
    "coverage": ("rate",),
    "all": ("rate",),
    "is_all": ("rate",),
    "target": ("against",),
    "kind": ("claim",),
    "date": ("revised", "period", "published"),
    "on": ("revised", "period"),
    "versions": ("revisions",),
    "year": ("period", "published"),
    "deadline": ("period",),
    "location": ("place",),
    "owner": ("lead",),
    "responsible": ("lead",),
    "status": ("stage",),
    "direction": ("better",),
    "alias": ("aliases",),
}


@functools.cache
def keys_of(noun: type) -> tuple[str, ...]:
    """The keys that an entry may have in a file, in their order; with what is measured stand those of its indicator."""
    own = tuple(dict.fromkeys(KEYS[noun].values()))
    if noun not in MEASURED:
        return own
    behind = own.index(MEASURED[noun]) + 1
    return tuple(dict.fromkeys((*own[:behind], *FLAT, *own[behind:])))


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
    elif isinstance(value, str):
        hint = f"an item is {WORDS[each][1]}"
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
    return _PLURALS.get(each) or f"{each.__name__.lower()}s"


def missing(noun: type, key: str) -> ReadError:
    """The error that an entry lacks a key that it cannot do without."""
    return ReadError(f"the key '{key}' is missing", hint=_MISSING[noun][key])


def hint_for(noun: type, field: str = "") -> str | None:
    """What a file can do where this field of a noun is refused, or the noun as a whole."""
    return _HINTS.get((noun, field))


def near_keys(key: str, noun: type) -> list[str]:
    """The keys of a noun that may have been meant by one that it does not have, best first."""
    return _synonyms(key, noun) or nearest(key.replace("_", " "), keys_of(noun))


def _synonyms(key: str, noun: type) -> list[str]:
    return [other for other in _SYNONYMS.get(key.strip().lower(), ()) if other in keys_of(noun)]


def unknown(key: str, noun: type) -> ReadError:
    """The error that an entry has a key that it cannot have: a slip, or one that belongs to something else."""
    if key[:1].isdigit():
        hint = 'between braces a comma ends a value; put what has one in quotes: goal: "2,000 places"'
        return ReadError("unknown key", seen=shown(key), expected=_joined(keys_of(noun)), hint=hint)
    near = near_keys(key, noun)
    owners = _owners(key)
    begun = any(one.startswith(key) or key.startswith(one) for one in near)
    if owners and not begun and not _synonyms(key, noun):
        return ReadError("unknown key", seen=shown(key), hint=f"'{key}' belongs to {_owned(owners)}")
    if near:
        hint = f"did you mean {' or '.join(repr(one) for one in near)}?"
        return ReadError("unknown key", seen=shown(key), hint=hint)
    return ReadError("unknown key", seen=shown(key), expected=_joined(keys_of(noun)))


def _owners(key: str) -> list[str]:
    """The entries that a key belongs to. What a revision shares with its target is looked for in the target."""
    nouns = [noun for noun in KEYS if noun not in (Indicator, Stated) and key in keys_of(noun)]
    return [WORDS[noun][0] for noun in nouns if noun is not Revision or len(nouns) == 1]


def _owned(owners: list[str]) -> str:
    if len(owners) > _OWNERS:
        return f"{', '.join(owners[:_OWNERS])} and other entries"
    inside = _LISTS.get(owners[0]) if len(owners) == 1 else None
    return f"{_joined(owners)}, which is written in the list '{inside}'" if inside else _joined(owners)


def _joined(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
