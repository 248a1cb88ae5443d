"""Spark, on a cluster of separate worker processes, says what the other engines say.

Everything that asks Spark stands in this file, so that one session serves the whole run.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner
from test_functions import CAL, applied
from test_functions import ROWS as FUNCTION_ROWS

from mingjing.algebra.expression import Col, Lit
from mingjing.algebra.types import Field
from mingjing.cli.bench import screen
from mingjing.cli.export_command import command as export_command
from mingjing.cli.screen_command import command as screen_command
from mingjing.conformance.drawing import NOW, drawn
from mingjing.conformance.pairs import differences, questions
from mingjing.conformance.spark import SparkAsked, arrow
from mingjing.engines.spark import SPARK, Script, SparkGenerator, moment, text
from mingjing.engines.spark_session import hand_in, open_session, rows
from mingjing.running.court import Court, end_of
from mingjing.running.errors import NotOnThisEngine
from mingjing.running.spark_store import SparkStore
from mingjing.scenario import library
from mingjing.store.errors import NotCourtData

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "local-cluster[2,1,1024]"
SEEDS = [1, 3, 5, 1551, 1651, *(pytest.param(s, marks=pytest.mark.long) for s in range(6, 150))]
"""Odd ones are small; a statement of twelve operators takes Spark many seconds to plan."""


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = open_session(MASTER)
    yield session
    session.stop()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_model_screens_checks_and_replays_alike(seed: int, spark: SparkSession) -> None:
    assert not list(differences(questions(drawn(seed)), SparkAsked(spark)))


def test_every_function_means_on_spark_what_it_means_in_python(spark: SparkSession) -> None:
    """All rows of the function table at once: a statement takes Spark a second, whatever it computes."""
    fields, values, written = [], [], []
    for fn, args, _ in FUNCTION_ROWS:
        names = [f"c{len(fields) + i}" for i in range(len(args))]
        fields += [Field(n, t) for n, (t, _) in zip(names, args, strict=True)]
        values += [v for _, v in args]
        e = applied(fn, [Lit(t, v) if (t, v) in CAL else Col(t, n) for n, (t, v) in zip(names, args, strict=True)])
        written.append(SparkGenerator(SPARK, moment(NOW)).expr(e, {n: f"t.{n}" for n in names}))
    hand_in(spark, "values_given", arrow(tuple(fields), [tuple(values)]))
    sql = f"SELECT {', '.join(f'{w} AS r{i}' for i, w in enumerate(written))} FROM values_given t"
    found = [c.to_pylist()[0] for c in rows(spark, Script((), sql)).columns]
    unlike = [(r, v) for r, v in zip(FUNCTION_ROWS, found, strict=True) if v != r[2] or type(v) is not type(r[2])]
    assert not unlike


@pytest.mark.parametrize("said", ["甲'乙", "a\\'b", "\\", "\\n", '"', "👨‍👩‍👧", "''", "100%_"])
def test_a_text_constant_is_the_text(said: str, spark: SparkSession) -> None:
    assert rows(spark, Script((), f"SELECT {text(said)} AS said")).to_pylist() == [{"said": said}]


@pytest.mark.parametrize("wrong", ["SELECT 9223372036854775807 + CAST(1 AS BIGINT)", "SELECT CAST('x' AS BIGINT)"])
def test_what_cannot_be_computed_is_an_error_and_never_null(wrong: str, spark: SparkSession) -> None:
    with pytest.raises(Exception, match=r"OVERFLOW|CAST_INVALID_INPUT"):
        rows(spark, Script((), wrong))


SCENARIOS = [
    "deregistered_company",
    "paid_elsewhere",
    *(pytest.param(n, marks=pytest.mark.long) for n in library.names()),
]


@pytest.fixture(scope="module")
def lake(small_court: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("lake") / "lake"
    told(export_command, "--data", small_court[0], "--out", out)
    return out


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.usefixtures("spark")
def test_the_same_command_gives_the_identical_clue_list(name: str, small_court: tuple[Path, Path], lake: Path) -> None:
    lists = []
    for where in (["--data", small_court[0]], ["--data", lake, "--engine", "spark", "--master", MASTER]):
        lists.append(told(screen_command, name, *where))
    here, there = lists
    assert there["rows"] == here["rows"]
    assert here["rows"]
    assert [(s["clues"], s["not_evaluated"]) for s in there["scenarios"].values()] == [
        (s["clues"], s["not_evaluated"]) for s in here["scenarios"].values()
    ]


BY_HAND = ["overdue_payout", *(pytest.param(n, marks=pytest.mark.long) for n in screen.written_by_hand())]


@pytest.mark.parametrize("name", BY_HAND)
@pytest.mark.usefixtures("spark")
def test_the_statement_by_hand_says_on_spark_what_the_model_says(name: str, lake: Path) -> None:
    with Court.on(SparkStore(str(lake), MASTER)) as court:
        found = court.screen(name).rows
        by_hand = screen.hand_rows(court, screen.by_hand(court, name, end_of(court.as_of)))
    assert screen.answer(by_hand, found.column_names) == screen.answer(found, found.column_names)
    assert found.num_rows


@pytest.mark.usefixtures("spark")
def test_what_spark_cannot_do_is_refused(lake: Path) -> None:
    with Court.on(SparkStore(str(lake), MASTER)) as court:
        with pytest.raises(NotOnThisEngine, match="核查单个案件"):
            court.check(["paid_elsewhere"], [1])
        with pytest.raises(NotOnThisEngine, match="重放"):
            list(court.replay(["paid_elsewhere"], dt.date(2024, 1, 1), dt.date(2024, 2, 1)))


@pytest.mark.usefixtures("spark")
def test_a_folder_that_is_no_lake_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotCourtData, match="mingjing export"):
        Court.on(SparkStore(str(tmp_path), MASTER))


def told(command: click.Command, *args: object) -> dict[str, Any]:
    """The JSON object that a command ends with."""
    done = CliRunner().invoke(command, [*map(str, args), "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
