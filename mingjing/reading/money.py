"""The amount in dispute and the fee, in fen."""

from __future__ import annotations

import re

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.paper import Fee, Party
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

_MONEY = re.compile(MONEY)
# the words that open the claims, the plainest first: 要求 also occurs in the story
_CLAIMS = (
    re.compile(r"诉讼请求(?:如下|为|是)?[：，]|请求(?:法院)?(?:依法)?(?:判令|判决|判)|请求：|诉讼请求"),
    re.compile(
        r"(?:诉至|诉请|起诉至|诉讼至)[^，。：]{0,14}(?:[，：]?(?:要求|请求|请|判令|提出))|判令[：，]?"
        r"|要求(?:判令|依法判|被告)"
    ),
)
_CLAIMS_END = re.compile(
    r"事实(?:和|与|及)?(?:、)?理由|辩称|答辩|未(?:作|提交)?(?:出)?答辩|未到庭|经审理|"
    r"本院认为|理由[：是]|提交[^，。]{0,10}证据|为证明|为支持"
)
# the base or unit of a rate, not a claim of its own: 以300000元为基数, 按照每天40元
_RATE = re.compile(
    r"(?:每[天日月年]|／[天日月年]|/[天日月年]|(?:基数|标准|以(?!及|上)|按照?)(?:(?!赔偿|支付|倍)[^，。；]){0,12})$"
)
_FEE = re.compile(
    r"(?P<kind>(?:一审|二审|本案|再审)?(?:案件|诉讼|本案)?(?:受理|申请执行|申请|诉讼|"
    rf"执行|保全|财产保全申请|公告)费用?)[^，。；\n\d]{{0,16}}?(?:人民币)?(?P<total>{MONEY})"
)
_HALF = re.compile(
    r"减半(?:后)?(?:收取|计收|征收|计算|交纳|计|收)?(?:受理费|案件受理费|为|计|人民币|"
    rf"收取)*[：]?(?P<sum>{MONEY})|(?:实收|收取)(?P<b>{MONEY})"
)
_BEARER_NAME = r"(?:[^，。；、\n（）由]|（[\u4e00-\u9fff]{1,6}）){2,40}?"
_BEARER = re.compile(
    rf"(?:由|，)(?P<names>(?!于|如|同时|根据|未|应|并|依法|其?自行|减半|直接|自本|法定)"
    rf"{_BEARER_NAME}(?:[、和]{_BEARER_NAME}){{0,8}})(?:共同|各自|连带|平均|自行|各)?(?:负担|承担)"
)


def amount_in_dispute(source: str, text: str, parts: Sections) -> Value[int] | None:
    """The sum of money claimed in the first instance, over all items."""
    claims = _claims(text, parts)
    return _sum_of_items(source, text, claims) if claims else None


def _claims(text: str, parts: Sections) -> Span | None:
    """The sentence of the claims, from 诉讼请求 to the facts."""
    stop = parts.reasoning[0]
    found = next(filter(None, (cue.search(text, parts.proceedings[0], stop) for cue in _CLAIMS)), None)
    if not found:
        return None
    ended = _CLAIMS_END.search(text, found.end(), min(stop, found.end() + 1200))
    end = ended.start() if ended else min(stop, found.end() + 300)
    return found.end(), end


def _sum_of_items(source: str, text: str, claims: Span) -> Value[int] | None:
    """Amounts that are neither a rate, nor its base, nor parts or sums of amounts already named."""
    found = [m for m in _MONEY.finditer(text, *claims) if _is_claimed(text, claims, m)]
    fens = [fen for m in found if (fen := money_fen(m.group()))]
    if not fens:
        return None
    span = (found[0].start(), found[-1].end())
    return at(source, sum(_without_sums(fens)), span, "money.claimed_sum", 0.95 if len(fens) == 1 else 0.6)


def _is_claimed(text: str, claims: Span, amount: re.Match[str]) -> bool:
    """Not 每天40元, not 以300000元为基数, and not explained in brackets (其中本金…元)."""
    before = text[claims[0] : amount.start()]
    explained = before.count("（") > before.count("）") and bool(_MONEY.search(before[: before.rfind("（")]))
    base = re.compile(r"(?:本金)?为(?:基数|本金|基准)").match(text, amount.end())
    return not (explained or base or _RATE.search(before[-14:]))


def _without_sums(fens: list[int]) -> list[int]:
    """12、8、两项合计20 counts 20 once."""
    kept: list[int] = []
    for fen in fens:
        if not any(fen == sum(kept[-last:]) for last in range(2, len(kept) + 1)):
            kept.append(fen)
    return kept


def fee(source: str, text: str, parts: Sections, people: tuple[Party, ...] = ()) -> Fee | None:
    """The first fee sentence of the orders."""
    found = _FEE.search(text, *parts.orders)
    if not found:
        return None
    end = min(parts.orders[1], found.end() + 200)
    total = _amount(source, found, "total")
    half = _HALF.search(text, found.end(), min(end, found.end() + 40))
    charged = _amount(source, half, "sum" if half["sum"] else "b") if half else total
    waived = bool(re.compile(r"免予收取|免交|免收|予以免").search(text, found.end(), end))
    kind = (
        re.sub(r"^本案(?=受理)|^受理费|^案件受理费用", "案件受理费", found["kind"])
        .replace("案件受理费受理费", "案件受理费")
        .replace("案件受理费费", "案件受理费")
    )
    return Fee(
        at(source, kind.replace("本案案件", "案件"), found.span("kind"), "fee.kind"),
        total,
        charged,
        waived,
        _bearers(source, text, (found.end(), end), people),
    )


def _amount(source: str, found: re.Match[str] | None, group: str) -> Value[int] | None:
    fen = money_fen(found[group]) if found else None
    return at(source, fen, found.span(group), "fee.amount", 0.9) if found and fen is not None else None


_ROLE_WORD = re.compile(
    r"^(?:上列|二|三|两)?(?:被?上诉人|原审?[原被]告|原告|被告|被?申请(?:执行)?人|被执行人|再审申请人|第三人|罪犯)+"
)


def _bearers(source: str, text: str, span: Span, people: tuple[Party, ...]) -> tuple[Value[str], ...]:
    """The names after 由, without their role words: 由原告甲负担81元，被告乙负担332元; 由被告负担 means all of them."""
    values: dict[str, Value[str]] = {}
    for found in _BEARER.finditer(text, *span):
        for part in re.finditer(r"[^、和]+", found["names"]):
            start, end = found.start("names") + part.start(), found.start("names") + part.end()
            word = _ROLE_WORD.match(part.group())
            named = start + (word.end() if word else 0)
            names = [text[named:end]] if end > named else _with_role(word[0] if word else "", people)
            for name in (name for name in names if name not in ("应", "各", "法定代理人")):
                values.setdefault(name, at(source, name, (named if end > named else start, end), "fee.bearer", 0.8))
    return tuple(values.values())


def _with_role(word: str, people: tuple[Party, ...]) -> list[str]:
    role = re.sub(r"^[二三两]|^上列", "", word)
    return [party.name.value for party in people if party.role.value == role]
