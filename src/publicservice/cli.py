"""The command line: `publicservice show`, `check`, `figure` and `verify`."""

from __future__ import annotations

import argparse
import codecs
import html
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from publicservice.checks import Findings, check
from publicservice.compute.claims import (
    ClaimVerdict,
    Verification,
    verify_completion,
    verify_share,
    verify_sum,
    verify_year_on_year,
)
from publicservice.errors import PublicServiceError, ReadError
from publicservice.figures import Figure, figure
from publicservice.interval import plain
from publicservice.io.document import read_document
from publicservice.io.faults import Fault, FaultyFileError
from publicservice.io.write import plan_text, report_text
from publicservice.model.finding import Severity
from publicservice.model.plan import Plan
from publicservice.model.report import Report
from publicservice.model.show import document_table, figure_table
from publicservice.table import Table, Tone

__all__ = ["main"]

CLEAN, FOUND, UNREADABLE = 0, 1, 2
_FORMATS = ("text", "json", "markdown", "html")
_NEVER = "never"
_LEAST_WIDTH = 20
_FILE = "a plan or report, as YAML or JSON"
_TONES: dict[ClaimVerdict, Tone] = {
    ClaimVerdict.CONSISTENT: "good",
    ClaimVerdict.INCONSISTENT: "bad",
    ClaimVerdict.NOT_CHECKABLE: "muted",
}


@attrs.frozen
class _Claimed:
    """A kind of claim: what verifies it, and each option that it takes with its help; the last may be left out."""

    verify: Callable[..., Verification]
    help: str
    says: str
    of: tuple[str, str]
    against: tuple[str, str] | None = None


_CLAIMS = {
    "completion": _Claimed(
        verify_completion,
        "a rate of completion, such as 108.9% of the target",
        "the printed rate, with its % sign: 108.9%",
        ("actual", "the printed figure: 686,000, or '686,000 jobs'"),
        ("target", "the target: 630,000; without it, the targets that fit the claim are told"),
    ),
    "year-on-year": _Claimed(
        verify_year_on_year,
        "a change on the year, such as up 9.88%",
        "the printed change: 9.88%, 'down 3%' or '1.5 percentage points'",
        ("now", "the printed later figure: 686,000"),
        ("before", "the printed figure of a year earlier; without it, the figures that fit the claim are told"),
    ),
    "share": _Claimed(
        verify_share,
        "a share, such as 82.2% of all",
        "the printed share, with its % sign: 82.2%",
        ("part", "the printed part: 37, or '37 persons'"),
        ("whole", "the printed whole: 45; without it, the wholes that fit the claim are told"),
    ),
    "sum": _Claimed(
        verify_sum,
        "a total, such as 817 households in all",
        "the printed total: 817, or '817 households'",
        ("parts", "the printed parts: 716 101"),
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit status.

    Args:
        arguments: The words after the command's name; those of the process when not given.

    Returns:
        0 when nothing at or above the chosen severity was found and no claim is inconsistent, 1 when something was or
        one is, 2 when an input could not be read.
    """
    options = _parser().parse_args(arguments)
    return int(options.run(options))


# --- what may be asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="publicservice", description="Hold what a government promised against what it reports."
    )
    # The package is there before its command line; to import it from here would turn the layers round.
    version = sys.modules["publicservice"].__version__
    parser.add_argument("--version", action="version", version=f"publicservice {version}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shown = _command(commands, "show", "show a plan or report as a table", _show)
    shown.add_argument("files", nargs=1, metavar="FILE", help=_FILE)
    _add_check(commands)
    read = _command(
        commands,
        "figure",
        "explain how a printed number is read",
        _figure,
        "Exit status: 0 each text was read, 2 one is no figure.",
    )
    read.add_argument("texts", nargs="+", metavar="TEXT", help="a number as printed, such as 'nearly 686,000 jobs'")
    claims = commands.add_parser(
        "verify",
        help="verify a printed claim against the figures it speaks of",
        description="Verify a printed claim against the figures it speaks of, given how they were rounded.",
    ).add_subparsers(required=True, metavar="CLAIM")
    for name in _CLAIMS:
        _add_claim(claims, name)
    return parser


def _command(
    commands: Any, name: str, purpose: str, run: Callable[[argparse.Namespace], int], *more: str
) -> argparse.ArgumentParser:
    """A command that prints in any of the formats. A purpose is a help text, in which % has a meaning, and no name."""
    told = " ".join([f"{purpose[0].upper()}{purpose[1:]}.", *more])
    command: argparse.ArgumentParser = commands.add_parser(name, help=_literal(purpose), description=told)
    command.add_argument("--format", default="text", choices=_FORMATS, help="how to print (default: text)")
    command.add_argument("--width", type=_width, help="the width of text, at least 20 (default: the terminal's)")
    command.set_defaults(run=run)
    return command


def _literal(text: str) -> str:
    return text.replace("%", "%%")


def _add_check(commands: Any) -> None:
    checked = _command(
        commands,
        "check",
        "check plans and reports against themselves",
        _check,
        "Exit status: 0 nothing found, 1 findings, 2 a file could not be read.",
    )
    checked.add_argument("files", nargs="+", metavar="FILE", help=_FILE)
    severities = [severity.value for severity in reversed(Severity)]
    checked.add_argument(
        "--fail-on",
        default="warning",
        choices=[*severities, _NEVER],
        help="the least severity that gives exit status 1 (default: warning)",
    )
    checked.add_argument(
        "--show",
        default="confirmed",
        choices=severities,
        help="the least severity that is printed (default: confirmed, which is all)",
    )


def _add_claim(claims: Any, name: str) -> None:
    claimed = _CLAIMS[name]
    command = _command(
        claims,
        name,
        f"verify {claimed.help}",
        _verify,
        "Exit status: 0 consistent or not checkable, 1 inconsistent, 2 an input could not be read.",
    )
    command.add_argument("--says", required=True, metavar="FIGURE", help=_literal(claimed.says))
    option, told = claimed.of
    several = "+" if option == "parts" else None
    command.add_argument(f"--{option}", required=True, nargs=several, metavar="FIGURE", help=_literal(told))
    if claimed.against:
        option, told = claimed.against
        command.add_argument(f"--{option}", metavar="FIGURE", help=_literal(told))
    command.set_defaults(claim=name)


def _width(text: str) -> int:
    width = int(text) if text.isdecimal() and len(text) < 10 else 0
    if width < _LEAST_WIDTH:
        raise argparse.ArgumentTypeError(f"not a width: {text[:20]!r}; expected a whole number from {_LEAST_WIDTH}")
    return width


# --- commands


def _show(options: argparse.Namespace) -> int:
    try:
        document = _read(options.files[0])
        text = _json_text(json.loads(_file_text(document))) if options.format == "json" else ""
    except PublicServiceError as error:
        return _unreadable(error)
    _write(text or _page([document_table(document)], options), options)
    return CLEAN


def _file_text(document: Plan | Report) -> str:
    if isinstance(document, Plan):
        return plan_text(document, format="json")
    return report_text(document, format="json")


def _check(options: argparse.Namespace) -> int:
    status = CLEAN
    records: list[dict[str, Any]] = []
    tables: list[Table] = []
    for file in options.files:
        try:
            findings = check(_read(file))
        except PublicServiceError as error:
            status = _unreadable(error)
            records.append(_record(file, {"faults": _faults(error)}))
            continue
        if options.fail_on != _NEVER and findings.at_least(options.fail_on):
            status = max(status, FOUND)
        visible = attrs.evolve(findings, items=findings.at_least(options.show))
        records.append(_record(file, _checked(findings, visible)))
        tables.append(attrs.evolve(visible.table(), title=f"{findings.document}: {findings.summary()}"))
    _write(_json_text(records) if options.format == "json" else _page(tables, options), options)
    return status


def _figure(options: argparse.Namespace) -> int:
    status = CLEAN
    records: list[dict[str, Any]] = []
    tables: list[Table] = []
    for text in options.texts:
        try:
            read = figure(text)
        except PublicServiceError as error:
            status = _unreadable(error)
            records.append({"given": text, "figure": None, "faults": _faults(error)})
            continue
        records.append({"given": text, "figure": _stated(read), "faults": []})
        tables.append(figure_table(read))
    _write(_json_text(records) if options.format == "json" else _page(tables, options), options)
    return status


def _verify(options: argparse.Namespace) -> int:
    claimed = _CLAIMS[options.claim]
    names = ["says", *(option for option, _ in filter(None, (claimed.of, claimed.against)))]
    given = {name: getattr(options, name) for name in names}
    try:
        result = claimed.verify(**given)
    except PublicServiceError as error:
        return _unreadable(error)
    if options.format == "json":
        text = _json_text({"claim": options.claim, "given": given, **_verified(result)})
    else:
        text = _page([_verification_table(options.claim, given, result)], options)
    _write(text, options)
    return FOUND if result.verdict is ClaimVerdict.INCONSISTENT else CLEAN


def _read(file: str) -> Plan | Report:
    if file == "-":
        hint = "save it as a .yaml, .yml or .json file"
        raise ReadError("standard input is not read", seen="'-'", expected="a file", hint=hint)
    return read_document(file)


def _unreadable(error: PublicServiceError) -> int:
    print(f"publicservice: {error}", file=sys.stderr)
    return UNREADABLE


# --- as JSON


def _record(file: str, told: dict[str, Any]) -> dict[str, Any]:
    """What is said of one file; each file has the same keys, whether it could be read or not."""
    return {"file": file, "document": None, "summary": None, "findings": [], "faults": [], **told}


def _checked(findings: Findings, visible: Findings) -> dict[str, Any]:
    return {"document": findings.document, "summary": findings.summary(), "findings": _plain(visible)}


def _faults(error: PublicServiceError) -> list[dict[str, Any]]:
    if isinstance(error, FaultyFileError):
        return _plain(error.faults)
    return _plain([Fault(error.problem, seen=error.seen, expected=error.expected, hint=error.hint)])


def _plain(nouns: Sequence[attrs.AttrsInstance]) -> list[dict[str, Any]]:
    return [attrs.asdict(noun, value_serializer=lambda _, __, value: getattr(value, "value", value)) for noun in nouns]


def _stated(read: Figure) -> dict[str, str | None]:
    """A figure as texts, since no number of JSON is sure to keep its digits."""
    reading = read.reading
    return {
        "text": read.text or str(read),
        "value": None if read.value is None else plain(read.value),
        "within": str(read.admissible),
        "unit": str(read.unit),
        "comparator": (reading and reading.comparator.value) or None,
    }


def _verified(result: Verification) -> dict[str, Any]:
    figures = {"says": result.says, "computed": result.computed, "off_by": result.off_by}
    implied = result.implied
    return {
        "verdict": result.verdict.value,
        **{name: each and _stated(each) for name, each in figures.items()},
        "readings": list(result.readings),
        "refused": result.refused,
        "reason": result.reason or None,
        "implied": implied and {"what": implied.what, "message": str(implied), "figure": _stated(implied.figure)},
    }


def _json_text(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text if _fits(text) else json.dumps(data, indent=2)


# --- as tables


def _verification_table(claim: str, given: dict[str, Any], result: Verification) -> Table:
    """The verdict, what was given, and why."""
    rows = [("verdict", result.verdict.value)]
    rows += [(name, "; ".join(text) if isinstance(text, list) else text) for name, text in given.items() if text]
    rows += _reasons(result)
    tones: tuple[Tone, ...] = (_TONES[result.verdict], *[""] * (len(rows) - 1))
    return Table(("what", "result"), tuple(rows), title=f"{claim}: {result.verdict.value}", tones=tones)


def _reasons(result: Verification) -> Iterable[tuple[str, str]]:
    if result.computed is not None:
        yield "the figures give", str(result.computed)
    if result.off_by is not None:
        yield "off by", f"at least {result.off_by}" if result.off_by.value else "no whole numbers give it"
    if result.readings:
        yield "consistent if", "\nor if ".join(result.readings)
    if result.refused is not None:
        yield "sharpness", f"the figures refuse {result.refused} of 10 neighbouring claims"
    if result.reason:
        yield "reason", result.reason
    if result.implied is not None:
        yield "so", str(result.implied)


def _page(tables: Sequence[Table], options: argparse.Namespace) -> str:
    if options.format == "markdown":
        return "\n\n".join(table.to_markdown() for table in tables)
    if options.format == "html":
        title = html.escape("; ".join(table.title for table in tables))
        head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>'
        return "\n".join([head, *(table.to_html() for table in tables), "</html>"])
    width = options.width or shutil.get_terminal_size((100, 24)).columns
    colour = sys.stdout is not None and sys.stdout.isatty()
    return "\n\n".join(table.to_text(width=width, colour=colour) for table in tables)


# --- out


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _fits(text: str) -> bool:
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _escaped(text: str, form: str) -> str:
    """The text with escapes for the letters that the output cannot take; a page says that it is in UTF-8."""
    if form == "html" and codecs.lookup(_encoding()).name != "utf-8":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if _fits(text):
        return text
    escape = "xmlcharrefreplace" if form in ("html", "markdown") else "backslashreplace"
    return text.encode(_encoding(), escape).decode(_encoding())


def _write(text: str, options: argparse.Namespace) -> None:
    """Print a text. A reader who has seen enough, such as `head`, is left alone: the exit status stays as it is."""
    try:
        if text:
            print(_escaped(text, options.format), flush=True)
    except BrokenPipeError:
        # What is left in the buffer must not be flushed into the closed pipe when the process ends.
        sys.stdout = None
