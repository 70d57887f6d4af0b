"""What is reckoned over all rows of some keys, beside each of these rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from publicservice.frames.extra import nw
from publicservice.frames.opened import Frame

__all__ = ["beside"]


def beside(frame: Frame, keys: Sequence[str], made: Mapping[str, nw.Expr], spare: str) -> Frame:
    """
    The frame with columns that hold, in every row, what is reckoned over all rows of its keys.

    On PyArrow a window is a join that gives the rows back in another order than the columns beside them (seen from some
    65,000 rows on), so that there it is joined by the number of the row, and put in order again.

    Args:
        frame: The frame.
        keys: The columns whose values make a group.
        made: What is reckoned, by the name of the column that it goes into.
        spare: A name that no column has.
    """
    if not frame.implementation.is_pyarrow():
        return frame.with_columns(*(expression.over(*keys).alias(name) for name, expression in made.items()))
    eager: nw.DataFrame[Any] = nw.from_native(frame.to_native(), eager_only=True)
    there = eager.with_row_index(spare)
    found = there.group_by(*keys).agg(*(expression.alias(name) for name, expression in made.items()))
    rest = there.drop(*(name for name in made if name in there.columns))
    return rest.join(found, on=list(keys), how="left").sort(spare).drop(spare)
