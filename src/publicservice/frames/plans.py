"""
The figure of the same period a year earlier, beside each row: one plan for each kind of engine.

A shift takes the previous row and not the previous year, and a join gives rows twice where a key is there twice, so
every plan checks the year, and none gives a row twice.

- Eager frames, and lazy ones of Polars: in arrays, see `frames.grid`.
- Other lazy frames: a window over the key in the order of years, whose neighbours tell whether a period is there twice;
  on DuckDB only where one is, else a join, see `frames.duck`.
"""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.errors import PeriodError, shown
from publicservice.frames.answers import no_value, unless
from publicservice.frames.cells import Number
from publicservice.frames.duck import joined_or
from publicservice.frames.extra import nw
from publicservice.frames.grid import Before, codes_of, year_before
from publicservice.frames.opened import Frame
from publicservice.frames.periods import Periods

__all__ = ["Series", "with_year_before"]


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
    """

    keys: tuple[str, ...]
    named: tuple[str, ...]
    when: Periods
    figures: Number
    year: str
    value: str
    before: str
    twice: str

    @property
    def spent(self) -> tuple[str, str, str, str]:
        """The columns to drop at the end: years and figures, and what was found."""
        return self.year, self.value, self.before, self.twice


def with_year_before(frame: Frame, series: Series) -> Frame:
    """
    The frame with the figure of the year before; of a lazy frame, with what says whether a period is there twice.

    Raises:
        PeriodError: If a period of a key is there twice in an eager frame.
    """
    if isinstance(frame, nw.DataFrame):
        return _eager(frame, series)
    if frame.implementation.is_polars():
        return _of_lazy_polars(frame.with_columns(*_guarded(series)), series)
    if frame.implementation.is_duckdb():
        plain = frame.with_columns(series.when.year.alias(series.year), _usable(series))
        outside = series.when.outside(series.named)
        return joined_or(plain, series.keys, outside, series.spent, lambda rest: _by_window(rest, series))
    return _by_window(frame, series)


def _guarded(series: Series) -> tuple[nw.Expr, nw.Expr]:
    """The year as an integer that is 0 where the row belongs to no series, and the usable figure."""
    return series.when.key(series.named).alias(series.year), _usable(series)


def _usable(series: Series) -> nw.Expr:
    return unless(series.figures.odd, series.figures.value, no_value()).alias(series.value)


# --- in arrays


def _eager(frame: nw.DataFrame[Any], series: Series) -> nw.DataFrame[Any]:
    found = _found(frame.select(*series.keys, *_guarded(series)), series)
    if found.twice is not None:
        names = [*series.named, *series.when.columns]
        cells = zip(names, frame.select(*names).row(found.first), strict=True)
        raise PeriodError(
            f"two figures for one period, in {found.count:,} rows",
            seen=", ".join(f"{name} {shown(str(cell))}" for name, cell in cells),
            expected="one row for each key and period",
            hint="name in by= every column that tells one series from another, or put the rows together first",
        )
    return frame.with_columns(_column(frame, found).alias(series.before))


def _found(lean: nw.DataFrame[Any], series: Series) -> Before:
    keys = [codes_of(lean[key]) for key in series.keys]
    return year_before(keys, lean[series.year].to_numpy(), lean[series.value].to_numpy())


def _column(frame: nw.DataFrame[Any], found: Before) -> nw.Series[Any]:
    """The figures as a column of this frame's engine, null where there is none."""
    engine = nw.get_native_namespace(frame)
    if frame.implementation.is_polars():
        native = engine.Series(found.value, nan_to_null=True)
    elif frame.implementation.is_pyarrow():
        native = engine.chunked_array([engine.array(found.value, from_pandas=True)])
    else:
        native = engine.Series(found.value, index=frame.to_native().index)
    return nw.from_native(native, series_only=True)


def _of_lazy_polars(frame: nw.LazyFrame[Any], series: Series) -> nw.LazyFrame[Any]:
    """Within the query, which hands over the columns that are needed, when it runs."""
    pl, columns = nw.get_native_namespace(frame), (*series.keys, series.year, series.value)

    def look_up(rows: Any) -> Any:
        found = _found(nw.from_native(rows.struct.unnest(), eager_only=True), series)
        made = {series.before: pl.Series(found.value, nan_to_null=True)}
        return pl.DataFrame(made).with_columns(pl.lit(found.twice).alias(series.twice)).to_struct(series.before)

    kind = pl.Struct({series.before: pl.Float64, series.twice: pl.Boolean})
    asked = pl.struct(*columns).map_batches(look_up, return_dtype=kind)
    native = frame.to_native().with_columns(asked.alias(series.before)).unnest(series.before)
    found: nw.LazyFrame[Any] = nw.from_native(native)
    return found


# --- in SQL


def _by_window(frame: nw.LazyFrame[Any], series: Series) -> nw.LazyFrame[Any]:
    """The row before in the order of years; the next two neighbours tell whether a period is there twice."""

    def moved(column: str, steps: int) -> nw.Expr:
        return nw.col(column).shift(steps).over(*series.keys, order_by=series.year)

    names = [f"{series.before}{place}" for place in range(3)]
    found = frame.with_columns(*_guarded(series)).with_columns(
        moved(series.value, 1).alias(series.before),
        moved(series.year, 1).alias(names[0]),
        moved(series.year, 2).alias(names[1]),
        moved(series.year, -1).alias(names[2]),
    )
    year, last, second, following = (nw.col(name) for name in (series.year, *names))
    twice = _sure(last == year) | _sure(following == year) | (_sure(last == year - 1) & _sure(second == year - 1))
    found = found.with_columns((twice & (year > 0)).alias(series.twice))
    before = nw.when((last == year - 1) & ~nw.col(series.twice)).then(nw.col(series.before))
    return found.with_columns(before.alias(series.before)).drop(*names)


def _sure(condition: nw.Expr) -> nw.Expr:
    """The condition, and no where a neighbour is missing."""
    return nw.when(condition).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
