"""
Unit text: a small grammar of our own, in English and Chinese, over the registry's names and a document's own counts.

    unit  = part { ("/" | " per " | "*" | "·") part }       everything after the first "/" divides
    part  = name [power] | "1" | number                     a number only below: "per 100,000 population"
    power = ("^" | "**" | "") digits, or ² or ³

Nothing of it ever reaches pint's own parser, which evaluates what it is given.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

import attrs

from publicservice.errors import UnitError, UnknownUnitError, WrongTypeError, did_you_mean, shown
from publicservice.units.chinese import chinese_name
from publicservice.units.names import key_of, known_names, own_name
from publicservice.units.unit import ONE, Unit, make_unit

__all__ = ["BASE", "Vocabulary", "unit", "vocabulary"]

_LONGEST = 120
_MOST_PARTS = 8
_MOST_COUNTS = 1000
_REMEMBERED = 8  # vocabularies of documents, and as many units of each as a document is likely to name
_MOST_UNITS = 1000
_PER_NUMBER = {
    "1000": "per_mille",
    "10000": "per_ten_thousand",
    "100000": "per_hundred_thousand",
    "1000000": "per_million",
    "100": "percent",
}
_POWERED = {
    "square_metre": ("metre", 2),
    "square_kilometre": ("kilometre", 2),
    "cubic_metre": ("metre", 3),
}
# Words that say which ones but not what is counted. Any other unknown word is refused: it may be a misspelt "thousand".
_QUALIFIERS = frozenset(
    "new newly urban rural public permanent registered eligible insured municipal "
    "county-level city-level provincial national local total annual".split()
)
_POWER = re.compile(r"(?P<name>.*?[^\d^*\s²³])\s*(?:(?:\^|\*\*)\s*(?P<power>-?\d{1,3})|(?P<raised>[²³23]))?")
_SPLIT = re.compile(r"\s*([/·×]|(?<!\*)\*(?!\*))\s*|\s+(per)\s+|\b(per)\s+(?=[\d,\s]+)|(?<=\S)\s*(每)\s*")
_BELOW = frozenset({"/", "per", "每"})
_CHINESE = re.compile("[一-鿿]")
_PLAIN_SPACE = re.compile(r"\s+")


def _count_names(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise WrongTypeError(
            "declared counts are given as a list", seen=shown(names), expected="such as ['reading room']"
        )
    given = tuple(islice(names, _MOST_COUNTS + 1))
    if len(given) > _MOST_COUNTS:
        raise UnitError("too many declared counts", expected=f"at most {_MOST_COUNTS:,}")
    for name in given:
        if not isinstance(name, str):
            raise WrongTypeError("a declared count is given by its name", seen=shown(name), expected="text")
    return tuple(dict.fromkeys(key_of(name) for name in given))


@attrs.frozen
class Vocabulary:
    """
    The unit names that a document may use: the library's own, and counts that the document declares.

    A declared count is a dimension of its own, known only where its vocabulary is used.

    Args:
        counts: Names of further kinds of count, in the singular: `("boat", "reading room")`.

    Raises:
        UnitError: If a name is already a unit, or is not a name, or there are more than 1,000.
        WrongTypeError: If the counts are not a list of texts.

    Example:
        >>> from publicservice import Vocabulary
        >>> str(Vocabulary(("reading room",)).unit("reading rooms/town"))
        'reading room/town'
    """

    counts: tuple[str, ...] = attrs.field(default=(), converter=_count_names)
    _units: dict[str, Unit] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for name in self.counts:
            if not _is_name(name):
                raise UnitError(
                    "a declared count needs a name",
                    seen=shown(name),
                    expected="one to three words, such as reading room",
                )
            if own := own_name(name, ()):
                raise UnitError(
                    "a declared count is already a unit",
                    seen=shown(name),
                    hint=f"use '{own.replace('_', ' ')}' without declaring it",
                )

    def unit(self, text: str | Unit) -> Unit:
        """
        The unit that the text names. A unit is returned as it is.

        Raises:
            UnknownUnitError: If a word of it is no unit here; the message names the nearest.
            UnitError: If the text is not a unit's text.
            WrongTypeError: If it is neither text nor a unit.
        """
        if isinstance(text, Unit):
            return text
        if not isinstance(text, str):
            raise WrongTypeError(
                "a unit is given by its text", seen=shown(text), expected="text such as 'CNY/person/year'"
            )
        if not self.counts:
            return _read(text)
        # What a document declares is kept with its own words, and forgotten with them.
        made = self._units.get(text)
        if made is None:
            made = _parsed(text, self.counts)
            if len(self._units) >= _MOST_UNITS:
                self._units.clear()
            self._units[text] = made
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Vocabulary, (self.counts,)


def vocabulary(counts: Iterable[str]) -> Vocabulary:
    """The words of a document that declares these counts: made once for all that it says, since each is looked at."""
    if not counts:
        return BASE
    if not isinstance(counts, tuple):
        return Vocabulary(counts)
    try:
        return _vocabulary(counts)
    except TypeError:  # something among them has no hash, and is no name either
        return Vocabulary(counts)


@functools.lru_cache(maxsize=_REMEMBERED)
def _vocabulary(counts: tuple[str, ...]) -> Vocabulary:
    return Vocabulary(counts)


def unit(text: str | Unit, *, counts: Iterable[str] = ()) -> Unit:
    """
    The unit that a text names, in English or Chinese.

    Args:
        text: Such as `persons`, `CNY/person/year`, `km²`, `%`, `pp`, `元/人/年`. A unit is returned as it is.
        counts: Further kinds of count that may occur in it, each a dimension of its own.

    Returns:
        The interned unit: the same text, and every other spelling of it, give the same object.

    Raises:
        UnknownUnitError: If a word of it is no unit; the message names the nearest.
        UnitError: If the text is not a unit's text.
        WrongTypeError: If it is neither text nor a unit.

    Example:
        >>> from publicservice import unit
        >>> unit("percentage points"), unit("个百分点") is unit("pp")
        (unit('percentage point'), True)
        >>> unit("kindergarden")
        Traceback (most recent call last):
        publicservice.errors.UnknownUnitError: unknown unit: 'kindergarden'; did you mean 'kindergarten'?
    """
    return vocabulary(counts).unit(text)


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> Unit:
    return _parsed(text, ())


def _parsed(text: str, counts: tuple[str, ...]) -> Unit:
    if len(text) > _LONGEST:
        raise UnitError("too long for a unit", seen=shown(text), expected=f"at most {_LONGEST} characters")
    words = _PLAIN_SPACE.sub(" ", text).strip()
    if words in ("", "1"):
        return ONE
    parts = [p for p in _SPLIT.split(words) if p is not None]
    if parts[0][:4].lower() == "per " and _find(parts[0], counts) is None:
        parts[:1] = ["", "per", parts[0][4:]]
    if len(parts) > 2 * _MOST_PARTS:
        raise UnitError("too many parts for a unit", seen=shown(text), expected=f"at most {_MOST_PARTS}")
    made = ONE if not parts[0] and parts[1] in _BELOW else _part(parts[0], counts, text)
    below = False
    for operator, part in zip(parts[1::2], parts[2::2], strict=True):
        below = below or operator in _BELOW
        made = _divided(made, part, counts, text) if below else made * _part(part, counts, text)
    return made


def _divided(made: Unit, part: str, counts: tuple[str, ...], text: str) -> Unit:
    """The unit so far per this part, which may begin with a round number: `per 100,000 population`."""
    match = re.fullmatch(r"([\d,\s]*\d)\s*(.*)", part)
    if match is None:
        return made / _part(part, counts, text)
    number = re.sub(r"[,\s]", "", match[1])
    if number not in _PER_NUMBER:
        raise UnitError(
            "a unit cannot be per this number",
            seen=shown(part),
            expected="per 100, 1,000, 10,000, 100,000 or 1,000,000",
        )
    rate = make_unit([(_PER_NUMBER[number], 1)])
    whole = _part(match[2], counts, text) if match[2] else ONE
    if made is ONE:
        # "12 per 100,000 population" is a share of persons by itself: nothing else is named above.
        return rate
    return made * rate / whole


def _part(text: str, counts: tuple[str, ...], whole: str) -> Unit:
    if text == "1":
        return ONE
    direct = _find(text, counts) if text else None
    if direct is not None:
        return direct
    match = _POWER.fullmatch(text)
    if match is None:
        raise UnitError("not a unit", seen=shown(whole), expected="names joined by / or *, such as CNY/person/year")
    raised = match["raised"]
    power = int(match["power"] or {"²": 2, "³": 3, "2": 2, "3": 3}.get(raised, 1))
    found = _find(match["name"], counts)
    if found is None:
        raise UnknownUnitError("unknown unit", seen=shown(match["name"]), hint=_hint(match["name"], counts))
    if raised in {"2", "3"} and found.is_count:
        raise UnitError("a count has no power", seen=shown(text), hint="leave out the mark of a note behind the word")
    return found**power


def _find(name: str, counts: tuple[str, ...]) -> Unit | None:
    """The unit of one name: as written, in lower case, in the singular, without qualifiers, or by its Chinese noun."""
    own = own_name(name, counts)
    if own is None and _CHINESE.search(name):
        own = chinese_name(name, counts)
    if own is None:
        words = name.split(" ")
        kept = [word for word in words if word.lower() not in _QUALIFIERS]
        own = own_name(" ".join(kept), counts) if 0 < len(kept) < len(words) else None
    return None if own is None else make_unit([_POWERED.get(own, (own, 1))], counts)


def _is_name(name: str) -> bool:
    """Whether a declared count's name reads back from any text that it is written in."""
    words = name.split("_")
    return name.isidentifier() and len(name) <= _LONGEST // 2 and all(words) and "per" not in words


def _hint(name: str, counts: tuple[str, ...]) -> str:
    words = [known.replace("_", " ") for known in (*counts, *known_names()) if known.isascii() and len(known) > 2]
    near = did_you_mean(name, words)
    return (
        near
        or "use a known unit, or declare a further count by its name (units: [...] in a file, counts=[...] in Python)"
    )


BASE = Vocabulary()
