"""`mingjing registers`: the external registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from mingjing.cli.options import Moment, court_option, data_option
from mingjing.cli.output import answering, give, json_option, say
from mingjing.errors import WrongUse
from mingjing.identity.keys import VARIABLE, keyring
from mingjing.registers.contract import Contract, contract, contracts
from mingjing.registers.demo_hub import DemoHub, lay_down, rows_of_court
from mingjing.registers.freshness import Standing, standings
from mingjing.registers.keeping import Kept
from mingjing.registers.pulling import Places, pull
from mingjing.registers.rest import Hub
from mingjing.settings import environment, hub_address, hub_key, registers_folder
from mingjing.store.opening import connect
from mingjing.store.postgres import at_postgres, connect_court

STATES = {"fresh": "正常", "stale": "数据过期", "failing": "取不到", "never": "未接入"}
SHOWN = ("state", "data_on", "loaded_at", "tried_at", "problem", "rows", "rejected", "age_days")
WAYS = {"rest": "接口拉取", "folder": "文件投递", "push": "对方推送"}


@click.group("registers")
def command() -> None:
    """外部登记：死亡、企业、服刑、公积金……一登记一约定，按约定取数，过期的不据以提醒。

    \b
    例：
      mingjing registers list                            约定、目的、依据、新鲜度
      mingjing registers serve-demo --data court.duckdb  以样例法院模拟市大数据中心
      mingjing registers pull --hub http://127.0.0.1:8100 --data court.duckdb
      mingjing registers status --data court.duckdb
    """


@command.command("list")
@json_option
@answering
def listing(as_json: bool) -> None:
    """列出约定：提供单位、目的、依据、几天算新、何时到期。

    \b
    例：mingjing registers list
    """
    found = list(contracts().values())
    give({"registers": [asdict(c) for c in found]}, as_json, lambda: "\n".join(map(contract_line, found)))


@command.command("pull")
@click.argument("names", nargs=-1)
@click.option("--hub", default=hub_address, show_default="$MINGJING_HUB", help="数据中心地址，http(s)://…。")
@click.option(
    "--folder",
    default=lambda: str(registers_folder() / "drop"),
    show_default="$MINGJING_HOME/registers/drop",
    help="文件投递的文件夹；也可以是 sftp://… 等地址。",
)
@data_option
@json_option
@answering
@click.pass_context
def pulling(ctx: click.Context, names: Sequence[str], hub: str, folder: str, data: Path, as_json: bool) -> None:
    """按约定取数，写入法院数据；没有取到的记下原因（退出码 1），其余照常。

    \b
    例：
      mingjing registers pull --hub http://127.0.0.1:8100 --data court.duckdb
      mingjing registers pull death company --data court.duckdb
    """
    wanted = [contract(n) for n in names] or list(contracts().values())
    ring = keyring(environment()) if environment().get(VARIABLE) else None
    places = Places(Hub(hub, hub_key()) if hub else None, folder, registers_folder() / "inbox", ring)
    kept = pull(data, wanted, places, dt.datetime.now(dt.UTC).replace(tzinfo=None))
    give({"deliveries": [asdict(k) for k in kept]}, as_json, lambda: told(kept))
    ctx.exit(1 if any(k.problem for k in kept) else 0)


@command.command("status")
@click.option("--at", type=Moment(), default=None, help="看哪一天或哪一刻，默认为数据自身的截至日。")
@court_option
@json_option
@answering
@click.pass_context
def status(ctx: click.Context, at: dt.date | dt.datetime | None, data: Path | str, as_json: bool) -> None:
    """每个登记的数据日期、是否过期、拒收几行；有取不到或过期的，退出码为 1。

    \b
    例：mingjing registers status --at 2025-12-31 --data court.duckdb
    """
    with connect_court(str(data)) if at_postgres(str(data)) else connect(Path(data)) as con:
        moment = at if isinstance(at, dt.datetime) else dt.datetime.combine(at or dt.date.today(), dt.time.max)
        found = standings(con, moment)
    give({"registers": [standing_json(s) for s in found]}, as_json, lambda: "\n".join(map(standing_line, found)))
    ctx.exit(1 if any(s.state in ("failing", "stale") for s in found) else 0)


@command.command("serve-demo")
@click.option("--port", type=click.IntRange(0, 65535), default=8100, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--drop", type=click.Path(path_type=Path, file_okay=False), help="同时把按文件投递的登记放到这里。")
@data_option
@answering
def serve_demo(port: int, host: str, drop: Path | None, data: Path) -> None:
    """以样例法院的登记模拟市大数据中心，在真的 HTTP 上应答，直到按 Ctrl+C。

    \b
    例：mingjing registers serve-demo --port 8100 --data court.duckdb
    """
    rows, day = rows_of_court(data)
    if drop:
        lay_down(rows, day, drop)
    try:
        hub = DemoHub((host, port), rows, day, hub_key())
    except OSError as e:
        raise WrongUse(f"端口 {port} 不能用：{e.strerror}。", "请用 --port 指定其他端口。") from e
    say(f"模拟的数据中心已启动：{hub.url}　数据截至 {day}　按 Ctrl+C 停止。")
    with suppress(KeyboardInterrupt):
        hub.serve_forever()


def contract_line(c: Contract) -> str:
    """One contract for people."""
    ground = "、".join(f"{b.law}{b.article}（{b.certainty}）" for b in c.basis)
    return (
        f"{c.name:<16}{c.title}　{c.agency}　{WAYS[c.by]}　{c.fresh_days} 天内算新，{c.expires_on} 到期\n"
        f"{'':<16}目的：{c.purpose}　依据：{ground}"
    )


def told(kept: Sequence[Kept]) -> str:
    """What came, for people."""
    return "\n".join(map(kept_line, kept)) or "没有新的数据。"


def kept_line(k: Kept) -> str:
    """One delivery for people."""
    title = contract(k.register).title
    if k.problem:
        return f"✗ {title}：{k.problem}"
    what = f"新增 {k.added}，变更 {k.changed}，终止 {k.ended}，拒收 {k.rejected}"
    return f"✓ {title}：数据截至 {k.data_on}，收到 {k.read} 行，{what}"


def standing_json(s: Standing) -> dict[str, Any]:
    """One register for programs."""
    own = {f: getattr(s, f) for f in SHOWN}
    return {"name": s.contract.name, "title": s.contract.title, "fresh_days": s.contract.fresh_days} | own


def standing_line(s: Standing) -> str:
    """One register for people."""
    day = f"数据截至 {s.data_on}（{s.age_days} 天，限 {s.contract.fresh_days} 天）" if s.data_on else "没有数据日期"
    return f"{STATES[s.state]:<6}{s.contract.title}　{day}　拒收 {s.rejected} 行　{s.problem}".rstrip()
