"""Case numbers: （2024）沪0115民初123号 since 2016, （2009）沪一中刑终字第629号 before.

Source: 法（2015）137号《关于人民法院案件案号的若干规定》, in force 2016-01-01, and the practice before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = "（(\uff3b\u3014﹝[【〈", "）)\uff3d\u3015﹞]】〉"
_BLANK = r"[ \t\u3000\u00a0]*"
# A serial: 123  00119  660-2  24622-24625、24628  295之一
_SERIAL = rf"[0-9\uff10-\uff19×xX*＊]{{1,9}}(?:{_BLANK}[-－—–~～至、,，和\n]{_BLANK}[0-9\uff10-\uff19]{{1,9}})*"
_SUFFIX = rf"(?:{_BLANK}之{_BLANK}[一二三四五六七八九十0-9]{{1,3}})?"
# What stands between year and serial: 沪0115民初  沪一中刑终字第  松民一（民）初字第  甬慈执民字第
_MIDDLE = (
    r"[\u4e00-\u9fff〇0-9\uff10-\uff19×xX*＊ \t\u3000]{1,16}"
    r"(?:[（(][\u4e00-\u9fff]{1,4}[）)][\u4e00-\u9fff0-9 ]{1,8})?"
)
CASE_NUMBER = re.compile(
    rf"(?P<open>[{re.escape(_OPEN)}]){_BLANK}(?P<year>(?:19|20|１\uff19|\uff12\uff10|[2\uff12][OＯ〇"
    rf"])[0-9\uff10-\uff19]{{2}}){_BLANK}年?(?P<close>[{re.escape(_CLOSE)}])"
    rf"{_BLANK}(?P<middle>{_MIDDLE}?){_BLANK}"
    rf"(?<![0-9\uff10-\uff19×xX*＊])(?P<serial>{_SERIAL}){_BLANK}(?P<before>{_SUFFIX}){_BLANK}号\n?(?P<after>{_SUFFIX})"
)
# The kinds of proceedings a court's number can name; an indictment number （2018）643号 names none.
_KIND = re.compile(r"[刑民行执商知赔破督保催调监申再终初审清司法戒惩]")
_NOT_OF_A_COURT = re.compile(
    r"检|公诉|公刑|公行|公交|公治|劳人仲|劳仲|仲案|仲裁|罚|复决|鉴|政复|证字|工商|国用|房权|认字"
)
_FULL_TO_HALF = str.maketrans("\uff10１\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19－—–～~ＯO", "0123456789-----00")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """One case number. `court` is the code (沪0115) or the old short name; `text` is the normal form."""

    year: int
    court: str
    kind: str
    serial: str
    suffix: str
    old: bool

    @property
    def text(self) -> str:
        """As the rules print it, with full-width round brackets and without blanks."""
        return f"（{self.year}）{self.court}{self.kind}{'字第' if self.old else ''}{self.serial}号{self.suffix}"

    def __str__(self) -> str:
        return self.text


def normal(text: str) -> str:
    """`text` with brackets, digits and blanks as the rules print them, whatever it holds.

    >>> normal("(2016) 皖1503执660－2号")
    '（2016）皖1503执660-2号'
    """
    plain = re.sub(r"\s", "", text).translate(_FULL_TO_HALF)
    return re.sub(f"[{re.escape(_OPEN)}]", "（", re.sub(f"[{re.escape(_CLOSE)}]", "）", plain))


def parse(text: str) -> CaseNumber | None:
    """The case number that `text` is; None when it is something else.

    >>> parse("（2018）沪0105刑初655号").kind, parse("（2013）新刑初字第181号").court
    ('刑初', '新')
    """
    found = CASE_NUMBER.fullmatch(text.strip())
    return _from_match(found) if found and is_of_a_court(found) else None


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Matches of court case numbers in text[start:end], in order; not those of prosecutors and agencies."""
    for found in CASE_NUMBER.finditer(text, start, len(text) if end is None else end):
        if is_of_a_court(found):
            yield found


def is_of_a_court(found: re.Match[str]) -> bool:
    """Whether the number names a kind of court proceedings."""
    middle = found["middle"]
    return bool(_KIND.search(middle)) and not _NOT_OF_A_COURT.search(middle)


def _from_match(found: re.Match[str]) -> CaseNumber:
    middle = normal(found["middle"])
    before = re.sub(r"字?第?$", "", middle)
    old = before != middle
    court, kind = _court_and_kind(before, old)
    suffix = normal(found["before"] or found["after"])
    return CaseNumber(int(normal(found["year"])), court, kind, normal(found["serial"]), suffix, old)


def _court_and_kind(middle: str, old: bool) -> tuple[str, str]:
    """沪0115民初 is (沪0115, 民初); 沪一中刑终 is (沪一中, 刑终); 民申 has no court: it is the Supreme one's."""
    new = (
        None
        if old
        else re.fullmatch(r"(?P<court>[\u4e00-\u9fff×]?[\d×xX*]{1,4}|)(?P<kind>[\u4e00-\u9fff（）]{1,8})", middle)
    )
    if new and new["court"]:
        return new["court"], new["kind"]
    first = re.search(r"民|刑|行|执|商|知|赔|破|督|财|诉前|委|司|认", middle)
    return (middle[: first.start()], middle[first.start() :]) if first else ("", middle)
