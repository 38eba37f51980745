"""Tables, columns, paths and values as people call them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcompliance.conditions import READABLE, to_text
from sdcompliance.conditions import tree as t
from sdcompliance.findings import Evidence
from sdcompliance.findings.wording import shown
from sdcompliance.records import CITIES, Code, Column, Table
from sdcompliance.reports import words as w
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language, Rule, Variant

# One step of a path: `project`, or `reports[RP1]`; an id may hold anything but a bracket and a dot after it.
_STEP = re.compile(r"(\w+)(?:\[(.*?)\](?=\.|$))?(?:\.|$)")
_LABELS_SHOWN = 3  # of the columns that stand for a requirement without a label
#: In these columns empty means that it has not happened, not that it is not recorded.
_NOT_YET = frozenset({"withdrawn_on", "revoked_on", "destroyed_on"})


def table_label(name: str, voice: Voice) -> str:
    """成绩试卷上报, or reports."""
    return READABLE[name].label if voice.language is Language.ZH and name in READABLE else name


def subject_label(table: str, id_: str, voice: Voice) -> str:
    """考核 S1, or sessions S1."""
    return voice.say(w.SUBJECT, table=table_label(table, voice), id=voice.guard(id_))


def path_label(path: str, table: str, voice: Voice) -> str:
    """成绩试卷上报 RP1 的成绩收到时间 for ``reports[RP1].results_received_on``; in English the path."""
    if path in READABLE:
        return table_label(path, voice)
    parts = _chinese(path, table) if voice.language is Language.ZH else None
    return voice.guard(path if parts is None else "的".join(parts))


def row_and_column(item: Evidence, table: str, voice: Voice) -> tuple[str, str]:
    """The row that an evidence path leads to (empty for the subject itself), and the column."""
    parts = _chinese(item.path, table) if voice.language is Language.ZH else None
    if parts is not None:
        return voice.guard("的".join(parts[:-1]).rstrip()), parts[-1]
    row, _, column = item.path.rpartition(".")
    return voice.guard(row), voice.guard(column)


def value_label(item: Evidence, voice: Voice) -> str:
    """A value as a clerk writes it, personal data masked unless asked for."""
    value, column = item.value, item.path.rpartition(".")[2]
    if value is None and column in _NOT_YET:
        return voice.say(w.NOT_YET)
    if isinstance(value, str) and not isinstance(value, Code):
        if voice.language is Language.ZH and column == "city" and value in CITIES:
            return f"{CITIES[value]}（{value}）"
        return str(item.shown(voice.privacy))
    return shown(value).in_(voice.language)


def requirement_label(name: str, rule: Rule, voice: Voice) -> str:
    """What a named requirement is called: its label, else that of the column or code of its name."""
    if name in rule.labels:
        return rule.labels[name].in_(voice.language)
    if voice.language is Language.EN:
        return name
    condition = next((r.condition for r in rule.default.require if r.name == name), None)
    found = None if condition is None else _label_within(name, condition)
    own = _column_of(READABLE[rule.subject], name)
    exact = found or (own.label if own else None) or _code_labels().get(name)
    return exact or f"{_labels_within(condition) if condition else ''}（{name}）"


def scope_paths(rule: Rule) -> frozenset[str]:
    """Paths that a rule reads only to see whether the notice covers the row: no news in a report."""
    inside = {path for variant in rule.variants for tree in _own_trees(variant) for path in _paths(tree)}
    around = {path for variant in rule.variants for path in _paths(variant.scope)}
    return frozenset(around - inside)


def _own_trees(variant: Variant) -> Iterator[t.Value]:
    for tree in (variant.when, variant.due, variant.until, variant.undecided, variant.required):
        if tree is not None:
            yield tree


def _paths(tree: t.Value) -> Iterator[str]:
    return (to_text(part) for part in t.walk(tree) if isinstance(part, t.Field | t.DayOf))


# ── paths ───────────────────────────────────────────────────────────────────────────────


def _chinese(path: str, table: str) -> list[str] | None:
    """The labels along a path; None where it does not follow the schema."""
    here, found, end = READABLE[table], [], 0
    while end < len(path):
        step = _STEP.match(path, end)
        if step is None:
            return None
        end = step.end()
        name, row_id = step.groups()
        if row_id is not None and name in READABLE:
            here = READABLE[name]
            found.append(f"{here.label} {row_id} ")
        elif name in here.references and end < len(path):
            column = here.references[name]
            here = READABLE[column.refers_to or ""]
            found.append(column.label)
        elif (last := _column_of(here, name)) is not None:
            found.append(last.label)
        else:
            return None
    return found or None


def _column_of(table: Table, name: str) -> Column | None:
    """The column that conditions call ``name``: ``ended_on`` is the day of ``ended_at``."""
    columns = table.columns
    return columns.get(name) or columns.get(f"{name}_id") or columns.get(name.removesuffix("_on") + "_at")


def _label_within(name: str, condition: t.Value) -> str | None:
    for part in t.walk(condition):
        field = part.moment if isinstance(part, t.DayOf) else part
        if isinstance(field, t.Field) and field.column in (
            name,
            f"{name}_id",
            name.removesuffix("_on") + "_at",
        ):
            return READABLE[field.row.table].columns[field.column].label
    return None


def _labels_within(condition: t.Value) -> str:
    """The columns that a condition reads, or else the tables whose rows it counts."""
    parts = list(t.walk(condition))
    fields = [part.moment if isinstance(part, t.DayOf) else part for part in parts]
    columns = [READABLE[f.row.table].columns[f.column].label for f in fields if isinstance(f, t.Field)]
    tables = [READABLE[part.source.table].label for part in parts if isinstance(part, t.Quantified)]
    return "、".join(list(dict.fromkeys(columns or tables))[:_LABELS_SHOWN])


def _code_labels() -> dict[str, str]:
    return {member.value: member.label for kind in Code.__subclasses__() for member in kind}


def body_kind_label(kind: str, voice: Voice) -> str:
    """省人社厅 for ``provincial_department``."""
    return _code_labels().get(kind, kind) if voice.language is Language.ZH else kind
