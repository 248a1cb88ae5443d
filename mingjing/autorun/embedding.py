"""All writes about embedding: which scenario fires at which milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from mingjing.accounts import audit
from mingjing.accounts.refusals import Clash, RoleRefused
from mingjing.accounts.roles import labels_with
from mingjing.autorun.models import Embedding
from mingjing.court.milestones import MILESTONES
from mingjing.errors import WrongUse
from mingjing.lifecycle import admissions, queries
from mingjing.lifecycle.actions import set_status

LEAST_REASON = 10
"""Characters of a reason that says something."""


@dataclass(frozen=True)
class Asker:
    """Who asks for an embedding, and whether they may override the gate."""

    name: str
    may_override: bool


def embed(name: str, milestones: Sequence[str], asker: Asker, reason: str = "") -> list[Embedding]:
    """Let a scenario fire at these milestones and no others. A closed gate needs a written reason of 审管办; a model

    that is not admitted (see mingjing.admission) cannot be embedded for any reason. Trying one takes a while, so that
    is done before anything is locked.
    """
    queries.scenario(name)
    for code in milestones:
        if code not in MILESTONES:
            raise WrongUse(f"没有节点「{code}」。", "请从节点列表中选择。")
    _pass_gate(name, asker, reason)
    admissions.require(name, asker.name)
    return _embed(name, milestones, asker, reason)


@transaction.atomic
def _embed(name: str, milestones: Sequence[str], asker: Asker, reason: str) -> list[Embedding]:
    record = queries.scenario(name)
    override = _pass_gate(name, asker, reason)
    now = timezone.now()
    active = Embedding.objects.filter(scenario=record, ended_at=None)
    active.exclude(milestone__in=milestones).update(ended_at=now)
    have = set(active.values_list("milestone", flat=True))
    for code in dict.fromkeys(milestones):
        if code not in have:
            Embedding.objects.create(scenario=record, milestone=code, since=now, by=asker.name, override=override)
    audit.record(asker.name, "嵌入节点", purpose=override, facts={"scenario": name, "milestones": list(milestones)})
    set_status(name, "embedded", asker.name, override)
    return list(active.order_by("milestone"))


def _pass_gate(name: str, asker: Asker, reason: str) -> str:
    """Empty when the gate is open, the reason when it is overridden; refused otherwise."""
    gate = queries.gate(name)
    if gate.passed:
        return ""
    reason = reason.strip()
    if not reason:
        raise Clash(gate.reason, "请先完成核验；确需提前嵌入的，由审管办书面说明理由。")
    if not asker.may_override:
        raise RoleRefused(labels_with("override"))
    if len(reason) < LEAST_REASON:
        raise Clash("提前嵌入的理由过短。", f"请用至少 {LEAST_REASON} 个字说明理由。")
    return reason


@transaction.atomic
def end_embedding(name: str, actor: object) -> int:
    """Let a scenario fire no more; gives at how many milestones it did."""
    queries.scenario(name)
    ended = Embedding.objects.filter(scenario_id=name, ended_at=None).update(ended_at=timezone.now())
    if ended:
        audit.record(actor, "停止嵌入", facts={"scenario": name})
        set_status(name, "trial_run", actor)
    return ended
