"""取整千: a court's own operator that is made of formulas."""

from dataclasses import dataclass

from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.operators import PALETTE, Example, Operator


@dataclass(frozen=True, kw_only=True)
class RoundedDown(Operator, label="取整千"):
    """Rows of `input` with `whole`, how many whole thousands of yuan the column `amount` holds."""

    input: Relation
    amount: str

    examples = (
        Example(
            name="不足一千的为零",
            given={"input": ("case_id: int, paid_fen: fen", [(1, 99_999), (2, 250_000), (3, None)])},
            form={"amount": "paid_fen"},
            expect=[(1, 99_999, 0), (2, 250_000, 2), (3, None, None)],
        ),
    )

    def build(self, formulas: Formulas) -> Relation:
        whole = f"DIV(round({self.amount} / 元(0.01)), 100000)"
        columns = {"whole": {"formula": whole, "label": "整千元数"}}
        return PALETTE["derive"](input=self.input, columns=columns).build(formulas)

    def sentence(self, built: Relation) -> str:
        return f"算出{self.input.field(self.amount).shown}含几个整千元"
