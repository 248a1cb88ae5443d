"""The articles that a paper of a given day rests on, as the numbering stood that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CODE_FROM = date(2021, 1, 1)
"""民法典 in force; 合同法, 婚姻法 and 侵权责任法 before."""
PROCEDURE_2022, PROCEDURE_2024 = date(2022, 1, 1), date(2024, 1, 1)
"""民事诉讼法 renumbered by the decisions of 2021 and 2023."""
ENFORCEMENT_2022 = date(2022, 4, 10)
"""民诉法解释 renumbered."""


@dataclass(frozen=True)
class Norm:
    """One cited article: law, article, paragraph and item in Chinese numerals, empty when not cited."""

    law: str
    article: str
    paragraph: str = ""
    item: str = ""

    @property
    def place(self) -> str:
        """第六百七十五条, 第六十七条第三款."""
        return self.article + self.paragraph + self.item


CODE, PROCEDURE, CRIMINAL = "中华人民共和国民法典", "中华人民共和国民事诉讼法", "中华人民共和国刑法"
CRIMINAL_PROCEDURE = "中华人民共和国刑事诉讼法"
BREACH = (
    (Norm(CODE, "第五百零九条", "第一款"), Norm(CODE, "第五百七十七条")),
    (Norm("中华人民共和国合同法", "第六十条", "第一款"), Norm("中华人民共和国合同法", "第一百零七条")),
)
BY_CAUSE = {
    "民间借贷纠纷": (
        (Norm(CODE, "第六百六十七条"), Norm(CODE, "第六百七十五条"), Norm(CODE, "第六百七十六条")),
        (Norm("中华人民共和国合同法", "第二百零六条"), Norm("中华人民共和国合同法", "第二百零七条")),
    ),
    "金融借款合同纠纷": (
        (Norm(CODE, "第六百七十四条"), Norm(CODE, "第六百七十五条"), Norm(CODE, "第六百七十六条")),
        (Norm("中华人民共和国合同法", "第二百零五条"), Norm("中华人民共和国合同法", "第二百零七条")),
    ),
    "物业服务合同纠纷": ((Norm(CODE, "第五百零九条", "第一款"), Norm(CODE, "第九百四十四条", "第一款")), BREACH[1]),
    "买卖合同纠纷": (
        (Norm(CODE, "第五百七十九条"), Norm(CODE, "第六百二十六条")),
        (Norm("中华人民共和国合同法", "第一百零九条"), Norm("中华人民共和国合同法", "第一百五十九条")),
    ),
    "离婚纠纷": ((Norm(CODE, "第一千零七十九条"),), (Norm("中华人民共和国婚姻法", "第三十二条"),)),
    "机动车交通事故责任纠纷": (
        (Norm(CODE, "第一千一百七十九条"), Norm(CODE, "第一千二百一十三条")),
        (Norm("中华人民共和国侵权责任法", "第十六条"), Norm("中华人民共和国侵权责任法", "第四十八条")),
    ),
    "劳动争议": ((Norm("中华人民共和国劳动合同法", "第三十条", "第一款"),),) * 2,
    "追索劳动报酬纠纷": ((Norm("中华人民共和国劳动合同法", "第三十条", "第一款"),),) * 2,
}
CRIMES = {
    "危险驾驶罪": ("第一百三十三条之一", "第一款", "第（二）项"),
    "盗窃罪": ("第二百六十四条", "", ""),
    "诈骗罪": ("第二百六十六条", "", ""),
    "故意伤害罪": ("第二百三十四条", "第一款", ""),
    "帮助信息网络犯罪活动罪": ("第二百八十七条之二", "第一款", ""),
    "交通肇事罪": ("第一百三十三条", "", ""),
    "寻衅滋事罪": ("第二百九十三条", "第一款", "第（一）项"),
    "掩饰、隐瞒犯罪所得、犯罪所得收益罪": ("第三百一十二条", "第一款", ""),
}


def of_cause(cause: str, on: date) -> tuple[Norm, ...]:
    """What a civil judgment rests on."""
    now, before = BY_CAUSE.get(cause, BREACH)
    return now if on >= CODE_FROM else before


def of_crime(offence: str, probation: bool, fined: bool) -> tuple[Norm, ...]:
    """What a criminal judgment with a plea rests on."""
    suspended = (Norm(CRIMINAL, "第七十二条", "第一款"), Norm(CRIMINAL, "第七十三条", "第二款")) if probation else ()
    fine = (Norm(CRIMINAL, "第五十二条"), Norm(CRIMINAL, "第五十三条")) if fined else ()
    article, paragraph, item = CRIMES.get(offence, ("第二百六十六条", "", ""))
    return (
        Norm(CRIMINAL, article, paragraph, item),
        Norm(CRIMINAL, "第六十七条", "第三款"),
        *suspended,
        *fine,
        Norm(CRIMINAL_PROCEDURE, "第十五条"),
    )


def default_judgment(on: date) -> Norm:
    """缺席判决."""
    return Norm(PROCEDURE, "第一百四十七条" if on >= PROCEDURE_2022 else "第一百四十四条")


def double_interest(on: date) -> str:
    """迟延履行利息: the article named after the orders."""
    return "第二百六十四条" if on >= PROCEDURE_2024 else "第二百六十条" if on >= PROCEDURE_2022 else "第二百五十三条"


def withdrawal(on: date) -> Norm:
    """准许撤诉."""
    return Norm(PROCEDURE, "第一百四十八条" if on >= PROCEDURE_2022 else "第一百四十五条", "第一款")


def upheld(on: date) -> Norm:
    """驳回上诉，维持原判."""
    return Norm(PROCEDURE, "第一百七十七条" if on >= PROCEDURE_2022 else "第一百七十条", "第一款", "第一项")


def round_ended(on: date) -> Norm:
    """终结本次执行程序."""
    return Norm(
        "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释",
        "第五百一十七条" if on >= ENFORCEMENT_2022 else "第五百一十九条",
    )


def cited(norms: tuple[Norm, ...]) -> str:
    """《中华人民共和国民法典》第六百六十七条、第六百七十五条，《…》第一百四十七条."""
    laws = list(dict.fromkeys(norm.law for norm in norms))
    return "，".join(f"《{law}》" + "、".join(norm.place for norm in norms if norm.law == law) for law in laws)
