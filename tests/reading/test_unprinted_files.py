"""Files without pages: Word, web pages, plain text; and files that lie, are locked, broken or too large."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import making
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mingjing.errors import ReadingError
from mingjing.reading.errors import (
    FileTooLarge,
    LockedFile,
    LyingFile,
    MissingReader,
    UnknownFileKind,
    UnreadableFile,
)
from mingjing.reading.files import Limits, SourcePaper, Unreadable, file_text, office, papers_in
from mingjing.reading.files.layout import Apart

TEXT = "\n".join(making.PAPER)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


# Word


def test_a_word_file_gives_paragraphs_and_the_rows_of_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    table = document.add_table(2, 2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("本金", "100元", "利息", "20元"), strict=True
    ):
        cell.text = words
    table.rows[1].cells[0].merge(table.rows[1].cells[1])
    document.add_paragraph("最后一段")
    assert file_text(saved(document), "a.docx").text == "第一段\n本金\t100元\n利息\n20元\n最后一段"


def test_headers_footers_and_footnotes_stand_apart() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "甲市乙区人民法院"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("正文")
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>见附表</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    found = file_text(with_member(saved(document), "word/footnotes.xml", notes.encode()), "a.docx")
    assert found.text == "正文"
    assert set(found.apart) == {Apart("页眉", "甲市乙区人民法院"), Apart("页脚", "第1页"), Apart("脚注", "见附表")}


def with_member(package: bytes, name: str, data: bytes) -> bytes:
    """The package with one more file."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def body(xml: str) -> bytes:
    """A Word file with this in its body."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return saved(document)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:r><w:t>原告</w:t></w:r><w:ins><w:r><w:t>钱某</w:t></w:r></w:ins>", "原告钱某"),
        ("<w:r><w:t>被告</w:t></w:r><w:del><w:r><w:delText>孙某</w:delText></w:r></w:del>", "被告"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type='page'/><w:tab/><w:t>丙</w:t></w:r>", "甲\n乙\t丙"),
        ("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", "框内"),
    ],
)
def test_a_paragraph_is_read_as_a_reader_sees_it(xml: str, expected: str) -> None:
    assert file_text(body(xml), "a.docx").text.strip("\n") == expected


def test_automatic_numbers_are_written_out() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>'))
    for level, words in ((0, "支付货款；"), (1, "本金；"), (1, "利息；"), (0, "驳回其他。")):
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="88"/></w:numPr>')
        )
    assert file_text(saved(document), "a.docx").text == "一、支付货款；\n（1）本金；\n（2）利息；\n二、驳回其他。"


def test_a_word_file_that_only_carries_scans_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(making.image_bytes(making.picture(["调解协议"], size=(500, 200)), "PNG"))
    document = docx.Document()
    document.add_picture(str(tmp_path / "scan.png"))
    found = file_text(saved(document), "a.docx")
    assert found.text == "调解协议" and found.recognised(0, 4)


@pytest.mark.parametrize("ending", [".doc", ".rtf"])
def test_without_libreoffice_an_old_word_file_says_what_to_install(
    ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda program: None)
    with pytest.raises(MissingReader, match="LibreOffice") as caught:
        file_text(OLD_WORD[ending], f"a{ending}")
    assert not caught.value.permanent and caught.value.exit_code == 3


RTF = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0 " + "".join(f"\\u{ord(c)}?" for c in "民事裁定书") + r"\par }"
OLD_WORD = {
    ".doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504 + "WordDocument".encode("utf-16-le") + b"\x00" * 512,
    ".rtf": RTF.encode(),
}


def test_libreoffice_reads_old_word_files_and_rtf(tmp_path: Path) -> None:
    """A real .doc is made by LibreOffice itself; .ci/parts installs it."""
    (tmp_path / "a.docx").write_bytes(making.word(making.PAPER))
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: run .ci/parts"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    office.subprocess.run(
        [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True,
        capture_output=True,
    )
    found = file_text(tmp_path / "a.doc")
    assert (found.kind, found.text) == ("doc", TEXT)
    assert file_text(RTF.encode(), "a.doc").text.strip() == "民事裁定书"


def test_a_broken_old_word_file_is_named() -> None:
    with pytest.raises(UnreadableFile, match="LibreOffice"):
        file_text(OLD_WORD[".doc"], "a.doc")


# web pages and text

PAGE = f"""<html><head><meta charset="gb2312"><title>文书</title><style>p {{color: red}}</style></head><body>
<div id="top"><a href="/">首页</a> | <a href="/list">裁判文书</a></div>
<div class="wrap"><div>当前位置：首页 &gt; 裁判文书 &gt; 民事</div>
<div class="content">{"".join(f"<p>{line}</p>" for line in making.PAPER[:4])}
<div style="display:none">隐藏文字</div>
<p>被告：上海某甲&#32;食品<br>有限公司，依照<a href="/law">民法典</a>
  第一条。</p></div>
<div>【打印】 【关闭】</div></div>
<script>var x = "原告";</script><div><a href="/a">上一篇</a> <a href="/b">下一篇</a></div>
</body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_web_page_gives_the_paper_without_the_pages_furniture(encoding: str) -> None:
    found = file_text(PAGE.encode(encoding), "a.html")
    paper = "\n".join(line for line in making.PAPER[:4])
    assert found.text == f"{paper}\n被告：上海某甲 食品\n有限公司，依照民法典第一条。"
    left = {removed.text for removed in found.removed}
    assert {"当前位置：首页 > 裁判文书 > 民事", "【打印】 【关闭】", "首页 | 裁判文书"} <= left


def test_a_page_without_words_is_named() -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        file_text(b"<html><body><script>x()</script></body></html>", "a.html")


def test_lines_that_an_editor_broke_are_joined_and_others_are_not() -> None:
    long = "本院经审理认定事实如下原告于二〇二三年向被告购买设备双方签订合同约定分期付款" * 6
    broken = "\n".join(long[i : i + 35] for i in range(0, len(long), 35))
    found = file_text(f"民事判决书\n{broken}\n判决如下：\n驳回。".encode(), "a.txt")
    assert found.text == f"民事判决书\n{long}\n判决如下：\n驳回。"
    assert file_text(TEXT.encode(), "a.txt").text == TEXT


def test_pages_of_plain_text_lose_their_page_numbers() -> None:
    found = file_text("甲方\n- 1 -\n\f乙方\n第2页 共2页\n".encode(), "a.txt")
    assert found.text.split() == ["甲方", "乙方"]
    assert [(removed.page, removed.text) for removed in found.removed] == [(1, "- 1 -"), (2, "第2页 共2页")]


# dossiers


def test_every_file_of_a_dossier_is_a_document_of_its_own(tmp_path: Path) -> None:
    inner = making.zipped({"起诉状.txt": "起诉状正文".encode()})
    files = {"正卷/判决书.docx": making.word(["判决书正文"]), "副卷/证据.zip": inner, "__MACOSX/._a": b"x"}
    (tmp_path / "卷宗.zip").write_bytes(making.zipped({**files, "空.txt": b"", "图.gif": b"GIF89a"}))
    found = list(papers_in(tmp_path / "卷宗.zip"))
    good = {one.id: one.text for one in found if isinstance(one, SourcePaper)}
    assert good == {"正卷/判决书": "判决书正文", "副卷/证据.zip!/起诉状": "起诉状正文"}
    bad = {one.source.rpartition("/")[2]: one.message for one in found if isinstance(one, Unreadable)}
    assert set(bad) == {"空.txt", "图.gif"} and "空的" in bad["空.txt"]


def test_file_names_in_gbk_are_read(tmp_path: Path) -> None:
    data = making.zipped({"AAAA.txt": "正文".encode()}).replace(b"AAAA.txt", "判决".encode("gbk") + b".txt")
    (tmp_path / "a.zip").write_bytes(data)
    assert [one.id for one in papers_in(tmp_path / "a.zip") if isinstance(one, SourcePaper)] == ["判决"]


def locked(package: bytes) -> bytes:
    """The ZIP with the flag of encryption set on its members."""
    data = bytearray(package)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def test_a_locked_member_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        making.zipped({"a.txt": "好的".encode(), "b.zip": locked(making.zipped({"c.txt": b"x"}))}, packed=False)
    )
    found = list(papers_in(tmp_path / "a.zip"))
    assert [one.text for one in found if isinstance(one, SourcePaper)] == ["好的"]
    assert [one.code for one in found if isinstance(one, Unreadable)] == ["locked_file"]


def bomb(depth: int = 0) -> bytes:
    """Ten kilobytes that unpack to ten megabytes, within archives."""
    data = making.zipped({"a.txt": b"0" * 10_000_000})
    for _ in range(depth):
        data = making.zipped({"b.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "limits", "what"),
    [
        (bomb(), Limits(), "压缩比"),
        (bomb(2), Limits(), "压缩比"),
        (bomb(), Limits(expansion=10_000, megabytes=5), "大小"),
        (
            making.zipped({"a.txt": b"ab" * 400_000, "b.txt": b"ba" * 400_000}),
            Limits(unpacked_megabytes=1),
            "解压后大小",
        ),
        (bomb(6), Limits(), "嵌套"),
    ],
)
def test_a_zip_bomb_is_refused_before_it_bursts(data: bytes, limits: Limits, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    found = list(papers_in(tmp_path / "a.zip", limits))
    assert any(isinstance(one, Unreadable) and what in one.message and one.code == "file_too_large" for one in found)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(making.zipped({f"{n}.txt": b"x" for n in range(9)}))
    with pytest.raises(FileTooLarge, match="文件数"):
        list(papers_in(tmp_path / "a.zip", Limits(members=8)))


# lies, locks and breaks

PDF = making.pdf([[(70.0, 90.0, 16.0, "正文")]])
WORD = making.word(["正文"])
ENCRYPTED = PDF.replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
    % (b"41" * 32, b"42" * 32),
)


LOCKED_WORD = OLD_WORD[".doc"].replace("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", making.zipped({"x": b"y"}), LyingFile, "ZIP"),
        ("a.pdf", b"MZ\x90\x00" + b"\x01" * 600, LyingFile, "可执行程序"),
        ("a.docx", PDF, LyingFile, "PDF"),
        ("a.ofd", WORD, LyingFile, "Word"),
        ("a.png", PDF, LyingFile, "PDF"),
        ("a.html", PDF, LyingFile, "PDF"),
        ("a.pdf", ENCRYPTED, LockedFile, "密码"),
        ("a.docx", LOCKED_WORD, LockedFile, "密码"),
        ("a.docx", locked(WORD), LockedFile, "密码"),
        ("a.pdf", PDF[: len(PDF) // 2], UnreadableFile, "结尾缺失"),
        ("a.docx", WORD[: len(WORD) // 2], ReadingError, "a.docx"),
        ("a.ofd", b"PK\x03\x04" + b"\x00" * 90, ReadingError, "a.ofd"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, UnreadableFile, "图片"),
        ("a.txt", b"\x00\x01\x02", UnreadableFile, "不是文本"),
        ("a.txt", b"  \n ", UnreadableFile, "空的"),
        ("a.pdf", b"", UnreadableFile, "空的"),
        ("a.xlsx", WORD, UnknownFileKind, "后缀"),
        ("a.zip", making.zipped({"a.txt": b"x"}), UnknownFileKind, "后缀"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, error: type[ReadingError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        file_text(data, name)
    assert name in str(caught.value)


def test_a_file_beyond_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1_100_000)
    with pytest.raises(FileTooLarge, match="MINGJING_FILE_MEGABYTES"):
        file_text(tmp_path / "a.txt", within=Limits(megabytes=1))


def test_reading_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(FileTooLarge, match="读取时间"):
        file_text(PDF, "a.pdf", replace(Limits(), seconds=-1))


def test_the_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_FILE_CHARACTERS", "3")
    with pytest.raises(FileTooLarge, match="上限3字"):
        file_text("四个字的".encode(), "a.txt")
    monkeypatch.setenv("MINGJING_FILE_CHARACTERS", "many")
    with pytest.raises(Exception, match="不是正整数"):
        file_text(b"x", "a.txt")
