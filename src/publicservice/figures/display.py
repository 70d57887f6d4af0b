"""Figures as people read them: as many digits as the set gives, and the set beside them where it is worth saying."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from publicservice.decimals import PLAIN, PRECISION, UP, negated, plain, power_of_ten
from publicservice.interval import Interval
from publicservice.units import ONE, Unit

__all__ = ["amount_text", "figure_text", "number_code", "number_text"]

_DIGITS = 6  # shown of a value that has no end, such as a third
_CARRIED = 15  # digits that can have been printed; a set that is tighter comes from a calculation
_CALCULATED = PRECISION - 10  # digits of an end that only a calculation has, be its last ones zeros
_TEXT_DIGITS = 60  # of a text that `figure` reads back
_WIDE = Context(prec=25 * PRECISION, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def number_text(value: Decimal) -> str:
    """
    The number with thousands separators and no exponent: 686,000 or 0.85.

    Example:
        >>> number_text(Decimal("6.8600E+5")), number_text(Decimal("-0.850"))
        ('686,000', '-0.85')
    """
    return plain(value, ",")


def amount_text(number: str, value: Decimal | None, unit: Unit) -> str:
    """
    A number that is already text, with its unit in the singular or plural.

    Args:
        number: The number as shown.
        value: The number, which decides between singular and plural; None for a range. [unit]
        unit: What it counts; a pure number shows none.
    """
    if unit is ONE:
        return number
    its_name = str(unit) if value is not None and value.copy_abs() == 1 else unit.plural
    return f"{number}{its_name[1:]}" if its_name.startswith("1/") else f"{number} {its_name}"  # 5/year


def figure_text(value: Decimal | None, admissible: Interval, unit: Unit) -> str:
    """The value, and the set behind it unless the value is exact or known to more digits than anyone reads."""
    if not admissible.is_bounded:
        return _one_sided(admissible, unit)
    if value is None:
        return amount_text(f"{_below(admissible.low)} to {_above(admissible.high)}", None, unit)
    if admissible.is_exact:
        return amount_text(number_text(value), value, unit)
    # Of a count of zero only the upper half is left, which does not make it known to more digits.
    low_end = admissible.low if value else min(admissible.low, negated(admissible.high))
    width = UP.subtract(admissible.high, low_end)
    last = width.adjusted()  # the weight of the last digit that the set carries
    carried = value.adjusted() - last
    if carried >= _DIGITS:
        shown_last = last if carried <= _CARRIED else max(last, min(0, value.adjusted() - _DIGITS + 1))
        return amount_text(number_text(_rounded(value, shown_last, ROUND_HALF_EVEN)), value, unit)
    low, high = _rounded(admissible.low, last - 1, ROUND_FLOOR), _rounded(admissible.high, last - 1, ROUND_CEILING)
    main = _rounded(value, min(last, value.adjusted()) if value else last, ROUND_HALF_EVEN)
    return f"{amount_text(_digits(main), main, unit)} ({_digits(low)} to {_digits(high)})"


def number_code(value: Decimal | None) -> tuple[str, str]:
    """
    The value as a call of `figure` takes it, and what makes it exact there: text stands for all that is printed so.

    Example:
        >>> number_code(Decimal(5)), number_code(Decimal("0.5"))
        (('5', ''), ("'0.5'", ', exact=True'))
    """
    if value is None:
        return "None", ""
    digits = plain(value)
    if len(digits) > _TEXT_DIGITS:
        return repr(value), ""
    return (repr(digits), ", exact=True") if "." in digits else (digits, "")


def _one_sided(admissible: Interval, unit: Unit) -> str:
    low, high = admissible.low, admissible.high
    if low.is_finite():
        return f"{'more than' if admissible.low_open else 'at least'} {amount_text(_below(low), low, unit)}"
    if high.is_finite():
        return f"{'less than' if admissible.high_open else 'at most'} {amount_text(_above(high), high, unit)}"
    return amount_text("any number of", None, unit)


def _digits(value: Decimal) -> str:
    """All digits of a rounded number, whose last zeros say how far it is known."""
    return format(value, ",f") if abs(value.adjusted()) <= PLAIN else str(value)


def _below(end: Decimal) -> str:
    return number_text(_short(end, ROUND_FLOOR))


def _above(end: Decimal) -> str:
    return number_text(_short(end, ROUND_CEILING))


def _short(end: Decimal, rounding: str) -> Decimal:
    """The end itself, or rounded outwards if it has as many digits as only a calculation gives."""
    if len(end.as_tuple().digits) < _CALCULATED:
        return end
    return _rounded(end, min(0, end.adjusted() - _DIGITS + 1), rounding)


def _rounded(value: Decimal, exponent: int, rounding: str) -> Decimal:
    made = value.quantize(power_of_ten(exponent), rounding=rounding, context=_WIDE)
    return made if made else made.copy_abs()
