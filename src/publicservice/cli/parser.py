"""What may be asked on the command line, and the help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, get_args

import attrs

from publicservice.assessment import Status
from publicservice.assessment.scoring import AboveRange
from publicservice.cli.assessing import run_assess
from publicservice.cli.commands import NEVER, run_check, run_figure, run_schema, run_show, run_verify
from publicservice.cli.converting import run_convert
from publicservice.cli.output import FORMATS
from publicservice.compute.claims import verify_completion, verify_share, verify_sum, verify_year_on_year
from publicservice.compute.verification import Verification
from publicservice.io.iati import ResultType
from publicservice.model.finding import Severity

__all__ = ["parser"]

_LEAST_WIDTH = 20
_FILE = "a plan or report, as YAML or JSON"


@attrs.frozen
class _Claimed:
    """A kind of claim: what verifies it, and each option that it takes with its help; the last ones may be left out."""

    verify: Callable[..., Verification]
    help: str
    says: str
    of: tuple[str, str]
    against: tuple[tuple[str, str], ...] = ()


_CLAIMS = {
    "completion": _Claimed(
        verify_completion,
        "a rate of completion, such as 108.9% of the target",
        "the printed rate, with its % sign: 108.9%",
        ("actual", "the printed figure: 686,000, or '686,000 jobs'"),
        (
            ("target", "the target: 630,000; without it, the targets that fit the claim are told"),
            ("baseline", "where it started: 600,000; with it, the rate may be of the way from there"),
        ),
    ),
    "year-on-year": _Claimed(
        verify_year_on_year,
        "a change on the year, such as up 9.88%",
        "the printed change: 'up 9.88%', 'down 3%' or '1.5 percentage points'",
        ("now", "the printed later figure: 686,000"),
        (("before", "the printed figure of a year earlier; without it, the figures that fit the claim are told"),),
    ),
    "share": _Claimed(
        verify_share,
        "a share, such as 82.2% of all",
        "the printed share, with its % sign: 82.2%",
        ("part", "the printed part: 37, or '37 persons'"),
        (("whole", "the printed whole: 45; without it, the wholes that fit the claim are told"),),
    ),
    "sum": _Claimed(
        verify_sum,
        "a total, such as 817 households in all",
        "the printed total: 817, or '817 households'",
        ("parts", "the printed parts, one after the other: 716 101"),
    ),
}


def parser() -> argparse.ArgumentParser:
    """What understands the words of the command line: `run` in what it gives is the command to run."""
    made = argparse.ArgumentParser(
        prog="publicservice", description="Hold what a government promised against what it reports."
    )
    # The package is there before its command line; to import it from here would turn the layers round.
    version = sys.modules["publicservice"].__version__
    made.add_argument("--version", action="version", version=f"publicservice {version}")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    shown = _command(commands, "show", "show a plan or report as a table", run_show)
    shown.add_argument("files", nargs=1, metavar="FILE", help=_FILE)
    _add_check(commands)
    _add_assess(commands)
    _add_convert(commands)
    read = _command(
        commands,
        "figure",
        "explain how a printed number is read",
        run_figure,
        "Exit status: 0 each text was read, 2 one is no figure.",
    )
    read.add_argument("texts", nargs="+", metavar="TEXT", help="a number as printed, such as 'nearly 686,000 jobs'")
    printed = commands.add_parser(
        "schema", help="print the JSON Schema of a kind of text", description="Print the JSON Schema of a kind of text."
    )
    printed.add_argument("name", metavar="NAME", help="plan, report, observations, assessment, target, figure ...")
    printed.set_defaults(run=run_schema, format="json")
    claims = commands.add_parser(
        "verify",
        help="verify a printed claim against the figures it speaks of",
        description="Verify a printed claim against the figures it speaks of, given how they were rounded.",
    ).add_subparsers(required=True, metavar="CLAIM")
    for name in _CLAIMS:
        _add_claim(claims, name)
    return made


def _command(
    commands: Any,
    name: str,
    purpose: str,
    run: Callable[[argparse.Namespace], int],
    *more: str,
    formats: Sequence[str] = FORMATS,
) -> argparse.ArgumentParser:
    """A command that prints in any of the formats."""
    told = " ".join([f"{purpose[0].upper()}{purpose[1:]}.", *more])
    command: argparse.ArgumentParser = commands.add_parser(name, help=_literal(purpose), description=told)
    command.add_argument("--format", default="text", choices=formats, help="how to print (default: text)")
    command.add_argument("--width", type=_width, help="the width of text, at least 20 (default: the terminal's)")
    command.set_defaults(run=run)
    return command


def _literal(text: str) -> str:
    """A text as help that shows it: argparse puts values in where % stands."""
    return text.replace("%", "%%")


def _add_check(commands: Any) -> None:
    checked = _command(
        commands,
        "check",
        "check plans and reports against themselves",
        run_check,
        "Exit status: 0 nothing found, 1 findings, 2 a file could not be read.",
    )
    checked.add_argument("files", nargs="+", metavar="FILE", help=_FILE)
    severities = [severity.value for severity in reversed(Severity)]
    checked.add_argument(
        "--fail-on",
        default="warning",
        choices=[*severities, NEVER],
        help="the least severity that gives exit status 1 (default: warning)",
    )
    checked.add_argument(
        "--show",
        default="confirmed",
        choices=severities,
        help="the least severity that is printed (default: confirmed, which is all)",
    )


def _add_assess(commands: Any) -> None:
    assessed = _command(
        commands,
        "assess",
        "hold a plan against reports at a date",
        run_assess,
        "Exit status: 0 assessed, 1 a target has the status of --fail-on, 2 an input could not be read.",
        formats=(*FORMATS, "csv"),
    )
    assessed.add_argument("plan", metavar="PLAN", help="the plan, as YAML or JSON")
    assessed.add_argument(
        "reports",
        nargs="*",
        metavar="REPORT",
        help="reports, as YAML or JSON, or observations as CSV; the oldest first",
    )
    assessed.add_argument("--as-of", metavar="DATE", help="the date (default: the last day that the reports speak of)")
    assessed.add_argument(
        "--match",
        action="append",
        default=[],
        metavar="TARGET=ID",
        help="match the observation of this id to a target, by its id or title; may come again",
    )
    assessed.add_argument(
        "--place",
        action="append",
        default=[],
        metavar="PLACE",
        help="a place of which a figure is expected, such as 'Lanshan, Linyi'; may come again",
    )
    assessed.add_argument(
        "--above-range", default="not met", choices=get_args(AboveRange), help="what a figure above a range is"
    )
    assessed.add_argument(
        "--fail-on",
        default=NEVER,
        choices=[*(status.value for status in Status), NEVER],
        help="the status of a target that gives exit status 1 (default: never)",
    )


def _add_convert(commands: Any) -> None:
    converted = commands.add_parser(
        "convert",
        help="convert a file from one form into another",
        description="Convert a file from one form into another; the endings of the names say which. What is not kept is"
        " told on standard error. Exit status: 0 converted, 2 an input could not be read or an output not be written.",
    )
    converted.add_argument("source", metavar="IN", help=f"{_FILE}; observations as JSON, CSV or Parquet; IATI as XML")
    converted.add_argument("target", metavar="OUT", help="the file to write: .yaml, .json, .csv, .tsv, .parquet, .xml")
    converted.add_argument("--force", action="store_true", help="replace files that are there already")
    for option, metavar, told in _CONVERTING:
        converted.add_argument(option, metavar=metavar, help=told)
    converted.add_argument("--encoding", default="utf-8", help="of a CSV file that is read (default: utf-8)")
    converted.add_argument(
        "--count", action="append", default=[], metavar="NAME", help="a further kind of count; may come again"
    )
    types = [kind.value for kind in ResultType]
    converted.add_argument("--result-type", choices=types, help="to IATI: what kind of result the programmes are")
    converted.add_argument("--baseline-year", type=_year, help="to IATI: the year of the baselines")
    converted.add_argument("--loose", action="store_true", help="to IATI: write in words what it cannot say as numbers")
    converted.set_defaults(run=run_convert)


_CONVERTING = (
    ("--report", "FILE", "the report beside the plan: written from IATI, read for IATI"),
    ("--title", "TEXT", "the title of a report that is made of observations (default: the file's name)"),
    ("--activity", "ID", "from IATI: the activity, where a file has several"),
    ("--publisher", "REF,TYPE,NAME", "to IATI: who reports the activity, such as 'XM-EX-1,10,Ministry of Example'"),
    ("--description", "TEXT", "to IATI: what the activity is about (default: the plan's note)"),
)


def _year(text: str) -> int:
    if not (text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"not a year: {text[:20]!r}; expected such as 2022")
    return int(text)


def _add_claim(claims: Any, name: str) -> None:
    claimed = _CLAIMS[name]
    command = _command(
        claims,
        name,
        f"verify {claimed.help}",
        run_verify,
        "Counts are held to whole numbers where their unit is given: '37 persons'.",
        "Exit status: 0 consistent or not checkable, 1 inconsistent, 2 an input could not be read.",
    )
    command.add_argument("--says", required=True, metavar="FIGURE", help=_literal(claimed.says))
    of, told = claimed.of
    several = "+" if of == "parts" else None
    command.add_argument(f"--{of}", required=True, nargs=several, metavar="FIGURE", help=_literal(told))
    for against, told in claimed.against:
        command.add_argument(f"--{against}", metavar="FIGURE", help=_literal(told))
    takes = ["says", of, *(against for against, _ in claimed.against)]
    command.set_defaults(claim=name, verify=claimed.verify, takes=takes)


def _width(text: str) -> int:
    width = int(text) if text.isdecimal() and len(text) < 10 else 0
    if width < _LEAST_WIDTH:
        raise argparse.ArgumentTypeError(f"not a width: {text[:20]!r}; expected a whole number from {_LEAST_WIDTH}")
    return width
