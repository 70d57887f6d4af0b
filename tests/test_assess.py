"""Assessing a plan: hand-worked cases, one for each rule of matching, putting together and judging."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import publicservice as ps
from publicservice.assessment import room
from publicservice.errors import ModelError, NotFoundError, PeriodError, WrongTypeError

LINYI = "Linyi, Shandong, CN"


def _plan(*targets: ps.Target, **more: Any) -> ps.Plan:
    return ps.Plan("Plan", **{"period": 2022, "place": LINYI, "targets": targets, **more})


def _target(
    name: str, goal: ps.Goal | str, *, kind: str | None = None, better: str | None = None, **more: Any
) -> ps.Target:
    return ps.Target(ps.Indicator(name, kind=kind, better=better), goal, **more)


def _seen(name: str, value: str, period: str | int = 2022, **more: Any) -> ps.Observation:
    return ps.Observation(name, value, period=period, **more)


def _row(plan: ps.Plan, *seen: Any, **more: Any) -> ps.Row:
    return ps.assess(plan, list(seen), **more).rows[0]


JOBS = _plan(_target("jobs", "1,000 jobs", kind="flow"))


@pytest.mark.parametrize(
    ("goal", "kind", "better", "value", "expected"),
    [
        ("1,000 jobs", "flow", None, "1,001 jobs", "met"),
        ("1,000 jobs", "flow", None, "999 jobs", "not met"),
        ("1,000 jobs", "flow", None, "1,000 jobs", "undecided"),  # 950 to 1,050 would be printed so
        ("at most 10 cases", "flow", "lower", "9 cases", "met"),
        ("at most 10 cases", "flow", "lower", "11 cases", "not met"),
        ("between 10 and 15 towns", None, None, "12 towns", "met"),
        ("between 10 and 15 towns", None, None, "17 towns", "not met"),
        ("exactly 3 bridges", None, None, "3 bridges", "met"),
        ("exactly 3 bridges", None, None, "4 bridges", "not met"),
        ("keep at least 80 %", "rate", "higher", "84 %", "met"),  # kept, whatever it was before
        ("all 12 districts", None, None, "12 districts", "met"),
        ("all 12 districts", None, None, "11 districts", "not met"),
    ],
)
def test_at_the_end_of_its_period_the_figure_decides(
    goal: str, kind: str | None, better: str | None, value: str, expected: str
) -> None:
    """Met when the figure's set lies within the goal's, not met when the two are disjoint, undecided otherwise."""
    plan = _plan(_target("it", goal, kind=kind, better=better))
    assert expected == _row(plan, _seen("it", value)).status.value


@pytest.mark.parametrize(
    ("goal", "kind", "better", "value", "expected"),
    [
        ("1,000 jobs", "flow", None, "1,001 jobs", "met"),  # a sum only grows
        ("1,000 jobs", "flow", None, "1,000 jobs", "undecided"),  # it may be met already
        ("1,000 jobs", "flow", None, "600 jobs", "not due"),
        ("at most 10 cases", "flow", "lower", "9 cases", "not due"),
        ("at most 10 cases", "flow", "lower", "11 cases", "not met"),
        ("between 10 and 15 towns", "flow", None, "9 towns", "not due"),
        ("between 10 and 15 towns", "flow", None, "12 towns", "not due"),
        ("between 10 and 15 towns", "flow", None, "16 towns", "not met"),
        ("between 10 and 15 towns", "stock", None, "16 towns", "not due"),  # a level may come back
        ("keep at least 85 %", "rate", "higher", "86 %", "not due"),
        ("keep at least 85 %", "rate", "higher", "84 %", "not met"),
        ("keep at least 85 %", "rate", "higher", "85 %", "undecided"),  # 84.6 % would be printed so
        ("lower to 5 %", "rate", "lower", "4.8 %", "met"),
        ("at most 5 %", "rate", "lower", "4.8 %", "not due"),  # a limit holds to the end
    ],
)
def test_before_the_end_only_what_nothing_can_change_is_met_or_missed(
    goal: str, kind: str, better: str | None, value: str, expected: str
) -> None:
    """What a later figure of the period could change is not due; what may be final already is undecided."""
    plan = _plan(_target("it", goal, kind=kind, better=better))
    row = _row(plan, _seen("it", value, "2022-01/2022-06" if kind == "flow" else "as of 2022-06"))
    assert expected == row.status.value


def test_after_the_end_a_figure_of_part_of_the_period_decides_nothing() -> None:
    """600 jobs by June say nothing of December: undecided, and the reason names both dates."""
    row = _row(JOBS, _seen("jobs", "600 jobs", "2022-01/2022-06"), as_of="2023-03-31")
    assert ("undecided", True) == (row.status.value, "no later figure is reported" in row.because)
    assert "2022-06-30" in row.because


def test_without_a_figure_nothing_is_scored() -> None:
    """No figure: no data within the period, not due before it, and never 0 %."""
    nothing = ps.assess(JOBS, as_of="2022-06-30").rows[0]
    assert ("no data", None, "there is no figure") == (
        nothing.status.value, nothing.completion, nothing.completion_reason,
    )  # fmt: skip
    assert "not due" == ps.assess(JOBS, as_of="2021-06-30").rows[0].status.value
    words = _row(JOBS, ps.Observation("jobs", result="going well", period=2022))
    assert ("no data", "the result is told in words: going well") == (words.status.value, words.because)


def test_a_goal_that_no_figure_could_decide_is_not_measurable() -> None:
    """An increase without a baseline, a goal of zero without a direction, members that nobody counted."""
    for goal, lack in (
        ("increase by 10 %", "baseline"),
        ("0 cases", "exactly, at least or at most"),
        ("at least 1 park in each district", "the number of members"),
    ):
        row = ps.assess(_plan(_target("it", goal)), as_of=date(2022, 6, 30)).rows[0]
        assert ("not measurable", (lack,)) == (row.status.value, row.lacks)


# --- completion, pace, what is left


def test_part_of_a_year_is_held_against_the_whole_year_and_its_share_of_days() -> None:
    """
    Completion is of the year: 686 of 630 thousand. By 30 November 334 of 365 days had passed, 91.5 %: ahead by 17.4.

    686 / 630 = 108.89 %; 108.89 - 91.51 = 17.38.
    """
    row = _row(
        _plan(_target("jobs", "630,000 jobs", kind="flow"), period=2021),
        _seen("jobs", "686,000 jobs", "2021-01/2021-11"),
    )
    assert row.completion is not None
    assert ("ratio", "ahead") == (row.completion.definition.value, row.band)
    assert row.elapsed is not None
    assert row.elapsed.low < Fraction(33400, 365) < row.elapsed.high
    assert row.pace is not None
    assert row.pace.low < Decimal("17.3821") < row.pace.high


def test_what_is_left_and_where_it_leads() -> None:
    """
    400 of 1,000 by June: 600 in six months are 100 a month; evenly over the days it comes to 400 * 365 / 181.

    1,000 / 400 of 181 days are 452.5 days, so that the 453rd day from 1 January, 29 March 2023, would see it done.
    """
    seen = ps.Observation("jobs", ps.figure(400, "jobs"), period="2022-01/2022-06")
    row = _row(JOBS, seen)
    assert row.projected is not None
    assert ("100 jobs/month", "600 jobs", "-600 jobs") == (str(row.needed), str(row.remaining), str(row.margin))
    assert row.projected.low < Fraction(400 * 365, 181) < row.projected.high
    assert (date(2023, 3, 29), date(2023, 3, 29)) == row.finish


def test_days_are_used_where_months_are_not_whole() -> None:
    """From 16 June there are 199 days to the end of the year, and 398 jobs to go: 2 a day."""
    row = _row(JOBS, ps.Observation("jobs", ps.figure(602, "jobs"), period="2022-01-01/2022-06-15"))
    assert "2 jobs/day" == str(row.needed)


def test_last_years_shape_projects_by_its_own_share() -> None:
    """Last year 30 % of the work was done by June, so that 400 by June lead to 1,333, and are 1,000 in November."""
    shape = ps.Profile.like({"2021Q1": 10, "2021Q2": 20, "2021Q3": 30, "2021Q4": 40})
    seen = ps.Observation("jobs", ps.figure(400, "jobs"), period="2022-01/2022-06")
    row = _row(JOBS, seen, profile=shape)
    # 1,000 are 75 % of 1,333: 60 % by September, 15 of the 40 points of the last quarter are 34.5 of its 92 days
    assert ("like 2021", (date(2022, 11, 4), date(2022, 11, 4))) == (row.profile, row.finish)


def test_from_a_baseline() -> None:
    """From 4,500 to 5,000, now 4,800: 300 of 500 are 60 %, whatever 4,800 / 5,000 is."""
    subsidy = _target("subsidy", "raise to 5,000 CNY", baseline=ps.figure(4500, "CNY"))
    row = _row(_plan(subsidy), ps.Observation("subsidy", ps.figure(4800, "CNY"), period="as of 2022-06"))
    assert ("60 %", "from_baseline") == (str(row.completion), row.completion and row.completion.definition.value)
    # 4,500 + 300 / (181 / 365) = 5,104.97
    assert row.projected is not None
    assert Decimal("5104.97") < row.projected.low < row.projected.high < Decimal("5104.98")


def test_a_baseline_beyond_the_goal_is_shown_and_gives_no_percentage() -> None:
    """From 5,200 to 5,000, now 5,100: met, and no way was there to go."""
    row = _row(_plan(_target("subsidy", "raise to 5,000 CNY", baseline="5,200 CNY")), _seen("subsidy", "5,100 CNY"))
    assert ("met", None, "the baseline already meets the goal") == (
        row.status.value, row.completion, row.completion_reason,
    )  # fmt: skip


@pytest.mark.parametrize("goal", ["keep at least 80 %", "between 80 and 90 %", "at most 85 %"])
def test_a_verdict_without_a_percentage(goal: str) -> None:
    """Keep, between and at most without a baseline give a verdict and no completion."""
    row = _row(_plan(_target("rate", goal, kind="rate", better="higher")), _seen("rate", "84.0 %"))
    assert ("met", None, None, "") == (row.status.value, row.completion, row.pace, row.band)


def test_a_level_without_a_baseline_has_no_pace() -> None:
    """A coverage of 80 % against 85 % in June is no 94 % of the way in half of the time."""
    row = _row(
        _plan(_target("coverage", "85 %", kind="rate", better="higher")), _seen("coverage", "80 %", "as of 2022-06")
    )
    assert (None, "", True) == (row.pace, row.band, "level without a baseline" in row.pace_reason)


# --- several figures


def test_increments_add_and_gaps_are_told() -> None:
    """Three quarters of four add up to a lower bound: 900 may be 1,000 with the third quarter's."""
    row = _row(JOBS, *(ps.Observation("jobs", ps.figure(300, "jobs"), period=f"2022Q{n}") for n in (1, 2, 4)))
    assert ("undecided", "sum of 3") == (row.status.value, row.how)
    assert "missing: 2022Q3" in row.why
    assert "some of the period's figures are missing" == row.pace_reason


def test_the_longest_cumulative_figure_counts_and_is_not_added() -> None:
    """300 by March and 610 by June are 610, not 910; the other is told as not used."""
    row = _row(JOBS, _seen("jobs", "300 jobs", "2022-01/2022-03"), _seen("jobs", "610 jobs", "2022-01/2022-06"))
    assert ("longest of 2", "610 jobs") == (row.how, row.evidence[0].words)
    assert ["300 jobs"] == [left.evidence.words for left in row.left_out]


def test_a_cumulative_figure_goes_on_with_the_months_after_it() -> None:
    """610 by June and 95 in July are 705: the spans that do not overlap and cover the most days add up."""
    seen = [("610", "2022-01/2022-06"), ("311", "2022-01/2022-03"), ("95", "2022-07")]
    row = _row(JOBS, *(ps.Observation("jobs", ps.figure(int(n), "jobs"), period=at) for n, at in seen))
    assert ("705 jobs", date(2022, 7, 31), "sum of 2") == (str(row.actual), row.on, row.how)


def test_a_level_is_its_last_figure() -> None:
    """Of a stock the last counts, not the sum nor the highest."""
    plan = _plan(_target("beds", "120 beds", kind="stock"))
    row = _row(plan, _seen("beds", "131 beds", "as of 2022-06"), _seen("beds", "117 beds", "as of 2022-12"))
    assert ("not met", "117 beds", "latest of 2") == (row.status.value, str(row.actual), row.how)


def test_where_nothing_says_whether_figures_add_up_both_are_carried() -> None:
    """100 and then 115 schools: 115 if they are a level, 215 if they add up; 120 may or may not be reached."""
    plan = _plan(_target("schools", "120 schools"), period="2021/2022")
    row = _row(plan, _seen("schools", "101 schools", 2021), _seen("schools", "115 schools", 2022))
    assert ("undecided", Decimal(115), Decimal(216)) == (
        row.status.value,
        row.actual and row.actual.low,
        row.actual and row.actual.high,
    )
    assert "give the indicator's kind" in row.why


def test_persons_of_several_periods_are_between_the_most_and_the_sum() -> None:
    """601 and 702 persons are 702 if all came back, 1,303 if none did."""
    plan = _plan(_target("people trained", "1,000 persons", kind="flow"))
    row = _row(plan, _seen("people trained", "601 persons", "2022H1"), _seen("people trained", "702 persons", "2022H2"))
    assert row.actual is not None
    assert ("undecided", Decimal(702), Decimal(1303)) == (row.status.value, row.actual.low, row.actual.high)


def test_keep_looks_at_every_observation() -> None:
    """86, then 84.7, then 87: kept at 85 means at every observation, not only at the last."""
    plan = _plan(_target("coverage", "keep at least 85 %", kind="rate", better="higher"))
    values = [("86.1 %", "as of 2022-03"), ("84.7 %", "as of 2022-06"), ("87.0 %", "as of 2022-12")]
    row = _row(plan, *(_seen("coverage", value, at) for value, at in values))
    assert ("not met", "each of 3", 3) == (row.status.value, row.how, len(row.evidence))
    assert "as of 2022-06-30" in row.because
    assert row.margin is not None
    assert Decimal("-0.3") == row.margin.value


def test_a_later_report_supersedes_an_earlier_one() -> None:
    """Two reports, one period: the later one's figure stands, and the other is told."""
    first, second = (
        ps.Report(name, observations=[_seen("jobs", value)]) for name, value in (("A", "905 jobs"), ("B", "1,011 jobs"))
    )
    row = ps.assess(JOBS, first, second).rows[0]
    assert ("met", "B", ["A"]) == (
        row.status.value,
        row.evidence[0].report,
        [left.evidence.report for left in row.left_out],
    )
    dated = ps.Report("C", source=ps.Source("C", published="2023-05"), observations=[_seen("jobs", "907 jobs")])
    assert "not met" == ps.assess(JOBS, dated, second).rows[0].status.value


def test_one_reports_own_contradiction_is_carried() -> None:
    """800 and 2,000 beds in one report: both are carried, and the goal of 1,000 is undecided."""
    plan = _plan(_target("beds", "1,000 beds", kind="flow"))
    row = _row(plan, _seen("beds", "801 beds"), _seen("beds", "2,001 beds"))
    assert ("undecided", True) == (row.status.value, "both are carried" in row.why)


# --- matching


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (_seen("jobs", "900 persons"), "it is in persons, the target in jobs"),
        (_seen("jobs", "900", 2022), "it is a plain number, the target in jobs"),
        (_seen("jobs", "900 jobs", place="Anhui, CN"), f"it is of Anhui, CN, the target of {LINYI}"),
        (_seen("jobs", "900 jobs", 2021), "its period, 2021, lies before the target's, 2022"),
        (_seen("jobs", "900 jobs", 2023), "its period, 2023, lies after the target's, 2022"),
        (
            _seen("jobs", "900 jobs", "2021-07/2022-06"),
            "its period, 2021-07/2022-06, does not lie within the target's, 2022",
        ),
        (_seen("jobs", "900 jobs", "undated"), "its period is not printed"),
        (_seen("jobs", "900 jobs", "since 2022"), "the end of its period, since 2022, is not printed"),
        (_seen("jobs", "900 jobs", population="women"), "it speaks of a group, the target of all"),
        (_seen("jobs", "900 jobs", stage="planned"), "it counts work planned, the target work completed"),
        (_seen("job", "900 jobs"), "no target of the plan is of this indicator; the nearest is 'jobs'"),
        (_seen("beds", "900 beds"), "no target of the plan is of this indicator"),
    ],
)
def test_what_nearly_fits_is_told_with_its_reason(seen: ps.Observation, reason: str) -> None:
    """Nothing is dropped silently: every figure that is not used is told with the reason."""
    made = ps.assess(JOBS, [seen], as_of="2024-01-01")
    assert ("no data", [reason]) == (made.rows[0].status.value, [one.reason for one in made.unused])


def test_what_ends_after_the_date_is_left_out() -> None:
    """An assessment at the end of June knows nothing of July."""
    made = ps.assess(JOBS, [_seen("jobs", "1,001 jobs", "2022-01/2022-07")], as_of="2022-06-30")
    assert ("no data", True) == (made.rows[0].status.value, "ends after the assessment's date" in made.unused[0].reason)


def test_aliases_match_from_either_side() -> None:
    """A report's own name for an indicator is an alias of the plan's, or the other way round."""
    mine = ps.Indicator("new urban jobs", kind="flow", aliases=["城镇新增就业"])
    row = ps.assess(_plan(ps.Target(mine, "1,000 jobs")), [_seen("城镇新增就业", "1,200 jobs")]).rows[0]
    assert "met" == row.status.value
    theirs = ps.Observation(ps.Indicator("urban jobs", aliases=["New Urban Jobs"]), "1,200 jobs", period=2022)
    assert "met" == ps.assess(_plan(ps.Target(mine, "1,000 jobs")), [theirs]).rows[0].status.value


def test_ids_and_explicit_matches_stand_above_names() -> None:
    """An observation of the target's id, or named by the caller, counts whatever it is called."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow", id="J1"))
    seen = _seen("employment newly found", "1,200 jobs", id="J1")
    assert "met" == ps.assess(plan, [seen]).rows[0].status.value
    other = [_seen("employment", "1,200 jobs", id="X"), _seen("jobs", "7 jobs")]
    row = ps.assess(plan, other, matches={"jobs": "X"}).rows[0]
    assert ("met", "1,200 jobs") == (row.status.value, row.evidence[0].words)


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"matches": {"jbos": "X"}}, NotFoundError, "nothing in the document answers to this"),
        ({"matches": {"jobs": "Y"}}, NotFoundError, "no observation has this id: 'Y'"),
        ({"as_of": "since 2022"}, PeriodError, "a date was needed: since 2022"),
        ({"above_range": "maybe"}, ModelError, "no such policy: 'maybe'"),
        ({"definition": "half"}, ModelError, "not a word for completion definition"),
        ({"places": "Lanshan"}, WrongTypeError, "a list of places was needed"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: dict[str, Any], error: type[Exception], text: str) -> None:
    """A slip in the call is answered at once with what was seen and what was expected."""
    with pytest.raises(error) as caught:
        ps.assess(JOBS, [_seen("jobs", "5 jobs", id="X")], **arguments)
    assert text in str(caught.value)


def test_only_plans_and_reports_are_assessed() -> None:
    """Neither a file's name nor a report in the plan's place is taken."""
    with pytest.raises(WrongTypeError, match="only a plan is assessed"):
        ps.assess("plan.yaml")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="not a report"):
        ps.assess(JOBS, "report.yaml")  # type: ignore[arg-type]
    with pytest.raises(PeriodError, match="no report was given to assess by, and no date; give a report"):
        ps.assess(JOBS)
    with pytest.raises(PeriodError, match="no report has a date"):
        ps.assess(JOBS, [ps.Observation("jobs", "5 jobs")])


def test_a_group_that_the_report_does_not_name_is_assumed_and_said() -> None:
    """A figure without a group stands for the target's group if no other target could be meant."""
    women = _target("training", "100 persons", kind="flow", population="rural women")
    row = _row(_plan(women), _seen("training", "150 persons"))
    assert ("met", True) == (row.status.value, "taken as that of rural women" in row.why)
    men = _target("training", "100 persons", kind="flow", population="rural men")
    made = ps.assess(_plan(women, men), [_seen("training", "150 persons")])
    assert ["no data", "no data"] == [row.status.value for row in made.rows]


# --- members, years, parts, versions


def test_each_member_has_its_own_row() -> None:
    """Two parks in one district and none in the other: each of means each, whatever the total is."""
    plan = _plan(_target("parks", ps.each_of(2, "district", "at least 1 park"), kind="flow"))
    seen = [_seen("parks", "2 parks", place=f"Lanshan, {LINYI}"), _seen("parks", "0 parks", place=f"Hedong, {LINYI}")]
    rows = ps.assess(plan, seen).rows
    assert [("parks", "not met"), ("Lanshan", "met"), ("Hedong", "not met")] == [
        (row.title, row.status.value) for row in rows
    ]
    assert ["", "parks", "parks"] == [row.part_of for row in rows]


def test_a_total_does_not_answer_for_each_member() -> None:
    """Five parks in all do not say that each of three districts has one."""
    plan = _plan(_target("parks", ps.each_of(3, "district", "at least 1 park"), kind="flow"))
    total = _row(plan, _seen("parks", "5 parks"))
    assert ("no data", True) == (total.status.value, "does not say" in total.because)
    lacking = _row(plan, _seen("parks", "1 park", place=f"Lanshan, {LINYI}"))
    assert ("no data", "2 of 3 districts have no figure") == (lacking.status.value, lacking.because)


def test_named_members_without_a_figure_are_listed() -> None:
    """Of two named districts one reported: the other has a row that says so."""
    goal = ps.each_of(2, "district", "at least 1 park", names=["Lanshan", "Hedong"])
    rows = ps.assess(_plan(_target("parks", goal, kind="flow")), [_seen("parks", "1 park", place="Lanshan")]).rows
    assert [("parks", "no data"), ("Lanshan", "met"), ("Hedong", "no data")] == [
        (row.title, row.status.value) for row in rows
    ]


def test_a_recurring_goal_is_judged_year_by_year() -> None:
    """12 towns, then 9, of 10 to 15 every year: one year is met, one missed, one has not begun."""
    plan = _plan(_target("towns", "between 10 and 15 towns every year", kind="flow"), period="2021/2023")
    seen = [_seen("towns", "12 towns", 2021), _seen("towns", "9 towns", 2022)]
    rows = ps.assess(plan, seen).rows
    assert ["not met", "met", "not met", "not due"] == [row.status.value for row in rows]
    assert "1 of 3 years are met; 2022: 9 towns are not between 10 and 15 towns" == rows[0].because
    only = ps.assess(plan, seen[:1]).rows[0]
    assert ("not due", "1 of 3 years are met so far") == (only.status.value, only.because)
    assert "no data" == ps.assess(plan, seen[:1], as_of="2022-12-31").rows[0].status.value


def test_parts_are_rows_and_make_up_a_whole_that_is_not_reported() -> None:
    """42,101 rural and 5,301 urban positions are 47,402, more than 47,300; without the urban ones nothing is known."""
    parts = [ps.Target("rural", "42,000 positions"), ps.Target("urban", "5,300 positions")]
    plan = _plan(ps.Target(ps.Indicator("positions", kind="flow"), "47,300 positions", parts=parts))
    seen = [_seen("rural positions", "42,101 positions"), _seen("positions, urban", "5,301 positions")]
    rows = ps.assess(plan, seen).rows
    assert [("positions", "met"), ("rural", "met"), ("urban", "met")] == [(row.title, row.status.value) for row in rows]
    assert ("47,402 positions", "sum of 2 parts") == (str(rows[0].actual), rows[0].how)
    lacking = ps.assess(plan, seen[:1]).rows[0]
    assert ("undecided", "no figure of urban") == (lacking.status.value, lacking.why)


def test_a_revised_target_is_scored_by_its_first_and_its_current_version() -> None:
    """1,050 km: enough for the revised 1,000, not for the 1,200 that were promised first; both are said."""
    roads = _target("roads", "1,200 km", kind="flow", revisions=[ps.Revision("1,000 km", on="2022-06")])
    seen = _seen("roads", "1,052 km")
    row = _row(_plan(roads), seen)
    assert row.first is not None
    assert ("met", "not met", 2) == (row.status.value, row.first.status.value, len(row.history))
    before = _row(_plan(roads), _seen("roads", "500 km", "2022-01/2022-05"))
    assert "1,200 km" == before.goal_text


def test_stages_are_separate() -> None:
    """Eight homes started are not eight completed: the target's own stage counts, the other is shown."""
    plan = _plan(_target("homes", "8 nursing homes", kind="flow"))
    row = _row(
        plan, _seen("homes", "8 nursing homes", stage="started"), _seen("homes", "4 nursing homes", stage="completed")
    )
    assert ("not met", "4 nursing homes") == (row.status.value, str(row.actual))
    assert [("started", "8 nursing homes")] == [(stage.value, str(figure)) for stage, figure in row.stages]


def test_above_a_range_is_a_stated_policy() -> None:
    """17 towns of 10 to 15: not met as printed; met where the caller says that more is fine."""
    plan = _plan(_target("towns", "10-15 towns", better="higher"))
    assert "not met" == _row(plan, _seen("towns", "17 towns")).status.value
    row = _row(plan, _seen("towns", "17 towns"), above_range="met")
    assert ("met", True) == (row.status.value, "above the range counts as met" in row.because)
    assert "not met" == _row(plan, _seen("towns", "9 towns"), above_range="met").status.value
    # where it is fine, 12 towns of 10 to 15 are enough half-way as well, and no later ones can change it
    flow = _plan(_target("towns", "10-15 towns", kind="flow", better="higher"))
    half = ps.Observation("towns", "12 towns", period="2022H1")
    assert "not due" == ps.assess(flow, [half], as_of="2022-06-30").rows[0].status.value
    assert "met" == ps.assess(flow, [half], as_of="2022-06-30", above_range="met").rows[0].status.value


@pytest.mark.parametrize(
    ("better", "seen", "printed", "opened"),
    [
        ("higher", ("85.0 %", "95.0 %"), "not met", "met"),
        ("higher", ("75.0 %", "95.0 %"), "not met", "not met"),
        ("lower", ("85.0 %", "75.0 %"), "not met", "met"),
        ("lower", ("85.0 %", "95.0 %"), "not met", "not met"),
        ("higher", ("82.0 %", "88.0 %"), "met", "met"),
    ],
)
def test_above_a_range_that_is_kept_is_the_same_policy(
    better: str, seen: tuple[str, str], printed: str, opened: str
) -> None:
    """80 to 90 % kept: what is beyond the better end counts at every date as the caller says."""
    plan = _plan(ps.Target(ps.Indicator("rate", kind="rate", better=better), "keep between 80 and 90 %"))
    dates = ("as of 2022-06-30", "as of 2022-12-31")
    observations = [ps.Observation("rate", value, period=date) for value, date in zip(seen, dates, strict=True)]
    assert printed == ps.assess(plan, observations, as_of="2022-12-31").rows[0].status.value
    assert opened == ps.assess(plan, observations, as_of="2022-12-31", above_range="met").rows[0].status.value


# --- what was not printed


def test_a_missing_baseline_may_be_the_figure_just_before() -> None:
    """511 CNY in 2021 and 567 in 2022: a rise of 10.96 %, though the plan prints no baseline."""
    plan = _plan(_target("standard", "increase by 10 %"))
    row = _row(
        plan,
        ps.Observation("standard", ps.figure(567, "CNY"), period=2022),
        ps.Observation("standard", ps.figure(511, "CNY"), period=2021),
    )
    assert ("met", ("the baseline is taken from the figure of 2021-12-31: 511 CNY",)) == (row.status.value, row.implied)
    older = _row(plan, _seen("standard", "567 CNY"), _seen("standard", "511 CNY", 2020))
    assert "not measurable" == older.status.value


def test_a_missing_baseline_may_cancel_from_the_reports_own_claim() -> None:
    """'Up 10.2 %' decides an increase by 10 % without any baseline, and 'up 10 %' does not."""
    plan = _plan(_target("standard", "increase by 10 %"))
    for says, expected in (("up 10.2 %", "met"), ("up 10 %", "undecided"), ("up 9.4 %", "not met")):
        claims = [ps.Claim("year-on-year", says=says, of="s")]
        report = ps.Report(
            "R", period=2022, observations=[ps.Observation("standard", "550 CNY", id="s")], claims=claims
        )
        row = ps.assess(plan, report).rows[0]
        assert (expected, True) == (row.status.value, "the figure a year earlier is between" in row.implied[0])


def test_a_rate_that_rises_by_percent_has_two_readings() -> None:
    """From 40 % to 45 %: a rise by 12.5 percent, or by 5 points; 'increase by 10 %' is undecided between them."""
    plan = _plan(_target("share", "increase by 10 %"))
    row = _row(plan, _seen("share", "45.0 %"), _seen("share", "40.0 %", 2021))
    assert ("undecided", ("percent or percentage points",)) == (row.status.value, row.lacks)


def test_a_printed_completion_gives_the_figure_that_is_not_printed() -> None:
    """'92 % of the target' of 1,000 jobs are 915 to 925 jobs."""
    claims = [ps.Claim("completion", says="92 %", of="j")]
    report = ps.Report(
        "R", period=2022, observations=[ps.Observation("jobs", result="on track", id="j")], claims=claims
    )
    row = ps.assess(JOBS, report).rows[0]
    assert row.actual is not None
    assert ("not met", Decimal(915), Decimal(925)) == (row.status.value, row.actual.low, row.actual.high)


def test_a_printed_completion_is_held_against_the_plans_own_target() -> None:
    """686,000 of 630,000 are 108.9 %, of 640,000 they are not."""
    report = ps.example("anhui-2021-11")
    assert isinstance(report, ps.Report)
    for goal, verdict in (("630,000 jobs", "is consistent"), ("640,000 jobs", "is inconsistent")):
        plan = ps.Plan("P", period=2021, place="Anhui, CN", targets=[_target("new urban jobs", goal, kind="flow")])
        assert verdict in ps.assess(plan, report).rows[0].implied[0]


def test_all_without_a_number_meets_all() -> None:
    """A report that says all, of a goal that takes in all districts."""
    report = ps.Report("R", period=2022, coverage=[ps.Coverage("appointments", is_all=True)])
    row = ps.assess(_plan(_target("appointments", "all districts")), report).rows[0]
    assert ("met", "the report says all, without a number") == (row.status.value, row.because)


def test_work_grows_with_what_is_given_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Rule: bounded work. Of one name, each target is held against each figure; of 12 and 12 there are 144 pairs.

    With room for 100 and 1 for each of the 24 entries, the eleventh target, of 132 pairs together, is too much.
    """
    monkeypatch.setattr(room, "_PAIRS", 100)
    monkeypatch.setattr(room, "_PAIRS_EACH", 1)
    plan = _plan(*(_target("jobs", "5 jobs", id=f"t{number}") for number in range(12)))
    with pytest.raises(ModelError, match=r"too many targets and observations share a name.*12 observations.*of t10"):
        ps.assess(plan, [_seen("jobs", "5 jobs") for _ in range(12)])
    apart = _plan(*(_target(f"jobs {number}", "5 jobs") for number in range(12)))
    assert 12 == len(ps.assess(apart, [_seen(f"jobs {number}", "5 jobs") for number in range(12)]).rows)


@pytest.mark.parametrize(("span", "expected"), [("month", "108,000 of r"), ("quarter", "36,000 of r")])
def test_a_goal_that_recurs_for_ever_is_refused_at_once(span: str, expected: str) -> None:
    """Rule: bounded work. A line of text asks for a row every month of 9,000 years: 9,000 times 12 are 108,000."""
    plan = ps.Plan("P", period="1000/9999", targets=[ps.Target("r", f"5 beds every {span}")])
    with pytest.raises(ModelError, match=expected):
        ps.assess(plan, as_of="2022-12-31")


def test_a_century_every_month_is_assessed() -> None:
    """100 years of 12 months are 1,200 rows, and that of all together."""
    plan = ps.Plan("P", period="2000/2099", targets=[ps.Target("r", "5 beds every month")])
    assert 1_201 == len(ps.assess(plan, as_of="2022-12-31").rows)


def test_totals_cannot_be_changed() -> None:
    """Rule: everything is immutable. The counts are read only, and totals are values: equal, hashed, shown as made."""
    totals = ps.assess(JOBS, [_seen("jobs", "1,001 jobs")]).totals()
    with pytest.raises(TypeError, match="does not support item assignment"):
        totals.counts[ps.Status.MET] = 99  # type: ignore[index]
    again = ps.Totals(totals.counts)
    assert (totals, hash(totals), repr(totals)) == (again, hash(again), repr(again))
    assert 1 == totals.counts[ps.Status.MET]
    assert repr(ps.Totals({ps.Status.MET: 1})).startswith("Totals({<Status.MET")
