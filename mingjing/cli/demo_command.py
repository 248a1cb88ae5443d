"""`mingjing demo`: the main job from an empty folder to a page with clues."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from mingjing.accounts.demo import DEMO_PEOPLE
from mingjing.cli.output import Bar, answering, give, json_option, say
from mingjing.governance.checking import check
from mingjing.ingest.documents import read_documents
from mingjing.registers.contract import contracts
from mingjing.registers.demo_hub import DemoHub, lay_down, rows_of_court, running
from mingjing.registers.pulling import Places, pull
from mingjing.registers.rest import Hub
from mingjing.running.court import Court, Screening
from mingjing.running.scoring import Truth, scored, truth_in
from mingjing.sample import build
from mingjing.scenario import library
from mingjing.settings import home as home_folder
from mingjing.site.serve import serve
from mingjing.site.start import prepare
from mingjing.store.writing import opened_for_writing

CASES, SEED = 20_000, 20_260_101
VERIFIED_EACH = 40
"""Clues of each scenario that the demo's supervisor has already answered, by the planted truth."""


@dataclass
class Tale:
    """What the demo did, as it goes."""

    started: float = field(default_factory=time.perf_counter)
    cases: int = 0
    documents: int = 0
    scenarios: dict[str, dict[str, Any]] = field(default_factory=dict)
    embedded: list[str] = field(default_factory=list)
    alerts: int = 0

    def to_json(self) -> dict[str, Any]:
        """The numbers, for programs."""
        own = {k: v for k, v in self.__dict__.items() if k != "started"}
        return own | {"seconds": round(time.perf_counter() - self.started, 1)}


@click.command("demo")
@click.option("--serve/--no-serve", "open_page", default=True, show_default=True, help="最后打开网页。")
@click.option(
    "--cases", type=click.IntRange(2_000, 1_000_000), default=CASES, show_default=True, help="样例法院的案件数。"
)
@click.option("--seed", type=click.IntRange(0, 2**31), default=SEED, show_default=True, help="样例法院的种子。")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@json_option
@answering
def command(open_page: bool, cases: int, seed: int, port: int, as_json: bool) -> None:
    """从零走完全流程：生成样例法院，解构文书，筛查全部场景，核验，嵌入，重放历史节点，打开网页。

    \b
    例：
      mingjing demo
      mingjing demo --no-serve --json
    """
    home = home_folder() / f"demo-{cases}-{seed}"
    data, truth = home / "court.duckdb", home / "truth.jsonl"
    tale = tell(home, data, truth, cases, seed)
    give(tale.to_json(), as_json, lambda: text(tale))
    if open_page:
        say("\n登录：" + "　".join(f"{p.username} / {p.password}（{p.name}，{p.court}）" for p in DEMO_PEOPLE))
        serve(data, home, port=port, demo=True)


def tell(home: Path, data: Path, truth: Path, cases: int, seed: int) -> Tale:
    """Every step in turn; what was done by an earlier run is not done again."""
    home.mkdir(parents=True, exist_ok=True)
    tale = Tale()
    with Bar() as bar:
        if not (data.is_file() and truth.is_file()):
            build(cases, seed, data, truth, bar)
        read_documents(data, bar)
        bar("外部登记与数据质量", 0.0)
        fetch_registers(home, data)
        with Court(data) as court:
            tale.cases, tale.documents = counts(court)
            screenings = [court.screen(n, None, bar) for n in library.names()]
            tale.scenarios = numbers(screenings, truth_in(truth))
            bar("入库、核验与嵌入", 0.0)
            fill(court, screenings, truth_in(truth), home, data, tale, bar)
    return tale


def fetch_registers(home: Path, data: Path) -> None:
    """Fetch the registers from a hub that stands in for the city's, and check the quality of the data."""
    rows, day = rows_of_court(data)
    at = dt.datetime.combine(day, dt.time(6))
    drop = home / "registers" / "drop"
    lay_down(rows, day, drop)
    with running(DemoHub(("127.0.0.1", 0), rows, day)) as hub:
        places = Places(Hub(hub.url), str(drop), home / "registers" / "inbox")
        pull(data, [c for c in contracts().values() if c.by != "push"], places, at)
    with opened_for_writing(data) as con:
        check(con, at)


def counts(court: Court) -> tuple[int, int]:
    """Cases there are, and documents that have been read."""
    sql = "SELECT (SELECT count(DISTINCT case_id) FROM case_main), (SELECT count(DISTINCT document_id) FROM info_point)"
    ((cases, documents),) = court.con.execute(sql).fetchall()
    return cases, documents


def numbers(screenings: list[Screening], truth: Truth) -> dict[str, dict[str, Any]]:
    """Clues, precision and recall of each scenario."""
    hits = {s.scenario.name: set(s.rows["case_id"].to_pylist()) for s in screenings}
    found = scored(truth, hits)
    return {
        s.scenario.name: {"clues": s.rows.num_rows, "precision": f["precision"], "recall": f["recall"]}
        for s in screenings
        if (f := found.get(s.scenario.name))
    }


def fill(court: Court, screenings: list[Screening], truth: Truth, home: Path, data: Path, tale: Tale, bar: Bar) -> None:
    """Keep the clues, let the supervisor answer some, embed what has earned it, replay the last year."""
    prepare(home, data)
    from mingjing.site import loading  # noqa: PLC0415 - Django's records can be imported only after `prepare`

    loading.open_books()
    loading.put_demo_people()
    for i, s in enumerate(screenings):
        bar("入库与核验", i / len(screenings))
        name = s.scenario.name
        loading.load_clues(s, "engineer")
        loading.verify_some(name, answer_by(truth.get(name, {})), "supervisor", VERIFIED_EACH)
    tale.embedded = loading.embed_where_ready(library.names(), lambda n: library.load(n).milestones, "supervisor")
    bar("重放最近一年的节点", 0.0)
    loading.replay(court, tale.embedded, court.as_of - dt.timedelta(days=364), court.as_of)
    tale.alerts = loading.replayed_alerts()


def answer_by(planted: Mapping[int, bool]) -> Callable[[Any], str]:
    """How the demo's supervisor answers a clue: by what was planted."""
    return lambda clue: "confirmed" if planted.get(clue.case_id) else "refuted"


def text(tale: Tale) -> str:
    """The summary for people."""
    lines = [
        f"案件 {tale.cases:,} 件，解构文书 {tale.documents:,} 份",
        f"{'场景':<24}{'线索':>6}{'查准率':>9}{'查全率':>9}",
    ]
    for name, n in tale.scenarios.items():
        lines.append(f"{library.load(name).title:<16}\t{n['clues']:>6}\t{share(n['precision'])}\t{share(n['recall'])}")
    lines.append(f"核验后嵌入 {len(tale.embedded)} 个场景；重放最近一年的节点，得到 {tale.alerts} 条预警")
    return "\n".join([*lines, f"用时 {tale.to_json()['seconds']} 秒"])


def share(value: float | None) -> str:
    """A share as per cent."""
    return "—" if value is None else f"{value * 100:.1f}%"
