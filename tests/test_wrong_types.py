"""Whatever is given for an argument, a public function takes it or refuses it with an error of the library's own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import publicservice as ps
from publicservice.charts import claim_chart, coverage_chart, pace_chart, series_chart

API: Any = ps  # what is asked of it is wrong on purpose
PLAN, REPORT = API.example("linyi-2022"), API.example("linyi-2022-made-up")
BEDS = ps.Observation("beds", "5 beds", period=2024, place="A, R")
SOME, MORE = (ps.CoverageRate(covered=covered, eligible=10) for covered in (3, 4))
ASSESSED = ps.assess(PLAN, REPORT)
GAPS = ps.coverage_gaps({"a": SOME, "b": MORE})
GOAL, KEPT = API.goal("at least 5 beds"), API.keep("at least 5 beds")
YEAR, DAY = ps.period("2024"), date(2024, 6, 30)
MADE = ps.verify_completion(says="50 %", actual="5 beds", target="10 beds")

WRONG: tuple[Any, ...] = (
    None, 5, 5.5, float("nan"), 1j, "x", "", b"x", True, [1], [None], (1, 2), {1, 2}, {}, {"a": 1},
    date(2024, 1, 1), object(), PLAN, REPORT, BEDS,
)  # fmt: skip


class Call:
    """A call of a public function that works, by the names of its arguments."""

    def __init__(self, function: Callable[..., Any], *given: Any, **named: Any) -> None:
        """The call as it is written."""
        self.function, self.signature = function, inspect.signature(function)
        self.arguments = self.signature.bind(*given, **named).arguments

    def __str__(self) -> str:
        return getattr(self.function, "__qualname__", str(self.function))

    def __call__(self, **changed: Any) -> Any:
        """What the function gives, with other values for some of the arguments."""
        given = {**self.arguments, **changed}
        bound = self.signature.bind_partial()
        for name, parameter in self.signature.parameters.items():
            if name in given:
                is_one_of_many = name in changed and parameter.kind is inspect.Parameter.VAR_POSITIONAL
                bound.arguments[name] = (given[name],) if is_one_of_many else given[name]
        return self.function(*bound.args, **bound.kwargs)


def calls(folder: Path) -> Iterator[Call]:
    """A call of each public function and method that takes what people write."""
    for verb in ("at_least", "at_most", "between", "decrease_by", "exactly", "increase_by", "keep", "less_than",
                 "lower_to", "more_than", "raise_to", "reach"):  # fmt: skip
        yield Call(getattr(ps, verb), "5 beds", *(["6 beds"] if verb == "between" else []))
    for word in ("unit", "goal", "place", "indicator", "population", "figure"):
        yield Call(getattr(ps, word), "bed" if word == "unit" else "5 beds")
    yield from (Call(ps.each_of, 5, "district", "1 park"), Call(ps.every, "year", "5 beds"), Call(ps.all_of, "schools"))
    yield from (Call(ps.period, "2024"), Call(YEAR.contains, "2024-03"), Call(YEAR.overlaps, "2024-03"))
    yield from (Call(YEAR.elapsed, DAY), Call(ps.place("A, R").is_within, "R"))
    # What is computed.
    yield from (Call(ps.completion_rate, "5 beds", "10 beds"), Call(ps.completion_definitions, "5 beds", "10 beds"))
    yield from (Call(ps.year_on_year, "5 beds", "4 beds"), Call(ps.change, "5 beds", "4 beds"))
    yield from (Call(ps.coverage_rate, SOME), Call(ps.coverage_gap, SOME, "85 %"), Call(ps.pooled, [SOME, MORE]))
    yield from (Call(ps.verify_coverage, SOME), Call(ps.explain_above, "104 %"))
    yield Call(ps.coverage_gaps, {"a": SOME, "b": MORE})
    yield from (Call(ps.aggregate, {"2024": "5 beds"}, "flow"), Call(ps.year_on_year_series, {"2024": "5 beds"}))
    yield from (
        Call(ps.reconcile, "5 beds", ["5 beds"]),
        Call(ps.total_of, ["5 beds"]),
        Call(ps.pace, "50 %", "2024", DAY),
    )
    yield from (Call(ps.implied_base, "5 beds", "5 %"), Call(ps.implied_target, "5 beds", "50 %"))
    yield from (Call(ps.implied_eligible, "5 beds", "50 %"), Call(ps.implied_target_change, "5 %", "5 %"))
    yield Call(ps.verify_completion, says="50 %", actual="5 beds", target="10 beds")
    yield Call(ps.verify_year_on_year, says="25 %", now="5 beds", before="4 beds")
    yield Call(ps.verify_share, says="50 %", part="5 beds", whole="10 beds")
    yield Call(ps.verify_sum, says="5 beds", parts=["5 beds"])
    # What is judged.
    yield from (Call(GOAL.accepts, "5 beds"), Call(KEPT.accepts_all, {"2024": "5 beds"}))
    yield Call(ps.each_of(2, "district", "1 park").accepts_all, {"A": "1 park"})
    yield from (Call(ps.check, PLAN), Call(ps.walk, PLAN), Call(PLAN.find, "jobs"), Call(ps.roll_up, [BEDS], "R"))
    yield Call(ps.assess, PLAN, REPORT)
    # The nouns.
    for noun, given in {
        "Target": ("beds", "10 beds"), "Plan": ("P",), "Programme": ("P",), "Observation": ("beds", "5 beds"),
        "Report": ("R",), "Indicator": ("beds",), "Place": ("A",), "Population": ("A",), "Source": ("A",),
        "Commitment": ("A",), "Declaration": ("programmes", 2), "Period": (date(2024, 1, 1), DAY), "Interval": (1, 2),
    }.items():  # fmt: skip
        yield Call(getattr(ps, noun), *given)
    yield from (
        Call(ps.CoverageRate, rate="5 %"),
        Call(ps.Coverage, "beds", rate="5 %"),
        Call(ps.Bands, ["a", "b"], [0]),
    )
    yield from (Call(ps.Claim, "completion", says="5 %", of="beds"), Call(ps.Revision, "5 beds", on="2024-03-01"))
    # What is read and written.
    yield from (
        Call(ps.parse_plan, "plan: x"),
        Call(ps.parse_report, "report: x"),
        Call(ps.parse_observations, "indicator,value\n"),
    )
    yield from (Call(ps.plan_text, PLAN), Call(ps.report_text, REPORT), Call(ps.observations_text, [BEDS]))
    yield from (Call(ps.targets_text, PLAN), Call(ps.target_rows, PLAN), Call(ps.observation_rows, [BEDS]))
    yield from (Call(ps.observations_from_rows, [{"indicator": "a", "value": "5 beds"}]), Call(ps.to_json, PLAN))
    yield from (Call(ps.from_json, ps.to_json(PLAN)), Call(ps.schema, "plan"), Call(ps.example_path, "linyi-2022"))
    yield from (Call(ps.write_plan, PLAN, folder / "plan.yaml"), Call(ps.write_report, REPORT, folder / "report.yaml"))
    yield from (Call(ps.write_observations, [BEDS], folder / "b.csv"), Call(ps.write_targets, PLAN, folder / "t.csv"))
    yield from (Call(ps.read_plan, folder / "plan.yaml"), Call(ps.read_observations, folder / "b.csv"))
    # What is drawn.
    yield from (
        Call(claim_chart, MADE),
        Call(coverage_chart, GAPS),
        Call(pace_chart, ASSESSED),
        Call(series_chart, {"2024": "5 beds"}),
    )


def test_every_argument_takes_a_value_or_refuses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No TypeError or AttributeError from within comes out, whichever argument is given something else."""
    monkeypatch.chdir(tmp_path)  # a file may be named "x"
    foreign: list[str] = []
    for call in calls(tmp_path):
        call()
        for name in call.signature.parameters:
            for value in WRONG:
                try:
                    str(call(**{name: value}))
                except ps.PublicServiceError as error:
                    if not error.problem:
                        foreign.append(f"{call}({name}={value!r}) says nothing")
                except Exception as error:
                    foreign.append(f"{call}({name}={value!r}): {type(error).__name__}: {error}")
    assert [] == foreign


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda: API.assess(PLAN, REPORT, matches=5),
            "a mapping of targets to ids was needed: 5; expected such as {'beds': ",
        ),
        (
            lambda: API.assess(PLAN, REPORT, places="R"),
            "a list of places was needed: 'R'; expected such as ['Lanshan, Linyi']",
        ),
        (lambda: API.assess(PLAN, REPORT, bands=None), "a scale of bands was needed: None; expected such as Bands(["),
        (lambda: API.assess(PLAN, REPORT, profile=1), "a profile was needed: 1; expected such as Profile.by_dates({"),
        (lambda: API.assess(PLAN, REPORT, progress=1), "progress is told to a function: 1; expected such as print"),
        (lambda: API.roll_up(5, "R"), "a list of observations was needed: 5; expected such as [Observation("),
        (lambda: API.Bands(["a"], 5), "a list of limits was needed: 5; expected such as [5, -5]"),
        (lambda: API.observations_text([BEDS], delimiter=None), "not a delimiter: None; expected one of "),
        (lambda: API.charts.claim_chart(MADE, title=5), "not text: 5; expected text"),
        (lambda: API.assess(PLAN, REPORT, definition="half"), "not a word for completion definition: 'half'"),
    ],
)
def test_what_was_needed_is_said(call: Callable[[], object], told: str) -> None:
    """The message says what was needed, what was given, and what it might have been."""
    with pytest.raises(ps.PublicServiceError) as caught:
        call()
    assert str(caught.value).startswith(told)


def test_periods_and_places_are_given_as_people_write_them() -> None:
    """Where a period or a place is asked about another, its text will do, as everywhere."""
    assert (True, False) == (YEAR.contains("2024-03"), YEAR.contains(2025))
    assert (True, False) == (YEAR.overlaps("2024-12/2025-01"), YEAR.overlaps(2025))
    assert (True, False) == (ps.place("A, R").is_within("R"), ps.place("A, R").is_within("S"))
    assert "0" == str(ps.roll_up([BEDS], "R", as_of="2023").figure or 0)
    assert "5 beds" in str(ps.roll_up([BEDS], "R", as_of="2024").figure)
    with pytest.raises(ps.errors.PeriodError, match="a date was needed: since 2023"):
        ps.roll_up([BEDS], "R", as_of="since 2023")


def test_a_row_is_found_by_words() -> None:
    """A number is no id, for a row as for its weight."""
    with pytest.raises(ps.errors.WrongTypeError, match="a row is found by its words: 5"):
        API.assess(PLAN, REPORT).row(5)
    with pytest.raises(ps.errors.WrongTypeError, match="a row is found by its words: 5"):
        API.assess(PLAN, REPORT).weighted({5: 1})
