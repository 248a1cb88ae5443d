"""Claims for punitive compensation by buyers, and what was bought from whom.

Source: 食品安全法 第一百四十八条第二款 (ten times the price, in force 2015-10-01); 消费者权益保护法 第五十五条
(three times, in force 2014-03-15; before that, 第四十九条: once the price).
"""

from __future__ import annotations

import re

from mingjing.reading.paper import Party
from mingjing.reading.sections import Sections
from mingjing.reading.values import Value, at

_TIMES = r"(?P<times>十|10|１\uff10|三|3|\uff13|一|1|双|两|2|二)"
_CLAIM = re.compile(
    r"退一赔(?P<plus>十|10|三|3|一|1)|(?:价款|货款|购物款|商品|价值|费用|金额|价格|房款|"
    rf"车款|服务费|款|货物|商品价)[^，。；\n]{{0,12}}?的?{_TIMES}倍[^，。；\n]{{0,12}}?(?:赔偿|"
    r"赔付|惩罚|支付)?"
    r"|(?P<t2>十|10|三|3)倍[^，。；\n]{0,14}?(?:赔偿|赔付|惩罚|支付)|(?:赔偿|赔付|支付|"
    r"增加)[^，。；\n]{0,24}?(?P<t3>十|10|三|3)倍|惩罚性赔偿|赔偿金?[^，。；\n]{0,10}(?P<t4>10|"
    r"十|三|3)倍"
)
_LAW = re.compile(r"食品安全法》?第?[一二三四五六七八九十百\d]*|消费者权益保护法")
_NUMBER = {
    "十": "十倍",
    "10": "十倍",
    "１\uff10": "十倍",
    "三": "三倍",
    "3": "三倍",
    "\uff13": "三倍",
    "一": "一倍",
    "1": "一倍",
    "双": "二倍",
    "两": "二倍",
    "二": "二倍",
    "2": "二倍",
}
# 购买了3盒“某某牌”蜂蜜; 购买福太太专柜服装一批
_GOODS = re.compile(r"购买(?:了|到|得|的)?(?P<goods>[^，。；：\n（]{2,40})")
_QUANTITY = re.compile(
    r"^(?:涉案)?(?:由?被告[^的]{0,14}?(?:生产|销售|经营|出售)的)?(?:[\d一二三四五六七八九十两百]+(?"
    r":瓶|盒|袋|件|包|罐|个|箱|台|条|份|支|双|套|批|斤|部|桶|只|块|张|提))?(?:的)?|(?:[\d一二三四五"
    r"六七八九十两百]+(?:瓶|盒|袋|件|包|罐|个|箱|台|条|份|支|双|套|批|斤|部|桶|只|块|"
    r"张|提)|一批)$"
)
_SELLER = re.compile(
    r"(?:在|从|向|于)(?P<seller>被告[^，。；\n]{0,40}?)(?:处|店|网店|经营|开设|购买|的(?:网店|店铺|超市|商场))"
)


def punitive_claim(source: str, text: str, parts: Sections, category: str | None) -> Value[str] | None:
    """三倍, 十倍 or 惩罚性赔偿 when a plaintiff claims it or the court grants it; None otherwise."""
    if category not in ("民事", None):
        return None
    before, after = (parts.proceedings[0], parts.reasoning[0]), (parts.reasoning[0], parts.orders[1])
    for span in (before, after):
        for found in _CLAIM.finditer(text, *span):
            if _of_a_buyer(text, parts) and not _denied(text, found):
                times = next((found[g] for g in ("plus", "times", "t2", "t3", "t4") if found[g]), "")
                return at(source, _NUMBER.get(times, "惩罚性赔偿"), found.span(), "punitive.claim", 0.85)
    return None


def _of_a_buyer(text: str, parts: Sections) -> bool:
    """Whether the case is about a purchase: three times a wage or a bank's rate is another matter."""
    body = text[parts.proceedings[0] : parts.orders[1]]
    return bool(_LAW.search(body)) or ("购买" in body and "消费者" in body)


def _denied(text: str, found: re.Match[str]) -> bool:
    """四倍利率 and rates: not a multiple of a price."""
    return bool(re.search(r"利率|工资|利息|违约金", text[max(0, found.start() - 6) : found.end() + 4]))


def goods(source: str, text: str, parts: Sections) -> Value[str] | None:
    """What was bought, as first told."""
    for found in _GOODS.finditer(text, parts.proceedings[0], parts.orders[0]):
        name = _QUANTITY.sub("", found["goods"])
        if 2 <= len(name) <= 30:
            start = found.start("goods") + found["goods"].find(name)
            return at(source, name, (start, start + len(name)), "punitive.goods", 0.6)
    return None


def seller(source: str, text: str, parts: Sections, people: tuple[Party, ...]) -> Value[str] | None:
    """The defendant from whom it was bought: the one named at the purchase, else the first."""
    defendants = [
        p
        for p in people
        if p.role.value in ("被告", "被上诉人", "上诉人")
        and "被告" in p.role.value + (p.orig_role.value if p.orig_role else "")
    ]
    if not defendants:
        return None
    found = _SELLER.search(text, parts.proceedings[1], parts.orders[0])
    named = [p for p in defendants if found and p.name.value in found["seller"]]
    best = (named or defendants)[0].name
    return Value(best.value, best.text, best.start, best.end, 0.9 if named else 0.7, "punitive.seller")
