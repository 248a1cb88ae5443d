"""How a formula reads in Chinese."""

from __future__ import annotations

import pytest
from court_words import SCOPE, read

from mingjing.algebra.functions import TABLE
from mingjing.algebra.phrases import money, phrase

ROWS = [
    ("case_id = 1", "案件为1"),
    ("case_id <> 1", "案件不为1"),
    ("人数 < 3", "人数小于3"),
    ("人数 <= 3", "人数不超过3"),
    ("人数 > 3", "人数超过3"),
    ("人数 >= 3", "人数不少于3"),
    ("人数 between 1 and 3", "人数不少于1且人数不超过3"),
    ("amount_fen >= 元(50000)", "标的额不少于50,000元"),
    ("amount_fen > 元(1234567.8)", "标的额超过1,234,567.80元"),
    ("share > 0.5", "份额超过0.5"),
    ("share > 10.0", "份额超过10"),
    ("filed_on < as_of", "立案日早于截至日"),
    ("as_of >= filed_on", "截至日不早于立案日"),
    ("null < filed_on", "空早于立案日"),
    ("filed_on <= 日('2024-02-29')", "立案日不晚于2024-02-29"),
    ("filed_on = closed_on", "立案日为结案日"),
    ("cause = '9001'", "案由为“民间借贷纠纷”"),
    ("cause in ('9001', '9002')", "案由为“民间借贷纠纷”或“离婚纠纷”"),
    ("cause in ('9001')", "案由为“民间借贷纠纷”"),
    ("cause not in ('9001', '9002')", "并非（案由为“民间借贷纠纷”或“离婚纠纷”）"),
    ("case_id in (1, 2, 3)", "案件为1、2或3"),
    ("name = '甲'", "姓名为“甲”"),
    ("open = true", "在办为是"),
    ("open", "在办"),
    ("not open", "并非（在办）"),
    ("closed_on is null", "结案日为空"),
    ("closed_on is not null", "结案日不为空"),
    ("open and closed_on is null", "在办且结案日为空"),
    ("open or closed_on is null", "在办，或结案日为空"),
    ("open and (closed_on is null or 人数 > 1)", "在办且（结案日为空，或人数超过1）"),
    ("open or (closed_on is null and 人数 > 1)", "在办，或结案日为空且人数超过1"),
    ("not (open or closed_on is null)", "并非（在办，或结案日为空）"),
    ("open = (人数 > 1)", "在办为（人数超过1）"),
    ("人数 + 1", "人数加1"),
    ("(人数 + 1) * 2", "（人数加1）乘以2"),
    ("人数 + 1 * 2", "人数加（1乘以2）"),
    ("人数 - (人数 - 1)", "人数减（人数减1）"),
    ("(amount_fen - paid_fen) / amount_fen < 0.5", "（标的额减已付）除以标的额小于0.5"),
    ("-人数", "负人数"),
    ("days(as_of, filed_on) > 30", "立案日至截至日的天数超过30"),
    ("add_months(filed_on, 6) < as_of", "立案日之后6个月早于截至日"),
    ("add_months(filed_on, -6)", "立案日之前6个月"),
    ("add_days(filed_on, :months)", "立案日之后24天"),
    ("least(filed_on, closed_on)", "立案日与结案日的较早者"),
    ("greatest(filed_on, closed_on)", "立案日与结案日的较晚者"),
    ("least(人数, 3)", "人数与3的较小者"),
    ("greatest(amount_fen, paid_fen)", "标的额与已付的较大者"),
    ("coalesce(closed_on, as_of)", "结案日（空缺时取截至日）"),
    ("coalesce(open, false)", "在办"),
    ("coalesce(closed_on)", "结案日"),
    ("coalesce(closed_on, 日('2024-01-01'), filed_on)", "结案日（空缺时取2024-01-01、立案日）"),
    ("if(open, 1, 2)", "（在办时取1，否则2）"),
    ("case when open then 元(1) end", "（在办时取1元，否则空）"),
    ("year(filed_on) = 2024", "立案日的年份为2024"),
    ("round(share)", "份额四舍五入"),
    ("abs(人数)", "人数的绝对值"),
    ("to_text(人数)", "人数"),
    ("to_number(人数)", "人数"),
    ("concat(name, '等')", "姓名连同“等”"),
    ("contains(name, '甲')", "姓名含有“甲”"),
    ("starts_with(name, '甲')", "姓名以“甲”开头"),
    ("length(name) > 4", "姓名的字数超过4"),
    ("ends_with(name, '山')", "姓名以“山”结尾"),
    ("position(name, '小') = 2", "“小”在姓名中的位置为2"),
    ("substr(name, 1, 2) = '欧阳'", "姓名第1字起的2字为“欧阳”"),
    ("人数 div 2", "人数整除以2"),
    ("人数 % 2", "人数除以2的余数"),
    ("mul_div(amount_fen, 3, 4)", "标的额乘以3除以4"),
    ("mul_rate(amount_fen, 0.5)", "标的额乘以比例0.5"),
    ("percent_of(amount_fen, 30)", "标的额的百分之30"),
    ("add_months_end(filed_on, 3)", "立案日后3个月（月末对月末）"),
    ("end_of_month(filed_on)", "立案日的月末"),
    ("quarter(filed_on)", "立案日的季度"),
    ("month(filed_on)", "立案日的月份"),
    ("day(filed_on)", "立案日是几号"),
    ("weekday(filed_on)", "立案日是星期几"),
    ("full_years(as_of, filed_on) >= 18", "立案日至截至日满的年数不少于18"),
    ("next_workday(filed_on)", "立案日（遇休息日顺延）"),
    ("is_workday(filed_on)", "立案日是工作日"),
    ("period_end(filed_on, 15)", "自立案日起15天的届满日"),
    ("period_end_months(filed_on, 6)", "自立案日起6个月的届满日"),
    ("bucket(case_id, 10, 1)", "按案件分10桶的桶号"),
]


@pytest.mark.parametrize(("text", "said"), ROWS)
def test_a_formula_reads_as_a_judge_would_say_it(text: str, said: str) -> None:
    assert phrase(read(text), SCOPE) == said


def test_every_function_that_can_be_written_has_a_phrase() -> None:
    def used(text: str) -> set[str]:
        found, todo = set(), [read(text)]
        while todo:
            e = todo.pop()
            found |= {e.fn} if hasattr(e, "fn") else set()
            todo += getattr(e, "args", ())
        return found

    assert set().union(*(used(t) for t, _ in ROWS)) == set(TABLE) - {"date_of"}


@pytest.mark.parametrize(
    ("fen", "said"),
    [(0, "0元"), (1, "0.01元"), (-1, "-0.01元"), (100, "1元"), (-150, "-1.50元"), (123_456_789, "1,234,567.89元")],
)
def test_money_is_written_in_yuan(fen: int, said: str) -> None:
    assert money(fen) == said
