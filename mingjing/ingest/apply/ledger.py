"""The party ledger, kept in step: every party in force beside its case and its subject, as one row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mingjing.court.catalogue import TABLES
from mingjing.engines.sql import quoted
from mingjing.ingest.apply.staged import Staged
from mingjing.ingest.apply.target import Target
from mingjing.ingest.declared.sql import END

OF_CHANGED = "SELECT p.party_id FROM party p JOIN {changed} n ON p.{by} = n.{by} WHERE p._to = {end} AND n._do <> ''"
TOUCHED = {
    "party": "SELECT party_id FROM {changed} WHERE _do <> ''",
    "case_main": OF_CHANGED.replace("{by}", "case_id"),
    "subject": OF_CHANGED.replace("{by}", "subject_id"),
}
"""The parties whose line of the ledger a change may concern."""
LINE = """
    p.subject_id, p.case_id, p.role, p.side, s.kind, s.id_key, coalesce(s.name, p.name_as_written), c.court_id,
    c.case_kind, c.cause_name, c.filed_on, c.closed_on, c.disposition, c.status, c.amount_in_dispute_fen"""


class Ledger(Staged):
    """The ledger's rows that a change of a party, a case or a subject brings."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, TABLES["case_party"], "new_case_party")

    def make(self) -> None:
        super().make()
        for table, column in (("party", "case_id"), ("party", "subject_id")):
            name = quoted(f"mj_now_{table}_{column}")
            self.run(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column}) WHERE _to = {END}")

    def follow(self, changed: Sequence[Staged], at: dt.datetime) -> int:
        """Bring the ledger up to date after these changed rows; gives how many rows of it changed."""
        touched = " UNION ".join(TOUCHED[c.into.name].format(changed=c.table, end=END) for c in changed)
        own = [c.name for c in self.into.columns[1:]]
        kept = f"({', '.join(f'y.{quoted(c)}' for c in own)})"
        do = (
            f"CASE WHEN c.case_id IS NULL THEN CASE WHEN y.party_id IS NOT NULL THEN 'D' END "
            f"WHEN y.party_id IS NULL THEN 'I' WHEN ({LINE}) IS NOT DISTINCT FROM {kept} THEN NULL ELSE 'U' END"
        )
        self.room()
        self.run(
            f"INSERT INTO {self.table} ({self.own}, _do) SELECT k.party_id, {LINE}, {do} "
            f"FROM (SELECT DISTINCT t.party_id FROM ({touched}) t) k "
            f"LEFT JOIN party p ON p.party_id = k.party_id AND p._to = {END} "
            f"LEFT JOIN case_main c ON c.case_id = p.case_id AND c._to = {END} "
            f"LEFT JOIN subject s ON s.subject_id = p.subject_id AND s._to = {END} "
            f"LEFT JOIN case_party y ON y.party_id = k.party_id AND y._to = {END}"
        )
        return self.write(at)
