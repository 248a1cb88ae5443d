"""Papers that people work on, and what they said about the values read from them."""

from __future__ import annotations

from django.db import models

from mingjing.accounts.models import CourtBound, Person

ACTS = {"confirm": "确认", "change": "更正", "add": "补充", "reject": "否定"}


class Paper(CourtBound):
    """A paper people work on: of the court data (`document_id`), or uploaded here (with its own `text`).

    `points` is the last reading made here, of the text with that `digest`; without it, or for another version of the
    text, the court data's own reading counts. `changes` counts what people said and took back, `written` how much of
    it the court data knows.
    """

    document_id = models.BigIntegerField(null=True, unique=True)
    case_id = models.BigIntegerField(null=True, db_index=True)
    case_number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True)
    source_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    points = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField(null=True)
    changes = models.IntegerField(default=0)
    written = models.IntegerField(default=0)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How pages and examples name it: d and the document's number, or u and the upload's."""
        return f"u{self.pk}" if self.document_id is None else f"d{self.document_id}"

    @property
    def all_written(self) -> bool:
        """Whether the court data knows everything that people said."""
        return self.written >= self.changes


class Correction(models.Model):
    """What one person said about one value of one paper: the value before, the value after, who and when.

    Rows are never changed, only withdrawn; `old_*` is the value the person saw, which may be a reading's or a person's.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="corrections")
    act = models.CharField(max_length=10, choices=list(ACTS.items()))
    code = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=60)
    old_value = models.TextField(null=True)
    old_text = models.TextField(blank=True)
    old_start = models.IntegerField(null=True)
    old_end = models.IntegerField(null=True)
    old_by = models.CharField(max_length=80, blank=True)
    value = models.TextField(null=True)
    text = models.TextField(blank=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.code}: {self.get_act_display()}"


STATES = {"queued": "排队", "running": "训练", "done": "完成", "failed": "失败"}


class LabelSet(CourtBound):
    """A kind of paper that a court teaches the reader, and the info points to be read from it."""

    kind = models.CharField(max_length=40, unique=True)
    points = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.kind


class LabelTask(models.Model):
    """One paper of a label set. `doubt` is what the trained model makes of it: the higher, the more it would teach."""

    label_set = models.ForeignKey(LabelSet, on_delete=models.PROTECT, related_name="tasks")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    doubt = models.FloatField(null=True)
    sentence = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label_set", "paper"], name="one_task_per_paper")]

    def __str__(self) -> str:
        return f"{self.label_set_id}: {self.paper_id}"


class Training(models.Model):
    """One training of the reader on a label set, with what it is worth: scores per point from cross-validation."""

    label_set = models.ForeignKey(LabelSet, on_delete=models.PROTECT, related_name="trainings")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="queued", db_index=True)
    stage = models.CharField(max_length=80, default="排队")
    percent = models.SmallIntegerField(default=0)
    papers = models.IntegerField(default=0)
    scores = models.JSONField(default=list)
    error = models.TextField(blank=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    pid = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.label_set_id} #{self.pk}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed")
