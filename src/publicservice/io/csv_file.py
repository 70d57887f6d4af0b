"""CSV files read into observations, line by line: all that is wrong with a file at once, each fault with its line."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TextIO

from publicservice.errors import PublicServiceError, ReadError, WrongTypeError, shown
from publicservice.faults import Fault, FaultyFileError
from publicservice.files import path_of
from publicservice.io.csv_cells import unescaped
from publicservice.io.csv_lines import Lines, known_delimiter, records
from publicservice.io.source import MAX_BYTES, other_encoding, refuse_size, unopened
from publicservice.model.observation import Observation
from publicservice.model.row_columns import Missing
from publicservice.model.row_reader import EnoughError, RowReader

__all__ = ["opened", "parse_observations", "read_observations"]

MAX_COLUMNS = 1_000
_HEADER = "a line with the names of the columns, such as indicator,period,place,value,unit"
_BINARY = {
    b"\x1f\x8b": ("a gzip archive", "unpack it"),
    b"PK\x03\x04": ("a zip archive, such as an Excel workbook", "save the sheet as 'CSV UTF-8'"),
    b"\xd0\xcf\x11\xe0": ("an Excel workbook of the old kind", "save the sheet as 'CSV UTF-8'"),
    b"%PDF-": ("a PDF", "save its table as 'CSV UTF-8'"),
    b"PAR1": ("a Parquet file", "read it with publicservice.io.parquet"),
}


def read_observations(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    encoding: str = "utf-8",
    delimiter: str | None = None,
    counts: Iterable[str] = (),
    missing: Missing = "refuse",
) -> tuple[Observation, ...]:
    r"""
    Read observations from a CSV file, one row each, below a line that names the columns.

    The columns and what may stand in them are those of `observations_from_rows`. Every cell is text, and read as it is
    printed, so that `85.0` keeps its precision. An apostrophe before a cell that a spreadsheet would take for a formula
    is taken away, as `write_observations` puts it there.

    Args:
        path: The file.
        columns: The file's name for each of our columns that it calls otherwise: `{"indicator": "Indikator"}`.
        ignore: Columns of the file that are meant to be left out.
        encoding: What the file is written in, such as `gb18030`; a byte order mark is passed over.
        delimiter: What parts the cells: `,`, `;`, a tab or `|`. By default the first of these that the header has.
        counts: Further kinds of count that units may name.
        missing: What to do with a row that has neither a value nor a result: `refuse` it as a fault, or `skip` it,
            where an empty cell says that no figure was reported. A skipped row is kept nowhere.

    Returns:
        The observations, in the order of the file.

    Raises:
        FaultyFileError: If anything in the file is wrong. Its `faults` name the line (the header is line 1) and column.
        ReadError: If an argument says what cannot be meant, such as an unknown encoding.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        WrongTypeError: If an argument is of a type that cannot be read.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder, "results.csv")
        ...     _ = file.write_text("indicator,period,value,unit\nnew jobs,2021,686000,jobs\n", encoding="utf-8")
        ...     read_observations(file)[0].value
        figure(686000, 'job', within='[685500, 686500]')
    """
    name = path_of(path)
    reader = RowReader(columns, ignore, counts, missing, by_line=True)
    if delimiter is not None:
        known_delimiter(delimiter)
    try:
        with opened(name, "a CSV file") as file, _text(file, encoding, name) as text:
            return reader.result(name, _all_rows(reader, text, delimiter, encoding))
    except PublicServiceError:
        raise
    except OSError as error:
        raise unopened(name, error) from error


def parse_observations(
    text: str | bytes,
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    encoding: str = "utf-8",
    delimiter: str | None = None,
    counts: Iterable[str] = (),
    missing: Missing = "refuse",
    name: str = "<text>",
) -> tuple[Observation, ...]:
    r"""
    Read observations from the text of a CSV file that is already at hand.

    Args:
        text: The text, or its bytes.
        columns: As for `read_observations`.
        ignore: As for `read_observations`.
        encoding: What the bytes are written in.
        delimiter: As for `read_observations`.
        counts: As for `read_observations`.
        missing: As for `read_observations`.
        name: What to call it in messages.

    Returns:
        The observations, in the order of the text.

    Raises:
        FaultyFileError: If anything in the text is wrong. Its `faults` name the line and the column.
        ReadError: If an argument says what cannot be meant.
        WrongTypeError: If the text is neither text nor bytes, or an argument is of a type that cannot be read.

    Example:
        >>> parse_observations("indicator,value\nnew jobs,5 jobs\nnew beds,\nroads,5 klm\n")
        Traceback (most recent call last):
        publicservice.faults.FaultyFileError: '<text>' has 2 faults:
          line 3: the row has neither a value nor a result in words; write words into the column 'result', or ...
          line 4, value: unknown unit: 'klm'; use a known unit, or ...
    """
    if not isinstance(text, str | bytes):
        raise WrongTypeError("not a text", seen=shown(text), expected="text or bytes")
    reader = RowReader(columns, ignore, counts, missing, by_line=True)
    if delimiter is not None:
        known_delimiter(delimiter)
    if len(text) > MAX_BYTES:
        refuse_size(name, f"{len(text):,} {'characters' if isinstance(text, str) else 'bytes'}")
    if isinstance(text, str):
        file: TextIO = io.StringIO(text, newline="")
    else:
        file = _text(io.BufferedReader(io.BytesIO(text)), encoding, name)
    return reader.result(name, _all_rows(reader, file, delimiter, encoding))


def _all_rows(reader: RowReader, file: TextIO, delimiter: str | None, encoding: str) -> Callable[[], None]:
    return partial(_read_all, reader, Lines(file, reader, encoding), delimiter)


def _read_all(reader: RowReader, lines: Lines, delimiter: str | None) -> None:
    found = lines.delimiter()
    rows = records(lines, reader, delimiter or found)
    line, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    _check_names(reader, line, names)
    layout = reader.layout(line, enumerate(names), is_first=True)
    width = len(names)
    for line, row in rows:
        if len(row) == width:
            reader.read(line, [unescaped(cell) if "'" in cell else cell for cell in row], layout)
        elif any(cell.strip() for cell in row):
            more = "more" if len(row) > width else "fewer"
            hint = "put a cell that has the delimiter in it in quotes" if len(row) > width else "is the row cut off?"
            reader.fault(line, "", f"the row has {more} cells than the header", seen=f"{len(row):,}", hint=hint)


def _check_names(reader: RowReader, line: int, names: list[str]) -> None:
    """
    Refuse a header in which it is not certain what a column is.

    Raises:
        EnoughError: If there is no header at all, or one that no table has.
    """
    if not any(names):
        reader.fault(line, "", "there is no header", expected=_HEADER)
        raise EnoughError
    if len(names) > MAX_COLUMNS:
        reader.fault(line, "", "too many columns", seen=f"{len(names):,}", expected=f"at most {MAX_COLUMNS:,}")
        raise EnoughError
    if {"path", "goal"} <= set(names) and not reader.reads("goal"):
        hint = "a plan is kept as YAML or JSON: read that with read_plan"
        reader.fault(line, "", "this is a table of targets, which is for reading only", hint=hint)
        raise EnoughError
    seen: set[str] = set()
    for name in names:
        if name in seen and reader.reads(name):
            reader.fault(line, name, "the column is there twice", seen=shown(name), hint="keep one of them")
        seen.add(name)


def opened(path: str, expected: str) -> io.BufferedReader:
    """
    The file, opened.

    Raises:
        FaultyFileError: If it is too large.
        UnopenedFileError: If it cannot be opened; MissingFileError if there is none.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path would change the text of the path
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if status.st_size > MAX_BYTES:
            refuse_size(path, f"{status.st_size:,} bytes")
        return Path(path).open("rb")
    except FaultyFileError:
        raise
    except (OSError, ValueError) as error:
        made = unopened(path, error)
        made.expected = made.expected and expected
        raise made from error


def _text(file: io.BufferedReader, encoding: str, name: str) -> TextIO:
    """
    The text of a file, to be decoded as it is read.

    Raises:
        FaultyFileError: If it is another kind of file, or evidently in another encoding.
        ReadError: If there is no such encoding.
    """
    head = file.peek(4)
    for mark, (what, hint) in _BINARY.items():
        if head.startswith(mark):
            raise FaultyFileError(name, [Fault(f"not a CSV file but {what}", hint=hint)])
    try:
        text = io.TextIOWrapper(file, encoding, newline="")
    except (LookupError, TypeError, ValueError) as error:
        raise ReadError(
            "there is no such encoding", seen=shown(encoding), expected="such as utf-8 or gb18030"
        ) from error
    if text.encoding.lower().replace("_", "-") in ("utf-8", "utf8") and (other := other_encoding(head)):
        raise FaultyFileError(name, [Fault(f"the file is in {other}", hint=f"read it with encoding='{other.lower()}'")])
    return text
