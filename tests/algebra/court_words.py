"""The columns that the formulas of these tests may name."""

from __future__ import annotations

import datetime as dt

from mingjing.algebra.calendar import calendar_of
from mingjing.algebra.expression import Expr
from mingjing.algebra.formula import Formulas, Parameter
from mingjing.algebra.types import Field, Type

CAUSES = (("9001", "民间借贷纠纷"), ("9002", "离婚纠纷"))
SCOPE = {
    f.name: f
    for f in (
        Field("case_id", Type.INT, "案件"),
        Field("人数", Type.INT),
        Field("amount_fen", Type.FEN, "标的额"),
        Field("paid_fen", Type.FEN, "已付"),
        Field("filed_on", Type.DATE, "立案日"),
        Field("closed_on", Type.DATE, "结案日"),
        Field("cause", Type.TEXT, "案由", CAUSES),
        Field("name", Type.TEXT, "姓名"),
        Field("open", Type.BOOL, "在办"),
        Field("share", Type.NUMBER, "份额"),
        Field("seen_at", Type.TIME, "查看时刻"),
        Field("signed_on", Type.DATE, "日期"),
        Field("served_on", Type.DATE, "日期"),
    )
}
FORMULAS = Formulas(
    {
        "months": Parameter(Type.INT, 24),
        "least_fen": Parameter(Type.FEN, 5_000_000),
        "cause": Parameter(Type.TEXT, "9001"),
    },
    calendar_of({dt.date(2025, 10, 1)}, {dt.date(2025, 9, 28)}, dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
)


def read(text: str) -> Expr:
    """The checked expression of a formula over these columns."""
    return FORMULAS.read(text, SCOPE)
