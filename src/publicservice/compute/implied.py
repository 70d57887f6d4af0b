"""What a printed claim implies about a figure that was not printed: the values that fit, and the likely one of them."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import attrs

from publicservice.compute.ratios import as_change, as_rate, in_whole_numbers
from publicservice.decimals import EXACT, power_of_ten
from publicservice.errors import UndefinedError, WrongTypeError, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.display import amount_text, number_text
from publicservice.interval import Interval
from publicservice.units import ONE

__all__ = ["Implied", "implied_base", "implied_eligible", "implied_target", "implied_target_change"]

_MOST_LISTED = 1000
_HIGHEST_POWER = 30


@attrs.frozen
class Implied:
    """
    A figure that was not printed, as far as printed claims bound it.

    Attributes:
        what: What it is: "target", "figure a year earlier".
        figure: The set of values that fit the print, with the value that the printed numbers give. [unit]
    """

    what: str
    figure: Figure

    @property
    def admissible(self) -> Interval:
        """The set of values that fit. [unit]"""
        return self.figure.admissible

    def multiples_of(self, step: int | Decimal) -> tuple[Decimal, ...]:
        """
        The multiples of a number that fit; at most a thousand are listed. [unit]

        Args:
            step: The number, above zero. [unit]

        Raises:
            UndefinedError: If the set has no end, or holds more than a thousand.
            WrongTypeError: If the step is no exact number above zero.

        Example:
            >>> implied_eligible("27 schools", "87 %").multiples_of(2)
            ()
        """
        size = _step(step)
        first, last = self._multiples(size)
        if last - first >= _MOST_LISTED:
            raise UndefinedError(
                "too many values fit", reason="too many", seen=str(self.figure), hint="ask for a larger step"
            )
        return tuple(EXACT.multiply(size, number) for number in range(first, last + 1))

    def whole_numbers(self) -> tuple[Decimal, ...]:
        """The whole numbers that fit. [unit]"""
        return self.multiples_of(1)

    def round_numbers(self) -> tuple[Decimal, ...]:
        """
        The roundest numbers that fit: the multiples of the highest power of ten that has any in the set. [unit]

        Raises:
            UndefinedError: If the set has no end, or is too narrow for any round number.

        Example:
            >>> implied_target("686,000 jobs", "108.9 %").round_numbers()
            (Decimal('630000'),)
        """
        for power in range(_HIGHEST_POWER, -_HIGHEST_POWER, -1):
            step = _step_of(power)
            first, last = self._multiples(step)
            if first <= last:
                return self.multiples_of(step)
        raise UndefinedError("no round number fits", reason="none fits", seen=str(self.figure))

    def only_multiple_of(self) -> tuple[Decimal, tuple[int, ...]] | None:
        """
        The one round number that fits, with every power of ten of which it is the only multiple.

        None when several fit, none does, or it is a multiple of no power of ten from one up.

        Example:
            >>> implied_target("686,000 jobs", "108.9 %").only_multiple_of()
            (Decimal('630000'), (1000, 10000))
        """
        try:
            numbers = self.round_numbers()
        except UndefinedError:
            return None
        steps = tuple(10**power for power in range(_HIGHEST_POWER) if self._count(_step_of(power)) == 1)
        return (numbers[0], steps) if len(numbers) == 1 and steps else None

    def _count(self, step: Decimal) -> int:
        first, last = self._multiples(step)
        return max(0, last - first + 1)

    def _multiples(self, step: Decimal) -> tuple[int, int]:
        """The numbers of the first and the last multiple of the step in the set."""
        fits = self.admissible
        if not fits.is_bounded:
            raise UndefinedError("the values that fit have no end", reason="unbounded", seen=str(self.figure))
        low, high = Fraction(fits.low) / Fraction(step), Fraction(fits.high) / Fraction(step)
        first, last = math.ceil(low), math.floor(high)
        return first + (fits.low_open and first == low), last - (fits.high_open and last == high)

    def __str__(self) -> str:
        text = f"the {self.what} is {self._range()}"
        only = None if self.figure.is_exact else self.only_multiple_of()
        if only is None:
            return text
        steps = " or ".join(f"{step:,}" for step in only[1])
        return f"{text}; {number_text(only[0])} is the only multiple of {steps} among them"

    def _range(self) -> str:
        fits, its_unit = self.admissible, self.figure.unit
        if not fits.is_bounded:
            return str(self.figure)
        low, high = _shown(fits.low, ROUND_CEILING), _shown(fits.high, ROUND_FLOOR)
        if low >= high:
            return str(self.figure)
        return f"between {number_text(low)} and {amount_text(number_text(high), None, its_unit)}"


def _step_of(power: int) -> Decimal:
    return Decimal(10**power) if power >= 0 else power_of_ten(power)


def _step(given: int | Decimal) -> Decimal:
    exact = isinstance(given, int | Decimal) and not isinstance(given, bool)
    if not (exact and Decimal(given).is_finite() and given > 0):
        raise WrongTypeError("not a step", seen=shown(given), expected="a whole number or a Decimal above zero")
    return Decimal(given)


def _shown(end: Decimal, rounding: str) -> Decimal:
    """An end to five significant digits or to the unit, whichever is finer; inwards, since what is shown should fit."""
    return end.quantize(power_of_ten(min(0, end.adjusted() - 4)), rounding=rounding, context=EXACT)


def implied_target(actual: FigureLike, completion: FigureLike) -> Implied:
    """
    The targets that fit a printed figure and its printed completion rate.

    Args:
        actual: What was reached, as printed. [unit]
        completion: The printed rate. [%]

    Returns:
        The set of targets that fit. [unit of actual]

    Raises:
        UndefinedError: If the rate may be zero.

    Definition:
        target = actual / completion

    Example:
        >>> print(implied_target("686,000 jobs", "108.9 %"))
        the target is between 629,188 and 630,684 jobs; 630,000 is the only multiple of 1,000 or 10,000 among them
    """
    return Implied("target", _divided(figure(actual), _share(completion)))


def implied_base(now: FigureLike, year_on_year: FigureLike) -> Implied:
    """
    The figures of a year earlier that fit a printed figure and its printed change.

    Args:
        now: The later figure, as printed. [unit]
        year_on_year: Its printed change: a percentage or an amount for a level, percentage points for a rate.
            [%], [percentage point] or [unit of now]

    Returns:
        The set of earlier figures that fit. [unit of now]

    Raises:
        UndefinedError: If the change may be a loss of everything.

    Definition:
        percentage: base = now / (1 + change); percentage points, and amounts: base = now - change

    Example:
        >>> print(implied_base("686,000 jobs", "9.88 %"))
        the figure a year earlier is between 623,835 and 624,800 jobs; 624,000 is the only multiple of 1,000 among them
    """
    seen, grown = figure(now), as_rate(year_on_year)
    if not grown.unit.is_rate:
        return Implied("figure a year earlier", in_whole_numbers(seen) - in_whole_numbers(grown))
    return Implied("figure a year earlier", _divided(seen, _one_more(grown)))


def implied_eligible(covered: FigureLike, rate: FigureLike) -> Implied:
    """
    The numbers of eligible that fit a printed number of covered and a printed coverage rate.

    Args:
        covered: Those reached, as printed. [person, household, ...]
        rate: The printed rate. [%]

    Returns:
        The set of numbers that fit. [unit of covered]

    Raises:
        UndefinedError: If the rate may be zero.

    Definition:
        eligible = covered / rate

    Example:
        >>> implied_eligible("27 schools", "90 %").whole_numbers()
        (Decimal('30'),)
    """
    return Implied("number of eligible", _divided(figure(covered), _share(rate)))


def implied_target_change(completion: FigureLike, year_on_year: FigureLike) -> Implied:
    """
    How the target compares with last year's figure, from the completion and the change printed of one same figure.

    The shared figure cancels; dividing the implied target by the implied base would count its rounding twice.

    Args:
        completion: Of the figure's target. [%]
        year_on_year: Of the same figure. [%]

    Returns:
        The set of changes that fit. [%]

    Raises:
        UndefinedError: If the completion may be zero.

    Definition:
        target / base - 1 = (1 + change) / completion - 1

    Example:
        >>> print(implied_target_change("108.9 %", "9.88 %").figure)
        0.9 % (0.84 to 0.96)
    """
    ratio = _divided(_one_more(as_rate(year_on_year)), _share(completion))
    return Implied("target's change on last year's figure", as_change(ratio.value, ratio.admissible))


def _share(rate: FigureLike) -> Figure:
    return as_rate(rate).to(ONE)


def _one_more(change: Figure) -> Figure:
    return change.to(ONE) + 1


def _divided(seen: Figure, share: Figure) -> Figure:
    if share.admissible.contains(0) or share.high <= 0:
        raise UndefinedError(
            "nothing follows from a rate that may be zero", reason="zero rate", seen=str(share.to("percent"))
        )
    return seen / share
