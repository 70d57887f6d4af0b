"""What each chart draws and says: hand-worked places of bars, lines and marks, and the words beside them."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

import publicservice as ps
from publicservice.charts import Chart, claim_chart, coverage_chart, pace_chart, series_chart
from publicservice.charts.course import course_of
from publicservice.charts.rows import tick_blocks
from publicservice.charts.scale import Scale, fitted, tick_texts
from publicservice.errors import ModelError, PeriodError, UndefinedError, UnlikeUnitsError, WrongTypeError


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


def axes(chart: Chart, number: int = 0) -> Axes:
    """One of a chart's plots."""
    return chart.figure.axes[number]


def places_of(line: Line2D) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The places of a line to the right and upwards."""
    x, y = line.get_xydata().T.tolist()  # type: ignore[union-attr]
    return tuple(round(place, 6) for place in x), tuple(round(place, 6) for place in y)


def bars(chart: Chart) -> list[tuple[float, float]]:
    """From where to where each bar of the first plot reaches."""
    found = [one for one in axes(chart).patches if isinstance(one, Rectangle)]
    return [(round(one.get_x(), 6), round(one.get_x() + one.get_width(), 6)) for one in found]


def marks(chart: Chart, number: int = 0) -> list[tuple[str, float]]:
    """The shape of each mark of a plot and its place to the right."""
    return [
        (str(line.get_marker()), places_of(line)[0][0])
        for line in axes(chart, number).lines
        if line.get_marker() != "None"
    ]


def lines(chart: Chart, style: str = "-") -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """The lines of a plot: their places to the right and upwards."""
    return [
        places_of(line) for line in axes(chart).lines if line.get_marker() == "None" and line.get_linestyle() == style
    ]


def lines_of(chart: Chart) -> list[str]:
    """All that stands on a chart, line by line."""
    return [text.get_text() for text in chart.figure.texts]


def words(chart: Chart) -> str:
    """All that stands on a chart, as one line."""
    return " ".join(lines_of(chart))


# --- claims


def test_a_consistent_claim() -> None:
    """
    "108.9 %" stands for 108.85 to 108.95; 685,500 to 686,500 jobs of 630,000 are 108.8095 to 108.9683 %.

    Both are drawn as lines between filled dots, the band between 108.85 and 108.95 is what they share.
    """
    chart = claim_chart(ps.verify_completion(says="108.9 %", actual="686,000 jobs", target="630,000 jobs"))
    assert [(108.85, 108.95)] == bars(chart)
    dots = [place for shape, place in marks(chart) if shape == "o"]
    assert [108.85, 108.95, 108.809524, 108.968254] == dots
    assert "Consistent: the claim and the figures have values in common" == chart.title
    assert "fits both" in words(chart)
    assert "108.9 % (108.80 to 108.97)" in words(chart)


def test_an_inconsistent_claim() -> None:
    """37 of 45 are 82.2222 %, and 82.3 % starts at 82.25: what lies between is hatched, and named with the distance."""
    chart = claim_chart(ps.verify_share(says="82.3 %", part="37 persons", whole="45 persons"), title="Share")
    assert [(82.222222, 82.25)] == bars(chart)
    assert "////" == axes(chart).patches[0].get_hatch()
    assert "off by 0.0277 percentage points at least" in words(chart)
    assert "It would be consistent if it was rounded up." in words(chart)
    assert "Share" == chart.title
    assert "Share. inconsistent: says 82.3 %" in chart.alt


def test_a_claim_that_cannot_be_checked() -> None:
    """Without the target, the targets that fit are drawn, and 630,000, the only multiple of 1,000 or 10,000."""
    chart = claim_chart(ps.verify_completion(says="108.9 %", actual="686,000 jobs"))
    assert ("D", 630000) in marks(chart)
    assert "630,000, the only multiple of 1,000 or 10,000" in words(chart)
    assert "The claim says 108.9 % (108.85 to 108.95)." in words(chart)


def test_several_targets_that_fit() -> None:
    """Where no round number stands alone among those that fit, none is marked."""
    chart = claim_chart(ps.verify_completion(says="50 %", actual="686,351 jobs"))
    assert not [shape for shape, _ in marks(chart) if shape == "D"]


def test_a_claim_from_which_nothing_follows() -> None:
    """A completion of 0 % implies no target: there is no axis, and the words say so."""
    chart = claim_chart(ps.verify_completion(says="0 %", actual="686,000 jobs"))
    assert [] == chart.figure.axes
    assert "Nothing follows from it." in words(chart)


def test_open_and_missing_ends() -> None:
    """What is "more than 100 %" is a ring at 100, which does not belong to it, and an arrow to the edge."""
    chart = claim_chart(ps.verify_completion(says="more than 100 %", actual="686,000 jobs", target="630,000 jobs"))
    (ring, start), (arrow, end) = marks(chart)[:2]
    assert ("o", 100.0) == (ring, start)
    dots = [line.get_markerfacecolor() for line in axes(chart).lines if line.get_marker() == "o"]
    assert ["#ffffff", "#0072b2", "#0072b2"] == dots
    assert (">", round(axes(chart).get_xlim()[1], 6)) == (arrow, end)


@pytest.mark.parametrize(
    ("says", "computed", "verdict", "expected"),
    [
        (ps.Interval(1, 2), ps.Interval(2, 3, True), ps.ClaimVerdict.INCONSISTENT, "they only touch"),
        (ps.Interval(1, 2), ps.Interval(1, 3), ps.ClaimVerdict.INCONSISTENT, "no whole numbers give what fits both"),
        (ps.Interval(1, 2), ps.Interval(2, 3), ps.ClaimVerdict.CONSISTENT, "fits both"),
    ],
)
def test_sets_that_meet_in_one_place(
    says: ps.Interval, computed: ps.Interval, verdict: ps.ClaimVerdict, expected: str
) -> None:
    """Sets that touch, meet in one value, or share only what no whole numbers give, are each called so."""
    one, other = (ps.Figure(None, ps.unit("%"), within) for within in (says, computed))
    assert expected in words(claim_chart(ps.Verification(verdict, one, other)))


# --- coverage

URBAN, RURAL = ps.CoverageRate(covered=90, eligible=100), ps.CoverageRate(covered=120, eligible=200)


def test_coverage_with_a_goal() -> None:
    """60 % and 90 % against 85 %: lines from each to 85, a cross at 60, a dot at 90; 25 % of 200 are 50 left out."""
    chart = coverage_chart(ps.coverage_gaps({"urban": URBAN, "rural": RURAL}, goal="85 %"))
    assert [("X", 60.0), ("o", 90.0)] == marks(chart)
    assert [(60.0, 85.0), (90.0, 85.0)] == [x for x, y in lines(chart) if y[0] == y[1]]
    assert "Worst off: rural, 25 percentage points short of the goal" == chart.title
    told = words(chart)
    assert "rural (worst off)" in told
    assert "50 left out" in told
    assert "goal 85 %" in told
    assert "overall 70 %" in told
    assert "goal met, with 5 percentage points to spare" in told


def test_coverage_without_a_goal() -> None:
    """Without a goal, the lines lead to the best off, and no sign speaks of a goal."""
    chart = coverage_chart(ps.coverage_gaps({"urban": URBAN, "rural": RURAL}))
    assert [(60.0, 90.0), (90.0, 90.0)] == [x for x, y in lines(chart) if y[0] == y[1]]
    assert "30 percentage points behind urban" in words(chart)
    assert "cross" not in words(chart)


def test_coverage_with_a_limit() -> None:
    """Where lower is better, 6 % against at most 3 % is 3 points above the limit, and 3 of 100 too many."""
    rates = {"rural": ps.CoverageRate(covered=6, eligible=100), "urban": ps.CoverageRate(covered=4, eligible=200)}
    chart = coverage_chart(ps.coverage_gaps(rates, goal="3 %", better="lower"))
    assert "3 percentage points above the limit" in chart.title
    assert "3 too many" in words(chart)
    assert [(6.0, 3.0), (2.0, 3.0)] == [x for x, y in lines(chart) if y[0] == y[1]]


def test_coverage_whose_goal_cannot_be_told() -> None:
    """Of equal rates, 5 points short, nobody can tell whether the goal lies above or below: it is not drawn."""
    same = {name: ps.CoverageRate(covered=80, eligible=100) for name in ("a", "b")}
    chart = coverage_chart(ps.coverage_gaps(same, goal="85 %"))
    assert [] == [x for x, y in lines(chart) if y[0] == y[1]]
    assert "The goal is not drawn" in words(chart)
    assert "5 percentage points from the goal" in words(chart)


def test_rates_beyond_the_axis_and_ranges() -> None:
    """430 % is cut by an arrow at 120 %, and its number said; a range is a band; an open end reaches the edge."""
    given = {"a": "80-84 %", "b": "83.5 %", "c": "430 %", "d": "more than 90 %", "e": "85 %"}
    rates = {name: ps.CoverageRate(rate=rate) for name, rate in given.items()}
    chart = coverage_chart(ps.coverage_gaps(rates, goal="85 %"))
    assert (80.0, 84.0) in bars(chart)
    edge = axes(chart).get_xlim()[1]
    assert (">", edge) in marks(chart)
    assert (90.0, round(edge, 6)) in bars(chart)
    assert "430 % (429.5 to 430.5)" in words(chart)
    assert "undecided: 0 percentage points (-0.5 to 0.5) from the goal" in words(chart)
    assert "Who is worst off is undecided: the printed rates leave it open" == chart.title


def test_a_best_off_that_is_a_range() -> None:
    """Where the best off has no single rate, no line leads to it."""
    rates = {"a": ps.CoverageRate(rate="10-20 %"), "b": ps.CoverageRate(rate="30-40 %")}
    chart = coverage_chart(ps.coverage_gaps(rates))
    assert [(10.0, 20.0), (30.0, 40.0)] == bars(chart)
    assert "best" not in words(chart).replace("the best off", "").replace("behind b", "")


def test_words_for_many_groups_are_few() -> None:
    """Of thirty groups, the words for those who do not see the chart go through twenty, and say how many are left."""
    rates = {f"county {at}": ps.CoverageRate(covered=at, eligible=100) for at in range(30)}
    alt = coverage_chart(ps.coverage_gaps(rates)).alt
    assert "county 19" in alt
    assert "county 20" not in alt
    assert alt.endswith(" And 10 more.")


# --- series

JOBS = ps.Target(ps.Indicator("new jobs", kind="flow"), "630,000 jobs", period=2021)
NEW_YEAR, YEAR_END = 18628.0, 18993.0  # 1 January 2021 and the end of that year, in days since 1970


def test_a_flow_on_its_path() -> None:
    """150,000 + 210,000 jobs of two quarters stand at 360,000; the path leads from nothing to 630,000."""
    chart = series_chart({"2021Q1": "150,000 jobs", "2021Q2": "210,000 jobs"}, JOBS)
    assert [((NEW_YEAR, YEAR_END), (0.0, 630000.0))] == lines(chart, "--")
    dots = [places_of(line)[1][0] for line in axes(chart).lines if line.get_marker() == "o"]
    assert [150000.0, 360000.0] == dots
    region = axes(chart).patches[0]
    assert isinstance(region, Rectangle)
    assert (NEW_YEAR, 630000.0) == (region.get_x(), round(region.get_y(), 6))
    assert "Figures within 2021 are added up from its start." in words(chart)
    assert "2021Q2: 360,000 jobs (350,000 to 370,000). The goal: 630,000 jobs (2021)." in chart.alt


def test_a_flow_with_gaps() -> None:
    """A quarter before which one is missing is not added up, and the chart says so; another year's stays itself."""
    chart = series_chart({"2021Q2": "210,000 jobs", 2020: "600,000 jobs", "2021-01/2021-11": "570,000 jobs"}, JOBS)
    assert "Not added up, since earlier figures are missing: 2021Q2." in words(chart)
    assert "2020: 600,000 jobs" in chart.alt
    assert "2021-01/2021-11: 570,000 jobs" in chart.alt


def test_persons_are_not_added_up() -> None:
    """Rule 10: the same person may stand in two quarters, so that they are drawn as they are, with the reason."""
    target = ps.Target(ps.Indicator("trained", kind="flow"), "630 persons", period=2021)
    chart = series_chart({"2021Q1": "150 persons", "2021Q2": "210 persons"}, target)
    assert "The figures are not added up: persons of several periods do not add up" in words(chart)
    assert "2021Q2: 210 persons" in chart.alt


def test_a_level_starts_from_its_baseline() -> None:
    """From 4,500 to 5,000 over 2022: the path starts at the baseline, and all from 5,000 up is shaded."""
    target = ps.Target("subsidy", ps.raise_to("5,000 CNY"), baseline="4,500 CNY")
    chart = series_chart({"as of 2022-06-30": "4,800 CNY", "as of 2022-09-30": "4,900 CNY"}, target, over=2022)
    assert [(4500.0, 5000.0)] == [y for _, y in lines(chart, "--")]
    assert "Shaded: what the goal accepts. Dashed: an even path to it." in words(chart)


@pytest.mark.parametrize(
    ("target", "region", "note"),
    [
        (ps.Target("a", ps.keep("at least 85 %")), "[85, ∞)", ""),
        (ps.Target("a", ps.between(10, "15 towns")), "[10, 15]", ""),
        (ps.Target("a", "between 15 and 10 towns"), None, "no single range of values"),
        (ps.Target("a", "at least 1 park in each of 5 districts"), None, "no single range of values"),
        (ps.Target("a", "increase by 10 %", baseline="50 beds"), "[55, ∞)", "its period is not printed"),
        (ps.Target("a", "increase by 10 %", baseline="50 %"), None, "no single range of values"),
        (ps.Target("a", "increase by 10 %", baseline="0 beds"), None, "no single range of values"),
        (ps.Target("a", "increase by 10 %"), None, "no single range of values"),
        (ps.Target("a", "at most 5 %"), "(-∞, 5]", "where it starts is not printed"),
        (ps.Target(ps.Indicator("a", better="neither"), "5 towns"), None, "no single range of values"),
    ],
)
def test_what_a_goal_accepts(target: ps.Target, region: str | None, note: str) -> None:
    """Each kind of goal has its region, or a note that says why it has none."""
    course = course_of(target, None)
    assert region == (None if course.region is None else str(course.region))
    assert note in " ".join(course.notes)
    assert bool(note) == bool(course.notes)


def test_a_target_without_a_period_is_shaded_throughout() -> None:
    """Where a target's period is not known, its region reaches over the whole axis."""
    chart = series_chart({2021: "80 %", 2022: "84 %"}, ps.Target("rate", "at least 85 %"))
    assert [axes(chart).get_xlim()] == bars(chart)


def test_observations_as_a_series() -> None:
    """Observations of one indicator are drawn by their periods; those without a number or a period are counted."""
    seen = [
        ps.Observation("jobs", "12 jobs", period=2021),
        ps.Observation("jobs", "14 jobs", period=2022),
        ps.Observation("jobs", result="stable", period=2023),
        ps.Observation("jobs", "9 jobs"),
    ]
    chart = series_chart(seen)
    assert "jobs" == chart.title
    assert "Not drawn: 2 of 4 observations, which have no figure or no period." in words(chart)


def test_plain_numbers_count_in_the_unit_of_the_others() -> None:
    """A plain 12 beside "10 beds" is 12 beds, exactly; an open stretch of time is named, not drawn."""
    series: dict[int | str, int | str] = {2021: 12, 2022: "10 beds", "since 2022": "4 beds"}
    chart = series_chart(series)
    assert "2021: 12 beds; 2022: 10 beds" in chart.alt
    assert "Not drawn, since they have no end: since 2022." in words(chart)
    assert "In beds" in words(chart)


def test_a_thread_only_joins_like_with_like() -> None:
    """Years that follow each other are joined; a year and a part of the next are not, nor a date and a year."""
    joined = series_chart({2020: 1, 2021: 2})
    apart = series_chart({2020: 1, "2021-01/2021-11": 2})
    mixed = series_chart({2020: 1, "as of 2021-12-31": 2})
    sloped = [len([y for _, y in lines(chart) if len(set(y)) > 1 and y[0] >= 1]) for chart in (joined, apart, mixed)]
    assert [1, 0, 0] == sloped


def test_a_part_of_a_year_has_no_label() -> None:
    """From December 2019 to January 2024, there is room for the years between, not for a month at either end."""
    told = lines_of(series_chart({"2019-12": 1, "2024-01": 2}))
    assert ["2020", "2021", "2022", "2023"] == [one for one in told if one.startswith("20")]


def test_long_times_have_few_labels() -> None:
    """From 1000 to 9999, the axis tells every thousandth year."""
    told = words(series_chart({1000: 1, 9999: 2}))
    assert "1000 2000 3000" in told
    assert "1500" not in told


@pytest.mark.parametrize(
    ("series", "error"),
    [
        ({}, UndefinedError),
        ({"since 2022": 3}, UndefinedError),
        ([ps.Observation("a", "1 job", period=2021), ps.Observation("b", "1 job", period=2022)], ModelError),
        ([ps.Observation("a", "1 job", period=2021), ps.Observation("a", "2 jobs", period=2021)], PeriodError),
        ({2021: 1, "2021": 2}, PeriodError),
        ({2021: "1 job", 2022: "1 km"}, UnlikeUnitsError),
        (dict.fromkeys(range(1000, 1501), 1), ModelError),
        ("2021", WrongTypeError),
        (5, WrongTypeError),
        (["2021"], WrongTypeError),
    ],
)
def test_what_is_no_series(series: Any, error: type[Exception]) -> None:
    """Series that cannot be drawn are refused with the reason."""
    with pytest.raises(error):
        series_chart(series)


# --- pace

PLAN = ps.Plan(
    "A plan for children",
    period=2024,
    targets=[ps.Target("sites", "10 sites")],
    programmes=[
        ps.Programme(
            "Health",
            targets=[
                ps.Target(ps.Indicator("places", kind="flow"), "1,200 places"),
                ps.Target("kept rate", ps.keep("at least 85 %")),
                ps.Target("allowance", ps.raise_to("1,500 CNY"), baseline=ps.figure("1,400 CNY", exact=True)),
                ps.Target("beds", "10 beds"),
            ],
        ),
    ],
)
SEEN = [
    ps.Observation("places", ps.figure("600 places", exact=True), period="2024-01/2024-08"),
    ps.Observation("kept rate", "84.1 %", period="as of 2024-08-31"),
    ps.Observation("allowance", ps.figure("1,340 CNY", exact=True), period="as of 2024-08-31"),
    ps.Observation("beds", ps.figure("43 beds", exact=True), period="as of 2024-08-31"),
    ps.Observation("sites", "more than 9 sites", period="as of 2024-08-31"),
]


def test_targets_beside_the_time() -> None:
    """
    600 of 1,200 are 50 %; 1,340 from 1,400 on the way to 1,500 are -60 %; 43 of 10 are 430 %.

    By 31 August, 244 of 366 days had passed, two thirds. Bars reach from nothing to 50, are cut at -25 and at 125 with
    an arrow, and the numbers are said. The kept rate has no bar, and its reason stands in words.
    """
    assessment = ps.assess(PLAN, SEEN, as_of=date(2024, 8, 31))
    chart = pace_chart(assessment)
    tracks = [bar for bar in bars(chart) if bar == (0.0, 100.0)]
    assert 4 == len(tracks)
    drawn = [bar for bar in bars(chart) if bar != (0.0, 100.0)]
    assert [(100.0, 125.0), (0.0, 50.0), (0.0, -25.0), (0.0, 125.0)] == drawn
    assert {(">", 125.0), ("<", -25.0)} == set(marks(chart))
    assert {66.666667} == {x[0] for x, _ in lines(chart) if 60 < x[0] == x[1] < 70}
    told = words(chart)
    for expected in ("50 % complete", "-60 % complete", "430 % complete", "not met", "time elapsed 66.7 %", "Health"):
        assert expected in told
    assert assessment.row("kept rate").because in told
    assert "A plan for children, as of 2024-08-31" in chart.alt


def test_a_plan_without_reports() -> None:
    """Nothing was reported: no bar is drawn, not even of nought, and each row says that there is no data."""
    plan = ps.example("linyi-2022")
    assert isinstance(plan, ps.Plan)
    assessment = ps.assess(plan, [], as_of=date(2022, 11, 30))
    chart = pace_chart(assessment, title="Linyi")
    assert [] == bars(chart)
    assert assessment.totals().left_out[ps.Status.NO_DATA] == len([one for one in lines_of(chart) if one == "no data"])
    assert "Linyi" == chart.title


def test_a_plan_without_targets() -> None:
    """A plan without targets has no plot, and says so."""
    chart = pace_chart(ps.assess(ps.Plan("Empty"), [], as_of="2024"))
    assert [] == chart.figure.axes
    assert "The plan has no targets." in words(chart)


def test_rounded_completion_shows_its_set() -> None:
    """A completion from a rounded figure has a thin line at its end, and a note that explains it."""
    plan = ps.Plan("Plan", period=2024, targets=[ps.Target(ps.Indicator("places", kind="flow"), "1,000 places")])
    chart = pace_chart(ps.assess(plan, [ps.Observation("places", "520 places", period=2024)]))
    assert (51.5, 52.5) in [x for x, _ in lines(chart)]
    assert "Thin line at a bar's end" in words(chart)


# --- all of them


@pytest.mark.parametrize("draw", [claim_chart, coverage_chart, pace_chart])
def test_what_is_nothing_to_draw(draw: Any) -> None:
    """What a chart is not made of is refused, with what would be right."""
    with pytest.raises(WrongTypeError, match="expected what"):
        draw({"a": 1})
    with pytest.raises(WrongTypeError, match="expected a Target"):
        series_chart({2021: 1}, "85 %")  # type: ignore[arg-type]


def test_more_groups_than_anybody_reads() -> None:
    """A chart of more than 500 rows is refused; the message says what to do."""
    rates = {str(at): ps.CoverageRate(covered=1, eligible=2) for at in range(501)}
    with pytest.raises(ModelError, match="too many groups for a chart: 501; expected 500 or fewer; draw some of them"):
        coverage_chart(ps.coverage_gaps(rates))


def test_an_axis_tells_apart_what_a_binary_number_does_not() -> None:
    """Numbers that differ in their thirtieth digit, or are beyond 1e308, are drawn at 0 to 1, not on one place."""
    narrow = Scale.over(Decimal("1.000000000000000000000000000001"), Decimal("1.000000000000000000000000000003"))
    assert (0.0, 0.5, 1.0) == (
        narrow.at(narrow.low), narrow.at(Decimal("1.000000000000000000000000000002")), narrow.at(narrow.high),
    )  # fmt: skip
    wide = Scale.over(Decimal("-1e9000"), Decimal("1e9000"))
    assert (0.0, 0.5) == (wide.at(wide.low), wide.at(Decimal(0)))


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        ("0", "100", 6, ["0", "20", "40", "60", "80", "100"]),
        ("108.7", "109.05", 4, ["108.7", "108.8", "108.9", "109.0"]),
        ("-30", "130", 2, ["0", "100"]),
        ("0.011", "0.019", 1, ["0.015"]),
        ("0", "3e20", 4, ["0", "1E+20", "2E+20", "3E+20"]),
    ],
)
def test_ticks(low: str, high: str, most: int, expected: list[str]) -> None:
    """Ticks are multiples of 1, 2 or 5 times a power of ten, at most as many as asked for, written to one digit."""
    assert expected == tick_texts(Scale.over(Decimal(low), Decimal(high)).ticks(most))


def test_an_axis_without_room_has_one_label() -> None:
    """Where not even two labels have room beside each other, one is written."""
    percent = Scale.over(Decimal(0), Decimal(100))
    assert [Decimal(0)] == [tick for tick, _ in tick_blocks(percent, 10.0, " %")]
    assert 6 == len(tick_blocks(percent, 300.0, " %"))


def test_an_axis_for_nothing() -> None:
    """Where nothing is finite, the axis has room around zero; around one number, a tenth of it."""
    assert (Decimal(-1), Decimal(1)) == (fitted([]).low, fitted([]).high)
    assert Decimal(90) == fitted([ps.Interval(100, 100)]).low
