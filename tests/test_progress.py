"""Completion: both definitions by name, nothing capped, every undefined case with its reason, sets sound and tight."""

from __future__ import annotations

import decimal
import pickle
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import ModelError, UndefinedError, UnlikeUnitsError
from publicservice.interval import Interval
from publicservice.units import ONE

RATIO, FROM_BASELINE = ps.CompletionDefinition.RATIO, ps.CompletionDefinition.FROM_BASELINE
ULP = Fraction(1, 10**36)


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def subsidy(kind: str | None = None, better: str | None = None) -> ps.Indicator:
    """An indicator in CNY."""
    return ps.Indicator("subsidy", unit="CNY", kind=kind, better=better)


def exact(value: int | str, unit: str = "CNY") -> ps.Figure:
    """A figure that stands for its number only."""
    return ps.figure(Decimal(value), unit)


# --- which definition


@pytest.mark.parametrize(
    ("target", "baseline", "definition", "expected", "used"),
    [
        ("5,000 CNY", None, None, "96", RATIO),
        ("5,000 CNY", "4,500 CNY", None, "60", FROM_BASELINE),
        ("5,000 CNY", "4,500 CNY", "ratio", "96", RATIO),
        ("5,000 CNY", "4,500 CNY", "from_baseline", "60", FROM_BASELINE),
        ("5,000 CNY", "4,500 CNY", RATIO, "96", RATIO),
        (exact(5000), None, None, "96", RATIO),
        (exact(5000), 4500 * exact(1), FROM_BASELINE, "60", FROM_BASELINE),
        (ps.figure("5,000 CNY", exact=True), "4,500 CNY", None, "60", FROM_BASELINE),
        ("0.5万元", None, None, "96", RATIO),
        (ps.reach("5,000 CNY"), None, None, "96", RATIO),
        (ps.reach("5,000 CNY"), "4,500 CNY", None, "60", FROM_BASELINE),
        (ps.at_least("5,000 CNY"), None, None, "96", RATIO),
        (ps.more_than("5,000 CNY"), "4,500 CNY", None, "60", FROM_BASELINE),
        (ps.raise_to("5,000 CNY"), None, None, "96", RATIO),
        (ps.raise_to("5,000 CNY"), "4,500 CNY", None, "60", FROM_BASELINE),
        (ps.exactly("5,000 CNY"), "4,500 CNY", None, "60", FROM_BASELINE),
        (ps.exactly("5,000 CNY"), "4,500 CNY", "ratio", "96", RATIO),
        (ps.goal("about 5,000 CNY"), None, None, "96", RATIO),
        (ps.every("year", ps.reach("5,000 CNY")), None, None, "96", RATIO),
        (ps.lower_to("4,000 CNY"), "5,000 CNY", None, "20", FROM_BASELINE),
        (ps.at_most("4,000 CNY"), "5,000 CNY", None, "20", FROM_BASELINE),
        (ps.less_than("4,000 CNY"), "5,000 CNY", None, "20", FROM_BASELINE),
        (ps.increase_by("10 %"), "4,500 CNY", None, "66.66666666666666666666666666666666666667", FROM_BASELINE),
        (ps.increase_by("500 CNY"), "4,500 CNY", None, "60", FROM_BASELINE),
        (ps.increase_by("500 CNY"), "4,500 CNY", "ratio", "96", RATIO),
        (ps.decrease_by("20 %"), "5,000 CNY", None, "20", FROM_BASELINE),
        (ps.Target("subsidy", ps.raise_to("5,000 CNY"), baseline="4,500 CNY"), None, None, "60", FROM_BASELINE),
        (ps.Target("subsidy", ps.raise_to("5,000 CNY"), baseline="4,500 CNY"), "4,750 CNY", None, "20", FROM_BASELINE),
        (ps.Target("subsidy", ps.raise_to("5,000 CNY"), baseline="4,500 CNY"), None, "ratio", "96", RATIO),
        (ps.Target("subsidy", "5,000 CNY"), None, None, "96", RATIO),
        (ps.Target(subsidy("flow"), "5,000 CNY", baseline="4,500 CNY"), None, None, "96", RATIO),
        (ps.Target(subsidy("flow"), "5,000 CNY", baseline="4,500 CNY"), None, FROM_BASELINE, "60", FROM_BASELINE),
        (ps.Target(subsidy("flow"), ps.raise_to("5,000 CNY"), baseline="4,500 CNY"), None, None, "60", FROM_BASELINE),
        (ps.Target(subsidy("stock"), "5,000 CNY", baseline="4,500 CNY"), None, None, "60", FROM_BASELINE),
        (ps.Target(subsidy("rate"), "5,000 CNY", baseline="4,500 CNY"), None, None, "60", FROM_BASELINE),
        (ps.Target(subsidy("stock", "higher"), "5,000 CNY"), None, None, "96", RATIO),
        (ps.Target(subsidy("stock", "neither"), "5,000 CNY"), None, None, "96", RATIO),
        (ps.Target(subsidy("stock", "lower"), "4,000 CNY", baseline="5,000 CNY"), None, None, "20", FROM_BASELINE),
        (ps.Target(subsidy("flow", "lower"), "4,000 CNY", baseline="5,000 CNY"), None, None, "20", FROM_BASELINE),
        (ps.Target(subsidy("flow", "lower"), "about 4,000 CNY", baseline="5,000 CNY"), None, None, "20", FROM_BASELINE),
    ],
)
def test_both_definitions_are_named(
    target: ps.Figure | ps.Goal | ps.Target | str,
    baseline: str | ps.Figure | None,
    definition: ps.CompletionDefinition | str | None,
    expected: str,
    used: ps.CompletionDefinition,
) -> None:
    """Rule 1: flows use the ratio, moves from a baseline the way done; either may be named; the result says which."""
    rate = ps.completion_rate("4,800 CNY", target, baseline=baseline, definition=definition)
    assert Decimal(expected) == rate.value
    assert used is rate.definition
    assert ps.unit("%") is rate.unit
    assert rate.low <= Decimal(expected) <= rate.high


def test_a_rise_that_five_applications_score_differently() -> None:
    """Rule 1: raise from 4,500 to 5,000, now 4,800, is 96 % by one definition and 60 % by the other."""
    both = ps.completion_definitions(4800, 5000, baseline=4500)
    assert {RATIO: "96 %", FROM_BASELINE: "60 %"} == {known: str(rate) for known, rate in both.rates.items()}


def test_the_sets_of_the_printed_rise() -> None:
    """Rule 14: 4,800 and the baseline stand for what would be printed so, the target's own number for itself."""
    ratio = ps.completion_rate("4,800 CNY", "5,000 CNY")
    assert Interval(95, 97) == ratio.admissible
    way = ps.completion_rate("4,800 CNY", "5,000 CNY", baseline="4,500 CNY")
    assert Fraction(200, 450) * 100 - ULP < Fraction(way.low) <= Fraction(200, 450) * 100
    assert Fraction(400, 550) * 100 <= Fraction(way.high) < Fraction(400, 550) * 100 + ULP


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "expected"),
    [
        (150, 100, None, "150"),
        (0, 100, None, "0"),
        (-50, -100, None, "50"),
        (0, -100, None, "0"),
        (90, 120, 100, "-50"),
        (150, 120, 100, "250"),
        (-5, 5, -10, "33.33333333333333333333333333333333333333"),
        (0, 0, 10, "100"),
        (10, 0, 10, "0"),
        (12, 0, 10, "-20"),
    ],
)
def test_nothing_is_capped(actual: int, target: int, baseline: int | None, expected: str) -> None:
    """Rule 1: nothing is capped; more than 100 % and less than 0 % are kept, and from a baseline zero is a number."""
    assert Decimal(expected) == ps.completion_rate(actual, target, baseline=baseline).value


# --- what is undefined


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "definition", "reason"),
    [
        (5, 0, None, None, "zero target"),
        ("5 CNY", "0 CNY", None, None, "zero target"),
        (5, ps.reach(0), None, None, "zero target"),
        ("5 persons", ps.figure(None, "person", within="[-1, 10]"), None, None, "zero target"),
        (5, -10, None, None, "sign change"),
        (-5, 10, None, None, "sign change"),
        ("-5 CNY", "10 CNY", None, None, "sign change"),
        ("5 CNY", "-10 CNY", None, None, "sign change"),
        (5, 10, 10, None, "target equals baseline"),
        ("4,800 CNY", "4,500 CNY", "4,500 CNY", None, "target equals baseline"),
        (5, 10, None, "from_baseline", "missing baseline"),
        (5, ps.increase_by("10 %"), None, None, "missing baseline"),
        (5, ps.at_most(10), None, None, "missing baseline"),
        (5, ps.less_than(10), None, None, "missing baseline"),
        (5, ps.lower_to(10), None, None, "missing baseline"),
        (5, ps.lower_to(10), 20, "ratio", "lower is better"),
        (5, ps.decrease_by("20 %"), 10, "ratio", "lower is better"),
        ("5 CNY", ps.Target(subsidy(better="lower"), "10 CNY"), None, None, "missing baseline"),
        ("5 CNY", ps.Target(subsidy(better="lower"), "about 10 CNY"), None, None, "missing baseline"),
        (5, ps.keep("at least 10"), None, None, "no completion"),
        (5, ps.keep("at least 10"), 4, None, "no completion"),
        (5, ps.between(5, 10), None, None, "no completion"),
        (5, ps.exactly(10), None, None, "no completion"),
        (5, ps.each_of(5, "district", "at least 1 park"), None, None, "no completion"),
        (5, ps.all_of("district"), None, None, "no completion"),
        (5, ps.every("year", ps.keep("at least 10")), None, None, "no completion"),
        ("88 %", ps.increase_by("5.5 %"), "80 %", None, "two readings"),
        (5, ps.increase_by("10 %"), 0, None, "baseline not above zero"),
        (5, ps.increase_by("10 %"), "10 to 15", None, "no single baseline"),
    ],
)
def test_undefined_is_a_reason_and_never_a_number(
    actual: int | str,
    target: ps.Figure | ps.Goal | ps.Target | str | int,
    baseline: int | str | None,
    definition: str | None,
    reason: str,
) -> None:
    """Rules 2 and 3: where completion means nothing, the error names the reason; never 0, 100 % or blank."""
    with pytest.raises(UndefinedError) as caught:
        ps.completion_rate(actual, target, baseline=baseline, definition=definition)
    assert reason == caught.value.reason
    assert reason == pickle.loads(pickle.dumps(caught.value)).reason


def test_two_readings_of_a_rise_of_a_rate() -> None:
    """Rule 6: a rise of a rate printed in percent is of two readings until someone says; then there is one answer."""
    points = ps.completion_rate(exact(84, "%"), ps.increase_by("5 percentage points"), baseline=exact(80, "%"))
    percent = ps.completion_rate(exact(84, "%"), ps.increase_by("5 %", relative=True), baseline=exact(80, "%"))
    assert [80, 100] == [points.value, percent.value]


def test_the_hint_says_what_to_do() -> None:
    """An error about completion says how to get an answer."""
    with pytest.raises(UndefinedError, match=r"ask goal\.accepts\(\.\.\.\) for the verdict"):
        ps.completion_rate("84 %", ps.keep("at least 80 %"))


def test_unknown_definitions_are_refused() -> None:
    """A definition that does not exist is answered with those that do, whatever it was."""
    for odd in ("share", "RATIOS", 5):
        with pytest.raises(ModelError, match="ratio or from_baseline"):
            ps.completion_rate(1, 2, definition=odd)  # type: ignore[arg-type]


def test_unlike_units_are_refused() -> None:
    """Persons are no share of households, and a baseline is of the target's kind."""
    with pytest.raises(UnlikeUnitsError):
        ps.completion_rate("5 persons", "10 households")
    with pytest.raises(UnlikeUnitsError):
        ps.completion_rate("5 persons", "10 persons", baseline="1 household")


def test_a_plain_number_has_no_unit_of_its_own() -> None:
    """Only beside a goal does a plain number count in the goal's unit; beside a figure in yuan it is no amount."""
    with pytest.raises(UnlikeUnitsError):
        ps.completion_rate(4800, "5,000 CNY")
    with pytest.raises(UnlikeUnitsError):
        ps.completion_rate(4800, "5,000 CNY", baseline="4,500 CNY")


def test_units_of_one_kind_are_converted() -> None:
    """A figure in hectares is a share of a target in mu, and rates in per mille meet rates in percent."""
    assert holds(ps.completion_rate(exact(10, "ha"), exact(200, "mu")).admissible, Fraction(75))
    assert 50 == ps.completion_rate(exact(5, "‰"), exact(1, "%")).value
    assert 60 == ps.completion_rate(exact(48, "ha"), exact(750, "mu"), baseline=exact("0.45", "km²")).value


# --- sets

COUNTS = st.integers(1, 10**7).map(Decimal)
NUMBERS = st.one_of(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False),
    st.integers(-20, 20).map(Decimal),
)
PARTS = st.fractions(0, 1, max_denominator=50)


@st.composite
def sets(draw: st.DrawFn, numbers: st.SearchStrategy[Decimal] = NUMBERS) -> Interval:
    """Bounded sets with open and closed ends."""
    return draw(between_ends(*sorted((draw(numbers), draw(numbers)))))


@st.composite
def between_ends(draw: st.DrawFn, low: Decimal, high: Decimal) -> Interval:
    """A set from one number to another, each of which belongs to it or not."""
    opens = (draw(st.booleans()), draw(st.booleans())) if low < high else (False, False)
    return Interval(low, high, *opens)


@st.composite
def sets_apart(draw: st.DrawFn) -> tuple[Interval, Interval]:
    """Two sets without a common value, which may touch."""
    ends = sorted(draw(NUMBERS) for _ in range(4))
    one, other = draw(between_ends(*ends[:2])), draw(between_ends(*ends[2:]))
    assume(one.disjoint(other))
    return (one, other) if draw(st.booleans()) else (other, one)


def member(within: Interval, part: Fraction) -> Fraction | None:
    """The number that lies this part of the way from the lower end, if it belongs to the set."""
    low, high = Fraction(within.low), Fraction(within.high)
    at = low + part * (high - low)
    outside = (at == low and within.low_open) or (at == high and within.high_open)
    return None if outside else at


def holds(within: Interval, value: Fraction) -> bool:
    """Whether a rational number belongs to a set, worked out without decimals."""
    above = within.low.is_infinite() or value > Fraction(within.low)
    below = within.high.is_infinite() or value < Fraction(within.high)
    at_low = not within.low_open and value == Fraction(within.low)
    return (above or at_low) and (below or (not within.high_open and value == Fraction(within.high)))


def width(given: ps.Figure) -> Fraction:
    """How wide a bounded set is."""
    return Fraction(given.high) - Fraction(given.low)


def ranged(within: Interval) -> ps.Figure:
    """A figure of which only the set is known."""
    return ps.figure(None, within=within)


@given(sets(), sets(), PARTS, PARTS)
def test_ratio_encloses(actual: Interval, target: Interval, of_actual: Fraction, of_target: Fraction) -> None:
    """Rule 16: whatever the true numbers within the printed ones are, their ratio lies in the computed set."""
    top, bottom = member(actual, of_actual), member(target, of_target)
    assume(top is not None and bottom is not None)
    assert top is not None
    assert bottom is not None
    if (actual.low >= 0 and target.low > 0) or (actual.high <= 0 and target.high < 0):
        rate = ps.completion_rate(ranged(actual), ranged(target))
        assert holds(rate.admissible, 100 * top / bottom)
    elif actual.low < 0 < actual.high or target.contains(0):
        with pytest.raises(UndefinedError, match="share of a target"):
            ps.completion_rate(ranged(actual), ranged(target))


@given(sets(COUNTS), sets(COUNTS))
def test_ratio_is_tight(actual: Interval, target: Interval) -> None:
    """The computed set reaches no farther than the ends of the printed ones, but for the last of forty digits."""
    within = ps.completion_rate(ranged(actual), ranged(target)).admissible
    low, high = 100 * Fraction(actual.low) / Fraction(target.high), 100 * Fraction(actual.high) / Fraction(target.low)
    assert 0 <= low - Fraction(within.low) <= low * ULP
    assert 0 <= Fraction(within.high) - high <= high * ULP
    assert (actual.low_open or target.high_open) == within.low_open
    assert (actual.high_open or target.low_open) == within.high_open


@given(sets(), sets_apart(), PARTS, PARTS, PARTS)
def test_way_from_baseline_encloses(
    actual: Interval, apart: tuple[Interval, Interval], of_actual: Fraction, of_target: Fraction, of_start: Fraction
) -> None:
    """Rules 15 and 16: the baseline is one number above and below the line, and the true share lies in the set."""
    target, start = apart
    a, t, b = member(actual, of_actual), member(target, of_target), member(start, of_start)
    assume(a is not None and t is not None and b is not None)
    assert a is not None
    assert t is not None
    assert b is not None
    rate = ps.completion_rate(ranged(actual), ranged(target), baseline=ranged(start))
    assert FROM_BASELINE is rate.definition
    assert holds(rate.admissible, 100 * (a - b) / (t - b))


@given(sets(), sets_apart())
def test_way_from_baseline_is_tight(actual: Interval, apart: tuple[Interval, Interval]) -> None:
    """Rule 15: each end of the set is reached at a corner, where dividing two differences would give more."""
    target, start = apart
    assume(target.high < start.low or target.low > start.high)
    within = ps.completion_rate(ranged(actual), ranged(target), baseline=ranged(start)).admissible
    corners = [
        100 * (Fraction(a) - Fraction(b)) / (Fraction(t) - Fraction(b))
        for a in (actual.low, actual.high)
        for t in (target.low, target.high)
        for b in (start.low, start.high)
    ]
    size = max(abs(corner) for corner in corners) + 1
    assert 0 <= min(corners) - Fraction(within.low) <= size * ULP
    assert 0 <= Fraction(within.high) - max(corners) <= size * ULP
    if not any((actual.low_open, actual.high_open, target.low_open, target.high_open, start.low_open, start.high_open)):
        assert not within.low_open
        assert not within.high_open


def test_shared_baseline_counts_once() -> None:
    """Rule 15: dividing the two differences as sets would let the baseline be two numbers at once."""
    actual, target, start = ps.figure("4,800 CNY"), exact(5000), ps.figure("4,500 CNY")
    rate = ps.completion_rate(actual, target, baseline=start)
    apart = ((actual - start) / (target - start)).to("%")
    assert 10 * width(rate) < 8 * width(apart)


@pytest.mark.parametrize(
    ("actual", "target", "start", "expected"),
    [
        ("more than 1,500 CNY", exact(1000), None, "(150, ∞)"),
        ("less than 1,500 CNY", exact(1000), None, "sign change"),
        (exact(500), "more than 1,000 CNY", None, "(0, 50)"),
        ("more than 500 CNY", "more than 1,000 CNY", None, "(0, ∞)"),
        ("nearly 1,500 CNY", exact(1000), None, "[145, 150)"),
        ("at least 5 CNY", "less than 0 CNY", None, "sign change"),
        ("more than 150 CNY", exact(200), exact(100), "(50, ∞)"),
        ("more than 150 CNY", exact(50), exact(100), "(-∞, -100)"),
        ("less than 150 CNY", exact(200), exact(100), "(-∞, 50)"),
        (exact(150), "more than 200 CNY", exact(100), "(0, 50)"),
        (exact(100), "more than 200 CNY", exact(100), "[0, 0]"),
        (exact(50), "more than 200 CNY", exact(100), "(-50, 0)"),
        (exact(150), exact(200), "less than 100 CNY", "(50, 100)"),
        (exact(200), exact(200), "less than 100 CNY", "[100, 100]"),
        (exact(250), exact(200), "less than 100 CNY", "(100, 150)"),
        (exact(150), "more than 200 CNY", "less than 100 CNY", "(0, 100)"),
        ("more than 150 CNY", exact(200), "less than 100 CNY", "(50, ∞)"),
        ("more than 150 CNY", "more than 200 CNY", exact(100), "(0, ∞)"),
        ("more than 150 CNY", "more than 200 CNY", "less than 100 CNY", "(0, ∞)"),
        (exact(150), exact(200), "more than 200 CNY", "(100, ∞)"),
        (exact(250), exact(200), "more than 200 CNY", "(-∞, 100)"),
        (exact(250), exact(200), "less than 200 CNY", "(100, ∞)"),
        (exact(200), exact(200), "more than 200 CNY", "[100, 100]"),
        (exact(150), "at least 100 CNY", exact(100), "target equals baseline"),
        (exact(150), exact(100), "up to 100 CNY", "target equals baseline"),
    ],
)
def test_open_and_missing_ends(
    actual: str | ps.Figure, target: str | ps.Figure, start: str | ps.Figure | None, expected: str
) -> None:
    """Rule 7: one-sided prints give one-sided shares, with ends that are left out where they are not reached."""
    aim = ps.figure(target)
    try:
        found = str(ps.completion_rate(actual, aim, baseline=start).admissible)
    except UndefinedError as error:
        found = error.reason
    assert expected == found


@pytest.mark.parametrize(
    ("actual", "target", "start", "expected"),
    [
        ("[150, 200)", "[200, 200]", "[100, 100]", "[50, 100)"),
        ("[200, 200]", "(200, 300]", "[100, 100]", "[50, 100)"),
        ("(100, 150]", "[200, 200]", "[100, 100]", "(0, 50]"),
        ("[100, 100]", "[200, 200]", "[0, 100)", "(0, 50]"),
        ("[150, 200]", "[200, 200]", "[100, 100]", "[50, 100]"),
        ("[100, 150]", "[200, 200]", "[100, 100]", "[0, 50]"),
    ],
)
def test_all_and_nothing_of_the_way(actual: str, target: str, start: str, expected: str) -> None:
    """The whole way, or none of it, is done only where the ends that meet there both belong to their sets."""
    of, aim, base = (ps.figure(None, "CNY", within=text) for text in (actual, target, start))
    assert expected == str(ps.completion_rate(of, aim, baseline=base).admissible)


@pytest.mark.parametrize(("actual", "target"), [("1E-50", "1E+50"), ("1E+59", "3E-55"), ("7", "3E+59")])
def test_huge_and_small_numbers(actual: str, target: str) -> None:
    """Numbers of any size that can be printed have a completion with an enclosing set, by both definitions."""
    top, bottom = Decimal(actual), Decimal(target)
    ratio, way = ps.completion_rate(top, bottom), ps.completion_rate(top, bottom, baseline=-bottom)
    assert holds(ratio.admissible, 100 * Fraction(top) / Fraction(bottom))
    assert holds(way.admissible, 50 * (Fraction(top) + Fraction(bottom)) / Fraction(bottom))


def test_numbers_of_any_length() -> None:
    """An exact number may have more digits than are carried; its share is still enclosed."""
    top, bottom = Decimal("0." + "123456789" * 8), Decimal("9." + "987654321" * 9)
    rate = ps.completion_rate(top, bottom)
    assert holds(rate.admissible, 100 * Fraction(top) / Fraction(bottom))
    assert not rate.is_exact


def test_exact_figures_give_exact_shares() -> None:
    """Where the decimal ends, exact figures have an exact completion, and where it does not, a set of forty digits."""
    assert (True, True) == (ps.completion_rate(3, 4).is_exact, ps.completion_rate(3, 8, baseline=0).is_exact)
    third = ps.completion_rate(1, 3)
    assert not third.is_exact
    assert holds(third.admissible, Fraction(100, 3))


def test_a_rate_is_a_figure() -> None:
    """A completion is a figure in percent: it compares, adds up, pickles and prints like one."""
    rate = ps.completion_rate("686,000 jobs", "630,000 jobs")
    assert "108.9 % (108.80 to 108.97)" == str(rate)
    copy = pickle.loads(pickle.dumps(rate))
    assert (rate, RATIO) == (copy, copy.definition)
    assert rate > ps.figure(100, "%")
    assert ONE is (rate / rate).unit
    with pytest.raises(AttributeError):
        rate.definition = FROM_BASELINE  # type: ignore[misc]


# --- side by side


def test_every_definition_side_by_side() -> None:
    """Both definitions stand beside each other, and where one is undefined its reason does."""
    both = ps.completion_definitions("4,800 CNY", "5,000 CNY")
    assert "96 % (95.0 to 97.0)" == str(both.rates[RATIO])
    lacking = both.rates[FROM_BASELINE]
    assert isinstance(lacking, UndefinedError)
    assert "missing baseline" == lacking.reason
    rows = both.table().rows
    assert ("ratio", "96 % (95.0 to 97.0)", "") == rows[0]
    assert ("from_baseline", "") == rows[1][:2]
    assert "needs a baseline" in rows[1][2]
    assert "needs a baseline" in str(both)
    assert "<table" in both._repr_html_()


def test_a_plain_number_beside_a_goal_counts_in_its_unit() -> None:
    """As when the goal itself is asked: 4,800 of 5,000 yuan is 96 %."""
    assert 96 == ps.completion_rate(4800, ps.raise_to("5,000 CNY")).value
    subsidy = ps.Target("subsidy", ps.raise_to("5,000 CNY"), baseline=4500)
    assert 60 == ps.completion_rate(4800, subsidy).value


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        ("[0, 5]", "[2, 4)", "[0, 250]"),  # 0 is reached whatever it is divided by; 5 / 2 is the most
        ("[0, 5]", "[0.5, 1]", "[0, 1000]"),
        ("[-5, 0]", "[-4, -2]", "[0, 250]"),
        ("[-5, -1]", "[-4, 0)", "[25, ∞)"),
        ("[-6, -4]", "[-4, -4]", "[100, 150]"),
        ("[-1, 1]", "[2, 4]", "sign change"),
        ("[-1, 1]", "[-4, -2]", "sign change"),
    ],
)
def test_ends_at_zero(actual: str, target: str, expected: str) -> None:
    """Rule 3: a set that only touches zero changes no sign; one that crosses it does."""
    of, aim = ps.figure(None, "CNY", within=actual), ps.figure(None, "CNY", within=target)
    try:
        found = str(ps.completion_rate(of, aim).admissible)
    except UndefinedError as error:
        found = error.reason
    assert expected == found


def test_a_ratio_below_zero_keeps_its_number() -> None:
    """A loss of 5 where 4 were to be lost is 125 %, between 100 and 150, by the ratio."""
    rate = ps.completion_rate(ps.figure(-5, "CNY", within="[-6, -4]"), exact(-4))
    assert (Decimal(125), Interval(100, 150), RATIO) == (rate.value, rate.admissible, rate.definition)
    assert RATIO is ps.completion_rate(5, 4).definition
    with pytest.raises(UndefinedError, match=r"a negative share of a target: -5 CNY .* of 4 CNY"):
        ps.completion_rate(ps.figure(-5, "CNY", within="[-6, -4]"), exact(4))


def test_a_goal_of_every_year_completes_as_what_comes_anew() -> None:
    """Rule 11: of "lower to 10 % every year", neither the baseline nor the indicator's direction gets lost."""
    rate = ps.completion_rate("15 %", ps.every("year", "lower to 10 %"), baseline=ps.figure(20, "%"))
    assert (Decimal(50), FROM_BASELINE) == (rate.value, rate.definition)
    lower = ps.Indicator("deaths", unit="death", kind="flow", better="lower")
    with pytest.raises(UndefinedError, match="lower is better"):
        ps.completion_rate(5, ps.Target(lower, ps.every("year", "10 deaths")))


def test_a_way_without_one_length_has_no_number() -> None:
    """A start below 200 and a target of 200 lie apart, but their printed numbers do not: the share is a set alone."""
    rate = ps.completion_rate(exact(250), exact(200), baseline="less than 200 CNY")
    assert (None, "(100, ∞)") == (rate.value, str(rate.admissible))
    assert None is ps.completion_rate("10-15 CNY", exact(20), baseline=exact(0)).value


def test_definitions_stand_under_their_names() -> None:
    """The table says what stands in each column."""
    table = ps.completion_definitions(4800, 5000).table()
    assert ("definition", "completion", "undefined because") == table.columns
    assert "Completion by every definition" == table.title
