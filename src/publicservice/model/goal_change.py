"""Goals relative to a baseline: increase or decrease by a percentage, by percentage points, or by an amount."""

from __future__ import annotations

import attrs

from publicservice.errors import GoalError, UndefinedError
from publicservice.figures import Figure, FigureLike, figure
from publicservice.figures.display import amount_text
from publicservice.model.goal import (
    Answer,
    Better,
    Goal,
    Verdict,
    amount_words,
    as_baseline,
    own_number,
    printed_words,
)
from publicservice.model.goal_numbers import Bound, BoundKind
from publicservice.model.goal_words import parse_phrase
from publicservice.units import Unit
from publicservice.validators import true_or_false

__all__ = ["Change", "decrease_by", "increase_by"]


@attrs.frozen
class Change(Goal):
    """
    A goal relative to a baseline: increase or decrease by a percentage, by percentage points, or by an amount.

    A percentage on a baseline that is itself a rate may mean percent of it or percentage points. Unless `relative` says
    the first, both readings are judged, and where they differ the answer is undecided.

    Attributes:
        by: How much: a percentage, percentage points, or an amount.
        upwards: Whether it is an increase.
        relative: Whether a percentage is of the baseline, even where that is a rate.

    Definition:
        increase by p percent accepts baseline * (1 + p/100) and up; by an amount or by points accepts baseline + amount
        and up.
    """

    by: Figure = attrs.field(converter=own_number)
    upwards: bool = attrs.field(default=True, validator=true_or_false)
    relative: bool = attrs.field(default=False, validator=true_or_false)

    def __attrs_post_init__(self) -> None:
        if self.by.low <= 0:
            raise GoalError(
                "a change goes by a positive amount", seen=str(self.by), hint="say increase by, decrease by or keep"
            )
        if self.relative and not self.by.unit.is_rate:
            raise GoalError("only a percentage is relative to a baseline", seen=str(self.by), expected="such as 10 %")

    @property
    def unit(self) -> Unit | None:
        """The unit of the change, if it is an amount; a percentage and points leave the unit to the baseline."""
        return None if self.by.unit.is_rate or self.by.unit.is_points else self.by.unit

    @property
    def needs_baseline(self) -> bool:
        """Always: it says nothing without one."""
        return True

    def goals(self, baseline: FigureLike) -> dict[str, Bound]:
        """
        The bounds that the change comes down to, by reading: one, or two where a percentage meets a rate.

        Raises:
            UndefinedError: If the baseline is no single number or zero or less, or a decrease leaves less than nothing.
            UnlikeUnitsError: If an amount is not of the baseline's kind.
        """
        start = as_baseline(baseline, self.unit)
        if not self.by.unit.is_rate:
            return {"amount": self._bound(start, self.by)}
        bounds = {}
        if start.low > 0:
            bounds["percent"] = self._bound(start, (start * self.by).to(start.unit))
        if start.unit.is_rate and not self.relative:
            points = figure(self.by.to("percent").exactly().low, "percentage point")
            bounds["percentage points"] = self._bound(start, points)
        if not bounds:
            raise UndefinedError(
                "a percentage of nothing or less is undefined", reason="baseline not above zero", seen=str(start)
            )
        return bounds

    def _bound(self, start: Figure, by: Figure) -> Bound:
        if self.upwards:
            return Bound(BoundKind.AT_LEAST, start + by)
        end = start + -by  # the difference of two rates would be in percentage points
        if end.low < 0 and end.unit.is_count:
            raise UndefinedError(
                f"a decrease by {by} leaves less than nothing", reason="baseline too small", seen=str(start)
            )
        return Bound(BoundKind.AT_MOST, end)

    def accepts(
        self, observed: FigureLike, baseline: FigureLike | None = None, *, better: Better | None = None
    ) -> Answer:
        """Whether the figure is as far from the baseline, or farther; where a percentage has two readings, by both."""
        if baseline is None:
            return Answer(Verdict.UNKNOWN, f"'{self}' is relative to a baseline that is not given", ("baseline",))
        try:
            bounds = self.goals(baseline)
        except UndefinedError as error:
            return Answer(Verdict.UNKNOWN, f"'{self}' cannot be judged: {error}", ("a baseline to reckon from",))
        answers = {reading: bound.accepts(observed) for reading, bound in bounds.items()}
        first = next(iter(answers.values()))
        if len({answer.verdict for answer in answers.values()}) == 1:
            return attrs.evolve(first, because=f"{first.because} ({self} from {amount_words(figure(baseline))})")
        readings = "; ".join(f"read as {reading}, {answer}" for reading, answer in answers.items())
        reason = f"'{self}' on a rate has two readings: {readings}"
        return Answer(Verdict.UNDECIDED, reason, ("percent or percentage points",))

    def __str__(self) -> str:
        return f"{self._printed or self._words}{' of its baseline' * self.relative}"

    @property
    def _printed(self) -> str | None:
        """The whole text that it was read from, with its word of change, if that says this change."""
        reading = self.by.reading
        if reading is None or not reading.change or ((reading.value or 0) > 0) is not self.upwards:
            return None
        return reading.text if parse_phrase(reading.text).kind == "number" else None

    @property
    def _words(self) -> str:
        number = printed_words(self.by) or amount_text(f"{self.by.low:,f}", self.by.low, self.by.unit)
        return f"{'increase' if self.upwards else 'decrease'} by {number}"


def increase_by(amount: FigureLike, *, relative: bool = False) -> Change:
    """A goal that accepts the baseline and this much more: percent of it, percentage points, or an amount."""
    return Change(own_number(amount), upwards=True, relative=relative)


def decrease_by(amount: FigureLike, *, relative: bool = False) -> Change:
    """A goal that accepts the baseline less this much: percent of it, percentage points, or an amount."""
    return Change(own_number(amount), upwards=False, relative=relative)
