"""The rules for reports, on hand-worked reports and on the real ones."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import publicservice as ps
from publicservice import Claim, Coverage, Observation, Report
from publicservice.errors import PublicServiceError

SPAN = "2021-01/2021-11"


def _rules(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.value) for finding in ps.check(report)]


def _jobs(*claims: Claim, **more: object) -> Report:
    """A report of 686,000 jobs, after 624,317 a year earlier."""
    observations = [
        Observation("new urban jobs", "686,000 jobs", period=SPAN, id="now"),
        Observation("new urban jobs", "624,317 jobs", period="2020-01/2020-11", id="before"),
        Observation("annual target", "630,000 jobs", period=2021, id="target"),
    ]
    return Report("Jobs", period=SPAN, source="a paper", observations=observations, claims=claims)


@pytest.mark.parametrize(
    ("claim", "rule", "severity", "says"),
    [
        # 685,500 / 630,000 = 108.81 % to 686,500 / 630,000 = 108.97 %
        (Claim("completion", says="108.9 %", of="now", against="target"), "claim-consistent", "confirmed", "108.9 %"),
        (
            Claim("completion", says="109.2 %", of="now", against="630,000 jobs"),
            "claim-inconsistent",
            "error",
            "109.2 %",
        ),
        (
            Claim("completion", says="108.9 %", of="now"),
            "claim-cannot-be-checked",
            "note",
            "between 629,188 and 630,684",
        ),
        # 685,500 / 624,317.5 - 1 = 9.80 % to 686,500 / 624,316.5 - 1 = 9.96 %
        (Claim("year-on-year", says="up 9.88 %", of="now", against="before"), "claim-consistent", "confirmed", "9.88"),
        (Claim("year-on-year", says="up 11 %", of="now", against="before"), "claim-inconsistent", "error", "11 %"),
        (Claim("year-on-year", says="up 9.88 %", of="now"), "claim-cannot-be-checked", "note", "623,835 and 624,800"),
        (Claim("share", says="90 %", of="before", against="now"), "claim-inconsistent", "error", "90 %"),
        (Claim("share", says="91.0 %", of="before", against="now"), "claim-consistent", "confirmed", "91.0 %"),
        (
            Claim("sum", says="1.31 million jobs", of="all", parts=["now", "before"]),
            "claim-consistent",
            "confirmed",
            "",
        ),
        (Claim("sum", says="1.35 million jobs", of="all", parts=["now", "before"]), "claim-inconsistent", "error", ""),
        (Claim("all", of="insured persons"), "claim-cannot-be-checked", "note", "take in all"),
        (
            Claim("completion", says="5 %", of="nothing"),
            "claim-cannot-be-checked",
            "warning",
            "no observation is called",
        ),
        (Claim("completion", says="5 %", of="new urban jobs"), "claim-cannot-be-checked", "warning", "2 observations"),
        (Claim("share", says="5 %", of="now", against="3 km"), "claim-cannot-be-checked", "warning", "not of one kind"),
    ],
)
def test_a_claim_is_held_against_its_figures(claim: Claim, rule: str, severity: str, says: str) -> None:
    """Section 2: consistent where the sets overlap, inconsistent where they are disjoint, else turned round."""
    found = [each for each in ps.check(_jobs(claim)) if each.rule.startswith("claim-")]
    assert [(rule, severity)] == [(each.rule, each.severity.value) for each in found]
    assert says in found[0].message
    if rule in {"claim-consistent", "claim-inconsistent"}:
        assert (claim.says and claim.says.text,) == found[0].evidence


def test_an_id_of_its_own_stands_before_names() -> None:
    """Two observations of one indicator, and one of them has its name for an id: that is the one that is meant."""
    then, now = (
        Observation("jobs", ps.figure(number, "job"), period=year) for number, year in ((101, 2023), (105, 2024))
    )
    claims = [Claim("year-on-year", says="up 4 jobs", of="Jobs", against="101 jobs")]
    report = Report("R", source="a paper", observations=[then, attrs.evolve(now, id="jobs")], claims=claims)
    assert ("claim-consistent", "confirmed") in _rules(report)
    unnamed = attrs.evolve(report, observations=[then, now])
    assert [("claim-cannot-be-checked", "warning")] == _rules(unnamed)


def test_a_result_in_words_leaves_a_claim_open() -> None:
    """A claim about a result without a number cannot be checked, and nobody is to blame for it."""
    report = Report(
        "R",
        observations=[Observation("admission rate", result="increased")],
        claims=[Claim("year-on-year", says="up 5.5 percentage points", of="admission rate")],
    )
    assert [("claim-cannot-be-checked", "note")] == _rules(report)


def test_unlike_periods_are_not_compared() -> None:
    """Rule 9: year on year needs periods exactly a year apart of the same kind and length."""
    observations = [
        Observation("jobs", "110 jobs", period="2021-01/2021-11", id="now"),
        Observation("jobs", "101 jobs", period="2020", id="before"),
        Observation("jobs", "101 jobs", period="2020-01/2020-11", id="same"),
    ]
    unlike = Claim("year-on-year", says="up 9 %", of="now", against="before")
    alike = Claim("year-on-year", says="up 9 %", of="now", against="same")
    loose = Claim("year-on-year", says="up 9 %", of="now", against="101 jobs")
    lost = Claim("year-on-year", says="up 9 %", of="nothing", against="before")
    rules = [_rules(Report("R", observations=observations, claims=[claim])) for claim in (unlike, alike, loose, lost)]
    assert [True, False, False, False] == [("periods-cannot-be-compared", "error") in found for found in rules]


def test_persons_and_person_times_do_not_add() -> None:
    """Section 4: unlike kinds of count never add; rule 10: distinct persons never add over months."""
    observations = [
        Observation("trained", "300 persons", period="2021-01", id="january"),
        Observation("trained", "200 persons", period="2021-02", id="february"),
        Observation("served", "500 person-times", period="2021-01", id="served"),
    ]
    mixed = Claim("sum", says="800 persons", of="all", parts=["january", "served", "unheard of"])
    months = Claim("sum", says="500 persons", of="all", parts=["january", "february"])
    one_month = Claim("sum", says="500 persons", of="all", parts=["january", "200 persons"])
    assert ("persons-added-to-person-times", "error") in _rules(Report("R", observations=observations, claims=[mixed]))
    assert ("persons-added-over-periods", "warning") in _rules(Report("R", observations=observations, claims=[months]))
    helped = [
        Observation("helped", "300 households", period="2021-01", id="january"),
        Observation("helped", "200 households", period="2021-02", id="february"),
        Observation("helped", "500 household-times", period="2021-01", id="served"),
    ]
    mixed, months = attrs.evolve(mixed, says="800 households"), attrs.evolve(months, says="500 households")
    assert ("persons-added-to-person-times", "error") in _rules(Report("R", observations=helped, claims=[mixed]))
    assert ("persons-added-over-periods", "warning") in _rules(Report("R", observations=helped, claims=[months]))
    same = _rules(Report("R", period="2021-01", observations=observations[:1], claims=[one_month]))
    assert "persons-added-to-person-times" not in dict(same)


@pytest.mark.parametrize(
    ("observation", "says", "warned"),
    [
        (Observation("admission rate", "85 %", id="it"), "up 5.5 %", True),
        (Observation("admission", result="increased", id="it"), "up 5.5 %", False),
        (Observation(ps.Indicator("admission", kind="rate"), result="increased", id="it"), "up 5.5 %", True),
        (Observation("admission rate", "85 %", id="it"), "up 5.5 percentage points", False),
        (Observation("jobs", "500 jobs", id="it"), "up 5.5 %", False),
    ],
)
def test_a_percentage_of_a_rate_may_be_points(observation: Observation, says: str, warned: bool) -> None:
    """Rule 6: a rise of a rate printed as "%" is undecided between percent and points until someone says."""
    report = Report("R", observations=[observation], claims=[Claim("year-on-year", says=says, of="it")])
    assert warned == (("percent-may-be-points", "warning") in _rules(report))


def test_a_printed_change_of_a_rate_may_be_points() -> None:
    """Rule 6, where the change itself is the observation."""
    rate = ps.Indicator("admission", kind="rate")
    assert [("percent-may-be-points", "warning")] == _rules(Report("R", observations=[Observation(rate, "up 5.5 %")]))
    assert [] == _rules(Report("R", observations=[Observation("income", "up 5.5 %")]))
    assert [] == _rules(Report("R", observations=[Observation(rate, "5.5 %")]))


def test_two_figures_for_one_indicator_contradict() -> None:
    """Two figures for one indicator, place, period and group are an error only if no value fits both."""
    first = Observation("jobs", "686,000 jobs", period=2021)
    cases = {
        "68.9万个就业": True,
        "685,700 jobs": False,
        "more than 600,000 jobs": False,
    }
    for text, contradicts in cases.items():
        other = Observation("Jobs", text.replace("个就业", " jobs"), period=2021)
        report = Report("R", observations=[first, other])
        assert contradicts == ("observations-contradict-each-other" in dict(_rules(report))), text
    elsewhere = Observation("jobs", "5 jobs", period=2021, place="Lishui", population="women")
    assert [] == _rules(Report("R", observations=[first, elsewhere, Observation("jobs", result="fine")]))


def test_contradicting_numbers_are_told_as_they_stand() -> None:
    """A figure that was made of a number is told by it, as a printed one is told by its text."""
    observations = [Observation("jobs", ps.figure(5, "job"), period=2021), Observation("jobs", "7 jobs", period=2021)]
    for order in (observations, observations[::-1]):
        report = Report("R", source="a paper", observations=order)
        (finding,) = ps.check(report).of_rule("observations-contradict-each-other")
        first, second = (text.partition(": ")[2] for text in finding.evidence)
        assert f"is {second} here, but {first} at observations[0]" == finding.message
        assert {"5 jobs", "7 jobs"} == {first, second}


def test_coverage_above_the_whole_is_kept_and_explained() -> None:
    """Rule 12: coverage above 100 % is kept and reported with what usually causes it."""
    report = Report(
        "R",
        coverage=[
            Coverage("vaccination", covered="1,043 children", eligible="1,001 children"),
            Coverage("insurance", rate="98 %", population="employees"),
            Coverage("insurance", is_all=True, population="participants"),
            Coverage("school meals", covered="0 children", eligible="0 children"),
        ],
    )
    found = ps.check(report)
    assert ["coverage-above-whole", "coverage-undefined"] == [each.rule for each in found]
    assert "counted more than once" in found[0].message


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # 90 / 100; the counts are given as numbers, which are exact
        ({"covered": 90, "eligible": 100, "rate": "95 %"}, ("coverage-inconsistent", "error")),
        ({"covered": 90, "eligible": 100, "rate": "90 %"}, ("coverage-consistent", "confirmed")),
        ({"covered": 90, "eligible": 100, "rate": "more than 80 %"}, ("coverage-consistent", "confirmed")),
        # without the 20 excluded 90 / 100, with them 90 / 120 = 75 %
        ({"covered": 90, "eligible": 120, "excluded": 20, "rate": "90 %"}, ("coverage-consistent", "confirmed")),
        ({"covered": 90, "eligible": 120, "excluded": 20, "rate": "75 %"}, ("coverage-inconsistent", "warning")),
        # 80 of 100 if 10 of the excluded are covered; of the 90 no more than 20 can be
        ({"covered": 90, "eligible": 120, "excluded": 20, "rate": "80 %"}, ("coverage-inconsistent", "warning")),
        ({"covered": 90, "eligible": 120, "excluded": 20, "rate": "69 %"}, ("coverage-inconsistent", "error")),
        # nothing is printed that a rate could be held against, or nobody is entitled
        ({"covered": 90, "rate": "90 %"}, None),
        ({"eligible": 100, "rate": "90 %"}, None),
        ({"covered": 90, "eligible": 100}, None),
        ({"covered": 0, "eligible": 0, "rate": "0 %"}, ("coverage-undefined", "warning")),
    ],
)
def test_a_printed_rate_is_held_against_the_counts_beside_it(
    printed: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    """Section 2: three printed numbers of which one follows from the others agree, or one of them is wrong."""
    found = ps.check(Report("R", source="a paper", period=2021, coverage=[Coverage("meals", **printed)]))
    assert ([] if expected is None else [expected]) == [(one.rule, one.severity.value) for one in found]
    if expected == ("coverage-inconsistent", "warning"):
        reading = "the excluded were counted" if printed["rate"] == "75 %" else "some of the excluded stand among"
        assert f"it would be consistent if {reading}" in found[0].message


def test_a_change_of_a_rate_that_fits_as_points_is_no_error() -> None:
    """Rule 6: "%" of a rate is undecided between percent and points: 1.5 points from 83.5 %, or 1.8 % of it."""

    def weight(says: str) -> str:
        rates = [
            Observation("rate", "85.0 %", period=2021, id="now"),
            Observation("rate", "83.5 %", period=2020, id="b"),
        ]
        claim = Claim("year-on-year", says=says, of="now", against="b")
        report = Report("R", source="a paper", observations=rates, claims=[claim])
        [one] = [one for one in ps.check(report) if one.rule.startswith("claim-")]
        return f"{one.rule}, {one.severity.value}"

    assert "claim-inconsistent, warning" == weight("up 1.5 %")
    assert "claim-consistent, confirmed" == weight("up 1.8 %")
    assert "claim-inconsistent, error" == weight("up 1.2 %")
    assert "claim-inconsistent, error" == weight("up 1.8 percentage points")


@pytest.mark.parametrize(
    ("odd", "problem"),
    [
        ({"covered": "-5 persons", "eligible": "10 persons"}, "covered is a count: -5 persons"),
        ({"covered": "5 persons", "eligible": "less than 0 persons"}, "eligible is a count: less than 0 persons"),
        ({"covered": "50 %", "eligible": "60 %"}, "covered is a count: 50 %"),
        ({"covered": "5 persons", "eligible": "9 persons", "excluded": "-1 person"}, "excluded is a count: -1 person"),
        ({"rate": "5 persons"}, "a coverage rate is a share: 5 persons"),
        (
            {"rate": "5 %", "eligible": "5 persons", "excluded": "1 household"},
            "'household' and 'person' are not of one",
        ),
    ],
)
def test_an_impossible_coverage_is_refused_and_not_checked(odd: dict[str, Any], problem: str) -> None:
    """Section 5: constructors refuse the impossible, so that `check` never raises on what a document says."""
    with pytest.raises(PublicServiceError, match=problem):
        Coverage("meals", **odd)


def test_people_on_trips_are_probably_person_times() -> None:
    """Trips meet the same people again; sessions, stocks, other periods and few people are not taken for such."""

    def found(people: Observation, services: Observation) -> bool:
        return bool(_rules(Report("R", observations=[services, people])))

    trips = Observation("trips", "40,300 trips", period="until 2025-05")
    assert found(Observation("people served", "1.77 million people", period="until 2025-05"), trips)
    assert not found(Observation("people served", "1.77 million people", period="2025"), trips)
    assert not found(Observation("people served", "1.77 million person-times", period="until 2025-05"), trips)
    assert not found(Observation("people served", "50,000 people", period="until 2025-05"), trips)
    insured = ps.Indicator("people insured", kind="stock")
    assert not found(Observation(insured, "1.77 million people", period="until 2025-05"), trips)
    lectures = Observation("lectures", "6 sessions", period="until 2025-05")
    assert not found(Observation("listeners", "1,000 people", period="until 2025-05"), lectures)


def test_a_stock_reported_for_a_span() -> None:
    """Section 7: a stock printed with a flow's period."""
    stock = ps.Indicator("insured", kind="stock")
    rules = [
        _rules(Report("R", observations=[Observation(stock, "2.3993 million people", period=at)]))
        for at in ("2025-01/2025-07", "as of 2025-07-31", "undated", None)
    ]
    assert [[("stock-with-span", "warning")], [], [], []] == rules


def test_anhui_gives_the_target_and_the_base() -> None:
    """Section 2: an annual target between 629,188 and 630,684, of which 630,000 is the only multiple of 1,000."""
    messages = [finding.message for finding in ps.check(ps.example("anhui-2021-11")).of_rule("claim-cannot-be-checked")]
    assert any("629,188 and 630,684 jobs; 630,000 is the only multiple of 1,000 or 10,000" in text for text in messages)
    assert any("623,835 and 624,800 jobs" in text for text in messages)


def test_huaian_keeps_both_readings() -> None:
    """Rule 6: both readings are carried; and both totals of the newly insured can be formed."""
    report = ps.example("huaian")
    assert ["percent-may-be-points"] == [finding.rule for finding in ps.check(report).at_least("warning")]
    enterprise, residents, flexible = (
        report.find(f"{who}-newly-insured").value for who in ("enterprise", "resident", "flexible")
    )
    # 74,900 + 14,600 + 10,100 = 99,600 if they are three groups; without the third, if it is part of the first, 89,500
    assert (99_600, 89_500) == ((enterprise + residents + flexible).value, (enterprise + residents).value)


def test_lishui_keeps_its_denominators_apart() -> None:
    """Section 7: 90 % of remote mountain villages and full coverage of administrative villages are two denominators."""
    report = ps.example("lishui-2025")
    entries = [node.item for node in ps.walk(report) if isinstance(node.item, Coverage)]
    assert 3 == len({str(entry.population) for entry in entries})
    assert ["90%"] == [
        entry.rate.text.replace(" ", "") for entry in entries if entry.rate is not None and entry.rate.text
    ]
    assert 2 == sum(entry.is_all for entry in entries)
    rules = [finding.rule for finding in ps.check(report).at_least("warning")]
    assert ["people-may-be-person-times", "stock-with-span"] == sorted(rules)


@pytest.mark.parametrize(
    "other",
    [
        Observation("beds", "9 beds", place="B"),
        Observation("beds", "9 beds", place="A", population="pupils"),
        Observation("beds", "9 beds", place="A", stage="started"),
        Observation("beds", "9 beds", place="A", period=2020),
        Observation("beds", "9 km", place="A"),
        Observation("cots", "9 beds", place="A"),
    ],
)
def test_figures_of_different_things_do_not_contradict_each_other(other: Observation) -> None:
    """Of another place, group, stage, period, kind of unit or indicator, a figure may be another."""
    first, same = Observation("beds", "5 beds", place="A"), Observation("Beds", "9 beds", place="A")
    assert not contradictions(first, other)
    assert 1 == contradictions(Observation("opened", result="done"), first, other, same)


def contradictions(*observations: Observation) -> int:
    """How many observations contradict another."""
    report = Report("R", period=2021, observations=observations)
    return len(ps.check(report).of_rule("observations-contradict-each-other"))
