"""A plan, what was reached of it and where it started, written as an IATI 2.03 activity."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

import attrs

from publicservice.checks import Findings
from publicservice.errors import WrongTypeError, shown
from publicservice.files import path_of, write_whole
from publicservice.io.iati.amount import Measure
from publicservice.io.iati.details import IatiArea, IatiDetails
from publicservice.io.iati.gather import Gathering, ResultTypes
from publicservice.io.iati.header import Header
from publicservice.io.iati.markup import Markup
from publicservice.io.iati.sheet import Cell, Group, Section, Sheet
from publicservice.io.unstructure import UnwritableError
from publicservice.model.finding import Severity
from publicservice.model.observation import Observation
from publicservice.model.period import Period, PeriodKind
from publicservice.model.place import Place
from publicservice.model.plan import Plan
from publicservice.model.report import Report
from publicservice.model.source import Source

__all__ = ["IatiText", "UnwritableIatiError", "iati_text", "write_iati"]

_PRINTED = 50
_LANGUAGE = re.compile("(?:[a-z]{1,8}(?:-[a-z0-9]{1,8})*)?", re.IGNORECASE | re.ASCII)
_SHARE = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*|,[0-9]{1,2})?|\.[0-9]+)) *%?")  # ",333" may be thousands: left out


class UnwritableIatiError(UnwritableError):
    """
    A plan cannot be written as an IATI activity. The message lists everything that lacks or cannot be said.

    Attributes:
        title: The plan's title.
        findings: What lacks (errors) and what IATI cannot say (warnings).
    """

    def __init__(self, title: str, findings: Findings) -> None:
        self.title, self.findings = title, findings
        hint = None if findings.at_least("error") else "pass strict=False to write it as these lines say"
        super().__init__(f"{shown(title)} cannot be written as an IATI activity", hint=hint)

    def __str__(self) -> str:
        told = self.findings.at_least("warning")
        lines = [f"  {'lacks: ' * (item.rule == 'lacks')}{item.title}: {item.message}" for item in told]
        more = [f"  and {len(lines) - _PRINTED:,} more"] if len(lines) > _PRINTED else []
        return "\n".join([f"{self.problem}:", *lines[:_PRINTED], *more, *filter(None, [self.hint])])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.title, self.findings)


@attrs.frozen
class IatiText:
    """
    An IATI activity as it is written.

    Attributes:
        text: The text of the file.
        findings: What was left out, and what the file says otherwise than the plan.
    """

    text: str = attrs.field(repr=False)
    findings: Findings

    def __str__(self) -> str:
        return self.text


def iati_text(
    plan: Plan,
    results: Report | Iterable[Observation] = (),
    *,
    details: IatiDetails | None = None,
    baselines: Iterable[Observation] = (),
    result_types: ResultTypes = None,
    baseline_year: int | None = None,
    strict: bool = True,
) -> IatiText:
    """
    The text of an IATI 2.03 activity: a plan's programmes as results, its targets and what was reached of them.

    Args:
        plan: The plan; its id is the activity's identifier.
        results: What was reached: a report, or observations. The id of a target puts one with the target, else the name
            of its indicator does.
        details: What the standard asks for and a plan has no place for.
        baselines: Where indicators started, each with its year or day, as reading gives them.
        result_types: What kind of result the programmes are (output, outcome, impact, other): one for all, or by id or
            title. An id that begins with one of the words says it too.
        baseline_year: The year of the baselines whose year nothing else says.
        strict: Whether to refuse what IATI can only say in words or in another way. Otherwise it is written so, and
            `findings` tells it.

    Returns:
        The text, and what was found.

    Raises:
        WrongTypeError: If it is no plan, or the results are no observations.
        UnwritableIatiError: If anything lacks, or cannot be said. The message lists all of it.
        UnwritableError: If a text has a character that XML cannot hold.

    Example:
        >>> from publicservice.io.iati.details import IatiOrganisation
        >>> from publicservice.model.programme import Programme, Target
        >>> city = IatiOrganisation(name="City of Riverton", ref="XM-EX-1", type="11", role="4")
        >>> details = IatiDetails(reporting_org=city, participating_orgs=[city], status="2", description="Clean water.")
        >>> wells = Programme("Wells", targets=[Target("wells dug", "40 facilities", id="dug")])
        >>> plan = Plan("Water for Riverton", id="XM-EX-1-water", period=2023, programmes=[wells])
        >>> dug = Observation("wells dug", "38 facilities", id="dug")
        >>> written = iati_text(plan, [dug], details=details, result_types="output")
        >>> [line.strip() for line in written.text.splitlines() if "value" in line]
        ['<target value="40"/>', '<actual value="38"/>']
        >>> iati_text(plan, details=IatiDetails(status="2"))
        Traceback (most recent call last):
        publicservice.io.iati.write.UnwritableIatiError: 'Water for Riverton' cannot be written as an IATI activity:
          lacks: Wells: the kind of result (output, outcome, impact, other): result_types={'Wells': ...}
          lacks: Water for Riverton: who publishes it: details.reporting_org, with ref, type and name
          lacks: Water for Riverton: who takes part: details.participating_orgs, each with a role and a ref or name
          lacks: Water for Riverton: what it is about: details.description, or the plan's note
    """
    if not isinstance(plan, Plan):
        raise WrongTypeError("not a plan", seen=shown(plan), expected="a Plan")
    gathering = Gathering(plan=plan, result_types=result_types, baseline_year=baseline_year)
    gathering.run(results, baselines)
    header = Header(plan, _valid(details or IatiDetails(), gathering), gathering)
    header.require()
    header.locate(_places(gathering.sections))
    worst = Severity.WARNING if strict else Severity.ERROR
    if any(finding.severity.rank >= worst.rank for finding in gathering.findings):
        raise UnwritableIatiError(plan.title, Findings(plan.title, tuple(gathering.findings)))
    text = _text(header, gathering.sections)
    _leave_beside(plan, header.details, gathering)
    gathering.finish()
    return IatiText(text, Findings(plan.title, tuple(gathering.findings)))


def write_iati(
    plan: Plan,
    results: Report | Iterable[Observation],
    path: str | os.PathLike[str],
    *,
    details: IatiDetails | None = None,
    baselines: Iterable[Observation] = (),
    result_types: ResultTypes = None,
    baseline_year: int | None = None,
    strict: bool = True,
) -> IatiText:
    """
    Write an IATI 2.03 activity to a file, whole or not at all.

    A file of that name is replaced only when all is written.

    Args:
        plan: The plan; its id is the activity's identifier.
        results: What was reached: a report, or observations.
        path: The file.
        details: What the standard asks for and a plan has no place for.
        baselines: Where indicators started, each with its year or day.
        result_types: What kind of result the programmes are: one for all, or by id or title.
        baseline_year: The year of the baselines whose year nothing else says.
        strict: Whether to refuse what IATI can only say in words or in another way.

    Returns:
        The text as written, and what was found; see `iati_text`.

    Raises:
        WrongTypeError: If it is no plan, the results are no observations, or the path is none.
        UnwritableIatiError: If anything lacks, or cannot be said. The message lists all of it.
        UnwritableError: If a text has a character that XML cannot hold.
        UnopenedFileError: If the file cannot be written (also an OSError).
    """
    path_of(path)
    written = iati_text(
        plan,
        results,
        details=details,
        baselines=baselines,
        result_types=result_types,
        baseline_year=baseline_year,
        strict=strict,
    )
    write_whole(path, written.text)
    return written


def _valid(details: IatiDetails, gathering: Gathering) -> IatiDetails:
    """The details with what the schema takes: publishers write "60%" and "en_GB", and that is read as it stands."""
    language = details.language.replace("_", "-")
    if not _LANGUAGE.fullmatch(language):
        _leave(gathering, "details.language is no code of a language", details.language, "such as 'en' or 'en-GB'")
        language = ""
    elif language != details.language:
        _correct(gathering, "details.language", details.language, language)
    areas = [_valid_area(area, gathering) for area in details.areas]
    return attrs.evolve(details, language=language, areas=[area for area in areas if area is not None])


def _valid_area(area: IatiArea, gathering: Gathering) -> IatiArea | None:
    if not area.code:
        _leave(gathering, "details.areas: a country or region has no code", area.name, "such as 'KE'")
        return None
    if area.vocabulary and not area.is_region:
        expected = "none, since only a region has one"
        _leave(gathering, f"details.areas: the vocabulary of {shown(area.code)}", area.vocabulary, expected)
        area = attrs.evolve(area, vocabulary="")
    given = area.percentage
    share = _SHARE.fullmatch(given)
    if given and share is None:
        expected = "a share in percent, such as '33.3'"
        _leave(gathering, f"details.areas: the percentage of {shown(area.code)} is no number", given, expected)
        return attrs.evolve(area, percentage="")
    percentage = share[1].replace(",", ".") if share else ""
    if percentage != given:
        _correct(gathering, f"details.areas: the percentage of {shown(area.code)}", given, percentage)
    return attrs.evolve(area, percentage=percentage)


def _leave(gathering: Gathering, problem: str, seen: str, expected: str) -> None:
    message = f"{problem}: {shown(seen)}; expected {expected}: correct it; strict=False leaves it out"
    gathering.warn("not-valid", gathering.plan.title, message, seen)


def _correct(gathering: Gathering, what: str, seen: str, written: str) -> None:
    gathering.note("made-valid", gathering.plan.title, f"{what}, {shown(seen)}, was written as '{written}'", seen)


def _leave_beside(plan: Plan, details: IatiDetails, gathering: Gathering) -> None:
    """Count what a plan says of itself and the head of an activity does not."""
    gathering.leave(plan, "declares", "units")
    gathering.left["note"] += bool(details.description and plan.note)
    publisher = details.reporting_org.name or details.reporting_org.ref if details.reporting_org else ""
    own = Source(f"IATI activity {plan.id}", publisher=publisher, language=details.language)
    gathering.left["source"] += plan.source not in (None, own)


def _places(sections: Iterable[Section]) -> Iterable[Place]:
    cells = (cell for section in sections for sheet in section.sheets for cell in sheet.cells())
    return (cell.group.place for cell in cells if cell.group.place is not None)


def _text(header: Header, sections: Iterable[Section]) -> str:
    markup = Markup()
    with (
        markup.element("iati-activities", version="2.03"),
        markup.element("iati-activity", xml_lang=header.details.language),
    ):
        header.write(markup)
        for section in sections:
            with markup.element("result", type=section.type.code if section.type else ""):
                markup.narrative("title", section.title)
                if section.note:
                    markup.narrative("description", section.note)
                for sheet in section.ordered():
                    _sheet(markup, sheet, header.refs)
    return markup.text()


def _sheet(markup: Markup, sheet: Sheet, refs: dict[Place, str]) -> None:
    ascending = "" if sheet.ascending is None else str(int(sheet.ascending))
    with markup.element("indicator", measure=sheet.measure.value, ascending=ascending):
        markup.narrative("title", sheet.title)
        if sheet.unit is not None and sheet.measure is not Measure.PERCENTAGE:
            markup.narrative("description", f"Unit of measure: {sheet.unit}")
        for over, cell in sheet.baselines:
            day = over.start.isoformat() if over.start and over.kind is not PeriodKind.YEAR else ""
            year = str(over.start.year) if over.start else ""
            _cell(markup, "baseline", cell, refs, year=year, iso_date=day)
        for over, stretch in sheet.ordered():
            with markup.element("period"):
                _day(markup, "period-start", over)
                _day(markup, "period-end", over)
                for cell in stretch.promised():
                    _cell(markup, "target", cell, refs)
                for cell in stretch.actuals:
                    _cell(markup, "actual", cell, refs)


def _day(markup: Markup, tag: str, over: Period) -> None:
    day = over.start if tag == "period-start" else over.end
    markup.leaf(tag, iso_date=day.isoformat() if day else "")


def _cell(markup: Markup, tag: str, cell: Cell, refs: dict[Place, str], **attributes: str) -> None:
    group: Group = cell.group
    attributes["value"] = cell.said
    if not (group.place or group.dimensions or cell.comment):
        markup.leaf(tag, **attributes)
        return
    with markup.element(tag, **attributes):
        if group.place is not None:
            markup.leaf("location", ref=refs[group.place])
        for name, value in group.dimensions:
            markup.leaf("dimension", name=name, value=value)
        if cell.comment:
            markup.narrative("comment", cell.comment)
