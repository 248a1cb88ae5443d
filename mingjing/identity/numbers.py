"""Numbers of people and organisations: what they say, and whether they can be.

Source: GB 11643-1999 公民身份号码, in force 1999-07-01 (M); GB 32100-2015 法人和其他组织统一社会信用代码编码规则,
in force 2015-10-01 (M); GB 11714-1997 全国组织机构代码编制规则 (M).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from mingjing.identity.errors import WrongNumber

PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
"""The first two digits of a citizen's number; 81 to 83 for residents from 港澳台, 91 abroad."""
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
SEPARATORS = re.compile(r"[\s\-·.]+")


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """A citizen's number in its 18 digits; `written_short` when it was given in the old 15, which have no checksum."""

    digits: str
    born_on: dt.date
    written_short: bool

    @property
    def female(self) -> bool:
        """The seventeenth digit is even for women."""
        return int(self.digits[16]) % 2 == 0


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A unified social credit code."""

    digits: str


Number = PersonNumber | CreditCode


def tidied(text: str) -> str:
    """A number as typed, in plain capitals without separators.

    >>> tidied('310101 19900307-123x')
    '31010119900307123X'
    """
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def person_number(text: str) -> PersonNumber:
    """The citizen's number that was written, of 18 or 15 digits. Raises WrongNumber."""
    digits = tidied(text)
    if re.fullmatch(r"\d{15}", digits):
        return _person(lengthened(digits), written_short=True)
    if not re.fullmatch(r"\d{17}[\dX]", digits):
        raise WrongNumber("身份证号应为 18 位（末位可为 X）或旧制 15 位数字")
    if digits[17] != id_check(digits):
        raise WrongNumber(f"身份证号校验位不符，按前 17 位应为 {id_check(digits)}")
    return _person(digits, written_short=False)


def lengthened(digits: str) -> str:
    """The 18 digits of an old number of 15: the century and the checksum are added.

    >>> lengthened('310101900307123')
    '310101199003071230'
    """
    whole = f"{digits[:6]}19{digits[6:]}"
    return whole + id_check(whole)


def id_check(digits: str) -> str:
    """The check character of the first 17 digits (GB 11643: ISO 7064 MOD 11-2)."""
    return ID_CHECKS[sum(int(d) * w for d, w in zip(digits, ID_WEIGHTS, strict=False)) % 11]


def _person(digits: str, *, written_short: bool) -> PersonNumber:
    if digits[:2] not in PROVINCES:
        raise WrongNumber(f"身份证号前两位 {digits[:2]} 不是省级代码")
    try:
        born_on = dt.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError as e:
        raise WrongNumber(f"身份证号中的出生日期 {digits[6:14]} 不存在") from e
    return PersonNumber(digits, born_on, written_short)


def credit_code(text: str) -> CreditCode:
    """The unified social credit code that was written. Raises WrongNumber."""
    digits = tidied(text)
    if len(digits) != 18 or any(c not in CREDIT_ALPHABET for c in digits):
        raise WrongNumber("统一社会信用代码应为 18 位，不含字母 I、O、S、V、Z")
    if digits[17] != credit_check(digits):
        raise WrongNumber(f"统一社会信用代码校验位不符，按前 17 位应为 {credit_check(digits)}")
    if digits[16] != organ_check(digits[8:16]):
        raise WrongNumber(f"其中组织机构代码的校验位不符，应为 {organ_check(digits[8:16])}")
    return CreditCode(digits)


def credit_check(digits: str) -> str:
    """The check character of the first 17 (GB 32100: modulus 31, weights 3^i mod 31)."""
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(digits[:17]))
    return CREDIT_ALPHABET[-total % 31]


def organ_check(digits: str) -> str:
    """The check character of an organisation code of 8 (GB 11714: modulus 11)."""
    values = (int(c) if c.isdigit() else ord(c) - ord("A") + 10 for c in digits)
    return "0123456789X"[-sum(v * w for v, w in zip(values, ORGAN_WEIGHTS, strict=True)) % 11]


def number(text: str) -> Number:
    """The number that was written, of a person or of an organisation. Raises WrongNumber."""
    digits = tidied(text)
    if len(digits) == 18 and re.search(r"[A-WY-Z]", digits[:17]):
        return credit_code(digits)
    try:
        return person_number(digits)
    except WrongNumber as as_person:
        try:
            return credit_code(digits)
        except WrongNumber:
            raise as_person from None
