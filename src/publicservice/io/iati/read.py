"""IATI activity files read into plans and reports, all at once or one activity after the other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

import attrs

from publicservice.checks import Findings
from publicservice.errors import NotFoundError, ReadError, WrongTypeError, did_you_mean, shown
from publicservice.files import path_of
from publicservice.io.iati.activity import IatiActivity, identifier_of, read_activity
from publicservice.io.iati.element import Element
from publicservice.io.iati.stream import VERSIONS, ActivityStream
from publicservice.io.source import unopened
from publicservice.model.finding import Finding
from publicservice.model.plan import Plan
from publicservice.model.report import Report

__all__ = ["IatiReading", "IatiSource", "iter_iati", "read_iati"]

IatiSource = str | os.PathLike[str] | BinaryIO
Numbers = Literal["exact", "printed"]
_MOST_REMEMBERED = 100_000  # identifiers of one file


@attrs.frozen(kw_only=True, repr=False)
class IatiReading:
    """
    All that an IATI activity file says of results.

    Attributes:
        name: The file.
        version: The version of the standard that it says it keeps.
        activities: The activities that report results, in the order of the file.
        without_results: How many other activities there are.
        findings: What was unclear, what could not be read as a number, and what was left out, of all activities.
    """

    name: str
    version: str
    activities: tuple[IatiActivity, ...]
    without_results: int
    findings: Findings

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plan of each activity."""
        return tuple(activity.plan for activity in self.activities)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The report of each activity that reports any actual."""
        return tuple(activity.report for activity in self.activities if activity.report.programmes)

    def activity(self, identifier: str) -> IatiActivity:
        """
        The activity of this identifier.

        Raises:
            NotFoundError: If there is none, or more than one.
        """
        found = [activity for activity in self.activities if activity.id == identifier]
        if len(found) == 1:
            return found[0]
        if found:
            lines = ", ".join(str(activity.line) for activity in found)
            raise NotFoundError(
                f"{len(found)} activities have this identifier",
                seen=f"lines {lines}",
                hint="take the one that is meant from .activities, each of which has its line",
            )
        hint = did_you_mean(str(identifier), [activity.id for activity in self.activities[:10_000]])
        raise NotFoundError("no activity with results has this identifier", seen=shown(identifier), hint=hint)

    def __repr__(self) -> str:
        count = len(self.activities)
        activities = f"{count:,} activit{'y' if count == 1 else 'ies'} with results, {self.without_results:,} without"
        return f"<IatiReading of {shown(self.name)}: {activities}, {self.findings.summary()}>"


def read_iati(source: IatiSource, *, language: str = "en", numbers: Numbers = "exact") -> IatiReading:
    """
    Read the results of an IATI activity file, version 2.01 to 2.03: each activity as a plan and a report.

    A result becomes a programme, each target of each period a target, each actual an observation with the id of the
    target that it answers. What cannot be read as a number is kept in words, and what the model has no place for is
    counted; `findings` says so.

    Args:
        source: The path of the file, or a file that is open for reading bytes, such as `gzip.open(path)` gives.
        language: The language to prefer where texts are given in several.
        numbers: "exact" where a plain number stands for itself, as a database has it; "printed" where it stands for all
            that would be printed so, as in a press release.

    Returns:
        Its activities that report results, and what was found.

    Raises:
        WrongTypeError: If the source is neither a path nor a file of bytes, or the language is no text.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        FaultyFileError: If it is not well-formed, is no IATI activities file, or is of version 1.

    Example:
        >>> from io import BytesIO
        >>> text = '''<iati-activities version="2.03"><iati-activity xml:lang="en">
        ...   <iati-identifier>XM-EX-1-wells</iati-identifier>
        ...   <title><narrative>Water for Riverton</narrative></title>
        ...   <result type="1"><title><narrative>Wells</narrative></title>
        ...     <indicator measure="1" ascending="1"><title><narrative>wells dug</narrative></title>
        ...       <period><period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>
        ...         <target value="40"/><actual value="38"/><actual value="in progress"/>
        ...       </period>
        ...     </indicator>
        ...   </result>
        ... </iati-activity></iati-activities>'''
        >>> reading = read_iati(BytesIO(text.encode()))
        >>> reading
        <IatiReading of '<file>': 1 activity with results, 0 without, 1 warning, 1 note>
        >>> (activity,) = reading.activities
        >>> target = activity.plan.find("wells dug")
        >>> print(target.goal, target.period, target.id)
        40 2023 XM-EX-1-wells:1.1.1
        >>> [(seen.value, seen.result, seen.id) for seen in activity.report.programmes[0].observations]
        [(figure(38), '', 'XM-EX-1-wells:1.1.1'), (None, 'in progress', 'XM-EX-1-wells:1.1.1')]
        >>> print(reading.findings[0])
        note: wells dug: the actual was kept in words: no number (value-in-words at XM-EX-1-wells, line 7)
    """
    reader = _Reader(language, numbers)
    with _opened(source) as (file, name):
        stream = ActivityStream(file, name)
        read = [reader.read(element) for element in stream]
    activities = [activity for activity in read if activity is not None]
    findings = [*(item for activity in activities for item in activity.findings), *_of_file(stream)]
    return IatiReading(
        name=name,
        version=stream.version,
        activities=tuple(activities),
        without_results=len(read) - len(activities),
        findings=Findings(name, tuple(findings)),
    )


def iter_iati(source: IatiSource, *, language: str = "en", numbers: Numbers = "exact") -> Iterator[IatiActivity]:
    """
    Read an IATI activity file of any size, one activity at a time. Activities that report no results are passed over.

    Where the file turns out to be broken, the activities before that place have been given already. What is to be said
    of the file as a whole, such as a version that is not known, only `read_iati` tells.

    Args:
        source: The path of the file, or a file that is open for reading bytes, such as `gzip.open(path)` gives.
        language: The language to prefer where texts are given in several.
        numbers: "exact" where a plain number stands for itself, "printed" where it stands for all that would be printed
            so.

    Raises:
        WrongTypeError: If the source is neither a path nor a file of bytes, or the language is no text.
        UnopenedFileError: If the file cannot be opened (also an OSError); MissingFileError if there is none.
        FaultyFileError: If it is not well-formed, is no IATI activities file, or is of version 1.

    Example:
        >>> from io import BytesIO
        >>> [activity.id for activity in iter_iati(BytesIO(b'<iati-activities version="2.03"/>'))]
        []
    """
    reader = _Reader(language, numbers)
    with _opened(source) as (file, name):
        for element in ActivityStream(file, name):
            activity = reader.read(element)
            if activity is not None:
                yield activity


class _Reader:
    """Reads the activities of one file in turn, and remembers where identifiers stood."""

    def __init__(self, language: str, numbers: str) -> None:
        if not isinstance(language, str):
            raise WrongTypeError("not a language", seen=shown(language), expected="a language's code, such as 'en'")
        if numbers not in ("exact", "printed"):
            raise ReadError("numbers are not read so", seen=shown(numbers), expected="'exact' or 'printed'")
        self._language, self._exact = language, numbers == "exact"
        self._lines: dict[bytes, int] = {}

    def read(self, element: Element) -> IatiActivity | None:
        """The activity; None where it reports no results."""
        earlier = self._earlier(identifier_of(element), element.line)
        if not element.is_cut and element.first("result") is None:
            return None
        return read_activity(element, language=self._language, exact=self._exact, earlier=earlier)

    def _earlier(self, identifier: str, line: int) -> int | None:
        """The line where the identifier stood before. Of the first of very many only, and by a short sum of each."""
        key = hashlib.blake2b(identifier.encode(), digest_size=16).digest()
        if key not in self._lines and len(self._lines) < _MOST_REMEMBERED:
            self._lines[key] = line
            return None
        return self._lines.get(key)


@contextmanager
def _opened(source: IatiSource) -> Iterator[tuple[BinaryIO, str]]:
    """The file, open, and its name; a file that was given open stays so."""
    if not isinstance(source, str | os.PathLike):
        if not callable(getattr(source, "read", None)):
            expected = "a path, or a file that is open for reading bytes"
            raise WrongTypeError("not a file", seen=shown(source), expected=expected)
        name = getattr(source, "name", None)
        yield source, name if isinstance(name, str) else "<file>"
        return
    path = path_of(source)
    try:
        file = Path(path).open("rb")  # noqa: SIM115  (closed below; errors in reading are told by the stream)
    except (OSError, ValueError) as error:
        refused = unopened(path, error)
        refused.expected = refused.expected and "an XML file"
        raise refused from error
    with file:
        yield file, path


def _of_file(stream: ActivityStream) -> Iterator[Finding]:
    """What is to be said of the file: its version, and what stands in it beside its activities."""
    if stream.version not in VERSIONS:
        message = f"the version is none of {', '.join(VERSIONS)}; the file was read as {VERSIONS[-1]}"
        yield Finding(
            rule="version-not-known",
            severity="warning",
            where="",
            title=stream.name,
            message=message,
            evidence=[stream.version],
        )
    if stream.outside:
        told = [f"{count:,} × {tag}" for tag, count in sorted(stream.outside.items())]
        message = "these elements are not activities, and were not read"
        yield Finding(
            rule="not-an-activity", severity="note", where="", title=stream.name, message=message, evidence=told
        )
