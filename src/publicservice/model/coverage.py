"""Coverage as a noun: those reached, those entitled, and the rate between them."""

from __future__ import annotations

from typing import Any

import attrs

from publicservice.errors import ModelError
from publicservice.figures import Figure
from publicservice.interval import Interval
from publicservice.model.fields import optional_figure, optional_period, strip_text
from publicservice.model.people import Population, optional_population
from publicservice.model.period import Period
from publicservice.model.place import Place, optional_place
from publicservice.units import ONE

__all__ = ["MOST_SHARE", "CoverageRate", "check_alike", "check_count", "check_share"]

MOST_SHARE = 2  # a bare number: nobody means a coverage above 200 %, and 85 without its % is a slip
_NONE = Interval(0, 0)


def check_count(instance: Any, attribute: attrs.Attribute[Figure | None], value: Figure | None) -> None:
    """Refuse a number of those covered or entitled that is a share, or that has no value from zero on."""
    if value is not None and (value.unit.is_rate or value.admissible.before(_NONE)):
        raise ModelError(
            f"{attribute.name} is a count", seen=str(value), expected="such as '2,650 units', zero or more"
        )


def check_share(instance: Any, attribute: attrs.Attribute[Figure | None], value: Figure | None) -> None:
    """Refuse a coverage rate that is no share, or a bare number such as 85, which would be 8,500 %."""
    if value is not None and (not value.unit.is_pure or (value.unit is ONE and value.low > MOST_SHARE)):
        raise ModelError("a coverage rate is a share", seen=str(value), expected="such as '85 %'")


def check_alike(*counts: Figure | None) -> None:
    """Refuse counts of unlike kinds."""
    known = [count for count in counts if count is not None]
    for count in known[1:]:
        count.unit.factor_to(known[0].unit)


@attrs.frozen(kw_only=True)
class CoverageRate:
    """
    Covered over eligible, exclusions taken out. Any one of covered, eligible and the rate may be unknown.

    Attributes:
        covered: Those reached. [person, household, ...]
        eligible: Those entitled. [unit of covered]
        excluded: Those among the eligible who do not count, such as people who moved away; they leave the eligible, and
            `excluded_covered` of them leave the covered. [unit of covered]
        excluded_covered: How many of the excluded stand among the covered. [unit of covered]
        rate: The printed rate, where the counts are not both known. [%]
        group: Whom it is about.
        place: Where.
        period: When.
        note: What has to be known about it.

    Raises:
        ModelError: If there is neither a rate nor both covered and eligible, or a count is no count.
        UnlikeUnitsError: If the counts are not of one kind.

    Definition:
        rate = (covered - excluded_covered) / (eligible - excluded)

    Example:
        >>> rate = CoverageRate(covered="2,650 units", eligible="3,442 units", excluded="42 units")
        >>> print(rate.in_scope.value, rate.counted)
        3400 True
    """

    covered: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    eligible: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    excluded: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    excluded_covered: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    rate: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_share)
    group: Population | None = attrs.field(default=None, converter=optional_population)
    place: Place | None = attrs.field(default=None, converter=optional_place)
    period: Period | None = attrs.field(default=None, converter=optional_period)
    note: str = attrs.field(default="", converter=strip_text)

    def __attrs_post_init__(self) -> None:
        if self.rate is None and (self.covered is None or self.eligible is None):
            given = [name for name in ("covered", "eligible") if getattr(self, name) is not None]
            raise ModelError(
                "a coverage rate needs covered and eligible, or the printed rate",
                seen=f"{given[0]} alone" if given else "none of them",
                hint="give covered= and eligible=, or rate='85 %'",
            )
        check_alike(self.covered, self.eligible, self.excluded, self.excluded_covered)

    @property
    def counted(self) -> bool:
        """Whether covered and eligible are both known."""
        return self.covered is not None and self.eligible is not None

    @property
    def in_scope(self) -> Figure | None:
        """The eligible without the excluded; None where it is unknown. [unit of covered]"""
        return _without(self.eligible, self.excluded)

    @property
    def reached(self) -> Figure | None:
        """The covered without the excluded; None where it is unknown. [unit of covered]"""
        return _without(self.covered, self.excluded_covered)

    @property
    def label(self) -> str:
        """The group, else the place, else the period, for tables."""
        return str(self.group or self.place or self.period or "")

    def __str__(self) -> str:
        if self.covered is not None and self.eligible is not None:
            return f"{self.covered} of {self.eligible}"
        return str(self.rate)


def _without(whole: Figure | None, less: Figure | None) -> Figure | None:
    return whole if whole is None or less is None else whole - less.to(whole.unit)
