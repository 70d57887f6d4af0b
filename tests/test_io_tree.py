"""Reading YAML and JSON files that anyone may have written."""

from __future__ import annotations

import errno
import json
import os
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publicservice.errors import PublicServiceError, ReadError, WrongTypeError
from publicservice.faults import MAX_FAULTS, Fault, FaultyFileError, MissingFileError, UnopenedFileError
from publicservice.io import growth, source, tree
from publicservice.io.json_tree import grow_json, load_json
from publicservice.io.tree import parse_tree, path_text, read_tree

Format = Literal["yaml", "json"]
Path_ = tuple[str | int, ...]

LOADERS = [getattr(yaml, "CBaseLoader", tree._BoundedLoader), tree._BoundedLoader]
FORMATS: list[Format] = ["yaml", "json"]
# Anything that a text may hold; surrogates and control characters may not stand in a document.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r\x85")
TEXTS = st.text(CHARACTERS, max_size=12)
NESTED = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXTS, NESTED, max_size=5)
WORDS = st.text(st.characters(categories=["L", "N"], include_characters=" :#,[]{}-&*!'\"\\"), max_size=8)
LINES = st.dictionaries(
    WORDS,
    st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8),
    max_size=4,
)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


@pytest.fixture(params=LOADERS, ids=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Both scanners of PyYAML: the one in C, and the one that is left when it was built without."""
    monkeypatch.setattr(tree, "_LOADER", request.param)
    return request.param


def faults_of(text: str | bytes, format: Format = "yaml") -> tuple[Fault, ...]:
    """What is wrong with a text."""
    with pytest.raises(FaultyFileError) as caught:
        parse_tree(text, format=format)
    return caught.value.faults


def only_fault(text: str | bytes, format: Format = "yaml") -> Fault:
    """The one thing that is wrong with a text."""
    (fault,) = faults_of(text, format)
    return fault


def where(fault: Fault) -> tuple[int | None, int | None, str]:
    """Where a fault is."""
    return fault.line, fault.column, fault.path


class PlainDumper(yaml.SafeDumper):
    """Writes YAML without references."""

    def ignore_aliases(self, data: Any) -> bool:
        """Each occurrence is written out."""
        return True


def paths(data: Any, above: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every place in a document, with what is there."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    yield above, data
    for step, value in entries:
        yield from paths(value, (*above, step))


# What is read


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "written",
    ["85.0 %", "no", "yes", "2022-02-30", "0x10", "1_000", "null", "~", "1e3", ".inf", "007", "12:30:45", "="],
)
def test_yaml_scalar_stays_as_written(written: str) -> None:
    """A scalar is the text that was written: no digit is lost and no word becomes a truth value."""
    assert {"goal": written} == parse_tree(f"goal: {written}", format="yaml").data


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("written", "value"), [("", None), ("''", ""), ('""', ""), ("|\n", "")])
def test_yaml_nothing_written_is_none(written: str, value: str | None) -> None:
    """Where nothing was written there is None, but an empty text in quotes is an empty text."""
    assert {"note": value} == parse_tree(f"note: {written}", format="yaml").data


@pytest.mark.usefixtures("loader")
def test_yaml_shapes() -> None:
    """Mappings, lists and all the ways to write text come out as plain data, and quoted signs are text."""
    text = "a: {b: [1, 'x y']}\nc: |\n  one\n  two\n'<<': '*d'\n"
    assert {"a": {"b": ["1", "x y"]}, "c": "one\ntwo\n", "<<": "*d"} == parse_tree(text, format="yaml").data


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("85.0", "85.0"),
        ("1e400", "1e400"),
        ("-0", "-0"),
        ("9" * 5000, "9" * 5000),
        ("true", "true"),
        ("false", "false"),
    ],
)
def test_json_number_stays_as_written(written: str, value: str) -> None:
    """Numbers and truth values of JSON are text too, wherever they stand."""
    expected = {"a": value, "b": [value, [value]]}
    assert expected == parse_tree(f'{{"a": {written}, "b": [{written}, [{written}]]}}', format="json").data


def test_json_is_read_when_the_stack_is_nearly_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the json module gives up for want of stack, the reading that needs none gives the same data."""
    text = '{"a": [true, null, 85.0, "\\u4e34"]}'
    quick = parse_tree(text, format="json")
    monkeypatch.setattr(tree, "load_json", lambda _: None)
    slow = parse_tree(text, format="json")
    assert (quick.data, quick.position(["a", 2])) == (slow.data, slow.position(["a", 2]))


def test_json_null_is_none() -> None:
    """JSON's null says that there is nothing."""
    assert {"a": None, "b": [None]} == parse_tree('{"a": null, "b": [null]}', format="json").data


@pytest.mark.parametrize("format", FORMATS)
def test_byte_order_mark_is_no_text(format: Format) -> None:
    """A UTF-8 byte order mark is not part of the document, in bytes or in text."""
    text = '\ufeff{"地": "临沂"}'
    assert {"地": "临沂"} == parse_tree(text.encode(), format=format).data == parse_tree(text, format=format).data


@pytest.mark.parametrize("name", ["plan.yaml", "plan.YML", "plan.json"])
def test_file_format_follows_its_name(tmp_path: Path, name: str) -> None:
    """The ending of the name says how to read a file; the tree remembers where it came from."""
    path = tmp_path / name
    path.write_text('{"place": "临沂"}', encoding="utf-8")
    for given_path in (path, str(path)):
        read = read_tree(given_path)
        assert ({"place": "临沂"}, str(path)) == (read.data, read.source_name)


def test_tree_shows_its_name_only() -> None:
    """A tree may hold a million lines, so that showing it shows its name."""
    assert "Tree(source_name='plan')" == repr(parse_tree("a: 1", format="yaml", name="plan"))


@pytest.mark.parametrize("format", FORMATS)
def test_tree_pickles(format: Format) -> None:
    """A tree can be sent to another process with its positions."""
    there = pickle.loads(pickle.dumps(parse_tree('{"a": [1]}', format=format)))
    assert ({"a": ["1"]}, (1, 8)) == (there.data, there.position(["a", 0]))


@given(DOCUMENTS, st.booleans(), st.sampled_from([None, 1]))
def test_json_reads_back(data: dict[str, Any], ascii_only: bool, indent: int | None) -> None:
    """Whatever text, list and mapping json.dumps writes is read back equal."""
    assert data == parse_tree(json.dumps(data, ensure_ascii=ascii_only, indent=indent), format="json").data


@SHARED
@given(data=LINES, style=st.sampled_from([None, '"', "'", "|", ">"]), unicode=st.booleans())
def test_yaml_reads_back(loader: Any, style: str | None, unicode: bool, data: dict[str, Any]) -> None:
    """Whatever text, list and mapping PyYAML writes, in whichever style, is read back equal."""
    text = yaml.dump(data, Dumper=PlainDumper, default_style=style, allow_unicode=unicode)
    assert data == parse_tree(text, format="yaml").data


# Where it stands


@pytest.mark.usefixtures("loader")
def test_yaml_positions() -> None:
    """The position of a value is where it begins, that of its key where the key begins."""
    text = "plan: Parks\nprogrammes:\n  - title: A\n    targets:\n      - {goal: 'x', '中': y}\nempty:\n"
    read = parse_tree(text, format="yaml")
    item: Path_ = ("programmes", 0, "targets", 0)
    assert [(1, 1), (1, 7), (3, 3), (3, 5), (3, 12)] == [
        read.position(path) for path in [(), ("plan",), ("programmes",), ("programmes", 0), ("programmes", 0, "title")]
    ]
    assert [(5, 9), (5, 16), (5, 26)] == [read.position(path) for path in [item, (*item, "goal"), (*item, "中")]]
    assert [(1, 1), (1, 1), (5, 10), (5, 9), (6, 1)] == [
        read.key_position(path) for path in [(), ("plan",), (*item, "goal"), item, ("empty",)]
    ]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "path", [("a", 1), ("a", -1), ("a", "b"), ("a", 7, "x"), ("a", 1, 2, 3), ("a", 1, "deep", "er")]
)
def test_position_of_nothing_is_that_of_what_is_around(format: Format, path: Path_) -> None:
    """A path that leads nowhere has the position of its nearest ancestor."""
    read = parse_tree('{"a": [0,\n "x"]}', format=format)
    expected = (2, 2) if path[1] == 1 else (1, 7)
    assert (expected, expected) == (read.position(path), read.key_position(path))


@pytest.mark.parametrize("format", FORMATS)
def test_position_outside_is_that_of_the_document(format: Format) -> None:
    """A key that the document lacks, or an item number of a mapping, points to the document."""
    read = parse_tree('\n {"a": 0}', format=format)
    assert [(2, 2)] * 3 == [read.position(["b"]), read.position([0]), read.key_position(["b"])]


@SHARED
@given(LINES, st.sampled_from([None, 1]))
def test_json_value_stands_at_its_position(data: dict[str, Any], indent: int | None) -> None:
    """The text at the position of a value begins with that value, and at the position of a key with that key."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    lines = text.split("\n")
    read = parse_tree(text, format="json")
    for path, value in paths(data):
        line, column = read.position(path)
        opening = (
            "{"
            if isinstance(value, dict)
            else "["
            if isinstance(value, list)
            else json.dumps(value, ensure_ascii=False)
        )
        assert lines[line - 1][column - 1 :].startswith(opening)
        line, column = read.key_position(path)
        step = json.dumps(path[-1], ensure_ascii=False) if path and isinstance(path[-1], str) else opening
        assert lines[line - 1][column - 1 :].startswith(step)


@SHARED
@given(data=LINES, indent=st.sampled_from([None, 1]))
def test_yaml_and_json_agree(loader: Any, data: dict[str, Any], indent: int | None) -> None:
    """What JSON writes is YAML as well, and both readers find the same data at the same places."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    one, other = parse_tree(text, format="yaml"), parse_tree(text, format="json")
    assert one.data == other.data == data
    for path, _ in paths(data):
        assert one.position(path) == other.position(path)
        assert one.key_position(path) == other.key_position(path)


# Files that cannot be opened


def test_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    """A misspelt name is answered with the file that was probably meant; it is a FileNotFoundError as well."""
    (tmp_path / "linyi-2022.yaml").touch()
    with pytest.raises(FileNotFoundError) as caught:
        read_tree(tmp_path / "linyi-2002.yaml")
    error = caught.value
    assert isinstance(error, MissingFileError) and isinstance(error, ReadError)
    assert "did you mean 'linyi-2022.yaml'?" == error.hint
    assert (errno.ENOENT, str(tmp_path / "linyi-2002.yaml")) == (error.errno, error.filename)


def test_missing_folder_is_said(tmp_path: Path) -> None:
    """When the folder is missing too, that is said rather than a file name."""
    with pytest.raises(MissingFileError, match=r"no folder .*plans"):
        read_tree(tmp_path / "plans" / "a.yaml")


def test_folder_is_not_a_file(tmp_path: Path) -> None:
    """A folder is called a folder."""
    with pytest.raises(UnopenedFileError, match="a folder, not a file") as caught:
        read_tree(tmp_path)
    assert errno.EISDIR == caught.value.errno


def test_permission_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is told apart from one that is wrong."""

    def deny(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    path = tmp_path / "a.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(UnopenedFileError, match="no permission"):
        read_tree(path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a\0.yaml", "no file can have this name"),
        ("\ud800.yaml", "no file can"),
        ("x" * 5000 + ".yaml", "cannot be read"),
    ],
)
def test_impossible_name(name: str, reason: str) -> None:
    """A name that no file can have is an answer, not a crash."""
    with pytest.raises(UnopenedFileError, match=reason):
        read_tree(name)


@pytest.mark.parametrize("wrong", [None, 3, b"plan.yaml", {"plan": 1}])
def test_path_of_wrong_type(wrong: Any) -> None:
    """Only text and path objects are paths."""
    with pytest.raises(WrongTypeError, match="not a path"):
        read_tree(wrong)


def test_unknown_ending(tmp_path: Path) -> None:
    """A name that does not say the format is refused before the file is read."""
    (tmp_path / "plan.toml").touch()
    with pytest.raises(FaultyFileError, match=r"cannot be told from the name: '\.toml'"):
        read_tree(tmp_path / "plan.toml")


@pytest.mark.parametrize("cls", [UnopenedFileError, MissingFileError])
def test_unopened_error_pickles(cls: type[UnopenedFileError]) -> None:
    """The error survives pickling with all its parts."""
    error = cls("no", seen="'a'", expected="b", hint="c", errno=2, filename="a")
    there = pickle.loads(pickle.dumps(error))
    assert (cls, str(error), 2, "a", "c") == (type(there), str(there), there.errno, there.filename, there.hint)


# Size


def test_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    """A file above the limit is refused before a byte of it is read; a sparse one takes no disk."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(source.MAX_BYTES + 1)
    with pytest.raises(FaultyFileError, match=r"too large: 268,435,457 bytes"):
        read_tree(path)


@pytest.mark.parametrize("text", ["a: 123456789", b"a: 123456789"])
def test_large_text_is_refused(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    """Text and bytes at hand have the same limit."""
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    assert "the file is too large" == only_fault(text).problem


def fifo(path: Path, write: Callable[[int], object]) -> Thread:
    """A pipe at the path, and a thread that waits for its reader and writes to it."""
    os.mkfifo(path)

    def run() -> None:
        end = os.open(path, os.O_WRONLY)
        try:
            write(end)
        except BrokenPipeError:
            pass
        finally:
            os.close(end)

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_is_read(tmp_path: Path) -> None:
    """A pipe has no size, and is read to its end."""
    path = tmp_path / "pipe.yaml"
    thread = fifo(path, lambda end: os.write(end, b"a: 1\n"))
    assert {"a": "1"} == read_tree(path).data
    thread.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_endless_pipe_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that never ends is read up to the limit and no further."""
    monkeypatch.setattr(source, "MAX_BYTES", 100_000)

    def forever(end: int) -> None:
        while True:
            os.write(end, bytes(4096))

    path = tmp_path / "pipe.yaml"
    thread = fifo(path, forever)
    with pytest.raises(FaultyFileError, match="too large: more than 100,000 bytes"):
        read_tree(path)
    thread.join()


# Encodings and characters


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("a: 临".encode("utf-16"), "the file is in UTF-16"),
        ("a: 临".encode("utf-16-le"), "the file is in UTF-16"),
        ("a: 临".encode("utf-16-be"), "the file is in UTF-16"),
        ("a: 临".encode("utf-32"), "the file is in UTF-32"),
        (b"\x00\x00\xfe\xff", "the file is in UTF-32"),
    ],
)
def test_other_unicode_encodings_are_named(raw: bytes, problem: str) -> None:
    """UTF-16 and UTF-32 are recognised, with or without their mark, and named."""
    assert problem == only_fault(raw).problem


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_not_utf8_says_where(mark: bytes) -> None:
    """The first byte that is not UTF-8 is given with its offset, line and column in characters."""
    fault = only_fault(mark + "a: 1\n中: ".encode() + "国".encode("gb18030"))
    assert ("the file is not UTF-8", f"byte 0xb9 at offset {10 + len(mark)}") == (fault.problem, fault.seen)
    assert (2, 4, "") == where(fault)
    first = only_fault(mark + b"\xff")
    assert (1, 1, "") == where(first)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x9f", "\ufffe", "\ud800"])
def test_forbidden_character(format: Format, character: str) -> None:
    """NUL, control characters, noncharacters and half surrogates are refused with their code and place."""
    fault = only_fault(f"a: 1\nb: {character}", format)
    assert (f"U+{ord(character):04X}", (2, 4, "")) == (fault.seen, where(fault))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("escape", ["\\u0000", "\\u001b", "\\ud800", "\\udc00x", "\\b"])
def test_forbidden_character_by_escape(loader: Any, format: Format, escape: str) -> None:
    """An escape cannot bring in what may not stand in a text, as a value, an item or a key."""
    for text in (f'{{"a": "{escape}"}}', f'{{"a": ["{escape}"]}}', f'{{"{escape}": "a"}}'):
        assert "escape" in only_fault(text, format).problem


def test_surrogate_pair_is_one_character() -> None:
    """Two escapes that make one character of JSON are that character."""
    assert {"a": "😀"} == parse_tree('{"a": "\\ud83d\\ude00"}', format="json").data


# Documents without a document


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("", "yaml"),
        ("\n \n", "yaml"),
        ("# only\n# comments\n", "yaml"),
        ("---\n", "yaml"),
        ("", "json"),
        ("null", "json"),
    ],
)
def test_nothing_in_the_file(text: str, format: Format) -> None:
    """An empty file, comments alone or an empty document are said to hold nothing."""
    assert "there is nothing in the file" == only_fault(text, format).problem


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "format", "seen"),
    [
        ("hello", "yaml", "a text, 'hello'"),
        ("- a\n- b", "yaml", "a list of 2"),
        ("[1, 2, 3]", "json", "a list of 3"),
        ("12", "json", "a text, '12'"),
    ],
)
def test_document_is_not_a_mapping(text: str, format: Format, seen: str) -> None:
    """A document that is a text or a list is told what it is."""
    fault = only_fault(text, format)
    assert (seen, (1, 1, "")) == (fault.seen, where(fault))


def test_wrong_arguments() -> None:
    """A text that is none, and a format that is not known, are refused as such."""
    wrong: Any = 3
    with pytest.raises(WrongTypeError, match="not a text: 3"):
        parse_tree(wrong, format="yaml")
    wrong = "toml"
    with pytest.raises(ReadError, match="the format is not known: 'toml'"):
        parse_tree("", format=wrong)


# What a document may not have


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "problem", "place"),
    [
        ("a: 1\nb: !!python/object:os.system {c: d}", "a tag is not allowed", (2, 4, "b")),
        ("!!map {a: 1}", "a tag is not allowed", (1, 1, "")),
        ("a: !!binary aGk=", "a tag is not allowed", (1, 4, "a")),
        ("a: !mine [x]", "a tag is not allowed", (1, 4, "a")),
        ("a: ! x", "a tag is not allowed", (1, 4, "a")),
        ("a:\n- x\n- &b y", "an anchor is not allowed", (3, 3, "a[1]")),
        ("a: &b {c: d}", "an anchor is not allowed", (1, 4, "a")),
        ("a: *b", "an alias is not allowed", (1, 4, "a")),
        ("a:\n  <<: {b: c}", "a merge key is not allowed", (2, 3, "a")),
        ("a: 1\n---\nb: 2", "a second document begins", (2, 1, "")),
        ("a: {? [1] : x}", "a key is not a text", (1, 7, "a")),
        ("a: {? {b: c} : x}", "a key is not a text", (1, 7, "a")),
        ("# x\n%TAG ! tag:x,2022:\n---\na: 1", "a tag directive is not allowed", (2, 1, "")),
    ],
)
def test_refused_yaml(text: str, problem: str, place: tuple[int, int, str]) -> None:
    """What YAML can do beyond mappings, lists and text is refused by name, with its place."""
    fault = only_fault(text)
    assert (problem, place) == (fault.problem, where(fault))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ["{? : x}", "a: 1\n? \n: x"])
def test_missing_key(text: str) -> None:
    """An entry without a key is refused, since None names nothing."""
    assert "a key is missing before ':'" == only_fault(text).problem


@pytest.mark.usefixtures("loader")
def test_billion_laughs_are_not_laughed() -> None:
    """References are refused where they stand, and nothing is multiplied."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert 10 + 9 * 9 == len(faults_of("\n".join(lines)))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("format", FORMATS)
def test_duplicate_keys_give_both_places(format: Format) -> None:
    """A key given twice is told with the place of either; the first stays what later ones are compared with."""
    faults = faults_of('{"a": 1, "b": {"c": 1,\n "c": [2]},\n "a": {"d": 1, "d": 2}, "a": 3, "e": 4, "e": 5}', format)
    assert [(2, 2, "b.c"), (3, 2, "a"), (3, 16, "a.d"), (3, 25, "a"), (3, 41, "e")] == [where(f) for f in faults]
    assert [(1, 16), (1, 2), (3, 8), (1, 2), (3, 33)] == [
        (int(line), int(column))
        for f in faults
        for line, column in re.findall(r"line (\d+), column (\d+)", f.hint or "")
    ]


@pytest.mark.usefixtures("loader")
def test_all_faults_are_collected() -> None:
    """One reading tells everything that is wrong up to the first syntax error, in the order of the file."""
    text = f"a: !x 1\na: &y 2\n? [k]\n: *y\nlong: {'x' * 10_001}\n<<: 3\nb: c: d\n"
    assert [
        "a tag is not allowed",
        "the key is given twice",
        "an anchor is not allowed",
        "a key is not a text",
        "an alias is not allowed",
        "the text is too long",
        "a merge key is not allowed",
        "a ':' where no key can be",
    ] == [fault.problem for fault in faults_of(text)]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("format", FORMATS)
def test_faults_are_not_endless(format: Format) -> None:
    """After a thousand faults reading stops."""
    text = "{" + ", ".join(['"a": 1'] * 5_000) + "}"
    faults = faults_of(text, format)
    assert (MAX_FAULTS, "the key is given twice") == (len(faults), faults[-1].problem)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("format", FORMATS)
def test_depth_limit(format: Format) -> None:
    """Forty levels are read, one more is refused."""
    deepest = '{"a": ' + "[" * 39 + "]" * 39 + "}"
    assert 40 == len(list(paths(parse_tree(deepest, format=format).data)))
    fault = only_fault('{"a": [' + deepest[6:-1] + "]}", format)
    assert ("the nesting is too deep", 1, 46) == (fault.problem, fault.line, fault.column)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_very_deep_nesting_overflows_nothing(format: Format, opening: str) -> None:
    """A hundred thousand brackets are refused at the fortieth, whoever parses them."""
    assert "the nesting is too deep" == only_fault(opening * 100_000, format).problem


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("opening", ["- ", "? ", "{", "- ? "])
def test_very_deep_nesting_of_yaml(opening: str) -> None:
    """Lists and keys nested in one line end as well."""
    assert "the nesting is too deep" == faults_of(opening * 10_000)[-1].problem


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("format", FORMATS)
def test_scalar_limit(format: Format) -> None:
    """Ten thousand characters are read, one more is refused, as a value, an item or a key."""
    long = "x" * 10_000
    assert {"a": long} == parse_tree(f'{{"a": "{long}"}}', format=format).data
    mark = {"json": "", "yaml": "? "}[format]
    for text in (f'{{"a": "{long}x"}}', f'{{"a": ["{long}x"]}}', f'{{{mark}"{long}x" : 1}}'):
        fault = only_fault(text, format)
        assert ("the text is too long", "at most 10,000 characters") == (fault.problem, fault.expected)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 200_000,
        'a: "' + "x y " * 50_000 + '"',
        'a: "' + "\\n" * 100_001 + '"',
        "a: '" + "x y " * 50_000 + "'",
        "a: |\n  " + "x y\n  " * 50_000,
        "a:\n  " + "x y\n  " * 50_000,
    ],
)
def test_huge_scalar(text: str) -> None:
    """A scalar far above the limit is refused at its beginning, however it is written."""
    fault = only_fault(text)
    assert ("the text is too long", "a") == (fault.problem, fault.path)
    assert (fault.line, fault.column) in [(1, 4), (2, 3)]


@pytest.mark.parametrize("sign", ["&", "!", "*"])
def test_huge_name_of_a_reference(loader: Any, sign: str) -> None:
    """The name of an anchor, tag or alias may be no way round the limit."""
    message = str(FaultyFileError("a", faults_of(f"a: {sign}{'x' * 1_000_000}")))
    assert len(message) < 1_000


def test_huge_json_scalars() -> None:
    """A number or a text of a megabyte is refused, and so is one that never ends."""
    huge = "1" * 1_000_000
    for value in (huge, f'"{huge}"', '"' + "\\n" * 500_000 + '"'):
        assert "the text is too long" == only_fault(f'{{"a": {value}}}', "json").problem
    assert "this cannot stand here" == only_fault(f'{{"a": "{huge}', "json").problem


@pytest.mark.usefixtures("loader")
def test_many_tag_directives() -> None:
    """Tag directives, which libyaml compares each with all others, are refused before it sees them."""
    text = "".join(f"%TAG !a{n}! tag:x\n" for n in range(50_000)) + "---\na: 1\n"
    assert "a tag directive is not allowed" == only_fault(text).problem


@pytest.mark.usefixtures("loader")
def test_tag_directive_within_a_text_is_text() -> None:
    """The sign of a directive is a text like any other unless it begins a line."""
    assert {"a": "%TAG"} == parse_tree("a: '%TAG'", format="yaml").data


# Syntax


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "problem", "place"),
    [
        ("a:\n\tb: 1", "a tab stands in the indentation", (2, 1)),
        ("a: 1\n\tb: 2", "a tab stands in the indentation", (2, 1)),
        ("a:\n  b: 1\n\tc: 2", "a tab stands in the indentation", (3, 1)),
        ("a: b: c", "a ':' where no key can be", (1, 5)),
        ("a: 1\nb\nc: 1", "the line has no colon with a space behind it", (2, 1)),
        ("x: 1\na: 'b\n", "a quote is not closed", (2, 4)),
        ("a: [1,\n 2", "a list in [ ] lacks a comma or its end", (1, 4)),
        ("a: {b: 1\n", "a mapping in { } lacks a comma or its end", (1, 4)),
        ("a:\n  - b\n c: 1", "the line does not fit those above it", (3, 2)),
        ("a: @b", "a text cannot begin with this character", (1, 4)),
        ("%YAML 2.0\n---\na: 1", "this is not YAML", (1, 1)),
        ("a: *", "this is not YAML", (1, 4)),
    ],
)
def test_yaml_syntax(text: str, problem: str, place: tuple[int, int]) -> None:
    """Syntax errors are told in plain words, at the place to mend, whichever scanner found them."""
    fault = only_fault(text)
    assert (problem, place) == (fault.problem, (fault.line, fault.column))


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the scanner in Python takes no tab there at all")
def test_tab_that_indents_nothing() -> None:
    """A tab before the second line of a list in brackets is no reason for what is wrong there."""
    assert "a list in [ ] lacks a comma or its end" == only_fault("a: [1,\n\t{b: c} d]\ne: f").problem


@pytest.mark.usefixtures("loader")
def test_unknown_escape() -> None:
    """A backslash in double quotes that YAML does not know is explained."""
    assert "an unknown escape in double quotes" == only_fault('a: "C:\\quota"').problem


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ['a: "\\U00110000"', f"%YAML 1.{'9' * 5_000}\n---\na: 1"])
def test_what_the_python_scanner_does_not_foresee(text: str) -> None:
    """A character beyond Unicode and a version beyond reason are faults, not a ValueError of the scanner."""
    assert isinstance(only_fault(text), Fault)


@pytest.mark.parametrize(
    ("text", "seen", "expected", "hint"),
    [
        ('{"a": NaN}', "'NaN'", "a value", "no such number"),
        ('{"a": -Infinity}', "'-Infinity'", "a value", "no such number"),
        ('{"a": True}', "'True'", "a value", "true, false and null"),
        ("{'a': 1}", "'''", "a key in double quotes or '}'", "double quotes"),
        ('{"a": "x\n"}', "'\"'", "a value", "closing quote"),
        ('{"a": 1 // b\n}', "'//'", "',' or '}'", "no comments"),
        ('{"a": +1}', "'+1'", "a value", "numbers"),
        ('{"a": yes}', "'yes'", "a value", "put text in double quotes"),
        ('{"a": 1,}', "'}'", "a key in double quotes", "take away the comma"),
        ('{"a": [1,]}', "']'", "a value", "take away the comma"),
        ('{"a": [1}', "'}'", "',' or ']'", None),
        ('{"a": [,', "','", "a value or ']'", None),
        ('{"a" 1}', "'1'", "':'", None),
        ('{"a": 1 "b": 2}', "'\"b\"'", "',' or '}'", None),
        ('{"a": 01}', "'1'", "',' or '}'", None),
        ('{"a": 1} {}', "'{'", "nothing more", None),
        ('{"a": §}', "'§'", "a value", None),
        ('{"a": 1', None, "',' or '}'", None),
    ],
)
def test_json_syntax(text: str, seen: str | None, expected: str, hint: str | None) -> None:
    """A JSON syntax error says what stands there, what could, and what people usually meant."""
    fault = only_fault(text, "json")
    assert (seen, expected) == (fault.seen, expected and fault.expected)
    assert (hint or "") in (fault.hint or "") and (hint is None) == (fault.hint is None)


def test_json_unknown_escape_does_not_end_the_reading() -> None:
    """An escape that JSON does not know is one fault, and reading goes on."""
    faults = faults_of('{"a": "\\q",\n "a": 1}', "json")
    assert [(1, 7, "a"), (2, 2, "a")] == [where(fault) for fault in faults]


# Any text at all


@SHARED
@given(text=st.text(max_size=40) | st.text(alphabet="ab01 \n\t-:?,[]{}#&*!|>'\"%@`<\\~", max_size=40))
@example(text="a: |+\n\n\n")
def test_any_yaml_is_answered(loader: Any, text: str) -> None:
    """Any text is a mapping or an error of this library."""
    try:
        assert isinstance(parse_tree(text, format="yaml").data, dict)
    except PublicServiceError as error:
        assert isinstance(error, FaultyFileError) and error.faults


@given(st.binary(max_size=100), st.sampled_from(FORMATS))
def test_any_bytes_are_answered(raw: bytes, format: Format) -> None:
    """Any bytes are a mapping or an error of this library."""
    try:
        assert isinstance(parse_tree(raw, format=format).data, dict)
    except PublicServiceError as error:
        assert isinstance(error, FaultyFileError) and error.faults


@settings(deadline=None)
@given(st.text(alphabet='{}[]",:01-+.eE \n\\untrefalsb/', max_size=30) | DOCUMENTS.map(json.dumps), st.data())
def test_the_slow_reading_of_json_is_the_quick_one(text: str, data: st.DataObject) -> None:
    """Both readings of JSON accept the same texts and give the same data, with a character taken out or put in."""
    at = data.draw(st.integers(0, len(text)))
    text = (
        text[:at]
        + data.draw(st.sampled_from(["", ",", "}", "]", '"', "0", "\\", " "]))
        + text[at + data.draw(st.booleans()) :]
    )
    slow = growth.Growth()
    try:
        grow_json(text, slow)
    except growth.GaveUpError:
        assert slow.faults
    quick = load_json(text)
    root = slow.root() if not slow.faults else None
    assert (root if isinstance(root, dict) else None) == quick


# Telling


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["programmes", 3, "targets", 0, "goal"], "programmes[3].targets[0].goal"),
        ([0, "地 名", "of-which"], "[0].地 名.of-which"),
        (["a.b", ""], "['a.b']['']"),
        (["x" * 41], f"['{'x' * 40}…' (41 characters)]"),
        (["\x1b[2J"], "['\\u001b[2J']"),
    ],
)
def test_path_text(path: list[str | int], text: str) -> None:
    """A path is written as people write it, and a key that would confuse is quoted."""
    assert text == path_text(path)


def test_fault_text() -> None:
    """A fault says its place first, as far as it is known, then what to do."""
    assert "no" == str(Fault("no"))
    assert "goal: no" == str(Fault("no", "goal"))
    fault = Fault("unknown unit", "a[0].goal", 12, 9, "'houshold'", "a unit", "did you mean 'household'?")
    expected = "line 12, column 9, a[0].goal: unknown unit: 'houshold'; expected a unit; did you mean 'household'?"
    assert expected == str(fault)


def test_message_lists_fifty_faults_and_counts_the_rest() -> None:
    """The message stays readable; the attribute has all, and survives pickling."""
    error = FaultyFileError("plan.yaml", [Fault(f"fault {n}") for n in range(60)])
    lines = str(error).split("\n")
    assert ("'plan.yaml' has 60 faults:", "  fault 49", "  and 10 more", 52) == (
        lines[0],
        lines[50],
        lines[51],
        len(lines),
    )
    there = pickle.loads(pickle.dumps(error))
    assert (str(error), error.faults, "plan.yaml") == (str(there), there.faults, there.source_name)


def test_message_of_one_fault() -> None:
    """One fault is one fault."""
    assert "'a' has 1 fault:\n  no" == str(FaultyFileError("a", iter([Fault("no")])))


def test_what_looks_like_a_comparator_is_told_to_stand_in_quotes() -> None:
    """YAML gives '>' at the beginning of a text a meaning of its own."""
    fault = only_fault("goal: >= 40 towns\n")
    assert "has to stand in quotes" in fault.problem
