"""Deaths that become known in the operational store, and the log of changes that is kept with them."""

from __future__ import annotations

import datetime as dt

from psycopg.types.json import Jsonb

from mingjing.store.postgres import connect

LOG = """
    CREATE TABLE mj_change (
        change_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at TIMESTAMP NOT NULL, table_name TEXT NOT NULL,
        key BIGINT NOT NULL, op "char" NOT NULL, source TEXT NOT NULL)"""
LIVING = """
    SELECT min(p.case_id), p.id_key, min(p.name) FROM case_party p JOIN case_main m USING (case_id)
    WHERE p.subject_kind = 'person' AND p.id_key IS NOT NULL AND p.closed_on IS NULL AND m.closed_on IS NULL
      AND p._to > '9999-01-01' AND m._to > '9999-01-01' AND p._from < '2025-12-01' AND m._from < '2025-12-01'
      AND NOT EXISTS (SELECT 1 FROM case_party o JOIN ext_death d ON d.id_key = o.id_key OR d.name = o.name
                      WHERE o.case_id = p.case_id)
      AND NOT EXISTS (SELECT 1 FROM ext_population a WHERE a.id_key = p.id_key AND a.status = 'alive')
    GROUP BY p.id_key ORDER BY 1"""
DEATH = """
    INSERT INTO ext_death SELECT (r).* FROM (SELECT jsonb_populate_record(NULL::ext_death, $1::jsonb) AS r) x"""
LOGGED = "INSERT INTO mj_change (at, table_name, key, op, source) VALUES ($1, 'ext_death', $2, 'I', 'police')"
Person = tuple[int, str, str]
"""An open case, and the number and name of a party to it."""


def living(dsn: str) -> list[Person]:
    """Parties to open cases of whom nothing is known to the death register, in the order of their first case."""
    with connect(dsn) as con:
        return [(int(str(case)), str(key), str(name)) for case, key, name in con.execute(LIVING).fetchall()]


def dies(dsn: str, person: Person, record: int, at: dt.datetime) -> None:
    """The register tells that a person has died, and the log tells that it did."""
    _, key, name = person
    row = {
        "death_record_id": record, "id_key": key, "name": name, "died_on": "2025-12-10", "status": "valid",
        "source_agency": "市公安局", "data_on": "2025-12-15", "_from": at.isoformat(), "_to": "9999-12-31T00:00:00",
    }  # fmt: skip
    with connect(dsn) as con, con.transaction():
        con.execute(DEATH, [Jsonb(row)])
        con.execute(LOGGED, [at, record])
