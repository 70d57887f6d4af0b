"""
Laws of goals, searched over goals of every kind, one inside another as they may stand.

The verdict is worked out anew, from members of the figure's set and a plain test of each, in fractions. `test_goal.py`
does the same for single bounds, ranges and changes of exact and plainly printed figures, and works cases by hand.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing
from publicservice.figures import Figure, figure
from publicservice.figures.beside import is_bare
from publicservice.interval import Interval
from publicservice.model.goal import Answer, Better, Goal, Verdict
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import Between, Bound, BoundKind
from publicservice.model.goal_scopes import AllOf, EachOf, Every, Keep
from publicservice.testing.goals import numeric_goals

MET, NOT_MET, UNDECIDED, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDECIDED, Verdict.UNKNOWN
Accepts = Callable[[Fraction], bool]
BETTER = st.sampled_from([None, *Better])
COUNTS = ("boat", "reading room")
UNITS = ("person", "%", "km", "CNY/person/year", "percentage point", "1", "boat")
KINDS = st.sampled_from([ps.unit(name, counts=COUNTS) for name in UNITS])
UP, DOWN = (BoundKind.AT_LEAST, BoundKind.RAISE_TO), (BoundKind.AT_MOST, BoundKind.LOWER_TO)
REACHED = (BoundKind.REACH, BoundKind.ABOUT, BoundKind.NEARLY)


# --- the verdict, worked out from members


def bound_tests(goal: Bound, better: Better | None) -> tuple[Accepts, list[Fraction]] | None:
    """The values that one number accepts, and where they end; None where nothing says on which side they lie."""
    kind = goal.kind
    own = goal.amount if kind in (BoundKind.ABOUT, BoundKind.NEARLY) else goal.amount.exactly()
    low, high = Fraction(own.low), Fraction(own.high)
    if kind in REACHED:
        if better is Better.NEITHER or (better is None and not goal.amount.value):
            return None
        return ((lambda x: x <= high) if better is Better.LOWER else (lambda x: x >= low)), [low, high]
    if kind in UP:
        return (lambda x: x >= low), [low]
    if kind in DOWN:
        return (lambda x: x <= high), [high]
    tests: dict[BoundKind, Accepts] = {
        BoundKind.EXACTLY: lambda x: x == low,
        BoundKind.MORE_THAN: lambda x: x > low,
        BoundKind.LESS_THAN: lambda x: x < low,
    }
    return tests[kind], [low]


def change_tests(goal: Change, start: Fraction | None, rate: bool) -> dict[str, tuple[Accepts, list[Fraction]]]:
    """The values that a change accepts from an exact start, by reading; nothing where it has no sense."""
    if start is None:
        return {}
    by, way = Fraction(goal.by.low), 1 if goal.upwards else -1
    if goal.by.unit.is_points:
        ends = {"points": start + way * by}
    elif not goal.by.unit.is_rate:
        ends = {"amount": start + way * by}
    else:
        ends = {"percent": start + way * start * by / 100} if start > 0 else {}
        if rate and not goal.relative:
            ends["points"] = start + way * by
    return {name: (_from(end, goal.upwards), [end]) for name, end in ends.items()}


def _from(end: Fraction, upwards: bool) -> Accepts:
    return (lambda x: x >= end) if upwards else (lambda x: x <= end)


def points_of(within: Interval, ends: Iterable[Fraction]) -> list[Fraction]:
    """Members of a set that show on which sides of all the ends it has members: ends, and values between and beyond."""
    low = None if within.low.is_infinite() else Fraction(within.low)
    high = None if within.high.is_infinite() else Fraction(within.high)
    corners = sorted({*ends, *(end for end in (low, high) if end is not None)}) or [Fraction(0)]
    between = [(a + b) / 2 for a, b in itertools.pairwise(corners)]
    tried = [corners[0] - 1, *corners, *between, corners[-1] + 1]
    return [x for x in tried if belongs(x, within)]


def belongs(value: Fraction, within: Interval) -> bool:
    """Whether a number is one of a set."""
    low_ok = within.low.is_infinite() or Fraction(within.low) < value
    high_ok = within.high.is_infinite() or value < Fraction(within.high)
    at_low = within.low.is_finite() and value == Fraction(within.low) and not within.low_open
    at_high = within.high.is_finite() and value == Fraction(within.high) and not within.high_open
    return (low_ok or at_low) and (high_ok or at_high)


def told(within: Interval, accepts: Accepts, ends: list[Fraction]) -> Verdict:
    """Met when every member is accepted, not met when none is, undecided when some are."""
    seen = {accepts(x) for x in points_of(within, ends)}
    return UNDECIDED if len(seen) == 2 else MET if seen == {True} else NOT_MET


def expected_verdict(goal: Goal, seen: Figure, start: Fraction | None, better: Better | None) -> Verdict:
    """What the definition says of any goal and one figure, in the unit that both are in."""
    within = seen.admissible
    match goal:
        case Keep() | Every():
            return expected_verdict(goal.goal, seen, start, better)
        case EachOf():
            return UNKNOWN
        case AllOf():
            return told_of_all(goal, seen)
        case Between():
            low, high = Fraction(goal.low.low), Fraction(goal.high.low)
            return told(within, lambda x: low <= x <= high, [low, high])
        case Bound():
            found = bound_tests(goal, better)
            return UNKNOWN if found is None else told(within, *found)
    assert isinstance(goal, Change)
    verdicts = {told(within, *found) for found in change_tests(goal, start, seen.unit.is_rate).values()}
    return UNKNOWN if not verdicts else verdicts.pop() if len(verdicts) == 1 else UNDECIDED


def told_of_all(goal: AllOf, seen: Figure) -> Verdict:
    """All of them: a share of a hundred percent or more, or as many as there are of their own kind."""
    if seen.unit.is_pure:
        hundred = Fraction(100) * ps.unit("%").factor / seen.unit.factor
        return told(seen.admissible, lambda x: x >= hundred, [hundred])
    number = Fraction(goal.count or len(goal.names))
    if not number or goal.kind is None:
        return UNKNOWN
    return told(seen.admissible, lambda x: x >= number, [number])


def innermost(goal: Goal) -> Goal:
    """The goal inside all scopes."""
    while isinstance(goal, Keep | EachOf | Every):
        goal = goal.goal
    return goal


@st.composite
def questions(draw: st.DrawFn) -> tuple[Goal, Figure, Figure | None, Better | None]:
    """A goal, a figure of its kind, a baseline or none, and the indicator's direction."""
    its_unit = draw(KINDS)
    goal = draw(testing.goals(its_unit))
    near = draw(st.booleans())
    inner = innermost(goal)
    if isinstance(inner, AllOf) and inner.kind is not None and not its_unit.is_pure:
        its_unit = inner.kind  # beds are no districts: refused, as all units of another kind are
    seen = draw(testing.figures(its_unit, min_value=0, max_value=120)) if near else draw(testing.figures(its_unit))
    start = draw(st.none() | st.integers(0, 200).map(Decimal) | st.decimals(-5, 50, places=1))
    return goal, seen, None if start is None else figure(start, its_unit), draw(BETTER)


@given(questions())
def test_accepts_agrees_with_membership(question: tuple[Goal, Figure, Figure | None, Better | None]) -> None:
    """
    Met when the figure's set lies inside the goal's, not met when the two are disjoint, undecided when they overlap;
    unknown where the goal does not say which values it accepts: for every kind of goal, one inside another.
    """
    goal, seen, start, better = question
    answer = goal.accepts(seen, start, better=better)
    expected = expected_verdict(goal, seen, None if start is None else Fraction(start.low), better)
    if answer.verdict is UNKNOWN and "leaves less than nothing" in answer.because:
        assert isinstance(innermost(goal), Change)
        return
    assert (expected, goal) == (answer.verdict, goal)


@given(
    st.booleans(),
    st.booleans(),
    st.decimals("0.1", 99, places=1),
    st.decimals("0.1", 100, places=1),
    testing.figures("%", min_value=0, max_value=120),
)
def test_a_percentage_of_a_rate_has_two_readings(
    upwards: bool, relative: bool, by: Decimal, start: Decimal, seen: Figure
) -> None:
    """
    Increase by 10 % is relative to the baseline, by 10 percentage points is not; a rate that moves by "%" is undecided
    between the two until someone says, and both readings are carried.
    """
    goal = Change(figure(by, "%"), upwards, relative)
    way = 1 if upwards else -1
    percent = Fraction(start) * (1 + way * Fraction(by) / 100)
    ends = [percent] if relative else [percent, Fraction(start) + way * Fraction(by)]
    verdicts = {told(seen.admissible, _from(end, upwards), [end]) for end in ends}
    expected = verdicts.pop() if len(verdicts) == 1 else UNDECIDED
    assert expected is goal.accepts(seen, figure(start, "%")).verdict


# --- what follows


@given(questions(), st.data())
def test_a_decided_answer_stays_when_more_is_known(
    question: tuple[Goal, Figure, Figure | None, Better | None], data: st.DataObject
) -> None:
    """Rounding hides answers and never turns them: what is met or not met is so for every value that was meant."""
    goal, seen, start, better = question
    before = goal.accepts(seen, start, better=better).verdict
    members = [x for x in points_of(seen.admissible, []) if is_short(x)]
    if not members:
        return
    member = data.draw(st.sampled_from(members))
    after = goal.accepts(figure(member, seen.unit), start, better=better).verdict
    assert before is after or before is UNDECIDED


def is_short(value: Fraction) -> bool:
    """Whether a fraction is a decimal that the library carries exactly."""
    return (10**20 * value).denominator == 1 and abs(value) < 10**15


@given(questions(), st.sampled_from(["‰", "m", "per 10,000", "basis point", "1"]))
def test_the_verdict_does_not_depend_on_the_unit(
    question: tuple[Goal, Figure, Figure | None, Better | None], other: str
) -> None:
    """A figure converts to the goal's unit: the same quantity in another unit gets the same answer."""
    goal, seen, start, better = question
    if not seen.unit.is_like(ps.unit(other)) or isinstance(innermost(goal), AllOf):
        return  # a bare number counts members, and a percentage their share
    moved = seen.to(other)
    if moved.to(seen.unit).admissible != seen.admissible:
        return  # an end was rounded outwards on the way
    own = [
        part for name in ("amount", "low", "high", "by") if (part := getattr(innermost(goal), name, None)) is not None
    ]
    if any(map(is_bare, [seen, moved, *own, *filter(None, [start])])):
        return  # 85 without a unit is no percentage, and is refused beside one
    assert goal.accepts(seen, start, better=better).verdict is goal.accepts(moved, start, better=better).verdict


@given(KINDS, st.data())
def test_less_is_accepted_where_more_is(its_unit: ps.Unit, data: st.DataObject) -> None:
    """At least and at most are nested: what meets a number meets every easier one, and more than is at least."""
    low, high = sorted(data.draw(st.tuples(st.integers(0, 99), st.integers(0, 99))))
    seen = data.draw(testing.figures(its_unit, min_value=0, max_value=120))
    easy, hard = (figure(number, its_unit) for number in (low, high))
    for made, harder, easier in ((ps.at_least, hard, easy), (ps.at_most, easy, hard), (ps.more_than, hard, easy)):
        if made(harder).accepts(seen).verdict is MET:
            assert MET is made(easier).accepts(seen).verdict
        if made(easier).accepts(seen).verdict is NOT_MET:
            assert NOT_MET is made(harder).accepts(seen).verdict
    turned = {MET: NOT_MET, NOT_MET: MET, UNDECIDED: UNDECIDED}
    assert turned[ps.at_least(hard).accepts(seen).verdict] is ps.less_than(hard).accepts(seen).verdict
    assert turned[ps.more_than(hard).accepts(seen).verdict] is ps.at_most(hard).accepts(seen).verdict


@given(KINDS, st.data())
def test_kept_and_each_are_as_good_as_the_worst(its_unit: ps.Unit, data: st.DataObject) -> None:
    """Keep holds at every observation, each of for every member: one that fails fails all, and all have to be known."""
    inner = data.draw(numeric_goals(its_unit))
    start = data.draw(st.none() | st.integers(100, 200).map(lambda value: figure(value, its_unit)))
    seen = dict(zip("ABCD", data.draw(st.lists(testing.figures(its_unit), max_size=4)), strict=False))
    verdicts = [inner.accepts(value, start).verdict for value in seen.values()]
    worst = next((one for one in (NOT_MET, UNKNOWN, UNDECIDED) if one in verdicts), MET)
    assert (worst if seen else UNKNOWN) is Keep(inner).accepts_all(seen, start).verdict
    number = data.draw(st.integers(1, 5))
    answer = EachOf("model zone", inner, number).accepts_all(seen, start)
    assert each_verdict(verdicts, worst, number) is answer.verdict
    if seen:
        assert (UNKNOWN if worst is MET else worst) in (
            EachOf("model zone", inner).accepts_all(seen, start).verdict,
            worst,
        )


def each_verdict(verdicts: list[Verdict], worst: Verdict, number: int) -> Verdict:
    """Of so many members: any failure fails, unless of more figures than members all that are meant may be others."""
    if len(verdicts) > number:
        some_fail = verdicts.count(NOT_MET) > len(verdicts) - number
        return NOT_MET if some_fail else MET if worst is MET else UNKNOWN
    if worst is NOT_MET or len(verdicts) == number:
        return worst
    return UNKNOWN


# --- text


@given(testing.goals(counts=COUNTS))
def test_the_text_of_any_goal_reads_back(goal: Goal) -> None:
    """A goal's text gives the goal, again and again, whatever stands inside it, and loses nothing that was printed."""
    read = Goal.parse(str(goal), COUNTS)
    assert goal == read == Goal.parse(str(read), COUNTS)
    assert str(read) == str(Goal.parse(str(read), COUNTS))
    assert (goal.unit, goal.needs_baseline) == (read.unit, read.needs_baseline)


@given(testing.goals("1"), KINDS)
def test_a_bare_number_counts_what_it_is_told_to(goal: Goal, its_unit: ps.Unit) -> None:
    """A goal without a unit takes one once; a goal that names its own is left as it is."""
    counted = goal.counted_in(its_unit)
    assert counted.unit in (its_unit, None) or goal.unit is counted.unit
    assert counted == counted.counted_in(its_unit)


@given(questions())
def test_an_answer_always_says_why(question: tuple[Goal, Figure, Figure | None, Better | None]) -> None:
    """Every answer has a reason, and says what it lacks where, and only where, more would have to be known."""
    goal, seen, start, better = question
    answer: Answer = goal.accepts(seen, start, better=better)
    assert answer.because
    assert answer.verdict is not UNKNOWN or answer.lacks
    assert answer.verdict not in (MET, NOT_MET) or not answer.lacks
