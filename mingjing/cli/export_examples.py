"""`mingjing reading export-examples`."""

from __future__ import annotations

from pathlib import Path

import click

from mingjing.cli.options import data_option, refuse_existing
from mingjing.cli.output import answering, dumps, json_option
from mingjing.settings import home as home_folder
from mingjing.site.start import prepare


@click.command("export-examples")
@data_option
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写入的 .jsonl 文件。")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=home_folder,
    show_default="$MINGJING_HOME",
    help="平台自身记录的文件夹。",
)
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
@json_option
@answering
def export_examples(data: Path, out: Path, home: Path, force: bool, as_json: bool) -> None:
    """把人工核对完成的文书导出为训练样本，每份一行；含当事人信息，请妥善保管。

    \b
    例：mingjing reading export-examples --data court.duckdb --out examples.jsonl
        mingjing reading train 民事判决书 examples.jsonl
    """
    refuse_existing(out, force)
    prepare(home, data)
    from mingjing.papers.examples import write_all  # noqa: PLC0415 - models can be read only after `prepare`

    papers = write_all(out)
    click.echo(dumps({"papers": papers, "out": str(out)}) if as_json else f"已导出 {papers} 份样本：{out}")
