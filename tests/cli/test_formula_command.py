"""What an editor asks of the command line."""

from __future__ import annotations

import json

import pytest
from program import answer, run

NODE = ("--scenario", "fake_divorce", "--node", "spouses")


def test_a_sound_formula_is_told_in_chinese() -> None:
    found = answer("formula", "check", "标的额 > 元(50000)", "--table", "case_party")
    assert (found["type"], found["said"], found["problems"]) == ("bool", "标的额超过50,000元", [])


def test_a_fault_is_shown_in_its_place_and_the_exit_code_says_so() -> None:
    done = run("formula", "check", "role = 'plaintif'", *NODE)
    assert done.returncode == 1 and "role = 【'plaintif'】" in done.stdout
    done = run("formula", "check", "role = 'plaintif'", *NODE, "--json")
    (problem,) = json.loads(done.stdout.splitlines()[-1])["problems"]
    assert (problem["start"], problem["end"]) == (7, 17)


def test_completions_are_those_of_the_node() -> None:
    found = answer("formula", "complete", "cause_", *NODE)["completions"]
    assert [c["text"] for c in found] == ["cause_name"]
    assert ":lookback" in [c["text"] for c in answer("formula", "complete", "", *NODE)["completions"]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "请给 --table"),
        (["--table", "no_such"], "数据目录里没有「no_such」"),
        (["--scenario", "no_such", "--node", "x"], "没有名为「no_such」的场景"),
        (["--scenario", "fake_divorce", "--node", "no_such"], "不存在的画布节点「no_such」"),
    ],
)
def test_what_the_formula_may_name_must_be_said(options: list[str], said: str) -> None:
    done = run("formula", "check", "1 = 1", *options)
    assert done.returncode == 2 and said in done.stderr
