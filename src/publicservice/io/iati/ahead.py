"""How indicators are measured, by all that is said of them: looked at before any of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publicservice.io.iati.sheet import Like, indicator_of, like_of
from publicservice.model.observation import Observation
from publicservice.model.plan import Plan
from publicservice.model.programme import Programme
from publicservice.model.report import Report

__all__ = ["every", "likes_of"]


def likes_of(plan: Plan, report: Report, started: Iterable[Observation]) -> dict[str | tuple[str, str], Like]:
    """
    How indicators are measured: by their targets, else the first number, else the first words.

    Args:
        plan: The plan.
        report: What was reached.
        started: Baselines.

    Returns:
        By the indicator of an id that reading gave, and its name; by the id of a promise, of what answers it; and by a
        name alone, of what answers no id.
    """
    programmes = list(every(plan.programmes))
    promised = {one.id for programme in programmes for one in (*programme.targets, *programme.commitments)} - {""}
    seen = [*report.observations, *started]
    seen += [one for programme in (*programmes, *every(report.programmes)) for one in programme.observations]
    likes: dict[str | tuple[str, str], Like] = {}
    for target in (target for programme in programmes for target in programme.targets):
        key = indicator_of(target.id)
        if key:
            likes.setdefault((key, target.title), like_of(target, key))
    for one in sorted(seen, key=lambda one: one.value is None):
        key = indicator_of(one.id)
        name = one.id if not key and one.id in promised else (key, one.title)
        likes.setdefault(name, like_of(one, key))
    return likes


def every(programmes: Iterable[Programme]) -> Iterator[Programme]:
    """Programmes and those within them. No recursion, however deep they stand."""
    waiting = list(reversed(list(programmes)))
    while waiting:
        programme = waiting.pop()
        yield programme
        waiting += reversed(programme.programmes)
