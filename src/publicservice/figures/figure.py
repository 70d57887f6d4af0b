"""The one number type: a value, the set of values that it stands for, and a unit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Union, cast

import attrs

from publicservice.decimals import DOWN, NEAREST, UP, is_full, negated, places_moved, rescaled
from publicservice.errors import UndefinedError, UnlikeUnitsError, WrongTypeError, shown
from publicservice.figures.display import amount_text, figure_text, number_code
from publicservice.figures.parts import ROUNDED, Rounded, check_parts
from publicservice.figures.prints import printed_set
from publicservice.figures.reading import Reading
from publicservice.interval import Interval, Truth, unchecked
from publicservice.units import ONE, Unit, unit
from publicservice.units.bridge import PintQuantity, PintRegistry, to_pint

__all__ = ["Figure", "exact_figure", "rational_figure", "rounded_figure"]

Operand = Union["Figure", int, Decimal, Fraction]


@attrs.frozen(eq=False, repr=False, weakref_slot=False)
class Figure:
    """
    A number as printed or computed. Made by `figure(...)`.

    Attributes:
        value: The number itself, in the unit; None where only a range is printed ("10-15 towns").
        unit: What is counted or measured.
        reading: How the text was read, if the figure was printed.

    Arithmetic is exact on the value and encloses the set; unlike units are refused. `==` asks whether two records are
    the same (value, set and unit); `is_same` and its sisters ask about the quantities and answer yes, no or undecided.

    Example:
        >>> from publicservice import figure
        >>> jobs = figure("686,000 jobs")
        >>> print(jobs.admissible)
        [685500, 686500]
        >>> print((jobs / figure(630_000, "jobs")).to("%"))
        108.9 % (108.80 to 108.97)
        >>> jobs < figure("624,317 jobs")
        False
    """

    value: Decimal | None
    unit: Unit
    _set: Interval | Rounded | None = None
    reading: Reading | None = None

    def __attrs_post_init__(self) -> None:
        check_parts(self.value, self.unit, self._set, self.reading)

    # --- the set

    @property
    def admissible(self) -> Interval:
        """The set of values that the figure stands for. [unit]"""
        if isinstance(self._set, Interval):
            return self._set
        value = self._number()
        if self._set is None or not is_full(value):
            return unchecked(value, value)
        return unchecked(value.next_minus(NEAREST), value.next_plus(NEAREST), True, True)

    @property
    def low(self) -> Decimal:
        """The lower end of the set, minus infinity when there is none. [unit]"""
        return self.admissible.low

    @property
    def high(self) -> Decimal:
        """The upper end of the set, infinity when there is none. [unit]"""
        return self.admissible.high

    @property
    def is_exact(self) -> bool:
        """Whether the figure stands for one value only."""
        return self._set is None or self.admissible.is_exact

    @property
    def text(self) -> str | None:
        """The text that was printed, if the figure was read from one."""
        return self.reading.text if self.reading else None

    def exactly(self) -> Figure:
        """
        The same value, standing for itself only, as a goal's own number does.

        Raises:
            UndefinedError: If only a range is known.
        """
        return self if self._set is None else Figure(self._number(), self.unit, None, self.reading)

    def _number(self) -> Decimal:
        if self.value is None:
            raise UndefinedError("a range has no single value", seen=str(self), hint="use its low and high")
        return self.value

    # --- conversion

    def to(self, target: Unit | str) -> Figure:
        """
        The same quantity in another unit of its kind.

        Raises:
            UnlikeUnitsError: If the unit is of another kind.

        Example:
            >>> from publicservice import figure
            >>> print(figure(150, "mu").to("ha"))
            10 ha
        """
        wanted = unit(target, counts=self.unit.declared)
        if wanted is self.unit:
            return self
        factor = self.unit.factor_to(wanted)
        if self._set is ROUNDED and (places := places_moved(factor)):
            return _make(self._number().scaleb(places, NEAREST), wanted, ROUNDED)
        value = None if self.value is None else rescaled(self.value, factor)
        if self._set is None and value is not None and not is_full(value):
            return _make(value, wanted)
        return _computed(value, wanted, self.admissible.scaled(factor))

    def to_pint(self, registry: PintRegistry | None = None) -> PintQuantity:
        """
        The value as a pint quantity of a registry, by default the library's own. The set does not go along.

        Raises:
            UnitError: If the registry lacks a unit; the message says how to define it there.
        """
        return to_pint(self._number(), self.unit, registry)

    # --- arithmetic

    def __add__(self, other: Operand) -> Figure:
        return _sum(self, _operand(other, self), 1)

    def __radd__(self, other: Operand) -> Figure:
        # sum() starts from a plain 0, which adds nothing to any unit.
        return self if isinstance(other, int) and other == 0 else _sum(_operand(other, self), self, 1)

    def __sub__(self, other: Operand) -> Figure:
        return _sum(self, _operand(other, self), -1)

    def __rsub__(self, other: Operand) -> Figure:
        return _sum(_operand(other, self), self, -1)

    def __mul__(self, other: Operand) -> Figure:
        right = other if type(other) is Figure else _operand(other)
        product = self.unit * right.unit
        if self._set is None and right._set is None:
            return _make(NEAREST.multiply(self._number(), right._number()), product, ROUNDED)
        return _computed(_apply(NEAREST.multiply, self, right), product, self.admissible * right.admissible)

    __rmul__ = __mul__

    def __truediv__(self, other: Operand) -> Figure:
        right = other if type(other) is Figure else _operand(other)
        if self.unit is right.unit:
            quotient = ONE
        elif right.unit is not ONE and self.unit.dimension == right.unit.dimension:
            right, quotient = right.to(self.unit), ONE
        else:
            quotient = self.unit / right.unit
        if self._set is None and right._set is None:
            top, bottom = self.value, right.value
            if not bottom or top is None:
                raise UndefinedError("division by zero", seen=f"{self} / {right}")
            return _make(NEAREST.divide(top, bottom), quotient, ROUNDED)
        return _computed(_quotient(self, right), quotient, self.admissible / right.admissible)

    def __rtruediv__(self, other: Operand) -> Figure:
        return _operand(other) / self

    def __neg__(self) -> Figure:
        value = None if self.value is None else negated(self.value)
        return _computed(value, self.unit, -self.admissible)

    # --- comparison

    def is_below(self, other: Operand) -> Truth:
        """Whether this quantity is below the other: yes, no, or undecided when their sets overlap."""
        return self.admissible.below(_like(other, self).admissible)

    def is_above(self, other: Operand) -> Truth:
        """Whether this quantity is above the other: yes, no, or undecided when their sets overlap."""
        return _like(other, self).admissible.below(self.admissible)

    def is_at_least(self, other: Operand) -> Truth:
        """Whether this quantity is the other or more: yes, no, or undecided when their sets overlap."""
        return ~self.is_below(other)

    def is_at_most(self, other: Operand) -> Truth:
        """Whether this quantity is the other or less: yes, no, or undecided when their sets overlap."""
        return ~self.is_above(other)

    def is_same(self, other: Operand) -> Truth:
        """Whether the two quantities are equal: undecided unless both are exact or their sets are disjoint."""
        mine, theirs = self.admissible, _like(other, self).admissible
        if mine.is_exact and theirs.is_exact:
            return Truth.YES if mine.low == theirs.low else Truth.NO
        return Truth.NO if mine.disjoint(theirs) else Truth.UNDECIDED

    def __lt__(self, other: Operand) -> bool:
        return bool(self.is_below(other))

    def __gt__(self, other: Operand) -> bool:
        return bool(self.is_above(other))

    def __le__(self, other: Operand) -> bool:
        return bool(self.is_at_most(other))

    def __ge__(self, other: Operand) -> bool:
        return bool(self.is_at_least(other))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Figure):
            return NotImplemented
        same_value = self.unit is other.unit and self.value == other.value
        return same_value and self.admissible == other.admissible

    def __hash__(self) -> int:
        return hash((self.value, self.unit, self.admissible))

    # --- text

    def __str__(self) -> str:
        return figure_text(self.value, self.admissible, self.unit)

    def __repr__(self) -> str:
        counts = f", counts={sorted(self.unit.declared)}" if self.unit.declared else ""
        reading = self.reading if self.reading and (self.reading.unit_text or self.unit is ONE) else None
        if reading is not None and self.admissible == printed_set(reading, self.unit):
            return f"figure({reading.text!r}{counts})"
        unit_given = "" if self.unit is ONE else f", {str(self.unit)!r}"
        number, exact = number_code(self.value)
        within = exact if self.is_exact and self.value is not None else f", within='{self.admissible}'"
        return f"figure({number}{unit_given}{within}{counts})"

    def __format__(self, spec: str) -> str:
        if not spec:
            return str(self)
        if spec.endswith("%"):
            return format(self.to(ONE)._number(), spec)
        return amount_text(format(self._number(), spec), self.value, self.unit)

    def __float__(self) -> float:
        return float(self._number())


# --- making


class Draft(Figure):
    """A figure in the making, without the guard against assignment: filled, it is turned into a figure."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


_new = object.__new__


def _make(value: Decimal | None, its_unit: Unit, admissible: Interval | Rounded | None = None) -> Figure:
    """
    A figure from parts that are known to fit: arithmetic is made of these.

    Filling a draft and turning it into a figure costs a third of the frozen class's own constructor.
    """
    made: Any = _new(Draft)
    made.value = value
    made.unit = its_unit
    made._set = admissible
    made.reading = None
    made.__class__ = Figure
    return cast("Figure", made)


def exact_figure(value: Decimal, its_unit: Unit) -> Figure:
    """A figure that stands for this value only."""
    return _make(value, its_unit)


def rounded_figure(value: Decimal, its_unit: Unit) -> Figure:
    """A figure whose value was rounded once, to the working precision, and stands for what is rounded to it."""
    return _make(value, its_unit, ROUNDED)


def rational_figure(value: Fraction, its_unit: Unit) -> Figure:
    """A figure for a rational number: exact where the decimal ends within the working precision, else enclosed."""
    top, bottom = value.numerator, value.denominator
    return _computed(NEAREST.divide(top, bottom), its_unit, unchecked(DOWN.divide(top, bottom), UP.divide(top, bottom)))


def _computed(value: Decimal | None, its_unit: Unit, admissible: Interval) -> Figure:
    return _make(value, its_unit, None if admissible.is_exact and value == admissible.low else admissible)


# --- operands


def _operand(other: object, beside: Figure | None = None) -> Figure:
    """The other operand as a figure; a plain number counts as a pure one, and only meets pure ones in sums."""
    if isinstance(other, Figure):
        return other
    number = _pure(other)
    if beside is not None and beside.unit is not ONE:
        hint = f"give it the unit: figure(..., '{beside.unit}')"
        raise UnlikeUnitsError(f"a plain number and '{beside.unit}' are not of one kind", hint=hint)
    return number


def _pure(number: object) -> Figure:
    if isinstance(number, Fraction):
        return rational_figure(number, ONE)
    if isinstance(number, int | Decimal) and not isinstance(number, bool) and Decimal(number).is_finite():
        return exact_figure(Decimal(number), ONE)
    expected = "a Figure, or a plain number: int, Decimal or Fraction"
    hint = "text and other numbers are read by figure(...)"
    raise WrongTypeError("cannot calculate with this", seen=shown(number), expected=expected, hint=hint)


def _like(other: object, beside: Figure) -> Figure:
    """The other side of a comparison, in this side's unit."""
    return _operand(other, beside).to(beside.unit)


def _apply(operation: Callable[[Decimal, Decimal], Decimal], one: Figure, other: Figure) -> Decimal | None:
    return None if one.value is None or other.value is None else operation(one.value, other.value)


def _quotient(one: Figure, other: Figure) -> Decimal | None:
    return None if not other.value else _apply(NEAREST.divide, one, other)


def _sum(one: Figure, other: Figure, sign: int) -> Figure:
    """The sum or difference of two figures of like units, in the first one's, or as rates and points go together."""
    one, other, result = _aligned(one, other, sign)
    operation = NEAREST.add if sign > 0 else NEAREST.subtract
    if one._set is None and other._set is None:
        return _make(operation(one._number(), other._number()), result, ROUNDED)
    left, right = one.admissible, other.admissible
    return _computed(_apply(operation, one, other), result, left + right if sign > 0 else left - right)


def _aligned(one: Figure, other: Figure, sign: int) -> tuple[Figure, Figure, Unit]:
    """
    The two sides in one unit, and the unit of their sum.

    The difference of two shares, one a rate, is in percentage points; points are added to or taken from a rate.
    No other units mix.
    """
    shares = one.unit.is_pure and other.unit.is_pure and (one.unit.is_rate or other.unit.is_rate)
    if shares and sign < 0:
        return one.to("percent"), other.to("percent"), unit("percentage point")
    if one.unit.is_points and other.unit.is_rate and sign > 0:
        one, other = other, one
    if one.unit.is_rate and other.unit.is_points:
        points = other.to("percentage point")
        return one, Figure(points.value, unit("percent"), points._set).to(one.unit), one.unit
    return one, other.to(one.unit), one.unit
