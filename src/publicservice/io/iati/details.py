"""What an IATI activity says of itself and a plan has no place for: organisations, status, dates, areas."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import attrs

from publicservice.errors import WrongTypeError, shown
from publicservice.model.fields import records, strip_text

__all__ = ["IatiArea", "IatiDetails", "IatiOrganisation", "ResultType"]


class ResultType(enum.Enum):
    """What kind of result an activity reports, as the standard's codelist ResultType has it."""

    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    OTHER = "other"

    @property
    def code(self) -> str:
        """The code that stands in files: 1, 2, 3 or 9."""
        return {"output": "1", "outcome": "2", "impact": "3", "other": "9"}[self.value]


@attrs.frozen(kw_only=True)
class IatiOrganisation:
    """
    An organisation that reports an activity or takes part in it.

    Attributes:
        name: Its name.
        ref: Its identifier, such as "GB-GOV-1".
        type: A code of the codelist OrganisationType, such as "10" for a government.
        role: Of one that takes part, a code of OrganisationRole: "1" funding, "2" accountable, "3" extending,
            "4" implementing.
        activity_id: Of one that takes part, its own identifier of the activity.
    """

    name: str = attrs.field(default="", converter=strip_text)
    ref: str = attrs.field(default="", converter=strip_text)
    type: str = attrs.field(default="", converter=strip_text)
    role: str = attrs.field(default="", converter=strip_text)
    activity_id: str = attrs.field(default="", converter=strip_text)


@attrs.frozen(kw_only=True)
class IatiArea:
    """
    A recipient country or region.

    Attributes:
        code: The country's code (ISO 3166), or the region's.
        name: Its name, where it is given.
        percentage: Its share of the activity, as printed.
        is_region: Whether it is a region.
        vocabulary: Of a region, the list that its code is from.
    """

    code: str = attrs.field(default="", converter=strip_text)
    name: str = attrs.field(default="", converter=strip_text)
    percentage: str = attrs.field(default="", converter=strip_text)
    is_region: bool = False
    vocabulary: str = attrs.field(default="", converter=strip_text)


def _organisations(given: Iterable[IatiOrganisation] | None) -> tuple[IatiOrganisation, ...]:
    return records(IatiOrganisation, given)


def _areas(given: Iterable[IatiArea] | None) -> tuple[IatiArea, ...]:
    return records(IatiArea, given)


def _day(instance: Any, attribute: attrs.Attribute[date | None], value: object) -> None:
    """A validator: a date without a time, or nothing."""
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise WrongTypeError(f"{attribute.name} is not a date", seen=shown(value), expected="a datetime.date")


@attrs.frozen(kw_only=True)
class IatiDetails:
    """
    What an IATI activity says of itself beside its results. Reading gives it, and writing asks for it.

    Attributes:
        reporting_org: Who publishes the activity: its ref, type and name are needed for writing.
        participating_orgs: Who takes part, each with a role. Writing needs one.
        status: A code of ActivityStatus: "1" pipeline, "2" implementation, "3" finalisation, "4" closed,
            "5" cancelled, "6" suspended.
        planned_start: The day on which it was to start.
        actual_start: The day on which it started.
        planned_end: The day on which it is to end.
        actual_end: The day on which it ended.
        description: What it is about.
        language: The code of the language that its texts are in where nothing else is said: "en".
        areas: Recipient countries and regions.

    Example:
        >>> details = IatiDetails(
        ...     reporting_org=IatiOrganisation(name="City of Riverton", ref="XM-EX-1", type="11"),
        ...     participating_orgs=[IatiOrganisation(name="City of Riverton", ref="XM-EX-1", role="4")],
        ...     status="2",
        ... )
        >>> details.participating_orgs[0].role
        '4'
    """

    reporting_org: IatiOrganisation | None = None
    participating_orgs: tuple[IatiOrganisation, ...] = attrs.field(default=(), converter=_organisations)
    status: str = attrs.field(default="", converter=strip_text)
    planned_start: date | None = attrs.field(default=None, validator=_day)
    actual_start: date | None = attrs.field(default=None, validator=_day)
    planned_end: date | None = attrs.field(default=None, validator=_day)
    actual_end: date | None = attrs.field(default=None, validator=_day)
    description: str = attrs.field(default="", converter=strip_text)
    language: str = attrs.field(default="", converter=strip_text)
    areas: tuple[IatiArea, ...] = attrs.field(default=(), converter=_areas)
