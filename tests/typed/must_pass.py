"""
What users write, which every type checker has to take as it stands: it is checked, and run as well.

`assert_type` says what comes out, so that a name that has quietly become Any is found too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

import pandas as pd
import polars as pl

import publicservice as ps
from publicservice import Plan, Programme, Target, at_least, each_of, keep, raise_to, reach
from publicservice.charts import Chart, claim_chart, coverage_chart, pace_chart
from publicservice.errors import PublicServiceError, UndefinedError
from publicservice.frames import completion_rate, year_on_year


def a_plan() -> Plan:
    """A plan, written in every form that its constructors take."""
    jobs = Target(
        ps.Indicator("public-welfare positions created", kind="flow", better="higher"),
        reach("47,300 positions"),
        period=2022,
        parts=[Target("rural", "42,000 positions"), Target("urban", reach("5,300 positions"))],
    )
    subsidy = Target("veterans' subsidy", raise_to("5,000 CNY/person/year"), baseline="4,500 CNY/person/year")
    parks = Target("district parks", each_of(5, "district", "at least 1 park"), id="parks")
    coverage = Target("coverage", keep(at_least("85 %")), period=ps.period("2022"), population="children under six")
    return Plan(
        "Livelihood in 2022",
        place="Linyi, Shandong, CN",
        period=2022,
        declares={"programmes": 1},
        source=ps.Source("The plan in brief", publisher="A newspaper", published=date(2022, 8, 9)),
        programmes=[Programme("Employment", targets=[jobs, subsidy], commitments=["a service platform"])],
        targets=(target for target in (parks, coverage)),
    )


def numbers() -> None:
    """Figures from all that holds a number, and arithmetic with them."""
    for given in ("686,000 jobs", 5, 0.5, Decimal("1.5"), Fraction(1, 3), ps.figure(2)):
        assert_type(ps.figure(given), ps.Figure)
    jobs = ps.figure("686,000 jobs")
    assert_type(jobs.value, Decimal | None)
    assert_type(jobs.admissible, ps.Interval)
    assert_type(jobs.low, Decimal)
    assert_type(jobs / ps.figure(630_000, "jobs"), ps.Figure)
    assert_type(2 * jobs, ps.Figure)
    assert_type(jobs + jobs, ps.Figure)
    assert_type(jobs.is_above(ps.figure(5, "jobs")), ps.Truth)
    assert_type(jobs.unit, ps.Unit)


def verbs() -> None:
    """Completion, change, coverage and pace."""
    rate = ps.completion_rate("686,000 jobs", "630,000 jobs")
    assert_type(rate, ps.Completion)
    assert_type(rate.definition, ps.CompletionDefinition)
    assert_type(ps.completion_rate(4800, raise_to(5000), baseline=4500, definition="ratio"), ps.Completion)
    assert_type(ps.completion_rate(4800, Target("subsidy", "5,000"), baseline=4500), ps.Completion)
    assert_type(ps.year_on_year("686,000 jobs", "624,317 jobs", periods=(2021, "2020")), ps.Figure)
    assert_type(ps.pace(rate, 2021, date(2021, 11, 30)), ps.Figure)
    coverage = ps.CoverageRate(covered="2,650 units", eligible="3,442 units", group="tenants")
    assert_type(ps.coverage_gap(coverage, "85 %"), ps.Gap)
    assert_type(ps.coverage_gap("77 %", at_least("85 %")).people, ps.Figure | None)
    assert_type(ps.pooled([coverage]), ps.CoverageRate)
    answer = at_least("85 %").accepts("86 %")
    assert_type(answer, ps.Answer)
    assert_type(answer.verdict is ps.Verdict.MET, bool)
    assert_type(ps.goal("不低于85%"), ps.Goal)


def claims() -> Iterator[ps.Verification]:
    """Claims, with and without the figures that they speak of."""
    yield ps.verify_completion(says="108.9 %", actual="686,000 jobs", target=630_000 * ps.figure("1 job", exact=True))
    yield ps.verify_year_on_year(says="up 9.88 %", now="686,000 jobs")
    yield ps.verify_sum(says="817 households", parts=["716 households", "101 households"])
    share = ps.verify_share(says="82.3 %", part="37 persons", whole="45 persons")
    assert_type(share.verdict, ps.ClaimVerdict)
    assert_type(share.implied, ps.Implied | None)
    assert_type(ps.implied_target("686,000 jobs", "108.9 %").round_numbers(), tuple[Decimal, ...])
    yield share


def documents() -> None:
    """Files, checks and assessments."""
    plan = ps.parse_plan(ps.plan_text(a_plan()))
    assert_type(plan, Plan)
    findings = ps.check(plan)
    assert_type(findings, ps.Findings)
    for finding in findings:
        assert_type(finding, ps.Finding)
        assert_type(finding.severity, ps.Severity)
    seen = [ps.Observation("district parks", "5 parks", period="as of 2022-11")]
    assessed = ps.assess(plan, seen, as_of="2022-11-30", places=["Linyi, Shandong, CN"])
    assert_type(assessed, ps.Assessment)
    for row in assessed.rows:
        assert_type(row.status, ps.Status)
        assert_type(row.completion, ps.Completion | None)
    assert_type(assessed.to_frame(pd.DataFrame), pd.DataFrame)
    assert_type(assessed.to_rows(), list[dict[str, Any]])
    try:
        ps.completion_rate("12 beds", 0)
    except UndefinedError as error:
        assert_type(error.reason, str)
    except PublicServiceError as error:
        assert_type(error.problem, str)


def rows_and_columns() -> None:
    """Tables in and out: what goes in as a frame of one engine comes back as one."""
    rows = [{"indicator": "jobs", "value": "686,000 jobs", "period": 2021}]
    read = ps.observations_from_rows(rows, missing="skip")
    assert_type(read, tuple[ps.Observation, ...])
    assert_type(ps.observation_rows(read), list[dict[str, str | None]])
    told = pl.DataFrame({"actual": [686_000, 5], "target": [630_000, 0]})
    assert_type(completion_rate(told, reason="why"), pl.DataFrame)
    assert_type(completion_rate(told.lazy()), pl.LazyFrame)
    series = pd.DataFrame({"value": [100, 110], "year": [2020, 2021]})
    assert_type(year_on_year(series, by=[]), pd.DataFrame)


def pictures() -> None:
    """Charts of what was found."""
    share = ps.verify_share(says="82.3 %", part="37 persons", whole="45 persons")
    assert_type(claim_chart(share, title="Graduates in work"), Chart)
    gaps = ps.coverage_gaps(
        {"Lanshan": ps.CoverageRate(covered=9, eligible=10), "Hedong": ps.CoverageRate(rate="80 %")}
    )
    assert_type(coverage_chart(gaps).alt, str)
    assert_type(pace_chart(ps.assess(a_plan(), as_of="2022-08-31")).to_svg(), str)


def main() -> None:
    """Run everything, so that it is not only well typed."""
    for step in (numbers, verbs, documents, rows_and_columns, pictures):
        step()
    assert [True] * 4 == [isinstance(claim, ps.Verification) for claim in claims()]


if __name__ == "__main__":
    main()
