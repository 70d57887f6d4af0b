"""IATI files as a stream: what is read, what is refused, and that neither takes more than a bounded amount."""

from __future__ import annotations

import gzip
import os
import pickle
import threading
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publicservice.errors import PublicServiceError, ReadError, WrongTypeError
from publicservice.faults import FaultyFileError, MissingFileError, UnopenedFileError
from publicservice.io.iati import IatiReading, iter_iati, read_iati
from publicservice.io.iati import stream as stream_module

RIVERTON = Path(__file__).parent / "data" / "iati" / "riverton.xml"
OPEN = '<?xml version="1.0"?>\n<iati-activities version="2.03">\n'
CLOSE = "</iati-activities>\n"


def activity(results: str = "", name: str = "XM-EX-1-a") -> str:
    """One activity with these results."""
    head = f"<iati-activity><iati-identifier>{name}</iati-identifier><title><narrative>Water</narrative></title>"
    return f"{head}{results}</iati-activity>\n"


RESULT = (
    '<result type="1"><title><narrative>Wells</narrative></title><indicator measure="1" ascending="1"><title>'
    '<narrative>wells dug</narrative></title><period><period-start iso-date="2023-01-01"/><period-end '
    'iso-date="2023-12-31"/><target value="40"/><actual value="38"/></period></indicator></result>'
)


def read(text: str | bytes) -> IatiReading:
    """The reading of a text."""
    return read_iati(BytesIO(text.encode() if isinstance(text, str) else text))


def refused(text: str | bytes) -> str:
    """The message with which a text is refused."""
    with pytest.raises(FaultyFileError) as caught:
        read(text)
    assert caught.value.faults == pickle.loads(pickle.dumps(caught.value)).faults
    return str(caught.value)


class Endless:
    """A file that is made while it is read: activities with results, and around them a great deal that is skipped."""

    def __init__(self, activities: int, filling: int) -> None:
        filler = (
            f"<transaction><description><narrative>{'x' * 100_000}</narrative></description></transaction>" * filling
        )
        parts = (activity(filler + RESULT, f"XM-EX-1-{number}") for number in range(activities))
        self.parts: Iterator[str] = (part for chunk in ([OPEN], parts, [CLOSE]) for part in chunk)
        self.part = BytesIO()
        self.given = 0

    def read(self, size: int) -> bytes:
        """The next bytes, fewer than asked for where a part ends."""
        while not (chunk := self.part.read(size)) and (part := next(self.parts, None)) is not None:
            self.part = BytesIO(part.encode())
        self.given += len(chunk)
        return chunk


# --- how much it takes


def test_a_hundred_megabytes_take_a_few() -> None:
    """A file of 100 MB is read one activity at a time, and never more than 8 MB are held for it."""
    file = Endless(activities=200, filling=5)
    tracemalloc.start()
    try:
        targets = sum(len(one.plan.programmes[0].targets) for one in iter_iati(cast("BinaryIO", file)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 200 == targets
    assert file.given > 100_000_000
    assert most < 8_000_000


def test_a_pipe_is_read(tmp_path: Path) -> None:
    """A path may be a pipe, of which nobody knows how long it will be."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(OPEN + activity(RESULT) + CLOSE,))
    writer.start()
    reading = read_iati(pipe)
    writer.join()
    assert ["XM-EX-1-a"] == [one.id for one in reading.activities]


def test_a_compressed_file_is_read_where_it_is_opened_so(tmp_path: Path) -> None:
    """What gzip.open gives is read; the compressed file itself is refused with a word on what to do."""
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress((OPEN + activity(RESULT) + CLOSE).encode()))
    with gzip.open(path) as file:
        assert 1 == len(read_iati(cast("BinaryIO", file)).activities)
    with pytest.raises(FaultyFileError, match=r"compressed with gzip.*pass gzip.open"):
        read_iati(path)
    path.write_bytes(path.read_bytes()[:-30])
    with gzip.open(path) as file, pytest.raises(UnopenedFileError, match="cannot be read on"):
        read_iati(cast("BinaryIO", file))


def test_activities_come_before_the_file_is_read_to_its_end() -> None:
    """The first activity is given while most of the file has not been read, and before a later fault is met."""
    file = Endless(activities=50, filling=1)
    first = next(iter_iati(cast("BinaryIO", file)))
    assert [] == list(iter_iati(BytesIO((OPEN + activity() + CLOSE).encode())))
    assert "XM-EX-1-0" == first.id
    assert file.given < 300_000
    broken = iter_iati(BytesIO((OPEN + activity(RESULT) + " " * 100_000 + "<oops").encode()))
    assert "XM-EX-1-a" == next(broken).id
    with pytest.raises(FaultyFileError, match="line 4"):
        next(broken)


# --- what is refused

REFUSED = [
    ("", "there is nothing in the file"),
    (" \n", "there is nothing in the file"),
    ("<!DOCTYPE html><html><body>404</body></html>", "line 1, column 15: this is a web page"),
    ("<html><body>404</body></html>", "this is a web page, perhaps an error page: '<html>'"),
    ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "this is a web page"),
    ('<rss version="2.0"/>', "this is an RSS feed"),
    ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "this is a feed"),
    ('<iati-organisations version="2.03"/>', "this is an IATI organisations file"),
    ("<iati-activity/>", "a single activity without the element around it"),
    ("<plan/>", "this is another kind of XML: '<plan>'"),
    ('<iati-activities xmlns="urn:x" version="2.03"/>', "puts IATI's elements into a namespace"),
    ('{"activities": []}', "line 1: this is JSON"),
    ("[]", "line 1: this is JSON"),
    ("PK\x03\x04", "the file is a zip archive"),
    ("%PDF-1.4", "this is a PDF file"),
    ("iati-identifier,title", "line 1: this is not XML: 'iati-identifier,title'"),
    ('<iati-activities version="1.05"/>', "files of this version are not read: '1.05'; expected version 2.01, 2.02 or"),
    ('<iati-activities version="1.05"/>', "IATI retired 1.0x"),
    ('<iati-activities version="1"/>', "files of this version are not read: '1'"),
    ("<iati-activities/>", "keeps, as many of 1.0x do not; expected version 2.01, 2.02 or 2.03; IATI retired 1.0x"),
    ("<iati-activities/>", "does not say which version"),
    (OPEN + "<iati-activity>", "line 3, column 16: this is not well-formed XML: no element found; the file breaks off"),
    (OPEN + "<iati-activity", "unclosed token; the file breaks off within a tag"),
    (OPEN + "R & D", "line 3, column 4: this is not well-formed XML: not well-formed"),
    (OPEN + "\0", "line 3, column 1: this is not well-formed XML"),
    (OPEN + "&eacute;", "undefined entity; write the character itself"),
    (OPEN + "<a></b>", "line 3, column 6: this is not well-formed XML: mismatched tag"),
    ("  " + OPEN, "nothing may stand before <?xml"),
    ('<?xml version="1.0" encoding="elvish"?><a/>', "the encoding cannot be read; unknown encoding: elvish"),
    ('<?xml version="1.0" encoding="gb18030"?><a/>', "the encoding cannot be read; multi-byte encodings"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_is_no_iati_file_is_refused(text: str, message: str) -> None:
    """A file that cannot be read says what it is instead, where, and what to do."""
    assert message in refused(text)


def test_letters_of_another_encoding_are_refused() -> None:
    """Latin letters in a file that says UTF-8 are refused with their line; a file that names its encoding is read."""
    text = OPEN + activity().replace("Water", "Santé")
    assert "line 3" in refused(text.encode("latin-1"))
    said = text.replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"').encode("latin-1") + CLOSE.encode()
    assert 1 == read(said).without_results
    assert 1 == read((text + CLOSE).encode("utf-16")).without_results
    assert 1 == read(b"\xef\xbb\xbf" + (text + CLOSE).encode()).without_results


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
BOMBS = [
    f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><iati-activities version="2.03">&l9;</iati-activities>',
    f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]><iati-activities version="2.03">{"&a;" * 100_000}</iati-activities>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><iati-activities version="2.03">&a;</iati-activities>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><iati-activities version="2.03"/>',
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;]><iati-activities version="2.03"/>',
    '<!DOCTYPE x><iati-activities version="2.03"/>',
]


@pytest.mark.parametrize("text", BOMBS, ids=["laughs", "quadratic", "file", "dtd", "parameter", "plain"])
def test_no_entity_is_ever_declared(text: str) -> None:
    """A document type declaration is refused where it begins, so that nothing is expanded, opened or fetched."""
    assert "line 1, column" in (message := refused(text))
    assert "a document type declaration is not allowed: '<!DOCTYPE x'" in message


def test_what_has_no_end_is_refused_early() -> None:
    """A hundred thousand levels and an attribute or comment of 10 MB are refused before they are held."""
    assert "line 3, column" in (message := refused(OPEN + "<a>" * 100_000))
    assert "too deep in one another; expected at most 64 levels" in message
    for text in (f'<iati-activity x="{"a" * 10_000_000}"/>', f"<!--{'a' * 10_000_000}-->"):
        tracemalloc.start()
        try:
            file = BytesIO((OPEN + text + CLOSE).encode())
            tracemalloc.reset_peak()
            with pytest.raises(FaultyFileError, match=r"line 3.*is too long; expected at most 1,048,576 bytes"):
                read_iati(file)
        finally:
            tracemalloc.stop()
        assert file.tell() < 2_000_000


def test_an_activity_that_is_too_large_does_not_keep_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an activity with too many elements or characters the head alone is kept, and a finding says so."""
    monkeypatch.setattr(stream_module, "_MAX_ELEMENTS", 1_000)
    monkeypatch.setattr(stream_module, "_MAX_TEXT", 10_000)
    many = activity("<result>" + "<indicator/>" * 1_001 + "</result>", "many")
    long = activity(f"<title><narrative>{'x' * 10_001}</narrative></title>{RESULT}", "long")
    wide = activity(f'<result type="{"x" * 10_001}"/>{RESULT}', "wide")
    reading = read(OPEN + many + long + wide + activity(RESULT) + CLOSE)
    assert [("many", 0), ("long", 0), ("wide", 0), ("XM-EX-1-a", 1)] == [
        (one.id, len(one.plan.programmes)) for one in reading.activities
    ]
    found = reading.findings.of_rule("activity-too-large")
    assert ["many, line 3", "long, line 4", "wide, line 5"] == [one.where for one in found]


def test_many_kinds_of_elements_are_counted_together() -> None:
    """No file can fill the memory with names: a hundred kinds are counted apart, the others together."""
    odd = "".join(f"<a{number}/>" for number in range(150))
    (found,) = read(OPEN + activity(odd + RESULT) + CLOSE).findings.of_rule("not-about-results")
    assert "50 × other elements" in found.evidence
    assert 101 == len(found.evidence)


def test_a_file_that_is_cut_anywhere_is_refused() -> None:
    """However many bytes are missing at the end, the file is refused, and never half-read in silence."""
    whole = RIVERTON.read_bytes().rstrip()
    for end in range(0, len(whole), 97):
        with pytest.raises(FaultyFileError):
            read(whole[:end])


@settings(max_examples=60)
@given(st.data())
def test_damaged_files_raise_nothing_else(data: st.DataObject) -> None:
    """Property: a file with any bytes changed is read, or refused with an error of the library."""
    damaged = bytearray(RIVERTON.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    try:
        reading = read(bytes(damaged))
    except PublicServiceError:
        return
    assert "2.0" in reading.version


# --- sources


def test_a_file_is_opened_and_named(tmp_path: Path) -> None:
    """A path that cannot be opened is told apart, and a file that is given open stays open."""
    with pytest.raises(MissingFileError, match="there is no such file"):
        read_iati(tmp_path / "none.xml")
    with pytest.raises(UnopenedFileError, match=r"a folder, not a file.*expected an XML file"):
        next(iter_iati(tmp_path))
    with pytest.raises(UnopenedFileError, match="no file can have this name"):
        read_iati("a\0b")
    with pytest.raises(WrongTypeError, match="not a file: 7"):
        read_iati(cast("str", 7))
    with pytest.raises(WrongTypeError, match=r"does not give bytes.*open it with mode 'rb'"):
        read_iati(cast("BinaryIO", StringIO(OPEN)))
    with RIVERTON.open("rb") as file:
        assert str(RIVERTON) == read_iati(file).name
        assert not file.closed


def test_numbers_are_read_in_two_ways_only() -> None:
    """Another word for how numbers are read is refused before the file is opened."""
    with pytest.raises(ReadError, match="expected 'exact' or 'printed'"):
        read_iati("none.xml", numbers=cast("stream_module.ActivityStream", "rough"))  # type: ignore[arg-type]


def test_what_stands_beside_the_activities_is_told() -> None:
    """Elements outside of all activities are counted in a finding of the file."""
    reading = read(
        OPEN.replace("<iati-act", "<iati-act").replace('2.03"', '2.03" xmlns:e="urn:e"') + "<e:x/><e:x/>" + CLOSE
    )
    (found,) = reading.findings
    assert ("not-an-activity", ("2 × {urn:e}x",)) == (found.rule, found.evidence)


@pytest.mark.parametrize("version", stream_module.VERSIONS)
def test_every_version_of_2_is_read(version: str) -> None:
    """Versions 2.01, 2.02 and 2.03 are read alike, and the reading says which it was."""
    reading = read((OPEN + activity(RESULT) + CLOSE).replace("2.03", version))
    assert (version, 1) == (reading.version, len(reading.activities))
