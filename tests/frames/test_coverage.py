"""Coverage, gaps, pace, units: on every engine what the scalar functions say of each row."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd
import polars as pl
import pytest

import publicservice as ps
from publicservice.errors import (
    ModelError,
    NotFoundError,
    PeriodError,
    UndefinedError,
    UnitError,
    UnknownUnitError,
    UnlikeUnitsError,
    WrongTypeError,
)  # fmt: skip
from publicservice.figures import Figure
from publicservice.frames import coverage_gap, coverage_rate, in_unit, pace
from tests.engines import ENGINES, Columns, Engine, every_engine
from tests.frames.rows import close, columns_of, exact, odd_number, reason_of, scalar, seeded, without_nan

Row = dict[str, Any]
LAZY = {"polars-lazy", "duckdb", "spark"}
ULP = 2.0**-52
COUNTS = ("covered", "eligible", "excluded", "excluded_covered")


def the_rate(row: Row, roles: tuple[str, ...] = COUNTS) -> ps.CoverageRate:
    """The scalar coverage of a row."""
    counts: dict[str, Any] = {role: scalar(row[role], role) for role in roles}
    for role, count in counts.items():
        if count.low < 0:
            raise UndefinedError("negative", reason=f"negative {role}")
    return ps.CoverageRate(**counts)


def rate_of(row: Row) -> Figure:
    """The scalar rate of a row."""
    return ps.coverage_rate(the_rate(row))


def random_rows(seed: int, count: int) -> list[Row]:
    """Counts, mostly whole, now and then of nobody, with a goal that is often hit exactly."""
    random_ = seeded(seed)
    rows: list[Row] = []
    for _ in range(count):
        eligible = random_.choice((0.0, 100.0, 400.0, float(random_.randint(1, 10**7))))
        goal = random_.choice((40.0, 75.0, 85.0, 90.0, 33.3, round(random_.uniform(0, 110), random_.randint(0, 3))))
        covered = random_.choice((float(random_.randint(0, 500)), round(eligible * goal / 100), eligible * goal / 100))
        row: Row = {
            "covered": float(covered), "eligible": eligible, "excluded": float(random_.choice((0, 0, 20, 400))),
            "excluded_covered": float(random_.choice((0, 0, 7))), "goal": goal,
        }  # fmt: skip
        if random_.random() < 0.2:
            row[random_.choice(list(row))] = odd_number(random_)
        if random_.random() < 0.2 and math.isfinite(row["covered"] or math.inf):
            row["covered"] = math.nextafter(row["covered"], random_.choice((-1, 1)) * math.inf)
        rows.append(row)
    return rows


@every_engine
def test_every_engine_says_the_rate(engine: Engine) -> None:
    """Rule: exclusions leave numerator and denominator alike; a share of nobody is undefined."""
    rows = random_rows(1, 500)
    frame = engine.frame(columns_of(rows))
    made = coverage_rate(frame, excluded="excluded", excluded_covered="excluded_covered", reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    for row, told in zip(seen, engine.rows(made, order=["row"]), strict=True):
        value, reason = reason_of(partial(rate_of, row))
        assert reason == told["why"], (row, told)
        room = 0.0
        if value is not None:
            left = row["eligible"] - row["excluded"]
            room = 4 * ULP * (1 + (row["eligible"] + row["excluded"]) / left) * abs(float(value))
            room += 400 * ULP * (row["covered"] + row["excluded_covered"]) / left
        assert close(value, told["coverage"], room), (row, told, value)


def the_gap(row: Row, *, upper: bool) -> ps.Gap:
    """The scalar gap of a row."""
    goal = ps.figure(scalar(row["goal"], "goal").value, "percent")
    return ps.coverage_gap(the_rate(row, COUNTS[:2]), ps.at_most(goal) if upper else goal)


def gap_or_reason(row: Row, *, upper: bool) -> tuple[ps.Gap | None, str | None]:
    """The scalar gap, or the reason for which there is none."""
    try:
        scalar(row["covered"], "covered"), scalar(row["eligible"], "eligible"), scalar(row["goal"], "goal")
        return the_gap(row, upper=upper), None
    except UndefinedError as error:
        return None, error.reason


def check_gaps(rows: list[Row], told: list[Row], *, upper: bool, lazy: bool = False) -> None:
    """Every row has the scalar's points, people and verdict, or its reason."""
    for row, made in zip(rows, told, strict=True):
        gap, reason = gap_or_reason(row, upper=upper)
        assert reason == made["why"], (row, made)
        if gap is None:
            assert (None, None, None) == (made["gap_points"], made["gap_people"], made["verdict"])
            continue
        eligible = exact(row["eligible"])
        size = float(abs(exact(row["goal"])) + 100 * exact(row["covered"]) / eligible)
        assert close(gap.points.value, made["gap_points"], 4 * ULP * size), (row, made)
        assert gap.people is not None
        assert close(gap.people.value, made["gap_people"], 4 * ULP * size / 100 * float(eligible)), (row, made)
        if lazy and made["verdict"] == "undecided":
            apart = abs(exact(row["goal"]) * eligible - 100 * exact(row["covered"]))
            assert apart <= 2.0**-47 * size * eligible
        else:
            assert gap.verdict.value == made["verdict"], (row, made)


@pytest.mark.parametrize("better", ["higher", "lower"])
@every_engine
def test_every_engine_says_the_gap(engine: Engine, better: str) -> None:
    """Rule: a gap is stated in percentage points and in people; its sign is exact, and so is the verdict."""
    rows = random_rows(2, 500)
    made = coverage_gap(engine.frame(columns_of(rows)), better=better, verdict="verdict", reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    check_gaps(seen, engine.rows(made, order=["row"]), upper=better == "lower", lazy=engine.name in LAZY)


def test_a_large_frame_says_the_gap() -> None:
    """Twenty thousand rows, a fifth of them within one unit of the last place of their goal."""
    rows = random_rows(3, 20_000)
    made = coverage_gap(pl.DataFrame(columns_of(rows), strict=False), verdict="verdict", reason="why")
    check_gaps(rows, made.to_dicts(), upper=False)


@pytest.mark.parametrize(("goal", "count"), [(40, 400), (75, 500), (90, 200)])
@every_engine
def test_goals_that_are_hit_exactly(engine: Engine, goal: int, count: int) -> None:
    """Every whole number that is exactly 40 %, 75 % or 90 % of another meets the goal; one less does not."""
    eligible = [100 * step for step in range(1, count + 1)]
    covered = [goal * step for step in range(1, count + 1)]
    for goals in (goal, float(goal), Decimal(goal)):
        frame = engine.frame({"covered": covered, "eligible": eligible})
        told = engine.rows(coverage_gap(frame, goal=goals, verdict="verdict"))
        assert {("met", 0.0, 0.0)} == {(row["verdict"], row["gap_points"], row["gap_people"]) for row in told}
        frame = engine.frame({"covered": [each - 1 for each in covered], "eligible": eligible})
        told = engine.rows(coverage_gap(frame, goal=goals, verdict="verdict"))
        assert {("not met", 1.0)} == {(row["verdict"], row["gap_people"]) for row in told}


@pytest.mark.parametrize("name", ["polars", "pyarrow", "duckdb"])
def test_decimals_are_themselves(name: str) -> None:
    """Of 100 eligible, 85.50 covered meet 85.5 %, and 85.49 do not; longer decimals are decided too."""
    engine = next(one for one in ENGINES if one.name == name)
    columns: Columns = {
        "row": [0, 1],
        "covered": [Decimal("85.50"), Decimal("85.49")],
        "eligible": [100, 100],
        "goal": [Decimal("85.5000"), Decimal("85.5000")],
        "long": [Decimal("85.50000"), Decimal("85.49001")],
    }
    for goal in ("goal", "long"):
        made = coverage_gap(engine.frame(columns), goal=goal, verdict="verdict")
        told = [row["verdict"] for row in engine.rows(made, order=["row"])]
        assert ["undecided" if name in LAZY else "met", "not met"] == told


def test_one_column_only() -> None:
    """Neither people nor a verdict need be asked for."""
    frame = pl.DataFrame({"covered": [12], "eligible": [100]})
    assert [12.0] == coverage_rate(frame)["coverage"].to_list()
    assert [15.0] == coverage_rate(frame, excluded=20)["coverage"].to_list()
    assert [10.0] == coverage_rate(frame, excluded_covered=2)["coverage"].to_list()
    made = coverage_gap(frame, goal=10, better="lower", points="points", people=None)
    assert ["covered", "eligible", "points"] == made.columns
    assert [2.0] == made["points"].to_list()
    with pytest.raises(ModelError, match="which way is better: neither"):
        coverage_gap(frame, goal=10, better="neither")


# --- pace


@every_engine
def test_every_engine_says_the_pace(engine: Engine) -> None:
    """Rule: elapsed time in days, both ends counted, leap years respected; before the start nothing has passed."""
    random_ = seeded(4)
    rows: list[Row] = []
    for _ in range(300):
        start = date(1899, 12, 1) + timedelta(days=random_.randint(0, 90_000))
        end = start + timedelta(days=random_.choice((0, 30, 364, 365, 1460)))
        on = start + timedelta(days=random_.randint(-40, 1500))
        row: Row = {"completion": odd_number(random_), "start": start, "end": end, "on": on}
        if random_.random() < 0.1:
            row[random_.choice(list(row))] = None
        rows.append(row)
    frame = engine.frame(columns_of(rows))
    if engine.name == "pandas":  # where dates come out of PyArrow as objects
        frame = frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("start", "end", "on")})
    made = pace(frame, start="start", end="end", reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    for row, told in zip(seen, engine.rows(made, order=["row"]), strict=True):
        value, reason = reason_of(partial(the_pace, row))
        assert reason == told["why"], (row, told)
        assert close(value, told["pace"], 2 * ULP * (abs(row["completion"] or 0) + 100)), (row, told)


def the_pace(row: Row) -> Figure:
    """The scalar pace of a row."""
    completion = ps.figure(scalar(row["completion"], "completion").value, "percent")
    for role in ("start", "end", "on"):
        if row[role] is None:
            raise UndefinedError("missing", reason=f"missing {role}")
    return ps.pace(completion, ps.Period(row["start"], row["end"]), row["on"])


def test_a_completion_equal_to_the_time_passed_is_on_pace() -> None:
    """Of the 365 days of 2021 each has its share; a completion of the same float is ahead by exactly nothing."""
    days = [date(2021, 1, 1) + timedelta(days=at) for at in range(365)]
    shares = [100 * (at + 1) / 365 for at in range(365)]
    made = pace(pl.DataFrame({"completion": shares, "on": days}), period=2021)
    assert [0.0] * 365 == made["pace"].to_list()


def test_one_date_for_all_rows() -> None:
    """31 of 366 days of 2024 have passed: 50 % is 50 - 3100/366 points ahead; dates may have times."""
    frame = pl.DataFrame({"completion": [50.0], "from": [datetime.fromisoformat("2024-01-01T05:00")]})
    made = pace(frame, start="from", end=date(2024, 12, 31), on=datetime.fromisoformat("2024-01-31T23:00"))
    assert [50 - 3100 / 366] == made["pace"].to_list()
    made = pace(frame, start="from", end=date(2023, 12, 30), on=date(2024, 1, 31), reason="why")
    assert [(None, "the end comes before the start")] == made.select("pace", "why").rows()


def test_what_is_wrong_with_a_pace() -> None:
    """Each fault of the call is an error of its own."""
    frame = pl.DataFrame({"completion": [1.0], "on": ["x"]})
    with pytest.raises(WrongTypeError, match=r"'on' \(on=\) holds no dates: String"):
        pace(frame, period=2021)
    with pytest.raises(ModelError, match="the time passed is of one period"):
        pace(frame)
    with pytest.raises(ModelError, match="the time passed is of one period"):
        pace(frame, period=2021, start="on", end="on")
    with pytest.raises(ModelError, match="the end comes before the start"):
        pace(frame, start=date(2022, 1, 1), end=date(2021, 1, 1), on=date(2021, 1, 1))
    with pytest.raises(PeriodError, match="needs both ends"):
        pace(frame, period="since 2021")
    with pytest.raises(WrongTypeError, match="on= takes a column's name or a date: 5"):
        pace(frame, period=2021, on=5)  # type: ignore[arg-type]  # what a caller without types may do
    with pytest.raises(NotFoundError, match=r"'am' \(as on=\)"):
        pace(frame, period=2021, on="am")


# --- units


@every_engine
def test_units_are_brought_to_one(engine: Engine) -> None:
    """150 mu are 10 ha; what has no unit, no number or a unit that was not named is null, with the reason."""
    columns: Columns = {
        "row": [0, 1, 2, 3, 4],
        "value": [150.0, 2.0, 8.3, None, 1.0],
        "unit": ["mu", "ha", "mu", "ha", None],
    }
    made = in_unit(engine.frame(columns), to="ha", among=["mu", "ha"], reason="why")
    told = [(row["converted"], row["why"]) for row in engine.rows(made, order=["row"])]
    third = float(exact(8.3) / 15)
    assert [(10.0, None), (2.0, None), (third, None), (None, "missing value"), (None, "missing unit")] == told
    made = in_unit(engine.frame(columns), to="ha", among=["ha"], reason="why")
    assert [None, 2.0, None, None, None] == [row["converted"] for row in engine.rows(made, order=["row"])]


def test_short_decimals_are_rounded_once() -> None:
    """8.3 per mille is 0.83 %, the float that prints so, and not its neighbour, as for every number to three places."""
    values = [step / 1000 for step in range(1, 5000)]
    frame = pl.DataFrame({"value": values, "unit": ["‰"] * len(values)})
    made = in_unit(frame, to="%")["converted"].to_list()
    assert [float(exact(value) / 10) for value in values] == made


def test_units_that_are_not_alike() -> None:
    """Persons are never households, unknown units are told with the nearest, and a lazy frame needs their names."""
    frame = pl.DataFrame({"value": [1, 2], "unit": ["person", "household"], "n": [1, 2]})
    with pytest.raises(UnlikeUnitsError, match="has rows in 'household'"):
        in_unit(frame, to="person")
    with pytest.raises(UnknownUnitError, match=r"'houshold'.*has rows in 'houshold'"):
        in_unit(frame, to="person", among=["houshold"])
    with pytest.raises(ModelError, match="a lazy frame cannot be asked which units it holds"):
        in_unit(frame.lazy(), to="person")
    with pytest.raises(WrongTypeError, match=r"'n' \(unit=\) holds no texts: Int64"):
        in_unit(frame, to="person", unit="n")
    made = in_unit(frame, to="reading room", among=["reading rooms"], counts=["reading room"], reason="why")
    assert ["a unit that was not named"] * 2 == made["why"].to_list()
    many = pl.DataFrame({"value": [1] * 1001, "unit": [f"u{at}" for at in range(1001)]})
    with pytest.raises(UnitError, match="has 1,001 different texts"):
        in_unit(many, to="person")
