"""Goals that hold over a scope: throughout a period, in each of several units, for all of them, or every year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

import attrs

from publicservice.errors import GoalError, UnitError, shown
from publicservice.figures import FigureLike, figure
from publicservice.model.goal import Answer, Better, Goal, Verdict, from_phrase, goal, reads
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.model.goal_words import Phrase
from publicservice.units import Unit, unit

__all__ = ["AllOf", "EachOf", "Every", "Keep", "all_of", "each_of", "every", "keep"]

Span = Literal["year", "quarter", "month"]


def _worst(answers: Mapping[str, Answer], held: str) -> Answer:
    """One answer over several: not met if one is not, else unknown or undecided if one is, else met."""
    for verdict in (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.UNDECIDED):
        found = {label: answer for label, answer in answers.items() if answer.verdict is verdict}
        if found:
            label, first = next(iter(found.items()))
            others = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            return Answer(verdict, f"{label}: {first.because}{others}", first.lacks)
    return Answer(Verdict.MET, held)


@attrs.frozen
class Keep(Goal):
    """A goal to hold throughout the period: every observation has to be acceptable, not only the last."""

    goal: Goal

    def __attrs_post_init__(self) -> None:
        _refuse_inside(self.goal, "keep", (Keep, Every, EachOf, AllOf))

    @property
    def unit(self) -> Unit | None:
        return self.goal.unit

    @property
    def needs_baseline(self) -> bool:
        return self.goal.needs_baseline

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        """Whether one observation is acceptable; `accepts_all` judges a period."""
        return self.goal.accepts(observed, baseline, better=better)

    def accepts_all(
        self, observed: Mapping[str, FigureLike], baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """
        Whether every observation of a period is acceptable, given by their dates or other labels.

        Example:
            >>> keep("at least 80 %").accepts_all({"March": "86 %", "June": "79 %", "September": "84 %"}).verdict
            <Verdict.NOT_MET: 'not met'>
        """
        if not observed:
            return Answer(Verdict.UNKNOWN, "there is no observation", ("an observation",))
        answers = {label: self.accepts(seen, baseline, better=better) for label, seen in observed.items()}
        return _worst(answers, f"all {len(answers)} observations are {self.goal}")

    def __str__(self) -> str:
        return f"keep {self.goal}"


@attrs.frozen
class EachOf(Goal):
    """
    A goal that every member of a set has to meet by itself, whatever the total is.

    Attributes:
        members: What the members are: "district".
        goal: What each has to meet.
        count: How many members there are; None where it is not printed.
        names: Their names, where they are printed.
        kind: The unit in which they are counted, where there is one.
    """

    members: str
    goal: Goal
    count: int | None = None
    names: tuple[str, ...] = ()
    kind: Unit | None = None

    def __attrs_post_init__(self) -> None:
        _refuse_inside(self.goal, "each of", (EachOf, AllOf, Every))
        _check_members(self.count, self.names)

    @property
    def unit(self) -> Unit | None:
        return self.goal.unit

    @property
    def needs_baseline(self) -> bool:
        return self.goal.needs_baseline

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        """A total never shows that each member met its goal, so the answer is unknown and says what is lacking."""
        total = figure(observed, self.unit)
        reason = f"a total of {total} does not say how much each {self.members} has"
        return Answer(Verdict.UNKNOWN, reason, (f"the figure of each {self.members}",))

    def accepts_all(
        self, observed: Mapping[str, FigureLike], baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """
        Whether each member meets the goal, given their figures by name.

        Example:
            >>> parks = each_of(2, "district", "at least 1 park")
            >>> print(parks.accepts_all({"Lanshan": "2 parks"}))
            unknown: 1 of 2 districts has no figure
        """
        answers = {name: self.goal.accepts(seen, baseline, better=better) for name, seen in observed.items()}
        worst = _worst(answers, f"each of {len(answers)} is {self.goal}")
        missing = [name for name in self.names if name not in observed]
        expected = self.count or len(self.names)
        lacking = len(missing) or max(0, expected - len(answers))
        if worst.verdict is Verdict.NOT_MET or (not lacking and expected):
            return worst
        if not expected:
            return Answer(Verdict.UNKNOWN, f"how many there are is not printed: {self.members}", ("the number of members",))
        what = f"{lacking} of {expected} {_plural(self.members, self.kind)} {'has' if lacking == 1 else 'have'} no figure"
        return Answer(Verdict.UNKNOWN, what, tuple(missing) or (f"the figure of each {self.members}",))

    def __str__(self) -> str:
        who = f"of {self.count} {_plural(self.members, self.kind)}" if self.count else self.members
        return f"{self.goal} in each {who}{_names_text(self)}"


@attrs.frozen
class AllOf(Goal):
    """
    A goal that takes in every member of a set: all districts, all insured persons.

    A printed 100 % is not the same as all: it may have been rounded.
    """

    members: str
    count: int | None = None
    names: tuple[str, ...] = ()
    kind: Unit | None = None

    def __attrs_post_init__(self) -> None:
        _check_members(self.count, self.names)

    @property
    def unit(self) -> Unit | None:
        return None

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        """Whether a number of members, or a share of them, is all of them."""
        seen = figure(observed)
        number = self.count or len(self.names)
        if seen.unit.is_pure:
            whole = figure(Decimal(100), "percent")
        elif number and self.kind is not None:
            whole = figure(Decimal(number), self.kind)
        else:
            return Answer(Verdict.UNKNOWN, f"how many there are is not printed: {self.members}", ("the number of members",))
        answer = Bound(BoundKind.AT_LEAST, whole).accepts(seen)
        if answer.verdict is not Verdict.UNDECIDED:
            return answer
        return Answer(Verdict.UNDECIDED, f"a printed {seen.text or seen} may have been rounded, so it is not yet all of them")

    def __str__(self) -> str:
        count = f"{self.count} " if self.count else ""
        return f"all {count}{_plural(self.members, self.kind)}{_names_text(self)}"


@attrs.frozen
class Every(Goal):
    """A goal that comes anew every year, quarter or month; it is judged for each by itself."""

    span: Span
    goal: Goal

    def __attrs_post_init__(self) -> None:
        _refuse_inside(self.goal, "every", (Every,))

    @property
    def unit(self) -> Unit | None:
        return self.goal.unit

    @property
    def needs_baseline(self) -> bool:
        return self.goal.needs_baseline

    def accepts(self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None) -> Answer:
        """Whether the figure of one such year, quarter or month is acceptable."""
        return self.goal.accepts(observed, baseline, better=better)

    def __str__(self) -> str:
        return f"{self.goal} every {self.span}"


def _refuse_inside(inner: Goal, scope: str, kinds: tuple[type[Goal], ...]) -> None:
    if isinstance(inner, kinds):
        raise GoalError(f"a goal cannot stand inside '{scope}'", seen=shown(str(inner)), expected="a goal set by numbers")


def _check_members(count: int | None, names: tuple[str, ...]) -> None:
    if count is not None and count < 1:
        raise GoalError("a goal needs members to hold for", seen=str(count), expected="one or more")
    if count is not None and names and len(names) != count:
        raise GoalError("the members' names and number differ", seen=f"{len(names)} names", expected=f"{count}")


def _plural(members: str, kind: Unit | None) -> str:
    return kind.plural if kind is not None else members


def _names_text(scope: EachOf | AllOf) -> str:
    return f": {'; '.join(scope.names)}" if scope.names else ""


# --- written by function


def keep(inner: Goal | str) -> Keep:
    """A goal to hold throughout the period."""
    return Keep(goal(inner))


def each_of(
    count: int | None, members: str, inner: Goal | str, *, names: Iterable[str] = (), counts: Iterable[str] = ()
) -> EachOf:
    """
    A goal for each of several members by itself.

    Args:
        count: How many there are; None where it is not printed.
        members: What they are, in the singular: "district".
        inner: What each has to meet.
        names: Their names, where they are printed.
        counts: Further kinds of count that the texts may name.

    Example:
        >>> print(each_of(5, "district", "at least 1 park"))
        at least 1 park in each of 5 districts
    """
    known = tuple(counts)
    kind = _kind(members, known)
    return EachOf(str(kind) if kind else members, goal(inner, known), count, tuple(names), kind)


def all_of(members: str, count: int | None = None, *, names: Iterable[str] = (), counts: Iterable[str] = ()) -> AllOf:
    """
    A goal that takes in all members.

    Example:
        >>> print(all_of("district", 12).accepts("11 districts"))
        not met: 11 districts is not at least 12 districts
    """
    kind = _kind(members, tuple(counts))
    return AllOf(str(kind) if kind else members, count, tuple(names), kind)


def every(span: Span, inner: Goal | str) -> Every:
    """A goal that comes anew every year, quarter or month."""
    return Every(span, goal(inner))


def _kind(members: str, counts: tuple[str, ...]) -> Unit | None:
    """The unit that the members are counted in; None where they are described in other words."""
    try:
        return unit(members, counts=counts)
    except UnitError:
        return None


# --- read from text

_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}


def _count(phrase: Phrase) -> int | None:
    if not phrase.count:
        return None
    return _NUMBERS.get(phrase.count.lower()) or int(phrase.count.replace(",", ""))


@reads("keep")
def _keep(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return Keep(_inside(phrase, counts))


@reads("every")
def _every(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return Every(phrase.text, _inside(phrase, counts))  # type: ignore[arg-type]  # the grammar names no other span


@reads("each of")
def _each(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return each_of(_count(phrase), phrase.members, _inside(phrase, counts), names=phrase.names, counts=counts)


@reads("all of")
def _all(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return all_of(phrase.members, _count(phrase), names=phrase.names, counts=counts)


def _inside(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    assert phrase.inner is not None  # noqa: S101  (the grammar gives these kinds of phrase an inner one)
    return from_phrase(phrase.inner, counts)
