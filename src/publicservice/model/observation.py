"""What a report prints: observations, coverage, beneficiaries, and claims about them."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from publicservice.errors import ModelError, shown
from publicservice.figures import Figure
from publicservice.model.coverage import CoverageRate, check_alike, check_count, check_share
from publicservice.model.entry import Item
from publicservice.model.fields import choice, optional_figure, records, strip_text, texts
from publicservice.model.indicator import Indicator, indicator
from publicservice.validators import true_or_false

__all__ = [
    "Beneficiaries",
    "Claim",
    "ClaimKind",
    "Coverage",
    "Observation",
    "to_beneficiaries",
    "to_claims",
    "to_coverage",
    "to_observations",
]


def _indicator(given: Indicator | str) -> Indicator:
    return indicator(given)


def _kind(given: ClaimKind | str) -> ClaimKind:
    return choice(ClaimKind, given)


@attrs.frozen(kw_only=True)
class Observation(Item):
    """
    An indicator's figure for a period, place and group, as reported; or a result in words, where no number is printed.

    Attributes:
        indicator: What is measured.
        value: The printed figure; None where there is no number. [unit of the indicator]
        result: The result in words: "basically stable".

    Raises:
        ModelError: If there is neither a value nor a result, or the value is not of the indicator's kind of unit.

    Example:
        >>> Observation("new urban jobs", "686,000 jobs", period="2021-01/2021-11").value.unit
        unit('job')
    """

    indicator: Indicator = attrs.field(converter=_indicator, kw_only=False)
    value: Figure | None = attrs.field(default=None, converter=optional_figure, kw_only=False)
    result: str = attrs.field(default="", converter=strip_text)

    def __attrs_post_init__(self) -> None:
        if self.value is None and not self.result:
            raise ModelError(f"the observation '{self.indicator}' has neither a value nor a result in words")
        wanted = self.indicator.unit
        if self.value is not None and wanted is not None and not self.value.unit.is_like(wanted):
            raise ModelError(
                f"the value of '{self.indicator}' is not of the indicator's kind",
                seen=shown(str(self.value.unit)),
                expected=str(wanted),
            )

    @property
    def title(self) -> str:
        """The indicator's name."""
        return self.indicator.name


@attrs.frozen(kw_only=True)
class Coverage(Item):
    """
    A printed coverage: of whom (`population`), as a rate, as counts, or as "all" without a number.

    "All" is not a printed 100 %: `is_all` says that the text says all, full or every.

    Attributes:
        indicator: What covers: "long-term care insurance".
        rate: The printed rate. [%]
        covered: Those reached. [person, household, ...]
        eligible: Those entitled. [unit of covered]
        excluded: Those among the eligible who do not count. [unit of covered]
        is_all: Whether the text says all without a number.

    Raises:
        ModelError: If nothing says how much is covered.

    Example:
        >>> Coverage("service vehicles", rate="90 %", population="remote mountain villages").coverage_rate.rate.unit
        unit('%')
    """

    indicator: Indicator = attrs.field(converter=_indicator, kw_only=False)
    rate: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_share)
    covered: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    eligible: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    excluded: Figure | None = attrs.field(default=None, converter=optional_figure, validator=check_count)
    is_all: bool = attrs.field(default=False, validator=true_or_false)

    def __attrs_post_init__(self) -> None:
        if self.rate is None and self.covered is None and not self.is_all:
            raise ModelError(
                f"the coverage '{self.indicator}' says nothing of how much", expected="a rate, covered, or all"
            )
        check_alike(self.covered, self.eligible, self.excluded)

    @property
    def title(self) -> str:
        """The indicator's name."""
        return self.indicator.name

    @property
    def coverage_rate(self) -> CoverageRate | None:
        """The coverage as a rate to compute with; None where neither a rate nor both counts are printed."""
        if self.rate is None and (self.covered is None or self.eligible is None):
            return None
        return CoverageRate(
            covered=self.covered,
            eligible=self.eligible,
            excluded=self.excluded,
            rate=self.rate,
            group=self.population,
            place=self.place,
            period=self.period,
        )


@attrs.frozen(kw_only=True)
class Beneficiaries(Item):
    """
    Those of a population who were reached.

    Attributes:
        population: The population that they are part of.
        reached: How many were reached, where it is printed. [person, household, person-time, ...]

    Raises:
        ModelError: If the population is missing, or the number is no count.

    Example:
        >>> Beneficiaries(population="retirees", reached="3.69 million persons").title
        'retirees'
    """

    reached: Figure | None = attrs.field(default=None, converter=optional_figure)

    def __attrs_post_init__(self) -> None:
        if self.population is None:
            raise ModelError("beneficiaries need a population: say for whom")
        if self.reached is not None and (not self.reached.unit.is_count or self.reached.high < 0):
            raise ModelError("the reached are a count", seen=str(self.reached), expected="such as '500 persons'")

    @property
    def title(self) -> str:
        """Who they are."""
        return str(self.population)


class ClaimKind(enum.Enum):
    """What a printed figure about other figures says of them."""

    COMPLETION = "completion"
    YEAR_ON_YEAR = "year-on-year"
    SHARE = "share"
    SUM = "sum"
    ALL = "all"


@attrs.frozen(kw_only=True)
class Claim(Item):
    """
    A printed figure about other figures: completion, year-on-year, share, sum, or "all of".

    Attributes:
        kind: What it says of them.
        says: The printed figure; None for "all". [%], [percentage point] or [unit]
        of: The observation that it speaks of: its id or its indicator's name.
        against: What that is held against (the target, the earlier figure, the whole), where the document prints it:
            an observation or a figure.
        parts: For a sum, its parts: observations or figures.

    Raises:
        ModelError: If a claim other than "all" has no figure.

    Example:
        >>> Claim("completion", says="108.9 %", of="new urban jobs").title
        'completion of new urban jobs'
    """

    kind: ClaimKind = attrs.field(converter=_kind, kw_only=False)
    says: Figure | None = attrs.field(default=None, converter=optional_figure)
    of: str = attrs.field(default="", converter=strip_text)
    against: str = attrs.field(default="", converter=strip_text)
    parts: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def __attrs_post_init__(self) -> None:
        if self.says is None and self.kind is not ClaimKind.ALL:
            raise ModelError(
                f"a claim of {self.kind.value} needs the figure that it says", expected="such as says: 108.9 %"
            )
        if not self.of:
            raise ModelError("a claim speaks of an observation", expected="of: the observation's id or indicator")

    @property
    def title(self) -> str:
        """What it claims of what."""
        return f"{self.kind.value} of {self.of}"


def to_observations(given: Iterable[Observation] | None) -> tuple[Observation, ...]:
    """Several observations."""
    return records(Observation, given)


def to_coverage(given: Iterable[Coverage] | None) -> tuple[Coverage, ...]:
    """Several coverages."""
    return records(Coverage, given)


def to_beneficiaries(given: Iterable[Beneficiaries] | None) -> tuple[Beneficiaries, ...]:
    """Several groups of beneficiaries."""
    return records(Beneficiaries, given)


def to_claims(given: Iterable[Claim] | None) -> tuple[Claim, ...]:
    """Several claims."""
    return records(Claim, given)
