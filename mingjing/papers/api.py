"""Papers under check over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May, purpose_of
from mingjing.papers import actions, drafts, examples, queries, uploads
from mingjing.papers.known import KNOWN
from mingjing.papers.shapes import (
    DraftSaved,
    Key,
    KnownPoint,
    PaperChecked,
    PaperList,
    PaperRow,
    PaperView,
    UploadLimits,
    checked_view,
    paper_row,
    paper_view,
)
from mingjing.papers.sheets import sheet
from mingjing.papers.writing_back import writer
from mingjing.reading.files import KINDS

router = Router(tags=["papers"])
Place = Annotated[int, Field(ge=0, lt=2**31)]
Number = Annotated[int, Field(ge=1, lt=2**63)]


class PapersAsked(Schema):
    """Which papers; `state=open` for those not checked from end to end."""

    source: Literal["court", "upload"] = "court"
    state: Literal["", "open", "checked"] = ""
    q: Annotated[str, Field(max_length=60)] = ""
    doubtful_only: bool = False
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Place = 0


class CorrectionGiven(Schema):
    """What is right: `on` names a standing value, or `code` an info point that was missed.

    Words are chosen by `start` and `end`; a typed `value` goes before what the words say.
    """

    act: Literal["confirm", "change", "reject", "add"]
    on: Annotated[str | None, Field(max_length=120)] = None
    code: Annotated[str, Field(max_length=40)] = ""
    name: Annotated[str, Field(max_length=60)] = ""
    start: Place | None = None
    end: Place | None = None
    value: Annotated[str | None, Field(max_length=2000)] = None


class DraftGiven(Schema):
    """A draft as its judge saved it; `issued` for the signed version."""

    text: Annotated[str, Field(min_length=1, max_length=uploads.MOST_CHARACTERS)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    issued: bool = False


@router.get("/papers", auth=May("see_papers"), response=answers(PaperList), operation_id="papers")
def list_papers(request: Asked, asked: Query[PapersAsked]) -> PaperList:
    """Papers within sight, those with the most doubtful values first."""
    rows, count = queries.listed(request.auth, queries.Asked(**asked.dict()))
    ids = [r.case_id for r in rows if r.case_id is not None]
    audit.record(request.auth, "查看待核对文书", case_ids=ids, purpose=purpose_of(request, "核对文书"))
    return PaperList(items=[paper_row(r, request.auth) for r in rows], count=count)


@router.get("/papers/points", auth=May("see_papers"), response=answers(list[KnownPoint]), operation_id="known_points")
def known_points(request: Asked) -> list[KnownPoint]:
    """Every info point that can be read from papers."""
    return [KnownPoint(code=k.code, name=k.name, group=k.group) for k in KNOWN.values()]


@router.get("/papers/limits", auth=May("upload"), response=answers(UploadLimits), operation_id="upload_limits")
def upload_limits(request: Asked) -> UploadLimits:
    """What may be uploaded."""
    most = uploads.MOST_BYTES // 2**20
    return UploadLimits(kinds=list(KINDS), most_mb=most, most_papers=uploads.MOST_PAPERS)


@router.post("/papers", auth=May("upload"), response=answers(list[PaperRow]), operation_id="upload_papers")
def upload_papers(request: Asked, file: File[UploadedFile], case_id: Form[Number | None] = None) -> list[PaperRow]:
    """Bring a file; its papers are read at once."""
    kept = uploads.upload(file, case_id, request.auth)
    return [paper_row(queries.upload_row(p), request.auth) for p in kept]


@router.post("/papers/drafts", auth=May("correct"), response=answers(DraftSaved), operation_id="save_draft")
def save_draft(request: Asked, body: DraftGiven) -> DraftSaved:
    """Hand in a draft at the moment a judge saves it; it is read at once and topic tables follow."""
    saved = drafts.keep_draft(body.text, body.name, request.auth, issued=body.issued)
    return DraftSaved(
        key=f"d{saved.document}",
        case_id=saved.case,
        version=saved.version,
        status="issued" if saved.status == "issued" else "draft",
        changed=saved.changed,
        points=saved.points,
        topic_rows=saved.topic_rows,
    )


@router.get("/papers/export", auth=May("label"), operation_id="export_examples")
def export_examples(request: Asked) -> HttpResponse:
    """The papers checked from end to end as examples to learn from, one JSON object per line."""
    lines = examples.lines(request.auth)
    audit.record(
        request.auth,
        "导出训练样本",
        case_ids=[c for line in lines for c in line.case_ids],
        purpose=purpose_of(request, "训练文书解构模型"),
        facts={"papers": len(lines)},
    )
    response = HttpResponse(b"".join(line.json for line in lines), content_type="application/x-ndjson")
    name = f"训练样本-{timezone.localtime():%Y%m%d-%H%M}.jsonl"
    response["Content-Disposition"] = f"attachment; filename=\"examples.jsonl\"; filename*=UTF-8''{quote(name)}"
    return response


@router.get("/papers/{key}", auth=May("see_papers"), response=answers(PaperView), operation_id="paper")
def one_paper(request: Asked, key: Key) -> PaperView:
    """A paper within sight: its text, what was read from it, and what people said."""
    found = sheet(key, request.auth)
    audit.record(
        request.auth,
        "查看文书",
        case_ids=found.case_ids,
        purpose=purpose_of(request, "核对文书"),
        facts={"paper": key},
    )
    return paper_view(found, request.auth)


@router.post("/papers/{key}/corrections", auth=May("correct"), response=answers(PaperChecked), operation_id="correct")
def correct(request: Asked, key: Key, body: CorrectionGiven) -> PaperChecked:
    """Say what is right about one value."""
    actions.correct(sheet(key, request.auth), actions.Wish(**body.dict()), request.auth)
    transaction.on_commit(writer.nudge)
    return checked_view(sheet(key, request.auth), request.auth)


@router.delete(
    "/papers/{key}/corrections/{correction_id}",
    auth=May("correct"),
    response=answers(PaperChecked),
    operation_id="take_back_correction",
)
def take_back(request: Asked, key: Key, correction_id: Number) -> PaperChecked:
    """Take back one's own correction."""
    actions.withdraw(sheet(key, request.auth), correction_id, request.auth)
    transaction.on_commit(writer.nudge)
    return checked_view(sheet(key, request.auth), request.auth)


@router.post("/papers/{key}/read", auth=May("correct"), response=answers(PaperChecked), operation_id="read_again")
def read_again(request: Asked, key: Key) -> PaperChecked:
    """Read the paper again; what people said stays above the new reading."""
    actions.read_again(sheet(key, request.auth), request.auth)
    return checked_view(sheet(key, request.auth), request.auth)


@router.put("/papers/{key}/checked", auth=May("correct"), response=answers(PaperChecked), operation_id="set_checked")
def set_checked(request: Asked, key: Key) -> PaperChecked:
    """Say that the paper is checked from end to end."""
    actions.set_checked(sheet(key, request.auth), request.auth, checked=True)
    return checked_view(sheet(key, request.auth), request.auth)


@router.delete("/papers/{key}/checked", auth=May("correct"), response=answers(PaperChecked), operation_id="reopen")
def reopen(request: Asked, key: Key) -> PaperChecked:
    """Say that the paper is not checked after all."""
    actions.set_checked(sheet(key, request.auth), request.auth, checked=False)
    return checked_view(sheet(key, request.auth), request.auth)
