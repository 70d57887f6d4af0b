"""Observations written as CSV files that read back as equal ones."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from types import SimpleNamespace

from publicservice.errors import ModelError, shown
from publicservice.files import write_whole
from publicservice.io.csv_cells import escaped
from publicservice.io.csv_lines import known_delimiter
from publicservice.io.growth import FORBIDDEN, MAX_SCALAR
from publicservice.io.unstructure import UnwritableError
from publicservice.model.document import Document
from publicservice.model.observation import Observation
from publicservice.model.rows_out import observation_rows

__all__ = ["observations_text", "write_observations"]


def observations_text(observations: Document | Iterable[Observation], *, delimiter: str = ",") -> str:
    """
    The text of a CSV file with one row for each observation.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, which `parse_observations` takes
    away again. Numbers stay numbers.

    Args:
        observations: Observations, or a report or plan; see `observation_rows`.
        delimiter: What parts the cells: `,`, `;`, a tab or `|`.

    Returns:
        Text from which `parse_observations` reads equal observations.

    Raises:
        ReadError: If the delimiter is another.
        UnwritableError: If something in an observation has no cell that reads back the same.
        WrongTypeError: If there is something else than observations.

    Example:
        >>> print(observations_text([Observation("new jobs", "686,000 jobs", note="=1+1")]), end="")
        indicator,value,unit,note
        new jobs,"686,000 jobs",job,'=1+1
    """
    known_delimiter(delimiter)
    try:
        rows = observation_rows(observations)
    except ModelError as error:
        raise UnwritableError(error.problem, seen=error.seen, expected=error.expected, hint=error.hint) from None
    lines: list[str] = []
    # The writer quotes a cell with any part of its line end, so that it is given both and only one is kept.
    writer = csv.writer(SimpleNamespace(write=lines.append), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(rows[0] if rows else ("indicator", "value"))
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(number, column, said or "") for column, said in row.items()])
    return "".join(f"{line[:-2]}\n" for line in lines)


def write_observations(
    observations: Document | Iterable[Observation], path: str | os.PathLike[str], *, delimiter: str = ","
) -> None:
    """
    Write observations to a CSV file, whole or not at all: a file of that name is replaced only when all is written.

    Args:
        observations: Observations, or a report or plan; see `observation_rows`.
        path: The file.
        delimiter: What parts the cells: `,`, `;`, a tab or `|`.

    Raises:
        ReadError: If the delimiter is another.
        UnopenedFileError: If the file cannot be written (also an OSError).
        UnwritableError: If something in an observation has no cell that reads back the same.
        WrongTypeError: If there is something else than observations, or the path is none.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_observations([Observation("new jobs", "5 jobs")], Path(folder, "results.csv"))
        ...     print(Path(folder, "results.csv").read_text(encoding="utf-8"), end="")
        indicator,value,unit
        new jobs,5 jobs,job
    """
    write_whole(path, observations_text(observations, delimiter=delimiter))


def _cell(number: int, column: str, said: str) -> str:
    """
    The cell as it stands in the file.

    Raises:
        UnwritableError: If no file may hold it.
    """
    problem = hint = ""
    if len(said) >= MAX_SCALAR:
        problem, hint = "the text is too long for a file", f"shorten it to less than {MAX_SCALAR:,} characters"
    elif FORBIDDEN.search(said):
        problem, hint = "the text has a character that no file may hold", "remove it"
    if problem:
        raise UnwritableError(f"observation {number}, {column}: {problem}", seen=shown(said), hint=hint)
    return escaped(said)
