"""Civil papers: judgment, mediation statement, ruling on withdrawal, judgment on appeal."""

from __future__ import annotations

from mingjing.sample.papers.facts import CaseFacts
from mingjing.sample.papers.frame import bench, head, party_lines, signature
from mingjing.sample.papers.norms import Norm, cited, default_judgment, double_interest, of_cause, upheld, withdrawal
from mingjing.sample.papers.words import chinese_number, plain_day, yuan
from mingjing.sample.world import months

Paper = tuple[str, list[str], tuple[Norm, ...]]
PROCEDURES = {"simple": "适用简易程序", "small": "适用小额诉讼程序", "ordinary": "适用普通程序", "fast": "适用简易程序"}


def judgment(case: CaseFacts) -> Paper:
    """A civil judgment of first instance."""
    absent = case.chance < 0.4 and case.cause_name != "离婚纠纷"
    norms = of_cause(case.cause_name, case.closed_on) + ((default_judgment(case.closed_on),) if absent else ())
    lines = [
        *head(case, "民事判决书"),
        *party_lines(case),
        _course(case, absent),
        *_claims(case),
        _answer(case, absent),
        _found(case),
        _reasons(case, absent),
        f"依照{cited(norms)}之规定，判决如下：",
        *_orders(case),
        *_after_orders(case),
        *signature(case),
    ]
    return "判决书", lines, norms


def _course(case: CaseFacts, absent: bool) -> str:
    held = f"于{plain_day(case.held_on)}公开开庭进行了审理" if case.held_on else "公开开庭进行了审理"
    came = (
        f"原告{case.names('A')}到庭参加诉讼，被告{case.names('B')}经传票传唤无正当理由拒不到庭参加诉讼"
        if absent
        else f"原告{case.names('A')}、被告{case.names('B')}到庭参加诉讼"
    )
    manner = f"依法{PROCEDURES[case.procedure or 'ordinary']}，{bench(case)}，{held}"
    return (
        f"原告{case.names('A')}与被告{case.names('B')}{case.cause_name}一案，"
        f"本院于{plain_day(case.filed_on)}立案后，{manner}。{came}。"
        "本案现已审理终结。"
    )


def _claims(case: CaseFacts) -> list[str]:
    if case.amount_fen is None:
        asks = "判令原告与被告离婚"
    else:
        asks = f"1.判令被告支付原告{_object(case)}人民币{yuan(case.amount_fen)}元；2.本案诉讼费用由被告负担"
    return [
        f"原告{case.names('A')}向本院提出诉讼请求：{asks}。事实和理由：{_story(case)}原告为维护自身合法权益，诉至本院。"
    ]


def _object(case: CaseFacts) -> str:
    objects = {
        "民间借贷纠纷": "借款本金",
        "金融借款合同纠纷": "借款本金及利息",
        "物业服务合同纠纷": "物业服务费",
        "买卖合同纠纷": "货款",
        "劳动争议": "工资差额",
        "追索劳动报酬纠纷": "劳动报酬",
        "机动车交通事故责任纠纷": "各项损失",
    }
    return objects.get(case.cause_name, "款项")


def _story(case: CaseFacts) -> str:
    if case.loan:
        return (
            f"{plain_day(case.loan['agreed_on'])}，被告向原告借款人民币{yuan(case.loan['principal_fen'])}"
            f"元，约定年利率{case.loan['rate_percent']:g}%。借款到期后，"
            "被告未按约归还。"
        )
    if case.amount_fen is None:
        return "原、被告婚后因性格不合经常争吵，夫妻感情破裂。"
    return "双方就相关事项形成权利义务关系，原告已依约履行义务，被告至今未付清应付款项。"


def _answer(case: CaseFacts, absent: bool) -> str:
    return (
        f"被告{case.names('B')}未作答辩。"
        if absent
        else f"被告{case.names('B')}辩称，对事实经过没有异议，但对原告主张的部分内容不予认可。"
    )


def _found(case: CaseFacts) -> str:
    return f"经审理查明：{_story(case)}以上事实，有原告提供的书面证据及当事人陈述等证据证实，本院予以确认。"


def _reasons(case: CaseFacts, absent: bool) -> str:
    if _divorced(case):
        return "本院认为，原、被告夫妻感情确已破裂，原告要求离婚，应予准许；夫妻共同财产由本院依法分割。"
    if case.award_fen is None:
        return (
            "本院认为，夫妻关系的存续应以感情为基础。双方应珍惜夫妻感情，现有证据尚不足以证明夫妻感情确已破裂，原告的诉讼请求，本院不予支持。"
            if case.amount_fen is None
            else "本院认为，原告提供的证据不足以证明其主张，本院不予支持。"
        )
    silent = "被告经本院传票传唤无正当理由拒不到庭，视为放弃答辩和质证的权利。" if absent else ""
    return (
        "本院认为，当事人应当按照约定全面履行自己的义务。根据查明的事实，"
        f"被告应支付原告{_object(case)}人民币{yuan(case.award_fen)}元。"
        f"{silent}"
    )


def _orders(case: CaseFacts) -> list[str]:
    items = [f"准予原告{case.names('A')}与被告{case.names('B')}离婚"] if _divorced(case) else []
    items += [_share(thing) for thing in case.split]
    if case.award_fen and case.order_text:
        items.append(case.order_text)
    if not items:
        return ["不准予原告与被告离婚。" if case.amount_fen is None else "驳回原告的诉讼请求。"]
    return _listed(items if case.award_fen == case.amount_fen else [*items, "驳回原告的其余诉讼请求"])


def _divorced(case: CaseFacts) -> bool:
    """A judgment that divides property grants the divorce."""
    return case.cause_name == "离婚纠纷" and bool(case.split)


def _listed(items: list[str]) -> list[str]:
    """One item alone, several with 一、 二、 and so on."""
    if len(items) == 1:
        return [f"{items[0]}。"]
    return [f"{chinese_number(i)}、{item}{'。' if i == len(items) else '；'}" for i, item in enumerate(items, 1)]


def _after_orders(case: CaseFacts) -> list[str]:
    late = (
        f"如果未按本判决指定的期间履行给付金钱义务，应当依照《中华人民共和国民事诉讼法》{double_interest(case.closed_on)}"
        "之规定，加倍支付迟延履行期间的债务利息。"
    )
    payer = "被告" if case.award_fen else "原告"
    fee = [f"案件受理费人民币{yuan(case.fee_fen)}元，由{payer}负担。"] if case.fee_fen else []
    final = (
        "本判决为终审判决。"
        if case.procedure == "small"
        else (
            "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，"
            f"并按照对方当事人的人数提出副本，上诉于{case.court_above}。"
        )
    )
    return [*([late] if case.award_fen else []), *fee, final]


def mediation(case: CaseFacts) -> Paper:
    """A mediation statement."""
    opening = (
        f"原告{case.names('A')}与被告{case.names('B')}{case.cause_name}一案，"
        f"本院于{plain_day(case.filed_on)}立案后，依法{PROCEDURES[case.procedure or 'simple']}进行"
        "了审理。"
    )
    lines = [
        *head(case, "民事调解书"),
        *party_lines(case),
        opening,
        *_claims(case),
        "本案审理过程中，经本院主持调解，当事人自愿达成如下协议：",
        *_agreed(case),
        "上述协议，不违反法律规定，本院予以确认。",
        "本调解书经各方当事人签收后，即具有法律效力。",
        *signature(case),
    ]
    return "调解书", lines, ()


def _agreed(case: CaseFacts) -> list[str]:
    items = ["原告与被告自愿离婚"] if case.cause_name == "离婚纠纷" else []
    items += [_share(thing) for thing in case.split]
    if case.award_fen:
        pay_by = plain_day(months(case.closed_on, 1).replace(day=28))
        items.append(f"被告{case.names('B')}于{pay_by}前支付原告{case.names('A')}人民币{yuan(case.award_fen)}元")
    if case.fee_fen:
        items.append(f"案件受理费人民币{yuan(case.fee_fen)}元，由原告负担")
    return _listed(items or ["双方就本案再无其他争议"])


def _share(thing: dict[str, object]) -> str:
    value = f"（价值人民币{yuan(int(str(thing['value_fen'])))}元）" if thing["value_fen"] else ""
    return (
        f"{thing['item']}{value}归{thing['name']}所有"
        if thing["kind"] == "asset"
        else f"{thing['item']}{value}由{thing['name']}负责清偿"
    )


def withdrawn(case: CaseFacts) -> Paper:
    """A ruling that lets the plaintiff withdraw."""
    norms = (withdrawal(case.closed_on),)
    opening = (
        f"原告{case.names('A')}与被告{case.names('B')}{case.cause_name}一案，"
        f"本院于{plain_day(case.filed_on)}立案。原告于{plain_day(case.closed_on)}向本院提出撤诉申"
        "请。"
    )
    fee = [f"案件受理费人民币{yuan(case.fee_fen)}元，由原告负担。"] if case.fee_fen else []
    lines = [
        *head(case, "民事裁定书"),
        *party_lines(case),
        opening,
        "本院认为，原告在宣告判决前申请撤诉，系自愿处分其诉讼权利，不违反法律规定，应予准许。",
        f"依照{cited(norms)}规定，裁定如下：",
        f"准许原告{case.names('A')}撤诉。",
        *fee,
        *signature(case),
    ]
    return "裁定书", lines, norms


def appeal(case: CaseFacts) -> Paper:
    """A judgment that upholds the one below."""
    norms = (upheld(case.closed_on),)
    below = f"{case.origin_court}{case.origin_number}民事判决"
    opening = (
        f"上诉人{case.names('A')}因与被上诉人{case.names('B')}{case.cause_name}一案，"
        f"不服{below}，向本院提起上诉。本院于{plain_day(case.filed_on)}立案后，"
        f"{bench(case)}进行了审理。本案现已审理终结。"
    )
    fee = [f"二审案件受理费人民币{yuan(case.fee_fen)}元，由上诉人{case.names('A')}负担。"] if case.fee_fen else []
    lines = [
        *head(case, "民事判决书"),
        *party_lines(case),
        opening,
        f"上诉人{case.names('A')}上诉请求：撤销原判，依法改判。",
        f"被上诉人{case.names('B')}辩称，原判认定事实清楚，适用法律正确，请求维持。",
        "经审理查明：一审法院认定的事实清楚，本院予以确认。",
        "本院认为，上诉人的上诉请求不能成立，应予驳回；一审判决认定事实清楚，适用法律正确，应予维持。",
        f"依照{cited(norms)}规定，判决如下：",
        "驳回上诉，维持原判。",
        *fee,
        "本判决为终审判决。",
        *signature(case),
    ]
    return "判决书", lines, norms
