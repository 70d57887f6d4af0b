"""Between objects and columns: plans and observations as frames, and frames as observations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from publicservice.errors import WrongTypeError, shown
from publicservice.figures import Figure
from publicservice.frames.cells import refuse_short_floats
from publicservice.frames.extra import nw
from publicservice.frames.opened import opened
from publicservice.model.document import Document
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.row_columns import Missing, ignored_names, table_names
from publicservice.model.rows import observations_from_rows
from publicservice.model.rows_out import observation_rows
from publicservice.model.target_rows import target_rows
from publicservice.model.walk import walk

__all__ = ["frame_to_observations", "made_frame", "observations_to_frame", "plan_to_frame"]

_NUMBERS = ("number", "number_low", "number_high")


def plan_to_frame(plan: Plan, backend: Any) -> Any:
    """
    A plan's targets as a frame, one row each, with the columns that `met` and `status` read.

    Numbers are 64-bit floats, which mean the shortest decimal that prints as them.

    Args:
        plan: The plan.
        backend: The engine of the frame: "pandas", "polars" or "pyarrow", or the module itself.

    Returns:
        The columns id, path, part_of (the id of the target that a part belongs to), programme, indicator, unit, kind,
        better, goal (its text), comparator, low, high, keep (whether it has to hold throughout), baseline, place,
        period, start and due, as `target_rows` has them: numbers in the row's unit. A goal that is not one number or a
        range, such as one for each of several members, has its text and no comparator.

    Raises:
        WrongTypeError: If it is no plan, or there is no engine of that name.

    Example:
        >>> from publicservice import Plan, Target
        >>> plan = Plan("Roads", period=2022, targets=[Target("roads built", "at least 1,000 km")])
        >>> plan_to_frame(plan, "polars").select("indicator", "comparator", "low", "unit").row(0)
        ('roads built', 'at least', 1000.0, 'km')
    """
    rows = [{name: _cell(row[name]) for name in _TARGET_COLUMNS} for row in target_rows(plan)]
    schema: dict[str, Any] = dict.fromkeys(_TARGET_COLUMNS, nw.String)
    schema |= {"low": nw.Float64, "high": nw.Float64, "baseline": nw.Float64, "keep": nw.Boolean}
    return _made(rows, schema | {"start": nw.Date, "due": nw.Date}, backend)


_TARGET_COLUMNS = (
    "id", "path", "part_of", "programme", "indicator", "unit", "kind", "better", "goal", "comparator", "low", "high",
    "keep", "baseline", "place", "period", "start", "due",
)  # fmt: skip


def _cell(cell: Any) -> Any:
    return float(cell) if isinstance(cell, Decimal) else cell


def observations_to_frame(observations: Document | Iterable[Observation], backend: Any) -> Any:
    """
    Observations as a frame, one row each: as they were printed, and as numbers.

    Args:
        observations: Observations, or a report or plan.
        backend: The engine of the frame: "pandas", "polars" or "pyarrow", or the module itself.

    Returns:
        The columns of `observation_rows`, all of them texts, from which `frame_to_observations` reads the same
        observations again; and the 64-bit floats number, number_low and number_high: the value and the ends of what it
        stands for, null where there is none. [unit]

    Raises:
        ModelError: If something in an observation cannot be written in a row.
        WrongTypeError: If there is something else than observations, or no engine of that name.

    Example:
        >>> from publicservice import Observation
        >>> frame = observations_to_frame([Observation("new urban jobs", "686,000 jobs")], "polars")
        >>> frame.select("indicator", "unit", "number", "number_low").row(0)
        ('new urban jobs', 'job', 686000.0, 685500.0)
    """
    if not isinstance(observations, Document | Iterable):
        raise WrongTypeError("not observations", seen=shown(observations), expected="observations, a report or a plan")
    given = observations if isinstance(observations, Document) else tuple(observations)
    texts = observation_rows(given)
    values = _values(given)
    rows = [{**row, **dict(zip(_NUMBERS, ends, strict=True))} for row, ends in zip(texts, values, strict=True)]
    columns = list(texts[0]) if texts else ["indicator", "value"]
    return _made(rows, dict.fromkeys(columns, nw.String) | dict.fromkeys(_NUMBERS, nw.Float64), backend)


def _values(given: Document | Sequence[Observation]) -> list[tuple[float | None, ...]]:
    """The value and the ends of each observation, in the order of the rows."""
    found = [node.item for node in walk(given)] if isinstance(given, Document) else given
    return [_ends(one.value) for one in found if isinstance(one, Observation)]


def _ends(given: Figure | None) -> tuple[float | None, ...]:
    if given is None:
        return None, None, None
    ends = (end if end.is_finite() else None for end in (given.low, given.high))
    return tuple(None if number is None else float(number) for number in (given.value, *ends))


def _made(rows: Sequence[Mapping[str, object]], schema: Mapping[str, Any], backend: Any) -> Any:
    return made_frame({name: [row.get(name) for row in rows] for name in schema}, schema, backend)


def made_frame(columns: Mapping[str, Sequence[object]], schema: Mapping[str, Any], backend: Any) -> Any:
    """
    A frame of an engine. pandas has no dates of its own, and keeps them with a time.

    Raises:
        WrongTypeError: If there is no engine of that name.
    """
    try:
        engine = nw.Implementation.from_backend(backend)
        types = dict(schema)
        if engine.is_pandas_like():
            types |= {name: nw.Datetime("us") for name, dtype in schema.items() if dtype == nw.Date}
        return nw.from_dict(dict(columns), types, backend=backend).to_native()
    except (TypeError, ValueError, AttributeError) as error:
        raise WrongTypeError(
            "no engine of that name makes frames", seen=shown(backend), expected="'pandas', 'polars' or 'pyarrow'"
        ) from error


def frame_to_observations(
    frame: Any,
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    counts: Iterable[str] = (),
    missing: Missing = "refuse",
    name: str = "rows",
) -> tuple[Observation, ...]:
    """
    The observations that the rows of a frame hold, one row each. A lazy frame is run, once.

    Args:
        frame: A frame of any engine.
        columns: The frame's name for each of the library's that it calls otherwise: `{"indicator": "Indikator"}`.
        ignore: Columns that are meant to be left out; number, number_low and number_high always are.
        counts: Further kinds of count that units may name.
        missing: What to do with a row that has neither a value nor a result: `refuse` or `skip`.
        name: What to call the frame in messages.

    Returns:
        The observations, in the order of the rows.

    Raises:
        FaultyFileError: If anything in the rows is wrong; all faults at once.
        ReadError: If `columns`, `ignore` or `missing` say what cannot be meant.
        WrongTypeError: If it is no frame, or a column is of 32-bit floats, which do not say which decimals they mean.

    Example:
        >>> import polars as pl
        >>> rows = pl.DataFrame({"indicator": ["beds"], "period": [2021], "value": [120], "unit": ["bed"]})
        >>> print(frame_to_observations(rows)[0].value)
        120 beds
    """
    it = opened(frame)
    named, left = table_names(columns), ignored_names(ignore)
    spare = [column for column in _NUMBERS if column in it.schema and column not in named]
    for column in it.schema:
        if column in named and column not in left:
            refuse_short_floats(it, column, shown(column))
    whole = it.frame.collect() if isinstance(it.frame, nw.LazyFrame) else it.frame
    rows = (_plain(row) for row in whole.iter_rows(named=True))
    return observations_from_rows(
        rows, columns=columns, ignore=[*left, *spare], counts=counts, missing=missing, name=name
    )


def _plain(row: Mapping[str, Any]) -> dict[str, object]:
    """A row whose dates with times at midnight are dates, since pandas keeps dates so."""
    return {name: cell.date() if _is_midnight(cell) else cell for name, cell in row.items()}


def _is_midnight(cell: Any) -> bool:
    """Whether it is a date with a time that says nothing. A missing one differs from itself."""
    return isinstance(cell, datetime) and cell == cell and cell.time() == time()  # noqa: PLR0124
