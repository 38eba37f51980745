"""Sittings of an assessment: papers, sessions, who is sent to them, and what comes back."""

from datetime import date

from sdcompliance.records.codes import Role
from sdcompliance.records.declaration import (
    Boolean,
    City,
    Coded,
    Day,
    Integer,
    Moment,
    Reference,
    Text,
    column,
    reference,
)
from sdcompliance.records.kinds import PersonalData
from sdcompliance.records.row import Row
from sdcompliance.records.values import day_of


class Paper(Row):
    """A paper set for a project."""

    table_name = "papers"
    table_label = "试题"

    project_id: Reference = reference("projects", "考核项目", "what it examines")
    specification_id: Reference = reference("specifications", "考核规范", "the specification it was set by")
    set_by_id: Reference = reference("bodies", "命题组织机构", "who organised the experts that set it")
    expert_count: Integer = column("命题专家数", "head-count of the experts that set it")
    filed_at: Moment = column("备案时间", "when it was filed")
    filed_with_id: Reference = reference("bodies", "备案机构", "with whom it was filed")

    @property
    def filed_on(self) -> date | None:
        """The Shanghai day of ``filed_at``."""
        return day_of(self.filed_at)


class Session(Row):
    """One assessment of one project at one site, of one or more sitting days."""

    table_name = "sessions"
    table_label = "考核"

    city: City = column("所在市", "the city it was held in")
    site_id: Reference = reference("sites", "考点", "the site that held it")
    project_id: Reference = reference("projects", "考核项目", "what was examined")
    specification_id: Reference = reference("specifications", "考核规范", "by which specification")
    paper_id: Reference = reference("papers", "试题", "with which paper")
    organised_by_id: Reference = reference("bodies", "组织机构", "who organised it")
    preparation_notice_on: Day = column("考核准备通知单日期", "the day of the preparation notice")
    preparation_met: Boolean = column("准备符合要求", "whether what the notice lists was prepared")
    staff_arranged: Boolean = column("人员安排", "whether the staff for all tasks was arranged")
    supervision_recorded: Boolean = column("监督记录", "whether there is a record of supervision")
    started_at: Moment = column("开始时间", "when the first sitting began")
    ended_at: Moment = column("结束时间", "when the last sitting ended")

    @property
    def started_on(self) -> date | None:
        """The Shanghai day of ``started_at``: the first sitting day."""
        return day_of(self.started_at)

    @property
    def ended_on(self) -> date | None:
        """The Shanghai day of ``ended_at``: the last sitting day."""
        return day_of(self.ended_at)


class Person(Row):
    """An examiner or a supervisor."""

    table_name = "personnel"
    table_label = "考评与督导人员"

    name: Text = column("姓名", "who it is", PersonalData.NAME)
    certificate_no: Text = column("证书编号", "number of the examiner's or supervisor's certificate")
    valid_from_on: Day = column("有效期起", "the first day the certificate is valid")
    valid_until_on: Day = column("有效期止", "the last day the certificate is valid")
    employer_site_id: Reference = reference("sites", "所属考点", "the site that employs the person")


class PersonProject(Row):
    """A project that somebody is certified to examine."""

    table_name = "personnel_projects"
    table_label = "可考评项目"

    person_id: Reference = reference("personnel", "人员", "who is certified")
    project_id: Reference = reference("projects", "考核项目", "for which project")


class Assignment(Row):
    """Somebody sent to a session in a role."""

    table_name = "assignments"
    table_label = "派遣"

    session_id: Reference = reference("sessions", "考核", "to which session")
    person_id: Reference = reference("personnel", "人员", "who was sent")
    role: Coded[Role] = column("职责", "in which role")
    dispatched_by_id: Reference = reference("bodies", "派遣机构", "who sent the person")
    badge_worn: Boolean = column("佩带证卡", "whether the person wore the badge on duty")


class ResultsReport(Row):
    """The results and papers of a session, handed in by the site."""

    table_name = "reports"
    table_label = "成绩试卷上报"

    session_id: Reference = reference("sessions", "考核", "of which session")
    results_received_at: Moment = column("成绩收到时间", "when the results were received")
    papers_received_at: Moment = column("试卷收到时间", "when the papers were received")
    sent_by_id: Reference = reference("bodies", "上报单位", "who handed them in")
    received_by_id: Reference = reference("bodies", "接收机构", "who received them")

    @property
    def results_received_on(self) -> date | None:
        """The Shanghai day of ``results_received_at``."""
        return day_of(self.results_received_at)

    @property
    def papers_received_on(self) -> date | None:
        """The Shanghai day of ``papers_received_at``."""
        return day_of(self.papers_received_at)
