"""The work in NumPy's arrays with units: pint's default registry, which counts in binary floats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pint

from benchmarks.columns.hand import GOAL
from benchmarks.columns.hand import numpy as plain

_UNITS: Any = pint.UnitRegistry()
_UNITS.define("person = [person]")
_PERSON, _PERCENT, _GOAL = _UNITS.Unit("person"), _UNITS.Unit("percent"), _UNITS.Quantity(GOAL, "percent")
_COUNTED = ("actual", "target", "baseline", "covered", "eligible")

Arrays = dict[str, Any]


def load(path: Path) -> Arrays:
    """The file in memory; what is counted in people, with that unit."""
    arrays = plain.load(path)
    return {name: value * _PERSON if name in _COUNTED else value for name, value in arrays.items()}


def finish(result: Arrays) -> int:
    """Everything has run already."""
    return len(result)


def _some(quantity: Any) -> Any:
    """The quantity where it is above zero, else not a number."""
    return np.where(quantity.magnitude > 0, quantity.magnitude, np.nan) * quantity.units


def completion(arrays: Arrays) -> Arrays:
    """In percent; not a number where the target is zero or missing."""
    return arrays | {"completion": (arrays["actual"] / _some(arrays["target"])).to(_PERCENT)}


def met(arrays: Arrays) -> Arrays:
    """Whether the target was reached: 1 or 0; not a number where a number is missing."""
    actual, target = arrays["actual"], arrays["target"]
    return arrays | {"met": np.where(~(np.isnan(actual) | np.isnan(target)), actual >= target, np.nan)}


def year_on_year(arrays: Arrays) -> Arrays:
    """In percent of the year before; not a number where that year is not there or not above zero."""
    place, there = plain.year_before(arrays)
    actual = arrays["actual"]
    before = actual[place]
    base = np.where(there, _some(before).magnitude, np.nan) * _PERSON
    return arrays | {"change": ((actual - before) / base).to(_PERCENT)}


def coverage_gap(arrays: Arrays) -> Arrays:
    """How far below the goal, in percentage points and in people."""
    covered, eligible = arrays["covered"], _some(arrays["eligible"])
    points = _GOAL - (covered / eligible).to(_PERCENT)
    return arrays | {"points": points, "people": (_GOAL * eligible).to(_PERSON) - covered}


def group_gap(arrays: Arrays) -> Arrays:
    """How the groups stand apart: sums by group are beyond pint, and are made without units."""
    bare: Arrays = {name: getattr(value, "magnitude", value) for name, value in arrays.items()}
    found: Arrays = plain.group_gap(bare)
    percents = ("difference", "overall", "mean_difference", "attributable")
    return found | {name: found[name] * _PERCENT for name in percents}
