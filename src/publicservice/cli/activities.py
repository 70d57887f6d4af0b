"""Activities of IATI on the command line: one read into a plan and a report, and a plan written as one."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from publicservice.checks import Findings
from publicservice.errors import ReadError, shown
from publicservice.io.iati import IatiActivity, IatiDetails, IatiOrganisation, IatiReading, read_iati, write_iati
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["as_activity", "from_activity", "not_kept"]

_MOST_TOLD = 50  # findings, and activities of a file
_IMPLEMENTING = "4"
_STATUS_OF_IMPLEMENTATION = "2"


def not_kept(what: str) -> str:
    """The line that tells what a conversion does not keep."""
    return f"not kept: {what}"


def from_activity(file: str, wanted: str | None) -> tuple[Plan, Report, tuple[str, ...]]:
    """
    The plan and the report of an activity, and what they do not hold of it.

    Raises:
        NotFoundError: If there is no activity of that identifier.
        ReadError: If the file has several, and none was named; or none at all.
        FaultyFileError: If the file is not well-formed, or no file of activities.
    """
    reading = read_iati(file)
    made = reading.activity(wanted) if wanted else _only(reading)
    others = len(reading.activities) - 1
    left = {
        f"the years of {len(made.baselines):,} baselines": bool(made.baselines),
        "what the activity says of itself: organisations, status, description, areas": made.details != IatiDetails(),
        f"{others:,} other activities of the file": bool(others),
    }
    told = (*_found(made.findings), *(not_kept(what) for what, is_so in left.items() if is_so))
    return made.plan, made.report, told


def _only(reading: IatiReading) -> IatiActivity:
    if len(reading.activities) == 1:
        return reading.activities[0]
    if not reading.activities:
        raise ReadError("no activity of the file reports results", seen=shown(reading.name))
    names = ", ".join(activity.id for activity in reading.activities[:_MOST_TOLD])
    hint = f"name one with --activity: {names}"
    raise ReadError("the file has several activities", seen=f"{len(reading.activities):,}", hint=hint)


def _found(findings: Findings) -> list[str]:
    told = [str(finding) for finding in findings[:_MOST_TOLD]]
    more = len(findings) - len(told)
    return [*told, *([f"{more:,} more findings of that kind"] if more else [])]


def as_activity(
    held: object, file: str, options: argparse.Namespace, results: Report | Iterable[Observation]
) -> list[str]:
    """
    Write a plan and what was reached as an activity; what the file does not say.

    Raises:
        ReadError: If it is no plan.
        UnwritableIatiError: If anything lacks, or cannot be said. The message lists all of it.
    """
    if not isinstance(held, Plan):
        raise ReadError(
            "an activity is made of a plan", seen=shown(type(held).__name__), hint="convert PLAN, with --report REPORT"
        )
    written = write_iati(
        held,
        results,
        file,
        details=_details(options),
        result_types=options.result_type,
        baseline_year=options.baseline_year,
        strict=not options.loose,
    )
    return _found(written.findings)


def _details(options: argparse.Namespace) -> IatiDetails:
    if not options.publisher:
        return IatiDetails(status=_STATUS_OF_IMPLEMENTATION)
    ref, _, rest = options.publisher.partition(",")
    kind, _, name = rest.partition(",")
    if not (ref.strip() and kind.strip() and name.strip()):
        expected = "REF,TYPE,NAME, such as 'XM-EX-1,10,Ministry of Example'"
        raise ReadError("not a publisher", seen=shown(options.publisher), expected=expected)
    publisher = IatiOrganisation(ref=ref, type=kind, name=name, role=_IMPLEMENTING)
    return IatiDetails(
        reporting_org=publisher,
        participating_orgs=[publisher],
        status=_STATUS_OF_IMPLEMENTATION,
        description=options.description or "",
    )
