"""
The grammar of goal text: from words to a nested phrase, before any number is read.

    goal = goal "every" span | goal "in each of" members | "all" members | "keep" goal | verb number | number

English and Chinese words stand side by side. The phrase names kinds by their English words; `goal` turns it into goals.
`per year` is no scope but part of a unit.
"""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from publicservice.errors import GoalError, shown
from publicservice.figures.phrases import CN_FALL, CN_RISE, FALL, RISE

__all__ = ["Phrase", "parse_phrase"]


_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}


@attrs.frozen
class Phrase:
    """A goal's words: the kind, the text of its number, the phrase inside it, and the members it speaks of."""

    kind: str
    text: str = ""
    inner: Phrase | None = None
    count: str = ""
    members: str = ""
    names: tuple[str, ...] = ()

    @property
    def number(self) -> int | None:
        """How many members it names, in digits or words; None where it does not say."""
        digits = self.count.lower().replace(",", "")
        return (_NUMBERS.get(digits) or int(digits)) if digits else None


_DEEPEST = 4  # every year, in each of five districts, keep, a number
_SPANS = {"annum": "year", "年": "year", "季度": "quarter", "月": "month"}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_EVERY = (
    _words(r"(?P<goal>.+?),?(?: in)? (?:every|each) (?P<span>year|annum|quarter|month)"),
    _words(r"(?:(?:every|each) (?P<span>year|quarter|month)(?:[,:] ?| )|每个?(?P<cn>年|季度|月)[,:，：]?)(?P<goal>.+)"),
    _words(r"(?P<goal>.+?),? annually(?P<span>)"),
)
_EACH = (
    _words(r"(?P<goal>.+?),? in (?:each|every)(?: one)?+(?: of)?+(?: all)?+(?: the)?+ (?P<members>.+)"),
    _words(r"(?P<members>\d+个\D+?)各(?P<goal>.+)"),
    _words(r"每个(?P<members>\D+?)(?P<goal>(?:至少|不少于|不低于|最多|不超过)?\d.*)"),
)
_ALL = _words(r"(?:all(?: of)?+(?: the)?+ (?=.*[^\W\d])|所有的?|全部|全体)(?P<members>.+)")
_COUNTED = _words(
    r"(?P<count>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: |(?<=\d)个?(?=[一-鿿]))"
    r"(?P<members>.+)"
)
_LISTED = re.compile(r" ?[:：] ?")
_LIST = re.compile(r" ?[;；、] ?")
_NOT_MEMBERS = (
    (
        _words(r".*(?:\d ?%|\b(?:at least|at most|reach|keep|exactly)\b.*\d)"),
        "write '85 % in each district' where each has to reach a number",
    ),
    (_words(r".*\b(?:by|before|until) (?:the end of )?(?:19|20)\d\d\b"), "give the date as the target's period"),
    (_words(r".*\bin (?:each|every)\b"), "name one kind of member"),
    (
        _words(
            r".*(?:不[多少低高超得]|[低高多少大小]于|超过|[至最][少多]|减少|增加|增长|下降|提高|每[年月季周日]|年均)"
        ),
        "write what each has to reach as one figure, such as 每个县至少1个公园",
    ),
)
# What makes another number of the count before it, or an age.
_NO_COUNT = _words(
    r"[十百千万亿多余几]|(?:(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)s?|to|or|and|-)\b|周?岁|years?\b"
)
_KEEP = _words(
    r"(?:(?:keeps?|kept|maintain(?:s|ed)?|remain(?:s|ed)?|stay(?:s|ed)?|stable"
    r"|holds?(?= (?:above|over|below|under|between|within|stable|at (?!least|most)))) "
    r"|(?:始终|持续|稳定)?保持(?:稳定)?在?|稳定在|维持在?|控制在)"
    r"(?:stable )?(?:at (?!least\b|most\b|or\b))?(?P<goal>.+)"
)
_REPAIRED = _words(r"maintain(?:s|ed)? \d[\d,]* (?!percent|per cent|points?\b)[a-z]")

_VERBS = {
    "raise to": _words(rf"(?:(?:{RISE}) to |(?:{CN_RISE}|扩大)了?[到至])(?P<goal>.+)"),
    "lower to": _words(rf"(?:(?:{FALL}|down) to |(?:{CN_FALL})了?[到至])(?P<goal>.+)"),
    "exactly": _words(r"(?:(?:exactly|precisely) |恰好|正好|刚好)(?P<goal>.+)"),
    "relative": _words(r"(?P<goal>.+?) of (?:the|its) baseline"),
}


@lru_cache(maxsize=64)  # a goal asked of many figures gives its words each time
def parse_phrase(text: str) -> Phrase:
    """
    The phrase that a goal's text says; what is no known wording is a `number` phrase, to be read as a figure.

    Raises:
        GoalError: If its scopes stand inside one another in a way that says nothing.

    Example:
        >>> phrase = parse_phrase("keep at least 85 %")
        >>> phrase.kind, phrase.inner.kind, phrase.inner.text
        ('keep', 'number', 'at least 85 %')
    """
    return _phrase(" ".join(text.split()), 1)


def _phrase(words: str, depth: int) -> Phrase:
    if depth > _DEEPEST:
        raise GoalError(
            "too many goals inside one another", seen=shown(words), hint="say every, in each of and keep once"
        )
    return (
        _every(words, depth) or _each(words, depth) or _all(words) or _keep(words, depth) or _verb(words)
    ) or Phrase("number", words)


def _every(words: str, depth: int) -> Phrase | None:
    for pattern in _EVERY:
        if match := pattern.fullmatch(words):
            groups = match.groupdict()
            span = (groups["span"] or groups.get("cn") or "year").lower()
            return Phrase("every", _SPANS.get(span, span), _phrase(match["goal"], depth + 1))
    return None


def _each(words: str, depth: int) -> Phrase | None:
    for pattern in _EACH:
        if match := pattern.fullmatch(words):
            members = _members("each of", match["members"])
            return attrs.evolve(members, inner=_phrase(match["goal"], depth + 1))
    return None


def _all(words: str) -> Phrase | None:
    match = _ALL.fullmatch(words)
    return None if match is None else _members("all of", match["members"])


def _members(kind: str, text: str) -> Phrase:
    """Members by number and kind (`5 districts`), by kind (`district`), or by kind and names (`district: A; B; C`)."""
    head, *listed = _LISTED.split(text, maxsplit=1)
    for pattern, hint in _NOT_MEMBERS:
        if pattern.match(head):
            raise GoalError(
                f"not the members of '{kind}'", seen=shown(head), expected="such as '5 districts'", hint=hint
            )
    names = tuple(name for part in listed for name in _LIST.split(part) if name)
    counted = _COUNTED.fullmatch(head)
    if counted is None:
        return Phrase(kind, members=head, names=names)
    if _NO_COUNT.match(counted["members"]):
        raise GoalError(
            f"not the members of '{kind}'",
            seen=shown(head),
            expected="such as '5 districts'",
            hint="write their number in digits, such as 30,000, and an age behind the noun",
        )
    return Phrase(kind, count=counted["count"], members=counted["members"], names=names)


def _keep(words: str, depth: int) -> Phrase | None:
    match = _KEEP.fullmatch(words)
    if match is None:
        return None
    if _REPAIRED.match(words):
        problem, hint = "keeping so many, or keeping them in repair", "write 'keep 500 bridges', or 'reach 500'"
        raise GoalError(problem, seen=shown(words), hint=hint)
    return Phrase("keep", inner=_phrase(match["goal"], depth + 1))


def _verb(words: str) -> Phrase | None:
    for kind, pattern in _VERBS.items():
        if match := pattern.fullmatch(words):
            return Phrase(kind, match["goal"])
    return None
