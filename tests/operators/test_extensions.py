"""A court's own operators: used like ours when they are sound, refused in Chinese when they are not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingjing.operators import PALETTE
from mingjing.operators.base import REGISTRY
from mingjing.operators.extensions import BrokenOperator, load_file, load_folder
from mingjing.running.operator_trial import try_operator
from tests.cli.program import run

OURS = Path(__file__).parent / "our_operators"


@pytest.fixture(autouse=True)
def palette_as_it_was() -> Iterator[None]:
    """What a test loads does not stay."""
    before = dict(REGISTRY)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)


@pytest.mark.parametrize("name", ["rounded_down", "name_strokes"])
def test_the_test_rows_of_a_sample_pass(name: str) -> None:
    assert load_folder(OURS) == {}
    assert [o.problem for o in try_operator(REGISTRY[name])] == [""]
    assert REGISTRY[name].group == "本院" and name not in PALETTE


def test_a_test_row_that_fails_says_what_came_instead(tmp_path: Path) -> None:
    wrong = tmp_path / "rounded_down.py"
    wrong.write_text((OURS / "rounded_down.py").read_text(encoding="utf-8").replace("99_999, 0)", "99_999, 1)"))
    (outcome,) = try_operator(load_file(wrong))
    assert "应为" in outcome.problem and "(1, 99999, 0)" in outcome.problem


def test_the_program_lists_and_checks_them() -> None:
    done = run("operators", "--check", "--json", **{**os.environ, "MINGJING_OPERATORS": str(OURS)})
    found = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0 and found["problems"] == []
    assert {"rounded_down", "name_strokes"} <= {o["name"] for o in found["operators"]}


SOUND = (OURS / "rounded_down.py").read_text(encoding="utf-8")
BROKEN = [
    ("mine", "def (:", "第 1 行写法有误"),
    ("mine", "import no_such_module", "第 1 行运行时出错：No module named"),
    ("mine", "x = 1\ny = 1 / 0", "第 2 行运行时出错：division by zero"),
    ("mine", "x = 1", "里面没有定义算子"),
    ("filter", SOUND, "平台已有名为 filter 的算子「筛选」"),
    ("mine", SOUND.replace(', label="取整千"', ""), "里面没有定义算子"),
    ("mine", SOUND.replace('    """Rows of `input` with `whole`', '    about = """'), "类没有文档字符串"),
    ("mine", SOUND.replace("    amount: str\n", "    amount: complex\n"), "栏目 amount 的种类 complex 画布不认识"),
    ("mine", SOUND.replace("    examples = (", "    others = ("), "没有测试行"),
]


@pytest.mark.parametrize(("name", "text", "said"), BROKEN, ids=[b[2] for b in BROKEN])
def test_a_file_that_cannot_be_used_is_refused_with_the_place(name: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenOperator) as refusal:
        load_file(path)
    assert f"本院算子 {name}.py 不能使用" in str(refusal.value) and said in str(refusal.value)


def test_one_broken_file_keeps_no_other_off_the_palette(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("x = ", encoding="utf-8")
    (tmp_path / "rounded_down.py").write_text(SOUND, encoding="utf-8")
    broken = load_folder(tmp_path)
    assert set(broken) == {"broken"} and "rounded_down" in REGISTRY and "broken" not in REGISTRY


def test_a_scenario_with_a_broken_operator_says_why(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("x = 1 / 0", encoding="utf-8")
    done = run("operators", "mine", **{**os.environ, "MINGJING_OPERATORS": str(tmp_path)})
    assert done.returncode == 2 and "本院算子 mine.py 不能使用：第 1 行" in done.stderr
