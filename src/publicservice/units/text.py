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
from publicservice.units.registry import canonical_names
from publicservice.units.unit import ONE, Unit, make_unit

__all__ = ["BASE", "Vocabulary", "unit", "vocabulary"]

_LONGEST = 120
_MOST_PARTS = 8
_MOST_COUNTS = 1000
_REMEMBERED = 8  # vocabularies of documents, and as many units of each as a document is likely to name
_MOST_UNITS = 1000
_SYMBOLS = {
    "%": "percent", "％": "percent", "‰": "per_mille", "‱": "per_ten_thousand",
    "¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR",
}  # fmt: skip
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
    "new newly additional extra further more urban rural public permanent registered eligible insured municipal "
    "county-level city-level provincial national local total annual of".split()
)
# Classifiers say only that something is counted; the noun that follows says what.
_CLASSIFIERS = frozenset("个名位所处家座张套辆条台项间栋幢支场件户种对批")
_GENERIC = frozenset("个位家座种对批")
_SHORT_NOUNS = frozenset("村镇乡县区市省桥站路街树井车")
# Counts that measure whatever follows them, as 人次 of any service; other counts of two characters or more are nouns.
_COUNT_MEASURES = frozenset("人次 户次 人天 人日 场次 车次 台套 口人 诊疗人次".split())
_POWER = re.compile(r"(?P<name>.*?[^\d^*\s²³])\s*(?:(?:\^|\*\*)\s*(?P<power>-?\d{1,3})|(?P<raised>[²³23]))?")
_SPLIT = re.compile(r"\s*([/·×]|(?<!\*)\*(?!\*))\s*|\s+(per)\s+|\b(per)\s+(?=[\d,\s]+)|(?<=\S)\s*(每)\s*")
_BELOW = frozenset({"/", "per", "每"})
_CHINESE = re.compile("[一-鿿]")
_ENGLISH_END = re.compile("[a-z]$")
_ENGLISH_TAIL = re.compile("[^一-鿿]+$")
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
    return tuple(dict.fromkeys(_key(name) for name in given))


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
            if own := _own_name(name, ()):
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
    return found**power


def _find(name: str, counts: tuple[str, ...]) -> Unit | None:
    """The unit of one name: as written, in lower case, in the singular, without qualifiers, or by its Chinese noun."""
    own = _own_name(name, counts)
    if own is None and _CHINESE.search(name):
        own = _chinese(name, counts)
    if own is None:
        words = name.split(" ")
        kept = [word for word in words if word.lower() not in _QUALIFIERS]
        own = _own_name(" ".join(kept), counts) if 0 < len(kept) < len(words) else None
    return None if own is None else make_unit([_POWERED.get(own, (own, 1))], counts)


def _own_name(name: str, counts: tuple[str, ...]) -> str | None:
    key = _key(name)
    lowered = key.casefold() if len(key) > 2 else key
    return next((own for form in (key, lowered, *_singulars(lowered)) if (own := _named(form, counts))), None)


def _named(form: str, counts: tuple[str, ...]) -> str | None:
    """The unit whose name is this very form, first among the declared counts, which may be written in capitals."""
    if form in counts:
        return form
    return _lookup().get(form) or next((name for name in counts if name.casefold() == form), None)


def _is_name(name: str) -> bool:
    """Whether a declared count's name reads back from any text that it is written in."""
    words = name.split("_")
    return name.isidentifier() and len(name) <= _LONGEST // 2 and all(words) and "per" not in words


def _key(name: str) -> str:
    return re.sub(r"[\s\-‐‑_]+", "_", name.strip())


def _singulars(key: str) -> Iterable[str]:
    if key.endswith("ies"):
        yield f"{key[:-3]}y"
    if key.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield key[:-2]
    if key.endswith("s") and (len(key) > 3 or (len(key) == 3 and key[1] not in "aeiou")):
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


def _chinese(name: str, counts: tuple[str, ...]) -> str | None:
    """
    The unit of a Chinese count: a measure with what it measures (公里农村公路), or a noun with what stands before it.

    The noun is known by its longest known ending: 张养老床位 are beds, 社区食堂 canteens. A classifier that names
    a kind itself (名) does without a known noun, one that does not (个) needs it.
    """
    head = next((name[:n] for n in range(min(len(name), 4), 0, -1) if name[:n] in _lookup()), "")
    # An unknown English word may be a misspelt "thousand" behind a Chinese measure, too.
    alone = "" if _ENGLISH_END.search(name) else head
    if head and _measures(head):
        return _lookup().get(alone)
    classified = name[0] in _CLASSIFIERS and len(head) <= 1
    noun = _ending(name[1:] if classified else name, counts)
    return noun if noun or not classified or name[0] in _GENERIC else _lookup().get(alone)


def _measures(head: str) -> bool:
    """Whether a word measures what follows it, as 公里, 元, 人 and 人次 do, and is no noun that only begins another."""
    if len(head) == 1:
        return head not in _CLASSIFIERS and head not in _SHORT_NOUNS
    return head in _COUNT_MEASURES or not make_unit([(_lookup()[head], 1)]).is_count


def _ending(phrase: str, counts: tuple[str, ...]) -> str | None:
    """
    The unit named by the longest known ending of a phrase; of one character only where that is a noun by itself.

    What is English at the end has to be the unit as a whole, in the singular or plural.
    """
    english = _ENGLISH_TAIL.search(phrase)
    if english is not None:
        return _own_name(english[0], counts)
    endings = (phrase[start:] for start in range(len(phrase)))
    known = (_named(end, counts) for end in endings if len(end) > 1 or end in _SHORT_NOUNS)
    return next(filter(None, known), None)


def _hint(name: str, counts: tuple[str, ...]) -> str:
    words = [known.replace("_", " ") for known in (*counts, *_lookup()) if known.isascii() and len(known) > 2]
    near = did_you_mean(name, words)
    return (
        near
        or "use a known unit, or declare a further count by its name (units: [...] in a file, counts=[...] in Python)"
    )


BASE = Vocabulary()
