"""Claims: never refused when they were true before rounding, always refused when whole numbers rule them out."""

from __future__ import annotations

import decimal
import itertools
import math
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.compute.claims import verify_coverage
from publicservice.errors import FigureTextError, UndefinedError, UnknownUnitError, UnlikeUnitsError

CAREFUL = decimal.Context(prec=80)
CONSISTENT, INCONSISTENT = ps.ClaimVerdict.CONSISTENT, ps.ClaimVerdict.INCONSISTENT
NOT_CHECKABLE = ps.ClaimVerdict.NOT_CHECKABLE
CUT_OFF, ROUNDED_UP = "it was cut off and not rounded", "it was rounded up"


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def persons(count: int) -> ps.Figure:
    """An exact number of persons."""
    return ps.figure(count, "person")


# --- worked by hand

COMPLETIONS = [
    # 685,500 to 686,500 of 630,000 are 108.81 to 108.97 %
    ("108.9 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("108.9%", "68.6万人", "63万人", CONSISTENT),
    ("108.8 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("109 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("109.1 %", "686,000 jobs", "630,000 jobs", INCONSISTENT),
    ("106%", "68.6万人", "63万人", INCONSISTENT),
    ("more than 100 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("超过100%", "68.6万人", "63万人", CONSISTENT),
    ("more than 109 %", "686,000 jobs", "630,000 jobs", INCONSISTENT),
    ("nearly 109 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("近109%", "68.6万人", "63万人", CONSISTENT),
    ("nearly 108 %", "686,000 jobs", "630,000 jobs", INCONSISTENT),
    ("about 109 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("about 105 %", "686,000 jobs", "630,000 jobs", INCONSISTENT),
    ("at least 108 %", "686,000 jobs", "630,000 jobs", CONSISTENT),
    ("不低于110%", "68.6万人", "63万人", INCONSISTENT),
    ("100 %", "47,300 positions", "47,300 positions", CONSISTENT),
    ("100%", "5,251套", "5,400套", INCONSISTENT),  # 97.24 %
    ("150%", "1.5万户", "1万户", CONSISTENT),
    ("33.3 %", "1 project", "3 projects", CONSISTENT),
    ("33.4 %", "1 project", "3 projects", INCONSISTENT),
    ("66.6 %", "2 projects", "3 projects", INCONSISTENT),  # 66.67 %
    ("0 %", "0 projects", "3 projects", CONSISTENT),
    ("1.089", "686,000 jobs", "630,000 jobs", CONSISTENT),
]
SHARES = [
    ("82.2 %", "37 persons", "45 persons", CONSISTENT),  # 82.22 %
    ("82.3 %", "37 persons", "45 persons", INCONSISTENT),
    ("82%", "37人", "45人", CONSISTENT),
    ("98%", "2,650套", "3,442套", INCONSISTENT),  # 76.84 to 77.14 %
    ("77%", "2,650套", "3,442套", CONSISTENT),
    ("77.0 %", "2,650 units", "3,442 units", CONSISTENT),
    ("88.9 %", "8 towns", "9 towns", CONSISTENT),  # 88.89 %
    ("88.8 %", "8 towns", "9 towns", INCONSISTENT),
    ("122.2 %", "11 towns", "9 towns", CONSISTENT),  # more than all is kept
    ("122.3 %", "11 towns", "9 towns", INCONSISTENT),
    ("3.8‰", "19 persons", "5,001 persons", CONSISTENT),  # 3.799 ‰
    ("3.7‰", "19人", "5,001人", INCONSISTENT),
    ("74.2%", "9.2亿元", "12.4亿元", CONSISTENT),  # 73.49 to 74.90 %
    ("75.0%", "9.2亿元", "12.4亿元", INCONSISTENT),
    ("more than 90 %", "91 persons", "99 persons", CONSISTENT),
    ("30 %", "fewer than 20 persons", "51 persons", CONSISTENT),
    ("38 %", "fewer than 20 persons", "51 persons", INCONSISTENT),  # 19 of 51 are 37.25 %
    ("九成", "91人", "101人", CONSISTENT),  # 90.10 %
    ("98 %", "500余人", "517人", CONSISTENT),  # 501 to 599 of 517
    ("90 %", "500余人", "517人", INCONSISTENT),
    ("96.9 %", "500余人", "517人", CONSISTENT),  # 501 of 517 are 96.91 %, 500 are 96.71 %
    ("96.7 %", "500余人", "517人", INCONSISTENT),
    ("115.9 %", "500余人", "517人", CONSISTENT),  # 599 of 517 are 115.86 %, 600 are 116.05 %
    ("116.1 %", "500余人", "517人", INCONSISTENT),
]
CHANGES = [
    # 105 - 101 = 4 beds; each is counted, and stands for itself.
    ("up 4 beds", "105 beds", "101 beds", CONSISTENT),
    ("up 5 beds", "105 beds", "101 beds", INCONSISTENT),
    ("down 4 beds", "101 beds", "105 beds", CONSISTENT),
    ("up 4 beds", "101 beds", "105 beds", INCONSISTENT),
    # 685,500 to 686,500 less 673,500 to 674,500 is 11,000 to 13,000, and less 671,500 to 672,500 is 13,000 to 15,000;
    # 1.2万 is 11,500 to 12,500.
    ("增加1.2万人", "68.6万人", "67.4万人", CONSISTENT),
    ("增加1.2万人", "68.6万人", "67.2万人", INCONSISTENT),
    # 30 - 22.5 mu are 7.5 mu, half a hectare.
    ("up 0.5 ha", "30 mu", "22.5 mu", CONSISTENT),
    ("9.88 %", "686,000 jobs", "624,317 jobs", CONSISTENT),  # 9.80 to 9.96 %
    ("up 9.88 %", "686,000 jobs", "624,317 jobs", CONSISTENT),
    ("增长9.88%", "68.6万人", "624317人", CONSISTENT),
    ("up 8.9 %", "686,000 jobs", "624,317 jobs", INCONSISTENT),
    ("109.88 %", "686,000 jobs", "624,317 jobs", INCONSISTENT),
    ("fell by 2.3 %", "9,771 cases", "10,001 cases", CONSISTENT),  # -2.2998 %
    ("下降2.3%", "9771件", "10001件", CONSISTENT),
    ("fell by 2.4 %", "9,771 cases", "10,001 cases", INCONSISTENT),
    ("2.3 %", "9,771 cases", "10,001 cases", INCONSISTENT),
    ("fell by more than 2 %", "9,771 cases", "10,001 cases", CONSISTENT),
    ("1.5 percentage points", "85.0 %", "83.5 %", CONSISTENT),
    ("提高1.5个百分点", "85.0%", "83.5%", CONSISTENT),
    ("1.8 percentage points", "85.0 %", "83.5 %", INCONSISTENT),
    ("1.8 %", "85.0 %", "83.5 %", CONSISTENT),  # 1.68 to 1.92 % of the earlier rate
    ("1.5 %", "85.0 %", "83.5 %", INCONSISTENT),
    ("下降0.5个百分点", "83.0%", "83.5%", CONSISTENT),
    ("up 0.5 percentage points", "83.0 %", "83.5 %", INCONSISTENT),
    ("0.0 %", "5 towns", "5 towns", CONSISTENT),
    ("-100 %", "0 deaths", "5 deaths", CONSISTENT),
]
SUMS = [
    ("817 households", ["716 households", "101 households"], CONSISTENT),
    ("818户", ["716户", "101户"], INCONSISTENT),
    ("47,300 positions", ["42,000 positions", "5,300 positions"], CONSISTENT),
    ("68.6万人", ["42.1万人", "26.4万人"], CONSISTENT),
    ("68.6万人", ["42.1万人", "26.2万人"], INCONSISTENT),
    ("100 %", ["33.3 %", "33.3 %", "33.3 %"], CONSISTENT),
    ("100.0 %", ["33.3 %", "33.3 %", "33.1 %"], INCONSISTENT),
    ("2.2 billion CNY", ["1.35 billion CNY", "0.85 billion CNY"], CONSISTENT),
    ("23亿元", ["13.5亿元", "8.5亿元"], INCONSISTENT),
    ("more than 1,500 persons", ["901 persons", "598 persons"], INCONSISTENT),
    ("more than 1,500 persons", ["901 persons", "601 persons"], CONSISTENT),
    ("500余人", ["251人", "262人"], CONSISTENT),
    ("500余人", ["251人", "249人"], INCONSISTENT),  # exactly 500 is not some more than 500
    ("nearly 500 persons", ["251 persons", "248 persons"], CONSISTENT),
    ("10-15 towns", ["6 towns", "7 towns"], CONSISTENT),
    ("10-15 towns", ["9 towns", "7 towns"], INCONSISTENT),
    ("1 ha", ["7.5 mu", "7.5 mu"], CONSISTENT),
]


@pytest.mark.parametrize(("says", "actual", "target", "verdict"), COMPLETIONS)
def test_completion_claims_worked_by_hand(says: str, actual: str, target: str, verdict: ps.ClaimVerdict) -> None:
    """A claim of completion is consistent when what it prints and what the figures allow have a value in common."""
    assert verdict is ps.verify_completion(says=says, actual=actual, target=target).verdict


@pytest.mark.parametrize(("says", "part", "whole", "verdict"), SHARES)
def test_claims_of_a_share_worked_by_hand(says: str, part: str, whole: str, verdict: ps.ClaimVerdict) -> None:
    """A claim of a share is consistent when whole numbers within the printed ones give it; above 100 % is kept."""
    assert verdict is ps.verify_share(says=says, part=part, whole=whole).verdict


def test_whole_numbers_of_any_size_are_told_apart() -> None:
    """Half of 300,000,000,000,000,001 persons is no number of persons, however near; of one more it is."""
    half, some = (
        ps.figure("50 %", exact=True),
        ps.figure(None, "person", within="[100000000000000000, 200000000000000000]"),
    )
    odd, even = (ps.figure(300_000_000_000_000_000 + more, "person") for more in (1, 2))
    assert ps.ClaimVerdict.INCONSISTENT is ps.verify_share(says=half, part=some, whole=odd).verdict
    assert ps.ClaimVerdict.CONSISTENT is ps.verify_share(says=half, part=some, whole=even).verdict
    above = ps.figure(None, "%", within="(50, 50.000000000000001)")
    assert ps.ClaimVerdict.CONSISTENT is ps.verify_share(says=above, part=some, whole=odd).verdict
    below = ps.figure(None, "%", within="(49.999999999999999, 50)")
    assert ps.ClaimVerdict.CONSISTENT is ps.verify_share(says=below, part=some, whole=odd).verdict


@pytest.mark.parametrize(("says", "now", "before", "verdict"), CHANGES)
def test_claims_of_change_worked_by_hand(says: str, now: str, before: str, verdict: ps.ClaimVerdict) -> None:
    """Rule 9: a claim in percent is of the earlier figure, one in percentage points a difference of rates."""
    assert verdict is ps.verify_year_on_year(says=says, now=now, before=before).verdict


@pytest.mark.parametrize(("says", "parts", "verdict"), SUMS)
def test_claims_of_a_sum_worked_by_hand(says: str, parts: list[str], verdict: ps.ClaimVerdict) -> None:
    """Rule 11: a printed total and its parts agree within what each was rounded to; counts are whole."""
    assert verdict is ps.verify_sum(says=says, parts=parts).verdict


@pytest.mark.parametrize(
    "says", ["翻番", "翻一番", "增长1.5倍", "doubled", "twice as many", "持平", "significantly", "", "2 + 1 %"]
)
def test_words_that_are_no_figure_are_refused(says: str) -> None:
    """Rule 17: what says no number is no claim that can be checked; it is refused, not guessed."""
    with pytest.raises((FigureTextError, UnknownUnitError)):
        ps.verify_year_on_year(says=says, now="20 towns", before="10 towns")
    with pytest.raises((FigureTextError, UnknownUnitError)):
        ps.verify_completion(says=says, actual="20 towns", target="10 towns")


# --- soundness: from the truth to the print, and the question

HOW = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
COUNT_STYLES = [
    (0, "persons", 0), (1, "persons", 0), (2, "persons", 0), (3, "persons", 0), (0, "人", 0), (1, "人", 0),
    (4, "万人", 4), (3, "万人", 4), (2, "万人", 4), (8, "亿人", 8), (7, "亿人", 8), (6, "亿人", 8),
    (2, " thousand persons", 3), (5, " million persons", 6), (4, " million persons", 6),
]  # fmt: skip
MONEY_STYLES = [
    (0, " CNY", 0), (-2, "元", 0), (-1, "元", 0), (2, "万元", 4), (3, "万元", 4), (4, "万元", 4), (6, "亿元", 8),
    (7, "亿元", 8), (8, "亿元", 8), (7, " billion CNY", 9),
]  # fmt: skip
COUNTS = st.one_of(st.integers(0, 60), st.integers(0, 5000), st.integers(0, 10**9)).map(Fraction)
MONEY = st.one_of(st.integers(0, 10**5), st.integers(0, 10**13)).map(lambda cents: Fraction(cents, 100))


def digits(value: Fraction, place: int, how: str) -> Decimal:
    """The number rounded to a power of ten, in the way that is named."""
    scaled = value / Fraction(10) ** place
    return CAREFUL.divide(Decimal(scaled.numerator), Decimal(scaled.denominator)).quantize(
        Decimal(1), rounding=how, context=CAREFUL
    )


def printed(value: Fraction, place: int, unit: str, scale: int, how: str) -> str:
    """A number as an office prints it: rounded to a place, scaled by a word, with commas where there is none."""
    whole = digits(value, place, how)
    # A plain zero does not show that it was rounded to tens.
    assume(whole or place <= 0 or scale)
    if not scale and place >= 0:
        return f"{int(whole) * 10**place:,} {unit}" if unit.isascii() else f"{int(whole) * 10**place}{unit}"
    return f"{whole.scaleb(place - scale, CAREFUL):f}{unit}"


@st.composite
def amounts(draw: st.DrawFn, values: st.SearchStrategy[Fraction], styles: list[tuple[int, str, int]]) -> Printed:
    """A true number, and how it was printed: as text, or as a figure whose digits are stated to be cut off."""
    value, style = draw(values), draw(st.sampled_from(styles))
    if draw(st.integers(0, 9)) == 0:
        return value, ps.figure(printed(value, *style, ROUND_DOWN), truncated=True)
    return value, printed(value, *style, draw(HOW))


Printed = tuple[Fraction, "ps.Figure | str"]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Printed, Printed]:
    """Two numbers of one kind, each printed in its own way."""
    values, styles = draw(st.sampled_from([(COUNTS, COUNT_STYLES), (MONEY, MONEY_STYLES)]))
    one, other = draw(amounts(values, styles)), draw(amounts(values, styles))
    assume(other[0] > 0)
    return one, other


@st.composite
def claims(draw: st.DrawFn, value: Fraction, change: bool = False, points: bool = False) -> ps.Figure | str:
    """A true percentage as a text in English or Chinese, or stated to be cut off."""
    decimals, english = draw(st.integers(0, 2)), draw(st.booleans())
    cut_off = draw(st.integers(0, 9)) == 0
    rounded = digits(abs(value), -decimals, ROUND_DOWN if cut_off else draw(HOW))
    number = f"{rounded.scaleb(-decimals, CAREFUL):f}"
    unit = ("percentage points" if english else "个百分点") if points else "%"
    text = f"{number} {unit}" if english else f"{number}{unit}"
    if change:
        word = (("up ", "fell by ") if english else ("增长", "下降"))[value < 0]
        text = f"{word}{text}"
    return ps.figure(text, truncated=True) if cut_off else text


@given(pairs(), st.data())
def test_true_completions_are_never_called_inconsistent(pair: tuple[Printed, Printed], data: st.DataObject) -> None:
    """Rule 16: numbers that were consistent before rounding are never called inconsistent."""
    (top, actual), (bottom, target) = pair
    says = data.draw(claims(100 * top / bottom))
    assert INCONSISTENT is not ps.verify_completion(says=says, actual=actual, target=ps.figure(target)).verdict
    assert INCONSISTENT is not ps.verify_share(says=says, part=actual, whole=target).verdict


@given(pairs(), st.data())
def test_true_completions_of_exact_targets_are_consistent(pair: tuple[Printed, Printed], data: st.DataObject) -> None:
    """Rules 14 and 16: a goal's own number is exact, and against it the truth is consistent, not only undecided."""
    (top, actual), (bottom, _) = pair
    unit = ps.figure(actual).unit
    target = ps.figure(bottom, unit)
    says = data.draw(claims(100 * top / bottom))
    assert CONSISTENT is ps.verify_completion(says=says, actual=actual, target=target).verdict


@given(pairs(), st.data())
def test_true_changes_are_never_called_inconsistent(pair: tuple[Printed, Printed], data: st.DataObject) -> None:
    """Rule 16: neither are changes, up or down, in English or Chinese."""
    (later, now), (earlier, before) = pair
    says = data.draw(claims(100 * (later / earlier - 1), change=True))
    assert INCONSISTENT is not ps.verify_year_on_year(says=says, now=now, before=before).verdict


RATES = st.integers(0, 20_000).map(lambda number: Fraction(number, 100))


@given(RATES, RATES, st.integers(0, 2), st.integers(0, 2), HOW, st.data())
def test_true_changes_of_rates_are_never_called_inconsistent(
    later: Fraction, earlier: Fraction, places: int, other_places: int, how: str, data: st.DataObject
) -> None:
    """Rules 6 and 16: nor are changes of rates, in points or in percent of the earlier rate."""
    now, before = (
        f"{digits(rate, -place, how).scaleb(-place, CAREFUL):f} %"
        for rate, place in ((later, places), (earlier, other_places))
    )
    points = data.draw(claims(later - earlier, change=True, points=True))
    assert CONSISTENT is ps.verify_year_on_year(says=points, now=now, before=before).verdict
    assume(earlier)
    percent = data.draw(claims(100 * (later / earlier - 1), change=True))
    assert INCONSISTENT is not ps.verify_year_on_year(says=percent, now=now, before=before).verdict


@given(st.data(), st.sampled_from([(COUNTS, COUNT_STYLES), (MONEY, MONEY_STYLES)]), st.integers(1, 5))
def test_true_sums_are_never_called_inconsistent(
    data: st.DataObject, kind: tuple[st.SearchStrategy[Fraction], list[tuple[int, str, int]]], number: int
) -> None:
    """Rule 16: nor are sums, however total and parts were rounded."""
    parts = [data.draw(amounts(*kind)) for _ in range(number)]
    _, total = data.draw(amounts(st.just(sum((value for value, _ in parts), Fraction(0))), kind[1]))
    texts = [text for _, text in parts]
    assert CONSISTENT is ps.verify_sum(says=total, parts=texts).verdict
    assert ps.reconcile(total, texts).fits


# --- power: what whole numbers rule out


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3), st.sampled_from([-1, 1]), HOW)
def test_claims_off_by_one_are_refused(top: int, bottom: int, decimals: int, moved: int, how: str) -> None:
    """Of exact counts, a claim one off in its last digit is refused, unless the exact share is a tie of the two."""
    share = Fraction(100 * top, bottom)
    said = digits(share, -decimals, how)
    right, wrong = (f"{CAREFUL.add(said, by).scaleb(-decimals, CAREFUL):f} %" for by in (0, moved))
    tie = share * 10**decimals == Fraction(said) + Fraction(moved, 2)
    part, whole = persons(top), persons(bottom)
    assert CONSISTENT is ps.verify_share(says=right, part=part, whole=whole).verdict
    assert CONSISTENT is ps.verify_completion(says=right, actual=part, target=whole).verdict
    expected = CONSISTENT if tie else INCONSISTENT
    assert expected is ps.verify_share(says=wrong, part=part, whole=whole).verdict
    assert expected is ps.verify_completion(says=wrong, actual=part, target=whole).verdict


@pytest.mark.parametrize(
    ("says", "verdict"),
    [("272.1 %", INCONSISTENT), ("272.2 %", CONSISTENT), ("272.3 %", CONSISTENT), ("272.4 %", INCONSISTENT)],
)
def test_ties_may_be_rounded_either_way(says: str, verdict: ps.ClaimVerdict) -> None:
    """Rule 14: 1,089 of 400 are 272.25 %, which half-up and half-even print differently; both are accepted."""
    assert verdict is ps.verify_share(says=says, part=persons(1089), whole=persons(400)).verdict


SMALL = st.one_of(
    st.integers(1, 99).map(lambda count: (f"{count} persons", whole_numbers(count))),
    st.integers(1, 9).map(lambda tens: (f"{10 * tens}余人", range(10 * tens + 1, 10 * tens + 10))),
    st.tuples(st.integers(1, 30), st.integers(1, 30)).map(
        lambda ends: (f"{min(ends)}-{max(ends)} persons", range(min(ends), max(ends) + 1))
    ),
)


def whole_numbers(count: int) -> range:
    """The whole numbers that would have been printed so; a trailing zero counts as rounded away."""
    return range(count - 5, count + 6) if count % 10 == 0 else range(count, count + 1)


def percentages(said: int, decimals: int) -> tuple[Fraction, Fraction]:
    """The percentages that would have been printed as this many units of the last decimal."""
    unit = Fraction(1, 10**decimals)
    return (said - Fraction(1, 2)) * unit, (said + Fraction(1, 2)) * unit


@given(SMALL, SMALL, st.integers(0, 2), st.data())
def test_small_counts_by_brute_force(
    top: tuple[str, range], bottom: tuple[str, range], decimals: int, data: st.DataObject
) -> None:
    """Decision 10: counts are whole, so the verdict is that of trying every pair of whole numbers."""
    shares = {Fraction(100 * t, b) for t, b in itertools.product(top[1], bottom[1])}
    near = [math.floor(10**decimals * share) for share in (min(shares), max(shares))]
    said = data.draw(st.integers(max(near[0] - 3, 0), near[1] + 3))
    low, high = percentages(said, decimals)
    says = f"{Decimal(said).scaleb(-decimals, CAREFUL):f} %"
    expected = CONSISTENT if any(low <= share <= high for share in shares) else INCONSISTENT
    assert expected is ps.verify_share(says=says, part=top[0], whole=bottom[0]).verdict
    changes = {share - 100 for share in shares}
    expected = CONSISTENT if any(low <= change <= high for change in changes) else INCONSISTENT
    assert expected is ps.verify_year_on_year(says=says, now=top[0], before=bottom[0]).verdict


@given(SMALL, SMALL, SMALL)
def test_small_sums_by_brute_force(total: tuple[str, range], one: tuple[str, range], other: tuple[str, range]) -> None:
    """Decision 10: a sum of counts is held against the whole numbers of its parts."""
    possible = {a + b for a, b in itertools.product(one[1], other[1])}
    expected = CONSISTENT if possible & set(total[1]) else INCONSISTENT
    assert expected is ps.verify_sum(says=total[0], parts=[one[0], other[0]]).verdict


def test_whole_numbers_rule_out_what_sets_would_allow() -> None:
    """Decision 10: 5 to 15 of exactly 37 may lie around 30 %, but no whole number of 37 is 28.0 %."""
    result = ps.verify_share(says="28.0 %", part="10 persons", whole=persons(37))
    assert (INCONSISTENT, Decimal(0)) == (result.verdict, result.off_by and result.off_by.value)
    assert "inconsistent: says 28.0 %, the figures give 30 % (13 to 41), and no whole numbers give it" in str(result)


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("(50, 54]", INCONSISTENT),  # 5 of 10 is left out, and 6 of 10 is too much
        ("[50, 54]", CONSISTENT),
        ("[56, 60)", INCONSISTENT),
        ("[56, 60]", CONSISTENT),
        ("(55, 62]", CONSISTENT),  # 5.5 of 10 is nobody, 6 is the next whole number
        ("[48, 55)", CONSISTENT),
    ],
)
def test_ends_that_are_left_out_count_no_whole_number(says: str, verdict: ps.ClaimVerdict) -> None:
    """Decision 10: of 5 or 6 in 10, a claim allows what whole numbers give, and an end that it leaves out is none."""
    claim = ps.figure(None, "%", within=says)
    assert verdict is ps.verify_share(says=claim, part="5-6 persons", whole=persons(10)).verdict


def test_what_the_figures_give_has_their_number() -> None:
    """A sum of printed parts is told with its value; of "500余人", which is not 500, only the set is known."""
    result = ps.verify_sum(says="817 households", parts=["716 households", "101 households"])
    assert result.computed is not None
    assert Decimal(817) == result.computed.value
    open_ended = ps.verify_sum(says="817 persons", parts=["500余人", persons(300)])
    assert open_ended.computed is not None
    assert None is open_ended.computed.value


def test_only_whole_numbers_of_the_printed_whole_are_tried() -> None:
    """Decision 10: 6 of 10 would be 60 %, but 7 to 9 were printed, and of these neither 5 nor 6 is."""
    assert INCONSISTENT is ps.verify_share(says="60 %", part="5-6 persons", whole="7-9 persons").verdict
    assert CONSISTENT is ps.verify_share(says="60 %", part="5-6 persons", whole="7-10 persons").verdict


def test_a_whole_may_be_less_than_one() -> None:
    """0.5 of 0.8 km are 62.5 %; and 5 of at most 5, but more than nothing, are 100 % or more."""
    part, whole = ps.figure(Decimal("0.5"), "km"), ps.figure(Decimal("0.8"), "km")
    assert CONSISTENT is ps.verify_share(says="62.5 %", part=part, whole=whole).verdict
    budget = ps.figure(None, "CNY", within="(0, 5]")
    assert INCONSISTENT is ps.verify_share(says="99 %", part=ps.figure(5, "CNY"), whole=budget).verdict


def test_counts_without_an_end_stay_without_one() -> None:
    """Decision 10: more than 1,500 persons are 1,501 or more; that side of the set has no end, and leaves it out."""
    more = ps.verify_sum(says="2,001 persons", parts=["more than 1,500 persons", persons(1)]).computed
    fewer = ps.verify_sum(says="-5 persons", parts=["fewer than 20 persons"]).computed
    assert more is not None
    assert fewer is not None
    assert ("[1502, ∞)", "(-∞, 19]") == (str(more.admissible), str(fewer.admissible))


def test_fractions_of_counts_are_not_taken_for_whole() -> None:
    """A count that is printed with a fraction, such as full-time posts, is not treated as a whole number."""
    assert CONSISTENT is ps.verify_share(says="50.7 %", part="36.5 positions", whole="72 positions").verdict
    assert CONSISTENT is ps.verify_sum(says="36.7 positions", parts=["36.2 positions", "0.5 positions"]).verdict
    assert CONSISTENT is ps.verify_sum(says="37 positions", parts=["36.1 positions", "0.5 positions"]).verdict
    assert "0.4 positions" == str(ps.verify_sum(says="38 positions", parts=["36.5 positions", "0.5 positions"]).off_by)


def test_only_near_whole_numbers_are_tried() -> None:
    """Of a wide range of wholes, those that the claim leads to are few, so that they are tried after all."""
    exact = ps.figure(Decimal("0.00308"), "%")
    assert INCONSISTENT is ps.verify_share(says=exact, part=persons(37), whole="1.2 million persons").verdict
    assert CONSISTENT is ps.verify_share(says="0.00308 %", part=persons(37), whole="1.2 million persons").verdict


def test_too_many_whole_numbers_are_not_tried() -> None:
    """Where whole numbers lie too close to matter, the sets decide, in a moment."""
    claim = ps.figure(Decimal("55.000000000001"), "%")
    assert CONSISTENT is ps.verify_share(says=claim, part="5.5 million persons", whole="10 million persons").verdict


# --- what is said beside the verdict


@pytest.mark.parametrize(
    ("verify", "readings"),
    [
        (lambda: ps.verify_share(says="66.6 %", part=persons(2), whole=persons(3)), (CUT_OFF,)),
        (lambda: ps.verify_share(says="33.4 %", part=persons(1), whole=persons(3)), (ROUNDED_UP,)),
        (lambda: ps.verify_share(says="33.6 %", part=persons(1), whole=persons(3)), ()),
        (lambda: ps.verify_share(says="more than 70 %", part=persons(2), whole=persons(3)), ()),
        (lambda: ps.verify_share(says=ps.figure(Decimal("66.6"), "%"), part=persons(2), whole=persons(3)), ()),
        (
            lambda: ps.verify_share(says="73.9 %", part="36,000 households", whole=ps.figure(50_000, "household")),
            ("the figure was cut off and not rounded",),
        ),
        (
            lambda: ps.verify_completion(says="110 %", actual=ps.figure(54, "town"), target="50 towns"),
            ("the target was rounded in print",),
        ),
        (
            lambda: ps.verify_year_on_year(says="109.88 %", now="686,000 jobs", before="624,317 jobs"),
            ("it gave the level as a percentage of the earlier one, not the change",),
        ),
        (lambda: ps.verify_year_on_year(says="1.5 %", now="85.0 %", before="83.5 %"), ("it meant percentage points",)),
        (lambda: ps.verify_year_on_year(says="1.2 %", now="85.0 %", before="83.5 %"), ()),
        (lambda: ps.verify_year_on_year(says="15‰", now="85.0 %", before="83.5 %"), ("it meant percentage points",)),
        (
            lambda: ps.verify_year_on_year(says="fell by 33.4 %", now=persons(2), before=persons(3)),
            (ROUNDED_UP,),
        ),
        (lambda: ps.verify_year_on_year(says="fell by 33.2 %", now=persons(2), before=persons(3)), ()),
        (
            lambda: ps.verify_year_on_year(says="fell by 66.6 %", now=persons(1), before=persons(3)),
            (CUT_OFF,),
        ),
        (lambda: ps.verify_sum(says="1.7万人", parts=[persons(17_900)]), (CUT_OFF,)),
        (lambda: ps.verify_sum(says="18,000 persons", parts=[persons(17_100)]), (ROUNDED_UP,)),
        (lambda: ps.verify_sum(says="18,001 persons", parts=[persons(17_100)]), ()),
        # what the figure itself says of its zeros and digits: counted, exact, already cut off
        (lambda: ps.verify_sum(says=ps.figure("17,000 persons", zeros="significant"), parts=[persons(17_900)]), ()),
        (lambda: ps.verify_sum(says=ps.figure("17,000 persons", exact=True), parts=[persons(17_900)]), ()),
        (
            lambda: ps.verify_sum(says=ps.figure("17,000 persons", truncated=True), parts=[persons(16_100)]),
            (ROUNDED_UP,),
        ),
        (
            lambda: ps.verify_share(
                says="73.9 %", part=ps.figure("36,000 households", exact=True), whole=ps.figure(50_000, "household")
            ),
            (),
        ),
        (
            lambda: ps.verify_completion(says="110 %", actual=ps.figure(54, "town"), target=ps.at_least("50 towns")),
            ("the target was rounded in print",),
        ),
    ],
)
def test_readings_that_would_make_a_claim_consistent(
    verify: Callable[[], ps.Verification], readings: tuple[str, ...]
) -> None:
    """An inconsistent claim says under which other habit of print, or of words, it would be consistent."""
    result = verify()
    assert (INCONSISTENT, readings) == (result.verdict, result.readings)
    assert ("it would be consistent if" in str(result)) is bool(readings)


@pytest.mark.parametrize(
    ("says", "now", "before", "readings"),
    [
        ("34 %", 133, 100, ()),  # exactly 33 % is rounded up to 33 %
        ("fell by 34 %", 67, 100, ()),
        ("0 %", 99, 100, ()),  # a fall of exactly 1 % is one of 1 % however it is rounded
        ("0.4 %", 1003, 1000, ()),
        ("0 %", 1006, 1000, (CUT_OFF,)),  # 0.6 % is rounded up to 1 %
        ("0.4 %", 10_046, 10_000, (CUT_OFF,)),
    ],
)
def test_what_is_rounded_up_is_less_than_one_step_away(
    says: str, now: int, before: int, readings: tuple[str, ...]
) -> None:
    """Rounded up is what lies less than one step nearer to zero, and never what is farther away than the print."""
    result = ps.verify_year_on_year(says=says, now=persons(now), before=persons(before))
    assert (INCONSISTENT, readings) == (result.verdict, result.readings)


def test_a_claim_with_a_bound_has_no_neighbours_to_tell_of() -> None:
    """What has no last digit has no neighbouring claims, and nothing is said of them."""
    assert "consistent: says more than 50 %, the figures give 75 %" == str(
        ps.verify_share(says="more than 50 %", part=persons(3), whole=persons(4))
    )


def test_several_readings_stand_side_by_side() -> None:
    """13,000 rounded is up to 32.14 % of 42,000, which is rounded up to 32.2 %; cut off, it is up to 33.33 %."""
    result = ps.verify_share(says="32.2 %", part="13,000 persons", whole=persons(42_000))
    assert (ROUNDED_UP, "the figure was cut off and not rounded") == result.readings
    assert "if it was rounded up or if the figure was cut off and not rounded (refuses" in str(result)


def test_a_stated_habit_of_print_is_followed() -> None:
    """Rule 14: truncation is on request, and then 66.6 % of 2 in 3 is consistent and 66.7 % is not."""
    for text, verdict in (("66.6 %", CONSISTENT), ("66.7 %", INCONSISTENT)):
        says = ps.figure(text, truncated=True)
        assert verdict is ps.verify_share(says=says, part=persons(2), whole=persons(3)).verdict


@pytest.mark.parametrize(
    ("verify", "off_by"),
    [
        (lambda: ps.verify_share(says="82.1 %", part=persons(37), whole=persons(45)), "0.0722 percentage points"),
        (lambda: ps.verify_share(says="82.4 %", part=persons(37), whole=persons(45)), "0.127 percentage points"),
        (lambda: ps.verify_share(says="824‰", part=persons(37), whole=persons(45)), "0.127 percentage points"),
        (lambda: ps.verify_share(says="0.824", part=persons(37), whole=persons(45)), "0.00127"),
        (
            lambda: ps.verify_completion(says="106 %", actual="686,000 jobs", target="630,000 jobs"),
            "2.3 percentage points",
        ),
        (
            lambda: ps.verify_year_on_year(says="1.8 percentage points", now="85.0 %", before="83.5 %"),
            "0.15 percentage points",
        ),
        (lambda: ps.verify_sum(says="818 households", parts=["716 households", "101 households"]), "1 household"),
        (lambda: ps.verify_sum(says="68.6万人", parts=["42.1万人", "26.2万人"]), "1,500 persons"),
    ],
)
def test_how_far_off_a_claim_is(verify: Callable[[], ps.Verification], off_by: str) -> None:
    """An inconsistent claim is off by the distance of the two sets: that much at least, cut off and not rounded."""
    assert off_by == str(verify().off_by)


@pytest.mark.parametrize(
    ("verify", "refused"),
    [
        (lambda: ps.verify_share(says="82.2 %", part=persons(37), whole=persons(45)), 10),
        (lambda: ps.verify_share(says="82.3 %", part=persons(37), whole=persons(45)), 9),
        (lambda: ps.verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs"), 8),
        (lambda: ps.verify_share(says="50 %", part="1万人", whole="2万人"), 0),
        (lambda: ps.verify_share(says="more than 50 %", part=persons(37), whole=persons(45)), None),
        (lambda: ps.verify_share(says=ps.figure(82, "%"), part=persons(37), whole=persons(45)), None),
        (lambda: ps.verify_sum(says="817 households", parts=["716 households", "101 households"]), 10),
        (lambda: ps.verify_sum(says="686,000 jobs", parts=["600,001 jobs", "86,123 jobs"]), 10),
        # the parts give 119,118 to 119,122: of the neighbours at single steps, the four within 2 fit
        (
            lambda: ps.verify_sum(
                says=ps.figure("119,120 jobs", zeros="significant"),
                parts=[ps.figure(119_120, "job") + ps.figure(within="[-2, 2]", value=None, unit="job")],
            ),
            6,
        ),
        (lambda: ps.verify_sum(says=ps.figure("686,120 jobs", exact=True), parts=[ps.figure(686_120, "job")]), None),
        (lambda: ps.verify_year_on_year(says="1.5 percentage points", now="85.0 %", before="83.5 %"), 8),
    ],
)
def test_the_strength_of_a_check(verify: Callable[[], ps.Verification], refused: int | None) -> None:
    """A check tells how many of the ten neighbouring claims, by the last significant digit, it would have refused."""
    assert refused == verify().refused


def test_what_a_verification_says() -> None:
    """One sentence with the claim, what the figures give, by how much they differ, and how sharp the check is."""
    right = ps.verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs")
    assert (
        "consistent: says 108.9 %, the figures give 108.9 % (108.80 to 108.97) (refuses 8 of 10 neighbouring claims)"
        == str(right)
    )
    wrong = ps.verify_share(says="82.3 %", part=persons(37), whole=persons(45))
    assert "inconsistent: says 82.3 %, the figures give 82.2222 %, off by 0.0277 percentage points at least" in str(
        wrong
    )
    assert "; it would be consistent if it was rounded up (refuses 9 of 10 neighbouring claims)" in str(wrong)
    assert str(ps.verify_share(says=ps.figure(82, "%"), part=persons(1), whole=persons(2))).startswith(
        "inconsistent: says 82 %, the figures give 50 %, off by 32 percentage points at least"
    )


# --- what cannot be checked


@pytest.mark.parametrize(
    ("verify", "reason", "implied"),
    [
        (
            lambda: ps.verify_completion(says="108.9 %", actual="686,000 jobs"),
            "the target is not printed",
            "the target is between 629,188 and 630,684 jobs; 630,000 is the only multiple of 1,000 or 10,000",
        ),
        (
            lambda: ps.verify_share(says="90 %", part="27 schools"),
            "the whole is not printed",
            "the number of eligible is between 29.282 and 30.726 schools; 30 is the only multiple of 1 or 10",
        ),
        (
            lambda: ps.verify_year_on_year(says="下降2.3%", now="9691件"),
            "the figure of a year earlier is not printed",
            "the figure a year earlier is between 9,913.6 and 9,924.7 cases; 9,920 is the only multiple of 10",
        ),
        (
            lambda: ps.verify_completion(says="more than 100 %", actual="686,000 jobs"),
            "the target is not printed",
            "the target is between 0 and 686,500 jobs",
        ),
        (
            lambda: ps.verify_completion(says="95 %", actual="more than 1,500 jobs"),
            "the target is not printed",
            "the target is more than 1,570.68 jobs",
        ),
    ],
)
def test_a_claim_without_its_figure_is_turned_round(
    verify: Callable[[], ps.Verification], reason: str, implied: str
) -> None:
    """What is not printed makes a claim not checkable, and the claim bounds what is not printed."""
    result = verify()
    assert (NOT_CHECKABLE, reason) == (result.verdict, result.reason)
    assert implied == str(result.implied).removesuffix(" among them")
    assert f"not checkable: {reason}; {result.implied}" == str(result)


def test_nothing_is_implied_by_nothing() -> None:
    """0 % of an unknown target bounds nothing; that is a reason, and no error."""
    result = ps.verify_completion(says="0 %", actual="0 jobs")
    reason = "the target is not printed, and nothing follows from a rate that may be zero"
    assert (NOT_CHECKABLE, None, f"not checkable: {reason}") == (result.verdict, result.implied, str(result))


@pytest.mark.parametrize("base", ["0 towns", ps.figure(-5, "town"), ps.figure(None, "town", within="[-1, 5]")])
def test_a_share_of_what_may_be_nothing_cannot_be_checked(base: str | ps.Figure) -> None:
    """Rule 3: a share of zero or less has no value to check a claim against."""
    for result in (
        ps.verify_share(says="5 %", part="5 towns", whole=base),
        ps.verify_year_on_year(says="5 %", now="5 towns", before=base),
    ):
        assert (NOT_CHECKABLE, "what it is a share of may be zero or less") == (result.verdict, result.reason)
        assert ps.figure("5 %") == result.says


def test_unlike_units_are_refused() -> None:
    """A claim in persons is no share, persons are no share of households, and unlike counts never add."""
    with pytest.raises(UnlikeUnitsError):
        ps.verify_share(says="5 persons", part="5 persons", whole="9 persons")
    with pytest.raises(UnlikeUnitsError):
        ps.verify_share(says="5 percentage points", part="5 persons", whole="9 persons")
    with pytest.raises(UnlikeUnitsError):
        ps.verify_completion(says="5 %", actual="5 persons", target="9 households")
    with pytest.raises(UnlikeUnitsError):
        ps.verify_year_on_year(says="5 percentage points", now="5 persons", before="9 persons")
    with pytest.raises(UnlikeUnitsError):
        ps.verify_sum(says="5 persons", parts=["5 households"])


def test_a_target_is_one_number() -> None:
    """A target's text stands for its number only, so a bound is refused; a sum of nothing is undefined."""
    with pytest.raises(FigureTextError, match="not an exact figure"):
        ps.verify_completion(says="5 %", actual="5 persons", target="more than 9 persons")
    with pytest.raises(UndefinedError):
        ps.verify_sum(says="5 persons", parts=[])


def test_units_of_one_kind_are_converted() -> None:
    """Hectares are held against mu, and 亿元 against plain yuan."""
    assert CONSISTENT is ps.verify_share(says="50 %", part=ps.figure(5, "ha"), whole=ps.figure(150, "mu")).verdict
    assert (
        CONSISTENT is ps.verify_year_on_year(says="100 %", now=ps.figure(2, "ha"), before=ps.figure(15, "mu")).verdict
    )


def test_a_verification_is_true_only_where_it_decides() -> None:
    """Used as a condition it says consistent or inconsistent, and raises where nothing can be said."""
    assert ps.verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs")
    assert not ps.verify_completion(says="109.9 %", actual="686,000 jobs", target="630,000 jobs")
    with pytest.raises(ps.PublicServiceError, match="neither true nor false"):
        bool(ps.verify_completion(says="108.9 %", actual="686,000 jobs"))


@pytest.mark.parametrize("says", [10, -10])
def test_ten_times_is_the_most_that_a_bare_number_says(says: int) -> None:
    """10 is 1,000 %, which some figures reach; above it a per cent sign was forgotten."""
    assert CONSISTENT is ps.verify_share(says=says, part=5 * says, whole=5).verdict


@pytest.mark.parametrize("says", [108.9, "108.9", "-12"])
def test_a_rate_without_its_percent_sign_is_refused(says: float | str) -> None:
    """A bare 108.9 would be 10,890 %: whoever forgot the sign is told, and gets no target of 6,300."""
    asks: tuple[Callable[[], object], ...] = (
        lambda: ps.verify_completion(says=says, actual="68.6万人"),
        lambda: ps.verify_share(says=says, part="68.6万人"),
        lambda: ps.verify_year_on_year(says=says, now="68.6万人"),
    )
    for ask in asks:
        with pytest.raises(FigureTextError, match="a bare number is no rate"):
            ask()
    assert ps.verify_completion(says=1.089, actual=1089, target=1000)


@pytest.mark.parametrize(
    ("rate", "verdict", "readings"),
    [
        # 90 - 10 of 120 - 20 is 80 %; with the excluded it would be 90 of 120, 75 %, and not 90 - 10 of 120, 66.7 %
        ("80 %", CONSISTENT, ()),
        ("75 %", INCONSISTENT, ("the excluded were counted",)),
        ("66.7 %", INCONSISTENT, ()),
        ("50 %", INCONSISTENT, ()),
    ],
)
def test_a_coverage_is_held_against_its_own_rate(
    rate: str, verdict: ps.ClaimVerdict, readings: tuple[str, ...]
) -> None:
    """Rule 12: exclusions leave those covered and those entitled alike."""
    coverage = ps.CoverageRate(covered=90, eligible=120, excluded=20, excluded_covered=10, rate=rate)
    found = verify_coverage(coverage)
    assert found is not None
    assert (verdict, readings) == (found.verdict, found.readings)


@pytest.mark.parametrize(
    ("rate", "readings"),
    [
        # 74 to 85 of 90 are 82.2 % to 94.4 %; 85 of 101, with the excluded, are 84.2 %.
        ("82.2 %", ("some of the excluded stand among the covered",)),
        ("84.2 %", ("the excluded were counted",)),  # 75.7 to 75.8 of 90 are nobody
        ("81.0 %", ()),
        ("95.0 %", ()),
    ],
)
def test_some_of_the_excluded_may_be_among_the_covered(rate: str, readings: tuple[str, ...]) -> None:
    """Rule 12: where nobody says how many of the excluded are covered, none to all of them may be."""
    coverage = ps.Coverage(
        "c", covered="85 persons", eligible="101 persons", excluded="11 persons", rate=rate, period=2024
    )
    assert coverage.coverage_rate is not None
    found = verify_coverage(coverage.coverage_rate)
    assert found is not None
    assert (INCONSISTENT, readings) == (found.verdict, found.readings)
    [told] = ps.check(ps.Report("R", coverage=[coverage])).of_rule("coverage-inconsistent")
    assert ("warning" if readings else "error") == told.severity.value


def test_a_coverage_without_a_rate_or_a_count_is_not_held_against_itself() -> None:
    """There is nothing to compare."""
    assert verify_coverage(ps.CoverageRate(covered=90, eligible=100)) is None
    assert verify_coverage(ps.CoverageRate(rate="90 %", eligible=100)) is None
    assert verify_coverage(ps.CoverageRate(rate="90 %", covered=90)) is None


def test_counts_are_whole_before_the_excluded_are_taken_away() -> None:
    """217 of 281 are 77.22 %, and no print of 77.3 %; of some 300 less 82 it may have been 218, which are 77.58 %."""
    counts = {
        "covered": "299 persons",
        "eligible": "412 persons",
        "excluded": "131 persons",
        "excluded_covered": "82 persons",
    }
    found = {says: verify_coverage(ps.CoverageRate(**counts, rate=says)) for says in ("77.2 %", "77.3 %")}
    assert [CONSISTENT, INCONSISTENT] == [one.verdict for one in found.values() if one is not None]
    loose = verify_coverage(ps.CoverageRate(**counts | {"covered": "300 persons"}, rate="77.6 %"))
    assert loose is not None
    assert CONSISTENT is loose.verdict


def test_counts_are_whole_on_their_way_from_a_baseline() -> None:
    """From 29 to 89 beds, 52 are 23 of 60: 38.33 % of the way, and 58.43 % of the whole; 38.5 % is neither."""
    way = {"actual": "52 beds", "target": "89 beds", "baseline": "29 beds"}
    said = {says: ps.verify_completion(says=says, **way).verdict for says in ("38.3 %", "58.4 %", "38.5 %", "38.4 %")}
    assert [CONSISTENT, CONSISTENT, INCONSISTENT, INCONSISTENT] == list(said.values())
