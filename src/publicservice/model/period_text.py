"""
How periods are written: the words of a document read into dates, and dates written in one canonical form.

Reading goes from the outside in: what stands before the dates (as of, since, until), then whether two dates are joined,
then one stretch of the calendar (a year, half, quarter, month or day). English and Chinese share these steps. Every
expression is matched whole, against at most `_LONGEST` characters.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from publicservice.errors import PeriodError, shown
from publicservice.model.period_calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    PeriodKind,
    is_month_end,
    kind_of,
    month_first,
    month_last,
    months_of,
)

__all__ = ["Parts", "read", "written"]

_LONGEST = 100


class Parts(NamedTuple):
    """What a text says of a period, before the period is checked and made."""

    start: date | None = None
    end: date | None = None
    is_instant: bool = False
    month_end: bool = False
    fiscal: bool = False
    inferred: bool = False


# Writing


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _from(start: date) -> str:
    if start.day != 1:
        return start.isoformat()
    return str(start.year) if start.month == 1 else _month(start)


def _to(end: date) -> str:
    if not is_month_end(end):
        return end.isoformat()
    return str(end.year) if end.month == 12 else _month(end)


def _span(start: date, end: date) -> str:
    kind = kind_of(start, end)
    if kind is PeriodKind.DAY:
        return start.isoformat()
    if kind is PeriodKind.MONTH:
        return _month(start)
    if kind is PeriodKind.QUARTER:
        return f"{start.year}Q{end.month // 3}"
    if kind is PeriodKind.HALF:
        return f"{start.year}H{end.month // 6}"
    if kind is PeriodKind.YEAR:
        return str(start.year)
    if months_of(start, end) is None:
        return f"{start.isoformat()}/{end.isoformat()}"
    if (start.month, end.month) == (1, 12):
        return f"{start.year}/{end.year}"
    return f"{_month(start)}/{_month(end)}"


def _bare(parts: Parts) -> str:
    start, end = parts.start, parts.end
    if start is None:
        return "undated" if end is None else f"until {_to(end)}"
    if end is None:
        return f"since {_from(start)}"
    if parts.is_instant:
        return f"as of {_month(end) if parts.month_end else end.isoformat()}"
    return f"FY{start.year} from {start.month:02}" if parts.fiscal else _span(start, end)


def written(parts: Parts) -> str:
    """
    The canonical text of a period, which `read` reads back.

    Example:
        >>> written(Parts(date(2021, 1, 1), date(2021, 11, 30))), written(Parts(end=date(2025, 12, 31)))
        ('2021-01/2021-11', 'until 2025')
    """
    return f"{_bare(parts)} (inferred)" if parts.inferred else _bare(parts)


# Reading

_FOLDED = (
    {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width forms of the printable ASCII characters
    | {ord(c): "-" for c in "‐‑‒–—―−─~～〜"}
    | {ord(c): str(i) for i, c in enumerate("〇一二三四五六七八九")}
    | {ord("零"): "0", ord("两"): "2", ord("末"): "底"}
)
_MONTHS = tuple("January February March April May June July August September October November December".split())
_ORDINALS = {"fir": 1, "sec": 2, "thi": 3, "fou": 4, "上": 1, "下": 2}
_WORDS = {name[:3].casefold(): number for number, name in enumerate(_MONTHS, 1)} | _ORDINALS  # by their first letters
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMERIC_DATE = re.compile(r"(?<!\d)\d+([/.])\d+\1\d+(?!\d)", re.ASCII)
_DASHED = re.compile(r"(?<!\d)\d{4} ?[–—―] ?\d{2}(?!\d)", re.ASCII)  # 2010–11 is two years, or November
_BESIDE_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])")
_TO = r"(?: ?(?:-+|/|至|到) ?| to )"


def _patterns(**rules: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rule, re.ASCII)) for name, rule in rules.items())


_HEADS = _patterns(
    until_english=r"(?:until|by) (?:the )?(?:end of )?(.+)",
    until_chinese=r"[到至](.+?)底?|(.+)底[之以]?前",
    instant_english=r"(?:as (?:of|at) )?(?:the )?end of (.+)|as (?:of|at) (.+)",
    instant_chinese=r"截[至止]到?(.+?)底?|(.+[年月])底",
    since_english=r"since (.+)",
    since_chinese=r"[自从]?(.+?)(?:以来|起)",
)
_JOINED = tuple(
    (re.compile(rule, re.ASCII), first, last)
    for rule, first, last in (
        (r"(\d+)年前(\d+)个?季度", r"\1q1", r"\1q\2"),
        (r"(\d+)年前(\d+)个?月", r"\1-1", r"\1-\2"),
        (rf"(\d+)年(\d+)月?{_TO}(\d+)月份?", r"\1-\2", r"\1-\3"),
        (rf"(\d+)年(\d+月\d+日){_TO}(\d+月\d+日)", r"\1年\2", r"\1年\3"),
        (rf"(?:from )?({_MONTH}){_TO}({_MONTH}),? (\d+)", r"\1 \3", r"\2 \3"),
        (rf"(?:from )?(\d+ {_MONTH}){_TO}(\d+ {_MONTH}),? (\d+)", r"\1 \3", r"\2 \3"),
        (r"(\d{4})年?-+(\d{4})年?", r"\1", r"\2"),
        (r"(?:from )?(.+?)(?: ?/ ?| to | - |至|到|(?<=[年月日度])-+)(.+)", r"\1", r"\2"),
    )
)
_STRETCHES = tuple(
    re.compile(rule, re.ASCII)
    for rule in (
        r"(?P<y>\d+)(?:年度?|年全年)?",
        r"(?P<y>\d+)-(?P<m>\d+)(?:-(?P<d>\d+))?",
        r"(?P<y>\d+)年(?P<m>\d+)月(?:份|(?P<d>\d+)日)?",
        rf"(?:(?P<d>\d+)(?:st|nd|rd|th)? )?(?P<m>{_MONTH}),? (?P<y>\d+)",
        rf"(?P<m>{_MONTH}) (?P<d>\d+)(?:st|nd|rd|th)?, ?(?P<y>\d+)",
        r"(?P<y>\d+)[- ]?q(?P<q>\d+)|(?P<y2>\d+)年第?(?P<q2>\d+)季度",
        r"q(?P<q>\d+) (?P<y>\d+)",
        r"(?:the )?(?P<q>first|second|third|fourth) quarter (?:of )?(?P<y>\d+)",
        r"(?P<y>\d+)[- ]?h(?P<h>\d+)|(?P<y2>\d+)年(?P<h2>[上下])半年",
        r"h(?P<h>\d+) (?P<y>\d+)",
        r"(?:the )?(?P<h>first|second) half (?:of )?(?P<y>\d+)",
        rf"fy ?(?P<y>\d+) from (?P<f>\d+|{_MONTH})",
    )
)


def _folded(text: str) -> str:
    """Full-width forms as ASCII, Chinese digits as digits, every dash as a hyphen, single spaces, no capitals."""
    return _BESIDE_CHINESE.sub("", " ".join(text.translate(_FOLDED).casefold().split()))


def _unreadable(text: str) -> PeriodError:
    hint = "say in which month the fiscal year starts: FY2022 from 04" if re.search(r"fy|fiscal", text, re.I) else None
    hint = "write dates as 2025-11-30, by year, month and day" if _NUMERIC_DATE.search(text) else hint
    hint = "write two years as 2010/2011, and a month as 2010-11" if _DASHED.search(text) else hint
    return PeriodError(
        "not a period",
        seen=shown(text),
        expected="2022, 2021-11, 2021-01/2021-11, 2021Q3, 2022H1, as of 2025-05-31, since 2024, until 2025 or undated",
        hint=hint,
    )


def _within(what: str, value: int, low: int, high: int, text: str, why: str = "") -> int:
    if low <= value <= high:
        return value
    raise PeriodError(f"no such {what}", seen=shown(text), expected=f"a {what} from {low} to {high}{why}")


def _stretch_of_months(year: int, month: int, months: int, text: str) -> tuple[date, date]:
    """So many whole months from the first of the given one, which may run into the next year."""
    first = year * 12 + month - 1
    _within("year", (first + months - 1) // 12, FIRST_YEAR, LAST_YEAR, text)
    return month_first(first), month_last(first + months - 1)


def _day(year: int, month: int, day: int, text: str) -> tuple[date, date]:
    length = monthrange(year, month)[1]
    why = f", because {_MONTHS[month - 1]} {year} has {length} days"
    only = date(year, month, _within("day", day, 1, length, text, why))
    return only, only


def _numbers(part: str, text: str) -> dict[str, int]:
    """The year (y) and what else one stretch of the calendar names: m, d, q, h, or f for a fiscal start."""
    for pattern in _STRETCHES:
        if match := pattern.fullmatch(part):
            named = {name[0]: word for name, word in match.groupdict().items() if word is not None}
            return {name: _WORDS[word[:3]] if word[:3] in _WORDS else int(word) for name, word in named.items()}
    raise _unreadable(text)


def _stretch(part: str, text: str) -> tuple[date, date, bool, bool]:
    """First day, last day, whether the last day follows from a month's length, and whether this is a fiscal year."""
    given = _numbers(part, text)
    year = _within("year", given["y"], FIRST_YEAR, LAST_YEAR, text)
    if "q" in given:
        start, end = _stretch_of_months(year, 3 * _within("quarter", given["q"], 1, 4, text) - 2, 3, text)
    elif "h" in given:
        start, end = _stretch_of_months(year, 6 * _within("half", given["h"], 1, 2, text) - 5, 6, text)
    elif "f" in given:
        start, end = _stretch_of_months(year, _within("month", given["f"], 1, 12, text), 12, text)
    elif "m" not in given:
        start, end = _stretch_of_months(year, 1, 12, text)
    else:
        month = _within("month", given["m"], 1, 12, text)
        start, end = _day(year, month, given["d"], text) if "d" in given else _stretch_of_months(year, month, 1, text)
    return start, end, "d" not in given, "f" in given


def _spanned(body: str, text: str) -> Parts:
    if _NUMERIC_DATE.search(body):  # its slashes join no two periods
        raise _unreadable(text)
    for pattern, first, last in _JOINED:
        if match := pattern.fullmatch(body):
            return Parts(_stretch(match.expand(first), text)[0], _stretch(match.expand(last), text)[1])
    start, end, _, fiscal = _stretch(body, text)
    return Parts(start, end, fiscal=fiscal)


def _dated(body: str, text: str) -> Parts:
    if body == "undated":
        return Parts()
    for name, pattern in _HEADS:
        if match := pattern.fullmatch(body):
            start, end, to_month_end, _ = _stretch(next(filter(None, match.groups())), text)
            if name.startswith("since"):
                return Parts(start=start)
            if name.startswith("until"):
                return Parts(end=end)
            return Parts(end, end, is_instant=True, month_end=to_month_end and end.month == 2)
    return _spanned(body, text)


def read(text: str) -> Parts:
    """
    What a period's text says. Spellings are listed at `Period.parse`.

    Args:
        text: The text as printed, in English or Chinese, or in the canonical form.

    Returns:
        The dates and how they are to be taken; not yet checked against each other.

    Raises:
        PeriodError: If the text is no period, or names a day, month, quarter, half or year that does not exist.

    Example:
        >>> read("2021年1-11月") == Parts(date(2021, 1, 1), date(2021, 11, 30))
        True
    """
    if len(text) > _LONGEST or _DASHED.search(text):
        raise _unreadable(text)
    body = _folded(text)
    bare = body.removesuffix("(inferred)").rstrip()
    return _dated(bare, text)._replace(inferred=bare != body)
