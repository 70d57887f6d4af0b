"""
Every error the library raises, under one base class.

An error says what was wrong, the value seen, what was expected and what to do. The parts are attributes too, so that a
service can answer with them. Each class is also the built-in that a Python reader would expect.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "FigureTextError",
    "GoalError",
    "MissingExtraError",
    "ModelError",
    "NotFoundError",
    "PeriodError",
    "PublicServiceError",
    "ReadError",
    "UndecidedError",
    "UndefinedError",
    "UnitError",
    "UnknownUnitError",
    "UnlikeUnitsError",
    "WrongTypeError",
]

_SHOWN = 60


def shown(value: object, limit: int = _SHOWN) -> str:
    """The value as it may stand in a message: short, on one line, with nothing that a terminal would act on."""
    if isinstance(value, str):
        cut = value[: limit + 1]
        text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in unicodedata.normalize("NFC", cut))
        if len(value) > limit:
            return f"'{text[:limit]}…' ({len(value):,} characters)"
        return f"'{text}'"
    if isinstance(value, int) and value.bit_length() > 4 * limit:
        return f"an integer of about {value.bit_length() * 3 // 10:,} digits"
    try:
        text = repr(value)
    except Exception:  # whatever a foreign object does, the message about it has to be told
        text = f"<{type(value).__name__}>"
    text = "".join(c if c.isprintable() else " " for c in text[: limit + 1])
    return text if len(text) <= limit else f"{text[:limit]}…"


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known words that look most like this one, best first. Long words are not compared."""
    if len(word) > _SHOWN:
        return []
    candidates = {k.casefold(): k for k in known}
    return [candidates[k] for k in get_close_matches(word.casefold(), candidates, n=limit, cutoff=0.6)]


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest known words, or None when nothing is near."""
    near = nearest(word, known)
    return f"did you mean {' or '.join(repr(n) for n in near)}?" if near else None


def needed(kind: type, given: object, what: str, expected: str) -> None:
    """Refuse what is no such thing. A text is no list of anything: it would be taken letter by letter."""
    if not isinstance(given, kind) or (kind is Iterable and isinstance(given, str | bytes)):
        raise WrongTypeError(f"{what} was needed", seen=shown(given), expected=expected)


class PublicServiceError(Exception):
    """
    The base of all errors of this library.

    Attributes:
        problem: What was wrong.
        seen: The value that was given, as shown in the message.
        expected: What would have been right.
        hint: What to do.

    Example:
        >>> error = PublicServiceError("not a number", seen="'abc'", expected="a number", hint="write 12 persons")
        >>> print(error)
        not a number: 'abc'; expected a number; write 12 persons
    """

    def __init__(
        self, problem: str, *, seen: str | None = None, expected: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.seen = seen
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.problem}: {self.seen}" if self.seen is not None else self.problem
        if self.expected:
            text += f"; expected {self.expected}"
        return f"{text}; {self.hint}" if self.hint else text


class WrongTypeError(PublicServiceError, TypeError):
    """An argument is of a type that the function cannot read."""


class UnitError(PublicServiceError, ValueError):
    """A unit's text cannot be read, or a unit cannot be used in this way."""


class UnknownUnitError(UnitError):
    """A word stands where a unit should, and no unit has that name."""


class UnlikeUnitsError(UnitError):
    """Two units were to be added, compared or converted that are not of one kind, such as persons and households."""


class FigureTextError(PublicServiceError, ValueError):
    """A text is not a figure: a name that contains digits, a word, or a number written in a way nobody agrees on."""


class UndecidedError(PublicServiceError, ValueError):
    """A yes or no was asked for where the printed precision hides the answer."""


class UndefinedError(PublicServiceError, ArithmeticError):
    """
    A quantity does not exist for these facts, such as a share of nothing. The message names the reason.

    Attributes:
        reason: The reason in a word or two, for tables and columns: "zero target", "missing baseline".
    """

    def __init__(
        self,
        problem: str,
        *,
        reason: str = "undefined",
        seen: str | None = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(problem, seen=seen, expected=expected, hint=hint)
        self.reason = reason


class PeriodError(PublicServiceError, ValueError):
    """A period cannot be read, or two periods cannot be compared."""


class GoalError(PublicServiceError, ValueError):
    """A goal's text cannot be read, or a goal is impossible."""


class ModelError(PublicServiceError, ValueError):
    """A noun of the model was given parts that cannot stand together."""


class NotFoundError(PublicServiceError, LookupError):
    """Nothing in a document answers to an id or words, or more than one thing does."""


class ReadError(PublicServiceError, ValueError):
    """A file or text could not be read as the document asked for. `faults` lists everything that is wrong with it."""


class MissingExtraError(PublicServiceError, ImportError):
    """Something was asked for that needs an optional package. The message names the extra to install."""
