"""Claims over columns: on every engine what the library says of figures with the same sets, digit by digit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl
import pytest

import publicservice as ps
from publicservice.compute.verification import ClaimVerdict
from publicservice.decimals import DOWN, UP
from publicservice.errors import ModelError, UndefinedError
from publicservice.figures import Figure, figure
from publicservice.frames import verify_completion, verify_year_on_year
from publicservice.frames.printed import exact_set
from tests.engines import Columns, Engine, every_engine
from tests.frames.rows import columns_of, exact, odd_number, scalar, seeded, without_nan

Row = dict[str, Any]
LAZY = {"polars-lazy", "duckdb", "spark"}


def printed(row: Row, role: str, unit: str) -> Figure:
    """The figure that was printed so: the value, and the set that its step gives."""
    value, step = scalar(row[role], role), scalar(row[f"{role}_step"], f"{role}_step")
    if step.low < 0:
        raise UndefinedError("negative", reason=f"negative {role}_step")
    whole = ps.unit(unit).is_count
    return figure(value.value, unit, within=exact_set(exact(row[role]), exact(row[f"{role}_step"]), whole=whole))


def expected(row: Row, unit: str, *, change: bool = False, points: bool = False) -> str:
    """The library's own verdict on the claim of a row."""
    try:
        if change:
            says = printed(row, "says", "percentage point" if points else "%")
            now, before = (printed(row, role, "%" if points else unit) for role in ("now", "before"))
            return ps.verify_year_on_year(says=says, now=now, before=before).verdict.value
        says, actual, target = (
            printed(row, role, what) for role, what in (("says", "%"), ("actual", unit), ("target", unit))
        )
        return ps.verify_completion(says=says, actual=actual, target=target).verdict.value
    except UndefinedError:
        return ClaimVerdict.NOT_CHECKABLE.value


def completion_rows(seed: int, count: int) -> list[Row]:
    """Claims that are mostly true, or wrong by a digit, of numbers small and large, and some that are no numbers."""
    random_ = seeded(seed)
    rows: list[Row] = []
    for _ in range(count):
        size = 10 ** random_.randint(1, 7)
        target, actual = random_.randint(1, size), random_.randint(0, size)
        steps = [random_.choice((0, 1, 1, 10, 100)) for _ in range(2)]
        rounded = [
            number if not step else round(number / step) * step
            for number, step in zip((actual, target), steps, strict=True)
        ]
        says_step = random_.choice((1.0, 0.1, 0.01))
        says = round(actual * 100 / target / says_step) * says_step + random_.choice((0, 0, 0, 1, -1)) * says_step
        row: Row = {
            "says": round(says, 2), "says_step": says_step,
            "actual": float(rounded[0]), "actual_step": float(steps[0]),
            "target": float(rounded[1]), "target_step": float(steps[1]),
        }  # fmt: skip
        if random_.random() < 0.15:
            row[random_.choice(list(row))] = odd_number(random_)
        rows.append(row)
    return rows


STEPS = {"says_step": "says_step", "actual_step": "actual_step", "target_step": "target_step"}


@pytest.mark.parametrize("unit", ["job", "CNY"])
@every_engine
def test_every_engine_says_what_the_library_says_of_completions(engine: Engine, unit: str) -> None:
    """
    Rule: a claim is consistent when its set and the computed one have a value in common; of counts, a whole number.

    Lazy frames, which cannot look at a row, say undecided instead where only whole numbers of a rounded target decide.
    """
    rows = completion_rows(1, 600)
    made = verify_completion(engine.frame(columns_of(rows)), **STEPS, unit=unit, reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    undecided = 0
    for row, told in zip(seen, engine.rows(made, order=["row"]), strict=True):
        wanted = expected(row, unit)
        if engine.name in LAZY and told["verdict"] == "undecided":
            undecided += 1
            continue
        assert wanted == told["verdict"], (row, told)
        assert (wanted == "not checkable") is (told["why"] is not None), (row, told)
    assert undecided <= (40 if unit == "job" else 6)


def test_a_large_frame_says_what_the_library_says() -> None:
    """Twenty thousand claims, each judged as the library judges it."""
    rows = completion_rows(2, 20_000)
    made = verify_completion(pl.DataFrame(columns_of(rows), strict=False), **STEPS, unit="job")
    for row, told in zip(rows, made["verdict"], strict=True):
        assert expected(row, "job") == told, row


def change_rows(seed: int, count: int, *, points: bool) -> list[Row]:
    """Claims of change, mostly true, some wrong by a digit."""
    random_ = seeded(seed)
    rows: list[Row] = []
    for _ in range(count):
        step = random_.choice((0.1, 1.0, 0.0)) if points else float(random_.choice((0, 1, 10, 1000)))
        now, before = (
            round(random_.uniform(1, 100), 1) if points else float(random_.randint(1, 10**6)) for _ in range(2)
        )
        if step:
            now, before = (round(round(number / step) * step, 1) for number in (now, before))
        change = now - before if points else (now / before - 1) * 100 if before else 0.0
        says_step = random_.choice((0.1, 0.01, 1.0))
        says = round(round(change / says_step) * says_step + random_.choice((0, 0, 1, -1)) * says_step, 2)
        row: Row = {
            "says": says,
            "says_step": says_step,
            "now": now,
            "now_step": step,
            "before": before,
            "before_step": step,
        }
        if random_.random() < 0.15:
            row[random_.choice(list(row))] = odd_number(random_)
        rows.append(row)
    return rows


CHANGE_STEPS = {"says_step": "says_step", "now_step": "now_step", "before_step": "before_step"}


@pytest.mark.parametrize("points", [False, True])
@every_engine
def test_every_engine_says_what_the_library_says_of_changes(engine: Engine, points: bool) -> None:
    """Percent of a level, or percentage points of a rate: the verdict is the library's own."""
    rows = change_rows(3, 600, points=points)
    made = verify_year_on_year(engine.frame(columns_of(rows)), **CHANGE_STEPS, points=points, reason="why")
    seen = rows if engine.keeps_nan else without_nan(rows)
    undecided = 0
    for row, told in zip(seen, engine.rows(made, order=["row"]), strict=True):
        if engine.name in LAZY and told["verdict"] == "undecided":
            undecided += 1
            continue
        assert expected(row, "CNY", change=True, points=points) == told["verdict"], (row, told)
    assert undecided <= 6


@every_engine
def test_ends_of_what_the_figures_allow(engine: Engine) -> None:
    """686,000 to the thousand of 630,000 is 685,500 to 686,500 of it: 108.8095 % to 108.9683 %."""
    frame = engine.frame({"says": [108.9], "actual": [686_000], "target": [630_000]})
    made = verify_completion(frame, says_step=0.1, actual_step=1000, low="low", high="high")
    (row,) = engine.rows(made)
    assert ("consistent", 68_550_000 / 630_000, 68_650_000 / 630_000) == (row["verdict"], row["low"], row["high"])


def test_ends_of_a_change_in_points() -> None:
    """85.0 % after 83.5 %, printed to a tenth, is 1.4 to 1.6 points."""
    frame = pl.DataFrame({"says": [1.5], "now": [85.0], "before": [83.5]})
    made = verify_year_on_year(frame, says_step=0.1, now_step=0.1, before_step=0.1, points=True, low="low", high="high")
    assert [("consistent", 1.4, 1.6)] == made.select("verdict", "low", "high").rows()


def test_whole_numbers_rule_out_what_sets_alone_allow() -> None:
    """37 of 45 persons is 82.2 %: no whole number gives 83.0 % of 10 or 11 persons, as 8.3 and 9.13 persons would."""
    frame = pl.DataFrame({"says": [83.0], "actual": [9.0], "target": [11.0]})
    steps: dict[str, Any] = {"says_step": 0.1, "actual_step": 1.0, "target_step": 1.0}
    assert ["consistent"] == verify_completion(frame, **steps)["verdict"].to_list()
    assert ["inconsistent"] == verify_completion(frame, **steps, unit="person")["verdict"].to_list()


@pytest.mark.parametrize("lazy", [False, True])
def test_a_threshold_that_is_hit_exactly(lazy: bool) -> None:
    """
    A claim of 40.05 % to the hundredth reaches down to 40.045 %, which 8,009 of 20,000 hit exactly; 8,008.9999 do not.

    8,009 / 20,000 = 0.40045. Both sets are closed: to touch is to agree.
    """
    columns = {"says": [40.05, 40.05, 40.04], "actual": [8009.0, 8008.9999, 8009.0], "target": [20_000] * 3}
    frame: Any = pl.DataFrame(columns)
    made = verify_completion(frame.lazy() if lazy else frame, says_step=0.01, actual_step=0)
    told = (made.collect() if lazy else made)["verdict"].to_list()
    assert ["consistent", "inconsistent", "consistent"] == told


def test_integers_that_are_exact() -> None:
    """3 of 8 is 37.5 %: of whole numbers that were not rounded, every verdict is sure, in a lazy frame too."""
    frame = pl.LazyFrame({"says": [37.5, 37.6, 38.0], "actual": [3, 3, 3], "target": [8, 8, 8]})
    made = verify_completion(frame, says_step=0.1, actual_step=0, unit="bed").collect()
    assert ["consistent", "inconsistent", "inconsistent"] == made["verdict"].to_list()


@pytest.mark.parametrize("lazy", [False, True])
def test_points_with_more_places_than_are_looked_at(lazy: bool) -> None:
    """85.0001 after 83.5 is exactly 1.5001 points: an eager frame decides it in fractions, a lazy one cannot."""
    frame: Any = pl.DataFrame({"says": [1.5001, 1.5002, 1.6], "now": [85.0001] * 3, "before": [83.5] * 3})
    made = verify_year_on_year(frame.lazy() if lazy else frame, says_step=0, now_step=0, before_step=0, points=True)
    told = (made.collect() if lazy else made)["verdict"].to_list()
    assert ["undecided" if lazy else "consistent", "inconsistent", "inconsistent"] == told


def test_what_is_wrong_names_the_argument() -> None:
    """A step below zero and an unknown unit are refused at once."""
    frame = pl.DataFrame({"says": [1.0], "actual": [1], "target": [1], "now": [1], "before": [1]})
    with pytest.raises(ModelError, match="actual_step= is below zero: -1"):
        verify_completion(frame, says_step=0.1, actual_step=-1)
    with pytest.raises(ps.errors.UnknownUnitError, match="'jobb'"):
        verify_completion(frame, says_step=0.1, actual_step=1, unit="jobb")
    with pytest.raises(ps.errors.NotFoundError, match=r"'b' \(as before_step=\)"):
        verify_year_on_year(frame, says_step=0.1, now_step=1, before_step="b")


def test_sets_are_exact() -> None:
    """The set of 0.3 printed to a tenth is 0.25 to 0.35, exactly; a third has no decimal and is rounded once."""
    assert (Fraction(1, 4), Fraction(7, 20)) == tuple(
        map(Fraction, (exact_set(exact(0.3), exact(0.1)).low, exact_set(exact(0.3), exact(0.1)).high))
    )
    assert DOWN.divide(1, 3) <= exact_set(Fraction(1, 3), Fraction(0)).low <= UP.divide(1, 3)


@every_engine
def test_a_printed_nothing_is_no_less_than_nothing(engine: Engine) -> None:
    """Rule: no count is below zero, so that 0.0万 jobs are 0 to 500: 0 to 10 % of 5,000, as the scalar says."""
    says = list(range(-11, 13))
    columns: Columns = {"row": says, "says": [1.0 * one for one in says], "actual": [0] * 24, "target": [5_000] * 24}
    made = verify_completion(engine.frame(columns), says_step=1, actual_step=1000, unit="job")
    found = {row["row"]: row["verdict"] for row in engine.rows(made)}
    printed_nothing = figure("0.0万 jobs")
    exact_verdicts = {
        one: ps.verify_completion(says=f"{one} %", actual=printed_nothing, target=figure("5,000 jobs", exact=True))
        for one in says
    }
    assert {one: told.verdict.value for one, told in exact_verdicts.items()} == found
    assert [one for one in says if found[one] == "consistent"] == list(range(11))
