"""The columns of a table of observations: which of ours each one is, and what is said of those that are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from publicservice.errors import ReadError, WrongTypeError, did_you_mean, shown
from publicservice.model.fields import texts
from publicservice.model.row_cells import COLUMNS, NOUNS, PLAIN

__all__ = ["Layout", "Missing", "absent_column", "ignored_names", "layout_of", "skips", "table_names", "unknown_column"]

Missing = Literal["refuse", "skip"]

_MOST_NAMED = 8  # columns of a table that are named where one is missing


@attrs.frozen(eq=False)
class Layout:
    """
    Where the columns stand in the rows of a table.

    Attributes:
        keys: Where each one stands (its name in a mapping, its number in a list), and which of ours it is.
        nouns: The columns of each noun that an observation is made of.
        plain: The columns that fill the field of their name.
    """

    keys: tuple[tuple[Any, str], ...] = ()
    nouns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    plain: tuple[str, ...] = ()


def layout_of(keys: tuple[tuple[Any, str], ...]) -> Layout:
    """
    The layout of rows in which our columns stand so.

    Example:
        >>> layout_of(((0, "indicator"), (1, "value"), (2, "period"))).plain
        ('period',)
    """
    present = {ours for _, ours in keys} | {"indicator_unit"}  # which a unit beside a result in words stands for
    nouns = ((noun, tuple(ours for ours in columns if ours in present)) for noun, columns in NOUNS.items())
    plain = tuple(ours for ours in PLAIN if ours in present)
    return Layout(keys, tuple((noun, columns) for noun, columns in nouns if columns), plain)


def table_names(columns: Mapping[str, str] | None) -> dict[str, str]:
    """
    Our column for each name of the table, which calls some of them otherwise.

    Raises:
        ReadError: If a column is none of ours, or one of the table's is to be two of them.
        WrongTypeError: If the names are not a mapping of texts.

    Example:
        >>> table_names({"indicator": "Indikator"})["Indikator"]
        'indicator'
    """
    if not isinstance(columns, Mapping | None):
        expected = "the table's name for ours, such as {'indicator': 'Indikator'}"
        raise WrongTypeError("columns are named by a mapping", seen=shown(columns), expected=expected)
    given = dict(columns or {})
    for ours, theirs in given.items():
        if not isinstance(ours, str) or not isinstance(theirs, str):
            raise WrongTypeError("a column is named by a text", seen=f"{shown(ours)}: {shown(theirs)}", expected="text")
        if ours not in COLUMNS:
            hint = did_you_mean(ours, COLUMNS) or "our name comes first, the table's name behind it"
            raise ReadError("observations have no such column", seen=shown(ours), hint=hint)
    named = {theirs: ours for ours, theirs in given.items()}
    if len(named) < len(given):
        twice = next(theirs for ours, theirs in given.items() if named[theirs] != ours)
        raise ReadError("a column of the table cannot be two of ours", seen=shown(twice), hint="name it once")
    return {ours: ours for ours in COLUMNS if ours not in given} | named


def ignored_names(ignore: Iterable[str]) -> frozenset[str]:
    """
    The columns of a table that are meant to be left out.

    Raises:
        WrongTypeError: If they are not a list of texts.
    """
    return frozenset(texts(ignore))


def skips(missing: Missing) -> bool:
    """
    Whether rows without a value or result are passed over.

    Raises:
        ReadError: If it is neither `refuse` nor `skip`.
    """
    if missing not in ("refuse", "skip"):
        expected = "'refuse' or 'skip'"
        raise ReadError("what to do with rows without a value is not known", seen=shown(missing), expected=expected)
    return missing == "skip"


def unknown_column(name: object, ours: Iterable[str]) -> ReadError:
    """The error that a table has a column which is none of ours and not meant to be left out."""
    if not isinstance(name, str):
        hint = "name every column with a text; csv.DictReader keeps surplus cells under None"
        return ReadError("the name of a column is not text", seen=shown(name), hint=hint)
    out = f"leave it out with ignore=[{shown(name)}]"
    if not name.strip():
        return ReadError("a column has no name", hint=f"{out}; pandas writes its index like this unless index=False")
    near = did_you_mean(name, ours)
    hint = f"{near} otherwise {out}" if near else f"{out}, or say which one it is with columns={{...: {shown(name)}}}"
    return ReadError("unknown column", seen=shown(name), hint=hint)


def absent_column(ours: str, theirs: str, names: list[str]) -> ReadError:
    """The error that a table lacks a column without which nothing of it can be read."""
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    seen = f"{', '.join(map(shown, names[:_MOST_NAMED]))}{more}" if names else "no columns"
    hint = did_you_mean(theirs, names) or f"if it has another name, give it with columns={{'{ours}': ...}}"
    return ReadError(f"the column '{theirs}' is missing", seen=seen, hint=hint)
