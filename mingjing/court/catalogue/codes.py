"""Code lists that more than one table uses: code to Chinese name."""

CASE_KINDS = {
    k: k
    for k in (
        *("诉前调", "民初", "民终", "民申", "民再", "刑初", "刑终", "刑再", "刑更", "行初", "行终", "行申", "行审"),
        *("执", "执恢", "执保", "执异", "执复", "财保", "破申", "破", "赔", "民保令", "调确", "信访"),
    )
}
"""案件类型 as printed in a case number; 刑更 covers commutation, parole and sentences outside prison."""

SUB_KINDS = {k: k for k in ("减刑", "假释", "暂予监外执行", "收监")}

DISPOSITIONS = {
    "judgment": "判决",
    "mediation": "调解",
    "withdrawn": "撤诉",
    "deemed_withdrawn": "按撤诉处理",
    "dismissed_suit": "驳回起诉",
    "rejected": "不予受理",
    "transferred": "移送",
    "consolidated": "并案",
    "terminated": "终结",
    "satisfied": "执行完毕",
    "interim_termination": "终本",
    "final_termination": "终结执行",
    "remanded": "发回重审",
    "changed": "改判",
    "revoked": "撤销",
    "upheld": "维持",
    "decided": "决定",
}
"""结案方式."""

PROCEDURES = {"ordinary": "普通程序", "simple": "简易程序", "small": "小额诉讼", "fast": "速裁", "special": "特别程序"}

ROLES = {
    "plaintiff": "原告",
    "defendant": "被告",
    "third_party": "第三人",
    "appellant": "上诉人",
    "appellee": "被上诉人",
    "retrial_applicant": "再审申请人",
    "retrial_respondent": "被申请人",
    "accused": "被告人",
    "prosecutor": "公诉机关",
    "victim": "被害人",
    "creditor": "申请执行人",
    "debtor": "被执行人",
    "applicant": "申请人",
    "respondent": "被申请人",
    "convict": "罪犯",
    "other": "其他",
}
"""诉讼地位; `accused` is criminal and never `defendant`."""

SIDES = {"A": "提出方", "B": "相对方", "C": "第三人"}

SUBJECT_KINDS = {"person": "自然人", "company": "企业", "org": "其他组织"}

MEMBER_KINDS = {"judge": "法官", "lay_judge": "人民陪审员", "clerk": "书记员"}

RELATIONS = {
    "spouse": "配偶",
    "parent_child": "父母子女",
    "legal_representative": "法定代表人",
    "shareholder": "持股三成以上",
    "sole_proprietor": "个体经营者",
    "same_contact": "同址同号",
}

LEVELS = {"info": "提示", "low": "疑似", "medium": "中", "high": "高", "error": "差错"}
"""Level of an alert: sets who hears of it, never the result of a case."""

PROPERTY_KINDS = {
    "deposit": "存款",
    "real_estate": "不动产",
    "vehicle": "车辆",
    "share": "股权",
    "claim": "债权",
    "wage": "工资",
    "fund": "公积金、养老金",
    "insurance": "保险",
    "other": "其他",
}
"""Kinds of property, as leads, reports and findings name them."""
