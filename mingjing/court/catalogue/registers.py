"""External registers: every row says who supplied it, as of which day, and when we fetched it."""

from mingjing.court.catalogue.codes import RELATIONS
from mingjing.court.catalogue.table import (
    Column,
    Personal,
    Table,
    code,
    count,
    day,
    fen,
    key,
    number,
    refers,
    text,
    yes,
)

PROVENANCE = (
    text("source_agency", "提供单位"),
    day("data_on", "数据日期"),
    day("fetched_on", "获取日期"),
)


def register(name: str, label: str, grain: str, *columns: Column) -> Table:
    """A table filled from outside, keyed by its own record number."""
    own = (key(f"{name.removeprefix('ext_')}_record_id", "记录标识"), *columns, *PROVENANCE)
    return Table(name, label, grain, own, source="外部共享", retention="按共享协议")


def who(name: str = "id_key", label: str = "证件密键") -> Column:
    """The keyed hash by which a register's subject is matched."""
    return text(name, label, personal=Personal.IDENTITY)


def named(name: str = "name", label: str = "姓名或名称") -> Column:
    """A name as the register writes it."""
    return text(name, label, personal=Personal.NAME)


TABLES = (
    register(
        "ext_death",
        "死亡登记",
        "每条死亡登记一行",
        who(),
        named(),
        day("died_on", "死亡日期"),
        code("status", "登记状态", {"valid": "有效", "revoked": "已撤销"}),
    ),
    register(
        "ext_population",
        "人口登记",
        "每人一行",
        who(),
        named(),
        code("status", "登记状态", {"alive": "在世", "dead": "死亡注销"}),
    ),
    register(
        "ext_company",
        "企业登记",
        "每个企业一行",
        who(),
        named(),
        code("status", "登记状态", {"active": "存续", "deregistered": "注销", "revoked": "吊销"}),
        day("deregistered_on", "注销日期"),
        day("revoked_on", "吊销日期"),
        yes("simplified", "简易注销"),
        yes("branch", "分支机构"),
        yes("liquidation_filed", "已备案清算组"),
        day("restored_on", "撤销注销日期"),
    ),
    register(
        "ext_company_change",
        "企业变更",
        "每次变更一行",
        who(),
        text("item", "变更事项"),
        text("before", "变更前"),
        text("after", "变更后"),
        fen("price_fen", "登记的转让价", "股权转让"),
        day("changed_on", "变更日期"),
    ),
    register(
        "ext_bankruptcy",
        "破产案件",
        "每件破产一行",
        who(),
        named(),
        refers("court_id", "受理法院", "court"),
        text("manager", "管理人"),
        day("accepted_on", "受理日"),
        text("status", "状态"),
        day("claim_until", "债权申报截止日"),
        day("distributed_on", "最后分配日", "空为尚未最后分配"),
    ),
    register(
        "ext_prisoner",
        "服刑人员",
        "每段服刑一行",
        who(),
        named(),
        text("prison", "监狱"),
        day("from_on", "起"),
        day("to_on", "止"),
        code("kind", "场所", {"prison": "监狱", "detention": "看守所"}),
        yes("sealed", "未成年人犯罪记录封存"),
        yes("outside", "暂予监外执行"),
    ),
    register(
        "ext_housing_fund",
        "住房公积金",
        "每人一行",
        who(),
        fen("balance_fen", "余额"),
        fen("loan_fen", "贷款占用"),
        yes("withdrawable", "已准予提取"),
        text("status", "状态"),
    ),
    register(
        "ext_pension",
        "养老金",
        "每人一行",
        who(),
        fen("month_fen", "月领额"),
        day("since_on", "领取起"),
        text("status", "状态"),
    ),
    register(
        "ext_medical_pay", "医保支付", "每次支付一行", who(), fen("fund_fen", "基金支付"), day("paid_on", "支付日")
    ),
    register(
        "ext_prepaid_card",
        "预付卡备案",
        "每个企业一行",
        who(),
        named(),
        yes("registered", "已备案"),
        fen("balance_fen", "预收余额"),
    ),
    register(
        "ext_marriage",
        "婚姻登记",
        "每次登记一行",
        who(),
        who("spouse_id_key", "配偶证件密键"),
        text("kind", "种类"),
        day("registered_on", "登记日"),
    ),
    register(
        "ext_real_estate",
        "不动产登记",
        "每次登记一行",
        who(),
        text("house_key", "不动产标识"),
        fen("value_fen", "评估价值"),
        fen("declared_fen", "申报价", "转移登记时申报的价款"),
        day("registered_on", "登记日"),
        day("transferred_on", "转移日"),
    ),
    register(
        "ext_vehicle", "车辆登记", "每辆车一行", who(), text("plate_key", "号牌标识"), day("registered_on", "登记日")
    ),
    register("ext_tax", "纳税", "每年一行", who(), count("year", "年度"), fen("income_fen", "申报收入")),
    register(
        "ext_correction",
        "社区矫正",
        "每人每次一行",
        who(),
        text("place", "矫正地"),
        day("from_on", "起"),
        day("to_on", "止"),
    ),
    register(
        "ext_fin_licence",
        "金融牌照",
        "每个持牌机构一行",
        who(),
        named(),
        text("licence", "牌照种类"),
        day("from_on", "起"),
        day("to_on", "止"),
    ),
    register(
        "ext_public_rental",
        "保障性住房",
        "每套一行",
        who(),
        text("house_key", "房屋标识"),
        text("kind", "种类"),
        day("ban_until", "禁止转让至"),
    ),
    register(
        "ext_asset_change",
        "新增财产与收入",
        "每次新增一行",
        who(),
        code("kind", "种类", {"patent": "专利", "wage": "新单位工资", "estate": "遗产", "insurance": "保险金"}),
        fen("value_fen", "价值或月收入", "空为待估"),
        day("arose_on", "出现日"),
    ),
    register(
        "ext_rural_asset",
        "农村集体资产",
        "每份合同一行",
        who(),
        text("contract_number", "合同号"),
        fen("rent_fen", "租金"),
        number("average_rent", "均价", "本镇当年每亩年租金，元"),
        day("ends_on", "承包期届满日"),
    ),
    Table(
        "relation",
        "主体关系",
        "每对主体每种关系一行",
        (
            key("relation_id", "关系标识"),
            refers("a_subject_id", "主体甲", "subject", required=True),
            refers("b_subject_id", "主体乙", "subject", required=True),
            code("kind", "关系", RELATIONS),
            day("from_on", "关系起"),
            day("to_on", "关系止"),
            *PROVENANCE,
        ),
        source="主体归集",
        sort=("a_subject_id",),
    ),
)
