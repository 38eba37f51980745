"""Findings → files, rule by rule: Parquet in a folder a rule, and one CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sdcompliance.engines.relational import Database, Embedded, JudgedRule, RelationalEngine, connect
from sdcompliance.engines.relational.details import Picked
from sdcompliance.engines.relational.loading import load_rows
from sdcompliance.engines.relational.rows import COLUMN_TYPES
from sdcompliance.findings import Privacy, Verdict
from sdcompliance.records import TABLES
from sdcompliance.scanning.comparing import Comparing
from sdcompliance.scanning.earlier import Earlier
from sdcompliance.scanning.excusing import Excused, one_of, told_apart
from sdcompliance.scanning.files import copied, table_file
from sdcompliance.scanning.result import FINDINGS, NO_LONGER_OPEN, TABLE
from sdcompliance.scanning.summary import Absence

_FOUND, _WAIVED, _WAIVERS = "sdc_found", "sdc_waived", "sdc_waivers"
_TOLD = tuple(name for name, _ in COLUMN_TYPES if name != "absent")  # it only decides what becomes of a row
#: What a finding is compared with an earlier result: empty where there is none.
_COMPARED = ("state", "verdict_before")
#: The columns of the files, in order.
COLUMNS = (*_TOLD, *_COMPARED)
#: By row; rows whose ids look alike once they are masked, and those of absent tables, in any fixed order.
_ORDER = "subject_id NULLS FIRST, hash(missing, message_zh, evidence)"
_TEXTS = frozenset({name for name, kind in COLUMN_TYPES if kind == "VARCHAR"} | {*_COMPARED})


class FindingsWriter:
    """Writes what each rule found into a folder. Close it to have what stands in one file for all rules."""

    def __init__(
        self,
        folder: Path,
        engine: RelationalEngine,
        database: Database,
        privacy: Privacy,
        earlier: Earlier | None = None,
    ) -> None:
        self._folder = folder
        self._engine = engine
        self._database = database
        self._privacy = privacy
        self._own = database.connection if isinstance(database, Embedded) else connect()
        self._comparing = None if earlier is None else Comparing(earlier, database, self._own, privacy)
        self._written: list[str] = []

    def write(self, judged: JudgedRule, excused: Sequence[Excused] = ()) -> tuple[Absence, ...]:
        """Writes the findings of one rule; what absent tables leave undetermined is summed up."""
        picked = judged.noteworthy
        if picked.verdicts:
            self._bring(
                _FOUND, self._engine.details(judged, _without(picked, excused, self._database), self._privacy)
            )
            self._bring_waived(judged, excused)
        elif self._comparing is not None:
            columns = ", ".join(f"{name} {kind}" for name, kind in COLUMN_TYPES)
            self._own.execute(f"CREATE OR REPLACE TEMP TABLE {_FOUND} ({columns})")
        else:
            return ()
        absences = tuple(self._absences(judged)) if Verdict.UNDETERMINED in picked.verdicts else ()
        self._sum_up([_absence_row(judged, absence) for absence in absences])
        self._write_rule(judged, self._compared(judged))
        self._own.execute(f"DROP TABLE {_FOUND}")
        return absences

    def close(self, tables: frozenset[str]) -> dict[str, Any] | None:
        """Writes the CSV from the Parquet files, in order of rule, and what became of an earlier result's
        findings; the figures of that comparison. ``tables`` are those that the source has.
        """
        files = [self._file(rule) for rule in sorted(self._written)]
        table_file(self._own, self._folder / TABLE, COLUMNS, _TEXTS, files)
        if self._comparing is None:
            return None
        self._comparing.finish(self._folder, NO_LONGER_OPEN, tables)
        return self._comparing.figures(files)

    def _file(self, rule: str) -> Path:
        return self._folder / FINDINGS / f"rule={rule}" / "findings.parquet"

    def _bring(self, table: str, sql: str) -> None:
        """What a query on the source answers with, as a table of the DuckDB that writes the files."""
        if isinstance(self._database, Embedded):
            self._database.run(f"CREATE OR REPLACE TEMP TABLE {table} AS\n{sql}")
        else:
            load_rows(self._own, table, COLUMN_TYPES, self._database.rows(sql))

    def _bring_waived(self, judged: JudgedRule, excused: Sequence[Excused]) -> None:
        """Adds what is excused, each with that by which it is: as findings/waivers/applying.py has it."""
        types = tuple((name, "VARCHAR") for name in ("subject_id", "reason_zh", "reason_en"))
        for group in told_apart(excused, self._privacy):
            among = one_of("id", (one.row for one in group.values()), self._database.dialect)
            only = Picked(judged.table, among, frozenset({Verdict.VIOLATION}))
            self._bring(_WAIVED, self._engine.details(judged, only, self._privacy))
            rows = ((id_, one.waiver.words.zh, one.waiver.words.en) for id_, one in group.items())
            load_rows(self._own, _WAIVERS, types, rows)
            self._own.execute(
                f"INSERT INTO {_FOUND} SELECT found.* REPLACE ('{Verdict.WAIVED}' AS verdict,"
                f' replace(readings, \'": "{Verdict.VIOLATION}"\', \'": "{Verdict.WAIVED}"\') AS readings,'
                f" waiver.reason_zh AS reason_zh, waiver.reason_en AS reason_en)"
                f" FROM {_WAIVED} AS found JOIN {_WAIVERS} AS waiver USING (subject_id)"
            )

    def _absences(self, judged: JudgedRule) -> Iterator[Absence]:
        rows = self._own.execute(
            f"SELECT from_json(absent, '[\"VARCHAR\"]'), count(*) FROM {_FOUND}"
            " WHERE absent <> '[]' GROUP BY absent ORDER BY absent"
        ).fetchall()
        for tables, count in rows:
            yield Absence(judged.rule.id, tuple(tables), count)

    def _sum_up(self, summed: list[dict[str, Any]]) -> None:
        self._own.execute(f"DELETE FROM {_FOUND} WHERE absent <> '[]'")
        for row in summed:
            named = ", ".join(row)
            marks = ", ".join("?" for _ in row)
            self._own.execute(f"INSERT INTO {_FOUND} ({named}) VALUES ({marks})", list(row.values()))

    def _compared(self, judged: JudgedRule) -> str:
        if self._comparing is not None:
            return self._comparing.compared(judged, _FOUND)
        nothing = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in _COMPARED)
        return f"SELECT *, {nothing} FROM {_FOUND}"

    def _write_rule(self, judged: JudgedRule, query: str) -> None:
        if not judged.noteworthy.verdicts:
            return
        file = self._file(judged.rule.id)
        file.parent.mkdir(parents=True)
        copied(self._own, f"SELECT {', '.join(COLUMNS)} FROM ({query}) ORDER BY {_ORDER}", file)
        self._written.append(judged.rule.id)


def _without(picked: Picked, excused: Sequence[Excused], database: Database) -> Picked:
    """The picked rows but those excused."""
    if not excused:
        return picked
    among = one_of("id", (one.row for one in excused), database.dialect)
    return replace(picked, condition=f"({picked.condition}) AND NOT {among}")


def _absence_row(judged: JudgedRule, absence: Absence) -> dict[str, Any]:
    """One row for all that an absent table leaves undetermined."""
    rule = judged.rule
    labels = "、".join(f"“{TABLES[table].label}”" for table in absence.tables)
    names = ", ".join(absence.tables)
    quoted = ", ".join(f'"{table}"' for table in absence.tables)
    return {
        "rule": rule.id,
        "subject": rule.subject,
        "verdict": Verdict.UNDETERMINED.value,
        "sensitive": False,
        "readings": "{}",
        "missing": f"[{quoted}]",
        "reason_zh": "来源中没有该表",
        "reason_en": "table absent from the source",
        "clause": rule.clause,
        "message_zh": f"来源中没有{labels}表，共{absence.subjects}行无法判定是否“{rule.title.zh}”。",
        "message_en": f"The source has no table {names}; on {absence.subjects} rows it cannot be determined: "
        f"{rule.title.en}.",
        "evidence": "{}",
        "absent": "[]",
    }
