"""The info points that a page can offer: codes, names, headings, and which of them every paper of a kind has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """An info point that can be read from a paper."""

    code: str
    name: str
    group: str


_GROUPS = {
    "首部": {
        "J001": "法院名称",
        "J002": "文书种类",
        "J003": "案号",
        "J004": "审级",
        "J005": "案由",
        "J006": "案件类别",
    },
    "当事人": {
        "J023": "姓名名称",
        "J024": "诉讼地位",
        "J025": "主体类型",
        "J026": "性别",
        "J028": "出生日",
        "J034": "法定代表人",
        "J036": "委托代理人",
        "J037": "代理律所",
    },
    "程序经过": {"J009": "立案日", "J010": "开庭日", "J050": "起诉日", "J077": "检察监督"},
    "诉请与答辩": {"J079": "请求金额", "J092": "惩罚性请求", "J161": "买卖标的"},
    "裁判": {
        "J352": "裁判理由",
        "J356": "引用条款",
        "J357": "司法解释",
        "J366": "判项",
        "J388": "二审结果",
        "J385": "诉讼费",
        "J386": "费用负担",
    },
    "落款": {"J071": "合议庭成员", "J072": "人民陪审员", "J073": "书记员", "J074": "法官助理", "J395": "签发日"},
}
KNOWN = {code: Known(code, name, group) for group, codes in _GROUPS.items() for code, name in codes.items()}
_ALWAYS = ("J001", "J002", "J003", "J023", "J071", "J073", "J395")
_JUDGED = ("J005", "J356", "J385")


def known() -> list[Known]:
    """Every info point, in the order of a paper."""
    return list(KNOWN.values())


def group_of(code: str) -> str | None:
    """The heading of an info point; None for one that is not known here."""
    found = KNOWN.get(code)
    return found.group if found else None


def expected(title: str) -> list[Known]:
    """What every paper of this kind says."""
    codes = (*_ALWAYS, *_JUDGED) if title.endswith("判决书") else _ALWAYS
    return [k for k in known() if k.code in codes]


_FEN = {"J079", "J385"}
_IN_WORDS = {"J352", "J366", "J388"}
"""Info points whose value is a word for programs; people read the paper's own words."""


def shown(code: str, value: str | None, text: str) -> str:
    """A value as a person reads it: amounts in yuan; records, such as cited articles, in the words of the paper."""
    if value is None or value.startswith("{") or (code in _IN_WORDS and value.isascii()):
        return text
    return f"{int(value) / 100:,.2f} 元" if code in _FEN and value.isdecimal() else value
