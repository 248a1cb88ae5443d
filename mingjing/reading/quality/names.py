"""当事人名称不一致: in the orders a role stands before a name that no party bears, a sign or two off a listed one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.reading.folding import folded
from mingjing.reading.paper import Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "当事人名称不一致"
_NAMED = re.compile(
    r"(?:原告|被告人?|上诉人|被上诉人|第三人|申请执行人|被执行人)"
    r"(?:（[^）]{2,16}）)?(?P<name>[\u4e00-\u9fff×（）]{2,40}?)"
    r"(?=于本|在本|应于|自本|支付|偿还|赔偿|返还|退还|给付|负担|承担|犯|[，。；、]|共同|连带|向|的|与|和)"
)
_BODY = re.compile(r"(?:公司|厂|店|中心|银行|支行|分行|合作社|医院|学校|局|委员会)$")


def check(paper: Paper) -> Iterator[Finding]:
    """In the items of the orders and the fee sentence; each wrong name once."""
    known = _known(paper)
    if not known:
        return
    plain, seen = folded(paper.text), set[str]()
    for start, end in _places(paper):
        for found in _NAMED.finditer(plain, start, end):
            name = found["name"]
            near = _near(name, known)
            if near and name not in seen:
                seen.add(name)
                message = f"主文写作“{name}”，首部当事人为“{near}”，请核对名称。"
                yield finding(paper, NAME, found.span("name"), message, 0.8)


_MASKED = re.compile("某|×|X|x")
_LETTERED = re.compile(r"[甲乙丙丁\d]")


def _known(paper: Paper) -> set[str]:
    names = {party.name.value for party in paper.parties} | {agent.name.value for agent in paper.agents}
    return names | {alias.value for party in paper.parties for alias in party.alias}


def _places(paper: Paper) -> Iterator[tuple[int, int]]:
    yield from ((item.kind.start, item.kind.end) for item in paper.order_items)
    if paper.fee:
        yield paper.fee.kind.end, min(len(paper.text), paper.fee.kind.end + 160)


def _near(name: str, known: set[str]) -> str | None:
    """The listed name that `name` seems to stand for; None when it is a listed one, or like none."""
    if any(name in other or other in name for other in known):
        return None
    close = [other for other in known if _alike(name, other)]
    return close[0] if len(close) == 1 else None


def _alike(name: str, other: str) -> bool:
    """One sign off; two for the long names of bodies. Starred and lettered names are never compared."""
    body = bool(_BODY.search(other)) and bool(_BODY.search(name))
    if _MASKED.search(name + other) or (not body and _LETTERED.search(name + other)):
        return False
    if not body and (len(name) != len(other) or len(name) > 4 or name[0] != other[0] or len(name) < 3):
        return False
    return 0 < distance(name, other) <= (2 if body and len(other) > 8 else 1)


def distance(a: str, b: str) -> int:
    """Signs to insert, drop or change to make `a` of `b`.

    >>> distance("某市顺达公司", "某市顺大公司"), distance("张三", "张三丰")
    (1, 1)
    """
    row = list(range(len(b) + 1))
    for i, sign in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, other in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (sign != other))
    return row[-1]
