"""People: those who are entitled or meant to be reached."""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.errors import ModelError, WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.model.fields import optional_figure, required_text, strip_text
from publicservice.validators import true_or_false

__all__ = ["Population", "optional_population", "population"]


def _counted(instance: Any, attribute: attrs.Attribute[Figure | None], value: Figure | None) -> None:
    """A validator: people are counted, and never fewer than none."""
    if value is not None and (not value.unit.is_count or value.high < 0):
        raise ModelError("the size of a group is a count", seen=str(value), expected="such as '500 persons'")


def _within(given: Population | str | None) -> Population | None:
    return optional_population(given)


@attrs.frozen(kw_only=True)
class Population:
    """
    Those who are entitled or eligible: who they are, how many, and within which larger population.

    Attributes:
        who: "rural women on low incomes".
        size: How many there are, where it is printed. [person, household, ...]
        within: The larger population of which they are part.
        is_open: Whether the document's list of them is not closed ("and others").
        note: What has to be known about them.

    Example:
        >>> Population("women of low income", size="500 persons", within=population("women")).size.unit
        unit('person')
    """

    who: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    size: Figure | None = attrs.field(default=None, converter=optional_figure, validator=_counted)
    within: Population | None = attrs.field(default=None, converter=_within)
    is_open: bool = attrs.field(default=False, validator=true_or_false)
    note: str = attrs.field(default="", converter=strip_text)

    def __str__(self) -> str:
        return self.who


def population(given: Population | str) -> Population:
    """
    The population that a text describes; a population is returned as it is.

    Raises:
        ModelError: If the text is empty.
        WrongTypeError: If it is neither text nor a population.
    """
    if isinstance(given, Population):
        return given
    if not isinstance(given, str):
        raise WrongTypeError("a population is given in words", seen=shown(given), expected="text such as 'rural women'")
    return Population(given)


def optional_population(given: Population | str | None) -> Population | None:
    """The population that a text describes; None stays None."""
    return None if given is None else population(given)
