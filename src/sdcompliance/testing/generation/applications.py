"""Applications to become a site, with everything annex 2 asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO, Workdays
from sdcompliance.testing.generation.planting import Schedule
from sdcompliance.testing.generation.tables import Row, TableFiles, empty_row

_KINDS: Final = ("appraisal_body", "enterprise", "school", "training_evaluator")
_EXAMINERS: Final = 3  # a project; annex 2 asks for as many
_SCHOOLING: Final = ("大专", "本科", "硕士")


@dataclass(frozen=True, slots=True)
class Steps:
    """The days of an application by their numbers."""

    submitted: int
    visited: int
    decided: int

    @classmethod
    def drawn(cls, submitted: int, workdays: Workdays, rng: Random) -> Steps:
        """A visit some weeks after submission, a decision some weeks after the visit."""
        visited = workdays.after(submitted, 10 + int(rng.random() * 15))
        return cls(submitted, visited, workdays.after(visited, 5 + int(rng.random() * 10)))


@dataclass(slots=True)
class Application:
    """An application with its lists."""

    row: Row
    steps: Steps
    out_of_scope: str
    requested: list[Row] = field(default_factory=list)
    venues: list[Row] = field(default_factory=list)
    equipment: list[Row] = field(default_factory=list)
    managers: list[Row] = field(default_factory=list)
    examiners: list[Row] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The application's id."""
        return self.row["id"]

    @property
    def city(self) -> str:
        """The city the site would be in."""
        return self.row["city"]

    def request(self, project: str, rng: Random) -> None:
        """Adds a project with equipment and examiners for it."""
        n = len(self.requested) + 1
        own = {"application_id": self.id, "project_id": project}
        self.requested.append({"id": f"AQ-{self.id}-{n}", **own})
        count = 2 + int(rng.random() * 20)
        piece = {"name": "实训设备", "model": f"SD-{n}", "quantity": str(count), "note": ""}
        self.equipment.append({"id": f"AE-{self.id}-{n}", **own, **piece})
        for k in range(_EXAMINERS):
            certificate = {"trade": "专项职业能力考评", "examiner_certificate_no": f"KP{self.id}{n}{k}"}
            title = {"title": "讲师", "vocational_certificate": "高级技师"}
            id_ = f"AX-{self.id}-{n}-{k + 1}"
            self.examiners.append({"id": id_, **own, **_person(rng), **title, **certificate})


def write_application(files: TableFiles, schedule: Schedule[Application], application: Application) -> None:
    """Writes an application, spoilt where a fault is due."""
    schedule.spoil(application)
    files["applications"].write(application.row)
    for table, rows in (
        ("application_projects", application.requested),
        ("application_venues", application.venues),
        ("application_equipment", application.equipment),
        ("application_managers", application.managers),
        ("application_examiners", application.examiners),
    ):
        for row in rows:
            files[table].write(row)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies for what; ``out_of_scope`` is a project that nobody may apply for."""

    id: str  # of the application
    name: str
    city: str
    projects: Sequence[str]
    out_of_scope: str


def application(applicant: Applicant, steps: Steps, workdays: Workdays, rng: Random) -> Application:
    """An application that breaks nothing and was granted."""
    id_, city = applicant.id, applicant.city
    staff = 20 + int(rng.random() * 180)
    row = empty_row("applications")
    row.update(dict.fromkeys((name for name in row if name.startswith("has_")), "true"))
    row.update(
        id=id_, applicant=applicant.name, applicant_kind=_KINDS[int(rng.random() * 4)],
        responsible_person=names.person_name(rng), phone=f"0530-{int(rng.random() * 10**8):08d}",
        address=f"{names.city_name(city)}示例路{int(rng.random() * 300) + 1}号", city=city,
        staff_total=str(staff), manager_count=str(staff // 10), full_time_teacher_count=str(staff // 4),
        opinion="同意申报", sealed="true", signed="true", signed_on=ISO[workdays.before(steps.submitted, 2)],
        submitted_on=ISO[steps.submitted], submitted_to_id=names.centre(city),
        evaluated_by_id=names.centre(city), expert_count=str(3 + int(rng.random() * 3)),
        visited_on=ISO[steps.visited], evaluation_passed="true",
        decided_on=ISO[steps.decided], approved="true",
    )  # fmt: skip
    made = Application(row, steps, applicant.out_of_scope)
    made.venues = [_venue(id_, 1, "owned", "classroom", rng), _venue(id_, 2, "leased", "workshop", rng)]
    made.managers = [_manager(id_, n, rng) for n in (1, 2)]
    for project in applicant.projects:
        made.request(project, rng)
    return made


def refused(made: Application) -> Application:
    """The application as one that was refused."""
    made.row.update(evaluation_passed="false", approved="false")
    return made


def _venue(application_id: str, n: int, tenure: str, room: str, rng: Random) -> Row:
    rooms = 1 + int(rng.random() * 4)
    area = f"{rooms * (45 + int(rng.random() * 40))}.5"
    return {
        "id": f"AV-{application_id}-{n}",
        "application_id": application_id,
        "tenure": tenure,
        "room": room,
        "count": str(rooms),
        "area_m2": area,
    }


def _manager(application_id: str, n: int, rng: Random) -> Row:
    work = {
        "position": "教务主任",
        "vocational_certificate": "企业人力资源管理师二级",
        "specialty": "教育管理",
    }
    own = {"id": f"AM-{application_id}-{n}", "application_id": application_id}
    return {**own, **_person(rng), **work, "note": ""}


def _person(rng: Random) -> Row:
    return {
        "name": names.person_name(rng),
        "sex": "male" if rng.random() < 0.5 else "female",
        "age": str(28 + int(rng.random() * 30)),
        "education": _SCHOOLING[int(rng.random() * 3)],
    }
