"""The record as a record: court, day, place, who came, what rights were told, claims changed, issues, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingjing.court import case_number
from mingjing.court.numerals import DATE, parse_date
from mingjing.reading.points import Found
from mingjing.reading.sections import Span
from mingjing.reading.titles import COURT
from mingjing.reading.transcripts.made import found
from mingjing.reading.transcripts.turns import Turn, tail
from mingjing.reading.values import trimmed

TITLE = re.compile(
    r"(?:庭\s?审|开\s?庭|法\s?庭\s?审\s?理|询\s?问|调\s?查|调\s?解|谈\s?话|庭\s?前\s?会\s?议|质\s?证|证据交换|听\s?证|"
    r"宣\s?判|执\s?行)[ ]{0,4}笔[ ]{0,4}录"
)
_CLOCK = r"(?:上午|下午)?\d{1,2}(?:时|点|：)\d{0,2}分?"
_WHEN = re.compile(
    rf"(?:时间|日期)[：:]?[ ]{{0,4}}(?P<day>{DATE})[ ]{{0,4}}"
    rf"(?P<clock>{_CLOCK}(?:[ ]{{0,3}}[至到\-－][ ]{{0,3}}{_CLOCK})?)?"
)
_WHERE = re.compile(r"地点[：:]?[ ]{0,4}(?P<v>[^\n，。；]{2,40})")
_SITS = re.compile(
    r"(?:^|(?<=\n)|(?<=[ ，。；、]))(?P<role>审判长|代理审判员|审判员|人民陪审员|陪审员|法官助理|书记员|记录人|"
    r"承办人|询问人|被询问人)"
    r"[：: ]{1,4}(?P<name>[\u4e00-\u9fff×·]{2,4}(?:[、 ][\u4e00-\u9fff×·]{2,4}){0,4})(?=[\n，。；、 （]|$)"
)
_CAME = re.compile(
    r"(?:(?<=\n)|^)[ ]*(?P<role>(?:反诉)?(?:原告|被告)[一二三四五\d]?|被告人|公诉人|辩护人|第三人|上诉人|"
    r"被上诉人|申请人|被申请人|申请执行人|"
    r"被执行人|证人|(?:原告|被告|第三人)?(?:的)?委托(?:诉讼)?代理人|"
    r"法定代表人)[：: ]{1,4}(?P<name>[^\n，。；：]{2,40})(?P<rest>[^\n]{0,80})"
)
_ABSENT = re.compile(r"未到庭|未出庭|缺席|无正当理由(?:拒不)?(?:未)?到庭")
_RIGHTS = re.compile(
    r"(?:是否|申不申请|有无)[^。？\n]{0,6}申请[^。？\n]{0,10}回避|回避[^。？\n]{0,4}吗|(?:宣布|"
    r"告知)[^。\n]{0,20}(?:权利|义务)|(?:诉讼)?权利(?:和|与)?义务"
)
_CHANGE = re.compile(
    r"(?:变更|增加|追加|放弃|撤回|减少|明确)[^，。；\n]{0,12}(?:诉讼请求|诉请|请求)[^。\n]{0,120}"
    r"|(?:诉讼请求|诉请)[^，。；\n]{0,8}(?:变更|增加|减少|明确)为?[^。\n]{0,120}"
)
_ISSUE = re.compile(r"(?:争议焦点|审理重点|争议的?焦点)[^：。\n]{0,16}[：是为][：]?(?P<v>[^\n]{4,400})")
_AGREED = re.compile(
    r"(?:双方|各方)(?:当事人)?[^。；\n]{0,40}?(?:无异议|无争议|没有争议|没有异议|一致(?:认可|确认|陈述))[^。；\n]{0,80}"
)
_SIGNED = re.compile(
    r"(?P<role>[\u4e00-\u9fff]{1,10}?)[（(]?(?:签名|签字|捺印)[)）]?[：: ]{1,4}(?P<name>[\u4e00-\u9fff×·]{2,4})?"
)


def title(plain: str) -> Span | None:
    """Where the record says what it is, in its first lines."""
    for at in TITLE.finditer(plain, 0, 400):
        line_start = plain.rfind("\n", 0, at.start()) + 1
        line_end = plain.find("\n", at.end()) % (len(plain) + 1)
        before, after = plain[line_start : at.start()].strip(), plain[at.end() : line_end].strip()
        if len(before) <= 24 and (not after or after.startswith(("（", "第", "("))):
            return at.span()
    return None


def head(text: str, plain: str, first: int) -> Iterator[Found]:
    """What stands before the first words spoken."""
    if (span := title(plain)) is not None:
        yield found("T001", re.sub(r"\s", "", plain[slice(*span)]), text, span, "transcripts.title")
    for match in COURT.finditer(plain, 0, min(first, 400)):
        yield found(
            "T002",
            re.sub(r"\s", "", match.group()),
            text,
            trimmed(plain, match.span(), " \n"),
            "transcripts.court",
        )
        break
    for number in case_number.find(plain, 0, first):
        span = trimmed(plain, number.span(), " \n")
        yield found("T003", case_number.normal(plain[slice(*span)]), text, span, "transcripts.number")
        break
    for match in _WHEN.finditer(plain, 0, first):
        day = parse_date(match["day"])
        if day:
            value = {"day": day.isoformat(), "clock": match["clock"] or ""}
            yield found(
                "T004", value, text, trimmed(plain, (match.start("day"), match.end()), " \n"), "transcripts.day"
            )
            break
    for match in _WHERE.finditer(plain, 0, first):
        yield found("T005", match["v"].strip(), text, trimmed(plain, match.span("v"), " \n"), "transcripts.place")
        break
    yield from _people(text, plain, first)


def _people(text: str, plain: str, first: int) -> Iterator[Found]:
    """Who sits and writes, and which parties came."""
    for match in _SITS.finditer(plain, 0, first):
        for name in re.finditer(r"[^、 ]+", match["name"]):
            span = match.start("name") + name.start(), match.start("name") + name.end()
            point = "T007" if match["role"] in ("书记员", "记录人") else "T006"
            yield found(point, {"role": match["role"], "name": name.group()}, text, span, "transcripts.sits")
    for match in _CAME.finditer(plain, 0, first):
        value = {"role": match["role"], "name": match["name"].strip()}
        present = not _ABSENT.search(match["name"] + match["rest"])
        value["name"] = re.sub(r"（.*|\(.*", "", value["name"])
        span = match.start("name"), match.start("name") + len(value["name"])
        yield found("T008", value | {"present": present}, text, span, "transcripts.came")


def spoken_points(text: str, plain: str, spoken: Sequence[Turn]) -> Iterator[Found]:
    """Rights told, claims changed, issues named, facts agreed."""
    rows = (("T009", _RIGHTS, "法院"), ("T016", _CHANGE, ""), ("T017", _ISSUE, "法院"), ("T018", _AGREED, "法院"))
    for point, pattern, side in rows:
        for turn in spoken:
            if (side and turn.side != side) or (not side and turn.side == "法院"):
                continue
            for match in pattern.finditer(plain, *turn.span):
                span = match.span("v") if "v" in pattern.groupindex else match.span()
                value = {"speaker": turn.role, "words": text[slice(*span)]}
                yield found(point, value, text, trimmed(plain, span, " \n"), "transcripts.spoken")


def signatures(text: str, plain: str) -> Iterator[Found]:
    """Who signed below."""
    for match in _SIGNED.finditer(plain, tail(plain)):
        value = {"role": match["role"], "name": match["name"] or ""}
        yield found("T019", value, text, trimmed(plain, match.span(), " \n"), "transcripts.signed")
