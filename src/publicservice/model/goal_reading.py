"""Goals read from text: numbers with their comparators, levels to move to, changes, and what holds over a scope."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from publicservice.errors import GoalError, shown
from publicservice.figures import Comparator, Figure, Reading
from publicservice.figures.prints import printed_set
from publicservice.model.goal import Goal, from_phrase, printed_amount, reads
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import COMPARED, ROUGH, Between, Bound, BoundKind
from publicservice.model.goal_scopes import Every, Keep, all_of, each_of
from publicservice.model.goal_words import Phrase
from publicservice.units import ONE, Unit

_DECIMAL = re.compile(r"\d[.,．]\d|点")  # 0.5 and 零点五 are numbers, a half is a part of something
_IMPROVED = re.compile(r" *提升(?!了)")
_COLLECTED = re.compile(r" *raise[sd]? (?!by\b)", re.IGNORECASE)

# Raising to "at least 5,000" is raising to 5,000: that much and more is accepted. A strict bound is kept as one.
_MOVED = {
    (BoundKind.EXACTLY, Comparator.NONE): BoundKind.EXACTLY,
    (BoundKind.RAISE_TO, Comparator.NONE): BoundKind.RAISE_TO,
    (BoundKind.RAISE_TO, Comparator.AT_LEAST): BoundKind.RAISE_TO,
    (BoundKind.RAISE_TO, Comparator.MORE_THAN): BoundKind.MORE_THAN,
    (BoundKind.LOWER_TO, Comparator.NONE): BoundKind.LOWER_TO,
    (BoundKind.LOWER_TO, Comparator.AT_MOST): BoundKind.LOWER_TO,
    (BoundKind.LOWER_TO, Comparator.LESS_THAN): BoundKind.LESS_THAN,
}


@reads("number", "relative")
def _number(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    reading, its_unit = printed_amount(phrase.text, counts)
    if phrase.kind == "relative" or reading.change:
        return _change(reading, its_unit, phrase.kind == "relative")
    if reading.comparator is Comparator.BETWEEN:
        return Between(*(Figure(end, its_unit) for end in (reading.low, reading.high)))
    kind = COMPARED[reading.comparator]
    roughly = printed_set(reading, its_unit) if kind in ROUGH else None
    return Bound(kind, Figure(reading.value, its_unit, roughly, reading))


@reads("exactly", "raise to", "lower to")
def _moved(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    reading, its_unit = printed_amount(phrase.text, counts)
    kind = _MOVED.get((BoundKind(phrase.kind), reading.comparator))
    if kind is None or reading.change:
        raise GoalError(f"'{phrase.kind}' takes one number", seen=shown(phrase.text), expected="one, such as 5,000 CNY")
    return Bound(kind, Figure(reading.value, its_unit, None, reading))


def _change(reading: Reading, its_unit: Unit, relative: bool) -> Change:
    """Increase or decrease by a number; `by at least` says the same, since more is always accepted."""
    if not reading.change:
        hint = "write 'increase by 10 % of its baseline'"
        raise GoalError("a part of a baseline is not a goal", seen=shown(reading.text), hint=hint)
    if reading.comparator not in (Comparator.NONE, Comparator.AT_LEAST):
        hint = "write 'increase by 10 %', or 'below 5 %' for the level itself"
        raise GoalError("a bound on a change can be read in two ways", seen=shown(reading.text), hint=hint)
    meant = _IMPROVED if its_unit.is_count else _COLLECTED
    if (its_unit.is_count or its_unit.is_currency) and meant.match(reading.text):
        hint = "write 'increase by 10 parks' or 'raise by 500 CNY' for a change, or the number alone for the level"
        raise GoalError("a change by so much, or so much improved or collected", seen=shown(reading.text), hint=hint)
    value = reading.value or Decimal(0)
    if not relative and its_unit is ONE and 0 < abs(value) < 1 and not _DECIMAL.search(reading.text):
        percent = f"{abs(value) * 100:f}".rstrip("0").rstrip(".")
        hint = f"write '{'increase' if value > 0 else 'decrease'} by {percent} % of its baseline'"
        raise GoalError("a change by a part does not say of what", seen=shown(reading.text), hint=hint)
    # The bound is told, so that what is left is one number; the text keeps what was printed.
    printed = attrs.evolve(reading, comparator=Comparator.NONE)
    return Change(Figure(abs(value), its_unit, None, printed), value > 0, relative)


# --- scopes


@reads("keep")
def _keep(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return Keep(_inside(phrase, counts))


@reads("every")
def _every(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return Every(phrase.text, _inside(phrase, counts))  # type: ignore[arg-type]  # the grammar names no other span


@reads("each of")
def _each(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return each_of(phrase.number, phrase.members, _inside(phrase, counts), names=phrase.names, counts=counts)


@reads("all of")
def _all(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    return all_of(phrase.members, phrase.number, names=phrase.names, counts=counts)


def _inside(phrase: Phrase, counts: tuple[str, ...]) -> Goal:
    assert phrase.inner is not None  # noqa: S101  (the grammar gives these kinds of phrase an inner one)
    return from_phrase(phrase.inner, counts)
