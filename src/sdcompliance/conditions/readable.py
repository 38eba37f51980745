"""What conditions can read: the tables of the records, and the findings of other rules.

``findings`` is a table that no source has and no host writes: an engine fills it with what the rules of the
lower strata found, before it judges the rules that read it (docs/decisions/0010-consequences.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from sdcompliance.records import TABLES, Code, Column, Row, Table
from sdcompliance.records.declaration import (
    Boolean,
    City,
    Coded,
    Day,
    Reference,
    Text,
    column,
    columns_of,
    reference,
)

#: What the table of findings is called in a condition.
FINDINGS = "findings"


class OpenVerdict(Code):
    """The verdicts, under the default reading, of which ``findings`` has a row: all that may accuse."""

    UNDETERMINED = "undetermined", "无法判定"
    ADVISORY = "advisory", "提示"
    VIOLATION = "violation", "违规"


class EarlierFinding(Row):
    """What another rule found of a row, under its default reading. Nothing settled or pending is a row."""

    table_name = FINDINGS
    table_label = "已有结论"

    rule: Text = column("规则", "the id of the rule that found it")
    verdict: Coded[OpenVerdict] = column("结论", "its verdict under the default reading")
    sensitive: Boolean = column("因解释而异", "whether another reading of that rule gives another verdict")
    subject: Text = column("对象表", "the table of the row that was judged")
    subject_id: Text = column("对象编号", "the id of the row that was judged")
    arose_on: Day = column("义务发生日", "the day that rule's duty arose")
    city: City = column("所在市", "the city that the judged row belongs to")
    site_id: Reference = reference("sites", "考点", "the site that the judged row belongs to")
    session_id: Reference = reference("sessions", "考核", "the session that the judged row belongs to")


def _findings() -> Table:
    columns = columns_of(EarlierFinding)
    references = {one.reference: one for one in columns.values() if one.reference is not None}
    return Table(
        name=FINDINGS,
        label=EarlierFinding.table_label,
        row_type=EarlierFinding,
        columns=columns,
        references=MappingProxyType(references),
        children=MappingProxyType({}),
    )


def _readable() -> Iterator[Table]:
    found = _findings()
    parents = {one.refers_to: one for one in found.references.values()}
    for table in TABLES.values():
        own = parents.get(table.name)
        if own is None:
            yield table
        else:
            yield replace(table, children=MappingProxyType({**table.children, FINDINGS: own}))
    yield found


#: The 28 tables of the records and ``findings``, by name; sites and sessions have findings as children.
READABLE: Mapping[str, Table] = MappingProxyType({table.name: table for table in _readable()})


def readable_column(row: Row, name: str) -> Column:
    """The column of a row that a condition has reached."""
    return READABLE[row.table_name].columns[name]
