"""How unevenly the values of a column are spread: what a join by it may multiply."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weight:
    """Rows of a table that have a value in a column, pairs of them that have the same, and rows of the commonest.

    The pairs are the sum of the squared frequencies: a join of the table with itself by that column has so many rows.
    """

    rows: float = 0.0
    pairs: float = 0.0
    heaviest: float = 0.0


ON_DUCKDB = """
    SELECT coalesce(sum(n), 0), coalesce(sum(CAST(n AS DOUBLE) * n), 0), coalesce(max(n), 0)
    FROM (SELECT count(*) AS n FROM {table} WHERE {column} IS NOT NULL GROUP BY {column})"""
"""Counted: DuckDB keeps no frequencies, and counts ten million rows in a second."""
ON_POSTGRES = """
    SELECT c.reltuples, s.n_distinct, s.null_frac, s.most_common_freqs
    FROM pg_stats s JOIN pg_class c ON c.oid = to_regclass(quote_ident(s.tablename))
    WHERE s.schemaname = current_schema() AND s.tablename = $1 AND s.attname = $2"""
"""What ANALYZE has found."""
HEAVIEST_ON_DUCKDB = """
    WITH heavy AS (
        SELECT subject_id FROM case_party WHERE subject_id IS NOT NULL
        GROUP BY subject_id ORDER BY count(DISTINCT case_id) DESC, subject_id LIMIT $parties)
    SELECT DISTINCT case_id FROM case_party JOIN heavy USING (subject_id)
    QUALIFY row_number() OVER (PARTITION BY subject_id ORDER BY case_id) <= $each ORDER BY case_id"""
HEAVIEST_ON_POSTGRES = """
    SELECT DISTINCT p.case_id FROM (SELECT subject_id FROM {degrees} ORDER BY cases DESC, subject_id LIMIT $1) g
    CROSS JOIN LATERAL (SELECT case_id FROM case_party p WHERE p.subject_id = g.subject_id LIMIT $2) p ORDER BY 1"""
COUNTED = """(
    SELECT subject_id, count(DISTINCT case_id) AS cases FROM case_party
    WHERE subject_id IS NOT NULL GROUP BY subject_id) counted"""
"""The degrees of a court that has no heavy party on record."""
PARTIES, EACH = 20, 25
"""Heaviest parties looked at, and cases of each."""
