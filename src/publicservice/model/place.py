"""Places: administrative areas, named or counted."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from publicservice.errors import ModelError, WrongTypeError, shown
from publicservice.model.fields import required_text, strip_text, whole_number

__all__ = ["Place", "optional_place", "place"]

_DEEPEST = 12


def _parent(given: Place | str | None) -> Place | None:
    return optional_place(given)


@attrs.frozen(kw_only=True)
class Place:
    """
    An administrative area, or several whose names are not printed.

    Attributes:
        name: "Linyi", or "five districts" where the document names none of them.
        level: "city", "district", ...; "" where it is not known.
        code: An official code, such as a GB/T 2260 or ISO 3166 code.
        parent: The area that it is part of.
        count: How many areas this stands for, where they are unnamed.

    Example:
        >>> linyi = place("Linyi, Shandong, CN")
        >>> linyi.name, linyi.parent.name, linyi.is_within(place("Shandong, CN"))
        ('Linyi', 'Shandong', True)
    """

    name: str = attrs.field(converter=strip_text, validator=required_text, kw_only=False)
    level: str = attrs.field(default="", converter=strip_text)
    code: str = attrs.field(default="", converter=strip_text)
    parent: Place | None = attrs.field(default=None, converter=_parent)
    count: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.count is not None:
            whole_number("a place cannot stand for this many areas", self.count, 1)

    def lineage(self) -> Iterator[Place]:
        """The place itself, then the areas that it is part of, from the smallest."""
        at: Place | None = self
        while at is not None:
            yield at
            at = at.parent

    def is_within(self, other: Place | str) -> bool:
        """Whether this place is the other or part of it, as far as its parents say."""
        whole = place(other)
        return any(_same_area(area, whole) for area in self.lineage())

    def __str__(self) -> str:
        return ", ".join(area.name for area in self.lineage())


def _same_area(one: Place, other: Place) -> bool:
    """Whether two records are of one area, as far as both tell: by code if both have one, else by name and parents."""
    for mine, theirs in zip(one.lineage(), other.lineage(), strict=False):
        if mine.code and theirs.code:
            return mine.code == theirs.code
        if mine.name.casefold() != theirs.name.casefold():
            return False
    return True


def place(given: Place | str) -> Place:
    """
    The place that a text names, the smallest area first: "Linyi, Shandong, CN". A place is returned as it is.

    Raises:
        ModelError: If the text names no place.
        WrongTypeError: If it is neither text nor a place.
    """
    if isinstance(given, Place):
        return given
    if not isinstance(given, str):
        raise WrongTypeError(
            "a place is given by its name", seen=shown(given), expected="text such as 'Linyi, Shandong, CN'"
        )
    names = [name.strip() for name in given.replace("，", ",").split(",")]
    if len(names) > _DEEPEST or not all(names):
        raise ModelError("not a place", seen=shown(given), expected="names joined by commas, the smallest area first")
    at: Place | None = None
    for name in reversed(names):
        at = Place(name, parent=at)
    assert at is not None  # noqa: S101  (split gives at least one name)
    return at


def optional_place(given: Place | str | None) -> Place | None:
    """The place that a text names; None stays None."""
    return None if given is None else place(given)
