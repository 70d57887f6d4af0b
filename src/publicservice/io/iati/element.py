"""Elements: the little of an XML tree that is kept of one activity, with the line where each begins."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["LANG", "Element", "tag_text"]

LANG = "http://www.w3.org/XML/1998/namespace lang"  # how the parser spells xml:lang
_LONGEST = 100


class Element:
    """
    One element, with what stands in it.

    It also counts what stood in it and was not kept, and knows whether it was cut for its size. A plain class, filled
    while the file is read: an activity may hold a hundred thousand of them.
    """

    __slots__ = ("attributes", "children", "is_cut", "line", "pieces", "skipped", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.children: list[Element] = []
        self.pieces: list[str] = []
        self.skipped: dict[str, int] = {}
        self.is_cut = False

    @property
    def text(self) -> str:
        """The text that stands directly in it, without the white space around."""
        return "".join(self.pieces).strip()

    def all(self, tag: str) -> Iterator[Element]:
        """The children of this tag."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """The first child of this tag."""
        return next(self.all(tag), None)

    def get(self, name: str) -> str:
        """The attribute without the white space around it; empty where there is none."""
        return self.attributes.get(name, "").strip()

    def skip(self, tag: str) -> None:
        """Count something that is not kept. A hundred kinds are told apart, the rest are counted together."""
        known = tag_text(tag)
        name = known if known in self.skipped or len(self.skipped) < _LONGEST else "other elements"
        self.skipped[name] = self.skipped.get(name, 0) + 1


def tag_text(tag: str) -> str:
    """
    A tag as messages show it; one of another namespace as `{namespace}tag`.

    Example:
        >>> tag_text("sector"), tag_text("http://example.org/ns sector")
        ('sector', '{http://example.org/ns}sector')
    """
    space, _, local = tag.rpartition(" ")
    return (f"{{{space}}}{local}" if space else local)[:_LONGEST]
