"""
The JSON Schema of single values: how each kind of text in files may look.

Files are written by hand, most of them in YAML, where `2022` and `no` are text for this library and numbers and
booleans for an editor. Wherever the reader takes a text, a schema therefore allows what such a text may be taken for.
Patterns are looser than the readers: they never refuse what is read, and leave it to the reader to give the reason.
"""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from publicservice.assessment import Status
from publicservice.figures import Figure
from publicservice.figures.reading import Reading
from publicservice.interval import Interval
from publicservice.io.assessed import Counts, Entry
from publicservice.io.values import ALL, DAY, NUMBER, SET, SHARE, WHOLE, CountName, Named, Yes
from publicservice.model.entry import Listed
from publicservice.model.goal import Goal
from publicservice.model.indicator import Indicator
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.programme import Commitment
from publicservice.model.source import Source
from publicservice.units import Unit

__all__ = ["ALL_OR_NUMBER", "Schema", "choice_of", "text_of"]

Schema: TypeAlias = dict[str, Any]

_NOT_BLANK = "[^ \\t\\r\\n]"
_ANY = ["string", "number", "boolean"]
_NUMBER = ["string", "number"]
# A year in digits of any script that is read, or the word undated.
_PERIOD = "[0-9０-９〇零一二两三四五六七八九]|[UuＵｕ][NnＮｎ]"

_TEXTS: dict[Any, Schema] = {
    str: {"type": _ANY},
    Named: {"type": _ANY, "pattern": _NOT_BLANK},
    Commitment: {"type": _ANY, "pattern": _NOT_BLANK},
    Indicator: {"type": _ANY, "pattern": _NOT_BLANK},
    Population: {"type": _ANY, "pattern": _NOT_BLANK, "examples": ["rural women", "children under six"]},
    Source: {"type": _ANY, "pattern": _NOT_BLANK},
    Place: {"type": _ANY, "pattern": _NOT_BLANK, "examples": ["Linyi, Shandong, CN", "five districts"]},
    CountName: {"type": _ANY, "pattern": _NOT_BLANK, "examples": ["reading room"]},
    Unit: {
        "type": _ANY,
        "pattern": _NOT_BLANK,
        "examples": [
            "person",
            "household",
            "km",
            "%",
            "percentage point",
            "CNY/person/year",
            "person-time",
            "元/人/年",
        ],
    },
    Figure: {
        "type": _NUMBER,
        "pattern": _NOT_BLANK,
        "examples": [
            "686,000 jobs",
            "85.0 %",
            "4,500 CNY/person/year",
            "more than 1,500 beds",
            "10-15 towns",
            "68.6万人",
        ],
    },
    Goal: {
        "type": _NUMBER,
        "pattern": _NOT_BLANK,
        "examples": [
            "47,300 positions",
            "at least 85 %",
            "more than 2.2 billion CNY",
            "at most 5 %",
            "exactly 3 bridges",
            "between 10 and 15 towns",
            "increase by 10 %",
            "increase by 2 percentage points",
            "raise to 5,000 CNY/person/year",
            "lower to 3 %",
            "keep at least 85 %",
            "at least 1 park in each of 5 districts",
            "all 12 districts",
            "3,000 persons every year",
            "不低于85%",
        ],
    },
    Period: {
        "type": ["string", "integer"],
        "pattern": _PERIOD,
        "examples": [
            "2022",
            "2021-11",
            "2022-08-09",
            "2021-01/2021-11",
            "2021Q3",
            "2022H1",
            "FY2022 from 04",
            "as of 2025-05-31",
            "since 2024",
            "until 2025",
            "undated",
            "2021年1-11月",
        ],
    },
    Reading: {"type": _NUMBER, "pattern": _NOT_BLANK, "examples": ["4,500"]},
    Interval: {"type": "string", "pattern": f"^{SET}$", "examples": ["[67.5, 68.5]", "(0, ∞)"]},
    Decimal: {"type": _NUMBER, "pattern": f"^{NUMBER}$", "examples": ["4500", "0.85"]},
    int: {"type": ["string", "integer"], "pattern": f"^{WHOLE}$", "minimum": 0, "maximum": 999_999_999},
    bool: {"enum": [word.value for word in Listed]},
    Yes: {"enum": ["yes", True]},
    date: {"type": "string", "pattern": f"^{DAY}$", "examples": ["2022-06-30"]},
    Fraction: {"type": "string", "pattern": f"^{SHARE}$", "examples": ["3/10"]},
    Entry: {
        "type": "string",
        "pattern": "^documents\\[[0-9]+\\]\\..",
        "examples": ["documents[0].observations[2]", "documents[1].programmes[0].coverage[4]"],
    },
    Counts: {
        "type": "object",
        "properties": {status.value: {"type": ["string", "integer"], "pattern": f"^{WHOLE}$"} for status in Status},
        "required": [status.value for status in Status],
        "additionalProperties": False,
    },
}
ALL_OR_NUMBER: Schema = {"enum": [ALL]}


def text_of(kind: Any) -> Schema | None:
    """The schema of a kind's text; None where it has none."""
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return choice_of(kind)
    return dict(_TEXTS[kind]) if kind in _TEXTS else None


def choice_of(kind: type[enum.Enum]) -> Schema:
    """One of a few words. The reader also takes them in capitals; an editor offers them as they are written."""
    return {"enum": [word.value for word in kind]}
