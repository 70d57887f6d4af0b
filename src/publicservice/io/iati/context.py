"""What the parts of one activity are read with: its languages and places, and the findings that they leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from publicservice.errors import PublicServiceError
from publicservice.io.iati.element import LANG, Element
from publicservice.model.finding import Finding, Severity
from publicservice.model.period import Period
from publicservice.model.place import Place

__all__ = ["Context", "Words"]

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_LONGEST_NAME = 2000


@attrs.frozen
class Words:
    """
    A text in the language that was asked for, and the same in others.

    Attributes:
        text: The text.
        others: Language and text, such as ("fr", "Écoles"); the language is "" where it is not told.
    """

    text: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def note(self, what: str) -> Iterator[str]:
        """The other languages as lines of a note: "title (fr): Écoles"."""
        return (f"{what} ({language or 'another language'}): {text}" for language, text in self.others)


@attrs.define(kw_only=True)
class Context:
    """
    One activity as it is read.

    Attributes:
        identifier: The activity's identifier, or where it stands in the file if it has none.
        language: The language that is asked for.
        default: The activity's own language.
        exact: Whether a plain number stands for itself only.
        places: The activity's locations by their reference.
        area: The country or region that it takes place in.
        findings: What was noticed.
    """

    identifier: str
    language: str
    default: str = ""
    exact: bool = True
    places: dict[str, Place] = attrs.field(factory=dict)
    area: Place | None = None
    findings: list[Finding] = attrs.field(factory=list)

    def note(
        self, rule: str, line: int, title: str, message: str, *evidence: str, severity: Severity = Severity.NOTE
    ) -> None:
        """Keep a finding."""
        where = f"{self.identifier}, line {line}"
        self.findings.append(
            Finding(rule=rule, severity=severity, where=where, title=title, message=message, evidence=evidence)
        )

    def warn(self, rule: str, line: int, title: str, message: str, *evidence: str) -> None:
        """Keep a finding that will mislead whoever does not know of it."""
        self.note(rule, line, title, message, *evidence, severity=Severity.WARNING)

    # --- texts

    def words(self, element: Element | None, *, lines: bool = False) -> Words:
        """
        The narratives of an element: the one in the language asked for, in the activity's own, or the first.

        Args:
            element: The element around the narratives.
            lines: Whether its line breaks are kept, as in a comment; a title has none.
        """
        if element is None:
            return Words()
        tidy = _lines if lines else _line
        told = [(child.get(LANG), tidy(child.text)) for child in element.all("narrative")]
        if element.text:  # as version 1 wrote it: without a narrative
            told.append(("", tidy(element.text)))
        known: dict[str, str] = {}
        for language, text in told:
            known.setdefault(text, language)
        known.pop("", None)
        ranked = sorted(known.items(), key=lambda item: self._rank(item[1]))
        if not ranked:
            return Words()
        (text, _), *others = ranked
        return Words(text, tuple((language or self.default, other) for other, language in others))

    def _rank(self, language: str) -> int:
        said = language or self.default
        wanted = self.language.lower()
        if said.lower().partition("-")[0] == wanted.partition("-")[0]:
            return 0
        return 1 if not language or language == self.default else 2

    def title(self, element: Element, instead: str) -> Words:
        """The title of an element, cut where it is too long to be one."""
        words = self.words(element.first("title"))
        if not words.text:
            self.note("no-title", element.line, instead, f"the {element.tag} has no title")
            return Words(instead[:_LONGEST_NAME], words.others)
        about = words.text[:60]
        return Words(self.fitting(words.text, element.line, about, "the title", rule="title-cut"), words.others)

    def fitting(
        self, text: str, line: int, title: str, what: str, evidence: Iterable[str] = (), *, rule: str = "text-cut"
    ) -> str:
        """A text that names something, cut where it is too long to be a name; the finding has the whole."""
        if len(text) <= _LONGEST_NAME:
            return text
        message = f"{what} is longer than {_LONGEST_NAME:,} characters and was cut"
        self.note(rule, line, title, message, *(evidence or [text]))
        return text[:_LONGEST_NAME].rstrip()

    def documents(self, element: Element) -> Iterator[str]:
        """The documents that an element links to, as lines of a note."""
        for link in element.all("document-link"):
            title, about = self.words(link.first("title")), self.words(link.first("description"))
            told = ". ".join(filter(None, [title.text, about.text]))
            yield f"document: {', '.join(filter(None, [told, link.get('url')]))}"

    # --- values

    def flag(self, element: Element, name: str, title: str) -> bool | None:
        """A yes or no of an attribute; None where it is not said, or in no word of the standard's."""
        said = element.get(name)
        if said and said.lower() not in _FLAGS:
            self.note("not-yes-or-no", element.line, title, f"{name} is neither 1 nor 0", said)
        return _FLAGS.get(said.lower())

    def day(self, element: Element | None, title: str) -> date | None:
        """The date of an element; None where there is none that exists."""
        if element is None:
            return None
        said = element.get("iso-date")
        match = _DATE.fullmatch(said)
        if match:
            try:
                day = date.fromisoformat(match[1])
                Period(day, day)
            except (ValueError, PublicServiceError):
                match = None
            else:
                return day
        self.warn("date-not-read", element.line, title, f"the {element.tag} is no date", said)
        return None

    def span(self, start: date | None, end: date | None, line: int, title: str) -> Period | None:
        """The period between two dates; None where they are the wrong way round."""
        if start and end and start > end:
            message = "the period ends before it starts, and was left out"
            self.warn("period-reversed", line, title, message, f"{start} to {end}")
            return None
        return Period(start, end)


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(_line, text.splitlines())))
