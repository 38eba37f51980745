"""The schema is the public contract: names here are copied by hand from the data model."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping

import pytest

from sdcompliance import records as r
from sdcompliance.errors import UnknownNameError
from sdcompliance.records import codes, container
from sdcompliance.records.declaration import columns_of
from sdcompliance.records.schema import column_named, table_named

CONTRACT = {
    "bodies": "name kind city",
    "policies": "body_id kind issued_on",
    "projects": (
        "name origin solicited_on solicited_by_id solicited_publicly compiled_on collated_on collated_by_id "
        "reviewed_on review_passed dossier_complete filed filed_on filed_by_id published_on published_by_id "
        "withdrawn_on"
    ),
    "specifications": "project_id version filed filed_on",
    "applications": (
        "applicant applicant_kind responsible_person phone address city staff_total manager_count "
        "full_time_teacher_count opinion sealed signed signed_on submitted_on submitted_to_id has_form "
        "has_venue_images has_equipment_images has_management_rules evaluated_by_id expert_count visited_on "
        "evaluation_passed decided_on approved"
    ),
    "application_projects": "application_id project_id",
    "application_venues": "application_id tenure room count area_m2",
    "application_equipment": "application_id project_id name model quantity note",
    "application_managers": (
        "application_id name sex age education position vocational_certificate specialty note"
    ),
    "application_examiners": (
        "application_id project_id name sex age education title vocational_certificate trade "
        "examiner_certificate_no"
    ),
    "sites": "name city kind",
    "site_terms": (
        "site_id application_id decided_on announced_on announced_by_id revoked_on revoked_by_id "
        "revocation_ground"
    ),
    "site_term_projects": "site_term_id project_id",
    "incidents": "site_id kind found_on confirmed confirmed_on confirmed_by_id",
    "announcements": (
        "city year published_on published_by_id has_projects has_specifications has_schedule has_conditions "
        "has_registration_method has_assessment_method has_other"
    ),
    "candidates": "name id_number birth_on sex group",
    "registrations": (
        "candidate_id project_id session_id city registered_on registered_by channel received_by_id "
        "voluntary accepted refusal_ground trained_on fee_charged"
    ),
    "tariffs": "project_id amount effective_on",
    "papers": "project_id specification_id set_by_id expert_count filed_at filed_with_id",
    "sessions": (
        "city site_id project_id specification_id paper_id organised_by_id preparation_notice_on "
        "preparation_met staff_arranged supervision_recorded started_at ended_at"
    ),
    "personnel": "name certificate_no valid_from_on valid_until_on employer_site_id",
    "personnel_projects": "person_id project_id",
    "assignments": "session_id person_id role dispatched_by_id badge_worn",
    "reports": "session_id results_received_at papers_received_at sent_by_id received_by_id",
    "results": "session_id candidate_id passed scored_by_id used_rubric confirmed_on confirmed_by_id",
    "certificates": (
        "number candidate_id session_id project_id coded_on printed_on issued_on issued_by_id "
        "blank_printed_by_id queryable_online query_fee"
    ),
    "archives": "session_id kind archived_on complete destroyed_on",
    "subsidies": "candidate_id certificate_id eligible trained_on granted_on amount",
}

LABELS = [
    "机构",
    "制度与机制",
    "考核项目",
    "考核规范",
    "考点设立申请",
    "申请考核项目",
    "考核场地",
    "设施设备",
    "组织管理人员",
    "考评员",
    "考点",
    "考点资格期",
    "资格期考核项目",
    "考点问题认定",
    "年度考核公告",
    "考生",
    "报名",
    "收费标准",
    "试题",
    "考核",
    "考评与督导人员",
    "可考评项目",
    "派遣",
    "成绩试卷上报",
    "成绩",
    "证书",
    "档案",
    "补贴",
]

CODES = {
    ("bodies", "kind"): (
        "provincial_department 省人社厅 provincial_centre 省中心 city_bureau 市人社局 city_centre 市中心 "
        "county_centre 县级中心 site 考点 ministry 人社部 other 其他"
    ),
    ("policies", "kind"): (
        "solicitation_rules 征集办法 release_system 项目发布制度 coordination_mechanism 协调机制 "
        "online_supervision 互联网监管 exit_mechanism 退出机制 manager_register 管理人员库 "
        "examiner_register 考评人员库 supervisor_register 督导人员库 expert_register 专家库"
    ),
    ("projects", "origin"): "national 部颁 provincial 省开发 exploratory 探索",
    ("applications", "applicant_kind"): (
        "appraisal_body 鉴定机构 enterprise 企业 school 院校 training_evaluator 培训评价机构 other 其他"
    ),
    ("application_venues", "tenure"): "owned 自有 leased 租用",
    ("application_venues", "room"): "classroom 教室 workshop 操作室",
    ("application_managers", "sex"): "male 男 female 女",
    ("application_examiners", "sex"): "male 男 female 女",
    ("sites", "kind"): (
        "appraisal_body 鉴定机构 enterprise 企业 school 院校 training_evaluator 培训评价机构 other 其他"
    ),
    ("site_terms", "revocation_ground"): (
        "breach_of_trust 违规失信 malicious_competition 恶意竞争 mismanagement 管理失序 other 其他"
    ),
    ("incidents", "kind"): (
        "breach_of_trust 违规失信 malicious_competition 恶意竞争 mismanagement 管理失序 other 其他"
    ),
    ("candidates", "sex"): "male 男 female 女",
    ("candidates", "group"): (
        "rural_transfer 农村转移就业劳动者 unenrolled_graduate 未继续升学初高中毕业生 laid_off 下岗失业人员 "
        "veteran 退役军人 hard_to_employ 就业困难人员 other 其他"
    ),
    ("registrations", "registered_by"): "individual 个人 unit 单位",
    ("registrations", "channel"): "provincial_system 山东省专项职业能力考核系统 other 其他",
    ("registrations", "refusal_ground"): "age 年龄 skill 技能 scope 范围 other 其他",
    ("assignments", "role"): "examiner 考评员 supervisor 督导员",
    ("archives", "kind"): "process 过程材料 candidate 申报个人材料 video 视频",
}

BOOLEANS = [
    "solicited_publicly",
    "review_passed",
    "dossier_complete",
    "filed",
    "sealed",
    "signed",
    "has_form",
    "has_venue_images",
    "has_equipment_images",
    "has_management_rules",
    "evaluation_passed",
    "approved",
    "confirmed",
    "has_projects",
    "has_specifications",
    "has_schedule",
    "has_conditions",
    "has_registration_method",
    "has_assessment_method",
    "has_other",
    "voluntary",
    "accepted",
    "preparation_met",
    "staff_arranged",
    "supervision_recorded",
    "badge_worn",
    "passed",
    "used_rubric",
    "queryable_online",
    "complete",
    "eligible",
]
INTEGERS = [
    "staff_total",
    "manager_count",
    "full_time_teacher_count",
    "expert_count",
    "count",
    "quantity",
    "age",
    "year",
]
DECIMALS = ["area_m2", "amount", "fee_charged", "query_fee"]

PARENTS = {
    "body_id": "bodies",
    "project_id": "projects",
    "specification_id": "specifications",
    "application_id": "applications",
    "site_id": "sites",
    "employer_site_id": "sites",
    "site_term_id": "site_terms",
    "candidate_id": "candidates",
    "session_id": "sessions",
    "paper_id": "papers",
    "person_id": "personnel",
    "scored_by_id": "personnel",
    "certificate_id": "certificates",
}  # every other x_by_id, x_to_id and x_with_id names a body

ALL_COLUMNS = [(table, column) for table in r.TABLES.values() for column in table.columns.values()]
EACH_COLUMN = pytest.mark.parametrize(
    ("table", "column"), ALL_COLUMNS, ids=[f"{table.name}.{column.name}" for table, column in ALL_COLUMNS]
)


def expected_kind(table: str, name: str) -> r.ColumnKind:
    kinds = r.ColumnKind
    if name == "id":
        return kinds.KEY
    if (table, name) in CODES:
        return kinds.CODE
    for names, kind in ((BOOLEANS, kinds.BOOLEAN), (INTEGERS, kinds.INTEGER), (DECIMALS, kinds.DECIMAL)):
        if name in names:
            return kind
    by_ending = {"_id": kinds.REFERENCE, "_on": kinds.DAY, "_at": kinds.MOMENT, "city": kinds.CITY}
    return next((kind for ending, kind in by_ending.items() if name.endswith(ending)), kinds.TEXT)


def test_the_tables_are_those_of_the_data_model_in_its_order() -> None:
    assert list(r.TABLES) == list(CONTRACT)
    assert [table.label for table in r.TABLES.values()] == LABELS
    assert len(r.TABLES) == 28


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_has_the_columns_of_the_data_model_in_its_order(name: str) -> None:
    assert list(r.TABLES[name].columns) == ["id", *CONTRACT[name].split()]


@EACH_COLUMN
def test_a_column_is_of_the_kind_the_data_model_says(table: r.Table, column: r.Column) -> None:
    assert column.kind is expected_kind(table.name, column.name)


@EACH_COLUMN
def test_a_reference_refers_to_the_table_in_brackets(table: r.Table, column: r.Column) -> None:
    if column.kind is r.ColumnKind.REFERENCE:
        assert column.refers_to == PARENTS.get(column.name, "bodies")
        assert column.reference == column.name[: -len("_id")]
        assert table.references[column.name[: -len("_id")]] is column
    else:
        assert column.refers_to is None
        assert column.reference is None
        assert column not in table.references.values()


@EACH_COLUMN
def test_a_column_has_its_codes_with_their_labels(table: r.Table, column: r.Column) -> None:
    words = CODES.get((table.name, column.name), "").split()
    assert column.codes == tuple(words[::2])
    for code, label in zip(words[::2], words[1::2], strict=True):
        row = table.row_type(id="X", **{column.name: label})
        assert getattr(row, column.name) == code
        assert getattr(row, column.name).label == label


@EACH_COLUMN
def test_every_column_but_the_id_may_be_left_unrecorded(table: r.Table, column: r.Column) -> None:
    row = table.row_type(id="X")
    assert getattr(row, column.name) == ("X" if column.name == "id" else None)


@EACH_COLUMN
def test_titles_and_names_cannot_be_confused(table: r.Table, column: r.Column) -> None:
    assert column.doc
    assert not column.label.isascii()
    words = [word for each in table.columns.values() for word in (each.name, each.label)]
    assert words.count(column.name) == words.count(column.label) == 1


def test_units_are_told() -> None:
    assert "square metres" in r.TABLES["application_venues"].columns["area_m2"].doc
    for table, column in (
        ("tariffs", "amount"),
        ("subsidies", "amount"),
        ("registrations", "fee_charged"),
        ("certificates", "query_fee"),
    ):
        assert "yuan" in r.TABLES[table].columns[column].doc
    assert "years" in r.TABLES["application_managers"].columns["age"].doc


def test_titles_in_the_data_model_are_the_titles() -> None:
    titles = {
        "projects": {"是否备案": "filed", "备案日期": "filed_on", "停用": "withdrawn_on"},
        "applications": {"申请单位": "applicant", "联系电话": "phone", "实地考察": "visited_on"},
        "specifications": {"颁布或备案": "filed"},
        "candidates": {"身份证号": "id_number"},
        "application_examiners": {"考评工种": "trade"},
    }
    for table, by_title in titles.items():
        for title, name in by_title.items():
            assert r.TABLES[table].columns[name].label == title


def test_personal_data_is_marked_where_it_is() -> None:
    marked = {(table.name, column.name): column.personal for table, column in ALL_COLUMNS if column.personal}
    name = r.PersonalData.NAME
    assert marked == {
        ("applications", "responsible_person"): name,
        ("applications", "phone"): r.PersonalData.PHONE,
        ("application_managers", "name"): name,
        ("application_examiners", "name"): name,
        ("candidates", "name"): name,
        ("candidates", "id_number"): r.PersonalData.IDENTITY_NUMBER,
        ("personnel", "name"): name,
    }


def test_children_are_the_tables_that_refer_by_one_column() -> None:
    assert {name: column.name for name, column in r.TABLES["sessions"].children.items()} == {
        "registrations": "session_id",
        "assignments": "session_id",
        "reports": "session_id",
        "results": "session_id",
        "certificates": "session_id",
        "archives": "session_id",
    }
    # Projects, applications, papers, site terms, reports and certificates name bodies in several columns.
    assert {name: column.name for name, column in r.TABLES["bodies"].children.items()} == {
        "policies": "body_id",
        "incidents": "confirmed_by_id",
        "announcements": "published_by_id",
        "registrations": "received_by_id",
        "sessions": "organised_by_id",
        "assignments": "dispatched_by_id",
        "results": "confirmed_by_id",
    }
    assert {name: column.name for name, column in r.TABLES["sites"].children.items()} == {
        "site_terms": "site_id",
        "incidents": "site_id",
        "sessions": "site_id",
        "personnel": "employer_site_id",
    }
    assert dict(r.TABLES["subsidies"].children) == {}


@pytest.mark.parametrize("table", r.TABLES.values(), ids=list(r.TABLES))
def test_no_two_paths_from_a_row_have_one_name(table: r.Table) -> None:
    assert not set(table.columns) & (set(table.references) | set(table.children))
    assert not set(table.references) & set(table.children)


@pytest.mark.parametrize("table", r.TABLES.values(), ids=list(r.TABLES))
def test_every_moment_has_its_day(table: r.Table) -> None:
    for column in table.columns.values():
        if column.kind is r.ColumnKind.MOMENT:
            day = column.name.removesuffix("_at") + "_on"
            assert isinstance(getattr(table.row_type, day), property)
            assert day not in table.columns


@pytest.mark.parametrize("table", r.TABLES.values(), ids=list(r.TABLES))
def test_a_table_is_found_by_its_rows_and_its_model(table: r.Table) -> None:
    assert r.table_of(table.row_type) is table
    assert r.table_of(table.row_type(id="X")) is table
    assert table.doc
    assert hash(table) == hash(r.TABLES[table.name])


def test_model_names_are_singular_and_exported() -> None:
    names = {table.name: table.row_type.__name__ for table in r.TABLES.values()}
    assert names["bodies"] == "Body"
    assert names["personnel"] == "Person"
    assert names["personnel_projects"] == "PersonProject"
    assert names["reports"] == "ResultsReport"
    assert names["application_equipment"] == "ApplicationEquipment"
    assert all(getattr(r, name) is r.TABLES[table].row_type for table, name in names.items())


def test_the_container_has_one_typed_argument_and_one_typed_attribute_a_table() -> None:
    arguments = typing.get_type_hints(container.Rows)
    attributes = typing.get_type_hints(r.Records)
    assert list(arguments) == list(CONTRACT)
    assert [name for name in attributes if not name.startswith("_")] == list(CONTRACT)
    for name, table in r.TABLES.items():
        assert arguments[name] == Iterable[table.row_type] | None
        assert attributes[name] == Mapping[str, table.row_type] | None


def test_the_schema_cannot_be_changed() -> None:
    table = r.TABLES["sessions"]
    for mapping in (r.TABLES, table.columns, table.references, table.children, r.CITIES):
        with pytest.raises(TypeError):
            mapping["x"] = None
    with pytest.raises(AttributeError):
        table.columns["city"].label = "x"


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"'session' \(nearest: 'sessions'\)"):
        table_named("session")
    with pytest.raises(UnknownNameError, match=r"'start_at' in sessions \(nearest: 'started_at'\)"):
        column_named("sessions", "start_at")


def test_the_sixteen_cities() -> None:
    assert len(r.CITIES) == 16
    assert r.CITIES["370100"] == "济南"
    assert r.CITIES["371700"] == "菏泽"
    assert "371200" not in r.CITIES  # Laiwu was merged into Jinan


def test_public_names_are_those_imported() -> None:
    modules = {name for name, value in vars(r).items() if isinstance(value, types.ModuleType)}
    public = {name for name in vars(r) if not name.startswith("_")} - modules - {"annotations"}
    assert sorted(r.__all__) == sorted(public)


def test_a_code_is_its_text() -> None:
    member = codes.Role.EXAMINER
    assert member == "examiner"
    assert hash(member) == hash("examiner")
    assert f"{member}" == str(member) == "examiner"
    assert member.label == "考评员"
    assert member in {"examiner": 1}


def test_columns_are_derived_once() -> None:
    assert columns_of(r.Session) is columns_of(r.Session)
