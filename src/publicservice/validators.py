"""Validators that every record may use, whatever row of the house it stands in."""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.errors import WrongTypeError, shown

__all__ = ["refuse_words", "true_or_false"]


def true_or_false(instance: Any, attribute: attrs.Attribute[bool], value: bool) -> None:
    """A validator: the word "no" would count as true."""
    refuse_words(attribute.name, value)


def refuse_words(name: str, *values: bool) -> None:
    """
    Refuse what is not True or False.

    Raises:
        WrongTypeError: If a value is anything else.
    """
    for value in values:
        if not isinstance(value, bool):
            raise WrongTypeError(f"{name} is yes or no", seen=shown(value), expected="True or False")
