"""The court data file that the platform looks at."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb
from django.conf import settings

import mingjing
from mingjing.errors import MissingPart
from mingjing.running.court import Court
from mingjing.store.errors import NotCourtData
from mingjing.store.writing import opened_for_writing

LOCK = threading.Lock()
TRIES, PAUSE = 20, 0.05
"""How often and after how many seconds a writer asks again while pages still read: a second in all."""


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


@contextmanager
def written() -> Iterator[duckdb.DuckDBPyConnection]:
    """One transaction on the data file. New readers wait for it; those at work are waited for, a second at most.

    DuckDB lets one process either read a file or write it, so the file is opened anew for both.

    Raises NotCourtData: somebody still reads, such as a screening or another program; try again later
    """
    with LOCK, ExitStack() as stack:
        _open.cache_clear()
        yield _when_free(stack, Path(settings.MINGJING_DATA))


def _when_free(stack: ExitStack, path: Path) -> duckdb.DuckDBPyConnection:
    for _ in range(TRIES):
        try:
            return stack.enter_context(opened_for_writing(path))
        except NotCourtData:
            gc.collect()
            time.sleep(PAUSE)
    return stack.enter_context(opened_for_writing(path))
