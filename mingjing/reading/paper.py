"""What is known of a court paper after reading it: one frozen record per thing a paper names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.reading.decided import AppealNotice, Claims, LowerDecision, OrderItem, Verdict
from mingjing.reading.values import Value


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body for or against whom the case runs, as the head of the paper lists it."""

    role: Value[str]
    name: Value[str]
    type: Value[str]  # 自然人, 法人, 非法人组织 or 机关
    gender: Value[str] | None = None
    birth: Value[str] | None = None  # ISO day, or the year alone when only that is printed
    orig_role: Value[str] | None = None  # the role in the lower instance
    alias: tuple[Value[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """One who acts for a party, or for the prosecution: 委托诉讼代理人, 法定代表人, 辩护人, 检察员."""

    role: Value[str]
    name: Value[str]
    org: Value[str] | None = None
    party_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One cited place of a law; "133-1" is 第一百三十三条之一."""

    law: str
    article: str
    paragraph: int | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of the case that its paper states."""

    judgment: Value[date] | None = None
    filing: Value[date] | None = None
    prosecution: Value[date] | None = None
    application: Value[date] | None = None
    first_instance: Value[date] | None = None
    hearing: tuple[Value[date], ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Who signed. `presiding` is the presiding or the sole judge, who is not repeated in `judges`."""

    presiding: Value[str] | None = None
    judges: tuple[Value[str], ...] = ()
    lay_judges: tuple[Value[str], ...] = ()
    clerk: Value[str] | None = None
    assistant: Value[str] | None = None
    execution_officers: tuple[Value[str], ...] = ()
    form: str | None = None  # 合议庭 or 独任


@dataclass(frozen=True, slots=True)
class FeeShare:
    """Who bears which part of the fee, in fen; None where the sentence leaves it open."""

    names: tuple[Value[str], ...]
    amount_fen: Value[int] | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee sentence; amounts in fen."""

    kind: Value[str]
    total_fen: Value[int] | None = None
    charged_fen: Value[int] | None = None
    waived: bool = False
    bearers: tuple[Value[str], ...] = ()
    shares: tuple[FeeShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A court paper as read. What the paper does not say is None or empty."""

    id: str | None
    text: str
    case_number: Value[str] | None
    court: Value[str] | None
    document_type: Value[str] | None  # 民事判决书
    kind: Value[str] | None  # 判决书, 裁定书, 决定书, 调解书, ...
    case_category: Value[str] | None  # 民事, 刑事, 行政, 执行, 国家赔偿
    procedure: Value[str] | None  # 一审, 二审, 执行, 再审审查, ...
    causes: tuple[Value[str], ...]  # causes of action; charges in criminal cases
    parties: tuple[Party, ...]
    agents: tuple[Agent, ...]
    dates: Dates
    disposition: Value[str] | None
    articles: tuple[Value[Article], ...]  # of the deciding clause only
    panel: Panel
    amount_in_dispute_fen: Value[int] | None
    fee: Fee | None
    order_items: tuple[OrderItem, ...] = ()
    claims: Claims | None = None
    verdicts: tuple[Verdict, ...] = ()
    lower_decisions: tuple[LowerDecision, ...] = ()
    appeal: AppealNotice | None = None
    default_judgment: Value[str] | None = None  # 缺席判决, at the words that say so
    paper_kind: Value[str] | None = None  # one of the 33 kinds: 起诉状, 判决书, 庭审笔录, ...
    field: Value[str] | None = None  # 刑事, 民事, 商事, 知识产权, 海事海商, 金融, 行政, 执行
    trial_form: Value[str] | None = None  # 简易程序, 小额诉讼, 速裁程序 or 普通程序
    punitive_claim: Value[str] | None = None  # 三倍, 十倍 or 惩罚性赔偿
    goods: Value[str] | None = None
    seller: Value[str] | None = None
    sections: tuple[Value[str], ...] = ()
