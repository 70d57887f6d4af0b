"""
JSON as the form in which nouns are exchanged: every noun as text, from which an equal one is read.

A plan or report is exchanged as the file that it is. Anything else stands behind the key that says what it is, in the
very form that it has within a file: `{"publicservice": "0.1", "target": {"indicator": ..., "goal": ...}}`.
"""

from __future__ import annotations

import json
from itertools import islice
from types import GenericAlias
from typing import Any, NoReturn, TypeVar, overload

import attrs

from publicservice.assessment import Assessment
from publicservice.checks.run import Findings
from publicservice.errors import WrongTypeError, did_you_mean, shown
from publicservice.faults import Fault
from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.io.document import wanted
from publicservice.io.structure import attempt, declared_counts, refuse, structure_document
from publicservice.io.tree import Tree, parse_tree
from publicservice.io.unstructure import plain_document, plain_noun
from publicservice.io.values import CountName
from publicservice.io.version import FORMAT, HEAD, VERSION_KEY, require_known
from publicservice.model.coverage import CoverageRate
from publicservice.model.finding import Finding
from publicservice.model.goal import Goal
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Beneficiaries, Claim, Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration, Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision
from publicservice.model.source import Source
from publicservice.units import Unit

__all__ = ["DOCUMENTS", "KINDS", "LISTS", "declared_in", "from_json", "to_json"]

Noun = TypeVar("Noun")

DOCUMENTS: dict[str, type[Plan | Report]] = {"plan": Plan, "report": Report}
KINDS: dict[str, type] = {
    **DOCUMENTS,
    "programme": Programme,
    "target": Target,
    "revision": Revision,
    "commitment": Commitment,
    "observation": Observation,
    "coverage": Coverage,
    "beneficiaries": Beneficiaries,
    "claim": Claim,
    "coverage rate": CoverageRate,
    "indicator": Indicator,
    "goal": Goal,
    "figure": Figure,
    "interval": Interval,
    "unit": Unit,
    "period": Period,
    "place": Place,
    "population": Population,
    "source": Source,
    "declaration": Declaration,
    "finding": Finding,
    "findings": Findings,
    "assessment": Assessment,
}
# The keys under which files hold several of a kind.
LISTS: dict[str, type] = {
    "programmes": Programme,
    "targets": Target,
    "revisions": Revision,
    "commitments": Commitment,
    "observations": Observation,
    "coverage": Coverage,
    "beneficiaries": Beneficiaries,
    "claims": Claim,
}
_UNITS = "units"
_MOST_TOLD = 10  # keys that stand where none should
_EXPECTED = "a key such as plan, report, target, figure or observations"


# --- writing


def to_json(noun: object) -> str:
    """
    The JSON of a noun, or of several of one kind.

    Nothing is lost: printed texts, the sets that figures stand for, units (those that a document declares, too) and
    sources are in it. One noun has one text.

    Args:
        noun: Any noun: a plan, report, target, observation, figure, goal, period, finding ... A list or tuple of
            programmes, targets, revisions, commitments, observations, coverages, beneficiaries or claims.

    Returns:
        Text from which `from_json` reads an equal noun; of a plan or report, a file that `read_plan` or `read_report`
        reads.

    Raises:
        WrongTypeError: If it is no noun, or a list that is empty or of several kinds.
        UnwritableError: If something in it has no text that reads back the same.

    Example:
        >>> from publicservice import figure
        >>> print(to_json(figure("68.6万人")), end="")
        {
          "publicservice": "0.1",
          "figure": "68.6万人"
        }
        >>> from_json(to_json(Target("roads built", "1,000 km"))).goal.unit
        unit('km')
    """
    return f"{json.dumps({VERSION_KEY: FORMAT} | _body(noun), ensure_ascii=False, indent=2)}\n"


def _body(noun: object) -> dict[str, Any]:
    if isinstance(noun, Plan | Report):
        return dict(plain_document(noun))
    several = isinstance(noun, list | tuple)
    given = tuple(noun) if isinstance(noun, list | tuple) else noun
    name = _list_name(given) if isinstance(given, tuple) else _name_of(type(given))
    if name is None:
        expected = "several of one kind that files list" if several else f"one of: {', '.join(KINDS)}"
        raise WrongTypeError("not a noun that can be exchanged", seen=shown(noun), expected=expected)
    counts = declared_in(given)
    head: dict[str, Any] = {_UNITS: list(counts)} if counts else {}
    return head | {name: plain_noun(given, name, counts)}


def _name_of(kind: type) -> str | None:
    """What a class is called; of the kinds of goal, all are goals."""
    names = {its_kind: name for name, its_kind in KINDS.items()}
    return next((names[base] for base in kind.__mro__ if base in names), None)


def _list_name(given: tuple[Any, ...]) -> str | None:
    kinds = {type(one) for one in given}
    return next((name for name, kind in LISTS.items() if kinds == {kind}), None)


def declared_in(noun: Any) -> tuple[str, ...]:
    """The kinds of count in a noun that the library does not know by itself, in the order of the alphabet."""
    names: set[str] = set()
    waiting, seen = [noun], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, Unit):
            names |= part.declared
        elif isinstance(part, tuple):
            waiting += part
        elif attrs.has(type(part)) and id(part) not in seen:
            seen.add(id(part))
            waiting += [getattr(part, field.name) for field in attrs.fields(type(part))]
    return tuple(sorted(name.replace("_", " ") for name in names))


# --- reading


@overload
def from_json(text: str | bytes, kind: type[Noun], *, name: str = ...) -> Noun: ...
@overload
def from_json(text: str | bytes, kind: str | None = None, *, name: str = ...) -> Any: ...
def from_json(text: str | bytes, kind: type | str | None = None, *, name: str = "<text>") -> Any:
    """
    The noun that a JSON text says, of this or an earlier version of the format.

    Args:
        text: What `to_json` wrote, or a plan or report as JSON; bytes are UTF-8.
        kind: What is wanted: a class, or the key that it stands behind, such as "target" or "observations". None takes
            whatever the text holds.
        name: What to call the text in messages.

    Returns:
        The noun; a tuple of nouns where the text holds a list.

    Raises:
        WrongTypeError: If the text is neither text nor bytes, or nothing of that kind is exchanged.
        FaultyFileError: If anything in the text is wrong, or it holds another kind. Its `faults` say what, and where.

    Example:
        >>> from_json('{"goal": "at least 85 %"}', Goal).needs_baseline
        False
        >>> [jobs] = from_json('{"observations": [{"indicator": "new jobs", "value": "686,000 jobs"}]}')
        >>> jobs.value
        figure('686,000 jobs')
        >>> from_json('{"target": {"indicator": "roads"}}')
        Traceback (most recent call last):
        publicservice.faults.FaultyFileError: '<text>' has 1 fault:
          line 1, column 12, target: the key 'goal' is missing; write it, such as 'goal: 1,000 km'...
    """
    looked_for = _looked_for(kind)
    tree = parse_tree(text, format="json", name=name)
    require_known(tree)
    found = _found(tree)
    if looked_for not in (None, found):
        _refuse_kind(tree, found, looked_for)
    made = structure_document(wanted(tree, found), DOCUMENTS[found]) if found in DOCUMENTS else _noun(tree, found)
    if isinstance(kind, type) and not isinstance(made, kind):
        _refuse_kind(tree, found, kind.__name__)
    return made


def _looked_for(kind: type | str | None) -> str | None:
    if kind is None or (isinstance(kind, str) and (kind in KINDS or kind in LISTS)):
        return kind
    name = _name_of(kind) if isinstance(kind, type) else None
    if name is None:
        hint = did_you_mean(kind, [*KINDS, *LISTS]) if isinstance(kind, str) else None
        raise WrongTypeError(
            "nothing of this kind is exchanged", seen=shown(kind), expected="a noun's class", hint=hint
        )
    return name


def _found(tree: Tree) -> str:
    """The key that says what the text holds."""
    documents = [key for key in DOCUMENTS if key in tree.data]
    found = documents[:1] or [key for key in tree.data if key in KINDS or key in LISTS]
    if not found:
        first = islice(tree.data, _MOST_TOLD)
        near = next(filter(None, (did_you_mean(key, [*KINDS, *LISTS]) for key in first)), None)
        refuse(tree, [Fault("nothing says what this is", "", *tree.position([]), expected=_EXPECTED, hint=near)])
    if len(found) > 1:
        hint = "write each into a text of its own; a document has the key plan or report"
        _refuse(tree, found[1], "several things in one text", ", ".join(found), "one of them", hint)
    return found[0]


def _noun(tree: Tree, name: str) -> Any:
    node = tree.data[name]
    several = name in LISTS and (name not in KINDS or isinstance(node, list))
    kind: Any = GenericAlias(tuple, (LISTS[name], ...)) if several else KINDS[name]
    units, others = tree.data.get(_UNITS, []), tree.data.keys() - HEAD - {_UNITS, name}
    made, faults = attempt(tree, node, [name], kind, declared_counts(units))
    faults += attempt(tree, units, [_UNITS], tuple[CountName, ...], ())[1]
    faults += [_stranger(tree, key, name) for key in sorted(others)[:_MOST_TOLD]]
    if faults:
        refuse(tree, faults)
    return made


def _stranger(tree: Tree, key: str, name: str) -> Fault:
    hint = f"what belongs to the {name} stands within it"
    return Fault(
        "unknown key", key, *tree.key_position([key]), shown(key), f"nothing beside '{name}' but 'units'", hint
    )


def _refuse_kind(tree: Tree, found: str, looked_for: object) -> NoReturn:
    _refuse(tree, found, "this is of another kind", found, f"the key '{looked_for}'")


def _refuse(tree: Tree, key: str, problem: str, seen: str, expected: str, hint: str | None = None) -> NoReturn:
    refuse(tree, [Fault(problem, key, *tree.key_position([key]), shown(seen), expected, hint)])
