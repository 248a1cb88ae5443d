"""Runs and clues over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from django.db import transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from mingjing.accounts import audit
from mingjing.accounts.answers import answers
from mingjing.accounts.doors import Asked, May, purpose_of
from mingjing.accounts.models import Person
from mingjing.accounts.queries import sight_of
from mingjing.lifecycle import actions, admissions, cases, queries, runs, shapes
from mingjing.lifecycle.doorbell import doorbell
from mingjing.lifecycle.export import clue_workbook
from mingjing.lifecycle.models import LEVELS, VERDICTS, Clue, Run
from mingjing.lifecycle.runner import runner
from mingjing.lifecycle.shapes import (
    Clues,
    Level,
    Limit,
    Name,
    Offset,
    clue_row,
    clue_view,
    run_view,
    trial_view,
)
from mingjing.lifecycle.sse import last_event_id, stream

router = Router(tags=["lifecycle"])
doorbell.add_source("run:", queries.run_beats)

BigId = Annotated[int, Field(ge=0, lt=2**63)]


class RunAsked(Schema):
    """Which scenario to screen with."""

    scenario: Annotated[Name, Field(min_length=1)]


class CluesAsked(Schema):
    """Which clues; `verdict=pending` for those not yet verified."""

    scenario: Name = ""
    verdict: Literal["", "pending", "confirmed", "refuted", "doubtful"] = ""
    level: Level = ""


class CluePageAsked(CluesAsked):
    """Which clues, and which of them."""

    limit: Limit = 50
    offset: Offset = 0


class VerdictGiven(Schema):
    """What was found."""

    verdict: Literal["confirmed", "refuted", "doubtful"]
    note: Annotated[str, Field(max_length=500)] = ""


@router.post("/runs", auth=May("run"), response=answers(shapes.Run), operation_id="start_run")
def start_run(request: Asked, body: RunAsked) -> shapes.Run:
    """Screen all history with a scenario; gives the run that is already under way, when there is one."""
    run = runs.ask_for(body.scenario, request.auth)
    transaction.on_commit(runner.nudge)
    return run_view(run)


@router.get("/runs", auth=May("look"), response=answers(list[shapes.Run]), operation_id="runs")
def list_runs(request: Asked, limit: Limit = 50) -> list[shapes.Run]:
    """Runs, newest first."""
    return [run_view(r) for r in Run.objects.select_related("scenario").order_by("-id")[:limit]]


@router.get("/runs/{run_id}", auth=May("look"), response=answers(shapes.Run), operation_id="run")
def one_run(request: Asked, run_id: BigId) -> shapes.Run:
    """One run."""
    return run_view(queries.run(run_id))


@router.get("/runs/{run_id}/events", auth=May("look"), response=answers(shapes.Run), operation_id="run_events")
def run_events(request: Asked, run_id: BigId) -> HttpResponse | StreamingHttpResponse:
    """Progress as server-sent events; ends with the run. 204 tells a browser that saw the end to stop asking."""
    run = queries.run(run_id)
    if run.ended and last_event_id(request, 0) >= run.beat:
        return HttpResponse(status=204)

    def news(last: int) -> tuple[list[tuple[int, Any]], bool]:
        now = queries.run(run_id)
        return ([(now.beat, run_view(now).dict())] if now.beat > last else [], not now.ended)

    return stream(request, f"run:{run_id}", "progress", news, 0)


@router.get("/scenarios/{name}/admission", auth=May("look"), response=answers(shapes.Trial), operation_id="admission")
def last_admission(request: Asked, name: Name) -> shapes.Trial:
    """Whether the scenario's present version was found fit for embedding; `tried` is false before the first trial."""
    return trial_view(admissions.standing(name))


@router.post(
    "/scenarios/{name}/admission", auth=May("embed"), response=answers(shapes.Trial), operation_id="try_admission"
)
def try_admission(request: Asked, name: Name) -> shapes.Trial:
    """Try the scenario's present version: is what it reads bounded, does a join explode, is it quick."""
    return trial_view(admissions.examine(name, request.auth))


@router.get("/clues", auth=May("see_cases"), response=answers(Clues), operation_id="clues")
def list_clues(request: Asked, asked: Query[CluePageAsked]) -> Clues:
    """Clues within sight."""
    rows = queries.picked_clues(request.auth, asked.scenario, asked.verdict, asked.level)
    page = list(rows[asked.offset : asked.offset + asked.limit])
    audit.record(
        request.auth, "查看线索清单", case_ids=[c.case_id for c in page], purpose=purpose_of(request, "核验线索")
    )
    pending = queries.picked_clues(request.auth, asked.scenario, "pending", asked.level).count()
    return Clues(items=[clue_row(c, request.auth) for c in page], count=rows.count(), pending=pending)


@router.get("/clues/export", auth=May("export"), operation_id="export_clues")
def export_clues(request: Asked, asked: Query[CluesAsked]) -> FileResponse:
    """The clues as an Excel file."""
    rows = queries.picked_clues(request.auth, asked.scenario, asked.verdict, asked.level)
    audit.record(
        request.auth,
        "导出线索",
        case_ids=rows.values_list("case_id", flat=True),
        purpose=purpose_of(request, "导出线索清单"),
        facts=asked.dict(),
    )
    name = f"线索清单-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response = FileResponse(clue_workbook(rows, conditions(asked), request.auth))
    response["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response["Content-Disposition"] = f"attachment; filename=\"clues.xlsx\"; filename*=UTF-8''{quote(name)}"
    return response


def conditions(asked: CluesAsked) -> list[tuple[str, str]]:
    """The conditions of a list, in words."""
    verdict = "待核验" if asked.verdict == "pending" else VERDICTS.get(asked.verdict, "全部")
    title = queries.scenario(asked.scenario).title if asked.scenario else "全部"
    return [("场景", title), ("核验结果", verdict), ("等级", LEVELS.get(asked.level, "全部"))]


@router.get("/clues/{clue_id}", auth=May("see_cases"), response=answers(shapes.Clue), operation_id="clue")
def one_clue(request: Asked, clue_id: BigId) -> shapes.Clue:
    """One clue with its evidence, the facts of its case and what was found."""
    clue = queries.clue(clue_id, request.auth)
    audit.record(request.auth, "查看线索", case_ids=[clue.case_id], purpose=purpose_of(request, "核验线索"))
    return shown(clue, request.auth)


@router.post("/clues/{clue_id}/verdict", auth=May("verify"), response=answers(shapes.Clue), operation_id="verify")
def give_verdict(request: Asked, clue_id: BigId, body: VerdictGiven) -> shapes.Clue:
    """Say what was found."""
    clue = queries.clue(clue_id, request.auth)
    return shown(actions.verify(clue, body.verdict, body.note, request.auth), request.auth)


@router.delete("/clues/{clue_id}/verdict", auth=May("verify"), response=answers(shapes.Clue), operation_id="unverify")
def take_back_verdict(request: Asked, clue_id: BigId) -> shapes.Clue:
    """Take back one's own latest finding."""
    return shown(actions.withdraw(queries.clue(clue_id, request.auth), request.auth), request.auth)


def shown(clue: Clue, person: Person) -> shapes.Clue:
    """The clue with its case."""
    return clue_view(clue, person, cases.one(clue.case_id, sight_of(person)))
