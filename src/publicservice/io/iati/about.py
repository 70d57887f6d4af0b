"""What an activity says of itself beside its results: who, when and in which languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from publicservice.io.iati.context import Context
from publicservice.io.iati.details import IatiArea, IatiDetails, IatiOrganisation
from publicservice.io.iati.element import Element
from publicservice.model.period import Period, period

__all__ = ["details_of", "in_other_languages", "planned_period", "tell_again", "updated"]

_DATES = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}
_ONCE = ("iati-identifier", "reporting-org", "title", "activity-status")
_NAMED = {
    "reporting-org": "organisation",
    "participating-org": "organisation",
    "recipient-country": "country",
    "recipient-region": "region",
}


def details_of(element: Element, context: Context) -> IatiDetails:
    """Organisations, status, dates, description and areas of an activity."""
    status, reporting = element.first("activity-status"), element.first("reporting-org")
    descriptions = [context.words(one, lines=True).text for one in element.all("description")]
    return IatiDetails(
        reporting_org=_organisation(reporting, context) if reporting else None,
        participating_orgs=[_organisation(one, context) for one in element.all("participating-org")],
        status=status.get("code") if status else "",
        description="\n".join(filter(None, descriptions)),
        language=context.default,
        areas=[*_areas(element, context, "recipient-country"), *_areas(element, context, "recipient-region")],
        **_dates(element, context),
    )


def _organisation(element: Element, context: Context) -> IatiOrganisation:
    return IatiOrganisation(
        name=context.words(element).text,
        ref=element.get("ref"),
        type=element.get("type"),
        role=element.get("role"),
        activity_id=element.get("activity-id"),
    )


def _areas(element: Element, context: Context, tag: str) -> list[IatiArea]:
    return [
        IatiArea(
            code=one.get("code"),
            name=context.words(one).text,
            percentage=one.get("percentage"),
            is_region=tag == "recipient-region",
            vocabulary=one.get("vocabulary"),
        )
        for one in element.all(tag)
    ]


def _dates(element: Element, context: Context) -> dict[str, date]:
    found: dict[str, date] = {}
    for one in element.all("activity-date"):
        name, day = _DATES.get(one.get("type")), context.day(one, "the activity")
        if name is None or name in found:
            message = "the date is of an unknown type, or its type was given before"
            context.note("date-left-out", one.line, "the activity", message, one.get("type"), one.get("iso-date"))
        elif day is not None:
            found[name] = day
    return found


def planned_period(details: IatiDetails, context: Context, line: int) -> Period | None:
    """When the activity is to run, by its planned dates, or by the actual ones where none were planned."""
    start, end = details.planned_start or details.actual_start, details.planned_end or details.actual_end
    return context.span(start, end, line, "the activity") if start or end else None


def updated(element: Element, context: Context) -> Period | None:
    """The day on which the activity was last updated, as far as it says it."""
    said = element.get("last-updated-datetime")
    if not said:
        return None
    try:
        return period(date.fromisoformat(said[:10]))
    except ValueError:
        context.note("date-not-read", element.line, "the activity", "last-updated-datetime is no date", said)
        return None


def in_other_languages(element: Element, context: Context) -> Iterator[str]:
    """What the activity's own texts say in other languages than the one that was taken, as lines of a note."""
    for one in element.all("description"):
        yield from context.words(one, lines=True).note("description")
    for tag, noun in _NAMED.items():
        for one in element.all(tag):
            words = context.words(one)
            yield from words.note(f"{noun} {words.text}")
    for one in element.all("location"):
        words = context.words(one.first("name"))
        yield from words.note(f"location {words.text}")


def tell_again(element: Element, context: Context) -> None:
    """Keep a finding about what an activity has once, and which is given again: the first was taken."""
    for tag in _ONCE:
        others = list(element.all(tag))[1:]
        if others:
            message = f"{tag} is given {len(others) + 1:,} times; the first was taken"
            told = [_told(one, context) for one in others]
            context.warn("given-again", others[0].line, "the activity", message, *told)


def _told(element: Element, context: Context) -> str:
    words = context.words(element)
    texts = [element.get("ref"), element.get("code"), words.text, *(text for _, text in words.others)]
    return ", ".join(text for text in texts if text)
