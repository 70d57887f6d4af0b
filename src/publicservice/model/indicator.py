"""Indicators: what is measured."""

from __future__ import annotations

import enum

import attrs

from publicservice.errors import WrongTypeError, shown
from publicservice.interval import Truth
from publicservice.model.fields import choice, required_text, strip_text, texts
from publicservice.model.goal import Better
from publicservice.units import Unit, unit

__all__ = ["Indicator", "Kind", "adds_up", "indicator"]

_TIMES = frozenset({"second", "month"})


class Kind(enum.Enum):
    """How an indicator behaves over time: a flow adds up, a stock is a level at a date, a rate does neither."""

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"


def _unit(given: Unit | str | None) -> Unit | None:
    return None if given is None else unit(given)


def _kind(given: Kind | str | None) -> Kind | None:
    return None if given is None else choice(Kind, given)


def _better(given: Better | str | None) -> Better | None:
    return None if given is None else choice(Better, given)


@attrs.frozen(kw_only=True)
class Indicator:
    """
    What is measured.

    Attributes:
        name: Such as "public-welfare positions created".
        unit: What it is counted or measured in; None leaves it to the figures.
        kind: Flow, stock or rate; None where the document does not tell.
        better: Which way is better; there is no default direction.
        aliases: Other names that documents give it.

    Example:
        >>> indicator("inclusive kindergarten coverage").kind is None
        True
        >>> Indicator("unemployment rate", unit="%", kind="rate", better="lower").better
        <Better.LOWER: 'lower'>
    """

    name: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    unit: Unit | None = attrs.field(default=None, converter=_unit)
    kind: Kind | None = attrs.field(default=None, converter=_kind)
    better: Better | None = attrs.field(default=None, converter=_better)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=texts)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def __str__(self) -> str:
        return self.name


def indicator(given: Indicator | str) -> Indicator:
    """
    The indicator of this name; an indicator is returned as it is.

    Raises:
        ModelError: If the name is empty.
        WrongTypeError: If it is neither text nor an indicator.
    """
    if isinstance(given, Indicator):
        return given
    if not isinstance(given, str):
        raise WrongTypeError("an indicator is given by its name", seen=shown(given), expected="text")
    return Indicator(given)


def adds_up(its_unit: Unit, kind: Kind | None) -> Truth:
    """
    Whether figures of groups, places or parts add up to that of the whole.

    Rates and amounts for each of something do not. Numbers without a unit, lengths of time and money per time may be
    averages just as well, such as scores, waiting times and wages, and of other amounts per time only the kind tells;
    what adds up over time adds up.

    Example:
        >>> [adds_up(unit(text), None).value for text in ("bed", "CNY/person", "CNY/month")]
        ['yes', 'no', 'undecided']
    """
    per = [root for root, power in its_unit.dimension if power < 0]
    if kind is Kind.RATE or its_unit.is_rate or its_unit.is_points or not _TIMES.issuperset(per):
        return Truth.NO
    may_be_average = its_unit.is_pure or its_unit.is_duration or (per and (its_unit.is_money or kind is None))
    return Truth.UNDECIDED if may_be_average and kind is not Kind.FLOW else Truth.YES
