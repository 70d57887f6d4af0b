"""What computations refuse: each refusal in the very words that a person reads, with the reason for a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import publicservice as ps
from publicservice.errors import PublicServiceError, UndefinedError

lib: Any = ps  # much of what is refused is of a type that no checker would let through

REFUSED: list[tuple[Callable[[], object], str]] = [
    (
        lambda: lib.change(5, 4, periods=(1, 2, 3)),
        "WrongTypeError: two periods were needed: (1, 2, 3); expected such as (2022, 2021)",
    ),
    (
        lambda: lib.year_on_year(5, 4, periods=5),
        "WrongTypeError: two periods were needed: 5; expected such as (2022, 2021)",
    ),
    (
        lambda: lib.coverage_rate("85 %"),
        ("WrongTypeError: a coverage rate was needed: '85 %'; expected such as CoverageRate(covered=90, eligible=120)"),
    ),
    (
        lambda: lib.pooled("ab"),
        (
            "WrongTypeError: a list of coverage rates was needed: 'ab'; "
            "expected such as [CoverageRate(covered=90, eligible=120)]"
        ),
    ),
    (
        lambda: lib.pooled([lib.CoverageRate(rate="5 %"), 5]),
        ("WrongTypeError: item 1 is not a coverage rate: 5; expected such as [CoverageRate(covered=90, eligible=120)]"),
    ),
    (
        lambda: lib.coverage_gaps({"a": "5 %"}),
        (
            "WrongTypeError: item 0 is not a coverage rate: '5 %'; "
            "expected such as [CoverageRate(covered=90, eligible=120)]"
        ),
    ),
    (
        lambda: lib.aggregate([5], "flow"),
        (
            "WrongTypeError: a mapping of figures by their periods was needed: [5]; "
            "expected such as {2021: '5 beds', 2022: '6 beds'}"
        ),
    ),
    (
        lambda: lib.total_of("5 beds"),
        "WrongTypeError: a list of figures was needed: '5 beds'; expected such as ['42 beds', '8 beds']",
    ),
    (
        lambda: lib.change(5, 4, periods=("undated", 2019)),
        (
            "PeriodError: periods without a date cannot be compared: undated and 2019; "
            "give the figures periods such as 2021 and 2020"
        ),
    ),
    (
        lambda: lib.change(5, 4, periods=(2021, "2020-01")),
        (
            "PeriodError: the periods are not of one kind and length: 2021 and 2020-01; expected such as two "
            "months or two years"
        ),
    ),
    (
        lambda: lib.change(5, 4, periods=(2020, 2021)),
        "PeriodError: the later period comes first: 2020 and 2021; change the two round",
    ),
    (lambda: lib.change(5, 0), "UndefinedError: a change from zero or less has no percentage: 0 [zero base]"),
    (lambda: lib.change(5, -1), "UndefinedError: a change from zero or less has no percentage: -1 [negative base]"),
    (lambda: lib.change(-5, 4), "UndefinedError: a change to below zero has no percentage: -5 [sign change]"),
    (
        lambda: lib.year_on_year(5, 4, periods=("2021-02", "2020-03")),
        (
            "PeriodError: not a year on year: 2021-02 and 2020-03 do not lie whole years apart: 2021-02 and "
            "2020-03; expected the same span a year apart"
        ),
    ),
    (
        lambda: lib.year_on_year(5, 4, periods=(2021, 2019)),
        (
            "PeriodError: not a year on year: 2019 is not the year before 2021: 2021 and 2019; expected the same "
            "span a year apart"
        ),
    ),
    (lambda: lib.total_of([]), "UndefinedError: a sum of nothing [nothing to add]"),
    (
        lambda: lib.aggregate({2021: 5, "2021": 6}, "flow"),
        "PeriodError: two figures for one period: 2021; expected one figure a period",
    ),
    (lambda: lib.aggregate({}, "flow"), "UndefinedError: nothing to put together [nothing to add]"),
    (
        lambda: lib.aggregate({2020: "5 persons", 2021: "6 persons"}, "flow"),
        (
            "UndefinedError: persons of several periods do not add up: the same person may stand in each; say "
            "recurring=False where nobody can be counted twice, or count person-times [recurring persons]"
        ),
    ),
    (
        lambda: lib.aggregate({2020: 5}, "rate"),
        (
            "UndefinedError: rates are not added or averaged; give the covered, and eligible= by the same "
            "periods [counts not known]"
        ),
    ),
    (
        lambda: lib.aggregate({2020: 5, 2021: 6, 2022: 7}, "rate", eligible={2021: 10}),
        (
            "UndefinedError: a period has covered but no eligible: 2020, 2022; "
            "give eligible= for the same periods, or leave these out [counts not known]"
        ),
    ),
    (
        lambda: lib.aggregate({2020: 5}, "rate", eligible={2020: 0}),
        "UndefinedError: a share of nobody: 0 [no eligible]",
    ),
    (
        lambda: lib.aggregate({2020: 5, "2020Q4": 2}, "flow"),
        (
            "PeriodError: figures of overlapping periods would be counted twice: 2020 and 2020Q4; "
            "keep the longer one, or the ones that it is made of"
        ),
    ),
    (
        lambda: lib.aggregate({2019: 5, 2021: 6, 2023: 7}, "flow", over="2021/2022"),
        "PeriodError: periods that do not lie in 2021/2022: 2019, 2023; leave them out, or widen over=",
    ),
    (
        lambda: bool(lib.verify_share(says="50 %", part="5 persons")),
        (
            "UndecidedError: neither true nor false: the claim cannot be checked; compare its verdict, or look "
            "at what it implies"
        ),
    ),
    (
        lambda: lib.verify_completion(says="108.9", actual=5, target=4),
        "FigureTextError: a bare number is no rate: '108.9'; expected a percentage, such as '108.9 %'",
    ),
    (
        lambda: lib.coverage_rate(lib.CoverageRate(covered=5, eligible=0)),
        "UndefinedError: a share of nobody: the eligible may be none: 0 [no eligible]",
    ),
    (
        lambda: lib.coverage_rate(lib.CoverageRate(covered=1, eligible=9, excluded=3, excluded_covered=2)),
        "UndefinedError: more are excluded than covered: -1 [negative covered]",
    ),
    (
        lambda: lib.coverage_gap("80 %", lib.goal("between 80 and 90 %")),
        "UndefinedError: 'between 80 and 90 %' is not one rate; give the rate as a number [no single goal]",
    ),
    (
        lambda: lib.coverage_gap("80 %", 85),
        "GoalError: a bare number above one is no share: 85; expected such as '85 %'",
    ),
    (
        lambda: lib.coverage_gap("80 %", "at least 85 %"),
        "FigureTextError: not an exact figure: 'at least 85 %'; expected a single number without a comparator",
    ),
    (
        lambda: lib.pooled([lib.CoverageRate(rate="80 %")]),
        (
            "UndefinedError: rates pool only where every group's covered and eligible are known: "
            "0 of 1 groups with both; give both for each group, or leave out the groups without [counts not known]"
        ),
    ),
    (
        lambda: lib.implied_target("5 jobs", "0 %"),
        "UndefinedError: nothing follows from a rate that may be zero: 0 % (-0.5 to 0.5) [zero rate]",
    ),
    (
        lambda: lib.implied_eligible("27 schools", "90 %").multiples_of(0),
        "WrongTypeError: not a step: 0; expected a whole number or a Decimal above zero",
    ),
    (
        lambda: lib.Implied("cost", lib.figure(None, "CNY", within="[1, ∞)")).round_numbers(),
        "UndefinedError: the values that fit have no end: at least 1 CNY [unbounded]",
    ),
    (
        lambda: lib.Implied("cost", lib.figure(Decimal(1).scaleb(-40), "CNY")).round_numbers(),
        "UndefinedError: no round number fits: 0.0000000000000000000000000000000000000001 CNY [none fits]",
    ),
    (
        lambda: lib.coverage_gaps({"a": lib.CoverageRate(rate="80 %")}),
        "UndefinedError: a gap needs two groups or more: 1 [fewer than two groups]",
    ),
    (
        lambda: lib.coverage_gaps(
            {"a": lib.CoverageRate(rate="80 %"), "b": lib.CoverageRate(rate="70 %")}, better="neither"
        ),
        "ModelError: groups are compared by which way is better: neither; expected higher or lower",
    ),
    (
        lambda: lib.coverage_gaps({"a": lib.CoverageRate(rate="80 %"), "b": lib.CoverageRate(rate="70 %")}, by="area"),
        "ModelError: coverages are not named so: 'area'; expected group or place or period",
    ),
    (
        lambda: lib.coverage_gaps([lib.CoverageRate(rate="80 %", group="a"), lib.CoverageRate(rate="70 %", group="a")]),
        "ModelError: coverages need different names by group: 'a'; give a mapping of names",
    ),
    (lambda: lib.completion_rate(5, 0), "UndefinedError: a share of a target of zero: 0 [zero target]"),
    (lambda: lib.completion_rate(-5, 4), "UndefinedError: a negative share of a target: -5 of 4 [sign change]"),
    (
        lambda: lib.completion_rate(5, 4, definition="from_baseline"),
        (
            "UndefinedError: completion from the baseline needs a baseline; give baseline=, or "
            "definition='ratio' [missing baseline]"
        ),
    ),
    (
        lambda: lib.completion_rate(5, 4, baseline=4),
        "UndefinedError: the target and the baseline may be equal: 4 to 4 [target equals baseline]",
    ),
    (
        lambda: lib.completion_rate(5, lib.at_most(4)),
        (
            "UndefinedError: where lower is better, completion is measured from a baseline only; give baseline=, "
            "or ask goal.accepts(...) for the verdict [missing baseline]"
        ),
    ),
    (
        lambda: lib.completion_rate(5, lib.at_most(4), baseline=9, definition="ratio"),
        (
            "UndefinedError: where lower is better, completion is measured from a baseline only; give baseline=, "
            "or ask goal.accepts(...) for the verdict [lower is better]"
        ),
    ),
    (
        lambda: lib.completion_rate(5, lib.exactly(4)),
        (
            "UndefinedError: 'exactly 4' has no completion; it is met or not: ask goal.accepts(...) for the "
            "verdict [no completion]"
        ),
    ),
    (
        lambda: lib.completion_rate(5, lib.increase_by("10 %")),
        (
            "UndefinedError: 'increase by 10 %' is relative to a baseline that is not given; give baseline= "
            "[missing baseline]"
        ),
    ),
    (
        lambda: lib.completion_rate("5 %", lib.increase_by("10 %"), baseline="4 %"),
        (
            "UndefinedError: 'increase by 10 %' on a rate may mean percent or percentage points; say "
            "increase_by('... percentage points'), or increase_by(..., relative=True) [two readings]"
        ),
    ),
    (
        lambda: lib.Implied("cost", lib.figure(None, "CNY", within="[1, 1001]")).multiples_of(1),
        "UndefinedError: too many values fit: 1 to 1,001 CNY; ask for a larger step [too many]",
    ),
    (
        lambda: lib.Implied("cost", lib.figure(None, "CNY", within="[1, 100]")).multiples_of(True),
        "WrongTypeError: not a step: True; expected a whole number or a Decimal above zero",
    ),
]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_what_has_no_answer_is_refused_in_words_that_help(call: Callable[[], object], message: str) -> None:
    """Rule 3: what does not exist for these facts has no number; the message says what, and what to do."""
    with pytest.raises(PublicServiceError) as caught:
        call()
    reason = f" [{caught.value.reason}]" if isinstance(caught.value, UndefinedError) else ""
    assert message == f"{type(caught.value).__name__}: {caught.value}{reason}"
