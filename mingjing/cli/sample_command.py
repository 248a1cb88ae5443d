"""`mingjing sample`."""

from __future__ import annotations

from pathlib import Path

import click

from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.sample import build


@click.command("sample")
@click.option("--cases", type=click.IntRange(100, 20_000_000), default=20_000, show_default=True, help="案件数。")
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="种子；同一种子得到同一法院。"
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写入的数据文件。")
@click.option(
    "--truth", type=click.Path(path_type=Path, dir_okay=False), help="标准答案另存为 JSON Lines；模型读不到它。"
)
@json_option
@answering
def command(cases: int, seed: int, out: Path, truth: Path | None, as_json: bool) -> None:
    """生成一个虚构的样例法院，三级法院、2019 至 2025 年，各场景的应中、不应中与缺数据的案件均已埋入。

    \b
    例：mingjing sample --cases 100000 --seed 7 --out court.duckdb --truth truth.jsonl
    """
    with Bar() as bar:
        report = build(cases, seed, out, truth, bar)
    result = {"out": str(out), "cases": cases, "seed": seed, "rows": report.rows, "seconds": round(report.seconds, 2)}
    give(
        result,
        as_json,
        lambda: f"已生成 {cases:,} 件案件，{sum(report.rows.values()):,} 行，用时 {report.seconds:.1f} 秒：{out}",
    )
