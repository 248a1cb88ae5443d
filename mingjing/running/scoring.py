"""Clues against the planted truth: precision and recall, by case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from mingjing.errors import WrongUse

Truth = Mapping[str, Mapping[int, bool]]


def truth_in(path: Path) -> Truth:
    """Scenario → case → whether it must be reported. Raises WrongUse naming the line."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for row in lines(path):
        found[row["scenario"]][int(row["case_id"])] = bool(row["positive"])
    return found


def hits_in(path: Path) -> dict[str, set[int]]:
    """Scenario → cases reported."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in lines(path):
        found[row["scenario"]].add(int(row["case_id"]))
    return found


def lines(path: Path) -> Iterable[dict[str, Any]]:
    """Objects of a JSON Lines file. Raises WrongUse naming the line."""
    if not path.is_file():
        raise WrongUse(problem=f"找不到 {path}。", remedy="请检查路径。")
    for i, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            row = orjson.loads(line)
            _ = row["scenario"], int(row["case_id"])
        except (ValueError, KeyError, TypeError) as e:
            raise WrongUse(
                problem=f"{path} 第 {i} 行不是含 scenario 与 case_id 的 JSON 对象。",
                remedy="请用 mingjing 生成的文件。",
            ) from e
        yield row


def scored(truth: Truth, hits: Mapping[str, set[int]]) -> dict[str, dict[str, Any]]:
    """Per scenario: planted positives, found, precision and recall.

    Every case in the truth or the hits counts once; a hit that was not planted positive is a false alarm, also when it
    was not planted at all.
    """
    return {name: _scored(truth.get(name, {}), hits.get(name, set())) for name in sorted({*truth, *hits})}


def _scored(truth: Mapping[int, bool], hits: set[int]) -> dict[str, Any]:
    positive = {c for c, yes in truth.items() if yes}
    right = len(hits & positive)
    return {
        "positives": len(positive),
        "hard_negatives": len(truth) - len(positive),
        "found": len(hits),
        "right": right,
        "precision": round(right / len(hits), 4) if hits else None,
        "recall": round(right / len(positive), 4) if positive else None,
    }
