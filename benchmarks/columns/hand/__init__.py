"""
The work, as somebody who knows an engine would write it in that engine's own words.

Each module has `load` (a Parquet file into memory), `finish` (run a result to its end, in memory), and a function for
each step; those that can also have `scan` and `sink`, which read and write files and hold neither whole. What is
undefined is null everywhere: a zero target, a base that is not above zero, a population of nobody.
"""

from __future__ import annotations

GOAL = 85.0  # the coverage that all areas should reach [%]
KEY = ["indicator", "area", "year"]
STEPS = ("completion", "met", "year_on_year", "coverage_gap", "group_gap", "together")
