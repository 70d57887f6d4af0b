"""Pace: the share done against the share of the time that has passed, what is left, and where it leads."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from publicservice.assessment.bands import Bands
from publicservice.assessment.pieces import Reached, at_least
from publicservice.assessment.profile import Profile
from publicservice.assessment.row import Score, Status
from publicservice.compute.pace import pace
from publicservice.compute.progress import Completion, CompletionDefinition
from publicservice.figures import Figure, figure
from publicservice.interval import Interval
from publicservice.model.period import Period
from publicservice.units import ONE, Unit

__all__ = ["pacing"]

_Bound = tuple[Figure, bool]


def pacing(
    reached: Reached, bound: _Bound | None, score: Score, is_flow: bool, bands: Bands, profile: Profile
) -> dict[str, Any]:
    """What a score says beside its verdict: margin, what remains, elapsed time, pace and projection, by their names."""
    actual, on = reached.figure, reached.on
    assert actual is not None  # noqa: S101  (asked for only where there is a figure)
    assert on is not None  # noqa: S101  (a figure has a date, or the assessment's)
    made: dict[str, Any] = {}
    whole = at_least(actual) if reached.is_partial else actual
    margin = None if bound is None else _least(list(reached.series.values()) or [whole], *bound)
    if margin is not None:
        made["margin"] = margin
    over = score.period
    if over is None or not over.is_known:
        return made | {"pace_reason": "the period's start or end is not known"}
    made["elapsed"] = figure(over.elapsed(on), ONE).to("percent")
    completion = score.completion
    if completion is None or bound is None:
        return made | {"pace_reason": score.completion_reason or "the goal is no single number"}
    if margin is not None and score.status is not Status.MET and margin.high <= 0:
        made |= _left(-margin, over, on)
    if not (is_flow or completion.definition is CompletionDefinition.FROM_BASELINE):
        return made | {"pace_reason": "the figure is a level without a baseline, which no share of time compares with"}
    if reached.is_partial:
        return made | {"pace_reason": "some of the period's figures are missing"}
    if reached.is_uneven:
        return made | {"pace_reason": "it is made of figures up to different dates"}
    made["pace"] = pace(completion, over, on)
    shares = _shares(actual, bound[0], score.baseline, completion)
    elapsed = over.elapsed(on)
    made["band"] = _band(shares, elapsed, bands)
    return made | _projection(actual, shares, score, over, on, profile)


def _least(figures: list[Figure], wanted: Figure, from_below: bool) -> Figure:
    """How far the figures lie beyond a number: of several, the one that lies least far."""
    unit = figures[-1].unit
    margins = [one.to(unit) - wanted if from_below else wanted.to(unit) - one for one in figures]
    return min(margins, key=lambda margin: margin.low)


def _left(remaining: Figure, over: Period, on: date) -> dict[str, Any]:
    """What remains, and what has to come in each month or day that is left."""
    made: dict[str, Any] = {"remaining": remaining}
    if over.end is not None and on < over.end:
        left = Period(on + timedelta(days=1), over.end)
        months = left.length
        time = figure(months, "month") if months is not None else figure(left.days, "day")
        made["needed"] = remaining / time
    return made


# --- exact shares: what decides a band or a day must not hang on the last digit of a division

_Shares = tuple[Fraction | None, Fraction | None, bool]


def _shares(actual: Figure, wanted: Figure, baseline: Figure | None, completion: Completion) -> _Shares:
    """The ends of the completion's set as exact shares, and whether the upper one is left out; None is no end."""
    start = Fraction(0)
    if completion.definition is CompletionDefinition.FROM_BASELINE:
        if baseline is None or not baseline.is_exact:
            return _of(completion.admissible, start, Fraction(100))
        start = _in(baseline, actual.unit)
    return _of(actual.admissible, start, _in(wanted, actual.unit) - start)


def _in(given: Figure, unit: Unit) -> Fraction:
    """An exact figure in another unit: as a fraction, since 1/3 of a unit has no end as a decimal."""
    return Fraction(given.low) * given.unit.factor_to(unit)


def _of(given: Interval, start: Fraction, whole: Fraction) -> _Shares:
    ends = [(Fraction(end) - start) / whole if end.is_finite() else None for end in (given.low, given.high)]
    if whole < 0:
        return ends[1], ends[0], given.low_open
    return ends[0], ends[1], given.high_open


def _band(shares: _Shares, elapsed: Fraction, bands: Bands) -> str:
    low, high, high_open = shares
    points = [None if end is None else (end - elapsed) * 100 for end in (low, high)]
    return bands.between(*points, high_open=high_open)


def _projection(
    actual: Figure, shares: _Shares, score: Score, over: Period, on: date, profile: Profile
) -> dict[str, Any]:
    """What it comes to by the end, and the days between which the goal is reached, if it goes on so."""
    if not profile.fits(over):
        return {"profile": f"{profile.name}, which says nothing of {over}"}
    expected = profile.expected(over, on)
    if not expected:
        return {"profile": profile.name}
    start = score.baseline.to(actual.unit) if score.baseline is not None else None
    from_baseline = score.completion is not None and score.completion.definition is CompletionDefinition.FROM_BASELINE
    made: dict[str, Any] = {"profile": profile.name}
    if from_baseline and start is not None:
        made["projected"] = _onwards(actual, start, expected)
    else:
        made["projected"] = actual / expected
    if score.status is not Status.MET:
        low, high = shares[:2]
        made["finish"] = (_day(high, expected, over, on, profile), _day(low, expected, over, on, profile))
    return made


def _onwards(actual: Figure, start: Figure, expected: Fraction) -> Figure:
    """Start + (actual - start) / expected, written so that the start stands once."""
    return actual / expected + start * (1 - 1 / expected)


def _day(share: Fraction | None, expected: Fraction, over: Period, on: date, profile: Profile) -> date | None:
    if share is None:
        return on
    return profile.day_of(over, expected / share) if share > 0 else None
