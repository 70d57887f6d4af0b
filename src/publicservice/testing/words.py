"""Words for titles, names and notes, and how several fields of a noun are drawn; not public by themselves."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from publicservice.testing.extra import st

__all__ = ["few", "plain_names", "texts", "titles"]

_TITLES = (
    "roads", "Public-welfare positions (rural)", "养老床位", "24365", "2 + n", "no", "1.0", "~", "a: b", "- a", "'",
    '"a"', "a #b", "<b>", "Four Good Roads", "«ё»", "😀", "a\nb", "{a}", "[a]", "|", "*a", "@", "%",
)  # fmt: skip
_NAMES = ("A", "B", "C", "Lanshan", "Hedong", "兰山", "Ülzen")
# What a file can hold: no control characters, no halves of pairs, nothing that Unicode has not named.
_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
_FIRST = st.characters(exclude_categories=["C", "Z"])


@functools.cache
def titles() -> st.SearchStrategy[str]:
    """Texts of which something is left when the white space around them is gone; some look like numbers or YAML."""
    return st.sampled_from(_TITLES) | st.builds("{}{}".format, _FIRST, st.text(_LETTERS, max_size=10))


@functools.cache
def texts() -> st.SearchStrategy[str]:
    """Titles and no text at all."""
    return st.just("") | titles()


@functools.cache
def plain_names() -> st.SearchStrategy[str]:
    """Names as they stand in lists: without signs."""
    letters = st.characters(categories=["Lu", "Ll", "Lo"])
    return st.sampled_from(_NAMES) | st.text(letters, min_size=1, max_size=8)


def few(fields: Mapping[str, st.SearchStrategy[Any]], most: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    """Values for a few of the fields: a record stays small, and every pair of fields meets."""
    return _drawn(fields, _some_of(tuple(sorted(fields)), most))


@functools.cache
def _some_of(names: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


@st.composite
def _drawn(
    draw: st.DrawFn, fields: Mapping[str, st.SearchStrategy[Any]], names: st.SearchStrategy[list[str]]
) -> dict[str, Any]:
    return {name: draw(fields[name]) for name in draw(names)}
