"""The command line: `publicservice show FILE` and `publicservice check FILE...`."""

from __future__ import annotations

import argparse
import html
import json
import shutil
import sys
from collections.abc import Sequence

import attrs

from publicservice.checks import Findings, check
from publicservice.errors import PublicServiceError
from publicservice.io.document import read_plan
from publicservice.io.write import plan_text
from publicservice.model.finding import Severity
from publicservice.model.show import document_table
from publicservice.table import Table

__all__ = ["main"]

CLEAN, FOUND, UNREADABLE = 0, 1, 2
_FORMATS = ("text", "json", "markdown", "html")
_NEVER = "never"


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit status.

    Args:
        arguments: The words after the command's name; those of the process when not given.

    Returns:
        0 when nothing at or above the chosen severity was found, 1 when something was, 2 when an input could not be read.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of a pipe, such as `head`, has seen enough; what is left must not be flushed into it at exit.
        sys.stdout = None
        return CLEAN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="publicservice", description="Hold what a government promised against what it reports.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shown = commands.add_parser("show", help="show a plan as a table", description="Show a plan as a table.")
    shown.add_argument("files", nargs=1, metavar="FILE", help="a plan, as YAML or JSON")
    shown.set_defaults(run=_show)
    checked = commands.add_parser(
        "check",
        help="check plans against themselves",
        description="Check plans against themselves. Exit status: 0 nothing found, 1 findings, 2 a file could not be read.",
    )
    checked.add_argument("files", nargs="+", metavar="FILE", help="a plan, as YAML or JSON")
    severities = [severity.value for severity in reversed(Severity)]
    checked.add_argument(
        "--fail-on", default="warning", choices=[*severities, _NEVER], help="the least severity that gives exit status 1 (default: warning)"
    )
    checked.add_argument(
        "--show", default="confirmed", choices=severities, help="the least severity that is printed (default: confirmed, which is all)"
    )
    checked.set_defaults(run=_check)
    for command in (shown, checked):
        command.add_argument("--format", default="text", choices=_FORMATS, help="how to print (default: text)")
        command.add_argument("--width", type=int, default=None, help="the width of text (default: the terminal's)")
    return parser


def _show(options: argparse.Namespace) -> int:
    try:
        plan = read_plan(options.files[0])
    except PublicServiceError as error:
        return _unreadable(error)
    if options.format == "json":
        print(plan_text(plan, format="json"))
    else:
        _print_table(document_table(plan), options)
    return CLEAN


def _check(options: argparse.Namespace) -> int:
    status = CLEAN
    results: list[dict[str, object]] = []
    for file in options.files:
        try:
            findings = check(read_plan(file))
        except PublicServiceError as error:
            status = _unreadable(error)
            continue
        if options.fail_on != _NEVER and findings.at_least(options.fail_on):
            status = max(status, FOUND)
        visible = attrs.evolve(findings, items=findings.at_least(options.show))
        if options.format == "json":
            results.append({"file": file, "document": findings.document, "summary": findings.summary(), "findings": _records(visible)})
        else:
            _print_table(attrs.evolve(visible.table(), title=f"{findings.document}: {findings.summary()}"), options)
    if options.format == "json":
        print(json.dumps(results, ensure_ascii=False, indent=2))
    return status


def _records(findings: Findings) -> list[dict[str, object]]:
    return [attrs.asdict(item, value_serializer=lambda _, __, value: getattr(value, "value", value)) for item in findings]


def _unreadable(error: PublicServiceError) -> int:
    print(f"publicservice: {error}", file=sys.stderr)
    return UNREADABLE


def _print_table(table: Table, options: argparse.Namespace) -> None:
    if options.format == "markdown":
        print(table.to_markdown())
    elif options.format == "html":
        print(f'<!doctype html>\n<meta charset="utf-8">\n<title>{html.escape(table.title)}</title>\n{table.to_html()}')
    else:
        width = options.width or shutil.get_terminal_size((100, 24)).columns
        print(table.to_text(width=width, colour=sys.stdout.isatty()), end="\n\n")
