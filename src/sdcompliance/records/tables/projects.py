"""Assessment projects and the specifications they are examined by."""

from sdcompliance.records.codes import ProjectOrigin
from sdcompliance.records.declaration import Boolean, Coded, Day, Reference, Text, column, reference
from sdcompliance.records.row import Row


class Project(Row):
    """One specialised vocational skill that can be assessed."""

    table_name = "projects"
    table_label = "考核项目"

    name: Text = column("项目名称", "what the project is called")
    origin: Coded[ProjectOrigin] = column("来源", "by whom it was developed")
    solicited_on: Day = column("征集日期", "the day it was solicited")
    solicited_by_id: Reference = reference("bodies", "征集机构", "who solicited it")
    solicited_publicly: Boolean = column("公开征集", "whether the public was invited")
    compiled_on: Day = column("规范编写", "the day its specification was compiled")
    collated_on: Day = column("汇总", "the day it was collated with the others")
    collated_by_id: Reference = reference("bodies", "汇总机构", "who collated it")
    reviewed_on: Day = column("专家论证", "the day experts reviewed it")
    review_passed: Boolean = column("论证通过", "whether the experts passed it")
    dossier_complete: Boolean = column("信息完整", "whether its dossier was complete when filed")
    filed: Boolean = column("是否备案", "whether it is filed with the ministry")
    filed_on: Day = column("备案日期", "the day it was filed with the ministry")
    filed_by_id: Reference = reference("bodies", "报备机构", "who filed it")
    published_on: Day = column("发布", "the day it was published")
    published_by_id: Reference = reference("bodies", "发布机构", "who published it")
    withdrawn_on: Day = column("停用", "the day it was withdrawn; empty means it has not been")


class Specification(Row):
    """One version of the specification that a project is examined by."""

    table_name = "specifications"
    table_label = "考核规范"

    project_id: Reference = reference("projects", "考核项目", "what it specifies")
    version: Text = column("版本", "which version it is")
    filed: Boolean = column("颁布或备案", "whether the ministry promulgated it or holds it on file")
    filed_on: Day = column("颁布或备案日期", "the day of that")
