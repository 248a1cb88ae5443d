"""The app in which a judge works through the elements of a case."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Element tables of cases, and what people said about them."""

    name = "mingjing.casework"
    label = "casework"
    verbose_name = "要素式办案"
