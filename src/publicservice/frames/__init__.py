"""
The library's definitions on whole columns, in the engine that a user already has.

Every verb takes a frame of pandas, Polars (eager or lazy), PyArrow, DuckDB, PySpark, or another that narwhals reads,
adds columns to it, and gives back a frame of the same kind; lazy frames stay lazy. Needs the extra `frames`.
"""

from publicservice.frames.assessing import assess_frame
from publicservice.frames.change import year_on_year
from publicservice.frames.claims import verify_completion, verify_year_on_year
from publicservice.frames.coverage import coverage_gap, coverage_rate
from publicservice.frames.inequality import gaps_by
from publicservice.frames.objects import frame_to_observations, observations_to_frame, plan_to_frame
from publicservice.frames.pace import pace
from publicservice.frames.progress import completion_rate
from publicservice.frames.sums import aggregate
from publicservice.frames.units import in_unit
from publicservice.frames.verdicts import met, status

__all__ = [
    "aggregate", "assess_frame", "completion_rate", "coverage_gap", "coverage_rate", "frame_to_observations", "gaps_by",
    "in_unit", "met", "observations_to_frame", "pace", "plan_to_frame", "status", "verify_completion",
    "verify_year_on_year", "year_on_year",
]  # fmt: skip
