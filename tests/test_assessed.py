"""Assessments as JSON: all that one says comes back, and what does not hold together is refused with the reason."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from publicservice.assessment import Assessment, Bands, Evidence, Profile, Row, assess
from publicservice.faults import FaultyFileError
from publicservice.figures import Figure, figure
from publicservice.io.examples import example
from publicservice.io.exchange import from_json, to_json
from publicservice.io.unstructure import UnwritableError
from publicservice.model.goal import Goal
from publicservice.model.goal_change import increase_by
from publicservice.model.observation import Coverage, Observation
from publicservice.model.people import Population
from publicservice.model.plan import Plan
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.report import Report
from publicservice.model.revision import Revision
from publicservice.testing.assessments import assessments
from publicservice.units import unit

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FIELDS = [field.name for field in attrs.fields(Assessment)]


def same(one: Any, other: Any) -> None:
    """Hold two nouns against each other part by part, those too that are not compared by their parts."""
    assert type(one) is type(other)
    if isinstance(one, Figure):
        assert (one, one.text) == (other, other.text)
        assert getattr(one, "definition", None) is getattr(other, "definition", None)
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for each, its_other in zip(one, other, strict=True):
            same(each, its_other)
    elif isinstance(one, Row | Evidence | Assessment) or type(one).__name__ in ("CoverageGaps", "GroupGap", "Gap"):
        for field in attrs.fields(type(one)):
            same(getattr(one, field.name), getattr(other, field.name))
    else:
        assert one == other


def looks(made: Assessment) -> tuple[object, ...]:
    """All that is seen of an assessment: its table, its page, its rows and all facts of each."""
    return str(made), made.to_page(), made.to_rows(), [row.facts() for row in made.rows], str(made.totals())


def _boats(number: str) -> Goal:
    return Goal.parse(f"{number} boats", ["boat"])


def full() -> Assessment:
    """An assessment in which every part of the form is used."""
    of: dict[str, Any] = {"period": 2022, "place": "Linyi, CN"}
    plan = Plan(
        "Jobs and care", period=2022, place="Linyi, CN", units=["boat"],
        targets=[
            Target(
                "new jobs", "630,000 jobs", source="Gazette",
                revisions=[Revision("1,000,000 jobs", on="2022-03", note="raised in March")],
            ),
            Target("care coverage", "at least 85 %", period=2022),
            Target("towns with a park", "at least 1 park in each of 2 towns"),
            Target("fleet", _boats("5"), parts=[Target("old", _boats("2")), Target("new", _boats("3"))]),
            Target("beds", "raise to 30 beds", baseline="20 beds"),
            Target("trees", increase_by("10 %"), baseline="200 trees"),
        ],
        programmes=[Programme("Roads", commitments=[Commitment("keep the roads safe", id="safe")])],
    )  # fmt: skip
    first = Report(
        "Half a year", period="2022H1", units=["boat"],
        observations=[
            Observation("new jobs", "315,000 jobs"), Observation("old", figure("2 boats", counts=["boat"])),
            Observation("beds", "24 beds", stage="started"), Observation("beds", "22 beds"),
            Observation("unheard of", result="basically stable"),
            Observation("keep the roads safe", result="two bridges repaired", stage="under way"),
        ],
        coverage=[
            Coverage("care coverage", covered="2,650 units", eligible="3,442 units", population="women", **of),
            Coverage("care coverage", rate="90 %", population="men", **of),
        ],
    )  # fmt: skip
    late = [Observation("towns with a park", "3 parks", place="Lanshan", period=2022)]
    profile = Profile("mostly late", ((date(2022, 6, 30), Fraction(1, 3)), (date(2022, 12, 31), Fraction(1))))
    return assess(
        plan, first, late, as_of="2022-06-30", profile=profile, bands=Bands(["well", "late"], ["-2.5"]),
        definition=None, places=["Lanshan, Linyi"],
    )  # fmt: skip


# --- what is written is read back


def test_all_that_an_assessment_says_comes_back() -> None:
    """Every part: evidence with its figures, versions, gaps, stages, pace, a finish, bands, a profile, the reports."""
    made = full()
    read = from_json(to_json(made), Assessment)
    same(made, read)
    assert looks(made) == looks(read)
    assert to_json(made) == to_json(read) == to_json(from_json(to_json(read)))
    used = {name for row in made.rows for name in attrs.fields_dict(Row) if getattr(row, name) not in ("", (), None)}
    assert {"first", "history", "completion", "pace", "projected", "finish", "stages", "evidence"} <= used
    assert made.commitments[0].said
    assert made.unused


def test_gaps_between_groups_come_back() -> None:
    """Coverage compared between groups, with and without counts, stays what it was."""
    of: dict[str, Any] = {"period": 2022}
    plan = Plan("Care", period=2022, targets=[Target("care", "at least 85 %")])
    forms: list[dict[str, Any]] = [{"covered": "90 persons", "eligible": "100 persons"}, {"rate": "90 %"}]
    for told in forms:
        women = Coverage("care", population="women", covered="120 persons", eligible="200 persons", **of)
        made = assess(plan, [women, Coverage("care", population="men", **told, **of)])
        assert made.rows[0].gaps is not None
        read = from_json(to_json(made), Assessment)
        same(made, read)
        assert looks(made) == looks(read)


@pytest.mark.parametrize(
    ("plan", "reports"),
    [
        ("linyi-2022", ["linyi-2022-made-up"]),
        ("anhui-2021-implied", ["anhui-2021-11"]),
        ("county-level-city-2024", ["huaian", "lishui-2025"]),
    ],
)
def test_the_examples_come_back(plan: str, reports: list[str]) -> None:
    """Assessments of the documents that the library carries, to the letter."""
    promised = example(plan)
    assert isinstance(promised, Plan)
    told = [one for one in map(example, reports) if isinstance(one, Report)]
    made = assess(promised, *told, as_of="2024-12-31")
    read = from_json(to_json(made), "assessment")
    same(made, read)
    assert looks(made) == looks(read)
    assert to_json(made) == to_json(read)


@SLOW
@given(assessments(counts=("boat", "reading room")))
def test_every_assessment_comes_back(made: Assessment) -> None:
    """
    For every assessment a: from_json(to_json(a)) says the same, part by part.

    A goal that was made by a function may be spaced otherwise once it is read, so that looks are compared from then on.
    """
    read = from_json(to_json(made), Assessment)
    same(made, read)
    again = from_json(to_json(read), Assessment)
    assert looks(read) == looks(again)
    assert to_json(read) == to_json(again)


def test_the_form_is_as_it_is_documented() -> None:
    """Evidence is named by its place in the reports, figures have their set, and the plan is the file that it was."""
    plan = Plan("Beds", period=2022, targets=[Target("beds", "10 beds", id="b")])
    made = assess(plan, Report("R", period=2022, observations=[Observation("beds", "12 beds")]))
    told = json.loads(to_json(made))["assessment"]
    assert {"plan": "Beds", "period": "2022", "targets": [{"indicator": "beds", "goal": "10 beds", "id": "b"}]} == (
        told["plan"]
    )
    assert [{"report": "R", "period": "2022", "observations": [{"indicator": "beds", "value": "12 beds"}]}] == (
        told["documents"]
    )
    [row] = told["rows"]
    exactly = {"value": "12", "unit": "bed", "exact": "yes"}
    assert [{"entry": "documents[0].observations[0]", "figure": exactly}] == row["evidence"]
    assert ("met", "12 beds reach 10 beds") == (row["status"], row["because"])
    assert {"value": "120", "unit": "%", "exact": "yes", "definition": "ratio"} == row["completion"]
    assert {"met": "1", "not met": "0", "undecided": "0", "not due": "0", "no data": "0", "not measurable": "0"} == (
        told["totals"]
    )


def test_counts_that_any_part_needs_are_declared_once() -> None:
    """The kinds of count of plan and reports stand at the top, so that every figure of every row can be read."""
    assert ["boat"] == json.loads(to_json(full()))["units"]


# --- what does not hold together


def slip(change: Callable[[dict[str, Any]], None]) -> list[str]:
    """What is wrong with an assessment in which something was changed."""
    data = json.loads(to_json(full()))
    change(data["assessment"])
    with pytest.raises(FaultyFileError) as caught:
        from_json(json.dumps(data), Assessment)
    return [str(fault).partition(", assessment")[2] for fault in caught.value.faults]


def evidence_of(told: dict[str, Any]) -> dict[str, Any]:
    """The first piece of evidence."""
    found: dict[str, Any] = told["rows"][0]["evidence"][0]
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda told: told["totals"].update(met=3), [
            ": the totals are not those of the rows: {'met': '3'",
        ]),
        (lambda told: told.update(totals=[]), [".totals: not totals: []; expected how many targets"]),
        (lambda told: told["rows"][0].update(status="kept"), [
            ".rows[0].status: not one of the words that can stand here: 'kept'; expected met",
        ]),
        (lambda told: evidence_of(told).update(entry="documents[0].observations[99]"), [
            ".rows[0].evidence[0].entry: no observation or coverage stands there: 'documents[0].observations[99]'; an",
        ]),
        (lambda told: evidence_of(told).update(entry="documents[0].claims[0]"), [
            ".rows[0].evidence[0].entry: no observation or coverage stands there: 'documents[0].claims[0]'",
        ]),
        (lambda told: evidence_of(told).update(entry=["a"]), [
            ".rows[0].evidence[0].entry: no observation or coverage stands there: ['a']",
        ]),
        (lambda told: told["rows"][0].update(evidence=["R"]), [
            ".rows[0].evidence[0]: not evidence: 'R'; expected keys with values",
        ]),
        (lambda told: told["rows"][0].update(evidence={}), [
            ".rows[0].evidence: not a list of pieces of evidence: {}; expected a list, each evidence",
        ]),
        (lambda told: told["rows"][0].update(finish=[]), [".rows[0].finish: not the days of a finish: []"]),
        (lambda told: told["profile"].update(steps={}), [".profile.steps: not a list of steps: {}"]),
        (lambda told: told["profile"]["steps"].reverse(), [".profile: a profile rises from date to date: 2022-12-31"]),
        (lambda told: told["profile"]["steps"][0].update(share="1/0"), [".profile.steps[0].share: not a share: '1/0'"]),
        (lambda told: told["profile"]["steps"][0].update(on="2022-02-30"), [
            ".profile.steps[0].on: not a day: '2022-02-30'; expected such as 2022-06-30",
        ]),
        (lambda told: told["profile"]["steps"][0].update(on="20220630"), [".profile.steps[0].on: not a day: '20"]),
        (lambda told: told["bands"].update(limits=[5, 5]), [".bands: bands need one limit fewer than names: 2 names"]),
        (lambda told: told["rows"][0]["completion"].pop("definition"), [
            ".rows[0].completion: the key 'definition' is missing",
        ]),
        (lambda told: told["rows"][0].update(completion="50 %"), [
            ".rows[0].completion: not a completion rate: '50 %'; expected keys with values",
        ]),
        (lambda told: told["rows"][0].pop("because"), [".rows[0]: the key 'because' is missing"]),
        (lambda told: told["rows"][0].update(becuase=""), [
            ".rows[0].becuase: unknown key: 'becuase'; did you mean 'because'?",
        ]),
        (lambda told: told.pop("plan"), [": the key 'plan' is missing"]),
        (lambda told: told["plan"].pop("plan"), [".plan: the key 'plan' is missing; write the plan's title"]),
        (lambda told: told["documents"][0].pop("report"), [".documents[0]: the key 'report' is missing; write the re"]),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused(change: Callable[[dict[str, Any]], None], expected: list[str]) -> None:
    """Each slip is one fault, told where it stands; one in the reports is not told again for each entry of them."""
    told = slip(change)
    assert expected == [line[: len(start)] for line, start in zip(told, expected, strict=True)]


def test_an_assessment_without_its_reports_is_told_so() -> None:
    """Where the reports were taken out, every piece of evidence is a fault."""
    told = slip(lambda said: said.pop("documents") and None)
    assert len(told) > 3
    assert all("no observation or coverage stands there" in line for line in told)


def elsewhere(made: Assessment) -> Assessment:
    """The assessment with its reports taken away."""
    return attrs.evolve(made, documents=())


def renamed(made: Assessment) -> Assessment:
    """The assessment with a report of another title in the place of the first."""
    return attrs.evolve(made, documents=(attrs.evolve(made.documents[0], title="other"), *made.documents[1:]))


def changed(made: Assessment) -> Assessment:
    """The assessment with other figures in its first report."""
    first = made.documents[0]
    others = [attrs.evolve(one, value=figure("1 job"), result="") for one in first.observations]
    return attrs.evolve(made, documents=(attrs.evolve(first, observations=others), *made.documents[1:]))


@pytest.mark.parametrize("spoil", [elsewhere, renamed, changed])
def test_evidence_that_is_not_among_the_reports_is_not_written(spoil: Callable[[Assessment], Assessment]) -> None:
    """What could not be read back as the same evidence is refused when it is written."""
    with pytest.raises(UnwritableError, match=r"evidence is not among the documents: documents\[0\]"):
        to_json(spoil(full()))


def test_nothing_is_assessed_anew() -> None:
    """Reading tells what was written, even where another look at the figures would say something else."""
    data = json.loads(to_json(full()))
    row = data["assessment"]["rows"][0]
    status, row["status"] = row["status"], "undecided"
    totals = data["assessment"]["totals"]
    totals[status], totals["undecided"] = str(int(totals[status]) - 1), str(int(totals["undecided"]) + 1)
    read = from_json(json.dumps(data), Assessment)
    assert "undecided" == read.rows[0].status.value
    assert row["because"] == read.rows[0].because


def test_totals_may_be_left_out() -> None:
    """They follow from the rows, and stand there for those who do not count."""
    data = json.loads(to_json(full()))
    del data["assessment"]["totals"]
    same(full(), from_json(json.dumps(data), Assessment))


def test_a_share_of_many_digits_comes_back() -> None:
    """Shares are fractions, and stay what they are however long."""
    share = Fraction(10**60 + 1, 10**61 + 7)
    made = full()
    exact = attrs.evolve(made, profile=Profile("p", ((date(2022, 6, 30), share),)))
    assert share == from_json(to_json(exact), Assessment).profile.steps[0][1]
    longer = attrs.evolve(made, profile=Profile("p", ((date(2022, 6, 30), Fraction(1, 10**900)),)))
    with pytest.raises(UnwritableError, match=r"assessment.profile.steps\[0\].share: no text reads back as this"):
        to_json(longer)


def test_a_group_and_a_unit_of_a_row_come_back() -> None:
    """Nouns of a row that a target carried in full are read in full."""
    women = Population("women", size="300 persons", within="all")
    plan = Plan("P", period=2022, targets=[Target("care", "5 beds", population=women)])
    [row] = from_json(to_json(assess(plan, as_of="2022")), Assessment).rows
    assert (women, unit("bed")) == (row.population, row.unit)


def test_an_end_of_many_digits_is_shown_alike_after_reading() -> None:
    """
    An open end that was calculated is rounded outwards to six digits, be its last digit a zero that is not written.

    0 beds of 22 from 0: at least -0.5 beds, of 21.5: -2.32558139534883720930232558139534883721 %, told as -2.32559 %.
    """
    plan = Plan("P", period="2022-05/2022-06", targets=[Target("beds", "22 beds", baseline="0 beds")])
    report = Report("R", period="2022-06", observations=[Observation("beds", "0 beds", period="2022-06")])
    made = assess(plan, report, as_of="2022-06-30")
    again = from_json(to_json(made), Assessment)
    assert looks(made) == looks(again)
    assert "at least -2.32559 %" in str(again)


def test_an_assessment_equals_what_is_read_of_it() -> None:
    """`to_json` promises an equal noun, of assessments too; copies and pickles are equal as well."""
    plan = Plan("P", period=2022, targets=[Target("beds", "22 beds")])
    made = assess(plan, Report("R", period=2022, observations=[Observation("beds", "12 beds")]))
    for again in (from_json(to_json(made)), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert made == again
        assert hash(made) == hash(again)
    assert made != assess(plan, Report("R", period=2022, observations=[Observation("beds", "13 beds")]))
