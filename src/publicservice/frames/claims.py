"""Printed completion rates and year-on-year changes of whole columns, held against the figures that they speak of."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from publicservice.compute.ratios import overlaps, side_of
from publicservice.compute.verification import ClaimVerdict
from publicservice.errors import ModelError
from publicservice.frames.answers import Rules, case_of, no_text, reason_column
from publicservice.frames.cells import ROUND, Number, NumberLike, any_of, numbers
from publicservice.frames.exact import PLACES, UNDECIDED, Term, settled
from publicservice.frames.extra import nw
from publicservice.frames.opened import Opened, opened, refuse_names
from publicservice.frames.printed import Kept, Printed, exact_set, printed
from publicservice.units import ONE, Unit
from publicservice.units import unit as the_unit

__all__ = ["verify_completion", "verify_year_on_year"]

FrameT = TypeVar("FrameT")
_CONSISTENT, _INCONSISTENT = ClaimVerdict.CONSISTENT.value, ClaimVerdict.INCONSISTENT.value
_NOT_CHECKABLE = ClaimVerdict.NOT_CHECKABLE.value
_HUNDRED = 200 * 10**PLACES  # a hundred, as a doubled percentage with its decimal places is written


def verify_completion(  # noqa: PLR0913  (a verb on columns names each of them)
    frame: FrameT,
    *,
    says_step: str | NumberLike,
    actual_step: str | NumberLike,
    says: str = "says",
    actual: str = "actual",
    target: str | NumberLike = "target",
    target_step: str | NumberLike = 0,
    unit: Unit | str = ONE,
    into: str = "verdict",
    low: str | None = None,
    high: str | None = None,
    reason: str | None = None,
) -> FrameT:
    """
    Whether each printed completion rate agrees with its figure and target, given how they were printed.

    Args:
        frame: A frame of any engine, eager or lazy.
        says_step: The weight of the last printed digit of the rates, such as 0.1 for "108.9 %"; a column or one number.
            [%]
        actual_step: The weight of the last printed digit of the figures, such as 1000 for "686,000"; a column or one
            number; 0 where they are exact. [unit]
        says: The column of the printed rates. [%]
        actual: The column of the printed figures. [unit]
        target: The column of the targets, or one number. [unit]
        target_step: The weight of the last printed digit of the targets; 0, since a goal's own number is exact. [unit]
        unit: What is counted or measured, by its name. Of counts, such as "job", only whole numbers are possible.
        into: The column to add: `consistent`, `inconsistent`, `not checkable`, or `undecided` where binary floats
            cannot tell in a lazy frame.
        low: A column to add with the least rate that the figures allow; None adds none. [%]
        high: A column to add with the greatest rate that the figures allow; None adds none. [%]
        reason: A column to add that says why a claim is not checkable; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken, or a step is below zero.
        NotFoundError: If a column is not there.
        UnknownUnitError: If the unit is not known.
        WrongTypeError: If a column holds no numbers, or the frame is none.

    Definition:
        consistent when {actual / target} and the set printed by the claim have a value in common

    Example:
        >>> import polars as pl
        >>> claims = pl.DataFrame({"says": [108.9, 120.0], "actual": [686_000, 686_000], "target": [630_000, 630_000]})
        >>> verify_completion(claims, says_step=0.1, actual_step=1000, unit="job")["verdict"].to_list()
        ['consistent', 'inconsistent']
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "low": low, "high": high, "reason": reason})
    roles = {"says": says, "says_step": says_step, "actual": actual, "actual_step": actual_step}
    given = _given(it, {**roles, "target": target, "target_step": target_step})
    claim = _Ratio(given, ("actual", "target"), the_unit(unit), 0)
    result: FrameT = it.back(_verified(it, claim, into, low, high, reason))
    return result


def verify_year_on_year(  # noqa: PLR0913  (a verb on columns names each of them)
    frame: FrameT,
    *,
    says_step: str | NumberLike,
    now_step: str | NumberLike,
    before_step: str | NumberLike,
    says: str = "says",
    now: str = "now",
    before: str = "before",
    points: bool = False,
    unit: Unit | str = ONE,
    into: str = "verdict",
    low: str | None = None,
    high: str | None = None,
    reason: str | None = None,
) -> FrameT:
    """
    Whether each printed change agrees with its figure and that of a year earlier, given how they were printed.

    Args:
        frame: A frame of any engine, eager or lazy.
        says_step: The weight of the last printed digit of the changes, such as 0.01 for "up 9.88 %"; a column or one
            number. [%] or [percentage point]
        now_step: The weight of the last printed digit of the later figures; 0 where they are exact. [unit]
        before_step: The weight of the last printed digit of the earlier figures; 0 where they are exact. [unit]
        says: The column of the printed changes, below zero where it fell. [%] or [percentage point]
        now: The column of the later figures. [unit]
        before: The column of the figures of a year earlier. [unit]
        points: Whether the figures are rates in percent, and the claims are in percentage points.
        unit: What is counted or measured, by its name. Of counts, such as "job", only whole numbers are possible.
        into: The column to add, as for `verify_completion`.
        low: A column to add with the least change that the figures allow; None adds none. [%] or [percentage point]
        high: A column to add with the greatest; None adds none. [%] or [percentage point]
        reason: A column to add that says why a claim is not checkable; None adds none.

    Returns:
        The frame with its new columns, of the kind that was given.

    Raises:
        ModelError: If a new column's name is taken, or a step is below zero.
        NotFoundError: If a column is not there.
        UnknownUnitError: If the unit is not known.
        WrongTypeError: If a column holds no numbers, or the frame is none.

    Definition:
        percent: {now / before - 1}; percentage points: {now - before}

    Example:
        >>> import polars as pl
        >>> claims = pl.DataFrame({"says": [9.88, 9.5], "now": [686_000, 686_000], "before": [624_317, 624_317]})
        >>> steps = {"says_step": 0.01, "now_step": 1000, "before_step": 1}
        >>> verify_year_on_year(claims, **steps, unit="job")["verdict"].to_list()
        ['consistent', 'inconsistent']
    """
    it = opened(frame)
    refuse_names(it, {"into": into, "low": low, "high": high, "reason": reason})
    roles = {"says": says, "says_step": says_step, "now": now, "now_step": now_step}
    given = _given(it, {**roles, "before": before, "before_step": before_step})
    kind, sides = _Points if points else _Ratio, ("now", "before")
    result: FrameT = it.back(_verified(it, kind(given, sides, the_unit(unit), 1), into, low, high, reason))
    return result


def _given(it: Opened, roles: Mapping[str, str | NumberLike]) -> dict[str, Number]:
    found = {one.role: one for one in numbers(it, **roles)}
    for one in found.values():
        if one.role.endswith("_step") and one.constant is not None and one.constant < 0:
            raise ModelError(f"{one.role}= is below zero", seen=str(one.constant), expected="0 or more")
    return found


@attrs.frozen(eq=False)
class _Ratio:
    """
    Claims about top / bottom - less, in percent.

    Attributes:
        given: All numbers, by their roles.
        sides: The roles of top and bottom.
        unit: What these are in.
        less: 0 for a share, 1 for a change.
    """

    given: Mapping[str, Number]
    sides: tuple[str, str]
    unit: Unit
    less: int
    parts: Mapping[str, Printed] = attrs.field(factory=dict)

    def read(self, role: str) -> Printed:
        """What a printed number stands for."""
        says = role == "says"
        whole, places = self.unit.is_count and not says, PLACES if says else 0
        return printed(self.given[role], self.given[f"{role}_step"], whole=whole, places=places)

    def in_columns(self, kept: Kept) -> _Ratio:
        """The same claims, with what the printed numbers stand for in columns."""
        return attrs.evolve(self, parts={role: kept.printed(role, self.read(role)) for role in ("says", *self.sides)})

    @property
    def claim(self) -> Printed:
        """What a claim stands for, doubled; of a change, the ratio and not the change."""
        says = self.parts["says"]
        if not self.less:
            return says
        return attrs.evolve(says, low=_moved(says.low, _HUNDRED), high=_moved(says.high, _HUNDRED))

    @property
    def rules(self) -> Rules:
        """Why a claim cannot be checked."""
        steps = [(one.value < 0, f"negative {role}") for role, one in self.given.items() if role.endswith("_step")]
        return [*steps, (self.parts[self.sides[1]].low.value <= 0, f"{self.sides[1]} may be zero or less")]

    def verdict(self, kept: Kept) -> nw.Expr:
        """Consistent, inconsistent or undecided, where the claim can be checked."""
        claim, top, bottom = self.claim, *(self.parts[role] for role in self.sides)
        above = top.high.times(_HUNDRED) - claim.low * _either(top.high.value >= 0, bottom.low, bottom.high)
        below = claim.high * _either(top.low.value >= 0, bottom.high, bottom.low) - top.low.times(_HUNDRED)
        apart, unclear = _apart(kept, above, below)
        cases: list[tuple[nw.Expr, str]] = []
        if self.unit.is_count:
            odd = [part.whole for part in (top.middle, top.high, bottom.middle, bottom.high) if part.whole is not None]
            if odd:
                cases.append((~functools.reduce(operator.and_, odd), UNDECIDED))
        cases += [(apart, _INCONSISTENT), (unclear, UNDECIDED)]
        if not self.unit.is_count:
            return case_of(cases, nw.lit(_CONSISTENT))
        met, unsure = _meets(kept, "printed", claim, top, bottom.middle)
        likely, doubtful = _meets(kept, "likely", claim, top, _likely(kept, claim, top, bottom))
        cases += [(unsure, UNDECIDED), (met, _CONSISTENT), (bottom.is_single, _INCONSISTENT)]
        return case_of([*cases, (~doubtful & likely, _CONSISTENT)], nw.lit(UNDECIDED))

    def ends(self) -> tuple[nw.Expr, nw.Expr]:
        """The least and the greatest that the figures allow."""
        top, bottom = (self.parts[role] for role in self.sides)
        least = _either(top.low.value >= 0, bottom.high, bottom.low).value
        most = _either(top.high.value >= 0, bottom.low, bottom.high).value
        less = 100.0 * self.less
        return top.low.value * 100.0 / least - less, top.high.value * 100.0 / most - less

    def decide(self, row: Mapping[str, Fraction]) -> str:
        """The verdict on one row, by the library's own definition."""
        claim = exact_set(row["says"], row["says_step"])
        whole = self.unit.is_count
        sets = (exact_set(row[role], row[f"{role}_step"], whole=whole) for role in self.sides)
        top, bottom = (side_of(each, self.unit) for each in sets)
        if bottom.hull.low <= 0:
            return _NOT_CHECKABLE
        return _CONSISTENT if overlaps(claim, top, bottom, self.less) else _INCONSISTENT


@attrs.frozen(eq=False)
class _Points(_Ratio):
    """Claims about now - before, in percentage points."""

    def read(self, role: str) -> Printed:
        """What a printed rate or claim stands for."""
        return printed(self.given[role], self.given[f"{role}_step"], whole=False, places=PLACES)

    @property
    def rules(self) -> Rules:
        """Why a claim cannot be checked."""
        return super().rules[:-1]

    def verdict(self, kept: Kept) -> nw.Expr:
        """Consistent, inconsistent or undecided, where the claim can be checked."""
        claim, now, before = (self.parts[role] for role in ("says", *self.sides))
        above, below = (now.high - before.low) - claim.low, claim.high - (now.low - before.high)
        apart, unclear = _apart(kept, above, below)
        return case_of([(apart, _INCONSISTENT), (unclear, UNDECIDED)], nw.lit(_CONSISTENT))

    def ends(self) -> tuple[nw.Expr, nw.Expr]:
        """The least and the greatest that the figures allow."""
        (now, before), scale = (self.parts[role] for role in self.sides), 2.0 * 10**PLACES
        return (now.low - before.high).value / scale, (now.high - before.low).value / scale

    def decide(self, row: Mapping[str, Fraction]) -> str:
        """The verdict on one row, exactly."""
        claim, now, before = (exact_set(row[role], row[f"{role}_step"]) for role in ("says", *self.sides))
        return _INCONSISTENT if claim.disjoint(now - before) else _CONSISTENT


def _moved(given: Term, amount: int) -> Term:
    return attrs.evolve(given, value=given.value + float(amount), size=given.size + float(amount))


def _either(condition: nw.Expr, one: Term, other: Term) -> Term:
    """One term or the other, row by row."""
    value = nw.when(condition).then(one.value).otherwise(other.value)
    size = nw.when(condition).then(one.size).otherwise(other.size)
    return Term(value, size, one.whole if other.whole is None else other.whole)


def _apart(kept: Kept, above: Term, below: Term) -> tuple[nw.Expr, nw.Expr]:
    """Whether one of two terms is surely below zero; and whether one cannot tell."""
    above, below = kept.terms("apart", above=above, below=below)
    unsure = kept.columns("unsure", above=above.unsure, below=below.unsure)
    return ((above.value < 0) & ~unsure[0]) | ((below.value < 0) & ~unsure[1]), unsure[0] | unsure[1]


def _likely(kept: Kept, claim: Printed, top: Printed, bottom: Printed) -> Term:
    """The whole number of the bottom's set that the claim and the top come nearest to, of a claim above zero."""
    said = claim.low.value + claim.high.value
    said = nw.when(claim.low.value > 0).then(said).otherwise(nw.lit(1.0))
    asked = (top.middle.value * (2.0 * _HUNDRED)) / said
    low, high = bottom.low.value / 2, bottom.high.value / 2
    (found,) = kept.columns("asked", nearest=(asked + ROUND) - ROUND)
    is_inside, is_beyond = (claim.low.value > 0) & (found > low), found >= high
    inside = nw.when(is_inside & is_beyond).then(high).otherwise(nw.when(is_inside).then(found).otherwise(low))
    (found,) = kept.columns("asked", within=inside)
    return Term(found, found.abs(), bottom.middle.whole)


def _meets(kept: Kept, label: str, claim: Printed, top: Printed, bottom: Term) -> tuple[nw.Expr, nw.Expr]:
    """Whether a whole number of the top, over one of the bottom, gives a claimed rate; and whether one cannot tell."""
    low, high = kept.terms(label, low=claim.low * bottom, high=claim.high * bottom)
    # The nearest whole number of a quotient, moved by one where its product says that it was rounded the wrong way.
    first, last = (((end.value / _HUNDRED) + ROUND) - ROUND for end in (low, high))
    first, last = kept.columns(f"{label}_nearest", first=first, last=last)
    first, last = kept.columns(
        label,
        first=nw.when(first * _HUNDRED < low.value).then(first + 1).otherwise(first),
        last=nw.when(last * _HUNDRED > high.value).then(last - 1).otherwise(last),
    )
    meets = (first <= last) & (top.low.value / 2 <= last) & (first <= top.high.value / 2)
    unsure = any_of([low.inexact, high.inexact])
    assert unsure is not None  # noqa: S101  (of two)
    return meets, unsure


def _verified(it: Opened, claim: _Ratio, into: str, low: str | None, high: str | None, reason: str | None) -> Any:
    kept = Kept(it, it.frame)
    claim = claim.in_columns(kept)
    operands, rules = list(claim.given.values()), claim.rules
    bad = any_of([*(one.bad for one in operands), *(condition for condition, _ in rules)])
    assert bad is not None  # noqa: S101  (claims are a column)
    columns = [nw.when(bad).then(nw.lit(_NOT_CHECKABLE)).otherwise(claim.verdict(kept)).alias(into)]
    ends = [(end, name) for end, name in zip(claim.ends(), (low, high), strict=True) if name is not None]
    columns += [nw.when(~bad).then(end).alias(name) for end, name in ends]
    if reason is not None:
        columns.append(nw.when(bad).then(reason_column(operands, rules)).otherwise(no_text()).alias(reason))
    frame = kept.frame.with_columns(*columns)
    wanted = [*it.schema, *(name for name in (into, low, high, reason) if name is not None)]
    return settled(it, frame.select(*wanted), into, operands, claim.decide)
