"""The operational store beside the data file, where a court has one."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
from django.conf import settings

from mingjing.ingest.in_step import bring_in_step
from mingjing.store.postgres import connect_court


def in_the_store(con: duckdb.DuckDBPyConnection, documents: Sequence[int]) -> None:
    """Single cases are checked in the operational store, where there is one: it says the same from this moment on.

    It is written before the file is done, so that a store that cannot be reached leaves both as they were.
    """
    if settings.MINGJING_STORE:
        with connect_court(settings.MINGJING_STORE) as store:
            bring_in_step(con, store, documents)
