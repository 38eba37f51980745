"""Bodies, what they have set up, what they charge, and their yearly announcements."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO, Workdays, new_year
from sdcompliance.testing.generation.planting import Schedule
from sdcompliance.testing.generation.tables import Row, TableFiles, empty_row

ANNOUNCED_YEARS: Final = range(2021, 2027)

#: The department and those of its divisions that a host has entered as bodies of their own.
_DEPARTMENT_ROWS: Final = {
    "DIVISION-1": "山东省人力资源和社会保障厅职业能力建设处",
    "DIVISION-2": "山东省人力资源和社会保障厅农民工工作处",
    names.DEPARTMENT: "山东省人力资源和社会保障厅",
}
_DUTIES: Final = {
    "city_centre": (
        "manager_register",
        "examiner_register",
        "supervisor_register",
        "expert_register",
        "exit_mechanism",
    ),
    "city_bureau": ("coordination_mechanism", "online_supervision"),
    "provincial_department": ("solicitation_rules", "release_system"),
}
_ISSUED: Final = {
    "city_centre": "2021-06-15",
    "city_bureau": "2020-12-10",
    "provincial_department": "2020-09-15",
}


@dataclass(slots=True)
class Body:
    """A body with what it is to have."""

    row: Row
    policies: list[str]
    announces_this_year: bool = True

    @property
    def id(self) -> str:
        """The body's id."""
        return self.row["id"]

    @property
    def kind(self) -> str:
        """The body's kind."""
        return self.row["kind"]


@dataclass(slots=True)
class Announcement:
    """A city's announcement for a year."""

    row: Row
    year: int
    workdays: Workdays


BODIES: Final = 2 * len(names.SHARES) + len(_DEPARTMENT_ROWS)
ANNOUNCEMENTS: Final = len(names.SHARES) * len(ANNOUNCED_YEARS)


def write_bodies(files: TableFiles, schedule: Schedule[Body]) -> frozenset[str]:
    """Writes bodies and policies; gives the cities whose centre has announced nothing this year."""
    silent = set()
    number_of_policy = 0
    for body in _with_duties():
        schedule.spoil(body)
        files["bodies"].write(body.row)
        if not body.announces_this_year:
            silent.add(body.row["city"])
        for kind in body.policies:
            number_of_policy += 1
            row = {"id": f"PO{number_of_policy}", "body_id": body.id, "kind": kind}
            files["policies"].write(row | {"issued_on": _ISSUED[body.kind]})
    for row in _without_duties():
        files["bodies"].write(row)
    return frozenset(silent)


def write_site_body(files: TableFiles, site: str, name: str, city: str) -> None:
    """Writes the body that a site is, to whom its reports are put down."""
    files["bodies"].write(_body(f"B-{site}", name, "site", city))


def write_tariffs(files: TableFiles, charges: dict[str, tuple[tuple[str, int], ...]]) -> None:
    """Writes what may be charged: by project, the empty text for every project, each from a day on."""
    n = 0
    for project, steps in charges.items():
        for day, amount in steps:
            n += 1
            files["tariffs"].write(
                {"id": f"TF{n}", "project_id": project, "amount": str(amount), "effective_on": day}
            )


def write_announcements(
    files: TableFiles,
    schedule: Schedule[Announcement],
    workdays: Workdays,
    rng: Random,
    silent: frozenset[str],
) -> None:
    """Writes every city's announcements, but this year's of the cities that are silent."""
    for year in ANNOUNCED_YEARS:
        for city in names.SHARES:
            if year == ANNOUNCED_YEARS[-1] and city in silent:
                continue
            announcement = Announcement(_announcement(city, year, workdays, rng), year, workdays)
            schedule.spoil(announcement)
            files["announcements"].write(announcement.row)


def _with_duties() -> list[Body]:
    centres = [
        _body(names.centre(city), f"{names.city_name(city)}职业技能鉴定指导中心", "city_centre", city)
        for city in names.SHARES
    ]
    bureaus = [
        _body(names.bureau(city), f"{names.city_name(city)}人力资源和社会保障局", "city_bureau", city)
        for city in names.SHARES
    ]
    departments = [
        _body(id_, name, "provincial_department", "370000") for id_, name in _DEPARTMENT_ROWS.items()
    ]
    return [Body(row, list(_DUTIES[row["kind"]])) for row in (*centres, *bureaus, *departments)]


def _without_duties() -> list[Row]:
    return [
        _body(names.MINISTRY, "人力资源和社会保障部", "ministry", "110000"),
        _body(names.PROVINCIAL, "山东省职业技能鉴定指导中心", "provincial_centre", "370000"),
        *(
            _body(
                names.county_centre(city),
                f"{names.city_name(city)}某县职业技能鉴定指导中心",
                "county_centre",
                city,
            )
            for city in names.SHARES
        ),
    ]


def _body(id_: str, name: str, kind: str, city: str) -> Row:
    return {"id": id_, "name": name, "kind": kind, "city": city}


def _announcement(city: str, year: int, workdays: Workdays, rng: Random) -> Row:
    # Mostly in January; now and then in February, which is in time under one reading only.
    start = new_year(year)
    step = 2 + int(rng.random() * (12 if rng.random() < 0.9 else 30))
    row = empty_row("announcements")
    row.update(dict.fromkeys((name for name in row if name.startswith("has_")), "true"))
    row.update(
        id=f"AN-{city}-{year}",
        city=city,
        year=str(year),
        published_on=ISO[workdays.after(start, step)],
        published_by_id=names.centre(city),
    )
    return row
