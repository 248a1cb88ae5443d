"""`mingjing assist`: the element table of a case from its papers, with evidence, reckonings, checks and a draft."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mingjing.assist import GUIDES, Sheet, draft_of, guide, sheet_of, telling
from mingjing.assist.checking import checked
from mingjing.assist.drafting import save_docx
from mingjing.assist.papers import CasePaper
from mingjing.assist.reckoning import reckoned
from mingjing.cli.options import Day
from mingjing.cli.output import answering, give, json_option
from mingjing.errors import WrongUse
from mingjing.ingest.papers import sources
from mingjing.ingest.parking import Refused
from mingjing.ingest.sources import read_source


@click.command("assist")
@click.argument("name", type=click.Choice(GUIDES))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--draft-paper", "drafts", multiple=True, type=click.Path(path_type=Path), help="法官自己的文书草稿。")
@click.option("--set", "said", multiple=True, metavar="要素=值", help="由人填写的要素，可多次。")
@click.option("--as-of", "as_of", type=Day(), default=None, help="测算所依之日，默认今天。")
@click.option("--docx", type=click.Path(path_type=Path, dir_okay=False), help="主文草稿另存为 Word。")
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="要素表和测算另存为表格。")
@json_option
@answering
def command(
    name: str,
    files: tuple[Path, ...],
    drafts: tuple[Path, ...],
    said: tuple[str, ...],
    as_of: dt.date | None,
    docx: Path | None,
    xlsx: Path | None,
    as_json: bool,
) -> None:
    """要素式办案：从案件材料识别要素和证据，测算，核对，起草主文；没有出处的一律留空。

    \b
    例：mingjing assist drunk_driving 起诉书.docx
        mingjing assist financial_loan 起诉状.pdf 还款明细.pdf --docx 主文草稿.docx
        mingjing assist private_lending 起诉状.docx --set 'repayments=2024-03-01:20000'
    """
    _refuse_other_endings(docx, ".docx")
    _refuse_other_endings(xlsx, ".xlsx")
    papers = [p for f in files for p in papers_of(f)] + [p for f in drafts for p in papers_of(f, draft=True)]
    sheet = sheet_of(guide(name), papers, as_of or dt.date.today(), answers(said))
    show(sheet, docx, xlsx, as_json)


def show(sheet: Sheet, docx: Path | None, xlsx: Path | None, as_json: bool) -> None:
    """Write the files asked for, then say what was found."""
    made = reckoned(sheet)
    warned, draft = checked(sheet, made), draft_of(sheet, made)
    if docx:
        save_docx(draft, docx)
    if xlsx:
        telling.workbook(sheet, made, warned, xlsx)
    told = telling.plain(sheet, made, warned, draft)
    give(told, as_json, lambda: "\n".join(telling.lines(sheet, made, warned, draft)))


def papers_of(file: Path, *, draft: bool = False) -> list[CasePaper]:
    """The papers of a file. Raises WrongUse when it cannot be read."""
    found = []
    for source in sources(file):
        if isinstance(source, Refused):
            raise WrongUse(problem=f"{source.source} 读不了：{source.reason}", remedy="请换一份材料。")
        made = read_source(source)
        found.append(CasePaper(Path(source.id).stem or file.stem, made.paper, made.points, source.layout, draft))
    return found


def answers(said: tuple[str, ...]) -> dict[str, str]:
    """What people filled in, by element. Raises WrongUse."""
    parted = [one.partition("=") for one in said]
    wrong = [name for name, sign, _ in parted if not sign]
    if wrong:
        raise WrongUse(problem=f"--set 写的是「{wrong[0]}」。", remedy="请写成 要素=值，如 principal=100000。")
    return {name.strip(): value for name, _, value in parted}


def _refuse_other_endings(out: Path | None, ending: str) -> None:
    if out and out.suffix != ending:
        raise WrongUse(problem=f"不能写成 {out.suffix or '无扩展名'} 文件。", remedy=f"请用 {ending}。")
