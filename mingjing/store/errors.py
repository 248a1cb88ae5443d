"""What can be wrong with a data file."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import SourceError


@dataclass(eq=False)
class NoData(SourceError):
    """The data file is not there."""

    path: str
    code = "no_data"
    permanent = True
    message = "找不到数据文件 {path}。可先运行 mingjing sample --cases 20000 --seed 1 --out {path} 生成样例法院。"


@dataclass(eq=False)
class NotCourtData(SourceError):
    """The file is not a data file of mingjing, or cannot be read."""

    path: str
    problem: str
    code = "not_court_data"
    permanent = True
    message = "{path} 不能作为法院数据打开：{problem}"


@dataclass(eq=False)
class NoPostgres(SourceError):
    """No PostgreSQL can be started here."""

    oldest: int
    problem: str = "没有找到它的程序"
    code = "no_postgres"
    permanent = True
    message = "不能启动 PostgreSQL {oldest} 或更新版本：{problem}。可先安装：apt-get install postgresql。"


@dataclass(eq=False)
class Unreachable(SourceError):
    """The database cannot be reached."""

    address: str
    problem: str
    code = "unreachable"
    message = "连不上数据库（{address}）：{problem}。请检查地址、账号，以及数据库是否在运行。"


@dataclass(eq=False)
class StoresDiffer(SourceError):
    """A number means one row in the data file and another in the operational store."""

    table: str
    number: int
    code = "stores_differ"
    permanent = True
    message = (
        "表 {table} 的 {number} 号在数据文件与业务库中不是同一行，没有写入。"
        "请用 mingjing load --data 数据文件 --into 数据库 --force 重新装入。"
    )


@dataclass(eq=False)
class AlreadyLoaded(SourceError):
    """The database holds a court already."""

    address: str
    code = "already_loaded"
    permanent = True
    message = "数据库（{address}）里已有法院数据。要用新的数据替换它，请加 --force。"
