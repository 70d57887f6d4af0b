"""What a printed claim implies about a figure that was not printed: the set of values that fit, and the likely one among them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import attrs

from publicservice.errors import UndefinedError
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.display import amount_text, number_text
from publicservice.interval import NEAREST, Interval, unchecked
from publicservice.units import ONE, unit

__all__ = ["Implied", "implied_base", "implied_eligible", "implied_target", "implied_target_change"]

_MOST_LISTED = 1000
_HIGHEST_POWER = 30
_ONE = unchecked(Decimal(1), Decimal(1))


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

        Raises:
            UndefinedError: If the set has no end, or holds more than a thousand.
        """
        first, last = self._multiples(Decimal(step))
        if last - first >= _MOST_LISTED:
            raise UndefinedError(
                "too many values fit", reason="too many", seen=str(self.figure), hint="ask for a larger step"
            )
        return tuple(Decimal(step) * number for number in range(int(first), int(last) + 1))

    def whole_numbers(self) -> tuple[Decimal, ...]:
        """The whole numbers that fit. [unit]"""
        return self.multiples_of(1)

    def round_numbers(self) -> tuple[Decimal, ...]:
        """
        The roundest numbers that fit: the multiples of the highest power of ten that has any in the set. [unit]

        Example:
            >>> implied_target("686,000 jobs", "108.9 %").round_numbers()
            (Decimal('630000'),)
        """
        for power in range(_HIGHEST_POWER, -_HIGHEST_POWER, -1):
            first, last = self._multiples(Decimal(10) ** power)
            if first <= last:
                return self.multiples_of(Decimal(10) ** power)
        raise UndefinedError("no round number fits", reason="none fits", seen=str(self.figure))

    def only_multiple_of(self) -> tuple[Decimal, tuple[int, ...]] | None:
        """The one round number that fits, with every power of ten of which it is the only multiple; None when several fit."""
        numbers = self.round_numbers()
        if len(numbers) != 1:
            return None
        powers = [10**power for power in range(_HIGHEST_POWER)]
        return numbers[0], tuple(step for step in powers if self._count(Decimal(step)) == 1)

    def _count(self, step: Decimal) -> int:
        first, last = self._multiples(step)
        return max(0, int(last - first) + 1)

    def _multiples(self, step: Decimal) -> tuple[Decimal, Decimal]:
        """The numbers of the first and the last multiple of the step in the set."""
        fits = self.admissible
        if not fits.is_bounded:
            raise UndefinedError("the values that fit have no end", reason="unbounded", seen=str(self.figure))
        first = (fits.low / step).to_integral_value(ROUND_CEILING)
        last = (fits.high / step).to_integral_value(ROUND_FLOOR)
        first += 1 if fits.low_open and first * step == fits.low else 0
        return first, last - (1 if fits.high_open and last * step == fits.high else 0)

    def __str__(self) -> str:
        low, high = (
            number_text(_shown(end, rounding))
            for end, rounding in ((self.figure.low, ROUND_CEILING), (self.figure.high, ROUND_FLOOR))
        )
        text = f"the {self.what} is between {low} and {amount_text(high, None, self.figure.unit)}"
        only = self.only_multiple_of()
        if only is None:
            return text
        steps = " or ".join(f"{step:,}" for step in only[1])
        return f"{text}; {number_text(only[0])} is the only multiple of {steps} among them"


def _shown(end: Decimal, rounding: str) -> Decimal:
    """An end to five significant digits or to the unit, whichever is finer; inwards, since what is shown should fit."""
    return end.quantize(Decimal(1).scaleb(min(0, end.adjusted() - 4)), rounding=rounding)


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
        year_on_year: Its printed change: a percentage for a level, percentage points for a rate. [%] or [percentage point]

    Returns:
        The set of earlier figures that fit. [unit of now]

    Raises:
        UndefinedError: If the change may be a loss of everything.

    Definition:
        level: base = now / (1 + change); rate: base = now - change

    Example:
        >>> print(implied_base("686,000 jobs", "9.88 %"))
        the figure a year earlier is between 623,835 and 624,800 jobs; 624,000 is the only multiple of 1,000 among them
    """
    seen, grown = figure(now), figure(year_on_year)
    if grown.unit.is_points:
        return Implied("figure a year earlier", seen - grown)
    return Implied("figure a year earlier", _divided(seen, _one_more(grown)))


def implied_eligible(covered: FigureLike, rate: FigureLike) -> Implied:
    """
    The numbers of eligible that fit a printed number of covered and a printed coverage rate.

    Args:
        covered: Those reached, as printed. [person, household, ...]
        rate: The printed rate. [%]

    Definition:
        eligible = covered / rate

    Example:
        >>> implied_eligible("27 schools", "90 %").whole_numbers()
        (Decimal('30'),)
    """
    return Implied("number of eligible", _divided(figure(covered), _share(rate)))


def implied_target_change(completion: FigureLike, year_on_year: FigureLike) -> Implied:
    """
    How the target compares with last year's figure, from the completion and the change printed of one and the same figure.

    The shared figure cancels; dividing the implied target by the implied base would count its rounding twice.

    Args:
        completion: Of the figure's target. [%]
        year_on_year: Of the same figure. [%]

    Definition:
        target / base - 1 = (1 + change) / completion - 1

    Example:
        >>> print(implied_target_change("108.9 %", "9.88 %").figure)
        0.90 % (0.85 to 0.96)
    """
    ratio = _divided(_one_more(figure(year_on_year)), _share(completion))
    value = None if ratio.value is None else NEAREST.multiply(NEAREST.subtract(ratio.value, Decimal(1)), Decimal(100))
    return Implied(
        "target's change on last year's figure",
        Figure(value, unit("percent"), (ratio.admissible - _ONE).scaled(Fraction(100))),
    )


def _share(rate: FigureLike) -> Figure:
    return figure(rate).to(ONE)


def _one_more(change: Figure) -> Figure:
    return change.to(ONE) + 1


def _divided(seen: Figure, share: Figure) -> Figure:
    if share.admissible.contains(0) or share.high <= 0:
        raise UndefinedError(
            "nothing follows from a rate that may be zero", reason="zero rate", seen=str(share.to("percent"))
        )
    return seen / share
