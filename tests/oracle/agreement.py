"""What the library says, held against what the oracle says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import publicservice as ps
from tests.oracle.prints import Print
from tests.oracle.spans import Number, Span

WIDER = Fraction(1, 10**30)  # ends are rounded outwards to some forty digits: so much wider a set may be, of its size


def figure(printed: Print) -> ps.Figure:
    """The print, as the library reads it."""
    return ps.figure(printed.text, truncated=printed.truncated, zeros=printed.zeros)


def decimal(x: Number) -> Decimal:
    """A fraction that a decimal can hold, as one."""
    found = Fraction(x)
    return Decimal(found.numerator) / Decimal(found.denominator)


def disagreement(found: ps.Interval, true: Span) -> str:
    """How a set of the library differs from the oracle's: empty where it is the same but for the outward rounding."""
    told = []
    ends: tuple[tuple[str, Decimal, bool, Number | None, bool, int], ...] = (
        ("low", found.low, found.low_open, true.low, true.low_open, 1),
        ("high", found.high, found.high_open, true.high, true.high_open, -1),
    )
    for name, end, is_open, wanted, wanted_open, sign in ends:
        if wanted is None or end.is_infinite():
            if not (wanted is None and end.is_infinite()):
                told.append(f"{name}: {end} for {wanted}")
            continue
        inwards = sign * (Fraction(end) - wanted)
        size = max(Fraction(1), abs(Fraction(wanted)))
        if not -WIDER * size <= inwards <= 0:
            told.append(f"{name}: {end} for {float(wanted)!r}")
        elif inwards == 0 and is_open != wanted_open:
            told.append(f"{name} {end} is {'open' if is_open else 'closed'}")
    return "; ".join(told)
