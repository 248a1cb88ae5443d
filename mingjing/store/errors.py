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
