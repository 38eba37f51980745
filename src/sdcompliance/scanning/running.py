"""A scan: a source of any size → a folder of findings."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sdcompliance.engines import as_of_day
from sdcompliance.engines.native.judging import stamp
from sdcompliance.engines.relational import Database, Embedded, JudgedRule, RelationalEngine, Shape
from sdcompliance.findings import Privacy, mask_numbers
from sdcompliance.findings.waivers import Waivers, load_waivers, refuse_wrong
from sdcompliance.records import SHANGHAI, TABLES
from sdcompliance.rulebook import Rulebook, default_rulebook
from sdcompliance.scanning import progress as steps
from sdcompliance.scanning.databases import database_of
from sdcompliance.scanning.earlier import Earlier
from sdcompliance.scanning.excusing import Excusing
from sdcompliance.scanning.progress import Progress, Step, silent
from sdcompliance.scanning.rejects import write_rejects
from sdcompliance.scanning.result import MANIFEST, SUMMARY, ScanResult, folder_for, write_json
from sdcompliance.scanning.rules import write_rules
from sdcompliance.scanning.summary import Counts, Figures, summary_json
from sdcompliance.scanning.writing import FindingsWriter
from sdcompliance.sources import ColumnMap, Source, open_source
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as default_calendar

#: DuckDB holds at most so many MB in memory and spills the rest to disk; with more it is hardly quicker.
_MEMORY = 1500
#: Of so many rows and more it may hold as much as this, where that is no more than half of the machine's.
_MANY_ROWS, _MEMORY_FOR_MANY = 20_000_000, 4500
_INTERRUPTED = "Query interrupted"  # DuckDB's words


def scan(
    source: str | os.PathLike[str] | Any,
    out: str | os.PathLike[str] | None = None,
    as_of: date | str | None = None,
    *,
    rulebook: Rulebook | None = None,
    calendar: Calendar | None = None,
    encoding: str | None = None,
    mapping: str | os.PathLike[str] | ColumnMap | None = None,
    waivers: str | os.PathLike[str] | Waivers | None = None,
    baseline: str | os.PathLike[str] | None = None,
    privacy: Privacy = Privacy.MASKED,
    progress: Progress = silent,
) -> ScanResult:
    """Judges everything that a source holds and writes what was found into a folder.

    ``source``: a folder of CSV, JSON Lines or Parquet files, a workbook, a DuckDB or SQLite file, a dossier,
    a ``postgresql://`` URL or a SparkSession. ``out``: the folder of the result, by default a new temporary
    one. ``as_of`` defaults to today in Asia/Shanghai. Personal data are masked unless ``privacy`` says
    otherwise. What cannot be read is listed and leaves undetermined what depends on it; nothing else stops.

    ``waivers``: violations that they excuse are written as waived, and counted apart. ``baseline``: the
    folder of an earlier result (it may be that of ``out``); every violation says whether it is new, and those
    of then that are none now are listed.

    Raises SourceError where the source cannot be used at all, ResultExistsError where ``out`` holds something
    else, DateError where ``as_of`` is no date, WaiverError where a waiver cannot stand, BaselineError where
    ``baseline`` is no result, ExtraMissingError where optional packages are missing.
    """
    began = time.monotonic()
    started_at = datetime.now(SHANGHAI)
    day = as_of_day(as_of)
    book = rulebook or default_rulebook()
    excuses = _waivers(waivers, book, day)
    earlier = None if baseline is None else Earlier.at(baseline)
    with ExitStack() as stack:
        stack.enter_context(_interruptible())
        folder, final = stack.enter_context(folder_for(out))
        progress(Step(steps.READING, str(source), 0, 0))
        opened = stack.enter_context(open_source(source, encoding=encoding, mapping=mapping))
        run = _Run(opened, book, calendar or default_calendar(), day, privacy)
        stack.callback(run.close)
        summary = run.into(folder, progress, excuses, earlier)
        write_json(folder / SUMMARY, summary)
        manifest = run.manifest(started_at, time.monotonic() - began)
        write_json(folder / MANIFEST, {**manifest, **_given(excuses, earlier, privacy)})
    return ScanResult(final)


def _waivers(given: str | os.PathLike[str] | Waivers | None, book: Rulebook, day: date) -> Waivers | None:
    if given is None:
        return None
    waivers = given if isinstance(given, Waivers) else load_waivers(given)
    refuse_wrong(waivers, book, day)
    return waivers


def _given(waivers: Waivers | None, earlier: Earlier | None, privacy: Privacy) -> dict[str, Any]:
    """The files that the result came from besides its source."""
    guard = mask_numbers if privacy is Privacy.MASKED else str
    return {
        "waivers": None if waivers is None else {"name": guard(waivers.file), "sha256": waivers.sha256},
        "baseline": None
        if earlier is None
        else {"name": guard(str(earlier.folder)), "sha256": earlier.sha256},
    }


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C is a KeyboardInterrupt also while DuckDB works, which tells of it as a RuntimeError."""
    try:
        yield
    except RuntimeError as error:
        if str(error) != _INTERRUPTED:
            raise
        raise KeyboardInterrupt from error


class _Run:
    """One source judged by one rulebook as of one day."""

    def __init__(
        self, source: Source, rulebook: Rulebook, calendar: Calendar, as_of: date, privacy: Privacy
    ) -> None:
        self._source = source
        self._rulebook = rulebook
        self._calendar = calendar
        self._as_of = as_of
        self._privacy = privacy
        self._database: Database = database_of(source)
        self._rows: Mapping[str, int] = {}

    def into(
        self, folder: Path, progress: Progress, waivers: Waivers | None, earlier: Earlier | None
    ) -> dict[str, Any]:
        """Writes everything but the summary, which it answers, and the manifest."""
        self._rows = {table: self._number(f"SELECT count(*) FROM {table}") for table in self._tables()}
        self._prepare()
        shape = Shape(self._source.tables, self._source.faulted)
        engine = RelationalEngine(self._rulebook, self._database, shape, self._as_of)
        engine.prepare()
        counts = Counts()
        writer = FindingsWriter(folder, engine, self._database, self._privacy, earlier)
        excusing = None if waivers is None else Excusing(waivers, self._as_of, self._database)
        for judged in self._told(engine, progress):
            excused = () if excusing is None else excusing.of(judged)
            counts.add(judged, excused)
            counts.absences += writer.write(judged, excused)
        compared = writer.close(self._source.tables)
        rejects = write_rejects(folder, self._source, self._privacy)
        write_rules(folder, self._rulebook)
        figures = Figures(self._rows, self._groups(), self._years(), rejects)
        summary = summary_json(counts, figures, self._rulebook, self._calendar, self._as_of)
        return {
            **summary,
            "privacy": self._privacy.value,
            "waivers": None if excusing is None else excusing.to_json(self._rulebook),
            "baseline": compared,
        }

    def close(self) -> None:
        """Forgets what was made beside the source's tables."""
        self._database.close()

    def manifest(self, started_at: datetime, seconds: float) -> dict[str, Any]:
        """What the result came from, and how."""
        guard = mask_numbers if self._privacy is Privacy.MASKED else str
        return {
            "as_of": self._as_of.isoformat(),
            "started_at": started_at.isoformat(timespec="seconds"),
            "duration_seconds": round(seconds, 3),
            "backend": self._source.backend,
            "inputs": [
                {"name": guard(one.name), "sha256": one.sha256, "rows": one.rows}
                for one in self._source.inputs
            ],
            "rulebook": stamp(self._rulebook).to_json(),
            "configuration": self._rulebook.settings.to_json(),
            "calendar": {
                "digest": self._calendar.digest,
                "arrangements": sorted(self._calendar.given_years),
            },
            "privacy": self._privacy.value,
            "problems": [guard(str(problem)) for problem in self._source.problems],
            "versions": {"python": platform.python_version(), **_versions()},
        }

    def _prepare(self) -> None:
        if isinstance(self._database, Embedded):
            self._database.run(f"SET memory_limit = '{_memory(sum(self._rows.values()))}MB'")
        self._database.load_calendar(self._calendar)

    def _told(self, engine: RelationalEngine, progress: Progress) -> Iterator[JudgedRule]:
        """The judged rules, each told to whoever waits."""
        total = sum(self._rows.get(rule.subject, 0) for rule in self._rulebook.values())
        done = 0
        for judged in engine.judge():
            done += self._rows[judged.rule.subject]
            yield judged
            progress(Step(steps.JUDGING, judged.rule.id, done, total))

    def _tables(self) -> list[str]:
        return [table for table in TABLES if table in self._source.tables]

    def _number(self, sql: str) -> int:
        ((number,),) = self._database.rows(sql)
        return int(number)

    def _groups(self) -> dict[str, int]:
        """Candidates of the groups that the notice names (notice/3.1): a figure, not a rule."""
        none = {"priority": 0, "other": 0, "not_recorded": 0}
        if "candidates" not in self._rows:
            return none
        sql = (
            "SELECT CASE WHEN this.group IS NULL THEN 'not_recorded' WHEN this.group = 'other' THEN 'other'"
            " ELSE 'priority' END, count(*) FROM candidates AS this GROUP BY 1"
        )
        return none | dict(self._database.rows(sql))

    def _years(self) -> list[int]:
        """The years in which sittings end."""
        if "sessions" not in self._rows:
            return []
        dialect = self._database.dialect
        year = dialect.year(dialect.day_of("ended_at"))
        found = self._database.rows(f"SELECT DISTINCT {year} FROM sessions WHERE ended_at IS NOT NULL")
        return [int(one) for (one,) in found]


def _memory(rows: int) -> int:
    """How many MB may be held for so many rows."""
    if rows < _MANY_ROWS or not hasattr(os, "sysconf"):
        return _MEMORY
    half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2 // 10**6
    return max(_MEMORY, min(_MEMORY_FOR_MANY, half))


def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("sdcompliance", "duckdb", "holidays", "pendulum", "pydantic")}
