"""The 16 prefecture-level cities of Shandong, where the notice is in force (GB/T 2260 codes)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CITIES: Mapping[str, str] = MappingProxyType(
    {
        "370100": "济南",
        "370200": "青岛",
        "370300": "淄博",
        "370400": "枣庄",
        "370500": "东营",
        "370600": "烟台",
        "370700": "潍坊",
        "370800": "济宁",
        "370900": "泰安",
        "371000": "威海",
        "371100": "日照",
        "371300": "临沂",
        "371400": "德州",
        "371500": "聊城",
        "371600": "滨州",
        "371700": "菏泽",
    }
)
"""Six-digit code -> Chinese name without 市. Any other six-digit code lies outside the notice."""
