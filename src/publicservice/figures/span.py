"""The one numeral of a figure, or the two ends of a range."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from publicservice.decimals import EXACT
from publicservice.errors import FigureTextError
from publicservice.figures.before import Opening
from publicservice.figures.numeral import ONE, Numeral, plain
from publicservice.figures.numerals import scan
from publicservice.figures.phrases import LEAD_PATTERN, LEADS, SEPARATOR, SIGN, VAGUE, Comparator

__all__ = ["Span", "ends_of", "span_of"]

_THOUSAND = 1000


@attrs.frozen
class Span:
    """One numeral, or the two ends of a range with the unit that was printed between them."""

    first: Numeral
    end: int
    last: Numeral | None = None
    tolerance: bool = False
    between: str = ""


def span_of(text: str, opening: Opening) -> Span:
    """
    The numerals behind the opening.

    Raises:
        FigureTextError: If there is none, or one that cannot be read.
    """
    money = bool(opening.currency)
    first = None if VAGUE.match(text, opening.end) else scan(text, opening.end, money=money)
    if first is None:
        raise _no_number(text, opening.end)
    first = _signed(first, opening.negative)
    pair = bool(opening.opens) or "之间" in text
    for separator in SEPARATOR.finditer(text, first.end):
        if separator["pair"] and not pair:
            continue
        last = _second(text, separator.end(), opening.currency)
        if last is not None:
            between = text[first.end : separator.start()].strip(" ")
            return Span(first, last.end, last, bool(separator["plus"]), between)
    return Span(first, first.end)


def _second(text: str, at: int, currency: str) -> Numeral | None:
    code = LEAD_PATTERN.match(text, at) if currency else None
    if code and LEADS[code[1].lower()].currency == currency:
        at = code.end()
    sign = SIGN.match(text, at)
    last = scan(text, sign.end() if sign else at, money=bool(currency))
    return last and _signed(last, sign is not None and sign.group() != "+")


def _signed(number: Numeral, negative: bool) -> Numeral:
    """The numeral, turned negative if so."""
    return attrs.evolve(number, value=number.value.copy_negate()) if negative and number.value else number


def ends_of(span: Span) -> tuple[Decimal, Decimal] | None:
    """
    The ends of a range as printed, be it upside down, or None for a single number.

    Raises:
        FigureTextError: If the ends are not plain numbers, or the scale of the first is not clear.
    """
    first, last = span.first, span.last
    if last is None:
        return None if first.high is None else (first.value, first.high)
    if first.comparator is not last.comparator or first.comparator is not Comparator.NONE or first.high or last.high:
        raise FigureTextError("the ends of a range have to be plain numbers")
    if span.tolerance:
        middle = _share_tolerance(first, last)
        low, high = EXACT.subtract(middle, last.value), EXACT.add(middle, last.value)
    else:
        low, high = _share_scale(first, last, span.between), last.value
    return low, high


def _share_tolerance(middle: Numeral, tolerance: Numeral) -> Decimal:
    return EXACT.multiply(middle.value, tolerance.scale or ONE) if middle.scale == ONE else middle.value


def _share_scale(low: Numeral, high: Numeral, between: str) -> Decimal:
    """The lower end, with the scale word that is printed only at the upper end: 1.2-1.5 million, 10-15万."""
    if between or low.unit or high.big <= low.big:
        return low.value
    bare = low.scale == ONE
    factors = (high.scale, high.big) if bare and high.scale else (high.big,)
    shared = next((v for f in factors if (v := EXACT.multiply(low.value, f)) <= high.value), None)
    unclear = bare and (shared is None if high.scale else shared is not None and high.big >= _THOUSAND)
    if unclear and not (shared is None and high.step == ONE):
        raise FigureTextError("the scale of the first number is not clear", hint="write the scale at both ends")
    return low.value if shared is None or (bare and not high.scale) else plain(shared)


def _no_number(text: str, at: int) -> FigureTextError:
    if VAGUE.match(text, at):
        return FigureTextError("a vague number word is not a figure")
    if re.search(r"\d", text, re.ASCII):
        return FigureTextError(
            "a name, or words before the number that are not known", hint="give the number and its unit alone"
        )
    return FigureTextError("no number")
