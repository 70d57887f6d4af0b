"""The work in pandas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.columns.hand import GOAL, KEY

_SETS = ["indicator", "year"]


def load(path: Path) -> pd.DataFrame:
    """The file as a frame of numpy's numbers."""
    return pd.read_parquet(path)


def finish(result: pd.DataFrame) -> int:
    """Everything has run already."""
    return len(result)


def completion(frame: pd.DataFrame) -> pd.DataFrame:
    """In percent; null where the target is zero or missing."""
    return frame.assign(completion=frame["actual"] * 100 / frame["target"].where(frame["target"] != 0))


def met(frame: pd.DataFrame) -> pd.DataFrame:
    """Whether the target was reached, in words; null where a number is missing."""
    known = frame["actual"].notna() & frame["target"].notna()
    said = np.where(frame["actual"] >= frame["target"], "met", "not met")
    return frame.assign(met=pd.Series(said, index=frame.index, dtype="str").where(known))


def year_on_year(frame: pd.DataFrame) -> pd.DataFrame:
    """In percent of the year before; null where that year is not there or not above zero."""
    before = frame[[*KEY, "actual"]].rename(columns={"actual": "before"})
    before["year"] += 1
    found = frame.merge(before, on=KEY, how="left")
    found["change"] = (found["actual"] - found["before"]) * 100 / found["before"].where(found["before"] > 0)
    return found.drop(columns="before")


def coverage_gap(frame: pd.DataFrame) -> pd.DataFrame:
    """How far below the goal, in percentage points and in people."""
    eligible = frame["eligible"].where(frame["eligible"] > 0)
    return frame.assign(
        points=GOAL - frame["covered"] * 100 / eligible, people=GOAL / 100 * eligible - frame["covered"]
    )


def group_gap(frame: pd.DataFrame) -> pd.DataFrame:
    """How the groups stand apart in each indicator and year: the worst, the distances, and what closing them brings."""
    rates = frame.groupby([*_SETS, "group"])[["covered", "eligible"]].sum().reset_index()
    rates["rate"] = rates["covered"] * 100 / rates["eligible"]
    by_set = rates.groupby(_SETS)
    summed = by_set[["covered", "eligible"]].transform("sum")
    overall = summed["covered"] * 100 / summed["eligible"]
    rates["weighted"] = (rates["rate"] - overall).abs() * rates["eligible"]
    found = by_set.agg(
        groups=("rate", "size"),
        low=("rate", "min"),
        high=("rate", "max"),
        covered=("covered", "sum"),
        eligible=("eligible", "sum"),
        weighted=("weighted", "sum"),
    )
    found["worst"] = rates.loc[by_set["rate"].idxmin(), "group"].to_numpy()
    found["difference"] = found["high"] - found["low"]
    found["ratio"] = found["high"] / found["low"].where(found["low"] != 0)
    found["overall"] = found["covered"] * 100 / found["eligible"]
    found["mean_difference"] = found["weighted"] / found["eligible"]
    found["attributable"] = found["high"] - found["overall"]
    return found.reset_index()
