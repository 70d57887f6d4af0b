"""
Plans written as files that read back as equal plans, in YAML or JSON.

Every value is written as text, so that other readers of YAML and JSON see it as it stands. What has no text that reads
back the same is refused, never changed.
"""

from __future__ import annotations

import enum
import functools
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import attrs
import yaml
from cattrs import BaseValidationError

from publicservice.errors import PublicServiceError, WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.interval import plain
from publicservice.io.document import structure
from publicservice.io.faults import UnopenedFileError, path_text
from publicservice.io.growth import FORBIDDEN, MAX_DEPTH, MAX_SCALAR
from publicservice.io.keys import KEYS
from publicservice.io.source import SUFFIXES
from publicservice.io.tree import Node
from publicservice.io.values import CountName
from publicservice.model.goal import Goal
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Declaration, Target
from publicservice.model.source import Source
from publicservice.units import ONE, Unit, Vocabulary

__all__ = ["UnwritableError", "plan_text", "write_plan"]

_NO_FOLDING = 2**31 - 1
_RESOLVER: Any = yaml.resolver.Resolver()
_ESCAPED = re.compile("[\r\x85\u2028\u2029\ufeff]")  # taken for line breaks or lost, if not escaped
_SHORT: dict[type, Callable[[Any], str | None]] = {
    Commitment: attrgetter("title"),
    Source: attrgetter("title"),
    Population: attrgetter("who"),
    Place: str,
    Figure: attrgetter("text"),
}


class UnwritableError(PublicServiceError, ValueError):
    """Something in a plan has no text from which the same plan could be read again."""


class _RefusedError(Exception):
    """Why something cannot be written, and the keys that lead to it. Never leaves this file."""

    def __init__(self, problem: str, seen: str, hint: str) -> None:
        super().__init__(problem)
        self.seen, self.hint = seen, hint
        self.path: list[str | int] = []


def plan_text(plan: Plan, *, format: Literal["yaml", "json"] = "yaml") -> str:
    """
    The text of a plan's file.

    Args:
        plan: The plan.
        format: The language to write.

    Returns:
        Text from which `parse_plan` reads an equal plan.

    Raises:
        WrongTypeError: If it is not a plan.
        UnwritableError: If the format is another, or something in the plan has no text that reads back the same.

    Example:
        >>> print(plan_text(Plan("Roads", period=2022, targets=[Target("roads built", "1,000 km")])))
        plan: Roads
        period: '2022'
        targets:
        - indicator: roads built
          goal: 1,000 km
        <BLANKLINE>
    """
    if not isinstance(plan, Plan):
        raise WrongTypeError("not a plan", seen=shown(plan), expected="a Plan")
    if format not in ("yaml", "json"):
        raise UnwritableError("the format is not known", seen=shown(format), expected="'yaml' or 'json'")
    _require_counts(plan.units)
    try:
        data = _Writer(plan.units).entry(plan)
    except _RefusedError as refused:
        where = f"{path_text(refused.path)}: {refused}"
        raise UnwritableError(where, seen=refused.seen, hint=refused.hint) from None
    if format == "json":
        return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"
    return _yaml(data)


def write_plan(plan: Plan, path: str | os.PathLike[str]) -> None:
    """
    Write a plan to a file, whole or not at all: a file of that name is replaced only when all is written.

    Args:
        plan: The plan.
        path: A path that ends in .yaml, .yml or .json.

    Raises:
        WrongTypeError: If it is not a plan, or not a path.
        UnwritableError: If the suffix is another, or something in the plan has no text that reads back the same.
        UnopenedFileError: If the file cannot be written (also an OSError).

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_plan(Plan("Roads"), Path(folder, "roads.json"))
        ...     print(Path(folder, "roads.json").read_text(encoding="utf-8"), end="")
        {
          "plan": "Roads"
        }
    """
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str):
        raise WrongTypeError("not a path", seen=shown(path), expected="text or a pathlib.Path")
    file = Path(path)
    format: Any = SUFFIXES.get(file.suffix.lower())
    if format is None:
        expected = "a .yaml, .yml or .json file"
        raise UnwritableError("the format cannot be told from the name", seen=shown(file.name), expected=expected)
    text = plan_text(plan, format=format)
    try:
        _replace(file.resolve(), text)
    except (OSError, ValueError) as error:
        code, reason = (
            (error.errno, error.strerror) if isinstance(error, OSError) else (None, "no file can have this name")
        )
        seen = shown(str(file), 200)
        raise UnopenedFileError(
            "the file cannot be written", seen=seen, hint=reason, errno=code, filename=str(file)
        ) from error


def _require_counts(names: tuple[str, ...]) -> None:
    try:
        structure([*names], tuple[CountName, ...])
    except (PublicServiceError, BaseValidationError):
        hint = "leave out what is a unit already or has no name"
        raise UnwritableError("units: not kinds of count", seen=shown(", ".join(names)), hint=hint) from None


def _replace(file: Path, text: str) -> None:
    beside = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


# --- nouns as mappings, lists and texts


@functools.cache
def _fields(noun: Any) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a noun in the order of the file: name, key, and the value that needs no writing."""
    fields = attrs.fields_dict(noun)
    return tuple((name, key, fields[name].default) for name, key in KEYS[noun].items())


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
            elif value != default:
                made[key] = self._under(key, value, depth + 1)
        if isinstance(noun, Target):
            made = {"indicator": made.pop("indicator"), "goal": made.pop("goal"), **made}
        return made

    def _under(self, step: str | int, value: Any, depth: int) -> Node:
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
                return [self._under(number, one, depth + 1) for number, one in enumerate(value)]
            case enum.Enum():
                return str(value.value)
            case bool():
                return "open"
            case int() | Goal() | Period() | Unit():
                return self._checked(str(value), value)
        short = _SHORT[type(value)](value) if type(value) in _SHORT else None
        if short and self._reads(short, value):
            return _text(short)
        return self._checked(_stated(value), value) if isinstance(value, Figure) else self.entry(value, depth)

    def _declared(self, declared: tuple[Declaration, ...]) -> Node:
        return self._checked({_text(one.what): str(one.count) for one in declared}, declared)

    def _checked(self, node: Node, value: Any) -> Node:
        """The plain data itself, if the value can be read from it again."""
        if self._reads(node, value):
            return node
        named = getattr(value, "unit", value)
        undeclared = named.declared - set(Vocabulary(self.counts).counts) if isinstance(named, Unit) else ()
        if undeclared:
            hint = f"add to the plan's units: {', '.join(sorted(undeclared))}"
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
    return made | {"exact": "yes"} if exactly else made


# --- YAML


def _yaml(data: Node) -> str:
    text = _emitted(data, getattr(yaml, "CSafeDumper", yaml.SafeDumper))
    # libyaml writes emoji and rare Chinese characters as escapes; the slower emitter leaves them readable.
    return _emitted(data, yaml.SafeDumper) if "\\U" in text else text


def _emitted(data: Node, dumper: Any) -> str:
    text: str = yaml.emit(_document(data), Dumper=dumper, allow_unicode=True, width=_NO_FOLDING)
    return text


def _document(data: Node) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _events(data)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _events(node: Node) -> Iterator[yaml.Event]:
    if isinstance(node, dict):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for key, value in node.items():
            yield _scalar(key, '"')
            yield from _events(value)
        yield yaml.MappingEndEvent()
    elif isinstance(node, list):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
        for value in node:
            yield from _events(value)
        yield yaml.SequenceEndEvent()
    else:
        yield _scalar(str(node), "|")


def _scalar(text: str, with_lines: str) -> yaml.Event:
    """A text, quoted where it would be taken for something else; with this style where it has several lines."""
    stays_text = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
    style = '"' if _ESCAPED.search(text) else with_lines if "\n" in text else None
    return yaml.ScalarEvent(None, None, (stays_text, True), text, style=style)
