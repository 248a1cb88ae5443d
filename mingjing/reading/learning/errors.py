"""What can be wrong with examples, models and answers; each says where, what, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import ReadingError


@dataclass(eq=False)
class WrongExample(ReadingError):
    """A labelled paper does not have the form that the manual describes."""

    path: str
    line: int
    problem: str
    code = "wrong_example"
    message = "{path} 第 {line} 行的标注有误：{problem}。格式见 docs/how-to/learning.md。"


@dataclass(eq=False)
class TooFewExamples(ReadingError):
    """There is too little to learn from."""

    have: int
    need: int
    code = "too_few_examples"
    message = "只有 {have} 份标注文书，至少需要 {need} 份。请再标注几份。"


@dataclass(eq=False)
class WrongModel(ReadingError):
    """A model is not what its manifest says, or was made by another version."""

    path: str
    problem: str
    code = "wrong_model"
    message = "模型 {path} 不能使用：{problem}。请用 mingjing reading train 重新训练。"


@dataclass(eq=False)
class WrongRules(ReadingError):
    """A file of rules cannot be used."""

    path: str
    problem: str
    code = "wrong_rules"
    message = "规则文件 {path} 有误：{problem}。"
