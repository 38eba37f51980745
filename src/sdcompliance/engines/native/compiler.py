"""The rules about one table → one Python function that judges a row under all of them.

The function returns a verdict for every rule under every reading, in that order, as
small numbers (indices of VERDICTS). Evidence, messages and reasons are gathered afterwards, for
the rows that need them (explaining.py).
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeAlias

from sdcompliance.conditions import FUNCTIONS
from sdcompliance.conditions import tree as t
from sdcompliance.engines.consequences.facts import Source
from sdcompliance.engines.native.bounds import compare_spans, span_of, value_on
from sdcompliance.engines.native.emitter import Emitter
from sdcompliance.engines.native.functions import NO_SPAN, Functions, moment_span, with_nulls
from sdcompliance.engines.native.writer import Emitted
from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.records import Row
from sdcompliance.rulebook import Norm, Rule, Variant

#: One number per rule and reading.
Verdicts: TypeAlias = tuple[int, ...]
Judge: TypeAlias = Callable[[Row], Verdicts]

_NUMBER = {verdict: number for number, verdict in enumerate(VERDICTS)}
_NOT_APPLICABLE = _NUMBER[Verdict.NOT_APPLICABLE]
_COMPLIANT = _NUMBER[Verdict.COMPLIANT]
_PENDING = _NUMBER[Verdict.PENDING]
_UNDETERMINED = _NUMBER[Verdict.UNDETERMINED]


@dataclass(frozen=True)
class GeneratedCode:
    """The function for the rules about one table, as byte code and what it needs around it."""

    subject: str
    code: bytes
    constants: Mapping[str, Any]
    accessors: Mapping[str, t.Referred | t.Source]

    @cached_property
    def _link(self) -> Callable[..., Judge]:
        namespace = {**_RUNTIME, **self.constants}
        exec(marshal.loads(self.code), namespace)
        link: Callable[..., Judge] = namespace["link"]
        return link

    def link(self, records: Source, today: date, functions: Functions) -> Judge:
        """The function that judges a row of these records as of a day.

        It answers with a number for every rule of the table under every reading, in order.
        """
        access = {name: _access(records, of) for name, of in self.accessors.items()}
        return self._link(today, access, functions)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_link"}


def compile_subject(subject: str, rules: tuple[Rule, ...]) -> GeneratedCode:
    """Generates and compiles the function for the rules about one table."""
    columns = tuple((rule, variant) for rule in rules for variant in rule.variants)
    emitter = Emitter()
    for group in _groups(columns):
        _emit_group(emitter, group)
    names = ", ".join(f"verdict{number}" for number in range(len(columns)))
    emitter.line(f"return ({names},)")
    return compiled(emitter, subject, f"<rules about {subject}>")


def compile_truths(subject: str, conditions: Iterable[t.Value]) -> GeneratedCode:
    """Compiles a function that says of each condition on a row: 0 false, 1 true, 2 unknown."""
    emitter = Emitter()
    names = [emitter.value(condition).least for condition in conditions]
    emitter.line(f"return ({' '.join(f'2 if {name} is None else int({name}),' for name in names)})")
    return compiled(emitter, subject, f"<conditions on {subject}>")


def compiled(emitter: Emitter, subject: str, shown_as: str) -> GeneratedCode:
    """The function whose body has been written, ``shown_as`` in tracebacks."""
    # The source is made from typed trees only; no text of a rule file reaches it but as a
    # constant (repr), so a rule file cannot run code.
    code = compile(_source_of(emitter), shown_as, "exec")
    return GeneratedCode(subject, marshal.dumps(code), emitter.constants, emitter.accessors)


def _source_of(emitter: Emitter) -> str:
    """The source of the function whose body has been written."""
    body = "\n".join(emitter.lines)
    head = ["def link(today, access, functions):"]
    head += [f"    {name} = access[{name!r}]" for name in emitter.accessors]
    head += [f"    f_{name} = functions[{name!r}]" for name in FUNCTIONS if f"f_{name}(" in body]
    return "\n".join([*head, "    def judge(subject):", body, "    return judge", ""])


# ── generating ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Numbered:
    """One column of the answer."""

    number: int
    norm: Norm
    variant: Variant


def _groups(columns: Iterable[tuple[Rule, Variant]]) -> list[list[_Numbered]]:
    """Columns that apply under the same condition, so that it is tested once for all of them."""
    groups: dict[t.Value, list[_Numbered]] = {}
    for number, (rule, variant) in enumerate(columns):
        groups.setdefault(variant.applies, []).append(_Numbered(number, rule.norm, variant))
    return list(groups.values())


def _emit_group(emitter: Emitter, group: list[_Numbered]) -> None:
    _share(emitter, [column.variant.applies for column in group[:1]])
    applies = emitter.value(group[0].variant.applies).least
    names = " = ".join(f"verdict{column.number}" for column in group)
    with emitter.block(f"if {applies} is True:"):
        emitter.learn_true(group[0].variant.applies)
        _share(emitter, [tree for column in group for tree in column.variant.conditions[1:]])
        for column in group:
            _emit_verdict(emitter, column)
    with emitter.block("else:"):
        emitter.line(f"{names} = {_UNDETERMINED} if {applies} is None else {_NOT_APPLICABLE}")


def _share(emitter: Emitter, trees: list[t.Value]) -> None:
    """Reads what occurs more than once and belongs to the subject itself, before any branch."""
    times = Counter(node for tree in trees for node in _columns(tree) if _of_subject(node))
    for node, count in times.items():
        if count > 1:
            emitter.value(node)


def _columns(node: t.Value) -> Iterator[t.Field | t.DayOf]:
    """The columns that a condition reads, a clock time by its day where it is read so."""
    if isinstance(node, t.Field | t.DayOf):
        yield node
    elif not isinstance(node, t.IsNull):
        for part in t.parts(node):
            yield from _columns(part)


def _of_subject(node: t.Field | t.DayOf) -> bool:
    column = node.moment if isinstance(node, t.DayOf) else node
    return isinstance(t.start_of(column.row), t.Subject)


def _emit_verdict(emitter: Emitter, column: _Numbered) -> None:
    variant = column.variant
    due = None if variant.due is None else emitter.value(variant.due)
    until = None if variant.until is None else emitter.value(variant.until)
    undecided = None if variant.undecided is None else emitter.value(variant.undecided)
    required = emitter.value(variant.required)
    broken = _NUMBER[Verdict.VIOLATION if column.norm is Norm.MUST else Verdict.ADVISORY]
    branches = _branches(required, due, until, broken)
    if undecided is not None:
        branches.insert(0, (f"{undecided.least} is True", str(_UNDETERMINED)))
    word = "if"
    for test, verdict in branches:
        emitter.line(f"{word} {test}: verdict{column.number} = {verdict}")
        word = "elif"
    emitter.line(f"else: verdict{column.number} = {_UNDETERMINED}")


def _branches(
    required: Emitted, due: Emitted | None, until: Emitted | None, broken: int
) -> list[tuple[str, str]]:
    """The table of docs/verdicts.md, from top to bottom; what no branch takes is undetermined."""
    met = f"{required.least} is True"
    unmet = f"{required.least} is False"
    if until is not None:
        ended = f"({_known(until)}today > {until.greatest})"
        running = f"{_known(until)}today <= {until.least}"
        return [
            (unmet, str(broken)),
            (running, str(_PENDING)),
            (f"{met} and {ended}", str(_COMPLIANT)),
        ]
    branches = [(met, str(_COMPLIANT))]
    if due is not None:
        branches.append((f"{_known(due)}today <= {due.least}", str(_PENDING)))
        if due.nullable or not due.exact:
            uncertain = f"{due.least} is None or today <= {due.greatest}"
            branches.append((uncertain, str(_UNDETERMINED)))
    branches.append((unmet, str(broken)))
    return branches


def _known(value: Emitted) -> str:
    return f"{value.least} is not None and " if value.nullable else ""


#: What generated code calls besides the functions of the language.
_RUNTIME: Mapping[str, Any] = {
    "NONE": (),
    "NO_SPAN": NO_SPAN,
    "compare_spans": compare_spans,
    "datetime": datetime,
    "moment_span": moment_span,
    "span_of": span_of,
    "value_on": value_on,
    "with_nulls": with_nulls,
}


# ── linking ─────────────────────────────────────────────────────────────────────────────


def _access(records: Source, of: t.Referred | t.Source) -> Callable[..., Any]:
    """How generated code finds rows: by id, or all that have a value in a column."""
    match of:
        case t.Referred(table=table):
            rows = records.table(table)
            return _no_row if rows is None else rows.get
        case t.Children(table=table, column=column):
            index = records.children(table, column)
        case t.Lookup(table=table, column=column):
            index = records.lookup(table, column)
    return _no_rows if index is None else index.get


def _no_row(_: object) -> None:
    """The table is absent: nothing in it can be read."""


def _no_rows(_: object, __: object) -> None:
    """The table is absent: what rows it would have is unknown."""
