"""Observations from the rows of tables, and as rows that read back."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publicservice.errors import ModelError, PublicServiceError, ReadError, UnlikeUnitsError, WrongTypeError
from publicservice.faults import MAX_FAULTS, Fault, FaultyFileError
from publicservice.figures import Figure, figure
from publicservice.interval import Interval
from publicservice.io.examples import example as shipped
from publicservice.model import row_reader
from publicservice.model.entry import Stage
from publicservice.model.indicator import Indicator, Kind
from publicservice.model.observation import Claim, Observation
from publicservice.model.people import Population
from publicservice.model.period import period
from publicservice.model.place import Place, place
from publicservice.model.programme import Programme
from publicservice.model.report import Report
from publicservice.model.row_cells import COLUMNS, NOUNS, PLAIN, TEXTS, plain_cell
from publicservice.model.row_columns import table_names
from publicservice.model.rows import observations_from_rows
from publicservice.model.rows_out import observation_rows
from publicservice.model.source import Source

Row = dict[str, Any]
COUNTS = ("boat", "reading room")


def only(row: Row, **more: Any) -> Observation:
    """The observation of one row."""
    (made,) = observations_from_rows([{"indicator": "a", **row}], **more)
    return made


def value_of(**row: Any) -> Figure:
    """The figure of one row."""
    value = only(row).value
    assert value is not None
    return value


def faults_of(rows: Any, **more: Any) -> tuple[Fault, ...]:
    """What is wrong with rows."""
    with pytest.raises(FaultyFileError) as caught:
        observations_from_rows(rows, **more)
    return caught.value.faults


def fault_of(row: Row, **more: Any) -> Fault:
    """The one thing that is wrong with a row, whose indicator is given."""
    (fault,) = faults_of([{"indicator": "a", **row}], **more)
    return fault


# --- reading values

BOTH = "a figure is exact or lies within a set, not both"


@pytest.mark.parametrize(
    "row",
    [
        {"value": "686,000", "unit": "jobs"},
        {"value": "686,000 jobs"},
        {"value": "686,000 jobs", "unit": "job"},
        {"value": "68.60", "unit": "万人"},
        {"value": "68.6", "unit": "万人"},
    ],
)
def test_a_text_is_read_as_printed(row: Row) -> None:
    """686,000 is printed to the thousand: 685,500 to 686,500; 68.6万 to the same; 68.60万 ten times as sharp."""
    half = 50 if row["value"] == "68.60" else 500
    made = value_of(**row)
    assert Interval(686_000 - half, 686_000 + half) == made.admissible
    assert row["value"] in str(made.text)


def test_percent_is_printed_to_the_unit() -> None:
    """85.0 with the unit % stands for 84.95 % to 85.05 %, 80 for 79.5 to 80.5."""
    assert figure("85.0 %") == value_of(value="85.0", unit="%")
    assert Interval(Decimal("79.5"), Decimal("80.5")) == value_of(value="80", unit="%").admissible


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (686_000, Decimal(686_000)),
        (Decimal("85.0"), Decimal(85)),
        (Fraction(1, 4), Decimal("0.25")),
        (0.1, Decimal("0.1")),
        (-2.5, Decimal("-2.5")),
        (0, Decimal(0)),
    ],
)
def test_a_number_stands_for_itself(number: Any, expected: Decimal) -> None:
    """An int, Decimal or Fraction is exact, and a float is the shortest decimal that gives it."""
    made = value_of(value=number, unit="km")
    assert (expected, True) == (made.value, made.is_exact)


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e50, max_value=1e50).filter(lambda x: abs(x) > 1e-50)
)
def test_a_float_is_its_shortest_text(number: float) -> None:
    """For every float x that could be a figure: the value is Decimal(repr(x)), which gives x again."""
    made = value_of(value=number)
    assert Decimal(repr(number)) == made.value
    assert number == float(made)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (68.6, "万人", "686000 persons"),
        (Decimal("1.5"), "million CNY", "1500000 CNY"),
        (3, "thousand persons", "3000 persons"),
    ],
)
def test_a_unit_may_scale_a_number(value: Any, unit: str, expected: str) -> None:
    """68.6 with the unit 万人 is 686,000 persons, exactly."""
    assert figure(expected, exact=True) == value_of(value=value, unit=unit)


def test_a_unit_may_scale_a_text() -> None:
    """The unit stands behind the text: 68.6 thousand persons, 10-15 million CNY, over 2.2 亿元."""
    assert figure("68.6 thousand persons") == value_of(value="68.6", unit="thousand persons")
    assert figure("10-15 million CNY") == value_of(value="10-15", unit="million CNY")
    assert figure("超过2.2亿元") == value_of(value="超过2.2", unit="亿元")
    assert figure("-3 thousand persons") == value_of(value="-3", unit="thousand persons")


def test_a_set_is_scaled_too() -> None:
    """[1, 2] of the unit 万人 is 10,000 to 20,000 persons, with a value or without."""
    expected = Interval(10_000, 20_000)
    assert expected == value_of(within="[1, 2]", unit="万人").admissible
    assert expected == value_of(within="[1, 2]", unit="万人", value="1.5").admissible


def test_nothing_is_scaled_twice() -> None:
    """4.73万 with the unit 万人 could be read in two ways, and is refused; its own unit 人 is not."""
    fault = fault_of({"value": "4.73万", "unit": "万人"})
    assert "the unit '万人' would scale this once more" == fault.problem
    assert figure("4.73万人") == value_of(value="4.73万人", unit="万人")
    assert "value" in fault_of({"value": "4.73万户", "unit": "万人"}).path


@pytest.mark.parametrize("unit", ["dozen persons", "furlongs", "and a half persons", "3 persons"])
def test_only_a_power_of_ten_scales(unit: str) -> None:
    """A unit that would multiply by anything else is unknown."""
    fault = fault_of({"value": "5", "unit": unit})
    assert ("row 1, unit", "unknown unit") == (fault.path, fault.problem)


def test_a_unit_within_the_text_is_kept() -> None:
    """150 mu beside the unit ha is what was printed, not 10 ha; beside persons it is refused."""
    assert "150 mu" == value_of(value="150 mu", unit="ha").text
    fault = fault_of({"value": "150 mu", "unit": "persons"})
    assert ("row 1, value", "'mu' and 'person' are not of one kind") == (fault.path, fault.problem)


@pytest.mark.parametrize("text", ["996", "24365"])
def test_a_name_in_running_text_is_a_number_in_a_column(text: str) -> None:
    """996 and 24365 are names of working hours and services, but a column of values holds no names."""
    made = value_of(value=text, unit="beds")
    half = Decimal("0.5")
    assert Interval(Decimal(text) - half, Decimal(text) + half) == made.admissible
    assert (text, text) == (made.text, value_of(value=text).text)
    assert figure("9,960,000 persons").value == value_of(value="996", unit="万人").value


@pytest.mark.parametrize("answer", ["yes", "TRUE", True, 1])
def test_a_text_may_be_exact(answer: Any) -> None:
    """With `exact`, 686,000 stands for itself only; with no, for all that is printed so."""
    assert figure("686,000 jobs", exact=True) == value_of(value="686,000 jobs", exact=answer)
    assert figure("686,000 jobs") == value_of(value="686,000 jobs", exact="no")


def test_a_set_may_be_given() -> None:
    """`within` is the set, with or without a value; beside a text, the text is kept."""
    assert figure(None, "job", within="[1, 2]") == value_of(within="[1, 2]", unit="job")
    made = value_of(within="[600000, 700000]", value="686,000", unit="job")
    assert (Interval(600_000, 700_000), "686,000") == (made.admissible, made.text)
    assert figure(5, "job", within="(0, ∞)") == value_of(within="(0, ∞)", value=5, unit="job")


@pytest.mark.parametrize(
    ("row", "path", "problem"),
    [
        ({"value": True}, "value", "not a number"),
        ({"value": float("inf")}, "value", "not a number"),
        ({"value": Decimal("-Infinity")}, "value", "not a number"),
        ({"value": date(2022, 1, 1)}, "value", "not a number"),
        ({"value": [5]}, "value", "a cell holds something that cannot be read"),
        ({"value": b"5"}, "value", "a cell holds something that cannot be read"),
        ({"value": "n/a"}, "value", "no number"),
        ({"value": "1,5"}, "value", "the digits are not grouped as a number"),
        ({"value": 10**100}, "value", "too large for a figure"),
        ({"value": "5", "exact": "perhaps"}, "exact", "not an answer"),
        ({"value": "5", "exact": 2.0}, "exact", "not an answer"),
        ({"value": "5", "within": "4 to 6"}, "within", "not a set of values"),
        ({"value": "5", "within": 5}, "within", "not a set of values"),
        ({"value": "5", "within": "[1e9, 2e9999]"}, "within", "not a set of values"),
        ({"within": "[2, 1]"}, "within", "not an interval"),
        ({"within": 5, "exact": "yes"}, "within", "not a set of values"),
        ({"value": "5", "within": "[6, 7]"}, "value", "the value lies outside its set"),
        ({"value": "5", "within": "[4, 6]", "exact": "yes"}, "value", BOTH),
        ({"result": "stable", "exact": "yes"}, "exact", "there is no value that could be exact"),
        ({"value": "5", "period": "2021Q5"}, "period", "no such quarter"),
        ({"value": "5", "period": 0.5}, "period", "not a period"),
        ({"value": "5", "period": Fraction(1, 2)}, "period", "not a period"),
        ({"value": "5", "period": True}, "period", "not a period"),
        ({"value": "5", "period": 44_562}, "period", "no such year"),
        ({"value": "5", "period": Decimal("1E+99999999")}, "period", "not a period"),
        ({"value": "5", "place": ",,"}, "place", "not a place"),
        ({"value": "5", "stage": "doing"}, "stage", "not a word for stage"),
        ({"value": "5", "kind": "flows"}, "kind", "not a word for kind"),
        ({"value": "5", "better": "up"}, "better", "not a word for better"),
        ({"value": "5", "id": 0.5}, "id", "not text"),
        ({"value": "5", "id": True}, "id", "not text"),
        ({"value": "5", "id": 10**400}, "id", "not text"),
        ({"value": "5", "id": Decimal("1E+99999999")}, "id", "not text"),
        ({"value": "5", "id": date(2022, 1, 1)}, "id", "not text"),
        ({"value": "5", "place_code": "371300"}, "place_code", "the column 'place' is empty in this row"),
        ({"value": "5", "group": "women", "group_size": "5 %"}, "group", "the size of a group is a count"),
        ({"value": "5", "group": "women", "group_size": "few"}, "group_size", "a vague number word is not a figure"),
        ({"value": "5 beds", "indicator_unit": "km"}, "", "the value of 'a' is not of the indicator's kind"),
        ({"note": "a footnote"}, "", "the row has neither a value nor a result in words"),
    ],
)  # fmt: skip
def test_a_faulty_cell_is_told_with_its_row_and_column(row: Row, path: str, problem: str) -> None:
    """Whatever a cell holds that cannot be meant is one fault, with the number of the row and the column."""
    row = {"value": None, **row}
    fault = fault_of(row)
    assert (f"row 1, {path}" if path else "row 1", problem) == (fault.path, fault.problem)


def test_words_belong_to_the_result() -> None:
    """Where words stand in the column of values, the message says where they belong."""
    assert "'result'" in str(fault_of({"value": "stable"}).hint)
    assert "'result'" not in str(fault_of({"value": "5 5"}).hint)


def test_all_faults_of_all_rows_are_told() -> None:
    """Each faulty cell of each row is told, in the order of the rows."""
    rows: list[Row] = [
        {"indicator": "a", "value": "x", "period": "2021Q5", "unit": "bads"},
        {"indicator": "a", "value": "5", "period": "2021", "unit": "beds"},
        {"indicator": None, "value": "5", "period": "2021", "unit": "furlongs"},
        {"indicator": " ", "value": "5", "period": "2021", "unit": None},
    ]
    found = [(fault.path, fault.problem) for fault in faults_of(rows)]
    assert [
        ("row 1, period", "no such quarter"),
        ("row 1, unit", "unknown unit"),
        ("row 1, value", "no number"),
        ("row 3, unit", "unknown unit"),
        ("row 3, indicator", "the row does not say what is measured"),
        ("row 4, indicator", "the row does not say what is measured"),
    ] == found
    assert "row 2, indicator" == faults_of([rows[1], {"kind": "flow", "value": 5}])[0].path


def test_faults_are_bounded() -> None:
    """Of 100,000 faulty rows, the first thousand are told, and the rest is not looked at."""
    asked = 0

    def rows() -> Any:
        nonlocal asked
        for asked in range(1, 100_001):  # noqa: B007  (read behind the loop)
            yield {"indicator": "a", "value": "none"}

    assert MAX_FAULTS == len(faults_of(rows()))
    assert MAX_FAULTS == asked


def test_the_error_pickles() -> None:
    """The faults of a table go through pickle."""
    with pytest.raises(FaultyFileError, match="'budget' has 1 fault") as caught:
        observations_from_rows([{"indicator": "a", "value": "x"}], name="budget")
    assert caught.value.faults == pickle.loads(pickle.dumps(caught.value)).faults


# --- the other columns


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (2022, "2022"),
        (2022.0, "2022"),
        (Decimal("2022.0"), "2022"),
        ("2022", "2022"),
        (" 2022.0 ", "2022"),
        (date(2022, 8, 9), "2022-08-09"),
        (datetime(2022, 8, 9, 12, 30), "2022-08-09"),  # noqa: DTZ001
        ("2022-08-09 00:00:00", "2022-08-09"),
        ("2022-08-09T00:00:00.000", "2022-08-09"),
        ("2021年1-11月", "2021-01/2021-11"),
        ("as of 2024-02", "as of 2024-02"),
    ],
)
def test_a_period_comes_in_many_ways(cell: Any, expected: str) -> None:
    """A year as any number, a day, a text, and what spreadsheets and dataframes make of these."""
    assert period(expected) == only({"value": 1, "period": cell}).period


def test_every_column_is_read() -> None:
    """A row with all columns makes the observation that is meant, and none of them is lost."""
    row = {
        "indicator": "new jobs", "period": "2021", "place": "Linyi, Shandong, CN", "group": "women", "value": "686,000",
        "unit": "jobs", "exact": "no", "within": None, "result": "exceeded", "stage": "completed", "lead": "the bureau",
        "kind": "flow", "better": "higher", "aliases": "jobs; posts", "indicator_unit": "job", "place_level": "city",
        "place_code": 371300.0, "group_size": "500 persons", "group_within": "people", "group_open": "yes",
        "group_note": "n", "source": "Yearbook", "source_publisher": "p", "source_published": 2022,
        "source_author": "a",
        "source_speaker": "s", "source_location": "l", "source_url": "u", "source_language": "zh", "source_note": "m",
        "note": "o", "printed": "68.6", "id": 17,
    }  # fmt: skip
    assert set(COLUMNS) == set(row)
    indicator = Indicator("new jobs", kind="flow", better="higher", aliases=["jobs", "posts"], unit="job")
    group = Population("women", size="500 persons", within="people", is_open=True, note="n")
    source = Source(
        "Yearbook", publisher="p", published=2022, author="a", speaker="s", location="l", url="u", language="zh",
        note="m",
    )  # fmt: skip
    area = attrs.evolve(place("Linyi, Shandong, CN"), level="city", code="371300")
    expected = Observation(
        indicator, figure("686,000", "jobs"), period=2021, place=area, population=group, result="exceeded",
        stage="completed", lead="the bureau", source=source, note="o", printed="68.6", id="17",
    )  # fmt: skip
    assert (expected,) == observations_from_rows([row])


def test_the_columns_have_one_list() -> None:
    """Every column fills a field of a noun, a field of its own name, or belongs to the figure."""
    parts = {column for columns in NOUNS.values() for column in columns}
    assert set(COLUMNS) == parts | set(PLAIN) | {"value", "unit", "exact", "within"}
    assert set(COLUMNS) > TEXTS
    assert len(COLUMNS) == len(set(COLUMNS))


def test_a_unit_beside_words_is_the_indicators() -> None:
    """Where a result is in words, a unit can only say what the indicator is measured in; it is not lost."""
    made = only({"result": "basically stable", "unit": "%"})
    assert (None, Indicator("a", unit="%")) == (made.value, made.indicator)
    both = only({"result": "basically stable", "unit": "%", "indicator_unit": "‰"})
    assert Indicator("a", unit="‰") == both.indicator
    assert "row 1, unit" == fault_of({"result": "stable", "unit": "furlong"}).path


def test_a_source_needs_no_title() -> None:
    """A page can be known where the document is not named."""
    assert Source(location="page 5") == only({"value": 1, "source_location": "page 5"}).source


def test_equal_periods_are_kept_apart_as_they_were_printed() -> None:
    """2021 and 2021 (inferred) are one period, yet each source keeps its own."""
    rows = [
        {"indicator": "a", "value": 1, "source": "s", "source_published": text} for text in ("2021", "2021 (inferred)")
    ]
    assert ["2021", "2021 (inferred)"] == [
        str(one.source and one.source.published) for one in observations_from_rows(rows)
    ]


def test_rows_share_what_they_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that thousands of rows name is one object, as long as not too many others come between."""
    rows = [{"indicator": "a", "value": 1, "place": name} for name in "xyzx"]
    first, *_, last = observations_from_rows(rows)
    assert first.place is last.place
    monkeypatch.setattr(row_reader, "_CACHED", 2)
    first, *_, last = observations_from_rows(rows)
    assert first.place == last.place
    assert first.place is not last.place


def test_declared_counts_are_known() -> None:
    """A kind of count that a document declares is known in both places of a unit, where it is given."""
    expected = figure("5 boats", counts=COUNTS)
    for row in ({"value": "5 boats"}, {"value": "5", "unit": "boats"}):
        assert expected == only(row, counts=COUNTS).value
        assert "unknown unit" == fault_of(row).problem


# --- missing cells


class NotANumber:
    """A foreign value that is not equal to itself, as NaN is."""

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return 0


class NotAvailable:
    """A foreign value that will not say whether it equals anything, as pandas.NA."""

    __hash__ = None  # type: ignore[assignment]

    def __ne__(self, other: object) -> Any:
        return self

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class Stubborn:
    """A foreign value that cannot be compared at all."""

    __hash__ = None  # type: ignore[assignment]

    def __ne__(self, other: object) -> bool:
        raise RuntimeError("no")


NOTHING = [None, "", " \t", float("nan"), Decimal("NaN"), Decimal("sNaN"), NotANumber(), NotAvailable()]


@pytest.mark.parametrize("nothing", NOTHING)
def test_what_is_missing_in_any_engine_is_missing(nothing: Any) -> None:
    """None, blank text, NaN, and values that do not equal themselves stand for no cell, in every column."""
    row = dict.fromkeys(COLUMNS, nothing) | {"indicator": "a", "result": "stable"}
    assert (Observation("a", result="stable"),) == observations_from_rows([row])


def test_a_value_that_cannot_be_compared_is_a_fault() -> None:
    """Whatever a foreign object does, it is told as a fault."""
    assert "a cell holds something that cannot be read" == fault_of({"value": Stubborn()}).problem


@pytest.mark.parametrize("nothing", NOTHING)
def test_rows_without_a_figure_are_refused_or_skipped(nothing: Any) -> None:
    """A row without a value and a result is a fault, or with `skip` no figure was reported; zero is not missing."""
    rows = [{"indicator": "a", "value": nothing}, {"indicator": "b", "value": 0}]
    (fault,) = faults_of(rows)
    assert ("row 1", "the row has neither a value nor a result in words") == (fault.path, fault.problem)
    (kept,) = observations_from_rows(rows, missing="skip")
    assert ("b", figure(0)) == (kept.title, kept.value)


def test_a_skipped_row_may_be_faulty_elsewhere_but_not_in_its_value() -> None:
    """What is kept nowhere is not read; a value that cannot be read is no missing value."""
    assert () == observations_from_rows([{"indicator": "a", "value": None, "period": "never"}], missing="skip")
    assert "row 1, value" == fault_of({"value": [1]}, missing="skip").path


def test_an_empty_row_is_passed_over() -> None:
    """A row in which no cell holds anything is no observation and no fault."""
    rows: list[Row] = [{"indicator": None, "value": ""}, {"indicator": "a", "value": "5"}, {}]
    assert ["a"] == [one.title for one in observations_from_rows(rows)]


# --- columns


def test_the_tables_names_are_mapped() -> None:
    """`columns` gives the table's name for ours, and faults are told with the table's."""
    names = {"indicator": "指标", "value": "数值", "unit": "单位", "period": "年份"}
    rows = [{"指标": "城镇新增就业", "数值": "68.6", "单位": "万人", "年份": 2021}]
    (made,) = observations_from_rows(rows, columns=names)
    assert Observation("城镇新增就业", "68.6万人", period=2021) == made
    (fault,) = faults_of([{**rows[0], "年份": "2021Q5"}], columns=names)
    assert "row 1, 年份" == fault.path


def test_a_name_of_ours_may_be_another_column_of_the_table() -> None:
    """Where `note` is read from a column called value, that column is no value."""
    columns = {"note": "value", "value": "note"}
    assert Observation("a", 5, note="n") == only({"value": "n", "note": 5}, columns=columns)
    assert Observation("a", result="r", note="n") == only({"value": "n", "result": "r"}, columns={"note": "value"})
    assert "the column 'value' is missing" == fault_of({"value": "n"}, columns={"note": "value"}).problem


@pytest.mark.parametrize(
    ("columns", "error", "says"),
    [
        ({"indicater": "x"}, ReadError, "did you mean 'indicator'"),
        ({"Indikator": "indicator"}, ReadError, "did you mean 'indicator'"),
        ({"xyz": "x"}, ReadError, "our name comes first"),
        ({"indicator": "x", "note": "x"}, ReadError, "cannot be two of ours: 'x'"),
        ({"indicator": 5}, WrongTypeError, "named by a text"),
        ([("indicator", "x")], WrongTypeError, "named by a mapping"),
    ],
)
def test_columns_that_cannot_be_meant_are_refused(columns: Any, error: type[Exception], says: str) -> None:
    """`columns` maps our names to the table's, one to one."""
    with pytest.raises(error, match=says):
        observations_from_rows([], columns=columns)


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=4), max_size=5))
def test_names_are_one_to_one(columns: dict[str, str]) -> None:
    """For all columns that are taken: no column of ours has two names, and those that were given have the given one."""
    try:
        names = table_names(columns)
    except ReadError:
        assert len(set(columns.values())) < len(columns)
        return
    assert len(names) == len(set(names.values()))
    assert columns == {ours: theirs for theirs, ours in names.items() if ours in columns}


def test_unknown_columns_are_told_once() -> None:
    """A column that is none of ours is told at the first row that has it, with the nearest and the way out."""
    rows: list[Row] = [{"indicator": "a", "valeu": 5, "value": 5}] * 3 + [
        {"indicator": "a", "value": 5, "xyz": 1, "valeu": 1}
    ]
    valeu, xyz = faults_of(rows)
    assert ("row 1, valeu", "unknown column") == (valeu.path, valeu.problem)
    assert "did you mean 'value'? otherwise leave it out with ignore=['valeu']" == valeu.hint
    assert ("row 4, xyz", "leave it out with ignore=['xyz'], or say which one it is with columns={...: 'xyz'}") == (
        xyz.path,
        xyz.hint,
    )
    assert 4 == len(observations_from_rows(rows, ignore=["valeu", "xyz"]))


def test_a_column_of_ours_may_be_ignored() -> None:
    """What is ignored is not read, whatever its name."""
    assert "" == only({"value": 5, "note": [1, 2]}, ignore={"note"}).note


def test_columns_without_a_name() -> None:
    """A nameless column and one that is named by a number are told in their own words."""
    unnamed, number = faults_of([{"indicator": "a", "value": 5, "": 0, 7: 0}])
    assert ("a column has no name", "the name of a column is not text") == (unnamed.problem, number.problem)
    assert "index=False" in str(unnamed.hint)


@pytest.mark.parametrize(
    ("row", "missing", "problems"),
    [
        ({"Indicator": "a", "value": 5}, "refuse", ["unknown column", "the column 'indicator' is missing"]),
        ({"indicator": "a", "period": 2021}, "refuse", ["the column 'value' is missing"]),
        ({"indicator": "a", "period": 2021}, "skip", ["the column 'value' is missing"]),
        ({}, "refuse", ["the column 'indicator' is missing"]),
    ],
)
def test_a_column_that_is_missing_is_told_once(row: Row, missing: Any, problems: list[str]) -> None:
    """Where all rows lack what every row needs, this is said once, and not for each of them."""
    assert problems == [fault.problem for fault in faults_of([row] * 5, missing=missing)]


def test_a_named_column_has_to_be_there() -> None:
    """What `columns` names and the table lacks is told with the names that it has, or the nearest."""
    (fault,) = faults_of([{"indicator": "a", "value": 5}], columns={"period": "Jahr"})
    assert ("the column 'Jahr' is missing", "'indicator', 'value'") == (fault.problem, fault.seen)
    faults = faults_of([{"indicator": "a", "value": 5, "jahr": 1}], columns={"period": "Jahr"})
    assert "did you mean 'jahr'?" == faults[-1].hint
    wide = {"indicator": "a", "value": 5} | {f"x{i}": 1 for i in range(20)}
    *_, last = faults_of([wide], columns={"period": "Jahr"})
    assert str(last.seen).endswith(" and 14 more")


def test_rows_may_leave_out_what_they_do_not_have() -> None:
    """Rows of JSON have no key where there is nothing; with `skip` the first one may lack its value too."""
    rows: list[Row] = [
        {"indicator": "a"},
        {"indicator": "b", "value": "5"},
        {"value": "5", "indicator": "c", "period": 2021},
    ]
    assert ["b", "c"] == [one.title for one in observations_from_rows(rows, missing="skip")]
    more: list[Row] = [*rows[1:], {"value": 5}]
    (fault,) = faults_of(more)
    assert ("row 3, indicator", "the row does not say what is measured") == (fault.path, fault.problem)


@pytest.mark.parametrize("rows", ["a,b", b"x", {"indicator": ["a"]}, None, 5])
def test_rows_have_to_be_rows(rows: Any) -> None:
    """A text, a mapping of columns and what cannot be gone through are no rows."""
    with pytest.raises(WrongTypeError, match="not the rows of a table"):
        observations_from_rows(rows)


def test_a_dataframe_is_not_its_rows() -> None:
    """What a dataframe gives when it is gone through are its columns: the message says how to get its rows."""
    with pytest.raises(WrongTypeError, match="to_dict\\('records'\\) of pandas"):
        observations_from_rows(["indicator", "value"])  # type: ignore[list-item]
    mixed: list[Any] = [{"indicator": "a", "value": 1}, ("a", 1)]
    (fault,) = faults_of(mixed)
    assert ("row 2", "not a mapping by column name") == (fault.path, fault.problem)


def test_any_mapping_is_a_row() -> None:
    """Rows need not be dicts."""

    class Lazy(Mapping[str, object]):
        def __getitem__(self, key: str) -> object:
            return {"indicator": "a", "value": "5"}[key]

        def __iter__(self) -> Any:
            return iter(("indicator", "value"))

        def __len__(self) -> int:
            return 2

    assert (Observation("a", "5"),) == observations_from_rows([Lazy()])


@pytest.mark.parametrize(
    ("more", "error"),
    [({"missing": "drop"}, ReadError), ({"ignore": "abc"}, WrongTypeError), ({"counts": "boat"}, WrongTypeError)],
)
def test_arguments_that_cannot_be_meant_are_refused(more: Any, error: type[PublicServiceError]) -> None:
    """A single text is not taken for a list of letters, and a word for what to do has to be known."""
    with pytest.raises(error):
        observations_from_rows([], **more)


def test_no_rows_are_no_observations() -> None:
    """An empty table has nothing wrong with it."""
    assert () == observations_from_rows([])


# --- what the engines give


def pandas_rows(data: dict[str, list[Any]]) -> Any:
    """Rows as pandas gives them."""
    return pytest.importorskip("pandas").DataFrame(data).to_dict("records")


def polars_rows(data: dict[str, list[Any]]) -> Any:
    """Rows as Polars gives them."""
    return pytest.importorskip("polars").DataFrame(data).iter_rows(named=True)


def arrow_rows(data: dict[str, list[Any]]) -> Any:
    """Rows as PyArrow gives them."""
    return pytest.importorskip("pyarrow").table(data).to_pylist()


ENGINES: list[Callable[[dict[str, list[Any]]], Any]] = [pandas_rows, polars_rows, arrow_rows]


@pytest.mark.parametrize("rows", ENGINES)
def test_every_engine_gives_the_same(rows: Callable[[dict[str, list[Any]]], Any]) -> None:
    """Missing years make pandas turn them into floats, and missing texts into NaN; the observations are the same."""
    data: dict[str, list[Any]] = {
        "indicator": ["a", "b", "c"],
        "value": [0.1, None, 3.0],
        "unit": ["%", "%", None],
        "period": [2021, None, 2023],
        "result": [None, "stable", None],
        "place_code": [371300, None, None],
        "place": ["Linyi", None, None],
    }
    expected = (
        Observation("a", figure(Decimal("0.1"), "%"), period=2021, place=Place("Linyi", code="371300")),
        Observation(Indicator("b", unit="%"), result="stable"),
        Observation("c", figure(3), period=2023),
    )
    assert expected == observations_from_rows(rows(data))


def test_scalars_of_numpy_and_pandas() -> None:
    """Every scalar is the number, date or nothing that it holds; a duration and an array are refused."""
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    assert (5, Decimal("0.1"), 0.1) == (
        plain_cell(np.int64(5)),
        plain_cell(np.float32(0.1)),
        plain_cell(np.float64(0.1)),
    )
    assert (True, "a") == (plain_cell(np.bool_(True)), plain_cell(np.str_("a")))
    missing = [pd.NA, pd.NaT, np.nan, np.float32("nan"), np.datetime64("NaT")]
    assert [None] * len(missing) == [plain_cell(cell) for cell in missing]
    days = [pd.Timestamp("2022-08-09 10:30"), np.datetime64("2022-08-09"), np.datetime64("2022-08-09", "ns")]
    assert [period("2022-08-09")] * 3 == [only({"value": 1, "period": day}).period for day in days]
    for cell in (np.timedelta64(5, "s"), np.array([5]), np.array(5), np.array([1, 2]), np.complex128(1)):
        with pytest.raises(WrongTypeError, match="a cell holds something that cannot be read"):
            plain_cell(cell)


def test_scalars_of_other_libraries() -> None:
    """A scalar that is no number of Python's is asked for its item; a whole number that is none stays a text."""
    assert date(2022, 8, 9) == plain_cell(SimpleNamespace(item=lambda: date(2022, 8, 9)))
    nanoseconds = SimpleNamespace(item=lambda: 1_660_003_200_000_000_000)
    assert str(nanoseconds) == plain_cell(nanoseconds)
    for item in (lambda: [5], None):
        with pytest.raises(WrongTypeError):
            plain_cell(SimpleNamespace(item=item))


# --- writing

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r\x85")
ODD = [
    "no",
    "1.0",
    "=1+1",
    "-5",
    "'-5",
    "@x",
    "a,b",
    'a"b',
    "a\nb",
    "a\r\nb",
    "a\rb",
    "中文：对",
    "😀",
    ";",
    "\ufeffa",
    "'",
    "+",
]
TEXTS_ = st.sampled_from(ODD) | st.text(CHARACTERS, max_size=12)
TITLES = TEXTS_.filter(str.strip)
PERIODS = st.sampled_from(
    ["2022", "2021-01/2021-11", "2022H1", "FY2022 from 04", "as of 2024-02", "since 2024", "undated", "2021 (inferred)"]
).map(period)
NUMBERS = st.decimals(-10_000, 10_000, places=2) | st.integers(-(10**12), 10**12).map(Decimal)
UNITS = st.sampled_from(["person", "%", "CNY/person/year", "km²", "1", "per 100,000", "boat", "reading room"])
SETS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Interval(min(ends), max(ends)))
PRINTED = [
    "686,000 jobs", "85.0 %", "more than 1,500 boats", "10-15 towns", "68.6万人", "about 30 km", "996 persons", "996",
    " 5 ",
    "-2.5 %", "-5 persons", "+9.88 %", "5 reading rooms", "up 9.88 %", "$5",
]  # fmt: skip
FIGURES = st.one_of(
    st.sampled_from([text for text in PRINTED if text != "996"]).map(lambda text: figure(text, counts=COUNTS)),
    st.sampled_from(["686,000", "85.0", "5", "10-15"]).flatmap(
        lambda text: UNITS.map(lambda unit: figure(text, unit, counts=COUNTS))
    ),
    st.sampled_from(["686,000 jobs", "5 %", "$5"]).map(lambda text: figure(text, exact=True)),
    st.sampled_from(["686,000 jobs", "700"]).map(lambda text: figure(text, zeros="significant")),
    st.sampled_from(["686,000 jobs", "-7 km"]).map(lambda text: figure(text, truncated=True)),
    st.builds(lambda value, unit: figure(value, unit, counts=COUNTS), NUMBERS, UNITS),
    st.builds(lambda unit, within: figure(None, unit, within=within, counts=COUNTS), UNITS, SETS),
    st.builds(lambda unit, within: figure(within.low, unit, within=within, counts=COUNTS), UNITS, SETS),
    st.fractions(-1_000, 1_000, max_denominator=10**6).map(lambda value: figure(value, "km")),
)
NAMES = TITLES.filter(lambda name: not set(name) & set(",，"))
PLACES = st.builds(
    lambda names, level, code: attrs.evolve(place(", ".join(names)), level=level, code=code),
    st.lists(NAMES, min_size=1, max_size=4),
    TEXTS_,
    TEXTS_,
)
SOURCES = st.builds(
    Source, TEXTS_, publisher=TEXTS_, published=st.none() | PERIODS, author=TEXTS_, speaker=TEXTS_, location=TEXTS_,
    url=TEXTS_, language=TEXTS_, note=TEXTS_,
).filter(lambda source: source != Source())  # fmt: skip
GROUPS = st.builds(
    Population,
    TITLES,
    size=st.sampled_from([None, "500 persons", "about 7 households"]),
    within=st.none() | TITLES,
    is_open=st.booleans(),
    note=TEXTS_,
)
ALIASES = st.lists(TITLES.filter(lambda alias: ";" not in alias), max_size=2)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "period": PERIODS, "place": PLACES, "source": SOURCES, "population": GROUPS, "stage": st.sampled_from(Stage),
    "lead": TEXTS_, "note": TEXTS_, "printed": TEXTS_, "id": TEXTS_, "result": TITLES,
}  # fmt: skip


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Observations with a number, in words, or both, and a few of the further fields."""
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=4, unique=True))
    value = draw(st.none() | FIGURES)
    words = {} if value is not None or "result" in names else {"result": draw(TITLES)}
    unit = (
        draw(UNITS) if value is None else str(value.unit) if draw(st.booleans()) and not value.unit.declared else None
    )
    kept = {"unit": unit} if unit not in (None, "1", "boat", "reading room") else {}
    kind = draw(st.sampled_from([None, *Kind]))
    indicator = Indicator(draw(TITLES), kind=kind, aliases=draw(ALIASES), **kept)
    return Observation(indicator, value, **{name: draw(FIELDS[name]) for name in names}, **words)


def told(one: Observation) -> tuple[object, ...]:
    """What equality leaves out: the printed text of the figure and how the periods were written."""
    value = one.value and one.value.text
    return value, str(one.period), str(one.source and one.source.published), str(one.population and one.population.size)


MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(st.lists(observations(), max_size=4))
@example([Observation("a", figure(5, "person"))])
@example([Observation("a", "2 beds"), Observation("b", result="=1+1")])
def test_rows_read_back_as_the_same_observations(given_ones: list[Observation]) -> None:
    """For all observations: observations_from_rows(observation_rows(o)) == o, and what was printed is there too."""
    rows = observation_rows(given_ones)
    back = observations_from_rows(rows, counts=COUNTS)
    assert tuple(given_ones) == back
    for one, other in zip(given_ones, back, strict=True):
        expected = told(one)
        assert expected == (told(other) if expected[0] else (expected[0], *told(other)[1:]))


@pytest.mark.parametrize("text", PRINTED)
def test_a_printed_text_is_written_as_it_is(text: str) -> None:
    """The cell of a printed figure is its text, and the unit stands beside it."""
    value = value_of(value=text) if text == "996" else figure(text, counts=COUNTS)
    (row,) = observation_rows([Observation("a", value)])
    assert text == row["value"]
    assert {"indicator", "value", "unit"} >= row.keys()


def test_all_rows_have_the_same_columns() -> None:
    """Columns that any row needs stand in all of them, in the order of COLUMNS, so that they make a dataframe."""
    rows = observation_rows([Observation("a", "5 beds", note="n"), Observation("b", result="stable", period=2021)])
    assert [
        {"indicator": "a", "period": None, "value": "5 beds", "unit": "bed", "result": None, "note": "n"},
        {"indicator": "b", "period": "2021", "value": None, "unit": None, "result": "stable", "note": None},
    ] == rows
    assert [column for column in COLUMNS if column in rows[0]] == list(rows[0])


def test_a_report_gives_rows_that_say_what_it_says_around_them() -> None:
    """Period, place and source come from what an observation stands in; its own come first; claims are no rows."""
    report = Report(
        "R",
        period=2021,
        place="Anhui, CN",
        source=Source("Yearbook", publisher="P"),
        observations=[Observation("a", "5 beds", id="a"), Observation("b", "6 beds", place="Hefei, Anhui, CN")],
        claims=[Claim("share", says="5 %", of="a")],
        programmes=[
            Programme("P", period=2020, observations=[Observation("c", "7 beds", source=Source(location="p. 5"))])
        ],
    )
    rows = observation_rows(report)
    assert [("a", "2021", "Anhui, CN"), ("b", "2021", "Hefei, Anhui, CN"), ("c", "2020", "Anhui, CN")] == [
        (row["indicator"], row["period"], row["place"]) for row in rows
    ]
    assert [None, None, "p. 5"] == [row["source_location"] for row in rows]
    assert {"Yearbook"} == {row["source"] for row in rows}
    assert 3 == len(Report("again", observations=observations_from_rows(rows)).observations)


@pytest.mark.parametrize(
    ("name", "count"), [("anhui-2021-11", 11), ("huaian", 27), ("lishui-2025", 67), ("linyi-2022", 0)]
)
def test_the_examples_go_through_rows(name: str, count: int) -> None:
    """Everything that the shipped reports observe comes back from its rows."""
    document = shipped(name)
    rows = observation_rows(document)
    back = observations_from_rows(rows, counts=document.units)
    assert count == len(back)
    assert rows == observation_rows(back)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (Observation(Indicator("a", aliases=["x;y"]), 5), "observation 2, indicator: a row cannot hold all of it"),
        (Observation(Indicator("a", aliases=[""]), 5), "observation 2, indicator: a row cannot hold all of it"),
        (
            Observation("a", 5, place=Place("five districts", count=5)),
            "observation 2, place: a row cannot hold all of it",
        ),
        (Observation("a", 5, place=Place("Washington, D.C.")), "observation 2, place: a row cannot hold all of it"),
        (
            Observation("a", 5, place=Place("Linyi", parent=Place("Shandong", code="37"))),
            "observation 2, place: a row cannot hold all of it",
        ),
        (
            Observation("a", 5, population=Population("x", within=Population("y", note="n"))),
            "observation 2, group: a row cannot hold all of it",
        ),
        (
            Observation("a", 5, population=Population("x", size=figure(7, "person"))),
            "observation 2, group: a row cannot hold all of it",
        ),
        (Observation("a", 5, source=Source()), "observation 2, source: a row cannot hold all of it"),
        (Observation("a", figure(Decimal(f"1.{'1' * 70}"))), "observation 2, value: no text reads back as this"),
        (
            Observation("a", attrs.evolve(figure("5 beds"), value=Decimal("4.9"))),
            "observation 2, value: no text reads back as this",
        ),
    ],
)
def test_what_no_row_can_hold_is_refused(one: Observation, says: str) -> None:
    """Nothing is left out in silence: the message names the observation, what it is, and what a row holds."""
    with pytest.raises(ModelError) as caught:
        observation_rows([Observation("fine", 5), one])
    assert says == caught.value.problem
    assert caught.value.hint
    assert caught.value.seen


@pytest.mark.parametrize("given_value", [None, 5, "a", Observation("a", 5), ["a"], [None], {"a": 1}])
def test_only_observations_are_written(given_value: Any) -> None:
    """What are no observations is refused by its type."""
    with pytest.raises(WrongTypeError):
        observation_rows(given_value)


def test_unlike_units_keep_their_error() -> None:
    """The kinds of error that figures raise are not changed on the way."""
    with pytest.raises(UnlikeUnitsError):
        figure("5 beds", "km")
    assert "row 1, value" == fault_of({"value": "5 beds", "unit": "km"}).path
