"""The fee sentence: what kind, how much, how much of it is charged, and who bears how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.names import Names
from mingjing.reading.paper import Fee, FeeShare
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

_KIND = (
    r"(?:本案)?(?:一、二审|一审|二审|再审|反诉|本诉|原审|上诉)?(?:案件|诉讼|本案)?(?:案件)?"
    r"(?:受理费|申请执行费|执行申请费|诉讼保全费|财产保全申请费|财产保全费|诉前保全费|保全申请费|保全费"
    r"|申请费|执行费|诉讼费用?|反诉费|公告费|其他费用|鉴定费|评估费)用?"
)
# what opens a fee sentence; 某人预交的, 六案, 减半收取的, 本案应收 may stand before the kind
_START = re.compile(
    rf"(?:(?<=[\n。；，： ）])|(?<=^)|(?<=收取)|(?<=诉讼费用为)|(?<=[一二三四五六七八九]、)|(?<=元、)(?=本案))"
    rf"(?:[^，。；：、\n（）]{{0,24}}?(?:预交的|收取的|应收|案|各))??(?P<kind>{_KIND})(?!的|由法院)"
)
_BEFORE = re.compile(rf"(?:其中)?(?P<sum>{MONEY})(?:，)?由[^，。；]*$")
_AMOUNT = re.compile(
    rf"(?P<kind>{_KIND})(?:[^，。；、\n各\d零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{{0,18}})"
    rf"(?P<each>各)?(?:人民币)?(?P<sum>{MONEY})"
)
_HALF = re.compile(
    rf"(?:减半|依法减半|已减半)[^，。；\n\d]{{0,20}}?(?P<a>{MONEY})|(?:减半|减免)[^。；\n]{{0,12}}?(?:实收"
    rf"|计收|收取|计|为)[^，。；\n\d]{{0,8}}(?P<b>{MONEY})"
    rf"|减半收取，余款(?P<d>{MONEY})|(?:实际?收取?|实收)(?:人民币)?(?P<c>{MONEY})"
)
_SUM = re.compile(rf"(?:合计|共计|总计)[^，。；\d]{{0,12}}?(?P<sum>{MONEY})")
_WAIVED = re.compile(r"不予收取|免予收取|免予交纳|免予缴纳|免交|免收|予以免|免缴|不收取?|不交纳")
_BEARS = re.compile(
    rf"(?:共同|各自|各半|各|连带|平均|自行|予以|全部|应|均|分)*?(?P<each>各)?(?:自)?(?:负担|承担|担负)"
    rf"(?!之款|的|部分)(?:人民币)?(?P<sum>{MONEY})?"
)
_HALVES = re.compile(r"各半|平均|各(?:自)?(?:负担|承担)?(?:一半|二分之一)")
_END = re.compile(r"如不服|不服本|如果?[^，。]{0,12}未按|本(?:判决|裁定)书?(?:为|系|自送达|一经|送达)|$")
_SAYS_MORE = re.compile(rf"{MONEY}|负担|承担|免")
# ；二审案件受理费…: a further fee after the bearers of the one before
_ANOTHER = re.compile(rf"(?<=[；，。])(?={_KIND}[^，。；\n]{{0,12}}\d)")
_PREPAID = re.compile(r"（[^（）]*(?:（[^）]*）[^（）]*)*）")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The fee sentence and what its kinds and amounts are."""

    span: Span
    kind: Value[str]
    amounts: tuple[Value[int], ...]


def fee(source: str, text: str, parts: Sections, names: Names) -> Fee | None:
    """The fee sentences of the orders, together; in enforcement they may stand among the facts."""
    clauses = list(_clauses(source, text, parts.orders)) or [*_of_enforcement(source, text, parts)]
    return _together(source, [_one(source, text, clause, names) for clause in clauses]) if clauses else None


def _one(source: str, text: str, clause: _Clause, names: Names) -> Fee:
    """The fee of one sentence."""
    total = _total(source, text, clause)
    half = _HALF.search(text, *clause.span)
    charged = _money(source, half, next(g for g in "abcd" if half[g]), "fee.charged") if half else total
    if half and total and charged and total.value == charged.value and "减半" in half.group():
        total = None  # 减半收取5元 names the half alone
    if half and charged and (summed := _summed(source, text, clause, half.end())):
        charged = summed
    waived = bool(_WAIVED.search(text, *clause.span))
    shares = () if waived else tuple(_shares(source, text, clause, names, charged))
    return Fee(clause.kind, total, charged, waived, shares=shares)


def _together(source: str, fees: list[Fee]) -> Fee:
    """一审案件受理费…负担；二审案件受理费…负担 are one fee of both kinds."""
    first, last = fees[0].kind, fees[-1].kind
    kinds = "、".join(dict.fromkeys(fee.kind.value for fee in fees))
    shares = tuple(share for fee in fees for share in fee.shares)
    return Fee(
        kind=at(source, kinds, (first.start, first.end if first is last else last.end), "fee.kind", first.confidence),
        total_fen=_added(source, [fee.total_fen for fee in fees]),
        charged_fen=_added(source, [fee.charged_fen for fee in fees]),
        waived=any(fee.waived for fee in fees),
        bearers=tuple({v.value: v for share in shares for v in share.names}.values()),
        shares=shares,
    )


def _added(source: str, amounts: list[Value[int] | None]) -> Value[int] | None:
    """The sum, when every sentence has its amount."""
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) != len(amounts):
        return None
    if len(known) == 1:
        return known[0]
    return at(source, sum(v.value for v in known), (known[0].start, known[-1].end), "fee.sum", 0.75)


def _clauses(source: str, text: str, span: Span) -> Iterator[_Clause]:
    """The first fee sentence and those that follow it at once."""
    pos = span[0]
    while pos < span[1] and (clause := _clause(source, text, (pos, span[1]))):
        if pos > span[0] and text[pos : clause.span[0]].strip("。；，\n "):
            return
        yield clause
        pos = clause.span[1]


def _clause(source: str, text: str, span: Span) -> _Clause | None:
    for start in _START.finditer(text, *span):
        end = _sentence_end(text, start.start(), span[1])
        printed = text[start.start() : end]
        line = max(span[0], text.rfind("\n", span[0], start.start()))
        if text.count("（", line, start.start()) > text.count("）", line, start.start()):
            continue
        if not _SAYS_MORE.search(printed) or _within_claim(text, span, start.start()) or _damages(text, start, printed):
            continue
        found = list(_AMOUNT.finditer(text, start.start(), end))
        kinds = found or [start]
        names = dict.fromkeys(name for kind in kinds if (name := _plain(kind["kind"])) != "诉讼费" or len(kinds) == 1)
        kind = at(source, "、".join(names), kinds[0].span("kind"), "fee.kind", 0.95)
        amounts = tuple(v for m in found if (v := _each(source, text, m)))
        return _Clause((start.start(), end), kind, amounts)
    return None


def _within_claim(text: str, span: Span, start: int) -> bool:
    """诉讼费 inside 驳回…承担诉讼费的请求 is a claim."""
    sentence = max(span[0], *(text.rfind(sign, span[0], start) for sign in "。；\n"))
    return bool(re.search(r"驳回|请求|应在|预交|递交", text[sentence:start]))


def _damages(text: str, start: re.Match[str], printed: str) -> bool:
    """鉴定费 and 公告费 also stand among the damages: they are a fee where somebody is to bear them."""
    if not re.match("鉴定|评估|公告|其他", start["kind"]):
        return False
    return text[start.start() - 1 : start.start()] not in ("。", "；", "\n") or not re.search("负担|承担", printed)


def _sentence_end(text: str, start: int, end: int) -> int:
    """Up to where the sentence on the fee ends: the bearer may stand in the next one, a further fee behind it."""
    stop = _END.search(text, start, end)
    line = text.find("\n", start, end)
    limit = min(stop.start() if stop else end, line if line > 0 else end, start + 600)
    borne = re.compile("负担|承担|担负").search(text, start, limit)
    if not borne:
        return limit if line < 0 else min(start + 200, end)
    another = _ANOTHER.search(text, borne.end(), limit)
    dot = text.find("。", borne.end(), limit)
    return min(another.start() if another else limit, dot if dot > 0 else limit)


def _each(source: str, text: str, found: re.Match[str]) -> Value[int] | None:
    """一、二审案件受理费各50元 is twice the amount."""
    fen = money_fen(found["sum"])
    if fen is None:
        return None
    times = 2 if found["each"] and "一、二审" in found["kind"] else 1
    return at(source, fen * times, found.span("sum"), "fee.amount", 0.9)


def _plain(kind: str) -> str:
    """受理费, 本案受理费 and 本案案件受理费 are 案件受理费."""
    plain = re.sub(r"^(?:本案|案件)+", "案件", re.sub("(?<=受理费|申请费|执行费|保全费|公告费|诉讼费)用$", "", kind))
    plain = re.sub(r"^案件(?=申请执行费|执行费|保全费|公告费|诉讼费|其他)", "", plain)
    return "案件受理费" if plain == "受理费" else plain


def _summed(source: str, text: str, clause: _Clause, after: int) -> Value[int] | None:
    """减半收取500元，保全费520元，合计1020元: what is charged in all."""
    named = _SUM.search(text, after, clause.span[1])
    brackets = [m.span() for m in _PREPAID.finditer(text, *clause.span)]
    inside = named and any(a < named.start() < b for a, b in brackets)
    return _money(source, named, "sum", "fee.charged") if named and not inside else None


def _total(source: str, text: str, clause: _Clause) -> Value[int] | None:
    brackets = [m.span() for m in _PREPAID.finditer(text, *clause.span)]
    named = _SUM.search(text, *clause.span)
    if named and not any(a < named.start() < b for a, b in brackets):
        return _money(source, named, "sum", "fee.total")
    if not clause.amounts:
        return None
    if len(clause.amounts) == 1:
        return clause.amounts[0]
    first = clause.amounts[0]
    return at(source, sum(a.value for a in clause.amounts), (first.start, clause.amounts[-1].end), "fee.sum", 0.8)


def _money(source: str, found: re.Match[str], group: str, by: str) -> Value[int] | None:
    fen = money_fen(found[group])
    return at(source, fen, found.span(group), by, 0.9) if fen is not None else None


def _shares(source: str, text: str, clause: _Clause, names: Names, charged: Value[int] | None) -> Iterator[FeeShare]:
    """由原告甲负担81元，被告乙负担332元; without an amount the bearer bears all that is charged."""
    pos = clause.span[0]
    brackets = [m.span() for m in _PREPAID.finditer(text, *clause.span)]
    found = [m for m in _BEARS.finditer(text, *clause.span) if not any(a < m.start() < b for a, b in brackets)]
    for bears in found:
        people = _people(source, text, (pos, bears.start()), names, brackets)
        before, pos = pos, bears.end()
        amount = _money(source, bears, "sum", "fee.share") if bears["sum"] else charged if len(found) == 1 else None
        ahead = _BEFORE.search(text, before, bears.start()) if amount is None else None
        amount = _money(source, ahead, "sum", "fee.share") if ahead else amount
        each = bears["each"] or text[bears.start() : bears.start() + 1] == "各"
        if amount and len(people) == 2 and _HALVES.search(bears.group()):
            half = replace(amount, value=amount.value // 2)
            yield from (FeeShare((person,), half) for person in people)
        elif each and bears["sum"]:
            yield from (FeeShare((person,), amount) for person in people)
        elif people:
            yield FeeShare(tuple(people), amount)


def _people(source: str, text: str, span: Span, names: Names, brackets: list[Span]) -> list[Value[str]]:
    """The bearers named before 负担; names in brackets only tell who paid in advance."""
    values: dict[str, Value[str]] = {}
    for mention in names.mentions(span):
        if any(a <= mention.span[0] < b for a, b in brackets):
            continue
        for value in mention.values(source, "fee.bearer"):
            values.setdefault(value.value, value)
    return list(values.values()) or _unlisted(source, text, span)


# 由申请人某某公司负担, where the list of parties does not have the name
_UNLISTED = re.compile(
    r"(?:由|，)?(?:由)?(?:上诉人|原告|被告|申请人|被申请人|被执行人|申请执行人|再审申请人|第三人)*(?P<name>(?!原告"
    r"|被告|双方|各自|其|上诉人|申请人)[\u4e00-\u9fff×（）·]{2,30})$"
)


def _unlisted(source: str, text: str, span: Span) -> list[Value[str]]:
    found = _UNLISTED.search(text, *span)
    return [at(source, found["name"], found.span("name"), "fee.unlisted", 0.7)] if found else []


_EXECUTION_FEE = re.compile(rf"(?P<kind>(?:申请)?执行费)(?:人民币|为|：)?(?P<sum>{MONEY})")


def _of_enforcement(source: str, text: str, parts: Sections) -> Iterator[_Clause]:
    """执行费50元 among the facts of an enforcement ruling."""
    found = _EXECUTION_FEE.search(text, parts.parties[1], parts.orders[0])
    fen = money_fen(found["sum"]) if found else None
    if not found or fen is None:
        return
    kind = at(source, found["kind"], found.span("kind"), "fee.enforcement", 0.7)
    yield _Clause(
        (found.start(), _sentence_end(text, found.start(), parts.orders[0])),
        kind,
        (at(source, fen, found.span("sum"), "fee.amount", 0.7),),
    )
