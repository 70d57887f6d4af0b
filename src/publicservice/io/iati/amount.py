"""What the value of a baseline, target or actual says: a number, or words that are kept as they are printed."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal

import attrs

from publicservice.errors import PublicServiceError
from publicservice.figures import Comparator, Figure, figure
from publicservice.figures.phrases import POLICIES
from publicservice.model.goal import Better, Goal
from publicservice.model.goal_change import Change
from publicservice.model.goal_numbers import Between, Bound, BoundKind, at_least, at_most, reach
from publicservice.model.goal_scopes import EachOf, Every, Keep
from publicservice.units import ONE, Unit, unit

__all__ = ["Measure", "Scale", "measure_of", "says_count", "says_number", "scale_of"]

_PLAIN = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?:\.\d*)?", re.ASCII)
_ALONE, _ENDS = r"(?<![\w.,])", r"(?![\w.,])"  # of a number, so that no part of a longer one is taken for it
_DECIMAL_COMMA = re.compile(
    rf"{_ALONE}(?:0,\d+|\d+,(?:\d{{1,2}}|\d{{4,}})|\d{{1,3}}(?:\.\d{{3}})+,\d+){_ENDS}", re.ASCII
)
_GROUP_POINTS = re.compile(rf"{_ALONE}[1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}{_ENDS}", re.ASCII)
_GROUP_COMMA = re.compile(rf"{_ALONE}[1-9]\d{{0,2}},\d{{3}}", re.ASCII)
_GROUP_POINT = re.compile(rf"{_ALONE}[1-9]\d{{0,2}}\.\d{{3}}(?![\d.,])", re.ASCII)
_SAYS_SHARE = re.compile(r"[%％‰]|per ?cent|pct|\bper\b|out of", re.IGNORECASE)
_COUNTS = re.compile(
    r"[\W\d_]*(?:(?:indicator|indicateur|indicador)[\W\d_]*)?(?:total +)?"
    r"(?:(?:number|no\.?|nr\.?|#) *of|(?:nombre|n[uú]mero|n\.?[°º]) *(?:total +)?d(?:es?\b|[’']))",
    re.IGNORECASE,
)
_IN_PERCENT = re.compile(r"\((?:in +)?(?:%|per ?cent(?:age)?)\)", re.IGNORECASE)
_PERCENT = unit("percent")
_MOST_PERCENT = 1000
_LONGEST = 300


class Measure(enum.Enum):
    """How an indicator is measured, by the standard's codelist IndicatorMeasure."""

    UNIT = "1"
    PERCENTAGE = "2"
    NOMINAL = "3"
    ORDINAL = "4"
    QUALITATIVE = "5"


def measure_of(said: str) -> Measure | None:
    """The measure of a code or of its English name; None where it is neither."""
    with suppress(ValueError):
        return Measure(said)
    return next((measure for measure in Measure if measure.name == said.upper()), None)


@attrs.frozen
class Scale:
    """
    How the values of one indicator are to be read. All of them are looked at before any is read.

    Attributes:
        measure: How the indicator is measured; None where it says no such thing.
        unit: What plain numbers count or measure; None where nothing says it.
        better: Which way is better, as far as it is said.
        exact: Whether a plain number stands for itself only, or for what its digits show.
        has_decimal_commas: Whether a value of the indicator has a decimal comma.
        has_group_points: Whether a value of the indicator has points between thousands, or a decimal comma, beside
            which points stand there too.
        counts: Whether the indicator's title says that something is counted, and its unit that it is a percentage.
        plain: Of values with and without a unit of their own, whether those without are the rule; None where they do
            not mix.
    """

    measure: Measure | None
    unit: Unit | None
    better: Better | None
    exact: bool
    has_decimal_commas: bool = False
    has_group_points: bool = False
    counts: bool = False
    plain: bool | None = None

    def figure(self, text: str) -> Figure | str:
        """The figure that a value says, or the reason why it says none."""
        made = self._doubt(text) or self._read(text)
        return made if isinstance(made, str) else self._doubtful_share(text, [made]) or made

    def goal(self, text: str) -> Goal | str:
        """The goal that the value of a target says, or the reason why it says none."""
        made = self._doubt(text) or self._read_goal(text)
        return made if isinstance(made, str) else self._doubtful_share(text, _amounts(made)) or made

    def _read_goal(self, text: str) -> Goal | str:
        if _PLAIN.fullmatch(text):
            amount = self._read(text)
            return self._goal_of(amount) if isinstance(amount, Figure) else amount
        try:
            goal = Goal.parse(text)
        except PublicServiceError as error:
            return error.problem
        if isinstance(goal, Bound) and goal.kind is BoundKind.REACH:
            return self._goal_of(goal.amount)
        return goal

    def _goal_of(self, amount: Figure) -> Goal | str:
        try:
            if self.measure is Measure.ORDINAL:
                return at_least(amount) if self.better is Better.HIGHER else at_most(amount)
            return reach(amount)
        except PublicServiceError as error:
            return error.problem

    def _doubt(self, text: str) -> str:
        """Why a value that looks like a number is not taken for one; "" where nothing speaks against it."""
        if self.measure in (Measure.QUALITATIVE, Measure.NOMINAL):
            return f"the indicator is {self.measure.name.lower()}, so that a number would be a label"
        if self.measure is Measure.ORDINAL and self.better is None:
            return "the indicator is ordinal, and nothing says which end of its scale is better"
        if self.has_decimal_commas and _GROUP_COMMA.search(text):
            return "other values of the indicator have a decimal comma, so that this comma may be one too"
        if self.has_group_points and _GROUP_POINT.search(text):
            return "other values of the indicator have points between thousands, so that this point may be one too"
        if self.counts and not _SAYS_SHARE.search(text):
            return "the title says that something is counted, so that it may be a count and no percentage"
        if self.plain is not None and _has_unit(text) is self.plain:
            others = "other values of the indicator print"
            return f"it prints a unit, and {others} none" if self.plain else f"{others} a unit, and this one none"
        return ""

    def _doubtful_share(self, text: str, amounts: Iterable[Figure]) -> str:
        """Why numbers without a sign are not taken for percentages; "" where nothing speaks against it."""
        if self.unit is not _PERCENT or _SAYS_SHARE.search(text):
            return ""
        for size in (abs(size) for amount in amounts for size in _sizes(amount)):
            if 0 < size <= 1:
                return "as a percentage it may be a share of 1 or a hundredth of it"
            if size > _MOST_PERCENT:
                return "it is too large for a percentage, and may be a count"
        return ""

    def _read(self, text: str) -> Figure | str:
        try:
            if _PLAIN.fullmatch(text) and (self.exact or text in POLICIES):
                return figure(Decimal(text.replace(",", "")), self.unit)
            made = figure(text, self.unit)
        except PublicServiceError as error:
            return error.problem
        reading = made.reading
        if reading is None or reading.change:
            return "a change is not a level"
        return made if not self.exact or not _is_one_number(made) else Figure(made.value, made.unit)


def _is_one_number(amount: Figure) -> bool:
    return amount.value is not None and (amount.reading is None or amount.reading.comparator is Comparator.NONE)


def _amounts(goal: Goal) -> Iterator[Figure]:
    """The numbers that a goal sets."""
    while isinstance(goal, Keep | EachOf | Every):
        goal = goal.goal
    if isinstance(goal, Bound):
        yield goal.amount
    elif isinstance(goal, Between):
        yield from (goal.low, goal.high)
    elif isinstance(goal, Change):
        yield goal.by


def _sizes(amount: Figure) -> Iterator[Decimal]:
    """The number of a bare or percent figure, or both ends of a range."""
    if amount.unit in (ONE, _PERCENT):
        yield from (amount.low, amount.high) if amount.value is None else (amount.value,)


def scale_of(
    measure: Measure | None,
    said_unit: Unit | None,
    better: Better | None,
    values: Iterable[str],
    *,
    exact: bool,
    counts: bool = False,
) -> Scale:
    """
    How the values of an indicator are to be read.

    Args:
        measure: How it is measured.
        said_unit: The unit that its description names.
        better: Which way is better.
        values: All its values, as printed.
        exact: Whether a plain number stands for itself only.
        counts: Whether its title says that something is counted.
    """
    printed = [text for text in values if text]
    commas = any(_DECIMAL_COMMA.search(text[:_LONGEST]) for text in printed)
    points = commas or any(_GROUP_POINTS.search(text[:_LONGEST]) for text in printed)
    its_unit = _PERCENT if measure is Measure.PERCENTAGE else said_unit
    made = Scale(measure, its_unit, better, exact, commas, points, counts and its_unit is _PERCENT)
    with_unit = [has for text in printed if (has := _has_unit(text)) is not None] if its_unit is None else []
    mixed = len(set(with_unit)) == 2
    return attrs.evolve(made, plain=2 * sum(with_unit) <= len(with_unit)) if mixed else made


def _has_unit(text: str) -> bool | None:
    """Whether a value prints a unit of its own; None where it is no number."""
    if _PLAIN.fullmatch(text):
        return False
    try:
        return figure(text).unit is not ONE
    except PublicServiceError:
        return None


def says_number(text: str) -> bool:
    """Whether a text would be read as a figure or a goal where it stands for a value."""
    if _PLAIN.fullmatch(text):
        return True
    for read in (figure, Goal.parse):
        try:
            read(text)
        except PublicServiceError:
            continue
        return True
    return False


def says_count(title: str) -> bool:
    """
    Whether a title begins by saying that something is counted.

    Example:
        >>> says_count("1.2 Number of wells"), says_count("Nombre de puits"), says_count("Number of wells (%)")
        (True, True, False)
    """
    return bool(_COUNTS.match(title)) and not _IN_PERCENT.search(title)
