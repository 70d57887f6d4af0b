"""The goals of whole columns: a word that says how one number or two are to be met, and the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from publicservice.errors import GoalError
from publicservice.frames.answers import Rules, case_of, no_text, unless
from publicservice.frames.cells import Number, NumberLike, any_of, column_or_number
from publicservice.frames.exact import UNDECIDED, Order, order, settled
from publicservice.frames.extra import nw
from publicservice.frames.opened import Frame, Opened
from publicservice.frames.words import Flag, Words, both, either, negated, refuse_unknown, words_of
from publicservice.model.goal import Better

__all__ = ["MET", "NOT_MET", "Goals", "goals_of", "refuse_bad_goals", "with_verdicts"]

MET, NOT_MET = "met", "not met"
REACH, EXACTLY, MORE, LESS, BETWEEN = "reach", "exactly", "more than", "less than", "between"
UP, DOWN = ("at least", "raise to"), ("at most", "lower to")
OF_LOW, OF_HIGH = (*UP, MORE, EXACTLY, REACH, BETWEEN), (*DOWN, LESS, BETWEEN)
_WORDS = tuple(dict.fromkeys((*OF_LOW, *OF_HIGH)))

_BETTER = tuple(better.value for better in Better)
_HIGHER, _LOWER = Better.HIGHER.value, Better.LOWER.value


@attrs.frozen(eq=False)
class Goals:
    """
    What has to be met, row by row.

    Attributes:
        actual: What was reached.
        comparator: How the numbers set the goal.
        low: The number of all goals but "at most", "lower to" and "less than".
        high: The number of these, and the upper end of "between".
        better: Which way is better, for "reach"; None where nothing says so.
    """

    actual: Number
    comparator: Words
    low: Number | None
    high: Number | None
    better: Words | None

    @property
    def rules(self) -> Rules:
        """Why a goal says nothing of a row."""
        return self._rules(lambda end: end.reasons)

    @property
    def silent(self) -> nw.Expr | None:
        """Whether a goal says nothing of a row; None where every goal says something."""
        flaws = self._rules(lambda end: [] if end.bad is None else [(end.bad, "")])
        return any_of(condition for condition, _ in flaws)

    def _rules(self, flaws_of: Callable[[Number], Rules]) -> Rules:
        found: list[tuple[Flag, str]] = [*self.comparator.rules]
        for words, end, role in ((OF_LOW, self.low, "low"), (OF_HIGH, self.high, "high")):
            needed = self.comparator.among(words)
            found += [(both(needed, condition), text) for condition, text in (flaws_of(end) if end else ())]
            if end is None:
                found.append((needed, f"missing {role}"))
        found.append((self.upside_down, "low above high"))
        if self.better is not None:
            found.append((both(self._reaches, self.better.unknown), "unknown better"))
        found.append((self.undirected, "no direction"))
        return [(condition, text) for condition, text in found if not isinstance(condition, bool)]

    @property
    def _reaches(self) -> Flag:
        return self.comparator.among((REACH,))

    @property
    def upside_down(self) -> Flag:
        """Whether a range has its larger number first."""
        if self.low is None or self.high is None or self.low.name is None is self.high.name:
            return False
        bad = any_of([self.low.bad, self.high.bad])
        above = order(self.low, self.high).above
        return both(self.comparator.among((BETWEEN,)), above if bad is None else ~bad & above)

    @property
    def undirected(self) -> Flag:
        """Whether a number is to be reached, and nothing says from which side."""
        return both(self._reaches, negated(either(self.upwards, self.downwards)))

    @property
    def upwards(self) -> Flag:
        """Whether more is met where a number is to be reached. Of zero, nobody means that more is met."""
        unsaid: Flag = False
        if self.low is not None:
            unsaid = self.low.value != 0 if self.low.constant is None else self.low.constant != 0
        if self.better is None:
            return unsaid
        return either(self.better.among((_HIGHER,)), both(self.better.absent, unsaid))

    @property
    def downwards(self) -> Flag:
        """Whether less is met where a number is to be reached."""
        return self.better is not None and self.better.among((_LOWER,))

    @property
    def unbounded(self) -> Flag:
        """Whether more never misses the goal, so that it stays met once it is."""
        return either(self.comparator.among((*UP, MORE)), both(self._reaches, self.upwards))

    def verdict(self) -> tuple[nw.Expr, bool]:
        """Met, not met or undecided, meaningful only where no rule forbids it; and whether it can be undecided."""
        holds, unsure, can_be = nw.lit(value=False), nw.lit(value=False), False
        for word in reversed(_WORDS):
            judged = self._judged(word)
            if judged is None:
                continue
            holds = _where(self.comparator.among((word,)), judged[0], holds)
            if judged[1] is not None:
                unsure, can_be = _where(self.comparator.among((word,)), judged[1], unsure), True
        doubts = [(unsure, UNDECIDED)] if can_be else []
        return case_of([*doubts, (holds, MET)], nw.lit(NOT_MET)), can_be

    def _judged(self, word: str) -> tuple[nw.Expr, nw.Expr | None] | None:
        """Whether the goal of this word holds, and whether binary floats cannot tell; None where no row has it."""
        if self.comparator.name is None and self.comparator.word != word:
            return None
        low = None if self.low is None or word not in OF_LOW else order(self.actual, self.low)
        high = None if self.high is None or word not in OF_HIGH else order(self.actual, self.high)
        if low is not None and high is not None:
            return ~low.below & ~high.above, any_of([low.unsure, high.unsure])
        one = low or high
        return None if one is None or word == BETWEEN else (self._of_one(word, one), one.unsure)

    def _of_one(self, word: str, compared: Order) -> nw.Expr:
        if word == REACH:
            return _where(self.downwards, ~compared.above, ~compared.below)
        if word == EXACTLY:
            return ~compared.below & ~compared.above
        if word in {MORE, LESS}:
            return compared.above if word == MORE else compared.below
        return ~compared.below if word in UP else ~compared.above

    def decide(self, row: Mapping[str, Any]) -> str:
        """The verdict on one row, from its exact numbers and its words."""
        word, way = row.get("comparator", self.comparator.word), row.get("better", self.better and self.better.word)
        actual, low, high = row[self.actual.role], row.get("low"), row.get("high")
        if word in DOWN or (word == REACH and way == _LOWER):
            holds = actual <= (low if word == REACH else high)
        elif word in {MORE, LESS}:
            holds = actual > low if word == MORE else actual < high
        elif word == EXACTLY:
            holds = actual == low
        else:
            holds = actual >= low and (word != BETWEEN or actual <= high)
        return MET if holds else NOT_MET


def _where(condition: Flag, one: nw.Expr, other: nw.Expr) -> nw.Expr:
    if isinstance(condition, bool):
        return one if condition else other
    return nw.when(condition).then(one).otherwise(other)


def goals_of(
    it: Opened,
    actual: tuple[str, str],
    comparator: str,
    low: str | NumberLike | None,
    high: str | NumberLike | None,
    better: str | Better | None,
) -> Goals:
    """
    The goals that these columns set.

    Args:
        it: The frame.
        actual: The argument and the column of what was reached.
        comparator: The column of words, or one word for all rows.
        low: The column of the number to reach, the lower end, or one number.
        high: The column of the upper end, or one number.
        better: The column of directions, or one direction.

    Raises:
        GoalError: If the one goal for all rows lacks its number, or is upside down.
        NotFoundError: If a column is not there.
        WrongTypeError: If a column is of another type.
    """
    words = words_of(it, "comparator", comparator, _WORDS)
    ends = {"low": low, "high": high}
    for role, needing in (("low", OF_LOW), ("high", OF_HIGH)):
        if words.word is not None and words.word not in needing:
            ends[role] = None
        elif words.word is not None and ends[role] is None:
            raise GoalError(f"a goal of '{words.word}' needs {role}=", hint=f"give {role}= a column or a number")
    role, name = actual
    it.missing([actual, *((end, column) for end, column in ends.items() if isinstance(column, str))])
    first, last = (None if end is None else column_or_number(it, at, end) for at, end in ends.items())
    if first and last and first.constant is not None and last.constant is not None and first.constant > last.constant:
        raise GoalError("the range is upside down", seen=f"{low} to {high}", hint="change low= and high= round")
    way = better.value if isinstance(better, Better) else better
    ways = None if way is None else words_of(it, "better", way, _BETTER)
    goals = Goals(column_or_number(it, role, name), words, first, last, ways)
    if goals.undirected is True:
        raise GoalError(
            "nothing says on which side of the number to reach the figures are to be",
            hint="say comparator='exactly', 'at least' or 'at most', or better='higher' or 'lower'",
        )
    return goals


def refuse_bad_goals(it: Opened, goals: Goals) -> None:
    """
    Refuse an eager frame with words that nobody knows or ranges that are upside down; a lazy frame is not asked.

    Raises:
        GoalError: If there is one; the message shows it.
    """
    refuse_unknown(it, goals.comparator)
    refuse_unknown(it, goals.better)
    turned = goals.upside_down
    if isinstance(turned, bool) or not isinstance(it.frame, nw.DataFrame):
        return
    found = it.frame.filter(turned)
    if len(found):
        ends = [f"{end.role} {found[end.name][0]}" for end in (goals.low, goals.high) if end and end.name is not None]
        raise GoalError(
            f"the larger number of a range comes first in {len(found):,} rows",
            seen=" and ".join(ends),
            expected="low at most high",
            hint="change the two round in these rows",
        )


def with_verdicts(it: Opened, goals: Goals, into: str) -> Frame:
    """The frame with a column of verdicts: met, not met, undecided, or null where a rule forbids one."""
    bad = any_of([goals.actual.bad, goals.silent])
    verdict, can_be_undecided = goals.verdict()
    frame = it.frame.with_columns(unless(bad, verdict, no_text()).alias(into))
    if not can_be_undecided:
        return frame
    operands = [one for one in (goals.actual, goals.low, goals.high) if one is not None]
    asked = (goals.comparator, goals.better)
    words = {one.role: one.name for one in asked if one is not None and one.name is not None}
    return settled(it, frame, into, operands, goals.decide, words)
