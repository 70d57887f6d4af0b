"""Numerals in digits, English words and Chinese characters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicservice.errors import FigureTextError
from publicservice.figures.numerals import scan
from publicservice.figures.phrases import Comparator

VALUES = {
    "47300": "47300",
    "47,300": "47300",
    "4.73": "4.73",
    ".5": "0.5",
    "1e6": "1000000",
    "2.5E+3": "2500",
    "1e-3": "0.001",
    "12,34,567": "1234567",
    "47 300": "47300",
    "1 234 567": "1234567",
    "12 hundred": "1200",
    "2.2bn": "2200000000",
    "3.4 mn": "3400000",
    "5 tn": "5000000000000",
    "47.3k": "47300",
    "1.5 lakh": "150000",
    "2 crore": "20000000",
    "2 lakh crore": "2000000000000",
    "5 millions": "5000000",
    "2 dozen": "24",
    "2½": "2.5",
    "¼": "0.25",
    "⅒": "0.1",
    "⅛": "0.125",
    "⅞": "0.875",
    "2 ½ million": "2500000",
    "¾": "0.75",
    "⅖": "0.4",
    "2 and a half million": "2500000",
    "zero": "0",
    "five": "5",
    "nineteen": "19",
    "thirty-seven": "37",
    "thirty seven": "37",
    "a hundred": "100",
    "one hundred and five": "105",
    "a hundred five": "105",
    "twelve hundred": "1200",
    "five hundred thousand": "500000",
    "five hundred and fifty thousand": "550000",
    "one million, two hundred thousand": "1200000",
    "one hundred and twenty-three thousand four hundred and fifty-six": "123456",
    "two lakh crore": "2000000000000",
    "two thousand million": "2000000000",
    "a dozen": "12",
    "two dozen": "24",
    "half a dozen": "6",
    "half": "0.5",
    "one half": "0.5",
    "half a million": "500000",
    "half-million": "500000",
    "a quarter of a million": "250000",
    "three quarters": "0.75",
    "two fifths": "0.4",
    "one and a half million": "1500000",
    "a million and a half": "1500000",
    "two and a quarter": "2.25",
    "two and three quarters": "2.75",
    "two point five million": "2500000",
    "one point two five": "1.25",
    "零": "0",
    "〇": "0",
    "十": "10",
    "十五": "15",
    "一百": "100",
    "一百一十": "110",
    "一百零五": "105",
    "一百二": "120",
    "一百二十三": "123",
    "三千五百": "3500",
    "三千零五": "3005",
    "两万": "20000",
    "两万两千": "22000",
    "一万二": "12000",
    "一万零二": "10002",
    "一亿二": "120000000",
    "一亿零五百万": "105000000",
    "一千二百三十四万五千六百七十八": "12345678",
    "三千万亿": "3000000000000000",
    "壹佰贰拾叁": "123",
    "二〇二二": "2022",
    "百": "100",
    "三点五": "3.5",
    "三点五万": "35000",
    "三点五千万": "35000000",
    "4.73万": "47300",
    "22亿": "2200000000",
    "1.5万亿": "1500000000000",
    "5百": "500",
    "5百万": "5000000",
    "5十": "50",
    "1亿2000万": "120000000",
    "1亿2,000万": "120000000",
    "1亿零500万": "105000000",
    "2万5千": "25000",
    "3万五千": "35000",
    "3千5百万": "35000000",
    "5万5千5百": "55500",
    "12万3456": "123456",
    "四分之三": "0.75",
    "十分之三": "0.3",
    "半": "0.5",
    "一半": "0.5",
    "半数": "0.5",
    "两年半": "2.5",
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items())
def test_a_numeral_has_its_value(text: str, expected: str) -> None:
    """Every way of writing a number gives the number, and the whole text is the numeral."""
    number = scan(text, 0)

    assert number is not None
    assert (Decimal(expected), len(text)) == (number.value, number.end)
    assert expected == str(number.value)


@pytest.mark.parametrize(
    ("text", "step", "zeros"),
    [
        ("47,300", "1", 2),
        ("85.0", "0.1", 0),
        ("2.20", "0.01", 0),
        ("0", "1", 0),
        ("2.2 billion", "1E+8", 0),
        ("20亿", "1E+8", 1),
        ("20 million", "1E+6", 1),
        ("10e6", "1E+6", 1),
        ("1亿2000万", "1E+4", 3),
        ("2万5千", "1E+3", 0),
        ("5百", "1E+2", 0),
        ("三千五百", "1", 2),
        ("thirty", "1", 1),
        ("two million", "1", 6),
        ("two point five", "0.1", 0),
        ("2½", "0.1", 0),
        ("五成", "10", 0),
        ("八成五", "1", 0),
        ("四分之三", "0.01", 0),
    ],
)
def test_the_last_printed_digit_has_a_weight(text: str, step: str, zeros: int) -> None:
    """The precision is that of the digits, scaled; the trailing zeros of an integer are counted."""
    number = scan(text, 0)

    assert number is not None
    assert (Decimal(step), zeros) == (number.step, number.zeros)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之八十五", 85, "%"),
        ("百分之九十八点五", Decimal("98.5"), "%"),
        ("百分之85", 85, "%"),
        ("百分之8.5", Decimal("8.5"), "%"),
        ("百分之百", 100, "%"),
        ("千分之三", 3, "‰"),
        ("万分之五", 5, "per 10,000"),
        ("十万分之三", 3, "per 100,000"),
        ("百万分之一", 1, "per 1,000,000"),
        ("五成", 50, "%"),
        ("8.5成", 85, "%"),
        ("八成五", 85, "%"),
        ("3天半", Decimal("3.5"), "天"),
    ],
)
def test_some_numerals_hold_their_unit(text: str, value: Decimal | int, unit: str) -> None:
    """Percentages in Chinese characters, tenths, and a half behind the counter."""
    number = scan(text, 0)

    assert number is not None
    assert (value, unit) == (number.value, number.unit)


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("500余", 500, Comparator.AND_MORE),
        ("3万多", 30_000, Comparator.AND_MORE),
        ("300多万", 3_000_000, Comparator.AND_MORE),
        ("二十几", 20, Comparator.AND_MORE),
        ("十来", 10, Comparator.ABOUT),
        ("百分之八十多", 80, Comparator.AND_MORE),
        ("5几", 5, Comparator.NONE),
        ("500多功能", 500, Comparator.NONE),
    ],
)
def test_more_may_stand_inside(text: str, value: int, comparator: Comparator) -> None:
    """余, 多 and 几 say that there is more, 来 that it is about; before or after the scale."""
    number = scan(text, 0)

    assert number is not None
    assert (Decimal(value), comparator) == (number.value, number.comparator)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("七八", 7, 8),
        ("三五", 3, 5),
        ("十七八", 17, 18),
        ("七八十", 70, 80),
        ("三四百万", 3_000_000, 4_000_000),
        ("五六成", 50, 60),
    ],
)
def test_two_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    """七八十 is seventy to eighty."""
    number = scan(text, 0)

    assert number is not None
    assert (Decimal(low), Decimal(high)) == (number.value, number.high)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("5千瓦", 1),
        ("100万千瓦", 4),
        ("5百分点", 1),
        ("三两", 1),
        ("5两", 1),
        ("3成员", 1),
        ("5km", 1),
        ("5 millionaires", 1),
        ("one hundredweight", 3),
        ("five million million", 12),
        ("five and", 4),
        ("2.5½", 3),
        ("三点", 1),
        ("1.5年半", 3),
    ],
)
def test_a_numeral_ends_where_the_unit_begins(text: str, end: int) -> None:
    """What belongs to a unit or another word is no scale."""
    number = scan(text, 0)

    assert number is not None
    assert end == number.end


@pytest.mark.parametrize("text", ["", " ", "x", "人", "million", "quarter", "hundred", ".", ",", "a", "a house", "²"])
def test_no_numeral(text: str) -> None:
    """Where no numeral begins, there is none; a scale word alone says nothing of how many."""
    assert scan(text, 0) is None


REFUSED = {
    "1,5": "not grouped",
    "47,30,0": "not grouped",
    "1,2345": "not grouped",
    "1.234.567": "not grouped",
    "1e6.5": "not grouped",
    "1'000": "not grouped",
    "1_000": "not grouped",
    "47 3000": "groups of three",
    "2022 300": "groups of three",
    "007": "begins with 0",
    "00.5": "begins with 0",
    "1e31": "too long",
    "1e-31": "too long",
    f"1e{'9' * 200}": "too long",
    "1" * 61: "too long",
    "1." + "1" * 60: "too long",
    "二〇" * 31: "too long",
    "one third": "no finite decimal",
    "two-thirds": "no finite decimal",
    "⅓": "no finite decimal",
    "三分之一": "no finite decimal",
    "零分之一": "no finite decimal",
    "二〇四八分之一": "no finite decimal",
    "nineteen ninety": "do not form one number",
    "two two": "do not form one number",
    "九五": "do not form one number",
    "零五": "do not form one number",
    "一百零": "do not form one number",
    "百百": "do not form one number",
    "一百百": "do not form one number",
    "万万": "do not form one number",
    "10亿亿": "do not form one number",
    "亿万": "do not form one number",
    "五百三千": "do not form one number",
    "三十百": "do not form one number",
    "2万5": "do not form one number",
    "1亿1五万": "do not form one number",
    "1.5亿2000万": "do not form one number",
    "一万二万": "do not form one number",
    "百分之": "do not form one number",
    "百分之百分之五": "do not form one number",
    "四分之三点五": "do not form one number",
    "四分之七八": "do not form one number",
    "七八点五": "do not form one number",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_a_numeral_that_cannot_be_read_is_refused(text: str, reason: str) -> None:
    """A numeral that nobody would read in one way is refused with the reason."""
    with pytest.raises(FigureTextError, match=reason):
        scan(text, 0)


@pytest.mark.parametrize(
    ("text", "money", "value"),
    [
        ("5m", True, 5_000_000),
        ("5 b", True, 5_000_000_000),
        ("5mm", True, 5_000_000),
        ("5 k", True, 5_000),
        ("½m", True, 500_000),
        ("5metres", True, 5),
        ("5m", False, 5),
        ("5 k", False, 5),
    ],
)
def test_m_is_a_million_only_behind_a_currency(text: str, money: bool, value: int) -> None:
    """The letters m and b are scales of money; elsewhere they are left to the unit."""
    number = scan(text, 0, money=money)

    assert number is not None
    assert value == number.value


_ONES = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_english(number: int) -> str:
    """The number in English words, written independently of the reader."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= scale:
            head, rest = divmod(number, scale)
            tail = f" {'and ' if rest < 100 else ''}{in_english(rest)}" if rest else ""
            return f"{in_english(head)} {word}{tail}"
    if number < 20:
        return (_ONES + _TEENS)[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")


def in_chinese(number: int) -> str:
    """The number in Chinese characters, written independently of the reader."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for scale, character in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return f"{in_chinese(head)}{character}{gap}{in_chinese(rest) if rest else ''}"
    raise AssertionError(number)


@given(st.integers(0, 10**12 - 1))
def test_english_words_read_back(number: int) -> None:
    """Any whole number in English words reads back to itself."""
    words = in_english(number)
    seen = scan(words, 0)

    assert seen is not None
    assert (Decimal(number), len(words)) == (seen.value, seen.end)


@given(st.integers(0, 10**12 - 1))
def test_chinese_characters_read_back(number: int) -> None:
    """Any whole number in Chinese characters reads back to itself."""
    characters = in_chinese(number)
    seen = scan(characters, 0)

    assert seen is not None
    assert (Decimal(number), len(characters)) == (seen.value, seen.end)
