"""Options that several commands take."""

from __future__ import annotations

import datetime as dt
import importlib
import os
from pathlib import Path
from types import ModuleType

import click

from mingjing.errors import MissingPart, WrongUse
from mingjing.scenario import library
from mingjing.settings import data_file


class Day(click.ParamType[dt.date]):
    """A day written YYYY-MM-DD."""

    name = "日期"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} 不是日期；请写成 2025-06-30 的样子。", param, ctx)


class Moment(click.ParamType[dt.datetime | dt.date]):
    """A day or a moment; a day means its end."""

    name = "时刻"

    def convert(
        self, value: str | dt.datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime | dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} 不是时刻；请写成 2025-06-30 或 2025-06-30T09:30:00 的样子。", param, ctx)


class CourtData(click.Path):
    """A court's data: a file, or the address of a PostgreSQL, which stays as it was written."""

    name = "法院数据"

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        return value if "://" in str(value) else super().convert(value, param, ctx)


court_option = click.option(
    "--data",
    "data",
    type=CourtData(path_type=Path),
    default=data_file,
    show_default="$MINGJING_DATA",
    help="法院数据文件（.duckdb），PostgreSQL 地址（postgresql://…），或 Spark 读的文件夹（mingjing export）。",
)
data_option = click.option(
    "--data",
    "data",
    type=click.Path(path_type=Path, dir_okay=False),
    default=data_file,
    show_default="$MINGJING_DATA",
    help="法院数据文件（.duckdb）。",
)
as_of_option = click.option("--as-of", "as_of", type=Day(), default=None, help="截至日，默认为数据自身的截至日。")


def chosen(name: str) -> tuple[str, ...]:
    """The scenario of that name, or all of them. Raises UnknownScenario."""
    if name == "all":
        return library.names()
    library.load(name)
    return (name,)


def refuse_existing(out: Path, force: bool) -> None:
    """Raises WrongUse when the file is there and may not be replaced."""
    if out.exists() and not force:
        raise WrongUse(problem=f"{out} 已存在。", remedy="请换一个文件名，或加 --force 覆盖。")


def candidates_part(module: str) -> ModuleType:
    """A module that looks for candidates. Raises MissingPart where the extra `identity` is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as e:
        raise MissingPart("查找疑似主体所需的 splink", '请 pip install "mingjing[identity]"。') from e


def training_part(module: str) -> ModuleType:
    """A module that trains. Raises MissingPart where the extra `learning` is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as e:
        raise MissingPart("训练所需的 python-crfsuite 和 scikit-learn", '请 pip install "mingjing[learning]"。') from e
