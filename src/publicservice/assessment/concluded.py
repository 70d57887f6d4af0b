"""What was not printed, and follows from what was: baselines, figures behind a rate, and claims held against a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import attrs

from publicservice.assessment.evidence import Evidence, Pool
from publicservice.assessment.pieces import Reached, at_least, spread
from publicservice.assessment.series import reached
from publicservice.compute.claims import verify_completion, verify_coverage
from publicservice.compute.implied import implied_base
from publicservice.compute.progress import Sought, sought
from publicservice.compute.verification import ClaimVerdict
from publicservice.errors import PublicServiceError, UndefinedError, UnlikeUnitsError
from publicservice.figures import Figure
from publicservice.figures.beside import are_alike
from publicservice.interval import Interval
from publicservice.model.goal import Answer, Verdict, judged
from publicservice.model.goal_change import Change
from publicservice.model.goal_scopes import Keep
from publicservice.model.indicator import Kind
from publicservice.model.observation import ClaimKind
from publicservice.model.period import Period
from publicservice.model.programme import Target
from publicservice.units import ONE, unit

__all__ = [
    "Concluded", "change_answer", "completion_claims", "coverage_claims", "figure_of_claim", "kept_answer",
    "kept_at_last",
]  # fmt: skip


@attrs.frozen
class Concluded:
    """
    An answer that rests on figures that the plan does not print.

    Attributes:
        answer: The verdict.
        words: What was concluded.
        used: The evidence that it rests on beside the figure itself.
        may_change: Whether what it rests on is of part of the time only, so that it is never final before the end.
    """

    answer: Answer
    words: str
    used: tuple[Evidence, ...] = ()
    may_change: bool = False


def kept_answer(target: Target, series: Mapping[str, Figure], flow: Reached | None, *, is_over: bool) -> Answer:
    """
    Whether a goal was kept at every figure of the period.

    Args:
        target: The target, whose goal is to be kept.
        series: The figures by their dates.
        flow: What they come to if they add up, where nobody says whether they do; else None.
        is_over: Whether that is of the whole period.
    """
    goal, better = target.goal, target.indicator.better
    assert isinstance(goal, Keep)  # noqa: S101  (asked for only then)
    answer = goal.accepts_all(series, target.baseline, better=better)
    if flow is None or flow.figure is None:
        return answer
    summed = at_least(flow.figure) if flow.is_partial else flow.figure
    other = goal.goal.accepts(summed, target.baseline, better=better)
    if other.verdict is answer.verdict and (is_over or answer.verdict is not Verdict.NOT_MET):
        return answer
    reason = f"{answer.because}, if that is a level; whether the figures add up over the period is not said"
    return Answer(Verdict.UNDECIDED, reason, ("the indicator's kind, flow or stock",))


def kept_at_last(target: Target, last: Figure) -> Answer:
    """What can be said of a goal to keep where only the last figures of parts or places are known: nothing for sure."""
    answer = target.goal.accepts(last, target.baseline, better=target.indicator.better)
    if answer.verdict not in (Verdict.MET, Verdict.NOT_MET):
        return answer
    reason = f"{answer.because} by the last figures; what they came to together at any one date is not told"
    return Answer(Verdict.UNDECIDED, reason, ("figures of the whole, or of all its parts at one date",))


def change_answer(
    goal: Change, now: Reached, before: Iterable[Evidence], pool: Pool, window: Period | None
) -> Concluded | None:
    """
    The verdict on "increase by 10 %" where the plan prints no baseline.

    It rests on the figure of the time just before, else on the report's own claim of the change on the year, from which
    what is not printed cancels.
    """
    if now.figure is None or now.is_partial:
        return None
    earlier = _just_before(before, window)
    if earlier is not None and earlier.figure is not None and are_alike(earlier.figure, now.figure):
        words = f"the baseline is taken from the figure of {earlier.on}: {earlier.used[0].words}"
        base = earlier.figure.to(now.figure.unit)
        return _conclude(goal, _moved(goal, now.figure, base), words, earlier.used)
    if len(now.used) != 1 or window is None or window.length != 12:
        return None
    is_whole = now.on == window.end and _same_length(now.used[0].period, window)
    for claim in pool.claims_of(now.used[0]):
        if claim.kind is ClaimKind.YEAR_ON_YEAR and claim.says is not None and _says_change(goal, claim.says):
            words = _base_words(claim.says, now.figure)
            return _conclude(goal, _claimed(goal, claim.says, now.figure), words, (), may_change=not is_whole)
    return None


def _says_change(goal: Change, says: Figure) -> bool:
    """Whether a printed change is of the kind that the goal asks for: points, a share, or one kind of amount."""
    if goal.by.unit.is_points:
        return says.unit.is_points
    if goal.by.unit.is_rate:
        return says.unit.is_rate or (says.unit.is_points and not goal.relative)
    return says.unit.is_like(goal.by.unit)


def _claimed(goal: Change, says: Figure, now: Figure) -> dict[str, Figure]:
    """A claimed change by each reading of the goal; behind points and the figure itself stands a percentage too."""
    if not (goal.by.unit.is_rate and says.unit.is_points and now.unit.is_rate):
        return {"change": says}
    before = now - says
    percent = {"percent": (now / before - 1).to("percent")} if before.low > 0 else {}
    return percent | {"percentage points": says}


def _just_before(before: Iterable[Evidence], window: Period | None) -> Reached | None:
    """The figure of the span that ends as the target's begins, and of a level then."""
    if window is None or window.start is None:
        return None
    eve = window.start - timedelta(days=1)
    last = [one for one in before if one.end == eve and _same_length(one.period, window)]
    return reached(last, Kind.STOCK, None, eve) if last else None


def _same_length(one: Period | None, window: Period) -> bool:
    return one is not None and (one.is_instant or one.length == window.length)


def _base_words(says: Figure, now: Figure) -> str:
    told = f"the report's own '{says.text or says}' on the year is judged"
    try:
        return f"{told}; {implied_base(now, says)}"
    except PublicServiceError:
        return told


def _moved(goal: Change, now: Figure, before: Figure) -> dict[str, Figure]:
    """The change by each reading of the goal."""
    if not goal.by.unit.is_rate:
        by = now - before
        return {"change": by} if by.unit.is_like(goal.by.unit) else {}
    readings: dict[str, Figure] = {}
    if before.low > 0:
        readings["percent"] = (now / before - 1).to("percent")
    if before.unit.is_rate and not goal.relative:
        readings["percentage points"] = now - before
    return readings


def _conclude(
    goal: Change, moved: dict[str, Figure], words: str, used: tuple[Evidence, ...], *, may_change: bool = False
) -> Concluded | None:
    answers = {reading: _judged(goal, figure) for reading, figure in moved.items()}
    verdicts = {answer.verdict for answer in answers.values()}
    if not answers:
        return None
    if len(verdicts) == 1:
        return Concluded(next(iter(answers.values())), words, used, may_change)
    readings = "; ".join(f"read as {reading}, {answer}" for reading, answer in answers.items())
    lacks = ("percent or percentage points",)
    answer = Answer(Verdict.UNDECIDED, f"'{goal}' on a rate has two readings: {readings}", lacks)
    return Concluded(answer, words, used, may_change)


def _judged(goal: Change, moved: Figure) -> Answer:
    by = goal.by.exactly()
    wanted = by if by.unit.is_like(moved.unit) else Figure(by.to("percent").value, unit("percentage point"))
    grown, way = (moved, "an increase") if goal.upwards else (-moved, "a decrease")
    answer = judged(grown, Interval(wanted.to(grown.unit).low, None), f"{way} by {wanted}")
    return attrs.evolve(answer, because=f"the change, {answer.because}")


# --- completion


def figure_of_claim(
    words: Iterable[Evidence], pool: Pool, target: Target, window: Period | None, as_of: date
) -> tuple[Reached, str] | None:
    """The figure behind "92 % of the target", where the figure itself is not printed and the plan's target is known."""
    try:
        aim = sought(target)
    except UndefinedError:
        return None
    printed: dict[int, tuple[Evidence, str]] = {}
    behind: list[Evidence] = []
    for one in words:
        for says in _completions(one, pool)[:1]:
            figures = _behind(says.to("percent"), aim)
            if figures:
                behind.append(attrs.evolve(one, figure=spread(figures)))
                printed[id(behind[-1])] = (one, says.text or str(says))
    # Each is of the whole target up to its date, so that the latest counts.
    last = reached(behind, Kind.STOCK, window, as_of)
    if last.figure is None:
        return None
    said = " and ".join(sorted({f"'{printed[id(made)][1]}'" for made in last.used}))
    used = tuple(printed[id(made)][0] for made in last.used)
    found = attrs.evolve(last, how="from the printed rate", why="", used=used)
    either = ", of the whole or of the way from the baseline" if aim.baseline is not None and not aim.from_above else ""
    return found, f"the figure follows from {said} of the target{either}"


def _behind(says: Figure, aim: Sought) -> list[Figure]:
    """The figures that a printed completion may stand for: by the whole target, and by the way from the baseline."""
    own = aim.amount.unit
    of_whole = [] if aim.from_above else [(says * aim.amount).to(own)]
    if aim.baseline is None:
        return of_whole
    left = (1 - says.to(ONE)) * (
        aim.amount - aim.baseline.to(own)
    )  # so that both the claim and the baseline stand once
    return [*of_whole, aim.amount - left.to(own)]


def _completions(one: Evidence, pool: Pool) -> list[Figure]:
    """The shares of the plan's target that the report claims for an observation."""
    return [
        claim.says
        for claim in pool.claims_of(one)
        if claim.kind is ClaimKind.COMPLETION and not claim.against and claim.says is not None
        and claim.says.unit.is_rate
    ]  # fmt: skip


def completion_claims(now: Reached, pool: Pool, target: Target) -> tuple[str, ...]:
    """What the report claims of its completion, held against the plan's own target."""
    if now.figure is None or now.is_partial or len(now.used) != 1 or now.used[0].figure != now.figure:
        return ()  # a claim speaks of its own figure, and not of a sum with others
    try:
        verdicts = [
            verify_completion(says=says, actual=now.figure, target=target) for says in _completions(now.used[0], pool)
        ]
    except UnlikeUnitsError:
        return ()  # it is not of the target's kind, which the verdict says
    return tuple(f"the report's completion of the target is {verdict}" for verdict in verdicts)


def coverage_claims(now: Reached) -> tuple[str, ...]:
    """Printed rates that do not agree with the counts beside them, by which the target is judged."""
    verdicts = [verify_coverage(one.coverage) for one in now.used if one.coverage is not None]
    wrong = [verdict for verdict in verdicts if verdict is not None and verdict.verdict is ClaimVerdict.INCONSISTENT]
    return tuple(f"the counts are used; the rate printed beside them is {verdict}" for verdict in wrong)
