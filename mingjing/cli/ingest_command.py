"""`mingjing ingest`: source systems followed into the court's database."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from types import FrameType
from typing import Any

import click
from prometheus_client import generate_latest, start_http_server

from mingjing.cli.output import answering, give, json_option, say
from mingjing.errors import WrongUse
from mingjing.ingest.apply.kinds import follower, verified
from mingjing.ingest.apply.pruning import prune
from mingjing.ingest.apply.status import SourceStatus, statuses
from mingjing.ingest.declared import loading
from mingjing.ingest.metrics import registry
from mingjing.ingest.supervising import supervise
from mingjing.settings import operational_database

STATES = {"running": "正常", "loading": "装载中", "halted": "已停止"}
into_option = click.option(
    "--into", "dsn", default=operational_database, show_default="$MINGJING_DATABASE", help="业务库 PostgreSQL 地址。"
)


@click.group("ingest")
def command() -> None:
    """把来源系统的数据持续汇入业务库：先装载，再逐笔跟随变更，不丢不重。

    \b
    例：mingjing ingest run trial --into postgresql://mingjing@db/court
        mingjing ingest status
    来源系统用 YAML 声明，见 docs/how-to/ingest.md；怎样连接写在环境变量里。
    """


@command.command("run")
@click.argument("names", nargs=-1)
@into_option
@click.option("--once", is_flag=True, help="追上来源此刻的变更后就结束。")
@json_option
@answering
def run(names: tuple[str, ...], dsn: str | None, once: bool, as_json: bool) -> None:
    """跟随来源系统。不写名字就跟随全部，每个来源一个进程，退出了会重启。

    \b
    例：mingjing ingest run --into postgresql://mingjing@db/court
        mingjing ingest run trial --once
    """
    target = needed(dsn)
    stop = asked_to_stop()
    chosen = names or loading.names()
    if len(chosen) > 1 and not once:
        for system in loading.every(chosen):
            loading.address(system)
        supervise(chosen, target, say, stop)
        return
    result = {name: followed(name, target, once, stop) for name in chosen}
    give(
        {"sources": result},
        as_json,
        lambda: "\n".join(f"{n}：应用 {c['changes']:,} 笔变更。" for n, c in result.items()),
    )


def followed(name: str, target: str, once: bool, stop: Callable[[], bool]) -> dict[str, Any]:
    """Follow one source here; gives what was applied."""
    system = loading.load_system(name)
    following = follower(system, target, lambda t, n: say(f"{name}.{t}：装载 {n:,} 行"))
    try:
        following.prepare()
        past = following.past_now() if once else stop
        done = following.run(stop=lambda: stop() or past())
    finally:
        following.close()
    return {"changes": done.changes, "transactions": done.transactions, "batches": done.batches}


@command.command("status")
@into_option
@json_option
@answering
def status(dsn: str | None, as_json: bool) -> None:
    """各来源的状态：进度、最近一次变更、存留的行、装载不全的表。有问题时退出码为 1。

    \b
    例：mingjing ingest status --json
    """
    found = statuses(needed(dsn))
    give(
        {"sources": [s.to_json() for s in found]},
        as_json,
        lambda: "\n".join(map(line, found)) or "还没有接入任何来源。",
    )
    sys.exit(0 if all(s.sound for s in found) else 1)


def line(s: SourceStatus) -> str:
    """One source for people."""
    told = (
        f"{s.source}：{STATES.get(s.state, s.state)}，已应用 {s.changes:,} 笔，最近一笔 {s.committed_at or '无'}（UTC）"
    )
    told += f"，{s.silent_seconds:.0f} 秒前有消息" + (f"，存留 {s.parked} 行" if s.parked else "")
    if s.log_alarm:
        told += f"\n  来源为采集留存的日志已有 {(s.kept_bytes or 0) / 2**20:,.0f} MB（{s.log_state}）：请尽快恢复采集，"
        told += "否则会占满来源的磁盘，或被清除而须重新装载"
    incomplete = [f"\n  表 {t}：{p or state}" for t, state, p in s.tables if state != "ready"]
    return told + (f"\n  {s.problem}" if s.problem else "") + "".join(incomplete)


@command.command("prune")
@into_option
@click.option("--days", type=click.IntRange(min=7), default=180, show_default=True, help="保留的天数。")
@json_option
@answering
def prune_logs(dsn: str | None, days: int, as_json: bool) -> None:
    """清理过了保留期的变更日志；法院数据和它的历史不动。采集照常进行时也可清理。

    \b
    例：mingjing ingest prune --days 180
    """
    gone = prune(needed(dsn), days)
    told = "、".join(f"{log} {rows:,} 行" for log, rows in gone.items())
    give({"days": days, "deleted": gone}, as_json, lambda: f"已清理 {told}。")


@command.command("metrics")
@into_option
@click.option("--port", type=click.IntRange(1, 65535), default=9476, show_default=True, help="端口。")
@click.option("--once", is_flag=True, help="只写出一次，不开端口。")
@answering
def metrics(dsn: str | None, port: int, once: bool) -> None:
    """供 Prometheus 抓取的运行指标。只在本机（127.0.0.1）开放；别处要看，请经反向代理并加认证。

    \b
    例：mingjing ingest metrics --port 9476
        mingjing ingest metrics --once
    """
    found = registry(needed(dsn))
    if once:
        click.echo(generate_latest(found).decode(), nl=False)
        return
    stop = asked_to_stop()
    server, thread = start_http_server(port, addr="127.0.0.1", registry=found)
    say(f"指标在 http://127.0.0.1:{port}/metrics")
    while not stop():
        time.sleep(0.2)
    server.shutdown()
    server.server_close()
    thread.join()


@command.command("replay")
@click.argument("name")
@into_option
@json_option
@answering
def replay(name: str, dsn: str | None, as_json: bool) -> None:
    """改好声明或代码表后，把存留的行再映射一遍。仍有存留时退出码为 1。采集进程须先停止。

    \b
    例：mingjing ingest replay trial
    """
    system = loading.load_system(name)
    following = follower(system, needed(dsn))
    try:
        following.prepare()
        result = following.replay()
    finally:
        following.close()
    give(result, as_json, lambda: f"{name}：重新映射 {result['tried']} 行，仍存留 {result['parked']} 行。")
    sys.exit(1 if result["parked"] else 0)


@command.command("verify")
@click.argument("name")
@click.argument("tables", nargs=-1)
@into_option
@click.option("--repair", is_flag=True, help="把不一致的行改成来源的样子；采集进程须先停止。")
@json_option
@answering
def verify_source(name: str, tables: tuple[str, ...], dsn: str | None, repair: bool, as_json: bool) -> None:
    """逐行比对来源与业务库，找出被悄悄改动的行。有不一致时退出码为 1。采集照常进行时也可比对。

    \b
    例：mingjing ingest verify trial
        mingjing ingest verify trial aj --repair
    """
    system = loading.load_system(name)
    chosen = [t for t in system.tables if t.name in tables or not tables]
    following = follower(system, needed(dsn), alone=repair)
    try:
        following.look_only()
        found = [verified(following, t, repair=repair) for t in chosen]
    finally:
        following.close()
    for v in (v for v in found if v.found):
        say(f"表 {v.table}：与来源不同 {v.differing} 行，法院数据不符 {v.court_differing} 行，已改正 {v.repaired} 行。")
    bad = sum(v.found for v in found)
    result = {"source": name, "differing": bad, "tables": [asdict(v) for v in found]}
    compared = sum(v.compared for v in found)
    give(result, as_json, lambda: f"{name}：比对 {compared:,} 行，不一致 {bad} 行。")
    sys.exit(1 if bad else 0)


@command.command("resnapshot")
@click.argument("name")
@click.argument("tables", nargs=-1)
@into_option
@json_option
@answering
def resnapshot(name: str, tables: tuple[str, ...], dsn: str | None, as_json: bool) -> None:
    """重新装载一个来源，或其中几张表；历史保留，只有确有不同的行才记新版本。采集进程须先停止。

    \b
    例：mingjing ingest resnapshot trial
        mingjing ingest resnapshot trial aj dsr
    """
    system = loading.load_system(name)
    unknown = [t for t in tables if system.table(t) is None]
    if unknown:
        raise WrongUse(
            f"{name} 没有声明表 {'、'.join(unknown)}。", f"已声明 {'、'.join(t.name for t in system.tables)}。"
        )
    following = follower(system, needed(dsn), lambda t, n: say(f"{name}.{t}：装载 {n:,} 行"))
    try:
        following.reload(tables)
        following.prepare()
    finally:
        following.close()
    give(
        {"source": name, "tables": list(tables or (t.name for t in system.tables))},
        as_json,
        lambda: f"{name}：已重新装载。",
    )


def needed(dsn: str | None) -> str:
    """The address of the court's database. Raises WrongUse."""
    if not dsn:
        raise WrongUse("没有说汇入哪个业务库。", "请加 --into postgresql://…，或设环境变量 MINGJING_DATABASE。")
    return dsn


def asked_to_stop() -> Callable[[], bool]:
    """Whether the process has been asked to end; a batch under way is finished first."""
    asked = [False]

    def note(number: int, frame: FrameType | None) -> None:
        asked[0] = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)
    return lambda: asked[0]
