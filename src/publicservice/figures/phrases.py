"""
The words that officials put around a number, in English and Chinese, as tables.

What stands before a number (`LEADS`), what stands behind it (`AFTER`), the signs between two ends of a range, and the
texts that contain digits and are not figures (`NOT_FIGURES`, `VAGUE`).
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Iterable

import attrs

__all__ = [
    "AFTER",
    "AFTER_PATTERN",
    "CN_FALL",
    "CN_RISE",
    "COMPARED_TAIL",
    "CURRENCY_WORDS",
    "FALL",
    "LEADS",
    "LEAD_PATTERN",
    "NOT_FIGURES",
    "PLAIN_TAIL",
    "POLICIES",
    "RISE",
    "SEPARATOR",
    "SIGN",
    "TAIL_CHANGE",
    "TAIL_CHANGES",
    "VAGUE",
    "Comparator",
    "Lead",
]


class Comparator(enum.Enum):
    """
    How a printed number bounds what it stands for. The value is the canonical English word.

    Source:
        以上, 以下 and 以内 include the number; 超过, 不满 and 以外 do not: Civil Code of the PRC, article 1259.

    Example:
        >>> Comparator("at least")
        <Comparator.AT_LEAST: 'at least'>
    """

    NONE = ""
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    AT_MOST = "at most"
    NEARLY = "nearly"
    ABOUT = "about"
    AND_MORE = "and some"
    BETWEEN = "between"


@attrs.frozen
class Lead:
    """
    What a word before a number says.

    Attributes:
        comparator: The bound that it sets.
        sign: 1 or -1 for a word of change (up, 下降), else 0.
        currency: The code that a currency sign stands for.
        opens: "between" or "from" when two ends must follow.
        compared: Names what is compared with (同比), so a word of change must follow.
    """

    comparator: Comparator = Comparator.NONE
    sign: int = 0
    currency: str = ""
    opens: str = ""
    compared: bool = False


def _pairs(first: str, then: str, between: str = "") -> str:
    return "|".join(f"{a}{between}{b}" for a, b in itertools.product(first.split("|"), then.split("|")))


_OVER = "over|above|more than|greater than|higher than|larger than|exceeding|beyond"
_UNDER = "under|below|less than|fewer than|lower than|smaller than|short of"
_CN_OVER = "超过|超出|超|高于|多于|大于|突破|逾"
_CN_UNDER = "低于|少于|小于|下于|亚于"
_CN_NOT = "不|未|不得|不应|不能|不会|不可|不宜|没有|没|并未"

_BEFORE = {
    Comparator.MORE_THAN: f"{_OVER}|exceed|exceeds|exceeded|upwards of|upward of|in excess of|surpassing|surpassed"
    "|topping|topped|just over|just above|slightly over|slightly above|slightly more than|a little over"
    f"|a little more than|well over|well above|>|{_CN_OVER}|过|不止|不只|高过|远超",
    Comparator.AT_LEAST: "at least|at minimum|at a minimum|a minimum of|minimum of|minimum|min.|>=|=>|≥|≧|⩾"
    f"|greater than or equal to|more than or equal to|{_pairs('no|not|never', _UNDER, ' ')}|not be less than"
    f"|not fall below|never falls below|{_pairs(_CN_NOT, _CN_UNDER)}|至少|最少|最低|起码|大于等于|大于或等于|上",
    Comparator.LESS_THAN: f"{_UNDER}|<|不足|不满|不到|不达|未满|未到|未达|未达到|没到|{_CN_UNDER}",
    Comparator.AT_MOST: "at most|at the most|up to|as many as|as much as|a maximum of|maximum of|maximum|max.|max"
    f"|within|<=|=<|≤|≦|⩽|less than or equal to|{_pairs('no|not|never', _OVER, ' ')}|not be more than|not exceed"
    f"|{_pairs('not to|does not|do not|did not|must not|may not|shall not|cannot', 'exceed', ' ')}"
    f"|{_pairs(_CN_NOT, _CN_OVER)}|至多|最多|最高|顶多|小于等于|小于或等于",
    Comparator.NEARLY: "nearly|almost|close to|just under|just below|just short of|slightly under|slightly below"
    "|slightly less than|a little under|a little less than|approaching|nearing|近|将近|接近|几近|临近|逼近",
    Comparator.ABOUT: "about|around|some|approximately|approx.|approx|roughly|circa|ca.|ca|in the region of"
    "|in the order of|somewhere around|~|≈|≒|约|大约|约为|约有|大概|大致|约合|差不多",
}

_RISE = (
    "rise|rises|rose|risen|increase|increases|increased|grow|grows|grew|grown|climbed|climb|expanded|improved|raise"
    "|raised"
)
_FALL = (
    "fall|falls|fell|fallen|decrease|decreases|decreased|drop|drops|dropped|decline|declines|declined|reduce|reduces"
    "|reduced|cut|cuts|lower|lowered|shrank|contracted|slipped"
)
# With a "by" or "to" behind them: "expand 5 hospitals" says nothing of a change in their number.
RISE = f"{_RISE}|raises|climbs|expand|expands|improve|improves"
FALL = f"{_FALL}|lowers"
POLICIES = frozenset({"24365", "996"})  # names in running text; numbers where nothing else can stand
_GROWTH, _LOSS = "rise|increase|growth|gain", "fall|decrease|drop|decline|reduction|cut"
CN_RISE = "增长|增加|提高|上升|提升|上涨|增|升|涨|回升|攀升|净增|净增长|净增加"
CN_FALL = "下降|减少|降低|下滑|下跌|回落|降|减|跌|缩减|压减|下调"


def _change(plain: str, verbs: str, all_verbs: str, nouns: str, chinese: str) -> str:
    english = f"{plain}|{plain} by|{verbs}|{_pairs(all_verbs, 'by', ' ')}"
    of = f"{_pairs(nouns, 'of', ' ')}|{_pairs('a|an', _pairs(nouns, 'of', ' '), ' ')}|{_pairs(nouns, 'by', ' ')}"
    return f"{english}|{nouns}|{of}|{chinese}|{_pairs(chinese, '了')}"


_SIGNS = {
    1: f"{_change('up', _RISE, RISE, _GROWTH, CN_RISE)}|higher by|增幅|增幅为|增幅达|涨幅",
    -1: f"{_change('down', _FALL, FALL, _LOSS, CN_FALL)}|lower by|降幅|降幅为|降幅达|跌幅",
}
_PLAIN = (
    "a total of|total of|total|totalling|totaling|totalled|totaled|in all|in total|altogether|exactly|precisely|only"
    "|just|reached|reaching|reach|reaches|amounting to|amounts to|amounted to|an estimated|down to|=|equal to"
    f"|stands at|stood at|{_pairs(f'{RISE}|{FALL}', 'to', ' ')}|{_pairs(f'{CN_RISE}|{CN_FALL}|扩大', '到|至')}"
    "|力争|力争达到|争取|争取达到|建成|新建|共|共计|共有|总共|一共|总计|累计|合计|累计完成|累计实现|新增|完成|实现|达到|达|高达|多达|已达|已达到"
    "|已|已经|恰好|正好|刚好|仅|仅有|只有|只|为|有|在|等于|到|控制在|保持在|稳定在|维持在"
    f"|{_pairs('总数|总量|总额', '|为|达|达到')}"
)
_COMPARED = (
    "同比|环比|较同期|比同期|year-on-year|year on year|yoy"
    f"|{_pairs('较|比', '上年|去年|上年同期|去年同期|上一年|上月|年初|上年末')}"
)
_CURRENCIES = {
    "CNY": "¥|CN¥|RMB|CNY|人民币|RMB¥",
    "USD": "$|US$|USD",
    "HKD": "HK$|HKD",
    "EUR": "€|EUR",
    "GBP": "£|GBP",
    "INR": "₹|INR|Rs.|Rs",
}
CURRENCY_WORDS = {
    word: code
    for code, words in {
        "CNY": f"{_CURRENCIES['CNY']}|元|元人民币|yuan|renminbi|块",
        "USD": f"{_CURRENCIES['USD']}|dollar|dollars|美元",
        "HKD": f"{_CURRENCIES['HKD']}|港元|港币",
        "EUR": f"{_CURRENCIES['EUR']}|euro|euros|欧元",
        "GBP": f"{_CURRENCIES['GBP']}|pound|pounds|英镑",
        "INR": f"{_CURRENCIES['INR']}|rupee|rupees|卢比",
    }.items()
    for word in words.casefold().split("|")
}

_FLAGS = re.ASCII | re.IGNORECASE


def _entries() -> Iterable[tuple[str, Lead]]:
    for words, lead in (
        (_PLAIN, Lead()),
        (_COMPARED, Lead(compared=True)),
        *((words, Lead(sign=sign)) for sign, words in _SIGNS.items()),
        *((words, Lead(comparator=comparator)) for comparator, words in _BEFORE.items()),
        *((words, Lead(currency=code)) for code, words in _CURRENCIES.items()),
        ("between|in between|介于", Lead(opens="between")),
        ("from|从|由|自", Lead(opens="from")),
    ):
        yield from ((phrase, lead) for phrase in words.casefold().split("|"))


def _pattern(phrase: str) -> str:
    # 上 counts only in 上百, 上千, 上万; "an" only in "a 5 % rise".
    ahead = {"上": "(?=[百千万亿])"}.get(
        phrase, "(?![A-Za-z])" if phrase[-1].isascii() and phrase[-1].isalpha() else ""
    )
    return re.escape(phrase) + ahead


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(_pattern(p) for p in sorted(phrases, key=len, reverse=True))


LEADS: dict[str, Lead] = {**dict(_entries()), "a": Lead(), "an": Lead()}
LEAD_PATTERN = re.compile(rf"(an?(?= \d)|{_any_of(LEADS.keys() - {'a', 'an'})}) ?:? ?", _FLAGS)
SIGN = re.compile(r"(?:\+|(?P<minus>-|–))(?! )|(?P<word>minus |negative |负|零下) ?", _FLAGS)
SEPARATOR = re.compile(
    r" ?(?:-|–|—{1,2}|―|~{1,2}|至|到|to(?![A-Za-z])|(?P<plus>±|\+/-)|(?P<pair>and(?![A-Za-z])|与|和)) ?", _FLAGS
)

_BEHIND = {
    Comparator.AT_LEAST: "or more|or above|and above|or higher|or over|and over|or greater|or better|and up"
    "|or upwards|and upwards"
    "|and more|at least|at the least|at a minimum|at minimum",
    Comparator.AT_MOST: "or less|or fewer|or below|and below|or lower|or under|and under|or smaller|at most"
    "|at the most|at maximum",
    Comparator.ABOUT: "or so|or thereabouts|approximately|approx|roughly",
    Comparator.AND_MORE: "and some",
}
_BEHIND_NUMBER = {Comparator.AT_LEAST: "plus", Comparator.AND_MORE: "odd"}
_BEHIND_ALL = {Comparator.AT_LEAST: "minimum", Comparator.AT_MOST: "maximum"}
_BEHIND_CHINESE = {
    Comparator.AT_LEAST: "以上|及以上|或以上|和以上|(含)以上|含以上|或更多",
    Comparator.AT_MOST: "以下|及以下|或以下|和以下|(含)以下|含以下|以内|之内|(含)以内|或更少",
    Comparator.ABOUT: "左右|上下",
    Comparator.MORE_THAN: "以外|之外",
    Comparator.LESS_THAN: "不到|不足",
    Comparator.AND_MORE: "出头|有余",
}
AFTER: dict[str, Comparator] = {"+": Comparator.AT_LEAST} | {
    phrase: comparator
    for table in (_BEHIND, _BEHIND_NUMBER, _BEHIND_ALL, _BEHIND_CHINESE)
    for comparator, phrases in table.items()
    for phrase in phrases.split("|")
}


def _after(table: dict[Comparator, str]) -> str:
    return _any_of(phrase for phrases in table.values() for phrase in phrases.split("|"))


# Behind Chinese words only where nothing but 的 follows, or right behind the number: 上下水 is no comparator.
AFTER_PATTERN = re.compile(
    rf"(?:^[ -]?(?P<number>{_after(_BEHIND_NUMBER)})(?! [nx]$)"
    r"|^(?P<plus>\+)(?! ?[\d+(]| ?[nx](?![A-Za-z]))(?=[^A-Za-z]|$)"
    rf"|(?<![A-Za-z])(?P<english>{_after(_BEHIND)})"
    r"|(?<!\+)(?P<end>\+)$"
    rf"|(?<![A-Za-z])(?P<all>{_after(_BEHIND_ALL)})$"
    rf"|^ ?(?P<near>{_after({c: _BEHIND_CHINESE[c] for c in (Comparator.AT_LEAST, Comparator.AT_MOST)})}|左右)"
    rf"|(?P<chinese>{_after(_BEHIND_CHINESE)})(?= ?(?:的|$)))",
    _FLAGS,
)
TAIL_CHANGES = frozenset(f"{_GROWTH}|{_LOSS}|higher|lower|up|down".split("|"))
TAIL_CHANGE = re.compile(rf" ?(?<![A-Za-z])(?:(?P<up>{_GROWTH}|higher|up)|(?P<down>{_LOSS}|lower|down))$", _FLAGS)
PLAIN_TAIL = re.compile(r" ?(?<![A-Za-z])(?:in total|in all|altogether|overall)$", _FLAGS)
COMPARED_TAIL = re.compile(
    r" ?,? ?(?:year[- ]on[- ]year|on (?:the )?year|yoy|y/y|(?:from|over|on|than|compared (?:with|to)) (?:a|one|the) "
    r"(?:year (?:earlier|before|ago)|(?:previous|preceding|last) year))$",
    _FLAGS,
)

VAGUE = re.compile(
    r"(?:(?:several|many|few|a few|dozens|scores|hundreds|thousands|tens|millions|billions|trillions|lakhs"
    r"|crores|numerous|most"
    r"|multiple|a number of|a couple|a handful|a lot|lots|countless)(?![A-Za-z])|若干|几|数|多|许多|大量|一些"
    r"|大半|多半|大多数|大部分|无数|众多)",
    _FLAGS,
)

_A_DATE = "a date or a period is not a figure"
_AS_PERIOD = "give it as a period"
_A_NAME = "a name, not a number"
_AS_NAME = "give the name as a title, or write a unit behind a number"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_WORD_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    "|fifteenth|sixteenth"
    "|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|hundredth"
)
_TY = "(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
NOT_FIGURES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, flags), problem, hint)
    for pattern, flags, problem, hint in (
        (
            r"""[^"“”„«»「」『』《》]*["“”„«»「」『』《》]|['‘’`]""",
            0,
            "a quoted text is a name, not a figure",
            _AS_NAME,
        ),
        (r"[+-]?(?:s?nan|inf(?:inity)?)(?![A-Za-z])|[+-]?∞", _FLAGS, "not a finite number", "write a number in digits"),
        (r"(?:1[89]|2[01])\d\d ?年|[一二][零〇○一二三四五六七八九]{3} ?年", 0, _A_DATE, _AS_PERIOD),
        (rf"(?:{_MONTH} ?[-–—~至到] ?)?{_MONTH} ?月", 0, _A_DATE, f"{_AS_PERIOD}, or write 个月 for a length of time"),
        (r"(?:1[89]|2[01])\d\d[-/](?:0?[1-9]|1[0-2])(?:[-/]\d\d?)?(?! ?[\d十百千万亿,.])", _FLAGS, _A_DATE, _AS_PERIOD),
        (r"(?:1[89]|2[01])\d\d\.\d\d?\.\d\d?(?!\d)", _FLAGS, _A_DATE, _AS_PERIOD),
        (
            r"(?:19|20)\d\d ?(?:[-–—~/至到和]|to|and) ?(?:19|20)?\d\d$",
            _FLAGS,
            _A_DATE,
            f"{_AS_PERIOD}, or write the unit",
        ),
        (
            rf"第|\d[\d,]*(?:st|nd|rd|th)(?![A-Za-z])|(?:{_TY}-)?(?:{_WORD_ORDINAL})(?![A-Za-z])|(?:no\.|nr\.|№|#) ?\d",
            _FLAGS,
            "an ordinal says which one, not how many",
            _AS_NAME,
        ),
        (r"[百千万亿]+元?(?:工程|行动|计划|企业|富翁)", 0, _A_NAME, _AS_NAME),
        (
            (
                rf"十[一二三四五六七]五(?![十百千万亿])|(?:{'|'.join(sorted(POLICIES))})$"
                r"|\d+(?:\.\d+)?[ACDG](?![A-Za-z])|\dK(?![A-Za-z])"
            ),
            re.ASCII,
            _A_NAME,
            _AS_NAME,
        ),
    )
)
