"""The yearly announcements of assessments."""

from sdcompliance.records.declaration import Boolean, City, Day, Integer, Reference, column, reference
from sdcompliance.records.row import Row


class Announcement(Row):
    """One city's announcement of the assessments of one year, and which of the named items it has."""

    table_name = "announcements"
    table_label = "年度考核公告"

    city: City = column("所在市", "the city it is for")
    year: Integer = column("年度", "the calendar year it is for")
    published_on: Day = column("发布日期", "the day it was published")
    published_by_id: Reference = reference("bodies", "发布机构", "who published it")
    has_projects: Boolean = column("考核项目", "whether it names the projects")
    has_specifications: Boolean = column("考核规范", "whether it names the specifications")
    has_schedule: Boolean = column("时间安排", "whether it gives the schedule")
    has_conditions: Boolean = column("报名条件", "whether it gives the conditions of registration")
    has_registration_method: Boolean = column("报名方式", "whether it says how to register")
    has_assessment_method: Boolean = column("考核方式", "whether it says how assessment is done")
    has_other: Boolean = column("其他重要事项", "whether it has other important matters")
