"""One rule → a statement that tells everything about the rows of which it has something to say.

The rows are picked by their verdicts (verdicts.py); what is read of them is in seen.py, how it is
told in told.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.seen import Seen
from sdcompliance.engines.relational.statement import Shape, Statement, rendered
from sdcompliance.engines.relational.told import Told
from sdcompliance.engines.relational.verdicts import RuleColumns
from sdcompliance.findings import Privacy, Verdict
from sdcompliance.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Picked:
    """Which rows: those of ``table`` for which ``condition`` on its columns holds.

    ``verdicts`` are those that the rule's default reading gives on them: what none of the rows needs is
    not written.
    """

    table: str
    condition: str
    verdicts: frozenset[Verdict]


def details_statement(  # noqa: PLR0917
    rule: Rule, columns: RuleColumns, picked: Picked, shape: Shape, dialect: Dialect, privacy: Privacy
) -> str:
    """Everything about the picked rows, one row each. The as-of date stands as ``AS_OF`` in the text."""
    statement = Statement(dialect, shape, "picked", masks=privacy is Privacy.MASKED, selective=True)
    seen = Seen(rule, Frame.of_subject(statement), picked.verdicts)
    told = Told(rule, dialect, picked.verdicts, statement.today(), statement.masks)
    read = seen.columns()
    why_open = {"why_open": seen.doubts()} if Verdict.UNDETERMINED in picked.verdicts else {}
    listed = ",\n       ".join(f"{sql} AS {name}" for name, sql in read.items())
    ctes = {
        "picked": _picked(rule, columns, picked),
        **statement.collected(),
        **why_open,
        "seen": f"SELECT {listed}\n{seen.frame.clause}",
        **told.steps(read),
    }
    return rendered(ctes, told.findings(), {"picked": dialect.materialized})


def _picked(rule: Rule, columns: RuleColumns, picked: Picked) -> str:
    verdicts = [f"judged.{name} AS verdict{number}" for number, name in enumerate(columns.verdicts)]
    return (
        f"SELECT {', '.join(['subject.*', *verdicts])}\nFROM {rule.subject} AS subject\n"
        f"JOIN (SELECT * FROM {picked.table} WHERE {picked.condition}) AS judged ON judged.id = subject.id"
    )
