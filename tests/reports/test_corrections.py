"""The list of corrections: the application form of annex 2, cell by cell, as the receiving clerk says it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdcompliance import Records, Rulebook, default_rulebook, evaluate, load_rules
from sdcompliance.findings import Privacy
from sdcompliance.records import TABLES
from sdcompliance.reports import Voice, report_text
from sdcompliance.reports.application_form import FORM, LISTS
from sdcompliance.rulebook import Language, compliant_dossier
from sdcompliance.testing import judge_story, read_story

STORY = read_story(Path(__file__).parents[2] / "fixtures" / "application-form")
BOOK = default_rulebook()
Tables = dict[str, list[dict[str, Any]]]


def told(text: str) -> list[str]:
    """The lines of the list of corrections below its note."""
    if "补正清单" not in text:
        return []
    section = text[text.index("补正清单") : text.index("\n汇总")]
    return [line.strip() for line in section.splitlines()[2:] if line.strip()]


def after(change: Callable[[Tables], object], book: Rulebook = BOOK) -> list[str]:
    """The list for the compliant dossier with a change, without its head."""
    tables: Tables = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    change(tables)
    records = Records.parse(tables)
    report = evaluate(records, "2025-06-01", rulebook=book)
    return told(report_text(report, book, records=records))[1:]


def set_(table: str, place: int, **columns: object) -> Callable[[Tables], object]:
    return lambda tables: tables[table][place].update(columns)


# ── the story ───────────────────────────────────────────────────────────────────────────


def test_the_list_of_the_story() -> None:
    text = report_text(judge_story(STORY), BOOK, records=STORY.records)
    # The fourteen of the story's README, in the order of the form.
    assert told(text) == [
        "考点设立申请 AP1　淄博示例陶瓷琉璃学校（14处）",
        "申请材料",
        "设施设备图像证明：没有，应提交",
        "考核工作管理制度：未记录，应提交",
        "申请单位",
        "联系电话：空白，应填写",
        "考点地址：未记录，应填写",
        "专职教师数：现为“31”，应填人数，不为负数且不超过职工总数",
        "考核场地",
        "第2行（自有、操作室）　面积M2：现为“0”，应填面积，大于0",
        "与专项职业能力项目相适应的设施设备",
        "“琉璃灯工制作”项目：数量大于0的设施设备0项，至少1项，还需1项",
        "组织管理人员情况",
        "第2行（宋**）　文化程度：空白，应填写",
        "第23行（岳**）　专业：未记录，应填写",
        "考评员情况",
        "第3行（巩**）　考评员证书号：空白，应填写",
        "第6行（车**）　年龄：未记录，应填周岁，大于0",
        "“陶瓷手工成型”项目：不同的考评员4名，至少3名，已够",
        "“琉璃灯工制作”项目：不同的考评员2名，至少3名，还需1名",
        "申报单位意见",
        "（盖章）：没有，应加盖公章",
        "年月日：现为“2026年6月16日”，应填写且不晚于提交日期",
    ]


def test_it_stands_after_the_findings_and_before_the_counts() -> None:
    text = report_text(judge_story(STORY), BOOK, records=STORY.records)
    assert text.index("APP012:AQ2") < text.index("APP004:AP1") < text.index("三、补正清单（14处）")
    assert text.index("三、补正清单（14处）") < text.index("\n汇总\n")


def test_in_english() -> None:
    text = report_text(judge_story(STORY), BOOK, Voice(Language.EN), records=STORY.records)
    assert "3. List of corrections (14)" in text
    assert "line 23 (岳**), specialty: not recorded; fill it in" in text
    assert "琉璃灯工制作: 2 different examiners, at least 3: 1 more needed" in text


def test_names_are_shown_only_where_asked_for() -> None:
    shown = report_text(judge_story(STORY), BOOK, Voice(privacy=Privacy.SHOWN), records=STORY.records)
    name = STORY.records.table("application_examiners")["AX3"].name  # type: ignore[index,attr-defined]
    assert f"第3行（{name}）　考评员证书号" in shown
    assert name not in report_text(judge_story(STORY), BOOK, records=STORY.records)


def test_without_the_records_there_is_no_list() -> None:
    assert told(report_text(judge_story(STORY), BOOK)) == []


# ── other defects, from the compliant dossier ───────────────────────────────────────────


def test_nothing_to_correct() -> None:
    assert after(lambda tables: None) == []


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        pytest.param(
            set_("applications", 0, submitted_to_id="BUREAU"),
            ["申请材料", "受理机构：现为“济南市人力资源和社会保障局”，应为所在市职业技能鉴定（指导）中心"],
            id="submitted to a wrong body",
        ),
        pytest.param(
            set_("application_projects", 0, project_id="P3"),
            [
                "申请单位",
                "专项职业能力考核项目：现为“短视频助农推广”，应为提交日已纳入考核范围的项目，否则撤回该项目",
                "与专项职业能力项目相适应的设施设备",
                "“短视频助农推广”项目：数量大于0的设施设备0项，至少1项，还需1项",
                "考评员情况",
                "“糖醋黄河鲤鱼制作”项目：不同的考评员3名，至少3名，已够",
                "“短视频助农推广”项目：不同的考评员0名，至少3名，还需3名",
            ],
            id="a project out of scope",
        ),
        pytest.param(
            lambda tables: tables.update(application_managers=[]),
            ["组织管理人员情况", "组织管理人员0名，至少1名，还需1名"],
            id="no management staff",
        ),
        pytest.param(
            lambda tables: tables.pop("application_managers"),
            ["组织管理人员情况", "材料中没有“组织管理人员”表，无法核对，请补充"],
            id="no table of management staff",
        ),
        pytest.param(
            lambda tables: tables.update(application_venues=[]),
            ["考核场地", "间数大于0的场地0行，至少1行，还需1行"],
            id="no venue",
        ),
        pytest.param(
            set_("application_venues", 1, count=None),
            ["考核场地", "第2行（租用、操作室）　间数（）个：未记录，应填间数，大于0"],
            id="number of rooms not recorded",
        ),
        pytest.param(
            set_("application_managers", 0, sex=None, age=0),
            [
                "组织管理人员情况",
                "第1行（孙*）　性别：未记录，应填男或女",
                "第1行（孙*）　年龄：现为“0”，应填周岁，大于0",
            ],
            id="two cells of a row",
        ),
        pytest.param(
            # Without a total neither part can be compared: the total is what is missing, not they.
            set_("applications", 0, staff_total=None),
            ["申请单位", "从事考核职工总数：未记录，应填人数，不为负数"],
            id="staff in all not recorded",
        ),
        pytest.param(
            # The form is gone through although it is not known whether the notice was in force.
            set_("applications", 0, submitted_on=None, phone=" "),
            ["申请材料", "提交日期：未记录，应登记", "申请单位", "联系电话：空白，应填写"],
            id="day of submission not recorded",
        ),
        pytest.param(
            # AX1 and AX2 for P1, AX4 to AX6 for P2; AX3 for one of them.
            set_("application_examiners", 2, project_id=None),
            [
                "考评员情况",
                "第3行（林*）　拟考评的项目：未记录，应注明考评哪个项目",
                "“中式面点制作”项目：不同的考评员2至3名，至少3名，补齐有关栏目后才能确定",
                "“糖醋黄河鲤鱼制作”项目：不同的考评员3至4名，至少3名，已够",
            ],
            id="an examiner's project not recorded",
        ),
        pytest.param(
            # The row has no name to go by.
            set_("application_examiners", 2, name=" "),
            ["考评员情况", "第3行　姓名：空白，应填写"],
            id="no name",
        ),
        pytest.param(set_("applications", 0, expert_count=1), [], id="the panel is the centre's matter"),
        pytest.param(
            set_("projects", 0, published_on=None), [], id="a project's publication is not on the form"
        ),
        pytest.param(lambda tables: tables.pop("projects"), [], id="no table of projects"),
    ],
)
def test_defects(change: Callable[[Tables], object], lines: list[str]) -> None:
    assert after(change) == lines


def test_lines_are_numbered_as_the_source_has_them() -> None:
    # Ids in another order than the lines: Z stands first, and the second application's are its own.
    def change(tables: Tables) -> None:
        first = tables["application_managers"][0]
        elsewhere = {**first, "id": "M0", "application_id": "AP0"}
        tables["application_managers"] = [
            {**first, "id": "Z"},
            elsewhere,
            {**first, "id": "A", "specialty": ""},
        ]

    assert after(change) == ["组织管理人员情况", "第2行（孙*）　专业：未记录，应填写"]


def test_a_hosts_rules_are_told_as_well(tmp_path: Path) -> None:
    """With the number that it asks for; by title and remedy where no cell of the form stands for it."""
    as_host_rule("APP012", tmp_path / "HST001.yaml", ("minimum: 3", "minimum: 4"))
    as_host_rule("APP016", tmp_path / "HST002.yaml", ("addressee: city_centre\n", ""))
    lines = after(set_("applications", 0, evaluation_passed=False), load_rules(tmp_path))
    assert lines == [
        "考评员情况",
        "“中式面点制作”项目：不同的考评员3名，至少4名，还需1名",
        "“糖醋黄河鲤鱼制作”项目：不同的考评员3名，至少4名，还需1名",
        "其他",
        f"{BOOK['APP016'].title.zh}：{BOOK['APP016'].remedy.zh}",
    ]


def as_host_rule(id_: str, file: Path, change: tuple[str, str]) -> None:
    """A rule of the notice, changed, under the id of the file's name and without its examples."""
    text = BOOK.texts[BOOK[id_].file].replace(f"id: {id_}", f"id: {file.stem}").replace(*change)
    file.write_text(text.split("examples:")[0] + "examples: []\n", encoding="utf-8")


# ── the form as data ────────────────────────────────────────────────────────────────────


def test_every_cell_of_the_form_is_a_column_and_stands_once() -> None:
    cells = [(cell.table, cell.column) for part in FORM for cell in part.cells]
    assert len(set(cells)) == len(cells)
    for table, column in cells:
        assert column in TABLES[table].columns
    for table, listed in LISTS.items():
        assert set(listed.called) <= set(TABLES[table].columns)


def test_every_named_requirement_on_the_form_has_its_cell() -> None:
    """APP005 to APP011 name their requirements for cells; those that count rows are told of the list."""
    cells = {cell.column.removesuffix("_id") for part in FORM for cell in part.cells}
    counting = {"rooms", "managers", "examiners"}
    for rule in BOOK.values():
        if rule.subject == "applications" and rule.clause == "annex2/form":
            assert {requirement.name for requirement in rule.default.require} <= cells | counting, rule.id
