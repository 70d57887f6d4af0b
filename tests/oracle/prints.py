"""
What a printed number stands for, by rules 7 and 14: told by what was printed, never by reading the text back.

A print is kept as its parts (digits, decimals, unit of print, words), from which its text is written. Its set is found
twice: as ends, and by asking of any number whether a clerk would have printed it so.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tests.oracle.spans import Number, Span

Zeros = Literal["significant", "rounded"]
COUNTS = {"persons": "人", "beds": "张床位", "households": "户", "positions": "个岗位"}
MEASURES = {"km": "公里", "CNY": "元", "%": "%", "percentage points": "个百分点"}
SIGNIFICANT_ZEROS = ("%", "percentage points")
PRINTED_IN = {0: "", 4: "万", 8: "亿"}
# The words of rule 7 with the sides that they bound, in English and in Chinese, before the number or behind it.
WORDS = {
    "at least": ("at least {}", "no less than {}", "不低于{}", "不少于{}", "{}以上"),
    "above": ("more than {}", "over {}", "above {}", "超过{}"),
    "at most": ("at most {}", "no more than {}", "不超过{}", "{}以内", "{}以下"),
    "below": ("less than {}", "under {}", "低于{}", "不足{}"),
    "nearly": ("nearly {}", "近{}"),
    "about": ("about {}", "约{}", "{}左右"),
}
# A bound says one side only: what is left open on the other is not cut off, even where a count ends at zero.
ROUGH = ("about", "nearly")
ONE_SIDED = ("at most", "below")


def power(places: int) -> Fraction:
    """Ten to the power of places."""
    return Fraction(10**places) if places >= 0 else Fraction(1, 10**-places)


@dataclass(frozen=True)
class Print:
    """A number as it is printed: 68.6万人 has the digits 686, one decimal, and is printed in tens of thousands."""

    digits: int
    unit: str
    decimals: int = 0
    negative: bool = False
    in_tens: int = 0
    word: str = ""
    form: str = "{}"
    chinese: bool = False
    commas: bool = False
    truncated: bool = False
    zeros: Zeros | None = None

    @property
    def value(self) -> Fraction:
        """The number itself."""
        return self.digits * power(self.in_tens - self.decimals) * (-1 if self.negative else 1)

    @property
    def step(self) -> Fraction:
        """What the last significant digit is worth; trailing zeros of a whole number are not significant (rule 14)."""
        places = self.in_tens - self.decimals
        significant = self.zeros == "significant" or (self.zeros is None and self.unit in SIGNIFICANT_ZEROS)
        if self.decimals or not self.digits or (significant and self.word not in ROUGH):
            return power(places)
        # Who says "about 80 %" has rounded to tens: rough words are read wide (decision 4), but no wider (decision 3).
        if self.unit in SIGNIFICANT_ZEROS and self.word in ROUGH:
            return power(places + 1) if self.digits % 10 == 0 else power(places)
        digits = self.digits
        while digits % 10 == 0:
            digits //= 10
            places += 1
        return power(places)

    @property
    def is_count(self) -> bool:
        """Whether what is printed can only be whole and never below zero; 2.5 persons is an average, and no count."""
        return self.unit in COUNTS and self.value.denominator == 1

    def could_be(self, x: Number) -> bool:
        """Whether somebody who had x before them would have printed this, for one of the habits of rule 14."""
        if self.unit in COUNTS and x < 0 and self.word not in ONE_SIDED:
            return False
        x, d, s = Fraction(x), self.value, self.step
        if self.word:
            return self._bounded(x, d, s)
        if self.truncated:
            return abs(d) <= abs(x) < abs(d) + s and (d == 0 or (x < 0) == (d < 0))
        return all(abs(x - d) <= abs(x - other) for other in (d - s, d + s))

    @property
    def short(self) -> Fraction:
        """How far "nearly" may fall short: half of the last digit, and of a count by one at least."""
        return max(self.step / 2, Fraction(1)) if self.is_count and self.value > 0 else self.step / 2

    def _bounded(self, x: Fraction, d: Fraction, s: Fraction) -> bool:
        """Whether x is one of the numbers that the word of rule 7 leaves."""
        match self.word:
            case "at least":
                return x >= d
            case "above":
                return x > d
            case "at most":
                return x <= d
            case "below":
                return x < d
            case "nearly":
                # What falls short of a loss of 5 is a smaller loss.
                return abs(d) - self.short <= (-x if d < 0 else x) < abs(d)
            case _:
                return d - s <= x <= d + s

    @property
    def span(self) -> Span:
        """All numbers that could have been printed so, by their ends."""
        found = self._ends(self.value, self.step)
        return found.meet(Span(0)) if self.unit in COUNTS and self.word not in ONE_SIDED else found

    def _ends(self, d: Fraction, s: Fraction) -> Span:
        """The ends, without regard to what is counted."""
        if self.word:
            return self._bounds(d, s)
        if not self.truncated:
            return Span(d - s / 2, d + s / 2)
        if d == 0:
            return Span(-s, s, low_open=True, high_open=True)
        cut = Span(abs(d), abs(d) + s, high_open=True)
        return cut if d > 0 else cut.negated()

    def _bounds(self, d: Fraction, s: Fraction) -> Span:
        """The ends that the word of rule 7 leaves."""
        match self.word:
            case "at least":
                return Span(d)
            case "above":
                return Span(d, low_open=True)
            case "at most":
                return Span(None, d)
            case "below":
                return Span(None, d, high_open=True)
            case "nearly":
                short = Span(abs(d) - self.short, abs(d), high_open=True)
                return short.negated() if d < 0 else short
            case _:
                return Span(d - s, d + s)

    @property
    def number(self) -> str:
        """The digits as they are printed."""
        text = str(self.digits).rjust(self.decimals + 1, "0")
        whole, point = text[: len(text) - self.decimals], text[len(text) - self.decimals :]
        if self.commas:
            whole = f"{int(whole):,}"
        return ("-" if self.negative else "") + whole + (f".{point}" if point else "") + PRINTED_IN[self.in_tens]

    @property
    def text(self) -> str:
        """The print."""
        unit = {**COUNTS, **MEASURES}[self.unit] if self.chinese or self.in_tens else f" {self.unit}"
        return self.form.format(self.number + unit).strip()


def rounded(x: Number, step: Number, *, to_even: bool) -> int:
    """How many steps are printed for x: the nearest, and of two as near the upper or the even one."""
    whole, rest = divmod(x, step)
    twice = 2 * rest
    up = twice > step or (twice == step and (whole % 2 == 1 if to_even else True))
    return int(whole) + up
