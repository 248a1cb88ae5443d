"""Papers of a small part of the cases."""

from __future__ import annotations

import duckdb


def write_papers(con: duckdb.DuckDBPyConnection) -> None:
    """Fill document, info_point and cited_article."""
