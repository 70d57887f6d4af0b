"""
Numerals as they are printed: digits with groups and scales, English number words, Chinese numerals, fractions.

`scan` reads one numeral at a place of a text and says where it ends; what stands before and behind is not its concern.
"""

from __future__ import annotations

import re
import unicodedata

from publicservice.errors import FigureTextError
from publicservice.figures.chinese import SCALE_TAIL, characters, chinese_tail, composed
from publicservice.figures.english import english_scale, words
from publicservice.figures.numeral import MOST_DIGITS, ONE, Numeral, plus, printed, share

__all__ = ["Numeral", "scan"]

_FLAGS = re.ASCII | re.IGNORECASE
_NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d*)"
    r"(?:\.(?P<decimals>\d+))?(?:e(?P<exponent>[+-]?\d+))?",
    _FLAGS,
)
_WRONG_GROUP = re.compile(r"[,.'’_]\d| \d", re.ASCII)


def _vulgar_fractions() -> dict[str, tuple[int, int]]:
    fractions = {}
    for character in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F))):
        part, _, of = unicodedata.normalize("NFKC", character).partition("\u2044")
        fractions[character] = (int(part), int(of))
    return fractions


_VULGAR = _vulgar_fractions()


def scan(text: str, start: int, *, money: bool = False) -> Numeral | None:
    """
    Read the numeral that begins at `start`.

    Args:
        text: The text, with full-width signs and unusual spaces already replaced.
        start: Where the numeral begins.
        money: Whether a currency stands before it, so that "m" and "b" are millions and billions.

    Returns:
        The numeral, or None when no numeral begins there.

    Raises:
        FigureTextError: If it begins like a numeral and cannot be read as one.

    Example:
        >>> scan("1亿2000万 persons", 0).value
        Decimal('120000000')
        >>> scan("two and a half million", 0).value
        Decimal('2500000')
    """
    first = text[start : start + 1]
    if first.isascii():
        if first.isalpha():
            return words(text, start)
        return _digits(text, start, money=money) if first.isdigit() or first == "." else None
    if first in _VULGAR:
        return english_scale(text, share(*_VULGAR[first], start + 1), money=money)
    return characters(text, start)


def _digits(text: str, start: int, *, money: bool) -> Numeral | None:
    match = _NUMBER.match(text, start)
    if match is None or match.end() == start:
        return None
    digits, end = match["whole"].replace(",", "").replace(" ", ""), match.end()
    if digits.startswith("0") and len(digits) > 1:
        raise FigureTextError("a number that begins with 0 is a code, not a figure", hint="leave the first 0 out")
    if wrong := _WRONG_GROUP.match(text, end):
        _refuse_groups(wrong.group())
    exponent = match["exponent"] or "0"
    number = printed(
        digits, match["decimals"] or "", int(exponent) if len(exponent) < MOST_DIGITS else MOST_DIGITS, end
    )
    part = end + text.startswith(" ", end)
    if text[part : part + 1] in _VULGAR and number.step == ONE:
        number = plus(number, share(*_VULGAR[text[part]], part + 1))
    if tail := SCALE_TAIL.match(text, number.end):
        return chinese_tail(text, composed(number, tail))
    return chinese_tail(text, english_scale(text, number, money=money))


def _refuse_groups(wrong: str) -> None:
    if wrong.startswith(" "):
        raise FigureTextError(
            "a second number follows, or the digits are not in groups of three",
            expected="one number, such as 47 300 or 47,300",
            hint="give a date or another number elsewhere",
        )
    raise FigureTextError(
        "the digits are not grouped as a number",
        expected="commas between groups of three digits and one decimal point, such as 47,300 or 4.73",
    )
