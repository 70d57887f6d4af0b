"""Examples: plans and reports of real places, encoded in files that come with the library."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from publicservice.errors import NotFoundError, WrongTypeError, did_you_mean, shown
from publicservice.io.document import read_document
from publicservice.io.source import SUFFIXES
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["example", "example_names", "example_path"]

_FOLDERS = ("plans", "reports")


def example(name: str) -> Plan | Report:
    """
    A plan or report that comes with the library.

    Args:
        name: One of `example_names()`.

    Raises:
        NotFoundError: If there is no example of that name.

    Example:
        >>> example("linyi-2022").place.name
        'Linyi'
        >>> example("anhui-2021-11").find("new-urban-jobs").value.text
        '686,000 jobs'
    """
    return read_document(example_path(name))


def example_names() -> tuple[str, ...]:
    """
    The names of the examples, in the order of the alphabet.

    Example:
        >>> "linyi-2022" in example_names()
        True
    """
    return tuple(sorted(_paths()))


def example_path(name: str) -> Path:
    """
    The file of an example, to be read or copied.

    Args:
        name: One of `example_names()`.

    Raises:
        NotFoundError: If there is no example of that name; the message names the nearest.
        WrongTypeError: If the name is not text.

    Example:
        >>> example_path("linyi-2022").name
        'linyi-2022.yaml'
    """
    if not isinstance(name, str):
        raise WrongTypeError("an example is named by text", seen=shown(name), expected="one of example_names()")
    paths = _paths()
    if name not in paths:
        expected = f"one of: {', '.join(sorted(paths))}" if paths else None
        hint = did_you_mean(name, paths) if paths else "install the package, or use a checkout with its examples folder"
        raise NotFoundError("there is no such example", seen=shown(name), expected=expected, hint=hint)
    return paths[name]


def _paths() -> dict[str, Path]:
    package = _package()
    installed = package / "_examples"
    home = installed if installed.is_dir() else package.parents[1] / "examples"
    files = (file for folder in _FOLDERS for file in (home / folder).glob("*.*"))
    return {file.stem: file for file in files if file.suffix in SUFFIXES}


def _package() -> Path:
    return Path(str(resources.files("publicservice")))
