"""
Nouns made into the plain data that files hold, from which the same nouns are read again.

What has no text that reads back the same is refused, never changed.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeVar

import attrs
from cattrs import BaseValidationError

from publicservice.assessment import Assessment, Evidence, Row, Score
from publicservice.compute.progress import Completion
from publicservice.decimals import plain
from publicservice.errors import ModelError, PublicServiceError, shown
from publicservice.faults import path_text
from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.io.assessed import PAIRED, Assessed, Cited
from publicservice.io.growth import FORBIDDEN, MAX_DEPTH, MAX_SCALAR
from publicservice.io.keys import MEASURED
from publicservice.io.nouns import NOUNS, keys_of
from publicservice.io.structure import structure
from publicservice.io.tree import Node
from publicservice.io.values import ALL, CountName
from publicservice.model.goal import Goal
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration
from publicservice.model.report import Report
from publicservice.model.source import Source
from publicservice.units import ONE, Unit, Vocabulary

__all__ = ["UnwritableError", "plain_document", "plain_noun"]

_SHORT: dict[type, Callable[[Any], str | None]] = {
    Commitment: attrgetter("title"),
    Source: attrgetter("title"),
    Population: attrgetter("who"),
    Place: str,
    Figure: attrgetter("text"),
}
_AS_TEXT = (int, Decimal, date, Fraction, Goal, Interval, Period, Unit)
Written = TypeVar("Written")
_IF_TRUE = {"is_open": "open", "is_all": ALL, "is_partial": "yes"}


class UnwritableError(PublicServiceError, ValueError):
    """Something in a plan or report has no text from which the same could be read again."""


class _RefusedError(Exception):
    """Why something cannot be written, and the keys that lead to it. Never leaves this file."""

    def __init__(self, problem: str, seen: str, hint: str) -> None:
        super().__init__(problem)
        self.seen, self.hint = seen, hint
        self.path: list[str | int] = []


def plain_document(document: Plan | Report) -> dict[str, Node]:
    """
    The mappings, lists and texts of a plan's or report's file, its keys in their order.

    Raises:
        UnwritableError: If something in it has no text that reads back the same.

    Example:
        >>> plain_document(Plan("Roads", period=2022))
        {'plan': 'Roads', 'period': '2022'}
    """
    _require_counts(document.units)
    return _told(functools.partial(_Writer(document.units).entry, document))


def plain_noun(noun: Any, key: str, counts: tuple[str, ...]) -> Node:
    """
    The plain data of one noun or of a tuple of them, as it stands in files behind a key.

    Args:
        noun: What is written.
        key: What it stands behind, for messages.
        counts: Further kinds of count that its units may name.

    Raises:
        UnwritableError: If something in it has no text that reads back the same.

    Example:
        >>> from publicservice.model.programme import Target
        >>> plain_noun(Target("roads built", "1,000 km"), "target", ())
        {'indicator': 'roads built', 'goal': '1,000 km'}
    """
    _require_counts(counts)
    return _told(functools.partial(_Writer(counts).under, key, _figure_of(None, noun), 1))


def _told(write: Callable[[], Written]) -> Written:
    try:
        return write()
    except _RefusedError as refused:
        where = f"{path_text(refused.path)}: {refused}"
        raise UnwritableError(where, seen=refused.seen, hint=refused.hint) from None


def _require_counts(names: tuple[str, ...]) -> None:
    try:
        structure([*names], tuple[CountName, ...])
    except (PublicServiceError, BaseValidationError):
        hint = "leave out what is a unit already or has no name"
        raise UnwritableError("units: not kinds of count", seen=shown(", ".join(names)), hint=hint) from None


@functools.cache
def _fields(noun: Any) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a noun in the order of the file: name, key, and the value that needs no writing."""
    fields = attrs.fields_dict(noun)
    return tuple((name, key, fields[name].default) for name, key in NOUNS[noun].items())


def _figure_of(noun: Any, value: Any) -> Any:
    """Documents hold figures; by which definition one was computed, only an assessment says."""
    is_bare = type(value) is Completion and type(noun) not in (Row, Score)
    return Figure(value.value, value.unit, value.admissible) if is_bare else value


@attrs.frozen
class _Writer:
    """What turns nouns into plain data, for one vocabulary of units."""

    counts: tuple[str, ...]

    def entry(self, noun: Any, depth: int = 0) -> dict[str, Node]:
        _limit(depth)
        made: dict[str, Node] = {}
        for name, key, default in _fields(noun.__class__):
            value = getattr(noun, name)
            if name == "indicator":
                made |= self.entry(value, depth)
            elif value is not None and value != default:
                if key in made:
                    raise _RefusedError("there are two values for one key", key, f"keep one of {key} and {name}")
                told = PAIRED[name](value) if name in PAIRED else _figure_of(noun, value)
                made[key] = _IF_TRUE[name] if value is True else self.under(key, told, depth + 1)
        kind = noun.__class__
        return {key: made[key] for key in keys_of(kind) if key in made} if kind in MEASURED else made

    def under(self, step: str | int, value: Any, depth: int) -> Node:
        try:
            return self._node(value, depth)
        except _RefusedError as refused:
            refused.path.insert(0, step)
            raise

    def _node(self, value: Any, depth: int) -> Node:
        match value:
            case str():
                return _text(value)
            case (Declaration(), *_):
                return self._declared(value)
            case tuple():
                _limit(depth)
                return [self.under(number, one, depth + 1) for number, one in enumerate(value)]
            case enum.Enum():
                return str(value.value)
            case dict():
                return dict(value)
        if isinstance(value, _AS_TEXT):
            return self._checked(plain(value) if isinstance(value, Decimal) else str(value), value)
        return self._noun(value, depth)

    def _noun(self, value: Any, depth: int) -> Node:
        match value:
            case Completion():
                return self._checked(_stated(value) | {"definition": value.definition.value}, value)
            case Evidence():
                return self.entry(Cited.of(value), depth)
            case Assessment():
                return self._assessed(value, depth)
        short = _SHORT[type(value)](value) if type(value) in _SHORT else None
        if short and self._reads(short, value):
            return _text(short)
        return self._checked(_stated(value), value) if isinstance(value, Figure) else self.entry(value, depth)

    def _assessed(self, made: Assessment, depth: int) -> Node:
        try:
            return self.entry(Assessed.of(made), depth)
        except ModelError as error:
            raise _RefusedError(error.problem, str(error.seen), str(error.hint)) from None

    def _declared(self, declared: tuple[Declaration, ...]) -> Node:
        return self._checked({_text(one.what): str(one.count) for one in declared}, declared)

    def _checked(self, node: Node, value: Any) -> Node:
        """The plain data itself, if the value can be read from it again."""
        if self._reads(node, value):
            return node
        named = getattr(value, "unit", value)
        undeclared = named.declared - set(Vocabulary(self.counts).counts) if isinstance(named, Unit) else ()
        if undeclared:
            hint = f"add to the document's units: {', '.join(sorted(undeclared))}"
            raise _RefusedError("a kind of count is not declared", shown(str(value)), hint)
        raise _RefusedError("no text reads back as this", shown(node), "use a value that a document could print")

    def _reads(self, node: Node, value: Any) -> bool:
        kind = tuple[Declaration, ...] if isinstance(value, tuple) else type(value)
        try:
            read: bool = structure(node, Goal if isinstance(value, Goal) else kind, self.counts) == value
        except (PublicServiceError, BaseValidationError):
            return False
        return read


def _limit(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise _RefusedError("the nesting is too deep", f"more than {MAX_DEPTH} levels", "make it flatter")


def _text(text: str) -> str:
    if len(text) > MAX_SCALAR:
        raise _RefusedError("the text is too long for a file", shown(text), f"shorten it to {MAX_SCALAR:,} characters")
    if FORBIDDEN.search(text):
        raise _RefusedError("the text has a character that no file may hold", shown(text), "remove it")
    return text


def _stated(figure: Figure) -> dict[str, Node]:
    """A figure by its parts."""
    exactly = figure.is_exact and figure.value is not None
    made: dict[str, Node] = {"value": plain(figure.value)} if figure.value is not None else {}
    if not exactly:
        made["within"] = str(figure.admissible)
    if figure.unit is not ONE:
        made["unit"] = str(figure.unit)
    if exactly:
        made["exact"] = "yes"
    return made | {"printed": figure.text} if figure.text else made
