"""Revised targets: what they said when, how they are written and shown, and what is noticed when they get easier."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publicservice.checks.run import check
from publicservice.errors import ModelError, PeriodError, WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.figures import figure
from publicservice.io.document import parse_plan, parse_report
from publicservice.io.write import plan_text, report_text
from publicservice.model.goal import Better, Verdict, goal
from publicservice.model.goal_numbers import at_least, between, reach
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Observation
from publicservice.model.period import period
from publicservice.model.plan import Plan
from publicservice.model.programme import Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision, Version
from publicservice.model.show import document_table
from publicservice.model.source import Source
from publicservice.units import unit

Format = Literal["yaml", "json"]
loose: Any = Revision  # what is wrong on purpose is not for the type checker
loose_target: Any = Target


def roads(*revisions: Revision, first: Any = "1,000 km", **more: Any) -> Target:
    """A target that was revised."""
    own = {key: more.pop(key) for key in ("unit", "kind", "better") if key in more}
    return Target(Indicator("roads", **own), first, revisions=revisions, **more)


# --- the noun


def test_a_revision_takes_what_people_write() -> None:
    """Texts, years and dates stand for nouns; what is left out is left as it was."""
    made = Revision(
        "1,200 km", on=date(2022, 6, 1), period=2023, baseline="900 km", note=" n ", printed="p", source="Paper"
    )
    assert (reach("1,200 km"), period("2022-06-01"), period(2023)) == (made.goal, made.on, made.period)
    assert (figure("900 km"), "n", "p", Source("Paper")) == (made.baseline, made.note, made.printed, made.source)
    bare = Revision(at_least("85 %"), on=2022)
    assert (None, None, "", "", None) == (bare.period, bare.baseline, bare.note, bare.printed, bare.source)


@pytest.mark.parametrize("noun", [Revision("5 km", on=2022), Version(reach("5 km")), roads(Revision("5 km", on=2022))])
def test_revisions_and_versions_are_frozen_records(noun: Any) -> None:
    """Section 5: nouns are frozen and slotted, equal and hashed by what they hold, and pickled whole."""
    twin = pickle.loads(pickle.dumps(noun))
    assert (noun, hash(noun)) == (twin, hash(twin))
    assert not hasattr(noun, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        noun.goal = None
    with pytest.raises(TypeError, match="positional"):
        loose("5 km", 2022)


@pytest.mark.parametrize("on", ["2022-06-30", "2022-06", "2022", "2022-06 (inferred)", "2022年6月"])
def test_a_revision_is_dated_by_a_day_a_month_or_a_year(on: str) -> None:
    """Whatever is one of the three."""
    assert period(on) == Revision("5 km", on=on).on


@pytest.mark.parametrize(
    "on", ["2022Q2", "2022H1", "2021/2022", "as of 2022-06-30", "since 2022", "until 2022", "undated"]
)
def test_a_revision_is_dated_by_nothing_else(on: str) -> None:
    """A span says when something held, and not when it was decided."""
    with pytest.raises(ModelError) as caught:
        Revision("5 km", on=on)
    seen = f"'{period(on)}'; expected such as 2022-06-30, 2022-06 or 2022"
    assert f"a revision is dated by a day, a month or a year: {seen}" == str(caught.value)


def test_what_is_no_revision_is_refused() -> None:
    """Each part is refused as it is elsewhere, and a target's revisions are a list of them."""
    with pytest.raises(PeriodError, match="not a period: 'soon'"):
        Revision("5 km", on="soon")
    with pytest.raises(WrongTypeError, match="a goal is given by its text"):
        loose(5, on=2022)
    with pytest.raises(TypeError, match="on"):
        loose("5 km")
    with pytest.raises(WrongTypeError, match="item 0 is not a Revision: '5 km'"):
        loose_target("a", "5 km", revisions=["5 km"])
    assert () == loose_target("a", "5 km", revisions=None).revisions


# --- units


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (roads(Revision("1,200", on=2022)), "1,200 km"),
        (roads(Revision("at least 1,200", on=2022), first="all towns", unit="km"), "at least 1,200 km"),
        (roads(Revision("between 5 and 6", on=2022), first="5", unit="km"), "between 5 and 6 km"),
        (roads(Revision("1,200 m", on=2022)), "1,200 m"),
        (roads(Revision("1,200", on=2022), first="all towns"), "1,200"),
        (roads(Revision("90", on=2022), first="all towns", baseline="80 %"), "90 %"),
    ],
)
def test_a_bare_number_of_a_revision_counts_in_the_targets_unit(target: Target, expected: str) -> None:
    """Like the goal's own: in the indicator's unit, else in that of the first goal or baseline."""
    assert expected == str(target.versions[1].goal)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (roads(Revision("6 km", on=2022, baseline="2.0")), figure("2.0 km")),
        (roads(Revision("6,000 m", on=2022, baseline="2")), figure("2 m")),
        (roads(Revision("6 km", on=2022, baseline=2)), figure(2, "km")),
        (roads(Revision("6 km", on=2022, baseline="2 m")), figure("2 m")),
        (roads(Revision("90 %", on=2022, baseline="85"), first="95 %"), figure("85 %")),
        (roads(Revision("5", on=2022, baseline=2), first="7"), figure(2)),
        (roads(Revision("all towns", on=2022, baseline=2), first="all towns"), figure(2)),
    ],
)
def test_a_bare_baseline_of_a_revision_counts_in_the_goals_unit(target: Target, expected: Any) -> None:
    """As the target's own baseline does."""
    assert expected == target.versions[1].baseline


def test_a_share_is_not_mistaken_for_a_percentage() -> None:
    """0.92 as a computed share is 92 %, as a bare number 0.92 %: which one is meant has to be said."""
    with pytest.raises(ModelError) as caught:
        roads(Revision("95 %", on=2022, baseline=figure(Decimal("0.92"))), first="90 %")
    assert "a revised baseline without a unit may be a share or a percentage: 0.92; expected a number" in str(
        caught.value
    )
    assert "write it as text: '92 %'" == caught.value.hint


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            lambda: roads(Revision("5 persons", on="2022-06")),
            "the revised goal (2022-06) of 'roads' is not of the goal's kind: 'person'; expected km",
        ),
        (
            lambda: roads(Revision("5 km", on=2022, baseline="3 beds")),
            "the revised baseline (2022) of 'roads' is not of the revised goal (2022)'s kind: 'bed'; expected km",
        ),
        (
            lambda: roads(Revision("5 km", on=2022), Revision("5 beds", on=2023), first="increase by 10 %"),
            "the revised goal (2023) of 'roads' is not of the revised goal (2022)'s kind: 'bed'; expected km",
        ),
        (
            lambda: roads(Revision("increase by 2 percentage points", on=2022)),
            (
                "only a rate changes by percentage points, and 'roads' is none: 'increase by 2 percentage points';"
                " expected a baseline and an indicator in %"
            ),
        ),
    ],
)
def test_all_versions_are_of_one_kind_of_unit(make: Any, expected: str) -> None:
    """What was promised in kilometres is not revised to persons, whichever version says so first."""
    with pytest.raises(ModelError) as caught:
        make()
    assert expected == str(caught.value)


# --- the order of time


@pytest.mark.parametrize(
    ("dates", "seen", "first"),
    [
        (["2022-09", "2022-06"], "2022-09 before 2022-06", "2022-06"),
        (["2022-06-02", "2022-06-01"], "2022-06-02 before 2022-06-01", "2022-06-01"),
        (["2023", "2022-12-31"], "2023 before 2022-12-31", "2022-12-31"),
        # 2022 may be any day from 2022-06-01 on, so that 2022-05 is before the first and not before the second
        (["2022-06", "2022", "2022-05"], "2022-06 before 2022-05", "2022-05"),
    ],
)
def test_revisions_out_of_order_are_refused(dates: list[str], seen: str, first: str) -> None:
    """What ended before an earlier one began cannot have followed it."""
    with pytest.raises(ModelError) as caught:
        roads(*(Revision("5 km", on=on) for on in dates))
    expected = f"{seen}; expected the order of time; put the revision of {first} first"
    assert f"the revisions of 'roads' are out of order: {expected}" == str(caught.value)


@pytest.mark.parametrize(
    "dates", [["2022-06", "2022-06"], ["2022", "2022-06"], ["2022-06", "2022"], ["2022-06-30", "2022-06"]]
)
def test_dates_that_share_a_day_may_stand_in_either_order(dates: list[str]) -> None:
    """Only the document knows which of two revisions of one month came first."""
    assert dates == [str(version.since) for version in roads(*(Revision("5 km", on=on) for on in dates)).versions[1:]]


# --- versions


def test_versions_by_hand() -> None:
    """1,000 km by 2022; then 1,200 km; then by 2023 from 900 km: each keeps what the next does not say."""
    first, second = (
        Revision("1,200 km", on="2022-06"),
        Revision("1,200 km", on="2022-11", period=2023, baseline="900 km"),
    )
    target = roads(first, second, period=2022, baseline="800 km")
    expected = (
        Version(reach("1,000 km"), period=period(2022), baseline=figure("800 km")),
        Version(
            reach("1,200 km"), period=period(2022), baseline=figure("800 km"), since=period("2022-06"), revision=first
        ),
        Version(
            reach("1,200 km"), period=period(2023), baseline=figure("900 km"), since=period("2022-11"), revision=second
        ),
    )
    assert expected == target.versions
    assert (reach("1,000 km"), period(2022), figure("800 km")) == (target.goal, target.period, target.baseline)


def test_a_baseline_of_nothing_is_a_baseline() -> None:
    """Zero is not missing: a revised baseline of 0 stands, and is kept."""
    target = roads(Revision("5 km", on=2022, baseline="0 km"), Revision("6 km", on=2023), baseline="3 km")
    assert [figure("3 km"), figure("0 km"), figure("0 km")] == [version.baseline for version in target.versions]


@pytest.mark.parametrize(
    ("on", "before", "from_then"),
    [
        ("2022-06-15", date(2022, 6, 14), date(2022, 6, 15)),
        ("2022-06", date(2022, 6, 29), date(2022, 6, 30)),
        ("2024-02", date(2024, 2, 28), date(2024, 2, 29)),
        ("2022", date(2022, 12, 30), date(2022, 12, 31)),
    ],
)
def test_a_revision_counts_from_the_last_day_of_its_date(on: str, before: date, from_then: date) -> None:
    """The rule of `version_at`: only when the month or year is over had it certainly been made."""
    target = roads(Revision("1,200 km", on=on))
    assert target.versions[0] == target.version_at(before) == target.version_at(date.min)
    assert target.versions[1] == target.version_at(from_then) == target.version_at(date.max)
    assert target.versions[1] == target.version_at(datetime.fromisoformat(f"{from_then}T08:30"))


def test_a_later_revision_certainly_made_takes_the_earlier_one_with_it() -> None:
    """A revision of 2022 that stands before one of 2022-06 had been made by the end of June too."""
    target = roads(Revision("6 km", on=2022), Revision("7 km", on="2022-06"))
    found = [str(target.version_at(day).goal) for day in (date(2022, 6, 29), date(2022, 6, 30), date(2023, 1, 1))]
    assert ["1,000 km", "7 km", "7 km"] == found


def test_a_version_is_asked_for_at_a_date() -> None:
    """A day, as a date or a text, or a period, whose last day counts; anything else is refused."""
    target = roads(Revision("6 km", on="2022-06-30"))
    first, last = target.versions
    assert [first, last, last] == [target.version_at(on) for on in ("2022-06-29", "2022-06", 2022)]
    nothing: Any = None
    with pytest.raises(WrongTypeError, match="not a period: None"):
        roads().version_at(nothing)
    with pytest.raises(PeriodError, match="a date was needed: since 2022"):
        roads().version_at("since 2022")


# --- properties

DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31))
GOALS = st.sampled_from(
    [
        *("1,200 km", "900", "at least 5 km", "more than 2.5 km", "between 10 and 15", "keep at least 3 km"),
        *("increase by 10 %", "increase by 5 km", "all districts", "exactly 12 km", "about 30 km", "10 m every year"),
    ]
)
BASELINES = st.sampled_from(
    [None, "900", "85.0 km", "more than 3 km", 7, figure(3, "km"), figure(None, "km", within="[1, 2)"), figure("9 m")]
)
TEXTS = st.sampled_from(["", "no", "a: b", "1.0", "修订", "- a\nb"])


def dated(day: date, form: str) -> str:
    """The day, or the month or year that it lies in."""
    return day.strftime(form)


@st.composite
def revised(draw: st.DrawFn) -> Target:
    """Targets with revisions in the order of time."""
    days = sorted(draw(st.lists(DAYS, max_size=4)))
    revisions = [
        Revision(
            draw(GOALS),
            on=dated(day, draw(st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))),
            period=draw(st.sampled_from([None, 2022, "2021-01/2021-11", "as of 2024-02", "since 2024"])),
            baseline=draw(BASELINES),
            note=draw(TEXTS),
            printed=draw(TEXTS),
            source=draw(st.sampled_from([None, Source("Paper"), Source("Paper", published=2022), Source()])),
        )
        for day in days
    ]
    measured_in = draw(st.sampled_from([None, "km", "m"]))
    first = draw(GOALS) if measured_in else "5 km"
    return roads(*revisions, first=first, unit=measured_in, period=2022, baseline=draw(st.sampled_from([None, "3 km"])))


@settings(max_examples=60)
@given(revised(), st.sampled_from(["yaml", "json"]))
def test_revisions_that_are_written_are_read_back_equal(target: Target, format: Format) -> None:
    """For every plan p: parse_plan(plan_text(p)) == p, in both languages, revisions and their parts included."""
    plan = Plan("P", targets=[target], programmes=[Programme("R", targets=[Target("w", "5 km", parts=[target])])])
    again = parse_plan(plan_text(plan, format=format), format=format)
    assert plan == again
    assert target.versions == again.targets[0].versions


@given(revised())
def test_what_a_revision_leaves_unsaid_stays_as_it_was(target: Target) -> None:
    """Each version has its revision's goal, and its period and baseline, or else those of the version before it."""
    assert len(target.revisions) + 1 == len(target.versions)
    for revision, (before, after) in zip(target.revisions, pairwise(target.versions), strict=True):
        assert (revision, revision.on, revision.goal) == (after.revision, after.since, after.goal)
        assert (before.period if revision.period is None else revision.period) == after.period
        assert (before.baseline if revision.baseline is None else revision.baseline) == after.baseline


@given(revised(), DAYS, st.integers(0, 800))
def test_versions_never_go_back(target: Target, day: date, later: int) -> None:
    """If d <= e, the version at e is that at d or a later one; and it is the last whose date has ended by then."""

    def number(on: date) -> int:
        at = target.version_at(on)
        return next(number for number, version in enumerate(target.versions) if version is at or version == at)

    assert number(day) <= number(day + timedelta(days=later))
    ended = [0, *(at for at, one in enumerate(target.revisions, 1) if one.on.end is not None and one.on.end <= day)]
    assert target.versions[max(ended)] == target.version_at(day)


# --- files

WHOLE = """\
plan: P
targets:
- indicator: roads
  goal: 1,000 km
  period: '2022'
  revisions:
  - goal: 1,200 km
    revised: 2022-06
    note: n
    printed: p
    source: S
  - goal: at least 1,300 km
    revised: '2022-11-30'
    period: '2023'
    baseline: 900 km
    source:
      title: S
      published: '2022'
  place: Linyi
"""


def test_the_keys_of_a_revision_stand_in_the_order_of_the_format() -> None:
    """Every key is read and written; what says nothing is left out."""
    target = roads(
        Revision("1,200 km", on="2022-06", note="n", printed="p", source="S"),
        Revision(
            "at least 1,300 km",
            on="2022-11-30",
            period=2023,
            baseline="900 km",
            source=Source("S", published=2022),
        ),
        period=2022,
        place="Linyi",
    )
    assert WHOLE == plan_text(Plan("P", targets=[target]))
    assert Plan("P", targets=[target]) == parse_plan(WHOLE)


def test_on_needs_no_quotes() -> None:
    """Every scalar of a file is read as the text that was written, so that `on` stays a word."""
    plan = parse_plan("plan: P\ntargets:\n- {indicator: a, goal: 5 km, revisions: [{goal: 6, revised: 2022-06}]}")
    assert (Revision("6 km", on="2022-06"),) == plan.targets[0].revisions


def faults_of(revision: str, beside: str = "") -> list[str]:
    """What is wrong with a target's revisions, without line and column."""
    with pytest.raises(FaultyFileError) as caught:
        parse_plan(f"plan: P\ntargets:\n- {{indicator: a, goal: 5 km, revisions: {revision}{beside}}}")
    return [
        str(attrs.evolve(fault, line=None, column=None)).removeprefix("targets[0].") for fault in caught.value.faults
    ]


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        (
            "[{goal: 5 kmm, revised: x}]",
            ["revisions[0].goal: unknown unit: 'kmm'", "revisions[0].revised: not a period: 'x'"],
        ),
        (
            "[{goal: 5, revised: 2022Q1}, {goal: 5, revised: 2022, colour: red}]",
            [
                "revisions[0]: a revision is dated by a day, a month or a year: '2022Q1'",
                (
                    "revisions[1].colour: unknown key: 'colour'; expected goal, revised, period, baseline, note, "
                    "printed or source"
                ),
            ],
        ),
        ("[{goal: 5, date: 2022}]", ["revisions[0].date: unknown key: 'date'; did you mean 'revised' or 'period'?"]),
        ("[{goal: 5, on: 2022}]", ["revisions[0].on: unknown key: 'on'; did you mean 'revised' or 'period'?"]),
        ("[2022]", ["revisions[0]: not a revision: a text, '2022'; expected keys with values, such as 'goal: 1,200"]),
        ("{goal: 5, revised: 2022}", ["revisions: not a list of revisions: keys with values, 'goal, revised'"]),
        (
            "[{goal: 5, revised: 2023}, {goal: 6, revised: 2022}]",
            ["the revisions of 'a' are out of order: 2023 before 2022"],
        ),
        ("[{goal: 5 persons, revised: 2023}]", ["the revised goal (2023) of 'a' is not of the goal's kind: 'person'"]),
    ],
)
def test_all_that_is_wrong_with_revisions_is_told_at_once(revision: str, expected: list[str]) -> None:
    """Each fault with its place, and with what was meant."""
    told = faults_of(revision)
    assert len(expected) == len(told)
    assert [True] * len(told) == [
        fault.removeprefix("targets[0]: ").startswith(start) for fault, start in zip(told, expected, strict=True)
    ]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (
            ", revised: 2022",
            (
                "revised: unknown key: 'revised'; 'revised' belongs to a revision, which is written in the list "
                "'revisions'"
            ),
        ),
        (", versions: []", "versions: unknown key: 'versions'; did you mean 'revisions'?"),
    ],
)
def test_a_key_beside_the_revisions_is_told_where_it_belongs(beside: str, expected: str) -> None:
    """What a target cannot have, but its revisions can."""
    assert [expected] == faults_of("[]", beside)


def test_a_revision_cannot_do_without_goal_and_date() -> None:
    """Each key that is missing is named, with an example of it."""
    goal_is, on_is = (f"revisions[0]: the key '{key}' is missing; write " for key in ("goal", "revised"))
    first, second = faults_of("[{note: n}]")
    assert f"{goal_is}what holds from then on, such as 'goal: 1,200 km', also where the goal stayed the same" == first
    assert f"{on_is}when it was revised, such as 'revised: 2022-06'" == second
    assert [second] == faults_of("[{goal: 5}]")


# --- what people see


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (roads(Revision("1,200", on="2022-06")), "1,200 km (first 1,000 km; revised 2022-06)"),
        (
            roads(Revision("1,200 km", on="2022-06"), Revision("at least 5 km", on="2022-09-01")),
            "at least 5 km (first 1,000 km; revised 2022-06, 2022-09-01)",
        ),
        (roads(Revision("1,000 km", on="2022", period=2023)), "1,000 km (revised 2022)"),
        (roads(), "1,000 km"),
    ],
)
def test_a_revised_goal_shows_what_it_was_first(target: Target, expected: str) -> None:
    """The current goal, the first one where it was another, and when it was revised."""
    assert expected == document_table(Plan("P", targets=[target])).rows[0][1]


def test_a_revised_baseline_and_period_show_what_they_were_first() -> None:
    """The row speaks of one version: the current one."""
    revision = Revision("1,200 km", on="2022-06", period=2023, baseline="900 km")
    target = roads(revision, period=2022, baseline="800 km", place="Linyi")
    table = document_table(Plan("P", targets=[target, roads(revision)]))
    assert ("900 km (first 800 km)", "2023 (first 2022), Linyi") == table.rows[0][2:]
    assert ("900 km", "2023") == table.rows[1][2:]


# --- what is noticed

Case = tuple[str, str, dict[str, Any], dict[str, Any]]


def easier(first: str, second: str, told: dict[str, Any], changed: dict[str, Any]) -> list[str]:
    """The sentences of the findings about a target with one revision."""
    target = roads(Revision(second, on="2022-06", **changed), first=first, **{"period": 2022, **told})
    return [finding.message for finding in check(Plan("P", source="S", targets=[target])).of_rule("target-made-easier")]


@pytest.mark.parametrize(
    ("case", "change"),
    [
        (("1,000 km", "900 km", {}, {}), "900 km instead of 1,000 km"),
        (("1,000 km", "900,000 m", {}, {}), "900,000 m instead of 1,000 km"),
        (("at least 85 %", "more than 80 %", {}, {}), "more than 80 % instead of at least 85 %"),
        (("at most 5 %", "at most 6 %", {}, {}), "at most 6 % instead of at most 5 %"),
        (("5 %", "6 %", {"better": "lower"}, {}), "6 % instead of 5 %"),
        (("between 10 and 15 %", "between 9 and 15 %", {}, {}), "between 9 and 15 % instead of between 10 and 15 %"),
        (("exactly 3 km", "at least 3 km", {}, {}), "at least 3 km instead of exactly 3 km"),
        (("keep at least 85 %", "keep at least 80 %", {}, {}), "keep at least 80 % instead of keep at least 85 %"),
        (("10 km every year", "9 km every year", {}, {}), "9 km every year instead of 10 km every year"),
        (
            ("at least 2 parks in each of 5 districts", "at least 1 park in each of 5 districts", {}, {}),
            "at least 1 park in each of 5 districts instead of at least 2 parks in each of 5 districts",
        ),
        (("increase by 10 %", "increase by 8 %", {}, {}), "increase by 8 % instead of increase by 10 %"),
        (("decrease by 10 %", "decrease by 8 %", {}, {}), "decrease by 8 % instead of decrease by 10 %"),
        # 1.1 * 100 = 110 km and up, then 1.1 * 90 = 99 km and up
        (
            ("increase by 10 %", "increase by 10 %", {"baseline": "100 km"}, {"baseline": "90 km"}),
            "a baseline of 90 km instead of 100 km",
        ),
        (
            ("increase by 10 %", "increase by 10 %", {"baseline": figure(100, "km")}, {"baseline": figure(90, "km")}),
            "a baseline of 90 km instead of 100 km",
        ),
        # 1.1 * 100 = 110 km and up, then 105 km and up
        (
            ("increase by 10 %", "105 km", {"baseline": "100 km"}, {}),
            "105 km instead of increase by 10 %",
        ),
        (("1,000 km", "1,000 km", {}, {"period": 2023}), "the period 2023 instead of 2022"),
        (("1,000 km", "900 km", {}, {"period": 2023}), "900 km instead of 1,000 km, the period 2023 instead of 2022"),
        (("5 km", "5 km", {"kind": "flow"}, {"period": "2022/2023"}), "the period 2022/2023 instead of 2022"),
        (("all 12 districts", "all 12 districts", {}, {"period": 2023}), "the period 2023 instead of 2022"),
        (("increase by 10 %", "increase by 10 %", {}, {"period": 2023}), "the period 2023 instead of 2022"),
        (("lower to 3 %", "lower to 3 %", {"unit": "%"}, {"period": 2023}), "the period 2023 instead of 2022"),
        (
            ("decrease by 3 km", "decrease by 3 km", {"kind": "stock"}, {"period": 2023}),
            "the period 2023 instead of 2022",
        ),
        (
            ("1 park in each of 5 districts", "1 park in each of 5 districts", {}, {"period": 2023}),
            "the period 2023 instead of 2022",
        ),
    ],
)
def test_a_target_made_easier_is_told(case: Case, change: str) -> None:
    """More values are accepted, or there is more time, and nothing became harder."""
    assert [f"its revision of 2022-06 makes it easier to meet: {change}"] == easier(*case)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(("1,000 km", "1,200 km", {}, {}), id="harder"),
        pytest.param(("1,000 km", "1,000,000 m", {}, {}), id="the same in another unit"),
        pytest.param(("1,000 km", "raise to 1,000 km", {}, {}), id="the same in other words"),
        pytest.param(("at least 5 beds", "more than 4 beds", {}, {}), id="the same whole numbers"),
        pytest.param(("between 0 and 5 beds", "at most 5 beds", {}, {}), id="no count is below zero"),
        pytest.param(("at most 5 beds", "less than 6 beds", {}, {}), id="the same whole numbers from above"),
        pytest.param(("between 10 and 15 %", "between 9 and 14 %", {}, {}), id="easier below, harder above"),
        pytest.param(("between 15 and 10 %", "between 9 and 20 %", {}, {}), id="upside down"),
        pytest.param(("5 %", "6 %", {"better": "neither"}, {}), id="nothing says on which side"),
        pytest.param(("5 %", "6 %", {}, {}), id="more is better"),
        pytest.param(("keep at least 85 %", "at least 80 %", {}, {}), id="another kind of goal"),
        pytest.param(("10 km every year", "9 km every month", {}, {}), id="another rhythm"),
        pytest.param(("2 parks in each of 5 districts", "1 park in each of 6 districts", {}, {}), id="other members"),
        pytest.param(("all 12 districts", "all 11 districts", {}, {}), id="which ones is not said"),
        pytest.param(("increase by 10 %", "increase by 12 %", {}, {}), id="a larger increase"),
        pytest.param(("increase by 10 %", "decrease by 8 %", {}, {}), id="the other way"),
        pytest.param(
            ("increase by 10 %", "increase by 9 percentage points", {"unit": "%"}, {}), id="percent and points"
        ),
        pytest.param(
            ("increase by 10 %", "increase by 10 %", {"baseline": "100 km"}, {"baseline": "120 km"}), id="from more"
        ),
        pytest.param(("increase by 10 %", "increase by 10 %", {}, {"baseline": "90 km"}), id="from what is not known"),
        # 10 % of 50 % is 5 points: 55 % or 60 %, then 54 %
        pytest.param(("increase by 10 %", "54 %", {"baseline": "50 %"}, {}), id="percent or points"),
        pytest.param(
            ("decrease by 10 beds", "at most 5 beds", {"baseline": "9 beds"}, {}), id="a change that cannot be"
        ),
        pytest.param(("1,000 km", "1,000 km", {}, {}), id="nothing changed"),
        pytest.param(("1,000 km", "1,000 km", {}, {"baseline": "5 km"}), id="a baseline that does not matter"),
        pytest.param(("1,000 km", "900 km", {}, {"period": 2021}), id="less, but sooner"),
        pytest.param(("1,000 km", "1,200 km", {}, {"period": 2023}), id="more, but later"),
        pytest.param(("increase by 10 %", "increase by 12 %", {}, {"period": 2023}), id="a larger increase, but later"),
        pytest.param(("1,000 km", "1,000 km", {}, {"period": "since 2023"}), id="no end"),
        pytest.param(("1,000 km", "1,000 km", {"period": None}, {"period": 2023}), id="no period before"),
        pytest.param(("1,000 km", "1,000 km", {}, {"period": "2021/2022"}), id="the same end"),
        pytest.param(("5 km", "5 km", {"kind": "flow"}, {"period": 2023}), id="a flow begins anew"),
        pytest.param(("keep at least 5 %", "keep at least 5 %", {}, {"period": 2023}), id="held for longer"),
        pytest.param(("at most 5 %", "at most 5 %", {}, {"period": 2023}), id="a limit kept for longer"),
        pytest.param(("lower to 5 km", "lower to 5 km", {}, {"period": 2023}), id="may add up over time"),
        pytest.param(("decrease by 5 km", "decrease by 5 km", {"kind": "flow"}, {"period": "2022/2023"}), id="adds up"),
        pytest.param(("5 km every year", "5 km every year", {}, {"period": "2022/2023"}), id="comes anew"),
        pytest.param(("between 5 and 6 %", "between 5 and 6 %", {}, {"period": 2023}), id="a range"),
    ],
)
def test_what_did_not_get_easier_or_cannot_be_told_is_left_alone(case: Case) -> None:
    """A wrong alarm is worse than a miss."""
    assert [] == easier(*case)


def test_each_revision_is_held_against_the_version_before_it() -> None:
    """From 5 to 7 to 6 km: easier than just before, though harder than at first. The period is that of the plan."""
    target = roads(Revision("7 km", on="2022-03"), Revision("6 km", on="2022-06", period=2022), first="5 km")
    found = check(Plan("P", period=2022, targets=[target])).of_rule("target-made-easier")
    assert ["its revision of 2022-06 makes it easier to meet: 6 km instead of 7 km"] == [one.message for one in found]
    assert ("7 km", "6 km") == found[0].evidence


_KINDS = ["", "exactly ", "at least ", "more than ", "at most ", "less than ", "raise to ", "lower to ", "between"]
BOUNDS = st.tuples(st.sampled_from(_KINDS), st.integers(1, 8), st.integers(0, 3))


def bound(parts: tuple[str, int, int], its_unit: str) -> str:
    """The text of a goal of one number or two."""
    kind, low, more = parts
    return f"between {low} and {low + more} {its_unit}" if kind == "between" else f"{kind}{low} {its_unit}"


@given(BOUNDS, BOUNDS, st.sampled_from([None, *Better]), st.sampled_from(["km", "beds"]))
def test_easier_means_that_more_values_are_met(
    first: tuple[str, int, int], second: tuple[str, int, int], better: Better | None, its_unit: str
) -> None:
    """A goal got easier if every value that met it still does, and another does too: asked of each value in turn."""
    goals = [bound(parts, its_unit) for parts in (first, second)]
    values = [figure(Decimal(half) / 2, its_unit) for half in range(0 if its_unit == "beds" else -2, 26)]
    asked = [value for value in values if its_unit == "km" or value.low == int(value.low)]
    met = [
        {at for at, v in enumerate(asked) if goal(g).accepts(v, better=better).verdict is Verdict.MET} for g in goals
    ]
    unclear = better is Better.NEITHER and "" in (first[0], second[0])
    assert (met[0] < met[1] and not unclear) == bool(easier(goals[0], goals[1], {"better": better}, {}))


def test_the_goals_of_later_versions_are_looked_at_too() -> None:
    """A revised range that is upside down and a revised increase from nothing known are told, each once."""
    upside_down = roads(Revision(between(15, "10 km"), on=2022), Revision(between(15, "10 km"), on=2023))
    relative = [roads(Revision("increase by 9 %", on=2022), Revision("increase by 8 %", on=2023), first=first)
                for first in ("5 km", "increase by 10 %")]  # fmt: skip
    assert 1 == len(check(Plan("P", targets=[upside_down])).of_rule("range-upside-down"))
    told = [check(Plan("P", targets=[one])).of_rule("relative-goal-without-baseline") for one in relative]
    assert [["increase by 9 %"], ["increase by 10 %"]] == [[one.evidence[0] for one in each] for each in told]


def test_an_id_stands_for_one_entry() -> None:
    """Each further entry of an id is told; entries without one, derived ids and the document's own do not count."""
    plan = Plan(
        "P",
        id="a",
        targets=[Target("x", "5 km", id="a", parts=[Target("y", "3 km", id="b")]), Target("x", "5 km")],
        programmes=[Programme("x", id="A"), Programme("z", id="a", commitments=["c", "c"], targets=[roads(id="b")])],
    )
    found = check(plan).of_rule("duplicate-id")
    assert ["programmes[1]", "programmes[1].targets[0]"] == [one.where for one in found]
    assert [("targets[0]",), ("targets[0].parts[0]",)] == [one.evidence for one in found]
    assert "'a' is also the id of the entry at targets[0]" == found[0].message


def test_a_report_is_asked_for_its_ids_too() -> None:
    """Claims name observations by their ids."""
    report = Report("R", observations=[Observation("a", "5 jobs", id="j"), Observation("b", "6 jobs", id="j")])
    assert ["observations[1]"] == [one.where for one in check(report).of_rule("duplicate-id")]


def test_a_programme_of_a_report_keeps_its_revisions() -> None:
    """Targets stand in reports too."""
    report = Report("R", programmes=[Programme("p", targets=[roads(Revision("1,200 km", on=2022))])])
    assert report == parse_report(report_text(report))
    assert unit("km") is report.programmes[0].targets[0].revisions[0].goal.unit
