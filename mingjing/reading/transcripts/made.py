"""The info points of a record by their names, and how one found value of them is made."""

from __future__ import annotations

from typing import Any

from mingjing.reading.points import Found
from mingjing.reading.sections import Span

NAMES = {
    "T001": "笔录种类",
    "T002": "法院",
    "T003": "案号",
    "T004": "开庭时间",
    "T005": "地点",
    "T006": "审判人员",
    "T007": "书记员",
    "T008": "到庭情况",
    "T009": "权利告知",
    "T010": "自认",
    "T011": "争议事实",
    "T012": "质证意见",
    "T013": "调解意愿",
    "T014": "调解方案金额",
    "T015": "调解结果",
    "T016": "变更诉讼请求",
    "T017": "争议焦点",
    "T018": "无争议事实",
    "T019": "签名",
    "T020": "发言",
}
"""Every point of a hearing record; its value is a word or an object with the speaker."""


def found(point: str, value: Any, text: str, span: Span, by: str, confidence: float = 0.95) -> Found:
    """One value of a point with the words it was read from."""
    start, end = span
    return Found(point, NAMES[point], value, text[start:end], start, end, confidence, by)
