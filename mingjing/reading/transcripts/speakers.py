"""Who speaks in a record, from the shorthand that clerks use: 审, 原代, 被告二, 证人王某."""

from __future__ import annotations

import re

# the clerk's words for a speaker, longest first, and whom they mean
_WORDS = {
    "审判长": "审判长",
    "审判员": "审判员",
    "代理审判员": "审判员",
    "人民陪审员": "人民陪审员",
    "陪审员": "人民陪审员",
    "法官助理": "法官助理",
    "法官": "审判员",
    "合议庭": "审判员",
    "书记员": "书记员",
    "调解员": "调解员",
    "执行员": "执行员",
    "执行法官": "执行员",
    "公诉人": "公诉人",
    "检察员": "公诉人",
    "被告人": "被告人",
    "辩护人": "辩护人",
    "被害人": "被害人",
    "原审原告": "原告",
    "原审被告": "被告",
    "被上诉人": "被上诉人",
    "上诉人": "上诉人",
    "被申请人": "被申请人",
    "再审申请人": "再审申请人",
    "申请执行人": "申请执行人",
    "被执行人": "被执行人",
    "案外人": "案外人",
    "申请人": "申请人",
    "反诉原告": "反诉原告",
    "反诉被告": "反诉被告",
    "第三人": "第三人",
    "原告方": "原告",
    "被告方": "被告",
    "原告": "原告",
    "被告": "被告",
    "证人": "证人",
    "鉴定人": "鉴定人",
    "专家辅助人": "专家辅助人",
    "翻译": "翻译",
    "询问人": "询问人",
    "被询问人": "被询问人",
    "审": "审判员",
    "法": "审判员",
    "书": "书记员",
    "陪": "人民陪审员",
    "公": "公诉人",
    "辩": "辩护人",
    "原": "原告",
    "被上": "被上诉人",
    "被申": "被申请人",
    "被": "被告",
    "上": "上诉人",
    "申": "申请人",
    "三": "第三人",
    "第三": "第三人",
    "证": "证人",
    "鉴": "鉴定人",
    "问": "询问人",
    "答": "被询问人",
}
COURT_SIDE = frozenset({"审判长", "审判员", "人民陪审员", "法官助理", "书记员", "调解员", "执行员", "询问人"})
PARTY_SIDE = frozenset(_WORDS.values()) - COURT_SIDE - {"公诉人", "证人", "鉴定人", "专家辅助人", "翻译", "辩护人"}
_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_AGENT = r"(?:的?(?:委托)?(?:诉讼)?代理人|委代|代理|代)"
_NUMBER = r"[一二三四五六七八九十\d]{1,2}"
# 原代：, 被告二：, 原告代理人李某：, 证人王某（出庭）：, 审判长:
SPEAKER = re.compile(
    rf"(?P<speaker>(?P<word>{_WORD})(?P<number>{_NUMBER})?(?P<agent>{_AGENT})?(?:{_NUMBER})?"
    r"(?P<name>[\u4e00-\u9fff×·]{1,6}?[\u4e00-\u9fff×·\d]{0,2})?(?:（[^（）\n]{1,20}）)?)[ ]{0,2}："
)
_NO_NAME = re.compile(
    r".*(?:称|说|认为|如下|情况|意见|时间|地点|请求|理由|事实|内容|身份|信息|提交|证据|签名|签字|问题)"
)


def speaker_of(match: re.Match[str], criminal: bool) -> str | None:
    """The role of a matched speaker; None when the words only look like one: 被告辩称："""
    name = match["name"] or ""
    short = len(match["word"]) == 1
    if _NO_NAME.fullmatch(name) or (short and len(name) > 0):
        return None
    role = _WORDS[match["word"]]
    if criminal and role == "被告" and not match["agent"]:
        role = "被告人"
    return f"{role}代理人" if match["agent"] else role


def side_of(role: str) -> str:
    """The party for whom a speaker speaks: 原告 for 原告代理人."""
    return role.removesuffix("代理人")
