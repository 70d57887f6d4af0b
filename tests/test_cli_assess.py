"""The command `assess`: what it prints in each format, what it refuses, and its exit status."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publicservice.cli import main

Write = Callable[[str, str], str]
Captured = pytest.CaptureFixture[str]

PLAN = """
plan: Jobs <i>and</i> roads
period: 2022
targets:
  - {indicator: new jobs, goal: "1,000 jobs", kind: flow}
  - {indicator: roads built, goal: 50 km, kind: flow}
  - {indicator: towns, goal: between 10 and 15 towns, kind: flow, better: higher}
commitments: [keep the roads safe]
"""
REPORT = """
report: Results
period: 2022
observations:
  - {indicator: new jobs, value: "1,001 jobs"}
  - {indicator: roads, value: 41 km, id: R}
  - {indicator: towns, value: 17 towns}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its name."""

    def write_file(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write_file


@pytest.fixture
def files(write: Write) -> list[str]:
    """A plan and a report."""
    return [write("plan.yaml", PLAN), write("report.yaml", REPORT)]


def test_the_table_has_a_line_for_each_target_and_what_was_not_used(files: list[str], capsys: Captured) -> None:
    """Text: statuses, totals, and the figure that fits no target."""
    assert 0 == main(["assess", *files, "--width", "200"])
    told = capsys.readouterr().out
    assert "1 of 2 targets met, 1 not met; left out: 1 no data" in told
    assert "Reported, and of no target: roads" in told
    assert "keep the roads safe" in told


def test_json_has_rows_with_numbers_as_texts(files: list[str], capsys: Captured) -> None:
    """JSON: a row for each target, each number with all of its digits, and the same words as elsewhere."""
    assert 0 == main(["assess", *files, "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    jobs = told["rows"][0]
    assert ("new jobs", "met", "100.1", "2022-12-31") == (jobs["title"], jobs["status"], jobs["completion"], jobs["on"])
    assert {"met": 1, "not met": 1, "no data": 1} == {name: n for name, n in told["totals"].items() if n}
    assert ["keep the roads safe"] == [one["title"] for one in told["commitments"]]
    assert [None] == [one["target"] for one in told["unused"]]


def test_html_is_one_page_in_which_all_text_is_escaped(files: list[str], capsys: Captured) -> None:
    """HTML: a document of its own, without scripts, in which a title's tags are letters."""
    assert 0 == main(["assess", *files, "--format", "html"])
    told = capsys.readouterr().out
    assert told.startswith("<!doctype html>")
    assert "<script" not in told
    assert "Jobs &lt;i&gt;and&lt;/i&gt; roads" in told


def test_markdown_is_the_table(files: list[str], capsys: Captured) -> None:
    """Markdown: the same table."""
    assert 0 == main(["assess", *files, "--format", "markdown"])
    assert "| target | goal | reached | completion | pace | status |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], 0),
        (["--fail-on", "not met"], 1),
        (["--fail-on", "undecided"], 0),
        (["--fail-on", "no data"], 1),
        (["--fail-on", "no data", "--match", "roads built=R"], 0),
        (["--fail-on", "not met", "--match", "roads built=R", "--above-range", "met"], 1),
        (["--fail-on", "not met", "--above-range", "met"], 0),
        (["--fail-on", "no data", "--as-of", "2022-06-30"], 1),
        (["--fail-on", "never", "--place", "Lanshan, Linyi"], 0),
    ],
)
def test_the_exit_status_tells_whether_a_target_has_a_status(
    files: list[str], options: list[str], expected: int, capsys: Captured
) -> None:
    """1 where a target has the status of --fail-on, else 0."""
    assert expected == main(["assess", *files, *options])
    assert "" == capsys.readouterr().err


def test_results_may_come_as_a_table(write: Write, capsys: Captured) -> None:
    """A CSV file of observations stands where a report may stand."""
    table = write("results.csv", "indicator,value,unit,period\nnew jobs,1001,jobs,2022\n")
    assert 0 == main(["assess", write("plan.yaml", PLAN), table, "--format", "json"])
    assert "met" == json.loads(capsys.readouterr().out)["rows"][0]["status"]


@pytest.mark.parametrize(
    ("order", "options", "problem"),
    [
        ([1, 0], [], "not a plan"),
        ([0, 0], [], "not a report"),
        ([0, 1], ["--match", "roads built"], "not a match: 'roads built'; expected TARGET=ID"),
        ([0, 1], ["--match", "=R"], "not a match"),
        ([0, 1], ["--match", "roads built=X"], "no observation has this id: 'X'"),
        ([0, 1], ["--as-of", "soon"], "not a period: 'soon'"),
    ],
)
def test_what_cannot_be_assessed_is_told_on_standard_error(
    files: list[str], order: list[int], options: list[str], problem: str, capsys: Captured
) -> None:
    """2, nothing on standard output, and one message."""
    assert 2 == main(["assess", *(files[at] for at in order), *options])
    told = capsys.readouterr()
    assert ("", True) == (told.out, told.err.startswith(f"publicservice: {problem}"))


class _Terminal(io.StringIO):
    """Standard error as it is where somebody sits before it."""

    def isatty(self) -> bool:
        """A terminal."""
        return True


def test_long_runs_tell_on_a_terminal_how_far_they_are(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Only on a terminal, on one line, which is wiped at the end."""
    targets = "".join(f'  - {{indicator: "road {n}", goal: 5 km}}\n' for n in range(250))
    plan = write("plan.yaml", f"plan: Roads\nperiod: 2022\ntargets:\n{targets}")
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert 0 == main(["assess", plan, "--as-of", "2022-06-30", "--format", "json"])
    assert "\rassessed 100 of 250 targets\rassessed 200 of 250 targets\r\x1b[K" == terminal.getvalue()
    assert 250 == len(json.loads(capsys.readouterr().out)["rows"])
