"""The benches of the info points: counts kept as figures, and scores against XML labels."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingjing.cli.bench import reading_fuzz
from mingjing.cli.main import main
from mingjing.reading.points import POINTS

TEXT = (
    "某市甲区人民法院\n民事判决书\n（2009）甲民初字第8号\n原告张山，男，1970年1月2日出生，汉族，住某市甲区东路1号。\n"
    "被告李水，女，1975年3月4日出生，回族，住某市甲区西路2号。\n"
    "原告张山与被告李水民间借贷纠纷一案，本院受理后，依法公开开庭进行了审理。本案现已审理终结。\n"
    "原告张山诉称，被告向原告借款20000元，请求判令被告归还。\n被告李水辩称，同意归还。\n"
    "经审理查明，2008年5月6日被告向原告借款20000元。\n"
    "本院认为，借款应当归还。依照《中华人民共和国合同法》第二百零六条之规定，判决如下：\n"
    "被告李水于本判决生效后十日内归还原告张山借款20000元。\n案件受理费300元，由被告李水负担。\n"
    "审判员 王木\n二〇〇九年七月八日\n书记员 陈火\n"
)


def node(tag: str, value: str, *children: dict[str, object]) -> dict[str, object]:
    return {"tag": tag, "name": tag, "value": value, "children": list(children)}


RIGHT = [
    node("AJXZ", "民事案件"),
    node("AH", "(2009)甲民初字第8号"),
    node("SSCYR", "", node("MZ", "汉族")),
    node("SSCYR", "", node("MZ", "回族")),
    node("CPSJ", "2009年7月8日"),
    node("CPFXGC", "本院认为，借款应当归还。依照《中华人民共和国合同法》第二百零六条之规定，判决如下："),
]
WRONG = [node("AJXZ", "民事案件"), node("AH", "(2009)甲民初字第9号"), node("CPSJ", "2009年7月9日")]


def labels(path: Path, tree: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps({"id": "p", "text": TEXT, "labels": tree}) + "\n", encoding="utf-8")
    return path


def bench(*arguments: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(main, ["bench", "reading", *arguments])
    return result.exit_code, json.loads(result.stdout.splitlines()[-1])


@pytest.mark.parametrize(("tree", "code", "measured"), [(RIGHT, 0, 1.0), (WRONG, 1, 1 / 3)])
def test_xml_labels_are_compared_with_what_is_read(
    tmp_path: Path, tree: list[dict[str, object]], code: int, measured: float
) -> None:
    left, said = bench("--xml", str(labels(tmp_path / "labels.jsonl", tree)))
    assert left == code
    assert said["goals"][0]["measured"] == pytest.approx(measured, abs=1e-3)  # type: ignore[index]


def test_counts_are_written_for_every_point(tmp_path: Path) -> None:
    papers, out = tmp_path / "papers.jsonl", tmp_path / "figures.csv"
    papers.write_text(json.dumps({"id": "p", "text": TEXT}) + "\n", encoding="utf-8")
    code, said = bench("--counts", str(papers), "--out", str(out))
    rows = {row["id"]: row for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())}
    assert code == 0 and said["passed"]
    assert list(rows) == list(POINTS)
    assert (rows["J027"]["papers"], rows["J027"]["values"]) == ("1", "2")
    assert rows["R001"]["papers"] == "0"


def test_out_without_counts_is_wrong_use() -> None:
    result = CliRunner().invoke(main, ["bench", "reading", "--out", "figures.csv"])
    assert result.exit_code == 2
    assert "--counts" in result.output


def test_the_speed_bench_tells_the_memory_at_every_tenth(tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "p", "text": TEXT}) + "\n", encoding="utf-8")
    _, said = bench("--speed", str(papers), "--samples", "25")
    figures = said["figures"]
    assert (figures["papers"], figures["different"]) == (25, 1)  # type: ignore[index]
    assert len(figures["memory_mb_at_each_tenth"]) == 10  # type: ignore[index]
    assert [goal["measured"] is not None for goal in said["goals"]] == [True] * 3  # type: ignore[index,attr-defined]


def test_spoiled_papers_are_read_or_refused_and_counted(tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "p", "text": TEXT}) + "\n", encoding="utf-8")
    _, said = bench("--fuzz", str(papers), "--seconds", "3")
    goals = {goal["name"]: goal["measured"] for goal in said["goals"]}  # type: ignore[attr-defined,index]
    assert goals["texts spoiled"] >= 2 and goals["crashes"] == goals["values that are not at their words"] == 0
    assert said["figures"]["by_spoil"]["ten_megabytes"] == 1  # type: ignore[index]
    assert said["figures"]["values"] > 0  # type: ignore[index]


def test_a_crash_a_delay_and_a_value_astray_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "p", "text": TEXT}) + "\n", encoding="utf-8")
    monkeypatch.setattr(reading_fuzz, "points", lambda paper: 1 / 0)
    code, said = bench("--fuzz", str(papers), "--seconds", "2")
    assert code == 1 and said["goals"][1]["measured"] > 0  # type: ignore[index]
