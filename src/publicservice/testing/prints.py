"""The ways in which an official text could print a true number."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from publicservice.errors import FigureTextError, UnitError, WrongTypeError, shown
from publicservice.figures import Figure, figure
from publicservice.figures.phrases import POLICIES
from publicservice.testing.extra import st
from publicservice.units import ONE, Unit, unit

__all__ = ["in_digits", "is_printable", "names_of", "of_unit", "printed", "prints"]

_CHINESE = {
    "1": "",
    "%": "%",
    "‰": "‰",
    "percentage point": "个百分点",
    "person": "人",
    "person-time": "人次",
    "household": "户",
    "position": "个岗位",
    "bed": "张床位",
    "village": "个村",
    "CNY": "元",
    "CNY/person/year": "元/人/年",
    "km": "公里",
    "mu": "亩",
}
_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€"}
_SCALES = ((3, " thousand", False), (6, " million", False), (9, " billion", False), (4, "万", True), (8, "亿", True))
_CHANGES = {1: ("up ", "rose by ", "增长", "提高"), -1: ("down ", "fell by ", "下降", "减少")}
_MOST_DIGITS = 40


def printed(
    value: int | Decimal | Fraction, unit: Unit | str = ONE, *, change: bool = False
) -> st.SearchStrategy[tuple[str, Figure]]:
    """
    The ways in which an official text could print a true number, each with the figure that the text is read as.

    Rounded half up or half to even, to decimals, units, tens, hundreds or thousands; in thousands, millions and
    billions, in 万 and 亿; in English, and in Chinese where the unit has a name there.

    Args:
        value: The true number. [unit]
        unit: What it counts or measures.
        change: Whether it is a change, which is printed with its direction: "up 9.88 %".

    Returns:
        Pairs of the text and its figure. The set of the figure holds the true number.

    Raises:
        FigureTextError: If the number has more than 40 digits before its point.
        UnitError: If the unit cannot stand behind a number.
        WrongTypeError: If the number is not exact.

    Example:
        >>> from hypothesis import find
        >>> find(printed(47_312, "person"), lambda pair: True)
        ('47,312 persons', figure('47,312 persons'))
        >>> find(printed(47_312, "person"), lambda pair: "万" in pair[0])
        ('4.7312万人', figure('4.7312万人'))
        >>> find(printed(Fraction(-2, 3), "%", change=True), lambda pair: "." in pair[0])[0]
        'down 0.7 %'
    """
    its_unit = of_unit(unit)
    if not is_printable(its_unit):
        raise UnitError("a unit that cannot stand behind a number", seen=shown(str(its_unit)), expected="such as km")
    texts = prints(_exact(value), its_unit, change=change)
    return st.sampled_from(texts).map(lambda text: (text, figure(text, counts=its_unit.declared)))


@attrs.frozen
class _Names:
    """What stands behind a number of a unit: behind one, behind several, in Chinese if named there; its sign."""

    one: str
    several: str
    chinese: str | None
    sign: str


@functools.lru_cache(maxsize=512)
def names_of(its_unit: Unit) -> _Names:
    """What stands behind a number of this unit."""
    name = str(its_unit)
    one, several = ("", "") if its_unit is ONE else (f" {name}", f" {its_unit.plural}")
    return _Names(one, several, _CHINESE.get(name), _SIGNS.get(name, ""))


def of_unit(given: Unit | str) -> Unit:
    """The unit itself, or that of a text."""
    return unit(given)


@functools.lru_cache(maxsize=512)
def is_printable(its_unit: Unit) -> bool:
    """Whether the unit can stand behind a number: 1/person cannot."""
    try:
        return figure(f"3{names_of(its_unit).several}", counts=its_unit.declared).unit is its_unit
    except (FigureTextError, UnitError):
        return False


def _exact(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction) or not math.isfinite(value):
        seen = f"{shown(value)} ({type(value).__name__})"
        raise WrongTypeError("a true number is exact", seen=seen, expected="an int, Decimal or Fraction")
    if abs(value) >= 10**_MOST_DIGITS:
        raise FigureTextError(
            "too large to be printed", seen=shown(value), expected=f"at most {_MOST_DIGITS} digits before the point"
        )
    return Fraction(value)


def prints(value: Fraction, its_unit: Unit, *, change: bool = False) -> tuple[str, ...]:
    """Every text that the styles below give for a number, the most exact and plainest first, none twice."""
    return tuple(dict.fromkeys(text for text in _texts(value, its_unit, change) if text not in POLICIES))


def _texts(value: Fraction, its_unit: Unit, change: bool) -> Iterator[str]:
    size, sign, names = abs(value), -1 if value < 0 else 1, names_of(its_unit)
    words = _CHANGES[sign] if change else (("", "-")[value < 0],) * 4
    for place, scale, word, is_chinese in _styles(size, its_unit):
        for whole in _rounded(size, place):
            if not whole and (place > 0 or scale):
                continue  # a plain zero does not show that it was rounded to tens
            digits = in_digits(whole, place - scale, commas=not is_chinese and not scale)
            if is_chinese:
                behind = f"{digits}{word}{names.chinese}"
                yield from (f"{before}{behind}" for before in words[2:] if names.chinese is not None)
                continue
            behind = f"{digits}{word}{names.one if digits == '1' and not word else names.several}"
            yield from (f"{before}{behind}" for before in words[:2])
            if names.sign and not words[0]:
                yield f"{names.sign}{digits}{word}"


def _styles(size: Fraction, its_unit: Unit) -> Iterator[tuple[int, int, str, bool]]:
    """Weights of the last digit and scale words that suit a number, and whether they are written in Chinese."""
    if its_unit.is_rate or its_unit.is_points:
        # Percentages are printed to the unit, so that nobody would see that one was rounded to tens.
        finest, places = -2, range(-2, 1)
    else:
        finest, places = (0 if its_unit.is_count and size.denominator == 1 else -2), range(-2, 4)
    plain = sorted((place for place in places if place >= finest), key=lambda place: (abs(place), place))
    yield from ((place, 0, "", is_chinese) for is_chinese in (False, True) for place in plain)
    if its_unit.is_rate or its_unit.is_points:
        return
    for scale, word, is_chinese in _SCALES:
        if size * 10 >= 10**scale:
            yield from ((place, scale, word, is_chinese) for place in range(max(scale - 4, finest), scale + 1))


def _rounded(size: Fraction, place: int) -> tuple[int, ...]:
    """The numbers of units of this weight that it is rounded to, half up and half to even."""
    top, bottom = size.numerator * 10 ** max(-place, 0), size.denominator * 10 ** max(place, 0)
    whole, rest = divmod(top, bottom)
    if 2 * rest == bottom:
        return whole + 1, whole + whole % 2
    return (whole + (2 * rest > bottom),)


def in_digits(whole: int, place: int, *, commas: bool) -> str:
    """So many units of a power of ten, in digits: 4731 of ten are 47,310, and of a hundredth 47.31."""
    if place >= 0:
        return f"{whole * 10**place:{',' * commas}}"
    before, behind = divmod(whole, 10**-place)
    return f"{before:{',' * commas}}.{behind:0{-place}}"
