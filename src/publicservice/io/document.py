"""
Plan and report files read into plans and reports: all that is wrong with a file at once, each fault with its line.

Which of the two a file holds, its key `plan` or `report` says.
"""

from __future__ import annotations

import os
from typing import Any, Literal

from publicservice.faults import Fault, FaultyFileError
from publicservice.io.structure import structure_document
from publicservice.io.tree import Tree, parse_tree, read_tree
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["parse_plan", "parse_report", "read_document", "read_plan", "read_report", "wanted"]

_DOCUMENTS: dict[str, type[Any]] = {"plan": Plan, "report": Report}


def read_plan(source: str | os.PathLike[str]) -> Plan:
    """
    Read a plan from a file.

    Args:
        source: The path of a .yaml, .yml or .json file.

    Returns:
        The plan that it holds.

    Raises:
        WrongTypeError: If the source is not a path.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        FaultyFileError: If anything in it is wrong. Its `faults` say what, and where.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "roads.yaml")
        ...     _ = path.write_text("plan: Roads for all", encoding="utf-8")
        ...     read_plan(path).title
        'Roads for all'
    """
    return structure_document(wanted(read_tree(source), "plan"), Plan)


def parse_plan(text: str | bytes, *, format: Literal["yaml", "json"] = "yaml", name: str = "<text>") -> Plan:
    """
    Read a plan from text that is already at hand.

    Args:
        text: The document; bytes are UTF-8.
        format: The language it is written in.
        name: What to call it in messages.

    Returns:
        The plan that it holds.

    Raises:
        WrongTypeError: If the text is neither text nor bytes.
        ReadError: If the format is another.
        FaultyFileError: If anything in the text is wrong. Its `faults` say what, and where.

    Example:
        >>> parse_plan("{plan: Roads, targets: [{indicator: roads built, goal: 1000 km}]}").targets[0].goal.unit
        unit('km')
        >>> parse_plan("{plan: Roads, targets: [{indicater: built, goal: 5 kindergardens}]}")
        Traceback (most recent call last):
        publicservice.faults.FaultyFileError: '<text>' has 2 faults:
          line 1, column 26, targets[0].indicater: unknown key: 'indicater'; did you mean 'indicator'?
          line 1, column 50, targets[0].goal: unknown unit: 'kindergardens'; did you mean 'kindergarten'?
    """
    return structure_document(wanted(parse_tree(text, format=format, name=name), "plan"), Plan)


def read_report(source: str | os.PathLike[str]) -> Report:
    """
    Read a report from a file.

    Args:
        source: The path of a .yaml, .yml or .json file.

    Returns:
        The report that it holds.

    Raises:
        WrongTypeError: If the source is not a path.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        FaultyFileError: If anything in it is wrong. Its `faults` say what, and where.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "jobs.yaml")
        ...     _ = path.write_text("report: Jobs in 2021", encoding="utf-8")
        ...     read_report(path).title
        'Jobs in 2021'
    """
    return structure_document(wanted(read_tree(source), "report"), Report)


def parse_report(text: str | bytes, *, format: Literal["yaml", "json"] = "yaml", name: str = "<text>") -> Report:
    """
    Read a report from text that is already at hand.

    Args:
        text: The document; bytes are UTF-8.
        format: The language it is written in.
        name: What to call it in messages.

    Returns:
        The report that it holds.

    Raises:
        WrongTypeError: If the text is neither text nor bytes.
        ReadError: If the format is another.
        FaultyFileError: If anything in the text is wrong. Its `faults` say what, and where.

    Example:
        >>> report = parse_report("{report: Jobs, observations: [{indicator: new jobs, value: '686,000 jobs'}]}")
        >>> report.observations[0].value
        figure('686,000 jobs')
        >>> parse_report("{report: Jobs, coverage: [{indicator: insurance, rate: complete}]}")
        Traceback (most recent call last):
        publicservice.faults.FaultyFileError: '<text>' has 1 fault:
          line 1, column 56, coverage[0].rate: no number: 'complete'; expected ...
    """
    return structure_document(wanted(parse_tree(text, format=format, name=name), "report"), Report)


def read_document(source: str | os.PathLike[str]) -> Plan | Report:
    """
    Read a plan or a report from a file, whichever it holds.

    Args:
        source: The path of a .yaml, .yml or .json file.

    Returns:
        The plan or the report.

    Raises:
        WrongTypeError: If the source is not a path.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        FaultyFileError: If it holds neither or both, or anything in it is wrong. Its `faults` say what, and where.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "jobs.yaml")
        ...     _ = path.write_text("report: Jobs in 2021", encoding="utf-8")
        ...     read_document(path)
        <Report 'Jobs in 2021': nothing in it>
    """
    tree = read_tree(source)
    found = next((key for key in tree.data if key in _DOCUMENTS), None)
    if found is None:
        hint = "write the title, such as 'plan: Ten projects for 2022' or 'report: Jobs in 2021'"
        fault = Fault("neither a plan nor a report", expected="the key 'plan' or the key 'report'", hint=hint)
        raise FaultyFileError(tree.source_name, [fault])
    document: Plan | Report = structure_document(wanted(tree, found), _DOCUMENTS[found])
    return document


def wanted(tree: Tree, key: str) -> Tree:
    """The tree itself, if it does not say that it is of the other kind."""
    other = "report" if key == "plan" else "plan"
    if other not in tree.data:
        return tree
    if key in tree.data:
        problem, expected = "a file cannot be both a plan and a report", "the key 'plan' or the key 'report'"
        hint = "write them into two files"
    else:
        problem, expected = f"a {other} file (key '{other}') was given to read_{key}", f"a file with the key '{key}'"
        hint = f"{other}s are read with read_{other}"
    fault = Fault(problem, other, *tree.key_position([other]), expected=expected, hint=hint)
    raise FaultyFileError(tree.source_name, [fault])
