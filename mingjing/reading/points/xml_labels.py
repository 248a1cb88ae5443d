"""How well points are read, measured against papers whose XML deconstruction is known.

Each element kind that the declared points cover is compared with the values of these points, paper by paper, as a
multiset: an entry is right when it equals a labelled one after normalising (blanks, brackets and signs of names; days
as ISO; amounts in fen; terms in months). A labelled passage is right when the clauses that make up four fifths of its
words lie in the passage that was read. An element kind that a paper's labels leave out altogether counts neither way;
one that the labels use in another branch of law only counts in that branch. Element kinds that say nothing of the
paper's words (codes, guesses such as 国籍, counters) are left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingjing.court.numerals import integer, money_fen, months, parse_date
from mingjing.reading.errors import WrongGold
from mingjing.reading.points.point import Found
from mingjing.reading.points.reading import points
from mingjing.reading.reader import read
from mingjing.reading.score import Mark

Key = Any
Tree = dict[str, Any]
ByPoint = dict[str, list[Found]]


@dataclass(frozen=True, slots=True)
class Element:
    """One element kind: its tag, the points that give it, how a label and a value become comparable."""

    tag: str
    name: str
    ids: tuple[str, ...]
    label: Callable[[str], Key | None]
    value: Callable[[Found], Key | None]
    branch: str = ""  # 民 or 刑; empty is both
    inside: str = ""  # only below this tag
    once: bool = False  # each entry once a paper
    passage: bool = False


def _plain(text: str) -> str:
    """A name or number without blanks, signs and kinds of brackets."""
    return re.sub(r"[\s：:，,。；;（）()\[\]〔〕【】·]", "", text)


def _words(found: Found) -> Key:
    return _plain(found.value if isinstance(found.value, str) else found.text)


def _role(text: str) -> str:
    return re.sub(r"^(?:原审|附带民事诉讼)", "", _plain(text))


def _day(text: str) -> str | None:
    day = parse_date(text)
    return day.isoformat() if day else None


def _money(text: str) -> int | None:
    found = re.search(r"[\d.,，]+万?元|[零一二三四五六七八九十百千万]+元", text)
    return money_fen(found.group()) if found else None


def _term(text: str) -> int | None:
    return months(_plain(text))


def _given(found: Found) -> Key:
    return found.value


def _address(text: str) -> str:
    return re.sub(r"^(?:现住|住所地?|住址|住|址|户籍地?)", "", _plain(text))


def _public(text: str) -> str:
    return "不公开" if "不公开" in text else "公开"


def _law(text: str) -> str:
    return re.sub(r"[《》<>〈〉]|^最高人民法院|^中华人民共和国", "", _plain(text))


def _article(text: str) -> str | None:
    """一百三十三 and 133之一 as numbers."""
    head, _, tail = _plain(text).removeprefix("第").partition("条")
    number = integer(head)
    sub = integer(tail.removeprefix("之")) if tail.startswith("之") else None
    return None if number is None else f"{number}" + (f"-{sub}" if sub else "")


ELEMENTS = (
    Element("JBFY", "经办法院", ("J001", "R001"), _plain, _words),
    Element("WSMC", "文书名称", ("J002", "R002"), _plain, _words),
    Element("AH", "案号", ("J003", "R003"), _plain, _words),
    Element("AJXZ", "案件性质", ("J006",), lambda t: t.removesuffix("案件"), _given),
    Element("SPCX", "审判程序", ("J004", "R005"), lambda t: t.removesuffix("案件"), _given),
    Element("SSCYRMC", "诉讼参与人名称", ("J023", "J034", "J036", "R008", "R009"), _plain, _words, once=True),
    Element("SSDW", "诉讼地位", ("J024",), _role, lambda f: _role(f.value), inside="SSCYR"),
    Element("XB", "性别", ("J026",), _plain, _words),
    Element("MZ", "民族", ("J027",), _plain, _words),
    Element("CSRQ", "出生日期", ("J028",), _day, _given),
    Element("DSRDZ", "当事人地址", ("J031",), _address, lambda f: _address(f.value), branch="民", once=True),
    Element("QZCSZXSJ", "强制措施执行时间", ("J253", "J255", "J254"), _day, _given, branch="刑", once=True),
    Element("XJYCS", "现羁押场所", ("J047",), _plain, _words),
    Element("KTSLXX", "开庭审理信息", ("J011",), _public, lambda f: "公开" if f.value else "不公开"),
    Element("SPZZ", "审判组织", ("J013",), lambda t: t.removesuffix("庭"), lambda f: f.value.removesuffix("庭"), "刑"),
    Element("QSRQ", "起诉日期", ("J050",), _day, _given),
    Element("LARQ", "立案日期", ("J009", "R010"), _day, _given, branch="民"),
    Element("GSJG", "公诉机关", ("J285",), _plain, _words),
    Element("ZKZM", "指控罪名", ("J231",), _plain, _words),
    Element("AY", "案由", ("J005", "R004"), _plain, _words, branch="民"),
    Element("FLFTMC", "法律法条名称", ("J355", "J357"), _law, lambda f: _law(f.value)),
    Element("TM", "条目", ("J356",), _article, lambda f: f.value["article"], once=True),
    Element("KSSZ", "可上诉至", ("J393",), _plain, _words),
    Element("SSQX", "上诉期限", ("J392", "R174"), lambda t: integer(t.rstrip("日天")), _given),
    Element("SPRYXM", "审判人员姓名", ("J071", "J072", "J073", "J074"), _plain, _words, once=True),
    Element("CPSJ", "裁判时间", ("J395", "R179"), _day, _given),
    Element("SSFCDR", "承担人", ("J386", "R127"), _plain, _words, branch="民", once=True),
    Element("ZM", "罪名", ("J230",), _plain, _words),
    Element("ZXLB", "主刑类别", ("J257",), _plain, _words, once=True),
    Element("ZXQX", "主刑期限", ("J258",), _term, _given, once=True),
    Element("QX", "缓刑期限", ("J262",), _term, _given, once=True),
    Element("SE", "附加刑数额", ("J265",), _money, _given, once=True),
    Element("XQKSRQ", "刑期开始日期", ("J259",), _day, _given),
    Element("XQJSRQ", "刑期结束日期", ("J260",), _day, _given),
    Element("JE", "判决金额", ("J369",), _money, _given, branch="民", inside="PJJE"),
    Element("QLR", "权利人", ("J368",), _plain, _words, branch="民", once=True),
    Element("YGSCD", "原告诉称段", ("J085",), str, _given, branch="民", passage=True),
    Element("BGBCD", "被告辩称段", ("J086",), str, _given, branch="民", passage=True),
    Element("CMSSD", "查明事实段", ("J108",), str, _given, branch="民", passage=True),
    Element("RDSS", "认定事实", ("J108",), str, _given, branch="刑", passage=True),
    Element("CPFXGC", "裁判分析过程", ("J352", "R021"), str, _given, passage=True),
    Element("JTPJJG", "具体裁判段", ("J366",), str, lambda f: f.value["text"], branch="民", passage=True),
)
"""The element kinds of the labels that the declared points cover."""


def score_xml(path: str | Path) -> dict[str, Mark]:
    """A mark for each element kind, over a file of rows {id, text, labels}.

    Raises
        WrongGold: a row has no text or no labels
    """
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    bad = tuple(str(row.get("id")) for row in rows if "text" not in row or "labels" not in row)
    if bad:
        raise WrongGold(bad)
    marks = {element.tag: Mark() for element in ELEMENTS}
    for row in rows:
        _mark(marks, row)
    return marks


def _mark(marks: dict[str, Mark], row: dict[str, Any]) -> None:
    found: ByPoint = {}
    for one in points(read(row["text"], row["id"])):
        found.setdefault(one.id, []).append(one)
    labelled = list(_elements(row["labels"]))
    branch = "刑" if any(tag == "AJXZ" and "刑" in text for tag, text, _ in labelled) else "民"
    for element in ELEMENTS:
        if element.branch in ("", branch):
            want = _labels(element, labelled)
            compare = _passages if element.passage else _entries
            if want:
                compare(marks[element.tag], row["id"], _values(element, found), want)


def _elements(labels: Tree | list[Tree], above: tuple[str, ...] = ()) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every element with its text and the tags above it."""
    for node in labels if isinstance(labels, list) else [labels]:
        yield node["tag"], str(node.get("value") or ""), above
        yield from _elements(node.get("children") or [], (*above, node["tag"]))


def _labels(element: Element, labelled: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[Key]:
    keys = [
        element.label(text)
        for tag, text, above in labelled
        if tag == element.tag and text.strip() and (not element.inside or element.inside in above)
    ]
    return _told_once(element, keys)


def _values(element: Element, found: ByPoint) -> list[Key]:
    return _told_once(element, [element.value(one) for code in element.ids for one in found.get(code, [])])


def _told_once(element: Element, keys: list[Key]) -> list[Key]:
    there = [key for key in keys if key not in (None, "")]
    return list(dict.fromkeys(there)) if element.once else there


def _entries(mark: Mark, paper: str, got: list[Key], want: list[Key]) -> None:
    mark.add(paper, Counter((key,) for key in got), Counter((key,) for key in want))


def _passages(mark: Mark, paper: str, got: list[Key], want: list[Key]) -> None:
    """Each labelled passage, and each read one, is right when the other side has four fifths of its words."""
    read_text, labelled_text = _joined(got), _joined(want)
    here = [_mostly_in(passage, read_text) for passage in want]
    there = [_mostly_in(passage, labelled_text) for passage in got]
    mark.labelled += len(want)
    mark.right += sum(here)
    mark.read += sum(here) + there.count(False)
    if not all(here):
        mark.misses.append((paper, len(read_text), [p[:30] for p, ok in zip(want, here, strict=True) if not ok]))


def _joined(passages: Iterable[str]) -> str:
    return "".join(_plain(passage) for passage in passages)


def _mostly_in(passage: str, whole: str) -> bool:
    clauses = [
        plain for part in re.split(r"[，,。；：\n]|^[一二三四五六七八九十]、", passage) if (plain := _plain(part))
    ]
    there = sum(len(clause) for clause in clauses if clause in whole)
    return there >= 0.8 * sum(map(len, clauses)) > 0
