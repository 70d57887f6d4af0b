"""What the nouns' constructors share: converters that take what people write, and refuse what cannot be meant."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from publicservice.errors import ModelError, WrongTypeError, did_you_mean, shown
from publicservice.figure import Figure, figure

__all__ = ["choice", "optional", "records", "required_text", "strip_text", "texts", "to_figure"]

Noun = TypeVar("Noun")
Choice = TypeVar("Choice", bound=enum.Enum)
_LONGEST_TITLE = 2000


def strip_text(value: str | None) -> str:
    """Text without the white space around it; None counts as none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WrongTypeError("not text", seen=shown(value), expected="text")
    return value.strip()


def required_text(instance: Any, attribute: attrs.Attribute[str], value: str) -> None:
    """A validator: the noun cannot be without this text."""
    if not value or len(value) > _LONGEST_TITLE:
        what = f"{type(instance).__name__.lower()} needs a {attribute.name}"
        raise ModelError(f"a {what}", seen=shown(value), expected=f"text of 1 to {_LONGEST_TITLE:,} characters")


def texts(values: Iterable[str] | None) -> tuple[str, ...]:
    """Several texts; a single text is not taken for its letters."""
    if isinstance(values, str) or not isinstance(values, Iterable | None):
        raise WrongTypeError("not a list of texts", seen=shown(values), expected="a list, such as ['a', 'b']")
    return tuple(strip_text(value) for value in values or ())


def records(kind: type[Noun], make: Callable[[Any], Noun] | None = None) -> Callable[[Iterable[Any] | None], tuple[Noun, ...]]:
    """A converter for the records of one kind inside another; `make` turns what is not yet of that kind into it."""

    def convert(values: Iterable[Any] | None) -> tuple[Noun, ...]:
        if isinstance(values, str) or not isinstance(values, Iterable | None):
            raise WrongTypeError("not a list", seen=shown(values), expected=f"a list of {kind.__name__} records")
        return tuple(_one(kind, make, value, number) for number, value in enumerate(values or ()))

    return convert


def _one(kind: type[Noun], make: Callable[[Any], Noun] | None, value: Any, number: int) -> Noun:
    if isinstance(value, kind):
        return value
    if make is not None and isinstance(value, str):
        return make(value)
    raise WrongTypeError(f"item {number} is not a {kind.__name__}", seen=f"{shown(value)} ({type(value).__name__})", expected=kind.__name__)


def optional(make: Callable[[Any], Noun]) -> Callable[[Any], Noun | None]:
    """A converter that leaves None alone."""

    @functools.wraps(make)
    def convert(value: Any) -> Noun | None:
        return None if value is None else make(value)

    return convert


def choice(kind: type[Choice]) -> Callable[[Any], Choice]:
    """A converter for one of a few words; a word that is none of them is answered with those that are."""

    def convert(value: Any) -> Choice:
        if isinstance(value, kind):
            return value
        words = [str(member.value) for member in kind]
        if isinstance(value, str) and value.strip().lower() in words:
            return kind(value.strip().lower())
        hint = did_you_mean(value, words) if isinstance(value, str) else None
        raise ModelError(f"not a {_spaced(kind.__name__)}", seen=shown(value), expected=" or ".join(words), hint=hint)

    return convert


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def to_figure(value: Any) -> Figure:
    """The figure that a number or text says, as `figure` reads it."""
    return figure(value)
