"""What follows a session: results, certificates, archives and subsidies."""

from sdcompliance.records.codes import ArchiveKind
from sdcompliance.records.declaration import (
    Boolean,
    Coded,
    Day,
    DecimalNumber,
    Reference,
    Text,
    column,
    reference,
)
from sdcompliance.records.row import Row


class Result(Row):
    """One candidate's result in one session."""

    table_name = "results"
    table_label = "成绩"

    session_id: Reference = reference("sessions", "考核", "in which session")
    candidate_id: Reference = reference("candidates", "考生", "whose result it is")
    passed: Boolean = column("是否合格", "whether the candidate passed")
    scored_by_id: Reference = reference("personnel", "评分人员", "who scored it")
    used_rubric: Boolean = column("按评分标准评判", "whether it was scored by the marking standard")
    confirmed_on: Day = column("确认日期", "the day it was confirmed")
    confirmed_by_id: Reference = reference("bodies", "确认机构", "who confirmed it")


class Certificate(Row):
    """One certificate of a specialised vocational skill."""

    table_name = "certificates"
    table_label = "证书"

    number: Text = column("证书编号", "the number on it")
    candidate_id: Reference = reference("candidates", "考生", "whose it is")
    session_id: Reference = reference("sessions", "考核", "from which session")
    project_id: Reference = reference("projects", "考核项目", "for which project")
    coded_on: Day = column("编码日期", "the day its number was assigned")
    printed_on: Day = column("打印日期", "the day it was printed")
    issued_on: Day = column("颁发日期", "the day it was issued")
    issued_by_id: Reference = reference("bodies", "颁发机构", "who issued it")
    blank_printed_by_id: Reference = reference("bodies", "证书印制机构", "who printed the blank form")
    queryable_online: Boolean = column("可网上查询", "whether it can be looked up online")
    query_fee: DecimalNumber = column("查询费用", "what looking it up costs, in yuan")


class Archive(Row):
    """The material of one kind that was kept of a session."""

    table_name = "archives"
    table_label = "档案"

    session_id: Reference = reference("sessions", "考核", "of which session")
    kind: Coded[ArchiveKind] = column("类别", "what kind of material it is")
    archived_on: Day = column("归档日期", "the day it was archived")
    complete: Boolean = column("是否完整", "whether it is complete, accurate and systematic")
    destroyed_on: Day = column("销毁日期", "the day it was destroyed; empty means it has not been")


class Subsidy(Row):
    """A subsidy for one candidate's assessment."""

    table_name = "subsidies"
    table_label = "补贴"

    candidate_id: Reference = reference("candidates", "考生", "who receives it")
    certificate_id: Reference = reference("certificates", "证书", "for which certificate")
    eligible: Boolean = column("是否符合条件", "whether the candidate is eligible")
    trained_on: Day = column("培训日期", "the day the candidate's training was completed")
    granted_on: Day = column("发放日期", "the day it was granted")
    amount: DecimalNumber = column("金额", "what was granted, in yuan")
