"""The court data file that the platform looks at."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from django.conf import settings

import mingjing
from mingjing.errors import MissingPart
from mingjing.running.court import Court

LOCK = threading.Lock()


def opened() -> Court:
    """The court data, ready for this thread. The file is opened once, and anew when it was replaced."""
    path = settings.MINGJING_DATA
    if not Path(path).is_file():
        raise MissingPart("法院数据文件", "请用 --data 指定数据文件，或先运行 mingjing demo 生成示例法院。")
    with LOCK:
        return _open(str(path), Path(path).stat().st_mtime_ns).cursor()


@lru_cache(maxsize=1)
def _open(path: str, stamp: int) -> Court:
    return mingjing.open(path)
