"""Crimes: the verdict on each accused, forgiveness, alcohol, drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import CHINESE_NUMERAL
from mingjing.reading.decided import Conviction, Penalty, Verdict
from mingjing.reading.points.context import Context
from mingjing.reading.values import Value, at

Values = Iterator[Value[Any]]
_REFUSED = re.compile(r"不(?:是|属|构成|予|能|宜|应)|并非|不成立|未取得|没有取得|未获|未能取得")
_ML = r"(?:毫升|ml|mL|ML|m1|\uff4d\uff4c|㎖)"
# 195毫克/100毫升, 1.16mg/mL, 每100毫升血液中酒精含量为90.6毫克
_ALCOHOL = re.compile(
    rf"(?P<before>每 ?100 ?{_ML}[^，。；\n\d]{{0,16}})?(?P<n>\d+(?:\.\d+)?) ?(?:毫克|mg|\uff4d\uff47|㎎|MG|Mg)"
    rf"(?:乙醇)?(?: ?[／/每] ?(?P<per>100 ?{_ML}?|1?{_ML}))?"
)
_ALCOHOL_WORDS = ("毫克", "mg", "\uff4d\uff47", "㎎", "MG")
_LIMIT = re.compile(r"(?:大于|不低于|达到|超过|≥)[^，。；\n]{0,8}$")
_GRAMS = re.compile(rf"(?P<n>\d+(?:\.\d+)?|{CHINESE_NUMERAL})余? ?(?P<unit>千克|公斤|克|kg|g)(?![a-zA-Z])")
_DRUGS = re.compile(r"海洛因|甲基苯丙胺|冰毒|氯胺酮|K粉|大麻|摇头丸|鸦片|可卡因|麻古|毒品|麻果|疑似")
_PARTS = ("主犯", "从犯", "胁从犯")
_STAGES = {"未遂": "未遂", "犯罪中止": "中止", "犯罪预备": "预备"}


def _penalties(context: Context) -> Iterator[Penalty]:
    for verdict in context.paper.verdicts:
        yield from (sentence.penalty for sentence in verdict.sentences)
        if verdict.combined is not None:
            yield verdict.combined


def charges(context: Context) -> Values:
    """The charges of the verdicts; where there is no verdict, the causes of the paper."""
    found = [sentence.charge for verdict in context.paper.verdicts for sentence in verdict.sentences]
    return iter(found or context.paper.causes)


def sentence_kind(context: Context) -> Values:
    """Each principal penalty, charge by charge, then the combined one."""
    return (penalty.kind for penalty in _penalties(context))


def sentence_term(context: Context) -> Values:
    """Each term in months."""
    return (penalty.months for penalty in _penalties(context) if penalty.months is not None)


def combined(context: Context) -> Values:
    """The combined term in months, where several charges are punished together."""
    for verdict in context.paper.verdicts:
        if verdict.combined is not None and verdict.combined.months is not None:
            yield verdict.combined.months


def probation(context: Context) -> Values:
    """The probation period in months."""
    return (penalty.probation_months for penalty in _penalties(context) if penalty.probation_months is not None)


def fine(context: Context) -> Values:
    """Each fine in fen."""
    return (penalty.fine_fen for penalty in _penalties(context) if penalty.fine_fen is not None)


def term_starts(context: Context) -> Values:
    """From when each term runs."""
    return (verdict.from_on for verdict in context.paper.verdicts if verdict.from_on is not None)


def term_ends(context: Context) -> Values:
    """When each term ends."""
    return (verdict.to_on for verdict in context.paper.verdicts if verdict.to_on is not None)


def priors(context: Context) -> Values:
    """Earlier convictions of each accused; never this case's."""
    for verdict in context.paper.verdicts:
        for prior in verdict.priors:
            yield _prior(verdict, prior)


def _prior(verdict: Verdict, prior: Conviction) -> Value[Any]:
    charge, penalty = prior.charge, prior.penalty
    told = {
        "accused": verdict.accused.value,
        "charge": charge.value,
        "on": prior.on.value if prior.on else None,
        "penalty": penalty.kind.value if penalty else None,
        "months": penalty.months.value if penalty and penalty.months else None,
    }
    value = {name: word for name, word in told.items() if word is not None}
    return Value(value, charge.text, charge.start, charge.end, charge.confidence, charge.by)


def _accepted(context: Context, names: tuple[str, ...]) -> Values:
    """Circumstances that the court accepts for an accused, of these names."""
    for verdict in context.paper.verdicts:
        yield from (v for v in verdict.circumstances if v.value in names and not _in_title(context.plain, v.start))


def _in_title(plain: str, place: int) -> bool:
    """Whether a word stands in the name of a law: 《关于处理自首和立功…的解释》 is nobody's merit."""
    opened = plain.rfind("《", max(0, place - 60), place)
    return opened >= 0 and "》" not in plain[opened:place]


def _yes(found: Values) -> Values:
    return (Value(True, v.text, v.start, v.end, v.confidence, v.by) for v in found)


def surrender(context: Context) -> Values:
    """自首, as the court accepts it."""
    return _yes(_accepted(context, ("自首",)))


def confession(context: Context) -> Values:
    """坦白, as the court accepts it."""
    return _yes(_accepted(context, ("坦白",)))


def merit(context: Context) -> Values:
    """立功, as the court accepts it."""
    return _accepted(context, ("立功",))


def plea(context: Context) -> Values:
    """认罪认罚, as the court accepts it."""
    return _yes(_accepted(context, ("认罪认罚",)))


def recidivist(context: Context) -> Values:
    """累犯, as the court accepts it."""
    return _yes(_accepted(context, ("累犯",)))


def role(context: Context) -> Values:
    """主犯, 从犯, 胁从犯, as the court accepts it."""
    return _accepted(context, _PARTS)


def stage(context: Context) -> Values:
    """未遂, 中止, 预备, as the court accepts it."""
    for found in _accepted(context, tuple(_STAGES)):
        yield Value(_STAGES[found.value], found.text, found.start, found.end, found.confidence, found.by)


def forgiven(context: Context) -> Values:
    """The clause that says that the victim forgave."""
    for span in context.spans("reasoning>facts"):
        for place, _ in context.at_cues(("谅解",), span):
            clause = context.clause(place)
            if not _REFUSED.search(context.plain, *clause):
                yield at(context.paper.text, context.plain[slice(*clause)], clause, "criminal.forgiven", 0.85)
                return


def alcohol(context: Context) -> Values:
    """Blood alcohol in mg per 100 ml: 1.16mg/mL is 116."""
    for span in context.spans("facts>claims>reasoning"):
        for start, end in context.sentences(_ALCOHOL_WORDS, span):
            for found in _ALCOHOL.finditer(context.plain, start, end):
                if _is_measured(context.plain, start, found):
                    yield at(context.paper.text, _per_100_ml(found), found.span(), "criminal.alcohol", 0.95)
                    return


def _is_measured(plain: str, start: int, found: re.Match[str]) -> bool:
    """A content, not a weight and not the limit of the law: 大于80毫克／100毫升."""
    return bool(found["before"] or found["per"]) and not _LIMIT.search(plain, start, found.start())


def _per_100_ml(found: re.Match[str]) -> float:
    hundred = bool(found["before"]) or found["per"].startswith("100")
    return round(float(found["n"]) * (1 if hundred else 100), 2)


def grams(context: Context) -> Values:
    """The heaviest amount of drugs that the facts name, in grams."""
    best: tuple[float, re.Match[str]] | None = None
    for span in context.spans("facts>claims"):
        for start, end in context.sentences(("克", "公斤"), span):
            for found in _GRAMS.finditer(context.plain, start, end):
                weight = _weight(found)
                if weight and _DRUGS.search(context.plain, start, end) and (best is None or weight > best[0]):
                    best = (weight, found)
        if best:
            yield at(context.paper.text, best[0], best[1].span(), "criminal.grams", 0.75)
            return


def _weight(found: re.Match[str]) -> float | None:
    try:
        number = float(found["n"])
    except ValueError:
        return None
    return round(number * (1000 if found["unit"] in ("千克", "公斤", "kg") else 1), 4)
