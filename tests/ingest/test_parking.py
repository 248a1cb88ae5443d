"""What cannot be read is kept with its reason, and taken in once it can be."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import duckdb
import pytest

from mingjing.ingest import papers
from mingjing.ingest.papers import import_papers, retry_parked
from mingjing.ingest.parking import Original, Parking, Refused
from mingjing.ingest.sources import ReadPaper, read_source
from mingjing.reading.files import SourcePaper, office

PAPER = """甲市乙区人民法院
民事裁定书
（2024）沪0115民初{n}号
原告：钱多多，男，1980年2月3日出生，汉族，住上海市浦东新区。
被告：上海某甲食品有限公司，住所地上海市浦东新区。
本院准许原告钱多多撤诉。依照《中华人民共和国民事诉讼法》第一百四十八条规定，裁定如下：
准许原告钱多多撤诉。
审判员　李某
二〇二四年五月一日
书记员　周某
"""


def silent(stage: str, share: float) -> None:
    """No progress."""


def documents(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as con:
        return int(con.execute("SELECT count(*) FROM document").fetchall()[0][0])


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_bad_files_lines_and_members_are_parked_whole_and_the_others_are_taken_in(tmp_path: Path) -> None:
    into = tmp_path / "real.duckdb"
    broken, line = b"%PDF-1.4 broken", b'{"id": 1'
    good = json.dumps({"text": PAPER.format(n=1)}, ensure_ascii=False).encode()
    (tmp_path / "坏.pdf").write_bytes(broken)
    (tmp_path / "a.jsonl").write_bytes(good + b"\n" + line + b"\n")
    (tmp_path / "卷.zip").write_bytes(
        packed({"一.txt": PAPER.format(n=2).encode(), "二/坏.png": b"\x89PNG\r\n\x1a\nx"})
    )
    report = import_papers([tmp_path / name for name in ("坏.pdf", "a.jsonl", "卷.zip", "没有.txt")], into, silent)
    assert (report.papers, report.taken, len(report.refused)) == (2, 2, 4)
    parking = Parking.of(into)
    kept = {file.read_bytes() for digest in parking.digests() if (file := parking.original(digest))}
    assert kept == {broken, line + b"\n", b"\x89PNG\r\n\x1a\nx"}
    assert parking.digests() == sorted(hashlib.sha256(data).hexdigest() for data in kept)
    assert {Path(one.source).name for one in parking.all()} == {"坏.pdf", "a.jsonl 第 2 行", "坏.png"}
    assert all(one.reason and one.code for one in parking.all())
    (gone,) = [one for one in report.refused if one.parked is None]
    assert gone.source.endswith("没有.txt")


def test_what_is_parked_is_taken_in_when_it_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into, rtf = tmp_path / "real.duckdb", tmp_path / "裁定.rtf"
    signs = PAPER.format(n=3).replace("\n", "\\par ")
    rtf.write_text(r"{\rtf1\ansi " + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in signs) + "}", "ascii")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    with monkeypatch.context() as patch:
        patch.setattr(office.shutil, "which", lambda program: None)
        report = import_papers([rtf, tmp_path / "坏.pdf"], into, silent)
    assert [one.permanent for one in report.refused] == [False, True]
    rtf.unlink()
    again = retry_parked(into, silent)
    assert (again.taken, again.released, len(again.refused)) == (1, 1, 1)
    assert documents(into) == 1
    assert [Path(one.source).suffix for one in Parking.of(into).all()] == [".pdf"]


def test_the_same_original_is_kept_once_with_every_reason(tmp_path: Path) -> None:
    parking = Parking(tmp_path / "parked")
    for source in ("甲.pdf", "乙.pdf", "甲.pdf"):
        parking.keep(Original("甲.pdf", data=b"x"), Refused(source, "坏了"))
    assert len(parking.digests()) == 1
    assert [one.source for one in parking.all()] == ["乙.pdf", "甲.pdf"]


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\\..\\b.pdf", "名" * 300 + ".pdf", "", "parked.json"])
def test_a_strange_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    parking = Parking(tmp_path / "parked")
    kept = parking.keep(Original(name, data=b"x"), Refused("s", "r"))
    found = parking.original(kept.parked or "")
    assert found is not None and found.parent == tmp_path / "parked" / (kept.parked or "")
    assert found.read_bytes() == b"x"


def test_a_locked_member_parks_the_dossier_that_holds_it(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"x"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "卷.zip").write_bytes(data)
    import_papers([tmp_path / "卷.zip"], tmp_path / "real.duckdb", silent)
    parking = Parking.of(tmp_path / "real.duckdb")
    (digest,) = parking.digests()
    original = parking.original(digest)
    assert original is not None and original.read_bytes() == bytes(data)


def test_a_paper_on_which_reading_fails_is_parked_and_the_others_are_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: SourcePaper) -> ReadPaper:
        if "民初1号" in source.text:
            raise ZeroDivisionError("x")
        return read_source(source)

    monkeypatch.setattr(papers, "read_source", failing)
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(PAPER.format(n=n), "utf-8")
    report = import_papers([tmp_path / "1.txt", tmp_path / "2.txt"], tmp_path / "real.duckdb", silent)
    assert (report.taken, [one.code for one in report.refused]) == (1, ["reading_failed"])
    monkeypatch.undo()
    assert retry_parked(tmp_path / "real.duckdb", silent).taken == 1


def test_a_hearing_record_is_a_document_of_its_case_with_its_own_points(tmp_path: Path) -> None:
    into = tmp_path / "real.duckdb"
    head = "甲市乙区人民法院\n庭审笔录\n案号：（2024）沪0115民初1号\n"
    (tmp_path / "笔录.txt").write_text(f"{head}审：借款是否属实？\n被：属实。\n", "utf-8")
    (tmp_path / "裁定.txt").write_text(PAPER.format(n=1), "utf-8")
    before = import_papers([tmp_path / "裁定.txt"], into, silent)
    after = import_papers([tmp_path / "笔录.txt"], into, silent)
    assert (after.taken, after.cases, after.parties) == (1, before.cases, before.parties)
    with duckdb.connect(str(into), read_only=True) as con:
        assert con.execute("SELECT doc_type FROM document ORDER BY document_id").fetchall() == [
            ("民事裁定书",),
            ("庭审笔录",),
        ]
        admitted = "SELECT raw FROM info_point WHERE name = '自认'"
        assert con.execute(admitted).fetchall() == [("属实。",)]
