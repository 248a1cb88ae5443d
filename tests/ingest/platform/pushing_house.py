"""A filing system that pushes, as its declaration has it, and the court that it pushes to."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg

from mingjing.errors import SourceError
from mingjing.ingest.apply.follower import Follower
from mingjing.ingest.declared.loading import read_system
from mingjing.ingest.declared.system import System

CASES = """
tables:
  aj:
    label: 案件
    columns: {ajbs: [bigint, 案件标识], ah: [text, 案号], ajlx: [text, 类型代码], bdje: [numeric, 标的额（元）], larq: [date, 立案日]}
    feeds:
      case_main:
        key: ajbs
        columns:
          case_number: ah
          case_kind: {codes: case_kinds, of: ajlx}
          amount_in_dispute_fen: {yuan: bdje}
          filed_on: larq
codes:
  case_kinds: {"0301": 民初, "0302": 民终}
"""  # noqa: E501
FORK = multiprocessing.get_context("fork")


def declared(folder: Path, name: str, kind: str, more: str = "") -> System:
    """A declaration of that kind, with the table of cases."""
    path = folder / f"{name}.yaml"
    head = f"name: {name}\ntitle: 立案系统\nkind: {kind}\nconnection: MINGJING_{name.upper()}\n{more}"
    path.write_text(head + CASES, encoding="utf-8")
    return read_system(path)


def case(number: int, **other: Any) -> dict[str, Any]:
    """A row of a case."""
    return {"ajbs": number, "ah": f"案{number}", "ajlx": "0301", "bdje": 1000, "larq": "2025-03-01"} | other


def batch(*rows: dict[str, Any], op: str = "put") -> bytes:
    """A body of changes of cases."""
    changes = [{"table": "aj", "op": op, "row": row} for row in rows]
    return json.dumps({"changes": changes}, ensure_ascii=False).encode()


def apply_all(made: Callable[[], Follower]) -> None:
    """Apply everything that waits."""
    following = made()
    try:
        following.prepare()
        following.run(stop=following.past_now(), idle=0.01)
    finally:
        following.close()


def for_ever(made: Callable[[], Follower]) -> BaseProcess:
    """A process that follows until it is killed, or until something breaks, as in earnest."""
    process = FORK.Process(target=_follow, args=(made,), daemon=True)
    process.start()
    return process


def wait_for_changes(asked: Callable[[str], object], more_than: int) -> None:
    """Wait until what may be killed has applied so many changes: on a busy machine most are killed as they start."""
    until = time.monotonic() + 60
    while asked(f"SELECT changes > {more_than} FROM mj_position") != [(True,)]:
        assert time.monotonic() < until, "nothing is being applied"
        time.sleep(0.05)


def _follow(made: Callable[[], Follower]) -> None:
    with suppress(SourceError, psycopg.Error):
        following = made()
        following.prepare()
        following.run(idle=0.02)
    os._exit(3)
