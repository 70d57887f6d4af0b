"""Sources: where something was printed."""

from __future__ import annotations

import attrs

from publicservice.errors import WrongTypeError, shown
from publicservice.model.fields import optional_period, strip_text
from publicservice.model.period import Period

__all__ = ["Source", "optional_source"]


@attrs.frozen(kw_only=True)
class Source:
    """
    Where something was printed.

    Attributes:
        title: Of the document.
        publisher: Who published it.
        published: When. [day, month or year]
        author: Who wrote it.
        speaker: Whose words they are.
        location: A place in the document: a page, a section, a paragraph.
        url: Where it can be read.
        language: Of the text that was encoded, and what it was translated from.
        note: What has to be known about it.

    Example:
        >>> print(Source("Top Ten Innovation, part six", publisher="On Linyi", published="2022-08-09"))
        Top Ten Innovation, part six, On Linyi, 2022-08-09
    """

    title: str = attrs.field(default="", converter=strip_text, kw_only=False)
    publisher: str = attrs.field(default="", converter=strip_text)
    published: Period | None = attrs.field(default=None, converter=optional_period)
    author: str = attrs.field(default="", converter=strip_text)
    speaker: str = attrs.field(default="", converter=strip_text)
    location: str = attrs.field(default="", converter=strip_text)
    url: str = attrs.field(default="", converter=strip_text)
    language: str = attrs.field(default="", converter=strip_text)
    note: str = attrs.field(default="", converter=strip_text)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.title, self.publisher, str(self.published or "")) if part)


def optional_source(given: Source | str | None) -> Source | None:
    """
    The source of this title; a source is returned as it is, and None stays None.

    Raises:
        WrongTypeError: If it is neither text nor a source.
    """
    if given is None or isinstance(given, Source):
        return given
    if not isinstance(given, str):
        raise WrongTypeError("a source is given by its title", seen=shown(given), expected="text or a Source")
    return Source(given)
