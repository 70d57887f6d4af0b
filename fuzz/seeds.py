"""
What a fuzzer begins with: the texts of the documents that the library carries, and words to put together anew.

Random bytes hardly ever get past the first rule of a reader. From texts that are read, and from the words that readers
know, the fuzzer gets to the corners behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Literal

import publicservice as ps
from publicservice.io.csv_write import observations_text
from publicservice.io.exchange import KINDS, to_json
from publicservice.io.nouns import NOUNS
from publicservice.units.registry import canonical_names

__all__ = ["seeds_of", "words_of"]

_WORDS = (
    "at least ", "at most ", "more than ", "less than ", "between ", " and ", " to ", "-", "~", "about ", "nearly ",
    "no less than ", "exactly ", "keep ", "raise to ", "lower to ", "increase by ", "decrease by ", "each of ",
    "all ", " in each of ", " every year", " every month", " or more", "up ", "down ", "%", " percentage points", "½",
    "1/2", "one and a half ", "million", "billion", "dozen", "万", "亿", "千", "百", "不低于", "以上", "超过", "近",
    "约", "以内", "左右", "达到", "增长", "下降", "个百分点", "余", "多", "半", "两", "〇", "元", "人次", "户", "所",
    "/", "·", "^2", "²", "*", "per ", "per 100,000 ", "2022", "2021-01/2021-11", "2021Q3", "2022H1", "FY2022 from 04",
    "as of ", "since ", "until ", "undated", "年", "月", "季度", "上半年", "１２", "，", "．", "－", "\u00a0",
    "\u3000", "\u202e", "\u200b", "1e9", "0", "00", ".5", "1,000", "1.000", "(", ")", "[", "]", "∞", "$", "¥", "€",
)  # fmt: skip
_FIGURES = (
    "686,000 jobs", "68.6万人", "85.0 %", "more than 1,500 beds", "10-15 towns", "up 9.88 %", "4,500 CNY/person/year",
    "一百二十三个", "5.5%", "two and a half million persons", "12 per 100,000 population", "500余人", "$1.2 billion",
)  # fmt: skip
_UNITS = (
    "CNY/person/year",
    "km²",
    "元/人/年",
    "per 100,000 persons",
    "reading rooms/town",
    "kWh/m^2",
    "person-times",
    "pp",
)
_PERIODS = (
    "2022", "2021-11", "2022-08-09", "2021-01/2021-11", "2021Q3", "2022H1", "FY2022 from 04", "as of 2025-05-31",
    "since 2024", "until 2025", "undated", "2021年1-11月", "January to November 2021", "第十四个五年规划",
    "2022年上半年",
)  # fmt: skip
_PLACES = ("Linyi, Shandong, CN", "five districts", "临沂市，山东省", "Lanshan")
_BOMBS = (
    "&a [*a]",
    "<<: *a",
    "!!python/object/apply:os.system [ls]",
    "\t",
    "- - - -",
    "{{{{",
    "[[[[",
    "? ",
    "|-\n",
    ">+\n",
)
_MARKUP = (
    "<iati-activity>", "<result type='1'>", "<indicator measure='1'>", "<period>", "<target value='", "<actual value='",
    "<baseline year='", "<narrative>", "<![CDATA[", "]]>", "<!ENTITY x '", "<!DOCTYPE x [", "&x;", "&#0;", "xml:lang='",
    "iso-date='2022-01-01'", "<dimension name='", "<location ref='", "<comment>",
    "<?xml version='1.0' encoding='utf-16'?>",
)  # fmt: skip
_CLAIMS = """report: R
period: 2022
observations:
  - {indicator: jobs, value: "686,000 jobs", id: now, kind: flow, for: women}
  - {indicator: jobs, value: "630,000 jobs", id: before, period: 2021}
coverage:
  - {indicator: homes, rate: all, id: c}
  - {indicator: homes, covered: 2650 units, eligible: 3442 units, excluded: 3 units}
beneficiaries:
  - {for: rural women, reached: 297 persons}
claims:
  - {claim: completion, says: 108.9 %, of: now, against: "630,000 jobs"}
  - {claim: year-on-year, says: up 9.88 %, of: now, against: before}
  - {claim: share, says: 98 %, of: now, against: before}
  - {claim: sum, says: "3 jobs", of: now, parts: [before, now]}
"""
_MOST = 80
_ACTIVITY = """<iati-activities version="2.03"><iati-activity xml:lang="en">
<iati-identifier>XM-1</iati-identifier><title><narrative>Water</narrative></title>
<result type="1"><title><narrative>Wells</narrative></title><indicator measure="1" ascending="1">
<title><narrative>wells dug</narrative></title><baseline year="2020" value="3"/><period>
<period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>
<target value="40"><dimension name="sex" value="f"/></target><actual value="38"/><actual value="in progress"/>
</period></indicator></result></iati-activity></iati-activities>"""


def _documents() -> list[ps.Plan | ps.Report]:
    return [ps.example(name) for name in ps.example_names()]


def _goals() -> Iterator[str]:
    for document in _documents():
        yield from (str(node.item.goal) for node in ps.walk(document) if isinstance(node.item, ps.Target))


def _entries(document: ps.Plan | ps.Report) -> list[ps.Observation]:
    return [node.item for node in ps.walk(document) if isinstance(node.item, ps.Observation)]


def _exchanged() -> Iterator[str]:
    for document in _documents():
        for node in islice(ps.walk(document), 1, _MOST):
            yield to_json(node.item)
    yield from map(to_json, (ps.check(_documents()[0]), ps.unit("km²"), ps.period(2022), ps.place("Linyi, CN")))


def _tables() -> Iterator[str]:
    for document in _documents():
        if entries := _entries(document):
            yield observations_text(entries[:20])
    yield 'indicator;value;unit\njobs;"5;\n";person\n\'=1+1;3;\n'


def _plans(format: Literal["yaml", "json"]) -> Iterator[str]:
    for document in _documents():
        for node in islice(ps.walk(document), _MOST):
            if isinstance(node.item, ps.Target) and not node.is_part:
                yield ps.plan_text(ps.Plan("P", period=2022, units=document.units, targets=[node.item]), format=format)


def _reports() -> Iterator[str]:
    for document in _documents():
        for node in islice(ps.walk(document), _MOST):
            if isinstance(node.item, ps.Observation):
                yield ps.report_text(ps.Report("R", period=2022, units=document.units, observations=[node.item]))
    yield _CLAIMS


def seeds_of(target: str) -> list[str]:
    """
    Texts that the reader takes, from which a fuzzer may begin.

    Args:
        target: The name of a target.
    """
    texts: dict[str, Callable[[], Iterable[str]]] = {
        "figure": lambda: _FIGURES,
        "goal": lambda: (*_goals(), *_FIGURES),
        "period": lambda: _PERIODS,
        "unit": lambda: _UNITS,
        "place": lambda: _PLACES,
        "plan-yaml": lambda: _plans("yaml"),
        "report-yaml": _reports,
        "plan-json": lambda: _plans("json"),
        "exchange": _exchanged,
        "csv": _tables,
        "iati": lambda: (_ACTIVITY,),
    }
    return sorted(set(texts[target]()))


def words_of(target: str) -> list[str]:
    """
    Words that the reader knows, for a fuzzer to put in.

    Args:
        target: The name of a target.
    """
    if target in ("figure", "goal", "unit", "period", "place"):
        names = [name.replace("_", " ") for name in canonical_names()]
        return [*_WORDS, *([] if target in ("period", "place") else names)]
    keys = sorted({key for noun in NOUNS.values() for key in noun.values()} | set(KINDS))
    bombs = _MARKUP if target == "iati" else _BOMBS
    return [*keys, *_WORDS, *_FIGURES, *_PERIODS, *bombs]
