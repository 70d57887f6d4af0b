"""Goals over columns: on every engine what the scalar goals say of each row, thresholds hit exactly included."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import FigureTextError, GoalError, ModelError, NotFoundError, WrongTypeError
from publicservice.frames import met, status
from publicservice.model.goal import Better, Goal, Verdict
from publicservice.model.goal_numbers import Between, Bound, BoundKind
from tests.engines import ENGINES, Columns, Engine, every_engine
from tests.frames.rows import columns_of, odd_number, scalar, seeded, without_nan

Row = dict[str, Any]
LAZY = {"polars-lazy", "duckdb", "spark"}
LOW = ("at least", "more than", "exactly", "reach", "raise to")
HIGH = ("at most", "less than", "lower to")
WORDS = (*LOW, *HIGH, "between")


def goal_of(row: Row) -> Goal:
    """The scalar goal of a row."""
    word = row["comparator"]
    if word == "between":
        return Between(scalar(row["low"], "low"), scalar(row["high"], "high"))
    return Bound(BoundKind(word), scalar(row["high" if word in HIGH else "low"], "number"))


def expected(row: Row) -> str | None:
    """The scalar verdict on a row; None where there is none."""
    if row["comparator"] not in WORDS:
        return None
    try:
        observed, goal = scalar(row["actual"], "actual"), goal_of(row)
    except ArithmeticError:
        return None
    better = None if row.get("better") is None else Better(row["better"])
    verdict = goal.accepts(observed, better=better).verdict
    return None if verdict is Verdict.UNKNOWN else verdict.value


def random_rows(seed: int, count: int, *, whole: bool = False) -> list[Row]:
    """Rows whose figures often equal a number of their goal."""
    random_ = seeded(seed)
    rows: list[Row] = []
    for _ in range(count):
        ends = sorted((odd_number(random_, whole=whole) for _ in range(2)), key=lambda x: (x is None, x))
        low, high = (
            ends if not any(end is not None and math.isnan(end) for end in ends) else (None, 5 if whole else 5.0)
        )
        if low is not None and high is not None and low > high:
            low, high = high, low
        actual = random_.choice((low, high, odd_number(random_, whole=whole)))
        if actual is not None and not whole and math.isfinite(actual):
            actual = random_.choice(
                (actual, actual, math.nextafter(actual, math.inf), math.nextafter(actual, -math.inf))
            )
        better = random_.choice((None, "higher", "lower", "neither"))
        word = random_.choice((*WORDS, None))
        rows.append({"actual": actual, "comparator": word, "low": low, "high": high, "better": better})
    return rows


def reasonable(row: Row) -> None:
    """A row has a verdict or a reason, never both and never neither."""
    assert (row["met"] is None) is (row["why"] is not None), row


@pytest.mark.parametrize("whole", [False, True])
@every_engine
def test_every_engine_says_what_the_scalar_goals_say(engine: Engine, whole: bool) -> None:
    """Rule: met is an answer of its own; thresholds hit exactly, and one unit of the last place beside, are decided."""
    rows = random_rows(1, 500, whole=whole)
    made = met(engine.frame(columns_of(rows)), better="better", reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    for row, told in zip(seen, engine.rows(made, order=["row"]), strict=True):
        assert expected(row) == told["met"], row
        reasonable(told)


def test_a_large_frame_says_what_the_scalar_goals_say() -> None:
    """Twenty thousand random rows have the scalar's verdict each."""
    rows = random_rows(2, 20_000)
    made = met(pl.DataFrame(columns_of(rows), strict=False), better="better", reason="why")
    for row, told in zip(rows, made.to_dicts(), strict=True):
        assert expected(row) == told["met"], row
        reasonable(told)


cells = st.one_of(st.none(), st.floats(), st.integers(-3, 3).map(float), st.decimals(-1, 1, places=2).map(float))
row_strategy = st.fixed_dictionaries(
    {
        "actual": cells,
        "comparator": st.sampled_from(WORDS),
        "low": cells,
        "high": cells,
        "better": st.sampled_from([None, "lower"]),
    }
)


@given(st.lists(row_strategy, min_size=1))
def test_small_frames_say_what_the_scalar_goals_say(rows: list[Row]) -> None:
    """Whatever stands in the cells, a row has the scalar's verdict or none; lazy, so that upside-down ranges pass."""
    schema = {"row": pl.Int64, "actual": pl.Float64, "comparator": pl.String, "low": pl.Float64, "high": pl.Float64}
    frame = pl.LazyFrame(columns_of(rows), schema=schema | {"better": pl.String})
    for row, told in zip(rows, met(frame, better="better", reason="why").collect().to_dicts(), strict=True):
        assert expected(row) == told["met"], row
        reasonable(told)


@pytest.mark.parametrize("engine", [one for one in ENGINES if one.name != "pandas"], ids=str)
def test_columns_of_two_types_are_compared_exactly(engine: Engine) -> None:
    """
    0.85 as a decimal is 0.85 as a float, 2**53 + 1 as an integer is above 2**53 as a float, and 0.1 is below its
    neighbour.
    """
    columns: Columns = {
        "row": [0, 1, 2, 3],
        "rate": [0.85, 0.1, math.nextafter(0.1, 1), 12.5],
        "goal": [Decimal("0.85"), Decimal("0.10"), Decimal("0.10"), Decimal("12.51")],
        "count": [2**53 + 1, 2**53 - 1, 7, -3],
        "wanted": [2.0**53, 2.0**53, 7.0, -2.5],
    }
    frame = engine.frame(columns)
    told = engine.rows(met(frame, actual="rate", low="goal", comparator="exactly"), order=["row"])
    assert ["met", "met", "not met", "not met"] == [row["met"] for row in told]
    told = engine.rows(met(frame, actual="count", low="wanted", comparator="more than"), order=["row"])
    first = "undecided" if engine.name in LAZY else "met"
    assert [first, "not met", "not met", "not met"] == [row["met"] for row in told]
    told = engine.rows(met(frame, actual="goal", low=Decimal("0.85"), comparator="at least"), order=["row"])
    assert ["met", "not met", "not met", "met"] == [row["met"] for row in told]
    told = engine.rows(met(frame, actual="count", low=0.5, comparator="at least"), order=["row"])
    assert ["met", "met", "met", "not met"] == [row["met"] for row in told]


def test_a_number_that_no_float_means_is_compared_exactly() -> None:
    """0.1 is above 0.09999999999999999999, which as a binary float is 0.1; a lazy frame says that it cannot tell."""
    frame, goal = pl.DataFrame({"actual": [0.1, 0.2]}), Decimal("0.09999999999999999999")
    assert ["met", "met"] == met(frame, comparator="more than", low=goal)["met"].to_list()
    lazy = met(frame.lazy(), comparator="more than", low=goal).collect()
    assert ["undecided", "met"] == lazy["met"].to_list()


@pytest.mark.parametrize(
    ("comparator", "better", "verdict"),
    [
        ("at least", None, "met"), ("more than", None, "met"), ("exactly", None, "not met"),
        ("at most", None, "not met"), ("less than", None, "not met"), ("between", None, "met"),
        ("reach", None, "met"), ("reach", "lower", "not met"),
    ],
)  # fmt: skip
def test_near_rows_are_decided_in_fractions(comparator: str, better: str | None, verdict: str) -> None:
    """0.1 against 0.09999999999999999999, the same float: each word, as one for all rows and as a column."""
    near = Decimal("0.09999999999999999999")
    frame = pl.DataFrame({"actual": [0.1, None], "word": [comparator] * 2, "way": [better] * 2})
    frame = frame.with_columns(way=pl.col("way").cast(pl.String))
    told = met(frame, comparator=comparator, low=near, high=near if comparator in HIGH else 1, better=better)
    assert [verdict, None] == told["met"].to_list()
    told = met(frame, comparator="word", low=near, high=near if comparator in HIGH else 1, better="way")
    assert [verdict, None] == told["met"].to_list()


def test_near_rows_with_empty_cells() -> None:
    """An end that the goal does not need may be empty in a row that is decided in fractions."""
    frame = pl.DataFrame({"actual": [0.1], "high": [None]}, schema={"actual": pl.Float64, "high": pl.Float64})
    frame = frame.with_columns(word=pl.lit("more than"))
    assert ["met"] == met(frame, comparator="word", low=Decimal("0.09999999999999999999"))["met"].to_list()


@every_engine
def test_a_range_with_an_end_that_is_no_number(engine: Engine) -> None:
    """An end that is no number is above nothing: the row has no verdict, on eager frames too."""
    frame = engine.frame({"actual": [5.0, 5.0], "low": [math.nan, 1.0], "high": [9.0, math.inf], "row": [0, 1]})
    told = engine.rows(met(frame, comparator="between", reason="why"), order=["row"])
    missing = "missing low" if not engine.keeps_nan else "low is not a number"
    assert [(None, missing), (None, "high is not a number")] == [(row["met"], row["why"]) for row in told]


@every_engine
def test_keep_has_to_hold_at_every_observation(engine: Engine) -> None:
    """Rule: keep holds at every observation of the period, not only at the last: 86, 79, 84 do not keep 80."""
    columns: Columns = {
        "row": [0, 1, 2, 3, 4, 5, 6],
        "area": ["a", "a", "a", "b", "b", "c", None],
        "actual": [86, 79, 84, 81, 80, None, 90],
    }
    made = met(engine.frame(columns), comparator="at least", low=80, keep=["area"], reason="why")
    told = [(row["met"], row["why"]) for row in engine.rows(made, order=["row"])]
    kept, lost = ("met", None), ("not met", None)
    assert [lost, lost, lost, kept, kept, (None, "an observation has no verdict"), (None, "missing key")] == told
    whole = met(engine.frame(columns), comparator="at least", low=50, keep=[])
    assert [None] * 7 == [row["met"] for row in engine.rows(whole)]


def test_undecided_observations_leave_a_promise_undecided() -> None:
    """Of several observations the gravest counts: not met, then none, then undecided, then met."""
    goal = Decimal("0.09999999999999999999")
    frame = pl.LazyFrame({"area": ["a", "a", "b", "b"], "actual": [0.1, 0.2, 0.1, 0.0]})
    made = met(frame, comparator="more than", low=goal, keep=["area"]).collect()
    assert ["undecided", "undecided", "not met", "not met"] == made["met"].to_list()


@pytest.mark.parametrize(
    ("comparator", "better", "answers"),
    [
        ("reach", None, ["not met", "met", "met"]),
        ("reach", "higher", ["not met", "met", "met"]),
        ("reach", "lower", ["met", "met", "not met"]),
        ("reach", Better.HIGHER, ["not met", "met", "met"]),
        ("exactly", None, ["not met", "met", "not met"]),
        ("more than", None, ["not met", "not met", "met"]),
        ("less than", None, ["met", "not met", "not met"]),
        ("at most", None, ["met", "met", "not met"]),
        ("lower to", None, ["met", "met", "not met"]),
        ("raise to", None, ["not met", "met", "met"]),
        ("between", None, ["not met", "met", "met"]),
    ],
)
def test_one_word_for_all_rows(comparator: str, better: Any, answers: list[str | None]) -> None:
    """Of 4, 5 and 6 against 5 (or 5 to 7), each word accepts what it says."""
    frame = pl.DataFrame({"actual": [4, 5, 6]})
    made = met(frame, comparator=comparator, low=5, high=7 if comparator == "between" else 5, better=better)
    assert answers == made["met"].to_list()


def test_a_column_that_is_not_there_is_not_needed() -> None:
    """Where low is None, goals that need it have no verdict and say so; the others have theirs."""
    frame = pl.DataFrame({"actual": [4, 6], "comparator": ["at most", "at least"], "high": [5, 5]})
    made = met(frame, low=None, reason="why")
    assert [("met", None), (None, "missing low")] == made.select("met", "why").rows()
    frame = pl.DataFrame({"actual": [4, 6], "comparator": ["reach", "at most"], "low": [5, 5]})
    made = met(frame, high=None, reason="why")
    assert [("not met", None), (None, "missing high")] == made.select("met", "why").rows()


@every_engine
def test_words_that_nobody_knows(engine: Engine) -> None:
    """An eager frame is refused with the word and the nearest one; a lazy frame has null and the reason."""
    columns: Columns = {"row": [0, 1], "actual": [1, 2], "comparator": ["at leest", "at least"], "low": [1, 1]}
    if engine.name in LAZY:
        made = met(engine.frame(columns), high=None, reason="why")
        told = [(row["met"], row["why"]) for row in engine.rows(made, order=["row"])]
        assert [(None, "unknown comparator"), ("met", None)] == told
        return
    with pytest.raises(
        GoalError, match=r"'comparator' \(comparator=\) has a word that nobody knows in 1 rows: 'at leest'"
    ):
        met(engine.frame(columns), high=None)


@every_engine
def test_ranges_that_are_upside_down(engine: Engine) -> None:
    """An eager frame with a range from 15 to 10 is refused; a lazy frame has null and the reason."""
    columns = {"row": [0, 1], "actual": [12, 12], "low": [15, 10], "high": [10, 15]}
    frame = engine.frame(columns)
    if engine.name in LAZY:
        made = met(frame, comparator="between", reason="why")
        told = [(row["met"], row["why"]) for row in engine.rows(made, order=["row"])]
        assert [(None, "low above high"), ("met", None)] == told
        return
    with pytest.raises(GoalError, match="larger number of a range comes first in 1 rows: low 15 and high 10"):
        met(frame, comparator="between")


def test_what_is_wrong_names_the_argument() -> None:
    """Each fault of the call is an error of its own, with what to do."""
    frame = pl.DataFrame({"actual": [1], "low": [1], "word": [1], "odd": ["at least"], "b": ["up"]})
    with pytest.raises(NotFoundError, match=r"comparator= is neither a column nor a word that is known: 'at last'"):
        met(frame, comparator="at last")
    with pytest.raises(WrongTypeError, match="comparator= takes a column's name or a word"):
        met(frame, comparator=5)  # type: ignore[arg-type]  # what a caller without types may do
    with pytest.raises(WrongTypeError, match=r"the column 'word' \(comparator=\) holds no words: Int64"):
        met(frame, comparator="word")
    with pytest.raises(GoalError, match="a goal of 'at least' needs low="):
        met(frame, comparator="at least", low=None)
    with pytest.raises(GoalError, match="upside down: 7 to 5"):
        met(frame, comparator="between", low=7, high=5)
    with pytest.raises(GoalError, match="nothing says on which side of the number to reach"):
        met(frame, comparator="reach", better=Better.NEITHER)
    with pytest.raises(GoalError, match="nothing says on which side of the number to reach"):
        met(frame, comparator="reach", low=0)
    with pytest.raises(NotFoundError, match=r"no such column: 'area' \(as keep=\)"):
        met(frame, comparator="at least", keep=["area"])
    with pytest.raises(WrongTypeError, match="keep= takes a list of columns: 'area'"):
        met(frame, comparator="at least", keep="area")
    with pytest.raises(GoalError, match=r"'b' \(better=\) has a word that nobody knows in 1 rows: 'up'"):
        met(frame, comparator="reach", better="b")
    with pytest.raises(WrongTypeError, match="low= takes a column's name or a number: nan"):
        met(frame, comparator="at least", low=math.nan)
    with pytest.raises(ModelError, match="two new columns of one name: 'x'"):
        met(frame, comparator="at least", into="x", reason="x")


def test_directions_that_nobody_knows_in_a_lazy_frame() -> None:
    """A lazy frame cannot be asked; the row is null, with the reason."""
    frame = pl.LazyFrame({"actual": [1], "low": [1], "b": ["up"]})
    made = met(frame, comparator="reach", better="b", reason="why").collect()
    assert [(None, "unknown better")] == made.select("met", "why").rows()


# --- status


@every_engine
def test_every_engine_says_the_status(engine: Engine) -> None:
    """
    As of 30 June 2024: reached early is met, within an upper limit is not due yet, and past the due date the verdict
    stands.
    """
    late, early = date(2025, 12, 31), date(2024, 6, 30)
    rows = [
        (90.0, "at least", 85.0, None, late, None, "met"),
        (80.0, "at least", 85.0, None, late, None, "not due"),
        (80.0, "at least", 85.0, None, early, None, "not met"),
        (3.0, "at most", None, 5.0, late, None, "not due"),
        (3.0, "at most", None, 5.0, early, None, "met"),
        (7.0, "reach", 5.0, None, late, None, "met"),
        (None, "reach", 5.0, None, late, date(2024, 1, 1), "no data"),
        (None, "reach", 5.0, None, late, date(2024, 7, 1), "not due"),
        (None, "reach", 5.0, None, early, None, "no data"),
        (7.0, "reach", None, None, early, None, "not measurable"),
        (3.0, "less than", None, 5.0, None, None, "not due"),
        (3.0, "between", 1.0, 5.0, late, None, "not due"),
    ]
    names = ("actual", "comparator", "low", "high", "due", "start", "status")
    columns: dict[str, list[object]] = {name: [row[at] for row in rows] for at, name in enumerate(names[:-1])}
    frame = engine.frame({"row": list(range(len(rows))), **columns})
    if engine.name == "pandas":  # where dates come out of PyArrow as objects
        frame = frame.assign(due=pd.to_datetime(frame["due"]), start=pd.to_datetime(frame["start"]))
    made = engine.rows(status(frame, as_of=date(2024, 6, 30), start="start"), order=["row"])
    assert [row[-1] for row in rows] == [row["status"] for row in made]


def test_status_takes_dates_only() -> None:
    """A due date that is no date is refused; of a date with a time, the time does not count."""
    frame = pl.DataFrame(
        {"actual": [1], "low": [2], "due": ["2024"], "day": [datetime.fromisoformat("2024-06-30T12:00")]}
    )
    made = status(frame, as_of=datetime.fromisoformat("2024-06-30T09:00"), comparator="at least", due="day")
    assert ["not met"] == made["status"].to_list()
    with pytest.raises(WrongTypeError, match=r"the column 'due' \(due=\) holds no dates: String"):
        status(frame, as_of=date(2024, 6, 30), comparator="at least")
    with pytest.raises(WrongTypeError, match="as_of= takes a date: '2024'"):
        status(frame, as_of="2024", comparator="at least", due="day")  # type: ignore[arg-type]  # as above


def test_a_figure_that_columns_refuse_is_refused_by_figure_too() -> None:
    """What columns call too large is what `figure` refuses."""
    with pytest.raises(FigureTextError):
        ps.figure(1e70)
