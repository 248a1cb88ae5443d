"""What is embedded where, which milestones were passed, the alerts given, and the judges' answers."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from mingjing.accounts.models import CaseBound, Person
from mingjing.lifecycle.models import LEVELS, ScenarioRecord

ANSWERS = {"helpful": "有帮助", "known": "已掌握", "wrong": "不准确", "later": "稍后处理"}


class Embedding(models.Model):
    """A scenario fires at a milestone, from `since` until `ended_at`."""

    scenario = models.ForeignKey(ScenarioRecord, on_delete=models.PROTECT)
    milestone = models.CharField(max_length=10)
    since = models.DateTimeField()
    by = models.CharField(max_length=80)
    override = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "milestone"], condition=models.Q(ended_at=None), name="embedded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} @ {self.milestone}"


class Passage(models.Model):
    """A case passed a milestone; kept until it was checked, so that nothing is missed when the platform was down.

    Until `held_until` somebody has it in hand, or it rests after a failure; then whoever comes may take it.
    """

    case_id = models.BigIntegerField()
    milestone = models.CharField(max_length=10)
    passed_at = models.DateTimeField()
    arrived_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True, db_index=True)
    seconds = models.FloatField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "milestone", "passed_at"], name="one_row_per_passage")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} @ {self.milestone}"


class LaneState(models.Model):
    """How a lane of the service did when it last told; seconds from arrival to answer."""

    lane = models.CharField(max_length=10, primary_key=True)
    beat_at = models.DateTimeField()
    waiting = models.IntegerField()
    answered = models.BigIntegerField()
    failed = models.BigIntegerField()
    batch = models.FloatField(null=True)
    p50 = models.FloatField(null=True)
    p99 = models.FloatField(null=True)

    def __str__(self) -> str:
        return self.lane


class StreamPosition(models.Model):
    """How far the changes of a store were followed."""

    stream = models.CharField(max_length=20, primary_key=True)
    position = models.BigIntegerField()
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.stream}: {self.position}"


class Alert(CaseBound):
    """A warning to the judge, once per scenario, case and fingerprint; frozen as it was when it fired."""

    scenario = models.ForeignKey(ScenarioRecord, on_delete=models.PROTECT)
    fingerprint = models.CharField(max_length=64)
    version = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, blank=True)
    milestone = models.CharField(max_length=10)
    passed_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    replayed = models.BooleanField(default=False, db_index=True)
    level = models.CharField(max_length=10, choices=list(LEVELS.items()))
    message = models.TextField()
    evidence = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    false_alarms = models.JSONField(default=list)
    answer = models.CharField(max_length=10, choices=list(ANSWERS.items()), blank=True, db_index=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "case_id", "fingerprint"], name="one_alert_per_fact")
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id}: {self.case_number}"


class Feedback(models.Model):
    """What a judge answered; kept when withdrawn."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="feedback")
    answer = models.CharField(max_length=10, choices=list(ANSWERS.items()))
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.answer}"
