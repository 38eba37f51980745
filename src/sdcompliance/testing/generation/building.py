"""A data set from its outline: bodies first, then projects, cities, and the sessions in the order of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from random import Random
from typing import Final, TypeVar

from sdcompliance.testing.generation import enrolment, names, organisation, plants, projects
from sdcompliance.testing.generation.consequences import OF_CERTIFICATES, OF_SITES, Consequences
from sdcompliance.testing.generation.days import Workdays
from sdcompliance.testing.generation.enrolment import EnrolmentFaults, EnrolmentWriter
from sdcompliance.testing.generation.outline import Extent, Outline
from sdcompliance.testing.generation.people import StaffWriter
from sdcompliance.testing.generation.planting import Key, Plant, Schedule
from sdcompliance.testing.generation.projects import Projects
from sdcompliance.testing.generation.sites import later_sites
from sdcompliance.testing.generation.sittings import City, Papers, Sitting, SittingBuilder, write_sitting
from sdcompliance.testing.generation.tables import TableFiles
from sdcompliance.testing.generation.terms import SUSPECTED_EVERY, SiteFaults, SiteWriter, site_for_others

Unit = TypeVar("Unit")

_TOTAL_SHARE: Final = sum(names.SHARES.values())
_ENOUGH_FOR_HABITS: Final = 100  # sessions; of fewer, the last ones need not be recent
_VIDEOS: Final = {Extent.ALL: 1.0, Extent.CORE: 0.05}  # part of the sessions kept on video


def build(outline: Outline, files: TableFiles) -> Key:
    """Writes all tables of a data set; gives the key of the faults planted in it."""
    return _Builder(outline, files).build()


def _sites(sessions: int) -> int:
    """How many sites will be chosen under the notice."""
    return sum(later_sites(sessions * share / _TOTAL_SHARE) for share in names.SHARES.values())


class _Builder:
    def __init__(self, outline: Outline, files: TableFiles) -> None:
        self._outline = outline
        self._files = files
        self._workdays = Workdays()
        self._key = Key()
        self._consequences = Consequences(self._key)

    def build(self) -> Key:
        files, workdays = self._files, self._workdays
        bodies = self._schedule("bodies", plants.BODIES, organisation.BODIES)
        silent = organisation.write_bodies(files, bodies)
        announcements = self._schedule("announcements", plants.ANNOUNCEMENTS, organisation.ANNOUNCEMENTS)
        organisation.write_announcements(files, announcements, workdays, self._random("announcing"), silent)
        developed = self._schedule("projects", plants.PROJECTS, projects.UNITS)
        book = projects.write_projects(files, developed, workdays, self._random("developing"))
        charges = projects.charges_of(book)
        organisation.write_tariffs(files, charges)
        self._sessions(self._cities(book), self._enrolments(charges))
        return self._key

    def _cities(self, book: Projects) -> list[City]:
        sites = SiteWriter(self._files, self._site_faults(), self._workdays, self._random("choosing"), book)
        staff = StaffWriter(self._files, self._random("certifying"))
        codes = list(names.SHARES)
        cities = []
        for n, (code, share) in enumerate(names.SHARES.items()):
            sessions = self._outline.sessions * share / _TOTAL_SHARE
            catalogue = book.catalogue(n)
            own_sites = sites.write(code, sessions, catalogue)
            own_staff = staff.write(code, own_sites.founding[0].id, sessions, catalogue, book.forbidden)
            away = site_for_others(codes[n - 1])
            papers = Papers(self._files, code)
            cities.append(
                City(code, catalogue, book.forbidden, own_staff, own_sites, papers, self._workdays, away)
            )
        return cities

    def _site_faults(self) -> SiteFaults:
        sites = _sites(self._outline.sessions)
        applications = None
        if self._outline.extent is Extent.ALL:
            applications = self._schedule("applications", plants.APPLICATIONS, sites)
        return SiteFaults(
            self._schedule("terms", plants.TERMS, sites),
            self._schedule("incidents", plants.INCIDENTS, sites / SUSPECTED_EVERY),
            applications,
        )

    def _enrolments(self, charges: dict[str, tuple[tuple[str, int], ...]]) -> EnrolmentWriter | None:
        if self._outline.extent is Extent.CORE:
            return None
        units = self._outline.sessions * enrolment.MEAN
        self._expect(OF_CERTIFICATES)
        # A plant's weight is told for a session; here a unit is one of its candidates.
        each = [replace(plant, weight=plant.weight / enrolment.MEAN) for plant in plants.ENROLMENTS]
        faults = EnrolmentFaults(self._schedule("enrolments", each, units), self._consequences)
        return EnrolmentWriter(self._files, faults, charges, self._workdays, self._random("enrolling"))

    def _sessions(self, cities: Sequence[City], enrolments: EnrolmentWriter | None) -> None:
        faults = self._session_faults(enrolments)
        for sitting, habit in self._sittings(cities):
            planted = faults.spoil(sitting) if habit is None else faults.plant(habit, sitting)
            self._consequences.note(planted, sitting)
            write_sitting(self._files, sitting)
            if enrolments is not None:
                enrolments.write(sitting)
        self._consequences.close()

    def _session_faults(self, enrolments: EnrolmentWriter | None) -> Schedule[Sitting]:
        self._expect(OF_SITES)
        on_sessions = plants.on_sessions if enrolments is None else plants.on_whole_sessions
        those = on_sessions(_VIDEOS[self._outline.extent])
        return self._schedule("sessions", those, self._outline.sessions)

    def _sittings(self, cities: Sequence[City]) -> Iterator[tuple[Sitting, Plant[Sitting] | None]]:
        """Every session in the order of time; with the last ones, the fault that each of them must carry."""
        many = self._outline.sessions
        habits = plants.HABITUAL if self._outline.violations and many >= _ENOUGH_FOR_HABITS else ()
        rng = self._random("sitting")
        builder = SittingBuilder(rng, self._workdays, _VIDEOS[self._outline.extent])
        shares = list(accumulate(names.SHARES.values()))
        width = len(str(many))
        for n in range(many):
            place = bisect_right(shares, rng.random() * _TOTAL_SHARE)
            start = self._workdays.sitting((n + rng.random()) / many)
            id_ = f"{n + 1:0{width}d}"
            if n < many - len(habits):
                yield builder.build(id_, cities[place], start), None
            else:
                yield _at_one_site(builder.build(id_, cities[0], start)), habits[many - 1 - n]

    def _expect(self, rules: Sequence[str]) -> None:
        if self._outline.violations:
            self._key.expect(rules)

    def _schedule(self, name: str, those: Sequence[Plant[Unit]], units: float) -> Schedule[Unit]:
        return Schedule(those, self._outline.violations, units, self._random(f"planting {name}"), self._key)

    def _random(self, purpose: str) -> Random:
        """A source of chance for one purpose; a text seeds it the same in every process."""
        return Random(f"{self._outline.seed}/{purpose}")


def _at_one_site(sitting: Sitting) -> Sitting:
    """The last sessions are one site's, each neglecting another duty: a site to be referred to a person."""
    site = sitting.city.sites.founding[0]
    sitting.move(site.id)
    project = site.projects[0]
    sitting.examine(project, sitting.city.staff.able(project.id, sitting.start))
    return sitting
