"""
Observations from the rows of a table: one row an observation, all that is wrong with the table at once.

Anything that gives its rows as mappings by column name is read: `df.to_dict("records")` of pandas,
`df.iter_rows(named=True)` of Polars, `table.to_pylist()` of PyArrow, `csv.DictReader`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from publicservice.errors import WrongTypeError, shown
from publicservice.model.observation import Observation
from publicservice.model.row_columns import Layout, Missing
from publicservice.model.row_reader import RowReader

__all__ = ["observations_from_rows"]

_ROWS = "df.to_dict('records') of pandas, df.iter_rows(named=True) of Polars or table.to_pylist() of PyArrow"


def observations_from_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    counts: Iterable[str] = (),
    missing: Missing = "refuse",
    name: str = "rows",
) -> tuple[Observation, ...]:
    """
    The observations that the rows of a table hold, one row each.

    Every row needs `indicator`, and `value` or `result` (a result in words). It may have `period`, `place`, `group`,
    `unit`, `stage`, `lead`, `kind`, `better`, `source`, `note`, `printed`, `id`, and the further columns of the how-to
    page. A row that is wholly empty is passed over.

    A text in `value` is read as printed: "686,000" with the unit `job`, or "686,000 jobs", stands for 685,500 to
    686,500, unless `exact` says yes. A number stands for itself, exactly; a float is nobody's printed text, and stands
    for the shortest decimal that gives it (`0.1` for one tenth). None, NaN, NaT, NA and blank text are empty cells.

    Args:
        rows: Mappings by column name.
        columns: The table's name for each of ours that it calls otherwise: `{"indicator": "Indikator"}`.
        ignore: Columns of the table that are meant to be left out.
        counts: Further kinds of count that units may name.
        missing: What to do with a row that has neither a value nor a result: `refuse` it as a fault, or `skip` it,
            where an empty cell says that no figure was reported. A skipped row is kept nowhere.
        name: What to call the table in messages.

    Returns:
        The observations, in the order of the rows.

    Raises:
        FaultyFileError: If anything in the table is wrong. Its `faults` name the row (counted from 1) and the column.
        ReadError: If `columns`, `ignore` or `missing` say what cannot be meant.
        WrongTypeError: If the rows are not mappings.

    Example:
        >>> rows = [{"indicator": "new urban jobs", "period": 2021, "value": "686,000", "unit": "jobs"}]
        >>> observations_from_rows(rows)[0].value.admissible.low
        Decimal('685500')
        >>> observations_from_rows([{"indicator": "beds", "period": "2021Q5", "value": "12", "unit": "houshold"}])
        Traceback (most recent call last):
        publicservice.faults.FaultyFileError: 'rows' has 2 faults:
          row 1, period: no such quarter: '2021Q5'; expected a quarter from 1 to 4
          row 1, unit: unknown unit: 'houshold'; did you mean 'household' or ...
    """
    reader = RowReader(columns, ignore, counts, missing)
    return reader.result(name, functools.partial(_read_all, reader, _iterable(rows)))


def _iterable(rows: Any) -> Iterable[Any]:
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise WrongTypeError("not the rows of a table", seen=shown(rows), expected="mappings by column name")
    return rows


def _read_all(reader: RowReader, rows: Iterable[Any]) -> None:
    names: tuple[object, ...] | None = None
    layout = Layout()
    number = 0
    for number, row in enumerate(rows, 1):
        if type(row) is not dict and not isinstance(row, Mapping):
            seen = f"{shown(row)} ({type(row).__name__})"
            if number == 1:
                raise WrongTypeError("a row is not a mapping by column name", seen=seen, hint=f"give {_ROWS}")
            reader.fault(number, "", "not a mapping by column name", seen=seen)
        else:
            if (found := tuple(row)) != names:
                # Rows may leave out what they do not have: only the first one stands for a table's columns.
                layout = reader.layout(number, zip(found, found, strict=True), is_first=names is None)
                names = found
            reader.read(number, row, layout)
    reader.require_values(number)
