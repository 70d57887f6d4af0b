"""An assessment as one page of HTML that a person can send on: no scripts, nothing remote."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as escaped
from typing import NamedTuple

from publicservice.assessment.bands import Bands
from publicservice.assessment.evidence import Unused
from publicservice.assessment.row import Row, Status
from publicservice.table import Table
from publicservice.table.layout import one_line, shown_lines

__all__ = ["Facts", "page"]

_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;\
max-width:72rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}
h2{font-size:1.15rem;margin:2.2rem 0 .4rem}
.sub{opacity:.75;margin:0 0 1.2rem}
.total{font-size:1.25rem;font-weight:600;margin:.4rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.4rem 0 1rem}
dt{opacity:.7}
dd{margin:0;overflow-wrap:anywhere}
details{border-top:1px solid rgba(128,128,128,.3);padding:.4rem 0}
summary{cursor:pointer}
li{overflow-wrap:anywhere}
@media print{details{break-inside:avoid}details:not([open])>*{display:block}}"""

_MEANINGS = {
    Status.MET: "every value that the figure may stand for is acceptable",
    Status.NOT_MET: "none is",
    Status.UNDECIDED: "some are and some are not: rounding, gaps or two readings hide the answer",
    Status.NOT_DUE: "its time is not over, and it is neither met nor missed for good",
    Status.NO_DATA: "no figure of it was reported",
    Status.NOT_MEASURABLE: "no figure could decide it: the target lacks something",
}


class Facts(NamedTuple):
    """What the page tells beside the table."""

    title: str
    subtitle: str
    totals: str
    table: Table
    programmes: Table | None
    rows: tuple[Row, ...]
    unused: tuple[Unused, ...]
    bands: Bands


def escape(text: str) -> str:
    """A text as HTML shows it, whatever is in it: control characters and the like as escapes."""
    return "<br>".join(map(escaped, shown_lines(text)))


def page(facts: Facts) -> str:
    """The page: totals, the table, what each row rests on, what was not used, and how to read it."""
    title = escaped(one_line(facts.title))
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="sub">{escape(facts.subtitle)}</p>',
        f'<p class="total">{escape(facts.totals)}</p>',
        facts.programmes.to_html() if facts.programmes is not None else "",
        "<h2>Targets</h2>",
        facts.table.to_html(),
        "<h2>What each status rests on</h2>",
        *map(_row, facts.rows),
        *_unused(facts.unused),
        "<h2>How to read this</h2>",
        _list(("dt", status.value, "dd", meaning) for status, meaning in _MEANINGS.items()),
        f"<p>{escape(_bands_text(facts.bands))}</p>",
    ]
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    body = "\n".join(part for part in parts if part)
    return f'<!doctype html>\n<html lang="en">\n{head}\n<style>\n{_STYLE}\n</style>\n<body>\n{body}\n</body>\n</html>\n'


def _row(row: Row) -> str:
    facts = _list(("dt", name, "dd", text) for name, text in row.facts())
    return f"<details><summary>{escape(row.title)}: <b>{row.status.value}</b></summary>{facts}</details>"


def _list(pairs: Iterable[tuple[str, str, str, str]]) -> str:
    inside = "".join(f"<{dt}>{escape(name)}</{dt}><{dd}>{escape(text)}</{dd}>" for dt, name, dd, text in pairs)
    return f"<dl>{inside}</dl>"


def _unused(unused: tuple[Unused, ...]) -> list[str]:
    if not unused:
        return []
    inside = "".join(f"<li>{escape(str(one))}</li>" for one in unused)
    return ["<h2>Reported, and not used</h2>", f"<ul>{inside}</ul>"]


def _bands_text(bands: Bands) -> str:
    limits = [f"{name} from {limit:+f} points" for name, limit in zip(bands.names, bands.limits, strict=False)]
    return (
        f"Pace is completion less the share of the time that had passed: {', '.join(limits)}, else {bands.names[-1]}."
    )
