"""What the oracle of `tests/oracle` found, worked by hand: printed zeros, and the words of a change."""

from __future__ import annotations

import pytest

import publicservice as ps
from publicservice.errors import UndefinedError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 beds", "[0, 0.5]"),
        ("about 0 beds", "[0, 1]"),
        ("0.0万人", "[0, 500]"),
        ("0 km", "[-0.5, 0.5]"),  # what is measured may be below zero: a balance, a temperature
        ("down 0 beds", "[-0.5, 0.5]"),  # and so may a change
        ("-0 persons", "[-0.5, 0.5]"),  # and what has a sign
        ("at most 5 beds", "(-∞, 5]"),  # a bound says one side
        ("1 bed", "[0.5, 1.5]"),
    ],
)
def test_a_printed_count_ends_at_zero(text: str, expected: str) -> None:
    """There is no count below zero that would have been printed as 0."""
    assert expected == str(ps.figure(text).admissible)


def test_a_count_whose_digits_were_cut_off_ends_at_zero() -> None:
    """What is cut off to 0 lies between -1 and 1, and of a count from 0 on; 1 itself would have been printed."""
    assert "[0, 1)" == str(ps.figure("0 beds", truncated=True).admissible)


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        ("0 beds", "12 beds", "0 % (0.0 to 4.2)"),  # 0.5 / 12 = 4.17 %
        ("0 km", "10 km", "0 % (0 to 5)"),  # 0.5 / 10 = 5 %
        ("0 CNY", "-10 CNY", "0 % (0 to 5)"),
        ("0.0 %", "85 %", "0.0 % (0.00 to 0.06)"),  # 0.05 / 85 = 0.0588 %
    ],
)
def test_a_printed_zero_is_no_change_of_sign(actual: str, target: str, expected: str) -> None:
    """Rule 3: zero is not missing, and it has no sign: of what it stands for, what has the target's sign is a share."""
    assert expected == str(ps.completion_rate(actual, target))


@pytest.mark.parametrize("actual", ["less than 0 CNY", "at most 0 CNY", "nearly 0 CNY", "-1 CNY"])
def test_what_may_be_far_below_zero_is_one(actual: str) -> None:
    """Rule 3: a change of sign has no share; "at most 0" may be any loss."""
    with pytest.raises(UndefinedError, match="a negative share"):
        ps.completion_rate(actual, "10 CNY")


def test_a_fall_to_nothing() -> None:
    """Rule 9: from 10 km, which stands for 5 to 15, to 0 to 0.5 km is a fall by all of it, or by 90 % at least."""
    assert "-100 % (-100 to -90)" == str(ps.year_on_year("0 km", "10 km"))
    with pytest.raises(UndefinedError, match="from zero or less"):
        ps.year_on_year("10 km", "0 km")


@pytest.mark.parametrize(
    "text", ["decrease by 1人", "增长10%", "下降1人", "increase by at least 10 %", "up 10 %", "增长10% every year"]
)
def test_a_change_keeps_its_text(text: str) -> None:
    """Encode without losing anything that was printed: a goal's text is read and written as it stands."""
    goal = ps.goal(text)
    assert (text, goal, text) == (str(goal), ps.goal(str(goal)), str(ps.goal(str(goal))))


def test_a_change_made_of_a_figure_says_its_own_direction() -> None:
    """A figure's words of change are not the goal's where they point the other way."""
    assert "decrease by 10 %" == str(ps.decrease_by(ps.figure("up 10 %")))
    assert "up 10 %" == str(ps.increase_by(ps.figure("up 10 %")))
    assert "up 10 % of its baseline" == str(ps.increase_by(ps.figure("up 10 %"), relative=True))
