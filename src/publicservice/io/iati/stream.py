"""
IATI files read as a stream, one activity at a time, without trusting them.

The XML is read by the standard library's expat. A document type declaration is refused where it begins, so that no
entity is ever declared, expanded or fetched. Depth, the size of a tag and the size of an activity are bounded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from publicservice.errors import WrongTypeError, shown
from publicservice.faults import Fault, FaultyFileError, UnopenedFileError
from publicservice.io.iati.element import Element, tag_text

__all__ = ["VERSIONS", "ActivityStream"]

VERSIONS = ("2.01", "2.02", "2.03")
_RETIRED = re.compile(r"1(?:\.|$)")
_ROOT, _ACTIVITY = "iati-activities", "iati-activity"
_KEPT = frozenset(
    {
        "activity-date", "activity-status", "description", "iati-identifier", "location", "participating-org",
        "recipient-country", "recipient-region", "reporting-org", "result", "title",
    }
)  # fmt: skip
_CHUNK = 64 * 1024
_MAX_TAG = 1024 * 1024  # bytes that may wait for the end of a tag, comment or instruction
_MAX_DEPTH = 64
_MAX_ELEMENTS = 200_000  # of one activity
_MAX_TEXT = 16 * 1024 * 1024  # characters of one activity

_WANTED = "an IATI activities file: <iati-activities version='2.03'>"
_SIGNATURES = (
    (b"\x1f\x8b", "the file is compressed with gzip", "decompress it, or pass gzip.open(path) in place of the path"),
    (b"PK\x03\x04", "the file is a zip archive", "unpack it first"),
    (b"%PDF", "this is a PDF file", None),
    (b"{", "this is JSON", "IATI activities are exchanged as XML: ask for the XML of the same activities"),
    (b"[", "this is JSON", "IATI activities are exchanged as XML: ask for the XML of the same activities"),
)
_OTHER_ROOTS = {
    "html": ("this is a web page, perhaps an error page", "look at the address that it was fetched from"),
    "rss": ("this is an RSS feed", None),
    "feed": ("this is a feed", None),
    "iati-organisations": ("this is an IATI organisations file, which holds budgets and no results", None),
    _ACTIVITY: ("a single activity without the element around it", "put <iati-activities version='2.03'> around it"),
}
_HINTS = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "the file breaks off; fetch it again",
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: "the file breaks off within a tag; fetch it again",
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR]: "the file breaks off within a character; fetch it again",
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: (
        "in texts & is written as &amp; and < as &lt;; letters have to be in the encoding that the first line names"
    ),
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "write the character itself: é, not &eacute;",
    expat.errors.codes[expat.errors.XML_ERROR_MISPLACED_XML_PI]: "nothing may stand before <?xml ...?>",
}


class ActivityStream:
    """
    The activities of a file, one after the other. Each is dropped when the next is asked for.

    Attributes:
        name: What the file is called in messages.
        version: The version of the standard that the file says it keeps; "" before the first activity was asked for.
        outside: How often each element stood in the file outside of all activities.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self.version = ""
        self._file = file
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._open: list[Element] = []  # the root, the activity, and the kept elements in it
        self._depth = 0
        self._elements = self._characters = 0
        self._done: list[Element] = []

    @property
    def outside(self) -> dict[str, int]:
        """How often each element stood in the file outside of all activities."""
        return self._root.skipped

    def __iter__(self) -> Iterator[Element]:
        fed = 0
        while chunk := self._read():
            if not fed:
                self._require_xml(chunk)
            fed += len(chunk)
            self._parse(chunk, last=False)
            if fed - self._parser.CurrentByteIndex > _MAX_TAG + _CHUNK:
                self._refuse("a tag, a comment or an instruction is too long", expected=f"at most {_MAX_TAG:,} bytes")
            yield from self._finished()
        self._parse(b"", last=True)
        yield from self._finished()

    def _read(self) -> bytes:
        try:
            chunk = self._file.read(_CHUNK)
        except (OSError, EOFError, zlib.error) as error:  # of a disk, of a connection, of a broken archive
            seen = shown(self.name, 200)
            raise UnopenedFileError("the file cannot be read on", seen=seen, hint=str(error)) from error
        if not isinstance(chunk, bytes):
            raise WrongTypeError("the file does not give bytes", seen=shown(chunk), hint="open it with mode 'rb'")
        return chunk

    def _finished(self) -> Iterator[Element]:
        done, self._done = self._done, []
        yield from done

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            self._explain(error)
        except (LookupError, ValueError) as error:  # of an encoding that is named and not known, or not of one byte
            if isinstance(error, FaultyFileError):
                raise
            self._refuse("the encoding cannot be read", hint=f"{error}; save the file as UTF-8")

    # --- what is refused

    def _refuse(
        self, problem: str, *, seen: str | None = None, expected: str | None = None, hint: str | None = None
    ) -> NoReturn:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        raise FaultyFileError(self.name, [Fault(problem, "", line, column, seen, expected, hint)])

    def _explain(self, error: expat.ExpatError) -> NoReturn:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS] and not self._open:
            fault = Fault("there is nothing in the file", expected=_WANTED)
        else:
            said, hint = expat.ErrorString(error.code), _HINTS.get(error.code)
            fault = Fault("this is not well-formed XML", "", error.lineno, error.offset + 1, said, hint=hint)
        raise FaultyFileError(self.name, [fault]) from error

    def _require_xml(self, chunk: bytes) -> None:
        """Refuse what is no XML by its first bytes; the rest is left to the parser."""
        begins = chunk.removeprefix(b"\xef\xbb\xbf").lstrip()
        for signature, problem, hint in _SIGNATURES:
            if begins.startswith(signature):
                raise FaultyFileError(self.name, [Fault(problem, line=1, expected=_WANTED, hint=hint)])
        if begins and begins[0] in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
            seen = shown(begins[:200].decode("utf-8", "replace"), 40)
            raise FaultyFileError(self.name, [Fault("this is not XML", line=1, seen=seen, expected=_WANTED)])

    def _refuse_doctype(self, name: str, *_: object) -> NoReturn:
        if name.lower() in _OTHER_ROOTS:
            self._refuse_root(name)
        hint = "remove it: IATI files have none, and entities could be used to exhaust memory or to read other files"
        self._refuse("a document type declaration is not allowed", seen=shown(f"<!DOCTYPE {name}"), hint=hint)

    def _refuse_root(self, tag: str) -> NoReturn:
        local = tag_text(tag).rpartition("}")[2]
        problem, hint = _OTHER_ROOTS.get(local.lower(), ("this is another kind of XML", None))
        if local == _ROOT and local != tag:
            problem, hint = "the file puts IATI's elements into a namespace", "remove xmlns: IATI's elements have none"
        self._refuse(problem, seen=shown(f"<{tag_text(tag)}>"), expected=_WANTED, hint=hint)

    def _require_version(self, said: str) -> None:
        """Refuse version 1; whatever else a file says, its elements are those of version 2."""
        expected = f"version {', '.join(VERSIONS[:-1])} or {VERSIONS[-1]}"
        retired = "IATI retired 1.0x, whose elements mean other things: ask the publisher for a file of version 2"
        if not said:
            problem = "the file does not say which version of the standard it keeps, as many of 1.0x do not"
            hint = f"{retired}; where you know it to be of version 2, write it there: version='{VERSIONS[-1]}'"
            self._refuse(problem, expected=expected, hint=hint)
        if _RETIRED.match(said):
            self._refuse("files of this version are not read", seen=shown(said), expected=expected, hint=retired)
        self.version = said

    # --- what the parser meets

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self._refuse("elements stand too deep in one another", expected=f"at most {_MAX_DEPTH} levels")
        if self._depth == 1:
            if tag != _ROOT:
                self._refuse_root(tag)
            self._require_version(attributes.get("version", "").strip())
            self._root = Element(tag, {}, 1)
            self._open = [self._root]
        elif self._depth == len(self._open) + 1:  # else it stands in something that is not kept
            self._keep_or_count(tag, attributes)

    def _keep_or_count(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in ((_ACTIVITY,) if self._depth == 2 else _KEPT) and self._depth < 4:
            self._open[-1].skip(tag)
            return
        if self._depth == 2:
            self._elements = self._characters = 0
        self._elements += 1
        self._characters += sum(len(name) + len(value) for name, value in attributes.items())
        if self._is_too_large() and self._depth > 2:
            self._open[-1].skip(tag)
            return
        made = Element(tag, attributes, self._parser.CurrentLineNumber)
        if self._depth > 2:
            self._open[-1].children.append(made)
        self._open.append(made)

    def _is_too_large(self) -> bool:
        return self._elements > _MAX_ELEMENTS or self._characters > _MAX_TEXT

    def _data(self, text: str) -> None:
        if self._depth == len(self._open) and self._depth > 1:
            self._characters += len(text)
            if not self._is_too_large():
                self._open[-1].pieces.append(text)

    def _end(self, tag: str) -> None:
        if self._depth == len(self._open):
            ended = self._open.pop()
            if self._depth == 2:
                self._done.append(self._whole(ended))
        self._depth -= 1

    def _whole(self, activity: Element) -> Element:
        """The activity; one that was too large without its results, of which only some were kept."""
        if self._is_too_large():
            activity.children = [child for child in activity.children if child.tag != "result"]
            activity.is_cut = True
        return activity
