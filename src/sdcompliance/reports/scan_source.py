"""The result folder of a scan as a source of findings: any number of them, read as a stream.

::

    DIR/findings/rule=RPT001/*.parquet    the findings, a folder a rule
    DIR/summary.json                      what was judged, and every count
    DIR/rules.json                        the rules as they were when they judged
    DIR/no_longer_open.parquet            violations of an earlier result that are none now, if compared
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from sdcompliance.errors import ExtraMissingError
from sdcompliance.findings import Privacy, RulebookStamp, Verdict
from sdcompliance.reports.errors import ResultFolderError
from sdcompliance.reports.findings_source import (
    BY_WEIGHT,
    BriefFinding,
    Dimension,
    Judged,
    OpenReason,
    ReportedFinding,
    ReportedRule,
    Tally,
)
from sdcompliance.reports.scan_rows import (
    BRIEF_COLUMNS,
    COLUMNS,
    LEFT_COLUMNS,
    in_brief,
    no_longer_open,
    reported,
)
from sdcompliance.reports.states import BaselineFigures, NoLongerOpen, State
from sdcompliance.rulebook import Rulebook, Words

if TYPE_CHECKING:
    import duckdb

SUMMARY, RULES, FINDINGS = "summary.json", "rules.json", "findings"
NO_LONGER_OPEN = "no_longer_open.parquet"

_ROWS_AT_ONCE = 5_000
_MEMORY = "512MB"
_IN_ORDER = "ORDER BY rule, subject_id"
_WEIGHT = " ".join(f"WHEN '{verdict}' THEN {weight}" for weight, verdict in enumerate(BY_WEIGHT))


class ScanSource:
    """The findings of one result folder. Close it, or use it in a ``with`` statement.

    ``book`` is the rulebook installed here: its labels are used where it is the one that judged.
    Raises ResultFolderError where the folder is not the result of a scan, ExtraMissingError without DuckDB.
    """

    def __init__(self, folder: str | os.PathLike[str], book: Rulebook) -> None:
        self._folder = Path(folder)
        summary, rules = self._json(SUMMARY, dict), self._json(RULES, list)
        with ExitStack() as stack:
            spill = stack.enter_context(TemporaryDirectory(prefix="sdcompliance-"))
            self._connection = stack.enter_context(_connected(self._folder, spill))
            try:
                self._rows: int = self._one("SELECT count(*) FROM findings")[0]
                self.judged = self._judged(summary, rules, book)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise self._broken(SUMMARY, f"it lacks or misstates {error}") from None
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self._open.close()

    def __len__(self) -> int:
        return self._rows

    def findings(self) -> Iterator[ReportedFinding]:
        """All findings, in order of rule and row."""
        return map(reported, self._read(COLUMNS, _IN_ORDER))

    def in_brief(self) -> Iterator[BriefFinding]:
        """All findings, in the same order, each in brief."""
        return map(in_brief, self._read(BRIEF_COLUMNS, _IN_ORDER))

    def weightiest(self, most: int) -> Iterator[ReportedFinding]:
        """At most so many, the weightiest verdicts first."""
        order = f"ORDER BY CASE verdict {_WEIGHT} ELSE {len(BY_WEIGHT)} END, rule, subject_id"
        return map(reported, self._read(COLUMNS, f"{order} LIMIT {int(most)}"))

    def tallies(self, by: Dimension) -> tuple[Tally, ...]:
        """The findings counted by one of their columns."""
        column = by.value
        rows = self._connection.execute(
            f"SELECT {column}, verdict, count(*) FROM findings "
            f"GROUP BY ALL ORDER BY {column} NULLS LAST, verdict"
        ).fetchall()
        counts: dict[str | None, dict[Verdict, int]] = {}
        for value, verdict, number in rows:
            counts.setdefault(value, {})[Verdict(verdict)] = number
        return tuple(Tally(value, count) for value, count in counts.items())

    def about(self, rule: str, subject_id: str) -> Iterator[ReportedFinding]:
        """What one rule found on the rows of an id: several, where they look alike once they are masked."""
        there = f"WHERE rule = '{_literal(rule)}' AND subject_id = '{_literal(subject_id)}'"
        return map(reported, self._read(COLUMNS, f"{there} {_IN_ORDER}, message_zh"))

    def no_longer_open(self) -> Iterator[NoLongerOpen]:
        """The violations of an earlier result that are none now."""
        if self.judged.baseline is None:
            return iter(())
        file = _literal(str(self._folder / NO_LONGER_OPEN))
        relation = f"read_parquet('{file}') ORDER BY state, rule, subject_id, message_zh"
        return map(no_longer_open, self._rows_of(f"SELECT {LEFT_COLUMNS} FROM {relation}"))

    # ── reading ─────────────────────────────────────────────────────────────────────────

    def _read(self, columns: str, order: str) -> Iterator[tuple[Any, ...]]:
        return self._rows_of(f"SELECT {columns} FROM findings {order}")

    def _rows_of(self, query: str) -> Iterator[tuple[Any, ...]]:
        rows = self._connection.cursor().execute(query)
        while block := rows.fetchmany(_ROWS_AT_ONCE):
            yield from block

    def _one(self, query: str) -> tuple[Any, ...]:
        found = self._connection.execute(query).fetchone()
        assert found is not None  # a count always gives a row
        return found

    def _json(self, name: str, kind: type) -> Any:
        path = self._folder / name
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise self._broken(name, f"it cannot be read: {error}") from None
        if not isinstance(content, kind):
            raise self._broken(name, "it is no summary of a scan")
        return content

    def _broken(self, name: str, what: str) -> ResultFolderError:
        return ResultFolderError(
            f"{self._folder / name}: {what}; expected the folder that `sdcompliance scan … --out DIR` wrote; "
            "run the scan again"
        )

    def _judged(self, summary: Mapping[str, Any], rules: list[Any], book: Rulebook) -> Judged:
        stamp = RulebookStamp(**{key: summary["rulebook"][key] for key in ("version", "digest", "rules")})
        reasons = self._connection.execute(
            "SELECT reason_zh, reason_en, count(*) AS n FROM findings "
            "WHERE verdict = 'undetermined' AND reason_zh IS NOT NULL GROUP BY ALL ORDER BY n DESC, reason_en"
        ).fetchall()
        return Judged(
            as_of=date.fromisoformat(summary["as_of"]),
            stamp=stamp,
            law=book.surroundings.law.source,
            configuration=summary["configuration"],
            unpublished_years=tuple(summary["unpublished_years"]),
            subjects=summary["subjects"],
            verdicts={verdict: summary["verdicts"].get(verdict.value, 0) for verdict in Verdict},
            by_rule={
                rule: {Verdict(name): n for name, n in counts.items()}
                for rule, counts in summary["rules"].items()
            },
            sensitive=summary["sensitive"],
            open_reasons=tuple(OpenReason(Words(zh, en), n) for zh, en, n in reasons),
            priority_groups=summary["priority_groups"],
            problems=(),
            rejects=summary["rejects"],
            rules={rule["id"]: _rule(rule, book) for rule in rules},
            book=book if book.digest == stamp.digest else None,
            privacy=Privacy(summary["privacy"]) if "privacy" in summary else None,
            baseline=_baseline(summary),
        )


def _connected(folder: Path, spill: str) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise ExtraMissingError("scan", "reading the result of a scan") from None
    files = sorted((folder / FINDINGS).glob("rule=*/*.parquet"))
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": spill,
        "autoinstall_known_extensions": False,
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(config=settings)
    try:
        if files:
            relation = connection.read_parquet(
                [str(file) for file in files], hive_partitioning=True, union_by_name=True
            )
            relation.create_view("findings")
        else:
            columns = ", ".join(f"NULL::VARCHAR AS {name}" for name in COLUMNS.split(", "))
            connection.execute(f"CREATE VIEW findings AS SELECT {columns} WHERE false")
        connection.execute(f"SELECT {COLUMNS} FROM findings LIMIT 0")
    except duckdb.Error as error:
        connection.close()
        raise ResultFolderError(
            f"{folder / FINDINGS}: {str(error).splitlines()[0]}; expected the findings that a scan wrote; "
            "run the scan again"
        ) from None
    return connection


def _baseline(summary: Mapping[str, Any]) -> BaselineFigures | None:
    """With which earlier result the scan compared its own."""
    told = summary.get("baseline")
    if told is None:
        return None
    return BaselineFigures(
        as_of=date.fromisoformat(told["as_of"]),
        stamp=RulebookStamp(**{key: told["rulebook"][key] for key in ("version", "digest", "rules")}),
        other_rules=any(told[name] != summary[name] for name in ("rulebook", "configuration")),
        counts={state: told[state.value] for state in State if state.value in told},
    )


def _literal(text: str) -> str:
    return text.replace("'", "''")


def _rule(rule: Mapping[str, Any], book: Rulebook) -> ReportedRule:
    """The rule as it judged; what the folder does not say comes from the rulebook installed here."""
    own = book.get(rule["id"])
    clause = book.surroundings.law.clauses.get(rule["clause"])
    title = rule.get("clause_title")
    return ReportedRule(
        id=rule["id"],
        title=_words(rule["title"]),
        clause=rule["clause"],
        clause_title=_words(title)
        if title
        else clause.title
        if clause
        else Words(rule["clause"], rule["clause"]),
        quote=rule["quote"],
        remedy=_words(rule["remedy"]),
        norm=rule["norm"],
        readings={name: _words(basis) for name, basis in rule["readings"].items()}
        if isinstance(rule.get("readings"), dict)
        else own.readings
        if own
        else {},
    )


def _words(text: Mapping[str, str]) -> Words:
    return Words(text["zh"], text["en"])
