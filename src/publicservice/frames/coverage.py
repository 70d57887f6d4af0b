"""Coverage of whole columns: rates, and how far they stand from a goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from publicservice.errors import ModelError
from publicservice.frames.answers import Rules, case_of, defined, reason_column, worded
from publicservice.frames.cells import Number, NumberLike, as_floats, divided, numbers
from publicservice.frames.exact import PLACES, UNDECIDED, settled, term
from publicservice.frames.extra import nw
from publicservice.frames.goals import MET, NOT_MET
from publicservice.frames.opened import Opened, opened, refuse_names
from publicservice.model.fields import choice
from publicservice.model.goal import Better

__all__ = ["coverage_gap", "coverage_rate"]

FrameT = TypeVar("FrameT")


def coverage_rate(
    frame: FrameT,
    *,
    covered: str = "covered",
    eligible: str | NumberLike = "eligible",
    excluded: str | NumberLike | None = None,
    excluded_covered: str | NumberLike | None = None,
    into: str = "coverage",
    reason: str | None = None,
) -> FrameT:
    """
    The share of the eligible that is covered, row by row. Above 100 % is kept.

    Args:
        frame: A frame of any engine, eager or lazy.
        covered: The column of those reached. [unit]
        eligible: The column of those entitled, or one number. [unit of covered]
        excluded: Those among the eligible who do not count, as a column or one number. [unit of covered]
        excluded_covered: Those of the excluded who stand among the covered. [unit of covered]
        into: The column to add. [%]
        reason: A column to add that says why there is no rate; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column holds no numbers, or the frame is none.

    Definition:
        rate = (covered - excluded_covered) / (eligible - excluded)

    Example:
        >>> import polars as pl
        >>> districts = pl.DataFrame({"covered": [90, 3], "eligible": [120, 0], "excluded": [20, 0]})
        >>> coverage_rate(districts, excluded="excluded", reason="why").select("coverage", "why").rows()
        [(90.0, None), (None, 'no eligible')]
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "reason": reason})
    rows, counts, spent = as_floats(it, _counts(it, covered, eligible, excluded, excluded_covered))
    operands, rules = list(counts.values()), _rules(counts)
    reached, in_scope = _left(counts)
    made = [defined(reached * 100 / in_scope, operands, rules).alias(into)]
    if reason is not None:
        made.append(reason_column(operands, rules).alias(reason))
    result: FrameT = it.back(rows.with_columns(*made).drop(*spent))
    return result


def coverage_gap(  # noqa: PLR0913  (a verb on columns names each of them)
    frame: FrameT,
    *,
    covered: str = "covered",
    eligible: str | NumberLike = "eligible",
    goal: str | NumberLike = "goal",
    better: Better | str = Better.HIGHER,
    points: str = "gap_points",
    people: str | None = "gap_people",
    verdict: str | None = None,
    reason: str | None = None,
) -> FrameT:
    """
    How far each row's coverage stands from its goal, in points and in people; negative where the goal is exceeded.

    Args:
        frame: A frame of any engine, eager or lazy.
        covered: The column of those reached. [unit]
        eligible: The column of those entitled, or one number. [unit of covered]
        goal: The column of the rates to reach, or one number, such as 85 for 85 %. [%]
        better: `higher`, or `lower` where the goal is an upper limit.
        points: The column to add with the shortfall of the rate. [percentage point]
        people: The column to add with how many more would have to be reached, not rounded; None adds none.
            [unit of covered]
        verdict: A column to add that says `met`, `not met` or `undecided`; None adds none.
        reason: A column to add that says why there is no gap; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken, or `better` is neither way.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column holds no numbers, or the frame is none.

    Definition:
        points = goal - covered / eligible; people = goal * eligible - covered; the other way round for an upper limit

    Example:
        >>> import polars as pl
        >>> homes = pl.DataFrame({"covered": [2_650, 85], "eligible": [3_442, 100]})
        >>> coverage_gap(homes, goal=85, verdict="verdict").drop("covered", "eligible").rows()
        [(8.009877977919814, 275.7, 'not met'), (0.0, 0.0, 'met')]
    """
    it = opened(frame)
    way = choice(Better, better)
    if way is Better.NEITHER:
        raise ModelError("a gap needs to know which way is better", seen=way.value, expected="higher or lower")
    refuse_names(it, {"points": points, "people": people, "verdict": verdict, "reason": reason})
    reached, in_scope, wanted = numbers(it, covered=covered, eligible=eligible, goal=goal)
    rows, counts, spent = as_floats(it, {"covered": reached, "eligible": in_scope})
    sign, short = 1 if way is Better.HIGHER else -1, nw.col(it.spare("short"))
    operands, rules = [*counts.values(), wanted], _rules(counts)
    # Scaled so that whole counts and short percentages give whole numbers, which binary floats keep exactly.
    places = _places(wanted)
    missing = term(wanted, places) * term(counts["eligible"]) - term(counts["covered"]).times(100 * 10**places)
    whole = counts["eligible"].value * float(10**places) if places else counts["eligible"].value
    made = {points: short / whole, people: divided(short, 100.0 * 10**places)}
    columns = [defined(value, operands, rules).alias(name) for name, value in made.items() if name is not None]
    if verdict is not None:
        clear = case_of([(missing.unsure, UNDECIDED), (short <= 0, MET)], nw.lit(NOT_MET))
        columns.append(worded(clear, operands, rules).alias(verdict))
    if reason is not None:
        columns.append(reason_column(operands, rules).alias(reason))
    signed = missing.value if sign > 0 else missing.value * -1.0
    found = rows.with_columns(signed.alias(it.spare("short"))).with_columns(*columns)
    found = found.drop(*spent, it.spare("short"))
    if verdict is not None:
        found = settled(it, found, verdict, operands, lambda row: _verdict(row, sign))
    result: FrameT = it.back(found)
    return result


def _places(goal: Number) -> int:
    """The decimal places that make a goal a whole number, as far as they are looked at."""
    if goal.constant is None:
        return PLACES
    return next((places for places in range(PLACES) if (goal.constant * 10**places).denominator == 1), PLACES)


def _verdict(row: Mapping[str, Any], sign: int) -> str:
    """The verdict of one row, exactly."""
    return MET if (row["goal"] * row["eligible"] - 100 * row["covered"]) * sign <= 0 else NOT_MET


def _counts(
    it: Opened,
    covered: str,
    eligible: str | NumberLike,
    excluded: str | NumberLike | None,
    excluded_covered: str | NumberLike | None,
) -> dict[str, Number]:
    roles: dict[str, str | NumberLike] = {"covered": covered, "eligible": eligible}
    roles |= {
        role: given
        for role, given in (("excluded", excluded), ("excluded_covered", excluded_covered))
        if given is not None
    }
    return {one.role: one for one in numbers(it, **roles)}


def _rules(counts: Mapping[str, Number]) -> Rules:
    """Why there is no rate: a count below zero, nobody eligible, or more excluded than covered."""
    below = [(one.negative, f"negative {role}") for role, one in counts.items()]
    rules = [(condition, text) for condition, text in below if condition is not None]
    eligible, excluded, less = counts["eligible"], counts.get("excluded"), counts.get("excluded_covered")
    if excluded is not None or not eligible.least > 0:
        rules.append((eligible.value <= (0.0 if excluded is None else excluded.value), "no eligible"))
    if less is not None:
        rules.append((counts["covered"].value < less.value, "negative covered"))
    return rules


def _left(counts: Mapping[str, Number]) -> tuple[nw.Expr, nw.Expr]:
    """The covered and the eligible without the excluded."""
    reached, in_scope = counts["covered"].value, counts["eligible"].value
    if "excluded_covered" in counts:
        reached = reached - counts["excluded_covered"].value
    if "excluded" in counts:
        in_scope = in_scope - counts["excluded"].value
    return reached, in_scope
