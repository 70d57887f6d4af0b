"""The command line: `publicservice show FILE` and `publicservice check FILE...`."""

from __future__ import annotations

import argparse
import codecs
import html
import json
import shutil
import sys
from collections.abc import Sequence
from typing import Any

import attrs

from publicservice.checks import Findings, check
from publicservice.errors import PublicServiceError, ReadError
from publicservice.io.document import read_plan
from publicservice.io.faults import Fault, FaultyFileError
from publicservice.io.write import plan_text
from publicservice.model.finding import Severity
from publicservice.model.plan import Plan
from publicservice.model.show import document_table
from publicservice.table import Table

__all__ = ["main"]

CLEAN, FOUND, UNREADABLE = 0, 1, 2
_FORMATS = ("text", "json", "markdown", "html")
_NEVER = "never"
_LEAST_WIDTH = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit status.

    Args:
        arguments: The words after the command's name; those of the process when not given.

    Returns:
        0 when nothing at or above the chosen severity was found, 1 when something was, 2 when an input could not be
        read.
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
    shown = commands.add_parser("show", help="show a plan as a table", description="Show a plan as a table.")
    shown.add_argument("files", nargs=1, metavar="FILE", help="a plan, as YAML or JSON")
    shown.set_defaults(run=_show)
    checked = commands.add_parser(
        "check",
        help="check plans against themselves",
        description="Check plans against themselves. "
        "Exit status: 0 nothing found, 1 findings, 2 a file could not be read.",
    )
    checked.add_argument("files", nargs="+", metavar="FILE", help="a plan, as YAML or JSON")
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
    checked.set_defaults(run=_check)
    for command in (shown, checked):
        command.add_argument("--format", default="text", choices=_FORMATS, help="how to print (default: text)")
        command.add_argument("--width", type=_width, help="the width of text, at least 20 (default: the terminal's)")
    return parser


def _width(text: str) -> int:
    width = int(text) if text.isdecimal() and len(text) < 10 else 0
    if width < _LEAST_WIDTH:
        raise argparse.ArgumentTypeError(f"not a width: {text[:20]!r}; expected a whole number from {_LEAST_WIDTH}")
    return width


# --- commands


def _show(options: argparse.Namespace) -> int:
    try:
        plan = _read(options.files[0])
        text = _json_text(json.loads(plan_text(plan, format="json"))) if options.format == "json" else ""
    except PublicServiceError as error:
        _tell(error)
        return UNREADABLE
    _write(text or _page([document_table(plan)], options), options)
    return CLEAN


def _check(options: argparse.Namespace) -> int:
    status = CLEAN
    records: list[dict[str, Any]] = []
    tables: list[Table] = []
    for file in options.files:
        try:
            findings = check(_read(file))
        except PublicServiceError as error:
            _tell(error)
            status = UNREADABLE
            records.append(_record(file, {"faults": _faults(error)}))
            continue
        if options.fail_on != _NEVER and findings.at_least(options.fail_on):
            status = max(status, FOUND)
        visible = attrs.evolve(findings, items=findings.at_least(options.show))
        records.append(_record(file, _checked(findings, visible)))
        tables.append(attrs.evolve(visible.table(), title=f"{findings.document}: {findings.summary()}"))
    _write(_json_text(records) if options.format == "json" else _page(tables, options), options)
    return status


def _read(file: str) -> Plan:
    if file == "-":
        hint = "save it as a .yaml, .yml or .json file"
        raise ReadError("standard input is not read", seen="'-'", expected="a file", hint=hint)
    return read_plan(file)


def _tell(error: PublicServiceError) -> None:
    print(f"publicservice: {error}", file=sys.stderr)


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


def _json_text(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text if _fits(text) else json.dumps(data, indent=2)


# --- as tables


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
