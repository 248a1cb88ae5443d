"""`mingjing import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingjing.cli.output import Bar, answering, give, json_option, say
from mingjing.ingest.papers import ImportReport, import_papers

SHOWN = 20


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写入的法院数据文件；没有就新建。"
)
@json_option
@answering
def command(files: tuple[Path, ...], into: Path, as_json: bool) -> None:
    """把裁判文书（.jsonl、.jsonl.gz、.txt、.docx、.pdf）读入法院数据。

    \b
    例：mingjing import judgments.jsonl.gz --into real.duckdb
    读不了的文书逐份列出，其余照常写入；要么全部写入，要么文件原样不动。有读不了的文书时退出码为 1。
    """
    with Bar() as bar:
        report = import_papers(files, into, bar)
    for r in report.refused[:SHOWN]:
        say(f"未读入：{r.source}：{r.reason}")
    if len(report.refused) > SHOWN:
        say(f"…… 另有 {len(report.refused) - SHOWN} 份未读入，见 --json 输出。")
    result = {**report.__dict__, "refused": [r.__dict__ for r in report.refused], "into": str(into)}
    give(result, as_json, lambda: text(report, into))
    sys.exit(1 if report.refused else 0)


def text(r: ImportReport, into: Path) -> str:
    """The import for people."""
    if not r.papers:
        return f"没有读到文书，{into} 没有改动。"
    known = f"，{r.repeated} 份此前已有" if r.repeated else ""
    bad = f"，{len(r.refused)} 份读不了" if r.refused else ""
    return (
        f"读了 {r.papers} 份文书，写入 {r.taken} 份{known}{bad}；{into} 现有 {r.cases} 件案件、{r.parties} 名当事人。"
    )
