"""The work by `publicservice.frames`: one line a step, the same on every engine."""

from __future__ import annotations

from typing import Any

from benchmarks.columns.hand import GOAL
from publicservice import frames

_SERIES = ["indicator", "area"]


def completion(frame: Any) -> Any:
    """In percent."""
    return frames.completion_rate(frame)


def met(frame: Any) -> Any:
    """Whether the target was reached, in words, decided exactly."""
    return frames.met(frame, comparator="at least", low="target", high=None)


def year_on_year(frame: Any) -> Any:
    """In percent of the year before."""
    return frames.year_on_year(frame, value="actual", period="year", by=_SERIES)


def coverage_gap(frame: Any) -> Any:
    """How far below the goal, in percentage points and in people."""
    return frames.coverage_gap(frame, goal=GOAL)


def group_gap(frame: Any) -> Any:
    """How the groups stand apart in each indicator and year."""
    return frames.gaps_by(frame, by=["indicator", "year"])
