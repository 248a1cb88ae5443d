"""Element tables over HTTP."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May, purpose_of
from mingjing.assist import draft_of
from mingjing.assist.drafting import save_docx
from mingjing.assist.reckoning import reckoned
from mingjing.casework import actions, tables
from mingjing.casework.shapes import ElementTable, GuideRow, table_view

router = Router(tags=["casework"])
BigId = Annotated[int, Field(ge=0, lt=2**63)]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Said(Schema):
    """What a person says about an element, as people write it; empty takes it back."""

    value: Annotated[str, Field(max_length=2000)]


@router.get("/cases/{case_id}/guides", auth=May("see_documents"), response=answers(list[GuideRow]))
def guides(request: Asked, case_id: BigId) -> list[GuideRow]:
    """The guides for the cause of a case; empty when there is none."""
    found = tables.guides_of(case_id, request.auth)
    audit.record(request.auth, "查看办案指南", case_ids=[case_id], purpose=purpose_of(request, "办理案件"))
    return [GuideRow(name=g.name, title=g.title) for g in found]


@router.get("/cases/{case_id}/guides/{name}", auth=May("see_documents"), response=answers(ElementTable))
def element_table(request: Asked, case_id: BigId, name: str) -> ElementTable:
    """The element table of a case, with its evidence list, reckonings, checks and draft."""
    found = tables.table(case_id, name, request.auth, timezone.localdate())
    facts = {"guide": name}
    audit.record(request.auth, "查看要素表", case_ids=[case_id], purpose=purpose_of(request, "办理案件"), facts=facts)
    return table_view(found, request.auth)


@router.put("/cases/{case_id}/guides/{name}/elements/{element}", auth=May("correct"), response=answers(ElementTable))
def say_element(request: Asked, case_id: BigId, name: str, element: str, body: Said) -> ElementTable:
    """Confirm, correct or fill in an element."""
    found = actions.say(case_id, name, element, body.value, request.auth, timezone.localdate())
    return table_view(found, request.auth)


@router.get("/cases/{case_id}/guides/{name}/draft", auth=May("export"))
def draft(request: Asked, case_id: BigId, name: str) -> HttpResponse:
    """The draft of the operative part as a Word file."""
    sheet = tables.table(case_id, name, request.auth, timezone.localdate()).sheet
    purpose = purpose_of(request, "起草文书")
    audit.record(request.auth, "导出主文草稿", case_ids=[case_id], purpose=purpose, facts={"guide": name})
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "draft.docx"
        save_docx(draft_of(sheet, reckoned(sheet)), out)
        response = HttpResponse(out.read_bytes(), content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename=\"draft.docx\"; filename*=UTF-8''{quote('主文草稿.docx')}"
    return response
