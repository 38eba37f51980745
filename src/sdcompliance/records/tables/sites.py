"""Sites, the terms for which they stand, and what was found wrong with them."""

from sdcompliance.records.codes import ApplicantKind, RevocationGround
from sdcompliance.records.declaration import Boolean, City, Coded, Day, Reference, Text, column, reference
from sdcompliance.records.row import Row


class Site(Row):
    """An organisation that holds assessments, or has held them."""

    table_name = "sites"
    table_label = "考点"

    name: Text = column("名称", "what the site is called")
    city: City = column("所在市", "the city it is in")
    kind: Coded[ApplicantKind] = column("类别", "what kind of organisation it is")


class SiteTerm(Row):
    """One stretch of time for which a site stands; approval after a revocation is a new row."""

    table_name = "site_terms"
    table_label = "考点资格期"

    site_id: Reference = reference("sites", "考点", "whose term it is")
    application_id: Reference = reference("applications", "考点设立申请", "the application it rests on")
    decided_on: Day = column("决定日期", "the day the site was decided on")
    announced_on: Day = column("公布日期", "the day the site was announced to the public")
    announced_by_id: Reference = reference("bodies", "公布机构", "who announced it")
    revoked_on: Day = column("取消日期", "the day the standing was revoked; empty means it has not been")
    revoked_by_id: Reference = reference("bodies", "取消机构", "who revoked it")
    revocation_ground: Coded[RevocationGround] = column("取消原因", "on what ground it was revoked")


class SiteTermProject(Row):
    """A project that a site may examine during a term."""

    table_name = "site_term_projects"
    table_label = "资格期考核项目"

    site_term_id: Reference = reference("site_terms", "考点资格期", "the term")
    project_id: Reference = reference("projects", "考核项目", "the project")


class Incident(Row):
    """Something a site is said to have done, and what was established about it."""

    table_name = "incidents"
    table_label = "考点问题认定"

    site_id: Reference = reference("sites", "考点", "the site it is about")
    kind: Coded[RevocationGround] = column("类别", "the ground for revocation it would be")
    found_on: Day = column("发现日期", "the day it came to light")
    confirmed: Boolean = column("是否认定", "whether it was established")
    confirmed_on: Day = column("认定日期", "the day it was established")
    confirmed_by_id: Reference = reference("bodies", "认定机构", "who established it")
