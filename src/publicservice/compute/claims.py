"""
Claims: printed figures about other figures, held against what those figures allow.

A claim is consistent when the set computed from the figures and the set that the claim prints have a value in common,
inconsistent when they have none, and not checkable when a figure that it needs is not printed; then it is turned round and
bounds that figure. Counts are whole numbers, which makes the computed sets smaller and the check sharper.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, Context, Decimal

import attrs

from publicservice.compute.implied import Implied, implied_base, implied_eligible, implied_target
from publicservice.compute.ratios import Side, overlaps, ratio_set, side
from publicservice.compute.sums import total_of
from publicservice.errors import UndefinedError
from publicservice.figures import Comparator, Figure, FigureLike, figure
from publicservice.figures.figure import printed_set
from publicservice.interval import NEAREST, Interval
from publicservice.units import unit

__all__ = [
    "ClaimVerdict", "Verification", "verify_completion", "verify_share", "verify_sum", "verify_year_on_year",
]  # fmt: skip

_SHORT = Context(prec=3, rounding=ROUND_DOWN)  # a distance is told as "at least", so it is cut off
_NEIGHBOURS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


class ClaimVerdict(enum.Enum):
    """What can be said of a claim."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_CHECKABLE = "not checkable"


@attrs.frozen
class Verification:
    """
    A claim held against the figures that it speaks of.

    Attributes:
        verdict: Consistent, inconsistent or not checkable.
        says: The claim, as printed. [%], [percentage point] or [unit]
        computed: What the figures give; None where they do not suffice. [unit of says]
        off_by: How far the claim's set is from the computed set; None unless inconsistent. [unit of says]
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

    def __str__(self) -> str:
        says = self.says.text or str(self.says)
        if self.verdict is ClaimVerdict.NOT_CHECKABLE:
            return f"not checkable: {self.reason}" + (f"; {self.implied}" if self.implied else "")
        text = f"{self.verdict.value}: says {says}, the figures give {self.computed}"
        if self.off_by is not None:
            text += f", off by {self.off_by} at least"
        if self.readings:
            text += f"; it would be consistent if {' or if '.join(self.readings)}"
        return text + (f" (refuses {self.refused} of 10 neighbouring claims)" if self.refused is not None else "")


def verify_completion(*, says: FigureLike, actual: FigureLike, target: FigureLike | None = None) -> Verification:
    """
    Whether "108.9 % of the target" agrees with the figure and the target.

    Args:
        says: The printed completion rate. [%]
        actual: The printed figure. [unit]
        target: The target; a text stands for its number only, as a goal's own number does. [unit]

    Returns:
        The verdict; without a target, the targets that the claim implies.

    Raises:
        UnlikeUnitsError: If the figures are not of one kind, or the claim is no rate.

    Definition:
        consistent when {actual / target} and the set printed by the claim have a value in common

    Example:
        >>> verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs").verdict
        <ClaimVerdict.CONSISTENT: 'consistent'>
        >>> verify_completion(says="108.9 %", actual="686,000 jobs").implied.round_numbers()
        (Decimal('630000'),)
    """
    claim, seen = figure(says), figure(actual)
    if target is None:
        return _turned_round(claim, "the target is not printed", lambda: implied_target(seen, claim))
    goal = figure(target, exact=True) if isinstance(target, str) else figure(target)
    readings = {"the target was rounded in print": (seen, figure(target))} if isinstance(target, str) else {}
    return _judge_ratio(claim, seen, goal.to(seen.unit), 0, readings)


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
        >>> print(verify_share(says="82.3 %", part="37 persons", whole="45 persons"))
        inconsistent: says 82.3 %, the figures give 82.2222 %, off by 0.0277 percentage points at least (refuses 10 of 10 neighbouring claims)
    """
    claim, seen = figure(says), figure(part)
    if whole is None:
        return _turned_round(claim, "the whole is not printed", lambda: implied_eligible(seen, claim))
    return _judge_ratio(claim, seen, figure(whole).to(seen.unit), 0, {})


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
    claim, seen = figure(says), figure(now)
    if before is None:
        return _turned_round(claim, "the figure of a year earlier is not printed", lambda: implied_base(seen, claim))
    base = figure(before).to(seen.unit)
    if claim.unit.is_points:
        return _judged(claim, seen - base, {})
    result = _judge_ratio(claim, seen, base, 1, {})
    if result.verdict is not ClaimVerdict.INCONSISTENT:
        return result
    others = []
    if _consistent(claim, side(seen), side(base), 0):
        others.append("it gave the level as a percentage of the earlier one, not the change")
    if seen.unit.is_rate and not _as_points(claim).admissible.disjoint((seen - base).admissible):
        others.append("it meant percentage points")
    return attrs.evolve(result, readings=(*others, *result.readings))


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
    total = figure(says)
    added = total_of([_whole(figure(part)) for part in parts])
    return _judged(_whole(total), added.to(total.unit), {})


def _whole(given: Figure) -> Figure:
    """A count's set without the ends that are no whole numbers."""
    return attrs.evolve(given, set=side(given).hull)


# --- judging


def _turned_round(claim: Figure, reason: str, imply: Callable[[], Implied]) -> Verification:
    try:
        implied = imply()
    except UndefinedError as error:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=f"{reason}, and {error.problem}")
    return Verification(ClaimVerdict.NOT_CHECKABLE, claim, implied=implied, reason=reason)


def _judge_ratio(
    claim: Figure, top: Figure, bottom: Figure, less: int, readings: dict[str, tuple[Figure, Figure]]
) -> Verification:
    """Judge a claim about top / bottom - less."""
    claim.unit.factor_to(unit("percent"))
    above, below = side(top), side(bottom)
    if below.hull.contains(0) or below.hull.low < 0:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason="what it is a share of may be zero or less")
    computed = ratio_set(top, bottom, less).to(claim.unit)
    refused = _refused(claim, lambda neighbour: _consistent(neighbour, above, below, less))
    if _consistent(claim, above, below, less):
        return Verification(ClaimVerdict.CONSISTENT, claim, computed, refused=refused)
    found = [text for text, other in _printed_otherwise(claim) if _consistent(other, above, below, less)]
    found += [
        text for text, (one, two) in readings.items() if _consistent(claim, side(one), side(two.to(one.unit)), less)
    ]
    if top.reading is not None and _consistent(claim, side(_truncated(top)), below, less):
        found.append("the figure was cut off and not rounded")
    return Verification(
        ClaimVerdict.INCONSISTENT, claim, computed, _distance(claim, computed), readings=tuple(found), refused=refused
    )


def _consistent(claim: Figure, above: Side, below: Side, less: int) -> bool:
    return overlaps(claim.to("percent").admissible, above, below, less)


def _judged(claim: Figure, computed: Figure, readings: dict[str, Figure]) -> Verification:
    """Judge a claim about a sum or a difference."""
    in_unit = computed.to(claim.unit)
    refused = _refused(claim, lambda neighbour: not neighbour.admissible.disjoint(in_unit.admissible))
    if not claim.admissible.disjoint(in_unit.admissible):
        return Verification(ClaimVerdict.CONSISTENT, claim, in_unit, refused=refused)
    found = [text for text, other in _printed_otherwise(claim) if not other.admissible.disjoint(in_unit.admissible)]
    return Verification(
        ClaimVerdict.INCONSISTENT, claim, in_unit, _distance(claim, in_unit), readings=tuple(found), refused=refused
    )


def _printed_otherwise(claim: Figure) -> Iterable[tuple[str, Figure]]:
    """The claim under other habits of print."""
    if claim.reading is None or claim.reading.comparator is not Comparator.NONE:
        return
    yield "it was cut off and not rounded", _truncated(claim)
    step = claim.reading.step
    value = claim.exactly().low
    yield "it was rounded up", attrs.evolve(claim, set=Interval(value - step, value, True, False))


def _truncated(given: Figure) -> Figure:
    assert given.reading is not None  # noqa: S101  (callers ask first)
    return attrs.evolve(given, set=printed_set(given.reading, given.unit, truncated=True))


def _refused(claim: Figure, is_consistent: Callable[[Figure], bool]) -> int | None:
    if claim.reading is None or claim.value is None or claim.reading.comparator is not Comparator.NONE:
        return None
    step, value, printed = claim.reading.step, claim.value, claim.admissible
    half = (printed.high - printed.low) / 2
    moved = (value + number * step for number in _NEIGHBOURS)
    return sum(not is_consistent(attrs.evolve(claim, value=at, set=Interval(at - half, at + half))) for at in moved)


def _distance(claim: Figure, computed: Figure) -> Figure:
    says, gives = claim.admissible, computed.admissible
    apart = NEAREST.subtract(gives.low, says.high) if says.before(gives) else NEAREST.subtract(says.low, gives.high)
    # Where whole numbers alone rule a claim out, the sets themselves may touch.
    return figure(_SHORT.plus(max(apart, Decimal(0))), "percentage point" if claim.unit.is_rate else claim.unit)


def _as_points(claim: Figure) -> Figure:
    return figure(claim.value, "percentage point", within=claim.to("percent").admissible)
