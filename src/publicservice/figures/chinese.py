"""Chinese numerals, alone and behind digits: 三千五百, 4.73万, 1亿2000万, 百分之八十五, 八成五, 十余."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from publicservice.decimals import EXACT, power_of_ten
from publicservice.errors import FigureTextError
from publicservice.figures.numeral import (
    MOST_DIGITS,
    ONE,
    Numeral,
    counted,
    is_whole,
    plain,
    plus,
    printed,
    share,
    spelled_out,
)
from publicservice.figures.phrases import Comparator

__all__ = ["SCALE_TAIL", "characters", "chinese_tail", "composed"]

_DIGIT = {
    c: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for c in characters
}
_POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_D = "".join(_DIGIT)
_D1 = _D[3:]
# 千米, 千瓦 and 百分点 are units, so their first character is no scale.
_S = r"(?:[十拾万萬亿億]|[百佰](?!分[点點之])|[千仟](?![米瓦克卡伏赫帕焦]))"
_INNER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE_TAIL = re.compile(rf"{_S}(?:{_S}|{_INNER}(?={_S})|\d+(?![\d.,])|[{_D}](?={_S})|[零〇](?=[\d{_D}]))*", re.ASCII)
_RUN = re.compile(rf"(?:[{_D}]|{_S})(?:[{_D.replace('两', '').replace('兩', '')}]|{_S}|[两兩](?={_S}))*")
_ARABIC = re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII)
_TOKEN = re.compile(r"(\d[\d,]*)(?:\.(\d+))?|.", re.ASCII)
_PAIR = re.compile(rf"(?<![{_D}])([{_D1}])([{_D1}])(?![{_D}])")
_CHINESE_POINT = re.compile(rf"[点點]([{_D}]+)")
_CHINESE_FRACTION = re.compile(rf"((?:[{_D}]|[{''.join(_POWERS)}])+)分之")
_PER = {100: "%", 1000: "‰", 10**4: "per 10,000", 10**5: "per 100,000", 10**6: "per 1,000,000"}
_HALF = re.compile(r"一?半(?![径导])(?:数(?![字据]))?")
_TENTHS = re.compile(rf"成(?![员本果立功绩套都效])([{_D1}])?")
_MORE = re.compile(
    rf"(?:(?P<more>[多余])(?!功能|媒体|样|额)|(?P<some>几)|(?P<about>来)(?![自源访宾]))((?:{_S}){{0,2}})"
)
_AND_HALF = re.compile(r"(个|年|天|倍|小时|公里|里)半(?![径导数])")


@attrs.frozen
class _Token:
    number: Numeral
    power: int = 0  # of a scale character
    width: int = 0  # digits of an Arabic number


def _not_one_number() -> FigureTextError:
    return FigureTextError(
        "the numerals do not form one number",
        expected="a number such as 三千五百, 1亿2000万 or 4.73万",
        hint="write it in digits",
    )


def characters(text: str, start: int) -> Numeral | None:
    """The numeral in Chinese characters that begins at `start`, or None."""
    if match := _CHINESE_FRACTION.match(text, start):
        return _ratio(text, match)
    if match := _HALF.match(text, start):
        return share(1, 2, match.end())
    match = _RUN.match(text, start)
    if match is None:
        return None
    number = _run(match.group(), match.end())
    if point := _CHINESE_POINT.match(text, match.end()):
        if number.high:
            raise _not_one_number()
        decimals = "".join(str(_DIGIT[c]) for c in point[1])
        number = printed(str(number.value), decimals, 0, point.end())
        if (tail := SCALE_TAIL.match(text, number.end)) and tail[0][0] not in "十拾":
            number = composed(number, tail)
    return chinese_tail(text, number)


def _ratio(text: str, match: re.Match[str]) -> Numeral:
    of = _run(match[1], 0).value
    digits = _ARABIC.match(text, match.end())
    part = (
        chinese_tail(text, printed(digits[1], digits[2] or "", 0, digits.end()))
        if digits
        else characters(text, match.end())
    )
    if part is None or part.unit:
        raise _not_one_number()
    if of in _PER:
        return attrs.evolve(part, unit=_PER[int(of)])
    if not is_whole(part.value) or part.high:
        raise _not_one_number()
    return attrs.evolve(share(int(part.value), int(of), part.end), comparator=part.comparator)


def _run(run: str, end: int) -> Numeral:
    pair = _PAIR.search(run)
    if pair and (_DIGIT[pair[1]] + 1 == _DIGIT[pair[2]] or pair.group() == "三五"):
        low, high = (_run(run[:at] + run[at + 1 :], end) for at in (pair.start(2), pair.start(1)))
        return attrs.evolve(low, high=high.value)
    return attrs.evolve(spelled_out(_compose(_tokens(run))), end=end)


def composed(number: Numeral, tail: re.Match[str]) -> Numeral:
    """A number in digits with the scale characters behind it: 4.73万, 1亿2000万."""
    if len(tail.group()) == 1 and (power := _POWERS[tail.group()]) > 1:
        return number.times(power_of_ten(power), tail.end())
    return attrs.evolve(_compose([_Token(number, width=MOST_DIGITS), *_tokens(tail.group())]), end=tail.end())


def _tokens(run: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(run):
        if match[1]:
            digits = match[1].replace(",", "")
            tokens.append(_Token(printed(digits, match[2] or "", 0, 0), width=len(digits)))
        else:
            tokens.append(_Token(counted(_DIGIT.get(match.group(), 1), 0), _POWERS.get(match.group(), 0)))
    return tokens


def _compose(tokens: list[_Token], *, first: bool = True) -> Numeral:
    power = max(token.power for token in tokens)
    if not power:
        return _coefficient(tokens)
    at = max(i for i, token in enumerate(tokens) if token.power == power)
    head, tail = tokens[:at], tokens[at + 1 :]
    if any(token.power == power for token in head) or (power < _POWERS["万"] and len(head) > 1):
        raise _not_one_number()
    if not head and not first and power > 1:
        raise _not_one_number()
    number = (_compose(head, first=first) if head else counted(1, 0)).times(power_of_ten(power), 0)
    if power == 1:
        number = attrs.evolve(number, scale=ONE, big=ONE)
    return _with_tail(number, tail, power) if tail else number


def _with_tail(number: Numeral, tail: list[_Token], power: int) -> Numeral:
    rest = tail
    while rest and not rest[0].power and not rest[0].width and not rest[0].number.value:
        rest = rest[1:]
    if not rest:
        raise _not_one_number()
    low = _compose(rest, first=False)
    if len(tail) == 1 and tail[0].width not in {0, power}:
        raise _not_one_number()
    if len(tail) == 1 and not tail[0].width:
        low = low.times(power_of_ten(power - 1), 0)  # 一万二 is 12,000, where 一万零二 is 10,002
    if low.value >= power_of_ten(power) or EXACT.remainder(number.value, power_of_ten(power)):
        raise _not_one_number()
    scale = ONE if power == 1 else None
    return attrs.evolve(low, value=plain(EXACT.add(number.value, low.value)), scale=scale, big=number.big)


def _coefficient(tokens: list[_Token]) -> Numeral:
    if len(tokens) == 1:
        return tokens[0].number
    digits = "".join(str(token.number.value) for token in tokens)
    if any(token.width for token in tokens) or digits.startswith("0") or (len(digits) == 2 and "0" not in digits):
        raise _not_one_number()
    return printed(digits, "", 0, 0)


def chinese_tail(text: str, number: Numeral) -> Numeral:
    """What may follow any numeral: tenths (成), more (余, 多), and a half behind the counter (两年半)."""
    if (tenths := _TENTHS.match(text, number.end)) and number.value <= 10:
        number = attrs.evolve(number.times(Decimal(10), tenths.end()), unit="%")
        if tenths[1]:
            number = attrs.evolve(number, value=EXACT.add(number.value, Decimal(_DIGIT[tenths[1]])), step=ONE)
    more = _MORE.match(text, number.end)
    if more and (more["more"] or number.zeros):
        comparator = Comparator.ABOUT if more["about"] else Comparator.AND_MORE
        number = attrs.evolve(number, comparator=comparator, end=more.end())
        for character in more[4]:
            number = number.times(power_of_ten(_POWERS[character]), more.end())
    elif (half := _AND_HALF.match(text, number.end)) and is_whole(number.value):
        number = attrs.evolve(plus(number, share(1, 2, half.end())), unit=half[1])
    return number
