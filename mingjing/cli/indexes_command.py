"""`mingjing indexes`."""

from __future__ import annotations

import click

from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.running.postgres_indexes import IndexState, make_indexes, states
from mingjing.store.postgres import connect_court


@click.command("indexes")
@click.option("--data", "dsn", required=True, help="PostgreSQL 地址，如 postgresql://user@host/court。")
@click.option("--make", is_flag=True, help="补建缺少的索引；在线进行，不挡住办案系统的读写。")
@json_option
@answering
def command(dsn: str, make: bool, as_json: bool) -> None:
    """列出场景所需的索引：由各场景推下需求后如何读表算出；哪些已有，多大，由哪些场景用。

    \b
    例：mingjing indexes --make --data postgresql://mingjing@db/court
    """
    with connect_court(dsn) as con, Bar() as bar:
        if make:
            make_indexes(con, bar)
        found = states(con)
    result = {"indexes": [s.to_json() for s in found], "missing": sum(not s.there for s in found)}
    give(result, as_json, lambda: "\n".join(map(line, found)))


def line(s: IndexState) -> str:
    """One index for people."""
    size = f"{s.bytes / 2**20:8.1f} MB" if s.there else "     缺少"
    return f"{size}  {s.name}  {s.table}（{'，'.join(s.columns)}）  {'，'.join(s.wanted_by)}"
