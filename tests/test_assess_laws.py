"""Laws of assessing, tried on generated cases: soundness, order, units, nothing lost, and an oracle of statuses."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import example, given, settings
from hypothesis import strategies as st

import publicservice as ps
from publicservice.assessment.profile import LINEAR
from publicservice.assessment.row import Row
from publicservice.model.report import Report
from publicservice.testing.prints import printed

YEAR = ps.Period.parse("2022")
QUARTERS = YEAR.split("quarter")
LINYI = "Linyi, CN"


def _plan(*targets: ps.Target, **more: Any) -> ps.Plan:
    return ps.Plan("Plan", **{"period": 2022, "place": LINYI, "targets": targets, **more})


def _row(target: ps.Target, seen: Sequence[Any], **more: Any) -> Row:
    return ps.assess(_plan(target), list(seen), **more).rows[0]


# --- an oracle, written from the words and not from the code
#
# A flow counts whole beds that came each quarter. Some quarters were reported, exactly or as "more than"; all that the
# year may have come to is enumerated, by trying every number of beds for what was not reported.

_MOST = 12  # beds that a quarter may have brought, in the oracle's world


@attrs.frozen
class Truth:
    """What a goal accepts, as a set of whole numbers of beds up to a bound that stands for "and more"."""

    text: str
    accepted: frozenset[int]


_EVERY = range(6 * _MOST)


_COMPARED: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    ("at least {n} beds", lambda seen, n: seen >= n),
    ("more than {n} beds", lambda seen, n: seen > n),
    ("at most {n} beds", lambda seen, n: seen <= n),
    ("less than {n} beds", lambda seen, n: seen < n),
    ("exactly {n} beds", lambda seen, n: seen == n),
    ("between {n} and {m} beds", lambda seen, n: n <= seen <= n + 5),
)


def _goals() -> list[Truth]:
    made = []
    for number in (0, 5, 10, 20):
        for words, accepts in _COMPARED:
            if "less" in words and not number:
                continue
            text = words.format(n=number, m=number + 5)
            made.append(Truth(text, frozenset(seen for seen in _EVERY if accepts(seen, number))))
    return made


_GOALS = _goals()
_Figures = tuple[tuple[int, bool] | None, ...]  # of each quarter: how many beds, and whether it may be more


def _of_the_year(figures: _Figures, until: int) -> tuple[set[int], set[int]]:
    """What may have come by the end of so many quarters, and by the end of the year."""
    low = sum(figure[0] for figure in figures if figure is not None)
    is_open = any(figure is None for figure in figures[:until]) or any(figure and figure[1] for figure in figures)
    so_far = set(range(low, len(_EVERY))) if is_open else {low}
    return so_far, so_far if until == 4 else set(range(low, len(_EVERY)))


def _expected(goal: Truth, figures: _Figures, as_of: date) -> str:
    """
    The status in the words of the rules.

    met and not met: every possible outcome of the year is, or is not, acceptable. Where the year's last quarter is
    reported, what is left open is undecided; before, what may be met or missed for good already is undecided, and what
    is neither is not due, or undecided once the year is over.
    """
    if not any(figures):
        return "no data"
    until = max(number for number, figure in enumerate(figures, 1) if figure is not None)
    so_far, finally_ = _of_the_year(figures, until)
    if finally_ <= goal.accepted:
        return "met"
    if not finally_ & goal.accepted:
        return "not met"
    if until == 4 or as_of >= date(2022, 12, 31):
        return "undecided"
    # A value that may have been reached by now, from which on nothing can change the answer
    final = any(set(range(value, len(_EVERY))) <= goal.accepted or not set(range(value, len(_EVERY))) & goal.accepted
                for value in so_far)  # fmt: skip
    return "undecided" if final and len({value in goal.accepted for value in so_far}) == 2 else "not due"


_QUARTER = st.none() | st.tuples(st.integers(0, _MOST - 1), st.just(False) | st.booleans())


@settings(max_examples=150)
@given(st.sampled_from(_GOALS), st.tuples(*[_QUARTER] * 4), st.sampled_from(["2022-10-15", "2022-12-31", "2023-06-30"]))
@example(_GOALS[0], ((0, False), None, None, None), "2022-10-15")
def test_statuses_of_flows_are_those_of_every_possible_year(goal: Truth, figures: _Figures, as_of: str) -> None:
    """Met and not met are said when every possible year is, or is not, acceptable, and else never."""
    day = ps.Period.parse(as_of).end
    assert day is not None
    told = tuple(
        None if quarter.end and quarter.end > day else one for one, quarter in zip(figures, QUARTERS, strict=True)
    )
    seen = [
        ps.Observation("beds", f"more than {one[0]} beds" if one[1] else ps.figure(one[0], "beds"), period=quarter)
        for one, quarter in zip(told, QUARTERS, strict=True) if one is not None
    ]  # fmt: skip
    shifted = tuple(one and (one[0] + one[1], one[1]) for one in told)  # more than 5 whole beds are 6 or more
    row = _row(ps.Target(ps.Indicator("beds", kind="flow"), goal.text), seen, as_of=as_of)
    assert _expected(goal, shifted, day) == row.status.value, (goal.text, row.because)


# Levels: the last one of the year counts; what it is before the end may change, unless the goal was to get there.

_LEVELS: dict[str, tuple[Callable[[int, int], bool], bool]] = {
    "reach": (lambda seen, n: seen >= n, True), "raise to {n} %": (lambda seen, n: seen >= n, True),
    "lower to {n} %": (lambda seen, n: seen <= n, True), "at most {n} %": (lambda seen, n: seen <= n, False),
    "exactly {n} %": (lambda seen, n: seen == n, False), "keep at least {n} %": (lambda seen, n: seen >= n, False),
}  # fmt: skip


@settings(max_examples=100)
@given(
    st.sampled_from(list(_LEVELS)), st.integers(1, 9),
    st.dictionaries(st.integers(1, 12), st.integers(0, 10), min_size=1, max_size=4), st.booleans(),
)  # fmt: skip
def test_statuses_of_levels_are_those_of_the_last(
    goal: str, number: int, levels: dict[int, int], is_over: bool
) -> None:
    """The last level counts; of what is to be kept, every one; before the end, only what was to be reached is met."""
    accepts, reaches = _LEVELS[goal]
    text = f"{number} %" if goal == "reach" else goal.format(n=number)
    months = {month: ps.Period.parse(f"as of 2022-{month:02}") for month in levels}
    seen = [ps.Observation("rate", ps.figure(level, "%"), period=months[month]) for month, level in levels.items()]
    row = _row(ps.Target(ps.Indicator("rate", kind="rate", better="higher"), text), seen,
               as_of="2023-01-31" if is_over else None)  # fmt: skip
    good = {month: accepts(level, number) for month, level in levels.items()}
    last = good[max(levels)]
    if goal.startswith("keep") and not all(good.values()):
        expected = "not met"
    elif max(levels) == 12 or (last and reaches):
        expected = "met" if last else "not met"
    else:
        expected = "undecided" if is_over else "not due"
    assert expected == row.status.value, row.because


# --- soundness

_AMOUNTS = st.integers(0, 5000).map(Fraction)


@st.composite
def _told(draw: st.DrawFn, unit: str) -> tuple[Fraction, ps.Figure]:
    true = draw(_AMOUNTS)
    return true, draw(printed(true, unit))[1]


@settings(max_examples=150)
@given(st.sampled_from(["at least", "more than", "at most", "less than", "exactly"]), st.integers(1, 5000), st.data())
def test_rounding_never_turns_a_status_round(words: str, number: int, data: st.DataObject) -> None:
    """Numbers that in truth meet a goal are never called missed because of how they were printed, nor the other way."""
    parts = [data.draw(_told("beds")) for _ in range(data.draw(st.integers(1, 4)))]
    spans = [(QUARTERS[0].start, QUARTERS[3].end)] if len(parts) == 1 else None
    periods = [ps.Period(*spans[0])] if spans else [*QUARTERS[: len(parts) - 1], _rest(len(parts) - 1)]
    seen = [ps.Observation("beds", figure, period=at) for (_, figure), at in zip(parts, periods, strict=True)]
    true = sum((value for value, _ in parts), Fraction(0))
    truth = {
        "at least": true >= number, "more than": true > number, "at most": true <= number, "less than": true < number,
        "exactly": true == number,
    }[words]  # fmt: skip
    row = _row(ps.Target(ps.Indicator("beds", kind="flow"), f"{words} {number} beds"), seen)
    assert row.status.value in {"met" if truth else "not met", "undecided"}, (true, row.because)
    assert row.actual is not None
    assert row.actual.low <= true <= row.actual.high
    if row.completion is not None:
        assert row.completion.low <= 100 * true / number <= row.completion.high


def _rest(quarters: int) -> ps.Period:
    return ps.Period(QUARTERS[quarters].start, QUARTERS[3].end)


@settings(max_examples=150)
@given(st.lists(st.integers(0, 400), min_size=2, max_size=4), st.integers(1, 900), st.data())
def test_what_is_not_reported_is_never_guessed(beds: list[int], number: int, data: st.DataObject) -> None:
    """Places or quarters that are left out of the reports may hold anything: no status contradicts what they hold."""
    told = data.draw(st.sets(st.integers(0, len(beds) - 1), min_size=1))
    places = [f"D{at}, {LINYI}" for at in range(len(beds))]
    seen = [ps.Observation("beds", ps.figure(beds[at], "beds"), period=2022, place=places[at]) for at in sorted(told)]
    truth = sum(beds) >= number
    for goal, is_met in ((f"at least {number} beds", truth), (f"less than {number} beds", not truth)):
        row = ps.assess(_plan(ps.Target(ps.Indicator("beds", kind="flow"), goal)), seen, places=places).rows[0]
        assert row.status.value in {"met" if is_met else "not met", "undecided"}
        if len(told) == len(beds):
            assert "undecided" != row.status.value


# --- order

_KINDS = st.sampled_from(["flow", "stock", None])


@st.composite
def _reported(draw: st.DrawFn) -> list[ps.Observation]:
    periods = ["2022", "2022H1", "2022H2", "2022Q1", "2022Q2", "2022-01/2022-04", "2022-05/2022-06", "as of 2022-03",
               "as of 2022-12", "2021", "2023", None]  # fmt: skip
    places = [LINYI, f"A, {LINYI}", f"B, {LINYI}", "A, Linyi", "Anhui, CN", None]
    return [
        ps.Observation(
            draw(st.sampled_from(["beds", "bed", "cots"])), ps.figure(draw(st.integers(0, 30)), "beds"),
            period=draw(st.sampled_from(periods)), place=draw(st.sampled_from(places)),
            population=draw(st.sampled_from([None, None, "women"])),
            stage=draw(st.sampled_from([None, None, "started", "completed"])), id=draw(st.sampled_from(["", "", "x"])),
        )
        for _ in range(draw(st.integers(0, 7)))
    ]  # fmt: skip


_TARGETS = st.lists(
    st.sampled_from(["beds", "cots"]).flatmap(
        lambda name: st.builds(
            lambda goal, kind, population: ps.Target(ps.Indicator(name, kind=kind), goal, population=population),
            st.sampled_from(["10 beds", "at most 10 beds", "keep at least 10 beds", "between 5 and 10 beds",
                             "increase by 10 %", "at least 5 beds in each of 2 districts", "10 beds every quarter"]),
            _KINDS, st.sampled_from([None, "women"]),
        )
    ),
    min_size=1, max_size=3,
)  # fmt: skip


def _said(row: Row) -> tuple[Any, ...]:
    """What a row says, without the order in which its evidence is listed."""
    numbers = tuple(
        getattr(row, name) for name in ("actual", "completion", "margin", "remaining", "pace", "needed", "projected")
    )
    return (row.title, row.status, row.on, row.how, row.band, row.finish, *map(str, numbers), row.is_partial)


@settings(max_examples=80)
@given(_TARGETS, _reported(), st.randoms(use_true_random=False))
def test_rows_do_not_depend_on_order(
    targets: list[ps.Target], seen: list[ps.Observation], chance: random.Random
) -> None:
    """Neither the order of observations within a report nor that of the targets changes what is said of a target."""
    shuffled, turned = list(seen), list(enumerate(targets))
    chance.shuffle(shuffled)
    chance.shuffle(turned)
    first = ps.assess(_plan(*targets), seen, as_of="2022-12-31")
    other = ps.assess(_plan(*(target for _, target in turned)), shuffled, as_of="2022-12-31")
    by_place = {number: f"targets[{place}]" for place, (number, _) in enumerate(turned)}
    for number in range(len(targets)):
        mine = [_said(row) for row in first.rows if row.path == f"targets[{number}]"]
        theirs = [_said(row) for row in other.rows if row.path == by_place[number]]
        assert sorted(map(str, mine)) == sorted(map(str, theirs))
    assert {str(one.evidence) for one in first.unused} == {str(one.evidence) for one in other.unused}


# --- nothing is lost


@settings(max_examples=80)
@given(_TARGETS, st.lists(_reported(), min_size=1, max_size=3), st.sampled_from(["2022-06-30", "2023-12-31"]))
def test_nothing_is_dropped_silently(targets: list[ps.Target], reports: list[list[ps.Observation]], as_of: str) -> None:
    """Every entry of every report is in a row's evidence, said of a commitment, or left over with a reason; not two."""
    plan = _plan(*targets, commitments=["cots"])
    made = ps.assess(plan, *reports, as_of=as_of)
    resting = [one for row in made.rows for one in row.evidence] + [
        one for each in made.commitments for one in each.said
    ]
    used = {(one.number, one.node.path) for one in resting}
    left = [(one.evidence.number, one.evidence.node.path) for one in made.unused]
    every = {
        (number, f"observations[{place}]") for number, report in enumerate(reports) for place in range(len(report))
    }
    assert every == used | set(left)
    assert not used & set(left)
    assert len(left) == len(set(left))
    assert all(one.reason for one in made.unused)
    for row in made.rows:
        assert not {id(one) for one in row.evidence} & {id(one.evidence) for one in row.left_out}


# --- units


@settings(max_examples=50)
@given(
    st.sampled_from(["at least", "at most", "exactly", "keep at least", "raise to"]), st.integers(1, 3000),
    st.lists(st.integers(0, 3000), min_size=1, max_size=3), _KINDS,
)  # fmt: skip
def test_what_is_said_does_not_hang_on_the_unit(words: str, number: int, lengths: list[int], kind: str | None) -> None:
    """In kilometres and in metres the status, completion, pace and finish are the same."""

    def said(goal_unit: str, seen_unit: str) -> tuple[Any, ...]:
        factor = {"m": Fraction(1), "km": Fraction(1, 1000)}
        goal = f"{words} {number if goal_unit == 'm' else Decimal(number).scaleb(-3)} {goal_unit}"
        seen = [ps.Observation("roads", ps.figure(length * factor[seen_unit], seen_unit), period=quarter)
                for length, quarter in zip(lengths, QUARTERS, strict=False)]  # fmt: skip
        row = _row(
            ps.Target(
                ps.Indicator("roads", kind=kind), goal, baseline=ps.figure(0, "m") if words == "raise to" else None
            ),
            seen,
        )
        metres = [
            figure and figure.to("m").admissible for figure in (row.actual, row.margin, row.remaining, row.projected)
        ]
        return (row.status, str(row.completion), row.band, row.finish, metres[:3])

    assert said("m", "m") == said("km", "km") == said("m", "km") == said("km", "m")


# --- pace and profiles


@settings(max_examples=100)
@given(st.integers(1, 400), st.data())
def test_a_third_of_the_work_at_a_third_of_the_time_is_on_the_edge(thirds: int, data: st.DataObject) -> None:
    """Done less time passed is exact: with the same share of both it is zero; one day or one piece makes it less."""
    parts = data.draw(st.integers(2, 13))
    start = data.draw(st.dates(date(2019, 1, 1), date(2024, 12, 31)))
    over = ps.Period(start, start + timedelta(parts * thirds - 1))
    edge = ps.Bands(["not behind", "behind"], [0])
    done = data.draw(st.integers(1, parts - 1))
    for late, less, expected in ((0, 0, "not behind"), (1, 0, "behind"), (0, 1, "behind")):
        last = start + timedelta(done * thirds - 1 + late)
        seen = ps.Observation("beds", ps.figure(done * 1000 - less, "beds"), period=ps.Period(start, last))
        target = ps.Target(ps.Indicator("beds", kind="flow"), f"exactly {parts * 1000} beds", period=over)
        target = attrs.evolve(target, goal=ps.Goal.parse(f"{parts * 1000} beds"))
        assert expected == _row(target, [seen], bands=edge).band


@settings(max_examples=100)
@given(st.integers(1, 2000), st.integers(1, 364), st.integers(100, 5000))
def test_the_projected_finish_is_the_first_day_on_which_it_is_done(done: int, day: int, goal: int) -> None:
    """If it goes on so, the goal is reached by the end of that day and not by the end of the day before."""
    on = date(2022, 1, 1) + timedelta(day - 1)
    seen = ps.Observation("beds", ps.figure(done, "beds"), period=ps.Period(date(2022, 1, 1), on))
    row = _row(ps.Target(ps.Indicator("beds", kind="flow"), f"{goal} beds"), [seen])
    if row.status.value == "met":
        assert done >= goal
        return
    assert row.finish is not None
    first, last = row.finish
    assert first == last
    if first is None:
        assert goal > 99 * done * 365 / day
        return
    days = (first - date(2022, 1, 1)).days + 1
    assert Fraction(done * days, day) >= goal
    assert Fraction(done * (days - 1), day) < goal


@given(st.lists(st.integers(0, 50), min_size=12, max_size=12).filter(any), st.sampled_from([2021, 2022, 2024]))
def test_a_shape_expects_what_had_come_by_the_month(months: list[int], year: int) -> None:
    """By the end of each month the share of the year before is expected, in leap years too."""
    shape = ps.Profile.like({f"2023-{number:02}": count for number, count in enumerate(months, 1)})
    over = ps.Period.parse(str(year))
    whole = sum(months)
    for month, so_far in zip(over.split("month"), itertools.accumulate(months), strict=True):
        assert month.end is not None
        assert Fraction(so_far, whole) == shape.expected(over, month.end)
    assert LINEAR.expected(over, date(year, 2, 28)) == Fraction(59, over.days)


# --- reports


@given(st.lists(st.integers(0, 2000), min_size=2, max_size=4))
def test_of_reports_the_last_stands(figures: list[int]) -> None:
    """Of several reports of one period the last given counts, or the last published; the others are told."""
    reports = [Report(f"R{number}", observations=[ps.Observation("beds", ps.figure(count, "beds"), period=2022)])
               for number, count in enumerate(figures)]  # fmt: skip
    made = ps.assess(_plan(ps.Target(ps.Indicator("beds", kind="flow"), "1,000 beds")), *reports)
    assert ps.figure(figures[-1], "beds") == made.rows[0].actual
    assert len(figures) - 1 == len(made.unused)
    dated = [
        attrs.evolve(report, source=ps.Source("S", published=f"2023-{12 - number:02}"))
        for number, report in enumerate(reports)
    ]
    first = ps.assess(_plan(ps.Target(ps.Indicator("beds", kind="flow"), "1,000 beds")), *dated)
    assert ps.figure(figures[0], "beds") == first.rows[0].actual
