"""The app in which people check and label what was read from papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Papers under check: uploads, corrections, examples to learn from."""

    name = "mingjing.papers"
    label = "papers"
    verbose_name = "文书核对"
