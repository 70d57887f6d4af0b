"""
Numerals as they are printed: digits with groups and scales, English number words, Chinese numerals, fractions.

`scan` reads one numeral at a place of a text and says where it ends; what stands before and behind is not its concern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Context, Decimal

import attrs

from publicservice.errors import FigureTextError
from publicservice.figure.phrases import Comparator

__all__ = ["EXACT", "ONE", "Numeral", "scan"]

EXACT = Context(prec=400)  # room for any two numerals within the limits below, so that nothing is rounded
ONE = Decimal(1)
_MOST_DIGITS = 60
_MOST_EXPONENT = 30
_FLAGS = re.ASCII | re.IGNORECASE


@attrs.frozen
class Numeral:
    """
    One numeral in a text.

    Attributes:
        value: The number, scaled.
        step: The weight of the last printed digit, scaled.
        zeros: Trailing zeros of a printed integer.
        end: Where in the text the numeral ends.
        scale: The product of its scale words; 1 when there is none, None when more digits follow a scale word (2万5千).
        big: The largest single scale word.
        unit: The unit that is part of the numeral (百分之, 成).
        comparator: AND_MORE for 余, 多 and 几, ABOUT for 来, else NONE.
        high: The upper value when two neighbouring digits stand for a range (七八十).
    """

    value: Decimal
    step: Decimal
    zeros: int
    end: int
    scale: Decimal | None = ONE
    big: Decimal = ONE
    unit: str = ""
    comparator: Comparator = Comparator.NONE
    high: Decimal | None = None

    def times(self, factor: Decimal, end: int) -> Numeral:
        """The same numeral with one more scale word, which ends at `end`."""
        return attrs.evolve(
            self,
            value=_plain(EXACT.multiply(self.value, factor)),
            step=EXACT.multiply(self.step, factor),
            scale=self.scale and EXACT.multiply(self.scale, factor),
            big=max(self.big, factor),
            high=self.high and _plain(EXACT.multiply(self.high, factor)),
            end=end,
        )


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
            return _words(text, start)
        return _digits(text, start, money) if first.isdigit() or first == "." else None
    if first in _VULGAR:
        return _english_scale(text, _share(*_VULGAR[first], start + 1), money)
    return _characters(text, start)


def _plain(value: Decimal) -> Decimal:
    _, digits, exponent = value.as_tuple()
    if isinstance(exponent, int) and exponent > 0:
        return Decimal((0, digits + (0,) * exponent, 0))
    return value


def _power(exponent: int) -> Decimal:
    return Decimal((0, (1,), exponent))


def _trailing_zeros(digits: str) -> int:
    return len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0


def _printed(digits: str, decimals: str, exponent: int, end: int) -> Numeral:
    if len(digits) + len(decimals) > _MOST_DIGITS or abs(exponent) > _MOST_EXPONENT:
        raise FigureTextError(
            "the number is too long", expected=f"up to {_MOST_DIGITS} digits and exponents within ±{_MOST_EXPONENT}"
        )
    value = Decimal(f"{digits or 0}{decimals}").scaleb(exponent - len(decimals), EXACT)
    zeros = 0 if decimals else _trailing_zeros(digits)
    return Numeral(_plain(value), _power(exponent - len(decimals)), zeros, end)


def _whole(value: int, end: int, scale: Decimal | None = ONE, big: Decimal = ONE) -> Numeral:
    return attrs.evolve(_printed(str(value), "", 0, end), scale=scale, big=big)


def _share(part: int, of: int, end: int) -> Numeral:
    odd = of or 3
    for prime in (2, 5):
        while odd % prime == 0:
            odd //= prime
    if part % odd or of > 1000:  # noqa: PLR2004
        raise FigureTextError(
            "the fraction has no finite decimal", expected="a number of finitely many digits", hint="write it as a percentage"
        )
    value = EXACT.divide(Decimal(part), Decimal(of))
    exponent = value.as_tuple().exponent
    return Numeral(value, _power(min(0, int(exponent))), 0, end)


def _vulgar_fractions() -> dict[str, tuple[int, int]]:
    fractions = {}
    for character in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F))):
        part, _, of = unicodedata.normalize("NFKC", character).partition("\u2044")
        fractions[character] = (int(part), int(of))
    return fractions


_VULGAR = _vulgar_fractions()

# --- digits ---

_NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d*)"
    r"(?:\.(?P<decimals>\d+))?(?:e(?P<exponent>[+-]?\d+))?",
    _FLAGS,
)
_WRONG_GROUP = re.compile(r"[,.'’_]\d| \d", re.ASCII)
_SCALES = {"hundred": 2, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12}
_SHORT = {"lac": 5, "cr": 7, "mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12}
_ALL_SCALES = _SCALES | {f"{word}s": power for word, power in _SCALES.items()} | _SHORT | {"lacs": 5}
_SCALE = re.compile(rf"[ -]?({'|'.join(sorted(_ALL_SCALES, key=len, reverse=True))})(?![A-Za-z])", _FLAGS)
_MONEY = {"k": 3, "m": 6, "mm": 6, "b": 9}
_MONEY_SCALE = re.compile(r" ?(k|mm?|b)(?![A-Za-z])", _FLAGS)
_DOZEN = re.compile(r"[ -]dozen(?![A-Za-z])", _FLAGS)
_AND_PART = re.compile(r" and (?:(a half)|(a quarter)|(three[ -]quarters))(?![A-Za-z])", _FLAGS)


def _digits(text: str, start: int, money: bool) -> Numeral | None:
    match = _NUMBER.match(text, start)
    if match is None or not (match["whole"] or match["decimals"]):
        return None
    whole, end = match["whole"].replace(",", "").replace(" ", ""), match.end()
    if whole.startswith("0") and len(whole) > 1:
        raise FigureTextError("a number that begins with 0 is a code, not a figure", hint="leave the first 0 out")
    if wrong := _WRONG_GROUP.match(text, end):
        _refuse_groups(wrong.group())
    exponent = int(match["exponent"][:5]) if match["exponent"] else 0
    number = _printed(whole, match["decimals"] or "", exponent, end)
    after = text[end : end + 2].lstrip(" ")[:1]
    if after in _VULGAR and after and not match["decimals"]:
        number = _plus(number, _share(*_VULGAR[after], text.index(after, end) + 1))
    elif tail := _SCALE_TAIL.match(text, end):
        number = _composed(text[start:end].replace(",", ""), number, tail)
    return _chinese_tail(text, _english_scale(text, number, money))


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


def _plus(number: Numeral, part: Numeral) -> Numeral:
    return attrs.evolve(part, value=EXACT.add(number.value, part.value))


def _english_scale(text: str, number: Numeral, money: bool) -> Numeral:
    if (part := _AND_PART.match(text, number.end)) and number.step == ONE:
        number = _plus(number, _part(part))
    if number.scale == ONE and text[number.end : number.end + 1] in {"k", "K"}:
        if not text[number.end + 1 : number.end + 2].isalnum() or not text[number.end + 1].isascii():
            return number.times(_power(3), number.end + 1)
    for _ in range(2):
        match = _SCALE.match(text, number.end)
        if match is None or _power(_ALL_SCALES[match[1].lower()]) <= number.big:
            break
        number = number.times(_power(_ALL_SCALES[match[1].lower()]), match.end())
    if money and number.scale == ONE and (match := _MONEY_SCALE.match(text, number.end)):
        return number.times(_power(_MONEY[match[1].lower()]), match.end())
    if dozen := _DOZEN.match(text, number.end):
        return _dozens(number, dozen.end())
    return number


def _part(match: re.Match[str]) -> Numeral:
    half, quarter, _ = match.groups()
    return _share(*((1, 2) if half else (1, 4) if quarter else (3, 4)), match.end())


def _dozens(number: Numeral, end: int) -> Numeral:
    dozens = number.times(Decimal(12), end)
    return _whole(int(dozens.value), end, dozens.scale, dozens.big) if dozens.value % 1 == 0 else dozens


# --- English words ---

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
