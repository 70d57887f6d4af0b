"""
Claims: printed figures about other figures, held against what those figures allow.

A claim is consistent when the set computed from the figures and the set that the claim prints have a value in common,
inconsistent when they have none, and not checkable when a figure that it needs is not printed; then it is turned round
and bounds that figure. Counts are whole numbers, which makes the computed sets smaller and the check sharper.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, Context, Decimal

import attrs

from publicservice.compute.implied import Implied, implied_base, implied_eligible, implied_target
from publicservice.compute.progress import completion_rate, sought
from publicservice.compute.ratios import as_rate, in_whole_numbers, overlaps, ratio_set, side, side_of
from publicservice.compute.sums import total_of
from publicservice.errors import UndecidedError, UndefinedError
from publicservice.figures import Comparator, Figure, FigureLike, figure
from publicservice.figures.beside import beside
from publicservice.figures.figure import printed_set
from publicservice.interval import NEAREST, UP, Interval, unchecked
from publicservice.model.coverage import CoverageRate
from publicservice.model.goal import Goal, as_observed
from publicservice.model.programme import Target
from publicservice.units import unit

__all__ = [
    "OPEN_READINGS", "ClaimVerdict", "Verification", "verify_completion", "verify_coverage", "verify_share",
    "verify_sum", "verify_year_on_year",
]  # fmt: skip

_POINTS, _EXCLUDED = "it meant percentage points", "the excluded were counted"
OPEN_READINGS = frozenset({_POINTS, _EXCLUDED})  # what a print may say as well, where nothing tells which it does

_NO_TARGET = "the target is not printed"

_SHORT = Context(prec=3, rounding=ROUND_DOWN, traps=[])  # a distance is told as "at least", so it is cut off
_NEIGHBOURS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


class ClaimVerdict(enum.Enum):
    """What can be said of a claim."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_CHECKABLE = "not checkable"


# Of several readings of one claim: whatever fits lets it stand, and what cannot be told does not refute it.
_LEAST_SAID = (ClaimVerdict.CONSISTENT, ClaimVerdict.NOT_CHECKABLE, ClaimVerdict.INCONSISTENT)


@attrs.frozen
class Verification:
    """
    A claim held against the figures that it speaks of.

    Attributes:
        verdict: Consistent, inconsistent or not checkable.
        says: The claim, as printed. [%], [percentage point] or [unit]
        computed: What the figures give; None where they do not suffice. [unit of says]
        off_by: How far the claim's set is from the computed set, at least; zero where the sets touch, and only no
            whole numbers of them fit; None unless inconsistent. [percentage point] or [unit of says]
        readings: Other readings of the print under which the claim would be consistent.
        implied: What the claim implies of the figure that is not printed; None unless not checkable.
        refused: How many of the ten neighbouring claims (up to five steps of the last digit either way) the figures
            would have refused; None where that has no meaning.
        reason: Why it is not checkable.
    """

    verdict: ClaimVerdict
    says: Figure
    computed: Figure | None = None
    off_by: Figure | None = None
    readings: tuple[str, ...] = ()
    implied: Implied | None = None
    refused: int | None = None
    reason: str = ""

    def __bool__(self) -> bool:
        if self.verdict is ClaimVerdict.NOT_CHECKABLE:
            raise UndecidedError(
                "neither true nor false: the claim cannot be checked",
                hint="compare its verdict, or look at what it implies",
            )
        return self.verdict is ClaimVerdict.CONSISTENT

    def __str__(self) -> str:
        says = self.says.text or str(self.says)
        if self.verdict is ClaimVerdict.NOT_CHECKABLE:
            return f"not checkable: {self.reason}" + (f"; {self.implied}" if self.implied else "")
        text = f"{self.verdict.value}: says {says}, the figures give {self.computed}"
        if self.off_by is not None:
            text += f", off by {self.off_by} at least" if self.off_by.value else ", and no whole numbers give it"
        if self.readings:
            text += f"; it would be consistent if {' or if '.join(self.readings)}"
        return text + (f" (refuses {self.refused} of 10 neighbouring claims)" if self.refused is not None else "")


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
        target: The target; a text stands for its number only, as a goal's own number does. A goal or a Target brings
            its kind along, and a Target its baseline. [unit]
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
        return _turned_round(claim, _NO_TARGET, lambda: implied_target(figure(actual), claim))
    try:
        aim = sought(target, baseline)
    except UndefinedError as error:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=error.problem)
    seen = as_observed(actual, aim.amount.unit, aim.amount) if isinstance(target, Goal | Target) else figure(actual)
    found = [] if aim.from_above else [_of_whole(claim, seen, aim.amount, target if isinstance(target, str) else None)]
    if aim.baseline is not None:
        found.append(_of_way(claim, seen, aim.amount, aim.baseline))
    if not found:
        reason = "where lower is better, completion is measured from a baseline, which is not printed"
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=reason)
    best = min(found, key=lambda one: _LEAST_SAID.index(one.verdict))
    return best if len(found) == 1 else attrs.evolve(best, refused=None)  # a neighbour, too, may fit the other one


def _of_whole(claim: Figure, seen: Figure, goal: Figure, printed: str | None) -> Verification:
    """Judge a completion as the share of the whole target."""
    result = _judge_ratio(claim, seen, beside(goal, seen))
    if result.verdict is not ClaimVerdict.INCONSISTENT or printed is None:
        return result
    rounded = figure(printed).to(seen.unit)
    return _or_if(result, {"the target was rounded in print": _agrees_with(claim, seen, rounded)})


def _of_way(claim: Figure, seen: Figure, goal: Figure, baseline: Figure) -> Verification:
    """Judge a completion as the share of the way from the baseline."""
    try:
        return _judge_amount(claim, completion_rate(seen, goal, baseline=baseline))
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
        return _turned_round(claim, "the whole is not printed", lambda: implied_eligible(seen, claim))
    return _judge_ratio(claim, seen, beside(figure(whole), seen))


def verify_coverage(coverage: CoverageRate) -> Verification | None:
    """
    Whether a coverage's printed rate agrees with its own counts; None where the rate or a count is not printed.

    Example:
        >>> verify_coverage(CoverageRate(covered=90, eligible=100, rate="95 %")).verdict
        <ClaimVerdict.INCONSISTENT: 'inconsistent'>
    """
    rate, reached, in_scope = coverage.rate, coverage.reached, coverage.in_scope
    if rate is None or reached is None or in_scope is None:
        return None
    result = verify_share(says=rate, part=reached, whole=in_scope)
    if result.verdict is not ClaimVerdict.INCONSISTENT or coverage.excluded is None:
        return result
    whole = verify_coverage(attrs.evolve(coverage, excluded=None, excluded_covered=None))
    return _or_if(result, {_EXCLUDED: whole is not None and whole.verdict is ClaimVerdict.CONSISTENT})


def verify_year_on_year(*, says: FigureLike, now: FigureLike, before: FigureLike | None = None) -> Verification:
    """
    Whether "up 9.88 % on the year" agrees with the figure and that of a year earlier.

    Args:
        says: The printed change. [%] or [percentage point]
        now: The printed later figure. [unit]
        before: The printed figure of a year earlier. [unit]

    Returns:
        The verdict; without the earlier figure, the ones that the claim implies.

    Raises:
        UnlikeUnitsError: If the figures are not of one kind, or the claim is neither a percentage nor points.

    Definition:
        percent: {now / before - 1}; percentage points: {now - before}

    Example:
        >>> verify_year_on_year(says="up 9.88 %", now="686,000 jobs", before="624,317 jobs").verdict
        <ClaimVerdict.CONSISTENT: 'consistent'>
    """
    claim, seen = as_rate(says), figure(now)
    if before is None:
        return _turned_round(claim, "the figure of a year earlier is not printed", lambda: implied_base(seen, claim))
    base = beside(figure(before), seen)
    if claim.unit.is_points:
        return _judge_amount(claim, seen - base)
    result = _judge_ratio(claim, seen, base, less=1)
    if result.verdict is not ClaimVerdict.INCONSISTENT:
        return result
    others = {
        "it gave the level as a percentage of the earlier one, not the change": _agrees_with(claim, seen, base),
        _POINTS: seen.unit.is_rate and not claim.to("percent").admissible.disjoint((seen - base).admissible),
    }
    return _or_if(result, others)


def verify_sum(*, says: FigureLike, parts: Iterable[FigureLike]) -> Verification:
    """
    Whether a printed total agrees with its printed parts.

    Args:
        says: The printed total. [unit]
        parts: The printed parts. [unit]

    Raises:
        UndefinedError: If there are no parts.
        UnlikeUnitsError: If the figures are not of one kind: unlike counts are never added.

    Example:
        >>> verify_sum(says="817 households", parts=["716 households", "101 households"]).verdict
        <ClaimVerdict.CONSISTENT: 'consistent'>
    """
    return _judge_amount(figure(says), total_of([in_whole_numbers(figure(part)) for part in parts]))


# --- judging


def _turned_round(claim: Figure, reason: str, imply: Callable[[], Implied]) -> Verification:
    try:
        implied = imply()
    except UndefinedError as error:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=f"{reason}, and {error.problem}")
    return Verification(ClaimVerdict.NOT_CHECKABLE, claim, implied=implied, reason=reason)


def _judge_ratio(claim: Figure, top: Figure, bottom: Figure, less: int = 0) -> Verification:
    """Judge a claim about top / bottom - less."""
    factor = claim.unit.factor_to(unit("percent"))
    above, below = side(top), side(bottom)
    if below.hull.contains(0) or below.hull.low < 0:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason="what it is a share of may be zero or less")
    computed = ratio_set(top, bottom, less).to(claim.unit)
    result = _judged(claim, computed, lambda printed: overlaps(printed.scaled(factor), above, below, less))
    if result.verdict is not ClaimVerdict.INCONSISTENT or not _is_plain(top):
        return result
    cut_off = side_of(_cut_off(top), top.unit)
    fits = overlaps(claim.to("percent").admissible, cut_off, below, less)
    return _or_if(result, {"the figure was cut off and not rounded": fits})


def _judge_amount(claim: Figure, computed: Figure) -> Verification:
    """Judge a claim about a sum or a difference."""
    given = computed.to(claim.unit)
    return _judged(claim, given, lambda printed: not printed.disjoint(given.admissible))


def _judged(claim: Figure, computed: Figure, agrees: Callable[[Interval], bool]) -> Verification:
    """Judge a claim by what tells whether a set of values, in its unit, has one in common with the figures."""
    refused = None if not _is_plain(claim) else sum(not agrees(other) for other in _neighbours(claim))
    if agrees(claim.admissible):
        return Verification(ClaimVerdict.CONSISTENT, claim, computed, refused=refused)
    found = tuple(text for text, printed in _printed_otherwise(claim) if agrees(printed))
    off_by = _distance(claim, computed)
    return Verification(ClaimVerdict.INCONSISTENT, claim, computed, off_by, readings=found, refused=refused)


def _agrees_with(claim: Figure, top: Figure, bottom: Figure) -> bool:
    return overlaps(claim.to("percent").admissible, side(top), side(bottom))


def _or_if(result: Verification, readings: dict[str, bool]) -> Verification:
    """The same, with those readings under which the claim would be consistent."""
    return attrs.evolve(result, readings=(*result.readings, *(text for text, fits in readings.items() if fits)))


# --- the print


def _is_plain(given: Figure) -> bool:
    """Whether it is printed as one number, without a comparator."""
    return given.reading is not None and given.reading.comparator is Comparator.NONE


def _cut_off(given: Figure) -> Interval:
    """The set of a plain print whose further digits were cut off."""
    assert given.reading is not None  # noqa: S101  (callers ask whether it is plain)
    return printed_set(given.reading, given.unit, truncated=True)


def _step(claim: Figure) -> Decimal:
    """The weight of the last significant digit of a plain print."""
    assert claim.reading is not None  # noqa: S101  (callers ask whether it is plain)
    printed = printed_set(claim.reading, claim.unit)
    return UP.subtract(printed.high, printed.low)


def _neighbours(claim: Figure) -> Iterable[Interval]:
    step, printed = _step(claim), claim.admissible
    for moved in (UP.multiply(step, number) for number in _NEIGHBOURS):
        yield printed + unchecked(moved, moved)


def _printed_otherwise(claim: Figure) -> Iterable[tuple[str, Interval]]:
    """What a plain print stands for under other habits."""
    if not _is_plain(claim):
        return
    yield "it was cut off and not rounded", _cut_off(claim)
    value, step = claim.exactly().low, _step(claim)
    # A fall is rounded up like a rise: away from zero.
    near, far = (value, UP.add(value, step)) if value < 0 else (NEAREST.subtract(value, step), value)
    yield "it was rounded up", Interval(near, far, value >= 0, value < 0)


def _distance(claim: Figure, computed: Figure) -> Figure:
    its_unit = unit("percent") if claim.unit.is_rate else claim.unit
    gives = computed.to(its_unit).admissible
    # Posts may be counted in halves: a claim is a whole number only beside figures that are.
    is_whole = side(computed).hull == gives
    says = (in_whole_numbers(claim) if is_whole else claim).to(its_unit).admissible
    apart = NEAREST.subtract(gives.low, says.high) if says.before(gives) else NEAREST.subtract(says.low, gives.high)
    # Where whole numbers alone rule a claim out, the sets themselves may touch.
    return figure(_SHORT.plus(max(apart, Decimal(0))), "percentage point" if claim.unit.is_rate else its_unit)
