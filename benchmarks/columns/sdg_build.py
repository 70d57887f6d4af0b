"""
The progress measure of Open SDG's sdg-build, one series at a time, as it works there.

It is not on the package index: clone https://github.com/open-sdg/sdg-build and name the folder. Only its two modules
that measure progress are loaded, since the others need packages that have nothing to do with it.
"""

from __future__ import annotations

import importlib
import sys
import time
import warnings
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd

from benchmarks.columns import generate

_SERIES = 300
_OPTIONS = SimpleNamespace(
    series_column="Series",
    unit_column="Units",
    progress_column="Progress",
    non_disaggregation_columns=["Year", "Value"],
    get_observation_attributes=list,
)


def seconds_per_row(checkout: Path) -> float:
    """What its measure takes for a few hundred series with a target, divided by their rows."""
    measure = _loaded(checkout).SeriesProgress
    table = next(generate.blocks(generate.AREAS * len(generate.YEARS))).to_pandas().dropna(subset=["actual", "target"])
    groups = list(table.sort_values("year").groupby("area"))[:_SERIES]
    series = [_indicator(area, rows) for area, rows in groups]
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scores = [measure(indicator, config).score for indicator, config in series]
    spent = time.perf_counter() - start
    if None in scores:
        raise ValueError("some series have no score, so that not all of the work was done")
    return spent / sum(len(rows) for _, rows in groups)


def _indicator(area: int, rows: pd.DataFrame) -> tuple[Any, dict[str, Any]]:
    """One series, as it takes it: years and values, and what is to be reached when."""
    data = pd.DataFrame({"Year": rows["year"].to_numpy(), "Value": rows["actual"].to_numpy()})
    target = float(rows["actual"].max()) * 2
    config = {"target": target, "target_year": 2030, "base_year": 2004, "direction": "positive"}
    return SimpleNamespace(inid=str(area), data=data, meta={}, options=_OPTIONS), config


def _loaded(checkout: Path) -> ModuleType:
    """Its module, in a package that has nothing else."""
    package = ModuleType("sdg")
    package.__path__ = [str(checkout / "sdg")]
    sys.modules["sdg"] = package
    vars(package)["Loggable"] = importlib.import_module("sdg.Loggable").Loggable
    return importlib.import_module("sdg.ProgressMeasure")
