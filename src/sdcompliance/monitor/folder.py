"""A folder of dossiers, followed: what its files said last is judged, and what turns is told.

Every ``*.json`` is a dossier of its own. The ``*.csv`` files named after tables, in English or Chinese,
are one dossier together: the folder's. Other files are left alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from sdcompliance.monitor.alerts import Alert
from sdcompliance.monitor.monitor import Monitor
from sdcompliance.records import Records, RecordsError
from sdcompliance.records.schema import tables_by_word
from sdcompliance.rulebook import Rulebook
from sdcompliance.workdays import Calendar

#: The name of the dossier that the tables of a folder make up.
OWN = "."

#: What tells a file that was written again from one that was not.
Stamp: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class News:
    """What one look at a folder brought for one dossier: alerts, or why it cannot be read for now."""

    dossier: str
    alerts: tuple[Alert, ...] = ()
    error: RecordsError | None = None


@dataclass(slots=True)
class _Dossier:
    monitor: Monitor
    stamp: Stamp = ()


@dataclass(slots=True)
class Folder:
    """Looks at a folder when asked to. A dossier that cannot be read keeps its last state until it can."""

    path: Path
    day: date
    due_soon: int
    rulebook: Rulebook
    calendar: Calendar
    _dossiers: dict[str, _Dossier] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The dossiers met so far."""
        return tuple(sorted(self._dossiers))

    def look(self) -> Iterator[News]:
        """What is new since the last look, dossier by dossier. Raises OSError where the folder is gone."""
        found = self._found()
        for name in sorted({*found, *self._dossiers}):
            known = self._dossiers.get(name)
            if known is None:
                known = self._dossiers[name] = _Dossier(self._monitor())
            stamp = _stamp(found.get(name, {}))
            if stamp == known.stamp:
                continue
            # Noted before reading: a file written meanwhile differs from the stamp, and is read again.
            known.stamp = stamp
            try:
                yield News(name, known.monitor.load(_read(name, found.get(name, {}))))
            except RecordsError as error:
                yield News(name, error=error)

    def advance(self, to: date) -> Iterator[News]:
        """Another day, for every dossier."""
        self.day = to
        for name in self.names:
            yield News(name, self._dossiers[name].monitor.advance(to))

    def _monitor(self) -> Monitor:
        return Monitor(as_of=self.day, due_soon=self.due_soon, rulebook=self.rulebook, calendar=self.calendar)

    def _found(self) -> dict[str, dict[str, Path]]:
        """The files of every dossier, those of tables by table."""
        found: dict[str, dict[str, Path]] = {}
        tables = tables_by_word()
        for path in sorted(self.path.iterdir()):
            if path.suffix.lower() == ".json":
                found[path.name] = {"": path}
            elif path.suffix.lower() == ".csv" and path.stem in tables:
                found.setdefault(OWN, {})[tables[path.stem]] = path
        return found


def _stamp(files: Mapping[str, Path]) -> Stamp:
    found = []
    for name, path in files.items():
        try:
            stat = path.stat()
        except OSError:
            continue  # gone between the listing and now: the next look sees it
        found.append((name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _read(name: str, files: Mapping[str, Path]) -> Records:
    """The records of a dossier; none where its files are gone. Raises RecordsError."""
    if name != OWN:
        return Records.load(files[""]) if files else Records()
    return Records.parse({table: _rows(path) for table, path in files.items()})


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8. Raises RecordsError where it is something else."""
    from sdcompliance.records import Fault, FaultCode

    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True, restkey="(surplus cells)"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        fault = Fault(path.stem, None, None, None, f"a CSV file in UTF-8 ({error})", FaultCode.UNREADABLE)
        raise RecordsError([fault]) from error
    return [{key: value for key, value in row.items() if value is not None} for row in rows]
