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
class ChatFailed(ReadingError):
    """The language model that was switched on cannot be asked, or does not answer as it must."""

    url: str
    problem: str
    code = "chat_failed"
    http_status = 502
    permanent = False
    exit_code = 3
    message = "语言模型（{url}）未能读取文书：{problem}。请排除故障后重试，或清空 MINGJING_CHAT_POINTS 停用它。"


@dataclass(eq=False)
class WrongRules(ReadingError):
    """A file of rules cannot be used."""

    path: str
    problem: str
    code = "wrong_rules"
    message = "规则文件 {path} 有误：{problem}。"
