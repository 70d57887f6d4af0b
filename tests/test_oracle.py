"""
The library against an oracle: a second, slow and plain telling of the rules of the numbers, in `tests/oracle`.

The oracle knows nothing of the library. Where the two differ, one of them is wrong by the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import UndefinedError
from tests.oracle import rules
from tests.oracle.agreement import decimal, disagreement, figure
from tests.oracle.cases import LEVELS, dressed, near, numbers_near, prints
from tests.oracle.prints import COUNTS, Print, rounded
from tests.oracle.spans import Span

MANY = settings(max_examples=2 * settings().max_examples)
KINDS = (("persons",), LEVELS[:1], LEVELS[1:], ("%",))
ONE_KIND = st.sampled_from(KINDS)


@MANY
@given(dressed())
def test_the_ends_of_a_set_are_where_clerks_stop_printing_it(printed: Print) -> None:
    """The oracle agrees with itself: its ends hold exactly the numbers that would have been printed so."""
    for x in numbers_near(printed.span, printed.step):
        assert printed.could_be(x) == printed.span.contains(x), x


@MANY
@given(prints(), st.booleans(), st.fractions(0, 1))
def test_every_habit_of_rounding_leads_into_the_set(printed: Print, to_even: bool, share: Fraction) -> None:
    """Rule 14 read the other way: what is rounded half up or half to even to a number lies in that number's set."""
    x = printed.value + (share - Fraction(1, 2)) * printed.step
    steps = rounded(x, printed.step, to_even=to_even)
    assume(steps * printed.step == printed.value and (printed.unit not in COUNTS or x >= 0))
    assert printed.could_be(x)


@MANY
@given(dressed())
def test_a_print_stands_for_what_would_have_been_printed_so(printed: Print) -> None:
    """Rules 7 and 14: the set of a print is that of the oracle, end by end, and the value is the number."""
    found = figure(printed)
    assert "" == disagreement(found.admissible, printed.span), printed.text
    assert found.value is not None
    assert printed.value == Fraction(found.value)
    for x in numbers_near(printed.span, printed.step):
        assert printed.could_be(x) == found.admissible.contains(decimal(x)), (printed.text, x)


@MANY
@given(st.data())
def test_completion_by_ratio(data: st.DataObject) -> None:
    """Rules 1 and 3: actual over target, and undefined for a target of zero or where the signs differ."""
    unit = data.draw(ONE_KIND)
    actual, target = data.draw(prints(unit)), data.draw(prints(unit))
    wanted = rules.ratio(actual.span, target.value)
    if wanted is None:
        with pytest.raises(UndefinedError):
            ps.completion_rate(actual.text, target.text)
        return
    found = ps.completion_rate(actual.text, target.text)
    assert "" == disagreement(found.admissible, wanted)
    assert ps.CompletionDefinition.RATIO is found.definition


SHOWN = re.compile(r"\((-?[\d,.]+) to (-?[\d,.]+)\)")


@MANY
@given(prints(LEVELS[:1], signed=False), prints(LEVELS[:1], signed=False))
def test_what_is_shown_encloses(actual: Print, target: Print) -> None:
    """Set ends are rounded outwards where they are shown, too, and by no more than half of the set's width."""
    wanted = rules.ratio(actual.span, target.value)
    assume(wanted is not None)
    assert wanted is not None
    assert wanted.low is not None
    assert wanted.high is not None
    shown = SHOWN.search(str(ps.completion_rate(actual.text, target.text)))
    assume(shown)
    assert shown is not None
    low, high = (Fraction(end.replace(",", "")) for end in shown.groups())
    assert low <= wanted.low < wanted.high <= high
    assert high - low <= (wanted.high - wanted.low) * Fraction(3, 2)


@MANY
@given(st.data())
def test_completion_from_baseline(data: st.DataObject) -> None:
    """Rule 1: the way made over the way to make; undefined where target and baseline may be equal."""
    unit = data.draw(ONE_KIND)
    actual, target, baseline = (data.draw(prints(unit)) for _ in range(3))
    wanted = rules.from_baseline(actual.span, target.value, baseline.span)
    if wanted is None:
        with pytest.raises(UndefinedError):
            ps.completion_rate(actual.text, target.text, baseline=baseline.text)
        return
    found = ps.completion_rate(actual.text, target.text, baseline=baseline.text)
    assert "" == disagreement(found.admissible, wanted)
    assert ps.CompletionDefinition.FROM_BASELINE is found.definition


@MANY
@given(st.data())
def test_change_of_a_level(data: st.DataObject) -> None:
    """Rule 9: a level changes in percent; from nothing, from below it, or into another sign there is no percentage."""
    unit = data.draw(st.sampled_from(KINDS[:3]))
    now, before = data.draw(prints(unit)), data.draw(prints(unit))
    wanted = rules.change(now.span, before.span)
    if wanted is None:
        with pytest.raises(UndefinedError):
            ps.year_on_year(now.text, before.text)
        return
    found = ps.year_on_year(now.text, before.text)
    assert "%" == str(found.unit)
    assert "" == disagreement(found.admissible, wanted)


@MANY
@given(prints(("%",)), prints(("%",)))
def test_change_of_a_rate(now: Print, before: Print) -> None:
    """Rule 9: a rate changes in percentage points."""
    found = ps.year_on_year(now.text, before.text)
    assert "percentage point" == str(found.unit)
    assert "" == disagreement(found.admissible, rules.points(now.span, before.span))


@MANY
@given(st.data())
def test_coverage_and_its_gap(data: st.DataObject) -> None:
    """Rule 12: exclusions leave both counts alike, above 100 % is kept, and a gap is in points and in people."""
    unit = (data.draw(st.sampled_from(sorted(COUNTS))),)
    covered, eligible = data.draw(prints(unit)), data.draw(prints(unit))
    excluded = data.draw(st.none() | prints(unit, st.integers(0, 40)))
    among = data.draw(st.none() | prints(unit, st.integers(0, 9))) if excluded else None
    assume(among is None or excluded is None or among.value <= excluded.value <= eligible.value)
    assume(among is None or among.value <= covered.value)
    goal = data.draw(prints(("%",), st.integers(0, 1000), signed=False))
    out, out_covered = (rules.exact(0) if found is None else found.span for found in (excluded, among))
    wanted = rules.coverage(covered.span, eligible.span, out, out_covered)
    rate = ps.CoverageRate(
        covered=covered.text,
        eligible=eligible.text,
        excluded=None if excluded is None else excluded.text,
        excluded_covered=None if among is None else among.text,
    )
    if wanted is None:
        with pytest.raises(UndefinedError):
            ps.coverage_rate(rate)
        return
    assert "" == disagreement(ps.coverage_rate(rate).admissible, wanted)
    gap = ps.coverage_gap(rate, goal.text)
    assert "" == disagreement(gap.points.admissible, rules.exact(goal.value).minus(wanted))
    assert rules.accepts(Span(goal.value), wanted) == gap.verdict.value
    assert gap.people is not None
    people = rules.gap_in_people(goal.value, covered.span.minus(out_covered), eligible.span.minus(out))
    assert "" == disagreement(gap.people.admissible, people)


@MANY
@given(st.integers(1999, 2101), st.integers(0, 366), prints(("%",)))
def test_pace(number: int, day: int, completion: Print) -> None:
    """Rule 8: completion less the share of the days that have passed, both ends counted, leap years respected."""
    first, last = rules.year(number)
    on = first + timedelta(days=min(day, (last - first).days))
    wanted = completion.span.minus(rules.exact(rules.elapsed(first, last, on)))
    assert "" == disagreement(ps.pace(completion.text, number, on).admissible, wanted)


@pytest.mark.parametrize(
    ("over", "first", "last"),
    [("2024-02", (2, 1), (2, 29)), ("2024Q1", (1, 1), (3, 31)), ("2024-01/2024-11", (1, 1), (11, 30))],
)
def test_pace_of_other_spans(over: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Rule 8 on each day of a leap February, a quarter and eleven months."""
    start, end = date(2024, *first), date(2024, *last)
    for n in range((end - start).days + 1):
        on = start + timedelta(days=n)
        wanted = rules.exact(50 - rules.elapsed(start, end, on))
        assert "" == disagreement(ps.pace(ps.figure(50, "%"), over, on).admissible, wanted)


GOALS: dict[str, Callable[[Fraction], Span]] = {
    "{}": Span,
    "at least {}": Span,
    "raise to {}": Span,
    "more than {}": lambda d: Span(d, low_open=True),
    "at most {}": lambda d: Span(None, d),
    "lower to {}": lambda d: Span(None, d),
    "less than {}": lambda d: Span(None, d, high_open=True),
    "exactly {}": lambda d: Span(d, d),
    "不低于{}": Span,
    "{}以上": Span,
    "超过{}": lambda d: Span(d, low_open=True),
    "不超过{}": lambda d: Span(None, d),
    "低于{}": lambda d: Span(None, d, high_open=True),
}


@MANY
@given(st.data())
def test_goals_of_one_number(data: st.DataObject) -> None:
    """Section 2 and rules 5, 7, 14: a goal's own number is exact; met inside, not met when disjoint, else undecided."""
    unit = data.draw(ONE_KIND)
    seen = data.draw(prints(unit))
    form = data.draw(st.sampled_from(sorted(GOALS)))
    goal = data.draw(prints(unit) | near_print(seen))
    text = form.format(goal.text)
    for shown, span in ((seen.text, seen.span), (ps.figure(seen.text, exact=True), rules.exact(seen.value))):
        # Of a bare zero nobody means that more is met, and nothing says that less is.
        wanted = "unknown" if text == goal.text and not goal.value else rules.accepts(GOALS[form](goal.value), span)
        assert wanted == ps.goal(text).accepts(shown).verdict.value, (text, shown)


@st.composite
def near_print(draw: st.DrawFn, seen: Print) -> Print:
    """A number printed at an end of another's set, or close by."""
    x = draw(near(seen.span, seen.step))
    places = next(n for n in range(40) if (x * 10**n).denominator == 1)
    assume(x >= 0 or seen.unit not in COUNTS)  # a goal below zero is refused where things are counted
    return Print(abs(int(x * 10**places)), seen.unit, places, negative=x < 0)


@MANY
@given(st.data())
def test_goals_of_a_range(data: st.DataObject) -> None:
    """Both ends of a range count, and what lies above is not met."""
    unit = data.draw(ONE_KIND)
    seen = data.draw(prints(unit))
    low, high = sorted((data.draw(prints(unit) | near_print(seen)) for _ in range(2)), key=lambda end: end.value)
    goal = ps.between(ps.figure(low.text, exact=True), ps.figure(high.text, exact=True))
    assert rules.accepts(Span(low.value, high.value), seen.span) == goal.accepts(seen.text).verdict.value


@MANY
@given(st.data())
def test_goals_of_a_change(data: st.DataObject) -> None:
    """Rule 6: of the baseline in percent, in points, or by an amount; two readings on a rate; decision 11: exact."""
    unit = data.draw(st.sampled_from(((*KINDS[0],), (*KINDS[1],), (*KINDS[3],))))
    seen, baseline = data.draw(prints(unit, signed=False)), data.draw(prints(unit, signed=False))
    assume(baseline.value > 0)
    falls = data.draw(st.booleans())
    say = "decrease by {}" if falls else "increase by {}"
    by = data.draw(prints(("%",), st.integers(1, 300), signed=False))
    found = ps.goal(say.format(by.text)).accepts(seen.text, baseline=baseline.text).verdict.value
    sign, counted = -1 if falls else 1, unit[0] in COUNTS
    ends = rules.ends_of_rise(sign * by.value, baseline.value, of_rate=unit == ("%",))
    assert rules.accepts_change(ends, seen.span, falls=falls, counted=counted) == found
    amount = data.draw(prints(unit if unit != ("%",) else ("percentage points",), st.integers(1, 99_999), signed=False))
    end = baseline.value + sign * amount.value
    found = ps.goal(say.format(amount.text)).accepts(seen.text, baseline=baseline.text).verdict.value
    assert rules.accepts_change([end], seen.span, falls=falls, counted=counted) == found


@MANY
@given(st.lists(prints(("%",), st.integers(0, 999)), min_size=1, max_size=5), prints(("%",), st.integers(0, 999)))
def test_keep_holds_at_every_observation(seen: list[Print], least: Print) -> None:
    """Rule 5: one observation that fails decides, wherever it stands; one that is undecided leaves it undecided."""
    wanted = rules.holds_for_all(rules.accepts(Span(least.value), one.span) for one in seen)
    found = ps.keep(f"at least {least.text}").accepts_all({str(n): one.text for n, one in enumerate(seen)})
    assert wanted == found.verdict.value
