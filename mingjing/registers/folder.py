"""Deliveries that lie in a folder, here or on a server (any address that fsspec opens, such as sftp://...).

A file is one delivery, named DATE-anything.json, .jsonl or .csv; pushes over HTTP are laid down as such files too.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import fsspec

from mingjing.registers.accepting import Delivery
from mingjing.registers.contract import Contract
from mingjing.registers.errors import NotDelivered

NAME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[\w.-]*\.(?P<kind>jsonl|json|csv)")
PARTIAL = (".part", ".tmp")
"""What is still being written."""


def files(url: str, contract: Contract) -> Iterator[Delivery]:
    """Every delivery that lies in the register's folder, in the order of their names. Raises NotDelivered."""
    try:
        system, root = fsspec.core.url_to_fs(url)
        folder = f"{root.rstrip('/')}/{contract.name}"
        paths = sorted(system.ls(folder, detail=False)) if system.isdir(folder) else []
    except (OSError, ValueError, ImportError) as e:
        raise NotDelivered(contract.title, f"打不开 {url}（{type(e).__name__}）。请检查地址和权限。") from e
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        if name.startswith(".") or name.endswith(PARTIAL):
            continue
        with system.open(path, "rb") as lines:
            yield delivery(contract, name, lines.read())


def delivery(contract: Contract, name: str, body: bytes) -> Delivery:
    """The delivery in a file. Raises NotDelivered."""
    said = NAME.fullmatch(name)
    if said is None:
        raise NotDelivered(contract.title, f"文件名“{name}”不合约定；应为 2025-06-30-批次.json、.jsonl 或 .csv。")
    try:
        return Delivery(name, dt.date.fromisoformat(said["day"]), rows_of(body.decode("utf-8-sig"), said["kind"]))
    except (ValueError, TypeError) as e:
        raise NotDelivered(contract.title, f"文件“{name}”读不出：{e}") from e


def rows_of(text: str, kind: str) -> list[dict[str, Any]]:
    """The rows of a file."""
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(text)))
    if kind == "jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError("应为一列行")
    return found
