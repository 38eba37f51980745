"""Examiners and supervisors, each certified for what they examine and for as long as they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import number
from sdcompliance.testing.generation.projects import Examinable, Forbidden
from sdcompliance.testing.generation.tables import TableFiles

#: Certificates are valid for some years; those of the second era are in force before the first ends.
_ERAS: Final = (("2020-01-01", "2023-12-31"), ("2023-01-01", "2027-12-31"))
_TURN: Final = number(date(2023, 7, 1))
_CERTIFIED_FOR: Final = 6  # projects
_SENT_BY_ERA: Final = 250  # sessions of an era that one examiner and one supervisor are planned for
_FEWEST: Final = 8  # so that every project has three examiners


@dataclass(slots=True)
class Staff:
    """Who can be sent in one city, by era; and those who must not be."""

    examiners: list[dict[str, list[str]]] = field(default_factory=list)  # by project
    supervisors: list[list[str]] = field(default_factory=list)
    specialists: list[str] = field(default_factory=list)  # certified for the forbidden projects
    lapsed: str = ""
    uncertified: str = ""

    def able(self, project: str, day: int) -> list[str]:
        """Who is certified for a project of the city on a day; at least three."""
        return self.examiners[day >= _TURN][project]

    def watching(self, day: int) -> list[str]:
        """Who can supervise on a day; at least three."""
        return self.supervisors[day >= _TURN]


class StaffWriter:
    """Writes personnel and what they are certified for."""

    def __init__(self, files: TableFiles, rng: Random) -> None:
        self._files = files
        self._rng = rng
        self._certified = 0

    def write(
        self, city: str, site: str, sessions: float, catalogue: Sequence[Examinable], forbidden: Forbidden
    ) -> Staff:
        """Writes the staff of a city that holds about so many sessions; some are employed by ``site``."""
        staff = Staff()
        projects = [project.id for project in catalogue]
        many = max(_FEWEST, round(sessions / len(_ERAS) / _SENT_BY_ERA))
        for era, (since, until) in enumerate(_ERAS):
            able: dict[str, list[str]] = {project: [] for project in projects}
            for n in range(many):
                own = [projects[(2 * n + k) % len(projects)] for k in range(_CERTIFIED_FOR)]
                person = f"EX-{city}-{era}-{n + 1}"
                self._person(person, since, until, site if n % 3 == 0 else "", own)
                for project in own:
                    able[project].append(person)
            staff.examiners.append(able)
            staff.supervisors.append([f"SV-{city}-{era}-{n + 1}" for n in range(max(3, many // 2))])
            for person in staff.supervisors[-1]:
                self._person(person, since, until, "", ())
        staff.specialists = [f"EX-{city}-F-{n + 1}" for n in range(3)]
        for person in staff.specialists:
            self._person(person, "2018-01-01", "2027-12-31", "", forbidden.ids)
        staff.lapsed, staff.uncertified = f"EX-{city}-L", f"EX-{city}-U"
        self._person(staff.lapsed, "2017-09-01", "2020-08-31", "", projects)
        self._person(staff.uncertified, "2020-01-01", "2027-12-31", "", forbidden.ids[:1])
        return staff

    def _person(self, id_: str, since: str, until: str, site: str, projects: Iterable[str]) -> None:
        self._files["personnel"].write(
            {
                "id": id_,
                "name": names.person_name(self._rng),
                "certificate_no": "KP" + id_.replace("-", "")[2:],
                "valid_from_on": since,
                "valid_until_on": until,
                "employer_site_id": site,
            }
        )
        for project in projects:
            self._certified += 1
            self._files["personnel_projects"].write(
                {"id": f"PP{self._certified}", "person_id": id_, "project_id": project}
            )
