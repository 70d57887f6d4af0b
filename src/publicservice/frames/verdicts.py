"""Whether goals are met, over whole columns: row by row, throughout a period, and by their due dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from publicservice.errors import WrongTypeError, shown
from publicservice.frames.answers import case_of, no_text, reason_column
from publicservice.frames.beside import beside
from publicservice.frames.cells import MISSING_KEY, NumberLike, any_of
from publicservice.frames.exact import UNDECIDED
from publicservice.frames.extra import nw
from publicservice.frames.goals import MET, NOT_MET, goals_of, refuse_bad_goals, with_verdicts
from publicservice.frames.opened import Frame, Opened, key_names, opened, refuse_names
from publicservice.frames.periods import day_of, days_of
from publicservice.frames.words import Flag, both, either
from publicservice.model.goal import Better

__all__ = ["met", "status"]

FrameT = TypeVar("FrameT")
_NOT_DUE, _NO_DATA, _NOT_MEASURABLE = "not due", "no data", "not measurable"
_GRAVE = (MET, UNDECIDED, None, NOT_MET)  # of several observations, the gravest counts


def met(  # noqa: PLR0913  (a verb on columns names each of them)
    frame: FrameT,
    *,
    actual: str = "actual",
    comparator: str = "comparator",
    low: str | NumberLike | None = "low",
    high: str | NumberLike | None = "high",
    better: str | Better | None = None,
    keep: Sequence[str] | None = None,
    into: str = "met",
    reason: str | None = None,
) -> FrameT:
    """
    Whether each row's goal is met: `met`, `not met`, `undecided`, or null where the goal says nothing of the row.

    The answers are texts and not true or false, so that nobody's filter takes "cannot tell" for "no".

    Args:
        frame: A frame of any engine, eager or lazy.
        actual: The column of what was reached. [unit]
        comparator: The column of the words that set the goals, or one word for all rows: at least, more than, at most,
            less than, exactly, between, reach, raise to, lower to.
        low: The number of a goal (the lower one of "between"), as a column or one number; None where there is none.
            [unit of actual]
        high: The number of "at most", "lower to" and "less than", and the upper one of "between". [unit of actual]
        better: For "reach": which way is better, as a column or one word, `higher`, `lower` or `neither`. Without it
            that much or more is met.
        keep: A key over which every row's goal has to be met for any to be, as a promise to keep has to; such as
            ["indicator", "area"]. None judges each row alone.
        into: The column to add.
        reason: A column to add that says why there is no verdict; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        GoalError: If an eager frame has a word that nobody knows, or a range with its larger number first (a lazy
            frame has null and the reason there), or the one goal for all rows lacks its number.
        ModelError: If a new column's name is taken.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column is of another type, or the frame is none.

    Definition:
        at least: actual >= low; more than: actual > low; at most: actual <= high; less than: actual < high; exactly:
        actual = low; between: low <= actual <= high; reach: actual >= low, or actual <= low where lower is better

    Example:
        >>> import polars as pl
        >>> goals = {"comparator": ["at least", "less than", "between"], "low": [85, None, 10], "high": [None, 5, 15]}
        >>> met(pl.DataFrame({"actual": [85.0, 5.0, 12.0], **goals}))["met"].to_list()
        ['met', 'not met', 'met']
        >>> met(pl.DataFrame({"rate": [86, 79, 84]}), actual="rate", comparator="at least", low=80)["met"].to_list()
        ['met', 'not met', 'met']
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "reason": reason})
    keys = None if keep is None else key_names("keep", keep)
    goals = goals_of(it, ("actual", actual), comparator, low, high, better)
    it.missing(("keep", key) for key in keys or ())
    refuse_bad_goals(it, goals)
    found = with_verdicts(it, goals, into)
    why = reason_column([goals.actual], goals.rules)
    if keys is not None:
        found, why = _throughout(it, found, into, keys)
    if reason is not None:
        found = found.with_columns(why.alias(reason))
    result: FrameT = it.back(found)
    return result


def _throughout(it: Opened, frame: Frame, into: str, keys: list[str]) -> tuple[Frame, nw.Expr]:
    """The frame with one verdict for all rows of a key, and why there is none."""
    grave = it.spare("grave")
    here, one = nw.col(into), nw.lit(1, dtype=nw.Int64)
    rank = (
        nw.when(here == NOT_MET)
        .then(one * 3)
        .otherwise(
            nw.when(here.is_null()).then(one * 2).otherwise(nw.when(here == UNDECIDED).then(one).otherwise(one * 0))
        )
    )
    keyless = any_of(nw.col(key).is_null() for key in keys)
    cases = [(nw.col(grave) == place, text) for place, text in enumerate(_GRAVE) if text is not None]
    ranked = frame.with_columns(rank.alias(grave))
    if keys:
        ranked = beside(ranked, keys, {grave: nw.col(grave).max()}, it.spare("row"))
    else:
        ranked = ranked.with_columns(nw.col(grave).max())
    verdict = case_of(cases, no_text())
    verdict = verdict if keyless is None else nw.when(~keyless).then(verdict)
    missing = case_of([(nw.col(into).is_null(), "an observation has no verdict")], no_text())
    why = missing if keyless is None else nw.when(keyless).then(nw.lit(MISSING_KEY)).otherwise(missing)
    return ranked.with_columns(verdict.alias(into)).drop(grave), why


def status(  # noqa: PLR0913  (a verb on columns names each of them)
    frame: FrameT,
    *,
    as_of: date,
    actual: str = "actual",
    comparator: str = "comparator",
    low: str | NumberLike | None = "low",
    high: str | NumberLike | None = "high",
    better: str | Better | None = None,
    due: str = "due",
    start: str | None = None,
    into: str = "status",
) -> FrameT:
    """
    What can be said of each row's target at a date, in the words of `assess`.

    Args:
        frame: A frame of any engine, eager or lazy.
        as_of: The date of the assessment: the report's, not today's.
        actual: The column of the latest figures. [unit]
        comparator: The words that set the goals, as for `met`.
        low: The numbers of the goals, as for `met`. [unit of actual]
        high: The upper numbers, as for `met`. [unit of actual]
        better: Which way is better, as for `met`.
        due: The column of the dates by which the goals are to be met, the last day included.
        start: The column of the dates on which the targets' periods begin; before them nothing is missing.
        into: The column to add.

    Returns:
        The frame with its new column: `met`, `not met` or `undecided` where the goal is due, or met so that more
        cannot change it; `not due` before that; `no data` without a figure; `not measurable` where the goal says
        nothing.

    Raises:
        GoalError: As for `met`.
        ModelError: If the new column's name is taken.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column is of another type, or the frame is none.

    Example:
        >>> import polars as pl
        >>> rows = {"actual": [90, 3, None, 80], "comparator": ["at least", "at most", "reach", "at least"],
        ...         "low": [85, None, 7, 85], "high": [None, 5, None, None],
        ...         "due": [date(2025, 12, 31), date(2025, 12, 31), date(2023, 12, 31), date(2023, 12, 31)]}
        >>> status(pl.DataFrame(rows), as_of=date(2024, 6, 30))["status"].to_list()
        ['met', 'not due', 'no data', 'not met']
    """
    it = opened(frame)
    refuse_names(it, {"into": into})
    goals = goals_of(it, ("actual", actual), comparator, low, high, better)
    dates = {"due": due} if start is None else {"due": due, "start": start}
    it.missing(dates.items())
    if day_of(as_of) is None:
        raise WrongTypeError("as_of= takes a date", seen=shown(as_of), expected="a datetime.date")
    today = days_of(it, "as_of", as_of).number
    ends = {role: days_of(it, role, name).number for role, name in dates.items()}
    refuse_bad_goals(it, goals)
    over = ends["due"] <= today
    unset = goals.silent
    none = goals.actual.bad
    none = nw.lit(value=False) if none is None else none
    cases: list[tuple[Flag, str]] = [] if unset is None else [(unset, _NOT_MEASURABLE)]
    if start is not None:
        cases.append((none & (ends["start"] > today), _NOT_DUE))
    cases.append((none, _NO_DATA))
    for verdict in (MET, NOT_MET, UNDECIDED):
        final: Flag = over if verdict == NOT_MET else either(over, goals.unbounded)
        cases.append((both(final, nw.col(into) == verdict), verdict))
    known = [(condition, text) for condition, text in cases if not isinstance(condition, bool)]
    found = with_verdicts(it, goals, into)
    result: FrameT = it.back(found.with_columns(case_of(known, nw.lit(_NOT_DUE)).alias(into)))
    return result
