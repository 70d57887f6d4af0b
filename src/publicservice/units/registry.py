"""
The closed registry: names, dimensions and exact factors, as pint works them out from `definitions.txt`.

pint is imported at the first use of a unit, because it costs more than all the rest of the library together.
"""

from __future__ import annotations

import functools
import pkgutil
import threading
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pint

__all__ = ["Powers", "canonical_names", "is_known", "registry", "root"]

Powers = tuple[tuple[str, int], ...]

_lock = threading.Lock()


def registry() -> pint.UnitRegistry[Any]:
    """
    Our own pint registry, empty of pint's defaults, with exact fractions for numbers.

    Source:
        `definitions.txt` beside this file.
    """
    # Only one is ever made: pint refuses to calculate with quantities of two registries.
    with _lock:
        return _registry()


@functools.cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint  # noqa: PLC0415  (loaded at the first use of a unit)

    made: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Fraction)
    definitions = pkgutil.get_data(__name__, "definitions.txt") or b""
    made.load_definitions(definitions.decode("utf-8").splitlines())
    return made


@functools.cache
def canonical_names() -> dict[str, str]:
    """Every name and alias of the registry, with the unit's own name."""
    known = registry()
    return {name: known.get_name(name) for name in known}


def is_known(name: str) -> bool:
    """Whether the registry has a unit of this own name."""
    return canonical_names().get(name) == name


@functools.cache
def root(name: str) -> tuple[Fraction, Powers]:
    """The unit's factor to the root units of its dimension, and these root units with their powers."""
    own: Any = registry()  # whose classes pint makes as it starts
    quantity = own.Quantity(Fraction(1), name).to_root_units()
    powers: list[tuple[str, Any]] = list(quantity.unit_items())
    return Fraction(quantity.magnitude), tuple(sorted((part, int(power)) for part, power in powers))
