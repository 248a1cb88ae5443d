"""`mingjing maintained`."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import asdict

import click

from mingjing.cli.options import Moment
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.running.court import as_moment
from mingjing.running.maintained import Summary, summaries
from mingjing.running.maintained_tables import State, book, build, refresh, states, verify
from mingjing.running.postgres_store import PostgresStore, opened
from mingjing.scenario import library

ACTIONS = ("list", "build", "refresh", "verify")


@click.command("maintained")
@click.argument("action", type=click.Choice(ACTIONS))
@click.option("--data", "dsn", required=True, help="PostgreSQL 地址，如 postgresql://user@host/court。")
@click.option("--to", "to", type=Moment(), default=None, help="截至时刻（build、refresh），默认为数据自身的截至日末。")
@json_option
@answering
def command(action: str, dsn: str, to: dt.datetime | dt.date | None, as_json: bool) -> None:
    """维护表：多个场景共用、按当事人汇总的中间结果，建成表并随变动保持，核查时按索引读取。

    \b
    list 列出场景所需的汇总及其状态；build 由筛查重建；refresh 只重算变动涉及的当事人；verify 与全量重算比对。

    \b
    例：
      mingjing maintained build --data postgresql://mingjing@db/court
      mingjing maintained refresh --to 2025-12-31T18:00:00 --data postgresql://mingjing@db/court
    """
    store = opened(dsn)
    try:
        wanted, at = summaries(library.load_all()), as_moment(to or store.day())
        differences, summed = done(action, store, wanted, at)
        found = states(store.con, wanted)
    finally:
        store.close()
    result = {"tables": [s.to_json() for s in found], "summed_up": summed, "differences": differences}
    give(result, as_json, lambda: "\n".join([*map(line, found), *map(str, differences)]))
    sys.exit(1 if differences else 0)


def done(
    action: str, store: PostgresStore, wanted: tuple[Summary, ...], at: dt.datetime
) -> tuple[list[dict[str, object]], int]:
    """Carry the action out: what differs, and how many keys were summed up again."""
    differences: list[dict[str, object]] = []
    summed, kept = 0, book(store.con)
    with Bar() as bar:
        for i, s in enumerate(wanted):
            bar(f"{action} {s.name}", i / len(wanted))
            if action == "build":
                build(store.con, s, at)
            elif action == "refresh" and s.name in kept:
                summed += refresh(store, s, at)
            elif action == "verify" and s.name in kept:
                found = verify(store.con, s)
                if found.missing or found.extra:
                    differences.append(asdict(found))
    return differences, summed


def line(s: State) -> str:
    """One table for people."""
    state = f"{s.rows:>10,} 行  截至 {s.position:%Y-%m-%d %H:%M:%S}" if s.position else "          未建"
    return f"{state}  {s.name}  （{'，'.join(s.columns)}）  {'，'.join(s.wanted_by)}"
