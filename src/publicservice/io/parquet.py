"""
Parquet files: observations, which are read back as equal ones, and the targets of a plan, for reckoning.

Numbers are decimals of 128 bits or texts, and never binary floats: most decimals have no float, and what was printed is
what counts. Needs the extra `parquet`: `pip install 'publicservice[parquet]'`.
"""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from publicservice.errors import MissingExtraError, ModelError, shown
from publicservice.faults import Fault, FaultyFileError
from publicservice.figures import Figure
from publicservice.files import path_of, write_whole
from publicservice.io.columns import NUMBERS, OBSERVED, PROMISED, Column, cell_text, resource
from publicservice.io.csv_file import opened
from publicservice.io.growth import FORBIDDEN, MAX_SCALAR
from publicservice.io.source import MAX_BYTES
from publicservice.io.unstructure import UnwritableError
from publicservice.model.document import Document
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.row_columns import Missing
from publicservice.model.rows import observations_from_rows
from publicservice.model.rows_out import observation_rows, observations_of
from publicservice.model.target_rows import target_rows

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import parquet as pq
except ImportError as error:
    raise MissingExtraError(
        "Parquet files need pyarrow, which is not installed", hint="pip install 'publicservice[parquet]'"
    ) from error

__all__ = ["read_parquet", "write_observations_parquet", "write_targets_parquet"]

_KEY = b"frictionless"  # of the file's own metadata
_DIGITS = 38  # that a decimal of 128 bits has
_MOST_ROWS = 10_000_000
_BATCH = 10_000
_MOST_BYTES = 4 * MAX_SCALAR
_ERRORS = (pa.ArrowException, OSError, ValueError, OverflowError)
_TYPES = {"string": pa.string(), "boolean": pa.bool_(), "date": pa.date32(), "integer": pa.int64()}


# --- writing


def write_observations_parquet(
    observations: Document | Iterable[Observation], path: str | os.PathLike[str], *, title: str = "Observations"
) -> None:
    """
    Write observations to a Parquet file, whole or not at all.

    The columns are those of `observation_rows`, all of them texts, so that what was printed stays; and the decimals
    number, number_low and number_high, for those who reckon. The metadata have a descriptor of all columns.

    Args:
        observations: Observations, or a report or plan; see `observation_rows`.
        path: The file.
        title: What the table is called in its descriptor.

    Raises:
        UnopenedFileError: If the file cannot be written (also an OSError).
        UnwritableError: If something in an observation has no cell that reads back the same.
        WrongTypeError: If there is something else than observations, or the path is none.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_observations_parquet([Observation("new jobs", "686,000 jobs")], Path(folder, "jobs.parquet"))
        ...     read_parquet(Path(folder, "jobs.parquet"))[0].value
        figure('686,000 jobs')
    """
    given = tuple(observations_of(observations))
    try:
        rows: list[dict[str, Any]] = [dict(row) for row in observation_rows(given)]
    except ModelError as error:
        raise UnwritableError(error.problem, seen=error.seen, expected=error.expected, hint=error.hint) from None
    names = tuple(rows[0]) if rows else ("indicator", "value")
    for row, one in zip(rows, given, strict=True):
        row |= dict(zip(NUMBERS, _ends(one.value), strict=True))
    _write([*(OBSERVED[name] for name in names), *NUMBERS.values()], rows, path, title, "observation")


def write_targets_parquet(plan: Plan, path: str | os.PathLike[str]) -> None:
    """
    Write a plan's targets to a Parquet file, one row each, whole or not at all; no plan is read from it.

    Args:
        plan: The plan.
        path: The file.

    Raises:
        UnopenedFileError: If the file cannot be written (also an OSError).
        UnwritableError: If a cell is too long, or has a character that no file may hold.
        WrongTypeError: If it is no plan, or the path is none.
    """
    _write(list(PROMISED.values()), target_rows(plan), path, f"Targets of {plan.title}", "target")


def _ends(given: Figure | None) -> tuple[Decimal | None, ...]:
    if given is None:
        return None, None, None
    return given.value, *(end if end.is_finite() else None for end in (given.low, given.high))


def _write(
    columns: Sequence[Column], rows: list[dict[str, Any]], path: str | os.PathLike[str], title: str, noun: str
) -> None:
    file = Path(path_of(path)).name
    arrays = [_array(column, [row.get(column.name) for row in rows], noun) for column in columns]
    told = resource(file, title, columns, rows, format="parquet", mediatype="application/vnd.apache.parquet")
    for described, array in zip(told["schema"]["fields"], arrays, strict=True):
        if described["type"] == "number" and pa.types.is_string(array.type):
            described["type"] = "string"
    metadata = {_KEY: json.dumps(told, ensure_ascii=False).encode()}
    table = pa.table(arrays, names=[column.name for column in columns]).replace_schema_metadata(metadata)
    made = io.BytesIO()
    pq.write_table(table, made)
    write_whole(path, made.getvalue())


def _array(column: Column, cells: list[Any], noun: str) -> Any:
    if column.type == "number":
        return _decimals(cells)
    if column.type == "string":
        for number, cell in enumerate(cells, 1):
            _require_fit(cell, f"{noun} {number}, {column.name}")
    return pa.array(cells, _TYPES[column.type])


def _require_fit(cell: str | None, where: str) -> None:
    """
    Refuse a text that no file may hold, here as in every other form.

    Raises:
        UnwritableError: If it is too long, or has such a character.
    """
    if cell is not None and (len(cell) > MAX_SCALAR or FORBIDDEN.search(cell)):
        hint = f"a text has {MAX_SCALAR:,} characters at most, and none that controls"
        raise UnwritableError(f"{where}: no file may hold this text", seen=repr(cell[:40]), hint=hint)


def _decimals(cells: list[Decimal | None]) -> Any:
    """Decimals of one scale, in which each of them is exact; texts where 38 digits are too few for that."""
    parts = [cell.as_tuple() for cell in cells if cell is not None]
    scale = max((-min(int(part.exponent), 0) for part in parts), default=0)
    whole = max((len(part.digits) + int(part.exponent) for part in parts), default=0)
    if max(whole, 0) + scale > _DIGITS:
        return pa.array([None if cell is None else cell_text(cell) for cell in cells], pa.string())
    return pa.array(cells, pa.decimal128(_DIGITS, scale))


# --- reading


def read_parquet(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    counts: Iterable[str] = (),
    missing: Missing = "refuse",
) -> tuple[Observation, ...]:
    """
    Read observations from a Parquet file, one row each.

    The columns and what may stand in them are those of `observations_from_rows`. The numbers that
    `write_observations_parquet` adds are passed over, since the texts say more.

    Args:
        path: The file.
        columns: The file's name for each of our columns that it calls otherwise.
        ignore: Columns of the file that are meant to be left out.
        counts: Further kinds of count that units may name.
        missing: What to do with a row that has neither a value nor a result: `refuse` it as a fault, or `skip` it.

    Returns:
        The observations, in the order of the file.

    Raises:
        FaultyFileError: If it is no Parquet file, too large, a table of targets, or anything in its rows is wrong.
        ReadError: If an argument says what cannot be meant.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        WrongTypeError: If an argument is of a type that cannot be read.
    """
    name = path_of(path)
    with opened(name, "a Parquet file") as raw:
        table = _table(raw, name)
        wanted = {*(columns or {}).values()}
        kept = [column for column in _names(table, name, wanted) if column not in NUMBERS or column in wanted]
        return observations_from_rows(
            _rows(table, kept, name), columns=columns, ignore=ignore, counts=counts, missing=missing, name=name
        )


def _table(raw: Any, name: str) -> Any:
    """
    The file, opened as Parquet.

    Texts are read as dictionaries, each of which is there once: a file may say a long one for each of a million rows.

    Raises:
        FaultyFileError: If it is none, or of a size that is not read.
    """
    try:
        found = pq.ParquetFile(raw)
        texts = [field.name for field in found.schema_arrow if pa.types.is_string(field.type)]
        table = pq.ParquetFile(raw, read_dictionary=texts)
    except _ERRORS as error:
        raise _broken(name, error) from error
    size = sum(table.metadata.row_group(number).total_byte_size for number in range(table.metadata.num_row_groups))
    if table.metadata.num_rows > _MOST_ROWS or size > MAX_BYTES or table.metadata.num_columns > 1_000:
        seen = f"{table.metadata.num_rows:,} rows of {size:,} bytes in {table.metadata.num_columns:,} columns"
        expected = f"at most {_MOST_ROWS:,} rows, {MAX_BYTES:,} bytes unpacked and 1,000 columns"
        raise FaultyFileError(name, [Fault("the table is too large", seen=seen, expected=expected)])
    return table


def _names(table: Any, name: str, wanted: set[str]) -> list[str]:
    """
    The columns of the file.

    Raises:
        FaultyFileError: If one is there twice, or they are those of a plan's targets.
    """
    names: list[str] = table.schema_arrow.names
    if {"path", "goal"} <= set(names) and "goal" not in wanted:
        hint = "a plan is kept as YAML or JSON: read that with read_plan"
        raise FaultyFileError(name, [Fault("this is a table of targets, which is for reading only", hint=hint)])
    twice = [column for column, count in Counter(names).items() if count > 1]
    if twice:
        raise FaultyFileError(name, [Fault("a column is there twice", seen=shown(twice[0]), hint="keep one of them")])
    return names


def _rows(table: Any, columns: list[str], name: str) -> Iterator[dict[str, Any]]:
    batches = table.iter_batches(_BATCH, columns=columns)
    while True:
        try:
            batch = next(batches, None)
            if batch is None:
                return
            batch.validate(full=True)
            _require_short(batch, name)
            rows = batch.to_pylist()
        except FaultyFileError:
            raise
        except _ERRORS as error:
            raise _broken(name, error) from error
        yield from rows


def _require_short(batch: Any, name: str) -> None:
    for column, array in zip(batch.schema.names, batch.columns, strict=True):
        texts = array.dictionary if pa.types.is_dictionary(array.type) else array
        longest = pc.max(pc.binary_length(texts)).as_py() if _is_text(texts.type) else None
        if longest is not None and longest > _MOST_BYTES:
            expected = f"at most {_MOST_BYTES:,} bytes"
            raise FaultyFileError(name, [Fault("a text is too long", column, seen=f"{longest:,}", expected=expected)])


def _is_text(kind: Any) -> bool:
    return any(is_kind(kind) for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary))


def _broken(name: str, error: Exception) -> FaultyFileError:
    reason = " ".join(str(error).split())[:200]
    return FaultyFileError(name, [Fault("not a Parquet file, or a broken one", seen=reason, expected="a Parquet file")])
