"""Pace, worked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import publicservice as ps
from publicservice.errors import PeriodError, UnlikeUnitsError


@pytest.mark.parametrize(
    ("over", "on", "passed"),
    [
        # 334 of 365 days up to 30 November; a leap year has 366
        (2021, date(2021, 11, 30), Fraction(334, 365)),
        (2024, date(2024, 2, 29), Fraction(60, 366)),
        ("2021-01/2021-06", date(2022, 1, 1), Fraction(1)),
        (2021, date(2020, 12, 31), Fraction(0)),
    ],
)
def test_pace_is_the_completion_less_the_share_of_time(over: str | int, on: date, passed: Fraction) -> None:
    """Rule 8: pace compares completion of the year with the share of the year elapsed, in percentage points."""
    points = ps.pace(ps.figure("109 %", exact=True), over, on)
    expected = 109 - 100 * passed
    assert ps.unit("percentage point") is points.unit
    assert Fraction(points.low) <= expected <= Fraction(points.high)


def test_pace_needs_a_span_and_a_rate() -> None:
    """A period without an end has no share, and persons are no completion."""
    with pytest.raises(PeriodError):
        ps.pace("50 %", "since 2021", date(2021, 6, 30))
    with pytest.raises(UnlikeUnitsError):
        ps.pace("50 persons", 2021, date(2021, 6, 30))
