"""
What is wrong with a file: one `Fault` for each thing, and the error that carries them all.

A file is written by people, and often has several things wrong with it. They are told together, each with its line, its
column and its place in the document, so that one reading suffices to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs

from publicservice.errors import PublicServiceError, ReadError, shown

__all__ = ["MAX_FAULTS", "Fault", "FaultyFileError", "MissingFileError", "UnopenedFileError", "path_text"]

MAX_FAULTS = 1_000  # of one input: more than anybody mends at once
_PRINTED = 50
_PLAIN_KEY = re.compile(r"\w+(?:[ -]\w+)*")
_KEY_LENGTH = 40
_NAME_LENGTH = 200


def path_text(path: Iterable[str | int]) -> str:
    """
    A place in a document, written as people write it.

    Args:
        path: Keys of mappings and numbers of list items (from 0), outermost first.

    Returns:
        The keys joined by dots, the numbers in brackets; a key that would confuse is put in quotes and brackets. The
        document itself is the empty text.

    Example:
        >>> path_text(["programmes", 3, "targets", 0, "goal"])
        'programmes[3].targets[0].goal'
        >>> path_text(["units", "a.b"])
        "units['a.b']"
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif len(step) <= _KEY_LENGTH and _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{shown(step, _KEY_LENGTH)}]"
    return text


@attrs.frozen
class Fault:
    """
    One thing that is wrong with a file.

    Attributes:
        problem: What is wrong.
        path: The place in the document, as `path_text` writes it; empty for the document itself.
        line: The line, counted from 1; None if it is not known.
        column: The character within the line, counted from 1; None if it is not known.
        seen: What stands there, as shown in the message.
        expected: What would have been right.
        hint: What to do.

    Example:
        >>> print(Fault("unknown unit", "targets[0].goal", 12, 9, "'houshold'", hint="did you mean 'household'?"))
        line 12, column 9, targets[0].goal: unknown unit: 'houshold'; did you mean 'household'?
    """

    problem: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    seen: str | None = None
    expected: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = [
            f"line {self.line}" if self.line is not None else "",
            f"column {self.column}" if self.column is not None else "",
            self.path,
        ]
        what = PublicServiceError(self.problem, seen=self.seen, expected=self.expected, hint=self.hint)
        place = ", ".join(part for part in where if part)
        return f"{place}: {what}" if place else str(what)


class FaultyFileError(ReadError):
    """
    A file was opened, and something in it is wrong. The message lists the first fifty faults, `faults` has all.

    Attributes:
        source_name: The file, or the name that was given to a text.
        faults: Everything that is wrong, in the order of the file.

    Example:
        >>> print(FaultyFileError("plan.yaml", [Fault("the key is given twice", "place", 4, 1)]))
        'plan.yaml' has 1 fault:
          line 4, column 1, place: the key is given twice
    """

    def __init__(self, source_name: str, faults: Iterable[Fault]) -> None:
        self.source_name = source_name
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(f"{shown(source_name, _NAME_LENGTH)} has {count:,} fault{'' if count == 1 else 's'}")

    def __str__(self) -> str:
        lines = [f"{self.problem}:", *(f"  {fault}" for fault in self.faults[:_PRINTED])]
        unsaid = len(self.faults) - _PRINTED
        if unsaid > 0:
            lines.append(f"  and {unsaid:,} more")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.source_name, self.faults)


class UnopenedFileError(ReadError, OSError):
    """
    A file could not be opened or read at all: a folder, no permission, a name that no file can have.

    Attributes:
        errno: The number that the operating system gave, if it gave one.
        filename: The path that was asked for.

    Example:
        >>> print(UnopenedFileError("a folder, not a file", seen="'plans'", filename="plans"))
        a folder, not a file: 'plans'
    """

    def __init__(
        self,
        problem: str,
        *,
        seen: str | None = None,
        expected: str | None = None,
        hint: str | None = None,
        errno: int | None = None,
        filename: str | None = None,
    ) -> None:
        super().__init__(problem, seen=seen, expected=expected, hint=hint)
        self.errno = errno
        self.filename = filename

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem,), {**self.__dict__, "errno": self.errno, "filename": self.filename}


class MissingFileError(UnopenedFileError, FileNotFoundError):
    """There is no file of that name. The message names files of the same folder that look like it."""
