"""Frames of any engine: opened on the way in, checked by their schema, and given back as the kind that came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import attrs

from publicservice.errors import ModelError, NotFoundError, WrongTypeError, did_you_mean, shown
from publicservice.frames.extra import narwhals, nw

__all__ = ["Frame", "Opened", "key_names", "opened", "refuse_names"]

Native = TypeVar("Native")
Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
_ENGINES = "a frame of pandas, Polars, PyArrow, DuckDB, PySpark, or another that narwhals reads"
_SHOWN = 12  # columns that are named where one is missing
_OWN = "_publicservice_"


@attrs.frozen(eq=False)
class Opened:
    """
    A frame that was opened.

    Attributes:
        given: As it came.
        frame: As narwhals sees it.
        schema: The type of each column. Reading it runs no query.
    """

    given: Any
    frame: Frame
    schema: Mapping[str, Any]

    @property
    def is_lazy(self) -> bool:
        """Whether the frame is a query that has not run yet."""
        return isinstance(self.frame, nw.LazyFrame)

    def is_blank(self, name: str) -> bool:
        """Whether nothing stands in a column of an eager frame that has no type of its own: pandas calls it objects."""
        if not isinstance(self.frame, nw.DataFrame):
            return False
        column = self.frame[name]
        untyped = column.dtype in (nw.Object, nw.Unknown) or str(getattr(column.to_native(), "dtype", "")) == "object"
        return untyped and column.null_count() == len(column)

    def known_as(self, name: str) -> str:
        """A column's name as the engine tells it from others: some take small letters and capitals for the same."""
        engine = self.frame.implementation
        return name if engine.is_polars() or engine.is_pyarrow() or engine.is_pandas_like() else name.lower()

    def clash(self, name: str, others: Iterable[str]) -> bool:
        """Whether the engine takes a name for one of others."""
        return self.known_as(name) in map(self.known_as, others)

    def missing(self, names: Iterable[tuple[str, str]]) -> None:
        """
        Refuse columns that are not there, all at once.

        Args:
            names: The argument and the column that it names.

        Raises:
            NotFoundError: If one is missing.
        """
        absent = [(role, name) for role, name in names if name not in self.schema]
        if not absent:
            return
        seen = ", ".join(f"{shown(name)} (as {role}=)" for role, name in absent)
        columns = list(self.schema)
        there = ", ".join(map(shown, columns[:_SHOWN])) + (" ..." if len(columns) > _SHOWN else "")
        role, name = absent[0]
        near = did_you_mean(name, [str(column) for column in columns])
        raise NotFoundError(
            "the frame has no such column" if len(absent) == 1 else "the frame has no such columns",
            seen=seen,
            expected=there or "columns, and it has none",
            hint=near or f"name the column: {role}='...'",
        )

    def spare(self, label: str) -> str:
        """A name for a column that comes and goes, which none of the frame's columns has."""
        name = f"{_OWN}{label}"
        while self.clash(name, self.schema):
            name += "_"
        return name

    def back(self, frame: Frame) -> Any:
        """The frame as the kind that came."""
        if isinstance(self.given, nw.DataFrame | nw.LazyFrame):
            return frame
        native = frame.to_native()
        is_wrapped = isinstance(self.given, narwhals.DataFrame | narwhals.LazyFrame)
        return narwhals.from_native(native) if is_wrapped else native


def opened(given: Native) -> Opened:
    """
    Open a frame of any engine.

    Raises:
        ModelError: If two of its columns have one name.
        WrongTypeError: If it is no frame, or one of PyArrow with texts that it cannot compare.
    """
    try:
        frame = nw.from_native(cast("Any", given))
    except nw.exceptions.DuplicateError as error:
        times = Counter(map(str, getattr(given, "column_names", getattr(given, "columns", ()))))
        twice = shown(tuple(name for name, count in times.items() if count > 1))
        raise ModelError("a frame has two columns of one name", seen=twice, hint="rename one of them") from error
    except TypeError as error:
        raise WrongTypeError(
            "not a frame",
            seen=f"{shown(given)} ({type(given).__name__})",
            expected=_ENGINES,
            hint="make one first, such as pandas.DataFrame(...)",
        ) from error
    schema = dict(frame.collect_schema())
    if frame.implementation.is_pyarrow():
        _refuse_views(frame.to_native().schema)
    return Opened(given, frame, schema)


def _refuse_views(schema: Any) -> None:
    """Refuse a kind of texts of which PyArrow can neither compare two nor sort several."""
    views = [field.name for field in schema if str(field.type) == "string_view"]
    if views:
        raise WrongTypeError(
            f"the column {shown(views[0])} is of a kind of texts that PyArrow cannot compare",
            seen="string_view",
            expected="string or large_string",
            hint="cast it first: table.cast(...), or table.set_column(...)",
        )


def refuse_names(it: Opened, made: Mapping[str, str | None]) -> None:
    """
    Refuse names of new columns that are taken, or that two of them share.

    Args:
        it: The frame.
        made: The argument and the name of the column that it asks for; None for a column that is not wanted.

    Raises:
        ModelError: If a name is taken.
        WrongTypeError: If a name is no text.
    """
    wanted = [(role, name) for role, name in made.items() if name is not None]
    for place, (role, name) in enumerate(wanted):
        if not isinstance(name, str) or not name:
            raise WrongTypeError(f"{role}= names a new column", seen=shown(name), expected="text")
        if name.lower().startswith(_OWN):
            raise ModelError(f"names that begin with {_OWN} are for columns that come and go", seen=shown(name))
        if it.clash(name, it.schema):
            raise ModelError(
                "the frame already has a column of that name",
                seen=shown(name),
                hint=f"give another: {role}='...', or drop that column first",
            )
        if it.clash(name, (other for _, other in wanted[:place])):
            raise ModelError("two new columns of one name", seen=shown(name), hint=f"give another: {role}='...'")


def key_names(role: str, given: Sequence[str]) -> list[str]:
    """
    The columns of a key, as a list of names.

    Raises:
        WrongTypeError: If it is a text, which would be taken for its letters, or not a list of texts.
        ModelError: If a column stands in it twice.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise WrongTypeError(
            f"{role}= takes a list of columns", seen=shown(given), expected=f"such as {role}=['indicator', 'area']"
        )
    names = list(given)
    for name in names:
        if not isinstance(name, str):
            raise WrongTypeError(f"{role}= takes names of columns", seen=shown(name), expected="text")
    if len(set(names)) < len(names):
        raise ModelError(f"a column stands in {role}= twice", seen=shown(names))
    return names
