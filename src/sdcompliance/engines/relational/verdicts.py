"""The rules about one table → one statement that judges all its rows by all of them.

Facts first (whether a rule applies, what is required, by when), each computed once; then a verdict
for every rule under every reading, by the table of docs/verdicts.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sdcompliance.conditions import tree as t
from sdcompliance.engines.relational import values
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.spans import Span
from sdcompliance.engines.relational.statement import Shape, Slice, Statement, rendered
from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.rulebook import Norm, Rule, Variant

NUMBER = {verdict: number for number, verdict in enumerate(VERDICTS)}
_NOT_APPLICABLE = NUMBER[Verdict.NOT_APPLICABLE]
_COMPLIANT = NUMBER[Verdict.COMPLIANT]
_PENDING = NUMBER[Verdict.PENDING]
_UNDETERMINED = NUMBER[Verdict.UNDETERMINED]


@dataclass(frozen=True, slots=True)
class RuleColumns:
    """Where a statement's answer has a rule's verdicts: the default reading's, then the others'.

    ``belongs`` are the columns of the city, the site and the session that the row belongs to, None
    where the rule's table has no such path; ``arose_on`` is the column of the day the duty arose.
    """

    rule: str
    verdicts: tuple[str, ...]
    belongs: tuple[str | None, str | None, str | None]
    arose_on: str

    @property
    def noteworthy(self) -> str:
        """A condition: a report shows the row, neither compliant nor not applicable, or sensitive."""
        first, *others = self.verdicts
        open_ = f"{first} NOT IN ({_NOT_APPLICABLE}, {_COMPLIANT})"
        return " OR ".join([open_, *(f"{other} <> {first}" for other in others)])


@dataclass(frozen=True, slots=True)
class Judging:
    """A statement that judges every row of a table; its answer has the row's id and these columns.

    ``parts`` are the tables it reads that have to be made first, each by a query.
    """

    subject: str
    sql: str
    rules: tuple[RuleColumns, ...]
    parts: Mapping[str, str]


def judging_statement(
    rules: Sequence[Rule], shape: Shape, dialect: Dialect, part: Slice | None = None
) -> Judging:
    """Judges every row of the rules' table, or of a part. The as-of date stands as ``AS_OF`` in the text."""
    subject = rules[0].subject
    statement = Statement(dialect, shape, subject, slice=part)
    statement.subjects = statement.part(subject, "id")
    facts = _Facts(Frame.of_subject(statement))
    verdicts: list[tuple[str, str]] = []
    columns = tuple(_judge(rule, facts, verdicts) for rule in rules)
    kept = dict.fromkeys(name for one in columns for name in (*one.belongs, one.arose_on) if name)
    listed = [
        "id",
        *statement.carried,
        *(name for name in kept if name != "id"),
        *(f"CAST({sql} AS {dialect.small_type}) AS {name}" for name, sql in verdicts),
    ]
    select = "SELECT " + ",\n       ".join(listed) + "\nFROM facts"
    sql = rendered({**statement.collected(), "facts": facts.text}, select)
    return Judging(subject, sql, columns, statement.parts)


@dataclass
class _Facts:
    """The columns of the facts, each expression once."""

    frame: Frame
    columns: dict[str, str] = field(default_factory=lambda: {"this.id": "id"})  # expression → column
    names: set[str] = field(default_factory=lambda: {"id", "dossier", "as_of"})

    def of(self, sql: str, wanted: str) -> str:
        """The column that holds an expression."""
        if sql not in self.columns:
            self.columns[sql] = self.name(wanted)
        return self.columns[sql]

    def name(self, wanted: str) -> str:
        """A column name not yet taken."""
        plain = re.sub("[^a-z0-9_]", "_", wanted.lower())
        name, number = plain, 1
        while name in self.names:
            number += 1
            name = f"{plain}_{number}"
        self.names.add(name)
        return name

    def span(self, node: t.Value, wanted: str) -> Span:
        """The columns that hold a value."""
        found = values.value(node, self.frame)
        if found.exact:
            return Span(*[self.of(found.least, wanted)] * 2)
        return Span(self.of(found.least, wanted), self.of(found.greatest, f"{wanted}_latest"))

    @property
    def today(self) -> str:
        """The as-of date."""
        return self.frame.statement.today()

    @property
    def text(self) -> str:
        """The query."""
        kept = [f"this.{name} AS {name}" for name in self.frame.statement.carried]
        listed = [*(f"{sql} AS {name}" for sql, name in self.columns.items()), *kept]
        return "SELECT " + ",\n       ".join(listed) + f"\n{self.frame.clause}"


def _judge(rule: Rule, facts: _Facts, verdicts: list[tuple[str, str]]) -> RuleColumns:
    names = []
    for variant in rule.variants:
        label = rule.id if variant is rule.default else f"{rule.id}__{variant.name}"
        sql = _verdict(rule, variant, facts, label)
        name = facts.name(label)
        verdicts.append((name, sql))
        names.append(name)
    city, site, session = (
        None if path is None else facts.span(path, wanted).least
        for path, wanted in ((rule.city, "city"), (rule.site, "site_id"), (rule.session, "session_id"))
    )
    arose = facts.span(rule.default.arises, "arose_on").least
    return RuleColumns(rule.id, tuple(names), (city, site, session), arose)


def verdict_text(column: str) -> str:
    """A verdict's number as its name."""
    cases = " ".join(f"WHEN {NUMBER[verdict]} THEN '{verdict.value}'" for verdict in VERDICTS)
    return f"CASE {column} {cases} END"


def _verdict(rule: Rule, variant: Variant, facts: _Facts, label: str) -> str:
    applies = facts.span(variant.applies, f"{label}_applies").least
    required = facts.span(variant.required, f"{label}_met").least
    broken = NUMBER[Verdict.VIOLATION if rule.norm is Norm.MUST else Verdict.ADVISORY]
    branches = [f"WHEN {applies} IS NULL THEN {_UNDETERMINED}", f"WHEN NOT {applies} THEN {_NOT_APPLICABLE}"]
    if variant.undecided is not None:
        undecided = facts.span(variant.undecided, f"{label}_undecided").least
        branches.append(f"WHEN {undecided} THEN {_UNDETERMINED}")
    if variant.until is not None:
        branches += _kept(facts.span(variant.until, f"{label}_until"), required, broken, facts.today)
    else:
        due = None if variant.due is None else facts.span(variant.due, f"{label}_due")
        branches += _done(due, required, broken, facts.today)
    return " ".join(["CASE", *branches, f"ELSE {_UNDETERMINED} END"])


def _kept(until: Span, required: str, broken: int, today: str) -> Iterable[str]:
    """Something to be kept until a day."""
    yield f"WHEN NOT {required} THEN {broken}"
    yield f"WHEN {today} <= {until.least} THEN {_PENDING}"
    yield f"WHEN {required} AND {today} > {until.greatest} THEN {_COMPLIANT}"


def _done(due: Span | None, required: str, broken: int, today: str) -> Iterable[str]:
    """Something to be done, by a day or at once."""
    yield f"WHEN {required} THEN {_COMPLIANT}"
    if due is not None:
        yield f"WHEN {today} <= {due.least} THEN {_PENDING}"
        yield f"WHEN {due.least} IS NULL OR {today} <= {due.greatest} THEN {_UNDETERMINED}"
    yield f"WHEN NOT {required} THEN {broken}"
