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

import attrs

from publicservice.errors import UnitError, UnknownUnitError, WrongTypeError, did_you_mean, shown
from publicservice.units.registry import canonical_names
from publicservice.units.unit import ONE, Unit, make_unit

__all__ = ["BASE", "Vocabulary", "unit"]

_LONGEST = 120
_MOST_PARTS = 8
_SYMBOLS = {
    "%": "percent", "％": "percent", "‰": "per_mille", "‱": "per_ten_thousand",
    "¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR",
}  # fmt: skip
_PER_NUMBER = {"1000": "per_mille", "10000": "per_ten_thousand", "100000": "per_hundred_thousand", "1000000": "per_million", "100": "percent"}
_POWERED = {
    "square_metre": ("metre", 2),
    "square_kilometre": ("kilometre", 2),
    "cubic_metre": ("metre", 3),
}
# Words that say which ones but not what is counted. Any other unknown word is refused: it may be a misspelt "thousand".
_QUALIFIERS = frozenset(
    "new newly additional extra further more urban rural public permanent registered eligible insured municipal county-level "
    "city-level provincial national local total annual of".split()
)
# Classifiers say only that something is counted; the noun that follows says what.
_CLASSIFIERS = "个名位所处家座张套辆条台项间栋幢支场件户种对批"
_GENERIC = frozenset("个位家座种对批")
_SHORT_NOUNS = frozenset("村镇乡县区市省桥站路街树井")
_POWER = re.compile(r"(?P<name>.*?[^\d^*\s²³])\s*(?:(?:\^|\*\*)\s*(?P<power>-?\d{1,3})|(?P<raised>[²³23]))?")
_SPLIT = re.compile(r"\s*([/*·×])\s*(?![*])|\s+(per)\s+|\b(per)\s+(?=[\d,\s]+)")
_CHINESE = re.compile("[一-鿿]")
_PLAIN_SPACE = re.compile(r"\s+")


def _count_names(names: Iterable[str]) -> tuple[str, ...]:
    for name in names:
        if not isinstance(name, str):
            raise WrongTypeError("a declared count is given by its name", seen=shown(name), expected="text")
    return tuple(_key(name) for name in names)


@attrs.frozen
class Vocabulary:
    """
    The unit names that a document may use: the library's own, and counts that the document declares.

    A declared count is a dimension of its own, known only where its vocabulary is used.

    Args:
        counts: Names of further kinds of count, in the singular: `("boat", "reading room")`.

    Raises:
        UnitError: If a name is already a unit, or is not a name.

    Example:
        >>> from publicservice import Vocabulary
        >>> str(Vocabulary(("reading room",)).unit("reading rooms/town"))
        'reading room/town'
    """

    counts: tuple[str, ...] = attrs.field(default=(), converter=_count_names)

    def __attrs_post_init__(self) -> None:
        for name in self.counts:
            if not name.isidentifier() or len(name) > _LONGEST // 2:
                raise UnitError("a declared count needs a name", seen=shown(name), expected="one to three words, such as reading room")
            if name in _lookup():
                raise UnitError(
                    "a declared count is already a unit", seen=shown(name), hint=f"use '{_lookup()[name]}' without declaring it"
                )

    def unit(self, text: str) -> Unit:
        """
        The unit that the text names.

        Raises:
            UnknownUnitError: If a word of it is no unit here; the message names the nearest.
            UnitError: If the text is not a unit's text.
        """
        return _read(text, self.counts)


def unit(text: str | Unit, *, counts: Iterable[str] = ()) -> Unit:
    """
    The unit that a text names, in English or Chinese.

    Args:
        text: Such as `persons`, `CNY/person/year`, `km²`, `%`, `percentage points`, `元/人/年`. A unit is returned as it is.
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
        >>> unit("houshold")
        Traceback (most recent call last):
        publicservice.errors.UnknownUnitError: unknown unit: 'houshold'; did you mean 'household'?
    """
    if isinstance(text, Unit):
        return text
    if not isinstance(text, str):
        raise WrongTypeError("a unit is given by its text", seen=shown(text), expected="text such as 'CNY/person/year'")
    return BASE.unit(text) if not counts else Vocabulary(tuple(counts)).unit(text)


@functools.lru_cache(maxsize=4096)
def _read(text: str, counts: tuple[str, ...]) -> Unit:
    if len(text) > _LONGEST:
        raise UnitError("too long for a unit", seen=shown(text), expected=f"at most {_LONGEST} characters")
    words = _PLAIN_SPACE.sub(" ", text).strip()
    if words in ("", "1"):
        return ONE
    parts = [p for p in _SPLIT.split(words) if p is not None]
    if len(parts) > 2 * _MOST_PARTS:
        raise UnitError("too many parts for a unit", seen=shown(text), expected=f"at most {_MOST_PARTS}")
    made = ONE if not parts[0] else _part(parts[0], counts, text)
    below = False
    for operator, part in zip(parts[1::2], parts[2::2], strict=True):
        below = below or operator in ("/", "per")
        made = _divided(made, part, counts, text) if below else made * _part(part, counts, text)
    return made


def _divided(made: Unit, part: str, counts: tuple[str, ...], text: str) -> Unit:
    """The unit so far per this part, which may begin with a round number: `per 100,000 population`."""
    match = re.fullmatch(r"([\d,\s]*\d)\s*(.*)", part)
    if match is None:
        return made / _part(part, counts, text)
    number = re.sub(r"[,\s]", "", match[1])
    if number not in _PER_NUMBER:
        raise UnitError("a unit cannot be per this number", seen=shown(part), expected="per 100, 1,000, 10,000, 100,000 or 1,000,000")
    rate = make_unit([(_PER_NUMBER[number], 1)])
    whole = _part(match[2], counts, text) if match[2] else ONE
    if made is ONE:
        # "12 per 100,000 population" is a share of persons by itself: nothing else is named above.
        return rate
    return made * rate / whole


def _part(text: str, counts: tuple[str, ...], whole: str) -> Unit:
    match = _POWER.fullmatch(text) if text else None
    if match is None:
        raise UnitError("not a unit", seen=shown(whole), expected="names joined by / or *, such as CNY/person/year")
    direct = _find(text, counts)
    if direct is not None:
        return direct
    raised = match["raised"]
    power = int(match["power"] or {"²": 2, "³": 3, "2": 2, "3": 3}.get(raised, 1))
    found = _find(match["name"], counts)
    if found is None:
        raise UnknownUnitError("unknown unit", seen=shown(match["name"]), hint=_hint(match["name"], counts))
    return found**power


def _find(name: str, counts: tuple[str, ...]) -> Unit | None:
    """The unit of one name: as written, in lower case, in the singular, without qualifiers, or by its Chinese noun."""
    own = _own_name(name, counts)
    if own is None and _CHINESE.search(name):
        own = _chinese(name)
    if own is None:
        words = name.split(" ")
        kept = [word for word in words if word.lower() not in _QUALIFIERS]
        own = _own_name(" ".join(kept), counts) if 0 < len(kept) < len(words) else None
    return None if own is None else make_unit([_POWERED.get(own, (own, 1))], counts)


def _own_name(name: str, counts: tuple[str, ...]) -> str | None:
    known = _lookup()
    key = _key(name)
    lowered = key.casefold() if len(key) > 2 else key
    for form in (key, lowered, *_singulars(lowered)):
        if form in counts:
            return form
        if form in known:
            return known[form]
    return None


def _key(name: str) -> str:
    return re.sub(r"[\s\-‐‑_]+", "_", name.strip())


def _singulars(key: str) -> Iterable[str]:
    if key.endswith("ies"):
        yield f"{key[:-3]}y"
    if key.endswith("es"):
        yield key[:-2]
    if key.endswith("s") and len(key) > 3:
        yield key[:-1]
    first, _, rest = key.partition("_")
    if rest and first.endswith("s"):
        yield f"{first[:-1]}_{rest}"


@functools.cache
def _lookup() -> dict[str, str]:
    """Every name and alias as text may hold it, and the symbols that are not names."""
    exact = canonical_names()
    lowered = {name.casefold(): own for name, own in exact.items() if len(name) > 2}
    return lowered | dict(exact) | _SYMBOLS


def _chinese(name: str) -> str | None:
    """
    The unit of a Chinese count: a measure with whatever it measures (公里农村公路), or a classifier and its noun (张养老床位).

    After a classifier the noun decides, by its longest known ending; a classifier that names no kind needs a known noun.
    """
    known = _lookup()
    measure = next((name[:n] for n in range(min(len(name), 4), 0, -1) if name[:n] in known), None)
    if measure is None and name[0] not in _CLASSIFIERS:
        return _ending(name)
    if measure is not None and measure not in _CLASSIFIERS:
        return known[measure]
    noun = _ending(name[1:])
    if noun is None and name[0] not in _GENERIC and measure is not None:
        return known[measure]
    return noun


def _ending(phrase: str) -> str | None:
    """The unit named by the longest known ending of a phrase; of one character only where that is a noun by itself."""
    known = _lookup()
    endings = (phrase[start:] for start in range(len(phrase)))
    return next((known[end] for end in endings if end in known and (len(end) > 1 or end in _SHORT_NOUNS)), None)


def _hint(name: str, counts: tuple[str, ...]) -> str:
    words = [known.replace("_", " ") for known in (*counts, *_lookup()) if known.isascii() and len(known) > 2]
    near = did_you_mean(name, words)
    return near or "use a known unit, or declare a further count by its name (units: [...] in a file, counts=[...] in Python)"


BASE = Vocabulary()
