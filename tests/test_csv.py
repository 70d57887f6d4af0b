"""CSV files of observations: what anyone may have written, and what is written here."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import os
import re
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publicservice.errors import ReadError, WrongTypeError
from publicservice.faults import MAX_FAULTS, Fault, FaultyFileError, MissingFileError, UnopenedFileError
from publicservice.figures import figure
from publicservice.interval import Interval
from publicservice.io import csv_file, csv_lines
from publicservice.io.csv_cells import escaped, unescaped
from publicservice.io.csv_file import MAX_COLUMNS, parse_observations, read_observations
from publicservice.io.csv_lines import MAX_LINE
from publicservice.io.csv_write import observations_text, write_observations
from publicservice.io.examples import example as shipped
from publicservice.io.growth import MAX_SCALAR
from publicservice.io.unstructure import UnwritableError
from publicservice.model.observation import Observation
from publicservice.model.place import Place, place
from publicservice.model.report import Report
from publicservice.model.source import Source

SIMPLE = "indicator,period,value,unit\nnew jobs,2021,686000,jobs\n"
NEW_JOBS = Observation("new jobs", figure("686000", "jobs"), period=2021)


def faults_of(text: str | bytes, **more: Any) -> tuple[Fault, ...]:
    """What is wrong with a text."""
    with pytest.raises(FaultyFileError) as caught:
        parse_observations(text, **more)
    return caught.value.faults


def fault_of(text: str | bytes, **more: Any) -> Fault:
    """The one thing that is wrong with a text."""
    (fault,) = faults_of(text, **more)
    return fault


def values_of(text: str | bytes, **more: Any) -> list[str | None]:
    """The printed values of a text."""
    return [None if one.value is None else one.value.text for one in parse_observations(text, **more)]


# --- what is read


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLE, "utf-8"),
        (SIMPLE.encode(), "utf-8"),
        (f"\ufeff{SIMPLE}", "utf-8"),
        (f"\ufeff{SIMPLE}".encode(), "utf-8"),
        (f"\ufeff{SIMPLE}".encode(), "UTF8"),
        (SIMPLE.encode("utf-16"), "utf-16"),
        (SIMPLE.encode("gb18030"), "gb18030"),
        (SIMPLE.replace("\n", "\r\n"), "utf-8"),
        (SIMPLE.replace("\n", "\r"), "utf-8"),
        (SIMPLE.rstrip(), "utf-8"),
        (f"\r\n\n\n{SIMPLE}\n\n", "utf-8"),
        (SIMPLE.replace(",", ";"), "utf-8"),
        (SIMPLE.replace(",", "\t"), "utf-8"),
        (SIMPLE.replace(",", "|"), "utf-8"),
        (" indicator , period,value ,unit\nnew jobs,2021,686000,jobs\n", "utf-8"),
    ],
)
def test_the_same_table_in_many_forms(text: str | bytes, encoding: str, tmp_path: Path) -> None:
    """Byte order marks, line ends, blank lines and delimiters make no difference, in a text and in a file."""
    assert (NEW_JOBS,) == parse_observations(text, encoding=encoding)
    file = tmp_path / "results.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert (NEW_JOBS,) == read_observations(file, encoding=encoding)
    assert (NEW_JOBS,) == read_observations(str(file), encoding=encoding)


def test_chinese_headers_and_units() -> None:
    """A Chinese table in GB 18030 with 68.6 in 万人 is 686,000 persons to within 500."""
    text = "指标,年份,地区,数值,单位\n城镇新增就业,2021年1-11月,安徽,68.6,万人\n"
    columns = {"indicator": "指标", "period": "年份", "place": "地区", "value": "数值", "unit": "单位"}
    (made,) = parse_observations(text.encode("gb18030"), encoding="gb18030", columns=columns)
    assert Observation("城镇新增就业", "68.6万人", period="2021-01/2021-11", place="安徽") == made
    fault = fault_of(text.replace("68.6", "x"), columns=columns)
    assert (2, "数值") == (fault.line, fault.path)
    problems = [fault.problem for fault in faults_of(text)]
    assert ["unknown column"] * 5 + ["the column 'indicator' is missing"] == problems


def test_quoted_cells_and_lines() -> None:
    """Commas, quotes and line breaks stand in quoted cells; a fault behind them has the line of its row."""
    text = 'indicator,value,place,note\na,5,"Linyi, Shandong","one\ntwo\r\n""three"""\nb,x,,\n\n"c\n",y,,\n'
    assert [(5, "value"), (7, "value")] == [(fault.line, fault.path) for fault in faults_of(text)]
    (made, _, _) = parse_observations(text.replace("x", "5").replace(",y,", ",6,"))
    assert ('one\ntwo\r\n"three"', place("Linyi, Shandong")) == (made.note, made.place)


def test_mixed_line_ends() -> None:
    """Each of the three line ends counts as one line."""
    text = "indicator,value\r\na,1\nb,2\rc,3\r\r\nd,x\n"
    assert 6 == fault_of(text).line
    assert ["1", "2", "3", "4"] == values_of(text.replace("x", "4"))


def test_delimiters() -> None:
    """The first of comma, semicolon, tab and bar that the header has; a cell may have the others in it."""
    assert ["5 beds"] == values_of("indicator;value\na,b;5 beds\n")
    assert ["5 beds"] == values_of("indicator|value\na;b|5 beds\n", delimiter="|")
    assert ["5 beds"] == values_of('"indicator";"value"\na;5 beds\n')
    assert ["5 beds"] == values_of("value;indicator\n5 beds;a,b\n", delimiter=";")
    assert "unknown column" == faults_of("indicator;value,note\n", delimiter=None)[0].problem
    for delimiter in ("x", "", "\n", '"', ";;", 5):
        with pytest.raises(ReadError, match="not a delimiter"):
            parse_observations(SIMPLE, delimiter=delimiter)  # type: ignore[arg-type]


def test_rows_of_only_commas_are_empty() -> None:
    """A row without anything in it is passed over, however many cells it has not filled."""
    assert ["5"] == values_of("indicator,value,note\n,,\na,5,\n,,,,,\n , \n")


def test_rows_without_figures() -> None:
    """Empty cells are refused with their line, or skipped when that is asked for."""
    text = "indicator,value\na,\nb,5\nc, \n"
    assert [2, 4] == [fault.line for fault in faults_of(text)]
    assert ["5"] == values_of(text, missing="skip")


def test_a_header_alone_is_an_empty_table() -> None:
    """A table without rows holds no observations, and one without the columns that it needs is refused all the same."""
    assert () == parse_observations("indicator,value\n")
    assert "the column 'value' is missing" == fault_of("indicator,note\n", missing="skip").problem


def test_other_arguments_reach_the_rows(tmp_path: Path) -> None:
    """Declared counts and ignored columns are those of rows."""
    file = tmp_path / "boats.csv"
    file.write_text("indicator,value,row\na,5 boats,1\n", encoding="utf-8")
    (made,) = read_observations(file, counts=["boat"], ignore=["row"])
    assert figure("5 boats", counts=["boat"]) == made.value
    with pytest.raises(FaultyFileError, match=re.escape(f"'{file}' has 2 faults")):
        read_observations(file)


# --- what is wrong


@pytest.mark.parametrize("text", ["", "\n\n\r\n", ",,\na,b,c\n", b"", "\ufeff"])
def test_no_header(text: str | bytes) -> None:
    """An empty file, blank lines or a line of commas name no columns."""
    assert "there is no header" == fault_of(text).problem


def test_columns_twice_and_cells_too_many() -> None:
    """A column that is there twice is told unless it is ignored; so is each row that does not fit the header."""
    text = "indicator,value,value,x,x\na,5,6,,\nb,5\nc,5,6,,,d\n"
    found = [(fault.line, fault.path, fault.problem) for fault in faults_of(text, ignore=["x"])]
    assert [
        (1, "value", "the column is there twice"),
        (3, "", "the row has fewer cells than the header"),
        (4, "", "the row has more cells than the header"),
    ] == found


@pytest.mark.parametrize(
    ("text", "line", "byte"),
    [
        ("indicator,value\nAnhui,5\né,6\n".encode("latin-1"), 3, "byte 0xe9"),
        ("indicator,value\r\nAnhui,5\ré,6\n".encode("latin-1"), 3, "byte 0xe9"),
        (b"indicator,value\n" + b"a,5\n" * 5_000 + b"\xff\n", 5_002, "byte 0xff"),
        ("指标,数值\n".encode("gb18030"), 1, "byte 0xb1"),
    ],
)
def test_another_encoding_is_told_with_byte_and_line(text: bytes, line: int, byte: str) -> None:
    """What is not UTF-8 is told with the byte, its line, and what to do."""
    fault = fault_of(text)
    assert (line, byte, "the file is not UTF-8") == (fault.line, fault.seen, fault.problem)
    assert "encoding='gb18030'" in str(fault.hint)


def test_faults_before_the_wrong_byte_are_told_too() -> None:
    """What was found before the file could not be read on is not forgotten."""
    text = b"indicator,value\n" + b"a,x\n" + b"a,5\n" * 5_000 + b"\xff\n"
    assert [2, 5_003] == [fault.line for fault in faults_of(text)]


def test_an_encoding_that_fails_in_its_own_way() -> None:
    """Codecs that do not name a byte are told without one."""
    fault = fault_of(b"indicator,value\na-!!", encoding="punycode")
    assert (None, "the file is not PUNYCODE") == (fault.seen, fault.problem)
    fault = fault_of(b"indicator,value\na\\xz", encoding="unicode_escape")
    assert ("byte 0x5c", "the file is not UNICODE_ESCAPE") == (fault.seen, fault.problem)


@pytest.mark.parametrize("encoding", ["nope", "rot13", "a\0b", 5, ""])
def test_encodings_that_there_are_not(encoding: Any) -> None:
    """A name that is no encoding of text is refused."""
    with pytest.raises(ReadError, match="there is no such encoding"):
        parse_observations(b"indicator,value\n", encoding=encoding)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (gzip.compress(SIMPLE.encode(), mtime=0), "not a CSV file but a gzip archive; unpack it"),
        (b"PK\x03\x04\x14\x00", "not a CSV file but a zip archive, such as an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1", "not a CSV file but an Excel workbook of the old kind"),
        (b"%PDF-1.7", "not a CSV file but a PDF"),
        (b"PAR1\x15\x04", "not a CSV file but a Parquet file"),
        (SIMPLE.encode("utf-16"), "the file is in UTF-16; read it with encoding='utf-16'"),
        (SIMPLE.encode("utf-16-le"), "the file is in UTF-16"),
        (bytes(5_000_000), "line 1: the text has a control character or one that Unicode does not use: U+0000"),
        (b"indicator,value\na\x00,5\n", "line 2: the text has a control character"),
        (b"\x7fELF\x02\x01", "line 1: the text has a control character or one that Unicode does not use: U+007F"),
    ],
)
def test_other_kinds_of_files(content: bytes, says: str, tmp_path: Path) -> None:
    """What is no CSV file is told for what it is, in a file and as bytes."""
    file = tmp_path / "results.csv"
    file.write_bytes(content)
    with pytest.raises(FaultyFileError, match=re.escape(says)):
        read_observations(file)
    with pytest.raises(FaultyFileError, match=re.escape(says)):
        parse_observations(content)


def test_half_a_character_in_a_text() -> None:
    """A text that no file could hold is refused like a file that holds something else."""
    assert "U+D800" == fault_of("indicator,value\na\ud800,5\n").seen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"indicator,value\n{'a' * 10_000_000},5\nb,x\n", [(2, "the line is too long")]),
        (f"indicator,value\n{'a' * (MAX_LINE - 3)},5\n", [(2, "the text of a cell is too long")]),
        (f"indicator,value\n{'a' * 20_000},5\nb,x\n", [(2, "the text of a cell is too long"), (3, "no number")]),
        (f"indicator,value\n{'a' * 200_000},5\nb,x\n", [(2, "the text of a cell is too long"), (3, "no number")]),
        (f"{'c,' * 1_000_000}\n", [(1, "the line is too long")]),
        (f"{'c,' * 400_000}\n", [(1, "too many columns")]),
        (f'"indicator,value\n{"a,5" * 10}\n', [(1, "a quoted cell is not closed before the end of the file")]),
        ('"indicator,value\n' + "a,5\n" * 100_000, [(1, "the text of a cell is too long")]),
        ('indicator,value\na,"5\nb,"6"\nc,x\n', [(2, "a quoted cell goes on behind its closing quote")]),
        ('indicator,value\n"a"b,5\nc,x\n', [(2, "a quoted cell goes on behind its closing quote"), (3, "no number")]),
        ('indicator,value\na,"5', [(2, "a quoted cell is not closed before the end of the file")]),
        (f"indicator,value,note\n{('a,5,' + 'n' * 9_000 + chr(10)) * 200}", []),
    ],
)  # fmt: skip
def test_hostile_texts(text: str, expected: list[tuple[int, str]]) -> None:
    """Cells, lines and headers without end, and quotes that do not close, are told with the line where they begin."""
    if expected:
        assert expected == [(fault.line, fault.problem) for fault in faults_of(text)]
    else:
        assert 200 == len(parse_observations(text))


def test_a_row_that_goes_on_over_many_lines() -> None:
    """Many quoted cells with line breaks make one row, which is bounded as lines are."""
    cell = '"' + "a\n" * 4_000 + '"'
    text = f"indicator,value{',note' * 200}\n" + ",".join([cell] * 202) + "\n"
    found = [fault.problem for fault in faults_of(text)]
    assert "a row is too long" == found[-1]


def test_columns_are_bounded() -> None:
    """As many columns as no table has are not looked at one by one."""
    names = [f"c{number}" for number in range(MAX_COLUMNS)]
    assert "too many columns" == fault_of(",".join([*names, "indicator"])).problem
    assert "unknown column" == faults_of(",".join(names))[0].problem


def test_faulty_rows_are_bounded() -> None:
    """Of 100,000 faulty rows, the first thousand are told."""
    faults = faults_of("indicator,value\n" + "a,x\n" * 100_000)
    assert (MAX_FAULTS, MAX_FAULTS + 1) == (len(faults), faults[-1].line)


def test_a_file_without_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files, texts and streams of more than the limit are refused; blank lines count."""
    for module in (csv_file, csv_lines):
        monkeypatch.setattr(module, "MAX_BYTES", 100)
    file = tmp_path / "large.csv"
    file.write_text(SIMPLE + "\n" * 100, encoding="utf-8")
    with pytest.raises(FaultyFileError, match="the file is too large: 154 bytes"):
        read_observations(file)
    for text in ("a" * 101, b"a" * 101):
        with pytest.raises(FaultyFileError, match="the file is too large: 101"):
            parse_observations(text)
    # A stream does not say how long it is: 54 characters of text, then one a line.
    monkeypatch.setattr(csv_file, "MAX_BYTES", 10_000)
    fault = fault_of(SIMPLE + "\n" * 100)
    assert (len(SIMPLE), "the file is too large") == (54, fault.problem)
    assert 2 + (100 - 54) + 1 == fault.line


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device here")
def test_devices() -> None:
    """A device that gives NUL bytes for ever is refused at the first line."""
    with pytest.raises(FaultyFileError, match="U\\+0000"):
        read_observations("/dev/zero")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """A folder, a missing file with its near names, and names that no file can have."""
    (tmp_path / "results.csv").write_text(SIMPLE, encoding="utf-8")
    with pytest.raises(UnopenedFileError, match="a folder, not a file") as caught:
        read_observations(tmp_path)
    assert "a CSV file" == caught.value.expected
    with pytest.raises(MissingFileError, match=re.escape("did you mean 'results.csv'?")):
        read_observations(tmp_path / "result.csv")
    with pytest.raises(UnopenedFileError, match="no file can have this name") as caught:
        read_observations("a\0b")
    assert caught.value.expected is None
    for path in (5, b"results.csv", None):
        with pytest.raises(WrongTypeError, match="not a path"):
            read_observations(path)  # type: ignore[arg-type]


def test_a_file_that_breaks_while_it_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An error of the disk is told as one of the file."""

    class Broken(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:
            raise OSError(errno.EIO, "Input/output error")

    file = tmp_path / "results.csv"
    monkeypatch.setattr(csv_file, "opened", lambda path, expected: io.BufferedReader(Broken()))
    with pytest.raises(UnopenedFileError, match="Input/output error") as caught:
        read_observations(file)
    assert errno.EIO == caught.value.errno


@pytest.mark.parametrize("text", [None, 5, ["indicator,value"]])
def test_only_text_is_parsed(text: Any) -> None:
    """A list of lines is no text."""
    with pytest.raises(WrongTypeError, match="not a text"):
        parse_observations(text)


LINES = st.text(st.sampled_from("ab,;\"\n\r\t 5%'=é\ufeff万"), max_size=40)


@settings(max_examples=300)
@given(LINES | LINES.map(lambda text: f"indicator,value,note\n{text}"))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a text, there are observations or faults whose lines are in it, and never another error."""
    try:
        made = parse_observations(text)
    except FaultyFileError as error:
        assert 0 < len(error.faults)
        lines = max(1, len(text.splitlines()))
        assert all(fault.line is not None and 1 <= fault.line <= lines for fault in error.faults)
    else:
        assert all(one.value is not None for one in made)


@settings(max_examples=200)
@given(st.binary(max_size=60), st.sampled_from(["utf-8", "gb18030", "utf-16", "ascii"]))
def test_any_bytes_are_read_or_refused(content: bytes, encoding: str) -> None:
    """Whatever bytes a file has, in any encoding, it is read or refused with its faults."""
    try:
        parse_observations(b"indicator,value\n" + content, encoding=encoding)
    except FaultyFileError as error:
        assert error.faults


# --- cells that spreadsheets would run

TRIGGERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_formulas_get_an_apostrophe(trigger: str) -> None:
    """A text that begins as a formula does is written behind an apostrophe, however many it already has."""
    assert f"'{trigger}cmd|x" == escaped(f"{trigger}cmd|x")
    assert f"''{trigger}x" == escaped(f"'{trigger}x")
    assert f"{trigger}x" == unescaped(f"'{trigger}x")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_formulas_behind_another_separator_get_an_apostrophe(separator: str) -> None:
    """A spreadsheet that parts cells at another sign than the file finds no formula behind that sign either."""
    cell = f"roads{separator}=cmd|' /C calc'!A0{separator}x"
    assert f"roads{separator}'=cmd|' /C calc'!A0{separator}x" == escaped(cell)
    assert cell == unescaped(escaped(cell))
    assert f"a{separator}''=1" == escaped(f"a{separator}'=1")
    assert "'\ufeff=1" == escaped("\ufeff=1")


@pytest.mark.parametrize("number", ["-5", "+9.88 %", "-2.5%", "-1,234.5", "5", "", "'", "'s-Hertogenbosch", "a=b"])
def test_numbers_and_plain_texts_stay(number: str) -> None:
    """Negative numbers and words with an apostrophe are written as they are."""
    assert (number, number) == (escaped(number), unescaped(number))


@given(st.text(st.sampled_from("'=+-@\t\r\n5a ,;|%＝\ufeff"), max_size=6) | st.text(max_size=6))
@example("-5")
@example("'-5")
def test_what_is_escaped_comes_back(cell: str) -> None:
    """For every text t: unescaped(escaped(t)) == t, and what is written is no formula."""
    written = escaped(cell)
    assert cell == unescaped(written)
    assert not re.search(r"[,;\t|][=+\-@]", written) or re.fullmatch(r"[-+][\d,.]+( ?%)?", written, re.ASCII)
    assert written[:1] not in TRIGGERS or re.fullmatch(r"[-+]\d[\d,]*(\.\d+)?( ?%)?", written, re.ASCII)


# --- what is written

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r\x85")
ODD = [
    "=1+1",
    "-5",
    "'-5",
    "@x",
    "a,b",
    'a"b',
    "a\nb",
    "a\r\nb",
    "a\rb",
    "a;b",
    "a\tb",
    "中文",
    "\ufeffa",
    "'",
    "+",
    '"',
    "|",
]
TEXTS = st.sampled_from(ODD) | st.text(CHARACTERS, max_size=10)
TITLES = TEXTS.filter(str.strip)
FIGURES = st.sampled_from(
    [
        *(
            "686,000 jobs",
            "85.0 %",
            "-2.5 %",
            "-5 persons",
            "+9.88 %",
            "10-15 towns",
            "68.6万人",
            " 5 ",
            "\t5 beds",
            "$5",
        ),
        *(figure(-5, "km"), figure(Decimal("-0.5"), "%"), figure(5), figure(None, "job", within="[1, 2]")),
        *(figure("686,000", "jobs"), figure("686,000 jobs", exact=True), figure("700 beds", zeros="significant")),
    ]
)
OBSERVATIONS = st.builds(
    Observation,
    TITLES,
    FIGURES,
    result=TEXTS,
    note=TEXTS,
    id=TEXTS,
    period=st.sampled_from([None, "2021 (inferred)", "2021-01/2021-11"]),
    place=st.none() | TITLES.filter(lambda name: not set(name) & set(",，")),
    source=st.none() | st.builds(Source, TITLES, url=TEXTS),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(OBSERVATIONS, max_size=4), st.sampled_from([",", ";", "\t", "|"]))
def test_what_is_written_is_read_back(ones: list[Observation], delimiter: str) -> None:
    """For all observations o: parse_observations(observations_text(o)) == o, with every delimiter."""
    text = observations_text(ones, delimiter=delimiter)
    back = parse_observations(text, delimiter=delimiter)
    assert tuple(ones) == back
    assert back == parse_observations(text.encode(), delimiter=delimiter)
    printed = [one.value.text for one in ones if one.value is not None]
    assert all(text in (None, other.value and other.value.text) for text, other in zip(printed, back, strict=True))
    assert [str(one.period) for one in ones] == [str(one.period) for one in back]


@given(st.lists(OBSERVATIONS, min_size=1, max_size=3))
def test_other_readers_of_csv_see_the_same_cells(ones: list[Observation]) -> None:
    """Any reader of CSV finds one row an observation, as many cells in each, and its title up to the apostrophe."""
    rows = list(csv.reader(io.StringIO(observations_text(ones), newline="")))
    assert len(ones) + 1 == len(rows)
    assert {len(rows[0])} == {len(row) for row in rows}
    assert [one.title for one in ones] == [unescaped(row[0]) for row in rows[1:]]


def test_the_text_of_a_table() -> None:
    """Numbers stay numbers, formulas and quotes are written safely, and lines end as they do in the library's files."""
    ones = [
        Observation("growth", "-2.5 %", period=2021, place="Linyi, Shandong, CN"),
        Observation('say "no"', figure(5, "bed"), note="=HYPERLINK(1)"),
    ]
    assert (
        "indicator,period,place,value,unit,exact,note\n"
        'growth,2021,"Linyi, Shandong, CN",-2.5 %,%,,\n'
        '"say ""no""",,,5,bed,yes,\'=HYPERLINK(1)\n'
    ) == observations_text(ones)


def test_no_observations_are_a_header() -> None:
    """An empty table is written so that it is read back as one."""
    assert "indicator,value\n" == observations_text([])
    assert () == parse_observations(observations_text([]))


def test_the_examples_are_read_back() -> None:
    """What the shipped reports observe comes back from CSV as it does from their rows."""
    for name in ("anhui-2021-11", "huaian", "lishui-2025"):
        document = shipped(name)
        text = observations_text(document)
        back = parse_observations(text, counts=document.units)
        assert text == observations_text(Report("again", observations=back))


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (Observation("a", 5, place=Place("five towns", count=5)), "observation 1, place: a row cannot hold all of it"),
        (Observation("a", 5, note="x" * MAX_SCALAR), "observation 1, note: the text is too long for a file"),
        (Observation("a", 5, note="x\0"), "observation 1, note: the text has a character that no file may hold"),
        (Observation("a\ud800", 5), "observation 1, indicator: the text has a character that no file may hold"),
    ],
)
def test_what_no_file_can_hold_is_refused(one: Observation, says: str, tmp_path: Path) -> None:
    """Nothing is written that would not be read back, and no file is left behind."""
    with pytest.raises(UnwritableError, match=says):
        write_observations([one], tmp_path / "results.csv")
    assert [] == list(tmp_path.iterdir())


def test_the_longest_cell_is_read_back() -> None:
    """A formula one character below the limit gets its apostrophe and is still read."""
    one = Observation("a", 5, note="=" + "x" * (MAX_SCALAR - 2))
    assert (one,) == parse_observations(observations_text([one]))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the name is replaced only when all is written; it keeps its mode."""
    file = tmp_path / "results.csv"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o640)

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(UnopenedFileError, match="No space left on device") as caught:
            write_observations([NEW_JOBS], file)
    assert (errno.ENOSPC, "before") == (caught.value.errno, file.read_text("utf-8"))
    write_observations([NEW_JOBS], str(file), delimiter=";")
    assert "indicator;period;value;unit\nnew jobs;2021;686000;job\n" == file.read_bytes().decode()
    assert 0o640 == stat.S_IMODE(file.stat().st_mode)
    assert [file] == list(tmp_path.iterdir())
    assert (NEW_JOBS,) == read_observations(file)


def test_paths_that_no_file_can_have(tmp_path: Path) -> None:
    """A missing folder, a name with a NUL and what is no path are refused with the reason."""
    for path in (tmp_path / "none" / "results.csv", "a\0b"):
        with pytest.raises(UnopenedFileError, match="the file cannot be written"):
            write_observations([NEW_JOBS], path)
    with pytest.raises(WrongTypeError, match="not a path"):
        write_observations([NEW_JOBS], 5)  # type: ignore[arg-type]
    with pytest.raises(ReadError, match="not a delimiter"):
        write_observations([NEW_JOBS], tmp_path / "results.csv", delimiter="x")


def test_a_table_becomes_a_report() -> None:
    """Observations of a table stand in a report like any others, and unknown numbers keep their set."""
    report = Report("Jobs", period=2021, observations=parse_observations(SIMPLE))
    assert Interval(685_500, 686_500) == report.find("new jobs").value.admissible
