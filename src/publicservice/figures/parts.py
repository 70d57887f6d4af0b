"""What a figure is made of, and the refusal of what does not go together."""

from __future__ import annotations

import enum
from decimal import Decimal

from publicservice.decimals import plain
from publicservice.errors import ModelError, WrongTypeError, shown
from publicservice.figures.reading import Reading
from publicservice.interval import Interval
from publicservice.units import Unit

__all__ = ["ROUNDED", "Rounded", "check_parts"]


class Rounded(enum.Enum):
    """Stands for the set of a value rounded to the working precision, which mostly nobody asks for."""

    ROUNDED = "rounded"


ROUNDED = Rounded.ROUNDED


def check_parts(value: object, unit: object, admissible: object, reading: object) -> None:
    """
    Refuse what is no figure.

    Raises:
        ModelError: If there is neither a value nor a set, or the value lies outside its set or is infinite.
        WrongTypeError: If a part is of another type.
    """
    value_fits = value is None or isinstance(value, Decimal)
    set_fits = admissible is None or isinstance(admissible, (Interval, Rounded))
    reading_fits = reading is None or isinstance(reading, Reading)
    if not (value_fits and set_fits and reading_fits and isinstance(unit, Unit)):
        seen, hint = shown((value, unit, admissible, reading)), "numbers and text are read by figure(...)"
        raise WrongTypeError("these are not the parts of a figure", seen=seen, hint=hint)
    within = admissible if isinstance(admissible, Interval) else None
    if not isinstance(value, Decimal):
        if within is None:
            raise ModelError("a figure needs a value, or the set that it lies in")
        return
    if not value.is_finite():
        raise ModelError("a figure's value is a finite number", seen=str(value))
    if within is not None and not within.low <= value <= within.high:
        raise ModelError("the value lies outside its set", seen=plain(value), expected=f"a value of {within}")
