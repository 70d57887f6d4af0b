"""One activity, read into a plan, a report and what neither of them has a place for."""

from __future__ import annotations

import attrs

from publicservice.checks import Findings
from publicservice.io.iati.about import details_of, in_other_languages, planned_period, tell_again, updated
from publicservice.io.iati.context import Context
from publicservice.io.iati.details import IatiDetails, ResultType
from publicservice.io.iati.element import LANG, Element
from publicservice.io.iati.indicator import read_indicator
from publicservice.io.iati.leftover import left_of_activity, left_over
from publicservice.io.iati.whereabouts import elsewhere, place_of
from publicservice.model.finding import Severity
from publicservice.model.observation import Observation
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.programme import Programme
from publicservice.model.report import Report
from publicservice.model.source import Source

__all__ = ["IatiActivity", "identifier_of", "read_activity"]

_TYPES = {said: kind for kind in ResultType for said in (kind.code, kind.value)}
_LISTED = 10


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


def identifier_of(element: Element) -> str:
    """The identifier of an activity; "" where it has none."""
    given = element.first("iati-identifier")
    return " ".join(given.text.split()) if given else ""


def read_activity(element: Element, *, language: str, exact: bool, earlier: int | None = None) -> IatiActivity:
    """
    Read one activity.

    Args:
        element: The activity.
        language: The language to prefer where texts are given in several.
        exact: Whether a plain number stands for itself only.
        earlier: The line of an earlier activity of the same identifier.
    """
    identifier = identifier_of(element) or f"activity at line {element.line}"
    context = Context(identifier=identifier, language=language, default=element.get(LANG), exact=exact)
    context.identifier = context.fitting(identifier, element.line, "the activity", "the identifier")
    if not identifier_of(element):
        context.warn("no-identifier", element.line, "the activity", "it has no iati-identifier")
    elif earlier is not None:
        message = f"the activity at line {earlier:,} has the same identifier, and the same ids stand in both"
        context.warn("identifier-again", element.line, "the activity", message)
    details = details_of(element, context)
    place = place_of(element, details, context)
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
        published=updated(element, context),
        language=details.language,
    )
    notes = [
        *title.note("title"),
        *in_other_languages(element, context),
        *elsewhere(element, details, context),
    ]
    planned = planned_period(details, context, element.line)
    plan = Plan(
        title.text,
        id=context.identifier,
        place=place,
        period=planned,
        source=source,
        note="\n".join(dict.fromkeys(notes)),
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
        kind = _TYPES.get(self.element.get("type").lower())
        if kind is None:
            message = "the type is none of the standard's"
            self.context.note("result-type-not-known", self.element.line, words.text, message, self.element.get("type"))
        its_id = f"{kind.value if kind else 'result'}-{self.number}"
        key = f"{self.context.identifier}:{self.number}"
        made = [
            read_indicator(one, self.context, f"{key}.{number}")
            for number, one in enumerate(self.element.all("indicator"), 1)
        ]
        if not made:
            message = "the result has no indicator"
            self.context.note("result-without-indicator", self.element.line, words.text, message)
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
    tell_again(element, context)
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
