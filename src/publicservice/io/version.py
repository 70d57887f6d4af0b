"""
The version of the format, which a file may name: `publicservice: 0.1`.

The first number moves when a text that was written would be read differently or not at all, the second when something
was added. What names no version is of the first one, so that files without it are read for ever.
"""

from __future__ import annotations

import re
from typing import NoReturn

from publicservice.errors import shown
from publicservice.faults import Fault, FaultyFileError
from publicservice.io.tree import Tree

__all__ = ["FORMAT", "HEAD", "SCHEMA_KEY", "VERSION_KEY", "newer", "require_known"]

FORMAT = "0.1"
VERSION_KEY = "publicservice"
SCHEMA_KEY = "$schema"  # where editors look for the schema of a JSON file; says nothing about what is in it
HEAD = frozenset({VERSION_KEY, SCHEMA_KEY})

_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")


def require_known(tree: Tree) -> None:
    """
    Refuse a file of a format that is to come. It is told by itself, since what the rest means depends on it.

    Raises:
        FaultyFileError: If the version is none, or of a format that this library cannot know.
    """
    said = tree.data.get(VERSION_KEY, FORMAT)
    if not isinstance(said, str) or not _VERSION.fullmatch(said):
        _refuse(tree, VERSION_KEY, "not a version of the format", said, f"two numbers, such as {FORMAT}")
    elif _numbers(said)[0] > _numbers(FORMAT)[0]:
        expected, hint = f"{FORMAT} or earlier", "read it with a newer release of publicservice"
        _refuse(tree, VERSION_KEY, "the format is newer than this library", said, expected, hint)
    if not isinstance(tree.data.get(SCHEMA_KEY, ""), str):
        _refuse(tree, SCHEMA_KEY, "not the place of a schema", tree.data[SCHEMA_KEY], "a text, or nothing at all")


def newer(tree: Tree) -> list[Fault]:
    """What is added to the faults of a file that says more than this library knows of; nothing for any other."""
    said = str(tree.data.get(VERSION_KEY, FORMAT))
    if _numbers(said) <= _numbers(FORMAT):
        return []
    hint = "what is unknown here may be known to a newer release of publicservice"
    place = tree.position([VERSION_KEY])
    return [Fault("the format is newer than this library", VERSION_KEY, *place, shown(said), FORMAT, hint)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _refuse(tree: Tree, key: str, problem: str, seen: object, expected: str, hint: str | None = None) -> NoReturn:
    fault = Fault(problem, key, *tree.position([key]), shown(seen), expected, hint)
    raise FaultyFileError(tree.source_name, [fault])
