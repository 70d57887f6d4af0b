"""
What is fuzzed: one function for each way in, which takes bytes that anyone may have sent.

A target gives what was read, or None where the library refused with an error of its own. Any other exception, and any
promise that is not kept, comes out of it, and is what the fuzzer looks for. Nothing here needs the fuzzer, so that the
cases that it finds are replayed by the tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import publicservice as ps
from publicservice.figures import figure
from publicservice.io.csv_file import parse_observations
from publicservice.io.csv_write import observations_text
from publicservice.io.exchange import from_json, to_json
from publicservice.io.iati import read_iati
from publicservice.io.unstructure import UnwritableError

__all__ = ["COUNTS", "TARGETS", "BrokenPromiseError", "Target", "kept", "kept_of"]

Target = Callable[[bytes], Any]

COUNTS = ("boat", "reading room")
_SHOWN = 300
_KEPT = Path(__file__).resolve().parent.parent / "tests" / "data" / "fuzz"


class BrokenPromiseError(Exception):
    """Something that the library promises does not hold for this input."""


def _same(promise: str, expected: object, actual: object) -> None:
    if expected != actual:
        raise BrokenPromiseError(f"{promise}: {str(expected)[:_SHOWN]!r}, but {str(actual)[:_SHOWN]!r}")


def _text(data: bytes) -> str:
    """The bytes as text; those that are no UTF-8 as halves of surrogate pairs, which a text in Python may hold."""
    return data.decode("utf-8", "surrogateescape")


def _exchanged(noun: object) -> None:
    """Every noun goes through JSON whole, or is refused as one that no text can hold."""
    try:
        text = to_json(noun)
    except UnwritableError:
        return
    _same("JSON gives the noun back", noun, from_json(text))


# --- words


def read_figure(data: bytes) -> ps.Figure:
    """A figure; its code, its text and its JSON give it back."""
    made = figure(_text(data), counts=COUNTS)
    _same("the text gives the figure back", made, figure(str(made.text), counts=COUNTS))
    _same("the code gives the figure back", made, eval(repr(made), {"figure": figure}))  # noqa: S307  (our own code)
    _exchanged(made)
    return made


def read_goal(data: bytes) -> ps.Goal:
    """A goal; its text and its JSON give it back."""
    made = ps.Goal.parse(_text(data), COUNTS)
    _same("the text gives the goal back", made, ps.Goal.parse(str(made), COUNTS))
    _exchanged(made)
    return made


def read_period(data: bytes) -> ps.Period:
    """A period; its text gives it back, as it was written."""
    made = ps.period(_text(data))
    again = ps.period(str(made))
    _same("the text gives the period back", (made, str(made), made.inferred), (again, str(again), again.inferred))
    _exchanged(made)
    return made


def read_unit(data: bytes) -> ps.Unit:
    """A unit; its text, singular and plural, gives the very same object."""
    made = ps.unit(_text(data), counts=COUNTS)
    for text in (str(made), made.plural):
        _same("the text gives the unit back", id(made), id(ps.unit(text, counts=COUNTS)))
    _exchanged(made)
    return made


def read_place(data: bytes) -> ps.Place:
    """A place; its text gives it back."""
    made = ps.place(_text(data))
    _same("the text gives the place back", made, ps.place(str(made)))
    _exchanged(made)
    return made


# --- documents


def _looked_at(document: ps.Plan | ps.Report) -> None:
    """Whatever a document says, it is checked, and shown in every form."""
    findings = ps.check(document)
    for shown in (document, findings):
        str(shown), repr(shown), shown._repr_html_()


def read_plan(data: bytes, format: Literal["yaml", "json"]) -> ps.Plan:
    """A plan; its text in both languages gives it back."""
    made = ps.parse_plan(data, format=format)
    for language in ("yaml", "json"):
        try:
            text = ps.plan_text(made, format=language)
        except UnwritableError:
            continue
        _same(f"the {language} gives the plan back", made, ps.parse_plan(text, format=language))
    _looked_at(made)
    return made


def read_report(data: bytes, format: Literal["yaml", "json"]) -> ps.Report:
    """A report; its text in both languages gives it back, and a plan is held against it."""
    made = ps.parse_report(data, format=format)
    for language in ("yaml", "json"):
        try:
            text = ps.report_text(made, format=language)
        except UnwritableError:
            continue
        _same(f"the {language} gives the report back", made, ps.parse_report(text, format=language))
    _looked_at(made)
    return made


def read_exchanged(data: bytes) -> object:
    """Any noun from JSON; its JSON gives it back."""
    made = from_json(data)
    _exchanged(made)
    return made


def read_observations(data: bytes) -> tuple[ps.Observation, ...]:
    """Observations from CSV; their CSV gives them back."""
    made = parse_observations(data, counts=COUNTS)
    try:
        text = observations_text(made)
    except UnwritableError:
        return made
    _same("the CSV gives the observations back", made, parse_observations(text, counts=COUNTS))
    return made


def read_activities(data: bytes) -> object:
    """Activities from IATI; what is made of them is checked and shown as any other document."""
    made = read_iati(BytesIO(data))
    repr(made)
    documents: tuple[ps.Plan | ps.Report, ...] = (*made.plans, *made.reports)
    for document in documents:
        _looked_at(document)
    return made


def kept(target: str) -> list[tuple[str, bytes]]:
    """The cases of a target that are replayed by the tests: whether each is read or refused, and its bytes."""
    lines = (_KEPT / f"{target}.jsonl").read_text("ascii").splitlines()
    return [(case["outcome"], case["input"].encode("utf-8", "surrogateescape")) for case in map(json.loads, lines)]


def kept_of(target: str) -> list[bytes]:
    """The bytes of these cases."""
    return [data for _, data in kept(target)]


def _refusing(read: Target) -> Target:
    def target(data: bytes) -> Any:
        try:
            return read(data)
        except ps.PublicServiceError as error:
            str(error)
            return None

    return target


_READERS: dict[str, Target] = {
    "figure": read_figure,
    "goal": read_goal,
    "period": read_period,
    "unit": read_unit,
    "place": read_place,
    "plan-yaml": partial(read_plan, format="yaml"),
    "report-yaml": partial(read_report, format="yaml"),
    "plan-json": partial(read_plan, format="json"),
    "exchange": read_exchanged,
    "csv": read_observations,
    "iati": read_activities,
}
TARGETS: dict[str, Target] = {name: _refusing(read) for name, read in _READERS.items()}
