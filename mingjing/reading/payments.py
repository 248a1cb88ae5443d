"""Who pays whom how much, in one item of the orders."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mingjing.court.numerals import MONEY, integer, money_fen
from mingjing.reading import interest
from mingjing.reading.names import Mention, Names
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

PAYS = re.compile(
    r"(?:支付|偿还|偿付|归还|赔偿(?!金|款)|给付|付给|返还|退还|退赔|退款|补偿|清偿|赔付|交纳|缴纳|发还|退回|退缴|(?<!自行)承担"
    r"|补足|付清|付还|还清|交付|补发|补缴"
    r"|履行|腾退|给(?=[^，。；]{0,30}元)|支出|垫付|还款|分担)(?:给|了|责任)?"
)
_MONEY = re.compile(rf"(?:{MONEY})(?:整|正)?")
_TOTAL = re.compile(
    rf"(?:共计|合计|总计|总共|共|总额为?|总和为?|累计|总金额为?|(?<=[，、）])计)(?:为|人民币|损失|款|金额|[：])*(?P<sum>{MONEY})"
)
_SHARE = re.compile(
    rf"(?:的?(?:百分之[零一二三四五六七八九十百点]+|\d+(?:\.\d+)?[%％])|[－-]|扣除)[^。；\n]{{0,60}}?(?:即"
    rf"|为|计|后)(?:人民币|[^，。；\n\d]{{0,8}})?(?P<sum>{MONEY})"
)
_THAT_IS = re.compile(
    rf"(?:，|后)(?:即|实际|尚(?:欠|需|应)|还应|余款|剩余|下余|再)(?:再)?[^，。；\n\d]{{0,10}}?(?P<sum>{MONEY})"
)
_NOT_OWED = re.compile(
    r"(?:每[日天月年人件平套台亩次瓶箱盒只个份]|／[日天月年]|价值|单价|价格|限额(?!内|范围)|已(?:付|支付|给付"
    r"|垫付|赔偿|经支付|履行|退还|退赔|缴纳|缴|交纳)|扣除|扣减|减去|注册资本|保证金[^，。；]{0,4}中|按)"
    r"[^，。；、\n]{0,12}$"
)
_DEDUCTED = re.compile(r"中(?:予以)?(?:扣除|抵扣|扣减)")
_TIMES = re.compile(r"的?(?:\d+|[一二三四五六七八九十两]+)倍")
# what is owed only if a duty in kind cannot be done
_ELSE = re.compile(r"[，；（](?:如|若|如果|届时)[^，。；]{0,40}?(?:不能|无法|未能|不予|不足|损坏|逾期|未在)")
_EACH = re.compile(r"(?:各|分别|每人)(?:自)?(?:支付|给付|赔偿|偿还|返还)?")
_DEADLINE = re.compile(
    r"(?:生效|法律效力|送达|确定|签收|收到)[^，。；\n]{0,14}?(?:起|后|之日"
    r"|，)?(?:的)?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<unit>个?工作日|日|天|个月)(?:之?内|以内"
    r"|前)"
    r"|(?P<m>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<munit>日|天|个月)内(?:一次性)?(?:付|支|偿|履|给|还|清"
    r"|赔|返|退|缴)"
)
_JOINT = re.compile(
    r"(?P<joint>承担[^，。；]{0,6}连带|连带(?:清偿|赔偿|给付|支付|偿还|返还|保证)?责任|互负连带"
    r"|连带(?:赔偿|支付|清偿|偿还|给付)|负连带)"
    r"|(?P<supplement>补充(?:清偿|赔偿|给付)?责任|不足部分|不能清偿|未能偿还|不能偿还|未能清偿)"
    r"|(?P<common>共同(?:支付|偿还|归还|赔偿|给付|返还|清偿|承担|退赔|退还))"
)
_VICTIM = re.compile(
    r"(?:被害人|受害人|被害单位|受害单位|失主)(?P<names>(?![的（及和共各人、]|经济|损失|等)"
    r"[\u4e00-\u9fff×·A-Z0-9（）]{2,24}?(?:[、和](?:被害人|被害单位)?(?!的?(?:经济|各项)?损失)"
    r"[\u4e00-\u9fff×·A-Z0-9（）]{2,24}?)*)"
    r"(?=[。；，（\n及的共各人]|经济|损失|违法|$)"
)
# 违法所得人民币300元, 犯罪所得一万八千元; not 违法所得（已暂扣9000元）
_GAINED = re.compile(
    rf"(?:所得|赃款|获利)[^，。；（）\n\d零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾]{{0,10}}(?P<sum>{MONEY})"
)
# 在被告提供退货地址后十日内, 为原告办理退货手续: the party is part of the circumstances
_ASIDE = re.compile(r"(?:在|为|经|待|因|收到|收回|接到)$")
_TO = re.compile(r"(?:向|给|对|与)$")


@dataclass(frozen=True, slots=True)
class Payment:
    """What one item orders to be paid."""

    payers: tuple[Value[str], ...]
    payees: tuple[Value[str], ...]
    amount: Value[int] | None
    components: tuple[Value[int], ...]


def payment(source: str, text: str, span: Span, names: Names, with_victims: bool = False) -> Payment:
    """The payment that the item at `span` orders; empty where it orders none."""
    verb = _verb(text, span)
    otherwise = _ELSE.search(text, *span)
    end = otherwise.start() if otherwise else span[1]
    mentions = [mention for mention in names.mentions(span) if mention.span[0] < end]
    payers, payees = _sides(text, mentions, verb, span)
    paid_to = [*_values(source, payees, "payments.payee")]
    if with_victims:
        paid_to = [*_victims(source, text, span)] or paid_to
    amount, components = _amount(source, text, (min(verb.end(), end) if verb else span[0], end), len(paid_to))
    if amount is None and verb:  # 将违法所得339元退回给被害人
        amount, components = _amount(source, text, (span[0], verb.start()), len(paid_to))
    return Payment(tuple(_values(source, payers, "payments.payer")), tuple(paid_to), amount, components)


def _verb(text: str, span: Span) -> re.Match[str] | None:
    """The verb of paying: not the one inside 请求支付 or 承担连带责任的…"""
    return PAYS.search(text, *span)


def _sides(
    text: str, mentions: list[Mention], verb: re.Match[str] | None, span: Span
) -> tuple[list[Mention], list[Mention]]:
    """Before the verb stand those who pay, unless 向 or 给 stands before them; behind it those who receive."""
    if not verb:
        return [], []
    payers: list[Mention] = []
    payees: list[Mention] = []
    for mention in mentions:
        if _is_principal(text, mention, span) or text.startswith("的监护人", mention.span[1]):
            continue
        lead = _lead(text, mention, span)
        if _ASIDE.search(lead):
            continue
        if mention.span[0] > verb.start() or _TO.search(lead) or (payees and lead.endswith(("、", "和", "及"))):
            payees.append(mention)
        else:
            payers.append(mention)
    paying = _by_whom(text, payers, span)
    suffered = _who_suffered(text, payers[: len(payers) - len(paying)], paying) if not payees else []
    return paying, suffered or _only_first_run(text, payees)


def _by_whom(text: str, payers: list[Mention], span: Span) -> list[Mention]:
    """原、被告的共同债务由原告偿还: those behind the last 由 pay."""
    last = max((i for i, m in enumerate(payers) if _lead(text, m, span).endswith("由")), default=0)
    return payers[last:]


_LOSS = re.compile(r"损失|(?:医疗|护理|误工|抢救|丧葬|修理)费|赔偿金")


def _who_suffered(text: str, before: list[Mention], paying: list[Mention]) -> list[Mention]:
    """原告甲的各项损失1000元，由被告乙赔偿: the loss told before is that of the one who is paid."""
    payers = {name for mention in paying for name in mention.names}
    return [
        mention
        for mention in before[:1]
        if not payers & set(mention.names) and _LOSS.search(text, mention.span[1], paying[0].span[0])
    ]


_OWN_ROLE = re.compile(
    r"(?:上述|以上|本案)?(?:原审|反诉|本诉)?(?:被?上诉人|[原被]告人?|第三人|被?申请(?:执行)?人|被执行人)"
    r"(?:（[^）]*）)?$"
)


def _lead(text: str, mention: Mention, span: Span) -> str:
    """The words before the mention and its role word."""
    return _OWN_ROLE.sub("", text[max(span[0], mention.span[0] - 8) : mention.span[0]])


_GUARANTEES = re.compile(r"(?:连带|补充|偿还|清偿|赔偿|担保|保证)[^，。；]{0,6}责任")
_AFTER_FOR = re.compile(r"(?:等)?(?:承担|负)")


def _is_principal(text: str, mention: Mention, span: Span) -> bool:
    """被告乙 in 被告甲对被告乙的上述债务承担连带责任: neither pays by this item nor receives."""
    before = text[max(span[0], mention.span[0] - 10) : mention.span[0]]
    answers_for = re.search(r"(?:对|就)[^，。；向]{0,8}(?:被告|借款人)?$", before)
    return bool(
        answers_for
        and not _AFTER_FOR.match(text, mention.span[1])
        and _GUARANTEES.search(text, mention.span[1], span[1])
    )


def _only_first_run(text: str, found: list[Mention]) -> list[Mention]:
    """Payees joined by 、 or 和; a name further on belongs to the story of the debt."""
    run: list[Mention] = []
    for mention in found:
        gap = text[run[-1].span[1] : mention.span[0]] if run else ""
        if run and not re.fullmatch(
            r"(?:（[^）]*）)?[、，和及与]?(?:[原被]告人?|第三人|被?上诉人|被?申请(?:执行)?人"
            r"|附带民事诉讼原告人)?(?:（[^）]*）)?",
            gap,
        ):
            break
        run.append(mention)
    return run


def _values(source: str, found: Iterable[Mention], by: str) -> list[Value[str]]:
    """Each party once."""
    values: dict[str, Value[str]] = {}
    for mention in found:
        for value in mention.values(source, by):
            values.setdefault(value.value, value)
    return list(values.values())


def _victims(source: str, text: str, span: Span) -> list[Value[str]]:
    found: dict[str, Value[str]] = {}
    for match in _VICTIM.finditer(text, *span):
        for part in re.finditer(r"[^、和]+(?:和$)?", match["names"]):  # 吴某和 is a name, 吴某和钱某 are two
            lead = re.match(r"(?:被害人|受害人|被害单位)", part.group())
            start = match.start("names") + part.start() + (lead.end() if lead else 0)
            name = re.sub(r"(?:等人|等|各自|各)$", "", text[start : match.start("names") + part.end()])
            if len(name) >= 2:
                found.setdefault(name, at(source, name, (start, start + len(name)), "payments.victim", 0.8))
    return list(found.values())


def _amount(source: str, text: str, span: Span, payees: int) -> tuple[Value[int] | None, tuple[Value[int], ...]]:
    """The amount owed and its parts: a named total counts, else the sum of the amounts."""
    bases = interest.bases(text, span)
    found = [m for m in _MONEY.finditer(text, *span) if _owed(text, m, span, bases)]
    values = [at(source, fen, m.span(), "payments.amount", 0.9) for m in found if (fen := money_fen(m.group()))]
    if not values:
        return None, ()
    named = _named_total(source, text, span, values)
    if named:
        parts = tuple(v for v in values if v.start != named.start)
        return named, parts if sum(v.value for v in parts) == named.value and len(parts) > 1 else ()
    if len(values) == 1:
        return _for_each(source, text, span, values[0], payees)
    return at(source, sum(v.value for v in values), (values[0].start, values[-1].end), "payments.sum", 0.75), tuple(
        values
    )


def _owed(text: str, money: re.Match[str], span: Span, bases: list[Span]) -> bool:
    before = text[max(span[0], money.start() - 20) : money.start()]
    inside_bracket = text.count("（", span[0], money.start()) > text.count("）", span[0], money.start())
    spoken = (
        money.group()[0] in "零〇一二三四五六七八九十百千万亿两" and len(money.group()) < 3 and money.group()[0] == "万"
    )
    based = any(a <= money.start() < b for a, b in bases)
    return not (
        _TIMES.match(text, money.end())
        or _DEDUCTED.match(text, money.end())
        or spoken
        or based
        or inside_bracket
        or _NOT_OWED.search(before)
    )


def _named_total(source: str, text: str, span: Span, values: list[Value[int]]) -> Value[int] | None:
    for pattern in (_SHARE, _TOTAL, _THAT_IS):
        found = list(pattern.finditer(text, *span))
        for match in reversed(found):
            same = next((v for v in values if v.start <= match.start("sum") < v.end), None)
            if same and (pattern is not _TOTAL or same is values[-1] or _sums(values, same)):
                return same
    return None


def _sums(values: list[Value[int]], total: Value[int]) -> bool:
    """Whether the amounts before the total add up to it, so that nothing behind it is a further debt."""
    before = sum(v.value for v in values if v.start < total.start)
    after = [v for v in values if v.start > total.start]
    return not before or before == total.value or sum(v.value for v in after) == total.value or not after


def _for_each(
    source: str, text: str, span: Span, value: Value[int], payees: int
) -> tuple[Value[int], tuple[Value[int], ...]]:
    """各给付原告甲、乙13836.6元 is twice the amount."""
    each = _EACH.search(text, max(0, span[0] - 12), value.start)
    if not each or payees < 2:
        return value, ()
    total = at(source, value.value * payees, (value.start, value.end), "payments.each", 0.8)
    return total, (value,) * payees


def gained(source: str, text: str, span: Span) -> Value[int] | None:
    """What was gained by the crime and is recovered: 追缴违法所得人民币300元."""
    found = _GAINED.search(text, *span)
    fen = money_fen(found["sum"]) if found else None
    return at(source, fen, found.span("sum"), "payments.gained", 0.9) if found and fen is not None else None


def deadline(source: str, text: str, span: Span) -> Value[int] | None:
    """Days allowed for paying: 于本判决生效之日起十日内. A month counts 30."""
    found = _DEADLINE.search(text, *span)
    if not found:
        return None
    group, unit = ("n", "unit") if found["n"] else ("m", "munit")
    number = integer(found[group])
    if number is None:
        return None
    return at(source, number * (30 if "月" in found[unit] else 1), found.span(group), "payments.deadline", 0.9)


def joint(source: str, text: str, span: Span) -> Value[str] | None:
    """连带, 补充 or 共同, at the words that say so."""
    found = _JOINT.search(text, *span)
    if not found:
        return None
    word = {"joint": "连带", "supplement": "补充", "common": "共同"}[str(found.lastgroup)]
    return at(source, word, found.span(), "payments.joint", 0.9)
