"""姓名字数: a court's own operator that computes over Arrow rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.operators import Example
from mingjing.operators.feature import Feature


@dataclass(frozen=True, kw_only=True)
class NameLength(Feature, label="姓名字数"):
    """Rows of `input` with how many characters the column `text` holds, without those that are no Chinese character."""

    text: str

    gives = Type.INT
    examples = (
        Example(
            name="标点和字母不计",
            given={"input": ("subject_id: int, name: text", [(1, "阿·卜杜拉"), (2, "A公司"), (3, None)])},
            form={"name": "字数", "text": "name", "key": "subject_id", "of": "subject"},
            expect=[4, 2, None],
        ),
    )

    def reads(self) -> Iterator[str]:
        yield self.text

    def compute(self, rows: pa.Table, model: dict[str, Any] | None = None) -> pa.Array:
        only = pc.replace_substring_regex(rows.column(self.text), r"[^\p{Han}]", "")
        return pc.cast(pc.utf8_length(only), pa.int64())

    def sentence(self, built: Relation) -> str:
        return f"数出{self.input.field(self.text).shown}里的汉字"
