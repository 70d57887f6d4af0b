"""
Files that anyone may have written, read as a tree of plain text.

YAML and JSON are taken for what they are here: mappings, lists and text. Every scalar stays as it was written, so that
`85.0 %` keeps its digits and `no` stays a word. Nothing in a file can run code, refer to another part of it, or take
more time or memory than its size warrants; whatever is wrong is told with its line.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import Any, Literal

import attrs
import yaml

from publicservice.errors import ReadError, WrongTypeError, shown
from publicservice.faults import FaultyFileError, path_text
from publicservice.io.growth import MAX_SCALAR, GaveUpError, Growth, Marks, Node, find_mark, mark_at, place_of
from publicservice.io.json_tree import grow_json, load_json
from publicservice.io.source import checked, decode, read_bytes

__all__ = ["Node", "Tree", "parse_tree", "path_text", "read_tree"]

_TAG_DIRECTIVE = re.compile("(?:\\A|[\n\r\x85\u2028\u2029])%TAG")
_INDENTING_TAB = re.compile(r" *\t")
_QUOTE_IT = "put the text in quotes"
_PLAIN_WORDS = (
    ("text is too long", "the text is too long", f"at most {MAX_SCALAR:,} characters are read"),
    ("mapping values are not allowed", "a ':' where no key can be", f"{_QUOTE_IT} if ': ' is part of it"),
    (
        "could not find expected ':'",
        "the line has no colon with a space behind it",
        "write 'key: value', with a plain colon (not '：') and a space",
    ),
    (
        "expected comment or line break",
        "a text that begins with '>' or '|' has to stand in quotes",
        "write \"> 40 towns\" in quotes, or 'more than 40 towns'",
    ),
    ("cannot start any token", "a text cannot begin with this character", _QUOTE_IT),
    (
        "unexpected end of stream",
        "a quote is not closed",
        "close it, or double it ('') if it is an apostrophe in quotes",
    ),
    ("',' or ']'", "a list in [ ] lacks a comma or its end", "write [a, b]; quote what contains a comma or bracket"),
    (
        "',' or '}'",
        "a mapping in { } lacks a comma or its end",
        "write {a: 1, b: 2}; quote what contains a comma or brace",
    ),
    ("expected key", "the line does not fit those above it", "check its indentation, and quotes that end too early"),
    (
        "expected <block end>",
        "the line does not fit those above it",
        "check its indentation, and quotes that end too early",
    ),
    (
        "expected '-' indicator",
        "the line is not an item of the list above it",
        "begin it with '- ', or mend its indentation",
    ),
    ("escape", "an unknown escape in double quotes", "write \\\\ for \\, or use single quotes"),
)


@attrs.frozen(eq=False)
class Tree:
    r"""
    A document as plain data, with the place of everything in it.

    Attributes:
        data: The document: mappings, lists, and every scalar as the text that was written; None where nothing was.
        source_name: The file it came from.

    Example:
        >>> tree = parse_tree("plan: Parks\ntargets: [85.0 %, no]", format="yaml")
        >>> tree.data
        {'plan': 'Parks', 'targets': ['85.0 %', 'no']}
        >>> tree.position(["targets", 1])
        (2, 19)
    """

    data: dict[str, Node] = attrs.field(repr=False)
    source_name: str
    _locate: Callable[[], Marks] = attrs.field(repr=False)

    def position(self, path: Sequence[str | int]) -> tuple[int, int]:
        """
        The line and column where a value begins, counted from 1, in the document as it was read.

        Args:
            path: Keys and item numbers (from 0), outermost first.

        Returns:
            The place of the value; of the nearest thing around it when the path leads nowhere.

        Example:
            >>> parse_tree("plan: Parks", format="yaml").position(["plan"])
            (1, 7)
        """
        return place_of(find_mark(self.data, self._marks, path))

    def key_position(self, path: Sequence[str | int]) -> tuple[int, int]:
        """
        The line and column where the key of a value begins, counted from 1. An item of a list has no key, only a place.

        Args:
            path: Keys and item numbers (from 0), outermost first.

        Returns:
            The place of the key; of the nearest thing around it when the path leads nowhere.

        Example:
            >>> parse_tree("plan: Parks", format="yaml").key_position(["plan"])
            (1, 1)
        """
        return place_of(find_mark(self.data, self._marks, path, key=True))

    @cached_property
    def _marks(self) -> Marks:
        return self._locate()


def read_tree(source: str | os.PathLike[str]) -> Tree:
    """
    Read a YAML or JSON file that anyone may have written.

    Args:
        source: The path of a .yaml, .yml or .json file.

    Returns:
        Its data, with positions.

    Raises:
        WrongTypeError: If the source is not a path.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        FaultyFileError: If anything in it is wrong. Its `faults` are all that could be found.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "plan.json")
        ...     _ = path.write_text('{"coverage": 85.0}', encoding="utf-8")
        ...     read_tree(path).data
        {'coverage': '85.0'}
    """
    raw, format, path = read_bytes(source)
    return _tree(decode(raw, path), format, path)


def parse_tree(text: str | bytes, *, format: Literal["yaml", "json"], name: str = "<text>") -> Tree:
    """
    Read YAML or JSON that is already at hand.

    Args:
        text: The document; bytes are UTF-8.
        format: The language it is written in.
        name: What to call it in messages.

    Returns:
        Its data, with positions.

    Raises:
        WrongTypeError: If the text is neither text nor bytes.
        ReadError: If the format is another.
        FaultyFileError: If anything in the text is wrong. Its `faults` are all that could be found.

    Example:
        >>> parse_tree("goal: at least 85.0 %", format="yaml").data
        {'goal': 'at least 85.0 %'}
    """
    if not isinstance(text, str | bytes):
        raise WrongTypeError("not a text", seen=shown(text), expected="str or bytes")
    if format not in ("yaml", "json"):
        raise ReadError("the format is not known", seen=shown(format), expected="'yaml' or 'json'")
    return _tree(checked(text, name) if isinstance(text, str) else decode(text, name), format, name)


def _tree(text: str, format: str, name: str) -> Tree:
    if format == "yaml":
        data, growth = _grown(_grow_yaml, text, name)
        return Tree(data, name, growth.marks)
    quick = load_json(text)
    if quick is not None:
        return Tree(quick, name, partial(_json_marks, text))
    data, growth = _grown(grow_json, text, name)
    return Tree(data, name, growth.marks)


def _json_marks(text: str) -> Marks:
    growth = Growth()
    grow_json(text, growth)
    return growth.marks()


def _grown(grow: Callable[[str, Growth], None], text: str, name: str) -> tuple[dict[str, Node], Growth]:
    growth = Growth()
    with suppress(GaveUpError):
        if text and not text.isspace():
            grow(text, growth)
        _require_mapping(growth)
    data = growth.root()
    if growth.faults or not isinstance(data, dict):
        raise FaultyFileError(name, growth.faults)
    return data, growth


def _require_mapping(growth: Growth) -> None:
    data = growth.root()
    if isinstance(data, dict):
        return
    mark = find_mark(data, growth.marks(), ())
    expected = "keys with values, such as 'plan: Ten projects' or 'report: Jobs' in YAML"
    if data is None:
        growth.fault("there is nothing in the file", mark, expected=expected)
        return
    seen = f"a text, {shown(data)}" if isinstance(data, str) else f"a list of {len(data):,}"
    growth.fault("the document does not consist of keys and values", mark, seen=seen, expected=expected)


def _grow_yaml(text: str, growth: Growth) -> None:
    if "%TAG" in text and (found := _TAG_DIRECTIVE.search(text)):
        mark = mark_at(text.count("\n", 0, found.end()), 0)
        # Refused before parsing: libyaml compares every such line with all before it.
        growth.fault("a tag directive is not allowed", mark, seen="%TAG", hint="remove it: every value is read as text")
        raise GaveUpError
    try:
        _take_events(text, growth)
    except yaml.MarkedYAMLError as error:
        _explain(error, text, growth)
        raise GaveUpError from error
    except (yaml.YAMLError, ValueError, IndexError) as error:
        growth.fault("this is not YAML", None, hint=shown(str(error)))
        raise GaveUpError from error


def _take_events(text: str, growth: Growth) -> None:
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.NodeEvent):
            _take_node(event, growth)
        elif isinstance(event, yaml.CollectionEndEvent):
            growth.close()
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                growth.fault("a second document begins", _mark(event), seen="'---'", hint="write one document a file")
                raise GaveUpError


def _take_node(event: Any, growth: Growth) -> None:
    mark = _mark(event)
    if event.anchor is not None:
        _refuse_reference(event, growth, mark)
    if isinstance(event, yaml.AliasEvent):
        growth.scalar(f"*{event.anchor}", mark)
        return
    if event.tag is not None:
        growth.fault("a tag is not allowed", mark, seen=shown(event.tag), hint="remove it: every value is read as text")
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0]
        if event.value == "<<" and plain and growth.wants_key:
            growth.fault("a merge key is not allowed", mark, seen="'<<'", hint="write the entries out")
        growth.scalar(event.value or (None if plain else ""), mark)
    else:
        growth.open({} if isinstance(event, yaml.MappingStartEvent) else [], mark)


def _refuse_reference(event: Any, growth: Growth, mark: int) -> None:
    kind, sign = ("an alias", "*") if isinstance(event, yaml.AliasEvent) else ("an anchor", "&")
    hint = f"write the value out, or put it in quotes if the {sign} is part of a text"
    growth.fault(f"{kind} is not allowed", mark, seen=shown(f"{sign}{event.anchor}"), hint=hint)


def _mark(event: Any) -> int:
    start = event.start_mark
    return mark_at(start.line, start.column)


def _explain(error: yaml.MarkedYAMLError, text: str, growth: Growth) -> None:
    """Note a syntax error in plain words; at the beginning of what was left open, where that is the reason."""
    said = error.problem or "no reason given"
    at: Any = error.problem_mark
    if (at.index >= len(text) or "expected ':'" in said) and error.context_mark is not None:
        at = error.context_mark
    mark = mark_at(at.line, at.column)
    if "',' or" not in said and _INDENTING_TAB.match(text, text.rfind("\n", 0, at.index) + 1):
        growth.fault("a tab stands in the indentation", mark, expected="spaces", hint="YAML indents with spaces only")
        return
    for sign, problem, hint in _PLAIN_WORDS:
        if sign in said:
            growth.fault(problem, mark, hint=hint)
            return
    growth.fault("this is not YAML", mark, hint=said)


class _BoundedLoader(yaml.BaseLoader):
    """
    The scanner written in Python, for a PyYAML without libyaml: it gives up on endless scalars.

    It takes a microsecond for each character, so that a long one has to be refused before its end is seen.
    """

    _longest = 10 * MAX_SCALAR
    _bound: float = math.inf
    _begun: yaml.Mark | None = None

    def peek(self, index: int = 0) -> Any:
        at = self.pointer + index
        if index > self._longest or at > self._bound:
            raise yaml.MarkedYAMLError(problem="text is too long", problem_mark=self._begun or self.get_mark())
        return self.buffer[at]

    def scan_plain(self) -> Any:
        return self._within_bound(super().scan_plain)

    def scan_flow_scalar(self, style: Any) -> Any:
        return self._within_bound(partial(super().scan_flow_scalar, style))

    def scan_block_scalar(self, style: Any) -> Any:
        return self._within_bound(partial(super().scan_block_scalar, style))

    def _within_bound(self, scan: Callable[[], Any]) -> Any:
        self._bound, self._begun = self.pointer + self._longest, self.get_mark()
        token = scan()
        self._bound, self._begun = math.inf, None
        return token


_LOADER: Any = getattr(yaml, "CBaseLoader", _BoundedLoader)
