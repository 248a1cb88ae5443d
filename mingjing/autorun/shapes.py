"""What the API says about alerts."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from mingjing.accounts.masking import names_in, shown_evidence, shown_text
from mingjing.autorun import models
from mingjing.autorun.models import ANSWERS
from mingjing.court.milestones import MILESTONES
from mingjing.lifecycle.shapes import Basis, Evidence


class Alert(Schema):
    """A warning with its fact, basis, evidence, and how it was answered."""

    id: int
    scenario: str
    title: str
    version: str
    case_id: int
    case_number: str
    court: str
    milestone: str
    milestone_label: str
    level: str
    level_label: str
    message: str
    basis: list[Basis]
    evidence: list[Evidence]
    false_alarms: list[str]
    fired_at: datetime
    replayed: bool
    answer: str
    answer_label: str
    answered_by: str
    answered_at: datetime | None


class Alerts(Schema):
    """Some alerts, and how many there are in all."""

    items: list[Alert]
    count: int


def milestone_label(code: str) -> str:
    """The Chinese name of a milestone."""
    return MILESTONES[code].label if code in MILESTONES else code


def alert_view(alert: models.Alert, *, masked: bool) -> Alert:
    """An alert as a reader may see it."""
    names = names_in(alert.evidence, alert.subject)
    return Alert(
        id=alert.pk,
        scenario=alert.scenario_id,
        title=alert.scenario.title,
        version=alert.version,
        case_id=alert.case_id,
        case_number=alert.case_number,
        court=alert.court.name,
        milestone=alert.milestone,
        milestone_label=milestone_label(alert.milestone),
        level=alert.level,
        level_label=alert.get_level_display(),
        message=shown_text(alert.message, names, masked=masked),
        basis=[Basis(**b) for b in alert.basis],
        evidence=[Evidence(**shown_evidence(e, masked=masked)) for e in alert.evidence],
        false_alarms=alert.false_alarms,
        fired_at=alert.fired_at,
        replayed=alert.replayed,
        answer=alert.answer,
        answer_label=ANSWERS.get(alert.answer, "未反馈"),
        answered_by=alert.answered_by,
        answered_at=alert.answered_at,
    )
