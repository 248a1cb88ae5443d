"""How the case ended, read from the orders.

Codes: judgment, claims_rejected, suit_dismissed, inadmissible, withdrawn, deemed_withdrawn, upheld, reversed, remanded,
retrial_refused, retrial_ordered, mediated, transferred, converted, preservation, interim_termination,
final_termination, satisfied, commuted, approved, guilty, acquitted, enforceable,
unenforceable, terminated, stayed, corrected.
"""

from __future__ import annotations

import re

from mingjing.reading.sections import Sections
from mingjing.reading.values import Value, at

# The first that matches decides; the order is from the special to the general.
_RULES = (
    (
        r"按[^，。]{0,20}(?:自动)?撤回(?:起诉|上诉|[^，。]{0,4}申请)?处理|按[^，。]{0,12}撤诉处理"
        r"|视为[^，。]{0,8}撤回",
        "deemed_withdrawn",
    ),
    (
        r"准许[^。；]{0,90}(?:撤回|撤诉)|准予[^。；]{0,90}(?:撤回|撤诉)|同意[^。；]{0,60}撤回(?:起诉|上诉|申请)",
        "withdrawn",
    ),
    (r"发回[^。；]{0,40}(?:重新?审|重审)", "remanded"),
    (r"驳回[^。；]{0,90}再审申请|驳回[^。；]{0,40}申诉", "retrial_refused"),
    (
        r"由本院(?:依法)?(?:提审|另行组成合议庭(?:进行)?再审)|本案由本院提审|指令[^。；]{0,40}再审|"
        r"指令[^。；]{0,40}重新审判",
        "retrial_ordered",
    ),
    (r"(?<!不)核准", "approved"),
    (r"减去|减为|予以减刑|减刑[一二三四五六七八九十]|予以假释|准予假释", "commuted"),
    (r"终结[^。；]{0,60}本次执行", "interim_termination"),
    (r"终结[^。；]{0,60}执行", "final_termination"),
    (r"执行完毕|予以结案", "satisfied"),
    (r"不予受理", "inadmissible"),
    (r"撤销[^。；]{0,90}(?:判决|裁定|判项)|变更[^。；]{0,80}(?:判决|裁定)|改判", "reversed"),
    (r"(?:驳回[^。；]{0,60}上诉|驳回抗诉)[^。]{0,20}|维持原判|维持[^。；]{0,60}(?:判决|裁定)", "upheld"),
    (r"驳回[^。；]{0,90}的?起诉", "suit_dismissed"),
    (r"不(?:准予?|予)强制执行|驳回[^。；]{0,80}执行申请", "unenforceable"),
    (r"准予?强制执行|准许[^。；]{0,50}强制执行", "enforceable"),
    (r"指定[^。；]{0,40}法院[^。；]{0,60}审判", "transferred"),
    (r"移送[^。；]{0,60}(?:法院|处理|管辖|审理)|异议成立", "transferred"),
    (r"转为?(?:适用)?普通程序", "converted"),
    (r"无罪", "acquitted"),
    (r"犯[^，。；]{2,40}罪", "guilty"),
    (r"(?:本案)?中止(?:诉讼|审理|执行|本案)", "stayed"),
    (r"终结[^。；]{0,40}(?:程序|诉讼|审理|审查)", "terminated"),
    (r"查封|冻结|扣押|划拨|提取|拍卖", "preservation"),
    (r"补正|更正|笔误", "corrected"),
)
_COMPILED = tuple((re.compile(pattern), code) for pattern, code in _RULES)
_REJECTED = re.compile(r"驳回[^。；\n]{0,90}(?:诉讼请求|诉请|请求)")
_GRANTS = re.compile(
    r"支付|偿还|赔偿|返还|给付|归还|退还|准予|准许|解除|确认|撤销|履行|交付|清偿|承担[^。"
    r"；]{0,8}责任|腾退|办理|停止|赔礼|由[^。；]{0,12}抚养|责令|离婚|归[^。；]{0,20}所有|"
    r"变更|不(?:需|予)?支付"
)
_BY_RULING = ("deemed_withdrawn", "withdrawn", "inadmissible", "converted", "transferred")


def disposition(source: str, text: str, parts: Sections, kind: str | None, procedure: str | None) -> Value[str] | None:
    """The code of how the case ended, at the words that say so."""
    if parts.orders[0] >= parts.orders[1]:
        return None
    first = _first_instance(source, text, parts) if kind == "判决书" and procedure == "一审" else None
    return first or _by_rule(source, text, parts, kind, procedure) or _mediated(source, kind, parts)


def _first_instance(source: str, text: str, parts: Sections) -> Value[str] | None:
    """A first judgment grants or rejects; words such as 撤销 there concern the contract or the act."""
    criminal = re.compile(r"犯[^，。；]{2,40}罪|无罪|免予刑事处罚").search(text, *parts.orders)
    if criminal:
        code = "acquitted" if "无罪" in criminal.group() else "guilty"
        return at(source, code, criminal.span(), "disposition.criminal", 0.9)
    end = _substance_end(text, parts)
    rejected = _REJECTED.search(text, parts.orders[0], end)
    granted = _GRANTS.search(text, parts.orders[0], rejected.start() if rejected else end)
    if granted:
        return at(source, "judgment", granted.span(), "disposition.granted", 0.85)
    return at(source, "claims_rejected", rejected.span(), "disposition.rejected", 0.9) if rejected else None


def _substance_end(text: str, parts: Sections) -> int:
    """Before the sentences on late performance, fee and appeal."""
    found = re.compile(r"如果?[^。，]{0,12}(?:未按|不服)|案件受理费|本案受理费|诉讼费|一审受理费|如不服").search(
        text, *parts.orders
    )
    return found.start() if found else parts.orders[1]


def _possible(code: str, kind: str | None, procedure: str | None) -> bool:
    """A judgment ends no case by withdrawal; terms are commuted only in the proceedings for it."""
    if code == "commuted":
        return procedure == "刑罚与执行变更"
    return not (kind == "判决书" and code in _BY_RULING)


def _by_rule(source: str, text: str, parts: Sections, kind: str | None, procedure: str | None) -> Value[str] | None:
    """The code of the first rule that matches before the sentences on fee and appeal."""
    end = _substance_end(text, parts)
    for pattern, code in _COMPILED:
        found = pattern.search(text, parts.orders[0], end)
        if found and _possible(code, kind, procedure):
            return at(source, code, found.span(), "disposition.rule", 0.85)
    rejected = _REJECTED.search(text, parts.orders[0], end)
    return at(source, "claims_rejected", rejected.span(), "disposition.rejected", 0.8) if rejected else None


def _mediated(source: str, kind: str | None, parts: Sections) -> Value[str] | None:
    return at(source, "mediated", parts.orders, "disposition.kind", 0.8) if kind == "调解书" else None
