"""The command line: what is printed, where it goes, and the exit status."""

from __future__ import annotations

import io
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import publicservice
from publicservice import example_path, read_plan, read_report
from publicservice.cli import main

Write = Callable[[str, str], str]
Captured = pytest.CaptureFixture[str]

FINE = """
plan: Fine
period: 2024
source: a paper
targets:
  - {indicator: roads built, goal: 5 km}
"""
CONFIRMED = "plan: Confirmed\ndeclares: {programmes: 0}\n"
NOTED = "plan: Noted\nprogrammes: [{title: Heading}]\n"
WARNED = FINE.replace("Fine", "Warned").replace("5 km", "5")
WRONG = "plan: 临沂 <b>\nperiod: 2024\nsource: s\ntargets:\n  - {indicator: beds, goal: between 9 and 4 beds}\n"
REPORT = """
report: Jobs
observations:
  - {indicator: new jobs, value: "686,000 jobs", id: now}
claims:
  - {claim: completion, says: 109.2 %, of: now, against: "630,000 jobs"}
"""
FAULTY = "plan: Faulty\ntargets:\n  - {indicater: beds, goal: 5 beds}\n  - {indicator: beds, goal: 5 kn}\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives its name."""

    def write_file(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write_file


# --- check


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (FINE, [], 0),
        (NOTED, [], 0),
        (WARNED, [], 1),
        (WRONG, [], 1),
        (REPORT, [], 1),
        (WARNED, ["--fail-on", "error"], 0),
        (WRONG, ["--fail-on", "error"], 1),
        (NOTED, ["--fail-on", "note"], 1),
        (FINE, ["--fail-on", "note"], 0),
        (CONFIRMED, ["--fail-on", "confirmed"], 1),
        (FINE, ["--fail-on", "confirmed"], 0),
        (WRONG, ["--fail-on", "never"], 0),
        (WRONG, ["--show", "error", "--fail-on", "never"], 0),
        (WARNED, ["--show", "error"], 1),
    ],
)
def test_the_exit_status_tells_what_was_found(write: Write, text: str, options: list[str], expected: int) -> None:
    """1 if something at or above --fail-on was found, whether it is shown or not; else 0."""
    assert expected == main(["check", write("plan.yaml", text), *options])


def test_a_file_that_cannot_be_read_wins_over_findings(write: Write, capsys: Captured) -> None:
    """All files are looked at, wherever the unreadable one stands; the exit status is 2."""
    wrong, faulty, fine = write("w.yaml", WRONG), write("faulty.yaml", FAULTY), write("f.yaml", FINE)
    for files in ([faulty, wrong, fine], [wrong, faulty, fine], [fine, wrong, faulty]):
        assert 2 == main(["check", *files])
        out, err = capsys.readouterr()
        assert "临沂 <b>: 1 error" in out
        assert "Fine: nothing found" in out
        assert "Faulty" not in out
        assert err.startswith(f"publicservice: '{faulty}' has 2 faults:\n")


def test_each_fault_stands_on_its_line_on_standard_error(write: Write, capsys: Captured) -> None:
    """Everything that is wrong with a file is told at once, with its place."""
    faulty = write("faulty.yaml", FAULTY)
    assert 2 == main(["check", faulty])
    out, err = capsys.readouterr()
    assert "" == out
    head, *lines = err.splitlines()
    assert f"publicservice: '{faulty}' has 2 faults:" == head
    assert ["  line 3, column 6", "  line 4, column 29"] == [",".join(line.split(",")[:2]) for line in lines]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nope.yaml", "publicservice: there is no such file: 'nope.yaml'"),
        (".", "publicservice: a folder, not a file: '.'; expected a .yaml, .yml or .json file"),
        (
            "-",
            "publicservice: standard input is not read: '-'; expected a file; save it as a .yaml, .yml or .json file",
        ),
    ],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_what_is_no_file_is_told(
    name: str, expected: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A missing file, a folder and standard input each have their sentence."""
    monkeypatch.chdir(tmp_path)
    assert 2 == main([command, name])
    assert ("", f"{expected}\n") == capsys.readouterr()


def test_text_is_a_table_as_wide_as_asked_for(write: Write, capsys: Captured) -> None:
    """Lines fit the width; the sentence, its rule and its place are in them."""
    wrong = write("w.yaml", WRONG)
    for width in (40, 60, 80, 140):
        main(["check", wrong, "--width", str(width)])
        out = capsys.readouterr().out
        assert max(map(len, out.splitlines())) <= width
    expected = """\
临沂 <b>: 1 error
--------------------------------------------------------
severity finding                              where
-------- ------------------------------------ ----------
error    beds: no number is between 9 and 4   targets[0]
         beds
         [range-upside-down]
"""
    main(["check", wrong, "--width", "56"])
    assert expected == capsys.readouterr().out


def test_the_width_is_the_terminals_if_it_is_not_given(
    write: Write, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COLUMNS is what a terminal says of itself."""
    monkeypatch.setenv("COLUMNS", "44")
    main(["check", write("w.yaml", WRONG)])
    assert 44 >= max(map(len, capsys.readouterr().out.splitlines()))


def test_show_leaves_out_what_weighs_less(write: Write, capsys: Captured) -> None:
    """The line above the table counts all findings, also those that are not shown."""
    noted = write("n.yaml", f"{NOTED}declares: {{programmes: 1}}\n")
    main(["check", noted])
    assert "declared-count-agrees" in capsys.readouterr().out
    main(["check", noted, "--show", "note"])
    out = capsys.readouterr().out
    assert "Noted: 1 note, 1 confirmed" in out
    assert "declared-count-agrees" not in out
    main(["check", noted, "--show", "error"])
    assert "Noted: 1 note, 1 confirmed\nnothing to show\n" == capsys.readouterr().out


def test_json_of_several_files_is_one_document(write: Write, capsys: Captured) -> None:
    """Each file has its entry with the same keys, also when it cannot be read; then its faults stand in it."""
    wrong, faulty = write("w.yaml", WRONG), write("faulty.yaml", FAULTY)
    assert 2 == main(["check", wrong, faulty, "nope.yaml", "--format", "json"])
    read, unread, missing = json.loads(capsys.readouterr().out)
    finding = {
        "rule": "range-upside-down",
        "severity": "error",
        "where": "targets[0]",
        "title": "beds",
        "message": "no number is between 9 and 4 beds",
        "evidence": ["between 9 and 4 beds"],
    }
    assert {"file": wrong, "document": "临沂 <b>", "summary": "1 error", "findings": [finding], "faults": []} == read
    assert (faulty, None, None, []) == tuple(unread[key] for key in ("file", "document", "summary", "findings"))
    assert [("targets[0].indicater", 3, 6), ("targets[1].goal", 4, 29)] == [
        (fault["path"], fault["line"], fault["column"]) for fault in unread["faults"]
    ]
    assert [("there is no such file", "'nope.yaml'", None)] == [
        (fault["problem"], fault["seen"], fault["line"]) for fault in missing["faults"]
    ]


def test_json_shows_what_weighs_enough(write: Write, capsys: Captured) -> None:
    """--show holds for programs as it does for people."""
    main(["check", write("n.yaml", NOTED), "--format", "json", "--show", "warning"])
    [entry] = json.loads(capsys.readouterr().out)
    assert ("1 note", []) == (entry["summary"], entry["findings"])


def test_markdown_and_html_escape_what_they_show(write: Write, capsys: Captured) -> None:
    """A title is text and never markup."""
    files = [write("w.yaml", WRONG), write("f.yaml", FINE)]
    main(["check", *files, "--format", "markdown"])
    markdown = capsys.readouterr().out
    assert "**临沂 &lt;b&gt;: 1 error**\n\n| severity | finding | where |" in markdown
    assert "**Fine: nothing found**" in markdown
    main(["check", *files, "--format", "html"])
    page = capsys.readouterr().out
    assert page.startswith(
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        "<title>临沂 &lt;b&gt;: 1 error; Fine: nothing found</title>\n"
    )
    assert (1, 2, "</html>\n") == (page.count("<!doctype"), page.count("<caption>"), page[-8:])
    assert "<b>" not in page


# --- show


def test_show_prints_a_plan(write: Write, capsys: Captured) -> None:
    """As text, Markdown, a page, or a file that reads back as the same plan."""
    wrong = write("w.yaml", WRONG)
    assert 0 == main(["show", wrong, "--width", "80"])
    assert "• beds" in capsys.readouterr().out
    assert 0 == main(["show", wrong, "--format", "markdown"])
    assert "| • beds | between 9 and 4 beds |" in capsys.readouterr().out
    assert 0 == main(["show", wrong, "--format", "html"])
    assert "<td>• beds</td>" in capsys.readouterr().out
    assert 0 == main(["show", wrong, "--format", "json"])
    assert read_plan(wrong) == read_plan(write("again.json", capsys.readouterr().out))


def test_show_prints_a_report(write: Write, capsys: Captured) -> None:
    """A report is shown like a plan, and written as the report that it is."""
    report = write("r.yaml", REPORT)
    assert 0 == main(["show", report])
    assert "• new jobs" in capsys.readouterr().out
    assert 0 == main(["show", report, "--format", "json"])
    assert read_report(report) == read_report(write("again.json", capsys.readouterr().out))


def test_plans_and_reports_are_checked_together(write: Write, capsys: Captured) -> None:
    """Each document meets the rules for its kind."""
    assert 1 == main(["check", write("r.yaml", REPORT), write("f.yaml", FINE)])
    out = capsys.readouterr().out
    assert "Jobs: 1 error" in out
    assert "[claim-inconsistent]" in out
    assert "Fine: nothing found" in out


def test_a_file_of_neither_kind_is_told(write: Write, capsys: Captured) -> None:
    """What is neither a plan nor a report gets the keys that would make it one."""
    assert 2 == main(["show", write("n.yaml", "place: Linyi\n")])
    assert "neither a plan nor a report; expected the key 'plan' or the key 'report'" in capsys.readouterr().err


def test_an_example_is_shown_and_checked(capsys: Captured) -> None:
    """A real plan: its headline contradicts its body in one place."""
    path = str(example_path("linyi-2022"))
    assert 0 == main(["show", path, "--width", "200"])
    assert "public-welfare positions created" in capsys.readouterr().out
    assert 1 == main(["check", path, "--show", "error"])
    assert "[targets-contradict-each-other]" in capsys.readouterr().out


# --- figure


def test_a_figure_is_explained(capsys: Captured) -> None:
    """Section 2: 108.9% printed to the tenth says 108.85% to 108.95%; each text has its table."""
    assert 0 == main(["figure", "108.9%", "nearly 686,000 jobs"])
    expected = """\
108.9%
-------------------------------------------
what                     read as
------------------------ ------------------
printed                  108.9%
value                    108.9
unit                     %
comparator               none
weight of the last digit 0.1
stands for               [108.85, 108.95] %

nearly 686,000 jobs
"""
    out = capsys.readouterr().out
    assert expected == out[: len(expected)]
    assert "[685500, 686000) jobs" in out


def test_what_is_no_figure_is_told_and_the_others_are_explained(capsys: Captured) -> None:
    """The exit status is 2, wherever the text stands that is no figure."""
    for texts in (["abc", "5 km"], ["5 km", "abc"]):
        assert 2 == main(["figure", *texts])
        out, err = capsys.readouterr()
        assert out.startswith("5 km\n")
        assert err.startswith("publicservice: no number: 'abc'; expected a number and its unit")


def test_a_figure_as_json_keeps_its_digits(capsys: Captured) -> None:
    """Numbers are texts; a text that is no figure has its faults in its entry."""
    assert 2 == main(["figure", "more than 1,500", "10-15 towns", "abc", "--format", "json"])
    above, between, unread = json.loads(capsys.readouterr().out)
    figure = {"text": "more than 1,500", "value": "1500", "within": "(1500, ∞)", "unit": "1", "comparator": "more than"}
    assert {"given": "more than 1,500", "figure": figure, "faults": []} == above
    assert (None, "[10, 15]", "town") == tuple(between["figure"][key] for key in ("value", "within", "unit"))
    assert ("abc", None, ["no number"]) == (
        unread["given"],
        unread["figure"],
        [fault["problem"] for fault in unread["faults"]],
    )


@pytest.mark.parametrize(("form", "expected"), [("markdown", "| unit | km |"), ("html", "<td>km</td>")])
def test_a_figure_is_a_table_in_every_format(form: str, expected: str, capsys: Captured) -> None:
    """As for documents."""
    assert 0 == main(["figure", "5 km", "6 km", "--format", form])
    assert 2 == capsys.readouterr().out.count(expected)


# --- verify


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        # 685,500 / 630,000 = 108.81 % to 686,500 / 630,000 = 108.97 %
        ("completion --says 108.9% --actual 686,000 --target 630,000", 0, "completion: consistent"),
        ("completion --says 109.2% --actual 686,000 --target 630,000", 1, "completion: inconsistent"),
        ("completion --says 108.9% --actual 686,000", 0, "630,000 is the only multiple of 1,000 or 10,000"),
        ("year-on-year --says up_9.88% --now 686,000_jobs --before 624,317_jobs", 0, "year-on-year: consistent"),
        ("year-on-year --says 11% --now 686,000 --before 624,317", 1, "year-on-year: inconsistent"),
        ("year-on-year --says 9.88% --now 686,000_jobs", 0, "between 623,835 and 624,800 jobs"),
        ("year-on-year --says=-3.5% --now 965 --before 1,000.0", 0, "year-on-year: consistent"),
        ("share --says 82.2% --part 37_persons --whole 45_persons", 0, "share: consistent"),
        ("share --says 82.1% --part 37_persons --whole 45_persons", 1, "at least 0.0722 percentage points"),
        ("share --says 87% --part 27_schools", 0, "share: not checkable"),
        ("sum --says 817_households --parts 716_households 101_households", 0, "sum: consistent"),
        ("sum --says 817_households --parts 716_households 102_households", 1, "at least 1 household"),
    ],
)
def test_a_claim_is_verified(words: str, status: int, told: str, capsys: Captured) -> None:
    """Section 2: 0 where the claim is consistent or not checkable, 1 where the figures rule it out."""
    assert status == main(["verify", *(word.replace("_", " ") for word in words.split()), "--width", "200"])
    out, err = capsys.readouterr()
    assert told in out
    assert "" == err


def test_a_verification_is_a_table(capsys: Captured) -> None:
    """The verdict first, then what was given, and why."""
    assert 1 == main("verify completion --says 109.2% --actual 686,000 --target 630,000".split())
    expected = """\
completion: inconsistent
---------------------------------------------------------------
what             result
---------------- ----------------------------------------------
verdict          inconsistent
says             109.2%
actual           686,000
target           630,000
the figures give 108.9 % (108.80 to 108.97)
off by           at least 0.181 percentage points
consistent if    the target was rounded in print
sharpness        the figures refuse 7 of 10 neighbouring claims
"""
    assert expected == capsys.readouterr().out


def test_several_readings_stand_under_each_other(capsys: Captured) -> None:
    """Each other reading of the print that would make the claim consistent is told."""
    assert 1 == main("verify completion --says 108.8% --actual 685,999 --target 630,000".split())
    expected = """\
consistent if    it was cut off and not rounded
                 or if the target was rounded in print
"""
    assert expected in capsys.readouterr().out


def test_where_only_whole_numbers_rule_a_claim_out_it_is_told(capsys: Captured) -> None:
    """No 15 to 25 persons are 66.55 % to 66.65 % of 25 to 35, though the share may be anything from 42 % to 100 %."""
    assert 1 == main(["verify", "share", "--says", "66.6%", "--part", "20 persons", "--whole", "30 persons"])
    assert "off by           no whole numbers give it" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "expected"), [("markdown", "| verdict | consistent |"), ("html", "<td>5; 6</td>")])
def test_a_verification_has_every_format(form: str, expected: str, capsys: Captured) -> None:
    """As for documents."""
    assert 0 == main(["verify", "sum", "--says", "11", "--parts", "5", "6", "--format", form])
    assert expected in capsys.readouterr().out


def test_a_verification_as_json_has_all_its_parts(capsys: Captured) -> None:
    """Null stands for what does not belong to the verdict."""
    words = "verify completion --says 109.2% --actual 686,000 --target 630,000 --format json".split()
    assert 1 == main(words)
    told = json.loads(capsys.readouterr().out)
    given = {"says": "109.2%", "actual": "686,000", "target": "630,000", "baseline": None}
    assert given == told["given"]
    assert ("completion", "inconsistent", "109.2", "0.181", 7) == (
        told["claim"],
        told["verdict"],
        told["says"]["value"],
        told["off_by"]["value"],
        told["refused"],
    )
    assert (["the target was rounded in print"], None, None) == (told["readings"], told["reason"], told["implied"])
    assert 0 == main([*words[:6], "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert ("not checkable", None, None, None) == tuple(
        told[key] for key in ("verdict", "computed", "off_by", "refused")
    )
    assert ("the target is not printed", "target") == (told["reason"], told["implied"]["what"])
    assert told["implied"]["message"].startswith("the target is between 627,460 and 628,950")
    assert told["implied"]["figure"]["within"].startswith("[627459.9")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("completion --says abc --actual 5", "no number: 'abc'"),
        ("completion --says 5% --actual 5 --target abc", "no number: 'abc'"),
        ("sum --says 817 --parts 716 3km", "'km' and '1' are not of one kind"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_claim_that_cannot_be_read_is_told(words: str, expected: str, form: str, capsys: Captured) -> None:
    """The exit status is 2, and nothing is printed but the reason on standard error."""
    assert 2 == main(["verify", *words.split(), "--format", form])
    out, err = capsys.readouterr()
    assert "" == out
    assert err.startswith(f"publicservice: {expected}")


# --- what may be asked


def test_the_version_is_printed(capsys: Captured) -> None:
    """It is that of the package."""
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert f"publicservice {publicservice.__version__}\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["check"], "the following arguments are required: FILE"),
        (["check", "x", "--fail-on", "bad"], "invalid choice: 'bad'"),
        (["check", "x", "--show", "never"], "invalid choice: 'never'"),
        (["show", "x", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["check", "x", "--width", "19"], "not a width: '19'; expected a whole number from 20"),
        (["check", "x", "--width", "-5"], "expected"),
        (["check", "x", "--width", "wide"], "not a width: 'wide'"),
        (["check", "x", "--width", "9" * 5000], "not a width: '99999999999999999999'"),
        (["show", "x", "y"], "unrecognized arguments: y"),
        (["figure"], "the following arguments are required: TEXT"),
        (["verify"], "the following arguments are required: CLAIM"),
        (["verify", "growth"], "invalid choice: 'growth'"),
        (["verify", "share", "--part", "5"], "the following arguments are required: --says"),
        (["verify", "sum", "--says", "5", "--parts"], "argument --parts: expected at least one argument"),
    ],
)
def test_what_is_not_understood_is_told(arguments: list[str], expected: str, capsys: Captured) -> None:
    """The exit status is 2, and the message says what was expected."""
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "verify a printed claim against the figures it speaks of"),
        ("check", "Exit status: 0 nothing found, 1 findings, 2 a file could not be read."),
        ("figure", "a number as printed, such as 'nearly 686,000 jobs'"),
        ("verify", "verify a rate of completion, such as 108.9% of the target"),
        ("verify completion", "the printed rate, with its % sign: 108.9%"),
        ("verify year-on-year", "Verify a change on the year, such as up 9.88%."),
        ("verify share", "the printed share, with its % sign: 82.2%"),
        ("verify sum", "the printed parts, one after the other: 716 101"),
    ],
)
def test_help_is_printed(words: str, expected: str, capsys: Captured) -> None:
    """Every command has its help; a percent sign in it is one."""
    with pytest.raises(SystemExit, match="0"):
        main([*words.split(), "--help"])
    assert expected in " ".join(capsys.readouterr().out.split())


def test_the_package_runs_as_a_module(write: Write, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m publicservice` is the command line, and its exit status is that of the process."""
    monkeypatch.setattr(sys, "argv", ["publicservice", "check", write("w.yaml", WARNED)])
    with pytest.raises(SystemExit, match="1"):
        runpy.run_module("publicservice", run_name="__main__")
    assert "Warned: 1 warning" in capsys.readouterr().out


# --- where it goes


class _Stream(io.TextIOWrapper):
    """An output of some encoding, which may be a terminal or a pipe that nobody reads."""

    def __init__(self, encoding: str, terminal: bool = False, closed: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._terminal, self._no_reader = terminal, closed

    def isatty(self) -> bool:
        return self._terminal

    def flush(self) -> None:
        if self._no_reader:
            self._no_reader = False  # closing the stream, long after the test, flushes again
            raise BrokenPipeError
        super().flush()

    def text(self) -> str:
        """What was printed."""
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@pytest.mark.parametrize(
    ("form", "encoding", "expected"),
    [
        ("text", "utf-8", "临沂 <b>: 1 error"),
        ("text", "gb18030", "临沂 <b>: 1 error"),
        ("text", "ascii", r"\u4e34\u6c82 <b>: 1 error"),
        ("json", "utf-8", '"document": "临沂 <b>"'),
        ("json", "latin-1", r'"document": "\u4e34\u6c82 <b>"'),
        ("markdown", "ascii", "**&#20020;&#27778; &lt;b&gt;: 1 error**"),
        ("html", "utf-8", "<title>临沂 &lt;b&gt;: 1 error</title>"),
        # the page says that it is in UTF-8
        ("html", "gb18030", "<title>&#20020;&#27778; &lt;b&gt;: 1 error</title>"),
    ],
)
def test_letters_that_the_output_cannot_take_are_escaped(
    form: str, encoding: str, expected: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the way of the format, so that a reader of the format sees the letter."""
    stream = _Stream(encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    assert 1 == main(["check", write("w.yaml", WRONG), "--format", form])
    assert expected in stream.text()


def test_json_of_a_plan_is_escaped_too(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed in ASCII still reads back as the same plan."""
    wrong, stream = write("w.yaml", WRONG), _Stream("ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert 0 == main(["show", wrong, "--format", "json"])
    assert read_plan(wrong) == read_plan(write("again.json", stream.text()))


def test_a_terminal_gets_colour(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe does not."""
    wrong = write("w.yaml", WRONG)
    for terminal in (True, False):
        stream = _Stream("utf-8", terminal)
        monkeypatch.setattr(sys, "stdout", stream)
        main(["check", wrong])
        assert terminal == ("\x1b[31merror" in stream.text())


def test_a_closed_pipe_changes_nothing_but_the_output(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A reader that has seen enough ends neither the check nor hides what it found."""
    monkeypatch.setattr(sys, "stdout", _Stream("utf-8", closed=True))
    assert 1 == main(["check", write("w.yaml", WRONG)])
    assert sys.stdout is None
    assert 1 == main(["check", write("w.yaml", WRONG)])
    assert "" == capsys.readouterr().err


def _run(arguments: list[str], stdout: int, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  (the interpreter that runs the tests)
        [sys.executable, "-m", "publicservice", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_process_with_a_closed_pipe_ends_quietly(write: Write) -> None:
    """Nothing is left to be flushed into the pipe at the end, which Python would complain about."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = _run(["check", write("w.yaml", WRONG)], writer)
    finally:
        os.close(writer)
    assert (1, b"") == (done.returncode, done.stderr)


def test_a_process_that_prints_ascii_escapes(write: Write) -> None:
    """Output that cannot encode Chinese does not end in a traceback, nor does standard error."""
    faulty = write("临沂.yaml", FAULTY)
    done = _run(["check", write("w.yaml", WRONG), faulty], subprocess.PIPE, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert 2 == done.returncode
    assert rb"\u4e34\u6c82 <b>: 1 error" in done.stdout
    assert b"Traceback" not in done.stderr
    assert rb"\u4e34\u6c82.yaml' has 2 faults" in done.stderr
