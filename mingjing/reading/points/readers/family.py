"""Divorce: the children, and who gets what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import DATE, MONEY, money_fen, parse_date
from mingjing.reading.points.context import Context
from mingjing.reading.values import Value, at, trimmed

_NAME = r"[\u4e00-\u9fff×]{1,3}[某×]{0,2}[甲乙丙丁\d]?"
# 2012年3月4日生育一子李小某, 生有一女名孙某, 婚生子李小某
_CHILD = re.compile(
    rf"(?:(?P<day>{DATE})[^，。；\n]{{0,8}}?)?(?:生育|生有|生下|育有|生|婚生)(?:了)?[一二两]?(?:个)?"
    rf"(?P<sex>男孩|女孩|儿子|女儿|长子|次子|长女|次女|子|女)(?:，)?(?:取名|名叫|名|叫)?(?:为)?"
    rf"(?P<name>(?![由随已的归出，、一及与和])(?:{_NAME}?))(?=[，。；、（\n由随现已归的抚]|$)"
)
# …归原告所有
_SPLIT = re.compile(r"(?P<item>[^。；\n]{2,80}?)[，]?归(?P<who>[^，。；\n归]{1,14}?)(?:个人)?所有")
_DEBT = re.compile(
    r"(?P<item>[^。；\n]{0,60}债务[^。；\n]{0,40}?)[，]?由(?P<who>[^，。；\n]{1,16}?)(?:承担|偿还|负担|清偿)"
)


def children(context: Context) -> Iterator[Value[Any]]:
    """Each child: sex, name where it is printed, day of birth where it is printed."""
    seen: set[str] = set()
    for span in context.spans("facts>claims>reasoning"):
        for start, end in context.sentences(("生育", "生有", "生下", "育有", "婚生", "日生"), span):
            for found in _CHILD.finditer(context.plain, start, end):
                if found["name"] not in seen:
                    seen.add(found["name"])
                    yield _child(context, found)
        if seen:
            return


def _child(context: Context, found: re.Match[str]) -> Value[Any]:
    day = parse_date(found["day"]) if found["day"] else None
    sex = "女" if "女" in found["sex"] else "男"
    value = {"sex": sex, "name": found["name"]} | ({"born": day.isoformat()} if day else {})
    return at(context.paper.text, value, found.span(), "family.children", 0.8)


def property_split(context: Context) -> Iterator[Value[Any]]:
    """Each thing that the orders give to one of the spouses, and each debt they lay on one."""
    for kind, pattern, cues in (("财产", _SPLIT, ("归",)), ("债务", _DEBT, ("债务",))):
        for start, end in context.sentences(cues, context.zones["orders"]):
            for found in pattern.finditer(context.plain, start, end):
                yield _share(context, found, kind)


def _share(context: Context, found: re.Match[str], kind: str) -> Value[Any]:
    money = re.search(MONEY, found["item"])
    fen = money_fen(money.group()) if money else None
    item = re.sub(r"^[一二三四五六七八九十\d（）]+[、.]|^[，、：]", "", found["item"])
    value = {"kind": kind, "item": item, "holder": found["who"]} | ({"value_fen": fen} if fen else {})
    return at(context.paper.text, value, trimmed(context.plain, found.span(), " \n，"), "family.property_split", 0.8)
