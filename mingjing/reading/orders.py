"""The orders of a paper, item by item: what kind each is, and what it orders to be paid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mingjing.reading import interest, payments
from mingjing.reading.decided import OrderItem
from mingjing.reading.items import Piece, sentences, split
from mingjing.reading.names import Names
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import at

# The first that matches decides; what stands first says more about the item.
_KINDS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (
            r"^(?:本院)?(?:继续)?(?:轮候)?(?:查封|冻结|扣押(?!在案|的|于|物)|划拨|提取|扣划|拍卖|变卖)|(?:予以|依法)(?:查封"
            r"|冻结|扣押)",
            "查封",
        ),
        (r"^撤销[^。；]{0,60}(?:假释|缓刑)|^撤销对?[^。；]{0,40}(?:宣告)?缓刑", "撤销假释"),
        (r"^驳回[^。；]{0,80}再审申请", "驳回再审申请"),
        (r"^驳回[^。；]{0,60}(?:上诉|抗诉)|^维持", "维持原判"),
        (r"^驳回[^。；]{0,60}起诉", "驳回起诉"),
        (r"^(?:驳回|对)[^。；]{0,200}(?:请求|诉请)|^驳回|(?:请求|诉请)[^。；]{0,12}不予支持", "驳回请求"),
        (r"^变更[^。；]{0,120}(?:判决|裁定|判项)", "变更原判"),
        (r"^撤销[^。；]{0,120}(?:判决|裁定|判项|决定书?第)", "撤销原判"),
        (r"不(?:予)?准(?:予|许)?[^。；]{0,40}离婚|离婚[^。；]{0,12}不予准许", "不准离婚"),
        (r"发回[^。；]{0,60}重新?审", "发回重审"),
        (r"指令[^。；]{0,60}(?:再审|审理|受理)", "指令再审"),
        (r"由本院(?:依法)?(?:提审|再审)", "提审"),
        (r"中止[^。；]{0,40}执行|不停止[^。；]{0,30}执行", "中止执行"),
        (r"核准[^。；]{0,120}死刑", "核准死刑"),
        (r"减去|减为|予以减刑|减刑", "减刑"),
        (r"假释", "假释"),
        (r"犯[^，。；]{2,40}罪|无罪", "定罪量刑"),
        (r"(?:准许|准予|同意)[^。；]{0,90}(?:撤回|撤诉)", "准许撤诉"),
        (r"按[^。；]{0,30}(?:撤诉|撤回)[^。；]{0,10}处理", "按撤诉处理"),
        (r"终结[^。；]{0,80}本次执行|本次执行程序终结", "终结本次执行程序"),
        (r"终结[^。；]{0,60}执行", "终结执行"),
        (r"终结[^。；]{0,20}督促程序", "终结督促程序"),
        (r"支付令[^。；]{0,12}失效", "支付令失效"),
        (r"准予?[^。；]{0,60}强制执行|(?<!不)准予强制", "准予强制执行"),
        (r"不予?准[^。；]{0,20}强制执行|不准予", "不准予强制执行"),
        (r"转[为入]?(?:适用)?普通程序", "程序转换"),
        (r"(?<!随案)移送|指定[^。；]{0,40}管辖", "移送"),
        (r"(?:准予|准许|同意)[^。；]{0,40}离婚", "准予离婚"),
        (r"(?:由|随)[^。；]{1,30}(?:抚养|携带|共同生活)", "子女抚养"),
        (
            r"解除[^。；]{0,120}(?:合同|协议|契约|合约|租赁关系|劳动关系|收养关系)|(?:合同|协议)"
            r"》?[^。；]{0,60}解除",
            "解除合同",
        ),
        (r"^[^。；]{0,60}责任后[^。；]{0,12}有权[^。；]{0,60}追偿", "追偿"),
        (r"连带", "连带责任"),
        (r"补充(?:清偿|赔偿)?责任|(?:不能|未能|不足)(?:清偿|偿还|部分)[^。；]{0,40}责任", "补充责任"),
        (r"责令[^。；]{0,60}(?:退赔|退还|退出|退缴|退回|赔偿)", "责令退赔"),
        (r"追缴", "追缴"),
        (r"发还", "发还"),
        (r"没收", "没收"),
        (r"责令[^。；]{0,60}报告", "责令报告财产"),
        (r"不得[^。；]{0,40}(?:转让|处分|转移|减损|抵押)", "禁止处分"),
        (r"妨碍执行", "禁止妨碍执行"),
        (r"归[^。；]{0,24}所有|财产分割", "财产分割"),
        (r"居住使用|腾退|搬离|迁出|迁让|腾空", "房屋居住使用"),
        (r"优先受偿|优先(?:受)?偿权", "优先受偿"),
        (r"赔礼道歉|消除影响|恢复名誉", "赔礼道歉"),
        (r"停止", "停止侵害"),
        (r"(?:过户|变更登记|转移登记|登记手续)", "协助登记"),
        (r"确认", "确认"),
    )
)
_PAYING = (
    "给付",
    "连带责任",
    "补充责任",
    "责令退赔",
    "变更原判",
    "维持原判",
    "发还",
    "返还货物",
    "准予离婚",
    "解除合同",
    "子女抚养",
)
_FEE = re.compile(r"(?:本案)?(?:一审|二审|反诉|本诉)?(?:案件|诉讼)?(?:受理费|诉讼费|保全费|申请费|鉴定费|公告费)")
_NO_DUTY = ("驳回请求", "驳回起诉", "驳回再审申请", "撤销原判", "定罪量刑", "减刑", "核准死刑", "其他")
_GOODS = re.compile(r"退还|返还|交还|归还|退回|退货|交付")
_MONEY_WORDS = re.compile(
    r"[\d零〇一二三四五六七八九十百千万亿]元|[款费]|利息|工资|损失|(?:赔偿|违约|补偿|保证|定|租|本|现|佣|奖|罚|押|公积|抚恤|价)金"
)
_ALL_DEADLINE = re.compile(
    r"(?<![^\n。；])限?于?(?:本)?判决[^，。；\n]{0,24}(?:执行|履行|付清|给付|履行完毕)(?=[。；\n])|"
    r"(?:上述|以上|上列|前述|前列|违法所得限)[^。\n]{0,40}?(?:项|款|义务|罚金|退|于|在|本判决)[^。\n]{0,60}"
)
# 数罪并罚，决定执行…; 刑期从判决执行之日起计算: more about the punishment just pronounced, no order of its own
_CONTINUES = re.compile(
    r"(?:[^，。；犯]{0,4}罪并罚|决定执行|合并执行|并处|刑期|缓刑考验|[^，。；犯]{0,16}罚金|判决执行|总和|先行羁押|羁押|即自|期满|逾期)"
)


def order_items(source: str, text: str, parts: Sections, names: Names, criminal: bool) -> tuple[OrderItem, ...]:
    """The items of the orders, without the standing sentences on late performance, fee and remedies."""
    pieces, _ = split(text, parts.orders)
    items: list[OrderItem] = []
    for piece in pieces:
        spans = _parts(text, piece, names, criminal)
        items += _with_payers([item for span in spans if (item := _item(source, text, span, names, criminal))])
    if not items:
        items = [*_commands(source, text, parts, names)]
    return tuple(_with_common_deadline(source, text, parts.orders, item) for item in items)


# 责令你单位在收到此令后十日内报告财产: a command has no clause 如下
_COMMAND = re.compile(r"责令你[^。\n]{2,120}")


def _commands(source: str, text: str, parts: Sections, names: Names) -> Iterator[OrderItem]:
    """What a command orders those it is addressed to."""
    found = _COMMAND.search(text, parts.parties[0])
    kind = _kind(text, found.span()) if found else None
    if found and kind:
        you = at(source, "你", (found.start() + 2, found.start() + 3), "orders.you", 0.7)
        addressed = tuple(replace(you, value=name) for name in names.with_role("被执行人"))
        days = payments.deadline(source, text, found.span())
        yield OrderItem(at(source, kind, found.span(), "orders.command", 0.75), payers=addressed, deadline_days=days)


def _with_payers(items: list[OrderItem]) -> list[OrderItem]:
    """同时，向原告支付…: in one numbered item, a sentence without a subject has that of the sentence before."""
    for index, item in enumerate(items[1:], start=1):
        if item.payees and not item.payers and not {v.value for v in item.payees} & _paying(items[index - 1]):
            items[index] = replace(item, payers=items[index - 1].payers)
    return items


def _paying(item: OrderItem) -> set[str]:
    return {value.value for value in item.payers}


_LEFT_NUMBER = re.compile(r"[一二三四五六七八九十]{1,2}[、，.．]|\d(?=[原被驳])")


def _parts(text: str, piece: Piece, names: Names, criminal: bool) -> Iterator[Span]:
    """The orders within one numbered item; a note in brackets is no order of its own."""
    for whole in sentences(text, piece.span):
        number = _LEFT_NUMBER.match(text, *whole)
        span = (number.end(), whole[1]) if number and number.end() < whole[1] else whole
        if text[span[0]] == "（" or (criminal and _CONTINUES.match(text, *span)):
            continue
        returns = [] if criminal else _returns(text, span, names)
        cuts = sorted({span[0], *(m.end() for m in _JOINED.finditer(text, *span)), *returns, span[1]})
        yield from ((a, b) for a, b in pairwise(cuts) if b - a > 3)


# what stands before the duty of the other party: ，同时由原告
_RETURN_LEAD = re.compile(
    r"(?:[，；]|，?同时，?|并|且)(?:同时)?，?(?:由|再由)?(?:原审|反诉)?(?:[原被]告|被?上诉人|第三人)?$"
)
_RETURNS = re.compile(
    r"[^，；。\n（]{0,60}?(?:退还|返还|退回|支付|给付|偿还|赔偿|归还|交付|退货|承担[^，。；]{0,8}责任)"
)
_IF = re.compile(r"(?:如|若|届时)(?:果)?(?:[原被]告|被?上诉人)?$")


def _returns(text: str, span: Span, names: Names) -> list[int]:
    """Where the duty of another party begins: …退还原告货款，原告同时退还被告商品."""
    mentions = names.mentions(span)
    first = mentions[0].names if mentions else ()
    cuts = []
    for mention in mentions[1:]:
        begin = max(span[0], mention.span[0] - 12)
        before = text[begin : mention.span[0]]
        lead = _RETURN_LEAD.search(before)
        duty = _RETURNS.match(text, mention.span[1], span[1])
        if (
            lead
            and duty
            and mention.names != first
            and not _IF.search(before)
            and _in_open(text, span, mention.span[0])
        ):
            cuts.append(begin + lead.start() + 1)
            first = mention.names
    return cuts


def _in_open(text: str, span: Span, pos: int) -> bool:
    """Outside brackets, and behind a first duty."""
    before = text[span[0] : pos]
    duty = payments.PAYS.search(before) or re.match(r"解除|确认|准予|撤销", before)
    return before.count("（") <= before.count("）") and bool(duty)


# ；责令被告人…退赔…; ；原告同时退还…: a further order behind a semicolon
_JOINED = re.compile(r"；(?=(?:责令|追缴|没收|驳回|被告|原告|缴获|作案)(?!人?[^，。；]{0,12}犯))")


def _item(source: str, text: str, span: Span, names: Names, criminal: bool) -> OrderItem | None:
    kind = _kind(text, span)
    if kind is None:
        return None
    where = at(source, kind, span, "orders.kind", 0.85)
    deadline = payments.deadline(source, text, span) if kind not in _NO_DUTY else None
    if kind not in _PAYING:
        gained = payments.gained(source, text, span) if kind in ("追缴", "没收") else None
        return OrderItem(where, amount_fen=gained, deadline_days=deadline)
    paid = payments.payment(source, text, span, names, with_victims=criminal or kind in ("责令退赔", "发还"))
    amount = paid.amount
    return OrderItem(
        kind=where,
        payers=paid.payers,
        payees=paid.payees,
        amount_fen=amount,
        components=paid.components,
        interest=interest.clauses(source, text, span, amount.value if amount else None),
        deadline_days=deadline,
        joint=payments.joint(source, text, span),
    )


def _kind(text: str, span: Span) -> str | None:
    """The kind of the item; 给付 where money or a debt is to be paid."""
    words = text[slice(*span)].lstrip("，；同时并且 ")
    if _FEE.match(words):
        return None
    if "迟延履行" in words and "违约金" not in words:
        return None
    for pattern, kind in _KINDS:
        if pattern.search(words):
            return kind
    if not payments.PAYS.search(words):
        return "其他" if len(words) > 8 and not _ALL_DEADLINE.match(words) else None
    if _GOODS.search(_plain(words)) and not _MONEY_WORDS.search(_plain(words)):
        return "返还货物"
    return None if _ALL_DEADLINE.match(words) else "给付"


def _plain(words: str) -> str:
    """Without brackets, quoted names of goods, and what is owed only in case of failure."""
    return re.split(r"[，；（](?:如|若)", re.sub(r"（[^）]*）|“[^”]*”|《[^》]*》", "", words))[0]


def _with_common_deadline(source: str, text: str, orders: Span, item: OrderItem) -> OrderItem:
    """以上一、二项，于本判决生效后五日内付清: for the items that state no deadline."""
    if item.deadline_days or not (item.payers or item.amount_fen):
        return item
    for found in _ALL_DEADLINE.finditer(text, item.kind.end, orders[1]):
        days = payments.deadline(source, text, found.span())
        if days:
            return replace(item, deadline_days=days)
    return item
