"""Subjects that may be one, for people to confirm: Fellegi-Sunter by Splink, on a DuckDB of its own in memory.

How often a column agrees by chance (`u`) is estimated from the data and, for names, from how common the name is; how
often it agrees within one person or company (`m`) is set here (D) and not learned: so a score can be explained, and a
small court scores like a large one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from mingjing.identity.groups import ordered
from mingjing.identity.links import Link, in_force, keep, one_subject, prepare, statements

LEAST_SCORE = 0.5
TWICE = 0.3
"""Of how many subjects a second row is expected (D): sets how likely two rows are one before they are compared."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Level:
    """How well two values agree: by which condition, how often so within one person or company, its Chinese name."""

    creator: Any
    m: float
    label: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A column that is compared, with its levels from the best."""

    column: str
    label: str
    levels: tuple[Level, ...]

    def for_splink(self) -> CustomComparison:
        """As Splink reads it; a value that is not known says nothing."""
        unknown = levels.CustomLevel(f"{self.column}_l IS NULL OR {self.column}_r IS NULL").configure(
            is_null_level=True
        )
        known = [at.creator.configure(m_probability=at.m, fix_m_probability=True) for at in self.levels]
        return CustomComparison(output_column_name=self.column, comparison_levels=[unknown, *known])

    def told(self, reached: int) -> str:
        """The level that was reached, for people; Splink numbers them from the last, and -1 is not known."""
        return self.label + ("不详" if reached < 0 else self.levels[len(self.levels) - 1 - reached].label)


def exactly(column: str, m: float, *, by_frequency: bool = False) -> Level:
    """The level at which the values are equal; `by_frequency` lets a common value count for less."""
    return Level(levels.ExactMatchLevel(column, term_frequency_adjustments=by_frequency), m, "相同")


def otherwise(m: float) -> Level:
    """The last level."""
    return Level(levels.ElseLevel(), m, "不同")


def when(sql: str, m: float, label: str) -> Level:
    """A level by a condition on both rows."""
    return Level(levels.CustomLevel(sql), m, label)


FORMER = when("len(list_intersect(names_l, names_r)) > 0", 0.08, "有曾用名相同")
ONE_LETTER = when("length(name_l) = length(name_r) AND hamming(name_l, name_r) = 1", 0.09, "差一字")
ONE_DIGIT = when("hamming(born_on_l, born_on_r) = 1", 0.06, "差一位")
ALIKE = when("jaro_winkler_similarity(name_l, name_r) >= 0.94", 0.12, "相近")
NEAR = when("jaccard(address_l, address_r) >= 0.8", 0.15, "相近")
ADDRESS = Compared("address", "住址", (exactly("address", 0.6), NEAR, otherwise(0.25)))
NUMBER = Compared("id_key", "号码", (exactly("id_key", 0.55), otherwise(0.45)))
COMPARISONS = {
    "person": (
        Compared("name", "姓名", (exactly("name", 0.8, by_frequency=True), FORMER, ONE_LETTER, otherwise(0.03))),
        Compared("born_on", "出生日期", (exactly("born_on", 0.9), ONE_DIGIT, otherwise(0.04))),
        ADDRESS,
        NUMBER,
    ),
    "organisation": (
        Compared("name", "名称", (exactly("name", 0.7, by_frequency=True), FORMER, ALIKE, otherwise(0.1))),
        Compared("legal_representative", "法定代表人", (exactly("legal_representative", 0.7), otherwise(0.3))),
        ADDRESS,
        NUMBER,
    ),
}
BLOCKS = {
    "person": (
        block_on("name", "substr(born_on, 1, 4)"),
        block_on("born_on", "substr(name, 1, 1)"),
        block_on("born_on", "address"),
        block_on("name", "address"),
        block_on("substr(name, 1, 1)", "address", "substr(born_on, 1, 7)"),
    ),
    "organisation": (
        block_on("name"),
        block_on("legal_representative", "address"),
        block_on("legal_representative", "substr(name, 1, 4)"),
        block_on("names", arrays_to_explode=["names"]),
    ),
}
"""Pairs are compared only when they share one of these; a pair that shares none is not found."""


def find_candidates(con: duckdb.DuckDBPyConnection, at: dt.datetime, least: float = LEAST_SCORE) -> list[Link]:
    """Keep the pairs that may be one and of which nothing is known yet; gives them, the surest first."""
    prepare(con)
    known = {link.pair for _, link in in_force(con)}
    together = one_subject(con, at)
    found = [
        link
        for kind in COMPARISONS
        for link in likely(
            con.sql(statements()["described"], params={"person": kind == "person"}).to_arrow_table(), kind, least
        )
        if link.pair not in known and together.of(link.a_subject_id) != together.of(link.b_subject_id)
    ]
    found.sort(key=lambda link: (-link.score, link.pair))
    keep(con, found, at)
    return found


def likely(subjects: pa.Table, kind: str, least: float) -> Iterator[Link]:
    """Pairs of subjects of a kind that are one with at least this probability."""
    if subjects.num_rows < 2:
        return
    with duckdb.connect() as own:
        for row in predicted(own, subjects, kind, least):
            a, b = ordered((row["unique_id_l"], row["unique_id_r"]))
            yield Link(a, b, "likely", "candidate", round(row["match_probability"], 4), told(row, kind))


def predicted(own: duckdb.DuckDBPyConnection, subjects: pa.Table, kind: str, least: float) -> list[dict[str, Any]]:
    """The rows that Splink gives: both keys, the probability, and the level of each comparison."""
    api = DuckDBAPI(own)
    linker = Linker(api.register(subjects, table_name="subjects"), settings(subjects.num_rows, kind), log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    found = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
    rows: list[dict[str, Any]] = own.table(found.physical_name).to_arrow_table().to_pylist()
    return rows


def settings(rows: int, kind: str) -> SettingsCreator:
    """What Splink is told for so many rows of a kind."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[c.for_splink() for c in COMPARISONS[kind]],
        blocking_rules_to_generate_predictions=list(BLOCKS[kind]),
        probability_two_random_records_match=min(0.5, 2 * TWICE / rows),
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def told(row: dict[str, Any], kind: str) -> str:
    """What agrees and what does not, as people read it."""
    return "；".join(c.told(row[f"gamma_{c.column}"]) for c in COMPARISONS[kind])
