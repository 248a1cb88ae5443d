"""The tables of the court: one declaration from which schema, docs, pickers and the sample court come."""

from mingjing.court.catalogue import (
    cases,
    dealings,
    debtors,
    deliveries,
    enforcement,
    features,
    governance,
    identity,
    papers,
    process,
    quality,
    registers,
    society,
    supervision,
    topics,
    welfare,
)
from mingjing.court.catalogue.table import HISTORY, Column, Personal, Table, Type

VERSION = 1
"""Version of the catalogue; a data file of a newer version is refused."""

ROOMS = (
    cases,
    process,
    enforcement,
    debtors,
    supervision,
    papers,
    registers,
    deliveries,
    governance,
    identity,
    quality,
    features,
    topics,
    society,
    dealings,
    welfare,
)
TABLES: dict[str, Table] = {t.name: t for room in ROOMS for t in room.TABLES}

__all__ = ["HISTORY", "TABLES", "VERSION", "Column", "Personal", "Table", "Type"]
