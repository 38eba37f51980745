"""Findings held against those of an earlier result, rule by rule: the same groups as reports/baseline.py.

A violation of then that is none now is cured only if its row was judged again and found in order; it is
looked up among all rows judged, findings or not. Otherwise it is lost sight of. Ids are compared as the
more careful of the two results shows them; of ids that look alike then, all must be in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdcompliance.engines.relational import Database, JudgedRule
from sdcompliance.engines.relational.dialect import DIALECTS
from sdcompliance.engines.relational.loading import load_rows
from sdcompliance.findings import VERDICTS, Privacy, Verdict
from sdcompliance.scanning.earlier import Earlier
from sdcompliance.scanning.excusing import one_of
from sdcompliance.scanning.files import copied, listed, table_file

if TYPE_CHECKING:
    import duckdb

#: What became of a violation, in order of columns: those that have no row any more, and why.
COLUMNS = (
    "state",
    "rule",
    "subject",
    "subject_id",
    "verdict_before",
    "verdict",
    "not_there",
    "clause",
    "city",
    "site_id",
    "month",
    "message_zh",
    "message_en",
)
_BEFORE, _GONE, _NOW, _LEFT = "sdc_before", "sdc_gone", "sdc_now", "sdc_no_longer_open"
_OPEN = f"('{Verdict.VIOLATION}', '{Verdict.WAIVED}')"
_SETTLED = f"('{Verdict.COMPLIANT}', '{Verdict.NOT_APPLICABLE}')"
#: Of several rows that look alike, the one farthest from being in order counts.
_BY_WEIGHT = tuple(reversed(VERDICTS))
_WEIGHT = f"list_position([{listed(_BY_WEIGHT)}], verdict)"
_OF_THEN = ("verdict", "clause", "city", "site_id", "month", "message_zh", "message_en")
_MAY_TELL = frozenset({"site_id", "message_zh", "message_en"})
_IDS_AT_ONCE = 5_000
_MASKED = "*" * 4


class Comparing:
    """One scan held against one earlier result. ``connection`` is the DuckDB that writes the files."""

    def __init__(
        self, earlier: Earlier, database: Database, connection: duckdb.DuckDBPyConnection, privacy: Privacy
    ) -> None:
        self._earlier = earlier
        self._database = database
        self._own = connection
        self._masks_then = privacy is Privacy.MASKED and not earlier.masked
        self._masks_now = earlier.masked and privacy is not Privacy.MASKED
        self._masks = earlier.masked or privacy is Privacy.MASKED
        self._rules_left = set(earlier.findings)
        columns = ", ".join(f"{name} VARCHAR" for name in COLUMNS)
        self._own.execute(f"CREATE OR REPLACE TEMP TABLE {_LEFT} ({columns})")

    def compared(self, judged: JudgedRule, found: str) -> str:
        """The rows of ``found`` with their state and their verdict of then, as a query; what is no longer
        open is noted.
        """
        rule = judged.rule.id
        self._rules_left.discard(rule)
        files = self._earlier.findings.get(rule)
        if files is None:
            return (
                f"SELECT *, CASE WHEN verdict IN {_OPEN} THEN 'new' END AS state,"
                f" CAST(NULL AS VARCHAR) AS verdict_before FROM {found}"
            )
        self._load(files)
        id_ = self._masked("found.subject_id") if self._masks_now else "found.subject_id"
        self._own.execute(
            f"CREATE OR REPLACE TEMP TABLE {_GONE} AS SELECT * FROM {_BEFORE} AS old WHERE verdict IN {_OPEN}"
            f" AND NOT EXISTS (SELECT 1 FROM {found} AS found WHERE found.verdict IN {_OPEN}"
            f" AND found.subject = old.subject AND {id_} = old.subject_id)"
        )
        self._judge_gone(judged)
        same = f"new.subject_id = old.subject_id AND old.subject = {listed([judged.rule.subject])}"
        self._note(f"{_GONE} AS old LEFT JOIN {_NOW} AS new ON {same}", "new.verdict", "'row'")
        return (
            f"SELECT found.*, CASE WHEN found.verdict NOT IN {_OPEN} THEN gone.state"
            f" WHEN old.verdict IN {_OPEN} THEN 'still_open' ELSE 'new' END AS state,"
            f" old.verdict AS verdict_before FROM {found} AS found"
            f" LEFT JOIN {_BEFORE} AS old ON old.subject = found.subject"
            f" AND old.subject_id IS NOT DISTINCT FROM {id_}"
            f" LEFT JOIN {_LEFT} AS gone ON gone.rule = found.rule AND gone.subject = found.subject"
            f" AND gone.subject_id = {id_}"
        )

    def finish(self, folder: Path, name: str, tables: Iterable[str]) -> None:
        """Writes what is no longer open as Parquet and CSV. ``tables`` are those that the source has."""
        there = listed(tables)
        for rule in sorted(self._rules_left):
            self._load(self._earlier.findings[rule])
            self._own.execute(
                f"CREATE OR REPLACE TEMP TABLE {_GONE} AS SELECT * FROM {_BEFORE} WHERE verdict IN {_OPEN}"
            )
            missing = f"CASE WHEN list_contains([{there}], old.subject) THEN 'rule' ELSE 'table' END"
            self._note(f"{_GONE} AS old", "CAST(NULL AS VARCHAR)", missing)
        rows = f"SELECT * FROM {_LEFT} ORDER BY state, rule, subject_id"
        file = folder / f"{name}.parquet"
        copied(self._own, rows, file)
        table_file(self._own, folder / f"{name}.csv", COLUMNS, frozenset(COLUMNS), [file])

    def figures(self, files: Iterable[Path]) -> dict[str, Any]:
        """How many findings are in which state, over all and by rule; ``files`` are those of the findings."""
        counted = [f"SELECT rule, state, count(*) AS n FROM {_LEFT} GROUP BY ALL"]
        if names := listed(str(file) for file in files):
            counted.append(
                "SELECT rule, state, count(*) AS n"
                f" FROM read_parquet([{names}], hive_partitioning = false)"
                f" WHERE verdict IN {_OPEN} GROUP BY ALL"
            )
        by_rule: dict[str, dict[str, int]] = {}
        total = {"new": 0, "still_open": 0, "cured": 0, "lost_sight_of": 0}
        for rule, state, number in self._own.execute(
            " UNION ALL ".join(counted) + " ORDER BY ALL"
        ).fetchall():
            by_rule.setdefault(rule, dict.fromkeys(total, 0))[state] += number
            total[state] += number
        return {**self._earlier.to_json(), **total, "rules": by_rule}

    # ── steps ───────────────────────────────────────────────────────────────────────────

    def _load(self, files: Iterable[Path]) -> None:
        """The rule's findings of then, one row an id."""
        names = listed(str(file) for file in files)
        id_ = self._masked("subject_id") if self._masks_then else "subject_id"
        first = f"ORDER BY {_WEIGHT}, message_zh"
        kept = ", ".join(f"first({self._as_shown(name)} {first}) AS {name}" for name in _OF_THEN)
        self._own.execute(
            f"CREATE OR REPLACE TEMP TABLE {_BEFORE} AS SELECT rule, subject, {id_} AS subject_id, {kept}"
            f" FROM read_parquet([{names}], hive_partitioning = false) GROUP BY ALL"
        )

    def _as_shown(self, column: str) -> str:
        return self._masked(column) if self._masks_then and column in _MAY_TELL else column

    def _judge_gone(self, judged: JudgedRule) -> None:
        """The verdict that the rows of what is gone have now, whether it is a finding or not."""
        rows = self._own.execute(
            f"SELECT subject_id FROM {_GONE} WHERE subject = ?", [judged.rule.subject]
        ).fetchall()
        ids = [id_ for (id_,) in rows]
        verdicts: dict[str, Verdict] = {}
        for id_, verdict in self._judged_now(judged, ids):
            verdicts[id_] = min(verdicts.get(id_, verdict), verdict, key=_BY_WEIGHT.index)
        types = (("subject_id", "VARCHAR"), ("verdict", "VARCHAR"))
        load_rows(self._own, _NOW, types, ((id_, str(verdict)) for id_, verdict in verdicts.items()))

    def _judged_now(self, judged: JudgedRule, ids: list[str]) -> Iterator[tuple[str, Verdict]]:
        dialect, verdict = self._database.dialect, judged.columns.verdicts[0]
        plain = [id_ for id_ in ids if not self._masks or _MASKED not in id_]
        masked = [id_ for id_ in ids if self._masks and _MASKED in id_]
        for column, some in (("id", plain), (dialect.masked_numbers("id"), masked)):
            for start in range(0, len(some), _IDS_AT_ONCE):
                among = one_of(column, some[start : start + _IDS_AT_ONCE], dialect)
                sql = f"SELECT {column}, {verdict} FROM {judged.table} WHERE {among}"
                for id_, number in self._database.rows(sql):
                    yield id_, VERDICTS[number]

    def _note(self, relation: str, verdict: str, not_there: str) -> None:
        state = f"CASE WHEN {verdict} IN {_SETTLED} THEN 'cured' ELSE 'lost_sight_of' END"
        missing = f"CASE WHEN {verdict} IS NULL THEN {not_there} END"
        kept = ", ".join(f"old.{name}" for name in _OF_THEN if name != "verdict")
        self._own.execute(
            f"INSERT INTO {_LEFT} SELECT {state}, old.rule, old.subject, old.subject_id, old.verdict,"
            f" {verdict}, {missing}, {kept} FROM {relation}"
        )

    def _masked(self, column: str) -> str:
        return DIALECTS["duckdb"].masked_numbers(column)
