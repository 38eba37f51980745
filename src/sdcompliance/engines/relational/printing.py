"""One rule as SQL to be read: the statement that judges its table, with a word on everything in it."""

from __future__ import annotations

from datetime import date

from sdcompliance.conditions import FINDINGS
from sdcompliance.engines.relational.dialect import DIALECTS
from sdcompliance.engines.relational.statement import ALL_FINDINGS, AS_OF, Shape
from sdcompliance.engines.relational.values import NTH_WORKDAY, WORKDAYS
from sdcompliance.engines.relational.verdicts import NUMBER, judging_statement
from sdcompliance.findings import Verdict
from sdcompliance.records import TABLES
from sdcompliance.rulebook import Rule, Rulebook


def rule_sql(rule: Rule, rulebook: Rulebook, dialect: str, as_of: date) -> str:
    """The statement for one rule, where the source has every table.

    ``dialect``: duckdb, postgres or spark. Its answer has a row for every row of the rule's table, with a
    number for the verdict under each reading, which the head of the text explains.
    """
    spoken = DIALECTS[dialect]
    tables = frozenset(TABLES) | ({FINDINGS} if rule.reads else frozenset())
    shape = Shape(tables, reads=tuple(sorted(rule.reads & rulebook.keys())))
    judging = judging_statement((rule,), shape, spoken)
    (columns,) = judging.rules
    readings = zip(columns.verdicts, ("default", *rule.readings), strict=True)
    numbers = ", ".join(
        f"{number} {verdict.value}" for verdict, number in NUMBER.items() if _is_given(verdict)
    )
    head = [
        f"{rule.id} {rule.name}: {rule.title.zh} / {rule.title.en}",
        f"{rule.clause}  {rule.quote}",
        f"One row for each of {rule.subject}, judged as of {as_of}.",
        *(f"{column}: the verdict under the reading {name}" for column, name in readings),
        f"Verdicts: {numbers}",
    ]
    if WORKDAYS in judging.sql:
        head.append(f"{WORKDAYS}: days with the working days up to each; {NTH_WORKDAY}: the n-th working day")
    if rule.reads:
        head.append(f"{ALL_FINDINGS}: what the rules {', '.join(shape.reads)} found")
    comment = "\n".join(f"-- {' '.join(line.splitlines())}" for line in head)  # a title may have line breaks
    return f"{comment}\n{judging.sql.replace(AS_OF, spoken.day(as_of))};\n"


def _is_given(verdict: Verdict) -> bool:
    """Whether judging gives the verdict; waivers come afterwards."""
    return verdict is not Verdict.WAIVED
