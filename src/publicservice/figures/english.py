"""Numerals in English words, and the English scale words behind digits."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from publicservice.decimals import EXACT, power_of_ten
from publicservice.errors import FigureTextError
from publicservice.figures.numeral import ONE, Numeral, counted, plus, printed, share, spelled_out

__all__ = ["SCALES", "english_scale", "words"]

_FLAGS = re.ASCII | re.IGNORECASE
_SCALES = {"hundred": 2, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12}
_SHORT = {"lac": 5, "lacs": 5, "cr": 7, "mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12}
SCALES = {**_SCALES, **{f"{word}s": power for word, power in _SCALES.items()}, **_SHORT}
_SCALE_WORD = "|".join(sorted(SCALES, key=len, reverse=True))
_SCALE = re.compile(rf"[ -]?({_SCALE_WORD})(?![A-Za-z])", _FLAGS)
_THOUSANDS = re.compile(r"k(?![A-Za-z])", _FLAGS)
_MONEY = {"k": 3, "m": 6, "mm": 6, "b": 9}
_MONEY_SCALE = re.compile(r" ?(k|mm?|b)(?![A-Za-z])", _FLAGS)
_DOZEN = re.compile(r"[ -]dozen(?![A-Za-z])", _FLAGS)
_AND_PART = re.compile(r" and (?:(?P<half>a half)|(?P<quarter>a quarter)|three[ -]quarters)(?![A-Za-z])", _FLAGS)

_ONES = {w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)}
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    "zero": 0,
    "a": 1,
    "an": 1,
    **_ONES,
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
}
_ONE_TO_NINE = "|".join(_ONES)
_TO_19 = f"{'|'.join(_TEENS)}|zero|{_ONE_TO_NINE}"
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONE_TO_NINE})(?![A-Za-z]))?|{_TO_19})(?![A-Za-z])"
_GROUP = re.compile(
    rf"(?:(?P<hundreds>{_BELOW_100}|an?)[ -]hundred(?: and)?[ -](?P<rest>{_BELOW_100})(?![ -]hundred)"
    rf"|(?P<plain>{_BELOW_100}|an?(?=[ -](?:dozen|{_SCALE_WORD})(?![A-Za-z]))))",
    _FLAGS,
)
_POINT = re.compile(rf" point((?: (?:zero|{_ONE_TO_NINE})(?![A-Za-z]))+)", _FLAGS)
_NEXT_GROUP = re.compile(r",? (and )?", _FLAGS)
_PARTS = {"hal": 2, "thi": 3, "qua": 4, "fou": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9, "ten": 10}
_FRACTION = re.compile(
    rf"(?:(?P<part>an?|{_ONE_TO_NINE})[ -]|(?=half))"
    r"(?P<of>half|halves|quarters?|thirds?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)(?![A-Za-z])"
    rf"(?:(?: of)?(?: an?| one)?(?=[ -](?:dozen|{_SCALE_WORD})(?![A-Za-z])))?",
    _FLAGS,
)


def english_scale(text: str, number: Numeral, *, money: bool = False) -> Numeral:
    """A number with the scale words behind it: million, lakh crore, k, bn, dozen, and a half million."""
    if (part := _AND_PART.match(text, number.end)) and number.step == number.big == ONE:
        number = plus(number, _named_part(part))
    if number.scale == ONE and (match := _THOUSANDS.match(text, number.end)):
        return number.times(power_of_ten(3), match.end())
    for _ in range(2):
        match = _SCALE.match(text, number.end)
        if match is None or (factor := power_of_ten(SCALES[match[1].lower()])) <= number.big:
            break
        number = number.times(factor, match.end())
    if money and number.scale == ONE and (match := _MONEY_SCALE.match(text, number.end)):
        return number.times(power_of_ten(_MONEY[match[1].lower()]), match.end())
    if dozen := _DOZEN.match(text, number.end):
        return number.times(Decimal(12), dozen.end())
    if (part := _AND_PART.match(text, number.end)) and number.scale:
        more = _named_part(part).times(number.scale, part.end())
        return attrs.evolve(plus(number, more), scale=None, big=number.big)
    return number


def _named_part(match: re.Match[str]) -> Numeral:
    return share(*((1, 2) if match["half"] else (1, 4) if match["quarter"] else (3, 4)), match.end())


def words(text: str, start: int) -> Numeral | None:
    """The numeral in English words that begins at `start`, or None."""
    if match := _FRACTION.match(text, start):
        part = share(_VALUES[(match["part"] or "a").lower()], _PARTS[match["of"][:3].lower()], match.end())
        return spelled_out(english_scale(text, part))
    total = _group(text, start)
    last = total
    while total and last and (link := _NEXT_GROUP.match(text, total.end)) and (following := _group(text, link.end())):
        if following.value >= last.big:
            if link[1]:
                break
            raise FigureTextError("the words do not form one number", hint="write the number in digits")
        last = following
        total = attrs.evolve(following, value=EXACT.add(total.value, following.value), scale=None, big=total.big)
    return total and spelled_out(total)


def _group(text: str, start: int) -> Numeral | None:
    match = _GROUP.match(text, start)
    if match is None:
        return None
    if match["plain"] is None:
        value = 100 * _below_100(match["hundreds"]) + _below_100(match["rest"])
        return english_scale(text, attrs.evolve(counted(value, match.end()), scale=None, big=power_of_ten(2)))
    number = counted(_below_100(match["plain"]), match.end())
    if point := _POINT.match(text, match.end()):
        decimals = "".join(str(_VALUES[word]) for word in point[1].lower().split())
        number = printed(str(number.value), decimals, 0, point.end())
    return english_scale(text, number)


def _below_100(words: str) -> int:
    return sum(_VALUES[word] for word in words.lower().replace("-", " ").split())
