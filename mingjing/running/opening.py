"""Opening a court's data wherever they are: a file, or the address of a database."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import cast

from mingjing.errors import MissingPart
from mingjing.running.duckdb_store import DuckdbStore
from mingjing.running.store import Store

DATABASES = {
    "postgresql": ("mingjing.running.postgres_store", "psycopg", "请安装：pip install 'mingjing[postgres]'。"),
    "postgres": ("mingjing.running.postgres_store", "psycopg", "请安装：pip install 'mingjing[postgres]'。"),
}
"""By how an address begins: where the store is, which driver it needs, and how to get it."""


def open_store(data: str | Path) -> Store:
    """The store of a file or an address. Raises what opening it raises, MissingPart without its driver."""
    scheme, apart, _ = str(data).partition("://")
    if not apart or scheme not in DATABASES:
        return DuckdbStore.opened(Path(data))
    module, driver, remedy = DATABASES[scheme]
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as e:
        raise MissingPart(f"数据库驱动 {driver}", remedy) from e
    return cast(Store, found.opened(str(data)))
