"""The parts of an assessment by themselves: bands, profiles, windows, areas, matching, putting together, showing."""

from __future__ import annotations

import copy
import pickle
import threading
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest

import publicservice as ps
from publicservice.assessment.areas import Areas, area_key, same_area
from publicservice.assessment.bands import BANDS, Bands
from publicservice.assessment.evidence import name_key
from publicservice.assessment.pieces import at_least, is_level_unit, spread
from publicservice.assessment.plain import COLUMNS
from publicservice.assessment.profile import LINEAR, Profile
from publicservice.assessment.row import Row, Status
from publicservice.assessment.window import window_of
from publicservice.errors import (
    ModelError,
    NotFoundError,
    PeriodError,
    PublicServiceError,
    UndefinedError,
    WrongTypeError,
)
from publicservice.model.indicator import Kind, adds_up
from publicservice.model.place import place
from publicservice.model.walk import walk

LINYI = "Linyi, Shandong, CN"
LANSHAN, HEDONG, LUOZHUANG = (f"{name}, {LINYI}" for name in ("Lanshan", "Hedong", "Luozhuang"))


def _plan(*targets: ps.Target, **more: Any) -> ps.Plan:
    return ps.Plan("Plan", **{"period": 2022, "place": LINYI, "targets": targets, **more})


def _target(
    name: str, goal: ps.Goal | str, *, kind: str | None = None, better: str | None = None, **more: Any
) -> ps.Target:
    return ps.Target(ps.Indicator(name, kind=kind, better=better), goal, **more)


def _seen(
    name: str, value: int | str | Decimal, unit: str | None = None, period: Any = 2022, **more: Any
) -> ps.Observation:
    return ps.Observation(name, value if unit is None else ps.figure(value, unit), period=period, **more)


def _rows(plan: ps.Plan, *seen: Any, **more: Any) -> list[tuple[str, str]]:
    return [(row.title, row.status.value) for row in ps.assess(plan, list(seen), **more).rows]


def _row(plan: ps.Plan, *seen: Any, **more: Any) -> Row:
    return ps.assess(plan, list(seen), **more).rows[0]


def _reasons(plan: ps.Plan, *seen: Any, **more: Any) -> list[str]:
    return [one.reason for one in ps.assess(plan, list(seen), **more).unused]


# --- bands


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (Fraction(5), "ahead"), (Fraction(5) - Fraction(1, 10**60), "on schedule"), (Fraction(-5), "on schedule"),
        (Fraction(-5) - Fraction(1, 3 * 10**50), "slightly behind"), (Fraction(-15), "slightly behind"),
        (Fraction(-46, 3), "behind"),
    ],
)  # fmt: skip
def test_a_limit_belongs_to_the_band_above_it_exactly(points: Fraction, expected: str) -> None:
    """5 points are ahead, a sixtieth decimal less is not: bands have no holes and no slack."""
    assert expected == BANDS.between(points, points)


def test_a_stretch_over_a_limit_may_be_either_band() -> None:
    """A pace of 4 to 6 points may be ahead or on schedule; an upper end that is left out does not reach its limit."""
    assert "on schedule or ahead" == BANDS.between(Fraction(4), Fraction(6))
    assert "on schedule or ahead" == BANDS.between(Fraction(4), Fraction(5))
    assert "on schedule" == BANDS.between(Fraction(4), Fraction(5), high_open=True)
    assert "behind or slightly behind or on schedule or ahead" == BANDS.between(None, None)
    assert "ahead" == BANDS.band(ps.figure(None, "percentage point", within="(5, ∞)"))


@pytest.mark.parametrize(
    ("names", "limits", "text"),
    [
        (["a", "b"], [], "bands need one limit fewer than names"),
        (["a", "a"], [0], "cannot be told apart"),
        (["a", ""], [0], "cannot be told apart"),
        (["a", "b", "c"], [0, 0], "the limits of bands fall"),
        (["a", "b"], ["1 to 2 percentage points"], "not an exact figure"),
        (["a", "b"], [ps.figure("5 to 6 percentage points")], "not an exact figure: '5 to 6 percentage points'"),
    ],
)
def test_bands_that_leave_holes_are_refused(names: list[str], limits: list[Any], text: str) -> None:
    """Bands have different names, and falling limits, one fewer than there are bands."""
    with pytest.raises(ps.PublicServiceError, match=text):
        Bands(names, limits)


def test_done_a_third_at_a_third_of_the_time_is_exactly_on_the_edge() -> None:
    """1/3 of 3,000 jobs at 1/3 of the days is a pace of zero, though neither has an end as a decimal."""
    edge = Bands(["not behind", "behind"], [0])
    plan = _plan(_target("jobs", "3,000 jobs", kind="flow"), period="2022-01-01/2022-01-03")
    for jobs, expected in ((1000, "not behind"), (999, "behind")):
        row = _row(plan, _seen("jobs", jobs, "jobs", "2022-01-01"), bands=edge)
        assert expected == row.band


def test_a_unit_that_does_not_divide_evenly_does_not_blur_the_edge() -> None:
    """1 of 3 mu is a third of the goal in hectares too: 1 mu is 1/15 hectare, which has no end as a decimal."""
    edge = Bands(["not behind", "behind"], [0])
    plan = _plan(_target("orchards", "3 mu", kind="flow"), period="2022-01-01/2022-01-05")
    row = _row(plan, _seen("orchards", Decimal("0.04"), "hectare", "2022-01-01"), bands=edge)
    assert ("not behind", Decimal(20)) == (row.band, row.completion and row.completion.value)


# --- profiles


def test_a_shape_holds_for_the_same_stretch_of_other_years_only() -> None:
    """What came by quarter in 2021 tells of 2022 and of leap years, and nothing of half a year or of five."""
    shape = Profile.like({"2021-01/2021-02": 10, "2021-03/2021-12": 30})
    assert Fraction(1, 4) == shape.expected(ps.Period.parse("2024"), date(2024, 2, 29))
    fits = [shape.fits(ps.Period.parse(text)) for text in ("2022", "2024", "2022H1", "2021/2025", "FY2022 from 04")]
    assert [True, True, False, False, False] == fits
    assert shape.fits(ps.Period.parse("since 2022"))  # of no known length: whoever asks how much is told so there
    leap = Profile.like({"2024-02-01/2024-02-28": 1, "2024-02-29": 1})
    assert not leap.fits(ps.Period.parse("2023-02-01/2023-02-27"))
    odd = Profile.like({"2024-02-29/2024-06-30": 1, "2024-07/2024-12": 1})
    assert not odd.fits(ps.Period.parse("2023-02-28/2023-12-31"))  # of 29 February there is none in 2023


def test_a_profile_that_does_not_fit_projects_nothing() -> None:
    """Last year's quarters say nothing of a plan of five years, so that no projection is made up from them."""
    shape = Profile.like({"2021Q1": 10, "2021Q2": 20, "2021Q3": 30, "2021Q4": 40})
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"), period="2021/2025")
    row = _row(plan, _seen("jobs", 400, "jobs", "2021/2022"), profile=shape)
    assert (None, None, "like 2021, which says nothing of 2021/2025") == (row.projected, row.finish, row.profile)


def test_a_schedule_runs_straight_between_its_dates() -> None:
    """30 % by June and all by October: by the end of July 30 + 70 * 31 / 123."""
    own = Profile.by_dates({"2022-06": "30 %", "2022-10": "100 %"})
    year = ps.Period.parse("2022")
    assert Fraction(30, 100) + Fraction(70, 100) * Fraction(31, 123) == own.expected(year, date(2022, 7, 31))
    assert (Fraction(1), date(2022, 10, 31)) == (own.expected(year, date(2022, 12, 1)), own.day_of(year, Fraction(1)))
    assert (True, False) == (own.fits(year), own.fits(ps.Period.parse("2023")))


def test_the_day_of_a_share_repeats_the_period_and_ends_somewhere() -> None:
    """Half again as much as all comes by the middle of the next period; a hundred times as much is out of sight."""
    year = ps.Period.parse("2022")
    days = [LINEAR.day_of(year, Fraction(share)) for share in (0, Fraction(1, 365), 1, Fraction(3, 2), 101)]
    assert [date(2022, 1, 1), date(2022, 1, 1), date(2022, 12, 31), date(2023, 7, 2), None] == days
    assert LINEAR.day_of(ps.Period.parse("9990/9999"), Fraction(50)) is None


def test_nothing_is_expected_before_a_shape_begins() -> None:
    """Where the shape expects nothing yet, there is no projection and no day."""
    shape = Profile.like({"2021H1": 0, "2021H2": 10})
    row = _row(_plan(_target("jobs", "1,000 jobs", kind="flow")), _seen("jobs", 5, "jobs", "2022H1"), profile=shape)
    assert (None, None, "like 2021") == (row.projected, row.finish, row.profile)
    assert date(2022, 6, 30) == shape.day_of(ps.Period.parse("2022"), Fraction(0))
    assert Fraction(1, 2) == shape.expected(ps.Period.parse("2022"), date(2022, 9, 30))


def test_a_shape_takes_its_figures_in_one_unit() -> None:
    """1 km and 1,000 m are two halves."""
    shape = Profile.like({"2021H1": ps.figure(1, "km"), "2021H2": ps.figure(1000, "m")})
    assert Fraction(1, 2) == shape.expected(ps.Period.parse("2021"), date(2021, 6, 30))


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: Profile.like({}), UndefinedError),
        (lambda: Profile.like({"2021Q1": 1, "2021Q3": 1}), PeriodError),
        (lambda: Profile.like({"2021Q1": 0}), UndefinedError),
        (lambda: Profile.like({"2021Q1": -1, "2021Q2": 5}), UndefinedError),
        (lambda: Profile.by_dates({"2022-06": "120 %"}), ModelError),
        (lambda: Profile.by_dates({"2022-06": "50 %", "2022-07": "40 %"}), ModelError),
        (lambda: Profile.by_dates({"since 2022": "50 %"}), PeriodError),
        (lambda: Profile.by_dates([("2022-06", "50 %")]), WrongTypeError),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_profile_is_refused(make: Any, error: type[Exception]) -> None:
    """A profile rises from nothing to all, from date to date."""
    with pytest.raises(error):
        make()


# --- windows


@pytest.mark.parametrize(
    ("plan", "own", "expected"),
    [
        ("2021/2025", "until 2025", "2021/2025"),
        ("2021/2025", "as of 2023-12", "2021/2023"),
        ("2021/2025", None, "2021/2025"),
        ("2021/2025", "2022", "2022"),
        ("2021/2025", "until 2020", "until 2020"),
        ("2021/2025", "as of 2021-01-01", "2021-01-01"),
        (None, "until 2025", "until 2025"),
        (None, None, None),
        ("undated", None, None),
    ],
)
def test_by_when_begins_where_the_plan_begins(plan: str | None, own: str | None, expected: str | None) -> None:
    """By 2025 means: from the start of the plan's period, if that is before it."""
    node = list(walk(_plan(_target("beds", "10 beds", period=own), period=plan)))[1]
    found = window_of(node, None)
    assert expected == (None if found is None else str(found))


# --- areas and names


def test_records_of_one_area_are_one_however_fully_they_say_where_it_lies() -> None:
    """Lanshan, Linyi and Lanshan, Linyi, Shandong are one; a Chaoyang that may be either of two is neither."""
    areas = Areas.of(map(place, ["Lanshan, Linyi", "Lanshan, Linyi, Shandong", "Linyi"]))
    assert ["Lanshan, Linyi, Shandong", "Linyi"] == [str(area) for area in areas.areas]
    assert "Lanshan, Linyi, Shandong" == str(areas.record(place("Lanshan, Linyi")))
    two = Areas.of(map(place, ["Chaoyang, Beijing", "Chaoyang, Liaoning", "Chaoyang"]))
    assert (3, "Chaoyang") == (len(two.areas), str(two.record(place("Chaoyang"))))
    coded = Areas.of([ps.Place("Lanshan", code="371302"), ps.Place("Lanshan District", code="371302")])
    assert 1 == len(coded.areas)


def test_areas_know_what_lies_around_and_within_them() -> None:
    """A town lies in its district and its city, and in nothing else."""
    areas = Areas.of(map(place, ["A, B, C", "B, C", "C", "D, C"]))
    town = areas.record(place("A, B, C"))
    assert {"B, C", "C"} == {str(area) for area in areas.around(town)}
    assert {"A, B, C"} == {str(area) for area in areas.parts(areas.record(place("B, C")))}
    assert {"A, B, C", "B, C", "D, C"} == {str(area) for area in areas.within(place("C")).areas}
    assert areas is areas.within(None)
    assert (True, False) == (same_area(place("A, B"), place("a, B, C")), same_area(place("A"), place("B")))
    assert (("a", ""), ("b", "")) == area_key(place("A, B"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("New urban jobs (total)", "new urban jobs, total", True),
        ("ＰＭ２.５", "PM2.5", True),
        ("a" * 100 + " x", "a" * 100 + " y", False),
        ("%", "‰", False),
    ],
)
def test_names_are_compared_whole(one: str, other: str, same: bool) -> None:
    """Letters and digits count, all of them, and what stands between them does not."""
    assert same is (name_key(one) == name_key(other))


# --- one figure from several


def test_the_rest_of_what_is_missing_may_be_anything_more() -> None:
    """Of counts a part is a lower bound; where some may be negative, it bounds nothing; no number is claimed."""
    assert ("[5, ∞)", None) == (str(at_least(ps.figure(5, "bed")).admissible), at_least(ps.figure(5, "bed")).value)
    assert "(-∞, ∞)" == str(at_least(ps.figure(-5, "CNY")).admissible)


def test_figures_in_two_units_spread_over_both() -> None:
    """1 km beside 1,200 m is 1 to 1.2 km; 1 km beside 1,000 m is one number."""
    km, metres = ps.figure(1, "km"), ps.figure(1200, "m")
    both = spread([km, metres])
    assert both == spread([metres, km])
    assert (Decimal(1), Decimal("1.2")) == (both.to("km").low, both.to("km").high)
    assert Decimal(1) == spread([ps.figure(1000, "m"), km]).to("km").value


@pytest.mark.parametrize(
    ("text", "level", "adds"),
    [
        # whether it adds up over places: of no kind that is said, of a flow, of a stock, of a rate
        ("bed", False, "yes yes yes no"), ("CNY", False, "yes yes yes no"), ("%", True, "no no no no"),
        ("CNY/person/month", True, "no no no no"), ("deaths per 1,000 births", True, "no no no no"),
        ("percentage point", False, "no no no no"),
        # scores, waiting times and wages are averages; a day's capacity is none
        ("1", False, "undecided yes undecided no"), ("day", False, "undecided yes undecided no"),
        ("month", False, "undecided yes undecided no"), ("CNY/month", True, "undecided yes undecided no"),
        ("t/day", True, "undecided yes yes no"),
    ],
)  # fmt: skip
def test_what_is_for_each_of_something_does_not_add_up(text: str, level: bool, adds: str) -> None:
    """Rule 10: amounts a head add up neither over time nor over places; what may be an average is not added."""
    kinds = (None, Kind.FLOW, Kind.STOCK, Kind.RATE)
    assert (level, adds) == (
        is_level_unit(ps.unit(text)), " ".join(adds_up(ps.unit(text), kind).value for kind in kinds)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "kind", "seen", "expected"),
    [
        # wages of 4,000 and 5,000 CNY a month are not 9,000; scores of 4 and 4.5 are not 8.5
        ("at least 6000 CNY/month", None, ("4,000 CNY/month", "5,000 CNY/month"), "no data"),
        ("at least 6000 CNY/month", "stock", ("4,000 CNY/month", "5,000 CNY/month"), "no data"),
        ("at least 8", None, ("4", "4.5"), "no data"),
        ("at most 10 days", None, ("8 days", "9 days"), "no data"),
        # 4 + 5 million of what is spent, 41 + 42 things: the kind says that they add up
        ("at least 8 million CNY/year", "flow", ("4 million CNY/year", "5 million CNY/year"), "met"),
        ("at least 80", "flow", ("41", "42"), "met"),
        ("at least 80 t/day", "stock", ("41 t/day", "42 t/day"), "met"),
    ],
)
def test_what_may_be_an_average_is_not_added_over_places(
    goal: str, kind: str | None, seen: tuple[str, str], expected: str
) -> None:
    """A sum of averages would meet any goal; where nothing says that figures add up, nothing is put together."""
    plan = _plan(_target("it", goal, kind=kind))
    places = [LANSHAN, HEDONG]
    told = [ps.Observation("it", value, period=2022, place=where) for value, where in zip(seen, places, strict=True)]
    row = _row(plan, *told, places=places)
    assert expected == row.status.value
    assert ("may be averages" in row.because) is (expected == "no data")


def test_an_amount_a_head_is_never_added_over_places() -> None:
    """500 CNY a month in two counties are not 1,000 in the city: nothing is put together, and it is said why."""
    plan = _plan(_target("subsidy", "at least 900 CNY/person/month", kind="stock"))
    seen = [_seen("subsidy", 500, "CNY/person/month", place=where) for where in (LANSHAN, HEDONG)]
    row = _row(plan, *seen, places=[LANSHAN, HEDONG])
    assert ("no data", None, True) == (row.status.value, row.actual, "not added or averaged" in row.because)


def test_of_rates_that_end_together_the_years_counts() -> None:
    """84 % over the year and 90 % in its last quarter: the annual target is held against the year."""
    plan = _plan(_target("good air", "85 %", kind="rate", better="higher"))
    row = _row(plan, _seen("good air", "90 %", period="2022Q4"), _seen("good air", "84 %"))
    assert ("not met", "84 %") == (row.status.value, row.evidence[0].words)


def test_of_levels_that_end_together_the_date_counts() -> None:
    """Of a stock, the level at the year's end stands before what is printed with the year's span."""
    plan = _plan(_target("beds", "120 beds", kind="stock"))
    row = _row(plan, _seen("beds", 131, "beds"), _seen("beds", 117, "beds", "as of 2022-12"))
    assert ("not met", "117 beds") == (row.status.value, str(row.actual))


def test_levels_of_a_flow_since_nobody_knows_when_count_by_the_last() -> None:
    """Where no start is known, the later of two totals is the one that counts."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow", period="until 2025"), period=None)
    row = _row(plan, _seen("jobs", 300, "jobs", "as of 2022-03"), _seen("jobs", 601, "jobs", "as of 2022-06"))
    assert ("601 jobs", date(2022, 6, 30)) == (str(row.actual), row.on)


def test_a_figure_of_the_second_half_may_lack_the_first() -> None:
    """600 jobs from July to December of a kind that nobody gives: with the first half, 1,000 may be reached."""
    plan = _plan(_target("jobs", "1,000 jobs"))
    row = _row(plan, _seen("jobs", 600, "jobs", "2022H2"))
    assert ("undecided", True, None, None) == (
        row.status.value,
        row.is_partial,
        row.needed,
        row.completion and row.completion.value,
    )
    assert row.margin is not None
    assert (Decimal(-400), True) == (row.margin.low, row.margin.high.is_infinite())


def test_figures_of_unlike_kinds_are_not_put_together() -> None:
    """An increase names no unit: 500 persons beside 400 CNY are no figure at all."""
    plan = _plan(_target("it", "increase by 10 %", kind="flow"))
    row = _row(plan, _seen("it", 500, "persons", "2022H1"), _seen("it", 400, "CNY", "2022H2"))
    assert ("not measurable", None) == (row.status.value, row.actual)
    kept = _row(
        _plan(_target("it", "keep increase by 10 %")),
        _seen("it", 500, "persons", "2022H1"), _seen("it", 400, "CNY", "2022H2"),
    )  # fmt: skip
    assert kept.actual is None
    before = _row(plan, _seen("it", 500, "persons"), _seen("it", 400, "CNY", 2021))
    assert "not measurable" == before.status.value


# --- goals to be kept


def test_what_a_later_report_supersedes_does_not_break_a_promise() -> None:
    """84 % in one report and 86 % for the same day in the next: kept at 85 %."""
    plan = _plan(_target("coverage", "keep at least 85 %", kind="rate"))
    reports = [ps.Report(name, observations=[_seen("coverage", value, period="as of 2022-12")])
               for name, value in (("A", "84 %"), ("B", "86 %"))]  # fmt: skip
    assert "met" == ps.assess(plan, *reports).rows[0].status.value
    assert "not met" == ps.assess(plan, *reversed(reports)).rows[0].status.value


def test_a_flow_that_is_kept_is_that_of_the_whole_period() -> None:
    """Keep at least 1,000 jobs a year: 300 by March is no breach, 999 in the year is; more than a limit is at once."""
    plan = _plan(_target("jobs", "keep at least 1,000 jobs", kind="flow"))
    early, late = _seen("jobs", 300, "jobs", "2022Q1"), _seen("jobs", 999, "jobs")
    assert ("not due", "not met") == (_row(plan, early).status.value, _row(plan, late).status.value)
    limit = _plan(_target("deaths", "keep at most 10 deaths", kind="flow"))
    assert "not met" == _row(limit, _seen("deaths", 11, "deaths", "2022Q1")).status.value


def test_what_is_kept_of_an_unknown_kind_is_undecided_where_the_kind_matters() -> None:
    """480 beds from January to June of at least 500: missed if it is a level, not yet if it adds up."""
    plan = _plan(_target("beds", "keep at least 500 beds"))
    early = _row(plan, _seen("beds", 480, "beds", "2022H1"))
    assert ("undecided", ("the indicator's kind, flow or stock",)) == (early.status.value, early.lacks)
    assert "not met" == _row(plan, _seen("beds", 480, "beds")).status.value
    assert "not met" == _row(plan, _seen("beds", 480, "beds", "as of 2022-06")).status.value
    quarters = [_seen("beds", 200, "beds", f"2022Q{number}") for number in (1, 2, 3, 4)]
    assert "undecided" == _row(plan, *quarters).status.value
    assert "met" == _row(plan, *(_seen("beds", 600, "beds", f"2022Q{n}") for n in (1, 2, 3, 4))).status.value


def test_the_margin_of_what_is_kept_is_that_of_the_worst_in_any_unit() -> None:
    """2 km in March and 1,500 m in June of at least 1 km: 500 m is the least that it was above."""
    plan = _plan(_target("path", "keep at least 1 km", kind="stock"))
    for seen in ([("2", "km"), ("1500", "m")], [("2000", "m"), ("1.5", "km")]):
        row = _row(plan, *(_seen("path", value, unit, f"as of 2022-{3 * number:02}")
                           for number, (value, unit) in enumerate(seen, 1)))  # fmt: skip
        assert row.margin is not None
        assert Decimal("0.5") == row.margin.to("km").value


# --- what can only be said at the end


def test_more_than_a_limit_is_final_only_where_it_cannot_come_down() -> None:
    """11 of at most 10: missed for good if it adds up; a level may still fall; of an unknown kind it is undecided."""
    for kind, expected in (("flow", "not met"), (None, "undecided"), ("stock", "not due")):
        plan = _plan(_target("it", "at most 10 cases", kind=kind, better="lower"))
        assert expected == _row(plan, _seen("it", 11, "cases", "2022H1")).status.value


def test_a_change_on_the_year_of_half_a_year_is_not_final() -> None:
    """Up 10.2 % on the year in the first half does not decide a rise of 10 % in the year."""
    plan = _plan(_target("standard", "increase by 10 %"))
    claims = [ps.Claim("year-on-year", says="up 10.2 %", of="s")]
    half = ps.Report("R", period="2022H1", observations=[ps.Observation("standard", "550 CNY", id="s")], claims=claims)
    assert "not due" == ps.assess(plan, half).rows[0].status.value
    assert "undecided" == ps.assess(plan, half, as_of="2023-03").rows[0].status.value


@pytest.mark.parametrize(
    ("goal", "says", "expected"),
    [
        ("increase by 500 CNY", "up 10 %", "not measurable"),  # a share says nothing of an amount
        ("increase by 500 CNY", "up 600 CNY", "met"),
        ("increase by 10 % of its baseline", "up 11 percentage points", "not measurable"),
        ("increase by 10 %", "up 11 percentage points", "met"),
    ],
)
def test_a_claim_of_change_counts_where_it_is_of_the_goals_kind(goal: str, says: str, expected: str) -> None:
    """A rise by an amount is no rise by a share."""
    claims = [ps.Claim("year-on-year", says=says, of="s")]
    report = ps.Report("R", period=2022, observations=[ps.Observation("it", "55 CNY", id="s")], claims=claims)
    assert expected == ps.assess(_plan(_target("it", goal)), report).rows[0].status.value


def test_the_figure_before_is_evidence_and_of_the_same_area() -> None:
    """The baseline that a row rests on is in its evidence; a district's figure is no baseline of the city."""
    plan = _plan(_target("standard", "increase by 10 %"))
    now, before = _seen("standard", 567, "CNY"), _seen("standard", 511, "CNY", 2021)
    made = ps.assess(plan, [now, before])
    assert (2, ()) == (len(made.rows[0].evidence), made.unused)
    district = _seen("standard", 511, "CNY", 2021, place=LANSHAN)
    assert "not measurable" == _row(plan, now, district).status.value
    points = _plan(_target("it", "increase by 2 percentage points"))
    assert "not measurable" == _row(points, _seen("it", 5, "persons"), _seen("it", 4, "persons", 2021)).status.value
    assert "met" == _row(points, _seen("it", "52.1 %"), _seen("it", "50.0 %", period=2021)).status.value
    zero = _row(plan, now, _seen("standard", 0, "CNY", 2021))
    assert "not measurable" == zero.status.value


# --- matching


def test_groups_are_members_and_the_reports_place_is_not() -> None:
    """Women and men of Linyi are two groups, not one member called Linyi; those of another province are none."""
    plan = _plan(_target("training", "at least 10 persons in each of 2 groups", kind="flow"))
    for where, expected in ((LINYI, "met"), ("Anhui, CN", "no data")):
        seen = [ps.Observation("training", ps.figure(11, "persons"), population=who) for who in ("women", "men")]
        made = ps.assess(plan, ps.Report("R", place=where, period=2022, observations=seen))
        assert expected == made.rows[0].status.value
    titles = [title for title, _ in _rows(plan, *(_seen("training", 11, "persons", population=who) for who in "ab"))]
    assert ["training", "a", "b"] == titles


def test_members_of_a_plan_without_a_place_are_places_or_groups() -> None:
    """Without an area of its own, each place is a member, and each group of one place."""
    plan = _plan(_target("parks", "at least 1 park in each of 2 districts", kind="flow"), place=None)
    assert ["met", "met", "met"] == [
        status for _, status in _rows(plan, *(_seen("parks", 1, "park", place=at) for at in (LANSHAN, HEDONG)))
    ]
    grouped = [_seen("parks", 1, "park", place=LINYI, population=who) for who in ("a", "b")]
    assert ["parks", "a", "b"] == [title for title, _ in _rows(plan, *grouped)]


def test_named_members_are_found_by_place_or_group_and_nowhere_else() -> None:
    """Lanshan is the district of that name, unless the report says that it lies in Anhui."""
    goal = ps.each_of(2, "district", "at least 1 park", names=["Lanshan", "Hedong"])
    plan = _plan(_target("parks", goal, kind="flow"))
    seen = [_seen("parks", 2, "parks", place=at) for at in ("lanshan", "Hedong, Shandong")]
    assert ["met", "met", "met"] == [status for _, status in _rows(plan, *seen)]
    far = _seen("parks", 2, "parks", place="Lanshan, Anhui")
    assert ("no data", ["it is of Lanshan, Anhui, the target of Linyi, Shandong, CN"]) == (
        _row(plan, far, as_of="2022").status.value, _reasons(plan, far),
    )  # fmt: skip
    other = _seen("parks", 2, "parks", place=LUOZHUANG)
    assert ["another figure of its district stands before it, or it is none of them"] == _reasons(plan, other)
    groups = _plan(_target("parks", ps.each_of(1, "group", "at least 1 park", names=["rural"]), population="farmers"))
    assert ["met", "met"] == [status for _, status in _rows(groups, _seen("parks", 1, "park", population="rural"))]


def test_districts_of_one_name_in_two_cities_are_two_members() -> None:
    """Each Chaoyang has its own row and id."""
    plan = _plan(_target("parks", "at least 1 park in each of 2 districts", kind="flow"), place="CN")
    seen = [_seen("parks", number, "parks", place=f"Chaoyang, {city}, CN") for number, city in enumerate(("A", "B"))]
    rows = ps.assess(plan, seen).rows
    assert [("parks", "not met"), ("Chaoyang, A, CN", "not met"), ("Chaoyang, B, CN", "met")] == [
        (row.title, row.status.value) for row in rows
    ]
    alike = [_seen("parks", 1, "park", place=f"{name}, CN") for name in ("A-1", "A 1")]
    assert ["parks/a-1", "parks/a-1-2"] == [row.id for row in ps.assess(plan, alike).rows[1:]]


def test_areas_that_are_counted_take_their_own_figure_or_that_around_them() -> None:
    """Five districts, as such, answer for themselves; the city's figure is taken for them, and that is said."""
    five = ps.Place("five districts", count=5, parent=place(LINYI))
    plan = _plan(_target("parks", "6 parks", kind="flow", place=five))
    own, around = (
        _row(plan, _seen("parks", 7, "parks", place=five)),
        _row(plan, _seen("parks", 7, "parks", place=LINYI)),
    )
    assert ("met", "", "met") == (own.status.value, own.why, around.status.value)
    assert "the figure of Linyi is taken as that of five districts" == around.why
    each = [_seen("parks", 1, "park", place=f"{name}, {LINYI}") for name in "ABCDE"]
    row = _row(plan, *each)
    assert ("not met", "5 places", False) == (row.status.value, row.how, row.is_partial)
    assert "undecided" == _row(plan, *each[:4]).status.value


def test_a_target_without_a_place_does_not_mix_places() -> None:
    """Two cities' beds are added, and how many there are is not known; the province's own figure stands alone."""
    plan = _plan(_target("beds", "60 beds", kind="stock"), place=None)
    cities = [_seen("beds", 41, "beds", place="A, X"), _seen("beds", 21, "beds", place="B, X")]
    row = _row(plan, *cities)
    assert ("met", "62 beds", True) == (row.status.value, str(row.actual), row.is_partial)
    assert "70 beds" == str(_row(plan, *cities, _seen("beds", 70, "beds", place="X")).actual)
    assert "41 beds" == str(_row(plan, cities[0]).actual)
    assert "80 beds" == str(_row(plan, *cities, _seen("beds", 80, "beds")).actual)


def test_one_id_in_the_reports_of_two_counties_is_not_the_citys() -> None:
    """An id tells what is meant, not where: the counties' figures are put together."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow", id="J"))
    seen = [_seen("jobs", 600, "jobs", place=at, id="J") for at in (LANSHAN, HEDONG)]
    row = _row(plan, *seen, places=[LANSHAN, HEDONG])
    assert ("met", "1,200 jobs", False) == (row.status.value, str(row.actual), row.is_partial)
    named = _row(plan, _seen("posts", 1200, "jobs", place="Linyi City", id="J"))
    assert ("met", True) == (named.status.value, "counts by its id, though it is of Linyi City" in named.why)


def test_what_the_caller_names_counts_wherever_it_is_from() -> None:
    """Named observations count for a target whatever they are called; others of its name are told as left out."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"), _target("beds", "5 beds"))
    seen = [
        _seen("posts", 1200, "jobs", place=LANSHAN, id="X"),
        _seen("jobs", 7, "jobs"),
        _seen("cots", 6, "beds", id="Y"),
    ]
    made = ps.assess(plan, seen, matches={"jobs": "X", "beds": ["Y"]})
    assert ["met", "met"] == [row.status.value for row in made.rows]
    assert ["other observations were named for the target"] == [one.reason for one in made.unused]
    halves = [_seen("a", 500, "jobs", "2022H1", id="A"), _seen("b", 501, "jobs", "2022H2", id="B")]
    both = ps.assess(plan, halves, matches={"jobs": "A", "JOBS": "B"}).rows[0]
    assert "1,001 jobs" == str(both.actual)
    with pytest.raises(NotFoundError, match="observations are matched to targets"):
        ps.assess(_plan(commitments=["build it"]), seen, matches={"build it": "X"})
    with pytest.raises(NotFoundError, match="did you mean 'A'"):
        ps.assess(plan, [_seen("a", 1, "job", id="A")], matches={"jobs": "a"})


def test_members_may_be_named_by_the_caller_too() -> None:
    """Named observations of an each-of goal still say which member they are of."""
    plan = _plan(_target("parks", "at least 1 park in each of 2 districts", kind="flow"))
    seen = [_seen("gardens", 1, "park", place=at, id=at) for at in (LANSHAN, "Hedong, Anhui")]
    rows = ps.assess(plan, seen, matches={"parks": [LANSHAN, "Hedong, Anhui"]}).rows
    assert ("no data", ["Lanshan"]) == (rows[0].status.value, [row.title for row in rows[1:]])


def test_groups_within_groups() -> None:
    """Women of the poor are part of the poor; the old are another group; no group fits only a name that has one."""
    poor = ps.Population("the poor")
    plan = _plan(_target("aid", "100 persons", kind="flow", population=poor))
    women = ps.Population("women", within=ps.Population("young people", within=poor))
    assert ["it speaks of a group, the target of the poor"] == _reasons(
        plan, _seen("aid", 1, "person", population=women)
    )
    assert ["it is of the old, the target of the poor"] == _reasons(
        plan, _seen("aid", 1, "person", population="the old")
    )
    two = _plan(_target("aid", "100 persons", population="a"), _target("aid", "100 persons", population="b"))
    assert ["it names no group, the target is of a, and others of its name are of other groups"] == _reasons(
        two, _seen("aid", 5, "persons")
    )


def test_assumptions_are_told_of_what_is_used_only() -> None:
    """A figure that was left out for its year does not make the row say what was assumed of it."""
    plan = _plan(_target("aid", "100 persons", kind="flow", population="a"))
    row = _row(plan, _seen("aid", 5, "persons", 2021), _seen("aid", 101, "persons", population="a"))
    assert ("met", "") == (row.status.value, row.why)


def test_a_figure_without_a_date_before_the_time_of_the_target_does_not_count() -> None:
    """At a date before the period begins, a figure of that date cannot be of the period."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"), period=2023)
    undated = ps.Observation("jobs", ps.figure(500, "jobs"))
    made = ps.assess(plan, [undated], as_of="2022-06-30")
    assert "not due" == made.rows[0].status.value
    assert "it has no period, and the assessment's date, 2022-06-30, lies before 2023" == made.unused[0].reason
    inside = _row(plan, undated, as_of="2023-06-30")
    assert ("500 jobs", date(2023, 6, 30)) == (str(inside.actual), inside.on)
    assert "taken as of the assessment's date" in inside.why


def test_stages_that_are_not_named_do_not_fit_a_target_that_names_one() -> None:
    """Homes of which nothing is said are not homes started; a district's stages are not the city's."""
    plan = _plan(_target("homes", "8 nursing homes", stage="started"))
    assert ["it names no stage, the target is of work started"] == _reasons(plan, _seen("homes", 8, "nursing homes"))
    plain = _plan(_target("homes", "8 nursing homes"))
    row = _row(plain, _seen("homes", 9, "nursing homes", stage="started", place=LANSHAN))
    assert () == row.stages


def test_parts_of_two_wholes_need_the_wholes_name() -> None:
    """The word rural alone may be either; with the whole's name it is clear."""
    plan = _plan(*(ps.Target(name, "10 beds", parts=[ps.Target("rural", "5 beds")]) for name in ("cots", "bunks")))
    reason = "parts of several targets go by this name; give the target's id, or the whole's name beside it"
    assert [reason] == _reasons(plan, _seen("rural", 6, "beds"))
    assert ("rural", "met") in _rows(plan, _seen("rural cots", 6, "beds"))


def test_places_that_reports_only_name_are_placed_where_one_alone_is_meant() -> None:
    """Lanshan is Linyi's if the caller says so; of two Chaoyangs, none is taken."""
    plan = _plan(_target("beds", "5 beds", kind="stock"))
    seen = _seen("beds", 6, "beds", place="Lanshan")
    assert "met" == _row(plan, seen, places=[LANSHAN]).status.value
    assert "no data" == _row(plan, seen, places=[LANSHAN, "Lanshan, Rizhao, Shandong, CN"]).status.value


# --- places put together


def test_a_rate_of_some_of_the_places_decides_nothing() -> None:
    """95 % in one district of two says nothing of both, however high it is."""
    plan = _plan(_target("coverage", "at least 85 %", kind="rate"))
    one = ps.Coverage("coverage", covered=95, eligible=100, place=LANSHAN, period=2022)
    other = ps.Coverage("coverage", covered=10, eligible=100, place=HEDONG, period=2022)
    row = ps.assess(plan, [one], places=[LANSHAN, HEDONG]).rows[0]
    assert ("undecided", None, "some of its places have no figure", None) == (
        row.status.value, row.completion, row.completion_reason, row.margin,
    )  # fmt: skip
    assert "no figure of Hedong" in row.because
    both = ps.assess(plan, [one, other], places=[LANSHAN, HEDONG]).rows[0]
    assert ("not met", Decimal("52.5"), "Hedong") == (
        both.status.value, both.actual and both.actual.value, both.gaps and both.gaps.worst,
    )  # fmt: skip
    assert ("worst off", "Hedong; best off: Lanshan") in both.facts()


def test_a_city_counts_before_its_districts_and_nothing_counts_twice() -> None:
    """A city with its own figure takes in its districts, whether or not the records say the same of where they lie."""
    seen = [
        _seen("beds", 100, "beds", place="A, B, C"), _seen("beds", 40, "beds", place="D, A, B"),
        _seen("beds", 30, "beds", place="E, B, C"), _seen("beds", 30, "beds", place="E, B"),
    ]  # fmt: skip
    made = ps.roll_up(seen, "B, C", places=["A, B, C", "D, A, B, C", "E, B, C", "F, E, B, C"])
    assert ("130 beds", (), True) == (str(made.figure), made.missing, made.is_complete)


def test_a_place_is_covered_by_all_of_its_own_places() -> None:
    """A city without a figure is made of its two districts; with one of them, the city and the other are missing."""
    known = ["A, B", "D, A, B", "E, A, B"]
    seen = [_seen("beds", 4, "beds", place=f"{name}, A, B") for name in "DE"]
    assert ((), True) == ((made := ps.roll_up(seen, "B", places=known)).missing, made.is_complete)
    assert ("A", "E") == ps.roll_up(seen[:1], "B", places=known).missing
    whole = ps.roll_up([_seen("beds", 4, "beds", place="B")], "B", places=known)
    assert () == whole.missing
    many = [f"T{number:02}, B" for number in range(20)]
    assert "no figure of T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11, T12 and 7 more" in str(
        ps.roll_up([_seen("beds", 1, "bed", place="T00, B")], "B", places=many)
    )


def test_roll_up_says_why_there_is_no_figure() -> None:
    """Rates without counts, unlike units, and nothing at all give no number."""
    rates = [_seen("rate", "80 %", place=f"{name}, B") for name in "CD"]
    assert (None, True) == ((made := ps.roll_up(rates, "B")).figure, "not added or averaged" in made.why)
    unlike = [_seen("it", 1, "bed", place="C, B"), _seen("it", 1, "person", place="D, B")]
    assert "undefined (the figures over 2 places are not put together: " in str(ps.roll_up(unlike, "B"))
    assert "undefined (no place has a figure; how many places there are is not known)" == str(ps.roll_up([], "B"))
    partial = [ps.Coverage("c", rate="80 %", place="C, B"), ps.Coverage("c", covered=1, eligible=2, place="D, B")]
    assert "not put together: rates pool only where" in ps.roll_up(partial, "B").why
    told = [ps.Observation("it", result="fine", place="C, B"), _seen("it", 3, "beds", place="D, B")]
    assert "3 beds" == str(ps.roll_up(told, "B").figure)
    with pytest.raises(WrongTypeError):
        ps.roll_up([5], "B")


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        (_seen("cots", 3, "beds", place="D, B"), "several indicators are not put together: 'beds' and 'cots'; roll up"),
        (_seen("beds", 3, "beds", place="D, B", population="women"), "several groups .* 'all' and 'women'"),
        (_seen("beds", 3, "beds", place="D, B", stage="started"), "several stages .* 'completed' and 'started'"),
    ],
)
def test_what_counts_different_things_is_not_rolled_up(other: ps.Observation, problem: str) -> None:
    """Beds of one place and cots of another have no sum; names of one indicator and work that is done go together."""
    beds = _seen("beds", 4, "beds", place="C, B")
    for pair in ([beds, other], [other, beds]):
        with pytest.raises(ModelError, match="figures of several"):
            ps.roll_up(pair, "B")
    with pytest.raises(ModelError, match=problem):
        ps.roll_up([beds, beds, other], "B")
    done = _seen("Beds", 3, "beds", place="D, B", stage="completed")
    assert "7 beds" == str(ps.roll_up([beds, done], "B").figure)
    assert "4 beds" == str(ps.roll_up([beds, other], "C, B").figure)


def test_roll_up_takes_time_into_account() -> None:
    """Quarters of a place are added first; what ends after the date is left out; a missing quarter is said."""
    seen = [_seen("jobs", 5, "jobs", f"2022Q{number}", place="C, B") for number in (1, 2, 4)]
    assert "10 jobs" == str(ps.roll_up(seen, "B", kind="flow", as_of=date(2022, 9, 30)).figure)
    whole = ps.roll_up([*seen, _seen("jobs", 9, "jobs", place="D, B")], "B", kind="flow")
    assert ("24 jobs", False) == (str(whole.figure), whole.is_complete)
    assert "of some for part of the time" in whole.why


def test_places_up_to_different_dates_have_no_pace() -> None:
    """June's figure of one district and November's of the other: a sum, but no share of time to hold it against."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"))
    seen = [_seen("jobs", 300, "jobs", "2022-01/2022-06", place=LANSHAN),
            _seen("jobs", 500, "jobs", "2022-01/2022-11", place=HEDONG)]  # fmt: skip
    row = _row(plan, *seen, places=[LANSHAN, HEDONG])
    assert ("not due", None, "it is made of figures up to different dates") == (
        row.status.value, row.pace, row.pace_reason,
    )  # fmt: skip
    assert "their figures are of different dates, from 2022-06-30 to 2022-11-30" in row.why


def test_gaps_are_compared_by_the_latest_rates_and_by_each_goals_own_rate() -> None:
    """Of two reports the later counts; goals of each member are compared with; unlike counts are not compared."""
    goal = ps.each_of(2, "district", "at least 85 %")
    old = ps.Report("old", observations=[_seen("coverage", "50 %", place=LANSHAN)])
    new = ps.Report(
        "new", observations=[_seen("coverage", "90 %", place=LANSHAN), _seen("coverage", "80 %", place=HEDONG)]
    )
    gaps = ps.assess(_plan(_target("coverage", goal, kind="rate")), old, new).rows[0].gaps
    assert gaps is not None
    assert ("Hedong", Decimal(10), True) == (gaps.worst, gaps.difference.value, gaps.groups[0].gap is not None)
    unlike = [ps.Coverage("coverage", covered=ps.figure(9, unit), eligible=ps.figure(10, unit), place=at, period=2022)
              for unit, at in (("beds", LANSHAN), ("persons", HEDONG))]  # fmt: skip
    assert ps.assess(_plan(_target("coverage", "at least 85 %")), unlike).rows[0].gaps is None
    ranged = _plan(_target("coverage", "between 80 and 90 %", kind="rate"))
    groups = ps.assess(ranged, [_seen("coverage", f"{n} %", population=f"group {n}") for n in (81, 85)]).rows[0].gaps
    assert groups is not None
    assert ("group 81", None) == (groups.worst, groups.groups[0].gap)
    counts = [_seen("beds", 5, "beds", place=at) for at in (LANSHAN, HEDONG)]
    assert _row(_plan(_target("beds", "5 beds")), *counts).gaps is None


# --- members, spans and parts


def test_members_decide_by_their_own_status() -> None:
    """What a member has missed for good is missed; what may still change, or is partly missing, is not decided."""

    def status(goal: str, kind: str, *seen: ps.Observation) -> str:
        return _row(_plan(_target("it", f"{goal} in each of 2 districts", kind=kind)), *seen).status.value

    def at(value: int | str, unit: str | None, period: Any, where: str) -> ps.Observation:
        return _seen("it", value, unit, period, place=where)

    june = "as of 2022-06"
    kept = "keep at least 85 %"
    assert "not due" == status(kept, "rate", at("90 %", None, june, LANSHAN), at("91 %", None, june, HEDONG))
    assert "not met" == status(kept, "rate", at("80 %", None, june, LANSHAN), at("91 %", None, june, HEDONG))
    first = at("85 %", None, "as of 2022-03", LANSHAN)
    assert "not met" == status(kept, "rate", first, at("80 %", None, june, LANSHAN), at("91 %", None, june, HEDONG))
    limit = "at most 10 cases"
    assert "not met" == status(limit, "flow", at(11, "cases", "2022H1", LANSHAN), at(1, "case", "2022H1", HEDONG))
    half = at(900, "jobs", "2022H2", LANSHAN)
    assert "undecided" == status("at least 1,000 jobs", "flow", half, at(1001, "jobs", 2022, HEDONG))
    three = [at(number, "jobs", 2022, f"{number}, {LINYI}") for number in (1, 2, 3)]
    assert "undecided" == status("at least 3 jobs", "flow", *three[1:], at(3, "jobs", 2022, LANSHAN))
    assert "not met" == status("at least 3 jobs", "flow", *three[:2], at(1, "job", 2022, LANSHAN))
    assert "met" == status("at least 1 job", "flow", *three)


def test_members_nobody_counted_are_measured_where_one_missed() -> None:
    """How many districts there are does not matter if one missed the goal; else nobody can tell that all met it."""
    plan = _plan(_target("parks", "at least 1 park in each district", kind="flow"))
    assert "not met" == _row(plan, _seen("parks", 0, "parks", place=LANSHAN)).status.value
    assert "not measurable" == _row(plan, _seen("parks", 1, "park", place=LANSHAN)).status.value
    change = _plan(_target("it", "increase by 10 % in each of 1 district"))
    assert "not measurable" == ps.assess(change, as_of="2022").rows[0].status.value
    now, before = (_seen("it", value, "CNY", year, place=LANSHAN) for value, year in ((120, 2022), (100, 2021)))
    assert [("it", "met"), ("Lanshan", "met")] == _rows(change, now, before)
    assert [("it", "not measurable"), ("Lanshan", "not measurable")] == _rows(change, now)
    words = ps.Observation("parks", result="under way", period=2022, place=LANSHAN)
    two = _plan(_target("parks", "at least 1 park in each of 1 district"))
    assert [("parks", "no data"), ("Lanshan", "no data")] == _rows(two, words)


def test_fiscal_years_come_anew_as_the_plan_does() -> None:
    """Two years from April are two, not three; a plan of 18 months is not made of whole years."""
    plan = _plan(_target("towns", "10 towns every year", kind="flow"), period="2022-04/2024-03")
    rows = ps.assess(plan, [_seen("towns", 11, "towns", "FY2022 from 04")]).rows
    assert ["not due", "met", "not due"] == [row.status.value for row in rows]
    half = _plan(_target("towns", "10 towns every year", kind="flow"), period="2022-01/2023-06")
    assert ("not measurable", ("its period",)) == (
        (row := ps.assess(half, as_of="2022").rows[0]).status.value,
        row.lacks,
    )
    quarters = _plan(_target("towns", "10 towns every quarter", kind="flow"), period="2022H1")
    assert 3 == len(ps.assess(quarters, as_of="2022").rows)
    open_ended = _plan(_target("towns", "10 towns every year"), period="since 2022")
    assert "not measurable" == ps.assess(open_ended, as_of="2022").rows[0].status.value


def test_a_yearly_increase_is_reckoned_from_the_year_before() -> None:
    """From 100: 111 in the first year is enough; 112 in the second is not 10 % more than 111."""
    target = _target("subsidy", "increase by 10 % every year", baseline=ps.figure(100, "CNY"))
    seen = [_seen("subsidy", 111, "CNY", 2021), _seen("subsidy", 112, "CNY", 2022)]
    assert ["not met", "met", "not met"] == [status for _, status in _rows(_plan(target, period="2021/2022"), *seen)]


def test_members_of_every_year_are_told_once() -> None:
    """A goal for each district every year rests on each figure once."""
    plan = _plan(_target("parks", "at least 1 park in each of 1 district every year", kind="flow"), period="2021/2022")
    made = ps.assess(plan, [_seen("parks", 1, "park", year, place=LANSHAN) for year in (2021, 2022)])
    assert ("met", 2, 5, ()) == (made.rows[0].status.value, len(made.rows[0].evidence), len(made.rows), made.unused)
    assert 5 == len({row.id for row in made.rows})


def test_a_part_of_which_some_is_missing_leaves_the_whole_open() -> None:
    """400 rural jobs in the second half and 500 urban ones: with the first half's, 1,000 may be reached."""
    rural, urban = (_target(name, "500 jobs", kind="flow") for name in ("rural", "urban"))
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow", parts=[rural, urban]))
    row = _row(plan, _seen("rural", 400, "jobs", "2022H2"), _seen("urban", 500, "jobs"))
    assert ("undecided", "its parts make it up; some of rural is missing") == (row.status.value, row.why)
    rates = _plan(ps.Target("rate", "80 %", parts=[ps.Target("a", "80 %"), ps.Target("b", "80 %")]))
    assert "its parts are rates, which are not added" == _row(rates, _seen("a", "81 %"), _seen("b", "82 %")).because
    unlike = _plan(ps.Target("it", "increase by 10 %", parts=[ps.Target("a", "1 bed"), ps.Target("b", "1 km")]))
    assert _row(unlike, _seen("a", 1, "bed"), _seen("b", 1, "km")).actual is None


# --- claims


def test_claims_of_completion_speak_of_their_own_figure() -> None:
    """60 % for the second half is not held against the sum of both; a claim against another number is another's."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"))
    claims = [ps.Claim("completion", says="60 %", of="h2")]
    halves = [_seen("jobs", 500, "jobs", "2022H1"), _seen("jobs", 600, "jobs", "2022H2", id="h2")]
    assert () == ps.assess(plan, ps.Report("R", observations=halves, claims=claims)).rows[0].implied
    for against, expected in (("700 jobs", 0), ("", 1)):
        claim = ps.Claim("completion", says="90 %", of="jobs", against=against)
        told = ps.Report("R", observations=[_seen("jobs", 900, "jobs")], claims=[claim])
        assert expected == len(ps.assess(plan, told).rows[0].implied)
    twice = ps.Report(
        "R", observations=[_seen("jobs", 900, "jobs"), _seen("jobs", 1, "job", place=LANSHAN)], claims=[claim]
    )
    assert () == ps.assess(plan, twice).rows[0].implied


def test_of_several_printed_completions_the_latest_counts() -> None:
    """30 % by March and 101 % by December are 1,010 jobs by December; a claim in persons is no completion."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"))

    def told(when: Any, says: str) -> ps.Report:
        words = [ps.Observation("jobs", result="on track", id="j")]
        return ps.Report(says, period=when, observations=words, claims=[ps.Claim("completion", says=says, of="j")])

    row = ps.assess(plan, told("2022Q1", "30 %"), told(2022, "101 %")).rows[0]
    assert ("met", date(2022, 12, 31), "101 %") == (row.status.value, row.on, row.evidence[0].report)
    assert "no data" == ps.assess(plan, told(2022, "5 persons")).rows[0].status.value
    change = _plan(_target("jobs", "increase by 10 %"))
    assert ps.assess(change, told(2022, "101 %")).rows[0].actual is None


def test_a_coverage_without_a_rate_is_what_it_prints() -> None:
    """Those covered are a figure; a share of nobody is none, and is told in its own words and not as "all"."""
    plan = _plan(_target("insured", "500 persons"))
    assert "met" == _row(plan, ps.Coverage("insured", covered=ps.figure(520, "persons"), period=2022)).status.value
    nobody = ps.assess(plan, [ps.Coverage("insured", covered=0, eligible=0, period=2022)])
    assert "the result is told in words: 0 of 0" == nobody.rows[0].because
    every = ps.assess(plan, [ps.Coverage("insured", is_all=True, period=2022)])
    assert "the result is told in words: all" == every.rows[0].because


def test_all_is_not_shown_by_a_count_of_something_else() -> None:
    """500 persons do not tell whether all 12 districts have it; nor do words that say something else."""
    plan = _plan(_target("service", "all 12 districts"))
    persons = _row(plan, _seen("service", 500, "persons"))
    assert ("no data", ("a figure in the goal's unit",)) == (persons.status.value, persons.lacks)
    assert "no data" == _row(plan, ps.Observation("service", result="under way", period=2022)).status.value
    assert (
        "not measurable"
        == _row(_plan(_target("service", "all districts")), _seen("service", 5, "districts")).status.value
    )


# --- commitments


def test_commitments_are_followed_at_the_date_and_in_their_place() -> None:
    """What is said of a later time or of another province is told as not used."""
    plan = _plan(commitments=["build it"])
    said = ps.Observation("build it", result="begun", period="2022-06", stage="started")
    later = ps.Observation("build it", result="done", period=2024, stage="completed")
    far = ps.Observation("build it", result="done", period="2022-06", place="Anhui, CN")
    made = ps.assess(plan, [said, later, far], as_of="2022-12-31")
    followed = made.commitments[0]
    assert (["begun"], "started") == ([one.words for one in followed.said], followed.stage and followed.stage.value)
    assert [True, True] == ["ends after" in made.unused[0].reason, "the commitment of Linyi" in made.unused[1].reason]
    assert "followed, not scored" in str(made)


# --- the result


def test_weights_are_exact_and_each_target_has_one() -> None:
    """A third met is a third, whatever the context; text is a number; two weights of one target are a slip."""
    plan = _plan(_target("a", "1 bed"), _target("b", "1 bed"), _target("c", "10 beds"))
    made = ps.assess(plan, [_seen("a", 1, "bed"), _seen("b", 0, "beds"), _seen("c", "10 beds")])
    with localcontext(prec=3):
        share = made.weighted({"a": "1", "b": 2})
    assert share.low < Fraction(100, 3) < share.high
    both = made.weighted({"a": 1, "c": 1})
    assert (Decimal(50), Decimal(100), None) == (both.low, both.high, both.value)
    assert Decimal(100) == made.weighted({"a": Decimal("1E-40")}).value
    for weights, text in (({"a": 1, "A": 1}, "two weights"), ({}, "no weights"), ({"a": 0}, "above zero")):
        with pytest.raises(ModelError, match=text):
            made.weighted(weights)
    with pytest.raises(ModelError, match="leave it out of the weights"):
        ps.assess(plan, as_of="2022").weighted({"a": 1})


def test_rows_are_found_by_id_end_of_id_or_title() -> None:
    """Words that several rows answer to, or none, are answered with candidates."""
    plan = _plan(_target("a", "1 bed"), programmes=[ps.Programme("P", targets=[_target("a", "1 bed")])])
    made = ps.assess(plan, as_of="2022")
    assert "p/a" == made.row("P/A").id
    assert "a" == made.row("a").id
    with pytest.raises(NotFoundError, match="2 rows answer"):
        made.row("A")
    with pytest.raises(NotFoundError, match="no row answers"):
        made.row("b")
    assert {"": 1, "P": 1} == {name: sum(each.counts.values()) for name, each in made.by_programme().items()}
    assert ("programme" in made.to_page(), 2) == (True, len(made.of_status("no data")))


def test_an_assessment_can_be_copied_and_pickled() -> None:
    """What a service keeps or sends elsewhere is the same there."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"), commitments=["build it"])
    made = ps.assess(plan, [_seen("jobs", 600, "jobs", "2022H1"), _seen("beds", 1, "bed")])
    for other in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made), copy.copy(made)):
        assert (made.rows, made.unused, made.to_rows()) == (other.rows, other.unused, other.to_rows())
        assert (made.to_page(), str(made.table())) == (other.to_page(), str(other.table()))


def test_threads_assess_the_same_plan_alike() -> None:
    """Nothing is kept between assessments."""
    plan, seen = _plan(_target("jobs", "1,000 jobs", kind="flow")), [_seen("jobs", 600, "jobs", "2022H1")]
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(ps.assess(plan, seen).to_rows())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[0]] * 6 == found


def test_plain_rows_are_in_one_unit() -> None:
    """A baseline of 1 km beside 1,600 m reached is 1,000 in the row's unit."""
    target = _target("road", "raise to 2 km", baseline=ps.figure(1, "km"), kind="stock")
    row = ps.assess(_plan(target), [_seen("road", 1600, "m")]).to_rows()[0]
    assert ("m", Decimal(1000), Decimal(1600), Decimal(60)) == (
        row["unit"],
        row["baseline"],
        row["actual"],
        row["completion"],
    )
    assert list(COLUMNS) == list(row)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "a\x1b[31mb", "a\x00b\u202ec", "a\ud800b", "| a\n# b `c`"]
)
def test_hostile_names_do_no_harm(name: str) -> None:
    """Whatever a document holds is shown literally: escaped, without control characters, and encodable."""
    plan = _plan(_target(name, "10 beds", kind="flow", place=name), commitments=[name], programmes=[ps.Programme(name)])
    report = ps.Report(name, observations=[ps.Observation(name, result=name, period=2022), _seen("x" + name, 1, "bed")])
    made = ps.assess(plan, report)
    for text in (made.to_page(), made.table().to_html(), made.table().to_markdown(), str(made)):
        assert text.encode()
        assert not set(text) & {"\x1b", "\x00", "\u202e"}
    for text in (made.to_page(), made.table().to_html(), made.table().to_markdown()):
        assert "<script" not in text


def test_very_large_and_very_small_numbers_are_shown() -> None:
    """1E+40 beds of one, and 1E-40 km of one: both have a completion, a table and a page, in any context."""
    for actual, unit in ((10**40, "bed"), (Decimal("1E-40"), "km")):
        plan = _plan(_target("it", f"1 {unit}", kind="flow"))
        made = ps.assess(plan, [_seen("it", actual, unit, "2022H1")])
        with localcontext(prec=2):
            assert "it" in str(made.table())
            assert "it" in made.to_page()
    assert "e+42 %" in str(ps.assess(_plan(_target("it", "1 bed", kind="flow")), [_seen("it", 10**40, "bed")]))


@pytest.mark.parametrize(("jobs", "expected"), [(99_999, "99.9 %"), (100_000, "100.0 %"), (49_951, "50.0 %")])
def test_what_is_not_yet_all_is_not_shown_as_all(jobs: int, expected: str) -> None:
    """99.999 % is shown as 99.9 %."""
    made = ps.assess(_plan(_target("jobs", "100,000 jobs", kind="flow")), [_seen("jobs", jobs, "jobs")])
    assert expected in made.table().rows[0][3]


def test_what_is_missing_is_shown_where_the_figure_stands() -> None:
    """A sum of which some is missing is no plain number in the table, and its completion is at least so much."""
    made = ps.assess(_plan(_target("jobs", "1,000 jobs", kind="flow")), [_seen("jobs", 300, "jobs", "2022H2")])
    assert ("300 jobs (part of it)\nby 2022-12-31", "at least 30 %") == made.table().rows[0][2:4]
    assert ("reached", "300 jobs (as reported, of which some is missing)") in made.rows[0].facts()


def test_stages_and_first_versions_are_shown() -> None:
    """What was reported at other stages stands with the row, the last of each."""
    plan = _plan(_target("homes", "8 nursing homes", kind="flow"))
    seen = [
        _seen("homes", count, "nursing homes", at, stage="started") for count, at in ((5, "2022-06"), (7, "2022-09"))
    ]
    facts = _row(plan, *seen).facts()
    assert ("at another stage", "started: 7 nursing homes") in facts


# --- the whole


def test_a_plan_of_many_targets_is_assessed_in_one_pass() -> None:
    """Figures of other places are never looked at one by one: each target meets its own place's only."""
    places = [f"C{number}, {LINYI}" for number in range(300)]
    plan = _plan(*(_target("jobs", "10 jobs", kind="flow", place=at) for at in places[:299]))
    made = ps.assess(plan, [_seen("jobs", 11, "jobs", place=at) for at in places])
    assert (299, 0) == (made.totals().met, sum(len(row.left_out) for row in made.rows))
    assert [f"it is of C299, {LINYI}, the target of C0, {LINYI}"] == [one.reason for one in made.unused]


def test_thousands_of_unknown_names_are_not_compared_with_every_target() -> None:
    """The nearest name is a help, and stops being looked for where there are too many."""
    plan = _plan(*(_target(f"kind {number} of job", "10 jobs") for number in range(300)))
    made = ps.assess(plan, [_seen(f"sort {number} of job", 1, "job") for number in range(400)])
    assert (400, True, False) == (
        len(made.unused),
        "nearest" in made.unused[0].reason,
        "nearest" in made.unused[-1].reason,
    )


def test_a_chain_of_many_days_is_added() -> None:
    """2,000 days that follow one another are one sum."""
    first = date(2000, 1, 1)
    seen = [_seen("jobs", 1, "job", first + timedelta(number)) for number in range(2000)]
    row = _row(_plan(_target("jobs", "2,000 jobs", kind="flow"), period="2000/2010"), *seen)
    assert ("met", "sum of 2000") == (row.status.value, row.how)


def test_deep_programmes_and_places() -> None:
    """How deep a document goes does not matter."""
    inner = ps.Programme("P", targets=[_target("beds", "5 beds", kind="flow")])
    where = place("CN")
    for number in range(150):
        inner = ps.Programme(f"P{number}", programmes=[inner])
        where = ps.Place(f"L{number}", parent=where)
    made = ps.assess(_plan(programmes=[inner], place="CN"), [_seen("beds", 6, "beds", place=where)])
    row = made.rows[0]
    assert (Status.MET, 151, "6 beds", True) == (row.status, len(row.programmes), str(row.actual), row.is_partial)


def test_rows_and_assessments_show_themselves() -> None:
    """In a notebook both are tables, nested programmes under headings of their own, and long lists are cut."""
    roads = ps.Programme("Roads", targets=[_target("roads", "5 km")], programmes=[
        ps.Programme("Villages", targets=[_target("tracks", "5 km")]), ps.Programme("Towns", commitments=["be good"]),
    ])  # fmt: skip
    beds = _target("beds", "8 beds", kind="flow", revisions=[ps.Revision("6 beds", on="2022-06")])
    plan = _plan(beds, programmes=[roads])
    near = [_seen("beds", number, "beds", 2000 + number) for number in range(15)]
    made = ps.assess(plan, [_seen("beds", 7, "beds"), *near, *(_seen(f"x{n}", 1, "bed") for n in range(15))])
    table = made.table()
    headings = [row[0] for row, tone in zip(table.rows, table.tones, strict=True) if tone == "muted" and not row[1]]
    assert ["Roads", "  Villages", "  Towns", "    – be good"] == headings
    assert ["not met" in table.rows[0][5], "first 8 beds" in table.rows[0][1]] == [True, True]
    assert "Not used: 3 more that nearly fit a target" in table.notes
    assert " and 3 more" in table.notes[-1]
    row = made.rows[0]
    shown = ("<Row 'beds': met>", "beds: met: 7 beds reach 6 beds", "beds: met")
    assert shown == (repr(row), str(row), row.table().title)
    assert ("first version", "8 beds: not met; 7 beds do not reach 8 beds") in row.facts()
    assert "7 beds reach 6 beds" in row._repr_html_()
    assert ("<Assessment of 'Plan' as of 2022-12-31: 1 of 1 targets met; left out: 2 no data>", str(table)) == (
        repr(made), str(made),
    )  # fmt: skip
    assert table.to_html() == made._repr_html_()
    assert "<th" in made.to_page()


def test_a_goal_without_a_date_is_due_at_no_time() -> None:
    """What is not reached yet, by a date that nobody printed, is not due; what is reached in one year is met."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"), period=None)
    row = _row(plan, _seen("jobs", 600, "jobs"))
    assert ("not due", True) == (row.status.value, "by when is not printed" in row.because)
    assert "undecided" == _row(plan, _seen("jobs", 600, "jobs"), _seen("jobs", 600, "jobs", 2023)).status.value
    assert "met" == _row(plan, _seen("jobs", 600, "jobs"), _seen("jobs", 1_001, "jobs", 2023)).status.value
    change = _plan(_target("it", "increase by 10 %"), period=None)
    assert "not measurable" == _row(change, _seen("it", 5, "CNY")).status.value


def test_shares_of_a_way_downwards_and_from_a_rounded_start() -> None:
    """From 9 % to 5 %, now 7 %: half of the way at half of the time; a printed baseline stands for its set."""
    plan = _plan(_target("rate", "lower to 5 %", kind="rate", better="lower", baseline=ps.figure(9, "%")))
    row = _row(plan, _seen("rate", 7, "%", "as of 2022-07-02"))
    assert ("50 %", "on schedule") == (str(row.completion), row.band)
    rounded = _plan(_target("subsidy", "raise to 5,000 CNY", baseline="4,500 CNY"))
    part = _row(rounded, _seen("subsidy", 4750, "CNY", "as of 2022-07-02"))
    assert ("slightly behind or on schedule", True) == (
        part.band,
        part.completion is not None and not part.completion.is_exact,
    )
    nothing = _row(_plan(_target("it", "increase by 10 %", baseline=ps.figure(0, "CNY"))), _seen("it", 5, "CNY"))
    assert ("not measurable", None) == (nothing.status.value, nothing.margin)


def test_how_far_it_is_can_be_followed() -> None:
    """Whoever waits is told of each target that is done."""
    told: list[tuple[int, int]] = []
    plan = _plan(_target("a", "1 bed"), _target("b", "1 bed"))
    ps.assess(plan, as_of="2022", progress=lambda done, of: told.append((done, of)))
    assert [(1, 2), (2, 2)] == told


def test_a_projection_down_to_nothing_is_never_reached() -> None:
    """What goes the wrong way reaches its goal on no day; what may be nothing, from some day on or never."""
    plan = _plan(_target("subsidy", "raise to 5,000 CNY", baseline=ps.figure(4500, "CNY")))
    wrong = _row(plan, _seen("subsidy", 4400, "CNY", "as of 2022-06"))
    assert ((None, None), True) == (wrong.finish, wrong.completion is not None and wrong.completion.high < 0)
    jobs = _plan(_target("jobs", "1,000 jobs", kind="flow"))
    more = _row(jobs, _seen("jobs", "more than 500 jobs", period="2022H1"))
    assert more.finish is not None
    assert (date(2022, 6, 30), date(2022, 12, 28)) == more.finish


def test_what_was_concluded_is_told_of_the_row() -> None:
    """A completion that the report claims stands among the facts of the row."""
    claims = [ps.Claim("completion", says="90 %", of="jobs")]
    report = ps.Report("R", observations=[_seen("jobs", 900, "jobs")], claims=claims)
    row = ps.assess(_plan(_target("jobs", "1,000 jobs", kind="flow")), report).rows[0]
    assert "is consistent" in dict(row.facts())["concluded"]


def test_two_figures_of_a_kept_level_may_have_one_label() -> None:
    """A level at a day and a figure for that day are two figures; so are two that say nothing of their time."""
    plan = _plan(_target("rate", "keep at least 80 %", kind="rate"))
    undated, dated = ps.Observation("rate", "85 %"), _seen("rate", "79 %", period="2022-06-30")
    row = _row(plan, undated, dated, _seen("rate", "82 %", period="as of 2022-06-30"), as_of="2022-12-31")
    assert ("not met", "each of 3") == (row.status.value, row.how)


def test_every_quarters_shortfall_is_told_once() -> None:
    """A figure that fits no quarter is left out of all of them, and told once by the whole."""
    plan = _plan(_target("towns", "10 towns every quarter", kind="flow"))
    made = ps.assess(plan, [_seen("towns", 9, "towns", "2022-03/2022-04"), _seen("towns", 11, "towns", "2022Q1")])
    assert (1, 1) == (len(made.rows[0].left_out), len(made.unused))


def test_a_month_within_a_longer_figure_is_not_added() -> None:
    """June is in January to June already: 610 jobs are not 705."""
    plan = _plan(_target("jobs", "1,000 jobs", kind="flow"))
    row = _row(plan, _seen("jobs", 610, "jobs", "2022-01/2022-06"), _seen("jobs", 95, "jobs", "2022-06"))
    assert ("610 jobs", "longest of 2") == (str(row.actual), row.how)


def test_unknown_names_are_told_with_their_reason_each_time() -> None:
    """Two figures of one unknown indicator are both told."""
    plan = _plan(*(_target(name, "5 beds", kind="stock") for name in ("beds", "cots")))
    seen = [_seen("bed", 1, "bed", year) for year in (2021, 2022)]
    there = [_seen(name, 6, "beds", place=LANSHAN) for name in ("beds", "cots")]
    made = ps.assess(plan, [*seen, *there], places=[LANSHAN])
    assert ["no target of the plan is of this indicator; the nearest is 'beds'"] * 2 == [
        one.reason for one in made.unused
    ]
    assert ["met", "met"] == [row.status.value for row in made.rows]


def test_a_rounded_flow_that_may_have_passed_its_limit_is_undecided() -> None:
    """1,000 as printed by June may be 1,040, and then exactly 1,000 is missed for good."""
    cases = (
        ("exactly 1,000 jobs", "1,000 jobs", "undecided"), ("exactly 1,000 jobs", "900 jobs", "not due"),
        ("between 900 and 1,000 jobs", "1,000 jobs", "undecided"),
    )  # fmt: skip
    for goal, value, expected in cases:
        row = _row(_plan(_target("jobs", goal, kind="flow")), _seen("jobs", value, period="2022H1"))
        assert expected == row.status.value


def test_a_schedule_of_other_dates_can_still_be_asked() -> None:
    """Of a period that it does not fit, a schedule answers by those of its dates that lie in it."""
    own = Profile.by_dates({"2021-06": "30 %", "2022-06": "80 %", "2023-06": "100 %"})
    year = ps.Period.parse("2022")
    assert (Fraction(0), Fraction(80, 100)) == tuple(
        own.expected(year, on) for on in (date(2021, 12, 31), date(2022, 6, 30))
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Profile.like({}), "a shape of no figures"),
        (
            lambda: Profile.like({"since 2022": 5}),
            "a shape needs periods with a start and an end: since 2022; give periods such as '2021Q1' or '2021-01'",
        ),
        (
            lambda: Profile.like({"2021Q1": 10, "2021Q3": 5}),
            (
                "the periods of a shape follow one another: 2021Q1 and 2021Q3; "
                "give every period between the first and the last, each once"
            ),
        ),
        (
            lambda: Profile.like({"2021H1": 0, "2021H2": 0}),
            "a shape needs figures that add up to more than nothing: '0, 0'",
        ),
        (
            lambda: Profile.by_dates({"since 2022": "30 %"}),
            "a schedule needs dates: since 2022; give the date, or a period that ends, by which each share is due",
        ),
        (
            lambda: Profile.by_dates({"2022-06": "30 %", "2022-12": "130 %"}),
            "a share of the work lies between nothing and all of it: 30.0%, 130.0%; expected 0 % to 100 %",
        ),
    ],
)
def test_a_shape_that_cannot_be_is_refused_in_words_that_help(make: Callable[[], object], message: str) -> None:
    """What was wrong, what was seen, and what to do."""
    with pytest.raises(PublicServiceError) as caught:
        make()
    assert message == str(caught.value)
