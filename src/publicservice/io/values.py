"""The values of plan and report files: how each kind of text in them is read."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NewType

import attrs

from publicservice.assessment.row import RowKind, Status
from publicservice.compute.progress import CompletionDefinition
from publicservice.decimals import plain
from publicservice.errors import FigureTextError, ModelError, ReadError, UnitError, shown
from publicservice.figures import Figure, figure
from publicservice.figures.reading import Reading, read
from publicservice.interval import Interval
from publicservice.model.entry import Listed, Stage
from publicservice.model.fields import choice
from publicservice.model.finding import Severity
from publicservice.model.goal import Better, Goal, Verdict
from publicservice.model.indicator import Kind
from publicservice.model.observation import ClaimKind
from publicservice.model.people import Population
from publicservice.model.period import Period, period
from publicservice.model.place import Place, place
from publicservice.model.programme import Commitment, Parts
from publicservice.model.source import Source
from publicservice.units import ONE, Unit, Vocabulary, unit

__all__ = [
    "ALL", "DAY", "NUMBER", "SET", "SHARE", "WHOLE", "CountName", "IsAll", "Named", "Printed", "Rate", "Stated", "Yes",
    "count_name", "says_all", "text_readers",
]  # fmt: skip

Named = NewType("Named", str)  # a text that cannot be empty
CountName = NewType("CountName", str)  # a kind of count that a document declares
Yes = NewType("Yes", bool)
Rate = NewType("Rate", Figure)  # of a coverage, or the word for all
IsAll = NewType("IsAll", bool)  # whether that word stands there

ALL = "all"
WHOLE, NUMBER = "[0-9]{1,9}", r"-?[0-9][0-9,]{0,90}(\.[0-9]{1,90})?"
# Plain digits only: ends with an exponent would take any amount of memory when they are written out.
SET = r"[\[(][-0-9.∞]+, ?[-0-9.∞]+[\])]"
DAY, SHARE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{1,900}(/[0-9]{1,900})?"
_CACHED = 4096
_SHORT = 100  # texts that repeat are short; long ones would only fill the memory of a service
_REMEMBERED = 4
_WORDS: tuple[type[enum.Enum], ...] = (
    *(Kind, ClaimKind, Better, Stage, Listed, Parts, Severity),
    *(Status, RowKind, CompletionDefinition, Verdict),
)


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


@attrs.frozen
class Printed(Stated):
    """
    A figure given in parts, with the text that it was read from, where that alone would be read as another figure.

    Attributes:
        printed: The text: "4,500", where the unit stands elsewhere.
    """

    printed: Reading | None = None

    def __attrs_post_init__(self) -> None:
        Stated.__attrs_post_init__(self)
        if self.printed is not None and self.printed.value != self.value:
            number = "only a range" if self.value is None else plain(self.value)
            raise ReadError("the printed text says another number", seen=shown(self.printed.text), expected=number)
        if self.printed is not None and self.printed.unit_text:
            self._require_unit(self.printed, self.unit or ONE)

    def _require_unit(self, printed: Reading, own: Unit) -> None:
        with suppress(UnitError):
            if Vocabulary(tuple(own.declared)).unit(printed.unit_text).is_like(own):
                return
        kind = "a plain number" if own == ONE else str(own)
        raise ReadError("the printed text says another unit", seen=shown(printed.text), expected=kind)

    def figure(self) -> Figure:
        """The figure that the parts make, with its text."""
        return attrs.evolve(Stated.figure(self), reading=self.printed)


def count_name(text: str) -> str:
    """
    The text itself, if it can name a kind of count.

    Raises:
        UnitError: If it is the name of a unit already, or no name.
    """
    Vocabulary((text,))
    return text


def _whole(text: str) -> int:
    if re.fullmatch(WHOLE, text):
        return int(text)
    hint = None
    with suppress(FigureTextError):
        value = read(text).value
        if value is not None and value == value.to_integral_value() and 0 <= value < 10**9:
            hint = f"write {int(value)}"
    raise ReadError("not a whole number", seen=shown(text), expected="digits only, such as 6", hint=hint)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(NUMBER, text):
        raise ReadError("not a number", seen=shown(text), expected="digits only, such as 4500 or 0.85")
    return figure(Decimal(text.replace(",", ""))).low


def _interval(text: str) -> Interval:
    if not re.fullmatch(SET, text):
        raise ReadError(
            "not an interval", seen=shown(text), expected="two numbers in brackets and quotes, such as '[67.5, 68.5]'"
        )
    return Interval.parse(text)


def _day(text: str) -> date:
    with suppress(ValueError):
        if re.fullmatch(DAY, text):
            return date.fromisoformat(text)
    raise ReadError("not a day", seen=shown(text), expected="such as 2022-06-30")


def _share(text: str) -> Fraction:
    with suppress(ZeroDivisionError):
        if re.fullmatch(SHARE, text):
            return Fraction(text)
    raise ReadError("not a share", seen=shown(text), expected="such as 3/10")


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


def _remembering(read_text: Callable[[str], Any]) -> Callable[[str], Any]:
    quick = functools.lru_cache(_CACHED)(read_text)
    return lambda text: quick(text) if len(text) <= _SHORT else read_text(text)


@functools.lru_cache(_REMEMBERED)
def text_readers(counts: tuple[str, ...]) -> dict[Any, Callable[[str], Any]]:
    """How a text of each kind is read, with these kinds of count beside the known units. What repeats is read once."""
    slow: dict[Any, Callable[[str], Any]] = {
        Period: period,
        Place: place,
        Goal: functools.partial(Goal.parse, counts=counts),
        Figure: functools.partial(figure, counts=counts),
        Unit: functools.partial(unit, counts=counts),
    }
    cached: dict[Any, Any] = {kind: _remembering(read_text) for kind, read_text in slow.items()}
    return {
        **cached,
        **{kind: functools.partial(_word, kind) for kind in _WORDS},
        **dict.fromkeys((str, Named), str),
        Rate: functools.partial(_rate, cached[Figure]),
        CountName: count_name,
        int: _whole,
        Decimal: _decimal,
        Interval: _interval,
        date: _day,
        Fraction: _share,
        Reading: read,
        bool: _is_open,
        Yes: _yes,
        Commitment: Commitment,
        Source: Source,
        Population: Population,
    }
