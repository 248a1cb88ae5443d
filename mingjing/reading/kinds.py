"""Which of the 33 kinds of court paper a text is: by the title that stands by itself, else by the words only it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingjing.reading.values import Value, at

_B = r"[ \n]{0,3}"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: its number in the list, its name, and the titles that say so."""

    id: str
    name: str
    titles: tuple[str, ...]


# Special titles stand before those that end alike: 执行裁定书 before 裁定书.
KINDS: tuple[PaperKind, ...] = (
    PaperKind("D13", "附带民事起诉状", ("附带民事起诉状", "附带民事诉讼起诉状", "附带民事诉状")),
    PaperKind("D12", "自诉状", ("刑事自诉状", "自诉状")),
    PaperKind("D03", "反诉状", ("反诉状",)),
    PaperKind("D10", "上诉状", ("上诉状",)),
    PaperKind("D02", "起诉状", ("起诉状", "民事诉状", "行政诉状")),
    PaperKind("D04", "答辩状", ("答辩状", "答辩意见书")),
    PaperKind("D01", "起诉书", ("起诉书",)),
    PaperKind("D11", "抗诉书", ("抗诉书",)),
    PaperKind("D18", "量刑建议书", ("量刑建议书",)),
    PaperKind("D19", "认罪认罚具结书", ("认罪认罚具结书", "具结书")),
    PaperKind("D20", "调解笔录", ("调解笔录",)),
    PaperKind("D05", "庭审笔录", ("庭审笔录", "开庭笔录", "法庭审理笔录", "法庭笔录", "审理笔录", "庭前会议笔录")),
    PaperKind("D29", "执行和解协议", ("执行和解协议书", "执行和解协议")),
    PaperKind("D21", "调解协议", ("调解协议书", "调解协议", "和解协议书", "和解协议")),
    PaperKind("D14", "代理词", ("代理词", "代理意见书", "代理意见")),
    PaperKind("D15", "辩护词", ("辩护词", "辩护意见书", "辩护意见")),
    PaperKind("D16", "证据目录", ("证据目录", "证据清单", "证据材料清单")),
    PaperKind("D17", "鉴定意见书", ("鉴定意见书", "鉴定意见", "鉴定书", "鉴定报告", "鉴定结论")),
    PaperKind("D22", "送达回证", ("送达回证",)),
    PaperKind("D23", "财产保全申请书", ("财产保全申请书", "保全申请书", "诉前财产保全申请书")),
    PaperKind("D24", "管辖异议申请书", ("管辖权异议申请书", "管辖异议申请书", "管辖权异议书", "管辖异议书")),
    PaperKind("D25", "强制执行申请书", ("强制执行申请书", "申请执行书", "执行申请书")),
    PaperKind("D27", "执行通知书", ("执行通知书", "执行通知")),
    PaperKind("D28", "财产报告表", ("财产报告表", "财产申报表", "财产状况表", "财产状况申报表")),
    PaperKind("D30", "再审申请书", ("再审申请书",)),
    PaperKind("D31", "破产债权申报书", ("债权申报书", "债权申报表")),
    PaperKind(
        "D33", "社会调查/社区矫正评估报告", ("调查评估意见书", "社会调查报告", "社区矫正评估报告", "调查评估报告")
    ),
    PaperKind(
        "D32",
        "被诉行政行为文书",
        ("行政处罚决定书", "行政复议决定书", "处罚决定书", "复议决定书", "征收决定书", "责令改正通知书"),
    ),
    PaperKind("D26", "执行裁定书", ("执行裁定书",)),
    PaperKind("D06", "判决书", ("判决书",)),
    PaperKind("D07", "裁定书", ("裁定书",)),
    PaperKind("D08", "调解书", ("调解书",)),
    PaperKind("D09", "决定书", ("决定书",)),
)
BY_NAME = {kind.name: kind for kind in KINDS}
_TITLED = {title: kind for kind in reversed(KINDS) for title in kind.titles}
_LONGEST_FIRST = sorted(_TITLED, key=len, reverse=True)
# A title fills its line, or follows the name of a court or office; up to some words before it: 甲诉乙…民事判决书
_TITLE_LINE = re.compile(
    rf"(?:^|(?<=[\n 院局府]))"
    rf"[^\n。，；：]{{0,60}}?(?P<title>{'|'.join(_B.join(title) for title in _LONGEST_FIRST)})"
    rf"(?=[ \n（(]|$|（\d{{4}}）)"
)
_SEARCHED = 400
# What only this kind of paper says, one thing after the other, for texts whose title is lost.
_CUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("D19", (r"自愿[^。\n]{0,10}认罪认罚", r"具结|签署")),
    ("D18", (r"建议判处", r"此致", r"人民法院", r"检察")),
    ("D05", (r"(?:审判长|审判员|审)：", r"(?:原告?|被告?人?|公诉人)：")),
    ("D10", (r"上诉人", r"上诉请求", r"此致")),
    ("D30", (r"再审申请人", r"再审请求|申请再审", r"此致")),
    ("D03", (r"反诉人|反诉原告", r"反诉请求", r"此致")),
    ("D04", (r"答辩人", r"答辩(?:如下|意见)", r"此致|答辩人")),
    ("D02", (r"原告", r"诉讼请求", r"此致|具状人")),
    ("D25", (r"申请(?:执行)?人", r"(?:申请|请求)事项", r"执行", r"此致")),
    ("D14", (r"(?:审判长|合议庭)[^。\n]{0,20}：", r"委托", r"代理人", r"代理意见")),
    ("D15", (r"(?:审判长|合议庭)[^。\n]{0,20}：", r"委托", r"辩护人", r"辩护意见")),
    ("D06", (r"判决如下",)),
    ("D07", (r"裁定如下",)),
    ("D08", (r"自愿达成如下协议",)),
    ("D09", (r"决定如下",)),
)
_BY_ID = {kind.id: kind for kind in KINDS}
_COMPILED = tuple((_BY_ID[id_], tuple(re.compile(cue) for cue in cues)) for id_, cues in _CUES)


def kind(source: str, text: str) -> Value[str] | None:
    """The name of the kind, at its title; at the words that give it away where no title stands."""
    found = _TITLE_LINE.search(text, 0, min(len(text), _SEARCHED))
    if found:
        named = _TITLED[re.sub(r"\s", "", found["title"])]
        return at(source, named.name, found.span("title"), "kinds.title", 0.97)
    for named, cues in _COMPILED:
        first = _in_turn(text, cues)
        if first:
            return at(source, named.name, first.span(), "kinds.words", 0.7)
    return None


def _in_turn(text: str, cues: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
    """The first cue's place, when all the cues stand one behind the other."""
    first, pos = None, 0
    for cue in cues:
        found = cue.search(text, pos)
        if found is None:
            return None
        first, pos = first or found, found.end()
    return first
