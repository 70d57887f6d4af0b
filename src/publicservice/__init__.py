"""
What a government promised, held against what it reports.

Encode plans and reports as typed objects without losing anything that was printed, check them against themselves, and
ask whether a goal is met: yes, no, or undecided because rounding hides the answer.

The names below load the module that they live in at their first use, so that `import publicservice` costs next to
nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publicservice import charts as charts
    from publicservice import errors as errors
    from publicservice import faults as faults
    from publicservice import frames as frames
    from publicservice import testing as testing
    from publicservice.assessment import Assessment as Assessment
    from publicservice.assessment import Bands as Bands
    from publicservice.assessment import Evidence as Evidence
    from publicservice.assessment import Followed as Followed
    from publicservice.assessment import Profile as Profile
    from publicservice.assessment import RollUp as RollUp
    from publicservice.assessment import Row as Row
    from publicservice.assessment import RowKind as RowKind
    from publicservice.assessment import Score as Score
    from publicservice.assessment import Status as Status
    from publicservice.assessment import Totals as Totals
    from publicservice.assessment import Unused as Unused
    from publicservice.assessment import assess as assess
    from publicservice.assessment import roll_up as roll_up
    from publicservice.checks import Findings as Findings
    from publicservice.checks import Rule as Rule
    from publicservice.checks import check as check
    from publicservice.compute.change import Step as Step
    from publicservice.compute.change import change as change
    from publicservice.compute.change import year_on_year as year_on_year
    from publicservice.compute.change import year_on_year_series as year_on_year_series
    from publicservice.compute.claims import verify_completion as verify_completion
    from publicservice.compute.claims import verify_coverage as verify_coverage
    from publicservice.compute.claims import verify_share as verify_share
    from publicservice.compute.claims import verify_sum as verify_sum
    from publicservice.compute.claims import verify_year_on_year as verify_year_on_year
    from publicservice.compute.coverage import Gap as Gap
    from publicservice.compute.coverage import coverage_gap as coverage_gap
    from publicservice.compute.coverage import coverage_rate as coverage_rate
    from publicservice.compute.coverage import explain_above as explain_above
    from publicservice.compute.coverage import pooled as pooled
    from publicservice.compute.implied import Implied as Implied
    from publicservice.compute.implied import implied_base as implied_base
    from publicservice.compute.implied import implied_eligible as implied_eligible
    from publicservice.compute.implied import implied_target as implied_target
    from publicservice.compute.implied import implied_target_change as implied_target_change
    from publicservice.compute.inequality import CoverageGaps as CoverageGaps
    from publicservice.compute.inequality import GroupGap as GroupGap
    from publicservice.compute.inequality import coverage_gaps as coverage_gaps
    from publicservice.compute.pace import pace as pace
    from publicservice.compute.progress import Completion as Completion
    from publicservice.compute.progress import CompletionDefinition as CompletionDefinition
    from publicservice.compute.progress import CompletionDefinitions as CompletionDefinitions
    from publicservice.compute.progress import completion_definitions as completion_definitions
    from publicservice.compute.progress import completion_rate as completion_rate
    from publicservice.compute.sums import Aggregate as Aggregate
    from publicservice.compute.sums import Reconciliation as Reconciliation
    from publicservice.compute.sums import aggregate as aggregate
    from publicservice.compute.sums import reconcile as reconcile
    from publicservice.compute.sums import total_of as total_of
    from publicservice.compute.verification import ClaimVerdict as ClaimVerdict
    from publicservice.compute.verification import Verification as Verification
    from publicservice.errors import PublicServiceError as PublicServiceError
    from publicservice.figures import Comparator as Comparator
    from publicservice.figures import Figure as Figure
    from publicservice.figures import figure as figure
    from publicservice.interval import Interval as Interval
    from publicservice.interval import Truth as Truth
    from publicservice.io.csv_file import parse_observations as parse_observations
    from publicservice.io.csv_file import read_observations as read_observations
    from publicservice.io.csv_write import observations_text as observations_text
    from publicservice.io.csv_write import write_observations as write_observations
    from publicservice.io.document import parse_plan as parse_plan
    from publicservice.io.document import parse_report as parse_report
    from publicservice.io.document import read_plan as read_plan
    from publicservice.io.document import read_report as read_report
    from publicservice.io.examples import example as example
    from publicservice.io.examples import example_names as example_names
    from publicservice.io.examples import example_path as example_path
    from publicservice.io.exchange import from_json as from_json
    from publicservice.io.exchange import to_json as to_json
    from publicservice.io.iati import iter_iati as iter_iati
    from publicservice.io.iati import read_iati as read_iati
    from publicservice.io.iati import write_iati as write_iati
    from publicservice.io.schema import schema as schema
    from publicservice.io.targets import targets_text as targets_text
    from publicservice.io.targets import write_targets as write_targets
    from publicservice.io.write import plan_text as plan_text
    from publicservice.io.write import report_text as report_text
    from publicservice.io.write import write_plan as write_plan
    from publicservice.io.write import write_report as write_report
    from publicservice.model.coverage import CoverageRate as CoverageRate
    from publicservice.model.entry import Listed as Listed
    from publicservice.model.entry import Stage as Stage
    from publicservice.model.finding import Finding as Finding
    from publicservice.model.finding import Severity as Severity
    from publicservice.model.goal import Answer as Answer
    from publicservice.model.goal import Better as Better
    from publicservice.model.goal import Goal as Goal
    from publicservice.model.goal import Verdict as Verdict
    from publicservice.model.goal import goal as goal
    from publicservice.model.goal_change import Change as Change
    from publicservice.model.goal_change import decrease_by as decrease_by
    from publicservice.model.goal_change import increase_by as increase_by
    from publicservice.model.goal_numbers import Between as Between
    from publicservice.model.goal_numbers import Bound as Bound
    from publicservice.model.goal_numbers import BoundKind as BoundKind
    from publicservice.model.goal_numbers import at_least as at_least
    from publicservice.model.goal_numbers import at_most as at_most
    from publicservice.model.goal_numbers import between as between
    from publicservice.model.goal_numbers import exactly as exactly
    from publicservice.model.goal_numbers import less_than as less_than
    from publicservice.model.goal_numbers import lower_to as lower_to
    from publicservice.model.goal_numbers import more_than as more_than
    from publicservice.model.goal_numbers import raise_to as raise_to
    from publicservice.model.goal_numbers import reach as reach
    from publicservice.model.goal_scopes import AllOf as AllOf
    from publicservice.model.goal_scopes import EachOf as EachOf
    from publicservice.model.goal_scopes import Every as Every
    from publicservice.model.goal_scopes import Keep as Keep
    from publicservice.model.goal_scopes import all_of as all_of
    from publicservice.model.goal_scopes import each_of as each_of
    from publicservice.model.goal_scopes import every as every
    from publicservice.model.goal_scopes import keep as keep
    from publicservice.model.indicator import Indicator as Indicator
    from publicservice.model.indicator import Kind as Kind
    from publicservice.model.indicator import indicator as indicator
    from publicservice.model.observation import Beneficiaries as Beneficiaries
    from publicservice.model.observation import Claim as Claim
    from publicservice.model.observation import ClaimKind as ClaimKind
    from publicservice.model.observation import Coverage as Coverage
    from publicservice.model.observation import Observation as Observation
    from publicservice.model.people import Population as Population
    from publicservice.model.people import population as population
    from publicservice.model.period import Period as Period
    from publicservice.model.period import PeriodKind as PeriodKind
    from publicservice.model.period import period as period
    from publicservice.model.place import Place as Place
    from publicservice.model.place import place as place
    from publicservice.model.plan import Plan as Plan
    from publicservice.model.programme import Commitment as Commitment
    from publicservice.model.programme import Declaration as Declaration
    from publicservice.model.programme import Parts as Parts
    from publicservice.model.programme import Programme as Programme
    from publicservice.model.programme import Target as Target
    from publicservice.model.report import Report as Report
    from publicservice.model.revision import Revision as Revision
    from publicservice.model.revision import Version as Version
    from publicservice.model.rows import observations_from_rows as observations_from_rows
    from publicservice.model.rows_out import observation_rows as observation_rows
    from publicservice.model.source import Source as Source
    from publicservice.model.target_rows import target_rows as target_rows
    from publicservice.model.walk import Node as Node
    from publicservice.model.walk import walk as walk
    from publicservice.table import Table as Table
    from publicservice.units import Unit as Unit
    from publicservice.units import Vocabulary as Vocabulary
    from publicservice.units import unit as unit
else:  # where a type checker does not see it: it would take any name, misspelt ones too

    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            return import_module(f"{__name__}.{name}")
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = _HOME_OF[name]
        if home == "model.goal":
            import_module(f"{__name__}.model.goal_scopes")  # each kind of goal registers there how its text is read
        value = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value
        return value


__version__ = "0.1.0"

# Where each public name lives. A test holds this against the imports above, which are what type checkers read.
_HOMES = {
    "assessment": (
        "Assessment Bands Evidence Followed Profile RollUp Row RowKind Score Status Totals Unused assess roll_up"
    ),
    "checks": "Findings Rule check",
    "compute.change": "Step change year_on_year year_on_year_series",
    "compute.claims": "verify_completion verify_coverage verify_share verify_sum verify_year_on_year",
    "compute.coverage": "Gap coverage_gap coverage_rate explain_above pooled",
    "compute.implied": "Implied implied_base implied_eligible implied_target implied_target_change",
    "compute.inequality": "CoverageGaps GroupGap coverage_gaps",
    "compute.pace": "pace",
    "compute.progress": "Completion CompletionDefinition CompletionDefinitions completion_definitions completion_rate",
    "compute.sums": "Aggregate Reconciliation aggregate reconcile total_of",
    "compute.verification": "ClaimVerdict Verification",
    "errors": "PublicServiceError",
    "figures": "Comparator Figure figure",
    "interval": "Interval Truth",
    "io.csv_file": "parse_observations read_observations",
    "io.csv_write": "observations_text write_observations",
    "io.exchange": "from_json to_json",
    "io.iati": "iter_iati read_iati write_iati",
    "io.schema": "schema",
    "io.targets": "targets_text write_targets",
    "model.rows": "observations_from_rows",
    "model.rows_out": "observation_rows",
    "model.target_rows": "target_rows",
    "io.document": "parse_plan parse_report read_plan read_report",
    "io.examples": "example example_names example_path",
    "io.write": "plan_text report_text write_plan write_report",
    "model.coverage": "CoverageRate",
    "model.finding": "Finding Severity",
    "model.goal": "Answer Better Goal Verdict goal",
    "model.goal_change": "Change decrease_by increase_by",
    "model.goal_numbers": (
        "Between Bound BoundKind at_least at_most between exactly less_than lower_to more_than raise_to reach"
    ),
    "model.goal_scopes": "AllOf EachOf Every Keep all_of each_of every keep",
    "model.indicator": "Indicator Kind indicator",
    "model.people": "Population population",
    "model.period": "Period PeriodKind period",
    "model.place": "Place place",
    "model.plan": "Plan",
    "model.entry": "Listed Stage",
    "model.observation": "Beneficiaries Claim ClaimKind Coverage Observation",
    "model.programme": "Commitment Declaration Parts Programme Target",
    "model.report": "Report",
    "model.revision": "Revision Version",
    "model.source": "Source",
    "model.walk": "Node walk",
    "table": "Table",
    "units": "Unit Vocabulary unit",
}
_MODULES = ("charts", "errors", "faults", "frames", "testing")  # with names of their own: ps.errors.UnknownUnitError
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605  (computed from the table above, so that it cannot differ)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF, *_MODULES})
