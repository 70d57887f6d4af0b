"""
The rules of the numbers (completion, change, coverage, verdicts, goals, pace), each as slow and plain as it is said.

Percentages are numbers of percent: 108.9 % is 108.9. Whole numbers are tried one by one. What is undefined is None.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from tests.oracle.prints import Print
from tests.oracle.spans import Number, Span

ANYTHING = Span()


def exact(x: Number) -> Span:
    """A number that stands for itself."""
    return Span(x, x)


def positive(span: Span) -> bool:
    """Whether all numbers of a set are above zero."""
    return not span.meets(Span(None, 0))


def ratio(actual: Span, target: Number) -> Span | None:
    """Rule 1: actual over target, in percent; undefined (rule 3) for a target of zero or where the signs differ."""
    if target == 0:
        return None
    if target < 0:
        return ratio(actual.negated(), -target)
    # A set on both sides of zero is that of a printed zero, which changes no sign.
    return None if negative(actual) else actual.meet(Span(0)).over(exact(target)).times(100)


def negative(span: Span) -> bool:
    """Whether all numbers of a set are below zero."""
    return not span.meets(Span(0))


def from_baseline(actual: Span, target: Number, baseline: Span) -> Span | None:
    """Rule 1: (actual - baseline) / (target - baseline), in percent; undefined where the two may be equal."""
    way = exact(target).minus(baseline)
    left = exact(target).minus(actual)
    if negative(way):
        way, left = way.negated(), left.negated()
    if not positive(way):
        return None
    # The baseline stands above and below. 1 - left / way says the same with each number standing once.
    return exact(1).minus(left.over(way)).times(100)


def change(now: Span, before: Span) -> Span | None:
    """Rule 9: a level changes in percent of what it was; undefined from nothing, below it, or into another sign."""
    if not positive(before) or negative(now):
        return None
    return now.meet(Span(0)).over(before).plus(exact(-1)).times(100)


def points(now: Span, before: Span) -> Span:
    """Rule 9: a rate changes in percentage points."""
    return now.minus(before)


def coverage(covered: Span, eligible: Span, excluded: Span, among: Span) -> Span | None:
    """Rule 12: who is excluded leaves the covered and the eligible alike; undefined where nobody is left."""
    reached, in_scope = covered.minus(among), eligible.minus(excluded)
    if not positive(in_scope) or negative(reached):
        return None
    return reached.over(in_scope).times(100)


def gap_in_people(goal: Number, reached: Span, in_scope: Span) -> Span:
    """Rule 12: how many more have to be reached."""
    return in_scope.times(Fraction(goal) / 100).minus(reached)


def fits(says: Span, part: Span, whole: Span, *, counts: bool) -> bool:
    """Whether some part and some whole (above zero) make a percentage that is said; counts are whole (decision 10)."""
    above_zero = whole.meet(Span(0, low_open=True))
    if above_zero.empty():
        return False
    if not counts:
        return part.over(above_zero).times(100).meets(says)
    return any(any(says.contains(Fraction(100 * p, w)) for p in part.whole()) for w in above_zero.whole())


def share_fits(says: Span, part: Print, whole: Print) -> bool:
    """Whether "82.2 %" may be said of 37 out of 45, rule 16: some true numbers were printed so."""
    return fits(says, part.span, whole.span, counts=part.is_count and whole.is_count)


def completion_fits(says: Span, actual: Print, target: Number) -> bool:
    """The same against a target, which is exact (rule 14)."""
    return fits(says, actual.span, exact(target), counts=actual.is_count)


def rise_fits(says: Span, now: Print, before: Print) -> bool:
    """Whether "up 9.9 %" may be said: 9.9 % more is 109.9 % of what it was."""
    return fits(says.plus(exact(100)), now.span, before.span, counts=now.is_count and before.is_count)


def sum_fits(total: Print, parts: Sequence[Print]) -> bool:
    """Whether parts may add up to a total (rule 11): every choice of whole numbers is tried, or their ends added."""
    if total.is_count and all(part.is_count for part in parts):
        return any(total.span.contains(sum(chosen)) for chosen in product(*(list(part.span.whole()) for part in parts)))
    together = exact(0)
    for part in parts:
        together = together.plus(part.span)
    return together.meets(total.span)


def apart(one: Span, other: Span) -> Number:
    """How far two bounded sets are from each other; zero where they touch."""
    assert one.low is not None
    assert one.high is not None
    assert other.low is not None
    assert other.high is not None
    return max(0, one.low - other.high, other.low - one.high)


def implied_whole(part: Span, says: Span) -> Span | None:
    """What a part and its percentage say of the whole: part / percentage; undefined where that may be zero."""
    return part.over(says).times(100) if positive(says) else None


def implied_base(now: Span, rise: Span) -> Span | None:
    """What a figure and its change say of the year before: now / (1 + change)."""
    return implied_whole(now, rise.plus(exact(100)))


def implied_target_change(completion: Span, rise: Span) -> Span | None:
    """Rule 15: the shared figure cancels, (1 + change) / completion - 1, in percent."""
    if not positive(completion):
        return None
    return rise.plus(exact(100)).over(completion).plus(exact(-1)).times(100)


def accepts(goal: Span, seen: Span) -> str:
    """Section 2: met inside, not met when disjoint, undecided between."""
    if seen.inside(goal):
        return "met"
    return "undecided" if seen.meets(goal) else "not met"


def ends_of_rise(by: Number, baseline: Number, *, of_rate: bool) -> list[Number]:
    """Rule 6: by 10 % is of the baseline; on a rate it may be points."""
    return [Fraction(baseline) * (100 + by) / 100] + ([baseline + by] if of_rate else [])


def accepts_change(ends: Sequence[Number], seen: Span, *, falls: bool, counted: bool) -> str:
    """Rule 6: where two readings differ, undecided. Of a count, nothing below zero can be left: unknown (rule 3)."""
    if counted and min(ends) < 0:
        return "unknown"
    said = {accepts(Span(None, end) if falls else Span(end), seen) for end in ends}
    return said.pop() if len(said) == 1 else "undecided"


def holds_for_all(verdicts: Iterable[str]) -> str:
    """Rule 5: keep holds at every observation: one that fails decides, one that is undecided leaves it so."""
    said = set(verdicts)
    for verdict in ("not met", "undecided"):
        if verdict in said:
            return verdict
    return "met"


def elapsed(first: date, last: date, on: date) -> Fraction:
    """Rule 8: the share of days that have passed, in percent, both ends counted, one day after the other."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return Fraction(100 * sum(day <= on for day in days), len(days))


def year(number: int) -> tuple[date, date]:
    """The first and the last day of a year, which has 366 days where it leaps."""
    first = date(number, 1, 1)
    return first, first + timedelta(days=365 if isleap(number) else 364)
