"""Draws the picture of the README: some of Linyi's targets against results that are made up."""

from __future__ import annotations

from pathlib import Path

import publicservice as ps
from publicservice.charts import pace_chart

PICTURE = Path(__file__).parent / "_static" / "readme.svg"
_SHOWN = (
    "income-and-employment/employment-of-key-groups/new-jobs",
    "first-placement-rate-of-college-graduates",
    "coverage-of-inclusive-kindergartens",
    "rural-roads-newly-built-or-expanded",
    "guaranteed-start-up-loans-issued",
    "social-assistance-standards",
)


def drawn() -> str:
    """The picture as SVG, the same each time."""
    plan, results = ps.example("linyi-2022"), ps.example("linyi-2022-made-up")
    targets = [plan.find(words) for words in _SHOWN]
    some = ps.Plan("Some promises of Linyi's plan for 2022, against made-up results", place=plan.place, period=2022,
                   targets=targets)  # fmt: skip
    assert isinstance(results, ps.Report)  # noqa: S101  (an example of that name)
    return pace_chart(ps.assess(some, results)).to_svg()


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
