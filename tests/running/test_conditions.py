"""What is asked of the rows of a table decides which columns its index has, and which rows are read at all."""

from __future__ import annotations

from mingjing.algebra.expression import Call, Col, Lit
from mingjing.algebra.relation import Demand, Filter, Project, Relation, Restrict, Source
from mingjing.algebra.types import Field, Type
from mingjing.engines.sql import readers_of
from mingjing.running.conditions import conditions_above
from mingjing.running.fetching import reading_of
from mingjing.running.postgres_indexes import reads, wanted
from mingjing.scenario import library

PARTIES = Source("case_party", tuple(Field(c, Type.TEXT) for c in ("name", "id_key", "subject_kind", "role")))
NAMES = Demand("names", (Field("name", Type.TEXT),))
BY_NAME = Restrict(PARTIES, NAMES, (("name", "name"),))
NO_NUMBER = Call(Type.BOOL, "is_null", (Col(Type.TEXT, "id_key"),))
PERSON = Call(Type.BOOL, "eq", (Col(Type.TEXT, "subject_kind"), Lit(Type.TEXT, "person")))


def asked(*roots: Relation) -> list[object]:
    return list(conditions_above(BY_NAME, readers_of(*roots), roots))


def test_filters_one_above_the_other_ask_together() -> None:
    two = Filter(Filter(BY_NAME, NO_NUMBER), PERSON)
    assert asked(two) == [Call(Type.BOOL, "and", (NO_NUMBER, PERSON))]
    assert dict(reads(two)) == {("case_party", "name"): ("id_key", "subject_kind")}


def test_a_filter_over_renamed_columns_asks_by_the_names_of_the_table() -> None:
    kind = Project(Filter(BY_NAME, NO_NUMBER), (("kind", "subject_kind"),))
    renamed = Filter(kind, Call(Type.BOOL, "eq", (Col(Type.TEXT, "kind"), Lit(Type.TEXT, "person"))))
    assert asked(renamed) == [Call(Type.BOOL, "and", (NO_NUMBER, PERSON))]


def test_what_is_itself_asked_for_is_read_whole_whoever_else_reads_it() -> None:
    evidence = Project(BY_NAME, (("name", "name"), ("subject_kind", "subject_kind")))
    hits = Filter(evidence, PERSON)
    assert asked(hits) == [PERSON]
    assert asked(hits, evidence) == [None, PERSON]
    assert reading_of([hits, evidence]).conditions == {}


def test_the_ledger_is_read_by_name_only_where_there_is_no_identity_number() -> None:
    (by_name,) = (i for i in wanted([library.load("dead_party")]) if (i.table, i.columns[0]) == ("case_party", "name"))
    assert by_name.columns[:1] == ("name",) and "id_key" in by_name.columns
