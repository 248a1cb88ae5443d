"""The kind of a paper that no court issues: a pleading, an opinion, a receipt of service, known by its title."""

from __future__ import annotations

from mingjing.reading.sections import Span

TITLES = (
    "附带民事起诉状",
    "起诉书",
    "起诉状",
    "反诉状",
    "答辩状",
    "上诉状",
    "抗诉书",
    "自诉状",
    "代理词",
    "辩护词",
    "证据目录",
    "鉴定意见书",
    "量刑建议书",
    "具结书",
    "调解协议",
    "送达回证",
    "财产保全申请书",
    "管辖权异议申请书",
    "管辖异议申请书",
    "强制执行申请书",
    "执行通知书",
    "财产报告表",
    "执行和解协议",
    "再审申请书",
    "债权申报书",
    "社会调查报告",
    "评估报告",
)
_CRIMINAL = ("附带民事起诉状", "起诉书", "自诉状", "辩护词", "量刑建议书", "具结书")
_ENFORCEMENT = ("强制执行申请书", "执行通知书", "财产报告表", "执行和解协议")
_ANY = ("鉴定意见书", "送达回证", "社会调查报告", "评估报告", "抗诉书", "再审申请书")
_LINES = 4
_LONGEST = 30


def titled(plain: str) -> tuple[str, Span] | None:
    """The kind that one of the first lines names, and where; None for papers of courts and texts without a title."""
    start = 0
    for line in plain[:400].split("\n")[:_LINES]:
        words = line.replace(" ", "")
        kind = next((title for title in TITLES if words.endswith(title)), None)
        if kind and len(words) <= _LONGEST:
            begin = start + len(line) - len(line.lstrip(" "))
            return kind, (begin, start + len(line.rstrip(" ")))
        start += len(line) + 1
    return None


def category_of(kind: str | None) -> str | None:
    """The case category that such papers belong to; None where they occur in several, or for a paper of a court."""
    if kind not in TITLES or kind in _ANY:
        return None
    return "刑事" if kind in _CRIMINAL else "执行" if kind in _ENFORCEMENT else "民事"
