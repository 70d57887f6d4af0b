"""A target's score: its verdict at a date, and how far it has come."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from publicservice.assessment.bands import BANDS, Bands
from publicservice.assessment.pacing import pacing
from publicservice.assessment.pieces import Reached, at_least, is_level_unit
from publicservice.assessment.profile import LINEAR, Profile
from publicservice.assessment.row import Score, Status
from publicservice.compute.progress import Completion, CompletionDefinition, completion_rate, sought
from publicservice.errors import UndefinedError, UnlikeUnitsError
from publicservice.figures import Figure, figure
from publicservice.interval import Truth
from publicservice.model.goal import Answer, Better, Goal, Verdict
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import MOVES, REACHED, Between, Bound, BoundKind
from publicservice.model.goal_scopes import AllOf, EachOf, Every, Keep, innermost
from publicservice.model.indicator import Kind
from publicservice.model.period import Period
from publicservice.model.programme import Target
from publicservice.units import ONE

__all__ = ["AboveRange", "Case", "Settings", "limits", "opened", "score", "unmeasurable"]

AboveRange = Literal["not met", "met"]


@attrs.frozen(kw_only=True)
class Settings:
    """
    How targets are scored.

    Attributes:
        as_of: The date of the assessment.
        bands: What stretches of pace are called.
        profile: How much of the work is expected by when, for projections.
        definition: The definition of completion; None leaves it to the target.
        above_range: Whether a figure beyond a range, on the better side, meets it.
    """

    as_of: date
    bands: Bands = BANDS
    profile: Profile = LINEAR
    definition: CompletionDefinition | None = None
    above_range: AboveRange = "not met"


@attrs.frozen
class Case:
    """
    What is judged.

    Attributes:
        target: The target, with the goal and the baseline of the version that is judged.
        window: The stretch of time in which the goal is to be reached; None where no date is known.
        reached: What was reached.
        answer: The verdict, where it does not follow from the figure alone: over all of a period, or from a claim.
        may_change: Whether that verdict rests on part of the time only, so that it is not final before the end.
        opens: Whether a figure beyond a range, on the better side, meets it.
    """

    target: Target
    window: Period | None
    reached: Reached
    answer: Answer | None = None
    may_change: bool = False
    opens: bool = False

    @property
    def is_flow(self) -> bool:
        """Whether the figure counts what came since the start of the period, as far as it is said."""
        kind = self.target.indicator.kind
        return kind is Kind.FLOW or (kind is None and self.reached.counts_from_start)

    @property
    def only_grows(self) -> bool:
        """Whether it is certain that the figure can only grow until the end of the period."""
        given = self.reached.figure
        return self.target.indicator.kind is Kind.FLOW and (given is None or given.low >= 0)

    @property
    def as_flow(self) -> Case | None:
        """The same, if the figures add up, where nobody says whether they do; None where they cannot or it is said."""
        given, indicator = self.reached.figure, self.target.indicator
        spans = [one.period for one in self.reached.used if one.period is not None and not one.period.is_instant]
        if indicator.kind is not None or given is None or is_level_unit(given.unit) or not spans:
            return None
        flow = attrs.evolve(self.target, indicator=attrs.evolve(indicator, kind=Kind.FLOW))
        return attrs.evolve(self, target=flow)

    @property
    def is_of_different_days(self) -> bool:
        """Whether levels, or what may be levels, were put together of different dates: they were never one number."""
        return self.reached.is_uneven and self.target.indicator.kind is not Kind.FLOW

    @property
    def is_of_part(self) -> bool:
        """Whether the figure is, or may be, what came in a part of the period, which no whole one compares with."""
        end, on = self.window.end if self.window is not None else None, self.reached.on
        if end is None or on is None or on >= end:
            return False
        return self.target.indicator.kind is Kind.FLOW or self.as_flow is not None

    @property
    def goal(self) -> Goal:
        """The goal that the figure is held against: a flow that is to be kept is that of the whole period."""
        goal = self.printed_goal
        return opened(goal, self.target.indicator.better) if self.opens else goal

    @property
    def printed_goal(self) -> Goal:
        """The same, with both ends of a range."""
        goal = self.target.goal
        return goal.goal if isinstance(goal, Keep) and self.target.indicator.kind is Kind.FLOW else goal

    @property
    def is_open(self) -> bool:
        """Whether so much is missing that the figure does not even bound the whole: a rate of some of the places."""
        given = self.reached.figure
        return given is not None and self.reached.is_partial and given.unit.is_rate

    @property
    def judged(self) -> Figure | None:
        """The figure that is held against the goal: with all that may be missing from it."""
        given = self.reached.figure
        return at_least(given) if given is not None and self.reached.is_partial and not self.is_open else given


def score(case: Case, settings: Settings) -> Score:
    """The score of one version of a target."""
    case = attrs.evolve(case, opens=settings.above_range == "met")
    target, window, judged = case.target, case.window, case.judged
    if judged is None and case.answer is None:
        return _without_figure(case, settings)
    answer = case.answer or _answer(case)
    if case.is_of_different_days and answer.verdict in (Verdict.MET, Verdict.NOT_MET):
        because = f"{answer.because}, by figures of different dates, between which they may have changed"
        answer = Answer(Verdict.UNDECIDED, because, ("figures of one date",))
    status, because = _settled(answer, case, settings)
    completion, reason = _completion(case, judged, settings) if judged is not None else (None, "there is no figure")
    if case.is_open:
        completion, reason = None, "some of its places have no figure"
    made = Score(
        goal=target.goal, baseline=target.baseline, period=window, status=status, because=because, lacks=answer.lacks,
        completion=completion, completion_reason=reason,
    )  # fmt: skip
    if judged is None or case.is_open:
        return made
    bound = limits(target.goal, target.baseline, target.indicator.better)
    return attrs.evolve(made, **pacing(case.reached, bound, made, case.is_flow, settings.bands, settings.profile))


def _without_figure(case: Case, settings: Settings) -> Score:
    target, window = case.target, case.window
    told = unmeasurable(target)
    lacks: tuple[str, ...] = ()
    if told is not None:
        status, because, lacks = Status.NOT_MEASURABLE, told.because, told.lacks
    elif window is not None and window.start is not None and settings.as_of < window.start:
        status, because = Status.NOT_DUE, f"its period starts on {window.start}"
    else:
        due = f", due by {window.end}" if window is not None and window.end is not None else ""
        status, because = Status.NO_DATA, case.reached.undefined or f"no figure of it is reported{due}"
    return Score(
        goal=target.goal, baseline=target.baseline, period=window, status=status, because=because, lacks=lacks,
        completion_reason="there is no figure",
    )  # fmt: skip


# --- the verdict


def unmeasurable(target: Target) -> Answer | None:
    """Why no figure could decide the goal; None where one can."""
    goal = target.goal
    inner = goal.goal if isinstance(goal, Every) else goal
    if isinstance(inner, AllOf):
        return None
    if isinstance(inner, EachOf):
        if not (inner.count or inner.names):
            reason = f"how many {inner.members} there are is not printed"
            return Answer(Verdict.UNKNOWN, reason, ("the number of members",))
        inner = inner.goal
    probe = figure(1, inner.unit or target.unit or ONE)
    answer = inner.accepts(probe, target.baseline, better=target.indicator.better)
    return answer if answer.verdict is Verdict.UNKNOWN else None


def _answer(case: Case) -> Answer:
    target, judged, goal, printed = case.target, case.judged, case.goal, case.printed_goal
    assert judged is not None  # noqa: S101  (without a figure there is another way)
    if case.is_open:
        return Answer(Verdict.UNDECIDED, f"{judged} is not that of the whole area: {case.reached.why}")
    better = target.indicator.better
    try:
        answer = goal.accepts(judged, target.baseline, better=better)
        within = printed.accepts(judged, target.baseline, better=better).verdict
    except UnlikeUnitsError as error:
        return Answer(Verdict.UNKNOWN, f"{judged} does not tell: {error.problem}", ("a figure in the goal's unit",))
    if answer.verdict is Verdict.MET and within is not Verdict.MET:
        side = "below" if better is Better.LOWER else "above"
        return Answer(Verdict.MET, f"{judged} is beyond {printed}; {side} the range counts as met")
    return answer


def opened(goal: Goal, better: Better | None) -> Goal:
    """A range without its end on the better side, also one that is to be kept; any other goal as it is."""
    if isinstance(goal, Keep):
        return attrs.evolve(goal, goal=opened(goal.goal, better))
    if not isinstance(goal, Between) or goal.is_upside_down:
        return goal
    lower = better is Better.LOWER
    return Bound(BoundKind.AT_MOST, goal.high) if lower else Bound(BoundKind.AT_LEAST, goal.low)


def _settled(answer: Answer, case: Case, settings: Settings) -> tuple[Status, str]:
    """What a verdict on the figures so far says of the target at the assessment's date."""
    if answer.verdict is Verdict.UNKNOWN:
        lacking = unmeasurable(case.target) is None and answer.lacks != ("the number of members",)
        return (Status.NO_DATA if lacking else Status.NOT_MEASURABLE), answer.because
    window, on = case.window, case.reached.on
    end = window.end if window is not None else None
    verdicts = (Verdict.MET, Verdict.NOT_MET) if answer.verdict is Verdict.UNDECIDED else (answer.verdict,)
    as_flow = case.as_flow
    readings = [case] if as_flow is None or answer.verdict is not Verdict.MET else [case, as_flow]
    final = not case.may_change and all(any(_is_final(one, each) for one in verdicts) for each in readings)
    if final or (end is not None and on is not None and on >= end):
        return Status(answer.verdict.value), answer.because
    may_be_broken = not case.may_change and answer.verdict is not Verdict.MET
    if may_be_broken and as_flow is not None and _is_final(Verdict.NOT_MET, as_flow):
        unsaid = "if the figures add up, which is not said, nothing later can mend it"
        return Status.UNDECIDED, f"{answer.because} so far; {unsaid}"
    if end is None:
        return Status.NOT_DUE, f"{answer.because}; by when is not printed"
    if settings.as_of < end:
        return Status.NOT_DUE, f"{answer.because} so far; due by {end}"
    return Status.UNDECIDED, f"{answer.because} by {on}; no later figure is reported, and it was due by {end}"


def _is_final(verdict: Verdict, case: Case) -> bool:
    """Whether nothing that follows in the period could change the verdict, if it were this one."""
    met, goal, better = verdict is Verdict.MET, case.goal, case.target.indicator.better
    if isinstance(goal, Keep):
        return not met
    bounded = _bounded_above(goal, better)
    if bounded is None:  # exactly, between: a flow that is past the upper end never comes back
        return not met and case.only_grows and _is_past(case)
    if met:
        return not bounded or (not case.is_flow and _is_reached(goal))
    return bounded and case.only_grows


def _bounded_above(goal: Goal, better: Better | None) -> bool | None:
    """Whether more is worse; None where both too much and too little miss the goal."""
    if isinstance(goal, Change):
        return not goal.upwards
    acceptable = goal.admissible(better) if isinstance(goal, Bound) else None
    if isinstance(goal, AllOf):
        return False
    if acceptable is None or acceptable.is_bounded:
        return None
    return acceptable.low.is_infinite()


def _is_reached(goal: Goal) -> bool:
    """Whether the goal is to get somewhere, and not to stay below a limit to the end."""
    return isinstance(goal, Change) or (isinstance(goal, Bound) and goal.kind in REACHED | MOVES)


def _is_past(case: Case) -> bool:
    """Whether the figure, which misses the goal or may miss it, lies above it or may lie there."""
    goal, judged = case.goal, case.judged
    assert judged is not None  # noqa: S101  (only a figure misses a range or a number)
    assert isinstance(goal, Between | Bound)  # noqa: S101  (no other goal is missed by too much and by too little)
    upper = goal.high if isinstance(goal, Between) else goal.amount.exactly()
    return upper.is_below(judged) is not Truth.NO


# --- completion


def _completion(case: Case, judged: Figure, settings: Settings) -> tuple[Completion | None, str]:
    """How much was reached, or why that means nothing."""
    target = case.target
    try:
        rate = completion_rate(judged, target, definition=settings.definition)
        if rate.definition is CompletionDefinition.FROM_BASELINE and case.is_of_part:
            if target.indicator.kind is None:
                return None, "whether the figures add up is not said: give the indicator's kind, flow or stock"
            if settings.definition is not None or sought(target).from_above:
                return None, "the figure is of a part of the period, and the baseline of a whole one"
            rate = completion_rate(judged, target, definition=CompletionDefinition.RATIO)
    except UndefinedError as error:
        return None, error.reason
    except UnlikeUnitsError as error:
        return None, error.problem
    if rate.definition is CompletionDefinition.FROM_BASELINE and already(target):
        return None, "the baseline already meets the goal"
    return rate, ""


def already(target: Target) -> bool:
    """Whether a target's baseline meets its goal before anything was done."""
    if target.baseline is None or isinstance(target.goal, Change | Keep):
        return False
    answer = target.goal.accepts(target.baseline, target.baseline, better=target.indicator.better)
    return answer.verdict is Verdict.MET


# --- the number that a goal comes down to


def limits(goal: Goal, baseline: Figure | None, better: Better | None) -> tuple[Figure, bool] | None:
    """The number to reach, and whether from below; None where the goal is no single bound."""
    match within := innermost(goal, of_each=True):
        case Change() if baseline is not None:
            bounds = _change_bounds(within, baseline)
            return (bounds[0].amount, within.upwards) if len(bounds) == 1 else None
        case Bound():
            bounded = _bounded_above(within, better)
            return None if bounded is None else (within.amount.exactly(), not bounded)
    return None


def _change_bounds(goal: Change, baseline: Figure) -> list[Bound]:
    try:
        return list(goal.goals(baseline).values())
    except UndefinedError:
        return []
