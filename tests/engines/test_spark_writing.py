"""What Spark is asked, and what is said where it cannot be; needs no Spark to run."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from mingjing.algebra.derived import DERIVED
from mingjing.algebra.relation import Aggregate, Join, Project, Source
from mingjing.algebra.types import Field, Type
from mingjing.cli.screen_command import command
from mingjing.engines.spark import SPARK, script_of
from mingjing.engines.spark_session import spark_sql
from mingjing.engines.values import FUNCTIONS
from mingjing.errors import MissingPart
from mingjing.running.spark_store import READ

T = Source("t", (Field("k", Type.INT), Field("v", Type.FEN)))
COUNTED = Aggregate(T, ("k",), ((Field("n", Type.INT), "count", None),))
BESIDE_ITSELF = Join(COUNTED, Project(COUNTED, (("k2", "k"), ("n2", "n"))), (("n", "n2"),))


def test_every_function_is_written_for_spark() -> None:
    assert {*SPARK.functions, *DERIVED, "in"} == set(FUNCTIONS)


def test_what_is_read_twice_is_a_step_of_its_own() -> None:
    script = script_of(BESIDE_ITSELF, dt.datetime(2024, 1, 1), mark="7")
    assert [name for name, _ in script.steps] == ["step7_0"]
    assert "GROUP BY" in script.steps[0][1]
    assert "GROUP BY" not in script.last


def test_a_table_read_twice_is_no_step() -> None:
    twice = Join(T, Project(T, (("k2", "k"),)), (("k", "k2"),))
    assert not script_of(twice, dt.datetime(2024, 1, 1)).steps


def test_without_java_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingPart, match="Java 17"):
        spark_sql()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--master", "local[2]"], "--engine spark"),
        (["--data", "court.duckdb", "--engine", "postgres"], "不是 postgres 的数据"),
        (["--data", "postgresql://somewhere/court", "--engine", "duckdb"], "不是 duckdb 的数据"),
    ],
)
def test_an_engine_that_does_not_fit_the_data_is_refused(asked: list[str], said: str) -> None:
    done = CliRunner().invoke(command, ["all", *asked, "--json"])
    assert done.exit_code == 2
    assert said in done.output


def test_a_word_in_a_text_is_no_table_to_be_read() -> None:
    assert READ.findall("SELECT 'auction' FROM case_main c\nJOIN court USING (court_id)") == ["case_main", "court"]
