"""Slips that a type checker has to catch before the program runs: each marked line is refused, and no other."""

from __future__ import annotations

from datetime import date

import polars as pl

import publicservice as ps
from publicservice.charts import claim_chart
from publicservice.frames import completion_rate


def slips(plan: ps.Plan, report: ps.Report, frame: pl.DataFrame) -> None:
    """Nobody calls this."""
    ps.Plan("Jobs", programme=[])  # refused
    ps.Plan("Jobs", targets=["630,000 jobs"])  # refused
    ps.Plan("Jobs", 2022)  # refused
    ps.Target("jobs")  # refused
    ps.Target("jobs", ps.reach("5 jobs"), parts=ps.Target("rural", "3 jobs"))  # refused
    plan.title = "Another"  # refused
    ps.figure("5 beds").value = None  # refused
    ps.figure([5])  # refused
    ps.figure("5 beds", zeros="kept")  # refused
    ps.figure("5 beds") + "3 beds"  # refused
    ps.completion_rate("5 beds")  # refused
    ps.completion_rate("5 beds", "6 beds", "4 beds")  # refused
    ps.completion_rate("5 beds", "6 beds", base="4 beds")  # refused
    ps.year_on_year("5 beds", "4 beds", periods=("2021", "2020", "2019"))  # refused
    ps.pace("50 %", 2021, 2021.5)  # refused
    ps.verify_share("82 %", "37 persons", "45 persons")  # refused
    ps.verify_sum(says="817 households", parts=716)  # refused
    ps.coverage_gap(ps.CoverageRate(2650, 3442), "85 %")  # refused
    ps.check("plan.yaml")  # refused
    ps.assess(report, plan)  # refused
    ps.assess(plan, report, as_of=date(2022, 11, 30), bands=(5, -5))  # refused
    ps.read_plan(None)  # refused
    ps.plan_text(report)  # refused
    ps.parse_plan("plan: Jobs", format="toml")  # refused
    ps.at_least("85 %").accept("86 %")  # refused
    ps.each_of("district", 5, "1 park")  # refused
    ps.keep(85)  # refused
    ps.complete_rate("5 beds", "6 beds")  # refused
    ps.observations_from_rows("results.csv")  # refused
    completion_rate(frame, actual=frame["actual"])  # refused
    claim_chart("82.3 %")  # refused
    met: bool = ps.at_least("85 %").accepts("86 %").verdict  # refused
    rate: float = ps.completion_rate("5 beds", "6 beds")  # refused
    people: ps.Figure = ps.coverage_gap("77 %", "85 %").people  # refused
    print(met, rate, people)  # noqa: T201
