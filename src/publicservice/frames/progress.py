"""Completion rates of whole columns."""

from __future__ import annotations

from typing import TypeVar

from publicservice.compute.progress import CompletionDefinition
from publicservice.errors import ModelError
from publicservice.frames.answers import Rules, defined, reason_column
from publicservice.frames.cells import Number, NumberLike, as_floats, numbers
from publicservice.frames.exact import order
from publicservice.frames.opened import opened, refuse_names
from publicservice.model.fields import choice

__all__ = ["completion_rate"]

FrameT = TypeVar("FrameT")


def completion_rate(
    frame: FrameT,
    *,
    actual: str = "actual",
    target: str | NumberLike = "target",
    baseline: str | NumberLike | None = None,
    definition: CompletionDefinition | str | None = None,
    into: str = "completion",
    reason: str | None = None,
) -> FrameT:
    """
    How much of its target each row reached. Nothing is capped: more than 100 % and less than 0 % are kept.

    Args:
        frame: A frame of any engine, eager or lazy.
        actual: The column of what was reached. [unit]
        target: The column of what was to be reached, or one number for all rows. [unit of actual]
        baseline: The column of where it started, or one number; None where there is none. [unit of actual]
        definition: `ratio` or `from_baseline`, for the whole column. By default from_baseline where a baseline is
            named, else ratio.
        into: The column to add. [%]
        reason: A column to add that says why there is no rate; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given. The rate is null where it does not exist.

    Raises:
        ModelError: If a new column's name is taken, or from_baseline is asked for without a baseline.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column holds no numbers, or the frame is none.

    Definition:
        ratio = actual / target; from_baseline = (actual - baseline) / (target - baseline)

    Example:
        >>> import polars as pl
        >>> jobs = pl.DataFrame({"actual": [686_000, 5, 7], "target": [630_000, 0, None]})
        >>> completion_rate(jobs, reason="why").rows()
        [(686000, 630000, 108.88888888888889, None), (5, 0, None, 'zero target'), (7, None, None, 'missing target')]
    """
    it = opened(frame)
    used = _definition(definition, baseline is not None)
    refuse_names(it, {"into": into, "reason": reason})
    roles: dict[str, str | NumberLike] = {"actual": actual, "target": target}
    if baseline is not None and used is CompletionDefinition.FROM_BASELINE:
        roles["baseline"] = baseline
    rows, counted, spent = as_floats(it, {one.role: one for one in numbers(it, **roles)})
    operands = list(counted.values())
    reached, wanted = operands[0].value, operands[1].value
    rules: Rules
    if used is CompletionDefinition.RATIO:
        signs = [] if min(one.least for one in operands) >= 0 else [(reached * wanted < 0, "sign change")]
        rules = [*([] if operands[1].least > 0 else [(wanted == 0, "zero target")]), *signs]
        value = reached * 100 / wanted
    else:
        start = operands[2].value
        rules = _apart(operands[1], operands[2])
        value = (reached - start) * 100 / (wanted - start)
    made = [defined(value, operands, rules).alias(into)]
    if reason is not None:
        made.append(reason_column(operands, rules).alias(reason))
    result: FrameT = it.back(rows.with_columns(*made).drop(*spent))
    return result


def _apart(target: Number, baseline: Number) -> Rules:
    """Why there is no way from the baseline to the target, or none that binary floats could tell."""
    compared = order(target, baseline)
    same, close = ~(compared.below | compared.above), target.value == baseline.value
    if compared.unsure is not None:
        same, close = same & ~compared.unsure, close | compared.unsure
    return [(same, "target equals baseline"), (close, "target and baseline are too close for binary floats")]


def _definition(asked: CompletionDefinition | str | None, has_baseline: bool) -> CompletionDefinition:
    if asked is None:
        return CompletionDefinition.FROM_BASELINE if has_baseline else CompletionDefinition.RATIO
    used = choice(CompletionDefinition, asked)
    if used is CompletionDefinition.FROM_BASELINE and not has_baseline:
        raise ModelError("completion from the baseline needs a baseline", hint="give baseline='...', the column's name")
    return used
