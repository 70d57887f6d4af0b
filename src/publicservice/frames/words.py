"""Columns of words, such as "at least" and "higher", or one word for all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from publicservice.errors import GoalError, NotFoundError, WrongTypeError, did_you_mean, shown
from publicservice.frames.answers import Rules
from publicservice.frames.extra import nw
from publicservice.frames.opened import Opened

__all__ = ["Flag", "Words", "both", "either", "negated", "refuse_unknown", "words_of"]

Flag = nw.Expr | bool  # a condition that is the same for all rows is known before any row is read


def both(one: Flag, other: Flag) -> Flag:
    """Whether both conditions hold."""
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def either(one: Flag, other: Flag) -> Flag:
    """Whether one of two conditions holds."""
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other


def negated(one: Flag) -> Flag:
    """Whether the condition does not hold."""
    return not one if isinstance(one, bool) else ~one


@attrs.frozen(eq=False)
class Words:
    """
    A column of words, or one word for all rows.

    Attributes:
        role: The argument that it came by.
        name: The column; None for one word.
        word: The one word; None for a column.
        known: The words that may stand there.
    """

    role: str
    name: str | None
    word: str | None
    known: tuple[str, ...]

    def among(self, words: Sequence[str]) -> Flag:
        """Whether the word of a row is one of these; no for an empty cell."""
        if self.name is None:
            return self.word in words
        here = nw.col(self.name)
        return here.is_in(list(words)) & ~here.is_null()

    @property
    def absent(self) -> Flag:
        """Whether a row has no word."""
        return False if self.name is None else nw.col(self.name).is_null()

    @property
    def unknown(self) -> Flag:
        """Whether a row has a word that nobody knows."""
        return both(negated(self.absent), negated(self.among(self.known)))

    @property
    def rules(self) -> Rules:
        """What is wrong with a word that is needed."""
        found = ((self.absent, f"missing {self.role}"), (self.unknown, f"unknown {self.role}"))
        return [(condition, text) for condition, text in found if not isinstance(condition, bool)]


def words_of(it: Opened, role: str, given: Any, known: tuple[str, ...]) -> Words:
    """
    The column of that name, or the one word for all rows.

    Raises:
        NotFoundError: If it is neither.
        WrongTypeError: If it is no text, or the column holds no texts.
    """
    expected = " or ".join(known)
    if not isinstance(given, str):
        raise WrongTypeError(f"{role}= takes a column's name or a word", seen=shown(given), expected=expected)
    if given in it.schema:
        dtype = it.schema[given]
        if dtype not in (nw.String, nw.Categorical, nw.Enum):
            raise WrongTypeError(
                f"the column {shown(given)} ({role}=) holds no words", seen=str(dtype), expected=expected
            )
        return Words(role, given, None, known)
    if given in known:
        return Words(role, None, given, known)
    raise NotFoundError(
        f"{role}= is neither a column nor a word that is known",
        seen=shown(given),
        expected=f"a column, or {expected}",
        hint=did_you_mean(given, [*known, *map(str, it.schema)]),
    )


def refuse_unknown(it: Opened, words: Words | None) -> None:
    """
    Refuse an eager frame with words that nobody knows; a lazy frame is not asked.

    Raises:
        GoalError: If there is one; the message shows the first.
    """
    if words is None or words.name is None or not isinstance(it.frame, nw.DataFrame):
        return
    unknown = words.unknown
    assert not isinstance(unknown, bool)  # noqa: S101  (of a column)
    found = it.frame.filter(unknown)[words.name]
    if len(found):
        odd = str(found[0])
        raise GoalError(
            f"the column {shown(words.name)} ({words.role}=) has a word that nobody knows in {len(found):,} rows",
            seen=shown(odd),
            expected=" or ".join(words.known),
            hint=did_you_mean(odd, words.known),
        )
