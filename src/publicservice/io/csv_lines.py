"""The lines and rows of a CSV file, one after the other and within bounds, whatever the file may be in truth."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NoReturn, TextIO

from publicservice.errors import ReadError, shown
from publicservice.io.growth import FORBIDDEN, MAX_SCALAR, unfit_character
from publicservice.io.source import MAX_BYTES
from publicservice.model.row_reader import EnoughError, RowReader

__all__ = ["DELIMITERS", "Lines", "known_delimiter", "records"]

MAX_LINE = 1_000_000
DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """
    The lines of a text, with their ends as they are.

    Args:
        file: The text, opened so that its line ends are left alone.
        reader: What collects the faults.
        encoding: What the file is thought to be written in.

    Attributes:
        number: Of the line given last, counted from 1.
        size: How long the lines are that were given since it was set to 0. [character]
        ended: Whether all lines were given.
    """

    def __init__(self, file: TextIO, reader: RowReader, encoding: str) -> None:
        self.number, self.size, self.ended = 0, 0, False
        self._file, self._reader, self._encoding = file, reader, encoding
        self._total = 0
        self._waiting = ""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line, self._waiting = self._waiting or self._line(), ""
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.size += len(line)
        return line

    def give_up(
        self, problem: str, *, line: int, seen: str | None = None, expected: str | None = None, hint: str | None = None
    ) -> NoReturn:
        """
        Note what is wrong, where nothing behind it can be read.

        Raises:
            EnoughError: Always.
        """
        self._reader.fault(line, "", problem, seen=seen, expected=expected, hint=hint)
        raise EnoughError

    def delimiter(self) -> str:
        """What the first line that is not blank has its cells parted by: a comma unless it has none."""
        for line in self:
            if line.strip("\r\n"):
                self._waiting = line
                self.number -= 1
                return next((mark for mark in DELIMITERS if mark in line), ",")
        return ","

    def _line(self) -> str:
        """The next line, or "" at the end."""
        try:
            line = self._file.readline(MAX_LINE + 1)
        except UnicodeError as error:
            self._not_text(error)
        if not self._total:
            line = line.removeprefix("\ufeff")
        self._total += len(line)
        if found := FORBIDDEN.search(line):
            self._unfit(found)
        if len(line) > MAX_LINE:
            hint = "is a quotation mark left open, or is it another kind of file?"
            self.give_up("the line is too long", line=self.number + 1, expected=_LONGEST, hint=hint)
        if self._total > MAX_BYTES:
            hint = "read it in parts"
            self.give_up("the file is too large", line=self.number + 1, expected=_LARGEST, hint=hint)
        return line

    def _unfit(self, found: re.Match[str]) -> NoReturn:
        what, code = unfit_character(found.group()) or ("a character that no text may hold", "")
        hint = "remove it; if there are many, this is no CSV file, or in another encoding"
        self.give_up(f"the text has {what}", line=self.number + 1, seen=code, hint=hint)

    def _not_text(self, error: UnicodeError) -> NoReturn:
        line, seen = self.number + 1, None
        if isinstance(error, UnicodeDecodeError):
            seen = f"byte 0x{error.object[error.start]:02x}"
            # What was decoded before holds no end of a line: it would have been given as a line.
            with suppress(LookupError, UnicodeError):
                line += len(_BREAK.findall(error.object[: error.start].decode(error.encoding, "ignore")))
        hint = "save it as UTF-8, or say what it is in; Chinese text of older programs: encoding='gb18030'"
        self.give_up(f"the file is not {self._encoding.upper()}", line=line, seen=seen, hint=hint)


_LONGEST = f"at most {MAX_LINE:,} characters"
_LARGEST = f"at most {MAX_BYTES:,} characters"


def known_delimiter(delimiter: str) -> str:
    """
    The delimiter itself, if a table can have it.

    Raises:
        ReadError: If it is none of those that are known.
    """
    if delimiter not in tuple(DELIMITERS):
        raise ReadError("not a delimiter", seen=shown(delimiter), expected=f"one of {', '.join(map(repr, DELIMITERS))}")
    return delimiter


def records(lines: Lines, reader: RowReader, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """
    The rows of a CSV file, each with the line on which it begins. Rows whose quotes are wrong are told and left out.

    Raises:
        EnoughError: If nothing more can be read.
    """
    parsed = csv.reader(_bounded(lines), delimiter=delimiter, strict=True)
    while True:
        start, lines.size = lines.number + 1, 0
        try:
            row = next(parsed, None)
        except csv.Error as error:
            _refuse(lines, reader, start, error)
            continue
        if row is None:
            return
        if lines.size > MAX_SCALAR and (long := next((cell for cell in row if len(cell) > MAX_SCALAR), None)):
            expected = f"at most {MAX_SCALAR:,} characters"
            reader.fault(start, "", "the text of a cell is too long", seen=shown(long, 20), expected=expected)
        elif row:
            yield start, row


def _bounded(lines: Lines) -> Iterator[str]:
    """The lines, as long as a row does not go on and on."""
    for line in lines:
        if lines.size > MAX_LINE:
            start = lines.number
            lines.give_up("a row is too long", line=start, expected=_LONGEST, hint="is a quotation mark left open?")
        yield line


def _refuse(lines: Lines, reader: RowReader, start: int, error: csv.Error) -> None:
    """Tell what is wrong with the quotes of a row. Behind a row of several lines nobody knows where the next begins."""
    if lines.ended:
        problem, hint = "a quoted cell is not closed before the end of the file", "close it, or remove its first quote"
    elif "limit" in str(error):
        problem, hint = "the text of a cell is too long", "is a quotation mark left open?"
    else:
        problem, hint = "a quoted cell goes on behind its closing quote", 'write a quote within it twice: ""'
    expected = f"at most {MAX_SCALAR:,} characters" if "limit" in str(error) else None
    reader.fault(start, "", problem, expected=expected, hint=hint)
    if lines.number > start:
        raise EnoughError
