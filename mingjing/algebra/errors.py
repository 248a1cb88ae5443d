"""What can be wrong with a formula or a relation. `node` is filled in by whoever knows the node's name."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import EngineError, ScenarioError


@dataclass(eq=False)
class ModelError(ScenarioError):
    """A node of a model cannot be built. `where` names scenario and node once they are known.

    `span` is where in a formula the fault stands, as (start, end), when it is in a formula.
    """

    where: str = ""
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return place + super().__str__()


@dataclass(eq=False)
class UnknownColumn(ModelError):
    """A formula or a field names a column that the input does not have."""

    column: str = ""
    have: tuple[str, ...] = ()
    code = "unknown_column"
    message = "没有「{column}」这一列；可用的列有：{have}。"


@dataclass(eq=False)
class DuplicateColumn(ModelError):
    """Two columns of a result would carry the same name."""

    column: str = ""
    code = "duplicate_column"
    message = "结果里会有两个「{column}」列；请在其中一个输入上先改名。"


@dataclass(eq=False)
class AmbiguousColumn(ModelError):
    """A formula names a column that both inputs have, or a label that several columns carry."""

    column: str = ""
    either: tuple[str, ...] = ()
    code = "ambiguous_column"
    message = "两个输入都有「{column}」列，无法判断所指；请先给其中一个改名。"

    def __str__(self) -> str:
        if not self.either:
            return super().__str__()
        place = f"{self.where}：" if self.where else ""
        return f"{place}有几列都叫「{self.column}」，无法判断所指；请写列名：{'、'.join(self.either)}。"


@dataclass(eq=False)
class WrongType(ModelError):
    """Values that may not meet, or a function that does not take such values."""

    formula: str = ""
    problem: str = ""
    code = "wrong_type"
    message = "公式「{formula}」类型不符：{problem}。"


@dataclass(eq=False)
class BadFormula(ModelError):
    """A formula that cannot be read or uses what models may not use."""

    formula: str = ""
    problem: str = ""
    code = "bad_formula"
    message = "公式「{formula}」无法使用：{problem}。"


@dataclass(eq=False)
class UnionMismatch(ModelError):
    """The inputs of a union do not have the same columns."""

    first: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    code = "union_mismatch"
    message = "合并的各输入列须一致：第一个有 {first}；另一个有 {other}。"


@dataclass(eq=False)
class NotRestrictable(EngineError):
    """A source would be read whole for a single case."""

    where: str = ""
    sources: tuple[str, ...] = ()
    cure: str = ""
    code = "not_restrictable"
    http_status = 422
    message = "{where}：对单个案件核查时仍须通读 {sources}，不能嵌入节点。{cure}"


@dataclass(eq=False)
class NotReachable(EngineError):
    """It cannot be told from a changed row which cases it concerns."""

    where: str = ""
    table: str = ""
    problem: str = ""
    code = "not_reachable"
    http_status = 422
    message = "{where}：{table} 的一行变动时，无法得知影响哪些案件：{problem}。请经由案件或当事人的标识关联。"
