"""The bodies of a city and the province, and the policies each must have."""

from __future__ import annotations

from typing import Final

from sdcompliance.testing.strategies.making import Making

_PROVINCE: Final = "370000"
_BODIES: Final = (
    ("MINISTRY", "人力资源和社会保障部", "ministry"),
    ("DEPARTMENT", "省人力资源和社会保障厅", "provincial_department"),
    ("PROVINCIAL", "省职业技能鉴定指导中心", "provincial_centre"),
    ("BUREAU", "市人力资源和社会保障局", "city_bureau"),
    ("CENTRE", "市职业技能鉴定指导中心", "city_centre"),
    ("COUNTY", "县职业技能鉴定指导中心", "county_centre"),
    ("SITE", "示例职业培训学校", "site"),
)
_POLICIES: Final = (
    ("PO2", "DEPARTMENT", "release_system"),
    ("PO3", "BUREAU", "coordination_mechanism"),
    ("PO4", "BUREAU", "online_supervision"),
    ("PO5", "CENTRE", "manager_register"),
    ("PO6", "CENTRE", "examiner_register"),
    ("PO7", "CENTRE", "supervisor_register"),
    ("PO8", "CENTRE", "expert_register"),
    ("PO9", "CENTRE", "exit_mechanism"),
)


def add_organisation(making: Making) -> None:
    """Bodies and policies; the solicitation rules belong to the projects that were solicited under them."""
    own = {"city_bureau", "city_centre", "county_centre", "site"}
    for id_, name, kind in _BODIES:
        making.add("bodies", id_, name=name, kind=kind, city=making.city if kind in own else _PROVINCE)
    issued = making.up_to(making.first)
    for id_, body, kind in _POLICIES:
        making.add("policies", id_, body_id=body, kind=kind, issued_on=issued)
