"""How a rule reached a value, as SQL text: ``reports[RP1].results_received_at``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sdcompliance.conditions import tree as t

if TYPE_CHECKING:
    from sdcompliance.engines.relational.dialect import Dialect
    from sdcompliance.engines.relational.frame import Frame


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression that is part of a text."""

    text: str


#: Literal text and expressions, in turn.
Path: TypeAlias = tuple[str | Sql, ...]


def prefix(row: t.Row, frame: Frame) -> Path:
    """What stands before the columns of a row, the dot included; nothing before those of the subject."""
    match row:
        case t.Subject():
            return ()
        case t.Variable(name=name):
            return (*frame.paths[frame.aliases[name]], ".")
        case t.Referred(row=inner, reference=reference):
            return (*prefix(inner, frame), f"{reference}.")


def column_path(row: t.Row, column: str, frame: Frame) -> Path:
    """The path of a column."""
    return (*prefix(row, frame), column)


def text_of(path: Path, dialect: Dialect) -> str:
    """A path as an SQL expression."""
    parts: list[str] = []
    literal = ""
    for part in path:
        if isinstance(part, str):
            literal += part
            continue
        if literal:
            parts.append(dialect.quoted(literal))
            literal = ""
        parts.append(part.text)
    if literal or not parts:
        parts.append(dialect.quoted(literal))
    return " || ".join(parts)
