"""
Laws of figures and their sets, searched over the figures that the library's own strategies draw.

That arithmetic encloses and is tight is proved in `test_interval.py`; here stand the laws that follow from it, those of
comparison, and those of print.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing
from publicservice.errors import UndefinedError
from publicservice.figures import Figure, figure
from publicservice.interval import Interval, Truth

NO, YES, UNDECIDED = Truth.NO, Truth.YES, Truth.UNDECIDED
COUNTS = ("boat", "reading room")
ENDS = st.integers(-50, 50).map(Decimal) | st.decimals(-1000, 1000, places=3)


def holds(within: Interval, value: Fraction) -> bool:
    """Whether a rational number belongs to a set, worked out without decimals."""
    low, high = within.low, within.high
    above = low.is_infinite() or value > Fraction(low) or (value == Fraction(low) and not within.low_open)
    return above and (
        high.is_infinite() or value < Fraction(high) or (value == Fraction(high) and not within.high_open)
    )


def spans(low: Decimal, high: Decimal, low_open: bool, high_open: bool) -> Interval:
    """The set of these ends, which are closed where they are one."""
    is_wide = low < high
    return Interval(low, high, low_open and is_wide, high_open and is_wide)


OPENS = st.tuples(st.booleans(), st.booleans())


@st.composite
def sets(draw: st.DrawFn) -> Interval:
    """Bounded sets."""
    low, high = sorted(draw(st.tuples(ENDS, ENDS)))
    return spans(low, high, *draw(OPENS))


@st.composite
def nested(draw: st.DrawFn) -> tuple[Interval, Interval]:
    """A set inside another."""
    lowest, low, high, highest = sorted(draw(st.tuples(ENDS, ENDS, ENDS, ENDS)))
    inner = spans(low, high, *draw(OPENS))
    outer = spans(lowest, highest, *draw(OPENS))
    return inner, (outer if inner.inside(outer) else Interval(lowest, highest))


@st.composite
def like_figures(draw: st.DrawFn, number: int, its_unit: str | None = None) -> list[Figure]:
    """Figures of one unit."""
    shared = draw(testing.units()) if its_unit is None else ps.unit(its_unit)
    return [draw(testing.figures(shared)) for _ in range(number)]


# --- arithmetic

OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: a - b,
    "product": lambda a, b: a * b,
    "quotient": lambda a, b: a / b,
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
@given(one=nested(), other=nested())
def test_knowing_more_never_tells_less(
    operation: Callable[[Any, Any], Any], one: tuple[Interval, Interval], other: tuple[Interval, Interval]
) -> None:
    """Arithmetic encloses: what smaller sets give lies inside what the larger sets around them give."""
    try:
        wide = operation(one[1], other[1])
    except UndefinedError:
        assert other[1].contains(0)
        return
    assert operation(one[0], other[0]).inside(wide)


@given(sets(), sets(), sets())
def test_sums_and_products_go_in_any_order(a: Interval, b: Interval, c: Interval) -> None:
    """Short numbers are never rounded, so that sums and products of sets do not depend on their order."""
    assert a + b == b + a
    assert a * b == b * a
    assert (a + b) + c == a + (b + c)
    assert (a * b) * c == a * (b * c)
    assert a == -(a.__neg__())
    assert a - b == -(b - a)


@given(sets(), sets(), sets())
def test_one_unknown_used_twice_counts_twice(a: Interval, b: Interval, c: Interval) -> None:
    """A set that stands twice may take two values at once: a (b + c) lies inside a b + a c, and a - a holds zero."""
    assert (a * (b + c)).inside(a * b + a * c)
    assert (a - a).contains(0)
    if not a.contains(0):
        assert (a / a).contains(1)
        assert b.inside((b / a) * a)


@given(sets(), sets(), st.lists(st.fractions(0, 1), min_size=1, max_size=6))
def test_what_two_sets_share_is_what_both_hold(a: Interval, b: Interval, places: list[Fraction]) -> None:
    """A claim and a computed set agree when they have a value in common: members of both, and of nothing else."""
    common = a.intersection(b)
    assert (common is None) is a.disjoint(b)
    low, high = min(a.low, b.low), max(a.high, b.high)
    for place in (Fraction(0), *places, Fraction(1)):
        value = Fraction(low) + place * (Fraction(high) - Fraction(low))
        assert (holds(a, value) and holds(b, value)) is (common is not None and holds(common, value))


@given(testing.figures("%", printed=True), testing.figures("percentage point", printed=True))
def test_points_added_to_a_rate_are_its_difference(rate: Figure, points: Figure) -> None:
    """Percent and percentage point are different units: a rate and points make a rate, two rates differ in points."""
    later = rate + points
    assert (ps.unit("%"), points.unit) == (later.unit, (later - rate).unit)
    assert points.admissible.inside((later - rate).admissible)
    assert rate.admissible.inside((later - points).admissible)


# --- comparison


@given(like_figures(3))
def test_answers_turn_round_and_carry_on(three: list[Figure]) -> None:
    """Below from one side is above from the other; at least is not below; what is below both ways round is neither."""
    a, b, c = three
    assert a.is_below(b) is b.is_above(a)
    assert a.is_at_least(b) is ~a.is_below(b)
    assert a.is_at_most(b) is ~a.is_above(b)
    assert not (a.is_below(b) is YES and b.is_below(a) is YES)
    if a.is_below(b) is YES and b.is_below(c) is YES:
        assert YES is a.is_below(c)
    if a.is_same(b) is YES:
        assert (NO, NO) == (a.is_below(b), a.is_above(b))


@given(like_figures(2), st.data())
def test_a_comparison_does_not_depend_on_the_unit(two: list[Figure], data: st.DataObject) -> None:
    """Comparison is of quantities: what holds in one unit holds in any other of its kind."""
    one, other = two
    kin = [its_unit for its_unit in map(ps.unit, KIN) if its_unit.is_like(one.unit)] or [one.unit]
    moved = one.to(data.draw(st.sampled_from(kin)))
    for ask in ("is_below", "is_above", "is_at_least", "is_at_most"):
        before, after = getattr(one, ask)(other), getattr(moved, ask)(other)
        assert after in (before, UNDECIDED)  # an end may be rounded outwards, which never makes an answer of none
        if moved.to(one.unit).admissible == one.admissible:
            assert before is after


KIN = ("m²", "mu", "ha", "km²", "km", "m", "%", "‰", "per 10,000", "percentage point", "basis point", "t", "kg", "jin")


# --- print


@given(testing.figures(counts=COUNTS))
def test_a_figure_is_made_again_from_its_code_and_its_text(made: Figure) -> None:
    """Nothing is lost: the code gives the same record, and so does the printed text."""
    assert made == eval(repr(made), {"figure": figure})  # noqa: S307  (the code is the library's own)
    if made.text is not None:
        assert made == figure(made.text, counts=COUNTS)
    for twin in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):
        assert (made, hash(made), made.text) == (twin, hash(twin), twin.text)


@given(testing.units(counts=COUNTS), st.integers(0, 10**15) | st.decimals(0, 10**9, places=3))
def test_the_text_of_an_exact_figure_reads_back(its_unit: ps.Unit, value: int | Decimal) -> None:
    """What is shown of an exact number is a number of that unit with that value, in singular and plural."""
    made = figure(value, its_unit)
    assert made == figure(str(made), exact=True, counts=COUNTS)


@pytest.mark.parametrize(("word", "zeros"), [("万", 4), ("亿", 8), (" thousand", 3), (" million", 6), (" billion", 9)])
@given(number=st.integers(1, 10**6))
def test_a_scale_word_stands_for_its_zeros(word: str, zeros: int, number: int) -> None:
    """Trailing zeros of an integer are read as not significant: 68万 says as much as 680,000."""
    in_zeros = f"{number * 10**zeros:,}"
    assert figure(in_zeros).admissible == figure(f"{number}{word}").admissible


SAME = [
    ("at least {} persons", "不低于{}人", "≥{}人", "{} persons or more", "{}人以上"),
    ("more than {} persons", "超过{}人", "over {} persons"),
    ("at most {} persons", "不超过{}人", "up to {} persons", "{}人以内"),
    ("less than {} persons", "不足{}人", "under {} persons"),
    ("nearly {} persons", "近{}人", "almost {} persons"),
    ("about {} persons", "约{}人", "{}人左右", "around {} persons"),
    ("{} persons", "{}人", "a total of {} persons"),
]
MEANS: dict[str, Callable[[Fraction, Fraction, Fraction], bool]] = {
    "at least": lambda x, v, s: x >= v,
    "more than": lambda x, v, s: x > v,
    "at most": lambda x, v, s: x <= v,
    "less than": lambda x, v, s: x < v,
    "nearly": lambda x, v, s: v - max(s / 2, Fraction(1)) <= x < v,  # of persons, by one at least
    "about": lambda x, v, s: v - s <= x <= v + s,
    "": lambda x, v, s: v - s / 2 <= x <= v + s / 2,
}


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
@given(number=st.integers(1, 10**7), offset=st.integers(-4, 4))
def test_comparators_mean_what_they_say(forms: tuple[str, ...], number: int, offset: int) -> None:
    """At least, more than, at most, less than, nearly and about differ, and say the same in English and Chinese."""
    digits = str(number)
    weight = Fraction(10) ** (len(digits) - len(digits.rstrip("0")))
    first = figure(forms[0].format(number)).admissible
    assert {first} == {figure(form.format(number)).admissible for form in forms}
    mean = next(MEANS[word] for word in MEANS if forms[0].startswith(word))
    value = number + offset * weight / 4
    assert mean(value, Fraction(number), weight) is holds(first, value)


@given(st.fractions(0, 10**9), st.sampled_from(["person", "CNY", "%"]), st.data())
def test_fewer_digits_say_less(value: Fraction, its_unit: str, data: st.DataObject) -> None:
    """A print of 95.0 % is tighter than one of 95 %; two prints of one truth have it in common."""
    one, other = (data.draw(testing.printed(value, its_unit))[1] for _ in range(2))
    common = one.admissible.intersection(other.admissible)
    assert common is not None
    assert Fraction(common.low) <= value <= Fraction(common.high)
    assert NO is not one.is_same(other)
