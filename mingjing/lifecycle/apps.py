"""The app of a scenario's life."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Proposal to embedded; runs, clue lists, verification, gates."""

    name = "mingjing.lifecycle"
    label = "lifecycle"
    verbose_name = "场景与线索"
