"""The command `assess`: what it prints in each format, what it refuses, and its exit status."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publicservice.assessment import Assessment, assess
from publicservice.cli import main
from publicservice.io.document import read_plan, read_report
from publicservice.io.exchange import from_json, to_json

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
    told = json.loads(capsys.readouterr().out)["assessment"]
    jobs = told["rows"][0]
    assert ("new jobs", "met", "2022-12-31") == (jobs["title"], jobs["status"], jobs["on"])
    # 1,001 printed jobs are 1,001 whole ones, and 100 * 1,001 / 1,000 is 100.1.
    assert {"value": "100.1", "unit": "%", "exact": "yes", "definition": "ratio"} == jobs["completion"]
    assert {"met": "1", "not met": "1", "no data": "1"} == {name: n for name, n in told["totals"].items() if n != "0"}
    assert ["keep the roads safe"] == [one["title"] for one in told["commitments"]]
    assert ["documents[0].observations[1]"] == [one["evidence"]["entry"] for one in told["unused"]]
    assert "41 km" == told["documents"][0]["observations"][1]["value"]


def test_json_is_the_form_in_which_assessments_are_exchanged(files: list[str], capsys: Captured) -> None:
    """One form, not two: what is printed is what `to_json` writes, and is read back as the assessment."""
    assert 0 == main(["assess", *files, "--format", "json"])
    told = capsys.readouterr().out
    made = assess(read_plan(files[0]), read_report(files[1]))
    assert to_json(made) == told
    assert made.to_rows() == from_json(told, Assessment).to_rows()


def test_an_assessment_that_no_file_can_hold_is_refused(write: Write, capsys: Captured) -> None:
    """JSON of a plan that is nested as deep as any is read would be nested deeper: 2, and the reason."""
    inside = "title: a"
    for _ in range(18):
        inside = f"title: a, programmes: [{{{inside}}}]"
    plan = write("plan.yaml", f"{{plan: P, programmes: [{{{inside}}}]}}")
    assert 0 == main(["assess", plan, "--as-of", "2022"])
    capsys.readouterr()
    assert 2 == main(["assess", plan, "--as-of", "2022", "--format", "json"])
    told = capsys.readouterr()
    assert ("", True) == (told.out, "the nesting is too deep" in told.err)


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
    assert "met" == json.loads(capsys.readouterr().out)["assessment"]["rows"][0]["status"]


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
    assert 250 == len(json.loads(capsys.readouterr().out)["assessment"]["rows"])
