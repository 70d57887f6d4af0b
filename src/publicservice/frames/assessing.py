"""A plan held against a frame of observations, by the very function that holds it against reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from publicservice.assessment.plain import COLUMNS
from publicservice.assessment.run import assess
from publicservice.assessment.spoken import Spoken
from publicservice.compute.progress import CompletionDefinition
from publicservice.errors import WrongTypeError, shown
from publicservice.frames.extra import nw
from publicservice.frames.objects import frame_to_observations, made_frame
from publicservice.frames.opened import Frame, Opened, opened
from publicservice.model.fields import texts
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.row_cells import ALIAS_MARK
from publicservice.model.row_columns import Missing, table_names

__all__ = ["assess_frame"]

FrameT = TypeVar("FrameT")
_DATES = frozenset({"on", "finish_first", "finish_last"})
_NUMBERS = frozenset({"elapsed", "remaining", "needed", "projected"})
_NUMBERS |= {
    f"{name}{end}" for name in ("baseline", "actual", "completion", "margin", "pace") for end in ("", "_low", "_high")
}


def assess_frame(  # noqa: PLR0913  (each is a choice that the caller may make, by its name)
    plan: Plan,
    frame: FrameT,
    as_of: Period | str | date,
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    missing: Missing = "refuse",
    matches: Mapping[str, str | Iterable[str]] | None = None,
    places: Iterable[Place | str] = (),
    definition: CompletionDefinition | str | None = None,
) -> FrameT:
    """
    Hold a plan against a frame of observations: the rows of `assess`, as a frame of the same kind.

    Every answer is that of `assess` on the same observations. The engine picks out the rows that go by a name or an id
    of the plan; only these become observations, so that the frame may be far larger than what the plan speaks of. What
    the plan does not speak of is not read, and so is not told among what was left out; `assess` tells it.

    Args:
        plan: What was promised.
        frame: What was reported, one row an observation, with the columns of `frame_to_observations`. A lazy frame is
            run twice: for the names that stand in it, and for the rows that matter.
        as_of: The date of the assessment: what ends later is left out, and what is due later is not due.
        columns: The frame's name for each of the library's columns that it calls otherwise.
        ignore: Columns that are meant to be left out.
        missing: What to do with a row that has neither a value nor a result: `refuse` or `skip`.
        matches: Ids of observations by the id (or words of the title) of a target, as for `assess`.
        places: Areas of which figures are expected, as for `assess`.
        definition: The definition of completion, as for `assess`.

    Returns:
        The columns of `Assessment.to_rows`: texts, dates, and 64-bit floats for numbers. Shares are in percent, pace
        and its ends in percentage points, the others in the row's `unit`. DuckDB's is of its default connection.

    Raises:
        FaultyFileError: If anything is wrong in the rows that matter; all faults at once.
        NotFoundError: If the frame has no column of indicators, or `matches` names what is not there.
        WrongTypeError: If it is no plan, or no frame.

    Example:
        >>> import polars as pl
        >>> from publicservice import Plan, Target
        >>> plan = Plan("Jobs", period=2021, targets=[Target("new urban jobs", "630,000 jobs")])
        >>> rows = {"indicator": ["new urban jobs", "rain"], "value": ["686,000", "900"], "unit": ["jobs", "mm"]}
        >>> told = assess_frame(plan, pl.DataFrame(rows | {"period": [2021, 2021]}), "2021-12-31")
        >>> told.select("title", "status", "completion").row(0)
        ('new urban jobs', 'met', 108.88888888888889)
    """
    if not isinstance(plan, Plan):
        raise WrongTypeError(
            "only a plan is assessed", seen=shown(plan), expected="a Plan", hint="read_plan(...) reads one"
        )
    it = opened(frame)
    if not isinstance(matches, Mapping | None):
        expected = "ids by the id or words of a target, such as {'new-urban-jobs': ['jobs-2021']}"
        raise WrongTypeError(
            "what targets are matched with is given by a mapping", seen=shown(matches), expected=expected
        )
    named = {title: texts([ids] if isinstance(ids, str) else ids) for title, ids in (matches or {}).items()}
    spoken = Spoken.of(plan).with_ids(one for ids in named.values() for one in ids)
    theirs = {ours: name for name, ours in table_names(columns).items()}
    rows = _that_matter(it, spoken, theirs).to_native()
    observations = frame_to_observations(rows, columns=columns, ignore=ignore, counts=plan.units, missing=missing)
    found = assess(plan, observations, as_of=as_of, matches=named, places=places, definition=definition)
    made: FrameT = _as_given(it, found.to_frame(dict))
    return made


def _that_matter(it: Opened, spoken: Spoken, theirs: Mapping[str, str]) -> Frame:
    """The rows of which a name or the id is one that the plan can be spoken of by."""
    it.missing([("indicator", theirs["indicator"])])
    named = [theirs["indicator"], *([theirs["aliases"]] if theirs["aliases"] in it.schema else [])]
    matter = nw.col(theirs["indicator"]).is_null()  # a row without a name is wrong, and told as such
    for column in named:
        matter = matter | _among(nw.col(column), _texts(it, column, spoken))
    if theirs["id"] in it.schema:
        matter = matter | _among(nw.col(theirs["id"]).cast(nw.String), sorted(spoken.ids))
    return it.frame.filter(matter)


def _among(cells: nw.Expr, texts: list[str]) -> nw.Expr:
    """Whether cells are one of several texts; PyArrow asks of what type none of them is."""
    return cells.is_in(texts) if texts else nw.lit(value=False)


def _texts(it: Opened, column: str, spoken: Spoken) -> list[str]:
    """The texts of a column that hold a name of the plan."""
    if it.schema[column] not in (nw.String, nw.Categorical, nw.Enum):
        raise WrongTypeError(
            f"the column {shown(column)} holds no names", seen=str(it.schema[column]), expected="texts"
        )
    different = it.frame.select(nw.col(column).cast(nw.String)).unique()
    names = (different.collect() if isinstance(different, nw.LazyFrame) else different)[column].to_list()
    return [text for text in names if isinstance(text, str) and spoken.has_name(text, *text.split(ALIAS_MARK))]


def _as_given(it: Opened, columns: dict[str, list[Any]]) -> Any:
    """The columns as a frame of the kind that was given."""
    cells = {
        name: [float(cell) if isinstance(cell, Decimal) else cell for cell in cells] for name, cells in columns.items()
    }
    schema = {name: nw.Float64 if name in _NUMBERS else nw.Date if name in _DATES else nw.String for name in COLUMNS}
    engine = it.frame.implementation
    if not it.is_lazy:
        return it.back(nw.from_native(made_frame(cells, schema, engine)))
    eager = nw.from_native(made_frame(cells, schema, "polars" if engine.is_polars() else "pyarrow"), eager_only=True)
    session = getattr(it.frame.to_native(), "sparkSession", None)
    return it.back(eager.lazy(engine, session=session))
