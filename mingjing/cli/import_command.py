"""`mingjing import`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from mingjing.cli.output import Bar, answering, give, json_option, say
from mingjing.errors import WrongUse
from mingjing.ingest.drafts import Saved, save_draft
from mingjing.ingest.papers import ImportReport, import_papers, retry_parked, sources
from mingjing.ingest.parking import Parking, Refused

SHOWN = 20


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写入的法院数据文件；没有就新建。"
)
@click.option("--retry", is_flag=True, help="把以前读不了、存留下来的原件再读一遍。")
@click.option("--parked", is_flag=True, help="只列出存留的原件和原因，不读入。")
@click.option("--draft", is_flag=True, help="这些是在办案件的草稿：同案同种文书的上一稿自此刻起失效，由这一稿取代。")
@click.option("--issued", is_flag=True, help="与 --draft 并用：这一稿已经签发。")
@json_option
@answering
def command(
    files: tuple[Path, ...], into: Path, retry: bool, parked: bool, draft: bool, issued: bool, as_json: bool
) -> None:
    """把文书读入法院数据：文本、Word、PDF、OFD、网页、扫描件、图片，以及装着它们的ZIP卷宗。

    \b
    例：mingjing import judgments.jsonl.gz 卷宗.zip --into real.duckdb
        mingjing import --parked --into real.duckdb     看哪些原件读不了
        mingjing import --retry --into real.duckdb      装好缺少的组件后再读一遍
        mingjing import --draft 判决书草稿.docx --into real.duckdb
    读不了的逐份列出，原件连同原因存入“数据文件名.parked”文件夹，其余照常写入；要么全部写入，要么数据原样不动。
    有读不了的文书时退出码为 1。
    """
    if bool(files) + retry + parked != 1:
        raise WrongUse(
            "请给出要读入的文件，或者用 --retry、--parked 之一。", "例：mingjing import 判决书.pdf --into real.duckdb"
        )
    if (issued and not draft) or (draft and not files):
        raise WrongUse(
            "--draft 要给出草稿文件，--issued 要与 --draft 并用。", "例：mingjing import --draft 草稿.docx …"
        )
    if draft:
        save_drafts(files, into, issued, as_json)
        return
    if parked:
        listed(list(Parking.of(into).all()), into, as_json)
        return
    with Bar() as bar:
        report = retry_parked(into, bar) if retry else import_papers(files, into, bar)
    told(report.refused, "未读入")
    result = {**report.__dict__, "refused": [asdict(r) for r in report.refused], "into": str(into)}
    give(result, as_json, lambda: text(report, into))
    sys.exit(1 if report.refused else 0)


def save_drafts(files: Sequence[Path], into: Path, issued: bool, as_json: bool) -> None:
    """Save each paper of the files as the next version of its case's draft, as of now."""
    saved, refused = [], []
    for file in files:
        for found in sources(file):
            if isinstance(found, Refused):
                refused.append(found)
            else:
                moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
                saved.append(save_draft(into, found.text, moment, f"{file.name}:{found.id}", issued=issued))
    told(refused, "未读入")
    result = {"saved": [asdict(one) for one in saved], "refused": [asdict(r) for r in refused], "into": str(into)}
    give(result, as_json, lambda: "\n".join(map(draft_text, saved)) or "没有读到文书。")
    sys.exit(1 if refused else 0)


def draft_text(one: Saved) -> str:
    """One saved draft for people."""
    if not one.changed:
        return f"文书 {one.document} 与第 {one.version} 稿相同，没有改动。"
    kept = "签发稿" if one.status == "issued" else f"第 {one.version} 稿"
    return f"文书 {one.document} 已存{kept}：读出 {one.points} 个信息点，更新 {one.topic_rows} 行专题数据。"


def listed(refused: Sequence[Refused], into: Path, as_json: bool) -> None:
    """What is parked for the data file."""
    told(refused, "存留")
    found = {"parked": [asdict(r) for r in refused], "folder": str(Parking.of(into).folder)}
    give(found, as_json, lambda: f"存留 {len(refused)} 份读不了的原件，在 {Parking.of(into).folder}。")


def told(refused: Sequence[Refused], word: str) -> None:
    """Each refused paper on a line of its own, the first of them."""
    for r in refused[:SHOWN]:
        say(f"{word}：{r.source}：{r.reason}")
    if len(refused) > SHOWN:
        say(f"…… 另有 {len(refused) - SHOWN} 份，见 --json 输出。")


def text(r: ImportReport, into: Path) -> str:
    """The import for people."""
    kept = sum(one.parked is not None for one in r.refused)
    parked = f"；{kept} 份原件已存留，见 mingjing import --parked --into {into}" if kept else ""
    if not r.papers:
        return f"没有读到文书，{into} 没有改动{parked}。"
    known = f"，{r.repeated} 份此前已有" if r.repeated else ""
    bad = f"，{len(r.refused)} 份读不了" if r.refused else ""
    return (
        f"读了 {r.papers} 份文书，写入 {r.taken} 份{known}{bad}；"
        f"{into} 现有 {r.cases} 件案件、{r.parties} 名当事人{parked}。"
    )
