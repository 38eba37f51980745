"""Values as people read them, as SQL texts in Chinese and English: findings/wording.py in SQL."""

from __future__ import annotations

from dataclasses import dataclass

from sdcompliance.conditions import READABLE
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.functions import COALESCE
from sdcompliance.conditions.types import ValueKind
from sdcompliance.engines.relational import values
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.findings.masking import LONG_NUMBER
from sdcompliance.findings.wording import NOT_RECORDED
from sdcompliance.records import Column, ColumnKind, PersonalData
from sdcompliance.rulebook import Words


@dataclass(frozen=True, slots=True)
class SqlWords:
    """SQL expressions of a text in both languages."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The expression in one language."""
        return self.zh if language == "zh" else self.en


def literal_words(words: Words, dialect: Dialect) -> SqlWords:
    """Fixed words."""
    return SqlWords(dialect.quoted(words.zh), dialect.quoted(words.en))


def shown(node: t.Value, frame: Frame) -> SqlWords:
    """A value; its bounds where it is not known exactly."""
    span = values.value(node, frame)
    least = _shown(node, span.least, frame)
    if span.exact:
        return least
    greatest = _shown(node, span.greatest, frame)
    same = f"{span.least} = {span.greatest} OR {span.least} IS NULL"
    return SqlWords(
        f"CASE WHEN {same} THEN {least.zh} ELSE {least.zh} || '至' || {greatest.zh} || '之间' END",
        f"CASE WHEN {same} THEN {least.en} ELSE 'between ' || {least.en} || ' and ' || {greatest.en} END",
    )


def _shown(node: t.Value, sql: str, frame: Frame) -> SqlWords:
    found = _written(node, sql, frame)
    absent = literal_words(NOT_RECORDED, frame.statement.dialect)
    return SqlWords(f"coalesce({found.zh}, {absent.zh})", f"coalesce({found.en}, {absent.en})")


def _written(node: t.Value, sql: str, frame: Frame) -> SqlWords:
    dialect = frame.statement.dialect
    match node.type.kind:
        case ValueKind.TRUTH:
            return SqlWords(
                f"CASE WHEN {sql} THEN '是' WHEN NOT {sql} THEN '否' END",
                f"CASE WHEN {sql} THEN 'yes' WHEN NOT {sql} THEN 'no' END",
            )
        case ValueKind.DAY:
            return SqlWords(chinese_day(sql, dialect), dialect.text(sql))
        case ValueKind.MOMENT:
            day, clock = dialect.day_of(sql), dialect.clock_text(sql)
            return SqlWords(
                f"{chinese_day(day, dialect)} || {clock}", f"{dialect.text(day)} || ' ' || {clock}"
            )
        case ValueKind.NUMBER:
            number = number_text(sql, dialect) if _is_fractional(node) else dialect.text(sql)
            return SqlWords(number, number)
        case _:
            return _labelled(node, sql, frame)


def chinese_day(day: str, dialect: Dialect) -> str:
    """2025年3月10日."""
    parts = [
        f"{dialect.text(f'CAST(EXTRACT({part} FROM {day}) AS BIGINT)')} || '{word}'"
        for part, word in (("YEAR", "年"), ("MONTH", "月"), ("DAY", "日"))
    ]
    return f"({' || '.join(parts)})"


def number_text(sql: str, dialect: Dialect) -> str:
    """A decimal number without the zeros that end it."""
    text = dialect.text(sql)
    trimmed = f"trim(TRAILING '.' FROM trim(TRAILING '0' FROM {text}))"  # databases disagree about rtrim
    return f"CASE WHEN {text} LIKE '%.%' THEN {trimmed} ELSE {text} END"


def masked(sql: str, kind: PersonalData) -> str:
    """A personal datum with its telling part replaced by asterisks: findings/masking.py in SQL."""
    whole = f"repeat('*', length({sql}))"
    if kind is PersonalData.NAME:
        parts = f"left({sql}, 1) || repeat('*', length({sql}) - 1)"
        return f"CASE WHEN length({sql}) > 1 THEN {parts} ELSE {whole} END"
    parts = f"left({sql}, 3) || repeat('*', length({sql}) - 7) || right({sql}, 4)"
    return f"CASE WHEN length({sql}) >= {LONG_NUMBER} THEN {parts} ELSE {whole} END"


def _column_of(node: t.Value) -> Column | None:
    """The column that a value comes from unchanged."""
    match node:
        case t.Field(row=row, column=column):
            return READABLE[row.table].columns[column]
        case t.Named(value=inner) | t.Extreme(item=inner):
            return _column_of(inner)
        case t.Call(arguments=arguments) if node.function == COALESCE:
            return _column_of(arguments[0])
        case _:
            return None


def _labelled(node: t.Value, sql: str, frame: Frame) -> SqlWords:
    """A code by its label, any other text as it is."""
    column = _column_of(node)
    if column is None or not column.codes:
        return SqlWords(sql, sql)
    quoted = frame.statement.dialect.quoted
    cases = " ".join(
        f"WHEN {quoted(code)} THEN {quoted(label)}"
        for code, label in zip(column.codes, column.labels, strict=True)
    )
    return SqlWords(f"CASE {sql} {cases} END", sql)


def _is_fractional(node: t.Value) -> bool:
    """Whether a number may have decimals. A count never has."""
    if isinstance(node, t.Field):
        return READABLE[node.row.table].columns[node.column].kind is ColumnKind.DECIMAL
    if isinstance(node, t.Extreme):
        return _is_fractional(node.item)
    return not isinstance(node, t.Quantified) and any(_is_fractional(part) for part in t.parts(node))
