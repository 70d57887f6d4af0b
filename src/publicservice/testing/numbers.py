"""Units and figures, as documents print them and as calculations leave them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from publicservice.figures import Figure, figure
from publicservice.interval import Interval
from publicservice.testing.extra import st
from publicservice.testing.prints import in_digits, is_printable, names_of, of_unit, prints
from publicservice.units import Unit, unit

__all__ = ["counts", "figures", "number_texts", "numbers", "units"]

_COUNTS = (
    "person", "household", "position", "bed", "village", "park", "person-time", "enterprise", "housing unit", "county",
)  # fmt: skip
_OTHERS = (
    "%", "CNY", "km", "CNY/person/year", "1", "percentage point", "m²", "mu", "bed/village", "‰", "year", "tonne",
    "kWh", "USD/household", "person/km²", "month",
)  # fmt: skip
_MOST = 10**9
_COMPARED = (
    "at least {}", "more than {}", "at most {}", "less than {}", "nearly {}", "about {}", "up to {}", "over {}",
    "no less than {}", "{} or more", "{} or less", "{} or so",
)  # fmt: skip
_CHINESE_COMPARED = ("不低于{}", "超过{}", "不超过{}", "不足{}", "近{}", "约{}", "{}以上", "{}以内", "{}左右")
_RANGES = ("{}-{}{}", "{} to {}{}", "between {} and {}{}")
_WHICH = st.integers(0, 2**16)
_DIVISORS = st.integers(1, 12)
_IS_SMALL = _IS_WHOLE = _IS_LOW = _HAS_VALUE = st.sampled_from([True, False])
_IS_OPEN = st.booleans()
UnitLike = Unit | str | st.SearchStrategy[Unit]


def units(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Unit]:
    """
    Units of every kind: counts, shares, points, money, lengths, areas, times, and quotients of them.

    Args:
        counts: Further kinds of count, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> find(units(), lambda its_unit: its_unit.is_currency)
        unit('CNY')
    """
    return _units((*_COUNTS, *_OTHERS), tuple(counts))


def counts(*, counts: Iterable[str] = ()) -> st.SearchStrategy[Unit]:
    """
    Units that count things: persons, beds, villages.

    Args:
        counts: Further kinds of count, as a document declares them.

    Example:
        >>> from hypothesis import find
        >>> find(counts(counts=["boat"]), lambda its_unit: bool(its_unit.declared))
        unit('boat', counts=['boat'])
    """
    return _units(_COUNTS, tuple(counts))


@functools.cache
def _units(names: tuple[str, ...], declared: tuple[str, ...]) -> st.SearchStrategy[Unit]:
    return st.sampled_from([*map(unit, names), *(unit(name, counts=declared) for name in declared)])


def figures(
    unit: UnitLike | None = None,
    *,
    printed: bool | None = None,
    min_value: int | None = None,
    max_value: int | None = None,
    counts: Iterable[str] = (),
) -> st.SearchStrategy[Figure]:
    """
    Figures of every form: exact, sets with open, closed and missing ends, and printed ones in English and Chinese.

    Args:
        unit: Their unit, or units to draw from; by default those of `units`.
        printed: True for those that were read from a text only, False for the others only.
        min_value: The least number before it is printed: rounding may go below. By default zero for counts. [unit]
        max_value: The greatest number before it is printed. [unit]
        counts: Further kinds of count to draw from, as a document declares them.

    Returns:
        Figures; in a unit that cannot stand behind a number, such as 1/person, none of them is printed.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=20)
        ... @given(figures("person", printed=True))
        ... def test_what_is_printed_has_a_text(crowd):
        ...     assert crowd.text and crowd.unit.is_count
        >>> test_what_is_printed_has_a_text()
    """
    several = units(counts=counts) if unit is None else unit
    if isinstance(several, st.SearchStrategy):
        return several.flatmap(lambda one: _figures(one, printed, min_value, max_value))
    return _figures(of_unit(several), printed, min_value, max_value)


# Strategies are made anew for every unit, so they are made of few parts: what is drawn is chosen while it is drawn.


@functools.lru_cache(maxsize=512)
@st.composite
def _figures(draw: st.DrawFn, its_unit: Unit, printed: bool | None, least: int | None, most: int | None) -> Figure:
    can_print = is_printable(its_unit)
    made = _MADE if printed is not True or not can_print else ()
    read = _READ if printed is not False and can_print else ()
    form: Form = draw(_one_of((*made, *read)))
    return form(draw, its_unit, numbers(its_unit, least, most))


@functools.lru_cache(maxsize=512)
@st.composite
def numbers(draw: st.DrawFn, its_unit: Unit, least: int | None = None, most: int | None = None) -> Decimal:
    """Numbers that a unit may have: whole for counts, else also with two decimals."""
    top = (300 if its_unit.is_rate or its_unit.is_points else _MOST) if most is None else most
    bottom = (0 if its_unit.is_count else -top) if least is None else least
    if draw(_IS_SMALL):
        bottom, top = max(bottom, min(0, top)), min(top, max(bottom, 0) + 100)
    if its_unit.is_count or draw(_IS_WHOLE):
        return Decimal(draw(st.integers(bottom, top)))
    return Decimal(draw(st.integers(100 * bottom, 100 * top))).scaleb(-2)


@functools.lru_cache(maxsize=512)
@st.composite
def number_texts(draw: st.DrawFn, its_unit: Unit, least: int | None = None) -> str:
    """Numbers as printed, without a comparator."""
    return _text(draw, draw(numbers(its_unit, least)), its_unit)


def _text(draw: st.DrawFn, value: Decimal, its_unit: Unit) -> str:
    texts = prints(Fraction(value), its_unit)
    return texts[draw(_WHICH) % len(texts)]


@functools.cache
def _one_of(several: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(several)


# --- made of numbers


def _exact(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    return figure(draw(values), its_unit)


def _computed(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    return figure(Fraction(draw(values)) / draw(_DIVISORS), its_unit)


def _bounded(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    low, high = sorted((draw(values), draw(values)))
    opens = (draw(_IS_OPEN) and low < high, draw(_IS_OPEN) and low < high)
    return figure(low if draw(_HAS_VALUE) else None, its_unit, within=Interval(low, high, *opens))


def _one_sided(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    end, is_open = draw(values), draw(_IS_OPEN)
    within = Interval(end, None, is_open) if draw(_IS_LOW) else Interval(None, end, False, is_open)
    return figure(end if draw(_HAS_VALUE) else None, its_unit, within=within)


# --- read from a text


def _plain(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    return figure(_text(draw, draw(values), its_unit), counts=its_unit.declared)


def _compared(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    """A number with a comparator before or behind it; below zero it could be read in two ways."""
    text = _text(draw, abs(draw(values)), its_unit)
    name = names_of(its_unit).chinese or ""
    is_chinese = not name.isascii() and text.endswith(name)
    form: str = draw(_one_of(_CHINESE_COMPARED if is_chinese else _COMPARED))
    return figure(form.format(text), counts=its_unit.declared)


def _range(draw: st.DrawFn, its_unit: Unit, values: st.SearchStrategy[Decimal]) -> Figure:
    """Two ends, neither below zero."""
    low, high = sorted((abs(draw(values)), abs(draw(values))))
    names = names_of(its_unit)
    forms = (*_RANGES, *((f"{{}}至{{}}{names.chinese}",) if names.chinese else ()))
    form: str = draw(_one_of(forms))
    return figure(form.format(_digits(low), _digits(high), names.several), counts=its_unit.declared)


def _digits(value: Decimal) -> str:
    """The number in digits with commas, all its decimals kept."""
    place = min(0, int(value.as_tuple().exponent))
    return in_digits(int(value.scaleb(-place)), place, commas=True)


Form = Callable[[st.DrawFn, Unit, st.SearchStrategy[Decimal]], Figure]
_MADE: tuple[Form, ...] = (_exact, _bounded, _one_sided, _computed)
_READ: tuple[Form, ...] = (_plain, _compared, _range)
