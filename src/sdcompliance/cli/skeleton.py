"""A rule file to begin with: every key with what it is for, and two examples that run.

What a key is for comes from the format itself (``RuleFile``), and the examples are tried before the
text is handed out: columns of the subject's table are taken in turn until a pair of examples, one on
either side of a limit, gets the verdicts that it names.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.records import TABLES, Column, ColumnKind, Records, Row
from sdcompliance.rulebook import (
    Rulebook,
    RuleError,
    RuleFault,
    RuleFile,
    compliant_dossier,
    load_rules,
)
from sdcompliance.rulebook.clauses import fault_of_quote
from sdcompliance.rulebook.ledger import Coverage, read_ledger
from sdcompliance.testing import run_example

#: The day as of which fixtures/compliant breaks nothing.
_AS_OF = date(2025, 6, 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a rule before it is written."""

    id: str
    name: str
    subject: str
    clause: str
    quote: str

    @classmethod
    def of(cls, book: Rulebook, *, id_: str, name: str, subject: str, clause: str, quote: str | None) -> Self:
        """Checked against the rulebook it is to be added to.

        Raises RuleError for an id or a name of another form, an id that is used already, or a quote
        that is not of the clause; UnknownNameError, with the nearest name, for an unknown subject or
        clause.
        """
        _refuse_other_forms({"id": id_, "name": name})
        if id_ in book:
            message = f"{id_} is already used in {book[id_].file}; choose another id"
            raise RuleError([RuleFault(id_, 0, "id", message)])
        if subject not in TABLES:
            raise UnknownNameError(f"no table {subject!r}{did_you_mean(subject, TABLES)}")
        clauses = book.surroundings.law.clauses
        if clause not in clauses:
            raise UnknownNameError(f"no clause {clause!r}{did_you_mean(clause, clauses)}")
        words = quote or _words_of(clause, book)
        if (wrong := fault_of_quote(words, clauses[clause])) is not None:
            raise RuleError([RuleFault(id_, 0, "quote", wrong)])
        return cls(id_, name, subject, clause, words)


def skeleton(draft: Draft, book: Rulebook) -> str:
    """The text of the rule file. Raises RuleError where no pair of examples of that subject runs."""
    for arises in dict.fromkeys((None if _default_day(draft, book) else "today", "today")):
        for limit in _limits(draft.subject):
            text = _text(draft, limit, arises, book)
            if _runs(text, draft, book):
                return text
    message = "no pair of examples could be made from fixtures/compliant; write the file by hand"
    raise RuleError([RuleFault(draft.id, 0, "subject", message)])


def _refuse_other_forms(given: Mapping[str, str]) -> None:
    properties = RuleFile.model_json_schema()["properties"]
    faults = [
        RuleFault(given["id"], 0, key, f"{value!r} is not of the form {properties[key]['pattern']}")
        for key, value in given.items()
        if re.search(properties[key]["pattern"], value) is None or "\n" in value
    ]
    if faults:
        raise RuleError(faults)


def _words_of(clause: str, book: Rulebook) -> str:
    """The first words of a sentence of the clause that asks for something, else a rule's quote of it."""
    found = read_ledger().by_clause.get(clause, ())
    entries = sorted(found, key=lambda entry: entry.coverage is Coverage.PROGRAMMATIC)
    quotes = [entry.first_words for entry in entries]
    quotes += [rule.quote for rule in book.values() if rule.clause == clause]
    law = book.surroundings.law.clauses[clause]
    for quote in quotes:
        if fault_of_quote(quote, law) is None:
            return quote
    message = f"no words of {clause} are known here; give some of them with --quote"
    raise RuleError([RuleFault(clause, 0, "quote", message)])


# ── a limit and the examples on either side of it ───────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Limit:
    """A condition that a row of the compliant dossier meets, just, and a change by which it does not."""

    row: str
    column: str
    read_as: str
    require: str
    limit: str | None  # the value of the parameter `limit`, as YAML
    beyond: str  # the value beyond the limit, as YAML


_Make = Callable[[Column, Any], tuple[str, str | None, str] | None]


def _number(column: Column, value: Any) -> tuple[str, str | None, str]:
    return f"{column.name} >= limit", str(value), str(value - 1)


def _day(column: Column, value: date) -> tuple[str, str | None, str]:
    last = value.date() if isinstance(value, datetime) else value
    return f"{_read_as(column)} <= limit", last.isoformat(), (last + timedelta(days=1)).isoformat()


def _truth(column: Column, value: bool) -> tuple[str, str | None, str] | None:
    return (column.name, None, "false") if value else None


def _filled(column: Column, _: str) -> tuple[str, str | None, str]:
    return f"not blank({column.name})", None, '"  "'


def _one_of(column: Column, value: str) -> tuple[str, str | None, str]:
    other = next(code for code in column.codes if code != value)
    return f"{column.name} == '{value!s}'", None, other


def _referring(column: Column, _: str) -> tuple[str, str | None, str]:
    return f"{column.name} is not None", None, "null"


#: How a limit is made of a column of each kind, the kinds that show a limit best first.
_MAKERS: Mapping[ColumnKind, _Make] = {
    ColumnKind.INTEGER: _number,
    ColumnKind.DECIMAL: _number,
    ColumnKind.DAY: _day,
    ColumnKind.MOMENT: _day,
    ColumnKind.BOOLEAN: _truth,
    ColumnKind.TEXT: _filled,
    ColumnKind.CODE: _one_of,
    ColumnKind.REFERENCE: _referring,
}


def _limits(subject: str) -> Iterator[_Limit]:
    """Every limit that could be made, of each kind of column, column by column, row by row."""
    rows = Records.load(compliant_dossier()).table(subject) or {}
    columns = TABLES[subject].columns.values()
    for kind, make in _MAKERS.items():
        for column in columns:
            if column.kind is kind and column.personal is None:
                yield from _limits_of(column, make, rows)


def _limits_of(column: Column, make: _Make, rows: Mapping[str, Row]) -> Iterator[_Limit]:
    for row in rows.values():
        value = getattr(row, column.name)
        made = None if value is None else make(column, value)
        if made is not None:
            require, limit, beyond = made
            yield _Limit(row.id, column.name, _read_as(column), require, limit, beyond)


def _read_as(column: Column) -> str:
    """How conditions call the column: a clock time by its day."""
    return f"{column.name[:-3]}_on" if column.kind is ColumnKind.MOMENT else column.name


def _runs(text: str, draft: Draft, book: Rulebook) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{draft.id}_{draft.name}.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            with_draft = load_rules(file, book)
        except RuleError:
            return False
    rule = with_draft[draft.id]
    return not any(run_example(rule, example, with_draft).differences for example in rule.examples)


# ── the text ────────────────────────────────────────────────────────────────────────────

_HEAD = """\
# A draft. It loads and its examples run as they are, but what it asks for is made up: put your own
# words and conditions in. A key that begins with # may be left out; take the mark away to use it.
# docs/how-to/add-a-rule.md leads through it, docs/how-to/write-a-rule.md has the language.
"""

#: What an optional key may look like; … is to be filled in.
_SAMPLES = {
    "addressee": "site",
    "parameters": "{limit: 3}",
    "when": "…",
    "due": "workday_after(…, 3)",
    "until": "months_after(…, 6)",
    "undecided": "{if: …, reason: {zh: …, en: …}}",
    "readings": "{another-reading: {basis: {zh: …, en: …}, require: …}}",
    "labels": "{name: {zh: …, en: …}}",
}


def _text(draft: Draft, limit: _Limit, arises: str | None, book: Rulebook) -> str:
    written = _written(draft, limit)
    if arises is not None:
        written["arises"] = f" {arises}"
    samples = {**_SAMPLES, "arises": _default_day(draft, book) or "today"}
    parts = [_HEAD]
    for key, field in RuleFile.model_fields.items():
        value = written.get(key)
        line = f"# {key}: {samples.get(key, '…')}" if value is None else f"{key}:{value}"
        parts.append(f"# {key}: {field.description}\n{line}\n")
    return "\n".join(parts)


def _written(draft: Draft, limit: _Limit) -> dict[str, str]:
    """The keys that the draft has, each with its value as YAML after the colon."""
    found = {
        "id": f" {draft.id}",
        "name": f" {draft.name}",
        "title": _both("待填：问题的简短名称", "to be written: the fault in a few words"),
        "subject": f" {draft.subject}",
        "clause": f" {draft.clause}",
        "quote": f" {json.dumps(draft.quote, ensure_ascii=False)}",
        "norm": " must",
        "require": f" {limit.require}",
        "message": _both(
            f"待填：发现了什么；所记录的是{{{limit.read_as}}}。",
            f"To be written: what was found; recorded is {{{limit.read_as}}}.",
        ),
        "remedy": _both("待填：怎样处理。", "To be written: what to do."),
        "examples": _examples(draft, limit),
    }
    if limit.limit is not None:
        found["parameters"] = f" {{limit: {limit.limit}}}"
    return found


def _both(zh: str, en: str) -> str:
    return f"\n  zh: {json.dumps(zh, ensure_ascii=False)}\n  en: {json.dumps(en)}"


def _examples(draft: Draft, limit: _Limit) -> str:
    change = f"{{{draft.subject}: {{{limit.row}: {{{limit.column}: {limit.beyond}}}}}}}"
    common = f"as_of: {_AS_OF.isoformat()}, subject_id: {limit.row}"
    return (
        f"\n  # In fixtures/compliant the row {limit.row} just meets the condition."
        f"\n  - {{name: just met, {common}, expect: compliant}}"
        f"\n  - {{name: just missed, {common}, change: {change}, expect: violation}}"
    )


def _default_day(draft: Draft, book: Rulebook) -> str | None:
    """The day on which duties on such rows arise unless a rule says otherwise."""
    part = book.surroundings.subjects.get(draft.subject)
    return None if part is None else part.arises
