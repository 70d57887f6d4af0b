"""What stands behind a number: comparators, the unit, and what cannot be read."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from publicservice.errors import FigureTextError
from publicservice.figures.numeral import ONE
from publicservice.figures.numerals import scan
from publicservice.figures.phrases import AFTER, AFTER_PATTERN, CURRENCY_WORDS, PLAIN_TAIL, Comparator
from publicservice.figures.span import Span

__all__ = ["check_start", "comparators_behind", "counter_with_more", "range_unit", "unit_of"]

_THOUSAND = 1000
_JOINED = re.compile(
    r"(?:and|or|out of|plus|minus|in)(?![A-Za-z])|[或和与、又十拾万亿零〇]|分之|兆(?![瓦赫帕欧])",
    re.ASCII | re.IGNORECASE,
)
_PROBLEMS = {":": "a ratio or a time of day is not a figure", "(": "brackets behind the number cannot be read"}
_PROBLEMS |= dict.fromkeys("-–—―~", "the number is part of a compound, or the second end of a range is missing")
_PROBLEMS |= dict.fromkeys("×✕⨯*÷^=+±", "a calculation or a name, not a number")
_PROBLEMS |= dict.fromkeys("0123456789", "a second number stands behind the figure")
_RATE = re.compile(r" ?(?:(?P<slash>/)|(?<![A-Za-z])per ) ?", re.ASCII | re.IGNORECASE)
_POWER = re.compile(r"(?<=[A-Za-z)])\^?-?[1-9](?![\d.,])", re.ASCII)
_BOUND_LEFT = re.compile("以上|以下|以内|左右")
_COUNTER_MORE = re.compile(r"(?:([\u4e00-\u9fff]{1,4})[多余]|(个)[多余](月|小时|星期|学期|百分点|世纪|工作日))")


def comparators_behind(rest: str) -> tuple[str, set[Comparator]]:
    """The text without the comparators in it, and those comparators."""
    comparators = set()
    while match := AFTER_PATTERN.search(rest):
        comparators.add(AFTER[match[match.lastgroup or 0].lower()])
        rest = f"{rest[: match.start()].rstrip(' ')}{rest[match.end() :]}"
    return PLAIN_TAIL.sub("", rest).strip(" "), comparators


def counter_with_more(rest: str) -> str | None:
    """The counter that 多 or 余 follows: 年 of 年多, 个月 of 个多月."""
    more = _COUNTER_MORE.fullmatch(rest)
    return more and "".join(part for part in more.groups() if part)


def check_start(rest: str) -> None:
    """
    Refuse what cannot be the beginning of a unit.

    Raises:
        FigureTextError: If a calculation, a ratio, a compound or another number begins here.
    """
    if not rest:
        return
    if rest[0] in _PROBLEMS:
        raise FigureTextError(_PROBLEMS[rest[0]])
    if _JOINED.match(rest):
        raise FigureTextError(
            "a number is joined to another, or goes on in a way that cannot be read", hint="give one figure"
        )
    if not rest[0].isalpha() and rest[0] not in "%‰/°" and unicodedata.category(rest[0]) not in {"So", "Sc"}:
        raise FigureTextError("what follows the number is not a unit")


def _rate(rest: str) -> str:
    """The unit with a power of ten behind "/" or "per" in one spelling: `per 100,000`."""
    for match in _RATE.finditer(rest):
        before, tail = rest[: match.start()], rest[match.end() :]
        number, skipped = scan(tail, 0), 0
        if number is None:
            number, skipped = scan(f"one {tail}", 0), len("one ")
        if (
            number
            and number.value >= (_THOUSAND if match["slash"] and not before else 100)
            and _is_power_of_ten(number.value)
        ):
            following = tail[number.end - skipped :].strip(" ")
            _check_digits(before)
            _check_digits(following)
            return f"{before} per {number.value:,} {following}".strip(" ")
        if match["slash"] and tail[:1].isdigit():
            raise FigureTextError(
                "a fraction or a name, not a number", hint="write a share in percent, or 12 per 1,000"
            )
    _check_digits(rest)
    return rest


def _is_power_of_ten(value: Decimal) -> bool:
    return str(value).rstrip("0") == "1"


def _check_digits(unit: str) -> None:
    if re.search(r"\d", _POWER.sub("", unit), re.ASCII):
        raise FigureTextError(
            "a second number stands behind the figure", hint="give one figure; dates and notes belong elsewhere"
        )
    if _BOUND_LEFT.search(unit):
        raise FigureTextError(
            "a bound inside the unit cannot be read", hint="write it before the number, such as 至少500人"
        )


def _join(part: str, rest: str) -> str:
    if not part or not rest or not rest[0].isalnum():
        return part + rest
    apart = rest[0].isascii() or (part[-1].isascii() and part[-1].isalnum())
    return f"{part} {rest}" if apart else part + rest


def unit_of(numeral_unit: str, rest: str, currency: str) -> str:
    """
    The unit's text: what is part of the numeral, what follows it, and the code of a currency before it.

    Raises:
        FigureTextError: If the text holds another number, or a bound.
    """
    unit = _join(numeral_unit, _rate(rest))
    code = CURRENCY_WORDS.get(unit.lower(), "")
    if currency:
        return currency if code == currency else _join(currency, unit)
    return code if code and not unit[-1].isalpha() else unit


def range_unit(span: Span, rest: str) -> tuple[str, str]:
    """
    The unit inside the numerals of a range, and the text behind it.

    Raises:
        FigureTextError: If the two ends are in different units.
    """
    first, last = span.first, span.last or span.first
    rest = rest.removeprefix("之间").removesuffix("之间").strip(" ")
    inside = last.unit or ("" if rest else first.unit)
    behind_first = _join(first.unit, span.between)
    alike = not behind_first or behind_first == _join(inside, rest)
    if not alike or (last.unit and not behind_first and last.scale == ONE):
        raise FigureTextError(
            "the two ends of the range are in different units", hint="write the unit once, at the end"
        )
    return inside, rest
