"""Clue lists as files: JSON Lines, a workbook, or Parquet. Written aside and put in place when complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from mingjing.court.catalogue.codes import LEVELS
from mingjing.errors import WrongUse
from mingjing.running.clue import Clue
from mingjing.scenario.scenario import Scenario

HEADS = ("场景", "版本", "案号", "法院", "当事人", "等级", "提示", "证据", "截至日", "案件标识")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_clues(clues: Sequence[Clue], out: Path, scenarios: Iterable[Scenario]) -> None:
    """Write a clue list in the form that the file's ending names. Raises WrongUse for another ending."""
    writer = {".jsonl": write_jsonl, ".xlsx": write_xlsx, ".parquet": write_parquet}.get(out.suffix)
    if writer is None:
        raise WrongUse(problem=f"不能写成 {out.suffix or '无扩展名'} 文件。", remedy="请用 .jsonl、.xlsx 或 .parquet。")
    aside = out.with_name(f".{out.name}.part")
    try:
        writer(clues, aside, tuple(scenarios))
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)


def write_jsonl(clues: Sequence[Clue], out: Path, scenarios: Sequence[Scenario]) -> None:
    """One clue per line."""
    with out.open("wb") as f:
        for c in clues:
            f.write(orjson.dumps(c.to_json(), default=str) + b"\n")


def write_parquet(clues: Sequence[Clue], out: Path, scenarios: Sequence[Scenario]) -> None:
    """One clue per row; evidence as JSON text."""
    rows = [(row := c.to_json()) | {"evidence": orjson.dumps(row["evidence"], default=str).decode()} for c in clues]
    pq.write_table(pa.Table.from_pylist(rows) if rows else pa.table({"scenario": pa.array([], pa.string())}), out)


def write_xlsx(clues: Sequence[Clue], out: Path, scenarios: Sequence[Scenario]) -> None:
    """Sheet 1 the clues, sheet 2 what was asked: version, sentence, parameters, basis."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("线索")
    sheet.append(HEADS)
    for c in clues:
        sheet.append([safe(v) for v in clue_cells(c)])
    about = book.create_sheet("条件与版本")
    for s in scenarios:
        for line in described(s):
            about.append([safe(v) for v in line])
    book.save(out)


def clue_cells(c: Clue) -> tuple[Any, ...]:
    """One clue as cells."""
    evidence = "；".join(f"{e.table_label}#{e.key}" for e in c.evidence[:50])
    level = LEVELS.get(c.level, c.level)
    return (c.scenario, c.version, c.case_number, c.court, c.subject, level, c.message, evidence, c.as_of, c.case_id)


def described(s: Scenario) -> list[tuple[Any, ...]]:
    """A scenario as lines of two cells."""
    params = [
        (f"参数：{p.label}", f"{p.value}{p.unit}（{'法律' if p.mark == 'law' else '默认'}，{p.certainty}）")
        for p in s.params
    ]
    basis = [("依据", f"{b.law}{b.article}（{b.in_force} 施行，{b.certainty}）") for b in s.basis]
    return [
        ("场景", f"{s.title} {s.version}"),
        ("条件", s.sentence),
        *params,
        *basis,
        *(("可能不成立", f) for f in s.false_alarms),
    ]


def safe(value: Any) -> Any:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
