"""What is asked of the service, read from bodies: documents, and the questions about claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

import attrs

import publicservice as ps
from publicservice.errors import shown
from publicservice.faults import Fault, FaultyFileError
from publicservice.figures import Figure
from publicservice.io.document import wanted
from publicservice.io.structure import attempt, declared_counts, structure_document
from publicservice.io.tree import Node, Tree, parse_tree, path_text
from publicservice.io.version import FORMAT, HEAD, VERSION_KEY
from publicservice.model.period import Period

__all__ = ["QUESTIONS", "Body", "Question", "asked", "documents", "read_any"]

_NAME = "the body"


@attrs.frozen
class Body:
    """What was sent, and the language that it is written in."""

    content: bytes
    format: str

    def tree(self) -> Tree:
        """The body as plain text data, within the bounds of the library's readers."""
        return parse_tree(self.content, format=cast(Literal["yaml", "json"], self.format), name=_NAME)


@attrs.frozen
class Question:
    """How a claim is verified: by which function, of which figures; lists of them end in `s`."""

    verify: Callable[..., ps.Verification]
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that may stand in it."""
        return (*self.needed, *self.optional)


QUESTIONS = {
    "completion": Question(ps.verify_completion, ("says", "actual"), ("target",)),
    "year-on-year": Question(ps.verify_year_on_year, ("says", "now"), ("before",)),
    "share": Question(ps.verify_share, ("says", "part"), ("whole",)),
    "sum": Question(ps.verify_sum, ("says", "parts"), lists=("parts",)),
}
_MOST_PARTS = 1_000
_MOST_UNKNOWN = 10


def read_any(body: Body) -> ps.Plan | ps.Report:
    """
    The plan or the report that the body holds.

    Raises:
        FaultyFileError: If anything in it is wrong.
    """
    tree = body.tree()
    kind, noun = ("report", ps.Report) if "report" in tree.data else ("plan", ps.Plan)
    return cast(ps.Plan | ps.Report, structure_document(wanted(tree, kind), noun))


def asked(body: Body, claim: str) -> dict[str, Any]:
    """
    The printed figures that a claim is verified with, as they were written.

    Raises:
        FaultyFileError: If one is missing or no figure, or something else stands there.
    """
    tree, question = body.tree(), QUESTIONS[claim]
    faults = _faults_of_keys(tree, question.needed, question.keys)
    given = {key: value for key, value in tree.data.items() if value is not None and key in question.keys}
    for key, value in given.items():
        faults += _misread_list(tree, key, value) if key in question.lists else _misread(tree, [key], value)
    _refuse(faults)
    return given


def _misread_list(tree: Tree, key: str, values: Node) -> list[Fault]:
    if not isinstance(values, list) or len(values) > _MOST_PARTS:
        return [_fault(tree, [key], "not a list of figures", values, f"at most {_MOST_PARTS:,} of them")]
    return [fault for at, value in enumerate(values) for fault in _misread(tree, [key, at], value)]


def _misread(tree: Tree, path: list[str | int], value: Node) -> list[Fault]:
    if isinstance(value, str):
        return attempt(tree, value, path, Figure, ())[1]
    return [_fault(tree, path, "not a figure", value, "a text such as '686,000 jobs' or '108.9 %'")]


def documents(body: Body, most: int) -> tuple[ps.Plan, list[ps.Report], Period | None]:
    """
    The plan, the reports and the date of an assessment.

    Raises:
        FaultyFileError: If anything in any of them is wrong.
    """
    tree = body.tree()
    faults = _faults_of_keys(tree, ("plan",), ("plan", "reports", "as_of"))
    listed = tree.data.get("reports")
    listed = [] if listed is None else listed
    if not isinstance(listed, list) or len(listed) > most:
        _refuse([*faults, _fault(tree, ["reports"], "not a list of reports", listed, f"at most {most} of them")])
    plan = _part(tree, ["plan"], tree.data.get("plan"), ps.Plan, faults)
    reports = [_part(tree, ["reports", at], node, ps.Report, faults) for at, node in enumerate(listed)]
    as_of = None
    if tree.data.get("as_of") is not None:
        as_of, told = attempt(tree, tree.data["as_of"], ["as_of"], Period, ())
        faults += told
    _refuse(faults)
    return plan, reports, as_of


def _part(tree: Tree, path: list[str | int], node: Any, noun: type, faults: list[Fault]) -> Any:
    """A document within the body, read with the kinds of count that it declares itself."""
    if not isinstance(node, dict):
        faults += attempt(tree, node, path, noun, ())[1]
        return None
    if node.get(VERSION_KEY, FORMAT) != FORMAT:
        place = tree.position([*path, VERSION_KEY])
        faults.append(
            Fault("not the version that is read here", path_text([*path, VERSION_KEY]), *place, expected=FORMAT)
        )
    own = {key: value for key, value in node.items() if key not in HEAD}
    made, told = attempt(tree, own, path, noun, declared_counts(own.get("units")))
    faults += told
    return made


# --- faults


def _faults_of_keys(tree: Tree, needed: tuple[str, ...], known: tuple[str, ...]) -> list[Fault]:
    missing = [Fault(f"the key '{key}' is missing") for key in needed if tree.data.get(key) is None]
    strange = [key for key in tree.data if key not in known][:_MOST_UNKNOWN]
    expected = f"one of {', '.join(known)}"
    return missing + [Fault("unknown key", key, *tree.key_position([key]), expected=expected) for key in strange]


def _fault(tree: Tree, path: list[str | int], problem: str, seen: Node, expected: str) -> Fault:
    return Fault(problem, path_text(path), *tree.position(path), shown(seen), expected)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        told = sorted(faults, key=lambda fault: (fault.line or 0, fault.column or 0))
        raise FaultyFileError(_NAME, told)
