"""
A plan's targets as a table, one row each, for reading and reckoning.

A table has no place for what is nested, so that no plan is read from one; `left_out` tells what it leaves out.
"""

from __future__ import annotations

import os

from publicservice.files import write_whole
from publicservice.io.columns import PROMISED, cell_text
from publicservice.io.csv_write import table_text, write_description
from publicservice.model.plan import Plan
from publicservice.model.target_rows import target_rows

__all__ = ["targets_text", "write_targets"]


def targets_text(plan: Plan, *, delimiter: str = ",") -> str:
    """
    The same as the text of a CSV file, which is for reading and reckoning: no plan is read from it.

    Args:
        plan: The plan.
        delimiter: What parts the cells: `,`, `;`, a tab or `|`.

    Raises:
        ReadError: If the delimiter is another.
        UnwritableError: If a cell is too long, or has a character that no file may hold.
        WrongTypeError: If it is no plan.

    Example:
        >>> from publicservice import Plan, Target
        >>> print(targets_text(Plan("P", targets=[Target("beds", "5 beds")])).splitlines()[1][:40])
        beds,targets[0],,,beds,bed,,,5 beds,reac
    """
    rows = [{name: cell_text(cell) for name, cell in row.items()} for row in target_rows(plan)]
    return table_text(tuple(PROMISED), rows, "target", delimiter=delimiter)


def write_targets(plan: Plan, path: str | os.PathLike[str], *, delimiter: str = ",") -> None:
    """
    Write a plan's targets to a CSV file, whole or not at all, and beside it what its columns mean.

    The description is by the Table Schema standard: `targets.csv` is described by `targets.resource.json`. No plan is
    read from the table.

    Args:
        plan: The plan.
        path: The file.
        delimiter: What parts the cells: `,`, `;`, a tab or `|`.

    Raises:
        ReadError: If the delimiter is another.
        UnopenedFileError: If a file cannot be written (also an OSError).
        UnwritableError: If a cell is too long, or has a character that no file may hold.
        WrongTypeError: If it is no plan, or the path is none.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_targets(Plan("P", targets=[Target("beds", "5 beds")]), Path(folder, "targets.csv"))
        ...     sorted(file.name for file in Path(folder).iterdir())
        ['targets.csv', 'targets.resource.json']
    """
    write_whole(path, targets_text(plan, delimiter=delimiter))
    write_description(path, f"Targets of {plan.title}", list(PROMISED.values()), target_rows(plan), delimiter)
