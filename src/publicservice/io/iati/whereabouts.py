"""Where an activity takes place: its countries, regions and locations."""

from __future__ import annotations

from publicservice.io.iati.context import Context
from publicservice.io.iati.details import IatiDetails
from publicservice.io.iati.element import Element
from publicservice.model.place import Place

__all__ = ["elsewhere", "place_of"]


def place_of(element: Element, details: IatiDetails, context: Context) -> Place | None:
    """The one country or region, or the one location in it; None where there are several. Fills the locations."""
    if len(details.areas) == 1 and (details.areas[0].code or details.areas[0].name):
        (area,) = details.areas
        level = "region" if area.is_region else "country"
        name = context.fitting(area.name or area.code, element.line, "the activity", f"the name of the {level}")
        context.area = Place(name, level=level, code=area.code)
    locations = [_location(one, context) for one in element.all("location")]
    for one, place in zip(element.all("location"), locations, strict=True):
        ref = one.get("ref")
        if ref in context.places:
            message = "the reference is of an earlier location too, which is the one that values are about"
            context.warn("location-declared-again", one.line, "the activity", message, ref, place.name if place else "")
        elif place is not None and ref:
            context.places[ref] = place
    if len(locations) == 1 and locations[0] is not None and not _names_places(element):
        return locations[0]
    return context.area


def _names_places(element: Element) -> bool:
    """Whether values of the activity's results refer to locations, so that these are not the activity's own place."""
    waiting = list(element.all("result"))
    while waiting:
        one = waiting.pop()
        if one.tag == "location":
            return True
        waiting += one.children
    return False


def _location(element: Element, context: Context) -> Place | None:
    name = context.words(element.first("name")).text or element.get("ref")
    if not name:
        context.note("location-without-name", element.line, "the activity", "a location has no name")
        return None
    name = context.fitting(name, element.line, "the activity", "the name of a location")
    code = element.first("location-id")
    return Place(name, code=code.get("code") if code else "", parent=context.area)


def elsewhere(element: Element, details: IatiDetails, context: Context) -> list[str]:
    """Countries and locations that the plan's place does not name, as lines of its note."""
    lines = []
    if len(details.areas) > 1:
        told = [f"{area.name or area.code} {area.percentage}{'%' * bool(area.percentage)}" for area in details.areas]
        lines.append(f"countries and regions: {'; '.join(map(str.strip, told))}")
    names = [context.words(one.first("name")).text or one.get("ref") for one in element.all("location")]
    if len(names) > 1:
        lines.append(f"locations: {'; '.join(filter(None, names))}")
    return lines
