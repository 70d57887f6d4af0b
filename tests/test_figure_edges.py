"""Prints at the edge of what is read, sets at the edge of what is shown: changes that no other test would notice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from publicservice import Interval, PublicServiceError, figure, goal, unit
from publicservice.figures import Figure
from publicservice.figures.reading import read


@pytest.mark.parametrize(
    ("text", "low", "high", "its_unit"),
    [
        # A code or sign of money may stand at both ends, and a measure behind the first; a bare end shares a scale.
        ("CNY 5-CNY 6 million", 5_000_000, 6_000_000, "CNY"),
        ("USD 5-6 million", 5_000_000, 6_000_000, "USD"),
        ("$5-$6 million", 5_000_000, 6_000_000, "USD"),
        ("5人-10万人", 5, 100_000, "person"),
        ("10-10万人", 100_000, 100_000, "person"),
        ("1-5 thousand jobs", 1_000, 5_000, "job"),
        ("1-5 million jobs", 1_000_000, 5_000_000, "job"),
        # The tolerance's scale is the middle's, unless the middle has one of its own.
        ("5万±0.5万人", 45_000, 55_000, "person"),
        ("5±0.5万人", 45_000, 55_000, "person"),
        ("one hundred five to two hundred jobs", 105, 200, "job"),
        ("三五万人", 30_000, 50_000, "person"),
        ("一二人", 1, 2, "person"),
        # 10 + 4 tenths of a ten thousand; two decimals are two digits.
        ("三点一四万人", 31_350, 31_450, "person"),
        ("一二三四人", Decimal("1233.5"), Decimal("1234.5"), "person"),
        ("一〇二人", Decimal("101.5"), Decimal("102.5"), "person"),
        # Nine tenths and nine hundredths; ten tenths are all.
        ("九成九", Decimal("98.5"), Decimal("99.5"), "percent"),
        ("十成", 95, 105, "percent"),
        # A number in digits takes a Chinese scale of any size, and what follows it the next one down.
        ("3百人", 250, 350, "person"),
        ("3.5百人", 345, 355, "person"),
        ("5千5百人", 5_450, 5_550, "person"),
        ("5万5千人", 54_500, 55_500, "person"),
        ("2千零5人", Decimal("2004.5"), Decimal("2005.5"), "person"),
        ("一百五", 145, 155, ""),
        ("一百零五", Decimal("104.5"), Decimal("105.5"), ""),
        ("十二万五千", 124_500, 125_500, ""),
        ("one hundred and five jobs", Decimal("104.5"), Decimal("105.5"), "job"),
        ("a hundred thousand jobs", 50_000, 150_000, "job"),
    ],
)
def test_a_print_at_the_edge_of_what_is_read(text: str, low: Decimal | int, high: Decimal | int, its_unit: str) -> None:
    """Rule 14: its own digits give its set."""
    found = figure(text)
    assert (low, high, unit(its_unit or "1")) == (found.low, found.high, found.unit)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("百分之八十多", 80, 90), ("百分之八十五多", 85, 86), ("三十多万人", 300_000, 400_000)]
)
def test_and_some_is_above_the_number_itself(text: str, low: int, high: int) -> None:
    """80 and some is more than 80, and less than the next of its last digit."""
    found = figure(text).admissible
    assert Interval(low, high, low_open=True, high_open=True) == found


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1,000-5 thousand jobs", "the scale of the first number is not clear"),
        ("900-5 million jobs", "the scale of the first number is not clear"),
        ("one hundred one hundred jobs", "the words do not form one number"),
        ("one thousand two thousand jobs", "the words do not form one number"),
        ("two million one million jobs", "the words do not form one number"),
        ("5 thousand thousand jobs", "unknown unit: 'thousand jobs'"),
        ("five hundred thousand million jobs", "unknown unit: 'million jobs'"),
        ("一千百人", "the numerals do not form one number"),
        ("百百人", "the numerals do not form one number"),
        ("一万一万人", "the numerals do not form one number"),
        ("一千一千人", "the numerals do not form one number"),
        ("5万5人", "the numerals do not form one number"),
        ("十一成", "unknown unit: '成'"),
        ("数百人", "a vague number word is not a figure"),
    ],
)
def test_a_print_just_beyond_what_is_read(text: str, problem: str) -> None:
    """What says no one number is refused."""
    with pytest.raises(PublicServiceError, match=problem):
        figure(text)


def test_a_printed_count_of_zero_keeps_its_open_end() -> None:
    """0 beds whose digits were cut off are less than one; of 0 km, and of a fall by 0 beds, both sides stay."""
    cut_off = figure("0 beds", truncated=True).admissible
    assert Interval(0, 1, high_open=True) == cut_off
    assert Decimal("-0.5") == figure("0 km").low
    assert Decimal("-0.5") == figure("+0 beds").low


@pytest.mark.parametrize(
    ("value", "low", "high", "its_unit", "shown"),
    [
        (1, "0.9999999999", "1.0000000001", "job", "1 job"),
        (None, "-0.00000000000001234567890123456789012345678901234", 5, "km", "-0.0000000000000123457 to 5 km"),
        (None, "1234567.8901234567890123456789012345678901", "2e7", "km", "1,234,567 to 20,000,000 km"),
        ("-0.4", -1, 1, "km", "-0.4 km (-1.0 to 1.0)"),
    ],
)
def test_a_set_at_the_edge_of_what_is_shown(
    value: str | int | None, low: str | int, high: str | int, its_unit: str, shown: str
) -> None:
    """Ends that only a calculation gives are rounded outwards, and never to a whole that was not there."""
    ends = Interval(Decimal(low), Decimal(high))
    assert shown == str(Figure(None if value is None else Decimal(value), unit(its_unit), ends))


def test_numbers_of_hundreds_of_digits_are_shown_in_powers_of_ten() -> None:
    """10 to the 420th is 1E+420, between a half and one and a half to the 14th of 10 to the 30th each."""
    million_upon_million = figure("1e30")
    product = figure(1)
    for _ in range(14):
        product = product * million_upon_million
    assert "1E+420 (0E+421 to 3.0E+422)" == str(product)
    assert "1E-420 (0E-417 to 1.7E-416)" == str(1 / product)


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "fell 0.5 % to 4.5 %",
            "a change and a new level, or a range of changes",
            "give the change, or the new level: to 4.5 %",
        ),
        ("under 5s", "a decade, or a group by its age", "write a space before the unit: 5 s"),
        ("12m", "metres, millions or months", "write 12 m, 12 million or 12 months"),
        (
            "from 85 % to 90 %",
            "a range, or a change from one level to another",
            "write 85 to 90 %, or give the first as a baseline and the second as a goal",
        ),
        ("85 ± 5 %", "a tolerance in points, or a share of the number", "write the two ends: 80 to 90 %"),
        ("近三年", "the last years or months, or nearly so many", "give the period, or write 将近"),
    ],
    ids=range(6),
)
def test_what_says_two_things_is_told_in_full(text: str, problem: str, hint: str) -> None:
    """Errors are part of the product: the whole sentence, with the way out."""
    with pytest.raises(PublicServiceError) as caught:
        figure(text)
    assert f"{problem}: '{text}'; {hint}" == str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "maintain 500 bridges",
            "keeping so many, or keeping them in repair: 'maintain 500 bridges'; write 'keep 500 bridges'",
        ),
        ("at least 1 park in each of 3万 districts", "not the members of 'each of': '3万 districts'; expected such as"),
    ],
)
def test_a_goal_that_says_two_things_is_told_in_full(text: str, message: str) -> None:
    """A goal's words are told with what to write instead."""
    with pytest.raises(PublicServiceError) as caught:
        goal(text)
    assert message in str(caught.value)


def test_what_is_no_text_is_no_reading() -> None:
    """A number is read by figure, and texts of up to 300 characters by read."""
    wrong: Any = 5
    with pytest.raises(
        PublicServiceError, match=r"^not a text: 5; expected a number and its unit, such as '47,300 pos"
    ):
        read(wrong)
    assert "x" * 287 == read(f"5 {'x' * 287}").unit_text
    assert 300 == len(read(f"5 {'x' * 298}").text)
    with pytest.raises(PublicServiceError, match="too long for a figure"):
        read(f"5 {'x' * 299}")


def test_equal_figures_are_of_one_unit() -> None:
    """5 km are not 5 beds, though the number and the set are the same."""
    assert figure(5, "km") == figure(5, "km")
    assert figure(5, "km") != figure(5, "bed")
    assert figure("5 km") != figure("5 beds")
    assert figure(5, "km") != figure(6, "km")
