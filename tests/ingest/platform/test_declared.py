"""What a source system's declaration may say, and what the five examples make of the rows of five real databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.ingest.apply import feeding
from mingjing.ingest.apply.running import Following
from mingjing.ingest.declared import loading
from mingjing.ingest.errors import BadSystem, NoConnection, UnknownSystem
from tests.ingest.platform.pair import SYSTEMS, Pair

NOW = "_to = TIMESTAMP '9999-12-31'"
CASE = (
    "INSERT INTO aj VALUES (7, '（2025）沪0115民初7号', 1, '0301', '民间借贷纠纷', '2025-03-01', NULL, NULL, 1, '10')"
)
NUMBER = "'（2025）沪0115民初7号'"
EXAMPLES = {
    "enforcement": (
        f"INSERT INTO zx_aj VALUES (1, {NUMBER}, '甲1号', 12.345678, 99.5, '3', '20250401', '');"
        f"INSERT INTO zx_dz VALUES (5, {NUMBER}, 'A', '李某', 1000.01, '2025-05-01', NULL);"
        f"INSERT INTO zx_ff VALUES (9, 5, {NUMBER}, '王某', 800, '2025-05-09')",
        "SELECT e.due_fen, e.paid_fen, e.status, i.amount_fen, o.money_in_id, o.amount_fen "
        "FROM enforcement_case e, money_in i, money_out o",
        [(12_345_678, 9_950, "ended_round", 100_001, 5, 80_000)],
    ),
    "delivery": (
        f"INSERT INTO sd_jl VALUES ('SD-1', {NUMBER}, '传票', 'YJ', '2025-03-05 23:30', NULL, '2');"
        f"INSERT INTO sd_gg VALUES ('GG-1', {NUMBER}, '送达起诉状', '2025-03-31', '2025/04/30')",
        "SELECT s.case_id, method, CAST(sent_on AS TEXT), result, CAST(ends_on AS TEXT) "
        "FROM service_of_process s, public_notice",
        [(7, "post", "2025-03-05", "deceased", "2025-04-30")],
    ),
    "service": (
        f"INSERT INTO ss_fy VALUES ('F1', {NUMBER}, '1', '8800.50', '8800.5', '20250310');"
        f"INSERT INTO ss_dlr VALUES ('D1', {NUMBER}, '赵某', 'L', '某律师事务所', 1)",
        "SELECT f.kind, due_fen, paid_fen, a.kind, special_power FROM fee f, agent a",
        [("acceptance", 880_050, 880_050, "lawyer", True)],
    ),
    "archive": (
        f"INSERT INTO da_ws VALUES ('2025-0007', 3, {NUMBER}, '民事判决书', '2025-06-30')",
        "SELECT case_id, doc_type, CAST(signed_on AS TEXT), source_name FROM document",
        [(7, "民事判决书", "2025-06-30", "2025-0007-3")],
    ),
}
"""Rows of a source, a question to the court, and its answer."""


def another(logical: str, name: str, target: str) -> Pair:
    """One more source of the same court."""
    pair = Pair(logical, loading.load_system(name), (SYSTEMS / f"{name}.sql").read_text(encoding="utf-8"))
    pair.target = target
    return pair


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_becomes_rows_of_the_court(name: str, trial: Pair, logical: str) -> None:
    rows, question, answer = EXAMPLES[name]
    trial.at_source(CASE)
    trial.follow()
    other = another(logical, name, trial.target)
    other.at_source(rows)
    other.follow()
    assert trial.at_target(question) == answer
    assert trial.at_target("SELECT * FROM mj_parked") == []


def test_a_row_that_comes_before_its_case_waits_for_it(
    trial: Pair, logical: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "RETRY_SECONDS", 0.0)
    trial.follow()
    delivery = another(logical, "delivery", trial.target)
    delivery.at_source(EXAMPLES["delivery"][0])
    delivery.follow()
    assert trial.at_target("SELECT DISTINCT waiting FROM mj_parked") == [(True,)]
    trial.at_source(CASE)
    trial.follow()
    delivery.follow()
    assert trial.at_target(f"SELECT count(*) FROM service_of_process WHERE {NOW}") == [(1,)]
    assert trial.at_target("SELECT * FROM mj_parked") == []


def test_parked_rows_are_mapped_when_the_declaration_is_mended(trial: Pair, tmp_path: Path) -> None:
    trial.at_source(CASE.replace("'0301'", "'0777'"))
    trial.follow()
    text = (SYSTEMS / "trial.yaml").read_text(encoding="utf-8").replace('"0302": 民终', '"0302": 民终, "0777": 民再')
    (tmp_path / "trial.yaml").write_text(text, encoding="utf-8")
    following = Following(loading.read_system(tmp_path / "trial.yaml"), trial.source, trial.target)
    following.prepare()
    assert following.replay() == {"tried": 1, "parked": 0}
    following.close()
    assert trial.at_target(f"SELECT case_kind FROM case_main WHERE {NOW}") == [("民再",)]


BAD = [
    ("kind: postgres", "kind: dbase", "没有这种来源"),
    ("case_number: ah", "case_number: ahh", "ahh"),
    ("case_number: ah", "case_number: bdje", "案号是文字"),
    ("cause_name: ay", "cause: ay", "没有这一列"),
    ("key: ajbs", "key: bdje", "标识须为整数"),
    ("key: ajbs", "key: ajbs + fyid", "只能由主键"),
    ("          case_number: ah\n", "", "必填列 case_number"),
    ("{codes: case_kinds, of: ajlx}", "{codes: nothing, of: ajlx}", "没有代码表 nothing"),
    ('"0301": 民初', '"0301": 民诉', "案件类型只有"),
    ("{yuan: bdje}", "{dollar: bdje}", "看不懂"),
    ("{ref: fy, of: fyid}", "{ref: yf, of: fyid}", "yf 不是"),
    ("ajbs: [bigint, 案件标识]", "ajbs: [money, 案件标识]", "没有类型 money"),
    ("      court:\n", "      case_party:\n", "没有这张可写入的表"),
    ("tables:", "tables: [", "不是合格的 YAML"),
]


@pytest.mark.parametrize(("good", "bad", "said"), BAD)
def test_a_mistake_in_a_declaration_is_named(good: str, bad: str, said: str, tmp_path: Path) -> None:
    text = (SYSTEMS / "trial.yaml").read_text(encoding="utf-8")
    assert good in text
    (tmp_path / "trial.yaml").write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(BadSystem, match=said):
        loading.read_system(tmp_path / "trial.yaml")


def test_a_system_that_is_not_declared_and_one_that_cannot_be_reached_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UnknownSystem, match="trial"):
        loading.load_system("no_such")
    monkeypatch.delenv("MINGJING_SOURCE_TRIAL", raising=False)
    with pytest.raises(NoConnection, match="MINGJING_SOURCE_TRIAL"):
        loading.address(loading.load_system("trial"))


def test_no_declaration_holds_an_address() -> None:
    for name in loading.names():
        assert "://" not in (SYSTEMS / f"{name}.yaml").read_text(encoding="utf-8")
