"""What can go wrong between a source system and the court's data."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import SourceError


@dataclass(eq=False)
class BadSystem(SourceError):
    """The declaration of a source system cannot be used as it is written."""

    system: str
    place: str
    problem: str
    code = "bad_source_system"
    http_status = 422
    permanent = True
    exit_code = 2
    message = "来源系统 {system} 的声明有误（{place}）：{problem}"


@dataclass(eq=False)
class UnknownSystem(SourceError):
    """No source system of that name is declared."""

    system: str
    have: tuple[str, ...]
    code = "unknown_source_system"
    http_status = 404
    permanent = True
    exit_code = 2
    message = "没有声明名为 {system} 的来源系统；已声明 {have}。"


@dataclass(eq=False)
class NoConnection(SourceError):
    """The environment does not say how to reach a source."""

    system: str
    variable: str
    code = "no_connection"
    permanent = True
    message = "不知道怎样连接来源系统 {system}：请在环境变量 {variable} 里写明数据库地址。"


@dataclass(eq=False)
class SourceGone(SourceError):
    """The source does not answer."""

    system: str
    problem: str
    code = "source_gone"
    message = "与来源系统 {system} 的连接断了：{problem}。恢复后会从断点继续，不丢不重。"


@dataclass(eq=False)
class SlotLost(SourceError):
    """Changes that were not applied are no longer to be had from the source."""

    system: str
    problem: str
    code = "slot_lost"
    permanent = True
    message = (
        "来源系统 {system} 的变更流接不上了：{problem}。为免漏数已停止；请运行 mingjing ingest resnapshot {system}。"
    )


@dataclass(eq=False)
class SourceBusy(SourceError):
    """Another process follows this source already."""

    system: str
    problem: str
    code = "source_busy"
    message = "来源系统 {system} 正由另一个进程采集（{problem}）。同一来源同时只能有一个进程；请先停止那一个。"


@dataclass(eq=False)
class WrongSettings(SourceError):
    """The source's log tells less than is needed."""

    system: str
    needed: str
    code = "wrong_source_settings"
    permanent = True
    message = "来源系统 {system} 的库设置不够，变更日志会缺东西。请对方设 {needed}，重启后再接入。"


@dataclass(eq=False)
class NoKey(SourceError):
    """A table of the source has nothing by which a row can be told from another."""

    system: str
    table: str
    code = "no_key"
    permanent = True
    message = (
        "来源系统 {system} 的表 {table} 没有主键，无法逐行跟踪。请让对方加主键，或设 REPLICA IDENTITY USING INDEX。"
    )


@dataclass(eq=False)
class OutOfStep(SourceError):
    """A change does not fit the rows that are stored."""

    system: str
    table: str
    problem: str
    code = "out_of_step"
    permanent = True
    message = (
        "来源系统 {system} 的表 {table} 与已存数据对不上：{problem}。请运行 mingjing ingest verify {system} --repair。"
    )


@dataclass(eq=False)
class ShapeBroken(SourceError):
    """The source no longer has what the declaration maps."""

    system: str
    problem: str
    code = "shape_broken"
    permanent = True
    message = (
        "来源系统 {system} 的表结构变了，声明里的映射用不了：{problem}。已停止，没有丢数；改好声明后会从断点继续。"
    )


@dataclass(eq=False)
class NotApplied(SourceError):
    """The court's database did not take a batch; nothing of it was kept."""

    system: str
    problem: str
    code = "not_applied"
    message = "来源系统 {system} 的一批变更没有写进业务库：{problem}。整批已撤回，恢复后从断点继续，不丢不重。"
