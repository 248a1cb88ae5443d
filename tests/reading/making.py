"""Invented papers as files of every kind that courts keep, made by the tests themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
from PIL import Image, ImageDraw, ImageFont

FONT = next(Path("/usr/share/fonts").rglob("NotoS*CJK-Regular.ttc"), None) or next(
    Path("/usr/share/fonts").rglob("*CJK*.ttc")
)
PAPER = (
    "甲市乙区人民法院",
    "民 事 判 决 书",
    "（2024）沪0115民初123号",
    "　　原告：钱多多，男，1980年2月3日出生，汉族，住甲市乙区。",
    "　　被告：上海某甲食品有限公司，住所地甲市乙区。",
    "　　原告钱多多与被告上海某甲食品有限公司买卖合同纠纷一案，本院于2024年3月1日立案。",
    "　　依照《中华人民共和国民法典》第五百七十九条规定，判决如下：",
    "　　被告上海某甲食品有限公司于本判决生效之日起十日内支付原告钱多多货款12,345.67元。",
    "审判员　李某",
    "二〇二四年五月一日",
    "书记员　周某",
)
"""One paper, a paragraph a line."""
Placed = tuple[float, float, float, str]
"""Left, top, size in points, and the words."""


def pdf(pages: Sequence[Sequence[Placed]], images: Mapping[int, bytes] | None = None, hidden: bool = False) -> bytes:
    """A PDF whose pages (595 by 842 points) show words in a Chinese font, and JPEG images over whole pages."""
    objects: list[bytes] = [b"", b"", *_FONTS]
    kids = []
    for number, page in enumerate(pages):
        words = b"".join(_shown(*one, hidden) for one in page)
        extra = b""
        if images and number in images:
            picture = Image.open(io.BytesIO(images[number]))
            head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
            head = head % picture.size + b"/BitsPerComponent 8 /Filter /DCTDecode"
            objects.append(_stream(images[number], head))
            extra = b"/XObject << /I %d 0 R >>" % len(objects)
            words = b"q 595 0 0 842 0 0 cm /I Do Q\n" + words
        objects.append(_stream(words, b"<<"))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> "
            % len(objects)
            + extra
            + b" >> >>"
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [" + listed + b"] /Count %d >>" % len(kids)
    return _file(objects)


_FONTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)


def _shown(left: float, top: float, size: float, words: str, hidden: bool) -> bytes:
    mode = 3 if hidden else 0
    place = f"BT {mode} Tr /F {size} Tf {left} {842 - top - 0.88 * size:.2f} Td <".encode()
    return place + words.encode("utf-16-be").hex().encode() + b"> Tj ET\n"


def _stream(data: bytes, head: bytes) -> bytes:
    return head + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.5\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            len(body),
        )
    )


def set_pages(paragraphs: Sequence[str], a_page: int = 30, size: float = 16.0, columns: int = 28) -> list[list[Placed]]:
    """Paragraphs set as a printer does: wrapped at the right margin, first lines indented, titles in the middle."""
    lines: list[Placed] = []
    for paragraph in paragraphs:
        lines += [(left, 0.0, size, words) for left, words in _wrapped(paragraph, size, columns)]
    return [
        [(left, 90 + 24 * i, size, words) for i, (left, _, _, words) in enumerate(lines[at : at + a_page])]
        for at in range(0, len(lines), a_page)
    ]


def _wrapped(paragraph: str, size: float, columns: int) -> list[tuple[float, str]]:
    words = paragraph.strip("\u3000 ")
    indent = len(paragraph) - len(paragraph.lstrip("\u3000"))
    if not indent:
        return [(70 + size * (columns - len(words)) / 2 + size, words)]
    first, rest = words[: columns - indent], words[columns - indent :]
    more = [(70.0, rest[i : i + columns]) for i in range(0, len(rest), columns)]
    return [(70 + size * indent, first), *more]


def picture(paragraphs: Sequence[str], seal: bool = False, size: tuple[int, int] = (1240, 1000)) -> Image.Image:
    """A scanned page: black print on white, with a red seal over it when asked."""
    page = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 32)
    for i, words in enumerate(paragraphs):
        pen.text((90, 60 + 62 * i), words, fill="black", font=font)
    if seal:
        pen.ellipse((700, 250, 1000, 550), outline=(215, 25, 30), width=12)
        pen.text((760, 380), "甲市印章", fill=(215, 25, 30), font=font)
    return page


def image_bytes(page: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file of that kind."""
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def word(paragraphs: Sequence[str]) -> bytes:
    """A Word file of these paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(files: Mapping[str, bytes], packed: bool = True) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_text(x: float, y: float, words: str, size: float = 5.0, more: str = "", code: str = "", font: int = 1) -> str:
    """A text object at x, y (millimetres)."""
    code = code or f'DeltaX="g {max(1, len(words) - 1)} {size}"'
    attributes, _, inner = more.partition("|")
    boundary = f"{x} {y} {size * len(words) + 1} {size + 1}"
    head = f'<ofd:TextObject ID="9" Boundary="{boundary}" Font="{font}" Size="{size}" {attributes}>'
    return f'{head}{inner}<ofd:TextCode X="0" Y="{0.88 * size}" {code}>{words}</ofd:TextCode></ofd:TextObject>'


def ofd(pages: Sequence[str], extra: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """An OFD whose pages draw these objects. Parts: template, resources, document, body (XML inside those elements)."""
    listed = "".join(f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/P_{i}/Content.xml"/>' for i in range(len(pages)))
    template = parts.get("template", "")
    held = {
        "OFD.xml": f'<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{parts.get('body', '')}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        + ('<ofd:TemplatePage ID="2" BaseLoc="Tpls/T.xml"/>' if template else "")
        + f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{parts.get('document', '')}</ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {OFD} BaseLoc="Res">{parts.get("resources", "")}</ofd:Res>',
    }
    if template:
        held["Doc_0/Tpls/T.xml"] = _ofd_page(template, "")
    used = '<ofd:Template TemplateID="2"/>' if template else ""
    held |= {f"Doc_0/Pages/P_{i}/Content.xml": _ofd_page(page, used) for i, page in enumerate(pages)}
    return zipped({name: text.encode() for name, text in held.items()} | dict(extra or {}))


def _ofd_page(objects: str, template: str) -> str:
    return f"<ofd:Page {OFD}>{template}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd_lines(pages: Sequence[Sequence[Placed]]) -> list[str]:
    """The objects of pages that are set like those of `pdf`, in millimetres."""
    unit = 25.4 / 72

    def one(left: float, top: float, size: float, words: str) -> str:
        apart = f'DeltaX="g {max(1, len(words) - 1)} {size * unit}"'
        return ofd_text(left * unit, top * unit, words, size * unit, code=apart)

    return ["".join(one(*placed) for placed in page) for page in pages]
