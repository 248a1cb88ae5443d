"""Files of papers, good and bad."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import docx
import pytest

from mingjing.errors import ReadingError
from mingjing.reading.errors import UnknownFileKind, UnreadableFile
from mingjing.reading.files import SourcePaper, Unreadable, papers_in

TEXT = "甲市乙区人民法院\n民事判决书"


def lines(path: Path, *rows: object) -> Path:
    path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
    return path


def test_json_lines_give_papers_with_ids_or_line_numbers(tmp_path: Path) -> None:
    path = lines(tmp_path / "p.jsonl", {"id": "a", "text": TEXT}, b"", {"text": TEXT})
    assert list(papers_in(path)) == [SourcePaper("a", TEXT, f"{path}:1"), SourcePaper("p.jsonl:3", TEXT, f"{path}:3")]


def test_a_bad_line_does_not_lose_the_others(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "p.jsonl",
        {"id": "a", "text": TEXT},
        b'{"id": 1',
        b"\xb7\xa8",
        [1],
        {"text": " "},
        {"id": "b", "text": TEXT},
    )
    found = list(papers_in(path))
    assert [paper.id for paper in found if isinstance(paper, SourcePaper)] == ["a", "b"]
    bad = [paper for paper in found if isinstance(paper, Unreadable)]
    assert [complaint.line for complaint in bad] == [2, 3, 4, 5]
    assert "第2行不是完整的JSON" in bad[0].message
    assert "UTF-8" in bad[1].message


def test_gzipped_json_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": TEXT}).encode()))
    assert [paper.id for paper in papers_in(path) if isinstance(paper, SourcePaper)] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_the_encodings_courts_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "判决.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    (found,) = papers_in(path)
    assert isinstance(found, SourcePaper)
    assert (found.id, found.text, found.source) == ("判决", TEXT, str(path))


def test_a_word_file_gives_paragraphs_and_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("甲市乙区人民法院")
    document.add_table(1, 1).cell(0, 0).text = "民事判决书"
    document.save(str(tmp_path / "p.docx"))
    assert [paper.text for paper in papers_in(tmp_path / "p.docx") if isinstance(paper, SourcePaper)] == [TEXT]


def pdf_with_text(words: str) -> bytes:
    """A PDF of one page that says `words` (ASCII), written by hand."""
    content = f"BT /F1 12 Tf 10 50 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /"
        b"F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def test_the_text_layer_of_a_pdf_is_read(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(pdf_with_text("case 1"))
    assert [paper.text for paper in papers_in(tmp_path / "p.pdf") if isinstance(paper, SourcePaper)] == ["case 1"]


@pytest.mark.parametrize("name", ["p.pdf", "p.docx", "p.jsonl.gz"])
def test_a_file_that_lies_about_its_kind_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not what it says")
    with pytest.raises(UnreadableFile, match=name):
        list(papers_in(tmp_path / name))


@pytest.mark.parametrize("name", ["p.txt", "p.pdf", "p.docx", "p.jsonl", "p.jsonl.gz"])
def test_an_empty_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UnreadableFile, match="空的"):
        list(papers_in(tmp_path / name))


def test_a_missing_file_and_an_unknown_kind_are_reading_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="不存在"):
        list(papers_in(tmp_path / "p.txt"))
    with pytest.raises(UnknownFileKind, match=r"\.jsonl"):
        list(papers_in(tmp_path / "p.xyz"))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_bytes(b"\x00\x01\x02")
    with pytest.raises(UnreadableFile, match="不是文本"):
        list(papers_in(tmp_path / "p.txt"))


def test_a_cut_gzip_keeps_the_lines_before_the_cut(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"id": str(n), "text": TEXT * n}).encode() + b"\n" for n in range(1, 500))
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(rows)[:-200])
    with pytest.raises(UnreadableFile, match="gzip"):
        list(papers_in(tmp_path / "p.jsonl.gz"))
