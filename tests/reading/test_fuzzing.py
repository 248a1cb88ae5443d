"""Whatever comes, reading ends soon: with a result whose words are where it says, or with an error of ours."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import making
import pytest

from mingjing.errors import ReadingError
from mingjing.reading import read
from mingjing.reading.errors import PaperTooLong
from mingjing.reading.files import FileText, file_text, papers_in, recognition
from mingjing.reading.points import points
from mingjing.reading.transcripts import transcript

SECONDS = 2.0
"""The most that one paper may take."""
GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/*.txt"))
PAGES = making.set_pages(making.PAPER)
SRT = "1\n00:00:01,000 --> 00:00:04,500\n审：借款是否属实？\n\n2\n00:00:05,000 --> 00:00:06,250\n被：属实。\n"
SEEDS = {
    "a.pdf": making.pdf(PAGES),
    "a.docx": making.word(making.PAPER),
    "a.ofd": making.ofd(making.ofd_lines(PAGES)),
    "a.html": f"<html><body><div>{'<p>'.join(making.PAPER)}</div></body></html>".encode(),
    "a.txt": "\n".join(making.PAPER).encode("gb18030"),
    "b.txt": "\n".join(making.PAPER).encode("utf-16"),
    "a.srt": SRT.encode(),
    "a.png": making.image_bytes(making.picture(["一"], size=(200, 100)), "PNG"),
    "a.tif": making.image_bytes(making.picture(["一"], size=(200, 100)), "TIFF"),
}


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """The bytes cut, shuffled, overwritten, doubled or mixed with others."""
    spoil = dice.choice((cut, shuffled, overwritten, doubled, mixed, noise))
    return spoil(data, dice)


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def shuffled(data: bytes, dice: random.Random) -> bytes:
    size = dice.choice((1, 16, 256))
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    dice.shuffle(parts)
    return b"".join(parts)


def overwritten(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 5, 50))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def doubled(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data


def mixed(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.choice(list(SEEDS.values())) + data[at:]


def noise(data: bytes, dice: random.Random) -> bytes:
    return data[:8] + dice.randbytes(2000)


def read_soon(data: bytes, name: str) -> FileText | None:
    """The document, if it is one, within the time and with true places."""
    started = time.process_time()
    try:
        found = file_text(data, name)
    except ReadingError as error:
        assert str(error)
        found = None
    assert time.process_time() - started < SECONDS
    for piece in found.pieces if found else ():
        assert found is not None
        words = found.text[piece.start : piece.start + piece.length]
        assert words == found.lines[piece.line].text[piece.offset : piece.offset + piece.length]
    return found


def everything_found(text: str) -> None:
    """Read a text as a paper and as a record; every value's words are where it says, and it was quick."""
    started = time.process_time()
    try:
        found = points(read(text))
    except ReadingError as error:
        assert str(error)
        return
    assert time.process_time() - started < SECONDS, f"{len(text)} characters beginning {text[:40]!r}"
    for point in found:
        assert point.text == text[point.start : point.end]
    started = time.process_time()
    heard = transcript(text)
    assert time.process_time() - started < SECONDS, f"{len(text)} characters beginning {text[:40]!r}"
    for point in heard.points:
        assert point.text == heard.text[point.start : point.end]


@pytest.fixture(autouse=True)
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognition has its own tests, and takes its time."""

    def missing() -> None:
        raise ImportError("rapidocr")

    monkeypatch.setattr(recognition, "_models", missing)


@pytest.mark.parametrize("rounds", [30, pytest.param(1000, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", SEEDS)
def test_a_spoiled_file_gives_text_or_an_error_of_ours(name: str, rounds: int) -> None:
    dice = random.Random(f"{name} {rounds}")
    for _ in range(rounds):
        read_soon(spoiled(SEEDS[name], dice), name)


@pytest.mark.parametrize("rounds", [30, pytest.param(1000, marks=pytest.mark.long)])
def test_a_spoiled_dossier_gives_its_papers_or_an_error_of_ours(rounds: int, tmp_path: Path) -> None:
    inner = making.zipped({"b.txt": SEEDS["a.txt"], "c.docx": SEEDS["a.docx"]})
    seed = making.zipped({"一.txt": SEEDS["a.txt"], "二/内.zip": inner, "三.pdf": SEEDS["a.pdf"]})
    dice, file = random.Random(rounds), tmp_path / "a.zip"
    for _ in range(rounds):
        file.write_bytes(spoiled(seed, dice))
        started = time.process_time()
        try:
            assert all(found.source for found in papers_in(file))
        except ReadingError as error:
            assert str(error)
        assert time.process_time() - started < SECONDS


def spoiled_text(text: str, dice: random.Random) -> str:
    """The text cut, shuffled, with sentences repeated, read in the wrong encoding, or sprinkled with odd signs."""
    way = dice.randrange(5)
    at = dice.randrange(len(text))
    if way == 0:
        return text[at:] + text[:at]
    if way == 1:
        parts = text.split("。")
        dice.shuffle(parts)
        return "。".join(parts)
    if way == 2:
        return text[:at] + text[at : at + 40] * 50 + text[at:]
    if way == 3:
        return text[: at + 1].encode("utf-8").decode("gb18030", errors="replace")
    signs = list(text)
    for _ in range(40):
        signs[dice.randrange(len(signs))] = dice.choice("\x00\ufffd\u202e　（）《》：，。\n1一某×\U0001f600\ud800")
    return "".join(signs)


@pytest.mark.parametrize("rounds", [2, pytest.param(100, marks=pytest.mark.long)])
def test_a_spoiled_paper_is_read_soon_and_its_values_are_in_their_place(rounds: int) -> None:
    dice = random.Random(rounds)
    for paper in GOLDEN[:: max(1, len(GOLDEN) // 12)]:
        for _ in range(rounds):
            everything_found(spoiled_text(paper.read_text("utf-8"), dice))


UNITS = (
    *"原（，。\n 《1一年、某：与诉○×十百万a·罪犯项款第条元",
    *("原告", "被告：", "审判员", "本院认为", "判决如下", "人民法院", "民事判决书", "（2024）", "第一百条", "有限公司"),
    *("上海市", "，男", "不服", "（2024）沪01民初1号", "二〇二四年五月一日", "有期徒刑一年", "案件受理费", "张三、"),
    *(
        "法定代表人",
        "律师事务所",
        "利率",
        "按",
        "至",
        "3‰",
        "《《",
        "》》",
        "审 ",
        "字第",
        "曾因",
        "罚金",
        "依照",
        "之一",
    ),
    *(
        "第（",
        "）项",
        "本金",
        "保全",
        "1,",
        "元，",
        "审：",
        "被：属实。",
        "对",
        "无异议",
        "同意调解",
        "签名：",
        "00:00:01,000 --> ",
    ),
)


def bombs(length: int, mixtures: int) -> Iterator[str]:
    """Texts of one or a few words said over and over, alone and within a paper."""
    dice = random.Random(length)
    head, tail = GOLDEN[0].read_text("utf-8")[:400], "\n本院认为，判决如下：\n审判员　李某\n二〇二四年五月一日"
    chosen = [*UNITS, *("".join(dice.sample(UNITS, dice.randint(2, 4))) for _ in range(mixtures))]
    for unit in chosen:
        text = (unit * (length // len(unit) + 1))[:length]
        yield text
        yield head + text + tail


def test_a_text_that_repeats_itself_takes_no_longer_than_another() -> None:
    for text in bombs(3000, 5):
        everything_found(text)


@pytest.mark.long
def test_a_text_of_the_greatest_length_that_repeats_itself_is_read_in_two_seconds() -> None:
    for text in bombs(290_000, 100):
        everything_found(text)


def test_ten_megabytes_of_text_are_refused_by_name() -> None:
    text = ("本院认为被告应当支付货款。" * 6 + "\n") * 45_000
    found = read_soon(text.encode(), "a.txt")
    assert found is not None and len(text.encode()) > 10_000_000
    for reading in (read, transcript):
        with pytest.raises(PaperTooLong, match="MINGJING_PAPER_CHARACTERS"):
            reading(found.text)


def test_the_longest_paper_that_is_read_is_read_in_two_seconds() -> None:
    paper = GOLDEN[0].read_text("utf-8")
    everything_found((paper * (300_000 // len(paper) + 1))[:300_000])
