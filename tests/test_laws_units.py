"""
Laws of units and of conversion.

That units form a group, that conversion is exact, and that any unit reads back from its text is proved in
`test_units.py`; here stand the laws of figures in those units.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing
from publicservice.decimals import PRECISION
from publicservice.errors import UnlikeUnitsError
from publicservice.figures import Figure, figure

COUNTS = ("boat", "reading room")
KINDS = [
    ("m²", "mu", "ha", "km²"),
    ("m", "km", "li", "mile"),
    ("g", "kg", "jin", "t"),
    ("%", "‰", "per 10,000", "1"),
    ("kWh", "MWh", "GWh"),
    ("percentage point", "basis point"),
    ("CNY/mu", "CNY/ha"),
    ("person/km²", "person/ha"),
]


@st.composite
def like_units(draw: st.DrawFn) -> tuple[ps.Unit, ps.Unit, ps.Unit]:
    """Three units of one kind."""
    names = st.sampled_from(draw(st.sampled_from(KINDS)))
    return ps.unit(draw(names)), ps.unit(draw(names)), ps.unit(draw(names))


@given(testing.units(counts=COUNTS), st.integers(0, 10**6))
def test_a_unit_is_read_behind_any_number(its_unit: ps.Unit, number: int) -> None:
    """What the library writes behind a number, in singular and plural, is the same unit when it is read."""
    for name in (str(its_unit), its_unit.plural):
        text = f"{number:,} {name}" if its_unit is not ps.unit("1") else f"{number:,}"
        assert figure(text, counts=COUNTS).unit is its_unit


@given(testing.units(counts=COUNTS), testing.units(counts=COUNTS), testing.units(counts=COUNTS))
def test_likeness_is_an_equivalence(a: ps.Unit, b: ps.Unit, c: ps.Unit) -> None:
    """Unlike kinds of count never add: units fall into kinds, and only those of one kind convert."""
    assert a.is_like(a)
    assert a.is_like(b) is b.is_like(a)
    if a.is_like(b) and b.is_like(c):
        assert a.is_like(c)
    if not a.is_like(b):
        with pytest.raises(UnlikeUnitsError):
            a.factor_to(b)
        with pytest.raises(UnlikeUnitsError):
            figure(1, a).to(b)


@given(like_units(), like_units())
def test_factors_of_products_are_products_of_factors(
    one: tuple[ps.Unit, ps.Unit, ps.Unit], other: tuple[ps.Unit, ps.Unit, ps.Unit]
) -> None:
    """Conversion is exact, so that it goes through products, quotients and powers of units."""
    (a, b, _), (c, d, _) = one, other
    assert (a * c).factor_to(b * d) == a.factor_to(b) * c.factor_to(d)
    assert (a / c).factor_to(b / d) == a.factor_to(b) / c.factor_to(d)
    assert (a**2).factor_to(b**2) == a.factor_to(b) ** 2


@given(like_units(), st.data())
def test_there_and_back_loses_nothing(three: tuple[ps.Unit, ps.Unit, ps.Unit], data: st.DataObject) -> None:
    """Ends are rounded outwards: a set comes back with all its members, and as it was where nothing was rounded."""
    a, b, c = three
    made = data.draw(testing.figures(a))
    back = made.to(b).to(a)
    assert made.admissible.inside(back.admissible)
    factor = a.factor_to(b)
    if made.value is not None and is_decimal(Fraction(made.value) * factor):
        assert made.value == back.value
    ends = [Fraction(end) for end in (made.low, made.high) if end.is_finite()]
    unrounded = all(is_carried(end * a.factor_to(unit)) for end in ends for unit in (a, b, c))
    if is_decimal(factor) and is_decimal(1 / factor) and unrounded:
        assert made.admissible == back.admissible
        assert made.to(c).admissible == made.to(b).to(c).admissible


NUMBERS = st.decimals(-1_000_000, 1_000_000, places=3)


@given(NUMBERS, NUMBERS.filter(bool), st.sampled_from(["%", "‰"]))
def test_a_share_keeps_its_digits_in_percent(part: Decimal, whole: Decimal, name: str) -> None:
    """A hundred times the value, and a hundred times each end of its set: only the point moves."""
    share = figure(part) / figure(whole)
    made, factor = share.to(name), share.unit.factor_to(ps.unit(name))
    ends = [(value.value, value.low, value.high) for value in (share, made, made.to("1"))]
    was, scaled, back = [[Fraction(end) for end in told if end is not None] for told in ends]
    assert [end * factor for end in was] == scaled
    assert was == back


def is_carried(value: Fraction) -> bool:
    """Whether a fraction is a decimal of no more digits than every operation carries."""
    exact = Context(prec=200).divide(value.numerator, value.denominator)
    return Fraction(exact) == value and len(exact.normalize(Context(prec=200)).as_tuple().digits) <= PRECISION


def is_decimal(value: Fraction) -> bool:
    """Whether a fraction ends within 30 decimals."""
    return (10**30 * value).denominator == 1


@given(like_units(), like_units(), st.data())
def test_converting_before_or_after_a_product_is_one(
    one: tuple[ps.Unit, ps.Unit, ps.Unit], other: tuple[ps.Unit, ps.Unit, ps.Unit], data: st.DataObject
) -> None:
    """The quantity is the same whatever it is counted in: both ways round hold every product of members."""
    (a, b, _), (c, d, _) = one, other
    left, right = (data.draw(exact(its_unit)) for its_unit in (a, c))
    true = Fraction(left.low) * Fraction(right.low) * a.factor_to(b) * c.factor_to(d)
    for product in ((left * right).to(b * d), left.to(b) * right.to(d)):
        assert Fraction(product.low) <= true <= Fraction(product.high)
        assert Fraction(product.high) - Fraction(product.low) <= abs(true) / 10**35


def exact(its_unit: ps.Unit) -> st.SearchStrategy[Figure]:
    """Exact figures of a unit."""
    return st.decimals(-(10**6), 10**6, places=2).map(lambda value: figure(value, its_unit))


@given(like_units(), st.data())
def test_a_sum_may_be_converted_first_or_last(three: tuple[ps.Unit, ps.Unit, ps.Unit], data: st.DataObject) -> None:
    """Two figures of one kind add up to one quantity, whichever of their units it is counted in."""
    a, b, _ = three
    if a.is_pure:
        return  # the difference of two shares is in points, which have laws of their own
    one, other = data.draw(exact(a)), data.draw(exact(b))
    true = Fraction(one.low) * a.factor + Fraction(other.low) * b.factor
    for total in (one + other, other + one, (one + other).to(b)):
        assert Fraction(total.low) <= true / total.unit.factor <= Fraction(total.high)
