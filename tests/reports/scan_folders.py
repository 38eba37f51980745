"""Result folders as a scan writes them: of a report, and invented ones of any size."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from sdcompliance import Rulebook, Verdict
from sdcompliance.reports import rule_json
from sdcompliance.reports.findings_source import FindingsSource, ReportedFinding

_COLUMNS = """
    rule VARCHAR, subject VARCHAR, subject_id VARCHAR, verdict VARCHAR, sensitive BOOLEAN, readings VARCHAR,
    due DATE, due_latest DATE, days BIGINT, missing VARCHAR, reason_zh VARCHAR, reason_en VARCHAR,
    clause VARCHAR, city VARCHAR, site_id VARCHAR, month VARCHAR, message_zh VARCHAR, message_en VARCHAR,
    evidence VARCHAR, state VARCHAR, verdict_before VARCHAR
"""

# Every shape of value that a finding can have, drawn from the number of the row alone.
_INVENTED = """
    SELECT rule.id AS rule, rule.subject AS subject, 'S' || lpad(i::VARCHAR, 7, '0') AS subject_id,
        CASE i % 10 WHEN 0 THEN 'undetermined' WHEN 1 THEN 'advisory' WHEN 2 THEN 'pending'
            ELSE 'violation' END AS verdict,
        i % 7 = 0 AS sensitive,
        CASE WHEN i % 7 = 0 THEN '{"first-sitting": "compliant"}' ELSE '{}' END AS readings,
        DATE '2024-01-05' + (i % 700)::INTEGER AS due, DATE '2024-01-05' + (i % 700)::INTEGER AS due_latest,
        -(i % 700) AS days, CASE WHEN i % 10 = 0 THEN '["reports"]' ELSE '[]' END AS missing,
        CASE WHEN i % 10 = 0 THEN '来源中没有该表' END AS reason_zh,
        CASE WHEN i % 10 = 0 THEN 'table absent from the source' END AS reason_en,
        rule.clause AS clause,
        CASE WHEN i % 50 <> 0 THEN list_extract($cities, (i % 16 + 1)::INTEGER) END AS city,
        'ST' || (i % 1500) AS site_id,
        strftime(DATE '2021-01-01' + (i % 1800)::INTEGER, '%Y-%m') AS month,
        '考核于2024年1月2日结束，成绩应在2024年1月5日（含）前报所在市中心，实际收到日期：'
            || (DATE '2024-01-05' + (i % 700)::INTEGER) || '。' AS message_zh,
        'The assessment ended on 2024-01-02; its results were due by 2024-01-05; received: '
            || (DATE '2024-01-05' + (i % 700)::INTEGER) || '.' AS message_en,
        '{"city": "370600", "ended_on": "2024-01-02", "started_on": "2024-01-02", "reports[RP' || i
            || '].results_received_on": "2024-01-' || lpad((i % 28 + 1)::VARCHAR, 2, '0')
            || '"}' AS evidence, NULL::VARCHAR AS state, NULL::VARCHAR AS verdict_before
    FROM range($n) numbers(i) JOIN rules rule ON rule.place = i % (SELECT count(*) FROM rules)
"""
_CITIES = [370100 + 100 * n for n in range(11)] + [371100, 371300, 371400, 371500, 371600]


def of_source(source: FindingsSource, folder: Path, book: Rulebook) -> Path:
    """The findings of a source as a result folder."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE found ({_COLUMNS})")
    rows = [_row(found) for found in source.findings()]
    if rows:
        connection.executemany(f"INSERT INTO found VALUES ({', '.join('?' * len(rows[0]))})", rows)
    _write(connection, folder, book)
    judged = source.judged
    summary = {
        "as_of": judged.as_of.isoformat(),
        "rulebook": judged.stamp.to_json(),
        "configuration": dict(judged.configuration),
        "unpublished_years": list(judged.unpublished_years),
        "subjects": dict(judged.subjects),
        "verdicts": {verdict.value: n for verdict, n in judged.verdicts.items()},
        "rules": {rule: {v.value: n for v, n in counts.items()} for rule, counts in judged.by_rule.items()},
        "sensitive": dict(judged.sensitive),
        "rejects": judged.rejects,
        "priority_groups": dict(judged.priority_groups),
    }
    _write_json(folder, summary, book)
    return folder


def invented(folder: Path, findings: int, book: Rulebook) -> Path:
    """As many findings as asked for, over all rules, 1,500 sites, 60 months and the cities."""
    connection = duckdb.connect(config={"memory_limit": "1GB"})
    rules = [(place, rule.id, rule.subject, rule.clause) for place, rule in enumerate(book.values())]
    connection.execute("CREATE TABLE rules (place BIGINT, id VARCHAR, subject VARCHAR, clause VARCHAR)")
    connection.executemany("INSERT INTO rules VALUES (?, ?, ?, ?)", rules)
    cities = [str(code) for code in _CITIES]
    connection.execute(f"CREATE TABLE found AS {_INVENTED}", {"n": findings, "cities": cities})
    counts: dict[str, dict[str, int]] = {}
    for rule, verdict, n in connection.execute(
        "SELECT rule, verdict, count(*) FROM found GROUP BY ALL"
    ).fetchall():
        counts.setdefault(rule, {})[verdict] = n
    sensitive = connection.execute("SELECT rule, count(*) FROM found WHERE sensitive GROUP BY ALL").fetchall()
    _write(connection, folder, book)
    verdicts = {v.value: sum(of_rule.get(v.value, 0) for of_rule in counts.values()) for v in Verdict}
    summary = {
        "as_of": "2026-11-23",
        "rulebook": {"version": "0.1.0", "digest": book.digest, "rules": len(book)},
        "configuration": {"readings": {}, "parameters": {}, "off": {}, "own_rules": [], "arrangements": []},
        "unpublished_years": [2027],
        "subjects": dict.fromkeys({rule.subject for rule in book.values()}, 1_000_000) | {"reports": None},
        "verdicts": verdicts,
        "rules": dict(sorted(counts.items())),
        "sensitive": dict(sorted(sensitive)),
        "rejects": 3,
        "priority_groups": {"priority": 10, "other": 5, "not_recorded": 1},
    }
    _write_json(folder, summary, book)
    return folder


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, book: Rulebook) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if connection.execute("SELECT count(*) FROM found").fetchall() != [(0,)]:
        connection.execute(f"COPY found TO '{folder / 'findings'}' (FORMAT parquet, PARTITION_BY (rule))")
    connection.close()


def _write_json(folder: Path, summary: dict[str, Any], book: Rulebook) -> None:
    rules = [rule_json(rule, book) for rule in book.values()]
    for name, content in (("summary", summary), ("rules", rules), ("manifest", {})):
        text = json.dumps(content, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _row(found: ReportedFinding) -> tuple[Any, ...]:
    reason = found.reason
    return (
        *(found.rule, found.subject, found.subject_id, found.verdict.value, found.sensitive),
        *(json.dumps(dict(found.readings)), found.due, found.due_latest, found.days),
        json.dumps(found.missing, ensure_ascii=False),
        *((reason.zh, reason.en) if reason else (None, None)),
        *(found.clause, found.city, found.site_id, found.month, found.message.zh, found.message.en),
        json.dumps(dict(found.evidence), ensure_ascii=False),
        *(found.state, found.verdict_before),
    )
