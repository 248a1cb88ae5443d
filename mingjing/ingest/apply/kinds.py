"""Each kind of source with the way in which it is followed and compared."""

from __future__ import annotations

from importlib import import_module

from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.comparing import compare
from mingjing.ingest.apply.follower import Follower
from mingjing.ingest.apply.running import Following, silent
from mingjing.ingest.apply.snapshot import Told
from mingjing.ingest.apply.verifying import Verified, verify
from mingjing.ingest.declared.loading import address
from mingjing.ingest.declared.system import DeclaredTable, System

COLLECTED = {
    "push": ("inbox", "pushed"),
    "files": ("folder", "laid_down"),
    "kafka": ("messages", "told_by_messages"),
    "pull": ("pulled", "pulled"),
    "mariadb": ("binlog", "followed_binlog"),
}
"""Sources whose tables are what their declaration says: which part follows them, loaded with its driver when needed."""


def follower(system: System, target: str, told: Told = silent, *, alone: bool = True) -> Follower:
    """What follows this source into that database. Raises NoConnection."""
    if system.kind in COLLECTED:
        module, name = COLLECTED[system.kind]
        made: Follower = getattr(import_module(f"mingjing.ingest.apply.{module}"), name)(system, target, alone=alone)
        return made
    return Following(system, address(system), target, told, alone=alone)


def verified(following: Follower, table: DeclaredTable, *, repair: bool = False) -> Verified:
    """Compare one table with its source; with `repair`, mend it, which needs the source to be followed by nobody."""
    if isinstance(following, Collected):
        return compare(following, table, repair=repair)
    assert isinstance(following, Following)
    return verify(following, table, repair=repair)
