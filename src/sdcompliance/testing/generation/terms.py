"""Writes sites with their terms, the applications these rest on, and what was found wrong with sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.applications import (
    Applicant,
    Application,
    Steps,
    application,
    refused,
    write_application,
)
from sdcompliance.testing.generation.days import ISO, TODAY, Workdays, number
from sdcompliance.testing.generation.organisation import write_site_body
from sdcompliance.testing.generation.planting import Schedule
from sdcompliance.testing.generation.projects import NATIONAL, Examinable, Projects
from sdcompliance.testing.generation.sites import CitySites, Site, later_sites
from sdcompliance.testing.generation.tables import Row, TableFiles, empty_row

SUSPECTED_EVERY: Final = 3  # sites of a city
_REVOKED_EVERY: Final = 4
_REFUSED_EVERY: Final = 8
_FIRST_SUBMISSION: Final = number(date(2020, 9, 10))
_LAST_SUBMISSION: Final = number(date(2024, 9, 30))
_GROUNDS: Final = ("breach_of_trust", "malicious_competition", "mismanagement")


@dataclass(slots=True)
class Term:
    """A term of a site; ``lasting`` where it is the site's only one and was not revoked."""

    row: Row
    city: str
    lasting: bool
    workdays: Workdays

    @property
    def id(self) -> str:
        """The term's id."""
        return self.row["id"]


@dataclass(slots=True)
class Incident:
    """Something that a standing site is said to have done, and a day on which that could be confirmed."""

    row: Row
    city: str
    day: int


@dataclass(frozen=True, slots=True)
class SiteFaults:
    """What is spoilt of sites; where ``applications`` is None, no applications are written."""

    terms: Schedule[Term]
    incidents: Schedule[Incident]
    applications: Schedule[Application] | None


class SiteWriter:
    """Writes the sites of a city after another."""

    def __init__(
        self, files: TableFiles, faults: SiteFaults, workdays: Workdays, rng: Random, projects: Projects
    ) -> None:
        self._files = files
        self._faults = faults
        self._workdays = workdays
        self._rng = rng
        self._forbidden = projects.forbidden
        self._national = projects.national

    def write(self, city: str, sessions: float, catalogue: Sequence[Examinable]) -> CitySites:
        """Writes the sites of a city that holds about so many sessions of these projects."""
        founding = [self._founding(f"ST-{city}-F{n}", city, self._choice(catalogue, 0)) for n in (1, 2)]
        later = [self._later(city, n, catalogue) for n in range(1, later_sites(sessions) + 1)]
        premature, revoked = f"ST-{city}-P", f"ST-{city}-R"
        self._site(premature, city)
        self._term(_term(premature, 1, city, "2026-10-27", "2026-11-03"), catalogue)
        self._site(revoked, city)
        self._term(_term(revoked, 1, city, "2019-03-05", "2019-03-20"), catalogue)
        # Standing throughout, for every national project, and used by the sessions of another city only.
        self._site(site_for_others(city), city)
        self._term(_term(site_for_others(city), 1, city, "2019-09-05", "2019-09-20"), self._national)
        second = _term(revoked, 2, city, "2019-09-05", "2019-09-20")
        self._term(_ended(second, city, "2020-08-28", _GROUNDS[0]), catalogue)
        return CitySites(founding, later, premature, revoked)

    def _founding(self, site: str, city: str, projects: tuple[Examinable, ...]) -> Site:
        self._site(site, city)
        self._term(_term(site, 1, city, "2019-09-05", "2019-09-20"), projects)
        return Site(site, city, projects, [(0, TODAY)])

    def _later(self, city: str, n: int, catalogue: Sequence[Examinable]) -> Site:
        """A site chosen under the notice; some are revoked later, some suspected, some applicants refused."""
        steps = self._steps(self._rng.randrange(_FIRST_SUBMISSION, _LAST_SUBMISSION))
        applied_for = self._choice(catalogue, steps.submitted)
        # What may be examined from some later day on is in the term without an application.
        site = Site(f"ST-{city}-{n}", city, (*applied_for, *catalogue[-3:]), [])
        self._site(site.id, city)
        announced = self._announcement(steps)
        row = self._chosen(site, 1, steps, announced, applied_for)
        if n % _REVOKED_EVERY == 2:
            revoked = self._workdays.after(announced, 150 + int(self._rng.random() * 200))
            ground = _GROUNDS[n // _REVOKED_EVERY % len(_GROUNDS)]
            self._standing(site, Term(_ended(row, city, ISO[revoked], ground), city, False, self._workdays))
            self._incident(site, f"IN-{site.id}", ground, revoked)
            self._again(site, revoked, applied_for)
        else:
            self._standing(site, Term(row, city, True, self._workdays))
            if n % SUSPECTED_EVERY == 1 and site.spans:
                self._suspected(site, announced, _GROUNDS[n // SUSPECTED_EVERY % len(_GROUNDS)])
        if n % _REFUSED_EVERY == 0:
            self._refused(f"{city}-X{n}", city, catalogue[:2])
        return site

    def _again(self, site: Site, revoked: int, projects: Sequence[Examinable]) -> None:
        """A second term, applied for some months after the first was revoked, where there is time for it."""
        submitted = self._workdays.after(revoked, 80)
        if submitted <= _LAST_SUBMISSION:
            steps = self._steps(submitted)
            row = self._chosen(site, 2, steps, self._announcement(steps), projects)
            self._standing(site, Term(row, site.city, False, self._workdays))

    def _chosen(
        self, site: Site, n: int, steps: Steps, announced: int, projects: Sequence[Examinable]
    ) -> Row:
        """A term that rests on an application."""
        row = _term(site.id, n, site.city, ISO[steps.decided], ISO[announced])
        if self._faults.applications is not None:
            made = self._applied(f"AP-{site.id[3:]}-{n}", site.city, steps, projects)
            write_application(self._files, self._faults.applications, made)
            row["application_id"] = made.id
        return row

    def _refused(self, key: str, city: str, projects: Sequence[Examinable]) -> None:
        if self._faults.applications is not None:
            made = self._applied(f"AP-{key}", city, self._steps(_FIRST_SUBMISSION), projects)
            write_application(self._files, self._faults.applications, refused(made))

    def _applied(self, id_: str, city: str, steps: Steps, projects: Sequence[Examinable]) -> Application:
        wanted = [project.id for project in projects]
        applicant = Applicant(id_, _applicant(id_[3:], city), city, wanted, self._forbidden.exploratory.id)
        return application(applicant, steps, self._workdays, self._rng)

    def _standing(self, site: Site, term: Term) -> None:
        """Writes a term, spoilt where a fault is due; the site stands as the term then says."""
        self._faults.terms.spoil(term)
        row = term.row
        self._term(row, site.projects)
        if row["announced_on"]:
            until = ISO.index(row["revoked_on"]) if row["revoked_on"] else TODAY
            site.spans.append((ISO.index(row["announced_on"]), until))

    def _suspected(self, site: Site, announced: int, ground: str) -> None:
        row = _found(site, f"IN-{site.id}", ground, announced + 60)
        self._faults.incidents.spoil(Incident(row, site.city, announced + 90))
        self._files["incidents"].write(row)

    def _incident(self, site: Site, id_: str, ground: str, confirmed: int) -> None:
        row = _found(site, id_, ground, self._workdays.before(confirmed, 10))
        row.update(confirmed="true", confirmed_on=ISO[confirmed], confirmed_by_id=names.bureau(site.city))
        self._files["incidents"].write(row)

    def _site(self, id_: str, city: str) -> None:
        name = _applicant(id_[3:], city)
        self._files["sites"].write({"id": id_, "name": f"{name}考点", "city": city, "kind": "school"})
        write_site_body(self._files, id_, name, city)

    def _term(self, row: Row, projects: Iterable[Examinable]) -> None:
        """Writes a term, and below it its projects and those that must not be examined at all."""
        self._files["site_terms"].write(row)
        ids = dict.fromkeys((*(project.id for project in projects), *self._forbidden.ids))
        for n, project in enumerate(ids, start=1):
            self._files["site_term_projects"].write(
                {"id": f"TP{row['id'][1:]}-{n}", "site_term_id": row["id"], "project_id": project}
            )

    def _choice(self, catalogue: Sequence[Examinable], day: int) -> tuple[Examinable, ...]:
        """Some projects in scope on the day; two national ones among them."""
        start = int(self._rng.random() * (NATIONAL - 1))
        others = [project for project in catalogue[NATIONAL:] if project.since <= day]
        chosen = [others[int(self._rng.random() * len(others))]] if others else []
        return (*catalogue[start : start + 2], *chosen)

    def _steps(self, submitted: int) -> Steps:
        return Steps.drawn(self._workdays.after(submitted, 1), self._workdays, self._rng)

    def _announcement(self, steps: Steps) -> int:
        return self._workdays.after(steps.decided, 5 + int(self._rng.random() * 6))


def site_for_others(city: str) -> str:
    """The id of a city's site that may examine every national project."""
    return f"ST-{city}-O"


def _term(site: str, n: int, city: str, decided_on: str, announced_on: str) -> Row:
    row = empty_row("site_terms")
    row.update(
        id=f"T{site[2:]}-{n}", site_id=site, decided_on=decided_on,
        announced_on=announced_on, announced_by_id=names.bureau(city),
    )  # fmt: skip
    return row


def _ended(row: Row, city: str, revoked_on: str, ground: str) -> Row:
    row.update(revoked_on=revoked_on, revoked_by_id=names.bureau(city), revocation_ground=ground)
    return row


def _found(site: Site, id_: str, ground: str, day: int) -> Row:
    row = empty_row("incidents")
    row.update(id=id_, site_id=site.id, kind=ground, found_on=ISO[day], confirmed="false")
    return row


def _applicant(key: str, city: str) -> str:
    return f"{names.city_name(city)}第{key.removeprefix(city + '-')}职业培训学校"
