"""Results with one row a group: sums over periods and gaps between groups, as the scalar functions give them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pytest

import publicservice as ps
from publicservice.compute.sums import Aggregate
from publicservice.errors import ModelError, NotFoundError, PeriodError, UndefinedError, WrongTypeError
from publicservice.frames import aggregate, gaps_by
from tests.engines import Engine, every_engine
from tests.frames.rows import close, columns_of, seeded

Row = dict[str, Any]
LAZY = {"polars-lazy", "duckdb", "spark"}
ULP = 2.0**-52


def monthly_rows(seed: int) -> list[Row]:
    """Figures of several series by month, with gaps and empty cells."""
    random_ = seeded(seed)
    rows: list[Row] = []
    for area in ("a", "b", "c", "d", "e"):
        for at in random_.sample(range(24), 15):
            value = None if random_.random() < 0.15 else random_.choice((0.0, -3.0, round(random_.uniform(0, 99), 2)))
            row = {
                "area": area,
                "year": 2021 + at // 12,
                "month": at % 12 + 1,
                "value": value,
                "eligible": float(at * 5),
            }
            rows.append(row)
    rows.append({"area": "empty", "year": 2021, "month": 1, "value": None, "eligible": None})
    random_.shuffle(rows)
    return rows


def the_aggregate(rows: list[Row], kind: str, over: str | None) -> tuple[Aggregate | None, str | None]:
    """The scalar aggregate of one series, or the reason for which there is none."""
    known = [row for row in rows if row["value"] is not None]
    series: dict[Any, Any] = {f"{row['year']}-{row['month']:02d}": row["value"] for row in known}
    eligible: dict[Any, Any] | None = (
        {f"{row['year']}-{row['month']:02d}": row["eligible"] for row in known} if kind == "rate" else None
    )
    try:
        return ps.aggregate(series, kind, over=over, eligible=eligible), None
    except UndefinedError as error:
        return None, error.reason


@pytest.mark.parametrize("over", [None, "2021-01/2022-12"])
@pytest.mark.parametrize("kind", ["flow", "stock", "rate"])
@every_engine
def test_every_engine_puts_months_together(engine: Engine, kind: str, over: str | None) -> None:
    """Rule: flows add up, stocks take the last, rates pool; a sum with missing periods says so."""
    rows = monthly_rows(1)
    frame = engine.frame(columns_of(rows))
    eligible = "eligible" if kind == "rate" else None
    made = aggregate(frame, kind=kind, period=["year", "month"], by=["area"], over=over, eligible=eligible)
    by_area: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_area[row["area"]].append(row)
    told = engine.rows(made, order=["area"])
    assert sorted(by_area) == [row["area"] for row in told]
    for row in told:
        found, reason = the_aggregate(by_area[row["area"]], kind, over)
        assert reason == row["reason"]
        if found is None:
            continue
        sizes = sum(abs(each["value"] or 0) for each in by_area[row["area"]])
        assert close(found.figure.value, row["total"], 64 * ULP * (sizes + 1) * 100), row
        assert (len(found.periods), len(found.missing)) == (row["periods"], row["missing"])


@every_engine
def test_the_last_date_of_a_stock(engine: Engine) -> None:
    """The level of the last date that has one; how many dates are missing, nobody can say."""
    days = [date(2021, 12, 31), date(2022, 6, 30), date(2022, 12, 31), date(2020, 1, 1)]
    frame = engine.frame({"day": days, "value": [5, 7, None, 3]})
    if engine.name == "pandas":  # where dates come out of PyArrow as objects
        frame = frame.assign(day=pd.to_datetime(frame["day"]))
    (row,) = engine.rows(aggregate(frame, kind="stock", period="day", into="level"))
    assert {"level": 7.0, "periods": 1, "missing": None, "reason": None} == row


@every_engine
def test_years_and_what_is_wrong_with_them(engine: Engine) -> None:
    """Every reason for which a series has no result, and the number of years that are missing."""
    rows = [
        ("fine", 2020, 1.0), ("fine", 2023, 2.5), (None, 2020, 1.0), ("undated", None, 1.0), ("odd", 99, 1.0),
        ("infinite", 2020, float("inf")), ("late", 2030, 1.0),
    ]  # fmt: skip
    columns = {name: [row[at] for row in rows] for at, name in enumerate(("area", "year", "value"))}
    told = engine.rows(aggregate(engine.frame(columns), kind="flow", by=["area"], over="2020/2025"), order=["area"])
    expected = {
        "fine": (3.5, 2, 4, None),
        "infinite": (None, 0, None, "not a number"),
        "late": (None, 1, 5, "periods outside the span"),
        "odd": (None, 0, None, "no such period"),
        "undated": (None, 0, None, "missing period"),
        None: (None, 0, None, "missing key"),
    }
    assert expected == {row["area"]: (row["total"], row["periods"], row["missing"], row["reason"]) for row in told}


@every_engine
def test_two_figures_for_one_period(engine: Engine) -> None:
    """An eager frame is refused; a lazy one has no result, and the reason."""
    frame = engine.frame({"area": ["a", "a", "b"], "year": [2020, 2020, 2020], "value": [1, 2, 3]})
    if engine.name not in LAZY:
        with pytest.raises(PeriodError, match=r"two figures for one period, in 1 series: \('a',\)"):
            aggregate(frame, kind="flow", by=["area"])
        return
    told = engine.rows(aggregate(frame, kind="flow", by=["area"]), order=["area"])
    assert [(None, "two figures for one period"), (3.0, None)] == [(row["total"], row["reason"]) for row in told]


def test_counts_of_a_rate() -> None:
    """60 of 100 and 50 of 60 are 110 of 160, 68.75 %; a rate without its eligible is not known, nor one of nobody."""
    frame = pl.DataFrame(
        {"year": [2020, 2021], "value": [60, 50], "eligible": [100, 60], "gap": [1, None], "none": [0, 0]}
    )
    assert [68.75] == aggregate(frame, kind="rate", eligible="eligible")["total"].to_list()
    assert ["counts not known"] == aggregate(frame, kind="rate", eligible="gap")["reason"].to_list()
    assert ["no eligible"] == aggregate(frame, kind="rate", eligible="none")["reason"].to_list()


@every_engine
def test_nobody_is_less_than_none(engine: Engine) -> None:
    """A rate is not pooled of counts below zero, in columns as elsewhere; 0 of 8 and 3 of 4 are 3 of 12, 25 %."""
    counts = {"a": ((60, 100), (-50, 60)), "b": ((60, 100), (50, -60)), "c": ((0, 8), (3, 4)), "d": ((-1, 8), (0, 0))}
    names = ("area", "year", "value", "eligible")
    rows = [(area, year, *cells) for area, both in counts.items() for year, cells in enumerate(both, 2020)]
    columns = {name: list(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)}
    made = aggregate(engine.frame(columns), kind="rate", eligible="eligible", by=["area"])
    told = [(row["total"], row["reason"]) for row in engine.rows(made, order=["area"])]
    negative = (None, "negative count")
    assert [negative, negative, (25.0, None), negative] == told
    for both, (total, reason) in zip(counts.values(), told, strict=True):
        series: list[dict[Any, Any]] = [{2020 + at: pair[side] for at, pair in enumerate(both)} for side in (0, 1)]
        try:
            found = ps.aggregate(series[0], "rate", eligible=series[1])
        except UndefinedError as error:
            assert reason == error.reason
        else:
            assert total == found.figure.value


def test_distinct_persons_never_add_up() -> None:
    """Rule: distinct persons never add over periods, unless nobody can be counted twice."""
    frame = pl.DataFrame({"year": [2020, 2021], "value": [1, 2]})
    for people in ("person", "household", "teacher", "student", "doctor", "nurse"):
        assert ["recurring persons"] == aggregate(frame, kind="flow", unit=people)["reason"].to_list()
    assert [3.0] == aggregate(frame, kind="flow", unit="person", recurring=False)["total"].to_list()
    assert [3.0] == aggregate(frame, kind="flow", unit="person-time")["total"].to_list()
    assert [2.0] == aggregate(frame, kind="stock", unit="person")["total"].to_list()


def test_what_is_wrong_with_an_aggregate() -> None:
    """Each fault of the call is an error of its own; two series that are one are refused without a name too."""
    frame = pl.DataFrame({"year": [2020, 2020], "value": [1, 2], "periods": ["a", "b"]})
    with pytest.raises(ModelError, match="a rate pools covered and eligible"):
        aggregate(frame, kind="rate")
    with pytest.raises(ModelError, match="a rate pools covered and eligible"):
        aggregate(frame, kind="flow", eligible="value")
    with pytest.raises(ModelError, match="would have one name: 'periods'"):
        aggregate(frame, kind="flow", by=["periods"])
    with pytest.raises(ModelError, match="would have one name: 'missing'"):
        aggregate(frame, kind="flow", into="missing")
    with pytest.raises(WrongTypeError, match="into= names a new column"):
        aggregate(frame, kind="flow", into="")
    with pytest.raises(PeriodError, match="expected whole years"):
        aggregate(frame, kind="flow", over="2021-01/2021-06")
    with pytest.raises(PeriodError, match="expected whole years"):
        aggregate(frame, kind="flow", over="2021-07/2022-06")
    with pytest.raises(PeriodError, match="two figures for one period, in 1 series; expected"):
        aggregate(frame, kind="flow")
    with pytest.raises(NotFoundError, match=r"'area' \(as by=\)"):
        aggregate(frame, kind="flow", by=["area"])
    dates = pl.DataFrame({"day": [date(2020, 1, 1)], "value": [1]})
    with pytest.raises(PeriodError, match="whole months, of rows with years and months"):
        aggregate(dates, kind="stock", period="day", over=2020)


# --- gaps


def group_rows(seed: int) -> list[Row]:
    """Covered and eligible of groups in several years, in parts that are to be pooled."""
    random_ = seeded(seed)
    rows: list[Row] = []
    for year in range(2001, 2031):
        for group in random_.sample("abcdefgh", random_.randint(2, 6)):
            for _ in range(random_.randint(1, 3)):
                eligible = random_.choice((1, 2, 4, 10, random_.randint(1, 10**6)))
                rows.append(
                    {"year": year, "group": group, "covered": random_.randint(0, eligible), "eligible": eligible}
                )
    random_.shuffle(rows)
    return rows


def the_gaps(rows: list[Row], better: str) -> ps.CoverageGaps:
    """The scalar comparison of the groups of one set."""
    pooled: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        pooled[row["group"]][0] += row["covered"]
        pooled[row["group"]][1] += row["eligible"]
    rates = {name: ps.CoverageRate(covered=top, eligible=bottom) for name, (top, bottom) in pooled.items()}
    return ps.coverage_gaps(rates, better=better)


@pytest.mark.parametrize("better", ["higher", "lower"])
@every_engine
def test_every_engine_compares_groups(engine: Engine, better: str) -> None:
    """Rule: difference, ratio, the worst off, weighted mean difference; the direction comes from the indicator."""
    rows = group_rows(1)
    told = engine.rows(gaps_by(engine.frame(columns_of(rows)), by=["year"], better=better), order=["year"])
    by_year: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_year[row["year"]].append(row)
    assert sorted(by_year) == [row["year"] for row in told]
    for row in told:
        gaps = the_gaps(by_year[row["year"]], better)
        assert (len(gaps.groups), gaps.worst or None, None) == (row["groups"], row["worst"], row["reason"])
        measures = {
            "difference": gaps.difference, "ratio": gaps.ratio, "overall": gaps.overall,
            "mean_difference": gaps.mean_difference, "attributable": gaps.attributable,
        }  # fmt: skip
        for name, figure in measures.items():
            value = None if figure is None else figure.value
            size = 0.0 if value is None or gaps.ratio is None else abs(float(gaps.ratio.value or 0))
            assert close(value, row[name], 64 * ULP * (100 + size)), (name, row, value)


@every_engine
def test_sets_that_cannot_be_compared(engine: Engine) -> None:
    """One group, an unknown or negative count, nobody eligible, a group without a name: null, with the reason."""
    rows = [
        (1, "a", 1.0, 2.0), (2, "a", 1.0, None), (2, "b", 1.0, 2.0), (3, "a", -1.0, 2.0), (3, "b", 1.0, 2.0),
        (4, "a", 0.0, 0.0), (4, "b", 1.0, 2.0), (5, None, 1.0, 2.0), (5, "b", 1.0, 2.0), (6, "a", 0.0, 4.0),
        (6, "b", 2.0, 4.0), (7, "a", 1.0, 3.0), (7, "b", 2.0, 6.0), (None, "a", 1.0, 2.0), (None, "b", 1.0, 4.0),
    ]  # fmt: skip
    columns = {name: [row[at] for row in rows] for at, name in enumerate(("set", "group", "covered", "eligible"))}
    told = engine.rows(gaps_by(engine.frame(columns), by=["set"]), order=["set"])
    reasons = [
        "fewer than two groups",
        "counts not known",
        "negative count",
        "no eligible",
        "counts not known",
        None,
        None,
    ]
    assert reasons == [row["reason"] for row in told[:7]]
    assert (None, 2, "missing key") == tuple(told[7][name] for name in ("difference", "groups", "reason"))
    assert [None] * 5 == [row["difference"] for row in told[:5]]
    assert ("a", 50.0, None, 25.0) == tuple(told[5][name] for name in ("worst", "difference", "ratio", "overall"))
    assert (None, 0.0, 1.0) == tuple(told[6][name] for name in ("worst", "difference", "ratio"))


@every_engine
def test_one_set_of_groups(engine: Engine) -> None:
    """Without a key all rows are one set: 90 of 100 and 120 of 200 are 30 points apart, and 70 % together."""
    frame = engine.frame({"group": ["urban", "rural"], "covered": [90, 120], "eligible": [100, 200]})
    (row,) = engine.rows(gaps_by(frame, by=[]))
    assert ("rural", 30.0, 1.5, 70.0, 20.0) == tuple(
        row[name] for name in ("worst", "difference", "ratio", "overall", "attributable")
    )


def test_what_is_wrong_with_gaps() -> None:
    """Each fault of the call is an error of its own."""
    frame = pl.DataFrame({"group": ["a"], "covered": [1], "eligible": [1], "worst": [1]})
    with pytest.raises(ModelError, match="which way is better: neither"):
        gaps_by(frame, by=[], better="neither")
    with pytest.raises(ModelError, match="by= has the name of a result or of the groups: worst"):
        gaps_by(frame, by=["worst"])
    with pytest.raises(NotFoundError, match=r"'area' \(as group=\)"):
        gaps_by(frame, by=[], group="area")
    with pytest.raises(WrongTypeError, match=r"'group' \(covered=\) holds no numbers"):
        gaps_by(frame, by=[], covered="group")
