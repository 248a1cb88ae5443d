"""What people said about the elements of a case."""

from __future__ import annotations

from django.db import models

from mingjing.accounts.models import CaseBound, Person


class ElementAnswer(CaseBound):
    """One person's word on one element of one case under one guide.

    Rows are never changed: the newest of an element stands, and an empty `value` takes the ones before it back.
    """

    guide = models.CharField(max_length=40)
    element = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case_id", "guide"], name="answers_of_a_case")]

    def __str__(self) -> str:
        return f"{self.case_number} {self.element}"
