"""Projects and their specifications: those that are examined, and those that must not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO, Workdays, number
from sdcompliance.testing.generation.planting import Schedule
from sdcompliance.testing.generation.tables import Row, TableFiles, empty_row

_NATIONAL_ON: Final = "2019-06-28"
_OLD: Final = 6  # provincial projects from before the notice
_NEW: Final = 20  # and under it
_EXPLORATORY: Final = 8
_SOLICITED_FROM: Final = number(date(2020, 10, 9))  # the solicitation rules being out
_RENEWED_ON: Final = "2023-06-01"
_RENEWED_FROM: Final = 2024  # the year from which papers are set by a renewed specification

NATIONAL: Final = 10
"""National projects of a city; they come first in its catalogue and are in scope on every day."""

UNITS: Final = _NEW + _EXPLORATORY


@dataclass(frozen=True, slots=True)
class Examinable:
    """A project as sessions need it; ``since`` is the number of the first day on which it may be examined."""

    id: str
    since: int
    specification: str
    renewed: str

    def specification_in(self, year: int) -> str:
        """The specification by which papers of a year are set."""
        return self.renewed if year >= _RENEWED_FROM else self.specification


@dataclass(slots=True)
class Project:
    """A project's row, and the days of its steps by their numbers."""

    row: Row
    solicited: int
    filed: int
    workdays: Workdays


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Projects that no session may examine, each for a reason of its own."""

    exploratory: Examinable
    unpublished: Examinable
    withdrawn: Examinable
    unspecified: Examinable

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        each = (self.exploratory, self.unpublished, self.withdrawn, self.unspecified)
        return tuple(project.id for project in each)


@dataclass(frozen=True, slots=True)
class Projects:
    """All projects: those in scope from the start, those that came later, those out of scope."""

    national: tuple[Examinable, ...]
    provincial: tuple[Examinable, ...]
    later: tuple[Examinable, ...]
    forbidden: Forbidden

    def catalogue(self, n: int) -> tuple[Examinable, ...]:
        """What the ``n``-th city examines, national projects first."""
        national = tuple(self.national[(n * 7 + k) % len(self.national)] for k in range(NATIONAL))
        old = tuple(self.provincial[(n + k) % len(self.provincial)] for k in range(2))
        later = tuple(self.later[(n * 3 + k) % len(self.later)] for k in range(4))
        return national + old + later


def write_projects(
    files: TableFiles, schedule: Schedule[Project], workdays: Workdays, rng: Random
) -> Projects:
    """Writes projects and specifications."""
    writer = _Writer(files)
    national = tuple(writer.national(f"PN{n + 1}", name, n) for n, name in enumerate(names.CRAFTS))
    provincial = tuple(writer.provincial_before(f"PA{n + 1}", names.DISHES[n]) for n in range(_OLD))
    later = []
    for n in range(_NEW):
        project = _developed(f"PB{n + 1}", names.DISHES[_OLD + n], workdays, rng)
        schedule.spoil(project)
        later.append(writer.provincial(project.row))
    for n in range(_EXPLORATORY):
        project = _explored(f"PX{n + 1}", f"{names.CRAFTS[n]}（探索）", workdays, rng)
        schedule.spoil(project)
        writer.row(project.row)
    return Projects(national, provincial, tuple(later), writer.forbidden())


def charges_of(projects: Projects) -> dict[str, tuple[tuple[str, int], ...]]:
    """What may be charged, by project and from which day; the empty text stands for every project."""
    own: dict[str, tuple[tuple[str, int], ...]] = {
        project.id: (("2021-03-01", 260), ("2024-01-01", 300)) for project in projects.national[::5]
    }
    return {"": (("2018-01-01", 150), ("2022-01-01", 200))} | own


class _Writer:
    """Writes projects with their specifications."""

    def __init__(self, files: TableFiles) -> None:
        self._files = files

    def row(self, row: Row) -> None:
        self._files["projects"].write(row)

    def national(self, id_: str, name: str, n: int) -> Examinable:
        self.row(_national(id_, name))
        specification = self._specified(id_, "2019", "true", _NATIONAL_ON)
        renewed = self._specified(id_, "2023", "true", _RENEWED_ON) if n % 3 == 0 else specification
        return Examinable(id_, 0, specification, renewed)

    def provincial_before(self, id_: str, name: str) -> Examinable:
        row = _provincial(id_, name, ("2018-03-12", "2018-06-20", "2018-09-10", "2018-11-15", "2019-04-18"))
        row["published_on"] = "2019-06-03"
        return self.provincial(row)

    def provincial(self, row: Row) -> Examinable:
        self.row(row)
        specification = self._specified(row["id"], row["compiled_on"][:4], "true", row["filed_on"])
        since = max(ISO.index(row["filed_on"]), ISO.index(row["published_on"]))
        return Examinable(row["id"], since, specification, specification)

    def forbidden(self) -> Forbidden:
        exploratory = _provincial(
            "PF1",
            "短视频助农推广（探索）",
            ("2019-03-12", "2019-06-20", "2019-09-10", "2019-11-15", "2020-06-30"),
        )
        exploratory["origin"] = "exploratory"
        unpublished = _provincial(
            "PF2", "阿胶糕制作", ("2019-03-12", "2019-06-20", "2019-09-10", "2019-11-15", "2020-05-18")
        )
        unpublished |= {"published_on": "2026-11-10", "published_by_id": names.PROVINCIAL}
        withdrawn = _national("PF3", "传呼机维修") | {"withdrawn_on": "2020-08-03"}
        unspecified = _national("PF4", "网约配送服务")
        for row in (exploratory, unpublished, withdrawn, unspecified):
            self.row(row)
        filed_on = "2020-06-30"
        return Forbidden(
            self._forbidden("PF1", self._specified("PF1", "2019", "true", filed_on)),
            self._forbidden("PF2", self._specified("PF2", "2019", "true", filed_on)),
            self._forbidden("PF3", self._specified("PF3", "2019", "true", _NATIONAL_ON)),
            self._forbidden("PF4", self._specified("PF4", "2020", "false", "")),
        )

    @staticmethod
    def _forbidden(id_: str, specification: str) -> Examinable:
        return Examinable(id_, 0, specification, specification)

    def _specified(self, project: str, version: str, filed: str, filed_on: str) -> str:
        id_ = f"SP-{project}-{version}"
        self._files["specifications"].write(
            {"id": id_, "project_id": project, "version": version, "filed": filed, "filed_on": filed_on}
        )
        return id_


def _national(id_: str, name: str) -> Row:
    row = empty_row("projects")
    row.update(
        id=id_, name=name, origin="national", published_on=_NATIONAL_ON, published_by_id=names.MINISTRY
    )
    return row


def _provincial(id_: str, name: str, steps: tuple[str, str, str, str, str]) -> Row:
    """A project that has gone through solicitation, compiling, collation, review and filing on these days."""
    solicited, compiled, collated, reviewed, filed = steps
    row = empty_row("projects")
    row.update(
        id=id_, name=name, origin="provincial",
        solicited_on=solicited, solicited_by_id=names.PROVINCIAL, solicited_publicly="true",
        compiled_on=compiled, collated_on=collated, collated_by_id=names.PROVINCIAL,
        reviewed_on=reviewed, review_passed="true", dossier_complete="true",
        filed="true", filed_on=filed, filed_by_id=names.PROVINCIAL,
    )  # fmt: skip
    return row


def _developed(id_: str, name: str, workdays: Workdays, rng: Random) -> Project:
    project = _explored(id_, name, workdays, rng)
    published_on = ISO[workdays.after(project.filed, 5 + int(rng.random() * 25))]
    project.row.update(origin="provincial", published_on=published_on, published_by_id=names.PROVINCIAL)
    return project


def _explored(id_: str, name: str, workdays: Workdays, rng: Random) -> Project:
    solicited = workdays.after(_SOLICITED_FROM, int(rng.random() * 500) + 1)
    steps = [solicited]
    for least in (40, 30, 20, 60):
        steps.append(workdays.after(steps[-1], least + int(rng.random() * 20)))
    solicited_on, compiled_on, collated_on, reviewed_on, filed_on = (ISO[day] for day in steps)
    row = _provincial(id_, name, (solicited_on, compiled_on, collated_on, reviewed_on, filed_on))
    row["origin"] = "exploratory"
    return Project(row, solicited, steps[-1], workdays)
