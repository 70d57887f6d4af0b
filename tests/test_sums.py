"""Sums: parts and totals, and figures put together over time as their indicator allows."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from decimal import Decimal

import pytest

import publicservice as ps
from publicservice.compute.sums import by_period
from publicservice.errors import ModelError, PeriodError, UndefinedError, UnlikeUnitsError
from publicservice.interval import Interval


@pytest.fixture(autouse=True)
def _coarse_caller() -> Iterator[None]:
    """Whoever calls may work with three digits and raise at every rounding: nothing here depends on it."""
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow])):
        yield


# --- totals and parts


def test_a_total_keeps_every_digit_and_every_set() -> None:
    """Sums are exact on the values and enclose the sets; the unit is the first figure's."""
    total = ps.total_of(["1,234.5 mu", "0.5 mu", ps.figure(1, "ha")])
    assert (Decimal(1250), Interval(Decimal("1249.9"), Decimal("1250.1"))) == (total.value, total.admissible)
    assert ps.unit("mu") is total.unit


def test_a_sum_of_nothing_is_undefined() -> None:
    """Rule 3: nothing to add is a reason, not a zero."""
    with pytest.raises(UndefinedError) as caught:
        ps.total_of([])
    assert "nothing to add" == caught.value.reason


@pytest.mark.parametrize(("one", "other"), [("5 persons", "5 person-times"), ("5 beds", "5 persons"), ("5 %", "5 CNY")])
def test_unlike_units_never_add(one: str, other: str) -> None:
    """Rule 10: persons and person-times, or beds and persons, are never added."""
    with pytest.raises(UnlikeUnitsError):
        ps.total_of([one, other])
    with pytest.raises(UnlikeUnitsError):
        ps.reconcile("10 persons", [one, other])


@pytest.mark.parametrize(
    ("total", "parts", "fits", "difference"),
    [
        ("47,300 positions", ["42,000 positions", "5,300 positions"], True, "0"),
        ("47,300 positions", ["42,000 positions", "5,400 positions"], True, "100"),
        ("47,321 positions", ["42,021 positions", "5,301 positions"], False, "1"),
        ("817户", ["716户", "101户"], True, "0"),
        ("817户", ["716户", "102户"], False, "1"),
        ("68.6万人", ["42.1万人", "26.4万人"], True, "-1000"),
        ("68.6万人", ["42.1万人", "26.2万人"], False, "-3000"),
        ("100 %", ["33.3 %", "33.3 %", "33.3 %"], True, "-0.1"),
        ("100.0 %", ["33.3 %", "33.3 %", "33.1 %"], False, "-0.3"),
        ("more than 100 CNY", ["60 CNY", "30 CNY"], False, "-10"),
        ("1 ha", ["10 mu", "5 mu"], True, "0"),
    ],
)
def test_parts_add_up_within_their_rounding(total: str, parts: list[str], fits: bool, difference: str) -> None:
    """Rule 11: a partition has to add up within what each number was rounded to, and no more."""
    held = ps.reconcile(total, parts)
    assert (fits, fits) == (held.fits, bool(held))
    assert ps.figure(total) == held.total
    assert Decimal(difference) == held.difference.value
    assert ps.total_of(parts) == held.sum


# --- over time


def test_flows_add() -> None:
    """Rule 10: flows add up, and the periods that they come from are told in order."""
    made = ps.aggregate({"2022Q2": "12 beds", "2022Q1": "10 beds"}, "flow")
    assert (Decimal(22), ps.unit("bed"), True) == (made.figure.value, made.figure.unit, made.is_complete)
    assert (ps.period("2022Q1"), ps.period("2022Q2")) == made.periods


def test_stocks_take_the_last() -> None:
    """Rule 10: a stock is the level of the last period; levels are never added."""
    made = ps.aggregate({"as of 2022-03": 10, "as of 2022-06": 12, "as of 2021-12": 9}, ps.Kind.STOCK)
    assert (Decimal(12), (ps.period("as of 2022-06"),), ()) == (made.figure.value, made.periods, made.missing)


def test_overlapping_stocks_do_not_matter() -> None:
    """Stocks may be reported for overlapping spans, since nothing is counted twice."""
    assert Decimal(7) == ps.aggregate({"2022": 7, "2022-01": 5}, "stock").figure.value


def test_rates_pool_and_are_never_averaged() -> None:
    """Rule 10: 90 of 100 and 120 of 200 are 70 %, where the average of 90 % and 60 % would be 75 %."""
    made = ps.aggregate({2021: 90, 2022: 120}, "rate", eligible={2021: 100, 2022: 200, 2023: 5})
    assert (Decimal(70), ps.unit("%")) == (made.figure.value, made.figure.unit)


def test_a_pooled_rate_says_what_it_is_made_of() -> None:
    """Rule 10: the periods of a rate, and those that are missing, are named as those of a sum are."""
    made = ps.aggregate({2020: 90, 2022: 120}, "rate", eligible={2020: 100, 2022: 200})
    assert (("2020", "2022"), ("2021",)) == (tuple(map(str, made.periods)), tuple(map(str, made.missing)))
    assert "70 %; missing: 2021" == str(made)


@pytest.mark.parametrize(
    ("series", "eligible", "reason"),
    [
        ({2021: "90 %", 2022: "60 %"}, None, "counts not known"),
        ({2021: "90 %", 2022: "60 %"}, {2021: 100, 2022: 200}, "counts not known"),
        ({2021: 90, 2022: 120}, None, "counts not known"),
        ({2021: 90, 2022: 120}, {2021: 100}, "counts not known"),
        ({2021: 90}, {2021: 0}, "no eligible"),
        ({}, None, "nothing to add"),
    ],
)
def test_rates_without_counts_are_undefined(
    series: dict[int | str | ps.Period, ps.Figure | int | str],
    eligible: dict[int | str | ps.Period, ps.Figure | int | str] | None,
    reason: str,
) -> None:
    """Rules 3 and 10: without numerators and denominators there is no pooled rate, and no average stands in."""
    with pytest.raises(UndefinedError) as caught:
        ps.aggregate(series, "rate", eligible=eligible)
    assert reason == caught.value.reason


@pytest.mark.parametrize(
    ("periods", "over", "missing"),
    [
        (("2022Q1", "2022Q2", "2022Q4"), None, ("2022Q3",)),
        (("2022Q1", "2022Q2"), 2022, ("2022Q3", "2022Q4")),
        (("2022-03",), "2022Q1", ("2022-01", "2022-02")),
        (("2020", "2022"), "2019/2023", ("2019", "2021", "2023")),
        (("2022-01", "2022-03"), None, ("2022-02",)),
        (("2022Q1", "2022-04", "2022-06"), 2022, ("2022-05", "2022H2")),
        (("2022H1",), 2022, ("2022H2",)),
        (("2022-02/2022-04", "2022-08/2022-10"), None, ("2022-05/2022-07",)),
        (("2022-01-01", "2022-01-03"), None, ("2022-01-02",)),
        (("2022-01", "2022-02"), None, ()),
        (("FY2021 from 04", "FY2023 from 04"), None, ("2022-04/2023-03",)),
        (("until 2021", "2022"), None, ()),
        (("2022",), "since 2020", ()),
        (("2020", "2021", "until 2019"), "until 2021", ()),
        ((9999,), None, ()),
        ((1000,), "1000/1001", ("1001",)),
    ],
)
def test_a_sum_with_missing_periods_says_so(
    periods: tuple[str | int, ...], over: str | int | None, missing: tuple[str, ...]
) -> None:
    """Rule 10: what is missing is named in pieces like those that are there, else as a whole."""
    made = ps.aggregate(dict.fromkeys(periods, 5), "flow", over=over)
    assert missing == tuple(map(str, made.missing))
    assert made.is_complete is (not missing)
    assert str(5 * len(periods)) + (f"; missing: {', '.join(missing)}" if missing else "") == str(made)


def test_a_stock_lacks_only_what_comes_after_it() -> None:
    """A level at the end of the second quarter lacks the later quarters; what lay before does not matter."""
    made = ps.aggregate({"2022Q2": 5}, "stock", over=2022)
    assert ("2022Q3", "2022Q4") == tuple(map(str, made.missing))


@pytest.mark.parametrize(
    ("series", "over"),
    [
        ({"as of 2022-03-31": 10}, 2022),  # a level on a day leaves no gap behind it
        ({"since 2020": 5, "2021": 6}, None),
        ({"until 2020": 5, "since 2021": 6}, None),
    ],
)
def test_days_and_spans_without_an_end_have_no_gaps(series: dict[str | int | ps.Period, int], over: int | None) -> None:
    """What has no length, or no end in print, says nothing of what is missing beside it."""
    assert () == ps.aggregate(series, "stock", over=over).missing


def test_periods_outside_the_span_are_refused() -> None:
    """A sum over 2022 with a figure of 2021 in it would be wrong without a word."""
    with pytest.raises(PeriodError, match="do not lie in 2022: 2021Q4"):
        ps.aggregate({"2021Q4": 5, "2022Q1": 10}, "flow", over=2022)


def test_overlapping_flows_are_refused() -> None:
    """Rule 10: January to November and November would count November twice."""
    with pytest.raises(PeriodError, match="counted twice: 2021-01/2021-11 and 2021-11/2021-12"):
        ps.aggregate({"2021-01/2021-11": 5, "2021-11/2021-12": 6}, "flow")
    with pytest.raises(PeriodError, match="counted twice"):
        ps.aggregate({"2021": 5, "2021-11": 6}, "rate", eligible={"2021": 9, "2021-11": 9})


def test_only_rates_have_eligible() -> None:
    """What would be left out is not taken: a flow or a level has nobody to be eligible."""
    for kind in ("flow", "stock"):
        with pytest.raises(ModelError, match=r"a rate pools covered and eligible.*leave eligible= out"):
            ps.aggregate({2022: 5}, kind, eligible={2022: 9})


def test_two_figures_for_one_period_are_refused() -> None:
    """A second figure for the same period is never lost in a mapping by accident."""
    with pytest.raises(PeriodError, match="two figures for one period: 2022"):
        ps.aggregate({2022: 5, "2022": 6}, "flow")
    with pytest.raises(PeriodError, match="two figures for one period: 2022"):
        ps.aggregate({2022: 5}, "rate", eligible={2022: 5, "2022": 6})


@pytest.mark.parametrize("people", ["person", "household", "teacher", "student", "doctor", "nurse"])
def test_recurring_people_never_add(people: str) -> None:
    """Rule 10: distinct persons never add over months, unless nobody can be counted twice; person-times do."""
    months: dict[str | int | ps.Period, str] = {"2022-01": f"11 {people}s", "2022-02": f"12 {people}s"}
    with pytest.raises(
        UndefinedError, match=f"{people}s of several periods .* the same {people} .* recurring=False"
    ) as caught:
        ps.aggregate(months, "flow")
    assert "recurring persons" == caught.value.reason
    assert Decimal(23) == ps.aggregate(months, "flow", recurring=False).figure.value
    assert Decimal(12) == ps.aggregate({"2022-02": f"12 {people}s"}, "flow").figure.value


def test_what_is_counted_each_time_adds() -> None:
    """Rule 10: a person-time counts the same person again, and a bed is another bed."""
    for times in ("person-times", "household-times", "beds"):
        months: dict[str | int | ps.Period, str] = {"2022-01": f"11 {times}", "2022-02": f"12 {times}"}
        assert Decimal(23) == ps.aggregate(months, "flow").figure.value


def test_unlike_units_over_time_are_refused() -> None:
    """Jobs and positions of two quarters do not add."""
    with pytest.raises(UnlikeUnitsError):
        ps.aggregate({"2022Q1": "5 jobs", "2022Q2": "5 positions"}, "flow")


def test_unknown_kinds_are_refused() -> None:
    """A kind that does not exist is answered with those that do."""
    with pytest.raises(ModelError, match="flow or stock or rate"):
        ps.aggregate({2022: 5}, "level")


def test_series_are_put_in_the_order_of_time() -> None:
    """Keys may be years, texts and periods, in any order."""
    made = by_period({"2022Q1": "5 beds", 2020: 3, ps.period("2021"): 4})
    assert ["2020", "2021", "2022Q1"] == [str(at) for at in made]
