"""
Claims: printed figures about other figures, held against what those figures allow.

A claim is consistent when the set computed from the figures and the set that the claim prints have a value in common,
inconsistent when they have none, and not checkable when a figure that it needs is not printed; then it is turned round
and bounds that figure. Counts are whole numbers, which makes the computed sets smaller and the check sharper.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from publicservice.compute.implied import implied_base, implied_eligible, implied_target
from publicservice.compute.progress import completion_rate, sought
from publicservice.compute.ratios import as_rate, in_whole_numbers
from publicservice.compute.sums import figures_of, total_of
from publicservice.compute.verification import (
    ClaimVerdict,
    Verification,
    agrees_with,
    judge_amount,
    judge_ratio,
    or_if,
    turned_round,
)
from publicservice.errors import UndefinedError, needed
from publicservice.figures import Comparator, Figure, FigureLike, figure
from publicservice.figures.beside import beside
from publicservice.figures.prints import printed_set
from publicservice.interval import Interval
from publicservice.model.coverage import CoverageRate
from publicservice.model.goal import Goal, as_observed
from publicservice.model.programme import Target

__all__ = [
    "OPEN_READINGS", "verify_completion", "verify_coverage", "verify_share", "verify_sum", "verify_year_on_year",
]  # fmt: skip

_NO_TARGET = "the target is not printed"
_POINTS = "it meant percentage points"
_EXCLUDED, _COVERED = "the excluded were counted", "some of the excluded stand among the covered"
OPEN_READINGS = frozenset(
    {_POINTS, _EXCLUDED, _COVERED}
)  # what a print may say as well, where nothing tells which it does

# Of several readings of one claim: whatever fits lets it stand, and what cannot be told does not refute it.
_LEAST_SAID = (ClaimVerdict.CONSISTENT, ClaimVerdict.NOT_CHECKABLE, ClaimVerdict.INCONSISTENT)


def verify_completion(
    *,
    says: FigureLike,
    actual: FigureLike,
    target: FigureLike | Goal | Target | None = None,
    baseline: FigureLike | None = None,
) -> Verification:
    """
    Whether "108.9 % of the target" agrees with the figure and the target.

    Args:
        says: The printed completion rate. [%]
        actual: The printed figure. [unit]
        target: The target; a text stands for its number only, as a goal's own number does, and a figure for its whole
            set. A goal or a Target brings its kind along, and a Target its baseline. [unit]
        baseline: Where it started. Print does not tell whether a completion is of the whole or of the way from the
            baseline, so that with a baseline either will do. [unit]

    Returns:
        The verdict; without a target and a baseline, the targets that the claim implies.

    Raises:
        FigureTextError: If the target's text is not one number.
        UnlikeUnitsError: If the figures are not of one kind, or the claim is no rate.

    Definition:
        consistent when {actual / target} and the set printed by the claim have a value in common, or with a baseline
        {(actual - baseline) / (target - baseline)} has; where lower is better, only the latter counts

    Example:
        >>> verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs").verdict
        <ClaimVerdict.CONSISTENT: 'consistent'>
        >>> verify_completion(says="108.9 %", actual="686,000 jobs").implied.round_numbers()
        (Decimal('630000'),)
        >>> print(verify_completion(says="60 %", actual="4,800 CNY", target="5,000 CNY", baseline="4,500 CNY"))
        consistent: says 60 %, the figures give 60 % (44 to 73)
    """
    claim = as_rate(says)
    if target is None:
        if baseline is not None:
            return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=_NO_TARGET)
        return turned_round(claim, _NO_TARGET, lambda: implied_target(figure(actual), claim))
    try:
        aim = sought(target, baseline)
    except UndefinedError as error:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=error.problem)
    seen = as_observed(actual, aim.amount.unit, aim.amount) if isinstance(target, Goal | Target) else figure(actual)
    found = [] if aim.from_above else [_of_whole(claim, seen, aim.amount)]
    if aim.baseline is not None:
        found.append(_of_way(claim, seen, aim.amount, aim.baseline))
    if not found:
        reason = "where lower is better, completion is measured from a baseline, which is not printed"
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=reason)
    best = min(found, key=lambda one: _LEAST_SAID.index(one.verdict))
    return best if len(found) == 1 else attrs.evolve(best, refused=None)  # a neighbour, too, may fit the other one


def _of_whole(claim: Figure, seen: Figure, goal: Figure) -> Verification:
    """Judge a completion as the share of the whole target."""
    result = judge_ratio(claim, seen, beside(goal, seen))
    if result.verdict is not ClaimVerdict.INCONSISTENT or goal.reading is None:
        return result
    number = attrs.evolve(goal.reading, comparator=Comparator.NONE)  # of "at least 690,000 jobs"
    rounded = Figure(goal.value, goal.unit, printed_set(number, goal.unit))
    return or_if(result, {"the target was rounded in print": agrees_with(claim, seen, beside(rounded, seen))})


def _of_way(claim: Figure, seen: Figure, goal: Figure, baseline: Figure) -> Verification:
    """Judge a completion as the share of the way from the baseline."""
    try:
        whole, start = in_whole_numbers(seen), in_whole_numbers(baseline)
        return judge_amount(claim, completion_rate(whole, goal, baseline=start))
    except UndefinedError as error:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=error.problem)


def verify_share(*, says: FigureLike, part: FigureLike, whole: FigureLike | None = None) -> Verification:
    """
    Whether "98 % of students" agrees with the part and the whole.

    Args:
        says: The printed share. [%]
        part: The printed part. [unit]
        whole: The printed whole. [unit]

    Returns:
        The verdict; without a whole, the wholes that the claim implies.

    Raises:
        UnlikeUnitsError: If the figures are not of one kind, or the claim is no rate.

    Definition:
        consistent when {part / whole} and the set printed by the claim have a value in common

    Example:
        >>> print(verify_share(says="82.1 %", part="37 persons", whole="45 persons").off_by)
        0.0722 percentage points
    """
    claim, seen = as_rate(says), figure(part)
    if whole is None:
        return turned_round(claim, "the whole is not printed", lambda: implied_eligible(seen, claim))
    return judge_ratio(claim, seen, beside(figure(whole), seen))


def verify_coverage(coverage: CoverageRate) -> Verification | None:
    """
    Whether a coverage's printed rate agrees with its own counts.

    Args:
        coverage: Covered, eligible and the printed rate, with what is excluded.

    Returns:
        The verdict; None where the rate or a count is not printed.

    Raises:
        WrongTypeError: If it is no coverage rate.

    Definition:
        consistent when {(covered - excluded covered) / (eligible - excluded)} and the set printed by the rate have a
        value in common

    Example:
        >>> verify_coverage(CoverageRate(covered=90, eligible=100, rate="95 %")).verdict
        <ClaimVerdict.INCONSISTENT: 'inconsistent'>
    """
    needed(CoverageRate, coverage, "a coverage rate", "such as CoverageRate(covered=90, eligible=100, rate='95 %')")
    rate = coverage.rate
    reached = _without(coverage.covered, coverage.excluded_covered)
    in_scope = _without(coverage.eligible, coverage.excluded)
    if rate is None or reached is None or in_scope is None:
        return None
    result = verify_share(says=rate, part=reached, whole=in_scope)
    if result.verdict is not ClaimVerdict.INCONSISTENT or coverage.excluded is None:
        return result
    readings = {_EXCLUDED: attrs.evolve(coverage, excluded=None, excluded_covered=None)}
    if coverage.excluded_covered is None:
        some = Figure(None, coverage.excluded.unit, Interval(0, coverage.excluded.high))
        readings[_COVERED] = attrs.evolve(coverage, excluded_covered=some)
    verdicts = {text: verify_coverage(other) for text, other in readings.items()}
    return or_if(result, {text: found is not None and bool(found) for text, found in verdicts.items()})


def _without(whole: Figure | None, less: Figure | None) -> Figure | None:
    return whole if whole is None or less is None else in_whole_numbers(whole) - in_whole_numbers(less)


def verify_year_on_year(*, says: FigureLike, now: FigureLike, before: FigureLike | None = None) -> Verification:
    """
    Whether "up 9.88 %" or "12,000 more" on the year agrees with the figure and that of a year earlier.

    Args:
        says: The printed change. [%], [percentage point] or [unit]
        now: The printed later figure. [unit]
        before: The printed figure of a year earlier. [unit]

    Returns:
        The verdict; without the earlier figure, the ones that the claim implies.

    Raises:
        UnlikeUnitsError: If the figures are not of one kind, or the claim is of another one and no percentage.

    Definition:
        percent: {now / before - 1}; percentage points, and amounts: {now - before}

    Example:
        >>> verify_year_on_year(says="up 9.88 %", now="686,000 jobs", before="624,317 jobs").verdict
        <ClaimVerdict.CONSISTENT: 'consistent'>
    """
    claim, seen = as_rate(says), figure(now)
    if before is None:
        return turned_round(claim, "the figure of a year earlier is not printed", lambda: implied_base(seen, claim))
    base = beside(figure(before), seen)
    if not claim.unit.is_rate:
        return judge_amount(claim, in_whole_numbers(seen) - in_whole_numbers(base))
    result = judge_ratio(claim, seen, base, less=1)
    if result.verdict is not ClaimVerdict.INCONSISTENT:
        return result
    others = {
        "it gave the level as a percentage of the earlier one, not the change": agrees_with(claim, seen, base),
        _POINTS: seen.unit.is_rate and not claim.to("percent").admissible.disjoint((seen - base).admissible),
    }
    return or_if(result, others)


def verify_sum(*, says: FigureLike, parts: Iterable[FigureLike]) -> Verification:
    """
    Whether a printed total agrees with its printed parts.

    Args:
        says: The printed total. [unit]
        parts: The printed parts. [unit]

    Raises:
        UndefinedError: If there are no parts.
        UnlikeUnitsError: If the figures are not of one kind: unlike counts are never added.
        WrongTypeError: If the parts are no list.

    Example:
        >>> verify_sum(says="817 households", parts=["716 households", "101 households"]).verdict
        <ClaimVerdict.CONSISTENT: 'consistent'>
    """
    return judge_amount(figure(says), total_of(map(in_whole_numbers, figures_of(parts))))
