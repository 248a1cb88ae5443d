"""Numbers as courts write them: 二〇一八, 壹仟元, 3，000元, １２万元, 一年零六个月.

Nothing here knows a document; every function takes the short string that holds the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

_DIGITS = {
    c: i
    for i, row in enumerate(("零〇○Ｏ\uff10OΟО0", "一壹弌１1", "二贰貳两\uff122", "三叁參\uff133", "四肆\uff144"))
    for c in row
}
_DIGITS |= {
    c: i
    for i, row in enumerate(("五伍\uff155", "六陆陸\uff166", "七柒\uff177", "八捌\uff188", "九玖\uff199"), start=5)
    for c in row
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

# 壹万贰仟, 二十, 〇, 三百零五; no numeral is longer, and a bound keeps a text of nothing but numerals linear
CHINESE_NUMERAL = "[零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億廿]{1,40}"
# 12,345.67  3，000  30000, full-width digits too
ARABIC_NUMERAL = (
    r"[0-9\uff10-\uff19]{1,3}(?:[,，][0-9\uff10-\uff19]{3}){1,8}(?:[.．][0-9\uff10-\uff19]{1,20})?|"
    r"[0-9\uff10-\uff19]{1,24}(?:[.．][0-9\uff10-\uff19]{1,20})?"
)
# 人民币3，000元  二千元  壹仟元正  12.5万元  1亿2000万元  四元九角五分
_SMALL = rf"(?:{CHINESE_NUMERAL}|[0-9])"
MONEY = (
    rf"(?:(?:{ARABIC_NUMERAL})[万亿]?(?:(?:{ARABIC_NUMERAL})万)?|{CHINESE_NUMERAL})\s{{0,8}}(?:余)?元"
    rf"(?:{_SMALL}角)?(?:{_SMALL}分(?!之))?"
)
_FULL_TO_HALF = str.maketrans("\uff10１\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19．，", "0123456789.,")


def integer(text: str) -> int | None:
    """The whole number written in Chinese, banker's or Arabic digits; None when it is none.

    >>> integer("二百六十四"), integer("二〇一八"), integer("壹万贰仟"), integer("12")
    (264, 2018, 12000, 12)
    """
    chars = re.sub(r"\s", "", text).replace("廿", "二十")
    if not chars or any(c not in _DIGITS and c not in _UNITS and c not in _MYRIADS for c in chars):
        return None
    if all(c in _DIGITS for c in chars):
        return int("".join(str(_DIGITS[c]) for c in chars))
    return _with_units(chars)


def _with_units(chars: str) -> int:
    """十二 is 12 although no digit stands before 十; 三万五 is read as 30005, as courts never shorten so."""
    total = below_myriad = digit = 0
    for c in chars:
        if c in _DIGITS:
            digit = (
                digit * 10 + _DIGITS[c]
                if c in "0123456789\uff10１\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"
                else _DIGITS[c]
            )
        elif c in _UNITS:
            below_myriad += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            total = _scaled(total, below_myriad + digit, _MYRIADS[c])
            below_myriad = digit = 0
    return total + below_myriad + digit


def _scaled(total: int, section: int, myriad: int) -> int:
    """一亿二千万 adds the 万 to the 亿 before it; 一万亿 multiplies both."""
    return total + section * myriad if total > myriad else (total + section) * myriad


def money_fen(text: str) -> int | None:
    """The amount in fen; None when `text` holds no amount.

    >>> money_fen("人民币3，000元"), money_fen("12.5万元"), money_fen("壹仟元"), money_fen("1亿2000万元")
    (300000, 12500000, 100000, 12000000000)
    >>> money_fen("四元九角五分")
    495
    """
    if small := _SMALL_CHANGE.search(text):
        yuan = money_fen(text[: small.start()] + "元")
        jiao, fen = (integer(part) or 0 if part else 0 for part in small.group("jiao", "fen"))
        return None if yuan is None else yuan + jiao * 10 + fen
    plain = re.sub(r"[\s余整正]|人民币|[¥￥]", "", text).translate(_FULL_TO_HALF).replace(",", "")
    plain = plain.removesuffix("元")
    spelled = integer(plain)
    if spelled is not None:
        return spelled * 100
    return _mixed_fen(plain)


_SMALL_CHANGE = re.compile(rf"元(?=.)(?:(?P<jiao>{_SMALL})角)?(?:(?P<fen>{_SMALL})分)?$")


def _mixed_fen(plain: str) -> int | None:
    """1亿2000万, 12.5万, 10000.50"""
    found = re.fullmatch(r"(?:([\d.]+)亿)?(?:([\d.]+)万)?([\d.]+)?", plain)
    if not found or not any(found.groups()):
        return None
    try:
        yi, wan, rest = (Decimal(part) if part else Decimal(0) for part in found.groups())
    except InvalidOperation:
        return None
    return int((yi * 100_000_000 + wan * 10_000 + rest) * 100)


_LOST_ZERO = "?？"
"""二〇一? of a source whose character set has no 〇: only the sign of zero can have been lost there."""
_ZERO = "零〇○ＯOΟО0\uff10"
_NUM = f"[{_ZERO}一二三四五六七八九十廿0-9\uff10-\uff19]"
# 二〇一八年七月十六日  2018年7月16日  ２０１８年７月１６日  二○○九年九月一日
DATE = rf"(?:{_NUM}\s*){{4}}年\s*(?:{_NUM}\s*){{1,3}}月\s*(?:{_NUM}\s*){{1,4}}日"
# the form of the signature: the year spelled in Chinese
CHINESE_DATE = (
    rf"[一二两][\s]*[{_ZERO}九][\s]*[{_ZERO}一二三四五六七八九][\s]*[{_ZERO}一二三四五六七八九{_LOST_ZERO}]\s*年"
    rf"\s*(?:{_NUM}\s*){{1,3}}月\s*(?:{_NUM}\s*){{1,5}}日"
)


def parse_date(text: str) -> date | None:
    """The day written in Chinese or Arabic digits; None when there is no such day.

    >>> parse_date("二〇一八年七月一十六日"), parse_date("2018年2月30日")
    (datetime.date(2018, 7, 16), None)
    """
    parts = re.fullmatch(r"\s*(.+?)年(.+?)月(.+?)日\s*", re.sub(f"[{_LOST_ZERO}]", "〇", text), re.S)
    numbers = [integer(part) for part in parts.groups()] if parts else []
    if len(numbers) != 3 or None in numbers:
        return None
    year, month, day = (number or 0 for number in numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of months and days: 四个月二十四天."""

    months: int
    days: int = 0


_TERM = re.compile(
    rf"(?:(?P<years>{CHINESE_NUMERAL}|[0-9\uff10-\uff19]+)\s*年)?(?P<half>半)?[零又]?"
    rf"(?:(?P<months>{CHINESE_NUMERAL}|[0-9\uff10-\uff19]+)\s*个月(?P<half_month>半)?)?[零又]?"
    rf"(?:(?P<days>{CHINESE_NUMERAL}|[0-9\uff10-\uff19]+)\s*[天日])?"
)


def term(text: str) -> Term | None:
    """The term at the start of `text`; None when there is none.

    >>> term("一年零六个月"), term("四个月二十四天"), term("二年")
    (Term(months=18, days=0), Term(months=4, days=24), Term(months=24, days=0))
    """
    found = _TERM.match(text)
    if not found or not any(found.group("years", "months", "days")):
        return None
    years, months, days = (
        integer(part.lstrip("零")) or 0 if part else 0 for part in found.group("years", "months", "days")
    )
    return Term(years * 12 + months + (6 if found["half"] else 0), days + (15 if found["half_month"] else 0))


def months(text: str) -> int | None:
    """The whole months of the term at the start of `text`: 一年又六个月 gives 18."""
    found = term(text)
    return found.months if found else None
