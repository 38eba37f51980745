"""The application form (annex 2) as data: its parts in order, their cells by the titles on the form.

Which cells must be filled in is the rules' matter (APP001 to APP013). Here is only what a cell is
called, where it is recorded, and what is expected in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sdcompliance.rulebook import Words

_FILL = Words("应填写", "fill it in")
_HAND_IN = Words("应提交", "hand it in")
_SEX = Words("应填男或女", "male or female")
_AGE = Words("应填周岁，大于0", "in years, greater than 0")
_PART_OF_STAFF = Words(
    "应填人数，不为负数且不超过职工总数", "a number, not negative, no more than the staff in all"
)


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell: its title on the form, where it is recorded, what is expected in it."""

    table: str
    column: str
    title: Words
    expected: Words


@dataclass(frozen=True, slots=True)
class FormList:
    """A table with a line for each person, thing or kind of room.

    ``called`` are the columns that a line goes by, beside its number. ``counted`` says how many there
    are (``{n}``) and how many there must be (``{least}``), ``unit`` is their measure word.
    """

    called: tuple[str, ...]
    counted: Words
    unit: str


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of the form, under the name it has there."""

    title: Words
    cells: tuple[FormCell, ...]


def _cells(table: str, **cells: tuple[Words, Words]) -> tuple[FormCell, ...]:
    return tuple(FormCell(table, column, title, expected) for column, (title, expected) in cells.items())


FORM: Final = (
    FormPart(
        Words("申请材料", "What was handed in"),
        _cells(
            "applications",
            submitted_on=(Words("提交日期", "date of submission"), Words("应登记", "enter it")),
            city=(Words("所在市", "city"), Words("应登记", "enter it")),
            submitted_to_id=(
                Words("受理机构", "submitted to"),
                Words("应为所在市职业技能鉴定（指导）中心", "the city's own centre"),
            ),
            has_form=(Words("考点设立申请表（附件2）", "application form (annex 2)"), _HAND_IN),
            has_venue_images=(Words("场地图像证明", "images of the venue"), _HAND_IN),
            has_equipment_images=(Words("设施设备图像证明", "images of the equipment"), _HAND_IN),
            has_management_rules=(Words("考核工作管理制度", "assessment management rules"), _HAND_IN),
        ),
    ),
    FormPart(
        Words("申请单位", "Applicant"),
        (
            *_cells(
                "applications",
                applicant=(Words("申请单位", "applicant"), _FILL),
                responsible_person=(Words("负责人", "responsible person"), _FILL),
                phone=(Words("联系电话", "telephone"), _FILL),
                address=(Words("考点地址", "address of the site"), _FILL),
            ),
            *_cells(
                "application_projects",
                project_id=(
                    Words("专项职业能力考核项目", "project"),
                    Words(
                        "应为提交日已纳入考核范围的项目，否则撤回该项目",
                        "a project in scope on the day of submission; else withdraw it",
                    ),
                ),
            ),
            *_cells(
                "applications",
                staff_total=(
                    Words("从事考核职工总数", "staff in all"),
                    Words("应填人数，不为负数", "a number, not negative"),
                ),
                manager_count=(
                    Words("管理人员数", "managers"),
                    Words(
                        "应填人数，不为负数且不超过职工总数", "a number, not negative, no more than the staff"
                    ),
                ),
                full_time_teacher_count=(
                    Words("专职教师数", "full-time teachers"),
                    Words(
                        "应填人数，不为负数且不超过职工总数", "a number, not negative, no more than the staff"
                    ),
                ),
            ),
        ),
    ),
    FormPart(
        Words("考核场地", "Venue"),
        _cells(
            "application_venues",
            count=(Words("间数（）个", "number of rooms"), Words("应填间数，大于0", "greater than 0")),
            area_m2=(Words("面积M2", "area in square metres"), Words("应填面积，大于0", "greater than 0")),
        ),
    ),
    FormPart(
        Words("与专项职业能力项目相适应的设施设备", "Equipment that suits the project"),
        _cells(
            "application_equipment",
            quantity=(Words("数量", "quantity"), Words("应填数量", "fill it in")),
            project_id=(
                Words("所属考核项目", "project it is for"),
                Words("应注明用于哪个项目", "say for which project it is"),
            ),
        ),
    ),
    FormPart(
        Words("组织管理人员情况", "Management staff"),
        _cells(
            "application_managers",
            name=(Words("姓名", "name"), _FILL),
            sex=(Words("性别", "sex"), _SEX),
            age=(Words("年龄", "age"), _AGE),
            education=(Words("文化程度", "schooling"), _FILL),
            position=(Words("职务（或职称）", "post or title"), _FILL),
            vocational_certificate=(
                Words("职业资格证书（等级）", "vocational certificate and level"),
                _FILL,
            ),
            specialty=(Words("专业", "specialty"), _FILL),
        ),
    ),
    FormPart(
        Words("考评员情况", "Examiners"),
        _cells(
            "application_examiners",
            name=(Words("姓名", "name"), _FILL),
            sex=(Words("性别", "sex"), _SEX),
            age=(Words("年龄", "age"), _AGE),
            education=(Words("文化程度", "schooling"), _FILL),
            title=(Words("职称（级别）", "title and level"), _FILL),
            vocational_certificate=(
                Words("职业资格证书（等级）", "vocational certificate and level"),
                _FILL,
            ),
            trade=(Words("考评工种", "trade examined"), _FILL),
            examiner_certificate_no=(Words("考评员证书号", "examiner's certificate number"), _FILL),
            project_id=(
                Words("拟考评的项目", "project to be examined"),
                Words("应注明考评哪个项目", "say for which project the person is"),
            ),
        ),
    ),
    FormPart(
        Words("申报单位意见", "The applicant's statement"),
        _cells(
            "applications",
            opinion=(Words("申报单位意见", "statement"), _FILL),
            sealed=(Words("（盖章）", "seal"), Words("应加盖公章", "put the seal on")),
            signed=(Words("负责人（签名）", "signature"), Words("负责人应签名", "have it signed")),
            signed_on=(
                Words("年月日", "date"),
                Words("应填写且不晚于提交日期", "fill it in, no later than the submission"),
            ),
        ),
    ),
)

LISTS: Final[Mapping[str, FormList]] = {
    "application_projects": FormList(
        (), Words("专项职业能力考核项目{n}个，至少{least}个", "{n} projects, at least {least}"), "个"
    ),
    "application_venues": FormList(
        ("tenure", "room"),
        Words("间数大于0的场地{n}行，至少{least}行", "{n} lines with rooms, at least {least}"),
        "行",
    ),
    "application_equipment": FormList(
        ("name",),
        Words(
            "数量大于0的设施设备{n}项，至少{least}项", "{n} lines with a positive quantity, at least {least}"
        ),
        "项",
    ),
    "application_managers": FormList(
        ("name",), Words("组织管理人员{n}名，至少{least}名", "{n} persons, at least {least}"), "名"
    ),
    "application_examiners": FormList(
        ("name",),
        Words("不同的考评员{n}名，至少{least}名", "{n} different examiners, at least {least}"),
        "名",
    ),
}
