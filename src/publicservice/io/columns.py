"""
What the columns of tables mean: descriptors of the Table Schema standard of Frictionless Data, version 1.

A descriptor stands beside a CSV file, and in the metadata of a Parquet file. It says of each column its name, type and
meaning, its unit where all rows share one, and what may stand in it.
"""

from __future__ import annotations

import enum
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from publicservice.model.entry import Stage
from publicservice.model.goal import Better
from publicservice.model.indicator import Kind
from publicservice.model.row_cells import COLUMNS

__all__ = ["NUMBERS", "OBSERVED", "PROMISED", "Column", "resource", "resource_text"]

Words: TypeAlias = "type[enum.Enum] | tuple[str, ...]"
_OF_ROW = "in the unit of the column 'unit'"


@attrs.frozen
class Column:
    """
    A column of a table.

    Attributes:
        name: Its name.
        type: What it holds, by the standard: string, number, boolean, date or integer.
        title: What that is, in a sentence.
        required: Whether every row has it.
        words: The words that may stand in it; none where that may be any.
        in_unit: Whether its numbers are in the unit of the column `unit`.
    """

    name: str
    type: str
    title: str
    required: bool = False
    words: Words = ()
    in_unit: bool = False

    def descriptor(self, its_unit: str = "") -> dict[str, Any]:
        """The column as the standard describes a field, in the unit that all rows share; "" for none."""
        words = [str(word.value) if isinstance(word, enum.Enum) else word for word in self.words]
        constraints = ({"required": True} if self.required else {}) | ({"enum": words} if words else {})
        made: dict[str, Any] = {"name": self.name, "type": self.type, "description": self.title}
        if self.type == "boolean":
            made |= {"trueValues": ["true"], "falseValues": ["false"]}
        if self.in_unit and its_unit:
            made["unit"] = its_unit
        return made | ({"constraints": constraints} if constraints else {})


_TITLES = {
    "indicator": "What is measured.",
    "period": "When, such as 2022, 2021-01/2021-11 or as of 2025-05-31.",
    "place": "Where: the area, then what it is part of.",
    "group": "For whom.",
    "value": "The figure as it was printed; its digits say how it was rounded.",
    "unit": "What is counted or measured.",
    "exact": "Whether the text in 'value' stands for its number only.",
    "within": "The set of values that the figure stands for, where no text says it, such as [67.5, 68.5].",
    "result": "The result in words, where no figure is printed.",
    "stage": "How far the work is that is counted.",
    "lead": "Who answers for it.",
    "kind": "Whether it counts what came in a period, what was there at a time, or a share.",
    "better": "Which way is better.",
    "aliases": "Other names of the indicator, parted by semicolons.",
    "indicator_unit": "The unit of the indicator.",
    "place_level": "The level of the place, such as county.",
    "place_code": "The code of the place.",
    "group_size": "How large the group is, as printed.",
    "group_within": "The larger group that it is part of.",
    "group_open": "Whether the list of who belongs to the group is open.",
    "group_note": "What has to be known of the group.",
    "source": "The title of the document.",
    "source_publisher": "Who published the document.",
    "source_published": "When the document was published.",
    "source_author": "Who wrote the document.",
    "source_speaker": "Who spoke.",
    "source_location": "Where it stands in the document.",
    "source_url": "The address of the document.",
    "source_language": "The language of the document.",
    "source_note": "What has to be known of the document.",
    "note": "What a reader has to know.",
    "printed": "The words of the document that matter for the encoding.",
    "id": "The entry's own id.",
}
_WORDS: dict[str, Words] = {
    "stage": Stage,
    "kind": Kind,
    "better": Better,
    "exact": ("yes",),
    "group_open": ("yes",),
}
OBSERVED: dict[str, Column] = {
    name: Column(name, "string", _TITLES[name], name == "indicator", _WORDS.get(name, ())) for name in COLUMNS
}
"""The columns of a table of observations."""

NUMBERS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("number", "number", f"The figure's own number, {_OF_ROW}.", in_unit=True),
        Column("number_low", "number", f"The lower end of what the figure stands for, {_OF_ROW}.", in_unit=True),
        Column("number_high", "number", f"The upper end of what the figure stands for, {_OF_ROW}.", in_unit=True),
    )
}
"""What a Parquet file of observations has beside them, for those who reckon; it is not read back."""

PROMISED: dict[str, Column] = {
    column.name: column
    for column in (
        Column("id", "string", "The target's id in the plan, after the ids of what it stands in.", required=True),
        Column("path", "string", "Where the target stands in the plan.", required=True),
        Column("part_of", "string", "The id of the target that it is a part of."),
        Column("programme", "string", "The titles of the programmes around it, the outermost first."),
        Column("indicator", "string", _TITLES["indicator"], required=True),
        Column("unit", "string", _TITLES["unit"]),
        Column("kind", "string", _TITLES["kind"], words=Kind),
        Column("better", "string", _TITLES["better"], words=Better),
        Column("goal", "string", "The goal in words, as it was first published.", required=True),
        Column("comparator", "string", "How the goal compares, where it is one number or a range."),
        Column("low", "number", f"The least that meets the goal, {_OF_ROW}.", in_unit=True),
        Column("high", "number", f"The most that meets the goal, {_OF_ROW}.", in_unit=True),
        Column("keep", "boolean", "Whether the goal has to hold throughout.", required=True),
        Column("baseline", "number", f"Where it started, {_OF_ROW}.", in_unit=True),
        Column("baseline_printed", "string", "Where it started, as it was printed."),
        Column("period", "string", _TITLES["period"]),
        Column("start", "date", "The first day of the period."),
        Column("due", "date", "The last day of the period."),
        Column("place", "string", _TITLES["place"]),
        Column("group", "string", _TITLES["group"]),
        Column("stage", "string", _TITLES["stage"], words=Stage),
        Column("lead", "string", _TITLES["lead"]),
        Column("revisions", "integer", "How often the target was revised.", required=True),
        Column("revised_goal", "string", "The goal as it was last revised, where it was."),
        Column("source", "string", "Where the target was printed."),
        Column("note", "string", _TITLES["note"]),
        Column("printed", "string", _TITLES["printed"]),
    )
}
"""The columns of a table of targets."""


def resource(
    path: str, title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, object]], **form: Any
) -> dict[str, Any]:
    """
    The descriptor of a table: a data resource of the standard.

    Args:
        path: The file's own name.
        title: What the table is.
        columns: Its columns.
        rows: Its rows; what they share as their unit is the unit of the columns of numbers.
        form: What more is said of the file: its format, media type, encoding and dialect.

    Example:
        >>> made = resource("Beds.csv", "Beds", [PROMISED["low"]], [{"unit": "bed"}], format="csv")
        >>> made["name"], made["schema"]["fields"][0]["unit"]
        ('beds', 'bed')
    """
    units = {row.get("unit") for row in rows}
    shared = str(units.pop() or "") if len(units) == 1 else ""
    fields = [column.descriptor(shared) for column in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if any(column.name == "path" for column in columns):
        schema["primaryKey"] = ["path"]
    name = re.sub(r"[^-a-z0-9._]+", "-", unicodedata.normalize("NFKD", path.rpartition(".")[0]).lower()).strip("-")
    told = {"name": name or "table", "profile": "tabular-data-resource", "title": title, "path": path}
    return {**told, **form, "schema": schema}


def resource_text(made: Mapping[str, Any]) -> str:
    """A descriptor as the text of a file."""
    return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n"


def cell_text(cell: object) -> str:
    """What a cell says in a file of text; "" where there is nothing."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case date():
            return cell.isoformat()
    return str(cell)
