"""Strategies for tests: that they draw what they say, all of it, quickly, and what is small when a test fails."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import publicservice as ps
from publicservice import testing
from publicservice.errors import FigureTextError, MissingExtraError, PeriodError, UnitError, WrongTypeError
from publicservice.figures.reading import Comparator
from publicservice.model.goal_numbers import BoundKind
from publicservice.model.observation import ClaimKind
from publicservice.model.period import PeriodKind
from publicservice.testing.goals import numeric_goals
from publicservice.testing.prints import is_printable

NOUNS: dict[str, type[Any]] = {
    "assessments": ps.Assessment,
    "beneficiaries": ps.Beneficiaries,
    "claims": ps.Claim,
    "commitments": ps.Commitment,
    "counts": ps.Unit,
    "coverage": ps.Coverage,
    "coverage_rates": ps.CoverageRate,
    "figures": ps.Figure,
    "findings": ps.Finding,
    "goals": ps.Goal,
    "indicators": ps.Indicator,
    "observations": ps.Observation,
    "periods": ps.Period,
    "places": ps.Place,
    "plans": ps.Plan,
    "populations": ps.Population,
    "programmes": ps.Programme,
    "reports": ps.Report,
    "sources": ps.Source,
    "targets": ps.Target,
    "units": ps.Unit,
    "consistent_plans": ps.Plan,
    "consistent_reports": ps.Report,
    "consistent_completion": testing.Scenario,
    "consistent_share": testing.Scenario,
    "consistent_sum": testing.Scenario,
    "consistent_year_on_year": testing.Scenario,
}
WITH_UNIT = ["coverage", "coverage_rates", "goals", "indicators", "observations", "targets", "revisions", "figures"]
PRINTED = st.sampled_from(["person", "CNY", "%", "1", "km", "percentage point", "m²", "CNY/person/year", "village"])


def drawn(strategy: st.SearchStrategy[Any], number: int = 150) -> list[Any]:
    """What a strategy draws."""
    seen: list[Any] = []

    @settings(max_examples=number, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def collect(value: Any) -> None:
        seen.append(value)

    collect()
    return seen


# --- what they draw


def test_every_public_function_is_tried_here() -> None:
    """Each strategy that is offered has its noun in the table above, or tests of its own below."""
    assert {*testing.__all__} == {*NOUNS, "Scenario", "printed", "revisions"}


@pytest.mark.parametrize("name", NOUNS)
def test_a_strategy_draws_its_noun(name: str) -> None:
    """Every strategy draws nouns of its kind with all health checks on, and not always the same."""
    seen = drawn(getattr(testing, name)(), 60)
    assert all(isinstance(value, NOUNS[name]) for value in seen)
    assert len({repr(value) for value in seen}) > 5


@pytest.mark.parametrize("name", WITH_UNIT)
@pytest.mark.parametrize("given_as", ["text", "unit", "strategy"])
def test_a_unit_is_given_as_text_unit_or_strategy(name: str, given_as: str) -> None:
    """Where a unit can be given, its text, itself and units to draw from all do."""
    bed = ps.unit("bed")
    how: dict[str, Any] = {"text": "beds", "unit": bed, "strategy": st.just(bed)}
    told = [repr(value) for value in drawn(getattr(testing, name)(how[given_as]), 20)]
    assert any("bed" in text for text in told)


@pytest.mark.parametrize("name", ["units", "counts"])
def test_declared_counts_are_drawn_too(name: str) -> None:
    """Kinds of count that a document declares are drawn beside the library's own, and only where they are given."""
    boat = ps.unit("boat", counts=["boat"])
    assert boat in drawn(getattr(testing, name)(counts=["boat"]))
    assert boat not in drawn(getattr(testing, name)())


def test_counts_count() -> None:
    """A kind of count is no measure, no money and no share."""
    assert all(its_unit.is_count for its_unit in drawn(testing.counts()))


def test_figures_are_of_every_form() -> None:
    """Exact ones, sets with open, closed and missing ends, ranges, and prints with every comparator are drawn."""
    seen: list[ps.Figure] = drawn(testing.figures("person"), 1_500)
    forms = {(one.is_exact, one.value is None, one.low.is_finite(), one.high.is_finite()) for one in seen}
    assert {
        (True, False, True, True),
        (False, False, True, True),
        (False, True, True, True),
        (False, True, False, True),
        (False, True, True, False),
    } <= forms
    assert {False, True} == {one.admissible.low_open for one in seen if one.low.is_finite()}
    assert {*Comparator} - {Comparator.AND_MORE} == {one.reading.comparator for one in seen if one.reading}
    assert any("人" in (one.text or "") for one in seen)


def test_figures_are_printed_or_not_as_asked() -> None:
    """`printed` asks for figures with a text only, or for the others only."""
    assert all(one.text for one in drawn(testing.figures(printed=True)))
    assert not any(one.text for one in drawn(testing.figures(printed=False)))


def test_a_unit_that_cannot_be_printed_is_not() -> None:
    """Nobody writes 5 1/person, so that such figures are never printed, and goals in them are made of exact numbers."""
    per_head = ps.unit("1") / ps.unit("person")
    assert not is_printable(per_head)
    assert not any(one.text for one in drawn(testing.figures(per_head)))
    assert all(one.unit in (per_head, None, ps.unit("%")) for one in drawn(testing.goals(per_head)))
    with pytest.raises(UnitError, match="cannot stand behind a number: '1/person'"):
        testing.printed(5, per_head)


@given(st.integers(-50, 50), st.integers(0, 30), st.data())
def test_figures_keep_to_their_bounds(least: int, more: int, data: st.DataObject) -> None:
    """Numbers lie between the least and the greatest value before they are printed."""
    made = data.draw(testing.figures("km", printed=False, min_value=least, max_value=least + more))
    assert (
        all(least <= end <= least + more for end in (made.low, made.high) if end.is_finite()) or made.value is not None
    )
    assert made.value is None or min(least, 0) <= made.value <= max(least + more, 0)


@pytest.mark.parametrize("kind", PeriodKind)
def test_periods_are_of_the_kinds_that_are_asked_for(kind: PeriodKind) -> None:
    """Each kind by itself, within the years that are given."""
    seen: list[ps.Period] = drawn(testing.periods([kind], years=(2023, 2024)), 100)
    assert {kind} == {one.kind for one in seen}
    assert {day.year for one in seen for day in (one.start,) if day} <= {2023, 2024}


def test_periods_are_of_every_kind() -> None:
    """Also inferred ones, fiscal years, and ends of February."""
    seen: list[ps.Period] = drawn(testing.periods(), 300)
    assert {*PeriodKind} == {one.kind for one in seen}
    for told in ("inferred", "fiscal", "month_end"):
        assert {True, False} == {getattr(one, told) for one in seen}


@pytest.mark.parametrize("years", [(999, 2000), (2001, 2000), (2000, 9991)])
def test_years_that_no_period_has_are_refused(years: tuple[int, int]) -> None:
    """The years are in order and leave room for spans that go on after them."""
    with pytest.raises(PeriodError, match="expected a first and a last year from 1000 to 9990"):
        testing.periods(years=years)


def test_goals_are_of_every_kind() -> None:
    """Every kind of bound, ranges, changes of each sort, and scopes inside one another as they may stand."""
    seen: list[ps.Goal] = drawn(testing.goals("%"), 500)
    assert {ps.Bound, ps.Between, ps.Change, ps.Keep, ps.EachOf, ps.AllOf, ps.Every} == {type(one) for one in seen}
    numeric: list[ps.Goal] = drawn(numeric_goals(ps.unit("%")), 1_500)
    assert {*BoundKind} == {one.kind for one in numeric if isinstance(one, ps.Bound)}
    changes = [one for one in numeric if isinstance(one, ps.Change)]
    assert {("%", False), ("%", True), ("percentage point", False)} == {(str(c.by.unit), c.relative) for c in changes}
    inside = {(type(one), type(one.goal)) for one in seen if isinstance(one, ps.Keep | ps.EachOf | ps.Every)}
    assert {(ps.EachOf, ps.Keep), (ps.Every, ps.EachOf), (ps.Every, ps.AllOf), (ps.Keep, ps.Between)} <= inside
    members = [one for one in seen if isinstance(one, ps.AllOf)]
    assert {(True, True), (True, False), (False, True), (False, False)} == {
        (one.count is None, not one.names) for one in members
    }


def test_documents_hold_every_kind_of_entry() -> None:
    """Plans and reports hold all that can stand in them, several levels deep, and some declare kinds of count."""
    documents = drawn(testing.plans(counts=["boat"]), 120) + drawn(testing.reports(), 60)
    kinds = Counter(type(node.item) for one in documents for node in ps.walk(one))
    assert {
        ps.Plan, ps.Report, ps.Programme, ps.Target, ps.Commitment, ps.Observation, ps.Coverage, ps.Beneficiaries,
        ps.Claim,
    } == {*kinds}  # fmt: skip
    assert any(node.path.count("programmes") > 1 for one in documents for node in ps.walk(one))
    assert {("boat",), ()} == {one.units for one in documents}


def test_reports_have_claims_about_their_observations() -> None:
    """Claims speak of the observations beside them, by id or by name, and now and then of something else."""
    seen: list[ps.Report] = drawn(testing.reports(), 80)
    pairs = [(claim.of, one) for one in seen if one.observations for claim in one.claims]
    known = [of in {name for o in one.observations for name in (o.id, o.title)} for of, one in pairs]
    assert {True, False} == {*known}


def test_revisions_of_a_target_follow_each_other() -> None:
    """Some targets were revised more than once, in the order of time."""
    seen: list[ps.Target] = drawn(testing.targets("bed"), 200)
    assert {0, 1, 2} == {len(one.revisions) for one in seen}


def test_claims_are_of_every_kind() -> None:
    """Every claim but "all" says a figure; the names that it speaks of may be given."""
    seen: list[ps.Claim] = drawn(testing.claims(st.just("jobs")))
    assert {*ClaimKind} == {one.kind for one in seen}
    assert {"jobs"} == {one.of for one in seen}


# --- how an official text prints a number


@given(st.fractions(-(10**12), 10**12), PRINTED, st.booleans(), st.data())
def test_the_set_of_a_print_holds_the_truth(value: Fraction, its_unit: str, change: bool, data: st.DataObject) -> None:
    """Rule 14: a number's own digits give its set, and half-up and half-even are both accepted, in every style."""
    text, made = data.draw(testing.printed(value, its_unit, change=change))
    assert Fraction(made.low) <= value <= Fraction(made.high)
    assert (ps.figure(text), ps.unit(its_unit)) == (made, made.unit)


def test_the_styles_of_a_number() -> None:
    """686,312 persons are printed to the unit, ten, hundred and thousand, in thousands, millions, 万 and 亿."""
    texts = {text for text, _ in drawn(testing.printed(686_312, "person"), 200)}
    assert {
        "686,312 persons", "686,310 persons", "686,300 persons", "686,000 persons", "686312人", "686 thousand persons",
        "686.3 thousand persons", "0.7 million persons", "0.6863 million persons", "68.6312万人", "68.6万人", "69万人",
    } <= texts  # fmt: skip
    assert not any("亿" in text for text in texts)  # nobody prints 0.007亿


@pytest.mark.parametrize(
    ("value", "its_unit", "change", "expected"),
    [
        (Fraction(17, 2), "%", False, {"9 %", "8 %", "8.5 %", "8.50 %", "9%", "8%", "8.5%", "8.50%"}),
        (0, "person", False, {"0 persons", "0人"}),
        (1, "household", False, {"1 household", "1户"}),
        (-4, "percentage point", True, {"down 4 percentage points", "fell by 4.0 percentage points", "下降4个百分点"}),
        (996, "1", False, {"996.0", "1,000", "0.996 thousand"}),
        (1_200_000, "CNY", False, {"¥1,200,000", "1.2 million CNY", "¥1.2 million", "120万元"}),
    ],
)
def test_some_prints_by_hand(value: int, its_unit: str, change: bool, expected: set[str]) -> None:
    """Ties are printed both ways; zero is never rounded visibly; a name that is no count is not printed."""
    texts = {text for text, _ in drawn(testing.printed(value, its_unit, change=change), 200)}
    assert expected <= texts
    assert "996" not in texts


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (0.5, WrongTypeError),
        ("5", WrongTypeError),
        (True, WrongTypeError),
        (Decimal("NaN"), WrongTypeError),
        (10**41, FigureTextError),
    ],
)
def test_a_true_number_is_exact(value: Any, error: type[Exception]) -> None:
    """What is no exact number, or longer than anything printed, is refused."""
    with pytest.raises(error):
        testing.printed(value, "km")


# --- what was true and printed

VERBS: dict[str, Callable[..., ps.Verification]] = {
    "consistent_completion": ps.verify_completion,
    "consistent_share": ps.verify_share,
    "consistent_year_on_year": ps.verify_year_on_year,
    "consistent_sum": ps.verify_sum,
}


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("its_unit", [None, "km", st.just(ps.unit("CNY"))])
def test_what_is_printed_of_a_scenario_holds_its_truth(name: str, its_unit: Any) -> None:
    """The printed figures are keyword arguments of their verb, and hold the true numbers of the same names."""
    for scenario in drawn(getattr(testing, name)(its_unit), 50):
        VERBS[name](**scenario.printed)
        for told, value in scenario.true.items():
            values, prints = (
                (value, scenario.printed[told]) if told == "parts" else ((value,), (scenario.printed[told],))
            )
            assert all(p.low <= v <= p.high for v, p in zip(values, prints, strict=True))


def test_reports_that_hold_tell_every_kind_of_claim() -> None:
    """Completion, share, change and sum all occur."""
    kinds = {claim.kind for one in drawn(testing.consistent_reports(), 100) for claim in one.claims}
    assert {*ClaimKind} - {ClaimKind.ALL} == kinds


def test_plans_that_hold_are_confirmed() -> None:
    """Parts that add up and counts that are right are confirmed, not only left alone."""
    confirmed = {found.rule for one in drawn(testing.consistent_plans(), 60) for found in ps.check(one)}
    assert {"parts-add-up", "declared-count-agrees"} <= confirmed


# --- small and plain

QUICKLY = settings(max_examples=3000, database=None, phases=[Phase.generate, Phase.shrink])


@pytest.mark.parametrize(
    ("strategy", "text"),
    [
        (testing.units(), "person"),
        (testing.counts(), "person"),
        (testing.figures(), "0 persons"),
        (testing.places(), "CN"),
        (testing.populations(), "women"),
        (testing.indicators(), "roads"),
        (testing.sources(), "roads"),
    ],
)
def test_the_smallest_of_a_kind_is_plain(strategy: st.SearchStrategy[Any], text: str) -> None:
    """A failing test ends at a noun that a reader takes in at once."""
    assert text == str(find(strategy, lambda _: True, settings=QUICKLY))


def test_a_target_shrinks_to_what_matters() -> None:
    """Of a target that fails for its range, only the range is left."""
    found = find(testing.targets("bed"), lambda target: isinstance(target.goal, ps.Between), settings=QUICKLY)
    assert ("between 0 and 0 beds", (), None) == (str(found.goal), found.parts, found.period)


# --- without hypothesis


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for what needs an optional package says which extra to install."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "publicservice.testing.extra")
    with pytest.raises(MissingExtraError, match=r"which is not installed; pip install 'publicservice\[testing\]'"):
        import_module("publicservice.testing.extra")
