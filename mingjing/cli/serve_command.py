"""`mingjing serve`."""

from __future__ import annotations

from pathlib import Path

import click

from mingjing.cli.options import data_option
from mingjing.cli.output import answering
from mingjing.settings import home as home_folder
from mingjing.site.serve import serve


@click.command("serve")
@data_option
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=home_folder,
    show_default="$MINGJING_HOME",
    help="平台自身记录的文件夹。",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@answering
def command(data: Path, home: Path, host: str, port: int) -> None:
    """打开网页：工作台、场景、线索核验、案件与预警。

    \b
    例：mingjing serve --data court.duckdb --port 8010
    """
    serve(data, home, host, port)
