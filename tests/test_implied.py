"""What printed claims imply of figures that were not printed: sets that hold the truth, and the likely numbers."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import UndefinedError, UnlikeUnitsError, WrongTypeError
from publicservice.interval import Interval

CAREFUL = decimal.Context(prec=60)


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


LONG, LONG_TEXT = "123456789012345678901234567800", "1,234,567,890,123,456,789,012,345,678"


def within(text: str, unit: str = "CNY") -> ps.Implied:
    """An implied figure of which only the set is given."""
    return ps.Implied("budget", ps.figure(None, unit, within=text))


# --- worked examples


def test_the_annual_target_of_2021() -> None:
    """686,000 at 108.9 % put the target between 629,188 and 630,684, in which 630,000 is the only round number."""
    target = ps.implied_target("686,000 jobs", "108.9 %")
    assert (Decimal(630_000),) == target.multiples_of(1000) == target.multiples_of(10_000) == target.round_numbers()
    assert [False, True, True, False] == [
        target.admissible.contains(number) for number in (629_187, 629_188, 630_684, 630_685)
    ]
    assert (Decimal(630_000), (1000, 10_000)) == target.only_multiple_of()
    assert (
        "the target is between 629,188 and 630,684 jobs; 630,000 is the only multiple of 1,000 or 10,000 among them"
        == (str(target))
    )


def test_the_figure_a_year_earlier() -> None:
    """686,000, up 9.88 %, followed on 623,835 to 624,800."""
    base = ps.implied_base("686,000 jobs", "up 9.88 %")
    assert "the figure a year earlier is between 623,835 and 624,800 jobs" == str(base).partition(";")[0]
    assert base.admissible.contains(624_317)
    assert base.figure.unit is ps.unit("job")


def test_a_fall_and_points() -> None:
    """A fall of 2.3 % to 977 followed on 1,000; a rise of 1.5 points to 85.0 % on 83.5 %."""
    assert Decimal(1000) in ps.implied_base("977人", "下降2.3%").whole_numbers()
    points = ps.implied_base("85.0 %", "1.5 percentage points")
    assert (Decimal("83.5"), Interval(Decimal("83.4"), Decimal("83.6"))) == (points.figure.value, points.admissible)


def test_the_number_of_eligible() -> None:
    """27 schools at 90 % are 27 of 30."""
    eligible = ps.implied_eligible("27 schools", "90 %")
    assert ((Decimal(30),), "number of eligible") == (eligible.whole_numbers(), eligible.what)


def test_a_shared_figure_cancels() -> None:
    """Rule 15: the target against last year's figure does not depend on this year's; dividing two sets is too wide."""
    change = ps.implied_target_change("108.9 %", "9.88 %")
    target, base = ps.implied_target("686,000 jobs", "108.9 %"), ps.implied_base("686,000 jobs", "9.88 %")
    divided = target.figure / base.figure
    own_width = Fraction(change.admissible.high) - Fraction(change.admissible.low)
    width = 100 * (Fraction(divided.high) - Fraction(divided.low))
    assert 3 * own_width < width < 5 * own_width
    low, high = Fraction("109.875") / Fraction("108.95") - 1, Fraction("109.885") / Fraction("108.85") - 1
    assert 0 <= 100 * low - Fraction(change.admissible.low) < Fraction(1, 10**30)
    assert 0 <= Fraction(change.admissible.high) - 100 * high < Fraction(1, 10**30)
    assert "the target's change on last year's figure is between 0.84902 and 0.95084 %" == str(change)


@pytest.mark.parametrize(
    ("implied", "expected"),
    [
        (ps.implied_target("more than 1,500 jobs", "50 %"), "the target is more than 2,970.29 jobs"),
        (ps.implied_target("686,000 jobs", "more than 100 %"), "the target is between 0 and 686,500 jobs"),
        (ps.implied_target(ps.figure(54, "job"), ps.figure(108, "%")), "the target is 50 jobs"),
        (within("[12, 13]"), "the budget is between 12 and 13 CNY"),
        (within("[12, 12.5]"), "the budget is between 12 and 12.5 CNY; 12 is the only multiple of 1 among them"),
        (within("[0.84, 0.96]"), "the budget is between 0.84 and 0.96 CNY"),
        (within("(0, ∞)"), "the budget is more than 0 CNY"),
        (within("(-∞, 5]"), "the budget is at most 5 CNY"),
        (
            within("[-12.5, -11.5]"),
            "the budget is between -12.5 and -11.5 CNY; -12 is the only multiple of 1 among them",
        ),
        (within(f"[{LONG}1.5, {LONG}3.5]"), f"the budget is between {LONG_TEXT},002 and {LONG_TEXT},003 CNY"),
    ],
)
def test_an_implied_figure_says_what_it_is(implied: ps.Implied, expected: str) -> None:
    """Ends are shown inwards, since what is shown has to fit; a set without end or of one number is shown as such."""
    assert expected == str(implied)


# --- the likely number


@pytest.mark.parametrize(
    ("text", "step", "expected"),
    [
        ("[10, 20]", 5, "10 15 20"),
        ("(10, 20)", 5, "15"),
        ("[10, 20)", 5, "10 15"),
        ("(10, 20]", 5, "15 20"),
        ("(10.1, 14.9)", 5, ""),
        ("[-7, 7]", 5, "-5 0 5"),
        ("[1, 2]", Decimal("0.25"), "1.00 1.25 1.50 1.75 2.00"),
        ("[7, 7]", 7, "7"),
        ("[100000000000000000000000000000000000001, 100000000000000000000000000000000000002]", 7, ""),
        (
            "[100000000000000000000000000000000000001, 100000000000000000000000000000000000002]",
            1,
            "100000000000000000000000000000000000001 100000000000000000000000000000000000002",
        ),
    ],
)
def test_multiples_at_open_and_closed_ends(text: str, step: int | Decimal, expected: str) -> None:
    """A closed end belongs to what fits, an open one does not; numbers of any size count exactly."""
    assert tuple(map(Decimal, expected.split())) == within(text).multiples_of(step)


@given(
    st.integers(-10_000, 10_000),
    st.integers(0, 400),
    st.integers(1, 300),
    st.tuples(st.booleans(), st.booleans()),
    st.integers(0, 2),
)
def test_multiples_by_brute_force(low: int, width: int, step: int, opens: tuple[bool, bool], places: int) -> None:
    """The multiples are those that a search from number to number finds."""
    assume(width > 0 or not any(opens))
    scale = Decimal((0, (1,), -places))
    ends = CAREFUL.multiply(low, scale), CAREFUL.multiply(low + width, scale)
    figure = ps.figure(None, "CNY", within=Interval(*ends, *opens))
    first, last = low + opens[0], low + width - opens[1]
    expected = [CAREFUL.multiply(number, scale) for number in range(first, last + 1) if number % step == 0]
    assert expected == list(ps.Implied("budget", figure).multiples_of(CAREFUL.multiply(step, scale)))


@pytest.mark.parametrize("step", [0, -1, 0.5, True, Decimal("NaN"), Decimal("Infinity"), "5"])
def test_steps_are_exact_and_above_zero(step: int | Decimal) -> None:
    """A step of nothing, a binary float or a word is refused with what was expected."""
    with pytest.raises(WrongTypeError, match="above zero"):
        within("[10, 20]").multiples_of(step)


@pytest.mark.parametrize(
    ("text", "numbers", "only"),
    [
        ("[629188, 630684]", "630000", (Decimal(630_000), (1000, 10_000))),
        ("[28.4, 31.2]", "30", (Decimal(30), (10,))),
        ("[26, 28]", "26 27 28", None),
        ("[0.84, 0.96]", "0.9", None),
        ("[-5, 5]", "0", (Decimal(0), tuple(10**power for power in range(1, 30)))),
        ("(0, 0.5]", "0.1 0.2 0.3 0.4 0.5", None),
    ],
)
def test_the_roundest_numbers_that_fit(text: str, numbers: str, only: tuple[Decimal, tuple[int, ...]] | None) -> None:
    """The roundest numbers are the multiples of the highest power of ten that has any; one alone is pointed out."""
    implied = within(text)
    assert tuple(map(Decimal, numbers.split())) == implied.round_numbers()
    assert only == implied.only_multiple_of()


@pytest.mark.parametrize(
    ("text", "reason"),
    [("(0, ∞)", "unbounded"), ("(-∞, 5]", "unbounded"), ("[0, 1000]", "too many")],
)
def test_too_many_values_are_not_listed(text: str, reason: str) -> None:
    """A set without end, or of more than a thousand, is not listed; the error names the reason."""
    with pytest.raises(UndefinedError) as caught:
        within(text).whole_numbers()
    assert reason == caught.value.reason


def test_a_set_too_narrow_for_round_numbers() -> None:
    """Between two neighbouring numbers of forty digits there is no round one, so none is said to be the only one."""
    implied = ps.implied_target(ps.figure(1, "job"), ps.figure(300, "%"))
    with pytest.raises(UndefinedError) as caught:
        implied.round_numbers()
    assert "none fits" == caught.value.reason
    assert None is implied.only_multiple_of()


def test_what_is_implied_is_named_and_written_plainly() -> None:
    """By each way it has its name; round numbers are written out, and a change has the number of the two claims."""
    assert "figure a year earlier" == ps.implied_base("85.0 %", "1.5 percentage points").what
    assert ["630000"] == list(map(str, ps.implied_target("686,000 jobs", "108.9 %").round_numbers()))
    # 1.2 / 0.96 - 1 = 0.25
    change = ps.implied_target_change(ps.figure(96, "%"), ps.figure(20, "%"))
    assert (Decimal(25), Interval(25, 25), ps.unit("%")) == (change.figure.value, change.admissible, change.figure.unit)
    assert None is ps.implied_target_change("90-96 %", "20 %").figure.value


def test_nothing_follows_from_a_share_below_zero() -> None:
    """Rule 3: a share that is below zero, and comes as near to it as one likes, is no share of a target."""
    with pytest.raises(UndefinedError, match="nothing follows"):
        ps.implied_target("5 jobs", ps.figure(None, "%", within="[-5, 0)"))


# --- what follows from nothing


@pytest.mark.parametrize("rate", ["0 %", "0.0 %", "-5 %", ps.figure(0, "%"), "up to 5 %"])
def test_nothing_follows_from_a_rate_that_may_be_zero(rate: str | ps.Figure) -> None:
    """Rule 3: whatever the target was, nothing of it is 0 %; the reason is named."""
    for imply in (ps.implied_target, ps.implied_eligible):
        with pytest.raises(UndefinedError) as caught:
            imply("5 jobs", rate)
        assert "zero rate" == caught.value.reason
    with pytest.raises(UndefinedError):
        ps.implied_target_change(rate, "5 %")


def test_nothing_follows_from_a_loss_of_everything() -> None:
    """Rule 3: what fell by 100 % says nothing of what it was."""
    for change in ("down 100 %", "下降100.0%", ps.figure(-120, "%")):
        with pytest.raises(UndefinedError):
            ps.implied_base("5 jobs", change)


def test_a_change_in_persons_is_no_rate() -> None:
    """5 jobs after 3 more were 2 before; a change of another kind implies nothing, and a target no amount."""
    assert ps.figure(2, "job") == ps.implied_base("5 jobs", "up 3 jobs").figure
    assert ps.figure(8, "job") == ps.implied_base("5 jobs", "down 3 jobs").figure
    with pytest.raises(UnlikeUnitsError):
        ps.implied_base("5 jobs", "3 km")
    with pytest.raises(UnlikeUnitsError):
        ps.implied_base("5 jobs", "3 percentage points")
    with pytest.raises(UnlikeUnitsError):
        ps.implied_target("5 jobs", "3 jobs")


# --- soundness


def rounded(value: Fraction, places: int, how: str) -> str:
    """The rational number as an office prints it: to so many places, or to tens, hundreds for less than none."""
    exact = CAREFUL.divide(Decimal(value.numerator), Decimal(value.denominator))
    made = exact.quantize(Decimal((0, (1,), -places)), rounding=how, context=CAREFUL)
    return f"{made:f}"


ROUNDING = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(-3, 0), st.integers(0, 2), ROUNDING)
def test_the_true_target_is_always_among_those_implied(
    actual: int, target: int, places: int, decimals: int, how: str
) -> None:
    """Rule 16: whatever was rounded how, the target that it was computed from fits."""
    percent = rounded(Fraction(100 * actual, target), decimals, how)
    assume(Decimal(percent) > 0)
    printed = rounded(Fraction(actual), places, how)
    assume(printed != "0")  # a zero does not show that it was rounded to tens
    assert ps.implied_target(f"{printed} jobs", f"{percent} %").admissible.contains(target)
    assert ps.implied_eligible(f"{printed} jobs", f"{percent} %").admissible.contains(target)


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 2), ROUNDING)
def test_the_true_change_of_the_target_is_among_those_implied(
    now: int, before: int, target: int, decimals: int, how: str
) -> None:
    """Rules 15 and 16: completion and change of one figure bound the target against last year's, and hold the truth."""
    percent = rounded(Fraction(100 * now, target), decimals, how)
    grown = rounded(100 * (Fraction(now, before) - 1), decimals, how)
    assume(Decimal(percent) > 0 and Decimal(grown) > -100)
    base = ps.implied_base(ps.figure(now, "job"), f"{grown} %")
    assert base.admissible.contains(before)
    change = ps.implied_target_change(f"{percent} %", f"{grown} %").admissible
    true = 100 * (Fraction(target, before) - 1)
    assert Fraction(change.low) <= true <= Fraction(change.high)
