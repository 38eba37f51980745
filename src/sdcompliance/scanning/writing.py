"""Findings → files, rule by rule: Parquet in a folder a rule, and one CSV for spreadsheets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sdcompliance.engines.relational import Database, Embedded, JudgedRule, RelationalEngine, connect
from sdcompliance.engines.relational.loading import load_rows
from sdcompliance.engines.relational.rows import COLUMN_TYPES
from sdcompliance.findings import Privacy, Verdict
from sdcompliance.records import TABLES
from sdcompliance.scanning.result import FINDINGS, TABLE
from sdcompliance.scanning.summary import Absence

_FOUND = "sdc_found"
#: The columns of the files, in order; `absent` only decides what becomes of a row.
COLUMNS = tuple(name for name, _ in COLUMN_TYPES if name != "absent")
#: What a spreadsheet would take for a formula (OWASP, "CSV Injection").
_FORMULA = "'^[=+\\-@\\t\\r]'"
#: By row; rows whose ids look alike once they are masked, and those of absent tables, in any fixed order.
_ORDER = "subject_id NULLS FIRST, hash(missing, message_zh, evidence)"
_TEXTS = frozenset(name for name, kind in COLUMN_TYPES if kind == "VARCHAR")


class FindingsWriter:
    """Writes what each rule found into a folder. Close it to have the CSV whole."""

    def __init__(self, folder: Path, engine: RelationalEngine, database: Database, privacy: Privacy) -> None:
        self._folder = folder
        self._engine = engine
        self._database = database
        self._privacy = privacy
        self._own = database.connection if isinstance(database, Embedded) else connect()
        self._written: list[str] = []

    def write(self, judged: JudgedRule) -> tuple[Absence, ...]:
        """Writes the findings of one rule; what absent tables leave undetermined is summed up."""
        picked = judged.noteworthy
        if not picked.verdicts:
            return ()
        self._bring(self._engine.details(judged, picked, self._privacy))
        absences = tuple(self._absences(judged)) if Verdict.UNDETERMINED in picked.verdicts else ()
        self._write_rule(judged.rule.id, [_absence_row(judged, absence) for absence in absences])
        self._own.execute(f"DROP TABLE {_FOUND}")
        return absences

    def close(self) -> None:
        """Writes the CSV from the Parquet files, in order of rule."""
        target = self._folder / TABLE
        header = ",".join(COLUMNS)
        target.write_bytes(b"\xef\xbb\xbf" + f"{header}\n".encode())  # spreadsheets look for the mark
        if not self._written:
            return
        files = ", ".join(_path(self._file(rule)) for rule in sorted(self._written))
        shown = ", ".join(_harmless(name) if name in _TEXTS else name for name in COLUMNS)
        lines = self._folder / ".findings.csv"
        self._own.execute(
            f"COPY (SELECT {shown} FROM read_parquet([{files}], hive_partitioning = false))"
            f" TO {_path(lines)} (FORMAT csv, HEADER false)"
        )
        with target.open("ab") as whole, lines.open("rb") as part:
            shutil.copyfileobj(part, whole)
        lines.unlink()

    def _file(self, rule: str) -> Path:
        return self._folder / FINDINGS / f"rule={rule}" / "findings.parquet"

    def _bring(self, sql: str) -> None:
        """The findings as a table of the DuckDB that writes the files."""
        if isinstance(self._database, Embedded):
            self._database.run(f"CREATE OR REPLACE TEMP TABLE {_FOUND} AS\n{sql}")
        else:
            load_rows(self._own, _FOUND, COLUMN_TYPES, self._database.rows(sql))

    def _absences(self, judged: JudgedRule) -> Iterator[Absence]:
        rows = self._own.execute(
            f"SELECT from_json(absent, '[\"VARCHAR\"]'), count(*) FROM {_FOUND}"
            " WHERE absent <> '[]' GROUP BY absent ORDER BY absent"
        ).fetchall()
        for tables, count in rows:
            yield Absence(judged.rule.id, tuple(tables), count)

    def _write_rule(self, rule: str, summed: list[dict[str, Any]]) -> None:
        self._own.execute(f"DELETE FROM {_FOUND} WHERE absent <> '[]'")
        for row in summed:
            named = ", ".join(row)
            marks = ", ".join("?" for _ in row)
            self._own.execute(f"INSERT INTO {_FOUND} ({named}) VALUES ({marks})", list(row.values()))
        file = self._file(rule)
        file.parent.mkdir(parents=True)
        columns = ", ".join(COLUMNS)
        self._own.execute(
            f"COPY (SELECT {columns} FROM {_FOUND} ORDER BY {_ORDER})"
            f" TO {_path(file)} (FORMAT parquet, COMPRESSION zstd)"
        )
        self._written.append(rule)


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


def _path(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"


def _harmless(name: str) -> str:
    """A text column in which nothing looks like a formula."""
    marked = f"CASE WHEN regexp_matches({name}, {_FORMULA}) THEN '''' || {name} ELSE {name} END"
    return f"{marked} AS {name}"
