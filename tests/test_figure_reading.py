"""Figures as officials print them: what is read, what each text admits, and what is refused with which reason."""

from __future__ import annotations

import pickle
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from publicservice.errors import FigureTextError
from publicservice.figures.reading import Comparator, Reading, read
from publicservice.interval import Interval

PLAIN = {
    "5 X。": ("5", "X"),
    "四分之一": ("0.25", ""),
    "47300": ("47300", ""),
    "47,300 positions": ("47300", "positions"),
    " 47,300  positions. ": ("47300", "positions"),
    "47 300 positions": ("47300", "positions"),
    "47\u00a0300 positions": ("47300", "positions"),
    "47\u2009300\tpositions": ("47300", "positions"),
    "5.": ("5", ""),
    "2022 persons": ("2022", "persons"),
    "85 %": ("85", "%"),
    "85.0%": ("85.0", "%"),
    "85 percent": ("85", "percent"),
    "85 per cent": ("85", "per cent"),
    "85 % of households": ("85", "% of households"),
    "3‰": ("3", "‰"),
    "-5": ("-5", ""),
    "−5.5%": ("-5.5", "%"),
    "–5%": ("-5", "%"),
    "minus five": ("-5", ""),
    "+5%": ("5", "%"),
    "-0": ("0", ""),
    "负5%": ("-5", "%"),
    "零下5度": ("-5", "度"),
    "１２，３００": ("12300", ""),
    "８５％": ("85", "%"),
    "２．３万　人": ("23000", "人"),
    "５００人。": ("500", "人"),
    "4.73万": ("47300", ""),
    "22亿元": ("2200000000", "元"),
    "¥2.2 billion": ("2200000000", "CNY"),
    "￥22亿元": ("2200000000", "CNY"),
    "人民币22亿元": ("2200000000", "CNY"),
    "RMB 2.2 bn": ("2200000000", "CNY"),
    "RMB ¥500": ("500", "CNY"),
    "CNY 5,000/person/year": ("5000", "CNY/person/year"),
    "5,000 CNY/person/year": ("5000", "CNY/person/year"),
    "$5m": ("5000000", "USD"),
    "$5m a year": ("5000000", "USD a year"),
    "-$5m": ("-5000000", "USD"),
    "$-5": ("-5", "USD"),
    "US$5 million": ("5000000", "USD"),
    "HK$5": ("5", "HKD"),
    "€3.4m": ("3400000", "EUR"),
    "£5": ("5", "GBP"),
    "₹2 lakh crore": ("2000000000000", "INR"),
    "Rs 500 crore": ("5000000000", "INR"),
    "$5万贷款": ("50000", "USD 贷款"),
    "5 €": ("5", "EUR"),
    "5 yuan": ("5", "yuan"),
    "¥5 CNY": ("5", "CNY"),
    "a total of 686,000 jobs": ("686000", "jobs"),
    "total: 500": ("500", ""),
    "in all 500": ("500", ""),
    "500 people in total": ("500", "people"),
    "reached 85.3%": ("85.3", "%"),
    "exactly 500": ("500", ""),
    "rose to 85%": ("85", "%"),
    "reduced to 5": ("5", ""),
    "共47300个": ("47300", "个"),
    "总计：500人": ("500", "人"),
    "累计完成500公里": ("500", "公里"),
    "新增68.6万人": ("686000", "人"),
    "实现500亿元": ("50000000000", "元"),
    "达到85%": ("85", "%"),
    "提高到5000元": ("5000", "元"),
    "增至500": ("500", ""),
    "12/10万": ("12", "per 100,000"),
    "12/100,000": ("12", "per 100,000"),
    "12 per 100,000": ("12", "per 100,000"),
    "12 per 100 000 population": ("12", "per 100,000 population"),
    "12 per hundred thousand people": ("12", "per 100,000 people"),
    "12 cases per million": ("12", "cases per 1,000,000"),
    "12 per 100": ("12", "per 100"),
    "3.5 per 1,000": ("3.5", "per 1,000"),
    "1/1000": ("1", "per 1,000"),
    "12例/10万人": ("12", "例 per 100,000 人"),
    "6.5张/千人": ("6.5", "张 per 1,000 人"),
    "500元/百公里": ("500", "元 per 100 公里"),
    "500元/半年": ("500", "元/半年"),
    "500元/人/年": ("500", "元/人/年"),
    "500元/千瓦时": ("500", "元/千瓦时"),
    "5.5个百分点": ("5.5", "个百分点"),
    "5.5百分点": ("5.5", "百分点"),
    "5 km2": ("5", "km2"),
    "5 km^2": ("5", "km^2"),
    "5 km²": ("5", "km²"),
    "5000 m2/person": ("5000", "m2/person"),
    "5 m": ("5", "m"),
    "5 ℃": ("5", "℃"),
    "5兆瓦": ("5", "兆瓦"),
    "100万千瓦": ("1000000", "千瓦"),
    "800张养老床位": ("800", "张养老床位"),
    "half of households": ("0.5", "of households"),
    "two cancers": ("2", "cancers"),
    "百分之八十五": ("85", "%"),
    "百分之五的村": ("5", "%的村"),
    "百分之五 of villages": ("5", "% of villages"),
    "万分之五人": ("5", "per 10,000 人"),
    "一个半月": ("1.5", "个月"),
    "三年半": ("3.5", "年"),
    "12个月": ("12", "个月"),
}

BOUNDED = {
    "about half a million persons": (Comparator.ABOUT, "500000", "persons"),
    "more than 1,500 people": (Comparator.MORE_THAN, "1500", "people"),
    "over 2.2 billion CNY": (Comparator.MORE_THAN, "2200000000", "CNY"),
    "upwards of 1,000": (Comparator.MORE_THAN, "1000", ""),
    "in excess of 5": (Comparator.MORE_THAN, "5", ""),
    "just over 500": (Comparator.MORE_THAN, "500", ""),
    ">85%": (Comparator.MORE_THAN, "85", "%"),
    "＞85％": (Comparator.MORE_THAN, "85", "%"),
    "超过22亿元": (Comparator.MORE_THAN, "2200000000", "元"),
    "超千人": (Comparator.MORE_THAN, "1000", "人"),
    "高于85%": (Comparator.MORE_THAN, "85", "%"),
    "突破1000亿元": (Comparator.MORE_THAN, "100000000000", "元"),
    "逾500": (Comparator.MORE_THAN, "500", ""),
    "过半": (Comparator.MORE_THAN, "0.5", ""),
    "500米以外": (Comparator.MORE_THAN, "500", "米"),
    "at least 85 %": (Comparator.AT_LEAST, "85", "%"),
    "no less than 5": (Comparator.AT_LEAST, "5", ""),
    "no fewer than 12 schools": (Comparator.AT_LEAST, "12", "schools"),
    "not lower than 5": (Comparator.AT_LEAST, "5", ""),
    "not under 500": (Comparator.AT_LEAST, "500", ""),
    "a minimum of 5": (Comparator.AT_LEAST, "5", ""),
    ">= 5": (Comparator.AT_LEAST, "5", ""),
    "≥５": (Comparator.AT_LEAST, "5", ""),
    "不低于85%": (Comparator.AT_LEAST, "85", "%"),
    "不得少于500人": (Comparator.AT_LEAST, "500", "人"),
    "不下于5": (Comparator.AT_LEAST, "5", ""),
    "至少500人以上": (Comparator.AT_LEAST, "500", "人"),
    "上千人": (Comparator.AT_LEAST, "1000", "人"),
    "500 or more persons": (Comparator.AT_LEAST, "500", "persons"),
    "500 persons or more": (Comparator.AT_LEAST, "500", "persons"),
    "85% or more of households": (Comparator.AT_LEAST, "85", "% of households"),
    "65 and over": (Comparator.AT_LEAST, "65", ""),
    "500 minimum": (Comparator.AT_LEAST, "500", ""),
    "at least 500 or more": (Comparator.AT_LEAST, "500", ""),
    "500+": (Comparator.AT_LEAST, "500", ""),
    "500+ people": (Comparator.AT_LEAST, "500", "people"),
    "500+人": (Comparator.AT_LEAST, "500", "人"),
    "85%+": (Comparator.AT_LEAST, "85", "%"),
    "500-plus people": (Comparator.AT_LEAST, "500", "people"),
    "500 plus": (Comparator.AT_LEAST, "500", ""),
    "85%以上": (Comparator.AT_LEAST, "85", "%"),
    "500以上人": (Comparator.AT_LEAST, "500", "人"),
    "500人及以上": (Comparator.AT_LEAST, "500", "人"),
    "500人（含）以上": (Comparator.AT_LEAST, "500", "人"),
    "80%以上的村": (Comparator.AT_LEAST, "80", "%的村"),
    "八成以上": (Comparator.AT_LEAST, "80", "%"),
    "达到85%以上": (Comparator.AT_LEAST, "85", "%"),
    "less than 5": (Comparator.LESS_THAN, "5", ""),
    "under 30 minutes": (Comparator.LESS_THAN, "30", "minutes"),
    "<5": (Comparator.LESS_THAN, "5", ""),
    "不足10个": (Comparator.LESS_THAN, "10", "个"),
    "不满500人": (Comparator.LESS_THAN, "500", "人"),
    "不到三成": (Comparator.LESS_THAN, "30", "%"),
    "少于10人": (Comparator.LESS_THAN, "10", "人"),
    "500人不到": (Comparator.LESS_THAN, "500", "人"),
    "at most 5": (Comparator.AT_MOST, "5", ""),
    "up to 500 households": (Comparator.AT_MOST, "500", "households"),
    "no more than 30 minutes": (Comparator.AT_MOST, "30", "minutes"),
    "not over 500": (Comparator.AT_MOST, "500", ""),
    "must not exceed 5%": (Comparator.AT_MOST, "5", "%"),
    "not exceeding 5": (Comparator.AT_MOST, "5", ""),
    "within 15 days": (Comparator.AT_MOST, "15", "days"),
    "less than or equal to 5": (Comparator.AT_MOST, "5", ""),
    "≤5": (Comparator.AT_MOST, "5", ""),
    "10 or fewer": (Comparator.AT_MOST, "10", ""),
    "500 maximum": (Comparator.AT_MOST, "500", ""),
    "不超过30人": (Comparator.AT_MOST, "30", "人"),
    "未超过500": (Comparator.AT_MOST, "500", ""),
    "不高于5%": (Comparator.AT_MOST, "5", "%"),
    "最多30人": (Comparator.AT_MOST, "30", "人"),
    "10人以下": (Comparator.AT_MOST, "10", "人"),
    "5公里以内": (Comparator.AT_MOST, "5", "公里"),
    "nearly 47,300": (Comparator.NEARLY, "47300", ""),
    "just under 5": (Comparator.NEARLY, "5", ""),
    "近八成": (Comparator.NEARLY, "80", "%"),
    "将近500人": (Comparator.NEARLY, "500", "人"),
    "about 500": (Comparator.ABOUT, "500", ""),
    "some 300 households": (Comparator.ABOUT, "300", "households"),
    "approx. 5": (Comparator.ABOUT, "5", ""),
    "～５００": (Comparator.ABOUT, "500", ""),
    "500 or so": (Comparator.ABOUT, "500", ""),
    "约500人左右": (Comparator.ABOUT, "500", "人"),
    "共约500人": (Comparator.ABOUT, "500", "人"),
    "500上下": (Comparator.ABOUT, "500", ""),
    "十来个": (Comparator.ABOUT, "10", "个"),
    "500余人": (Comparator.AND_MORE, "500", "人"),
    "达500余人": (Comparator.AND_MORE, "500", "人"),
    "3万多个": (Comparator.AND_MORE, "30000", "个"),
    "500多元": (Comparator.AND_MORE, "500", "元"),
    "500人出头": (Comparator.AND_MORE, "500", "人"),
    "500-odd people": (Comparator.AND_MORE, "500", "people"),
}

ENDS = {
    "二十五到三十五万人": ("250000", "350000", "人"),
    "10-15 towns": ("10", "15", "towns"),
    "10–15 towns": ("10", "15", "towns"),
    "10—15": ("10", "15", ""),
    "10~15个": ("10", "15", "个"),
    "１０－１５万": ("100000", "150000", ""),
    "10 to 15": ("10", "15", ""),
    "between 10 and 15 towns": ("10", "15", "towns"),
    "between two hundred and three hundred": ("200", "300", ""),
    "between one thousand and three thousand": ("1000", "3000", ""),
    "10至15个": ("10", "15", "个"),
    "在10%到15%之间": ("10", "15", "%"),
    "10%和15%之间": ("10", "15", "%"),
    "介于10和15之间": ("10", "15", ""),
    "85%-90%": ("85", "90", "%"),
    "85 % to 90 %": ("85", "90", "%"),
    "10人至15人": ("10", "15", "人"),
    "10 person-times to 15 person-times": ("10", "15", "person-times"),
    "百分之三到百分之五": ("3", "5", "%"),
    "百分之八十到九十": ("80", "90", "%"),
    "五到六成": ("50", "60", "%"),
    "1.2-1.5 million": ("1200000", "1500000", ""),
    "10万-15万": ("100000", "150000", ""),
    "10-15万元": ("100000", "150000", "元"),
    "500-1000万元": ("5000000", "10000000", "元"),
    "500万-1亿元": ("5000000", "100000000", "元"),
    "五百至一千万元": ("5000000", "10000000", "元"),
    "三到五百万": ("3000000", "5000000", ""),
    "三十到五百万": ("300000", "5000000", ""),
    "two to three million": ("2000000", "3000000", ""),
    "two to three dozen": ("24", "36", ""),
    "five hundred to six hundred thousand": ("500000", "600000", ""),
    "five hundred to two thousand": ("500", "2000", ""),
    "fifty to two hundred": ("50", "200", ""),
    "10 to one hundred and five": ("10", "105", ""),
    "ten-fifteen towns": ("10", "15", "towns"),
    "-5 to -2": ("-5", "-2", ""),
    "-5--2": ("-5", "-2", ""),
    "-2%~+3%": ("-2", "3", "%"),
    "¥5,000-¥6,000": ("5000", "6000", "CNY"),
    "$5-6m": ("5000000", "6000000", "USD"),
    "3±0.5": ("2.5", "3.5", ""),
    "85% ± 2%": ("83", "87", "%"),
    "3 +/- 1": ("2", "4", ""),
    "1.2±0.1 million": ("1100000", "1300000", ""),
    "5万±100": ("49900", "50100", ""),
    "七八十人": ("70", "80", "人"),
    "up 5-10%": ("5", "10", "%"),
    "down 5-10 %": ("-10", "-5", "%"),
    "down 0-10 %": ("-10", "0", "%"),
}

CHANGES = {
    "growth by 5 %": ("5", "%"),
    "decline by 5 %": ("-5", "%"),
    "decrease by half a million persons": ("-500000", "persons"),
    "up 9.88%": ("9.88", "%"),
    "up 9.88% on the year": ("9.88", "%"),
    "up 5%, year on year": ("5", "%"),
    "rose by 5 percentage points from a year earlier": ("5", "percentage points"),
    "an increase of 10 percentage points": ("10", "percentage points"),
    "growth of 5%": ("5", "%"),
    "increased by 300 persons": ("300", "persons"),
    "year-on-year growth of 5%": ("5", "%"),
    "a 5% increase": ("5", "%"),
    "9.88% higher": ("9.88", "%"),
    "up 5% increase": ("5", "%"),
    "fell 2 %": ("-2", "%"),
    "a decrease of 3": ("-3", ""),
    "declined by 3.5 %": ("-3.5", "%"),
    "5 % decline": ("-5", "%"),
    "5%down": ("-5", "%"),
    "down 0%": ("0", "%"),
    "增长5.5个百分点": ("5.5", "个百分点"),
    "同比增长9.88%": ("9.88", "%"),
    "较上年增长5%": ("5", "%"),
    "比上年增长 5.5个百分点": ("5.5", "个百分点"),
    "同比提高1.2个百分点": ("1.2", "个百分点"),
    "增长了5%": ("5", "%"),
    "增长-2.5%": ("-2.5", "%"),
    "同比下降2.5%": ("-2.5", "%"),
    "减少300人": ("-300", "人"),
    "下滑3.2%": ("-3.2", "%"),
}

REFUSED = {
    "": "no number",
    " \u3000.": "no number",
    "abc": "no number",
    "人": "no number",
    "million": "no number",
    "-": "no number",
    "--5": "name",
    "- 5": "name",
    "-about 5": "name",
    "not 500": "name",
    "not nearly 500": "name",
    "不是500": "name",
    "(500)": "name",
    "± 5": "name",
    "A4": "name",
    "G20": "name",
    "COVID-19": "name",
    "24365": "name",
    "996": "name",
    "5G": "name",
    "5G基站": "name",
    "4K": "name",
    "5A景区": "name",
    "十四五": "name",
    "24/7": "a fraction or a name",
    "3/4": "a fraction or a name",
    "12/100": "a fraction or a name",
    "7×24": "calculation or a name",
    "2 + n": "calculation or a name",
    "2+ n": "calculation or a name",
    "3+2": "calculation or a name",
    "1+X": "calculation or a name",
    "500++": "calculation or a name",
    "9**9**9": "calculation or a name",
    "3 ±": "calculation or a name",
    "2 plus n": "joined to another",
    "“2 + n”": "quoted",
    '"47,300"': "quoted",
    "'500'": "quoted",
    "《十四五》": "quoted",
    "3rd": "ordinal",
    "101st": "ordinal",
    "第三": "ordinal",
    "twenty-first": "ordinal",
    "third": "ordinal",
    "No. 5": "ordinal",
    "#5": "ordinal",
    "2022-02-30": "date or a period",
    "2022/02/30": "date or a period",
    "2022.02.30": "date or a period",
    "2021-11": "date or a period",
    "2021-2025": "date or a period",
    "2022年": "date or a period",
    "二〇二二年": "date or a period",
    "3月": "date or a period",
    "1-11月": "date or a period",
    "1:5": "ratio",
    "1：5": "ratio",
    "12:30": "ratio",
    "NaN": "not a finite number",
    "-inf": "not a finite number",
    "Infinity": "not a finite number",
    "∞": "not a finite number",
    "1,5": "not grouped",
    "one third": "no finite decimal",
    "several hundred": "vague",
    "over several hundred": "vague",
    "hundreds of people": "vague",
    "几十个": "vague",
    "近几百人": "vague",
    "数百人": "vague",
    "47,300 positions in 2022": "second number",
    "12 per 5 years": "second number",
    "2 million 500": "second number",
    "5 deaths 3 per 100,000": "second number",
    "5 deaths per 100,000 in 2021": "second number",
    "5 of 6": "second number",
    "5 or 6": "joined to another",
    "one in five": "joined to another",
    "nine out of ten": "joined to another",
    "3或4个": "joined to another",
    "一又二分之一": "joined to another",
    "5万分之一": "joined to another",
    "三点五十": "joined to another",
    "三兆": "joined to another",
    "10-bed hospital": "part of a compound",
    "10-15-20": "part of a compound",
    "5 (five)": "brackets",
    "5²": "not a unit",
    "5;": "not a unit",
    "5, people": "not a unit",
    "500人以上规模": "bound inside the unit",
    "at least 500 or less": "disagree",
    "nearly at least 500": "disagree",
    "约500余人": "disagree",
    "超过500+": "disagree",
    "about 5-10": "bound on a range",
    "up to 10-15": "bound on a range",
    "10-15人以上": "bound on a range",
    "10-15余人": "plain numbers",
    "七八到九": "plain numbers",
    "500 to 1 million": "scale of the first number",
    "2 to 3 million and a half": "scale of the first number",
    "二十五到三十万五千人": "scale of the first number",
    "15-10 million": "scale of the first number",
    "2-3万5千": "scale of the first number",
    "10 people to 15 households": "different units",
    "10到百分之二十": "different units",
    "85%±2个百分点": "different units",
    "between 10": "one end",
    "from 10": "one end",
    "from 10 to 15": "a range, or a change",
    "从10到15": "a range, or a change",
    "85 ± 2 %": "a tolerance in points, or a share",
    "5m": "metres, millions or months",
    "500之间": "one end",
    "同比5%": "without a direction",
    "rose from 4,500 to 5,000": "two figures",
    "up down 5%": "contradict",
    "$¥5": "contradict",
    "from between 5 and 6": "contradict",
    "up 5% decrease": "contradict",
    "下降-2%": "two ways",
    "增长超过-2%": "two ways",
    "٣٤": r"another script \(Arabic-Indic\)",
    "३४": r"another script \(Devanagari\)",
    "𝟓": "another script",
    "Ⅳ": "another script",
    "①": "another script",
    "5\u200b00": r"invisible character \(ZERO WIDTH SPACE\)",
    "5\x00": r"invisible character \(U\+0000\)",
    "5\u2028": "invisible character",
    "5\u2029": "invisible character",
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.items())
def test_a_plain_figure(text: str, expected: tuple[str, str]) -> None:
    """A number and its unit, with harmless words, signs and currencies around it."""
    reading = read(text)

    assert (Comparator.NONE, *expected, False) == (
        reading.comparator,
        str(reading.value),
        reading.unit_text,
        reading.change,
    )
    assert text == reading.text


@pytest.mark.parametrize(("text", "expected"), BOUNDED.items())
def test_a_bounded_figure(text: str, expected: tuple[Comparator, str, str]) -> None:
    """Rule 7: "at least / no less than / above / more than / nearly / about" differ; comparators in Chinese too."""
    reading = read(text)

    assert expected == (reading.comparator, str(reading.value), reading.unit_text)


@pytest.mark.parametrize(("text", "expected"), ENDS.items())
def test_a_range(text: str, expected: tuple[str, str, str]) -> None:
    """A range has two ends and no value; a scale or a unit that is printed once belongs to both."""
    reading = read(text)

    assert (Comparator.BETWEEN, None, *expected) == (
        reading.comparator,
        reading.value,
        str(reading.low),
        str(reading.high),
        reading.unit_text,
    )
    assert Interval(reading.low, reading.high) == reading.admissible()


@pytest.mark.parametrize(("text", "expected"), CHANGES.items())
def test_a_change(text: str, expected: tuple[str, str]) -> None:
    """A word of change gives the sign."""
    reading = read(text)

    assert (*expected, True) == (str(reading.value), reading.unit_text, reading.change)


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_no_figure_is_refused_with_the_reason(text: str, reason: str) -> None:
    """Rule 17: a name is not a number; and what can be read in two ways is not guessed."""
    with pytest.raises(FigureTextError, match=reason) as caught:
        read(text)

    assert caught.value.seen is not None
    assert caught.value.expected or caught.value.hint
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))


@pytest.mark.parametrize("text", ["15-10 towns", "10 to -15", "3±-1"])
def test_a_range_upside_down_stands_for_nothing(text: str) -> None:
    """What is printed is kept, so that a plan can hold it; but no set of values lies between its ends."""
    reading = read(text)

    assert reading.low is not None
    assert reading.high is not None
    assert reading.low > reading.high
    with pytest.raises(FigureTextError, match="upside down"):
        reading.admissible()


@pytest.mark.parametrize("value", [None, 5, b"5", ["5"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    """Only a text can be read."""
    with pytest.raises(FigureTextError, match="not a text"):
        read(value)  # type: ignore[arg-type]


def test_a_long_text_is_refused_at_once() -> None:
    """Nothing of a text over 300 characters is looked at."""
    with pytest.raises(FigureTextError, match=r"too long for a figure: '5555.*up to 300 characters"):
        read("5" * 301)


ADMITTED = {
    "47,300": "[47250, 47350]",
    "686,000 jobs": "[685500, 686500]",
    "68.6万人": "[685500, 686500]",
    "108.9%": "[108.85, 108.95]",
    "85.0": "[84.95, 85.05]",
    "0": "[-0.5, 0.5]",
    "-500": "[-550, -450]",
    "三千五百": "[3450, 3550]",
    "2.2 billion": "[2150000000, 2250000000]",
    "20亿": "[1500000000, 2500000000]",
    "over 1,500": "(1500, ∞)",
    "at least 85%": "[85, ∞)",
    "under 30": "(-∞, 30)",
    "at most 30": "(-∞, 30]",
    "more than -5": "(-5, ∞)",
    "at most -5": "(-∞, -5]",
    "nearly 500": "[450, 500)",
    "nearly -5%": "(-5, -4.5]",
    "about 500": "[400, 600]",
    "about -500": "[-600, -400]",
    "500余人": "(500, 600)",
    "-500余": "(-600, -500)",
    "3万多": "(30000, 40000)",
    "50余": "(50, 60)",
    "1500多": "(1500, 1600)",
    "2.3万余": "(23000, 24000)",
    "二十多": "(20, 30)",
    "10多年": "(10, 20)",
    "10年多": "(10, 11)",
    "3个多月": "(3, 4)",
    "fell 2 %": "[-2.5, -1.5]",
    "fell by more than 2%": "(-∞, -2)",
    "下降5%以上": "(-∞, -5]",
    "down less than 5%": "(-5, ∞)",
    "down at most 5%": "[-5, ∞)",
    "fell nearly 5%": "(-5, -4.5]",
    "down 0%": "[-0.5, 0.5]",
}


@pytest.mark.parametrize(("text", "expected"), ADMITTED.items())
def test_each_text_stands_for_a_set(text: str, expected: str) -> None:
    """Rule 14: a number's own digits give its set; trailing zeros of an integer are read as not significant."""
    assert expected == str(read(text).admissible())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("47,300", "[47299.5, 47300.5]"),
        ("20亿", "[1950000000, 2050000000]"),
        ("三千五百", "[3499.5, 3500.5]"),
        ("about 500", "[400, 600]"),
        ("500余", "(500, 600)"),
        ("at least 500", "[500, ∞)"),
    ],
)
def test_trailing_zeros_can_be_significant(text: str, expected: str) -> None:
    """Rule 14: both readings of trailing zeros are available; 余 and about count them always."""
    assert expected == str(read(text).admissible(zeros_significant=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("47,300", "[47300, 47400)"),
        ("85.2", "[85.2, 85.3)"),
        ("-85.2", "(-85.3, -85.2]"),
        ("0", "(-1, 1)"),
        ("nearly 500", "[450, 500)"),
    ],
)
def test_digits_may_have_been_cut_off(text: str, expected: str) -> None:
    """Rule 14: truncation on request, towards zero."""
    assert expected == str(read(text).admissible(truncated=True))


_WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
_PRINTS = {
    "plain": lambda d: f"{d:f}",
    "groups": lambda d: f"{d:,f}",
    "thin spaces": lambda d: f"{d:,f}".replace(",", "\u202f"),
    "full width": lambda d: f"{d:,f}".translate(_WIDE),
    "unit": lambda d: f"{d:,f} persons",
    "percent": lambda d: f"{d:f}%",
    "Chinese unit": lambda d: f"{d:f}人",
    "total": lambda d: f"共{d:f}个",
}
_SCALED = {"万": 4, "亿": 8, "万亿": 12, " million": 6, "bn": 9, " lakh": 5, "k": 3}
numbers = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3
) | st.integers(-(10**15), 10**15).map(Decimal)


@given(numbers, st.sampled_from(sorted(_PRINTS)))
@example(Decimal("24365"), "unit")
def test_what_was_printed_reads_back(number: Decimal, style: str) -> None:
    """Any number that is printed in digits reads back to itself, in every style."""
    text = _PRINTS[style](number)
    if text in {"24365", "996", "２４，３６５"}:
        return

    assert number == read(text).value


@given(st.integers(0, 10**9), st.integers(0, 3), st.sampled_from(sorted(_SCALED)))
@example(1, 0, "k")
def test_a_scale_multiplies(digits: int, places: int, scale: str) -> None:
    """A number printed with a scale is that number times the scale, and so is the weight of its last digit."""
    number = Decimal(digits).scaleb(-places)
    if scale == "k" and digits < 10 and not places:
        scale = " thousand"
    reading = read(f"{number:f}{scale} persons")

    power = _SCALED.get(scale, 3)
    assert (number.scaleb(power), Decimal(1).scaleb(power - places)) == (reading.value, reading.step)


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False),
    st.integers(-6, 6),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_the_set_holds_whatever_was_rounded_to_the_print(true: Decimal, place: int, rounding: str) -> None:
    """Rules 14 and 16: half-up and half-even are both accepted, and numbers that were in truth so stay admissible."""
    printed = true.quantize(Decimal(1).scaleb(place), rounding, Context(prec=60))
    assume(printed or place <= 0)  # a 0 does not show that it was rounded to thousands

    assert read(f"{printed:f}").admissible().contains(true)


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False), st.integers(-6, 6))
def test_the_truncated_set_holds_whatever_was_cut_to_the_print(true: Decimal, place: int) -> None:
    """Rule 14: truncation on request holds the value whose digits were cut off."""
    printed = true.quantize(Decimal(1).scaleb(place), ROUND_DOWN, Context(prec=60))
    assume(printed or place <= 0)

    assert read(f"{printed:f}").admissible(truncated=True).contains(true)


_PIECES = st.sampled_from(
    [
        *"0123456789.,+-–~%/±×: 万亿千百十多余几半成点两零〇一二三五上下约近超不至到和年月个人分之",
        *(
            "more than ",
            "at least ",
            " or more",
            "以上",
            "左右",
            "百分之",
            " million",
            "hundred ",
            "two ",
            " and ",
            "a ",
            "half ",
        ),
        *(
            "up ",
            "down ",
            "增长",
            "$",
            "¥",
            " per ",
            "100,000",
            "between ",
            " to ",
            "k",
            "m",
            "e",
            "½",
            "²",
            "\u00a0",
            "５",
            "٣",
        ),
    ]
)


@given(st.text(max_size=320) | st.lists(_PIECES, max_size=12).map("".join))
@example("5" + "/" * 299)
@example("百分之" * 100)
@example("hundred " * 37)
@example("一二" * 150)
@example("1-" * 150)
@example("5" + " or more" * 37)
@example("," * 300)
@example("1,111" * 60)
@example(" " * 300)
@example("~" * 300)
@example("负" * 300)
@example("5到" * 150)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is read, or refused with FigureTextError; never another error, and in bounded time."""
    try:
        reading = read(text)
        found = reading.admissible()
    except FigureTextError:
        return
    assert text == reading.text
    assert (reading.value is None) == (reading.low is not None) == (reading.high is not None)
    assert reading.value is None or reading.comparator is Comparator.BETWEEN or found.low <= found.high


@given(
    st.from_regex(r"\A[0-9]{1,4}(,[0-9]{3}){0,2}(\.[0-9]{1,3})?( ?%| [a-zA-Z]{1,9})?\Z"),
    st.sampled_from(["", "k", "or", "million", "plus", "minimum", "up", "dozen", "higher", "per", "positions"]),
)
def test_the_short_way_reads_as_the_long_way(start: str, word: str) -> None:
    """A simple text reads the same as with a space in front, which is read in full."""
    text = f"{start.partition(' ')[0]} {word}" if word else start

    def outcome(given_text: str) -> Reading | str:
        try:
            return attrs.evolve(read(given_text), text="")
        except FigureTextError as error:
            return error.problem

    assert outcome(f" {text}") == outcome(text)


def test_the_callers_decimal_context_changes_nothing() -> None:
    """A caller who computes with few digits, or traps inexact results, gets the same reading."""
    text = "1234567890.123456789012345678901234567890 million persons"
    expected = read(text), read(text).admissible()

    with localcontext() as context:
        context.prec = 3

        assert expected == (read(text), read(text).admissible())
