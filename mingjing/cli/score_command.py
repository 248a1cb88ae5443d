"""`mingjing score`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mingjing.cli.output import answering, give, json_option
from mingjing.running.scoring import hits_in, scored, truth_in


@click.command("score")
@click.option("--truth", type=click.Path(path_type=Path), required=True, help="标准答案（mingjing sample --truth）。")
@click.option(
    "--clues", type=click.Path(path_type=Path), required=True, help="线索清单（mingjing screen --out clues.jsonl）。"
)
@json_option
@answering
def command(truth: Path, clues: Path, as_json: bool) -> None:
    """对照标准答案，按案件计算每个场景的查准率和查全率。

    \b
    例：mingjing score --truth truth.jsonl --clues clues.jsonl
    """
    result = scored(truth_in(truth), hits_in(clues))
    give({"scenarios": result}, as_json, lambda: "\n".join(line(n, r) for n, r in result.items()))


def line(name: str, r: dict[str, Any]) -> str:
    """One scenario's score for people."""
    counts = f"应中 {r['positives']:>6}  查到 {r['found']:>6}"
    return f"{name:<26}{counts}  查准 {shown(r['precision'])}  查全 {shown(r['recall'])}"


def shown(share: float | None) -> str:
    """A share as per cent; a dash where there is nothing to divide."""
    return "   —  " if share is None else f"{share * 100:5.1f}%"
