"""Year-on-year change of columns: every plan of every engine gives what the scalar series gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publicservice.compute.change import year_on_year_series
from publicservice.errors import ModelError, NotFoundError, PeriodError, UndefinedError, WrongTypeError
from publicservice.frames import year_on_year
from publicservice.model.period import Period
from tests.engines import ENGINES, Columns, Engine, every_engine
from tests.frames.rows import close, columns_of, odd_number, scalar, seeded, without_nan

Row = dict[str, Any]
LAZY = {"polars-lazy", "duckdb", "spark"}
ULP = 2.0**-52


def period_of(row: Row) -> Period | None:
    """The period of a row, as the scalar functions see it."""
    if "day" in row:
        return None if row["day"] is None else Period.parse(row["day"].isoformat())
    year, month = row["year"], row.get("month", 0)
    if year is None or month is None or not 1000 <= year <= 9999 or not ("month" not in row or 1 <= month <= 12):
        return None
    return Period.parse(f"{year}-{month:02d}" if month else f"{year}")


def expected(rows: Sequence[Row], keys: Sequence[str]) -> list[tuple[Any, str | None]]:
    """The scalar series' change of each row, and its reason."""
    series: dict[tuple[Any, ...], dict[Any, Any]] = {}
    found: list[tuple[Any, str | None]] = []
    for row in rows:
        key, at = tuple(row[name] for name in keys), period_of(row)
        if None not in key and at is not None:
            try:
                series.setdefault(key, {})[at] = scalar(row["value"], "value")
            except UndefinedError:
                continue
    steps = {(key, one.period): one for key, known in series.items() for one in year_on_year_series(known)}
    for row in rows:
        key, at = tuple(row[name] for name in keys), period_of(row)
        if at is None:
            found.append((None, "no period"))
        elif None in key:
            found.append((None, "missing key"))
        elif (key, at) not in steps:
            found.append((None, "no value"))
        else:
            step = steps[(key, at)]
            reason = "29 February has no counterpart" if step.reason.startswith("29 Feb") else step.reason
            found.append((step.change, reason or None))
    return found


def check(rows: Sequence[Row], told: Sequence[Row], keys: Sequence[str]) -> None:
    """Every row has the scalar series' change or its reason."""
    for row, made, (change, reason) in zip(rows, told, expected(rows, keys), strict=True):
        value = None if change is None else change.value
        # Units of the last place of what was subtracted: 100 % and the change, beside 100 %.
        room = 0.0 if value is None else 4 * ULP * (abs(float(value)) + 200)
        assert close(value, made["change"], room), (row, made, change)
        if reason == "no period":
            assert made["why"] in {"missing period", "no such year", "no such month"}
        elif reason == "no value":
            assert made["why"].startswith(("missing value", "value is ")), made
        else:
            assert reason == made["why"], (row, made)


def random_rows(seed: int, count: int, *, text: bool, months: bool = False) -> list[Row]:
    """Rows of several series with gaps, in no order, some without a key or a year."""
    random_ = seeded(seed)
    rows: dict[tuple[Any, ...], Row] = {}
    for _ in range(count):
        area = random_.choice((None, "Linyi", "Linyi ", "临沂", "b")) if text else random_.randint(-3, 10**6 // 250_000)
        row: Row = {
            "indicator": random_.randint(0, 5),
            "area": area,
            "year": random_.choice((*range(1998, 2025), None)),
        }
        if random_.random() < 0.02:
            row["year"] = random_.choice((999, 1000, 1001, 9999, 10_000, -1))
        if months:
            row["month"] = (
                random_.choice((*range(1, 13), None, 0, 13)) if random_.random() < 0.1 else random_.randint(1, 12)
            )
        key = tuple(row.values())
        rows[(*key, len(rows) if None in key else 0)] = row | {"value": odd_number(random_)}
    found = list(rows.values())
    random_.shuffle(found)
    return found


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize("months", [False, True])
@every_engine
def test_every_engine_says_what_the_scalar_series_says(engine: Engine, months: bool, text: bool) -> None:
    """Rule: year on year needs periods exactly a year apart; a gap gives null and never the wrong year."""
    rows = random_rows(1, 600, text=text, months=months)
    period = ["year", "month"] if months else "year"
    made = year_on_year(engine.frame(columns_of(rows)), period=period, by=["indicator", "area"], reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    check(seen, engine.rows(made, order=["row"]), ["indicator", "area"])


@every_engine
def test_sorted_rows_give_the_same(engine: Engine) -> None:
    """Where rows are sorted by key and year, the row before is looked at; gaps and new keys are seen."""
    rows = [row for row in random_rows(2, 600, text=False) if row["year"] is not None and row["year"] > 1000]
    rows.sort(key=lambda row: (row["indicator"], row["area"], row["year"]))
    frame = engine.frame(columns_of(rows))
    told = engine.rows(year_on_year(frame, by=["indicator", "area"], reason="why"), order=["row"])
    check(rows if engine.keeps_nan else without_nan(rows), told, ["indicator", "area"])


@every_engine
def test_no_year_follows_the_last_or_goes_before_the_first(engine: Engine) -> None:
    """9999 has a year before and none after it; 10,000 and half years are no years, even beside their neighbours."""
    years = [9998, 9999, 10_000, 10_001, 1000, 999, 2020, 2020.5, 2021.5, None]
    columns: Columns = {"row": list(range(len(years))), "year": years, "value": [float(2**at) for at in range(10)]}
    told = engine.rows(year_on_year(engine.frame(columns), reason="why"), order=["row"])
    none, lonely, missing = (None, "no such year"), (None, "no figure a year earlier"), (None, "missing period")
    expected = [lonely, (100.0, None), none, none, none, none, lonely, none, none, missing]
    assert expected == [(row["change"], row["why"]) for row in told]


@pytest.mark.parametrize("lazy", [False, True])
def test_a_large_frame_says_what_the_scalar_series_says(lazy: bool) -> None:
    """Twenty thousand rows in no order: each has the change from its own series' year before."""
    random_ = seeded(3)
    keys = [(i, a, y) for i in range(20) for a in range(50) for y in range(2000, 2025)]
    rows = [
        {"indicator": i, "area": a, "year": y, "value": odd_number(random_)} for i, a, y in random_.sample(keys, 20_000)
    ]
    frame: Any = pl.DataFrame(columns_of(rows), strict=False)
    made = year_on_year(frame.lazy() if lazy else frame, by=["indicator", "area"], reason="why")
    check(rows, (made.collect() if lazy else made).to_dicts(), ["indicator", "area"])


row_strategy = st.fixed_dictionaries(
    {
        "area": st.sampled_from([1, 2, 2**62, -(2**62)]),
        "year": st.sampled_from([None, 999, 1000, 2020, 2021, 2022, 2023]),
        "value": st.one_of(st.none(), st.floats(), st.integers(-2, 2).map(float)),
    }
)


@given(st.lists(row_strategy, min_size=1, unique_by=lambda row: (row["area"], row["year"])), st.booleans())
def test_small_frames_say_what_the_scalar_series_says(rows: list[Row], lazy: bool) -> None:
    """Keys that lie too far apart to be packed into one number give the same as others."""
    schema = {"row": pl.Int64, "area": pl.Int64, "year": pl.Int64, "value": pl.Float64}
    frame: Any = pl.DataFrame(columns_of(rows), schema=schema)
    made = year_on_year(frame.lazy() if lazy else frame, by=["area"], reason="why")
    check(rows, (made.collect() if lazy else made).to_dicts(), ["area"])


@every_engine
def test_rates_change_in_points(engine: Engine) -> None:
    """85.0 % after 83.5 % is 1.5 percentage points; 85 persons after 83.5 are 1.796 %: a column may say."""
    columns: Columns = {
        "row": [0, 1, 2, 3, 4],
        "what": ["rate", "rate", "level", "level", "rate"],
        "year": [2021, 2022, 2021, 2022, 2023],
        "value": [83.5, 85.0, 83.5, 85.0, -1.0],
        "is_rate": [True, True, False, False, True],
    }
    frame = engine.frame(columns)
    told = engine.rows(year_on_year(frame, by=["what"], rate="is_rate", reason="why"), order=["row"])
    level = 1.5 * 100 / 83.5
    assert [None, 1.5, None, level, -86.0] == [row["change"] for row in told]
    told = engine.rows(year_on_year(frame, by=["what"], rate=True), order=["row"])
    assert [None, 1.5, None, 1.5, -86.0] == [row["change"] for row in told]


@every_engine
def test_dates_compare_with_the_same_day(engine: Engine) -> None:
    """The same day of the year before; 29 February has none, 28 February 2025 has 28 February 2024."""
    days = [date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2024, 3, 1), None]
    rows: list[Row] = [{"day": day, "value": 10.0 + at} for at, day in enumerate(days)]
    frame = engine.frame(columns_of(rows))
    if engine.name == "pandas":  # where dates come out of PyArrow as objects
        frame = frame.assign(day=pd.to_datetime(frame["day"]))
    check(rows, engine.rows(year_on_year(frame, period="day", reason="why"), order=["row"]), [])


def test_a_year_of_days_at_once() -> None:
    """Three years of days, shuffled: as many have a counterpart as the scalar periods say."""
    days = [date(2023, 1, 1) + timedelta(days=at) for at in range(365 + 366 + 365)]
    rows: list[Row] = [{"day": day, "value": float(at + 1)} for at, day in enumerate(days)]
    seeded(5).shuffle(rows)
    made = year_on_year(pl.DataFrame(columns_of(rows)), period="day", reason="why")
    check(rows, made.to_dicts(), [])
    assert {"no figure a year earlier": 365, "29 February has no counterpart": 1, None: 730} == Counter(made["why"])


DOUBLED: dict[str, list[Any]] = {
    "row": [0, 1, 2, 3, 4, 5],
    "area": ["a", "a", "a", "a", "b", "b"],
    "year": [2020, 2020, 2021, 2022, 2020, 2021],
    "value": [1.0, 2.0, 4.0, 5.0, 8.0, 16.0],
}


@pytest.mark.parametrize("by_number", [False, True])
@every_engine
def test_a_period_that_is_there_twice(engine: Engine, by_number: bool) -> None:
    """Two figures for 2020: an eager frame is refused; in a lazy one they and 2021 are null, and no row is doubled."""
    columns = DOUBLED | ({"area": [1, 1, 1, 1, 2, 2]} if by_number else {})
    frame = engine.frame(columns)
    if engine.name not in LAZY:
        with pytest.raises(PeriodError, match=r"two figures for one period, in 2 rows: .*2020"):
            year_on_year(frame, by=["area"])
        return
    told = engine.rows(year_on_year(frame, by=["area"], reason="why"), order=["row"])
    twice = (None, "two figures for one period")
    first = (None, "no figure a year earlier")
    assert [twice, twice, twice, (25.0, None), first, (100.0, None)] == [(row["change"], row["why"]) for row in told]


@every_engine
def test_a_lonely_double_is_seen(engine: Engine) -> None:
    """The last year twice, which nothing compares with, is told as well."""
    columns: Columns = {"row": [0, 1, 2], "year": [2020, 2021, 2021], "value": [1.0, 2.0, 4.0]}
    if engine.name not in LAZY:
        with pytest.raises(PeriodError, match="in 2 rows"):
            year_on_year(engine.frame(columns))
        return
    told = engine.rows(year_on_year(engine.frame(columns), reason="why"), order=["row"])
    assert ["no figure a year earlier", *["two figures for one period"] * 2] == [row["why"] for row in told]


@pytest.mark.parametrize("name", ["pandas", "pandas-pyarrow"])
def test_pandas_keeps_its_index(name: str) -> None:
    """Any index, even one with doubles, stays with its rows, in their order, sorted or not."""
    engine = next(one for one in ENGINES if one.name == name)
    for years in ([2020, 2021, 2022], [2021, 2020, 2022]):
        frame = engine.frame({"area": [1, 1, 1], "year": years, "value": [100, 200, 300]})
        frame.index = pd.Index(["x", "y", "x"])
        made = year_on_year(frame, by=["area"])
        assert ["x", "y", "x"] == list(made.index)
        by_year = dict(zip(made["year"], made["change"], strict=True))
        assert pd.isna(by_year[2020])
        assert abs({2020: 100, 2021: 200, 2022: 300}[2021] - 100 - by_year[2021]) in {0, 150.0, 50.0, 133.0 + 1 / 3}


def test_large_ids_of_pandas_are_told_apart() -> None:
    """2**60 and 2**60 + 1 are one binary float, which a shift in pandas makes of integers; they are two keys."""
    frame = pd.DataFrame({"id": [2**60, 2**60 + 1], "year": [2020, 2021], "value": [1.0, 2.0]})
    assert year_on_year(frame, by=["id"])["change"].isna().all()


def test_other_types_of_keys() -> None:
    """Categories, dates and booleans are keys too, and whole numbers that pandas keeps as floats are years."""
    frame = pl.DataFrame({"on": [True, True, False], "year": [2020.0, 2021.0, 2021.5], "value": [1, 2, 3]})
    frame = frame.with_columns(kind=pl.Series(["a", "a", "a"], dtype=pl.Categorical))
    made = year_on_year(frame, by=["on", "kind"], reason="why")
    assert [(None, "no figure a year earlier"), (100.0, None), (None, "no such year")] == made.select(
        "change", "why"
    ).rows()


def test_keys_that_lie_far_apart_are_numbered() -> None:
    """Two keys whose ranges are too wide for one number, and binary floats as keys, tell series apart as others do."""
    far, near = 2**62, -(2**62)
    keys = [(far, near, 0.5), (far, near, 0.5), (near, far, 0.5), (near, far, 0.25)]
    columns: Columns = {
        "year": [2021, 2020, 2021, 2020],
        "value": [3, 2, 8, 4],
        **{name: [key[place] for key in keys] for place, name in enumerate("abc")},
    }
    made = year_on_year(pl.DataFrame(columns), by=["a", "b"])
    assert [50.0, None, 100.0, None] == made["change"].to_list()
    made = year_on_year(pl.DataFrame(columns), by=["a", "b", "c"])
    assert [50.0, None, None, None] == made["change"].to_list()


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("kind", [pl.Int8, pl.Int16, pl.Int32, pl.UInt64])
def test_keys_may_fill_their_type(kind: type[pl.DataType], lazy: bool) -> None:
    """The distance between the least and the greatest key of a type does not fit into that type."""
    least, most = pl.select(a=pl.lit(0, kind).lower_bound(), b=pl.lit(0, kind).upper_bound()).row(0)
    frame: Any = pl.DataFrame({"key": [least, most, least, most, least + 1], "year": [2020, 2020, 2021, 2021, 2021]})
    frame = frame.cast({"key": kind}).with_columns(value=pl.Series([1, 10, 2, 30, 5]))
    made = year_on_year(frame.lazy() if lazy else frame, by=["key"])
    assert [None, None, 100.0, 200.0, None] == (made.collect() if lazy else made)["change"].to_list()


def test_doubled_periods_beside_rows_without_one() -> None:
    """In a lazy frame a row without a year is no double of another, and changes nothing about those that are."""
    frame = pl.LazyFrame({"year": [None, 2020, 2020, None, 2022], "value": [1, 2, 4, 5, 8]})
    made = year_on_year(frame, reason="why").collect()
    twice = "two figures for one period"
    assert ["missing period", twice, twice, "missing period", "no figure a year earlier"] == made["why"].to_list()


def test_dates_with_times_count_as_dates() -> None:
    """Noon of a day compares with the morning of that day a year before."""
    frame = pl.DataFrame(
        {"at": [datetime.fromisoformat(at) for at in ("2021-05-01T08:00", "2022-05-01T12:00")], "value": [1, 2]}
    )
    assert [None, 100.0] == year_on_year(frame, period="at")["change"].to_list()


def test_an_empty_frame_stays_empty() -> None:
    """No rows are no fault: the columns are added."""
    frame = pl.DataFrame(schema={"area": pl.Int64, "year": pl.Int64, "value": pl.Float64})
    assert ["area", "year", "value", "change"] == year_on_year(frame, by=["area"]).columns
    assert ["area", "year", "value", "change"] == year_on_year(frame.lazy(), by=["area"]).collect().columns


def test_what_is_wrong_names_the_argument() -> None:
    """Each fault of the call is an error of its own, with what to do; a lazy frame is refused before it runs."""
    frame = pl.LazyFrame({"year": ["2020"], "y": [2020], "m": [1], "value": [1.0]})
    with pytest.raises(WrongTypeError, match=r"by= takes a list of columns: 'area'"):
        year_on_year(frame, by="area")
    with pytest.raises(WrongTypeError, match=r"'year' \(period=\) says no periods: String"):
        year_on_year(frame)
    with pytest.raises(WrongTypeError, match="period= names no periods"):
        year_on_year(frame, period=["y"])
    with pytest.raises(WrongTypeError, match="period= names no periods"):
        year_on_year(frame, period=2020)  # type: ignore[arg-type]  # what a caller without types may do
    with pytest.raises(NotFoundError, match=r"'monat' \(as period=\)"):
        year_on_year(frame, period=["y", "monat"])
    with pytest.raises(WrongTypeError, match="rate= takes yes, no or a column's name"):
        year_on_year(frame, period="y", rate=1)  # type: ignore[arg-type]  # as above
    with pytest.raises(WrongTypeError, match=r"'m' \(rate=\) holds no yes and no: Int64"):
        year_on_year(frame, period="y", rate="m")
    with pytest.raises(ModelError, match="a column stands in by= twice"):
        year_on_year(frame, period="y", by=["m", "m"])
    with pytest.raises(WrongTypeError, match="by= takes names of columns: 5"):
        year_on_year(frame, period="y", by=[5])  # type: ignore[list-item]  # as above
    with pytest.raises(WrongTypeError, match="into= names a new column"):
        year_on_year(frame, period="y", into="")


def test_columns_of_ours_that_are_taken() -> None:
    """A frame may have columns of the names that come and go: they stay what they are."""
    columns = {"_publicservice_year": [7, 8], "_publicservice_before": [1, 2], "year": [2020, 2021], "value": [1, 2]}
    made = year_on_year(pl.DataFrame(columns))
    assert [(7, 1, 2020, 1, None), (8, 2, 2021, 2, 100.0)] == made.rows()
