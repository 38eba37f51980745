"""The lines of a generated function: blocks, names, what is computed already, what is certainly there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from sdcompliance.conditions import MOMENT
from sdcompliance.conditions import tree as t

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Emitted:
    """The local variables that hold a value. ``nullable``: they may be None."""

    least: str
    greatest: str
    nullable: bool

    @property
    def exact(self) -> bool:
        """Whether one variable holds it."""
        return self.least == self.greatest


Key: TypeAlias = t.Value | t.Row | t.Source | tuple[str, t.Field]
Memo: TypeAlias = dict[Key, Emitted]


def one(name: str, *, nullable: bool = True) -> Emitted:
    """A value that one variable holds."""
    return Emitted(name, name, nullable)


class Writer:
    """The body of one function as it is written; ``constants`` and ``accessors`` are what it needs around it.

    Memory and certainty are those of the place that is being written: both end with the block.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}
        self.accessors: dict[str, t.Referred | t.Source] = {}
        self._memos: list[Memo] = [{}]
        self._sure: list[set[Key]] = [set()]  # what is certainly there, in each block around this place
        self._count = 0
        self._depth = 2  # inside `def link` and `def judge`

    # ── lines and names ─────────────────────────────────────────────────────────────────

    def line(self, text: str) -> None:
        """One line at the present depth."""
        self.lines.append(_INDENT * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """An indented block; what is computed inside is not visible after it, so its names serve again.

        With more than 256 local variables every access to the later ones costs an instruction more.
        """
        count = self._count
        self.line(head)
        self._depth += 1
        self._memos.append({})
        self._sure.append(set())
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.line("pass")
        self._memos.pop()
        self._sure.pop()
        self._depth -= 1
        self._count = count

    def _name(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"

    def _constant(self, value: Any) -> str:
        if isinstance(value, bool | int | str):
            return repr(value)
        for name, known in self.constants.items():
            if type(known) is type(value) and known == value:
                return name
        name = f"K{len(self.constants)}"
        self.constants[name] = value
        return name

    def _accessor(self, of: t.Referred | t.Source) -> str:
        """The name of the function that finds rows of a table, by id or by the value of a column."""
        match of:
            case t.Referred(table=table):
                name = f"row_of_{table}"
            case t.Children(table=table, column=column) | t.Lookup(table=table, column=column):
                name = f"{table}_by_{column}"
        self.accessors.setdefault(name, of)
        return name

    def _remembered(self, key: Key) -> Emitted | None:
        for memo in reversed(self._memos):
            if key in memo:
                return memo[key]
        return None

    def _remember(self, key: Key, emitted: Emitted) -> Emitted:
        self._memos[-1][key] = emitted
        return emitted

    # ── what is certainly there ─────────────────────────────────────────────────────────

    def learn_true(self, node: t.Value) -> None:
        """The condition is true here: what it compares is recorded and need not be tested again."""
        match node:
            case t.Named(value=value):
                self.learn_true(value)
            case t.AllOf(operands=operands):
                for operand in operands:
                    self.learn_true(operand)
            case t.Not(operand=operand):
                self._learn_false(operand)
            case t.Compare(left=left, right=right):
                self._learn_recorded(left)
                self._learn_recorded(right)
            case t.Among(value=value):
                self._learn_recorded(value)
            case _:
                self._learn_recorded(node)

    def _learn_false(self, node: t.Value) -> None:
        match node:
            case t.Named(value=value):
                self._learn_false(value)
            case t.AnyOf(operands=operands):
                for operand in operands:
                    self._learn_false(operand)
            case t.Not(operand=operand):
                self.learn_true(operand)
            case t.IsNull(field=field):
                self._learn_recorded(field)
                if field.type == MOMENT:
                    self._learn_recorded(t.DayOf(field))

    def _learn_recorded(self, node: t.Value) -> None:
        if not isinstance(node, t.Field | t.DayOf):
            return
        field = node.moment if isinstance(node, t.DayOf) else node
        self._sure[-1] |= {node, ("as recorded", field)}
        row: t.Row = field.row
        while isinstance(row, t.Referred):
            self._sure[-1].add(row)
            row = row.row

    def _is_sure(self, key: Key) -> bool:
        return any(key in sure for sure in self._sure)
