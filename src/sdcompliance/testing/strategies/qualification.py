"""A site that applied, was visited and announced; another that was, and was revoked after incidents."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from sdcompliance.testing.strategies.catalogue import NATIONAL, PROVINCIAL, add_catalogue
from sdcompliance.testing.strategies.making import Making

SITE, REVOKED_SITE = "ST1", "ST2"
_PROJECTS = (NATIONAL, PROVINCIAL)
_GROUNDS = ("breach_of_trust", "malicious_competition", "mismanagement")
_KINDS = ("school", "enterprise", "appraisal_body", "training_evaluator")


def add_qualification(making: Making) -> None:
    """The application, its site with a term that covers the sittings, and the revoked site."""
    steps = tuple(accumulate(making.gaps(5), operator.sub, initial=making.first))
    announced, decided, _, submitted = steps[1:5]
    add_catalogue(making, needed_on=submitted)
    kind = making.one_of(_KINDS)
    _add_application(making, kind, steps)
    making.add("sites", SITE, name="示例职业培训学校考点", city=making.city, kind=kind)
    _add_term(making, "T1", SITE, decided, announced)
    making.tables["site_terms"][-1]["application_id"] = "AP1"
    _add_revoked(making, announced)


def _add_term(making: Making, id_: str, site: str, decided: date, announced: date) -> None:
    making.add("site_terms", id_, site_id=site, decided_on=decided, announced_on=announced,
               announced_by_id="BUREAU")  # fmt: skip
    for project in _PROJECTS:
        making.add("site_term_projects", f"{id_}-{project}", site_term_id=id_, project_id=project)


def _add_revoked(making: Making, announced: date) -> None:
    """Incidents confirmed while the term was valid, and the term revoked on that day."""
    confirmed = making.from_(announced)
    making.add("sites", REVOKED_SITE, name="示例餐饮企业考点", city=making.city, kind="enterprise")
    _add_term(making, "T2", REVOKED_SITE, announced, announced)
    making.tables["site_terms"][-1].update(
        revoked_on=confirmed, revoked_by_id="BUREAU", revocation_ground=making.one_of(_GROUNDS)
    )
    for number, ground in enumerate(_GROUNDS, start=1):
        making.add("incidents", f"I{number}", site_id=REVOKED_SITE, kind=ground, found_on=announced,
                   confirmed=True, confirmed_on=confirmed, confirmed_by_id="BUREAU")  # fmt: skip


def _add_application(making: Making, kind: str, steps: Sequence[date]) -> None:
    _, _, decided, visited, submitted, signed = steps
    experts, *quantities = making.several(
        (2, 3, 5), *[(1, 4, 6)] * len(_PROJECTS), *[(3, 4)] * len(_PROJECTS)
    )
    making.add(
        "applications", "AP1", applicant="示例职业培训学校", applicant_kind=kind, responsible_person="周明远",
        phone="0531-00000001", address="示例路1号", city=making.city, staff_total=40, manager_count=4,
        full_time_teacher_count=12, opinion="同意申报", sealed=True, signed=True,
        signed_on=signed, submitted_on=submitted, submitted_to_id="CENTRE", has_form=True,
        has_venue_images=True, has_equipment_images=True, has_management_rules=True,
        evaluated_by_id="CENTRE", expert_count=experts, visited_on=visited,
        evaluation_passed=True, decided_on=decided, approved=True,
    )  # fmt: skip
    making.add("application_venues", "AV1", application_id="AP1", tenure="owned", room="classroom", count=2,
               area_m2=120)  # fmt: skip
    making.add("application_venues", "AV2", application_id="AP1", tenure="leased", room="workshop", count=1,
               area_m2=86)  # fmt: skip
    making.add("application_managers", "AM1", application_id="AP1", name="孙静", sex="female", age=45,
               education="本科", position="教务主任", vocational_certificate="二级",
               specialty="餐饮管理")  # fmt: skip
    for project, pieces, examiners in zip(_PROJECTS, quantities, quantities[len(_PROJECTS) :], strict=False):
        _add_application_project(making, project, pieces, examiners)


def _add_application_project(making: Making, project: str, pieces: int, examiners: int) -> None:
    making.add("application_projects", f"AQ-{project}", application_id="AP1", project_id=project)
    making.add("application_equipment", f"AE-{project}", application_id="AP1", project_id=project,
               name="和面机", model="HM-25", quantity=pieces)  # fmt: skip
    for number in range(1, examiners + 1):
        making.add(
            "application_examiners", f"AX-{project}-{number}", application_id="AP1", project_id=project,
            name=f"考评员{number}", sex="male", age=41, education="大专", title="讲师",
            vocational_certificate="高级技师", trade="中式面点师",
            examiner_certificate_no=f"KP{project}{number:04}",
        )  # fmt: skip
