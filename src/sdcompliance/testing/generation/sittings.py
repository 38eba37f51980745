"""Sessions with what belongs to them: who was sent, what was reported, what was archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO, TODAY, Workdays
from sdcompliance.testing.generation.people import Staff
from sdcompliance.testing.generation.projects import Examinable, Forbidden
from sdcompliance.testing.generation.sites import CitySites, Site
from sdcompliance.testing.generation.tables import Row, TableFiles

_STARTS: Final = ("08:30", "09:00", "09:00", "13:30")
_ENDS: Final = ("11:40", "12:00", "16:20", "17:00")
_RECEIVED: Final = ("09:10", "10:20", "11:05", "14:00", "15:45", "16:30")
_TWO_DAYS: Final = 0.15  # part of the sessions
_BARE_DAYS: Final = 0.1  # part of the reports that note no time
_FIRST_FILING: Final = "2020-08-27T10:00:00+08:00"


class Papers:
    """The papers of a city, one a project and year, each written when a session first uses it."""

    def __init__(self, files: TableFiles, city: str) -> None:
        self._files = files
        self._city = city
        self._written: set[str] = set()

    def give(self, session: Row, project: Examinable, start: int) -> None:
        """Gives a session the paper of a project, and the specification that this is set by."""
        year = ISO[start][:4]
        paper = f"PA-{self._city}-{project.id}-{year}"
        session["specification_id"] = project.specification_in(int(year))
        session["paper_id"] = paper
        if paper not in self._written:
            self._written.add(paper)
            self._files["papers"].write(paper_row(paper, self._city, project, year))


@dataclass(frozen=True, slots=True)
class City:
    """A city as its sessions need it; ``away`` is another city's site for every national project."""

    code: str
    catalogue: Sequence[Examinable]
    forbidden: Forbidden
    staff: Staff
    sites: CitySites
    papers: Papers
    workdays: Workdays
    away: str


@dataclass(slots=True)
class Sitting:
    """A session with its children; days by their numbers.

    ``received`` is the day on which its results came in. ``examined`` tells whether results were given,
    ``late`` whether somebody registered after the start.
    """

    id: str
    city: City
    site: Site
    project: Examinable
    start: int
    end: int
    session: Row
    assignments: list[Row]
    report: Row
    archives: list[Row]
    received: int
    own_papers: list[Row] = field(default_factory=list)
    examined: bool = True
    late: str = ""  # the id of the registration that came too late
    unqualified: bool = False  # the site was, on the day

    def move(self, site: str) -> None:
        """Lets another site hold the session and hand in what comes of it."""
        self.session["site_id"] = site
        self.report["sent_by_id"] = f"B-{site}"

    def examine(self, project: Examinable, examiners: Sequence[str]) -> None:
        """Lets the session examine another project, by these examiners."""
        self.project = project
        self.session["project_id"] = project.id
        self.city.papers.give(self.session, project, self.start)
        sent = (row for row in self.assignments if row["role"] == "examiner")
        for row, person in zip(sent, examiners, strict=False):
            row["person_id"] = person


class SittingBuilder:
    """Builds sessions that break nothing. ``videos`` is the part of them that is kept on video."""

    def __init__(self, rng: Random, workdays: Workdays, videos: float) -> None:
        self._rng = rng
        self._random = rng.random
        self._workdays = workdays
        self._videos = videos

    def build(self, id_: str, city: City, start: int) -> Sitting:
        """A session that begins on a working day."""
        random = self._random
        end = start + 1 if random() < _TWO_DAYS and self._workdays.works(start + 1) else start
        site = city.sites.drawn(start, end, self._rng)
        project = site.projects[int(random() * len(site.projects))]
        if project.since > start:
            project = site.projects[0]
        at = int(random() * 4)
        session = {
            "id": f"S{id_}",
            "city": city.code,
            "site_id": site.id,
            "project_id": project.id,
            "organised_by_id": names.centre(city.code),
            "preparation_notice_on": ISO[self._workdays.before(start, 3 + int(random() * 8))],
            "preparation_met": "true",
            "staff_arranged": "true",
            "supervision_recorded": "true",
            "started_at": f"{ISO[start]}T{_STARTS[at]}:00+08:00",
            "ended_at": f"{ISO[end]}T{'17:00' if at == 3 else _ENDS[int(random() * 4)]}:00+08:00",
        }
        received = self._workdays.after(end, 1 + int(random() * random() * 3))
        city.papers.give(session, project, start)
        return Sitting(
            id_,
            city,
            site,
            project,
            start,
            end,
            session,
            self._assignments(id_, city, project.id, start),
            self._report(id_, site.id, city.code, received),
            self._archives(id_, end),
            received,
        )

    def _assignments(self, id_: str, city: City, project: str, day: int) -> list[Row]:
        random = self._random
        examiners = city.staff.able(project, day)
        first, many = int(random() * len(examiners)), 1 + int(random() * 2.9)
        supervisors = city.staff.watching(day)
        second, watchers = int(random() * len(supervisors)), 2 if random() < 0.05 else 1
        sent = [(examiners[(first + k) % len(examiners)], "examiner") for k in range(many)]
        sent += [(supervisors[(second + k) % len(supervisors)], "supervisor") for k in range(watchers)]
        return [
            assignment_row(f"A{id_}-{n}", id_, person, role, city.code)
            for n, (person, role) in enumerate(sent, start=1)
        ]

    def _report(self, id_: str, site: str, city: str, received: int) -> Row:
        random = self._random
        at = ISO[received]
        if random() >= _BARE_DAYS:
            at = f"{at}T{_RECEIVED[int(random() * 6)]}:00+08:00"
        return {
            "id": f"RP{id_}",
            "session_id": f"S{id_}",
            "results_received_at": at,
            "papers_received_at": at,
            "sent_by_id": f"B-{site}",
            "received_by_id": names.centre(city),
        }

    def _archives(self, id_: str, end: int) -> list[Row]:
        random = self._random
        archived = end + 4 + int(random() * 22)
        # Destroyed, if at all, well after every reading's period has run out.
        destroyed = end + 860 + int(random() * 900)
        gone = ISO[destroyed] if destroyed < TODAY and random() < 0.3 else ""
        rows = [
            _archive_row(id_, "process", archived, gone),
            _archive_row(id_, "candidate", archived, gone),
        ]
        if random() < self._videos:
            destroyed = end + 300 + int(random() * 400)
            gone = ISO[destroyed] if destroyed < TODAY and random() < 0.6 else ""
            rows.append(_archive_row(id_, "video", archived, gone))
        return rows


def write_sitting(files: TableFiles, sitting: Sitting) -> None:
    """Writes a session with its children."""
    for paper in sitting.own_papers:
        files["papers"].write(paper)
    files["sessions"].write(sitting.session)
    for row in sitting.assignments:
        files["assignments"].write(row)
    files["reports"].write(sitting.report)
    for row in sitting.archives:
        files["archives"].write(row)


def paper_row(id_: str, city: str, project: Examinable, year: str) -> Row:
    """A paper filed in the last days before the year, or in 2020 once the notice was in force."""
    return {
        "id": id_,
        "project_id": project.id,
        "specification_id": project.specification_in(int(year)),
        "set_by_id": names.centre(city),
        "expert_count": "3",
        "filed_at": _FIRST_FILING if year == "2020" else f"{int(year) - 1}-12-28T10:00:00+08:00",
        "filed_with_id": names.PROVINCIAL,
    }


def assignment_row(id_: str, sitting: str, person: str, role: str, city: str) -> Row:
    """Somebody sent by the city's centre."""
    return {
        "id": id_,
        "session_id": f"S{sitting}",
        "person_id": person,
        "role": role,
        "dispatched_by_id": names.centre(city),
        "badge_worn": "true",
    }


def _archive_row(sitting: str, kind: str, archived: int, destroyed_on: str) -> Row:
    return {
        "id": f"AR{sitting}-{kind[0].upper()}",
        "session_id": f"S{sitting}",
        "kind": kind,
        "archived_on": ISO[archived],
        "complete": "true",
        "destroyed_on": destroyed_on,
    }
