"""The unit: interned, so that comparing two is comparing identities and a conversion is a table look-up."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from publicservice.errors import UnitError, UnknownUnitError, UnlikeUnitsError, WrongTypeError, shown
from publicservice.units.registry import Powers, is_known, root

__all__ = ["ONE", "Unit", "make_unit"]

_HIGHEST_POWER = 9
_CACHED = 1000  # entries kept in a unit's own tables; more only happens to a service that reads many declared counts
_HYPHENATED = {"person_time": "person-time", "person_day": "person-day", "household_time": "household-time"}
_SYMBOLS = {
    "percent": "%",
    "per_mille": "‰",
    "per_ten_thousand": "per 10,000",
    "per_hundred_thousand": "per 100,000",
    "per_million": "per million",
    "metre": "m",
    "kilometre": "km",
    "millimetre": "mm",
    "centimetre": "cm",
    "hectare": "ha",
    "kilogram": "kg",
    "gram": "g",
    "milligram": "mg",
    "microgram": "µg",
    "tonne": "t",
    "litre": "L",
    "kilowatt_hour": "kWh",
    "megawatt_hour": "MWh",
    "gigawatt_hour": "GWh",
    "kilowatt": "kW",
    "megawatt": "MW",
}
# How a rate per a round number is written behind what it counts: deaths per 1,000 births.
_PER = {
    "per_mille": "per 1,000",
    "per_ten_thousand": "per 10,000",
    "per_hundred_thousand": "per 100,000",
    "per_million": "per 1,000,000",
}
_DURATIONS = frozenset({(("second", 1),), (("month", 1),)})
_PEOPLE = frozenset({((name, 1),) for name in ("person", "household", "teacher", "student", "doctor", "nurse")})
_INVARIABLE = frozenset({"mu", "jin", "li"})
_IRREGULAR = {"foot": "feet", "child": "children"}


@attrs.frozen(eq=False, repr=False, init=False, weakref_slot=True)
class Unit:
    """
    What is counted or measured. Made by `unit("...")`, never directly; equal units are one and the same object.

    Attributes:
        powers: The unit's parts by name, with their powers: `(("CNY", 1), ("person", -1))`.
        dimension: The root units that it comes down to, with their powers. Units of one dimension convert.
        factor: How many root units one of this unit is.
        declared: Which of its names are counts that a document declared.

    Example:
        >>> from publicservice import unit
        >>> subsidy = unit("CNY/person/year")
        >>> subsidy is unit("yuan per person per year") is unit("元/人/年")
        True
        >>> subsidy * unit("person") is unit("CNY/year")
        True
        >>> unit("mu").factor_to(unit("hectare"))
        Fraction(1, 15)
    """

    powers: Powers
    dimension: Powers
    factor: Fraction
    declared: frozenset[str]
    _factors: dict[Unit, Fraction]
    _products: dict[Unit, Unit]
    _quotients: dict[Unit, Unit]
    _texts: dict[bool, str]

    # --- kinds

    @property
    def is_pure(self) -> bool:
        """Whether it is a pure number, as a ratio or a percent is."""
        return not self.dimension

    @property
    def is_rate(self) -> bool:
        """Whether it is a share of a whole, written in percent or a like unit."""
        return not self.dimension and len(self.powers) == 1

    @property
    def is_points(self) -> bool:
        """Whether it is a difference of two rates: percentage points or basis points."""
        return self.dimension == (("percentage_point", 1),)

    @property
    def is_currency(self) -> bool:
        """Whether it is money and nothing else."""
        return len(self.powers) == 1 and self.powers[0][1] == 1 and _is_code(self.powers[0][0], self)

    @property
    def is_money(self) -> bool:
        """Whether it is money, or an amount of it for each of something."""
        return any(power > 0 and _is_code(name, self) for name, power in self.powers)

    @property
    def is_duration(self) -> bool:
        """Whether it is a length of time, on the clock or the calendar."""
        return self.dimension in _DURATIONS

    @property
    def is_count(self) -> bool:
        """Whether it is a kind of count: persons, beds, towns."""
        return len(self.powers) == 1 and _is_count(*self.powers[0], self)

    @property
    def is_people(self) -> bool:
        """
        Whether it counts people: persons, households, teachers ..., who are the same ones however often they come.

        A person-time counts each time.
        """
        return self.dimension in _PEOPLE

    # --- arithmetic

    def __mul__(self, other: Unit) -> Unit:
        made = self._products.get(other)
        if made is None:
            if not isinstance(other, Unit):
                return NotImplemented
            made = _combine(self, other, 1)
            self._remember(self._products, other, made)
        return made

    def __truediv__(self, other: Unit) -> Unit:
        made = self._quotients.get(other)
        if made is None:
            if not isinstance(other, Unit):
                return NotImplemented
            made = _combine(self, other, -1)
            self._remember(self._quotients, other, made)
        return made

    def __pow__(self, power: int) -> Unit:
        if isinstance(power, bool) or not isinstance(power, int):
            raise WrongTypeError("not a power of a unit", seen=shown(power), expected="a whole number")
        return make_unit([(name, own * power) for name, own in self.powers], self.declared)

    def is_like(self, other: Unit) -> bool:
        """Whether figures in the two units can be added, compared and converted."""
        return self is other or self.dimension == other.dimension

    def factor_to(self, other: Unit) -> Fraction:
        """
        How many of the other unit one of this unit is, exactly.

        Raises:
            UnlikeUnitsError: If the two are not of one dimension.

        Example:
            >>> from publicservice import unit
            >>> unit("percent").factor_to(unit("per mille"))
            Fraction(10, 1)
        """
        factor = self._factors.get(other)
        if factor is None:
            if self.dimension != other.dimension:
                raise UnlikeUnitsError(f"'{self}' and '{other}' are not of one kind", hint=_why_unlike(self, other))
            factor = self.factor / other.factor
            self._remember(self._factors, other, factor)
        return factor

    def _remember(self, table: dict[Unit, Any], key: Unit, value: Any) -> None:
        # A unit that lives on must not keep those that one document declared.
        if key.declared <= self.declared:
            if len(table) >= _CACHED:
                table.clear()
            table[key] = value

    # --- text

    def __str__(self) -> str:
        return _text(self, many=False)

    def __repr__(self) -> str:
        return f"unit({str(self)!r})" if not self.declared else f"unit({str(self)!r}, counts={sorted(self.declared)})"

    @property
    def plural(self) -> str:
        """The unit as it follows a number other than one: `persons`, `counties`, `CNY/person`."""
        return _text(self, many=True)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """How IPython and hypothesis show it; by itself they would walk through the tables of all units it ever met."""
        printer.text(repr(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return make_unit, (self.powers, self.declared)

    def __copy__(self) -> Unit:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Unit:
        return self


def pluralised(word: str) -> str:
    """The English plural of a unit's name."""
    if word in _INVARIABLE:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _is_code(name: str, unit: Unit) -> bool:
    """Whether the name is a currency's code, and not a count that a document named in capitals."""
    return name.isupper() and name not in unit.declared


def _is_word(name: str, unit: Unit) -> bool:
    return name.isascii() and name not in _SYMBOLS and not _is_code(name, unit)


def _is_count(name: str, power: int, unit: Unit) -> bool:
    names_itself = unit.dimension == ((name, 1),)
    return power == 1 and names_itself and not _is_code(name, unit) and name not in _NOT_COUNTS


_NOT_COUNTS = frozenset({"metre", "kilogram", "second", "month", "kilowatt_hour", "percentage_point"})


def _text(unit: Unit, *, many: bool) -> str:
    """The unit's parts in a form that reads back: a·b/c/d, or deaths per 1,000 births."""
    text = unit._texts.get(many)
    if text is None:
        text = unit._texts[many] = _written(unit, many=many)
    return text


def _written(unit: Unit, *, many: bool) -> str:
    above = {name: power for name, power in unit.powers if power > 0}
    below = [(name, -power) for name, power in unit.powers if power < 0]
    rate = next((name for name in above if name in _PER and above[name] == 1), None) if len(above) > 1 else None
    if rate is not None:
        del above[rate]
    head = "·".join(_part_text(unit, *part, many=many and len(above) == 1) for part in above.items()) or "1"
    if rate is not None:
        whole = [_part_text(unit, *below.pop(0), many=True)] if below else []
        head = " ".join([head, _PER[rate], *whole])
    return "/".join([head, *(_part_text(unit, *part) for part in below)])


def _part_text(unit: Unit, name: str, power: int, *, many: bool = False) -> str:
    if name in _PER and unit.powers != ((name, 1),):
        # "per 100,000" beside another part would read as a rate of that part.
        return name + _raised(power)
    text = _power_text(name, power)
    return pluralised(text) if many and power == 1 and _is_word(name, unit) else text


def _power_text(name: str, power: int) -> str:
    shown_name = _SYMBOLS.get(name) or _HYPHENATED.get(name) or name.replace("_", " ")
    return shown_name + _raised(power)


def _raised(power: int) -> str:
    return {1: "", 2: "²", 3: "³"}.get(power, f"^{power}")


def _why_unlike(one: Unit, other: Unit) -> str:
    """The sentence that helps most with this pair."""
    pair = {one.dimension, other.dimension}
    rates_meet_points = one.is_points != other.is_points and () in pair
    if rates_meet_points:
        return "a percent is a share, a percentage point a difference of two shares"
    if one.is_currency and other.is_currency:
        return "give both in one currency: a rate of exchange is a fact of its day and is not built in"
    if {(("person", 1),), (("person_time", 1),)} == pair:
        return "a person-time counts the same person at each service, so it says nothing of how many persons"
    if one.is_count and other.is_count:
        return "unlike kinds of count are never added, compared or converted"
    return f"one comes down to {_dimension_text(one)}, the other to {_dimension_text(other)}"


def _dimension_text(unit: Unit) -> str:
    return "·".join(_power_text(name, power) for name, power in unit.dimension) or "a pure number"


# --- interning

_interned: weakref.WeakValueDictionary[tuple[Powers, frozenset[str]], Unit] = weakref.WeakValueDictionary()
_lock = threading.Lock()


def make_unit(powers: Iterable[tuple[str, int]], declared: Iterable[str] = ()) -> Unit:
    """The one unit with these powers of these own names, of which some may be declared counts."""
    kept = tuple(sorted(((name, power) for name, power in powers if power), key=lambda part: (part[1] < 0, part[0])))
    key = kept, frozenset(declared) & {name for name, _ in kept}
    made = _interned.get(key)
    if made is None:
        made = _build(*key)
        with _lock:
            made = _interned.setdefault(key, made)
    return made


def _build(powers: Powers, declared: frozenset[str]) -> Unit:
    dimension: dict[str, int] = {}
    factor = Fraction(1)
    for name, power in powers:
        if abs(power) > _HIGHEST_POWER:
            raise UnitError("a unit's power is too high", seen=str(power), expected=f"at most {_HIGHEST_POWER}")
        if (name in declared) == is_known(name):
            raise UnknownUnitError(
                "a declared count has a known unit's name" if name in declared else "unknown unit", seen=shown(name)
            )
        own_factor, roots = (Fraction(1), ((name, 1),)) if name in declared else root(name)
        factor *= own_factor**power
        for root_name, root_power in roots:
            dimension[root_name] = dimension.get(root_name, 0) + root_power * power
    made = object.__new__(Unit)
    sorted_dimension = tuple(sorted((name, power) for name, power in dimension.items() if power))
    made.__attrs_init__(powers, sorted_dimension, factor, declared, {}, {}, {}, {})
    return made


def _combine(one: Unit, other: Unit, sign: int) -> Unit:
    powers = dict(one.powers)
    for name, power in other.powers:
        powers[name] = powers.get(name, 0) + sign * power
    return make_unit(powers.items(), one.declared | other.declared)


ONE = make_unit(())
