"""What kind of subject a name denotes: 自然人, 法人, 非法人组织 or 机关.

Source: 民法典 第五十七条, 第九十七条, 第一百零二条 (in force 2021-01-01), and 民事诉讼法解释 第五十二条 for branches.
"""

from __future__ import annotations

import re

_ORGAN = re.compile(
    r"检察院|法院$|公安|派出所$|监狱$|看守所$|政府(?:$|办公)|(?:[局厅])$|分局$|海关$|"
    r"[^业]管理委员会$|街道办事处$|税务|机关$|大队$|支队$"
    r"|(?:财政|民政|教育|人民武装)[部局厅所]$|委员会办公室$|(?:监察|卫生健康|发展和改革|"
    r"建设|改革)委员会$|仲裁委员会$|土地储备中心$|执法局|戒毒所$"
)
_LEGAL = re.compile(
    r"公司$|集团$|学校$|大学$|学院$|医院$|合作社$|厂$|小学$|中学$|合作联社$|基金会$|研究[院所]$|"
    r"协会$|银行$|有限$|幼儿园$|矿$|供应站$|校区$|商会$|村民委员会$|居民委员会$|居委会$|"
    r"村委会$|集团有限$"
)
_BRANCH = re.compile(
    r"分公司|支公司|支行|分行|分理处|营业部|营业所|经营部|服务部|项目部|门市|商行|信用社$|"
    r"商店$|超市$|[店铺馆坊庄屋吧城场]$|中心$|工作室$|事务所$"
    r"|合伙|分部$|办事处$|[^公]司.{0,12}(?:部|处|店)$|加工[点坊]|[厂场]$|小组$|组$|储蓄所$|"
    r"批发部$|农场$|茶楼$|饭店$|酒楼$|农家乐$|小区业主|业主委员会$|分[厂店校院]$|经销处$|"
    r"会所$|药房$|大药房|支公司|联社$|个体|[^村居]民小组|行$|[部处站]$"
)


def party_type(name: str, role: str, after: str = "") -> str:
    """The type of the subject called `name`.

    >>> party_type("甲市某某有限公司", "被告"), party_type("某银行徐州支行", "原告"), party_type("张三", "原告")
    ('法人', '非法人组织', '自然人')
    """
    if (
        role in ("被告人", "罪犯", "自诉人")
        or (len(name) <= 3 and not re.search(r"[厂店社局]$", name))
        or re.match(r"，(?:男|女)", after)
    ):
        return "自然人"
    if _ORGAN.search(name) or role.endswith(("公诉机关", "执行机关")):
        return "机关"
    if re.search(r"有限责任公司$|股份有限公司$|有限公司$|[^分支]公司$", name) or (
        _LEGAL.search(name) and not _BRANCH.search(name)
    ):
        return "法人"
    return (
        "非法人组织"
        if _BRANCH.search(name) and len(name) >= 4
        else "法人"
        if len(name) > 8 and "·" not in name
        else "自然人"
    )
