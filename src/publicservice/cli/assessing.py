"""The command that assesses: it reads a plan and reports, and prints the assessment."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from publicservice.assessment import Assessment, assess
from publicservice.assessment.plain import COLUMNS
from publicservice.cli.commands import CLEAN, FOUND, NEVER, read, unreadable
from publicservice.cli.output import json_text, page, write
from publicservice.errors import PublicServiceError, ReadError, shown
from publicservice.io.columns import cell_text
from publicservice.io.csv_file import read_observations
from publicservice.io.csv_write import table_text
from publicservice.io.exchange import to_json
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["run_assess"]

_TABLES = (".csv", ".tsv")


def run_assess(options: argparse.Namespace) -> int:
    """Assess a plan; the status tells whether a target has the status that was asked about."""
    try:
        plan = _plan(options.plan)
        made = assess(
            plan,
            *map(_report, options.reports),
            as_of=options.as_of,
            matches=_matches(options.match),
            places=options.place,
            above_range=options.above_range,
            progress=_told if sys.stderr is not None and sys.stderr.isatty() else None,
        )
        write(_text(made, options), options)
    except PublicServiceError as error:
        return unreadable(error)
    return FOUND if options.fail_on != NEVER and made.of_status(options.fail_on) else CLEAN


def _text(made: Assessment, options: argparse.Namespace) -> str:
    match options.format:
        case "json":
            return json_text(json.loads(to_json(made)))
        case "html":
            return made.to_page()
        case "csv":
            rows = [{name: cell_text(cell) for name, cell in row.items()} for row in made.to_rows()]
            return table_text(COLUMNS, rows, "row", most=None).rstrip("\n")
    return page([made.table()], options)


def _plan(file: str) -> Plan:
    document = read(file)
    if not isinstance(document, Plan):
        raise ReadError("not a plan", seen=shown(file), hint="the plan comes first, then the reports")
    return document


def _report(file: str) -> Report | tuple[Observation, ...]:
    if Path(file).suffix.lower() in _TABLES:
        return read_observations(file)
    document = read(file)
    if not isinstance(document, Report):
        raise ReadError("not a report", seen=shown(file), hint="one plan is assessed, the first file")
    return document


def _matches(given: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in given:
        target, sign, own = text.rpartition("=")
        if not sign or not target.strip() or not own.strip():
            raise ReadError("not a match", seen=shown(text), expected="TARGET=ID, such as 'new urban jobs=jobs'")
        found.setdefault(target.strip(), []).append(own.strip())
    return found


def _told(done: int, of: int) -> None:
    """How far it is, on one line that is wiped at the end; only for those who wait."""
    if done == of:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    elif done % max(of // 100, 100) == 0:
        print(f"\rassessed {done:,} of {of:,} targets", end="", file=sys.stderr, flush=True)
