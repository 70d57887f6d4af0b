"""
Claims against the oracle of `tests/oracle`: whether a printed figure agrees with others, and what it says of them.

The oracle tries every whole number that a printed count may stand for.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import UndefinedError
from tests.oracle import rules
from tests.oracle.agreement import WIDER, disagreement
from tests.oracle.cases import SMALL, prints
from tests.oracle.prints import Print, rounded
from tests.oracle.spans import Number, Span

MANY = settings(max_examples=2 * settings().max_examples)
KINDS = (("persons",), ("beds",), ("km",))
ONE_KIND = st.sampled_from(KINDS)
MOST = 400  # whole numbers, or pairs of them, that are tried over and over


class Asked(NamedTuple):
    """Two figures, of which the second is the target, the whole or the figure of a year earlier."""

    part: Print
    whole: Print


@st.composite
def pairs(draw: st.DrawFn) -> Asked:
    """Two printed figures of one kind, with few enough whole numbers each to be tried."""
    unit = draw(ONE_KIND)
    digits = (
        SMALL | st.integers(0, 2_000) if unit == ("km",) else SMALL | st.integers(0, 3_000).filter(lambda n: n % 100)
    )
    return Asked(draw(prints(unit, digits, signed=False)), draw(prints(unit, digits, signed=False)))


@st.composite
def says_near(draw: st.DrawFn, true: Number) -> Print:
    """A percentage printed from a true one, or a few steps beside it."""
    decimals = draw(st.integers(0, 3))
    steps = rounded(true, Fraction(1, 10**decimals), to_even=draw(st.booleans())) + draw(
        st.sampled_from((0, 0, 1, -1, 2, -5))
    )
    return Print(abs(steps), "%", decimals, negative=steps < 0)


@st.composite
def true_numbers(draw: st.DrawFn, printed: Print) -> Number:
    """A number that was printed so; a whole one where things are counted."""
    if printed.is_count:
        return draw(st.sampled_from(list(printed.span.whole())))
    return printed.value + draw(st.fractions(Fraction(-1, 2), Fraction(1, 2), max_denominator=50)) * printed.step


class Claim(NamedTuple):
    """A kind of claim: its true percentage, how the oracle judges it, and how the library is asked."""

    true: Callable[[Number, Number], Number]
    fits: Callable[[Span, Asked], bool]
    ask: Callable[[Print, Asked], ps.Verification]
    whole: Callable[[Asked], Span]


SHARE = Claim(
    lambda part, whole: (
        Fraction(100 * part, whole)
        if isinstance(part, int) and isinstance(whole, int)
        else 100 * Fraction(part) / whole
    ),
    lambda says, asked: rules.share_fits(says, *asked),
    lambda says, asked: ps.verify_share(says=says.text, part=asked.part.text, whole=asked.whole.text),
    lambda asked: asked.whole.span,
)
RISE = Claim(
    lambda now, before: 100 * Fraction(now) / Fraction(before) - 100,
    lambda says, asked: rules.rise_fits(says, *asked),
    lambda says, asked: ps.verify_year_on_year(says=says.text, now=asked.part.text, before=asked.whole.text),
    lambda asked: asked.whole.span,
)
COMPLETION = Claim(
    lambda actual, target: 100 * Fraction(actual) / Fraction(target),
    lambda says, asked: rules.completion_fits(says, asked.part, asked.whole.value),
    lambda says, asked: ps.verify_completion(says=says.text, actual=asked.part.text, target=asked.whole.text),
    lambda asked: rules.exact(asked.whole.value),
)
CLAIMS = pytest.mark.parametrize("claim", [SHARE, RISE, COMPLETION], ids=["share", "rise", "completion"])


@CLAIMS
@MANY
@given(pairs(), st.data())
def test_a_claim_is_judged_as_by_trying_everything(claim: Claim, asked: Asked, data: st.DataObject) -> None:
    """Section 2 and decision 10: consistent when some true numbers, whole where counted, were printed so, else not."""
    part, whole = (data.draw(true_numbers(one)) for one in asked)
    assume(whole > 0 and part >= 0)
    says = data.draw(says_near(claim.true(part, whole if claim is not COMPLETION else asked.whole.value or 1)))
    found = claim.ask(says, asked)
    if not rules.positive(claim.whole(asked)):
        assert found.verdict is ps.ClaimVerdict.NOT_CHECKABLE or claim.fits(says.span, asked) == (
            found.verdict is ps.ClaimVerdict.CONSISTENT
        )
        return
    wanted = claim.fits(says.span, asked)
    assert wanted == (found.verdict is ps.ClaimVerdict.CONSISTENT), (says.text, asked.part.text, asked.whole.text)
    assert (not wanted) == (found.verdict is ps.ClaimVerdict.INCONSISTENT)
    if found.refused is not None and few(asked):
        assert neighbours_refused(claim, says, asked) == found.refused


def few(asked: Asked) -> bool:
    """Whether all pairs of whole numbers can be tried ten times over."""
    sizes = [len(list(one.span.whole())) if one.is_count else 1 for one in asked]
    return sizes[0] * sizes[1] <= MOST


def neighbours_refused(claim: Claim, says: Print, asked: Asked) -> int:
    """How many of the claims up to five last digits away on either side the figures would have refused."""
    beside = [Span(says.span.low + n * says.step, says.span.high + n * says.step) for n in range(-5, 6) if n]  # type: ignore[operator]
    return sum(not claim.fits(span, asked) for span in beside)


@CLAIMS
@MANY
@given(pairs(), st.data(), st.booleans())
def test_what_was_true_is_never_called_inconsistent(
    claim: Claim, asked: Asked, data: st.DataObject, to_even: bool
) -> None:
    """Rule 16: numbers that agreed before they were rounded are never accused, whoever rounded them how."""
    part, whole = (data.draw(true_numbers(one)) for one in asked)
    assume(part >= 0)
    whole = asked.whole.value if claim is COMPLETION else whole
    assume(whole > 0)
    true = claim.true(part, whole)
    decimals = data.draw(st.integers(0, 3))
    steps = rounded(true, Fraction(1, 10**decimals), to_even=to_even)
    says = Print(abs(steps), "%", decimals, negative=steps < 0)
    assert ps.ClaimVerdict.INCONSISTENT is not claim.ask(says, asked).verdict


@MANY
@given(pairs(), st.data())
def test_how_far_a_claim_is_off(asked: Asked, data: st.DataObject) -> None:
    """An inconsistent share is off by the distance of its set from what the whole numbers at the ends give."""
    whole = asked.whole.value
    assume(rules.positive(asked.whole.span))
    says = data.draw(prints(("%",), st.integers(0, 1200), signed=False))
    found = ps.verify_share(says=says.text, part=asked.part.text, whole=asked.whole.text)
    assume(found.verdict is ps.ClaimVerdict.INCONSISTENT and whole)
    ends = [outermost(one) for one in asked]
    wanted = rules.apart(says.span, ends[0].over(ends[1]).times(100))
    assert found.off_by is not None
    assert found.off_by.value is not None
    assert 0 <= wanted - Fraction(found.off_by.value) <= max(wanted / 100, WIDER)


def outermost(printed: Print) -> Span:
    """The set of a print, of a count from its first whole number to its last."""
    if not printed.is_count:
        return printed.span
    whole = list(printed.span.whole())
    return Span(whole[0], whole[-1])


@MANY
@given(st.lists(st.integers(0, 60), min_size=1, max_size=3), st.integers(-3, 3), ONE_KIND, st.data())
def test_a_sum_is_judged_as_by_trying_everything(
    parts: list[int], off: int, unit: tuple[str, ...], data: st.DataObject
) -> None:
    """Rule 11: parts add up within their rounding, and in whole numbers where things are counted."""
    printed = [data.draw(prints(unit, st.just(part), signed=False)) for part in parts]
    total = data.draw(prints(unit, st.just(max(0, sum(parts) + off)) | SMALL, signed=False))
    wanted = rules.sum_fits(total, printed)
    texts = [part.text for part in printed]
    assert wanted == (ps.ClaimVerdict.CONSISTENT is ps.verify_sum(says=total.text, parts=texts).verdict)
    assert wanted == bool(ps.reconcile(total.text, texts))


@MANY
@given(prints(("%",), st.integers(0, 1200)), prints(("%",), st.integers(0, 1200)), st.data())
def test_points_are_judged_by_the_difference(now: Print, before: Print, data: st.DataObject) -> None:
    """Rule 9: a rate changes in percentage points."""
    says = data.draw(prints(("percentage points",), st.integers(0, 99)))
    wanted = rules.points(now.span, before.span).meets(says.span)
    found = ps.verify_year_on_year(says=says.text, now=now.text, before=before.text)
    assert wanted == (found.verdict is ps.ClaimVerdict.CONSISTENT)


@MANY
@given(prints(("persons", "km", "CNY"), signed=False), prints(("%",), st.integers(0, 3000)))
def test_a_claim_turned_round(part: Print, says: Print) -> None:
    """Section 2: what is not printed is bounded by what is: part / percentage, and now / (1 + change)."""
    asked: list[tuple[Callable[[str, str], ps.Implied], Span | None]] = [
        (ps.implied_target, rules.implied_whole(part.span, says.span)),
        (ps.implied_eligible, rules.implied_whole(part.span, says.span)),
        (ps.implied_base, rules.implied_base(part.span, says.span)),
    ]
    for ask, wanted in asked:
        if wanted is None:
            with pytest.raises(UndefinedError):
                ask(part.text, says.text)
        else:
            assert "" == disagreement(ask(part.text, says.text).admissible, wanted)


@MANY
@given(prints(("persons",), st.integers(1, 400), signed=False), prints(("%",), st.integers(1, 3000), signed=False))
def test_the_whole_numbers_that_fit(part: Print, says: Print) -> None:
    """Every whole number among the numbers implied is told, and no other."""
    implied = rules.implied_whole(part.span, says.span)
    assume(implied is not None)
    assert implied is not None
    assert implied.high is not None
    assume(implied.low is not None and implied.high - implied.low < MOST)
    assert list(implied.whole()) == [int(n) for n in ps.implied_target(part.text, says.text).whole_numbers()]


@MANY
@given(prints(("%",), st.integers(0, 2000)), prints(("%",), st.integers(0, 2000)))
def test_a_shared_figure_cancels(completion: Print, rise: Print) -> None:
    """Rule 15: two claims about one figure are held against each other with that figure cancelled."""
    wanted = rules.implied_target_change(completion.span, rise.span)
    if wanted is None:
        with pytest.raises(UndefinedError):
            ps.implied_target_change(completion.text, rise.text)
        return
    assert "" == disagreement(ps.implied_target_change(completion.text, rise.text).admissible, wanted)


@pytest.mark.parametrize(("parts", "wholes"), list(product((0, 1, 2, 7, 37, 44, 45, 46), (1, 2, 7, 30, 45))))
def test_every_share_of_small_counts(parts: int, wholes: int) -> None:
    """Decision 10 over a whole table: 37 of 45 is 82.2 % and no neighbour of it, to the last digit of three prints."""
    part, whole = Print(parts, "persons"), Print(wholes, "persons")
    for decimals in (0, 1, 2):
        middle = rounded(Fraction(100 * parts, wholes), Fraction(1, 10**decimals), to_even=False)
        for steps in range(max(0, middle - 2), middle + 3):
            says = Print(steps, "%", decimals)
            found = SHARE.ask(says, Asked(part, whole)).verdict
            assert rules.share_fits(says.span, part, whole) == (found is ps.ClaimVerdict.CONSISTENT), says.text
