"""Every folder of a scenario is complete and says what a person needs to know."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from case_rows import FOLDERS, NAMES, read_cases

from mingjing.scenario import library
from mingjing.scenario.fields import HEADER
from mingjing.scenario.loading import load_folder, read_yaml

every_scenario = pytest.mark.parametrize("name", NAMES)
LATIN = re.compile(r"[A-Za-z_]+[A-Za-z_0-9]*")


@every_scenario
def test_a_folder_holds_model_rows_and_readme(name: str) -> None:
    here = {p.name for p in FOLDERS[name].iterdir()}
    assert {"scenario.yaml", "cases.yaml", "README.md"} <= here


@every_scenario
def test_the_readme_names_every_parameter_table_and_false_alarm(name: str) -> None:
    written = (FOLDERS[name] / "README.md").read_text(encoding="utf-8")
    scenario = library.load(name)
    rows = [f"| {p.label} | {p.value:,} {p.unit} |" for p in scenario.params]
    tables = [f"`{n.get('table', k)}`" for k, n in read_yaml(FOLDERS[name] / "scenario.yaml")["sources"].items()]
    assert [s for s in (*rows, *tables, *scenario.false_alarms) if s not in written] == []


@every_scenario
def test_rows_fire_stay_silent_and_miss_data(name: str) -> None:
    rows = read_cases(FOLDERS[name])
    assert len({r["name"] for r in rows}) == len(rows), "两行同名"
    assert any(r["expect"] for r in rows), "没有应当提示的一行"
    assert any(not r["expect"] and not r.get("undecided") for r in rows), "没有差一点就提示的一行"
    assert any(not r["expect"] and r.get("undecided") for r in rows), "没有缺数据的一行"


@every_scenario
def test_some_row_is_judged_by_what_was_known_that_day(name: str) -> None:
    written = (FOLDERS[name] / "cases.yaml").read_text(encoding="utf-8")
    assert "_from" in written, "没有一行检验截至日之后才知悉的数据"


@every_scenario
def test_the_header_keeps_its_order(name: str) -> None:
    fields = [f for f in read_yaml(FOLDERS[name] / "scenario.yaml") if f in HEADER]
    assert fields == sorted(fields, key=HEADER.index)


@every_scenario
def test_the_name_is_the_folder(name: str) -> None:
    assert read_yaml(FOLDERS[name] / "scenario.yaml")["name"] == FOLDERS[name].name


@every_scenario
def test_each_basis_has_its_date_and_certainty(name: str) -> None:
    for b in library.load(name).basis:
        assert dt.date.fromisoformat(b.in_force) <= dt.date.today()
        assert b.certainty in ("V", "M", "D")


@every_scenario
def test_it_says_how_often_closed_cases_are_screened_and_who_else_is_told(name: str) -> None:
    assert {"review", "recipients"} <= set(read_yaml(FOLDERS[name] / "scenario.yaml"))


@every_scenario
def test_a_value_set_by_law_names_its_article(name: str) -> None:
    for p in library.load(name).params:
        assert p.mark == "default" or p.article, f"{p.label} 标为法定而未写条文"


@every_scenario
def test_the_message_is_short(name: str) -> None:
    assert len(re.sub(r"\{\w+\}", "", library.load(name).alert)) < 120


@every_scenario
def test_the_sentence_is_chinese_and_ends_at_the_result(name: str) -> None:
    scenario = library.load(name)
    said = scenario.sentence
    assert LATIN.findall(said) == []
    assert said.startswith("找出「") and said.count("。") == 1 and said.endswith("。") and "；最后" in said
    assert said.count("「") == said.count("」") and said.count("（") == said.count("）")
    assert max(map(len, said.split("；"))) < 260, "一个分句太长，请给中间的节点起名"


@every_scenario
def test_the_sentence_is_the_same_each_time(name: str) -> None:
    assert load_folder(FOLDERS[name]).sentence == library.load(name).sentence


def test_the_sentence_of_the_dead_party_reads_back_its_rule() -> None:
    first, *_, last = library.load("dead_party").sentence.split("；")
    assert first == "找出「已死亡而主体未变更的当事人」：先从「当事人台账」中取主体类别为“自然人”的，称「自然人当事人」"
    assert last == "最后把「主体尚未变更的」按案件、主体、等级统计死亡日期、来源。"
