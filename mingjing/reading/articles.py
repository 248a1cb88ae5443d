"""Articles cited in the deciding clause (依照 … 判决如下), and nowhere else.

Articles quoted in the reasoning, in the retold first judgment and in the appendix are not the basis of the decision.
The clause is read backwards from 如下: citations belong to it as long as only connecting words stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.court.numerals import integer
from mingjing.reading.laws import SHORT_NAME, full_name
from mingjing.reading.paper import Article
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

_N = r"[零〇○一二三四五六七八九十百千两0-9]+"
# 第一百三十三条之一, 六十四条 (第 lost), 第257条, 第一百条零一条 (a slip for 第一百零一条)
_ARTICLE = rf"第? ?{_N} ?条(?:零[一二三四五六七八九]条)?(?: ?之 ?(?P<sub>[一二三四五六七八九十]{{1,2}})(?!规))?"
_PLACE = re.compile(
    rf"(?P<article>{_ARTICLE})|(?P<paragraph>第? ?{_N} ?款)|(?P<item>第? ?（? ?{_N} ?）? ?项)"
    # 第一 in 第一、三款; （一） in （一）、（二）项; 第一百零七 with its 条 lost
    rf"|(?P<bare>第 ?（? ?{_N} ?）?(?![次审届])|（{_N}）|(?<=、){_N}(?=[、，款项条]))"
)
# A law name: 《…》 with nested 《》 and a line break inside, 《 without its 》, or a name without signs
_NAMED = re.compile(
    r"《(?:(?:[^《》\n]|\n(?=[^《》\n]{1,60}》)|《[^《》\n]{1,60}》){1,120}》|《?(?:[^《》\n]|《[^《》\n]{1,60}》){1,120}》?)"
    r"(?:的?解释|的?若干规定|的?规定|的?意见|的?决定)?(?:》)?(?:（[一二三四五六]）)?(?:》)?"
)
_UNNAMED = re.compile(
    rf"(?:最高人民法院|最高人民检察院)[^，。；《》]{{2,40}}?《[^《》]{{2,40}}》[^，。；"
    rf"《》第]{{0,30}}?(?:解释|规定|意见|批复|办法|通知)(?:》)?(?:（[一二三四五六]）)?"
    rf"|最高人民法院[^，。；《》第]{{4,60}}?(?:解释|规定|意见|批复)(?:》)?(?:（[一二三四五六]）)?|"
    rf"(?:中华人民共和国)?(?:{SHORT_NAME.pattern})(?=》?第|》? ?[（(]?{_N}条|》)"
)
# 、和 and the like; 国务院《诉讼费用交纳办法》: who made it; 现行《刑法》; 《民法总则》 named as a whole
_CONNECTING = re.compile(
    r"(?:[，、；：\s和及以及与并且之的等规定条款项法律精神有关相关依照依据根据按照参照同时以及遵照比"
    r"照适用第《》兼修正案年月日号0-9（）()”]|本院|现行|起施行的?|颁布|施行|国务院|教育部|公安部|司法部|财政部"
    r"|于(?=[12]\d{3}年)|[一二][〇○零九八]{1,2}[〇○零一二三四五六七八九]{1,2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|《[^《》\n]{2,40}》(?=[，、和及]))*"
)
# …之规定；对被告人李某，依照…: a clause for each accused
_PER_ACCUSED = re.compile(
    r"(?:之规定|的规定)?[，；、。\s]{0,2}(?:对|对于)(?:上列|上述|各)?(?:被告人|上诉人|被告单位)"
    r"[^。；《》“”]{1,160}?，?"
    r"(?:还|均|分别|依法|并)*(?:依照|依据|适用|根据)[\s]?"
)
_TITLE = re.compile(r"[\u4e00-\u9fff]{2,10}、")  # the title of the article just named: 第五十三条罚金的执行、《…》
_CUE = re.compile(r"依照|依据|根据|按照|适用|参照|遵照|依(?=《)|据(?=《)")


@dataclass(frozen=True, slots=True)
class _Citation:
    """One law with the text of its places."""

    name: Span
    places: Span


def articles(source: str, text: str, parts: Sections, category: str | None) -> tuple[Value[Article], ...]:
    """The articles of the deciding clause, in order, each once."""
    found: dict[Article, Value[Article]] = {}
    for citation in _deciding_citations(text, _clause_window(text, parts)):
        for value in _places(source, text, citation, category):
            found.setdefault(value.value, value)
    return tuple(found.values())


def _clause_window(text: str, parts: Sections) -> Span:
    """Up to 3,000 characters before the orders; papers without 如下 are searched up to their tail."""
    end = parts.orders[0]
    return max(parts.parties[0], end - 3000), end


def _deciding_citations(text: str, window: Span) -> list[_Citation]:
    """The chain of citations that ends at the orders, or else the last chain that begins with 依照."""
    chains = _chains(text, list(_citations(text, window)))
    if chains and _reaches(text[chains[-1][-1].places[1] : window[1]]):
        return chains[-1]
    cued = [chain for chain in chains if _CUE.search(text, max(window[0], chain[0].name[0] - 12), chain[0].name[0] + 1)]
    near = [chain for chain in cued if window[1] - chain[-1].places[1] < 400]
    return near[-1] if near else []


def _chains(text: str, found: list[_Citation]) -> list[list[_Citation]]:
    """Citations grouped where only connecting words stand between them."""
    chains: list[list[_Citation]] = []
    for citation in found:
        gap = text[chains[-1][-1].places[1] : citation.name[0]] if chains else "…"
        if len(gap) <= 200 and any(joins.fullmatch(gap) for joins in (_CONNECTING, _PER_ACCUSED, _TITLE)):
            chains[-1].append(citation)
        else:
            chains.append([citation])
    return chains


def _reaches(gap: str) -> bool:
    """Whether nothing of substance stands between the last place and the orders."""
    return len(gap) <= 60 and not re.search(r"”|\"", gap)


def _citations(text: str, window: Span) -> Iterator[_Citation]:
    """Law names followed by places, in order."""
    pos = window[0]
    while True:
        found = min(
            filter(None, (_NAMED.search(text, pos, window[1]), _UNNAMED.search(text, pos, window[1]))),
            key=lambda m: m.start(),
            default=None,
        )
        if found is None:
            return
        places = _places_span(text, found.end(), window[1])
        if places[1] > places[0]:
            issuer = _ISSUER.search(text, max(window[0], found.start() - 24), found.start())
            yield _Citation((issuer.start() if issuer else found.start(), found.end()), places)
        pos = max(places[1], found.end())


# 最高人民法院《关于适用财产刑若干问题的规定》: the issuer stands before the name
_ISSUER = re.compile(
    r"(?:最高人民法院|最高人民检察院|最高法|最高检)(?:[、，和]?(?:最高人民检察院|最高检|公安部|司法部|国家安全部)){0,3}$"
)
# between places: 、 and 和; also the title or the words of the article just named: 第六十七条坦白、第四十二条
_GLUE = re.compile(r"(?:[\u4e00-\u9fff]{2,10}(?=、第))?(?:[：]?“[^”]{1,500}”)?[、，.和及与以及并 \n之]{0,3}")
_AFTER_NAME = re.compile(
    r"[》”，：、 \n]{0,2}(?:（(?:\d{4}|[12]\d{3}年|修正|修订|试行|以下)[^）]{0,16}）)?"
    r"(?:法释〔?（?\d{4}[）〕]第?\d+号)?[，、 \n]?(?:中的?|的)?"
)


def _places_span(text: str, start: int, end: int) -> Span:
    """The run of 第…条第…款第…项 after a law name."""
    after = _AFTER_NAME.match(text, start, end)
    start = pos = after.end() if after else start
    first = _PLACE.match(text, pos, end)
    if not first or not (first["article"] or first["bare"]):
        return start, start
    stop = pos
    while place := _PLACE.match(text, pos, end):
        stop = place.end()
        glue = _GLUE.match(text, stop, end)
        pos = glue.end() if glue else stop
    return start, stop


def _places(source: str, text: str, citation: _Citation, category: str | None) -> Iterator[Value[Article]]:
    """One article for each smallest place named: 第七十二条第一、三款 gives two paragraphs."""
    reader = _PlaceReader()
    marks = list(_PLACE.finditer(text, *citation.places))
    for index, mark in enumerate(marks):
        reader.take(mark, marks[index + 1 :])
    for article, paragraph, item, span in reader.leaves():
        number = int(re.split("-", article)[0])
        law = full_name(text[slice(*citation.name)], category, number)
        yield at(source, Article(law, article, paragraph, item), span, "articles", 0.95)


_MOST_PARAGRAPHS = 20
"""No article has more; a bare number above is an article whose 条 is lost."""


class _PlaceReader:
    """Reads places from left to right, remembering the article and paragraph that a later place belongs to."""

    def __init__(self) -> None:
        self.tree: list[tuple[str, int | None, int | None, Span]] = []
        self.article: str | None = None
        self.paragraph: int | None = None

    def take(self, mark: re.Match[str], rest: list[re.Match[str]]) -> None:
        """Add the place of `mark`; a bare 第一 borrows the unit of the next place that names one."""
        number = integer(re.sub(r"之.*|[^零〇○一二三四五六七八九十百千两0-9]", "", mark.group()))
        if number is None:
            return
        unit = self._unit(mark) or self._borrowed(rest, number)
        if unit == "article":
            self._take_article(number, mark)
        elif unit == "paragraph":
            self._take_paragraph(number, mark)
        else:
            self._take_item(number, mark)

    @staticmethod
    def _unit(mark: re.Match[str]) -> str | None:
        return next((unit for unit in ("article", "paragraph", "item") if mark[unit]), None)

    @classmethod
    def _borrowed(cls, rest: list[re.Match[str]], number: int) -> str:
        """第二、第三款: the 第二 is a paragraph; 第一百零七、第一百九十六条 and 第二百三十六第一款: an article."""
        unit = next((unit for m in rest if (unit := cls._unit(m))), "article")
        return "article" if unit != "article" and number > _MOST_PARAGRAPHS else unit

    def _take_article(self, number: int, mark: re.Match[str]) -> None:
        sub = mark["sub"] if mark["article"] else None
        self.article = f"{number}-{integer(sub)}" if sub else str(number)
        self.paragraph = None
        self.tree.append((self.article, None, None, mark.span()))

    def _take_paragraph(self, number: int, mark: re.Match[str]) -> None:
        if self.article:
            self.paragraph = number
            self._refine((self.article, number, None, mark.span()))

    def _take_item(self, number: int, mark: re.Match[str]) -> None:
        if self.article:
            self._refine((self.article, self.paragraph, number, mark.span()))

    def _refine(self, leaf: tuple[str, int | None, int | None, Span]) -> None:
        """A paragraph takes the place of its bare article, an item that of its bare paragraph."""
        last = self.tree[-1] if self.tree else None
        coarser = (
            last
            and last[0] == leaf[0]
            and (last[1] is None or (last[1] == leaf[1] and last[2] is None and leaf[2] is not None))
        )
        if last and coarser and last[2] is None:
            self.tree.pop()
            leaf = (*leaf[:3], (last[3][0], leaf[3][1]))
        self.tree.append(leaf)

    def leaves(self) -> list[tuple[str, int | None, int | None, Span]]:
        """The places read, finest first named."""
        return self.tree
