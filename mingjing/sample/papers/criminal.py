"""Criminal judgments of first instance after a plea."""

from __future__ import annotations

from typing import Any

from mingjing.sample.papers.civil import Paper
from mingjing.sample.papers.facts import CaseFacts
from mingjing.sample.papers.frame import bench, head, party_lines, signature
from mingjing.sample.papers.norms import cited, of_crime
from mingjing.sample.papers.words import plain_day, term, yuan

KINDS = {"detention": "拘役", "fixed": "有期徒刑"}
DEEDS = {
    "危险驾驶罪": "饮酒后驾驶小型轿车行驶，被执勤民警查获，经鉴定其血液中乙醇含量超过醉酒标准",
    "盗窃罪": "秘密窃取被害人放置于店内的财物后逃离现场",
    "诈骗罪": "虚构事实、隐瞒真相，骗取被害人钱款后挥霍",
    "故意伤害罪": "因琐事与被害人发生争执，持械将被害人打伤，经鉴定构成轻伤二级",
    "帮助信息网络犯罪活动罪": "明知他人利用信息网络实施犯罪，仍将本人银行卡提供给他人用于转移资金",
    "交通肇事罪": "驾驶机动车违反道路交通安全法规，致一人死亡，负事故主要责任",
    "寻衅滋事罪": "酒后无故殴打他人，致人轻微伤",
    "掩饰、隐瞒犯罪所得、犯罪所得收益罪": "明知是犯罪所得的手机而予以收购并转卖",
}


def judgment(case: CaseFacts) -> Paper:
    """A criminal judgment."""
    norms = of_crime(
        case.cause_name, any(s["probation_months"] for s in case.sentences), any(s["fine_fen"] for s in case.sentences)
    )
    accused = case.names("B")
    held = f"，于{plain_day(case.held_on)}公开开庭审理了本案" if case.held_on else "，公开开庭审理了本案"
    charge = (
        f"{case.names('A')}指控被告人{accused}犯{case.cause_name}，"
        f"于{plain_day(case.filed_on)}向本院提起公诉。本院{bench(case)}{held}。"
        "现已审理终结。"
    )
    deed = DEEDS.get(case.cause_name, "实施了起诉书指控的行为")
    lines = [
        *head(case, "刑事判决书"),
        *party_lines(case),
        charge,
        f"公诉机关指控：被告人{accused}{deed}。被告人到案后如实供述，自愿认罪认罚。",
        f"经审理查明：被告人{accused}{deed}。上述事实，被告人在开庭审理过程中亦无异议，并有证人证言、书证等证据证实，足以认定。",
        f"本院认为，被告人{accused}的行为已构成{case.cause_name}，公诉机关指控的罪名成立。被告人到案后如实供述自己的罪行，自愿认罪认罚，依法可以从轻处罚。",
        f"依照{cited(norms)}之规定，判决如下：",
        *_verdicts(case),
        _appeal(case),
        *signature(case),
    ]
    return "判决书", lines, norms


def _verdicts(case: CaseFacts) -> list[str]:
    if len(case.sentences) == 1:
        return [_verdict(case.sentences[0]), _span(case.sentences[0])]
    return [line for i, s in enumerate(case.sentences) for line in (f"{'一二三四五'[i]}、{_verdict(s)}", _span(s))]


def _verdict(sentence: dict[str, Any]) -> str:
    probation = f"，缓刑{term(sentence['probation_months'])}" if sentence["probation_months"] else ""
    fine = f"，并处罚金人民币{yuan(sentence['fine_fen'])}元" if sentence["fine_fen"] else ""
    return (
        f"被告人{sentence['name']}犯{sentence['offence']}，判处{KINDS[sentence['kind']]}{term(sentence['term_months'])}"
        f"{probation}{fine}。"
    )


def _span(sentence: dict[str, Any]) -> str:
    if sentence["probation_months"]:
        return "（缓刑考验期限，从判决确定之日起计算。）"
    return (
        "（刑期从判决执行之日起计算。判决执行以前先行羁押的，"
        f"羁押一日折抵刑期一日，即自{plain_day(sentence['starts_on'])}起至{plain_day(sentence['ends_on'])}"
        "止。）"
    )


def _appeal(case: CaseFacts) -> str:
    return (
        f"如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向{case.court_above}提出上"
        "诉。书面上诉的，应当提交上诉状正本一份，副本二份。"
    )
