"""The nouns: what their constructors take and refuse, and that they are records."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import (
    FigureTextError,
    GoalError,
    ModelError,
    PeriodError,
    PublicServiceError,
    UnknownUnitError,
    WrongTypeError,
)
from publicservice.model.entry import Listed, Stage
from publicservice.model.finding import Finding, Severity
from publicservice.model.indicator import Kind, indicator
from publicservice.model.people import optional_population, population
from publicservice.model.place import optional_place, place
from publicservice.model.programme import Commitment, Declaration, Parts, Programme, Target, declarations
from publicservice.model.revision import Revision, Version
from publicservice.model.source import Source, optional_source

# --- made in full, each as a record


def _target(**more: Any) -> Target:
    return Target("roads built", "1,000 km", **more)


def _plan() -> ps.Plan:
    return ps.Plan(
        "Roads for all",
        place="Linyi, Shandong, CN",
        period=2022,
        source="A paper",
        programmes=[Programme("Roads", targets=[_target()], declares={"targets": 1})],
        units=["boat"],
    )


FULL: list[tuple[Any, str]] = [
    (place("Linyi, Shandong, CN"), "Linyi, Shandong, CN"),
    (ps.Population("retirees", size="500 persons", within="people", is_open=True, note="n"), "retirees"),
    (ps.Indicator("rate", unit="%", kind="rate", better="lower", aliases=["share"]), "rate"),
    (Source("Paper", publisher="Press", published="2022-08-09"), "Paper, Press, 2022-08-09"),
    (Source(), ""),
    (Declaration("programmes", 6), "6 programmes"),
    (
        Finding(rule="r", severity="note", where="", title="t", message="m", evidence=["5 km"]),
        "note: t: m (r at document)",
    ),
]
RECORDS: list[Any] = [
    *(noun for noun, _ in FULL),
    _target(baseline="500 km", parts=[_target()], parts_are="of which", period=2022, place="Linyi", source="S", id="x"),
    _target(revisions=[Revision("2,000 km", on="2022-06", period=2023, baseline="500 km", source="S")]),
    Revision("2,000 km", on="2022-06"),
    Version(ps.reach("2,000 km")),
    Commitment("keep roads safe", population="drivers", lead="office", stage="under way", note="n", printed="p"),
    Programme(
        "Roads", commitments=["a"], programmes=[Programme("b")], aliases=["c"], listed="open", targets=[_target()]
    ),
    _plan(),
]


@pytest.mark.parametrize(("noun", "text"), FULL, ids=[type(noun).__name__ for noun, _ in FULL])
def test_a_noun_says_itself_shortly(noun: Any, text: str) -> None:
    """What people see of a noun is its name."""
    assert text == str(noun)


@pytest.mark.parametrize("noun", RECORDS, ids=[type(noun).__name__ for noun in RECORDS])
def test_nouns_are_frozen_records(noun: Any) -> None:
    """Section 5: nouns are frozen and slotted, equal and hashed by what they hold, copied and pickled whole."""
    hash(noun)
    for twin in (copy.copy(noun), copy.deepcopy(noun), pickle.loads(pickle.dumps(noun)), attrs.evolve(noun)):
        assert (noun, hash(noun), repr(noun)) == (twin, hash(twin), repr(twin))
    assert not hasattr(noun, "__dict__")
    field = attrs.fields(type(noun))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(noun, field, None)


@pytest.mark.parametrize("noun", RECORDS, ids=[type(noun).__name__ for noun in RECORDS])
def test_nouns_hold_tuples(noun: Any) -> None:
    """Section 5: tuples inside, so that a list that was given and is changed later changes no record."""
    held = [getattr(noun, field.name) for field in attrs.fields(type(noun))]
    assert not [value for value in held if isinstance(value, list | dict | set)]


loose: Any = ps  # what is wrong on purpose is not for the type checker
loose_source: Any = optional_source

KEYWORD_ONLY: list[Callable[[], Any]] = [
    lambda: loose.Place("a", "city"),
    lambda: loose.Population("a", "5 persons"),
    lambda: loose.Indicator("a", "km"),
    lambda: loose.Source("a", "b"),
    lambda: loose.Target("a", "5 km", "4 km"),
    lambda: Revision("5 km", loose.period(2022)),  # type: ignore[call-arg]
    lambda: loose.Commitment("a", "b"),
    lambda: loose.Programme("a", []),
    lambda: loose.Plan("a", []),
    lambda: loose.Finding("r"),
]


@pytest.mark.parametrize("make", KEYWORD_ONLY)
def test_nouns_are_keyword_only_past_the_first(make: Callable[[], Any]) -> None:
    """Section 5: keyword-only past the first field or two."""
    with pytest.raises(TypeError, match="positional"):
        make()


def test_equality_is_by_every_field() -> None:
    """Two records are equal when all that they hold is."""
    assert _plan() == _plan()
    assert _target() != _target(note="other")
    assert ps.Indicator("a") != ps.Indicator("a", unit="km")
    assert place("Linyi, Shandong") == ps.Place("Linyi", parent="Shandong") != place("Linyi")


# --- texts stand for nouns


def test_a_text_stands_for_a_noun() -> None:
    """Where a noun is asked for, its name will do, and a noun is taken as it is."""
    target = Target("a", "5 km", period="2022-03", place="Linyi", source="Paper", population="drivers", stage="Planned")
    assert (ps.Place("Linyi"), Source("Paper"), ps.Population("drivers")) == (
        target.place,
        target.source,
        target.population,
    )
    assert (ps.period("2022-03"), Stage.PLANNED, ps.reach("5 km")) == (target.period, target.stage, target.goal)
    again = Target(ps.Indicator("a"), ps.reach("5 km"), place=target.place, source=target.source, stage=target.stage)
    assert attrs.evolve(target, period=None, population=None) == again
    assert (Commitment("c"),) == Programme("p", commitments=[Commitment("c")]).commitments
    assert (date(2022, 8, 9), 2022) == (ps.period(date(2022, 8, 9)).start, ps.period(2022).start.year)  # type: ignore[union-attr]


def test_none_stays_none() -> None:
    """What is not given is not made up."""
    assert (None, None, None) == (optional_place(None), optional_population(None), optional_source(None))
    bare = Target("a", "5 km")
    assert {None} == {bare.period, bare.place, bare.source, bare.population, bare.stage, bare.baseline}
    assert ("", "", (), Parts.PARTITION) == (bare.note, bare.id, bare.parts, bare.parts_are)
    empty = Programme("p", targets=None, aliases=None, declares=None)
    assert ((), (), (), Listed.COMPLETE) == (empty.targets, empty.aliases, empty.declares, empty.listed)
    assert "" == Commitment("c", note=None).note


# --- wrong types, one message each

WRONG: list[tuple[Callable[[], Any], type[PublicServiceError], str]] = [
    (lambda: loose.Place(5), WrongTypeError, "not text: 5; expected text"),
    (lambda: loose.Place("a", level=["city"]), WrongTypeError, "not text: ['city']"),
    (lambda: loose.Place("a", parent=5), WrongTypeError, "a place is given by its name: 5"),
    (lambda: loose.Place("a", count="5"), ModelError, "a place cannot stand for this many areas: '5'"),
    (lambda: loose.Place("a", count=0), ModelError, "this many areas: 0; expected a whole number, 1 or more"),
    (lambda: loose.Place("a", count=True), ModelError, "this many areas: True"),
    (lambda: loose.Place(""), ModelError, "a place needs a name: ''"),
    (lambda: loose.Place(None), ModelError, "a place needs a name: ''"),
    (lambda: loose.place(["Linyi"]), WrongTypeError, "a place is given by its name: ['Linyi']"),
    (lambda: loose.place(""), ModelError, "not a place: ''"),
    (lambda: loose.place("Linyi,,CN"), ModelError, "not a place: 'Linyi,,CN'; expected names joined by commas"),
    (lambda: loose.place(", ".join("abcdefghijklm")), ModelError, "not a place"),
    (lambda: loose.Population(""), ModelError, "a population needs a who"),
    (lambda: loose.Population("a", size=[5]), WrongTypeError, "not a number: [5]"),
    (lambda: loose.Population("a", size="some"), FigureTextError, "'some'"),
    (lambda: loose.Population("a", size="5 km"), ModelError, "the size of a group is a count"),
    (lambda: loose.Population("a", size=5), ModelError, "is a count: 5; expected such as '500 persons'"),
    (lambda: loose.Population("a", size=ps.figure(-5, "person")), ModelError, "is a count: -5 persons"),
    (lambda: loose.Population("a", within={"who": "b"}), WrongTypeError, "a population is given in words"),
    (lambda: loose.Population("a", is_open="no"), WrongTypeError, "is_open is yes or no: 'no'; expected True or False"),
    (lambda: loose.population(5), WrongTypeError, "a population is given in words: 5"),
    (lambda: loose.indicator(None), WrongTypeError, "an indicator is given by its name: None"),
    (lambda: loose.indicator(" "), ModelError, "an indicator needs a name: ''"),
    (lambda: loose.Indicator("a", unit=5), WrongTypeError, "a unit is given by its text: 5"),
    (lambda: loose.Indicator("a", unit="houshold"), UnknownUnitError, "did you mean 'household'"),
    (lambda: loose.Indicator("a", kind="stok"), ModelError, "expected flow or stock or rate; did you mean 'stock'?"),
    (lambda: loose.Indicator("a", kind=5), ModelError, "not a word for kind: 5"),
    (lambda: loose.Indicator("a", better="hihger"), ModelError, "did you mean 'higher'"),
    (lambda: loose.Indicator("a", aliases="bc"), WrongTypeError, "not a list of texts: 'bc'; expected a list"),
    (lambda: loose.Indicator("a", aliases={"b": 1}), WrongTypeError, "not a list of texts"),
    (lambda: loose.Indicator("a", aliases=5), WrongTypeError, "not a list of texts: 5"),
    (lambda: loose.Indicator("a", aliases=["b", None]), WrongTypeError, "item 1 is not text: None"),
    (lambda: loose.Indicator("a", aliases=[5]), WrongTypeError, "not text: 5"),
    (lambda: loose.Source(5), WrongTypeError, "not text: 5"),
    (lambda: loose.Source("a", published="never"), PeriodError, "'never'"),
    (lambda: loose_source(5), WrongTypeError, "a source is given by its title: 5; expected text or a Source"),
    (lambda: loose.Target(5, "5 km"), WrongTypeError, "an indicator is given by its name: 5"),
    (lambda: loose.Target("a", 5), WrongTypeError, "a goal is given by its text: 5"),
    (lambda: loose.Target("a", "no goal"), GoalError, "not a goal"),
    (
        lambda: loose.Target("a", "5 km", parts=["b"]),
        WrongTypeError,
        "item 0 is not a Target: 'b' (str); expected Target",
    ),
    (
        lambda: loose.Target("a", "5 km", parts="b"),
        WrongTypeError,
        "not a list: 'b'; expected a list of Target records",
    ),
    (
        lambda: loose.Target("a", "5 km", parts=[_target(), None]),
        WrongTypeError,
        "item 1 is not a Target: None (NoneType)",
    ),
    (lambda: loose.Target("a", "5 km", parts_are="partial"), ModelError, "not a word for parts: 'partial'"),
    (lambda: loose.Target("a", "5 km", baseline=object()), WrongTypeError, "not a number: <object"),
    (lambda: loose.Target("a", "5 km", stage="done"), ModelError, "'done'; expected planned or started"),
    (lambda: loose.Target("a", "5 km", period=[2022]), WrongTypeError, "[2022]"),
    (lambda: loose.Target("a", "5 km", place=5), WrongTypeError, "a place is given by its name: 5"),
    (lambda: loose.Target("a", "5 km", source=5), WrongTypeError, "a source is given by its title: 5"),
    (lambda: loose.Target("a", "5 km", population=5), WrongTypeError, "a population is given in words: 5"),
    (lambda: loose.Commitment(""), ModelError, "a commitment needs a title: ''"),
    (lambda: loose.Commitment("c" * 2001), ModelError, "the title of a commitment is too long"),
    (lambda: loose.Programme("a", commitments={"b": 1}), WrongTypeError, "not a list: {'b': 1}"),
    (lambda: loose.Programme("a", commitments=[5]), WrongTypeError, "item 0 is not a Commitment: 5 (int)"),
    (lambda: loose.Programme("a", programmes=["b"]), WrongTypeError, "item 0 is not a Programme"),
    (lambda: loose.Programme("a", programmes=5), WrongTypeError, "not a list: 5"),
    (
        lambda: loose.Programme("a", listed="most"),
        ModelError,
        "not a word for listed: 'most'; expected complete or open",
    ),
    (lambda: loose.Programme("a", declares="six"), WrongTypeError, "declared counts are given by kind: 'six'"),
    (lambda: loose.Programme("a", declares=6), WrongTypeError, "declared counts are given by kind: 6"),
    (lambda: loose.Programme("a", declares=[6]), WrongTypeError, "item 0 is not a Declaration: 6 (int)"),
    (lambda: loose.Programme("a", declares={"programmes": "six"}), ModelError, "'six'; expected such as 6; write it"),
    (lambda: loose.Programme("a", declares={"programmes": "2 + n"}), ModelError, "'2 + n'; expected such as 6"),
    (lambda: loose.Programme("a", declares={"programmes": "-6"}), ModelError, "number of 'programmes' is not"),
    (lambda: loose.Programme("a", declares={"programmes": "9" * 99}), ModelError, "is not a whole number"),
    (lambda: loose.Programme("a", declares={"programmes": -1}), ModelError, "is not a whole number: -1"),
    (lambda: loose.Programme("a", declares={"programmes": 6.0}), ModelError, "is not a whole number: 6.0"),
    (lambda: loose.Programme("a", declares={"programmes": True}), ModelError, "is not a whole number: True"),
    (lambda: loose.Programme("a", declares={"programmes": None}), ModelError, "is not a whole number: None"),
    (lambda: loose.Programme("a", declares={"": 6}), ModelError, "a declaration needs a what"),
    (lambda: loose.Declaration("programmes", "6"), ModelError, "is not a whole number: '6'"),
    (lambda: loose.Declaration("a", 1_000_001), ModelError, "expected a whole number, 0 to 1,000,000"),
    (lambda: loose.Plan(""), ModelError, "a plan needs a title: ''"),
    (lambda: loose.Plan("a", units="boat"), WrongTypeError, "not a list of texts: 'boat'"),
    (lambda: loose.Plan("a", targets=_target()), WrongTypeError, "not a list: Target("),
    (lambda: loose.Plan("a", note=5), WrongTypeError, "not text: 5"),
    (
        lambda: loose.Finding(rule="r", severity="bad", where="", title="t", message="m"),
        ModelError,
        "not a word for severity",
    ),
]


@pytest.mark.parametrize(("make", "error", "message"), WRONG, ids=[message for _, _, message in WRONG])
def test_what_cannot_be_meant_is_refused_in_one_sentence(
    make: Callable[[], Any], error: type[PublicServiceError], message: str
) -> None:
    """Section 5: constructors refuse the impossible, with what was wrong, the value seen, and what was expected."""
    with pytest.raises(error) as caught:
        make()
    said = str(caught.value)
    assert message in said
    assert "\n" not in said
    assert said == str(pickle.loads(pickle.dumps(caught.value)))


CONVERTED: list[tuple[type[Any], dict[str, str]]] = [
    (ps.Place, {"name": "a"}),
    (ps.Population, {"who": "a"}),
    (ps.Indicator, {"name": "a"}),
    (Source, {}),
    (Target, {"indicator": "a", "goal": "5 km"}),
    (Commitment, {"title": "a"}),
    (Programme, {"title": "a"}),
    (ps.Plan, {"title": "a"}),
]


FIELDS = [(kind, needed, field.name) for kind, needed in CONVERTED for field in attrs.fields(kind)]


@pytest.mark.parametrize(("kind", "needed", "field"), FIELDS)
@pytest.mark.parametrize(
    "value", [object(), 3.5, [None], {"a": object()}, b"bytes", {5}, lambda: 5], ids=lambda value: type(value).__name__
)
def test_no_field_takes_just_anything(kind: type[Any], needed: dict[str, str], field: str, value: object) -> None:
    """Whatever is put in a field, it is taken for what it says or refused with the library's own error."""
    try:
        made = kind(**{**needed, field: value})
    except PublicServiceError as error:
        said = str(error)
    else:
        said = str(made.baseline)
    assert said == "3.5 km" if (field, value) == ("baseline", 3.5) else "; " in said or ": " in said


# --- indicators


def test_words_of_an_enumeration_are_read_in_any_case() -> None:
    """A word is a word, however it is capitalised or spaced."""
    made = ps.Indicator("a", kind=" Rate ", better="LOWER")
    assert (Kind.RATE, ps.Better.LOWER) == (made.kind, made.better)
    assert made == ps.Indicator("a", kind=Kind.RATE, better=ps.Better.LOWER)


def test_an_indicator_has_no_default_direction() -> None:
    """Section 4: there is no default direction, and None leaves kind and unit open too."""
    made = indicator("a")
    assert (None, None, None) == (made.better, made.kind, made.unit)
    assert made is indicator(made)
    assert ("a", "b") == ps.Indicator("a", aliases=["b"]).names


# --- targets and their units


@pytest.mark.parametrize(
    ("unit", "goal", "baseline", "expected"),
    [
        ("km", "5 m", "3 mile", "km"),
        (None, "5 m", "3 km", "m"),
        (None, "increase by 10 %", "3 km", "km"),
        (None, "increase by 10 %", None, None),
        ("person", "increase by 10 %", None, "person"),
        ("%", "increase by 10 percentage points", "50 %", "%"),
        (None, "all districts", None, None),
        ("district", "all districts", None, "district"),
    ],
)
def test_the_unit_of_a_target_is_the_first_that_is_said(
    unit: str | None, goal: str, baseline: str | None, expected: str | None
) -> None:
    """The indicator's unit, else the goal's, else the baseline's."""
    made = Target(ps.Indicator("a", unit=unit), goal, baseline=baseline)
    assert expected == (made.unit and str(made.unit))


@pytest.mark.parametrize(
    ("unit", "goal", "baseline", "message"),
    [
        ("person", "5 km", None, "the indicator of 'a' is not of the goal's kind: 'person'; expected km"),
        (None, "5 km", "5 persons", "the baseline of 'a' is not of the goal's kind: 'person'; expected km"),
        ("household", "increase by 10 %", "5 persons", "not of the baseline's kind: 'household'; expected person"),
        ("person", "keep 5 km", "5 km", "the indicator of 'a' is not of the baseline's kind"),
        (None, "increase by 5 percentage points", "500 persons", "by percentage points, and 'a' is none"),
        ("person", "increase by 5 percentage points every year", None, "a baseline and an indicator in %"),
        (
            None,
            "increase by 5 percentage points in each of 2 towns",
            "5 km",
            "only a rate changes by percentage points",
        ),
    ],
)
def test_a_target_of_two_kinds_of_unit_is_refused(
    unit: str | None, goal: str, baseline: str | None, message: str
) -> None:
    """Section 5: a target whose goal has another dimension than its indicator is impossible."""
    with pytest.raises(ModelError) as caught:
        Target(ps.Indicator("a", unit=unit), goal, baseline=baseline)
    assert message in str(caught.value)


def test_a_hostile_title_does_not_reach_the_terminal() -> None:
    """Messages show titles short and without control characters."""
    title = "x\x1b[31m" + "y" * 500
    with pytest.raises(ModelError) as caught:
        Target(title, "5 km", baseline="5 persons")
    said = str(caught.value)
    assert "\x1b" not in said
    assert 300 > len(said)


@pytest.mark.parametrize(
    ("goal", "baseline", "expected"),
    [
        ("raise to 85 %", 83, ps.figure(83, "%")),
        ("raise to 85 %", "83", ps.figure("83 %")),
        ("raise to 85 %", "80", ps.figure("80 %")),
        ("raise to 85 %", ps.figure("83"), ps.figure("83 %")),
        ("raise to 85 %", ps.figure(5) / ps.figure(6), ps.figure(5) / ps.figure(6)),
        ("raise to 85 %", "83 %", ps.figure("83 %")),
        ("increase by 10 %", 83, ps.figure(83, "km")),
        ("raise to 5,000 km", 4500, ps.figure(4500, "km")),
    ],
)
def test_a_baseline_without_a_unit_counts_in_the_goals(goal: str, baseline: Any, expected: ps.Figure) -> None:
    """A plain 83 beside "raise to 85 %" is 83 %, never 8,300 %; a computed ratio is what it is."""
    its_unit = "km" if goal != "raise to 85 %" else None
    assert expected == Target(ps.Indicator("a", unit=its_unit), goal, baseline=baseline).baseline


# --- declarations


def test_declarations_are_read_from_a_mapping_a_list_or_not_at_all() -> None:
    """Counts are given by kind; digits may be text, with separators."""
    expected = (Declaration("programmes", 6), Declaration("positions", 42000))
    assert expected == declarations({"programmes": "6", " positions": "42,000"}) == declarations(list(expected))
    assert expected == declarations(expected) == declarations({"programmes": 6, "positions": 42000})
    assert () == declarations(None) == declarations({}) == declarations([])
    mixed: dict[str, int | str] = {"a": "1,000,000", "b": 0}
    assert (Declaration("a", 1_000_000), Declaration("b", 0)) == declarations(mixed)


@given(st.integers(0, 1_000_000))
def test_every_number_of_things_can_be_declared(count: int) -> None:
    """A declared number is kept as it was printed."""
    assert count == declarations({"a": str(count)})[0].count == declarations({"a": f"{count:,}"})[0].count


# --- places

LINYI = place("Linyi, Shandong, CN")


def test_a_place_text_names_the_smallest_area_first() -> None:
    """The names are joined by commas, Chinese ones too."""
    assert ["Linyi", "Shandong", "CN"] == [area.name for area in LINYI.lineage()]
    assert LINYI == place(" Linyi ，Shandong,CN") == place(LINYI)
    assert "Linyi, Shandong, CN" == str(LINYI)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("Linyi, Shandong, CN", "Linyi, Shandong, CN", True),
        ("Linyi, Shandong, CN", "Shandong, CN", True),
        ("Linyi, Shandong, CN", "shandong", True),
        ("Linyi, Shandong, CN", "CN", True),
        ("Linyi, Shandong", "Shandong, CN", True),
        ("Linyi", "Linyi, Shandong, CN", True),
        ("Shandong, CN", "Linyi, Shandong, CN", False),
        ("Linyi, Shandong, CN", "Linyi, Shanxi, CN", False),
        ("Chaoyang, Beijing", "Chaoyang, Liaoning", False),
        ("Linyi, Shandong, CN", "Anhui, CN", False),
    ],
)
def test_a_place_is_within_its_parents_as_far_as_these_are_said(inner: str, outer: str, expected: bool) -> None:
    """A place whose parents are not all said is held against what is said."""
    assert expected == place(inner).is_within(place(outer))


def test_codes_tell_places_apart_where_both_have_one() -> None:
    """A code decides over a name, also that of a parent; without one the names are held against each other."""
    shandong = ps.Place("Shandong", code="37", parent="CN")
    linyi = ps.Place("Linyi", code="3713", parent=shandong)
    assert linyi.is_within(ps.Place("Shandong Province", code="37"))
    assert not linyi.is_within(ps.Place("Shandong", code="14"))
    assert not ps.Place("Linyi", parent=ps.Place("Shandong", code="14")).is_within(ps.Place("Linyi", parent=shandong))
    assert linyi.is_within(place("Shandong, CN"))


def test_unnamed_areas_are_counted() -> None:
    """Section 4: members may be unnamed ("five districts")."""
    assert 5 == ps.Place("five districts", level="district", count=5, parent="Linyi").count


# --- populations


def test_a_population_stands_within_a_larger_one() -> None:
    """Section 4: who, counted in what, within which larger population."""
    made = ps.Population("rural women", size="500 persons", within=ps.Population("women", size="more than 900 persons"))
    assert made.within == ps.Population("women", size="more than 900 persons")
    assert made is population(made) is optional_population(made)
    assert ps.unit("household") is ps.Population("families", size="1,200 households").size.unit  # type: ignore[union-attr]


# --- findings


def test_findings_weigh_from_confirmed_to_error() -> None:
    """The heavier the finding, the higher its rank."""
    assert [0, 1, 2, 3] == [
        severity.rank for severity in (Severity.CONFIRMED, Severity.NOTE, Severity.WARNING, Severity.ERROR)
    ]
    made = Finding(rule="r", severity=Severity.ERROR, where="programmes[0]", title="t", message="m")
    assert "error: t: m (r at programmes[0])" == str(made)


# --- bare numbers


@pytest.mark.parametrize(
    ("unit", "bare", "counted"),
    [
        ("%", "at least 85", "at least 85 %"),
        ("job", "between 10 and 15 every year", "between 10 and 15 jobs every year"),
        ("job", "keep 500", "keep 500 jobs"),
        ("park", "at least 1 in each of 5 districts", "at least 1 park in each of 5 districts"),
        ("job", "between 10 jobs and 15 jobs", "between 10 and 15 jobs"),
        ("job", "increase by 10 %", "increase by 10 %"),
        ("district", "all districts", "all districts"),
    ],
)
def test_a_bare_number_of_a_goal_counts_in_the_indicators_unit(unit: str, bare: str, counted: str) -> None:
    """A plan that says once what is counted need not say it again: 85 of a rate is 85 %, never 8,500 %."""
    assert ps.goal(counted) == ps.Target(ps.Indicator("it", unit=unit), bare).goal


def test_a_report_shows_and_finds_what_is_in_it() -> None:
    """A report answers as a plan does."""
    report = ps.Report("R", observations=[ps.Observation("jobs", "5 jobs"), ps.Observation("new jobs", "3 jobs")])
    assert report.observations == report.find_all("jobs")
    assert report.observations[0] == report.find("jobs")
    assert "<Report 'R': 2 observations>" == repr(report)
    assert "5 jobs" in str(report)
    assert "<table" in report._repr_html_()


# --- yes and no

FLAGS = [
    (noun, flag)
    for noun in (ps.Coverage, ps.Period, ps.Population, ps.Change)
    for flag in attrs.fields(noun)
    if flag.type == "bool"
]


@pytest.mark.parametrize(
    "flag", [flag for _, flag in FLAGS], ids=[f"{noun.__name__}.{flag.name}" for noun, flag in FLAGS]
)
def test_the_word_no_does_not_count_as_yes(flag: Any) -> None:
    """What is yes or no takes no text: any text would count as true."""
    assert flag.validator is not None
    for word in ("no", "", 0, 1, None):
        with pytest.raises(WrongTypeError, match="is yes or no"):
            flag.validator(None, flag, word)
    flag.validator(None, flag, True)


def test_coverage_that_says_no_is_not_taken_for_all() -> None:
    """A report that says "no" of all does not meet a target of all."""
    with pytest.raises(WrongTypeError, match="is_all is yes or no: 'no'"):
        ps.Coverage("insurance", is_all="no", period=2022)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="is yes or no: 'no'"):
        ps.Interval(0, 1, "no")  # type: ignore[arg-type]
