"""A statement that PostgreSQL has planned once and is asked many times, straight through the driver's protocol."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import errors
from psycopg.pq import ExecStatus, abc

from mingjing.store.postgres import Connection


class Prepared:
    """A prepared statement of one connection; parameters and results travel as text."""

    def __init__(self, con: Connection, name: str, sql: str) -> None:
        self.con, self.name = con, name.encode()
        done(con.pgconn.prepare(self.name, sql.encode()))

    def rows(self, parameters: Sequence[str]) -> list[tuple[bytes | None, ...]]:
        """All rows for these parameters. Raises what psycopg raises."""
        found = done(self.con.pgconn.exec_prepared(self.name, [p.encode() for p in parameters]))
        columns = range(found.nfields)
        return [tuple(found.get_value(r, c) for c in columns) for r in range(found.ntuples)]


def done(result: abc.PGresult) -> abc.PGresult:
    """The result of a statement that succeeded. Raises the error of one that did not."""
    if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        raise errors.error_from_result(result)
    return result
