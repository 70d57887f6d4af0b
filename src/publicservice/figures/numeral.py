"""One numeral of a text: its value, the weight of its last digit, and its scale words; exact throughout."""

from __future__ import annotations

from decimal import Decimal

import attrs

from publicservice.decimals import EXACT, EXACT_OR_RAISED, power_of_ten
from publicservice.errors import FigureTextError
from publicservice.figures.phrases import Comparator

__all__ = [
    "MOST_DIGITS",
    "ONE",
    "Numeral",
    "counted",
    "is_whole",
    "plain",
    "plus",
    "printed",
    "share",
    "spelled_out",
]

ONE = Decimal(1)
MOST_DIGITS = 60
_MOST_EXPONENT = 30
_LARGEST_SHARE = 1000


@attrs.frozen
class Numeral:
    """
    One numeral in a text.

    Attributes:
        value: The number, scaled.
        step: The weight of the last printed digit, scaled.
        zeros: Trailing zeros of a printed integer.
        end: Where in the text the numeral ends.
        scale: The product of its scale words; 1 when there is none, None when more digits follow a scale word (2万5千).
        big: The largest single scale word.
        unit: The unit that is part of the numeral (百分之, 成).
        comparator: AND_MORE for 余, 多 and 几, ABOUT for 来, else NONE.
        high: The upper value when two neighbouring digits stand for a range (七八十).
    """

    value: Decimal
    step: Decimal
    zeros: int
    end: int
    scale: Decimal | None = ONE
    big: Decimal = ONE
    unit: str = ""
    comparator: Comparator = Comparator.NONE
    high: Decimal | None = None

    def times(self, factor: Decimal, end: int) -> Numeral:
        """The same numeral with one more scale word, which ends at `end`."""
        return Numeral(
            plain(EXACT.multiply(self.value, factor)),
            EXACT.multiply(self.step, factor),
            self.zeros,
            end,
            self.scale and EXACT.multiply(self.scale, factor),
            max(self.big, factor),
            self.unit,
            self.comparator,
            self.high and plain(EXACT.multiply(self.high, factor)),
        )


def plain(value: Decimal) -> Decimal:
    """The same value without a positive exponent: 2.2E+9 as 2200000000."""
    _, digits, exponent = value.as_tuple()
    if isinstance(exponent, int) and exponent > 0:
        return Decimal((0, digits + (0,) * exponent, 0))
    return value


def is_whole(value: Decimal) -> bool:
    """Whether nothing stands behind the decimal point, whatever the precision of the caller's context."""
    return value == value.to_integral_value()


def printed(digits: str, decimals: str, exponent: int, end: int) -> Numeral:
    """The numeral that is printed as these digits, with the precision that they show."""
    if len(digits) + len(decimals) > MOST_DIGITS or abs(exponent) > _MOST_EXPONENT:
        raise FigureTextError(
            "the number is too long", expected=f"up to {MOST_DIGITS} digits and exponents within ±{_MOST_EXPONENT}"
        )
    value = Decimal(f"{digits or 0}{decimals}").scaleb(exponent - len(decimals), EXACT)
    zeros = len(digits) - len(digits.rstrip("0")) if value and not decimals else 0
    return Numeral(plain(value), power_of_ten(exponent - len(decimals)), zeros, end)


def counted(value: int, end: int) -> Numeral:
    """The numeral of a whole number that is given in words."""
    return printed(str(value), "", 0, end)


def share(part: int, of: int, end: int) -> Numeral:
    """The numeral of a fraction, if it has a finite decimal."""
    odd = of
    for prime in (2, 5):
        while odd and odd % prime == 0:
            odd //= prime
    if not 0 < of <= _LARGEST_SHARE or part % odd:
        raise FigureTextError(
            "the fraction has no finite decimal",
            expected="a number of finitely many digits",
            hint="write it as a percentage",
        )
    value = EXACT_OR_RAISED.divide(Decimal(part), Decimal(of))
    return Numeral(value, power_of_ten(min(0, int(value.as_tuple().exponent))), 0, end)


def plus(number: Numeral, part: Numeral) -> Numeral:
    """A number and the fraction printed behind it, whose last digit counts."""
    return attrs.evolve(part, value=EXACT.add(number.value, part.value))


def spelled_out(number: Numeral) -> Numeral:
    """A numeral in words: they show no digits, so a whole number is read as if its digits were printed."""
    if not is_whole(number.value):
        return number
    digits = counted(int(number.value), number.end)
    return attrs.evolve(number, value=digits.value, step=digits.step, zeros=digits.zeros)
