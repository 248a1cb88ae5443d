"""Who signed a paper, and when.

Titles and names may be spaced (审　判　长　　毛　龙), joined in one line without blanks, or on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingjing.court.numerals import CHINESE_DATE, DATE, parse_date
from mingjing.reading.paper import Panel
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

_SPACED = {
    "presiding": ("审判长", "执行长"),
    "execution": ("执行员", "代理执行员"),
    "lay": ("人民陪审员", "陪审员"),
    "assistant": ("法官助理", "审判助理", "执行助理", "助理法官"),
    "judge": ("代理审判员", "助理审判员", "独任审判员", "人民审判员", "审判员", "独任法官", "法官"),
    "clerk": ("代理书记员", "代书记员", "实习书记员", "见习书记员", "书记员", "速录员", "代书记", "记录员", "书记"),
    "other": ("院长", "庭长", "副庭长", "副院长"),
}


def _spaced(word: str) -> str:
    return r"\s{0,6}".join(word)


_TITLE = re.compile(
    "|".join(f"(?P<{kind}>{'|'.join(_spaced(word) for word in words)})" for kind, words in _SPACED.items())
)
_BREAK = re.compile(
    rf"{CHINESE_DATE}|{DATE}|[，。；：（、]|附(?=[ ：:本相注件录法])|本案|本件|附件|附录|"
    r"附相关|校对|打印|PAGE|Page|二[ \n]*[〇○ＯO零]"
)
_DAY = re.compile(CHINESE_DATE)
_ANY_DAY = re.compile(DATE)
# 张三  欧阳某某  旦智卓玛  阿依古丽·买买提  王××  (damaged signs such as ? stay part of a name)
_NAME_SIGN = r"[\u3400-\u9fff\U00020000-\U0003ffff·•.×xX\uff38\uff58*？?\ue000-\uf8ff\ufffd]"
_NAME = re.compile(rf"{_NAME_SIGN}{{2,12}}|{_NAME_SIGN}(?: {{0,20}}{_NAME_SIGN}){{1,3}}")


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: the kind of title, the title's place and the name's."""

    kind: str
    title: Span
    name: Span


def signatures(text: str, parts: Sections) -> list[Signed]:
    """The signatures of the tail, in order."""
    start, end = parts.tail[0], min(len(text), parts.tail[1] + 2)
    titles = [m for m in _TITLE.finditer(text, start, end) if _at_boundary(text, m.start(), start)]
    stops = [*(m.start() for m in titles[1:]), end]
    return [signed for m, stop in zip(titles, stops, strict=False) if (signed := _signed(text, m, stop))]


def _at_boundary(text: str, pos: int, start: int) -> bool:
    """A title follows a line end, a blank, a full stop or a short name; never a comma or 由."""
    before = text[max(0, pos - 1) : pos]
    return (
        pos == start
        or before in "\n 。；）日异"
        or bool(
            re.search(r"\n[\u4e00-\u9fff]{1,2}$|[员长理]\s*[\u4e00-\u9fff· ]{2,6}$", text[max(start, pos - 14) : pos])
        )
    )


def _signed(text: str, title: re.Match[str], stop: int) -> Signed | None:
    begin = title.end()
    mark = re.compile(r"[ \n]*[：]?[ \n]*(?:（[^）\n]{1,6}）)?[ \n：]*").match(text, begin, stop)
    begin = mark.end() if mark else begin
    ended = _BREAK.search(text, begin, stop)
    name = _name_span(text, begin, ended.start() if ended else stop)
    return Signed(str(title.lastgroup), title.span(), name) if name else None


def _name_span(text: str, start: int, stop: int) -> Span | None:
    """The name at `start`: two or more signs together, or single signs set apart (张　振)."""
    line = text.find("\n", start, stop)
    stop = line if line >= 0 else stop
    found = _NAME.match(text, start, stop)
    if not found or re.match(r"独任|适用|主持|依法|担任", found.group()):
        return None
    end = found.end()
    rest = text[end:stop]
    if (tail := re.fullmatch(rf" {{1,20}}({_NAME_SIGN}) *", rest)) and end - start <= 3:
        end += tail.end(1)  # 欧阳 锋, the only blank before the last sign
    return start, end


def panel(source: str, text: str, found: list[Signed]) -> Panel:
    """The panel, from the signatures; the only judge counts as presiding."""
    by = {kind: _unique(_value(source, text, s) for s in found if s.kind == kind) for kind in _SPACED}
    presiding = next(iter(by["presiding"]), None)
    judges, lay = by["judge"], by["lay"]
    signed_as_presiding = "审判长" in re.sub(r"\s", "", _block(text, found))
    # lay judges cannot preside (人民陪审员法 第十四条), so the only judge beside them does
    only_judge = not signed_as_presiding and len(judges) == 1
    alone = only_judge and not lay
    officers = by["execution"]
    if presiding and officers and not judges:
        judges, officers = officers, []
    return Panel(
        presiding=judges[0] if only_judge else presiding,
        judges=() if only_judge else tuple(judges),
        lay_judges=tuple(lay),
        clerk=next(iter(by["clerk"]), None),
        assistant=next(iter(by["assistant"]), None),
        execution_officers=tuple(officers),
        form=_form(alone, presiding, judges, lay),
    )


def _unique(values: Iterable[Value[str]]) -> list[Value[str]]:
    """Each name once: some sources repeat the whole block."""
    return list({value.value: value for value in reversed(list(values))}.values())[::-1]


def _block(text: str, found: list[Signed]) -> str:
    """The text of the signature block, to see titles whose name is damaged."""
    return text[max(0, found[0].title[0] - 40) : found[-1].name[1]] if found else ""


def _form(alone: bool, presiding: Value[str] | None, judges: list[Value[str]], lay: list[Value[str]]) -> str | None:
    if alone or (presiding and not judges and not lay):
        return "独任"
    return "合议庭" if presiding or judges else None


def _value(source: str, text: str, signed: Signed) -> Value[str]:
    name = re.sub(r"\s", "", text[slice(*signed.name)])
    return at(source, name, signed.name, f"signature.{signed.kind}", 0.95 if len(name) <= 4 else 0.75)


def signed_on(source: str, text: str, parts: Sections) -> Value[date] | None:
    """The day of signature."""
    start, end = parts.tail[0], min(len(text), parts.tail[1] + 2)
    found = [*_DAY.finditer(text, start, end)] or [*_ANY_DAY.finditer(text, start, end)]
    for day in found:
        value = parse_date(re.sub(r"\s", "", day.group()))
        if value:
            return at(source, value, day.span(), "signature.date", 0.98)
    return None
