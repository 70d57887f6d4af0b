"""Sets of values: soundness and tightness of their arithmetic, and the answers of their questions."""

from __future__ import annotations

import copy
import decimal
import pickle
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publicservice.decimals import DOWN, NEAREST, PRECISION, UP, is_full, negated, places_moved, plain, rescaled
from publicservice.errors import FigureTextError, ModelError, UndecidedError, UndefinedError, WrongTypeError
from publicservice.interval import Interval, Truth, unchecked

ULP = Fraction(1, 10 ** (PRECISION - 1))  # of the first digit


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


ROUND_NUMBERS = st.integers(-20, 20).map(Decimal)
LONG_NUMBERS = st.builds(
    lambda digits, exponent: Decimal((0 if digits >= 0 else 1, tuple(map(int, str(abs(digits)))), exponent)),
    st.integers(-(10**60), 10**60),
    st.integers(-70, 10),
)
ENDS = st.one_of(ROUND_NUMBERS, LONG_NUMBERS)
FACTORS = st.fractions(min_value=Fraction(1, 10**9), max_value=10**9)


@st.composite
def intervals(draw: st.DrawFn, ends: st.SearchStrategy[Decimal] = ENDS, bounded: bool = False) -> Interval:
    """Sets with open, closed and missing ends."""
    one, other = draw(ends), draw(ends)
    low, high = min(one, other), max(one, other)
    opens = draw(st.tuples(st.booleans(), st.booleans())) if low < high else (False, False)
    missing = (False, False) if bounded else draw(st.tuples(st.integers(0, 4), st.integers(0, 4)).map(_one_in_five))
    return Interval(None if missing[0] else low, None if missing[1] else high, *_opened(opens, missing))


def _one_in_five(draws: tuple[int, int]) -> tuple[bool, bool]:
    return draws[0] == 4, draws[1] == 4


def _opened(opens: tuple[bool, bool], missing: tuple[bool, bool]) -> tuple[bool, bool]:
    return opens[0] and not missing[0], opens[1] and not missing[1]


def holds(within: Interval, value: Fraction) -> bool:
    """Whether a rational number belongs to a set, worked out without decimals."""
    above = within.low.is_infinite() or value > Fraction(within.low)
    below = within.high.is_infinite() or value < Fraction(within.high)
    at_low = not within.low_open and not within.low.is_infinite() and value == Fraction(within.low)
    at_high = not within.high_open and not within.high.is_infinite() and value == Fraction(within.high)
    return (above or at_low) and (below or at_high)


@st.composite
def members(draw: st.DrawFn, within: Interval) -> Fraction:
    """Rational members of a set: its own ends, values next to them, and values anywhere."""
    weight = draw(st.one_of(st.sampled_from([Fraction(0), Fraction(1)]), st.fractions(0, 1)))
    low = None if within.low.is_infinite() else Fraction(within.low)
    high = None if within.high.is_infinite() else Fraction(within.high)
    far = draw(st.one_of(st.fractions(0, 100), st.integers(0, 10**80).map(Fraction)))
    if low is None and high is None:
        return draw(st.sampled_from([far, -far]))
    if low is None or high is None:
        value = low + far if low is not None else (high or 0) - far
    else:
        value = low + (high - low) * weight
    assume(holds(within, value))
    return value


OPERATIONS: list[tuple[str, Callable[[Any, Any], Any]]] = [
    ("sum", lambda a, b: a + b),
    ("difference", lambda a, b: a - b),
    ("product", lambda a, b: a * b),
    ("quotient", lambda a, b: a / b),
]


@pytest.mark.parametrize("operation", [made for _, made in OPERATIONS], ids=[name for name, _ in OPERATIONS])
@given(data=st.data())
def test_arithmetic_encloses(operation: Callable[[Any, Any], Any], data: st.DataObject) -> None:
    """
    Rule 16, "numbers that were in truth consistent before rounding are never called inconsistent": whatever members the
    operands have, what comes out of them is a member of the result.
    """
    one, other = data.draw(intervals()), data.draw(intervals())
    try:
        result = operation(one, other)
    except UndefinedError:
        assert other.contains(0)
        return
    a, b = data.draw(members(one)), data.draw(members(other))
    assert holds(result, operation(a, b))


@given(st.data(), FACTORS)
def test_a_change_of_units_encloses(data: st.DataObject, factor: Fraction) -> None:
    """Every member times the factor is a member of the scaled set."""
    within = data.draw(intervals())
    assert holds(within.scaled(factor), data.draw(members(within)) * factor)


@given(st.data())
def test_the_negative_has_the_negative_members_and_no_others(data: st.DataObject) -> None:
    """Negation loses no digit, and done twice it is nothing."""
    within = data.draw(intervals())
    assert holds(-within, -data.draw(members(within)))
    once = -within
    assert within == -once


def _tight(end: Decimal, exact: Fraction) -> bool:
    return abs(Fraction(end) - exact) <= abs(Fraction(end)) * ULP


@pytest.mark.parametrize("operation", [made for _, made in OPERATIONS], ids=[name for name, _ in OPERATIONS])
@given(one=intervals(bounded=True), other=intervals(bounded=True))
def test_arithmetic_is_tight(operation: Callable[[Any, Any], Any], one: Interval, other: Interval) -> None:
    """The ends of a result are those of the corners, within one unit in the last place, and their corners' openness."""
    if operation(1, 2) == Fraction(1, 2):
        assume(other.low > 0 or other.high < 0)
    result = operation(one, other)
    corners = [
        (operation(Fraction(a), Fraction(b)), a_open or b_open)
        for a, a_open in ((one.low, one.low_open), (one.high, one.high_open))
        for b, b_open in ((other.low, other.low_open), (other.high, other.high_open))
    ]
    exact = sorted(value for value, _ in corners)
    assert _tight(result.low, exact[0])
    assert _tight(result.high, exact[-1])
    if Fraction(result.low) == exact[0] != 0:
        assert all(is_open for value, is_open in corners if value == exact[0]) == result.low_open
    if Fraction(result.high) == exact[-1] != 0:
        assert all(is_open for value, is_open in corners if value == exact[-1]) == result.high_open


@given(intervals(bounded=True), FACTORS)
def test_a_change_of_units_is_tight(within: Interval, factor: Fraction) -> None:
    """A scaled end is rounded once, outwards, even where end times numerator has more digits than are carried."""
    result = within.scaled(factor)
    assert DOWN.divide(*_ratio(Fraction(within.low) * factor)) == result.low
    assert UP.divide(*_ratio(Fraction(within.high) * factor)) == result.high


def _ratio(value: Fraction) -> tuple[Decimal, Decimal]:
    return Decimal(value.numerator), Decimal(value.denominator)


@given(ENDS, FACTORS)
def test_rescaling_rounds_once(value: Decimal, factor: Fraction) -> None:
    """A rescaled value is the nearest of its length, not the nearest of a nearest."""
    assert NEAREST.divide(*_ratio(Fraction(value) * factor)) == rescaled(value, factor)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # zero, open and closed, against ends that are missing
        ("(0, 1) * (1, ∞)", "(0, ∞)"),
        ("[0, 1) * (1, ∞)", "[0, ∞)"),
        ("(0, ∞) * (0, ∞)", "(0, ∞)"),
        ("(-∞, 0) * (0, ∞)", "(-∞, 0)"),
        ("(-∞, ∞) * [0, 0]", "[0, 0]"),
        ("(-1, 1) * [2, 3]", "(-3, 3)"),
        ("(-2, 2] * [-3, 3)", "[-6, 6)"),
        ("(1, 2) * [0, 0]", "[0, 0]"),
        ("[0, 1) * (0, 1)", "[0, 1)"),
        ("(0, 1) * (0, 1)", "(0, 1)"),
        ("[1, 2] / (0, 1]", "[1, ∞)"),
        ("(0, 1] / (0, 1]", "(0, ∞)"),
        ("[0, 1] / (0, 1]", "[0, ∞)"),
        ("[0, 0] / (0, 1]", "[0, 0]"),
        ("[0, 0] / (2, 3)", "[0, 0]"),
        ("[-1, 2] / [-2, 0)", "(-∞, ∞)"),
        ("[1, 2] / [-1, 0)", "(-∞, -1]"),
        ("[1, 2] / (1, ∞)", "(0, 2)"),
        ("(1, ∞) / (1, ∞)", "(0, ∞)"),
        ("(1, ∞) / [-4, -2]", "(-∞, -0.25)"),
        ("[0, 6) / [2, 3)", "[0, 3)"),
        ("(0, 6] / (2, 3)", "(0, 3)"),
        ("[-6, 6] / [2, 3)", "[-3, 3]"),
        ("[6, ∞) / [2, 3]", "[2, ∞)"),
        ("[1, 2) + (3, 4]", "(4, 6)"),
        ("[1, 2] - [1, 2]", "[-1, 1]"),
        ("(1, ∞) - (1, ∞)", "(-∞, ∞)"),
        ("[1, 1] - [1, 1]", "[0, 0]"),
        ("[0, 0.5] / (2, 4]", "[0, 0.25)"),
        ("[0, 0.5] / [2, 4)", "[0, 0.25]"),
        ("[1, 2] / (0.5, 4]", "[0.25, 4)"),
    ],
)
def test_ends_are_open_exactly_where_they_are_not_reached(question: str, answer: str) -> None:
    """The sets at the edges of arithmetic, worked out by hand."""
    one, sign, other = question.partition(next(f" {s} " for s in "*/+-" if f" {s} " in question))
    operation = {"*": OPERATIONS[2], "/": OPERATIONS[3], "+": OPERATIONS[0], "-": OPERATIONS[1]}[sign.strip()][1]
    assert answer == str(operation(Interval.parse(one), Interval.parse(other)))


@pytest.mark.parametrize("zero", ["[0, 0]", "[-1, 1]", "[0, 1]", "[-1, 0]", "(-∞, ∞)", "(-1, 1)", "[0, ∞)"])
def test_division_by_what_may_be_zero_is_undefined(zero: str) -> None:
    """Rule 3, "undefined is a typed answer, never a number"."""
    with pytest.raises(UndefinedError) as caught:
        Interval(1, 2) / Interval.parse(zero)
    assert zero == caught.value.seen


# --- questions


@given(st.data())
def test_contains_agrees_with_the_definition(data: st.DataObject) -> None:
    """A value belongs to the set when it lies between the ends, or at one that is closed."""
    within, value = data.draw(intervals()), data.draw(ENDS)
    assert holds(within, Fraction(value)) == within.contains(value)


@given(intervals(ROUND_NUMBERS), intervals(ROUND_NUMBERS))
def test_questions_agree_with_members(one: Interval, other: Interval) -> None:
    """Inside, disjoint and before say what every half between -25 and 25, and the ends' neighbours, say."""
    grid = [Fraction(n, 4) for n in range(-100, 101)]
    mine, theirs = {v for v in grid if holds(one, v)}, {v for v in grid if holds(other, v)}
    both = one.intersection(other)
    assert one.disjoint(other) == (not mine & theirs)
    assert (set() if both is None else {v for v in grid if holds(both, v)}) == mine & theirs
    assert (None is both) == one.disjoint(other)
    if one.is_bounded and other.is_bounded:
        assert one.inside(other) == (mine <= theirs)
        assert one.before(other) == (max(mine) < min(theirs))
        below = Truth.YES if max(mine) < min(theirs) else Truth.NO if min(mine) >= max(theirs) else None
        if below is not None or (one.is_exact and other.is_exact):
            assert below == one.below(other)
    assert one.inside(other) == (both == one)


@given(intervals(ROUND_NUMBERS), intervals(ROUND_NUMBERS))
def test_within_is_yes_no_or_undecided(one: Interval, other: Interval) -> None:
    """Inside is yes, "disjoint" is no, and "undecided when they overlap"."""
    expected = Truth.YES if one.inside(other) else Truth.NO if one.disjoint(other) else Truth.UNDECIDED
    assert expected == one.within(other)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("[1, 2]", "[3, 4]", Truth.YES),
        ("[1, 2]", "[2, 4]", Truth.UNDECIDED),
        ("[1, 2)", "[2, 4]", Truth.YES),
        ("[1, 2]", "(2, 4]", Truth.YES),
        ("[2, 4]", "[1, 2]", Truth.NO),
        ("[3, 4]", "[1, 2]", Truth.NO),
        ("[1, 1]", "[1, 1]", Truth.NO),
        ("(-∞, ∞)", "[1, 1]", Truth.UNDECIDED),
    ],
)
def test_below_says_no_when_it_cannot_be(one: str, other: str, answer: Truth) -> None:
    """One side is below the other for sure, or cannot be, or nobody can tell."""
    assert answer is Interval.parse(one).below(Interval.parse(other))


def test_a_set_knows_whether_it_is_exact_or_bounded() -> None:
    """One value is exact; a missing end is no bound."""
    assert (True, True) == (Interval(5, 5).is_exact, Interval(5, 5).is_bounded)
    assert (False, True) == (Interval(5, 6).is_exact, Interval(5, 6).is_bounded)
    assert (False, False) == (Interval(5).is_exact, Interval(5).is_bounded)
    assert (False, False) == (Interval().is_exact, Interval(None, 5).is_bounded)


def test_truth_does_not_guess() -> None:
    """Undecided is neither true nor false: it raises, and names the questions to ask instead."""
    assert [True, False] == [bool(Truth.YES), bool(Truth.NO)]
    assert [Truth.NO, Truth.YES, Truth.UNDECIDED] == [~truth for truth in Truth]
    with pytest.raises(UndecidedError, match="is_below"):
        bool(Truth.UNDECIDED)
    assert Truth.UNDECIDED is pickle.loads(pickle.dumps(Truth.UNDECIDED))


# --- making


@pytest.mark.parametrize(
    ("low", "high", "opens"),
    [
        (2, 1, (False, False)),
        (1, 1, (True, False)),
        (1, 1, (False, True)),
        (Decimal("Infinity"), None, (False, False)),
        (None, Decimal("-Infinity"), (False, False)),
        (Decimal("NaN"), 1, (False, False)),
        (0, Decimal("sNaN"), (False, False)),
        (Decimal("1E+999999"), 0, (False, False)),
    ],
)
def test_an_empty_set_is_refused(
    low: Decimal | int | None, high: Decimal | int | None, opens: tuple[bool, bool]
) -> None:
    """A set holds something, and its ends are numbers; the message stays short."""
    with pytest.raises(ModelError) as caught:
        Interval(low, high, *opens)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("end", ["1", 1.5, True, Fraction(1, 2), [1]])
def test_an_end_of_another_type_is_refused(end: Any) -> None:
    """Binary floats, text and truth values are no ends."""
    with pytest.raises(WrongTypeError, match="not an end of an interval"):
        Interval(end, None)


def test_missing_ends_are_open() -> None:
    """Infinity is no member of any set."""
    assert Interval() == Interval(Decimal("-Infinity"), Decimal("Infinity"), False, False)
    assert (True, True) == (Interval().low_open, Interval().high_open)
    assert not Interval().contains(Decimal("Infinity"))


@given(intervals())
def test_the_text_of_a_set_reads_back(within: Interval) -> None:
    """What `str` writes, `parse` reads; copies and pickles are equal, with equal hashes."""
    for again in (Interval.parse(str(within)), pickle.loads(pickle.dumps(within)), copy.deepcopy(within)):
        assert within == again
        assert hash(within) == hash(again)


def test_a_set_made_without_checks_is_like_any_other() -> None:
    """The quick way gives an equal set, which cannot be changed either."""
    made = unchecked(Decimal(1), Decimal(2), True, False)
    assert Interval(1, 2, True, False) == made
    assert type(made) is Interval
    with pytest.raises(AttributeError):
        made.low = Decimal(0)  # type: ignore[misc]


@pytest.mark.parametrize(
    "text", ["", "[1, 2", "1, 2", "[1; 2]", "[a, b]", "[2, 1]", "(1, 1]", "[nan, 1]", "[1, 2, 3]", "[" * 10_000_000]
)
def test_what_is_no_set_is_refused(text: str) -> None:
    """Other text is refused with the form that is read, however long it is."""
    with pytest.raises(FigureTextError, match="not an interval"):
        Interval.parse(text)


def test_only_text_is_parsed() -> None:
    """Anything but text is a wrong type."""
    with pytest.raises(WrongTypeError, match="not the text of an interval"):
        Interval.parse(5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("-0", "0"),
        ("0E+999999", "0"),
        ("2.20E+9", "2200000000"),
        ("-3.00", "-3"),
        ("0.8500", "0.85"),
        ("1E-60", "0." + "0" * 59 + "1"),
        ("1E+999999999", "1E+999999999"),
        ("1E-999999999", "1E-999999999"),
    ],
)
def test_a_number_is_written_in_plain_digits(value: str, text: str) -> None:
    """No exponent and no empty decimals; only what would fill the memory keeps its exponent."""
    assert text == plain(Decimal(value))


def test_hostile_ends_are_answered_at_once() -> None:
    """Ends with huge exponents are calculated with and written without being spelled out."""
    huge = Interval.parse("[1E-99999999, 1E+99999999]")
    assert "[1E-199999998, 1E+199999998]" == str(huge * huge)
    assert "[-1E+99999999, -1E-99999999]" == str(-huge)


def test_the_negative_of_zero_is_zero() -> None:
    """No set has an end called -0."""
    assert ["0", "-1", "1"] == [str(negated(Decimal(n))) for n in (0, 1, -1)]
    assert "[-5, 0]" == str(-Interval(0, 5))
    assert "[0, 0]" == str(Interval(5, 5) - Interval(5, 5))


def test_a_power_of_ten_only_moves_the_point() -> None:
    """The places are those by which a decimal's point moves; of other factors there are none."""
    moved = {Fraction(10) ** places: places for places in (1, 2, 3, 15, -1, -2, -3, -15)}
    assert moved == {factor: places_moved(factor) for factor in moved}
    assert {0} == {places_moved(factor) for factor in (Fraction(1), Fraction(20), Fraction(2, 10), Fraction(3, 100))}


def test_a_value_is_full_with_as_many_digits_as_are_carried() -> None:
    """A quotient of so many digits may have been rounded; a shorter one was not."""
    assert is_full(NEAREST.divide(Decimal(1), Decimal(3)))
    assert not is_full(NEAREST.divide(Decimal(1), Decimal(8)))
    assert [False, True, True] == [is_full(Decimal("9" * (PRECISION + more))) for more in (-1, 0, 1)]
