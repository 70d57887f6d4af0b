"""Figures as people read them: as many digits as the set gives, and the set beside them where it is worth saying."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from publicservice.interval import DOWN, PRECISION, UP, Interval, plain
from publicservice.units import ONE, Unit

__all__ = ["amount_text", "figure_text", "number_text"]

_DIGITS = 6  # shown of a value that has no end, such as a third
_WIDE = Context(prec=3 * PRECISION)


def number_text(value: Decimal) -> str:
    """The number with thousands separators and no exponent: 686,000 or 0.85."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_text(number: str, value: Decimal | None, unit: Unit) -> str:
    """A number that is already text, with its unit in the singular or plural."""
    if unit is ONE:
        return number
    return f"{number} {unit if value is not None and abs(value) == 1 else unit.plural}"


def figure_text(value: Decimal | None, admissible: Interval, unit: Unit) -> str:
    """The value, and the set behind it unless the value is exact or known to more digits than anyone reads."""
    if value is not None and admissible.is_exact:
        return amount_text(number_text(value), value, unit)
    low, high = admissible.low, admissible.high
    if not admissible.is_bounded:
        return _one_sided(admissible, unit)
    if value is None:
        return amount_text(f"{number_text(low)} to {number_text(high)}", None, unit)
    width = high - low
    if width * 10**_DIGITS < abs(value):
        return amount_text(number_text(_rounded(value, value.adjusted() - _DIGITS + 1, ROUND_HALF_EVEN)), value, unit)
    fine = width.adjusted() - 1
    first, last = _rounded(low, fine, ROUND_FLOOR), _rounded(high, fine, ROUND_CEILING)
    main = _rounded(value, fine + 1, ROUND_HALF_EVEN)
    return f"{amount_text(f'{main:,f}', main, unit)} ({first:,f} to {last:,f})"


def _one_sided(admissible: Interval, unit: Unit) -> str:
    if admissible.low.is_finite():
        words = "more than" if admissible.low_open else "at least"
        return f"{words} {amount_text(number_text(admissible.low), admissible.low, unit)}"
    if admissible.high.is_finite():
        words = "less than" if admissible.high_open else "at most"
        return f"{words} {amount_text(number_text(admissible.high), admissible.high, unit)}"
    return amount_text("any number of", None, unit)


def _rounded(value: Decimal, exponent: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(exponent), rounding=rounding, context=_WIDE)
