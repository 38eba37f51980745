"""How values and verdicts are written for people, in Chinese and in English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sdcompliance.findings.verdict import Verdict
from sdcompliance.records import Code
from sdcompliance.rulebook import Words

VERDICT_WORDS = {
    Verdict.NOT_APPLICABLE: Words("不适用", "not applicable"),
    Verdict.COMPLIANT: Words("合规", "compliant"),
    Verdict.PENDING: Words("未到期", "pending"),
    Verdict.UNDETERMINED: Words("无法判定", "undetermined"),
    Verdict.ADVISORY: Words("提示", "advisory"),
    Verdict.VIOLATION: Words("违规", "violation"),
    Verdict.WAIVED: Words("已豁免", "waived"),
}

NOT_RECORDED = Words("未记录", "not recorded")


def shown(value: Any) -> Words:
    """One value as people write it: dates, codes by their label, yes and no."""
    match value:
        case None:
            return NOT_RECORDED
        case bool():
            return Words("是", "yes") if value else Words("否", "no")
        case datetime():
            # Not by %Y: what it makes of a year before 1000 depends on the machine.
            return Words(f"{chinese_date(value)}{value:%H:%M}", f"{value.date().isoformat()} {value:%H:%M}")
        case date():
            return Words(chinese_date(value), value.isoformat())
        case Code():
            return Words(value.label, value.value)
        case Decimal():
            return Words(plain_decimal(value), plain_decimal(value))
        case _:
            return Words(str(value), str(value))


def shown_between(least: Any, greatest: Any) -> Words:
    """A value that is known only within bounds."""
    if least == greatest:
        return shown(least)
    first, last = shown(least), shown(greatest)
    return Words(f"{first.zh}至{last.zh}之间", f"between {first.en} and {last.en}")


def plain_decimal(number: Decimal) -> str:
    """A decimal number without the zeros that end it: 120.50 is 120.5, however it was recorded."""
    return f"{number.normalize():f}" if number else "0"


def chinese_date(day: date) -> str:
    """2025年3月10日."""
    return f"{day.year}年{day.month}月{day.day}日"
