"""
Plans and reports written as files that read back as equal ones, in YAML or JSON.

Every value is written as text, so that other readers of YAML and JSON see it as it stands.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal

from publicservice.errors import WrongTypeError, shown
from publicservice.files import path_of, write_whole
from publicservice.io.source import SUFFIXES
from publicservice.io.unstructure import UnwritableError, plain_document
from publicservice.io.yaml_text import yaml_text
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["UnwritableError", "plan_text", "report_text", "write_plan", "write_report"]


def plan_text(plan: Plan, *, format: Literal["yaml", "json"] = "yaml") -> str:
    """
    The text of a plan's file.

    Args:
        plan: The plan.
        format: The language to write.

    Returns:
        Text from which `parse_plan` reads an equal plan.

    Raises:
        WrongTypeError: If it is not a plan.
        UnwritableError: If the format is another, or something in the plan has no text that reads back the same.

    Example:
        >>> from publicservice.model.programme import Target
        >>> print(plan_text(Plan("Roads", period=2022, targets=[Target("roads built", "1,000 km")])))
        plan: Roads
        period: '2022'
        targets:
        - indicator: roads built
          goal: 1,000 km
        <BLANKLINE>
    """
    _require(Plan, plan)
    return _text(plan, format)


def write_plan(plan: Plan, path: str | os.PathLike[str]) -> None:
    """
    Write a plan to a file, whole or not at all: a file of that name is replaced only when all is written.

    Args:
        plan: The plan.
        path: A path that ends in .yaml, .yml or .json.

    Raises:
        WrongTypeError: If it is not a plan, or not a path.
        UnwritableError: If the suffix is another, or something in the plan has no text that reads back the same.
        UnopenedFileError: If the file cannot be written (also an OSError).

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_plan(Plan("Roads"), Path(folder, "roads.json"))
        ...     print(Path(folder, "roads.json").read_text(encoding="utf-8"), end="")
        {
          "plan": "Roads"
        }
    """
    _require(Plan, plan)
    _write(plan, path)


def report_text(report: Report, *, format: Literal["yaml", "json"] = "yaml") -> str:
    """
    The text of a report's file.

    Args:
        report: The report.
        format: The language to write.

    Returns:
        Text from which `parse_report` reads an equal report.

    Raises:
        WrongTypeError: If it is not a report.
        UnwritableError: If the format is another, or something in the report has no text that reads back the same.

    Example:
        >>> from publicservice.model.observation import Coverage, Observation
        >>> jobs, insured = Observation("new urban jobs", "686,000 jobs"), Coverage("insurance", is_all=True)
        >>> print(report_text(Report("Jobs", period=2021, observations=[jobs], coverage=[insured])))
        report: Jobs
        period: '2021'
        observations:
        - indicator: new urban jobs
          value: 686,000 jobs
        coverage:
        - indicator: insurance
          rate: all
        <BLANKLINE>
    """
    _require(Report, report)
    return _text(report, format)


def write_report(report: Report, path: str | os.PathLike[str]) -> None:
    """
    Write a report to a file, whole or not at all: a file of that name is replaced only when all is written.

    Args:
        report: The report.
        path: A path that ends in .yaml, .yml or .json.

    Raises:
        WrongTypeError: If it is not a report, or not a path.
        UnwritableError: If the suffix is another, or something in the report has no text that reads back the same.
        UnopenedFileError: If the file cannot be written (also an OSError).

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_report(Report("Jobs"), Path(folder, "jobs.yaml"))
        ...     print(Path(folder, "jobs.yaml").read_text(encoding="utf-8"), end="")
        report: Jobs
    """
    _require(Report, report)
    _write(report, path)


def _require(kind: type[Plan | Report], document: object) -> None:
    if not isinstance(document, kind):
        given = type(document).__name__.lower()
        hint = (
            f"{given}s are written by write_{given} and {given}_text" if isinstance(document, Plan | Report) else None
        )
        name = kind.__name__
        raise WrongTypeError(f"not a {name.lower()}", seen=shown(document), expected=f"a {name}", hint=hint)


def _text(document: Plan | Report, format: str) -> str:
    if format not in ("yaml", "json"):
        raise UnwritableError("the format is not known", seen=shown(format), expected="'yaml' or 'json'")
    data = plain_document(document)
    return yaml_text(data) if format == "yaml" else f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"


def _write(document: Plan | Report, path: str | os.PathLike[str]) -> None:
    file = Path(path_of(path))
    format = SUFFIXES.get(file.suffix.lower())
    if format is None:
        expected = "a .yaml, .yml or .json file"
        raise UnwritableError("the format cannot be told from the name", seen=shown(file.name), expected=expected)
    write_whole(path, _text(document, format))
