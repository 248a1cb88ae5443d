"""The app that fires at milestones."""

from django.apps import AppConfig


class AutorunConfig(AppConfig):
    """Embedding, runner, alerts, feedback."""

    name = "mingjing.autorun"
    label = "autorun"
    verbose_name = "节点预警"
