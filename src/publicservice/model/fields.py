"""What the nouns' constructors share: converters that take what people write, and refuse what cannot be meant."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, SupportsIndex, TypeVar, cast

import attrs

from publicservice.errors import ModelError, WrongTypeError, did_you_mean, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.model.period import Period, period

__all__ = [
    "choice", "optional_figure", "optional_period", "records", "required_text", "seeing_self", "strip_text", "texts",
    "whole_number",
]  # fmt: skip

Noun = TypeVar("Noun")
Choice = TypeVar("Choice", bound=enum.Enum)
Given = TypeVar("Given")
Made = TypeVar("Made")
_LONGEST_TITLE = 2000


def seeing_self(convert: Callable[[Given, Any], Made]) -> Callable[[Given], Made]:
    """A converter that is given what was set before it, too, with the type by which checkers know converters."""
    return cast("Callable[[Given], Made]", attrs.Converter(convert, takes_self=True))


def strip_text(value: str | None) -> str:
    """Text without the white space around it; None counts as none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WrongTypeError("not text", seen=shown(value), expected="text")
    return value.strip()


def required_text(instance: Any, attribute: attrs.Attribute[str], value: str) -> None:
    """A validator: the noun cannot be without this text."""
    if 0 < len(value) <= _LONGEST_TITLE:
        return
    noun = type(instance).__name__.lower()
    a_noun = f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
    problem = f"{a_noun} needs a {attribute.name}" if not value else f"the {attribute.name} of {a_noun} is too long"
    raise ModelError(problem, seen=shown(value), expected=f"text of 1 to {_LONGEST_TITLE:,} characters")


def texts(values: Iterable[str] | None) -> tuple[str, ...]:
    """Several texts; a single text is not taken for its letters."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable | None):
        raise WrongTypeError("not a list of texts", seen=shown(values), expected="a list, such as ['a', 'b']")
    given = tuple(values or ())
    if None in given:
        raise WrongTypeError(f"item {given.index(None)} is not text", seen="None", expected="text")
    return tuple(strip_text(value) for value in given)


def records(
    kind: type[Noun], values: Iterable[Any] | None, make: Callable[[str], Noun] | None = None
) -> tuple[Noun, ...]:
    """The records of one kind inside another; `make` turns a text into one."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable | None):
        raise WrongTypeError("not a list", seen=shown(values), expected=f"a list of {kind.__name__} records")
    return tuple(_one(kind, make, value, number) for number, value in enumerate(values or ()))


def _one(kind: type[Noun], make: Callable[[str], Noun] | None, value: Any, number: int) -> Noun:
    if isinstance(value, kind):
        return value
    if make is not None and isinstance(value, str):
        return make(value)
    seen = f"{shown(value)} ({type(value).__name__})"
    raise WrongTypeError(f"item {number} is not a {kind.__name__}", seen=seen, expected=kind.__name__)


def choice(kind: type[Choice], value: Choice | str) -> Choice:
    """One of a few words; a word that is none of them is answered with those that are."""
    if isinstance(value, kind):
        return value
    words = [str(member.value) for member in kind]
    if isinstance(value, str) and value.strip().lower() in words:
        return kind(value.strip().lower())
    hint = did_you_mean(value, words) if isinstance(value, str) else None
    noun = re.sub("(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    raise ModelError(f"not a word for {noun}", seen=shown(value), expected=" or ".join(words), hint=hint)


def optional_figure(value: FigureLike | None) -> Figure | None:
    """The figure that a number or text says, as `figure` reads it."""
    return None if value is None else figure(value)


def optional_period(value: Period | str | date | SupportsIndex | None) -> Period | None:
    """The period that a text or year says, as `period` reads it."""
    return None if value is None else period(value)


def whole_number(problem: str, value: Any, low: int, high: int | None = None) -> None:
    """
    Refuse what is not a whole number between two ends.

    Raises:
        ModelError: If it is none; the problem says what was to be counted.
    """
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or value < low or (high is not None and value > high):
        expected = f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
        raise ModelError(problem, seen=shown(value), expected=f"a whole number, {expected}")
