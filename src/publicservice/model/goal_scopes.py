"""Goals that hold over a scope: throughout a period, in each of several units, for all of them, or every year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import attrs

from publicservice.errors import GoalError, needed, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.interval import Interval
from publicservice.model.fields import texts
from publicservice.model.goal import Answer, Better, Goal, Verdict, as_observed, goal, judged
from publicservice.model.goal_change import Change
from publicservice.model.goal_members import (
    all_meet,
    check_members,
    counted,
    kind_of,
    lacking,
    names_text,
    plural,
    singular,
    told_by_no_total,
    unclear_which,
    uncounted,
)
from publicservice.model.goal_numbers import Between, Bound
from publicservice.units import ONE, Unit

__all__ = ["AllOf", "EachOf", "Every", "Keep", "all_of", "each_of", "every", "innermost", "keep"]

Span = Literal["year", "quarter", "month"]
_NUMERIC = (Bound, Between, Change)


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
    """
    A goal to hold throughout the period: every observation has to be acceptable, not only the last.

    Attributes:
        goal: What has to hold.
    """

    goal: Goal = attrs.field(converter=goal)

    def __attrs_post_init__(self) -> None:
        _check_inside(self.goal, "keep", _NUMERIC)

    @property
    def unit(self) -> Unit | None:
        """The unit of what has to hold."""
        return self.goal.unit

    def counted_in(self, its_unit: Unit) -> Keep:
        """The same goal, the numbers inside it counted in a unit."""
        return attrs.evolve(self, goal=self.goal.counted_in(its_unit))

    @property
    def needs_baseline(self) -> bool:
        """Whether what has to hold does."""
        return self.goal.needs_baseline

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
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
        needed(Mapping, observed, "a mapping of figures", "such as {'March': '86 %', 'June': '79 %'}")
        if not observed:
            return Answer(Verdict.UNKNOWN, "there is no observation", ("an observation",))
        answers = {label: self.accepts(seen, baseline, better=better) for label, seen in observed.items()}
        held = f"all {len(answers)} observations meet" if len(answers) > 1 else "the one observation meets"
        return _worst(answers, f"{held} '{self.goal}'")

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
    goal: Goal = attrs.field(converter=goal)
    count: int | None = None
    names: tuple[str, ...] = attrs.field(default=(), converter=texts)
    kind: Unit | None = None

    def __attrs_post_init__(self) -> None:
        _check_inside(self.goal, "each of", (*_NUMERIC, Keep))
        check_members("each of", self)

    @property
    def unit(self) -> Unit | None:
        """The unit of what each member has to meet."""
        return self.goal.unit

    def counted_in(self, its_unit: Unit) -> EachOf:
        """The same goal, the numbers inside it counted in a unit."""
        return attrs.evolve(self, goal=self.goal.counted_in(its_unit))

    @property
    def needs_baseline(self) -> bool:
        """Whether what each member has to meet does."""
        return self.goal.needs_baseline

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """A total never shows that each member met its goal, so the answer is unknown and says what is lacking."""
        return Answer(Verdict.UNKNOWN, *told_by_no_total(self, as_observed(observed, self.unit)))

    def accepts_all(
        self, observed: Mapping[str, FigureLike], baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """
        Whether each member meets the goal, given their figures by name; where names are printed, only these count.

        Example:
            >>> parks = each_of(2, "district", "at least 1 park")
            >>> print(parks.accepts_all({"Lanshan": "2 parks"}))
            unknown: 1 of 2 districts has no figure
        """
        needed(Mapping, observed, "a mapping of figures", "such as {'Lanshan': '2 parks', 'Hedong': '1 park'}")
        own = {name: seen for name, seen in observed.items() if not self.names or name in self.names}
        answers = {name: self.goal.accepts(seen, baseline, better=better) for name, seen in own.items()}
        verdicts = [answer.verdict for answer in answers.values()]
        unclear = unclear_which(self, len(own), verdicts.count(Verdict.MET), verdicts.count(Verdict.NOT_MET))
        if unclear:
            return Answer(Verdict.UNKNOWN, *unclear)
        worst, expected = _worst(answers, all_meet(self, self.goal)), self.count or len(self.names)
        if worst.verdict is Verdict.NOT_MET or 0 < expected <= len(answers):
            return worst
        if not expected:
            return Answer(Verdict.UNKNOWN, *uncounted(self))
        missing = [name for name in self.names if name not in own]
        return Answer(Verdict.UNKNOWN, *lacking(self, expected - len(answers), missing))

    def __str__(self) -> str:
        who = f"of {counted(self.count, self)}" if self.count else self.members
        return f"{self.goal} in each {who}{names_text(self)}"


@attrs.frozen
class AllOf(Goal):
    """
    A goal that takes in every member of a set: all districts, all insured persons.

    A printed 100 % is not the same as all: it may have been rounded.

    Attributes:
        members: What the members are: "district".
        count: How many there are; None where it is not printed.
        names: Their names, where they are printed.
        kind: The unit in which they are counted, where there is one.
    """

    members: str
    count: int | None = None
    names: tuple[str, ...] = attrs.field(default=(), converter=texts)
    kind: Unit | None = None

    def __attrs_post_init__(self) -> None:
        check_members("all of", self)

    @property
    def unit(self) -> Unit | None:
        """None: all may be shown by a number of members, or by a share of them."""
        return None

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether a number of members, or a share of them, is all of them."""
        number = self.count or len(self.names)
        seen = figure(observed)
        plain = seen.unit is ONE and not isinstance(observed, Figure)  # a plain number counts members
        if seen.unit.is_pure and not plain:
            return _against_all(seen.to("percent"), 100, "all of them", seen)
        if not number:
            return Answer(Verdict.UNKNOWN, *uncounted(self))
        if self.kind is None and not plain:
            reason = f"{seen} may count something else than {self.members}"
            return Answer(Verdict.UNKNOWN, reason, ("the number of members reached, or a share",))
        return _against_all(figure(observed, self.kind), number, str(self), seen)

    def __str__(self) -> str:
        return f"all {counted(self.count, self) if self.count else plural(self)}{names_text(self)}"


def _against_all(seen: Figure, number: int, everyone: str, given: Figure) -> Answer:
    answer = judged(seen, Interval(number, None), everyone)
    if answer.verdict is Verdict.UNDECIDED:
        reason = f"a printed {given.text or given} may have been rounded, so it is not yet all of them"
    elif seen.low > number:
        reason = f"{seen} {'are' if seen.unit.is_count else 'is'} more than {everyone}, whose number may have changed"
    else:
        return answer
    return attrs.evolve(answer, because=reason)


@attrs.frozen
class Every(Goal):
    """
    A goal that comes anew every year, quarter or month; it is judged for each by itself.

    Attributes:
        span: "year", "quarter" or "month".
        goal: What comes anew.
    """

    span: Span
    goal: Goal = attrs.field(converter=goal)

    def __attrs_post_init__(self) -> None:
        if self.span not in get_args(Span):
            raise GoalError(
                "a goal cannot come anew so often", seen=shown(self.span), expected=" or ".join(get_args(Span))
            )
        _check_inside(self.goal, "every", (*_NUMERIC, Keep, EachOf, AllOf))

    @property
    def unit(self) -> Unit | None:
        """The unit of what comes anew."""
        return self.goal.unit

    def counted_in(self, its_unit: Unit) -> Every:
        """The same goal, the numbers inside it counted in a unit."""
        return attrs.evolve(self, goal=self.goal.counted_in(its_unit))

    @property
    def needs_baseline(self) -> bool:
        """Whether what comes anew does."""
        return self.goal.needs_baseline

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure of one such year, quarter or month is acceptable."""
        return self.goal.accepts(observed, baseline, better=better)

    def __str__(self) -> str:
        return f"{self.goal} every {self.span}"


def _check_inside(inner: Goal, scope: str, kinds: tuple[type[Goal], ...]) -> None:
    if not isinstance(inner, kinds):
        hint = "the order is: keep a number, in each of the members, every year"
        raise GoalError(f"this goal cannot stand inside '{scope}'", seen=shown(str(inner)), hint=hint)


def innermost(goal: Goal, *, of_each: bool = False) -> Goal:
    """
    The goal without keep and every, which say when it holds and not how much.

    Args:
        goal: The goal.
        of_each: Whether to look into what each of several members has to meet, too.

    Example:
        >>> print(innermost(every("year", keep("at least 85 %"))))
        at least 85 %
    """
    while isinstance(goal, Keep | Every) or (of_each and isinstance(goal, EachOf)):
        goal = goal.goal
    return goal


# --- written by function


def keep(inner: Goal | str) -> Keep:
    """A goal to hold throughout the period."""
    return Keep(inner)


def each_of(
    count: int | None, members: str, inner: Goal | str, *, names: Iterable[str] = (), counts: Iterable[str] = ()
) -> EachOf:
    """
    A goal for each of several members by itself.

    Args:
        count: How many there are; None where it is not printed.
        members: What they are: "district". Words that name no unit are taken and written as they are.
        inner: What each has to meet.
        names: Their names, where they are printed.
        counts: Further kinds of count that the texts may name.

    Example:
        >>> print(each_of(5, "district", "at least 1 park"))
        at least 1 park in each of 5 districts
    """
    known = texts(counts)
    kind = kind_of(members, known)
    return EachOf(singular(members, kind), goal(inner, known), count, texts(names), kind)


def all_of(members: str, count: int | None = None, *, names: Iterable[str] = (), counts: Iterable[str] = ()) -> AllOf:
    """
    A goal that takes in all members.

    Example:
        >>> print(all_of("district", 12).accepts(11))
        not met: 11 districts are not all 12 districts
    """
    kind = kind_of(members, texts(counts))
    return AllOf(singular(members, kind), count, texts(names), kind)


def every(span: Span, inner: Goal | str) -> Every:
    """A goal that comes anew every year, quarter or month."""
    return Every(span, inner)
