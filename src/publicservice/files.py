"""Files on their way out: whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from publicservice.errors import WrongTypeError, shown
from publicservice.faults import UnopenedFileError

__all__ = ["path_of", "write_whole"]

_PATH_LENGTH = 200


def path_of(given: str | os.PathLike[str]) -> str:
    """
    The path as text.

    Raises:
        WrongTypeError: If it is none.
    """
    path: object = given.__fspath__() if isinstance(given, os.PathLike) else given
    if not isinstance(path, str):
        raise WrongTypeError("not a path", seen=shown(given), expected="text or a pathlib.Path")
    return path


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """
    Write a file; one of that name is replaced only when all is written, and keeps its permissions.

    Args:
        path: The file. A link is followed.
        content: Text, which is written in UTF-8 with line feeds, or bytes.

    Raises:
        UnopenedFileError: If the file cannot be written (also an OSError).
        WrongTypeError: If the path is none.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_whole(Path(folder, "a.txt"), "beds")
        ...     print(Path(folder, "a.txt").read_text())
        beds
    """
    name = path_of(path)
    try:
        _replace(Path(name).resolve(), content.encode() if isinstance(content, str) else content)
    except (OSError, ValueError) as error:
        code = error.errno if isinstance(error, OSError) else None
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        seen = shown(name, _PATH_LENGTH)
        problem = "the file cannot be written"
        raise UnopenedFileError(problem, seen=seen, hint=reason, errno=code, filename=name) from error


def _replace(file: Path, content: bytes) -> None:
    beside = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
