"""
How decimals are rounded, scaled and written: the working precision, its contexts, and plain digits.

No operation here depends on the caller's own decimal context.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, Inexact
from fractions import Fraction

__all__ = [
    "DOWN",
    "EXACT",
    "EXACT_OR_RAISED",
    "INFINITY",
    "NEAREST",
    "PLAIN",
    "PRECISION",
    "UP",
    "is_full",
    "negated",
    "places_moved",
    "plain",
    "power_of_ten",
    "rescaled",
]

PRECISION = 40  # digits carried by every operation; what is printed is far shorter, so sums and products are exact

DOWN = Context(prec=PRECISION, rounding=ROUND_FLOOR, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
UP = Context(prec=PRECISION, rounding=ROUND_CEILING, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
NEAREST = Context(prec=PRECISION, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
# Sums and products of numbers whose exponents are known to be moderate: never rounded.
EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
# The same of any numbers: what would take more than a thousand digits raises `decimal.Inexact`.
EXACT_OR_RAISED = Context(prec=25 * PRECISION, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[Inexact])
# Room for products that are divided next, so that both steps together round once.
_WIDE = {
    context.rounding: Context(prec=25 * PRECISION, rounding=context.rounding, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
    for context in (DOWN, UP, NEAREST)
}

INFINITY = Decimal("Infinity")
_TENS = {10**places: places for places in range(1, 16)}
# Beyond this power of ten either way, digits written out would fill the memory instead of telling anything.
PLAIN = 400


def plain(value: Decimal, separator: str = "") -> str:
    """
    The decimal in plain digits, without exponent and without a trailing point: 2200000000, 0.85, -3.

    Args:
        value: The number.
        separator: What stands between thousands: nothing or a comma.

    Example:
        >>> plain(Decimal("2.20E+9")), plain(Decimal("-1234.50"), ",")
        ('2200000000', '-1,234.5')
    """
    if not value:
        return "0"
    if abs(value.adjusted()) > PLAIN:
        return str(value)
    text = format(value, f"{separator}f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def power_of_ten(exponent: int) -> Decimal:
    """Ten to the exponent, as one digit."""
    return Decimal((0, (1,), exponent))


def negated(value: Decimal) -> Decimal:
    """The negative of the value with all its digits, where a minus sign would round it to the caller's precision."""
    return value.copy_negate() if value else value


def is_full(value: Decimal) -> bool:
    """Whether it has all the digits of the working precision, so that further ones may have been rounded off."""
    return len(value.as_tuple().digits) >= PRECISION


def rescaled(value: Decimal, factor: Fraction, context: Context = NEAREST) -> Decimal:
    """The value times a rational factor, rounded once and as the context says."""
    if factor.denominator == 1:
        return context.multiply(value, factor.numerator)
    return context.divide(_WIDE[context.rounding].multiply(value, factor.numerator), factor.denominator)


def places_moved(factor: Fraction) -> int:
    """
    How far a factor moves the decimal point, which keeps all digits; 0 if it is no power of ten.

    Example:
        >>> places_moved(Fraction(100)), places_moved(Fraction(1, 1000)), places_moved(Fraction(2, 3))
        (2, -3, 0)
    """
    if factor.denominator == 1:
        return _TENS.get(factor.numerator, 0)
    return -_TENS.get(factor.denominator, 0) if factor.numerator == 1 else 0
