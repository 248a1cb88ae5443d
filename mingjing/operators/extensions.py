"""A court's own operators: one file each, in the folders that the settings name.

The files are Python and run with all the rights of the program: only the people who administer the platform may put
them there. What is wrong with one keeps that one off the palette, and nothing else.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from dataclasses import dataclass
from pathlib import Path

from mingjing.errors import ScenarioError
from mingjing.operators.base import REGISTRY, Operator

PACKAGE = "mingjing_court_operators"
KINDS = {"port", "ports", "str", "int", "float", "bool", "list", "dict", "any"}
"""Kinds of form fields that the loader and the canvas know."""


@dataclass(eq=False)
class BrokenOperator(ScenarioError):
    """A court's own operator cannot be used."""

    path: str
    problem: str
    code = "broken_operator"
    message = "本院算子 {path} 不能使用：{problem}。"


def load_folder(folder: Path) -> dict[str, BrokenOperator]:
    """Put the operators of a folder on the palette; those that cannot be used are given by name with the reason."""
    broken: dict[str, BrokenOperator] = {}
    for path in sorted(folder.glob("[!_]*.py")):
        try:
            load_file(path)
        except BrokenOperator as e:
            REGISTRY.pop(path.stem, None) if came_from(path) else None
            broken[path.stem] = e
    return broken


def came_from(path: Path) -> bool:
    """Whether the operator under the name of this file was defined in it."""
    found = REGISTRY.get(path.stem)
    return found is not None and found.__module__.startswith(PACKAGE)


def load_file(path: Path) -> type[Operator]:
    """The operator of a file, on the palette. Raises BrokenOperator."""
    known = REGISTRY.get(path.stem)
    if known is not None and not known.__module__.startswith(PACKAGE):
        raise BrokenOperator(
            path=path.name, problem=f"平台已有名为 {path.stem} 的算子「{known.label}」，请给文件换个名字"
        )
    run(path)
    operator = REGISTRY.get(path.stem)
    if operator is None or operator is known:
        raise BrokenOperator(path=path.name, problem='里面没有定义算子：须有一个 Operator 的子类，并写明 label="名称"')
    refuse_unfinished(operator, path)
    operator.group = "本院"
    return operator


def run(path: Path) -> None:
    """Run the file as a module of its own. Raises BrokenOperator with the line."""
    name = f"{PACKAGE}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as e:
        raise BrokenOperator(path=path.name, problem=f"第 {e.lineno} 行写法有误（{e.msg}）") from e
    except Exception as e:
        raise BrokenOperator(path=path.name, problem=f"第 {line_of(e, path)} 行运行时出错：{e}") from e


def line_of(e: BaseException, path: Path) -> int | str:
    """The last line of the file that the error passed through."""
    lines, at = [], e.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == str(path):
            lines.append(at.tb_lineno)
        at = at.tb_next
    return lines[-1] if lines else "？"


def refuse_unfinished(operator: type[Operator], path: Path) -> None:
    """Raises BrokenOperator for an operator without help, test rows or a form that the canvas can show."""
    said = inspect.getdoc(operator) if operator.__doc__ else None
    if not said or said.startswith(f"{operator.__name__}("):
        raise BrokenOperator(path=path.name, problem="类没有文档字符串；它就是画布上的帮助")
    for f in operator.form():
        if f.kind not in KINDS:
            raise BrokenOperator(
                path=path.name, problem=f"栏目 {f.name} 的种类 {f.kind} 画布不认识；可用的有 {'、'.join(sorted(KINDS))}"
            )
    if not operator.examples:
        raise BrokenOperator(path=path.name, problem="没有测试行：请写 examples = (Example(…), …)")
