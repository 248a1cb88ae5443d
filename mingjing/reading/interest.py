"""Interest clauses: 以本金1万元从2013年7月13日起至款付清之日止按月利率2%计算的利息."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingjing.court.numerals import DATE, MONEY, integer, money_fen, parse_date
from mingjing.reading.decided import Interest
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

_WORD = re.compile(r"利息|罚息|违约金|滞纳金|资金占用(?:费|损失)|逾期付款损失|复利|孳息|占有使用费|使用费")
_START = re.compile(
    rf"(?:从|自|由|于)(?P<day>{DATE})(?:（[^）]{{0,12}}）)?[^。；\n]{{0,24}}?(?:起|开始|至|到|按|计)"
    rf"|(?P<b>{DATE})起"
)
_END = re.compile(
    r"(?:至|到)(?P<end>(?:[^，。；、\n（）]|（[^）]{1,8}）){1,30}?(?:之日|日|时|之时|完毕|为止|清偿|付清"
    r"|还清|届满))(?=止|[，。；）、（\n]|，?按|，?以|的|为限|计|$)"
)
_RATE_FIGURE = re.compile(
    r"(?P<unit>年利率|年化利率|年息|月利率|月息|日利率|年利息|月利息|每日|每月|每年|每天|日|月|年)(?:按|为"
    r"|以)?的?[：]?(?:（[^）]{0,6}）)?"
    r"(?P<figure>\d+(?:\.\d+)?[ ]?[%％‰]|(?:百|千|万)分之[零一二三四五六七八九十百点\d.]+|\d+(?:\.\d+)?分"
    r"|[一二三四五六七八九两]分(?!之)|[一二三四五六七八九]厘)"
)
_FIGURE_UNIT = re.compile(r"(?P<figure>\d+(?:\.\d+)?[%％‰])[／/](?P<unit>年|月|日|天)")
_RATE_WORDS = re.compile(
    r"(?:按照?|依照|参照|以)(?P<rate>[^，。；（）\n]{2,60}?(?:利率|标准|LPR|方式|约定|计算方法|报价)"
    r"(?:的?(?:[\d.]+|[一二三四五六七八九十两]+)倍|上浮[^，。；）]{1,8}|加计[^，。；）]{1,8})?)"
    r"(?=计|支付|偿付|结息|为准|，|。|；|从|自|的|向|）|执行|分段|$)"
)
_BASE = re.compile(
    rf"(?:以|按|为|额|金)(?:[^，。；\n（）]{{0,22}}?)(?P<a>{MONEY})(?:为|作为|的?)(?:计算)?(?:基数|本金|基准|标的)"
    rf"|以(?:[^，。；\n（）]{{0,16}}?)(?:本金|借款|货款|欠款|价款|款项)(?:人民币)?(?P<b>{MONEY})"
    rf"|本金(?:为)?(?:人民币)?(?P<c>{MONEY})"
)
_PRINCIPAL = re.compile(rf"本金(?:人民币)?(?P<sum>{MONEY})")
_PER_YEAR = {"年": 1, "月": 12, "日": 365, "天": 365}


def clauses(source: str, text: str, span: Span, amount_fen: int | None) -> tuple[Interest, ...]:
    """The interest clauses of one item. Without a base of its own a clause runs on the principal or the amount."""
    if not _WORD.search(text, *span):
        return ()
    runs_on = _principal(source, text, span, amount_fen)
    return tuple(clause for part in _parts(text, span) if (clause := _clause(source, text, part, runs_on)))


def _parts(text: str, span: Span) -> Iterator[Span]:
    """One part for each starting day; the words before it, back to the last stop, belong to it."""
    starts = list(_START.finditer(text, *span))
    if not starts:
        if _END.search(text, *span):
            yield span
        return
    pos, begins = span[0], []
    for start in starts:
        begins.append(max(pos, *(text.rfind(sign, pos, start.start()) + 1 for sign in "；（。")))
        pos = start.end()
    yield from zip(begins, [*begins[1:], span[1]], strict=True)


def _clause(source: str, text: str, part: Span, runs_on: Value[int] | None) -> Interest | None:
    start = _START.search(text, *part)
    rate, annual = _rate(source, text, part, start)
    end = _end(source, text, part, start)
    if not (end or rate) or (start is None and end is None):
        return None
    return Interest(
        place=at(source, "利息", part, "interest.clause", 0.85),
        base_fen=_base(source, text, part) or runs_on,
        rate=rate,
        rate_annual=annual,
        start=_start(source, start),
        end=end,
    )


def _start(source: str, found: re.Match[str] | None) -> Value[date] | None:
    if not found:
        return None
    group = "day" if found["day"] else "b"
    day = parse_date(found[group])
    return at(source, day, found.span(group), "interest.start", 0.9) if day else None


def _end(source: str, text: str, part: Span, start: re.Match[str] | None) -> Value[str] | None:
    found = _END.search(text, start.start() + 1 if start else part[0], part[1])
    return at(source, found["end"], found.span("end"), "interest.end", 0.9) if found else None


def _rate(source: str, text: str, part: Span, start: re.Match[str] | None) -> tuple[Value[str] | None, float | None]:
    """The rate as printed, and per year when it is a figure."""
    figure = _RATE_FIGURE.search(text, *part) or _FIGURE_UNIT.search(text, *part)
    if figure:
        return at(source, figure.group(), figure.span(), "interest.rate", 0.95), _annual(figure)
    words = _RATE_WORDS.search(text, *part)
    if words:
        return at(source, words["rate"], words.span("rate"), "interest.rate_words", 0.8), None
    return None, None


def _annual(found: re.Match[str]) -> float | None:
    per_year = next(times for unit, times in _PER_YEAR.items() if unit in found["unit"])
    share = _share(found["figure"], per_year)
    return round(share * per_year, 6) if share is not None else None


def _share(figure: str, per_year: int) -> float | None:
    """2% is 0.02, 万分之五 0.0005; 2分 of a month is 0.02, of a year 0.2; 5厘 a tenth of that."""
    plain = figure.replace("％", "%").replace(" ", "")
    if plain.endswith(("%", "‰")):
        return float(plain[:-1]) / (100 if plain.endswith("%") else 1000)
    if "分之" in plain:
        whole, _, part = plain.partition("分之")
        number = _decimal(part)
        return number / {"百": 100, "千": 1000, "万": 10_000}[whole] if number is not None else None
    number = _decimal(plain.rstrip("分厘"))
    if number is None:
        return None
    return number / ((10 if per_year == 1 else 100) * (10 if plain.endswith("厘") else 1))


def _decimal(printed: str) -> float | None:
    """六点五 and 6.5."""
    whole, point, rest = printed.replace("点", ".").partition(".")
    number = integer(whole)
    if number is None:
        return None
    digits = "".join(str(integer(sign)) for sign in rest)
    return float(f"{number}.{digits or 0}") if point else float(number)


def _base(source: str, text: str, part: Span) -> Value[int] | None:
    """The base that the clause states."""
    found = _BASE.search(text, *part)
    if not found:
        return None
    group = next(g for g in ("a", "b", "c") if found[g])
    fen = money_fen(found[group])
    return at(source, fen, found.span(group), "interest.base", 0.9) if fen is not None else None


def _principal(source: str, text: str, item: Span, amount_fen: int | None) -> Value[int] | None:
    """What a clause without a base of its own runs on: the principal named in the item, else the amount."""
    found = _PRINCIPAL.search(text, *item)
    fen = money_fen(found["sum"]) if found else None
    if found and fen is not None:
        return at(source, fen, found.span("sum"), "interest.principal", 0.8)
    return at(source, amount_fen, item, "interest.amount", 0.7) if amount_fen is not None else None


def bases(text: str, span: Span) -> list[Span]:
    """Places of amounts that are only the base of interest and are not owed by themselves."""
    return [found.span(group) for found in _BASE.finditer(text, *span) for group in ("a", "b") if found[group]]
