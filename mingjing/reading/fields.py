"""Which of the eight fields a case belongs to: 刑事, 民事, 商事, 知识产权, 海事海商, 金融, 行政, 执行.

The case number knows only 民事; the field within it follows from the court, else from the cause of action.
Source: 民事案件案由规定 (2020-12-29 修正，2021-01-01 施行), parts 5 知识产权, 7 海事海商, 8 公司、证券、保险等.
"""

from __future__ import annotations

import re

from mingjing.reading.values import Value, at

FIELDS = ("刑事", "民事", "商事", "知识产权", "海事海商", "金融", "行政", "执行")
_BY_COURT = ((r"海事法院", "海事海商"), (r"知识产权法院", "知识产权"), (r"金融法院", "金融"))
# the first that matches decides
_BY_CAUSE = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (
            r"著作权|商标|专利|植物新品种|集成电路|商业秘密|不正当竞争|垄断|技术(?:合同|开发|转让|咨询"
            r"|服务|许可)|计算机软件"
            r"|特许经营|网络域名|知识产权|邻接权|信息网络传播权|放映权|复制权|发行权|仿冒|虚假宣传"
            r"|商业诋毁|企业名称",
            "知识产权",
        ),
        (r"海上|海事|船舶|船员|码头|港口|海运|海难|共同海损|提单|航次|海域|海洋|多式联运|通海水域", "海事海商"),
        (
            r"金融借款|信用卡|储蓄存款|银行|证券|期货|保险(?!服务)|票据|信用证|独立保函|融资租赁|保理|信托"
            r"|委托理财|基金|典当|质押式"
            r"|小额借款|银行卡|同业|金融不良债权|担保追偿",
            "金融",
        ),
        (
            r"股权|股东|公司(?!的)|合伙(?:企业|协议)|破产|清算|重整|联营|买卖合同|购销|加盟|承揽|加工合同"
            r"|运输合同|仓储|居间|中介合同"
            r"|行纪|建设工程|企业(?:借贷|承包|租赁|出售|兼并)|债权转让|供用|委托合同|广告合同|展览合同"
            r"|招标投标|拍卖合同",
            "商事",
        ),
    )
)


def field(
    source: str,
    category: Value[str] | None,
    court: Value[str] | None,
    causes: tuple[Value[str], ...],
) -> Value[str] | None:
    """The field, at what decides it: the cause, else the court, else the category."""
    if category is None:
        return None
    if category.value in ("刑事", "行政", "执行"):
        return at(source, category.value, (category.start, category.end), "fields.category", 0.95)
    if category.value == "国家赔偿":
        return at(source, "行政", (category.start, category.end), "fields.category", 0.8)
    named = _by_court(source, court) or _by_cause(source, causes)
    return named or at(source, "民事", (category.start, category.end), "fields.category", 0.85)


def _by_court(source: str, court: Value[str] | None) -> Value[str] | None:
    for pattern, name in _BY_COURT:
        if court and re.search(pattern, court.value):
            return at(source, name, (court.start, court.end), "fields.court", 0.9)
    return None


def _by_cause(source: str, causes: tuple[Value[str], ...]) -> Value[str] | None:
    for cause in causes:
        for pattern, name in _BY_CAUSE:
            if pattern.search(cause.value):
                return at(source, name, (cause.start, cause.end), "fields.cause", 0.8)
    return None
