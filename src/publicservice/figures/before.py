"""What stands before a number: unusual characters put right, and the words and signs that open a figure."""

from __future__ import annotations

import re
import unicodedata

import attrs

from publicservice.errors import FigureTextError
from publicservice.figures.phrases import LEAD_PATTERN, LEADS, SIGN, Comparator, Lead

__all__ = ["Opening", "normal", "opening_of"]

_TRANSLATE = {
    0x3000: " ",
    0x2212: "-",
    0xFE63: "-",
    0x2010: "-",
    0x2011: "-",
    0x301C: "~",
    0x223C: "~",
    0xFFE5: "¥",
    0xFFE1: "£",
}
_TRANSLATE |= {0x2236: ":", 0x2012: "–"}
_TRANSLATE |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TRANSLATE |= dict.fromkeys((0xA0, 0x202F, *range(0x2000, 0x200B), 9, 10, 13), " ")
_ORDINARY = re.compile(r"[ -~\u4e00-\u9fff–—¥€£≥≤°²‰]*")
_SPACES = re.compile(" {2,}")
# Chinese is often set with a space beside digits: 5 万人, 500 多人, 1 亿 2000 万元.
_INSIDE = re.compile(r"(?<=\d) (?=[百千万亿萬億多余])|(?<=[万亿萬億]) (?=\d[\d,.]* ?[十百千万亿萬億])", re.ASCII)
_KEPT = frozenset("0123456789〇²³¹½¼¾") | frozenset(map(chr, range(0x2150, 0x215F)))


def normal(text: str) -> str:
    """
    The text with full-width signs, spaces and dashes in one form, and without a full stop at its end.

    Raises:
        FigureTextError: If it is empty, or has invisible characters or digits of another script.
    """
    plain = text if _ORDINARY.fullmatch(text) else text.translate(_TRANSLATE)
    if not _ORDINARY.fullmatch(plain):
        for character in plain:
            _allow(character)
    plain = _INSIDE.sub("", _SPACES.sub(" ", plain).strip(" "))
    if not plain:
        raise FigureTextError("no number")
    return plain.rstrip("。") if plain.endswith("。") else plain.removesuffix(".")


def _allow(character: str) -> None:
    category = unicodedata.category(character)
    if category[0] == "C" or category in {"Zl", "Zp"}:
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        raise FigureTextError(f"an invisible character ({name})", hint="remove it")
    if category[0] == "N" and character not in _KEPT:
        script = unicodedata.name(character).split(" DIGIT")[0].split(" NUMBER")[0].title()
        raise FigureTextError(
            f"a digit of another script ({script})", expected="0-9, full-width digits or Chinese numerals"
        )


@attrs.frozen
class Opening:
    """
    What the words and signs before a number say.

    Attributes:
        end: Where the number begins.
        comparators: The bounds that they set.
        sign: 1 or -1 after a word of change, else 0.
        negative: Whether the number has a minus sign.
        currency: The code of the currency.
        opens: "between" or "from" when two ends must follow.
    """

    end: int
    comparators: frozenset[Comparator]
    sign: int = 0
    negative: bool = False
    currency: str = ""
    opens: str = ""


def opening_of(text: str) -> Opening:
    """
    Read what stands before the number.

    Raises:
        FigureTextError: If the words contradict each other.
    """
    leads: list[Lead] = []
    negative = signed = False
    at = 0
    while at < len(text) and not text[at].isdigit():
        if not signed and (sign := SIGN.match(text, at)):
            if at and text[at - 1].isascii() and text[at - 1].isalpha():
                raise FigureTextError(
                    "a name, or a negative number behind a word", hint="write a space before the number: under 5 years"
                )
            signed, negative, at = True, sign.group()[0] != "+", sign.end()
        elif (match := LEAD_PATTERN.match(text, at)) and ((lead := LEADS[match[1].lower()]).currency or not signed):
            leads.append(lead)
            at = match.end()
        else:
            break
    if not at:
        return Opening(0, frozenset())
    comparators = frozenset(lead.comparator for lead in leads) - {Comparator.NONE}
    signs = {lead.sign for lead in leads} - {0}
    codes = {lead.currency for lead in leads} - {""}
    opens = {lead.opens for lead in leads} - {""}
    if max(len(signs), len(codes), len(opens)) > 1:
        raise FigureTextError("the words before the number contradict each other")
    if any(lead.compared for lead in leads) and not signs:
        raise FigureTextError("a comparison without a direction", hint="say whether it is up or down")
    if signs and "from" in opens:
        raise FigureTextError(
            "a change from one level to another is two figures", hint="give the change, or the new level"
        )
    if negative and signs and (-1 in signs or comparators):
        raise FigureTextError("a negative number behind a word of change can be read in two ways")
    return Opening(at, comparators, max(signs, default=0), negative, "".join(codes), "".join(opens))
