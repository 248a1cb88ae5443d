"""`mingjing read`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mingjing.cli.output import answering, dumps, json_option, say
from mingjing.ingest.papers import sources
from mingjing.ingest.parking import Refused
from mingjing.reading import Paper, read
from mingjing.reading.gold import to_gold
from mingjing.reading.points import Found, points

WIDTH = 40


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice(["points", "gold"]),
    default="points",
    show_default=True,
    help="points：全部信息点；gold：标注格式。",
)
@json_option
@answering
def command(files: tuple[Path, ...], form: str, as_json: bool) -> None:
    """读裁判文书，给出信息点及其在原文中的位置；每份文书一行 JSON。

    \b
    例：mingjing read judgment.docx
        mingjing read papers.jsonl --as gold --json > gold.jsonl
    """
    bad = 0
    for found in papers(files):
        if isinstance(found, Refused):
            bad += 1
            say(f"未读：{found.source}：{found.reason}")
        else:
            click.echo(dumps(answer(found, form)) if as_json or form == "gold" else text(found))
    sys.exit(1 if bad else 0)


def papers(files: tuple[Path, ...]) -> Iterator[Paper | Refused]:
    """Every paper of the files, read."""
    for file in files:
        for found in sources(file):
            yield found if isinstance(found, Refused) else read(found.text, found.id)


def answer(paper: Paper, form: str) -> dict[str, Any]:
    """One paper in the form asked."""
    if form == "gold":
        return {"id": paper.id, "gold": to_gold(paper)}
    return {"id": paper.id, "points": [p.to_json() for p in points(paper)]}


def text(paper: Paper) -> str:
    """One paper for people: each info point with its value and its place."""
    return "\n".join([f"— {paper.id}", *map(line, points(paper))])


def line(p: Found) -> str:
    """One info point; where its value is for programs, the words of the paper."""
    shown = p.value if isinstance(p.value, str) else p.text
    flat = " ".join(shown.split())
    short = flat if len(flat) <= WIDTH else flat[:WIDTH] + "……"
    return f"  {p.id:<6}{p.name}：{short}　〔{p.start}–{p.end}，{p.confidence:.2f}〕"
