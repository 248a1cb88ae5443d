"""Numbers, days and terms as courts write them."""

from __future__ import annotations

from datetime import date

DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A number below 100 in Chinese.

    >>> chinese_number(3), chinese_number(10), chinese_number(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def chinese_day(day: date) -> str:
    """The day of the signature.

    >>> chinese_day(date(2024, 11, 5))
    '二〇二四年十一月五日'
    """
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def plain_day(day: date) -> str:
    """A day within the text.

    >>> plain_day(date(2024, 11, 5))
    '2024年11月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def yuan(fen: int) -> str:
    """An amount in yuan, with commas and no empty decimals.

    >>> yuan(1234567), yuan(100000)
    ('12,345.67', '1,000')
    """
    whole, rest = divmod(fen, 100)
    return f"{whole:,}" + (f".{rest:02d}" if rest else "")


def term(months: int) -> str:
    """A term of a sentence.

    >>> term(18), term(5), term(24)
    ('一年六个月', '五个月', '二年')
    """
    years, rest = divmod(months, 12)
    return (f"{chinese_number(years)}年" if years else "") + (f"{chinese_number(rest)}个月" if rest else "")
