"""Slots: which group of people and which place a baseline, target or actual of an indicator is about."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from publicservice.io.iati.context import Context
from publicservice.io.iati.element import Element
from publicservice.model.people import Population
from publicservice.model.place import Place

__all__ = ["HEADLINE", "Slot", "Slots", "dimensions_of", "group_text"]

Key = tuple[frozenset[tuple[str, str]], frozenset[str]]
HEADLINE: Key = (frozenset(), frozenset())


@attrs.frozen
class Slot:
    """
    A group and a place, and the number that tells them from the indicator's others; 0 is the headline.

    Attributes:
        number: 0 where neither dimension nor location is given, else counted from 1 through the indicator.
        population: The group that the dimensions describe.
        place: The place that the locations name.
    """

    number: int = 0
    population: Population | None = None
    place: Place | None = None


def group_text(dimensions: Iterable[tuple[str, str]]) -> str:
    """
    The group that dimensions describe: "sex: female; age: adults".

    Example:
        >>> group_text([("sex", "female"), ("", "adults")])
        'sex: female; adults'
    """
    return "; ".join(f"{name}: {value}" if name and value else value or f"{name}:" for name, value in dimensions)


def dimensions_of(who: str) -> list[tuple[str, str]]:
    """
    Names and values of the dimensions that a group's description gives back.

    Example:
        >>> dimensions_of("sex: female; adults")
        [('sex', 'female'), ('', 'adults')]
    """
    pairs = [f"{part.strip()} ".partition(": ") for part in who.split("; ") if part.strip()]
    return [(name.strip(), value.strip()) if sign else ("", name.strip()) for name, sign, value in pairs]


@attrs.define
class Slots:
    """
    The slots of one indicator, numbered as they are met.

    Dimensions that differ only by the order or by the case of their letters have one number, and each its own words.
    """

    context: Context
    title: str
    known: dict[Key, Slot] = attrs.field(factory=lambda: {HEADLINE: Slot()})
    numbers: dict[Key, int] = attrs.field(factory=dict)

    def of(self, element: Element) -> Slot:
        """The slot of a baseline, target or actual."""
        pairs = [(one.get("name"), one.get("value")) for one in element.all("dimension")]
        dimensions = sorted({pair for pair in pairs if any(pair)})
        refs = list(dict.fromkeys(one.get("ref") for one in element.all("location")))
        places = frozenset(filter(None, refs))
        key = frozenset(dimensions), places
        if ("", "") in pairs or "" in refs:
            self.context.note("empty-dimension", element.line, self.title, "a dimension or location says nothing")
        if key not in self.known:
            folded = frozenset((name.casefold(), value.casefold()) for name, value in dimensions), places
            number = self.numbers.setdefault(folded, len(self.numbers) + 1)
            place = self._place([ref for ref in refs if ref], element)
            self.known[key] = Slot(number, self._population(dimensions, element), place)
        return self.known[key]

    def _population(self, dimensions: list[tuple[str, str]], element: Element) -> Population | None:
        if not dimensions:
            return None
        told = group_text(dimensions)
        who = self.context.fitting(told, element.line, self.title, "the group that the dimensions describe")
        if who == told and dimensions_of(who) != dimensions:
            message = "a dimension holds signs that part dimensions, and is not written back as it was"
            self.context.note("dimension-not-plain", element.line, self.title, message, who)
        return Population(who)

    def _place(self, refs: list[str], element: Element) -> Place | None:
        if not refs:
            return None
        context = self.context
        unknown = [ref for ref in refs if ref not in context.places]
        if unknown:
            message = "the activity has no location of this reference, which stands as the place's name"
            context.note("location-not-declared", element.line, self.title, message, *unknown)
        known = [context.places.get(ref) for ref in refs]
        names = "; ".join(place.name if place else ref for ref, place in zip(refs, known, strict=True))
        if len(known) == 1 and known[0] is not None:
            return known[0]
        name = context.fitting(names, element.line, self.title, "the name of the place", refs)
        return Place(name, count=len(refs) if len(refs) > 1 else None, parent=context.area)
