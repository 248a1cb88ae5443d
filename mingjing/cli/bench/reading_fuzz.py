"""Spoiled texts and files: reading ends soon and well, or with an error of ours, and every value is at its words."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.errors import MingjingError
from mingjing.reading import read
from mingjing.reading.files import SourcePaper, papers_in
from mingjing.reading.points import points
from mingjing.reading.transcripts import is_transcript, transcript

SECONDS = 2.0
"""The most that one paper may take, of processor time."""
LONG = 290_000
"""Characters of a bomb: nearly as many as a paper may have."""
TEN_MB = 10 * 2**20
KEPT = 5
"""Failures told."""
Spoil = Callable[[str, random.Random], bytes]

_SIGNS = "\x00\ufffd\u202e　（）《》：，。\n1一某×\U0001f600"
_UNITS = (
    *"原（，。\n 《1一年、某：与诉○×十百万a·罪犯项款第条元",
    *(
        "原告",
        "被告：",
        "审判员",
        "本院认为",
        "判决如下",
        "人民法院",
        "（2024）",
        "第一百条",
        "有限公司",
        "《《",
        "》》",
    ),
    *(
        "（2024）沪01民初1号",
        "二〇二四年五月一日",
        "有期徒刑一年",
        "案件受理费",
        "张三、",
        "审 ",
        "曾因",
        "1,",
        "元，",
        "审：",
        "被：属实。",
    ),
)


def cut(text: str, dice: random.Random) -> bytes:
    """The beginning, perhaps in the middle of a character."""
    data = text.encode()
    return data[: dice.randrange(len(data) + 1)]


def shuffled(text: str, dice: random.Random) -> bytes:
    """Its sentences, lines or signs in another order."""
    sign = dice.choice(("。", "\n", ""))
    parts = text.split(sign) if sign else list(text)
    dice.shuffle(parts)
    return sign.join(parts).encode()


def sprinkled(text: str, dice: random.Random) -> bytes:
    """With odd signs here and there."""
    signs = list(text)
    for _ in range(min(40, len(signs))):
        signs[dice.randrange(len(signs))] = dice.choice(_SIGNS)
    return "".join(signs).encode()


def mixed(text: str, dice: random.Random) -> bytes:
    """Half in one encoding, half in another."""
    at = dice.randrange(len(text) + 1)
    first, second = dice.sample(("utf-8", "gb18030", "utf-16"), 2)
    return text[:at].encode(first) + text[at:].encode(second)


def noise(text: str, dice: random.Random) -> bytes:
    """Bytes of no meaning, alone or within the text."""
    data, at = text.encode(), dice.randrange(len(text) + 1)
    return dice.randbytes(4000) if dice.random() < 0.5 else data[:at] + dice.randbytes(400) + data[at:]


def repeated(text: str, dice: random.Random) -> bytes:
    """One of its pieces over and over."""
    at = dice.randrange(len(text) + 1)
    piece = text[at : at + dice.choice((1, 2, 3, 7, 40, 400))] or "原"
    return (text[:at] + piece * (dice.choice((300, 3000, LONG)) // len(piece)) + text[at:])[:LONG].encode()


def bomb(text: str, dice: random.Random) -> bytes:
    """Words said over and over, between the beginning and the end of a paper: what patterns that go back suffer by."""
    unit = "".join(dice.sample(_UNITS, dice.randint(1, 3)))
    return (text[:300] + unit * (LONG // len(unit)))[: LONG - 300].encode() + text[-300:].encode()


SPOILS: tuple[Spoil, ...] = (cut, shuffled, sprinkled, mixed, noise, repeated, bomb)


@dataclass
class Told:
    """What happened so far."""

    papers: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    longest: float = 0.0
    slowest: str = ""
    values: int = 0


def measure_fuzz(file: Path, seconds: int, seed: int) -> Measured:
    """Spoil papers of `file` for that many seconds, by `seed`; ten megabytes of text are among them."""
    seeds = [paper.text for paper in papers_in(file) if isinstance(paper, SourcePaper) and paper.text]
    told, started = Told(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mingjing-fuzz-") as folder:
        paper, dice = Path(folder) / "paper.txt", random.Random(seed)  # noqa: S311 - the same papers again by the seed
        while seeds and time.monotonic() - started < seconds:
            spoil = dice.choice(SPOILS)
            one(paper, spoil.__name__, spoil(dice.choice(seeds), dice), told)
        one(paper, "ten_megabytes", ten_megabytes(seeds), told)
    for kind, found in (("出错", told.crashes), ("超时", told.late), ("位置不符", told.astray)):
        for line in found[:KEPT]:
            say(f"{kind}：{line}")
    goals = [
        Goal("texts spoiled", 1, told.papers.total(), "papers", least=True),
        Goal("crashes", 0, len(told.crashes), ""),
        Goal("longest paper, processor time", SECONDS, told.longest, "s"),
        Goal("values that are not at their words", 0, len(told.astray), ""),
    ]
    figures = {"seed": seed, "values": told.values, "slowest": told.slowest}
    return Measured("reading", goals, figures | {"by_spoil": dict(told.papers), "refused": dict(told.refused)})


def ten_megabytes(seeds: list[str]) -> bytes:
    """Papers one after another as one."""
    whole = "\n".join(seeds).encode() or b"\n"
    return (whole * (TEN_MB // len(whole) + 1))[:TEN_MB]


def one(file: Path, name: str, data: bytes, told: Told) -> None:
    """Read one spoiled file to its end."""
    told.papers[name] += 1
    file.write_bytes(data)
    started = time.process_time()
    try:
        for paper in papers_in(file):
            if isinstance(paper, SourcePaper):
                check(paper, name, told)
    except MingjingError as error:
        told.refused[type(error).__name__] += 1
    except Exception as error:
        told.crashes.append(f"{name} 第 {told.papers[name]} 份：{type(error).__name__}: {error}")
    took = time.process_time() - started
    if took > told.longest:
        told.longest, told.slowest = took, name
    if took > SECONDS:
        told.late.append(f"{name} 第 {told.papers[name]} 份：{took:.2f} 秒")


def check(paper: SourcePaper, name: str, told: Told) -> None:
    """Every value of one paper at its words. Raises PaperTooLong."""
    heard = transcript(paper.text) if is_transcript(paper.text) else None
    text = heard.text if heard else paper.text
    found = heard.points if heard else points(read(text))
    told.values += len(found)
    astray = [one.id for one in found if text[one.start : one.end] != one.text or not one.text]
    if astray:
        told.astray.append(f"{name} 第 {told.papers[name]} 份：{'、'.join(astray[:3])}")
