"""The head of a paper: court, document type, own case number, category and procedure.

The own number must come from the head. Four papers in five name several numbers, and one in seven has none of its
own: then the first number in the text is a lower court's, and the paper's is None.
"""

from __future__ import annotations

import re

from mingjing.court import case_number
from mingjing.reading.sections import Span
from mingjing.reading.titles import COURT, DOCUMENT, standing_title
from mingjing.reading.values import Value, at, trimmed


def document(source: str, text: str, head: Span) -> tuple[Value[str] | None, Value[str] | None]:
    """The printed title (民事判决书) and its kind (判决书); the last title of the head that stands by itself."""
    found = _titles(text, head)
    if not found:
        return None, None
    best = standing_title(text, head[1]) or found[-1]
    span = best.start("sort") if best["sort"] else best.start("kind"), best.end("kind")
    title = re.sub(r"\s", "", text[slice(*span)])
    kind = re.sub(r"\s", "", best["kind"])
    return at(source, title, span, "head.document"), at(source, kind, best.span("kind"), "head.kind")


def _titles(text: str, head: Span) -> list[re.Match[str]]:
    return list(DOCUMENT.finditer(text, head[0], min(head[1], head[0] + 1500)))


def court(source: str, text: str, head: Span, title: Value[str] | None) -> Value[str] | None:
    """The issuing court: the name right before the document's title, else the first in the head."""
    window = (head[0], min(head[1], head[0] + 1500))
    found = list(COURT.finditer(text, *window))
    before = [m for m in found if title and m.end() <= title.start and not text[m.end() : title.start].strip(" \n、，")]
    best = before[-1] if before else next(iter(found), None)
    return _court_value(source, text, best.span(), 0.97 if before else 0.85) if best else None


def _court_value(source: str, text: str, span: Span, confidence: float) -> Value[str]:
    """The name alone: without a title before it in the same line, joined when a line break cuts it."""
    start, end = trimmed(text, span)
    line = text.rfind("\n", start, end)
    if line >= 0 and not _goes_over(text[start:line].strip(), text[line + 1 : end]):
        start = line + 1
    start, end = trimmed(text, (start, end))
    cut = re.search(
        r".*(?:判决书|裁定书|决定书|调解书|一案|纠纷|首页|位置|文书网|网站|网-|文书|通知书)", text[start:end]
    )
    start += cut.end() if cut else 0
    return at(source, re.sub(r"\s", "", text[start:end]), (start, end), "head.court", confidence)


def _goes_over(above: str, below: str) -> bool:
    """Whether a name runs over a line break: …人民⏎法院, 中华人民共和国⏎最高人民法院."""
    if above == "中华人民共和国":
        return below.startswith("最高")
    return bool(re.match(r"[\u4e00-\u9fff]{0,4}(?:法院|民法院|院)$", below))


def own_number(source: str, text: str, head: Span, title: Value[str] | None) -> Value[str] | None:
    """The first court number after the title, else the first of the head; None when the head has none."""
    end = min(head[1] + 2, head[0] + 1500)
    after_title = case_number.find(text, title.end, end) if title else iter(())
    found = next(after_title, None) or next(case_number.find(text, head[0], end), None)
    found = found or _WITHOUT_YEAR.search(text, head[0], end)
    if found is None:
        return None
    span = trimmed(text, found.span())
    # joined cases may be listed one serial a line
    listed = re.sub(r"(?<=\d)\n(?=\d)", "、", text[slice(*span)])
    return at(source, case_number.normal(listed), span, "head.case_number", 0.98)


# A line of its own, the year lost or without brackets: 太行初字第00010号, 2015年海民初字第40768号
_WITHOUT_YEAR = re.compile(
    r"(?<=\n)(?:\d{4}年)?[\u4e00-\u9fff]{1,8}[初终再执监申审][\u4e00-\u9fff]{0,2}字第\d{1,7}(?:-\d+)?号(?=[\n ])"
)


_CATEGORY = (("执", "执行"), ("刑", "刑事"), ("行", "行政"), ("赔", "国家赔偿"), ("民", "民事"))


def category(source: str, title: Value[str] | None, number: Value[str] | None) -> Value[str] | None:
    """民事, 刑事, 行政, 执行 or 国家赔偿, from the case number's type and the title."""
    kind = _kind_of(number)
    titled = title.value if title else ""
    basis = title or number
    if basis is None:
        return None
    word = _category_word(titled, kind)
    return at(source, word, (basis.start, basis.end), "head.category", 0.95) if word else None


def _kind_of(number: Value[str] | None) -> str:
    parsed = case_number.parse(number.value) if number else None
    return parsed.kind if parsed else ""


def _category_word(titled: str, kind: str) -> str | None:
    if titled.startswith("执行") or "执" in kind or "财产令" in titled or "消费令" in titled:
        return "执行"
    for word in ("刑事", "民事", "行政"):
        if titled.startswith(word):
            return word
    if "赔偿" in titled or "赔" in kind:
        return "国家赔偿"
    by_kind = next((word for sign, word in _CATEGORY if sign in kind), None)
    return by_kind or ("民事" if re.search(r"商|知|破|督|财保|催|特|诉前", kind) or "支付令" in titled else None)


_PROCEDURES = (
    (r"刑更|减|假释", "刑罚与执行变更"),
    (r"行审|非诉", "非诉执行审查"),
    (r"督", "督促"),
    (r"财保|诉前|保字", "诉前保全"),
    (r"刑核|复核", "死刑复核"),
    (r"执", "执行"),
    (r"申|监", "再审审查"),
    (r"再|提|抗", "再审"),
    (r"辖终|终", "二审"),
    (r"初|重", "一审"),  # 刑重字: tried anew in the first instance
)


def procedure(
    source: str, text: str, number: Value[str] | None, title: Value[str] | None, opening: Span
) -> Value[str] | None:
    """一审, 二审, 再审审查, 执行, ...: from the case number; without one, from the first sentences."""
    kind = _kind_of(number)
    for pattern, word in _PROCEDURES:
        if number and re.search(pattern, kind):
            return at(source, word, (number.start, number.end), "head.procedure")
    for pattern, word in _OPENINGS:
        found = re.compile(pattern).search(text, opening[0], min(len(text), opening[1] + 600))
        if found:
            return at(source, word, found.span(), "head.procedure", 0.8)
    if title and title.value.startswith("执行"):
        return at(source, "执行", (title.start, title.end), "head.procedure", 0.8)
    return None


_OPENINGS = (
    (r"复核终结|核准|进行了复核", "死刑复核"),
    (r"减刑|假释", "刑罚与执行变更"),
    (r"申请再审|再审申请", "再审审查"),
    (r"本院(?:提审|再审)|再审", "再审"),
    (r"提起上诉|提出上诉|向本院上诉|不服，上诉", "二审"),
    (r"申请执行|立案执行", "执行"),
    (r"公诉机关|提起公诉|原告", "一审"),
)
