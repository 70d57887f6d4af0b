"""Rows of an assessment as plain data, for programs and dataframes."""

from __future__ import annotations

from typing import Any

from publicservice.assessment.row import Row
from publicservice.figures import Figure
from publicservice.units import Unit

__all__ = ["COLUMNS", "plain_row"]


def _number(given: Figure | None) -> Any:
    return None if given is None else given.value


def _ends(name: str, given: Figure | None) -> dict[str, Any]:
    """A figure's value and the ends of its set; an end that is not there is None."""
    low, high = (None, None) if given is None else (given.low, given.high)
    return {
        name: _number(given),
        f"{name}_low": low if low is not None and low.is_finite() else None,
        f"{name}_high": high if high is not None and high.is_finite() else None,
    }


def _like(given: Figure | None, its_unit: Unit | None) -> Figure | None:
    """The figure in the row's unit, where it converts."""
    return given.to(its_unit) if given is not None and its_unit is not None and given.unit.is_like(its_unit) else given


def _text(given: object) -> str | None:
    return None if given is None or given == "" else str(given)


def plain_row(row: Row) -> dict[str, Any]:
    """A row as plain data. Figures are Decimals in the row's unit, shares in percent, pace in percentage points."""
    first, last = row.finish or (None, None)
    its_unit = row.actual.unit if row.actual is not None else row.unit
    return {
        "id": row.id,
        "kind": row.kind.value,
        "part_of": _text(row.part_of),
        "title": row.title,
        "programme": " > ".join(row.programmes) or None,
        "place": _text(row.place),
        "group": _text(row.population),
        "period": _text(row.period),
        "goal": row.goal_text,
        "unit": _text(its_unit),
        **_ends("baseline", _like(row.baseline, its_unit)),
        **_ends("actual", row.actual),
        "on": row.on,
        "how": _text(row.how),
        "why": _text(row.why),
        "status": row.status.value,
        "because": row.because,
        "lacks": "; ".join(row.lacks) or None,
        **_ends("completion", row.completion),
        "definition": row.completion.definition.value if row.completion is not None else None,
        "no_completion_because": _text(row.completion_reason),
        **_ends("margin", row.margin),
        "elapsed": _number(row.elapsed),
        **_ends("pace", row.pace),
        "band": _text(row.band),
        "no_pace_because": _text(row.pace_reason),
        "remaining": _number(row.remaining),
        "needed": _number(row.needed),
        "needed_unit": _text(row.needed.unit) if row.needed is not None else None,
        "projected": _number(row.projected),
        "finish_first": first,
        "finish_last": last,
        "profile": _text(row.profile),
        "first_goal": _text(row.first.goal) if row.first is not None else None,
        "first_status": row.first.status.value if row.first is not None else None,
        "implied": "; ".join(row.implied) or None,
        "evidence": "; ".join(map(str, row.evidence)) or None,
        "source": _text(row.source),
    }


COLUMNS = (
    "id", "kind", "part_of", "title", "programme", "place", "group", "period", "goal", "unit", "baseline",
    "baseline_low", "baseline_high", "actual", "actual_low", "actual_high", "on", "how", "why", "status", "because",
    "lacks", "completion", "completion_low", "completion_high", "definition", "no_completion_because", "margin",
    "margin_low", "margin_high", "elapsed", "pace", "pace_low", "pace_high", "band", "no_pace_because", "remaining",
    "needed", "needed_unit", "projected", "finish_first", "finish_last", "profile", "first_goal", "first_status",
    "implied", "evidence", "source",
)  # fmt: skip
"""The names of the columns, in their order."""
