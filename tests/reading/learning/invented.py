"""An invented kind of paper, 搬迁补偿通知书, in several wordings, labelled by the program that writes it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from mingjing.reading.learning.examples import Example, Labelled, Relation
from mingjing.reading.learning.spans import Span

_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安宁平和山川林海春秋文武明远"
_STREETS = ("梧桐里", "石桥弄", "小南门街", "果园路", "东河沿", "砖塔胡同")
_HEADS = (
    "搬迁补偿通知书。<owner>：经协商，位于<place>的房屋列入搬迁范围。",
    "关于<place>房屋的搬迁补偿通知。被搬迁人<owner>，您好。",
    "搬迁补偿通知书。现就<owner>所有的<place>房屋通知如下。",
)
_MONEY = (
    "补偿款共计<sum>，由<payer>支付给<owner>。",
    "<payer>应付补偿款<sum>。",
    "经评估，房屋价值<decoy>，核定补偿款<sum>，付款人为<payer>。",
)
_UNTIL = ("请于<until>前搬离。", "限<until>之前腾空房屋。", "最迟<until>交房。")
_REMARKS = (
    ("逾期不搬的，依法申请强制执行。", "forced"),
    ("搬迁中如遇困难可拨打服务电话。", ""),
    ("按期搬离的给予奖励。", "bonus"),
)
_DECOYS = ("本通知一式两份。", "联系人<clerk>。", "通知日期<day>。")


def papers(count: int, seed: int) -> list[Example]:
    """So many papers; the same for the same seed."""
    chance = random.Random(seed)
    return [_paper(chance, f"{seed}-{i}") for i in range(count)]


def _paper(chance: random.Random, name: str) -> Example:
    words = {
        "owner": _person(chance),
        "payer": f"{chance.choice('东西南北')}{chance.choice('城湖山关')}{chance.choice(('建设', '置业', '更新'))}公司",
        "place": f"{chance.choice(_STREETS)}{chance.randint(1, 99)}号",
        "sum": f"{chance.randint(2, 90)}万元",
        "until": f"2020年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
        "decoy": f"{chance.randint(2, 90)}万元",
        "clerk": _person(chance),
        "day": f"2020年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
    }
    remark, label = chance.choice(_REMARKS)
    body = [chance.choice(_MONEY), chance.choice(_UNTIL), remark, chance.choice(_DECOYS)]
    return _labelled(name, [chance.choice(_HEADS), *body], words, {remark: label})


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.randint(1, 2)))


def _labelled(name: str, lines: list[str], words: dict[str, str], labels: dict[str, str]) -> Example:
    text, points, sentences = "", [], []
    for line in lines:
        start = len(text)
        for piece, slot in _pieces(line):
            if slot in ("owner", "payer", "place", "sum", "until"):
                points.append(Span(len(text), len(text) + len(words[slot]), slot))
            text += words.get(slot, piece)
        if labels.get(line):
            sentences.append(Labelled(start, len(text), frozenset({labels[line]})))
    kinds = [p.id for p in points]
    relations = tuple(
        Relation("pays", kinds.index(a), kinds.index(b)) for a, b in [("payer", "sum")] if {a, b} <= set(kinds)
    )
    return Example(name, text, tuple(points), tuple(sentences), relations)


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """Stretches of text, and names of slots."""
    for part in line.replace("<", "|<").replace(">", ">|").split("|"):
        yield ("", part[1:-1]) if part.startswith("<") else (part, "")
