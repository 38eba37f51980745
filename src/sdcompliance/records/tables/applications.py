"""Applications to become a site: annex 2, its lists, and what the city centre made of them."""

from sdcompliance.records.codes import ApplicantKind, Room, Sex, Tenure
from sdcompliance.records.declaration import (
    Boolean,
    City,
    Coded,
    Day,
    DecimalNumber,
    Integer,
    Reference,
    Text,
    column,
    reference,
)
from sdcompliance.records.kinds import PersonalData
from sdcompliance.records.row import Row


class Application(Row):
    """One application to be set up as a site."""

    table_name = "applications"
    table_label = "考点设立申请"

    applicant: Text = column("申请单位", "who applies")
    applicant_kind: Coded[ApplicantKind] = column("申请单位类别", "what kind of organisation applies")
    responsible_person: Text = column("负责人", "who answers for the applicant", PersonalData.NAME)
    phone: Text = column("联系电话", "where that person is reached", PersonalData.PHONE)
    address: Text = column("考点地址", "where the site would be")
    city: City = column("所在市", "the city the site would be in")
    staff_total: Integer = column("职工总数", "head-count of the whole staff")
    manager_count: Integer = column("管理人员数", "head-count of the management staff")
    full_time_teacher_count: Integer = column("专职教师数", "head-count of the full-time teachers")
    opinion: Text = column("申报单位意见", "the applicant's own statement")
    sealed: Boolean = column("盖章", "whether the form bears the applicant's seal")
    signed: Boolean = column("签名", "whether the responsible person signed the form")
    signed_on: Day = column("签署日期", "the date on the form")
    submitted_on: Day = column("提交日期", "the day the application was submitted")
    submitted_to_id: Reference = reference("bodies", "受理机构", "to whom it was submitted")
    has_form: Boolean = column("设立申请表", "whether annex 2 was submitted")
    has_venue_images: Boolean = column("场地图像证明", "whether images of the venue were submitted")
    has_equipment_images: Boolean = column("设施设备图像证明", "whether images of it were submitted")
    has_management_rules: Boolean = column("考核工作管理制度", "whether the management rules were submitted")
    evaluated_by_id: Reference = reference("bodies", "评估机构", "who formed the expert panel")
    expert_count: Integer = column("评估专家数", "head-count of the expert panel")
    visited_on: Day = column("实地考察", "the day the panel visited the site")
    evaluation_passed: Boolean = column("评估通过", "whether the panel passed the applicant")
    decided_on: Day = column("决定日期", "the day the application was decided")
    approved: Boolean = column("确定为考点", "whether the applicant became a site")


class ApplicationProject(Row):
    """A project that an applicant wants to examine."""

    table_name = "application_projects"
    table_label = "申请考核项目"

    application_id: Reference = reference("applications", "考点设立申请", "the application")
    project_id: Reference = reference("projects", "考核项目", "the project")


class ApplicationVenue(Row):
    """The rooms of one kind and tenure that an applicant has."""

    table_name = "application_venues"
    table_label = "考核场地"

    application_id: Reference = reference("applications", "考点设立申请", "the application")
    tenure: Coded[Tenure] = column("权属", "how the rooms are held")
    room: Coded[Room] = column("用途", "what the rooms are")
    count: Integer = column("间数", "number of rooms")
    area_m2: DecimalNumber = column("面积", "area of these rooms together, in square metres")


class ApplicationEquipment(Row):
    """A line of the list of equipment that suits a project."""

    table_name = "application_equipment"
    table_label = "设施设备"

    application_id: Reference = reference("applications", "考点设立申请", "the application")
    project_id: Reference = reference("projects", "考核项目", "what the equipment is for")
    name: Text = column("名称", "what it is")
    model: Text = column("型号规格", "its make and size")
    quantity: Integer = column("数量", "number of pieces")
    note: Text = column("备注", "anything else")


class ApplicationManager(Row):
    """A line of the list of those who would organise and manage assessments."""

    table_name = "application_managers"
    table_label = "组织管理人员"

    application_id: Reference = reference("applications", "考点设立申请", "the application")
    name: Text = column("姓名", "who it is", PersonalData.NAME)
    sex: Coded[Sex] = column("性别", "that person's sex")
    age: Integer = column("年龄", "that person's age in years")
    education: Text = column("文化程度", "highest level of schooling")
    position: Text = column("职务（或职称）", "post or professional title")
    vocational_certificate: Text = column("职业资格证书（等级）", "vocational certificate and its level")
    specialty: Text = column("专业", "field of study or work")
    note: Text = column("备注", "anything else")


class ApplicationExaminer(Row):
    """A line of the list of examiners: one person for one project."""

    table_name = "application_examiners"
    table_label = "考评员"

    application_id: Reference = reference("applications", "考点设立申请", "the application")
    project_id: Reference = reference("projects", "考核项目", "what the person would examine")
    name: Text = column("姓名", "who it is", PersonalData.NAME)
    sex: Coded[Sex] = column("性别", "that person's sex")
    age: Integer = column("年龄", "that person's age in years")
    education: Text = column("文化程度", "highest level of schooling")
    title: Text = column("职称（级别）", "professional title and its level")
    vocational_certificate: Text = column("职业资格证书（等级）", "vocational certificate and its level")
    trade: Text = column("考评工种", "the trade the person is certified to examine")
    examiner_certificate_no: Text = column("考评员证书号", "number of the examiner's certificate")
