"""The app of people, courts and audit."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Courts of three levels, people, roles, sign-on, audit."""

    name = "mingjing.accounts"
    label = "accounts"
    verbose_name = "法院与人员"
