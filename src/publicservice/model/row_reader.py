"""Rows read into observations, whatever they come from: what is wrong with them is collected, each with its place."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from publicservice.errors import FigureTextError, PublicServiceError, ReadError
from publicservice.faults import MAX_FAULTS, Fault, FaultyFileError, path_text
from publicservice.figures import Figure
from publicservice.model.fields import texts
from publicservice.model.observation import Observation
from publicservice.model.row_cells import (
    COLUMNS,
    NOUNS,
    TEXTS,
    Cell,
    cell_readers,
    cell_text,
    figure_of,
    noun_of,
    plain_cell,
)
from publicservice.model.row_columns import (
    Layout,
    Missing,
    absent_column,
    ignored_names,
    layout_of,
    skips,
    table_names,
    unknown_column,
)

__all__ = ["EnoughError", "RowReader"]

_CACHED = 4096  # distinct figures, and distinct nouns, that are remembered
_RESULTS = ("value", "within", "result")
_WITHOUT_NAME = frozenset({"source"})  # nouns that may lack what their first column says


class EnoughError(Exception):
    """Reading ends here: enough is wrong already. Never leaves this package."""


class RowReader:
    """
    What reads rows into observations.

    Args:
        columns: The table's name for each of our columns that it calls otherwise.
        ignore: Columns of the table that are meant to be left out.
        counts: Further kinds of count that units may name.
        missing: What to do with rows that have neither a value nor a result.
        by_line: Whether a row's number is its line in a file.

    Raises:
        ReadError: If an argument says what cannot be meant.
        WrongTypeError: If an argument is of a type that cannot be read.
    """

    def __init__(
        self,
        columns: Mapping[str, str] | None,
        ignore: Iterable[str],
        counts: Iterable[str],
        missing: Missing,
        by_line: bool = False,
    ) -> None:
        kinds = texts(counts)
        self._ours, self._ignored, self._skips = table_names(columns), ignored_names(ignore), skips(missing)
        self._theirs = dict(zip(COLUMNS, COLUMNS, strict=True)) | {ours: theirs for theirs, ours in self._ours.items()}
        self._by_line = by_line
        self._faults: list[Fault] = []
        self._made: list[Observation] = []
        self._told: set[object] = set()
        self._met: set[str] = set()
        self._names: list[str] = []
        self._readers = cell_readers(kinds)
        self._figure = functools.lru_cache(_CACHED, typed=True)(functools.partial(figure_of, counts=kinds))
        self._nouns: dict[tuple[Any, ...], Any] = {}

    def result(self, name: str, read: Callable[[], None]) -> tuple[Observation, ...]:
        """
        The observations, once `read` has given all rows to this reader.

        Raises:
            FaultyFileError: If anything in them is wrong; `name` says in what.
        """
        with suppress(EnoughError):
            read()
        if self._faults:
            raise FaultyFileError(name, self._faults)
        return tuple(self._made)

    # --- faults

    def fault(
        self,
        number: int,
        column: str,
        problem: str,
        *,
        seen: str | None = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        """
        Note that something is wrong with a row, or with the cell of one of the table's columns.

        Raises:
            EnoughError: If as many faults were found as anyone would want to read.
        """
        place = path_text([column]) if column else ""
        if not self._by_line:
            place = ", ".join(filter(None, (f"row {number}" if number else "", place)))
        line = number if self._by_line else None
        self._faults.append(Fault(problem, place, line, None, seen, expected, hint))
        if len(self._faults) >= MAX_FAULTS:
            raise EnoughError

    def _refuse(self, number: int, ours: str, error: PublicServiceError) -> None:
        column, hint = self._theirs.get(ours, ours), error.hint
        if ours == "value" and isinstance(error, FigureTextError) and not any(map(str.isdigit, error.seen or "")):
            hint = "leave the cell empty where no figure is reported, and write words into the column 'result'"
        self.fault(number, column, error.problem, seen=error.seen, expected=error.expected, hint=hint)

    def _try(self, number: int, ours: str, read: Callable[[Any], Any] | None, cell: Any) -> Any:
        """What a cell says; None if it cannot be read, after a fault is noted."""
        try:
            return cell if read is None else read(cell)
        except PublicServiceError as error:
            self._refuse(number, ours, error)
            return None

    # --- columns

    def reads(self, name: str) -> bool:
        """Whether a column of the table is one of ours."""
        return name in self._ours and name not in self._ignored

    def layout(self, number: int, keys: Iterable[tuple[Any, object]], *, is_first: bool) -> Layout:
        """
        Which columns of ours rows like this have, and where in the row. What is unknown is told once.

        Args:
            number: The row's number or line.
            keys: Where each column stands in a row, and its name.
            is_first: Whether these columns stand for those of the whole table.

        Raises:
            EnoughError: If a column is missing without which no row can be read.
        """
        found: list[tuple[Any, str]] = []
        self._names = []
        for key, name in keys:
            if isinstance(name, str):
                self._names.append(name)
            if name in self._ignored or name in self._told:
                continue
            if isinstance(name, str) and self.reads(name):
                found.append((key, self._ours[name]))
            else:
                self._told.add(name)
                self._refuse(number, name if isinstance(name, str) else "", unknown_column(name, self._ours))
        self._met.update(ours for _, ours in found)
        if is_first:
            renamed = {ours for ours, theirs in self._theirs.items() if ours != theirs}
            self._require(number, {"indicator"} | renamed)
            if self._by_line or not self._skips:
                self.require_values(number)
        return layout_of(tuple(found))

    def require_values(self, number: int) -> None:
        """
        Refuse a table that has no column in which a value or result could stand.

        Raises:
            EnoughError: If it has none.
        """
        if number and not self._met.intersection(_RESULTS):
            self._require(number, {"value"})

    def _require(self, number: int, needed: set[str]) -> None:
        absent = [ours for ours in COLUMNS if ours in needed - self._met]
        for ours in absent:
            self._refuse(number, "", absent_column(ours, self._theirs[ours], self._names))
        if absent:
            raise EnoughError

    # --- rows

    def read(self, number: int, row: Any, layout: Layout) -> None:
        """
        Read one row, and keep its observation or what is wrong with it. A row without any cell is passed over.

        Args:
            number: The row's number or line.
            row: A mapping or list.
            layout: Its columns, as `layout` gave them.

        Raises:
            EnoughError: If as many faults were found as anyone would want to read.
        """
        before = len(self._faults)
        cells = self._cells(number, row, layout)
        if not cells:
            return
        if len(self._faults) == before and cells.keys().isdisjoint(_RESULTS):
            if self._skips:
                return
            hint = "write words into the column 'result', or pass over such rows with missing='skip'"
            self.fault(number, "", "the row has neither a value nor a result in words", hint=hint)
        known = {ours: self._cell(number, ours, cells) for ours in layout.plain if ours in cells}
        known["value"] = self._value(number, cells)
        if "indicator" not in cells:
            self.fault(number, self._theirs["indicator"], "the row does not say what is measured")
        for noun, columns in layout.nouns:
            known[noun] = self._noun(number, noun, columns, cells)
        if len(self._faults) == before:
            self._made.append(self._try(number, "", lambda said: Observation(**said), known))

    def _cells(self, number: int, row: Any, layout: Layout) -> dict[str, Cell]:
        """What the row's cells hold; the empty ones are left out."""
        cells: dict[str, Cell] = {}
        for key, ours in layout.keys:
            cell = row[key]
            if type(cell) is not str:
                cell = None if cell is None else self._try(number, ours, plain_cell, cell)
                if cell is not None and ours in TEXTS:
                    cell = self._try(number, ours, cell_text, cell)
            elif not cell or cell.isspace():
                continue
            if cell is not None:
                cells[ours] = cell
        return cells

    def _cell(self, number: int, ours: str, cells: dict[str, Cell]) -> Any:
        return self._try(number, ours, self._readers.get(ours), cells[ours]) if ours in cells else None

    def _value(self, number: int, cells: dict[str, Cell]) -> Figure | None:
        its_unit, exact, within = (self._cell(number, ours, cells) for ours in ("unit", "exact", "within"))
        value = cells.get("value")
        if value is None and "within" not in cells:
            if exact:
                self.fault(number, self._theirs["exact"], "there is no value that could be exact")
            if its_unit is not None:
                # Beside a result in words, a unit says what the indicator is measured in.
                cells.setdefault("indicator_unit", cells["unit"])
            return None
        if value is None and within is None:
            return None
        try:
            return self._figure(value, its_unit, bool(exact), within)
        except PublicServiceError as error:
            self._refuse(number, "within" if value is None else "value", error)
            return None

    def _noun(self, number: int, noun: str, columns: tuple[str, ...], cells: dict[str, Cell]) -> Any:
        """The indicator, place, population or source of a row: the same cells make the same one."""
        written = (noun, *map(cells.get, columns))
        made = self._nouns.get(written)
        if made is None:
            made = self._new_noun(number, noun, [ours for ours in columns if ours in cells], cells)
            if made is not None:
                if len(self._nouns) >= _CACHED:
                    self._nouns.clear()
                self._nouns[written] = made
        return made

    def _new_noun(self, number: int, noun: str, columns: list[str], cells: dict[str, Cell]) -> Any:
        found = len(self._faults)
        said = tuple((ours, self._cell(number, ours, cells)) for ours in columns)
        first = next(iter(NOUNS[noun]))
        if not said or len(self._faults) > found:
            return None
        if first not in cells and noun not in _WITHOUT_NAME:
            if noun != "indicator":
                self._refuse(number, columns[0], ReadError(f"the column '{self._theirs[first]}' is empty in this row"))
            return None
        return self._try(number, first, lambda parts: noun_of(noun, parts), said)
