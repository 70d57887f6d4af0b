"""Gaps between groups, for each set of them: difference, ratio, the worst off, and how far they lie from the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from publicservice.errors import ModelError
from publicservice.frames.answers import Rules, case_of, no_text
from publicservice.frames.beside import beside
from publicservice.frames.cells import MISSING_KEY, any_of, numbers
from publicservice.frames.extra import nw
from publicservice.frames.opened import Frame, key_names, opened
from publicservice.model.fields import choice
from publicservice.model.goal import Better

__all__ = ["gaps_by"]

FrameT = TypeVar("FrameT")
_MADE = ("groups", "worst", "difference", "ratio", "overall", "mean_difference", "attributable", "reason")
_CODED = (nw.Categorical, nw.Enum)  # not every engine takes the greatest of such
_ALIKE = 1 + 2.0**-48  # rates closer than this are not told apart in binary floats


def gaps_by(
    frame: FrameT,
    *,
    by: Sequence[str],
    group: str = "group",
    covered: str = "covered",
    eligible: str = "eligible",
    better: Better | str = Better.HIGHER,
) -> FrameT:
    """
    Compare coverage between groups or areas, for each indicator, year, or whatever the sets of groups are.

    Rows of one group are pooled first: their covered over their eligible, never the average of their rates.

    Args:
        frame: A frame of any engine, eager or lazy.
        by: The columns that tell one set of groups from another, such as ["indicator", "year"]; [] for one set.
        group: The column of the groups' or areas' names.
        covered: The column of those reached. [unit]
        eligible: The column of those entitled. [unit of covered]
        better: Which way is better: `higher` or `lower`.

    Returns:
        A frame of the same kind with one row for each set: the columns of `by`, and

        - groups: how many groups there are,
        - worst: the name of the worst off; null where two are worst or too close to tell apart,
        - difference: best less worst [percentage point],
        - ratio: highest rate over lowest; null where the lowest is zero,
        - overall: the pooled rate [%],
        - mean_difference: the mean distance of the groups from the overall rate, weighted by the eligible
          [percentage point],
        - attributable: how much the overall rate would gain if all were as well off as the best [percentage point],
        - reason: why there is nothing of these, else null.

    Raises:
        ModelError: If `better` is neither way, or a column of `by` has the name of a result.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column is of another type, `by` is a text, or the frame is none.

    Definition:
        difference = best - worst; ratio = highest / lowest; with shares p of the eligible, rates y and overall rate m:
        mean difference = sum of p * |y - m|; population attributable gap = best - m

    Source:
        WHO, Handbook on health inequality monitoring (2013): simple and complex measures; m is the pooled rate.

    Example:
        >>> import polars as pl
        >>> rows = {"group": ["urban", "rural"], "covered": [90, 120], "eligible": [100, 200]}
        >>> found = gaps_by(pl.DataFrame(rows), by=[])
        >>> found.select("worst", "difference", "overall", "attributable").row(0)
        ('rural', 30.0, 70.0, 20.0)
    """
    it = opened(frame)
    way, keys = choice(Better, better), key_names("by", by)
    if way is Better.NEITHER:
        raise ModelError("groups are compared by which way is better", seen=way.value, expected="higher or lower")
    taken = [key for key in keys if it.clash(key, (*_MADE, group))]
    if taken:
        raise ModelError(
            "by= has the name of a result or of the groups", seen=taken[0], hint="rename that column first"
        )
    it.missing([*(("by", key) for key in keys), ("group", group)])
    counts = numbers(it, covered=covered, eligible=eligible)
    names = _Names(*(it.spare(field.name) for field in attrs.fields(_Names)))
    bad = any_of([*(one.bad for one in counts), nw.col(group).is_null()])
    keyless = any_of(nw.col(key).is_null() for key in keys)
    below = any_of([counts[0].negative, counts[1].negative])
    lean = it.frame.select(
        *keys,
        nw.col(group).cast(nw.String).alias(group) if it.schema[group] in _CODED else nw.col(group),
        counts[0].value.alias(names.top),
        counts[1].value.alias(names.bottom),
        _ranked([(keyless, _KEYLESS), (bad, _UNKNOWN), (below, _NEGATIVE)]).alias(names.flaw),
    )
    lean = lean if keys else lean.with_columns(nw.lit(0, dtype=nw.Int64).alias(names.alone))
    sets = keys or [names.alone]
    pooled = lean.group_by(*sets, group).agg(
        nw.col(names.top).sum(), nw.col(names.bottom).sum(), nw.col(names.flaw).max()
    )
    found = _measured(_spread(pooled, sets, names), sets, group, names, 1 if way is Better.HIGHER else -1)
    result: FrameT = it.back(found.select(*keys, *_MADE))
    return result


_FINE, _NOBODY, _NEGATIVE, _UNKNOWN, _KEYLESS = range(5)
_FLAWS = {_KEYLESS: MISSING_KEY, _UNKNOWN: "counts not known", _NEGATIVE: "negative count", _NOBODY: "no eligible"}


@attrs.frozen
class _Names:
    """Columns that come and go."""

    top: str
    bottom: str
    flaw: str
    alone: str
    rate: str
    low: str
    high: str
    all_top: str
    all_bottom: str
    worst: str
    distance: str


def _ranked(flaws: Sequence[tuple[nw.Expr | None, int]]) -> nw.Expr:
    """The number of the first flaw that holds."""
    found = nw.lit(_FINE, dtype=nw.Int64)
    for condition, number in reversed(flaws):
        if condition is not None:
            found = nw.when(condition).then(nw.lit(number, dtype=nw.Int64)).otherwise(found)
    return found


def _spread(pooled: Frame, sets: Sequence[str], names: _Names) -> Frame:
    """Each group's rate, beside the least and greatest of its set and the counts of all."""
    top, bottom, flaw = nw.col(names.top), nw.col(names.bottom), nw.col(names.flaw)
    nobody = nw.when((flaw == _FINE) & (bottom <= 0)).then(nw.lit(_NOBODY, dtype=nw.Int64)).otherwise(flaw)
    rated = pooled.with_columns(
        nw.when((flaw == _FINE) & (bottom > 0)).then(top * 100 / bottom).alias(names.rate), nobody.alias(names.flaw)
    )
    made = {
        names.low: nw.col(names.rate).min(),
        names.high: nw.col(names.rate).max(),
        names.all_top: nw.col(names.top).sum(),
        names.all_bottom: nw.col(names.bottom).sum(),
    }
    spread: Frame = beside(rated, sets, made, names.distance)
    return spread


def _measured(spread: Frame, sets: Sequence[str], group: str, names: _Names, sign: int) -> Frame:
    """One row for each set, with what is measured of it."""
    rate, low, high = nw.col(names.rate), nw.col(names.low), nw.col(names.high)
    bottom, all_top, all_bottom = nw.col(names.bottom), nw.col(names.all_top), nw.col(names.all_bottom)
    is_worst = rate <= low * _ALIKE if sign > 0 else rate * _ALIKE >= high
    one, none = nw.lit(1, dtype=nw.Int64), nw.lit(0, dtype=nw.Int64)
    whole = nw.when(all_bottom > 0).then(all_top * 100 / all_bottom)
    told = spread.with_columns(
        nw.when(is_worst).then(nw.col(group)).alias("worst"),
        nw.when(is_worst).then(one).otherwise(none).alias(names.worst),
        (bottom * (rate - whole).abs()).alias(names.distance),
        whole.alias("overall"),
    )
    by_set = told.group_by(*sets).agg(
        nw.len().alias("groups"),
        nw.col("worst").max(),
        nw.col(names.worst).sum(),
        nw.col(names.distance).sum(),
        nw.col("overall").max(),
        nw.col(names.low).max(),
        nw.col(names.high).max(),
        nw.col(names.all_bottom).max(),
        nw.col(names.flaw).max(),
    )
    flaw, overall = nw.col(names.flaw), nw.col("overall")
    rules: Rules = [
        *((flaw == number, text) for number, text in _FLAWS.items()),
        (nw.col("groups") < 2, "fewer than two groups"),
    ]
    measures = {
        "difference": high - low,
        "ratio": nw.when(low > 0).then(high / low),
        "overall": overall,
        "mean_difference": nw.when(all_bottom > 0).then(nw.col(names.distance) / all_bottom),
        "attributable": high - overall if sign > 0 else overall - low,
    }
    fine = nw.col("reason").is_null()
    made = [nw.when(fine).then(value).alias(name) for name, value in measures.items()]
    worst = nw.when(fine & (nw.col(names.worst) == 1)).then(nw.col("worst"))
    return by_set.with_columns(case_of(rules, no_text()).alias("reason")).with_columns(worst, *made)
