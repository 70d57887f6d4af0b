"""What is said of one target: its status, the figures that it rests on, and how far it has come."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date

import attrs

from publicservice.assessment.evidence import Evidence, Unused
from publicservice.compute.inequality import CoverageGaps
from publicservice.compute.progress import Completion
from publicservice.figures import Figure
from publicservice.model.entry import Stage
from publicservice.model.goal import Goal
from publicservice.model.people import Population
from publicservice.model.period import Period
from publicservice.model.place import Place
from publicservice.model.revision import Version
from publicservice.model.source import Source
from publicservice.table import Table
from publicservice.units import Unit

__all__ = ["Row", "RowKind", "Score", "Status"]


class Status(enum.Enum):
    """
    What can be said of a target at a date.

    met, not met: the figures decide it. undecided: the figures are there, and rounding, two readings or gaps in them
    hide the answer. not due: its time is not over, and it is neither met nor missed for good. no data: it is due or
    running, and no figure of it was reported, or a result in words only. not measurable: no figure could decide it,
    since the target lacks something, such as a baseline, a direction, or how many members there are.
    """

    MET = "met"
    NOT_MET = "not met"
    UNDECIDED = "undecided"
    NOT_DUE = "not due"
    NO_DATA = "no data"
    NOT_MEASURABLE = "not measurable"


class RowKind(enum.Enum):
    """What a row is about: a target, a part of one, one member of an each-of goal, or one year of a recurring goal."""

    TARGET = "target"
    PART = "part"
    MEMBER = "member"
    SPAN = "span"


@attrs.frozen(kw_only=True)
class Score:
    """
    A target judged by one version of its goal.

    Attributes:
        goal: The goal.
        baseline: Where it started. [unit]
        period: The stretch of time in which it is to be reached; the target's, or what is known of it.
        status: Met, not met, undecided, not due, no data, or not measurable.
        because: One sentence that gives the reason.
        lacks: What would have to be known for an answer.
        completion: How much was reached, with its definition; None where that means nothing. [%]
        completion_reason: Why there is none.
        margin: How far the figure lies beyond the goal; negative where it falls short. [unit] or [percentage point]
        remaining: What is still to come until the goal. [unit] or [percentage point]
        elapsed: The share of the time that had passed at the figure's date. [%]
        pace: Completion less elapsed. [percentage point]
        band: What such a pace is called.
        pace_reason: Why there is no pace.
        needed: What has to come in every month that is left, or day where these are not whole months. [unit/month]
        projected: What it comes to at the end if it goes on so. [unit]
        finish: The first and the last day on which the goal is reached if it goes on so; None where that is never.
        profile: By which profile that was reckoned.
    """

    goal: Goal
    baseline: Figure | None = None
    period: Period | None = None
    status: Status
    because: str
    lacks: tuple[str, ...] = ()
    completion: Completion | None = None
    completion_reason: str = ""
    margin: Figure | None = None
    remaining: Figure | None = None
    elapsed: Figure | None = None
    pace: Figure | None = None
    band: str = ""
    pace_reason: str = ""
    needed: Figure | None = None
    projected: Figure | None = None
    finish: tuple[date | None, date | None] | None = None
    profile: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Row(Score):
    """
    One target of a plan, or a part, member or year of one, held against what was reported.

    Attributes:
        id: The target's id in the plan; a member's or year's name follows it.
        title: The target's, part's, member's or year's own name.
        kind: What the row is about.
        part_of: The id of the row that it belongs to; "" for a target.
        path: Where the target stands in the plan.
        programmes: The titles of the programmes that it stands in, the outermost first.
        place: Where.
        population: For whom.
        unit: What it is counted in.
        actual: What was reached, by the evidence. [unit]
        on: The date that the figure speaks of.
        is_partial: Whether some of the time or of the places is missing in it, so that a sum is a lower bound.
        how: How the figure was got: "as reported", "latest of 3", "sum of 4", "3 places", ...
        why: Why these observations, and what was assumed.
        evidence: The observations that were used.
        implied: Figures that were not printed and that were concluded, in words.
        left_out: Observations that nearly fit and were not used, each with the reason.
        stages: What was reported at other stages of the work.
        gaps: Coverage compared between the places or groups that reported, where there are several.
        first: The score by the first version of a revised target; None where it was never revised.
        history: Every version of the target, the first one first.
        source: Where the target was printed.
    """

    id: str
    title: str
    kind: RowKind = RowKind.TARGET
    part_of: str = ""
    path: str = ""
    programmes: tuple[str, ...] = ()
    place: Place | None = None
    population: Population | None = None
    unit: Unit | None = None
    actual: Figure | None = None
    on: date | None = None
    is_partial: bool = False
    how: str = ""
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    implied: tuple[str, ...] = ()
    left_out: tuple[Unused, ...] = ()
    stages: tuple[tuple[Stage, Figure], ...] = ()
    gaps: CoverageGaps | None = None
    first: Score | None = None
    history: tuple[Version, ...] = ()
    source: Source | None = None

    @property
    def goal_text(self) -> str:
        """The goal in words."""
        return str(self.goal)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Everything that is known of the row, by name; a name comes again where there is more than one."""
        return tuple((name, text) for name, text in _facts(self) if text)

    def table(self) -> Table:
        """Everything that is known of the row, one line each."""
        return Table(("what", "says"), self.facts(), title=f"{self.title}: {self.status.value}")

    def __repr__(self) -> str:
        return f"<Row {self.title!r}: {self.status.value}>"

    def _repr_html_(self) -> str:
        return self.table().to_html()

    def __str__(self) -> str:
        return f"{self.title}: {self.status.value}: {self.because}"


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    """What is known of a row, by name; what is not known is an empty text."""
    yield "because", row.because
    yield "goal", row.goal_text
    yield "baseline", str(row.baseline or "")
    yield "period", str(row.period or "")
    how = f"{row.how}, of which some is missing" if row.is_partial else row.how
    yield "reached", f"{row.actual} ({how})" if row.actual is not None else ""
    yield "why these figures", row.why
    yield "completion", f"{row.completion}, by {row.completion.definition.value}" if row.completion is not None else ""
    yield "margin", str(row.margin or "")
    yield "pace", f"{row.pace}: {row.band}" if row.pace is not None else ""
    yield "still needed", str(row.needed or "")
    yield "at the end, if it goes on so", f"{row.projected} ({row.profile})" if row.projected is not None else ""
    for stage, figure in row.stages:
        yield "at another stage", f"{stage.value}: {figure}"
    if row.gaps is not None:
        worst, best = (name or "not decided by the printed figures" for name in (row.gaps.worst, row.gaps.best))
        yield "worst off", f"{worst}; best off: {best}"
    if row.first is not None:
        yield "first version", f"{row.first.goal}: {row.first.status.value}; {row.first.because}"
    for text in row.implied:
        yield "concluded", text
    for one in row.evidence:
        yield "evidence", f"{one} ({one.report}{f'; {one.node.source}' if one.node.source else ''})"
    for left in row.left_out:
        yield "not used", str(left)
    yield "source", str(row.source or "")
