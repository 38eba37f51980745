"""The SQL of telling rules, as it was read and found right.

Rewrite it with ``python -m tests.engines.relational.test_golden``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sdcompliance.engines.relational.printing import rule_sql
from sdcompliance.rulebook import default_rulebook

GOLDEN = Path(__file__).parent / "golden"
#: Working days; nested collections; distinct people; a period; a look-up; findings of other rules.
RULES = ("RPT001", "SIT002", "STF001", "ARC003", "CER004", "REV005")
DIALECTS = ("duckdb", "postgres", "spark")
AS_OF = date(2026, 11, 23)


def _sql(rule: str, dialect: str) -> str:
    book = default_rulebook()
    return rule_sql(book.rule(rule), book, dialect, AS_OF)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("rule", RULES)
def test_the_sql_is_what_was_read(rule: str, dialect: str) -> None:
    assert _sql(rule, dialect) == (GOLDEN / f"{rule}.{dialect}.sql").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in RULES:
        for spoken in DIALECTS:
            (GOLDEN / f"{name}.{spoken}.sql").write_text(_sql(name, spoken), encoding="utf-8")
