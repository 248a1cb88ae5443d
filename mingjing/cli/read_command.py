"""`mingjing read`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from mingjing.cli.output import answering, dumps, json_option, say
from mingjing.errors import ReadingError
from mingjing.ingest.papers import sources
from mingjing.ingest.parking import Refused
from mingjing.ingest.sources import read_source
from mingjing.reading import read
from mingjing.reading.files import SourcePaper
from mingjing.reading.files.placed import place_of
from mingjing.reading.gold import to_gold
from mingjing.reading.points import Found

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
    """读裁判文书和庭审笔录，给出信息点及其在原文中的位置；每份文书一行 JSON。

    \b
    例：mingjing read judgment.docx
        mingjing read 扫描件.pdf --json              信息点带页、行、位置，识别所得标明 ocr
        mingjing read 庭审字幕.srt --json            笔录给出发言、自认、质证、调解
        mingjing read papers.jsonl --as gold --json > gold.jsonl
    """
    bad = 0
    for found in (one for file in files for one in sources(file)):
        if isinstance(found, Refused):
            bad += 1
            say(f"未读：{found.source}：{found.reason}")
            continue
        for note in found.layout.notes if found.layout else ():
            say(f"{found.source}：{note}")
        try:
            click.echo(dumps(answer(found, form)) if as_json or form == "gold" else text(found))
        except ReadingError as error:
            bad += 1
            say(f"未读：{found.source}：{error}")
    sys.exit(1 if bad else 0)


def answer(source: SourcePaper, form: str) -> dict[str, Any]:
    """One paper in the form asked."""
    if form == "gold":
        return {"id": source.id, "gold": to_gold(read(source.text, source.id))}
    made = read_source(source)
    rows = [point.to_json() | place_of(point, source.layout) for point in made.points]
    heard = {"kind": "笔录", "turns": made.transcript.turn_rows()} if made.transcript else {}
    return {"id": source.id, "points": rows, **heard}


def text(source: SourcePaper) -> str:
    """One paper for people: each info point with its value and its place."""
    return "\n".join([f"— {source.id}", *map(line, read_source(source).points)])


def line(p: Found) -> str:
    """One info point; where its value is for programs, the words of the paper."""
    shown = p.value if isinstance(p.value, str) else p.text
    flat = " ".join(shown.split())
    short = flat if len(flat) <= WIDTH else flat[:WIDTH] + "……"
    return f"  {p.id:<6}{p.name}：{short}　〔{p.start}–{p.end}，{p.confidence:.2f}〕"
