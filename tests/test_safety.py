"""
Safe by construction: what is read can be shared, what one document says never reaches another, nothing is opened that
was not named, no input takes more than its size warrants, and no text of a document becomes part of a page.
"""

from __future__ import annotations

import ast
import asyncio
import contextvars
import copy
import csv
import enum
import functools
import gc
import importlib
import io
import json
import multiprocessing
import pickle
import pkgutil
import re
import subprocess
import sys
import threading
import tracemalloc
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest

import publicservice as ps
from publicservice.cli import main
from publicservice.errors import UnknownUnitError, WrongTypeError
from publicservice.faults import FaultyFileError
from publicservice.io.csv_file import parse_observations
from publicservice.io.csv_write import observations_text
from publicservice.io.exchange import from_json, to_json
from publicservice.io.iati import read_iati
from publicservice.units.text import BASE
from publicservice.units.unit import _interned, make_unit

SOURCE = Path(ps.__file__).parent
# What is left out makes examples for tests, and draws pictures one at a time, under a lock of its own.
LEFT_OUT = ("publicservice.__main__", "publicservice.testing", "publicservice.charts")
FOUND = {found.name for found in pkgutil.walk_packages([str(SOURCE)], "publicservice.")}
MODULES = ["publicservice", *sorted(name for name in FOUND if not name.startswith(LEFT_OUT))]


def word(number: int) -> str:
    """A name that no unit has."""
    return "boat" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def results() -> dict[str, Any]:
    """Documents and everything that is computed of them."""
    plan, report = ps.example("linyi-2022"), ps.example("anhui-2021-11")
    assert isinstance(plan, ps.Plan)
    assert isinstance(report, ps.Report)
    assessed = ps.assess(plan, report, as_of="2022-11-30")
    rate = ps.CoverageRate(covered="2,650 units", eligible="3,442 units")
    return {
        "plan": plan,
        "report": report,
        "findings": ps.check(plan),
        "row": assessed.rows[0],
        "unused": assessed.unused[0],
        "table": assessed.table(),
        "figure": ps.figure("68.6万人"),
        "declared": ps.figure("5 blue boats", counts=["blue boat"]),
        "goal": ps.goal("keep at least 85 %"),
        "period": ps.period("2021-01/2021-11"),
        "place": ps.place("Linyi, Shandong, CN"),
        "completion": ps.completion_rate("686,000 jobs", "630,000 jobs"),
        "gap": ps.coverage_gap(rate, "85 %"),
        "verification": ps.verify_completion(says="108.9 %", actual="686,000 jobs"),
        "vocabulary": ps.Vocabulary(("blue boat",)),
        "answer": ps.keep("at least 80 %").accepts("84 %"),
    }


# --- what is read can be shared


# Tables within an object that only remember what would be worked out again.
MEMORIES = {("Unit", name) for name in ("_factors", "_products", "_quotients", "_texts")} | {("Vocabulary", "_units")}
ATOMS = (str, int, bytes, Decimal, Fraction, date, timedelta, type(None), enum.Enum, float)


def changeable(thing: Any, seen: set[int], where: str) -> Iterator[str]:
    """Every place within a thing where something could be changed."""
    if id(thing) in seen or isinstance(thing, (*ATOMS, types.FunctionType)):
        return
    seen.add(id(thing))
    if isinstance(thing, tuple | frozenset):
        for inner in thing:
            yield from changeable(inner, seen, where)
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            if (type(thing).__name__, field.name) not in MEMORIES:
                yield from changeable(getattr(thing, field.name), seen, f"{where}.{field.name}")
    else:
        yield f"{where}: {type(thing).__name__}"


@pytest.mark.parametrize("name", list(results()))
def test_a_noun_is_unchangeable_all_the_way_down(name: str) -> None:
    """Nouns are frozen, with tuples inside: nothing that can be reached from one can be changed."""
    noun = results()[name]
    assert [] == list(changeable(noun, set(), name))
    for field in attrs.fields(type(noun)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(noun, field.name, None)


def frozen_classes() -> Iterator[tuple[str, type]]:
    """Every class of records in the package, once."""
    for name in MODULES:
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type) and attrs.has(value) and value.__module__ == name and attrs.fields(value):
                yield f"{name}.{value.__qualname__}", value


# What is filled within one call, and leaves it as something else: drafts of figures, frames with columns that come and
# go, the room that an assessment has left, and the sheets of IATI.
WORKING = re.compile(
    r"publicservice\.(io\.iati\..*|.*\._\w+|figures\.figure\.Draft|frames\.printed\.Kept|assessment\.room\.Room)"
)


def test_every_record_is_frozen() -> None:
    """Every class of records refuses to be changed, but for those that no caller ever holds."""
    found = {name: kind for name, kind in frozen_classes() if not WORKING.fullmatch(name)}
    assert len(found) > 60
    for kind in found.values():
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(object.__new__(kind), attrs.fields(kind)[0].name, None)


@pytest.mark.parametrize("name", list(results()))
def test_copies_are_equal_and_go_anywhere(name: str) -> None:
    """What is copied, deeply copied or pickled says the same."""
    noun = results()[name]
    twins = [copy.copy(noun), copy.deepcopy(noun), pickle.loads(pickle.dumps(noun))]
    assert [repr(noun)] * 3 == [repr(twin) for twin in twins]
    assert [noun] * 3 == twins


def test_nouns_and_errors_go_through_processes() -> None:
    """Nouns go into a new process and come back as they were; errors come back with all their faults."""
    nouns = list(results().values())
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert list(map(repr, nouns)) == list(pool.map(repr, nouns, chunksize=len(nouns)))
        assert list(map(repr, nouns)) == list(map(repr, pool.map(copy.copy, nouns, chunksize=len(nouns))))
        with pytest.raises(FaultyFileError) as raised:
            pool.submit(ps.parse_plan, "plan: P\ntargets: [{indicator: jobs, goal: 5 jbs}]").result()
    assert ["targets[0].goal"] == [fault.path for fault in raised.value.faults]


# --- what one document says never reaches another


@contextmanager
def switching_often() -> Iterator[None]:
    """Threads take turns after almost every step."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def document(number: int) -> tuple[str, str]:
    """A plan, and what is to be read of it: the same words are a count of their own, a boat, or unknown."""
    units, expected = [("[boat, blue boat]", "blue boat"), ("[boat]", "unknown unit"), ("[blue boat]", "blue boat")][
        number % 3
    ]
    return f"plan: P\nunits: {units}\ntargets: [{{indicator: a, goal: {number} blue boats/person}}]", expected


def read_unit_of(number: int) -> str:
    """What the goal of such a plan counts, or what is wrong with it."""
    try:
        made = ps.parse_plan(document(number)[0]).targets[0].goal.unit
    except FaultyFileError as error:
        return error.faults[0].problem
    assert made is not None
    return ", ".join(sorted(made.declared)).replace("_", " ")


def test_threads_never_see_each_other_s_counts() -> None:
    """A declared count is known only where its vocabulary is used, however many threads read at once."""
    with switching_often(), ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read_unit_of, range(240)))
    assert [document(number)[1] for number in range(240)] == found


def test_figures_in_threads_have_their_own_counts() -> None:
    """The same text is a figure with the count, and refused without it, in threads that ask at the same time."""

    def ask(number: int) -> bool:
        counts = [["blue boat"], ["boat", "blue boat"], []][number % 3]
        try:
            return ps.figure("5 blue boats", counts=counts).unit.declared == {"blue_boat"} and number % 3 < 2
        except UnknownUnitError:
            return number % 3 == 2

    with switching_often(), ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(600)))


def test_tasks_never_see_each_other_s_counts() -> None:
    """The same holds for tasks of one event loop, in its own thread and in those that it lends work to."""

    async def read(number: int) -> str:
        await asyncio.sleep(0)
        return read_unit_of(number) if number % 2 else await asyncio.to_thread(read_unit_of, number)

    async def all_of_them() -> list[str]:
        return await asyncio.gather(*map(read, range(60)))

    with switching_often():
        assert [document(number)[1] for number in range(60)] == asyncio.run(all_of_them())


def test_equal_units_of_threads_are_one_object() -> None:
    """Units are interned: threads that ask for a new one at the same time get the same object."""
    for number in range(50):
        start = threading.Barrier(6)

        def ask(name: str = word(number), start: threading.Barrier = start) -> ps.Unit:
            start.wait()
            return ps.unit(f"{name}/person", counts=[name])

        with switching_often(), ThreadPoolExecutor(6) as pool:
            made = [future.result() for future in [pool.submit(ask) for _ in range(6)]]
        assert 1 == len({id(one) for one in made})


# --- no state that a request could change

# Functions that remember everything they were asked, since only so much can be asked.
CLOSED = {
    "publicservice.compute.ratios.percent": "takes nothing",
    "publicservice.io.keys.keys_of": "is asked of the classes of nouns",
    "publicservice.io.structure._converter": "takes nothing",
    "publicservice.io.unstructure._fields": "is asked of the classes of nouns",
    "publicservice.units.registry._registry": "takes nothing",
    "publicservice.units.registry.canonical_names": "takes nothing",
    "publicservice.units.registry.root": "is asked of the names in definitions.txt",
    "publicservice.units.names.known_names": "takes nothing",
}
# Other objects that change, and why no request can see by them what another said.
LIVING = {
    (
        "publicservice.units.unit",
        "_interned",
    ): "weak: a unit is in it as long as somebody holds it, and is what its key says",
    ("publicservice.units.unit", "_lock"): "a lock has no content",
    ("publicservice.units.registry", "_lock"): "a lock has no content",
    ("publicservice.io.yaml_text", "_RESOLVER"): "has no rules for paths, so that asking it changes nothing",
    ("publicservice.frames.exact", "_NEVER"): "an expression of narwhals, which is made anew by every operation",
}
KINDS = (
    *ATOMS, re.Pattern, type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.GenericAlias,
    types.UnionType, types.MappingProxyType, typing.TypeVar, types.MethodDescriptorType,
)  # fmt: skip
TYPING = ("typing", "__future__", "typing_extensions", "ctypes")


def is_fixed(value: Any) -> bool:
    """Whether a value can be changed by nobody."""
    if isinstance(value, KINDS) or type(value).__module__ in TYPING:
        return True
    if isinstance(value, tuple | frozenset):
        return all(map(is_fixed, value))
    if isinstance(value, functools.partial):
        return is_fixed(value.func) and all(map(is_fixed, value.args)) and all(map(is_fixed, value.keywords.values()))
    if attrs.has(type(value)):
        return not list(changeable(value, set(), ""))
    return False


def held() -> dict[tuple[str, str], Any]:
    """What the modules hold by name that could be changed."""
    found: dict[tuple[str, str], Any] = {}
    for name in MODULES:
        for own, value in vars(importlib.import_module(name)).items():
            if not own.startswith("__") and not is_fixed(value):
                found[name, own] = value
    return found


def serve(first: int) -> None:
    """What requests make the library do: good, faulty and hostile ones, each with words of its own."""
    for number in range(first, first + 12):
        name = word(number)
        about, its_unit = f"{name}\nperiod: 2021\nunits: [{name}]", f"{name}s/person"
        target = f"{{indicator: i{name}, goal: 5 {its_unit}, baseline: 3 {its_unit}}}"
        plan = f"plan: P{about}\ntargets: [{target}]"
        report = f"report: R{about}\nobservations: [{{indicator: i{name}, value: 6 {its_unit}}}]"
        made, seen = ps.parse_plan(plan), ps.parse_report(report)
        assessed = ps.assess(made, seen, as_of="2021-12-31")
        for shown in (made, seen, ps.check(made), ps.check(seen), assessed):
            repr(shown), str(shown), shown._repr_html_()
        assessed.to_page(), assessed.to_rows(), to_json(made), from_json(to_json(seen))
        parse_observations(observations_text(seen), counts=[name])
        for faulty in (
            f"plan: [{name}",
            f"plan: P\n{name}: 5",
            f"plan: P\ntargets: [{{indicator: x, goal: 5 {name}s}}]",
        ):
            with suppress(FaultyFileError):
                ps.parse_plan(faulty)


def said(value: Any) -> Any:
    """What can be told of an object that modules hold; None if nothing can."""
    if isinstance(value, dict | list | set):
        return repr(value)
    if isinstance(value, Context):  # its flags say what happened to somebody; nothing looks at them
        return value.prec, value.rounding, value.Emin, value.Emax, tuple(value.traps.items())
    if isinstance(value, contextvars.ContextVar):
        return value.get("nothing")
    if hasattr(value, "cache_info"):
        size = value.cache_info()
        return size.currsize if size.maxsize is None else "bounded"
    return None


def test_no_request_changes_what_modules_hold() -> None:
    """There are no global switches: what modules hold is fixed, a table that no request changes, or listed here."""
    serve(0)
    before = {place: said(value) for place, value in held().items()}
    serve(100)
    after = held()
    assert before == {place: said(value) for place, value in after.items()}
    assert set(LIVING) == {place for place, told in before.items() if told is None}
    assert {"nothing"} == {before[place] for place, value in after.items() if isinstance(value, contextvars.ContextVar)}


def unbounded() -> dict[str, Any]:
    """Every function that remembers without bound."""
    found = {}
    for value in held().values():
        if hasattr(value, "cache_info") and value.cache_info().maxsize is None:
            found[f"{value.__module__}.{value.__qualname__}"] = value
    return found


def test_what_is_remembered_is_bounded() -> None:
    """Every function that remembers answers has a bound, or can only be asked so much: it is listed with the reason."""
    assert set(CLOSED) == {name for name in unbounded() if name.startswith("publicservice.")}


def test_no_function_writes_a_global_name() -> None:
    """No function of the library assigns to a name of its module."""
    trees = {path.name: ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
    assert [] == [name for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.Global)]


def declared_units() -> int:
    """How many units are alive of which a part was declared by a document."""
    gc.collect()
    return sum(1 for made in list(_interned.values()) if made.declared)


def test_declared_counts_are_forgotten_with_their_documents() -> None:
    """
    A client may declare millions of counts: what is kept is bounded by the vocabularies that are remembered, the last
    eight with the units of their words, and not by how many there were.
    """
    kept = []
    for first in (0, 200, 400):
        for number in range(first, first + 200):
            name = word(number)
            targets = f"{{indicator: a, goal: 5 persons/{name}}}, {{indicator: b, goal: 5 {name}s}}"
            text = f"plan: P\nunits: [{name}]\ntargets: [{targets}]"
            plan = ps.parse_plan(text)
            assert (plan.targets[0].goal.unit or BASE.unit("1")) * ps.unit(name, counts=[name]) is ps.unit("person")
        kept.append(declared_units())
    assert kept[1] == kept[2] <= 100


def test_the_tables_of_a_unit_and_of_a_vocabulary_are_bounded() -> None:
    """However many units one meets, and however many unit texts a document has, a thousand are remembered."""
    person, words = ps.unit("person"), ps.Vocabulary(("blue boat",))
    for number in range(1_100):
        made = make_unit(
            [
                ("bed", number % 9 + 1),
                ("kilometre", number // 9 % 9 + 1),
                ("town", number // 81 % 9 + 1),
                ("seat", number // 729),
            ]
        )
        assert person * made is made * person
        assert 1 == made.factor_to(made)
        assert words.unit(f"{' ' * (number % 12)}blue boats/km^{number // 12 % 9 + 1}{' ' * (number // 108)}").declared
    assert len(person._products) <= 1_000
    assert len(words._units) <= 1_000


def test_counts_that_are_no_names_are_refused_as_ever() -> None:
    """What is no text is refused with the reason, whether it could be remembered or not."""
    given: tuple[Any, ...] = (([],), (5,), [{}])
    for counts in given:
        with pytest.raises(WrongTypeError, match="a declared count is given by its name"):
            ps.figure("5 beds", counts=counts)


# --- nothing is opened that was not named

# Run by itself, since a hook that listens can never be taken away again.
LISTENING = """
import sys
import publicservice as ps
from publicservice.io.csv_file import parse_observations
from publicservice.io.csv_write import observations_text
from publicservice.io.exchange import from_json, to_json
from publicservice.io.iati import read_iati
from io import BytesIO
from pathlib import Path

heard, listening = [], False
QUIET = ("object.__getattr__", "sys._getframe", "compile", "exec", "marshal.loads", "code.__new__", "os.fspath",
         "object.__setattr__", "object.__delattr__", "function.__new__", "builtins.id", "sys._current_frames")

def hook(event, arguments):
    if listening and not event.startswith(QUIET):
        heard.append((event, str(arguments[0]) if arguments else ""))

def read_all():
    folder = Path(sys.argv[1])
    plan, report = ps.read_plan(folder / "plan.yaml"), ps.read_report(folder / "report.json")
    ps.check(plan), ps.check(report), ps.assess(plan, report, as_of="2022-11-30").to_page()
    for text in ("68.6万人", "9**9**9 m", "../../etc/passwd", "http://127.0.0.1/ jobs", "$(id)", "__import__('os')"):
        for read in (ps.figure, ps.unit, ps.period, ps.place, ps.goal):
            try:
                read(text)
            except ps.PublicServiceError:
                pass
    for text in ("plan: !!python/object/apply:os.system [id]", "plan: !include /etc/passwd", "<<: *x", "plan: P"):
        for read in (ps.parse_plan, ps.parse_report, from_json):
            try:
                read(text)
            except ps.PublicServiceError:
                pass
    parse_observations(observations_text(report))
    from_json(to_json(plan))
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1/y">]>'
    for head in ("", bomb):
        try:
            read_iati(BytesIO((head + '<iati-activities version="2.03">&x;</iati-activities>').encode()))
        except ps.PublicServiceError:
            pass

sys.addaudithook(hook)
if sys.argv[2] == "warm":
    read_all()
listening = True
read_all()
listening = False
for event, what in heard:
    print(event, what)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan and a report."""
    plan, report = ps.example("linyi-2022"), ps.example("anhui-2021-11")
    assert isinstance(plan, ps.Plan)
    assert isinstance(report, ps.Report)
    ps.write_plan(plan, tmp_path / "plan.yaml")
    ps.write_report(report, tmp_path / "report.json")
    return tmp_path


def events(folder: Path, how: str) -> list[list[str]]:
    """What the interpreter was asked to do while everything was read."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LISTENING, str(folder), how], capture_output=True, text=True, check=True
    )
    return [line.split(" ", 1) for line in done.stdout.splitlines()]


def test_readers_open_only_what_is_named(folder: Path) -> None:
    """Once it is loaded, the library opens the files that the caller names, and touches nothing else of the machine."""
    named = {str(folder / "plan.yaml"), str(folder / "report.json")}
    assert {("open", name) for name in named} == {(event, what) for event, what in events(folder, "warm")}


def test_the_first_reading_loads_only_code(folder: Path) -> None:
    """At its first use, too, the library opens nothing but code and its own data, and no connection or process."""
    heard = events(folder, "cold")
    own = {str(folder / "plan.yaml"), str(folder / "report.json")}
    opened = {what for event, what in heard if event == "open"} - own
    assert {what for what in opened if not what.endswith((".py", ".pyc", ".so", "definitions.txt"))} <= set()
    assert {event for event, _ in heard} <= {
        "open",
        "import",
        "os.listdir",
        "os.scandir",
        "ctypes.dlopen",
        "sys.setprofile",
    }


# --- no input takes more than its size warrants

Read = Callable[[str], object]
XML = '<iati-activities version="2.03"><iati-activity><result type="1">{}</result></iati-activity></iati-activities>'


def iati(text: str) -> object:
    """An IATI file that is already at hand."""
    return read_iati(io.BytesIO(text.encode()))


def parse_json(text: str) -> object:
    """A plan in JSON."""
    return ps.parse_plan(text, format="json")


# A single value may be as long as it likes: the readers refuse it by its length, or look at each letter but once.
WORDS: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "9" * size,
    "zeros": lambda size: "1" + "0" * size,
    "commas": lambda size: "1," * (size // 2),
    "spaces": lambda size: "5" + " " * size + "jobs",
    "slashes": lambda size: "person" + "/person" * (size // 7),
    "powers": lambda size: "m" + "**9" * (size // 3),
    "chinese": lambda size: "一" * size,
    "scales": lambda size: "1" + "万" * size,
    "words": lambda size: "one hundred and " * (size // 16),
    "bounds": lambda size: "at least " * (size // 9) + "5 jobs",
    "scopes": lambda size: "keep " * (size // 5) + "at least 5 %",
    "dashes": lambda size: "2021-" * (size // 5),
    "places": lambda size: "a," * (size // 2) + "b",
    "marks": lambda size: "e" + "\u0301" * size,
    "ligatures": lambda size: "\ufdfa" * size,  # one of these is eighteen letters in its plain form
}
TEXTS: dict[str, Read] = {"figure": ps.figure, "goal": ps.goal, "period": ps.period, "unit": ps.unit, "place": ps.place}

DOCUMENTS: dict[str, tuple[Read, Callable[[int], str]]] = {
    "yaml flow": (ps.parse_plan, lambda size: "{a: " * (size // 4)),
    "yaml lists": (ps.parse_plan, lambda size: "- " * (size // 2)),
    "yaml keys": (ps.parse_plan, lambda size: "".join(f"k{number}: x\n" for number in range(size // 9))),
    "yaml same key": (ps.parse_plan, lambda size: "plan: P\n" * (size // 8)),
    "yaml anchors": (ps.parse_plan, lambda size: "".join(f"- &a{n} [*a{n}]\n" for n in range(size // 14))),
    "yaml tags": (ps.parse_plan, lambda size: "%TAG !a! tag:x,2000:\n" * (size // 21) + "--- a"),
    "yaml scalar": (ps.parse_plan, lambda size: "plan: " + "x" * size),
    "yaml quoted": (ps.parse_plan, lambda size: 'plan: "' + "\\n" * (size // 2)),
    "yaml comments": (ps.parse_plan, lambda size: "plan: P\n" + "#\n" * (size // 2)),
    "yaml blank": (ps.parse_plan, lambda size: "plan: P\n" + " \n" * (size // 2)),
    "yaml units": (ps.parse_plan, lambda size: "plan: P\nunits:\n- " + "\n- ".join(map(word, range(size // 12)))),
    "yaml programmes": (ps.parse_plan, lambda size: "plan: P\nprogrammes:\n" + "- title: A\n" * (size // 11)),
    "json lists": (parse_json, lambda size: "[" * size),
    "json maps": (parse_json, lambda size: '{"a":' * (size // 5)),
    "json string": (parse_json, lambda size: '{"plan": "' + "x" * size),
    "json escapes": (parse_json, lambda size: '{"plan": "' + "\\u0041" * (size // 6) + '"}'),
    "json number": (parse_json, lambda size: '{"plan": ' + "9" * size + "}"),
    "json same key": (parse_json, lambda size: "{" + '"plan": "P",' * (size // 12) + '"a": 1}'),
    "exchange keys": (from_json, lambda size: "{" + ",".join(f'"k{n}": 1' for n in range(size // 10)) + "}"),
    "csv columns": (parse_observations, lambda size: "indicator,value" + ",x" * (size // 2)),
    "csv rows": (parse_observations, lambda size: "indicator,value\n" + "jobs,5 jobs\n" * (size // 12)),
    "csv faults": (parse_observations, lambda size: "indicator,value\n" + "jobs\n" * (size // 5)),
    "csv quote": (parse_observations, lambda size: 'indicator,value\n"' + "a,b\n" * (size // 4)),
    "csv quotes": (parse_observations, lambda size: "indicator,value\n" + '"' * size),
    "iati nesting": (iati, lambda size: XML.format("<a>" * (size // 3))),
    "iati text": (iati, lambda size: XML.format("<title><narrative>" + "x" * size + "</narrative></title>")),
    "iati attributes": (iati, lambda size: XML.format("<a " + " ".join(f'a{n}="1"' for n in range(size // 10)) + "/>")),
    "iati results": (iati, lambda size: XML.format("<indicator measure='1'/>" * (size // 24))),
}  # fmt: skip
SMALL, LARGE = 6_000, 48_000
MORE = LARGE // SMALL


def cost(read: Read, text: str) -> tuple[int, int]:
    """The calls of functions that a reading makes and its peak of memory [byte], whether it is refused or not."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    tracemalloc.start()
    sys.setprofile(count)
    try:
        with suppress(ps.PublicServiceError):
            read(text)
    finally:
        sys.setprofile(None)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return calls, peak


def grows_with_its_size(read: Read, make: Callable[[int], str]) -> None:
    """Eight times the text takes eight times the calls and memory, or so: far from the sixty-four of a square."""
    with suppress(ps.PublicServiceError):
        read(make(SMALL))  # what is made at first use is made
    small, large = cost(read, make(SMALL)), cost(read, make(LARGE))
    assert large[0] <= 2 * MORE * max(small[0], 100)
    assert large[1] <= 2 * MORE * max(small[1], 100_000)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("text", WORDS)
def test_the_work_for_a_text_is_bounded(kind: str, text: str) -> None:
    """
    Any text of up to a megabyte costs a reader of figures, goals, periods, units or places no more than its size.

    Work inside one call, of a pattern that tries too many ways, shows in the megabyte: the square of that never ends.
    """
    read = TEXTS[kind]
    grows_with_its_size(read, WORDS[text])
    with suppress(ps.PublicServiceError):
        read(WORDS[text](1_000_000))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_work_for_a_document_is_bounded(name: str) -> None:
    """Documents of many keys, levels, faults, quotes or rows cost no more than their size."""
    grows_with_its_size(*DOCUMENTS[name])


@pytest.mark.parametrize("title", ["A", "x" * 2_000])
def test_findings_stay_short_enough_to_be_written(title: str) -> None:
    """However many entries a finding speaks of, it can be exchanged: it names some of them and counts the others."""
    plan = ps.parse_plan("plan: P\nprogrammes:\n" + f"- title: {title}\n" * 3_000)
    findings = ps.check(plan)
    assert findings == from_json(to_json(findings))
    [empty] = findings.of_rule("empty-programme")
    # a thousand letters and a thousand more, or the first name alone, are as many as the sentence holds
    assert empty.message.endswith("; A and 1,000 more" if title == "A" else "x and 2,999 more")


def test_a_vocabulary_costs_once_and_not_with_each_figure() -> None:
    """A document that declares two hundred counts is not two hundred times the work of one that declares one."""

    def plan(counts: int) -> str:
        names = [word(number) for number in range(counts)]
        targets = "".join(f"- {{indicator: a{n}, goal: {n + 1} {names[n % counts]}}}\n" for n in range(400))
        return f"plan: P\nunits: [{', '.join(names)}]\ntargets:\n{targets}"

    ps.parse_plan(plan(1))
    (few, _), (many, _) = (cost(ps.parse_plan, plan(counts)) for counts in (1, 200))
    assert many <= 10 * few


def test_the_first_reading_of_a_vocabulary_is_no_more_work_than_the_next() -> None:
    """A document with counts that nobody declared before costs about as much as one that was seen before."""

    def plans(first: int, step: int) -> int:
        texts = [
            f"plan: P\nunits: [{word(first + step * n)}]\ntargets: [{{indicator: a, goal: 5 beds}}]" for n in range(20)
        ]
        return sum(cost(ps.parse_plan, text)[0] for text in texts)

    ps.parse_plan("plan: P")
    assert plans(5000, 1) <= 2 * plans(7000, 0)


# --- no text of a document becomes part of a page

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "\"'><img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt;&#60;i&#62;]]>--><!--",
    "link": "[x](javascript:alert(1)) `a` |b| **c** <https://x.example> ![y](z)",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "at": "@SUM(1)",
    "minus": "-2+3",
    "escape": "\x1b[31m\x1b]0;x\x07red\x9b31m",
    "bidi": "a\u202eb\u2066c\u2067d\u200fe",
    "lines": "a\nb\r\nc\u2028d\u2029e\x85f",
    "nul": "a\x00b",
    "tag": "\U000e0041\ufeff\u00ad\u200b",
    "surrogate": "a\ud800b",
}
FILES = [name for name in PAYLOADS if name not in {"escape", "nul", "surrogate"}]  # what may stand in a file


def hostile(text: str) -> tuple[ps.Plan, ps.Report]:
    """A plan and a report every text field of which is this one."""
    source = ps.Source(
        title=text, publisher=text, author=text, speaker=text, location=text, url=text, language=text, note=text
    )
    place = ps.Place(text, level=text, code=text, parent=ps.Place(text))
    about: dict[str, Any] = {"source": source, "place": place, "note": text, "printed": text}
    indicator = ps.Indicator(text, unit="bed", kind="flow", better="higher", aliases=[text.replace(";", ",")])
    beds = ps.Target(
        indicator, "5 beds", period=2022, baseline="3 beds", population=text, lead=text, id=text,
        parts=[ps.Target(text, "3 beds"), ps.Target(text + "2", "1 bed")], **about,
    )  # fmt: skip
    promise = ps.Commitment(text, lead=text, **about)
    programmes = [
        ps.Programme(text, aliases=[text], lead=text, targets=[beds], commitments=[promise], id=text, **about)
    ] * 2
    plan = ps.Plan(text, period=2022, programmes=programmes, targets=[beds], declares={text[:200]: 3}, id=text, **about)
    seen = ps.Observation(indicator, "4 beds", period=2022, population=text, id=text, **about)
    words = ps.Observation(text, result=text, period=2022, id=text, **about)
    claims = [
        ps.Claim("completion", says="90 %", of=text, against=text, **about),
        ps.Claim("sum", says="5 beds", of=text, parts=[text]),
    ]
    reached = [ps.Beneficiaries(population=ps.Population(text), reached="5 persons", **about)]
    covered = [ps.Coverage(text, rate="130 %", id=text, **about)]
    report = ps.Report(
        text,
        period=2022,
        observations=[seen, seen, words],
        claims=claims,
        beneficiaries=reached,
        coverage=covered,
        **about,
    )
    return plan, report


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.found.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.found.append(("comment", data))

    def handle_pi(self, data: str) -> None:
        """An instruction to whoever reads the page."""
        self.found.append(("instruction", data))

    def handle_decl(self, decl: str) -> None:
        """A declaration, such as the one that a page begins with."""
        self.found.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        """Anything else between angle brackets."""
        self.found.append(("unknown", data))


OURS = {
    "html", "head", "meta", "title", "style", "body", "table", "caption", "thead", "tbody", "tr", "th", "td", "br",
    "div", "p", "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "details", "summary", "b", "span", "small",
    "pre", "tfoot",
}  # fmt: skip


def pages(plan: ps.Plan, report: ps.Report) -> dict[str, str]:
    """Every page that shows the two."""
    assessed = ps.assess(plan, report, as_of="2022-12-31")
    return {
        "plan": plan._repr_html_(),
        "report": report._repr_html_(),
        "plan's findings": ps.check(plan)._repr_html_(),
        "report's findings": ps.check(report)._repr_html_(),
        "assessment": assessed._repr_html_(),
        "page": assessed.to_page(),
    }


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_element_of_a_page_comes_from_a_text(name: str) -> None:
    """A page has the same elements with the same attributes whatever the texts say: they are escaped everywhere."""
    payload = PAYLOADS[name]
    found = pages(*hostile(payload))
    for page, text in found.items():
        elements = Elements(text).found
        tags = {tag if isinstance(tag, str) else tag[0] for tag in elements} - {"declaration"}
        assert tags <= OURS, page
        attributes = {
            name for tag in elements if not isinstance(tag, str) and isinstance(tag[1], list) for name, _ in tag[1]
        }
        assert attributes <= {
            "lang",
            "charset",
            "style",
            "class",
            "name",
            "content",
            "scope",
            "colspan",
            "rowspan",
            "aria-hidden",
        }, page
        values = [
            str(value)
            for tag in elements
            if not isinstance(tag, str) and isinstance(tag[1], list)
            for _, value in tag[1]
        ]
        assert not [value for value in values if payload[:6] in value], page


@pytest.mark.parametrize("name", PAYLOADS)
def test_nothing_that_a_terminal_acts_on_comes_from_a_text(name: str) -> None:
    """What is printed as text or Markdown holds no control character and nothing that turns the line round."""
    plan, report = hostile(PAYLOADS[name])
    assessed = ps.assess(plan, report, as_of="2022-12-31")
    for shown in (plan, report, ps.check(plan), ps.check(report), assessed):
        told = [str(shown), repr(shown)]
        if hasattr(shown, "table"):
            told += [shown.table().to_markdown(), shown.table().to_text()]
        for text in told:
            assert [] == [f"U+{ord(c):04X}" for c in text if not (c.isprintable() or c in "\n\u3000")]


def cells(row: str) -> list[str]:
    """The cells of a line of a Markdown table."""
    return re.split(r"(?<!\\)\|", row)[1:-1]


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_markup_of_markdown_comes_from_a_text(name: str) -> None:
    """A Markdown table has as many cells in each row as it has columns, and no tag, link or code of a text's making."""
    plan, report = hostile(PAYLOADS[name])
    for table in (
        ps.check(plan).table(),
        ps.check(report).table(),
        ps.assess(plan, report, as_of="2022-12-31").table(),
    ):
        text = table.to_markdown()
        rows = [line for line in text.splitlines() if line.startswith("|")]
        assert {len(table.columns)} == {len(cells(row)) for row in rows}
        bare = re.sub(r"\\.", "", text).replace("<br>", "")
        assert "<" not in bare
        assert "](" not in bare


@pytest.mark.parametrize("name", FILES)
def test_no_cell_of_a_csv_file_is_a_formula(name: str) -> None:
    """A cell that a spreadsheet would take for a formula gets an apostrophe, and reads back as it was."""
    _, report = hostile(PAYLOADS[name])
    text = observations_text(report)
    for row in csv.reader(io.StringIO(text, newline="")):
        assert [] == [cell for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}]
    assert observations_text(parse_observations(text)) == text


@pytest.mark.parametrize("name", FILES)
def test_files_of_hostile_texts_read_back(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """YAML and JSON give the same documents back, and the command shows them in every format without harm."""
    plan, report = hostile(PAYLOADS[name])
    assert plan == ps.parse_plan(ps.plan_text(plan)) == from_json(to_json(plan))
    assert report == ps.parse_report(ps.report_text(report)) == from_json(to_json(report))
    ps.write_plan(plan, tmp_path / "plan.yaml")
    ps.write_report(report, tmp_path / "report.yaml")
    commands = [
        ["show", str(tmp_path / "plan.yaml")],
        ["check", str(tmp_path / "plan.yaml"), str(tmp_path / "report.yaml")],
        ["assess", str(tmp_path / "plan.yaml"), str(tmp_path / "report.yaml"), "--as-of", "2022-12-31"],
        ["figure", "--", PAYLOADS[name]],
    ]
    for name_of_command, *given in commands:
        for form in ("text", "json", "markdown", "html"):
            main([name_of_command, "--format", form, *given])
            out, told = capsys.readouterr()
            assert [] == [f"U+{ord(c):04X}" for c in told if not (c.isprintable() or c == "\n")]
            if form == "html":
                assert {tag for tag in Elements(out).found if isinstance(tag, str)} <= OURS
            elif form == "json" and out:
                json.loads(out)
            else:
                assert [] == [f"U+{ord(c):04X}" for c in out if not (c.isprintable() or c in "\n\u3000")]


@pytest.mark.parametrize("name", ["escape", "nul", "surrogate"])
def test_what_no_file_may_hold_is_refused(name: str) -> None:
    """Control characters and halves of surrogate pairs are neither written nor read."""
    plan, report = hostile(PAYLOADS[name])
    writes: list[tuple[Callable[[Any], str], Any]] = [
        (ps.plan_text, plan),
        (to_json, report),
        (observations_text, report),
    ]
    for write, noun in writes:
        with pytest.raises(ps.PublicServiceError, match=r"no file may hold|a row cannot hold"):
            write(noun)
    escaped = json.dumps({"plan": PAYLOADS[name]})
    with pytest.raises(FaultyFileError):
        ps.parse_plan(escaped, format="json")
    with pytest.raises(FaultyFileError):
        ps.parse_plan(escaped)


def texts_of(node: Any) -> Iterable[str]:
    """Every text of plain data."""
    if isinstance(node, str):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from texts_of(inner)


@pytest.mark.parametrize("name", ["script", "formula", "bidi"])
def test_every_text_field_of_a_document_is_hostile_here(name: str) -> None:
    """The documents of these tests leave no text field out: all that files have is in them, but a few closed words."""
    plan, report = hostile(PAYLOADS[name])
    data = [json.loads(ps.plan_text(plan, format="json")), json.loads(ps.report_text(report, format="json"))]
    others = {text for text in texts_of(data) if PAYLOADS[name] not in text}
    closed = {"2022", "flow", "higher", "bed", "completion", "sum", "90 %", "130 %", "3", "0.1"}
    assert {text for text in others if not re.fullmatch(r"\d (beds?|persons)", text)} <= closed
