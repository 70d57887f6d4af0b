"""One activity, read into a plan, a report and what neither of them has a place for."""

from __future__ import annotations

from datetime import date

import attrs

from publicservice.checks import Findings
from publicservice.io.iati.context import Context
from publicservice.io.iati.details import IatiArea, IatiDetails, IatiOrganisation, ResultType
from publicservice.io.iati.element import LANG, Element
from publicservice.io.iati.indicator import read_indicator
from publicservice.io.iati.leftover import left_of_activity, left_over
from publicservice.model.finding import Severity
from publicservice.model.observation import Observation
from publicservice.model.period import Period, period
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Programme
from publicservice.model.report import Report
from publicservice.model.source import Source

__all__ = ["IatiActivity", "read_activity"]

_TYPES = {kind.code: kind for kind in ResultType}
_LISTED = 10
_DATES = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}


@attrs.frozen(kw_only=True, repr=False)
class IatiActivity:
    """
    One activity of an IATI file.

    Attributes:
        id: The IATI identifier.
        line: The line of the file where the activity begins.
        plan: What is to be reached: a programme for each result, with a target for each target of each period.
        report: What was reached, programme by programme; observations have the ids of the targets that they answer.
        baselines: Where the indicators started, each with its year or date.
        details: What the activity says of itself beside its results.
        findings: What was unclear, what could not be read as a number, and what was left out.
    """

    id: str
    line: int
    plan: Plan
    report: Report
    baselines: tuple[Observation, ...] = ()
    details: IatiDetails
    findings: Findings

    @property
    def matches(self) -> dict[str, tuple[str, ...]]:
        """
        By the id of each target in the plan, the id of the actuals that answer it; no id where it has none.

        For `assess(plan, report, matches=...)`: indicators of one activity often have the same name, and only their ids
        tell whose an actual is.
        """
        reported = {seen.id for programme in self.report.programmes for seen in programme.observations}
        return {
            f"{programme.id}/{target.id}": (target.id,) if target.id in reported else ()
            for programme in self.plan.programmes
            for target in programme.targets
        }

    def __repr__(self) -> str:
        return f"<IatiActivity {self.id}: {self.plan!r}, {self.findings.summary()}>"


def read_activity(element: Element, *, language: str, exact: bool) -> IatiActivity:
    """
    Read one activity.

    Args:
        element: The activity.
        language: The language to prefer where texts are given in several.
        exact: Whether a plain number stands for itself only.
    """
    given = element.first("iati-identifier")
    identifier = " ".join(given.text.split()) if given else ""
    context = Context(
        identifier=identifier or f"activity at line {element.line}",
        language=language,
        default=element.get(LANG),
        exact=exact,
    )
    if not identifier:
        context.warn("no-identifier", element.line, "the activity", "it has no iati-identifier")
    details = _details(element, context)
    place = _place(element, details, context)
    results = [_Result(one, context, number) for number, one in enumerate(element.all("result"), 1)]
    made = [result.read() for result in results]
    _account(element, context)
    return _assembled(element, context, details, place, made)


def _assembled(
    element: Element,
    context: Context,
    details: IatiDetails,
    place: Place | None,
    made: list[tuple[Programme, Programme, list[Observation]]],
) -> IatiActivity:
    title = context.title(element, f"activity {context.identifier}")
    publisher = details.reporting_org.name or details.reporting_org.ref if details.reporting_org else ""
    source = Source(
        f"IATI activity {context.identifier}",
        publisher=publisher,
        published=_updated(element, context),
        language=details.language,
    )
    planned = _period(details, context, element.line)
    plan = Plan(
        title.text,
        id=context.identifier,
        place=place,
        period=planned,
        source=source,
        note="\n".join([*title.note("title"), *_elsewhere(element, details, context)]),
        programmes=[programme for programme, _, _ in made],
    )
    report = Report(
        title.text,
        id=context.identifier,
        place=place,
        source=source,
        programmes=[told for _, told, _ in made if told.observations],
    )
    return IatiActivity(
        id=context.identifier,
        line=element.line,
        plan=plan,
        report=report,
        baselines=tuple(one for _, _, baselines in made for one in baselines),
        details=details,
        findings=Findings(context.identifier, tuple(context.findings)),
    )


# --- what the activity says of itself


def _details(element: Element, context: Context) -> IatiDetails:
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


def _period(details: IatiDetails, context: Context, line: int) -> Period | None:
    """When the activity is to run, by its planned dates, or by the actual ones where none were planned."""
    start, end = details.planned_start or details.actual_start, details.planned_end or details.actual_end
    return context.span(start, end, line, "the activity") if start or end else None


def _updated(element: Element, context: Context) -> Period | None:
    said = element.get("last-updated-datetime")
    if not said:
        return None
    try:
        return period(date.fromisoformat(said[:10]))
    except ValueError:
        context.note("date-not-read", element.line, "the activity", "last-updated-datetime is no date", said)
        return None


# --- where


def _place(element: Element, details: IatiDetails, context: Context) -> Place | None:
    """The one country or region, or the one location in it; None where there are several. Fills the locations."""
    if len(details.areas) == 1 and (details.areas[0].code or details.areas[0].name):
        (area,) = details.areas
        level = "region" if area.is_region else "country"
        context.area = Place(area.name or area.code, level=level, code=area.code)
    locations = [_location(one, context) for one in element.all("location")]
    for one, place in zip(element.all("location"), locations, strict=True):
        if place is not None and one.get("ref"):
            context.places.setdefault(one.get("ref"), place)
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
    if not name or len(name) > 2000:
        context.note("location-without-name", element.line, "the activity", "a location has no name", name[:60])
        return None
    code = element.first("location-id")
    return Place(name, code=code.get("code") if code else "", parent=context.area)


def _elsewhere(element: Element, details: IatiDetails, context: Context) -> list[str]:
    """Countries and locations that the plan's place does not name, as lines of its note."""
    lines = []
    if len(details.areas) > 1:
        told = [f"{area.name or area.code} {area.percentage}{'%' * bool(area.percentage)}" for area in details.areas]
        lines.append(f"countries and regions: {'; '.join(map(str.strip, told))}")
    names = [context.words(one.first("name")).text or one.get("ref") for one in element.all("location")]
    if len(names) > 1:
        lines.append(f"locations: {'; '.join(filter(None, names))}")
    return lines


# --- results


@attrs.frozen
class _Result:
    """One result while it is read."""

    element: Element
    context: Context
    number: int

    def read(self) -> tuple[Programme, Programme, list[Observation]]:
        """The result as a programme of the plan, as one of the report, and its baselines."""
        words = self.context.title(self.element, f"result {self.number}")
        kind = _TYPES.get(self.element.get("type"))
        if kind is None:
            message = "the type is none of the standard's"
            self.context.note("result-type-not-known", self.element.line, words.text, message, self.element.get("type"))
        its_id = f"{kind.value if kind else 'result'}-{self.number}"
        key = f"{self.context.identifier}:{self.number}"
        made = [
            read_indicator(one, self.context, f"{key}.{number}")
            for number, one in enumerate(self.element.all("indicator"), 1)
        ]
        programme = Programme(
            words.text,
            id=its_id,
            note=_distinct(
                [*words.note("title"), *self._about(words.text), *(line for one in made for line in one.notes)]
            ),
            targets=[target for one in made for target in one.targets],
            commitments=[commitment for one in made for commitment in one.commitments],
        )
        told = Programme(words.text, id=its_id, observations=[seen for one in made for seen in one.observations])
        return programme, told, [seen for one in made for seen in one.baselines]

    def _about(self, title: str) -> list[str]:
        description = self.context.words(self.element.first("description"), lines=True)
        lines = [*filter(None, [description.text]), *description.note("description")]
        for reference in self.element.all("reference"):
            told = [reference.get(name) for name in ("vocabulary", "code", "vocabulary-uri")]
            lines.append(f"reference: {', '.join(filter(None, told))}")
        lines += self.context.documents(self.element)
        if self.context.flag(self.element, "aggregation-status", title) is False:
            lines.append("not suitable for aggregation")
        return lines


def _distinct(notes: list[str]) -> str:
    """The lines of notes, each once: what was read, written and read again says nothing twice."""
    return "\n".join(dict.fromkeys(line for note in notes for line in note.splitlines()))


# --- what was left out


def _account(element: Element, context: Context) -> None:
    """Findings about what was not carried over: of the activity by element, of its results by kind."""
    if element.is_cut:
        message = "the activity is too large, and its results were not read"
        context.note("activity-too-large", element.line, "the activity", message, severity=Severity.ERROR)
    beside = left_of_activity(element)
    if beside:
        told = [f"{count:,} × {what}" for what, count in sorted(beside.items())]
        message = "these parts of the activity are not about results, and were not read"
        context.note("not-about-results", element.line, "the activity", message, *told)
    left = left_over(element.all("result"))
    if left:
        told = [f"{count:,} × {what}" for what, count in sorted(left.items())]
        more = f" and {len(told) - _LISTED:,} more" if len(told) > _LISTED else ""
        message = f"these parts of its results have no place in the model: {', '.join(told[:_LISTED])}{more}"
        context.warn("not-carried-over", element.line, "the activity", message, *told)
