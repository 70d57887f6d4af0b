"""`figure(...)`: every way in which a number comes in becomes a Figure here."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import SupportsIndex

import attrs

from publicservice.errors import FigureTextError, WrongTypeError, shown
from publicservice.figures.figure import Figure, exact_figure, rational_figure
from publicservice.figures.prints import Zeros, printed_set
from publicservice.figures.reading import Comparator, read
from publicservice.interval import Interval
from publicservice.units import ONE, Unit, Vocabulary, vocabulary
from publicservice.units.bridge import PintLike, from_pint_unit

__all__ = ["FigureLike", "figure"]

FigureLike = Figure | str | int | float | Decimal | Fraction | PintLike

_MOST_DIGITS = 60
_MOST_BITS = 200  # a little over 60 digits
_MOST_FRACTION_BITS = 4096  # of a numerator or denominator: any float as a fraction has fewer


def figure(
    value: FigureLike | None,
    unit: Unit | str | None = None,
    *,
    zeros: Zeros | None = None,
    truncated: bool = False,
    exact: bool = False,
    within: Interval | str | None = None,
    counts: Iterable[str] = (),
) -> Figure:
    """
    A figure from a number, from text as officials print it, from a pint quantity, or from another figure.

    A number (int, Decimal, Fraction, float by its shortest text) is exact. A text stands for every value that would
    have been printed so: "686,000 jobs" for 685,500 to 686,500.

    Args:
        value: The number or text. None together with `within`, where only a range is known.
        unit: The unit, where the value does not carry one. [text or Unit]
        zeros: Whether the trailing zeros of a printed integer are `significant` or `rounded` away. By default they are
            significant in percent and percentage points, which are printed to the unit, and rounded elsewhere.
        truncated: Whether digits were cut off in print instead of rounded.
        exact: Whether a text or a figure stands for its number only, as in a goal.
        within: The set of values, where it is known by itself. [unit]
        counts: Further kinds of count that the unit's text may name.

    Raises:
        FigureTextError: If a text is not a figure, or a number could not have been printed; the message says why.
        ModelError: If the value lies outside `within`.
        UnknownUnitError: If its unit is not known.
        WrongTypeError: If the value is of a type that holds no number, or `zeros` or `truncated` is said of what is no
            text.

    Definition:
        A printed number d, whose last significant digit has weight s, stands for d - s/2 to d + s/2, both included.

    Example:
        >>> figure("68.6万人").admissible == figure("686,000 persons").admissible
        True
        >>> figure("no less than 5,000 teachers").admissible.contains(5000)
        True
        >>> figure("24365")
        Traceback (most recent call last):
        publicservice.errors.FigureTextError: a name, not a number: '24365'...
    """
    words = vocabulary(counts)
    given = None if unit is None else words.unit(unit)
    if zeros is None and not truncated and type(value) is Decimal and within is None:
        return exact_figure(_bounded(value), given or ONE)
    if isinstance(value, str):
        made = _from_text(value, given, words, zeros, truncated)
    else:
        _refuse_print(value, zeros, truncated)
        if value is None and within is not None:
            return Figure(None, given or ONE, _interval(within))
        made = _from_number(value, given)
    if exact:
        made = _exactly(made)
    return made if within is None else Figure(made.value, made.unit, _interval(within))


def _refuse_print(value: object, zeros: Zeros | None, truncated: bool) -> None:
    """What is no text shows nothing of how it was printed."""
    if zeros is not None or truncated:
        told = "zeros=" if zeros is not None else "truncated="
        hint = f"give the text as it is printed, or leave {told} out"
        raise WrongTypeError(f"{told} says how a text was printed", seen=shown(value), expected="a text", hint=hint)


def _exactly(made: Figure) -> Figure:
    comparator = Comparator.NONE if made.reading is None else made.reading.comparator
    if made.value is None or comparator is not Comparator.NONE:
        seen = shown(made.text or str(made))
        raise FigureTextError("not an exact figure", seen=seen, expected="a single number without a comparator")
    return made.exactly()


def _from_text(text: str, given: Unit | None, words: Vocabulary, zeros: Zeros | None, truncated: bool) -> Figure:
    if zeros not in (None, "significant", "rounded"):
        raise WrongTypeError("zeros are not described so", seen=shown(zeros), expected="'significant' or 'rounded'")
    reading = read(text)
    printed = words.unit(reading.unit_text) if reading.unit_text else given or ONE
    if printed.is_duration and text.lstrip().startswith("近"):
        raise FigureTextError(
            "the last years or months, or nearly so many", seen=shown(text), hint="give the period, or write 将近"
        )
    made = Figure(reading.value, printed, printed_set(reading, printed, zeros, truncated), reading)
    return made if given is None else made.to(given)


def _from_number(value: object, given: Unit | None) -> Figure:
    if isinstance(value, Figure):
        if given is None:
            return value
        # A computed share is a pure number: in percent it is 86 %, and not 0.86 %.
        return attrs.evolve(value, unit=given) if value.unit is ONE and not given.is_pure else value.to(given)
    if isinstance(value, PintLike):
        made = _from_number(value.magnitude, from_pint_unit(value))
        return made if given is None else made.to(given)
    if isinstance(value, Fraction):
        return _from_fraction(value, given or ONE)
    return exact_figure(_bounded(_decimal(value)), given or ONE)


def _from_fraction(value: Fraction, its_unit: Unit) -> Figure:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_FRACTION_BITS:
        raise FigureTextError(
            "too long for a figure", seen=shown(value), expected=f"numbers of at most {_MOST_DIGITS} digits"
        )
    made = rational_figure(value, its_unit)
    _bounded(made.exactly().low)
    return made


def _interval(within: Interval | str) -> Interval:
    return within if isinstance(within, Interval) else Interval.parse(within)


def _decimal(value: object) -> Decimal:
    """The number exactly; a float is what its shortest text says."""
    if isinstance(value, float):
        return Decimal(float.__repr__(value))
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise WrongTypeError(
            "not a number",
            seen=f"{shown(value)} ({type(value).__name__})",
            expected="int, Decimal, Fraction, float, text, a pint quantity or a Figure",
        )
    whole = operator.index(value)
    if whole.bit_length() > _MOST_BITS:
        raise FigureTextError("too large for a figure", seen=shown(whole), expected=f"at most {_MOST_DIGITS} digits")
    return Decimal(whole)


def _bounded(value: Decimal) -> Decimal:
    """The decimal itself, if it is a number that could have been printed."""
    if not value.is_finite():
        raise FigureTextError("not a number", seen=shown(str(value)), expected="a finite number")
    if not -_MOST_DIGITS <= value.adjusted() < _MOST_DIGITS:
        raise FigureTextError(
            "too large or too small for a figure",
            seen=shown(str(value)),
            expected=f"between 1E-{_MOST_DIGITS} and 1E+{_MOST_DIGITS}",
        )
    return value
