"""The enumerations of the records: English code, Chinese label. A member equals its plain code."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code with the Chinese ``label`` by which the readers know it as well."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class BodyKind(Code):
    """Which part a body plays in the notice."""

    PROVINCIAL_DEPARTMENT = "provincial_department", "省人社厅"
    PROVINCIAL_CENTRE = "provincial_centre", "省中心"
    CITY_BUREAU = "city_bureau", "市人社局"
    CITY_CENTRE = "city_centre", "市中心"
    COUNTY_CENTRE = "county_centre", "县级中心"
    SITE = "site", "考点"
    MINISTRY = "ministry", "人社部"
    OTHER = "other", "其他"


class PolicyKind(Code):
    """A rule, mechanism or register that the notice tells a body to have."""

    SOLICITATION_RULES = "solicitation_rules", "征集办法"
    RELEASE_SYSTEM = "release_system", "项目发布制度"
    COORDINATION_MECHANISM = "coordination_mechanism", "协调机制"
    ONLINE_SUPERVISION = "online_supervision", "互联网监管"
    EXIT_MECHANISM = "exit_mechanism", "退出机制"
    MANAGER_REGISTER = "manager_register", "管理人员库"
    EXAMINER_REGISTER = "examiner_register", "考评人员库"
    SUPERVISOR_REGISTER = "supervisor_register", "督导人员库"
    EXPERT_REGISTER = "expert_register", "专家库"


class ProjectOrigin(Code):
    """Where an assessment project comes from."""

    NATIONAL = "national", "部颁"
    PROVINCIAL = "provincial", "省开发"
    EXPLORATORY = "exploratory", "探索"


class ApplicantKind(Code):
    """The kind of organisation that applies to be a site, or is one."""

    APPRAISAL_BODY = "appraisal_body", "鉴定机构"
    ENTERPRISE = "enterprise", "企业"
    SCHOOL = "school", "院校"
    TRAINING_EVALUATOR = "training_evaluator", "培训评价机构"
    OTHER = "other", "其他"


class Tenure(Code):
    """How a venue is held."""

    OWNED = "owned", "自有"
    LEASED = "leased", "租用"


class Room(Code):
    """What a venue is."""

    CLASSROOM = "classroom", "教室"
    WORKSHOP = "workshop", "操作室"


class Sex(Code):
    """Sex, as in an identity document."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class RevocationGround(Code):
    """Why a site's standing is taken away; all but ``other`` are grounds the notice names."""

    BREACH_OF_TRUST = "breach_of_trust", "违规失信"
    MALICIOUS_COMPETITION = "malicious_competition", "恶意竞争"
    MISMANAGEMENT = "mismanagement", "管理失序"
    OTHER = "other", "其他"


class CandidateGroup(Code):
    """The priority groups of notice/3.1."""

    RURAL_TRANSFER = "rural_transfer", "农村转移就业劳动者"
    UNENROLLED_GRADUATE = "unenrolled_graduate", "未继续升学初高中毕业生"
    LAID_OFF = "laid_off", "下岗失业人员"
    VETERAN = "veteran", "退役军人"
    HARD_TO_EMPLOY = "hard_to_employ", "就业困难人员"
    OTHER = "other", "其他"


class Registrant(Code):
    """Who registered the candidate."""

    INDIVIDUAL = "individual", "个人"
    UNIT = "unit", "单位"


class Channel(Code):
    """The way a registration was made."""

    PROVINCIAL_SYSTEM = "provincial_system", "山东省专项职业能力考核系统"
    OTHER = "other", "其他"


class RefusalGround(Code):
    """Why a registration was refused."""

    AGE = "age", "年龄"
    SKILL = "skill", "技能"
    SCOPE = "scope", "范围"
    OTHER = "other", "其他"


class Role(Code):
    """What somebody was dispatched to a session for."""

    EXAMINER = "examiner", "考评员"
    SUPERVISOR = "supervisor", "督导员"


class ArchiveKind(Code):
    """What kind of material an archive holds."""

    PROCESS = "process", "过程材料"
    CANDIDATE = "candidate", "申报个人材料"
    VIDEO = "video", "视频"
