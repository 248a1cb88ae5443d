"""`mingjing identity`: who is one with whom."""

from __future__ import annotations

import datetime as dt
import getpass
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import duckdb

from mingjing.cli.options import candidates_part, data_option
from mingjing.cli.output import answering, give, json_option
from mingjing.court.catalogue.identity import LINK_RULES, LINK_STATES
from mingjing.identity import links
from mingjing.identity.keys import keyring
from mingjing.identity.numbers import PersonNumber, number
from mingjing.settings import environment
from mingjing.store.opening import connect
from mingjing.store.writing import opened_for_writing

by_option = click.option("--by", default=getpass.getuser, show_default="当前用户", help="谁作的决定。")
reason_option = click.option("--reason", required=True, help="理由，留痕备查。")
Deciding = Callable[[duckdb.DuckDBPyConnection, dt.datetime], links.Link]


@click.group("identity")
def command() -> None:
    """一人一主体：同号自动关联，疑似的由人确认；关联从不改动原行，随时可以撤销。

    \b
    例：
      mingjing identity link --data court.duckdb          同号且名称相符的关联起来
      mingjing identity candidates --data court.duckdb    找出疑似同一人的，等人确认
      mingjing identity list --data court.duckdb
      mingjing identity confirm 12 --reason 核对户籍底册 --data court.duckdb
    """


@command.command("link")
@data_option
@json_option
@answering
def link(data: Path, as_json: bool) -> None:
    """把号码相同、名称相符的主体关联起来；号码相同而名称不符的留给人判断。

    \b
    例：mingjing identity link --data court.duckdb
    """
    with opened_for_writing(data) as con:
        found = links.link_by_number(con, now())
    give(counted(found), as_json, lambda: told(found))


@command.command("candidates")
@click.option("--least", type=click.FloatRange(0.01, 1), default=0.5, show_default=True, help="把握不低于多少才列出。")
@data_option
@json_option
@answering
def candidates(data: Path, least: float, as_json: bool) -> None:
    """按姓名、曾用名、出生日期、住址等找出疑似同一的主体；它们不触发预警，等人确认。

    \b
    例：mingjing identity candidates --least 0.8 --data court.duckdb
    """
    part = candidates_part("mingjing.identity.candidates")
    with opened_for_writing(data) as con:
        found = part.find_candidates(con, now(), least)
    give(counted(found), as_json, lambda: told(found))


@command.command("list")
@click.option("--state", type=click.Choice(list(LINK_STATES)), default="candidate", show_default=True)
@click.option("--most", type=click.IntRange(1, 100_000), default=50, show_default=True, help="最多列出几条。")
@data_option
@json_option
@answering
def listing(data: Path, state: str, most: int, as_json: bool) -> None:
    """列出关联，最有把握的在前。

    \b
    例：mingjing identity list --state linked --data court.duckdb
    """
    with connect(data) as con:
        found = links.listed(con, state, most)
    give({"links": found}, as_json, lambda: "\n".join(map(line, found)) or "没有。")


@command.command("confirm")
@click.argument("link_id", type=int)
@by_option
@reason_option
@data_option
@json_option
@answering
def confirm(link_id: int, by: str, reason: str, data: Path, as_json: bool) -> None:
    """确认两个主体是同一人或同一企业。

    \b
    例：mingjing identity confirm 12 --reason 核对户籍底册 --data court.duckdb
    """
    decided(data, as_json, lambda con, at: links.decide(con, link_id, True, by, reason, at))


@command.command("refute")
@click.argument("link_id", type=int)
@by_option
@reason_option
@data_option
@json_option
@answering
def refute(link_id: int, by: str, reason: str, data: Path, as_json: bool) -> None:
    """确认两个主体不是同一人或同一企业；以后不再提出。

    \b
    例：mingjing identity refute 12 --reason 照片不符 --data court.duckdb
    """
    decided(data, as_json, lambda con, at: links.decide(con, link_id, False, by, reason, at))


@command.command("undo")
@click.argument("link_id", type=int)
@by_option
@reason_option
@data_option
@json_option
@answering
def undo(link_id: int, by: str, reason: str, data: Path, as_json: bool) -> None:
    """撤销一条关联：规则所定的不再自动关联，人所定的回到待确认。

    \b
    例：mingjing identity undo 12 --reason 号码录错 --data court.duckdb
    """
    decided(data, as_json, lambda con, at: links.undo(con, link_id, by, reason, at))


@command.command("check")
@click.argument("text")
@json_option
@answering
def check(text: str, as_json: bool) -> None:
    """检查一个身份证号或统一社会信用代码；设了 MINGJING_IDENTITY_KEY 时同时给出密键。

    \b
    例：mingjing identity check 31010119900307123X
    """
    found = number(text)
    said: dict[str, Any] = asdict(found) | {"kind": "person" if isinstance(found, PersonNumber) else "organisation"}
    if environment().get("MINGJING_IDENTITY_KEY"):
        said["key"] = keyring(environment()).key(found)
    give(said, as_json, lambda: "  ".join(f"{k}={v}" for k, v in said.items()))


def decided(data: Path, as_json: bool, how: Deciding) -> None:
    """Do it in one transaction and tell what stands now."""
    with opened_for_writing(data) as con:
        link = how(con, now())
    give(asdict(link), as_json, lambda: f"{LINK_STATES[link.state]}：主体 {link.a_subject_id} 与 {link.b_subject_id}")


def now() -> dt.datetime:
    """This moment as the court data has it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def counted(found: Sequence[links.Link]) -> dict[str, int]:
    """How many links are new, by state."""
    return dict.fromkeys(LINK_STATES, 0) | Counter(link.state for link in found)


def told(found: Sequence[links.Link]) -> str:
    """How many links are new, for people."""
    by_rule = Counter((link.rule, link.state) for link in found)
    return "\n".join(f"{LINK_RULES[r]}：{LINK_STATES[s]} {n} 对" for (r, s), n in by_rule.items()) or "没有新的关联。"


def line(found: dict[str, Any]) -> str:
    """One link for people."""
    ends = (
        f"{found[f'{x}_name']}（{found[f'{x}_born_on'] or '生日不详'}，主体 {found[f'{x}_subject_id']}）" for x in "ab"
    )
    return f"{found['link_id']:>6}  {found['score']:.2f}  {' ↔ '.join(ends)}  {found['evidence']}"
