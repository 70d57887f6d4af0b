"""
Observations as the rows of a table, from which the same observations are read again.

What has no cell that reads back the same is refused with the reason, never left out.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import attrs

from publicservice.decimals import plain
from publicservice.errors import ModelError, PublicServiceError, WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.model.document import Document
from publicservice.model.observation import Observation
from publicservice.model.row_cells import ALIAS_MARK, COLUMNS, NOUNS, PLAIN, cell_readers, figure_of, noun_of
from publicservice.model.walk import walk
from publicservice.units import ONE

__all__ = ["observation_rows", "observations_of"]

_ALWAYS = frozenset({"indicator", "value"})
_CALLED = {"indicator": "indicator", "place": "place", "population": "group", "source": "source"}
_HOLDS = {
    "indicator": f"it holds aliases that have no '{ALIAS_MARK}' in them, and units that can be read",
    "place": "it holds one area, and of those that this is part of their names, in which no comma stands",
    "population": "it holds the size as it is printed, and of the larger population only who they are",
    "source": "it holds texts and a date",
}


def observation_rows(observations: Document | Iterable[Observation]) -> list[dict[str, str | None]]:
    """
    The rows of a table that hold these observations, for `pandas.DataFrame(rows)` and its like.

    Every cell is text, as it was printed; a figure that was not printed is written by its digits, its unit, and what
    it stands for (`exact` or `within`). All rows have the same columns: those that any of them needs.

    Args:
        observations: Observations, or a report or plan. Of a document come the observations of all its programmes,
            each with the period, place and source that it takes from what it stands in; nothing else of it does.

    Returns:
        One row an observation, in their order. `observations_from_rows` reads equal observations from them; for units
        that a document declares it needs the same `counts`.

    Raises:
        ModelError: If something in an observation cannot be written in a row. The message says what.
        WrongTypeError: If there is something else than observations.

    Example:
        >>> observation_rows([Observation("new urban jobs", "686,000 jobs", period=2021)])
        [{'indicator': 'new urban jobs', 'period': '2021', 'value': '686,000 jobs', 'unit': 'job'}]
    """
    given = tuple(observations_of(observations))
    writer = _Writer(given)
    cells = [writer.row(number, one) for number, one in enumerate(given, 1)]
    used = _ALWAYS.union(*cells)
    columns = [column for column in COLUMNS if column in used]
    return [{column: row.get(column) for column in columns} for row in cells]


def observations_of(given: Any) -> Iterator[Observation]:
    """
    The observations themselves; those of a document with the period, place and source that each takes from around it.

    Raises:
        WrongTypeError: If there is something else than observations.
    """
    if isinstance(given, Document):
        for node in walk(given):
            if isinstance(node.item, Observation):
                yield attrs.evolve(node.item, period=node.period, place=node.place, source=node.source)
        return
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise WrongTypeError("not observations", seen=shown(given), expected="a list of them, or a report")
    for number, one in enumerate(given, 1):
        if not isinstance(one, Observation):
            seen = f"{shown(one)} ({type(one).__name__})"
            raise WrongTypeError(f"item {number} is not an Observation", seen=seen, expected="Observation")
        yield one


class _RefusedError(Exception):
    """Why something cannot be written. Never leaves this file."""


class _Writer:
    """What turns observations into cells. A record that many of them share is written once."""

    def __init__(self, observations: tuple[Observation, ...]) -> None:
        units = [one.value.unit for one in observations if one.value is not None]
        units += [one.indicator.unit for one in observations if one.indicator.unit is not None]
        self._counts = tuple(sorted({name for unit in set(units) for name in unit.declared}))
        self._readers = cell_readers(self._counts)
        # By identity: equal periods and figures may have been printed differently.
        self._known: dict[int, dict[str, str]] = {}

    def row(self, number: int, one: Observation) -> dict[str, str]:
        """
        The cells of an observation, the empty ones left out.

        Raises:
            ModelError: If something in it has no cell that reads back the same.
        """
        cells = {name: _text(said) for name in PLAIN if (said := getattr(one, name))}
        try:
            for noun in NOUNS:
                if (record := getattr(one, noun)) is not None:
                    cells |= self._once(record, partial(self._noun, noun))
            return cells if one.value is None else cells | self._once(one.value, self._figure)
        except _RefusedError as refused:
            what, seen, hint = refused.args
            raise ModelError(f"observation {number}, {what}", seen=seen, hint=hint) from None

    def _once(self, record: Any, write: Callable[[Any], dict[str, str]]) -> dict[str, str]:
        known = self._known.get(id(record))
        if known is None:
            known = self._known[id(record)] = write(record)
        return known

    def _read(self, cells: dict[str, str], column: str) -> Any:
        if column not in cells:
            return None
        return self._readers[column](cells[column]) if column in self._readers else cells[column]

    def _noun(self, noun: str, record: Any) -> dict[str, str]:
        fields = NOUNS[noun]
        cells = {column: _text(said) for column, field in fields.items() if (said := getattr(record, field))}
        if noun == "place":
            cells["place"] = str(record)  # with the names of what it is part of
        with suppress(PublicServiceError):
            parts = tuple((column, self._read(cells, column)) for column in fields if column in cells)
            if cells and all(cell.strip() for cell in cells.values()) and record == noun_of(noun, parts):
                return cells
        raise _RefusedError(f"{_CALLED[noun]}: a row cannot hold all of it", shown(str(record)), _HOLDS[noun])

    def _figure(self, value: Figure) -> dict[str, str]:
        unit = {"unit": str(value.unit)} if value.unit is not ONE else {}
        digits = value.text or (None if value.value is None else plain(value.value))
        given = {} if digits is None else {"value": digits}
        within = {"within": str(value.admissible)}
        for more in ({}, {"exact": "yes"}, within):
            cells = given | unit | more
            with suppress(PublicServiceError):
                its_unit, within_it = self._read(cells, "unit"), self._read(cells, "within")
                made = figure_of(digits, its_unit, "exact" in cells, within_it, counts=self._counts)
                if made == value:
                    return cells
        hint = "use a value that a document could print"
        raise _RefusedError("value: no text reads back as this", shown(str(value)), hint)


def _text(said: Any) -> str:
    """A part of an observation as the text of one cell."""
    match said:
        case Figure():
            return said.text or str(said)
        case tuple():
            return f"{ALIAS_MARK} ".join(said)
        case True:
            return "yes"
        case enum.Enum():
            return str(said.value)
    return str(said)
