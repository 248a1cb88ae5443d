"""Scenarios and their state, runs, clues, and what people found."""

from __future__ import annotations

from django.db import models

from mingjing.accounts.models import CaseBound, Person

STATUSES = {
    "proposal": "场景申报",
    "modelling": "数字建模",
    "rollout": "推广评查",
    "trial_run": "嵌入测试",
    "embedded": "已嵌入",
    "retired": "已停用",
}
LEVELS = {"info": "提示", "low": "疑似", "medium": "中", "high": "高", "error": "差错"}
VERDICTS = {"confirmed": "属实", "refuted": "不属实", "doubtful": "存疑"}
STATES = {"queued": "排队", "running": "运行", "done": "完成", "failed": "失败"}


class ScenarioRecord(models.Model):
    """A scenario of the library as the platform knows it, with the step it has reached."""

    name = models.CharField(max_length=80, primary_key=True)
    title = models.CharField(max_length=120)
    version = models.CharField(max_length=80)
    status = models.CharField(max_length=20, choices=list(STATUSES.items()))

    def __str__(self) -> str:
        return self.title


class Run(models.Model):
    """One screening of all history by one scenario. `beat` counts its changes, so that listeners know what is new."""

    scenario = models.ForeignKey(ScenarioRecord, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="queued", db_index=True)
    stage = models.CharField(max_length=80, default="排队")
    percent = models.SmallIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    new_clues = models.IntegerField(default=0)
    known_clues = models.IntegerField(default=0)
    not_evaluated = models.BigIntegerField(default=0)
    as_of = models.DateField(null=True)
    version = models.CharField(max_length=80, blank=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    error = models.TextField(blank=True)
    beat = models.IntegerField(default=1)
    pid = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.scenario_id} #{self.pk}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed")


class Admission(models.Model):
    """Whether one version of a scenario may be embedded, as it was tried on the court's data; kept for good."""

    scenario = models.ForeignKey(ScenarioRecord, on_delete=models.PROTECT)
    version = models.CharField(max_length=80)
    admitted = models.BooleanField()
    reason = models.TextField(blank=True)
    report = models.JSONField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["scenario", "version"])]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.version}"


class Clue(CaseBound):
    """A case to look into, found by a scenario; once per fingerprint, however often it is found."""

    scenario = models.ForeignKey(ScenarioRecord, on_delete=models.PROTECT)
    fingerprint = models.CharField(max_length=64)
    version = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10, choices=list(LEVELS.items()))
    message = models.TextField()
    evidence = models.JSONField(default=list)
    as_of = models.DateField()
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=list(VERDICTS.items()), blank=True, db_index=True)
    verified_by = models.CharField(max_length=40, blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "fingerprint"], name="one_clue_per_fingerprint")]
        indexes = [models.Index(fields=["scenario", "verdict"])]

    def __str__(self) -> str:
        return f"{self.scenario_id}: {self.case_number}"


class ClueSighting(models.Model):
    """A run found this clue."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    clue = models.ForeignKey(Clue, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "clue"], name="one_sighting_per_run")]

    def __str__(self) -> str:
        return f"{self.run_id} → {self.clue_id}"


class Verdict(models.Model):
    """What one person found; kept when withdrawn."""

    clue = models.ForeignKey(Clue, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=10, choices=list(VERDICTS.items()))
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.clue_id}: {self.verdict}"
