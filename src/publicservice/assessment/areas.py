"""Places told apart: which records are of one area, and which areas lie within which, without comparing every two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from publicservice.model.place import Place

__all__ = ["Areas", "area_key", "area_names", "same_area"]


def same_area(one: Place, other: Place) -> bool:
    """Whether two records are of one area, as far as both tell."""
    return one.is_within(other) and other.is_within(one)


def area_key(area: Place) -> tuple[tuple[str, str], ...]:
    """What a record says of its area, as something to look up: names and codes, from the smallest area."""
    return tuple((each.name.casefold(), each.code) for each in area.lineage())


@attrs.frozen(eq=False)
class Areas:
    """
    Several areas, each once, however fully the records of it say what it is part of.

    A record that may be of two of them ("Chaoyang", where both Beijing and Changchun have one) is an area of its own.

    Attributes:
        areas: The fullest record of each.

    Example:
        >>> from publicservice import place
        >>> areas = Areas.of(map(place, ["Lanshan, Linyi", "Lanshan", "Linyi, Shandong"]))
        >>> [str(area) for area in areas.areas], [str(area) for area in areas.around(place("Lanshan, Linyi"))]
        (['Lanshan, Linyi', 'Linyi, Shandong'], ['Linyi, Shandong'])
    """

    areas: tuple[Place, ...]
    _found: dict[str, list[Place]] = attrs.field(repr=False)
    _known: dict[tuple[tuple[str, str], ...], Place] = attrs.field(repr=False)
    _inside: dict[tuple[tuple[str, str], ...], Areas] = attrs.field(factory=dict, repr=False)
    _parts: dict[int, list[Place]] = attrs.field(factory=dict, repr=False)

    @classmethod
    def of(cls, places: Iterable[Place]) -> Areas:
        """The areas of several records; their order does not matter."""
        records = {area_key(one): one for one in places}
        made = cls((), {}, {})
        kept: list[Place] = []
        for key in sorted(records, key=lambda each: (-len(each), each)):
            one = records[key]
            same = [other for other in made._called(one) if same_area(one, other)]
            made._known[key] = same[0] if len(same) == 1 else one
            if len(same) != 1:
                kept.append(one)
                for name in area_names([one]):
                    made._found.setdefault(name, []).append(one)
        for one in kept:
            for around in made.around(one):
                made._parts.setdefault(id(around), []).append(one)
        return attrs.evolve(made, areas=tuple(sorted(kept, key=area_key)))

    def _called(self, one: Place) -> list[Place]:
        """The areas that have its name or code, each once."""
        return list({id(other): other for name in area_names([one]) for other in self._found.get(name, ())}.values())

    def record(self, one: Place) -> Place:
        """The record that stands for the area of one of the places that were given."""
        return self._known[area_key(one)]

    def at(self, one: Place) -> list[Place]:
        """Those of them that are an area or part of it."""
        same = [other for other in self._called(one) if same_area(one, other)]
        if not same:
            return list(self.within(one).areas)
        return [*same, *(part for each in same for part in self.parts(each))]

    def around(self, one: Place) -> Iterator[Place]:
        """Those of them that the area is part of, without itself."""
        own = {id(other) for other in self._called(one) if same_area(one, other)}
        for area in list(one.lineage())[1:]:
            yield from (other for other in self._called(area) if area.is_within(other) and id(other) not in own)

    def parts(self, one: Place) -> list[Place]:
        """Those of them that are part of one of them."""
        return self._parts.get(id(one), [])

    def within(self, area: Place | None) -> Areas:
        """Those of them that are part of an area, without itself; all of them where none is given."""
        if area is None:
            return self
        key = area_key(area)
        if key not in self._inside:
            inside = [one for one in self.areas if one.is_within(area) and not same_area(one, area)]
            self._inside[key] = Areas.of(inside)
        return self._inside[key]


def area_names(areas: Iterable[Place]) -> list[str]:
    """The names and codes by which areas are looked up, each once."""
    return list(dict.fromkeys(name for one in areas for name in (one.name.casefold(), one.code) if name))
