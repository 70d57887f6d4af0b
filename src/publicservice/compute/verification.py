"""What is said of a claim: the set that its print stands for held against the set that the figures give."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, Context, Decimal
from functools import partial

import attrs

from publicservice.compute.implied import Implied
from publicservice.compute.ratios import in_whole_numbers, overlaps, ratio_set, side, side_of
from publicservice.decimals import NEAREST, UP
from publicservice.errors import UndecidedError, UndefinedError
from publicservice.figures import Comparator, Figure, figure
from publicservice.figures.prints import Zeros, printed_set
from publicservice.interval import Interval, unchecked
from publicservice.units import unit

__all__ = ["ClaimVerdict", "Verification", "agrees_with", "judge_amount", "judge_ratio", "or_if", "turned_round"]

_SHORT = Context(prec=3, rounding=ROUND_DOWN, traps=[])  # a distance is told as "at least", so it is cut off
_ZEROS: tuple[Zeros | None, ...] = (None, "significant", "rounded")
_NEIGHBOURS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


class ClaimVerdict(enum.Enum):
    """What can be said of a claim."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_CHECKABLE = "not checkable"


@attrs.frozen
class Verification:
    """
    A claim held against the figures that it speaks of.

    Attributes:
        verdict: Consistent, inconsistent or not checkable.
        says: The claim, as printed. [%], [percentage point] or [unit]
        computed: What the figures give; None where they do not suffice. [unit of says]
        off_by: How far the claim's set is from the computed set, at least; zero where the sets touch, and only no
            whole numbers of them fit; None unless inconsistent. [percentage point] or [unit of says]
        readings: Other readings of the print under which the claim would be consistent.
        implied: What the claim implies of the figure that is not printed; None unless not checkable.
        refused: How many of the ten neighbouring claims (up to five steps of the last digit either way) the figures
            would have refused; None where that has no meaning.
        reason: Why it is not checkable.
    """

    verdict: ClaimVerdict
    says: Figure
    computed: Figure | None = None
    off_by: Figure | None = None
    readings: tuple[str, ...] = ()
    implied: Implied | None = None
    refused: int | None = None
    reason: str = ""

    def __bool__(self) -> bool:
        if self.verdict is ClaimVerdict.NOT_CHECKABLE:
            raise UndecidedError(
                "neither true nor false: the claim cannot be checked",
                hint="compare its verdict, or look at what it implies",
            )
        return self.verdict is ClaimVerdict.CONSISTENT

    def __str__(self) -> str:
        says = self.says.text or str(self.says)
        if self.verdict is ClaimVerdict.NOT_CHECKABLE:
            return f"not checkable: {self.reason}" + (f"; {self.implied}" if self.implied else "")
        text = f"{self.verdict.value}: says {says}, the figures give {self.computed}"
        if self.off_by is not None:
            text += f", off by {self.off_by} at least" if self.off_by.value else ", and no whole numbers give it"
        if self.readings:
            text += f"; it would be consistent if {' or if '.join(self.readings)}"
        return text + (f" (refuses {self.refused} of 10 neighbouring claims)" if self.refused is not None else "")


# --- judging


def turned_round(claim: Figure, reason: str, imply: Callable[[], Implied]) -> Verification:
    """A claim of which a figure is not printed: what it implies of that figure, or why nothing."""
    try:
        implied = imply()
    except UndefinedError as error:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason=f"{reason}, and {error.problem}")
    return Verification(ClaimVerdict.NOT_CHECKABLE, claim, implied=implied, reason=reason)


def judge_ratio(claim: Figure, top: Figure, bottom: Figure, less: int = 0) -> Verification:
    """Judge a claim about top / bottom - less."""
    factor = claim.unit.factor_to(unit("percent"))
    above, below = side(top), side(bottom)
    if below.hull.contains(0) or below.hull.low < 0:
        return Verification(ClaimVerdict.NOT_CHECKABLE, claim, reason="what it is a share of may be zero or less")
    computed = ratio_set(top, bottom, less).to(claim.unit)
    result = _judged(claim, computed, lambda printed: overlaps(printed.scaled(factor), above, below, less))
    printer = _printer(top)
    if result.verdict is not ClaimVerdict.INCONSISTENT or printer is None:
        return result
    cut_off = side_of(printer(truncated=True), top.unit)
    fits = overlaps(claim.to("percent").admissible, cut_off, below, less)
    return or_if(result, {"the figure was cut off and not rounded": fits})


def judge_amount(claim: Figure, computed: Figure) -> Verification:
    """Judge a claim about a sum or a difference."""
    given = computed.to(claim.unit)
    return _judged(claim, given, lambda printed: not printed.disjoint(given.admissible))


def _judged(claim: Figure, computed: Figure, agrees: Callable[[Interval], bool]) -> Verification:
    """Judge a claim by what tells whether a set of values, in its unit, has one in common with the figures."""
    printer = _printer(claim)
    refused = None if printer is None else sum(not agrees(other) for other in _neighbours(claim, _step(printer)))
    if agrees(claim.admissible):
        return Verification(ClaimVerdict.CONSISTENT, claim, computed, refused=refused)
    otherwise = () if printer is None else _printed_otherwise(claim, printer)
    found = tuple(text for text, printed in otherwise if agrees(printed))
    off_by = _distance(claim, computed)
    return Verification(ClaimVerdict.INCONSISTENT, claim, computed, off_by, readings=found, refused=refused)


def agrees_with(claim: Figure, top: Figure, bottom: Figure) -> bool:
    """Whether a claim is one about top / bottom."""
    return overlaps(claim.to("percent").admissible, side(top), side(bottom))


def or_if(result: Verification, readings: dict[str, bool]) -> Verification:
    """The same, with those readings under which the claim would be consistent."""
    return attrs.evolve(result, readings=(*result.readings, *(text for text, fits in readings.items() if fits)))


# --- the print


def _printer(given: Figure) -> Callable[..., Interval] | None:
    """
    What gives the set of a plain print, cut off too, by the reading of its zeros under which it gives the figure's own.

    None of what is not printed as one number, or stands for something else than its print.
    """
    reading = given.reading
    if reading is None or reading.value is None or reading.comparator is not Comparator.NONE:
        return None
    for zeros in _ZEROS:
        printer = partial(printed_set, reading, given.unit, zeros)
        if given.admissible in (printer(), printer(truncated=True)):
            return printer
    return None


def _step(printer: Callable[..., Interval]) -> Decimal:
    """The weight of the last significant digit of a print."""
    printed = printer()
    return UP.subtract(printed.high, printed.low)


def _neighbours(claim: Figure, step: Decimal) -> Iterable[Interval]:
    for moved in (UP.multiply(step, number) for number in _NEIGHBOURS):
        yield claim.admissible + unchecked(moved, moved)


def _printed_otherwise(claim: Figure, printer: Callable[..., Interval]) -> Iterable[tuple[str, Interval]]:
    """What a plain print stands for under other habits."""
    yield "it was cut off and not rounded", printer(truncated=True)
    value, step = claim.exactly().low, _step(printer)
    # A fall is rounded up like a rise: away from zero.
    near, far = (value, UP.add(value, step)) if value < 0 else (NEAREST.subtract(value, step), value)
    yield "it was rounded up", Interval(near, far, value >= 0, value < 0)


def _distance(claim: Figure, computed: Figure) -> Figure:
    its_unit = unit("percent") if claim.unit.is_rate else claim.unit
    gives = computed.to(its_unit).admissible
    # Posts may be counted in halves: a claim is a whole number only beside figures that are.
    is_whole = side(computed).hull == gives
    says = (in_whole_numbers(claim) if is_whole else claim).to(its_unit).admissible
    apart = NEAREST.subtract(gives.low, says.high) if says.before(gives) else NEAREST.subtract(says.low, gives.high)
    # Where whole numbers alone rule a claim out, the sets themselves may touch.
    return figure(_SHORT.plus(max(apart, Decimal(0))), "percentage point" if claim.unit.is_rate else its_unit)
