"""Teaching a kind of paper from the command line: train, read, suggest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from mingjing.cli import options
from mingjing.cli.bench_command import command as bench
from mingjing.cli.read_command import command as read_papers
from mingjing.cli.reading_command import command as reading
from mingjing.reading.learning.examples import Example

sys.path.append(str(Path(__file__).parents[1] / "reading" / "learning"))
from invented import papers

KIND = "搬迁补偿通知"


def row(example: Example) -> dict[str, Any]:
    """The example as the manual describes it."""
    return {
        "id": example.id,
        "text": example.text,
        "points": [{"id": p.id, "start": p.start, "end": p.end} for p in example.points],
        "sentences": [{"start": s.start, "end": s.end, "labels": sorted(s.labels)} for s in example.sentences],
        "relations": [{"id": r.id, "from": r.source, "to": r.target} for r in example.relations],
    }


def written(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return file


def told(command: Any, *args: object, code: int = 0) -> dict[str, Any]:
    """The JSON object that a command ends with."""
    done = CliRunner().invoke(command, [*map(str, args), "--json"])
    assert done.exit_code == code, done.output
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("taught")
    examples = written(folder / "examples.jsonl", [row(e) for e in papers(15, seed=1)])
    return folder, told(reading, "train", KIND, examples, "--out", folder / KIND)


def test_training_tells_the_score_of_each_point(taught: tuple[Path, dict[str, Any]]) -> None:
    points = taught[1]["points"]
    assert {"owner", "payer", "place", "sum", "until", "pays"} <= set(points)
    assert points[""]["f1"] > 0.8 and all(0 <= p["precision"] <= 1 for p in points.values())
    assert taught[1]["papers"] == 15


def test_a_trained_kind_is_read_with_what_was_learnt(
    taught: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MINGJING_MODELS", str(taught[0]))
    example = next(e for e in papers(20, seed=2) if KIND in e.text)
    file = written(tmp_path / "new.jsonl", [{"id": "n", "text": example.text}])
    learnt = [p for p in told(read_papers, file)["points"] if p["by"].startswith("learnt.")]
    assert learnt and all(example.text[p["start"] : p["end"]] == p["text"] for p in learnt)
    assert {"sum", "until"} <= {p["id"] for p in learnt}


def test_a_model_is_not_written_over_without_being_asked(taught: tuple[Path, dict[str, Any]]) -> None:
    folder = taught[0]
    found = told(reading, "train", KIND, folder / "examples.jsonl", "--out", folder / KIND, code=2)
    assert "--force" in found["error"]["detail"]


def test_papers_to_label_next_are_named(taught: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    rows = [{"id": e.id, "text": e.text} for e in papers(6, seed=5)] + [{"id": "odd", "text": "住户须搬离旧屋。" * 3}]
    found = told(reading, "suggest", KIND, written(tmp_path / "u.jsonl", rows), "--n", 2, "--model", taught[0] / KIND)
    assert found["papers"] == 7 and found["label"][0]["id"] == "odd" and len(found["label"]) == 2


def test_a_kind_never_trained_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_MODELS", str(tmp_path))
    file = written(tmp_path / "u.jsonl", [{"id": "1", "text": "甲"}])
    assert told(reading, "suggest", KIND, file, code=2)["error"]["code"] == "wrong_model"
    assert told(reading, "suggest", "../x", file, code=2)["error"]["code"] == "wrong_use"


def test_a_missing_extra_is_told_with_its_remedy(
    taught: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(options.importlib, "import_module", absent)
    found = told(reading, "train", KIND, taught[0] / "examples.jsonl", "--out", taught[0] / "other", code=3)
    assert "mingjing[learning]" in found["error"]["detail"]


def entity_row(example: Example) -> dict[str, Any]:
    """The example as the public sets of theft and drugs have it."""
    at = example.points
    return {
        "id": example.id,
        "text": example.text,
        "entities": [{"type": p.id.upper(), "start": p.start, "end": p.end} for p in at],
        "relations": [
            {
                "label": r.id,
                "e1start": at[r.source].start,
                "em1Text": example.words(r.source),
                "e21start": at[r.target].start,
                "em2Text": example.words(r.target),
            }
            for r in example.relations
        ],
    }


def test_the_bench_measures_what_was_learnt_on_the_file_kept_back(tmp_path: Path) -> None:
    train = written(tmp_path / "train.jsonl", [entity_row(e) for e in papers(25, seed=1)])
    test = written(tmp_path / "test.jsonl", [entity_row(e) for e in papers(10, seed=2)])
    for task, points in (("--theft", {"OWNER", "SUM"}), ("--drugs", {"OWNER", "pays"})):
        found = told(bench, "reading", task, train, "--test", test)
        floor, best = found["goals"]
        assert floor["measured"] == best["measured"] > 0.9 and floor["goal"] < best["goal"]
        assert points <= set(found["figures"]["points"]) and found["figures"]["measured_on"] == "the test file"


def test_the_bench_of_elements_is_the_mean_over_three_domains(tmp_path: Path) -> None:
    sentences = {
        "divorce": ["婚后生育一子。", "DV1", "双方已分居。", "DV6"],
        "labor": ["公司拖欠工资三个月。", "LB4", "经认定为工伤。", "LB10"],
        "loan": ["银行多次催收未果。", "LN8", "被告出具借条一张。", "LN3"],
    }
    for part in ("train", "test"):
        (tmp_path / part).mkdir()
        for domain, (a, first, b, second) in sentences.items():
            told_of = [
                {"text": a, "labels": [first]},
                {"text": b, "labels": [second]},
                {"text": "天晴。", "labels": []},
            ]
            written(
                tmp_path / part / f"elements_{domain}.jsonl",
                [{"id": str(i), "domain": domain, "sentences": told_of} for i in range(10)],
            )
    found = told(bench, "reading", "--elements", tmp_path / "train", "--test", tmp_path / "test")
    assert found["goals"][0]["measured"] == 100.0 and found["passed"]
    assert found["figures"]["loan"]["macro_f1_of_labels_present"] == 1.0


def test_the_bench_of_few_examples_measures_main_points_and_speed(taught: tuple[Path, dict[str, Any]]) -> None:
    kept_back = written(taught[0] / "kept.jsonl", [row(e) for e in papers(10, seed=6)])
    done = CliRunner().invoke(
        bench, ["reading", "--few", str(taught[0] / "examples.jsonl"), "--test", str(kept_back), "--json"]
    )
    found = json.loads(done.stdout.splitlines()[-1])
    f1, *speed = found["goals"]
    assert f1["measured"] > 0.9 and f1["goal"] == 0.85 and found["figures"]["papers"] == 15
    assert [g["goal"] for g in speed] == [20.0, 40.0] and all(g["measured"] > 0 for g in speed)


def test_a_learnt_task_belongs_to_reading_alone(tmp_path: Path) -> None:
    file = written(tmp_path / "x.jsonl", [])
    assert CliRunner().invoke(bench, ["screen", "--theft", str(file)]).exit_code == 2
