"""Files with pages: what is printed is read as one text, and every word knows where it stands."""

from __future__ import annotations

import io
from dataclasses import replace

import making
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from PIL import Image

from mingjing.reading import read
from mingjing.reading.errors import FileTooLarge, MissingReader, UnreadableFile
from mingjing.reading.files import FileText, Limits, file_text, recognition
from mingjing.reading.files.layout import Page
from mingjing.reading.files.placed import doubted, place_of
from mingjing.reading.points import Found, points

TEXT = "\n".join(line.strip("　") for line in making.PAPER)


def assert_places_are_true(found: FileText) -> None:
    """Every character is that of its line, and stands on its page."""
    pages = {page.number: page for page in found.pages}
    for piece in found.pieces:
        line = found.lines[piece.line]
        assert line.text[piece.offset : piece.offset + piece.length] == found.text[piece.start :][: piece.length]
        for place in found.places(piece.start, piece.start + piece.length):
            assert place.box is not None and on(pages[place.page], place.box.left, place.box.bottom)


def on(page: Page, x: float, y: float) -> bool:
    return -1 <= x <= page.width + 1 and -1 <= y <= page.height + 20


@pytest.fixture(scope="module")
def set_pages() -> list[list[making.Placed]]:
    return making.set_pages(making.PAPER)


@pytest.fixture(scope="module")
def as_pdf(set_pages: list[list[making.Placed]]) -> FileText:
    return file_text(making.pdf(set_pages), "判决.pdf")


@pytest.fixture(scope="module")
def as_ofd(set_pages: list[list[making.Placed]]) -> FileText:
    return file_text(making.ofd(making.ofd_lines(set_pages)), "判决.ofd")


@pytest.mark.parametrize("kind", ["as_pdf", "as_ofd"])
def test_lines_broken_by_printing_are_joined_to_the_paragraphs_they_are_of(
    kind: str, request: pytest.FixtureRequest
) -> None:
    found: FileText = request.getfixturevalue(kind)
    assert found.text == TEXT
    assert_places_are_true(found)


def test_lines_cut_by_counting_characters_are_joined_although_digits_leave_them_short() -> None:
    """Forty signs a line, of which half are narrow in some: the right margin is ragged."""
    lines = [
        "　　判决如下：一、被告孙二娘于本判决生效之日起十日内偿还原告钱一鸣",
        "借款本金1234567.89元及利息12345.67元、违约金300,00",
        "0元；二、被告顺达建材有限公司对上述债务承担连带清偿责任，并在承担",
        "责任后有权追偿。",
    ]
    placed = [[(70.0 + 16 * (n == 0) * 2, 90.0 + 24 * n, 16.0, line.strip("　")) for n, line in enumerate(lines)]]
    assert file_text(making.pdf(placed), "判决.pdf").text == "".join(lines).strip("　")


@pytest.mark.parametrize("kind", ["as_pdf", "as_ofd"])
def test_an_info_point_knows_its_page_line_and_box(kind: str, request: pytest.FixtureRequest) -> None:
    found: FileText = request.getfixturevalue(kind)
    read_points = points(read(found.text))
    assert tuple(doubted(read_points, found)) == read_points
    for point in read_points:
        place = place_of(point, found)
        assert place["page"] == 1 and place["origin"] == "text" and place["boxes"]
    start = found.text.index("12,345.67")
    (first, *rest) = found.places(start, start + 9)
    assert first.line == 12 and not rest
    assert first.box is not None and first.box.width == pytest.approx(9 * 16, rel=0.6)


def test_a_word_over_a_line_break_stands_in_two_places(as_pdf: FileText) -> None:
    start = as_pdf.text.index("本院于2024")
    here = as_pdf.places(start - 20, start + 12)
    assert [place.line for place in here] == [here[0].line, here[0].line + 1]
    assert "".join(place.text for place in here) == as_pdf.text[start - 20 : start + 12]


FURNITURE = [(70.0, 40.0, 9.0, "甲市乙区人民法院民事判决书"), (290.0, 800.0, 9.0, "- {n} -")]


@pytest.mark.parametrize("make", [making.pdf, lambda pages: making.ofd(making.ofd_lines(pages))])
@pytest.mark.parametrize("ending", ["第{n}页 共3页", "- {n} -", "{n}", "{n}/3"])
def test_running_headers_and_page_numbers_are_taken_out_and_kept(make: object, ending: str) -> None:
    long = (
        *making.PAPER[:6],
        *[f"　　{sign}、本院查明的事实是某某某某。" * 4 for sign in "一二三四五六七八"],
        *making.PAPER[6:],
    )
    pages = making.set_pages(long, a_page=16)
    furnished = [
        [(70.0, 40.0, 9.0, "甲市乙区人民法院民事判决书"), *page, (290.0, 800.0, 9.0, ending.format(n=n))]
        for n, page in enumerate(pages, start=1)
    ]
    found = file_text(make(furnished), "a.pdf" if make is making.pdf else "a.ofd")  # type: ignore[operator]
    assert len(pages) == 3
    assert found.text == "\n".join(line.strip("　") for line in long)
    assert {removed.why for removed in found.removed} == {"页眉页脚", "页码"}
    assert [removed.page for removed in found.removed if removed.why == "页码"] == [1, 2, 3]
    assert_places_are_true(found)


def test_a_title_that_reads_like_the_running_header_stays(set_pages: list[list[making.Placed]]) -> None:
    pages = [[(70.0, 40.0, 9.0, "甲市乙区人民法院"), *page] for page in (*set_pages, *set_pages)]
    found = file_text(making.pdf(pages), "a.pdf")
    assert found.text.count("甲市乙区人民法院\n民 事 判 决 书") == 2
    assert [removed.text for removed in found.removed] == ["甲市乙区人民法院"] * 2


def test_line_numbers_are_taken_out(set_pages: list[list[making.Placed]]) -> None:
    lines = [(left, top, size, words) for left, top, size, words in set_pages[0]]
    numbers = [(40.0, top, 10.0, f"{n} ") for n, (_, top, _, _) in enumerate(lines, start=1)]
    found = file_text(making.pdf([[*numbers, *lines]]), "a.pdf")
    assert found.text == TEXT
    assert [removed.text for removed in found.removed] == [str(n) for n in range(1, len(lines) + 1)]


def test_radicals_from_a_font_become_the_characters_they_look_like() -> None:
    found = file_text(making.ofd([making.ofd_text(30, 30, "⼈⺠法院⻓")]), "a.ofd")
    assert found.text == "人民法院长"


# OFD


def test_the_g_notation_repeats_a_distance() -> None:
    item = making.ofd_text(20, 20, "甲乙丙丁", code='DeltaX="g 2 10 30"')
    found = file_text(making.ofd([item]), "a.ofd")
    boxes = [found.places(found.text.index(sign), found.text.index(sign) + 1)[0].box for sign in "甲乙丙丁"]
    lefts = [box.left for box in boxes if box]
    assert [round((left - lefts[0]) * 25.4 / 72, 1) for left in lefts] == [0, 10, 20, 50]


def test_a_transformation_moves_text_to_its_line() -> None:
    lower = making.ofd_text(20, 20, "下一行", more='CTM="1 0 0 1 0 40"')
    found = file_text(making.ofd([lower + making.ofd_text(20, 40, "上一行")]), "a.ofd")
    assert found.text == "上一行\n下一行"


def test_a_template_is_printed_under_every_page() -> None:
    pages = [making.ofd_text(20, 60, "甲方"), making.ofd_text(20, 60, "乙方")]
    found = file_text(making.ofd(pages, template=making.ofd_text(20, 120, "格式文本")), "a.ofd")
    assert found.text == "甲方\n格式文本\n乙方\n格式文本"


def test_a_composite_object_is_printed_where_it_stands() -> None:
    inner = f"<ofd:Content>{making.ofd_text(0, 0, '组合')}</ofd:Content>"
    unit = f'<ofd:CompositeGraphicUnit ID="7">{inner}</ofd:CompositeGraphicUnit>'
    page = making.ofd_text(20, 20, "上") + '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="20 50 100 20"/>'
    found = file_text(making.ofd([page], resources=unit), "a.ofd")
    assert found.text == "上\n组合"
    (place,) = found.places(2, 4)
    assert place.box is not None and place.box.left == pytest.approx(20 * 72 / 25.4)


def glyph_font() -> bytes:
    """A font in which glyph 1 is 法 and glyph 2 is 院."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one", "two"])
    builder.setupCharacterMap({ord("法"): "one", ord("院"): "two"})
    builder.setupGlyf({name: Glyph() for name in (".notdef", "one", "two")})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "one", "two"), (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Invented", "styleName": "Regular"})
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


RESOURCES = '<ofd:Fonts><ofd:Font ID="3" FontName="X"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'


@pytest.mark.parametrize(
    ("words", "glyphs", "expected"),
    [
        ("人民\ue001\ue002", "1 2", "人民法院"),
        ("人民¤¤", "1 2", "人民法院"),
        ("人民法院", "1 2", "人民法院"),  # characters that mean something are believed
        ("人民\ue001\ue002", "2 9", "人民院\ufffd"),  # glyph 9 is not in the font
    ],
)
def test_glyphs_without_characters_are_looked_up_in_the_font(words: str, glyphs: str, expected: str) -> None:
    drawn = f"<ofd:Glyphs>{glyphs}</ofd:Glyphs>"
    change = f"|<ofd:CGTransform CodePosition='2' CodeCount='2' GlyphCount='2'>{drawn}</ofd:CGTransform>"
    page = making.ofd_text(20, 20, words, more=change, font=3)
    found = file_text(making.ofd([page], {"Doc_0/Res/f.ttf": glyph_font()}, resources=RESOURCES), "a.ofd")
    assert found.text == expected


def test_signatures_annotations_and_attachments_are_reported_and_not_read() -> None:
    signed = f'<ofd:Signatures {making.OFD}><ofd:Signature ID="1" BaseLoc="s/S.xml"/></ofd:Signatures>'.encode()
    noted = f'<ofd:Annotations {making.OFD}><ofd:Page PageID="10"/></ofd:Annotations>'.encode()
    extra = {"Doc_0/Signs/Signatures.xml": signed, "Doc_0/Annots/A.xml": noted}
    found = file_text(
        making.ofd(
            [making.ofd_text(20, 20, "正文")],
            extra,
            body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
            document="<ofd:Annotations>Annots/A.xml</ofd:Annotations>",
        ),
        "a.ofd",
    )
    assert found.text == "正文"
    assert found.notes == ("文件带有1个电子签名或签章，未作验签。", "文件带有批注（1处），没有读入。")


def test_an_ofd_that_lacks_a_page_is_named() -> None:
    body = "<ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody>"
    data = making.zipped({"OFD.xml": f"<ofd:OFD {making.OFD}>{body}</ofd:OFD>".encode()})
    with pytest.raises(UnreadableFile, match="Document"):
        file_text(data, "a.ofd")


# scans


SCANNED = [line.strip("　") for line in making.PAPER[:5]]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_scan_is_recognised_and_its_numbers_want_a_person(kind: str) -> None:
    page = making.picture([SCANNED[0], "支付货款12,345.67元"], seal=kind == "JPEG", size=(900, 560))
    ending = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif", "BMP": "bmp"}[kind]
    found = file_text(making.image_bytes(page, kind), f"a.{ending}")
    assert found.text == f"{SCANNED[0]}\n支付货款12,345.67元"
    assert found.recognised(0, 3) and 0.5 < found.confidence(0, 8) <= 1
    assert_places_are_true(found)
    assert bool(found.notes) == (kind == "JPEG")
    start = found.text.index("12,345")
    point = Found("J999", "货款", 1_234_567, "12,345.67", start, start + 9, 0.95, "money")
    (shown,) = doubted([point], found)
    assert (shown.confidence, shown.by) == (0.79, "money+ocr")
    assert place_of(shown, found)["origin"] == "ocr"


def test_a_mixed_pdf_is_read_page_by_page(set_pages: list[list[making.Placed]]) -> None:
    scan = making.image_bytes(making.picture(SCANNED, size=(1190, 1684)), "JPEG", quality=90)
    found = file_text(making.pdf([set_pages[0], [], [(70.0, 90.0, 16.0, "附页")]], {1: scan}), "a.pdf")
    assert found.text.startswith(TEXT) and found.text.endswith("附页")
    assert {line.page: line.origin for line in found.lines} == {1: "text", 2: "ocr", 3: "text"}
    middle = found.text[len(TEXT) :]
    assert "原告：钱多多，男，1980年2月3日出生" in middle and "民初123号" in middle
    assert_places_are_true(found)


def test_the_invisible_text_of_a_scanner_is_marked_as_recognised(set_pages: list[list[making.Placed]]) -> None:
    scan = making.image_bytes(making.picture([], size=(595, 842)), "JPEG")
    found = file_text(making.pdf(set_pages, {0: scan}, hidden=True), "a.pdf")
    assert found.text == TEXT
    assert found.recognised(0, 5) and found.confidence(0, 5) == 0.8


def test_a_tiff_of_two_pages_has_two_pages() -> None:
    pages = [making.picture([word], size=(500, 200)) for word in ("第一份证据", "第二份证据")]
    data = making.image_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found = file_text(data, "a.tiff")
    assert found.text == "第一份证据\n第二份证据"
    assert [place.page for place in found.places(0, len(found.text))] == [1, 2]


def test_the_scanned_page_of_an_ofd_is_recognised_where_it_stands() -> None:
    image = '<ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia>'
    page = '<ofd:ImageObject ID="6" ResourceID="5" Boundary="10 20 190 270" CTM="190 0 0 270 0 0"/>'
    scan = making.image_bytes(making.picture(["甲市乙区人民法院"], size=(700, 995)), "PNG")
    found = file_text(making.ofd([page], {"Doc_0/Res/p.png": scan}, resources=image), "a.ofd")
    assert found.text == "甲市乙区人民法院" and found.recognised(0, 8)
    (place,) = found.places(0, 1)
    assert place.box is not None and place.box.left == pytest.approx((10 + 190 * 90 / 700) * 72 / 25.4, abs=6)


def test_without_the_recognition_engine_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("rapidocr")

    monkeypatch.setattr(recognition, "_models", missing)
    with pytest.raises(MissingReader, match=r"mingjing\[ocr\]") as caught:
        file_text(making.image_bytes(making.picture(["一"]), "PNG"), "a.png")
    assert not caught.value.permanent


def test_an_image_beyond_the_limit_is_refused() -> None:
    data = making.image_bytes(Image.new("1", (2000, 2000)), "PNG")
    with pytest.raises(FileTooLarge, match="百万像素"):
        file_text(data, "a.png", replace(Limits(), megapixels=3))


def test_a_document_of_too_many_pages_is_refused(set_pages: list[list[making.Placed]]) -> None:
    with pytest.raises(FileTooLarge, match="MINGJING_FILE_PAGES"):
        file_text(making.pdf(set_pages * 3), "a.pdf", replace(Limits(), pages=2))


def test_a_blank_page_says_that_there_is_no_text() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100).close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    with pytest.raises(UnreadableFile, match="没有文字"):
        file_text(out.getvalue(), "a.pdf")
