"""Figures: what comes in, what is calculated, compared and shown."""

from __future__ import annotations

import copy
import decimal
import operator
import pickle
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.decimals import PRECISION
from publicservice.errors import (
    FigureTextError,
    ModelError,
    UndecidedError,
    UndefinedError,
    UnknownUnitError,
    UnlikeUnitsError,
    WrongTypeError,
)
from publicservice.figures.figure import Figure, rational_figure
from publicservice.figures.make import figure as figure_function
from publicservice.figures.parts import ROUNDED
from publicservice.interval import Interval, Truth
from publicservice.units import ONE, unit

figure = ps.figure
ULP = Fraction(1, 10 ** (PRECISION - 1))


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def again(text: str) -> Figure:
    """The figure that a repr makes."""
    made: Figure = eval(text, {"figure": figure, "Decimal": Decimal})  # noqa: S307
    return made


class Index:
    """A whole number of another library, as numpy has them."""

    def __index__(self) -> int:
        return 12


UNIT_TEXTS = ["1", "person", "%", "percentage point", "km", "m", "ha", "mu", "CNY/person/year", "per 100,000", "1/day"]
VALUES = st.one_of(
    st.integers(-1000, 1000).map(Decimal),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3),
    st.builds(
        lambda digits, places: Decimal(digits).scaleb(-places, decimal.Context(prec=80)),
        st.integers(-(10**44), 10**44),
        st.integers(0, 40),
    ),
)


@st.composite
def figures(draw: st.DrawFn, units: list[str] | None = None) -> Figure:
    """Exact and printed figures, ranges and one-sided ones."""
    its_unit = draw(st.sampled_from(units or UNIT_TEXTS))
    value = draw(VALUES)
    match draw(st.integers(0, 4)):
        case 0:
            return figure(value, its_unit)
        case 1:
            places = draw(st.integers(0, 6))
            printed = draw(st.integers(-(10**9), 10**9))
            sign = "-" if printed < 0 else ""
            whole, decimals = divmod(abs(printed), 10**places)
            return figure(f"{sign}{whole}.{decimals:0{places}}" if places else f"{printed} ", its_unit)
        case 2:
            width = draw(st.integers(1, 50))
            wide = decimal.Context(prec=100)
            return figure(None, its_unit, within=Interval(value, wide.add(value, Decimal(width)), draw(st.booleans())))
        case 3:
            return figure(value, its_unit, within=Interval(value, None, draw(st.booleans())))
        case _:
            return figure(value, its_unit) / figure(draw(st.integers(3, 30)))


@st.composite
def with_member(draw: st.DrawFn, units: list[str] | None = None) -> tuple[Figure, Fraction]:
    """A figure, and a rational number that it may stand for."""
    made = draw(figures(units))
    within = made.admissible
    weight = draw(st.one_of(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]), st.fractions(0, 1)))
    if within.is_bounded:
        value = Fraction(within.low) + (Fraction(within.high) - Fraction(within.low)) * weight
    else:
        value = Fraction(within.low) + draw(st.fractions(0, 10**6))
    assume(holds(within, value))
    return made, value


def holds(within: Interval, value: Fraction) -> bool:
    """Whether a rational number belongs to a set, worked out without decimals."""
    above = within.low.is_infinite() or value > Fraction(within.low)
    below = within.high.is_infinite() or value < Fraction(within.high)
    at_low = not within.low_open and value == Fraction(within.low)
    at_high = not within.high_open and within.high.is_finite() and value == Fraction(within.high)
    return (above or at_low) and (below or at_high)


def near(value: Decimal | None, exact: Fraction) -> bool:
    """Whether a value is the exact one to the working precision."""
    return value is not None and abs(Fraction(value) - exact) <= abs(exact) * ULP


# --- coming in


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        (5, "5"),
        (-5, "-5"),
        (0, "0"),
        (10**50 + 1, "1" + "0" * 49 + "1"),
        (Decimal("2.50"), "2.5"),
        (Decimal("1E+20"), "100000000000000000000"),
        (0.1, "0.1"),
        (1e22, "1E+22"),
        (2.0, "2"),
        (Fraction(1, 8), "0.125"),
        (Index(), "12"),
        ("1,234.5", "1234.5"),
    ],
)
def test_every_kind_of_number_comes_in(given_value: Any, value: str) -> None:
    """A number is exact, a float is what its shortest text says."""
    made = figure(given_value)
    assert Decimal(value) == made.value
    assert ONE is made.unit
    assert made.is_exact or given_value == "1,234.5"


@pytest.mark.parametrize("value", [True, False, None, [5], {"value": 5}, b"5", 5j, object(), Figure])
def test_what_is_no_number_is_refused(value: Any) -> None:
    """Truth values, lists and the like hold no number; the message names what does."""
    with pytest.raises(WrongTypeError, match=r"not a number: .*; expected int, Decimal, Fraction"):
        figure(value)


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        float("nan"),
        float("inf"),
        Decimal("1E+60"),
        Decimal("1E-61"),
        Decimal("1E+999999999"),
        1e300,
        5e-324,
        10**60,
        10**100_000,
        -(10**60),
        Fraction(10**70),
        Fraction(1, 10**70),
        Fraction(10**3000, 3),
        Fraction(1, 10**3000),
        "9" * 61,
        "9" * 10_000_000,
        "",
        "many",
        "24365",
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_was_never_printed_is_refused(value: Any) -> None:
    """Rule 17, "a name is not a number", and neither is what is infinite, huge or tiny beyond sixty digits."""
    with pytest.raises(FigureTextError) as caught:
        figure(value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("value", [Decimal("9E+59"), Decimal("1E-60"), 10**60 - 1, Fraction(1, 10**60), 0, Fraction(0)])
def test_sixty_digits_are_let_in(value: Any) -> None:
    """The limits themselves are inside, and read back."""
    assert Fraction(value) == Fraction(figure(value).low)
    assert figure(value) == again(repr(figure(value)))


def test_a_sum_of_more_than_forty_digits_is_enclosed() -> None:
    """Rule 16: 10^50 and 10^-10 need sixty digits; the sum carries forty, and says that it is not exact."""
    large, small = figure(10**50, "CNY"), figure(Decimal("1E-10"), "CNY")
    for made, expected in (
        (large + small, 10**50 + Fraction(1, 10**10)),
        (large - small, 10**50 - Fraction(1, 10**10)),
    ):
        assert not made.is_exact
        assert Fraction(made.low) < expected < Fraction(made.high)


@given(st.fractions(), st.sampled_from(["1", "person"]))
def test_a_fraction_is_exact_or_enclosed(value: Fraction, its_unit: str) -> None:
    """A rational number stays itself where its decimal ends, else its set holds it."""
    assume(value.denominator < 10**50 and abs(value) < 10**59 and (not value or abs(value) > Fraction(1, 10**59)))
    made = figure(value, its_unit)
    assert holds(made.admissible, value)
    assert near(made.value, value)
    assert made.is_exact == (Fraction(made.low) == value)


def test_units_are_given_or_read() -> None:
    """The text's own unit is converted to the one that is given; a number takes it."""
    assert figure("5 km") != figure("5 km", "m")
    assert ("5,000 m (4,500 to 5,500)", "m") == (str(figure("5 km", "m")), str(figure("5 km", "m").unit))
    assert unit("person") is figure(5, "persons").unit is figure("5", unit("person")).unit
    assert unit("km") is figure(figure(5), "km").unit
    assert Decimal(5000) == figure(figure(5, "km"), "m").value
    with pytest.raises(UnlikeUnitsError):
        figure("5 persons", "km")
    with pytest.raises(UnknownUnitError):
        figure(5, "houshold")
    with pytest.raises(WrongTypeError):
        figure(5, 5)  # type: ignore[arg-type]


def test_a_figure_comes_back_as_it_is() -> None:
    """Reading what is a figure already changes nothing."""
    for made in (figure("686,000 jobs"), figure(5), figure("10-15 towns")):
        assert made == figure(made) == figure(made, made.unit)
    assert figure is figure_function


def test_declared_counts_open_the_vocabulary() -> None:
    """Counts can come as any iterable; a text by itself is refused."""
    for counts in (["boat"], ("boat",), iter(["boat"])):
        assert "5 boats (4.5 to 5.5)" == str(figure("5 boats", counts=counts))
        assert "boat" == str(figure(5, "boats", counts=["boat"]).unit)
    assert figure(5, "boat", counts=["boat"]).to("boats").unit is figure("5 boats", counts=["boat"]).unit
    with pytest.raises(WrongTypeError, match="declared counts are given as a list"):
        figure("5 boats", counts="boat")
    with pytest.raises(UnknownUnitError):
        figure("5 boats")


# --- precision, rule 14


@pytest.mark.parametrize(
    ("text", "zeros", "truncated", "admissible"),
    [
        ("686,000 jobs", None, False, "[685500, 686500]"),
        ("686,000 jobs", "rounded", False, "[685500, 686500]"),
        ("686,000 jobs", "significant", False, "[685999.5, 686000.5]"),
        ("686,000 jobs", None, True, "[686000, 687000)"),
        ("108.9 %", None, False, "[108.85, 108.95]"),
        ("80 %", None, False, "[79.5, 80.5]"),
        ("80 %", "rounded", False, "[75, 85]"),
        ("10 percentage points", None, False, "[9.5, 10.5]"),
        ("95.0 %", None, False, "[94.95, 95.05]"),
        ("95 %", None, False, "[94.5, 95.5]"),
        ("more than 1,500 persons", None, False, "(1500, ∞)"),
        ("at most 5 %", None, False, "(-∞, 5]"),
        ("10-15 towns", None, False, "[10, 15]"),
    ],
)
def test_the_digits_give_the_set(text: str, zeros: Any, truncated: bool, admissible: str) -> None:
    """
    Rule 14, "a number's own digits give its set; trailing zeros of an integer are read as not significant unless
    said otherwise; half-up and half-even both accepted, truncation on request".
    """
    assert admissible == str(figure(text, zeros=zeros, truncated=truncated).admissible)


def test_95_0_is_tighter_than_95() -> None:
    """Rule 14, '"95.0 %" is tighter than "95 %"'."""
    assert figure("95.0 %").admissible.inside(figure("95 %").admissible)
    assert figure("95.0 %") != figure("95 %")


@given(st.fractions(0, 10**7), st.integers(0, 4), st.booleans())
def test_what_was_rounded_lies_in_its_printed_set(true: Fraction, places: int, half_up: bool) -> None:
    """Rule 16: a true value, rounded half-up or half-even and printed, is a member of what its print stands for."""
    scaled = true * 10**places
    digits = int(scaled + Fraction(1, 2)) if half_up else round(scaled)
    whole, decimals = divmod(digits, 10**places)
    text = f"{whole}.{decimals:0{places}}" if places else str(whole)
    assume(text not in ("24365", "996"))
    assert holds(figure(text, "persons").admissible, true)


@pytest.mark.parametrize("zeros", ["rounding", 5, True, ""])
def test_zeros_are_significant_or_rounded(zeros: Any) -> None:
    """A misspelt answer is not taken for the other one."""
    with pytest.raises(WrongTypeError, match="expected 'significant' or 'rounded'"):
        figure("500 persons", zeros=zeros)


@pytest.mark.parametrize("value", [686_000, Decimal(686_000), 12.5, Fraction(1, 3), figure("686,000 jobs"), None])
def test_only_a_text_shows_how_it_was_printed(value: Any) -> None:
    """What would have no effect is refused: a number was not printed, and a figure has been read already."""
    within = "[1, 2]" if value is None else None
    said: list[dict[str, Any]] = [{"zeros": "rounded"}, {"zeros": "nonsense"}, {"truncated": True}]
    for told in said:
        with pytest.raises(WrongTypeError, match=f"{next(iter(told))}= says how a text was printed"):
            figure(value, within=within, **told)


def test_a_figure_is_made_exact_like_its_text() -> None:
    """`exact=True` leaves the number only, whether it is said of the text or of the figure that was read from it."""
    read = figure("630,000 jobs")
    assert figure("630,000 jobs", exact=True) == figure(read, exact=True)
    assert [Decimal(630_000)] * 2 == [figure(read, exact=True).low, figure(read, exact=True).high]
    assert "63" == str(figure(read, exact=True) / figure("10,000 jobs", exact=True))
    for vague in ("more than 5 beds", "5 to 6 beds", "about 5 beds"):
        with pytest.raises(FigureTextError, match=f"not an exact figure: '{vague}'"):
            figure(figure(vague), exact=True)


def test_a_set_can_be_given() -> None:
    """A set that is known by itself goes with a value, or without."""
    assert "[4, 6]" == str(figure(5, "persons", within="[4, 6]").admissible)
    assert Interval(4, 6) == figure("5 persons", within=Interval(4, 6)).admissible
    assert None is figure(None, "persons", within="[4, 6]").value
    assert figure(Decimal(5), within="[5, 5]") == figure(5)
    with pytest.raises(ModelError, match=r"the value lies outside its set: 5; expected a value of \[6, 7\]"):
        figure(5, within="[6, 7]")
    with pytest.raises(FigureTextError, match="not an interval"):
        figure(5, within="4 to 6")
    with pytest.raises(WrongTypeError):
        figure(5, within=(4, 6))  # type: ignore[arg-type]
    assert Decimal(5) == figure(5, within="(5, 6)").value  # "more than 5" prints its own end


# --- the constructor


@pytest.mark.parametrize(
    "parts",
    [
        ("5", ONE),
        (5, ONE),
        (5.0, ONE),
        (ONE, Decimal(5)),
        (Decimal(5), "person"),
        (Decimal(5), ONE, "[4, 6]"),
        (Decimal(5), ONE, (4, 6)),
        (Decimal(5), ONE, None, "5 persons"),
    ],
)
def test_a_figure_is_made_of_its_parts(parts: tuple[Any, ...]) -> None:
    """The class takes no text and no numbers of other types, and says who does."""
    with pytest.raises(WrongTypeError, match=r"numbers and text are read by figure\(\.\.\.\)"):
        Figure(*parts)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((None, ONE), "a figure needs a value, or the set that it lies in"),
        ((None, ONE, ROUNDED), "a figure needs a value, or the set that it lies in"),
        ((Decimal("NaN"), ONE), "a figure's value is a finite number: NaN"),
        ((Decimal("Infinity"), ONE, Interval()), "a figure's value is a finite number: Infinity"),
        ((Decimal(7), ONE, Interval(4, 6)), "the value lies outside its set"),
        ((Decimal(3), ONE, Interval(4, 6)), "the value lies outside its set"),
    ],
)
def test_an_impossible_figure_is_refused(parts: tuple[Any, ...], problem: str) -> None:
    """There is no figure without value and set, and none whose value cannot be."""
    with pytest.raises(ModelError, match=problem):
        Figure(*parts)


def test_a_figure_cannot_be_changed() -> None:
    """Figures are frozen, however they were made."""
    for made in (figure(5), figure("5 persons"), figure(5) * 2, Figure(Decimal(5), ONE)):
        assert type(made) is Figure
        with pytest.raises(AttributeError):
            made.value = Decimal(6)  # type: ignore[misc]
        with pytest.raises(AttributeError):
            made.other = 6  # type: ignore[attr-defined]
    assert figure(6) == attrs.evolve(figure(5), value=Decimal(6))


# --- records


SAMPLES = [
    figure(5),
    figure(0),
    figure(-5),
    figure(24365),
    figure("0.85"),
    figure(Decimal("-0.850")),
    figure("686,000 jobs"),
    figure("68.6万人"),
    figure("108.9 %"),
    figure("-5 persons"),
    figure("more than 1,500 persons"),
    figure("at most 5 %"),
    figure("10-15 towns"),
    figure("500余人"),
    figure("about 500 persons"),
    figure("up 9.88 %"),
    figure("85 %", exact=True),
    figure("686,000 jobs", zeros="significant"),
    figure("686,000 jobs", truncated=True),
    figure("5 km", "m"),
    figure("5", "persons"),
    figure(5, "1/person"),
    figure(None, "persons", within="(4, ∞)"),
    figure(None, within="[4, 5)"),
    figure("5 reading rooms", counts=["reading room"]),
    figure(5, "boats/person", counts=["boat"]),
    figure(1) / figure(3),
    figure("1 km") / 3,
    figure("686,000 jobs") / figure("630,000 jobs"),
    figure("12 births per 100,000 population"),
    figure("10-15 towns") * figure("more than 3"),
    figure(Decimal("1" * 45)) + 1,
    figure(Decimal("1" * 45)) / 7,
    figure(Decimal("1E-30")) / 7,
    figure(Decimal("1E-60"), "%"),
    figure(5, within="(-∞, ∞)"),
    figure(10**59, "CNY"),
]


@pytest.mark.parametrize("made", SAMPLES, ids=str)
def test_a_repr_makes_the_figure_again(made: Figure) -> None:
    """Whatever a figure is made of, its repr is the call that makes it."""
    assert made == again(repr(made))
    assert hash(made) == hash(again(repr(made)))
    assert made.unit is again(repr(made)).unit


@given(figures())
def test_any_repr_makes_the_figure_again(made: Figure) -> None:
    """What holds for the samples holds for any figure that can be printed."""
    assert made == again(repr(made))


@pytest.mark.parametrize("made", SAMPLES, ids=str)
def test_a_copy_is_an_equal_figure(made: Figure) -> None:
    """Pickles and copies have the same value, set, unit and reading."""
    for other in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):
        assert (made, hash(made), made.reading) == (other, hash(other), other.reading)
        assert made.unit is other.unit


def test_equality_is_of_records() -> None:
    """Equal is the same value, set and unit; a quantity in another unit is another record."""
    assert figure("85 %", exact=True) == figure(85, "%")
    assert figure("68.6万人") == figure("686,000 persons")
    assert figure("85 %") != figure(85, "%")
    assert figure(1, "km") != figure(1000, "m")
    assert figure(5) != 5
    assert figure(5, "persons") != "5 persons"
    assert 2 == len({figure("5.0"), figure("5"), figure(Decimal("5.0")), figure(5)} - {figure("5")})


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (figure(5), "figure(5)"),
        (figure(5, "persons"), "figure(5, 'person')"),
        (figure(Decimal("-0.850"), "%"), "figure('-0.85', '%', exact=True)"),
        (figure("686,000 jobs"), "figure('686,000 jobs')"),
        (figure(5, "km", within="[4, 6)"), "figure(5, 'km', within='[4, 6)')"),
        (figure(None, "km", within="[4, 6)"), "figure(None, 'km', within='[4, 6)')"),
        (figure(5, "boat", counts=["boat"]), "figure(5, 'boat', counts=['boat'])"),
        (figure(Decimal("1E-60")), "figure(Decimal('1E-60'))"),
    ],
)
def test_a_repr_is_short(made: Figure, code: str) -> None:
    """A repr is what a person would write."""
    assert code == repr(made)


# --- arithmetic


OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]
CAN_ADD = [("person", "person"), ("km", "m"), ("mu", "ha"), ("1", "1"), ("percentage point", "bp")]
CAN_MULTIPLY = [*CAN_ADD, ("person", "CNY/person"), ("%", "person"), ("km", "hour"), ("%", "%")]


@pytest.mark.parametrize("operation", OPERATIONS)
@given(data=st.data())
def test_arithmetic_agrees_with_fractions(operation: Callable[[Any, Any], Any], data: st.DataObject) -> None:
    """
    "Arithmetic is exact, set ends rounded outwards": the value is the fraction's to forty digits, and the set holds
    what any members of the operands give (rule 16).
    """
    additive = operation in (operator.add, operator.sub)
    first, second = data.draw(st.sampled_from(CAN_ADD if additive else CAN_MULTIPLY))
    (one, a), (other, b) = data.draw(with_member([first])), data.draw(with_member([second]))
    to_first = other.unit.factor_to(one.unit) if one.unit.is_like(other.unit) and operation is not operator.mul else 1
    try:
        result = operation(one, other)
    except UndefinedError:
        assert operation is operator.truediv
        assert other.admissible.contains(0)
        return
    assert holds(result.admissible, operation(a, b * to_first))
    if one.value is None or other.value is None:
        assert None is result.value
    elif result.value is None:
        assert not other.value
    elif additive:
        exact = operation(Fraction(one.value), Fraction(other.value) * to_first)
        scale = abs(Fraction(one.value)) + abs(Fraction(other.value) * to_first)
        assert abs(Fraction(result.value) - exact) <= 2 * ULP * scale
    else:
        exact = operation(Fraction(one.value), Fraction(other.value) * to_first)
        assert abs(Fraction(result.value) - exact) <= 3 * ULP * abs(exact)
    assert result.value is None or result.low <= result.value <= result.high


@given(VALUES, VALUES, st.sampled_from(OPERATIONS))
def test_short_numbers_are_exact(a: Decimal, b: Decimal, operation: Callable[[Any, Any], Any]) -> None:
    """Where forty digits hold the result, the result of exact figures is exact and nothing else."""
    assume(b or operation is not operator.truediv)
    exact = operation(Fraction(a), Fraction(b))
    result = operation(figure(a), figure(b))
    assert holds(result.admissible, exact)
    if result.is_exact:
        assert exact == Fraction(result.low)
    else:
        assert len(result.value.as_tuple().digits) == PRECISION


@given(st.data())
def test_conversion_agrees_with_fractions(data: st.DataObject) -> None:
    """Converted there and back, the figure stands for what it stood for before, and for hardly more."""
    one, other = data.draw(st.sampled_from([("mu", "ha"), ("km", "m"), ("%", "per 100,000"), ("m", "km"), ("%", "1")]))
    made, member = data.draw(with_member([one]))
    factor = unit(one).factor_to(unit(other))
    there = made.to(other)
    assert holds(there.admissible, member * factor)
    assert holds(there.to(one).admissible, member)
    if made.value is not None and made.is_exact:
        assert near(there.value, Fraction(made.value) * factor)
    assert there is there.to(unit(other))


@given(st.data())
def test_the_negative_of_a_figure(data: st.DataObject) -> None:
    """Nothing is rounded by a minus sign, whatever precision the caller works with."""
    made, member = data.draw(with_member())
    assert holds((-made).admissible, -member)
    once = -made
    assert made == -once


@given(VALUES)
def test_forty_digits_and_more_are_kept(value: Decimal) -> None:
    """Long numbers keep all their digits until they are calculated with."""
    assert Fraction(value) == Fraction(figure(value).low) == -Fraction((-figure(value)).low)


def test_plain_numbers_count_as_pure() -> None:
    """Numbers multiply and divide any figure, and add to pure ones only."""
    people = figure(6, "persons")
    assert figure(12, "persons") == people * 2 == 2 * people
    assert figure(3, "persons") == people / 2
    assert figure(Decimal("1.5"), "1/person") == 9 / people
    assert figure(3, "persons") == people * Fraction(1, 2)
    assert figure(Decimal("42.5"), "%") == figure(85, "%") / 2 == figure(85, "%") * Fraction(1, 2)
    assert figure(9) == figure(6) + 3 == 3 + figure(6)
    assert figure(3) == figure(6) - 3 == 9 - figure(6)
    assert Decimal(10**50) == (figure(10**50) * 1).value
    for operation in (operator.add, operator.sub):
        for pair in ((people, 3), (3, people)):
            with pytest.raises(UnlikeUnitsError, match=r"a plain number and 'person' are not of one kind; give it"):
                operation(*pair)


@pytest.mark.parametrize("other", [0.5, "5", None, True, [5], Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), 5j])
@pytest.mark.parametrize("operation", [*OPERATIONS, operator.lt, operator.ge])
def test_nonsense_is_a_wrong_type(operation: Callable[[Any, Any], Any], other: Any) -> None:
    """Figures meet figures and exact numbers; a float has to be read first."""
    with pytest.raises(WrongTypeError, match="cannot calculate with this"):
        operation(figure(6), other)
    with pytest.raises(WrongTypeError, match="cannot calculate with this"):
        operation(other, figure(6))


def test_a_huge_operand_is_answered_at_once() -> None:
    """A number with any exponent is calculated with at forty digits, and written without filling the memory."""
    product = figure(5) * Decimal("1E+999999999")
    assert len(str(product)) + len(repr(product)) < 100
    assert len(str(figure(None, within="[0, 1E+99999999]"))) < 100
    assert len(str(figure("0.1 %") * 10**5000)) < 100


def test_sum_adds_up() -> None:
    """`sum` starts from nothing, which adds to any unit."""
    parts = [figure("42,000 positions", exact=True), figure("5,300 positions", exact=True)]
    assert figure(47300, "positions") == sum(parts)
    assert Interval(4, 6) == sum([figure("2 km"), figure("3 km")]).admissible  # type: ignore[union-attr]
    with pytest.raises(WrongTypeError):
        sum(parts, start=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 persons", "3 households"),
        ("5 CNY", "3 USD"),
        ("5 persons", "3"),
        ("5 persons", "3 person-times"),
        ("5 km", "3 ha"),
        ("5 %", "3 persons"),
    ],
)
def test_unlike_units_never_meet(one: str, other: str) -> None:
    """Section 4, "unlike kinds of count never add", nor are they subtracted, compared or converted."""
    for operation in (operator.add, operator.sub, operator.lt, operator.gt, operator.le, operator.ge, Figure.is_same):
        for pair in ((figure(one), figure(other)), (figure(other), figure(one))):
            with pytest.raises(UnlikeUnitsError):
                operation(*pair)
    with pytest.raises(UnlikeUnitsError):
        figure(one).to(figure(other).unit)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("1 km", "500 m", "2"),
        ("27 schools", "30 schools", "0.9"),
        ("50 %", "25 %", "2"),
        ("50 %", "0.25", "200 %"),
        ("1 ha", "15 mu", "1"),
        ("12 persons", "4 households", "3 person/household"),
    ],
)
def test_shares_convert_first(one: str, other: str, share: str) -> None:
    """A share of like units is a pure number; of unlike units it is a rate of its own."""
    assert figure(share, exact=True) == figure(one, exact=True) / figure(other, exact=True)


@pytest.mark.parametrize("zero", [figure(0), figure("0"), figure(None, within="[-1, 1]"), figure(5, within="[0, 9]")])
def test_division_by_what_may_be_zero_is_undefined(zero: Figure) -> None:
    """Rule 3, "undefined is a typed answer, never a number"."""
    for top in (figure(5), figure("5 persons"), figure("10-15 towns")):
        with pytest.raises(UndefinedError, match="division by"):
            top / zero
    with pytest.raises(UndefinedError):
        5 / figure(0)


def test_a_value_that_only_its_set_has_is_left_out() -> None:
    """Over "more than 0" there is a set, but no value."""
    made = figure(6) / figure("more than 0")
    assert (None, "(0, ∞)") == (made.value, str(made.admissible))


# --- rates, rule 9


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("85.0 % - 83.5 %", "1.5 percentage point"),
        ("850 ‰ - 83.5 %", "1.5 percentage point"),
        ("0.85 - 83.5 %", "1.5 percentage point"),
        ("85 % - 0.835", "1.5 percentage point"),
        ("83.5 % + 1.5 pp", "85 %"),
        ("83.5 % - 1.5 pp", "82 %"),
        ("1.5 pp + 83.5 %", "85 %"),
        ("83.5 % + 150 bp", "85 %"),
        ("835 ‰ + 1.5 pp", "850 ‰"),
        ("40 % + 45 %", "85 %"),
        ("40 % + 0.45", "85 %"),
        ("1.5 pp + 50 bp", "2 percentage point"),
        ("1.5 pp - 50 bp", "1 percentage point"),
        ("0.85 - 0.8", "0.05"),
    ],
)
def test_rates_change_in_points(question: str, answer: str) -> None:
    """Rule 9, "a level changes in percent, a rate in percentage points"."""
    one, sign, other = question.partition(" - " if " - " in question else " + ")
    operation = operator.sub if sign == " - " else operator.add
    assert figure(answer, exact=True) == operation(figure(one, exact=True), figure(other, exact=True))


def test_points_are_never_less_a_rate() -> None:
    """Points minus a rate, and points with a plain number, mean nothing."""
    points, rate, number = figure("1.5 pp"), figure("83 %"), figure("0.83")
    for operation, one, other in (
        (operator.sub, points, rate),
        (operator.add, number, points),
        (operator.add, points, number),
        (operator.lt, points, rate),
    ):
        with pytest.raises(UnlikeUnitsError, match="a percentage point a difference of two shares"):
            operation(one, other)


def test_the_change_of_a_rate_keeps_its_rounding() -> None:
    """The sets of two rates go into that of their difference, and points back into that of a rate."""
    rise = figure("85.0 %") - figure("83.5 %")
    assert "[1.4, 1.6]" == str(rise.admissible)
    assert "[84.85, 85.15]" == str((figure("83.5 %") + rise).admissible)
    assert None is (figure("83.5 %") + figure(None, "pp", within="[1, 2]")).value
    third = figure(1, "pp") / 3
    assert holds((figure("50 %", exact=True) + third).admissible, 50 + Fraction(1, 3))


# --- comparison


@pytest.mark.parametrize(
    ("one", "other", "below", "same"),
    [
        ("624,317 jobs", "686,000 jobs", "yes", "no"),
        ("686,000 jobs", "624,317 jobs", "no", "no"),
        ("686,000 jobs", "686,400 jobs", "undecided", "undecided"),
        ("5 persons", "5 persons", "undecided", "undecided"),
        ("1 km", "3,000 m", "yes", "no"),
        ("10-15 towns", "16-20 towns", "yes", "no"),
        ("10-15 towns", "15-20 towns", "undecided", "undecided"),
        ("more than 15 towns", "10-15 towns", "no", "no"),
        ("50 %", "0.9", "yes", "no"),
    ],
)
def test_comparison_is_three_valued(one: str, other: str, below: str, same: str) -> None:
    """Yes when it must be, no when it cannot be, undecided when rounding hides the answer; `<` then raises."""
    a, b = figure(one), figure(other)
    assert Truth(below) is a.is_below(b) is b.is_above(a)
    assert ~Truth(below) is a.is_at_least(b) is b.is_at_most(a)
    assert Truth(same) is a.is_same(b) is b.is_same(a)
    if below == "undecided":
        for operation in (operator.lt, operator.le, operator.gt, operator.ge):
            if {one, other} != {"10-15 towns", "15-20 towns"}:
                with pytest.raises(UndecidedError):
                    operation(a, b)
        with pytest.raises(UndecidedError):
            a < b  # noqa: B015
    else:
        assert (below == "yes") == (a < b) == (b > a)
        assert (below == "no") == (a >= b) == (b <= a)


def test_exact_figures_are_decided() -> None:
    """Exact numbers have an order like any numbers, also against plain ones."""
    assert figure(5) < figure(6) < 7
    assert figure(5) <= figure(5)
    assert 4 < figure(5)
    assert 5 >= figure(5)
    assert Truth.YES is figure(1, "km").is_same(figure(1000, "m"))
    assert Truth.NO is figure(1, "km").is_same(figure(1001, "m"))
    assert [figure(1), figure(2), figure(3)] == sorted([figure(3), figure(1), figure(2)])


@given(st.data())
def test_a_decided_comparison_holds_for_every_member(data: st.DataObject) -> None:
    """Rule 16: what is called below is below, whatever the true values are."""
    (one, a), (other, b) = data.draw(with_member(["person"])), data.draw(with_member(["person"]))
    below, same = one.is_below(other), one.is_same(other)
    assert below is Truth.UNDECIDED or (a < b) == bool(below)
    assert same is Truth.UNDECIDED or (a == b) == bool(same)


# --- text


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (figure(1, "person"), "1 person"),
        (figure(-1, "person"), "-1 person"),
        (figure(0, "persons"), "0 persons"),
        (figure(2, "counties"), "2 counties"),
        (figure(5), "5"),
        (figure(Decimal("1E+9"), "CNY"), "1,000,000,000 CNY"),
        (figure(Decimal("1.50"), "%"), "1.5 %"),
        (figure(Decimal(f"1.{'0' * 40}1"), "km"), f"1.{'0' * 40}1 km"),
        (figure(Decimal("1234567890." + "12" * 23)), "1,234,567,890." + "12" * 23),
        (figure("686,000 jobs"), "686,000 jobs (685,500 to 686,500)"),
        (figure("5 persons"), "5 persons (4.5 to 5.5)"),
        (figure("47,312,345 persons"), "47,312,345 persons"),
        (figure("47,312,345.67 CNY"), "47,312,345.67 CNY"),
        (figure("1,234,568,000 CNY"), "1,234,568,000 CNY"),
        (figure("more than 1,500 persons"), "more than 1,500 persons"),
        (figure("at least 1 person"), "at least 1 person"),
        (figure("less than 5 %"), "less than 5 %"),
        (figure("at most 5 %"), "at most 5 %"),
        (figure("at most 1 town"), "at most 1 town"),
        (figure("10-15 towns"), "10 to 15 towns"),
        (figure("500余人"), "500 persons (500 to 600)"),
        (figure(None, "km", within="(-∞, ∞)"), "any number of km"),
        (figure(None, within="(-∞, ∞)"), "any number of"),
        (figure(1) / 3, "0.333333"),
        (figure(1, "km") / 3, "0.333333 km"),
        (figure(-2) / 3, "-0.666667"),
        (figure(10**9, "CNY") / 3, "333,333,333 CNY"),
        (figure(150, "mu").to("ha"), "10 ha"),
        (figure("more than 10 persons") / 3, "more than 3.33333 persons"),
        (figure("less than 10 persons") / 3, "less than 3.33334 persons"),
        (figure("10-20 towns") / 3, "3.33333 to 6.66667 towns"),
        (figure("5 persons") - figure("5 persons"), "0 persons (-1.0 to 1.0)"),
        (figure(3, within="[0, 1000]"), "3 (0 to 1,000)"),
        (figure(5, within="[4.999, 5.01]"), "5.00 (4.999 to 5.010)"),
        (figure("-0.04 %") / 7, "-0.006 % (-0.0065 to -0.0050)"),
        (figure("686,000 jobs") / figure("630,000 jobs", exact=True), "1.089 (1.0880 to 1.0897)"),
        (figure(Decimal("-0.0")), "0"),
        (figure(5, "文化礼堂", counts=["文化礼堂"]), "5 文化礼堂"),
        (figure(12, "deaths per 1,000 births"), "12 deaths per 1,000 births"),
    ],
)
def test_the_text_of_a_figure(made: Figure, text: str) -> None:
    """As many digits as the set gives, the set where it is worth saying, its ends rounded outwards."""
    assert text == str(made)


NUMBER = r"(-?[\d,]+(?:\.\d+)?)"


@given(figures(["1"]))
def test_no_text_has_an_exponent_or_more_than_the_set(made: Figure) -> None:
    """The ends shown enclose the set, and the value shown has no digit that the set does not carry."""
    text = str(made)
    assert "E" not in text
    numbers = [Fraction(word.strip("()").replace(",", "")) for word in text.split() if word.strip("()-")[:1].isdigit()]
    within = made.admissible
    if not within.is_bounded:
        assert [True] == [shown <= Fraction(within.low) for shown in numbers]
    elif made.value is None or len(numbers) == 3:
        assert numbers[-2] <= Fraction(within.low) <= Fraction(within.high) <= numbers[-1]
    else:
        (shown,) = numbers
        assert abs(shown - Fraction(made.value)) <= abs(Fraction(made.value)) / 10**5
        assert made.is_exact <= (shown == Fraction(within.low))


@pytest.mark.parametrize(
    ("made", "spec", "text"),
    [
        (figure("686,000 jobs"), "", "686,000 jobs (685,500 to 686,500)"),
        (figure("686,000 jobs"), ",.0f", "686,000 jobs"),
        (figure(1, "person"), ".0f", "1 person"),
        (figure("108.9 %"), ".1%", "108.9%"),
        (figure("0.8549"), ".1%", "85.5%"),
        (figure("686,000 jobs") / figure("630,000 jobs"), ".1%", "108.9%"),
        (figure("108.9 %"), ".2f", "108.90 %"),
        (figure(1234567), ",", "1,234,567"),
    ],
)
def test_format_takes_pythons_own_specs(made: Figure, spec: str, text: str) -> None:
    """The value in a caller's own format, with its unit; a share as a percentage."""
    assert text == f"{made:{spec}}" == format(made, spec)


def test_format_refuses_what_has_no_value() -> None:
    """A range has no single value, and persons are no percentage."""
    with pytest.raises(UndefinedError, match="a range has no single value: 10 to 15 towns; use its low and high"):
        format(figure("10-15 towns"), ".1f")
    with pytest.raises(UnlikeUnitsError):
        format(figure("5 persons"), ".1%")
    with pytest.raises(ValueError, match=r"[Ii]nvalid format"):
        format(figure("5 persons"), "nonsense")


# --- ranges, and the rest


def test_a_range_goes_through_every_operation() -> None:
    """A figure without a value has its set in everything, and says so where a value is needed."""
    towns = figure("10-15 towns")
    assert (None, Decimal(10), Decimal(15)) == (towns.value, towns.low, towns.high)
    for made, within in (
        (towns + towns, "[20, 30]"),
        (towns - figure(5, "towns"), "[5, 10]"),
        (figure(5, "towns") - towns, "[-10, -5]"),
        (towns * 2, "[20, 30]"),
        (towns / 2, "[5, 7.5]"),
        (30 / towns, "[2, 3]"),
        (towns / towns, "[0.6666666666666666666666666666666666666666, 1.5]"),
        (-towns, "[-15, -10]"),
        (figure(None, "km", within="[1, 2]").to("m"), "[1000, 2000]"),
    ):
        assert (None, within) == (made.value, str(made.admissible))
    assert not towns.is_exact
    assert "10-15 towns" == towns.text
    assert towns < figure(16, "towns")
    assert Truth.UNDECIDED is towns.is_same(towns)
    for needs_a_value in (float, Figure.exactly, Figure.to_pint):
        with pytest.raises(UndefinedError, match="a range has no single value"):
            needs_a_value(towns)


def test_a_figure_as_a_float_and_as_exact() -> None:
    """The value by itself, for charts and goals."""
    assert 0.85 == float(figure("0.85"))
    assert figure(686000, "jobs") == figure("686,000 jobs").exactly()
    assert (None, "686,000 jobs") == (figure(5).text, figure("686,000 jobs").exactly().text)
    third = figure(1) / 3
    assert (False, True) == (third.is_exact, third.exactly().is_exact)


def test_the_set_of_a_rounded_value_is_worked_out() -> None:
    """A computed value of forty digits stands for its neighbourhood, a shorter one for itself."""
    assert (figure(1) / 4).is_exact
    third = (figure(1) / 3).admissible
    assert (True, True) == (third.low_open, third.high_open)
    assert holds(third, Fraction(1, 3))
    assert "[0.3333333333333333333333333333333333333333, 0.3333333333333333333333333333333333333334]" == str(
        rational_figure(Fraction(1, 3), ONE).admissible
    )


@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(-50, 50)), max_size=12), st.integers(-50, 50))
def test_long_calculations_stay_sound(steps: list[tuple[Callable[[Any, Any], Any], int]], start: int) -> None:
    """However many roundings follow one another, the set holds the true result."""
    made, exact = figure(start), Fraction(start)
    for operation, number in steps:
        if operation is operator.truediv and not number:
            continue
        made, exact = operation(made, number), operation(exact, number)
    assert holds(made.admissible, exact)


def test_a_goals_own_number_is_exact() -> None:
    """Rule 14, "a goal's own number is exact": it keeps its text, and only a single number can be one."""
    goal = figure("47,300 positions", exact=True)
    assert goal.is_exact
    assert "47,300 positions" == goal.text == str(goal)
    for text in ("more than 5 persons", "10-15 towns", "about 5 persons"):
        with pytest.raises(FigureTextError, match="not an exact figure"):
            figure(text, exact=True)


@pytest.mark.parametrize("zero", ["0", "0.0", "0.000"])
def test_a_zero_is_shown_alike_however_it_is_written(zero: str) -> None:
    """What is equal looks equal: of a zero the set alone says how far it is known, here to whole percents."""
    assert "0 % (0.0 to 3.0)" == str(figure(Decimal(zero), "%", within="[0, 3]"))
