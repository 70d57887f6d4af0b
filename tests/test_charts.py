"""
Charts on which every text stands clear of every other, whatever is drawn.

The proof: a chart is drawn by matplotlib, the extents of all its texts are asked for, no two of them share any room,
and all lie within the picture. Warnings are errors, so that a letter that no font has would be noticed too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

import publicservice as ps
from publicservice.charts import Chart, claim_chart, coverage_chart, pace_chart, series_chart
from publicservice.compute.implied import Implied
from publicservice.compute.inequality import GroupGap

CHECKS = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CHINESE = "公益性岗位开发数量，城乡居民基本医疗保险参保率（不低于百分之九十五）"
HARD = (
    "x" * 200,
    CHINESE * 6,
    "$x_1$ and $\\frac{a}{b}$ cost $5_000$ \\alpha ^2 {",
    "line one\nline two\r\nline three\u2028line four",
    "kindergarten 幼儿园 places " * 8,
    "Ünïcödé Ñandú Ộ Ǻ g̃ j̧ ",
    "اللغة العربية של עברית",
    "e\u0301\u0302\u0303\u0304\u0306\u0307\u0308" * 12,
    "👩‍👩‍👧‍👦 \U0001f600 ఠ",
    "a\u0000b\x1b[31m\u202e",
    "-",
)
WORDS = st.one_of(st.sampled_from(HARD), st.text(min_size=1, max_size=200), st.text("公益岗位 ab$_\n，", min_size=1))


def crowded(chart: Chart, dpi: int = 100) -> list[str]:
    """What is wrong with a chart's texts: two that share room, or one that leaves the picture."""
    figure, found = chart.figure, []
    before, figure.dpi = figure.dpi, dpi
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    width, height = figure.get_size_inches() * dpi
    boxes = sorted(
        ((text.get_text(), text.get_window_extent(renderer)) for text in figure.texts), key=lambda one: one[1].y0
    )
    for at, (words, box) in enumerate(boxes):
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            found.append(f"{words!r} leaves the picture: {box}")
        for others, other in boxes[at + 1 :]:
            if other.y0 >= box.y1:
                break
            if box.x0 < other.x1 and other.x0 < box.x1:
                found.append(f"{words!r} and {others!r} share room")
    figure.dpi = before
    return found


def words_of(chart: Chart) -> str:
    """All that stands on a chart, line by line."""
    return "\n".join(text.get_text() for text in chart.figure.texts)


def drawn(chart: Chart) -> Chart:
    """The chart, whose texts are clear of each other at three sizes, and which can be written as SVG."""
    assert [] == [fault for dpi in (72, 100, 200) for fault in crowded(chart, dpi)]
    assert chart.to_svg().endswith("</svg>\n")
    return chart


# --- what is drawn

ENDS = st.one_of(
    st.integers(-1000, 1000),
    st.sampled_from(["-1e60", "-430.5", "0", "1e-40", "0.1", "82.25", "82.35", "3e17", "1e300", "1e9000"]),
).map(Decimal)


@st.composite
def sets(draw: st.DrawFn) -> ps.Interval:
    """Sets of every kind: narrow and wide, open and closed, of one value, without an end."""
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return ps.Interval(low, high)
    kind = draw(st.sampled_from(["bounded", "bounded", "bounded", "above", "below", "all"]))
    first = None if kind in {"below", "all"} else low
    last = None if kind in {"above", "all"} else high
    return ps.Interval(first, last, draw(st.booleans()), draw(st.booleans()))


@st.composite
def figures(draw: st.DrawFn, unit: str = "%") -> ps.Figure:
    """Figures of every kind, with and without a value."""
    within = draw(sets())
    ends = [end for end in (within.low, within.high) if end.is_finite()]
    value = draw(st.sampled_from([None, *ends])) if not within.is_exact else within.low
    return ps.Figure(value, ps.unit(unit), within)


@st.composite
def verifications(draw: st.DrawFn) -> ps.Verification:
    """Results of every verdict, also such as no verification would give."""
    says = draw(figures())
    if draw(st.booleans()):
        verdict = draw(st.sampled_from([ps.ClaimVerdict.CONSISTENT, ps.ClaimVerdict.INCONSISTENT]))
        off = draw(st.sampled_from([None, ps.figure("0.0277 percentage points"), ps.figure(0, "percentage point")]))
        readings = draw(st.sampled_from([(), ("it was rounded up", "it meant percentage points")]))
        return ps.Verification(verdict, says, draw(figures()), off, readings, refused=draw(st.sampled_from([None, 9])))
    implied = draw(st.one_of(st.none(), figures("job").map(lambda one: Implied("target", one))))
    return ps.Verification(ps.ClaimVerdict.NOT_CHECKABLE, says, implied=implied, reason="the target is not printed")


GAPS = st.builds(
    GroupGap,
    WORDS,
    figures(),
    figures("percentage point"),
    st.none(),
    st.one_of(
        st.none(),
        st.builds(
            ps.Gap,
            figures("percentage point"),
            st.one_of(st.none(), figures("person")),
            st.sampled_from(ps.Verdict),
        ),
    ),
)


@st.composite
def comparisons(draw: st.DrawFn) -> ps.CoverageGaps:
    """Comparisons of every kind, also such as no coverage would give."""
    groups = draw(st.lists(GAPS, min_size=2, max_size=6))
    best, worst = groups[-1].name, draw(st.sampled_from(["", groups[0].name]))
    overall = draw(st.one_of(st.none(), figures()))
    return ps.CoverageGaps(tuple(groups), overall, best, worst, groups[0].from_best, None, None, None, None)


PERIODS = st.one_of(
    st.dates(date(1000, 1, 1)).map(ps.period),
    st.integers(1000, 9999).map(ps.period),
    st.builds(lambda year, month: ps.period(f"{year}-{month:02}"), st.integers(2020, 2022), st.integers(1, 12)),
    st.sampled_from(["2021Q3", "2021-01/2021-11", "as of 2021-06-30", "until 2022", "as of 9999-12-31"]).map(ps.period),
)
TARGETS = st.builds(
    lambda name, goal, kind, better, base: ps.Target(ps.Indicator(name, kind=kind, better=better), goal, baseline=base),
    st.sampled_from(["jobs", CHINESE, "x" * 200]),
    st.sampled_from(
        ["630 jobs", "at least 85 jobs", "between 10 and 15 jobs", "keep at most 5 jobs", "increase by 10 %",
         "at least 1 job in each of 5 districts", "raise to 900 jobs", "exactly 3 jobs", "less than 2 jobs every year"]
    ),
    st.sampled_from([None, "flow", "stock"]),
    st.sampled_from([None, "higher", "lower"]),
    st.sampled_from([None, "4 jobs", "800 jobs"]),
)  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> ps.Row:
    """Rows of every kind, also such as no assessment would give."""
    rate = draw(st.one_of(st.none(), figures()))
    return ps.Row(
        id="x",
        title=draw(WORDS),
        programmes=draw(st.sampled_from([(), ("Health",), ("Health", CHINESE * 3), ("x" * 200,)])),
        goal=ps.goal("at least 85 %"),
        status=draw(st.sampled_from(ps.Status)),
        because=draw(WORDS),
        completion=None if rate is None else ps.Completion(rate.value, rate.unit, rate.admissible),
        elapsed=draw(st.sampled_from([None, ps.figure("0 %", exact=True), ps.figure("66.7 %", exact=True)])),
        pace=draw(st.one_of(st.none(), figures("percentage point"))),
        band=draw(st.sampled_from(["", "behind"])),
    )


def assessed(*given_rows: ps.Row, title: str = "Plan") -> ps.Assessment:
    """An assessment of these rows."""
    return attrs.evolve(ps.assess(ps.Plan(title), [], as_of=date(2024, 8, 31)), rows=given_rows)


# --- the proof


@CHECKS
@given(verifications(), st.one_of(st.just(""), WORDS))
def test_texts_of_a_claim_stand_clear(verification: ps.Verification, title: str) -> None:
    """Whatever the sets are, no text of a claim's chart meets another, and none leaves the picture."""
    drawn(claim_chart(verification, title=title))


@CHECKS
@given(comparisons(), st.one_of(st.just(""), WORDS))
def test_texts_of_coverage_stand_clear(gaps: ps.CoverageGaps, title: str) -> None:
    """Whatever the groups are called and reach, no text meets another, and none leaves the picture."""
    drawn(coverage_chart(gaps, title=title))


@CHECKS
@given(
    st.dictionaries(PERIODS, figures("job"), min_size=1, max_size=40),
    st.one_of(st.none(), TARGETS),
    st.sampled_from([None, 2021, "2020/2022"]),
    st.one_of(st.just(""), WORDS),
)
def test_texts_of_a_series_stand_clear(
    series: dict[ps.Period, ps.Figure], target: ps.Target | None, over: Any, title: str
) -> None:
    """Whatever the figures and periods are, no text meets another, and none leaves the picture."""
    drawn(series_chart(series, target, over=over, title=title))


@CHECKS
@given(st.lists(rows(), max_size=6), WORDS)
def test_texts_of_pace_stand_clear(given_rows: list[ps.Row], title: str) -> None:
    """Whatever the targets are called and have reached, no text meets another, and none leaves the picture."""
    drawn(pace_chart(assessed(*given_rows), title=title))


def named(count: int) -> Iterator[str]:
    """Many names, some of which are hard."""
    return (f"{number} {HARD[number % len(HARD)]}" for number in range(count))


@pytest.mark.parametrize("count", [2, 200])
def test_many_rows_of_coverage_stand_clear(count: int) -> None:
    """From two rows to two hundred, each with a long name: the page grows, and nothing meets."""
    rates = {name: ps.CoverageRate(covered=at % 9, eligible=10) for at, name in enumerate(named(count))}
    chart = coverage_chart(ps.coverage_gaps(rates, goal="85 %"))
    assert [] == crowded(chart)
    assert count < words_of(chart).count("\n")


def test_coverage_beyond_all_digits_is_drawn_without_a_goal() -> None:
    """A rate that has more digits than are reckoned with tells no goal; the chart is drawn all the same."""
    counts = {"a": ps.figure(10**45, "person"), "b": ps.figure(1, "person")}
    rates = {name: ps.CoverageRate(covered=one, eligible=ps.figure(3, "person")) for name, one in counts.items()}
    chart = coverage_chart(ps.coverage_gaps(rates, goal="85 %"))
    assert [] == crowded(chart)
    assert "85" not in words_of(chart)


def test_a_goal_that_is_no_single_range_is_not_drawn() -> None:
    """A goal for each of several has no region of its own; the chart says so, and nothing is shaded."""
    target = ps.Target("parks", "at least 1 park in each of 5 districts")
    chart = drawn(series_chart({"2021": "4 parks", "2022": "5 parks"}, target))
    assert "no single range of values" in words_of(chart)
    assert "Shaded" not in words_of(chart)


@pytest.mark.parametrize("count", [1, 200])
def test_many_targets_stand_clear(count: int) -> None:
    """From one row to two hundred, each with a long title and a reason: the page grows, and nothing meets."""
    made = [
        ps.Row(id="x", title=name, goal=ps.goal("1 job"), status=ps.Status.NO_DATA, because=HARD[0])
        for name in named(count)
    ]
    chart = pace_chart(assessed(*made))
    assert [] == crowded(chart)
    assert count == words_of(chart).count("\nno data\n")


def test_close_figures_stand_clear() -> None:
    """Thirty days of one long number: only some of the numbers have room, and the chart says so."""
    chart = drawn(series_chart({f"2021-06-{day:02}": "123,456,789 jobs" for day in range(1, 31)}))
    assert 1 < words_of(chart).count("123,456,789") < 30
    assert "Numbers stand beside the figures, as far as there is room." in words_of(chart)


def test_many_figures_stand_clear() -> None:
    """Two hundred months: the numbers that are told have room, and the chart says which these are."""
    series = {f"{2000 + at // 12}-{at % 12 + 1:02}": f"{at * 37 % 100}.5 %" for at in range(200)}
    chart = drawn(series_chart(series))
    assert "the first, the last, the highest and the lowest" in words_of(chart)
