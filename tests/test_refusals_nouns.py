"""What figures, sets and goals refuse: each refusal in the very words that a person reads."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import publicservice as ps
from publicservice.errors import FigureTextError, GoalError, PublicServiceError, UndefinedError

lib: Any = ps  # much of what is refused is of a type that no checker would let through

A_NUMBER = "expected a number and its unit, such as '47,300 positions', '85.0 %' or '4.73万人'"
FIGURES = {
    "": "no number: ''; " + A_NUMBER,
    "many": "a vague number word is not a figure: 'many'; " + A_NUMBER,
    "A380": "a name, or words before the number that are not known: 'A380'; give the number and its unit alone",
    "24365": "a name, not a number: '24365'; give the name as a title, or write a unit behind a number",
    "5\u200bpersons": "an invisible character (ZERO WIDTH SPACE): '5\\u200bpersons'; remove it",
    "٥ persons": (
        "a digit of another script (Arabic-Indic): '٥ persons'; expected 0-9, full-width digits or Chinese numerals"
    ),
    "up down 5 %": "the words before the number contradict each other: 'up down 5 %'; " + A_NUMBER,
    "up 5 % down": "the words of change contradict each other: 'up 5 % down'; " + A_NUMBER,
    "grew from 5 to 6 %": (
        "a change from one level to another is two figures: 'grew from 5 to 6 %'; give the change, or the new level"
    ),
    "decrease by -5 %": "a negative number behind a word of change can be read in two ways: 'decrease by -5 %'; "
    + A_NUMBER,
    "5, 6 persons": "what follows the number is not a unit: '5, 6 persons'; " + A_NUMBER,
    "5 persons 6": (
        "a second number stands behind the figure: '5 persons 6'; give one figure; dates and notes belong elsewhere"
    ),
    "5 persons at least 6": (
        "a second number stands behind the figure: '5 persons at least 6'; give one figure; "
        "dates and notes belong elsewhere"
    ),
    "5 + 6 persons": "a calculation or a name, not a number: '5 + 6 persons'; " + A_NUMBER,
    "5/7": "a fraction or a name, not a number: '5/7'; write a share in percent, or 12 per 1,000",
    "5人以上人": "a bound inside the unit cannot be read: '5人以上人'; write it before the number, such as 至少500人",
    "6-5 persons": "the range is upside down: '6-5 persons'; expected the smaller number first",
    "5 CNY to 6 persons": (
        "the two ends of the range are in different units: '5 CNY to 6 persons'; write the unit once, at the end"
    ),
    "⅐ km": (
        "the fraction has no finite decimal: '⅐ km'; expected a number of finitely many digits; "
        "write it as a percentage"
    ),
    "一千百": (
        "the numerals do not form one number: '一千百'; expected a number such as 三千五百, 1亿2000万 or 4.73万; write "
        "it in digits"
    ),
    "零分之一": (
        "the fraction has no finite decimal: '零分之一'; expected a number of finitely many digits; write it as "
        "a percentage"
    ),
    "two three": "the words do not form one number: 'two three'; write the number in digits",
    "five and a": (
        "a number is joined to another, or goes on in a way that cannot be read: 'five and a'; give one figure"
    ),
    "0123": "a number that begins with 0 is a code, not a figure: '0123'; leave the first 0 out",
    "1,23": (
        "the digits are not grouped as a number: '1,23'; expected commas between groups of three digits and "
        "one decimal point, such as 47,300 or 4.73"
    ),
    "1 23": (
        "a second number follows, or the digits are not in groups of three: '1 23'; expected one number, "
        "such as 47 300 or 47,300; give a date or another number elsewhere"
    ),
    "1e400": "the number is too long: '1e400'; expected up to 60 digits and exponents within ±30",
    "between 5": "one end of the range is missing: 'between 5'; expected two numbers, such as 10 to 15",
    "at least 5-6 persons": (
        "a bound on a range can be read in two ways: 'at least 5-6 persons'; give the range, or the bound"
    ),
    "at least 5 persons at most": (
        "the words around the number disagree ('at least' and 'at most'): 'at least 5 "
        "persons at most'; keep one of them"
    ),
    "5:6": "a ratio or a time of day is not a figure: '5:6'; " + A_NUMBER,
    "2021-03-04": "a date or a period is not a figure: '2021-03-04'; give it as a period",
    "5~": "the number is part of a compound, or the second end of a range is missing: '5~'; " + A_NUMBER,
    "同比5%": "a comparison without a direction: '同比5%'; say whether it is up or down",
    "NaN": "not a finite number: 'NaN'; write a number in digits",
    "第一": (
        "an ordinal says which one, not how many: '第一'; give the name as a title, or write a unit behind a number"
    ),
    "5 (about) persons": "brackets behind the number cannot be read: '5 (about) persons'; " + A_NUMBER,
    "5-6余人": "the ends of a range have to be plain numbers: '5-6余人'; " + A_NUMBER,
    "500 to 1 million": "the scale of the first number is not clear: '500 to 1 million'; write the scale at both ends",
}

GOALS = {
    "increase by half": (
        "a change by a part does not say of what: 'increase by half'; write 'increase by 50 % of its baseline'"
    ),
    "减少四分之一": (
        "a change by a part does not say of what: '减少四分之一'; write 'decrease by 25 % of its baseline'"
    ),
    "keep keep 5": (
        "this goal cannot stand inside 'keep': 'keep 5'; the order is: keep a number, in each of the "
        "members, every year"
    ),
    "keep keep keep keep keep 5 %": (
        "too many goals inside one another: 'keep 5 %'; say every, in each of and keep once"
    ),
    "5 in each of 0 districts": "a goal needs members to hold for: 0; expected a whole number from one",
    "all 85 % of districts": (
        "not the members of 'all of': '85 % of districts'; expected such as '5 districts'; "
        "write '85 % in each district' where each has to reach a number"
    ),
    "all districts by 2025": (
        "not the members of 'all of': 'districts by 2025'; expected such as '5 districts'; "
        "give the date as the target's period"
    ),
    "5 in each town in each city": (
        "not the members of 'each of': 'town in each city'; expected such as '5 districts'; name one kind of member"
    ),
    "raise to at most 5": "'raise to' takes one number: 'at most 5'; expected one, such as 5,000 CNY",
    "5 % of its baseline": "a part of a baseline is not a goal: '5 %'; write 'increase by 10 % of its baseline'",
    "increase by less than 5 %": (
        "a bound on a change can be read in two ways: 'increase by less than 5 %'; "
        "write 'increase by 10 %', or 'below 5 %' for the level itself"
    ),
    "double": "not a goal: no number: 'double'; write 'increase by 100 % of its baseline'",
    "quadruple": "not a goal: no number: 'quadruple'; write 'increase by 300 % of its baseline'",
    "halve": "not a goal: no number: 'halve'; write 'decrease by 50 % of its baseline'",
    "full coverage": "not a goal: no number: 'full coverage'; say who is covered, such as 'all districts'",
    "no deaths": "not a goal: no number: 'no deaths'; write the number with what is counted, such as '0 deaths'",
    "85 and 90 %": (
        "not a goal: a number is joined to another, or goes on in a way that cannot be read: '85 and "
        "90 %'; write 'between 85 and 90 %' for two ends"
    ),
    "more jobs": (
        "not a goal: no number: 'more jobs'; write a number and its unit, or make a promise without a "
        "number a commitment"
    ),
    "A380": (
        "not a goal: a name, or words before the number that are not known: 'A380'; give the number and its unit alone"
    ),
    "1,23 km": (
        "not a goal: the digits are not grouped as a number: '1,23 km'; expected commas between groups of "
        "three digits and one decimal point, such as 47,300 or 4.73"
    ),
}

REFUSED: list[tuple[Callable[[], object], str]] = [
    (
        lambda: lib.keep("5 beds").accepts_all("5 beds"),
        (
            "WrongTypeError: a mapping of figures was needed: '5 beds'; "
            "expected such as {'March': '86 %', 'June': '79 %'}"
        ),
    ),
    (
        lambda: lib.each_of(2, "district", "1 park").accepts_all(5),
        (
            "WrongTypeError: a mapping of figures was needed: 5; "
            "expected such as {'Lanshan': '2 parks', 'Hedong': '1 park'}"
        ),
    ),
    (
        lambda: lib.increase_by("5 %", relative="no"),
        "WrongTypeError: relative is yes or no: 'no'; expected True or False",
    ),
    (
        lambda: lib.Interval(Decimal(2), Decimal(2), True),
        ("ModelError: the interval holds no value: from 2 to 2; expected a lower end that is not above the upper end"),
    ),
    (
        lambda: bool(lib.Truth.UNDECIDED),
        (
            "UndecidedError: neither true nor false: the values that the two sides stand for overlap; ask with "
            "is_below, is_above, is_at_least, is_at_most or is_same: yes, no or undecided"
        ),
    ),
    (
        lambda: lib.Interval(True, 5),
        "WrongTypeError: not an end of an interval: True; expected a Decimal, an int or None",
    ),
    (lambda: lib.Interval(Decimal("NaN"), 5), "ModelError: an end of an interval has to be a number: Decimal('NaN')"),
    (
        lambda: lib.Interval(6, 5),
        ("ModelError: the interval holds no value: from 6 to 5; expected a lower end that is not above the upper end"),
    ),
    (
        lambda: lib.Interval.parse(5),
        "WrongTypeError: not the text of an interval: 5; expected text such as '[685500, 686500]'",
    ),
    (
        lambda: lib.Interval.parse("5 to 6"),
        (
            "FigureTextError: not an interval: '5 to 6'; expected two numbers in brackets, such as [685500, "
            "686500] or (0, ∞)"
        ),
    ),
    (
        lambda: lib.Interval(1, 2) / lib.Interval(0, 5),
        "UndefinedError: division by a value that may be zero: [0, 5] [undefined]",
    ),
    (
        lambda: lib.figure("10-15 towns").exactly(),
        "UndefinedError: a range has no single value: 10 to 15 towns; use its low and high [undefined]",
    ),
    (lambda: lib.figure(5, "km") / lib.figure(0, "h"), "UndefinedError: division by zero: 5 km / 0 hours [undefined]"),
    (
        lambda: lib.Figure("5", lib.unit("1")),
        (
            "WrongTypeError: these are not the parts of a figure: ('5', unit('1'), None, None); numbers and text "
            "are read by figure(...)"
        ),
    ),
    (lambda: lib.Figure(None, lib.unit("1")), "ModelError: a figure needs a value, or the set that it lies in"),
    (
        lambda: lib.Figure(Decimal("Infinity"), lib.unit("1")),
        "ModelError: a figure's value is a finite number: Infinity",
    ),
    (
        lambda: lib.Figure(Decimal(5), lib.unit("1"), lib.Interval(6, 7)),
        "ModelError: the value lies outside its set: 5; expected a value of [6, 7]",
    ),
    (
        lambda: lib.figure("5 persons") + 1,
        ("UnlikeUnitsError: a plain number and 'person' are not of one kind; give it the unit: figure(..., 'person')"),
    ),
    (
        lambda: lib.figure("5 persons") * 1.5,
        (
            "WrongTypeError: cannot calculate with this: 1.5; expected a Figure, or a plain number: int, Decimal "
            "or Fraction; text and other numbers are read by figure(...)"
        ),
    ),
    (
        lambda: lib.figure("5 persons") * "2",
        (
            "WrongTypeError: cannot calculate with this: '2'; expected a Figure, or a plain number: int, Decimal "
            "or Fraction; text and other numbers are read by figure(...)"
        ),
    ),
    (
        lambda: lib.figure(10**70),
        (
            "FigureTextError: too large for a figure: 100000000000000000000000000000000000000000000000000000000000…; "
            "expected at most 60 digits"
        ),
    ),
    (
        lambda: lib.figure(Fraction(1, 10**2000)),
        (
            "FigureTextError: too long for a figure: Fraction(1, 100000000000000000000000000000000000000000000000…; "
            "expected numbers of at most 60 digits"
        ),
    ),
    (lambda: lib.figure(float("nan")), "FigureTextError: not a number: 'NaN'; expected a finite number"),
    (
        lambda: lib.figure(Decimal("1e70")),
        "FigureTextError: too large or too small for a figure: '1E+70'; expected between 1E-60 and 1E+60",
    ),
    (
        lambda: lib.figure("5 persons", zeros="none"),
        "WrongTypeError: zeros are not described so: 'none'; expected 'significant' or 'rounded'",
    ),
    (
        lambda: lib.figure("about 5 persons", exact=True),
        "FigureTextError: not an exact figure: 'about 5 persons'; expected a single number without a comparator",
    ),
    (
        lambda: lib.figure(b"5"),
        (
            "WrongTypeError: not a number: b'5' (bytes); expected int, Decimal, Fraction, float, text, a pint "
            "quantity or a Figure"
        ),
    ),
    (
        lambda: lib.figure("5" * 301),
        (
            "FigureTextError: too long for a figure: "
            "'555555555555555555555555555555555555555555555555555555555555…' (301 characters); expected up to "
            "300 characters"
        ),
    ),
    (
        lambda: format(lib.figure("5-6 km"), "+.1f"),
        "UndefinedError: a range has no single value: 5 to 6 km; use its low and high [undefined]",
    ),
    (
        lambda: lib.Goal.parse(5),
        (
            "WrongTypeError: a goal is given by its text: 5; expected a text such as 'at least 85 %' or '47,300 "
            "positions'"
        ),
    ),
    (
        lambda: lib.Goal.parse(" "),
        "GoalError: not a goal: ' '; expected a text such as 'at least 85 %' or '47,300 positions'",
    ),
    (
        lambda: lib.Goal.parse("5 " * 1001),
        (
            "GoalError: too long for a goal: '5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 …' "
            "(2,002 characters); expected up to 2,000 characters"
        ),
    ),
    (
        lambda: lib.at_least(lib.figure("about 5 km")),
        "GoalError: a goal's own number is one number: 'about 5 km'; expected a number without a comparator",
    ),
    (
        lambda: lib.at_least(lib.figure("5-6 km")),
        "GoalError: a goal's own number is one number: '5-6 km'; expected a number without a comparator",
    ),
    (
        lambda: lib.increase_by("10 %").goals("about 5 km"),
        "UndefinedError: the baseline is not one number: 'about 5 km' [no single baseline]",
    ),
    (
        lambda: lib.increase_by("10 %").goals(lib.Figure(None, lib.unit("km"), lib.Interval(5, 6))),
        "UndefinedError: the baseline is not one number: '5 to 6 km' [no single baseline]",
    ),
    (
        lambda: lib.goal("提升10个公园"),
        (
            "GoalError: a change by so much, or so much improved or collected: '提升10个公园'; write 'increase by 10 "
            "parks' or 'raise by 500 CNY' for a change, or the number alone for the level"
        ),
    ),
    (
        lambda: lib.increase_by(-5),
        "GoalError: a change goes by a positive amount: -5; say increase by, decrease by or keep",
    ),
    (
        lambda: lib.increase_by("5 km", relative=True),
        "GoalError: only a percentage is relative to a baseline: 5 km; expected such as 10 %",
    ),
    (
        lambda: lib.increase_by("10 %").goals(0),
        "UndefinedError: a percentage of nothing or less is undefined: 0 [baseline not above zero]",
    ),
    (
        lambda: lib.decrease_by("5 persons").goals("4 persons"),
        "UndefinedError: a decrease by 5 persons leaves less than nothing: 4 persons [baseline too small]",
    ),
    (lambda: lib.at_least("-5 persons"), "GoalError: a count cannot be negative: -5 persons; expected zero or more"),
    (
        lambda: lib.Bound("at least", lib.figure(5)),
        "WrongTypeError: not a bound: figure(5); expected a BoundKind and a number's Figure",
    ),
    (
        lambda: lib.each_of(0, "district", "5 km"),
        "GoalError: a goal needs members to hold for: 0; expected a whole number from one",
    ),
    (
        lambda: lib.each_of(True, "district", "5 km"),
        "GoalError: a goal needs members to hold for: True; expected a whole number from one",
    ),
    (
        lambda: lib.each_of(3, "district", "5 km", names=["A", "B"]),
        "GoalError: the members' names and number differ: 2 names; expected 3",
    ),
    (
        lambda: lib.each_of(None, "district: 5", "5 km"),
        ("GoalError: members or names that cannot be written: '5 km in each district: 5'; expected such as 'district'"),
    ),
    (
        lambda: lib.each_of(None, 5, "5 km"),
        "WrongTypeError: members are given by what they are: 5; expected text such as 'district'",
    ),
    (
        lambda: lib.every("week", "5 km"),
        "GoalError: a goal cannot come anew so often: 'week'; expected year or quarter or month",
    ),
    (
        lambda: lib.keep("5 km every year"),
        (
            "GoalError: this goal cannot stand inside 'keep': '5 km every year'; the order is: keep a number, in "
            "each of the members, every year"
        ),
    ),
    (lambda: lib.check("a plan"), "WrongTypeError: only documents are checked: 'a plan'; expected a Plan or a Report"),
]


@pytest.mark.parametrize(("text", "message"), FIGURES.items())
def test_a_text_that_is_no_figure_is_refused_in_words_that_help(text: str, message: str) -> None:
    """Rule 17: the message says why the text is no figure, shows it, and says what would be one or what to do."""
    with pytest.raises(FigureTextError) as caught:
        ps.figure(text)
    assert message == str(caught.value)


@pytest.mark.parametrize(("text", "message"), GOALS.items())
def test_a_text_that_is_no_goal_is_refused_in_words_that_help(text: str, message: str) -> None:
    """Section 4: the message says why the text is no goal, and how such a promise is written."""
    with pytest.raises(GoalError) as caught:
        ps.Goal.parse(text)
    assert message == str(caught.value)


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_what_cannot_be_is_refused_in_words_that_help(call: Callable[[], object], message: str) -> None:
    """The impossible is refused when it is made; the message says what was wrong, the value seen and what to do."""
    with pytest.raises(PublicServiceError) as caught:
        call()
    reason = f" [{caught.value.reason}]" if isinstance(caught.value, UndefinedError) else ""
    assert message == f"{type(caught.value).__name__}: {caught.value}{reason}"
