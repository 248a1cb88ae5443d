"""`mingjing autorun`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mingjing.autorun.lanes import BULK, FAST, SLOW, Health
from mingjing.cli.options import data_option
from mingjing.cli.output import answering, say
from mingjing.settings import home as home_folder
from mingjing.site.answering import answer_milestones

LANES = {FAST: "快车道", SLOW: "慢车道", BULK: "批量"}


@click.command("autorun")
@data_option
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=home_folder,
    show_default="$MINGJING_HOME",
    help="平台自身记录的文件夹。",
)
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="快车道的工作者数。")
@click.option(
    "--bulk-from",
    type=click.IntRange(50, 1_000_000),
    default=2000,
    show_default=True,
    help="同一节点等着的案件超过此数，改由批量一次核查。",
)
@answering
def command(data: Path, home: Path, workers: int, bulk_from: int) -> None:
    """节点服务：把等着的节点事件按节点凑成微批核查，给出预警，直到停止。

    \b
    例：
      mingjing autorun --data court.duckdb
      MINGJING_STORE=postgresql://court@db/court mingjing autorun --workers 2
    事件由接口 POST /api/milestones/waiting 送入。重当事人的案件走慢车道，积压走批量，不拖累其余。
    """
    answer_milestones(home, data, tell, workers=workers, bulk_from=bulk_from)


def tell(health: Sequence[Health]) -> None:
    """One line on how the lanes do."""
    say("　".join(map(told, health)))


def told(h: Health) -> str:
    """A lane for people."""
    said = f"{LANES[h.lane]} 等待 {h.waiting} 已答 {h.answered}"
    if h.batch is not None and h.p50 is not None and h.p99 is not None:
        said += f" 每批 {h.batch:.1f} p50 {h.p50 * 1000:.1f} ms p99 {h.p99 * 1000:.1f} ms"
    return said + (f" 失败 {h.failed}" if h.failed else "")
