"""What the docstrings of nouns say about them and their attributes, for people who meet them in a schema."""

from __future__ import annotations

import inspect
import re

__all__ = ["about", "attributes"]

_HEADING = "Attributes:"
_NOTHING = re.compile(r"\bNone\b")  # what Python calls leaving it out
_ENTRY = re.compile(r" {4}(\w+): (.*)")


def about(noun: type) -> str:
    """
    The first paragraph of a noun's docstring, on one line.

    Example:
        >>> from publicservice.model.place import Place
        >>> about(Place)
        'An administrative area, or several whose names are not printed.'
    """
    return " ".join(_doc(noun).partition("\n\n")[0].split())


def attributes(noun: type) -> dict[str, str]:
    """
    What the docstrings of a noun and its bases say about each attribute; what the noun itself says counts.

    Example:
        >>> from publicservice.model.programme import Commitment
        >>> attributes(Commitment)["lead"]
        'The body that answers for it.'
    """
    told: dict[str, str] = {}
    for kind in reversed(noun.__mro__):
        told |= _listed(_doc(kind))
    return {name: _NOTHING.sub("nothing", text) for name, text in told.items()}


def _doc(kind: type) -> str:
    return inspect.cleandoc(kind.__dict__.get("__doc__") or "")


def _listed(doc: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in doc.partition(f"{_HEADING}\n")[2].partition("\n\n")[0].splitlines():
        if entry := _ENTRY.fullmatch(line):
            name = entry[1]
            found[name] = entry[2]
        else:
            found[name] += f" {line.strip()}"
    return found
