"""Papers that people bring as files."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from house import PAPERS_OF, XUHUI

from mingjing.accounts.models import AuditEvent
from mingjing.lifecycle.cases import opened
from mingjing.papers import uploads
from mingjing.papers.models import Paper

pytestmark = pytest.mark.django_db

TEXT = """上海市徐汇区人民法院
民事判决书
（2031）沪0104民初99901号
原告：赵小满，女，1985年3月2日出生，汉族，住上海市徐汇区。
被告：上海明光贸易有限公司，住所地上海市徐汇区。
原告赵小满与被告上海明光贸易有限公司买卖合同纠纷一案，本院于2031年2月1日立案，现已审理终结。
本院认为，合同成立并生效。
依照《中华人民共和国民法典》第五百七十七条规定，判决如下：
被告于本判决生效之日起十日内支付货款5,000元。
审判员　　冯小婷
二〇三一年三月二日
书记员　　蒋小谦
"""


@pytest.fixture
def bring(person):
    """Uploads a file as somebody; gives (status, answer)."""

    def brought(who: str, name: str, data: bytes, **fields: object) -> tuple[int, object]:
        client = Client()
        client.force_login(person(who), "django.contrib.auth.backends.ModelBackend")
        answer = client.post("/api/papers", {"file": SimpleUploadedFile(name, data), **fields})
        return answer.status_code, answer.json()

    return brought


def word_file(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("判决书.txt", TEXT.encode()), ("判决书.txt", TEXT.encode("gb18030")), ("判决书.DOCX", word_file(TEXT))],
    ids=["utf-8", "gb18030", "docx"],
)
def test_a_file_is_read_at_once(bring, browse, name, data):
    status, (row,) = bring("clerk", name, data)
    assert status == 200
    assert (row["title"], row["case_number"], row["court"]) == ("民事判决书", "（2031）沪0104民初99901号", XUHUI)
    assert row["points"] > 8 and row["case_id"] is None
    _, view = browse("judge")("GET", f"/papers/{row['key']}")
    assert "赵小满" in {p["value"] for p in view["points"]}
    assert browse("judge")("GET", "/papers?source=upload")[1]["items"] == [row]


def test_the_upload_belongs_to_its_court(bring, browse):
    _, (row,) = bring("clerk", "判决书.txt", TEXT.encode())
    for who, status in (("neighbour", 404), ("middle", 404), ("supervisor", 200), ("labeller", 200)):
        assert browse(who)("GET", f"/papers/{row['key']}")[0] == status
    assert browse("neighbour")("GET", "/papers?source=upload")[1]["count"] == 0
    assert AuditEvent.objects.get(action="上传文书").facts["papers"] == [row["key"]]


def test_a_paper_finds_its_case_by_its_number(bring):
    _, case_id = opened().con.execute(PAPERS_OF, [XUHUI]).fetchone()
    (number,) = opened().con.execute("SELECT case_number FROM case_main WHERE case_id = ?", [case_id]).fetchone()
    _, (row,) = bring("judge", "判决书.txt", TEXT.replace("（2031）沪0104民初99901号", number).encode())
    assert (row["case_id"], row["case_number"]) == (case_id, number)


def test_a_paper_is_put_to_the_case_it_was_brought_for_but_never_to_a_neighbours(bring):
    _, case_id = opened().con.execute(PAPERS_OF, [XUHUI]).fetchone()
    assert bring("judge", "补充.txt", TEXT.encode(), case_id=case_id)[1][0]["case_id"] == case_id
    assert bring("neighbour", "补充.txt", TEXT.encode(), case_id=case_id)[0] == 404


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("x", b"nothing")
    return out.getvalue()


REFUSED = [
    ("判决书.exe", b"MZ", "不认识"),
    ("判决书.txt", b"", "空"),
    ("判决书.docx", archive(), "ZIP"),
    ("判决书.pdf", b"%PDF-1.4 cut", "PDF"),
    ("判决书.jsonl", b'{"id": "1"}\n', "第1行"),
    ("无后缀", TEXT.encode(), "后缀"),
]


@pytest.mark.parametrize(("name", "data", "told"), REFUSED, ids=[r[0] + str(i) for i, r in enumerate(REFUSED)])
def test_a_file_that_can_not_be_read_is_refused_in_words_and_nothing_is_kept(bring, name, data, told):
    status, answer = bring("judge", name, data)
    assert (status, answer["code"]) == (422, "nothing_readable")
    assert name in answer["detail"] and "/tmp" not in answer["detail"]
    assert told in answer["detail"]
    assert not Paper.objects.exists()


def test_limits_are_told_with_what_is_allowed(bring, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1024)
    status, answer = bring("judge", "判决书.txt", TEXT.encode() * 9)
    assert (status, answer["code"]) == (413, "upload_too_large")
    monkeypatch.undo()
    monkeypatch.setattr(uploads, "MOST_CHARACTERS", 100)
    assert "100 字" in bring("judge", "判决书.txt", TEXT.encode())[1]["detail"]


def test_a_file_of_many_papers_is_all_or_nothing(bring):
    line = json.dumps({"id": "1", "text": TEXT}, ensure_ascii=False).encode() + b"\n"
    assert len(bring("judge", "多份.jsonl", line * 3)[1]) == 3
    assert bring("judge", "多份.jsonl", line + b"{broken\n")[0] == 422
    assert Paper.objects.count() == 3
