"""
The figure of the same period a year earlier, beside each row: one plan for each kind of engine.

A shift takes the previous row and not the previous year, so every plan checks the year, and none gives a row twice.

- Eager frames with keys of integers: key and year are packed into one number. Where that rises from row to row, which
  also says that no key is there twice, the row before is looked at; else pandas and Polars sort by it, and PyArrow
  joins on it.
- Other eager frames: the row before, if the rows are sorted, else a join on the key.
- Lazy frames: see `frames.lazy_plans`.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

import attrs

from publicservice.errors import PeriodError, shown
from publicservice.frames.cells import Number
from publicservice.frames.extra import nw
from publicservice.frames.periods import Periods
from publicservice.model.period_calendar import FIRST_YEAR, LAST_YEAR

__all__ = ["YEARS", "Series", "are_integers", "by_neighbours", "eager_before", "guarded", "pack"]

FrameT = TypeVar("FrameT", nw.DataFrame[Any], nw.LazyFrame[Any])
YEARS = 10_001  # years are 0 or 1000 to 9999, and the year before is -1 or 999 to 9998: none of them meets another's
_PACKED, _AS_FLOAT = 2**62, 2**53  # pandas makes floats of integers that it shifts


@attrs.frozen(eq=False)
class Series:
    """
    What tells the rows of one series, and columns that come and go while the year before is found.

    Attributes:
        keys: The columns that tell one series from another, the phase of the year among them.
        named: Those of them that are the frame's own.
        when: The periods.
        figures: The figures.
        year: The year, 0 where the row belongs to no series.
        value: The figure, null where there is none.
        before: The figure of the year before, null where there is none.
        twice: Whether the row's period, or that of a year earlier, is there twice.
        row: The number of the row.
    """

    keys: tuple[str, ...]
    named: tuple[str, ...]
    when: Periods
    figures: Number
    year: str
    value: str
    before: str
    twice: str
    row: str

    @property
    def spent(self) -> tuple[str, ...]:
        """The columns to drop at the end."""
        return self.year, self.value, self.before, self.twice, self.row


def guarded(frame: Any, series: Series) -> Any:
    """The frame with the year as an integer that is 0 where the row belongs to no series, and the usable figure."""
    usable = series.figures.usable(series.figures.value)
    value = series.figures.value if isinstance(usable, bool) else nw.when(usable).then(series.figures.value)
    return frame.with_columns(series.when.key(series.named).alias(series.year), value.alias(series.value))


def eager_before(frame: nw.DataFrame[Any], series: Series) -> nw.DataFrame[Any]:
    """
    The frame with the figure of the year before, which may be one that is no number.

    Raises:
        PeriodError: If a period of a key is there twice.
    """
    packed = _packed_key(frame, series)
    if packed is not None:
        return frame.with_columns(_by_one_key(frame, series, packed).alias(series.before))
    lean = guarded(frame, series).select(*series.keys, series.year, series.value)
    found = (
        _shifted(lean, series)
        if _is_sorted(lean, series)
        else _joined(frame, lean, series, [*series.keys, series.year])
    )
    return frame.with_columns(found.alias(series.before))


# --- one key


def are_integers(schema: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Whether all these columns are of integers."""
    return all(schema[name].is_integer() for name in names)


def pack(ranges: Mapping[str, tuple[Any, Any]], year: nw.Expr) -> nw.Expr:
    """Keys (each with its least value and how many there are) and year as the digits of one number."""
    packed: nw.Expr | None = None
    for key, (least, size) in ranges.items():
        digit = nw.col(key).cast(nw.Int64) - least
        packed = digit if packed is None else packed * size + digit
    whole = year.cast(nw.Int64)
    return whole if packed is None else packed * YEARS + whole


def _packed_key(frame: nw.DataFrame[Any], series: Series) -> nw.Expr | None:
    """One number for key and year; None where something is no integer or missing, or the keys are too far apart."""
    schema, years = frame.collect_schema(), series.when.columns
    if not len(frame) or not are_integers(schema, [*series.keys, *years]):
        return None
    names = dict.fromkeys([*series.keys, *years])
    measures = (nw.Expr.min, nw.Expr.max, nw.Expr.null_count)
    row = frame.select(*(each(nw.col(name)).alias(f"{name}{at}") for name in names for at, each in enumerate(measures)))
    found = {name: row.row(0)[3 * at : 3 * at + 3] for at, name in enumerate(names)}
    if any(missing for _, _, missing in found.values()) or not _are_periods(found, years):
        return None
    ends = {key: (int(found[key][0]), int(found[key][1])) for key in series.keys}
    room = _AS_FLOAT if frame.implementation.is_pandas_like() else _PACKED
    if math.prod(last - first + 1 for first, last in ends.values()) * YEARS >= room:
        return None
    return pack({key: (first, last - first + 1) for key, (first, last) in ends.items()}, series.when.year)


def _are_periods(found: Mapping[str, Sequence[Any]], columns: Sequence[str]) -> bool:
    """Whether all years, and months, are such."""
    limits = zip(columns, ((FIRST_YEAR, LAST_YEAR), (1, 12)), strict=False)
    return all(low <= found[name][0] and found[name][1] <= high for name, (low, high) in limits)


def _by_one_key(frame: nw.DataFrame[Any], series: Series, packed: nw.Expr) -> nw.Series[Any]:
    lean = frame.select(packed.alias(series.year), series.figures.value.alias(series.value))
    lean = lean.with_columns(nw.col(series.year).shift(1).alias(series.twice))
    here, last = nw.col(series.year), nw.col(series.twice)
    rising = lean.select((here > last).sum())[series.year][0]
    if int(rising) == len(lean) - 1:
        return lean.select(_follows(here, last, series))[series.value]
    if frame.implementation.is_polars():
        return _neighbours(frame, lean, series)
    if not frame.implementation.is_pandas_like():
        return _joined(frame, lean, series, [series.year])
    lean = lean.select(series.year, series.value).with_row_index(series.row).sort(series.year)
    lean = lean.with_columns(nw.col(series.year).shift(1).alias(series.twice))
    if lean.select((here == last).sum())[series.year][0]:
        _refuse_twice(frame, series, lean.sort(series.row), [series.year])
    return lean.select(series.row, _follows(here, last, series)).sort(series.row)[series.value]


def _neighbours(frame: nw.DataFrame[Any], lean: nw.DataFrame[Any], series: Series) -> nw.Series[Any]:
    found = by_neighbours(lean.select(series.year, series.value), series.year, series)
    if found[series.twice].any():
        _refuse_twice(frame, series, lean.with_row_index(series.row), [series.year])
    return found[series.before]


def by_neighbours(frame: FrameT, key: str, series: Series) -> FrameT:
    """
    A frame of Polars with the figure of the year before, and whether a period is there twice, by one sort.

    It is written in Polars' own words: narwhals has no window that gives several columns at once.
    """
    pl = nw.get_native_namespace(frame)
    here, value, near = pl.col(key), pl.col(series.value), pl.col(series.before).struct.field
    rows = {"last": here.shift(1), "value": value.shift(1), "second": here.shift(2), "next": here.shift(-1)}
    native = frame.to_native().with_columns(pl.struct(**rows).over(pl.lit(1), order_by=here).alias(series.before))
    before = pl.when(near("last") == here - 1).then(near("value"))
    own = (near("last") == here) | (near("next") == here)
    twice = (own | ((near("last") == here - 1) & (near("second") == here - 1))).fill_null(value=False)
    if series.year != key:
        twice = twice & (pl.col(series.year) > 0)
    made = native.with_columns(pl.when(~twice).then(before).alias(series.before), twice.alias(series.twice))
    return cast("FrameT", nw.from_native(made))


def _follows(here: nw.Expr, last: nw.Expr, series: Series) -> nw.Expr:
    return nw.when(here == last + 1).then(nw.col(series.value).shift(1)).alias(series.value)


# --- several keys


def _is_sorted(lean: nw.DataFrame[Any], series: Series) -> bool:
    """Whether each row has a higher key, or the same key and a higher year, than the one before it."""
    schema = lean.collect_schema()
    # What pandas makes of shifted integers may not be what they were: they are packed, or joined.
    ordered = (nw.String, nw.Date) if lean.implementation.is_pandas_like() else (nw.String, nw.Date, nw.Int64, nw.Int32)
    if not all(schema[key] in ordered for key in series.keys) or not len(lean):
        return False
    higher = nw.col(series.year) > nw.col(series.year).shift(1)
    for key in reversed(series.keys):
        here, last = nw.col(key), nw.col(key).shift(1)
        higher = (here > last) | ((here == last) & higher)
    count, least = lean.select(higher.sum().alias("higher"), nw.col(series.year).min().alias("least")).row(0)
    return int(count or 0) == len(lean) - 1 and least > 0


def _shifted(lean: nw.DataFrame[Any], series: Series) -> nw.Series[Any]:
    same = [nw.col(key) == nw.col(key).shift(1) for key in series.keys]
    follows = functools.reduce(operator.and_, [*same, nw.col(series.year) == nw.col(series.year).shift(1) + 1])
    return lean.select(nw.when(follows).then(nw.col(series.value).shift(1)).alias(series.value))[series.value]


def _joined(frame: nw.DataFrame[Any], lean: nw.DataFrame[Any], series: Series, keys: list[str]) -> nw.Series[Any]:
    """The figures of the year before, by a join on the keys, of which the last is the year or holds it."""
    left = lean.select(*keys, series.value).with_row_index(series.row)
    right = left if len(keys) == 1 else left.filter(nw.col(series.year) > 0)
    _refuse_twice(frame, series, right, keys)
    later = right.select(*keys[:-1], nw.col(keys[-1]) + 1, series.value)
    joined = left.drop(series.value).join(later, on=keys, how="left")
    if not joined[series.row].is_sorted():
        joined = joined.sort(series.row)
    return joined[series.value]


def _refuse_twice(frame: nw.DataFrame[Any], series: Series, right: nw.DataFrame[Any], keys: Sequence[str]) -> None:
    if len(keys) == 1 and right[keys[0]].n_unique() == len(right):
        return
    doubled = right.select(*keys).is_duplicated()
    if not doubled.any():
        return
    first = int(right.filter(doubled)[series.row][0])
    raise PeriodError(
        f"two figures for one period, in {int(doubled.sum()):,} rows",
        seen=shown(frame.select(*series.named, *series.when.columns).row(first)),
        expected="one row for each key and period",
        hint="name in by= every column that tells one series from another, or put the rows together first",
    )
