"""
Goals: sets of acceptable values, and whether a figure's set lies inside them.

A goal is met when the figure's set lies inside the goal's, not met when the two are disjoint, undecided when they
overlap.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable

import attrs

from publicservice.errors import FigureTextError, GoalError, UndefinedError, WrongTypeError, shown
from publicservice.figures import Comparator, Figure, FigureLike, Reading, figure
from publicservice.figures.beside import beside
from publicservice.figures.display import amount_text, number_text
from publicservice.figures.reading import read
from publicservice.interval import Interval, Truth
from publicservice.model.fields import texts
from publicservice.model.goal_words import Phrase, parse_phrase
from publicservice.units import ONE, Unit, vocabulary

__all__ = [
    "Answer", "Better", "Goal", "Verdict", "amount_words", "as_baseline", "as_observed", "from_phrase", "goal",
    "judged", "own_number", "printed_amount", "printed_words", "reads",
]  # fmt: skip

_LONGEST = 2000  # a list of named members may be long; a number in it is read up to 300 characters
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
        >>> from publicservice import Goal, keep
        >>> Goal.parse("keep at least 85 %") == keep("at least 85 %")
        True
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
            raise GoalError("too long for a goal", seen=shown(text), expected=f"up to {_LONGEST:,} characters")
        return from_phrase(parse_phrase(text), texts(counts))

    @property
    def unit(self) -> Unit | None:
        """The unit that an observation has to be in or convert to; None where the goal names none."""
        raise NotImplementedError

    @property
    def needs_baseline(self) -> bool:
        """Whether the goal cannot be judged without the figure that it starts from."""
        return False

    def counted_in(self, its_unit: Unit) -> Goal:
        """The same goal, its bare numbers counted in a unit; a goal that names its own units is left as it is."""
        return self

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
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


# --- a goal's own number


def _is_one_number(amount: Figure) -> bool:
    """Whether a figure is a single number, not a range and not bounded by a comparator."""
    comparator = Comparator.NONE if amount.reading is None else amount.reading.comparator
    return amount.value is not None and comparator is Comparator.NONE and amount.admissible.is_bounded


def own_number(amount: FigureLike) -> Figure:
    """
    A goal's own number, which is exact, however coarsely it was printed.

    Raises:
        FigureTextError: If a text says no single number.
        GoalError: If a figure is no single number.
    """
    if not isinstance(amount, Figure):
        return figure(amount, exact=True)
    if not _is_one_number(amount):
        seen = shown(amount.text or str(amount))
        raise GoalError("a goal's own number is one number", seen=seen, expected="a number without a comparator")
    return amount.exactly()


def amount_words(amount: Figure) -> str:
    """The goal's own number and unit, as printed or else in plain digits: a form that reads back."""
    reading = amount.reading
    if reading is not None and reading.comparator is Comparator.NONE and (printed := printed_words(amount)):
        return printed
    value = amount.low if amount.value is None else amount.value
    return amount_text(number_text(value), value, amount.unit)


def printed_words(amount: Figure) -> str | None:
    """The text that the amount was read from, if it says the whole amount and is nothing but a number's text."""
    reading = amount.reading
    if reading is None or reading.change or not (reading.unit_text or amount.unit is ONE):
        return None
    phrase = parse_phrase(reading.text)
    return phrase.text if phrase.kind == "number" else None


# --- judging

_VERDICTS = {Truth.YES: Verdict.MET, Truth.NO: Verdict.NOT_MET, Truth.UNDECIDED: Verdict.UNDECIDED}
_IS = ("is", "is not", "be"), ("are", "are not", "be")
_REACHES = ("reaches", "does not reach", "reach"), ("reach", "do not reach", "reach")


def as_observed(given: FigureLike, its_unit: Unit | None, amount: Figure | None = None) -> Figure:
    """
    A figure that is held against a goal, in the goal's unit.

    A plain number counts in that unit. A figure keeps its own: a ratio of 0.92 is 92 %, not 0.92 %.

    Args:
        given: The figure.
        its_unit: The goal's unit.
        amount: The goal's own number, where it has one.
    """
    if not isinstance(given, Figure):
        return figure(given, its_unit)
    if amount is not None:
        return beside(given, amount)
    return given if its_unit is None else given.to(its_unit)


def as_baseline(given: FigureLike, its_unit: Unit | None) -> Figure:
    """
    The number that a change is reckoned from, in the goal's unit.

    It counts as exact, however coarsely it was printed: a promise is made of its own printed numbers.

    Raises:
        UndefinedError: If it is no single number.
    """
    start = as_observed(given, its_unit)
    if not _is_one_number(start):
        seen = shown(start.text or str(start))
        raise UndefinedError("the baseline is not one number", reason="no single baseline", seen=seen)
    return start.exactly()


def judged(seen: Figure, acceptable: Interval, wanted: str, *, reaches: bool = False) -> Answer:
    """The answer for a figure and the acceptable values (`wanted` in words): inside, disjoint or overlapping."""
    yes, no, bare = (_REACHES if reaches else _IS)[seen.unit.is_count and seen.value != 1]
    verdict = _VERDICTS[seen.admissible.within(acceptable)]
    if verdict is Verdict.UNDECIDED:
        return Answer(verdict, f"as printed, {seen} may or may not {bare} {wanted}")
    return Answer(verdict, f"{seen} {yes if verdict is Verdict.MET else no} {wanted}")


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


_IN_WORDS = (
    (re.compile(r"\bdoubl|\btwice\b|翻一?番", re.IGNORECASE), "write 'increase by 100 % of its baseline'"),
    (re.compile(r"\bquadrupl|翻[两二]番", re.IGNORECASE), "write 'increase by 300 % of its baseline'"),
    (re.compile(r"\bhalv|减半", re.IGNORECASE), "write 'decrease by 50 % of its baseline'"),
    (re.compile(r"\bfull|\buniversal|\bcomplete|全覆盖", re.IGNORECASE), "say who is covered, such as 'all districts'"),
    (re.compile(r"\d.* and .*\d", re.IGNORECASE), "write 'between 85 and 90 %' for two ends"),
    (re.compile(r"\b(?:no|none|nil)\b", re.IGNORECASE), "write the number with what is counted, such as '0 deaths'"),
)
_A_COMMITMENT = "write a number and its unit, or make a promise without a number a commitment"


def printed_amount(text: str, counts: tuple[str, ...]) -> tuple[Reading, Unit]:
    """
    The number in a goal's text, and its unit.

    Raises:
        GoalError: If there is none; the message says how such a promise is written.
    """
    try:
        reading = read(text)
    except FigureTextError as error:
        hint = next((hint for words, hint in _IN_WORDS if words.search(text)), error.hint)
        in_digits = any(letter.isdecimal() for letter in text)
        if hint is None and not in_digits:
            hint = _A_COMMITMENT
        expected = error.expected if in_digits else None
        raise GoalError(f"not a goal: {error.problem}", seen=shown(text), expected=expected, hint=hint) from error
    return reading, vocabulary(counts).unit(reading.unit_text)


def goal(given: Goal | str, counts: Iterable[str] = ()) -> Goal:
    """
    The goal that a text says; a goal is returned as it is.

    Raises:
        GoalError: If it is not a goal's text.
    """
    return given if isinstance(given, Goal) else Goal.parse(given, counts)
