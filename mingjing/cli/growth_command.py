"""`mingjing growth`."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from mingjing.cli.bench.growth import drawn, points_of
from mingjing.cli.output import answering
from mingjing.errors import WrongUse
from mingjing.scenario import library


@click.command("growth")
@click.argument("measured", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写出的 SVG 文件。")
@answering
def command(measured: tuple[Path, ...], out: Path) -> None:
    """把几次 bench screen 的 JSON 画成图：筛查耗时怎样随案件数增长。

    \b
    例：
      mingjing bench screen --cases 100000 > 100k.json
      mingjing bench screen --cases 1000000 > 1m.json
      mingjing growth 100k.json 1m.json --out growth.svg
    """
    found = [orjson.loads(p.read_bytes().splitlines()[-1]) for p in measured]
    points = points_of(found)
    if len({f["figures"]["cases"] for f in found}) < 2 or not points:
        raise WrongUse("画增长图要有至少两种案件数、场景相同的测量。", "请先以不同的 --cases 各运行一次 bench screen。")
    titles = {n: library.load(n).title for n in points}
    out.write_text(drawn(points, titles, str(found[0]["figures"]["engine"])), encoding="utf-8")
