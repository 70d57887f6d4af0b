"""Completion rates of columns: on every engine what the scalar function says of each row."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import ModelError, NotFoundError, WrongTypeError
from publicservice.frames import completion_rate
from tests.engines import Engine, every_engine
from tests.frames.rows import close, columns_of, odd_number, reason_of, scalar, seeded, without_nan

Row = dict[str, Any]
ULP = 2.0**-52


def expected(row: Row, definition: str) -> tuple[Decimal | None, str | None]:
    """What the scalar function says of a row."""

    def ask() -> ps.Figure:
        actual, target = scalar(row["actual"], "actual"), scalar(row["target"], "target")
        if definition == "ratio":
            return ps.completion_rate(actual, target, definition="ratio")
        baseline = scalar(row["baseline"], "baseline")
        return ps.completion_rate(actual, target, baseline=baseline, definition="from_baseline")

    return reason_of(ask)


def bound(row: Row, value: Decimal | None, definition: str) -> float:
    """How far binary floats may be from the exact rate: some units of the last place of what was subtracted."""
    if value is None:
        return 0.0
    if definition == "ratio":
        return float(4 * ULP * abs(float(value)))
    a, t, b = (abs(row[name]) for name in ("actual", "target", "baseline"))
    whole = abs(float(Fraction(row["target"]) - Fraction(row["baseline"])))
    return 8 * ULP * float(100 * (a + b) / whole + abs(float(value)) * (t + b) / whole + abs(float(value)))


def check(rows: list[Row], found: list[Row], definition: str) -> None:
    """Every row has the scalar function's answer."""
    for row, told in zip(rows, found, strict=True):
        value, reason = expected(row, definition)
        assert reason == told["why"], row
        assert close(value, told["completion"], bound(row, value, definition)), (row, value, told)


def random_rows(seed: int, count: int) -> list[Row]:
    """Rows with every trap in them."""
    random_ = seeded(seed)
    rows = []
    for _ in range(count):
        target = odd_number(random_)
        baseline = target if random_.random() < 0.1 else odd_number(random_)
        rows.append({"actual": odd_number(random_), "target": target, "baseline": baseline})
    return rows


@pytest.mark.parametrize("definition", ["ratio", "from_baseline"])
@every_engine
def test_every_engine_says_what_the_scalar_function_says(engine: Engine, definition: str) -> None:
    """Rule: undefined is a typed answer, never a number; each row has the scalar's rate or its reason."""
    rows = random_rows(1, 400)
    frame = engine.frame(columns_of(rows))
    made = completion_rate(frame, baseline="baseline", definition=definition, reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    check(seen, engine.rows(made, order=["row"]), definition)


@pytest.mark.parametrize("definition", ["ratio", "from_baseline"])
def test_a_large_frame_says_what_the_scalar_function_says(definition: str) -> None:
    """Twenty thousand random rows have the scalar's rate or its reason each."""
    rows = random_rows(2, 20_000)
    frame = pl.DataFrame(columns_of(rows), strict=False)
    made = completion_rate(frame, baseline="baseline", definition=definition, reason="why")
    check(rows, made.to_dicts(), definition)


numbers = st.one_of(st.none(), st.floats(), st.integers(-5, 5).map(float), st.decimals(-9, 9, places=2).map(float))


@given(st.lists(st.fixed_dictionaries({"actual": numbers, "target": numbers, "baseline": numbers}), min_size=1))
def test_small_frames_say_what_the_scalar_function_says(rows: list[Row]) -> None:
    """Whatever stands in the cells, a row has the scalar's rate or its reason."""
    schema = {"row": pl.Int64, "actual": pl.Float64, "target": pl.Float64, "baseline": pl.Float64}
    frame = pl.DataFrame(columns_of(rows), schema=schema)
    for definition in ("ratio", "from_baseline"):
        made = completion_rate(frame, baseline="baseline", definition=definition, reason="why")
        check(rows, made.to_dicts(), definition)


@every_engine
def test_integers_give_the_nearest_float(engine: Engine) -> None:
    """686,000 of 630,000 is 108.888... %, and a column of integers gives the float nearest to it."""
    frame = engine.frame({"actual": [686_000, 315_000], "target": [630_000, 630_000]})
    found = {row["completion"] for row in engine.rows(completion_rate(frame))}
    assert {float(Fraction(68_600_000, 630_000)), 50.0} == found


def test_the_definition_follows_the_baseline() -> None:
    """4,800 of 5,000 is 96 %; from 4,500 on it is 300 of 500, which is 60 %."""
    frame = pl.DataFrame({"actual": [4800], "target": [5000], "start": [4500]})
    assert [96.0] == completion_rate(frame)["completion"].to_list()
    assert [60.0] == completion_rate(frame, baseline="start")["completion"].to_list()
    assert [96.0] == completion_rate(frame, baseline="start", definition="ratio")["completion"].to_list()
    assert [60.0] == completion_rate(frame, target=5000, baseline=Decimal(4500))["completion"].to_list()


def test_integers_beyond_binary_floats_are_told_apart() -> None:
    """A target one above a baseline of 2**53 is not equal to it; binary floats cannot measure that, and say so."""
    frame = pl.DataFrame({"actual": [2**53 + 1], "target": [2**53 + 1], "baseline": [2**53]})
    made = completion_rate(frame, baseline="baseline", reason="why")
    assert [(None, "target and baseline are too close for binary floats")] == made.select("completion", "why").rows()


def test_from_the_baseline_needs_one() -> None:
    """Asking for from_baseline without a baseline is an error at once, not a column of nulls."""
    frame = pl.DataFrame({"actual": [1], "target": [2]})
    with pytest.raises(ModelError, match="needs a baseline"):
        completion_rate(frame, definition="from_baseline")
    with pytest.raises(ModelError, match="not a word for completion definition"):
        completion_rate(frame, definition="rate")


def test_what_is_wrong_names_the_column(  # one call each
) -> None:
    """Missing columns are told together, a wrong type and a taken name each with the column and what to do."""
    frame = pl.DataFrame({"aktual": [1], "target": ["a"], "completion": [1]})
    with pytest.raises(NotFoundError, match=r"'actual' \(as actual=\), 'goal' \(as target=\)"):
        completion_rate(frame, target="goal", into="x")
    with pytest.raises(WrongTypeError, match=r"'target' \(target=\) holds no numbers: String"):
        completion_rate(frame, actual="aktual", into="x")
    with pytest.raises(ModelError, match="already has a column of that name: 'completion'"):
        completion_rate(frame, actual="aktual", target=5)


@pytest.mark.parametrize("odd", [float("inf"), float("-inf"), 1e61, -1e61, 1e-61, -1e-61])
@pytest.mark.parametrize("at", [0, 32_767, 32_768, 99_999])
def test_one_odd_cell_of_a_long_column_is_found(odd: float, at: int) -> None:
    """Rule: what cannot have been printed has no rate. An eager column is looked at in blocks, some of them empty."""
    cells: list[float | None] = [5.0] * 30_000 + [None] * 70_000
    cells[at] = odd
    frame = pl.DataFrame({"actual": cells, "target": [10.0] * 100_000})
    for each in (frame, frame.to_arrow()):
        found = pl.DataFrame(completion_rate(each, reason="why"))
        assert found.row(at)[2] is None
        assert {"not a number", "too large", "too small"} & {found.row(at)[3].removeprefix("actual is ")}
        assert 30_000 - (at < 30_000) == found["completion"].count()
