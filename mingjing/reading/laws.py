"""Names of laws: short names made full, and inner names restored that a web page swallowed as if they were tags."""

from __future__ import annotations

import re

# The laws of China whose short names courts use; regulations and interpretations keep the name they have.
_SHORT = (
    "刑法|民法典|刑事诉讼法|民事诉讼法|行政诉讼法|合同法|劳动合同法|劳动法|担保法|物权法|"
    "侵权责任法|婚姻法|继承法|收养法|公司法"
    "|保险法|票据法|证券法|海商法|专利法|商标法|著作权法|反不正当竞争法|消费者权益保护法|"
    "食品安全法|产品质量法|药品管理法|道路交通安全法"
    "|治安管理处罚法|行政处罚法|行政许可法|行政强制法|行政复议法|国家赔偿法|土地管理法|"
    "城乡规划法|企业破产法|仲裁法|民法通则|民法总则"
    "|未成年人保护法|妇女权益保障法|老年人权益保障法|劳动争议调解仲裁法|社会保险法|电子商务法|"
    "广告法|价格法|人民警察法|律师法"
    "|监狱法|禁毒法|枪支管理法|个人独资企业法|合伙企业法|农村土地承包法|城市房地产管理法|"
    "建筑法|招标投标法|海关法|税收征收管理法"
    "|环境保护法|水污染防治法|森林法|野生动物保护法|人民法院组织法|人民陪审员法|英雄烈士保护法|"
    "家庭教育促进法|反家庭暴力法|个人信息保护法"
    "|网络安全法|数据安全法|居民身份证法|户口登记法|兵役法|教育法|义务教育法|教师法|"
    "执业医师法|献血法|母婴保健法|人口与计划生育法"
    "|渔业法|草原法|矿产资源法|水法|电力法|铁路法|公路法|民用航空法|邮政法|保守国家秘密法|"
    "反垄断法|信托法|商业银行法|外商投资法"
    "|政府信息公开条例|工伤保险条例|海事诉讼特别程序法|涉外民事关系法律适用法|公证法|"
    "村民委员会组织法|城市居民委员会组织法|监察法|社区矫正法"
)
SHORT_NAME = re.compile(_SHORT)
# 刑法, 《刑法, 中国人民共和国食品安全法 (a slip), 刑法（2011修正）
_KNOWN = re.compile(rf"《?(?:中[中华国人民共和某给]{{3,8}})?({_SHORT})(?:（[^）]*(?:修|试行|年)[^）]*）)?》?")
_STATE = "中华人民共和国"
_BY_CATEGORY = {
    "刑事": "刑事诉讼法",
    "民事": "民事诉讼法",
    "执行": "民事诉讼法",
    "行政": "行政诉讼法",
    "国家赔偿": "国家赔偿法",
}
# Swallowed inner names: 关于适用的解释, 关于适用若干问题的解释（二）, 关于执行若干问题的解释
_SWALLOWED = re.compile(
    r"关于(?:适用|执行|贯彻执行|修改)(?=的?解释|若干问题|时间效力|的决定|的意见|有关|程序|执行程序"
    r"|审判监督|第|简易)"
)


def full_name(printed: str, category: str | None = None, article: int | None = None) -> str:
    """The full name of a law as printed between the outer 《》 (folded), without them.

    >>> full_name("刑法"), full_name("最高人民法院关于适用《合同法》若干问题的解释（二）")
    ('中华人民共和国刑法', '最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（二）')
    """
    name = _issuers(re.sub(r"\s", "", printed))
    name = re.sub(r"^((?:最高|中华|[、，和]).*?)《(关于.*?)》?$", r"\1\2", name) if "》" not in name[:10] else name
    name = _unwrapped(name)
    known = _KNOWN.fullmatch(name)
    if known:
        return f"{_STATE}{known[1]}"
    name = re.sub(r"《([^《》]+)》", lambda m: f"《{full_name(m[1])}》", _closed(name))
    name = _SWALLOWED.sub(lambda m: f"{m[0]}《{_STATE}{_swallowed_law(name, category, article)}》", name)
    name = re.sub(r"》(?=(?:解释|意见|规定)(?:（[一二三四五六七八九]）)?$)", "》的", name)
    return re.sub(
        r"^(?=关于(?:适用|执行|审理|办理|民事诉讼|确定民事|处理自首)[^》]*(?:》.*)?(?:解释|"
        r"规定|意见)(?:（[一二三四五六]）)?$)",
        "最高人民法院",
        name,
    )


def _issuers(name: str) -> str:
    """最高法、最高检 in full, with 、 between them; without a sign of quotation that has no partner.

    >>> _issuers("最高法、最高检《关于办理贪污贿赂案件的解释》"), _issuers("最高人民法院“关于审理案件的规定")
    ('最高人民法院、最高人民检察院《关于办理贪污贿赂案件的解释》', '最高人民法院关于审理案件的规定')
    """
    full = re.sub(r"最高检(?!察)", "最高人民检察院", re.sub(r"最高法(?!院)", "最高人民法院", name))
    full = full.replace("最高人民法院最高人民检察院", "最高人民法院、最高人民检察院")
    return full if full.count("“") == full.count("”") else re.sub("[“”]", "", full)


def _unwrapped(name: str) -> str:
    """Without the outermost 《 》."""
    name = name.removeprefix("《")
    return name.removesuffix("》") if name.count("》") > name.count("《") else name


def _closed(name: str) -> str:
    """With as many closing as opening signs: 关于适用《民事诉讼法的解释 gets its 》 before 的解释."""
    if name.count("《") > name.count("》"):
        return re.sub(rf"(《(?:{_STATE})?(?:{_SHORT}))(?!》)", r"\1》", name, count=1)
    if name.count("》") > name.count("《"):
        return re.sub(rf"(?<!《)((?:{_STATE})?(?:{_SHORT}))》", r"《\1》", name, count=1)
    return name


def _swallowed_law(name: str, category: str | None, article: int | None) -> str:
    """Which law an interpretation without its inner name interprets, by its other words, the case and the article."""
    if "（二）" in name or "（一）" in name or "（三）" in name:
        return "婚姻法" if article is not None and article <= 29 and category == "家事" else "合同法"
    if "担保" in name:
        return "担保法"
    return _BY_CATEGORY.get(category or "", "民事诉讼法")
