"""XML written line by line, with every text escaped; what XML cannot hold is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from publicservice.errors import shown
from publicservice.io.unstructure import UnwritableError

__all__ = ["Markup"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


@attrs.frozen
class Markup:
    """
    Lines of XML as they are written.

    Example:
        >>> markup = Markup()
        >>> with markup.element("title"):
        ...     markup.leaf("narrative", "Roads & bridges")
        >>> print(markup.text())
        <?xml version="1.0" encoding="UTF-8"?>
        <title>
          <narrative>Roads &amp; bridges</narrative>
        </title>
        <BLANKLINE>
    """

    _lines: list[str] = attrs.field(factory=lambda: ['<?xml version="1.0" encoding="UTF-8"?>'])
    _open: list[str] = attrs.field(factory=list)

    def leaf(self, tag: str, text: str = "", **attributes: str) -> None:
        """An element with text in it or nothing; empty attributes are left out."""
        begin = self._begin(tag, attributes)
        self._line(f"<{begin}>{_escaped(text)}</{tag}>" if text else f"<{begin}/>")

    @contextmanager
    def element(self, tag: str, **attributes: str) -> Iterator[None]:
        """An element around what is written meanwhile."""
        self._line(f"<{self._begin(tag, attributes)}>")
        self._open.append(tag)
        yield
        self._open.pop()
        self._line(f"</{tag}>")

    def narrative(self, tag: str, text: str, **attributes: str) -> None:
        """An element with a text in it as the standard has it, or with none."""
        if not text:
            self.leaf(tag, **attributes)
            return
        with self.element(tag, **attributes):
            self.leaf("narrative", text)

    def text(self) -> str:
        """All that was written."""
        return "\n".join([*self._lines, ""])

    def _line(self, line: str) -> None:
        self._lines.append(f"{'  ' * len(self._open)}{line}")

    def _begin(self, tag: str, attributes: dict[str, str]) -> str:
        told = [
            f'{_name(name)}="{_escaped(value).translate(_IN_ATTRIBUTES)}"'
            for name, value in attributes.items()
            if value
        ]
        return " ".join([tag, *told])


def _name(name: str) -> str:
    """The attribute's name: xml_lang is xml:lang, iso_date iso-date."""
    return name.replace("xml_", "xml:").replace("_", "-")


def _escaped(text: str) -> str:
    found = _FORBIDDEN.search(text)
    if found:
        seen = f"U+{ord(found.group()):04X} in {shown(text)}"
        raise UnwritableError("XML cannot hold this character", seen=seen, hint="remove it")
    return text.translate(_ESCAPES)
