"""The values of plan and report files: how each kind of text in them is read."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any, NewType

import attrs

from publicservice.errors import FigureTextError, ModelError, ReadError, shown
from publicservice.figures import Figure, figure
from publicservice.figures.reading import read
from publicservice.interval import Interval
from publicservice.model.entry import Listed, Stage
from publicservice.model.fields import choice
from publicservice.model.goal import Better, Goal
from publicservice.model.indicator import Kind
from publicservice.model.observation import ClaimKind
from publicservice.model.people import Population
from publicservice.model.period import Period, period
from publicservice.model.place import Place, place
from publicservice.model.programme import Commitment, Parts
from publicservice.model.source import Source
from publicservice.units import ONE, Unit, Vocabulary, unit

__all__ = ["ALL", "CountName", "IsAll", "Named", "Rate", "Stated", "Yes", "count_name", "says_all", "text_readers"]

Named = NewType("Named", str)  # a text that cannot be empty
CountName = NewType("CountName", str)  # a kind of count that a document declares
Yes = NewType("Yes", bool)
Rate = NewType("Rate", Figure)  # of a coverage, or the word for all
IsAll = NewType("IsAll", bool)  # whether that word stands there

ALL = "all"
_CACHED = 4096


@attrs.frozen
class Stated:
    """
    A figure given in parts, since no text says it: `{value: 68, within: '[67.5, 68.5]', unit: job}`.

    Attributes:
        value: The number; None where only a range is known.
        within: The values that the figure stands for. [unit]
        unit: What is counted or measured.
        exact: Whether it stands for its value only.
    """

    value: Decimal | None = None
    within: Interval | None = None
    unit: Unit | None = None
    exact: Yes = Yes(False)

    def __attrs_post_init__(self) -> None:
        if self.exact == (self.within is not None) or (self.exact and self.value is None):
            raise ReadError(
                "these parts do not make a figure",
                expected="value and 'exact: yes', or within: '[67.5, 68.5]' with or without a value",
                hint="write a printed figure as one text, such as 4,500 CNY/person/year",
            )

    def figure(self) -> Figure:
        """The figure that the parts make."""
        return Figure(self.value, self.unit or ONE, self.within)


def count_name(text: str) -> str:
    """
    The text itself, if it can name a kind of count.

    Raises:
        UnitError: If it is the name of a unit already, or no name.
    """
    Vocabulary((text,))
    return text


def _whole(text: str) -> int:
    if re.fullmatch("[0-9]{1,9}", text):
        return int(text)
    hint = None
    with suppress(FigureTextError):
        value = read(text).value
        if value is not None and value == value.to_integral_value() and 0 <= value < 10**9:
            hint = f"write {int(value)}"
    raise ReadError("not a whole number", seen=shown(text), expected="digits only, such as 6", hint=hint)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?[0-9][0-9,]{0,90}(\.[0-9]{1,90})?", text):
        raise ReadError("not a number", seen=shown(text), expected="digits only, such as 4500 or 0.85")
    return figure(Decimal(text.replace(",", ""))).low


def _interval(text: str) -> Interval:
    # Plain digits only: ends with an exponent would take any amount of memory when they are written out.
    if not re.fullmatch(r"[\[(][-0-9.∞]+, ?[-0-9.∞]+[\])]", text):
        raise ReadError(
            "not an interval", seen=shown(text), expected="two numbers in brackets and quotes, such as '[67.5, 68.5]'"
        )
    return Interval.parse(text)


def _yes(text: str) -> bool:
    if text.lower() not in {"yes", "true"}:
        raise ReadError("not an answer", seen=shown(text), expected="yes, or nothing at all")
    return True


def _word(kind: type[enum.Enum], text: str) -> enum.Enum:
    try:
        return choice(kind, text)
    except ModelError as error:
        error.problem = "not one of the words that can stand here"
        raise


def _is_open(text: str) -> bool:
    return _word(Listed, text) is Listed.OPEN


def says_all(value: object) -> bool:
    """Whether this stands for all without a number."""
    return isinstance(value, str) and value.strip().lower() == ALL


def _rate(read_figure: Callable[[str], Figure], text: str) -> Figure | None:
    return None if says_all(text) else read_figure(text)


def text_readers(counts: tuple[str, ...]) -> dict[Any, Callable[[str], Any]]:
    """How a text of each kind is read, with these kinds of count beside the known units. What repeats is read once."""
    slow: dict[Any, Callable[[str], Any]] = {
        Period: period,
        Place: place,
        Goal: functools.partial(Goal.parse, counts=counts),
        Figure: functools.partial(figure, counts=counts),
        Unit: functools.partial(unit, counts=counts),
    }
    cached: dict[Any, Any] = {kind: functools.lru_cache(_CACHED)(read_text) for kind, read_text in slow.items()}
    return {
        **cached,
        **{kind: functools.partial(_word, kind) for kind in (Kind, ClaimKind, Better, Stage, Listed, Parts)},
        **dict.fromkeys((str, Named), str),
        Rate: functools.partial(_rate, cached[Figure]),
        CountName: count_name,
        int: _whole,
        Decimal: _decimal,
        Interval: _interval,
        bool: _is_open,
        Yes: _yes,
        Commitment: Commitment,
        Source: Source,
        Population: Population,
    }
