"""From a path to text: opening, reading within bounds, and decoding, with a plain reason whenever one of them fails."""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn

from publicservice.errors import did_you_mean, shown
from publicservice.faults import Fault, FaultyFileError, MissingFileError, UnopenedFileError
from publicservice.files import path_of
from publicservice.io.growth import FORBIDDEN, unfit_character

__all__ = ["SUFFIXES", "checked", "decode", "other_encoding", "read_bytes", "refuse_size", "unopened"]

SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
MAX_BYTES = 256 * 1024 * 1024
_CHUNK = 1024 * 1024
_PATH_LENGTH = 200
_NEIGHBOURS = 1_000
_FILE_WANTED = "a .yaml, .yml or .json file"
_TABLES = frozenset({".csv", ".tsv", ".parquet"})
_OF_TABLES = "tables of observations are read by the commands assess and convert, and CSV by read_observations"
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read_bytes(source: str | os.PathLike[str]) -> tuple[bytearray, str, str]:
    """
    The content of a file, its format and its path.

    Raises:
        WrongTypeError: If the source is not a path.
        UnopenedFileError: If the file cannot be opened; MissingFileError if there is none.
        FaultyFileError: If it is too large, or its name does not end in .yaml, .yml or .json.
    """
    path = path_of(source)
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path would change the text of the path
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        suffix = Path(path).suffix
        if suffix.lower() not in SUFFIXES:
            hint = _OF_TABLES if suffix.lower() in _TABLES else ""
            problem = "the format cannot be told from the name"
            raise FaultyFileError(path, [Fault(problem, seen=shown(suffix), expected=_FILE_WANTED, hint=hint)])
        if status.st_size > MAX_BYTES:
            refuse_size(path, f"{status.st_size:,} bytes")
        with Path(path).open("rb") as file:
            return _bounded(file), SUFFIXES[suffix.lower()], path
    except FaultyFileError:
        raise
    except (OSError, ValueError) as error:
        raise unopened(path, error) from error


def decode(raw: bytes | bytearray, name: str) -> str:
    """
    The text of a file.

    Raises:
        FaultyFileError: If it is too large, not UTF-8, or has characters that no text may hold.
    """
    if len(raw) > MAX_BYTES:
        refuse_size(name, f"more than {MAX_BYTES:,} bytes")
    if encoding := other_encoding(raw):
        fault = Fault(f"the file is in {encoding}", expected="UTF-8", hint="save it as UTF-8")
        raise FaultyFileError(name, [fault])
    try:
        return checked(raw.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        raise FaultyFileError(name, [_not_utf8(raw, error.start)]) from error


def checked(text: str, name: str) -> str:
    """
    The text without a byte order mark, if it may be read at all.

    Raises:
        FaultyFileError: If it is too large, or has characters that no text may hold.
    """
    if len(text) > MAX_BYTES:
        refuse_size(name, f"{len(text):,} characters")
    text = text.removeprefix("\ufeff")
    found = FORBIDDEN.search(text)
    unfit = unfit_character(found.group()) if found else None
    if found is None or unfit is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    raise FaultyFileError(name, [Fault(f"the text has {unfit[0]}", "", line, column, seen=unfit[1], hint="remove it")])


def _bounded(file: BinaryIO) -> bytearray:
    """What the file gives, and no more than one byte above the limit: a device may give bytes for ever."""
    content = bytearray()
    while chunk := file.read(min(_CHUNK, MAX_BYTES + 1 - len(content))):
        content += chunk
    return content


def refuse_size(name: str, seen: str) -> NoReturn:
    """Refuse a file that is larger than any is read."""
    hint = "write it as several files"
    raise FaultyFileError(
        name, [Fault("the file is too large", seen=seen, expected=f"at most {MAX_BYTES:,} bytes", hint=hint)]
    )


def unopened(path: str, error: OSError | ValueError) -> UnopenedFileError:
    """The error that a file could not be opened or read, with what may be done."""
    seen = shown(path, _PATH_LENGTH)
    code = error.errno if isinstance(error, OSError) else None
    if isinstance(error, FileNotFoundError):
        return MissingFileError("there is no such file", seen=seen, hint=_neighbours(path), errno=code, filename=path)
    if isinstance(error, IsADirectoryError):
        return UnopenedFileError("a folder, not a file", seen=seen, expected=_FILE_WANTED, errno=code, filename=path)
    if isinstance(error, PermissionError):
        return UnopenedFileError("there is no permission to read the file", seen=seen, errno=code, filename=path)
    reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
    return UnopenedFileError("the file cannot be read", seen=seen, hint=reason, errno=code, filename=path)


def _neighbours(path: str) -> str | None:
    folder = Path(path).parent
    try:
        with os.scandir(folder) as entries:
            return did_you_mean(Path(path).name, [entry.name for entry in islice(entries, _NEIGHBOURS)])
    except OSError:
        return f"there is no folder {shown(str(folder), _PATH_LENGTH)} that could be read either"


def other_encoding(raw: bytes | bytearray) -> str | None:
    """The encoding that a byte order mark tells, if it is not UTF-8."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return encoding
    # A document begins with a letter or a sign, so that one NUL in its first two bytes is the other half of it.
    return "UTF-16" if raw[:2].count(0) == 1 and len(raw) > 1 else None


def _not_utf8(raw: bytes | bytearray, at: int) -> Fault:
    start = raw.rfind(b"\n", 0, at) + 1
    return Fault(
        "the file is not UTF-8",
        line=raw.count(b"\n", 0, at) + 1,
        column=len(raw[start:at].decode("utf-8").removeprefix("\ufeff")) + 1,
        seen=f"byte 0x{raw[at]:02x} at offset {at:,}",
        hint="save it as UTF-8; Chinese text of older programs is often in GB 18030",
    )
