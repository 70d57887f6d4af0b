"""What a baseline, target or actual says, made into a target, a commitment or an observation."""

from __future__ import annotations

import attrs

from publicservice.errors import PublicServiceError
from publicservice.figures import Figure
from publicservice.io.iati.amount import Measure, Scale
from publicservice.io.iati.context import Context, Words
from publicservice.io.iati.element import Element
from publicservice.io.iati.slot import Slot
from publicservice.model.finding import Severity
from publicservice.model.goal import Goal
from publicservice.model.goal_numbers import Bound
from publicservice.model.indicator import Indicator
from publicservice.model.observation import Observation
from publicservice.model.period import Period
from publicservice.model.programme import Commitment, Target

__all__ = ["Measured", "Said", "said_in"]


@attrs.frozen
class Said:
    """
    One baseline, target or actual as printed.

    Attributes:
        tag: "baseline", "target" or "actual".
        line: Where it stands.
        value: The value; "" where none is printed.
        comment: The comment.
        documents: Documents that it links to, as lines of a note.
    """

    tag: str
    line: int
    value: str
    comment: Words
    documents: tuple[str, ...]

    @property
    def words(self) -> str:
        """What stands for the value where it is no number: its text, else the comment."""
        return self.value or self.comment.text

    def note(self, *, with_comment: bool) -> str:
        """The comment, unless it stands elsewhere already, its other languages and the documents, a line each."""
        first = [self.comment.text] if with_comment and self.comment.text else []
        return "\n".join([*first, *self.comment.note("comment"), *self.documents])


def said_in(element: Element, context: Context) -> Said:
    """What a baseline, target or actual says."""
    value = " ".join(element.get("value").split())
    comment = context.words(element.first("comment"), lines=True)
    return Said(element.tag, element.line, value, comment, tuple(context.documents(element)))


@attrs.frozen
class Measured:
    """
    An indicator and the scale that its values are read by.

    Attributes:
        indicator: The indicator.
        scale: How its values are read.
        context: The activity that it stands in.
    """

    indicator: Indicator
    scale: Scale
    context: Context

    def observation(self, said: Said, slot: Slot, over: Period, key: str) -> Observation | None:
        """What was reached: a figure, or words where the value is none; None where nothing is said."""
        amount = self.scale.figure(said.value) if said.value else ""
        figure = amount if isinstance(amount, Figure) else None
        if figure is None and not self._in_words(said, str(amount)):
            return None
        is_commented = figure is not None or bool(said.value)
        return Observation(
            self.indicator,
            figure,
            result="" if figure is not None else said.words,
            period=over,
            place=slot.place,
            population=slot.population,
            note=said.note(with_comment=is_commented),
            printed=_printed(said.value, figure),
            id=key,
        )

    def promise(
        self, said: Said, slot: Slot, over: Period, key: str, baseline: Figure | None
    ) -> Target | Commitment | None:
        """What is to be reached: a target, or a commitment where the value is no goal; None where nothing is said."""
        goal = self.scale.goal(said.value) if said.value else ""
        made = self._target(goal, said, slot, over, key, baseline) if isinstance(goal, Goal) else goal
        if isinstance(made, Target):
            return made
        if not self._in_words(said, str(made)):
            return None
        return Commitment(
            self.indicator.name,
            period=over,
            place=slot.place,
            population=slot.population,
            note=said.note(with_comment=bool(said.value)),
            printed=said.words,
            id=key,
        )

    def _target(
        self, goal: Goal, said: Said, slot: Slot, over: Period, key: str, baseline: Figure | None
    ) -> Target | str:
        """The target; without its baseline where that is of another kind; the reason where it cannot be one."""
        plain = f"{goal.amount.value:f}" if isinstance(goal, Bound) else ""
        printed = "" if said.value in (plain, str(goal)) else said.value
        try:
            made = Target(
                self.indicator,
                goal,
                period=over,
                place=slot.place,
                population=slot.population,
                note=said.note(with_comment=True),
                printed=printed,
                id=key,
            )
        except PublicServiceError as error:
            return error.problem
        try:
            return made if baseline is None else attrs.evolve(made, baseline=baseline)
        except PublicServiceError:
            message = "the baseline is not of the target's kind, and stands among the baselines only"
            self.context.warn("baseline-not-alike", said.line, self.indicator.name, message, str(baseline), said.value)
            return made

    def _in_words(self, said: Said, reason: str) -> bool:
        """Keep a finding about a value that is no number; whether there are words to stand for it."""
        title, line = self.indicator.name, said.line
        if not said.words:
            self.context.note("nothing-said", line, title, f"the {said.tag} has neither a value nor a comment")
            return False
        if said.value and self.scale.measure is not Measure.QUALITATIVE:
            message = f"the {said.tag} was kept in words: {reason}"
            severity = Severity.WARNING if any(map(str.isdecimal, said.value)) else Severity.NOTE
            self.context.note("value-in-words", line, title, message, said.value, severity=severity)
        elif not said.value and self.scale.measure is not Measure.QUALITATIVE:
            message = f"the {said.tag} has no value; its comment was kept in its place"
            self.context.note("no-value", line, title, message)
        return True


def _printed(text: str, figure: Figure | None) -> str:
    """The printed value, where the figure would not be printed the same."""
    if figure is None or figure.text == text:
        return ""
    plain = "" if figure.value is None else f"{figure.value:f}"
    return "" if text in (plain, f"{plain} {figure.unit}") else text
