"""What stands before the results of an activity: who, when and where; and what of it nobody has said yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from publicservice.io.iati.details import IatiArea, IatiDetails, IatiOrganisation
from publicservice.io.iati.gather import Gathering
from publicservice.io.iati.markup import Markup
from publicservice.model.place import Place
from publicservice.model.plan import Plan

__all__ = ["Header"]

_COUNTRY = re.compile("[A-Z]{2}")
_DATES = (("1", "planned_start"), ("2", "actual_start"), ("3", "planned_end"), ("4", "actual_end"))


@attrs.frozen
class Header:
    """
    The head of an activity.

    Attributes:
        plan: The plan.
        details: What the plan has no place for.
        gathering: The results, and the findings about what is written.
        refs: The references of the places that values are about.
    """

    plan: Plan
    details: IatiDetails
    gathering: Gathering
    refs: dict[Place, str] = attrs.field(factory=dict)

    # --- what lacks

    def require(self) -> None:
        """Keep a finding for everything that the standard asks for and nobody has said."""
        for what in self._lacking():
            self.gathering.lack(self.plan.title, what)

    def _lacking(self) -> Iterator[str]:
        if not self.plan.id:
            yield "the activity's identifier: the plan's id, such as 'XM-EX-1-roads'"
        reporting, taking_part = self.details.reporting_org, self.details.participating_orgs
        if reporting is None:
            yield "who publishes it: details.reporting_org, with ref, type and name"
        else:
            absent = [name for name in ("ref", "type", "name") if not getattr(reporting, name)]
            yield from (f"the {name} of details.reporting_org" for name in absent)
        if not taking_part:
            yield "who takes part: details.participating_orgs, each with a role and a ref or name"
        for number, one in enumerate(taking_part):
            if not one.role or not (one.ref or one.name):
                yield f"the role of details.participating_orgs[{number}], or its ref or name"
        if not self.details.status:
            yield "how far the activity is: details.status, such as '2' for implementation"
        if not self._dates():
            yield "when it starts: the plan's period, or details.planned_start"
        if not self._description():
            yield "what it is about: details.description, or the plan's note"

    def _description(self) -> str:
        return self.details.description or self.plan.note

    def _dates(self) -> list[tuple[str, date]]:
        """The dates by their codes; the plan's period where the details have none."""
        told = [(code, getattr(self.details, name)) for code, name in _DATES]
        if not any(day for _, day in told) and self.plan.period:
            told = [("1", self.plan.period.start), ("3", self.plan.period.end)]
        return [(code, day) for code, day in told if day]

    # --- where

    def locate(self, places: Iterable[Place]) -> None:
        """Give every place that a value is about a reference."""
        for place in places:
            if place not in self.refs:
                self.refs[place] = f"location-{len(self.refs) + 1}"

    def _areas(self) -> tuple[IatiArea, ...]:
        """The countries and regions of the details, else the plan's own."""
        area = self._area()
        if self.details.areas or area is None:
            return self.details.areas
        code = area.code or area.name
        return (IatiArea(code=code, name=area.name if area.name != code else "", is_region=area.level == "region"),)

    def _area(self) -> Place | None:
        """The country or region that the plan's place is or lies in, where its code is known."""
        for area in self.plan.place.lineage() if self.plan.place else ():
            if area.level in ("country", "region") and area.code:
                return area
            if area.parent is None and _COUNTRY.fullmatch(area.code or area.name):
                return area
        return None

    def _location(self, markup: Markup, place: Place, ref: str) -> None:
        area, names = self._area(), []
        for one in place.lineage():
            if area is not None and (one.name, one.code) == (area.name, area.code):
                break
            names.append(one.name)
        left = self.gathering.left
        left["areas around a place"] += len(names) > 1
        left["codes and levels of places"] += bool(place.code or place.level)
        left["counts of places"] += place.count is not None
        with markup.element("location", ref=ref):
            markup.narrative("name", ", ".join(names) or place.name)

    # --- writing

    def write(self, markup: Markup) -> None:
        """Write everything that stands before the results."""
        reporting = self.details.reporting_org or IatiOrganisation()
        markup.leaf("iati-identifier", self.plan.id)
        markup.narrative("reporting-org", reporting.name, ref=reporting.ref, type=reporting.type)
        markup.narrative("title", self.plan.title)
        markup.narrative("description", self._description())
        for one in self.details.participating_orgs:
            attributes = {"ref": one.ref, "type": one.type, "role": one.role, "activity_id": one.activity_id}
            markup.narrative("participating-org", one.name, **attributes)
        markup.leaf("activity-status", code=self.details.status)
        for code, day in self._dates():
            markup.leaf("activity-date", type=code, iso_date=day.isoformat())
        self._write_places(markup)

    def _write_places(self, markup: Markup) -> None:
        for area in sorted(self._areas(), key=lambda one: one.is_region):
            tag = "recipient-region" if area.is_region else "recipient-country"
            markup.narrative(tag, area.name, code=area.code, vocabulary=area.vocabulary, percentage=area.percentage)
        if self.plan.place is not None and self.plan.place != self._area():
            self._location(markup, self.plan.place, "")
        for place, ref in self.refs.items():
            self._location(markup, place, ref)
