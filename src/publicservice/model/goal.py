"""
Goals: sets of acceptable values, and whether a figure's set lies inside them.

A goal is met when the figure's set lies inside the goal's, not met when the two are disjoint, undecided when they
overlap.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable

import attrs

from publicservice.errors import GoalError, WrongTypeError, shown
from publicservice.figures import FigureLike
from publicservice.model.goal_words import Phrase, parse_phrase
from publicservice.units import Unit

__all__ = ["Answer", "Better", "Goal", "Verdict", "from_phrase", "goal", "reads"]

_LONGEST = 300
_EXPECTED = "a text such as 'at least 85 %' or '47,300 positions'"


class Better(enum.Enum):
    """Which way an indicator gets better. There is no default."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Verdict(enum.Enum):
    """What can be said of a goal: met, not met, undecided (rounding hides it), or unknown (something is lacking)."""

    MET = "met"
    NOT_MET = "not met"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"


@attrs.frozen
class Answer:
    """
    Whether a goal accepts a figure, and why.

    Attributes:
        verdict: Met, not met, undecided or unknown.
        because: One sentence that gives the reason.
        lacks: What would have to be known for an answer: "baseline", "each district's figure".
    """

    verdict: Verdict
    because: str
    lacks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.verdict.value}: {self.because}"


@attrs.frozen
class Goal:
    """
    The base of all goals.

    Made by `goal("...")`, `Goal.parse("...")` or by the functions `reach`, `at_least`, `keep` ...

    Example:
        >>> print(Goal.parse("keep at least 85 %"))
        keep at least 85 %
        >>> print(Goal.parse("at least 85 %").accepts("84.7 %"))
        not met: 84.7 % (84.65 to 84.75) is not at least 85 %
    """

    @staticmethod
    def parse(text: str, counts: Iterable[str] = ()) -> Goal:
        """
        Read a goal's text, in English or Chinese; `str(goal)` gives a text that reads back as the same goal.

        Args:
            text: Such as `47,300 positions`, `keep at least 85 %`, `increase by 10 %`, `at least 1 park in each of 5
                districts`, `between 10 and 15 towns every year`, `all districts`, `不低于85%`.
            counts: Further kinds of count that it may name.

        Raises:
            GoalError: If it is not a goal's text, or the goal that it says is impossible.
            UnknownUnitError: If a unit in it is not known.
            WrongTypeError: If it is not a text.
        """
        if not isinstance(text, str):
            raise WrongTypeError("a goal is given by its text", seen=shown(text), expected=_EXPECTED)
        if not text.strip():
            raise GoalError("not a goal", seen=shown(text), expected=_EXPECTED)
        if len(text) > _LONGEST:
            raise GoalError("too long for a goal", seen=shown(text), expected=f"up to {_LONGEST} characters")
        if isinstance(counts, str):
            raise WrongTypeError("not a list of counts", seen=shown(counts), expected="a list, such as ['boat']")
        return from_phrase(parse_phrase(text), tuple(counts))

    @property
    def unit(self) -> Unit | None:
        """The unit that an observation has to be in or convert to; None where the goal names none."""
        raise NotImplementedError

    @property
    def needs_baseline(self) -> bool:
        """Whether the goal cannot be judged without the figure that it starts from."""
        return False

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        """
        Whether the goal is met by a figure.

        Args:
            observed: What was reached. [unit of the goal]
            baseline: What it started from, for goals that are relative to it. [unit of the goal]
            better: The indicator's better direction, for goals to reach.

        Returns:
            Met, not met, undecided because the printed precision hides the answer, or unknown with what is lacking.

        Raises:
            UnlikeUnitsError: If the figure is not of the goal's kind.
        """
        raise NotImplementedError


# --- reading: each kind of goal registers how it is made from a phrase

Reader = Callable[[Phrase, tuple[str, ...]], Goal]
_readers: dict[str, Reader] = {}


def reads(*kinds: str) -> Callable[[Reader], Reader]:
    """Registers a function that makes the goals of these kinds of phrase."""

    def register(reader: Reader) -> Reader:
        _readers.update(dict.fromkeys(kinds, reader))
        return reader

    return register


def from_phrase(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    """The goal that a phrase says."""
    return _readers[phrase.kind](phrase, counts)


def goal(given: Goal | str, counts: Iterable[str] = ()) -> Goal:
    """
    The goal that a text says; a goal is returned as it is.

    Raises:
        GoalError: If it is not a goal's text.
    """
    return given if isinstance(given, Goal) else Goal.parse(given, counts)
