"""Plain data as YAML in which every value is text, and stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from publicservice.io.tree import Node

__all__ = ["yaml_text"]

_NO_FOLDING = 2**31 - 1
_RESOLVER: Any = yaml.resolver.Resolver()
_ESCAPED = re.compile("[\r\x85\u2028\u2029\ufeff]")  # taken for line breaks or lost, if not escaped


def yaml_text(data: Node) -> str:
    r"""
    The YAML of mappings, lists and texts.

    Example:
        >>> yaml_text({"plan": "Roads", "period": "2022"})
        "plan: Roads\nperiod: '2022'\n"
    """
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
