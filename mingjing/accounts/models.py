"""Courts of three levels, the people who work in them, keys of machines, and the audit log."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from mingjing.accounts.roles import ROLES, may


class Court(models.Model):
    """One court. `path` holds the ids from the high court down, so that a prefix means "and all below"."""

    court_id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    level = models.SmallIntegerField()
    path = models.CharField(max_length=120, db_index=True)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""


class Person(AbstractBaseUser):
    """One person who signs in, with a role in one court."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=list(ROLES.items()))
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    clearance = models.SmallIntegerField(default=0)
    sees_juvenile = models.BooleanField(default=False)
    labels = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = People()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    def __str__(self) -> str:
        return self.username

    def may(self, ability: str) -> bool:
        """Whether the person's role or grant has the ability."""
        return may(self.role, ability, labels=self.labels)

    @property
    def masked(self) -> bool:
        """信息处 sees the shape of a case, not who its people are."""
        return self.role == "engineer"


class MachineKey(models.Model):
    """A key by which another system reports milestones; only its digest is kept."""

    name = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"machine:{self.name}"


class CourtBound(models.Model):
    """A record that belongs to a court: what the row rule looks at."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    secret_level = models.SmallIntegerField(default=0)
    juvenile = models.BooleanField(default=False)

    class Meta:
        abstract = True


class CaseBound(CourtBound):
    """A record about one case; `court` is the case's own court."""

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """One line of the log: who did what, when, about which cases and why. Lines are chained and never change."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=80, db_index=True)
    action = models.CharField(max_length=60, db_index=True)
    purpose = models.CharField(max_length=200, blank=True)
    case_ids = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.actor} {self.action}"


class AuditedCase(models.Model):
    """One case that a line of the log is about, so that "who looked at this case" is answered by an index."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="cases")
    case_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.case_id}"
