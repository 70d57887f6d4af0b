"""What would be half-read is refused: no scale, bound, change or second number among the words is dropped."""

from __future__ import annotations

import pytest

import publicservice as ps
from publicservice import figure, goal, period, unit
from publicservice.errors import (
    FigureTextError,
    GoalError,
    PeriodError,
    PublicServiceError,
    UnitError,
    UnknownUnitError,
)


@pytest.mark.parametrize(
    "text",
    "万人次 万平方米 亿千瓦时 亿美元 千公顷 百万美元 万名学生 元/万千瓦时 人月 人年 吨公里 人公里 "
    "周岁 周年 年代 年级 方面 克拉 元港币 级医院 强企业 期工程 届毕业生 号线路 好农村路 的村 "
    "家超市 个工业园区 个景区 条铁路 张社保卡 只口罩 套课桌椅 支疫苗 块足球场 度 "
    "户个体工商户 户万人 小时内 日内办结 年两次 人一策 元一个月 元起 元封顶 元减半 %的降幅 %内 县三十个镇".split(),
)
def test_a_unit_says_all_that_its_words_say(text: str) -> None:
    """Rule: nothing is half-read. 万人次 is ten thousand person-times and no single one, and 家超市 are no cities."""
    with pytest.raises(UnknownUnitError):
        unit(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("公里农村公路", "km"), ("公里二级公路", "km"), ("公里四好农村路", "km"), ("元财政资金", "CNY"),
        ("元人民币", "CNY"),
        ("户居民", "household"),
        ("户困难群众", "household"), ("户企业", "enterprise"),
        ("学时培训", "hour"), ("方土石", "m³"), ("期培训班", "session"), ("笔贷款", "loan"),
        ("头牛", "animal"), ("辆校车", "vehicle"), ("台CT", "device"), ("中心镇", "town"), ("个区", "district"),
        ("千瓦小时", "kWh"), ("度电", "kWh"), ("块钱", "CNY"),
    ],
)  # fmt: skip
def test_what_a_measure_measures_is_still_read(text: str, written: str) -> None:
    """A measure may have what it measures behind it, and a noun may have words before it that say which ones."""
    assert written == str(unit(text))


@pytest.mark.parametrize("text", ["schools2", "jobs3", "bed/person2"])
def test_a_count_has_no_power(text: str) -> None:
    """The mark of a footnote behind a word is no square."""
    with pytest.raises(UnitError, match="a count has no power"):
        unit(text)


@pytest.mark.parametrize(
    "text",
    [
        "24小时内", "5%的降幅", "100亿吨公里",
        "18周岁以下",
        "500元/人月", "1500元减半", "一年两次", "一人一策", "1200亿元，比上年增长百分之五", "七成城镇、五成农村",
        "10个县三十个镇",
        "三馆两中心", "三级医院", "三甲医院", "500强企业", "二期工程", "一带一路", "四好农村路", "千万工程",
        "亿元企业",
        "到2025年", "到2025年全面建成", "在2025年底前完成", "力争6月底前完成", "从2020年到2025年",
        "from 2020 to 2025",
        "between 2020 and 2025", "新建5G基站", "under 5s", "1990s", "over-65s", "under-5", "fell 0.5 % to 4.5 %",
        "下降0.5%至4.5%", "up 5 % to 10 %", "50,000 more nurses", "half of households", "四分之三的村", "近三年",
        "近12个月",
        "12m", "3.5m", "100 ± 5 %", "from 85 % to 90 %", "从85%到90%", "from 10 to 15",
    ],
)  # fmt: skip
def test_what_is_no_single_figure_is_refused(text: str) -> None:
    """Rule: nothing is half-read. Dates, names, ages, limits of time, and changes with a new level are no figures."""
    with pytest.raises((FigureTextError, UnitError)):
        figure(text)


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("24小时以内", "(-∞, 24] hour"),
        ("over 2,025 jobs", "(2025, ∞) job"),
        ("up to 2030 beds", "(-∞, 2030] bed"),
        ("up 5 to 10 %", "[5, 10] %"),
        ("增长5%-6%", "[5, 6] %"),
        ("over -5 %", "(-5, ∞) %"),
        ("5 s", "[4.5, 5.5] second"),
        ("将近5年", "[4.5, 5) year"),
        ("5亿元人民币", "[450000000, 550000000] CNY"),
    ],
)
def test_what_is_near_to_these_is_read(text: str, stands_for: str) -> None:
    """What says one thing only is read."""
    assert stands_for == f"{figure(text).admissible} {figure(text).unit}"


@pytest.mark.parametrize(
    "text",
    [
        "每个县不多于5个", "每个村低于5人", "每个村减少5%", "每个学校每年3次", "每个乡镇至少有1家", "全部3万户",
        "所有5万名学生",
        "all 3 million children", "1 park in each of 3 thousand villages", "所有3岁以下儿童",
        "all 16 to 18 year olds",
        "到2025年", "力争6月底前完成", "50,000 more nurses", "10 % more", "maintain 500 bridges", "提升10个口袋公园",
        "raise $5 million",
    ],
)  # fmt: skip
def test_a_goal_keeps_its_bound_and_its_number(text: str) -> None:
    """Rule: nothing is half-read. A bound is no part of the members' name, and 3万 of them are not three."""
    with pytest.raises((GoalError, UnitError)):
        goal(text)


@pytest.mark.parametrize(
    ("spaced", "plain"),
    [
        ("约 5 万人", "约5万人"), ("5 亿美元", "5亿美元"), ("68.6 万人", "68.6万人"), ("5 千名教师", "5千名教师"),
        ("1 亿 2000 万元", "1亿2000万元"), ("500 多万人次", "500多万人次"), ("500 多名学生", "500多名学生"),
    ],
)  # fmt: skip
def test_chinese_may_be_set_with_spaces_beside_the_digits(spaced: str, plain: str) -> None:
    """A space between digits and a scale, as many houses set it, says nothing; the text is kept as it was printed."""
    assert figure(plain).admissible == figure(spaced).admissible
    assert figure(plain).unit == figure(spaced).unit
    assert spaced == figure(spaced).text


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("100 % ± 5 %", "[95, 105] %"),
        ("100 ± 5 km", "[95, 105] km"),
        ("12 m", "[11.5, 12.5] m"),
        ("up to 5 m", "(-∞, 5] m"),
        ("10 to 15", "[10, 15] 1"),
        ("12m²", "[11.5, 12.5] m²"),
    ],
)
def test_what_is_written_out_says_one_thing(text: str, stands_for: str) -> None:
    """Two units or a space leave one reading."""
    assert stands_for == f"{figure(text).admissible} {figure(text).unit}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("maintain 85 %", ps.keep(ps.reach("85 %"))),
        ("keep 500 bridges", ps.keep(ps.reach("500 bridges"))),
        ("maintain at least 500 beds", ps.keep(ps.at_least("500 beds"))),
        ("raise by $5 million", ps.increase_by("5,000,000 USD")),
        ("提升5%", ps.increase_by("5 %")),
        ("增加10个", ps.increase_by("10 items")),
    ],
)
def test_goals_that_are_near_to_these_are_read(text: str, meant: ps.Goal) -> None:
    """A share is kept and not repaired, and a change that says by how much is one."""
    assert meant == goal(text)


def test_a_dash_between_years_is_no_month() -> None:
    """2010–11 is the year from 2010 to 2011 in many countries, and November in none; a hyphen makes ISO's month."""
    with pytest.raises(PeriodError, match="write two years as 2010/2011, and a month as 2010-11"):
        period("2010–11")
    assert period("2010年11月") == period("2010-11")
    assert period("2010/2011") == period("2010–2011")


def test_all_these_errors_say_what_to_do() -> None:
    """An error shows the text, and a way on."""
    for text in ("到2025年", "over-65s", "1990s", "近三年", "fell 0.5 % to 4.5 %"):
        with pytest.raises(PublicServiceError) as caught:
            figure(text)
        assert text in str(caught.value)
        assert caught.value.hint


def test_a_negative_number_behind_a_word_is_refused_in_full() -> None:
    """The sentence says which of two things it may be, and how to write the one."""
    with pytest.raises(PublicServiceError) as caught:
        figure("over-65s")
    told = "a name, or a negative number behind a word: 'over-65s'; write a space before the number: under 5 years"
    assert told == str(caught.value)
