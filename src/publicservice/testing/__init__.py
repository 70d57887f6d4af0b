"""
Strategies for hypothesis that draw the nouns of this library, for the tests of code that uses it.

Each function is named after what it draws, and draws only what the constructors accept: small nouns that shrink to
plain ones. Needs the extra `testing`.

Example:
    >>> from hypothesis import given, settings
    >>> from publicservice import check
    >>> from publicservice.testing import plans
    >>> @settings(max_examples=20)
    ... @given(plans())
    ... def test_any_plan_can_be_checked(plan):
    ...     assert check(plan).document == plan.title
    >>> test_any_plan_can_be_checked()
"""

from publicservice.testing.assessments import assessments
from publicservice.testing.context import periods, places, populations, sources
from publicservice.testing.documents import commitments, plans, programmes, reports, revisions, targets
from publicservice.testing.goals import goals, indicators
from publicservice.testing.numbers import counts, figures, units
from publicservice.testing.prints import printed
from publicservice.testing.results import beneficiaries, claims, coverage, coverage_rates, findings, observations
from publicservice.testing.scenarios import (
    Scenario,
    consistent_completion,
    consistent_plans,
    consistent_reports,
    consistent_share,
    consistent_sum,
    consistent_year_on_year,
)

__all__ = [
    "Scenario", "assessments", "beneficiaries", "claims", "commitments", "consistent_completion", "consistent_plans",
    "consistent_reports", "consistent_share", "consistent_sum", "consistent_year_on_year", "counts", "coverage",
    "coverage_rates", "figures", "findings", "goals", "indicators", "observations", "periods", "places", "plans",
    "populations", "printed", "programmes", "reports", "revisions", "sources", "targets", "units",
]  # fmt: skip
