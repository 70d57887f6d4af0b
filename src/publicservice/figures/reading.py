"""
`read(text)`: what a printed figure says, in English or Chinese, with the precision that its digits show.

A text is an opening (comparators, words of change, a currency), one numeral or two, and a unit with what follows it.
What cannot be read without guessing is refused with the reason.
"""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from publicservice.decimals import EXACT, negated, power_of_ten
from publicservice.errors import FigureTextError, shown
from publicservice.figures.before import normal, opening_of
from publicservice.figures.behind import check_start, comparators_behind, counter_with_more, range_unit, unit_of
from publicservice.figures.english import SCALES
from publicservice.figures.numeral import ONE
from publicservice.figures.phrases import (
    AFTER,
    COMPARED_TAIL,
    NOT_FIGURES,
    POLICIES,
    TAIL_CHANGE,
    TAIL_CHANGES,
    Comparator,
)
from publicservice.figures.span import Span, ends_of, span_of
from publicservice.interval import Interval

__all__ = ["ROUGH", "Comparator", "Reading", "read"]

ROUGH = frozenset({Comparator.NEARLY, Comparator.ABOUT, Comparator.AND_MORE})
"""What says by itself that a number was rounded, whatever is known of its zeros."""

_LONGEST = 300
_EXPECTED = "a number and its unit, such as '47,300 positions', '85.0 %' or '4.73万人'"
_BOUNDS = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST, Comparator.LESS_THAN, Comparator.AT_MOST})
_HALF = Decimal("0.5")
_WORD_END = re.compile(r"[^\W\d_]\s*\Z")
_OF_A_NUMBER = re.compile("s(?![A-Za-z])")  # 1990s, and under 5s
_METRES = re.compile(r"m(?= |$)")  # 12m are twelve metres, millions or months
_PERCENT = re.compile(" ?(?:%|‰|per ?cent)")
_TO_LEVEL = re.compile(r"[^\d.,\s]\s*(?:\bto\b|至|到)\s*\d")


@attrs.frozen
class Reading:
    """
    A printed figure as it was read, before its unit is looked up.

    Attributes:
        text: The text exactly as given.
        comparator: The bound that the words set.
        value: The number, signed and scaled; None for a range.
        low: The lower end of a range, else None.
        high: The upper end of a range, else None.
        step: The weight of the last printed digit, scaled; of a range, of its upper end.
        zeros: Trailing zeros of a printed integer.
        unit_text: The unit as printed, or the code of a currency sign; rates are written `per 100,000`.
        change: Whether a word of change gave the direction ("up 9.88 %").

    Example:
        >>> reading = read("over 2.2 billion CNY")
        >>> reading.comparator, reading.value, reading.unit_text
        (<Comparator.MORE_THAN: 'more than'>, Decimal('2200000000'), 'CNY')
    """

    text: str
    comparator: Comparator
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    step: Decimal
    zeros: int
    unit_text: str
    change: bool

    def admissible(self, *, zeros_significant: bool = False, truncated: bool = False) -> Interval:
        """
        Every value that would have been printed so.

        Args:
            zeros_significant: Whether the trailing zeros of a printed integer were counted, not rounded.
            truncated: Whether digits were cut off instead of rounded.

        Raises:
            FigureTextError: If the text is a range with its larger number first.

        Returns:
            The set, in the unit as printed. A bound below a negative change lies on the other side: "fell by more than
            2 %" is below -2.

        Definition:
            With s the weight of the last significant digit: v is v - s/2 to v + s/2, both included (half-up and
            half-even); truncated, v to v + s; nearly, v - s/2 to v; about, v - s to v + s; and some, v to v + s.

        Example:
            >>> print(read("686,000 jobs").admissible())
            [685500, 686500]
            >>> print(read("500余人").admissible())
            (500, 600)
        """
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                expected = "the smaller number first"
                raise FigureTextError("the range is upside down", seen=shown(self.text), expected=expected)
            return Interval(self.low, self.high)
        assert self.value is not None  # noqa: S101  (what is not a range has a value)
        coarse = self.zeros if self.comparator in ROUGH or not zeros_significant else 0
        step = EXACT.scaleb(self.step, coarse)
        mirrored = self.value.is_signed() and (self.change or self.comparator not in _BOUNDS)
        if not mirrored:
            return Interval(*_bounds(self.comparator, self.value, step, truncated))
        low, high, low_open, high_open = _bounds(self.comparator, self.value.copy_abs(), step, truncated)
        return Interval(_negative(high), _negative(low), high_open, low_open)


def _bounds(
    comparator: Comparator, value: Decimal, step: Decimal, truncated: bool
) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    half = EXACT.multiply(step, _HALF)
    above, below = EXACT.add(value, step), EXACT.subtract(value, step)
    match comparator:
        case Comparator.MORE_THAN | Comparator.AT_LEAST:
            return value, None, comparator is Comparator.MORE_THAN, True
        case Comparator.LESS_THAN | Comparator.AT_MOST:
            return None, value, True, comparator is Comparator.LESS_THAN
        case Comparator.NEARLY:
            return EXACT.subtract(value, half), value, False, True
        case Comparator.ABOUT:
            return below, above, False, False
        case Comparator.AND_MORE:
            return value, above, True, True
    if truncated:
        return (value, above, False, True) if value else (below, above, True, True)
    return EXACT.subtract(value, half), EXACT.add(value, half), False, False


def read(text: str) -> Reading:
    """
    Read a figure as officials print it.

    Args:
        text: Up to 300 characters: a number in digits, words or Chinese numerals, with its unit and words around it.

    Raises:
        FigureTextError: If the text is not a figure, or can be read in two ways. The message says why.

    Example:
        >>> read("不低于85%").comparator
        <Comparator.AT_LEAST: 'at least'>
        >>> read("10-15 towns").low, read("1.2-1.5 million").high
        (Decimal('10'), Decimal('1500000'))
        >>> read("down 2 %").value
        Decimal('-2')
        >>> read("2022年")
        Traceback (most recent call last):
        publicservice.errors.FigureTextError: a date or a period is not a figure: '2022年'; give it as a period
    """
    if not isinstance(text, str):
        raise FigureTextError("not a text", seen=shown(text), expected=_EXPECTED)
    if len(text) > _LONGEST:
        raise FigureTextError("too long for a figure", seen=shown(text), expected=f"up to {_LONGEST} characters")
    if simple := _SIMPLE.fullmatch(text):
        quick = _quick(text, *simple.groups())
        if quick:
            return quick
    try:
        return _read(text, normal(text))
    except FigureTextError as error:
        error.seen = shown(text)
        error.expected = error.expected or (None if error.hint else _EXPECTED)
        raise


# The greater part of what is read: digits and one word. Everything else takes the long way, with the same result.
_SIMPLE = re.compile(r"([1-9]\d{0,2}(?:,\d{3}){1,6}|[1-9]\d{0,17}|0)(?:\.(\d{1,9}))?(?: ?(%)| ([A-Za-z]+))?", re.ASCII)


_RESERVED = (
    frozenset({"and", "or", "in", "out", "to", "per", "point", "plus", "minus", "dozen", "altogether", "overall"})
    | SCALES.keys()
    | AFTER.keys()
    | TAIL_CHANGES
)


def _quick(text: str, whole: str, decimals: str | None, percent: str | None, word: str | None) -> Reading | None:
    if (word and word.lower() in _RESERVED) or text in POLICIES:
        return None
    unit = percent or word or ""
    digits = whole.replace(",", "")
    if decimals:
        value = Decimal(f"{digits}.{decimals}")
        return Reading(text, Comparator.NONE, value, None, None, power_of_ten(-len(decimals)), 0, unit, False)
    zeros = len(digits) - len(digits.rstrip("0")) if digits != "0" else 0
    return Reading(text, Comparator.NONE, Decimal(digits), None, None, ONE, zeros, unit, False)


def _read(text: str, plain: str) -> Reading:
    _refuse_names(plain, 0)
    opening = opening_of(plain)
    if _WORD_END.search(plain, 0, opening.end):  # behind 到, a date is a date all the same
        _refuse_names(plain, opening.end)
    span = span_of(plain, opening)
    ends = ends_of(span)
    _refuse_change_to_level(plain, span, opening.sign)
    _refuse_two_meanings(plain, span, opening.opens)
    rest, after = comparators_behind(plain[span.end :])
    sign, rest = _tail_change(rest, opening.sign)
    inside, rest = range_unit(span, rest) if span.last else (span.first.unit, rest)
    if "之间" in rest or (opening.opens and not ends):
        raise FigureTextError("one end of the range is missing", expected="two numbers, such as 10 to 15")
    printed = span.last or span.first
    if not inside and (counter := counter_with_more(rest)):
        # 10年多 is 10 to 11 years, where 10多年 is 10 to 20.
        printed, rest = attrs.evolve(printed, zeros=0), counter
        after.add(Comparator.AND_MORE)
    check_start(rest)
    unit = unit_of(inside, rest, opening.currency)
    comparator = _agreed({*opening.comparators, *after, span.first.comparator}, ends is not None)
    value, low, high = (span.first.value, None, None) if ends is None else (None, *ends)
    if sign < 0:
        value, low, high = _negative(value), _negative(high), _negative(low)
    return Reading(text, comparator, value, low, high, printed.step, printed.zeros, unit, sign != 0)


def _refuse_names(plain: str, start: int) -> None:
    for pattern, problem, hint in NOT_FIGURES:
        if pattern.match(plain, start):
            raise FigureTextError(problem, hint=hint)


def _refuse_change_to_level(plain: str, span: Span, sign: int) -> None:
    """`Fell 0.5 % to 4.5 %` is a change and the new level; behind `fell`, a range has its unit once."""
    has_two_units = span.last is not None and (span.first.unit or span.between)
    if sign and has_two_units and _TO_LEVEL.search(plain, 0, span.end):
        raise FigureTextError(
            "a change and a new level, or a range of changes", hint="give the change, or the new level: to 4.5 %"
        )


def _refuse_two_meanings(plain: str, span: Span, opens: str) -> None:
    """What readers take for different things, each of them for the only one."""
    if _OF_A_NUMBER.match(plain, span.end):
        raise FigureTextError("a decade, or a group by its age", hint="write a space before the unit: 5 s")
    if _METRES.match(plain, span.end):
        raise FigureTextError("metres, millions or months", hint="write 12 m, 12 million or 12 months")
    if opens == "from" and span.last is not None:
        hint = "write 85 to 90 %, or give the first as a baseline and the second as a goal"
        raise FigureTextError("a range, or a change from one level to another", hint=hint)
    if span.tolerance and not span.first.unit and not span.between and _PERCENT.match(plain, span.end):
        raise FigureTextError("a tolerance in points, or a share of the number", hint="write the two ends: 80 to 90 %")


def _tail_change(rest: str, sign: int) -> tuple[int, str]:
    tail = TAIL_CHANGE.search(rest)
    if tail:
        turn = 1 if tail["up"] else -1
        if sign not in {0, turn}:
            raise FigureTextError("the words of change contradict each other")
        sign, rest = turn, rest[: tail.start()]
    return sign, COMPARED_TAIL.sub("", rest) if sign else rest


def _agreed(comparators: set[Comparator], is_range: bool) -> Comparator:
    comparators.discard(Comparator.NONE)
    if is_range:
        if comparators:
            raise FigureTextError("a bound on a range can be read in two ways", hint="give the range, or the bound")
        return Comparator.BETWEEN
    if len(comparators) > 1:
        words = " and ".join(sorted(f"'{comparator.value}'" for comparator in comparators))
        raise FigureTextError(f"the words around the number disagree ({words})", hint="keep one of them")
    return next(iter(comparators), Comparator.NONE)


def _negative(value: Decimal | None) -> Decimal | None:
    return None if value is None else negated(value)
