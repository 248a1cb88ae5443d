"""Names of courts and titles of papers, wherever they stand."""

from __future__ import annotations

import re

# 上海市长宁区人民法院, 上海铁路运输法院, 中华人民共和国最高人民法院; a line break may cut the name
COURT = re.compile(
    r"(?:[\u4e00-\u9fff×]{1,40}\n?){0,1}?[\u4e00-\u9fff×]{2,40}?(?:人\s?民\s?法\s?院|"
    r"铁\s?路\s?运\s?输\s?(?:中\s?级\s?)?法\s?院|海\s?事\s?法\s?院|知\s?识\s?产\s?权\s?法\s?院"
    r"|互\s?联\s?网\s?法\s?院|金\s?融\s?法\s?院|矿\s?区\s?法\s?院|林\s?区\s?法\s?院|军\s?事\s?法\s?"
    r"院|农\s?垦\s?(?:中\s?级\s?)?法\s?院|油\s?田\s?法\s?院|林\s?业\s?(?:中\s?级\s?)?法\s?院|"
    r"区\s?法\s?院|县\s?法\s?院|市\s?法\s?院)"
)
_B = r"[ \n]{0,4}"
_KINDS = (
    "判决书",
    "裁定书",
    "决定书",
    "调解书",
    "支付令",
    "通知书",
    "报告财产令",
    "财产令",
    "限制消费令",
    "搜查令",
    "公告",
    "建议书",
    "意见书",
)
_KIND = "|".join(_B.join(kind) for kind in _KINDS)
_SORT = "|".join(
    _B.join(sort)
    for sort in (
        "刑事附带民事",
        "刑事",
        "民事",
        "行政赔偿",
        "行政",
        "执行",
        "国家赔偿",
        "赔偿",
        "司法",
        "强制医疗",
        "罚款",
        "拘留",
        "结案",
        "知识产权",
        "受理",
        "驳回申诉",
    )
)
DOCUMENT = re.compile(
    rf"(?P<sort>(?:{_SORT})?(?:{_B}(?:附{_B}带{_B}民{_B}事|再{_B}审|抗{_B}诉))?){_B}(?P<kind>{_KIND})"
)
# A title that stands by itself, after the court's name or on its own line: not …纠纷一审民事判决书
_STANDING = re.compile(rf"(?:(?<=^)|(?<=院)|(?<=[\n 、]))[ \n、，]*(?:{DOCUMENT.pattern})(?=[ \n、，：（(\[]|$)")


def standing_title(text: str, end: int) -> re.Match[str] | None:
    """The first title that stands by itself in the first lines of a paper."""
    return _STANDING.search(text, 0, min(end, 1500))
