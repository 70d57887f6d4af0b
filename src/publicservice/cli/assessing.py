"""The command that assesses: it reads a plan and reports, and prints the assessment."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from publicservice.assessment import Assessment, assess
from publicservice.cli.commands import CLEAN, FOUND, NEVER, read, unreadable
from publicservice.cli.output import json_text, page, write
from publicservice.errors import PublicServiceError, ReadError, shown
from publicservice.interval import plain
from publicservice.io.csv_file import read_observations
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
    except PublicServiceError as error:
        return unreadable(error)
    if options.format == "json":
        text = json_text(_data(made))
    elif options.format == "html":
        text = made.to_page()
    else:
        text = page([made.table()], options)
    write(text, options)
    return FOUND if options.fail_on != NEVER and made.of_status(options.fail_on) else CLEAN


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


def _data(made: Assessment) -> dict[str, Any]:
    totals = made.totals()
    return {
        "plan": made.plan.title,
        "as_of": made.as_of.isoformat(),
        "reports": list(made.reports),
        "totals": {status.value: count for status, count in totals.counts.items()},
        "summary": str(totals),
        "rows": [{name: _json(value) for name, value in row.items()} for row in made.to_rows()],
        "commitments": [
            {"id": one.id, "title": one.title, "stage": one.stage.value if one.stage else None,
             "said": [each.words for each in one.said]}
            for one in made.commitments
        ],
        "unused": [{"what": str(one.evidence), "reason": one.reason, "target": one.target or None}
                   for one in made.unused],
    }  # fmt: skip


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)  # as text, since no number of JSON is sure to keep its digits
    return value.isoformat() if isinstance(value, date) else value
