"""Circumstances of sentencing that the court accepts, and those it refuses, for each accused.

Only the reasoning counts. Each clause has a stance: the court's own view, a defence view it accepts (予以采纳), or
one it refuses (不予采纳, 不能成立). A word that the clause denies (不属于自首) is refused, too. What is refused for an
accused is never among what is accepted for the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingjing.reading.items import sentences
from mingjing.reading.names import Names
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

# Names as the hand-labelled papers have them; each with the words that mean it.
CUES: tuple[tuple[str, str], ...] = (
    (
        "自首",
        r"(?:是|系|属于?|构成|具有|有|成立|以|认定为?|符合)?自首|投案自首"
        r"|(?:自动|主动)[^，。；未不]{0,8}投案[^。；未不没]{0,16}如实(?:供述|交代|交待|供认|陈述)",
    ),
    ("坦白", r"如实(?:供述|交代|交待|供认|陈述)|坦白"),
    ("当庭自愿认罪", r"当庭(?:能够?|自愿|亦|均|也)?(?:自愿)?认罪"),
    ("自愿认罪", r"(?<!当庭)(?<!当庭能)自愿认罪(?!认罚)"),
    ("认罪认罚", r"认罪认罚"),
    ("认罪态度好", r"认罪态度(?:较好|好|良好|尚好|诚恳)|认罪(?:、|，)?悔罪态度(?:较好|好)|悔罪态度(?:较好|好|明显)"),
    ("累犯", r"(?:是|系|属于?|构成)?(?:一般)?累犯"),
    ("毒品再犯", r"毒品(?:犯罪的?)?再犯|系再犯|是再犯|属再犯|因[^，。；]{0,8}毒品罪被判(?=[^。；]{0,24}又犯)"),
    (
        "前科",
        r"(?:有|具有)(?:犯罪|刑事|其他|多次)?前科|曾(?:经)?因[^，。；]{0,24}(?:受过|被判|受到)"
        r"[^，。；]{0,8}(?:刑事处罚|处罚|刑)|有(?:犯罪)?劣迹|因故意犯罪被刑事处罚",
    ),
    ("无前科", r"无(?:犯罪)?前科|没有(?:犯罪)?前科|(?:既往|此前|平时)?(?:表现良好|无劣迹)"),
    ("初犯偶犯", r"初犯|偶犯|初次犯罪"),
    ("立功", r"(?:有|是|系|属于?|构成|具有)?(?:一般|重大)?立功(?!受奖)"),
    ("主犯", r"主犯|起主要作用|(?:起|是)组织、领导"),
    ("从犯", r"从犯|起(?:了)?(?:次要|辅助|帮助)[^，。；]{0,4}作用|处于(?:次要|从属)地位"),
    ("胁从犯", r"胁从犯"),
    ("共同犯罪", r"(?:系|属于?|构成|是|均系)(?:一般)?共同犯罪(?!中)"),
    ("未遂", r"(?:犯罪)?未遂|未得逞|未能得逞"),
    ("犯罪中止", r"犯罪中止|中止犯罪"),
    ("犯罪预备", r"犯罪预备|预备犯"),
    (
        "退赃退赔",
        r"退赃|退赔(?!问题|责任|义务)|退(?:出|缴|还|回|清)(?=[^，。；]{0,16}(?:赃|款|所得|损失|财物|元|钱|被害))|(?:赃款"
        r"|赃物)(?=[^，。；]{0,10}(?:退|追回|发还|返还))"
        r"|代偿(?=[^，。；]{0,12}(?:工资|款))",
    ),
    ("赔偿", r"赔偿(?!标准|责任|请求|协议中)|赔付|补偿(?=[^，。；]{0,8}(?:被害|损失|家属|亲属|受害))"),
    ("谅解", r"谅解"),
    (
        "被害人过错",
        r"(?:被害人|受害人|对方)(?=[^。；]{0,40}(?<![不没无未])(?:存在|具有|有|负有)(?:一定|明显|严重|重大"
        r"|相应|较大|的|程度){0,3}过错)",
    ),
    ("未成年人犯罪", r"(?<!前罪时)(?:不满|未满)(?:十八|18|十六|16)周岁|系未成年人|未成年人犯罪"),
    ("老年人犯罪", r"(?:已满|年满)七十五周岁"),
    ("限制责任能力", r"限制(?:刑事)?责任能力|(?:部分|限定)刑事责任能力"),
    ("聋哑人", r"又聋又哑|聋哑人"),
    ("正当防卫", r"正当防卫|防卫行为(?!过当)"),
    ("防卫过当", r"防卫过当"),
    ("紧急避险", r"紧急避险"),
    ("主动缴纳罚金", r"(?:缴纳|交纳|预缴|预交|缴清)[^，。；]{0,8}罚金|罚金[^，。；]{0,6}(?:已|预)(?:缴|交)"),
    ("犯罪情节较轻", r"犯罪情节(?:较轻|轻微|显著轻微)|情节较轻"),
    ("主观恶性较小", r"主观恶性(?:较|相对)?(?:小|不大|不深)"),
    ("社会危害性较小", r"(?:社会)?危害(?:性|后果)?(?:较|相对)?(?:小|不大)"),
    ("未造成严重后果", r"未造成[^，。；]{0,6}(?:严重|重大)?后果|没有造成[^，。；]{0,6}后果"),
    ("未获利", r"(?:未|没有|并未)(?:实际)?获(?:利|得利益|取利益)"),
    ("毒品未流入社会", r"(?:毒品)?(?:尚|均|并)?未流入社会"),
    ("损失已追回", r"损失(?:已|均已|全部)?[^，。；]{0,6}追回"),
    (
        "民间纠纷引发",
        r"(?:民间|婚姻|家庭|邻里)[^，。；]{0,8}(?:纠纷|矛盾)[^，。；]{0,6}(?:引发|激化)"
        r"|因[^，。；]{0,8}(?:邻里|民间|家庭)(?:纠纷|矛盾)",
    ),
    ("缓刑建议", r"(?:适用|宣告|判处)缓刑"),
)
_BY_NAME = re.compile("|".join(f"(?P<c{index}>{cue})" for index, (_, cue) in enumerate(CUES)))
# what a court weighs only when somebody asks for it: it is a request, not a circumstance, where the court grants it
_ONLY_REFUSED = {"缓刑建议", "正当防卫"}
_REFUSES = re.compile(
    r"不予(?:采纳|采信|支持|认定|认可|考虑|确认)|不能成立|不(?:应|能|宜|足以)(?:采纳|支持|采信|认定|成立)"
    r"|(?:理由|意见|辩解|辩护|主张)[^，。；]{0,12}(?:不成立|不当|不实)"
    r"|与(?:已)?(?:查明|审理查明|本案|在案)?[^，。；]{0,12}(?:不符|不相符|相悖|相矛盾)|(?:无|没有|缺乏"
    r"|于法无)[^，。；]{0,8}(?:事实|法律|证据)[^，。；]{0,8}(?:依据|根据|据|支持|证实)|(?:均)?不采纳"
    r"|难以(?:采信|采纳|支持|成立)|予以驳回"
)
_ACCEPTS = re.compile(
    r"(?:予以|应予|可予|依法|部分|均予|并予|酌情)(?:采纳|支持|采信|认定|考虑)|(?:理由|意见|建议|请求)"
    r"[^，。；]{0,14}成立|可以采纳|(?:经查)?(?:情况)?属实|与[^，。；]{0,14}(?:相符|一致|吻合)"
    r"|已(?:经)?作出[^，。；]{0,6}认定|并无不当|有事实|符合[^，。；]{0,10}(?:事实|情|法律)"
)
_OPINION = re.compile(
    r"辩护人|辩解|辩称|辩护意见|上诉理由|上诉人[^，。；]{0,14}(?:提出|诉称|所提|关于|称)"
    r"|被告人[^，。；]{0,14}(?:提出|所提|称)|关于[^，。；]{0,30}(?:意见|理由|请求|建议)|公诉机关(?:指控"
    r"|认为|起诉|认定)[^，。；]{0,30}(?:自首|从犯|立功|累犯)"
)
_RAISES = re.compile(r"对于|关于|辩护人|上诉人[^，。；]{0,10}(?:提出|称|及其)|还提出|另提出")
# 责令退赔, 应当赔偿: a duty that the court imposes, not what the accused has done
_IMPOSED = re.compile(r"(?:责令|判令|应当?|尚未|未能|继续|请求|要求|不愿)[^，。；]{0,10}$")
_CHECKED = re.compile(r"经查|经审查|本院认为，|本院认为：|经审理|查明|(?:^|，)对此|本院评判|合议庭认为")
_DENIES = re.compile(
    r"(?:不(?:主动|愿|属于?|构成|是|具有|能认定(?:为)?|应认定(?:为)?|予认定(?:为)?|足以认定|符合|宜认定(?:为)?"
    r"|能视为|成立|具备|能算|存在|应(?:当)?(?:适用|宣告|判处)?|宜(?:对其)?(?:适用|宣告)?|能)|并非|而非"
    r"|没有|未(?!遂|成年|得逞|满|流入|造成|获利)(?:能|予|曾)?|无(?!前科)|非|不得|不宜对其|不可)"
    r"[^，。；、]{0,14}$"
)
_NOT = re.compile(r"(?:不|未|并非|没有|无|难以|否认)$")  # the verb may belong to the words: 不 before 构成自首
_DENIED_AFTER = re.compile(
    r"^[^，。；]{0,16}(?:不能成立|不成立|不予认定|不予采纳|依据不足|证据不足|条件不符|的条件不|特征不符"
    r"|的构成要件不|情节不予)"
)
_STATUTE = re.compile(r"《[^》]{2,40}》[^“”；。]{0,40}[：“][^”]{10,}|[“\"][^”\"]{0,20}犯罪(?:分子|以后)[^”\"]{4,}[”\"]")


@dataclass(frozen=True, slots=True)
class Found:
    """A circumstance at its words, for whom (empty: for all accused), and whether the court accepts it."""

    name: str
    span: Span
    whom: tuple[str, ...]
    accepted: bool


def circumstances(
    source: str, text: str, parts: Sections, names: Names, accused: Iterable[str], stage: str | None
) -> dict[str, tuple[tuple[Value[str], ...], tuple[Value[str], ...]]]:
    """For each accused: the circumstances accepted, and those refused."""
    everyone = tuple(accused)
    found = list(_found(text, _weighing(text, parts, stage), names, everyone))
    return {name: _sorted_out(text, source, [f for f in found if not f.whom or name in f.whom]) for name in everyone}


_OWN_VIEW = re.compile(r"(?<=[\n。 ])本院认为，(?!(?:上述|以上)[^，。；]{0,8}证据)")


def _weighing(text: str, parts: Sections, stage: str | None) -> Span:
    """Where the court weighs. It may say 本院认为 twice, the second time only to answer a defence; on appeal only the
    last counts, because the lower court's view is retold in the same words."""
    first = _OWN_VIEW.search(text, parts.parties[1], parts.reasoning[0]) if stage == "一审" else None
    return first.start() if first else parts.reasoning[0], parts.reasoning[1]


def _sorted_out(text: str, source: str, found: list[Found]) -> tuple[tuple[Value[str], ...], tuple[Value[str], ...]]:
    """Accepted and refused, each once. What is refused outweighs a mere mention in an accepted opinion."""
    refused = _once(source, [f for f in found if not f.accepted])
    denied = {value.value for value in refused}
    kept = [f for f in found if f.accepted and f.name not in denied and f.name not in _ONLY_REFUSED]
    return _settled(text, _once(source, kept), kept), tuple(v for v in refused if v.value not in _NEVER_REFUSED)


def _once(source: str, found: list[Found]) -> list[Value[str]]:
    values: dict[str, Value[str]] = {}
    for one in found:
        values.setdefault(one.name, at(source, one.name, one.span, "circumstances", 0.85))
    return list(values.values())


def _settled(text: str, accepted: list[Value[str]], found: list[Found]) -> tuple[Value[str], ...]:
    """Surrender includes confession, confession the good attitude; paying back what was taken is no compensation."""
    names = {value.value for value in accepted}
    implied: set[str] = set()
    if "自首" in names and not _confesses_apart(text, found):
        implied.add("坦白")
    if names & {"自首", "坦白", "认罪认罚", "当庭自愿认罪", "自愿认罪"}:
        implied.add("认罪态度好")
    implied |= {word for whole, word in _INCLUDES if whole in names}
    return tuple(value for value in accepted if value.value not in implied)


_INCLUDES = (
    ("退赃退赔", "赔偿"),
    ("累犯", "前科"),
    ("毒品再犯", "前科"),
    ("认罪认罚", "自愿认罪"),
    ("认罪认罚", "当庭自愿认罪"),
)
# true or not, the defence never loses by naming them: a sentence that denies them speaks of something else
_NEVER_REFUSED = ("坦白", "前科", "共同犯罪", "赔偿", "退赃退赔", "无前科", "认罪态度好")


def _confesses_apart(text: str, found: list[Found]) -> bool:
    """如实供述 of another charge: in a clause of its own behind the one with 自首, and counted for leniency there."""
    surrender = max((f.span[1] for f in found if f.name == "自首"), default=len(text))
    return any(
        f.name == "坦白"
        and f.span[0] > surrender
        and re.search("[；。]", text[surrender : f.span[0]])
        and re.search("从轻|从宽|减轻", re.split("[；。\n]", text[f.span[1] : f.span[1] + 60])[0])
        for f in found
    )


def _found(text: str, reasoning: Span, names: Names, everyone: tuple[str, ...]) -> Iterator[Found]:
    """Circumstances of the reasoning, clause by clause; a judgment on an opinion may stand in the next clause."""
    waiting: list[Found] = []
    reader = Subjects(text, names, everyone)
    for span in _clauses(text, reasoning):
        opinion = _opinion(text, span)
        stance = _stance(text[slice(*span)], opinion is not None)
        said = list(_cues(text, opinion, span, reader)) if opinion else []
        if stance is None and opinion and _RAISES.search(text, *opinion):
            waiting = []  # a new opinion begins: nothing judged the one before
        if stance is not None:
            yield from (Found(one.name, one.span, one.whom, stance and one.accepted) for one in [*waiting, *said])
            waiting = []
        else:
            waiting = [*waiting[-6:], *said]
        before, after = ((span[0], opinion[0]), (opinion[1], span[1])) if opinion else (span, (span[1], span[1]))
        yield from _cues(text, before, span, reader)
        yield from _cues(text, after, span, reader, reader.at(opinion[1], span) if opinion else None)
        reader.leave(span)


def _clauses(text: str, reasoning: Span) -> Iterator[Span]:
    """Sentences, cut at ； as well."""
    for span in sentences(text, reasoning):
        start = span[0]
        for stop in re.finditer("；", text[slice(*span)]):
            yield start, span[0] + stop.end()
            start = span[0] + stop.end()
        if start < span[1]:
            yield start, span[1]


def _opinion(text: str, span: Span) -> Span | None:
    """The part of this clause that tells what the defence says."""
    opinion = _OPINION.search(text, *span)
    if not opinion:
        return None
    checked = _CHECKED.search(text, opinion.end(), span[1])
    return opinion.start(), checked.start() if checked else span[1]


def _stance(words: str, holds_opinion: bool) -> bool | None:
    """True when the clause accepts an opinion, False when it refuses one, None when it does neither."""
    refuses, accepts = list(_REFUSES.finditer(words)), list(_ACCEPTS.finditer(words))
    if not holds_opinion and not re.search(r"意见|理由|辩解|建议|请求", words):
        return None
    if refuses and accepts:
        return accepts[-1].start() > refuses[-1].start()
    if refuses or accepts:
        return bool(accepts)
    return None


def _cues(
    text: str, span: Span, clause: Span, reader: Subjects, whom: tuple[str, ...] | None = None
) -> Iterator[Found]:
    """The circumstances that `span` names; quoted statutes and accomplices who are not on trial are passed over."""
    statutes = [m.span() for m in _STATUTE.finditer(text, *clause)]
    for match in _BY_NAME.finditer(text, *span):
        if any(a <= match.start() < b for a, b in statutes) or reader.of_another(match.start(), clause):
            continue
        name = CUES[int(str(match.lastgroup)[1:])][0]
        before, after = text[max(clause[0], match.start() - 24) : match.start()], text[match.end() : match.end() + 24]
        if name in ("退赃退赔", "赔偿") and _IMPOSED.search(before):
            continue
        denied = bool(_DENIES.search(before) or _NOT.search(before) or _DENIED_AFTER.search(after))
        meant = reader.all_of(clause) if name == "共同犯罪" else ()
        yield Found(name, match.span(), whom or meant or reader.at(match.start(), clause), not denied)


_OPENS_SEGMENT = re.compile(
    r"(?:[，；。：\n“\"、]|^)(?:其中|公诉机关(?:指控|认为|提出)|但|且|而|同时|另|又|鉴于|考虑到|对|对于"
    r"|关于|因|虽|故|针对|在|并|以及"
    r"|及|案发后|归案后|[^，。；\n]{0,12}犯罪中，?)*"
    r"(?:本案|上述|原审)?(?:被告人|上诉人|被告单位)?(?:（[^）]*）)?$"
)
_JOINS = re.compile(r"(?:（[^）]*）)?[、和及与，]?(?:被告人|上诉人)?(?:（[^）]*）)?")
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "2": 2, "3": 3}
_ANOTHER = re.compile(
    r"(?:同案(?:犯|人|被告人)?[^，。；]{0,24}?|[，。；、])(?P<name>[\u4e00-\u9fff]某?[\u4e00-\u9fff]?)"
    r"(?:有|系|是|具有)[^，。；]{0,3}$"
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Accused named one after the other, from where, and whether the clause is about them."""

    start: int
    names: tuple[str, ...]
    subject: bool


class Subjects:
    """Of whom a clause speaks: the accused at the start of a part of it, else those of the clause before."""

    def __init__(self, text: str, names: Names, everyone: tuple[str, ...]) -> None:
        self.text, self.names, self.everyone = text, names, everyone
        self.last: tuple[str, ...] = ()
        self._clause: Span = (-1, -1)
        self._runs: list[_Run] = []

    def at(self, pos: int, clause: Span) -> tuple[str, ...]:
        """Those meant by what stands at `pos`; all the accused when the clause names nobody yet."""
        before = [run for run in self.runs(clause) if run.start < pos]
        subjects = [run for run in before if run.subject] or before
        return subjects[-1].names if subjects else self.last

    def all_of(self, clause: Span) -> tuple[str, ...]:
        """Everyone the clause names: a joint crime is that of all."""
        return tuple(dict.fromkeys(name for run in self.runs(clause) for name in run.names))

    def leave(self, clause: Span) -> None:
        """Remember the subject for the next clause, which may leave it out."""
        subjects = [run for run in self.runs(clause) if run.subject]
        self.last = subjects[-1].names if subjects else self.last

    def runs(self, clause: Span) -> list[_Run]:
        """Names joined by 、, and whether they stand where a subject stands."""
        if clause != self._clause:
            self._clause, self._runs = clause, list(self._read(clause))
        return self._runs

    def _read(self, clause: Span) -> Iterator[_Run]:
        run: list[str] = []
        start = end = -1
        for mention in self.names.mentions(clause):
            if run and not _JOINS.fullmatch(self.text[end : mention.span[0]]):
                yield from self._run(clause, start, run)
                run = []
            start = mention.span[0] if not run else start
            run += [name for name in self._meant(mention.span, mention.names, clause) if name in self.everyone]
            end = mention.span[1]
        yield from self._run(clause, start, run)

    def _run(self, clause: Span, start: int, names: list[str]) -> Iterator[_Run]:
        lead = self.text[max(clause[0], start - 40) : start]
        if names:
            subject = start == clause[0] or bool(_OPENS_SEGMENT.search(lead))
            yield _Run(start, tuple(dict.fromkeys(names)), subject)

    def _meant(self, span: Span, names: tuple[str, ...], clause: Span) -> tuple[str, ...]:
        """二被告人 after 被告人甲、乙的辩护人 means those two."""
        count = _COUNTS.get(self.text[span[0]])
        if len(names) == 1 or count is None or count == len(names):
            return names
        named = [name for m in self.names.mentions((clause[0], span[0])) if len(m.names) == 1 for name in m.names]
        return tuple(dict.fromkeys(named))[-count:] or self.last or names

    def of_another(self, pos: int, clause: Span) -> bool:
        """颜某有立功情节, where 颜某 is an accomplice tried elsewhere."""
        found = _ANOTHER.search(self.text, max(clause[0], pos - 30), pos)
        if not found or "同案" not in self.text[slice(*clause)]:
            return False
        return not any(found["name"] in name or name in found["name"] for name in self.everyone)
