"""The members of which a goal speaks: what they are called, and what is said where the figures of some are lacking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from publicservice.errors import GoalError, UnitError, WrongTypeError, shown
from publicservice.model.goal_words import parse_phrase
from publicservice.units import Unit, unit

__all__ = [
    "Lacks",
    "Members",
    "all_meet",
    "check_members",
    "counted",
    "kind_of",
    "lacking",
    "names_text",
    "singular",
    "told_by_no_total",
    "unclear_which",
    "uncounted",
]  # fmt: skip

Lacks = tuple[str, tuple[str, ...]]
"""A sentence, and what would have to be known for an answer."""


class Members(Protocol):
    """What goals of several members have in common."""

    @property
    def members(self) -> str:
        """What the members are: "district"."""

    @property
    def count(self) -> int | None:
        """How many there are; None where it is not printed."""

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, where they are printed."""

    @property
    def kind(self) -> Unit | None:
        """The unit in which they are counted, where there is one."""


# --- what they are called


def check_members(kind: str, scope: Members) -> None:
    """
    Refuse members that no text says.

    Raises:
        GoalError: If their number is none, is not that of their names, or their words would not read back.
    """
    count, names = scope.count, scope.names
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 1):
        raise GoalError("a goal needs members to hold for", seen=shown(count), expected="a whole number from one")
    if count is not None and names and len(names) != count:
        raise GoalError("the members' names and number differ", seen=f"{len(names)} names", expected=f"{count}")
    phrase = parse_phrase(str(scope))
    read = phrase.kind, phrase.number, singular(phrase.members, scope.kind), phrase.names
    if read != (kind, count, scope.members, names):
        raise GoalError(
            "members or names that cannot be written", seen=shown(str(scope)), expected="such as 'district'"
        )


def _ends_in(words: str, last: str) -> bool:
    return words.casefold() == last or words.casefold().endswith(f" {last}")


def singular(members: str, kind: Unit | None) -> str:
    """The members' own words, whose unit is put in the singular; the words before it say which ones."""
    words = " ".join(members.split())
    if kind is None or not _ends_in(words, kind.plural):
        return words
    return f"{words[: len(words) - len(kind.plural)]}{kind}"


def plural(scope: Members) -> str:
    """What the members are called together; words that name no unit are left as they are."""
    if scope.kind is None or not _ends_in(scope.members, str(scope.kind)):
        return scope.members
    return f"{scope.members[: len(scope.members) - len(str(scope.kind))]}{scope.kind.plural}"


def counted(count: int, scope: Members) -> str:
    """So many of them: "5 rural districts"."""
    return f"{count:,} {scope.members if count == 1 else plural(scope)}"


def names_text(scope: Members) -> str:
    """Their names behind a colon, where they are printed."""
    return f": {'; '.join(scope.names)}" if scope.names else ""


def kind_of(members: str, counts: tuple[str, ...]) -> Unit | None:
    """The unit that the members are counted in; None where they are described in other words."""
    if not isinstance(members, str):
        raise WrongTypeError(
            "members are given by what they are", seen=shown(members), expected="text such as 'district'"
        )
    try:
        kind = unit(members, counts=counts)
    except UnitError:
        return None
    return kind if kind.is_count else None


# --- what is said of them


def uncounted(scope: Members) -> Lacks:
    """Nobody knows whether all are there."""
    return f"how many {plural(scope)} there are is not printed", ("the number of members",)


def told_by_no_total(scope: Members, total: object) -> Lacks:
    """A total never shows what each has."""
    return f"a total of {total} does not say how much each {scope.members} has", (
        f"the figure of each {scope.members}",
    )


def unclear_which(scope: Members, figures: int, met: int, missed: int) -> Lacks | None:
    """
    What is said where more members have a figure than there are, and those that are meant may have met the goal or not.

    Args:
        scope: The goal.
        figures: How many members have a figure.
        met: How many of these met their goal.
        missed: How many did not.
    """
    expected = scope.count or len(scope.names)
    beyond = figures - expected
    if not expected or beyond <= 0 or met == figures or missed > beyond:
        return None
    return f"there are {figures} figures for {counted(expected, scope)}", ("which of them are meant",)


def lacking(scope: Members, number: int, names: Sequence[str]) -> Lacks:
    """So many of them have no figure, and these are the names that are known of them."""
    expected = counted(scope.count or len(scope.names), scope)
    reason = f"{number} of {expected} {'has' if number == 1 else 'have'} no figure"
    return reason, tuple(names) or (f"the figure of each {scope.members}",)


def all_meet(scope: Members, goal: object) -> str:
    """Each of them meets the goal."""
    return f"each of {counted(scope.count or len(scope.names), scope)} meets '{goal}'"
