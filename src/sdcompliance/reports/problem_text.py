"""What is odd about the records, in one line each."""

from __future__ import annotations

from sdcompliance.records import TABLES, Problem, ProblemCode
from sdcompliance.reports import words as w
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language

_FORMS = {
    ProblemCode.DANGLING_REFERENCE: w.DANGLING,
    ProblemCode.UNKNOWN_COLUMN: w.UNKNOWN_COLUMN,
    ProblemCode.UNKNOWN_TABLE: w.UNKNOWN_TABLE,
}


def problem_line(problem: Problem, voice: Voice) -> str:
    """The problem, and the nearest known name where there is one."""
    nearest = voice.say(w.NEAREST, name=problem.nearest) if problem.nearest else ""
    line = voice.say(
        _FORMS[problem.code],
        table=table_label(problem.table, voice),
        column=_column(problem, voice),
        row=problem.row,
        value=problem.value,
        refers_to=table_label(problem.refers_to or "", voice),
        rows=problem.rows,
        nearest=nearest,
    )
    return voice.guard(line)


def _column(problem: Problem, voice: Voice) -> str:
    name = problem.column or ""
    table = TABLES.get(problem.table)
    if voice.language is Language.EN or table is None or name not in table.columns:
        return name
    return table.columns[name].label
