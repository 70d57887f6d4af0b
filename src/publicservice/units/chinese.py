"""Units in Chinese: a measure with what it measures, or the noun at the end with the words before it that say which."""

from __future__ import annotations

import re

from publicservice.units.names import known_names, named, own_name
from publicservice.units.unit import make_unit

__all__ = ["chinese_name"]

# Classifiers say only that something is counted; the noun that follows says what.
_CLASSIFIERS = frozenset("个名位所处家座张套辆条台项间栋幢支场件户种对批")
_GENERIC = frozenset("个位家座户种对批张套条支")  # of things too unlike for a kind: cards are 张 as beds are
_SHORT_NOUNS = frozenset("村镇乡县区市省桥站路街树井车")
_ALONE = frozenset("区市站路街车")  # nouns by themselves only: 超市 is no city, 铁路 no road, 景区 no district
# What a number or a bound goes on with is no qualifier: 万人次, 多名学生, 级医院 behind 三, 带一路 behind 一.
_NO_QUALIFIER = re.compile(r"[〇零一二两三四五六七八九十百千万亿兆几数多余半每以，,。；;、：:\d]|^[强届号级期好甲的]")
# What a measure is not followed by in one figure: a bound, a change, a second number, or another measure.
_NOT_MEASURED = re.compile(
    r"[内前后起止封降减升增涨跌半率幅超至到于，,。；;、：:\d]|[一二两三四五六七八九十百千万亿](?:[次个策倍成年月天]|$)|百分之|分之"
    "|^[年月天日时周季岁代拉]"
)
# 户 counts households, whoever lives in them, and firms.
_FIRMS = re.compile("(?:企业|工商户|商户|主体|公司|单位|合作社|机构|厂|店)$")
_KINDS = frozenset("只笔")  # measures of a few kinds among many: animals, loans
_LENGTHS_OF_STUDY = frozenset("学时 课时".split())
# Short words that measure only some of what may stand behind them: 方 of earth and not in 方面, 期 of courses.
_ONLY = {
    "方": re.compile("土|石|沙|砂|水|木|混凝土|天然气"),
    "期": re.compile(".*(?:培训|班|课|讲)"),
}
# Counts that measure whatever follows them, as 人次 of any service; other counts of two characters or more are nouns.
_COUNT_MEASURES = frozenset("人次 户次 人天 人日 场次 车次 台套 口人 诊疗人次".split())
_ENGLISH_END = re.compile("[a-z]$")
_ENGLISH_TAIL = re.compile("[^一-鿿]+$")


def chinese_name(name: str, counts: tuple[str, ...]) -> str | None:
    """
    The unit of a Chinese count: a measure with what it measures (公里农村公路), or a noun with what stands before it.

    The noun is known by its longest known ending: 张养老床位 are beds, 社区食堂 canteens. A classifier that names
    a kind itself (名) does without a known noun, one that does not (个) needs it.
    """
    head = _head(name)
    # An unknown English word may be a misspelt "thousand" behind a Chinese measure, too.
    alone = "" if _ENGLISH_END.search(name) else head
    if head and _measures(head):
        return known_names().get(alone) if _can_measure(head, name[len(head) :]) else None
    classified = name[0] in _CLASSIFIERS and len(head) <= 1
    if not classified and _NO_QUALIFIER.match(name):
        return None
    noun = _ending(name[1:] if classified else name, counts)
    if name[0] == "户" and not _FIRMS.search(name):
        noun = None if _NO_QUALIFIER.search(name) else known_names()[name[0]]
    if noun is not None or not classified or name[0] in _GENERIC or _NO_QUALIFIER.search(name):
        return noun
    return known_names().get(alone)


def _head(text: str) -> str:
    """The longest known name that a text begins with, of up to four characters."""
    return next((text[:n] for n in range(min(len(text), 4), 0, -1) if text[:n] in known_names()), "")


def _measures(head: str) -> bool:
    """Whether a word measures what follows it, as 公里, 元, 人 and 人次 do, and is no noun that only begins another."""
    if len(head) == 1:
        return head not in _CLASSIFIERS and head not in _SHORT_NOUNS
    return head in _COUNT_MEASURES or not make_unit([(known_names()[head], 1)]).is_count


def _can_measure(head: str, rest: str) -> bool:
    """Whether a measure may have these words behind it, which it measures, without their saying something else."""
    own = make_unit([(known_names()[head], 1)])
    if not rest or known_names().get(rest) == known_names()[head]:
        return True
    if _NOT_MEASURED.search(rest) or (own.is_duration and head not in _LENGTHS_OF_STUDY):
        return False
    other = known_names().get(_head(rest))
    if other is not None and not make_unit([(other, 1)]).is_count:
        return False
    if head in _KINDS:
        return other == known_names()[head]
    return head not in _ONLY or _ONLY[head].match(rest) is not None


def _ending(phrase: str, counts: tuple[str, ...]) -> str | None:
    """
    The unit named by the longest known ending of a phrase; of one character only where that is a noun by itself.

    What is English at the end has to be the unit as a whole, in the singular or plural.
    """
    english = _ENGLISH_TAIL.search(phrase)
    starts = range(len(phrase)) if english is None else [english.start()]
    for start in starts:
        end = phrase[start:]
        if english is not None:
            found = own_name(end, counts)
        else:
            is_noun = len(end) > 1 or (end in _SHORT_NOUNS and (not start or end not in _ALONE))
            found = named(end, counts) if is_noun else None
        if found is not None:
            return None if _NO_QUALIFIER.search(phrase[:start]) else found
    return None
