"""Candidates, their registrations, and what may be charged for them."""

from sdcompliance.records.codes import CandidateGroup, Channel, RefusalGround, Registrant, Sex
from sdcompliance.records.declaration import (
    Boolean,
    City,
    Coded,
    Day,
    DecimalNumber,
    Reference,
    Text,
    column,
    reference,
)
from sdcompliance.records.kinds import PersonalData
from sdcompliance.records.row import Row


class Candidate(Row):
    """A person who registers for assessments."""

    table_name = "candidates"
    table_label = "考生"

    name: Text = column("姓名", "what the person is called", PersonalData.NAME)
    id_number: Text = column("身份证号", "citizen identification number", PersonalData.IDENTITY_NUMBER)
    birth_on: Day = column("出生日期", "date of birth")
    sex: Coded[Sex] = column("性别", "the person's sex")
    group: Coded[CandidateGroup] = column("人员类别", "the priority group the person belongs to")


class Registration(Row):
    """One candidate's registration for one project."""

    table_name = "registrations"
    table_label = "报名"

    candidate_id: Reference = reference("candidates", "考生", "who is registered")
    project_id: Reference = reference("projects", "考核项目", "for which project")
    session_id: Reference = reference("sessions", "考核", "for which session")
    city: City = column("所在市", "the city it was made in")
    registered_on: Day = column("报名日期", "the day it was made")
    registered_by: Coded[Registrant] = column("报名主体", "who made it")
    channel: Coded[Channel] = column("报名渠道", "how it was made")
    received_by_id: Reference = reference("bodies", "受理机构", "who received it")
    voluntary: Boolean = column("考生自愿", "whether the candidate chose it freely")
    accepted: Boolean = column("是否受理", "whether it was accepted")
    refusal_ground: Coded[RefusalGround] = column("不予受理原因", "why it was refused")
    trained_on: Day = column("培训日期", "the day the candidate's training was completed")
    fee_charged: DecimalNumber = column("实收费用", "what the candidate was charged, in yuan")


class Tariff(Row):
    """What may be charged for an assessment from a day on."""

    table_name = "tariffs"
    table_label = "收费标准"

    project_id: Reference = reference("projects", "考核项目", "for which project; empty means for every one")
    amount: DecimalNumber = column("金额", "the charge allowed, in yuan")
    effective_on: Day = column("生效日期", "the day from which it is in force")
