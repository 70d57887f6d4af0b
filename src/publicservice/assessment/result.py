"""The assessment: rows, commitments beside them, totals, and what was not used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from publicservice.assessment.bands import Bands
from publicservice.assessment.evidence import Evidence, Unused
from publicservice.assessment.page import Facts, page
from publicservice.assessment.plain import COLUMNS, plain_row
from publicservice.assessment.profile import Profile
from publicservice.assessment.row import Row, RowKind, Status
from publicservice.assessment.show import BAR_NOTE, assessment_table
from publicservice.compute.progress import CompletionDefinition
from publicservice.errors import ModelError, NotFoundError, WrongTypeError, did_you_mean, shown
from publicservice.figures import Figure, FigureLike, figure
from publicservice.interval import Interval
from publicservice.model.entry import Stage
from publicservice.model.fields import choice
from publicservice.model.plan import Plan
from publicservice.model.report import Report
from publicservice.model.source import Source
from publicservice.table import Table
from publicservice.units import ONE, unit

__all__ = ["Assessment", "Followed", "Totals"]

Frame = TypeVar("Frame")
_JUDGED = (Status.MET, Status.NOT_MET, Status.UNDECIDED)


@attrs.frozen(kw_only=True)
class Followed:
    """
    A commitment, which has no number and is never scored, with what reports say of it.

    Attributes:
        id: Its id in the plan.
        title: What was promised.
        programmes: The titles of the programmes that it stands in.
        stage: How far the work is, as far as that is said.
        said: Observations of this id or name.
        source: Where it was printed.
    """

    id: str
    title: str
    programmes: tuple[str, ...] = ()
    stage: Stage | None = None
    said: tuple[Evidence, ...] = ()
    source: Source | None = None


def _pairs(counts: Mapping[Status, int]) -> tuple[tuple[Status, int], ...]:
    return tuple(counts.items())


@attrs.frozen(repr=False)
class Totals:
    """
    How many targets there are of each status. Parts, members and years count with the target that they belong to.

    Args:
        counts: How many there are, by status.

    Example:
        >>> print(Totals({Status.MET: 3, Status.NOT_MET: 1, Status.NO_DATA: 2}))
        3 of 4 targets met, 1 not met; left out: 2 no data
    """

    _counts: tuple[tuple[Status, int], ...] = attrs.field(converter=_pairs)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many there are, by status; read only."""
        return MappingProxyType(dict(self._counts))

    def __repr__(self) -> str:
        return f"Totals({dict(self._counts)!r})"

    @property
    def met(self) -> int:
        """How many are met."""
        return self.counts.get(Status.MET, 0)

    @property
    def of(self) -> int:
        """How many could be judged: met, not met or undecided."""
        return sum(self.counts.get(status, 0) for status in _JUDGED)

    @property
    def left_out(self) -> dict[Status, int]:
        """How many could not, by the reason."""
        return {status: count for status, count in self.counts.items() if status not in _JUDGED and count}

    def __str__(self) -> str:
        others = [f"{self.counts[status]} {status.value}" for status in _JUDGED[1:] if self.counts.get(status)]
        text = ", ".join([f"{self.met} of {self.of} targets met", *others])
        left = ", ".join(f"{count} {status.value}" for status, count in self.left_out.items())
        return f"{text}; left out: {left}" if left else text


@attrs.frozen(kw_only=True, repr=False)
class Assessment:
    """
    A plan held against reports at a date. Shows itself as a table; `to_rows()` gives plain data.

    Attributes:
        plan: The plan.
        reports: The titles of the reports.
        documents: The reports themselves, which evidence is numbered by; a list of observations is one, too.
        as_of: The date of the assessment.
        rows: One row a target, each followed by those of its members, years and parts.
        commitments: Promises without a number, with what is said of them.
        unused: What the reports say and no row rests on, each with the reason.
        definition: The definition of completion that was asked for; None where each target has its own.
        profile: How much of the work was expected by when, for projections.
        bands: What stretches of pace are called.
    """

    plan: Plan
    reports: tuple[str, ...]
    documents: tuple[Report, ...] = ()
    as_of: date
    rows: tuple[Row, ...]
    commitments: tuple[Followed, ...] = ()
    unused: tuple[Unused, ...] = ()
    definition: CompletionDefinition | None = None
    profile: Profile
    bands: Bands

    @property
    def targets(self) -> tuple[Row, ...]:
        """The rows of targets, without those of parts, members and years."""
        return tuple(row for row in self.rows if row.kind is RowKind.TARGET)

    def of_status(self, status: Status | str) -> tuple[Row, ...]:
        """
        The targets of a status.

        Raises:
            ModelError: If it is no status.
        """
        wanted = choice(Status, status)
        return tuple(row for row in self.targets if row.status is wanted)

    def row(self, words: str) -> Row:
        """
        The one row of this id, end of an id, or title.

        Raises:
            NotFoundError: If there is none, or several.
            WrongTypeError: If the words are no text.
        """
        if not isinstance(words, str):
            raise WrongTypeError("a row is found by its words", seen=shown(words), expected="an id or a title")
        wanted = words.strip().casefold()
        for fits in (lambda row: row.id == words, lambda row: f"/{row.id}".casefold().endswith(f"/{wanted}"),
                     lambda row: row.title.casefold() == wanted):  # fmt: skip
            found = [row for row in self.rows if fits(row)]
            if len(found) == 1:
                return found[0]
            if found:
                hint = f"use one of their ids: {', '.join(row.id for row in found[:5])}"
                raise NotFoundError(f"{len(found)} rows answer to {shown(words)}", hint=hint)
        names = [name for row in self.rows for name in (row.id, row.title)]
        raise NotFoundError("no row answers to this", seen=shown(words), hint=did_you_mean(words, names))

    def totals(self) -> Totals:
        """How many targets there are of each status."""
        return _totals(self.targets)

    def by_programme(self) -> dict[str, Totals]:
        """The totals of each outermost programme, by its title; "" for targets outside of all."""
        found: dict[str, list[Row]] = {}
        for row in self.targets:
            found.setdefault(row.programmes[0] if row.programmes else "", []).append(row)
        return {name: _totals(rows) for name, rows in found.items()}

    def weighted(self, weights: Mapping[str, FigureLike]) -> Figure:
        """
        The share of the caller's weights that is met: from what is met to what may be, where targets are undecided.

        Args:
            weights: A number above zero for each target that counts, by its id or title.

        Returns:
            The share. [%]

        Raises:
            NotFoundError: If a target is not there.
            ModelError: If a weight is not above zero, or its target could not be judged, which would have to count as
                met or as missed.
        """
        sums = dict.fromkeys(_JUDGED, Fraction(0))
        weighed: set[int] = set()
        by_id = {row.id: row for row in self.rows}
        for words, given in weights.items():
            row = by_id[words] if words in by_id else self.row(words)
            weight = figure(given, exact=True)
            if row.status not in sums:
                raise ModelError(f"'{row.title}' is {row.status.value}", hint="leave it out of the weights, and say so")
            if weight.low <= 0:
                seen = f"{weight}, for '{row.title}'"
                raise ModelError("a weight is one number above zero", seen=seen, hint="leave out what is not to count")
            if id(row) in weighed:
                raise ModelError("a target has two weights", seen=shown(words), expected=f"one for '{row.title}'")
            weighed.add(id(row))
            sums[row.status] += Fraction(weight.low)
        whole = sum(sums.values())
        if not whole:
            raise ModelError("there are no weights", expected="a number for each target that counts")
        low, high = (figure(share / whole, ONE).to("percent")
                     for share in (sums[Status.MET], sums[Status.MET] + sums[Status.UNDECIDED]))  # fmt: skip
        return low if low == high else Figure(None, unit("percent"), Interval(low.low, high.high))

    # --- as data, and to look at

    def to_rows(self) -> list[dict[str, Any]]:
        """
        The rows as plain data for programs and dataframes: texts, dates, whole numbers and Decimals; None for nothing.

        Every row has the same keys, which stand in `publicservice.assessment.plain.COLUMNS`.
        """
        return [plain_row(row) for row in self.rows]

    def to_frame(self, make: Callable[[dict[str, list[Any]]], Frame]) -> Frame:
        """
        The rows as a dataframe.

        Args:
            make: What makes a frame of columns by name: `pandas.DataFrame`, `polars.DataFrame`, `pyarrow.table`.

        Example:
            >>> from publicservice import Observation, Plan, Target, assess
            >>> plan = Plan("Beds", period=2022, targets=[Target("beds", "10 beds")])
            >>> assess(plan, [Observation("beds", "12 beds", period=2022)]).to_frame(dict)["status"]
            ['met']
        """
        rows = self.to_rows()
        return make({name: [row[name] for row in rows] for name in COLUMNS})

    def table(self) -> Table:
        """The targets by programme, with bars for completion beside the time that had passed."""
        title = f"{self.plan.title}, as of {self.as_of}"
        return assessment_table(title, self.rows, self.commitments, str(self.totals()), self.unused)

    def to_page(self) -> str:
        """
        One page of HTML that can be sent on: totals, the table, what each status rests on, and how to read it.

        It has no scripts and needs nothing from elsewhere; all text is escaped.
        """
        about = (str(self.plan.place or ""), str(self.plan.period or ""), f"as of {self.as_of}", *self.reports)
        return page(
            Facts(
                title=self.plan.title, subtitle="; ".join(filter(None, about)), totals=str(self.totals()),
                table=attrs.evolve(self.table(), title="", notes=(BAR_NOTE,)), programmes=self._programmes(),
                rows=self.rows, unused=self.unused, bands=self.bands,
            )
        )  # fmt: skip

    def _programmes(self) -> Table | None:
        """The totals by programme; None where there is one at most."""
        totals = self.by_programme()
        if len(totals) < 2:
            return None
        columns = ("programme", *(status.value for status in Status))
        rows = [(name or "(outside of all)", *(str(each.counts[status] or "") for status in Status))
                for name, each in totals.items()]  # fmt: skip
        return Table(columns, tuple(rows), right=columns[1:])

    def __repr__(self) -> str:
        return f"<Assessment of {shown(self.plan.title)} as of {self.as_of}: {self.totals()}>"

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().to_html()


def _totals(rows: Iterable[Row]) -> Totals:
    counts = dict.fromkeys(Status, 0)
    for row in rows:
        counts[row.status] += 1
    return Totals(counts)
