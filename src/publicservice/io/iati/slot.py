"""Slots: which group of people and which place a baseline, target or actual of an indicator is about."""

from __future__ import annotations

import attrs

from publicservice.io.iati.context import Context
from publicservice.io.iati.element import Element
from publicservice.model.people import Population
from publicservice.model.place import Place

__all__ = ["HEADLINE", "Slot", "Slots", "dimensions_of", "population_of"]

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


def population_of(dimensions: list[tuple[str, str]]) -> Population | None:
    """
    The group that dimensions describe: "sex: female; age: adults".

    Example:
        >>> population_of([("sex", "female"), ("", "adults")]).who
        'sex: female; adults'
    """
    told = [f"{name}: {value}" if name and value else value or f"{name}:" for name, value in dimensions]
    return Population("; ".join(told)) if told else None


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
    """The slots of one indicator, numbered as they are met."""

    context: Context
    title: str
    known: dict[Key, Slot] = attrs.field(factory=lambda: {HEADLINE: Slot()})

    def of(self, element: Element) -> Slot:
        """The slot of a baseline, target or actual; the order of its dimensions does not matter."""
        pairs = [(one.get("name"), one.get("value")) for one in element.all("dimension")]
        dimensions = sorted({pair for pair in pairs if any(pair)})
        refs = list(dict.fromkeys(one.get("ref") for one in element.all("location")))
        key = frozenset(dimensions), frozenset(filter(None, refs))
        if ("", "") in pairs or "" in refs:
            self.context.note("empty-dimension", element.line, self.title, "a dimension or location says nothing")
        if key not in self.known:
            place = self._place([ref for ref in refs if ref], element)
            self.known[key] = Slot(len(self.known), self._population(dimensions, element), place)
        return self.known[key]

    def _population(self, dimensions: list[tuple[str, str]], element: Element) -> Population | None:
        made = population_of(dimensions)
        if made is not None and dimensions_of(made.who) != dimensions:
            message = "a dimension holds signs that part dimensions, and is not written back as it was"
            self.context.note("dimension-not-plain", element.line, self.title, message, made.who)
        return made

    def _place(self, refs: list[str], element: Element) -> Place | None:
        if not refs:
            return None
        unknown = [ref for ref in refs if ref not in self.context.places]
        if unknown:
            message = "the activity has no location of this reference, which stands as the place's name"
            self.context.note("location-not-declared", element.line, self.title, message, *unknown)
        places = [self.context.places.get(ref) or Place(ref, parent=self.context.area) for ref in refs]
        if len(places) == 1:
            return places[0]
        return Place("; ".join(place.name for place in places), count=len(places), parent=self.context.area)
