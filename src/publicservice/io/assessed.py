"""
Assessments as they are exchanged: the keys of their parts, and what stands in for parts that have no keys of their own.

Evidence is named by where it stands in the reports that an assessment holds, so that each entry is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, NewType

import attrs

from publicservice.assessment import Assessment, Bands, Evidence, Followed, Profile, Row, Score, Unused
from publicservice.compute.coverage import Gap
from publicservice.compute.inequality import CoverageGaps, GroupGap
from publicservice.compute.progress import Completion, CompletionDefinition
from publicservice.errors import ModelError, ReadError, shown
from publicservice.figures import Figure
from publicservice.io.values import Stated
from publicservice.model.coverage import CoverageRate
from publicservice.model.entry import Stage
from publicservice.model.observation import Coverage, Observation
from publicservice.model.place import Place
from publicservice.model.report import Report
from publicservice.model.revision import Version
from publicservice.model.walk import Node, walk
from publicservice.units import ONE

__all__ = [
    "ASSESSED", "PAIRED", "PLURALS", "STAND_INS", "WORDS", "Assessed", "Cited", "Completed", "Counts", "Entries",
    "Entry", "Staged", "entry_text",
]  # fmt: skip

Entry = NewType("Entry", Node)  # named by the report's place in the list of documents, and its own path there
Counts = NewType("Counts", dict[str, str])


def entry_text(number: int, path: str) -> str:
    """Where an entry of a report stands within an assessment."""
    return f"documents[{number}].{path}"


def counted(made: Assessment) -> dict[str, str]:
    """How many targets there are of each status, in words."""
    return {status.value: str(count) for status, count in made.totals().counts.items()}


# --- what stands in for a part


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Assessed(Assessment):
    """
    A plan held against reports at a date, with all that it rests on.

    Attributes:
        plan: The plan, as in its file.
        documents: The reports, each as in its file; evidence is named by its place in them.
        counted: How many targets there are of each status; held against the rows when it is read.
    """

    counted: Counts | None = None

    def __attrs_post_init__(self) -> None:
        if self.counted not in (None, counts := counted(self)):
            expected = ", ".join(f"{name}: {count}" for name, count in counts.items())
            raise ReadError("the totals are not those of the rows", seen=shown(self.counted), expected=expected)

    @classmethod
    def of(cls, made: Assessment) -> Assessed:
        """
        What stands in for an assessment.

        Raises:
            ModelError: If evidence is not where it says that it stands.
        """
        entries = Entries(made.documents)
        for one in _evidence_in(made):
            entries.require(one)
        return cls(**_fields(made), counted=Counts(counted(made)))

    def noun(self) -> Assessment:
        """The assessment."""
        return Assessment(**{name: said for name, said in _fields(self).items() if name != "counted"})


def _fields(made: Assessment) -> dict[str, Any]:
    return attrs.asdict(made, recurse=False)


def _evidence_in(made: Assessment) -> list[Evidence]:
    found = [one for row in made.rows for one in (*row.evidence, *(left.evidence for left in row.left_out))]
    found += [one for followed in made.commitments for one in followed.said]
    return [*found, *(left.evidence for left in made.unused)]


@attrs.frozen(kw_only=True)
class Cited:
    """
    An entry of a report that a status rests on, or that was not used.

    Attributes:
        entry: Where it stands: the report's number in `documents`, counted from 0, and the entry's path there.
        figure: The figure that it reports, of counts the whole numbers that it may stand for; of a coverage the rate.
        coverage: The coverage with its counts, where it is one.
        place: Where; with the areas that it is part of, as far as these are known.
    """

    entry: Any
    figure: Figure | None = None
    coverage: CoverageRate | None = None
    place: Place | None = None

    @classmethod
    def of(cls, one: Evidence) -> Cited:
        """What stands in for evidence."""
        where = entry_text(one.number, one.node.path)
        return cls(entry=where, figure=one.figure, coverage=one.coverage, place=one.place)

    def noun(self) -> Evidence:
        """The evidence."""
        number, report, node = self.entry
        return Evidence(
            report=report, number=number, node=node, figure=self.figure, coverage=self.coverage, place=self.place
        )


@attrs.frozen
class Completed(Stated):
    """
    A completion rate by its parts, with the definition by which it was computed.

    Attributes:
        definition: The definition: actual over target, or the way from the baseline.
    """

    definition: CompletionDefinition = attrs.field(kw_only=True)

    def noun(self) -> Completion:
        """The completion."""
        return Completion(self.value, self.unit or ONE, self.within, None, self.definition)


@attrs.frozen
class Step:
    """
    One step of a profile.

    Attributes:
        on: The day at the end of which the share is expected.
        share: The share of the work.
    """

    on: date
    share: Fraction

    def noun(self) -> tuple[date, Fraction]:
        """The step as a pair."""
        return self.on, self.share


@attrs.frozen
class Staged:
    """
    What was reported at another stage of the work.

    Attributes:
        stage: The stage.
        figure: The figure.
    """

    stage: Stage
    figure: Figure

    def noun(self) -> tuple[Stage, Figure]:
        """The stage and its figure as a pair."""
        return self.stage, self.figure


@attrs.frozen
class Finish:
    """
    The days between which a goal is reached if it goes on so.

    Attributes:
        first: The first of them; nothing where that is never.
        last: The last of them; nothing where that is never.
    """

    first: date | None = None
    last: date | None = None

    def noun(self) -> tuple[date | None, date | None]:
        """The days as a pair."""
        return self.first, self.last


STAND_INS: dict[Any, Any] = {
    Assessment: Assessed,
    Evidence: Cited,
    Completion: Completed,
    tuple[date, Fraction]: Step,
    tuple[Stage, Figure]: Staged,
    tuple[date | None, date | None]: Finish,
}
# Fields that hold pairs, which mean nothing without their names.
PAIRED: dict[str, Callable[[Any], Any]] = {
    "steps": lambda steps: tuple(Step(*step) for step in steps),
    "stages": lambda stages: tuple(Staged(*stage) for stage in stages),
    "finish": lambda finish: Finish(*finish),
}


# --- entries


class Entries:
    """
    The entries of an assessment's reports that evidence may be.

    Args:
        documents: The reports; None where they could not be read, which is told by itself.
    """

    def __init__(self, documents: tuple[Report, ...] | None = ()) -> None:
        self._known = documents is not None
        self._found: dict[str, tuple[int, str, Node]] = {
            entry_text(number, node.path): (number, report.title, node)
            for number, report in enumerate(documents or ())
            for node in walk(report)
            if isinstance(node.item, Observation | Coverage)
        }

    def find(self, text: object) -> tuple[int, str, Node | None]:
        """
        The number and title of the report, and the entry itself.

        Raises:
            ReadError: If there is no such entry.
        """
        if not self._known:
            return 0, "", None
        if not isinstance(text, str) or text not in self._found:
            hint = "an entry is named by its report's number and its path there, such as documents[0].observations[2]"
            raise ReadError("no observation or coverage stands there", seen=shown(text), hint=hint)
        return self._found[text]

    def require(self, one: Evidence) -> None:
        """
        Refuse evidence that is not where it says that it stands.

        Raises:
            ModelError: If it is of no document, or of another one.
        """
        text = entry_text(one.number, one.node.path)
        _, report, node = self._found.get(text, (0, "", None))
        if node is None or report != one.report or node != one.node:
            hint = "give the assessment the reports in its documents, as assess does"
            raise ModelError(f"evidence is not among the documents: {text}", seen=shown(str(one)), hint=hint)


# --- keys and words


def _keys(names: str, **renamed: str) -> dict[str, str]:
    return {name: renamed.get(name, name.replace("_", " ")) for name in names.split()}


_SCORE = (
    "goal baseline period status because lacks completion completion_reason margin remaining elapsed pace band"
    " pace_reason needed projected finish profile"
)
ASSESSED: dict[type, dict[str, str]] = {
    Assessed: _keys(
        "as_of reports definition counted rows commitments unused profile bands plan documents", counted="totals"
    ),
    Score: _keys(_SCORE),
    Row: _keys(
        f"id title kind part_of path programmes place population unit {_SCORE} actual on is_partial how why evidence"
        " implied left_out stages gaps first history source",
        population="for",
        is_partial="partial",
    ),
    Followed: _keys("id title programmes stage said source"),
    Unused: _keys("evidence reason target"),
    Cited: _keys("entry figure coverage place"),
    Completed: _keys("value within unit exact definition"),
    Version: _keys("goal period baseline since revision"),
    CoverageGaps: _keys("groups overall best worst difference ratio mean_difference attributable attributable_people"),
    GroupGap: _keys("name rate from_best from_overall gap"),
    Gap: _keys("points people verdict"),
    Profile: _keys("name steps start"),
    Bands: _keys("names limits"),
    Step: _keys("on share"),
    Staged: _keys("stage figure"),
    Finish: _keys("first last"),
}
WORDS: dict[Any, tuple[str, str]] = {
    Assessment: ("an assessment", "keys with values, such as 'as of', 'rows' and 'plan'"),
    Score: ("a score", "keys with values, such as 'goal' and 'status'"),
    Row: ("a row", "keys with values, such as 'id', 'title' and 'status'"),
    Followed: ("a commitment that is followed", "keys with values, such as 'id' and 'title'"),
    Unused: ("evidence that was not used", "keys with values: the 'evidence' and the 'reason'"),
    Evidence: ("evidence", "keys with values, such as 'entry: documents[0].observations[2]'"),
    Completion: ("a completion rate", "keys with values, such as 'value: 108.9', 'unit: %' and 'definition: ratio'"),
    Version: ("a version", "keys with values, such as 'goal: 1,200 km' and 'since: 2022-06'"),
    CoverageGaps: ("coverage gaps", "keys with values, such as 'groups' and 'difference'"),
    GroupGap: ("the gap of a group", "keys with values, such as 'name' and 'rate'"),
    Gap: ("a gap", "keys with values, such as 'points' and 'verdict'"),
    Profile: ("a profile", "keys with values: 'name', and 'steps' if it has any"),
    Bands: ("bands", "keys with values: 'names' and 'limits'"),
    Counts: ("totals", "how many targets there are of each status"),
    tuple[date, Fraction]: ("a step", "keys with values: 'on' and 'share'"),
    tuple[Stage, Figure]: ("a figure of a stage", "keys with values: 'stage' and 'figure'"),
    tuple[date | None, date | None]: ("the days of a finish", "keys with values: 'first' and 'last'"),
}
PLURALS: dict[Any, str] = {
    Followed: "commitments",
    Unused: "unused evidence",
    Evidence: "pieces of evidence",
    GroupGap: "gaps of groups",
    tuple[date, Fraction]: "steps",
    tuple[Stage, Figure]: "figures of stages",
}
