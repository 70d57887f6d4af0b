"""What each command does: read, judge, print, and give the exit status."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import attrs

from publicservice.checks import check
from publicservice.cli.output import json_text, page, write
from publicservice.cli.told import checked, faults, record, stated, verification_table, verified
from publicservice.compute.verification import ClaimVerdict, Verification
from publicservice.errors import PublicServiceError, ReadError
from publicservice.figures import figure
from publicservice.io.document import read_document
from publicservice.io.schema import schema
from publicservice.io.write import plan_text, report_text
from publicservice.model.plan import Plan
from publicservice.model.report import Report
from publicservice.model.show import document_table, figure_table
from publicservice.table import Table

__all__ = [
    "CLEAN", "FOUND", "NEVER", "read", "run_check", "run_figure", "run_schema", "run_show", "run_verify", "unreadable",
]  # fmt: skip

CLEAN, FOUND, UNREADABLE = 0, 1, 2
NEVER = "never"


def run_show(options: argparse.Namespace) -> int:
    """Show a document: as a table, or as a file that reads back as the same document."""
    try:
        document = read(options.files[0])
        text = json_text(json.loads(_file_text(document))) if options.format == "json" else ""
    except PublicServiceError as error:
        return unreadable(error)
    write(text or page([document_table(document)], options), options)
    return CLEAN


def _file_text(document: Plan | Report) -> str:
    if isinstance(document, Plan):
        return plan_text(document, format="json")
    return report_text(document, format="json")


def run_check(options: argparse.Namespace) -> int:
    """Check documents against themselves; one that cannot be read does not keep the others from being checked."""
    status = CLEAN
    records: list[dict[str, Any]] = []
    tables: list[Table] = []
    for file in options.files:
        try:
            findings = check(read(file))
        except PublicServiceError as error:
            status = unreadable(error)
            records.append(record(file, {"faults": faults(error)}))
            continue
        if options.fail_on != NEVER and findings.at_least(options.fail_on):
            status = max(status, FOUND)
        visible = attrs.evolve(findings, items=findings.at_least(options.show))
        records.append(record(file, checked(findings, visible)))
        tables.append(attrs.evolve(visible.table(), title=f"{findings.document}: {findings.summary()}"))
    write(json_text(records) if options.format == "json" else page(tables, options), options)
    return status


def run_figure(options: argparse.Namespace) -> int:
    """Explain how printed numbers are read; a text that is none does not keep the others from being explained."""
    status = CLEAN
    records: list[dict[str, Any]] = []
    tables: list[Table] = []
    for text in options.texts:
        try:
            read = figure(text)
        except PublicServiceError as error:
            status = unreadable(error)
            records.append({"given": text, "figure": None, "faults": faults(error)})
            continue
        records.append({"given": text, "figure": stated(read), "faults": []})
        tables.append(figure_table(read))
    write(json_text(records) if options.format == "json" else page(tables, options), options)
    return status


def run_schema(options: argparse.Namespace) -> int:
    """Print the schema of a kind of text."""
    try:
        text = json_text(schema(options.name.replace("-", " ")))
    except PublicServiceError as error:
        return unreadable(error)
    write(text, options)
    return CLEAN


def run_verify(options: argparse.Namespace) -> int:
    """Verify a claim; where a figure that it needs is not given, what it implies of it is told."""
    given = {name: getattr(options, name) for name in options.takes}
    try:
        result: Verification = options.verify(**given)
    except PublicServiceError as error:
        return unreadable(error)
    if options.format == "json":
        text = json_text({"claim": options.claim, "given": given, **verified(result)})
    else:
        text = page([verification_table(options.claim, given, result)], options)
    write(text, options)
    return FOUND if result.verdict is ClaimVerdict.INCONSISTENT else CLEAN


def read(file: str) -> Plan | Report:
    """The plan or report of a file."""
    if file == "-":
        hint = "save it as a .yaml, .yml or .json file"
        raise ReadError("standard input is not read", seen="'-'", expected="a file", hint=hint)
    return read_document(file)


def unreadable(error: PublicServiceError) -> int:
    """Say what could not be read, and give the exit status for it."""
    print(f"publicservice: {error}", file=sys.stderr)
    return UNREADABLE
