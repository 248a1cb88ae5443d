"""What must happen before the platform's records can be used."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from mingjing.errors import WrongUse


def prepare(home: Path, data: Path) -> None:
    """Point the platform at its home folder and its court data, and bring its database up to date.

    Call it once, before importing anything of `accounts`, `lifecycle`, `autorun` or `site.loading`.
    """
    home, data = home.resolve(), data.resolve()
    home.mkdir(parents=True, exist_ok=True)
    os.environ["MINGJING_HOME"], os.environ["MINGJING_DATA"] = str(home), str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.site.settings")
    django.setup()
    if (home, data) != (settings.HOME, settings.MINGJING_DATA):
        raise WrongUse("本进程已经打开另一个平台目录或数据文件。", "请在新的进程中打开。")
    call_command("migrate", verbosity=0, interactive=False)
