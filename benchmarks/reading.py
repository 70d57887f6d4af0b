"""What reading a plan costs, beside the same text read by others into classes of one's own that check types only."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import cattrs
import pydantic
import yaml

import publicservice as ps
from publicservice.table import Table

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@attrs.frozen
class BareTarget:
    """A target whose goal stays a text."""

    indicator: str
    goal: str


@attrs.frozen
class BareProgramme:
    """A programme of such targets."""

    title: str
    targets: list[BareTarget]


@attrs.frozen
class BarePlan:
    """A plan of such programmes."""

    plan: str
    period: int
    source: str
    programmes: list[BareProgramme]


class ModelTarget(pydantic.BaseModel):
    """A target whose goal stays a text."""

    indicator: str
    goal: str


class ModelProgramme(pydantic.BaseModel):
    """A programme of such targets."""

    title: str
    targets: list[ModelTarget]


class ModelPlan(pydantic.BaseModel):
    """A plan of such programmes."""

    plan: str
    period: int
    source: str
    programmes: list[ModelProgramme]


def reading(text: str, cost: Callable[[Callable[[], object]], float]) -> Table:
    """
    A table of ratios.

    Args:
        text: A plan file in YAML.
        cost: The seconds that a call takes.
    """
    converter = cattrs.Converter(forbid_extra_keys=True)

    def loaded() -> object:
        return yaml.load(text, Loader=_LOADER)

    ways = {
        "YAML alone": loaded,
        "YAML, cattrs into bare classes": lambda: converter.structure(loaded(), BarePlan),
        "YAML, pydantic into bare models": lambda: ModelPlan.model_validate(loaded()),
        "parse_plan: figures, units, goals, places in the file": lambda: ps.parse_plan(text),
    }
    spent = {name: cost(way) for name, way in ways.items()}
    bare = spent["YAML, cattrs into bare classes"]
    rows = tuple((name, f"{seconds / bare:.2f}") for name, seconds in spent.items())
    return Table(("way", "times cattrs"), rows, title="Reading a plan of 1,000 targets", right=("times cattrs",))
