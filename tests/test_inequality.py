"""Gaps between groups: difference, ratio, the worst off and what lies between, worked by hand in both directions."""

from __future__ import annotations

import decimal
import itertools
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import ModelError, UndefinedError, UnlikeUnitsError


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def counts(covered: int, eligible: int, group: str | None = None) -> ps.CoverageRate:
    """Exact counts."""
    return ps.CoverageRate(covered=covered, eligible=eligible, group=group)


def value(given: ps.Figure | None) -> Decimal | None:
    """The value of a figure that may be missing."""
    return None if given is None else given.value


WEALTH = {"poorest": counts(20, 100), "middle": counts(80, 200), "richest": counts(420, 700)}
DEATHS = {"rural": counts(6, 100), "urban": counts(4, 200), "suburban": counts(6, 200)}


def test_measures_worked_by_hand() -> None:
    """
    Rule 13: 20, 40 and 60 % with shares of 0.1, 0.2 and 0.7 of the eligible pool to 52 %.

    The difference is 60 - 20 = 40 points, the ratio 60 / 20 = 3, the mean difference from the overall rate
    0.1 * 32 + 0.2 * 12 + 0.7 * 8 = 11.2 points, and the attributable gap 60 - 52 = 8 points, which is 80 of 1,000.
    """
    gaps = ps.coverage_gaps(WEALTH)
    assert ("poorest", "richest") == (gaps.worst, gaps.best)
    assert (Decimal(52), Decimal(40), Decimal(3)) == (value(gaps.overall), gaps.difference.value, value(gaps.ratio))
    assert (Decimal("11.2"), Decimal(8)) == (value(gaps.mean_difference), value(gaps.attributable))
    assert Decimal(80) == value(gaps.attributable_people)
    points = ps.unit("percentage point")
    for measure in (gaps.difference, gaps.mean_difference, gaps.attributable):
        assert measure is not None
        assert points is measure.unit
    assert gaps.ratio is not None
    assert ps.unit("1") is gaps.ratio.unit


def test_groups_stand_worst_off_first() -> None:
    """Each group has its rate, how far it stands behind the best off, and how far from the overall rate."""
    groups = ps.coverage_gaps(WEALTH).groups
    assert ["poorest", "middle", "richest"] == [group.name for group in groups]
    assert [20, 40, 60] == [group.rate.value for group in groups]
    assert [40, 20, 0] == [group.from_best.value for group in groups]
    assert [-32, -12, 8] == [value(group.from_overall) for group in groups]
    assert [None, None, None] == [group.gap for group in groups]


@pytest.mark.parametrize("better", [ps.Better.LOWER, "lower"])
def test_where_lower_is_better(better: ps.Better | str) -> None:
    """
    Rule 13: the direction comes from the indicator: of deaths, 6 % is worst off and 2 % best off.

    Overall 16 of 500 are 3.2 %; the difference is 6 - 2 = 4 points and the ratio 6 / 2 = 3; were all as well off as the
    best, the rate would fall by 1.2 points, which is 6 of 500; the mean difference is
    0.2 * 2.8 + 0.4 * 1.2 + 0.4 * 0.2 = 1.12 points.
    """
    gaps = ps.coverage_gaps(DEATHS, better=better)
    assert ("rural", "urban") == (gaps.worst, gaps.best)
    assert ["rural", "suburban", "urban"] == [group.name for group in gaps.groups]
    assert [4, 1, 0] == [group.from_best.value for group in gaps.groups]
    assert (Decimal("3.2"), Decimal(4), Decimal(3)) == (value(gaps.overall), gaps.difference.value, value(gaps.ratio))
    assert (Decimal("1.2"), Decimal(6)) == (value(gaps.attributable), value(gaps.attributable_people))
    assert Decimal("1.12") == value(gaps.mean_difference)


def test_the_direction_is_never_guessed() -> None:
    """Better may be said by its word; neither way, and no such word, are refused."""
    assert "rural" == ps.coverage_gaps(DEATHS, better="lower").worst
    assert "urban" == ps.coverage_gaps(DEATHS, better="higher").worst
    for odd in ("neither", ps.Better.NEITHER):
        with pytest.raises(ModelError, match="expected higher or lower"):
            ps.coverage_gaps(DEATHS, better=odd)
    with pytest.raises(ModelError, match="higher or lower or neither"):
        ps.coverage_gaps(DEATHS, better="up")


def test_each_group_has_its_gap_to_the_goal() -> None:
    """A goal gives each group its own gap; where lower is better a number is an upper limit."""
    gaps = [group.gap for group in ps.coverage_gaps(WEALTH, goal="50 %").groups]
    assert ["30 percentage points; 30", "10 percentage points; 20", "-10 percentage points; -70"] == list(
        map(str, gaps)
    )
    below = [group.gap for group in ps.coverage_gaps(DEATHS, goal="3 %", better="lower").groups]
    assert [3, 0, -1] == [gap.points.value for gap in below if gap]
    assert [ps.Verdict.NOT_MET, ps.Verdict.MET, ps.Verdict.MET] == [gap.verdict for gap in below if gap]
    same = ps.coverage_gaps(DEATHS, goal=ps.at_most("3 %"), better="lower").groups
    assert below == [group.gap for group in same]


@pytest.mark.parametrize(
    ("rates", "better", "worst", "best"),
    [
        ({"a": "80 %", "b": "82 %", "c": "90 %"}, "higher", "a", "c"),
        ({"a": "80 %", "b": "81 %", "c": "90 %"}, "higher", "", "c"),
        ({"a": "80 %", "b": "81.6 %", "c": "90 %"}, "higher", "a", "c"),
        ({"a": "80 %", "b": "80 %"}, "higher", "", ""),
        ({"a": "more than 80 %", "b": "90 %"}, "higher", "", ""),
        ({"a": "70 %", "b": "80 %", "c": "81 %"}, "higher", "a", ""),
        ({"a": "75-80 %", "b": "81 %"}, "higher", "a", "b"),
        ({"a": "6 %", "b": "5 %", "c": "2 %"}, "lower", "", "c"),
        ({"a": "6.2 %", "b": "5.1 %", "c": "2 %"}, "lower", "a", "c"),
    ],
)
def test_the_worst_and_the_best_off_are_undecided_where_prints_overlap(
    rates: dict[str, str], better: str, worst: str, best: str
) -> None:
    """Rule 13: where the printed figures do not decide who is worst or best off, nobody is named."""
    gaps = ps.coverage_gaps({name: ps.CoverageRate(rate=rate) for name, rate in rates.items()}, better=better)
    assert (worst, best) == (gaps.worst, gaps.best)
    assert f"Worst off: {worst or 'undecided'}; best off: {best or 'undecided'}" == gaps.table().title


def test_what_is_behind_encloses_every_best_that_the_prints_allow() -> None:
    """Rules 13 and 16: whichever of two is the best off, the truth lies in every set, and each end is reached."""
    gaps = ps.coverage_gaps({name: ps.CoverageRate(rate=rate) for name, rate in
                             (("a", "90 %"), ("b", "90.4 %"), ("c", "50.0 %"))})  # fmt: skip
    # the best is 90.35 (b, a below it) to 90.5 (a), c is 49.95 to 50.05
    assert "[40.3, 40.55]" == str(gaps.difference.admissible)
    c, a, b = gaps.groups
    assert ["[40.3, 40.55]", "[0, 0.95]", "[0, 0.15]"] == [str(one.from_best.admissible) for one in (c, a, b)]
    assert [Decimal("40.4"), Decimal("0.4"), Decimal(0)] == [one.from_best.value for one in (c, a, b)]
    assert gaps.ratio is not None
    for end, exact in ((gaps.ratio.low, Fraction(9035, 5005)), (gaps.ratio.high, Fraction(9050, 4995))):
        assert abs(Fraction(end) - exact) < Fraction(1, 10**30)
    turned = ps.coverage_gaps({name: ps.CoverageRate(rate=rate) for name, rate in
                               (("a", "10 %"), ("b", "9.6 %"), ("c", "50.0 %"))}, better="lower")  # fmt: skip
    # the best is 9.5 (a) to 9.65 (b, a above it)
    assert "[40.3, 40.55]" == str(turned.difference.admissible)
    assert "[0, 0.15]" == str(turned.groups[-1].from_best.admissible)


def test_the_gain_reaches_to_every_best_that_the_prints_allow() -> None:
    """Rule 16: what all would gain is told by the best rate, whichever group's it is."""
    groups = {
        "a": ps.CoverageRate(covered=ps.figure("85-96 persons"), eligible=ps.figure(100, "person")),
        "b": ps.CoverageRate(covered=ps.figure(92, "person"), eligible=ps.figure(100, "person")),
    }
    gaps = ps.coverage_gaps(groups)
    # the best is 92 to 96, the whole 88.5 to 94
    assert "[-2, 7.5]" == str(gaps.attributable.admissible if gaps.attributable else "")


@pytest.mark.parametrize("better", ["higher", "lower"])
@given(groups=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), min_size=2, max_size=5), data=st.data())
def test_measures_between_prints_are_sound_and_tight(
    better: str, groups: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Rule 16: what any members of the printed sets give lies in the results, whose ends some members give."""
    rates = {str(at): ps.CoverageRate(rate=ps.figure(None, "percent", within=ps.Interval(low, low + width)))
             for at, (low, width) in enumerate(groups)}  # fmt: skip
    gaps = ps.coverage_gaps(rates, better=better)
    members = [range(low, low + width + 1) for low, width in groups]
    chosen = [data.draw(st.sampled_from(values)) for values in members]
    best = max(chosen) if better == "higher" else min(chosen)
    assert gaps.difference.admissible.contains(max(chosen) - min(chosen))
    ends = [(values[0], values[-1]) for values in members]
    corners = [max(one) - min(one) for one in itertools.product(*ends)]
    assert max(corners) == gaps.difference.high
    least = max(0, max(low for low, _ in ends) - min(high for _, high in ends))
    assert least == gaps.difference.low
    for group in gaps.groups:
        mine = chosen[int(group.name)]
        assert group.from_best.admissible.contains(abs(best - mine))
        assert group.from_best.low >= 0


def test_rates_without_counts_have_no_weights() -> None:
    """Rules 3 and 10: measures that need counts are missing, not zero; difference and ratio remain."""
    gaps = ps.coverage_gaps({"a": ps.CoverageRate(rate=ps.figure(40, "%")), "b": counts(8, 10)})
    assert (Decimal(40), Decimal(2)) == (gaps.difference.value, value(gaps.ratio))
    assert (None, None, None, None) == (
        gaps.overall,
        gaps.mean_difference,
        gaps.attributable,
        gaps.attributable_people,
    )
    assert [None, None] == [group.from_overall for group in gaps.groups]


def test_a_ratio_to_nothing_is_missing() -> None:
    """Rule 3: 60 % is no multiple of 0 %."""
    gaps = ps.coverage_gaps({"none": counts(0, 10), "some": counts(6, 10)})
    assert (None, Decimal(60)) == (gaps.ratio, gaps.difference.value)


def test_exclusions_count_in_rates_and_weights() -> None:
    """Rule 12: the excluded leave rates and weights alike: 80 of 100 and 40 of 100, not of 150 and 100."""
    one = ps.CoverageRate(covered=80, eligible=150, excluded=50)
    gaps = ps.coverage_gaps({"one": one, "other": counts(40, 100)})
    assert (Decimal(60), Decimal(20)) == (value(gaps.overall), value(gaps.mean_difference))


@pytest.mark.parametrize("by", ["group", "place", "period"])
def test_coverages_name_themselves(by: str) -> None:
    """Coverages that carry their group, place or period need no mapping."""
    names = {"group": ("tenants", "owners"), "place": ("Linyi", "Lishui"), "period": ("2021", "2022")}[by]
    rates = [ps.CoverageRate(rate=rate, **{by: name}) for rate, name in zip(("40 %", "60 %"), names, strict=True)]
    assert names == tuple(group.name for group in ps.coverage_gaps(iter(rates), by).groups)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rates", "by", "problem"),
    [
        ([counts(1, 2, "a"), counts(1, 2, "a")], "group", "different names by group: 'a'"),
        ([counts(1, 2, "a"), counts(1, 2)], "group", "different names by group: ''"),
        ([counts(1, 2, "a"), counts(1, 2, "b")], "place", "different names by place"),
        ([counts(1, 2, "a"), counts(1, 2, "b")], "area", "expected group or place or period"),
    ],
)
def test_names_have_to_tell_groups_apart(rates: list[ps.CoverageRate], by: str, problem: str) -> None:
    """Two groups of one name, or without one, cannot be told apart; the error says what would help."""
    with pytest.raises(ModelError, match=problem):
        ps.coverage_gaps(rates, by)  # type: ignore[arg-type]


def test_a_gap_needs_two() -> None:
    """Rule 3: one group alone has no gap to anybody."""
    with pytest.raises(UndefinedError) as caught:
        ps.coverage_gaps({"a": counts(1, 2)})
    assert "fewer than two groups" == caught.value.reason
    with pytest.raises(UndefinedError) as nobody:
        ps.coverage_gaps({"a": counts(1, 2), "b": counts(0, 0)})
    assert "no eligible" == nobody.value.reason


def test_groups_are_counted_alike() -> None:
    """Persons and households have no common rate."""
    one, other = (ps.CoverageRate(covered=f"5 {unit}", eligible=f"10 {unit}") for unit in ("persons", "households"))
    with pytest.raises(UnlikeUnitsError):
        ps.coverage_gaps({"a": one, "b": other})


def test_gaps_show_themselves() -> None:
    """A table of groups, worst off first, with the measures below, in text and in a notebook."""
    gaps = ps.coverage_gaps(WEALTH, goal="50 %")
    assert ("poorest", "20 %", "40 percentage points", "-32 percentage points", "30 percentage points; 30") == (
        gaps.table().rows[0]
    )
    assert "Worst off: poorest; best off: richest" == gaps.table().title
    assert "mean difference from the overall rate, weighted: 11.2 percentage points" in str(gaps)
    assert "<table" in gaps._repr_html_()
    bare = ps.coverage_gaps({"a": ps.CoverageRate(rate="40 %"), "b": ps.CoverageRate(rate="60 %")}).table()
    assert ("", "") == bare.rows[0][3:]
    assert 2 == len(bare.notes)


# --- sets

GROUPS = st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=2, max_size=5)


def holds(within: ps.Figure | None, exact: Fraction) -> bool:
    """Whether a rational number belongs to a figure's closed hull."""
    assert within is not None
    return Fraction(within.low) <= exact <= Fraction(within.high)


@given(GROUPS, st.sampled_from(["higher", "lower"]))
def test_measures_agree_with_their_definitions(groups: list[tuple[int, int]], better: str) -> None:
    """Rule 13: every measure is the one that its definition gives, in fractions."""
    gaps = ps.coverage_gaps({str(at): counts(*pair) for at, pair in enumerate(groups)}, better=better)
    sign = 1 if better == "higher" else -1
    rates = [100 * Fraction(covered, eligible) for covered, eligible in groups]
    total = sum(eligible for _, eligible in groups)
    overall = 100 * Fraction(sum(covered for covered, _ in groups), total)
    best = max(rates) if sign > 0 else min(rates)
    mean = sum(
        Fraction(eligible, total) * abs(rate - overall) for rate, (_, eligible) in zip(rates, groups, strict=True)
    )
    assert holds(gaps.overall, overall)
    assert holds(gaps.difference, max(rates) - min(rates))
    assert holds(gaps.ratio, max(rates) / min(rates))
    assert holds(gaps.mean_difference, Fraction(mean))
    assert holds(gaps.attributable, sign * (best - overall))
    assert holds(gaps.attributable_people, sign * (best - overall) * total / 100)
    assert (rates.count(min(rates) if sign > 0 else max(rates)) == 1) is bool(gaps.worst)


@given(GROUPS, st.data())
def test_measures_enclose_what_was_rounded(groups: list[tuple[int, int]], data: st.DataObject) -> None:
    """Rule 16: true counts within the printed ones give measures within the computed sets."""
    gaps = ps.coverage_gaps({str(at): printed(*pair) for at, pair in enumerate(groups)})
    moved = st.fractions(Fraction(-1, 2), Fraction(1, 2), max_denominator=20)
    true = [(covered + data.draw(moved), eligible + data.draw(moved)) for covered, eligible in groups]
    rates = {str(at): 100 * covered / eligible for at, (covered, eligible) in enumerate(true)}
    total = sum((eligible for _, eligible in true), Fraction(0))
    overall = 100 * sum((covered for covered, _ in true), Fraction(0)) / total
    distances = [
        eligible / total * abs(rate - overall) for rate, (_, eligible) in zip(rates.values(), true, strict=True)
    ]
    assert holds(gaps.overall, overall)
    assert holds(gaps.mean_difference, sum(distances, Fraction(0)))
    best = max(rates.values())
    assert holds(gaps.attributable, best - overall)
    assert holds(gaps.difference, best - min(rates.values()))
    for group in gaps.groups:
        assert holds(group.from_best, best - rates[group.name])
    assert gaps.worst in {"", min(rates, key=lambda name: rates[name])}
    assert gaps.best in {"", max(rates, key=lambda name: rates[name])}


def printed(covered: int, eligible: int) -> ps.CoverageRate:
    """Counts that were rounded to the unit."""
    one, other = (ps.figure(f"{count} persons", zeros="significant") for count in (covered, eligible))
    return ps.CoverageRate(covered=one, eligible=other)


def test_a_rounded_rate_on_both_sides_of_the_overall_rate() -> None:
    """A distance is never below zero, and its set reaches as far as the farther end, whichever side that is."""
    near = ps.CoverageRate(covered=ps.figure("0-52 persons"), eligible=ps.figure(100, "person"))
    far = ps.CoverageRate(covered=ps.figure(50, "person"), eligible=ps.figure(100, "person"))
    mean = ps.coverage_gaps({"near": near, "far": far}).mean_difference
    assert mean is not None
    assert mean.value is None
    assert Decimal(0) == mean.low
    # 0 to 52 less 25 to 51 is -51 to 27, so up to 51 away; 50 less 25 to 51 is -1 to 25, so up to 25 away
    assert Decimal(38) == mean.high


def test_the_best_off_stands_behind_nobody() -> None:
    """Rule 15: the best off is no distance from itself, however coarsely its rate is printed."""
    gaps = ps.coverage_gaps({"a": ps.CoverageRate(rate="80 %"), "b": ps.CoverageRate(rate="90 %")})
    assert ps.figure(0, "percentage point") == gaps.groups[-1].from_best


def ranged(text: str, value: int | None = None) -> ps.CoverageRate:
    """Covered of which a set is known, of 100 eligible."""
    return ps.CoverageRate(covered=ps.figure(value, within=text), eligible=100)


@pytest.mark.parametrize(
    ("groups", "value", "expected"),
    [
        # 10 to 30 less 15 to 25 is -15 to 15, its ends left out: 0 to 15; 20 less 15 to 25 is -5 to 5: 0 to 5
        ((ranged("[10, 30)"), counts(20, 100)), None, "[0, 10)"),
        ((ranged("(10, 30]"), counts(20, 100)), None, "[0, 10)"),
        ((ranged("[10, 30]"), counts(20, 100)), None, "[0, 10]"),
        # 15 to 25 less 17 to 27 is -12 to 8, and 19 to 29 less 17 to 27 is -8 to 12: both are 0 to 12, and 2 from 22
        ((ranged("[15, 25]", 20), ranged("[19, 29]", 24)), Decimal(2), "[0, 12]"),
        # half a point either way, and nothing is rounded
        ((counts(21, 100), counts(20, 100)), Decimal("0.5"), "[0.5, 0.5]"),
        # 20.49 to 20.51 less 20.495 to 20.505 is up to 0.015; 20.5 less that is up to 0.005
        ((ranged("[20.49, 20.51]"), ranged("[20.5, 20.5]")), None, "[0, 0.01]"),
    ],
)
def test_the_mean_difference_of_sets(
    groups: tuple[ps.CoverageRate, ps.CoverageRate], value: Decimal | None, expected: str
) -> None:
    """Rule 7: a distance on both sides of nothing begins at nothing, and its far end is left out where it is open."""
    mean = ps.coverage_gaps(dict(zip("ab", groups, strict=True))).mean_difference
    assert mean is not None
    assert (value, expected) == (mean.value, str(mean.admissible))


def test_groups_stand_in_the_order_of_their_numbers() -> None:
    """A printed 80 % reaches down to 79.5 %, and yet stands before 79.9 %, since 80 is the larger number."""
    rates = {"printed": ps.CoverageRate(rate="80 %"), "exact": ps.CoverageRate(rate=ps.figure(Decimal("79.9"), "%"))}
    assert ["exact", "printed"] == [group.name for group in ps.coverage_gaps(rates).groups]


def test_gaps_are_shown_in_words() -> None:
    """The table says by name what stands in each column and what each measure is; whoever is undecided is named so."""
    table = ps.coverage_gaps(WEALTH).table()
    assert ("group", "rate", "behind the best", "from overall", "gap to the goal") == table.columns
    assert (
        "overall rate: 52 %",
        "difference, best less worst: 40 percentage points",
        "ratio, highest over lowest: 3",
        "mean difference from the overall rate, weighted: 11.2 percentage points",
        "population attributable gap: 8 percentage points",
    ) == table.notes
    alike = ps.coverage_gaps({"a": counts(1, 2), "b": counts(1, 2)})
    assert "Worst off: undecided; best off: undecided" == alike.table().title
    assert "<CoverageGaps of 2, worst off: undecided>" == repr(alike)
    assert "<CoverageGaps of 3, worst off: poorest>" == repr(ps.coverage_gaps(WEALTH))


@pytest.mark.parametrize(
    ("one", "other", "difference", "nearer"),
    [
        # 80 - 60 to 90 - 50; an end is left out where one of the two that make it is
        ("(80, 90)", "[50, 60]", "(20, 40)", "[0, 0]"),
        ("[80, 90)", "(50, 60]", "[20, 40)", "[0, 0]"),
        ("[80, 90]", "[50, 60)", "(20, 40]", "[0, 0]"),
        ("(80, 90]", "(50, 60)", "(20, 40)", "[0, 0]"),
        # either may be the best: 90 - 80 belongs to it if the other's 90 does
        ("[80, 90]", "[85, 90)", "[0, 10)", "[0, 5]"),
        ("[80, 90)", "[85, 90]", "[0, 10]", "[0, 5)"),
    ],
)
def test_ends_that_are_left_out_stay_out(one: str, other: str, difference: str, nearer: str) -> None:
    """Rule 16: a gap holds its ends exactly where some members of the two rates give them."""
    rates = {name: ps.CoverageRate(rate=ps.figure(None, "%", within=text)) for name, text in (("a", one), ("b", other))}
    gaps = ps.coverage_gaps(rates)
    assert difference == str(gaps.difference.admissible)
    assert [difference, nearer] == [str(group.from_best.admissible) for group in gaps.groups]
    assert gaps.ratio is not None
    ends = gaps.difference.admissible
    assert (ends.low_open, ends.high_open) == (gaps.ratio.admissible.low_open, gaps.ratio.admissible.high_open)
