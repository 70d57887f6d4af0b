"""
Draws the pictures that are stored: that of the README, and those of the page about charts, from its own examples.

`python docs/readme_picture.py` writes them anew.
"""

from __future__ import annotations

import doctest
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import publicservice as ps
from publicservice.charts import Chart, pace_chart

DOCS = Path(__file__).parent
PICTURE = DOCS / "_static" / "readme.svg"
PAGE = DOCS / "how-to" / "charts.md"
CHARTS = DOCS / "_static" / "charts"
SHOWN = re.compile(r"\(\.\./_static/charts/(?P<name>[\w-]+)\.svg\)")
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```", re.DOTALL | re.MULTILINE)
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


def charts_of_page() -> Iterator[tuple[str, str]]:
    """Each picture that the page shows, by its name: what `chart` is after the block that stands before it."""
    text, known, at = PAGE.read_text(encoding="utf-8"), dict[str, Any](), 0
    for shown in SHOWN.finditer(text):
        for block in BLOCK.finditer(text, at, shown.start()):
            source = "".join(example.source for example in doctest.DocTestParser().get_examples(block["code"]))
            with redirect_stdout(io.StringIO()):
                exec(source, known)  # noqa: S102  (the page's own examples)
        chart, at = known["chart"], shown.end()
        assert isinstance(chart, Chart), shown["name"]  # noqa: S101  (the page says so)
        yield shown["name"], chart.to_svg()


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    CHARTS.mkdir(exist_ok=True)
    for name, picture in charts_of_page():
        (CHARTS / f"{name}.svg").write_text(picture, encoding="utf-8")
