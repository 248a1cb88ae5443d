"""罚金计算."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.expression import Expr, Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.law.rules import Rule, all_rules
from mingjing.operators.calculator import Calculator, Result

NOTHING = Lit(Type.UNKNOWN, None)
BY_AMOUNT = {"盗窃": "fines.theft", "敲诈勒索": "fines.extortion"}
"""Offences whose fine goes by the amount taken alone, and their rules."""


@dataclass(frozen=True, kw_only=True)
class FineBounds(Calculator, label="罚金计算", group="计算"):
    """Rows of `input` with `fine_least_fen` and `fine_most_fen`, the bounds of the fine by the rule of the day `on`.

    `offence` is the name of the offence, `amount` the amount taken, which may be empty where it cannot be told; each is
    a column or a formula. Where twice the amount is less than the least fine, the least fine is both bounds. Empty for
    an offence whose fine does not go by the amount, and for days before the rule.
    Source: `law/rules/fines.yaml`（盗窃：法释〔2013〕8号第十四条；敲诈勒索：法释〔2013〕10号第八条）.
    """

    offence: str
    amount: str
    on: str

    basis = ("刑法第五十二条", "法释〔2013〕8号第十四条", "法释〔2013〕10号第八条")

    def results(self, formulas: Formulas) -> Iterator[Result]:
        offence = self.value(formulas, "offence", self.offence, Type.TEXT)
        amount = self.value(formulas, "amount", self.amount, Type.FEN)
        on = self.value(formulas, "on", self.on, Type.DATE)
        least: Expr = NOTHING
        most: Expr = NOTHING
        for name, rule in ((n, r) for n, key in BY_AMOUNT.items() for r in all_rules()[key]):
            holds = in_force(name, rule, offence, on)
            lowest, unknown = (Lit(Type.FEN, rule[k]) for k in ("least_fen", "unknown_most_fen"))
            times = call("greatest", lowest, call("mul", amount, int(rule["most_times"])))
            least = call("if", holds, lowest, least)
            most = call("if", holds, call("if", call("is_null", amount), unknown, times), most)
        yield "fine_least_fen", "罚金下限", least
        yield "fine_most_fen", "罚金上限", most

    def sentence(self, built: Relation) -> str:
        words = {name: field.shown for name, field in built.schema.items()}
        day, amount = words.get(self.on, self.on), words.get(self.amount, self.amount)
        return f"按{day}当时的规定，由罪名{self.offence}、{amount}算出罚金的上下限"


def in_force(name: str, rule: Rule, offence: Expr, on: Expr) -> Expr:
    """Whether a rule is for this offence on this day."""
    conditions = [call("eq", offence, Lit(Type.TEXT, name)), call("ge", on, Lit(Type.DATE, rule.basis.in_force))]
    if rule.basis.until is not None:
        conditions.append(call("le", on, Lit(Type.DATE, rule.basis.until)))
    return call("and", *conditions)
