"""pint quantities in and out, by unit names, without importing pint: a caller who has a quantity has pint."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from publicservice.errors import UnitError
from publicservice.units.registry import registry as own_registry
from publicservice.units.text import BASE
from publicservice.units.unit import ONE, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pint

    PintRegistry: TypeAlias = pint.UnitRegistry[Any]
    PintQuantity: TypeAlias = pint.Quantity[Any]
else:
    PintRegistry = PintQuantity = Any

__all__ = ["PintLike", "PintQuantity", "PintRegistry", "from_pint_unit", "to_pint"]

# The names that pint's own definitions give to units that are the same there and here.
_PINT_NAMES = {
    "metre": "meter", "kilometre": "kilometer", "millimetre": "millimeter", "centimetre": "centimeter",
    "litre": "liter", "tonne": "metric_ton", "kilowatt_hour": "kilowatt_hour",
    "megawatt_hour": "megawatt_hour",
    "kilowatt": "kilowatt", "megawatt": "megawatt",
}  # fmt: skip
# Names that pint reads by their prefixes, with what has to be defined.
_PREFIXED = {"kilowatt": "watt", "megawatt": "watt", "kilowatt_hour": "watt_hour", "megawatt_hour": "watt_hour"}
# Names that mean something else in pint's default registry: the US short ton and survey acre, a quarter of a long
# hundredweight, the link of a surveyor's chain.
_FALSE_FRIENDS = {
    "ton": "metric_ton or kilogram",
    "acre": "hectare or meter ** 2",
    "quarter": "month or kilogram",
    "li": "kilometer",
}


@runtime_checkable
class PintLike(Protocol):
    """What is needed of a pint quantity: its magnitude and the names of its units with their powers."""

    @property
    def magnitude(self) -> Any:
        """The number of units."""

    def unit_items(self) -> Iterable[tuple[str, Any]]:
        """The names of the units, with their powers."""


def from_pint_unit(quantity: PintLike) -> Unit:
    """
    The unit of a pint quantity of any registry, found by its unit names.

    Raises:
        UnknownUnitError: If a name is no unit here.
        UnitError: If a power is not a whole number, or the name means another unit in pint.
    """
    made = ONE
    own = getattr(quantity, "_REGISTRY", None) is own_registry()
    for name, power in quantity.unit_items():
        if not own and name in _FALSE_FRIENDS:
            raise UnitError(f"pint's '{name}' is not this library's", hint=f"convert to {_FALSE_FRIENDS[name]} first")
        if int(power) != power:
            raise UnitError("a unit's power is not a whole number", seen=f"{name} ** {power}")
        made = made * BASE.unit(name) ** int(power)
    return made


def to_pint(value: Decimal, unit: Unit, registry: PintRegistry | None) -> PintQuantity:
    """
    A pint quantity of the given registry, or of the library's own closed one.

    Raises:
        UnitError: If the registry lacks a unit; the message says how to define it there.
    """
    target = own_registry() if registry is None else registry
    powers = {_name_in(target, name, unit): power for name, power in unit.powers}
    return target.Quantity(value, target.UnitsContainer(powers))  # pyrefly: ignore[bad-argument-count]  # made by pint


def _name_in(target: PintRegistry, name: str, unit: Unit) -> str:
    """The name of one of the unit's parts in a registry."""
    own = target is own_registry()
    if own and name not in unit.declared:
        return name
    if name in _FALSE_FRIENDS:
        raise UnitError(f"pint's '{name}' is not this library's", hint=f"convert to {_FALSE_FRIENDS[name]} first")
    there = _PINT_NAMES.get(name, name)
    # Only whole names count: with its prefixes, pint would take mu for a thousandth of its u.
    if _PREFIXED.get(there, there) in set(target):
        return there
    if own:
        hint = "give a registry of your own, in which it is defined"
    elif name in unit.declared or BASE.unit(name).is_count or BASE.unit(name).is_currency:
        hint = f"define it there: registry.define('{name} = [{name}]')"
    else:
        hint = "convert to a unit that it has, or define this one there"
    raise UnitError(f"the pint registry has no unit '{there}'", hint=hint)
