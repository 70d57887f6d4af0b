"""
The grammar of goal text: from words to a nested phrase, before any number is read.

    goal = goal "every" span | goal "in each" members | "all" members | "keep" goal | verb number | number

English and Chinese words stand side by side. The phrase names kinds by their English words; `goal` turns it into goals.
"""

from __future__ import annotations

import re

import attrs

__all__ = ["Phrase", "parse_phrase"]


@attrs.frozen
class Phrase:
    """A goal's words: the kind, the text of its number, the phrase inside it, and the members it speaks of."""

    kind: str
    text: str = ""
    inner: Phrase | None = None
    count: str = ""
    members: str = ""
    names: tuple[str, ...] = ()


_SPANS = {"year": "year", "annum": "year", "quarter": "quarter", "month": "month", "年": "year", "季度": "quarter", "月": "month"}
_EVERY_AFTER = re.compile(r"(?P<goal>.+?),?\s+(?:every|each|per)\s+(?P<span>year|annum|quarter|month)", re.IGNORECASE | re.DOTALL)
_EVERY_BEFORE = re.compile(r"(?:每|(?:every|each)\s+)(?P<span>年|季度|月|year|quarter|month)[,:，：]?\s*(?P<goal>.+)", re.IGNORECASE | re.DOTALL)
_ANNUALLY = re.compile(r"(?P<goal>.+?)\s+annually", re.IGNORECASE | re.DOTALL)
_EACH = re.compile(r"(?P<goal>.+?),?\s+in\s+(?:each|every)(?P<of>\s+of)?\s+(?P<members>.+)", re.IGNORECASE | re.DOTALL)
_ALL = re.compile(r"all(?:\s+of)?(?:\s+the)?\s+(?P<members>\D.*|\d[\d,]*\s+\D.*)", re.IGNORECASE | re.DOTALL)
_COUNTED = re.compile(r"(?:the\s+)?(?P<count>\d[\d,]*|" + "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve" + r")\s+(?P<members>.+)", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:;|；|、)\s*")

_KEEP = ("keep", "maintain", "hold", "remain", "stay", "stable", "保持在", "保持", "稳定在", "维持在", "维持", "控制在")
_AT = re.compile(r"(?:stable\s+)?at\s+(?!least\b|most\b)", re.IGNORECASE)
_VERBS = {
    "increase by": "increase by", "raise by": "increase by", "rise by": "increase by", "grow by": "increase by", "up": "increase by",
    "decrease by": "decrease by", "reduce by": "decrease by", "cut by": "decrease by", "lower by": "decrease by", "fall by": "decrease by",
    "down": "decrease by",
    "raise to": "raise to", "increase to": "raise to", "rise to": "raise to", "grow to": "raise to",
    "lower to": "lower to", "reduce to": "lower to", "decrease to": "lower to", "cut to": "lower to", "fall to": "lower to",
    "exactly": "exactly", "reach": "reach",
    "提高到": "raise to", "提高至": "raise to", "增加到": "raise to", "增加至": "raise to", "提升到": "raise to", "提升至": "raise to",
    "达到": "reach", "恰好": "exactly",
    "降低到": "lower to", "降低至": "lower to", "下降到": "lower to", "下降至": "lower to", "降到": "lower to", "降至": "lower to",
    "减少到": "lower to", "减少至": "lower to",
    "提高": "increase by", "增长": "increase by", "增加": "increase by", "提升": "increase by", "上升": "increase by",
    "降低": "decrease by", "下降": "decrease by", "减少": "decrease by",
}  # fmt: skip
_RELATIVE = re.compile(r"(?P<text>.+?)\s+of\s+(?:the|its)\s+baseline", re.IGNORECASE | re.DOTALL)


def parse_phrase(text: str) -> Phrase:
    """The phrase that a goal's text says; what is no known wording is a `number` phrase, to be read as a figure."""
    words = text.strip()
    return _every(words) or _each(words) or _all(words) or _keep(words) or _verb(words) or Phrase("number", words)


def _every(words: str) -> Phrase | None:
    match = _EVERY_AFTER.fullmatch(words) or _EVERY_BEFORE.fullmatch(words)
    if match is not None:
        return Phrase("every", _SPANS[match["span"].lower()], parse_phrase(match["goal"]))
    yearly = _ANNUALLY.fullmatch(words)
    return None if yearly is None else Phrase("every", "year", parse_phrase(yearly["goal"]))


def _each(words: str) -> Phrase | None:
    match = _EACH.fullmatch(words)
    if match is None:
        return None
    return attrs.evolve(_members("each of", match["members"]), inner=parse_phrase(match["goal"]))


def _all(words: str) -> Phrase | None:
    match = _ALL.fullmatch(words)
    return None if match is None else _members("all of", match["members"])


def _members(kind: str, text: str) -> Phrase:
    """Members by number and kind (`5 districts`), by kind (`district`), or by kind and names (`district: A; B; C`)."""
    head, colon, listed = text.partition(":")
    names = tuple(name for name in _LIST.split(listed.strip()) if name) if colon else ()
    counted = _COUNTED.fullmatch(head.strip())
    if counted is None:
        return Phrase(kind, members=head.strip(), names=names)
    return Phrase(kind, count=counted["count"], members=counted["members"].strip(), names=names)


def _keep(words: str) -> Phrase | None:
    rest = _after(words, _KEEP)
    return None if rest is None else Phrase("keep", inner=parse_phrase(_AT.sub("", rest, count=1)))


def _verb(words: str) -> Phrase | None:
    for opening, kind in _VERBS.items():
        rest = _after(words, (opening,))
        if rest is None:
            continue
        relative = _RELATIVE.fullmatch(rest) if kind in ("increase by", "decrease by") else None
        return Phrase(kind, rest) if relative is None else Phrase(f"{kind} relative", relative["text"])
    return None


def _after(words: str, openings: tuple[str, ...]) -> str | None:
    """What follows the first opening that the words begin with; English openings end at a space."""
    lowered = words.lower()
    for opening in openings:
        ends = f"{opening} " if opening.isascii() else opening
        if lowered.startswith(ends) and len(words) > len(ends):
            return words[len(ends) :].strip()
    return None
