"""The catalogue of scenarios: one page that finds them, and one page each that a lawyer can read."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from mingjing.cli.markdown import head, row
from mingjing.court.catalogue import TABLES
from mingjing.court.milestones import MILESTONES
from mingjing.scenario import library
from mingjing.scenario.fields import CERTAINTIES, PANELS
from mingjing.scenario.loading import read_yaml
from mingjing.scenario.scenario import Scenario
from mingjing.scenario.services import services

ORDER = "VMD"
"""From the surest mark to the least."""
OUTSIDE = "外部共享"
_CAUSE = re.compile(r"'([^']{2,40}(?:纠纷|罪))'")


def scenario_pages() -> dict[str, Iterator[str]]:
    """The catalogue, and a page for every scenario."""
    found = sorted(library.load_all(), key=lambda s: (s.code, s.name))
    return {"scenarios.md": catalogue(found)} | {f"scenarios/{s.name}.md": page(s) for s in found}


def catalogue(found: list[Scenario]) -> Iterator[str]:
    """Every scenario in one table, then by panel, milestone, cause, data and certainty."""
    said = "；".join(f"{k} {v}" for k, v in CERTAINTIES.items())
    yield f"# 场景\n\n预警是附证据的提醒，不是结论。把握程度：{said}；按一个场景各依据中把握最小的一条归类。\n"
    yield from head("编号", "场景", "板块", "触发节点", "评查", "外部数据", "把握")
    for s in found:
        outside = "、".join(TABLES[t].label for t in external(s))
        yield row(
            s.code, link(s), "、".join(s.panel), " ".join(s.milestones), s.review, outside or "不需要", certainty(s)
        )
    yield from by_service()
    fires = {f"{code} {MILESTONES[code].label}": [s for s in found if code in s.milestones] for code in MILESTONES}
    yield from grouped("按板块", {p: [s for s in found if p in s.panel] for p in PANELS})
    yield from grouped("按节点", fires)
    yield from grouped("按案由", by_cause(found))
    yield from grouped("按所需数据", by_data(found))
    yield from grouped("按把握程度", {f"{m} {CERTAINTIES[m]}": [s for s in found if certainty(s) == m] for m in ORDER})
    yield from lacking(found)


def by_service() -> Iterator[str]:
    """The entries that are not models."""
    if not (found := services()):
        return
    yield "\n## 不是模型的条目\n\n数据服务和办案辅助不产生线索，由下列部分实现；没有实现的写明缺什么。\n"
    yield from head("编号", "条目", "板块", "做什么", "由什么实现", "还缺什么")
    yield from (row(s.code, s.title, "、".join(s.panel), s.does, s.by, s.missing) for s in found)


def grouped(title: str, groups: dict[str, list[Scenario]]) -> Iterator[str]:
    """One way of finding them."""
    yield f"\n## {title}\n"
    yield from (f"- {name}：{'、'.join(map(link, members))}" for name, members in groups.items() if members)


def by_cause(found: list[Scenario]) -> dict[str, list[Scenario]]:
    """The causes that the models name, and those that name none."""
    groups: dict[str, list[Scenario]] = defaultdict(list)
    for s in found:
        for cause in causes(s) or ("不限案由，或由所读的表限定",):
            groups[cause].append(s)
    return dict(sorted(groups.items()))


def causes(s: Scenario) -> tuple[str, ...]:
    """Causes and offences that a condition of the model names."""
    nodes = json.dumps(read_yaml(Path(s.folder) / "scenario.yaml")["nodes"], ensure_ascii=False)
    return tuple(sorted(set(_CAUSE.findall(nodes))))


def by_data(found: list[Scenario]) -> dict[str, list[Scenario]]:
    """The tables of the court, each with the models that read it."""
    return {f"{t.label} `{t.name}`": [s for s in found if t.name in s.tables] for t in TABLES.values()}


def lacking(found: list[Scenario]) -> Iterator[str]:
    """What the court has no table for."""
    yield "\n## 法院还没有的数据\n"
    yield from head("场景", "缺少的数据", "因此")
    yield from (row(link(s), lack.data, lack.effect) for s in found for lack in s.lacks)


def external(s: Scenario) -> tuple[str, ...]:
    """The registers of others that the model reads."""
    return tuple(t for t in s.tables if TABLES[t].source == OUTSIDE)


def certainty(s: Scenario) -> str:
    """The least certain mark among the articles it rests on."""
    return max((b.certainty for b in s.basis), key=ORDER.index)


def link(s: Scenario) -> str:
    """Its title as a link to its page."""
    return f"[{s.title}](scenarios/{s.name}.md)"


def page(s: Scenario) -> Iterator[str]:
    """One scenario, readable by a lawyer."""
    fires = "、".join(f"{c} {MILESTONES[c].label}" for c in s.milestones)
    yield f"# {s.title} `{s.name}`（{s.code}）\n\n{s.asks}\n"
    yield f"- 板块：{'、'.join(s.panel)}\n- 触发节点：{fires}\n- 评查：{s.review}"
    yield f"- 告知：{'、'.join(('承办法官', '书记员', *s.recipients))}"
    yield f"- 数据：{'、'.join(f'{TABLES[t].label}（{TABLES[t].source}）' for t in s.tables)}"
    yield from (f"- 法院没有的数据：{lack.data}；{lack.effect}" for lack in s.lacks)
    yield f"\n## 规则\n\n{s.sentence}\n\n## 预警文字\n\n{s.alert}\n"
    yield from parameters(s)
    yield "## 依据\n"
    yield from head("依据", "条文", "施行", "把握程度", "说明")
    yield from (row(b.law, b.article, b.in_force, b.certainty, b.note) for b in s.basis)
    yield "\n## 证据\n"
    yield from (f"- {e.note or TABLES[e.table].label}：「{TABLES[e.table].label}」的有关行" for e in s.evidence)
    yield "\n## 可能不成立的情形\n"
    yield from (f"- {alarm}" for alarm in s.false_alarms)
    yield from missing(s)


def parameters(s: Scenario) -> Iterator[str]:
    """The values that a court may set."""
    if not s.params:
        return
    yield "## 参数\n"
    yield from head("参数", "值", "性质", "把握程度", "出处")
    for p in s.params:
        kind = "法律" if p.mark == "law" else "默认"
        yield row(p.label, f"{p.value}{p.unit}", kind, p.certainty, p.article)
    yield ""


def missing(s: Scenario) -> Iterator[str]:
    """What keeps a case from being judged."""
    if not s.unknown:
        return
    yield "\n## 缺数据时\n\n下列数据缺少时不提示，案件计入“未能判断”：\n"
    yield from (f"- {needs}" for needs in dict.fromkeys(u.needs for u in s.unknown))
