"""Which fonts a text is drawn in, and which of its letters no font of this machine has."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

import attrs

from publicservice.charts.plotting import FontProperties, findfont, fontManager, get_font

__all__ = ["BOX", "Drawable", "drawable", "installed", "missing_note", "properties"]

# Comes with matplotlib, so that a chart looks the same everywhere.
_FIRST = "DejaVu Sans"
_EAST_ASIAN = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Source Han Sans", "Noto Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC", "Hiragino Sans GB", "Heiti SC", "STHeiti",
    "Microsoft YaHei", "SimHei", "DengXian",
    "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAexGothic",
    "Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK HK", "PingFang HK",
    "Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic",
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "SimSun", "FangSong", "KaiTi",
    "Noto Serif CJK JP", "Noto Serif CJK TC", "Noto Serif CJK KR", "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_MODIFIERS = frozenset(
    "\uff9e\uff9f\u0e33\u0eb3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)  # marks by behaviour
BOX = "\u25af"  # stands for a letter that cannot be drawn
_MOST_NAMED = 12
_INSTALL = "install Noto Sans CJK (Debian, Ubuntu: fonts-noto-cjk; others: https://fonts.google.com/noto)"


def installed() -> frozenset[str]:
    """The names of the font families on this machine."""
    return frozenset(font.name for font in fontManager.ttflist)


def properties(families: tuple[str, ...], size: float, bold: bool) -> FontProperties:
    """A font with nothing left to the settings of whoever calls."""
    return FontProperties(
        family=list(families),
        style="normal",
        variant="normal",
        weight="bold" if bold else "normal",
        stretch="normal",
        size=size,
    )


@functools.lru_cache(maxsize=64)
def _letters(family: str) -> frozenset[str]:
    """The letters that a family has in both weights."""
    faces = [findfont(properties((family,), 10, bold)) for bold in (False, True)]
    return frozenset.intersection(*(frozenset(map(chr, get_font(face).get_charmap())) for face in faces))


@attrs.frozen
class Drawable:
    """
    A text as it can be drawn.

    Attributes:
        text: The text; a letter that no font has is a box.
        families: The fonts to draw it in, the first that has a letter first.
        missing: The letters that no font has.
    """

    text: str
    families: tuple[str, ...]
    missing: frozenset[str]


def drawable(text: str) -> Drawable:
    """
    The text as the fonts of this machine can draw it.

    Example:
        >>> drawable("1,200 beds").families, drawable("1,200 beds").missing
        (('DejaVu Sans',), frozenset())
    """
    families, missing = [_FIRST], frozenset(text) - _letters(_FIRST)
    if missing:
        known = installed()
        for family in filter(known.__contains__, _EAST_ASIAN):
            found = missing & _letters(family)
            if found:
                families.append(family)
                missing -= found
            if not missing:
                break
    if len(families) == 1 and not missing:
        return Drawable(text, (_FIRST,), missing)
    letters = list(_in_boxes(text, families))
    unseen = frozenset(given for given, shown in letters if shown == BOX != given)
    return Drawable("".join(shown for _, shown in letters), tuple(families), unseen)


def _in_boxes(text: str, families: list[str]) -> Iterator[tuple[str, str]]:
    """Each letter, and what is drawn for it: itself, a box, or nothing where it has no shape of its own."""
    able = families  # the fonts that have the letter and all its marks so far: these are drawn in one font
    for letter in text:
        among = able if _continues(letter) else families
        having = [family for family in among if letter in _letters(family)]
        if having:
            able = having
            yield letter, letter
        elif unicodedata.category(letter) == "Cf":
            yield letter, ""
        else:
            able = [_FIRST]
            yield letter, BOX


def _continues(letter: str) -> bool:
    """Whether a letter is a mark on the one before it, or joins it with the next."""
    return unicodedata.category(letter) in _MARKS or letter in _MODIFIERS


def missing_note(missing: frozenset[str]) -> str:
    """One sentence that names the letters which cannot be drawn, and what to install."""
    named = " ".join(sorted(missing)[:_MOST_NAMED])
    more = f" and {len(missing) - _MOST_NAMED:,} more" if len(missing) > _MOST_NAMED else ""
    letters = "1 letter" if len(missing) == 1 else f"{len(missing):,} letters"
    east_asian = any(unicodedata.east_asian_width(letter) in "WF" for letter in missing)
    remedy = _INSTALL if east_asian else "install a font that has them; charts look for fonts of East Asian scripts"
    return f"{letters} cannot be drawn with the fonts of this machine and stand as {BOX}: {named}{more}; {remedy}"
