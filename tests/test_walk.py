"""Walking a document: paths, ids, what is inherited, and how an entry is found."""

from __future__ import annotations

import itertools
import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import publicservice as ps
from publicservice.errors import NotFoundError, WrongTypeError
from publicservice.model.observation import Claim, Observation
from publicservice.model.programme import Commitment, Programme, Target
from publicservice.model.source import Source
from publicservice.model.walk import Node, find, find_all, slug, walk


def _target(title: str, **more: Any) -> Target:
    return Target(title, "5 km", **more)


PLAN = ps.Plan(
    "Plan",
    period=2022,
    place="Linyi",
    source="Paper",
    targets=[_target("Roads built")],
    commitments=["keep roads safe"],
    programmes=[
        Programme(
            "Smart Mobile Hospital",
            aliases=["Hospital on wheels"],
            period="2022-03",
            targets=[
                Target(
                    ps.Indicator("visits to villages", aliases=["tours"]),
                    "5 visits",
                    parts=[_target("Rural"), _target("urban")],
                ),
                _target("vehicles", period="2022-04", place="Lanshan", source=Source("Appendix")),
            ],
        ),
        Programme("Roads", id="R-1", programmes=[Programme("Bridges", targets=[_target("Roads built")])]),
    ],
)
IDS = [
    "",
    "roads-built",
    "keep-roads-safe",
    "smart-mobile-hospital",
    "smart-mobile-hospital/visits-to-villages",
    "smart-mobile-hospital/visits-to-villages/rural",
    "smart-mobile-hospital/visits-to-villages/urban",
    "smart-mobile-hospital/vehicles",
    "R-1",
    "R-1/bridges",
    "R-1/bridges/roads-built",
]


def test_every_entry_has_its_path_and_its_id() -> None:
    """A path leads to the entry, an id names it; the document itself has neither."""
    nodes = list(walk(PLAN))
    assert IDS == [node.id for node in nodes]
    assert ["targets[0]", "commitments[0]", "programmes[0]", "programmes[0].targets[0]"] == [
        node.path for node in nodes[1:5]
    ]
    for node in nodes[1:]:
        assert node.item is eval(f"plan.{node.path}", {"plan": PLAN})  # noqa: S307
    assert [False, False, True, True] == [node.is_part for node in nodes[3:7]]
    assert ["Plan", "Smart Mobile Hospital"] == [nodes[0].title, nodes[3].title]


def test_an_entry_inherits_from_what_it_stands_in() -> None:
    """None leaves period, place and source to what the entry stands in."""
    told = {node.id: (str(node.period), str(node.place), str(node.source)) for node in walk(PLAN)}
    assert ("2022-03", "Linyi", "Paper") == told["smart-mobile-hospital/visits-to-villages/rural"]
    assert ("2022-04", "Lanshan", "Appendix") == told["smart-mobile-hospital/vehicles"]
    assert ("2022", "Linyi", "Paper") == told[""] == told["R-1/bridges/roads-built"]
    (alone,) = walk(_target("a"))
    assert (None, None, None) == (alone.period, alone.place, alone.source)


def test_any_entry_can_be_walked_by_itself() -> None:
    """A programme or a target is a document too."""
    assert ["", "bridges", "bridges/roads-built"] == [node.id for node in walk(PLAN.programmes[1])]
    assert [""] == [node.id for node in walk(Commitment("c"))]


# --- ids

TITLES = st.lists(st.sampled_from(["A", "a", "A 2", "a-2", "a 3", "A-2-2", "B", "!", "untitled", "b/a"]), max_size=8)
GIVEN = st.sampled_from(["", "", "a", "a-2", "b/a", "B"])


@st.composite
def _entries(draw: st.DrawFn) -> list[Target]:
    parts = [_target(title, id=draw(GIVEN)) for title in draw(TITLES)]
    return [_target(title, id=draw(GIVEN), parts=draw(st.sampled_from([(), parts]))) for title in draw(TITLES)]


@given(_entries())
@example([_target("A"), _target("A"), _target("A 2")])
@example([_target("A 2"), _target("A"), _target("A")])
@example([_target("b", parts=[_target("a")]), _target("x", id="b/a")])
def test_ids_are_unique_whatever_the_titles_and_given_ids_are(entries: list[Target]) -> None:
    """Ids are unique in the document: also where a given id is another's derived one, or holds a slash."""
    ids = [node.id for node in walk(Programme("P", targets=entries))]
    assert len(ids) == len(set(ids))


@given(_entries(), _entries())
def test_what_is_added_behind_changes_no_id(entries: list[Target], more: list[Target]) -> None:
    """An id is stable: what is added behind an entry never changes it."""
    before = [node.id for node in walk(Programme("P", targets=entries))]
    after = [node.id for node in walk(Programme("P", targets=[*entries, *more]))]
    assert before == after[: len(before)]


def test_equal_titles_are_numbered_in_their_order() -> None:
    """The first keeps the plain id."""
    made = Programme("P", targets=[_target("A"), _target("a"), _target("a!")], commitments=["A"])
    assert ["", "a", "a-2", "a-3", "a-4"] == [node.id for node in walk(made)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Public-welfare positions (rural)", "public-welfare-positions-rural"),
        ("公益性岗位：新增", "公益性岗位-新增"),
        ("ＡＢＣ", "abc"),
        ("Straße", "strasse"),
        ("***", "untitled"),
        ("x" * 200, "x" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_an_id_is_made_of_the_titles_letters_and_digits(title: str, expected: str) -> None:
    """Lower case, joined by hyphens, and short."""
    assert expected == slug(title)


# --- find


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("R-1", "R-1"),
        ("r-1", "R-1"),
        ("roads-built", "roads-built"),
        ("bridges/roads-built", "R-1/bridges/roads-built"),
        ("R-1/bridges/roads-built", "R-1/bridges/roads-built"),
        ("Rural", "smart-mobile-hospital/visits-to-villages/rural"),
        ("SMART MOBILE HOSPITAL", "smart-mobile-hospital"),
        (" hospital on wheels ", "smart-mobile-hospital"),
        ("Tours", "smart-mobile-hospital/visits-to-villages"),
        ("villages visits", "smart-mobile-hospital/visits-to-villages"),
        ("wheels", "smart-mobile-hospital"),
        ("safe", "keep-roads-safe"),
    ],
)
def test_an_entry_is_found_by_id_end_of_id_title_alias_or_words(words: str, expected: str) -> None:
    """An id, the end of an id, a title, an alias, or words of a title, in this order; case does not matter."""
    assert expected == find(PLAN, words).id
    assert find(PLAN, words).item == PLAN.find(words)


@pytest.mark.parametrize("node", list(walk(PLAN))[1:], ids=IDS[1:])
def test_every_entry_is_found_by_its_own_id(node: Node) -> None:
    """An ambiguous answer lists ids, and each of them leads on, also where one is the end of another."""
    assert node.path == find(PLAN, node.id).path


def test_ids_that_differ_in_case_only_are_told_apart() -> None:
    """The id as written comes before the id in another case."""
    made = ps.Plan("P", targets=[_target("x", id="A1"), _target("y", id="a1")])
    assert ("x", "y") == (find(made, "A1").title, find(made, "a1").title)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "Roads built",
            "2 entries answer to 'Roads built'; use one of their ids: roads-built, R-1/bridges/roads-built",
        ),
        ("Roads bilt", "nothing in the document answers to this: 'Roads bilt'; did you mean 'Roads built'"),
        ("Hospital on weels", "did you mean 'Hospital on wheels'?"),
        ("xyzzy", "'xyzzy'; walk(document) lists every entry with its id"),
        ("", "nothing in the document answers to this: ''"),
        ("  ", "nothing in the document answers to this: '  '"),
        ("!!!", "nothing in the document answers to this: '!!!'"),
        ("x" * 5000, "(5,000 characters)"),
        ("\x1b[31m", "\\u001b[31m"),
    ],
)
def test_what_is_not_one_entry_is_refused_with_what_to_do(words: str, message: str) -> None:
    """Several answers list their ids; none names the nearest titles."""
    with pytest.raises(NotFoundError) as caught:
        PLAN.find(words)
    assert message in str(caught.value)


def test_many_answers_are_counted_and_five_are_listed() -> None:
    """A message stays short."""
    made = ps.Plan("P", targets=[_target("road") for _ in range(9)])
    with pytest.raises(NotFoundError) as caught:
        find(made, "Road ")
    assert "9 entries answer to 'Road '; use one of their ids: road, road-2, road-3, road-4, road-5 and 4 more" == str(
        caught.value
    )


@pytest.mark.parametrize("words", [5, None, ["a"], b"a"])
def test_words_are_text(words: Any) -> None:
    """What is no text finds nothing by accident."""
    for look in (PLAN.find, PLAN.find_all):
        with pytest.raises(WrongTypeError, match="an entry is found by its words"):
            look(words)


def test_find_all_gives_every_entry_in_the_order_of_the_document() -> None:
    """Every node whose id, title or alias is or holds the words, once each."""
    assert ["Roads built", "keep roads safe", "Roads", "Roads built"] == [item.title for item in PLAN.find_all("roads")]
    assert () == PLAN.find_all("xyzzy") == PLAN.find_all("") == find_all(PLAN, "-")
    assert IDS[6:7] == [node.id for node in find_all(PLAN, "visits-to-villages/urban")]


def test_words_far_behind_in_a_title_are_found() -> None:
    """An id is cut short, the title that is searched is not."""
    made = ps.Plan("P", targets=[_target("word " * 40 + "last"), _target("other")])
    assert find(made, "LAST").item is made.targets[0]


def test_what_a_report_prints_is_found_by_its_indicators_aliases() -> None:
    """An observation goes by the names of its indicator, as a target does; a claim's parts are no entries."""
    jobs = Observation(ps.Indicator("new urban jobs", aliases=["城镇新增就业"]), "686,000 jobs")
    made = Programme("P", observations=[jobs], claims=[Claim("sum", says="5 km", of="jobs", parts=["a", "b"])])
    assert find(made, "城镇新增就业").item is jobs
    assert ["", "observations[0]", "claims[0]"] == [node.path for node in walk(made)]


# --- size


def test_thousands_of_targets_of_one_title_get_their_ids() -> None:
    """Bounded time: numbering goes on where it stopped, so the work grows with the number of entries."""
    target = _target("road")
    made = Programme("P", targets=itertools.repeat(target, 30_000))
    ids = {node.id for node in walk(made)}
    assert (30_001, True) == (len(ids), "road-30000" in ids)


def test_a_document_may_go_deeper_than_the_interpreter() -> None:
    """However deep programmes stand inside one another, walking, finding and showing do not run out of stack."""
    depth = 2 * sys.getrecursionlimit()
    made = Programme("p", targets=[_target("deepest")])
    for _ in range(depth):
        made = Programme("p", programmes=[made])
    nodes = list(walk(made))
    assert depth + 2 == len(nodes)
    assert depth + 1 == nodes[-1].path.count("[")
    assert "deepest" == find(made, "deepest").title


def test_a_source_is_completed_by_those_around_it() -> None:
    """What an entry's source does not say, such as the document's title beside a speaker, is taken from around it."""
    made = ps.Plan(
        "P",
        source=Source("Action plan", publisher="Linyi"),
        programmes=[Programme("Jobs", source=Source(speaker="Zhang Ruipeng"), targets=[_target("jobs")])],
        targets=[_target("roads", source=Source("Appendix"))],
    )
    nodes = list(walk(made))
    assert Source("Appendix", publisher="Linyi") == nodes[1].source
    assert Source("Action plan", publisher="Linyi", speaker="Zhang Ruipeng") == nodes[3].source
    assert next(walk(ps.Plan("P"))).source is None
