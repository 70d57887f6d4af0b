"""Units: their text in two languages, their identity and exactness, and pint at the door."""

from __future__ import annotations

import copy
import gc
import itertools
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import publicservice as ps
from publicservice.errors import (
    FigureTextError,
    UnitError,
    UnknownUnitError,
    UnlikeUnitsError,
    WrongTypeError,
)
from publicservice.units import BASE, ONE, Unit, Vocabulary, unit
from publicservice.units import text as unit_text
from publicservice.units import unit as unit_function
from publicservice.units.registry import canonical_names, registry
from publicservice.units.unit import make_unit, pluralised

NAMES = sorted(canonical_names())
OWN_NAMES = sorted(set(canonical_names().values()))
POWERED = {"square_metre", "square_kilometre", "cubic_metre"}  # these read as powers of a length
DEFAULT: Any = pint.UnitRegistry()


def units_of(names: Iterable[str]) -> st.SearchStrategy[Unit]:
    """Units made of up to three of these names."""
    part = st.tuples(st.sampled_from(sorted(names)), st.sampled_from([1, 1, 1, -1, -1, 2, -2, 3]))
    return st.lists(part, max_size=3, unique_by=lambda p: p[0]).map(make_unit)


UNITS = units_of(set(OWN_NAMES) - POWERED)


# --- text


@pytest.mark.parametrize("name", NAMES)
def test_every_name_reads_as_its_unit(name: str) -> None:
    """Each name and alias of the definitions gives its own unit, whose text, plural and repr give it again."""
    made = unit(name)
    own = canonical_names()[name]
    assert own in POWERED or ((own, 1),) == made.powers
    for text in (str(made), made.plural, name.replace("_", " "), name.replace("_", "-"), f" {name} "):
        assert made is unit(text)
    assert made is eval(repr(made), {"unit": unit})  # noqa: S307


def test_no_two_units_share_a_text() -> None:
    """The own names give as many texts as there are units, and as many plurals."""
    made = {unit(name) for name in OWN_NAMES}
    assert len(made) == len({str(one) for one in made}) == len({one.plural for one in made})
    assert len(OWN_NAMES) == len(made)


def test_the_definitions_hold_no_name_twice() -> None:
    """An alias that stands with two units would silently belong to the later one."""
    lines = [line.partition("#")[0] for line in _definitions() if "=" in line.partition("#")[0]]
    names = [part.strip() for line in lines for at, part in enumerate(line.split("=")) if at != 1]
    kept = [name for name in names if name not in ("", "_")]
    assert [] == sorted({name for name in kept if kept.count(name) > 1})


def _definitions() -> list[str]:
    folder = sys.modules["publicservice.units"].__path__[0]
    with open(f"{folder}/definitions.txt", encoding="utf-8") as file:  # noqa: PTH123
        return file.read().splitlines()


@given(UNITS)
def test_any_unit_reads_back(made: Unit) -> None:
    """The text, the plural and the repr of a unit made of others are read as the same unit."""
    assert made is unit(str(made))
    assert made is unit(made.plural)
    assert made is eval(repr(made), {"unit": unit})  # noqa: S307


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("CNY per person per year", "CNY/person/year"),
        ("元/人/年", "CNY/person/year"),
        ("CNY per capita", "CNY/person"),
        ("per person", "1/person"),
        ("Per person", "1/person"),
        ("/person", "1/person"),
        ("1/person", "1/person"),
        ("per cent", "%"),
        ("PER CENT", "%"),
        ("1", "1"),
        ("", "1"),
        ("km²", "km²"),
        ("km2", "km²"),
        ("km^2", "km²"),
        ("km**2", "km²"),
        ("km ** 2", "km²"),
        ("km * km", "km²"),
        ("km·km", "km²"),
        ("km×km", "km²"),
        ("square kilometres", "km²"),
        ("平方公里", "km²"),
        ("m^-2", "1/m²"),
        ("m^5", "m^5"),
        ("persons/km2", "person/km²"),
        ("per 100,000", "per 100,000"),
        ("per 100 000 population", "per 100,000"),
        ("births per 100,000 population", "birth per 100,000 persons"),
        ("doctors per 1,000 persons", "doctor per 1,000 persons"),
        ("doctors per 1,000 persons per year", "doctor per 1,000 persons/year"),
        ("deaths per 100 births", "death·%/birth"),
        ("persons per 1000000", "person per 1,000,000"),
        ("new urban jobs", "job"),
        ("newly added public welfare posts", None),
        ("county-level cities", "city"),
        ("sets of apartments", None),
        ("registered urban households", "household"),
        ("public-toilets", None),
        ("hrs", "hour"),
        ("kms", "km"),
        ("buses", "vehicle"),
        ("classes", "class"),
        ("Persons", "person"),
        ("PERSON", "person"),
        ("persons-time", "person-time"),
        ("rmb", "CNY"),
        ("％", "%"),
    ],
)
def test_english_units_are_read(text: str, written: str | None) -> None:
    """Plurals, capitals, hyphens, qualifiers and powers are read; a word that is not known is refused."""
    if written is None:
        with pytest.raises(UnknownUnitError):
            unit(text)
    else:
        assert written == str(unit(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("张养老床位", "bed"),
        ("名教师", "teacher"),
        ("名志愿者", "person"),
        ("位老人", "person"),
        ("公里农村公路", "km"),
        ("平方米住房", "m²"),
        ("人次技能培训", "person-time"),
        ("人参保", "person"),
        ("户", "household"),
        ("户棚改", "household"),
        ("所学校", "school"),
        ("所乡镇敬老院", "nursing home"),
        ("家企业", "enterprise"),
        ("个公园", "park"),
        ("个村", "village"),
        ("个农村公路项目", "project"),
        ("件实事", "case"),
        ("条城市道路", "road"),
        ("农村公路", "road"),
        ("社区食堂", "canteen"),
        ("村卫生室", "clinic"),
        ("村民小组", None),
        ("医疗机构床位", "bed"),
        ("个百分点", "percentage point"),
        ("个月", "month"),
        ("辆校车", "vehicle"),
        ("个专项行动", None),
        ("个", "item"),
        ("专项行动", None),
        ("路灯", None),
        ("支队伍", "team"),
        ("处", "site"),
        ("元", "CNY"),
        ("元/平方米", "CNY/m²"),
        ("元每人每年", "CNY/person/year"),
        ("微克每立方米", "µg/m³"),
        ("个每平方公里", "item/km²"),
        ("张每千人", None),
        ("毫克/升", "mg/L"),
        ("万分之", "per 10,000"),
        ("新 districts", "district"),
        ("民办school", "school"),
        ("吨 cooperative", None),
        ("人 district", None),
        ("新xperson", None),
        ("新subXschool", None),
    ],
)
def test_chinese_counts_are_read(text: str, written: str | None) -> None:
    """
    A measure measures what follows it, else the noun at the end decides; what names no kind is refused.

    An English noun at the end is whole words in either number, and none that a Chinese measure is left before.
    """
    if written is None:
        with pytest.raises(UnknownUnitError):
            unit(text)
    else:
        assert written == str(unit(text))


@pytest.mark.parametrize(
    "word", ["mines", "tones", "cares", "does", "ms", "gs", "has", "MT", "Mt", "KM", "M", "thousnad jobs", "人工河道"]
)
def test_no_unit_is_found_by_chance(word: str) -> None:
    """A word that looks like the plural or the capitals of some unit is not that unit: mines are no minutes."""
    if word == "人工河道":
        assert "person" == str(unit(word))  # a measure at the beginning is believed
        return
    with pytest.raises(UnknownUnitError):
        unit(word)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("houshold", "did you mean 'household'"),
        ("persosn", "did you mean 'persons'|'person'"),
        ("vilages", "did you mean 'villages'|'village'"),
        ("zzzzzz", "declare a further count by its name"),
        ("x" * 80, "declare a further count by its name"),
        ("山峰", "declare a further count by its name"),
    ],
)
def test_a_misspelt_word_names_the_nearest(word: str, hint: str) -> None:
    """The message names what was probably meant, or what to do."""
    with pytest.raises(UnknownUnitError, match=hint):
        unit(word)


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9",
        "m**99999999999",
        "m^10",
        "m^999",
        "m^5·m^5",
        "__import__('os').system('true')",
        "(" * 100,
        "/" * 100,
        "m/" * 50,
        "*person",
        "person*",
        "person/",
        "person//year",
        "2",
        "per 7 persons",
        "CNY per 1,234 persons",
        "·",
        "m m",
        "m^",
        "\x00",
        "\u202eperson",
        "x" * 10_000_000,
        "m/" * 5_000_000,
        " " * 10_000_000 + "x",
    ],
)
def test_nonsense_is_answered_at_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit text never reaches pint's parser, which evaluates `9**9**9` until the machine gives up."""

    def parser(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("text from outside was given to pint")

    monkeypatch.setattr(type(registry()), "parse_expression", parser)
    monkeypatch.setattr(type(registry()), "parse_units", parser)
    with pytest.raises(UnitError) as caught:
        unit(text)
    assert len(str(caught.value)) < 400


@given(st.text(alphabet=st.sampled_from(list("mkg人元次个张 per/*·^²0123-_,.%")), max_size=130))
def test_any_text_is_a_unit_or_a_unit_error(text: str) -> None:
    """Whatever stands in a document, the answer is a unit that reads back or an error of ours."""
    try:
        made = unit(text)
    except UnitError:
        return
    assert made is unit(str(made))


@pytest.mark.parametrize("text", [5, None, b"person", ["person"], 1.5])
def test_a_unit_is_given_by_text(text: Any) -> None:
    """Anything but a text or a unit is a wrong type, at every door."""
    for door in (unit, BASE.unit):
        with pytest.raises(WrongTypeError, match="a unit is given by its text"):
            door(text)


def test_a_unit_is_returned_as_it_is() -> None:
    """What is a unit already needs no reading."""
    assert unit("person") is unit(unit("person")) is BASE.unit(unit("person"))


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("bed", "beds"),
        ("county", "counties"),
        ("day", "days"),
        ("class", "classes"),
        ("box", "boxes"),
        ("branch", "branches"),
        ("child", "children"),
        ("foot", "feet"),
        ("mu", "mu"),
    ],
)
def test_plurals_are_formed_by_rule(word: str, plural: str) -> None:
    """English plurals as a reader expects them."""
    assert plural == pluralised(word)


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("person", "persons"),
        ("CNY/person", "CNY/person"),
        ("person/km²", "persons/km²"),
        ("person-time", "person-times"),
        ("km", "km"),
        ("1/person", "1/person"),
        ("person²", "person²"),
        ("person·day", "day·person"),
        ("deaths per 1,000 births", "deaths per 1,000 births"),
    ],
)
def test_the_plural_of_a_unit(text: str, plural: str) -> None:
    """Only what is counted stands in the plural, and symbols and codes have none."""
    assert plural == unit(text).plural


# --- identity


@pytest.mark.parametrize(
    "spellings",
    [
        ["CNY/person/year", "yuan per person per year", "元/人/年", "RMB / capita / annum"],
        ["%", "percent", "per cent", "pct", "％", "per 100"],
        ["km²", "square kilometre", "sq km", "平方千米", "km*km"],
        ["percentage point", "pp", "个百分点", "percentage-points"],
    ],
)
def test_every_spelling_gives_the_same_object(spellings: list[str]) -> None:
    """Units are interned: comparing two is comparing identities."""
    assert 1 == len({id(unit(text)) for text in spellings})


@given(UNITS)
def test_a_copy_is_the_unit_itself(made: Unit) -> None:
    """Pickles and copies come back as the interned unit."""
    for again in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made), copy.deepcopy([made])[0]):
        assert made is again


def test_a_declared_count_survives_pickle() -> None:
    """A unit with declared counts is found again without its vocabulary."""
    made = Vocabulary(("test boat",)).unit("test boats/town")
    assert made is pickle.loads(pickle.dumps(made))
    assert made is eval(repr(made), {"unit": unit})  # noqa: S307


def test_threads_get_the_same_objects() -> None:
    """However many threads ask for new units at once, each unit is one object."""
    names = [f"threaded count {'abcdefghij'[n % 10]}{'abcdefghij'[n // 10]}" for n in range(50)]
    found: list[list[Unit]] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        vocabulary = Vocabulary(names)
        made = [vocabulary.unit(name) for name in names]
        found.append([*made, *(a * b / c for a, b, c in zip(made, made[1:], made[2:], strict=False))])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [1] * len(found[0]) == [len({id(one) for one in same}) for same in zip(*found, strict=True)]


def test_the_registry_is_made_once_by_many_threads() -> None:
    """Two threads that need the first unit at the same moment share one registry."""
    code = (
        "import threading, publicservice.units.registry as home\n"
        "found, start = [], threading.Barrier(6)\n"
        "def ask():\n"
        "    start.wait()\n"
        "    found.append(home.registry())\n"
        "threads = [threading.Thread(target=ask) for _ in range(6)]\n"
        "[thread.start() for thread in threads], [thread.join() for thread in threads]\n"
        "print(len({id(one) for one in found}), len(found))\n"
    )
    assert "1 6\n" == _run(code)


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603


def test_the_memory_of_a_service_stays_bounded() -> None:
    """A service that reads any number of unit texts and declared counts keeps no more than its tables hold."""

    def living() -> int:
        gc.collect()
        return sum(isinstance(thing, Unit) for thing in gc.get_objects())

    for number in range(5000):
        name = f"count_{number}_x"
        made = unit(name, counts=[name])
        assert 1 == made.factor_to(made) * (made * BASE.unit("person") / made).factor
    for number in range(20):
        with pytest.raises(UnknownUnitError):
            unit(f"nothing_{number}_y")
    size = unit_text._read.cache_info()
    assert size.maxsize is not None
    assert size.currsize <= size.maxsize <= 4096
    kept_units = living()
    for table in (ONE._products, unit("person")._products, unit("person")._quotients):
        assert len(table) <= 1000
    unit_text._read.cache_clear()
    for one in [ONE, *map(unit, OWN_NAMES)]:
        for kept in (one._products, one._quotients, one._factors):
            kept.clear()
    assert living() < kept_units < 12_000


# --- arithmetic


@given(UNITS, UNITS, UNITS)
def test_units_form_a_group(a: Unit, b: Unit, c: Unit) -> None:
    """Products and quotients of units keep the laws of multiplication, as identities."""
    assert a * b is b * a
    assert (a * b) * c is a * (b * c)
    assert a / a is ONE
    assert a * ONE is a
    assert a / b is a * b**-1
    assert (a * b).factor == a.factor * b.factor
    assert (a * b) / b is a
    assert a**0 is ONE


LIKE = [
    list(group)
    for _, group in itertools.groupby(
        sorted((unit(name) for name in OWN_NAMES), key=lambda one: (one.dimension, str(one))),
        key=lambda one: one.dimension,
    )
]


@pytest.mark.parametrize("group", [group for group in LIKE if len(group) > 1], ids=str)
def test_conversion_is_exact_and_a_group(group: list[Unit]) -> None:
    """From a to b to c is from a to c, and there and back is nothing, in exact fractions."""
    for a, b, c in itertools.product(group, repeat=3):
        assert a.factor_to(b) * b.factor_to(c) == a.factor_to(c)
        assert 1 == a.factor_to(b) * b.factor_to(a)
        assert isinstance(a.factor_to(b), Fraction)


def test_one_mu_is_a_fifteenth_of_a_hectare() -> None:
    """Design, section 5: "1 mu = 1/15 hectare exactly"."""
    assert Fraction(1, 15) == unit("mu").factor_to(unit("hectare"))
    assert Fraction(2000, 3) == unit("亩").factor_to(unit("m²"))


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("%", "‰", Fraction(10)),
        ("%", "1", Fraction(1, 100)),
        ("per 100,000", "per 10,000", Fraction(1, 10)),
        ("bp", "pp", Fraction(1, 100)),
        ("km", "li", Fraction(2)),
        ("jin", "kg", Fraction(1, 2)),
        ("t", "jin", Fraction(2000)),
        ("year", "month", Fraction(12)),
        ("MWh", "kW·hour", Fraction(1000)),
        ("km/hour", "m/s", Fraction(5, 18)),
        ("doctors per 1,000 persons", "doctors per 10,000 persons", Fraction(10)),
        ("acre", "m²", Fraction(40468564224, 10**7)),
    ],
)
def test_known_factors(one: str, other: str, factor: Fraction) -> None:
    """Factors that can be looked up."""
    assert factor == unit(one).factor_to(unit(other))
    assert factor == unit(one).factor_to(unit(other))  # from the table


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("person", "household", "unlike kinds of count are never added"),
        ("person", "person-time", "says nothing of how many persons"),
        ("person-time", "person", "says nothing of how many persons"),
        ("CNY", "USD", "a rate of exchange is a fact of its day"),
        ("%", "pp", "a percentage point a difference of two shares"),
        ("pp", "1", "a percentage point a difference of two shares"),
        ("km", "ha", "one comes down to m, the other to m²"),
        ("person", "1", "the other to a pure number"),
        ("year", "day", "one comes down to month, the other to second"),
        ("CNY/person", "CNY", "one comes down to CNY·person\\^-1"),
    ],
)
def test_unlike_kinds_never_convert(one: str, other: str, why: str) -> None:
    """Section 4: "unlike kinds of count never add. Percent and percentage point are different units"; and why."""
    with pytest.raises(UnlikeUnitsError, match=why):
        unit(one).factor_to(unit(other))
    assert not unit(one).is_like(unit(other))


CURRENCIES = [name for name in OWN_NAMES if name.isupper()]


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(CURRENCIES[:8], 2)))
def test_currencies_never_convert(one: str, other: str) -> None:
    """Currencies are "never converted into one another, since a rate is a fact of its day"."""
    with pytest.raises(UnlikeUnitsError):
        unit(one).factor_to(unit(other))


def test_no_two_counts_are_alike() -> None:
    """Every kind of count and every currency is a dimension of its own."""
    alone = [unit(name) for name in OWN_NAMES if unit(name).is_count or unit(name).is_currency]
    assert len(alone) == len({one.dimension for one in alone})
    assert 100 < len(alone)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("person", "count"),
        ("percentage point", "points"),
        ("bp", "points"),
        ("%", "pure rate"),
        ("per 100,000", "pure rate"),
        ("1", "pure"),
        ("km/m", "pure"),
        ("CNY", "currency"),
        ("CNY/person", ""),
        ("km", ""),
        ("year", ""),
        ("person²", ""),
        ("kWh", ""),
    ],
)
def test_a_unit_knows_its_kind(text: str, kinds: str) -> None:
    """Counts, money, rates and points are told apart."""
    made = unit(text)
    found = [kind for kind in ("count", "points", "pure", "rate", "currency") if getattr(made, f"is_{kind}")]
    assert kinds.split() == found


@pytest.mark.parametrize("power", [0.5, True, "2", Fraction(1, 2), None])
def test_a_power_is_a_whole_number(power: Any) -> None:
    """Other powers are a wrong type."""
    with pytest.raises(WrongTypeError, match="not a power of a unit"):
        unit("person") ** power


def test_a_power_has_a_limit() -> None:
    """Powers past nine are refused, in text and in products."""
    assert "m^9" == str(unit("m") ** 9)
    with pytest.raises(UnitError, match="a unit's power is too high: 10; expected at most 9"):
        unit("m") ** 10
    with pytest.raises(UnitError, match="too high"):
        unit("m^9") * unit("m")


def test_units_only_meet_units() -> None:
    """A unit times a number is a wrong type, as Python says it."""
    with pytest.raises(TypeError, match="unsupported operand"):
        unit("person") * 5  # type: ignore[operator]
    with pytest.raises(TypeError, match="unsupported operand"):
        unit("person") / "year"  # type: ignore[operator]


# --- declared counts


def test_a_declared_count_is_a_dimension_of_its_own() -> None:
    """A declared count adds to nothing but itself, and reads in singular and plural."""
    rooms = Vocabulary(("reading room",))
    assert rooms.unit("reading room") is rooms.unit("Reading Rooms") is rooms.unit("new reading-rooms")
    assert rooms.unit("reading room") is unit("reading rooms", counts=iter(["reading_room"]))
    assert (("reading_room", 1),) == rooms.unit("reading room").dimension
    assert rooms.unit("reading room").is_count
    with pytest.raises(UnlikeUnitsError):
        rooms.unit("reading room").factor_to(unit("room"))


def test_a_declared_count_is_known_in_its_vocabulary_only() -> None:
    """Section 5: "a declaration only opens that document's vocabulary, so nothing global changes"."""
    before = dict(canonical_names())
    Vocabulary(("kiosk",)).unit("kiosks")
    with pytest.raises(UnknownUnitError):
        unit("kiosks")
    with pytest.raises(UnknownUnitError):
        Vocabulary(("boat",)).unit("kiosks")
    assert before == canonical_names()
    assert "kiosk" not in set(registry())


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("person", "person"),
        ("persons", "person"),
        ("Person", "person"),
        ("PEOPLE", "person"),
        ("housing units", "housing unit"),
        ("人次", "person time"),
        ("t", "tonne"),
        ("counties", "county"),
        ("CNY", "CNY"),
    ],
)
def test_a_declared_count_cannot_shadow_a_unit(name: str, use: str) -> None:
    """No spelling of a known unit can be declared; the message says which unit to use."""
    with pytest.raises(UnitError, match=f"already a unit: '.*'; use '{use}' without declaring it"):
        Vocabulary((name,))


@pytest.mark.parametrize(
    "name",
    ["", " ", "-", "5G 基站", "a/b", "a*b", "boat!", "x" * 61, "_boat", "boat_", "cost per head", "m²", "%"],
)
def test_a_declared_count_needs_a_name(name: str) -> None:
    """What would not read back from text is no name."""
    with pytest.raises(UnitError):
        Vocabulary((name,))


@pytest.mark.parametrize("counts", ["boat", 5, None, [5], ["boat", None], [["boat"]]])
def test_declared_counts_are_a_list_of_texts(counts: Any) -> None:
    """A text by itself would be read letter by letter, and is refused like any other wrong type."""
    with pytest.raises(WrongTypeError):
        Vocabulary(counts)


def test_the_declared_counts_have_a_limit() -> None:
    """A file cannot declare kinds of count without end, not even by a list that never stops."""
    assert 1000 == len(Vocabulary([f"count {n}x" for n in range(1000)]).counts)
    with pytest.raises(UnitError, match="too many declared counts; expected at most 1,000"):
        Vocabulary(f"count {n}x" for n in itertools.count())


@pytest.mark.parametrize(
    ("name", "texts", "plural"),
    [
        ("Boat", ["boats", "Boat", "BOATS", "boat"], "Boats"),
        ("BRT", ["BRT", "brt", "BRTs"], "BRTs"),
        ("level4", ["level4", "new level4s"], "level4s"),
        ("专项行动", ["专项行动", "个专项行动", "大型专项行动"], "专项行动"),
        ("文化礼堂", ["文化礼堂", "座文化礼堂"], "文化礼堂"),
        ("series", ["series", "serieses"], "serieses"),
    ],
)
def test_a_declared_count_is_read_however_it_is_written(name: str, texts: list[str], plural: str) -> None:
    """Capitals, plurals and Chinese classifiers are read for declared counts as for known units."""
    vocabulary = Vocabulary((name,))
    made = vocabulary.unit(name)
    assert plural == made.plural
    assert name == str(made)
    assert made.is_count
    assert not made.is_currency
    assert [made] * len(texts) == [vocabulary.unit(text) for text in texts]
    assert made is vocabulary.unit(made.plural)


def test_names_that_nobody_gave_are_refused() -> None:
    """Parts that are neither known nor declared make no unit, nor does a known name that is declared."""
    with pytest.raises(UnknownUnitError, match="unknown unit: '9\\*\\*9'"):
        make_unit([("9**9", 1)])
    with pytest.raises(UnknownUnitError, match="a declared count has a known unit's name: 'person'"):
        make_unit([("person", 1)], ["person"])


def test_a_vocabulary_is_a_plain_value() -> None:
    """Vocabularies with the same counts are equal; a count named twice is one."""
    assert Vocabulary(("boat",)) == Vocabulary(["boat", "boat"])
    assert BASE == Vocabulary()


# --- tables


def test_a_full_table_starts_again() -> None:
    """A unit's own table never grows past its limit, and what was dropped is found again."""
    made = Vocabulary(("tabled",)).unit("tabled")
    others = [make_unit([(f"tabled_{n}", 1)], [f"tabled_{n}"]) for n in range(1001)]
    products = [made * other for other in others]
    assert len(made._products) <= 1000
    assert products == [made * other for other in others]


# --- pint


def test_pint_is_loaded_at_the_first_unit() -> None:
    """`import publicservice` and plain numbers cost nothing of pint."""
    code = (
        "import sys\nfrom decimal import Decimal\nimport publicservice as ps\n"
        "seen = ['pint' in sys.modules]\n"
        "ps.figure(Decimal(5)), ps.figure(5), ps.figure('5'), ps.figure(5) * ps.figure(7)\n"
        "seen.append('pint' in sys.modules)\nps.unit('person')\nprint(seen, 'pint' in sys.modules)\n"
    )
    assert "[False, False] True\n" == _run(code)


@pytest.mark.parametrize(
    ("magnitude", "pint_unit", "figure"),
    [
        (5, "km", "5 km"),
        (2.5, "km", "2.5 km"),
        (Decimal("2.50"), "hectare", "2.5 ha"),
        (Fraction(1, 4), "liter", "0.25 L"),
        (60, "km / hour", "60 km/hour"),
        (3, "meter ** 2", "3 m²"),
        (85, "percent", "85 %"),
        (12, "metric_ton", "12 t"),
        (7, "dimensionless", "7"),
        (1, "year", "1 year"),
    ],
)
def test_quantities_of_the_default_registry_come_in(magnitude: Any, pint_unit: str, figure: str) -> None:
    """By unit name and magnitude, whatever number type it holds."""
    assert ps.figure(figure, exact=True) == ps.figure(DEFAULT.Quantity(magnitude, pint_unit))


@pytest.mark.parametrize(
    ("pint_unit", "problem"),
    [
        ("mu", "unknown unit: 'milliunified_atomic_mass_unit'"),
        ("MT", "unknown unit: 'megatesla'"),
        ("ton", "pint's 'ton' is not this library's; convert to metric_ton or kilogram first"),
        ("acre", "pint's 'acre' is not this library's; convert to hectare or meter \\*\\* 2 first"),
        ("quarter", "pint's 'quarter' is not this library's"),
        ("meter ** 0.5", "a unit's power is not a whole number"),
        ("tesla", "unknown unit: 'tesla'"),
    ],
)
def test_pint_names_with_another_meaning_are_refused(pint_unit: str, problem: str) -> None:
    """
    "Pint's default reads `mu` as milli-atomic-mass-unit and `MT` as megatesla", its ton is short, its acre surveyed,
    its quarter a mass.
    """
    with pytest.raises(UnitError, match=problem):
        ps.figure(DEFAULT.Quantity(1, pint_unit))


def test_what_is_let_in_means_the_same_in_pint() -> None:
    """Every unit of pint's default registry that is read here has the same size there, but for the calendar's."""
    calendar = {"month", "year"}
    compared = 0
    for name in {DEFAULT.get_name(name) for name in set(DEFAULT)} - calendar:
        quantity = DEFAULT.Quantity(1, name)
        try:
            here = ps.figure(quantity).unit
        except UnitError:
            continue
        root = quantity.to_root_units()
        there = root.magnitude / (1000 if "gram" in str(root.units) else 1)
        assert float(here.factor) == pytest.approx(there, rel=1e-14), name
        compared += 1
    assert 15 <= compared


@pytest.mark.parametrize("magnitude", [float("nan"), float("inf"), True, "5", [1, 2], None, 1e300])
def test_a_quantity_needs_a_plain_number(magnitude: Any) -> None:
    """Arrays, texts and what is no number are refused, with numpy or without."""

    class Quantity:
        def __init__(self) -> None:
            self.magnitude = magnitude

        def unit_items(self) -> Iterator[tuple[str, int]]:
            return iter([("meter", 1)])

    with pytest.raises((WrongTypeError, FigureTextError)):
        ps.figure(Quantity())


def test_quantities_of_an_own_registry_come_in_and_go_out() -> None:
    """A registry that a user defined speaks by its names."""
    own: Any = pint.UnitRegistry(None, non_int_type=Decimal)
    own.define("person = [person]")
    own.define("CNY = [CNY]")
    own.define("boat = [boat]")
    subsidy = ps.figure(own.Quantity(Decimal(5000), own.UnitsContainer({"CNY": 1, "person": -1})))
    assert ps.figure("5000 CNY/person", exact=True) == subsidy
    out: Any = subsidy.to_pint(own)
    assert own.Quantity(Decimal(5000), own.UnitsContainer({"CNY": 1, "person": -1})) == out
    assert "boat" == str(ps.figure("5 boats", counts=["boat"]).to_pint(own).units)


@pytest.mark.parametrize(
    "text", ["150 mu", "12 t", "3 acre", "5 CNY/person/year", "7 quarter", "9 km²", "85 %", "4 li"]
)
def test_the_librarys_own_quantities_go_there_and_back(text: str) -> None:
    """In the library's own closed registry every name means what it means here."""
    exact = ps.figure(text, exact=True)
    assert exact == ps.figure(exact.to_pint())


@pytest.mark.parametrize(
    "text", ["5 km", "2.5 ha", "60 km/hour", "12 t", "85 %", "5 kW", "5 kWh", "5 MW", "5 MWh", "3 L"]
)
def test_measures_go_out_to_the_default_registry(text: str) -> None:
    """A measure has the same size in pint's default registry."""
    exact = ps.figure(text, exact=True)
    out: Any = exact.to_pint(DEFAULT)
    assert exact.value == out.magnitude
    assert {} != dict(out.units.dimensionality) or text == "85 %"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("5 persons", "has no unit 'person'; define it there: registry.define\\('person = \\[person\\]'\\)"),
        ("5 CNY", "has no unit 'CNY'; define it there"),
        ("5 mu", "has no unit 'mu'; convert to a unit that it has"),
        ("5 acres", "pint's 'acre' is not this library's; convert to hectare"),
        ("5 li", "pint's 'li' is not this library's; convert to kilometer"),
        ("5 quarters", "pint's 'quarter' is not this library's"),
        ("5 pp", "has no unit 'percentage_point'; convert"),
    ],
)
def test_what_the_default_registry_lacks_is_told(text: str, problem: str) -> None:
    """The message says what to do about each kind of unit; nothing goes out under a name of another meaning."""
    with pytest.raises(UnitError, match=problem):
        ps.figure(text).to_pint(DEFAULT)


def test_an_empty_registry_gets_nothing_it_does_not_know() -> None:
    """No quantity is made of units that its registry has no definition of."""
    empty: Any = pint.UnitRegistry(None)
    for text in ("5 km", "5 kWh", "5 MW"):
        with pytest.raises(UnitError, match="the pint registry has no unit"):
            ps.figure(text).to_pint(empty)


def test_a_declared_count_goes_into_no_registry_of_ours() -> None:
    """Declared counts are local, so the library's own registry never learns them."""
    with pytest.raises(UnitError, match="has no unit 'boat'; give a registry of your own"):
        ps.figure("5 boats", counts=["boat"]).to_pint()
    own: Any = pint.UnitRegistry(None)
    with pytest.raises(UnitError, match=r"registry\.define\('boat = \[boat\]'\)"):
        ps.figure("5 boats", counts=["boat"]).to_pint(own)


def test_public_names_are_the_same_objects() -> None:
    """The top level gives what the package of units gives."""
    assert (ps.unit, ps.Unit, ps.Vocabulary) == (unit_function, Unit, Vocabulary)


def test_a_unit_shows_itself_as_its_text_wherever_it_stands() -> None:
    """Pretty printers show the text and not the tables of conversions that a unit keeps."""
    km = ps.unit("km")
    assert km.factor_to(ps.unit("m")) == 1000
    assert "unit('km')" == pretty(km)
    assert "1000" not in pretty([km])
