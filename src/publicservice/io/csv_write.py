"""Observations written as CSV files that read back as equal ones."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

from publicservice.errors import ModelError, shown
from publicservice.files import path_of, write_whole
from publicservice.io.columns import OBSERVED, Column, resource, resource_text
from publicservice.io.csv_cells import escaped
from publicservice.io.csv_lines import known_delimiter
from publicservice.io.growth import FORBIDDEN, MAX_SCALAR
from publicservice.io.unstructure import UnwritableError
from publicservice.model.document import Document
from publicservice.model.observation import Observation
from publicservice.model.rows_out import observation_rows, observations_of

__all__ = ["description_of", "observations_text", "table_text", "write_description", "write_observations"]

_LEAST = ("indicator", "value")  # columns of a table without rows


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
    return table_text(tuple(rows[0]) if rows else _LEAST, rows, "observation", delimiter=delimiter)


def table_text(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str | None]],
    noun: str,
    *,
    delimiter: str = ",",
    most: int | None = MAX_SCALAR - 1,
) -> str:
    """
    The text of any CSV file: a line of names, then one for each row.

    Args:
        columns: The names of the columns.
        rows: The cells by the names of their columns; None for an empty one.
        noun: What a row is, for messages.
        delimiter: What parts the cells.
        most: How long a cell may be; None where the text is not meant for a reader of ours. [character]

    Raises:
        ReadError: If the delimiter is none.
        UnwritableError: If a cell is too long, or has a character that no file may hold.

    Example:
        >>> print(table_text(("a", "b"), [{"a": "=1", "b": None}], "row"), end="")
        a,b
        '=1,
    """
    known_delimiter(delimiter)
    lines: list[str] = []
    # The writer quotes a cell with any part of its line end, so that it is given both and only one is kept.
    writer = csv.writer(SimpleNamespace(write=lines.append), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(f"{noun} {number}, {column}", row[column] or "", most) for column in columns])
    return "".join(f"{line[:-2]}\n" for line in lines)


def write_observations(
    observations: Document | Iterable[Observation],
    path: str | os.PathLike[str],
    *,
    delimiter: str = ",",
    described: bool = False,
) -> None:
    """
    Write observations to a CSV file, whole or not at all: a file of that name is replaced only when all is written.

    Args:
        observations: Observations, or a report or plan; see `observation_rows`.
        path: The file.
        delimiter: What parts the cells: `,`, `;`, a tab or `|`.
        described: Whether to write beside it what its columns mean, by the Table Schema standard: `results.csv` is
            described by `results.resource.json`.

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
    given = tuple(observations_of(observations))
    text = observations_text(given, delimiter=delimiter)
    write_whole(path, text)
    if described:
        rows = observation_rows(given)
        names = tuple(rows[0]) if rows else _LEAST
        title = f"Observations of {observations.title}" if isinstance(observations, Document) else "Observations"
        write_description(path, title, [OBSERVED[name] for name in names], rows, delimiter)


def write_description(
    path: str | os.PathLike[str],
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
    delimiter: str,
) -> None:
    """
    Write beside a CSV file what its columns mean.

    Raises:
        UnopenedFileError: If the file cannot be written (also an OSError).
    """
    dialect = {"delimiter": delimiter, "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
    form = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": dialect}
    file = Path(path_of(path))
    write_whole(description_of(file), resource_text(resource(file.name, title, columns, rows, **form)))


def description_of(file: Path) -> Path:
    """The file that describes a CSV file."""
    return file.with_suffix(".resource.json")


def _cell(where: str, said: str, most: int | None) -> str:
    """
    The cell as it stands in the file.

    Raises:
        UnwritableError: If no file may hold it.
    """
    problem = hint = ""
    if most is not None and len(said) > most:
        problem, hint = "the text is too long for a file", f"shorten it to less than {most + 1:,} characters"
    elif FORBIDDEN.search(said):
        problem, hint = "the text has a character that no file may hold", "remove it"
    if problem:
        raise UnwritableError(f"{where}: {problem}", seen=shown(said), hint=hint)
    return escaped(said)
