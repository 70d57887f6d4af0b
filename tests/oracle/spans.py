"""
Sets of numbers between two ends, in plain fractions: what the oracle reckons with.

Every operation is the definition written down: the ends of a result are sought among the results of the ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

Number = int | Fraction


@dataclass(frozen=True)
class Span:
    """The numbers from `low` to `high`; None where there is no end, open where the end itself is left out."""

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False

    def contains(self, x: Number) -> bool:
        """Whether x is one of the numbers."""
        above = self.low is None or (self.low < x if self.low_open else self.low <= x)
        below = self.high is None or (x < self.high if self.high_open else x <= self.high)
        return above and below

    def empty(self) -> bool:
        """Whether there is no number in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def meet(self, other: Span) -> Span:
        """The numbers of both, perhaps none."""
        lows = [(x.low, x.low_open) for x in (self, other) if x.low is not None]
        highs = [(x.high, not x.high_open) for x in (self, other) if x.high is not None]
        low, low_open = max(lows, default=(None, False))
        high, high_closed = min(highs, default=(None, True))
        return Span(low, high, low_open, not high_closed)

    def meets(self, other: Span) -> bool:
        """Whether some number is in both."""
        return not self.meet(other).empty()

    def inside(self, other: Span) -> bool:
        """Whether every number of it is in the other."""
        low = other.low is None or (
            self.low is not None
            and (other.low < self.low or (other.low == self.low and (self.low_open or not other.low_open)))
        )
        high = other.high is None or (
            self.high is not None
            and (self.high < other.high or (other.high == self.high and (self.high_open or not other.high_open)))
        )
        return low and high

    def negated(self) -> Span:
        """Every number with the other sign."""
        return Span(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def plus(self, other: Span) -> Span:
        """The sums of a number of each."""
        return Span(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def minus(self, other: Span) -> Span:
        """The differences of a number of each."""
        return self.plus(other.negated())

    def times(self, factor: Number) -> Span:
        """Every number, times a positive one."""
        return Span(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, divisor: Span) -> Span:
        """The quotients of a number of this by a number of the other, which are all above zero."""
        low, low_open = self.negated()._highest_over(divisor)
        high, high_open = self._highest_over(divisor)
        return Span(None if low is None else -low, high, low_open, high_open)

    def _highest_over(self, divisor: Span) -> tuple[Number | None, bool]:
        """Where the quotients end above, and whether that end is never reached: the least divisor makes the most."""
        assert divisor.low is not None
        assert divisor.low >= 0
        match self.high:
            case None:
                return None, False
            case top if top > 0:
                return (
                    (None, False)
                    if divisor.low == 0
                    else (Fraction(top, divisor.low), self.high_open or divisor.low_open)
                )
            case 0:
                return 0, self.high_open
            case top if divisor.high is None:
                return 0, True
            case top:
                return Fraction(top, divisor.high), self.high_open or divisor.high_open

    def whole(self) -> Iterator[int]:
        """The whole numbers in it, which has to have two ends."""
        assert self.low is not None
        assert self.high is not None
        return (n for n in range(floor(self.low), ceil(self.high) + 1) if self.contains(n))
