"""
The figure of the same period a year earlier, in arrays of numbers: no join, and where it can be, no sort.

Key and year of a row are packed into one number, its place. Years of a series lie side by side, so that the year before
is the place before. Where places are not many more than rows, figures are laid out in a grid and looked up; where they
are, the rows are sorted by their places. Both find out whether a place is taken twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import attrs

from publicservice.frames.extra import np, nw

__all__ = ["Before", "codes_of", "year_before"]

Array = Any  # an array of numpy's
_ROOMY = 4  # places to a row, up to which a grid takes less time and memory than a sort
_PACKED = 2**62


@attrs.frozen(eq=False)
class Before:
    """
    What was found, in the order of the rows.

    Attributes:
        value: The figure of the year before; NaN where there is none.
        twice: Whether the row's period, or that of the year before, is there twice; None where no period is.
        first: A row whose period is there twice.
        count: How many rows are of a period that is there twice.
    """

    value: Array
    twice: Array | None = None
    first: int = 0
    count: int = 0


def year_before(keys: Sequence[Array], year: Array, value: Array) -> Before:
    """
    The figure of the year before of each row.

    Args:
        keys: Whole numbers that together tell one series from another.
        year: The years; 0 where a row belongs to no series.
        value: The figures; NaN where there is none.
    """
    rows = np.flatnonzero(year > 0)
    if len(rows) == len(year):
        return _looked_up(_places(keys, year), value)
    found = _looked_up(_places([key[rows] for key in keys], year[rows]), value[rows])
    before, twice = np.full(len(year), np.nan), None
    before[rows] = found.value
    if found.twice is not None:
        twice = np.zeros(len(year), dtype=bool)
        twice[rows] = found.twice
    return Before(before, twice, int(rows[found.first]) if len(rows) else 0, found.count)


def _places(keys: Sequence[Array], year: Array) -> Array:
    """One number for key and year. The first place of each series is of a year that no row has."""
    if not len(year):
        return np.zeros(0, dtype=np.int64)
    least, years = int(year.min()) - 1, int(year.max()) - int(year.min()) + 2
    digits = [(key, int(key.min()), int(key.max()) - int(key.min()) + 1) for key in keys]
    if math.prod(width for _, _, width in digits) * years >= _PACKED:
        digits = [_narrowed(digits)]
    dtype = np.int32 if math.prod(width for _, _, width in digits) * years < 2**31 else np.int64
    place: Array = np.zeros(len(year), dtype=dtype)
    for number, low, width in [*digits, (year, least, years)]:
        place *= width
        # Short keys may lie farther apart than their own type can say; the distance always fits into the place.
        above = np.subtract(number, low, dtype=np.uint64 if number.dtype == np.uint64 else np.int64)
        np.add(place, above, out=place, casting="unsafe")
    return place


def _narrowed(digits: Sequence[tuple[Array, int, int]]) -> tuple[Array, int, int]:
    """One key for several: keys that lie far apart are numbered, one after the other."""
    found, width = None, 1
    for key, _, _ in digits:
        different, numbered = np.unique(key, return_inverse=True)
        if found is not None:
            different, numbered = np.unique(found * len(different) + numbered, return_inverse=True)
        found, width = numbered, len(different)
    return found, 0, width


def _looked_up(place: Array, value: Array) -> Before:
    room = int(place.max()) + 1 if len(place) else 0
    found, single = _in_grid(place, value, room) if room <= _ROOMY * len(place) else _in_order(place, value)
    if single:
        return Before(found)
    different, times = np.unique(place, return_counts=True)
    doubled = different[times > 1]
    own = np.isin(place, doubled)
    twice = own | np.isin(place - 1, doubled)
    return Before(np.where(twice, np.nan, found), twice, int(own.argmax()), int(own.sum()))


def _in_grid(place: Array, value: Array, room: int) -> tuple[Array, bool]:
    """The figure in the place before, and whether no place is taken twice."""
    taken = np.zeros(room, dtype=bool)
    taken[place] = True
    single = int(np.count_nonzero(taken)) == len(place)
    del taken
    grid = np.full(room, np.nan)
    grid[place] = value
    return grid[place - 1], single


def _in_order(place: Array, value: Array) -> tuple[Array, bool]:
    """The same by sorting, where the places lie far apart."""
    order = np.argsort(place)
    steps = np.diff(place[order])
    follows = np.flatnonzero(steps == 1)
    found = np.full(len(place), np.nan)
    found[order[follows + 1]] = value[order[follows]]
    return found, bool(np.all(steps > 0))


def codes_of(column: nw.Series[Any]) -> Array:
    """Whole numbers that are the same where the cells of a column are; any number where a cell is empty."""
    if column.dtype.is_integer():
        return (column.fill_null(0) if column.null_count() else column).to_numpy()
    if column.dtype.is_float():
        column = column + 0.0  # of nothing there is one kind only, as with any other number
    native, engine = column.to_native(), nw.get_native_namespace(column)
    if column.implementation.is_polars():
        if column.dtype.is_numeric():
            native = native.rank("dense").fill_null(0)
        elif column.dtype == nw.String:
            native = native.cast(engine.Categorical)
        return native.to_physical().cast(engine.Int64).fill_null(0).to_numpy()
    if column.implementation.is_pyarrow():
        return native.combine_chunks().dictionary_encode().indices.fill_null(0).to_numpy()
    codes, _ = engine.factorize(native)
    return codes
