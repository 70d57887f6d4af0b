"""What is printed in the properties: zeros, negatives, halves, huge and tiny numbers, with nought to three decimals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from tests.oracle.prints import COUNTS, MEASURES, WORDS, Print
from tests.oracle.spans import Span

ROUND = (0, 1, 5, 9, 10, 45, 50, 99, 100, 500, 999, 1_000, 4_500, 68_600, 500_000)
NUMBERS = st.sampled_from(ROUND) | st.integers(0, 60) | st.integers(0, 99_999) | st.integers(0, 10**15)
DECIMALS = st.sampled_from((0, 0, 0, 1, 2, 3))
SMALL = st.integers(0, 60) | st.sampled_from((70, 99, 100, 110, 300))
LEVELS = ("km", "CNY")


def prints(
    units: tuple[str, ...] = (*COUNTS, *MEASURES),
    digits: st.SearchStrategy[int] = NUMBERS,
    *,
    signed: bool = True,
) -> st.SearchStrategy[Print]:
    """Plainly printed numbers, rounded: no words, nothing cut off."""
    return st.builds(_print, st.sampled_from(units), digits, DECIMALS, st.booleans() if signed else st.just(False))


def _print(unit: str, digits: int, decimals: int, negative: bool) -> Print:
    """A print; counts are whole and not below zero."""
    count = unit in COUNTS
    return Print(digits, unit, 0 if count else decimals, negative and not count and digits > 0)


@st.composite
def dressed(draw: st.DrawFn) -> Print:
    """Numbers in every dress: 万 and 亿, commas, words, digits cut off, and either reading of zeros."""
    found = draw(prints())
    if draw(st.booleans()):
        found = replace(found, commas=True)
    elif found.unit in COUNTS or found.unit in LEVELS:
        tens = draw(st.sampled_from((0, 4, 8)))
        found = replace(
            found, in_tens=tens, decimals=draw(st.integers(0, min(tens, 3))) if tens else found.decimals, chinese=True
        )
    else:
        found = replace(found, chinese=True)
    match draw(st.sampled_from(("plain", "word", "cut", "zeros"))):
        case "word":
            word = draw(st.sampled_from(sorted(WORDS)))
            if word == "nearly" and not found.digits:
                return found
            forms = [form for form in WORDS[word] if form.isascii() != found.chinese]
            return replace(found, word=word, form=draw(st.sampled_from(forms)))
        case "cut":
            return replace(found, truncated=True)
        case "zeros":
            return replace(found, zeros=draw(st.sampled_from(("significant", "rounded"))))
        case _:
            return found


def numbers_near(span: Span, step: Fraction) -> list[Fraction]:
    """Numbers where a set may be wrong: its ends, a little beside them, its middle, and one step further."""
    ends = [Fraction(end) for end in (span.low, span.high) if end is not None]
    beside = [end + by for end in ends for by in (-step, -step / 2, -step / 1000, 0, step / 1000, step / 2, step)]
    return [*beside, Fraction(0), sum(ends, Fraction(0)) / max(1, len(ends))]


@st.composite
def near(draw: st.DrawFn, span: Span, step: Fraction) -> Fraction:
    """A decimal number at an end of a set, in it, or beside it: where verdicts turn."""
    return draw(st.sampled_from(numbers_near(span, step)))
