"""The courts of Shanghai: code in the case number, name, level and the court above.

Source: 法〔2015〕137号 annex (codes) and the public lists of the courts; 上海法院 only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Court:
    """One court. `level` is 1 for basic, 2 for intermediate, 3 for high courts; `above` is a code or None."""

    court_id: int
    code: str
    name: str
    level: int
    above: str | None


SHANGHAI = (
    Court(1, "沪", "上海市高级人民法院", 3, None),
    Court(2, "沪01", "上海市第一中级人民法院", 2, "沪"),
    Court(3, "沪02", "上海市第二中级人民法院", 2, "沪"),
    Court(4, "沪03", "上海市第三中级人民法院", 2, "沪"),
    Court(5, "沪72", "上海海事法院", 2, "沪"),
    Court(6, "沪73", "上海知识产权法院", 2, "沪"),
    Court(7, "沪74", "上海金融法院", 2, "沪"),
    Court(8, "沪0101", "上海市黄浦区人民法院", 1, "沪02"),
    Court(9, "沪0104", "上海市徐汇区人民法院", 1, "沪01"),
    Court(10, "沪0105", "上海市长宁区人民法院", 1, "沪01"),
    Court(11, "沪0106", "上海市静安区人民法院", 1, "沪02"),
    Court(12, "沪0107", "上海市普陀区人民法院", 1, "沪02"),
    Court(13, "沪0109", "上海市虹口区人民法院", 1, "沪02"),
    Court(14, "沪0110", "上海市杨浦区人民法院", 1, "沪02"),
    Court(15, "沪0112", "上海市闵行区人民法院", 1, "沪01"),
    Court(16, "沪0113", "上海市宝山区人民法院", 1, "沪02"),
    Court(17, "沪0114", "上海市嘉定区人民法院", 1, "沪02"),
    Court(18, "沪0115", "上海市浦东新区人民法院", 1, "沪01"),
    Court(19, "沪0116", "上海市金山区人民法院", 1, "沪01"),
    Court(20, "沪0117", "上海市松江区人民法院", 1, "沪01"),
    Court(21, "沪0118", "上海市青浦区人民法院", 1, "沪01"),
    Court(22, "沪0120", "上海市奉贤区人民法院", 1, "沪01"),
    Court(23, "沪0151", "上海市崇明区人民法院", 1, "沪02"),
    Court(24, "沪7101", "上海铁路运输法院", 1, "沪03"),
)

BY_CODE = {court.code: court for court in SHANGHAI}
BY_NAME = {court.name: court for court in SHANGHAI}
