"""文字里的数：which numbers a Chinese sentence says, however it writes them."""

import re
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_TENS = {"十": 10, "百": 100, "千": 1000}
_PARTS = {"百": 100, "千": 1000, "万": 10000}
_SHARES = {"%": 100, "％": 100, "‰": 1000}
_WORD = "[零一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?"
_COUNTED = "(?=[个年月日天元倍成岁周万])"
_NUMBER = re.compile(
    rf"(?:([百千万])分之({_WORD}|\d+(?:\.\d+)?)|(\d+(?:,\d{{3}})*(?:\.\d+)?|{_WORD}{_COUNTED})\s*([%％‰万年]|个?月)?)"
)
_MONTHS_A_YEAR = 12


def numbers_in(text: str) -> frozenset[Decimal]:
    """Each number said, as a share where it is one, in months as well as years, and the sum of them all."""
    said: set[Decimal] = set()
    plain: list[Decimal] = []
    for share, parts, digits, unit in _NUMBER.findall(text):
        number = _read(parts or digits)
        plain.append(number)
        if whole := _PARTS.get(share) or _SHARES.get(unit):
            said.add(number / whole)
        elif unit == "万":
            said.add(number * 10000)
        elif unit == "年":
            said.add(number * _MONTHS_A_YEAR)
        elif unit:
            said.add(number / _MONTHS_A_YEAR)
    if "半年" in text:
        said.add(Decimal(_MONTHS_A_YEAR // 2))
    return frozenset(said.union(plain, [sum(plain, Decimal(0))] if plain else []))


def _read(digits: str) -> Decimal:
    """Of 1,234.5, 三十五, 两百 or 五点五."""
    if digits[0].isdecimal():
        return Decimal(digits.replace(",", ""))
    whole, _, fraction = digits.replace("两", "二").partition("点")
    total = last = 0
    for sign in whole:
        if sign in _TENS:
            total, last = total + (last or 1) * _TENS[sign], 0
        else:
            last = last * 10 + _DIGITS.index(sign)
    decimals = "".join(str(_DIGITS.index(sign)) for sign in fraction)
    return Decimal(f"{total + last}.{decimals or 0}")
