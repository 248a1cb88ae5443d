"""`mingjing new-scenario`: a folder to start from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from mingjing.cli.output import answering, give, json_option
from mingjing.errors import WrongUse
from mingjing.settings import scenario_folders

SKELETON = Path(__file__).with_name("skeleton")
"""The files of a scenario that runs, to be changed by its author."""


@click.command("new-scenario")
@click.argument("name")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), help="放在哪个文件夹下，默认为本项目的 scenarios。"
)
@json_option
@answering
def command(name: str, into: Path | None, as_json: bool) -> None:
    """新建一个可以运行的场景文件夹，改成自己的规则即可。

    \b
    例：mingjing new-scenario large_claim
    """
    folder = (into or scenario_folders()[0]) / name
    create(name, folder)
    give(
        {"folder": str(folder)},
        as_json,
        lambda: f"已新建 {folder}；先改 scenario.yaml，再用 mingjing scenarios {folder} 检查。",
    )


def create(name: str, folder: Path) -> None:
    """Write the folder. Raises WrongUse for a bad name or a folder that is there."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,40}", name):
        raise WrongUse(
            problem=f"名称 {name} 不合规则。", remedy="请用小写英文、数字和下划线，以字母开头，如 large_claim。"
        )
    if folder.exists():
        raise WrongUse(problem=f"{folder} 已存在。", remedy="请换一个名称。")
    folder.mkdir(parents=True)
    for file in sorted(SKELETON.iterdir()):
        text = file.read_text(encoding="utf-8").replace("NAME", name)
        (folder / file.name).write_text(text, encoding="utf-8")
