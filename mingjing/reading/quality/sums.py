"""合计与各项不符: a printed total is not the sum of the parts printed before it, in an order or a fee sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.folding import folded
from mingjing.reading.paper import Fee, Paper
from mingjing.reading.quality.finding import Finding, finding

NAME = "合计与各项不符"
# 医疗费100元、误工费200元，共计300元: a run of named amounts right before the total
# no numerals in a name: where the name ends and the amount begins must be plain, or matching takes for ever
_NAME = r"(?:(?![零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟元])[\u4e00-\u9fff]){2,12}"
_RUN = re.compile(
    rf"(?P<parts>(?:{_NAME}(?:人民币)?(?:{MONEY})"
    rf"(?:（[^（）]{{0,30}}）)?[、，及和]{{1,2}}){{2,20}})"
    rf"(?:以上|上述|各项|两项|三项|几项|费用|损失|等){{0,3}}(?:共计|合计|总计)(?:人民币|为|损失"
    rf"|[：])*(?P<sum>{MONEY})"
)
_PART = re.compile(rf"(?P<name>{_NAME})(?:人民币)?(?P<sum>{MONEY})")
_NOT_A_PART = re.compile(
    r"(?:扣除|减去|已付|已支付|垫付|单价|每[天日月]|标准|按|其中|包括|共计|合计|总计|限额|责任)$|扣|已|减"
)
_ROUNDING_FEN = 10


def check(paper: Paper) -> Iterator[Finding]:
    """In the items of the orders, and in the fee sentence."""
    plain = folded(paper.text)
    for item in paper.order_items:
        for found in _RUN.finditer(plain, item.kind.start, item.kind.end):
            yield from _compared(paper, found)
    if paper.fee:
        yield from _shares(paper, paper.fee)


def _compared(paper: Paper, found: re.Match[str]) -> Iterator[Finding]:
    parts = list(_PART.finditer(found["parts"]))
    fens = [money_fen(part["sum"]) for part in parts]
    total = money_fen(found["sum"])
    clause = max(found.string.rfind(sign, 0, found.start()) for sign in "。；\n")
    if re.search(MONEY, found.string[clause + 1 : found.start()]):
        return  # a part stands before the run, told in another form
    if total is None or None in fens or any(_NOT_A_PART.search(part["name"]) for part in parts):
        return
    summed = sum(fen for fen in fens if fen is not None)
    if abs(summed - total) > _ROUNDING_FEN:
        message = f"各项相加为{_yuan(summed)}元，文书写为{_yuan(total)}元，请核对。"
        yield finding(paper, NAME, found.span(), message, 0.85)


def _shares(paper: Paper, fee: Fee) -> Iterator[Finding]:
    """由甲负担81元，乙负担332元, where all shares are printed."""
    amounts = [share.amount_fen for share in fee.shares]
    known = [amount for amount in amounts if amount is not None]
    if fee.charged_fen is None or len(known) < 2 or len(known) != len(amounts):
        return
    summed, charged = sum(amount.value for amount in known), fee.charged_fen.value
    printed = paper.text[fee.kind.start : known[-1].end]
    if "各" in printed or charged - summed in {money_fen(m.group()) for m in re.finditer(MONEY, printed)}:
        return  # 各负担 for a number of people not told; a share without the word 负担
    if abs(summed - charged) > _ROUNDING_FEN:
        message = f"各方负担的费用相加为{_yuan(summed)}元，应收{_yuan(charged)}元，请核对。"
        yield finding(paper, NAME, (fee.kind.start, known[-1].end), message, 0.85)


def _yuan(fen: int) -> str:
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
